/*
 * What is known of a subject, for the report: each value with the side it stands on (the party's own
 * word, or what others saw) and the flags that rest on it; and each flag's question in all languages.
 *
 * Values that flags rest on come first, then the others in the order of the records, each once: a
 * year of log-ins says most things many times.
 */
#include "engine/screener.h"

#include "base/json.h"
#include "engine/side_table.h" /* generated from data/sides.tsv */

enum {
    FACTS_MAX = 400,          /* values written of one subject; all are counted */
    FACTS_OF_FLAG_MAX = 12,   /* values of one flag that are certain to be among them */
    FACTS_OF_FIELD_MAX = 12,  /* different values of one field that no flag rests on */
    FACT_TEXT_MAX = 1000,     /* bytes written of one value */
    FACT_FLAGS_MAX = 16,      /* flags named beside one value */
};

struct facts {
    struct json_writer         *w;
    const struct screen_ask    *ask;
    const struct flags         *flags; /* NULL: none were asked */
    const struct rules         *rules;
    const struct record_value  *written[FACTS_MAX];
    size_t                      count;
    uint16_t                    of_field[FIELD_COUNT][FACTS_OF_FIELD_MAX]; /* places in written, + 1 */
};

static bool rests_on(const struct flag *f, const struct record_value *v)
{
    for (size_t i = 0; i < f->origins; i++)
        if (f->origin[i].value == v) return true;
    return false;
}

static void write_flags(struct facts *f, const struct record_value *v)
{
    size_t named = 0;
    json_w_key(f->w, STR("flags"));
    json_w_array(f->w);
    for (size_t i = 0; f->flags && i < f->flags->count && named < FACT_FLAGS_MAX; i++) {
        if (!rests_on(&f->flags->item[i], v)) continue;
        json_w_str(f->w, rule_set_info(f->rules->set, f->flags->item[i].rule)->name);
        named++;
    }
    json_w_array_end(f->w);
}

/* The beginning of a text, whole letters only. */
static str cut(str text)
{
    size_t len = FACT_TEXT_MAX;
    if (text.len <= len) return text;
    while (len && ((unsigned char)text.data[len] & 0xC0) == 0x80) len--;
    return str_sub(text, 0, len);
}

static void write_fact(struct facts *f, const struct record *r, const struct record_value *v)
{
    str text = cut(v->text);
    json_w_object(f->w);
    json_w_key_str(f->w, STR("field"), record_field_info(v->field)->path);
    if (record_field_info(v->field)->group) json_w_key_u64(f->w, STR("item"), v->item);
    json_w_key_str(f->w, STR("value"), text);
    if (text.len < v->text.len) json_w_key_u64(f->w, STR("bytes"), v->text.len);
    json_w_key_str(f->w, STR("side"), side_is_seen[v->field] ? STR("seen") : STR("said"));
    if (r->file.len) json_w_key_str(f->w, STR("file"), r->file);
    if (r->line) json_w_key_u64(f->w, STR("line"), r->line);
    if (r->id.len) json_w_key_str(f->w, STR("id"), r->id);
    write_flags(f, v);
    json_w_object_end(f->w);
    f->written[f->count++] = v;
}

static bool is_written(const struct facts *f, const struct record_value *v)
{
    for (size_t i = 0; i < f->count; i++)
        if (f->written[i] == v) return true;
    return false;
}

static void write_of_flags(struct facts *f)
{
    for (size_t i = 0; f->flags && i < f->flags->count; i++) {
        const struct flag *flag = &f->flags->item[i];
        for (size_t k = 0, own = 0; k < flag->origins && own < FACTS_OF_FLAG_MAX; k++) {
            const struct origin *o = &flag->origin[k];
            if (!o->value || !o->value->field || f->count == FACTS_MAX) continue;
            own++;
            if (!is_written(f, o->value)) write_fact(f, f->ask->records[o->record], o->value);
        }
    }
}

/* Room for one more value of its field that says something new? */
static bool is_new(struct facts *f, const struct record_value *v)
{
    uint16_t *own = f->of_field[v->field];
    for (size_t i = 0; i < FACTS_OF_FIELD_MAX; i++) {
        if (own[i] == 0) {
            own[i] = (uint16_t)(f->count + 1);
            return true;
        }
        if (str_eq(f->written[own[i] - 1]->text, v->text)) return false;
    }
    return false;
}

static void write_others(struct facts *f, size_t flagged)
{
    for (size_t i = 0; i < f->ask->count; i++) {
        const struct record *r = f->ask->records[i];
        for (size_t k = 0; k < r->value_count && f->count < FACTS_MAX; k++) {
            const struct record_value *v = &r->values[k];
            bool is_told = false;
            if (!v->field) continue;
            for (size_t n = 0; n < flagged && !is_told; n++)
                is_told = f->written[n]->field == v->field && str_eq(f->written[n]->text, v->text);
            if (!is_told && is_new(f, v)) write_fact(f, r, v);
        }
    }
}

static uint64_t value_count(const struct screen_ask *ask)
{
    uint64_t count = 0;
    for (size_t i = 0; i < ask->count; i++) count += ask->records[i]->value_count;
    return count;
}

/* {"rule": {"en": "..", "ko": ..}}: of each flag that counts, and of legal facts. */
static void write_asks(const struct facts *f)
{
    static const char *const codes[RULE_LANGUAGES] = { "en", "ko", "ja", "id" };
    json_w_key(f->w, STR("asks"));
    json_w_object(f->w);
    for (size_t i = 0; f->flags && i < f->flags->count; i++) {
        const struct flag *flag = &f->flags->item[i];
        const struct rule_info *info = rule_set_info(f->rules->set, flag->rule);
        if (!flag->is_counted && !flag->is_legal) continue;
        json_w_key(f->w, info->name);
        json_w_object(f->w);
        for (size_t l = 0; l < RULE_LANGUAGES; l++)
            if (info->cordon.asks.in[l].len)
                json_w_key_str(f->w, str_c(codes[l]), info->cordon.asks.in[l]);
        json_w_object_end(f->w);
    }
    json_w_object_end(f->w);
}

void facts_write(struct json_writer *w, const struct cordon_screener *scr)
{
    struct facts f = { .w = w, .ask = scr->ask, .rules = scr->rules,
                       .flags = scr->has_flags ? scr->flags : NULL };
    json_w_key(w, STR("facts"));
    json_w_array(w);
    write_of_flags(&f);
    write_others(&f, f.count);
    json_w_array_end(w);
    json_w_key_u64(w, STR("facts_total"), value_count(f.ask));
    write_asks(&f);
}
