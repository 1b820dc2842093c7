/* Legal forms in the names of companies. Private to name/. Table: data/orgforms.tsv. */
#ifndef NAME_ORGFORM_H
#define NAME_ORGFORM_H

#include "base/str.h"

/** One legal form found in a name. */
struct orgform {
    uint16_t first;    /* first token of the form */
    uint16_t count;    /* tokens, at least 1 */
    uint16_t from, to; /* bytes of token `first` that are the form: all of it, unless it is
                          written together with the name as Han and hangul do, then its end or
                          its beginning (count is 1) */
    str class_id;      /* what it is, static: "ltd", "llc", "jsc", "kk" ... */
};

/**
 * Find the legal forms of a name: runs of tokens at its end and its beginning, the longest
 * first and one after the other ("Trading Group Co., Ltd" has ltd and group), and forms that
 * mean nothing else anywhere.
 *
 * At least one token, or the rest of one, is always left over: a firm called "The Company
 * Limited" keeps a name. Writings of the same form share a class: "Co., Ltd", "Limited" and the
 * Chinese for it are all ltd.
 *
 * @param tokens    folded without marks, as text_token.plain
 * @param count     0..65535
 * @param ret_forms `count` slots
 * @return forms found, in the order of their tokens; they do not overlap
 *
 * Cost:    a few look-ups a token; no allocation
 * Source:  docs/sources.md#orgforms
 */
size_t orgform_find(const str *tokens, size_t count, struct orgform *ret_forms);

/** The long words that legal forms are made of ("limited", "gesellschaft"), FORM_WORD_LETTERS_MIN
 *  letters and more and no digit, the frequent ones first. */
enum { FORM_WORD_LETTERS_MIN = 5 };
size_t orgform_word_count(void);
str orgform_word(size_t i);
unsigned orgform_word_letters(size_t i);

#endif
