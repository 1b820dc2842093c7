/*
 * Tracing a name: what of it decides whether a search can find anything (the form of a trace: sieve.h).
 *
 * Keys of neighbours written together, initials and readings of culture models let a name through at once: they are rare.
 */
#include "name/sieve.h"

#include "base/buf_num.h"
#include "base/mem.h"
#include "name/key.h"
#include "name/roman.h"

#include <stdlib.h>

enum { KEYS_MOST = 6000 /* of one trace; more: let through */ };

struct view {
    const struct word *word[WORDS_MAX];
    uint8_t            count;
    uint16_t           legal;
    uint32_t           sets;           /* up to VIEW_WORDS */
    bool               is_any[WORDS_MAX]; /* more: one of these */
    bool               is_always;
    bool               has_initial; /* it may be alike to any word of the other name */
};

struct tracing {
    const struct name_query *q;
    uint16_t                 min_bp;
    struct view              view[READINGS];
    size_t                   views;
    uint32_t                *key;
    size_t                   keys, room;
    bool                     no_memory;
};

static uint32_t short_key(uint64_t key)
{
    uint64_t mixed = key_mix(key);
    return (uint32_t)(mixed >> 32 & 0xFFFF) << 16 | index_tag_of(mixed);
}

static void add_key(struct tracing *t, uint64_t key)
{
    if (t->keys == t->room) {
        size_t room = t->room ? t->room * 2 : 64;
        uint32_t *p = mem_realloc(t->key, room * sizeof *p);
        if (!p) {
            t->no_memory = true;
            return;
        }
        t->key = p;
        t->room = room;
    }
    t->key[t->keys++] = short_key(key);
}

static uint32_t hash_of(const struct word *w)
{
    return sieve_word_hash(w->text, w->kind == WORD_SIGN);
}

/* How a reading of stored names weighs the view's words. */
struct weighing {
    enum reading score;
    uint16_t     min_bp;
    uint32_t     weight[WORDS_MAX], total;
    uint8_t      kind[WORDS_MAX];
};

static void weigh(const struct tracing *t, const struct view *v, enum reading own, enum reading r, struct weighing *ret)
{
    bool is_other = search_is_other(t->q->kind, r);
    ret->score = is_other ? READ_PERSON : r;
    ret->min_bp = is_other && t->min_bp < OTHER_KIND_MIN_BP ? OTHER_KIND_MIN_BP : t->min_bp;
    ret->total = 0;
    for (uint8_t i = 0; i < v->count; i++) {
        const struct word *w = v->word[i];
        ret->kind[i] = form_kind(own, (uint8_t)w->kind, w->class);
        ret->weight[i] = form_name_weight(is_other ? READ_PERSON : own, w->class, w->weight[own]);
        ret->total += (uint16_t)ret->weight[i];
    }
}

/* The same bound that a search drops candidates by. */
static bool suffices(const struct weighing *g, uint8_t count, uint32_t set)
{
    uint32_t left = 0;
    size_t others = 0;
    for (uint8_t i = 0; i < count; i++) {
        bool is_there = set >> i & 1 || g->kind[i] == WORD_INITIAL; /* no key leads to all that an initial stands for */
        if (is_there)
            others += word_is_full(g->kind[i]);
        else
            left += score_bound_weight(g->kind[i], g->weight[i]);
    }
    return score_bound(g->score, score_share(left, g->total), others) >= g->min_bp;
}

static void find_sets(const struct weighing *g, struct view *v)
{
    for (uint32_t set = 0; set < 1u << v->count; set++)
        if (suffices(g, v->count, set)) v->sets |= 1u << set;
    if (v->sets & 1) v->is_always = true; /* even without any word */
}

/* Of long names: the heaviest words such that a name that has none of them cannot reach the minimum. */
static void find_any(const struct weighing *g, struct view *v)
{
    bool is_taken[WORDS_MAX] = { false };
    uint32_t chosen = 0;
    size_t others = 0;
    for (uint8_t i = 0; i < v->count; i++) others += word_is_full(g->kind[i]);
    while (score_bound(g->score, score_share(chosen, g->total), others) >= g->min_bp) {
        uint8_t best = v->count;
        for (uint8_t i = 0; i < v->count; i++)
            if (!is_taken[i] && g->kind[i] != WORD_INITIAL && (best == v->count || g->weight[i] > g->weight[best])) best = i;
        if (best == v->count) {
            v->is_always = true;
            return;
        }
        is_taken[best] = v->is_any[best] = true;
        chosen += score_bound_weight(g->kind[best], g->weight[best]);
        others -= word_is_full(g->kind[best]);
    }
}

static void weigh_view(const struct tracing *t, struct view *v, enum reading own, enum reading r)
{
    struct weighing g;
    if (!v->count) return; /* readings alone */
    weigh(t, v, own, r, &g);
    for (uint8_t i = 0; i < v->count; i++) v->has_initial |= g.kind[i] == WORD_INITIAL || v->word[i]->kind == WORD_INITIAL;
    if (v->count <= VIEW_WORDS)
        find_sets(&g, v);
    else
        find_any(&g, v);
}

static bool has_same_words(const struct view *a, const struct view *b)
{
    if (a->count != b->count || a->legal != b->legal) return false;
    for (uint8_t i = 0; i < a->count; i++)
        if (a->word[i] != b->word[i]) return false;
    return true;
}

static struct view *view_of(struct tracing *t, enum reading r)
{
    const struct name_query *q = t->q;
    const struct form *f = &q->name.form[r];
    struct view *v = &t->view[t->views];
    *v = (struct view){ .count = f->count, .legal = f->legal };
    for (uint8_t i = 0; i < f->count; i++) v->word[i] = &q->name.word[f->at[i]];
    for (size_t k = 0; k < t->views; k++)
        if (has_same_words(&t->view[k], v)) return &t->view[k];
    t->views++;
    return v;
}

/* Neighbours written together, as a search asks for them. */
static void add_joins(struct tracing *t, const struct view *v)
{
    char text[JOIN_LETTERS_MAX * 4];
    uint64_t key[ARABIC_KEYS_MAX];
    for (uint8_t i = 0; i + 1 < v->count; i++)
        for (uint8_t len = 2; len <= JOIN_WORDS_MAX && i + len <= v->count; len++) {
            const struct word *const *w = v->word + i;
            struct sound joined;
            if (!words_can_join(w, len)) continue;
            str both = key_join_text(w, len, text);
            uint32_t code = w[0]->is_firms ? roman_code(both) : 0;
            add_key(t, key_of_word(both));
            if (code) add_key(t, key_of_roman(code));
            if (!word_is_unvowelled(w[0]) || !words_sound_joined(w, len, &joined)) continue;
            size_t n = arabic_keys(&joined, key);
            for (size_t k = 0; k < n; k++) add_key(t, key_make(KEY_MODEL_GENERIC, KEY_SPOKEN_SKELETON, key[k]));
        }
}

static void add_initials(struct tracing *t, const struct view *v)
{
    char room[ACRONYM_ASKED_MAX][ACRONYM_TEXT_MAX];
    str text[ACRONYM_ASKED_MAX];
    struct acronyms a = { .len = { 0, 0 } };
    if (t->q->kind == NAME_PERSON || v->count < ACRONYM_LETTERS_MIN || v->count > ACRONYM_LETTERS_MAX + 4) return;
    acronyms_of(v->word, v->count, v->legal, &a);
    size_t count = acronym_words(&a, room, text);
    for (size_t i = 0; i < count; i++) add_key(t, key_of_word(text[i]));
}

static void add_readings(struct tracing *t)
{
    uint64_t key[HYPOTHESIS_KEYS_MAX];
    const struct readings *r = t->q->readings;
    for (size_t i = 0; i < r->count; i++) {
        size_t n = readings_keys(&r->hyp[i], key);
        for (size_t k = 0; k < n; k++) add_key(t, key[k]);
    }
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void sort_keys(struct tracing *t)
{
    size_t kept = 0;
    if (t->keys > 1) qsort(t->key, t->keys, sizeof *t->key, by_number);
    for (size_t i = 0; i < t->keys; i++)
        if (!i || t->key[i] != t->key[i - 1]) t->key[kept++] = t->key[i];
    t->keys = kept;
}

static void put_view(const struct view *v, name_word_fn *word, void *ctx, struct buf *out)
{
    uint8_t any = 0;
    bool is_short = v->count <= VIEW_WORDS;
    for (uint8_t i = 0; i < v->count; i++) any = (uint8_t)(any + v->is_any[i]);
    if (v->is_always || any >= VIEW_INITIAL) {
        buf_add_byte(out, (char)VIEW_ALWAYS);
        return;
    }
    buf_add_byte(out, (char)((is_short ? v->count : any | VIEW_ANY) | (v->has_initial ? VIEW_INITIAL : 0)));
    if (is_short) buf_put_u32(out, v->sets);
    for (uint8_t i = 0; i < v->count; i++) {
        if (!is_short && !v->is_any[i]) continue;
        word(ctx, v->word[i]->text, v->word[i]->kind == WORD_SIGN, hash_of(v->word[i]));
        buf_put_u32(out, hash_of(v->word[i]));
    }
}

static void put_trace(const struct tracing *t, name_word_fn *word, void *ctx, struct buf *out)
{
    uint8_t len[2];
    size_t from = out->len;
    bool is_too_long = t->keys > KEYS_MOST || t->min_bp < NAME_INDEX_FLOOR_BP;
    static const struct view always = { .is_always = true };
    buf_add_zeros(out, 2);
    buf_add_byte(out, (char)(is_too_long ? 1 : t->views));
    if (is_too_long) put_view(&always, word, ctx, out);
    for (size_t i = 0; !is_too_long && i < t->views; i++) put_view(&t->view[i], word, ctx, out);
    size_t keys = is_too_long ? 0 : t->keys;
    num_put_u16(len, (uint16_t)keys);
    buf_add_bytes(out, len, 2);
    for (size_t i = 0; i < keys; i++) buf_put_u32(out, t->key[i]);
    if (out->failed) return;
    num_put_u16(len, (uint16_t)(out->len - from - 2));
    memcpy(out->data + from, len, 2);
}

bool name_trace(const struct name_query *q, uint16_t min_bp, name_word_fn *word, void *ctx, struct buf *out)
{
    struct tracing t = { .q = q, .min_bp = min_bp };
    enum reading own = form_reading(q->kind);
    for (int r = 0; r < READINGS; r++) {
        if (q->kind != NAME_ANY && r == READ_ANY) continue;
        enum reading read = q->kind == NAME_ANY ? (enum reading)r : own;
        weigh_view(&t, view_of(&t, read), read, (enum reading)r);
    }
    for (size_t i = 0; i < t.views; i++) {
        add_joins(&t, &t.view[i]);
        add_initials(&t, &t.view[i]);
    }
    if (q->readings) add_readings(&t);
    sort_keys(&t);
    put_trace(&t, word, ctx, out);
    mem_free(t.key);
    return !t.no_memory && !out->failed;
}
