/* Made-up names for tests of name/: words from a small pool, so that they meet often. */
#ifndef TESTS_NAME_MAKER_H
#define TESTS_NAME_MAKER_H

#include "base/num.h"
#include "name/name.h"

#include <stdio.h>

struct maker {
    uint64_t random;
};

static inline size_t maker_below(struct maker *m, size_t n)
{
    m->random ^= m->random << 13;
    m->random ^= m->random >> 7;
    m->random ^= m->random << 17;
    return (size_t)(m->random % n);
}

static const char *const maker_words[] = {
    "kim", "kin", "jong", "jung", "un", "il", "jongun", "ri", "rim", "chol", "cholsu", "su",
    "mohammad", "mohamad", "muhammad", "al", "bin", "masri", "almasri", "abd", "rahman",
    "abdalrahman", "abdal", "john", "jon", "johan", "smith", "smyth", "j", "k", "dr", "general",
    "trading", "tradin", "company", "ltd", "llc", "co", "corp", "bank", "of", "the", "star",
    "sea", "seastar", "3", "4", "12", "2b", "petrovich", "petrovic", "petrowich", "international",
    "internatoinal", "jos\xC3\xA9", ("pe\xC3\xB1" "a"), "pena", "\xEA\xB9\x80\xEC\xA0\x95\xEC\x9D\x80",
    "\xEA\xB9\x80\xEC\xA0\x95\xEC\x9D\xBC", "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD\xD0\xBE\xD0\xB2",
    "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD\xD0\xBE\xD0\xB2\xD0\xB0", "o'brien", "s.a.", "chonmasan",
    "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD", "ivanov", "ivanova", "iwanow", "yvan", "sergey", "sergej", "serguei",
    "\xD0\xA1\xD0\xB5\xD1\x80\xD0\xB3\xD0\xB5\xD0\xB9", "\xD0\x9F\xD0\xB5\xD1\x82\xD1\x80\xD0\xBE\xD0\xB2\xD0\xB8\xD1\x87", "sasha", "aleksandr", "alexander", "aliaksandr",
    "jurgen", "yurgen", "chaikovski", "tschaikowsky", "\xD0\xA7\xD0\xB0\xD0\xB9\xD0\xBA\xD0\xBE\xD0\xB2\xD1\x81\xD0\xBA\xD0\xB8\xD0\xB9", "chon", "ma", "san", "hyon", "hyong", "zvezda", "aaaa", "aaa", "aa", "a",
};

/* 1..6 words, into `text` of 256 bytes. */
static inline str maker_name(struct maker *m, char *text)
{
    static const char *const between[] = { " ", " ", " ", "-", ", " };
    size_t words = 1 + maker_below(m, maker_below(m, 2) ? 3 : 6), len = 0;
    for (size_t i = 0; i < words; i++)
        len += (size_t)snprintf(text + len, 256 - len, "%s%s",
                                i ? between[maker_below(m, COUNT_OF(between))] : "",
                                maker_words[maker_below(m, COUNT_OF(maker_words))]);
    return str_of(text, len);
}

/* One ASCII letter lost, changed, added or swapped; may leave the name as it was. */
static inline str maker_slip(struct maker *m, str name, char *text)
{
    size_t at = name.len ? maker_below(m, name.len) : 0, len = name.len;
    if (len == 0) return name;
    memcpy(text, name.data, len);
    if (!byte_is_alpha(text[at])) return str_of(text, len);
    switch (maker_below(m, 4)) {
    case 0: text[at] = (char)('a' + maker_below(m, 26)); break;
    case 1: memmove(text + at, text + at + 1, --len - at); break;
    case 2: memmove(text + at + 1, text + at, len++ - at); break;
    default:
        if (at + 1 < len && byte_is_alpha(text[at + 1])) {
            char c = text[at];
            text[at] = text[at + 1];
            text[at + 1] = c;
        }
    }
    return str_of(text, len);
}

#endif
