/* rule: one rule file of any bytes, compiled and asked about a few events. */
#include "rule/rule.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct rule_name names[] = {
    { STR_INIT("a"), RULE_ANY, STR_INIT(""), false },
    { STR_INIT("f"), RULE_FLAG, STR_INIT(""), false },
    { STR_INIT("n"), RULE_INTEGER, STR_INIT(""), false },
    { STR_INIT("ip"), RULE_IP, STR_INIT(""), false },
    { STR_INIT("t"), RULE_TIME, STR_INIT(""), false },
    { STR_INIT("sex"), RULE_TEXT, STR_INIT("no"), false },
    { STR_INIT("law"), RULE_FLAG, STR_INIT("legal"), true },
};

static void on_hit(void *ctx, const struct rule_hit *hit)
{
    size_t *hits = ctx;
    if (hit->truth == RULE_NO || hit->matches > RULE_MATCHES_MAX) abort();
    ++*hits;
}

/* What the index says of every rule is what its tree says. */
static void ask(const struct rule_set *set, struct rule_scratch *s, struct rule_flow *flow,
                const struct rule_event *e)
{
    struct arena arena;
    size_t hits = 0;
    arena_init(&arena, 16u << 20);
    if (rule_eval(s, e, on_hit, &hits, NULL)) abort();
    if (rule_flow_event(flow, s, e, on_hit, &hits, NULL)) abort();
    for (uint32_t r = 0; r < rule_set_count(set) && r < 8; r++) {
        const struct rule_node *node;
        struct buf out = BUF_INIT(16u << 20);
        struct json_writer w;
        arena_reset(&arena);
        if (rule_set_info(set, r)->is_correlation || rule_explain(s, e, r, &arena, &node, NULL))
            continue;
        json_w_init(&w, &out);
        rule_node_json(set, node, e, &w);
        buf_release(&out);
    }
    arena_release(&arena);
}

static void ask_all(const struct rule_set *set)
{
    struct rule_scratch *s = rule_scratch_new(set);
    struct rule_flow *flow = rule_flow_new(set);
    struct rule_value v[64];
    struct rule_event e = { .value = v };
    if (!s || !flow) abort();
    const struct rule_info *first = rule_set_info(set, 0);
    if (first) e.source = rule_source_of(set, first->category, first->product, first->service);
    for (uint32_t i = 0; i < 64; i++) {
        static const char *const texts[] = { "",         "cmd.exe -a",
                                             "10.0.0.1", "2026-08-01T09:30:00Z",
                                             "12",       "xxxxxxxxxxxxxxxx" };
        v[i] = (struct rule_value){ i % 9 == 8 ? RULE_NONE : i / 3, (enum rule_type)(i % 7), i,
                                    STR_EMPTY };
        if (v[i].type == RULE_TEXT || v[i].type == RULE_ANY || v[i].type == RULE_IP)
            v[i].text = str_c(texts[i % 6]);
    }
    for (e.count = 0; e.count <= 64; e.count += 16, e.time_s += 10) ask(set, s, flow, &e);
    rule_flow_free(flow);
    rule_scratch_free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const str values[] = { STR_INIT("x*"), STR_INIT("y") };
    static const struct rule_placeholder expand = { STR_INIT("P"), values, 2 };
    const struct rule_file file = { STR("fuzz"), str_of((const char *)data, size) };
    const uint32_t flags[] = { 0, RULE_STRICT, RULE_SKIP_BAD };
    for (size_t i = 0; i < 3; i++) {
        struct rule_options opt = { .placeholder = &expand,
                                    .placeholders = 1,
                                    .flags = flags[i] };
        struct rule_faults faults = { 0 };
        struct rule_set *set = NULL;
        struct cordon_error err = { .status = CORDON_OK };
        if (flags[i] & RULE_STRICT) {
            opt.name = names;
            opt.names = sizeof names / sizeof *names;
        }
        cordon_status st = rule_set_compile(&file, 1, &opt, &set, &faults, &err);
        if (st && (!err.message[0] || err.status == CORDON_OK)) abort();
        if (!st && flags[i] != RULE_SKIP_BAD && faults.count) abort();
        if (!st) ask_all(set);
        rule_set_free(set);
        rule_faults_release(&faults);
    }
    return 0;
}
