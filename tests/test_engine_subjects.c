/* Subjects that are watched: added, changed, forgotten, screened again; what damage, kills and want of memory do. */
#include "tests/test.h"

#include <cordon/subjects.h>

#include "os/os.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/cordon-test-subjects-XXXXXX";
static char store[4200], key[4200], file[4200];
static struct cordon_policy *policy;
enum { DAY_1 = 1772323200 /* 2026-03-01 */ };

static const char *const before = "id,name,type,birth_date\n1,Zyx Qwertov,person,1970-01-01\n2,Plok Trading,organization,\n";
static const char *const after = "id,name,type,birth_date\n1,Zyx Qwertov,person,1975-05-05\n3,Madeup Personov,person,1971-02-03\n";

static void write_file(const char *path, const char *text)
{
    assert_int_equal(os_file_replace(path, str_c(text), NULL), CORDON_OK);
}

static void import_own(const char *text, const char *edition)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    const char *path = file;
    struct cordon_import import = { .data_dir = folder, .source = STR("own"), .files = &path, .file_count = 1, .edition = str_c(edition),
                                    .accept = STR("made up") };
    write_file(file, text);
    if (cordon_import(&import, &counts, &err)) fail_msg("%s", err.message);
}

static struct cordon_subjects *open_store(bool to_write)
{
    struct cordon_subjects *s = NULL;
    struct cordon_error err = ERROR_INIT;
    struct cordon_subjects_place place = { .path = store, .key = key };
    if (!os_file_exists(store) && cordon_subjects_make(&place, &err)) fail_msg("%s", err.message);
    if (cordon_subjects_open(&place, to_write, &s, &err)) fail_msg("%s", err.message);
    return s;
}

static struct cordon_subjects *open_new(void)
{
    (void)os_folder_remove_tree(folder, NULL);
    assert_int_equal(os_folder_make(folder, NULL), CORDON_OK);
    import_own(before, "2026-02-20");
    return open_store(true);
}

static uint64_t faults;

static void count_fault(void *ctx, const struct cordon_error *why)
{
    (void)ctx;
    (void)why;
    faults++;
}

static struct cordon_subjects_added add(struct cordon_subjects *s, const char *text)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_subjects_added added;
    struct cordon_subjects_add a = { .policy = policy, .path = file, .as_of_s = DAY_1, .fault = count_fault };
    write_file(file, text);
    if (cordon_subjects_add(s, &a, &added, &err)) fail_msg("%s", err.message);
    return added;
}

static cordon_status keep_lines(void *ctx, cordon_str lines, struct cordon_error *err)
{
    (void)err;
    if (ctx) buf_add(ctx, lines);
    return CORDON_OK;
}

static cordon_status rescreen_with(struct cordon_subjects *s, const struct cordon_set *set, struct buf *lines, bool is_dry, unsigned threads,
                                   struct cordon_rescreened *sum)
{
    struct cordon_screen_options o = { .policy = policy, .as_of_s = DAY_1, .min_bp = -1, .require = STR("own") };
    struct cordon_rescreen run = { .options = &o, .change = keep_lines, .fault = count_fault, .ctx = lines, .is_dry = is_dry, .threads = threads };
    run.set = set;
    return cordon_rescreen(s, &run, sum, NULL);
}

static cordon_status try_rescreen(struct cordon_subjects *s, struct buf *lines, bool is_dry, unsigned threads, struct cordon_rescreened *sum)
{
    struct cordon_set *set = NULL;
    assert_int_equal(cordon_set_open(folder, &set, NULL), CORDON_OK);
    cordon_status st = rescreen_with(s, set, lines, is_dry, threads, sum);
    cordon_set_close(set);
    return st;
}

/* One thread does all the work, so that its allocations fail: each n-th and all behind it. */
static void rescreen_without_memory(struct cordon_subjects *s)
{
    struct cordon_set *set = NULL;
    struct cordon_rescreened sum;
    cordon_status st = CORDON_NOMEM;
    assert_int_equal(cordon_set_open(folder, &set, NULL), CORDON_OK);
    for (uint64_t n = 1; st; n += 1 + n / 2) {
        mem_fail_from(n);
        st = rescreen_with(s, set, NULL, false, 1, &sum);
        mem_fail_from(0);
        if (st) assert_true(st == CORDON_NOMEM || st == CORDON_IO || st == CORDON_CORRUPT);
    }
    cordon_set_close(set);
}

static struct cordon_rescreened rescreen(struct cordon_subjects *s, struct buf *lines)
{
    struct cordon_rescreened sum;
    assert_int_equal(try_rescreen(s, lines, false, 0, &sum), CORDON_OK);
    return sum;
}

static void list(struct cordon_subjects *s, struct buf *out)
{
    buf_reset(out);
    assert_int_equal(cordon_subjects_list(s, false, keep_lines, out, NULL), CORDON_OK);
}

static bool has(const struct buf *b, const char *part)
{
    return str_find(buf_str(b), str_c(part), 0) != SIZE_MAX;
}

static const char *const people = "id,name,birth_date\nA,Madeup Personov,1971-02-03\nB,Zyx Qwertov,1970-01-01\nC,Anna Nobody,1980-01-01\n"
                                  "D,Plok Trading,\n";

static void an_empty_store_is_screened(void **state)
{
    struct cordon_subjects *s = open_new();
    (void)state;
    struct cordon_rescreened sum = rescreen(s, NULL);
    assert_int_equal(sum.subjects, 0);
    cordon_subjects_close(s);
}

static void a_changed_list_moves_whom_it_touches(void **state)
{
    struct cordon_subjects *s = open_new();
    struct buf lines = BUF_INIT(1 << 20), listed = BUF_INIT(1 << 20);
    (void)state;
    struct cordon_subjects_added first = add(s, people);
    assert_int_equal(first.added, 4);
    rescreen(s, NULL);
    import_own(after, "2026-02-28");
    struct cordon_rescreened dry;
    assert_int_equal(try_rescreen(s, NULL, true, 0, &dry), CORDON_OK); /* tells, and keeps nothing */
    struct cordon_rescreened sum = rescreen(s, &lines);
    assert_int_equal(dry.moved, sum.moved);
    assert_int_equal(sum.added, 1);
    assert_int_equal(sum.changed, 1);
    assert_int_equal(sum.removed, 1);
    assert_false(sum.was_all);
    assert_int_equal(sum.screened, 3); /* not C */
    assert_true(has(&lines, "\"subject\":\"A\",\"from\":\"clear\",\"to\":\"escalate\""));
    assert_true(has(&lines, "{\"entity\":\"own-3\",\"source\":\"own\",\"edition\":\"2026-02-28\",\"change\":\"added\"}"));
    assert_true(has(&lines, "\"subject\":\"D\",\"from\":\"review\",\"to\":\"clear\",\"hits\":[]"));
    assert_true(has(&lines, "{\"entity\":\"own-2\",\"source\":\"own\",\"edition\":\"2026-02-28\",\"change\":\"removed\"}"));
    assert_false(has(&lines, "\"subject\":\"C\""));
    list(s, &listed);
    assert_true(has(&listed, "{\"subject\":\"D\",\"verdict\":\"clear\",\"hits\":[]}"));
    assert_int_equal(rescreen(s, NULL).screened, 0);
    buf_release(&lines);
    buf_release(&listed);
    cordon_subjects_close(s);
}

static void adding_again_changes_what_differs(void **state)
{
    struct cordon_subjects *s = open_new();
    struct buf lines = BUF_INIT(1 << 20);
    (void)state;
    faults = 0;
    add(s, people);
    rescreen(s, NULL);
    struct cordon_subjects_added again = add(s, "id,name,birth_date\nC,Zyx Qwertov,1970-01-01\nA,Madeup Personov,1971-02-03\n,No Id,\nE,New One,\n");
    assert_int_equal(again.added, 1);
    assert_int_equal(again.changed, 1);
    assert_int_equal(again.same, 1);
    assert_int_equal(again.refused, 1);
    assert_int_equal(faults, 1);
    struct cordon_rescreened sum = rescreen(s, &lines);
    assert_int_equal(sum.screened, 2);
    assert_true(has(&lines, "\"subject\":\"C\",\"from\":\"clear\",\"to\":\"escalate\""));
    assert_true(has(&lines, "\"change\":\"record\""));
    cordon_str ids[2] = { STR_INIT("B"), STR_INIT("nobody") };
    uint64_t missing;
    assert_int_equal(cordon_subjects_remove(s, ids, 2, &missing, NULL), CORDON_OK);
    assert_int_equal(missing, 1);
    list(s, &lines);
    assert_false(has(&lines, "\"subject\":\"B\""));
    assert_int_equal(add(s, people).added, 1); /* B, under a row of its own */
    struct cordon_subjects_stats n;
    assert_int_equal(cordon_subjects_count(s, &n, NULL), CORDON_OK);
    assert_int_equal(n.subjects, 5);
    buf_release(&lines);
    cordon_subjects_close(s);
}

static void damage(const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(store, &db), SQLITE_OK);
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
        struct buf a = BUF_INIT(1 << 20), b = BUF_INIT(1 << 20);
        add(s, people);
        rescreen(s, NULL);
        import_own(after, "2026-02-28");
        cordon_subjects_close(s);
        damage(sql[i]);
        s = open_store(true);
        faults = 0;
        struct cordon_rescreened sum = rescreen(s, NULL);
        assert_int_equal(sum.screened, 4);
        if (i < 3) assert_true(faults > 0);
        list(s, &a);
        assert_int_equal(rescreen(s, NULL).screened, 0); /* mended */
        cordon_subjects_close(s);
        assert_int_equal(os_file_remove(store, NULL), CORDON_OK);
        s = open_store(true);
        add(s, people);
        rescreen(s, NULL);
        list(s, &b);
        assert_true(str_eq(buf_str(&a), buf_str(&b)));
        cordon_subjects_close(s);
        buf_release(&a);
        buf_release(&b);
    }
}

static void a_damaged_record_is_undecided_and_told(void **state)
{
    struct cordon_subjects *s = open_new();
    (void)state;
    add(s, people);
    cordon_subjects_close(s);
    damage("UPDATE subject SET record=zeroblob(80) WHERE row=3");
    s = open_store(true);
    faults = 0;
    struct cordon_rescreened sum = rescreen(s, NULL);
    assert_int_equal(faults, 1);
    assert_int_equal(sum.verdicts[CORDON_UNDECIDED], 1);
    assert_int_equal(sum.subjects, 4);
    cordon_subjects_close(s);
}

static void a_killed_add_goes_on(void **state)
{
    struct cordon_subjects *s = open_new();
    struct buf text = BUF_INIT(64 << 20);
    enum { MANY = 30000 };
    (void)state;
    cordon_subjects_close(s);
    buf_add(&text, STR("id,name\n"));
    for (int i = 0; i < MANY; i++) buf_printf(&text, "S%d,Person Number%d\n", i, i);
    buf_add_byte(&text, '\0');
    for (int round = 0; round < 3; round++) {
        pid_t child = fork();
        if (child == 0) {
            add(open_store(true), text.data);
            _exit(0);
        }
        struct timespec wait = { .tv_nsec = 60000000L * (round + 1) };
        nanosleep(&wait, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    s = open_store(true);
    struct cordon_subjects_added rest = add(s, text.data);
    assert_int_equal(rest.added + rest.same, MANY);
    assert_int_equal(rest.changed + rest.repeated, 0);
    struct cordon_rescreened sum = rescreen(s, NULL);
    assert_int_equal(sum.subjects, MANY);
    assert_int_equal(sum.damaged, 0);
    buf_release(&text);
    cordon_subjects_close(s);
}

static void payments_of_the_newly_listed_are_found(void **state)
{
    struct cordon_subjects *s = open_new();
    struct buf lines = BUF_INIT(1 << 20);
    struct cordon_payments_added paid;
    struct cordon_looked_back back;
    struct cordon_set *set = NULL;
    struct cordon_subjects_add a = { .policy = policy, .path = file, .as_of_s = DAY_1, .fault = count_fault };
    (void)state;
    faults = 0;
    add(s, people);
    write_file(file, "id,payer,payee,date,amount,currency,payee_name\np1,A,C,2025-12-01,100.50,USD,\np2,C,,2026-01-06,3,EUR,Madeup Personov\n"
                     "p3,C,A,2026-01-07,1.25,USD,\np4,C,D,2026-01-06,nine,EUR,\np3,C,A,2026-01-07,1.25,USD,\n");
    assert_int_equal(cordon_payments_add(s, &a, &paid, NULL), CORDON_OK);
    assert_int_equal(paid.added, 3);
    assert_int_equal(paid.same, 1);
    assert_int_equal(paid.refused, 1);
    assert_int_equal(paid.parties, 1);
    rescreen(s, NULL);
    import_own(after, "2026-02-28");
    assert_int_equal(cordon_set_open(folder, &set, NULL), CORDON_OK);
    struct cordon_look_back look = { .set = set, .as_of_s = DAY_1, .found = keep_lines, .ctx = &lines };
    struct cordon_error err = ERROR_INIT;
    assert_int_equal(cordon_look_back(s, &look, &back, &err), CORDON_REFUSED); /* screened first */
    rescreen(s, NULL);
    assert_int_equal(cordon_look_back(s, &look, &back, NULL), CORDON_OK);
    assert_int_equal(back.touched, 3);
    assert_int_equal(back.payments, 3);
    assert_true(has(&lines, "\"entity_id\":\"own-3\""));
    assert_true(has(&lines, "{\"currency\":\"USD\",\"amount\":\"101.75\",\"payments\":2}"));
    assert_true(has(&lines, "\"first\":\"2025-12-01\",\"last\":\"2026-01-07\""));
    cordon_set_close(set);
    buf_release(&lines);
    cordon_subjects_close(s);
}

static void failing_allocations_lose_nothing(void **state)
{
    struct cordon_subjects *s = open_new();
    struct cordon_subjects_added added;
    struct cordon_subjects_add a = { .policy = policy, .path = file, .as_of_s = DAY_1, .threads = 1 };
    cordon_status st = CORDON_NOMEM;
    (void)state;
    write_file(file, people);
    for (uint64_t n = 1; st; n += 1 + n / 2) {
        mem_fail_from(n);
        st = cordon_subjects_add(s, &a, &added, NULL);
        mem_fail_from(0);
        if (st) assert_true(st == CORDON_NOMEM || st == CORDON_IO); /* SQLite says of some that it cannot open */
    }
    rescreen_without_memory(s);
    import_own(after, "2026-02-28");
    rescreen_without_memory(s);
    rescreen(s, NULL);
    struct buf listed = BUF_INIT(1 << 20);
    list(s, &listed);
    assert_true(has(&listed, "{\"subject\":\"C\",\"verdict\":\"clear\",\"hits\":[]}"));
    assert_true(has(&listed, "{\"subject\":\"A\",\"verdict\":\"escalate\""));
    buf_release(&listed);
    cordon_subjects_close(s);
}

static int set_up(void **state)
{
    (void)state;
    if (!mkdtemp(folder)) return -1;
    snprintf(store, sizeof store, "%s/s.db", folder);
    snprintf(key, sizeof key, "%s/key", folder);
    snprintf(file, sizeof file, "%s/file.csv", folder);
    return cordon_policy_load("default", &policy, NULL) ? -1 : 0;
}

static int tear_down(void **state)
{
    (void)state;
    cordon_policy_free(policy);
    return os_folder_remove_tree(folder, NULL) ? -1 : 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_store_is_screened),
        cmocka_unit_test(a_changed_list_moves_whom_it_touches),
        cmocka_unit_test(adding_again_changes_what_differs),
        cmocka_unit_test(damaged_keys_are_told_and_their_block_screened),
        cmocka_unit_test(a_damaged_record_is_undecided_and_told),
        cmocka_unit_test(a_killed_add_goes_on),
        cmocka_unit_test(payments_of_the_newly_listed_are_found),
        cmocka_unit_test(failing_allocations_lose_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
