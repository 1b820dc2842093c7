/* list/ofac_xml: SDN.XML and the non-SDN list in its schema. */
#include "tests/imported.h"

#define HEAD(count)                                                                              \
    "<?xml version=\"1.0\" standalone=\"yes\"?>\n"                                                \
    "<sdnList xmlns=\"http://tempuri.org/sdnList.xsd\"><publshInformation>"                      \
    "<Publish_Date>03/28/2025</Publish_Date><Record_Count>" count "</Record_Count>"              \
    "</publshInformation>\n"
#define ENTRY(uid, inside)                                                                       \
    "<sdnEntry><uid>" uid "</uid><lastName>EXAMPLE</lastName><sdnType>Entity</sdnType>" inside   \
    "</sdnEntry>\n"

static const char whole[] = HEAD("3")
    "<sdnEntry><uid>900001</uid><firstName>Per Son</firstName><lastName>EXAMPLE</lastName>"
    "<title>Chief; Deputy Minister</title><sdnType>Individual</sdnType>"
    "<remarks>(Linked To: EXAMPLE SHIPPING)</remarks>"
    "<programList><program>NPWMD</program><program>DPRK2</program></programList>\n"
    "<idList><id><uid>1</uid><idType>Passport</idType><idNumber>X0000001</idNumber>"
    "<idCountry>Korea, North</idCountry><issueDate>14 Nov 2007</issueDate>"
    "<expirationDate>12 Nov 2012</expirationDate></id>"
    "<id><uid>2</uid><idType>Digital Currency Address - XBT</idType><idNumber>1ExampleExample</idNumber></id>"
    "<id><uid>3</uid><idType>Gender</idType><idNumber>Male</idNumber></id>"
    "<id><uid>4</uid><idType>Passport</idType><idNumber>Booklet A1</idNumber></id>"
    "<id><uid>5</uid><idType>Shoe Size</idType><idNumber>44</idNumber></id></idList>\n"
    "<akaList><aka><uid>1</uid><type>a.k.a.</type><category>strong</category><lastName>OTHER</lastName>"
    "<firstName>One</firstName></aka><aka><uid>2</uid><type>a.k.a.</type><category>weak</category>"
    "<lastName>NICK</lastName></aka><aka><uid>3</uid><type>f.k.a.</type><category>strong</category>"
    "<lastName>OLD</lastName></aka></akaList>\n"
    "<addressList><address><uid>1</uid><address1>1 Street</address1><city>Pyongyang</city>"
    "<country>Korea, North</country></address></addressList>"
    "<nationalityList><nationality><uid>1</uid><country>Korea, North</country><mainEntry>true</mainEntry></nationality></nationalityList>"
    "<citizenshipList><citizenship><uid>1</uid><country>China</country></citizenship></citizenshipList>"
    "<dateOfBirthList><dateOfBirthItem><uid>1</uid><dateOfBirth>01 Aug 1979</dateOfBirth></dateOfBirthItem>"
    "<dateOfBirthItem><uid>2</uid><dateOfBirth>circa-1951</dateOfBirth></dateOfBirthItem></dateOfBirthList>"
    "<placeOfBirthList><placeOfBirthItem><uid>1</uid><placeOfBirth>Rason, Korea, North</placeOfBirth></placeOfBirthItem></placeOfBirthList>"
    "</sdnEntry>\n"
    "<sdnEntry><uid>900002</uid><lastName>EXAMPLE SHIPPING</lastName><sdnType>Entity</sdnType>"
    "<programList><program>DPRK</program></programList></sdnEntry>\n"
    "<sdnEntry><uid>900003</uid><lastName>EXAMPLE SHIP</lastName><sdnType>Vessel</sdnType>"
    "<programList><program>IRAN</program></programList>"
    "<idList><id><uid>9</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9074729</idNumber></id></idList>"
    "<vesselInfo><callSign>EXMP</callSign><vesselType>Crude Oil Tanker</vesselType><vesselFlag>Iran</vesselFlag>"
    "<vesselOwner>EXAMPLE OWNER</vesselOwner><tonnage>318,000</tonnage><grossRegisteredTonnage>165,000</grossRegisteredTonnage></vesselInfo>"
    "</sdnEntry></sdnList>";

static void a_birth_after_its_day_of_publication_is_none(void **state)
{
    struct imported i;
    char text[sizeof whole];
    (void)state;
    memcpy(text, whole, sizeof text);
    memcpy(strstr(text, "01 Aug 1979"), "29 Mar 2025", 11);
    import_text(&i, &list_ofac_xml, "us_ofac_sdn", str_c(text));
    assert_string_equal(i.err.message, "");
    struct entity e = imported_get(&i, "us_ofac_sdn-900001");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "~1951");
    assert_true(str_find(imported_values(&i, &e, FTM_PROP_NOTES), STR("29 Mar 2025"), 0) != SIZE_MAX);
    imported_release(&i);
}

static void reads_a_person(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_ofac_xml, "us_ofac_sdn", str_c(whole));
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "us_ofac_sdn-900001");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "EXAMPLE, Per Son");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "OTHER, One");
    assert_str(imported_values(&i, &e, FTM_PROP_WEAK_ALIAS), "NICK");
    assert_str(imported_values(&i, &e, FTM_PROP_PREVIOUS_NAME), "OLD");
    assert_str(imported_values(&i, &e, FTM_PROP_POSITION), "Chief | Deputy Minister");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "1979-08-01 | ~1951");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_COUNTRY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_NATIONALITY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_CITIZENSHIP), "cn");
    assert_str(imported_values(&i, &e, FTM_PROP_GENDER), "male");
    assert_str(imported_values(&i, &e, FTM_PROP_ADDRESS), "1 Street, Pyongyang, Korea, North");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "X0000001 | A1");
    assert_str(imported_values(&i, &e, FTM_PROP_NOTES), "Shoe Size 44");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_CRYPTO_WALLET, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_PUBLIC_KEY), "1ExampleExample");
    c = imported_child(&i, &e, FTM_SCHEMA_PASSPORT, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_END_DATE), "2012-11-12");
    c = imported_child(&i, &e, FTM_SCHEMA_UNKNOWN_LINK, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_OBJECT), "us_ofac_sdn-900002");
    imported_release(&i);
}

static void reads_a_vessel_and_counts(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_ofac_xml, "us_ofac_sdn", str_c(whole));
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "us_ofac_sdn-900003");
    assert_int_equal(e.schema, FTM_SCHEMA_VESSEL);
    assert_str(imported_values(&i, &e, FTM_PROP_IMO_NUMBER), "9074729");
    assert_str(imported_values(&i, &e, FTM_PROP_FLAG), "ir");
    assert_str(imported_values(&i, &e, FTM_PROP_TONNAGE), "318000");
    assert_str(imported_values(&i, &e, FTM_PROP_CALL_SIGN), "EXMP");
    assert_str(i.report.edition, "2025-03-28");
    assert_int_equal(i.report.entries, 3);
    assert_int_equal(i.report.persons, 1);
    assert_int_equal(i.report.vessels, 1);
    assert_int_equal(i.report.aliases, 2);
    assert_int_equal(i.report.weak_aliases, 1);
    assert_int_equal(i.report.wallets, 1);
    assert_int_equal(i.report.wallet_entries, 1);
    assert_int_equal(i.report.dprk_entries, 2);
    assert_int_equal(i.report.warning_count, 0);
    imported_release(&i);
}

static void refuses_what_is_not_whole(void **state)
{
    static const struct { const char *text, *source; cordon_status st; const char *says; } rows[] = {
        { HEAD("2") ENTRY("1", "") "</sdnList>", "us_ofac_sdn", CORDON_REFUSED,
          "says 2 entries, the file holds 1" },
        { HEAD("0") "</sdnList>", "us_ofac_sdn", CORDON_REFUSED, "no entry" },
        { HEAD("2") ENTRY("1", "") ENTRY("1", "") "</sdnList>", "us_ofac_sdn", CORDON_SYNTAX,
          "stands twice" },
        { HEAD("1") ENTRY("x", "") "</sdnList>", "us_ofac_sdn", CORDON_SYNTAX, "a uid" },
        { HEAD("1") "<sdnEntry><uid>1</uid></sdnEntry></sdnList>", "us_ofac_sdn", CORDON_SYNTAX,
          "a name" },
        { HEAD("1") ENTRY("1", "<programList><program>NS-PLC</program></programList>") "</sdnList>",
          "us_ofac_sdn", CORDON_REFUSED, "consolidated" },
        { HEAD("1") ENTRY("1", "<programList><program>SDGT</program></programList>") "</sdnList>",
          "us_ofac_cons", CORDON_REFUSED, "SDN list" },
        { HEAD("1") ENTRY("1", ""), "us_ofac_sdn", CORDON_SYNTAX, "cut off" },
        { "<CONSOLIDATED_LIST/>", "us_ofac_sdn", CORDON_SYNTAX, "root element" },
    };
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct imported i;
        import_text(&i, &list_ofac_xml, rows[k].source, str_c(rows[k].text));
        if (i.st != rows[k].st || !strstr(i.err.message, rows[k].says))
            fail_msg("row %zu: status %d says '%s'", k, (int)i.st, i.err.message);
        assert_string_equal(i.err.file, "made-up");
        imported_release(&i);
    }
}

static void reads_both_namespaces_of_the_real_lists(void **state)
{
    static const struct { const char *path; uint32_t entries, aliases, weak; const char *day; } rows[] = {
        { "us-ofac-sdn-xml/consolidated-2020-03-17.xml", 375, 884, 31, "2020-03-17" },
        { "us-ofac-sdn-xml/consolidated-2025-03-28.xml", 443, 1066, 70, "2025-03-28" },
    };
    (void)state;
    NEED_SHARED("us-ofac-sdn-xml/consolidated-2020-03-17.xml");
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct imported i;
        struct list_file f = { .name = STR("x"), .bytes = slurp(shared_path(rows[k].path)) };
        assert_true(list_ofac_xml.recognise(&f));
        import_files(&i, &list_ofac_xml, "us_ofac_cons", &f, 1);
        assert_string_equal(i.err.message, "");
        assert_int_equal(i.report.entries, rows[k].entries);
        assert_int_equal(i.report.aliases, rows[k].aliases);
        assert_int_equal(i.report.weak_aliases, rows[k].weak);
        assert_str(i.report.edition, rows[k].day);
        imported_release(&i);
        import_files(&i, &list_ofac_xml, "us_ofac_sdn", &f, 1);
        assert_int_equal(i.st, CORDON_REFUSED);
        imported_release(&i);
        free((void *)(uintptr_t)f.bytes.data);
    }
}

static void refuses_the_cut_down_file_with_both_numbers(void **state)
{
    struct imported i;
    struct list_file f;
    (void)state;
    NEED_SHARED("us-ofac-sdn-xml/sdn-sample-2020-04-22.xml");
    f = (struct list_file){ .name = STR("sample.xml"),
                            .bytes = slurp(shared_path("us-ofac-sdn-xml/sdn-sample-2020-04-22.xml")) };
    import_files(&i, &list_ofac_xml, "us_ofac_sdn", &f, 1);
    assert_int_equal(i.st, CORDON_REFUSED);
    assert_non_null(strstr(i.err.message, "8197"));
    assert_non_null(strstr(i.err.message, "holds 8"));
    imported_release(&i);
    free((void *)(uintptr_t)f.bytes.data);
}

static void refuses_a_real_list_cut_off_at_fifty_places(void **state)
{
    str text;
    (void)state;
    NEED_SHARED("us-ofac-sdn-xml/consolidated-2020-03-17.xml");
    text = slurp(shared_path("us-ofac-sdn-xml/consolidated-2020-03-17.xml"));
    import_cut_anywhere(&list_ofac_xml, "us_ofac_cons", text, text.len / 50, false);
    free((void *)(uintptr_t)text.data);
}

static void survives_failing_memory(void **state)
{
    (void)state;
    import_failing(&list_ofac_xml, "us_ofac_sdn", str_c(whole));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_birth_after_its_day_of_publication_is_none),
        cmocka_unit_test(reads_a_person),
        cmocka_unit_test(reads_a_vessel_and_counts),
        cmocka_unit_test(refuses_what_is_not_whole),
        cmocka_unit_test(reads_both_namespaces_of_the_real_lists),
        cmocka_unit_test(refuses_the_cut_down_file_with_both_numbers),
        cmocka_unit_test(refuses_a_real_list_cut_off_at_fifty_places),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
