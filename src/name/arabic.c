/* Words in scripts that leave out vowels. */
#include "name/arabic.h"

#include "name/arabic_table.h"

/* --- letters ------------------------------------------------------------------------------------ */

enum { SLOTS = 1 << SOUND_BITS, DEAREST = 80 };
enum where { FRONT, INSIDE, BACK, WHERES };
/* Rows of unwritten_cost: where, where behind a vowel that is not written, before the last letter. */
enum { UNWRITTEN_LATE = 2 * WHERES, UNWRITTEN };

static unsigned script_of(const struct sound *s)
{
    return s->class == SOUND_HEBREW;
}

/* The next letter of a word of letters of two bytes; 0 for one of another script. */
static uint32_t letter_at(str word, size_t at)
{
    const unsigned char *p = (const unsigned char *)word.data + at;
    return at + 1 < word.len ? (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu) : 0;
}

/* The second l of Allah is not heard. */
static bool is_second_l(const struct sound *s, uint64_t code, str word, size_t next)
{
    if (code != LETTER_644 || !s->length || sound_symbol_at(s, s->length - 1u) != LETTER_644) return false;
    return next + 2 == word.len && letter_at(word, next) == 0x647;
}

/* Signs that are no letter are left out. */
static struct sound letters_of(str word, enum text_script script)
{
    struct sound s = { .class = script == SCRIPT_HEBREW ? SOUND_HEBREW : SOUND_ARABIC };
    for (size_t at = 0; at < word.len && s.length < SOUND_SYMBOLS_MAX;) {
        bool is_two = ((unsigned char)word.data[at] & 0xE0) == 0xC0;
        uint32_t letter = is_two ? letter_at(word, at) : 0;
        at += is_two ? 2 : 1;
        if (letter < LETTER_FIRST || letter > LETTER_LAST) continue;
        uint64_t code = letter_code[letter - LETTER_FIRST];
        if (is_second_l(&s, code, word, at)) continue;
        if (code) s.code |= code << (SOUND_BITS * s.length++);
    }
    return s;
}

/* "al-" before two letters or more is an article most of the time; "Allah" has one l here. */
enum { BARE_LETTERS_LEAST = 2 };

static bool has_article(const struct sound *s)
{
    return s->class == SOUND_ARABIC && s->length >= 2 + BARE_LETTERS_LEAST &&
           sound_symbol_at(s, 0) == LETTER_627 && sound_symbol_at(s, 1) == LETTER_644;
}

/* Letters before which the l of the article is not spoken: ar-Rahman. */
static bool takes_l(unsigned letter)
{
    static const uint8_t sun[] = { LETTER_62A, LETTER_62B, LETTER_62F, LETTER_630, LETTER_631, LETTER_632, LETTER_633,
                                   LETTER_634, LETTER_636, LETTER_638, LETTER_646 };
    return memchr(sun, (int)letter, sizeof sun);
}

static struct sound without(const struct sound *s, unsigned from, unsigned to)
{
    uint64_t front = s->code & (((uint64_t)1 << (SOUND_BITS * from)) - 1);
    struct sound left = { .class = s->class, .length = (uint8_t)(s->length - (to - from)) };
    left.code = front | s->code >> (SOUND_BITS * to) << (SOUND_BITS * from);
    return left;
}

/* Taha, a name of two letters: both of its long vowels are left out, and no other name's are. */
static bool is_taha(const struct sound *s)
{
    return s->class == SOUND_ARABIC && s->length == 2 && sound_symbol_at(s, 0) == LETTER_62A &&
           sound_symbol_at(s, 1) == LETTER_647;
}

static const uint8_t taha[] = { LETTER_62A, LETTER_627, LETTER_647, LETTER_627 };

size_t arabic_sounds(str plain, enum text_script script, struct sound ret[SOUNDS_MAX])
{
    size_t count = 0;
    if (script != SCRIPT_ARABIC && script != SCRIPT_HEBREW) return 0;
    struct sound whole = letters_of(plain, script);
    if (whole.length < 2) return 0;
    if (has_article(&whole)) ret[count++] = without(&whole, 0, 2);
    for (size_t i = 0; is_taha(&whole) && i < sizeof taha; i++) {
        if (i == 0) ret[count++] = (struct sound){ .class = SOUND_ARABIC, .length = sizeof taha };
        ret[0].code |= (uint64_t)taha[i] << (SOUND_BITS * i);
    }
    ret[count++] = whole;
    if (has_article(&whole) && takes_l(sound_symbol_at(&whole, 2))) ret[count++] = without(&whole, 1, 2);
    return count;
}

/* --- skeletons ---------------------------------------------------------------------------------- */

/* Groups of consonants that spellings of one name confuse; 0 leaves nothing in the skeleton. */
enum group { G_NONE, G_B, G_T, G_K, G_S, G_J, G_F, G_L, G_R, G_M, G_N, G_H, GROUPS };
#define IN(g) (1u << (g))

/* What a spoken sound leaves: w stands for a vowel letter and for f, ch for sh and for a German h. */
static const uint16_t spoken_groups[SLOTS] = {
    [SOUND_A] = IN(G_NONE), [SOUND_E] = IN(G_NONE), [SOUND_I] = IN(G_NONE), [SOUND_O] = IN(G_NONE),
    [SOUND_U] = IN(G_NONE), [SOUND_P] = IN(G_B), [SOUND_B] = IN(G_B), [SOUND_T] = IN(G_T),
    [SOUND_D] = IN(G_T), [SOUND_K] = IN(G_K), [SOUND_G] = IN(G_K), [SOUND_F] = IN(G_F),
    [SOUND_V] = IN(G_NONE) | IN(G_F), [SOUND_S] = IN(G_S), [SOUND_Z] = IN(G_S), [SOUND_SH] = IN(G_S),
    [SOUND_ZH] = IN(G_S) | IN(G_J), [SOUND_CH] = IN(G_S) | IN(G_H), [SOUND_TS] = IN(G_S),
    [SOUND_J] = IN(G_J), [SOUND_H] = IN(G_H), [SOUND_L] = IN(G_L), [SOUND_R] = IN(G_R),
    [SOUND_M] = IN(G_M), [SOUND_N] = IN(G_N), [SOUND_TH] = IN(G_T) | IN(G_S),
};

static enum where where_of(size_t at, size_t count)
{
    return at == 0 ? FRONT : at + 1 == count ? BACK : INSIDE;
}

/* Two letters of Arabic that Latin letters write like one: sh of Ishaq, th of Fathi, zh of Azhar. The sound of that
 * one; 0 for other letters. */
static unsigned pair_of(const struct sound *s, size_t at)
{
    unsigned first, second;
    if (s->class != SOUND_ARABIC || at + 1 >= s->length) return 0;
    first = sound_symbol_at(s, (unsigned)at);
    second = sound_symbol_at(s, (unsigned)at + 1);
    if (second != LETTER_62D && second != LETTER_647) return 0;
    switch (first) {
    case LETTER_633: return SOUND_SH;
    case LETTER_62A:
    case LETTER_62F: return SOUND_TH;
    case LETTER_632:
    case LETTER_638: return SOUND_ZH;
    case LETTER_643: return SOUND_H;
    default: return 0;
    }
}

static unsigned groups_at(const struct sound *s, size_t at)
{
    unsigned symbol = sound_symbol_at(s, (unsigned)at);
    enum where where = where_of(at, s->length);
    if (s->class != SOUND_SPOKEN && at && pair_of(s, at - 1)) return IN(G_NONE) | IN(G_H);
    if (s->class != SOUND_SPOKEN) return letter_groups[(script_of(s) * WHERES + where) * SLOTS + symbol];
    unsigned groups = spoken_groups[symbol];
    if (where == BACK && groups & IN(G_H)) groups = (groups & ~IN(G_H)) | IN(G_NONE);
    return groups;
}

/* Words begin with a vowel, or with a letter that may stand for one, or they do not. */
static bool starts_open(const struct sound *s)
{
    return groups_at(s, 0) & IN(G_NONE);
}

/* As much of a skeleton as a word that was cut still has. */
enum { SKELETON_MAX = 5, GROUP_BITS = 4 };

struct skeleton {
    uint64_t code;
    unsigned length;
};

size_t arabic_keys(const struct sound *s, uint64_t ret[ARABIC_KEYS_MAX])
{
    struct skeleton way[ARABIC_KEYS_MAX] = { { 0 } };
    size_t ways = 1, count = 0, most = s->class == SOUND_SPOKEN ? SPOKEN_SKELETONS_MAX : ARABIC_KEYS_MAX;
    if (!s->length) return 0;
    for (size_t at = 0; at < s->length; at++) {
        unsigned groups = groups_at(s, at);
        size_t now = ways;
        for (size_t w = 0; w < now; w++) {
            struct skeleton base = way[w];
            bool is_first = true;
            for (unsigned g = 0; g < GROUPS; g++) {
                if (!(groups >> g & 1)) continue;
                struct skeleton next = base;
                if (g != G_NONE && next.length < SKELETON_MAX)
                    next.code |= (uint64_t)g << (GROUP_BITS * next.length++);
                if (is_first) way[w] = next;
                else if (ways < most) way[ways++] = next;
                is_first = false;
            }
        }
    }
    for (size_t w = 0; w < ways; w++) {
        uint64_t key = way[w].code << 1 | starts_open(s);
        bool is_known = false;
        for (size_t i = 0; i < count; i++) is_known |= ret[i] == key;
        if (way[w].length && !is_known) ret[count++] = key;
    }
    return count;
}

/* Groups that a word has in any case, and those it may have. */
struct groups {
    unsigned must, may;
};

static struct groups groups_of(const struct sound *s)
{
    struct groups g = { 0 };
    for (size_t at = 0; at < s->length; at++) {
        unsigned groups = groups_at(s, at);
        g.may |= groups;
        if (!(groups & (groups - 1))) g.must |= groups & ~IN(G_NONE);
    }
    /* what was cut off may be anything */
    if (s->length == SOUND_SYMBOLS_MAX) g.may = ~0u;
    return g;
}

/* A sieve before the keys: most words of two names have nothing to do with each other. */
static bool may_share_a_key(const struct sound *a, const struct sound *b)
{
    struct groups x = groups_of(a), y = groups_of(b);
    return !(x.must & ~y.may) && !(y.must & ~x.may) && starts_open(a) == starts_open(b);
}

static bool share_a_key(const struct sound *a, const struct sound *b)
{
    if (!may_share_a_key(a, b)) return false;
    uint64_t x[ARABIC_KEYS_MAX], y[ARABIC_KEYS_MAX];
    size_t nx = arabic_keys(a, x), ny = arabic_keys(b, y);
    for (size_t i = 0; i < nx; i++)
        for (size_t k = 0; k < ny; k++)
            if (x[i] == y[k]) return true;
    return false;
}

/* --- saying letters ----------------------------------------------------------------------------- */

/* Tenths of a bit. */
enum { COST_NEVER = 10000, PAIR_COST = 5 };

/* The cheapest way so far, when the last sound was written, and when it was a vowel that was not. */
struct cell {
    uint16_t cost[2];
};

static bool is_vowel(unsigned symbol)
{
    return symbol >= SOUND_A && symbol <= SOUND_U;
}

static void lower(uint16_t *cost, unsigned by)
{
    if (by < *cost) *cost = (uint16_t)by;
}

/* What is aligned: letters, and the sounds they are to be. Ways that cost more than `most` are not followed. */
struct saying {
    const struct sound *letters;
    uint8_t             sound[SOUND_SYMBOLS_MAX], sounds;
    unsigned            most;
};

/* Sounds that no letter stands for, between letter i and the next. */
static void say_unwritten(const struct saying *s, struct cell *row, size_t i)
{
    const struct sound *a = s->letters;
    enum where where = i == 0 ? FRONT : i == a->length ? BACK : INSIDE;
    bool is_cut = i == SOUND_SYMBOLS_MAX, is_late = i && i + 1 == a->length;
    const uint8_t *table = unwritten_cost + script_of(a) * UNWRITTEN * SLOTS;
    for (size_t j = 0; j < s->sounds; j++) {
        unsigned symbol = s->sound[j];
        bool vowel = is_vowel(symbol);
        for (unsigned last = 0; last < 2; last++) {
            if (row[j].cost[last] > s->most) continue;
            unsigned slot = is_late && !last && vowel ? UNWRITTEN_LATE : last * WHERES + where;
            lower(&row[j + 1].cost[vowel], row[j].cost[last] + (is_cut ? 0u : table[slot * SLOTS + symbol]));
        }
    }
}

/* Letter i, and with the next as one sound where Latin letters write them so. */
static void say_letter(const struct saying *s, const struct cell *row, struct cell *next, struct cell *after, size_t i)
{
    const struct sound *a = s->letters;
    const uint8_t *cost = said_cost + ((script_of(a) * WHERES + where_of(i, a->length)) * SLOTS +
                                       sound_symbol_at(a, (unsigned)i)) * SLOTS;
    unsigned pair = pair_of(a, i);
    bool is_cut = s->sounds == SOUND_SYMBOLS_MAX;
    for (size_t j = 0; j <= s->sounds; j++)
        for (unsigned last = 0; last < 2; last++) {
            unsigned so_far = row[j].cost[last];
            if (so_far > s->most) continue;
            lower(&next[j].cost[last], so_far + (is_cut && j == s->sounds ? 0u : cost[0]));
            if (j == s->sounds) continue;
            lower(&next[j + 1].cost[0], so_far + cost[s->sound[j]]);
            if (pair && s->sound[j] == pair) lower(&after[j + 1].cost[0], so_far + PAIR_COST);
        }
}

static void clear(struct cell *row, size_t count)
{
    for (size_t j = 0; j < count; j++) row[j] = (struct cell){ { COST_NEVER, COST_NEVER } };
}

static unsigned least_of(const struct cell *row, size_t count)
{
    unsigned least = COST_NEVER;
    for (size_t j = 0; j < count; j++)
        for (unsigned last = 0; last < 2; last++)
            if (row[j].cost[last] < least) least = row[j].cost[last];
    return least;
}

/* COST_NEVER when it is above `most`. */
static unsigned cost_of_saying(const struct sound *a, const struct sound *b, unsigned most)
{
    struct cell rows[3][SOUND_SYMBOLS_MAX + 1];
    struct saying s = { .letters = a, .sounds = b->length, .most = most };
    size_t cells = b->length + 1u;
    for (unsigned j = 0; j < b->length; j++) s.sound[j] = (uint8_t)sound_symbol_at(b, j);
    for (size_t k = 0; k < 3; k++) clear(rows[k], cells);
    rows[0][0].cost[0] = 0;
    for (size_t i = 0; i < a->length; i++) {
        struct cell *row = rows[i % 3], *next = rows[(i + 1) % 3];
        say_unwritten(&s, row, i);
        if (least_of(row, cells) > most && least_of(next, cells) > most) return COST_NEVER;
        say_letter(&s, row, next, rows[(i + 2) % 3], i);
        clear(row, cells);
    }
    struct cell *end = rows[a->length % 3];
    say_unwritten(&s, end, a->length);
    return least_of(end + b->length, 1);
}

/* --- letters against letters -------------------------------------------------------------------- */

/* ours: vowel letters come and go between spellings and languages; letters of one sound are confused. */
enum { VOWEL_COST = 35, NEAR_COST = 30, FAR_COST = 120 };

static bool is_vowel_letter(const struct sound *s, unsigned letter)
{
    if (s->class == SOUND_HEBREW)
        return letter == LETTER_5D0 || letter == LETTER_5D4 || letter == LETTER_5D5 || letter == LETTER_5D9;
    return letter == LETTER_627 || letter == LETTER_648 || letter == LETTER_64A || letter == LETTER_649 ||
           letter == LETTER_639 || letter == LETTER_647;
}

static unsigned cost_of_other(const struct sound *s, unsigned x, unsigned y)
{
    const uint16_t *groups = letter_groups + (script_of(s) * WHERES + INSIDE) * SLOTS;
    if (x == y) return 0;
    if (is_vowel_letter(s, x) && is_vowel_letter(s, y)) return NEAR_COST;
    return groups[x] & groups[y] & ~IN(G_NONE) ? 2 * NEAR_COST : FAR_COST;
}

static unsigned cost_of_lack(const struct sound *s, unsigned letter)
{
    return is_vowel_letter(s, letter) ? VOWEL_COST : FAR_COST;
}

static unsigned cost_of_letters(const struct sound *a, const struct sound *b)
{
    unsigned rows[2][SOUND_SYMBOLS_MAX + 1] = { { 0 } };
    for (unsigned j = 0; j < b->length; j++)
        rows[0][j + 1] = rows[0][j] + cost_of_lack(b, sound_symbol_at(b, j));
    for (unsigned i = 0; i < a->length; i++) {
        unsigned *row = rows[i & 1], *next = rows[~i & 1], x = sound_symbol_at(a, i);
        next[0] = row[0] + cost_of_lack(a, x);
        for (unsigned j = 0; j < b->length; j++) {
            unsigned y = sound_symbol_at(b, j), best = row[j] + cost_of_other(a, x, y);
            unsigned without = row[j + 1] + cost_of_lack(a, x), with = next[j] + cost_of_lack(b, y);
            if (without < best) best = without;
            if (with < best) best = with;
            next[j + 1] = best;
        }
    }
    return rows[a->length & 1][b->length];
}

/* --- how alike ---------------------------------------------------------------------------------- */

/* Lower than SOUND_LEAST_BP: a word of a long name may be spelled far off when the others are not. */
enum { ALIKE_LEAST_BP = 5000, DEAR_MOST = 80 };

/* A short word has little to be recognised by, a long one may well have two slips. Hundredths by letters; ours, from
 * costs of names of listed people, of one person and of two (docs/internals/names.md). */
static const uint8_t dearness[SOUND_SYMBOLS_MAX + 1] = { 200, 200, 130, 130, 100, 90, 80, 75, 65, 65, 60, 60, 60 };

/* Of one person's words 19 in 20 cost 40 or less, of two people's 1 in 100 costs 90. */
static uint16_t bp_of(unsigned cost, unsigned letters)
{
    unsigned c = cost * dearness[letters] / 100;
    unsigned bp = SOUND_SAME_BP - c * 25;
    if (c > 40) bp = 8500 - (c < 90 ? c - 40 : 50) * 90;
    return bp >= ALIKE_LEAST_BP ? (uint16_t)bp : 0;
}

uint16_t arabic_alike(const struct sound *arabic, const struct sound *other)
{
    unsigned cost, letters = arabic->length;
    bool is_same = arabic->class == other->class;
    if (!is_same && other->class != SOUND_SPOKEN) return 0;
    if (!arabic->length || !other->length || !share_a_key(arabic, other)) return 0;
    if (is_same && other->length < letters) letters = other->length; /* whichever comes first */
    unsigned most = DEAR_MOST * 100 / dearness[letters];
    cost = is_same ? cost_of_letters(arabic, other) : cost_of_saying(arabic, other, most);
    return cost > most ? 0 : bp_of(cost, letters);
}
