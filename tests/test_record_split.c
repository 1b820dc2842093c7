/* record: CSV records, and files of every form cut into blocks. */
#include "tests/test.h"

#include "base/num.h"
#include "record/split.h"

#define UNCLOSED "never closed within the 1048576 bytes of a record\n"

/* --- a reader thread and a worker in one ---------------------------------------------------- */

struct run {
    enum split_form form;
    size_t          step;   /* bytes read at a time */
    size_t          window; /* bytes of the window */
    size_t          blocks, longest;
};

static void show_record(const struct record *r, cordon_status st, const struct cordon_error *err,
                        struct buf *out)
{
    if (st) {
        buf_printf(out, "%u! %s: %s\n", (unsigned)err->line, cordon_status_name(st), err->message);
        return;
    }
    buf_printf(out, "%u", (unsigned)r->line);
    for (size_t i = 0; i < r->value_count; i++)
        buf_printf(out, " %.*s=%.*s", STR_ARG(record_field_info(r->values[i].field)->path),
                   STR_ARG(r->values[i].text));
    for (size_t i = 0; i < r->unread_count && i < RECORD_UNREAD_MAX; i++)
        buf_printf(out, " -%.*s", STR_ARG(r->unread[i].name));
    buf_add_byte(out, '\n');
}

static void show_block(const struct split_block *b, struct record_header **header, struct buf *out)
{
    struct record_reader *rr = record_reader_new();
    struct record_cursor c;
    struct arena arena;
    struct cordon_error err = ERROR_INIT;
    struct record record;
    cordon_status st;
    arena_init(&arena, 8u << 20);
    if (b->is_header && !b->fault &&
        record_header_new(b->bytes, b->sep, b->line, header, &err) != CORDON_OK)
        buf_printf(out, "%u!! %s\n", (unsigned)err.line, err.message);
    record_cursor_init(&c, rr, b, *header);
    while ((*header || b->form != SPLIT_CSV || b->fault) &&
           record_cursor_next(&c, &arena, &record, &st, &err)) {
        show_record(&record, st, &err, out);
        arena_reset(&arena);
    }
    arena_release(&arena);
    record_reader_free(rr);
}

/** All records of a file as text. */
static str show(str file, struct run *run, struct buf *out)
{
    char *window = malloc(run->window);
    size_t len = 0, at = 0;
    struct split s;
    struct record_header *header = NULL;
    buf_reset(out);
    split_init(&s, SPLIT_FORM_UNKNOWN);
    run->blocks = run->longest = 0;
    for (;;) {
        struct split_block b;
        size_t taken;
        enum split_step step = split_next(&s, str_of(window, len), at == file.len, &b, &taken);
        if (step == SPLIT_DONE) break;
        if (step == SPLIT_BLOCK) {
            run->blocks++;
            if (b.bytes.len > run->longest) run->longest = b.bytes.len;
            show_block(&b, &header, out);
        }
        assert_true(taken <= len);
        memmove(window, window + taken, len - taken);
        len -= taken;
        if (step == SPLIT_BLOCK) continue;
        size_t n = run->step;
        if (n > run->window - len) n = run->window - len;
        if (n > file.len - at) n = file.len - at;
        if (n == 0 && taken == 0) fail_msg("no way on at byte %zu", at);
        memcpy(window + len, file.data + at, n);
        len += n;
        at += n;
    }
    run->form = s.form;
    record_header_free(header);
    free(window);
    return buf_str(out);
}

static const size_t steps[] = { 1, 2, 7, 64, 1000, 1u << 20 };

static void check(str file, enum split_form form, const char *want)
{
    struct buf out = BUF_INIT(4u << 20);
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        struct run run = { .step = steps[i], .window = SPLIT_WINDOW_MAX };
        str got = show(file, &run, &out);
        if (!str_eq(got, str_c(want)))
            fail_msg("by %zu: got '%.*s', want '%s'", steps[i], STR_ARG(got), want);
        if (run.form != form) fail_msg("form %d of '%.*s'", (int)run.form, STR_ARG(file));
    }
    buf_release(&out);
}

/* --- CSV ------------------------------------------------------------------------------------ */

static void reads_tables(void **state)
{
    (void)state;
    check(STR("id,name,birth_date\n1,\"Person, Example\",1984\n\n2,\"two\nlines\",\n3,x,\n"),
          SPLIT_CSV,
          "2 name=Person, Example birth_date=1984\n4 name=two\nlines\n6 name=x\n");
    check(STR("\xEF\xBB\xBF\r\nName;Date of Birth;favourite colour;\r\nA;1984;;x\r\nB;;red\r\n"),
          SPLIT_CSV,
          "3 name=A birth_date=1984 -column 4\n"
          "4! syntax: row has 3 columns and the header has 4\n");
    check(STR("name\tdob\nA\t1984"), SPLIT_CSV, "2 name=A birth_date=1984\n");
    check(STR("name\nA"), SPLIT_CSV, "2 name=A\n");
    check(STR("name,note\nA,\xFF\nB,b,,\n"), SPLIT_CSV,
          "2! syntax: column 'note' is not UTF-8\n3 name=B note=b\n");
    check(STR("\xEF\xBB\xBF\"name\",\"dob\"\n\"A\",\"1984\"\n"), SPLIT_CSV,
          "2 name=A birth_date=1984\n");
}

static void refuses_headers_that_could_be_misread(void **state)
{
    (void)state;
    check(STR("nmae,dob\nA,1984\n"), SPLIT_CSV, "1!! unknown field 'nmae'; did you mean 'name'?\n");
    check(STR("name,name\nA,B\n"), SPLIT_CSV, "1!! column 'name' is there twice\n");
    check(STR("id,record_id,name\nA,B,C\n"), SPLIT_CSV,
          "1!! 'id' and 'record_id' both mean field 'id', which takes one value; rename or leave "
          "out one of them\n");
    check(STR("Example Person,1984-01-02\n"), SPLIT_CSV,
          "1!! no column of the first line is a known field; does the table begin with a header?\n");
    check(STR("\xFF\xFEn\n"), SPLIT_CSV,
          "1!! name of column 1 is not UTF-8; save the table as UTF-8\n");
    check(STR("name:seen\nA\n"), SPLIT_CSV,
          "1!! unknown proof in 'name:seen'; use self, document or verified\n");
    check(STR("name,\"dob\nA,1984\n"), SPLIT_CSV,
          "1! syntax: quote that opens on this line is " UNCLOSED "");
}

static void a_quote_that_never_closes_costs_its_line(void **state)
{
    struct buf in = BUF_INIT(8u << 20), out = BUF_INIT(32u << 20);
    (void)state;
    check(STR("name,dob\nA,1\n\"B,2\nC,3\n"), SPLIT_CSV,
          "2 name=A birth_date=1\n3! syntax: quote that opens on this line is " UNCLOSED ""
          "4 name=C birth_date=3\n");
    check(STR("name,dob\n\"A\n\",\"1\nB,2"), SPLIT_CSV,
          "3! syntax: quote that opens on this line is " UNCLOSED "4 name=B birth_date=2\n");

    buf_add(&in, STR("name,dob\n\"B,2\n"));
    for (int i = 0; i < 300000; i++) buf_add(&in, STR("A,1984\n"));
    for (size_t k = 0; k < 2; k++) {
        struct run run = { .step = k ? 1u << 16 : 999, .window = SPLIT_WINDOW_MAX };
        str got = show(buf_str(&in), &run, &out);
        assert_true(str_starts(got, STR("2! syntax: quote that opens on this line is " UNCLOSED ""
                                        "3 name=A birth_date=1984\n4 name=A")));
        assert_int_equal(str_count(got, '\n'), 300001);
    }
    buf_release(&in);
    buf_release(&out);
}

static void bounds_the_work_on_quotes(void **state)
{
    struct buf in = BUF_INIT(32u << 20), out = BUF_INIT(32u << 20);
    (void)state;
    buf_add(&in, STR("name,dob\n"));
    while (in.len < 8u << 20) buf_add(&in, STR("x\",\"\n")); /* open on every line, whoever asks */
    struct run run = { .step = 1u << 20, .window = SPLIT_WINDOW_MAX };
    str got = show(buf_str(&in), &run, &out);
    assert_true(str_count(got, '\n') >= SPLIT_REWINDS_MAX);
    assert_true(str_count(got, '\n') < SPLIT_REWINDS_MAX + 16);
    buf_release(&in);
    buf_release(&out);
}

/* --- JSON ----------------------------------------------------------------------------------- */

static void cuts_json_lines(void **state)
{
    (void)state;
    check(STR("{\"name\":\"A\"}\n\n  \n{\"name\":\"B\"\n{\"name\":\"C\"}"), SPLIT_LINES,
          "1 name=A\n4! syntax: JSON ends where ',' or '}' should stand\n5 name=C\n");
    check(STR("\xEF\xBB\xBF{\"name\":\"A\"}\r\n{\"name\":\"B\"}\r\n"), SPLIT_LINES,
          "1 name=A\n2 name=B\n");
    check(STR("\n{\"name\":\"A\n{\"name\":\"B\"}\n"), SPLIT_LINES,
          "2! syntax: string is not closed\n3 name=B\n");
    check(STR("{\"name\":\"A\"\n{\"name\":\"B\"}\n"), SPLIT_LINES,
          "1! syntax: JSON ends where ',' or '}' should stand\n2 name=B\n");
    check(STR(""), SPLIT_LINES, "");
    check(STR(" \n\n"), SPLIT_LINES, "");
    check(STR("{}"), SPLIT_LINES, "1\n");
}

static void cuts_json_spread_over_lines(void **state)
{
    (void)state;
    check(STR("{\n  \"name\": \"A\",\n  \"note\": \"} {\\\"\"\n}\n{\n \"name\": \"B\"\n}\n"),
          SPLIT_STREAM, "1 name=A note=} {\"\n5 name=B\n");
    check(STR("{\"name\":\"A\"} {\"name\":\"B\"}{\"name\":\"C\"}\n"), SPLIT_STREAM,
          "1 name=A\n1 name=B\n1 name=C\n");
    check(STR("{\n\"name\": }\nx\n}{\"name\":\"B\"}\n{\"name\""), SPLIT_STREAM,
          "2! syntax: '}' stands where a value should\n3! syntax: 'x' stands where a value should\n"
          "4! syntax: '}' stands where a value should\n4 name=B\n"
          "5! syntax: JSON ends where ':' should stand\n");
}

static void cuts_a_json_array(void **state)
{
    (void)state;
    check(STR("[]"), SPLIT_ARRAY, "");
    check(STR(" [\n{\"name\":\"A\"},\n{\"name\":[\"B\"]}]\n"), SPLIT_ARRAY,
          "2 name=A\n3 name=B\n");
    check(STR("[{\"name\":\"A\"},1,\"x]\",[2],{}]"), SPLIT_ARRAY,
          "1 name=A\n1! syntax: a record is a JSON object\n1! syntax: a record is a JSON object\n"
          "1! syntax: a record is a JSON object\n1\n");
    check(STR("[{\"name\":\"A\"},\n"), SPLIT_ARRAY,
          "1 name=A\n2! syntax: the array does not end; is the file cut off?\n");
    check(STR("[{\"name\":\"A\"},\n{\"name\":"), SPLIT_ARRAY,
          "1 name=A\n2! syntax: JSON ends where a value should stand\n");
    check(STR("[{\"name\":\"A\"} {\"name\":\"B\"},]"), SPLIT_ARRAY,
          "1 name=A\n1! syntax: ',' is missing between two records\n"
          "1! syntax: a record is missing behind ','\n");
    check(STR("[,{\"name\":\"A\"}]{}"), SPLIT_ARRAY,
          "1! syntax: a record is missing before ','\n"
          "1! syntax: something stands behind the array\n");
}

/* --- size ----------------------------------------------------------------------------------- */

/** before + `len` times 'x' + after, shown with big and small steps. */
static void check_long(const char *before, size_t len, const char *after, const char *want)
{
    struct buf in = BUF_INIT(16u << 20), out = BUF_INIT(1u << 20);
    buf_add(&in, str_c(before));
    char *p = buf_take(&in, len);
    memset(p, 'x', len);
    buf_add(&in, str_c(after));
    for (size_t i = 0; i < 2; i++) {
        struct run run = { .step = i ? 1u << 16 : 4093, .window = SPLIT_WINDOW_MAX + i * 3000000 };
        assert_str(show(buf_str(&in), &run, &out), want);
        assert_true(i || run.longest <= SPLIT_WINDOW_MAX);
    }
    buf_release(&in);
    buf_release(&out);
}

#define LONG "limit: record that begins here is longer than 1048576 bytes; is a quote or bracket " \
             "never closed?\n"

static void a_long_record_is_passed_over(void **state)
{
    (void)state;
    for (size_t len = 3u << 20; len > 0; len = len > 1u << 20 ? 1u << 20 : 0) {
        check_long("{\"name\":\"A\"}\n{\"zz\":\"", len, "\"}\n{\"name\":\"B\"}\n",
                   "1 name=A\n2! " LONG "3 name=B\n");
        check_long("{\n\"name\":\"A\"}\n{\"zz\":\"", len, "\"}\n{\"name\":\"B\"}\n",
                   "1 name=A\n3! " LONG "4 name=B\n");
        check_long("[{\"name\":\"A\"},\n{\"zz\":\"", len, "\"},\n{\"name\":\"B\"}]\n",
                   "1 name=A\n2! " LONG "3 name=B\n");
        check_long("[{\"name\":\"A\"},\n", len + 1, ",\n{\"name\":\"B\"}]\n",
                   "1 name=A\n2! " LONG "3 name=B\n");
        check_long("name,dob\nA,1\nB,\"", len, "\"\nC,3\n",
                   "2 name=A birth_date=1\n3! " LONG "4 name=C birth_date=3\n");
        check_long("name,dob\nA,1\nB,", len, "\nC,3\n",
                   "2 name=A birth_date=1\n3! " LONG "4 name=C birth_date=3\n");
    }
    check_long("{\"name\":\"A\"}\n", 2u << 20, "", "1 name=A\n2! " LONG);
    check_long("{\"name\":\"", 2u << 20, "", "1! " LONG);
}

static void the_longest_record_is_read(void **state)
{
    (void)state;
    check_long("{\"name\":\"A\",\"zz\":\"", RECORD_TEXT_MAX - 20, "\"}\r\n{\"name\":\"B\"}\n",
               "1 name=A -zz\n2 name=B\n");
    check_long("{\"name\":\"A\",\"zz\":\"", RECORD_TEXT_MAX - 19, "\"}\r\n{\"name\":\"B\"}\n",
               "1! " LONG "2 name=B\n");
}

/* --- any bytes ------------------------------------------------------------------------------ */

static void cuts_the_same_however_it_is_fed(void **state)
{
    static const char *const alphabets[] = { "[{]}\",:\n1 \\", "{}\"\n: ,a\\", "na\"\",,\n\r;" };
    static const char *const heads[] = { "", "[", "{", "name,dob\n", "{\n", "\xEF\xBB\xBF" };
    struct buf want = BUF_INIT(1u << 16), got = BUF_INIT(1u << 16);
    uint32_t seed = 5;
    (void)state;
    for (int round = 0; round < 4000; round++) {
        char text[40];
        const char *alphabet = alphabets[round % 3];
        size_t len = (size_t)snprintf(text, sizeof text, "%s", heads[round / 3 % 6]);
        while (len < sizeof text - 8) {
            seed = seed * 1664525u + 1013904223u;
            text[len++] = alphabet[(seed >> 8) % strlen(alphabet)];
        }
        struct run whole = { .step = 64, .window = 64 };
        show(str_of(text, len), &whole, &want);
        for (size_t step = 1; step < 12; step += 5) {
            struct run run = { .step = step, .window = 64 };
            show(str_of(text, len), &run, &got);
            if (!str_eq(buf_str(&got), buf_str(&want)))
                fail_msg("by %zu: '%.*s' not '%.*s' of '%.*s'", step, STR_ARG(buf_str(&got)),
                         STR_ARG(buf_str(&want)), (int)len, text);
        }
    }
    buf_release(&want);
    buf_release(&got);
}

static void survives_lack_of_memory(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n++) {
        struct record_header *h = NULL;
        mem_fail_from(n);
        cordon_status st = record_header_new(STR("name,\"a \"\"b\"\" c\",,\n"), ',', 1, &h, NULL);
        mem_fail_from(0);
        record_header_free(h);
        if (st == CORDON_OK) break;
        assert_int_equal(st, CORDON_NOMEM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_tables),
        cmocka_unit_test(refuses_headers_that_could_be_misread),
        cmocka_unit_test(a_quote_that_never_closes_costs_its_line),
        cmocka_unit_test(bounds_the_work_on_quotes),
        cmocka_unit_test(cuts_json_lines),
        cmocka_unit_test(cuts_json_spread_over_lines),
        cmocka_unit_test(cuts_a_json_array),
        cmocka_unit_test(a_long_record_is_passed_over),
        cmocka_unit_test(the_longest_record_is_read),
        cmocka_unit_test(cuts_the_same_however_it_is_fed),
        cmocka_unit_test(survives_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
