/* engine/batch: order, totals and bounds of the pipeline, whatever the threads and the consumer do. */
#include "tests/engine_help.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static struct desk desk;
static char        inbox[64];

static int setup(void **state)
{
    (void)state;
    desk_made_up(&desk);
    folder_new(inbox);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    folder_gone(inbox);
    desk_close(&desk);
    return 0;
}

/* --- a consumer ----------------------------------------------------------------------------------- */

struct taker {
    struct buf    all;
    uint64_t      calls;
    uint64_t      fail_at;  /* number of the call that fails, 0 = none */
    cordon_status fail_as;
    unsigned      pause_us; /* a slow one */
    bool          is_mute;  /* fails without a word */
    bool          is_broken; /* was given half a line */
};

static cordon_status take(void *ctx, cordon_str lines, struct cordon_error *err)
{
    struct taker *t = ctx;
    if (++t->calls == t->fail_at)
        return t->is_mute ? t->fail_as : error_set(err, t->fail_as, "the consumer has had enough");
    if (lines.len == 0 || lines.data[lines.len - 1] != '\n') t->is_broken = true;
    if (t->pause_us) usleep(t->pause_us);
    buf_add(&t->all, lines);
    return CORDON_OK;
}

static cordon_status run(const char *path, unsigned threads, struct taker *t,
                         struct cordon_batch_totals *totals, struct cordon_error *err)
{
    struct cordon_batch batch = { .path = path, .threads = threads, .answer = take,
                                  .answer_ctx = t };
    buf_init(&t->all, (size_t)1 << 30);
    cordon_status st = cordon_screen_file(desk.set, &desk.options, &batch, totals, err);
    assert_false(t->is_broken);
    assert_false(t->all.failed);
    return st;
}

static void expect_sums(const struct cordon_batch_totals *t)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < COUNT_OF(t->verdicts); i++) sum += t->verdicts[i];
    assert_int_equal(sum, t->records);
    assert_true(t->unreadable + t->limited <= t->verdicts[CORDON_UNDECIDED]);
}

/* A file of `count` records: names listed and not, some broken, some empty lines. */
static const char *many(const char *name, int count)
{
    struct buf b = BUF_INIT((size_t)64 << 20);
    for (int i = 0; i < count; i++) {
        switch ((i * 3 + i / 5) % 7) {
        case 0: buf_printf(&b, "{\"id\":\"%d\",\"name\":\"Quillon Marrowby Testov\"}\n", i); break;
        case 1: buf_printf(&b, "{\"id\":\"%d\",\"name\":\"Nobody Whatsoever\"}\n", i); break;
        case 2: buf_printf(&b, "{\"id\":\"%d\",\"name\":\"Fennimore Oddlington\"}\n", i); break;
        case 3:
            buf_printf(&b, "{\"id\":\"%d\",\"wallet\":\"1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2\"}\n", i);
            break;
        case 4: buf_printf(&b, "{\"id\":\"%d\",\"name\":\"\n", i); break;
        case 5: buf_printf(&b, "\n{\"id\":\"%d\"}\n", i); break;
        default: buf_printf(&b, "{\"id\":\"%d\",\"name\":\"X\",\"note\":\"%0700d\"}\n", i, i); break;
        }
    }
    const char *path = put_file(inbox, name, buf_str(&b));
    buf_release(&b);
    return path;
}

/* --- order ---------------------------------------------------------------------------------------- */

static void one_thread_and_eight_give_the_same_bytes(void **state)
{
    (void)state;
    const char *path = many("many.jsonl", 6000);
    struct cordon_error err = ERROR_INIT;
    struct taker one = { .calls = 0 };
    struct cordon_batch_totals sum_one;
    assert_int_equal(run(path, 1, &one, &sum_one, &err), CORDON_OK);
    expect_sums(&sum_one);
    assert_int_equal(sum_one.records, 6000);
    assert_int_equal(sum_one.bytes, os_file_size(path));
    assert_true(sum_one.unreadable > 500);
    for (unsigned threads = 2; threads <= 64; threads *= 2) {
        struct taker t = { .calls = 0 };
        struct cordon_batch_totals sum;
        assert_int_equal(run(path, threads, &t, &sum, &err), CORDON_OK);
        assert_memory_equal(&sum, &sum_one, sizeof sum);
        assert_true(str_eq(buf_str(&t.all), buf_str(&one.all)));
        buf_release(&t.all);
    }
    buf_release(&one.all);
}

static void every_answer_is_what_the_record_alone_gets(void **state)
{
    (void)state;
    const char *path = many("few.jsonl", 200);
    struct cordon_error err = ERROR_INIT;
    struct taker t = { .calls = 0 };
    struct cordon_batch_totals sum;
    struct os_file f = OS_FILE_INIT;
    assert_int_equal(run(path, 3, &t, &sum, &err), CORDON_OK);
    assert_int_equal(os_file_map(path, &f, &err), CORDON_OK);
    str answers = buf_str(&t.all), answer;
    uint64_t line = 0, records = 0;
    for (str rest = f.bytes, record; str_next(&rest, '\n', &record);) {
        line++;
        if (record.len == 0) continue;
        assert_true(str_next(&answers, '\n', &answer));
        assert_int_equal(cordon_screen_json(desk.screener, record, line, &desk.answer, &err),
                         CORDON_OK);
        if (!str_eq(answer, desk.answer.json))
            fail_msg("line %d:\n%.*s\n%.*s", (int)line, STR_ARG(answer), STR_ARG(desk.answer.json));
        records++;
    }
    assert_int_equal(records, sum.records);
    os_file_unmap(&f);
    buf_release(&t.all);
}

static void csv_and_json_of_the_same_records_get_the_same_answers(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_batch_totals sum;
    (void)state;
    const char *csv = put_file(inbox, "a.csv",
                               STR("id,name,birth_date\r\n1,Quillon Marrowby Testov,1979\r\n"
                                   "2,\"Testov, Quillon Marrowby\",\r\n3,Nobody Whatsoever,\r\n"));
    const char *array = put_file(inbox, "a.json",
                                 STR("[{\"id\":\"1\",\"name\":\"Quillon Marrowby Testov\","
                                     "\"birth_date\":\"1979\"},\n {\"id\":\"2\",\"name\":"
                                     "\"Testov, Quillon Marrowby\"},{\"id\":\"3\",\"name\":"
                                     "\"Nobody Whatsoever\"}]"));
    struct taker a = { .calls = 0 }, b = { .calls = 0 };
    assert_int_equal(run(csv, 2, &a, &sum, &err), CORDON_OK);
    assert_int_equal(sum.records, 3);
    assert_int_equal(sum.bytes, os_file_size(csv)); /* the header too */
    assert_int_equal(run(array, 2, &b, &sum, &err), CORDON_OK);
    assert_int_equal(sum.records, 3);
    assert_true(str_eq(buf_str(&a.all), buf_str(&b.all)));
    buf_release(&a.all);
    buf_release(&b.all);
}

/* --- consumers ------------------------------------------------------------------------------------ */

static void a_slow_consumer_gets_everything_in_order(void **state)
{
    (void)state;
    const char *path = many("many.jsonl", 3000);
    struct cordon_error err = ERROR_INIT;
    struct taker quick = { .calls = 0 }, slow = { .pause_us = 4000 };
    struct cordon_batch_totals sum;
    assert_int_equal(run(path, 8, &quick, &sum, &err), CORDON_OK);
    assert_int_equal(run(path, 8, &slow, &sum, &err), CORDON_OK);
    assert_true(str_eq(buf_str(&quick.all), buf_str(&slow.all)));
    buf_release(&quick.all);
    buf_release(&slow.all);
}

static void a_consumer_that_fails_stops_the_run_with_its_own_words(void **state)
{
    (void)state;
    const char *path = many("many.jsonl", 6000);
    struct taker whole = { .calls = 0 };
    struct cordon_error err = ERROR_INIT;
    struct cordon_batch_totals all, sum;
    assert_int_equal(run(path, 8, &whole, &all, &err), CORDON_OK);
    for (uint64_t at = 1; at < whole.calls; at += whole.calls / 6 + 1) {
        struct taker t = { .fail_at = at, .fail_as = CORDON_IO };
        assert_int_equal(run(path, 8, &t, &sum, &err), CORDON_IO);
        assert_string_equal(err.message, "the consumer has had enough");
        assert_true(str_starts(buf_str(&whole.all), buf_str(&t.all)));
        assert_int_equal(sum.records, str_count(buf_str(&t.all), '\n')); /* those it took */
        expect_sums(&sum);
        buf_release(&t.all);
    }
    struct taker mute = { .fail_at = 1, .fail_as = CORDON_LIMIT, .is_mute = true };
    assert_int_equal(run(path, 2, &mute, &sum, &err), CORDON_LIMIT);
    assert_true(err.message[0] != '\0');
    struct taker quiet = { .fail_at = 1, .fail_as = CORDON_LIMIT };
    assert_int_equal(run(path, 2, &quiet, &sum, NULL), CORDON_LIMIT); /* nobody asks why */
    buf_release(&whole.all);
    buf_release(&mute.all);
    buf_release(&quiet.all);
}

/* One block of records that all hit makes more answers than a slot holds: they come in pieces. */
static void huge_answers_come_in_pieces_and_in_order(void **state)
{
    struct buf b = BUF_INIT((size_t)64 << 20);
    struct cordon_error err = ERROR_INIT;
    struct cordon_batch_totals sum;
    (void)state;
    for (int i = 0; i < 4000; i++)
        buf_printf(&b, "{\"id\":\"%d\",\"name\":[\"Quillon Marrowby Testov\",\"Fennimore Oddlington\","
                   "\"Wobbleby Crumpstone\",\"Zanzaboree Widget Works\",\"Glimmering Turnip\"]}\n", i);
    const char *path = put_file(inbox, "huge.jsonl", buf_str(&b));
    buf_release(&b);
    struct taker one = { .calls = 0 }, eight = { .calls = 0 };
    assert_int_equal(run(path, 1, &one, &sum, &err), CORDON_OK);
    assert_int_equal(sum.records, 4000);
    assert_int_equal(run(path, 8, &eight, &sum, &err), CORDON_OK);
    assert_true(one.all.len > ((size_t)20 << 20));
    assert_true(str_eq(buf_str(&one.all), buf_str(&eight.all)));
    str rest = buf_str(&one.all), line;
    for (int i = 0; i < 4000; i++) {
        char id[32];
        snprintf(id, sizeof id, "{\"id\":\"%d\",", i);
        assert_true(str_next(&rest, '\n', &line) && str_starts(line, str_c(id)));
    }
    struct taker broken = { .fail_at = 9, .fail_as = CORDON_IO }; /* in the middle of a slot */
    assert_int_equal(run(path, 4, &broken, &sum, &err), CORDON_IO);
    buf_release(&one.all);
    buf_release(&eight.all);
    buf_release(&broken.all);
}

struct heard {
    uint64_t calls, last, total;
    bool     falls;
};

static void hear(void *ctx, uint64_t done, uint64_t total, uint64_t records)
{
    struct heard *h = ctx;
    (void)records;
    h->falls |= done < h->last || done > total;
    h->last = done;
    h->total = total;
    h->calls++;
}

static void progress_rises_towards_the_size_of_the_file(void **state)
{
    (void)state;
    const char *path = many("many.jsonl", 6000);
    struct heard h = { .calls = 0 };
    struct taker t = { .pause_us = 15000 };
    struct cordon_batch batch = { .path = path, .threads = 4, .answer = take, .answer_ctx = &t,
                                  .progress = hear, .progress_ctx = &h };
    struct cordon_batch_totals sum;
    struct cordon_error err = ERROR_INIT;
    buf_init(&t.all, (size_t)1 << 30);
    assert_int_equal(cordon_screen_file(desk.set, &desk.options, &batch, &sum, &err), CORDON_OK);
    assert_true(h.calls >= 2 && !h.falls);
    assert_int_equal(h.total, os_file_size(path));
    assert_int_equal(h.last, h.total);
    assert_int_equal(sum.bytes, h.total);
    buf_release(&t.all);
}

/* --- trouble -------------------------------------------------------------------------------------- */

static void what_cannot_be_read_as_a_whole_is_an_error_of_the_file(void **state)
{
    static const struct { const char *name, *text; cordon_status want; } rows[] = {
        { "unknown.csv", "id,nmae\n1,X\n", CORDON_SYNTAX },
        { "twice.csv", "name,name2,birth_date,birth_date\nx,y,1,2\n", CORDON_SYNTAX },
        { "quote.csv", "id,\"name\n1,x\n", CORDON_SYNTAX },
    };
    struct cordon_error err = ERROR_INIT;
    struct cordon_batch_totals sum;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct taker t = { .calls = 0 };
        const char *path = put_file(inbox, rows[i].name, str_c(rows[i].text));
        cordon_status st = run(path, 2, &t, &sum, &err);
        if (st != rows[i].want) fail_msg("%s: %d %s", rows[i].name, (int)st, err.message);
        assert_string_equal(err.file, path);
        assert_int_equal(err.status, st);
        assert_int_equal(t.calls, 0);
        assert_int_equal(sum.records, 0);
        buf_release(&t.all);
    }
    struct taker t = { .calls = 0 };
    assert_int_equal(run(path_in(inbox, "none"), 2, &t, &sum, &err), CORDON_NOTFOUND);
    assert_int_equal(run(inbox, 2, &t, &sum, &err), CORDON_IO);
    assert_int_equal(sum.records, 0);
}

static void an_empty_file_holds_no_record(void **state)
{
    static const char *const texts[] = { "", "\n\n  \n", "[]", "\xEF\xBB\xBF", "id,name\n" };
    struct cordon_error err = ERROR_INIT;
    struct cordon_batch_totals sum;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct taker t = { .calls = 0 };
        const char *path = put_file(inbox, "empty", str_c(texts[i]));
        cordon_status st = run(path, 2, &t, &sum, &err);
        if (st && i != 3) fail_msg("%zu: %s", i, err.message);
        assert_int_equal(sum.records, 0);
        assert_int_equal(t.calls, 0);
        buf_release(&t.all);
    }
}

static void wrong_options_are_told_before_anything_is_read(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_batch_totals sum = { .records = 99 };
    struct taker t = { .calls = 0 };
    struct cordon_batch batch = { .path = path_in(inbox, "none"), .answer = take, .answer_ctx = &t };
    struct cordon_screen_options wrong = desk.options;
    (void)state;
    wrong.only = STR("nonsense");
    assert_int_equal(cordon_screen_file(desk.set, &wrong, &batch, &sum, &err), CORDON_ARGUMENT);
    assert_int_equal(sum.records, 0);
}

/* A pipe whose writer says nothing must not keep a run alive that is over. */
static void a_silent_pipe_does_not_hold_up_a_stop(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_batch_totals sum;
    char path[32], wide[70000];
    int fd[2];
    (void)state;
    assert_int_equal(pipe(fd), 0);
    snprintf(path, sizeof path, "/dev/fd/%d", fd[0]);
    pid_t writer = fork(); /* fills a block, then keeps the pipe open and silent */
    if (writer == 0) {
        memset(wide, ' ', sizeof wide);
        memcpy(wide, "{\"name\":\"X\"}\n", 13);
        wide[sizeof wide - 1] = '\n';
        for (int i = 0; i < 6; i++)
            if (os_write_all(fd[1], str_of(wide, sizeof wide), NULL)) _exit(1);
        sleep(60);
        _exit(0);
    }
    struct taker t = { .fail_at = 1, .fail_as = CORDON_IO };
    uint64_t begin = os_ticks_ns();
    assert_int_equal(run(path, 2, &t, &sum, &err), CORDON_IO);
    assert_true(os_ticks_ns() - begin < 20000000000u);
    kill(writer, SIGKILL);
    waitpid(writer, NULL, 0);
    close(fd[0]);
    close(fd[1]);
    buf_release(&t.all);
}

/* A consumer that says on a pipe that it was called, and comes back when the signal was there. */
static cordon_status take_until_interrupted(void *ctx, cordon_str lines, struct cordon_error *err)
{
    const int *ready = ctx;
    (void)lines;
    (void)err;
    if (write(*ready, "x", 1) != 1) return CORDON_BUG;
    while (!os_interrupted()) usleep(1000);
    return CORDON_OK;
}

/* In a process of its own: once interrupted, always interrupted. */
static void screen_in_child(const char *path, int ready, bool is_silent)
{
    struct cordon_batch batch = { .path = path, .threads = 4, .answer = take_until_interrupted,
                                  .answer_ctx = &ready };
    struct cordon_batch_totals sum;
    struct cordon_error err = ERROR_INIT;
    os_signals_watch();
    if (is_silent && write(ready, "x", 1) != 1) _exit(9); /* no answer will ever say it */
    cordon_status st = cordon_screen_file(desk.set, &desk.options, &batch, &sum, &err);
    _exit(st == CORDON_INTERRUPTED && err.message[0] ? 0 : 10 + (int)st);
}

static void a_signal_ends_a_run(void **state)
{
    (void)state;
    for (int is_silent = 0; is_silent < 2; is_silent++) {
        int status, fd[2], ready[2];
        char pipe_path[32], byte;
        assert_int_equal(pipe(fd), 0);
        assert_int_equal(pipe(ready), 0);
        const char *path = many("many.jsonl", 6000);
        snprintf(pipe_path, sizeof pipe_path, "/dev/fd/%d", fd[0]);
        pid_t child = fork();
        if (child == 0) screen_in_child(is_silent ? pipe_path : path, ready[1], is_silent);
        assert_int_equal(read(ready[0], &byte, 1), 1);
        if (is_silent) usleep(200000); /* most often it waits for input by then; it need not */
        kill(child, SIGINT);
        uint64_t begin = os_ticks_ns();
        waitpid(child, &status, 0);
        assert_true(os_ticks_ns() - begin < 20000000000u);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
        for (int i = 0; i < 2; i++) {
            close(fd[i]);
            close(ready[i]);
        }
    }
}

/* --- one set, many screeners ------------------------------------------------------------------------ */

struct asker {
    struct os_thread thread;
    uint64_t         reviews;
};

static void *ask_often(void *ctx)
{
    struct asker *a = ctx;
    struct cordon_screener *scr = NULL;
    struct cordon_answer answer;
    if (cordon_screener_new(desk.set, &desk.options, &scr, NULL)) return NULL;
    for (int i = 0; i < 300; i++) {
        str record = i % 2 ? STR("{\"name\":\"Quillon Marowby Testov\"}")
                           : STR("{\"name\":\"Nobody Whatsoever\"}");
        if (cordon_screen_json(scr, record, 1, &answer, NULL)) break;
        a->reviews += answer.verdict == CORDON_REVIEW;
    }
    cordon_screener_free(scr);
    return NULL;
}

static void many_screeners_share_one_set(void **state)
{
    struct asker asker[8] = { 0 };
    struct cordon_error err = ERROR_INIT;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(asker); i++)
        assert_int_equal(os_thread_start(&asker[i].thread, ask_often, &asker[i], &err), CORDON_OK);
    for (size_t i = 0; i < COUNT_OF(asker); i++) {
        os_thread_join(&asker[i].thread);
        os_thread_join(&asker[i].thread);
        assert_int_equal(asker[i].reviews, 150);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_thread_and_eight_give_the_same_bytes),
        cmocka_unit_test(every_answer_is_what_the_record_alone_gets),
        cmocka_unit_test(csv_and_json_of_the_same_records_get_the_same_answers),
        cmocka_unit_test(a_slow_consumer_gets_everything_in_order),
        cmocka_unit_test(a_consumer_that_fails_stops_the_run_with_its_own_words),
        cmocka_unit_test(huge_answers_come_in_pieces_and_in_order),
        cmocka_unit_test(progress_rises_towards_the_size_of_the_file),
        cmocka_unit_test(what_cannot_be_read_as_a_whole_is_an_error_of_the_file),
        cmocka_unit_test(an_empty_file_holds_no_record),
        cmocka_unit_test(wrong_options_are_told_before_anything_is_read),
        cmocka_unit_test(a_silent_pipe_does_not_hold_up_a_stop),
        cmocka_unit_test(a_signal_ends_a_run),
        cmocka_unit_test(many_screeners_share_one_set),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
