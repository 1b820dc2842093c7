/*
 * Letters to syllables.
 *
 * Workload: most words are of no Korean name and must leave early. From each place that syllables reach, one
 * walk down the tree finds the syllables that begin there; a word whose end is not reached is done. Only then
 * are the ways through listed.
 */
#include "name/korean.h"

#include "name/korean_tree.h"

enum { ROOT_LATIN = 1, ROOT_CYRILLIC = 2, ROOT_KANA = 3, EDGES_AT = 8, FAR = 100 };

struct step {
    uint8_t  to;
    uint16_t row;
};

struct cutting {
    const struct ko_letters *word;
    struct step              step[KO_WORD_LETTERS][EDGES_AT];
    uint8_t                  steps[KO_WORD_LETTERS];
    uint8_t                  from_front[KO_WORD_LETTERS + 1]; /* the fewest syllables that lead to a place */
    uint8_t                  to_end[KO_WORD_LETTERS + 1];     /* and from it to the end */
    struct ko_cut           *ret;
    size_t                   count, cap;
    struct ko_cut            now;
    uint8_t                  want, most; /* syllables: few ones are found first */
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
    uint8_t next = (uint8_t)(c->from_front[at] + 1), steps = 0;
    for (size_t i = at; i < w->count; i++) {
        slot = child_of(slot, w->code[i]);
        if (!slot) break;
        if (!ko_tree[slot].row || steps == EDGES_AT) continue;
        c->step[at][steps++] = (struct step){ (uint8_t)(i + 1), ko_tree[slot].row };
        if (next < c->from_front[i + 1]) c->from_front[i + 1] = next;
    }
    c->steps[at] = steps;
}

/* Every step of the word. @return does one way lead to its end? */
static bool find_steps(struct cutting *c)
{
    size_t n = c->word->count;
    memset(c->from_front, FAR, n + 1);
    memset(c->to_end, FAR, n + 1);
    c->from_front[0] = 0;
    for (size_t at = 0; at < n; at++) {
        c->steps[at] = 0;
        if (c->from_front[at] < c->most) walk_from(c, at);
    }
    if (c->from_front[n] > c->most) return false;
    c->to_end[n] = 0;
    for (size_t at = n; at-- > 0;)
        for (size_t s = 0; s < c->steps[at]; s++)
            if (c->to_end[c->step[at][s].to] + 1 < c->to_end[at]) c->to_end[at] = (uint8_t)(c->to_end[c->step[at][s].to] + 1);
    return true;
}

static void cut_from(struct cutting *c, size_t at)
{
    if (at == c->word->count) {
        if (c->now.count == c->want && c->count < c->cap) c->ret[c->count++] = c->now;
        return;
    }
    if (c->count == c->cap) return;
    for (size_t s = 0; s < c->steps[at]; s++) {
        const struct step *step = &c->step[at][s];
        if (c->now.count + 1 + c->to_end[step->to] > c->want) continue;
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
    for (c->want = c->to_end[0]; c->want <= c->most; c->want++) cut_from(c, 0);
    return c->count;
}

static bool is_spelled(const struct ko_letters *w)
{
    return w->alphabet != ALPHABET_NONE && w->alphabet < ALPHABET_HANGUL;
}

/* With apostrophes that mark nothing we know left out. */
static size_t cut_bare(struct cutting *c, const struct ko_letters *w, struct ko_cut ret[KO_CUTS])
{
    struct ko_letters bare = { .alphabet = w->alphabet };
    uint8_t place[KO_WORD_LETTERS];
    for (uint8_t i = 0; i < w->count; i++) {
        if (w->code[i] == KO_APOSTROPHE) continue;
        place[bare.count] = i;
        bare.code[bare.count++] = w->code[i];
    }
    if (!bare.count) return 0;
    size_t n = cut_word(c, &bare, ret, KO_CUTS);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < ret[i].count; k++) ret[i].end[k] = (uint8_t)(place[ret[i].end[k] - 1] + 1);
    return n;
}

size_t ko_cuts(const struct ko_letters *w, size_t most, struct ko_cut ret[KO_CUTS])
{
    struct cutting c;
    if (!is_spelled(w)) return 0;
    c.most = (uint8_t)most;
    size_t n = cut_word(&c, w, ret, KO_CUTS);
    if (n || w->alphabet != ALPHABET_LATIN || !memchr(w->code, KO_APOSTROPHE, w->count)) return n;
    return cut_bare(&c, w, ret);
}

/* --- one slip ------------------------------------------------------------------------------------ */

enum { MEND_LETTERS_LEAST = 2, MEND_LETTERS_MOST = 9, MEND_SYLLABLES = 2 };

struct mending {
    const struct ko_letters *word;
    struct ko_cut           *ret;
    uint32_t                 cost[KO_MENDS];
    size_t                   count;
    struct step              before; /* the syllable in front of the mended one; row 0: none */
};

static bool is_there(const struct mending *m, const struct ko_cut *c)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->ret[i].count == c->count && !memcmp(m->ret[i].row, c->row, c->count * sizeof *c->row)) return true;
    return false;
}

static void keep_mended(struct mending *m, const struct ko_cut *c)
{
    uint32_t cost = 0;
    size_t at = m->count;
    if (is_there(m, c)) return;
    for (size_t i = 0; i < c->count; i++) cost += ko_row_prior(c->row[i]);
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

/* A mended syllable ends before letter `at`: the rest must be nothing, or one syllable more. */
static void end_mended(struct mending *m, uint16_t row, size_t at)
{
    const struct ko_letters *w = m->word;
    struct ko_cut c = { .count = 0 };
    if (m->before.row) {
        c.row[c.count] = m->before.row;
        c.end[c.count++] = m->before.to;
    }
    c.row[c.count] = row;
    c.end[c.count++] = (uint8_t)at;
    if (at < w->count) {
        unsigned slot = ROOT_LATIN;
        if (c.count == MEND_SYLLABLES) return;
        for (size_t i = at; i < w->count && slot; i++) slot = child_of(slot, w->code[i]);
        if (!slot || !ko_tree[slot].row) return;
        c.row[c.count] = ko_tree[slot].row;
        c.end[c.count++] = w->count;
    }
    keep_mended(m, &c);
}

/* The rest of a syllable behind the slip. */
static void read_on(struct mending *m, unsigned slot, size_t at)
{
    for (; slot; at++) {
        if (ko_tree[slot].row) end_mended(m, ko_tree[slot].row, at);
        if (at >= m->word->count) return;
        slot = child_of(slot, m->word->code[at]);
    }
}

/* From a place on, as it stands for some letters and then with one slip. */
static void mend_from(struct mending *m, size_t at)
{
    const struct ko_letters *w = m->word;
    for (unsigned slot = ROOT_LATIN; slot; at++) {
        for (uint8_t c = 1; c <= 26; c++) {
            unsigned other = child_of(slot, c);
            if (!other) continue;
            read_on(m, other, at);                                                  /* one was lost here */
            if (at < w->count && c != w->code[at]) read_on(m, other, at + 1);       /* another stands here */
        }
        if (at >= w->count) return;
        if (slot != ROOT_LATIN || at + 1u < w->count) read_on(m, slot, at + 1);     /* one too many */
        if (at + 1u < w->count) {
            unsigned second = child_of(slot, w->code[at + 1]); /* two changed places */
            if (second) second = child_of(second, w->code[at]);
            if (second) read_on(m, second, at + 2);
        }
        slot = child_of(slot, w->code[at]);
    }
}

size_t ko_mends(const struct ko_letters *w, struct ko_cut ret[KO_CUTS])
{
    struct mending m = { .word = w, .ret = ret };
    unsigned slot = ROOT_LATIN;
    if (w->alphabet != ALPHABET_LATIN || w->count < MEND_LETTERS_LEAST || w->count > MEND_LETTERS_MOST) return 0;
    mend_from(&m, 0);
    for (size_t i = 0; i + 1u < w->count; i++) {
        slot = child_of(slot, w->code[i]);
        if (!slot) break;
        if (!ko_tree[slot].row) continue;
        m.before = (struct step){ (uint8_t)(i + 1), ko_tree[slot].row };
        mend_from(&m, i + 1);
    }
    return m.count;
}
