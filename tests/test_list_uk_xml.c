/* list/uk_xml and list/uk: the UK Sanctions List, made-up; its regimes as they are published. */
#include "tests/gunzip.h"
#include "tests/imported.h"

#include "list/uk.h"

#pragma GCC diagnostic ignored "-Woverlength-strings"
#define HEAD "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Designations xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n" \
             "<DateGenerated>02/09/2026</DateGenerated>\n"
#define DPRK "The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019"
#define FRONT(id) "<Designation>\n<LastUpdated>18/12/2021</LastUpdated><DateDesignated>03/10/2017</DateDesignated>\n" \
                  "<UniqueID>" id "</UniqueID>\n"
#define KIND(regime, kind) "<RegimeName>" regime "</RegimeName><IndividualEntityShip>" kind "</IndividualEntityShip>\n"
#define NAME(inside, type) "<Name>" inside "<NameType>" type "</NameType></Name>\n"
#define BACK "</Designation>\n"
#define TAIL "</Designations>\n"
#define ONE(id, names) FRONT(id) "<Names>" names "</Names>" KIND("The Example Regulations", "Entity") BACK

static const char whole[] = HEAD
    FRONT("DPR9001") "<OFSIGroupID>99001</OFSIGroupID><UNReferenceNumber>KPi.999</UNReferenceNumber>\n"
    "<Names>\n" NAME("<Name6>OTHER</Name6>", "Alias")
    NAME("<Name1>Exam</Name1><Name2> Ple </Name2><Name6>PERSON</Name6>", "Primary name")
    NAME("<Name1>Eksam</Name1><Name6>PERSON</Name6>", "Primary Name Variation")
    "<Name><Name6>Nick</Name6><NameType>ALias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name>\n"
    "<Name><Name6>Strong One</Name6><NameType>Alias</NameType><AliasStrength>Good quality a.k.a</AliasStrength></Name>\n"
    "<Name><NameType>Alias</NameType></Name>\n</Names>\n"
    "<NonLatinNames><NonLatinName><NameNonLatinScript>\xEC\x98\x88\xEC\x8B\x9C</NameNonLatinScript>"
    "<NonLatinScriptType>Hangul</NonLatinScriptType><NonLatinScriptLanguage>Korean</NonLatinScriptLanguage></NonLatinName></NonLatinNames>\n"
    "<Titles><Title>Dr.</Title><Title>General</Title></Titles>\n" KIND(DPRK, "Individual")
    "<DesignationSource>UK|UN</DesignationSource><SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>\n"
    "<SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze></SanctionsImposedIndicators>\n"
    "<OtherInformation>Made up.</OtherInformation><UKStatementofReasons>\nNo reason.\n</UKStatementofReasons>\n"
    "<Addresses><Address><AddressLine1>1 Street</AddressLine1><AddressLine6>Pyongyang</AddressLine6>"
    "<AddressPostalCode>123</AddressPostalCode><AddressCountry>North Korea</AddressCountry></Address><Address/></Addresses>\n"
    "<PhoneNumbers><PhoneNumber>+850 2</PhoneNumber></PhoneNumbers><EmailAddresses><EmailAddress>a@b.example</EmailAddress></EmailAddresses>\n"
    "<Websites><Website>http://b.example</Website></Websites>\n"
    "<IndividualDetails><Individual><DOBs><DOB>dd/mm/1957</DOB><DOB>02/03/1958</DOB><DOB>dd/04/1959</DOB>"
    "<DOB>15/08/19yy</DOB><DOB>01/01/2099</DOB></DOBs>\n"
    "<Nationalities><Nationality>North Korea</Nationality></Nationalities><Genders><Gender>Male</Gender></Genders>\n"
    "<Positions><Position>Director</Position></Positions>\n"
    "<BirthDetails><Location><TownOfBirth>Rason</TownOfBirth><CountryOfBirth>North Korea</CountryOfBirth></Location></BirthDetails>\n"
    "<PassportDetails><Passport><PassportNumber>(1) X0000001 (2) X0000002</PassportNumber><PassportAdditionalInformation>expired</PassportAdditionalInformation></Passport>"
    "<Passport><PassportAdditionalInformation>number unknown</PassportAdditionalInformation></Passport></PassportDetails>\n"
    "<NationalIdentifierDetails><NationalIdentifier><NationalIdentifierNumber>42</NationalIdentifierNumber></NationalIdentifier></NationalIdentifierDetails>\n"
    "</Individual></IndividualDetails>\n" BACK
    FRONT("RUS9002") "<UNReferenceNumber>N/A</UNReferenceNumber><Names>" NAME("<Name6>EXAMPLE TRADING</Name6>", "Primary Name") "</Names>\n"
    KIND("The Russia (Sanctions) (EU Exit) Regulations 2019", "Entity")
    "<EntityDetails><Entity><TypeOfEntities><TypeOfEntity>Company</TypeOfEntity></TypeOfEntities>"
    "<Subsidiaries><Subsidiary>Example Child</Subsidiary></Subsidiaries><ParentCompanies><ParentCompany>Example Parent</ParentCompany></ParentCompanies>"
    "<BusinessRegistrationNumbers><BusinessRegistrationNumber>OGRN: 1247700000000</BusinessRegistrationNumber>"
    "<BusinessRegistrationNumber>0044 (Licence)</BusinessRegistrationNumber></BusinessRegistrationNumbers></Entity></EntityDetails>\n" BACK
    FRONT("DPR9003") "<Names>" NAME("<Name6>EXAMPLE STAR</Name6>", "Primary name") NAME("<Name6>OLD STAR</Name6>", "Alias") "</Names>\n" KIND(DPRK, "Ship")
    "<ShipDetails><Ship><IMONumbers><IMONumber>IMO9074729</IMONumber></IMONumbers>"
    "<CurrentOwnerOperators><CurrentOwnerOperator>Example Shipping</CurrentOwnerOperator></CurrentOwnerOperators>"
    "<PreviousOwnerOperators><PreviousOwnerOperator>Former Shipping</PreviousOwnerOperator></PreviousOwnerOperators>"
    "<CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Comoros</CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips>"
    "<PreviousFlags><PreviousFlag>India</PreviousFlag></PreviousFlags><TypeOfShipDetails><TypeOfShip>Bulk Carrier</TypeOfShip></TypeOfShipDetails>"
    "<TonnageOfShipDetails><TonnageOfShip>7,078</TonnageOfShip></TonnageOfShipDetails><LengthOfShipDetails><LengthOfShip>108m</LengthOfShip></LengthOfShipDetails>"
    "<YearsBuilt><YearBuilt>2011</YearBuilt></YearsBuilt></Ship></ShipDetails>\n" BACK TAIL;

static void reads_every_field_of_a_person(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_uk_xml, "uk_fcdo", str_c(whole));
    assert_string_equal(i.err.message, "");
    assert_str(i.report.edition, "2026-09-02");
    struct entity e = imported_get(&i, "uk_fcdo-DPR9001");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Exam Ple PERSON");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "OTHER | Eksam PERSON | Strong One | \xEC\x98\x88\xEC\x8B\x9C");
    assert_str(imported_values(&i, &e, FTM_PROP_WEAK_ALIAS), "Nick");
    assert_str(imported_values(&i, &e, FTM_PROP_TITLE), "Dr. | General");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "1957 | 1958-03-02 | 1959-04");
    assert_str(imported_values(&i, &e, FTM_PROP_NATIONALITY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_GENDER), "male");
    assert_str(imported_values(&i, &e, FTM_PROP_POSITION), "Director");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_PLACE), "Rason, North Korea");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_COUNTRY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "X0000001 | X0000002");
    assert_str(imported_values(&i, &e, FTM_PROP_ID_NUMBER), "42");
    assert_str(imported_values(&i, &e, FTM_PROP_ADDRESS), "1 Street, Pyongyang, 123, North Korea");
    assert_str(imported_values(&i, &e, FTM_PROP_PHONE), "+850 2");
    assert_str(imported_values(&i, &e, FTM_PROP_EMAIL), "a@b.example");
    assert_str(imported_values(&i, &e, FTM_PROP_WEBSITE), "http://b.example");
    assert_str(imported_values(&i, &e, FTM_PROP_NOTES),
               "Made up. | date of birth: 15/08/19yy | date of birth: 01/01/2099 | passport: number unknown");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_PROGRAM), DPRK);
    assert_str(imported_values(&i, &c, FTM_PROP_PROGRAM_ID), "DPR");
    assert_str(imported_values(&i, &c, FTM_PROP_UNSC_ID), "KPi.999");
    assert_str(imported_values(&i, &c, FTM_PROP_LISTING_DATE), "2017-10-03");
    assert_str(imported_values(&i, &c, FTM_PROP_MODIFIED_AT), "2021-12-18");
    assert_str(imported_values(&i, &c, FTM_PROP_PROVISIONS), "Asset freeze | Travel Ban");
    assert_str(imported_values(&i, &c, FTM_PROP_AUTHORITY_ID), "99001");
    assert_str(imported_values(&i, &c, FTM_PROP_REASON), "No reason.");
    imported_release(&i);
}

static void reads_firms_and_ships(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_uk_xml, "uk_fcdo", str_c(whole));
    struct entity e = imported_get(&i, "uk_fcdo-RUS9002");
    assert_int_equal(e.schema, FTM_SCHEMA_ORGANIZATION);
    assert_int_equal(e.flags, 0);
    assert_str(imported_values(&i, &e, FTM_PROP_REGISTRATION_NUMBER), "1247700000000 | 0044 (Licence)");
    assert_str(imported_values(&i, &e, FTM_PROP_LEGAL_FORM), "Company");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_UNSC_ID), "");
    c = imported_child(&i, &e, FTM_SCHEMA_UNKNOWN_LINK, 1);
    assert_str(imported_values(&i, &c, FTM_PROP_ROLE), "Parent company");
    assert_str(imported_values(&i, &c, FTM_PROP_NAMES_MENTIONED), "Example Parent");
    e = imported_get(&i, "uk_fcdo-DPR9003");
    assert_int_equal(e.schema, FTM_SCHEMA_VESSEL);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(&i, &e, FTM_PROP_IMO_NUMBER), "9074729");
    assert_str(imported_values(&i, &e, FTM_PROP_FLAG), "km");
    assert_str(imported_values(&i, &e, FTM_PROP_PAST_FLAGS), "in");
    assert_str(imported_values(&i, &e, FTM_PROP_TYPE), "Bulk Carrier");
    assert_str(imported_values(&i, &e, FTM_PROP_TONNAGE), "7078");
    assert_str(imported_values(&i, &e, FTM_PROP_BUILD_DATE), "2011");
    assert_str(imported_values(&i, &e, FTM_PROP_NOTES), "length: 108m");
    assert_int_equal(i.report.aliases, 5);
    assert_int_equal(i.report.weak_aliases, 1);
    assert_int_equal(i.report.empty_aliases, 1);
    assert_int_equal(i.report.dprk_entries, 2);
    assert_int_equal(i.report.warning_count, 2); /* two birth dates */
    imported_release(&i);
}

static void hashes_the_bytes_of_an_entry(void **state)
{
    struct imported i;
    uint8_t digest[SHA_LEN];
    str text = str_c(whole);
    (void)state;
    import_text(&i, &list_uk_xml, "uk_fcdo", text);
    size_t from = str_find(text, STR(FRONT("RUS9002")), 0), to = str_find(text, STR(BACK), from);
    sha_of(str_sub(text, from, to + 14), digest);
    assert_memory_equal(imported_get(&i, "uk_fcdo-RUS9002").row_hash, digest, SHA_LEN);
    imported_release(&i);
}

static void refuses_a_bad_list_and_says_why(void **state)
{
    static const struct { const char *text; cordon_status st; const char *says; } rows[] = {
        { HEAD TAIL, CORDON_REFUSED, "no entry" },
        { HEAD ONE("X1", NAME("<Name6>A</Name6>", "Primary Name")) ONE("X1", NAME("<Name6>B</Name6>", "Primary Name")) TAIL,
          CORDON_SYNTAX, "stands twice" },
        { HEAD FRONT("X1") "<Names/>" BACK TAIL, CORDON_SYNTAX, "without <RegimeName>" },
        { HEAD FRONT("X1") KIND("R", "Entity") BACK TAIL, CORDON_SYNTAX, "without <Names>" },
        { HEAD ONE("X1", "<Name><NamePart6>A</NamePart6></Name>") TAIL, CORDON_REFUSED, "have no name" },
        { "<ArrayOfFinancialSanctionsTarget/>", CORDON_SYNTAX, "this is not the UK Sanctions List" },
        { HEAD ONE("X1", NAME("<Name6>Jos\xE9</Name6>", "Primary Name")) TAIL, CORDON_SYNTAX, "bytes that are not UTF-8" },
    };
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct imported i;
        import_text(&i, &list_uk_xml, "uk_fcdo", str_c(rows[k].text));
        if (i.st != rows[k].st || !strstr(i.err.message, rows[k].says))
            fail_msg("row %zu: status %d says '%s'", k, (int)i.st, i.err.message);
        imported_release(&i);
    }
}

static void keeps_and_tells_what_it_does_not_know(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_uk_xml, "uk_fcdo",
                STR("<Designations>" FRONT("X1") "<Names>" NAME("<Name6>A B</Name6>", "Nickname")
                    "<Name><Name6>C D</Name6><AliasStrength>Odd</AliasStrength></Name></Names>"
                    KIND("R", "Aircraft") "<NewField/>" BACK TAIL));
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "uk_fcdo-X1");
    assert_int_equal(e.schema, FTM_SCHEMA_LEGAL_ENTITY);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "A B");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "C D");
    assert_int_equal(i.report.warning_count, 5); /* kind, no primary name, strength, field, no date */
    imported_release(&i);
}

static void cut_anywhere_it_is_refused(void **state)
{
    (void)state;
    import_cut_anywhere(&list_uk_xml, "uk_fcdo", str_c(whole), 1, false);
}

static void survives_failing_memory(void **state)
{
    (void)state;
    import_failing(&list_uk_xml, "uk_fcdo", str_c(whole));
}

/* The published edition in another body's conversion: each id and regime, through the shared rule. */
static void marks_the_261_of_august_2026(void **state)
{
    (void)state;
    NEED_SHARED("uk-fcdo-2026-08-22/uk_designations.jsonl.gz");
    str all = gunzip(shared_path("uk-fcdo-2026-08-22/uk_designations.jsonl.gz")), rest = all, line;
    uint32_t count = 0, dprk = 0, kinds[3] = { 0 };
    while (str_next(&rest, '\n', &line)) {
        if (line.len == 0) continue;
        struct { const char *key; str value; } f[] = {
            { "\"unique_id\":\"", STR_EMPTY }, { "\"regime_name\":\"", STR_EMPTY }, { "\"individual_entity_ship\":\"", STR_EMPTY } };
        for (size_t k = 0; k < 3; k++) {
            size_t from = str_find(line, str_c(f[k].key), 0) + strlen(f[k].key);
            f[k].value = str_sub(line, from, from + str_index(str_from(line, from), '"'));
        }
        count++;
        if (uk_is_dprk(f[0].value, f[1].value)) {
            dprk++;
            assert_true(uk_is_dprk(f[0].value, STR_EMPTY) && uk_is_dprk(STR_EMPTY, f[1].value));
            enum ftm_schema s = uk_schema(f[2].value);
            kinds[s == FTM_SCHEMA_PERSON ? 0 : s == FTM_SCHEMA_ORGANIZATION ? 1 : 2]++;
        }
        assert_int_not_equal(uk_schema(f[2].value), FTM_SCHEMA_NONE);
    }
    assert_int_equal(count, 6349);
    assert_int_equal(dprk, 261);
    assert_int_equal(kinds[0], 138);
    assert_int_equal(kinds[1], 86);
    assert_int_equal(kinds[2], 37);
    free((void *)(uintptr_t)all.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_field_of_a_person),
        cmocka_unit_test(reads_firms_and_ships),
        cmocka_unit_test(hashes_the_bytes_of_an_entry),
        cmocka_unit_test(refuses_a_bad_list_and_says_why),
        cmocka_unit_test(keeps_and_tells_what_it_does_not_know),
        cmocka_unit_test(cut_anywhere_it_is_refused),
        cmocka_unit_test(survives_failing_memory),
        cmocka_unit_test(marks_the_261_of_august_2026),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
