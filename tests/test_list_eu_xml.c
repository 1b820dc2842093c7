/* list/eu_xml: the EU's FSF XML 1.1, made-up and real. */
#include "tests/gunzip.h"
#include "tests/imported.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                          \
             "<export xmlns=\"http://eu.europa.ec/fpi/fsd/export\" "                               \
             "generationDate=\"2026-05-01T00:00:00.000+02:00\" globalFileId=\"1\">\n"
#define OPEN(number) "<sanctionEntity designationDate=\"2009-07-16\" designationDetails=\"why\" "   \
                     "unitedNationId=\"KPi.999\" euReferenceNumber=\"" number "\" logicalId=\"7\">\n"
#define LAW(programme)                                                                             \
    "<regulation regulationType=\"amendment\" organisationType=\"council\" "                       \
    "publicationDate=\"2017-08-31\" entryIntoForceDate=\"2017-09-01\" numberTitle=\"2017/1509\" "  \
    "programme=\"" programme "\" logicalId=\"1\"><publicationUrl>https://x.example/?a&amp;b"       \
    "</publicationUrl></regulation>\n"
#define PERSON "<subjectType code=\"person\" classificationCode=\"P\"/>\n"
#define FIRM "<subjectType code=\"enterprise\" classificationCode=\"E\"/>\n"
#define NAME(whole, more)                                                                          \
    "<nameAlias firstName=\"\" middleName=\"\" lastName=\"\" wholeName=\"" whole "\" " more        \
    " regulationLanguage=\"en\" logicalId=\"2\"><regulationSummary regulationType=\"amendment\" "  \
    "publicationDate=\"2017-08-31\" numberTitle=\"2017/1509\"/></nameAlias>\n"
#define ID(code, number)                                                                           \
    "<identification number=\"" number "\" identificationTypeCode=\"" code                         \
    "\" identificationTypeDescription=\"\" countryIso2Code=\"00\" countryDescription=\"UNKNOWN\" "  \
    "regulationLanguage=\"en\" logicalId=\"3\"/>\n"
#define CLOSE "</sanctionEntity>\n"
#define TAIL "</export>\n"
#define ONE(number, inside) HEAD OPEN(number) LAW("PRK") inside CLOSE TAIL

#pragma GCC diagnostic ignored "-Woverlength-strings"
static const char whole[] = HEAD OPEN("EU.9001.1")
    "<remark>Made up &amp; harmless.</remark>\n" LAW("PRK") PERSON
    NAME("\xEC\x98\x88\xEC\x8B\x9C", "nameLanguage=\"KO\" strong=\"true\" gender=\"M\"")
    NAME("Nick", "strong=\"false\" nameLanguage=\"EN\"")
    NAME("EXAM  Ple&#10;Per", "strong=\"true\" nameLanguage=\"EN\" function=\"Director\" title=\"Dr.\"")
    NAME("Exam Pleper", "strong=\"true\" nameLanguage=\"DE\"")
    "<nameAlias firstName=\"Ann\" middleName=\"B.\" lastName=\"Sample\" wholeName=\"\" strong=\"true\" "
    "regulationLanguage=\"en\" logicalId=\"9\"><remark>as a student</remark></nameAlias>\n"
    "<nameAlias wholeName=\"\" strong=\"true\" logicalId=\"10\"/>\n"
    "<citizenship region=\"\" countryIso2Code=\"KP\" countryDescription=\"KOREA, DPR\"/>\n"
    "<citizenship region=\"\" countryIso2Code=\"00\" countryDescription=\"UNKNOWN\"/>\n"
    "<birthdate circa=\"false\" calendarType=\"GREGORIAN\" city=\"Rason\" birthdate=\"1965-12-12\" "
    "dayOfMonth=\"12\" monthOfYear=\"12\" year=\"1965\" countryIso2Code=\"KP\" countryDescription=\"NORTH KOREA\"/>\n"
    "<birthdate circa=\"true\" calendarType=\"GREGORIAN\" year=\"1966\" countryIso2Code=\"00\" countryDescription=\"UNKNOWN\"/>\n"
    "<birthdate circa=\"false\" calendarType=\"GREGORIAN\" year=\"1967\" monthOfYear=\"5\" countryIso2Code=\"00\"/>\n"
    "<birthdate circa=\"true\" calendarType=\"GREGORIAN\" yearRangeFrom=\"1968\" yearRangeTo=\"1970\" countryIso2Code=\"00\"/>\n"
    "<birthdate circa=\"false\" calendarType=\"ISLAMIC\" birthdate=\"1982-04-19\" year=\"1402\" monthOfYear=\"6\" dayOfMonth=\"24\" countryIso2Code=\"00\"/>\n"
    "<birthdate circa=\"false\" calendarType=\"ISLAMIC\" year=\"1343\" countryIso2Code=\"00\"/>\n"
    "<birthdate circa=\"false\" calendarType=\"GREGORIAN\" year=\"2099\" countryIso2Code=\"00\"/>\n"
    "<address street=\"1 Street\" poBox=\"7\" zipCode=\"123\" city=\"Pyongyang\" region=\"\" place=\"\" "
    "countryIso2Code=\"KP\" countryDescription=\"NORTH KOREA\"><contactInfo key=\"EMAIL\" value=\"a@b.example\"/>"
    "<contactInfo key=\"PHONE\" value=\"+850 2\"/><contactInfo key=\"FAX\" value=\"1\"/></address>\n"
    "<address city=\"\" countryIso2Code=\"00\" countryDescription=\"UNKNOWN\"/>\n"
    "<identification number=\"X0000001\" latinNumber=\"\" identificationTypeCode=\"passport\" "
    "identificationTypeDescription=\"National passport\" countryIso2Code=\"KP\" issuedBy=\"MFA\" "
    "issueDate=\"2011-12-07\" validTo=\"2016-12-07\" knownFalse=\"true\" nameOnDocument=\"EXAM\"/>\n"
    ID("id", "42") ID("taxid", "77") ID("swiftbic", "EXAMKPPY") ID("other", "99") ID("newcode", "55") CLOSE
    OPEN("EU.9002.2") LAW("UKR") FIRM NAME("Example Trading", "strong=\"true\" title=\"LLC\" function=\"trade\"")
    ID("regnumber", "R-1") ID("imo", "5342883") CLOSE
    OPEN("EU.9003.3") LAW("PRK") FIRM NAME("EXAMPLE STAR", "strong=\"true\"") ID("imo", "IMO 9074729") CLOSE
    TAIL;

static void reads_every_field_of_a_person(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_eu_xml, "eu_fsf", str_c(whole));
    assert_string_equal(i.err.message, "");
    assert_str(i.report.edition, "2026-05-01");
    struct entity e = imported_get(&i, "eu_fsf-EU.9001.1");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "EXAM Ple Per");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "\xEC\x98\x88\xEC\x8B\x9C | Exam Pleper | Ann B. Sample");
    assert_str(imported_values(&i, &e, FTM_PROP_WEAK_ALIAS), "Nick");
    assert_str(imported_values(&i, &e, FTM_PROP_POSITION), "Director");
    assert_str(imported_values(&i, &e, FTM_PROP_TITLE), "Dr.");
    assert_str(imported_values(&i, &e, FTM_PROP_GENDER), "male");
    assert_str(imported_values(&i, &e, FTM_PROP_CITIZENSHIP), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE),
               "1965-12-12 | ~1966 | 1967-05 | ~1968/1970 | 1982-04-19");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_PLACE), "Rason, NORTH KOREA");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_COUNTRY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_ADDRESS), "1 Street, P.O. Box 7, 123, Pyongyang, NORTH KOREA");
    assert_str(imported_values(&i, &e, FTM_PROP_EMAIL), "a@b.example");
    assert_str(imported_values(&i, &e, FTM_PROP_PHONE), "+850 2");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "X0000001");
    assert_str(imported_values(&i, &e, FTM_PROP_ID_NUMBER), "42 | 99 | 55");
    assert_str(imported_values(&i, &e, FTM_PROP_TAX_NUMBER), "77");
    assert_str(imported_values(&i, &e, FTM_PROP_SWIFT_BIC), "EXAMKPPY");
    str notes = imported_values(&i, &e, FTM_PROP_NOTES);
    assert_true(str_find(notes, STR("Made up & harmless."), 0) != SIZE_MAX);
    assert_true(str_find(notes, STR("name: as a student"), 0) != SIZE_MAX);
    assert_true(str_find(notes, STR("1402-6-24 (ISLAMIC)"), 0) != SIZE_MAX);
    assert_true(str_find(notes, STR("1343 (ISLAMIC)"), 0) != SIZE_MAX);
    assert_true(str_find(notes, STR("date of birth: 2099"), 0) != SIZE_MAX);
    assert_true(str_find(notes, STR("contact: FAX: 1"), 0) != SIZE_MAX);
    imported_release(&i);
}

static void reads_children_and_counts(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_eu_xml, "eu_fsf", str_c(whole));
    struct entity e = imported_get(&i, "eu_fsf-EU.9001.1");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_PROGRAM), "PRK");
    assert_str(imported_values(&i, &c, FTM_PROP_LISTING_DATE), "2009-07-16");
    assert_str(imported_values(&i, &c, FTM_PROP_UNSC_ID), "KPi.999");
    assert_str(imported_values(&i, &c, FTM_PROP_REASON), "why");
    assert_str(imported_values(&i, &c, FTM_PROP_SOURCE_URL), "https://x.example/?a&b");
    c = imported_child(&i, &e, FTM_SCHEMA_PASSPORT, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_NUMBER), "X0000001");
    assert_str(imported_values(&i, &c, FTM_PROP_COUNTRY), "kp");
    assert_str(imported_values(&i, &c, FTM_PROP_START_DATE), "2011-12-07");
    assert_str(imported_values(&i, &c, FTM_PROP_END_DATE), "2016-12-07");
    assert_str(imported_values(&i, &c, FTM_PROP_SUMMARY), "known to be false");
    assert_int_equal(i.report.entries, 3);
    assert_int_equal(i.report.persons, 1);
    assert_int_equal(i.report.organizations, 1);
    assert_int_equal(i.report.vessels, 1);
    assert_int_equal(i.report.aliases, 3);
    assert_int_equal(i.report.weak_aliases, 1);
    assert_int_equal(i.report.empty_aliases, 1);
    assert_int_equal(i.report.addresses, 1);
    assert_int_equal(i.report.dprk_entries, 2);
    assert_int_equal(i.report.warning_count, 4); /* two calendars, a birth to come, a new code */
    imported_release(&i);
}

static void keeps_the_language_of_a_name(void **state)
{
    struct imported i;
    struct entity_statement st;
    (void)state;
    import_text(&i, &list_eu_xml, "eu_fsf", str_c(whole));
    struct entity e = imported_get(&i, "eu_fsf-EU.9001.1");
    for (uint32_t k = 0; k < e.statement_count; k++) {
        assert_true(entity_statement_get(&i.set, e.first_statement + k, &st));
        if (st.prop == FTM_PROP_NAME) assert_str(st.lang, "eng");
        if (str_eq(st.value, STR("Exam Pleper"))) assert_str(st.lang, "deu");
        if (str_eq(st.value, STR("\xEC\x98\x88\xEC\x8B\x9C"))) assert_str(st.lang, "kor");
    }
    imported_release(&i);
}

static void tells_ships_from_firms_by_the_check_digit(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_eu_xml, "eu_fsf", str_c(whole));
    struct entity e = imported_get(&i, "eu_fsf-EU.9002.2");
    assert_int_equal(e.schema, FTM_SCHEMA_ORGANIZATION);
    assert_str(imported_values(&i, &e, FTM_PROP_IMO_NUMBER), "5342883");
    assert_str(imported_values(&i, &e, FTM_PROP_REGISTRATION_NUMBER), "R-1");
    assert_str(imported_values(&i, &e, FTM_PROP_LEGAL_FORM), "LLC");
    assert_str(imported_values(&i, &e, FTM_PROP_NOTES), "function: trade");
    e = imported_get(&i, "eu_fsf-EU.9003.3");
    assert_int_equal(e.schema, FTM_SCHEMA_VESSEL);
    assert_str(imported_values(&i, &e, FTM_PROP_IMO_NUMBER), "9074729");
    imported_release(&i);
}

static void hashes_the_bytes_of_an_entry(void **state)
{
    struct imported i;
    uint8_t digest[SHA_LEN];
    str text = str_c(whole);
    (void)state;
    import_text(&i, &list_eu_xml, "eu_fsf", text);
    size_t from = str_find(text, STR(OPEN("EU.9002.2")), 0), to = str_find(text, STR(CLOSE), from);
    sha_of(str_sub(text, from, to + 17), digest);
    assert_memory_equal(imported_get(&i, "eu_fsf-EU.9002.2").row_hash, digest, SHA_LEN);
    imported_release(&i);
}

static void falls_back_on_the_logical_id(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_eu_xml, "eu_fsf",
                STR(HEAD OPEN("") LAW("PRK") PERSON NAME("Exam Ple", "") CLOSE TAIL));
    assert_int_equal(i.st, CORDON_OK);
    assert_true(imported_get(&i, "eu_fsf-7").row == 0);
    assert_int_equal(i.report.warning_count, 1);
    assert_str(i.report.doubts[0], "it holds 1 persons in 1 entries");
    imported_release(&i);
}

static void refuses_a_bad_list_and_says_why(void **state)
{
    static const struct { const char *text; cordon_status st; const char *says; } rows[] = {
        { HEAD TAIL, CORDON_REFUSED, "no entry" },
        { ONE("EU.1.1", PERSON NAME("A B", "")) "x", CORDON_SYNTAX, "not well-formed" },
        { HEAD OPEN("EU.1.1") LAW("PRK") PERSON NAME("A B", "") CLOSE
          OPEN("EU.1.1") LAW("PRK") PERSON NAME("C D", "") CLOSE TAIL, CORDON_SYNTAX, "stands twice" },
        { ONE("EU.1.1", PERSON), CORDON_SYNTAX, "without <nameAlias>" },
        { ONE("EU.1.1", NAME("A B", "")), CORDON_SYNTAX, "without <subjectType>" },
        { HEAD OPEN("EU.1.1") PERSON NAME("A B", "") CLOSE TAIL, CORDON_SYNTAX, "without <regulation>" },
        { ONE("EU.1.1", PERSON "<nameAlias fullName=\"A B\" strong=\"true\"/>"), CORDON_REFUSED,
          "1 of 1 entries have no name" },
        { "<WHOLE/>", CORDON_SYNTAX, "the root element is <WHOLE>" },
        { "<html><body>503</body></html>", CORDON_SYNTAX, "web page" },
        { HEAD OPEN("EU.1.1") LAW("PRK") PERSON NAME("Jos\xE9", "") CLOSE TAIL, CORDON_SYNTAX, "bytes that are not UTF-8" },
    };
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct imported i;
        import_text(&i, &list_eu_xml, "eu_fsf", str_c(rows[k].text));
        if (i.st != rows[k].st || !strstr(i.err.message, rows[k].says))
            fail_msg("row %zu: status %d says '%s'", k, (int)i.st, i.err.message);
        assert_string_equal(i.err.file, "made-up");
        imported_release(&i);
    }
}

static void refuses_windows_1252_with_its_line(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_eu_xml, "eu_fsf",
                STR(HEAD OPEN("EU.1.1") LAW("PRK") PERSON NAME("Jos\xE9 X", "") CLOSE TAIL));
    assert_int_equal(i.st, CORDON_SYNTAX);
    assert_int_equal(i.err.line, 6);
    imported_release(&i);
}

static void keeps_and_tells_what_it_does_not_know(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_eu_xml, "eu_fsf",
                STR(ONE("EU.1.1", "<subjectType code=\"ghost\" classificationCode=\"G\"/>"
                                  NAME("A B", "strong=\"maybe\" nameLanguage=\"QQ\"") "<newField/>")));
    assert_int_equal(i.st, CORDON_OK);
    assert_int_equal(imported_get(&i, "eu_fsf-EU.1.1").schema, FTM_SCHEMA_LEGAL_ENTITY);
    assert_int_equal(i.report.warning_count, 4);
    imported_release(&i);
}

static void cut_anywhere_it_is_refused(void **state)
{
    (void)state;
    import_cut_anywhere(&list_eu_xml, "eu_fsf", str_c(whole), 1, false);
}

static void survives_failing_memory(void **state)
{
    (void)state;
    import_failing(&list_eu_xml, "eu_fsf", str_c(whole));
}

/* Whoever kept the sample put an entry of their own into it, under a number that stands there. */
static void reads_the_original_sample(void **state)
{
    struct imported i;
    struct list_file f;
    (void)state;
    NEED_SHARED("eu-fsf-sample/sample_eu.xml");
    f = (struct list_file){ STR("eu"), slurp(shared_path("eu-fsf-sample/sample_eu.xml")) };
    import_files(&i, &list_eu_xml, "eu_fsf", &f, 1);
    assert_int_equal(i.st, CORDON_SYNTAX);
    assert_string_equal(i.err.message, "entry 'EU.4009.74' stands twice: lines 43 and 110");
    assert_int_equal(i.err.line, 110);
    imported_release(&i);
    size_t first = str_find(f.bytes, STR("EU.4009.74"), 0);
    size_t again = str_find(f.bytes, STR("EU.4009.74"), first + 1);
    ((char *)(uintptr_t)f.bytes.data)[again + 9] = '5';
    import_files(&i, &list_eu_xml, "eu_fsf", &f, 1);
    assert_string_equal(i.err.message, "");
    assert_str(i.report.edition, "2020-04-15");
    assert_int_equal(i.report.entries, 7);
    assert_int_equal(i.report.dprk_entries, 3); /* two, and the one put in */
    struct entity e = imported_get(&i, "eu_fsf-EU.4011.64");
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Yu-ro Han");
    assert_str(imported_values(&i, &e, FTM_PROP_POSITION),
               "Director of Korea Ryongaksan General Trading Corporation");
    imported_release(&i);
    free((void *)(uintptr_t)f.bytes.data);
}

static void reads_the_edition_of_may_2026(void **state)
{
    struct imported i;
    struct list_file f;
    uint32_t citizens = 0, un = 0;
    struct entity e;
    (void)state;
    NEED_SHARED("eu-fsf-2026-05-01/xmlFullSanctionsList_1_1.rebuilt.xml.gz");
    f = (struct list_file){
        STR("eu"), gunzip(shared_path("eu-fsf-2026-05-01/xmlFullSanctionsList_1_1.rebuilt.xml.gz")) };
    import_files(&i, &list_eu_xml, "eu_fsf", &f, 1);
    assert_string_equal(i.err.message, "");
    assert_str(i.report.edition, "2026-05-01");
    assert_int_equal(i.report.entries, 5724);
    assert_int_equal(i.report.persons, 4261);
    assert_int_equal(i.report.organizations, 1463); /* its IMO numbers are companies' */
    assert_int_equal(i.report.dprk_entries, 119);
    assert_int_equal(i.report.entries + i.report.aliases + i.report.weak_aliases, 29337);
    assert_int_equal(i.report.empty_aliases, 0);
    assert_int_equal(i.report.warning_count, 5); /* the ISLAMIC dates */
    for (uint32_t row = 0; row < i.set.count; row++) {
        if (!entity_get(&i.set, row, &e)) continue;
        if (entity_value(&i.set, &e, FTM_PROP_CITIZENSHIP).len) citizens++;
        if (entity_value(&i.set, &e, FTM_PROP_UNSC_ID).len) un++;
    }
    assert_int_equal(un, 79);
    assert_true(citizens > 2000);
    imported_release(&i);
    free((void *)(uintptr_t)f.bytes.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_field_of_a_person),
        cmocka_unit_test(reads_children_and_counts),
        cmocka_unit_test(keeps_the_language_of_a_name),
        cmocka_unit_test(tells_ships_from_firms_by_the_check_digit),
        cmocka_unit_test(hashes_the_bytes_of_an_entry),
        cmocka_unit_test(falls_back_on_the_logical_id),
        cmocka_unit_test(refuses_a_bad_list_and_says_why),
        cmocka_unit_test(refuses_windows_1252_with_its_line),
        cmocka_unit_test(keeps_and_tells_what_it_does_not_know),
        cmocka_unit_test(cut_anywhere_it_is_refused),
        cmocka_unit_test(survives_failing_memory),
        cmocka_unit_test(reads_the_original_sample),
        cmocka_unit_test(reads_the_edition_of_may_2026),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
