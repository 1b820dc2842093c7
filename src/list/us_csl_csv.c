/*
 * The US Consolidated Screening List: thirteen lists of Treasury, Commerce and State in one table.
 *
 * One row an entry, 29 columns. A party may stand in several of the lists under one OFAC number, so
 * an entry's number is the list's letters and the number ("SDN-21944", "DPL-deb7a1d5..."), and
 * OFAC's number is the record number of its designation: with it the row meets the one of
 * us_ofac_sdn. Values of one cell are parted by "; ", which also stands inside brackets of a name.
 * Weak aliases are not told from strong ones.
 *
 * Source: docs/sources.md#us-csl
 */
#include "list/ofac.h"
#include "list/table.h"

enum { LISTS_MAX = 32 }; /* lists that one number stands in */

enum column {
    ID = 0,
    SOURCE,
    NUMBER,
    TYPE,
    PROGRAMS,
    NAME,
    TITLE,
    ADDRESSES,
    NOTICE,
    START,
    END,
    STANDARD_ORDER,
    LICENCE,
    LICENCE_POLICY,
    CALL_SIGN,
    VESSEL_TYPE,
    TONNAGE,
    REGISTERED_TONNAGE,
    FLAG,
    OWNER,
    REMARKS,
    LIST_URL,
    ALT_NAMES,
    CITIZENSHIPS,
    BORN,
    NATIONALITIES,
    BIRTH_PLACES,
    INFO_URL,
    IDS,
    COLUMNS,
};

static const struct table_column columns[COLUMNS] = {
    [ID] = { "_id", true },
    [SOURCE] = { "source", true },
    [NUMBER] = { "entity_number", true },
    [TYPE] = { "type", true },
    [PROGRAMS] = { "programs", true },
    [NAME] = { "name", true },
    [TITLE] = { "title", false },
    [ADDRESSES] = { "addresses", true },
    [NOTICE] = { "federal_register_notice", false },
    [START] = { "start_date", false },
    [END] = { "end_date", false },
    [STANDARD_ORDER] = { "standard_order", false },
    [LICENCE] = { "license_requirement", false },
    [LICENCE_POLICY] = { "license_policy", false },
    [CALL_SIGN] = { "call_sign", false },
    [VESSEL_TYPE] = { "vessel_type", false },
    [TONNAGE] = { "gross_tonnage", false },
    [REGISTERED_TONNAGE] = { "gross_registered_tonnage", false },
    [FLAG] = { "vessel_flag", false },
    [OWNER] = { "vessel_owner", false },
    [REMARKS] = { "remarks", true },
    [LIST_URL] = { "source_list_url", false },
    [ALT_NAMES] = { "alt_names", true },
    [CITIZENSHIPS] = { "citizenships", true },
    [BORN] = { "dates_of_birth", true },
    [NATIONALITIES] = { "nationalities", true },
    [BIRTH_PLACES] = { "places_of_birth", true },
    [INFO_URL] = { "source_information_url", false },
    [IDS] = { "ids", true },
};

static const struct table_carry carries[] = {
    { TITLE, FTM_PROP_POSITION }, { NOTICE, FTM_PROP_SUMMARY }, { START, FTM_PROP_LISTING_DATE },
    { END, FTM_PROP_END_DATE }, { LICENCE, FTM_PROP_PROVISIONS }, { LICENCE_POLICY, FTM_PROP_PROVISIONS },
    { CALL_SIGN, FTM_PROP_CALL_SIGN }, { VESSEL_TYPE, FTM_PROP_TYPE }, { TONNAGE, FTM_PROP_TONNAGE },
    { REGISTERED_TONNAGE, FTM_PROP_GROSS_REGISTERED_TONNAGE }, { FLAG, FTM_PROP_FLAG }, { OWNER, FTM_PROP_NONE },
    { INFO_URL, FTM_PROP_SOURCE_URL },
};

struct csl {
    struct entry e;
    struct arena rows;    /* of one number: the rows of one list, side by side */
};

/* --- cells of several values ---------------------------------------------------------------- */

/* Cut the next value off, at "; " outside brackets; brackets that do not close count for nothing.
 * False at the end. */
static bool next_value(str *rest, str *ret)
{
    size_t depth = 0, end = SIZE_MAX, plain = SIZE_MAX;
    *rest = str_trim(*rest);
    if (rest->len == 0) return false;
    for (size_t i = 0; i < rest->len && end == SIZE_MAX; i++) {
        char c = rest->data[i];
        bool is_cut = c == ';' && (i + 1 == rest->len || rest->data[i + 1] == ' ');
        if (c == '(') depth++;
        if (c == ')' && depth) depth--;
        if (is_cut && plain == SIZE_MAX) plain = i;
        if (is_cut && depth == 0) end = i;
    }
    if (depth && plain != SIZE_MAX) end = plain;
    if (end == SIZE_MAX) end = rest->len;
    *ret = str_trim(str_sub(*rest, 0, end));
    *rest = str_from(*rest, end + 1);
    return true;
}

static void put_values(struct csl *l, enum ftm_prop prop, const struct table_row *row, size_t col)
{
    str rest = row->cell[col], value;
    while (next_value(&rest, &value)) entry_put(&l->e, prop, value, table_src(row));
}

static void put_countries(struct csl *l, enum ftm_prop prop, const char *what,
                          const struct table_row *row, size_t col)
{
    str rest = row->cell[col], value;
    while (next_value(&rest, &value)) entry_country(&l->e, prop, what, value, table_src(row));
}

/* --- names ---------------------------------------------------------------------------------- */

static void put_name(struct csl *l, const struct table_row *row, bool is_person)
{
    str name = entry_tidy(&l->e, row->cell[NAME]);
    size_t comma = str_find(name, STR(", "), 0);
    entry_put(&l->e, FTM_PROP_NAME, name, table_src(row));
    if (name.len == 0) entry_warn(&l->e, table_src(row), "the entry has no name");
    if (!is_person || comma == SIZE_MAX) return;
    entry_put(&l->e, FTM_PROP_LAST_NAME, str_sub(name, 0, comma), table_src(row));
    entry_put(&l->e, FTM_PROP_FIRST_NAME, str_from(name, comma + 2), table_src(row));
}

/* "A; B; and C": the "and" is the notice's, not the name's. */
static void put_aliases(struct csl *l, const struct table_row *row)
{
    str rest = row->cell[ALT_NAMES], name;
    while (next_value(&rest, &name)) {
        if (str_starts(name, STR("and "))) name = str_trim(str_from(name, 4));
        if (name.len == 0) {
            l->e.report->empty_aliases++;
            continue;
        }
        l->e.report->aliases++;
        entry_put(&l->e, FTM_PROP_ALIAS, name, table_src(row));
    }
}

/* --- places --------------------------------------------------------------------------------- */

/* The two letters an address ends with, or is. */
static str country_at_end(str s)
{
    if (s.len > 2 && !str_ends(str_sub(s, 0, s.len - 2), STR(", "))) return STR_EMPTY;
    s = s.len > 2 ? str_from(s, s.len - 2) : s;
    bool is_code = s.len == 2 && byte_is_upper(s.data[0]) && byte_is_upper(s.data[1]);
    return is_code ? list_country(s) : STR_EMPTY;
}

static void put_addresses(struct csl *l, const struct table_row *row)
{
    str rest = row->cell[ADDRESSES], full;
    while (next_value(&rest, &full)) {
        if (full.len == 0) continue;
        l->e.report->addresses++;
        entry_put(&l->e, FTM_PROP_ADDRESS, full, table_src(row));
        entry_put(&l->e, FTM_PROP_COUNTRY, country_at_end(full), table_src(row));
    }
}

static void put_births(struct csl *l, const struct table_row *row)
{
    str rest = row->cell[BORN], value;
    while (next_value(&rest, &value))
        entry_date(&l->e, FTM_PROP_BIRTH_DATE, "date of birth", value, table_src(row));
    put_values(l, FTM_PROP_BIRTH_PLACE, row, BIRTH_PLACES);
}

/* --- identifiers ---------------------------------------------------------------------------- */

static bool is_day(str s)
{
    if (s.len != 10 || s.data[4] != '-' || s.data[7] != '-') return false;
    for (size_t i = 0; i < s.len; i++)
        if (i != 4 && i != 7 && !byte_is_digit(s.data[i])) return false;
    return true;
}

/* A day as OFAC's own files write it, which is how labels read it: "30 Aug 2014". */
static str ofac_day(struct csl *l, str day)
{
    static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    uint64_t month;
    if (!num_parse_u64(str_sub(day, 5, 7), 12, &month) || month == 0) return day;
    return arena_printf(l->e.scratch, "%.2s %s %.4s", day.data + 8, months[month - 1], day.data);
}

/* What is before the next ", ", when it is wanted. */
static bool cut_part(str *s, str *ret)
{
    size_t end = str_find(*s, STR(", "), 0);
    if (end == SIZE_MAX) return false;
    *ret = str_sub(*s, 0, end);
    return true;
}

/* "JO, 2014-08-30, 2009-08-31, K475336, Passport": country, days of expiry and issue, number,
 * label; all but the last two may be missing. */
static void put_id(struct csl *l, const struct table_row *row, str text)
{
    str country = STR_EMPTY, day[2] = { STR_EMPTY, STR_EMPTY }, part, rest = text;
    size_t days = 0, comma = SIZE_MAX;
    for (size_t at = 0; (at = str_find(text, STR(", "), at)) != SIZE_MAX; at += 2) comma = at;
    if (comma == SIZE_MAX) {
        entry_note(&l->e, "identification", text, table_src(row));
        return;
    }
    str label = str_trim(str_from(text, comma + 2));
    rest = str_sub(text, 0, comma);
    if (cut_part(&rest, &part) && part.len == 2 && byte_is_upper(part.data[0]) &&
        byte_is_upper(part.data[1])) {
        country = part;
        rest = str_from(rest, part.len + 2);
    }
    while (days < 2 && cut_part(&rest, &part) && is_day(part)) {
        day[days++] = ofac_day(l, part);
        rest = str_from(rest, part.len + 2);
    }
    while (str_ends(label, STR(":")) || str_ends(label, STR(" -")))
        label = str_trim(str_sub(label, 0, label.len - 1));
    if (!ofac_add_labelled(l->e.b, l->e.report, l->e.file, l->e.number, label, rest, country,
                           days == 2 ? day[1] : STR_EMPTY, day[0], table_src(row)))
        entry_note(&l->e, "identification", text, table_src(row));
}

static void put_ids(struct csl *l, const struct table_row *row)
{
    uint32_t mentions = l->e.report->wallet_mentions;
    str rest = row->cell[IDS], value;
    while (next_value(&rest, &value)) put_id(l, row, value);
    l->e.report->wallet_entries += l->e.report->wallet_mentions > mentions;
}

/* --- vessels -------------------------------------------------------------------------------- */

static void put_labelled(struct csl *l, const struct table_row *row, const char *label, size_t col)
{
    str value = table_cell(row, col);
    if (value.len)
        ofac_add_labelled(l->e.b, l->e.report, l->e.file, l->e.number, str_c(label), value,
                          STR_EMPTY, STR_EMPTY, STR_EMPTY, table_src(row));
}

static void put_vessel(struct csl *l, const struct table_row *row, bool is_vessel)
{
    put_labelled(l, row, "Vessel Call Sign", CALL_SIGN);
    put_labelled(l, row, "Vessel Type", VESSEL_TYPE);
    put_labelled(l, row, "Vessel Flag", FLAG);
    put_labelled(l, row, "Vessel Owner", OWNER);
    if (!is_vessel) return;
    entry_put(&l->e, FTM_PROP_TONNAGE, row->cell[TONNAGE], table_src(row));
    entry_put(&l->e, FTM_PROP_GROSS_REGISTERED_TONNAGE, row->cell[REGISTERED_TONNAGE],
              table_src(row));
}

/* --- the listing ---------------------------------------------------------------------------- */

/* "NS-MBS" of "Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department"; for a list
 * without letters its own words. */
static str list_letters(str source)
{
    size_t open = str_index(source, '('), close = str_index(source, ')');
    str s = open < close && close < source.len ? str_sub(source, open + 1, close) : source;
    if (str_ends(s, STR(" List"))) s = str_sub(s, 0, s.len - 5);
    return str_sub(str_trim(s), 0, 40);
}

static bool is_ofac(str source)
{
    return str_find(source, STR("Treasury"), 0) != SIZE_MAX;
}

static str authority_of(str source)
{
    size_t dash = str_find(source, STR(" - "), 0);
    if (is_ofac(source)) return STR(OFAC_AUTHORITY);
    return dash == SIZE_MAX ? source : str_trim(str_from(source, dash + 3));
}

static void put_listing(struct csl *l, const struct table_row *row, str program)
{
    str source = table_cell(row, SOURCE);
    struct entity_src src = table_src(row);
    entry_sanction(&l->e, authority_of(source), program, ofac_program_is_dprk(program),
                   row->cell[START], src);
    entry_child_date(&l->e, FTM_PROP_END_DATE, row->cell[END], src);
    entry_child_put(&l->e, FTM_PROP_RECORD_ID, row->cell[NUMBER], src);
    entry_child_put(&l->e, FTM_PROP_PROVISIONS, row->cell[LICENCE], src);
    entry_child_put(&l->e, FTM_PROP_PROVISIONS, row->cell[LICENCE_POLICY], src);
    entry_child_put(&l->e, FTM_PROP_SUMMARY, row->cell[NOTICE], src);
    entry_child_put(&l->e, FTM_PROP_DESCRIPTION, source, src);
}

static void put_listings(struct csl *l, const struct table_row *row)
{
    str rest = row->cell[PROGRAMS], program;
    bool has_program = false;
    while (next_value(&rest, &program)) {
        put_listing(l, row, program);
        has_program = true;
    }
    if (!has_program) put_listing(l, row, list_letters(table_cell(row, SOURCE)));
}

static void put_remarks(struct csl *l, const struct table_row *row)
{
    str remarks = entry_tidy(&l->e, row->cell[REMARKS]);
    if (remarks.len == 0) return;
    if (is_ofac(row->cell[SOURCE]))
        ofac_remarks_with(l->e.b, l->e.report, l->e.file, l->e.number, remarks, false,
                          table_src(row), NULL);
    else
        entry_text(&l->e, remarks, table_src(row));
}

/* --- entries -------------------------------------------------------------------------------- */

/* Commerce and State do not say whether a party is a person: an empty type is one of unknown kind.
 * FTM_SCHEMA_NONE for words nobody told us of. */
static enum ftm_schema schema_of(str type)
{
    if (type.len == 0) return FTM_SCHEMA_LEGAL_ENTITY;
    if (str_eq_nocase(type, STR("Individual"))) return FTM_SCHEMA_PERSON;
    if (str_eq_nocase(type, STR("Entity"))) return FTM_SCHEMA_ORGANIZATION;
    if (str_eq_nocase(type, STR("Vessel"))) return FTM_SCHEMA_VESSEL;
    if (str_eq_nocase(type, STR("Aircraft"))) return FTM_SCHEMA_AIRPLANE;
    return FTM_SCHEMA_NONE;
}

static void put_row(struct csl *l, const struct table_row *row, enum ftm_schema schema)
{
    bool is_person = schema == FTM_SCHEMA_PERSON;
    put_name(l, row, is_person);
    put_listings(l, row);
    put_aliases(l, row);
    put_values(l, is_person ? FTM_PROP_POSITION : FTM_PROP_NOTES, row, TITLE);
    put_addresses(l, row);
    put_countries(l, FTM_PROP_CITIZENSHIP, "citizenship", row, CITIZENSHIPS);
    put_countries(l, FTM_PROP_NATIONALITY, "nationality", row, NATIONALITIES);
    put_births(l, row);
    put_ids(l, row);
    put_vessel(l, row, schema == FTM_SCHEMA_VESSEL);
    put_remarks(l, row);
    entry_put(&l->e, FTM_PROP_SOURCE_URL, row->cell[INFO_URL], table_src(row));
}

/* "SDN-21944" */
static str number_of(struct csl *l, const struct table_entry *t)
{
    str letters = list_letters(table_cell(t->row, SOURCE));
    char plain[40];
    for (size_t i = 0; i < letters.len; i++)
        plain[i] = byte_is_blank(letters.data[i]) ? '_' : letters.data[i];
    return arena_printf(&l->rows, "%.*s-%.*s", (int)letters.len, plain, STR_ARG(t->key));
}

/* The rows of one list. */
static cordon_status take_list(struct csl *l, const struct table_entry *t, struct cordon_error *err)
{
    str type, number = number_of(l, t);
    cordon_status st = table_same(t, TYPE, &type, err);
    if (st) return st;
    if (l->rows.failed) return error_nomem(err);
    enum ftm_schema schema = schema_of(type);
    st = table_begin(&l->e, t, schema ? schema : FTM_SCHEMA_LEGAL_ENTITY, number, err);
    if (st) return st;
    if (!schema) entry_strange_type(&l->e, type, table_src(t->row));
    entry_put(&l->e, FTM_PROP_TOPICS, STR("sanction"), table_src(t->row));
    for (size_t i = 0; i < t->count; i++) put_row(l, &t->row[i], schema);
    return entry_end(&l->e, err);
}

static cordon_status no_list(const struct table_entry *t, size_t i, struct cordon_error *err)
{
    return error_at(err, CORDON_SYNTAX, t->file, t->row[i].line, 0, "column 'source' is empty");
}

/* A number's rows, list by list. */
static cordon_status take(void *ctx, const struct table_entry *t, struct cordon_error *err)
{
    struct csl *l = ctx;
    str done[LISTS_MAX];
    size_t lists = 0;
    arena_reset(&l->rows);
    for (size_t i = 0; i < t->count; i++) {
        str source = table_cell(&t->row[i], SOURCE);
        size_t k = 0;
        if (source.len == 0) return no_list(t, i, err);
        while (k < lists && !str_eq(done[k], source)) k++;
        if (k < lists) continue;
        if (lists == LISTS_MAX)
            return error_at(err, CORDON_LIMIT, t->file, t->row[i].line, 0,
                            "one number stands in more than %d lists", LISTS_MAX);
        done[lists++] = source;
        struct table_row *row = arena_alloc(&l->rows, (t->count - i) * sizeof *row);
        if (!row) return error_nomem(err);
        struct table_entry one = *t;
        one.row = row;
        one.count = 0;
        for (size_t j = i; j < t->count; j++)
            if (str_eq(table_cell(&t->row[j], SOURCE), source)) row[one.count++] = t->row[j];
        cordon_status st = take_list(l, &one, err);
        if (st) return st;
    }
    return CORDON_OK;
}

/* --- the file ------------------------------------------------------------------------------- */

static bool is_id(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_alnum(s.data[i]) && s.data[i] != '-') return false;
    return s.len >= 1 && s.len <= 64;
}

static const struct table_plan plan = {
    .title = "the Consolidated Screening List", .columns = columns, .count = COLUMNS, .key = ID,
    .carries = carries, .carry_count = COUNT_OF(carries), .sep = ',', .is_key = is_id, .take = take,
};

static bool recognise(const struct list_file *file)
{
    return table_recognise(&plan, file);
}

static cordon_status read_csl(str source, const struct list_file *files, size_t count,
                              struct entity_build *b, struct list_report *report,
                              struct cordon_error *err)
{
    struct csl l = { .rows = { 0 } };
    arena_init(&l.rows, TABLE_SCRATCH_MAX);
    list_lacks(report, FTM_PROP_WEAK_ALIAS);
    cordon_status st = table_list(&plan, table_csv, source, files, count, b, report, &l.e, &l, err);
    arena_release(&l.rows);
    return st;
}

const struct list_format list_us_csl_csv = { "us_csl_csv", recognise, read_csl };
