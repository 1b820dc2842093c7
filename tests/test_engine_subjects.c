/* Subjects that are watched: added, changed, forgotten, screened again. */
#include "tests/watched_cast.h"

#include <cordon/editions.h>

#include <sqlite3.h>

static void an_empty_store_is_screened(void **state)
{
    struct cordon_subjects *s = open_new();
    (void)state;
    struct cordon_rescreened sum = watched_rescreen(s, DAY_1, NULL);
    assert_int_equal(sum.subjects, 0);
    cordon_subjects_close(s);
}

static void a_changed_list_moves_whom_it_touches(void **state)
{
    struct cordon_subjects *s = open_new();
    struct buf lines = BUF_INIT(1 << 20);
    (void)state;
    struct cordon_subjects_added first = add(s, people);
    assert_int_equal(first.added, 4);
    watched_rescreen(s, DAY_1, NULL);
    watched_list(after, "2026-02-28");
    struct cordon_rescreened dry;
    assert_int_equal(watched_try_rescreen(s, DAY_1, (struct cordon_rescreen){ .is_dry = true }, &dry, NULL), CORDON_OK); /* tells, and keeps nothing */
    struct cordon_rescreened sum = watched_rescreen(s, DAY_1, &lines);
    assert_int_equal(dry.moved, sum.moved);
    assert_int_equal(sum.added, 1);
    assert_int_equal(sum.changed, 1);
    assert_int_equal(sum.removed, 1);
    assert_false(sum.was_all);
    assert_int_equal(sum.screened, 3); /* not C */
    assert_true(watched_has(buf_str(&lines), "\"subject\":\"A\",\"from\":\"clear\",\"to\":\"escalate\""));
    assert_true(watched_has(buf_str(&lines), "{\"entity\":\"own-3\",\"source\":\"own\",\"edition\":\"2026-02-28\",\"change\":\"added\"}"));
    assert_true(watched_has(buf_str(&lines), "\"subject\":\"D\",\"from\":\"review\",\"to\":\"clear\",\"hits\":[]"));
    assert_true(watched_has(buf_str(&lines), "{\"entity\":\"own-2\",\"source\":\"own\",\"edition\":\"2026-02-28\",\"change\":\"removed\"}"));
    assert_false(watched_has(buf_str(&lines), "\"subject\":\"C\""));
    assert_true(watched_has(watched_all(s, false), "{\"subject\":\"D\",\"verdict\":\"clear\",\"hits\":[]}"));
    assert_int_equal(watched_rescreen(s, DAY_1, NULL).screened, 0);
    buf_release(&lines);
    cordon_subjects_close(s);
}

static void adding_again_changes_what_differs(void **state)
{
    struct cordon_subjects *s = open_new();
    struct buf lines = BUF_INIT(1 << 20);
    (void)state;
    watched.faults = 0;
    add(s, people);
    watched_rescreen(s, DAY_1, NULL);
    struct cordon_subjects_added again = add(s, "id,name,birth_date\nC,Zyx Qwertov,1970-01-01\nA,Madeup Personov,1971-02-03\n,No Id,\nE,New One,\n");
    assert_int_equal(again.added, 1);
    assert_int_equal(again.changed, 1);
    assert_int_equal(again.same, 1);
    assert_int_equal(again.refused, 1);
    assert_int_equal(watched.faults, 1);
    struct cordon_rescreened sum = watched_rescreen(s, DAY_1, &lines);
    assert_int_equal(sum.screened, 2);
    assert_true(watched_has(buf_str(&lines), "\"subject\":\"C\",\"from\":\"clear\",\"to\":\"escalate\""));
    assert_true(watched_has(buf_str(&lines), "\"change\":\"record\""));
    cordon_str ids[2] = { STR_INIT("B"), STR_INIT("nobody") };
    uint64_t missing;
    assert_int_equal(cordon_subjects_remove(s, ids, 2, &missing, NULL), CORDON_OK);
    assert_int_equal(missing, 1);
    assert_false(watched_has(watched_all(s, false), "\"subject\":\"B\""));
    assert_int_equal(add(s, people).added, 1); /* B, under a row of its own */
    struct cordon_subjects_stats n;
    assert_int_equal(cordon_subjects_count(s, NULL, NULL, &n, NULL), CORDON_OK);
    assert_int_equal(n.subjects, 5);
    buf_release(&lines);
    cordon_subjects_close(s);
}

/* A record that changed is found by its new name, whoever added it under which policy. */
static void another_policy_hides_no_changed_record(void **state)
{
    struct cordon_text text = { NULL, 0 };
    struct buf other = BUF_INIT(1 << 20);
    struct cordon_policy *strict = NULL;
    struct cordon_error err = ERROR_INIT;
    struct cordon_subjects_added added;
    struct cordon_subjects *s = open_new();
    (void)state;
    add(s, people);
    watched_rescreen(s, DAY_1, NULL);
    assert_int_equal(cordon_policy_text(watched.policy, &text, NULL), CORDON_OK);
    str whole = str_of(text.data, text.len), gate = STR("gate_bp\t7500");
    size_t at = str_find(whole, gate, 0);
    assert_true(at != SIZE_MAX);
    buf_add(&other, str_sub(whole, 0, at));
    buf_add(&other, STR("gate_bp\t8000"));
    buf_add(&other, str_from(whole, at + gate.len));
    watched_write(buf_str(&other));
    if (cordon_policy_load(watched.file, &strict, &err)) fail_msg("%s", err.message);
    struct cordon_subjects_add how = watched_how(DAY_1);
    how.policy = strict;
    watched_write(STR("id,name,birth_date\nC,Madeup Personov,1971-02-03\n"));
    assert_int_equal(cordon_subjects_add(s, &how, &added, NULL), CORDON_OK);
    assert_int_equal(added.changed, 1);
    watched_rescreen(s, DAY_1, NULL);
    watched_list(after, "2026-02-28");
    watched_rescreen(s, DAY_1, NULL);
    assert_true(watched_has(watched_all(s, false), "{\"subject\":\"C\",\"verdict\":\"escalate\""));
    cordon_policy_free(strict);
    cordon_text_free(&text);
    buf_release(&other);
    cordon_subjects_close(s);
}

/* A list that is put back, and editions that are kept no more: what a screening rested on is the store's own. */
static void a_list_that_was_rolled_back_moves_them_back(void **state)
{
    struct cordon_subjects *s = open_new();
    struct buf lines = BUF_INIT(1 << 20);
    struct cordon_counts counts;
    struct cordon_rollback back = { .data_dir = watched.folder, .source = STR("own"), .reason = STR("a wrong edition") };
    (void)state;
    add(s, people);
    watched_rescreen(s, DAY_1, NULL);
    str first = watched_all(s, false);
    watched_list(after, "2026-02-28");
    watched_rescreen(s, DAY_1, NULL);
    assert_false(str_eq(first, watched_all(s, false)));
    assert_int_equal(cordon_rollback(&back, &counts, NULL), CORDON_OK);
    struct cordon_rescreened sum = watched_rescreen(s, DAY_1, &lines);
    assert_false(sum.was_all);
    assert_true(watched_has(buf_str(&lines), "\"subject\":\"A\",\"from\":\"escalate\",\"to\":\"clear\""));
    assert_true(watched_has(buf_str(&lines), "\"subject\":\"D\",\"from\":\"clear\",\"to\":\"review\""));
    assert_true(str_eq(first, watched_all(s, false)));
    buf_release(&lines);
    cordon_subjects_close(s);
}

static void an_edition_that_was_pruned_is_not_needed(void **state)
{
    struct cordon_subjects *s = open_new();
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    const char *path = watched.file;
    struct cordon_import import = { .data_dir = watched.folder, .source = STR("own"), .files = &path, .file_count = 1, .keep = 2,
                                    .edition = STR("2026-02-28"), .accept = STR("made up") };
    (void)state;
    add(s, people);
    watched_rescreen(s, DAY_1, NULL);
    watched_list("id,name\n9,Somebody Else\n", "2026-02-24");
    watched_write(str_c(after));
    if (cordon_import(&import, &counts, &err)) fail_msg("%s", err.message);
    struct cordon_rescreened sum = watched_rescreen(s, DAY_1, NULL);
    assert_false(sum.was_all);
    assert_int_equal(sum.added + sum.changed + sum.removed, 3);
    assert_true(watched_has(watched_all(s, false), "{\"subject\":\"A\",\"verdict\":\"escalate\""));
    cordon_subjects_close(s);
}

static uint64_t changes_kept(void)
{
    sqlite3 *db;
    sqlite3_stmt *q;
    assert_int_equal(sqlite3_open(watched.store[0], &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM change", -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    uint64_t count = (uint64_t)sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(db);
    return count;
}

static void tell_since(struct cordon_subjects *s, const char *since, struct buf *lines)
{
    struct cordon_rescreened sum;
    struct cordon_error err = ERROR_INIT;
    buf_reset(lines);
    if (watched_try_rescreen(s, DAY_1, (struct cordon_rescreen){ .ctx = lines, .since = str_c(since) }, &sum, &err)) fail_msg("%s", err.message);
}

/* What was told of one who is forgotten is told no more; of the others it is, whatever their ids are like. */
static void who_is_removed_is_told_no_more(void **state)
{
    struct cordon_subjects *s = open_new();
    struct buf lines = BUF_INIT(1 << 20);
    uint64_t missing;
    const cordon_str ids[] = { STR_INIT("A"), STR_INIT("Q\",\"from\":\"x\\") };
    (void)state;
    watched_rescreen(s, DAY_1 - 86400 * 2, NULL);
    add(s, people);
    add(s, "{\"id\":\"Q\\\",\\\"from\\\":\\\"x\\\\\",\"name\":\"Madeup Personov\",\"birth_date\":\"1971-02-03\"}\n"
           "{\"id\":\"AA\",\"name\":\"Madeup Personov\",\"birth_date\":\"1971-02-03\"}\n");
    watched_rescreen(s, DAY_1 - 86400, NULL);
    watched_list(after, "2026-02-28");
    watched_rescreen(s, DAY_1, NULL);
    tell_since(s, "2026-02-27", &lines);
    assert_true(watched_has(buf_str(&lines), "{\"subject\":\"A\",\"from\":"));
    assert_true(watched_has(buf_str(&lines), "{\"subject\":\"Q\\\","));
    uint64_t kept = changes_kept();
    assert_int_equal(cordon_subjects_remove(s, ids, 2, &missing, NULL), CORDON_OK);
    assert_int_equal(missing, 0);
    tell_since(s, "2026-02-27", &lines);
    assert_false(watched_has(buf_str(&lines), "{\"subject\":\"A\","));
    assert_false(watched_has(buf_str(&lines), "{\"subject\":\"Q"));
    assert_true(watched_has(buf_str(&lines), "{\"subject\":\"AA\",\"from\":"));
    assert_true(watched_has(buf_str(&lines), "{\"subject\":\"D\",\"from\":"));
    assert_int_equal(changes_kept(), kept);
    const cordon_str rest[] = { STR_INIT("AA"), STR_INIT("B"), STR_INIT("C"), STR_INIT("D") };
    assert_int_equal(cordon_subjects_remove(s, rest, 4, &missing, NULL), CORDON_OK);
    assert_int_equal(changes_kept(), 0); /* where nobody is left the whole goes */
    tell_since(s, "2026-02-27", &lines);
    assert_int_equal(lines.len, 0);
    buf_release(&lines);
    cordon_subjects_close(s);
}

/* Changes that no --since can reach go, and with them who they speak of. */
static void changes_of_long_ago_go(void **state)
{
    enum { KEPT = 64, DAY = 86400 };
    struct cordon_subjects *s = open_new();
    struct buf lines = BUF_INIT(1 << 20);
    (void)state;
    add(s, people);
    for (int i = 0; i < 3; i++) {
        watched_list(i % 2 ? after : before, i == 0 ? "2026-02-21" : i == 1 ? "2026-02-22" : "2026-02-23");
        watched_rescreen(s, DAY_1 + i * DAY, NULL);
    }
    uint64_t first = changes_kept();
    assert_true(first >= 3);
    for (int i = 3; i < KEPT; i++) watched_rescreen(s, DAY_1 + i * DAY, NULL);
    assert_int_equal(changes_kept(), first);
    tell_since(s, "2026-03-02", &lines); /* the second screening; of what the third changed */
    assert_true(watched_has(buf_str(&lines), "{\"subject\":\"A\",\"from\":\"escalate\""));
    for (int i = KEPT; i < KEPT + 4; i++) watched_rescreen(s, DAY_1 + i * DAY, NULL);
    assert_int_equal(changes_kept(), 0);
    watched_list(after, "2026-02-28");
    watched_rescreen(s, DAY_1 + (KEPT + 4) * DAY, NULL);
    assert_true(changes_kept() > 0);
    tell_since(s, "2026-05-01", &lines);
    assert_true(watched_has(buf_str(&lines), "{\"subject\":\"A\",\"from\":\"clear\""));
    buf_release(&lines);
    cordon_subjects_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_store_is_screened),
        cmocka_unit_test(a_changed_list_moves_whom_it_touches),
        cmocka_unit_test(adding_again_changes_what_differs),
        cmocka_unit_test(another_policy_hides_no_changed_record),
        cmocka_unit_test(a_list_that_was_rolled_back_moves_them_back),
        cmocka_unit_test(an_edition_that_was_pruned_is_not_needed),
        cmocka_unit_test(who_is_removed_is_told_no_more),
        cmocka_unit_test(changes_of_long_ago_go),
    };
    return cmocka_run_group_tests(tests, watched_set_up, watched_tear_down);
}
