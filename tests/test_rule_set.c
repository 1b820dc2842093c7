/* A set as its caller sees it: what rules say of themselves, faults, hits, explanations, tests. */
#include "rule/rule.h"

#include "tests/test.h"

#include "base/num.h"

static const char head[] =
    "title: A Title\nid: 545a5da6-f103-4919-a519-e9aec1026ee4\nname: first\nstatus: "
    "test\nlevel: high\n"
    "description: |\n    two\n    lines\nreferences: [a, b]\ntags: [attack.t1562.001]\n"
    "related: [{id: 6c82cf5c-090d-4d57-9188-533577631108, type: similar}]\n"
    "logsource: {product: cordon, category: applicant, service: s, definition: d}\n"
    "detection:\n    s: {net.tor|gte: 2, email.free: true}\n    t: {phone.line: [voip, null]}\n"
    "    condition: s and t\n"
    "cordon:\n    group: net\n    strength: strong\n    root: exit\n    half_life: 180\n"
    "    asks: Which?\n    innocent: {en: Travel, ko: \"\\uC5EC\\uD589\"}\n    class: "
    "red_flag\n"
    "    stages: [hire, pay]\n    kinds: [worker]\n"
    "    source: {authority: FBI, document: PSA, date: 2025-01-23, paragraph: '3', url: "
    "'https://example.org'}\n"
    "    tests:\n        match:\n            - {n: 2, f: true, w: x}\n            - [{n: 1}, "
    "{n: -2, d: 1.5, z: null}]\n"
    "        differ:\n            - {n: 1}\n            - {}\n";

static struct rule_set *compile_with(const char *yaml, const struct rule_options *opt)
{
    struct rule_file file = { STR("a.yml"), str_c(yaml) };
    struct rule_set *set = NULL;
    struct cordon_error err;
    if (rule_set_compile(&file, 1, opt, &set, NULL, &err))
        fail_msg("%u: %s", (unsigned)err.line, err.message);
    return set;
}

static const struct rule_name names[] = {
    { STR_INIT("email.free"), RULE_FLAG, STR_INIT(""), false },
    { STR_INIT("net.tor"), RULE_INTEGER, STR_INIT(""), false },
    { STR_INIT("phone.line"), RULE_TEXT, STR_INIT(""), false },
};
static const struct rule_options strict = { .name = names, .names = 3, .flags = RULE_STRICT };

static void rules_say_what_they_are(void **unused)
{
    struct rule_set *set = compile_with(head, &strict);
    const struct rule_info *i = rule_set_info(set, 0);
    (void)unused;
    assert_int_equal(rule_set_count(set), 1);
    assert_null(rule_set_info(set, 1));
    assert_str(i->title, "A Title");
    assert_str(i->description, "two\nlines\n");
    assert_str(rule_level_name(i->level), "high");
    assert_str(rule_status_name(i->status), "test");
    assert_int_equal(i->references.count, 2);
    assert_str(i->related[0].type, "similar");
    assert_str(i->service, "s");
    assert_str(i->definition, "d");
    assert_str(i->file, "a.yml");
    assert_int_equal(i->line, 1);
    assert_str(i->cordon.root, "exit");
    assert_str(rule_strength_name(i->cordon.strength), "strong");
    assert_str(rule_class_name(i->cordon.class), "red_flag");
    assert_int_equal(i->cordon.half_life, 180);
    assert_str(i->cordon.asks.in[RULE_EN], "Which?");
    assert_str(i->cordon.innocent.in[RULE_KO], "\xEC\x97\xAC\xED\x96\x89");
    assert_str(i->cordon.kinds.item[0], "worker");
    assert_str(i->cordon.source.paragraph, "3");
    assert_str(i->cordon.match.item[0], "{\"n\":2,\"f\":true,\"w\":\"x\"}");
    assert_str(i->cordon.match.item[1], "[{\"n\":1},{\"n\":-2,\"d\":1.5,\"z\":null}]");
    assert_str(i->cordon.differ.item[1], "{}");
    assert_str(rule_info_lacks(i), "");
    assert_int_equal(rule_set_find(set, STR("first")), 0);
    assert_int_equal(rule_set_find(set, i->id), 0);
    assert_int_equal(rule_set_find(set, STR("nobody")), RULE_NONE);
    assert_int_equal(i->slots, 3);
    assert_int_equal(rule_set_slots(set), 3);
    uint32_t slot = rule_set_slot(set, STR("phone.line"));
    assert_str(rule_set_slot_name(set, slot), "phone.line");
    assert_int_equal(rule_set_slot_origin(set, slot), 2);
    rule_set_free(set);
}

static void what_a_pack_rule_lacks_is_named(void **unused)
{
    struct rule_set *set = compile_with(
        "title: t\nlogsource: {category: c}\ndetection: {s: {a: 1}, condition: s}\n", NULL);
    (void)unused;
    assert_str(rule_info_lacks(rule_set_info(set, 0)), "id");
    rule_set_free(set);
}

/* --- faults ------------------------------------------------------------------------------- */

static const char faulty[] =
    "title: good\nname: good\nlogsource: {category: c}\ndetection: {s: {a: 1}, condition: "
    "s}\n---\n"
    "title: bad\nname: bad\nlogsource: {category: c}\ndetection:\n    s:\n        a|startwith: "
    "1\n    condition: s\n---\n"
    "title: on bad\ncorrelation: {type: event_count, rules: [bad], group-by: [g], timespan: "
    "1h, condition: {gte: 1}}\n---\n"
    "title: on good\nname: on_good\ncorrelation: {type: event_count, rules: [good], group-by: "
    "[g], timespan: 1h, condition: {gte: 1}}\n---\n"
    "title: on that\nname: on_that\ncorrelation: {type: temporal, rules: [on_good, good], "
    "group-by: [g], timespan: 1h}\n";

static void all_faults_are_named_with_their_places(void **unused)
{
    const struct rule_file files[] = { { STR("one.yml"), str_c(faulty) },
                                       { STR("two.yml"), STR("title: [") } };
    struct rule_faults faults = { 0 };
    struct rule_set *set = NULL;
    struct cordon_error err;
    (void)unused;
    assert_int_equal(rule_set_compile(files, 2, NULL, &set, &faults, &err), CORDON_UNSUPPORTED);
    assert_null(set);
    assert_int_equal(faults.count, 3);
    assert_string_equal(err.message, faults.item[0].message);
    assert_string_equal(faults.item[0].file, "one.yml");
    assert_int_equal(faults.item[0].line, 11);
    assert_int_equal(faults.item[0].column, 9);
    assert_string_equal(faults.item[1].file, "two.yml");
    assert_int_equal(faults.item[2].line, 15);
    assert_string_equal(faults.item[2].message, "no rule has the id or name 'bad'");
    rule_faults_release(&faults);
    assert_null(faults.item);
}

static void places_are_lines_and_bytes(void **unused)
{
    static const struct {
        const char *yaml;
        unsigned line, column;
    } rows[] = {
        { "title: t\nlogsource: {category: c}\ndetection: {s: {a|x: 1}, condition: s}\n", 3,
          17 },
        { "title: t\nlogsource: {category: c}\ndetection: {'한국': 1, s: {a|x: 1}, condition: "
          "s}\n",
          3, 13 },
        { "title: t\nlogsource: {category: c}\ndetection: {s: {'한국': 1, a|x: 1}, condition: "
          "s}\n",
          3, 30 },
        { "\xEF\xBB\xBFtitle: 5é\nlevel: none\n", 2, 8 },
        { "title: t\r\nlevel: none\r\n", 2, 8 },
        { "title: 'é' x\n", 1, 13 },
    };
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct rule_file file = { STR("f"), str_c(rows[i].yaml) };
        struct rule_set *set = NULL;
        struct cordon_error err;
        const char *level = strstr(rows[i].yaml, "none");
        if (level) { /* needs the rest of a rule to come that far */
            struct buf b = BUF_INIT(4096);
            buf_add(&b, file.text);
            buf_add(&b,
                    STR("logsource: {category: c}\ndetection: {s: {a: 1}, condition: s}\n"));
            file.text = buf_str(&b);
            assert_int_not_equal(rule_set_compile(&file, 1, NULL, &set, NULL, &err), CORDON_OK);
            buf_release(&b);
        } else {
            assert_int_not_equal(rule_set_compile(&file, 1, NULL, &set, NULL, &err), CORDON_OK);
        }
        if (err.line != rows[i].line || err.column != rows[i].column)
            fail_msg("row %zu: %u:%u: %s", i, (unsigned)err.line, (unsigned)err.column,
                     err.message);
    }
}

static void bad_rules_may_be_left_out(void **unused)
{
    const struct rule_file file = { STR("one.yml"), str_c(faulty) };
    const struct rule_options opt = { .flags = RULE_SKIP_BAD };
    struct rule_faults faults = { 0 };
    struct rule_set *set = NULL;
    (void)unused;
    assert_int_equal(rule_set_compile(&file, 1, &opt, &set, &faults, NULL), CORDON_OK);
    assert_int_equal(faults.count, 2);
    assert_int_equal(rule_set_count(set), 3);
    assert_int_equal(rule_set_find(set, STR("on_that")), 2);
    assert_true(rule_set_info(set, 0)->is_part);
    assert_true(rule_set_info(set, 1)->is_part);
    assert_false(rule_set_info(set, 2)->is_part);
    rule_set_free(set);
    rule_faults_release(&faults);
}

static void faults_beyond_the_cap_are_counted(void **unused)
{
    struct buf yaml = BUF_INIT(1 << 20);
    struct rule_faults faults = { 0 };
    struct rule_set *set = NULL;
    (void)unused;
    for (int i = 0; i < RULE_FAULTS_MAX + 7; i++) buf_add(&yaml, STR("---\ntitle: t\n"));
    struct rule_file file = { STR("f"), buf_str(&yaml) };
    assert_int_equal(rule_set_compile(&file, 1, NULL, &set, &faults, NULL), CORDON_SYNTAX);
    assert_int_equal(faults.count, RULE_FAULTS_MAX);
    assert_int_equal(faults.more, 7);
    rule_faults_release(&faults);
    buf_release(&yaml);
}

static void files_have_a_size(void **unused)
{
    struct rule_set *set = NULL;
    struct cordon_error err;
    char *big = calloc(1, RULE_FILE_MAX + 1);
    struct rule_file file = { STR("f"), str_of(big, RULE_FILE_MAX + 1) };
    (void)unused;
    assert_non_null(big);
    assert_int_equal(rule_set_compile(&file, 1, NULL, &set, NULL, &err), CORDON_LIMIT);
    file.text = STR("\xFF");
    assert_int_equal(rule_set_compile(&file, 1, NULL, &set, NULL, &err), CORDON_SYNTAX);
    free(big);
}

static void an_empty_set_is_fine(void **unused)
{
    struct rule_set *set = NULL;
    (void)unused;
    assert_int_equal(rule_set_compile(NULL, 0, NULL, &set, NULL, NULL), CORDON_OK);
    struct rule_scratch *s = rule_scratch_new(set);
    struct rule_event e = { .count = 0 };
    assert_int_equal(rule_eval(s, &e, NULL, NULL, NULL), CORDON_OK);
    rule_scratch_free(s);
    rule_set_free(set);
    rule_set_free(NULL);
    rule_scratch_free(NULL);
    rule_flow_free(NULL);
}

/* --- hits --------------------------------------------------------------------------------- */

struct seen {
    size_t hits;
    struct rule_match match[8];
    size_t matches;
    bool is_cut;
};

static void on_hit(void *ctx, const struct rule_hit *hit)
{
    struct seen *s = ctx;
    s->hits++;
    s->is_cut = hit->is_cut;
    s->matches = hit->matches;
    for (size_t i = 0; i < hit->matches && i < 8; i++) s->match[i] = hit->match[i];
}

static void hits_name_the_values_they_rest_on(void **unused)
{
    struct rule_set *set = compile_with(head, &strict);
    struct rule_scratch *s = rule_scratch_new(set);
    uint32_t tor = rule_set_slot(set, STR("net.tor")),
             free_mail = rule_set_slot(set, STR("email.free")),
             line = rule_set_slot(set, STR("phone.line"));
    const struct rule_value v[] = {
        { line, RULE_TEXT, 0, STR_INIT("mobile") }, { tor, RULE_INTEGER, 3, STR_INIT("") },
        { line, RULE_TEXT, 0, STR_INIT("VoIP") },   { free_mail, RULE_FLAG, 1, STR_INIT("") },
        { tor, RULE_INTEGER, 1, STR_INIT("") },
    };
    struct rule_event e = { rule_source_of(set, STR("applicant"), STR("cordon"), STR("s")), v,
                            5, 0 };
    struct seen seen = { 0 };
    (void)unused;
    assert_int_equal(rule_eval(s, &e, on_hit, &seen, NULL), CORDON_OK);
    assert_int_equal(seen.hits, 1);
    assert_int_equal(seen.matches, 3);
    assert_int_equal(seen.match[0].value, 1);
    assert_int_equal(seen.match[0].slot, tor);
    assert_int_equal(seen.match[1].value, 2);
    assert_int_equal(seen.match[2].value, 3);
    rule_scratch_free(s);
    rule_set_free(set);
}

static void more_values_than_a_hit_names_are_said(void **unused)
{
    struct rule_set *set = compile_with(
        "title: t\nlogsource: {category: c}\ndetection: {s: {a: x}, condition: s}\n", NULL);
    struct rule_scratch *s = rule_scratch_new(set);
    static struct rule_value v[RULE_MATCHES_MAX + 1];
    struct rule_event e = { rule_source_of(set, STR("c"), STR(""), STR("")), v, COUNT_OF(v),
                            0 };
    struct seen seen = { 0 };
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(v); i++)
        v[i] = (struct rule_value){ 0, RULE_TEXT, 0, STR("X") };
    assert_int_equal(rule_eval(s, &e, on_hit, &seen, NULL), CORDON_OK);
    assert_int_equal(seen.matches, RULE_MATCHES_MAX);
    assert_true(seen.is_cut);
    rule_scratch_free(s);
    rule_set_free(set);
}

static void events_have_limits(void **unused)
{
    struct rule_set *set = compile_with(head, &strict);
    struct rule_scratch *s = rule_scratch_new(set);
    struct rule_value one = { RULE_NONE, RULE_TEXT, 0, STR_EMPTY };
    struct rule_event e = { .value = &one, .count = RULE_VALUES_MAX + 1 };
    struct cordon_error err;
    (void)unused;
    assert_int_equal(rule_eval(s, &e, on_hit, NULL, &err), CORDON_LIMIT);
    e.count = 1;
    one.text = str_of("", RULE_VALUE_TEXT_MAX + 1);
    assert_int_equal(rule_eval(s, &e, on_hit, NULL, &err), CORDON_LIMIT);
    rule_scratch_free(s);
    rule_set_free(set);
}

static void an_explanation_is_the_tree_with_its_values(void **unused)
{
    static const char want[] =
        "{\"kind\":\"and\",\"is\":false,\"children\":["
        "{\"kind\":\"detection\",\"is\":false,\"text\":\"s\",\"children\":[{\"kind\":\"and\","
        "\"is\":false,\"children\":["
        "{\"kind\":\"item\",\"is\":true,\"text\":\"net.tor|gte\",\"children\":[{\"kind\":"
        "\"value\",\"is\":true,\"text\":\"2\",\"slot\":\"net.tor\",\"found\":[3]}]},"
        "{\"kind\":\"item\",\"is\":false,\"text\":\"email.free\",\"children\":[{\"kind\":"
        "\"value\",\"is\":false,\"text\":\"true\",\"slot\":\"email.free\",\"found\":[]}]}]}]},"
        "{\"kind\":\"detection\",\"is\":true,\"text\":\"t\",\"children\":[{\"kind\":\"and\","
        "\"is\":true,\"children\":["
        "{\"kind\":\"item\",\"is\":true,\"text\":\"phone.line\",\"children\":["
        "{\"kind\":\"value\",\"is\":false,\"text\":\"voip\",\"slot\":\"phone.line\",\"found\":["
        "]},"
        "{\"kind\":\"value\",\"is\":true,\"text\":\"null\",\"slot\":\"phone.line\",\"found\":[]"
        "}]}]}]}]}";
    struct rule_set *set = compile_with(head, &strict);
    struct rule_scratch *s = rule_scratch_new(set);
    const struct rule_value v[] = {
        { rule_set_slot(set, STR("net.tor")), RULE_INTEGER, 3, STR_INIT("") },
        { rule_set_slot(set, STR("email.free")), RULE_FLAG, 0, STR_INIT("") },
    };
    struct rule_event e = { rule_source_of(set, STR("applicant"), STR("cordon"), STR("s")), v,
                            2, 0 };
    const struct rule_node *node;
    struct arena arena;
    struct buf out = BUF_INIT(1 << 16);
    struct json_writer w;
    (void)unused;
    arena_init(&arena, 1 << 20);
    json_w_init(&w, &out);
    assert_int_equal(rule_explain(s, &e, 0, &arena, &node, NULL), CORDON_OK);
    rule_node_json(set, node, &e, &w);
    assert_str(buf_str(&out), want);
    assert_int_equal(rule_explain(s, &e, 1, &arena, &node, NULL), CORDON_ARGUMENT);
    buf_release(&out);
    arena_release(&arena);
    rule_scratch_free(s);
    rule_set_free(set);
}

static void asking_allocates_nothing_once_warm(void **unused)
{
    struct rule_set *set = compile_with(head, &strict);
    struct rule_scratch *s = rule_scratch_new(set);
    const struct rule_value v[] = { { rule_set_slot(set, STR("phone.line")), RULE_TEXT, 0,
                                      STR_INIT("VOIP") } };
    struct rule_event e = { rule_source_of(set, STR("applicant"), STR("cordon"), STR("s")), v,
                            1, 0 };
    struct seen seen = { 0 };
    (void)unused;
    assert_int_equal(rule_eval(s, &e, on_hit, &seen, NULL), CORDON_OK);
    mem_fail_from(0);
    for (int i = 0; i < 100; i++)
        assert_int_equal(rule_eval(s, &e, on_hit, &seen, NULL), CORDON_OK);
    assert_int_equal(mem_count(), 0);
    rule_scratch_free(s);
    rule_set_free(set);
}

/* --- events out of JSON ------------------------------------------------------------------- */

static void json_that_is_no_event_is_refused(void **unused)
{
    static const struct {
        const char *json;
        cordon_status st;
    } rows[] = {
        { "[]", CORDON_SYNTAX },
        { "{\"a\":", CORDON_SYNTAX },
        { "{} {}", CORDON_SYNTAX },
        { "", CORDON_SYNTAX },
        { "{\"a\":[1,{\"b\":[[]]}]}", CORDON_OK },
    };
    struct rule_set *set = compile_with(head, &strict);
    struct arena arena;
    (void)unused;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct rule_event e = { .count = 0 };
        struct cordon_error err;
        assert_int_equal(rule_event_from_json(set, str_c(rows[i].json), &arena, &e, &err),
                         rows[i].st);
    }
    arena_release(&arena);
    rule_set_free(set);
}

/* --- tests of rules ----------------------------------------------------------------------- */

static const char tested[] =
    "title: a\nname: a\nlogsource: {category: c}\ndetection: {s: {x: 1}, condition: s}\n"
    "cordon: {tests: {match: [{x: 1}, [{x: 2}, {x: 1}]], differ: [{x: 2}, {x: 1}]}}\n---\n"
    "title: b\nname: b\ncorrelation: {type: event_count, rules: [a], group-by: [g], timespan: "
    "1h, condition: {gte: 2}}\n"
    "cordon: {tests: {match: [[{x: 1, g: 1}, {x: 1, g: 1}]], differ: [[{x: 1, g: 1}, {x: 1, g: "
    "2}], {unreadable: 1}]}}\n";

struct ran {
    const struct rule_set *set;
    char outcome[16]; /* one letter a test */
    size_t count;
};

static cordon_status record(void *ctx, str json, const struct rule_info *info,
                            struct arena *arena, const struct rule_event **ret_event,
                            size_t *ret_events, struct cordon_error *err)
{
    const struct ran *r = ctx;
    (void)info;
    if (str_find(json, STR("unreadable"), 0) != SIZE_MAX)
        return error_set(err, CORDON_SYNTAX, "unreadable");
    struct rule_event *e = arena_calloc(arena, 8, sizeof *e);
    if (!e) return error_nomem(err);
    size_t n = 0;
    for (size_t at = 0; at < json.len; at++) { /* records here hold no objects */
        if (json.data[at] != '{') continue;
        size_t end = str_find(json, STR("}"), at) + 1;
        e[n].source = rule_source_of(r->set, STR("c"), STR(""), STR(""));
        cordon_status st =
            rule_event_from_json(r->set, str_sub(json, at, end), arena, &e[n++], err);
        if (st) return st;
    }
    *ret_event = e;
    *ret_events = n;
    return CORDON_OK;
}

static void on_test(void *ctx, const struct rule_test *t)
{
    struct ran *r = ctx;
    r->outcome[r->count++] = t->passed ? '+' : t->err.status ? '!' : '-';
}

static void rules_carry_their_tests(void **unused)
{
    struct rule_set *set = compile_with(tested, NULL);
    struct ran ran = { .set = set };
    size_t failed = 99;
    (void)unused;
    assert_int_equal(rule_tests_run(set, RULE_NONE, record, &ran, on_test, &ran, &failed, NULL),
                     CORDON_OK);
    assert_string_equal(ran.outcome, "+++-++!");
    assert_int_equal(failed, 2);
    rule_set_free(set);
}

/* --- memory ------------------------------------------------------------------------------- */

static const char rich[] =
    "title: a\nname: a\nid: 545a5da6-f103-4919-a519-e9aec1026ee4\nlogsource: {category: "
    "c}\ndetection:\n"
    "    s:\n        a|contains|windash: [' -x', longer text]\n        b|re|i: 'abcd+'\n       "
    " c|base64offset|contains: foobar\n"
    "        d|expand: '%P%y'\n        e|cidr: 10.0.0.0/8\n        f|fieldref: a\n        g: "
    "'a*b?c'\n"
    "    k: [needle, 5]\n    condition: s or k\n"
    "cordon: {tests: {match: [{a: [1, {b: c}]}], differ: [{a: 2}]}, innocent: {en: x, ko: "
    "y}}\n---\n"
    "title: f\nlogsource: {category: c}\nfilter: {rules: [a], s: {z: 1}, condition: not "
    "s}\n---\n"
    "title: b\nname: b\ncorrelation: {type: value_percentile, rules: [a], group-by: [h], "
    "timespan: 1h, condition: {field: v, percentile: 50, gte: 2}}\n---\n"
    "title: c\nname: c\ncorrelation: {type: temporal_ordered, rules: [a, b], group-by: [x], "
    "aliases: {x: {a: h, b: h}}, timespan: 1h}\n---\n"
    "title: d\nname: d\ncorrelation: {type: value_count, rules: [a], group-by: [h], timespan: "
    "1h, condition: {field: v, gte: 2}}\n";

static cordon_status work_once(void)
{
    static const str value = STR_INIT("pre*");
    const struct rule_placeholder expand = { STR("P"), &value, 1 };
    const struct rule_options opt = { .placeholder = &expand, .placeholders = 1 };
    const struct rule_file file = { STR("f"), str_c(rich) };
    struct rule_set *set = NULL;
    struct rule_scratch *s = NULL;
    struct rule_flow *flow = NULL;
    struct seen seen = { 0 };
    struct rule_faults faults = { 0 };
    struct arena arena;
    struct rule_event e = { .count = 0 };
    cordon_status st = rule_set_compile(&file, 1, &opt, &set, &faults, NULL);
    arena_init(&arena, 1 << 20);
    if (!st) {
        s = rule_scratch_new(set);
        flow = rule_flow_new(set);
        if (!s || !flow) st = CORDON_NOMEM;
    }
    if (!st)
        st = rule_event_from_json(set, STR("{\"q\":\"a needle\",\"h\":1,\"v\":[1,2,3]}"),
                                  &arena, &e, NULL);
    if (!st) {
        e.source = rule_source_of(set, STR("c"), STR(""), STR(""));
        for (int i = 0; !st && i < 3; i++)
            st = rule_flow_event(flow, s, &e, on_hit, &seen, NULL);
    }
    if (!st) assert_true(seen.hits > 0);
    rule_flow_free(flow);
    rule_scratch_free(s);
    rule_set_free(set);
    rule_faults_release(&faults);
    arena_release(&arena);
    return st;
}

static void any_allocation_may_fail(void **unused)
{
    (void)unused;
    mem_fail_from(0);
    assert_int_equal(work_once(), CORDON_OK);
    uint64_t count = mem_count();
    for (uint64_t n = 1; n <= count; n++) {
        mem_fail_from(n);
        cordon_status st = work_once();
        mem_fail_from(0);
        if (st != CORDON_NOMEM)
            fail_msg("allocation %u of %u fails and the answer is %s", (unsigned)n,
                     (unsigned)count, cordon_status_name(st));
    }
    print_message("# %u allocations\n", (unsigned)count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_say_what_they_are),
        cmocka_unit_test(what_a_pack_rule_lacks_is_named),
        cmocka_unit_test(all_faults_are_named_with_their_places),
        cmocka_unit_test(places_are_lines_and_bytes),
        cmocka_unit_test(bad_rules_may_be_left_out),
        cmocka_unit_test(faults_beyond_the_cap_are_counted),
        cmocka_unit_test(files_have_a_size),
        cmocka_unit_test(an_empty_set_is_fine),
        cmocka_unit_test(hits_name_the_values_they_rest_on),
        cmocka_unit_test(more_values_than_a_hit_names_are_said),
        cmocka_unit_test(events_have_limits),
        cmocka_unit_test(an_explanation_is_the_tree_with_its_values),
        cmocka_unit_test(asking_allocates_nothing_once_warm),
        cmocka_unit_test(json_that_is_no_event_is_refused),
        cmocka_unit_test(rules_carry_their_tests),
        cmocka_unit_test(any_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
