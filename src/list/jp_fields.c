/* The cells of a row of Japan's list, on its entry. */
#include "list/jp_list.h"

#include "list/ofac.h"
#include "list/paper.h"

/* Bytes of a paper with what is said of it; ours: one in ten is longer on 2026-03-05, and nine in ten pieces of the
 * column of other information. */
enum { PAPER_LONG = 150 };

/* --- values ---------------------------------------------------------------------------------- */

static void tell_overflow(struct jp *j, const char *what, struct entity_src src)
{
    if (j->pieces->is_over)
        entry_warn(&j->e, src, "%s: more than %d values in one cell; the others are left out", what,
                   JP_PIECES_MAX);
}

static void put_names(struct jp *j, const struct table_row *row, size_t column, enum jp_kind kind,
                      bool *has_name)
{
    struct entity_src src = table_src(row);
    jp_names(table_cell(row, column), kind, &j->row, j->pieces);
    tell_overflow(j, "names", src);
    for (size_t i = 0; i < j->pieces->count; i++) {
        const struct jp_piece *p = &j->pieces->piece[i];
        str lang = p->is_japanese ? STR("jpn") : STR_EMPTY;
        bool is_main = has_name && !*has_name && p->kind == JP_AKA;
        if (p->kind == JP_NOTE) {
            entry_note(&j->e, "name", p->text, src);
            continue;
        }
        if (is_main) *has_name = true;
        entry_put_lang(&j->e, is_main               ? FTM_PROP_NAME
                              : p->kind == JP_WEAK   ? FTM_PROP_WEAK_ALIAS
                              : p->kind == JP_FORMER ? FTM_PROP_PREVIOUS_NAME : FTM_PROP_ALIAS,
                       p->text, lang, src);
        if (has_name) continue;
        if (p->kind == JP_WEAK)
            j->report->weak_aliases++;
        else
            j->report->aliases++;
    }
}

static void put_texts(struct jp *j, const struct table_row *row, size_t column, enum ftm_prop prop)
{
    jp_split(table_cell(row, column), &j->row, j->pieces);
    tell_overflow(j, "texts", table_src(row));
    for (size_t i = 0; i < j->pieces->count; i++)
        entry_put(&j->e, prop, j->pieces->piece[i].text, table_src(row));
}

static void put_birth(struct jp *j, str text, struct entity_src src)
{
    str date = jp_date(text, &j->row);
    entry_date(&j->e, FTM_PROP_BIRTH_DATE, "date of birth", date.len ? date : text, src);
}

static void put_births(struct jp *j, str cell, struct entity_src src)
{
    if (jp_is_no_answer(cell)) return;
    jp_split_dates(cell, &j->row, j->pieces);
    tell_overflow(j, "dates of birth", src);
    for (size_t i = 0; i < j->pieces->count; i++) put_birth(j, j->pieces->piece[i].text, src);
}

static void put_birth_place(struct jp *j, str text, struct entity_src src)
{
    str code = jp_country(text);
    if (jp_is_no_answer(text)) return;
    entry_put(&j->e, FTM_PROP_BIRTH_PLACE, text, src);
    entry_put(&j->e, FTM_PROP_BIRTH_COUNTRY, code.len ? code : jp_country_before(text), src);
}

static void put_birth_places(struct jp *j, const struct table_row *row, size_t column)
{
    jp_split(table_cell(row, column), &j->row, j->pieces);
    for (size_t i = 0; i < j->pieces->count; i++)
        put_birth_place(j, j->pieces->piece[i].text, table_src(row));
}

/* "1941年8月20日セルビア共和国…生": a date as long as one can be read, then a place. */
static void put_birth_both(struct jp *j, str line, struct entity_src src)
{
    static const char *const ends[] = { "日", "月", "年" };
    for (size_t e = 0; e < COUNT_OF(ends); e++) {
        size_t at = str_find(line, str_c(ends[e]), 0);
        if (at == SIZE_MAX) continue;
        str date = jp_date(str_sub(line, 0, at + 3), &j->row);
        if (date.len == 0) continue;
        str place = str_trim(str_from(line, at + 3));
        if (str_ends(place, STR("生"))) place.len -= 3;
        entry_date(&j->e, FTM_PROP_BIRTH_DATE, "date of birth", date, src);
        put_birth_place(j, place, src);
        return;
    }
    entry_note(&j->e, "born", line, src);
}

static void put_born_both(struct jp *j, const struct table_row *row)
{
    str rest = jp_narrow(table_cell(row, BORN_BOTH), &j->row), line;
    if (rest.len == 0) return;
    while (str_next(&rest, '\n', &line)) put_birth_both(j, str_trim(line), table_src(row));
}

static void put_nations(struct jp *j, const struct table_row *row, size_t column)
{
    if (jp_is_no_answer(table_cell(row, column))) return;
    jp_split_dates(table_cell(row, column), &j->row, j->pieces); /* parted as dates are */
    for (size_t i = 0; i < j->pieces->count; i++) {
        str code = jp_country(j->pieces->piece[i].text);
        entry_country(&j->e, FTM_PROP_NATIONALITY, "nationality",
                      code.len ? code : j->pieces->piece[i].text, table_src(row));
    }
}

/* The country of a paper: in front of its number, アフガニスタン旅券 D 000974, or in brackets. */
static str paper_country(str piece)
{
    str code = jp_country_before(piece);
    return code.len ? code : jp_country_before(str_from(piece, str_index(piece, '(') + 1));
}

/* The long mark of katakana among Latin letters and digits as the dash it stands for: SEー011697. */
static str with_dashes(str s, struct arena *a)
{
    static const str mark = STR_INIT("ー");
    char *p = arena_alloc(a, s.len + 1);
    size_t n = 0;
    if (!p) return s;
    for (size_t i = 0; i < s.len; i++) {
        size_t behind = i + mark.len;
        bool is_dash = i && str_starts(str_from(s, i), mark) && byte_is_alnum(s.data[i - 1]) &&
                       behind < s.len && byte_is_alnum(s.data[behind]);
        p[n++] = is_dash ? '-' : s.data[i];
        i += is_dash ? mark.len - 1 : 0;
    }
    return str_of(p, n);
}

/* The numbers of a piece; one without is about the paper before. @return how many */
static size_t put_numbers(struct jp *j, bool is_passport, str piece, struct entity_src src)
{
    struct paper_text papers = paper_text_of(piece, is_passport ? PAPER_PASSPORT : PAPER_IDENTITY);
    struct paper_found f;
    size_t count = 0;
    for (; paper_next(&papers, &f); count++) {
        entry_document(&j->e, is_passport, f.number, STR_EMPTY, paper_country(piece), src);
        if (!str_eq(piece, f.number)) entry_child_put(&j->e, FTM_PROP_SUMMARY, piece, src);
    }
    if (count == 0) entry_note(&j->e, is_passport ? "passport" : "identity paper", piece, src);
    return count;
}

static void put_papers(struct jp *j, const struct table_row *row, size_t column, bool is_passport)
{
    struct entity_src src = table_src(row);
    str cell = table_cell(row, column);
    size_t count = 0;
    jp_split(cell, &j->row, j->pieces);
    tell_overflow(j, "papers", src);
    for (size_t i = 0; i < j->pieces->count; i++) {
        str piece = j->pieces->piece[i].text;
        size_t numbers = put_numbers(j, is_passport, with_dashes(piece, &j->row), src);
        list_count_value(j->report, is_passport ? FTM_PROP_PASSPORT_NUMBER : FTM_PROP_ID_NUMBER,
                         numbers == 0 || piece.len > PAPER_LONG);
        count += numbers;
    }
    if (count == 0 && !jp_is_no_answer(cell))
        entry_warn(&j->e, src, "'%.*s' holds no number of a paper; kept as a note", STR_ARG(cell));
}

/* --- addresses ------------------------------------------------------------------------------- */

/* The country of an address: Japanese ones begin with it, others end with it. */
static str country_of(str text)
{
    str code = jp_is_japanese(text) ? jp_country_before(text) : STR_EMPTY;
    if (code.len == 0) code = jp_country(text);
    for (size_t at = 0; code.len == 0 && !jp_is_japanese(text) && at < text.len;) {
        code = list_country(str_trim(str_from(text, at)));
        at += str_index(str_from(text, at), ',') + 1;
    }
    return code;
}

static void put_address(struct jp *j, str text, struct entity_src src)
{
    entry_put(&j->e, FTM_PROP_ADDRESS, text, src);
    entry_put(&j->e, FTM_PROP_COUNTRY, country_of(text), src);
    j->report->addresses++;
}

static void put_addresses(struct jp *j, str cell, struct entity_src src)
{
    if (jp_is_no_answer(cell)) return;
    jp_split(cell, &j->row, j->pieces);
    tell_overflow(j, "addresses", src);
    for (size_t i = 0; i < j->pieces->count; i++) put_address(j, j->pieces->piece[i].text, src);
}

/* Of CSV: country and place are two cells. One country in front of each place; several and as many
 * places belong together; else all are kept. */
static void put_parted(struct jp *j, const struct table_row *row, size_t country, size_t city,
                       bool is_japanese)
{
    struct entity_src src = table_src(row);
    str names[JP_PIECES_MAX];
    size_t n = 0;
    jp_split(table_cell(row, country), &j->row, j->pieces);
    for (; n < j->pieces->count; n++) {
        names[n] = j->pieces->piece[n].text;
        entry_put(&j->e, FTM_PROP_COUNTRY, jp_country(names[n]), src);
    }
    jp_split(table_cell(row, city), &j->row, j->pieces);
    for (size_t i = 0; i < j->pieces->count; i++) {
        str place = j->pieces->piece[i].text;
        str name = n == 1 ? names[0] : n == j->pieces->count ? names[i] : STR_EMPTY;
        bool is_said = name.len == 0 || str_find(place, name, 0) != SIZE_MAX;
        str whole = is_said ? place
                    : is_japanese ? arena_concat(&j->row, (const str[]){ name, place }, 2)
                                  : arena_concat(&j->row, (const str[]){ place, STR(", "), name }, 3);
        put_address(j, whole, src);
    }
    for (size_t i = 0; i < n && j->pieces->count == 0; i++) put_address(j, names[i], src);
}

/* --- other information ----------------------------------------------------------------------- */

/* A wallet's network, by what its address looks like; the list names none. */
static const char *wallet_label(str address)
{
    if (str_starts(address, STR("0x"))) return "Digital Currency Address - ETH";
    return address.len == 34 && address.data[0] == 'T' ? "Digital Currency Address - TRX"
                                                       : "Digital Currency Address - XBT";
}

static bool is_wallet(str s)
{
    if (s.len < 25 || s.len > 110) return false;
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_alnum(s.data[i])) return false;
    return true;
}

static void put_wallets(struct jp *j, str text, struct entity_src src)
{
    jp_split(text, &j->row, j->pieces);
    tell_overflow(j, "wallets", src);
    for (size_t i = 0; i < j->pieces->count; i++) {
        str one = j->pieces->piece[i].text;
        if (!is_wallet(one) ||
            !ofac_add_labelled(j->e.b, j->report, j->file->name, j->e.number,
                               str_c(wallet_label(one)), one, STR_EMPTY, STR_EMPTY, STR_EMPTY, src))
            entry_note(&j->e, "wallet", one, src);
    }
}

static void put_swift(struct jp *j, str text, struct entity_src src)
{
    char code[SWIFT_CODE_ROOM];
    if (swift_read(text, code))
        entry_put(&j->e, FTM_PROP_SWIFT_BIC, str_c(code), src);
    else
        entry_note(&j->e, "SWIFT/BIC", text, src);
}

/* "(AT)", "(DOT)" as the ministry hides mail addresses from harvesters. */
static str plain_mail(struct jp *j, str s)
{
    static const struct { const char *from, *to; } words[] = {
        { " (AT) ", "@" }, { "(AT)", "@" }, { " (DOT) ", "." }, { "(DOT)", "." },
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        for (size_t at; (at = str_find(s, str_c(words[i].from), 0)) != SIZE_MAX;)
            s = arena_printf(&j->row, "%.*s%s%.*s", (int)at, s.data, words[i].to,
                             (int)(s.len - at - strlen(words[i].from)),
                             s.data + at + strlen(words[i].from));
    return s;
}

static bool is_mail_byte(char c)
{
    return byte_is_alnum(c) || (c && strchr("!#$%&'*+-/=?^_`{}~.", c));
}

/* The addresses of a text, which goes on behind them without a blank; what else it says is a note. */
static void put_mails(struct jp *j, str text, struct entity_src src)
{
    size_t taken = 0;
    for (size_t at = str_index(text, '@'); at < text.len; at += 1 + str_index(str_from(text, at + 1), '@')) {
        size_t from = at, to = at + 1;
        while (from && is_mail_byte(text.data[from - 1])) from--;
        while (to < text.len && is_mail_byte(text.data[to])) to++;
        while (text.data[to - 1] == '.') to--;
        entry_put(&j->e, FTM_PROP_EMAIL, str_sub(text, from, to), src);
        taken += to - from;
    }
    if (taken < text.len) entry_note(&j->e, "e-mail", text, src);
}

static void put_contacts(struct jp *j, str text, enum ftm_prop prop, struct entity_src src)
{
    jp_split(text, &j->row, j->pieces);
    for (size_t i = 0; i < j->pieces->count; i++) {
        str one = j->pieces->piece[i].text;
        if (prop == FTM_PROP_EMAIL)
            put_mails(j, plain_mail(j, one), src);
        else
            entry_put(&j->e, prop, one, src);
    }
}

/* "IMO番号：5342883", "船舶登録証明：IMO5434358", and two without anything between them. */
static void put_imo(struct jp *j, str text, struct entity_src src)
{
    jp_split(text, &j->row, j->pieces);
    for (size_t i = 0; i < j->pieces->count; i++) {
        str one = j->pieces->piece[i].text;
        bool is_two = one.len == 14;
        for (size_t k = 0; k < one.len; k++) is_two = is_two && byte_is_digit(one.data[k]);
        entry_imo(&j->e, is_two ? str_sub(one, 0, 7) : one, src);
        if (is_two) entry_imo(&j->e, str_from(one, 7), src);
    }
}

static str first_number(str text)
{
    struct paper_text papers = paper_text_of(text, PAPER_IDENTITY);
    struct paper_found f;
    return paper_next(&papers, &f) ? f.number : STR_EMPTY;
}

/* One label of その他の情報 and its value. @return false when the label is not known */
static bool put_labelled(struct jp *j, str label, str value, struct entity_src src)
{
    bool is_person = ftm_schema_is(entity_subject_schema(j->e.b), FTM_SCHEMA_PERSON);
    if (jp_holds(label, "暗号資産アドレス") || jp_holds(label, "仮想通貨アドレス")) /* crypto address */
        put_wallets(j, value, src);
    else if (str_starts_nocase(label, STR("SWIFT")))
        put_swift(j, value, src);
    else if (jp_holds(label, "IMO") || jp_holds(label, "船舶登録証明")) /* ship's registration */
        put_imo(j, value, src);
    else if (jp_holds(label, "生年月日") && is_person)
        put_births(j, value, src);
    else if (jp_holds(label, "出生地") && is_person)
        put_birth_place(j, value, src);
    else if (jp_holds(label, "国籍") && is_person && jp_country(value).len)
        entry_put(&j->e, FTM_PROP_NATIONALITY, jp_country(value), src);
    else if (jp_holds(label, "性別") && is_person && (jp_holds(value, "男") || jp_holds(value, "女")))
        entry_put(&j->e, FTM_PROP_GENDER, jp_holds(value, "男") ? STR("male") : STR("female"), src);
    else if (str_eq(label, STR("所在地")) || str_eq(label, STR("住所")))
        put_addresses(j, value, src);
    else if (str_starts_nocase(label, STR("FAX")) || jp_holds(label, "ファックス"))
        entry_note(&j->e, "fax", value, src);
    else if (jp_holds(label, "電話"))
        put_contacts(j, value, FTM_PROP_PHONE, src);
    else if (jp_holds(label, "メールアドレス"))
        put_contacts(j, value, FTM_PROP_EMAIL, src);
    else if (jp_holds(label, "登録番号") && !is_person && first_number(value).len)
        entry_put(&j->e, FTM_PROP_REGISTRATION_NUMBER, first_number(value), src);
    else
        return false;
    return true;
}

/* Where the label at the front of a line ends: at its first colon, when that is near. */
static size_t label_end(str line)
{
    size_t colon = str_index(line, ':');
    return colon < line.len && colon <= 60 && str_index(str_sub(line, 0, colon), '(') == colon
               ? colon : SIZE_MAX;
}

static void put_other(struct jp *j, const struct table_row *row)
{
    str rest = jp_narrow(table_cell(row, OTHER), &j->row), line;
    struct entity_src src = table_src(row);
    struct buf notes = BUF_INIT(ENTITY_VALUE_MAX - 8); /* "other: " */
    if (jp_is_no_answer(rest)) return;
    while (str_next(&rest, '\n', &line)) {
        size_t colon = label_end(line);
        str label = str_trim(str_sub(line, 0, colon)), value = str_from(line, colon + 1);
        bool is_list = colon != SIZE_MAX && jp_holds(label, "アドレス"); /* goes on over lines */
        while (is_list && rest.data && rest.len) {
            str more = str_trim(str_sub(rest, 0, str_index(rest, '\n')));
            if (label_end(more) != SIZE_MAX || !is_wallet(str_sub(more, 0, str_index(more, ';')))) break;
            str_next(&rest, '\n', &more);
            value = str_of(value.data, (size_t)(more.data + more.len - value.data));
        }
        if (colon != SIZE_MAX && put_labelled(j, label, str_trim(value), src)) continue;
        if (notes.len) buf_add(&notes, STR(" "));
        buf_add(&notes, str_trim(line));
    }
    if (notes.over)
        entry_warn(&j->e, src, "the other information is longer than %d bytes; its end is left out",
                   ENTITY_VALUE_MAX - 8);
    entry_note(&j->e, "other", buf_str(&notes), src);
    if (notes.failed && !notes.over) j->scratch.failed = true;
    buf_release(&notes);
}

/* --- the row --------------------------------------------------------------------------------- */

bool jp_has_cell(const struct table_row *row, size_t first, size_t last)
{
    for (size_t c = first; c <= last; c++)
        if (table_cell(row, c).len) return true;
    return false;
}

/* "original script: …" in the text of the notice. */
static void put_original_script(struct jp *j, str text, struct entity_src src)
{
    static const str label = STR_INIT("original script");
    for (size_t at = 0; (at = str_find(text, label, at)) != SIZE_MAX;) {
        str rest = str_from(text, at + label.len);
        size_t end = 0;
        while (end < rest.len && rest.data[end] != ')' && rest.data[end] != '\n' &&
               rest.data[end] != ';')
            end++;
        str name = str_trim(str_sub(rest, 0, end));
        if (str_starts(name, STR(":"))) name = str_trim(str_from(name, 1));
        if (name.len <= 200) entry_put(&j->e, FTM_PROP_ALIAS, name, src);
        at += label.len;
    }
}

void jp_put_fields(struct jp *j, const struct table_row *row)
{
    struct entity_src src = table_src(row);
    bool has_name = false;
    put_names(j, row, NAME_EN, JP_AKA, &has_name);
    put_names(j, row, NAME_JA, JP_AKA, &has_name);
    for (size_t c = AKA; c <= AKA_EN; c++) put_names(j, row, c, JP_AKA, NULL);
    for (size_t c = FKA; c <= FKA_EN; c++) put_names(j, row, c, JP_FORMER, NULL);
    for (size_t c = WEAK; c <= WEAK_EN; c++) put_names(j, row, c, JP_WEAK, NULL);
    for (size_t c = TITLE; c <= TITLE_EN; c++) put_texts(j, row, c, FTM_PROP_TITLE);
    for (size_t c = ROLE; c <= ROLE_EN; c++) put_texts(j, row, c, FTM_PROP_POSITION);
    put_births(j, table_cell(row, BORN), src);
    put_born_both(j, row);
    for (size_t c = PLACE; c <= PLACE_EN; c++) put_birth_places(j, row, c);
    for (size_t c = NATION; c <= NATION_EN; c++) put_nations(j, row, c);
    put_addresses(j, table_cell(row, ADDRESS), src);
    put_parted(j, row, COUNTRY_JA, CITY_JA, true);
    put_parted(j, row, COUNTRY_EN, CITY_EN, false);
    put_contacts(j, table_cell(row, PHONE), FTM_PROP_PHONE, src);
    entry_note(&j->e, "fax", table_cell(row, FAX), src);
    if (!jp_is_no_answer(table_cell(row, UN_DAY)))
        entry_note(&j->e, "listed by the United Nations", table_cell(row, UN_DAY), src);
    entry_note(&j->e, "details", table_cell(row, DETAIL), src);
    put_other(j, row);
    put_original_script(j, jp_narrow(table_cell(row, NOTICE_TEXT), &j->row), src);
    entry_note(&j->e, "notice", table_cell(row, NOTICE_TEXT), src);
    put_papers(j, row, PASSPORT, true);
    put_papers(j, row, PAPER, false);
}
