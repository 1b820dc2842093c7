/*
 * The EU's consolidated financial sanctions list, FSF CSV 1.1 and 1.0.
 *
 * Semicolons, byte-order mark, a header of 118 columns in groups (Entity_, NameAlias_, Address_,
 * BirthDate_, Identification_, Citizenship_), one row for each combination of a group's values. An
 * entry's rows are made into the element that the XML has for it, and read as that (list/eu.h):
 *
 *     NameAlias_WholeName;NameAlias_Title;...    ->    <nameAlias wholeName="" title="" .../>
 *
 * 1.0 has fewer columns under other headings ("Naal_wholename"), one row for each value of a group, no number of the
 * United Nations and no day of designation, and says what a paper is behind its number:
 *
 *     488555 (passport-National passport) (issued in Example)
 *
 * The CSV does not say which names are strong, unless a column NameAlias_Strong is there.
 *
 * Source: docs/sources.md#eu-fsf-csv
 */
#include "list/eu.h"
#include "list/table.h"

/* Column, heading in 1.1 and in 1.0, attribute of the XML, is it needed where the format has it? */
#define GROUP_COLUMNS \
    X(FILE_DATE, "fileGenerationDate", "Date_file", "", true)                                                \
    X(LOGICAL_ID, "Entity_LogicalId", "Entity_logical_id", "logicalId", true)                                \
    X(EU_NUMBER, "Entity_EU_ReferenceNumber", "EU_ref_num", "euReferenceNumber", true)                       \
    X(UN_NUMBER, "Entity_UnitedNationId", "", "unitedNationId", true)                                        \
    X(DESIGNATED, "Entity_DesignationDate", "", "designationDate", true)                                     \
    X(DETAILS, "Entity_DesignationDetails", "", "designationDetails", false)                                 \
    X(ENTITY_REMARK, "Entity_Remark", "Entity_remark", "", false)                                            \
    X(TYPE, "Entity_SubjectType", "Subject_type", "classificationCode", true)                                \
    X(TYPE_CODE, "Entity_SubjectType_ClassificationCode", "", "code", false)                                 \
    X(REG_TYPE, "Entity_Regulation_Type", "", "regulationType", false)                                       \
    X(REG_BODY, "Entity_Regulation_OrganisationType", "", "organisationType", false)                         \
    X(REG_PUBLISHED, "Entity_Regulation_PublicationDate", "Leba_publication_date", "publicationDate", false) \
    X(REG_FORCE, "Entity_Regulation_EntryIntoForceDate", "", "entryIntoForceDate", false)                    \
    X(REG_TITLE, "Entity_Regulation_NumberTitle", "Leba_numtitle", "numberTitle", false)                     \
    X(PROGRAMME, "Entity_Regulation_Programme", "Programme", "programme", true)                              \
    X(REG_URL, "Entity_Regulation_PublicationUrl", "Leba_url", "", false)                                    \
    X(LAST_NAME, "NameAlias_LastName", "Naal_lastname", "lastName", true)                                    \
    X(FIRST_NAME, "NameAlias_FirstName", "Naal_firstname", "firstName", true)                                \
    X(MIDDLE_NAME, "NameAlias_MiddleName", "Naal_middlename", "middleName", true)                            \
    X(WHOLE_NAME, "NameAlias_WholeName", "Naal_wholename", "wholeName", true)                                \
    X(NAME_LANGUAGE, "NameAlias_NameLanguage", "Naal_language", "nameLanguage", false)                       \
    X(GENDER, "NameAlias_Gender", "Naal_gender", "gender", false)                                            \
    X(NAME_TITLE, "NameAlias_Title", "Naal_title", "title", false)                                           \
    X(FUNCTION, "NameAlias_Function", "Naal_function", "function", false)                                    \
    X(STRONG, "NameAlias_Strong", "", "strong", false)                                                       \
    X(NAME_LOGICAL, "NameAlias_LogicalId", "Naal_logical_id", "logicalId", false)                            \
    X(NAME_REMARK, "NameAlias_Remark", "", "", false)                                                        \
    X(CITY, "Address_City", "Addr_city", "city", true)                                                       \
    X(STREET, "Address_Street", "Addr_street", "street", true)                                               \
    X(PO_BOX, "Address_PoBox", "", "poBox", false)                                                           \
    X(ZIP, "Address_ZipCode", "Addr_zipcode", "zipCode", false)                                              \
    X(REGION, "Address_Region", "", "region", false)                                                         \
    X(PLACE, "Address_Place", "Addr_number", "place", false)                                                 \
    X(CONTACT, "Address_ContactInfo", "", "", false)                                                         \
    X(COUNTRY_CODE, "Address_CountryIso2Code", "", "countryIso2Code", false)                                 \
    X(COUNTRY, "Address_CountryDescription", "Addr_country", "countryDescription", true)                     \
    X(ADDRESS_LOGICAL, "Address_LogicalId", "Addr_logical_id", "logicalId", false)                           \
    X(ADDRESS_REMARK, "Address_Remark", "Addr_other", "", false)                                             \
    X(BORN, "BirthDate_BirthDate", "Birt_date", "birthdate", true)                                           \
    X(BORN_DAY, "BirthDate_Day", "", "dayOfMonth", false)                                                    \
    X(BORN_MONTH, "BirthDate_Month", "", "monthOfYear", false)                                               \
    X(BORN_YEAR, "BirthDate_Year", "", "year", false)                                                        \
    X(BORN_FROM, "BirthDate_YearRangeFrom", "", "yearRangeFrom", false)                                      \
    X(BORN_TO, "BirthDate_YearRangeTo", "", "yearRangeTo", false)                                            \
    X(CIRCA, "BirthDate_Circa", "", "circa", false)                                                          \
    X(CALENDAR, "BirthDate_CalendarType", "", "calendarType", false)                                         \
    X(BORN_ZIP, "BirthDate_ZipCode", "", "zipCode", false)                                                   \
    X(BORN_REGION, "BirthDate_Region", "", "region", false)                                                  \
    X(BORN_PLACE, "BirthDate_Place", "Birt_place", "place", false)                                           \
    X(BORN_CITY, "BirthDate_City", "", "city", false)                                                        \
    X(BORN_CODE, "BirthDate_CountryIso2Code", "", "countryIso2Code", false)                                  \
    X(BORN_COUNTRY, "BirthDate_CountryDescription", "Birt_country", "countryDescription", false)             \
    X(BORN_LOGICAL, "BirthDate_LogicalId", "Birt_logical_id", "logicalId", false)                            \
    X(BORN_REMARK, "BirthDate_Remark", "", "", false)                                                        \
    X(ID_NUMBER, "Identification_Number", "Iden_number", "number", true)                                     \
    X(DIPLOMATIC, "Identification_Diplomatic", "", "diplomatic", false)                                      \
    X(EXPIRED, "Identification_KnownExpired", "", "knownExpired", false)                                     \
    X(FALSE_ID, "Identification_KnownFalse", "", "knownFalse", false)                                        \
    X(LOST, "Identification_ReportedLost", "", "reportedLost", false)                                        \
    X(REVOKED, "Identification_RevokedByIssuer", "", "revokedByIssuer", false)                               \
    X(ISSUED_BY, "Identification_IssuedBy", "", "issuedBy", false)                                           \
    X(ISSUED, "Identification_IssuedDate", "", "issueDate", false)                                           \
    X(VALID_FROM, "Identification_ValidFrom", "", "validFrom", false)                                        \
    X(VALID_TO, "Identification_ValidTo", "", "validTo", false)                                              \
    X(LATIN_NUMBER, "Identification_LatinNumber", "", "latinNumber", false)                                  \
    X(ID_NAME, "Identification_NameOnDocument", "", "nameOnDocument", false)                                 \
    X(ID_CODE, "Identification_TypeCode", "", "identificationTypeCode", true)                                \
    X(ID_TYPE, "Identification_TypeDescription", "", "identificationTypeDescription", false)                 \
    X(ID_REGION, "Identification_Region", "", "region", false)                                               \
    X(ID_COUNTRY_CODE, "Identification_CountryIso2Code", "", "countryIso2Code", false)                       \
    X(ID_COUNTRY, "Identification_CountryDescription", "Iden_country", "countryDescription", false)          \
    X(ID_LOGICAL, "Identification_LogicalId", "Iden_logical_id", "logicalId", false)                         \
    X(ID_REMARK, "Identification_Remark", "", "", false)                                                     \
    X(CITIZEN_REGION, "Citizenship_Region", "", "region", false)                                             \
    X(CITIZEN_CODE, "Citizenship_CountryIso2Code", "", "countryIso2Code", true)                              \
    X(CITIZEN_COUNTRY, "Citizenship_CountryDescription", "Citi_country", "countryDescription", true)         \
    X(CITIZEN_LOGICAL, "Citizenship_LogicalId", "Citi_logical_id", "logicalId", false)                       \
    X(CITIZEN_REMARK, "Citizenship_Remark", "", "", false)                                                   

enum column {
#define X(id, heading, heading_1_0, attr, is_needed) id,
    GROUP_COLUMNS
#undef X
    COLUMNS,
};

static const struct table_column columns[COLUMNS] = {
#define X(id, heading, heading_1_0, attr, is_needed) [id] = { heading, is_needed },
    GROUP_COLUMNS
#undef X
};

static const struct table_column columns_1_0[COLUMNS] = {
#define X(id, heading, heading_1_0, attr, is_needed) [id] = { heading_1_0, is_needed && sizeof heading_1_0 > 1 },
    GROUP_COLUMNS
#undef X
};

/* What columns of either format say. Whether a year of birth is meant to be exact is in a column of 1.1. */
static const struct table_carry carries[] = {
    { UN_NUMBER, FTM_PROP_UNSC_ID }, { DESIGNATED, FTM_PROP_LISTING_DATE }, { ENTITY_REMARK, FTM_PROP_NOTES },
    { GENDER, FTM_PROP_GENDER }, { NAME_TITLE, FTM_PROP_TITLE }, { NAME_TITLE, FTM_PROP_LEGAL_FORM },
    { FUNCTION, FTM_PROP_POSITION }, { FUNCTION, FTM_PROP_NOTES },
    { CIRCA, FTM_PROP_NONE }, { CALENDAR, FTM_PROP_NONE }, { BORN_PLACE, FTM_PROP_BIRTH_PLACE },
    { BORN_CITY, FTM_PROP_BIRTH_PLACE }, { BORN_COUNTRY, FTM_PROP_BIRTH_PLACE }, { ZIP, FTM_PROP_ADDRESS },
};

/* The attribute of the XML that a column is; "" for those that are an element of their own. */
static const str attrs[COLUMNS] = {
#define X(id, heading, heading_1_0, attr, is_needed) [id] = STR_INIT(attr),
    GROUP_COLUMNS
#undef X
};

/* Columns that are one element of the XML. */
static const struct group {
    str     name;
    uint8_t first, last;
    uint8_t remark;  /* column of a <remark> inside, or COLUMNS */
    uint8_t contact; /* column of a <contactInfo> inside, or COLUMNS */
} groups[] = {
    { STR_INIT("regulation"), REG_TYPE, REG_URL, COLUMNS, COLUMNS },
    { STR_INIT("subjectType"), TYPE, TYPE_CODE, COLUMNS, COLUMNS },
    { STR_INIT("nameAlias"), LAST_NAME, NAME_REMARK, NAME_REMARK, COLUMNS },
    { STR_INIT("citizenship"), CITIZEN_REGION, CITIZEN_REMARK, CITIZEN_REMARK, COLUMNS },
    { STR_INIT("birthdate"), BORN, BORN_REMARK, BORN_REMARK, COLUMNS },
    { STR_INIT("address"), CITY, ADDRESS_REMARK, ADDRESS_REMARK, CONTACT },
    { STR_INIT("identification"), ID_NUMBER, ID_REMARK, ID_REMARK, COLUMNS },
};

struct eu_csv {
    struct entry e;
    struct arena tree;    /* of one entry, of its element */
    bool         has_begun;
};

/* --- rows into an element ------------------------------------------------------------------- */

static struct xml_node *node_new(struct eu_csv *eu, str name, const struct table_row *row)
{
    struct xml_node *n = arena_calloc(&eu->tree, 1, sizeof *n);
    if (n) *n = (struct xml_node){ .name = name, .line = row->line };
    return n;
}

static void append(struct xml_node *parent, struct xml_node *child)
{
    if (!child) return;
    if (parent->last)
        parent->last->next = child;
    else
        parent->child = child;
    parent->last = child;
}

/* An element inside with text and nothing else. */
static void append_text(struct eu_csv *eu, struct xml_node *parent, str name, str text,
                        const struct table_row *row)
{
    text = str_trim(text);
    if (text.len == 0) return;
    struct xml_node *n = node_new(eu, name, row);
    if (n) n->text = text;
    append(parent, n);
}

static void set_attrs(struct eu_csv *eu, struct xml_node *n, const struct table_row *row,
                      size_t first, size_t last)
{
    struct xml_attr *a = arena_calloc(&eu->tree, last - first + 1, sizeof *a);
    /* the subject's type is a letter or a word in either of its columns */
    bool has_word = first != TYPE || table_cell(row, TYPE_CODE).len;
    if (!a) return;
    n->attrs = a;
    for (size_t c = first; c <= last; c++)
        if (attrs[c].len && table_cell(row, c).len)
            a[n->attr_count++] = (struct xml_attr){ has_word ? attrs[c] : STR("code"),
                                                    table_cell(row, c) };
}

static bool is_empty(const struct table_row *row, const struct group *g)
{
    for (size_t c = g->first; c <= g->last; c++)
        if (table_cell(row, c).len) return false;
    return true;
}

/* "488555 (passport-National passport) [known to have expired]" in its parts; false when it is a number alone. */
static bool split_number(str text, str *number, str *code, str *type, str *rest)
{
    for (size_t at = 0; (at = str_find(text, STR(" ("), at)) != SIZE_MAX; at++) {
        str inside = str_from(text, at + 2);
        size_t dash = 0, end = str_index(inside, ')');
        while (dash < end && byte_is_lower(inside.data[dash])) dash++;
        if (!dash || end == inside.len || inside.data[dash] != '-') continue;
        *number = str_trim(str_sub(text, 0, at));
        *code = str_sub(inside, 0, dash);
        *type = str_trim(str_sub(inside, dash + 1, end));
        *rest = str_trim(str_from(inside, end + 1));
        return true;
    }
    return false;
}

/* What stands behind the number is what columns of their own say in the other format. */
static void set_number(struct eu_csv *eu, struct xml_node *n, const struct table_row *row)
{
    str number, code, type, rest;
    if (!split_number(table_cell(row, ID_NUMBER), &number, &code, &type, &rest)) return;
    struct xml_attr *a = arena_calloc(&eu->tree, n->attr_count + 2, sizeof *a);
    uint32_t count = 0;
    if (!a) return;
    for (uint32_t i = 0; i < n->attr_count; i++)
        a[count++] = str_eq(n->attrs[i].name, STR("number")) ? (struct xml_attr){ STR("number"), number } : n->attrs[i];
    if (!table_cell(row, ID_CODE).len) a[count++] = (struct xml_attr){ STR("identificationTypeCode"), code };
    if (!table_cell(row, ID_TYPE).len) a[count++] = (struct xml_attr){ STR("identificationTypeDescription"), type };
    n->attrs = a;
    n->attr_count = count;
    append_text(eu, n, STR("remark"), rest, row);
}

static void append_contact(struct eu_csv *eu, struct xml_node *parent, str text,
                           const struct table_row *row)
{
    struct xml_node *n = text.len ? node_new(eu, STR("contactInfo"), row) : NULL;
    struct xml_attr *a = n ? arena_calloc(&eu->tree, 1, sizeof *a) : NULL;
    if (!a) return;
    a[0] = (struct xml_attr){ STR("value"), text };
    n->attrs = a;
    n->attr_count = 1;
    append(parent, n);
}

static void append_group(struct eu_csv *eu, struct xml_node *entity, const struct group *g,
                         const struct table_row *row)
{
    struct xml_node *n = node_new(eu, g->name, row);
    if (!n) return;
    set_attrs(eu, n, row, g->first, g->last);
    if (g->remark < COLUMNS) append_text(eu, n, STR("remark"), row->cell[g->remark], row);
    if (g->contact < COLUMNS) append_contact(eu, n, table_cell(row, g->contact), row);
    if (g->first == ID_NUMBER) set_number(eu, n, row);
    if (g->first == REG_TYPE) append_text(eu, n, STR("publicationUrl"), row->cell[REG_URL], row);
    append(entity, n);
}

/* Every value of a group that the rows have, once. */
static void append_groups(struct eu_csv *eu, struct xml_node *entity, const struct group *g,
                          const struct table_entry *t)
{
    struct table_once seen;
    table_once_init(&seen, &eu->tree, t->count);
    for (size_t i = 0; i < t->count; i++) {
        const struct table_row *row = &t->row[i];
        if (is_empty(row, g) || table_is_repeat(t, i, g->first, g->last)) continue;
        str all = table_join(&eu->tree, row, g->first, g->last, "\x1f");
        if (table_is_new(&seen, all)) append_group(eu, entity, g, row);
    }
}

static struct xml_node *entity_of(struct eu_csv *eu, const struct table_entry *t)
{
    struct xml_node *entity = node_new(eu, STR("sanctionEntity"), t->row);
    struct table_once seen;
    if (!entity) return NULL;
    set_attrs(eu, entity, t->row, LOGICAL_ID, DETAILS);
    table_once_init(&seen, &eu->tree, t->count);
    for (size_t i = 0; i < t->count; i++)
        if (table_is_new(&seen, table_cell(&t->row[i], ENTITY_REMARK)))
            append_text(eu, entity, STR("remark"), t->row[i].cell[ENTITY_REMARK], &t->row[i]);
    for (size_t g = 0; g < COUNT_OF(groups); g++) append_groups(eu, entity, &groups[g], t);
    return entity;
}

/* --- entries -------------------------------------------------------------------------------- */

static cordon_status begin_list(struct eu_csv *eu, const struct table_entry *t,
                                struct cordon_error *err)
{
    if (eu->has_begun) return CORDON_OK;
    eu->has_begun = true;
    if (!t->has[STRONG]) list_lacks(eu->e.report, FTM_PROP_WEAK_ALIAS);
    return entry_edition(&eu->e, "fileGenerationDate", table_first(t, FILE_DATE),
                         table_src(t->row), err);
}

/* What must not differ between the rows of an entry: in the XML it is the element's own. */
static const uint8_t same[] = { EU_NUMBER, UN_NUMBER, DESIGNATED, DETAILS, TYPE, TYPE_CODE };

/* Each of the 5,724 entries of 2026-05 stands under one regulation; that none may have two is said nowhere. What
 * 1.0 says of it was never seen. */
static void doubt_regulation(struct eu_csv *eu, const struct table_entry *t)
{
    static const uint8_t one[] = { PROGRAMME, REG_TITLE };
    struct cordon_error two;
    if (!t->has[REG_FORCE] || table_same_all(t, one, COUNT_OF(one), &two) == CORDON_OK) return;
    list_doubt(eu->e.report, "%.*s:%llu: %s", STR_ARG(t->file), (unsigned long long)two.line, two.message);
}

static cordon_status take(void *ctx, const struct table_entry *t, struct cordon_error *err)
{
    struct eu_csv *eu = ctx;
    cordon_status st = begin_list(eu, t, err);
    if (!st) st = table_same_all(t, same, COUNT_OF(same), err);
    if (st) return st;
    doubt_regulation(eu, t);
    arena_reset(&eu->tree);
    struct xml_node *entity = entity_of(eu, t);
    if (!entity || eu->tree.failed) return error_nomem(err);
    if (!xml_child(entity, "nameAlias"))
        return error_at(err, CORDON_SYNTAX, t->file, t->row->line, 0, "entry '%.*s' has no name",
                        STR_ARG(t->key));
    st = eu_entity_read(&eu->e, entity, err);
    if (st) return st;
    table_hash(&eu->e, t);
    return eu->e.scratch->failed ? error_nomem(err) : CORDON_OK;
}

/* --- the file ------------------------------------------------------------------------------- */

static bool is_logical_id(str s)
{
    uint64_t v;
    return num_parse_u64(s, UINT32_MAX, &v);
}

/* Each group repeats where it was published and in which language: its regulation, in short. */
static const struct table_plan plan = {
    .title = "the EU's list (CSV 1.1)", .columns = columns, .count = COLUMNS, .key = LOGICAL_ID,
    .carries = carries, .carry_count = COUNT_OF(carries),
    .sep = ';', .is_loose = true, .is_key = is_logical_id, .take = take,
    .silent = "_Regulation_|_RegulationLanguage|Address_AsAtListingTime",
};

/* Each group has its regulation, its own number and the entry's again. */
static const struct table_plan plan_1_0 = {
    .title = "the EU's list (CSV 1.0)", .columns = columns_1_0, .count = COLUMNS, .key = LOGICAL_ID,
    .carries = carries, .carry_count = COUNT_OF(carries),
    .sep = ';', .is_loose = true, .keeps_first = true, .is_key = is_logical_id, .take = take, .silent = "_leba_|_programme",
};

static bool recognise(const struct list_file *file)
{
    return table_recognise(&plan, file) || table_recognise(&plan_1_0, file);
}

static cordon_status read_eu(str source, const struct list_file *files, size_t count,
                             struct entity_build *b, struct list_report *report,
                             struct cordon_error *err)
{
    struct eu_csv eu = { .has_begun = false };
    arena_init(&eu.tree, TABLE_SCRATCH_MAX);
    const struct table_plan *used = count && table_recognise(&plan_1_0, files) ? &plan_1_0 : &plan;
    cordon_status st = table_list(used, table_csv, source, files, count, b, report, &eu.e, &eu, err);
    arena_release(&eu.tree);
    return st;
}

const struct list_format list_eu_csv = { "eu_csv", recognise, read_eu };
