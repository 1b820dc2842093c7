/* list/ca_xml: Canada's list, made-up and real. */
#include "tests/imported.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<data-set xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n"
#define RECORD(country, inside, schedule, item, listed)                                            \
    "<record><Country>" country "</Country>" inside schedule "<Item>" item "</Item><DateOfListing>" \
    listed "</DateOfListing></record>\n"
#define PERSON(last, given) "<LastName>" last "</LastName><GivenName>" given "</GivenName>"
#define PART1 "<Schedule>1, Part 1</Schedule>"
#define TAIL "</data-set>\n"

static const char whole[] = HEAD
    RECORD("Russia / Russie", PERSON("EXAMPLE", "Ann  Ivanovna") "<TitleOrShip>Colonel</TitleOrShip>"
           "<Aliases>Anna E.; Ana Ivanovna Example, Belarusian: \xD0\x93\xD0\xB0\xD0\xBD\xD0\xBD\xD0\xB0 \xD0\x95, Russian\xC2\xA0: \xD0\x90\xD0\xBD\xD0\xBD\xD0\xB0 \xD0\x95 / \xD0\x90\xD0\xBD\xD1\x8F \xD0\x95</Aliases>"
           "<DateOfBirthOrShipBuildDate> 1972-08-10 or 1972-08-11</DateOfBirthOrShipBuildDate>", PART1, "1", "2020-09-28")
    RECORD("Russia / Russie", PERSON("MENYAILO", "Sergey"), PART1, "44", "2014-05-12")
    RECORD("Russia / Russie", PERSON("MENYAILO", "Sergey"), "<Schedule>1, Part 1.1</Schedule>", "6", "2021-03-21")
    RECORD("Iran", "<EntityOrShip>Example Army/Arm\xC3\xA9""e exemple</EntityOrShip><Aliases>EXA, Example Land Force, Ltd</Aliases>", PART1, "1", "2010-07-26")
    RECORD("Russia / Russie", "<EntityOrShip>EXAMPLE STAR</EntityOrShip><TitleOrShip>Oil Tanker</TitleOrShip><ShipIMONumber>9074729</ShipIMONumber>"
           "<DateOfBirthOrShipBuildDate>2003</DateOfBirthOrShipBuildDate>", PART1, "2", "2025-02-21")
    RECORD("North Korea / Cor\xC3\xA9""e du Nord", PERSON("SAMPLE", "Min") "<DateOfBirthOrShipBuildDate>Sep-99</DateOfBirthOrShipBuildDate>", "", "7", "2011-08-16")
    TAIL;

/* Id of the entry whose Sanction has this record id. */
static struct entity by_record(const struct imported *i, const char *record)
{
    struct entity e = { .row = 0 };
    for (uint32_t row = 0; row < i->set.count; row++)
        if (entity_get(&i->set, row, &e) && e.schema == FTM_SCHEMA_SANCTION &&
            str_eq(entity_value(&i->set, &e, FTM_PROP_RECORD_ID), str_c(record)) &&
            entity_get(&i->set, e.subject, &e))
            return e;
    fail_msg("no record '%s'", record);
    return e;
}

static void reads_every_field(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_ca_xml, "ca_sema", str_c(whole));
    assert_string_equal(i.err.message, "");
    assert_str(i.report.edition, "2025-02-21");
    struct entity e = by_record(&i, "Russia / 1, Part 1 / 1");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_true(str_starts(e.id, STR("ca_sema-russia-")));
    assert_int_equal(e.entry.len, 7 + 12);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Ann Ivanovna EXAMPLE");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS),
               "Anna E. | Ana Ivanovna Example | \xD0\x93\xD0\xB0\xD0\xBD\xD0\xBD\xD0\xB0 \xD0\x95 | "
               "\xD0\x90\xD0\xBD\xD0\xBD\xD0\xB0 \xD0\x95 / \xD0\x90\xD0\xBD\xD1\x8F \xD0\x95 | \xD0\x90\xD0\xBD\xD0\xBD\xD0\xB0 \xD0\x95");
    assert_str(imported_values(&i, &e, FTM_PROP_TITLE), "Colonel");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "1972-08-10 | 1972-08-11");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_PROGRAM), "Russia");
    assert_str(imported_values(&i, &c, FTM_PROP_LISTING_DATE), "2020-09-28");
    e = by_record(&i, "Iran / 1, Part 1 / 1");
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Example Army");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS),
               "Arm\xC3\xA9""e exemple | Example Army/Arm\xC3\xA9""e exemple | EXA, Example Land Force, Ltd");
    assert_str(imported_values(&i, &e, FTM_PROP_WEAK_ALIAS), "EXA | Example Land Force, Ltd");
    imported_release(&i);
}

static void reads_ships_and_countries(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_ca_xml, "ca_sema", str_c(whole));
    struct entity e = by_record(&i, "Russia / 1, Part 1 / 2");
    assert_int_equal(e.schema, FTM_SCHEMA_VESSEL);
    assert_str(imported_values(&i, &e, FTM_PROP_IMO_NUMBER), "9074729");
    assert_str(imported_values(&i, &e, FTM_PROP_TYPE), "Oil Tanker");
    assert_str(imported_values(&i, &e, FTM_PROP_BUILD_DATE), "2003");
    e = by_record(&i, "North Korea / 7");
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(&i, &e, FTM_PROP_NOTES), "date of birth: Sep-99");
    assert_int_equal(i.report.warning_count, 1);
    assert_int_equal(i.report.entries, 6);
    imported_release(&i);
}

/* A record goes, and all behind it get other items: the others keep their numbers. */
static void numbers_stay_when_items_change(void **state)
{
    struct imported a, b;
    (void)state;
    import_text(&a, &list_ca_xml, "ca_sema",
                STR(HEAD RECORD("Iran", PERSON("A", "B"), PART1, "1", "2020-01-01")
                    RECORD("Iran", PERSON("C", "D"), PART1, "2", "2020-01-01") TAIL));
    import_text(&b, &list_ca_xml, "ca_sema",
                STR(HEAD RECORD("Iran", PERSON(" c ", "D"), PART1, "1", "2020-01-01") TAIL));
    assert_str(by_record(&b, "Iran / 1, Part 1 / 1").entry,
               arena_printf(&a.arena, "%.*s", STR_ARG(by_record(&a, "Iran / 1, Part 1 / 2").entry)).data);
    imported_release(&a);
    imported_release(&b);
}

static void two_of_one_name_have_two_numbers(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_ca_xml, "ca_sema",
                STR(HEAD RECORD("Iran", PERSON("A", "B"), PART1, "1", "2020-01-01")
                    RECORD("Iran", PERSON("A", "B"), PART1, "2", "2020-01-01") TAIL));
    assert_int_equal(i.st, CORDON_OK);
    assert_true(str_ends(by_record(&i, "Iran / 1, Part 1 / 2").entry, STR("-1-part-1-2")));
    imported_release(&i);
}

static void refuses_a_bad_list_and_says_why(void **state)
{
    static const struct { const char *text; cordon_status st; const char *says; } rows[] = {
        { HEAD TAIL, CORDON_REFUSED, "no entry" },
        { HEAD RECORD("Iran", PERSON("A", "B"), PART1, "1", "2020-01-01")
          RECORD("Iran", PERSON("C", "D"), PART1, "1", "2020-01-01") TAIL, CORDON_SYNTAX, "stands twice" },
        { HEAD "<record><Country>Iran</Country></record>" TAIL, CORDON_SYNTAX, "without <Item>" },
        { HEAD RECORD("Iran", "<Surname>A</Surname>", PART1, "1", "2020-01-01") TAIL, CORDON_REFUSED, "have no name" },
        { "<sdnList/>", CORDON_SYNTAX, "the root element is <sdnList>" },
        { HEAD RECORD("Iran", PERSON("\xE9", "B"), PART1, "1", "2020-01-01") TAIL, CORDON_SYNTAX, "bytes that are not UTF-8" },
    };
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct imported i;
        import_text(&i, &list_ca_xml, "ca_sema", str_c(rows[k].text));
        if (i.st != rows[k].st || !strstr(i.err.message, rows[k].says))
            fail_msg("row %zu: status %d says '%s'", k, (int)i.st, i.err.message);
        imported_release(&i);
    }
}

static void cut_anywhere_it_is_refused(void **state)
{
    (void)state;
    import_cut_anywhere(&list_ca_xml, "ca_sema", str_c(whole), 1, false);
}

static void survives_failing_memory(void **state)
{
    (void)state;
    import_failing(&list_ca_xml, "ca_sema", str_c(whole));
}

static void reads_the_edition_of_march_2025(void **state)
{
    struct imported i;
    struct list_file f;
    (void)state;
    NEED_SHARED("ca-sema-2025-05/sema.xml");
    f = (struct list_file){ STR("ca"), slurp(shared_path("ca-sema-2025-05/sema.xml")) };
    import_files(&i, &list_ca_xml, "ca_sema", &f, 1);
    assert_string_equal(i.err.message, "");
    assert_str(i.report.edition, "2025-03-20");
    assert_int_equal(i.report.entries, 4759);
    assert_int_equal(i.report.persons, 3334);
    assert_int_equal(i.report.organizations, 1316);
    assert_int_equal(i.report.vessels, 109);
    assert_int_equal(i.report.dprk_entries, 0);
    assert_int_equal(i.report.warning_count, 2); /* "Sep-99", "born in the early 1970s" */
    imported_release(&i);
    free((void *)(uintptr_t)f.bytes.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_field),
        cmocka_unit_test(reads_ships_and_countries),
        cmocka_unit_test(numbers_stay_when_items_change),
        cmocka_unit_test(two_of_one_name_have_two_numbers),
        cmocka_unit_test(refuses_a_bad_list_and_says_why),
        cmocka_unit_test(cut_anywhere_it_is_refused),
        cmocka_unit_test(survives_failing_memory),
        cmocka_unit_test(reads_the_edition_of_march_2025),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
