/*
 * Finding phrases in folded text.
 *
 * Workload: some hundred phrases, messages of a few hundred bytes. A text becomes words with one
 * blank between; phrases that match by whole words are looked up by their first word, the few of
 * other kinds are tried where their script occurs.
 */
#include "evidence/phrase.h"

#include "base/num.h"
#include "base/table.h"
#include "text/text.h"

#include "evidence/phrase_table.h"

#include <utf8proc.h>

enum {
    GAP_WORDS = 3,  /* words that '*' may stand for */
    GAP_BYTES = 60, /* the same where no blanks part words */
    NEAR_WORDS = 3, /* how far in front a "not" is looked for */
    BEHIND_WORDS = 5,
};

/* --- words ------------------------------------------------------------------------------------------ */

static bool is_word_sign(int32_t cp)
{
    utf8proc_category_t c = utf8proc_category(cp);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO);
}

/* Folded words with one blank in front of each and one behind the last. */
static str words_of(str text, struct arena *arena)
{
    str fold = text_fold(text, arena);
    char *out = arena_alloc(arena, fold.len + 2);
    size_t len = 0;
    if (!out) return STR_EMPTY;
    out[len++] = ' ';
    for (size_t at = 0; at < fold.len;) {
        char c = fold.data[at];
        int32_t cp = (uint8_t)c;
        utf8proc_ssize_t n = 1;
        if (cp & 0x80)
            n = utf8proc_iterate((const uint8_t *)fold.data + at, (utf8proc_ssize_t)(fold.len - at), &cp);
        if (n <= 0) return STR_EMPTY; /* text_fold gives UTF-8 only */
        bool is_joiner = cp == '\'' || cp == '`' || cp == 0x2019;
        bool is_sign = cp & ~0x7F ? is_word_sign(cp) : byte_is_alnum(c);
        if (is_sign) {
            memcpy(out + len, fold.data + at, (size_t)n);
            len += (size_t)n;
        } else if (!is_joiner && out[len - 1] != ' ') {
            out[len++] = ' ';
        }
        at += (size_t)n;
    }
    if (out[len - 1] != ' ') out[len++] = ' ';
    return str_of(out, len);
}

static size_t word_end(str text, size_t at)
{
    while (at < text.len && text.data[at] != ' ') at++;
    return at;
}

/* A word of the text against one of a phrase: itself, or one of "{a|b}". */
static bool is_word(str got, str want, bool is_open)
{
    if (want.data[0] != '{') return is_open ? str_starts(got, want) : str_eq(got, want);
    str one, choice = str_sub(want, 1, want.len - 1);
    while (str_next(&choice, '|', &one))
        if (is_open ? str_starts(got, one) : str_eq(got, one)) return true;
    return false;
}

/* Does the phrase go on at a word's beginning? *ret_end: behind it. `is_open`: each word of the text
 * may be longer than the phrase's. */
static bool goes_on(str text, size_t at, str phrase, bool is_open, size_t *ret_end)
{
    str word;
    str rest = phrase;
    while (str_next(&rest, ' ', &word)) {
        if (str_eq(word, STR("*"))) {
            for (unsigned gap = 0; gap <= GAP_WORDS && at < text.len; gap++) {
                if (goes_on(text, at, rest, is_open, ret_end)) return true;
                at = word_end(text, at) + 1;
            }
            return false;
        }
        if (at >= text.len) return false;
        size_t end = word_end(text, at);
        if (!is_word(str_sub(text, at, end), word, is_open)) return false;
        at = end + 1;
    }
    *ret_end = at;
    return true;
}

/* --- the contrary ------------------------------------------------------------------------------------- */

static bool is_one_of(str word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(word, str_c(words[i]))) return true;
    return false;
}

/* "please do not pay in advance", "moving to Telegram is not allowed" */
static bool is_denied(str text, size_t from, size_t end)
{
    static const char *const before[] = { "not",     "dont",   "never",    "cannot",  "cant",  "wont",
                                          "without", "avoid",  "shouldnt", "mustnt",  "against", "didnt",
                                          "doesnt",  "refuse", "refused",  "prohibits", "jangan", "tidak",
                                          "tak",     "bukan",  "dilarang" };
    static const char *const behind[] = { "prohibited", "forbidden", "disallowed", "dilarang", "violates" };
    size_t at = from;
    for (unsigned i = 0; i < NEAR_WORDS && at > 1; i++) {
        size_t stop = at - 1; /* the blank in front */
        at = stop;
        while (at && text.data[at - 1] != ' ') at--;
        if (is_one_of(str_sub(text, at, stop), before, COUNT_OF(before))) return true;
    }
    str last = STR_EMPTY;
    for (unsigned i = 0; i < BEHIND_WORDS && end < text.len; i++) {
        size_t stop = word_end(text, end);
        str word = str_sub(text, end, stop);
        if (is_one_of(word, behind, COUNT_OF(behind))) return true;
        if (str_eq(last, STR("not")) && (str_eq(word, STR("allowed")) || str_eq(word, STR("permitted"))))
            return true;
        last = word;
        end = stop + 1;
    }
    return false;
}

/* The same in Korean and Japanese, where it stands behind the verb. */
static bool is_denied_behind(str text, size_t end)
{
    static const char *const words[] = { "금지",     "안 됩",      "안됩", "마세요", "마십시오", "말아", "않습니다",
                                         "しないで", "できません", "禁止", "だめ",   "不可" };
    str tail = str_sub(text, end, end + GAP_BYTES);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_find(tail, str_c(words[i]), 0) != SIZE_MAX) return true;
    return false;
}

/* --- searching ---------------------------------------------------------------------------------------- */

struct phrase_list {
    const struct table  *first;
    const uint16_t      *begin;
    const struct phrase *rows;
};

/* Classes of the phrases that begin with the word at `at`. */
static uint32_t at_word(const struct phrase_list *l, str text, size_t at, bool denies)
{
    uint32_t found = 0;
    uint32_t row = table_find(l->first, str_sub(text, at, word_end(text, at)));
    if (row == TABLE_NONE) return 0;
    for (size_t i = l->begin[row]; i < l->begin[row + 1]; i++) {
        size_t end;
        if (found >> l->rows[i].cls & 1 || !goes_on(text, at, l->rows[i].words, false, &end)) continue;
        if (!denies || !is_denied(text, at, end)) found |= 1u << l->rows[i].cls;
    }
    return found;
}

static uint32_t by_words(const struct phrase_list *l, str text, bool denies)
{
    uint32_t found = 0;
    for (size_t at = 1; at < text.len; at = word_end(text, at) + 1) found |= at_word(l, text, at, denies);
    return found;
}

static bool is_hangul(str text, size_t at)
{
    uint8_t c = (uint8_t)text.data[at];
    return c >= 0xEA && c <= 0xED;
}

static uint32_t in_korean(str text)
{
    uint32_t found = 0;
    for (size_t at = 1; at < text.len; at = word_end(text, at) + 1) {
        if (!is_hangul(text, at) && !byte_is_alnum(text.data[at])) continue;
        for (size_t i = 0; i < COUNT_OF(korean_rows); i++) {
            size_t end;
            bool stands = korean_rows[i].words.data[0] == text.data[at] &&
                          goes_on(text, at, korean_rows[i].words, true, &end);
            if (stands && !is_denied_behind(text, end)) found |= 1u << korean_rows[i].cls;
        }
    }
    return found;
}

/* Pieces of a phrase, '*' between, in order and not far apart. */
static bool in_order(str text, str phrase, size_t *ret_end)
{
    str piece, rest = phrase;
    if (!str_next(&rest, '*', &piece)) return false;
    for (size_t at = 0; (at = str_find(text, piece, at)) != SIZE_MAX; at++) {
        size_t end = at + piece.len;
        str next, more = rest;
        bool stands = true;
        while (stands && str_next(&more, '*', &next)) {
            size_t found = str_find(str_sub(text, 0, end + GAP_BYTES + next.len), next, end);
            stands = found != SIZE_MAX;
            if (stands) end = found + next.len;
        }
        *ret_end = end;
        if (stands) return true;
    }
    return false;
}

static uint32_t in_japanese(str words, struct arena *arena)
{
    char *out = arena_alloc(arena, words.len);
    size_t len = 0;
    uint32_t found = 0;
    if (!out) return 0;
    for (size_t i = 0; i < words.len; i++)
        if (words.data[i] != ' ') out[len++] = words.data[i];
    str text = str_of(out, len);
    for (size_t i = 0; i < COUNT_OF(japanese_rows); i++) {
        size_t end;
        if (found >> japanese_rows[i].cls & 1 || !in_order(text, japanese_rows[i].words, &end)) continue;
        if (!is_denied_behind(text, end)) found |= 1u << japanese_rows[i].cls;
    }
    return found;
}

uint32_t phrase_classes(str text, struct arena *arena)
{
    static const struct phrase_list list = { &message_first, message_begin, message_rows };
    str words = words_of(text, arena);
    bool has_hangul = false, has_kana = false;
    for (size_t i = 0; i < words.len; i++) {
        uint8_t c = (uint8_t)words.data[i];
        has_hangul |= c >= 0xEA && c <= 0xED;
        has_kana |= c == 0xE3; /* kana, and a few signs beside */
    }
    uint32_t found = by_words(&list, words, true);
    if (has_hangul) found |= in_korean(words);
    if (has_kana) found |= in_japanese(words, arena);
    return found;
}

enum editor editor_of(str tag, struct arena *arena)
{
    static const struct phrase_list list = { &editor_first, editor_begin, editor_rows };
    uint32_t found = by_words(&list, words_of(tag, arena), false);
    if (found >> EDITOR_SCANNER & 1) return EDITOR_SCANNER;
    if (found >> EDITOR_MAKER & 1) return EDITOR_MAKER;
    return found >> EDITOR_IMAGE & 1 ? EDITOR_IMAGE : found >> EDITOR_PDF & 1 ? EDITOR_PDF : EDITOR_NONE;
}

bool is_forwarder_address(str address, struct arena *arena)
{
    static const struct phrase_list list = { &place_first, place_begin, place_rows };
    str words = words_of(address, arena);
    if (by_words(&list, words, false)) return true;
    for (size_t i = 0; i < COUNT_OF(place_other_rows); i++)
        if (str_find(words, place_other_rows[i].words, 0) != SIZE_MAX) return true;
    return false;
}
