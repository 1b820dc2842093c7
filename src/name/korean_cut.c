/*
 * Letters to syllables.
 *
 * Workload: most words are of no Korean name and must leave early. From each place that syllables reach, one
 * walk down the tree finds the syllables that begin there; a word whose end is not reached is done. Only then
 * are the ways through listed.
 */
#include "name/korean.h"

#include "name/korean_tree.h"

enum { ROOT_LATIN = 1, ROOT_CYRILLIC = 2, ROOT_KANA = 3, EDGES_AT = 8 };

struct step {
    uint8_t  to;
    uint16_t row;
};

struct cutting {
    const struct ko_letters *word;
    struct step              step[KO_WORD_LETTERS][EDGES_AT];
    uint8_t                  steps[KO_WORD_LETTERS];
    uint32_t                 reached; /* places that syllables lead to from the front */
    uint32_t                 leads;   /* places from which they lead to the end */
    size_t                   furthest; /* letters that could be read at all */
    struct ko_cut           *ret;
    size_t                   count, cap;
    struct ko_cut            now;
    uint8_t                  want; /* syllables: few ones are found first */
};

static unsigned root_of(enum ko_alphabet a)
{
    return a == ALPHABET_KANA ? ROOT_KANA : a == ALPHABET_CYRILLIC ? ROOT_CYRILLIC : ROOT_LATIN;
}

static unsigned child_of(unsigned slot, uint8_t code)
{
    unsigned next = ko_tree[slot].base + (unsigned)code;
    return ko_tree[next].check == slot ? next : 0;
}

static void walk_from(struct cutting *c, size_t at)
{
    const struct ko_letters *w = c->word;
    unsigned slot = root_of(w->alphabet);
    size_t i = at;
    for (; i < w->count; i++) {
        slot = child_of(slot, w->code[i]);
        if (!slot) break;
        if (!ko_tree[slot].row || c->steps[at] == EDGES_AT) continue;
        c->step[at][c->steps[at]++] = (struct step){ (uint8_t)(i + 1), ko_tree[slot].row };
        c->reached |= 1u << (i + 1);
    }
    if (i > c->furthest) c->furthest = i;
}

/* Every step of the word. @return does one way lead to its end? */
static bool find_steps(struct cutting *c)
{
    size_t n = c->word->count;
    c->reached = 1;
    c->furthest = 0;
    for (size_t at = 0; at < n; at++) {
        c->steps[at] = 0;
        if (c->reached >> at & 1) walk_from(c, at);
        else if (!(c->reached >> at)) return false; /* nothing leads past here */
    }
    if (!(c->reached >> n & 1)) return false;
    c->leads = 1u << n;
    for (size_t at = n; at-- > 0;)
        for (size_t s = 0; s < c->steps[at]; s++)
            if (c->leads >> c->step[at][s].to & 1) c->leads |= 1u << at;
    return true;
}

static void cut_from(struct cutting *c, size_t at)
{
    if (at == c->word->count) {
        if (c->now.count == c->want && c->count < c->cap) c->ret[c->count++] = c->now;
        return;
    }
    if (c->now.count == c->want || c->count == c->cap) return;
    for (size_t s = 0; s < c->steps[at]; s++) {
        const struct step *step = &c->step[at][s];
        if (!(c->leads >> step->to & 1)) continue;
        c->now.row[c->now.count] = step->row;
        c->now.end[c->now.count++] = step->to;
        cut_from(c, step->to);
        c->now.count--;
    }
}

static size_t cut_word(struct cutting *c, const struct ko_letters *w, struct ko_cut *ret, size_t cap)
{
    c->word = w;
    if (!find_steps(c)) return 0;
    c->ret = ret;
    c->cap = cap;
    c->count = 0;
    c->now.count = 0;
    for (c->want = 1; c->want <= HYPOTHESIS_UNITS; c->want++) cut_from(c, 0);
    return c->count;
}

static bool is_spelled(const struct ko_letters *w)
{
    return w->alphabet != ALPHABET_NONE && w->alphabet < ALPHABET_HANGUL;
}

size_t ko_cuts(const struct ko_letters *w, struct ko_cut ret[KO_CUTS])
{
    struct cutting c;
    if (!is_spelled(w)) return 0;
    size_t n = cut_word(&c, w, ret, KO_CUTS);
    if (n || w->alphabet != ALPHABET_LATIN) return n;
    struct ko_letters bare = { .alphabet = w->alphabet }; /* an apostrophe that marks nothing we know */
    uint8_t place[KO_WORD_LETTERS];
    for (uint8_t i = 0; i < w->count; i++) {
        if (w->code[i] == KO_APOSTROPHE) continue;
        place[bare.count] = i;
        bare.code[bare.count++] = w->code[i];
    }
    if (bare.count == w->count || !bare.count) return 0;
    n = cut_word(&c, &bare, ret, KO_CUTS);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < ret[i].count; k++) ret[i].end[k] = (uint8_t)(place[ret[i].end[k] - 1] + 1);
    return n;
}

/* --- one slip ------------------------------------------------------------------------------------ */

enum { MEND_LETTERS_MIN = 3, MEND_LETTERS_MAX = 9, MEND_SYLLABLES = 2 };

struct mending {
    struct cutting cutting;
    struct ko_cut *ret;
    uint32_t       cost[KO_MENDS];
    size_t         count;
};

static uint32_t cost_of(const struct ko_cut *c)
{
    uint32_t cb = 0;
    for (size_t i = 0; i < c->count; i++) cb += ko_row_prior(c->row[i]);
    return cb;
}

static bool is_there(const struct mending *m, const struct ko_cut *c)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->ret[i].count == c->count && !memcmp(m->ret[i].row, c->row, c->count * sizeof *c->row)) return true;
    return false;
}

static void keep_mended(struct mending *m, const struct ko_cut *c)
{
    uint32_t cost = cost_of(c);
    size_t at = m->count;
    if (c->count > MEND_SYLLABLES || is_there(m, c)) return;
    while (at && m->cost[at - 1] > cost) at--;
    if (at == KO_MENDS) return;
    if (m->count < KO_MENDS) m->count++;
    for (size_t i = m->count - 1; i > at; i--) {
        m->ret[i] = m->ret[i - 1];
        m->cost[i] = m->cost[i - 1];
    }
    m->ret[at] = *c;
    m->cost[at] = cost;
}

/* `shift` letters were added (1) or lost (-1) at `at`: ends of syllables in the word as written. */
static void try_mended(struct mending *m, const struct ko_letters *w, const struct ko_letters *changed, size_t at)
{
    struct ko_cut cut[KO_CUTS];
    size_t n = cut_word(&m->cutting, changed, cut, KO_CUTS);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < cut[i].count; k++) {
            unsigned end = cut[i].end[k];
            if (end > at) end = end + w->count - changed->count;
            cut[i].end[k] = (uint8_t)(end > w->count ? w->count : end);
        }
        keep_mended(m, &cut[i]);
    }
}

static void change_at(struct mending *m, const struct ko_letters *w, size_t at)
{
    struct ko_letters x = *w;
    if (at < w->count) {
        memmove(x.code + at, x.code + at + 1, w->count - at - 1u);
        x.count--;
        try_mended(m, w, &x, at);
        x = *w;
        for (uint8_t c = 1; c <= 26; c++) {
            x.code[at] = c;
            if (c != w->code[at]) try_mended(m, w, &x, at);
        }
        x = *w;
    }
    if (at + 1u < w->count) {
        x.code[at] = w->code[at + 1];
        x.code[at + 1] = w->code[at];
        try_mended(m, w, &x, at);
        x = *w;
    }
    memmove(x.code + at + 1, x.code + at, w->count - at);
    x.count++;
    for (uint8_t c = 1; c <= 26; c++) {
        x.code[at] = c;
        try_mended(m, w, &x, at);
    }
}

size_t ko_mends(const struct ko_letters *w, struct ko_cut ret[KO_CUTS])
{
    struct mending m = { .ret = ret, .count = 0 };
    if (w->alphabet != ALPHABET_LATIN || w->count < MEND_LETTERS_MIN || w->count > MEND_LETTERS_MAX) return 0;
    m.cutting.word = w;
    find_steps(&m.cutting);
    size_t last = m.cutting.furthest; /* behind the first letter that no way reads nothing is mended by a change */
    for (size_t at = 0; at <= last && at <= w->count; at++) change_at(&m, w, at);
    return m.count;
}
