/* Readings of a name: which word is the surname, how the others are cut, in which system all of it is written. */
#include "name/korean.h"

enum {
    WORDS_USED = 6,
    BAD_WORDS_MOST = 2, /* more words that are no syllables: a name of another people */
    PRIOR_NORTH = 0, PRIOR_OTHER_LATIN = -800, PRIOR_PINYIN = -660, /* of systems (ours) */
    PRIOR_LAST = -145,    /* surname behind the given name */
    PRIOR_AGAINST = -580, /* the same against a comma */
    PRIOR_FUSED = -145,   /* all in one word */
    PRIOR_DROPPED = -430, /* a word that is no part of it */
    PRIOR_NO_SURNAME = -300,
    PRIOR_HANGUL_LAST = -870,
    PRIOR_TWO_OR_ONE = -300, /* 황보관: 황 and 보관 after all */
    PRIOR_RARE = -300,       /* a syllable that names do not have */
    PRIOR_INITIAL = -200,
    PRIOR_MENDED = -600,
    PRIOR_ASSIMILATED = -350,
    LEAST_CB = -1300,
    NO_SURNAME_COST = 300, /* as an ordinary surname's */
    FUSED_LEAST = 5, /* letters of a name in one word: shorter ones are initials and handles */
};

/* A syllable and where it stands. */
struct spot {
    uint16_t row;
    uint8_t  word, from, to; /* letters */
};

struct reading_of {
    struct ko_letters word[WORDS_USED];
    str               raw[WORDS_USED];
    struct ko_cut     cut[WORDS_USED][KO_CUTS];
    size_t            cuts[WORDS_USED];
    size_t            words;
    size_t            syllables; /* a word may have: of a lone one surname and given name */
    size_t            least, largest; /* syllables that words have at least: of all, of one */
    size_t            comma; /* words before the first comma; 0: none */
    uint8_t           extra;    /* of the readings made now */
    bool              is_fused; /* surname and given names in one Latin word: so are many words that are no name */
    struct hypothesis *ret;
    int               total_cb[HYPOTHESES_MAX]; /* prior and likelihood of each: falling */
    size_t            count;
    /* to be told where the places of one reading stand */
    const struct hypothesis *wanted;
    struct spot              found[HYPOTHESIS_UNITS];
    int                      found_cb;
};

static void keep(struct reading_of *r, const struct hypothesis *k, int total_cb)
{
    size_t at = r->count;
    for (size_t i = 0; i < r->count; i++)
        if (r->ret[i].system == k->system && memcmp(r->ret[i].unit, k->unit, sizeof k->unit) == 0) {
            if (r->total_cb[i] >= total_cb) return;
            at = i; /* the better way to come to it takes its place */
            break;
        }
    if (at == HYPOTHESES_MAX && r->total_cb[at - 1] >= total_cb) return;
    if (at == r->count && r->count < HYPOTHESES_MAX) r->count++;
    if (at == r->count) at--;
    for (; at > 0 && r->total_cb[at - 1] < total_cb; at--) {
        r->ret[at] = r->ret[at - 1];
        r->total_cb[at] = r->total_cb[at - 1];
    }
    r->ret[at] = *k;
    r->total_cb[at] = total_cb;
}

/* The likeliest reading keeps the prior of its shape; the others fall behind by what they are less likely. */
static void settle(struct reading_of *r)
{
    int shape = r->count ? r->ret[0].prior_cb : 0;
    size_t kept = 0;
    for (size_t i = 0; i < r->count; i++) {
        int prior = shape + r->total_cb[i] - r->total_cb[0];
        if (prior < LEAST_CB) break;
        r->ret[kept] = r->ret[i];
        r->ret[kept++].prior_cb = (int16_t)prior;
    }
    r->count = kept;
}

/* A whole name in spots, before it is known which systems write so. */
struct draft {
    enum ko_alphabet alphabet;
    const struct spot *surname; /* NULL: none */
    const struct spot *given;
    size_t           count;
    int              prior_cb; /* of its shape */
    int              order_cb; /* of where the surname stands: tells its readings apart, and says nothing against the likeliest */
    unsigned         dropped;
};

static void note_spots(struct reading_of *r, const struct draft *d, const struct hypothesis *k, int total_cb)
{
    const struct hypothesis *w = r->wanted;
    if (!w || w->system != k->system || memcmp(w->unit, k->unit, sizeof k->unit) != 0 || total_cb <= r->found_cb) return;
    r->found_cb = total_cb;
    if (d->surname) r->found[0] = *d->surname;
    for (size_t i = 0; i < d->count; i++) r->found[i + 1] = d->given[i];
}

/* @return do these rows stand for something in this system? */
static bool fill(const struct draft *d, const uint16_t *rows, enum ko_system system, struct hypothesis *k, int *ret_cost)
{
    int cost = d->surname ? ko_cost(d->surname->row, system, 0) : NO_SURNAME_COST;
    if (cost < 0) return false;
    for (size_t i = 0; i < d->count; i++) {
        int one = ko_cost(rows[i], system, i ? 2 : 1);
        if (one < 0) return false;
        cost += one;
    }
    *ret_cost = cost;
    for (size_t i = 0; i < HYPOTHESIS_UNITS; i++) k->unit[i] = NO_UNIT;
    if (d->surname) k->unit[0] = d->surname->row;
    for (size_t i = 0; i < d->count; i++) k->unit[i + 1] = rows[i];
    return true;
}

/* The rows in their places, in each system that knows them all. */
static void add_rows(struct reading_of *r, const struct draft *d, const uint16_t *rows, int prior_cb, uint8_t extra)
{
    static const int own[] = { [KO_FREE] = 0, [KO_NORTH] = PRIOR_NORTH, [KO_OTHER] = PRIOR_OTHER_LATIN,
                               [KO_PINYIN] = PRIOR_PINYIN };
    bool is_latin = d->alphabet == ALPHABET_LATIN, has_initial = false;
    for (size_t i = 0; i < d->count; i++) {
        struct hypothesis one = { .system = KO_FREE, .unit = { NO_UNIT, rows[i], NO_UNIT, NO_UNIT } };
        if (ko_is_initial(&one, 1)) {
            has_initial = true;
            prior_cb += PRIOR_INITIAL;
        }
        if (ko_is_rare(rows[i])) prior_cb += PRIOR_RARE;
    }
    for (int system = is_latin ? KO_FREE : KO_OTHER; system <= (is_latin ? KO_PINYIN : KO_OTHER); system++) {
        if ((extra & KO_ASSIMILATED) && system != KO_NORTH && system != KO_OTHER) continue;
        struct hypothesis k = { .system = (uint8_t)system, .given = (uint8_t)d->count & 3u, .dropped = d->dropped & 3u,
                                .is_far = is_latin && system >= KO_OTHER, .extra = extra & 3u,
                                /* so few have three given syllables that letters have their say */
                                .is_whole = d->surname && !d->dropped && !has_initial && d->count < 3 && !(extra & KO_MENDED) && !r->is_fused,
                                .prior_cb = (int16_t)prior_cb };
        int cost;
        if (!fill(d, rows, (enum ko_system)system, &k, &cost)) continue;
        int total = prior_cb + d->order_cb + (is_latin ? own[system] : 0) - cost;
        keep(r, &k, total);
        note_spots(r, d, &k, total);
    }
}

static void add_draft(struct reading_of *r, const struct draft *d)
{
    uint16_t rows[KO_GIVEN], apart[KO_BOUND_WAYS][2];
    if (!d->count || d->count > KO_GIVEN || (!d->surname && d->count < 2)) return;
    for (size_t i = 0; i < d->count; i++) rows[i] = d->given[i].row;
    add_rows(r, d, rows, d->prior_cb, r->extra);
    if (d->count != 2 || !d->surname) return;
    size_t n = ko_unbind(rows, apart);
    for (size_t i = 0; i < n; i++) add_rows(r, d, apart[i], d->prior_cb + PRIOR_ASSIMILATED, r->extra | KO_ASSIMILATED);
}

static struct spot spot_of(const struct ko_cut *c, size_t word, size_t at)
{
    return (struct spot){ c->row[at], (uint8_t)word, at ? c->end[at - 1] : (uint8_t)0, c->end[at] };
}

/* Given names of the words in `set`, in order: all ways to cut them. */
static void add_given(struct reading_of *r, struct draft *d, struct spot *given, unsigned set, size_t word)
{
    size_t count = d->count;
    while (word < r->words && !(set >> word & 1)) word++;
    if (word == r->words) {
        add_draft(r, d);
        return;
    }
    if (r->word[word].alphabet != d->alphabet) return;
    for (size_t c = 0; c < r->cuts[word]; c++) {
        const struct ko_cut *cut = &r->cut[word][c];
        if (count + cut->count > KO_GIVEN) continue;
        for (size_t i = 0; i < cut->count; i++) given[count + i] = spot_of(cut, word, i);
        d->count = count + cut->count;
        add_given(r, d, given, set, word + 1);
        d->count = count;
    }
}

static unsigned bits(unsigned set)
{
    return (unsigned)__builtin_popcount(set);
}

/* A word that no way of cutting makes one syllable. */
static bool is_long(const struct reading_of *r, size_t word)
{
    for (size_t c = 0; c < r->cuts[word]; c++)
        if (r->cut[word][c].count == 1) return false;
    return true;
}

static bool is_surname(uint16_t row)
{
    return ko_has_vector(row, KO_FREE, 0) || ko_has_vector(row, KO_NORTH, 0) || ko_has_vector(row, KO_OTHER, 0) ||
           ko_has_vector(row, KO_PINYIN, 0);
}

/* One word as the surname, the words of `rest` as given names. */
static void add_order(struct reading_of *r, size_t s, unsigned rest, int prior, int order, unsigned dropped)
{
    struct spot given[HYPOTHESIS_UNITS], surname;
    for (size_t c = 0; c < r->cuts[s]; c++) {
        if (r->cut[s][c].count != 1 || !is_surname(r->cut[s][c].row[0])) continue;
        surname = spot_of(&r->cut[s][c], s, 0);
        struct draft d = { r->word[s].alphabet, &surname, given, 0, prior, order, dropped };
        add_given(r, &d, given, rest, 0);
    }
}

/* The surname is the first of some words or the last; the others are left out. */
static void add_orders(struct reading_of *r, unsigned set, int prior_cb)
{
    unsigned dropped = bits(((1u << r->words) - 1) & ~set);
    int prior = prior_cb + (int)dropped * PRIOR_DROPPED;
    for (size_t s = 0; s < r->words; s++) {
        bool is_first = !(set & ((1u << s) - 1)), is_last = !(set >> (s + 1));
        unsigned rest = set & ~(1u << s);
        int order = 0;
        if (!(set >> s & 1) || !(is_first || is_last) || !rest) continue;
        if (!is_first) order = r->comma ? PRIOR_AGAINST : PRIOR_LAST;
        else if (r->comma && s >= r->comma) order = PRIOR_AGAINST;
        add_order(r, s, rest, prior, order, dropped);
    }
}

/* Words that are no syllables are left out, and so may one be that reads as syllables: a Western first name. */
static void add_word_orders(struct reading_of *r, unsigned good, int prior_cb)
{
    unsigned all = (1u << r->words) - 1;
    if (bits(all & ~good) > BAD_WORDS_MOST || !good) return;
    add_orders(r, good, prior_cb);
    for (size_t d = 0; d < r->words && good == all && r->words > 2; d++)
        if (is_long(r, d)) add_orders(r, all & ~(1u << d), prior_cb);
    if (good == all && r->words <= 2) {
        struct spot given[HYPOTHESIS_UNITS];
        struct draft d = { r->word[0].alphabet, NULL, given, 0, prior_cb + PRIOR_NO_SURNAME, 0, 0 };
        add_given(r, &d, given, all, 0);
    }
}

/* KIMJONGUN, リジュニル */
static void add_fused(struct reading_of *r)
{
    struct spot spot[HYPOTHESIS_UNITS];
    if (r->words != 1 || r->word[0].count < FUSED_LEAST) return;
    r->is_fused = r->word[0].alphabet != ALPHABET_KANA;
    for (size_t c = 0; c < r->cuts[0]; c++) {
        const struct ko_cut *cut = &r->cut[0][c];
        for (size_t i = 0; i < cut->count; i++) spot[i] = spot_of(cut, 0, i);
        if (cut->count < 2) continue;
        struct draft first = { r->word[0].alphabet, &spot[0], spot + 1, cut->count - 1u, PRIOR_FUSED, 0, 0 };
        struct draft last = { r->word[0].alphabet, &spot[2], spot, 2, PRIOR_FUSED, PRIOR_LAST, 0 };
        add_draft(r, &first);
        if (cut->count == 3) add_draft(r, &last);
    }
}

/* --- hangul and Han: the letters are the syllables -------------------------------------------------- */

struct units {
    uint16_t    unit[2 * HYPOTHESIS_UNITS];
    struct spot spot[2 * HYPOTHESIS_UNITS];
    size_t      count;
};

static bool gather(const struct reading_of *r, enum ko_alphabet alphabet, struct units *u)
{
    u->count = 0;
    for (size_t i = 0; i < r->words; i++) {
        const struct ko_letters *w = &r->word[i];
        if (w->alphabet != alphabet || u->count + w->count > HYPOTHESIS_UNITS + 1) return false;
        for (uint8_t k = 0; k < w->count; k++) {
            if (alphabet == ALPHABET_HAN && !ko_is_hanja(w->unit[k])) return false;
            u->spot[u->count] = (struct spot){ w->unit[k], (uint8_t)i, k, (uint8_t)(k + 1) };
            u->unit[u->count++] = w->unit[k];
        }
    }
    return true;
}

static void add_units(struct reading_of *r, struct hypothesis *k, uint16_t surname, struct spot first,
                      const struct units *u, size_t from, size_t to, int prior_cb)
{
    if (to <= from || to - from > KO_GIVEN) return;
    for (size_t i = 0; i < HYPOTHESIS_UNITS; i++) k->unit[i] = NO_UNIT;
    k->unit[0] = surname;
    k->given = (to - from) & 3u;
    k->prior_cb = (int16_t)prior_cb;
    memcpy(&k->unit[1], u->unit + from, (to - from) * sizeof *u->unit);
    struct draft d = { ALPHABET_HANGUL, &first, u->spot + from, to - from, prior_cb, 0, 0 };
    keep(r, k, prior_cb);
    note_spots(r, &d, k, prior_cb);
}

static void add_letters(struct reading_of *r, enum ko_alphabet alphabet)
{
    struct units u;
    struct hypothesis k = { .system = alphabet == ALPHABET_HANGUL ? KO_HANGUL : KO_HANJA, .is_whole = 1 };
    if (!gather(r, alphabet, &u) || u.count < 2) return;
    uint16_t two = alphabet == ALPHABET_HANGUL && u.count > 2 ? ko_two_syllables(u.unit[0], u.unit[1]) : NO_UNIT;
    if (two != NO_UNIT) {
        struct spot both = u.spot[0];
        both.to = u.spot[1].word == both.word ? u.spot[1].to : both.to;
        add_units(r, &k, two, both, &u, 2, u.count, 0);
    }
    add_units(r, &k, u.unit[0], u.spot[0], &u, 1, u.count, two != NO_UNIT ? PRIOR_TWO_OR_ONE : 0);
    if (r->words < 2 || r->word[0].count + 1u != u.count) return; /* 준일 리 */
    add_units(r, &k, u.unit[u.count - 1], u.spot[u.count - 1], &u, 0, u.count - 1, PRIOR_HANGUL_LAST);
}

/* --- the words ---------------------------------------------------------------------------------------- */

/* A single letter with a dot, or one that is no syllable, stands for one. */
static void add_initial(struct reading_of *r, size_t word, bool has_dot)
{
    uint16_t row = has_dot || !r->cuts[word] ? ko_initial(&r->word[word]) : 0;
    if (!row || (!has_dot && r->word[word].count > 1)) return;
    r->cuts[word] = 1;
    r->cut[word][0] = (struct ko_cut){ .count = 1, .end = { r->word[word].count }, .row = { row } };
}

static bool add_word(struct reading_of *r, str raw, bool has_dot, unsigned *bad)
{
    size_t at = r->words;
    if (at == WORDS_USED) return false;
    r->raw[at] = raw;
    ko_letters_of(raw, &r->word[at]);
    r->cuts[at] = ko_cuts(&r->word[at], r->syllables, r->cut[at]);
    add_initial(r, at, has_dot);
    size_t least = r->cuts[at] ? r->cut[at][0].count : 0; /* few ones come first */
    r->least += least;
    if (least > r->largest) r->largest = least;
    if (r->least - r->largest > HYPOTHESIS_UNITS) return false; /* one word at most that could be read is left out */
    *bad += !r->cuts[at] && r->word[at].alphabet < ALPHABET_HANGUL;
    r->words++;
    return *bad <= BAD_WORDS_MOST;
}

/* `Myo' ng`: a blank that somebody put behind the apostrophe. */
static bool is_torn(const struct reading_of *r, str text, const char *end, str raw)
{
    if (!end || !r->words || raw.len > 2 || raw.data != end + 2 || end < text.data) return false;
    const struct ko_letters *before = &r->word[r->words - 1];
    return end[0] == '\'' && end[1] == ' ' && before->alphabet == ALPHABET_LATIN && before->count;
}

static void glue(struct reading_of *r, str raw)
{
    str *whole = &r->raw[--r->words];
    *whole = str_of(whole->data, (size_t)(raw.data - whole->data) + raw.len);
    ko_letters_glue(&r->word[r->words], *whole, (size_t)(raw.data - whole->data));
    r->cuts[r->words] = ko_cuts(&r->word[r->words], r->syllables, r->cut[r->words]);
    r->words++;
}

static bool load_words(struct reading_of *r, const struct read_name *n)
{
    const char *end = NULL, *over = n->text.data + n->text.len;
    unsigned bad = 0;
    for (size_t i = 0; i < n->count; i++) {
        const struct word *w = &n->word[i];
        if (n->role[i] == ROLE_TITLE) continue;
        if (w->kind == WORD_SIGN || w->kind == WORD_NUMBER) return false;
        for (const char *p = end; p && p < w->raw.data; p++)
            if (*p == ',' && !r->comma) r->comma = r->words;
        if (is_torn(r, n->text, end, w->raw)) {
            glue(r, w->raw);
            end = w->raw.data + w->raw.len;
            continue;
        }
        end = w->raw.data + w->raw.len;
        if (n->initials[i]) { /* J.U. */
            for (size_t k = 0; k < w->letters; k++)
                if (!add_word(r, n->word[n->initials[i] + k].raw, true, &bad)) return false;
        } else if (!add_word(r, w->letters_meant, end < over && *end == '.', &bad)) {
            return false;
        }
    }
    return r->words > 0;
}

static unsigned good_words(const struct reading_of *r)
{
    unsigned good = 0;
    for (size_t i = 0; i < r->words; i++)
        if (r->cuts[i]) good |= 1u << i;
    return good;
}

static bool has_surname(const struct reading_of *r)
{
    for (size_t i = 0; i < r->words; i++)
        for (size_t c = 0; c < r->cuts[i]; c++)
            if (r->cut[i][c].count == 1 && is_surname(r->cut[i][c].row[0])) return true;
    return false;
}

/* Beside a surname, one word that is no syllables: read it with one slip mended. */
static void add_mended(struct reading_of *r, unsigned good)
{
    unsigned bad = ((1u << r->words) - 1) & ~good;
    if (bits(bad) != 1 || r->words > 3 || r->words < 2 || !has_surname(r)) return;
    size_t at = (size_t)__builtin_ctz(bad);
    r->cuts[at] = ko_mends(&r->word[at], r->cut[at]);
    if (!r->cuts[at]) return;
    r->extra = KO_MENDED;
    add_word_orders(r, good | bad, PRIOR_MENDED);
}

static void read_all(struct reading_of *r, const struct read_name *n)
{
    r->words = r->comma = r->count = r->least = r->largest = 0;
    r->syllables = n->count == 1 ? HYPOTHESIS_UNITS : KO_GIVEN;
    r->extra = 0;
    r->is_fused = false;
    if (!load_words(r, n)) return;
    if (r->word[0].alphabet >= ALPHABET_HANGUL) {
        add_letters(r, r->word[0].alphabet);
    } else if (r->words > 1) {
        unsigned good = good_words(r);
        add_word_orders(r, good, 0);
        add_mended(r, good);
    } else {
        add_fused(r);
    }
    settle(r);
}

size_t ko_read(const struct read_name *n, struct hypothesis ret[HYPOTHESES_MAX])
{
    struct reading_of r;
    r.ret = ret;
    r.wanted = NULL;
    read_all(&r, n);
    return r.count;
}

/* A spot as written. Kana and hangul letters are whole signs; two sounds may share one (ジュニル: zyun-iru). */
static str text_of(const struct reading_of *r, const struct spot *s)
{
    const struct ko_letters *w = &r->word[s->word];
    str raw = r->raw[s->word];
    size_t from = w->at[s->from], to = s->to < w->count ? w->at[s->to] : raw.len;
    return to > from ? str_sub(raw, from, to) : raw;
}

void ko_text_of(const struct read_name *n, const struct hypothesis *h, str ret[HYPOTHESIS_UNITS])
{
    struct reading_of r;
    struct hypothesis room[HYPOTHESES_MAX];
    r.ret = room;
    r.wanted = h;
    r.found_cb = INT32_MIN;
    read_all(&r, n);
    for (unsigned i = 0; i < HYPOTHESIS_UNITS; i++) {
        bool is_there = r.found_cb > INT32_MIN && i <= h->given && h->unit[i] != NO_UNIT;
        ret[i] = is_there ? text_of(&r, &r.found[i]) : STR_EMPTY;
    }
}
