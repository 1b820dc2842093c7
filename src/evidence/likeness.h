/* How alike two writings of a name are, and two words of it. Private to evidence/. */
#ifndef EVIDENCE_LIKENESS_H
#define EVIDENCE_LIKENESS_H

#include "evidence/evidence.h"

enum { PLAIN_MAX = 64 };

/** A word folded: small letters, no marks, no apostrophes; several written together. */
struct plain {
    char   text[PLAIN_MAX];
    size_t len;
};
/** False when the word is longer, or no text. */
bool plain_of(str word, struct arena *arena, struct plain *ret);
static inline str plain_str(const struct plain *p)
{
    return str_of(p->text, p->len);
}

/** One slip of the pen: a letter more, less or other, two exchanged; in eight letters two of them. A
 *  syllable is no letter: words of hangul, kana and Han have no slips. */
bool words_slip(str a, str b);
/** The same consonants, those that alphabets exchange taken as one, and few other letters: Minsu and
 *  Minsoo, Yusuf and Youssef; two consonants at least. */
bool words_spelled(str a, str b);
/** The consonants themselves, at most 32; 0 when a word has other letters than a to z. */
size_t word_skeleton(str plain, char ret[32]);

/** Is a word one of the names stated? Then it is a name, whatever else it may mean: Ai and Wolf are. */
bool is_own_word(const struct evidence_run *run, str word);

/**
 * How alike the matcher's pair is as two writings of one person's name.
 *
 * What counts is how many words agree, differ by a slip or spelling, or are other words; never which
 * letters, how many of them, or how rare: else one and the same slip would be a contradiction for
 * somebody with a short name, and none for others. A word that one side leaves out, a title or a
 * particle is no difference; nor is a slip, as long as as many words agree wholly (one slip is fine
 * anyhow, unless another word is other).
 *
 * @return 10000 nothing differs; 9000.. slips, spellings, words written together; below 6000: a word
 *         is another; 0: nothing is shared
 */
uint16_t pair_likeness(struct evidence_run *run, const struct name_pair *p);

#endif
