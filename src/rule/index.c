/*
 * The index of a set: which questions a value decides, and which rules they wake.
 *
 * Workload: a thousand rules with some eight thousand texts over fifty names; events of fifteen
 * values and 500 bytes, of which nearly none matches. So each value is looked at once: whole values
 * in a hash table, parts of them by four bytes that stand in the wanted text and in few others.
 *
 *   value ─fold─► hash ────────► equal: questions answered yes
 *              └► each 4 bytes ► bloom ► grams ► compare ► questions answered yes, or announced
 *                                                   └► wakes ► rules that may be true now
 *
 * A rule is woken by something without which it cannot be true: the rarest of its ANDs, all of its
 * ORs. Rules that nothing need wake (they ask for what is absent) are asked always.
 */
#include "rule/inside.h"

#include "base/mem.h"

#include <stdlib.h>

enum { GRAM = 4, STEPS_MAX = 1 << 24 };

/* --- flat programs ------------------------------------------------------------------------ */

struct flat {
    struct vec step;
    uint32_t root; /* steps before this rule */
    bool is_over;
};

static void emit(struct flat *f, const struct expr *e, size_t at)
{
    while (e->op != EXPR_LEAF && e->op != EXPR_NOT && e->children == 1) e = e->child[0];
    if (e->op == EXPR_LEAF) {
        ((struct step *)f->step.data)[at] = (struct step){ EXPR_LEAF, e->pred, 0 };
        return;
    }
    size_t first = f->step.count;
    if (first + e->children - f->root > RULE_CODE_MAX || first + e->children > STEPS_MAX) {
        f->is_over = true;
        return;
    }
    for (size_t i = 0; i < e->children; i++)
        if (!vec_push(&f->step, sizeof(struct step))) return;
    ((struct step *)f->step.data)[at] =
        (struct step){ e->op, (uint32_t)first, (uint32_t)e->children };
    for (size_t i = 0; i < e->children && !f->is_over; i++) emit(f, e->child[i], first + i);
}

static cordon_status flatten(struct rule_set *set, struct cordon_error *err)
{
    struct flat f = { 0 };
    cordon_status st = CORDON_OK;
    for (uint32_t r = 0; !st && r < set->rules; r++) {
        if (!set->rule[r].tree) continue;
        size_t at = f.step.count;
        f.root = (uint32_t)at;
        set->rule[r].code = (uint32_t)at;
        if (!vec_push(&f.step, sizeof(struct step)))
            st = set_nomem(set, err);
        else
            emit(&f, set->rule[r].tree, at);
        if (f.is_over)
            st = error_at(err, CORDON_LIMIT, set->rule[r].info.file, set->rule[r].info.line, 0,
                          "the rule becomes more than %d steps", RULE_CODE_MAX);
    }
    if (!st) {
        set->step = arena_calloc(&set->arena, f.step.count + 1, sizeof *set->step);
        if (set->step && f.step.count)
            memcpy(set->step, f.step.data, f.step.count * sizeof *set->step);
        if (!set->step) st = set_nomem(set, err);
    }
    vec_release(&f.step);
    return st;
}

/* --- paths -------------------------------------------------------------------------------- */

static str longest_piece(const struct pattern *p)
{
    str best = STR_EMPTY;
    for (size_t i = 0; i < p->count; i++)
        if (p->piece[i].kind == PIECE_TEXT && p->piece[i].text.len > best.len)
            best = p->piece[i].text;
    return best;
}

static str needed_text(const struct pred *p)
{
    switch (p->kind) {
    case PRED_EQUAL:
    case PRED_PREFIX:
    case PRED_SUFFIX:
    case PRED_CONTAINS:
        return p->literal;
    case PRED_GLOB:
        return longest_piece(&p->glob);
    case PRED_REGEX:
        return p->needed;
    case PRED_TEXT:
    case PRED_NULL:
    case PRED_EXISTS:
    case PRED_CIDR:
    case PRED_COMPARE:
    case PRED_FIELD:
        return STR_EMPTY;
    }
    return STR_EMPTY;
}

static bool is_whole(const struct pred *p)
{
    return p->kind == PRED_EQUAL && p->slot != RULE_NONE;
}

static cordon_status prepare(struct rule_set *set, struct cordon_error *err)
{
    for (uint32_t i = 0; i < set->preds; i++) {
        struct pred *p = &set->pred[i];
        p->needed = fold_copy(&set->arena, needed_text(p));
        bool exact = p->kind == PRED_EQUAL || p->kind == PRED_PREFIX ||
                     p->kind == PRED_SUFFIX || p->kind == PRED_CONTAINS;
        if (!is_whole(p) && p->needed.len < GRAM)
            p->path = PATH_ASK;
        else
            p->path = exact && !p->is_cased ? PATH_DECIDED : PATH_ANNOUNCED;
    }
    return set->arena.failed ? set_nomem(set, err) : CORDON_OK;
}

/* --- whole values ------------------------------------------------------------------------- */

static uint64_t equal_hash(uint32_t slot, str folded)
{
    return str_hash(folded) ^ (slot + 1) * 0x9E3779B97F4A7C15u;
}

static cordon_status equal_build(struct rule_set *set, struct cordon_error *err)
{
    size_t count = 0;
    for (uint32_t i = 0; i < set->preds; i++) count += is_whole(&set->pred[i]);
    set->equal_bits = 4;
    while ((size_t)1 << set->equal_bits < count * 4) set->equal_bits++;
    size_t room = (size_t)1 << set->equal_bits;
    set->equal = arena_calloc(&set->arena, room, sizeof *set->equal);
    set->equal_next = arena_calloc(&set->arena, set->preds + 1, sizeof *set->equal_next);
    set->slot_equal = arena_calloc(&set->arena, set->slots + 1, sizeof *set->slot_equal);
    if (set->arena.failed) return set_nomem(set, err);
    for (size_t i = 0; i < room; i++) set->equal[i].pred = RULE_NONE;
    for (uint32_t i = 0; i < set->preds; i++) {
        const struct pred *p = &set->pred[i];
        if (!is_whole(p)) continue;
        uint64_t hash = equal_hash(p->slot, p->needed);
        size_t at = (size_t)hash & (room - 1);
        while (set->equal[at].pred != RULE_NONE && set->equal[at].hash != hash)
            at = (at + 1) & (room - 1);
        set->equal_next[i] = set->equal[at].pred;
        set->equal[at] = (struct equal_slot){ hash, i };
        set->slot_equal[p->slot] = true;
    }
    return CORDON_OK;
}

/* --- grams -------------------------------------------------------------------------------- */

static uint32_t gram_at(str s, size_t at)
{
    uint32_t g;
    memcpy(&g, s.data + at, sizeof g);
    return g;
}

static uint32_t gram_hash(uint32_t gram, unsigned bits)
{
    return gram * 0x9E3779B1u >> (32 - bits);
}

/* How often each gram stands in the texts of one slot: a small hash table. */
struct gram_counts {
    struct gram_slot *slot;
    unsigned bits;
};

static struct gram_slot *gram_find(struct gram_slot *table, unsigned bits, uint32_t gram)
{
    size_t mask = ((size_t)1 << bits) - 1, at = gram_hash(gram, bits);
    while (table[at].count && table[at].gram != gram) at = (at + 1) & mask;
    return &table[at];
}

/* The gram of a text that stands in fewest others. */
static uint32_t rarest(const struct gram_counts *c, str text)
{
    uint32_t best = 0, least = UINT32_MAX;
    for (uint32_t i = 0; i + GRAM <= text.len; i++) {
        uint32_t count = gram_find(c->slot, c->bits, gram_at(text, i))->count;
        if (count >= least) continue;
        least = count;
        best = i;
    }
    return best;
}

static unsigned bits_for(size_t n)
{
    unsigned bits = 4;
    while (((size_t)1 << bits) < n) bits++;
    return bits;
}

/* The questions of one slot whose texts have grams; `pred` lists them. */
static bool gram_table(struct rule_set *set, struct gram_index *g, const struct gram_counts *c,
                       const uint32_t *pred, size_t count)
{
    struct arena *a = &set->arena;
    g->table_bits = bits_for(count * 2 + 1);
    g->bloom_bits = bits_for(count * 32);
    if (g->bloom_bits > 20) g->bloom_bits = 20;
    if (g->bloom_bits < 10) g->bloom_bits = 10;
    g->table = arena_calloc(a, (size_t)1 << g->table_bits, sizeof *g->table);
    g->entry = arena_calloc(a, count, sizeof *g->entry);
    g->bloom = arena_calloc(a, ((size_t)1 << g->bloom_bits) / 64, sizeof *g->bloom);
    uint32_t *where = mem_calloc(count, sizeof *where);
    if (a->failed || !where) {
        mem_free(where);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        str text = set->pred[pred[i]].needed;
        where[i] = rarest(c, text);
        uint32_t gram = gram_at(text, where[i]), bit = gram_hash(gram, g->bloom_bits);
        struct gram_slot *slot = gram_find(g->table, g->table_bits, gram);
        slot->gram = gram;
        slot->count++;
        g->bloom[bit / 64] |= (uint64_t)1 << bit % 64;
    }
    uint32_t first = 0;
    for (size_t i = 0; i < (size_t)1 << g->table_bits; i++) {
        g->table[i].first = first;
        first += g->table[i].count;
    }
    for (size_t i = 0; i < count; i++) { /* `first` moves on and is put back below */
        uint32_t gram = gram_at(set->pred[pred[i]].needed, where[i]);
        struct gram_slot *slot = gram_find(g->table, g->table_bits, gram);
        g->entry[slot->first++] = (struct gram_entry){ pred[i], where[i] };
    }
    for (size_t i = 0; i < (size_t)1 << g->table_bits; i++)
        g->table[i].first -= g->table[i].count;
    g->entries = count;
    mem_free(where);
    return true;
}

static bool gram_build_one(struct rule_set *set, struct gram_index *g, const uint32_t *pred,
                           size_t count)
{
    size_t grams = 0;
    struct gram_counts c = { 0 };
    for (size_t i = 0; i < count; i++) grams += set->pred[pred[i]].needed.len;
    c.bits = bits_for(grams * 2 + 1);
    c.slot = mem_calloc((size_t)1 << c.bits, sizeof *c.slot);
    if (!c.slot) return false;
    for (size_t i = 0; i < count; i++) {
        str text = set->pred[pred[i]].needed;
        for (size_t k = 0; k + GRAM <= text.len; k++) {
            struct gram_slot *slot = gram_find(c.slot, c.bits, gram_at(text, k));
            slot->gram = gram_at(text, k);
            slot->count++;
        }
    }
    bool ok = gram_table(set, g, &c, pred, count);
    mem_free(c.slot);
    return ok;
}

static bool has_gram(const struct pred *p)
{
    return p->path != PATH_ASK && !is_whole(p);
}

/* Place of a question's slot among the indexes; keywords are the last. */
static size_t gram_place(const struct rule_set *set, const struct pred *p)
{
    return p->slot == RULE_NONE ? set->slots : p->slot;
}

static cordon_status gram_build(struct rule_set *set, struct cordon_error *err)
{
    size_t places = (size_t)set->slots + 1;
    size_t *begin = mem_calloc(places + 1, sizeof *begin),
           *next = mem_calloc(places, sizeof *next);
    uint32_t *pred = mem_calloc((size_t)set->preds + 1, sizeof *pred);
    set->gram = arena_calloc(&set->arena, places, sizeof *set->gram);
    bool ok = begin && next && pred && set->gram;
    for (uint32_t i = 0; ok && i < set->preds; i++)
        if (has_gram(&set->pred[i])) begin[gram_place(set, &set->pred[i]) + 1]++;
    for (size_t s = 0; ok && s < places; s++) {
        begin[s + 1] += begin[s];
        next[s] = begin[s];
    }
    for (uint32_t i = 0; ok && i < set->preds; i++)
        if (has_gram(&set->pred[i])) pred[next[gram_place(set, &set->pred[i])]++] = i;
    for (size_t s = 0; ok && s < places; s++)
        if (begin[s + 1] > begin[s])
            ok = gram_build_one(set, &set->gram[s], pred + begin[s], begin[s + 1] - begin[s]);
    mem_free(begin);
    mem_free(next);
    mem_free(pred);
    return ok ? CORDON_OK : set_nomem(set, err);
}

/* --- what wakes a rule -------------------------------------------------------------------- */

enum { NOTHING_WAKES = 1 << 24, PRESENCE = 2000 };

/* A guess at how often a question is answered yes: long texts are rare, numbers and short ones not. */
static uint32_t leaf_cost(const struct pred *p)
{
    if (p->kind == PRED_NULL) return NOTHING_WAKES;
    if (p->path == PATH_ASK) return p->slot == RULE_NONE ? NOTHING_WAKES : PRESENCE;
    uint32_t len = p->needed.len < 16 ? (uint32_t)p->needed.len : 16;
    if (is_whole(p)) {
        wide n;
        return number_read(p->needed, &n) ? 400 : len < 6 ? 200 : 30;
    }
    return 40 + (16 - len) * 20;
}

static uint32_t cost(const struct rule_set *set, const struct expr *e)
{
    uint32_t sum = 0, least = NOTHING_WAKES;
    switch (e->op) {
    case EXPR_LEAF:
        return leaf_cost(&set->pred[e->pred]);
    case EXPR_NOT:
        return NOTHING_WAKES;
    case EXPR_OR:
        for (size_t i = 0; i < e->children && sum < NOTHING_WAKES; i++)
            sum += cost(set, e->child[i]);
        return sum < NOTHING_WAKES ? sum : NOTHING_WAKES;
    case EXPR_AND:
        for (size_t i = 0; i < e->children; i++) {
            uint32_t c = cost(set, e->child[i]);
            if (c < least) least = c;
        }
        return least;
    }
    return NOTHING_WAKES;
}

struct wake {
    uint32_t pred, rule;
};

static bool collect(struct rule_set *set, const struct expr *e, uint32_t rule,
                    struct vec *wakes)
{
    const struct expr *best = NULL;
    uint32_t least = NOTHING_WAKES;
    bool ok = true;
    if (e->op == EXPR_OR) {
        for (size_t i = 0; ok && i < e->children; i++)
            ok = collect(set, e->child[i], rule, wakes);
        return ok;
    }
    if (e->op == EXPR_AND) {
        for (size_t i = 0; i < e->children; i++) {
            uint32_t c = cost(set, e->child[i]);
            if (c < least) {
                least = c;
                best = e->child[i];
            }
        }
        return best && collect(set, best, rule, wakes);
    }
    const struct pred *p = &set->pred[e->pred];
    if (p->path == PATH_ASK) {
        set->slot_wakes[p->slot * set->words + rule / 64] |= (uint64_t)1 << rule % 64;
        set->slot_has_wakes[p->slot] = true;
        return true;
    }
    struct wake *w = vec_push(wakes, sizeof *w);
    if (w) *w = (struct wake){ e->pred, rule };
    return w != NULL;
}

static int by_pred(const void *x, const void *y)
{
    const struct wake *a = x, *b = y;
    if (a->pred != b->pred) return a->pred < b->pred ? -1 : 1;
    return (a->rule > b->rule) - (a->rule < b->rule);
}

static bool asks_keywords(const struct rule_set *set, const struct expr *e)
{
    if (e->op == EXPR_LEAF) return set->pred[e->pred].slot == RULE_NONE;
    for (size_t i = 0; i < e->children; i++)
        if (asks_keywords(set, e->child[i])) return true;
    return false;
}

static bool wake_lists(struct rule_set *set, struct vec *wakes)
{
    set->wakes_first =
        arena_calloc(&set->arena, (size_t)set->preds + 2, sizeof *set->wakes_first);
    set->wakes = arena_calloc(&set->arena, wakes->count + 1, sizeof *set->wakes);
    if (set->arena.failed) return false;
    struct wake *w = wakes->data;
    if (wakes->count) qsort(w, wakes->count, sizeof *w, by_pred);
    size_t at = 0;
    for (uint32_t p = 0; p < set->preds; p++) {
        set->wakes_first[p] = (uint32_t)at;
        for (; at < wakes->count && w[at].pred == p; at++) set->wakes[at] = w[at].rule;
    }
    set->wakes_first[set->preds] = (uint32_t)at;
    return true;
}

static cordon_status wake_build(struct rule_set *set, struct cordon_error *err)
{
    struct arena *a = &set->arena;
    struct vec wakes = { 0 };
    set->words = ((size_t)set->rules + 63) / 64;
    set->slot_wakes = arena_calloc(a, (size_t)set->slots + 1,
                                   (set->words ? set->words : 1) * sizeof(uint64_t));
    set->slot_has_wakes = arena_calloc(a, (size_t)set->slots + 1, sizeof *set->slot_has_wakes);
    set->always = arena_calloc(a, set->words + 1, sizeof *set->always);
    set->keyword = arena_calloc(a, set->words + 1, sizeof *set->keyword);
    bool ok = !a->failed;
    for (uint32_t r = 0; ok && r < set->rules; r++) {
        const struct expr *tree = set->rule[r].tree;
        uint64_t bit = (uint64_t)1 << r % 64;
        if (!tree) continue;
        if (asks_keywords(set, tree)) set->keyword[r / 64] |= bit;
        if (cost(set, tree) >= NOTHING_WAKES)
            set->always[r / 64] |= bit;
        else
            ok = collect(set, tree, r, &wakes);
    }
    ok = ok && wake_lists(set, &wakes);
    vec_release(&wakes);
    return ok ? CORDON_OK : set_nomem(set, err);
}

cordon_status index_build(struct rule_set *set, struct cordon_error *err)
{
    cordon_status st = flatten(set, err);
    if (!st) st = prepare(set, err);
    if (!st) st = equal_build(set, err);
    if (!st) st = gram_build(set, err);
    if (!st) st = wake_build(set, err);
    return st;
}
