/*
 * Words that name a business, a body, a place or a number, in many languages: what a word means,
 * whatever its language. Private to name/. Table: data/vocabulary.tsv.
 */
#ifndef NAME_VOCABULARY_H
#define NAME_VOCABULARY_H

#include "base/str.h"

/** How much a word tells names of firms apart. */
enum word_class {
    CLASS_NONE = 0, /* a word of nobody else: the name proper */
    CLASS_STOP,     /* of, the */
    CLASS_FORM,     /* company, group, institute */
    CLASS_GENERIC,  /* bank, trading */
    CLASS_LIGHT,    /* Korea, Moscow, northern */
    CLASS_CORE,     /* revolution, front */
    CLASS_NUMBER,   /* 2, 2nd, second, II: another number is another party */
    WORD_CLASSES,
};

/** Concepts of numbers: CONCEPT_NUMBERS + 39 is 39. */
enum { CONCEPT_NUMBERS = 1000, CONCEPT_NUMBER_MAX = 9999 };

/**
 * What a word means: words of one concept are translations or short forms of each other.
 *
 * @param plain  folded without marks, as text_token.plain
 * @return 0 when no table knows it
 *
 * Cost:   one look-up, and one more for each of up to seven last letters
 * Source: docs/sources.md#vocabulary
 */
uint16_t vocabulary_concept(str plain);
enum word_class vocabulary_class(uint16_t concept);

/** A concept in English, static; empty for a number, which says itself, and for none. */
str vocabulary_meaning(uint16_t concept);
/** ISO 639-1 of the language that a word of the table belongs to, static; empty for one that no table knows, digits too. */
str vocabulary_language(str plain);

/**
 * The longest word of the vocabulary that begins here in text written without blanks (hangul, Han,
 * kana), or a run of digits.
 *
 * @return its bytes, 0 when there is none
 */
size_t vocabulary_prefix(str plain);

#endif
