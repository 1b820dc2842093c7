/* Payments that are kept, and what looking back over them tells. */
#include "tests/watched_cast.h"

static void payments_of_the_newly_listed_are_found(void **state)
{
    struct cordon_subjects *s = open_new();
    struct buf lines = BUF_INIT(1 << 20);
    struct cordon_payments_added paid;
    struct cordon_looked_back back;
    struct cordon_set *set = NULL;
    struct cordon_subjects_add how = watched_how(DAY_1);
    (void)state;
    add(s, people);
    watched_write(STR("id,payer,payee,date,amount,currency,payee_name\np1,A,C,2025-12-01,100.50,USD,\np2,C,,2026-01-06,3,EUR,Madeup Personov\n"
                     "p3,C,A,2026-01-07,1.25,USD,\np4,C,D,2026-01-06,nine,EUR,\np3,C,A,2026-01-07,1.25,USD,\n"));
    assert_int_equal(cordon_payments_add(s, &how, &paid, NULL), CORDON_OK);
    assert_int_equal(paid.added, 3);
    assert_int_equal(paid.same, 1);
    assert_int_equal(paid.refused, 1);
    assert_int_equal(paid.parties, 1);
    watched_rescreen(s, DAY_1, NULL);
    watched_list(after, "2026-02-28");
    assert_int_equal(cordon_set_open(watched.folder, &set, NULL), CORDON_OK);
    struct cordon_look_back look = { .set = set, .as_of_s = DAY_1, .found = watched_keep_lines, .ctx = &lines };
    struct cordon_error err = ERROR_INIT;
    assert_int_equal(cordon_look_back(s, &look, &back, &err), CORDON_REFUSED); /* screened first */
    watched_rescreen(s, DAY_1, NULL);
    assert_int_equal(cordon_look_back(s, &look, &back, NULL), CORDON_OK);
    assert_int_equal(back.touched, 3);
    assert_int_equal(back.payments, 3);
    assert_true(watched_has(buf_str(&lines), "\"entity_id\":\"own-3\""));
    assert_true(watched_has(buf_str(&lines), "{\"currency\":\"USD\",\"amount\":\"101.75\",\"payments\":2}"));
    assert_true(watched_has(buf_str(&lines), "\"first\":\"2025-12-01\",\"last\":\"2026-01-07\""));
    cordon_set_close(set);
    buf_release(&lines);
    cordon_subjects_close(s);
}

/* Between subjects of two listed parties: told of each, and one payment in all. */
static void a_payment_between_two_of_them_is_one(void **state)
{
    struct cordon_subjects *s = open_new();
    struct buf lines = BUF_INIT(1 << 20);
    struct cordon_payments_added paid;
    struct cordon_looked_back back;
    struct cordon_set *set = NULL;
    struct cordon_subjects_add how = watched_how(DAY_1);
    (void)state;
    add(s, "id,name,birth_date\nA,Madeup Personov,1971-02-03\nE,Zyx Qwertov,1975-05-05\n");
    watched_write(STR("id,payer,payee,date,amount,currency\np1,A,E,2025-12-01,100,USD\n"));
    assert_int_equal(cordon_payments_add(s, &how, &paid, NULL), CORDON_OK);
    watched_rescreen(s, DAY_1, NULL);
    watched_list(after, "2026-02-28");
    watched_rescreen(s, DAY_1, NULL);
    assert_int_equal(cordon_set_open(watched.folder, &set, NULL), CORDON_OK);
    struct cordon_look_back look = { .set = set, .as_of_s = DAY_1, .found = watched_keep_lines, .ctx = &lines };
    assert_int_equal(cordon_look_back(s, &look, &back, NULL), CORDON_OK);
    assert_int_equal(back.parties, 2);
    assert_int_equal(back.payments, 1);
    assert_int_equal(back.touched, 1);
    cordon_set_close(set);
    buf_release(&lines);
    cordon_subjects_close(s);
}

/* Screenings with the same lists, more than the store keeps, hide no change: what they are compared with stays. */
static void a_change_of_long_ago_is_still_the_last(void **state)
{
    enum { IDLE = 70 /* more than BASES_KEPT */ };
    struct cordon_subjects *s = open_new();
    struct buf lines = BUF_INIT(1 << 20);
    struct cordon_looked_back back;
    struct cordon_set *set = NULL;
    (void)state;
    add(s, people);
    for (int i = 0; i < IDLE; i++) watched_rescreen(s, DAY_1, NULL);
    assert_int_equal(cordon_set_open(watched.folder, &set, NULL), CORDON_OK);
    struct cordon_look_back look = { .set = set, .as_of_s = DAY_1, .found = watched_keep_lines, .ctx = &lines };
    assert_int_equal(cordon_look_back(s, &look, &back, NULL), CORDON_OK);
    assert_int_equal(back.parties, 2); /* nothing was before the first: all listed parties are new */
    cordon_set_close(set);
    for (int round = 0; round < 2; round++) {
        watched_list(round ? before : after, round ? "2026-02-28" : "2026-02-27");
        for (int i = 0; i < IDLE; i++) {
            watched_rescreen(s, DAY_1, NULL);
            if (i % 23) continue;
            assert_int_equal(cordon_set_open(watched.folder, &set, NULL), CORDON_OK);
            look.set = set;
            assert_int_equal(cordon_look_back(s, &look, &back, NULL), CORDON_OK);
            assert_int_equal(back.parties, 2);
            cordon_set_close(set);
        }
    }
    buf_release(&lines);
    cordon_subjects_close(s);
}

/* Rows that are written otherwise and say the same are no change of a party: nobody is told that its entry changed. */
static void a_list_written_anew_changes_nobody(void **state)
{
    struct cordon_subjects *s = open_new();
    struct buf lines = BUF_INIT(1 << 20);
    struct cordon_looked_back back;
    struct cordon_set *set = NULL;
    (void)state;
    add(s, people);
    watched_rescreen(s, DAY_1, NULL);
    watched_list("id,name,type,birth_date\n1,\"Zyx Qwertov\",person,1970-01-01\n2,\"Plok Trading\",organization,\n", "2026-02-28");
    struct cordon_rescreened sum = watched_rescreen(s, DAY_1, NULL);
    assert_int_equal(sum.changed, 0);
    assert_int_equal(cordon_set_open(watched.folder, &set, NULL), CORDON_OK);
    struct cordon_look_back look = { .set = set, .as_of_s = DAY_1, .found = watched_keep_lines, .ctx = &lines };
    assert_int_equal(cordon_look_back(s, &look, &back, NULL), CORDON_OK);
    assert_int_equal(back.parties, 0);
    cordon_set_close(set);
    buf_release(&lines);
    cordon_subjects_close(s);
}

static struct cordon_payments_added pay(struct cordon_subjects *s, str text)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_payments_added paid;
    struct cordon_subjects_add how = watched_how(DAY_1);
    watched_write(text);
    watched.faults = 0;
    if (cordon_payments_add(s, &how, &paid, &err)) fail_msg("%s:%llu %s", err.file, (unsigned long long)err.line, err.message);
    return paid;
}

#define HEAD "id,payer,payee,date,amount,currency,payer_name,payee_name\n"

/* A row that cannot be read is told with its line, and no other is lost or shifted by it. */
static void a_bad_row_is_told_and_the_others_kept(void **state)
{
    static const struct {
        const char *row, *why;
    } bad[] = {
        { "x,A,C,2025-12-01,nine,USD,,", "amount" },
        { "x,A,C,2025-12-32,9,USD,,", "date" },
        { "x,A,C,2025,9,USD,,", "date" }, /* a year is no day */
        { "x,A,C,2025-12,9,USD,,", "date" },
        { "x,A,C,2025-12-01garbage,9,USD,,", "date" },
        { "x,A,C,2025-12-011,9,USD,,", "date" },
        { "x,A,C,2025-12-01,1,500.50,USD,,", "9 cells" }, /* a comma that nobody quoted */
        { "x,A,,2025-12-01,9,USD,,Personov, Madeup", "9 cells" },
        { "x,,,2025-12-01,9,USD,,", "payer or a payee" },
        { ",A,C,2025-12-01,9,USD,,", "needs an id" },
    };
    struct cordon_subjects *s = open_new();
    struct buf text = BUF_INIT(1 << 20);
    (void)state;
    add(s, people);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        buf_reset(&text);
        buf_printf(&text, HEAD "a%zu,A,C,2025-12-01,1,USD,,\n%s\nb%zu,A,C,2025-12-02,2,USD,,\n", i, bad[i].row, i);
        struct cordon_payments_added paid = pay(s, buf_str(&text));
        if (paid.refused != 1 || paid.added != 2 || !watched_has(str_c(watched.fault), bad[i].why) || !watched_has(str_c(watched.fault), "line 3"))
            fail_msg("%s: %llu added, %llu refused: %s", bad[i].row, (unsigned long long)paid.added, (unsigned long long)paid.refused, watched.fault);
    }
    buf_release(&text);
    cordon_subjects_close(s);
}

static str all_lines(struct cordon_subjects *s, struct buf *lines)
{
    buf_reset(lines);
    assert_int_equal(cordon_subjects_list(s, true, watched_keep_lines, NULL, lines, NULL), CORDON_OK);
    return buf_str(lines);
}

/* Whatever row or file gives a party a name: lists are asked with all of them. */
static void every_name_given_for_a_party_is_watched(void **state)
{
    struct cordon_subjects *s = open_new();
    struct buf lines = BUF_INIT(1 << 20);
    (void)state;
    add(s, people);
    pay(s, STR(HEAD "p1,ACC-1,,2025-12-01,1,USD,Zyx Qwertov,\np2,ACC-1,,2025-12-02,1,USD,Mary Example,\n"
                    "p3,ACC-1,,2025-12-02T10:00:00Z,1,USD,,\np4,ACC-2,,2025-12-02,1,USD,Zyx Qwertov,\np5,ACC-2,,2025-12-02,1,USD,,\n"
                    "p6,ACC-3,C,2025-12-02,1,USD,,\np7,ACC-4,,2025-12-02,1,USD,,\n"));
    watched_rescreen(s, DAY_1, NULL);
    str all = all_lines(s, &lines);
    assert_true(watched_has(all, "{\"subject\":\"ACC-1\",\"verdict\":\"review\""));
    assert_true(watched_has(all, "{\"subject\":\"ACC-2\",\"verdict\":\"review\""));
    assert_true(watched_has(all, "{\"subject\":\"ACC-3\",\"verdict\":\"undecided\"")); /* nobody could be compared */
    assert_true(watched_has(all, "{\"subject\":\"C\",\"verdict\":\"clear\""));
    pay(s, STR(HEAD "p8,ACC-3,,2025-12-03,1,USD,Zyx Qwertov,\np9,C,,2025-12-03,1,USD,ZYX QWERTOV,\n"));
    struct cordon_rescreened sum = watched_rescreen(s, DAY_1, NULL);
    assert_int_equal(sum.moved, 2);
    all = all_lines(s, &lines);
    assert_true(watched_has(all, "{\"subject\":\"ACC-3\",\"verdict\":\"review\""));
    assert_true(watched_has(all, "{\"subject\":\"C\",\"verdict\":\"review\""));
    assert_true(watched_has(all, "{\"field\":\"birth_date\",\"value\":\"1980-01-01\"},{\"field\":\"alias\",\"value\":\"ZYX QWERTOV\"}"));
    pay(s, STR(HEAD "p10,C,,2025-12-03,1,USD,Zyx Qwertov,\n")); /* that name is there */
    assert_int_equal(watched_rescreen(s, DAY_1, NULL).screened, 0);
    buf_release(&lines);
    cordon_subjects_close(s);
}

/* A clock that was a year back, once, hides nothing of what came before it. */
static void a_clock_that_jumped_hides_no_change(void **state)
{
    enum { DAY = 86400, YEAR = 365 * DAY };
    struct cordon_subjects *s = open_new();
    struct buf lines = BUF_INIT(1 << 20);
    struct cordon_looked_back back;
    struct cordon_set *set = NULL;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    add(s, people);
    pay(s, STR(HEAD "p1,A,,2025-12-01,1,USD,,\n"));
    watched_rescreen(s, DAY_1, NULL);
    watched_list(after, "2026-02-28");
    watched_rescreen(s, DAY_1 + 2 * DAY, NULL);
    assert_int_equal(cordon_set_open(watched.folder, &set, NULL), CORDON_OK);
    struct cordon_look_back look = { .set = set, .as_of_s = DAY_1 + 3 * DAY, .found = watched_keep_lines, .ctx = &lines,
                                     .since = STR("2026-03-01") };
    for (int round = 0; round < 3; round++) {
        assert_int_equal(cordon_look_back(s, &look, &back, NULL), CORDON_OK);
        assert_int_equal(back.parties, 2); /* own-1 changed, own-3 came */
        assert_int_equal(back.payments, 1);
        watched_rescreen(s, round ? DAY_1 + 3 * DAY : DAY_1 - YEAR, NULL);
    }
    look.since = STR("un_sc:2026-01-01"); /* a list that was never there says nothing of when */
    assert_int_equal(cordon_look_back(s, &look, &back, &err), CORDON_ARGUMENT);
    look.since = STR_EMPTY;
    look.jurisdictions = STR("us,Narnia");
    assert_int_equal(cordon_look_back(s, &look, &back, &err), CORDON_ARGUMENT);
    cordon_set_close(set);
    buf_release(&lines);
    cordon_subjects_close(s);
}

static void two_objects_on_a_line_are_refused(void **state)
{
    struct cordon_subjects *s = open_new();
    (void)state;
    add(s, people);
    struct cordon_payments_added paid = pay(s, STR("{\"id\":\"p1\",\"payer\":\"A\",\"date\":\"2025-12-01\",\"amount\":1,\"currency\":\"USD\"}\n"
                                                   "{\"id\":\"p2\",\"payer\":\"A\",\"date\":\"2025-12-01\",\"amount\":1,\"currency\":\"USD\"} "
                                                   "{\"id\":\"p3\",\"payer\":\"A\",\"date\":\"2025-12-01\",\"amount\":1,\"currency\":\"USD\"}\n"));
    assert_int_equal(paid.added, 1);
    assert_int_equal(paid.refused, 1);
    cordon_subjects_close(s);
}

/* What is no name is told at once, not at the end of a block, and takes no other payment along. */
static void a_party_with_too_long_a_name_is_told(void **state)
{
    struct cordon_subjects *s = open_new();
    struct buf text = BUF_INIT(8 << 20);
    (void)state;
    add(s, people);
    buf_add(&text, STR(HEAD "p1,A,,2025-12-01,1,USD,,"));
    for (int i = 0; i < 3000; i++) buf_add(&text, STR("Long "));
    buf_add(&text, STR("\np2,A,,2025-12-01,1,USD,,Madeup Personov\n"));
    struct cordon_payments_added paid = pay(s, buf_str(&text));
    assert_int_equal(paid.added, 1);
    assert_int_equal(paid.parties, 1);
    assert_int_equal(paid.refused, 1);
    buf_release(&text);
    cordon_subjects_close(s);
}

/* Rows that are there already, or are refused, take no memory that stays. */
static void adding_again_takes_no_memory(void **state)
{
    struct cordon_subjects *s = open_new();
    struct buf text = BUF_INIT(256 << 20), name = BUF_INIT(4096);
    enum { MANY = 80000 };
    (void)state;
    add(s, people);
    for (int i = 0; i < 1000; i++) buf_add_byte(&name, 'n');
    buf_add(&text, STR(HEAD));
    for (int i = 0; i < MANY; i++) buf_printf(&text, "p%d,A,C,2025-12-01,1,%s,%.*s,\n", i % 2, i % 2 ? "USD" : "no", (int)name.len, name.data);
    struct cordon_payments_added paid = pay(s, buf_str(&text));
    assert_int_equal(paid.added, 1);
    assert_int_equal(paid.same, MANY / 2 - 1);
    assert_int_equal(paid.refused, MANY / 2);
    buf_release(&text);
    buf_release(&name);
    cordon_subjects_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(payments_of_the_newly_listed_are_found),
        cmocka_unit_test(a_payment_between_two_of_them_is_one),
        cmocka_unit_test(a_change_of_long_ago_is_still_the_last),
        cmocka_unit_test(a_list_written_anew_changes_nobody),
        cmocka_unit_test(a_bad_row_is_told_and_the_others_kept),
        cmocka_unit_test(every_name_given_for_a_party_is_watched),
        cmocka_unit_test(a_clock_that_jumped_hides_no_change),
        cmocka_unit_test(two_objects_on_a_line_are_refused),
        cmocka_unit_test(a_party_with_too_long_a_name_is_told),
        cmocka_unit_test(adding_again_takes_no_memory),
    };
    return cmocka_run_group_tests(tests, watched_set_up, watched_tear_down);
}
