/*
 * Sieving traces of very many names for the few that may be near to some listed ones.
 *
 *   trace   bytes behind it u16, views u8, then each view, then keys u16 and each key u32
 *   view    words u8 (VIEW_INITIAL: some are initials), and by how many: up to five, a bit u32 for each set of them that
 *           suffices, and each word u32; more, each word u32 of a set that any name found shares one of (VIEW_ANY)
 *
 * Workload: ten million traces of 20 to 60 bytes are read once against the names of some hundred parties. Three steps,
 * each for the few that the one before lets through:
 *
 *   a word of the trace is alike to a listed one or not: a bit set; the set of those that are, in the view's table
 *   whether one listed name, by 256 classes of them, may have all that is needed
 *   each listed name that has: do the words that it shares suffice, for the trace's name and for its own?
 *
 * Keys of neighbours written together, initials and readings of culture models let a name through at once: they are rare.
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
    VIEW_INITIAL = 1 << 6,
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

static void put_u32(struct buf *out, uint32_t v)
{
    uint8_t bytes[4];
    num_put_u32(bytes, v);
    buf_add_bytes(out, bytes, 4);
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

enum { SIEVE_CLASSES = 256, CLASS_WORDS = SIEVE_CLASSES / 64, MARK_HEAD = 8, MARK_PLACE = 12 };

/** A listed name that has something alike to a word, and where. */
struct place {
    uint32_t name;
    uint64_t at; /* a bit a word of the name */
};

/** A word of traces by which listed names are found. */
struct mark {
    uint32_t hash, first, count; /* of its places; 0: free */
    uint64_t names[CLASS_WORDS]; /* which of them, by their number */
};

/** A listed name, as it may be found by a part of its words. */
struct listed {
    uint8_t  count, reading;
    bool     is_any; /* too many words to say */
    uint64_t always; /* places that count as found: initials, particles */
    uint32_t first;  /* of its weights */
};

struct name_sieve {
    const struct name_index *x;
    uint32_t  mask;         /* of the bits of a bucket that the index tells */
    uint16_t  min_bp;
    uint64_t *front;        /* a bit a key, by its own bits mixed */
    uint32_t *key;          /* open addressing; 0 is free */
    size_t    room;         /* a power of two */
    bool      has_zero;
    uint64_t *word;         /* a bit a hash, by its upper bits */
    struct mark *mark;      /* open addressing by hash */
    size_t    marks, mark_room;
    struct place *place;    /* of each mark together, by name */
    size_t    places, place_room;
    struct listed *listed;  /* by number */
    struct listed_word {
        uint16_t weight[2]; /* for names of its own kind, and of another */
        uint8_t  kind;
    } *listed_word;
};

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
    mem_free(v->place);
    mem_free(v->listed);
    mem_free(v->listed_word);
    mem_free(v);
}

/* Words of one listed name, with what they weigh when it is compared. @return false when the index is not whole */
static bool list_name(struct name_sieve *v, uint32_t number, uint8_t reading, uint32_t *at)
{
    struct stored_name n;
    struct listed *l = &v->listed[number];
    const uint8_t *list = index_name(v->x, number, &n) ? index_words_of(v->x, &n) : NULL;
    *l = (struct listed){ .is_any = true, .first = *at };
    if (!list || n.count > 64) return false;
    for (uint8_t j = 0; j < n.count; j++) {
        const uint8_t *row = part_record(v->x->section[SEC_WORD], index_listed(v->x, list, j), WORD_ROW);
        if (!row) return false;
        uint8_t class = index_word_class(row);
        uint16_t weight = num_get_u16(row + 8 + 2 * reading);
        struct listed_word *w = &v->listed_word[(*at)++];
        w->kind = form_kind((enum reading)reading, row[14], class);
        w->weight[0] = form_name_weight((enum reading)reading, class, weight);
        w->weight[1] = form_name_weight(READ_PERSON, class, weight);
        if (!word_is_full(w->kind) || !word_is_full(row[14])) l->always |= (uint64_t)1 << j;
    }
    l->count = n.count;
    l->reading = reading;
    l->is_any = false;
    return true;
}

static bool list_names(struct name_sieve *v)
{
    size_t words = 0;
    uint32_t at = 0;
    for (uint32_t i = 0; i < v->x->names; i++) {
        struct stored_name n;
        if (index_name(v->x, i, &n)) words += n.count;
    }
    v->listed = mem_calloc((size_t)v->x->names + 1, sizeof *v->listed);
    v->listed_word = mem_calloc(words + 1, sizeof *v->listed_word);
    if (!v->listed || !v->listed_word) return false;
    for (uint32_t i = 0; i < v->x->names; i++) v->listed[i].is_any = true;
    for (uint8_t r = 0; r < READINGS; r++) {
        uint32_t from = index_head(v->x, HEAD_READING + r), to = num_min_u32(index_head(v->x, HEAD_READING + r + 1), v->x->names);
        for (; from < to; from++) {
            uint32_t before = at;
            if (!list_name(v, from, r, &at)) at = before;
        }
    }
    return true;
}

struct name_sieve *name_sieve_new(const struct name_index *x, uint16_t min_bp)
{
    struct name_sieve *v = mem_calloc(1, sizeof *v);
    uint32_t buckets = index_head(x, HEAD_BUCKETS);
    size_t keys = x->section[SEC_TAG].len / 2;
    if (!v) return NULL;
    v->x = x;
    v->min_bp = min_bp;
    v->mask = buckets > 1u << 16 ? 0xFFFF : buckets - 1;
    for (v->room = 1024; v->room < 4 * keys; v->room *= 2) {}
    v->front = mem_calloc((1u << FRONT_BITS) / 64, sizeof *v->front);
    v->key = mem_calloc(v->room, sizeof *v->key);
    v->word = mem_calloc((1u << MARK_BITS) / 64, sizeof *v->word);
    if (!v->front || !v->key || !v->word || !list_names(v)) {
        name_sieve_free(v);
        return NULL;
    }
    note_keys(v, buckets);
    return v;
}

static bool put_place(void *ctx, uint32_t name, uint64_t places)
{
    uint8_t b[MARK_PLACE];
    num_put_u32(b, name);
    num_put_u64(b + 4, places);
    buf_add_bytes(ctx, b, sizeof b);
    return !((struct buf *)ctx)->failed;
}

bool name_sieve_asks(const struct name_sieve *v, struct name_scratch *s, str text, bool is_sign, struct buf *out)
{
    struct word w = { .text = text, .raw = text, .letters_meant = text, .kind = is_sign ? WORD_SIGN : WORD_PLAIN };
    size_t from = out->len;
    form_weigh(&w, FOR_ALL_READINGS);
    form_hear(&w);
    buf_add_zeros(out, MARK_HEAD);
    if (out->failed || !search_word_alone(s, v->x, &w, put_place, out)) return false;
    size_t count = (out->len - from - MARK_HEAD) / MARK_PLACE;
    num_put_u32((uint8_t *)out->data + from, word_hash(text, is_sign));
    num_put_u32((uint8_t *)out->data + from + 4, (uint32_t)count);
    if (!count) out->len = from; /* a word that no name has */
    return true;
}

/* --- words that were found -------------------------------------------------------------------------------------- */

/* Its place, or the free one where it would stand. */
static struct mark *place_of(struct mark *mark, size_t room, uint32_t hash)
{
    size_t at = mix(hash) & (room - 1);
    while (mark[at].count && mark[at].hash != hash) at = (at + 1) & (room - 1);
    return &mark[at];
}

static bool grow_marks(struct name_sieve *v)
{
    size_t room = v->mark_room ? 2 * v->mark_room : 1024;
    struct mark *mark = mem_calloc(room, sizeof *mark);
    if (!mark) return false;
    for (size_t i = 0; i < v->mark_room; i++)
        if (v->mark[i].count) *place_of(mark, room, v->mark[i].hash) = v->mark[i];
    mem_free(v->mark);
    v->mark = mark;
    v->mark_room = room;
    return true;
}

static bool grow_places(struct name_sieve *v, size_t more)
{
    size_t room = v->place_room ? v->place_room : 4096;
    while (room < v->places + more) room *= 2;
    if (room == v->place_room) return true;
    struct place *p = mem_realloc(v->place, room * sizeof *p);
    if (!p) return false;
    v->place = p;
    v->place_room = room;
    return true;
}

static int by_name(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return (x->name > y->name) - (x->name < y->name);
}

/* Each name once. @return how many are left */
static uint32_t join_places(struct place *p, uint32_t count)
{
    uint32_t kept = 0;
    qsort(p, count, sizeof *p, by_name);
    for (uint32_t i = 0; i < count; i++) {
        if (kept && p[kept - 1].name == p[i].name) p[kept - 1].at |= p[i].at;
        else p[kept++] = p[i];
    }
    return kept;
}

/* Two words of one hash are one word. */
static bool add_mark(struct name_sieve *v, uint32_t hash, const uint8_t *place, uint32_t count)
{
    if (2 * v->marks >= v->mark_room && !grow_marks(v)) return false;
    struct mark *m = place_of(v->mark, v->mark_room, hash);
    if (!grow_places(v, (size_t)count + m->count)) return false;
    uint32_t first = (uint32_t)v->places, before = m->count;
    for (uint32_t i = 0; i < before; i++) v->place[first + i] = v->place[m->first + i];
    for (uint32_t i = 0; i < count; i++, place += MARK_PLACE) {
        uint32_t name = num_get_u32(place);
        m->names[name % SIEVE_CLASSES / 64] |= (uint64_t)1 << name % 64;
        v->place[first + before + i] = (struct place){ name, num_get_u64(place + 4) };
    }
    v->marks += !before;
    m->hash = hash;
    m->first = first;
    m->count = join_places(v->place + first, before + count);
    v->places += m->count;
    set_bit(v->word, mix(hash) >> (32 - MARK_BITS));
    return true;
}

bool name_sieve_mark(struct name_sieve *v, str marks)
{
    const uint8_t *p = (const uint8_t *)marks.data;
    for (size_t left = marks.len; left >= MARK_HEAD;) {
        uint32_t count = num_get_u32(p + 4);
        size_t len = MARK_HEAD + (size_t)count * MARK_PLACE;
        if (len > left) return true;
        if (count && !add_mark(v, num_get_u32(p), p + MARK_HEAD, count)) return false;
        p += len;
        left -= len;
    }
    return true;
}

/* Can a listed name that has partners for these of its words alone reach the minimum? The same bound as of a search. */
static bool reaches(const struct name_sieve *v, uint32_t number, uint64_t found)
{
    if (number >= v->x->names || v->listed[number].is_any) return true;
    const struct listed *l = &v->listed[number];
    uint32_t left[2] = { 0, 0 }, total[2] = { 0, 0 };
    size_t others = 0;
    found |= l->always;
    for (uint8_t j = 0; j < l->count; j++) {
        const struct listed_word *w = &v->listed_word[l->first + j];
        bool is_found = found >> j & 1;
        others += is_found && word_is_full(w->kind);
        for (size_t k = 0; k < 2; k++) {
            total[k] += w->weight[k];
            if (!is_found) left[k] += score_bound_weight(w->kind, w->weight[k]);
        }
    }
    uint16_t other_min = (uint16_t)num_max_u32(v->min_bp, OTHER_KIND_MIN_BP);
    return score_bound((enum reading)l->reading, score_share(left[0], total[0]), others) >= v->min_bp ||
           score_bound(READ_PERSON, score_share(left[1], total[1]), others) >= other_min;
}

static inline bool is_marked(const struct name_sieve *v, const uint8_t *p)
{
    return bit_of(v->word, mix(num_get_u32(p)) >> (32 - MARK_BITS));
}

/* Has one class of names all the words of a set that suffices? */
static bool some_class_has(const struct mark *const *mark, unsigned count, uint32_t sets, uint32_t set)
{
    for (uint32_t some = 1; some < 1u << count; some++) {
        if (!(sets >> some & 1) || some & ~set) continue;
        for (size_t k = 0; k < CLASS_WORDS; k++) {
            uint64_t all = UINT64_MAX;
            for (unsigned i = 0; i < count; i++)
                if (some >> i & 1) all &= mark[i]->names[k];
            if (all) return true;
        }
    }
    return false;
}

/* Has one listed name words that suffice, and does it suffice to it to have them? */
static bool some_name_has(const struct name_sieve *v, const struct mark *const *mark, unsigned count, uint32_t sets, bool has_initial)
{
    uint32_t at[VIEW_WORDS] = { 0 };
    for (;;) {
        uint32_t name = UINT32_MAX, set = 0;
        uint64_t found = 0;
        for (unsigned i = 0; i < count; i++)
            if (at[i] < mark[i]->count) name = num_min_u32(name, v->place[mark[i]->first + at[i]].name);
        if (name == UINT32_MAX) return false;
        for (unsigned i = 0; i < count; i++) {
            const struct place *p = at[i] < mark[i]->count ? &v->place[mark[i]->first + at[i]] : NULL;
            if (!p || p->name != name) continue;
            set |= 1u << i;
            found |= p->at;
            at[i]++;
        }
        if (sets >> set & 1 && (has_initial || reaches(v, name, found))) return true;
    }
}

static bool words_pass(const struct name_sieve *v, const uint8_t *word, unsigned count, uint32_t sets, uint32_t set, bool has_initial)
{
    static const struct mark none;
    const struct mark *mark[VIEW_WORDS];
    if (!(sets >> set & 1)) return false;
    for (unsigned i = 0; i < count; i++) {
        bool is_there = set >> i & 1;
        mark[i] = is_there ? place_of(v->mark, v->mark_room, num_get_u32(word + 4 * (size_t)i)) : &none;
    }
    return some_class_has(mark, count, sets, set) && some_name_has(v, mark, count, sets, has_initial);
}

/* One view; *p moves behind it, or to `end` when the bytes are none. */
static bool view_passes(const struct name_sieve *v, const uint8_t **p, const uint8_t *end)
{
    if (*p == end) return true;
    unsigned head = *(*p)++, count = head & ~(unsigned)(VIEW_ANY | VIEW_INITIAL);
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
    if (!is_any) passes = words_pass(v, word, count, num_get_u32(*p), set, head & VIEW_INITIAL);
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
