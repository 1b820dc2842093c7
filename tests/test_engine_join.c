/* engine/join: which records are about one party, whatever the order of the files. */
#include "tests/sweep_help.h"

static bool are_one(const struct shelf *s, const char *file_a, uint64_t a, const char *file_b, uint64_t b)
{
    return subject_at(s, file_a, a) == subject_at(s, file_b, b);
}

static void ids_join(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "ats.csv", "Candidate ID,Name,Email,Phone\n7,Testa Mustermann,,\n8,Ama Sampel,,\n", ats_map);
    shelf_add(&s, "staff.csv", "Employee ID,Candidate,Name,Email,Serial\n100,7,T. Mustermann,,\n101,,Erika Beispiel,,\n", staff_map);
    shelf_add(&s, "old.csv", "Employee ID,Candidate,Name,Email,Serial\n100,,Somebody Else,,\n", staff_map);
    shelf_join(&s);
    assert_int_equal(s.pool->subjects, 3);
    assert_true(are_one(&s, "ats.csv", 2, "staff.csv", 2));
    assert_true(are_one(&s, "staff.csv", 2, "old.csv", 2)); /* the company's own number stands above names */
    assert_str(s.pool->subject[subject_at(&s, "ats.csv", 2)].id, "employee:100");
    assert_str(s.pool->subject[subject_at(&s, "ats.csv", 3)].id, "candidate:8");
    assert_int_equal(s.pool->subject[subject_at(&s, "ats.csv", 2)].count, 3);
    shelf_close(&s);
}

static void equal_numbers_of_two_exports_are_two(void **state)
{
    static const char nameless[] = "{\"format\":1,\"name\":\"nameless\",\"title\":\"t\",\"constants\":{\"kind\":\"payee\"},"
                                   "\"columns\":[{\"column\":\"No\",\"field\":\"subject\"},{\"column\":\"Name\",\"field\":\"name\"}]}";
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "ats.csv", "Candidate ID,Name,Email,Phone\n7,Testa Mustermann,,\n", ats_map);
    shelf_add(&s, "staff.csv", "Employee ID,Candidate,Name,Email,Serial\n7,,Erika Beispiel,,\n", staff_map);
    shelf_add(&s, "a.csv", "No,Name\n7,Ama Sampel\n7,Ama Sampel\n", nameless);
    shelf_add(&s, "b.csv", "No,Name\n7,Ama Sampel\n", nameless);
    shelf_join(&s);
    assert_int_equal(s.pool->subjects, 4);
    assert_true(are_one(&s, "a.csv", 2, "a.csv", 3));
    assert_false(are_one(&s, "a.csv", 2, "b.csv", 2));
    assert_str(s.pool->subject[subject_at(&s, "a.csv", 2)].id, "a.csv:7");
    assert_str(s.pool->subject[subject_at(&s, "b.csv", 2)].id, "b.csv:7");
    shelf_close(&s);
}

static void a_mailbox_joins_what_does_not_contradict(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "ats.jsonl", "{'kind':'applicant','id':'7','name':'Testa Mustermann','email':'Testa@Example.COM','app':{'applied_at':'2026-01-05'}}\n"
                               "{'kind':'applicant','id':'8','name':'Testa Mustermann','email':'testa@example.com','app':{'applied_at':'2026-01-06'}}\n", NULL);
    shelf_add(&s, "staff.jsonl", "{'kind':'worker','id':'100','subject':'100','name':'Testa Beispiel','email':'testa@example.com','job':[{'start':'2026-03-01'}]}\n", NULL);
    shelf_add(&s, "log.csv", "When,Email,IP\n2026-08-01T10:00:00Z,TESTA@example.com,192.0.2.1\n", log_map);
    shelf_join(&s);
    assert_int_equal(s.pool->subjects, 1); /* who applies twice is one; so is who has married since */
    shelf_close(&s);
}

/* Who left may apply again; who works here does not. */
static void former_workers_come_again(void **state)
{
    for (int left = 0; left < 2; left++) {
        struct shelf s;
        (void)state;
        shelf_open(&s);
        shelf_add(&s, "staff.jsonl", left ? "{'kind':'worker','id':'1','subject':'1','name':'Testa Mustermann','email':'t@example.com',"
                                            "'job':[{'start':'2020-03-01','end':'2022-05-01'}]}\n"
                                          : "{'kind':'worker','id':'1','subject':'1','name':'Testa Mustermann','email':'t@example.com',"
                                            "'job':[{'start':'2020-03-01'}]}\n", NULL);
        shelf_add(&s, "ats.jsonl", "{'kind':'applicant','id':'7','name':'Testa Mustermann','email':'t@example.com','app':{'applied_at':'2026-01-05'}}\n", NULL);
        shelf_join(&s);
        assert_int_equal(s.pool->subjects, left ? 1 : 2);
        shelf_close(&s);
    }
}

/* Anybody can type a worker's address into a form. */
static void what_comes_from_outside_makes_no_workers_file(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "in.jsonl",
              "{'kind':'applicant','id':'1','name':'Joe Other','email':'t@example.com','time':'2024-01-01'}\n"
              "{'kind':'applicant','id':'2','name':'Testa Mustermann','email':'t@example.com','time':'2024-01-01'}\n"
              "{'kind':'applicant','id':'3','name':'Testa Mustermann','email':'t@example.com','time':'2026-08-01'}\n"
              "{'kind':'applicant','id':'4','name':'Testa Beispiel','email':'t@example.com','time':'2024-01-02'}\n"
              "{'kind':'bid','id':'5','name':'Testa Mustermann','email':'t@example.com','time':'2026-08-01'}\n", NULL);
    shelf_add(&s, "staff.jsonl",
              "{'kind':'worker','id':'6','subject':'p-6','name':'Testa Mustermann','email':'t@example.com','time':'2024-03-01'}\n", NULL);
    shelf_join(&s);
    assert_false(are_one(&s, "in.jsonl", 1, "staff.jsonl", 1)); /* another's name */
    assert_true(are_one(&s, "in.jsonl", 2, "staff.jsonl", 1));
    assert_false(are_one(&s, "in.jsonl", 3, "staff.jsonl", 1)); /* who works here applies no more */
    assert_true(are_one(&s, "in.jsonl", 5, "staff.jsonl", 1));  /* but goes on bidding */
    shelf_close(&s);
}

/* Without a mapping too, number 1 of the staff is not number 1 of the applicants. */
static void numbers_of_two_sorts_are_two(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "a.csv", "kind,applicant_id,name\napplicant,1,Testa Mustermann\n", NULL);
    shelf_add(&s, "b.csv", "kind,employee_id,name\nworker,1,Erika Beispiel\n", NULL);
    shelf_add(&s, "c.csv", "kind,vendor_id,name\nvendor,1,Sampel Ltd\n", NULL);
    shelf_add(&s, "d.csv", "kind,subject,name\nworker,1,Ama Sampel\n", NULL);
    shelf_add(&s, "staff.csv", "Employee ID,Candidate,Name,Email,Serial\n1,,Erika Beispiel,,\n", staff_map);
    shelf_join(&s);
    assert_int_equal(s.pool->subjects, 4);
    assert_true(are_one(&s, "b.csv", 2, "staff.csv", 2));
    assert_str(s.pool->subject[subject_at(&s, "a.csv", 2)].id, "candidate:1");
    assert_str(s.pool->subject[subject_at(&s, "c.csv", 2)].id, "contractor:1");
    assert_str(s.pool->subject[subject_at(&s, "d.csv", 2)].id, "1");
    shelf_close(&s);
}

/* An agency keeps its clients' exports side by side, and each client counts from one. */
static void two_clients_with_the_same_numbers_are_two(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "alpha/staff.csv", "Employee ID,Candidate,Name,Email,Serial\n1,,Testa Mustermann,t@alpha.example,\n"
                                     "2,,Erika Beispiel,e@alpha.example,\n3,,Ama Sampel,a@alpha.example,\n", staff_map);
    shelf_add(&s, "alpha/more.csv", "Employee ID,Candidate,Name,Email,Serial\n1,,,,C02A\n", staff_map);
    shelf_add(&s, "beta/staff.csv", "Employee ID,Candidate,Name,Email,Serial\n1,,Jan Fiktiv,j@beta.example,\n"
                                    "2,,Ida Verzonnen,i@beta.example,\n", staff_map);
    shelf_join(&s);
    assert_int_equal(s.pool->subjects, 5);
    assert_int_equal(s.pool->parted, 1);
    assert_false(are_one(&s, "alpha/staff.csv", 2, "beta/staff.csv", 2));
    assert_true(are_one(&s, "alpha/staff.csv", 2, "alpha/more.csv", 2));
    assert_str(s.pool->subject[subject_at(&s, "alpha/staff.csv", 2)].id, "alpha/employee:1");
    assert_str(s.pool->subject[subject_at(&s, "beta/staff.csv", 2)].id, "beta/employee:1");
    assert_str(s.pool->subject[subject_at(&s, "alpha/staff.csv", 4)].id, "employee:3");
    shelf_close(&s);
}

/* One number given anew, or a row that was mistyped, makes no second company. */
static void folders_of_one_company_are_one(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "hr/staff.csv", "Employee ID,Candidate,Name,Email,Serial\n1,,Testa Mustermann,t@alpha.example,\n"
                                  "2,,Erika Beispiel,e@alpha.example,\n3,,Ama Sampel,a@alpha.example,\n", staff_map);
    shelf_add(&s, "pay/staff.csv", "Employee ID,Candidate,Name,Email,Serial\n1,,Jan Fiktiv,j@alpha.example,\n"
                                   "2,,Beispiel Erika,,\n3,,A. Sampel,,\n", staff_map);
    shelf_join(&s);
    assert_int_equal(s.pool->parted, 0);
    assert_int_equal(s.pool->subjects, 3);
    shelf_close(&s);
}

/* "admin" is the user on every computer. */
static void a_user_of_computers_joins_nobody_against_names(void **state)
{
    static const char jamf[] = "{\"format\":1,\"name\":\"macs\",\"title\":\"t\",\"constants\":{\"kind\":\"device\"},\"columns\":["
                               "{\"column\":\"No\",\"field\":\"subject\",\"key\":\"employee\"},{\"column\":\"Name\",\"field\":\"name\"},"
                               "{\"column\":\"User\",\"field\":\"account\",\"key\":\"account\"}]}";
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "macs.csv", "No,Name,User\n1,Testa Mustermann,admin\n2,Erika Beispiel,admin\n,Ama Sampel,admin\n", jamf);
    shelf_join(&s);
    assert_int_equal(s.pool->subjects, 3);
    shelf_close(&s);
}

/* Two who apply by one mailbox are two; the log of the mailbox is neither's. */
static void a_shared_mailbox_stays_two(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "log.csv", "When,Email,IP\n2026-08-01T10:00:00Z,jobs@example.com,192.0.2.1\n"
                             "2026-08-02T10:00:00Z,jobs@example.com,192.0.2.1\n", log_map);
    shelf_add(&s, "ats.csv", "Candidate ID,Name,Email,Phone\n7,Testa Mustermann,jobs@example.com,\n"
                             "8,Ama Sampel,jobs@example.com,\n9,Mustermann Testa,jobs@example.com,\n", ats_map);
    shelf_join(&s);
    assert_int_equal(s.pool->subjects, 3);
    assert_false(are_one(&s, "ats.csv", 2, "ats.csv", 3));
    assert_true(are_one(&s, "ats.csv", 2, "ats.csv", 4)); /* one name in another order */
    assert_true(are_one(&s, "log.csv", 2, "log.csv", 3));
    assert_false(are_one(&s, "log.csv", 2, "ats.csv", 2));
    assert_false(are_one(&s, "log.csv", 2, "ats.csv", 3));
    shelf_close(&s);
}

static void declared_subjects_are_never_one_by_mailbox(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "a.jsonl", "{'kind':'applicant','id':'1','subject':'p-1','name':'Testa Mustermann','email':'t@example.com'}\n"
                             "{'kind':'applicant','id':'2','subject':'p-2','name':'Testa Mustermann','email':'t@example.com'}\n"
                             "{'kind':'applicant','id':'3','subject':'p-1','name':'Erika Beispiel'}\n"
                             "{'kind':'login','id':'4','email':'t@example.com'}\n"
                             "{'kind':'applicant','id':'5','name':'Testa Mustermann','email':'t@example.com'}\n", NULL);
    shelf_add(&s, "b.jsonl", "{'kind':'worker','id':'1','subject':'p-1'}\n", NULL);
    shelf_join(&s);
    assert_false(are_one(&s, "a.jsonl", 1, "a.jsonl", 2));
    assert_true(are_one(&s, "a.jsonl", 1, "a.jsonl", 3));
    assert_true(are_one(&s, "a.jsonl", 1, "b.jsonl", 1));
    /* whose a row of both names and mailboxes is, cannot be told */
    assert_false(are_one(&s, "a.jsonl", 5, "a.jsonl", 1));
    assert_false(are_one(&s, "a.jsonl", 5, "a.jsonl", 2));
    assert_false(are_one(&s, "a.jsonl", 4, "a.jsonl", 1));
    assert_str(s.pool->subject[subject_at(&s, "a.jsonl", 1)].id, "p-1");
    shelf_close(&s);
}

static void a_device_joins_what_names_nobody(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "inventory.csv", "Serial,Model,User\nC02A,Laptop,\nC02B,Laptop,\nC02C,Laptop,\nC02A,Laptop,Ama Sampel\n"
                                   "C02A,Laptop,Testa Mustermann\nC02C,Laptop,\n", device_map);
    shelf_add(&s, "staff.csv", "Employee ID,Candidate,Name,Email,Serial\n100,,Testa Mustermann,,C02A\n"
                               "101,,Erika Beispiel,,C02B\n102,,Ama Sampel,,C02B\n", staff_map);
    shelf_join(&s);
    assert_true(are_one(&s, "inventory.csv", 2, "staff.csv", 2));
    assert_true(are_one(&s, "inventory.csv", 6, "staff.csv", 2));
    assert_false(are_one(&s, "inventory.csv", 5, "staff.csv", 2)); /* the row says another's name */
    assert_false(are_one(&s, "staff.csv", 3, "staff.csv", 4));     /* two have it: a link, no name */
    assert_false(are_one(&s, "inventory.csv", 3, "staff.csv", 3));
    assert_true(are_one(&s, "inventory.csv", 4, "inventory.csv", 7)); /* nobody's, but one computer's */
    shelf_close(&s);
}

static void accounts_and_wallets_never_join(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "a.jsonl", "{'kind':'payee','id':'1','subject':'a','name':'Testa Mustermann','pay':{'account':'00011122233'}}\n"
                             "{'kind':'payee','id':'2','subject':'b','name':'Ama Sampel','pay':{'account':'00011122233'}}\n"
                             "{'kind':'wallet','id':'3','wallet':'1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'}\n"
                             "{'kind':'wallet','id':'4','wallet':'1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'}\n", NULL);
    shelf_join(&s);
    assert_int_equal(s.pool->subjects, 4);
    shelf_close(&s);
}

static void records_stand_in_order_of_time(void **state)
{
    static const char *const want[] = { "e", "c", "a", "d", "b" };
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "z.jsonl", "{'kind':'login','id':'a','subject':'p','time':'2026-08-01T12:00:00+09:00'}\n"
                             "{'kind':'login','id':'b','subject':'p','time':'2026-08-03'}\n"
                             "{'kind':'worker','id':'c','subject':'p','name':'Testa Mustermann'}\n"
                             "{'kind':'login','id':'d','subject':'p','time':'2026-08-01T12:00:00Z'}\n", NULL);
    shelf_add(&s, "a.jsonl", "{'kind':'worker','id':'e','subject':'p'}\n", NULL);
    shelf_join(&s);
    assert_int_equal(s.pool->subjects, 1);
    for (size_t i = 0; i < COUNT_OF(want); i++) assert_str(s.pool->order[i]->id, want[i]);
    shelf_close(&s);
}

/* --- order of files ------------------------------------------------------------------------------- */

static uint64_t random_state;

static uint32_t below(uint32_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state % n);
}

/* Files of a small world in which mailboxes, names, numbers and devices are shared at random. */
static void make_files(struct buf file[6], uint32_t seed)
{
    static const char *const names[] = { "Testa Mustermann", "Ama Sampel", "Erika Beispiel", "Mustermann Testa", "" };
    random_state = 7000003 * (seed + 1);
    for (int f = 0; f < 6; f++)
        for (int i = 0; i < 8; i++) {
            buf_printf(&file[f], "{\"kind\":\"worker\",\"id\":\"%d-%d\"", f, i);
            if (!below(3)) buf_printf(&file[f], ",\"subject\":\"s%u\"", below(9));
            if (below(3)) buf_printf(&file[f], ",\"name\":\"%s\"", names[below(5)]);
            if (below(3)) buf_printf(&file[f], ",\"email\":\"m%u@example.com\"", below(5));
            if (!below(4)) buf_printf(&file[f], ",\"dev\":{\"serial\":\"SN%u\"}", below(5));
            if (!below(6)) buf_printf(&file[f], ",\"account\":\"acc%u\"", below(4));
            if (below(2)) buf_printf(&file[f], ",\"time\":\"2026-08-%02u\"", 1 + below(3));
            buf_add(&file[f], STR("}\n"));
        }
}

/* Subjects, their ids and the order of their records, as text. */
static void tell(struct shelf *s, struct buf *out)
{
    buf_reset(out);
    for (size_t i = 0; i < s->pool->subjects; i++) {
        const struct pool_subject *p = &s->pool->subject[i];
        buf_printf(out, "%.*s:", STR_ARG(p->id));
        for (uint32_t k = 0; k < p->count; k++) buf_printf(out, " %.*s", STR_ARG(s->pool->order[p->first + k]->id));
        buf_add_byte(out, '\n');
    }
}

static void order_of_files_does_not_matter(void **state)
{
    struct buf file[6], want = BUF_INIT(1 << 20), got = BUF_INIT(1 << 20);
    (void)state;
    for (int f = 0; f < 6; f++) buf_init(&file[f], 1 << 20);
    for (uint32_t seed = 0; seed < 60; seed++) {
        for (int f = 0; f < 6; f++) buf_reset(&file[f]);
        make_files(file, seed);
        for (uint32_t turn = 0; turn < 6; turn++) {
            struct shelf s;
            shelf_open(&s);
            for (uint32_t f = 0; f < 6; f++) {
                uint32_t which = turn == 5 ? 5 - f : (f + turn) % 6;
                char name[16];
                snprintf(name, sizeof name, "%u.jsonl", which);
                const char *path = put_file(s.folder, name, buf_str(&file[which]));
                if (pool_add(s.pool, path, arena_str(&s.arena, str_c(name)), STR_EMPTY, NULL, &s.err))
                    fail_msg("%s", s.err.message);
            }
            shelf_join(&s);
            tell(&s, turn ? &got : &want);
            if (turn && !str_eq(buf_str(&want), buf_str(&got)))
                fail_msg("seed %u turn %u:\n%.*s\nnot\n%.*s", seed, turn, STR_ARG(buf_str(&got)), STR_ARG(buf_str(&want)));
            shelf_close(&s);
        }
    }
    for (int f = 0; f < 6; f++) buf_release(&file[f]);
    buf_release(&want);
    buf_release(&got);
}

/* A mailbox that a hundred thousand rows have: one's log, or a crowd's; neither takes long. */
static void a_mailbox_of_many_is_quick(void **state)
{
    enum { ROWS = 100000 };
    static const size_t want[] = { 1, 1, ROWS, ROWS };
    struct buf b = BUF_INIT(64u << 20);
    (void)state;
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        struct shelf s;
        shelf_open(&s);
        buf_reset(&b);
        for (int k = 0; k < ROWS; k++) {
            buf_printf(&b, "{\"kind\":\"applicant\",\"id\":\"%d\",\"email\":\"jobs@example.com\"", k);
            if (i == 3) buf_printf(&b, ",\"subject\":\"s%d\"", k);
            if (i == 2) buf_printf(&b, ",\"name\":\"Testa %d\"", k);
            if (i == 1 || i == 3) buf_add(&b, STR(",\"name\":\"Testa Mustermann\""));
            buf_add(&b, STR("}\n"));
        }
        const char *path = put_file(s.folder, "a.jsonl", buf_str(&b));
        if (pool_add(s.pool, path, STR("a"), STR_EMPTY, NULL, &s.err)) fail_msg("%s", s.err.message);
        uint64_t from_ns = os_ticks_ns();
        shelf_join(&s);
        assert_int_equal(s.pool->subjects, want[i]);
        assert_true(os_ticks_ns() - from_ns < UINT64_C(20000000000));
        shelf_close(&s);
    }
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_join),
        cmocka_unit_test(equal_numbers_of_two_exports_are_two),
        cmocka_unit_test(a_mailbox_joins_what_does_not_contradict),
        cmocka_unit_test(former_workers_come_again),
        cmocka_unit_test(what_comes_from_outside_makes_no_workers_file),
        cmocka_unit_test(numbers_of_two_sorts_are_two),
        cmocka_unit_test(two_clients_with_the_same_numbers_are_two),
        cmocka_unit_test(folders_of_one_company_are_one),
        cmocka_unit_test(a_user_of_computers_joins_nobody_against_names),
        cmocka_unit_test(a_shared_mailbox_stays_two),
        cmocka_unit_test(declared_subjects_are_never_one_by_mailbox),
        cmocka_unit_test(a_device_joins_what_names_nobody),
        cmocka_unit_test(accounts_and_wallets_never_join),
        cmocka_unit_test(records_stand_in_order_of_time),
        cmocka_unit_test(order_of_files_does_not_matter),
        cmocka_unit_test(a_mailbox_of_many_is_quick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
