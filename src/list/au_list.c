/*
 * Australia's Consolidated List: a workbook, or the same table as CSV. A row a name; reference "1113",
 * "1113a", "1113b" are the names of one party, and every row says the party's other fields again.
 *
 * src: dfat-list (docs/sources.md)
 */
#include "list/ofac.h"
#include "list/paper.h"
#include "list/split.h"
#include "list/table_sheet.h"

#include "base/num.h"

enum {
    REFERENCE, NAME, TYPE, NAME_TYPE, STRENGTH, BORN, BORN_AT, CITIZEN, ADDRESS, MORE, LISTING, IMO,
    COMMITTEES, CONTROL, INSTRUMENT, FREEZE, TRAVEL, ARMS, MARITIME, COLUMNS,
};

enum { PAPERS_MAX = 128 }; /* of a party that are not stored twice; it has 17 at most */

static const struct table_column columns[] = {
    [REFERENCE] = { "Reference", true },
    [NAME] = { "Name of Individual or Entity", true },
    [TYPE] = { "Type", true },
    [NAME_TYPE] = { "Name Type", true },
    [STRENGTH] = { "Alias Strength", false },
    [BORN] = { "Date of Birth", true },
    [BORN_AT] = { "Place of Birth", false },
    [CITIZEN] = { "Citizenship", false },
    [ADDRESS] = { "Address", false },
    [MORE] = { "Additional Information", true },
    [LISTING] = { "Listing Information", false },
    [IMO] = { "IMO Number", false },
    [COMMITTEES] = { "Committees", true },
    [CONTROL] = { "Control Date", false },
    [INSTRUMENT] = { "Instrument of Designation|Instrument Type|Instrument", false },
    [FREEZE] = { "Targeted Financial Sanction|Targeted Financial Sanctions", false },
    [TRAVEL] = { "Travel Ban", false },
    [ARMS] = { "Arms Embargo", false },
    [MARITIME] = { "Maritime Restriction|Maritime Restrictions", false },
};

static const struct table_carry carries[] = {
    { STRENGTH, FTM_PROP_WEAK_ALIAS }, { BORN_AT, FTM_PROP_BIRTH_PLACE }, { BORN_AT, FTM_PROP_BIRTH_COUNTRY },
    { CITIZEN, FTM_PROP_NATIONALITY }, { CITIZEN, FTM_PROP_COUNTRY }, { ADDRESS, FTM_PROP_ADDRESS },
    { LISTING, FTM_PROP_REASON },
    { LISTING, FTM_PROP_LISTING_DATE }, { IMO, FTM_PROP_IMO_NUMBER }, { CONTROL, FTM_PROP_MODIFIED_AT },
    { INSTRUMENT, FTM_PROP_SUMMARY }, { FREEZE, FTM_PROP_PROVISIONS }, { TRAVEL, FTM_PROP_PROVISIONS },
    { ARMS, FTM_PROP_PROVISIONS }, { MARITIME, FTM_PROP_PROVISIONS },
};

struct au {
    struct entry        e;
    struct list_report *report;
    struct table_once   papers;
};

/* --- references ------------------------------------------------------------------------------ */

static size_t digits_of(str s)
{
    size_t n = 0;
    while (n < s.len && byte_is_digit(s.data[n])) n++;
    return n;
}

/* "1113", "1113a", "1113 ab" */
static bool is_reference(str key)
{
    size_t n = digits_of(key);
    str rest = str_trim(str_from(key, n));
    for (size_t i = 0; i < rest.len; i++)
        if (!byte_is_alpha(rest.data[i])) return false;
    return n && n <= 9 && rest.len <= 3;
}

static str party_of(str key)
{
    return str_sub(key, 0, digits_of(key));
}

/* --- values ---------------------------------------------------------------------------------- */

static bool says(const struct table_row *row, size_t column, const char *word)
{
    return str_eq_nocase(table_cell(row, column), str_c(word));
}

static bool is_yes(const struct table_row *row, size_t column)
{
    return says(row, column, "true") || says(row, column, "yes") || says(row, column, "y") ||
           says(row, column, "1");
}

static void put_name(struct au *a, const struct table_row *row)
{
    struct entity_src src = table_src(row);
    bool is_primary = says(row, NAME_TYPE, "Primary Name") || says(row, NAME_TYPE, "Primary");
    bool is_former = says(row, NAME_TYPE, "fka") || says(row, NAME_TYPE, "Former Name") ||
                     says(row, NAME_TYPE, "Previous Name");
    bool is_weak = says(row, STRENGTH, "Weak");
    bool is_known = is_primary || is_former || says(row, NAME_TYPE, "Alias") ||
                    says(row, NAME_TYPE, "aka") || says(row, NAME_TYPE, "Original Script");
    if (!is_known)
        entry_warn(&a->e, src, "'%.*s' is no known type of name; kept as another name",
                   STR_ARG(table_cell(row, NAME_TYPE)));
    if (table_cell(row, NAME).len == 0) {
        a->report->empty_aliases++;
        return;
    }
    entry_put(&a->e, is_primary  ? FTM_PROP_NAME
                     : is_former ? FTM_PROP_PREVIOUS_NAME
                     : is_weak   ? FTM_PROP_WEAK_ALIAS : FTM_PROP_ALIAS,
              table_cell(row, NAME), src);
    if (is_weak)
        a->report->weak_aliases++;
    else if (!is_primary)
        a->report->aliases++;
}

/* The pieces of a cell: "a) 27/04/1941 b) 1942". */
static size_t pieces_of(struct au *a, const struct table_row *row, size_t column, str *ret)
{
    size_t n = split_names(table_cell(row, column), a->e.scratch, ret);
    for (size_t i = 0; i < n; i++) ret[i] = str_trim(ret[i]);
    return n;
}

static bool is_date(struct au *a, str text)
{
    struct buf out = BUF_INIT(64);
    bool is = text.len && list_date(text, &out);
    if (out.failed) a->e.scratch->failed = true;
    buf_release(&out);
    return is;
}

/* A date as list_date reads it: no-break blanks as blanks, "08/1977" as 1977-08. */
static str plain_date(struct au *a, str text)
{
    static const str no_break = STR_INIT("\xC2\xA0");
    char *p = arena_alloc(a->e.scratch, text.len + 1);
    size_t n = 0;
    if (!p) return STR_EMPTY;
    for (size_t i = 0; i < text.len; i++) {
        bool is_blank = str_starts(str_from(text, i), no_break);
        p[n++] = is_blank ? ' ' : text.data[i];
        i += is_blank;
    }
    str s = str_trim(str_of(p, n)), year = str_from(s, str_index(s, '/') + 1);
    size_t month = digits_of(s);
    bool is_month = month && month <= 2 && month < s.len && s.data[month] == '/' && year.len == 4 &&
                    digits_of(year) == 4;
    if (!is_month) return s;
    return arena_printf(a->e.scratch, "%.*s-%s%.*s", STR_ARG(year), month == 1 ? "0" : "", (int)month,
                        s.data);
}

/* One date, or several with blanks between: "18/08/1962 03/09/1962". */
static void put_birth(struct au *a, str text, struct entity_src src)
{
    str rest = plain_date(a, text), word;
    if (rest.len == 0) return;
    text = rest;
    bool are_dates = !is_date(a, rest) && str_index(rest, ' ') < rest.len;
    for (str look = rest; are_dates && str_next(&look, ' ', &word);)
        are_dates = is_date(a, word) && str_index(word, '/') < word.len;
    while (are_dates && str_next(&rest, ' ', &word))
        entry_date(&a->e, FTM_PROP_BIRTH_DATE, "date of birth", word, src);
    if (!are_dates) entry_date(&a->e, FTM_PROP_BIRTH_DATE, "date of birth", text, src);
}

/* The country that ends a place, longest tail first: "Pyongyang, Korea, North". */
static str country_in(str place)
{
    for (size_t at = 0; at < place.len;) {
        str tail = str_trim(str_from(place, at));
        if (str_ends(tail, STR("."))) tail.len--;
        str code = tail.len > 2 ? list_country(tail) : STR_EMPTY;
        if (code.len) return code;
        at += str_index(str_from(place, at), ',') + 1;
    }
    return STR_EMPTY;
}

static void put_places(struct au *a, const struct table_row *row)
{
    struct entity_src src = table_src(row);
    str piece[SPLIT_NAMES_MAX];
    size_t n = pieces_of(a, row, BORN_AT, piece);
    for (size_t i = 0; i < n; i++) {
        entry_put(&a->e, FTM_PROP_BIRTH_PLACE, piece[i], src);
        entry_put(&a->e, FTM_PROP_BIRTH_COUNTRY, country_in(piece[i]), src);
    }
    n = pieces_of(a, row, ADDRESS, piece);
    for (size_t i = 0; i < n; i++) {
        entry_put(&a->e, FTM_PROP_ADDRESS, piece[i], src);
        entry_put(&a->e, FTM_PROP_COUNTRY, country_in(piece[i]), src);
        a->report->addresses++;
    }
}

static void put_people_fields(struct au *a, const struct table_row *row, bool is_person)
{
    struct entity_src src = table_src(row);
    str piece[SPLIT_NAMES_MAX];
    size_t n = pieces_of(a, row, BORN, piece);
    for (size_t i = 0; i < n; i++) {
        if (is_person)
            put_birth(a, piece[i], src);
        else
            entry_note(&a->e, "date of birth", piece[i], src);
    }
    n = pieces_of(a, row, CITIZEN, piece);
    for (size_t i = 0; i < n; i++)
        entry_country(&a->e, is_person ? FTM_PROP_NATIONALITY : FTM_PROP_COUNTRY, "citizenship",
                      piece[i], src);
}

/* --- additional information ------------------------------------------------------------------ */

/* "KPe.001" at the front, also typed as "KPe001". */
static str un_number(struct au *a, str s)
{
    s = str_trim(s);
    bool is_one = s.len >= 6 && byte_is_upper(s.data[0]) && byte_is_alpha(s.data[1]) &&
                  (s.data[2] == 'i' || s.data[2] == 'e');
    size_t at = is_one && s.data[3] == '.' ? 4 : 3;
    is_one = is_one && s.len >= at + 3 && digits_of(str_sub(s, at, at + 3)) == 3 &&
             (s.len == at + 3 || !byte_is_alnum(s.data[at + 3]));
    return is_one ? arena_printf(a->e.scratch, "%.*s.%.*s", 3, s.data, 3, s.data + at) : STR_EMPTY;
}

/* "Passport no: a) Afghanistan number P04581926, ...": each number once, a text may say it again. */
static void put_papers(struct au *a, str text, struct entity_src src)
{
    struct paper_text papers = paper_text_of(text, PAPER_UNTOLD);
    struct paper_found f;
    while (paper_next(&papers, &f)) {
        if (!table_is_new(&a->papers, arena_str(a->e.scratch, f.number))) continue;
        entry_document(&a->e, f.kind == PAPER_PASSPORT, f.number, STR_EMPTY, f.country, src);
        entry_child_put(&a->e, FTM_PROP_DESCRIPTION, f.about, src);
    }
}

/* --- the sanction ---------------------------------------------------------------------------- */

/* "Listed by the UN1718 committee on 24 Apr. 2009": the day behind the first "on". */
static str listing_day(struct au *a, str text)
{
    for (size_t at = 0; (at = str_find(text, STR(" on "), at)) != SIZE_MAX; at += 4) {
        str rest = str_from(text, at + 4), word;
        size_t end = 0;
        for (unsigned i = 0; i < 3 && end < rest.len; i++) {
            str tail = str_from(rest, end);
            str_next(&tail, ' ', &word);
            end += word.len + 1;
        }
        str day = str_trim(str_sub(rest, 0, end));
        while (day.len && !byte_is_digit(day.data[day.len - 1])) day.len--;
        if (is_date(a, day)) return day;
    }
    return STR_EMPTY;
}

static void put_modified(struct au *a, str text, struct entity_src src)
{
    struct buf out = BUF_INIT(64);
    if (text.len == 5 && digits_of(text) == 5)
        sheet_date_text(text, STYLE_DATE, false, &out);
    else if (text.len)
        list_date(text, &out);
    entry_child_put(&a->e, FTM_PROP_MODIFIED_AT, buf_str(&out), src);
    if (out.failed) a->e.scratch->failed = true;
    buf_release(&out);
}

static void put_sanction(struct au *a, const struct table_row *row)
{
    struct entity_src src = table_src(row);
    str program = table_cell(row, COMMITTEES), listing = table_cell(row, LISTING);
    bool is_dprk = str_find(program, STR("DPRK"), 0) != SIZE_MAX;
    entry_sanction(&a->e, STR("Australia, DFAT"), program, is_dprk, listing_day(a, listing), src);
    entry_child_put(&a->e, FTM_PROP_UNSC_ID, un_number(a, table_cell(row, MORE)), src);
    entry_child_put(&a->e, FTM_PROP_REASON, listing, src);
    entry_child_put(&a->e, FTM_PROP_SUMMARY, table_cell(row, INSTRUMENT), src);
    for (size_t c = FREEZE; c <= MARITIME; c++)
        if (is_yes(row, c)) {
            str name = str_c(columns[c].names);
            entry_child_put(&a->e, FTM_PROP_PROVISIONS, str_sub(name, 0, str_index(name, '|')), src);
        }
    put_modified(a, table_cell(row, CONTROL), src);
    entry_put(&a->e, FTM_PROP_TOPICS, STR("sanction"), src);
}

/* --- one party ------------------------------------------------------------------------------- */

/* The row that has the primary name: its other fields are the party's. */
static size_t primary_of(const struct table_entry *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (says(&t->row[i], NAME_TYPE, "Primary Name") || says(&t->row[i], NAME_TYPE, "Primary"))
            return i;
    return SIZE_MAX;
}

static enum ftm_schema schema_of(str type)
{
    static const struct { const char *word; enum ftm_schema schema; } words[] = {
        { "Individual", FTM_SCHEMA_PERSON }, { "Person", FTM_SCHEMA_PERSON },
        { "Entity", FTM_SCHEMA_ORGANIZATION }, { "Organisation", FTM_SCHEMA_ORGANIZATION },
        { "Organization", FTM_SCHEMA_ORGANIZATION }, { "Vessel", FTM_SCHEMA_VESSEL },
        { "Ship", FTM_SCHEMA_VESSEL }, { "Aircraft", FTM_SCHEMA_AIRPLANE },
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq_nocase(type, str_c(words[i].word))) return words[i].schema;
    return FTM_SCHEMA_NONE;
}

/* Fields of a row; those that it says again in the same words are left out. */
static void put_row(struct au *a, const struct table_entry *t, size_t i, bool is_person)
{
    const struct table_row *row = &t->row[i];
    if (i == 0 || !table_is_repeat(t, i, BORN, CITIZEN)) put_people_fields(a, row, is_person);
    if (i == 0 || !table_is_repeat(t, i, BORN_AT, ADDRESS)) put_places(a, row);
    if (i == 0 || !table_is_repeat(t, i, MORE, MORE)) {
        put_papers(a, table_cell(row, MORE), table_src(row));
        entry_text(&a->e, table_cell(row, MORE), table_src(row));
    }
    if (i == 0 || !table_is_repeat(t, i, IMO, IMO)) entry_imo(&a->e, table_cell(row, IMO), table_src(row));
}

static cordon_status take(void *ctx, const struct table_entry *t, struct cordon_error *err)
{
    struct au *a = ctx;
    size_t primary = primary_of(t), first = primary == SIZE_MAX ? 0 : primary;
    str type;
    cordon_status st = table_same(t, TYPE, &type, err);
    if (st) return st;
    enum ftm_schema schema = schema_of(type);
    bool is_known = schema != FTM_SCHEMA_NONE, is_person = schema == FTM_SCHEMA_PERSON;
    st = table_begin(&a->e, t, is_known ? schema : FTM_SCHEMA_LEGAL_ENTITY, t->key, err);
    if (st) return st;
    table_once_init(&a->papers, a->e.scratch, PAPERS_MAX);
    if (!is_known) entry_strange_type(&a->e, type, table_src(&t->row[first]));
    if (primary == SIZE_MAX)
        entry_warn(&a->e, table_src(&t->row[0]), "none of its names is the primary one");
    put_name(a, &t->row[first]);
    for (size_t i = 0; i < t->count; i++)
        if (i != first) put_name(a, &t->row[i]);
    put_sanction(a, &t->row[first]);
    for (size_t i = 0; i < t->count; i++) put_row(a, t, i, is_person);
    return entry_end(&a->e, err);
}

/* --- the files ------------------------------------------------------------------------------- */

static const struct table_plan plan = { .title = "Australia's Consolidated List", .columns = columns,
                                        .count = COLUMNS, .key = REFERENCE, .is_loose = true,
                                        .head_rows = 5, .is_key = is_reference,
                                        .share = party_of, .take = take, .carries = carries,
                                        .carry_count = COUNT_OF(carries) };

static cordon_status read_by(table_file_fn *read, str source, const struct list_file *files,
                             size_t count, struct entity_build *b, struct list_report *report,
                             struct cordon_error *err)
{
    struct au a = { .report = report };
    return table_list(&plan, read, source, files, count, b, report, &a.e, &a, err);
}

static bool recognise_csv(const struct list_file *file)
{
    return table_recognise(&plan, file);
}

static cordon_status read_csv(str source, const struct list_file *files, size_t count,
                              struct entity_build *b, struct list_report *report,
                              struct cordon_error *err)
{
    return read_by(table_csv, source, files, count, b, report, err);
}

static cordon_status read_xlsx(str source, const struct list_file *files, size_t count,
                               struct entity_build *b, struct list_report *report,
                               struct cordon_error *err)
{
    return read_by(table_book_first, source, files, count, b, report, err);
}

const struct list_format list_au_csv = { "au_csv", recognise_csv, read_csv };
const struct list_format list_au_xlsx = { "au_xlsx", table_book_recognise, read_xlsx };
