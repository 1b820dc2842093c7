/* Names cut down to their initials. */
#include "name/acronym.h"

#include "base/num.h"
#include "name/alike.h"

/* Letters of the legal form that people leave at the end: KKBC, SAPICO. "" is the acronym as it is. */
static const str ends[] = { STR_INIT(""), STR_INIT("c"), STR_INIT("co"), STR_INIT("l"), STR_INIT("sa") };

/* ours: by letters, measured on the acronyms of lists against made-up ones, bench/bench_quality.c */
static uint16_t acronym_bp(unsigned letters)
{
    static const uint16_t bp[] = { 6300, 7700, 8000, 8300, 8500 };
    unsigned i = letters - ACRONYM_LETTERS_MIN;
    return bp[i < COUNT_OF(bp) ? i : COUNT_OF(bp) - 1];
}

static bool may_be_acronym(const struct word *w)
{
    return w->is_firms && !w->concept && !w->has_digit && w->kind == WORD_PLAIN && w->letters >= ACRONYM_LETTERS_MIN &&
           w->letters <= ACRONYM_LETTERS_MAX;
}

static void add_initial(struct acronyms *a, size_t which, str word)
{
    size_t len = letter_len(word, 0);
    if (a->len[which] == UINT8_MAX || a->len[which] + len > ACRONYM_TEXT_MAX) {
        a->len[which] = UINT8_MAX; /* too long for one */
        return;
    }
    memcpy(a->text[which] + a->len[which], word.data, len);
    a->len[which] = (uint8_t)(a->len[which] + len);
}

void acronyms_of(const struct word *const *w, size_t count, bool has_legal, struct acronyms *ret)
{
    *ret = (struct acronyms){ .len = { 0, 0 }, .has_legal = has_legal };
    if (count < 2) return;
    for (size_t i = 0; i < count; i++) {
        unsigned char first = (unsigned char)w[i]->text.data[0];
        bool has_letters = first < 0xD4 && !w[i]->has_digit && w[i]->kind != WORD_SIGN && w[i]->is_firms;
        if (!has_letters) ret->len[0] = ret->len[1] = UINT8_MAX;
        else add_initial(ret, 0, w[i]->text);
        if (has_letters && w[i]->class != CLASS_STOP && w[i]->kind != WORD_LIGHT) add_initial(ret, 1, w[i]->text);
    }
    for (size_t k = 0; k < 2; k++)
        if (ret->len[k] == UINT8_MAX) ret->len[k] = 0;
    if (ret->len[0] == ret->len[1]) ret->len[1] = 0;
}

static unsigned letters_of(str s)
{
    unsigned n = 0;
    for (size_t at = 0; at < s.len; at += letter_len(s, at)) n++;
    return n;
}

uint16_t acronym_fits(const struct acronyms *a, const struct word *w)
{
    if (!may_be_acronym(w)) return 0;
    for (size_t k = 0; k < 2; k++) {
        str text = str_of(a->text[k], a->len[k]);
        if (!text.len || !str_starts(w->text, text) || letters_of(text) < ACRONYM_LETTERS_MIN) continue;
        for (size_t e = 0; e < COUNT_OF(ends); e++)
            if (str_eq(str_from(w->text, text.len), ends[e]))
                return acronym_bp(letters_of(a->has_legal ? w->text : text));
    }
    return 0;
}

/* Bytes of `plain` behind which a word's first letters may end when they begin behind one of `from`: bit sets. */
static uint32_t spelled_to(str plain, uint32_t from, str word)
{
    enum { LETTERS_A_WORD = 4 };
    uint32_t to = 0;
    for (size_t at = 0; at < plain.len; at++) {
        size_t end = at;
        if (!(from >> at & 1)) continue;
        for (size_t n = 0; n < LETTERS_A_WORD && end < plain.len && end - at < word.len; n++) {
            size_t len = letter_len(plain, end);
            if (!str_starts(str_from(word, end - at), str_sub(plain, end, end + len))) break;
            end += len;
            to |= (uint32_t)1 << end;
        }
    }
    return to;
}

/* Word by word with all ends at once: words that begin alike can be cut in millions of ways. */
bool acronym_spells(str plain, const str *words, size_t count)
{
    enum { LETTERS_LEAST = 3, BYTES_MOST = 16, WORDS_MOST = 12 };
    if (letters_of(plain) < LETTERS_LEAST || plain.len > BYTES_MOST || !count) return false;
    uint32_t by_first = spelled_to(plain, 1, words[0]), by_more = 0; /* it begins as the name does */
    for (size_t i = 1; i < count && i < WORDS_MOST; i++) by_more |= spelled_to(plain, by_first | by_more, words[i]);
    return by_more >> plain.len & 1;
}

size_t acronym_stems(const struct word *w, str ret[ACRONYM_ASKED_MAX])
{
    size_t count = 0;
    if (!may_be_acronym(w)) return 0;
    for (size_t e = 0; e < COUNT_OF(ends); e++) {
        if (!str_ends(w->text, ends[e])) continue;
        str stem = str_sub(w->text, 0, w->text.len - ends[e].len);
        if (letters_of(stem) >= ACRONYM_INDEXED_MIN) ret[count++] = stem;
    }
    return count;
}

size_t acronym_words(const struct acronyms *a, char room[ACRONYM_ASKED_MAX][ACRONYM_TEXT_MAX],
                     str ret[ACRONYM_ASKED_MAX])
{
    size_t count = 0;
    for (size_t k = 0; k < 2; k++) {
        str text = str_of(a->text[k], a->len[k]);
        if (!text.len || letters_of(text) < ACRONYM_INDEXED_MIN) continue;
        for (size_t e = 0; e < COUNT_OF(ends); e++) {
            if (text.len + ends[e].len > ACRONYM_TEXT_MAX) continue;
            memcpy(room[count], text.data, text.len);
            memcpy(room[count] + text.len, ends[e].data, ends[e].len);
            ret[count] = str_of(room[count], text.len + ends[e].len);
            count++;
        }
    }
    return count;
}
