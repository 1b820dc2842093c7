/* The store: its key, its seals, and what becomes of damage. */
#include "tests/test.h"

#include "os/os.h"
#include "store/store.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/cordon-test-store-XXXXXX";
static char path[4200], key_path[4200];
static struct store_key key;

static struct store *open_new(void)
{
    struct store *s = NULL;
    struct cordon_error err = ERROR_INIT;
    (void)os_folder_remove_tree(folder, NULL);
    assert_int_equal(os_folder_make(folder, NULL), CORDON_OK);
    assert_int_equal(store_key_make(key_path, &err), CORDON_OK);
    assert_int_equal(store_key_read(key_path, &key, &err), CORDON_OK);
    assert_int_equal(store_make(path, &key, &err), CORDON_OK);
    assert_int_equal(store_open(path, &key, STORE_TO_WRITE, 0, &s, &err), CORDON_OK);
    return s;
}

static void put(struct store *s, uint64_t row, const char *id, const char *record)
{
    struct cordon_error err = ERROR_INIT;
    assert_int_equal(store_begin(s, &err), CORDON_OK);
    assert_int_equal(store_put_subject(s, row, str_c(id), str_c(record), &err), CORDON_OK);
    assert_int_equal(store_commit(s, &err), CORDON_OK);
}

/* What an attacker, or a broken disk, does to the file. */
static void run_sql(const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void a_record_comes_back(void **state)
{
    struct store *s = open_new();
    struct buf out = BUF_INIT(1 << 20);
    uint64_t row = 0;
    (void)state;
    put(s, 1, "A-1", "a made-up record");
    assert_int_equal(store_record(s, 1, &out, NULL), CORDON_OK);
    assert_str(buf_str(&out), "a made-up record");
    assert_int_equal(store_find(s, STR("A-1"), &row, NULL), CORDON_OK);
    assert_int_equal(row, 1);
    assert_int_equal(store_find(s, STR("A-2"), &row, NULL), CORDON_OK);
    assert_int_equal(row, 0);
    assert_int_equal(store_record(s, 2, &out, NULL), CORDON_NOTFOUND);
    buf_release(&out);
    store_close(s);
}

static void nothing_personal_stands_in_the_file(void **state)
{
    struct store *s = open_new();
    struct os_file file = OS_FILE_INIT;
    str entity = STR("un_sc-KPi.999");
    (void)state;
    put(s, 1, "Customer-Visible", "Qwertov Visible");
    assert_int_equal(store_begin(s, NULL), CORDON_OK);
    assert_int_equal(store_put_found(s, 1, STR("hits Visible"), NULL, 0, &entity, 1, NULL), CORDON_OK);
    assert_int_equal(store_put(s, STORE_WORD, 1, 0, STR("Visible words"), NULL), CORDON_OK);
    assert_int_equal(store_commit(s, NULL), CORDON_OK);
    store_close(s); /* the log is brought into the file */
    assert_int_equal(os_file_read(path, &file, NULL), CORDON_OK);
    assert_true(str_find(file.bytes, STR("Visible"), 0) == SIZE_MAX);
    assert_true(str_find(file.bytes, STR("KPi.999"), 0) == SIZE_MAX);
    os_file_unmap(&file);
}

static void another_key_is_refused(void **state)
{
    struct store *s = open_new();
    struct store_key other = key;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    store_close(s);
    other.byte[31] ^= 1;
    assert_int_equal(store_open(path, &other, STORE_TO_READ, 0, &s, &err), CORDON_REFUSED);
    assert_true(str_find(str_c(err.message), STR("this key does not open the store"), 0) != SIZE_MAX);
}

static void a_key_that_others_may_read_is_refused(void **state)
{
    struct store *s = open_new();
    struct store_key got;
    struct cordon_error err = ERROR_INIT;
    struct stat info;
    (void)state;
    store_close(s);
    assert_int_equal(stat(key_path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(chmod(key_path, 0640), 0);
    assert_int_equal(store_key_read(key_path, &got, &err), CORDON_REFUSED);
    assert_int_equal(chmod(key_path, 0600), 0);
    assert_int_equal(store_key_make(key_path, &err), CORDON_REFUSED); /* never overwritten */
    assert_int_equal(store_key_read(path, &got, &err), CORDON_SYNTAX);
    assert_int_equal(store_key_read("/nowhere/key", &got, &err), CORDON_NOTFOUND);
}

static void damage_and_exchange_are_seen(void **state)
{
    struct store *s = open_new();
    struct buf out = BUF_INIT(1 << 20);
    (void)state;
    put(s, 1, "A", "record of A");
    put(s, 2, "B", "record of B");
    put(s, 3, "C", "record of C");
    assert_int_equal(store_begin(s, NULL), CORDON_OK);
    assert_int_equal(store_put(s, STORE_TRACE, 1, 0, STR("one"), NULL), CORDON_OK);
    assert_int_equal(store_put(s, STORE_STATE, 1, 0, STR("two"), NULL), CORDON_OK);
    assert_int_equal(store_commit(s, NULL), CORDON_OK);
    store_close(s);
    run_sql("UPDATE subject SET record=(SELECT record FROM subject WHERE row=2) WHERE row=1;"
            "UPDATE subject SET record=zeroblob(60) WHERE row=3;"
            "UPDATE trace SET bytes=(SELECT bytes FROM state WHERE number=1) WHERE number=1");
    assert_int_equal(store_open(path, &key, STORE_TO_READ, 0, &s, NULL), CORDON_OK);
    assert_int_equal(store_record(s, 1, &out, NULL), CORDON_CORRUPT);
    assert_int_equal(store_record(s, 3, &out, NULL), CORDON_CORRUPT);
    assert_int_equal(out.len, 0);
    assert_int_equal(store_get(s, STORE_TRACE, 1, NULL, &out, NULL), CORDON_CORRUPT);
    assert_int_equal(store_record(s, 2, &out, NULL), CORDON_OK);
    buf_release(&out);
    store_close(s);
}

static void one_writes_and_others_read(void **state)
{
    struct store *s = open_new(), *other = NULL, *reader = NULL;
    struct cordon_error err = ERROR_INIT;
    struct buf out = BUF_INIT(1 << 20);
    (void)state;
    put(s, 1, "A", "kept");
    assert_int_equal(store_begin(s, NULL), CORDON_OK);
    assert_int_equal(store_put_subject(s, 1, STR("A"), STR("not yet"), NULL), CORDON_OK);
    assert_int_equal(store_open(path, &key, STORE_TO_READ, 0, &reader, NULL), CORDON_OK);
    assert_int_equal(store_record(reader, 1, &out, NULL), CORDON_OK);
    assert_str(buf_str(&out), "kept");
    int status;
    pid_t child = fork();
    if (child == 0) _exit(store_open(path, &key, STORE_TO_WRITE, 0, &other, &err) == CORDON_BUSY ? 0 : 1);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    store_close(s); /* without a commit: gone */
    buf_reset(&out);
    assert_int_equal(store_record(reader, 1, &out, NULL), CORDON_OK);
    assert_str(buf_str(&out), "kept");
    buf_release(&out);
    store_close(reader);
}

static void readers_hold_one_moment(void **state)
{
    struct store *s = open_new(), *reader[2] = { NULL, NULL };
    struct buf out = BUF_INIT(1 << 20);
    (void)state;
    put(s, 1, "A", "first");
    for (int i = 0; i < 2; i++) assert_int_equal(store_open(path, &key, STORE_TO_READ, 0, &reader[i], NULL), CORDON_OK);
    assert_int_equal(store_read_alike(reader, 2, NULL), CORDON_OK);
    put(s, 1, "A", "second"); /* is not held up */
    for (int i = 0; i < 2; i++) {
        buf_reset(&out);
        assert_int_equal(store_record(reader[i], 1, &out, NULL), CORDON_OK);
        assert_str(buf_str(&out), "first");
        store_read_end(reader[i]);
        buf_reset(&out);
        assert_int_equal(store_record(reader[i], 1, &out, NULL), CORDON_OK);
        assert_str(buf_str(&out), "second");
        store_close(reader[i]);
    }
    buf_release(&out);
    store_close(s);
}

static void other_files_are_no_store(void **state)
{
    struct store *s = open_new();
    struct cordon_error err = ERROR_INIT;
    (void)state;
    store_close(s);
    assert_int_equal(store_make(path, &key, &err), CORDON_REFUSED);
    assert_int_equal(store_open(key_path, &key, STORE_TO_READ, 0, &s, &err), CORDON_CORRUPT);
    assert_int_equal(store_open("/nowhere/s.db", &key, STORE_TO_READ, 0, &s, &err), CORDON_NOTFOUND);
    run_sql("UPDATE version SET number=2");
    assert_int_equal(store_open(path, &key, STORE_TO_READ, 0, &s, &err), CORDON_REFUSED);
}

static void a_full_disk_loses_nothing_kept(void **state)
{
    struct store *s = open_new();
    struct rlimit was, small;
    struct buf out = BUF_INIT(8 << 20);
    cordon_status st = CORDON_OK;
    (void)state;
    put(s, 1, "A", "kept");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    small = was;
    small.rlim_cur = 1 << 20;
    buf_add_zeros(&out, 1 << 20);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    for (uint64_t row = 2; !st && row < 10; row++) {
        st = store_begin(s, NULL);
        if (!st) st = store_put_subject(s, row, STR("B"), buf_str(&out), NULL);
        if (!st) st = store_commit(s, NULL);
        if (st) store_rollback(s);
    }
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    assert_int_equal(st, CORDON_IO);
    store_close(s);
    assert_int_equal(store_open(path, &key, STORE_TO_WRITE, 0, &s, NULL), CORDON_OK);
    buf_reset(&out);
    assert_int_equal(store_record(s, 1, &out, NULL), CORDON_OK);
    assert_str(buf_str(&out), "kept");
    buf_release(&out);
    store_close(s);
}

static void every_failing_allocation_is_survived(void **state)
{
    (void)state;
    store_close(open_new());
    for (uint64_t n = 1; n < 2000; n++) {
        struct store *s = NULL;
        struct buf out = BUF_INIT(1 << 20);
        mem_fail_from(n);
        cordon_status st = store_open(path, &key, STORE_TO_WRITE, 0, &s, NULL);
        if (!st) st = store_begin(s, NULL);
        if (!st) st = store_put_subject(s, 1, STR("A"), STR("record"), NULL);
        if (!st) st = store_commit(s, NULL);
        if (!st) st = store_record(s, 1, &out, NULL);
        bool is_reached = mem_count() >= n;
        mem_fail_from(0);
        buf_release(&out);
        store_close(s);
        if (!is_reached) {
            assert_int_equal(st, CORDON_OK);
            return;
        }
        if (st != CORDON_OK) assert_true(st == CORDON_NOMEM || st == CORDON_IO || st == CORDON_CORRUPT);
    }
}

static int set_up(void **state)
{
    (void)state;
    if (!mkdtemp(folder)) return -1;
    snprintf(path, sizeof path, "%s/s.db", folder);
    snprintf(key_path, sizeof key_path, "%s/key", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return os_folder_remove_tree(folder, NULL) ? -1 : 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_comes_back),
        cmocka_unit_test(nothing_personal_stands_in_the_file),
        cmocka_unit_test(another_key_is_refused),
        cmocka_unit_test(a_key_that_others_may_read_is_refused),
        cmocka_unit_test(damage_and_exchange_are_seen),
        cmocka_unit_test(one_writes_and_others_read),
        cmocka_unit_test(readers_hold_one_moment),
        cmocka_unit_test(other_files_are_no_store),
        cmocka_unit_test(a_full_disk_loses_nothing_kept),
        cmocka_unit_test(every_failing_allocation_is_survived),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
