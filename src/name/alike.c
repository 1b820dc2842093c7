/*
 * How alike two words are.
 *
 * Two words share a delete-1 key exactly when word_alike finds a slip between them; the index
 * relies on it, and a test holds it to that.
 */
#include "name/alike.h"

#include "base/num.h"
#include "name/han_sound.h"
#include "name/particle.h"
#include "name/patronymic.h"
#include "name/roman.h"

size_t letter_len(str text, size_t at)
{
    unsigned char c = (unsigned char)text.data[at];
    size_t n = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    return n < text.len - at ? n : text.len - at;
}

uint16_t word_letters(str text)
{
    uint16_t n = 0;
    for (size_t i = 0; i < text.len; i++) n = (uint16_t)(n + (((unsigned char)text.data[i] & 0xC0) != 0x80));
    return n;
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

/* Aleksandr and Aleksandra, Mario and Maria: one letter, and two people. ours: as sounds have it */
static uint16_t gender_cap(str a, str b)
{
    enum { GENDER_BP = 7400, NO_CAP = 10000 };
    if (a.len < b.len) {
        str other = a;
        a = b;
        b = other;
    }
    str last = str_ends(a, STR("а")) ? STR("а") : STR("a");
    if (a.len == b.len) {
        bool is_a = str_ends(a, STR("a")) && str_ends(b, STR("o")), is_o = str_ends(a, STR("o")) && str_ends(b, STR("a"));
        bool is_ko = a.len > 1 && a.data[a.len - 2] == 'k';
        return (is_a || is_o) && !is_ko ? GENDER_BP : NO_CAP;
    }
    return str_ends(a, last) && str_eq(str_sub(a, 0, a.len - last.len), b) && !str_ends(b, last) ? GENDER_BP : NO_CAP;
}

enum { TWO_NAMES_BP = 5500 }; /* ours: as calibrated as slip_bp */

enum { TWO_SLIPS_LETTERS = 8, TWO_SLIPS_BP = 7800 };

static uint16_t slip(const struct word *a, const struct word *b, bool knows_names)
{
    unsigned la = a->letters, lb = b->letters;
    unsigned shorter = la < lb ? la : lb, longer = la < lb ? lb : la;
    str x = a->text, y = b->text;
    if (shorter < TYPO_LETTERS_MIN || longer > TYPO_LETTERS_MAX || longer - shorter > 1) return 0;
    if (a->has_digit || b->has_digit) return 0;
    /* one slip leaves the first letter or the last as it is; only long words may be shifted as a whole */
    bool shares_an_end = x.data[0] == y.data[0] || x.data[x.len - 1] == y.data[y.len - 1];
    if (!shares_an_end && (la != lb || shorter < TWO_SLIPS_LETTERS)) return 0;
    strip_common(&x, &y);
    size_t nx = letters_in(x, 2), ny = letters_in(y, 2);
    if (nx <= 1 && ny <= 1)
        return (uint16_t)num_min_u32(slip_bp(la + lb), knows_names ? gender_cap(a->text, b->text) : UINT16_MAX);
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

/* ours: of one script, what is written otherwise has reason to be, the more so the shorter it is */
static uint16_t one_script_cap(unsigned shorter)
{
    static const uint16_t cap[] = { 0, 8000, 8300, 8800, 9200 };
    return cap[shorter < COUNT_OF(cap) ? shorter : COUNT_OF(cap) - 1];
}

uint16_t sounds_in_words(const struct heard *h, const struct sound *b, bool is_one_script, unsigned firsts)
{
    const struct sound *a = &h->sound;
    enum { SHORTEST_SYMBOLS = 3, SHORT_SYMBOLS = 4, SHORT_LEAST_BP = 9000, ONE_SCRIPT_LEAST_BP = 7300, ROMANISED_LEAST_BP = 8300 };
    unsigned shorter = a->length < b->length ? a->length : b->length;
    /* Lee is not Le in any of their ways; of one script at least one is read in its likeliest way */
    if (is_one_script && (firsts == 0 || (shorter < SHORTEST_SYMBOLS && firsts < 2))) return 0;
    /* Hung is not Hong: only glides may differ */
    uint16_t least = !is_one_script ? SOUND_LEAST_BP : shorter <= SHORT_SYMBOLS ? SHORT_LEAST_BP : ONE_SCRIPT_LEAST_BP;
    if (is_one_script && least == SHORT_LEAST_BP && shorter == SHORT_SYMBOLS && a->is_romanised && b->is_romanised) least = ROMANISED_LEAST_BP;
    uint16_t bp = sound_alike_heard(h, b, least);
    if (!is_one_script || bp < least) return bp < least ? 0 : bp;
    return (uint16_t)num_min_u32(bp, one_script_cap(shorter));
}

static uint16_t sounds_alike(const struct word *a, const struct word *b)
{
    uint16_t best = 0;
    bool is_one_script = a->sounds && b->sounds && sound_script(a->text) == sound_script(b->text);
    for (size_t i = 0; i < a->sounds; i++) {
        struct heard heard;
        bool is_open = false; /* taken apart only when there is something to compare */
        for (size_t k = 0; k < b->sounds; k++) {
            if (!sounds_may_be_alike(&a->sound[i], &b->sound[k])) continue;
            if (!is_open) sound_hear(&a->sound[i], &heard);
            is_open = true;
            uint16_t bp = sounds_in_words(&heard, &b->sound[k], is_one_script, (unsigned)(i == 0) + (k == 0));
            if (bp > best) best = bp;
        }
    }
    return best;
}

/* A particle is no word of the name, however it sounds. */
static bool are_one_kind(const struct word *a, const struct word *b)
{
    return (a->kind == WORD_LIGHT) == (b->kind == WORD_LIGHT);
}

static bool are_articles(const struct word *a, const struct word *b)
{
    return a->kind == WORD_LIGHT && b->kind == WORD_LIGHT && name_is_article(a->text) && name_is_article(b->text);
}

static bool is_nickname(const struct word *a, const struct word *b)
{
    for (size_t i = 0; i < NICK_GROUPS_MAX && a->nick[i]; i++)
        for (size_t k = 0; k < NICK_GROUPS_MAX && b->nick[k]; k++)
            if (a->nick[i] == b->nick[k]) return true;
    return false;
}

static uint32_t roman_of(const struct word *w)
{
    return w->roman ? w->roman : roman_code(w->text);
}

/* Words of firms' names that are one Korean word. */
static uint16_t romans(const struct word *a, const struct word *b)
{
    if (!a->is_firms || !b->is_firms || !(a->roman | b->roman)) return 0;
    if (a->roman != b->roman) return 0;
    enum roman_script x = roman_script_of(a->text), y = roman_script_of(b->text);
    if (x == y) return x == ROMAN_LATIN ? ROMAN_LATIN_BP : 0;
    return ROMAN_BP;
}

uint16_t word_means(const struct word *a, const struct word *b)
{
    if (a->hash == b->hash && str_eq(a->text, b->text)) return 0;
    if (a->concept && a->concept == b->concept) return TRANSLATED_BP;
    return romans(a, b);
}

static uint16_t spelled(const struct word *a, const struct word *b, bool knows_names, enum name_part_how *ret_how)
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
    bp = slip(a, b, knows_names);
    if (!bp) return 0;
    *ret_how = PART_TYPO;
    bool are_names = knows_names && a->is_known && b->is_known; /* Salami and Salimi */
    return bp > TWO_NAMES_BP && are_names ? TWO_NAMES_BP : bp;
}

uint16_t word_spelled(const struct word *a, const struct word *b, enum name_part_how *ret_how)
{
    return spelled(a, b, true, ret_how);
}

uint16_t word_written(const struct word *a, const struct word *b, enum name_part_how *ret_how)
{
    return spelled(a, b, false, ret_how);
}

uint16_t word_heard(const struct word *a, const struct word *b, uint16_t spelled_bp, enum name_part_how *how)
{
    uint16_t bp = spelled_bp;
    if (a->kind == WORD_PATRONYM && b->kind == WORD_PATRONYM && patronymics_of_two_sexes(a->text, b->text)) return bp;
    uint16_t sound = are_articles(a, b) ? SOUND_SAME_BP : are_one_kind(a, b) ? sounds_alike(a, b) : 0;
    if (sound > bp) {
        *how = PART_SOUND;
        bp = sound;
    }
    if (bp < NICKNAME_BP && is_nickname(a, b)) {
        *how = PART_NICKNAME;
        bp = NICKNAME_BP;
    }
    return bp;
}

uint16_t word_alike(const struct word *a, const struct word *b, enum name_part_how *ret_how)
{
    uint16_t bp = word_spelled(a, b, ret_how);
    return bp == 10000 ? bp : word_heard(a, b, bp, ret_how);
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

bool words_sound_joined(const struct word *const *w, size_t count, struct sound *ret)
{
    *ret = (struct sound){ .class = w[0]->sound[0].class };
    if (ret->class > SOUND_HEBREW) return false; /* a point or a blank stands between words */
    for (size_t i = 0; i < count; i++) {
        /* with its article: the longest of its sounds */
        const struct sound *s = &w[i]->sound[0];
        if (!w[i]->sounds || s->class != ret->class) return false;
        for (size_t k = 1; k < w[i]->sounds && s->class != SOUND_SPOKEN; k++)
            if (w[i]->sound[k].length > s->length) s = &w[i]->sound[k];
        for (unsigned k = 0; k < s->length && ret->length < SOUND_SYMBOLS_MAX; k++) {
            uint64_t symbol = sound_symbol_at(s, k);
            bool is_twice = ret->length && sound_symbol_at(ret, ret->length - 1u) == symbol;
            if (is_twice && s->class == SOUND_SPOKEN) continue;
            ret->code |= symbol << (SOUND_BITS * ret->length++);
        }
    }
    return ret->length > 0;
}

enum { JOIN_SOUND_LEAST_BP = 8000, JOIN_SOUND_SYMBOLS_LEAST = 4 };

/* Written apart in a script without vowels, and together where it is spoken. The other way round an index would
 * need keys of all neighbours of all spoken names; words that are made of words are taken apart instead (compound.h). */
static bool are_joined_by_sound(const struct word *const *w, size_t count, const struct word *whole)
{
    struct sound joined;
    if (!whole->sounds || !w[0]->sounds || whole->kind == WORD_LIGHT) return false;
    if (whole->sound[0].class != SOUND_SPOKEN || w[0]->sound[0].class == SOUND_SPOKEN) return false;
    if (w[0]->sound[0].length > whole->sound[0].length) return false; /* a letter is a sound or none */
    if (!words_sound_joined(w, count, &joined) || joined.length < JOIN_SOUND_SYMBOLS_LEAST) return false;
    for (size_t i = 0; i < whole->sounds; i++)
        if (sound_alike(&joined, &whole->sound[i]) >= JOIN_SOUND_LEAST_BP) return true;
    return false;
}

/* Pinyin written apart: Xin Quan and 新全. */
static bool words_are_pinyin(const struct word *const *w, size_t count, const struct word *whole)
{
    char pinyin[HAN_PINYIN_BYTES];
    bool may_be_han = whole->is_firms && (unsigned char)whole->text.data[0] >= 0xE3;
    str rest = str_of(pinyin, may_be_han ? han_pinyin(whole->text, pinyin) : 0);
    if (!rest.len) return false;
    for (size_t i = 0; i < count; i++) {
        if (!w[i]->is_firms || !str_starts(rest, w[i]->text)) return false;
        rest = str_from(rest, w[i]->text.len);
    }
    return !rest.len;
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
    if (are_joined_by_sound(w, count, whole) || words_are_pinyin(w, count, whole)) return true;
    for (size_t i = 0; i < count; i++) len += w[i]->text.len;
    if (roman_script_of(whole->text) != roman_script_of(w[0]->text)) return words_are_romans(w, count, whole, len);
    if (len != rest.len) return false;
    for (size_t i = 0; i < count; i++) {
        if (!str_starts(rest, w[i]->text)) return false;
        rest = str_from(rest, w[i]->text.len);
    }
    return words_can_join(w, count);
}
