/* engine/good: a decision holds for what it was made on, and for nothing else; damage is never silent. */
#include "tests/engine_help.h"

#include <cordon/good.h>

#include "base/mem.h"
#include "engine/good.h"
#include "engine/screener.h"

#include <sys/wait.h>
#include <unistd.h>

#define DAY_S ((int64_t)86400)

static struct desk desk;
static struct cordon_good *good;

static int setup(void **state)
{
    (void)state;
    desk_made_up(&desk);
    struct cordon_good_change c = { .data_dir = desk.folder };
    if (cordon_good_begin(&c, NULL)) fail_msg("no key");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    cordon_good_close(good);
    good = NULL;
    desk_close(&desk);
    return 0;
}

/* Screen with the list as it is on the disk now. */
static void reopen(void)
{
    struct cordon_error err = ERROR_INIT;
    cordon_good_close(good);
    good = NULL;
    if (cordon_good_open(desk.folder, &good, &err)) fail_msg("%s:%d: %s", err.file, (int)err.line, err.message);
    desk.options.good = good;
    desk_screener(&desk);
}

static const struct cordon_good_change *change_at(int64_t now_s)
{
    static struct cordon_good_change c;
    c = (struct cordon_good_change){ .data_dir = desk.folder, .reason = STR("looked at"),
                                     .author = STR("A.Example"), .now_s = now_s };
    return &c;
}

/* Decide that the first hit of the last answer is known good. */
static cordon_status decide(str subject, str json, int64_t now_s, struct cordon_error *err)
{
    struct cordon_good_about about = { .subject = subject, .target = json_at(json, "hits.0.entity_id"),
                                       .mark = json_at(json, "hits.0.mark"),
                                       .listed = json_at(json, "hits.0.row_sha256"),
                                       .expires_s = now_s + 365 * DAY_S };
    return cordon_good_add(change_at(now_s), &about, NULL, err);
}

static const char *const namesake = "{'id':'r1','name':'Fennimore Oddlington','birth_date':'1999-01-01'}";

static void decide_namesake(void)
{
    struct cordon_error err = ERROR_INIT;
    reopen();
    str json = ask(&desk, namesake);
    assert_str(json_at(json, "hits.0.verdict"), "review");
    if (decide(STR("r1"), json, AS_OF_S, &err)) fail_msg("%s", err.message);
    reopen();
}

static void a_decided_hit_is_shown_and_not_counted(void **state)
{
    (void)state;
    decide_namesake();
    str json = ask(&desk, namesake);
    assert_str(json_at(json, "verdict"), "clear");
    assert_str(json_at(json, "hits.0.verdict"), "clear");
    assert_str(json_at(json, "hits.0.suppressed.verdict"), "review");
    assert_str(json_at(json, "hits.0.suppressed.reason"), "looked at");
    assert_str(json_at(json, "suppressed"), "1");
    assert_int_equal(desk.answer.suppressed, 1);
    assert_str(json_at(json, "provenance.good.entries"), "1");
    /* the order of keys, and fields that are not compared, change nothing */
    json = ask(&desk, "{'id':'r1','birth_date':'1999-01-01','note':'x','name':'Fennimore Oddlington'}");
    assert_str(json_at(json, "verdict"), "clear");
}

static void another_subject_is_another_matter(void **state)
{
    (void)state;
    decide_namesake();
    str json = ask(&desk, "{'id':'r2','name':'Fennimore Oddlington','birth_date':'1999-01-01'}");
    assert_str(json_at(json, "verdict"), "review");
    assert_str(json_at(json, "hits.0.reopened"), "-");
    /* a record that says its subject goes by that */
    json = ask(&desk, "{'id':'r1','subject':'s1','name':'Fennimore Oddlington','birth_date':'1999-01-01'}");
    assert_str(json_at(json, "verdict"), "review");
}

static void a_changed_record_opens_it_again(void **state)
{
    static const char *const changed[] = {
        "{'id':'r1','name':'Fennimore Oddlington','birth_date':'1999-01-02'}",
        "{'id':'r1','name':'Fennimore Oddlington'}",
        "{'id':'r1','name':'Fennimore Oddlington','birth_date':'1999-01-01','alias':'Somebody Else'}",
        "{'id':'r1','name':'Fennimore Oddlington','birth_date':'1999-01-01','email':'n@example.com'}",
        "{'id':'r1','name':'Fennimore Oddlington','birth_date':{'value':'1999-01-01','proof':'verified'}}",
    };
    (void)state;
    decide_namesake();
    for (size_t i = 0; i < sizeof changed / sizeof *changed; i++) {
        str json = ask(&desk, changed[i]);
        if (str_eq(json_at(json, "hits.0.verdict"), STR("clear")) &&
            str_eq(json_at(json, "hits.0.discounted"), STR("true")))
            continue;
        assert_str(json_at(json, "verdict"), "review");
        assert_str(json_at(json, "hits.0.reopened.why.0"), "record_changed");
        assert_str(json_at(json, "reopened"), "1");
        assert_str(json_at(json, "suppressed"), "0");
    }
}

static void a_changed_row_opens_it_again(void **state)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    char text[sizeof made_up_list + 16];
    (void)state;
    decide_namesake();
    snprintf(text, sizeof text, "%s", made_up_list);
    char *at = strstr(text, "OTHER1");
    assert_non_null(at);
    at[5] = '2';
    if (import_text_as(desk.folder, "opensanctions", "2026-07-31", "made-up.json", text, &counts, &err))
        fail_msg("%s", err.message);
    cordon_screener_free(desk.screener);
    desk.screener = NULL;
    cordon_set_close(desk.set);
    if (cordon_set_open(desk.folder, &desk.set, &err)) fail_msg("%s", err.message);
    reopen();
    str json = ask(&desk, namesake);
    assert_str(json_at(json, "verdict"), "review");
    assert_str(json_at(json, "hits.0.reopened.why.0"), "listed_changed");
}

static void it_holds_from_its_making_to_its_end(void **state)
{
    static const struct { int64_t days; const char *verdict, *why; } rows[] = {
        { -1, "review", "not_yet" }, { 0, "clear", "-" }, { 364, "clear", "-" }, { 365, "review", "expired" },
    };
    struct cordon_error err = ERROR_INIT;
    (void)state;
    decide_namesake();
    desk.options.require = STR_EMPTY;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        desk.options.as_of_s = AS_OF_S + rows[i].days * DAY_S;
        desk_screener(&desk);
        str json = ask(&desk, namesake);
        assert_str(json_at(json, "hits.0.verdict"), rows[i].verdict);
        assert_str(json_at(json, "hits.0.reopened.why.0"), rows[i].why);
    }
    /* a policy that allows less time ends it sooner */
    desk.options.as_of_s = AS_OF_S + 40 * DAY_S;
    if (cordon_policy_set(desk.policy, STR("good_days_max"), STR("30"), &err)) fail_msg("%s", err.message);
    desk_screener(&desk);
    assert_str(json_at(ask(&desk, namesake), "hits.0.reopened.why.0"), "expired");
}

static void an_ended_decision_never_applies_again(void **state)
{
    struct cordon_error err = ERROR_INIT;
    (void)state;
    decide_namesake();
    if (cordon_good_expire(change_at(AS_OF_S + DAY_S), 1, &err)) fail_msg("%s", err.message);
    reopen();
    str json = ask(&desk, namesake); /* asked about a time before its end, too */
    assert_str(json_at(json, "verdict"), "review");
    assert_str(json_at(json, "hits.0.reopened"), "-");
    assert_int_equal(cordon_good_expire(change_at(AS_OF_S + DAY_S), 1, &err), CORDON_ARGUMENT);
    assert_int_equal(cordon_good_expire(change_at(AS_OF_S + DAY_S), 2, &err), CORDON_NOTFOUND);
}

/* Numbers and wallets are the party itself; not even a decision with the right mark hides them. */
static void a_number_or_a_wallet_is_never_hidden(void **state)
{
    static const char *const records[] = {
        "{'id':'w','wallet':'1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'}",
        "{'id':'w','name':'Quillon Marrowby Testov','wallet':'1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'}",
        "{'id':'w','name':'Quillon Marrowby Testov','passport':'PS-836410111'}",
        "{'id':'w','passport':{'value':'PS836410111','country':'kp'}}",
        "{'id':'w','name':'Quillon Marrowby Testov','email':'quillon@example.invalid'}",
    };
    struct cordon_error err = ERROR_INIT;
    (void)state;
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        reopen();
        str json = ask(&desk, records[i]), verdict = json_at(json, "verdict");
        assert_str(json_at(json, "hits.0.mark"), "-");
        /* somebody who computes the mark all the same */
        str mark = good_subject_mark(good, desk.screener->subject, &desk.screener->arena);
        struct cordon_good_about about = { .subject = STR("w"), .target = json_at(json, "hits.0.entity_id"),
                                           .mark = mark, .listed = json_at(json, "hits.0.row_sha256"),
                                           .expires_s = AS_OF_S + DAY_S };
        if (cordon_good_add(change_at(AS_OF_S), &about, NULL, &err)) fail_msg("%s", err.message);
        reopen();
        json = ask(&desk, records[i]);
        assert_true(str_eq(json_at(json, "verdict"), verdict));
        str why = json_at(json, "hits.0.reopened.why.0"), last = json_at(json, "hits.0.reopened.why.1");
        assert_true(str_eq(why, STR("identifier")) || str_eq(last, STR("identifier")));
    }
}

/* --- the file --------------------------------------------------------------------------------------- */

static str list_text(struct os_file *f)
{
    struct cordon_error err = ERROR_INIT;
    if (os_file_read(path_in(desk.folder, "good.jsonl"), f, &err)) fail_msg("%s", err.message);
    return f->bytes;
}

static void damage_fails_with_its_line(void **state)
{
    struct os_file f = OS_FILE_INIT;
    struct cordon_error err = ERROR_INIT;
    struct cordon_good *g = NULL;
    (void)state;
    decide_namesake();
    if (cordon_good_expire(change_at(AS_OF_S), 1, &err)) fail_msg("%s", err.message);
    str text = list_text(&f);
    size_t first = str_index(text, '\n') + 1;
    char *copy = malloc(text.len);
    assert_non_null(copy);
    for (size_t i = 0; i < text.len; i++) { /* every byte, two ways */
        memcpy(copy, text.data, text.len);
        copy[i] ^= (char)(i % 7 + 1);
        put_file(desk.folder, "good.jsonl", str_of(copy, text.len));
        cordon_status st = cordon_good_open(desk.folder, &g, &err);
        if (st != CORDON_CORRUPT && st != CORDON_LIMIT) fail_msg("byte %zu: status %d", i, st);
        assert_int_equal(err.line, i < first ? 1 : 2);
    }
    for (size_t len = 1; len < text.len; len++) { /* every cut but the one between the lines */
        put_file(desk.folder, "good.jsonl", str_of(text.data, len));
        cordon_status st = cordon_good_open(desk.folder, &g, &err);
        if (len == first) {
            assert_int_equal(st, CORDON_OK);
            cordon_good_close(g);
        } else {
            assert_int_equal(st, CORDON_CORRUPT);
        }
    }
    put_file(desk.folder, "good.jsonl", str_from(text, first)); /* the first line taken out */
    assert_int_equal(cordon_good_open(desk.folder, &g, &err), CORDON_CORRUPT);
    put_file(desk.folder, "good.jsonl", text);
    put_file(desk.folder, "good.key", STR("0000000000000000000000000000000000000000000000000000000000000000\n"));
    assert_int_equal(cordon_good_open(desk.folder, &g, &err), CORDON_CORRUPT);
    put_file(desk.folder, "good.key", STR("no key"));
    assert_int_equal(cordon_good_open(desk.folder, &g, &err), CORDON_CORRUPT);
    free(copy);
    os_file_unmap(&f);
}

static void nothing_private_is_stored(void **state)
{
    struct os_file f = OS_FILE_INIT;
    (void)state;
    decide_namesake();
    str text = list_text(&f);
    assert_true(str_find(text, STR("Fennimore"), 0) == SIZE_MAX);
    assert_true(str_find(text, STR("1999"), 0) == SIZE_MAX);
    os_file_unmap(&f);
}

static void what_cannot_be_written_is_refused(void **state)
{
    struct cordon_error err = ERROR_INIT;
    char hash[65], longer[1100];
    (void)state;
    memset(hash, 'a', 64);
    hash[64] = '\0';
    memset(longer, 'x', sizeof longer);
    struct cordon_good_about fine = { .subject = STR("s"), .target = STR("t"), .mark = str_c(hash),
                                      .listed = str_c(hash), .expires_s = AS_OF_S + DAY_S };
    struct cordon_good_about wrong[] = { fine, fine, fine, fine, fine, fine, fine };
    wrong[0].subject = STR_EMPTY;
    wrong[1].subject = str_of(longer, sizeof longer);
    wrong[2].target = STR("a\nb");
    wrong[3].mark = STR("abc");
    wrong[4].listed = STR("ABCDEF");
    wrong[5].expires_s = AS_OF_S;
    wrong[6].expires_s = AS_OF_S + 4000 * DAY_S;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(cordon_good_add(change_at(AS_OF_S), &wrong[i], NULL, &err), CORDON_ARGUMENT);
    struct cordon_good_change c = *change_at(AS_OF_S);
    c.reason = STR(" ");
    assert_int_equal(cordon_good_add(&c, &fine, NULL, &err), CORDON_ARGUMENT);
    c = *change_at(AS_OF_S);
    c.author = STR_EMPTY;
    assert_int_equal(cordon_good_add(&c, &fine, NULL, &err), CORDON_ARGUMENT);
    /* signs that JSON escapes come back as they were */
    uint32_t id = 0;
    c = *change_at(AS_OF_S);
    c.reason = STR("\"quoted\" \\ ünïcode 이름");
    if (cordon_good_add(&c, &fine, &id, &err)) fail_msg("%s", err.message);
    reopen();
    struct cordon_good_entry e;
    assert_true(cordon_good_at(good, id - 1, &e));
    assert_true(str_eq(e.reason, c.reason));
    /* a clock that is behind the list */
    assert_int_equal(cordon_good_add(change_at(AS_OF_S - 1), &fine, NULL, &err), CORDON_REFUSED);
}

static void two_writers_take_turns(void **state)
{
    enum { WRITERS = 4, EACH = 5 };
    char hash[65];
    pid_t child[WRITERS];
    (void)state;
    memset(hash, 'b', 64);
    hash[64] = '\0';
    for (int w = 0; w < WRITERS; w++) {
        child[w] = fork();
        assert_true(child[w] >= 0);
        if (child[w]) continue;
        for (int i = 0; i < EACH; i++) {
            struct cordon_good_about about = { .subject = STR("s"), .target = STR("t"), .mark = str_c(hash),
                                               .listed = str_c(hash), .expires_s = AS_OF_S + DAY_S };
            struct cordon_good_change c = *change_at(AS_OF_S);
            c.wait_ms = 20000;
            if (cordon_good_add(&c, &about, NULL, NULL)) _exit(1);
        }
        _exit(0);
    }
    for (int w = 0; w < WRITERS; w++) {
        int how = 0;
        waitpid(child[w], &how, 0);
        assert_int_equal(how, 0);
    }
    reopen();
    assert_int_equal(cordon_good_count(good), WRITERS * EACH);
}

static void a_folder_without_a_list_is_fine(void **state)
{
    struct cordon_good *none = NULL;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    assert_int_equal(cordon_good_open(NULL, &none, &err), CORDON_OK);
    assert_int_equal(cordon_good_count(none), 0);
    cordon_good_close(none);
    assert_int_equal(cordon_good_open("/nowhere/at/all", &none, &err), CORDON_OK);
    cordon_good_close(none);
    cordon_good_close(NULL);
    /* with no entry an answer says nothing of it */
    reopen();
    str json = ask(&desk, namesake);
    assert_str(json_at(json, "suppressed"), "-");
    assert_str(json_at(json, "provenance.good"), "-");
}

static void failing_allocations_leave_the_list_whole(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_good *g = NULL;
    char hash[65];
    (void)state;
    decide_namesake();
    memset(hash, 'c', 64);
    hash[64] = '\0';
    struct cordon_good_about about = { .subject = STR("s"), .target = STR("t"), .mark = str_c(hash),
                                       .listed = str_c(hash), .expires_s = AS_OF_S + DAY_S };
    cordon_status st = CORDON_NOMEM;
    for (uint64_t n = 1; st == CORDON_NOMEM && n < 2000; n++) {
        mem_fail_from(n);
        st = cordon_good_open(desk.folder, &g, &err);
        mem_fail_from(0);
    }
    assert_int_equal(st, CORDON_OK);
    assert_int_equal(cordon_good_count(g), 1);
    cordon_good_close(g);
    st = CORDON_NOMEM;
    for (uint64_t n = 1; st == CORDON_NOMEM && n < 2000; n++) {
        mem_fail_from(n);
        st = cordon_good_add(change_at(AS_OF_S), &about, NULL, &err);
        mem_fail_from(0);
    }
    assert_int_equal(st, CORDON_OK);
    reopen();
    assert_int_equal(cordon_good_count(good), 2);
}

/* RFC 4231, test case 1: a key of 20 bytes is one of 32 that ends in zeros */
static void the_keyed_hash_is_hmac(void **state)
{
    struct good_key key = { { 0 } };
    char hex[SHA_HEX_LEN + 1];
    (void)state;
    memset(key.byte, 0x0b, 20);
    good_hash(&key, STR("Hi There"), hex);
    assert_string_equal(hex, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_keyed_hash_is_hmac),
        cmocka_unit_test_setup_teardown(a_decided_hit_is_shown_and_not_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(another_subject_is_another_matter, setup, teardown),
        cmocka_unit_test_setup_teardown(a_changed_record_opens_it_again, setup, teardown),
        cmocka_unit_test_setup_teardown(a_changed_row_opens_it_again, setup, teardown),
        cmocka_unit_test_setup_teardown(it_holds_from_its_making_to_its_end, setup, teardown),
        cmocka_unit_test_setup_teardown(an_ended_decision_never_applies_again, setup, teardown),
        cmocka_unit_test_setup_teardown(a_number_or_a_wallet_is_never_hidden, setup, teardown),
        cmocka_unit_test_setup_teardown(damage_fails_with_its_line, setup, teardown),
        cmocka_unit_test_setup_teardown(nothing_private_is_stored, setup, teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_written_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(two_writers_take_turns, setup, teardown),
        cmocka_unit_test_setup_teardown(a_folder_without_a_list_is_fine, setup, teardown),
        cmocka_unit_test_setup_teardown(failing_allocations_leave_the_list_whole, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
