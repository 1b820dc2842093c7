/* How alike two words are. Private to name/. */
#ifndef NAME_ALIKE_H
#define NAME_ALIKE_H

#include "name/form.h"

enum {
    TYPO_LETTERS_MIN = 3,  /* shorter words never match by typo */
    TYPO_LETTERS_MAX = 40, /* longer ones neither: a cap on keys a word */
    JOIN_LETTERS_MAX = 28, /* words written together, counted together */
    JOIN_WORDS_MAX = 3,
    JOIN_BP = 9700,
    INITIAL_BP = 8500,
    NICKNAME_BP = 8000,
    TRANSLATED_BP = 9600,
    ROMAN_BP = 9500,       /* hangul and Latin letters */
    ROMAN_LATIN_BP = 8900, /* two ways of writing it in Latin letters */
};

/**
 * How alike two words are, 0 (not at all) .. 10000 (same text); symmetric.
 *
 * One slip (a letter more, less, other, or two swapped) is a typo from three letters on; from
 * eight on also one letter lost on each side. Digits never slip. Words that sound alike, in whatever
 * script, are alike; so are nicknames, less. Two words share a key of key_word_forms or key_word_heard.
 */
uint16_t word_alike(const struct word *a, const struct word *b, enum name_part_how *ret_how);
/** The same by letters alone. */
uint16_t word_spelled(const struct word *a, const struct word *b, enum name_part_how *ret_how);
/** By letters, and with no regard to whether they are names, of whom: the same for people of all cultures. */
uint16_t word_written(const struct word *a, const struct word *b, enum name_part_how *ret_how);
/**
 * What sounds and nicknames say beside it.
 *
 * @param spelled_bp  by letters, and how
 * @return the higher of the two; *how is changed only when it rose
 */
uint16_t word_heard(const struct word *a, const struct word *b, uint16_t spelled_bp, enum name_part_how *how);

/** Are two words of firms' names another writing of one: a translation, a short form, hangul and Latin letters?
 *  0 when they are the same text, or are read as persons'; symmetric. */
uint16_t word_means(const struct word *a, const struct word *b);

/** Does this way of being alike count in a reading? In firms' names one letter stands for no word, in persons'
 *  nothing is translated. */
static inline bool alike_counts(enum reading r, enum name_part_how how)
{
    if (r == READ_WORD) return how != PART_INITIAL;
    return r != READ_PERSON || (how != PART_TRANSLATED && how != PART_ACRONYM);
}

/** Bytes of the letter (code point) that begins at `at`. */
size_t letter_len(str text, size_t at);

/** How alike words are that sound so; of one script they must be nearer, the more so the shorter.
 *  @param firsts  how many of the two are the likeliest way of their word */
uint16_t sounds_in_words(const struct heard *a, const struct sound *b, bool is_one_script, unsigned firsts);

/** Code points of a word. */
uint16_t word_letters(str text);

/** May these neighbouring words be written together, and is it worth looking for? */
bool words_can_join(const struct word *const *w, size_t count);
/** What neighbours sound like when they are written together; false when they are not of one kind of script. */
bool words_sound_joined(const struct word *const *w, size_t count, struct sound *ret);
/** Is `whole` the neighbours written together, in one script or in hangul against Latin letters, or what they sound like
 *  together in a script without vowels? */
bool words_are_joined(const struct word *const *w, size_t count, const struct word *whole);

#endif
