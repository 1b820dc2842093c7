/* base/table: what the generators wrote is found, and nothing else; the generators repeat. */
#include "tests/test.h"

#include "base/table.h"

static void finds_nothing_in_an_empty_table(void **state)
{
    static const uint8_t text[1] = { 0 };
    static const uint32_t places[1] = { 0 }, slots[8] = { 0 };
    const struct table t = { text, places, slots, 7, 0 };
    (void)state;
    assert_int_equal(table_find(&t, STR("a")), TABLE_NONE);
    assert_int_equal(table_find(&t, STR_EMPTY), TABLE_NONE);
    assert_int_equal(table_key(&t, 0).len, 0);
}

/* Run a generator twice; the same input must give the same bytes. */
static void check_repeats(const char *tool, const char *in)
{
    char line[2048];
    const char *root = getenv("CORDON_SOURCE");
    snprintf(line, sizeof line,
             "t=$(mktemp -d) && cd '%s' && for n in 1 2; do PYTHONHASHSEED=$n "
             "PYTHONDONTWRITEBYTECODE=1 python3 tools/%s %s $t/$n || exit 1; done && "
             "cmp $t/1 $t/2; st=$?; rm -r $t; exit $st",
             root ? root : ".", tool, in);
    if (system(line) != 0) fail_msg("%s does not repeat", tool);
}

static void every_generator_gives_the_same_bytes_twice(void **state)
{
    (void)state;
    check_repeats("gen_countries.py", "data/countries.tsv");
    check_repeats("gen_orgforms.py", "data/orgforms.tsv");
    check_repeats("gen_titles.py", "data/titles.tsv");
    check_repeats("gen_sources.py", "data/sources.tsv");
    check_repeats("gen_freq.py", "data/freq/persons.tsv data/freq/words.tsv");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_nothing_in_an_empty_table),
        cmocka_unit_test(every_generator_gives_the_same_bytes_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
