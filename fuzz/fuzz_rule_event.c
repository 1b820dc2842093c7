/* rule: events of any bytes as JSON against rules of every kind; the index and the tree agree. */
#include "rule/rule.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char yaml[] = "title: a\nlogsource: {category: c}\ndetection:\n    s:\n        - "
                           "a|contains: [alpha, '/c', 'a*b']\n        - a|endswith: .exe\n"
                           "        - a|re: '(x+x+)+[yz]$'\n        - b|re|i: 'abcd+e'\n       "
                           " - c|cidr: ['10.0.0.0/8', '2001:db8::/32']\n"
                           "        - d|hour|gte: 22\n        - d|week: 1\n        - e|gt: "
                           "1.5\n        - f|fieldref|contains: a\n        - g: null\n"
                           "        - h|exists: true\n        - i|cased: Abc\n        - j: "
                           "['*x?y*', 'ab*cd*ef', '?']\n    condition: s\n---\n"
                           "title: b\nlogsource: {category: c}\ndetection: {k: [needle, "
                           "'한국', 'x?y'], condition: k}\n---\n"
                           "title: c\nlogsource: {category: c}\ndetection: {s: "
                           "{a|contains|all: [alpha, beta], b|neq: x}, condition: not s}\n";

static struct rule_set *set;
static struct rule_scratch *scratch;

static void on_hit(void *ctx, const struct rule_hit *hit)
{
    enum rule_truth *truth = ctx;
    truth[hit->rule] = hit->truth;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct rule_file file = { STR("made"), STR_INIT(yaml) };
    struct arena arena;
    struct rule_event e = { .count = 0 };
    struct cordon_error err;
    if (!set && rule_set_compile(&file, 1, NULL, &set, NULL, &err)) abort();
    if (!scratch) scratch = rule_scratch_new(set);
    arena_init(&arena, 64u << 20);
    e.source = rule_source_of(set, STR("c"), STR(""), STR(""));
    if (!rule_event_from_json(set, str_of((const char *)data, size), &arena, &e, &err)) {
        enum rule_truth truth[3] = { RULE_NO, RULE_NO, RULE_NO };
        if (rule_eval(scratch, &e, on_hit, truth, &err)) abort();
        for (uint32_t r = 0; r < 3; r++) {
            const struct rule_node *node;
            if (!rule_explain(scratch, &e, r, &arena, &node, &err) && node->truth != truth[r])
                abort();
        }
    }
    arena_release(&arena);
    return 0;
}
