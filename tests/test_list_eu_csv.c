/* list/eu_csv: the EU's FSF CSV 1.1 and 1.0; made-up, and the XML of a real edition written as rows. */
#include "tests/csv_list.h"
#include "tests/gunzip.h"

#include "list/xml.h"

#define LAW(group)                                                                               \
    ";" group "_LogicalId;" group "_RegulationLanguage;" group "_Remark;" group                  \
    "_Regulation_Type;" group "_Regulation_OrganisationType;" group                              \
    "_Regulation_PublicationDate;" group "_Regulation_EntryIntoForceDate;" group                 \
    "_Regulation_NumberTitle;" group "_Regulation_Programme;" group "_Regulation_PublicationUrl"
#define H                                                                                        \
    "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_UnitedNationId;"       \
    "Entity_DesignationDate;Entity_DesignationDetails;Entity_Remark;Entity_SubjectType;"         \
    "Entity_SubjectType_ClassificationCode;Entity_Regulation_Type;"                              \
    "Entity_Regulation_OrganisationType;Entity_Regulation_PublicationDate;"                      \
    "Entity_Regulation_EntryIntoForceDate;Entity_Regulation_NumberTitle;"                        \
    "Entity_Regulation_Programme;Entity_Regulation_PublicationUrl;NameAlias_LastName;"           \
    "NameAlias_FirstName;NameAlias_MiddleName;NameAlias_WholeName;NameAlias_NameLanguage;"       \
    "NameAlias_Gender;NameAlias_Title;NameAlias_Function" LAW("NameAlias")                       \
    ";Address_City;Address_Street;Address_PoBox;Address_ZipCode;Address_Region;Address_Place;"   \
    "Address_AsAtListingTime;Address_ContactInfo;Address_CountryIso2Code;"                       \
    "Address_CountryDescription" LAW("Address")                                                  \
    ";BirthDate_BirthDate;BirthDate_Day;BirthDate_Month;BirthDate_Year;BirthDate_YearRangeFrom;" \
    "BirthDate_YearRangeTo;BirthDate_Circa;BirthDate_CalendarType;BirthDate_ZipCode;"            \
    "BirthDate_Region;BirthDate_Place;BirthDate_City;BirthDate_CountryIso2Code;"                 \
    "BirthDate_CountryDescription" LAW("BirthDate")                                              \
    ";Identification_Number;Identification_Diplomatic;Identification_KnownExpired;"              \
    "Identification_KnownFalse;Identification_ReportedLost;Identification_RevokedByIssuer;"      \
    "Identification_IssuedBy;Identification_IssuedDate;Identification_ValidFrom;"                \
    "Identification_ValidTo;Identification_LatinNumber;Identification_NameOnDocument;"           \
    "Identification_TypeCode;Identification_TypeDescription;Identification_Region;"              \
    "Identification_CountryIso2Code;Identification_CountryDescription" LAW("Identification")     \
    ";Citizenship_Region;Citizenship_CountryIso2Code;Citizenship_CountryDescription"             \
    LAW("Citizenship")
#define ENTITY(id)                                                                               \
    "fileGenerationDate=08/10/2026|Entity_LogicalId=" id "|Entity_EU_ReferenceNumber=EU." id     \
    ".1|Entity_Regulation_NumberTitle=2017/1509|"
#define PERSON "Entity_SubjectType=P|Entity_SubjectType_ClassificationCode=person|Entity_Regulation_Programme=PRK|"

static struct buf made;

static str list_of(const char *const *rows)
{
    buf_release(&made);
    buf_init(&made, 1 << 20);
    buf_add(&made, STR("\xEF\xBB\xBF" H "\r\n"));
    for (; *rows; rows++) csv_put_row(&made, H, ';', *rows);
    return buf_str(&made);
}

static str good(void)
{
    static const char *const rows[] = {
        ENTITY("9001") PERSON "Entity_UnitedNationId=KPi.999|Entity_DesignationDate=2009-07-16|Entity_Remark=Made up; harmless|"
            "NameAlias_WholeName=\xEC\x98\x88\xEC\x8B\x9C|NameAlias_LogicalId=1",
        ENTITY("9001") PERSON "NameAlias_WholeName=EXAM  Ple|NameAlias_NameLanguage=EN|NameAlias_Gender=M|NameAlias_Function=Clerk|"
            "NameAlias_LogicalId=2|BirthDate_BirthDate=1965-12-12|BirthDate_Circa=false|BirthDate_CalendarType=GREGORIAN|"
            "BirthDate_City=Rason|BirthDate_CountryIso2Code=KP|BirthDate_CountryDescription=NORTH KOREA|BirthDate_LogicalId=5",
        ENTITY("9002") "Entity_SubjectType=enterprise|Entity_Regulation_Programme=UKR|NameAlias_WholeName=Example Trading|"
            "NameAlias_LogicalId=3|Identification_Number=R-1|Identification_TypeCode=regnumber|Identification_LogicalId=8",
        ENTITY("9001") PERSON "NameAlias_LastName=Sample|NameAlias_FirstName=Ann|NameAlias_LogicalId=4|"
            "BirthDate_Year=1966|BirthDate_Circa=true|BirthDate_CalendarType=GREGORIAN|BirthDate_LogicalId=6|"
            "Address_City=Pyongyang|Address_Street=1 Street|Address_CountryIso2Code=KP|Address_CountryDescription=NORTH KOREA|"
            "Address_LogicalId=7|Address_ContactInfo=PHONE|Identification_Number=X0000001|Identification_TypeCode=passport|"
            "Identification_CountryIso2Code=KP|Identification_LogicalId=9|Citizenship_CountryIso2Code=KP|"
            "Citizenship_CountryDescription=KOREA|Citizenship_LogicalId=10",
        NULL,
    };
    return list_of(rows);
}

static void reads_every_field(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_eu_csv, "eu_fsf", good());
    assert_string_equal(i.err.message, "");
    assert_str(i.report.edition, "2026-10-08");
    if (i.report.warning_count) fail_msg("%.*s", STR_ARG(i.report.warnings[0].text));
    assert_int_equal(i.report.lacks[FTM_PROP_WEAK_ALIAS], 1);
    struct entity e = imported_get(&i, "eu_fsf-EU.9001.1");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "EXAM Ple");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "\xEC\x98\x88\xEC\x8B\x9C | Ann Sample");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "1965-12-12 | ~1966");
    assert_str(imported_values(&i, &e, FTM_PROP_CITIZENSHIP), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "X0000001");
    assert_str(imported_values(&i, &e, FTM_PROP_ADDRESS), "1 Street, Pyongyang, NORTH KOREA");
    assert_str(imported_values(&i, &e, FTM_PROP_POSITION), "Clerk");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_UNSC_ID), "KPi.999");
    assert_str(imported_values(&i, &c, FTM_PROP_LISTING_DATE), "2009-07-16");
    e = imported_get(&i, "eu_fsf-EU.9002.1");
    assert_int_equal(e.schema, FTM_SCHEMA_ORGANIZATION);
    assert_str(imported_values(&i, &e, FTM_PROP_REGISTRATION_NUMBER), "R-1");
    assert_int_equal(i.report.entries, 2);
    assert_int_equal(i.report.dprk_entries, 1);
    assert_int_equal(i.report.aliases, 2);
    imported_release(&i);
}

/* 1.0: other headings, of which the entry's number stands before each group, and papers told behind their number. */
#define H10                                                                                                       \
    "Date_file;Entity_logical_id;Subject_type;Leba_numtitle;Leba_publication_date;Leba_url;Programme;Entity_remark;" \
    "Naal_logical_id;Naal_leba_numtitle;Naal_leba_publication_date;Naal_leba_url;Naal_programme;Naal_lastname;"    \
    "Naal_firstname;Naal_middlename;Naal_wholename;Naal_gender;Naal_title;Naal_function;Naal_language;"             \
    "Entity_logical_id;Addr_logical_id;Addr_leba_numtitle;Addr_leba_publication_date;Addr_leba_url;Addr_programme;" \
    "Addr_number;Addr_street;Addr_zipcode;Addr_city;Addr_country;Addr_other;Entity_logical_id;Birt_logical_id;"     \
    "Birt_leba_numtitle;Birt_leba_publication_date;Birt_leba_url;Birt_programme;Birt_date;Birt_place;Birt_country;" \
    "Entity_logical_id;Iden_logical_id;Iden_leba_numtitle;Iden_leba_publication_date;Iden_leba_url;Iden_programme;" \
    "Iden_number;Iden_country;Entity_logical_id;Citi_logical_id;Citi_leba_numtitle;Citi_leba_publication_date;"      \
    "Citi_leba_url;Citi_programme;Citi_country;EU_ref_num"
/* A row by places: what is behind the entry, its group, and the reference number. */
#define ROW10(id, type, name, address, birth, paper, citizen)                                                     \
    "05/08/2026;" id ";" type ";2017/1509;2017-08-31;http://x;PRK;Made up;" name ";" address ";" birth ";" paper ";" citizen \
    ";EU." id ".1\r\n"
#define NO_NAME ";;;;;;;;;;;;"
#define NO_ADDRESS ";;;;;;;;;;;"
#define NO_BIRTH ";;;;;;;;"
#define NO_PAPER ";;;;;;;"
#define NO_CITIZEN ";;;;;;"

static void reads_version_1_0(void **state)
{
    static const char text[] = "\xEF\xBB\xBF" H10 "\r\n"
        ROW10("9001", "P", "2;;;;PRK;Ple;Exam;;Exam Ple;M;Mr;Clerk;EN", NO_ADDRESS, NO_BIRTH, NO_PAPER, NO_CITIZEN)
        ROW10("9001", "P", "3;;;;PRK;;;;Second Name;;;;", NO_ADDRESS, NO_BIRTH, NO_PAPER, NO_CITIZEN)
        ROW10("9001", "P", NO_NAME, "9001;7;;;;PRK;5;Example Street;;Pyongyang;KP;", NO_BIRTH, NO_PAPER, NO_CITIZEN)
        ROW10("9001", "P", NO_NAME, NO_ADDRESS, "9001;8;;;;PRK;1965-12-12;Rason;PRK", NO_PAPER, NO_CITIZEN)
        ROW10("9001", "P", NO_NAME, NO_ADDRESS, NO_BIRTH,
              "9001;9;;;;PRK;X0000001 (passport-National passport) [known to be expired] (issued in Example);KP", NO_CITIZEN)
        ROW10("9001", "P", NO_NAME, NO_ADDRESS, NO_BIRTH, "9001;10;;;;PRK;12/TEST(N)000 (id-National identification card);KP",
              NO_CITIZEN)
        ROW10("9001", "P", NO_NAME, NO_ADDRESS, NO_BIRTH, NO_PAPER, "9001;11;;;;PRK;KP")
        ROW10("9002", "E", "4;;;;PRK;;;;Example Trading;;;;", NO_ADDRESS, NO_BIRTH, NO_PAPER, NO_CITIZEN);
    struct imported i;
    (void)state;
    import_text(&i, &list_eu_csv, "eu_fsf", str_c(text));
    assert_string_equal(i.err.message, "");
    if (i.report.warning_count) fail_msg("%.*s", STR_ARG(i.report.warnings[0].text));
    assert_str(i.report.edition, "2026-08-05");
    assert_int_equal(i.report.entries, 2);
    assert_int_equal(i.report.dprk_entries, 2);
    assert_int_equal(i.report.lacks[FTM_PROP_UNSC_ID], 1);
    struct entity e = imported_get(&i, "eu_fsf-EU.9001.1");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Exam Ple");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "Second Name");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "1965-12-12");
    assert_str(imported_values(&i, &e, FTM_PROP_CITIZENSHIP), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_COUNTRY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "X0000001");
    assert_str(imported_values(&i, &e, FTM_PROP_ID_NUMBER), "12/TEST(N)000");
    assert_str(imported_values(&i, &e, FTM_PROP_POSITION), "Clerk");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_PASSPORT, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_TYPE), "National passport");
    assert_str(imported_values(&i, &c, FTM_PROP_COUNTRY), "kp");
    imported_release(&i);
    import_cut_anywhere(&list_eu_csv, "eu_fsf", str_c(text), 1, true);
    import_failing(&list_eu_csv, "eu_fsf", str_c(text));
}

static void refuses_a_bad_list_and_says_why(void **state)
{
    static const struct { const char *old, *other; cordon_status st; const char *says; uint64_t line; } rows[] = {
        { "Entity_LogicalId", "Entity_Id", CORDON_SYNTAX, "no column 'Entity_LogicalId'", 1 },
        { ";NameAlias_WholeName", "", CORDON_SYNTAX, "no column 'NameAlias_WholeName'", 1 },
        { "Entity_UnitedNationId", "Entity_LogicalId", CORDON_SYNTAX, "stands twice", 1 },
        { "08/10/2026;9001", "9001;08/10/2026", CORDON_SYNTAX, "columns may have moved", 2 },
        { "08/10/2026;9001", "08/10/2026", CORDON_SYNTAX, "the header has 118", 2 },
        { "2026;9001", "2026;;9001", CORDON_SYNTAX, "119 columns", 2 },
        { "2026;9002", "2026;", CORDON_SYNTAX, "'Entity_LogicalId' is empty", 4 },
        { "Example Trading", "", CORDON_REFUSED, "1 of 2 entries have no name", 0 },
        { "Example Trading;;;;;3", ";;;;;", CORDON_SYNTAX, "entry '9002' has no name", 4 },
        { "Example Trading", "\"Example Trading", CORDON_SYNTAX, "never closed", 4 },
        { "Example Trading", "Ex\xE4mple Trading", CORDON_SYNTAX, "not UTF-8", 4 },
        { "EU.9002.1", "EU.9001.1", CORDON_SYNTAX, "stands twice", 4 },
        { ";P;person", ";E;person", CORDON_SYNTAX, "'Entity_SubjectType' is 'P' here and 'E'", 3 },
        { "EU.9001.1", "EU.9009.1", CORDON_SYNTAX,
          "two entries with one number, '9001': 'Entity_EU_ReferenceNumber' is 'EU.9001.1' here and 'EU.9009.1' in line 2", 3 },
    };
    struct buf text = BUF_INIT(1 << 20);
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        struct csv_refusal want = { .st = rows[k].st, .says = rows[k].says, .line = rows[k].line };
        csv_refuses(&list_eu_csv, "eu_fsf", csv_changed(&text, good(), rows[k].old, rows[k].other), &want,
                    rows[k].other);
    }
    buf_release(&text);
}

/* Both numbers are the same, and what stands in the entry's own columns is not. */
static void two_entities_with_one_number_are_refused_or_a_doubt(void **state)
{
    static const struct { const char *a, *b, *says; } rows[] = {
        { "Entity_UnitedNationId=KPi.998|", "Entity_UnitedNationId=KPi.999|", "'KPi.999' here and 'KPi.998' in line 2" },
        { "Entity_DesignationDate=2009-07-16|", "Entity_DesignationDate=2017-06-02|", "'2017-06-02' here" },
        { "Entity_DesignationDetails=one|", "Entity_DesignationDetails=two|", "'two' here" },
    };
    struct imported i;
    char a[512], b[512];
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        snprintf(a, sizeof a, ENTITY("1") PERSON "%sNameAlias_WholeName=A", rows[k].a);
        snprintf(b, sizeof b, ENTITY("1") PERSON "%sNameAlias_WholeName=B", rows[k].b);
        struct csv_refusal want = { .st = CORDON_SYNTAX, .says = rows[k].says, .line = 3 };
        csv_refuses(&list_eu_csv, "eu_fsf", list_of((const char *const[]){ a, b, NULL }), &want, rows[k].says);
    }
    static const char *const laws[] = { ENTITY("1") PERSON "NameAlias_WholeName=A",
        "Entity_LogicalId=1|Entity_EU_ReferenceNumber=EU.1.1|" PERSON "Entity_Regulation_NumberTitle=2019/1|NameAlias_WholeName=B",
        NULL };
    import_text(&i, &list_eu_csv, "eu_fsf", list_of(laws));
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.report.doubt_count, 1);
    assert_non_null(strstr(i.report.doubts[0].data, ":3: two entries with one number, '1': 'Entity_Regulation_NumberTitle' "
                                                    "is '2019/1' here and '2017/1509' in line 2"));
    imported_release(&i);
}

static void a_missing_mark_of_about_is_told(void **state)
{
    struct buf text = BUF_INIT(1 << 20);
    struct imported i;
    (void)state;
    import_text(&i, &list_eu_csv, "eu_fsf", csv_changed(&text, good(), ";BirthDate_Circa", ";Odd"));
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.report.warning_count, 2);
    assert_str(i.report.warnings[0].text, "unknown column 'Odd' passed over");
    assert_str(i.report.warnings[1].text, "no column 'BirthDate_Circa': what it says is missing");
    imported_release(&i);
    buf_release(&text);
}

static void keeps_and_tells_what_it_does_not_know(void **state)
{
    static const char *const rows[] = {
        ENTITY("1") "Entity_SubjectType=G|Entity_Regulation_Programme=X|NameAlias_WholeName=A|BirthDate_Year=2031|"
                    "BirthDate_CalendarType=GREGORIAN|Address_CountryDescription=Atlantis", NULL };
    struct buf text = BUF_INIT(1 << 20);
    struct imported i;
    (void)state;
    import_text(&i, &list_eu_csv, "eu_fsf",
                csv_changed(&text, list_of(rows), "NameAlias_Regulation_Type", "NameAlias_New"));
    assert_string_equal(i.err.message, "");
    struct entity e = imported_get(&i, "eu_fsf-EU.1.1");
    assert_int_equal(e.schema, FTM_SCHEMA_LEGAL_ENTITY);
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "");
    assert_int_equal(i.report.warning_count, 4); /* column, type, birth, country */
    imported_release(&i);
    buf_release(&text);
}

static void cut_anywhere_it_is_refused(void **state)
{
    struct buf copy = BUF_INIT(1 << 20);
    (void)state;
    buf_add(&copy, good());
    import_cut_anywhere(&list_eu_csv, "eu_fsf", buf_str(&copy), 1, true);
    buf_release(&copy);
}

static void survives_failing_memory(void **state)
{
    struct buf copy = BUF_INIT(1 << 20);
    (void)state;
    buf_add(&copy, good());
    import_failing(&list_eu_csv, "eu_fsf", buf_str(&copy));
    buf_release(&copy);
}

/* --- the XML as rows ------------------------------------------------------------------------ */

/* Which attribute of which element a column is; headings of the XML's schema, one way to say it. */
static const struct { const char *heading, *element, *attr; } made_of[] = {
    { "Entity_LogicalId", "", "logicalId" },
    { "Entity_EU_ReferenceNumber", "", "euReferenceNumber" },
    { "Entity_UnitedNationId", "", "unitedNationId" },
    { "Entity_DesignationDate", "", "designationDate" },
    { "Entity_DesignationDetails", "", "designationDetails" },
    { "Entity_Remark", "remark", NULL },
    { "Entity_SubjectType", "subjectType", "classificationCode" },
    { "Entity_SubjectType_ClassificationCode", "subjectType", "code" },
    { "Entity_Regulation_Type", "regulation", "regulationType" },
    { "Entity_Regulation_NumberTitle", "regulation", "numberTitle" },
    { "Entity_Regulation_EntryIntoForceDate", "regulation", "entryIntoForceDate" },
    { "Entity_Regulation_Programme", "regulation", "programme" },
    { "NameAlias_LastName", "nameAlias", "lastName" },
    { "NameAlias_FirstName", "nameAlias", "firstName" },
    { "NameAlias_MiddleName", "nameAlias", "middleName" },
    { "NameAlias_WholeName", "nameAlias", "wholeName" },
    { "NameAlias_NameLanguage", "nameAlias", "nameLanguage" },
    { "NameAlias_Gender", "nameAlias", "gender" },
    { "NameAlias_Title", "nameAlias", "title" },
    { "NameAlias_Function", "nameAlias", "function" },
    { "NameAlias_Strong", "nameAlias", "strong" },
    { "NameAlias_LogicalId", "nameAlias", "logicalId" },
    { "Address_City", "address", "city" },
    { "Address_Street", "address", "street" },
    { "Address_PoBox", "address", "poBox" },
    { "Address_ZipCode", "address", "zipCode" },
    { "Address_Region", "address", "region" },
    { "Address_Place", "address", "place" },
    { "Address_CountryIso2Code", "address", "countryIso2Code" },
    { "Address_CountryDescription", "address", "countryDescription" },
    { "Address_LogicalId", "address", "logicalId" },
    { "BirthDate_BirthDate", "birthdate", "birthdate" },
    { "BirthDate_Day", "birthdate", "dayOfMonth" },
    { "BirthDate_Month", "birthdate", "monthOfYear" },
    { "BirthDate_Year", "birthdate", "year" },
    { "BirthDate_YearRangeFrom", "birthdate", "yearRangeFrom" },
    { "BirthDate_YearRangeTo", "birthdate", "yearRangeTo" },
    { "BirthDate_Circa", "birthdate", "circa" },
    { "BirthDate_CalendarType", "birthdate", "calendarType" },
    { "BirthDate_Region", "birthdate", "region" },
    { "BirthDate_Place", "birthdate", "place" },
    { "BirthDate_City", "birthdate", "city" },
    { "BirthDate_CountryIso2Code", "birthdate", "countryIso2Code" },
    { "BirthDate_CountryDescription", "birthdate", "countryDescription" },
    { "BirthDate_LogicalId", "birthdate", "logicalId" },
    { "Identification_Number", "identification", "number" },
    { "Identification_Diplomatic", "identification", "diplomatic" },
    { "Identification_KnownExpired", "identification", "knownExpired" },
    { "Identification_KnownFalse", "identification", "knownFalse" },
    { "Identification_IssuedBy", "identification", "issuedBy" },
    { "Identification_LatinNumber", "identification", "latinNumber" },
    { "Identification_NameOnDocument", "identification", "nameOnDocument" },
    { "Identification_TypeCode", "identification", "identificationTypeCode" },
    { "Identification_TypeDescription", "identification", "identificationTypeDescription" },
    { "Identification_CountryIso2Code", "identification", "countryIso2Code" },
    { "Identification_CountryDescription", "identification", "countryDescription" },
    { "Identification_LogicalId", "identification", "logicalId" },
    { "Citizenship_Region", "citizenship", "region" },
    { "Citizenship_CountryIso2Code", "citizenship", "countryIso2Code" },
    { "Citizenship_CountryDescription", "citizenship", "countryDescription" },
    { "Citizenship_LogicalId", "citizenship", "logicalId" },
};

static const struct xml_node *nth(const struct xml_node *entity, const char *element, size_t n)
{
    for (const struct xml_node *c = entity->child; c; c = c->next)
        if (xml_is(c, element) && n-- == 0) return c;
    return NULL;
}

/* The regulation and the type of an entity stand in each of its rows. */
static bool stays(const char *element)
{
    return strcmp(element, "subjectType") == 0 || strcmp(element, "regulation") == 0;
}

static bool has_row(const struct xml_node *entity, size_t n)
{
    if (n == 0) return true;
    for (size_t k = 0; k < COUNT_OF(made_of); k++)
        if (*made_of[k].element && !stays(made_of[k].element) && nth(entity, made_of[k].element, n))
            return true;
    return false;
}

static cordon_status write_entity(void *ctx, size_t path, const struct xml_node *entity,
                                  struct cordon_error *err)
{
    struct buf *out = ctx;
    (void)err;
    for (size_t n = 0; path == 1 && has_row(entity, n); n++) {
        buf_add(out, STR("01/05/2026"));
        for (size_t k = 0; k < COUNT_OF(made_of); k++) {
            const char *element = made_of[k].element;
            const struct xml_node *c = *element ? nth(entity, element, stays(element) ? 0 : n) : entity;
            buf_add_byte(out, ';');
            if (c) csv_put_cell(out, ';', made_of[k].attr ? xml_attr(c, made_of[k].attr) : c->text);
        }
        buf_add(out, STR("\r\n"));
    }
    return CORDON_OK;
}

static void says_what_the_xml_says(void **state)
{
    static const struct xml_path paths[] = { { XML_OPEN, { "export" } },
                                             { XML_RECORD, { "export", "sanctionEntity" } } };
    static const struct xml_plan plan = { .title = "the list", .paths = paths, .count = 2, .take = write_entity };
    static const enum ftm_prop props[] = { FTM_PROP_NAME, FTM_PROP_ALIAS, FTM_PROP_WEAK_ALIAS, FTM_PROP_BIRTH_DATE,
                                           FTM_PROP_CITIZENSHIP, FTM_PROP_ADDRESS, FTM_PROP_BIRTH_PLACE,
                                           FTM_PROP_PASSPORT_NUMBER, FTM_PROP_ID_NUMBER, FTM_PROP_UNSC_ID,
                                           FTM_PROP_POSITION, FTM_PROP_COUNTRY };
    struct buf text = BUF_INIT((size_t)1 << 28);
    struct imported x, c;
    struct cordon_error err = { 0 };
    size_t compared = 0;
    (void)state;
    NEED_SHARED("eu-fsf-2026-05-01/xmlFullSanctionsList_1_1.rebuilt.xml.gz");
    struct list_file f = { STR("eu"), gunzip(shared_path("eu-fsf-2026-05-01/xmlFullSanctionsList_1_1.rebuilt.xml.gz")) };
    buf_add(&text, STR("\xEF\xBB\xBF" "fileGenerationDate"));
    for (size_t k = 0; k < COUNT_OF(made_of); k++) buf_printf(&text, ";%s", made_of[k].heading);
    buf_add(&text, STR("\r\n"));
    assert_int_equal(xml_read(&f, &plan, &text, NULL, &err), CORDON_OK);
    import_files(&x, &list_eu_xml, "eu_fsf", &f, 1);
    import_text(&c, &list_eu_csv, "eu_fsf", buf_str(&text));
    assert_string_equal(c.err.message, "");
    assert_str(c.report.edition, "2026-05-01");
    assert_int_equal(c.report.entries, 5724);
    assert_int_equal(c.report.persons, x.report.persons);
    assert_int_equal(c.report.dprk_entries, 119);
    assert_int_equal(c.report.aliases, x.report.aliases);
    assert_int_equal(c.report.weak_aliases, x.report.weak_aliases);
    assert_int_equal(c.report.addresses, x.report.addresses);
    assert_int_equal(c.report.warning_count, x.report.warning_count);
    assert_int_equal(c.set.count, x.set.count);
    for (uint32_t row = 0; row < x.set.count; row++) {
        struct entity a, b;
        assert_true(entity_get(&x.set, row, &a) && entity_get(&c.set, row, &b));
        assert_true(str_eq(a.id, b.id) && a.schema == b.schema && a.flags == b.flags);
        for (size_t p = 0; p < COUNT_OF(props); p++) {
            char want[1 << 16];
            str s = imported_values(&x, &a, props[p]);
            memcpy(want, s.data, s.len);
            if (!str_eq(str_of(want, s.len), imported_values(&c, &b, props[p])))
                fail_msg("%.*s: %.*s differs", STR_ARG(a.id), STR_ARG(ftm_prop_name(props[p])));
            compared += s.len > 0;
        }
    }
    assert_true(compared > 20000);
    imported_release(&x);
    imported_release(&c);
    buf_release(&text);
    free((void *)(uintptr_t)f.bytes.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_field),
        cmocka_unit_test(reads_version_1_0),
        cmocka_unit_test(refuses_a_bad_list_and_says_why),
        cmocka_unit_test(two_entities_with_one_number_are_refused_or_a_doubt),
        cmocka_unit_test(a_missing_mark_of_about_is_told),
        cmocka_unit_test(keeps_and_tells_what_it_does_not_know),
        cmocka_unit_test(cut_anywhere_it_is_refused),
        cmocka_unit_test(survives_failing_memory),
        cmocka_unit_test(says_what_the_xml_says),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buf_release(&made);
    return failed;
}
