/*
 * How alike two words are.
 *
 * Two words share a delete-1 key exactly when word_alike finds a slip between them; the index
 * relies on it, and a test holds it to that.
 */
#include "name/alike.h"

#include "base/num.h"
#include "name/roman.h"

size_t letter_len(str text, size_t at)
{
    unsigned char c = (unsigned char)text.data[at];
    size_t n = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    return n < text.len - at ? n : text.len - at;
}

static bool is_inside(str s, size_t at)
{
    return at < s.len && ((unsigned char)s.data[at] & 0xC0) == 0x80;
}

/* Take the common front and back off both, whole letters only. */
static void strip_common(str *a, str *b)
{
    size_t n = a->len < b->len ? a->len : b->len, i = 0, k = 0;
    while (i < n && a->data[i] == b->data[i]) i++;
    while (i && (is_inside(*a, i) || is_inside(*b, i))) i--;
    *a = str_from(*a, i);
    *b = str_from(*b, i);
    n -= i;
    while (k < n && a->data[a->len - 1 - k] == b->data[b->len - 1 - k]) k++;
    while (k && (is_inside(*a, a->len - k) || is_inside(*b, b->len - k))) k--;
    *a = str_sub(*a, 0, a->len - k);
    *b = str_sub(*b, 0, b->len - k);
}

static size_t letters_in(str s, size_t stop)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len && n < stop; n++) i += letter_len(s, i);
    return n;
}

/* Is b what remains of a's letters after the first, with one letter behind? */
static bool is_shifted(str a, str b)
{
    size_t first = letter_len(a, 0), last = b.len - 1;
    while (last && is_inside(b, last)) last--;
    return str_eq(str_from(a, first), str_sub(b, 0, last));
}

static bool is_swapped(str a, str b)
{
    size_t n = letter_len(a, 0);
    if (a.len != b.len || letters_in(a, 3) != 2) return false;
    return str_eq(str_sub(a, 0, n), str_from(b, b.len - n)) &&
           str_eq(str_from(a, n), str_sub(b, 0, b.len - n));
}

/* ours: by the letters of both words together; calibrated on aliases of one listed person. */
static uint16_t slip_bp(unsigned letters)
{
    static const uint16_t bp[] = { 5000, 6400, 7200, 7600, 8000, 8300,
                                   8600, 8700, 8800, 8900, 9000 };
    unsigned i = letters - 2 * TYPO_LETTERS_MIN;
    return bp[i < COUNT_OF(bp) ? i : COUNT_OF(bp) - 1];
}

enum { TWO_SLIPS_LETTERS = 8, TWO_SLIPS_BP = 7800 };

static uint16_t slip(const struct word *a, const struct word *b)
{
    unsigned la = a->letters, lb = b->letters;
    unsigned shorter = la < lb ? la : lb, longer = la < lb ? lb : la;
    str x = a->text, y = b->text;
    if (shorter < TYPO_LETTERS_MIN || longer > TYPO_LETTERS_MAX || longer - shorter > 1) return 0;
    if (a->has_digit || b->has_digit) return 0;
    strip_common(&x, &y);
    size_t nx = letters_in(x, 2), ny = letters_in(y, 2);
    if (nx <= 1 && ny <= 1) return slip_bp(la + lb);
    if (la != lb) return 0;
    if (is_swapped(x, y)) return slip_bp(la + lb);
    if (shorter < TWO_SLIPS_LETTERS) return 0;
    return is_shifted(x, y) || is_shifted(y, x) ? TWO_SLIPS_BP : 0;
}

static bool is_initial_of(const struct word *a, const struct word *b)
{
    if (a->kind != WORD_INITIAL || b->letters < 2) return false;
    return b->kind != WORD_NUMBER && str_starts(b->text, a->text);
}

static uint32_t roman_of(const struct word *w)
{
    return w->roman ? w->roman : roman_code(w->text);
}

/* Words of firms' names that are one Korean word. */
static uint16_t romans(const struct word *a, const struct word *b)
{
    if (!a->is_firms || !b->is_firms || !(a->roman | b->roman)) return 0;
    bool x = roman_is_hangul(a->text), y = roman_is_hangul(b->text);
    if ((x && y) || roman_of(a) != roman_of(b)) return 0;
    return x || y ? ROMAN_BP : ROMAN_LATIN_BP;
}

uint16_t word_means(const struct word *a, const struct word *b)
{
    if (a->hash == b->hash && str_eq(a->text, b->text)) return 0;
    if (a->concept && a->concept == b->concept) return TRANSLATED_BP;
    return romans(a, b);
}

uint16_t word_alike(const struct word *a, const struct word *b, enum name_part_how *ret_how)
{
    uint16_t bp;
    if (a->hash == b->hash && str_eq(a->text, b->text)) {
        *ret_how = PART_SAME;
        return 10000;
    }
    if (a->kind == WORD_SIGN || b->kind == WORD_SIGN) return 0;
    if (a->class == CLASS_NUMBER && b->class == CLASS_NUMBER) return 0; /* vii is not viii */
    if (is_initial_of(a, b) || is_initial_of(b, a)) {
        *ret_how = PART_INITIAL;
        return INITIAL_BP;
    }
    bp = slip(a, b);
    if (bp) *ret_how = PART_TYPO;
    return bp;
}

bool words_can_join(const struct word *const *w, size_t count)
{
    unsigned letters = 0;
    bool has_letters = false;
    for (size_t i = 0; i < count; i++) {
        if (w[i]->kind == WORD_SIGN) return false;
        has_letters |= w[i]->kind != WORD_NUMBER;
        letters += w[i]->letters;
    }
    return has_letters && letters <= JOIN_LETTERS_MAX;
}

static bool words_are_romans(const struct word *const *w, size_t count, const struct word *whole, size_t len)
{
    char text[JOIN_LETTERS_MAX * 4];
    bool is_firms = whole->is_firms;
    for (size_t i = 0; i < count; i++) is_firms &= w[i]->is_firms;
    if (!is_firms || len > sizeof text || !words_can_join(w, count)) return false;
    for (size_t i = 0, at = 0; i < count; at += w[i++]->text.len) memcpy(text + at, w[i]->text.data, w[i]->text.len);
    uint32_t code = roman_of(whole);
    return code && code == roman_code(str_of(text, len));
}

bool words_are_joined(const struct word *const *w, size_t count, const struct word *whole)
{
    str rest = whole->text;
    size_t len = 0;
    if (whole->kind == WORD_SIGN) return false;
    for (size_t i = 0; i < count; i++) len += w[i]->text.len;
    if (roman_is_hangul(whole->text) != roman_is_hangul(w[0]->text)) return words_are_romans(w, count, whole, len);
    if (len != rest.len) return false;
    for (size_t i = 0; i < count; i++) {
        if (!str_starts(rest, w[i]->text)) return false;
        rest = str_from(rest, w[i]->text.len);
    }
    return words_can_join(w, count);
}
