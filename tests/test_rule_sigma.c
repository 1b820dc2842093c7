/*
 * The conformance suite: every modifier, condition and correlation of Sigma 2.1, and what is refused.
 *
 * tests/sigma/<topic>.cases holds the cases:
 *
 *   === name of the case
 *   rule documents in YAML
 *   %%                       ends the rules; then lines of
 *   %strict                  compile strictly
 *   %name NAME TYPE REASON   a name of the table
 *   %expand NAME VALUE ..    a placeholder
 *   %source CATEGORY/PRODUCT/SERVICE   of the events below; at first that of the first rule
 *   + {event}                some rule matches
 *   - {event}                none does
 *   ? {event}                one is undecided and none matches
 *   = a,b {event}            just these match, by name
 *   90 + {event}             the same with time, through the correlations, one after the other
 *   ! words                  the rules are refused, and the message has these words
 *
 * Beside that each event is also explained: the tree, which asks every value directly, must agree
 * with the index.
 */
#include "rule/rule.h"

#include "tests/test.h"

#include "base/num.h"
#include "os/os.h"

#include <string.h>

enum { NAMES = 32, VALUES = 16 };

struct suite {
    const char *file;
    str name;
    struct rule_name names[NAMES];
    struct rule_placeholder expand[NAMES];
    str value[NAMES][VALUES];
    struct rule_options opt;
    struct rule_set *set;
    struct rule_scratch *scratch;
    struct rule_flow *flow;
    struct rule_source source;
    struct arena arena;
    struct cordon_error err;
    cordon_status st;
    size_t checks;
    /* of one event */
    bool hit[256], unknown[256];
};

static void fail_at(struct suite *s, str line, const char *what)
{
    fail_msg("%s: %.*s: %s: %.*s", s->file, STR_ARG(s->name), what, STR_ARG(line));
}

static str word_of(str *line)
{
    *line = str_trim(*line);
    size_t end = str_index(*line, ' ');
    str word = str_sub(*line, 0, end);
    *line = str_trim(str_from(*line, end));
    return word;
}

static enum rule_type type_of(str word)
{
    static const char *const words[] = { "any", "flag", "integer", "text", "time", "ip" };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(word, str_c(words[i]))) return (enum rule_type)i;
    fail_msg("no type %.*s", STR_ARG(word));
    return RULE_ANY;
}

static void setting(struct suite *s, str line)
{
    str what = word_of(&line);
    if (str_eq(what, STR("%strict"))) {
        s->opt.flags |= RULE_STRICT;
    } else if (str_eq(what, STR("%name"))) {
        struct rule_name *n = &s->names[s->opt.names++];
        n->name = word_of(&line);
        n->type = type_of(word_of(&line));
        n->is_legal_fact = str_starts(line, STR("legal"));
        n->refusal = line;
    } else if (str_eq(what, STR("%expand"))) {
        size_t at = s->opt.placeholders++;
        struct rule_placeholder *p = &s->expand[at];
        *p = (struct rule_placeholder){ word_of(&line), s->value[at], 0 };
        while (line.len) s->value[at][p->values++] = word_of(&line);
    } else {
        fail_at(s, what, "unknown setting");
    }
}

static void on_hit(void *ctx, const struct rule_hit *hit)
{
    struct suite *s = ctx;
    if (hit->truth == RULE_YES)
        s->hit[hit->rule] = true;
    else
        s->unknown[hit->rule] = true;
    for (size_t i = 1; i < hit->matches; i++)
        assert_true(hit->match[i - 1].value < hit->match[i].value);
}

/* The tree and the index agree. */
static void explain_all(struct suite *s, str line, const struct rule_event *e)
{
    for (uint32_t r = 0; r < rule_set_count(s->set); r++) {
        const struct rule_node *node;
        const struct rule_info *info = rule_set_info(s->set, r);
        if (info->is_correlation || info->is_part) continue;
        if ((info->category.len &&
             !rule_source_of(s->set, info->category, STR(""), STR("")).category) ||
            memcmp(&s->source, &(struct rule_source){ 0 }, sizeof s->source) == 0)
            continue;
        struct rule_source own =
            rule_source_of(s->set, info->category, info->product, info->service);
        if ((own.category && own.category != s->source.category) ||
            (own.product && own.product != s->source.product) ||
            (own.service && own.service != s->source.service))
            continue;
        if (rule_explain(s->scratch, e, r, &s->arena, &node, &s->err))
            fail_at(s, line, s->err.message);
        enum rule_truth t = s->hit[r] ? RULE_YES : s->unknown[r] ? RULE_UNDECIDED : RULE_NO;
        if (t != node->truth) fail_at(s, line, "the tree says otherwise than the index");
    }
}

static bool is_in(str list, str name)
{
    str word;
    while (str_next(&list, ',', &word))
        if (str_eq(word, name)) return true;
    return false;
}

static void check_event(struct suite *s, str line)
{
    str whole = line, names = STR_EMPTY;
    struct rule_event e = { .source = s->source };
    uint64_t time = 0;
    bool is_timed = byte_is_digit(line.data[0]);
    if (is_timed && !num_parse_u64(word_of(&line), INT64_MAX, &time))
        fail_at(s, whole, "no time");
    char want = line.data[0];
    line = str_trim(str_from(line, 1));
    if (want == '=') names = word_of(&line);
    e.time_s = (int64_t)time;
    arena_reset(&s->arena);
    memset(s->hit, 0, sizeof s->hit);
    memset(s->unknown, 0, sizeof s->unknown);
    if (rule_event_from_json(s->set, line, &s->arena, &e, &s->err))
        fail_at(s, whole, s->err.message);
    cordon_status st = is_timed ? rule_flow_event(s->flow, s->scratch, &e, on_hit, s, &s->err)
                                : rule_eval(s->scratch, &e, on_hit, s, &s->err);
    if (st) fail_at(s, whole, s->err.message);
    bool any = false, unknown = false;
    for (uint32_t r = 0; r < rule_set_count(s->set); r++) {
        any |= s->hit[r];
        unknown |= s->unknown[r];
        if (want == '=' && is_in(names, rule_set_info(s->set, r)->name) != s->hit[r])
            fail_at(s, whole, s->hit[r] ? "a rule matches too many" : "a rule does not match");
    }
    if (want == '+' && !any) fail_at(s, whole, "nothing matches");
    if (want == '-' && (any || unknown)) fail_at(s, whole, "something matches");
    if (want == '?' && (any || !unknown)) fail_at(s, whole, "not undecided");
    if (!is_timed) explain_all(s, whole, &e);
    s->checks++;
}

static void set_source(struct suite *s, str line)
{
    str part[3] = { STR_EMPTY, STR_EMPTY, STR_EMPTY };
    word_of(&line);
    for (size_t i = 0; i < 3 && str_next(&line, '/', &part[i]); i++) {
    }
    s->source = rule_source_of(s->set, part[0], part[1], part[2]);
}

static void expect(struct suite *s, str line)
{
    if (line.data[0] == '!') {
        str want = str_trim(str_from(line, 1));
        if (!s->st) fail_at(s, line, "the rules are not refused");
        if (str_find(str_c(s->err.message), want, 0) == SIZE_MAX)
            fail_at(s, line, s->err.message);
        if (s->st != CORDON_REFUSED && s->st != CORDON_SYNTAX && s->st != CORDON_UNSUPPORTED &&
            s->st != CORDON_LIMIT)
            fail_at(s, line, cordon_status_name(s->st));
        if (!s->err.line) fail_at(s, line, "the message names no line");
        s->checks++;
        return;
    }
    if (s->st) fail_at(s, line, s->err.message);
    if (str_starts(line, STR("%source")))
        set_source(s, line);
    else
        check_event(s, line);
}

static void run_case(struct suite *s, str yaml, str lines)
{
    struct rule_file file = { str_c(s->file), yaml };
    str rest = lines, line;
    s->opt = (struct rule_options){ .name = s->names, .placeholder = s->expand };
    while (str_next(&rest, '\n', &line))
        if (str_starts(line, STR("%")) && !str_starts(line, STR("%source"))) setting(s, line);
    s->set = NULL;
    s->st = rule_set_compile(&file, 1, &s->opt, &s->set, NULL, &s->err);
    if (!s->st) {
        const struct rule_info *first = rule_set_info(s->set, 0);
        s->scratch = rule_scratch_new(s->set);
        s->flow = rule_flow_new(s->set);
        if (first)
            s->source = rule_source_of(s->set, first->category, first->product, first->service);
    }
    while (str_next(&lines, '\n', &line))
        if (line.len && line.data[0] != '#' &&
            (line.data[0] != '%' || str_starts(line, STR("%source"))))
            expect(s, line);
    if (s->st) return;
    rule_flow_free(s->flow);
    rule_scratch_free(s->scratch);
    rule_set_free(s->set);
}

static void run_file(const char *name)
{
    struct suite s = { .file = name };
    struct os_file file = OS_FILE_INIT;
    char path[256];
    snprintf(path, sizeof path, "tests/sigma/%s.cases", name);
    assert_int_equal(os_file_map(source_path(path), &file, &s.err), CORDON_OK);
    arena_init(&s.arena, 64u << 20);
    size_t cases = 0;
    for (size_t at = str_find(file.bytes, STR("=== "), 0); at != SIZE_MAX;) {
        size_t next = str_find(file.bytes, STR("\n=== "), at);
        str text = str_sub(file.bytes, at + 4, next == SIZE_MAX ? file.bytes.len : next + 1);
        size_t name_end = str_index(text, '\n'), split = str_find(text, STR("\n%%\n"), 0);
        s.name = str_sub(text, 0, name_end);
        if (split == SIZE_MAX) fail_at(&s, s.name, "no %% line");
        run_case(&s, str_sub(text, name_end + 1, split + 1), str_from(text, split + 4));
        cases++;
        at = next == SIZE_MAX ? next : next + 1;
    }
    print_message("# %s: %zu cases, %zu checks\n", name, cases, s.checks);
    assert_true(s.checks > 0);
    arena_release(&s.arena);
    os_file_unmap(&file);
}

#define SUITE(name)                                                                            \
    static void follows_##name(void **state)                                                   \
    {                                                                                          \
        (void)state;                                                                           \
        run_file(#name);                                                                       \
    }
SUITE(values)
SUITE(modifiers)
SUITE(encodings)
SUITE(regex)
SUITE(numbers)
SUITE(searches)
SUITE(conditions)
SUITE(correlations)
SUITE(filters)
SUITE(heads)
SUITE(names)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_values),     cmocka_unit_test(follows_modifiers),
        cmocka_unit_test(follows_encodings),  cmocka_unit_test(follows_regex),
        cmocka_unit_test(follows_numbers),    cmocka_unit_test(follows_searches),
        cmocka_unit_test(follows_conditions), cmocka_unit_test(follows_correlations),
        cmocka_unit_test(follows_filters),    cmocka_unit_test(follows_heads),
        cmocka_unit_test(follows_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
