/* engine/sweep: a company's files as one queue, on any number of threads. */
#include "tests/sweep_help.h"

#include <cordon/rules.h>
#include <cordon/sweep.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static struct desk desk;
static char        inbox[64];

static int setup(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_rules *rules = NULL;
    (void)state;
    desk_starter(&desk, "demo");
    if (cordon_rules_open(NULL, 0, &rules, &err)) fail_msg("%s", err.message);
    desk.options.rules = rules;
    folder_new(inbox);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    cordon_rules_free((struct cordon_rules *)(uintptr_t)desk.options.rules);
    folder_gone(inbox);
    desk_close(&desk);
    return 0;
}

/* --- a run ---------------------------------------------------------------------------------------- */

struct queue {
    struct buf                 all;
    str                        line[4096];
    enum cordon_verdict        verdict[4096];
    size_t                     count;
    size_t                     fail_at; /* answer that is refused; 0: none */
    struct cordon_batch_totals totals;
    struct cordon_error        err;
};

static cordon_status take(void *ctx, enum cordon_verdict verdict, cordon_str line, struct cordon_error *err)
{
    struct queue *q = ctx;
    if (q->count + 1 == q->fail_at) return error_set(err, CORDON_IO, "no more");
    assert_true(line.len > 1 && line.data[line.len - 1] == '\n');
    if (q->count < COUNT_OF(q->verdict)) q->verdict[q->count] = verdict;
    q->count++;
    buf_add(&q->all, line);
    return CORDON_OK;
}

static void queue_init(struct queue *q)
{
    *q = (struct queue){ .count = 0 };
    buf_init(&q->all, (size_t)1 << 30);
}

/* Cut what was taken into lines. */
static void cut(struct queue *q)
{
    size_t n = 0;
    for (str rest = buf_str(&q->all), line; n < COUNT_OF(q->line) && str_next(&rest, '\n', &line);)
        if (line.len) q->line[n++] = line;
    assert_int_equal(n, q->count);
}

static struct cordon_sweep *sweep_of(const char *const *texts, size_t count)
{
    struct cordon_sweep *s = NULL;
    struct cordon_error err = ERROR_INIT;
    if (cordon_sweep_new(desk.set, &desk.options, &s, &err)) fail_msg("%s", err.message);
    for (size_t i = 0; i < count; i++) {
        char name[16];
        struct buf b = BUF_INIT((size_t)256 << 20);
        snprintf(name, sizeof name, "%zu.jsonl", i);
        buf_add(&b, str_c(texts[i]));
        for (size_t k = 0; k < b.len; k++)
            if (b.data[k] == '\'') b.data[k] = '"';
        const char *path = put_file(inbox, name, buf_str(&b));
        const struct cordon_sweep_file file = { .path = path, .name = str_c(name) };
        if (cordon_sweep_add(s, &file, &err)) fail_msg("%s", err.message);
        buf_release(&b);
    }
    if (cordon_sweep_join(s, &err)) fail_msg("%s", err.message);
    return s;
}

static cordon_status screen(struct cordon_sweep *s, unsigned threads, bool by_record, struct queue *q)
{
    const struct cordon_sweep_run run = { .threads = threads, .by_record = by_record, .answer = take, .answer_ctx = q };
    cordon_status st = cordon_sweep_screen(s, &run, &q->totals, &q->err);
    cut(q);
    return st;
}

static const char farm[] =
    "{'kind':'worker','id':'1','subject':'w1','name':'Testa Mustermann','pay':{'account':'00011122233'},'dev':{'serial':'SER0001','usb':'PiKVM Composite Device'}}\n"
    "{'kind':'worker','id':'2','subject':'w2','name':'Ama Sampel','pay':{'account':'00011122233'}}\n"
    "{'kind':'worker','id':'3','subject':'w3','name':'Erika Beispiel','pay':{'account':'00011122233'},'app':{'referrer':'w1'}}\n"
    "{'kind':'worker','id':oops}\n"
    "{'kind':'applicant','id':'4','subject':'w4','name':'Otto Ejemplo','app':{'referrer':'w1'}}\n";
static const char other[] =
    "{'kind':'worker','id':'5','subject':'w4','name':'Otto Ejemplo','email':'otto@example.com'}\n"
    "{'kind':'payee','id':'6','subject':'w1','name':'Testa Mustermann','email':'testa@example.com'}\n";

static bool says(str line, const char *text)
{
    return str_find(line, str_c(text), 0) != SIZE_MAX;
}

/* --- tests ---------------------------------------------------------------------------------------- */

static void the_queue_begins_with_who_needs_a_person(void **state)
{
    static struct queue q;
    const char *const files[] = { farm, other };
    (void)state;
    struct cordon_sweep *s = sweep_of(files, 2);
    queue_init(&q);
    if (screen(s, 2, false, &q)) fail_msg("%s", q.err.message);
    assert_int_equal(q.count, 5); /* four subjects and what could not be read */
    static const int rank[] = { [CORDON_STOP] = 0, [CORDON_ESCALATE] = 1, [CORDON_REVIEW] = 2,
                                [CORDON_UNDECIDED] = 3, [CORDON_CLEAR] = 4 };
    for (size_t i = 1; i < q.count; i++) assert_true(rank[q.verdict[i - 1]] <= rank[q.verdict[i]]);
    assert_true(says(q.line[0], "\"subject\":\"w1\"")); /* two strong findings */
    assert_true(says(q.line[0], "\"name\":\"Testa Mustermann\""));
    assert_true(says(q.line[0], "\"records_total\":2,\"files_total\":2"));
    assert_true(says(q.line[0], "\"file\":\"1.jsonl\",\"line\":2"));
    assert_true(says(q.line[0], "\"operator\":{\"id\":\"op-1\",\"parties\":3,\"members\":3"));
    assert_true(says(q.line[0], "{\"subject\":\"w2\",\"name\":\"Ama Sampel\"}"));
    assert_true(says(q.line[0], "\"kind\":\"payout_account\""));
    assert_int_equal(q.totals.records, 5);
    assert_int_equal(q.totals.unreadable, 1);
    bool has_unread = false;
    for (size_t i = 0; i < q.count; i++) {
        bool is_unread = says(q.line[i], "\"error\":");
        has_unread = has_unread || is_unread;
        if (is_unread) {
            assert_int_equal(q.verdict[i], CORDON_UNDECIDED);
            assert_true(says(q.line[i], "\"file\":\"0.jsonl\",\"line\":4"));
        }
        /* what to do stands with the escalated alone, and in no other answer */
        assert_int_equal(says(q.line[i], "\"containment\":["), q.verdict[i] >= CORDON_ESCALATE);
    }
    assert_true(has_unread);
    buf_release(&q.all);
    cordon_sweep_free(s);
}

static void referred_ones_are_looked_at_again(void **state)
{
    static struct queue q;
    const char *const files[] = { farm, other };
    (void)state;
    struct cordon_sweep *s = sweep_of(files, 2);
    queue_init(&q);
    if (screen(s, 1, false, &q)) fail_msg("%s", q.err.message);
    for (size_t i = 0; i < q.count; i++)
        if (says(q.line[i], "\"subject\":\"w4\"")) assert_true(says(q.line[i], "app.referrer"));
    buf_release(&q.all);
    cordon_sweep_free(s);
}

static void any_number_of_threads_gives_the_same(void **state)
{
    static struct queue one, many;
    struct buf text = BUF_INIT(16u << 20);
    (void)state;
    for (int i = 0; i < 400; i++)
        buf_printf(&text, "{'kind':'applicant','id':'%d','subject':'s%d','name':'Testa Exemplo %d','phone':'+1 555 01%05d',"
                   "'app':{'referrer':'s%d'},'pay':{'account':'0001112%05d'}}\n%s", i, i % 300, i % 300, i % 150, i % 7, i / 3,
                   i % 50 ? "" : "{broken\n");
    buf_add_byte(&text, '\0');
    const char *const files[] = { text.data };
    for (int by_record = 0; by_record < 2; by_record++) {
        struct cordon_sweep *s = sweep_of(files, 1);
        queue_init(&one);
        if (screen(s, 1, by_record, &one)) fail_msg("%s", one.err.message);
        for (int again = 0; again < 3; again++) {
            queue_init(&many);
            if (screen(s, 8, by_record, &many)) fail_msg("%s", many.err.message);
            assert_true(str_eq(buf_str(&one.all), buf_str(&many.all)));
            assert_int_equal(one.totals.records, many.totals.records);
            buf_release(&many.all);
        }
        buf_release(&one.all);
        cordon_sweep_free(s);
    }
    buf_release(&text);
}

static void by_record_keeps_the_order_of_the_file(void **state)
{
    static struct queue q;
    static const char *const want[] = { "\"id\":\"1\"", "\"id\":\"2\"", "\"id\":\"3\"", "\"error\":", "\"id\":\"4\"",
                                        "\"id\":\"5\"", "\"id\":\"6\"" };
    const char *const files[] = { farm, other };
    (void)state;
    struct cordon_sweep *s = sweep_of(files, 2);
    queue_init(&q);
    if (screen(s, 4, true, &q)) fail_msg("%s", q.err.message);
    assert_int_equal(q.count, COUNT_OF(want));
    for (size_t i = 0; i < q.count; i++)
        if (!says(q.line[i], want[i])) fail_msg("%zu: %.*s", i, STR_ARG(q.line[i]));
    assert_true(says(q.line[1], "pay.account")); /* the record's own row */
    assert_true(says(q.line[1], "\"operator\":"));
    assert_true(says(q.line[6], "\"rows\":[]")); /* what it rests on stands in other records */
    assert_false(says(q.line[0], "\"containment\":"));
    buf_release(&q.all);
    cordon_sweep_free(s);
}

static void what_the_taker_says_stands(void **state)
{
    static struct queue q;
    const char *const files[] = { farm };
    (void)state;
    struct cordon_sweep *s = sweep_of(files, 1);
    queue_init(&q);
    q.fail_at = 2;
    assert_int_equal(screen(s, 2, false, &q), CORDON_IO);
    assert_string_equal(q.err.message, "no more");
    assert_int_equal(q.totals.records, 1); /* those that were given */
    buf_release(&q.all);
    cordon_sweep_free(s);
}

static void wrong_order_of_calls_is_refused(void **state)
{
    static struct queue q;
    struct cordon_sweep *s = NULL;
    struct cordon_error err = ERROR_INIT;
    struct cordon_text text;
    struct cordon_batch_totals totals;
    const struct cordon_sweep_run run = { .threads = 1, .answer = take, .answer_ctx = &q };
    (void)state;
    assert_int_equal(cordon_sweep_new(desk.set, &desk.options, &s, &err), CORDON_OK);
    assert_int_equal(cordon_sweep_screen(s, &run, &totals, &err), CORDON_ARGUMENT);
    assert_int_equal(cordon_sweep_links(s, CORDON_LINKS_JSON, 0, &text, &err), CORDON_ARGUMENT);
    assert_int_equal(cordon_sweep_path(s, STR("a"), STR("b"), &text, &err), CORDON_ARGUMENT);
    assert_int_equal(cordon_sweep_join(s, &err), CORDON_OK); /* of nothing */
    assert_int_equal(cordon_sweep_join(s, &err), CORDON_ARGUMENT);
    const struct cordon_sweep_file file = { .path = "x" };
    assert_int_equal(cordon_sweep_add(s, &file, &err), CORDON_ARGUMENT);
    assert_int_equal(cordon_sweep_screen(s, &run, &totals, &err), CORDON_OK);
    assert_int_equal(totals.records, 0);
    cordon_sweep_free(s);
    cordon_sweep_free(NULL);
}

static void groups_and_paths_are_told(void **state)
{
    const char *const files[] = { farm, other };
    struct cordon_error err = ERROR_INIT;
    struct cordon_sweep_counts counts;
    struct cordon_text text;
    (void)state;
    struct cordon_sweep *s = sweep_of(files, 2);
    cordon_sweep_count(s, &counts);
    assert_int_equal(counts.files, 2);
    assert_int_equal(counts.records, 6);
    assert_int_equal(counts.unreadable, 1);
    assert_int_equal(counts.subjects, 4);
    assert_int_equal(counts.groups, 1);
    assert_false(counts.is_limited);
    assert_int_equal(cordon_sweep_links(s, CORDON_LINKS_JSON, 0, &text, &err), CORDON_OK);
    assert_true(says(str_of(text.data, text.len), "Ama Sampel (w2)"));
    cordon_text_free(&text);
    assert_int_equal(cordon_sweep_links(s, CORDON_LINKS_SVG, 2, &text, &err), CORDON_ARGUMENT);
    assert_int_equal(cordon_sweep_links(s, CORDON_LINKS_SVG, 1, &text, &err), CORDON_OK);
    cordon_text_free(&text);
    assert_int_equal(cordon_sweep_path(s, STR("w1"), STR("w3"), &text, &err), CORDON_OK);
    assert_true(says(str_of(text.data, text.len), "\"file\":\"0.jsonl\",\"line\":3"));
    cordon_text_free(&text);
    assert_int_equal(cordon_sweep_path(s, STR("w1"), STR("w4"), &text, &err), CORDON_NOTFOUND);
    assert_int_equal(cordon_sweep_path(s, STR("w1"), STR("nobody"), &text, &err), CORDON_NOTFOUND);
    cordon_sweep_free(s);
}

/* --- bounds --------------------------------------------------------------------------------------- */

/* Of 100,000 that are taken. */
#ifdef TEST_SANITIZED
enum { EVENTS = 120000, ROWS = 6000 };
#define EVENTS_TOTAL "\"records_total\":120000"
#else
enum { EVENTS = 1000000, ROWS = 20000 };
#define EVENTS_TOTAL "\"records_total\":1000000"
#endif

static void events_without_end_are_a_limit_of_one(void **state)
{
    static struct queue q;
    struct buf text = BUF_INIT((size_t)256 << 20);
    (void)state;
    buf_add(&text, STR("{'kind':'worker','id':'1','subject':'calm','name':'Testa Mustermann'}\n"));
    for (int i = 0; i < EVENTS; i++)
        buf_printf(&text, "{'kind':'login','id':'e%d','subject':'busy','time':'2026-%02d-%02d','net':{'ip':'203.0.113.%d'}}\n",
                   i, 1 + i % 12, 1 + i % 28, i % 250);
    buf_add_byte(&text, '\0');
    const char *const files[] = { text.data };
    uint64_t from_ns = os_ticks_ns();
    struct cordon_sweep *s = sweep_of(files, 1);
    queue_init(&q);
    if (screen(s, 2, false, &q)) fail_msg("%s", q.err.message);
    assert_true(os_ticks_ns() - from_ns < UINT64_C(400000000000));
    assert_int_equal(q.count, 2);
    assert_true(says(q.line[0], "\"subject\":\"busy\""));
    assert_int_equal(q.verdict[0], CORDON_UNDECIDED);
    assert_true(says(q.line[0], "records of one subject (limit 100000)"));
    assert_true(says(q.line[0], EVENTS_TOTAL));
    assert_int_equal(q.verdict[1], CORDON_CLEAR);
    assert_int_equal(q.totals.limited, 1);
    buf_release(&q.all);
    cordon_sweep_free(s);
    buf_release(&text);
}

/* Two people with ROWS / 2 files each behind one value, and as many values in one group. */
static void a_group_of_very_many_values_is_quick(void **state)
{
    static struct queue q;
    struct buf text = BUF_INIT((size_t)256 << 20);
    (void)state;
    for (int i = 0; i < ROWS; i++)
        buf_printf(&text, "{'kind':'worker','id':'%d','subject':'s%05d','name':'%s','phone':'+1 555 010 0100','pay':{'account':'ACCOUNT%05d'}}\n",
                   i, i, i % 2 ? "Testa Mustermann" : "Ama Sampel", i / 2);
    buf_add_byte(&text, '\0');
    const char *const files[] = { text.data };
    uint64_t from_ns = os_ticks_ns();
    struct cordon_sweep *s = sweep_of(files, 1);
    queue_init(&q);
    assert_int_equal(cordon_sweep_screen(s, &(struct cordon_sweep_run){ .threads = 2, .answer = take, .answer_ctx = &q },
                                         &q.totals, &q.err), CORDON_OK);
    assert_int_equal(q.count, ROWS);
    assert_true(os_ticks_ns() - from_ns < UINT64_C(60000000000));
    buf_release(&q.all);
    cordon_sweep_free(s);
    buf_release(&text);
}

/* What one subject shares that cannot be compared makes it undecided, and nobody else. */
static void a_value_too_long_is_a_limit_of_one(void **state)
{
    static struct queue q;
    struct buf text = BUF_INIT(1 << 20);
    (void)state;
    buf_add(&text, STR("{'kind':'worker','id':'1','subject':'long','name':'Testa Mustermann','pay':{'account':'"));
    for (int i = 0; i < 3000; i++) buf_add_byte(&text, (char)('A' + i % 7));
    buf_add(&text, STR("'}}\n{'kind':'worker','id':'2','subject':'short','name':'Ama Sampel'}\n"));
    buf_add_byte(&text, '\0');
    const char *const files[] = { text.data };
    struct cordon_sweep *s = sweep_of(files, 1);
    queue_init(&q);
    if (screen(s, 1, false, &q)) fail_msg("%s", q.err.message);
    assert_true(says(q.line[0], "\"subject\":\"long\""));
    assert_int_equal(q.verdict[0], CORDON_UNDECIDED);
    assert_true(says(q.line[0], "{\"id\":\"links\",\"state\":\"limited\",\"required\":true"));
    assert_int_equal(q.verdict[1], CORDON_CLEAR);
    assert_int_equal(q.totals.limited, 1);
    buf_release(&q.all);
    cordon_sweep_free(s);
    buf_release(&text);
}

static void an_interruption_ends_it(void **state)
{
    static struct queue q;
    const char *const files[] = { farm };
    (void)state;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) { /* a signal is for ever: a process of its own */
        struct cordon_sweep *s = sweep_of(files, 1);
        queue_init(&q);
        os_signals_watch();
        raise(SIGINT);
        const struct cordon_sweep_run run = { .threads = 2, .answer = take, .answer_ctx = &q };
        cordon_status st = cordon_sweep_screen(s, &run, &q.totals, &q.err);
        cordon_sweep_free(s);
        buf_release(&q.all);
        _exit(st == CORDON_INTERRUPTED && q.count == 0 ? 0 : 1);
    }
    int status = 1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void every_allocation_may_fail(void **state)
{
    static struct queue q;
    const char *const files[] = { farm, other };
    bool is_done = false;
    (void)state;
    /* one thread: failing allocations are counted by thread */
    for (uint64_t n = 1, step = 1; !is_done; n += step) {
        struct cordon_sweep *s = sweep_of(files, 2);
        struct cordon_text text = { .data = NULL };
        const struct cordon_sweep_run run = { .threads = 1, .answer = take, .answer_ctx = &q };
        queue_init(&q);
        mem_fail_from(n);
        cordon_status st = cordon_sweep_screen(s, &run, &q.totals, &q.err);
        if (!st) st = cordon_sweep_links(s, CORDON_LINKS_SVG, 1, &text, &q.err);
        mem_fail_from(0);
        is_done = st == CORDON_OK && !q.all.failed;
        if (st && st != CORDON_NOMEM) fail_msg("allocation %d: %s", (int)n, q.err.message);
        cordon_text_free(&text);
        buf_release(&q.all);
        cordon_sweep_free(s);
        assert_true(n < 20000);
        if (n > 300) step = 13; /* the rest is the screener's, and tested with it */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_queue_begins_with_who_needs_a_person),
        cmocka_unit_test(referred_ones_are_looked_at_again),
        cmocka_unit_test(any_number_of_threads_gives_the_same),
        cmocka_unit_test(by_record_keeps_the_order_of_the_file),
        cmocka_unit_test(what_the_taker_says_stands),
        cmocka_unit_test(wrong_order_of_calls_is_refused),
        cmocka_unit_test(groups_and_paths_are_told),
        cmocka_unit_test(events_without_end_are_a_limit_of_one),
        cmocka_unit_test(a_group_of_very_many_values_is_quick),
        cmocka_unit_test(a_value_too_long_is_a_limit_of_one),
        cmocka_unit_test(an_interruption_ends_it),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
