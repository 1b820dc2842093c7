/* Queries and the scratch memory they live in. */
#include "base/mem.h"
#include "base/num.h"
#include "name/readings.h"
#include "name/scratch.h"

enum { QUERIES_MAX = 64 << 20 }; /* bytes of queries and comparisons between two resets */

struct name_scratch *name_scratch_new(void)
{
    struct name_scratch *s = mem_calloc(1, sizeof *s);
    if (s) arena_init(&s->queries, QUERIES_MAX);
    if (s) name_work_limit(s, 0);
    return s;
}

void name_work_limit(struct name_scratch *s, uint64_t most)
{
    s->work_max = most ? most : UINT64_MAX;
}

uint64_t name_work_done(const struct name_scratch *s)
{
    return s->work;
}

void name_scratch_free(struct name_scratch *s)
{
    if (!s) return;
    arena_release(&s->queries);
    mem_free(s->word_mark);
    mem_free(s->name_mark);
    mem_free(s->reach.items);
    mem_free(s->reached.items);
    mem_free(s->joined.items);
    mem_free(s->candidates.items);
    mem_free(s->touched.items);
    mem_free(s->found.items);
    mem_free(s->hits.items);
    mem_free(s->read.items);
    mem_free(s);
}

void *list_add(struct list_of *l, size_t len)
{
    if (l->count == l->room) {
        size_t room = l->room ? l->room * 2 : 64, bytes;
        void *p = num_mul(room, len, &bytes) ? mem_realloc(l->items, bytes) : NULL;
        if (!p) return NULL;
        l->items = p;
        l->room = room;
    }
    return (char *)l->items + len * l->count++;
}

void name_query_reset(struct name_scratch *s)
{
    arena_reset(&s->queries);
    s->work = 0;
}

cordon_status query_words(struct name_scratch *s, str name, enum name_kind kind, bool is_pair, struct name_query **ret_query,
                          struct cordon_error *err)
{
    struct name_query *q;
    if (name.len > TEXT_NAME_MAX)
        return error_set(err, CORDON_LIMIT, "name of %zu bytes; the cap is %d", name.len,
                         TEXT_NAME_MAX);
    q = arena_calloc(&s->queries, 1, sizeof *q);
    str kept = arena_str(&s->queries, name);
    if (!q || s->queries.failed) return error_nomem(err);
    unsigned readings = form_readings(kind) | (s->by_letters ? (unsigned)FOR_LETTERS : 0) | (is_pair ? (unsigned)FOR_PAIR : 0);
    cordon_status st = form_read(kept, readings, &s->queries, &q->name, err);
    if (st) return st;
    q->kind = kind;
    q->readings = arena_calloc(&s->queries, 1, sizeof *q->readings);
    if (!q->readings) return error_nomem(err);
    *ret_query = q;
    return CORDON_OK;
}

bool query_has_readings(const struct name_scratch *s, const struct name_query *q)
{
    return (q->kind == NAME_PERSON || q->kind == NAME_ANY) && !s->by_letters;
}

static cordon_status parse(struct name_scratch *s, str name, enum name_kind kind, bool is_rendered,
                           const struct name_query **ret_query, struct cordon_error *err)
{
    struct name_query *q;
    cordon_status st = query_words(s, name, kind, false, &q, err);
    if (st) return st;
    q->is_rendered = is_rendered;
    if (query_has_readings(s, q) && !readings_of(&q->name, &s->queries, q->readings)) return error_nomem(err);
    *ret_query = q;
    return CORDON_OK;
}

cordon_status name_query_parse(struct name_scratch *s, str name, enum name_kind kind,
                               const struct name_query **ret_query, struct cordon_error *err)
{
    return parse(s, name, kind, false, ret_query, err);
}

cordon_status name_query_parse_rendered(struct name_scratch *s, str name, enum name_kind kind,
                                        const struct name_query **ret_query, struct cordon_error *err)
{
    return parse(s, name, kind, true, ret_query, err);
}

int32_t name_query_info(const struct name_query *q)
{
    enum reading r = form_reading(q->kind);
    const struct form *f = &q->name.form[r];
    uint16_t worth[WORDS_MAX];
    for (size_t i = 0; i < f->count; i++) {
        const struct word *w = &q->name.word[f->at[i]];
        worth[i] = form_worth((uint8_t)w->kind, w->weight[r]);
    }
    int32_t by_words = score_self_info(&(struct side){ .count = f->count, .worth = worth });
    int32_t by_models = readings_self_info(q->readings);
    return by_models < by_words ? by_models : by_words;
}

bool name_query_has_words(const struct name_query *q)
{
    return q->name.word[0].kind != WORD_SIGN;
}

/* Hundredths of a bit: one in a thousand people share a name of this weight (ours). */
enum { LONE_LEAST_CB = 1000, LONE_LETTERS_LEAST = 3 };

static bool is_whole_alone(const struct word *w, enum text_script script, enum reading r)
{
    if (text_script_is_run(script)) return w->letters > 1; /* several syllables without a blank */
    return w->letters >= LONE_LETTERS_LEAST && (r != READ_PERSON || w->weight[r] >= LONE_LEAST_CB);
}

bool name_query_is_enough(const struct name_query *q)
{
    enum reading r = form_reading(q->kind);
    const struct form *f = &q->name.form[r];
    const struct word *lone = NULL;
    size_t full = 0, light = 0;
    for (size_t i = 0; i < f->count; i++) {
        const struct word *w = &q->name.word[f->at[i]];
        bool is_full = w->kind == WORD_PLAIN || w->kind == WORD_PATRONYM;
        light += w->kind == WORD_NUMBER || w->kind == WORD_INITIAL;
        full += is_full;
        if (is_full) lone = w;
    }
    if (q->kind == NAME_ORGANIZATION || q->kind == NAME_OBJECT) return full || light > 1;
    if (full != 1) return full > 1;
    return light || is_whole_alone(lone, q->name.script, r);
}

/* A firm's name in kana, Han or hangul: what the vocabulary does not know is heard. */
static bool is_firm_heard(const struct read_name *n)
{
    const struct form *f = &n->form[READ_WORD];
    for (size_t i = 0; i < f->count; i++) {
        const struct word *w = &n->word[f->at[i]];
        bool is_full = w->kind == WORD_PLAIN || w->kind == WORD_PATRONYM;
        if (is_full && !w->concept && !w->sounds && !w->roman && !w->has_digit) return false;
    }
    return f->count > 0;
}

bool name_query_is_heard(const struct name_query *q)
{
    const struct read_name *n = &q->name;
    if (text_script_is_run(n->script))
        return (q->kind == NAME_ORGANIZATION || q->kind == NAME_OBJECT) && is_firm_heard(n);
    for (size_t i = 0; i < n->count; i++) {
        const struct word *w = &n->word[i];
        bool is_full = w->kind == WORD_PLAIN || w->kind == WORD_PATRONYM;
        if (is_full && !w->sounds && !w->has_digit && n->role[i] == ROLE_WORD) return false;
    }
    return n->script != SCRIPT_NONE;
}

bool name_query_is_garbled(const struct name_query *q)
{
    return q->name.is_garbled;
}

bool name_query_is_read(const struct name_query *q)
{
    if (!text_script_is_run(q->name.script) || !readings_know(q->readings)) return false;
    if (q->kind == NAME_PERSON) return true;
    return q->kind == NAME_ANY && q->name.script == SCRIPT_HANGUL && is_firm_heard(&q->name);
}

enum text_script name_query_script(const struct name_query *q)
{
    return q->name.script;
}
