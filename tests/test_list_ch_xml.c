/* list/ch_xml: SECO's list, made-up and its own sample. */
#include "tests/imported.h"

#pragma GCC diagnostic ignored "-Woverlength-strings"
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?><swiss-sanctions-list list-type=\"whole-list\" date=\"2026-03-10\">\n"
#define PROGRAM(ssid, set, key, name)                                                              \
    "<sanctions-program ssid=\"" ssid "\"><program-key lang=\"eng\">" key "</program-key>"         \
    "<program-name lang=\"ger\">Massnahmen</program-name><program-name lang=\"eng\">" name         \
    "</program-name><sanctions-set ssid=\"" set "\" lang=\"ger\">Anhang 1</sanctions-set>"         \
    "<sanctions-set ssid=\"" set "\" lang=\"eng\">Annex 1</sanctions-set><origin>UN</origin></sanctions-program>\n"
#define KOREA PROGRAM("20", "3978", "Korea", "Ordinance on Measures against the Democratic People&#8217;s Republic of Korea")
#define OTHER PROGRAM("21", "5000", "Example", "Ordinance on Example")
#define PLACE "<place ssid=\"600\"><location>Rason</location><area>Rason Province</area><country iso-code=\"KP\">Korea, DPR</country></place>\n"
#define PART(order, type, inside) "<name-part order=\"" order "\" name-part-type=\"" type "\">" inside "</name-part>"
#define NAME(more, parts) "<name " more ">" parts "</name>"
#define LISTED "<modification modification-type=\"listed\" effective-date=\"2017-08-31\" publication-date=\"2017-08-30\"/>"
#define SIMPLE(ssid, set, name)                                                                    \
    "<target ssid=\"" ssid "\"><sanctions-set-id>" set "</sanctions-set-id><entity><identity main=\"true\">" \
    NAME("name-type=\"primary-name\" quality=\"good\"", PART("1", "whole-name", "<value>" name "</value>")) \
    "</identity></entity>" LISTED "</target>\n"
#define TAIL "</swiss-sanctions-list>\n"

#define TARGETS                                                                                    \
    "<target ssid=\"100\"><sanctions-set-id>3978</sanctions-set-id><sanctions-set-id>5000</sanctions-set-id>" \
    "<foreign-identifier>KPi.999</foreign-identifier><individual sex=\"male\"><identity ssid=\"1\" main=\"true\">" \
    NAME("name-type=\"primary-name\" quality=\"good\"",                                            \
         PART("2", "given-name", "<value>Ple-Per</value><spelling-variant lang=\"eng\" script=\"LATN\">Pul-Per</spelling-variant>") \
         PART("1", "family-name", "<value>Exam</value><spelling-variant lang=\"eng\" script=\"LATN\">Eksam</spelling-variant>" \
              "<spelling-variant lang=\"kor\" script=\"HANG\">\xEC\x98\x88</spelling-variant>")                \
         PART("3", "title", "<value>Dr.</value>"))                                                 \
    NAME("name-type=\"alias\" quality=\"low\"", PART("1", "whole-name", "<value>Nick</value>"))     \
    NAME("name-type=\"formerly-known-as\" quality=\"good\"", PART("1", "whole-name", "<value>Old Name</value>")) \
    NAME("name-type=\"alias\" quality=\"good\"", PART("1", "whole-name", "<value/>"))               \
    "<day-month-year day=\"2\" month=\"1\" year=\"1950\" calendar=\"Gregorian\" quality=\"good\"/>"  \
    "<day-month-year year=\"1951\" calendar=\"Gregorian\" quality=\"low\"/>"                         \
    "<day-month-year day=\"1\" month=\"1\" year=\"1330\" calendar=\"Persian\"/>"                      \
    "<place-of-birth place-id=\"600\"/><nationality><country iso-code=\"KP\">Korea, DPR</country></nationality>" \
    "<address place-id=\"600\"><address-details>1 Street</address-details><p-o-box>7</p-o-box><zip-code>123</zip-code></address>" \
    "<identification-document document-type=\"diplomatic-passport\"><number>X0000001</number><issuer code=\"KP\">Korea, DPR</issuer>" \
    "<date-of-issue>2011-12-07</date-of-issue></identification-document></identity>"               \
    "<justification>Made up.</justification><relation target-id=\"101\" relation-type=\"related-to\"/>" \
    "<other-information>harmless</other-information></individual>" LISTED                          \
    "<modification modification-type=\"amended\" effective-date=\"2020-02-03\"><removed><individual><identity>" \
    NAME("name-type=\"alias\" quality=\"good\"", PART("1", "whole-name", "<value>Wrong Name</value>")) \
    "</identity></individual></removed></modification></target>\n"                                 \
    SIMPLE("101", "5000", "Example Trading")                                                       \
    "<target ssid=\"102\"><sanctions-set-id>5000</sanctions-set-id><object object-type=\"vessel\"><identity main=\"true\">" \
    NAME("name-type=\"primary-name\" quality=\"good\"", PART("1", "whole-name", "<value>EXAMPLE STAR</value>")) \
    "</identity><other-information>IMO number: 9074729.</other-information></object>" LISTED "</target>\n" \
    "<target ssid=\"103\"><sanctions-set-id>5000</sanctions-set-id><entity><identity main=\"true\">" \
    NAME("name-type=\"primary-name\" quality=\"good\"", PART("1", "whole-name", "<value>Gone Ltd</value>")) \
    "</identity></entity><modification modification-type=\"amended\" effective-date=\"2025-06-03\"/>" \
    "<modification modification-type=\"de-listed\" effective-date=\"2025-06-20\"/>" LISTED "</target>\n"

static const char whole[] = HEAD KOREA OTHER PLACE TARGETS TAIL;
static const char places_last[] = HEAD TARGETS PLACE OTHER KOREA TAIL;

static void check_person(const char *text)
{
    struct imported i;
    import_text(&i, &list_ch_xml, "ch_seco", str_c(text));
    assert_string_equal(i.err.message, "");
    assert_str(i.report.edition, "2026-03-10");
    struct entity e = imported_get(&i, "ch_seco-100");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Exam Ple-Per");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "Eksam Pul-Per | \xEC\x98\x88 Ple-Per");
    assert_str(imported_values(&i, &e, FTM_PROP_WEAK_ALIAS), "Nick");
    assert_str(imported_values(&i, &e, FTM_PROP_PREVIOUS_NAME), "Old Name");
    assert_str(imported_values(&i, &e, FTM_PROP_TITLE), "Dr.");
    assert_str(imported_values(&i, &e, FTM_PROP_GENDER), "male");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "1950-01-02 | ~1951");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_PLACE), "Rason, Rason Province, Korea, DPR");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_COUNTRY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_NATIONALITY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_ADDRESS),
               "1 Street, P.O. Box 7, 123, Rason, Rason Province, Korea, DPR");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "X0000001");
    assert_str(imported_values(&i, &e, FTM_PROP_NOTES), "date in another calendar: 1330-01-01, Persian | harmless");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_true(str_find(imported_values(&i, &c, FTM_PROP_PROGRAM), STR("Republic of Korea"), 0) != SIZE_MAX);
    assert_str(imported_values(&i, &c, FTM_PROP_PROVISIONS), "Annex 1");
    assert_str(imported_values(&i, &c, FTM_PROP_UNSC_ID), "KPi.999");
    assert_str(imported_values(&i, &c, FTM_PROP_LISTING_DATE), "2017-08-31");
    assert_str(imported_values(&i, &c, FTM_PROP_MODIFIED_AT), "2020-02-03");
    assert_str(imported_values(&i, &c, FTM_PROP_REASON), "Made up.");
    c = imported_child(&i, &e, FTM_SCHEMA_UNKNOWN_LINK, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_OBJECT), "ch_seco-101");
    imported_release(&i);
}

static void reads_every_field_of_a_person(void **state)
{
    (void)state;
    check_person(whole);
}

static void reads_places_that_come_last(void **state)
{
    (void)state;
    check_person(places_last);
}

static void counts_and_leaves_out_the_delisted(void **state)
{
    struct imported i;
    uint32_t row;
    (void)state;
    import_text(&i, &list_ch_xml, "ch_seco", str_c(whole));
    assert_int_equal(i.report.entries, 3);
    assert_int_equal(i.report.persons, 1);
    assert_int_equal(i.report.organizations, 1);
    assert_int_equal(i.report.vessels, 1);
    assert_int_equal(i.report.dprk_entries, 1);
    assert_int_equal(i.report.weak_aliases, 1);
    assert_int_equal(i.report.empty_aliases, 1);
    assert_int_equal(i.report.addresses, 1);
    assert_false(entity_find(&i.set, STR("ch_seco-103"), &row));
    assert_int_equal(i.report.warning_count, 2);
    assert_non_null(strstr(i.report.warnings[1].text.data, "1 de-listed target"));
    assert_int_equal(i.report.doubt_count, 0);
    struct entity e = imported_get(&i, "ch_seco-102");
    assert_str(imported_values(&i, &e, FTM_PROP_IMO_NUMBER), "9074729");
    imported_release(&i);
}

static void hashes_the_target_and_its_places(void **state)
{
    struct imported i;
    uint8_t digest[SHA_LEN];
    str text = str_c(whole);
    struct sha sha;
    (void)state;
    import_text(&i, &list_ch_xml, "ch_seco", text);
    size_t from = str_find(text, STR("<target"), 0), to = str_find(text, STR("</target>"), from) + 9;
    size_t place = str_find(text, STR("<place "), 0), end = str_find(text, STR("</place>"), 0) + 8;
    sha_init(&sha);
    sha_add(&sha, str_sub(text, from, to));
    sha_add(&sha, str_sub(text, place, end)); /* of birth */
    sha_add(&sha, str_sub(text, place, end)); /* of the address */
    sha_end(&sha, digest);
    assert_memory_equal(imported_get(&i, "ch_seco-100").row_hash, digest, SHA_LEN);
    imported_release(&i);
}

static void knows_the_dprk_in_four_languages_and_not_the_south(void **state)
{
    static const struct { const char *name; bool is_dprk; } rows[] = {
        { "Massnahmen gegen\xC3\xBC""ber der Demokratischen Volksrepublik Korea", true },
        { "mesures \xC3\xA0 l'encontre de la R\xC3\xA9publique populaire d\xC3\xA9mocratique de Cor\xC3\xA9""e", true },
        { "provvedimenti nei confronti della Repubblica popolare democratica di Corea", true },
        { "North Korea", true },
        { "SR 946.231.127.6", true },
        { "Republic of Korea", false },
        { "Democratic Republic of the Congo", false },
        { "Republik Korea", false },
    };
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct imported i;
        char text[2048];
        snprintf(text, sizeof text, HEAD PROGRAM("1", "77", "X", "%s") SIMPLE("9", "77", "Example") TAIL, rows[k].name);
        import_text(&i, &list_ch_xml, "ch_seco", str_c(text));
        assert_int_equal(i.st, CORDON_OK);
        if (i.report.dprk_entries != rows[k].is_dprk) fail_msg("%s", rows[k].name);
        imported_release(&i);
    }
}

static void takes_the_known_number_when_no_programme_stands_there(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_ch_xml, "ch_seco", STR(HEAD SIMPLE("9", "3978", "Example") SIMPLE("10", "1", "Other") TAIL));
    assert_int_equal(i.report.dprk_entries, 1);
    assert_int_equal(i.report.warning_count, 2);
    imported_release(&i);
    /* another programme with that number is no DPRK's */
    import_text(&i, &list_ch_xml, "ch_seco", STR(HEAD PROGRAM("1", "3978", "X", "Example") SIMPLE("9", "3978", "Example") TAIL));
    assert_int_equal(i.report.dprk_entries, 0);
    imported_release(&i);
}

static void refuses_a_bad_list_and_says_why(void **state)
{
    static const struct { const char *text; cordon_status st; const char *says; } rows[] = {
        { HEAD KOREA TAIL, CORDON_REFUSED, "no entry" },
        { HEAD SIMPLE("9", "1", "A") SIMPLE("9", "1", "B") TAIL, CORDON_SYNTAX, "stands twice" },
        { HEAD "<target ssid=\"9\"><person/></target>" TAIL, CORDON_SYNTAX, "neither individual, entity nor object" },
        { HEAD "<target><entity/></target>" TAIL, CORDON_SYNTAX, "no number" },
        { HEAD "<target ssid=\"9\"><entity><identity/></entity></target>" TAIL, CORDON_REFUSED, "have no name" },
        { "<sdnList/>", CORDON_SYNTAX, "the root element is <sdnList>" },
        { HEAD SIMPLE("9", "1", "Jos\xE9 A") TAIL, CORDON_SYNTAX, "bytes that are not UTF-8" },
    };
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct imported i;
        import_text(&i, &list_ch_xml, "ch_seco", str_c(rows[k].text));
        if (i.st != rows[k].st || !strstr(i.err.message, rows[k].says))
            fail_msg("row %zu: status %d says '%s'", k, (int)i.st, i.err.message);
        imported_release(&i);
    }
}

static void cut_anywhere_it_is_refused(void **state)
{
    (void)state;
    import_cut_anywhere(&list_ch_xml, "ch_seco", str_c(places_last), 1, false);
}

static void survives_failing_memory(void **state)
{
    (void)state;
    import_failing(&list_ch_xml, "ch_seco", str_c(whole));
    import_failing(&list_ch_xml, "ch_seco", str_c(places_last));
}

static void reads_the_official_sample(void **state)
{
    struct imported i;
    struct list_file f;
    (void)state;
    NEED_SHARED("ch-seco-sample/seco-sample.xml");
    f = (struct list_file){ STR("ch"), slurp(shared_path("ch-seco-sample/seco-sample.xml")) };
    import_files(&i, &list_ch_xml, "ch_seco", &f, 1);
    assert_string_equal(i.err.message, "");
    assert_str(i.report.edition, "2024-01-17");
    assert_int_equal(i.report.entries, 3);
    assert_int_equal(i.report.persons, 3);
    assert_int_equal(i.report.warning_count, 1); /* a birth date of 2025 in an edition of 2024 */
    assert_int_equal(i.report.doubt_count, 1);   /* list-type="amendment" */
    struct entity e = imported_get(&i, "ch_seco-64403");
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Test C");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "2000-01-01");
    assert_str(imported_values(&i, &e, FTM_PROP_NATIONALITY), "us");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_PROGRAM), "EXAMPLE");
    assert_str(imported_values(&i, &c, FTM_PROP_PROVISIONS), "Travel ban, annex 1");
    imported_release(&i);
    free((void *)(uintptr_t)f.bytes.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_field_of_a_person),
        cmocka_unit_test(reads_places_that_come_last),
        cmocka_unit_test(counts_and_leaves_out_the_delisted),
        cmocka_unit_test(hashes_the_target_and_its_places),
        cmocka_unit_test(knows_the_dprk_in_four_languages_and_not_the_south),
        cmocka_unit_test(takes_the_known_number_when_no_programme_stands_there),
        cmocka_unit_test(refuses_a_bad_list_and_says_why),
        cmocka_unit_test(cut_anywhere_it_is_refused),
        cmocka_unit_test(survives_failing_memory),
        cmocka_unit_test(reads_the_official_sample),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
