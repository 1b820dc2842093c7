/* Writing a name index: plain arrays and counting sorts, nothing that depends on addresses or time. */
#include "name/index_build.h"

#include "base/buf_num.h"
#include "base/mem.h"
#include "name/acronym.h"
#include "name/han_sound.h"
#include "name/key.h"
#include "name/readings.h"
#include "name/roman.h"
#include "name/search.h"
#include "name/table_version.h"

#include <stdlib.h>

struct key_entry {
    uint64_t mixed;
    uint32_t val;
};

struct echo;

struct writing {
    struct name_build *b;
    uint32_t          *by_rank;  /* word numbers in byte order */
    uint32_t          *by_place; /* name numbers in stored order */
    uint32_t           first[READINGS + 1];
    struct key_entry  *key;
    size_t             keys, keys_room;
    struct echo       *echo;
    size_t             echoes, echoes_room;
    uint32_t           lettered; /* words of scripts without vowels */
    unsigned           width;    /* bytes of a number */
    struct buf        *section[SECTIONS];
};

static void add_number(struct buf *out, unsigned width, uint32_t v)
{
    uint8_t bytes[4];
    num_put_u32(bytes, v);
    if (width == WIDTH_SMALL) bytes[2] |= (uint8_t)(v >> 31) << 7;
    buf_add_bytes(out, bytes, width);
}

static int by_text(const void *x, const void *y)
{
    const struct built_word *const *a = x, *const *b = y;
    return str_cmp((*a)->word.text, (*b)->word.text);
}

static bool rank_words(struct writing *w)
{
    struct name_build *b = w->b;
    struct built_word **order = mem_alloc((b->words + 1) * sizeof *order);
    w->by_rank = mem_alloc((b->words + 1) * sizeof *w->by_rank);
    if (order && w->by_rank) {
        for (size_t i = 0; i < b->words; i++) order[i] = &b->word[i];
        if (b->words) qsort(order, b->words, sizeof *order, by_text);
        for (size_t i = 0; i < b->words; i++) {
            order[i]->rank = (uint32_t)i;
            w->by_rank[i] = (uint32_t)(order[i] - b->word);
        }
    }
    mem_free(order);
    return order && w->by_rank;
}

/* Names of one reading stand together, in the order they came. */
static bool place_names(struct writing *w)
{
    struct name_build *b = w->b;
    uint32_t at[READINGS + 1] = { 0 };
    w->by_place = mem_alloc((b->names + 1) * sizeof *w->by_place);
    if (!w->by_place) return false;
    for (size_t i = 0; i < b->names; i++) at[b->name[i].reading + 1]++;
    for (int r = 0; r < READINGS; r++) at[r + 1] += at[r];
    memcpy(w->first, at, sizeof at);
    for (size_t i = 0; i < b->names; i++)
        w->by_place[at[b->name[i].reading]++] = (uint32_t)i;
    return true;
}

static void write_names(struct writing *w)
{
    struct name_build *b = w->b;
    struct buf *names = w->section[SEC_NAME], *lists = w->section[SEC_LIST];
    for (size_t i = 0; i < b->names; i++) {
        const struct built_name *n = &b->name[w->by_place[i]];
        buf_put_u32(names, n->row);
        buf_put_u32(names, n->statement);
        buf_put_u32(names, (uint32_t)(lists->len / w->width));
        buf_put_u16(names, n->legal);
        buf_add_byte(names, (char)n->count);
        buf_add_byte(names, (char)(n->flags | n->kind << NAME_KIND_SHIFT));
        for (size_t k = 0; k < n->count; k++)
            add_number(lists, w->width, b->word[b->list[n->list + k]].rank);
    }
}

/* Names of each word: first[rank] .. first[rank + 1] of `names`. */
struct inverted {
    uint32_t *first, *names;
};

static bool invert(struct writing *w, struct inverted *ret)
{
    struct name_build *b = w->b;
    uint32_t *first = mem_calloc(b->words + 2, sizeof *first);
    uint32_t *names = mem_alloc((b->lists + 1) * sizeof *names);
    *ret = (struct inverted){ first, names };
    if (!first || !names) return false;
    for (size_t i = 0; i < b->lists; i++) first[b->word[b->list[i]].rank + 2]++;
    for (size_t i = 2; i < b->words + 2; i++) first[i] += first[i - 1];
    for (size_t i = 0; i < b->names; i++) {
        const struct built_name *n = &b->name[w->by_place[i]];
        for (size_t k = 0; k < n->count; k++)
            names[first[b->word[b->list[n->list + k]].rank + 1]++] = (uint32_t)i;
    }
    return true;
}

static void write_postings(struct buf *out, const uint32_t *names, size_t count)
{
    uint32_t next = 0;
    for (size_t i = 0; i < count; i++) {
        if (names[i] < next) continue; /* the word stands twice in this name */
        uint32_t step = names[i] - next;
        next = names[i] + 1;
        for (; step >= 0x80; step >>= 7) buf_add_byte(out, (char)(step | 0x80));
        buf_add_byte(out, (char)step);
    }
}

static void write_words(struct writing *w, const struct inverted *inv)
{
    struct name_build *b = w->b;
    struct buf *rows = w->section[SEC_WORD], *texts = w->section[SEC_TEXT];
    struct buf *posts = w->section[SEC_POST];
    for (size_t i = 0; i < b->words; i++) {
        const struct word *word = &b->word[w->by_rank[i]].word;
        buf_put_u32(rows, (uint32_t)texts->len);
        buf_put_u32(rows, (uint32_t)posts->len);
        for (int r = 0; r < READINGS; r++) buf_put_u16(rows, word->weight[r]);
        buf_add_byte(rows, (char)word->kind);
        buf_add_byte(rows, (char)((word->has_digit ? WORD_HAS_DIGIT : 0) |
                                  (word_is_unvowelled(word) ? WORD_IS_UNVOWELLED : 0) |
                                  word->class << INDEX_CLASS_SHIFT));
        buf_add(texts, word->text);
        write_postings(posts, inv->names + inv->first[i], inv->first[i + 1] - inv->first[i]);
    }
    buf_put_u32(rows, (uint32_t)texts->len);
    buf_put_u32(rows, (uint32_t)posts->len);
    buf_add_zeros(rows, WORD_ROW - 8);
}

static bool add_key(struct writing *w, uint64_t key, uint32_t val)
{
    if (!build_make_room(w->b, (void **)&w->key, w->keys, &w->keys_room, sizeof *w->key)) return false;
    w->key[w->keys++] = (struct key_entry){ .mixed = key_mix(key), .val = val };
    return true;
}

static bool add_word_keys(struct writing *w)
{
    uint64_t key[KEYS_WORD_MAX], heard[KEYS_HEARD_MAX];
    for (uint32_t i = 0; i < w->b->words; i++) {
        size_t n = key_word_forms(&w->b->word[w->by_rank[i]].word, key);
        for (size_t k = 0; k < n; k++)
            if (!add_key(w, key[k], i)) return false;
        n = key_word_heard(&w->b->word[w->by_rank[i]].word, KEYS_TO_STORE, heard);
        for (size_t k = 0; k < n; k++)
            if (!add_key(w, heard[k], i)) return false;
        const struct built_word *word = &w->b->word[w->by_rank[i]];
        if (!word->in_firms) continue;
        char pinyin[HAN_PINYIN_BYTES]; /* what neighbours written apart ask for */
        size_t len = han_pinyin(word->word.text, pinyin);
        if (len && !add_key(w, key_of_word(str_of(pinyin, len)), i)) return false;
        if (word->word.concept && !add_key(w, key_of_concept(word->word.concept), i)) return false;
        if (word->word.roman && !add_key(w, key_of_roman(word->word.roman), i)) return false;
    }
    return true;
}

/* In a script without vowels, neighbours may be one word in Latin letters. */
static bool add_join_sounds_at(struct writing *w, const struct word *const *word, size_t len, uint32_t name)
{
    uint64_t key[ARABIC_KEYS_MAX];
    struct sound joined;
    if (!word[0]->sounds || word[0]->sound[0].class == SOUND_SPOKEN) return true;
    if (!words_sound_joined(word, len, &joined)) return true;
    size_t count = key_join_heard(&joined, key);
    for (size_t k = 0; k < count; k++)
        if (!add_key(w, key[k], name | VAL_IS_NAME)) return false;
    return true;
}

static bool add_joins_at(struct writing *w, const struct word *const *word, size_t left, uint32_t name,
                         bool is_firms)
{
    char text[JOIN_LETTERS_MAX * 4];
    for (size_t len = 2; len <= JOIN_WORDS_MAX && len <= left; len++) {
        if (!words_can_join(word, len)) continue;
        str joined = key_join_text(word, len, text);
        uint32_t code = is_firms ? roman_code(joined) : 0;
        if (!add_key(w, key_of_join(joined), name | VAL_IS_NAME)) return false;
        if (code && !add_key(w, key_of_roman_join(code), name | VAL_IS_NAME)) return false;
        if (!add_join_sounds_at(w, word, len, name)) return false;
    }
    return true;
}

/* A firm's initials, in all the ways that acronym_stems asks for. */
static bool add_acronym_keys(struct writing *w, const struct word *const *word, size_t count, uint32_t name)
{
    struct acronyms a;
    if (count < ACRONYM_LETTERS_MIN || count > ACRONYM_LETTERS_MAX + 4) return true;
    acronyms_of(word, count, false, &a);
    for (size_t k = 0; k < 2; k++)
        if (a.len[k] >= ACRONYM_INDEXED_MIN &&
            !add_key(w, key_of_acronym(str_of(a.text[k], a.len[k])), name | VAL_IS_NAME))
            return false;
    return true;
}

static bool add_join_keys(struct writing *w)
{
    struct name_build *b = w->b;
    const struct word *word[WORDS_MAX];
    for (uint32_t i = 0; i < b->names; i++) {
        const struct built_name *n = &b->name[w->by_place[i]];
        for (size_t k = 0; k < n->count; k++) word[k] = &b->word[b->list[n->list + k]].word;
        if (n->reading != READ_PERSON && !add_acronym_keys(w, word, n->count, i)) return false;
        for (size_t k = 0; k + 1 < n->count; k++)
            if (!add_joins_at(w, word + k, n->count - k, i, n->reading != READ_PERSON)) return false;
    }
    return true;
}

static bool add_reading_keys(struct writing *w)
{
    struct name_build *b = w->b;
    uint64_t key[HYPOTHESIS_KEYS_MAX];
    for (uint32_t i = 0; i < b->names; i++) {
        const struct built_name *n = &b->name[w->by_place[i]];
        for (size_t h = 0; h < n->hyps; h++) {
            size_t count = readings_keys(&b->hyp[n->hyp + h], key);
            for (size_t k = 0; k < count; k++)
                if (!add_key(w, key[k], i | VAL_IS_NAME)) return false;
        }
    }
    return true;
}

static void write_readings(struct writing *w)
{
    struct name_build *b = w->b;
    struct buf *rows = w->section[SEC_READ], *hyps = w->section[SEC_HYP];
    for (uint32_t i = 0; i < b->names; i++) {
        const struct built_name *n = &b->name[w->by_place[i]];
        if (!n->hyps) continue;
        buf_put_u32(rows, i);
        buf_put_u32(rows, (uint32_t)(hyps->len / HYP_ROW));
        for (size_t h = 0; h < n->hyps; h++) {
            const struct hypothesis *k = &b->hyp[n->hyp + h];
            buf_add_byte(hyps, (char)k->system);
            buf_add_byte(hyps, (char)(k->given | k->is_whole << 2 | k->dropped << 3 | k->is_far << 5 | k->extra << 6));
            buf_put_u16(hyps, (uint16_t)k->prior_cb);
            for (size_t u = 0; u < HYPOTHESIS_UNITS; u++) buf_put_u16(hyps, k->unit[u]);
        }
    }
    buf_put_u32(rows, UINT32_MAX);
    buf_put_u32(rows, (uint32_t)(hyps->len / HYP_ROW));
}

/* --- sounds under their keys --------------------------------------------------------------------- */

struct echo {
    uint64_t mixed, sound;
    uint32_t word;
};

static bool add_echoes(struct writing *w)
{
    uint64_t key[SOUND_KEYS_MAX];
    for (uint32_t i = 0; i < w->b->words; i++) {
        const struct word *word = &w->b->word[w->by_rank[i]].word;
        uint32_t script = (uint32_t)sound_script(word->text) << ECHO_SCRIPT_SHIFT;
        for (uint32_t s = 0; s < word->sounds; s++) {
            size_t n = sound_keys(&word->sound[s], key);
            w->lettered += s == 0 && word->sound[0].class != SOUND_SPOKEN;
            for (size_t k = 0; k < n; k++) {
                if (!build_make_room(w->b, (void **)&w->echo, w->echoes, &w->echoes_room, sizeof *w->echo)) return false;
                w->echo[w->echoes++] = (struct echo){ key_mix(key[k]), sound_pack(&word->sound[s]),
                                                      i | script | (uint32_t)(s == 0) << ECHO_IS_FIRST_SHIFT };
            }
        }
    }
    return true;
}

static bool write_echoes(struct writing *w, uint32_t buckets)
{
    uint32_t *first = mem_calloc((size_t)buckets + 2, sizeof *first);
    struct echo *sorted = mem_alloc((w->echoes + 1) * sizeof *sorted);
    bool good = first && sorted;
    for (size_t i = 0; good && i < w->echoes; i++) first[index_bucket_of(w->echo[i].mixed, buckets) + 2]++;
    for (size_t i = 2; good && i < (size_t)buckets + 2; i++) first[i] += first[i - 1];
    for (size_t i = 0; good && i < w->echoes; i++)
        sorted[first[index_bucket_of(w->echo[i].mixed, buckets) + 1]++] = w->echo[i];
    for (size_t i = 0; good && i <= buckets; i++) buf_put_u32(w->section[SEC_ECHO_SLOT], first[i]);
    for (size_t i = 0; good && i < w->echoes; i++) {
        buf_put_u64(w->section[SEC_ECHO], sorted[i].sound);
        buf_put_u32(w->section[SEC_ECHO], sorted[i].word);
    }
    mem_free(first);
    mem_free(sorted);
    return good;
}

static bool is_key_before(const struct key_entry *x, const struct key_entry *y)
{
    uint16_t a = index_tag_of(x->mixed), b = index_tag_of(y->mixed);
    return a != b ? a < b : x->val < y->val;
}

/* Buckets hold about eight keys, but a join that all of a family share piles up in one. */
static void sort_bucket(struct key_entry *e, size_t count)
{
    for (size_t gap = count / 2; gap; gap /= 2)
        for (size_t i = gap; i < count; i++) {
            struct key_entry x = e[i];
            size_t j = i;
            for (; j >= gap && is_key_before(&x, &e[j - gap]); j -= gap) e[j] = e[j - gap];
            e[j] = x;
        }
}

static void write_bucket(struct writing *w, struct key_entry *e, size_t count)
{
    sort_bucket(e, count);
    for (size_t i = 0; i < count; i++) {
        bool is_again = i && index_tag_of(e[i].mixed) == index_tag_of(e[i - 1].mixed) &&
                        e[i].val == e[i - 1].val;
        if (is_again) continue;
        buf_put_u16(w->section[SEC_TAG], index_tag_of(e[i].mixed));
        add_number(w->section[SEC_VAL], w->width, e[i].val);
    }
}

static bool write_keys(struct writing *w, uint32_t buckets)
{
    size_t *first = mem_calloc((size_t)buckets + 2, sizeof *first);
    struct key_entry *sorted = mem_alloc((w->keys + 1) * sizeof *sorted);
    bool good = first && sorted;
    for (size_t i = 0; good && i < w->keys; i++)
        first[index_bucket_of(w->key[i].mixed, buckets) + 2]++;
    for (size_t i = 2; good && i < (size_t)buckets + 2; i++) first[i] += first[i - 1];
    for (size_t i = 0; good && i < w->keys; i++)
        sorted[first[index_bucket_of(w->key[i].mixed, buckets) + 1]++] = w->key[i];
    for (size_t i = 0; good && i < buckets; i++) {
        buf_put_u32(w->section[SEC_SLOT], (uint32_t)(w->section[SEC_TAG]->len / 2));
        write_bucket(w, sorted + first[i], first[i + 1] - first[i]);
    }
    if (good) buf_put_u32(w->section[SEC_SLOT], (uint32_t)(w->section[SEC_TAG]->len / 2));
    mem_free(first);
    mem_free(sorted);
    return good;
}

static uint32_t bucket_count(size_t keys)
{
    uint32_t buckets = 16;
    while (buckets < keys / 8 && buckets < 1u << 28) buckets *= 2;
    return buckets;
}

static void write_head(struct writing *w, uint32_t buckets, uint32_t echo_buckets)
{
    struct buf *out = w->section[SEC_HEAD];
    buf_put_u32(out, w->b->added);
    buf_put_u32(out, (uint32_t)w->b->names);
    buf_put_u32(out, (uint32_t)w->b->words);
    buf_put_u32(out, buckets);
    for (int r = 0; r <= READINGS; r++) buf_put_u32(out, w->first[r]);
    buf_put_u32(out, NAME_TABLES_VERSION);
    for (int i = 0; i < SCRIPTS; i++) buf_put_u32(out, w->b->in_script[i]);
    buf_put_u32(out, echo_buckets);
    buf_put_u32(out, w->lettered);
    buf_put_u32(out, w->width);
}

/* --- what is alike to common words ---------------------------------------------------------------- */

enum { NEAR_NAMES_MIN = 4 };

/* The index as far as it is written. */
static struct name_index written(const struct writing *w)
{
    struct name_index x = { .names = (uint32_t)w->b->names, .tokens = (uint32_t)w->b->words, .width = w->width };
    for (int i = 0; i < SECTIONS; i++) {
        str bytes = buf_str(w->section[i]);
        x.section[i] = (struct part_view){ (const uint8_t *)bytes.data, bytes.len };
    }
    return x;
}

static unsigned near_how_of(enum name_part_how how)
{
    switch (how) {
    case PART_SAME: return NEAR_SAME;
    case PART_TYPO: return NEAR_TYPO;
    case PART_INITIAL: return NEAR_INITIAL;
    case PART_SOUND: return NEAR_SOUND;
    case PART_NICKNAME: return NEAR_NICKNAME;
    case PART_MISSING:
    case PART_JOINED:
    case PART_DIFFERENT:
    case PART_FORM:
    case PART_TRANSLATED:
    case PART_ACRONYM:
    case PART_READ: break;
    }
    return NEAR_HOWS; /* such are not of one word alone */
}

static bool write_near(struct writing *w, struct name_scratch *s, const struct name_index *x, uint32_t rank, struct list_of *near)
{
    struct word word = { .text = w->b->word[w->by_rank[rank]].word.text };
    form_weigh(&word, 1u << READ_PERSON);
    form_hear(&word);
    if (!search_near(s, x, &word, near)) return false;
    const struct near_word *n = near->items;
    for (size_t i = 0; i < near->count; i++)
        if (10000 - n[i].like_bp > NEAR_LESS_MASK || near_how_of(n[i].how) == NEAR_HOWS) return true;
    if (!near->count) return true;
    buf_put_u32(w->section[SEC_NEAR_ROW], rank);
    buf_put_u32(w->section[SEC_NEAR_ROW], (uint32_t)(w->section[SEC_NEAR]->len / (w->width + 2)));
    for (size_t i = 0; i < near->count; i++) {
        add_number(w->section[SEC_NEAR], w->width, n[i].word);
        buf_put_u16(w->section[SEC_NEAR], (uint16_t)((10000u - n[i].like_bp) | near_how_of(n[i].how) << NEAR_HOW_SHIFT));
    }
    return true;
}

static bool write_nears(struct writing *w, const struct inverted *inv)
{
    struct name_scratch *s = name_scratch_new();
    struct name_index x = written(w);
    struct list_of near = { .count = 0 };
    bool good = s != NULL;
    for (uint32_t i = 0; good && i < w->b->words; i++)
        if (inv->first[i + 1] - inv->first[i] >= NEAR_NAMES_MIN) good = write_near(w, s, &x, i, &near);
    buf_put_u32(w->section[SEC_NEAR_ROW], UINT32_MAX);
    buf_put_u32(w->section[SEC_NEAR_ROW], (uint32_t)(w->section[SEC_NEAR]->len / (w->width + 2)));
    mem_free(near.items);
    name_scratch_free(s);
    return good;
}

static bool write_all(struct writing *w)
{
    struct inverted inv = { NULL, NULL };
    bool is_small = w->b->names < SMALL_END && w->b->words < SMALL_END && !w->b->is_wide;
    w->width = is_small ? WIDTH_SMALL : WIDTH_FULL;
    bool good = rank_words(w) && place_names(w) && invert(w, &inv) && add_word_keys(w) &&
                add_join_keys(w) && add_reading_keys(w) && add_echoes(w);
    if (good) {
        uint32_t buckets = bucket_count(w->keys);
        uint32_t echo_buckets = bucket_count(w->echoes * 8);
        write_head(w, buckets, echo_buckets);
        write_names(w);
        write_words(w, &inv);
        write_readings(w);
        good = write_keys(w, buckets) && write_echoes(w, echo_buckets) && write_nears(w, &inv);
    }
    mem_free(inv.first);
    mem_free(inv.names);
    return good;
}

cordon_status name_build_write(struct name_build *b, struct part_writer *w,
                               struct cordon_error *err)
{
    struct writing work = { .b = b };
    cordon_status st = CORDON_OK;
    if (b->status) {
        if (err) *err = b->err;
        return b->status;
    }
    for (int i = 0; i < SECTIONS; i++)
        work.section[i] = part_writer_section(w, index_tag[i], INDEX_VERSION);
    if (!write_all(&work)) st = error_nomem(err);
    for (int i = 0; !st && i < SECTIONS; i++)
        if (work.section[i]->failed)
            st = error_set(err, buf_status(work.section[i]), "name index: section '%s' does not fit",
                           index_tag[i]);
    mem_free(work.by_rank);
    mem_free(work.by_place);
    mem_free(work.key);
    mem_free(work.echo);
    return st;
}
