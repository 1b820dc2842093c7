/* Those who read what is watched while another writes: they see one moment, and hold nobody up. */
#include "tests/watched_cast.h"

enum {
    AT_ONCE = 16 * 4096, /* one thread screens 16 blocks at a time */
    MANY = 4096 + 900,
};

static struct cordon_subjects *watch_many(int count)
{
    struct cordon_subjects *s = open_new();
    struct buf text = BUF_INIT(16 << 20);
    buf_add(&text, STR("id,name,birth_date\n"));
    for (int i = 0; i < count; i++)
        buf_printf(&text, i % 400 == 7 ? "S%d,Madeup Personov,1971-02-03\n" : "S%d,Anna Nobody,1980-01-01\n", i);
    buf_add_byte(&text, 0);
    assert_int_equal(add(s, text.data).added, count);
    watched_rescreen(s, DAY_1, NULL);
    buf_release(&text);
    return s;
}

static int writes; /* to do */

/* The lists change, all are screened again, and one that was not read yet is removed. */
static void write_meanwhile(const char *id)
{
    cordon_str gone = str_c(id);
    uint64_t missing = 0;
    if (!writes) return;
    writes--;
    struct cordon_subjects *s = watched_open(0, true);
    watched_list(after, "2026-02-28");
    assert_true(watched_rescreen(s, DAY_1, NULL).moved > 0);
    assert_int_equal(cordon_subjects_remove(s, &gone, 1, &missing, NULL), CORDON_OK);
    assert_int_equal(missing, 0);
    cordon_subjects_close(s);
}

static cordon_status keep_and_write(void *ctx, cordon_str lines, struct cordon_error *err)
{
    write_meanwhile("S4500");
    return watched_keep_lines(ctx, lines, err);
}

static void a_listing_tells_one_moment(void **state)
{
    struct buf out = BUF_INIT(64 << 20);
    struct cordon_error err = ERROR_INIT;
    (void)state;
    cordon_subjects_close(watch_many(MANY));
    struct cordon_subjects *reader = watched_open(0, false);
    str before_all = watched_all(reader, true);
    writes = 1;
    if (cordon_subjects_list(reader, true, keep_and_write, NULL, &out, &err)) fail_msg("%s", err.message);
    assert_int_equal(writes, 0);
    assert_true(str_eq(buf_str(&out), before_all));
    str after_all = watched_all(reader, true); /* the next one sees what was written */
    assert_false(watched_has(after_all, "\"subject\":\"S4500\""));
    assert_true(watched_has(after_all, "{\"subject\":\"S4407\",\"verdict\":\"escalate\""));
    buf_release(&out);
    cordon_subjects_close(reader);
}

static void write_at_first(void *ctx, uint64_t done, uint64_t total, uint64_t records)
{
    (void)ctx;
    (void)done;
    (void)total;
    (void)records;
    write_meanwhile("S66000");
}

static void a_dry_run_tells_one_moment(void **state)
{
    struct cordon_rescreened sum;
    struct cordon_error err = ERROR_INIT;
    struct cordon_rescreen run = { .is_dry = true, .is_all = true, .threads = 1, .progress = write_at_first };
    (void)state;
    cordon_subjects_close(watch_many(AT_ONCE + 900));
    struct cordon_subjects *reader = watched_open(0, false);
    watched.faults = 0;
    writes = 1;
    if (watched_try_rescreen(reader, DAY_1, run, &sum, &err)) fail_msg("%s", err.message);
    assert_int_equal(writes, 0);
    assert_int_equal(watched.faults, 0);
    assert_int_equal(sum.subjects, AT_ONCE + 900);
    assert_int_equal(sum.verdicts[CORDON_CLEAR], AT_ONCE + 900);
    assert_int_equal(watched_try_rescreen(reader, DAY_1, run, &sum, &err), CORDON_OK);
    assert_int_equal(sum.subjects, AT_ONCE + 899); /* the next one sees what was written */
    cordon_subjects_close(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_listing_tells_one_moment),
        cmocka_unit_test(a_dry_run_tells_one_moment),
    };
    return cmocka_run_group_tests(tests, watched_set_up, watched_tear_down);
}
