/*
 * Keys under which names are found: (model, position, atom) in 64 bits. Private to name/.
 *
 *   63..60 model   59..52 position   51..0 atom
 *
 * For the generic model the atom is a hash of text, and the position says what text: a word with
 * its delete-1 forms, or neighbours written together. Culture models have atoms and positions of
 * their own (a surname, a syllable), so one table of keys serves all.
 */
#ifndef NAME_KEY_H
#define NAME_KEY_H

#include "name/alike.h"
#include "name/arabic.h"

enum { KEY_MODEL_GENERIC = 1, KEY_MODEL_KOREAN = 2, KEY_MODEL_CHINESE = 3, KEY_MODEL_JAPANESE = 5 };
enum { KEY_WORD = 0, KEY_JOIN = 1, KEY_SOUND = 2, KEY_SKELETON = 3, KEY_NICKNAME = 4, KEY_SPOKEN_SKELETON = 5,
       KEY_JOIN_SKELETON = 6, KEY_CONCEPT = 7, KEY_ROMAN = 8, KEY_ROMAN_JOIN = 9, KEY_ACRONYM = 10 };
enum { KEYS_HEARD_MAX = 2 * SOUNDS_MAX * SOUND_SKELETONS_MAX + NICK_GROUPS_MAX + 1 };
enum { KEYS_WORD_MAX = TYPO_LETTERS_MAX + 1 };

uint64_t key_make(unsigned model, unsigned position, uint64_t atom);
/** A key with all its bits mixed: table slots are cut from it. */
uint64_t key_mix(uint64_t key);

/** The key of a word as it stands. */
uint64_t key_of_word(str text);
/**
 * Keys of a word: as it stands, then without each of its letters. Two words that word_alike calls
 * a typo of each other share one.
 *
 * @param ret_keys KEYS_WORD_MAX slots
 * @return how many, at least 1
 */
size_t key_word_forms(const struct word *w, uint64_t *ret_keys);
enum keys_for {
    KEYS_TO_STORE = 0,
    KEYS_TO_ASK,
    KEYS_TO_ASK_SPOKEN, /* of an index without a word in a script without vowels */
};

/**
 * Keys of a word's skeletons and nicknames, none twice.
 *
 * Skeletons, under which scripts with and without vowels meet, are coarse: spoken words do not ask for spoken
 * ones by them, so they stand under one position and ask under another.
 *
 * @param ret_keys  KEYS_HEARD_MAX slots
 * @return how many
 */
size_t key_word_heard(const struct word *w, enum keys_for keys_for, uint64_t *ret_keys);
/** The key of all words of a concept (vocabulary.h). */
uint64_t key_of_concept(uint16_t concept);
/** The key of a name's initials (acronym.h). */
uint64_t key_of_acronym(str text);
/** Keys of a code of roman.h: of a word, and of neighbours written together. */
uint64_t key_of_roman(uint32_t code);
uint64_t key_of_roman_join(uint32_t code);
/** The key of neighbours written together, or of a word that may be such. */
uint64_t key_of_join(str text);
/** Keys of neighbours written together in a script without vowels, or of a spoken word that may be such. */
size_t key_join_heard(const struct sound *joined, uint64_t ret[ARABIC_KEYS_MAX]);
/** The text of neighbours written together, into `ret_text` (JOIN_LETTERS_MAX x 4 bytes). */
str key_join_text(const struct word *const *w, size_t count, char *ret_text);

#endif
