/* list/ofac_advanced: the same entities as from the CSV, and what only this format has. */
#include "tests/imported.h"

#define NS_SCHEMA "http://www.un.org/sanctions/1.0"


/* --- a small made-up file ------------------------------------------------------------------- */

#define OPEN "<Sanctions xmlns='" NS_SCHEMA "' Version='3'>"
#define ISSUED "<DateOfIssue CalendarTypeID='1'><Year>2026</Year><Month>7</Month><Day>5</Day></DateOfIssue>"
#define VALUES                                                                                   \
    "<ReferenceValueSets>"                                                                       \
    "<AliasTypeValues><AliasType ID='1'>A.K.A.</AliasType><AliasType ID='2'>F.K.A.</AliasType>"  \
    "<AliasType ID='3'>Name</AliasType></AliasTypeValues>"                                       \
    "<CountryValues><Country ID='7' ISO2='KP'>Korea, North</Country></CountryValues>"            \
    "<DetailReferenceValues><DetailReference ID='5'>Female</DetailReference></DetailReferenceValues>" \
    "<EntryEventTypeValues><EntryEventType ID='1'>Created</EntryEventType></EntryEventTypeValues>" \
    "<FeatureTypeValues><FeatureType ID='8' FeatureTypeGroupID='1'>Birthdate</FeatureType>"      \
    "<FeatureType ID='25' FeatureTypeGroupID='1'>Location</FeatureType>"                         \
    "<FeatureType ID='224' FeatureTypeGroupID='1'>Gender</FeatureType>"                          \
    "<FeatureType ID='26' FeatureTypeGroupID='1'>Title</FeatureType>"                            \
    "<FeatureType ID='3' FeatureTypeGroupID='1'>Vessel Flag</FeatureType>"                       \
    "<FeatureType ID='4' FeatureTypeGroupID='1'>Vessel Tonnage</FeatureType>"                    \
    "<FeatureType ID='99' FeatureTypeGroupID='1'>Shoe Size</FeatureType>"                        \
    "<FeatureType ID='344' FeatureTypeGroupID='1'>Digital Currency Address - XBT</FeatureType>"  \
    "</FeatureTypeValues>"                                                                       \
    "<IDRegDocDateTypeValues><IDRegDocDateType ID='1'>Issue Date</IDRegDocDateType>"             \
    "<IDRegDocDateType ID='2'>Expiration Date</IDRegDocDateType></IDRegDocDateTypeValues>"       \
    "<IDRegDocTypeValues><IDRegDocType ID='1571'>Passport</IDRegDocType></IDRegDocTypeValues>"   \
    "<LegalBasisValues><LegalBasis ID='6'>Executive Order 99999</LegalBasis></LegalBasisValues>" \
    "<ListValues><List ID='1'>SDN List</List><List ID='2'>Consolidated List</List></ListValues>" \
    "<LocPartTypeValues><LocPartType ID='1'>CITY</LocPartType><LocPartType ID='2'>ADDRESS1"      \
    "</LocPartType></LocPartTypeValues>"                                                         \
    "<NamePartTypeValues><NamePartType ID='1'>Last Name</NamePartType><NamePartType ID='2'>First" \
    " Name</NamePartType><NamePartType ID='3'>Entity Name</NamePartType></NamePartTypeValues>"   \
    "<PartySubTypeValues><PartySubType ID='1' PartyTypeID='4'>Vessel</PartySubType>"             \
    "<PartySubType ID='4' PartyTypeID='1'>Unknown</PartySubType></PartySubTypeValues>"           \
    "<PartyTypeValues><PartyType ID='1'>Individual</PartyType></PartyTypeValues>"                \
    "<RelationTypeValues><RelationType ID='1'>Owned or Controlled By</RelationType></RelationTypeValues>" \
    "<SanctionsTypeValues><SanctionsType ID='1'>Program</SanctionsType><SanctionsType ID='2'>Block" \
    "</SanctionsType></SanctionsTypeValues>"                                                     \
    "<ScriptValues><Script ID='215'>Latin</Script><Script ID='220'>Hangul</Script></ScriptValues>" \
    "</ReferenceValueSets>"
#define PLACES                                                                                   \
    "<Locations><Location ID='50'><LocationCountry CountryID='7'/><LocationPart LocPartTypeID='1'>" \
    "<LocationPartValue Primary='true'><Value>Pyongyang</Value></LocationPartValue></LocationPart>" \
    "<LocationPart LocPartTypeID='2'><LocationPartValue Primary='true'><Value>1 Street</Value>"  \
    "</LocationPartValue></LocationPart></Location></Locations>"
#define DAY(tag, y, m, d)                                                                        \
    "<" tag "><Year>" y "</Year><Month>" m "</Month><Day>" d "</Day></" tag ">"
#define PAPERS                                                                                   \
    "<IDRegDocuments><IDRegDocument ID='60' IDRegDocTypeID='1571' IdentityID='11' "              \
    "IssuedBy-CountryID='7'><IDRegistrationNo>X0000001</IDRegistrationNo>"                       \
    "<DocumentDate IDRegDocDateTypeID='2'><DatePeriod>"                                          \
    "<Start MonthFixed='true' DayFixed='true'>" DAY("From", "2030", "1", "2") "</Start>"         \
    "</DatePeriod></DocumentDate></IDRegDocument></IDRegDocuments>"
#define PART(group, script, text)                                                                \
    "<DocumentedNamePart><NamePartValue NamePartGroupID='" group "' ScriptID='" script "'>" text \
    "</NamePartValue></DocumentedNamePart>"
#define FEATURE(type, inside)                                                                    \
    "<Feature FeatureTypeID='" type "'><FeatureVersion>" inside "</FeatureVersion></Feature>"
#define PERIOD(flags, y1, m1, d1, y2, m2, d2)                                                    \
    FEATURE("8", "<DatePeriod><Start " flags ">" DAY("From", y1, m1, d1) DAY("To", y1, m1, d1)   \
            "</Start><End " flags ">" DAY("From", y2, m2, d2) DAY("To", y2, m2, d2)              \
            "</End></DatePeriod>")
#define EXACT "Approximate='false' YearFixed='true' MonthFixed='true' DayFixed='true'"
#define YEAR "Approximate='false' YearFixed='true' MonthFixed='false' DayFixed='false'"
#define ABOUT "Approximate='true' YearFixed='true' MonthFixed='false' DayFixed='false'"
#define PERSON_HEAD                                                                         \
    "<DistinctParty FixedRef='900001'><Profile ID='10' PartySubTypeID='4'>"                      \
    "<Identity ID='11' Primary='true' False='false'>"                                            \
    "<Alias AliasTypeID='3' Primary='true' LowQuality='false'>"                                  \
    "<DocumentedName>" PART("1", "215", "EXAMPLE") PART("2", "215", "Per Son") "</DocumentedName>" \
    "<DocumentedName>" PART("1", "220", "\xEC\x98\x88") PART("2", "220", "\xEC\x8B\x9C")         \
    "</DocumentedName></Alias>"                                                                  \
    "<Alias AliasTypeID='1' Primary='false' LowQuality='false'><DocumentedName>"                 \
    PART("1", "215", "OTHER") "</DocumentedName></Alias>"                                        \
    "<Alias AliasTypeID='1' Primary='false' LowQuality='true'><DocumentedName>"                  \
    PART("1", "215", "NICK") "</DocumentedName></Alias>"                                         \
    "<Alias AliasTypeID='2' Primary='false' LowQuality='false'><DocumentedName>"                 \
    PART("1", "215", "OLD") PART("2", "215", "Name") "</DocumentedName></Alias>"                 \
    "<NamePartGroups><MasterNamePartGroup><NamePartGroup ID='1' NamePartTypeID='1'/>"            \
    "</MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID='2' NamePartTypeID='2'/>"      \
    "</MasterNamePartGroup></NamePartGroups></Identity>"
#define PERSON_TAIL "</Profile></DistinctParty>"
#define PERSON(features) PERSON_HEAD features PERSON_TAIL
#define SHIP                                                                                     \
    "<DistinctParty FixedRef='900002'><Comment>a ship</Comment><Profile ID='20' PartySubTypeID='1'>" \
    "<Identity ID='21' Primary='true' False='false'><Alias AliasTypeID='3' Primary='true' "      \
    "LowQuality='false'><DocumentedName>" PART("9", "215", "EXAMPLE SHIP") "</DocumentedName></Alias>" \
    "<NamePartGroups><MasterNamePartGroup><NamePartGroup ID='9' NamePartTypeID='3'/>"            \
    "</MasterNamePartGroup></NamePartGroups></Identity>"                                         \
    FEATURE("3", "<VersionLocation LocationID='50'/>")                                           \
    FEATURE("4", "<VersionDetail>318,000</VersionDetail>") "</Profile></DistinctParty>"
#define TIE                                                                                      \
    "<ProfileRelationships><ProfileRelationship ID='70' From-ProfileID='20' To-ProfileID='10' "  \
    "RelationTypeID='1' Former='false'/></ProfileRelationships>"
#define MEASURE(profile, list, program)                                                          \
    "<SanctionsEntry ID='" profile "' ProfileID='" profile "' ListID='" list "'>"                \
    "<EntryEvent EntryEventTypeID='1' LegalBasisID='6'><Date>" "<Year>2016</Year><Month>3</Month>" \
    "<Day>2</Day></Date></EntryEvent><SanctionsMeasure SanctionsTypeID='2'/>"                    \
    "<SanctionsMeasure SanctionsTypeID='1'><Comment>" program "</Comment></SanctionsMeasure>"    \
    "</SanctionsEntry>"
#define DATES                                                                                    \
    PERIOD(EXACT, "1979", "8", "1", "1979", "8", "1") PERIOD(YEAR, "1980", "1", "1", "1980", "12", "31") \
    PERIOD(YEAR, "1981", "2", "1", "1981", "2", "28") PERIOD(ABOUT, "1982", "1", "1", "1982", "12", "31") \
    PERIOD(YEAR, "1983", "1", "1", "1985", "12", "31") PERIOD(EXACT, "1986", "1", "1", "1986", "12", "31")
#define DETAILS                                                                                  \
    FEATURE("25", "<VersionLocation LocationID='50'/>")                                          \
    FEATURE("224", "<VersionDetail DetailReferenceID='5'/>")                                     \
    FEATURE("26", "<VersionDetail>Chief; Deputy Minister</VersionDetail>")                       \
    FEATURE("99", "<VersionDetail>44</VersionDetail>")                                           \
    FEATURE("344", "<VersionDetail>1ExampleExample</VersionDetail>")

/* A whole file around these parties and measures; static buffer. */
static str document(const char *parties, const char *dates, const char *rest, const char *measures)
{
    static char text[1 << 15];
    const char *const pieces[] = {
        OPEN ISSUED, VALUES, PLACES PAPERS "<DistinctParties>", parties, dates, rest,
        "</DistinctParties>" TIE "<SanctionsEntries>", measures,
        "</SanctionsEntries><SanctionsEntryLinks/></Sanctions>",
    };
    text[0] = '\0';
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) strcat(text, pieces[i]);
    return str_c(text);
}

static str whole(void)
{
    return document(PERSON_HEAD, DATES, DETAILS PERSON_TAIL SHIP,
                    MEASURE("10", "1", "DPRK3") MEASURE("20", "1", "IRAN"));
}

static void a_birth_after_its_day_of_issue_is_none(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_ofac_advanced, "us_ofac_sdn",
                document(PERSON_HEAD, PERIOD(EXACT, "2026", "7", "6", "2026", "7", "6") PERIOD(EXACT, "2026", "7", "5", "2026", "7", "5"),
                         DETAILS PERSON_TAIL SHIP, MEASURE("10", "1", "DPRK3") MEASURE("20", "1", "IRAN")));
    assert_string_equal(i.err.message, "");
    struct entity e = imported_get(&i, "us_ofac_sdn-900001");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "2026-07-05");
    assert_int_equal(i.report.warning_count, 1);
    imported_release(&i);
}

static void reads_what_only_this_format_has(void **state)
{
    struct imported i;
    struct entity_statement st;
    (void)state;
    import_text(&i, &list_ofac_advanced, "us_ofac_sdn", whole());
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "us_ofac_sdn-900001");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "EXAMPLE, Per Son");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "\xEC\x98\x88 \xEC\x8B\x9C | OTHER");
    assert_str(imported_values(&i, &e, FTM_PROP_WEAK_ALIAS), "NICK");
    assert_str(imported_values(&i, &e, FTM_PROP_PREVIOUS_NAME), "OLD, Name");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE),
               "1979-08-01 | 1980 | 1981-02 | ~1982 | 1983/1985 | 1986-01-01/1986-12-31");
    assert_str(imported_values(&i, &e, FTM_PROP_GENDER), "female");
    assert_str(imported_values(&i, &e, FTM_PROP_POSITION), "Chief | Deputy Minister");
    assert_str(imported_values(&i, &e, FTM_PROP_ADDRESS), "1 Street, Pyongyang, Korea, North");
    assert_str(imported_values(&i, &e, FTM_PROP_COUNTRY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "X0000001");
    assert_str(imported_values(&i, &e, FTM_PROP_NOTES), "Shoe Size 44");
    for (uint32_t k = 0; k < e.statement_count; k++)
        if (entity_statement_get(&i.set, e.first_statement + k, &st) && st.value.data[0] == '\xEC')
            assert_str(st.lang, "kor");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_PASSPORT, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_END_DATE), "2030-01-02");
    c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_PROGRAM), "DPRK3");
    assert_str(imported_values(&i, &c, FTM_PROP_LISTING_DATE), "2016-03-02");
    assert_str(imported_values(&i, &c, FTM_PROP_REASON), "Executive Order 99999");
    c = imported_child(&i, &e, FTM_SCHEMA_CRYPTO_WALLET, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_PUBLIC_KEY), "1ExampleExample");
    imported_release(&i);
}

static void writes_ties_on_both_sides(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_ofac_advanced, "us_ofac_sdn", whole());
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "us_ofac_sdn-900002");
    assert_int_equal(e.schema, FTM_SCHEMA_VESSEL);
    assert_str(imported_values(&i, &e, FTM_PROP_FLAG), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_TONNAGE), "318000");
    assert_str(imported_values(&i, &e, FTM_PROP_NOTES), "a ship");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_UNKNOWN_LINK, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_OBJECT), "us_ofac_sdn-900001");
    assert_str(imported_values(&i, &c, FTM_PROP_ROLE), "Owned or Controlled By");
    assert_str(imported_values(&i, &c, FTM_PROP_NAMES_MENTIONED), "EXAMPLE, Per Son");
    e = imported_get(&i, "us_ofac_sdn-900001");
    c = imported_child(&i, &e, FTM_SCHEMA_UNKNOWN_LINK, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_OBJECT), "us_ofac_sdn-900002");
    assert_str(imported_values(&i, &c, FTM_PROP_ROLE), "reverse of: Owned or Controlled By");
    assert_str(i.report.edition, "2026-07-05");
    assert_int_equal(i.report.entries, 2);
    assert_int_equal(i.report.aliases, 2);
    assert_int_equal(i.report.weak_aliases, 1);
    assert_int_equal(i.report.dprk_entries, 1);
    assert_int_equal(i.report.wallets, 1);
    assert_int_equal(i.report.warning_count, 0);
    imported_release(&i);
}

static void refuses_what_cannot_be_placed(void **state)
{
    static const struct { const char *parties, *measures; const char *source; cordon_status st; const char *says; } rows[] = {
        { "", "", "us_ofac_sdn", CORDON_REFUSED, "no entry" },
        { PERSON(""), MEASURE("10", "2", "SDGT"), "us_ofac_sdn", CORDON_REFUSED, "consolidated" },
        { PERSON(""), MEASURE("10", "1", "SDGT"), "us_ofac_cons", CORDON_REFUSED, "SDN list" },
        { PERSON(""), MEASURE("10", "9", "SDGT"), "us_ofac_sdn", CORDON_SYNTAX, "ListID '9'" },
        { PERSON(FEATURE("77", "")), "", "us_ofac_sdn", CORDON_SYNTAX, "FeatureTypeID '77'" },
        { PERSON(FEATURE("25", "<VersionLocation LocationID='51'/>")), "", "us_ofac_sdn",
          CORDON_SYNTAX, "LocationID '51'" },
        { PERSON("") PERSON(""), "", "us_ofac_sdn", CORDON_SYNTAX, "stands twice" },
        { "<DistinctParty FixedRef='1'/>", "", "us_ofac_sdn", CORDON_SYNTAX, "without a Profile" },
        { "<DistinctParty FixedRef='x'><Profile ID='1' PartySubTypeID='4'/></DistinctParty>", "",
          "us_ofac_sdn", CORDON_SYNTAX, "FixedRef" },
    };
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct imported i;
        import_text(&i, &list_ofac_advanced, rows[k].source,
                    document(rows[k].parties, "", "", rows[k].measures));
        if (i.st != rows[k].st || !strstr(i.err.message, rows[k].says))
            fail_msg("row %zu: status %d says '%s'", k, (int)i.st, i.err.message);
        assert_string_equal(i.err.file, "made-up");
        imported_release(&i);
    }
}

static void refuses_what_is_no_whole_file(void **state)
{
    static const struct { const char *text; cordon_status st; const char *says; } rows[] = {
        { "<Sanctions Version='3' DeltaBaseVersion='2'/>", CORDON_REFUSED, "changes" },
        { OPEN ISSUED PLACES, CORDON_SYNTAX, "stands in no table" },
        { OPEN ISSUED, CORDON_SYNTAX, "cut off inside <Sanctions>" },
        { "<sdnList/>", CORDON_SYNTAX, "root element" },
    };
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct imported i;
        import_text(&i, &list_ofac_advanced, "us_ofac_sdn", str_c(rows[k].text));
        if (i.st != rows[k].st || !strstr(i.err.message, rows[k].says))
            fail_msg("row %zu: status %d says '%s'", k, (int)i.st, i.err.message);
        imported_release(&i);
    }
}

static void warns_of_a_party_without_measure(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_ofac_advanced, "us_ofac_sdn", document(PERSON(""), "", "", ""));
    assert_int_equal(i.st, CORDON_OK);
    assert_int_equal(i.report.warning_count, 2); /* and a tie to nobody */
    imported_release(&i);
}

/* --- the sample: 20 entries of 2023-12-28 --------------------------------------------------- */

static void import_sample(struct imported *i, const char *path)
{
    struct list_file f = { .name = STR("sample"), .bytes = slurp(source_path(path)) };
    assert_non_null(f.bytes.data);
    assert_true(list_ofac_advanced.recognise(&f));
    import_files(i, &list_ofac_advanced, "us_ofac_sdn", &f, 1);
    free((void *)(uintptr_t)f.bytes.data);
}

static void import_sample_csv(struct imported *i)
{
    static const char *const names[] = { "sdn", "alt", "add", "sdn_comments" };
    struct list_file f[4];
    char path[128];
    for (size_t k = 0; k < 4; k++) {
        snprintf(path, sizeof path, "tests/data/sdn_advanced_sample_%s.csv", names[k]);
        f[k] = (struct list_file){ .name = str_c(names[k]), .bytes = slurp(source_path(path)) };
        assert_non_null(f[k].bytes.data);
    }
    import_files(i, &list_ofac_csv, "us_ofac_sdn", f, 4);
    for (size_t k = 0; k < 4; k++) free((void *)(uintptr_t)f[k].bytes.data);
}

/* Has the family of `subject` an entity of that schema with that value? */
static bool family_has(const struct imported *i, uint32_t subject, enum ftm_schema schema,
                       const struct entity_statement *want)
{
    for (uint32_t row = subject; row < entity_family_end(&i->set, subject); row++) {
        struct entity e;
        struct entity_statement s;
        if (!entity_get(&i->set, row, &e) || e.schema != schema) continue;
        for (uint32_t k = 0; k < e.statement_count; k++)
            if (entity_statement_get(&i->set, e.first_statement + k, &s) && s.prop == want->prop &&
                str_eq(s.value, want->value))
                return true;
    }
    return false;
}

/* Every value of a's entities is in b's. Ties differ by nature, and one free remark has no place in
 * the other format. */
static void check_contained(const struct imported *a, const struct imported *b)
{
    for (uint32_t row = 0; row < a->set.count; row++) {
        struct entity e, subject;
        struct entity_statement s;
        uint32_t other;
        assert_true(entity_get(&a->set, row, &e) && entity_get(&a->set, e.subject, &subject));
        assert_true(entity_find(&b->set, subject.id, &other));
        if (e.schema == FTM_SCHEMA_UNKNOWN_LINK) continue;
        for (uint32_t k = 0; k < e.statement_count; k++) {
            assert_true(entity_statement_get(&a->set, e.first_statement + k, &s));
            if (s.prop == FTM_PROP_NOTES && str_eq(s.value, STR("All Offices Worldwide"))) continue;
            if (!family_has(b, other, e.schema, &s))
                fail_msg("%.*s: %.*s '%.*s' is missing", STR_ARG(e.id),
                         STR_ARG(ftm_prop_name(s.prop)), STR_ARG(s.value));
        }
    }
}

static void gives_the_entities_of_the_csv(void **state)
{
    static const char *const paths[] = { "tests/data/sdn_advanced_sample.xml",
                                         "tests/data/sdn_advanced_sample_2024.xml" };
    struct imported from_csv;
    (void)state;
    import_sample_csv(&from_csv);
    assert_string_equal(from_csv.err.message, "");
    for (size_t k = 0; k < 2; k++) {
        struct imported i;
        import_sample(&i, paths[k]);
        assert_string_equal(i.err.message, "");
        assert_int_equal(i.report.entries, 20);
        assert_int_equal(i.report.aliases, from_csv.report.aliases);
        assert_int_equal(i.report.weak_aliases, from_csv.report.weak_aliases);
        assert_int_equal(i.report.wallets, from_csv.report.wallets);
        assert_int_equal(i.report.dprk_entries, from_csv.report.dprk_entries);
        assert_str(i.report.edition, "2023-12-28");
        check_contained(&i, &from_csv);
        check_contained(&from_csv, &i);
        imported_release(&i);
    }
    imported_release(&from_csv);
}

static void has_a_sample_that_follows_the_schema(void **state)
{
    char command[9000], xsd[4096];
    (void)state;
    NEED_SHARED("schemas/ofac-sdn_advanced.xsd");
    snprintf(xsd, sizeof xsd, "%s", shared_path("schemas/ofac-sdn_advanced.xsd"));
    if (system("xmllint --version >/dev/null 2>&1") != 0) {
        print_message("skipped: no xmllint\n");
        skip();
    }
    snprintf(command, sizeof command, "xmllint --noout --schema '%s' '%s' 2>/dev/null", xsd,
             source_path("tests/data/sdn_advanced_sample.xml"));
    assert_int_equal(system(command), 0);
}

static void refuses_the_sample_cut_off_at_fifty_places(void **state)
{
    str text = slurp(source_path("tests/data/sdn_advanced_sample.xml"));
    (void)state;
    assert_non_null(text.data);
    import_cut_anywhere(&list_ofac_advanced, "us_ofac_sdn", text, text.len / 50, false);
    free((void *)(uintptr_t)text.data);
}

static void survives_failing_memory(void **state)
{
    (void)state;
    import_failing(&list_ofac_advanced, "us_ofac_sdn", whole());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_birth_after_its_day_of_issue_is_none),
        cmocka_unit_test(reads_what_only_this_format_has),
        cmocka_unit_test(writes_ties_on_both_sides),
        cmocka_unit_test(refuses_what_cannot_be_placed),
        cmocka_unit_test(refuses_what_is_no_whole_file),
        cmocka_unit_test(warns_of_a_party_without_measure),
        cmocka_unit_test(gives_the_entities_of_the_csv),
        cmocka_unit_test(has_a_sample_that_follows_the_schema),
        cmocka_unit_test(refuses_the_sample_cut_off_at_fifty_places),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
