/* The test records that rules carry, asked through evidence and rules as a screening asks. */
#include "engine/rules_tell.h"

enum { TEST_ARENA_MAX = 64 << 20, TEST_TEXT_MAX = 64 << 20 };

struct testing {
    struct asker         asker;
    struct rule_scratch *scratch; /* for the trees of records that fail; made when needed */
    struct arena         arena;
    enum say_lang        lang;
    int64_t              as_of_s;
    cordon_rules_sink   *sink;
    void                *ctx;
    struct cordon_error *err;
    cordon_status        st; /* of the sink, or memory */
    struct cordon_rules_tested *sum;
    /* the rule in hand */
    uint32_t             rule; /* RULE_NONE: none so far */
    uint32_t             next; /* first rule of which nothing was told */
    size_t               passed, failed;
    struct buf           faults; /* objects of failed records, comma separated */
};

/* --- a record of a rule as events ------------------------------------------------------------------- */

/* The end of the day the rule was last touched: its records were written for that day. */
static int64_t day_of(const struct testing *t, const struct rule_info *info)
{
    struct moment m;
    if (moment_read(info->modified.len ? info->modified : info->date, &m)) return m.s + 86399;
    return t->as_of_s;
}

static str near_feature(str word)
{
    str names[FEATURE_COUNT];
    for (int f = 0; f < FEATURE_COUNT; f++) names[f] = feature_table[f].name;
    return rules_nearest(word, names, FEATURE_COUNT);
}

/* A test record whose keys are not all read would pass for a reason that nobody meant. */
static cordon_status check_read(const struct asked *s, struct cordon_error *err)
{
    for (size_t i = 0; i < s->records; i++) {
        const struct record_unread *u = s->record[i].unread;
        if (!s->record[i].unread_count) continue;
        str near = u->near.len ? u->near : near_feature(u->name);
        if (near.len)
            return error_set(err, CORDON_SYNTAX,
                             "'%.*s' is no field and no feature; the nearest is '%.*s'",
                             STR_ARG(u->name), STR_ARG(near));
        return error_set(err, CORDON_SYNTAX, "'%.*s' is no field and no feature", STR_ARG(u->name));
    }
    return CORDON_OK;
}

static uint32_t place_of(const struct rule_set *set, const struct rule_info *info)
{
    uint32_t i = 0;
    while (rule_set_info(set, i) != info) i++;
    return i;
}

static cordon_status check_kinds(const struct asked *s, const struct rule_info *info,
                                 struct cordon_error *err)
{
    uint32_t rule = place_of(s->rules->set, info);
    for (unsigned k = 1; k < RECORD_KIND_COUNT; k++)
        if (s->kinds >> k & 1 && rules_about(s->rules, rule, (enum record_kind)k)) return CORDON_OK;
    return error_set(err, CORDON_SYNTAX, "the rule is not about records of this kind");
}

static cordon_status read_subject(struct testing *t, str record, const struct rule_info *info,
                                  struct arena *arena, struct asked *ret, struct cordon_error *err)
{
    cordon_status st = asked_read(&t->asker, STR_EMPTY, record, day_of(t, info), arena, ret, err);
    if (!st) st = check_read(ret, err);
    return st ? st : check_kinds(ret, info, err);
}

/* A rule_record_fn. */
static cordon_status make_events(void *ctx, str record, const struct rule_info *info,
                                 struct arena *arena, const struct rule_event **ret_event,
                                 size_t *ret_events, struct cordon_error *err)
{
    struct testing *t = ctx;
    struct asked *s = arena_calloc(arena, 1, sizeof *s);
    struct rule_event *event = arena_calloc(arena, 1, sizeof *event);
    if (!s || !event) return error_nomem(err);
    cordon_status st = read_subject(t, record, info, arena, s, err);
    if (st) return st;
    *ret_events = 1;
    if (info->is_correlation) {
        st = asked_stream(s, arena, ret_event, ret_events, err);
        if (!st && *ret_events < s->records)
            st = error_set(err, CORDON_SYNTAX, "a record of a correlation has no time");
        return st;
    }
    *event = asked_whole(s);
    *ret_event = event;
    return CORDON_OK;
}

/* --- telling ----------------------------------------------------------------------------------------- */

static void put_rule(struct testing *t, uint32_t rule, struct cordon_error *err)
{
    const struct rule_info *info = rule_set_info(t->asker.rules->set, rule);
    bool has_records = info->cordon.match.count + info->cordon.differ.count > 0;
    struct buf out = BUF_INIT(TEST_TEXT_MAX);
    struct json_writer w;
    if (t->st || (info->is_part && !has_records)) return; /* a part is tested by what rests on it */
    t->sum->rules++;
    t->sum->untested += !has_records;
    json_w_init(&w, &out);
    json_w_object(&w);
    json_w_key_str(&w, STR("id"), rules_name(info));
    json_w_key_str(&w, STR("file"), info->file);
    json_w_key_u64(&w, STR("line"), info->line);
    json_w_key_u64(&w, STR("passed"), t->passed);
    json_w_key_u64(&w, STR("failed"), t->failed);
    json_w_key(&w, STR("failures"));
    json_w_array(&w);
    if (t->faults.len) json_w_raw(&w, buf_str(&t->faults));
    json_w_array_end(&w);
    json_w_object_end(&w);
    t->st = out.failed || t->faults.failed ? error_nomem(err) : t->sink(t->ctx, buf_str(&out), err);
    buf_release(&out);
}

/* All rules before `rule` of which nothing was told: the one in hand, and those without records. */
static void tell_until(struct testing *t, uint32_t rule)
{
    for (; t->next < rule; t->next++) {
        put_rule(t, t->next, t->err);
        t->passed = t->failed = 0;
        buf_reset(&t->faults);
    }
}

static void write_tree(struct testing *t, const struct rule_test *test, struct json_writer *w)
{
    const struct rule_info *info = rule_set_info(t->asker.rules->set, test->rule);
    struct asked s;
    struct telling told = { .rules = t->asker.rules, .lang = t->lang, .asked = &s, .arena = &t->arena,
                            .err = t->err };
    if (info->is_correlation || test->err.status) return;
    if (!t->scratch) t->scratch = rule_scratch_new(t->asker.rules->set);
    if (!t->scratch) {
        t->st = error_nomem(t->err);
        return;
    }
    arena_reset(&t->arena);
    t->st = read_subject(t, test->record, info, &t->arena, &s, t->err);
    if (t->st) return;
    json_w_key(w, STR("condition"));
    t->st = rules_tell_condition(&told, t->scratch, test->rule, w, NULL);
}

static void put_failure(struct testing *t, const struct rule_test *test)
{
    struct json_writer w;
    if (t->st) return;
    if (t->faults.len) buf_add_byte(&t->faults, ',');
    json_w_init(&w, &t->faults);
    json_w_object(&w);
    json_w_key_str(&w, STR("list"), test->is_match ? STR("match") : STR("differ"));
    json_w_key_u64(&w, STR("number"), test->index + 1);
    if (test->err.status) json_w_key_str(&w, STR("why"), str_c(test->err.message));
    json_w_key(&w, STR("record"));
    json_w_raw(&w, test->record);
    write_tree(t, test, &w);
    json_w_object_end(&w);
}

/* A rule_test_fn. */
static void take(void *ctx, const struct rule_test *test)
{
    struct testing *t = ctx;
    tell_until(t, test->rule);
    t->passed += test->passed;
    t->failed += !test->passed;
    t->sum->passed += test->passed;
    t->sum->failed += !test->passed;
    if (!test->passed) put_failure(t, test);
}

static cordon_status run(struct testing *t, str id, struct cordon_error *err)
{
    const struct rule_set *set = t->asker.rules->set;
    uint32_t rule = RULE_NONE;
    size_t failed;
    cordon_status st = id.len ? rules_find(t->asker.rules, id, &rule, err) : CORDON_OK;
    if (st) return st;
    if (rule != RULE_NONE) t->next = rule;
    st = rule_tests_run(set, rule, make_events, t, take, t, &failed, err);
    if (!st) tell_until(t, rule == RULE_NONE ? rule_set_count(set) : rule + 1);
    return st ? st : t->st;
}

cordon_status cordon_rules_test(const struct cordon_rules *rules, const struct cordon_policy *policy,
                                cordon_str id, int64_t as_of_s, cordon_str lang,
                                cordon_rules_sink *sink, void *ctx,
                                struct cordon_rules_tested *ret_tested, struct cordon_error *err)
{
    cordon_status st;
    struct testing t = { .as_of_s = as_of_s, .sink = sink, .ctx = ctx, .err = err,
                         .sum = ret_tested, .faults = BUF_INIT(TEST_TEXT_MAX) };
    const struct rules *r = rules_get(rules, &st, err);
    if (!st) st = asker_init(&t.asker, r, policy, err);
    if (st) return st;
    *ret_tested = (struct cordon_rules_tested){ 0 };
    (void)say_lang_find(lang, &t.lang);
    arena_init(&t.arena, TEST_ARENA_MAX);
    st = run(&t, id, err);
    arena_release(&t.arena);
    buf_release(&t.faults);
    rule_scratch_free(t.scratch);
    asker_release(&t.asker);
    return st;
}
