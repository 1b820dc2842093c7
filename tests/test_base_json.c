/* base/json: the reader refuses and accepts what RFC 8259 does, the writer has one spelling. */
#include "tests/test.h"

#include "base/error.h"
#include "tests/json_copy.h"

#include <dirent.h>

#ifdef HAVE_JANSSON
#include "tests/jansson_door.h"
#endif

/* --- helpers -------------------------------------------------------------------------------- */

static cordon_status copy(str in, struct buf *out, struct cordon_error *err)
{
    struct arena arena;
    arena_init(&arena, 16u << 20);
    buf_reset(out);
    cordon_status st = json_copy(in, &arena, out, err);
    arena_release(&arena);
    return st;
}

static str read_file(const char *path, struct buf *out)
{
    FILE *f = fopen(path, "rb");
    buf_reset(out);
    if (!f) fail_msg("cannot open %s", path);
    for (;;) {
        char piece[4096];
        size_t n = f ? fread(piece, 1, sizeof piece, f) : 0;
        if (n == 0) break;
        buf_add_bytes(out, piece, n);
    }
    if (f) fclose(f);
    return buf_str(out);
}

typedef void on_file_fn(const char *name, str bytes);

/** Call fn for each .json file of a shared folder; returns how many there were. */
static unsigned each_file(const char *folder, on_file_fn *fn)
{
    struct buf bytes = BUF_INIT(8u << 20);
    unsigned count = 0;
    char path[4200];
    snprintf(path, sizeof path, "%s", shared_path(folder));
    DIR *d = opendir(path);
    if (!d) return 0;
    for (struct dirent *e; (e = readdir(d));) {
        if (!str_ends(str_c(e->d_name), STR(".json"))) continue;
        snprintf(path, sizeof path, "%s/%s", shared_path(folder), e->d_name);
        fn(e->d_name, read_file(path, &bytes));
        count++;
    }
    closedir(d);
    buf_release(&bytes);
    return count;
}

/* --- the shared suite ----------------------------------------------------------------------- */

static void check_parsing(const char *name, str bytes)
{
    struct buf out = BUF_INIT(32u << 20);
    struct cordon_error err = ERROR_INIT;
    cordon_status st = copy(bytes, &out, &err);
    if (str_starts(str_c(name), STR("y_")) && st != CORDON_OK) fail_msg("%s refused: %s", name, err.message);
    if (str_starts(str_c(name), STR("n_")) && st == CORDON_OK) fail_msg("%s accepted", name);
    if (st == CORDON_OK) {
        struct buf again = BUF_INIT(32u << 20);
        assert_int_equal(copy(buf_str(&out), &again, &err), CORDON_OK);
        assert_true(str_eq(buf_str(&out), buf_str(&again)));
        buf_release(&again);
    } else {
        assert_true(err.line >= 1 && err.column >= 1 && err.message[0]);
    }
    buf_release(&out);
}

static void accepts_and_refuses_what_the_suite_says(void **state)
{
    (void)state;
    NEED_SHARED("json-test-suite/LICENSE");
    assert_true(each_file("json-test-suite/test_parsing", check_parsing) > 300);
    assert_true(each_file("json-test-suite/test_transform", check_parsing) > 20);
}

static void carries_naughty_strings_through(void **state)
{
    (void)state;
    NEED_SHARED("naughty-strings/blns.json");
    struct buf file = BUF_INIT(1u << 20), out = BUF_INIT(1u << 20), again = BUF_INIT(1u << 20);
    struct cordon_error err = ERROR_INIT;
    str bytes = read_file(shared_path("naughty-strings/blns.json"), &file);
    assert_int_equal(copy(bytes, &out, &err), CORDON_OK);
    assert_int_equal(copy(buf_str(&out), &again, &err), CORDON_OK);
    assert_true(str_eq(buf_str(&out), buf_str(&again)));
    buf_release(&file);
    buf_release(&out);
    buf_release(&again);
}

/* --- the second opinion --------------------------------------------------------------------- */

#ifdef HAVE_JANSSON

/** The two may differ where jansson needs a C number that is too small, and where we stop early. */
static void compare_with_jansson(str bytes)
{
    struct buf out = BUF_INIT(8u << 20);
    struct cordon_error err = ERROR_INIT;
    bool is_overflow, never;
    cordon_status st = copy(bytes, &out, &err);
    void *theirs = jansson_read(bytes.data, bytes.len, &is_overflow);
    bool has_nul = str_index(bytes, '\0') < bytes.len; /* to jansson the end, at the top level */
    bool nul_in_key = !theirs && str_find(bytes, STR("\\u0000"), 0) != SIZE_MAX; /* it refuses */
    if (!is_overflow && !has_nul && !nul_in_key && st != CORDON_LIMIT) {
        if ((st == CORDON_OK) != (theirs != NULL))
            fail_msg("ours: %s, theirs: %s, on '%.*s'", st ? err.message : "ok",
                     theirs ? "ok" : "refused", STR_ARG(bytes));
        if (st == CORDON_OK) {
            void *copied = jansson_read(out.data, out.len, &never);
            if (!jansson_equal(theirs, copied))
                fail_msg("read differently: '%.*s'", STR_ARG(bytes));
            jansson_free(copied);
        }
    }
    jansson_free(theirs);
    buf_release(&out);
}

static void compare_file(const char *name, str bytes)
{
    (void)name;
    if (bytes.len < 50000) compare_with_jansson(bytes); /* deeper ones exhaust its stack */
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void agrees_with_jansson(void **state)
{
    static const char text[] =
        "{\"id\":\"a-1\",\"name\":[\"Kim \\uD55C \\\"x\\\"\",\"\\u0000\\ud83d\\ude00\",\"\xC3\xA9"
        "\"],\"n\":[-0,1.5e+3,12345678901,0.0],\"t\":[true,false,null,{}],\"o\":{\"k\":[[]]}}";
    static const char bytes[] = "{}[]:,\"\\u0019deE+-. \n\t\x01\xC3\xED\x80tfn/";
    uint32_t seed = 7;
    (void)state;
    each_file("json-test-suite/test_parsing", compare_file);
    each_file("json-test-suite/test_transform", compare_file);
    for (int round = 0; round < 20000; round++) {
        char copied[sizeof text];
        memcpy(copied, text, sizeof text);
        for (uint32_t n = next_random(&seed) % 4; n > 0; n--)
            copied[next_random(&seed) % (sizeof text - 1)] =
                bytes[next_random(&seed) % (sizeof bytes - 1)];
        size_t cut = next_random(&seed) % 8 ? sizeof text - 1 : next_random(&seed) % sizeof text;
        compare_with_jansson(str_of(copied, cut));
    }
}

#else

static void agrees_with_jansson(void **state)
{
    (void)state;
    print_message("skipped: built without jansson\n");
    skip();
}

#endif

/* --- the reader ----------------------------------------------------------------------------- */

static void hands_out_one_token_a_call(void **state)
{
    static const struct { enum json_kind kind; const char *text; size_t at; } want[] = {
        { JSON_OBJECT, "", 0 }, { JSON_KEY, "a", 1 },         { JSON_ARRAY, "", 6 },
        { JSON_NUMBER, "-1.50e7", 7 }, { JSON_TRUE, "", 15 }, { JSON_NULL, "", 20 },
        { JSON_ARRAY_END, "", 24 },    { JSON_KEY, "b", 26 }, { JSON_STRING, "x\ny", 30 },
        { JSON_OBJECT_END, "", 36 },   { JSON_END, "", 38 },  { JSON_END, "", 38 },
    };
    str in = STR("{\"a\": [-1.50e7,true,null],\"b\":\"x\\ny\"} ");
    struct arena arena;
    struct json_reader r;
    (void)state;
    arena_init(&arena, 1u << 16);
    json_init(&r, in, &arena, NULL);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        assert_int_equal(json_next(&r), want[i].kind);
        assert_str(r.text, want[i].text);
        if (i != 8) assert_int_equal(r.at, want[i].at);
    }
    arena_release(&arena);
}

static void gives_views_of_strings_without_escapes(void **state)
{
    str in = STR("[\"plain text that is longer than eight bytes\",\"\xEA\xB9\x80\",\"a\\/b\"]");
    struct arena arena;
    struct json_reader r;
    (void)state;
    arena_init(&arena, 1u << 16);
    json_init(&r, in, &arena, NULL);
    json_next(&r);
    json_next(&r);
    assert_ptr_equal(r.text.data, in.data + 2);
    json_next(&r);
    assert_str(r.text, "\xEA\xB9\x80");
    assert_int_equal(arena.used, 0);
    json_next(&r);
    assert_str(r.text, "a/b");
    assert_true(arena.used > 0);
    arena_release(&arena);
}

static void names_the_place_of_an_error(void **state)
{
    static const struct { str in; unsigned line, column; const char *message; } rows[] = {
        { STR_INIT(""), 1, 1, "JSON ends where a value should stand" },
        { STR_INIT("{\"a\":1,}"), 1, 8, "'}' stands where a key in quotes should" },
        { STR_INIT("{\n \"a\" 1}"), 2, 6, "'1' stands where ':' should" },
        { STR_INIT("[1 2]"), 1, 4, "'2' stands where ',' or ']' should" },
        { STR_INIT("[\n\n01]"), 3, 2, "'1' stands where ',' or ']' should" },
        { STR_INIT("\"ab\x01\""), 1, 4, "control character in string; write it as \\u00XX" },
        { STR_INIT("\"ab"), 1, 1, "string is not closed" },
        { STR_INIT("\"ab\\"), 1, 4, "unknown escape in string" },
        { STR_INIT("\"a\xED\xA0\x80\""), 1, 3, "not UTF-8" },
        { STR_INIT("\"\\ud83d\""), 1, 2, "half of a surrogate pair in string" },
        { STR_INIT("\"\\udc00\\ud800\""), 1, 2, "half of a surrogate pair in string" },
        { STR_INIT("\"\\u00g0\""), 1, 2, "escape \\u needs four hexadecimal digits" },
        { STR_INIT("1 1"), 1, 3, "'1' stands where the end should" },
        { STR_INIT("\xEF\xBB\xBF{}"), 1, 1, "byte 0xEF stands where a value should" },
        { STR_INIT("-"), 1, 2, "JSON ends where a digit should stand" },
        { STR_INIT("nul"), 1, 1, "'n' stands where a value should" },
    };
    struct buf out = BUF_INIT(1u << 16);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cordon_error err = ERROR_INIT;
        assert_int_equal(copy(rows[i].in, &out, &err), CORDON_SYNTAX);
        assert_string_equal(err.message, rows[i].message);
        assert_int_equal(err.line, rows[i].line);
        assert_int_equal(err.column, rows[i].column);
    }
    buf_release(&out);
}

static void stops_at_its_caps(void **state)
{
    struct buf in = BUF_INIT(8u << 20), out = BUF_INIT(8u << 20);
    struct cordon_error err = ERROR_INIT;
    (void)state;
    for (int i = 0; i < 10000; i++) buf_add_byte(&in, '[');
    assert_int_equal(copy(buf_str(&in), &out, &err), CORDON_LIMIT);
    assert_int_equal(err.column, JSON_DEPTH_MAX + 1);

    buf_reset(&in);
    for (int i = 0; i < JSON_DEPTH_MAX; i++) buf_add_byte(&in, '[');
    for (int i = 0; i < JSON_DEPTH_MAX; i++) buf_add_byte(&in, ']');
    assert_int_equal(copy(buf_str(&in), &out, &err), CORDON_OK);

    buf_reset(&in);
    buf_add_byte(&in, '[');
    for (int i = 0; i < JSON_TOKENS_MAX; i++) buf_add(&in, STR("1,"));
    buf_add(&in, STR("1]"));
    assert_int_equal(copy(buf_str(&in), &out, &err), CORDON_LIMIT);
    buf_release(&in);
    buf_release(&out);
}

static void skips_whole_values(void **state)
{
    str in = STR("{\"a\":{\"b\":[1,{\"c\":{}}]},\"d\":[],\"e\":\"x\",\"f\":2}");
    struct arena arena;
    struct json_reader r;
    unsigned keys = 0;
    (void)state;
    arena_init(&arena, 1u << 16);
    json_init(&r, in, &arena, NULL);
    assert_int_equal(json_next(&r), JSON_OBJECT);
    while (json_next(&r) == JSON_KEY) {
        keys++;
        assert_true(json_skip(&r, json_next(&r)));
    }
    assert_int_equal(keys, 4);
    assert_int_equal(json_next(&r), JSON_END);

    json_init(&r, STR("[[1,2}"), &arena, NULL);
    assert_false(json_skip(&r, json_next(&r)));
    assert_int_equal(json_next(&r), JSON_ERROR);
    assert_int_equal(json_status(&r), CORDON_SYNTAX);
    arena_release(&arena);
}

static void scans_strings_of_every_length(void **state)
{
    static const char special[] = "\"\\\n\x1F\x7F\x80";
    (void)state;
    for (size_t len = 0; len < 40; len++) {
        for (size_t at = 0; at < len; at++) {
            for (size_t k = 0; k < sizeof special - 1; k++) {
                char in[48], want[48];
                memset(in, 'x', sizeof in);
                in[0] = '"';
                in[len + 1] = '"';
                in[at + 1] = special[k];
                struct arena arena;
                struct json_reader r;
                arena_init(&arena, 1u << 12);
                json_init(&r, str_of(in, len + 2), &arena, NULL);
                memcpy(want, in + 1, len);
                enum json_kind kind = json_next(&r);
                if (special[k] == '"') {
                    assert_int_equal(kind, JSON_STRING);
                    assert_true(str_eq(r.text, str_of(want, at)));
                } else if (special[k] == '\x7F') {
                    assert_int_equal(kind, JSON_STRING);
                    assert_true(str_eq(r.text, str_of(want, len)));
                } else {
                    assert_int_equal(kind, JSON_ERROR);
                    bool is_open = special[k] == '\\' && at + 1 == len; /* takes the quote */
                    assert_int_equal(r.at, is_open ? 0 : at + 1);
                }
                arena_release(&arena);
            }
        }
    }
}

static void survives_lack_of_memory(void **state)
{
    struct arena arena;
    struct json_reader r;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    arena_init(&arena, 1u << 16);
    mem_fail_from(1);
    json_init(&r, STR("\"a\\nb\""), &arena, &err);
    assert_int_equal(json_next(&r), JSON_ERROR);
    assert_int_equal(json_status(&r), CORDON_NOMEM);
    struct buf out = BUF_INIT(100);
    struct json_writer w;
    json_w_init(&w, &out);
    json_w_str(&w, STR("x"));
    assert_int_equal(buf_status(&out), CORDON_NOMEM);
    mem_fail_from(0);
    buf_release(&out);
    arena_release(&arena);
}

/* --- the writer ----------------------------------------------------------------------------- */

static void writes_one_spelling(void **state)
{
    struct buf out = BUF_INIT(1u << 16);
    struct json_writer w;
    (void)state;
    json_w_init(&w, &out);
    json_w_object(&w);
    json_w_key_str(&w, STR("name"), STR("Kim \"\\/\b\f\n\r\t\x01\x7F \xEA\xB9\x80"));
    json_w_key_u64(&w, STR("n"), UINT64_MAX);
    json_w_key(&w, STR("a"));
    json_w_array(&w);
    json_w_i64(&w, INT64_MIN);
    json_w_bool(&w, true);
    json_w_null(&w);
    json_w_object(&w);
    json_w_object_end(&w);
    json_w_array(&w);
    json_w_array_end(&w);
    json_w_raw(&w, STR("{\"k\":0}"));
    json_w_array_end(&w);
    json_w_object_end(&w);
    buf_add_byte(&out, '\n');
    json_w_str(&w, STR_EMPTY);
    assert_str(buf_str(&out),
               "{\"name\":\"Kim \\\"\\\\/\\b\\f\\n\\r\\t\\u0001\x7F \xEA\xB9\x80\","
               "\"n\":18446744073709551615,\"a\":[-9223372036854775808,true,null,{},[],"
               "{\"k\":0}]}\n\"\"");
    buf_release(&out);
}

static void mends_bytes_that_are_not_utf8(void **state)
{
    struct buf out = BUF_INIT(1u << 16);
    struct json_writer w;
    (void)state;
    json_w_init(&w, &out);
    json_w_str(&w, STR("a\xFF\xC3\xA9\xE2\x82z\xED\xA0\x80"));
    assert_str(buf_str(&out), "\"a\xEF\xBF\xBD\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBDz"
                              "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_and_refuses_what_the_suite_says),
        cmocka_unit_test(carries_naughty_strings_through),
        cmocka_unit_test(agrees_with_jansson),
        cmocka_unit_test(hands_out_one_token_a_call),
        cmocka_unit_test(gives_views_of_strings_without_escapes),
        cmocka_unit_test(names_the_place_of_an_error),
        cmocka_unit_test(stops_at_its_caps),
        cmocka_unit_test(skips_whole_values),
        cmocka_unit_test(scans_strings_of_every_length),
        cmocka_unit_test(survives_lack_of_memory),
        cmocka_unit_test(writes_one_spelling),
        cmocka_unit_test(mends_bytes_that_are_not_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
