/* list/ofac_remarks, ofac_label: the grammar of remarks, on made-up entries. */
#include "tests/list_help.h"

#include "base/num.h"
#include "list/ofac.h"

static const struct entity_src here = { 0, 7 };

static str edition_day, told_day, clock_day; /* what the report says the day is */

/* Entity "t-1" of the schema with these remarks. */
static void parse(struct edition *e, enum ftm_schema schema, const char *remarks, bool is_cut,
                  const struct ofac_hints *hints)
{
    *e = (struct edition){ .status = CORDON_OK };
    arena_init(&e->arena, 1u << 20);
    list_report_init(&e->report, &e->arena);
    e->report.edition = edition_day;
    e->report.told_edition = told_day;
    e->report.today = clock_day;
    struct entity_build *b = entity_build_new();
    if (!b) {
        e->status = CORDON_NOMEM;
        return;
    }
    entity_begin(b, schema, STR("t-1"), STR("1"), here);
    ofac_remarks_with(b, &e->report, STR("sdn.csv"), STR("1"), str_c(remarks), is_cut, here, hints);
    if (e->arena.failed) e->status = CORDON_NOMEM;
    edition_keep(e, b);
    entity_build_free(b);
}

static void a_party_and_its_seat_is_an_affiliation(void **state)
{
    static const char *const rows[] = { "HAMAS - Hebron", "HAMAS - Der al-Balah", "PFLP", "DFLP" };
    struct edition e;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        parse(&e, FTM_SCHEMA_PERSON, rows[i], false, NULL);
        assert_int_equal(e.report.untyped_pieces, 0);
        assert_str(edition_value(&e, "t-1", FTM_PROP_POLITICAL), rows[i]);
        edition_release(&e);
        parse(&e, FTM_SCHEMA_ORGANIZATION, rows[i], false, NULL);
        assert_str(edition_value(&e, "t-1", FTM_PROP_NOTES), rows[i]);
        edition_release(&e);
    }
    parse(&e, FTM_SCHEMA_PERSON, "HAMAS commander", false, NULL);
    assert_str(edition_value(&e, "t-1", FTM_PROP_POSITION), "HAMAS commander");
    edition_release(&e);
}

/* Remarks go on in the comments: what begins there stands there. */
static void a_piece_stands_in_the_row_where_it_begins(void **state)
{
    static const char text[] = "DOB 1979; a.k.a. 'RED'; a.k.a. 'BLUE'; Gender Male.";
    const size_t at = strlen("DOB 1979; a.k.a. 'R"), next = strlen("DOB 1979; a.k.a. 'RED'; a.k.a. 'BLUE'");
    const struct ofac_seam seams[] = { { at, STR("c.csv"), { 3, 40 } }, { next, STR("c.csv"), { 3, 41 } } };
    const struct ofac_hints hints = { .seams = seams, .seam_count = 2 };
    static const struct { enum ftm_prop prop; uint8_t file; uint32_t line; } want[] = {
        { FTM_PROP_BIRTH_DATE, 0, 7 }, { FTM_PROP_WEAK_ALIAS, 0, 7 }, /* it begins before the seam */
        { FTM_PROP_WEAK_ALIAS, 3, 40 }, { FTM_PROP_GENDER, 3, 41 },
    };
    struct edition e;
    struct entity ent;
    struct entity_statement st;
    size_t found = 0;
    (void)state;
    parse(&e, FTM_SCHEMA_PERSON, text, false, &hints);
    assert_int_equal(e.status, CORDON_OK);
    assert_true(entity_get(&e.set, 0, &ent));
    for (uint32_t i = 0; i < ent.statement_count; i++) {
        assert_true(entity_statement_get(&e.set, ent.first_statement + i, &st));
        for (size_t k = 0; k < COUNT_OF(want); k++)
            found += st.prop == want[k].prop && st.src.file == want[k].file &&
                     st.src.line == want[k].line;
    }
    assert_int_equal(found, COUNT_OF(want));
    edition_release(&e);
}

/* By the edition's day, or by the clock where nobody says what it is of. */
static void nobody_is_born_after_the_edition(void **state)
{
    static const struct { const char *text; str edition, told, today; bool is_future; } rows[] = {
        { "DOB 17 Jul 2064", STR_INIT("2023-12-28"), STR_INIT(""), STR_INIT(""), true },
        { "DOB 29 Dec 2023", STR_INIT("2023-12-28"), STR_INIT(""), STR_INIT(""), true },
        { "DOB 28 Dec 2023", STR_INIT("2023-12-28"), STR_INIT(""), STR_INIT(""), false },
        { "DOB Dec 2023", STR_INIT("2023-12-28"), STR_INIT(""), STR_INIT(""), false },
        { "DOB circa 2064", STR_INIT(""), STR_INIT("2023-12-28"), STR_INIT(""), true },
        { "alt. DOB 1964 to 2066", STR_INIT(""), STR_INIT("2023-12-28"), STR_INIT(""), false },
        { "DOB 2064 to 2066", STR_INIT(""), STR_INIT(""), STR_INIT("2026-02-27"), true },
        { "DOB 2064", STR_INIT("2065-01-01"), STR_INIT("2023-12-28"), STR_INIT("2023-12-28"), false },
        { "DOB 2064", STR_INIT(""), STR_INIT(""), STR_INIT(""), false },
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        struct edition e;
        edition_day = rows[k].edition;
        told_day = rows[k].told;
        clock_day = rows[k].today;
        parse(&e, FTM_SCHEMA_PERSON, rows[k].text, false, NULL);
        assert_int_equal(edition_value(&e, "t-1", FTM_PROP_BIRTH_DATE).len == 0, rows[k].is_future);
        assert_int_equal(edition_value(&e, "t-1", FTM_PROP_NOTES).len > 0, rows[k].is_future);
        assert_int_equal(e.report.warning_count, rows[k].is_future);
        assert_int_equal(e.report.values[FTM_PROP_BIRTH_DATE].odd, rows[k].is_future);
        assert_int_equal(e.report.untyped_pieces, 0);
        edition_release(&e);
    }
    edition_day = told_day = clock_day = STR_EMPTY;
}

static void types_each_piece_of_a_person(void **state)
{
    struct edition e;
    (void)state;
    parse(&e, FTM_SCHEMA_PERSON,
          "DOB 01 Aug 1979; alt. DOB circa 1980; POB Pyongyang, Korea, North; nationality Korea, "
          "North; citizen Russia; Gender Male; Email Address a.b@example.org; a.k.a. 'RED O'DOT'; "
          "f.k.a. 'OLD; NEW'; Passport A755350 (Saudi Arabia) issued 05 May 2001 expires Mar 2006; "
          "alt. National ID No. 12 34-X; Chinese Commercial Code 1728 4320; "
          "Former Deputy Minister of Examples.",
          false, NULL);
    assert_int_equal(e.status, CORDON_OK);
    assert_int_equal(e.report.pieces, 13);
    assert_int_equal(e.report.untyped_pieces, 0);
    assert_int_equal(e.report.weak_aliases, 2);
    assert_str(edition_value(&e, "t-1", FTM_PROP_BIRTH_DATE), "1979-08-01");
    assert_str(edition_value_at(&e, "t-1", FTM_PROP_BIRTH_DATE, 1), "~1980");
    assert_str(edition_value(&e, "t-1", FTM_PROP_BIRTH_PLACE), "Pyongyang, Korea, North");
    assert_str(edition_value(&e, "t-1", FTM_PROP_BIRTH_COUNTRY), "kp");
    assert_str(edition_value(&e, "t-1", FTM_PROP_NATIONALITY), "kp");
    assert_str(edition_value(&e, "t-1", FTM_PROP_CITIZENSHIP), "ru");
    assert_str(edition_value(&e, "t-1", FTM_PROP_GENDER), "male");
    assert_str(edition_value(&e, "t-1", FTM_PROP_EMAIL), "a.b@example.org");
    assert_str(edition_value(&e, "t-1", FTM_PROP_WEAK_ALIAS), "RED O'DOT");
    assert_str(edition_value_at(&e, "t-1", FTM_PROP_WEAK_ALIAS, 1), "OLD; NEW");
    assert_str(edition_value(&e, "t-1", FTM_PROP_PASSPORT_NUMBER), "A755350");
    assert_str(edition_value(&e, "t-1", FTM_PROP_ID_NUMBER), "12 34-X");
    assert_str(edition_value(&e, "t-1", FTM_PROP_POSITION), "Former Deputy Minister of Examples");
    assert_str(edition_value(&e, "t-1-1", FTM_PROP_NUMBER), "A755350");
    assert_str(edition_value(&e, "t-1-1", FTM_PROP_COUNTRY), "sa");
    assert_str(edition_value(&e, "t-1-1", FTM_PROP_START_DATE), "2001-05-05");
    assert_str(edition_value(&e, "t-1-1", FTM_PROP_END_DATE), "2006-03");
    assert_str(edition_value(&e, "t-1-1", FTM_PROP_HOLDER), "t-1");
    assert_str(edition_value(&e, "t-1-2", FTM_PROP_TYPE), "National ID No.");
    edition_release(&e);
}

static void types_each_piece_of_an_organisation(void **state)
{
    struct edition e;
    (void)state;
    parse(&e, FTM_SCHEMA_ORGANIZATION,
          "SWIFT/BIC EXAMKPPY; Website www.example.org; alt. Website: http://example.com; www."
          "example.net (website); Phone No. 850-2-1; Fax 850-2-2; Organization Established Date 03 "
          "Mar 2001; Organization Type: Testing; Target Type Private Company; Tax ID No. 12 "
          "(Russia); File Number 77 (Delaware) (United States); Identification Number IMO 1234567; "
          "Unified Social Credit Code (USCC) 9111 (China); all offices worldwide; Secondary "
          "sanctions risk: Example Regulations, sections 1.1 and 1.2; Listing Date (EO 1 Directive "
          "2): 24 Feb 2022; Executive Order 1 Directive Determination - Subject to Directive 1; "
          "BIK (RU) 044030707.",
          false, NULL);
    assert_int_equal(e.status, CORDON_OK);
    assert_int_equal(e.report.pieces, 18);
    assert_int_equal(e.report.untyped_pieces, 0);
    assert_str(edition_value(&e, "t-1", FTM_PROP_SWIFT_BIC), "EXAMKPPY");
    assert_str(edition_value_at(&e, "t-1", FTM_PROP_WEBSITE, 2), "www.example.net");
    assert_str(edition_value(&e, "t-1", FTM_PROP_PHONE), "850-2-1");
    assert_true(edition_has(&e, "t-1", FTM_PROP_NOTES, "Fax 850-2-2"));
    assert_true(edition_has(&e, "t-1", FTM_PROP_NOTES, "all offices worldwide"));
    assert_str(edition_value(&e, "t-1", FTM_PROP_INCORPORATION_DATE), "2001-03-03");
    assert_str(edition_value(&e, "t-1", FTM_PROP_TAX_NUMBER), "12");
    assert_str(edition_value(&e, "t-1", FTM_PROP_IMO_NUMBER), "1234567");
    assert_str(edition_value(&e, "t-1", FTM_PROP_BIK_CODE), "044030707");
    struct entity child = edition_child(&e, "t-1", FTM_SCHEMA_IDENTIFICATION, FTM_PROP_NUMBER, "77");
    assert_str(entity_value(&e.set, &child, FTM_PROP_AUTHORITY), "Delaware");
    assert_str(entity_value(&e.set, &child, FTM_PROP_COUNTRY), "us");
    child = edition_child(&e, "t-1", FTM_SCHEMA_SANCTION, FTM_PROP_LISTING_DATE, "2022-02-24");
    assert_str(entity_value(&e.set, &child, FTM_PROP_PROVISIONS),
               "Listing Date (EO 1 Directive 2): 24 Feb 2022");
    child = edition_child(&e, "t-1", FTM_SCHEMA_SANCTION, FTM_PROP_PROVISIONS,
                          "Executive Order 1 Directive Determination - Subject to Directive 1");
    assert_int_equal(child.schema, FTM_SCHEMA_SANCTION);
    assert_true(entity_get(&e.set, 0, &child));
    assert_int_equal(child.schema, FTM_SCHEMA_COMPANY); /* a bank code is a company's */
    edition_release(&e);
}

static void knows_vessels_and_aircraft(void **state)
{
    struct edition e;
    (void)state;
    parse(&e, FTM_SCHEMA_VESSEL,
          "Vessel Registration Identification IMO 7406784; MMSI 572469210; Former Vessel Flag Malta; "
          "Vessel Year of Build 1999; Other Vessel Call Sign UBMQ9; Linked To: EXAMPLE SHIPPING.",
          false, NULL);
    assert_int_equal(e.report.untyped_pieces, 0);
    assert_str(edition_value(&e, "t-1", FTM_PROP_IMO_NUMBER), "7406784");
    assert_str(edition_value(&e, "t-1", FTM_PROP_MMSI), "572469210");
    assert_str(edition_value(&e, "t-1", FTM_PROP_PAST_FLAGS), "mt");
    assert_str(edition_value(&e, "t-1", FTM_PROP_BUILD_DATE), "1999");
    assert_str(edition_value(&e, "t-1-1", FTM_PROP_NAMES_MENTIONED), "EXAMPLE SHIPPING");
    edition_release(&e);
    parse(&e, FTM_SCHEMA_AIRPLANE,
          "Aircraft Model IL76-TD; Aircraft Manufacturer's Serial Number (MSN) 1023409321; Aircraft "
          "Tail Number P-912; Aircraft Mode S Transponder Code 140AE7; Aircraft Manufacture Date 15 "
          "Dec 1985; Aircraft Operator EXAMPLE AIR.",
          false, NULL);
    assert_int_equal(e.report.untyped_pieces, 0);
    assert_str(edition_value(&e, "t-1", FTM_PROP_MODEL), "IL76-TD");
    assert_str(edition_value(&e, "t-1", FTM_PROP_SERIAL_NUMBER), "1023409321");
    assert_str(edition_value(&e, "t-1", FTM_PROP_REGISTRATION_NUMBER), "P-912");
    assert_str(edition_value(&e, "t-1-1", FTM_PROP_ROLE), "Aircraft operator");
    edition_release(&e);
}

static void keeps_what_it_does_not_know_as_a_note(void **state)
{
    static const char *const rows[] = {
        "juice trading",
        "oversaw a special guard and is its Commander", /* a sentence, not an office */
        "Passport lost in Sarajevo",                    /* no number */
        "HAMAS, Gaza",                                  /* no seat behind " - " */
        "DOB unknown",
        "Gender unknown",
        "Permitted 12",                                 /* not "Permit 12" */
        "Email Address none",
        "a.k.a. 'OPEN",
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct edition e;
        parse(&e, FTM_SCHEMA_PERSON, rows[i], false, NULL);
        assert_int_equal(e.report.untyped_pieces, 1);
        assert_str(edition_value(&e, "t-1", FTM_PROP_NOTES), rows[i]);
        assert_int_equal(e.set.count, 1);
        edition_release(&e);
    }
}

static void offices_are_for_persons(void **state)
{
    struct edition e;
    (void)state;
    parse(&e, FTM_SCHEMA_ORGANIZATION, "Minister of Examples.", false, NULL);
    assert_int_equal(e.report.untyped_pieces, 1);
    edition_release(&e);
}

static bool find_lazarus(const void *names, str name, struct buf *ret_id)
{
    (void)names;
    if (!str_eq(name, STR("LAZARUS GROUP"))) return false;
    buf_add(ret_id, STR("us-2"));
    return true;
}

static void says_a_title_once_and_finds_linked_parties(void **state)
{
    struct edition e;
    struct ofac_hints hints = { .title = STR_INIT("Sub-head of Tests; Tester"),
                                .find = find_lazarus };
    (void)state;
    parse(&e, FTM_SCHEMA_PERSON,
          "Sub-head of Tests; Tester; Linked To: LAZARUS GROUP; Linked To: NOBODY.", false, &hints);
    assert_int_equal(e.report.pieces, 4);
    assert_int_equal(e.report.untyped_pieces, 0);
    assert_str(edition_value(&e, "t-1", FTM_PROP_POSITION), ""); /* the reader adds titles */
    assert_str(edition_value(&e, "t-1-1", FTM_PROP_OBJECT), "us-2");
    assert_str(edition_value(&e, "t-1-2", FTM_PROP_OBJECT), "");
    assert_str(edition_value(&e, "t-1-2", FTM_PROP_NAMES_MENTIONED), "NOBODY");
    edition_release(&e);
}

static void stores_wallets_and_never_a_cut_one(void **state)
{
    struct edition e;
    (void)state;
    parse(&e, FTM_SCHEMA_PERSON,
          "Digital Currency Address - XBT 1ExampleExampleExampleExample; alt. Digital Currency "
          "Address - USDT TExampleExample; alt. Digital Currency Address - XBT 1Exa",
          true, NULL);
    assert_int_equal(e.report.wallet_mentions, 3);
    assert_int_equal(e.report.wallets, 2);
    assert_int_equal(e.report.untyped_pieces, 1);
    assert_int_equal(e.report.warning_count, 1);
    assert_str(edition_value(&e, "t-1-1", FTM_PROP_PUBLIC_KEY), "1ExampleExampleExampleExample");
    assert_str(edition_value(&e, "t-1-1", FTM_PROP_CURRENCY), "XBT");
    assert_str(edition_value(&e, "t-1-2", FTM_PROP_CURRENCY), "USDT");
    assert_str(edition_value(&e, "t-1", FTM_PROP_NOTES), "alt. Digital Currency Address - XBT 1Exa");
    assert_int_equal(e.set.count, 3);
    edition_release(&e);
}

static void a_cut_between_pieces_is_told_too(void **state)
{
    struct edition e;
    (void)state;
    parse(&e, FTM_SCHEMA_PERSON, "DOB 1979; Gender Male; ", true, NULL);
    assert_int_equal(e.report.untyped_pieces, 0);
    assert_int_equal(e.report.warning_count, 1);
    assert_str(edition_value(&e, "t-1", FTM_PROP_GENDER), "male");
    edition_release(&e);
}

static void splits_where_a_blank_was_forgotten(void **state)
{
    struct edition e;
    (void)state;
    parse(&e, FTM_SCHEMA_PERSON, "nationality Stateless;arrested 23 Apr 2002; POB A; B.", false,
          NULL);
    assert_int_equal(e.report.pieces, 4);
    assert_true(edition_has(&e, "t-1", FTM_PROP_NOTES, "arrested 23 Apr 2002"));
    assert_true(edition_has(&e, "t-1", FTM_PROP_NOTES, "nationality Stateless"));
    edition_release(&e);
}

static void adds_what_xml_labels(void **state)
{
    static const struct { const char *label, *number; bool want; size_t children; } rows[] = {
        { "Passport", "A1", true, 1 },
        { "Passport", "Booklet A1", true, 1 },
        { "Passport Holder", "A1", false, 0 },
        { "Tax ID No.", "12", true, 1 },
        { "Executive Order 13662 Directive Determination -", "Subject to Directive 1", true, 1 },
        { "Secondary sanctions risk:", "Example Regulations", true, 1 },
        { "Listing Date (CMIC)", "03 Jun 2021", true, 1 },
        { "Digital Currency Address - XBT", "1ExampleExampleExample", true, 1 },
        { "Vessel Registration Identification", "IMO 7406784", true, 0 },
        { "Something New", "12", false, 0 },
        { "", "12", false, 0 },
        { "Passport", "", false, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena;
        struct list_report report;
        arena_init(&arena, 1u << 20);
        list_report_init(&report, &arena);
        struct entity_build *b = entity_build_new();
        assert_non_null(b);
        entity_begin(b, FTM_SCHEMA_ORGANIZATION, STR("t-1"), STR("1"), here);
        bool got = ofac_add_labelled(b, &report, STR("f"), STR("1"), str_c(rows[i].label),
                                     str_c(rows[i].number), STR("Korea, North"), STR("2001"),
                                     STR_EMPTY, here);
        if (got != rows[i].want) fail_msg("label '%s' gave %d", rows[i].label, got);
        assert_int_equal(entity_build_count(b), 1 + rows[i].children);
        entity_build_free(b);
        arena_release(&arena);
    }
}

static void tells_programmes_apart(void **state)
{
    str tags = STR("NPWMD] [DPRK2] [CYBER2"), tag;
    (void)state;
    assert_true(ofac_program_next(&tags, &tag));
    assert_str(tag, "NPWMD");
    assert_true(ofac_program_next(&tags, &tag));
    assert_str(tag, "DPRK2");
    assert_true(ofac_program_next(&tags, &tag));
    assert_str(tag, "CYBER2");
    assert_false(ofac_program_next(&tags, &tag));
    assert_true(ofac_program_is_dprk(STR("DPRK")));
    assert_true(ofac_program_is_dprk(STR("DPRK4")));
    assert_true(ofac_program_is_dprk(STR("DPRK-NKSPEA")));
    assert_false(ofac_program_is_dprk(STR("DPRKX")));
    assert_false(ofac_program_is_dprk(STR("CYBER2")));
    assert_true(ofac_program_is_non_sdn(STR("UKRAINE-EO13662")));
    assert_true(ofac_program_is_non_sdn(STR("561-Related")));
    assert_false(ofac_program_is_non_sdn(STR("UKRAINE-EO13661")));
}

static void survives_odd_remarks(void **state)
{
    static const char *const rows[] = {
        "", ".", ";", "; ", ";;;", "; ; .", "alt. ", "a.k.a. '", "a.k.a. ''", "f.k.a. 'x; y; z",
        "(", ")", "()", "(((; )))", "Passport", "Passport (", "Passport )", "Passport 1 (A) (B) (C)",
        "Digital Currency Address", "Digital Currency Address - ", "Linked To:", "DOB", "POB ,,,",
        "Listing Date (", "issued", "Passport 1 issued  expires ", "POB ,", "'", "-", "@", "www.",
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int cut = 0; cut < 2; cut++) {
            struct edition e;
            parse(&e, FTM_SCHEMA_PERSON, rows[i], cut != 0, NULL);
            assert_int_equal(e.status, CORDON_OK);
            edition_release(&e);
        }
    }
}

static void reports_failing_memory(void **state)
{
    (void)state;
    for (uint64_t n = 1; n < 400; n++) {
        struct edition e;
        mem_fail_from(n);
        parse(&e, FTM_SCHEMA_PERSON,
              "DOB 1979; Passport A1 (Iran) expires 2001; Digital Currency Address - XBT x y; "
              "Linked To: X; a.k.a. 'Y'.", false, NULL);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        assert_true(e.status == CORDON_NOMEM || asked < n);
        edition_release(&e);
        if (asked < n) return;
    }
    fail_msg("never done");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_party_and_its_seat_is_an_affiliation),
        cmocka_unit_test(a_piece_stands_in_the_row_where_it_begins),
        cmocka_unit_test(nobody_is_born_after_the_edition),
        cmocka_unit_test(types_each_piece_of_a_person),
        cmocka_unit_test(types_each_piece_of_an_organisation),
        cmocka_unit_test(knows_vessels_and_aircraft),
        cmocka_unit_test(keeps_what_it_does_not_know_as_a_note),
        cmocka_unit_test(offices_are_for_persons),
        cmocka_unit_test(says_a_title_once_and_finds_linked_parties),
        cmocka_unit_test(stores_wallets_and_never_a_cut_one),
        cmocka_unit_test(a_cut_between_pieces_is_told_too),
        cmocka_unit_test(splits_where_a_blank_was_forgotten),
        cmocka_unit_test(adds_what_xml_labels),
        cmocka_unit_test(tells_programmes_apart),
        cmocka_unit_test(survives_odd_remarks),
        cmocka_unit_test(reports_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
