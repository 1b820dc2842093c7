/*
 * Japan's list of parties whose assets are frozen, as a workbook (a sheet a category, headings that
 * differ between them) and as CSV (one table).
 *
 *   sheet "14.北朝鮮(決議1718号等；団体)"        区分 14
 *   告示日付    告示番号  日本語表記  英語表記       告示番号  氏名（日本語）
 *   2009.5.22  *1        コリア・…  Korea …        → entry 14-1
 *   2011.11.18削除  2                              a removed entry: only its number is left
 *   2016.12.9  2(*39)    …                         also named as 14-39, in another category
 *
 * src: mof-japan (docs/sources.md)
 */
#include "list/jp_text.h"
#include "list/ofac.h"
#include "list/table_sheet.h"

#include "base/mem.h"
#include "base/num.h"

enum {
    CATEGORIES_MAX = 999,
    HEAD_ROWS = 12,
};

/* Columns; the headings are the ministry's. */
enum {
    KUBUN, NO, NOTICE_DAY, NOTICE_NO, KIND, NAME_JA, NAME_EN, AKA, AKA_JA, AKA_EN, FKA, FKA_JA, FKA_EN,
    WEAK, WEAK_JA, WEAK_EN, TITLE, TITLE_JA, TITLE_EN, ROLE, ROLE_JA, ROLE_EN, BORN, BORN_BOTH, PLACE,
    PLACE_JA, PLACE_EN, NATION, NATION_JA, NATION_EN, PASSPORT, PAPER, ADDRESS, COUNTRY_JA, CITY_JA,
    COUNTRY_EN, CITY_EN, PHONE, FAX, UN_NUMBER, UN_DAY, BASIS, DETAIL, OTHER, NOTICE_TEXT, COLUMNS,
};

/* In English: category, number, day of notice, number in the notice, person or body, name, other
 * names, former names, names that do not identify well, titles, posts, birth, birthplace,
 * nationality, passport, identity paper, address, telephone, UN number and day, grounds, details,
 * other, text of the foreign ministry's notice. */
#define JP_COLUMNS(is_csv)                                                                        \
    [KUBUN] = { "区分", is_csv }, [NO] = { "番号", is_csv }, [NOTICE_DAY] = { "告示日付", false },  \
    [NOTICE_NO] = { "告示番号", true }, [KIND] = { "個人・団体", false },                          \
    [NAME_JA] = { "日本語表記|氏名（日本語）", true }, [NAME_EN] = { "英語表記|氏名（英語）", true }, \
    [AKA] = { "別名|別称|別名・別称|別称・別名|別称・旧称|確定可能な別名", false },                 \
    [AKA_JA] = { "別名・別称（日本語）", false }, [AKA_EN] = { "別名・別称（英語）", false },       \
    [FKA] = { "旧称|旧称・以前の呼称|以前の別名|過去の別名", false },                              \
    [FKA_JA] = { "旧称（日本語）", false }, [FKA_EN] = { "旧称（英語）", false },                  \
    [WEAK] = { "確定に十分でない別名", false },                                                   \
    [WEAK_JA] = { "確定に十分でない別名（日本語）", false },                                       \
    [WEAK_EN] = { "確定に十分でない別名（英語）", false }, [TITLE] = { "称号|肩書", false },        \
    [TITLE_JA] = { "称号（日本語）", false }, [TITLE_EN] = { "称号（英語）", false },              \
    [ROLE] = { "役職|肩書等", false }, [ROLE_JA] = { "役職（日本語）", false },                    \
    [ROLE_EN] = { "役職（英語）", false }, [BORN] = { "生年月日", false },                         \
    [BORN_BOTH] = { "生年月日・出生地", false }, [PLACE] = { "出生地|出生地・出身地", false },      \
    [PLACE_JA] = { "出生地（日本語）", false }, [PLACE_EN] = { "出生地（英語）", false },          \
    [NATION] = { "国籍", false }, [NATION_JA] = { "国籍（日本語）", false },                       \
    [NATION_EN] = { "国籍（英語）", false }, [PASSPORT] = { "旅券番号", false },                   \
    [PAPER] = { "身分証番号|ID番号|身分登録番号", false },                                         \
    [ADDRESS] = { "住所・所在地|所在地|住所|住所等|活動地域・住所|所在地・住所登録された事務所の住所", \
                  false },                                                                        \
    [COUNTRY_JA] = { "住所・所在地（国）（日本語）", false },                                      \
    [CITY_JA] = { "住所・所在地（都市その他の情報）（日本語）", false },                            \
    [COUNTRY_EN] = { "住所・所在地（国）（英語）", false },                                        \
    [CITY_EN] = { "住所・所在地（都市その他の情報）（英語）", false },                              \
    [PHONE] = { "電話|電話番号", false }, [FAX] = { "FAX|FAX番号", false },                       \
    [UN_NUMBER] = { "国連参照番号", false },                                                      \
    [UN_DAY] = { "リスト掲載日|国連制裁委員会による指定日|国連制裁員会による指定日", false },        \
    [BASIS] = { "決議1483上の根拠|指定の根拠", false }, [DETAIL] = { "詳細", false },              \
    [OTHER] = { "その他の情報", false }, [NOTICE_TEXT] = { "外務省告示情報", false }

struct jp {
    struct entry            e;
    const struct list_file *file;
    struct list_report     *report;
    struct arena            scratch; /* of one entry */
    struct arena            row;     /* of one row's texts */
    struct arena            keep;    /* of the file */
    struct jp_pieces       *pieces;
    unsigned                category; /* of the sheet; 0: the rows say it */
    str                     title;    /* of the category */
    uint32_t                removed;  /* rows of removed entries */
    uint8_t                *seen;     /* bit 0: an entry, bit 1: named from another; by number */
};

/* --- categories ------------------------------------------------------------------------------ */

/* What the ministry calls each category, as the workbook's sheets are called. */
static str category_title(unsigned category)
{
    static const char *const titles[] = {
        [1] = "ミロシェビッチ前ユーゴ大統領関係者",
        [2] = "タリバーン関係者等",
        [3] = "テロリスト等 (1)",
        [4] = "テロリスト等 (2)",
        [5] = "イラク前政権関係者等（Ⅰ）",
        [6] = "イラク前政権関係者等 (Ⅱ)",
        [7] = "イラク前政権関係者等 (Ⅲ)",
        [8] = "【解除】リベリア",
        [9] = "コンゴ民主共和国（個人）",
        [10] = "コンゴ民主共和国 (団体)",
        [11] = "【解除】コートジボワール",
        [12] = "スーダン",
        [13] = "北朝鮮(決議1695号)",
        [14] = "北朝鮮(決議1718号等；団体)",
        [15] = "北朝鮮(決議1718号等；個人)",
        [16] = "北朝鮮(協調；団体)",
        [17] = "北朝鮮(協調；個人)",
        [18] = "【解除】イラン",
        [19] = "イラン（個人）",
        [20] = "イラン (団体)",
        [21] = "ソマリア",
        [22] = "リビア(Ⅰ)",
        [23] = "リビア (Ⅱ)",
        [24] = "シリア（個人）",
        [25] = "シリア（団体）",
        [26] = "クリミア等（個人）",
        [27] = "クリミア等 (団体)",
        [28] = "ロシア連邦(団体(特定銀行を除く))",
        [29] = "ロシア連邦(個人)",
        [30] = "ロシア連邦(特定銀行）",
        [31] = "ベラルーシ(個人)",
        [32] = "ベラルーシ(団体(特定銀行を除く))",
        [33] = "ベラルーシ(特定銀行)",
        [34] = "ロシア及びベラルーシ以外（団体(特定銀行を除く)）",
        [35] = "ロシア及びベラルーシ以外（個人）",
        [36] = "ロシア及びベラルーシ以外（特定銀行)",
        [37] = "中央アフリカ共和国（個人）",
        [38] = "中央アフリカ共和国（団体）",
        [39] = "イエメン共和国",
        [40] = "南スーダン",
        [41] = "マリ共和国",
        [42] = "ハイチ共和国（個人）",
        [43] = "イスラエル",
        [44] = "ハイチ共和国（団体）",
    };
    return category < COUNT_OF(titles) ? str_c(titles[category]) : STR_EMPTY;
}

static bool holds(str s, const char *word)
{
    return str_find(s, str_c(word), 0) != SIZE_MAX;
}

/* Measures that were lifted: 【解除】. */
static bool is_lifted(str title)
{
    return holds(title, "【解除】");
}

/* In which category a mark such as (*39) or (#47) is a number: told from what stands there. */
static unsigned other_category(unsigned category)
{
    switch (category) {
    case 3: case 4: return 2;    /* terrorists, also under resolution 1267 */
    case 13: case 16: return 14; /* the DPRK's bodies, also under 1718 */
    case 17: return 15;          /* and persons */
    default: return 0;
    }
}

/* --- numbers --------------------------------------------------------------------------------- */

enum { SEEN_ENTRY = 1, SEEN_NAMED = 2, NUMBERS_MAX = 100000, SEEN_SLOTS = 128 * 8192 };

/* No category comes near 8,191 rows; what does is not watched, in the last slot. */
static uint8_t *seen_at(struct jp *j, unsigned category, unsigned number)
{
    size_t at = (size_t)category * 8191 + number;
    return &j->seen[category > 127 || number > 8190 ? SEEN_SLOTS - 1 : at];
}

/* "*39", "#47", "2(*39)", "１(#48)": the number, and the one in the mark behind it (0: none). */
static bool read_number(struct jp *j, str text, unsigned *ret_number, unsigned *ret_mark)
{
    str s = str_trim(jp_narrow(text, &j->row));
    uint64_t n = 0, m = 0;
    *ret_mark = 0;
    if (s.len && (s.data[0] == '*' || s.data[0] == '#')) s = str_from(s, 1);
    size_t open = str_index(s, '(');
    if (!num_parse_u64(str_trim(str_sub(s, 0, open)), NUMBERS_MAX, &n) || n == 0) return false;
    *ret_number = (unsigned)n;
    if (open == s.len) return true;
    s = str_trim(str_from(s, open + 1));
    if (s.len < 2 || (s.data[0] != '*' && s.data[0] != '#') || !str_ends(s, STR(")"))) return false;
    if (!num_parse_u64(str_trim(str_sub(s, 1, s.len - 1)), NUMBERS_MAX, &m)) return false;
    *ret_mark = (unsigned)m;
    return true;
}

/* Of CSV: "14" or "14.…", and "014-000001" behind it. */
static bool read_category(struct jp *j, const struct table_row *row, unsigned *ret_category,
                          unsigned *ret_number)
{
    str s = str_trim(jp_narrow(table_cell(row, KUBUN), &j->row));
    str no = str_trim(jp_narrow(table_cell(row, NO), &j->row));
    uint64_t c = 0, n = 0;
    size_t digits = 0;
    while (digits < s.len && byte_is_digit(s.data[digits])) digits++;
    size_t dash = str_index(no, '-');
    if (!num_parse_u64(str_sub(s, 0, digits), CATEGORIES_MAX, &c) || c == 0) return false;
    if (!num_parse_u64(dash < no.len ? str_from(no, dash + 1) : no, NUMBERS_MAX, &n)) return false;
    *ret_category = (unsigned)c;
    *ret_number = (unsigned)n;
    return n > 0;
}

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

static void put_papers(struct jp *j, const struct table_row *row, size_t column, bool is_passport)
{
    struct entity_src src = table_src(row);
    jp_split(table_cell(row, column), &j->row, j->pieces);
    tell_overflow(j, "papers", src);
    for (size_t i = 0; i < j->pieces->count; i++) {
        str piece = j->pieces->piece[i].text, number = jp_paper_number(piece);
        if (number.len == 0) {
            entry_note(&j->e, is_passport ? "passport" : "identity paper", piece, src);
            continue;
        }
        entry_document(&j->e, is_passport, number, STR_EMPTY, paper_country(piece), src);
        if (!str_eq(piece, number)) entry_child_put(&j->e, FTM_PROP_SUMMARY, piece, src);
    }
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
                    : is_japanese ? arena_printf(&j->row, "%.*s%.*s", STR_ARG(name), STR_ARG(place))
                                  : arena_printf(&j->row, "%.*s, %.*s", STR_ARG(place), STR_ARG(name));
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
    char code[12];
    size_t n = 0;
    for (size_t i = 0; i < text.len && n < sizeof code; i++)
        if (text.data[i] != ' ') code[n++] = text.data[i];
    bool is_code = n == 8 || n == 11;
    for (size_t i = 0; i < n; i++) is_code = is_code && byte_is_alnum(code[i]);
    if (is_code)
        entry_put(&j->e, FTM_PROP_SWIFT_BIC, str_of(code, n), src);
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

static void put_contacts(struct jp *j, str text, enum ftm_prop prop, struct entity_src src)
{
    jp_split(text, &j->row, j->pieces);
    for (size_t i = 0; i < j->pieces->count; i++) {
        str one = j->pieces->piece[i].text;
        entry_put(&j->e, prop, prop == FTM_PROP_EMAIL ? plain_mail(j, one) : one, src);
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

/* One label of その他の情報 and its value. @return false when the label is not known */
static bool put_labelled(struct jp *j, str label, str value, struct entity_src src)
{
    bool is_person = ftm_schema_is(entity_subject_schema(j->e.b), FTM_SCHEMA_PERSON);
    if (holds(label, "暗号資産アドレス") || holds(label, "仮想通貨アドレス")) /* crypto address */
        put_wallets(j, value, src);
    else if (str_starts_nocase(label, STR("SWIFT")))
        put_swift(j, value, src);
    else if (holds(label, "IMO") || holds(label, "船舶登録証明")) /* ship's registration */
        put_imo(j, value, src);
    else if (holds(label, "生年月日") && is_person)
        put_births(j, value, src);
    else if (holds(label, "出生地") && is_person)
        put_birth_place(j, value, src);
    else if (holds(label, "国籍") && is_person && jp_country(value).len)
        entry_put(&j->e, FTM_PROP_NATIONALITY, jp_country(value), src);
    else if (holds(label, "性別") && is_person && (holds(value, "男") || holds(value, "女")))
        entry_put(&j->e, FTM_PROP_GENDER, holds(value, "男") ? STR("male") : STR("female"), src);
    else if (str_eq(label, STR("所在地")) || str_eq(label, STR("住所")))
        put_addresses(j, value, src);
    else if (str_starts_nocase(label, STR("FAX")) || holds(label, "ファックス"))
        entry_note(&j->e, "fax", value, src);
    else if (holds(label, "電話"))
        put_contacts(j, value, FTM_PROP_PHONE, src);
    else if (holds(label, "メールアドレス"))
        put_contacts(j, value, FTM_PROP_EMAIL, src);
    else if (holds(label, "登録番号") && !is_person && jp_paper_number(value).len)
        entry_put(&j->e, FTM_PROP_REGISTRATION_NUMBER, jp_paper_number(value), src);
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
    struct buf notes = BUF_INIT(ENTITY_VALUE_MAX);
    if (jp_is_no_answer(rest)) return;
    while (str_next(&rest, '\n', &line)) {
        size_t colon = label_end(line);
        str label = str_trim(str_sub(line, 0, colon)), value = str_from(line, colon + 1);
        bool is_list = colon != SIZE_MAX && holds(label, "アドレス"); /* goes on over lines */
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
    entry_note(&j->e, "other", buf_str(&notes), src);
    if (notes.failed && !notes.over) j->scratch.failed = true;
    buf_release(&notes);
}

/* --- the entry ------------------------------------------------------------------------------- */

static bool has_cell(const struct table_row *row, size_t first, size_t last)
{
    for (size_t c = first; c <= last; c++)
        if (table_cell(row, c).len) return true;
    return false;
}

/* Person or body: as the row says, the category, or the cells that only people have. */
static enum ftm_schema schema_of(const struct jp *j, const struct table_row *row, str title,
                                 bool *ret_is_known)
{
    str kind = table_cell(row, KIND);
    (void)j;
    *ret_is_known = true;
    if (kind.len) {
        if (holds(kind, "個人")) return FTM_SCHEMA_PERSON;
        if (holds(kind, "団体")) return FTM_SCHEMA_ORGANIZATION;
        if (holds(kind, "船舶")) return FTM_SCHEMA_VESSEL;
        *ret_is_known = false;
        return FTM_SCHEMA_LEGAL_ENTITY;
    }
    if (holds(title, "個人")) return FTM_SCHEMA_PERSON;
    if (holds(title, "団体") || holds(title, "銀行")) return FTM_SCHEMA_ORGANIZATION;
    if (has_cell(row, TITLE, NATION_EN) || table_cell(row, PASSPORT).len ||
        holds(table_cell(row, OTHER), "生年月日"))
        return FTM_SCHEMA_PERSON;
    return FTM_SCHEMA_ORGANIZATION;
}

/* UN numbers, "KPe.001", wherever they stand in a cell. */
static void put_un_numbers(struct jp *j, str cell, struct entity_src src)
{
    str s = jp_narrow(cell, &j->row);
    for (size_t i = 0; i + 7 <= s.len; i++) {
        const char *p = s.data + i;
        if (byte_is_upper(p[0]) && byte_is_alpha(p[1]) && (p[2] == 'i' || p[2] == 'e') &&
            p[3] == '.' && byte_is_digit(p[4]) && byte_is_digit(p[5]) && byte_is_digit(p[6]) &&
            (i == 0 || !byte_is_alnum(p[-1]))) {
            entry_child_put(&j->e, FTM_PROP_UNSC_ID, str_sub(s, i, i + 7), src);
            i += 6;
        }
    }
}

/* A day as FtM writes it; "" when it is none. */
static str iso_day(struct jp *j, str text)
{
    struct buf out = BUF_INIT(64);
    str date = jp_date(text, &j->row);
    str day = date.len && list_date(date, &out) ? arena_str(&j->row, buf_str(&out)) : STR_EMPTY;
    if (out.failed) j->row.failed = true;
    buf_release(&out);
    return day;
}

/* 告示日付: the day of the notice, then one a line of each revision. */
static void put_sanction(struct jp *j, const struct table_row *row, str title, bool is_dprk)
{
    struct entity_src src = table_src(row);
    str rest = jp_narrow(table_cell(row, NOTICE_DAY), &j->row), line = STR_EMPTY;
    str_next(&rest, '\n', &line);
    entry_sanction(&j->e, STR("Japan, Ministry of Finance"), title, is_dprk,
                   jp_date(line, &j->row), src);
    while (rest.data && str_next(&rest, '\n', &line)) {
        size_t cut = str_find(line, STR("改訂"), 0); /* revised */
        entry_child_put(&j->e, FTM_PROP_MODIFIED_AT,
                        iso_day(j, str_sub(line, 0, cut == SIZE_MAX ? line.len : cut)), src);
    }
    put_un_numbers(j, table_cell(row, UN_NUMBER), src);
    put_un_numbers(j, table_cell(row, OTHER), src);
    entry_child_put(&j->e, FTM_PROP_REASON, table_cell(row, BASIS), src);
    entry_put(&j->e, FTM_PROP_TOPICS, STR("sanction"), src);
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

static void put_fields(struct jp *j, const struct table_row *row)
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

/* The party's row in another category. */
static void put_other_row(struct jp *j, unsigned category, unsigned mark, struct entity_src src)
{
    unsigned other = mark ? other_category(category) : 0;
    if (!mark) return;
    if (!other) {
        entry_warn(&j->e, src, "the mark of number %u names a row of no known category", mark);
        return;
    }
    *seen_at(j, other, mark) |= SEEN_NAMED;
    entity_child(j->e.b, FTM_SCHEMA_UNKNOWN_LINK, src);
    entry_child_put(&j->e, FTM_PROP_ROLE, STR("the same party in another category"), src);
    entry_child_put(&j->e, FTM_PROP_OBJECT,
                    arena_printf(&j->row, "%.*s-%u-%u", STR_ARG(j->e.source), other, mark), src);
}

static cordon_status read_row(struct jp *j, const struct table_entry *t,
                              const struct table_row *row, struct cordon_error *err)
{
    unsigned category = j->category, number = 0, first = 0, mark = 0;
    struct entity_src src = table_src(row);
    bool is_known;
    if (!has_cell(row, NAME_JA, NAME_EN)) {
        j->removed++;
        return CORDON_OK;
    }
    bool is_number = read_number(j, table_cell(row, NOTICE_NO), &first, &mark);
    bool is_category = category || read_category(j, row, &category, &number);
    if (j->row.failed) return error_nomem(err);
    if (!is_category)
        return error_at(err, CORDON_SYNTAX, t->file, row->line, 0,
                        "区分 '%.*s' and 番号 '%.*s' are no numbers; have the columns moved?",
                        STR_ARG(table_cell(row, KUBUN)), STR_ARG(table_cell(row, NO)));
    if (!is_number && !number)
        return error_at(err, CORDON_SYNTAX, t->file, row->line, 0,
                        "告示番号 '%.*s' is no number; have the columns moved?",
                        STR_ARG(table_cell(row, NOTICE_NO)));
    if (!number) number = first;
    str title = j->category ? j->title : category_title(category);
    enum ftm_schema schema = schema_of(j, row, title, &is_known);
    cordon_status st = table_begin(&j->e, t, schema,
                                   arena_printf(&j->row, "%u-%u", category, number), err);
    if (st) return st;
    *seen_at(j, category, number) |= SEEN_ENTRY;
    if (!is_known)
        entry_warn(&j->e, src, "'%.*s' is no known sort of party; the entry is kept",
                   STR_ARG(table_cell(row, KIND)));
    put_sanction(j, row, title, holds(title, "北朝鮮")); /* North Korea */
    put_fields(j, row);
    put_other_row(j, category, mark, src);
    return j->row.failed ? error_nomem(err) : entry_end(&j->e, err);
}

static cordon_status take(void *ctx, const struct table_entry *t, struct cordon_error *err)
{
    struct jp *j = ctx;
    arena_reset(&j->row);
    return read_row(j, t, &t->row[0], err);
}

/* --- the files ------------------------------------------------------------------------------- */

static const struct table_column columns_csv[] = { JP_COLUMNS(true) };
static const struct table_column columns_xlsx[] = { JP_COLUMNS(false) };
static const struct table_plan plan_csv = { .title = "the list of asset freezes",
                                            .columns = columns_csv, .count = COLUMNS,
                                            .key = TABLE_NO_KEY, .sep = ',', .is_loose = true,
                                            .take = take };
static const struct table_plan plan_xlsx = { .title = "the list of asset freezes",
                                             .columns = columns_xlsx, .count = COLUMNS,
                                             .key = TABLE_NO_KEY, .is_loose = true,
                                             .head_rows = HEAD_ROWS, .take = take };

static cordon_status begin_file(struct jp *j, str source, const struct list_file *file, size_t count,
                                struct entity_build *b, struct list_report *report,
                                struct cordon_error *err)
{
    *j = (struct jp){ .file = file, .report = report };
    arena_init(&j->scratch, 16u << 20);
    arena_init(&j->row, 16u << 20);
    arena_init(&j->keep, 16u << 20);
    if (count != 1)
        return error_set(err, CORDON_ARGUMENT, "the list is one file; %zu were given", count);
    j->e = entry_writer(source, file->name, b, report, &j->scratch);
    j->pieces = arena_alloc(&j->keep, sizeof *j->pieces);
    j->seen = arena_calloc(&j->keep, SEEN_SLOTS, 1);
    if (!j->pieces || !j->seen) return error_nomem(err);
    report->edition = table_name_date(file->name, "shisantouketsu", report->arena);
    return report->arena->failed ? error_nomem(err) : CORDON_OK;
}

/* Rows that others name and that are not there: perhaps removed, perhaps not the whole list. */
static void check_marks(struct jp *j)
{
    for (size_t at = 0; at < SEEN_SLOTS - 1; at++)
        if (j->seen[at] == SEEN_NAMED)
            list_warn(j->report, j->file->name, 0, STR_EMPTY,
                      "number %u-%u is named by another row and is not there",
                      (unsigned)(at / 8191), (unsigned)(at % 8191));
}

static cordon_status end_file(struct jp *j, cordon_status st, struct cordon_error *err)
{
    if (!st && j->report->entries == 0)
        st = error_at(err, CORDON_REFUSED, j->file->name, 0, 0, "the list holds no entry");
    if (!st) check_marks(j);
    if (!st && j->removed)
        list_warn(j->report, j->file->name, 0, STR_EMPTY,
                  "%u rows without a name passed over: entries that were removed", j->removed);
    if (!st && j->report->arena->failed) st = error_nomem(err);
    if (st) error_in_file(err, j->file->name);
    arena_release(&j->keep);
    arena_release(&j->row);
    arena_release(&j->scratch);
    return st;
}

static bool recognise_csv(const struct list_file *file)
{
    return table_recognise(&plan_csv, file);
}

static cordon_status read_csv(str source, const struct list_file *files, size_t count,
                              struct entity_build *b, struct list_report *report,
                              struct cordon_error *err)
{
    struct jp j;
    cordon_status st = begin_file(&j, source, files, count, b, report, err);
    if (!st) st = table_csv(&plan_csv, files, &j, report, err);
    return end_file(&j, st, err);
}

/* "14.北朝鮮(…)": the category and its title; false for a sheet that is none. */
static bool sheet_category(str name, unsigned *ret_category, str *ret_title)
{
    uint64_t n = 0;
    size_t dot = str_index(name, '.');
    if (!num_parse_u64(str_trim(str_sub(name, 0, dot)), CATEGORIES_MAX, &n) || n == 0) return false;
    *ret_category = (unsigned)n;
    *ret_title = str_trim(str_from(name, dot + 1));
    return dot < name.len;
}

static cordon_status read_sheet(struct jp *j, struct sheet_book *book, size_t sheet,
                                struct cordon_error *err)
{
    str name = sheet_book_at(book, sheet).name;
    if (!sheet_category(name, &j->category, &j->title)) return CORDON_OK; /* 一覧: contents */
    if (is_lifted(j->title)) {
        list_warn(j->report, j->file->name, 0, STR_EMPTY,
                  "sheet '%.*s' holds measures that were lifted; passed over", STR_ARG(name));
        return CORDON_OK;
    }
    str where = arena_printf(&j->keep, "%.*s, sheet '%.*s'", STR_ARG(j->file->name), STR_ARG(name));
    uint32_t before = j->report->entries;
    if (j->keep.failed) return error_nomem(err);
    j->e.file = where;
    cordon_status st = table_sheet(&plan_xlsx, book, sheet, where, j, j->report, err);
    if (!st && j->report->entries == before)
        list_warn(j->report, j->file->name, 0, STR_EMPTY, "sheet '%.*s' holds no entry",
                  STR_ARG(name));
    return st;
}

static bool recognise_xlsx(const struct list_file *file)
{
    return sheet_is_book(file->bytes);
}

static cordon_status read_xlsx(str source, const struct list_file *files, size_t count,
                               struct entity_build *b, struct list_report *report,
                               struct cordon_error *err)
{
    struct jp j;
    struct sheet_book *book = NULL;
    cordon_status st = begin_file(&j, source, files, count, b, report, err);
    if (!st) st = table_book_open(files, &book, err);
    if (!st && report->edition.len == 0) report->edition = table_book_date(book, report->arena);
    for (size_t i = 0; !st && i < sheet_book_count(book); i++) st = read_sheet(&j, book, i, err);
    sheet_book_close(book);
    return end_file(&j, st, err);
}

const struct list_format list_jp_csv = { "jp_csv", recognise_csv, read_csv };
const struct list_format list_jp_xlsx = { "jp_xlsx", recognise_xlsx, read_xlsx };
