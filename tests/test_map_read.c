/* map: the files of mappings. */
#include "tests/test.h"

#include "base/num.h"
#include "map/map.h"

static const char *message(const char *text)
{
    static char out[1024];
    struct cordon_map *m = NULL;
    struct cordon_error err = { .status = CORDON_OK };
    cordon_status st = map_read(str_c(text), STR("m.json"), &m, &err);
    cordon_map_free(m);
    if (!st) return "ok";
    snprintf(out, sizeof out, "%s:%u:%u: %s", err.file, (unsigned)err.line, err.column, err.message);
    return out;
}

#define HEAD "{\"format\":1,\"columns\":["
#define ONE  "{\"column\":\"a\",\"field\":\"name\"}"

static void trouble_is_named_with_its_place(void **state)
{
    static const struct { const char *text, *want; } rows[] = {
        { HEAD ONE "]}", "ok" },
        { "", "m.json:1:1: JSON ends where a value should stand" },
        { "[]", "m.json:1:1: 'a mapping' needs an object" },
        { "{\"columns\":[" ONE "]}", "m.json:1:1: no \"format\":1; is this a mapping?" },
        { "{\"format\":2}", "m.json:1:11: mapping is of format 2; this Cordon reads 1" },
        { "{\"format\":1,\n \"colums\":[]}", "m.json:2:2: unknown key 'colums'; did you mean 'columns'?" },
        { "{\"format\":1,\"x\":1}", "m.json:1:13: unknown key 'x'; docs/map.md lists those there are" },
        { "{\"format\":1,\"format\":1}", "m.json:1:13: 'format' is given twice" },
        { "{\"format\":1,\"columns\":[]}", "m.json:1:1: the mapping maps no column" },
        { HEAD "\n {\"column\":\"a\",\"field\":\"nmae\"}]}",
          "m.json:2:2: unknown field 'nmae'; did you mean 'name'?" },
        { HEAD "{\"field\":\"name\"}]}", "m.json:1:24: a column needs 'column' or 'columns', and not both" },
        { HEAD "{\"column\":\"a\"}]}", "m.json:1:24: column 'a' has neither a field nor a key" },
        { HEAD "{\"column\":\"a\",\"field\":\"time\",\"date\":\"dym\"}]}",
          "m.json:1:60: unknown order of a date 'dym'; use ymd, dmy or mdy" },
        { HEAD "{\"column\":\"a\",\"field\":\"time\",\"zone\":\"Asia/Tokio\"}]}",
          "m.json:1:24: unknown time zone 'Asia/Tokio'; did you mean 'Asia/Tokyo'?" },
        { HEAD "{\"column\":\"a\",\"field\":\"name\",\"take\":\"half\"}]}",
          "m.json:1:60: unknown part 'half'; use handle, domain, first or last" },
        { HEAD "{\"column\":\"a\",\"fild\":\"name\"}]}", "m.json:1:38: unknown key 'fild'; did you mean 'field'?" },
        { HEAD "{\"column\":1,\"field\":\"name\"}]}", "m.json:1:34: 'column' needs a text" },
        { HEAD ONE "],\"constants\":{\"kind\":\"applicant\",\"stag\":\"x\"}}",
          "m.json:1:94: unknown field 'stag'; did you mean 'stage'?" },
        { HEAD ONE "],\"ignore\":3}", "m.json:1:64: 'ignore' needs a text or a list of texts" },
        { HEAD ONE "]} x", "m.json:1:56: 'x' stands where the end should" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *got = message(rows[i].text);
        if (strcmp(got, rows[i].want)) fail_msg("%s: got '%s', want '%s'", rows[i].text, got, rows[i].want);
    }
}

/** The same mapping, written and read again, is the same text. */
static void check_round_trip(str text, str name)
{
    struct cordon_map *m = NULL, *again = NULL;
    struct cordon_error err = { .status = CORDON_OK };
    struct buf first = BUF_INIT(1u << 20), second = BUF_INIT(1u << 20);
    if (map_read(text, name, &m, &err)) fail_msg("%s:%u: %s", err.file, (unsigned)err.line, err.message);
    map_write(m, &first);
    if (map_read(buf_str(&first), name, &again, &err))
        fail_msg("%s:%u:%u: %s", err.file, (unsigned)err.line, err.column, err.message);
    map_write(again, &second);
    assert_true(str_eq(buf_str(&first), buf_str(&second)));
    cordon_map_free(m);
    cordon_map_free(again);
    buf_release(&first);
    buf_release(&second);
}

static void what_is_written_is_read_back(void **state)
{
    str name, text;
    size_t count = 0;
    (void)state;
    check_round_trip(STR("{\"format\":1,\"name\":\"x\",\"sheet\":\"A \\\"b\\\"\",\"zone\":\"UTC\",\"dates\":\"dmy\",\"columns\":["
                         "{\"column\":\"a\",\"or\":[\"b\",\"c\"],\"field\":\"time\",\"optional\":true},"
                         "{\"columns\":[\"x\",\"y\"],\"with\":\", \",\"field\":\"address\"},"
                         "{\"column\":\"s\",\"field\":\"status\",\"values\":{\"Active\":\"current\"},\"else\":\"\"},"
                         "{\"column\":\"g\",\"field\":\"code.handle\",\"take\":\"handle\",\"split\":\",\",\"key\":\"code\"}],"
                         "\"ignore\":[\"*\"]}"), STR("x"));
    for (size_t i = 0; map_shipped(i, &name, &text); i++, count++) check_round_trip(text, name);
    assert_true(count >= 20);
}

static void shipped_mappings_know_their_own_columns(void **state)
{
    str name, text;
    (void)state;
    for (size_t i = 0; map_shipped(i, &name, &text); i++) {
        struct cordon_map *m = NULL, *found = NULL;
        struct cordon_error err;
        uint16_t score = 0;
        assert_int_equal(map_read(text, name, &m, &err), CORDON_OK);
        assert_int_equal(map_recognise(m->signature, m->signature_count, &found, &score, &err), CORDON_OK);
        assert_non_null(found);
        if (!str_eq(found->name, name)) fail_msg("%.*s is taken for %.*s", STR_ARG(name), STR_ARG(found->name));
        assert_int_equal(score, 10000);
        cordon_map_free(m);
        cordon_map_free(found);
    }
}

static void other_tables_are_not_recognised(void **state)
{
    static const str names[] = { STR_INIT("Name"), STR_INIT("Email"), STR_INIT("Phone"), STR_INIT("Status") };
    struct cordon_map *found = NULL;
    struct cordon_error err;
    uint16_t score;
    (void)state;
    assert_int_equal(map_recognise(names, COUNT_OF(names), &found, &score, &err), CORDON_OK);
    assert_null(found);
}

static void names_are_found_or_the_nearest_told(void **state)
{
    struct cordon_map *m = NULL;
    struct cordon_error err;
    (void)state;
    assert_int_equal(cordon_map_load("greenhouse", NULL, &m, &err), CORDON_OK);
    assert_str(cordon_map_name(m), "greenhouse");
    cordon_map_free(m);
    assert_int_equal(cordon_map_load("grenhouse", NULL, &m, &err), CORDON_ARGUMENT);
    assert_string_equal(err.message, "no mapping 'grenhouse'; did you mean 'greenhouse'?");
    assert_int_equal(cordon_map_load("a b", NULL, &m, &err), CORDON_ARGUMENT);
    assert_int_equal(cordon_map_load("./none.json", NULL, &m, &err), CORDON_NOTFOUND);
    assert_false(cordon_map_is_name(STR("../x")));
    assert_false(cordon_map_is_name(STR("")));
    assert_true(cordon_map_is_name(STR("acme-ats_2")));
}

static void every_failing_allocation_is_told(void **state)
{
    str name, text;
    (void)state;
    assert_true(map_shipped(0, &name, &text));
    for (uint64_t n = 1; n < 5000; n++) {
        struct cordon_map *m = NULL;
        struct cordon_error err;
        mem_fail_from(n);
        cordon_status st = map_read(text, name, &m, &err);
        mem_fail_from(0);
        cordon_map_free(m);
        if (!st) return;
        assert_int_equal(st, CORDON_NOMEM);
    }
    fail_msg("it never worked");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trouble_is_named_with_its_place),
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(shipped_mappings_know_their_own_columns),
        cmocka_unit_test(other_tables_are_not_recognised),
        cmocka_unit_test(names_are_found_or_the_nearest_told),
        cmocka_unit_test(every_failing_allocation_is_told),
    };
    return cmocka_run_group_tests_name("map_read", tests, NULL, NULL);
}
