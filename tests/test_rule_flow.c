/* Correlations against a plain model that keeps every event, and their caps. */
#include "rule/rule.h"

#include "tests/test.h"

#include "base/num.h"

static uint64_t state = 88172645463325252u;

static size_t below(size_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state >> 11) % n;
}

static struct rule_set *compile(const char *yaml)
{
    struct rule_file file = { STR("made"), str_c(yaml) };
    struct rule_set *set = NULL;
    struct cordon_error err;
    if (rule_set_compile(&file, 1, NULL, &set, NULL, &err))
        fail_msg("%u: %s", (unsigned)err.line, err.message);
    return set;
}

/* --- the model ---------------------------------------------------------------------------- */

enum { SPAN = 20, EVENTS = 3000, TYPES = 7 };

struct happened {
    int64_t time;
    size_t part, group, value; /* part: rule a, b or c */
};

static const char rules[] =
    "title: a\nname: a\nlogsource: {category: c}\ndetection: {s: {r: 0}, condition: s}\n"
    "---\ntitle: b\nname: b\nlogsource: {category: c}\ndetection: {s: {r: 1}, condition: s}\n"
    "---\ntitle: c\nname: c\nlogsource: {category: c}\ndetection: {s: {r: 2}, condition: s}\n"
    "---\ntitle: t\nname: t0\ncorrelation: {type: event_count, rules: [a, b], group-by: [g], "
    "timespan: 20s, condition: {gte: 4}}\n"
    "---\ntitle: t\nname: t1\ncorrelation: {type: value_count, rules: [a, b, c], group-by: "
    "[g], timespan: 20s, condition: {field: v, gt: 3, lte: 4}}\n"
    "---\ntitle: t\nname: t2\ncorrelation: {type: value_sum, rules: [a, c], group-by: [g], "
    "timespan: 20s, condition: {field: v, gte: 15}}\n"
    "---\ntitle: t\nname: t3\ncorrelation: {type: value_avg, rules: [a, b, c], group-by: [g], "
    "timespan: 20s, condition: {field: v, gt: 4}}\n"
    "---\ntitle: t\nname: t4\ncorrelation: {type: value_percentile, rules: [a, b, c], "
    "group-by: [g], timespan: 20s, condition: {field: v, percentile: 75, gte: 6}}\n"
    "---\ntitle: t\nname: t5\ncorrelation: {type: temporal, rules: [a, b, c], group-by: [g], "
    "timespan: 20s}\n"
    "---\ntitle: t\nname: t6\ncorrelation: {type: temporal_ordered, rules: [a, b, c], "
    "group-by: [g], timespan: 20s}\n";
static const unsigned parts[TYPES] = { 3, 7, 5, 7, 7, 7, 7 }; /* bits of a, b, c */

/* Does the condition hold over the events [0, count) that are not before `from`? */
static bool holds(size_t type, const struct happened *e, size_t count, int64_t from,
                  size_t group)
{
    size_t n = 0, sum = 0, seen[8] = { 0 }, distinct = 0, rank = 0, have = 0;
    bool of[3] = { false, false, false }, ordered = false;
    for (size_t i = 0; i < count; i++) {
        if (e[i].time < from || e[i].group != group || !(parts[type] >> e[i].part & 1))
            continue;
        n++;
        sum += e[i].value;
        distinct += seen[e[i].value]++ == 0;
        of[e[i].part] = true;
        for (size_t k = i + 1; e[i].part == 0 && k < count; k++)
            for (size_t l = k + 1; e[k].group == group && e[k].part == 1 && l < count; l++)
                ordered |= e[l].group == group && e[l].part == 2;
    }
    for (size_t v = 0, want = (n * 75 + 99) / 100; n && v < 8; v++) {
        have += seen[v];
        if (have >= want) {
            rank = v;
            break;
        }
    }
    switch (type) {
    case 0:
        return n >= 4;
    case 1:
        return distinct > 3 && distinct <= 4;
    case 2:
        return n && sum >= 15;
    case 3:
        return n && sum > 4 * n;
    case 4:
        return n && rank >= 6;
    case 5:
        return of[0] && of[1] && of[2];
    default:
        return ordered;
    }
}

static void on_hit(void *ctx, const struct rule_hit *hit)
{
    bool *hits = ctx;
    assert_int_equal(hit->truth, RULE_YES);
    hits[hit->rule] = true;
}

static void run_stream(const struct rule_set *set, struct rule_scratch *s,
                       struct rule_flow *flow)
{
    static struct happened e[EVENTS];
    bool fired[TYPES][3] = { { false } };
    int64_t now = (int64_t)below(1000) - 500;
    for (size_t i = 0; i < EVENTS; i++) {
        now += (int64_t)(below(50) == 0 ? below(40) : below(4));
        e[i] = (struct happened){ now, below(3), below(3), below(8) };
        const struct rule_value v[] = {
            { rule_set_slot(set, STR("r")), RULE_INTEGER, (int64_t)e[i].part, STR_EMPTY },
            { rule_set_slot(set, STR("g")), RULE_INTEGER, (int64_t)e[i].group, STR_EMPTY },
            { rule_set_slot(set, STR("v")), RULE_INTEGER, (int64_t)e[i].value, STR_EMPTY },
        };
        struct rule_event event = { rule_source_of(set, STR("c"), STR(""), STR("")), v, 3,
                                    now };
        bool hits[16] = { false };
        assert_int_equal(rule_flow_event(flow, s, &event, on_hit, hits, NULL), CORDON_OK);
        for (size_t t = 0; t < TYPES; t++) {
            char name[4] = { 't', (char)('0' + t), 0, 0 };
            uint32_t rule = rule_set_find(set, str_c(name));
            bool want = false;
            if (parts[t] >> e[i].part & 1) {
                bool *was = &fired[t][e[i].group];
                *was = *was && holds(t, e, i, now - SPAN, e[i].group);
                bool is = holds(t, e, i + 1, now - SPAN, e[i].group);
                want = is && !*was;
                *was = is;
            }
            if (hits[rule] != want)
                fail_msg("event %zu: type %zu is %d, the model %d", i, t, hits[rule], want);
        }
    }
}

static void agrees_with_a_model_that_keeps_all(void **unused)
{
    struct rule_set *set = compile(rules);
    struct rule_scratch *s = rule_scratch_new(set);
    struct rule_flow *flow = rule_flow_new(set);
    (void)unused;
    for (size_t round = 0; round < 5; round++) {
        run_stream(set, s, flow);
        rule_flow_reset(flow);
    }
    rule_flow_free(flow);
    rule_scratch_free(s);
    rule_set_free(set);
}

/* --- caps --------------------------------------------------------------------------------- */

struct told {
    size_t yes, unknown;
};

static void count_hit(void *ctx, const struct rule_hit *hit)
{
    struct told *t = ctx;
    if (hit->truth == RULE_YES)
        t->yes++;
    else
        t->unknown++;
}

static void a_cap_is_told_once(const char *yaml, size_t events, bool new_group)
{
    struct rule_set *set = compile(yaml);
    struct rule_scratch *s = rule_scratch_new(set);
    struct rule_flow *flow = rule_flow_new(set);
    struct told told = { 0, 0 };
    uint32_t rule = rule_set_find(set, STR("t"));
    for (size_t i = 0; i < events; i++) {
        const struct rule_value v[] = {
            { rule_set_slot(set, STR("r")), RULE_INTEGER, 1, STR_EMPTY },
            { rule_set_slot(set, STR("g")), RULE_INTEGER, new_group ? (int64_t)i : 1,
              STR_EMPTY },
            { rule_set_slot(set, STR("v")), RULE_INTEGER, (int64_t)i, STR_EMPTY },
        };
        struct rule_event e = { rule_source_of(set, STR("c"), STR(""), STR("")), v, 3, 5 };
        assert_int_equal(rule_flow_event(flow, s, &e, count_hit, &told, NULL), CORDON_OK);
    }
    assert_int_equal(told.unknown, 1);
    assert_true(rule_flow_limited(flow, rule));
    rule_flow_reset(flow);
    assert_false(rule_flow_limited(flow, rule));
    rule_flow_free(flow);
    rule_scratch_free(s);
    rule_set_free(set);
}

#define PART                                                                                   \
    "title: a\nname: a\nlogsource: {category: c}\ndetection: {s: {r: 1}, condition: "          \
    "s}\n---\ntitle: t\nname: t\n"

static void too_many_events_in_a_group(void **unused)
{
    (void)unused;
    a_cap_is_told_once(PART "correlation: {type: event_count, rules: [a], group-by: [g], "
                            "timespan: 1h, condition: {gte: 3}}\n",
                       RULE_FLOW_GROUP_MAX + 10, false);
}
static void too_many_values_in_a_group(void **unused)
{
    (void)unused;
    a_cap_is_told_once(PART "correlation: {type: value_count, rules: [a], group-by: [g], "
                            "timespan: 1h, condition: {field: v, gte: 3}}\n",
                       RULE_FLOW_GROUP_MAX + 10, false);
}
static void too_many_values_of_a_percentile(void **unused)
{
    (void)unused;
    a_cap_is_told_once(PART "correlation: {type: value_percentile, rules: [a], group-by: [g], "
                            "timespan: 1h, condition: {field: v, percentile: 50, gte: 3}}\n",
                       RULE_FLOW_PERCENTILE_MAX + 10, false);
}
static void too_many_groups(void **unused)
{
    (void)unused;
    a_cap_is_told_once(
        PART "correlation: {type: temporal, rules: [a], group-by: [g], timespan: 1h}\n",
        RULE_FLOW_GROUPS_MAX + 10, true);
}

static void time_goes_forward_only(void **unused)
{
    struct rule_set *set = compile(rules);
    struct rule_scratch *s = rule_scratch_new(set);
    struct rule_flow *flow = rule_flow_new(set);
    struct told told = { 0, 0 };
    struct rule_event e = { .time_s = INT64_MIN };
    struct cordon_error err;
    (void)unused;
    assert_int_equal(rule_flow_event(flow, s, &e, count_hit, &told, &err), CORDON_OK);
    e.time_s = INT64_MAX;
    assert_int_equal(rule_flow_event(flow, s, &e, count_hit, &told, &err), CORDON_OK);
    e.time_s = 0;
    assert_int_equal(rule_flow_event(flow, s, &e, count_hit, &told, &err), CORDON_ARGUMENT);
    rule_flow_reset(flow);
    assert_int_equal(rule_flow_event(flow, s, &e, count_hit, &told, &err), CORDON_OK);
    rule_flow_free(flow);
    rule_scratch_free(s);
    rule_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_a_model_that_keeps_all),
        cmocka_unit_test(too_many_events_in_a_group),
        cmocka_unit_test(too_many_values_in_a_group),
        cmocka_unit_test(too_many_values_of_a_percentile),
        cmocka_unit_test(too_many_groups),
        cmocka_unit_test(time_goes_forward_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
