/* Watched subjects when the program is killed: what was told and what is kept after all went on. */
#include "tests/watched.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    DAY_1 = 1772323200, /* 2026-03-01 */
    AT_ONCE = 16 * 4096, /* one thread keeps 16 blocks at a time */
    MANY = AT_ONCE + 1500,
};

static const char *const before = "id,name,type,birth_date\n1,Zyx Qwertov,person,1970-01-01\n";
static const char *const after = "id,name,type,birth_date\n1,Zyx Qwertov,person,1975-05-05\n3,Madeup Personov,person,1971-02-03\n"
                                 "4,Quorn Blivet,person,1962-01-01\n";

static void write_people(struct buf *out)
{
    buf_add(out, STR("id,name,birth_date\n"));
    for (int i = 0; i < MANY; i++) {
        if (i % 500 == 7) buf_printf(out, "S%d,Madeup Personov,1971-02-03\n", i);
        else if (i % 500 == 9) buf_printf(out, "S%d,Zyx Qwertov,1970-01-01\n", i);
        else if (i >= AT_ONCE && i % 100 == 0) buf_printf(out, "S%d,Quorn Blivet,1962-01-01\n", i); /* words of none before */
        else buf_printf(out, "S%d,Anna Number%d,\n", i, i % 1000);
    }
}

static const char *required = "own";

static struct cordon_rescreened rescreen_since(struct cordon_subjects *s, int64_t as_of_s, struct buf *lines, const char *since)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_rescreened sum;
    struct cordon_screen_options o = watched_options(as_of_s);
    struct cordon_rescreen run = { .options = &o, .ctx = lines, .threads = 1, .since = str_c(since) };
    o.require = str_c(required);
    if (watched_try_rescreen(s, as_of_s, run, &sum, &err)) fail_msg("%s %s", err.file, err.message);
    return sum;
}

static struct cordon_rescreened rescreen(struct cordon_subjects *s, int64_t as_of_s, struct buf *lines)
{
    return rescreen_since(s, as_of_s, lines, "");
}

/* --- a child that dies --------------------------------------------------------------------------------------------- */

static int lives;

static cordon_status tell(void *ctx, cordon_str lines, struct cordon_error *err)
{
    return os_write_all(*(int *)ctx, lines, err);
}

static cordon_status tell_or_die(void *ctx, cordon_str lines, struct cordon_error *err)
{
    cordon_status st = tell(ctx, lines, err);
    if (--lives == 0) kill(getpid(), SIGKILL);
    return st;
}

static void go_on_or_die(void *ctx, uint64_t done, uint64_t total, uint64_t records)
{
    (void)ctx;
    (void)done;
    (void)total;
    (void)records;
    if (--lives == 0) kill(getpid(), SIGKILL);
}

/* Screen again in a child that is killed when it would tell, or has kept, for the n-th time. What it told goes to `told`. */
static void rescreen_and_die(int64_t as_of_s, bool when_telling, int times, struct buf *told)
{
    struct os_file file = OS_FILE_INIT;
    int status, fd;
    pid_t child = fork();
    if (child == 0) {
        struct cordon_rescreened sum;
        FILE *f = fopen(watched.file, "w");
        fd = f ? fileno(f) : -1;
        lives = times;
        struct cordon_screen_options o = watched_options(as_of_s);
        struct cordon_rescreen run = { .options = &o, .ctx = &fd, .threads = 1, .change = when_telling ? tell_or_die : tell,
                                       .progress = when_telling ? NULL : go_on_or_die };
        o.require = str_c(required);
        (void)watched_try_rescreen(watched_open(0, true), as_of_s, run, &sum, NULL);
        _exit(0); /* it should have died */
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    assert_int_equal(os_file_read(watched.file, &file, NULL), CORDON_OK);
    buf_add(told, file.bytes);
    os_file_unmap(&file);
}

static void copy_file(const char *from, const char *to)
{
    struct os_file file = OS_FILE_INIT;
    struct cordon_error err = ERROR_INIT;
    if (os_file_read(from, &file, &err) || os_file_replace(to, file.bytes, &err)) fail_msg("%s", err.message);
    os_file_unmap(&file);
}

/* A second store that nobody kills, with what the first one holds. */
static void copy_store(void)
{
    copy_file(watched.store[0], watched.store[1]);
}

/* People who were screened once; each test begins with them. */
static void begin(void)
{
#ifdef TEST_SANITIZED
    print_message("skipped: more than one transaction of subjects takes minutes under a sanitizer\n");
    skip();
#endif
    static char path[128];
    struct buf text = BUF_INIT(64 << 20);
    watched_list(before, "2026-02-20");
    if (!*path) {
        snprintf(path, sizeof path, "%s/first.db", watched.folder);
        struct cordon_subjects *s = watched_open(0, true);
        write_people(&text);
        watched_add(s, buf_str(&text), DAY_1);
        rescreen(s, DAY_1, NULL);
        cordon_subjects_close(s);
        copy_file(watched.store[0], path);
    }
    copy_file(path, watched.store[0]);
    buf_release(&text);
}

static size_t count_of(str text, str line)
{
    size_t count = 0;
    str one;
    while (str_next(&text, '\n', &one)) count += str_eq(one, line);
    return count;
}

/* Each line of the run that nobody killed was told; those kept before the kill once. */
static void hold_told(str told, str all)
{
    size_t lines = 0, twice = 0;
    for (str rest = all, line; str_next(&rest, '\n', &line);) {
        if (!line.len) continue;
        size_t count = count_of(told, line);
        if (!count || count > 2) fail_msg("%zu times: %.*s", count, STR_ARG(line));
        lines++;
        twice += count == 2;
    }
    assert_true(lines > 200);
    assert_true(twice && twice < lines / 10); /* of the transaction that was killed */
    assert_int_equal(str_count(told, '\n'), lines + twice);
}

/* --- tests --------------------------------------------------------------------------------------------------------- */

static void a_killed_rescreen_goes_on(void **state)
{
    struct buf told = BUF_INIT(64 << 20), all = BUF_INIT(64 << 20);
    (void)state;
    begin();
    watched_list(after, "2026-02-28");
    copy_store();
    rescreen_and_die(DAY_1 + 60, true, 17, &told); /* the first transaction is kept, of the second a block is told */
    struct cordon_subjects *killed = watched_open(0, true), *whole = watched_open(1, true);
    struct cordon_rescreened rest = rescreen(killed, DAY_1 + 60, &told);
    struct cordon_rescreened sum = rescreen(whole, DAY_1 + 60, &all);
    assert_int_equal(rest.subjects, MANY);
    assert_true(rest.screened < sum.screened / 10);
    for (size_t i = 0; i < 5; i++) assert_int_equal(rest.verdicts[i], sum.verdicts[i]);
    hold_told(buf_str(&told), buf_str(&all));
    assert_true(str_eq(watched_all(killed, false), watched_all(whole, false)));
    buf_reset(&told);
    rescreen(killed, DAY_1 + 120, &told);
    assert_int_equal(told.len, 0);
    cordon_subjects_close(killed);
    cordon_subjects_close(whole);
    buf_release(&told);
    buf_release(&all);
}

/* What is told once for all counts those who were kept before the kill, too, and can be told again. */
static void all_that_became_undecided_are_told(void **state)
{
    struct buf told = BUF_INIT(1 << 20), all = BUF_INIT(1 << 20), again = BUF_INIT(1 << 20);
    (void)state;
    begin();
    copy_store();
    required = "own,un_sc"; /* which is not there */
    rescreen_and_die(DAY_1 + 86400, false, 1, &told);
    struct cordon_subjects *killed = watched_open(0, true), *whole = watched_open(1, true);
    rescreen(killed, DAY_1 + 86400, &told);
    rescreen(whole, DAY_1 + 86400, &all);
    assert_true(watched_has(buf_str(&all), "\"from\":\"clear\",\"to\":\"undecided\",\"because\":[{\"check\":\"list:un_sc\",\"change\":\"not_done\"}]"));
    assert_true(str_eq(buf_str(&told), buf_str(&all)));
    rescreen(killed, DAY_1 + 2 * 86400, &again); /* once */
    assert_int_equal(again.len, 0);
    rescreen_since(killed, DAY_1 + 2 * 86400, &again, "2026-03-01");
    assert_true(str_eq(buf_str(&again), buf_str(&all)));
    required = "own";
    cordon_subjects_close(killed);
    cordon_subjects_close(whole);
    buf_release(&told);
    buf_release(&all);
    buf_release(&again);
}

static void damage_words(void)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(watched.store[0], &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE word SET bytes=zeroblob(100)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* Words that are lost are gathered anew, block by block: no block may be sieved by words that are not its own. */
static void a_kill_while_words_are_mended_hides_nobody(void **state)
{
    struct buf told = BUF_INIT(64 << 20), all = BUF_INIT(64 << 20);
    (void)state;
    begin();
    copy_store();
    damage_words();
    watched_list("id,name,type,birth_date\n1,Zyx Qwertov,person,1970-01-01\n2,Somebody Else,person,1970-01-01\n", "2026-02-24");
    rescreen_and_die(DAY_1 + 60, false, 1, &told); /* one transaction is kept */
    watched_list(after, "2026-02-28");
    struct cordon_subjects *killed = watched_open(0, true), *whole = watched_open(1, true);
    rescreen(killed, DAY_1 + 120, &told);
    rescreen(whole, DAY_1 + 120, &all);
    assert_true(str_eq(watched_all(killed, false), watched_all(whole, false)));
    cordon_subjects_close(killed);
    cordon_subjects_close(whole);
    buf_release(&told);
    buf_release(&all);
}

static void a_killed_add_goes_on(void **state)
{
    struct buf text = BUF_INIT(64 << 20);
    enum { FEW = 30000 };
    (void)state;
    watched_empty();
    watched_list(before, "2026-02-20");
    cordon_subjects_close(watched_open(0, true));
    buf_add(&text, STR("id,name\n"));
    for (int i = 0; i < FEW; i++) buf_printf(&text, "S%d,Person Number%d\n", i, i);
    for (int round = 0; round < 3; round++) {
        pid_t child = fork();
        if (child == 0) {
            watched_add(watched_open(0, true), buf_str(&text), DAY_1);
            _exit(0);
        }
        struct timespec wait = { .tv_nsec = 60000000L * (round + 1) };
        nanosleep(&wait, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    struct cordon_subjects *s = watched_open(0, true);
    struct cordon_subjects_added rest = watched_add(s, buf_str(&text), DAY_1);
    assert_int_equal(rest.added + rest.same, FEW);
    assert_int_equal(rest.changed + rest.repeated, 0);
    struct cordon_rescreened sum = rescreen(s, DAY_1, NULL);
    assert_int_equal(sum.subjects, FEW);
    assert_int_equal(sum.damaged, 0);
    buf_release(&text);
    cordon_subjects_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_rescreen_goes_on),
        cmocka_unit_test(all_that_became_undecided_are_told),
        cmocka_unit_test(a_kill_while_words_are_mended_hides_nobody),
        cmocka_unit_test(a_killed_add_goes_on),
    };
    return cmocka_run_group_tests(tests, watched_set_up, watched_tear_down);
}
