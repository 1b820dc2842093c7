/* The shipped rule packs: they compile, lack nothing, and every rule's own records behave. */
#include "tests/test.h"

#include "base/json.h"
#include "base/mem.h"
#include "engine/rules.h"

#include <cordon/screen.h>

#include <stdio.h>

struct bench {
    struct cordon_rules  *opened;
    struct cordon_policy *policy;
    const struct rules   *rules;
};

/* --- tests ----------------------------------------------------------------------------------------- */

static int set_up(void **state)
{
    struct bench *b = mem_calloc(1, sizeof *b);
    struct cordon_error err = ERROR_INIT;
    if (!b || cordon_policy_load("default", &b->policy, &err) ||
        cordon_rules_open(NULL, 0, &b->opened, &err) ||
        !(b->rules = rules_get(b->opened, &err.status, &err))) {
        fprintf(stderr, "%s:%llu: %s\n", err.file, (unsigned long long)err.line, err.message);
        return -1;
    }
    *state = b;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    if (!b) return 0;
    cordon_rules_free(b->opened);
    cordon_policy_free(b->policy);
    mem_free(b);
    return 0;
}

static void every_rule_says_what_a_pack_must(void **state)
{
    const struct bench *b = *state;
    const struct rule_set *set = b->rules->set;
    size_t rules = 0;
    for (uint32_t i = 0; i < rule_set_count(set); i++) {
        const struct rule_info *info = rule_set_info(set, i);
        str lacks[RULE_LACKS_MAX];
        if (info->is_part) continue;
        if (rule_info_lacks_all(info, lacks))
            fail_msg("%.*s: lacks %.*s", STR_ARG(info->name), STR_ARG(lacks[0]));
        rules++;
    }
    assert_true(rules >= 250);
}

static cordon_status tell(void *ctx, cordon_str json, struct cordon_error *err)
{
    size_t *told = ctx;
    (void)err;
    ++*told;
    if (str_find(json, STR("\"failures\":[]"), 0) == SIZE_MAX)
        fprintf(stderr, "# %.*s\n", (int)json.len, json.data);
    return CORDON_OK;
}

static void every_rule_passes_its_own_records(void **state)
{
    struct bench *b = *state;
    struct cordon_rules_tested sum;
    struct cordon_error err = ERROR_INIT;
    size_t told = 0;
    assert_int_equal(cordon_rules_test(b->opened, b->policy, STR_EMPTY, 0, STR("en"), tell, &told, &sum,
                                       &err),
                     CORDON_OK);
    assert_int_equal(sum.rules, told);
    assert_int_equal(sum.untested, 0);
    assert_int_equal(sum.failed, 0);
    assert_true(sum.passed >= 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_says_what_a_pack_must),
        cmocka_unit_test(every_rule_passes_its_own_records),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
