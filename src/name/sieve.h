/*
 * Sieving traces of very many names for the few that may be near to some listed ones: what its files share. Private to name/.
 *
 *   a subject's name ──► trace (sieve_trace.c)                                           kept for each of ten million
 *   names of an index, and which words are alike to theirs ──► sieve (sieve.c) ──► trace passes or not (sieve_pass.c)
 *
 *   trace   bytes behind it u16, views u8, then each view, then keys u16 and each key u32
 *   view    words u8 (VIEW_INITIAL: some are initials), and by how many: up to five, a bit u32 for each set of them that
 *           suffices, and each word u32; more, each word u32 of a set that any name found shares one of (VIEW_ANY)
 *
 * A key's 32 bits are the sixteen of its tag and sixteen of those that choose its bucket, so that a sieve is
 * made from any index.
 */
#ifndef NAME_SIEVE_H
#define NAME_SIEVE_H

#include "name/search.h"

enum {
    VIEW_WORDS = 5,         /* with a table of sets: 32 bits */
    VIEW_ANY = 1 << 7,
    VIEW_INITIAL = 1 << 6,
    VIEW_ALWAYS = 0xFF,     /* no set of words says anything: let through */
};

/** What stands for a word in traces and marks; a folded text is no word of the same letters. */
static inline uint32_t sieve_word_hash(str text, bool is_sign)
{
    return (uint32_t)str_hash(text) ^ (is_sign ? 0x5A5A5A5Au : 0);
}

/* --- the sieve ------------------------------------------------------------------------------------------------ */

enum {
    SIEVE_CLASSES = 256,
    CLASS_WORDS = SIEVE_CLASSES / 64,
    MARK_BITS = 24,  /* of the bit set of words */
    FRONT_BITS = 22, /* of the bit set before the keys */
};

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

static inline bool sieve_bit(const uint64_t *bits, uint32_t at)
{
    return bits[at >> 6] >> (at & 63) & 1;
}

static inline void sieve_set_bit(uint64_t *bits, uint32_t at)
{
    bits[at >> 6] |= (uint64_t)1 << (at & 63);
}

static inline uint32_t sieve_mix(uint32_t key)
{
    return key * 0x9E3779B1u;
}

/** The mark of a word, or the free one where it would stand: its count is 0. */
static inline struct mark *sieve_mark_of(struct mark *mark, size_t room, uint32_t hash)
{
    size_t at = sieve_mix(hash) & (room - 1);
    while (mark[at].count && mark[at].hash != hash) at = (at + 1) & (room - 1);
    return &mark[at];
}

/** The place of a key, or the free one where it would stand. */
static inline size_t sieve_key_at(const struct name_sieve *v, uint32_t key)
{
    size_t at = sieve_mix(key) & (v->room - 1);
    while (v->key[at] && v->key[at] != key) at = (at + 1) & (v->room - 1);
    return at;
}

#endif
