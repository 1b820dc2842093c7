/* rule: any stream of events through correlations of every type. Four bytes an event: seconds since
 * the last, rules it matches, group, value. */
#include "rule/rule.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char yaml[] =
    "title: a\nname: a\nlogsource: {category: c}\ndetection: {s: {r: 1}, condition: s}\n---\n"
    "title: b\nname: b\nlogsource: {category: c}\ndetection: {s: {r: 2}, condition: s}\n---\n"
    "title: c\nname: c\nlogsource: {category: c}\ndetection: {s: {r: 3}, condition: s}\n---\n"
    "title: t\nname: t0\ncorrelation: {type: event_count, rules: [a, b], group-by: [g], "
    "timespan: 20s, condition: {gte: 4}}\n---\n"
    "title: t\nname: t1\ncorrelation: {type: value_count, rules: [a, b, c], group-by: [g], "
    "timespan: 20s, condition: {field: [v, g], gt: 3}}\n---\n"
    "title: t\nname: t2\ncorrelation: {type: value_sum, rules: [a, c], group-by: [g], "
    "timespan: 20s, condition: {field: v, gte: 15}}\n---\n"
    "title: t\nname: t3\ncorrelation: {type: value_avg, rules: [a, b, c], group-by: [g], "
    "timespan: 5s, condition: {field: v, gt: 4}}\n---\n"
    "title: t\nname: t4\ncorrelation: {type: value_percentile, rules: [a, b, c], group-by: "
    "[g], timespan: 1m, condition: {field: v, percentile: 75, gte: 6}}\n---\n"
    "title: t\nname: t5\ncorrelation: {type: value_percentile, rules: [a, b], group-by: [v], "
    "timespan: 1m, condition: {field: g, lte: 10}}\n---\n"
    "title: t\nname: t6\ncorrelation: {type: temporal, rules: [a, b, c], group-by: [g], "
    "timespan: 20s, condition: {gte: 2}}\n---\n"
    "title: t\nname: t7\ncorrelation: {type: temporal_ordered, rules: [a, t0, b, c], group-by: "
    "[g], timespan: 20s}\n";

static struct rule_set *set;
static struct rule_scratch *scratch;
static struct rule_flow *flow;

static void on_hit(void *ctx, const struct rule_hit *hit)
{
    size_t *hits = ctx;
    if (hit->truth == RULE_NO) abort();
    ++*hits;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct rule_file file = { STR("made"), STR_INIT(yaml) };
    struct cordon_error err;
    size_t hits = 0;
    if (!set && rule_set_compile(&file, 1, NULL, &set, NULL, &err)) abort();
    if (!scratch) scratch = rule_scratch_new(set);
    if (!flow) flow = rule_flow_new(set);
    rule_flow_reset(flow);
    int64_t now = 0;
    for (size_t i = 0; i + 4 <= size; i += 4) {
        struct rule_value v[6];
        struct rule_event e = { rule_source_of(set, STR("c"), STR(""), STR("")), v, 0,
                                now += data[i] % 32 };
        for (uint32_t r = 0; r < 3; r++)
            if (data[i + 1] >> r & 1)
                v[e.count++] = (struct rule_value){ rule_set_slot(set, STR("r")), RULE_INTEGER,
                                                    r + 1, STR_EMPTY };
        v[e.count++] = (struct rule_value){ rule_set_slot(set, STR("g")), RULE_INTEGER,
                                            data[i + 2] % 16, STR_EMPTY };
        v[e.count++] = (struct rule_value){ rule_set_slot(set, STR("v")), RULE_INTEGER,
                                            data[i + 3], STR_EMPTY };
        if (rule_flow_event(flow, scratch, &e, on_hit, &hits, &err)) abort();
    }
    return 0;
}
