/* Making a sieve: keys and names of an index, and marks of the words that are alike to theirs. */
#include "name/sieve.h"

#include "base/mem.h"
#include "base/num.h"
#include "name/key.h"

#include <stdlib.h>

enum { MARK_HEAD = 8, MARK_PLACE = 12 };

/* --- keys ---------------------------------------------------------------------------------------------------------- */

static void note_key(struct name_sieve *v, uint32_t key)
{
    sieve_set_bit(v->front, sieve_mix(key) >> (32 - FRONT_BITS));
    if (key) v->key[sieve_key_at(v, key)] = key;
    else v->has_zero = true;
}

static void note_keys(struct name_sieve *v, uint32_t buckets)
{
    for (uint32_t b = 0; b < buckets; b++) {
        uint32_t from = part_u32(v->x->section[SEC_SLOT], b), to = part_u32(v->x->section[SEC_SLOT], b + 1);
        to = num_min_u32(to, (uint32_t)(v->x->section[SEC_TAG].len / 2));
        for (; from < to; from++) note_key(v, (b & v->mask) << 16 | part_u16(v->x->section[SEC_TAG], from));
    }
}

/* --- listed names --------------------------------------------------------------------------------------------------- */

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

/* --- made ------------------------------------------------------------------------------------------------------------ */

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

/* --- words that were found ------------------------------------------------------------------------------------------- */

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
    num_put_u32((uint8_t *)out->data + from, sieve_word_hash(text, is_sign));
    num_put_u32((uint8_t *)out->data + from + 4, (uint32_t)count);
    if (!count) out->len = from; /* a word that no name has */
    return true;
}

static bool grow_marks(struct name_sieve *v)
{
    size_t room = v->mark_room ? 2 * v->mark_room : 1024;
    struct mark *mark = mem_calloc(room, sizeof *mark);
    if (!mark) return false;
    for (size_t i = 0; i < v->mark_room; i++)
        if (v->mark[i].count) *sieve_mark_of(mark, room, v->mark[i].hash) = v->mark[i];
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
    struct mark *m = sieve_mark_of(v->mark, v->mark_room, hash);
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
    sieve_set_bit(v->word, sieve_mix(hash) >> (32 - MARK_BITS));
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
