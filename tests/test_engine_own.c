/* Ownership against lists: who counts as blocked, and that nothing missing reads as "not shown". */
#include "tests/engine_help.h"

#include <cordon/own.h>

static char folder[64];
static struct cordon_set *set;
static struct cordon_policy *policy;

static int setup(void **state)
{
    (void)state;
    folder_new(folder);
    assert_int_equal(cordon_set_open(NULL, &set, NULL), CORDON_OK);
    assert_int_equal(cordon_policy_load("default", &policy, NULL), CORDON_OK);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    cordon_policy_free(policy);
    cordon_set_close(set);
    folder_gone(folder);
    return 0;
}

static struct cordon_error why;

static cordon_status ask_own(const char *rows, const char *party, const char *test, enum cordon_own_state *ret,
                         struct cordon_text *text)
{
    const char *files[] = { path_in(folder, "h.csv") };
    struct cordon_own own = { .set = set, .policy = policy, .files = files, .file_count = rows != NULL,
                              .party = str_c(party), .jurisdiction = str_c(test), .as_of_s = AS_OF_S };
    if (rows) (void)put_file(folder, "h.csv", str_c(rows));
    why = (struct cordon_error)ERROR_INIT;
    return cordon_own(&own, ret, text, &why);
}

static enum cordon_own_state state_of(const char *rows, const char *party, const char *test, const char *must_say)
{
    enum cordon_own_state s = CORDON_OWN_UNDECIDED;
    struct cordon_text text = { NULL, 0 };
    if (ask_own(rows, party, test, &s, &text)) fail_msg("%s", why.message);
    if (!strstr(text.data, must_say)) fail_msg("'%s' is not in %s", must_say, text.data);
    cordon_text_free(&text);
    return s;
}

#define HEAD "owner,owned,percent,owner_birth_date,owner_country\n"

static void a_listed_id_blocks_a_name_alone_may_and_a_birth_date_proves(void **state)
{
    (void)state;
    assert_int_equal(state_of(HEAD "us_ofac_sdn-9619,Muster AG,50,,\n", "Muster AG", "us", "\"verdict\":\"is\""),
                     CORDON_OWN_OWNED);
    assert_int_equal(state_of(HEAD "Jakob Steiger,Muster AG,50,,\n", "Muster AG", "us", "\"verdict\":\"review\""),
                     CORDON_OWN_POSSIBLE);
    assert_int_equal(state_of(HEAD "Jakob Steiger,Muster AG,50,1941-04-27,ch\n", "Muster AG", "us", "us_ofac_sdn-9619"),
                     CORDON_OWN_OWNED);
    assert_int_equal(state_of(HEAD "Jakob Steiger,Muster AG,40,1941-04-27,ch\n", "Muster AG", "us", "not shown"),
                     CORDON_OWN_UNDECIDED); /* only the starter list was asked */
}

static void a_test_without_its_list_is_not_done(void **state)
{
    (void)state;
    assert_int_equal(state_of(HEAD "us_ofac_sdn-9619,Muster AG,90,,\n", "Muster AG", "eu", "\"state\":\"not tested\""),
                     CORDON_OWN_UNDECIDED);
    assert_int_equal(state_of(HEAD "MUSTERPARENT00000001,MUSTERCHILD000000001,90,,\n", "MUSTERCHILD000000001", "us",
                              "\"unnamed\":2"), CORDON_OWN_UNDECIDED);
}

static void what_cannot_be_asked_is_refused(void **state)
{
    (void)state;
    enum cordon_own_state s;
    struct cordon_text text;
    assert_int_equal(ask_own(HEAD "A,B,1,,\n", "C", "", &s, &text), CORDON_ARGUMENT);
    assert_int_equal(ask_own(HEAD "A,B,1,,\n", "B", "jp", &s, &text), CORDON_ARGUMENT);
    assert_int_equal(ask_own(NULL, "", "", &s, &text), CORDON_ARGUMENT);
    assert_int_equal(ask_own(NULL, "us_ofac_sdn-0", "", &s, &text), CORDON_ARGUMENT);
    assert_int_equal(ask_own(HEAD "A,B,x,,\n", "", "", &s, &text), CORDON_SYNTAX);
    assert_int_equal(why.line, 2);
}

static void every_failing_allocation_is_told(void **state)
{
    (void)state;
    cordon_status st = CORDON_NOMEM;
    for (uint64_t n = 1; st && n < 100000; n += n < 30 ? 1 : 5) {
        enum cordon_own_state s;
        struct cordon_text text = { NULL, 0 };
        (void)put_file(folder, "h.csv", STR(HEAD "us_ofac_sdn-9619,Muster AG,60,,\nMuster AG,Muster Zwei,60,,\n"));
        mem_fail_from(n);
        const char *files[] = { path_in(folder, "h.csv") };
        struct cordon_own own = { .set = set, .policy = policy, .files = files, .file_count = 1, .as_of_s = AS_OF_S };
        st = cordon_own(&own, &s, &text, NULL);
        mem_fail_from(0);
        if (st && st != CORDON_NOMEM) fail_msg("allocation %llu: status %d", (unsigned long long)n, st);
        cordon_text_free(&text);
    }
    assert_int_equal(st, CORDON_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_listed_id_blocks_a_name_alone_may_and_a_birth_date_proves),
        cmocka_unit_test(a_test_without_its_list_is_not_done),
        cmocka_unit_test(what_cannot_be_asked_is_refused),
        cmocka_unit_test(every_failing_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
