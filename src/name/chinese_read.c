/*
 * How names are cut into the syllables of Chinese ones.
 *
 *   words -> letters of one alphabet -> syllables (paths in a tree of spellings) -> surname + given, in each
 *   system that knows all of them
 *
 * Workload: most names are no Chinese ones and leave the tree after a few letters.
 */
#include "name/chinese.h"

#include "name/chinese_tree.h"

#include <limits.h>

enum {
    WORDS_USED = 5, WORD_LETTERS = 24, WORD_CUTS = 6, TWO_WORDS = 0x80, /* of cn_systems_of: a surname of two characters */
    PRIOR_LAST = -145,    /* surname behind the given name (this and the rest: ours) */
    PRIOR_AGAINST = -580, /* the same against a comma */
    PRIOR_FUSED = -600,   /* all in one word: so are many words that are no name */
    PRIOR_DROPPED = -430, /* a word that is no part of it */
    PRIOR_STRANGE = -600, /* a character that is no surname: of a foreign name, or another people's */
    SURNAME_FREE_CB = 1100, /* surnames rarer than one in 2,000 are doubted */
    LEAST_CB = -1600,
    FUSED_LEAST = 6,
};

static const int16_t prior_of[CN_LATIN_SYSTEMS] = { 0, -100, -120, -150, -200, 0, -250 };

enum alphabet { ALPHABET_NONE = 0, ALPHABET_LATIN, ALPHABET_CYRILLIC, ALPHABET_KANA, ALPHABET_HANGUL, ALPHABET_HAN };

struct letters {
    uint8_t       code[WORD_LETTERS + 3];
    uint16_t      unit[HYPOTHESIS_UNITS]; /* of Han: rows of characters */
    size_t        count;
    enum alphabet alphabet;
};

/* One way to cut a word: rows of the table. */
struct cut {
    uint16_t row[HYPOTHESIS_UNITS];
    uint8_t  count;
};

struct parse {
    struct letters     word[WORDS_USED];
    struct cut         cut[WORDS_USED][WORD_CUTS];
    size_t             cuts[WORDS_USED];
    size_t             words;
    size_t             comma; /* words before the first comma; 0: none */
    struct hypothesis *ret;
    size_t             count;
};

/* --- letters ---------------------------------------------------------------------------------- */

static uint32_t next_letter(str *s)
{
    uint8_t c = (uint8_t)s->data[0];
    size_t len = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    uint32_t code = len == 1 ? c : c & (0xFFu >> (len + 1));
    if (len > s->len) len = s->len;
    for (size_t i = 1; i < len; i++) code = code << 6 | ((uint8_t)s->data[i] & 0x3Fu);
    *s = str_from(*s, len);
    return code;
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x02BB || c == '`' || c == 0xB4 || c == 0x2032;
}

static bool is_mark(uint32_t c)
{
    return (c >= 0x300 && c < 0x370) || (c >= 0x200B && c <= 0x200F);
}

static enum alphabet alphabet_of(uint32_t c)
{
    if (c < 0x250 || is_apostrophe(c) || (c >= 0x1E00 && c < 0x1F00)) return ALPHABET_LATIN;
    if (c >= 0x410 && c < 0x450) return ALPHABET_CYRILLIC;
    if ((c >= 0x3041 && c <= 0x3093) || (c >= 0x30A1 && c <= 0x30FC)) return ALPHABET_KANA;
    if (c >= 0xAC00 && c < 0xAC00 + 11172) return ALPHABET_HANGUL;
    if ((c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c < 0xFB00)) return ALPHABET_HAN;
    return ALPHABET_NONE;
}

static void add_code(struct letters *l, uint8_t code)
{
    if (l->count < WORD_LETTERS) l->code[l->count++] = code;
    else l->alphabet = ALPHABET_NONE;
}

/* Consonant and vowel of U+30A1 .. U+30F3, two letters each; capitals: small ones; T: ッ */
static const char kana_letters[] =
    " A a I i U u E e O okagakigikugukegekogosazasizisuzusezesozotadatidi Ttudutedetodonaninunenohabapahibipihubupuhebepe"
    "hobopomamimumemoYayaYuyuYoyorarirurerorWwawiwe o n";

/* ジョ is zyo, ウェ is we, フォ is hwo: a small vowel takes the place of the vowel before it. */
static void add_kana(struct letters *l, uint32_t c)
{
    if (c >= 0x3041 && c <= 0x3093) c += 0x60;
    if (c == 0x30FC) return;
    size_t at = (size_t)(c - 0x30A1) * 2;
    if (c < 0x30A1 || at + 2 > sizeof kana_letters - 1) {
        l->alphabet = ALPHABET_NONE;
        return;
    }
    char x = kana_letters[at], y = kana_letters[at + 1];
    uint8_t *before = l->count ? &l->code[l->count - 1] : NULL;
    if (x == 'Y' && before) {
        *before = 'y';
        add_code(l, (uint8_t)y);
    } else if (x == ' ' && y >= 'A' && y <= 'O' && before) {
        *before = *before == 'u' ? 'w' : 'y';
        add_code(l, (uint8_t)byte_lower(y));
    } else {
        if (x != ' ') add_code(l, (uint8_t)x);
        add_code(l, (uint8_t)byte_lower(y));
    }
}

static void add_letter(struct letters *l, uint32_t c)
{
    switch (l->alphabet) {
    case ALPHABET_LATIN: {
        uint32_t low = c < 0x80 ? (uint32_t)(uint8_t)byte_lower((char)c) : 0;
        if (is_apostrophe(c)) low = '\'';
        else if (c >= 0xC0 && c < 0x250) low = cn_latin_fold[c - 0xC0];
        else if (c >= 0x1E00) low = cn_latin_fold[c - 0x1E00 + (0x250 - 0xC0)];
        if (low == '\'' || (low >= 'a' && low <= 'z')) add_code(l, (uint8_t)low);
        else l->alphabet = ALPHABET_NONE;
        break;
    }
    case ALPHABET_CYRILLIC:
        if (c < 0x430) c += 32;
        add_code(l, c == 0x44A ? '\'' : (uint8_t)(0x80 + c - 0x430)); /* ъ parts syllables */
        break;
    case ALPHABET_KANA: add_kana(l, c); break;
    case ALPHABET_HANGUL:
        c -= 0xAC00;
        add_code(l, (uint8_t)(1 + c / 588));
        add_code(l, (uint8_t)(0x20 + c / 28 % 21));
        add_code(l, (uint8_t)(0x40 + c % 28));
        break;
    case ALPHABET_HAN: {
        uint16_t row = cn_han_row(c);
        if (row == NO_UNIT || l->count == HYPOTHESIS_UNITS) l->alphabet = ALPHABET_NONE;
        else l->unit[l->count++] = row;
        break;
    }
    case ALPHABET_NONE: break;
    }
}

static void letters_of(str raw, struct letters *ret)
{
    bool is_first = true, is_korean = true;
    ret->alphabet = ALPHABET_NONE;
    ret->count = 0;
    while (raw.len) {
        uint32_t c = next_letter(&raw);
        if (is_mark(c)) continue;
        enum alphabet alphabet = alphabet_of(c);
        if (is_first) ret->alphabet = alphabet;
        else if (alphabet != ret->alphabet) ret->alphabet = ALPHABET_NONE;
        if (ret->alphabet == ALPHABET_NONE) return;
        if (alphabet == ALPHABET_HANGUL)
            is_korean = is_korean && (cn_korean_syllables[(c - 0xAC00) / 8] >> (c - 0xAC00) % 8 & 1);
        is_first = false;
        add_letter(ret, c);
    }
    if (!ret->count) ret->alphabet = ALPHABET_NONE;
    if (ret->alphabet == ALPHABET_HANGUL && is_korean) ret->code[ret->count] = 1; /* see is_any_foreign */
    else if (ret->alphabet == ALPHABET_HANGUL) ret->code[ret->count] = 0;
}

/* --- syllables of a word ---------------------------------------------------------------------- */

struct cutting {
    const struct letters *word;
    struct cut           *ret;
    size_t                count;
    struct cut            now;
    uint8_t               want;        /* syllables */
    bool                  is_lone;     /* the word is the whole name: a surname stands first */
    bool                  may_open;    /* a vowel may open a syllable behind another without an apostrophe */
};

static uint32_t child_of(uint32_t first, uint8_t letter)
{
    for (uint32_t n = first; n; n = cn_node_next[n]) {
        if (cn_node_letter[n] == letter) return n;
        if (cn_node_letter[n] > letter) return 0;
    }
    return 0;
}

static uint32_t root_of(enum alphabet alphabet, uint8_t letter)
{
    uint32_t mark = alphabet == ALPHABET_KANA ? '~' : alphabet == ALPHABET_HANGUL ? '^' : 0;
    if (!mark) return cn_tree_first[letter];
    return cn_tree_first[mark] ? child_of(cn_node_child[cn_tree_first[mark]], letter) : 0;
}

static bool is_vowel(uint8_t c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* Systems that know all syllables of a cut, given a first one that may be a surname. */
static unsigned systems_of(const struct cut *cut, bool is_lone)
{
    unsigned set = ~(unsigned)TWO_WORDS;
    for (size_t i = 0; i < cut->count; i++)
        set &= cn_systems_of(cut->row[i], !(is_lone && i == 0));
    return set;
}

static void cut_from(struct cutting *c, size_t at)
{
    const struct letters *w = c->word;
    bool is_parted = at == 0;
    for (; at < w->count && w->code[at] == '\''; at++) is_parted = true;
    if (at == w->count) {
        if (c->now.count != c->want || c->count == WORD_CUTS) return;
        bool is_one = c->now.count == 1 && !c->is_lone;
        if (c->may_open && !(systems_of(&c->now, c->is_lone) & 1)) return; /* careless Pinyin, no Ma-ria */
        if (is_one ? (cn_systems_of(c->now.row[0], true) | cn_systems_of(c->now.row[0], false)) : systems_of(&c->now, c->is_lone))
            c->ret[c->count++] = c->now;
        return;
    }
    if (c->now.count == c->want || c->count == WORD_CUTS) return;
    if (w->alphabet == ALPHABET_LATIN && !is_parted && !c->may_open && is_vowel(w->code[at])) return;
    uint32_t node = root_of(w->alphabet, w->code[at]);
    for (size_t i = at; node;) {
        bool has_vowel = w->alphabet != ALPHABET_LATIN || c->want == 1 || i > at + 1 || is_vowel(w->code[at]) || is_vowel(w->code[i]);
        if (cn_node_row[node] && has_vowel) { /* Wang is not Wa and Ng */
            c->now.row[c->now.count++] = cn_node_row[node];
            cut_from(c, i + 1);
            c->now.count--;
        }
        if (++i == w->count) return;
        node = child_of(cn_node_child[node], w->code[i]);
    }
}

static size_t cuts_of(const struct letters *w, bool is_lone, struct cut *ret)
{
    struct cutting c = { .word = w, .ret = ret, .is_lone = is_lone };
    if (w->alphabet == ALPHABET_NONE || w->alphabet == ALPHABET_HAN) return 0;
    uint8_t most = is_lone ? 3 : 2;
    for (c.want = is_lone ? 2 : 1; c.want <= most; c.want++) cut_from(&c, 0);
    if (c.count || w->alphabet != ALPHABET_LATIN) return c.count;
    c.may_open = true;
    for (c.want = 2; c.want <= most; c.want++) cut_from(&c, 0);
    if (c.count) return c.count;
    struct letters bare = *w; /* an apostrophe that marks nothing we know */
    bare.count = 0;
    for (size_t i = 0; i < w->count; i++)
        if (w->code[i] != '\'') bare.code[bare.count++] = w->code[i];
    if (bare.count == w->count) return 0;
    c.word = &bare;
    c.may_open = false;
    for (c.want = is_lone ? 2 : 1; c.want <= most; c.want++) cut_from(&c, 0);
    return c.count;
}

/* --- readings of a name ----------------------------------------------------------------------- */

static void keep(struct parse *r, const struct hypothesis *h)
{
    size_t at = r->count;
    if (h->prior_cb < LEAST_CB) return;
    for (size_t i = 0; i < r->count; i++)
        if (r->ret[i].system == h->system && memcmp(r->ret[i].unit, h->unit, sizeof h->unit) == 0) {
            if (r->ret[i].prior_cb < h->prior_cb) r->ret[i] = *h;
            return;
        }
    while (at > 0 && r->ret[at - 1].prior_cb < h->prior_cb) at--;
    if (at == HYPOTHESES_MAX) return;
    if (r->count < HYPOTHESES_MAX) r->count++;
    for (size_t i = r->count - 1; i > at; i--) r->ret[i] = r->ret[i - 1];
    r->ret[at] = *h;
}

static unsigned bit_of(enum cn_system system)
{
    return 1u << (system - CN_PINYIN);
}

/* How unlikely a name is in a system, hundredths of a bit. */
static int rarity_of(const struct hypothesis *h)
{
    static const int16_t rare[CN_LATIN_SYSTEMS] = { 0, 150, 150, 200, 0, 0, 300 }; /* of the systems (ours) */
    int sum = rare[h->system - CN_PINYIN];
    for (unsigned at = 0; at <= h->given; at++) sum += 10 * (int)cn_rarity(h->unit[at], at > 0, h->system);
    return sum;
}

/* How far each reading is behind the likeliest: a name that Pinyin explains is seldom a Cantonese one. */
static void doubt(struct parse *r)
{
    int least = INT_MAX;
    for (size_t i = 0; i < r->count; i++) {
        int rarity = rarity_of(&r->ret[i]);
        if (rarity < least) least = rarity;
    }
    for (size_t i = 0; i < r->count; i++) {
        int behind = rarity_of(&r->ret[i]) - least;
        if (r->ret[i].system == CN_VIET) continue;
        r->ret[i].extra = behind < 150 ? 0 : behind < 300 ? 1 : behind < 600 ? 2 : 3;
    }
}

/* The rows in each system that knows them all. */
static void add_rows(struct parse *r, uint16_t surname, const uint16_t *given, size_t count, int prior, unsigned dropped)
{
    unsigned set = cn_systems_of(surname, false) & ~(unsigned)TWO_WORDS;
    for (size_t i = 0; i < count; i++) set &= cn_systems_of(given[i], true);
    if (count > 2) set &= bit_of(CN_VIET);
    if (set & bit_of(CN_PINYIN)) set &= ~bit_of(CN_MIXED);
    if (dropped && count < 2) prior += PRIOR_DROPPED;
    int rare = cn_surname_cb(surname) - SURNAME_FREE_CB;
    if (rare > 0) prior -= rare / 2;
    for (unsigned system = CN_PINYIN; set; system++, set >>= 1) {
        if (!(set & 1)) continue;
        struct hypothesis h = { .system = (uint8_t)system, .given = (uint8_t)count & 3u, .dropped = dropped & 3u,
                                .is_whole = (!dropped || count == 2) && (system != CN_VIET || (count > 1 && rare <= 0)),
                                .prior_cb = (int16_t)(prior + prior_of[system - CN_PINYIN]) };
        h.unit[0] = surname;
        for (size_t i = 1; i < HYPOTHESIS_UNITS; i++) h.unit[i] = i <= count ? given[i - 1] : NO_UNIT;
        keep(r, &h);
        if (system != CN_VIET || count < 2 || !cn_is_middle(given[0])) continue;
        h.given = (count - 1) & 3u; /* the middle name is often left out */
        h.dropped = 1;
        h.prior_cb += PRIOR_DROPPED;
        for (size_t i = 1; i < HYPOTHESIS_UNITS; i++) h.unit[i] = i < count ? given[i] : NO_UNIT;
        keep(r, &h);
    }
}

/* Given names of the words in `set`, in order: all ways to cut them. */
static void add_given(struct parse *r, uint16_t surname, unsigned set, size_t word, uint16_t *given, size_t count,
                      int prior, unsigned dropped)
{
    while (word < r->words && !(set >> word & 1)) word++;
    if (word == r->words) {
        if (count) add_rows(r, surname, given, count, prior, dropped);
        return;
    }
    for (size_t c = 0; c < r->cuts[word]; c++) {
        const struct cut *cut = &r->cut[word][c];
        if (count + cut->count > CN_GIVEN) continue;
        memcpy(given + count, cut->row, cut->count * sizeof *given);
        add_given(r, surname, set, word + 1, given, count + cut->count, prior, dropped);
    }
}

static unsigned bits(unsigned set)
{
    unsigned n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

/* A word that no way of cutting makes one syllable. */
static bool is_long(const struct parse *r, size_t word)
{
    for (size_t c = 0; c < r->cuts[word]; c++)
        if (r->cut[word][c].count == 1) return false;
    return true;
}

static void add_surname(struct parse *r, size_t s, unsigned rest, int prior, unsigned dropped)
{
    uint16_t given[HYPOTHESIS_UNITS];
    for (size_t c = 0; c < r->cuts[s]; c++)
        if (r->cut[s][c].count == 1 && cn_systems_of(r->cut[s][c].row[0], false))
            add_given(r, r->cut[s][c].row[0], rest, 0, given, 0, prior, dropped);
}

/* Au Yeung Wing Ming: a surname of two characters in two words, first or last. */
static void add_two_words(struct parse *r, size_t first, unsigned rest, int prior)
{
    const struct letters *a = &r->word[first], *b = &r->word[first + 1];
    uint32_t node = 0;
    uint16_t given[HYPOTHESIS_UNITS];
    if (!rest || a->alphabet != ALPHABET_LATIN || b->alphabet != ALPHABET_LATIN) return;
    for (size_t i = 0; i < a->count + b->count; i++) {
        uint8_t c = i < a->count ? a->code[i] : b->code[i - a->count];
        node = i ? child_of(cn_node_child[node], c) : root_of(ALPHABET_LATIN, c);
        if (!node) return;
    }
    uint16_t row = cn_node_row[node];
    if (row && (cn_systems_of(row, false) & TWO_WORDS)) add_given(r, row, rest, 0, given, 0, prior, 0);
}

/* The surname is the first word or the last; words that are no syllables are left out. */
static void add_word_orders(struct parse *r)
{
    unsigned all = (1u << r->words) - 1, good = 0;
    for (size_t i = 0; i < r->words; i++)
        if (r->cuts[i]) good |= 1u << i;
    unsigned dropped = bits(all & ~good);
    if (dropped > 1 || bits(good) < 2) return;
    for (size_t s = 0; s < r->words; s++) {
        bool is_first = !(good & ((1u << s) - 1)), is_last = !(good >> (s + 1));
        unsigned rest = good & ~(1u << s);
        if (!(good >> s & 1) || !(is_first || is_last)) continue;
        int prior = (int)dropped * PRIOR_DROPPED;
        if (!is_first) prior += r->comma ? PRIOR_AGAINST : PRIOR_LAST;
        else if (r->comma && s >= r->comma) prior += PRIOR_AGAINST;
        add_surname(r, s, rest, prior, dropped);
        for (size_t d = 0; d < r->words && !dropped && r->words > 2; d++) /* a Western name that reads as syllables */
            if (d != s && is_long(r, d)) add_surname(r, s, rest & ~(1u << d), prior + PRIOR_DROPPED, 1);
    }
    if (dropped || r->words < 3) return;
    add_two_words(r, 0, all & ~3u, 0);
    add_two_words(r, r->words - 2, all & ~(3u << (r->words - 2)), PRIOR_LAST);
}

/* ZHANGXIAOMING, 시진핑 */
static void add_fused(struct parse *r)
{
    const struct letters *w = &r->word[0];
    if (w->alphabet == ALPHABET_LATIN && w->count < FUSED_LEAST) return;
    struct cut cut[WORD_CUTS];
    size_t count = cuts_of(w, true, cut);
    for (size_t c = 0; c < count; c++)
        add_rows(r, cut[c].row[0], cut[c].row + 1, cut[c].count - 1u, w->alphabet == ALPHABET_LATIN ? PRIOR_FUSED : PRIOR_LAST, 0);
}

/* Han letters are the syllables. */
static void add_characters(struct parse *r)
{
    uint16_t unit[2 * HYPOTHESIS_UNITS];
    size_t count = 0;
    for (size_t i = 0; i < r->words; i++) {
        if (r->word[i].alphabet != ALPHABET_HAN || count + r->word[i].count > HYPOTHESIS_UNITS) return;
        memcpy(unit + count, r->word[i].unit, r->word[i].count * sizeof *unit);
        count += r->word[i].count;
    }
    if (count < 2) return;
    struct hypothesis h = { .system = CN_HAN, .given = (count - 1) & 3u, .is_whole = count < 4 };
    for (size_t i = 0; i < HYPOTHESIS_UNITS; i++) h.unit[i] = i < count ? unit[i] : NO_UNIT;
    uint16_t two = count > 2 ? cn_han_two(unit[0], unit[1]) : NO_UNIT;
    if (two != NO_UNIT) {
        struct hypothesis t = h;
        t.unit[0] = two;
        t.given = (count - 2) & 3u;
        t.is_whole = 1;
        for (size_t i = 1; i < HYPOTHESIS_UNITS; i++) t.unit[i] = i + 1 < count ? unit[i + 1] : NO_UNIT;
        keep(r, &t);
        h.prior_cb = -300;
    }
    if (cn_han_surname_cb(unit[0]) >= 2400) {
        h.prior_cb = PRIOR_STRANGE;
        h.is_whole = 0;
    }
    keep(r, &h);
}

/* Of hangul only what Koreans are not named: the Korean model reads the rest. */
static bool is_any_foreign(const struct parse *r)
{
    for (size_t i = 0; i < r->words; i++)
        if (r->word[i].alphabet == ALPHABET_HANGUL && !r->word[i].code[r->word[i].count]) return true;
    return false;
}

static bool load_words(struct parse *r, const struct read_name *n)
{
    const char *end = NULL;
    size_t bad = 0;
    for (size_t i = 0; i < n->count; i++) {
        const struct word *w = &n->word[i];
        if (n->role[i] == ROLE_TITLE) continue;
        if (w->kind == WORD_SIGN || w->kind == WORD_NUMBER || r->words == WORDS_USED) return false;
        letters_of(w->raw, &r->word[r->words]);
        if (r->words && r->word[r->words].alphabet != ALPHABET_NONE && r->word[r->words].alphabet != r->word[0].alphabet) return false;
        for (const char *p = end; p && p < w->raw.data; p++)
            if (*p == ',' && !r->comma) r->comma = r->words;
        end = w->raw.data + w->raw.len;
        r->cuts[r->words] = cuts_of(&r->word[r->words], false, r->cut[r->words]);
        bad += !r->cuts[r->words] && r->word[r->words].alphabet != ALPHABET_HAN;
        r->words++;
        if (bad > 1) return false;
    }
    return r->words > 0;
}

size_t cn_read(const struct read_name *n, struct hypothesis ret[HYPOTHESES_MAX])
{
    struct parse r;
    r.words = r.comma = r.count = 0;
    r.ret = ret;
    if (!load_words(&r, n)) return 0;
    if (r.word[0].alphabet == ALPHABET_HAN) {
        add_characters(&r);
        return r.count;
    }
    if (r.word[0].alphabet == ALPHABET_HANGUL && !is_any_foreign(&r)) return 0;
    if (r.words > 1) add_word_orders(&r);
    else add_fused(&r);
    doubt(&r);
    return r.count;
}
