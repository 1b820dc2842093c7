/* The shipped rule packs: they compile, lack nothing, and every rule's own records behave. */
#include "tests/test.h"

#include "base/country.h"
#include "base/mem.h"
#include "engine/rules.h"

#include <stdio.h>
#include <stdlib.h>

#define NOW "2026-11-01T12:00:00Z"

enum { EVENTS_MAX = 64, VALUES_MAX = 1024 };

struct bench {
    struct cordon_rules *rules;
    struct name_scratch *names;
    struct record_reader *reader;
    int64_t now_s;
    size_t ran, match, differ;
};

/* --- one test record, or several about one subject, as events ------------------------------------ */

struct making {
    const struct bench *b;
    struct arena *arena;
    struct rule_value *value;
    size_t count;
};

static void put(struct making *m, struct rule_value v)
{
    if (v.slot != RULE_NONE && m->count < VALUES_MAX) m->value[m->count++] = v;
}

static void put_field(struct making *m, const struct record_value *v)
{
    struct rule_value out = { .slot = m->b->rules->field_slot[v->field], .type = RULE_TEXT, .text = v->text };
    struct moment at;
    bool flag;
    switch (record_field_info(v->field)->type) {
    case FIELD_TYPE_FLAG:
        if (!evidence_flag(v->text, &flag)) break;
        out.type = RULE_FLAG;
        out.number = flag;
        break;
    case FIELD_TYPE_NUMBER:
        if (evidence_number(v->text, &out.number)) out.type = RULE_INTEGER;
        break;
    case FIELD_TYPE_TIME:
        if (!moment_read(v->text, &at)) break;
        out.type = RULE_TIME;
        out.number = at.s;
        break;
    case FIELD_TYPE_IP: out.type = RULE_IP; break;
    default: break;
    }
    put(m, out);
}

static void put_record(struct making *m, const struct record *r)
{
    const struct cordon_rules *rules = m->b->rules;
    put(m, (struct rule_value){ .slot = rules->field_slot[FIELD_SUBJECT], .type = RULE_TEXT, .text = r->subject });
    put(m, (struct rule_value){ .slot = rules->field_slot[FIELD_KIND], .type = RULE_TEXT,
                                .text = record_kind_name(r->kind) });
    for (size_t k = 0; k < r->value_count; k++) put_field(m, &r->values[k]);
}

static void put_feature(struct making *m, enum feature f, int64_t number, str text)
{
    static const enum rule_type types[] = { [FEATURE_FLAG] = RULE_FLAG, [FEATURE_INTEGER] = RULE_INTEGER,
                                            [FEATURE_WORD] = RULE_TEXT };
    put(m, (struct rule_value){ .slot = m->b->rules->feature_slot[f], .type = types[feature_table[f].type],
                                .number = number, .text = text });
}

static cordon_status give(struct making *m, enum feature f, enum json_kind kind, str text,
                          struct cordon_error *err)
{
    int64_t number = kind == JSON_TRUE;
    bool is_word = feature_table[f].type == FEATURE_WORD;
    if (is_word ? kind != JSON_STRING : kind == JSON_NUMBER && !evidence_number(text, &number))
        return error_set(err, CORDON_SYNTAX, "'%.*s' is no value of a feature", STR_ARG(text));
    put_feature(m, f, number, is_word ? text : STR_EMPTY);
    return CORDON_OK;
}

/* "link.phone": 2 gives a feature that one subject alone, or made-up data, cannot show; the rest of
 * the object is the record. */
static cordon_status split(struct making *m, str json, struct buf *rest, struct cordon_error *err)
{
    struct json_reader r;
    struct json_writer w;
    cordon_status st = CORDON_OK;
    json_init(&r, json, m->arena, err);
    json_w_init(&w, rest);
    if (json_next(&r) != JSON_OBJECT) return error_set(err, CORDON_SYNTAX, "a test record must be an object");
    json_w_object(&w);
    for (enum json_kind kind = json_next(&r); !st && kind == JSON_KEY; kind = json_next(&r)) {
        str key = arena_str(m->arena, r.text);
        enum feature f = feature_find(key);
        kind = json_next(&r);
        size_t at = r.at;
        if (f != FEATURE_COUNT) {
            st = give(m, f, kind, r.text, err);
        } else if (json_skip(&r, kind)) {
            json_w_key(&w, key);
            json_w_raw(&w, str_sub(json, at, r.pos));
        }
    }
    json_w_object_end(&w);
    return st ? st : json_status(&r);
}

/* The objects of a test record: itself, or those of its list. */
static size_t objects_of(str json, struct arena *a, str ret[EVENTS_MAX])
{
    struct json_reader r;
    size_t count = 0;
    json_init(&r, json, a, NULL);
    enum json_kind kind = json_next(&r);
    if (kind == JSON_OBJECT) {
        ret[0] = json;
        return 1;
    }
    while ((kind = json_next(&r)) == JSON_OBJECT && count < EVENTS_MAX) {
        size_t at = r.at;
        if (!json_skip(&r, kind)) break;
        ret[count++] = str_sub(json, at, r.pos);
    }
    return count;
}

static cordon_status put_evidence(struct making *m, const struct record *const *records, size_t count,
                                  struct cordon_error *err)
{
    struct feature_set *set = mem_calloc(1, sizeof *set);
    struct dossier d = { .records = records, .count = count, .now_s = m->b->now_s };
    struct evidence_run run = { .dossier = &d, .data = m->b->rules->data, .names = m->b->names,
                                .arena = m->arena, .out = set, .same_name_bp = 9000,
                                .possible_name_bp = 8000 };
    cordon_status st = set ? evidence_compute(&run, err) : CORDON_NOMEM;
    for (size_t i = 0; !st && i < set->count; i++)
        put_feature(m, set->item[i].feature, set->item[i].number, set->item[i].text);
    mem_free(set);
    return st;
}

static cordon_status read_records(struct making *m, const str *json, size_t count, struct record *record,
                                  struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (size_t i = 0; !st && i < count; i++) {
        struct buf rest = BUF_INIT(1 << 20);
        st = split(m, json[i], &rest, err);
        str text = arena_str(m->arena, buf_str(&rest));
        buf_release(&rest);
        if (!st) st = record_from_json(m->b->reader, text, 1, 1, m->arena, &record[i], err);
        if (!st && record[i].unread_count)
            st = error_set(err, CORDON_SYNTAX, "'%.*s' is no field", STR_ARG(record[i].unread[0].name));
        if (!st && record[i].kind == RECORD_KIND_NONE)
            st = error_set(err, CORDON_SYNTAX, "a test record says no kind");
    }
    return st;
}

/* Is the rule about records of this kind? What the engine asks before it asks the rule. */
static bool is_about(const struct bench *b, const struct rule_info *info, enum record_kind kind)
{
    return rules_about(b->rules, rule_set_find(b->rules->set, info->id), kind);
}

static cordon_status make(void *ctx, str json, const struct rule_info *info, struct arena *arena,
                          const struct rule_event **ret_event, size_t *ret_events,
                          struct cordon_error *err)
{
    struct bench *b = ctx;
    str object[EVENTS_MAX];
    size_t count = objects_of(json, arena, object);
    struct record *record = arena_calloc(arena, EVENTS_MAX, sizeof *record);
    const struct record **list = arena_calloc(arena, EVENTS_MAX, sizeof *list);
    struct rule_event *event = arena_calloc(arena, EVENTS_MAX, sizeof *event);
    struct making m = { .b = b, .arena = arena };
    m.value = arena_calloc(arena, VALUES_MAX, sizeof *m.value);
    if (!record || !list || !event || !m.value) return CORDON_NOMEM;
    cordon_status st = read_records(&m, object, count, record, err);
    for (size_t i = 0; i < count; i++) list[i] = &record[i];
    if (!st && !is_about(b, info, record[0].kind))
        st = error_set(err, CORDON_SYNTAX, "the rule is not about records of this kind");
    if (st) return st;
    *ret_event = event;
    if (!info->is_correlation) {
        st = put_evidence(&m, list, count, err);
        for (size_t i = 0; i < count; i++) put_record(&m, &record[i]);
        event[0] = (struct rule_event){ .source = b->rules->source[record[0].kind], .value = m.value,
                                        .count = m.count };
        *ret_events = 1;
        return st;
    }
    for (size_t i = 0; i < count; i++) {
        struct moment at;
        m.value += m.count;
        m.count = 0;
        put_record(&m, &record[i]);
        if (!moment_read(record_text(&record[i], FIELD_TIME), &at))
            return error_set(err, CORDON_SYNTAX, "a record of a correlation has no time");
        event[i] = (struct rule_event){ .source = b->rules->source[record[i].kind], .value = m.value,
                                        .count = m.count, .time_s = at.s };
    }
    *ret_events = count;
    return CORDON_OK;
}

/* --- tests ----------------------------------------------------------------------------------------- */

static int set_up(void **state)
{
    struct bench *b = mem_calloc(1, sizeof *b);
    struct cordon_error err = ERROR_INIT;
    struct moment now;
    if (!b || !moment_read(STR(NOW), &now)) return -1;
    b->now_s = now.s;
    b->names = name_scratch_new();
    b->reader = record_reader_new();
    if (cordon_rules_open(NULL, 0, &b->rules, &err)) {
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
    cordon_rules_free(b->rules);
    name_scratch_free(b->names);
    record_reader_free(b->reader);
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
        if (info->is_part) continue;
        str lacks = rule_info_lacks(info);
        if (lacks.len) fail_msg("%.*s: lacks %.*s", STR_ARG(info->name), STR_ARG(lacks));
        for (int l = RULE_EN; l < RULE_LANGUAGES; l++) {
            bool has_title = l == RULE_EN || info->cordon.title.in[l].len;
            if (!has_title || !info->cordon.asks.in[l].len || !info->cordon.innocent.in[l].len)
                fail_msg("%.*s: a text is missing in language %d", STR_ARG(info->name), l);
        }
        rules++;
    }
    assert_true(rules >= 250);
}

static void tell(void *ctx, const struct rule_test *t)
{
    struct bench *b = ctx;
    b->ran++;
    if (t->is_match)
        b->match++;
    else
        b->differ++;
    if (t->passed) return;
    const struct rule_info *info = rule_set_info(b->rules->set, t->rule);
    fprintf(stderr, "# %.*s: %s %zu: %s %.*s\n", STR_ARG(info->name), t->is_match ? "match" : "differ",
            t->index + 1, t->err.status ? t->err.message : "other outcome", STR_ARG(t->record));
}

static void every_rule_passes_its_own_records(void **state)
{
    struct bench *b = *state;
    size_t failed = 0;
    assert_int_equal(rule_tests_run(b->rules->set, RULE_NONE, make, b, tell, b, &failed, NULL),
                     CORDON_OK);
    assert_true(b->match >= 500 && b->differ >= 500);
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_says_what_a_pack_must),
        cmocka_unit_test(every_rule_passes_its_own_records),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
