/* engine: records of any bytes against rules of every kind, explained; what comes out is JSON. */
#include "base/json.h"

#include <cordon/rules.h>
#include <cordon/screen.h>

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct cordon_rules *rules;
static struct cordon_policy *policy;

static cordon_status take(void *ctx, cordon_str json, struct cordon_error *err)
{
    struct json_reader r;
    struct arena arena;
    (void)ctx;
    (void)err;
    arena_init(&arena, 64u << 20);
    json_init(&r, json, &arena, NULL);
    enum json_kind kind = json_next(&r);
    if (!json_skip(&r, kind) || json_next(&r) != JSON_END) abort();
    arena_release(&arena);
    return CORDON_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cordon_error err;
    if (!policy && cordon_policy_load("default", &policy, &err)) abort();
    if (!rules && cordon_rules_open(NULL, 0, &rules, &err)) abort();
    cordon_status st = cordon_rules_explain(rules, policy, STR(""), STR("made"),
                                            str_of((const char *)data, size), 1793534400, STR("en"), take,
                                            NULL, &err);
    if (st && !err.message[0]) abort();
    return 0;
}
