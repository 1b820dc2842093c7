/* Records written as JSON, made into what rules are asked about. */
#include "engine/rules_record.h"

#include "base/country.h"
#include "base/json.h"
#include "base/mem.h"

/* --- tools -------------------------------------------------------------------------------------- */

cordon_status asker_init(struct asker *a, const struct rules *rules,
                         const struct cordon_policy *policy, struct cordon_error *err)
{
    *a = (struct asker){ .rules = rules, .policy = policy, .reader = record_reader_new(),
                         .names = name_scratch_new() };
    if (a->reader && a->names) return CORDON_OK;
    asker_release(a);
    return error_nomem(err);
}

void asker_release(struct asker *a)
{
    record_reader_free(a->reader);
    name_scratch_free(a->names);
    *a = (struct asker){ 0 };
}

/* --- the text ------------------------------------------------------------------------------------- */

struct reading {
    struct asker        *asker;
    str                  file;
    str                  text;   /* all of it */
    struct arena        *arena;
    struct asked        *out;
    str                 *object; /* views into text */
    struct cordon_error *err;
};

static uint64_t line_of(const struct reading *r, const char *at)
{
    return str_count(str_of(r->text.data, (size_t)(at - r->text.data)), '\n') + 1;
}

static cordon_status add_object(struct reading *r, str object)
{
    if (r->out->records == ASKED_RECORDS_MAX)
        return error_at(r->err, CORDON_LIMIT, r->file, 0, 0, "more than %d records of one subject",
                        ASKED_RECORDS_MAX);
    r->object[r->out->records++] = object;
    return CORDON_OK;
}

/* One value of the top level: an object, or a list of them. */
static cordon_status read_value(struct reading *r, str rest, size_t *ret_end)
{
    struct json_reader j;
    struct cordon_error err = ERROR_INIT;
    json_init(&j, rest, r->arena, &err);
    enum json_kind kind = json_next(&j);
    bool is_list = kind == JSON_ARRAY;
    if (is_list) kind = json_next(&j);
    for (; kind == JSON_OBJECT; kind = is_list ? json_next(&j) : JSON_END) {
        size_t at = j.at;
        if (!json_skip(&j, kind)) break;
        cordon_status st = add_object(r, str_sub(rest, at, j.pos));
        if (st) return st;
    }
    *ret_end = j.pos;
    if (json_status(&j)) {
        return error_at(r->err, json_status(&j), r->file, line_of(r, rest.data) - 1 + err.line,
                        err.column, "%s", err.message);
    }
    if (kind == JSON_END || kind == JSON_ARRAY_END) return CORDON_OK;
    return error_at(r->err, CORDON_SYNTAX, r->file, line_of(r, rest.data + j.at), 0,
                    "a record must be an object");
}

static cordon_status read_objects(struct reading *r)
{
    str rest = str_trim(r->text);
    while (rest.len) {
        size_t end = rest.len;
        cordon_status st = read_value(r, rest, &end);
        if (st) return st;
        rest = str_trim(str_from(rest, end));
    }
    if (r->out->records) return CORDON_OK;
    return error_at(r->err, CORDON_SYNTAX, r->file, 0, 0, "there is no record");
}

/* --- features that are given --------------------------------------------------------------------- */

static cordon_status give(struct reading *r, const char *at, enum feature f, enum json_kind kind,
                          str text)
{
    bool is_word = feature_table[f].type == FEATURE_WORD;
    struct feature_item item = { .feature = f, .number = kind == JSON_TRUE };
    bool is_good = is_word ? kind == JSON_STRING
                           : kind == JSON_TRUE || kind == JSON_FALSE ||
                                 (kind == JSON_NUMBER && evidence_number(text, &item.number));
    if (!is_good)
        return error_at(r->err, CORDON_SYNTAX, r->file, line_of(r, at), 0,
                        "the value of '%.*s' is none of this feature",
                        STR_ARG(feature_table[f].name));
    if (r->out->givens == FEATURE_ITEMS_MAX)
        return error_at(r->err, CORDON_LIMIT, r->file, line_of(r, at), 0, "more than %d features given",
                        FEATURE_ITEMS_MAX);
    if (is_word) item.text = arena_str(r->arena, text);
    r->out->given[r->out->givens++] = item;
    return CORDON_OK;
}

/* The rest of the object is the record; one without features stays as it stands in the file. */
static cordon_status take_given(struct reading *r, str object, struct buf *rest, bool *ret_any)
{
    struct json_reader j;
    struct json_writer w;
    cordon_status st = CORDON_OK;
    *ret_any = false;
    json_init(&j, object, r->arena, r->err);
    json_w_init(&w, rest);
    (void)json_next(&j);
    json_w_object(&w);
    for (enum json_kind kind = json_next(&j); !st && kind == JSON_KEY; kind = json_next(&j)) {
        str key = arena_str(r->arena, j.text);
        enum feature f = feature_find(key);
        kind = json_next(&j);
        size_t at = j.at;
        if (f != FEATURE_COUNT) {
            *ret_any = true;
            st = give(r, object.data + at, f, kind, j.text);
        } else if (json_skip(&j, kind)) {
            json_w_key(&w, key);
            json_w_raw(&w, str_sub(object, at, j.pos));
        }
    }
    json_w_object_end(&w);
    if (!st) st = json_status(&j);
    return st ? st : buf_status(rest);
}

/* --- records --------------------------------------------------------------------------------------- */

static cordon_status read_record(struct reading *r, str object, struct record *ret)
{
    struct buf rest = BUF_INIT(RECORD_TEXT_MAX);
    bool is_given = false;
    uint64_t line = line_of(r, object.data);
    cordon_status st = take_given(r, object, &rest, &is_given);
    str text = !st && is_given ? arena_str(r->arena, buf_str(&rest)) : object;
    buf_release(&rest);
    if (!st) st = record_from_json(r->asker->reader, text, line, 1, r->arena, ret, r->err);
    if (st) {
        if (!r->err || r->err->file[0]) return st;
        struct cordon_error own = *r->err; /* the message must not be written over itself */
        return error_at(r->err, st, r->file, own.line ? own.line : line, is_given ? 0 : own.column,
                        "%s", own.message);
    }
    if (ret->kind == RECORD_KIND_NONE)
        return error_at(r->err, CORDON_SYNTAX, r->file, line, 0,
                        "the record says no kind; rules are about kinds: give 'kind', such as "
                        "\"applicant\"");
    r->out->kinds |= 1u << ret->kind;
    return CORDON_OK;
}

static cordon_status check_subject(struct reading *r, const struct record *one)
{
    const struct record *first = r->out->record;
    if (!one->subject.len || !first->subject.len || str_eq(one->subject, first->subject))
        return CORDON_OK;
    return error_at(r->err, CORDON_SYNTAX, r->file, one->line, 0,
                    "the records are of two subjects, '%.*s' and '%.*s'; give those of one",
                    STR_ARG(first->subject), STR_ARG(one->subject));
}

/* --- values ---------------------------------------------------------------------------------------- */

/* A value as its field's type has it; what does not read so is text. */
static struct rule_value field_value(const struct record_value *v, uint32_t slot)
{
    struct rule_value out = { .slot = slot, .type = RULE_TEXT, .text = v->text };
    struct moment m;
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
        if (!moment_read(v->text, &m)) break;
        out.type = RULE_TIME;
        out.number = m.s;
        break;
    case FIELD_TYPE_IP: out.type = RULE_IP; break;
    case FIELD_TYPE_COUNTRY: {
        str code = country_code(v->text);
        if (code.len) out.text = code;
        break;
    }
    default: break;
    }
    return out;
}

struct filling {
    const struct rules *rules;
    struct rule_value  *value;
    size_t              count;
    bool                is_full;
};

static void put(struct filling *f, struct rule_value v)
{
    if (v.slot == RULE_NONE) return;
    if (f->count == ASKED_VALUES_MAX)
        f->is_full = true;
    else
        f->value[f->count++] = v;
}

static void put_text(struct filling *f, enum record_field field, str text)
{
    if (text.len)
        put(f, (struct rule_value){ .slot = f->rules->field_slot[field], .type = RULE_TEXT,
                                    .text = text });
}

static void put_record(struct filling *f, const struct record *r)
{
    put_text(f, FIELD_SUBJECT, r->subject);
    put_text(f, FIELD_KIND, record_kind_name(r->kind));
    for (size_t i = 0; i < r->value_count; i++)
        put(f, field_value(&r->values[i], f->rules->field_slot[r->values[i].field]));
}

static void put_feature(struct filling *f, const struct feature_item *item)
{
    static const enum rule_type types[] = { [FEATURE_FLAG] = RULE_FLAG,
                                            [FEATURE_INTEGER] = RULE_INTEGER,
                                            [FEATURE_WORD] = RULE_TEXT };
    put(f, (struct rule_value){ .slot = f->rules->feature_slot[item->feature],
                                .type = types[feature_table[item->feature].type],
                                .number = item->number, .text = item->text });
}

/* A feature that is given stands for what would be computed. */
static bool is_given(const struct asked *s, enum feature f)
{
    for (size_t i = 0; i < s->givens; i++)
        if (s->given[i].feature == f) return true;
    return false;
}

static cordon_status fill(struct reading *r)
{
    struct asked *s = r->out;
    struct filling f = { .rules = r->asker->rules, .value = s->value };
    for (size_t i = 0; i < s->records; i++) put_record(&f, &s->record[i]);
    for (size_t i = 0; i < s->givens; i++) put_feature(&f, &s->given[i]);
    for (size_t i = 0; i < s->features->count; i++)
        if (!is_given(s, s->features->item[i].feature)) put_feature(&f, &s->features->item[i]);
    s->values = f.count;
    if (f.is_full)
        return error_at(r->err, CORDON_LIMIT, r->file, 0, 0, "more than %d values that rules read",
                        ASKED_VALUES_MAX);
    if (s->features->is_cut)
        return error_at(r->err, CORDON_LIMIT, r->file, 0, 0, "more than %d features of one subject",
                        FEATURE_ITEMS_MAX);
    return CORDON_OK;
}

static bool time_of(const struct record *r, int64_t *ret_s)
{
    struct moment m;
    str text = record_text(r, FIELD_TIME);
    if (!text.len || !moment_read(text, &m)) return false;
    *ret_s = m.s;
    return true;
}

/* Records in time order; one that says no time stays behind the one it was read after. */
static const struct record **in_order(const struct asked *s, struct arena *arena)
{
    const struct record **list = arena_calloc(arena, s->records, sizeof *list);
    int64_t a, b;
    for (size_t i = 0; list && i < s->records; i++) {
        size_t at = i;
        bool has_time = time_of(&s->record[i], &a);
        for (; has_time && at && time_of(list[at - 1], &b) && b > a; at--) list[at] = list[at - 1];
        list[at] = &s->record[i];
    }
    return list;
}

static cordon_status compute(struct reading *r, int64_t now_s)
{
    struct asked *s = r->out;
    const struct record **list = in_order(s, r->arena);
    if (!list) return error_nomem(r->err);
    struct dossier d = { .subject = s->record[0].subject, .records = list, .count = s->records,
                         .now_s = now_s };
    const struct cordon_policy *p = r->asker->policy;
    struct evidence_run run = { .dossier = &d, .data = r->asker->rules->data,
                                .names = r->asker->names, .arena = r->arena, .out = s->features,
                                .same_name_bp = (uint16_t)p->same_bp,
                                .possible_name_bp = (uint16_t)p->possible_name_bp };
    return evidence_compute(&run, r->err);
}

cordon_status asked_read(struct asker *a, str file, str text, int64_t now_s, struct arena *arena,
                         struct asked *ret, struct cordon_error *err)
{
    struct reading r = { .asker = a, .file = file, .text = text, .arena = arena, .out = ret,
                         .err = err };
    *ret = (struct asked){ .rules = a->rules };
    r.object = arena_calloc(arena, ASKED_RECORDS_MAX, sizeof *r.object);
    ret->given = arena_calloc(arena, FEATURE_ITEMS_MAX, sizeof *ret->given);
    ret->features = arena_calloc(arena, 1, sizeof *ret->features);
    ret->value = arena_calloc(arena, ASKED_VALUES_MAX, sizeof *ret->value);
    if (arena->failed) return error_nomem(err);
    cordon_status st = read_objects(&r);
    if (!st) ret->record = arena_calloc(arena, ret->records, sizeof *ret->record);
    if (!st && !ret->record) return error_nomem(err);
    for (size_t i = 0; !st && i < ret->records; i++) {
        st = read_record(&r, r.object[i], &ret->record[i]);
        if (!st) st = check_subject(&r, &ret->record[i]);
    }
    if (!st) st = compute(&r, now_s);
    if (!st) st = fill(&r);
    return !st && arena->failed ? error_nomem(err) : st;
}

struct rule_event asked_whole(const struct asked *s)
{
    return (struct rule_event){ .source = s->rules->source[s->record[0].kind], .value = s->value,
                                .count = s->values };
}

cordon_status asked_stream(const struct asked *s, struct arena *arena,
                           const struct rule_event **ret_event, size_t *ret_events,
                           struct cordon_error *err)
{
    struct filling f = { .rules = s->rules };
    struct rule_event *event = arena_calloc(arena, s->records, sizeof *event);
    const struct record **list = in_order(s, arena);
    size_t count = 0;
    f.value = arena_calloc(arena, ASKED_VALUES_MAX, sizeof *f.value);
    if (!event || !list || !f.value) return error_nomem(err);
    int64_t last = INT64_MIN, at;
    for (size_t i = 0; i < s->records; i++) {
        if (!time_of(list[i], &at) || at < last) continue; /* no place in time */
        last = at;
        f.value += f.count; /* those of all records were counted when they were read */
        f.count = 0;
        put_record(&f, list[i]);
        event[count++] = (struct rule_event){ .source = s->rules->source[list[i]->kind],
                                              .value = f.value, .count = f.count, .time_s = at };
    }
    *ret_event = event;
    *ret_events = count;
    return CORDON_OK;
}
