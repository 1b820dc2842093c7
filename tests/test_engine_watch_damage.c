/* Damage in a store of subjects: it is told, the others are screened and listed, and what can be is made anew. */
#include "tests/watched_cast.h"

#include "base/num.h"

#include <sqlite3.h>

enum { BLOCK = 4096, MANY = BLOCK + 900 };

static void damage(const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(watched.store[0], &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* Five thousand of two blocks, screened once with the list before. */
static struct cordon_subjects *watch_many(void)
{
    struct cordon_subjects *s = open_new();
    struct buf text = BUF_INIT(16 << 20);
    buf_add(&text, STR("id,name,birth_date\n"));
    for (int i = 0; i < MANY; i++)
        buf_printf(&text, i % 400 == 7 ? "S%d,Madeup Personov,1971-02-03\n" : i % 400 == 9 ? "S%d,Zyx Qwertov,1970-01-01\n" :
                   "S%d,Anna Nobody,1980-01-01\n", i);
    buf_add_byte(&text, 0);
    assert_int_equal(add(s, text.data).added, MANY);
    watched_rescreen(s, DAY_1, NULL);
    buf_release(&text);
    return s;
}

static struct cordon_subjects *damaged(struct cordon_subjects *s, const char *sql)
{
    cordon_subjects_close(s);
    damage(sql);
    watched.faults = 0;
    return watched_open(0, true);
}

/* All subjects, as they are told however damaged. */
static str list_damaged(struct cordon_subjects *s, cordon_status want)
{
    struct buf out = BUF_INIT(64 << 20);
    struct cordon_error err = ERROR_INIT;
    assert_int_equal(cordon_subjects_list(s, true, watched_keep_lines, watched_fault, &out, &err), want);
    str text = arena_str(&watched.memory, buf_str(&out));
    buf_release(&out);
    return text;
}

static struct cordon_subjects_stats count(struct cordon_subjects *s)
{
    struct cordon_subjects_stats n;
    assert_int_equal(cordon_subjects_count(s, watched_fault, NULL, &n, NULL), CORDON_OK);
    return n;
}

static struct cordon_rescreened rescreen_all(struct cordon_subjects *s)
{
    struct cordon_rescreened sum;
    struct cordon_error err = ERROR_INIT;
    if (watched_try_rescreen(s, DAY_1, (struct cordon_rescreen){ .is_all = true }, &sum, &err)) fail_msg("%s", err.message);
    return sum;
}

static void a_damaged_state_is_made_anew(void **state)
{
    static const char *const sql[] = {
        "UPDATE state SET bytes=zeroblob(60) WHERE number=2", "UPDATE state SET bytes=zeroblob(60) WHERE number=1",
        "UPDATE state SET bytes=zeroblob(60)", "DELETE FROM state WHERE number=2",
        "UPDATE state SET bytes=zeroblob(60) WHERE number=2; UPDATE trace SET bytes=zeroblob(60) WHERE number=2",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sql); i++) {
        struct buf lines = BUF_INIT(16 << 20);
        struct cordon_subjects *s = watch_many();
        cordon_str gone = STR("S4995"); /* the last one: its row is not given away again */
        uint64_t missing;
        str good = watched_all(s, true);
        assert_int_equal(cordon_subjects_remove(s, &gone, 1, &missing, NULL), CORDON_OK);
        s = damaged(s, sql[i]);
        str listed = list_damaged(s, CORDON_CORRUPT);
        assert_int_equal(str_count(listed, '\n'), MANY - 1);
        assert_int_equal(watched.faults, i == 2 ? 2 : 1);
        bool is_second = i != 1 && i != 2;
        assert_true(watched_has(listed, is_second ? "{\"subject\":\"S4500\",\"verdict\":\"undecided\"" : "{\"subject\":\"S5\",\"verdict\":\"undecided\""));
        assert_true(watched_has(listed, "{\"subject\":\"S4409\",\"verdict\":\"escalate\""));
        assert_int_equal(count(s).subjects, MANY - 1);
        assert_true(count(s).damaged > 0);
        assert_int_equal(add(s, "id,name\nfresh,Berta Nobody\n").added, 1);
        watched_list(after, "2026-02-28");
        watched.faults = 0;
        struct cordon_rescreened sum = watched_rescreen(s, DAY_1, &lines);
        assert_int_equal(watched.faults, i == 2 ? 2 : 1); /* told once a block */
        assert_int_equal(sum.damaged, i == 2 ? 2 : 1);
        assert_int_equal(sum.subjects, MANY);
        assert_int_equal(sum.verdicts[CORDON_UNDECIDED], 0);
        assert_true(watched_has(buf_str(&lines), "{\"subject\":\"S4409\",\"from\":\"escalate\",\"to\":\""));
        assert_true(watched_has(buf_str(&lines), "{\"subject\":\"S4407\",\"from\":\""));
        assert_true(watched_has(buf_str(&lines), "\"from\":\"undecided\",\"to\":\"clear\",\"because\"")); /* all others in one line */
        watched.faults = 0;
        str mended = list_damaged(s, CORDON_OK);
        assert_int_equal(watched.faults, 0);
        assert_int_equal(watched_rescreen(s, DAY_1, NULL).screened, 0);
        rescreen_all(s);
        assert_true(str_eq(list_damaged(s, CORDON_OK), mended));
        assert_false(str_eq(good, mended));
        buf_release(&lines);
        cordon_subjects_close(s);
    }
}

/* To forget one of a damaged block tells nobody that the others are well. */
static void a_damaged_state_stays_told_until_it_is_made_anew(void **state)
{
    cordon_str gone = STR("S4500");
    uint64_t missing;
    (void)state;
    struct cordon_subjects *s = damaged(watch_many(), "UPDATE state SET bytes=zeroblob(60) WHERE number=2");
    assert_int_equal(cordon_subjects_remove(s, &gone, 1, &missing, NULL), CORDON_OK);
    assert_int_equal(missing, 0);
    assert_int_equal(add(s, "id,name\nS4501,Berta Other\n").changed, 1);
    str listed = list_damaged(s, CORDON_CORRUPT);
    assert_int_equal(str_count(listed, '\n'), MANY - 1);
    assert_true(watched_has(listed, "{\"subject\":\"S4501\",\"verdict\":\"undecided\""));
    assert_int_equal(watched_rescreen(s, DAY_1, NULL).damaged, 1);
    assert_int_equal(str_count(list_damaged(s, CORDON_OK), '\n'), MANY - 1);
    cordon_subjects_close(s);
}

static void damaged_records_have_their_lines(void **state)
{
    struct buf lines = BUF_INIT(16 << 20);
    struct cordon_rescreened sum;
    (void)state;
    struct cordon_subjects *s = damaged(watch_many(), "UPDATE subject SET record=zeroblob(80) WHERE row IN (1,410,4500); DELETE FROM subject WHERE row=7");
    str listed = list_damaged(s, CORDON_CORRUPT);
    assert_int_equal(watched.faults, 4);
    assert_int_equal(str_count(listed, '\n'), MANY);
    assert_true(watched_has(listed, "{\"row\":4500,\"verdict\":\"undecided\",\"damage\":\"the data of row 4500 are damaged, or are another's\",\"hits\":[]}"));
    assert_true(watched_has(listed, "{\"row\":410,\"verdict\":\"undecided\",\"damage\":\"the data of row 410 are damaged, or are another's\",\"hits\":[{\"entity_id\":\"own-1\""));
    watched.faults = 0;
    assert_int_equal(watched_try_rescreen(s, DAY_1, (struct cordon_rescreen){ .is_all = true, .ctx = &lines }, &sum, NULL), CORDON_OK);
    assert_int_equal(watched.faults, 4);
    assert_int_equal(sum.unread, 4);
    assert_int_equal(sum.damaged, 0);
    assert_int_equal(sum.moved, 4);
    assert_int_equal(sum.verdicts[CORDON_UNDECIDED], 4);
    assert_int_equal(str_count(buf_str(&lines), '\n'), 4);
    assert_true(watched_has(buf_str(&lines), "{\"row\":1,\"from\":\"clear\",\"to\":\"undecided\",\"hits\":[],\"because\":[{\"change\":\"damaged\","
                                             "\"reason\":\"the data of row 1 are damaged, or are another's\"}],\"as_of\":"));
    assert_true(watched_has(buf_str(&lines), "{\"row\":410,\"from\":\"escalate\",\"to\":\"undecided\",\"hits\":[{\"entity_id\":\"own-1\""));
    buf_reset(&lines);
    watched.faults = 0;
    assert_int_equal(watched_rescreen(s, DAY_1, &lines).unread, 4); /* told again, and no line twice */
    assert_int_equal(watched.faults, 4);
    assert_int_equal(lines.len, 0);
    assert_int_equal(add(s, "id,name\nS4499,Anna Nobody\n").changed, 1);
    assert_int_equal(watched_rescreen(s, DAY_1, &lines).unread, 3);
    assert_true(watched_has(buf_str(&lines), "{\"subject\":\"S4499\",\"from\":\"undecided\",\"to\":\"clear\""));
    buf_release(&lines);
    cordon_subjects_close(s);
}

/* Of very many a few notes are told, and all have their lines and are counted. */
static void many_damaged_records_are_all_counted(void **state)
{
    struct buf lines = BUF_INIT(16 << 20);
    struct cordon_rescreened sum;
    (void)state;
    struct cordon_subjects *s = damaged(watch_many(), "UPDATE subject SET record=zeroblob(80) WHERE row<=1000");
    assert_int_equal(watched_try_rescreen(s, DAY_1, (struct cordon_rescreen){ .is_all = true, .ctx = &lines }, &sum, NULL), CORDON_OK);
    assert_int_equal(watched.faults, 64);
    assert_int_equal(sum.unread, 1000);
    assert_int_equal(sum.moved, 1000);
    assert_int_equal(str_count(buf_str(&lines), '\n'), 1000);
    buf_release(&lines);
    cordon_subjects_close(s);
}

static void damaged_hits_are_found_anew(void **state)
{
    struct buf lines = BUF_INIT(16 << 20);
    (void)state;
    struct cordon_subjects *s = watch_many();
    str good = watched_all(s, true);
    s = damaged(s, "UPDATE found SET hits=zeroblob(80) WHERE row IN (410,4410)");
    str listed = list_damaged(s, CORDON_CORRUPT);
    assert_int_equal(watched.faults, 2);
    assert_int_equal(str_count(listed, '\n'), MANY);
    assert_true(watched_has(listed, "{\"subject\":\"S409\",\"verdict\":\"escalate\",\"damage\":\"the kept hits of row 410 are damaged, or are another's\",\"hits\":[],"));
    watched.faults = 0;
    struct cordon_rescreened sum = rescreen_all(s);
    assert_int_equal(watched.faults, 2);
    assert_int_equal(sum.lost_hits, 2);
    assert_int_equal(sum.moved + sum.unread + sum.verdicts[CORDON_UNDECIDED], 0);
    assert_true(str_eq(list_damaged(s, CORDON_OK), good));
    assert_int_equal(rescreen_all(s).lost_hits, 0);
    s = damaged(s, "UPDATE found SET hits=zeroblob(80) WHERE row=410");
    watched_list(after, "2026-02-28"); /* and who has other hits now is told */
    sum = watched_rescreen(s, DAY_1, &lines);
    assert_int_equal(sum.lost_hits, 1);
    assert_true(watched_has(buf_str(&lines), "{\"subject\":\"S409\",\"from\":\"escalate\",\"to\":"));
    (void)list_damaged(s, CORDON_OK);
    buf_release(&lines);
    cordon_subjects_close(s);
}

static void a_damaged_base_is_told(void **state)
{
    struct buf lines = BUF_INIT(16 << 20);
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct cordon_subjects *s = damaged(watch_many(), i ? "DELETE FROM base" : "UPDATE base SET bytes=zeroblob(80)");
        str listed = list_damaged(s, CORDON_CORRUPT);
        assert_int_equal(watched.faults, 1); /* once for both blocks */
        assert_int_equal(str_count(listed, '\n'), MANY);
        assert_true(watched_has(listed, "{\"subject\":\"S1\",\"verdict\":\"undecided\""));
        struct cordon_subjects_stats n = count(s);
        assert_true(n.damaged > 0 || i); /* of none at all nobody knows when it was */
        assert_int_equal(n.verdicts[CORDON_CLEAR], 0);
        watched.faults = 0;
        struct cordon_rescreened sum = watched_rescreen(s, DAY_1, &lines);
        assert_int_equal(watched.faults, 1);
        assert_true(sum.was_all);
        assert_true(watched_has(str_c(sum.why), "the last screening rested on"));
        assert_int_equal(sum.screened, MANY);
        assert_int_equal(str_count(buf_str(&lines), '\n'), 1); /* as clear as before: once for all */
        (void)list_damaged(s, CORDON_OK);
        buf_reset(&lines);
        watched.faults = 0;
        assert_int_equal(watched_rescreen(s, DAY_1, &lines).screened, 0);
        assert_int_equal(watched.faults + lines.len, 0);
        cordon_subjects_close(s);
    }
    buf_release(&lines);
}

/* No list has changed, so that nothing else asks for the words. */
static void damaged_words_are_made_anew_when_asked(void **state)
{
    static const char *const sql[] = { "UPDATE word SET bytes=zeroblob(80)", "UPDATE word SET bytes=zeroblob(80) WHERE number=1; "
                                       "UPDATE base SET bytes=zeroblob(80)" };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sql); i++) {
        struct cordon_error err = ERROR_INIT;
        struct cordon_subjects_added added;
        struct cordon_subjects_add how = watched_how(DAY_1);
        struct cordon_subjects *s = damaged(watch_many(), sql[i]);
        watched_write(STR("id,name\nfresh,Quorn Blivet\n"));
        assert_int_equal(cordon_subjects_add(s, &how, &added, &err), CORDON_CORRUPT);
        assert_true(watched_has(str_c(err.message), "'cordon rescreen --all'"));
        assert_int_equal(count(s).subjects, MANY);
        assert_true(count(s).damaged > 0);
        watched.faults = 0;
        struct cordon_rescreened sum = rescreen_all(s);
        assert_true(watched.faults > 0);
        assert_true(sum.was_all);
        assert_true(watched_has(str_c(sum.why), "words were damaged"));
        assert_int_equal(count(s).damaged, 0);
        assert_int_equal(cordon_subjects_add(s, &how, &added, &err), CORDON_OK);
        watched_rescreen(s, DAY_1, NULL);
        watched_list("id,name,type,birth_date\n1,Zyx Qwertov,person,1970-01-01\n2,Plok Trading,organization,\n"
                     "4,Quorn Blivet,person,\n", "2026-02-28");
        assert_false(watched_rescreen(s, DAY_1, NULL).was_all); /* its words are asked for */
        assert_true(watched_has(watched_all(s, false), "{\"subject\":\"fresh\",\"verdict\":\"escalate\"") ||
                    watched_has(watched_all(s, false), "{\"subject\":\"fresh\",\"verdict\":\"review\""));
        cordon_subjects_close(s);
    }
}

/* Looking back goes on behind a subject that cannot be read, and says at its end that it was not whole. */
static void looking_back_goes_on_behind_damage(void **state)
{
    (void)state;
    struct cordon_subjects *s = watch_many();
    struct buf lines = BUF_INIT(1 << 20);
    struct cordon_looked_back back;
    struct cordon_error err = ERROR_INIT;
    struct cordon_payments_added paid;
    struct cordon_set *set = NULL;
    struct cordon_subjects_add how = watched_how(DAY_1);
    watched_write(STR("id,payer,payee,date,amount,currency\np1,S7,,2025-12-01,1,USD\np2,S407,,2025-12-02,1,USD\np3,S807,,2025-12-03,1,USD\n"));
    assert_int_equal(cordon_payments_add(s, &how, &paid, NULL), CORDON_OK);
    watched_list(after, "2026-02-28");
    watched_rescreen(s, DAY_1, NULL);
    s = damaged(s, "UPDATE subject SET record=zeroblob(80) WHERE row=8; UPDATE found SET hits=zeroblob(80) WHERE row=408");
    assert_int_equal(cordon_set_open(watched.folder, &set, NULL), CORDON_OK);
    struct cordon_look_back look = { .set = set, .as_of_s = DAY_1, .found = watched_keep_lines, .ctx = &lines };
    assert_int_equal(cordon_look_back(s, &look, &back, &err), CORDON_CORRUPT);
    assert_int_equal(back.damaged, 2);
    assert_int_equal(back.touched, 2);                              /* S7's, whose hits are whole, and S807's */
    assert_true(watched_has(buf_str(&lines), "\"row 8\""));
    assert_true(watched_has(buf_str(&lines), "\"S807\""));
    cordon_set_close(set);
    buf_release(&lines);
    cordon_subjects_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_damaged_state_is_made_anew),
        cmocka_unit_test(a_damaged_state_stays_told_until_it_is_made_anew),
        cmocka_unit_test(damaged_records_have_their_lines),
        cmocka_unit_test(many_damaged_records_are_all_counted),
        cmocka_unit_test(damaged_hits_are_found_anew),
        cmocka_unit_test(a_damaged_base_is_told),
        cmocka_unit_test(looking_back_goes_on_behind_damage),
        cmocka_unit_test(damaged_words_are_made_anew_when_asked),
    };
    return cmocka_run_group_tests(tests, watched_set_up, watched_tear_down);
}
