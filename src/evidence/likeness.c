/* How alike two writings of a name are: words that agree, slip, differ. */
#include "evidence/likeness.h"

#include "base/num.h"

#include <utf8proc.h>

/* ours: above every threshold for "the same", below a name that is wholly the same */
enum { SLIP_BP = 9000, JOINED_BP = 9500 };
enum { LEFT_MAX = 24, LETTERS_MAX = PLAIN_MAX };

/* --- words -------------------------------------------------------------------------------------- */

bool plain_of(str word, struct arena *arena, struct plain *ret)
{
    struct text_token token[TEXT_TOKENS_MAX];
    size_t count = 0;
    bool is_ascii = true;
    ret->len = 0;
    for (size_t i = 0; i < word.len && is_ascii; i++) {
        is_ascii = !((uint8_t)word.data[i] & 0x80);
        if (!is_ascii || !byte_is_alnum(word.data[i])) continue;
        if (ret->len == PLAIN_MAX) return false;
        ret->text[ret->len++] = byte_lower(word.data[i]);
    }
    if (is_ascii) return ret->len > 0;
    ret->len = 0;
    if (text_tokens(word, arena, token, &count, NULL)) return false;
    for (size_t i = 0; i < count; i++) {
        if (token[i].plain.len > PLAIN_MAX - ret->len) return false;
        memcpy(ret->text + ret->len, token[i].plain.data, token[i].plain.len);
        ret->len += token[i].plain.len;
    }
    return ret->len > 0;
}

static size_t letters_of(str s, int32_t ret[LETTERS_MAX])
{
    size_t count = 0;
    for (size_t at = 0; at < s.len && count < LETTERS_MAX;) {
        utf8proc_ssize_t n = utf8proc_iterate((const uint8_t *)s.data + at, (utf8proc_ssize_t)(s.len - at),
                                              &ret[count]);
        if (n <= 0) return 0;
        at += (size_t)n;
        count++;
    }
    return count;
}

/* Signs that stand for syllables or words: where the blocks of Hangul, kana and Han begin. */
static bool has_syllables(const int32_t *c, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (c[i] >= 0x2E80 || (c[i] >= 0x1100 && c[i] < 0x1200)) return true;
    return false;
}

bool words_slip(str a, str b)
{
    int32_t x[LETTERS_MAX], y[LETTERS_MAX];
    if (a.len > b.len + 4 || b.len > a.len + 4) return false;
    size_t n = letters_of(a, x), m = letters_of(b, y), front = 0, back = 0;
    size_t shorter = n < m ? n : m;
    if (shorter < 2 || has_syllables(x, n)) return false;
    while (front < shorter && x[front] == y[front]) front++;
    while (back < shorter - front && x[n - 1 - back] == y[m - 1 - back]) back++;
    n -= front + back;
    m -= front + back;
    if (n <= 1 && m <= 1) return n + m > 0;
    if (n == 2 && m == 2 && x[front] == y[front + 1] && x[front + 1] == y[front]) return true;
    return shorter >= 8 && str_distance(a, b, 2) <= 2;
}

size_t word_skeleton(str s, char ret[32])
{
    static const char as[] = "abktefkhijklmnobklstuvvkis"; /* what a to z count as */
    size_t len = 0;
    for (size_t i = 0; i < s.len && len < 32; i++) {
        char c = byte_lower(s.data[i]);
        if (c & '\x80') return 0;
        if (!byte_is_lower(c) || c == 'h') continue;
        c = as[c - 'a'];
        if (c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u') continue;
        if (len && ret[len - 1] == c) continue;
        ret[len++] = c;
    }
    return len;
}

static bool begins_with_vowel(str s)
{
    return s.len && strchr("aeiouy", s.data[0]) != NULL;
}

bool words_spelled(str a, str b)
{
    char x[32], y[32];
    size_t longer = a.len > b.len ? a.len : b.len, n = word_skeleton(a, x);
    unsigned most = longer >= 6 ? 3 : 2; /* Tarek and Tariq, but not Sato and Yoshida */
    if (n < 2 || n != word_skeleton(b, y) || memcmp(x, y, n) != 0) return false;
    return begins_with_vowel(a) == begins_with_vowel(b) && str_distance(a, b, most) <= most;
}

bool is_own_word(const struct evidence_run *run, str word)
{
    static const enum record_field fields[] = { FIELD_NAME, FIELD_ALIAS, FIELD_DOC_NAME };
    for (size_t i = 0; i < COUNT_OF(fields) && word.len > 1; i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, fields[i], &at);) {
            str name = at.value->text;
            for (size_t from = 0, to; from + word.len <= name.len; from = to + 1) {
                to = from;
                while (to < name.len && (byte_is_alpha(name.data[to]) || ((uint8_t)name.data[to] & 0x80))) to++;
                if (str_eq_nocase(str_sub(name, from, to), word)) return true;
            }
        }
    return false;
}

/* --- words that found no partner ------------------------------------------------------------------ */

struct left {
    struct plain word[LEFT_MAX];
    const char  *at[LEFT_MAX]; /* where it stands */
    bool         is_taken[LEFT_MAX];
    size_t       count, free;
    bool         is_cut;
};

static void left_add(struct left *l, str raw, struct arena *arena)
{
    struct plain p;
    if (raw.len == 0 || !plain_of(raw, arena, &p)) return;
    if (p.len > 1 && name_is_particle(plain_str(&p))) return; /* a single letter may be an initial */
    if (l->count == LEFT_MAX) {
        l->is_cut = true;
        return;
    }
    l->word[l->count] = p;
    l->at[l->count] = raw.data;
    l->is_taken[l->count++] = false;
    l->free++;
}

static void take(struct left *l, size_t i)
{
    l->is_taken[i] = true;
    l->free--;
}

typedef bool words_test(str a, str b);

/* @return pairs found */
static size_t pair_words(struct left *a, struct left *b, words_test *test)
{
    size_t found = 0;
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count && !a->is_taken[i]; k++) {
            if (b->is_taken[k] || !test(plain_str(&a->word[i]), plain_str(&b->word[k]))) continue;
            take(a, i);
            take(b, k);
            found++;
        }
    return found;
}

static bool is_spelled_or_same(str a, str b)
{
    return str_eq(a, b) || words_spelled(a, b);
}

/* Two words of one side as one of the other: "Min Soo" and "Minsu". */
static size_t pair_joined(struct left *two, struct left *one)
{
    size_t found = 0;
    for (size_t i = 0; i < two->count; i++)
        for (size_t j = 0; j < two->count; j++) {
            struct plain whole = two->word[i];
            if (i == j || two->at[j] < two->at[i] || whole.len + two->word[j].len > PLAIN_MAX) continue;
            memcpy(whole.text + whole.len, two->word[j].text, two->word[j].len);
            whole.len += two->word[j].len;
            for (size_t k = 0; k < one->count && !two->is_taken[i] && !two->is_taken[j]; k++) {
                if (one->is_taken[k] || !is_spelled_or_same(plain_str(&whole), plain_str(&one->word[k])))
                    continue;
                take(two, i);
                take(two, j);
                take(one, k);
                found++;
            }
        }
    return found;
}

/* --- the whole ------------------------------------------------------------------------------------ */

struct sum {
    size_t same, initials, joined, spelled, slips;
};

static bool is_particle(str raw, struct arena *arena)
{
    struct plain p;
    return plain_of(raw, arena, &p) && name_is_particle(plain_str(&p));
}

static void gather(struct evidence_run *run, const struct name_pair *p, struct sum *s, struct left *a,
                   struct left *b)
{
    for (size_t i = 0; i < p->part_count; i++) {
        const struct name_part *n = &p->parts[i];
        switch (n->how) {
        case PART_FORM:
        case PART_ACRONYM:
        case PART_READ: break; /* the whole name: its score says all */
        case PART_SAME: s->same += !is_particle(n->a, run->arena); break;
        case PART_TRANSLATED: s->same++; break;
        case PART_INITIAL: s->initials++; break;
        case PART_JOINED: s->joined++; break;
        case PART_MISSING:
        case PART_DIFFERENT:
        case PART_TYPO:
        case PART_SOUND:
        case PART_NICKNAME:
            left_add(a, n->a, run->arena);
            left_add(b, n->b, run->arena);
            break;
        }
    }
}

uint16_t pair_likeness(struct evidence_run *run, const struct name_pair *p)
{
    struct sum s = { 0 };
    struct left a = { .count = 0 }, b = { .count = 0 };
    gather(run, p, &s, &a, &b);
    if (a.is_cut || b.is_cut) return p->name_bp;
    if (a.free && b.free) s.spelled = pair_words(&a, &b, words_spelled);
    if (a.free && b.free && s.same + s.spelled) s.joined += pair_joined(&a, &b) + pair_joined(&b, &a);
    size_t agree = s.same + s.joined + s.spelled;
    if (a.free && b.free) s.slips = pair_words(&a, &b, words_slip);
    size_t differ = a.free < b.free ? a.free : b.free, most = agree ? agree : differ ? 0 : 1;
    if (s.slips > most) {
        differ += s.slips - most;
        s.slips = most;
    }
    agree += s.slips;
    if (differ) return agree ? (uint16_t)(10000 * agree / (agree + 2 * differ + 1)) : 0;
    size_t words = agree + s.initials;
    if (agree == 0 && s.initials && (a.free || b.free)) return 0; /* initials alone make no name */
    if (words == 0) return p->name_bp;
    return (uint16_t)((10000 * (s.same + s.initials) + JOINED_BP * s.joined + SLIP_BP * (s.spelled + s.slips)) /
                      words);
}
