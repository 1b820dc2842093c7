/* Watched subjects in trouble: what damage, a full disk, another process and want of memory do. None of it may look like clear. */
#include "tests/watched_cast.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef TEST_SANITIZED
enum { MANY = 1000 };
#else
enum { MANY = 6000 };
#endif

static void damage(const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(watched.store[0], &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void damaged_keys_are_told_and_their_block_screened(void **state)
{
    static const char *const sql[] = { "UPDATE trace SET bytes=zeroblob(100)", "DELETE FROM trace", "UPDATE word SET bytes=zeroblob(100)",
                                       "UPDATE base SET bytes=zeroblob(100)" };
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct cordon_subjects *s = open_new();
        add(s, people);
        watched_rescreen(s, DAY_1, NULL);
        watched_list(after, "2026-02-28");
        cordon_subjects_close(s);
        damage(sql[i]);
        s = watched_open(0, true);
        watched.faults = 0;
        struct cordon_rescreened sum = watched_rescreen(s, DAY_1, NULL);
        assert_int_equal(sum.screened, 4);
        assert_true(watched.faults > 0);
        str mended = watched_all(s, false);
        assert_int_equal(watched_rescreen(s, DAY_1, NULL).screened, 0); /* mended */
        cordon_subjects_close(s);
        assert_int_equal(os_file_remove(watched.store[0], NULL), CORDON_OK);
        s = watched_open(0, true);
        add(s, people);
        watched_rescreen(s, DAY_1, NULL);
        assert_true(str_eq(mended, watched_all(s, false)));
        cordon_subjects_close(s);
    }
}

static void a_damaged_record_is_undecided_and_told(void **state)
{
    struct cordon_subjects *s = open_new();
    (void)state;
    add(s, people);
    cordon_subjects_close(s);
    damage("UPDATE subject SET record=zeroblob(80) WHERE row=3");
    s = watched_open(0, true);
    watched.faults = 0;
    struct cordon_rescreened sum = watched_rescreen(s, DAY_1, NULL);
    assert_int_equal(watched.faults, 1);
    assert_int_equal(sum.verdicts[CORDON_UNDECIDED], 1);
    assert_int_equal(sum.subjects, 4);
    cordon_subjects_close(s);
}

/* One thread does all the work, so that its allocations fail: each n-th and all behind it. */
static void rescreen_without_memory(struct cordon_subjects *s, bool is_dry)
{
    struct cordon_set *set = NULL;
    struct cordon_rescreened sum;
    struct cordon_screen_options options = watched_options(DAY_1);
    struct cordon_rescreen run = { .options = &options, .change = watched_keep_lines, .threads = 1, .is_dry = is_dry };
    cordon_status st = CORDON_NOMEM;
    assert_int_equal(cordon_set_open(watched.folder, &set, NULL), CORDON_OK);
    run.set = set;
    for (uint64_t n = 1; st; n += 1 + n / 2) {
        mem_fail_from(n);
        st = cordon_rescreen(s, &run, &sum, NULL);
        mem_fail_from(0);
        if (st) assert_true(st == CORDON_NOMEM || st == CORDON_IO || st == CORDON_CORRUPT);
    }
    cordon_set_close(set);
}

/* Whole, or not at all. */
static void list_without_memory(struct cordon_subjects *s)
{
    struct buf out = BUF_INIT(1 << 20);
    struct cordon_subjects_stats n;
    str whole = watched_all(s, true);
    cordon_status st = CORDON_NOMEM, counted = CORDON_NOMEM;
    (void)buf_take(&out, 1 << 16); /* room for all */
    for (uint64_t nth = 1; st || counted; nth++) {
        buf_reset(&out);
        mem_fail_from(nth);
        st = cordon_subjects_list(s, true, watched_keep_lines, NULL, &out, NULL);
        mem_fail_from(nth);
        counted = cordon_subjects_count(s, NULL, NULL, &n, NULL);
        mem_fail_from(0);
        if (!st) assert_true(str_eq(buf_str(&out), whole));
        if (!counted) assert_int_equal(n.subjects + n.damaged, 4);
    }
    buf_release(&out);
}

static void failing_allocations_lose_nothing(void **state)
{
    struct cordon_subjects *s = open_new();
    struct cordon_subjects_added added;
    struct cordon_subjects_add how = watched_how(DAY_1);
    cordon_status st = CORDON_NOMEM;
    (void)state;
    how.threads = 1;
    watched_write(str_c(people));
    for (uint64_t n = 1; st; n += 1 + n / 2) {
        mem_fail_from(n);
        st = cordon_subjects_add(s, &how, &added, NULL);
        mem_fail_from(0);
        if (st) assert_true(st == CORDON_NOMEM || st == CORDON_IO); /* SQLite says of some that it cannot open */
    }
    rescreen_without_memory(s, false);
    list_without_memory(s);
    watched_list(after, "2026-02-28");
    rescreen_without_memory(s, true);
    rescreen_without_memory(s, false);
    watched_rescreen(s, DAY_1, NULL);
    assert_true(watched_has(watched_all(s, false), "{\"subject\":\"C\",\"verdict\":\"clear\",\"hits\":[]}"));
    assert_true(watched_has(watched_all(s, false), "{\"subject\":\"A\",\"verdict\":\"escalate\""));
    cordon_subjects_close(s);
}

/* --- who may, and whole files ----------------------------------------------------------------------------------------- */

static void another_process_that_writes_is_named(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_subjects *s = open_new(), *other = NULL;
    struct cordon_rescreened sum;
    int status, ready[2], done[2];
    char byte = 0;
    (void)state;
    add(s, people);
    watched_rescreen(s, DAY_1, NULL);
    cordon_subjects_close(s);
    assert_int_equal(pipe(ready) | pipe(done), 0);
    pid_t child = fork();
    if (child == 0) {
        struct cordon_subjects *held = watched_open(0, true);
        bool is_good = held && write(ready[1], &byte, 1) == 1 && read(done[0], &byte, 1) == 1;
        _exit(is_good ? 0 : 1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(watched_try_open(0, true, &other, &err), CORDON_BUSY);
    assert_true(watched_has(str_c(err.message), "another process is writing"));
    other = watched_open(0, false); /* reading goes on */
    assert_true(watched_has(watched_all(other, false), "{\"subject\":\"B\",\"verdict\":\"escalate\""));
    assert_int_equal(watched_try_rescreen(other, DAY_1, (struct cordon_rescreen){ .is_dry = true }, &sum, &err), CORDON_OK);
    assert_int_equal(watched_try_rescreen(other, DAY_1, (struct cordon_rescreen){ .is_dry = false }, &sum, &err), CORDON_ARGUMENT);
    cordon_subjects_close(other);
    assert_int_equal(write(done[1], &byte, 1), 1);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    for (int i = 0; i < 2; i++) close(ready[i]), close(done[i]);
}

static void another_key_opens_nothing(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_subjects *s = open_new();
    struct cordon_subjects_place other = { .path = watched.store[1], .key = watched.file };
    (void)state;
    add(s, people);
    cordon_subjects_close(s);
    assert_int_equal(os_file_remove(watched.file, NULL), CORDON_OK);
    assert_int_equal(cordon_subjects_make(&other, &err), CORDON_OK); /* its own key */
    other.path = watched.store[0];
    assert_int_equal(cordon_subjects_open(&other, true, &s, &err), CORDON_REFUSED);
    assert_true(watched_has(str_c(err.message), "another store's"));
}

/* A store of some blocks, screened once; its bytes. */
static void make_many(struct buf *out)
{
    struct cordon_subjects *s = open_new();
    struct os_file whole = OS_FILE_INIT;
    struct buf text = BUF_INIT(8 << 20);
    buf_add(&text, STR("id,name\n"));
    for (int i = 0; i < MANY; i++) buf_printf(&text, "S%d,%s Number%d\n", i, i % 100 == 7 ? "Madeup Personov" : "Person", i);
    watched_add(s, buf_str(&text), DAY_1);
    watched_rescreen(s, DAY_1, NULL);
    cordon_subjects_close(s);
    watched_list(after, "2026-02-28");
    assert_int_equal(os_file_read(watched.store[0], &whole, NULL), CORDON_OK);
    buf_add(out, whole.bytes);
    os_file_unmap(&whole);
    buf_release(&text);
}

static void a_cut_store_is_refused(void **state)
{
    struct cordon_subjects *s = NULL;
    struct buf whole = BUF_INIT(64 << 20);
    enum { CUTS = 24 };
    (void)state;
    make_many(&whole);
    for (size_t i = 0; i <= CUTS; i++) {
        size_t len = i == CUTS ? whole.len - 8192 : whole.len / CUTS * i + (i % 3 == 1 ? 1000 : 0);
        struct cordon_error err = ERROR_INIT;
        assert_int_equal(os_file_replace(watched.store[0], str_sub(buf_str(&whole), 0, len), NULL), CORDON_OK);
        assert_int_equal(watched_try_open(0, true, &s, &err), CORDON_CORRUPT);
        assert_true(err.message[0]);
    }
    buf_release(&whole);
}

/* Pages of zeros: it is refused, or screening fails, or somebody is told and those who cannot be read are undecided. */
static void damaged_pages_are_never_clear(void **state)
{
    struct cordon_subjects *s = NULL;
    struct buf whole = BUF_INIT(64 << 20), bytes = BUF_INIT(64 << 20);
    struct cordon_rescreened good, sum;
    int refused = 0, failed = 0, told = 0, harmless = 0;
    (void)state;
    make_many(&whole);
    s = watched_open(0, true);
    assert_int_equal(watched_try_rescreen(s, DAY_1, (struct cordon_rescreen){ .is_all = true }, &good, NULL), CORDON_OK);
    cordon_subjects_close(s);
    for (size_t page = 0; page < whole.len / 8192; page += 1 + page / 16) {
        buf_reset(&bytes);
        buf_add(&bytes, buf_str(&whole));
        memset(bytes.data + page * 8192, 0, 8192);
        assert_int_equal(os_file_replace(watched.store[0], buf_str(&bytes), NULL), CORDON_OK);
        watched.faults = 0;
        cordon_status st = watched_try_open(0, true, &s, NULL);
        refused += st != CORDON_OK;
        if (st) continue;
        st = watched_try_rescreen(s, DAY_1, (struct cordon_rescreen){ .is_all = page % 2 }, &sum, NULL);
        failed += st != CORDON_OK;
        told += !st && watched.faults;
        harmless += !st && !watched.faults;
        if (!st && sum.verdicts[CORDON_CLEAR] > good.verdicts[CORDON_CLEAR]) fail_msg("page %zu: listed ones are clear", page);
        if (!st && !watched.faults) assert_memory_equal(sum.verdicts, good.verdicts, sizeof good.verdicts);
        cordon_subjects_close(s);
    }
    print_message("%d refused, %d failed, %d told, %d without harm\n", refused, failed, told, harmless);
    assert_true(refused && failed + told);
    buf_release(&whole);
    buf_release(&bytes);
}

/* --- a full disk ------------------------------------------------------------------------------------------------------ */

/* Files may grow to so much; 0: as ever. */
static void fill_disk(rlim_t room)
{
    static struct rlimit was;
    struct rlimit small;
    if (!was.rlim_max) assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    small = was;
    if (room) small.rlim_cur = room;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
}

/* What was told and could not be kept is told again, and nothing else is lost. */
static void a_full_disk_while_verdicts_are_kept(void **state)
{
    struct cordon_subjects *s = open_new();
    struct cordon_error err = ERROR_INIT;
    struct cordon_rescreened sum;
    struct buf first = BUF_INIT(1 << 20), again = BUF_INIT(1 << 20);
    int fails = 0;
    (void)state;
    add(s, people);
    watched_rescreen(s, DAY_1, NULL);
    cordon_subjects_close(s);
    watched_list(after, "2026-02-28");
    for (rlim_t room = 1; room < 200000; room += 9000) {
        s = watched_open(0, true);
        buf_reset(&first);
        fill_disk(room);
        cordon_status st = watched_try_rescreen(s, DAY_1, (struct cordon_rescreen){ .ctx = &first }, &sum, &err);
        fill_disk(0);
        cordon_subjects_close(s);
        if (!st) break;
        assert_true(st == CORDON_IO || st == CORDON_BUSY);
        fails++;
    }
    assert_true(fails > 1);
    s = watched_open(0, true);
    str kept = watched_all(s, false);
    assert_true(watched_has(kept, "{\"subject\":\"A\",\"verdict\":\"escalate\""));
    assert_true(watched_has(kept, "{\"subject\":\"D\",\"verdict\":\"clear\""));
    assert_true(watched_has(buf_str(&first), "\"subject\":\"A\",\"from\":\"clear\",\"to\":\"escalate\"")); /* told by the run that kept it */
    watched_rescreen(s, DAY_1, &again);
    assert_int_equal(again.len, 0);
    cordon_subjects_close(s);
    buf_release(&first);
    buf_release(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_keys_are_told_and_their_block_screened),
        cmocka_unit_test(a_damaged_record_is_undecided_and_told),
        cmocka_unit_test(failing_allocations_lose_nothing),
        cmocka_unit_test(another_process_that_writes_is_named),
        cmocka_unit_test(another_key_opens_nothing),
        cmocka_unit_test(a_cut_store_is_refused),
        cmocka_unit_test(damaged_pages_are_never_clear),
        cmocka_unit_test(a_full_disk_while_verdicts_are_kept),
    };
    return cmocka_run_group_tests(tests, watched_set_up, watched_tear_down);
}
