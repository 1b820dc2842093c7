/*
 * The UK Sanctions List in CSV.
 *
 * A line with the report's date, a header of 58 columns, then one row for each combination of
 * names, addresses, birth dates and papers of a designation; its Unique ID is the entry. Rows of an
 * alias may leave the designation's own columns empty.
 *
 * Source: docs/sources.md#uk-fcdo
 */
#include "list/points.h"
#include "list/table.h"
#include "list/uk.h"

enum column {
    NAME_1 = 0,
    NAME_6 = NAME_1 + 5,
    NAME_TYPE,
    STRENGTH,
    TITLE,
    NON_LATIN,
    SCRIPT_TYPE,
    SCRIPT_LANGUAGE,
    UNIQUE_ID,
    GROUP_ID,
    UN_REF,
    REGIME,
    KIND,
    SOURCE,
    IMPOSED,
    DESIGNATED,
    UPDATED,
    OTHER,
    REASONS,
    ADDRESS_1,
    ADDRESS_6 = ADDRESS_1 + 5,
    POSTCODE,
    COUNTRY,
    PHONE,
    WEBSITE,
    EMAIL,
    BORN,
    NATIONALITY,
    NATIONAL_ID,
    NATIONAL_ID_ABOUT,
    PASSPORT,
    PASSPORT_ABOUT,
    POSITION,
    GENDER,
    BIRTH_TOWN,
    BIRTH_COUNTRY,
    ENTITY_TYPE,
    SUBSIDIARIES,
    PARENT,
    REGISTRATION,
    IMO,
    OWNER,
    PAST_OWNER,
    FLAG,
    PAST_FLAGS,
    SHIP_TYPE,
    TONNAGE,
    LENGTH,
    YEAR_BUILT,
    HULL,
    COLUMNS,
};

static const struct table_column columns[COLUMNS] = {
    [NAME_1] = { "Name 1", true },
    [NAME_1 + 1] = { "Name 2", true },
    [NAME_1 + 2] = { "Name 3", true },
    [NAME_1 + 3] = { "Name 4", true },
    [NAME_1 + 4] = { "Name 5", true },
    [NAME_6] = { "Name 6", true },
    [NAME_TYPE] = { "Name type", true },
    [STRENGTH] = { "Alias strength", true },
    [TITLE] = { "Title", false },
    [NON_LATIN] = { "Name non-latin script", true },
    [SCRIPT_TYPE] = { "Non-latin script type", false },
    [SCRIPT_LANGUAGE] = { "Non-latin script language", false },
    [UNIQUE_ID] = { "Unique ID", true },
    [GROUP_ID] = { "OFSI Group ID", false },
    [UN_REF] = { "UN Reference Number", true },
    [REGIME] = { "Regime Name", true },
    [KIND] = { "Designation Type|Individual, Entity, Ship", true },
    [SOURCE] = { "Designation source", false },
    [IMPOSED] = { "Sanctions Imposed", false },
    [DESIGNATED] = { "Date Designated", true },
    [UPDATED] = { "Last Updated", false },
    [OTHER] = { "Other Information", false },
    [REASONS] = { "UK Statement of Reasons", false },
    [ADDRESS_1] = { "Address Line 1", true },
    [ADDRESS_1 + 1] = { "Address Line 2", true },
    [ADDRESS_1 + 2] = { "Address Line 3", true },
    [ADDRESS_1 + 3] = { "Address Line 4", true },
    [ADDRESS_1 + 4] = { "Address Line 5", true },
    [ADDRESS_6] = { "Address Line 6", true },
    [POSTCODE] = { "Address Postal Code", false },
    [COUNTRY] = { "Address Country", true },
    [PHONE] = { "Phone number", false },
    [WEBSITE] = { "Website", false },
    [EMAIL] = { "Email address", false },
    [BORN] = { "D.O.B|DOB", true },
    [NATIONALITY] = { "Nationality(/ies)", true },
    [NATIONAL_ID] = { "National Identifier number", true },
    [NATIONAL_ID_ABOUT] = { "National Identifier additional information", false },
    [PASSPORT] = { "Passport number", true },
    [PASSPORT_ABOUT] = { "Passport additional information", false },
    [POSITION] = { "Position", false },
    [GENDER] = { "Gender", false },
    [BIRTH_TOWN] = { "Town of birth", false },
    [BIRTH_COUNTRY] = { "Country of birth", false },
    [ENTITY_TYPE] = { "Type of entity", false },
    [SUBSIDIARIES] = { "Subsidiaries", false },
    [PARENT] = { "Parent company", false },
    [REGISTRATION] = { "Business registration number (s)", false },
    [IMO] = { "IMO number", true },
    [OWNER] = { "Current owner/operator (s)", false },
    [PAST_OWNER] = { "Previous owner/operator (s)", false },
    [FLAG] = { "Current believed flag of ship", false },
    [PAST_FLAGS] = { "Previous flags", false },
    [SHIP_TYPE] = { "Type of ship", false },
    [TONNAGE] = { "Tonnage of ship", false },
    [LENGTH] = { "Length of ship", false },
    [YEAR_BUILT] = { "Year Built", false },
    [HULL] = { "Hull identification number (HIN)", false },
};

/* Columns of one value each, and whether the value may be several that are numbered. */
static const struct {
    uint8_t       column;
    enum uk_field field;
    bool          has_points;
} fields[] = {
    { TITLE, UK_TITLE, true },
    { BORN, UK_BIRTH_DATE, true },
    { NATIONALITY, UK_NATIONALITY, true },
    { POSITION, UK_POSITION, true },
    { GENDER, UK_GENDER, false },
    { PHONE, UK_PHONE, true },
    { WEBSITE, UK_WEBSITE, true },
    { EMAIL, UK_EMAIL, true },
    { ENTITY_TYPE, UK_ENTITY_TYPE, false },
    { SUBSIDIARIES, UK_SUBSIDIARY, true },
    { PARENT, UK_PARENT, true },
    { REGISTRATION, UK_REGISTRATION, true },
    { IMO, UK_IMO, true },
    { OWNER, UK_OWNER, true },
    { PAST_OWNER, UK_PAST_OWNER, true },
    { FLAG, UK_FLAG, true },
    { PAST_FLAGS, UK_PAST_FLAG, true },
    { SHIP_TYPE, UK_SHIP_TYPE, false },
    { TONNAGE, UK_TONNAGE, false },
    { LENGTH, UK_LENGTH, false },
    { YEAR_BUILT, UK_YEAR_BUILT, false },
    { HULL, UK_HULL, false },
    { OTHER, UK_OTHER_INFORMATION, false },
};

static const struct table_carry carries[] = {
    { TITLE, FTM_PROP_TITLE }, { GROUP_ID, FTM_PROP_AUTHORITY_ID }, { SOURCE, FTM_PROP_DESCRIPTION },
    { IMPOSED, FTM_PROP_PROVISIONS }, { UPDATED, FTM_PROP_MODIFIED_AT }, { OTHER, FTM_PROP_NOTES },
    { OTHER, FTM_PROP_SWIFT_BIC }, { REASONS, FTM_PROP_REASON }, { POSTCODE, FTM_PROP_ADDRESS },
    { PHONE, FTM_PROP_PHONE },
    { WEBSITE, FTM_PROP_WEBSITE }, { EMAIL, FTM_PROP_EMAIL }, { NATIONAL_ID_ABOUT, FTM_PROP_DESCRIPTION },
    { PASSPORT_ABOUT, FTM_PROP_DESCRIPTION }, { POSITION, FTM_PROP_POSITION }, { GENDER, FTM_PROP_GENDER },
    { BIRTH_TOWN, FTM_PROP_BIRTH_PLACE }, { BIRTH_COUNTRY, FTM_PROP_BIRTH_PLACE },
    { BIRTH_COUNTRY, FTM_PROP_BIRTH_COUNTRY }, { ENTITY_TYPE, FTM_PROP_LEGAL_FORM }, { SUBSIDIARIES, FTM_PROP_NONE },
    { PARENT, FTM_PROP_NONE }, { REGISTRATION, FTM_PROP_REGISTRATION_NUMBER }, { OWNER, FTM_PROP_NONE },
    { PAST_OWNER, FTM_PROP_NONE }, { FLAG, FTM_PROP_FLAG }, { PAST_FLAGS, FTM_PROP_PAST_FLAGS },
    { SHIP_TYPE, FTM_PROP_TYPE }, { TONNAGE, FTM_PROP_TONNAGE }, { LENGTH, FTM_PROP_NOTES },
    { YEAR_BUILT, FTM_PROP_BUILD_DATE }, { HULL, FTM_PROP_REGISTRATION_NUMBER },
};

struct uk {
    struct entry      e;
    struct table_once names, others, values; /* `values`: of fields that become children */
    bool              has_name;
    uint32_t          twofold; /* designations of two primary names */
};

enum { TWOFOLD_LEAST = 10 }; /* 3 of 6,349 have two in the edition of 2026-08-20; as many more are ours */

/* --- names ---------------------------------------------------------------------------------- */

/* A few designations have two primary names ("Din Mohammad Hanif", "Iadena Mohammad"), so two are no proof
 * of two parties, and a reason to look. */
static void tell_twofold(struct uk *u, const struct table_entry *t)
{
    str first = STR_EMPTY;
    for (size_t i = 0; i < t->count; i++) {
        const struct table_row *row = &t->row[i];
        if (table_is_repeat(t, i, NAME_1, NAME_TYPE)) continue;
        if (!str_eq_nocase(table_cell(row, NAME_TYPE), STR("Primary Name"))) continue;
        str name = uk_whole_name(&u->e, row->cell + NAME_1);
        if (first.len == 0) first = name;
        if (name.len == 0 || str_eq_nocase(name, first)) continue;
        u->twofold++;
        entry_warn(&u->e, table_src(row), "a second primary name, '%.*s' beside '%.*s': is it two entries?",
                   (int)str_sub(name, 0, TABLE_SHOWN_MAX).len, name.data, (int)str_sub(first, 0, TABLE_SHOWN_MAX).len,
                   first.data);
        return;
    }
}

static void put_names(struct uk *u, const struct table_entry *t)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct table_row *row = &t->row[i];
        if (table_is_repeat(t, i, NAME_1, SCRIPT_LANGUAGE)) continue;
        str whole = uk_whole_name(&u->e, row->cell + NAME_1);
        str script = entry_tidy(&u->e, row->cell[NON_LATIN]);
        if (table_is_new(&u->names, whole))
            uk_name(&u->e, whole, row->cell[NAME_TYPE], row->cell[STRENGTH], &u->has_name,
                    table_src(row));
        if (table_is_new(&u->names, script))
            uk_non_latin(&u->e, script, row->cell[SCRIPT_LANGUAGE], table_src(row));
    }
    tell_twofold(u, t);
    if (u->has_name) return;
    str first = uk_whole_name(&u->e, t->row->cell + NAME_1);
    entry_warn(&u->e, table_src(t->row), first.len ? "no row has the primary name; the first is taken"
                                                   : "the entry has no name");
    entry_put(&u->e, FTM_PROP_NAME, first, table_src(t->row));
}

/* --- values --------------------------------------------------------------------------------- */

static bool makes_child(enum uk_field f)
{
    return f == UK_REGISTRATION || f == UK_SUBSIDIARY || f == UK_PARENT || f == UK_OWNER ||
           f == UK_PAST_OWNER;
}

static void put_field(struct uk *u, enum uk_field field, str text, struct entity_src src)
{
    if (makes_child(field)) {
        str key = arena_printf(u->e.scratch, "%d %.*s", (int)field, (int)text.len, text.data);
        if (!table_is_new(&u->values, key)) return;
    }
    uk_put(&u->e, field, text, src);
}

static void put_fields(struct uk *u, const struct table_entry *t, size_t i)
{
    const struct table_row *row = &t->row[i];
    str points[POINTS_MAX];
    for (size_t f = 0; f < COUNT_OF(fields); f++) {
        str text = row->cell[fields[f].column];
        if (text.len == 0 || table_is_repeat(t, i, fields[f].column, fields[f].column)) continue;
        size_t n = 1;
        points[0] = text;
        if (fields[f].has_points) n = points_split(text, points);
        for (size_t k = 0; k < n; k++) put_field(u, fields[f].field, points[k], table_src(row));
    }
}

static void put_document(struct uk *u, const struct table_row *row, bool is_passport)
{
    size_t at = is_passport ? PASSPORT : NATIONAL_ID;
    str both = table_join(u->e.scratch, row, at, at + 1, " ");
    str key = arena_printf(u->e.scratch, "%d %.*s", is_passport, (int)both.len,
                           both.len ? both.data : "");
    if (both.len && table_is_new(&u->others, key))
        uk_document(&u->e, is_passport, row->cell[at], row->cell[at + 1], table_src(row));
}

static void put_places(struct uk *u, const struct table_entry *t, size_t i)
{
    const struct table_row *row = &t->row[i];
    if (!table_is_repeat(t, i, ADDRESS_1, COUNTRY) &&
        table_is_new(&u->others, table_join(u->e.scratch, row, ADDRESS_1, COUNTRY, ", ")))
        uk_address(&u->e, row->cell + ADDRESS_1, row->cell[POSTCODE], row->cell[COUNTRY],
                   table_src(row));
    if (!table_is_repeat(t, i, BIRTH_TOWN, BIRTH_COUNTRY))
        uk_birth_place(&u->e, row->cell[BIRTH_TOWN], row->cell[BIRTH_COUNTRY], table_src(row));
}

static void put_row(struct uk *u, const struct table_entry *t, size_t i)
{
    put_fields(u, t, i);
    put_places(u, t, i);
    if (!table_is_repeat(t, i, PASSPORT, PASSPORT_ABOUT)) put_document(u, &t->row[i], true);
    if (!table_is_repeat(t, i, NATIONAL_ID, NATIONAL_ID_ABOUT)) put_document(u, &t->row[i], false);
}

/* --- entries -------------------------------------------------------------------------------- */

static void put_sanction(struct uk *u, const struct table_entry *t)
{
    struct uk_listing l = {
        .unique_id = t->key,
        .group_id = table_first(t, GROUP_ID),
        .un_ref = table_first(t, UN_REF),
        .regime = table_first(t, REGIME),
        .source = table_first(t, SOURCE),
        .imposed = table_first(t, IMPOSED),
        .designated = table_first(t, DESIGNATED),
        .updated = table_first(t, UPDATED),
        .reasons = table_first(t, REASONS),
    };
    uk_sanction(&u->e, &l, table_src(t->row));
}

/* What a designation has once: in the XML each is one element of it. */
static const uint8_t once[] = { GROUP_ID, UN_REF, REGIME, DESIGNATED, REASONS };

static cordon_status take(void *ctx, const struct table_entry *t, struct cordon_error *err)
{
    struct uk *u = ctx;
    str kind;
    cordon_status st = table_same(t, KIND, &kind, err);
    if (!st) st = table_same_all(t, once, COUNT_OF(once), err);
    if (st) return st;
    enum ftm_schema schema = uk_schema(kind);
    st = table_begin(&u->e, t, schema ? schema : FTM_SCHEMA_LEGAL_ENTITY, t->key, err);
    if (st) return st;
    table_once_init(&u->names, u->e.scratch, t->count * 2);
    table_once_init(&u->others, u->e.scratch, t->count * 3);
    table_once_init(&u->values, u->e.scratch, t->count * 8);
    u->has_name = false;
    if (!schema) entry_strange_type(&u->e, kind, table_src(t->row));
    put_names(u, t);
    put_sanction(u, t);
    for (size_t i = 0; i < t->count; i++) put_row(u, t, i);
    return entry_end(&u->e, err);
}

/* --- the file ------------------------------------------------------------------------------- */

/* Three letters of the regime and a number. */
static bool is_unique_id(str s)
{
    size_t letters = 0;
    while (letters < s.len && byte_is_alpha(s.data[letters])) letters++;
    uint64_t v;
    return letters >= 2 && letters <= 5 && num_parse_u64(str_from(s, letters), 999999, &v);
}

static const struct table_plan plan = {
    .title = "the UK Sanctions List", .columns = columns, .count = COLUMNS, .key = UNIQUE_ID,
    .carries = carries, .carry_count = COUNT_OF(carries),
    .sep = ',', .is_loose = true, .preamble = "Report Date", .is_key = is_unique_id, .take = take,
};

static bool recognise(const struct list_file *file)
{
    return table_recognise(&plan, file);
}

static cordon_status read_uk(str source, const struct list_file *files, size_t count,
                             struct entity_build *b, struct list_report *report,
                             struct cordon_error *err)
{
    struct uk u = { .has_name = false };
    cordon_status st = table_list(&plan, table_csv, source, files, count, b, report, &u.e, &u, err);
    if (!st && u.twofold >= TWOFOLD_LEAST)
        list_doubt(report, "%u designations have two primary names: numbers may stand with the wrong rows", u.twofold);
    return st;
}

const struct list_format list_uk_csv = { "uk_csv", recognise, read_uk };
