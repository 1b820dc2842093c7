/*
 * Sieving traces of very many names for the few that may be near to some listed ones.
 *
 *   trace   bytes behind it u16, views u8, then each view, then keys u16 and each key u32
 *   view    words u8, and by how many: up to five, a bit u32 for each set of them that suffices, and each
 *           word u32; more, each word u32 of a set that any name found shares one of (VIEW_ANY)
 *
 * Workload: ten million traces of 20 to 60 bytes are read once against the names of some hundred parties.
 * A word of the trace is alike to a listed one or not, which is looked up in a bit set; the set of those
 * that are is looked up in the view's table, and then whether one listed name, by 256 classes of them, has
 * all that is needed. Keys of neighbours written together, initials and readings of
 * culture models let a name through at once: they are rare.
 *
 * A key's 32 bits are the sixteen of its tag and sixteen of those that choose its bucket, so that a sieve is
 * made from any index.
 */
#include "name/search.h"

#include "base/mem.h"
#include "base/num.h"
#include "name/key.h"
#include "name/roman.h"

#include <stdlib.h>

enum {
    VIEW_WORDS = 5,         /* with a table of sets: 32 bits */
    VIEW_ANY = 1 << 7,
    VIEW_ALWAYS = 0xFF,     /* no set of words says anything: let through */
    KEYS_MOST = 6000,       /* of one trace; more: let through */
    MARK_BITS = 24,         /* of the bit set of words */
    FRONT_BITS = 22,        /* of the bit set before the keys */
    SIGN_HASH = 0x5A5A5A5A, /* a folded text is no word of the same letters */
};

/* --- tracing ---------------------------------------------------------------------------------------------- */

struct view {
    const struct word *word[WORDS_MAX];
    uint8_t            count;
    uint16_t           legal;
    uint32_t           sets;           /* up to VIEW_WORDS */
    bool               is_any[WORDS_MAX]; /* more: one of these */
    bool               is_always;
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

static uint32_t word_hash(str text, bool is_sign)
{
    return (uint32_t)str_hash(text) ^ (is_sign ? (uint32_t)SIGN_HASH : 0);
}

static uint32_t hash_of(const struct word *w)
{
    return word_hash(w->text, w->kind == WORD_SIGN);
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

static void put_u32(struct buf *out, uint32_t v)
{
    uint8_t bytes[4];
    num_put_u32(bytes, v);
    buf_add_bytes(out, bytes, 4);
}

static void put_view(const struct view *v, name_word_fn *word, void *ctx, struct buf *out)
{
    uint8_t any = 0;
    if (v->is_always) {
        buf_add_byte(out, (char)VIEW_ALWAYS);
        return;
    }
    bool is_short = v->count <= VIEW_WORDS;
    for (uint8_t i = 0; i < v->count; i++) any = (uint8_t)(any + v->is_any[i]);
    buf_add_byte(out, (char)(is_short ? v->count : any | VIEW_ANY));
    if (is_short) put_u32(out, v->sets);
    for (uint8_t i = 0; i < v->count; i++) {
        if (!is_short && !v->is_any[i]) continue;
        word(ctx, v->word[i]->text, v->word[i]->kind == WORD_SIGN, hash_of(v->word[i]));
        put_u32(out, hash_of(v->word[i]));
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
    for (size_t i = 0; i < keys; i++) put_u32(out, t->key[i]);
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

/* --- a sieve ------------------------------------------------------------------------------------------------ */

struct name_sieve {
    const struct name_index *x;
    uint32_t  mask;         /* of the bits of a bucket that the index tells */
    uint64_t *front;        /* a bit a key, by its own bits mixed */
    uint32_t *key;          /* open addressing; 0 is free */
    size_t    room;         /* a power of two */
    bool      has_zero;
    uint64_t *word;         /* a bit a hash, by its upper bits */
    struct name_mark_word *mark; /* open addressing by hash; empty where names has no bit */
    size_t    marks, mark_room;
};

_Static_assert(SIEVE_CLASSES == 8 * sizeof(((struct name_mark_word *)0)->names), "a bit a class");

static inline bool bit_of(const uint64_t *bits, uint32_t at)
{
    return bits[at >> 6] >> (at & 63) & 1;
}

static inline void set_bit(uint64_t *bits, uint32_t at)
{
    bits[at >> 6] |= (uint64_t)1 << (at & 63);
}

static inline uint32_t mix(uint32_t key)
{
    return key * 0x9E3779B1u;
}

static void note_key(struct name_sieve *v, uint32_t key)
{
    set_bit(v->front, mix(key) >> (32 - FRONT_BITS));
    if (!key) {
        v->has_zero = true;
        return;
    }
    size_t at = mix(key) & (v->room - 1);
    while (v->key[at] && v->key[at] != key) at = (at + 1) & (v->room - 1);
    v->key[at] = key;
}

static bool has_key(const struct name_sieve *v, uint32_t full)
{
    uint32_t key = (full >> 16 & v->mask) << 16 | (full & 0xFFFF);
    if (!bit_of(v->front, mix(key) >> (32 - FRONT_BITS))) return false;
    if (!key) return v->has_zero;
    size_t at = mix(key) & (v->room - 1);
    while (v->key[at] && v->key[at] != key) at = (at + 1) & (v->room - 1);
    return v->key[at] == key;
}

static void note_keys(struct name_sieve *v, uint32_t buckets)
{
    for (uint32_t b = 0; b < buckets; b++) {
        uint32_t from = part_u32(v->x->section[SEC_SLOT], b), to = part_u32(v->x->section[SEC_SLOT], b + 1);
        to = num_min_u32(to, (uint32_t)(v->x->section[SEC_TAG].len / 2));
        for (; from < to; from++) note_key(v, (b & v->mask) << 16 | part_u16(v->x->section[SEC_TAG], from));
    }
}

void name_sieve_free(struct name_sieve *v)
{
    if (!v) return;
    mem_free(v->front);
    mem_free(v->key);
    mem_free(v->word);
    mem_free(v->mark);
    mem_free(v);
}

struct name_sieve *name_sieve_new(const struct name_index *x)
{
    struct name_sieve *v = mem_calloc(1, sizeof *v);
    uint32_t buckets = index_head(x, HEAD_BUCKETS);
    size_t keys = x->section[SEC_TAG].len / 2;
    if (!v) return NULL;
    v->x = x;
    v->mask = buckets > 1u << 16 ? 0xFFFF : buckets - 1;
    for (v->room = 1024; v->room < 4 * keys; v->room *= 2) {}
    v->front = mem_calloc((1u << FRONT_BITS) / 64, sizeof *v->front);
    v->key = mem_calloc(v->room, sizeof *v->key);
    v->word = mem_calloc((1u << MARK_BITS) / 64, sizeof *v->word);
    if (!v->front || !v->key || !v->word) {
        name_sieve_free(v);
        return NULL;
    }
    note_keys(v, buckets);
    return v;
}

bool name_sieve_asks(const struct name_sieve *v, struct name_scratch *s, str text, bool is_sign,
                     struct name_mark_word *ret_mark, bool *ret_nomem)
{
    struct word w = { .text = text, .raw = text, .letters_meant = text, .kind = is_sign ? WORD_SIGN : WORD_PLAIN };
    form_weigh(&w, FOR_ALL_READINGS);
    form_hear(&w);
    ret_mark->hash = word_hash(text, is_sign);
    return search_word_alone(s, v->x, &w, ret_mark->names, ret_nomem);
}

/* --- words that were found -------------------------------------------------------------------------------------- */

enum { CLASS_WORDS = SIEVE_CLASSES / 64 };

static bool is_empty(const struct name_mark_word *m)
{
    return !(m->names[0] | m->names[1] | m->names[2] | m->names[3]);
}

/* Its place, or the free one where it would stand. */
static struct name_mark_word *place_of(struct name_mark_word *mark, size_t room, uint32_t hash)
{
    size_t at = mix(hash) & (room - 1);
    while (!is_empty(&mark[at]) && mark[at].hash != hash) at = (at + 1) & (room - 1);
    return &mark[at];
}

static bool grow_marks(struct name_sieve *v)
{
    size_t room = v->mark_room ? 2 * v->mark_room : 1024;
    struct name_mark_word *mark = mem_calloc(room, sizeof *mark);
    if (!mark) return false;
    for (size_t i = 0; i < v->mark_room; i++)
        if (!is_empty(&v->mark[i])) *place_of(mark, room, v->mark[i].hash) = v->mark[i];
    mem_free(v->mark);
    v->mark = mark;
    v->mark_room = room;
    return true;
}

bool name_sieve_mark(struct name_sieve *v, const struct name_mark_word *mark)
{
    if (is_empty(mark)) return true; /* a word that no name has */
    if (2 * v->marks >= v->mark_room && !grow_marks(v)) return false;
    struct name_mark_word *m = place_of(v->mark, v->mark_room, mark->hash);
    v->marks += is_empty(m);
    m->hash = mark->hash;
    for (size_t i = 0; i < CLASS_WORDS; i++) m->names[i] |= mark->names[i];
    set_bit(v->word, mix(mark->hash) >> (32 - MARK_BITS));
    return true;
}

static inline bool is_marked(const struct name_sieve *v, const uint8_t *p)
{
    return bit_of(v->word, mix(num_get_u32(p)) >> (32 - MARK_BITS));
}

/* Has one class of names all the words of a set that suffices? */
static bool some_name_has(const struct name_sieve *v, const uint8_t *word, unsigned count, uint32_t sets, uint32_t set)
{
    uint64_t names[VIEW_WORDS][CLASS_WORDS];
    for (unsigned i = 0; i < count; i++) {
        static const uint64_t none[CLASS_WORDS];
        bool is_there = set >> i & 1;
        memcpy(names[i], is_there ? place_of(v->mark, v->mark_room, num_get_u32(word + 4 * (size_t)i))->names : none, sizeof names[i]);
    }
    for (uint32_t some = 1; some < 1u << count; some++) {
        if (!(sets >> some & 1) || some & ~set) continue;
        for (size_t k = 0; k < CLASS_WORDS; k++) {
            uint64_t all = UINT64_MAX;
            for (unsigned i = 0; i < count; i++)
                if (some >> i & 1) all &= names[i][k];
            if (all) return true;
        }
    }
    return false;
}

/* One view; *p moves behind it, or to `end` when the bytes are none. */
static bool view_passes(const struct name_sieve *v, const uint8_t **p, const uint8_t *end)
{
    if (*p == end) return true;
    unsigned head = *(*p)++, count = head & ~(unsigned)VIEW_ANY;
    if (head == VIEW_ALWAYS) return true;
    bool is_any = head & VIEW_ANY, passes = false;
    size_t len = 4 * (size_t)count + (is_any ? 0 : 4);
    if ((size_t)(end - *p) < len || (!is_any && count > VIEW_WORDS)) {
        *p = end;
        return true;
    }
    const uint8_t *word = *p + (is_any ? 0 : 4);
    uint32_t set = 0;
    for (unsigned i = 0; i < count; i++) {
        bool is_there = is_marked(v, word + 4 * (size_t)i);
        passes |= is_any && is_there;
        if (!is_any) set |= (uint32_t)is_there << i;
    }
    if (!is_any) {
        uint32_t sets = num_get_u32(*p);
        passes = sets >> set & 1 && some_name_has(v, word, count, sets, set);
    }
    *p += len;
    return passes;
}

bool name_sieve_passes(const struct name_sieve *v, str trace, str *ret_rest)
{
    *ret_rest = STR_EMPTY;
    if (trace.len < 3) return true;
    const uint8_t *p = (const uint8_t *)trace.data;
    size_t len = num_get_u16(p);
    if (len < 1 || len > trace.len - 2) return true;
    *ret_rest = str_from(trace, len + 2);
    const uint8_t *end = p + 2 + len;
    p += 2;
    for (unsigned views = *p++; views; views--)
        if (view_passes(v, &p, end)) return true;
    if (end - p < 2 || (size_t)(end - p) != 2 + 4 * (size_t)num_get_u16(p)) return true;
    for (p += 2; p < end; p += 4)
        if (has_key(v, num_get_u32(p))) return true;
    return false;
}
