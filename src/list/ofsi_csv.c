/*
 * The OFSI consolidated list, closed on 2026-01-28: for history.
 *
 * One row for each combination of names, birth dates and addresses of a group; the group's number
 * is the entry. Two layouts: 29 columns in Windows-1252 (2020), 36 in UTF-8 (from 2022), where
 * alias quality, names in other scripts, numbers of papers and ships are columns of their own.
 * Before that, ships are entities whose other information begins with an IMO number, and UN
 * numbers stand in it.
 *
 * Source: docs/sources.md#uk-ofsi
 */
#include "list/paper.h"
#include "list/points.h"
#include "list/table.h"
#include "list/uk.h"

enum column {
    NAME_1 = 0,
    NAME_6 = NAME_1 + 5,
    TITLE,
    NON_LATIN,
    SCRIPT_TYPE,
    SCRIPT_LANGUAGE,
    BORN,
    BIRTH_TOWN,
    BIRTH_COUNTRY,
    NATIONALITY,
    PASSPORT,
    PASSPORT_ABOUT,
    NATIONAL_ID,
    NATIONAL_ID_ABOUT,
    POSITION,
    ADDRESS_1,
    ADDRESS_6 = ADDRESS_1 + 5,
    POSTCODE,
    COUNTRY,
    OTHER,
    GROUP_TYPE,
    ALIAS_TYPE,
    ALIAS_QUALITY,
    REGIME,
    LISTED_ON,
    DESIGNATED,
    UPDATED,
    GROUP_ID,
    COLUMNS,
};

static const struct table_column columns[COLUMNS] = {
    [NAME_1] = { "Name 1", true },
    [NAME_1 + 1] = { "Name 2", true },
    [NAME_1 + 2] = { "Name 3", true },
    [NAME_1 + 3] = { "Name 4", true },
    [NAME_1 + 4] = { "Name 5", true },
    [NAME_6] = { "Name 6", true },
    [TITLE] = { "Title", false },
    [NON_LATIN] = { "Name Non-Latin Script", false },
    [SCRIPT_TYPE] = { "Non-Latin Script Type", false },
    [SCRIPT_LANGUAGE] = { "Non-Latin Script Language", false },
    [BORN] = { "DOB", true },
    [BIRTH_TOWN] = { "Town of Birth", false },
    [BIRTH_COUNTRY] = { "Country of Birth", false },
    [NATIONALITY] = { "Nationality", true },
    [PASSPORT] = { "Passport Number", false },
    [PASSPORT_ABOUT] = { "Passport Details", true },
    [NATIONAL_ID] = { "National Identification Number", false },
    [NATIONAL_ID_ABOUT] = { "National Identification Details|NI Number", true },
    [POSITION] = { "Position", false },
    [ADDRESS_1] = { "Address 1", true },
    [ADDRESS_1 + 1] = { "Address 2", true },
    [ADDRESS_1 + 2] = { "Address 3", true },
    [ADDRESS_1 + 3] = { "Address 4", true },
    [ADDRESS_1 + 4] = { "Address 5", true },
    [ADDRESS_6] = { "Address 6", true },
    [POSTCODE] = { "Post/Zip Code", false },
    [COUNTRY] = { "Country", true },
    [OTHER] = { "Other Information", true },
    [GROUP_TYPE] = { "Group Type", true },
    [ALIAS_TYPE] = { "Alias Type", true },
    [ALIAS_QUALITY] = { "Alias Quality", false },
    [REGIME] = { "Regime", true },
    [LISTED_ON] = { "Listed On", true },
    [DESIGNATED] = { "UK Sanctions List Date Designated", false },
    [UPDATED] = { "Last Updated", true },
    [GROUP_ID] = { "Group ID", true },
};

/* Not of columns that only one of the two layouts has. */
static const struct table_carry carries[] = {
    { TITLE, FTM_PROP_TITLE }, { TITLE, FTM_PROP_NOTES }, { BIRTH_TOWN, FTM_PROP_BIRTH_PLACE },
    { BIRTH_COUNTRY, FTM_PROP_BIRTH_PLACE },
    { BIRTH_COUNTRY, FTM_PROP_BIRTH_COUNTRY }, { POSITION, FTM_PROP_POSITION }, { POSTCODE, FTM_PROP_ADDRESS },
};

struct ofsi {
    struct entry     e;
    struct table_once names, addresses, papers;
    bool             has_name;
};

/* --- other information ---------------------------------------------------------------------- */

static bool is_number(str s, size_t at, size_t digits)
{
    for (size_t i = 0; i < digits; i++)
        if (at + i >= s.len || !byte_is_digit(s.data[at + i])) return false;
    return at + digits >= s.len || !byte_is_digit(s.data[at + digits]);
}

/* "KPI.067" as the UN writes it, KPi.067; older ones ("QE.A.121.07") as they stand; "" when it is
 * no reference. */
static str un_number(struct ofsi *o, str s)
{
    bool is_new = s.len >= 7 && byte_is_alpha(s.data[0]) && byte_is_alpha(s.data[1]) &&
                  (byte_lower(s.data[2]) == 'i' || byte_lower(s.data[2]) == 'e') &&
                  s.data[3] == '.' && is_number(s, 4, 3);
    if (is_new)
        return arena_printf(o->e.scratch, "%c%c%c.%.3s", byte_upper(s.data[0]),
                            byte_upper(s.data[1]), byte_lower(s.data[2]), s.data + 4);
    size_t end = 0, digits = 0, letters = 0;
    for (size_t i = 0; i < s.len && (byte_is_digit(s.data[i]) || byte_is_upper(s.data[i])); i++) {
        size_t part = 0; /* letters or digits, not both */
        bool is_digit = byte_is_digit(s.data[i]);
        while (i + part < s.len && (is_digit ? byte_is_digit(s.data[i + part])
                                             : byte_is_upper(s.data[i + part])))
            part++;
        bool is_whole = i + part == s.len || s.data[i + part] == '.' ||
                        byte_is_blank(s.data[i + part]);
        if (!is_whole || part > 4) break;
        digits += is_digit;
        letters += !is_digit;
        end = i += part;
    }
    return digits && letters ? str_sub(s, 0, end) : STR_EMPTY;
}

/* Behind "UN Ref", "UN REF:", "UN Reference", "(UN Ref): ". */
static str un_reference(struct ofsi *o, str text)
{
    for (size_t at = 0; at + 6 <= text.len; at++) {
        str s = str_from(text, at);
        if (!str_starts_nocase(s, STR("un ref")) || (at && byte_is_alnum(text.data[at - 1])))
            continue;
        s = str_from(s, 6);
        if (str_starts_nocase(s, STR("erence"))) s = str_from(s, 6);
        while (s.len && (s.data[0] == ' ' || s.data[0] == ':' || s.data[0] == '.' ||
                         s.data[0] == ')'))
            s = str_from(s, 1);
        s = un_number(o, str_sub(s, 0, 24));
        if (s.len) return s;
    }
    return STR_EMPTY;
}

/* "(UK Sanctions List Ref):DPR0001." of the layout of 2022. */
static str uk_reference(str text)
{
    static const str mark = STR_INIT("UK Sanctions List Ref)");
    size_t at = str_find(text, mark, 0), end = 0;
    if (at == SIZE_MAX) return STR_EMPTY;
    text = str_from(text, at + mark.len);
    while (text.len && (text.data[0] == ':' || text.data[0] == ' ')) text = str_from(text, 1);
    while (end < text.len && byte_is_alnum(text.data[end])) end++;
    return end <= 12 ? str_sub(text, 0, end) : STR_EMPTY;
}

/* The number that a text begins with: "IMO: 8937675", "(IMO number: 7303803)", "(IMO number):8712362". */
static str imo_at(str text)
{
    if (str_starts(text, STR("("))) text = str_from(text, 1);
    if (!str_starts_nocase(text, STR("imo"))) return STR_EMPTY;
    text = str_from(text, 3);
    if (str_starts_nocase(text, STR(" number"))) text = str_from(text, 7);
    while (text.len && (text.data[0] == ':' || text.data[0] == ' ' || text.data[0] == ')'))
        text = str_from(text, 1);
    return is_number(text, 0, 7) ? str_sub(text, 0, 7) : STR_EMPTY;
}

/* A ship's number: at the front, since anywhere else it may be a company's, or those of a company's
 * ships; what is said to be a ship has its first one anywhere. */
static str imo_of(str text, bool is_ship)
{
    text = str_trim(text);
    str imo = imo_at(text);
    for (size_t i = 1; is_ship && imo.len == 0 && i < text.len; i++)
        if (!byte_is_alnum(text.data[i - 1])) imo = imo_at(str_from(text, i));
    return imo;
}

static void put_other(struct ofsi *o, const struct table_row *row)
{
    bool is_ship = entity_subject_schema(o->e.b) == FTM_SCHEMA_VESSEL;
    str text = entry_tidy(&o->e, row->cell[OTHER]), imo = imo_of(text, is_ship);
    entry_text(&o->e, text, table_src(row));
    if (imo.len) entry_imo(&o->e, imo, table_src(row));
}

/* --- values --------------------------------------------------------------------------------- */

static void put_points(struct ofsi *o, enum ftm_prop prop, const struct table_row *row, size_t col)
{
    str points[POINTS_MAX];
    size_t n = points_split(row->cell[col], points);
    for (size_t i = 0; i < n; i++) entry_put(&o->e, prop, points[i], table_src(row));
}

static void put_countries(struct ofsi *o, enum ftm_prop prop, const char *what,
                          const struct table_row *row, size_t col)
{
    str points[POINTS_MAX];
    size_t n = points_split(row->cell[col], points);
    for (size_t i = 0; i < n; i++) entry_country(&o->e, prop, what, points[i], table_src(row));
}

static void put_birth_places(struct ofsi *o, const struct table_row *row)
{
    str town[POINTS_MAX], country[POINTS_MAX];
    size_t towns = points_split(row->cell[BIRTH_TOWN], town);
    size_t countries = points_split(row->cell[BIRTH_COUNTRY], country);
    size_t n = towns ? towns : countries;
    for (size_t i = 0; i < n; i++) {
        str place = towns ? town[i] : country[i];
        str land = towns == countries ? country[i] : countries == 1 ? country[0] : STR_EMPTY;
        if (towns && land.len)
            place = arena_printf(o->e.scratch, "%.*s, %.*s", (int)place.len, place.data,
                                 (int)land.len, land.data);
        entry_put(&o->e, FTM_PROP_BIRTH_PLACE, place, table_src(row));
    }
    put_countries(o, FTM_PROP_BIRTH_COUNTRY, "country of birth", row, BIRTH_COUNTRY);
}

/* The papers of the layout of 2020: "592667 (Qatari passport issued on 3 May 2007)". */
static void put_paper_text(struct ofsi *o, bool is_passport, str text, struct entity_src src)
{
    struct paper_text papers = paper_text_of(text, is_passport ? PAPER_PASSPORT : PAPER_IDENTITY);
    struct paper_found f;
    size_t count = 0;
    if (!table_is_new(&o->papers, text)) return;
    for (; paper_next(&papers, &f); count++) {
        entry_document(&o->e, f.kind == PAPER_PASSPORT, f.number, STR_EMPTY, f.country, src);
        if (!str_eq(f.about, f.number)) entry_child_put(&o->e, FTM_PROP_DESCRIPTION, f.about, src);
    }
    if (count) return;
    uk_document(&o->e, is_passport, STR_EMPTY, text, src);
    entry_warn(&o->e, src, "'%.*s' holds no number of a paper; kept as a note", STR_ARG(text));
}

static void put_papers(struct ofsi *o, const struct table_row *row, bool is_passport)
{
    size_t number_at = is_passport ? PASSPORT : NATIONAL_ID;
    str number = table_cell(row, number_at), about = table_cell(row, number_at + 1);
    if (number.len) {
        str both = arena_printf(o->e.scratch, "%.*s %.*s", (int)number.len, number.data,
                                (int)about.len, about.data ? about.data : "");
        if (table_is_new(&o->papers, both))
            uk_document(&o->e, is_passport, number, about, table_src(row));
        return;
    }
    put_paper_text(o, is_passport, about, table_src(row));
}

static void put_address(struct ofsi *o, const struct table_row *row)
{
    str parts[UK_ADDRESS_LINES];
    str all = table_join(o->e.scratch, row, ADDRESS_1, COUNTRY, ", ");
    if (!table_is_new(&o->addresses, all)) return;
    for (size_t i = 0; i < UK_ADDRESS_LINES; i++) parts[i] = row->cell[ADDRESS_1 + i];
    uk_address(&o->e, parts, row->cell[POSTCODE], row->cell[COUNTRY], table_src(row));
}

/* --- names ---------------------------------------------------------------------------------- */

/* Name types of both layouts as uk_name knows them. */
static str name_type(str s)
{
    s = str_trim(s);
    if (str_eq_nocase(s, STR("Prime Alias"))) return STR("Primary Name");
    if (str_eq_nocase(s, STR("AKA"))) return STR("Alias");
    return s;
}

static void put_name(struct ofsi *o, const struct table_row *row)
{
    str type = str_trim(row->cell[ALIAS_TYPE]), quality = str_trim(row->cell[ALIAS_QUALITY]);
    str whole = uk_whole_name(&o->e, row->cell + NAME_1);
    if (table_is_new(&o->names, whole)) {
        if (str_eq_nocase(type, STR("FKA"))) {
            o->e.report->aliases++;
            entry_names(&o->e, whole, FTM_PROP_PREVIOUS_NAME, FTM_PROP_PREVIOUS_NAME,
                        table_src(row));
        } else {
            uk_name(&o->e, whole, name_type(type), quality, &o->has_name, table_src(row));
        }
    }
    str script = entry_tidy(&o->e, row->cell[NON_LATIN]);
    if (table_is_new(&o->names, script))
        uk_non_latin(&o->e, script, row->cell[SCRIPT_LANGUAGE], table_src(row));
}

/*
 * An entry has one primary name, in all its rows. In the list of 2020 each of the 2,114 has, so two are two parties;
 * of the later layout, in which the list was closed, no file was to be had: there it is a doubt.
 */
static cordon_status check_primary(struct ofsi *o, const struct table_entry *t, struct cordon_error *err)
{
    struct table_says first = { .text = STR_EMPTY };
    for (size_t i = 0; i < t->count; i++) {
        const struct table_row *row = &t->row[i];
        if (!str_eq_nocase(name_type(row->cell[ALIAS_TYPE]), STR("Primary Name"))) continue;
        struct table_says here = { uk_whole_name(&o->e, row->cell + NAME_1), row->line };
        if (first.text.len == 0) first = here;
        if (here.text.len == 0 || str_eq_nocase(here.text, first.text)) continue;
        if (!t->has[ALIAS_QUALITY]) return table_two(t, STR("primary name"), &here, &first, err);
        list_doubt(o->e.report, "number %.*s has two primary names, in the lines %u and %u: it may be two entries",
                   STR_ARG(t->key), first.line, here.line);
        break;
    }
    return CORDON_OK;
}

/* The name of the entry is that of a row that says so; those rows may stand behind others. */
static void put_names(struct ofsi *o, const struct table_entry *t)
{
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < t->count; i++) {
            const struct table_row *row = &t->row[i];
            bool is_primary = str_starts_nocase(str_trim(row->cell[ALIAS_TYPE]), STR("Prim"));
            if (is_primary == (pass == 0)) put_name(o, row);
        }
    if (o->has_name) return;
    entry_warn(&o->e, table_src(t->row), "no row has the entry's primary name; its first name is taken");
    entry_put(&o->e, FTM_PROP_NAME, uk_whole_name(&o->e, t->row->cell + NAME_1), table_src(t->row));
}

/* --- entries -------------------------------------------------------------------------------- */

static bool is_dprk(str regime)
{
    return str_starts_nocase(regime, STR("North Korea")) || uk_is_dprk(STR_EMPTY, regime);
}

/* `about`: the entry's other information, which not every row says again. */
static void put_sanction(struct ofsi *o, const struct table_row *row, str about)
{
    str regime = table_cell(row, REGIME), un = un_reference(o, about);
    str listed = table_cell(row, DESIGNATED);
    entry_sanction(&o->e, STR("United Kingdom, OFSI"), regime, is_dprk(regime),
                   listed.len ? listed : row->cell[LISTED_ON], table_src(row));
    entry_child_put(&o->e, FTM_PROP_RECORD_ID, row->cell[GROUP_ID], table_src(row));
    entry_child_put(&o->e, FTM_PROP_AUTHORITY_ID, uk_reference(about), table_src(row));
    entry_child_put(&o->e, FTM_PROP_UNSC_ID, un, table_src(row));
    entry_child_date(&o->e, FTM_PROP_MODIFIED_AT, row->cell[UPDATED], table_src(row));
}

static void put_row(struct ofsi *o, const struct table_entry *t, size_t i, bool is_person)
{
    const struct table_row *row = &t->row[i];
    struct entity_src src = table_src(row);
    if (!table_is_repeat(t, i, TITLE, TITLE))
        put_points(o, is_person ? FTM_PROP_TITLE : FTM_PROP_NOTES, row, TITLE);
    if (!table_is_repeat(t, i, BORN, BORN)) uk_put(&o->e, UK_BIRTH_DATE, row->cell[BORN], src);
    if (!table_is_repeat(t, i, BIRTH_TOWN, BIRTH_COUNTRY)) put_birth_places(o, row);
    if (!table_is_repeat(t, i, NATIONALITY, NATIONALITY))
        put_countries(o, FTM_PROP_NATIONALITY, "nationality", row, NATIONALITY);
    if (!table_is_repeat(t, i, PASSPORT, PASSPORT_ABOUT)) put_papers(o, row, true);
    if (!table_is_repeat(t, i, NATIONAL_ID, NATIONAL_ID_ABOUT)) put_papers(o, row, false);
    if (!table_is_repeat(t, i, POSITION, POSITION)) put_points(o, FTM_PROP_POSITION, row, POSITION);
    if (!table_is_repeat(t, i, ADDRESS_1, COUNTRY)) put_address(o, row);
    if (!table_is_repeat(t, i, OTHER, OTHER)) put_other(o, row);
}

static enum ftm_schema schema_of(const struct table_entry *t, str kind)
{
    enum ftm_schema schema = uk_schema(kind);
    if (schema == FTM_SCHEMA_ORGANIZATION && imo_of(table_first(t, OTHER), false).len)
        return FTM_SCHEMA_VESSEL;
    return schema;
}

/* Regime and day of listing: some groups are listed twice. */
static void put_sanctions(struct ofsi *o, const struct table_entry *t)
{
    struct table_once seen;
    str about = table_first(t, OTHER);
    table_once_init(&seen, o->e.scratch, t->count);
    for (size_t i = 0; i < t->count; i++) {
        const struct table_row *row = &t->row[i];
        if (table_is_repeat(t, i, REGIME, DESIGNATED)) continue;
        str listing = table_join(o->e.scratch, row, REGIME, DESIGNATED, "|");
        if (table_is_new(&seen, listing) || listing.len == 0) put_sanction(o, row, about);
    }
}

static cordon_status take(void *ctx, const struct table_entry *t, struct cordon_error *err)
{
    struct ofsi *o = ctx;
    str kind;
    cordon_status st = table_same(t, GROUP_TYPE, &kind, err);
    if (st) return st;
    enum ftm_schema schema = schema_of(t, kind);
    st = table_begin(&o->e, t, schema ? schema : FTM_SCHEMA_LEGAL_ENTITY, t->key, err);
    if (!st) st = check_primary(o, t, err);
    if (st) return st;
    table_once_init(&o->names, o->e.scratch, t->count * 2);
    table_once_init(&o->addresses, o->e.scratch, t->count);
    table_once_init(&o->papers, o->e.scratch, t->count * 4);
    o->has_name = false;
    if (!schema) entry_strange_type(&o->e, kind, table_src(t->row));
    put_names(o, t);
    put_sanctions(o, t);
    entry_put(&o->e, FTM_PROP_TOPICS, STR("sanction"), table_src(t->row));
    for (size_t i = 0; i < t->count; i++) put_row(o, t, i, schema == FTM_SCHEMA_PERSON);
    return entry_end(&o->e, err);
}

/* --- the file ------------------------------------------------------------------------------- */

static bool is_group_id(str s)
{
    uint64_t v;
    return num_parse_u64(s, 9999999, &v);
}

static const struct table_plan plan = {
    .title = "the OFSI consolidated list", .columns = columns, .count = COLUMNS, .key = GROUP_ID,
    .carries = carries, .carry_count = COUNT_OF(carries),
    .sep = ',', .has_1252 = true, .preamble = "Last Updated", .is_key = is_group_id, .take = take,
};

static bool recognise(const struct list_file *file)
{
    return table_recognise(&plan, file);
}

static cordon_status read_ofsi(str source, const struct list_file *files, size_t count,
                               struct entity_build *b, struct list_report *report,
                               struct cordon_error *err)
{
    struct ofsi o = { .has_name = false };
    return table_list(&plan, table_csv, source, files, count, b, report, &o.e, &o, err);
}

const struct list_format list_uk_ofsi_csv = { "uk_ofsi_csv", recognise, read_ofsi };
