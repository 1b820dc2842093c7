/*
 * The name index as it lies in a part. Private to name/.
 *
 *   key --> word --> names that have it            (a word as it stands or less one letter)
 *   key --> name                                   (neighbours written together)
 *
 *   nam.head  u32: names added, stored, words, buckets, first stored name of each reading and the
 *             end, version of the word tables, names of each script
 *   nam.name  one row a stored name: row u32, statement u32, first place in nam.list u32,
 *             legal u16, words u8, flags u8 (kind in the two high bits)
 *   nam.list  numbers: the words of each name, in written order
 *   nam.word  one row a word, in byte order of their text: text u32, postings u32, weight u16 x 3,
 *             kind u8, has a digit and class u8; a last row closes both offsets
 *   nam.text  the words' text
 *   nam.post  names of each word: steps between rising numbers, 7 bits a byte
 *   nam.slot  u32: first place in nam.tag and nam.val of each bucket of keys, and the end
 *   nam.tag   u16: sixteen bits of the key
 *   nam.val   numbers: a word, or with the top bit a stored name. Numbers here are of three bytes, or of four in an
 *             index of more than eight million names or words (HEAD_WIDTH)
 *   nam.nrow  words that many names have: word u32, first place in nam.near u32; a last row closes
 *   nam.near  what is alike to each of them in persons' names, found when the index was built: word (a number),
 *             u16 how alike and by what. Most queries have such words, and they have the most spellings
 *
 *   nam.read  names that a culture model reads: stored name u32, first place in nam.hyp u32; a last
 *             row closes
 *   nam.hyp   12 bytes a reading: struct hypothesis (model.h)
 *
 *   nam.eslt  u32: first place in nam.echo of each bucket of sound keys, and the end
 *   nam.echo  12 bytes: sound u64 (sound_pack), its word u32 (ECHO_WORD and above it how it is written). A key of a
 *             sound leads to what is compared, without a look at the word
 *
 * A name whose kind is not said is stored once a reading. Tags are only a sieve: what a key of nam.tag finds
 * is compared as text, so a wrong tag costs time and nothing else. nam.near and nam.echo are believed: they hold what comparing
 * found when the index was built, which is why HEAD_TABLES covers the code that compares.
 */
#ifndef NAME_INDEX_H
#define NAME_INDEX_H

#include "base/num.h"
#include "name/form.h"

enum { INDEX_VERSION = 6 };

enum index_section {
    SEC_HEAD = 0,
    SEC_NAME,
    SEC_LIST,
    SEC_WORD,
    SEC_TEXT,
    SEC_POST,
    SEC_SLOT,
    SEC_TAG,
    SEC_VAL,
    SEC_READ,
    SEC_HYP,
    SEC_ECHO_SLOT,
    SEC_ECHO,
    SEC_NEAR_ROW,
    SEC_NEAR,
    SECTIONS,
};

extern const char *const index_tag[SECTIONS];

enum head_field {
    HEAD_ADDED = 0,
    HEAD_STORED,
    HEAD_WORDS,
    HEAD_BUCKETS, /* a power of two */
    HEAD_READING, /* READINGS + 1 numbers */
    HEAD_TABLES = HEAD_READING + READINGS + 1,
    HEAD_SCRIPT,                 /* names added, by their script: SCRIPTS numbers */
    HEAD_ECHO_BUCKETS = HEAD_SCRIPT + SCRIPTS, /* a power of two */
    HEAD_LETTERED,                             /* words of scripts without vowels */
    HEAD_WIDTH,                                /* bytes of a number */
    HEAD_FIELDS,
};

/** Byte 15 of a word's row. */
enum { WORD_HAS_DIGIT = 1, WORD_IS_UNVOWELLED = 2 };
enum { NAME_ROW = 16, WORD_ROW = 16, READ_ROW = 8, HYP_ROW = 12, ECHO_ROW = 12 };
enum { NAME_KIND_SHIFT = 6, NAME_FLAGS_MASK = (1 << NAME_KIND_SHIFT) - 1 };

enum { INDEX_CLASS_SHIFT = 2 }; /* above them: enum word_class */

#define VAL_IS_NAME 0x80000000u

/** Numbers of three bytes or of four; the top bit of three is brought to that of four. */
enum { WIDTH_SMALL = 3, WIDTH_FULL = 4, SMALL_END = 1 << 23 };
static inline uint32_t index_number(const uint8_t *p, unsigned width)
{
    uint32_t low = p[0] | (uint32_t)p[1] << 8;
    return width == WIDTH_SMALL ? low | (p[2] & 0x7Fu) << 16 | (uint32_t)(p[2] >> 7) << 31
                                : low | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}
/** Place `i` of nam.val, which must be there. */
static inline uint32_t index_val(const struct name_index *x, uint32_t i)
{
    return index_number(x->section[SEC_VAL].data + (size_t)i * x->width, x->width);
}

/** A row of nam.near: how alike is 10000 - bp, and in the high bits by what. */
enum near_how { NEAR_SAME = 0, NEAR_TYPO, NEAR_INITIAL, NEAR_SOUND, NEAR_NICKNAME, NEAR_HOWS };
enum { NEAR_HOW_SHIFT = 13, NEAR_LESS_MASK = (1 << NEAR_HOW_SHIFT) - 1, NEAR_ROW_ROW = 8 };

struct stored_name {
    uint32_t       row, statement;
    uint32_t       list; /* first place in nam.list */
    uint16_t       legal;
    uint8_t        count;
    uint8_t        flags;
    enum name_kind kind;
};

struct stored_word {
    str      text;
    uint32_t post_from, post_to;
    uint16_t weight[READINGS];
};

/** A word of nam.echo: number, and in the high bits its script and whether this is its first sound. */
enum { ECHO_SCRIPT_SHIFT = 27, ECHO_IS_FIRST_SHIFT = 31, ECHO_WORD = (1 << ECHO_SCRIPT_SHIFT) - 1, ECHO_SCRIPT_MASK = 15 };

/** Stored name `n`; false outside or when its words are. */
bool index_name(const struct name_index *x, uint32_t n, struct stored_name *ret);
bool index_word(const struct name_index *x, uint32_t w, struct stored_word *ret);
/** Bytes of the postings of word `w`, which must be one of the index. */
static inline uint32_t index_posting_bytes(const struct name_index *x, uint32_t w)
{
    const uint8_t *row = x->section[SEC_WORD].data + (size_t)w * WORD_ROW; /* a last row closes */
    uint32_t from = num_get_u32(row + 4), to = num_get_u32(row + WORD_ROW + 4);
    return to > from ? to - from : 0;
}
/** The same as a word to compare with others, by letters; its concept only when it is asked for. */
bool index_word_read(const struct name_index *x, uint32_t w, bool with_concept, struct word *ret);
/** Class of a word by its row in nam.word. */
static inline uint8_t index_word_class(const uint8_t *row)
{
    uint8_t class = row[15] >> INDEX_CLASS_SHIFT;
    return class < WORD_CLASSES ? class : WORD_CLASSES - 1;
}
/** Bucket of a mixed key of a sound: rows [from, to) of nam.echo. */
void index_echoes(const struct name_index *x, uint64_t mixed, uint32_t *ret_from, uint32_t *ret_to);
/** The words of a name, a number each; NULL when they lie outside. The numbers are not checked. */
const uint8_t *index_words_of(const struct name_index *x, const struct stored_name *n);
static inline uint32_t index_listed(const struct name_index *x, const uint8_t *words, size_t at)
{
    return index_number(words + at * x->width, x->width);
}
/** The number of the word with this text; false when the index has none. */
bool index_find_word(const struct name_index *x, str text, uint32_t *ret);
/** Rows [from, to) of nam.near of a word; false when it has none. */
bool index_near(const struct name_index *x, uint32_t w, uint32_t *ret_from, uint32_t *ret_to);
/** Bucket of a mixed key: places [from, to) of nam.tag and nam.val. */
void index_bucket(const struct name_index *x, uint64_t mixed, uint32_t *ret_from,
                  uint32_t *ret_to);
/** A bucket will be asked for soon: nothing but speed. */
void index_fetch(const struct name_index *x, uint64_t mixed);
/** The same behind the bucket's own place. */
void index_fetch_bucket(const struct name_index *x, uint64_t mixed);
/** Rows of stored sounds will be asked for soon. */
void index_fetch_echoes(const struct name_index *x, uint64_t mixed);
/** The same of a word. */
static inline void index_fetch_word(const struct name_index *x, uint32_t w)
{
    __builtin_prefetch(x->section[SEC_WORD].data + (size_t)w * WORD_ROW);
}
/** The names of a word will be asked for soon. */
static inline void index_fetch_postings(const struct name_index *x, uint32_t w)
{
    uint32_t from = num_get_u32(x->section[SEC_WORD].data + (size_t)w * WORD_ROW + 4);
    if (from < x->section[SEC_POST].len) __builtin_prefetch(x->section[SEC_POST].data + from);
}
/** A stored name will be asked for soon; and, when it is there, its words. */
static inline void index_fetch_name(const struct name_index *x, uint32_t n)
{
    __builtin_prefetch(x->section[SEC_NAME].data + (size_t)n * NAME_ROW);
}
static inline void index_fetch_list(const struct name_index *x, uint32_t n)
{
    uint32_t from = num_get_u32(x->section[SEC_NAME].data + (size_t)n * NAME_ROW + 8);
    size_t at = (size_t)from * x->width;
    if (at < x->section[SEC_LIST].len) __builtin_prefetch(x->section[SEC_LIST].data + at);
}
uint32_t index_head(const struct name_index *x, unsigned field);
uint32_t index_bucket_of(uint64_t mixed, uint32_t buckets);
uint16_t index_tag_of(uint64_t mixed);

/** Names of a word, one after the other. */
struct postings {
    const uint8_t *p, *end;
    uint32_t       next; /* smallest number still possible */
};
void index_postings(const struct name_index *x, uint32_t w, struct postings *ret);
/** @return false at the end; *ret is not checked against the number of names */
static inline bool postings_next(struct postings *p, uint32_t *ret)
{
    uint32_t step = 0;
    if (p->p < p->end && *p->p < 0x80) { /* most are near the one before */
        *ret = p->next + *p->p++;
        p->next = *ret + 1;
        return true;
    }
    for (unsigned shift = 0; p->p < p->end && shift < 32; shift += 7) {
        uint8_t b = *p->p++;
        step |= (uint32_t)(b & 0x7F) << shift;
        if (b < 0x80) {
            *ret = p->next + step;
            p->next = *ret + 1;
            return true;
        }
    }
    p->p = p->end;
    return false;
}

#endif
