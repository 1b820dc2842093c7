/*
 * Japanese names: any writing to a surname and a given name, each as it is read.
 *
 *   kana, Latin, Cyrillic -> morae -> a known surname in front or behind, the rest is the given name
 *   kanji -> cut by a dictionary of surnames -> likeliest readings of both halves, and the characters
 *
 * Kanji against kanji compares characters, forms of one character folded: 伊藤 and 伊東 are two names of one reading.
 * All else compares readings; long vowels count where both sides write them. The tables: data/japanese/, made into
 * arrays by tools/gen_japanese.py; whatever is no name of theirs is read by its characters.
 *
 * Workload: most names are no Japanese ones, and leave at a letter that no mora has or a surname that nobody has.
 */
#include "name/model.h"

#include "base/num.h"
#include "name/japanese_table.h"
#include "name/key.h"
#include "name/mora.h"

enum {
    WORDS_USED = 4, GIVEN_MORAE = 6, SURNAME_MORAE = 8,
    PRIOR_LAST = -60,     /* surname behind the given name, as Japanese write it in Latin letters */
    PRIOR_AGAINST = -580, /* the same against a comma */
    PRIOR_DROPPED = -430, /* a word that is no part of it (ours) */
    PRIOR_SHORT = -300,   /* a surname of one mora: so are many syllables */
    PRIOR_FUSED = -100,
    SURNAME_LIKE_CB = 2200,
    NAME_UNKNOWN = 0x8000, /* unit 0: not in the tables, 15 bits of a hash */
};

/* How a name is written. Units: of characters the surname's number and three characters; of all others the number of
 * the surname's reading and six morae of the given name, a byte each, the top bit for a long vowel. */
enum ja_system {
    JA_LATIN = MODEL_JAPANESE * SYSTEMS_OF_A_MODEL,
    JA_CYRILLIC,
    JA_KANA,
    JA_KANJI,   /* the characters */
    JA_READING, /* how they may be read */
    JA_SYSTEMS,
};

enum { LONG_MORA = 0x80, SURNAME_UNSURE = 1, GIVEN_UNSURE = 2 }; /* hypothesis.extra: spelled without long vowels */

/* --- readings ----------------------------------------------------------------------------------- */

struct reading_of {
    struct hypothesis *ret;
    size_t             count, most;
};

static void keep(struct reading_of *r, const struct hypothesis *h)
{
    size_t at = r->count;
    for (size_t i = 0; i < r->count; i++)
        if (r->ret[i].system == h->system && memcmp(r->ret[i].unit, h->unit, sizeof h->unit) == 0) {
            if (r->ret[i].prior_cb >= h->prior_cb) return;
            memmove(&r->ret[i], &r->ret[i + 1], (--r->count - i) * sizeof *h);
            at = r->count;
            break;
        }
    while (at && r->ret[at - 1].prior_cb < h->prior_cb) at--;
    if (at >= r->most) return;
    if (r->count < r->most) r->count++;
    memmove(&r->ret[at + 1], &r->ret[at], (r->count - 1 - at) * sizeof *h);
    r->ret[at] = *h;
}

static str codes_of(const struct morae *m)
{
    return str_of((const char *)m->code, m->count);
}

/* A name that the tables lack, as a number */
static uint16_t unknown(str name)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < name.len; i++) h = (h ^ (uint8_t)name.data[i]) * 16777619u;
    return (uint16_t)(NAME_UNKNOWN | ((h ^ h >> 15) & (NAME_UNKNOWN - 1)));
}

static uint16_t unknown_reading(const struct morae *m)
{
    struct morae plain = *m;
    morae_devoice(&plain);
    return unknown(codes_of(&plain));
}

/* A surname's reading as a number: with these long vowels when `minds_length` and somebody has it, else the commonest. */
static uint16_t surname_number(const struct morae *m, bool minds_length, bool *ret_is_sure)
{
    uint32_t f = m->count && m->count <= SURNAME_MORAE ? table_find(&ja_fold, codes_of(m)) : TABLE_NONE;
    *ret_is_sure = minds_length;
    if (f == TABLE_NONE) return unknown_reading(m);
    for (uint16_t e = ja_fold_first[f]; minds_length && e < ja_fold_first[f + 1]; e++)
        if (ja_exact_long[e] == m->is_long) return e;
    *ret_is_sure = false;
    return ja_fold_first[f];
}

static void set_given(struct hypothesis *h, const struct morae *m)
{
    uint8_t byte[GIVEN_MORAE] = { 0 };
    for (size_t i = 0; i < m->count && i < GIVEN_MORAE; i++)
        byte[i] = (uint8_t)(m->code[i] | (m->is_long >> i & 1 ? LONG_MORA : 0));
    for (size_t u = 0; u < GIVEN_MORAE / 2; u++) h->unit[1 + u] = (uint16_t)(byte[2 * u] | byte[2 * u + 1] << 8);
    h->given = GIVEN_MORAE / 2;
}

static void given_of(const struct hypothesis *h, struct morae *ret)
{
    ret->count = 0;
    ret->is_long = 0;
    for (size_t i = 0; i < GIVEN_MORAE; i++) {
        uint8_t byte = (uint8_t)(h->unit[1 + i / 2] >> (i % 2 * 8));
        if (!byte) break;
        if (byte & LONG_MORA) ret->is_long |= (uint16_t)(1u << i);
        ret->code[ret->count++] = byte & (LONG_MORA - 1);
    }
}

/* Do surnames begin so and end so? The tables have one in ten too few. */
static bool is_like_surname(const struct morae *m)
{
    struct morae plain = *m;
    morae_devoice(&plain);
    for (size_t at = 1; at < m->count; at++)
        if (table_find(&ja_tail, str_from(codes_of(&plain), at)) != TABLE_NONE && table_find(&ja_head, str_sub(codes_of(m), 0, at)) != TABLE_NONE)
            return true;
    return false;
}

static bool knows_given(const struct morae *m)
{
    return table_find(&ja_given_fold, codes_of(m)) != TABLE_NONE;
}

/* --- kana, Latin, Cyrillic ----------------------------------------------------------------------- */

struct spoken {
    struct morae   raw[WORDS_USED], word[WORDS_USED]; /* word: folded */
    bool           is_good[WORDS_USED], has_length[WORDS_USED];
    size_t         words, good, comma; /* comma: words in front of it */
    bool           has_mark;           /* macrons: long vowels are all marked */
    enum ja_system system;
};

static bool joined(const struct spoken *s, unsigned set, struct morae *ret)
{
    ret->count = 0;
    ret->is_long = 0;
    for (size_t i = 0; i < s->words; i++) {
        if (!(set >> i & 1)) continue;
        const struct morae *m = &s->raw[i];
        if (ret->count + m->count > MORAE_USED) return false;
        memcpy(ret->code + ret->count, m->code, m->count);
        ret->count = (uint8_t)(ret->count + m->count);
    }
    morae_fold(ret); /* Ken-ichi as Kenichi */
    return ret->count > 0 && ret->count <= GIVEN_MORAE;
}

static void add_spoken(struct reading_of *r, const struct spoken *s, size_t at, unsigned rest, int prior, unsigned dropped)
{
    struct morae given;
    const struct morae *surname = &s->word[at];
    struct hypothesis h = { .system = (uint8_t)s->system, .dropped = dropped & 3u };
    bool is_sure, given_is_sure = s->has_mark || s->system == JA_KANA;
    h.unit[0] = surname_number(surname, s->has_mark || s->has_length[at] || s->system == JA_KANA, &is_sure);
    bool is_new = h.unit[0] & NAME_UNKNOWN;
    if (is_new && (surname->count < 2 || (r->count && r->ret[0].is_whole))) return;
    if (!joined(s, rest, &given)) return;
    bool has_given = knows_given(&given);
    if (is_new && (!has_given || (s->system != JA_KANA && !is_like_surname(surname)))) return;
    for (size_t i = 0; i < s->words; i++) given_is_sure = given_is_sure || ((rest >> i & 1) && s->has_length[i]);
    bool is_short = surname->count == 1 && !surname->is_long;
    if (is_short) prior += PRIOR_SHORT;
    set_given(&h, &given);
    h.extra = (uint8_t)((is_sure ? 0 : SURNAME_UNSURE) | (given_is_sure ? 0 : GIVEN_UNSURE)) & 3u;
    h.is_whole = has_given && !is_new && !dropped && !is_short;
    h.prior_cb = (int16_t)prior;
    keep(r, &h);
}

static unsigned bits(unsigned set)
{
    unsigned n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

/* The surname is the first word or the last. */
static void add_orders(struct reading_of *r, const struct spoken *s)
{
    unsigned good = 0, lost = (unsigned)(s->words - s->good);
    size_t first = s->words, last = 0;
    for (size_t i = 0; i < s->words; i++) {
        if (!s->is_good[i]) continue;
        good |= 1u << i;
        if (first == s->words) first = i;
        last = i;
    }
    if (s->good < 2 || lost > 1) return;
    for (int way = 0; way < 2; way++) {
        size_t at = way ? last : first;
        int prior = (int)lost * PRIOR_DROPPED;
        unsigned rest = good & ~(1u << at);
        if (way) prior += s->comma ? PRIOR_AGAINST : s->system == JA_KANA ? 5 * PRIOR_LAST : PRIOR_LAST;
        add_spoken(r, s, at, rest, prior, lost);
        for (size_t d = 0; d < s->words && !lost && bits(rest) > 1; d++) /* a second given name of another language */
            if (rest >> d & 1) add_spoken(r, s, at, rest & ~(1u << d), prior + PRIOR_DROPPED, 1);
    }
}

static bool part_of(const struct morae *raw, size_t from, size_t to, struct morae *ret)
{
    ret->count = (uint8_t)(to - from);
    memcpy(ret->code, raw->code + from, ret->count);
    return ret->count > 0;
}

static void fold_words(struct spoken *s)
{
    for (size_t i = 0; i < s->words; i++) {
        if (!s->is_good[i]) continue;
        s->word[i] = s->raw[i];
        morae_fold(&s->word[i]);
        s->has_length[i] = s->word[i].is_long;
    }
}

/* たなかけんじ: every cut into two names that people have */
static void add_kana_cuts(struct reading_of *r, const struct morae *raw)
{
    struct spoken s = { .words = 2, .good = 2, .is_good = { true, true }, .system = JA_KANA };
    for (size_t cut = 2; cut + 2 <= raw->count; cut++) {
        if (!part_of(raw, 0, cut, &s.raw[0]) || !part_of(raw, cut, raw->count, &s.raw[1])) continue;
        fold_words(&s);
        uint32_t f = table_find(&ja_fold, codes_of(&s.word[0])), g = table_find(&ja_given_fold, codes_of(&s.word[1]));
        if (g == TABLE_NONE || (f == TABLE_NONE && !is_like_surname(&s.word[0]))) continue;
        int worth = (f == TABLE_NONE ? SURNAME_LIKE_CB : ja_exact_cb[ja_fold_first[f]]) + ja_given_fold_cb[g];
        add_spoken(r, &s, 0, 2, PRIOR_FUSED - worth / 10, 0);
    }
}

static bool load_spoken(const struct read_name *n, struct spoken *s)
{
    const char *end = NULL;
    for (size_t i = 0; i < n->count; i++) {
        const struct word *w = &n->word[i];
        if (n->role[i] == ROLE_TITLE) continue;
        if (w->kind == WORD_SIGN || w->kind == WORD_NUMBER || s->words == WORDS_USED) return false;
        struct morae *m = &s->raw[s->words];
        bool is_good = s->system == JA_KANA ? kana_morae(w->text, m) : romaji_morae(w->letters_meant, m, &s->has_mark);
        for (const char *p = end; p && p < w->raw.data; p++)
            if (*p == ',' && !s->comma) s->comma = s->words;
        end = w->raw.data + w->raw.len;
        s->is_good[s->words] = is_good;
        s->good += is_good;
        s->words++;
        if (s->words - s->good > 1) return false; /* most names leave here */
    }
    return s->good > 0;
}

static void read_spoken(struct reading_of *r, const struct read_name *n, enum ja_system system)
{
    struct spoken s = { .system = system };
    if (!load_spoken(n, &s)) return;
    if (s.words == 1 && system == JA_KANA) {
        add_kana_cuts(r, &s.raw[0]);
    } else if (s.good > 1) {
        fold_words(&s);
        add_orders(r, &s);
    }
}

/* --- kanji ---------------------------------------------------------------------------------------- */

enum {
    LETTERS_MOST = 8, SURNAME_LETTERS = 4, GIVEN_LETTERS = 4,
    WAYS = 16,             /* to read a part */
    READ_BY_LETTERS_CB = 300, /* a name of the dictionary read otherwise: one in eight of given names is (measured) */
    SURNAME_BY_LETTERS_CB = 430,
    ODD_READING_CB = 200,  /* one that no name of the tables has (measured) */
    GIVEN_KNOWN_CB = 1250, /* of 17,000 given names about (ours) */
    GIVEN_NEW_CB = 1650,   /* one that the dictionary lacks */
    GIVEN_LETTER_CB = 500, /* each letter beyond two */
    SURNAME_NEW_CB = 1900,
    SURNAME_LAST_CB = 870,
    KANJI_CHARACTERS_MOST = 2,
    CUT_LEAST_CB = 600, /* a cut that much less likely than the best is none */
};

struct way {
    struct morae morae; /* folded */
    int32_t      cost_cb;
};

struct ways {
    struct way item[WAYS];
    size_t     count;
};

static void add_way(struct ways *w, const struct morae *m, int32_t cost_cb)
{
    size_t at = w->count;
    for (size_t i = 0; i < w->count; i++)
        if (w->item[i].morae.is_long == m->is_long && str_eq(codes_of(&w->item[i].morae), codes_of(m))) {
            if (w->item[i].cost_cb <= cost_cb) return;
            memmove(&w->item[i], &w->item[i + 1], (--w->count - i) * sizeof *w->item);
            at = w->count;
            break;
        }
    while (at && w->item[at - 1].cost_cb > cost_cb) at--;
    if (at >= WAYS) return;
    if (w->count < WAYS) w->count++;
    memmove(&w->item[at + 1], &w->item[at], (w->count - 1 - at) * sizeof *w->item);
    w->item[at].morae = *m;
    w->item[at].cost_cb = cost_cb;
}

struct letters {
    uint16_t letter[LETTERS_MOST]; /* folded */
    bool     has_gap[LETTERS_MOST + 1]; /* in front of it */
    size_t   count;
};

static bool is_kana(uint16_t c)
{
    return c >= 0x3041 && c <= 0x30FC;
}

static bool is_han(uint16_t c)
{
    return c >= 0x3400 && c < 0xA000;
}

static size_t put_utf8(uint16_t c, char *ret)
{
    ret[0] = (char)(0xE0 | c >> 12);
    ret[1] = (char)(0x80 | (c >> 6 & 0x3F));
    ret[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

static str text_of(const uint16_t *letter, size_t count, char *ret)
{
    for (size_t i = 0; i < count; i++) put_utf8(letter[i], ret + 3 * i);
    return str_of(ret, 3 * count);
}

static uint16_t folded(uint32_t c)
{
    size_t low = 0, high = COUNT_OF(ja_variant);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ja_variant[mid] < c) low = mid + 1;
        else high = mid;
    }
    if (low < COUNT_OF(ja_variant) && ja_variant[low] == c) return ja_variant_form[low];
    return c <= 0xFFFF ? (uint16_t)c : 0;
}

static int character(uint16_t c)
{
    size_t low = 0, high = JA_CHARS;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ja_char[mid] < c) low = mid + 1;
        else high = mid;
    }
    return low < JA_CHARS && ja_char[low] == c ? (int)low : -1;
}

/* Before folding: what all readings of the letters so far make. */
static bool extend(const struct ways *from, uint16_t c, bool is_surname, struct ways *to)
{
    char text[3];
    struct morae kana;
    int row = character(c);
    to->count = 0;
    if (is_kana(c) && !kana_morae(text_of(&c, 1, text), &kana)) return false;
    for (size_t w = 0; w < from->count; w++) {
        struct morae m = from->item[w].morae;
        if (is_kana(c)) {
            if (m.count + kana.count > MORAE_USED) continue;
            memcpy(m.code + m.count, kana.code, kana.count);
            m.count = (uint8_t)(m.count + kana.count);
            add_way(to, &m, from->item[w].cost_cb);
            continue;
        }
        if (row < 0) return false;
        size_t list = (size_t)row * 2 + is_surname;
        for (size_t p = ja_char_from[list]; p < ja_char_from[list + 1]; p++) {
            struct morae longer = m;
            for (size_t k = 0; k < 4 && ja_part_code[4 * p + k] && longer.count < MORAE_USED; k++)
                longer.code[longer.count++] = ja_part_code[4 * p + k];
            add_way(to, &longer, from->item[w].cost_cb + ja_part_cb[p]);
        }
    }
    return to->count > 0;
}

static bool is_read_so(const struct morae *m, bool is_surname)
{
    return is_surname ? table_find(&ja_fold, codes_of(m)) != TABLE_NONE : knows_given(m);
}

static void read_by_letters(const uint16_t *letter, size_t count, bool is_surname, int32_t cost_cb, size_t most, struct ways *ret)
{
    struct ways now = { .count = 1, .item = { { .cost_cb = cost_cb } } }, next;
    for (size_t i = 0; i < count; i++) {
        uint16_t c = letter[i] == 0x3005 && i ? letter[i - 1] : letter[i]; /* 々 */
        if (!extend(&now, c, is_surname, &next)) return;
        now = next;
    }
    for (size_t i = 0; i < now.count; i++) {
        morae_fold(&now.item[i].morae);
        if (now.item[i].morae.count > most) continue;
        add_way(ret, &now.item[i].morae, now.item[i].cost_cb + (is_read_so(&now.item[i].morae, is_surname) ? 0 : ODD_READING_CB));
    }
}

static bool all_kana(const uint16_t *letter, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!is_kana(letter[i])) return false;
    return true;
}

static bool read_kana_part(const uint16_t *letter, size_t count, struct morae *ret)
{
    char text[3 * LETTERS_MOST];
    if (!all_kana(letter, count) || !kana_morae(text_of(letter, count, text), ret)) return false;
    morae_fold(ret);
    return ret->count <= GIVEN_MORAE;
}

static uint32_t find(const struct table *t, const uint16_t *letter, size_t count)
{
    char text[3 * LETTERS_MOST];
    return table_find(t, text_of(letter, count, text));
}

static void read_given(const uint16_t *letter, size_t count, struct ways *ret)
{
    struct morae m;
    uint32_t g = find(&ja_given, letter, count);
    ret->count = 0;
    if (read_kana_part(letter, count, &m)) {
        add_way(ret, &m, 0);
        return;
    }
    for (uint32_t i = g == TABLE_NONE ? 0 : ja_given_from[g]; g != TABLE_NONE && i < ja_given_from[g + 1]; i++) {
        uint16_t number = ja_given_reading[i];
        m.count = (uint8_t)(ja_reading_from[number + 1] - ja_reading_from[number]);
        memcpy(m.code, ja_reading_code + ja_reading_from[number], m.count);
        morae_fold(&m);
        add_way(ret, &m, ja_given_share[i]);
    }
    read_by_letters(letter, count, false, g == TABLE_NONE ? 0 : READ_BY_LETTERS_CB, GIVEN_MORAE, ret);
}

struct surname_way {
    uint16_t unit;
    int32_t  cost_cb;
};

static size_t read_surname(const uint16_t *letter, size_t count, uint32_t number, struct surname_way ret[WAYS])
{
    struct ways ways = { .count = 0 };
    size_t ways_known = 0;
    for (uint32_t i = number == TABLE_NONE ? 0 : ja_surname_from[number]; number != TABLE_NONE && i < ja_surname_from[number + 1] && ways_known < WAYS / 2; i++)
        ret[ways_known++] = (struct surname_way){ ja_surname_exact[i], ja_surname_share[i] };
    size_t total = ways_known;
    read_by_letters(letter, count, true, number == TABLE_NONE ? 0 : SURNAME_BY_LETTERS_CB, SURNAME_MORAE, &ways);
    for (size_t i = 0; i < ways.count && total < WAYS; i++) {
        bool is_sure;
        uint16_t unit = surname_number(&ways.item[i].morae, true, &is_sure);
        bool is_new = true;
        for (size_t k = 0; k < ways_known; k++) is_new = is_new && ret[k].unit != unit;
        if (is_new) ret[total++] = (struct surname_way){ unit, ways.item[i].cost_cb };
    }
    return total;
}

struct cut {
    const uint16_t *surname, *given;
    size_t          surname_count, given_count;
    uint32_t        number; /* of the surname, or TABLE_NONE */
    int32_t         cost_cb;
};

static void add_readings(struct reading_of *r, const struct cut *c, int32_t least_cb)
{
    struct ways given;
    struct surname_way surname[WAYS];
    size_t count = read_surname(c->surname, c->surname_count, c->number, surname);
    bool is_kana_given = all_kana(c->given, c->given_count);
    read_given(c->given, c->given_count, &given);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < given.count; k++) {
            int32_t best = given.item[0].cost_cb + surname[0].cost_cb;
            int32_t cost = c->cost_cb - least_cb + surname[i].cost_cb + given.item[k].cost_cb - best;
            struct hypothesis h = { .system = is_kana_given ? JA_KANA : JA_READING, .is_whole = !(surname[i].unit & NAME_UNKNOWN) };
            if (cost > 1500) continue;
            h.unit[0] = surname[i].unit;
            set_given(&h, &given.item[k].morae);
            h.prior_cb = (int16_t)-cost;
            keep(r, &h);
        }
}

static void add_characters(struct reading_of *r, const struct cut *c, int32_t least_cb)
{
    char text[3 * LETTERS_MOST];
    struct hypothesis h = { .system = JA_KANJI, .given = 3, .is_whole = c->number != TABLE_NONE, .prior_cb = (int16_t)(least_cb - c->cost_cb) };
    h.unit[0] = c->number != TABLE_NONE ? (uint16_t)c->number : unknown(text_of(c->surname, c->surname_count, text));
    for (size_t i = 0; i < 3; i++) h.unit[1 + i] = i < c->given_count ? c->given[i] : 0;
    if (c->given_count > 3) h.unit[3] = unknown(text_of(c->given + 2, c->given_count - 2, text));
    h.extra = find(&ja_given, c->given, c->given_count) != TABLE_NONE;
    keep(r, &h);
}

static bool is_repeat_or_han(uint16_t c)
{
    return is_han(c) || c == 0x3005 || c == 0x3006;
}

/* Letters of which the tables know no surname: told by their number, or by a blank or a change of script. */
static bool may_be_new(const struct letters *l, size_t at, bool is_known_given)
{
    bool is_told = l->has_gap[at] || is_kana(l->letter[at]) != is_kana(l->letter[at - 1]);
    if (is_known_given) return at > 1 || is_told; /* (ours) */
    return at == 2 && (l->count == 4 || l->has_gap[at]);
}

/* One way to cut the letters; @return is it one? */
static bool cut_at(const struct letters *l, size_t at, bool is_last, struct cut *ret)
{
    *ret = is_last ? (struct cut){ l->letter + at, l->letter, l->count - at, at, 0, 0 }
                   : (struct cut){ l->letter, l->letter + at, at, l->count - at, 0, 0 };
    bool is_kana_given = all_kana(ret->given, ret->given_count), is_kana_surname = all_kana(ret->surname, ret->surname_count);
    if (is_kana_given && is_kana_surname) return false;
    if ((!is_kana_surname && ret->surname_count > SURNAME_LETTERS) || (!is_kana_given && ret->given_count > GIVEN_LETTERS)) return false;
    ret->number = find(&ja_surname, ret->surname, ret->surname_count);
    bool is_known = is_kana_given || find(&ja_given, ret->given, ret->given_count) != TABLE_NONE;
    if (ret->number == TABLE_NONE && (is_last || !may_be_new(l, at, is_known))) return false;
    ret->cost_cb = ret->number == TABLE_NONE ? SURNAME_NEW_CB + (ret->surname_count == 2 ? 0 : GIVEN_LETTER_CB) : ja_surname_cb[ret->number];
    if (is_last) ret->cost_cb += SURNAME_LAST_CB;
    ret->cost_cb += is_known ? GIVEN_KNOWN_CB : GIVEN_NEW_CB + (ret->given_count > 2 ? (int32_t)(ret->given_count - 2) * GIVEN_LETTER_CB : 0);
    return true;
}

static bool load_letters(const struct read_name *n, struct letters *l)
{
    const char *end = NULL;
    for (size_t i = 0; i < n->count; i++) {
        const struct word *w = &n->word[i];
        if (n->role[i] == ROLE_TITLE) continue;
        if (end && end != w->raw.data && l->count < LETTERS_MOST) l->has_gap[l->count] = true;
        end = w->raw.data + w->raw.len;
        for (str text = w->text; text.len;) {
            uint8_t c = (uint8_t)text.data[0];
            size_t len = c < 0xF0 ? 3 : 4;
            if (c < 0xE0 || text.len < len || l->count == LETTERS_MOST) return false;
            uint32_t code = c & (0xFFu >> (len + 1));
            for (size_t k = 1; k < len; k++) code = code << 6 | ((uint8_t)text.data[k] & 0x3Fu);
            uint16_t letter = folded(code);
            if (!is_kana(letter) && !is_repeat_or_han(letter)) return false;
            l->letter[l->count++] = letter;
            text = str_from(text, len);
        }
    }
    return l->count >= 2;
}

static void read_kanji(struct reading_of *r, const struct read_name *n)
{
    struct letters l = { .count = 0 };
    struct cut cut[2 * LETTERS_MOST];
    size_t cuts = 0, best = 0;
    bool has_gap = false;
    if (!load_letters(n, &l)) return;
    for (size_t at = 1; at < l.count; at++) has_gap = has_gap || l.has_gap[at];
    for (size_t at = 1; at < l.count; at++) {
        if (has_gap && !l.has_gap[at]) continue;
        cuts += cut_at(&l, at, false, &cut[cuts]);
        if (has_gap) cuts += cut_at(&l, at, true, &cut[cuts]);
    }
    if (!cuts) return;
    for (size_t i = 1; i < cuts; i++)
        if (cut[i].cost_cb < cut[best].cost_cb) best = i;
    int32_t least = cut[best].cost_cb;
    size_t characters = 0;
    for (size_t i = 0; i < cuts; i++) /* the likeliest is never left out */
        if (i == best || (cut[i].cost_cb <= least + CUT_LEAST_CB && characters + 1 < KANJI_CHARACTERS_MOST)) {
            add_characters(r, &cut[i], least);
            characters++;
        }
    struct reading_of rest = { .ret = r->ret + r->count, .most = r->most - r->count };
    for (size_t i = 0; i < cuts; i++)
        if (cut[i].cost_cb <= least + CUT_LEAST_CB) add_readings(&rest, &cut[i], least);
    r->count += rest.count;
}

static bool has_han(const struct read_name *n)
{
    for (size_t i = 0; i < n->count; i++) {
        str t = n->word[i].text;
        if (t.len >= 3 && (uint8_t)t.data[0] >= 0xE3 && is_repeat_or_han((uint16_t)(((uint8_t)t.data[0] & 0xF) << 12 | ((uint8_t)t.data[1] & 0x3F) << 6 | ((uint8_t)t.data[2] & 0x3F))))
            return true;
    }
    return false;
}

static size_t ja_read(const struct read_name *n, struct hypothesis ret[HYPOTHESES_MAX])
{
    struct reading_of r = { .ret = ret, .most = HYPOTHESES_MAX };
    switch (n->script) {
    case SCRIPT_LATIN: read_spoken(&r, n, JA_LATIN); break;
    case SCRIPT_CYRILLIC: read_spoken(&r, n, JA_CYRILLIC); break;
    case SCRIPT_KANA:
        if (!has_han(n)) read_spoken(&r, n, JA_KANA);
        else read_kanji(&r, n);
        break;
    case SCRIPT_HAN: read_kanji(&r, n); break;
    case SCRIPT_NONE:
    case SCRIPT_GREEK:
    case SCRIPT_HANGUL:
    case SCRIPT_ARABIC:
    case SCRIPT_HEBREW:
    case SCRIPT_OTHER:
    case SCRIPTS: break;
    }
    return r.count;
}

/* --- keys ------------------------------------------------------------------------------------------ */

/* The same for surnames that differ in voice alone, in the tables or not. */
static uint16_t class_of(uint16_t unit)
{
    return unit & NAME_UNKNOWN ? unit : ja_fold_number[ja_exact_fold[unit]];
}

static size_t ja_keys(const struct hypothesis *h, uint64_t ret[HYPOTHESIS_KEYS_MAX])
{
    char text[2 + 2 * (HYPOTHESIS_UNITS - 1) + MORAE_USED];
    struct morae m;
    if (h->system == JA_KANJI) {
        ret[0] = key_make(KEY_MODEL_JAPANESE, 1, str_hash(str_of((const char *)h->unit, sizeof h->unit)));
        return 1;
    }
    uint16_t class = class_of(h->unit[0]);
    given_of(h, &m);
    text[0] = (char)(class & 0xFF);
    text[1] = (char)(class >> 8);
    memcpy(text + 2, m.code, m.count);
    ret[0] = key_make(KEY_MODEL_JAPANESE, 0, str_hash(str_of(text, 2u + m.count)));
    return 1;
}

/* --- what a damaged part may hold -------------------------------------------------------------------- */

static bool ja_is_good(const struct hypothesis *h)
{
    struct morae m;
    bool is_new = h->unit[0] & NAME_UNKNOWN;
    if (h->system < JA_LATIN || h->system >= JA_SYSTEMS || h->given != 3) return false;
    if (h->system == JA_KANJI) return is_new || h->unit[0] < JA_SURNAMES;
    if (!is_new && h->unit[0] >= JA_EXACTS) return false;
    given_of(h, &m);
    for (size_t i = 0; i < m.count; i++)
        if (m.code[i] == MORA_NONE || m.code[i] >= MORA_CODES) return false;
    return m.count > 0;
}

static bool ja_is_known(const struct hypothesis *h)
{
    struct morae m;
    if (h->unit[0] & NAME_UNKNOWN || !h->is_whole) return false;
    if (h->system == JA_KANJI) return h->extra;
    given_of(h, &m);
    return h->system == JA_KANA && knows_given(&m);
}

/* --- pairs ------------------------------------------------------------------------------------------- */

enum {
    LEAST_CB = -2400,
    LENGTH_UNSAID_CB = -60,  /* long where the other side does not say */
    LENGTH_LOOSE_CB = -500,  /* Latin letters that say otherwise: people spell one name now so, now so */
    LENGTH_DIFFERS_CB = -800, /* kana that say otherwise: オノ, オオノ */
    VOICED_CB = -560,        /* ナカタ, ナカダ */
    VOICED_KANJI_CB = -350,  /* characters that are read so and so */
    PRIOR_PERCENT = 85,
    WORTH_PERCENT = 75,
    DROPPED_CB = -200,
    CHARACTERS_CB = 1250,    /* what equal characters of a given name are worth */
    INFO_MOST_CB = 2400,
}; /* (ours, measured) */

static bool is_loose(const struct hypothesis *h)
{
    return h->system == JA_LATIN || h->system == JA_CYRILLIC;
}

static int32_t length_cb(const struct hypothesis *a, const struct hypothesis *b, unsigned flag)
{
    if (a->extra & flag || b->extra & flag) return LENGTH_UNSAID_CB;
    return is_loose(a) || is_loose(b) ? LENGTH_LOOSE_CB : LENGTH_DIFFERS_CB;
}

static int32_t surname_cb(const struct hypothesis *a, const struct hypothesis *b)
{
    uint16_t x = a->unit[0], y = b->unit[0];
    if (x == y) return 0;
    bool is_new = (x | y) & NAME_UNKNOWN;
    if (!is_new && ja_exact_fold[x] == ja_exact_fold[y]) return length_cb(a, b, SURNAME_UNSURE);
    if (class_of(x) != class_of(y)) return LEAST_CB;
    if (!is_new && ja_fold_class[ja_exact_fold[x]] != ja_fold_class[ja_exact_fold[y]]) return LEAST_CB; /* one number by chance */
    return a->system == JA_READING || b->system == JA_READING ? VOICED_KANJI_CB : VOICED_CB;
}

/* Hundredths of a bit to basis points, as korean.c */
static uint16_t bp_of(int32_t cb)
{
    static const struct { int32_t cb; uint16_t bp; } line[] = {
        { 0, 9900 }, { -144, 9300 }, { -381, 8500 }, { -721, 7500 }, { -1154, 6500 }, { LEAST_CB, 0 },
    };
    for (size_t i = 1; i < COUNT_OF(line); i++) {
        if (cb < line[i].cb) continue;
        int32_t span = line[i - 1].cb - line[i].cb, rise = line[i - 1].bp - line[i].bp;
        return (uint16_t)(line[i].bp + rise * (cb - line[i].cb) / span);
    }
    return 0;
}

static struct score scored(int32_t compat, int32_t worth)
{
    struct score s = { bp_of(compat), false, worth * WORTH_PERCENT / 100 + compat / 2 };
    if (s.info_cb < 0) s.info_cb = 0;
    if (s.info_cb > INFO_MOST_CB) s.info_cb = INFO_MOST_CB;
    return s;
}

static int32_t priors(const struct hypothesis *a, const struct hypothesis *b)
{
    return (a->prior_cb + b->prior_cb) * PRIOR_PERCENT / 100 + DROPPED_CB * (int32_t)(a->dropped + b->dropped);
}

static struct score ja_pair(const struct hypothesis *a, const struct hypothesis *b)
{
    struct score none = { 0, false, 0 };
    struct morae x, y;
    bool is_kanji = a->system == JA_KANJI;
    if (is_kanji != (b->system == JA_KANJI) || (a->system == JA_READING && b->system == JA_READING)) return none;
    if (is_kanji) {
        if (memcmp(a->unit, b->unit, sizeof a->unit) != 0) return none;
        int32_t surname = a->unit[0] & NAME_UNKNOWN ? JA_GIVEN_UNKNOWN_CB : ja_surname_cb[a->unit[0]];
        return scored(priors(a, b), surname + CHARACTERS_CB);
    }
    int32_t compat = surname_cb(a, b);
    if (compat == LEAST_CB) return none;
    given_of(a, &x);
    given_of(b, &y);
    if (!str_eq(codes_of(&x), codes_of(&y))) return none;
    if (x.is_long != y.is_long) compat += length_cb(a, b, GIVEN_UNSURE);
    compat += priors(a, b);
    uint32_t g = table_find(&ja_given_fold, codes_of(&x));
    int32_t worth = g == TABLE_NONE ? JA_GIVEN_UNKNOWN_CB : ja_given_fold_cb[g];
    uint16_t own[2] = { a->unit[0], b->unit[0] };
    int32_t surname[2];
    for (size_t i = 0; i < 2; i++) surname[i] = own[i] & NAME_UNKNOWN ? JA_GIVEN_UNKNOWN_CB : ja_exact_cb[own[i]];
    return scored(compat, worth + (surname[0] < surname[1] ? surname[0] : surname[1]));
}

/* --- words for people --------------------------------------------------------------------------------- */

static const char *ja_system_name(const struct hypothesis *h)
{
    static const char *const names[] = { "romaji", "polivanov", "kana", "kanji", "kanji_reading" };
    return names[h->system - JA_LATIN];
}

static size_t spell_codes(const uint8_t *code, size_t count, char *ret, size_t cap)
{
    size_t len = 0;
    for (size_t i = 0; i < count && len + 6 <= cap; i++) len += mora_kana(code[i], ret + len);
    return len;
}

/* As the dictionary has it where that is what is meant: トオル, ケンイチ; else mora by mora. */
static size_t spell_given(const struct hypothesis *h, char *ret, size_t cap)
{
    struct morae m, usual;
    size_t len = 0;
    given_of(h, &m);
    uint32_t g = table_find(&ja_given_fold, codes_of(&m));
    if (g != TABLE_NONE) {
        const uint8_t *code = ja_reading_code + ja_reading_from[ja_given_fold_reading[g]];
        usual.count = (uint8_t)(ja_reading_from[ja_given_fold_reading[g] + 1] - ja_reading_from[ja_given_fold_reading[g]]);
        memcpy(usual.code, code, usual.count);
        size_t count = usual.count;
        morae_fold(&usual);
        if (h->extra & GIVEN_UNSURE || usual.is_long == m.is_long) return spell_codes(code, count, ret, cap);
    }
    for (size_t i = 0; i < m.count; i++) {
        len += spell_codes(m.code + i, 1, ret + len, cap - len);
        if (m.is_long >> i & 1) len += spell_codes(&(uint8_t){ MORA_U }, 1, ret + len, cap - len);
    }
    return len;
}

static size_t spell_characters(const struct hypothesis *h, char *ret, size_t cap)
{
    size_t len = 0;
    str surname = h->unit[0] & NAME_UNKNOWN ? STR("") : table_key(&ja_surname, h->unit[0]);
    if (surname.len + 3 + 9 > cap) return 0;
    memcpy(ret, surname.data, surname.len);
    len = surname.len;
    if (len) len += put_utf8(0x30FB, ret + len);
    for (size_t i = 1; i < HYPOTHESIS_UNITS; i++)
        if (h->unit[i] && !(i == 3 && !is_kana(h->unit[i]) && !is_repeat_or_han(h->unit[i]))) len += put_utf8(h->unit[i], ret + len);
    return len;
}

static size_t ja_spell(const struct hypothesis *h, char *ret, size_t cap)
{
    size_t len = 0;
    if (h->system == JA_KANJI) return spell_characters(h, ret, cap);
    if (!(h->unit[0] & NAME_UNKNOWN)) {
        uint32_t from = ja_exact_from[h->unit[0]];
        len = spell_codes(ja_exact_code + from, ja_exact_from[h->unit[0] + 1] - from, ret, cap);
        if (len + 3 <= cap) len += put_utf8(0x30FB, ret + len);
    }
    return len + spell_given(h, ret + len, cap - len);
}

const struct name_model japanese_model = {
    .id = "japanese", .read = ja_read, .keys = ja_keys, .is_good = ja_is_good, .is_known = ja_is_known,
    .pair = ja_pair, .system_name = ja_system_name, .spell = ja_spell,
};
