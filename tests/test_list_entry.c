/* list/entry: what every reader does with an entry; dates as lists write them. */
#include "tests/test.h"

#include "list/entry.h"

static void reads_dates_as_lists_write_them(void **state)
{
    static const struct { const char *text, *want; } rows[] = {
        { "1980-05-17", "1980-05-17" },
        { " 1980-05-17T00:00:00+02:00 ", "1980-05-17" },
        { "1980-05-17Z", "1980-05-17" },
        { "1980-05", "1980-05" },
        { "1980-00-00", "1980" },
        { "17/05/1980", "1980-05-17" },
        { "00/00/1980", "1980" },
        { "00/05/1980", "1980-05" },
        { "dd/mm/1980", "1980" },
        { "17/00/1980", "1980" },
        { "7.5.1980", "1980-05-07" },
        { "1980/5/17", "1980-05-17" },
        { "1980.05.17", "1980-05-17" },
        { "1980. 5. 17.", "1980-05-17" },
        { "1980/0/0", "1980" },
        { "1980/13/1", NULL },
        { "1980.02.30", NULL },
        { "1980.05", NULL },
        { "1980//1", NULL },
        { "1980.", NULL },
        { "circa 1980-05", "~1980-05" },
        { "August 8, 1957", "1957-08-08" },
        { "08-Oct-2026", "2026-10-08" },
        { "8-October-2026", "2026-10-08" },
        { "31-Feb-2026", NULL },
        { "08-Oct-26", NULL },
        { "01 Aug 1979", "1979-08-01" },
        { "1964 to 1966", "1964/1966" },
        { "1980-13-01", NULL },
        { "1980-02-30", NULL },
        { "30/02/1980", NULL },
        { "17/05/80", NULL },
        { "1980-05-171", NULL },
        { "/05/1980", NULL },
        { "", NULL },
        { "unknown", NULL },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf out = BUF_INIT(64);
        bool is_date = list_date(str_c(rows[i].text), &out);
        str want = rows[i].want ? str_c(rows[i].want) : STR_EMPTY;
        if (is_date != (rows[i].want != NULL) || !str_eq(buf_str(&out), want))
            fail_msg("'%s' read as '%.*s'", rows[i].text, STR_ARG(buf_str(&out)));
        buf_release(&out);
    }
}

struct bench {
    struct arena        scratch, kept;
    struct list_report  report;
    struct entity_build *b;
    struct entry        e;
};

static void bench_open(struct bench *t)
{
    arena_init(&t->scratch, 1 << 20);
    arena_init(&t->kept, 1 << 20);
    list_report_init(&t->report, &t->kept);
    t->b = entity_build_new();
    t->e = entry_writer(STR("xx_list"), STR("made-up"), t->b, &t->report, &t->scratch);
}

static void bench_close(struct bench *t)
{
    entity_build_free(t->b);
    arena_release(&t->kept);
    arena_release(&t->scratch);
}

static const struct entity_src src = { .file = 0, .line = 7 };

static void counts_what_it_keeps(void **state)
{
    struct bench t;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    bench_open(&t);
    assert_int_equal(entry_begin(&t.e, FTM_SCHEMA_PERSON, STR(" A-1 "), STR("row"), src, &err), 0);
    assert_int_equal(entry_names(&t.e, STR("Made Up; Person Nobody"), FTM_PROP_NAME,
                                 FTM_PROP_ALIAS, src), 2);
    entry_country(&t.e, FTM_PROP_NATIONALITY, "nationality", STR("na"), src);
    entry_sanction(&t.e, STR("nobody"), STR("DPRK"), true, STR("2026-01-02"), src);
    assert_int_equal(entry_end(&t.e, &err), 0);
    assert_int_equal(t.report.persons, 1);
    assert_int_equal(t.report.entries, 1);
    assert_int_equal(t.report.dprk_entries, 1);
    assert_int_equal(t.report.warning_count, 1); /* "na" is no country, Namibia least of all */
    assert_int_equal(t.report.warnings[0].line, 7);
    assert_str(t.report.warnings[0].entry, "A-1");
    bench_close(&t);
}

static void keeps_as_a_note_what_is_no_value(void **state)
{
    struct bench t;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    bench_open(&t);
    t.report.edition = STR("2026-03-01");
    assert_int_equal(entry_begin(&t.e, FTM_SCHEMA_PERSON, STR("A-1"), STR("row"), src, &err), 0);
    entry_date(&t.e, FTM_PROP_BIRTH_DATE, "date of birth", STR("2031-01-01"), src);
    entry_date(&t.e, FTM_PROP_BIRTH_DATE, "date of birth", STR("in spring"), src);
    entry_date(&t.e, FTM_PROP_BIRTH_DATE, "date of birth", STR("  "), src);
    entry_date(&t.e, FTM_PROP_BIRTH_DATE, "date of birth", STR("1970-01-01"), src);
    entry_imo(&t.e, STR("IMO 1234567"), src);
    entry_imo(&t.e, STR("IMO 123"), src);
    assert_int_equal(entry_end(&t.e, &err), 0);
    assert_int_equal(t.report.warning_count, 3);
    assert_non_null(strstr(t.report.warnings[0].text.data, "lies after the edition"));
    bench_close(&t);
}

static void refuses_an_entry_without_a_number(void **state)
{
    struct bench t;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    bench_open(&t);
    assert_int_equal(entry_begin(&t.e, FTM_SCHEMA_PERSON, STR("  "), STR("row"), src, &err),
                     CORDON_SYNTAX);
    assert_int_equal(err.line, 7);
    assert_non_null(strstr(err.message, "no number"));
    bench_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_dates_as_lists_write_them),
        cmocka_unit_test(counts_what_it_keeps),
        cmocka_unit_test(keeps_as_a_note_what_is_no_value),
        cmocka_unit_test(refuses_an_entry_without_a_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
