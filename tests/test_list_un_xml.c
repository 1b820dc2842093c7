/* list/un_xml: the UN consolidated list, made-up and real. */
#include "tests/imported.h"

#include "list/split.h"

#define HEAD "<?xml version='1.0' encoding='UTF-8'?>\n" \
             "<CONSOLIDATED_LIST dateGenerated='2026-02-27T00:00:09.554Z'>"
#define PERSON(number, inside)                                                                   \
    "<INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>EXAMPLE</FIRST_NAME>"                \
    "<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>" number "</REFERENCE_NUMBER>" inside    \
    "</INDIVIDUAL></INDIVIDUALS>"
#define TAIL "</CONSOLIDATED_LIST>"

static const char whole[] = HEAD
    "\n<INDIVIDUALS><INDIVIDUAL>\n"
    "<DATAID>6900001</DATAID><VERSIONNUM>1</VERSIONNUM>\n"
    "<FIRST_NAME>EXAM</FIRST_NAME><SECOND_NAME> PLE-PER </SECOND_NAME><THIRD_NAME>SON</THIRD_NAME>\n"
    "<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.999</REFERENCE_NUMBER>\n"
    "<LISTED_ON>2016-11-30-05:00</LISTED_ON><GENDER>Female</GENDER>\n"
    "<NAME_ORIGINAL_SCRIPT>\xEC\x98\x88\xEC\x8B\x9C</NAME_ORIGINAL_SCRIPT>\n"
    "<COMMENTS1>Made up &amp; harmless.</COMMENTS1>\n"
    "<TITLE><VALUE>Dr.</VALUE></TITLE><DESIGNATION><VALUE>a</VALUE><VALUE>b\n   c</VALUE></DESIGNATION>\n"
    "<NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>\n"
    "<LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>\n"
    "<LAST_DAY_UPDATED><VALUE>2017-01-02</VALUE><VALUE/></LAST_DAY_UPDATED>\n"
    "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>First; Second</ALIAS_NAME></INDIVIDUAL_ALIAS>\n"
    "<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Nick</ALIAS_NAME>"
    "<DATE_OF_BIRTH>1971</DATE_OF_BIRTH><NOTE>original script: \xD0\x9D\xD0\xB8\xD0\xBA</NOTE></INDIVIDUAL_ALIAS>\n"
    "<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>\n"
    "<INDIVIDUAL_ADDRESS><STREET>1 Street</STREET><CITY>Pyongyang</CITY>"
    "<COUNTRY>Democratic People's Republic of Korea</COUNTRY><NOTE>in 2010</NOTE></INDIVIDUAL_ADDRESS>\n"
    "<INDIVIDUAL_ADDRESS><COUNTRY/></INDIVIDUAL_ADDRESS>\n"
    "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-01-02</DATE></INDIVIDUAL_DATE_OF_BIRTH>\n"
    "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1972</YEAR></INDIVIDUAL_DATE_OF_BIRTH>\n"
    "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1973</FROM_YEAR>"
    "<TO_YEAR>1975</TO_YEAR><NOTE>Approximately</NOTE></INDIVIDUAL_DATE_OF_BIRTH>\n"
    "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1976</NOTE></INDIVIDUAL_DATE_OF_BIRTH>\n"
    "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>about 30</NOTE></INDIVIDUAL_DATE_OF_BIRTH>\n"
    "<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Rason</CITY>"
    "<COUNTRY>Democratic People's Republic of Korea</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>\n"
    "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>Diplomatic passport no. X0000001</NUMBER>"
    "<COUNTRY_OF_ISSUE>Democratic People's Republic of Korea</COUNTRY_OF_ISSUE>"
    "<DATE_OF_ISSUE>2011-12-07</DATE_OF_ISSUE></INDIVIDUAL_DOCUMENT>\n"
    "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT>"
    "<NOTE>04643632 issued on 18 Jun. 1999</NOTE></INDIVIDUAL_DOCUMENT>\n"
    "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT>"
    "<NUMBER>Russian passport number 8208 No. 555627</NUMBER><NOTE>expires on 7 Dec. 2016, booklet number A2815665</NOTE></INDIVIDUAL_DOCUMENT>\n"
    "<INDIVIDUAL_DOCUMENT/>\n"
    "<SORT_KEY/><SORT_KEY_LAST_MOD/></INDIVIDUAL></INDIVIDUALS>\n"
    "<ENTITIES><ENTITY><DATAID>6900002</DATAID><FIRST_NAME>EXAMPLE (TEST) TRADING</FIRST_NAME>\n"
    "<UN_LIST_TYPE>Iraq</UN_LIST_TYPE><REFERENCE_NUMBER>IQe.999</REFERENCE_NUMBER>\n"
    "<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>OLD EXAMPLE</ALIAS_NAME></ENTITY_ALIAS>\n"
    "<COMMENTS1>A bank. SWIFT/BIC: EXAMKPPY.</COMMENTS1></ENTITY></ENTITIES>" TAIL;

static void reads_every_field(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_un_xml, "un_sc", str_c(whole));
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "un_sc-KPi.999");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(e.entry, "KPi.999");
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "EXAM PLE-PER SON");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "\xEC\x98\x88\xEC\x8B\x9C | First | Second | First; Second");
    assert_str(imported_values(&i, &e, FTM_PROP_WEAK_ALIAS), "Nick | \xD0\x9D\xD0\xB8\xD0\xBA");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE),
               "1971 | 1970-01-02 | ~1972 | ~1973/1975 | 1976-11");
    assert_str(imported_values(&i, &e, FTM_PROP_NATIONALITY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_GENDER), "female");
    assert_str(imported_values(&i, &e, FTM_PROP_TITLE), "Dr.");
    assert_str(imported_values(&i, &e, FTM_PROP_POSITION), "a | b c");
    assert_str(imported_values(&i, &e, FTM_PROP_ADDRESS),
               "1 Street, Pyongyang, Democratic People's Republic of Korea");
    assert_str(imported_values(&i, &e, FTM_PROP_COUNTRY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_PLACE),
               "Rason, Democratic People's Republic of Korea");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_COUNTRY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "X0000001");
    assert_str(imported_values(&i, &e, FTM_PROP_ID_NUMBER), "04643632 | 8208 No. 555627 | 555627 | 8208 555627");
    assert_true(str_find(imported_values(&i, &e, FTM_PROP_NOTES), STR("about 30"), 0) != SIZE_MAX);
    assert_true(str_find(imported_values(&i, &e, FTM_PROP_NOTES), STR("& harmless"), 0) !=
                SIZE_MAX);
    imported_release(&i);
}

static void reads_children_and_counts(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_un_xml, "un_sc", str_c(whole));
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "un_sc-KPi.999");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_PROGRAM), "DPRK");
    assert_str(imported_values(&i, &c, FTM_PROP_LISTING_DATE), "2016-11-30");
    assert_str(imported_values(&i, &c, FTM_PROP_MODIFIED_AT), "2017-01-02");
    assert_str(imported_values(&i, &c, FTM_PROP_RECORD_ID), "6900001");
    c = imported_child(&i, &e, FTM_SCHEMA_PASSPORT, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_NUMBER), "X0000001");
    assert_str(imported_values(&i, &c, FTM_PROP_COUNTRY), "kp");
    assert_str(imported_values(&i, &c, FTM_PROP_START_DATE), "2011-12-07");
    assert_int_equal(entity_family_end(&i.set, e.row), e.row + 7);
    e = imported_get(&i, "un_sc-IQe.999");
    assert_int_equal(e.schema, FTM_SCHEMA_ORGANIZATION);
    assert_int_equal(e.flags, 0);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "EXAMPLE (TEST) TRADING");
    assert_str(imported_values(&i, &e, FTM_PROP_PREVIOUS_NAME), "OLD EXAMPLE");
    assert_str(imported_values(&i, &e, FTM_PROP_SWIFT_BIC), "EXAMKPPY");
    assert_str(imported_values(&i, &e, FTM_PROP_NOTES), "A bank. SWIFT/BIC: EXAMKPPY.");
    assert_str(i.report.edition, "2026-02-27");
    assert_int_equal(i.report.entries, 2);
    assert_int_equal(i.report.aliases, 2);
    assert_int_equal(i.report.weak_aliases, 1);
    assert_int_equal(i.report.empty_aliases, 1);
    assert_int_equal(i.report.addresses, 1);
    assert_int_equal(i.report.dprk_entries, 1);
    assert_int_equal(i.report.warning_count, 0);
    imported_release(&i);
}

static void hashes_the_bytes_of_an_entry(void **state)
{
    struct imported i;
    uint8_t digest[SHA_LEN];
    str text = str_c(whole);
    (void)state;
    import_text(&i, &list_un_xml, "un_sc", text);
    assert_int_equal(i.st, CORDON_OK);
    size_t from = str_find(text, STR("<ENTITY>"), 0), to = str_find(text, STR("</ENTITY>"), 0);
    sha_of(str_sub(text, from, to + 9), digest);
    struct entity e = imported_get(&i, "un_sc-IQe.999");
    assert_memory_equal(e.row_hash, digest, SHA_LEN);
    imported_release(&i);
}

static void splits_only_what_holds_several_names(void **state)
{
    static const struct { const char *field, *names; } rows[] = {
        { "Azim Adhajani; Azim Agha-Jani", "Azim Adhajani|Azim Agha-Jani" },
        { "a) First One b) Second One", "First One|Second One" },
        { "One; Two b) Three; Four", "One|Two|Three|Four" },
        { "(Sheikh) Musa", "(Sheikh) Musa" },
        { "Leader (Hong Kong) Limited", "Leader (Hong Kong) Limited" },
        { "General Department (GDAE)", "General Department (GDAE)" },
        { "Jin Tiesan (\xE9\x87\x91\xE9\x93\x81\xE4\xB8\x89)", "Jin Tiesan|\xE9\x87\x91\xE9\x93\x81\xE4\xB8\x89" },
        { "\xD9\x86 (One (X); Two)", "\xD9\x86|One (X)|Two" },
        { "Amir (original script: \xD0\x90\xD0\xBC)", "Amir|\xD0\x90\xD0\xBC" },
        { "Abdel (false identity; no, a remark)", "Abdel|false identity|no, a remark" },
        { ") Juhan", "Juhan" },
        { "\"KOMID\"", "KOMID" },
        { "HASSAN \"Sheikh\"", "HASSAN \"Sheikh\"" },
        { "  two \n lines ", "two lines" },
        { ";;", ";;" },
        { "\xC3\x96zt\xC3\xBCrk (Ozturk)", "\xC3\x96zt\xC3\xBCrk (Ozturk)" },
    };
    struct arena a;
    (void)state;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str names[SPLIT_NAMES_MAX];
        char got[512] = "";
        size_t count = split_names(str_c(rows[i].field), &a, names);
        for (size_t k = 0; k < count; k++)
            snprintf(got + strlen(got), 256, "%s%.*s", k ? "|" : "", STR_ARG(names[k]));
        assert_string_equal(got, rows[i].names);
    }
    arena_release(&a);
}

static void leaves_a_field_with_too_many_names_whole(void **state)
{
    char field[1024] = "";
    str names[SPLIT_NAMES_MAX];
    struct arena a;
    (void)state;
    arena_init(&a, 1 << 20);
    for (int i = 0; i <= SPLIT_NAMES_MAX; i++) strcat(field, "Name; ");
    assert_int_equal(split_names(str_c(field), &a, names), 1);
    assert_int_equal(names[0].len, strlen(field) - 1);
    arena_release(&a);
}

static void refuses_a_bad_list_and_says_why(void **state)
{
    static const struct { const char *text; cordon_status st; const char *says; } rows[] = {
        { HEAD TAIL, CORDON_REFUSED, "no entry" },
        { HEAD PERSON("KPi.001", "") PERSON("KPi.001", "") TAIL, CORDON_SYNTAX, "stands twice" },
        { HEAD "<INDIVIDUALS><INDIVIDUAL><FIRST_NAME>X</FIRST_NAME></INDIVIDUAL></INDIVIDUALS>" TAIL,
          CORDON_SYNTAX, "neither REFERENCE_NUMBER nor DATAID" },
        { "<sdnList/>", CORDON_SYNTAX, "the root element is <sdnList>" },
        { HEAD PERSON("KPi.001", ""), CORDON_SYNTAX, "cut off inside <CONSOLIDATED_LIST>" },
    };
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct imported i;
        import_text(&i, &list_un_xml, "un_sc", str_c(rows[k].text));
        if (i.st != rows[k].st || !strstr(i.err.message, rows[k].says))
            fail_msg("row %zu: status %d says '%s'", k, (int)i.st, i.err.message);
        assert_string_equal(i.err.file, "made-up");
        imported_release(&i);
    }
}

static void warns_of_what_it_does_not_know(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_un_xml, "un_sc",
                STR(HEAD PERSON("KPi.001", "<NEW_FIELD>x</NEW_FIELD><NATIONALITY><VALUE>na</VALUE>"
                                           "</NATIONALITY>") "<NEW_PART><A/></NEW_PART>" TAIL));
    assert_int_equal(i.st, CORDON_OK);
    assert_int_equal(i.report.warning_count, 3);
    struct entity e = imported_get(&i, "un_sc-KPi.001");
    assert_str(imported_values(&i, &e, FTM_PROP_NOTES), "nationality: na");
    imported_release(&i);
}

static void check_real(const char *path, uint32_t persons, uint32_t organizations)
{
    struct imported i;
    struct list_file f = { .name = str_c(path), .bytes = slurp(path) };
    uint32_t people = 0, groups = 0;
    struct entity e;
    import_files(&i, &list_un_xml, "un_sc", &f, 1);
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.report.persons, persons);
    assert_int_equal(i.report.organizations, organizations);
    assert_int_equal(i.report.dprk_entries, 155);
    for (uint32_t row = 0; row < i.set.count; row++) {
        if (!entity_get(&i.set, row, &e) || e.flags != ENTITY_DPRK) continue;
        if (str_starts(e.entry, STR("KPi."))) people++;
        if (str_starts(e.entry, STR("KPe."))) groups++;
    }
    assert_int_equal(people, 80);
    assert_int_equal(groups, 75);
    imported_release(&i);
    free((void *)(uintptr_t)f.bytes.data);
}

static void reads_the_edition_of_february_2026(void **state)
{
    struct imported i;
    struct list_file f;
    (void)state;
    NEED_SHARED("un-sc-2026-02-27/consolidated.xml");
    check_real(shared_path("un-sc-2026-02-27/consolidated.xml"), 730, 273);
    f = (struct list_file){ .name = STR("un"),
                            .bytes = slurp(shared_path("un-sc-2026-02-27/consolidated.xml")) };
    import_files(&i, &list_un_xml, "un_sc", &f, 1);
    assert_str(i.report.edition, "2026-02-27");
    assert_int_equal(i.report.empty_aliases, 291);
    assert_int_equal(i.report.aliases + i.report.weak_aliases + i.report.empty_aliases, 3043);
    assert_int_equal(i.report.weak_aliases, 615);
    struct entity e = imported_get(&i, "un_sc-KPe.001");
    assert_true(str_find(imported_values(&i, &e, FTM_PROP_ALIAS), STR("KOMID"), 0) != SIZE_MAX);
    imported_release(&i);
    free((void *)(uintptr_t)f.bytes.data);
}

static void reads_the_edition_of_april_2025(void **state)
{
    (void)state;
    NEED_SHARED("un-sc-2025-04-19/consolidated.xml");
    check_real(shared_path("un-sc-2025-04-19/consolidated.xml"), 684, 193);
}

static void refuses_a_list_whose_name_elements_moved(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_un_xml, "un_sc", STR(HEAD
        "<INDIVIDUALS><INDIVIDUAL><FORENAME>EXAMPLE</FORENAME><REFERENCE_NUMBER>KPi.999</REFERENCE_NUMBER>"
        "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Example Alias</ALIAS_NAME></INDIVIDUAL_ALIAS>"
        "</INDIVIDUAL></INDIVIDUALS>" TAIL));
    assert_int_equal(i.st, CORDON_REFUSED);
    assert_non_null(strstr(i.err.message, "1 of 1 entries have no name"));
    assert_string_equal(i.err.file, "made-up");
    imported_release(&i);
}

static void keeps_a_birth_date_in_the_future_as_a_note(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_un_xml, "un_sc", STR(HEAD PERSON("KPi.999",
        "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>2140</YEAR></INDIVIDUAL_DATE_OF_BIRTH>"
        "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1940</YEAR></INDIVIDUAL_DATE_OF_BIRTH>")
        TAIL));
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "un_sc-KPi.999");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "1940");
    assert_non_null(strstr(i.report.warnings[0].text.data, "date of birth '2140' lies after the edition"));
    imported_release(&i);
}

static void refuses_the_file_with_raw_ampersands(void **state)
{
    struct imported i;
    struct list_file f;
    (void)state;
    NEED_SHARED("bad-input/un-2024-10-17-raw-ampersand.xml");
    f = (struct list_file){
        .name = STR("bad.xml"),
        .bytes = slurp(shared_path("bad-input/un-2024-10-17-raw-ampersand.xml")) };
    import_files(&i, &list_un_xml, "un_sc", &f, 1);
    assert_int_equal(i.st, CORDON_SYNTAX);
    assert_int_equal(i.err.line, 39788);
    assert_string_equal(i.err.file, "bad.xml");
    assert_non_null(strstr(i.err.message, "raw '&'"));
    imported_release(&i);
    free((void *)(uintptr_t)f.bytes.data);
}

static void refuses_the_real_list_cut_off_at_fifty_places(void **state)
{
    str text;
    (void)state;
    NEED_SHARED("un-sc-2025-04-19/consolidated.xml");
    text = slurp(shared_path("un-sc-2025-04-19/consolidated.xml"));
    import_cut_anywhere(&list_un_xml, "un_sc", text, text.len / 50, false);
    free((void *)(uintptr_t)text.data);
}

static void survives_failing_memory(void **state)
{
    (void)state;
    import_failing(&list_un_xml, "un_sc", str_c(whole));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_field),
        cmocka_unit_test(reads_children_and_counts),
        cmocka_unit_test(hashes_the_bytes_of_an_entry),
        cmocka_unit_test(splits_only_what_holds_several_names),
        cmocka_unit_test(leaves_a_field_with_too_many_names_whole),
        cmocka_unit_test(refuses_a_bad_list_and_says_why),
        cmocka_unit_test(warns_of_what_it_does_not_know),
        cmocka_unit_test(reads_the_edition_of_february_2026),
        cmocka_unit_test(reads_the_edition_of_april_2025),
        cmocka_unit_test(refuses_a_list_whose_name_elements_moved),
        cmocka_unit_test(keeps_a_birth_date_in_the_future_as_a_note),
        cmocka_unit_test(refuses_the_file_with_raw_ampersands),
        cmocka_unit_test(refuses_the_real_list_cut_off_at_fifty_places),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
