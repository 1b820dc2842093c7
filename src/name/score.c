/*
 * The generic score.
 *
 * Each side looks at its own weights: what share of me found a partner, and how alike is it? A
 * share left over on one side only is a part that somebody left out (mild, and worse the larger);
 * shares left over on both sides are different names (heavy). All sums are taken before the one
 * division, so that order cannot show through rounding.
 */
#include "name/score.h"

#include "base/num.h"

/* ours: chosen on aliases of listed parties against ordinary names, bench/bench_name.c */
enum {
    MISSING_BP = 8000,        /* x share squared */
    DIFFERENT_BP = 10000,     /* x the smaller share */
    OTHER_NUMBER_BP = 8000,   /* both sides have a number of their own */
    OTHER_FIRMS_NUMBER_BP = 7000, /* of firms and vessels: the Second Academy is not the Third */
    LACKS_NUMBER_BP = 9000,
    OTHER_PLACE_BP = 7500,    /* both have a place of their own: a branch elsewhere */
    OTHER_TRADE_BP = 9300,    /* both have a trade of their own */
    LONE_OTHER_TRADE_BP = 8700,  /* the same, and one word alone is shared beside such */
    LONE_LACKS_TRADE_BP = 9500,  /* the word alone, and one side has a trade */
    OWN_TYPO_MOST_BP = 9000,
    LONG_SLIP_BP = 8000, /* in a word of five letters and more */
    NO_OWN_BP = 8500,         /* no word of its own is shared, and a trade is left */
    LONE_TYPO_BP = 8800,      /* one word alone beside such, and a letter differs */
    ONLY_TYPO_BP = 9400,      /* one word is all of both names, and a letter differs */
    OTHER_LEGAL_BP = 9700,    /* GmbH against S.A. */
    MISSING_LEGAL_BP = 9950,
    WHOLE_BP = 9400, /* a full word left over: however common, the names are not one writing */
    OTHER_OWN_BP = 7400,      /* all but the given name, in a script that tells which it is: a brother's or a son's */
    FATHER_SHARE_BP = 3000,   /* of a father's name that one side leaves out */
    INITIAL_CB = 150,         /* an initial's evidence */
    TYPO_COST_CB = 400,
    SOUND_COST_CB = 100,
    NICKNAME_COST_CB = 300,
    JOIN_COST_CB = 100,
    MISSING_COST_CB = 200, /* one party in four leaves a given word out: 2 bits, however rare the word */
    DIFFERENT_COST_CB = 500,
    HALF_WORTH_CB = 200, /* of words that hold others together */
};

/* What share of a name may go without partner when only one full word has one. "Taliban" is the
   "Taliban organization", but a given name alone is nobody, however common the surname. */
static const uint16_t lone_share_bp[READINGS] = { [READ_PERSON] = 1200, [READ_WORD] = 3700,
                                                  [READ_ANY] = 3700 };

/* What is left over and what is matched on one side. */
struct tally {
    uint32_t total, matched;
    uint64_t alike; /* sum of weight x like_bp */
    uint32_t worth_left;
    uint32_t words_left, full_left;
    uint32_t chosen_left; /* words that might have been matched instead: no father's name, whose place is known */
    bool     has_number_left;
    uint32_t father_left; /* of what is left, fathers' names */
    unsigned class_left; /* of words without partner: bits 1 << enum word_class */
};

static uint32_t sum(const uint16_t *weight, size_t at, size_t len)
{
    uint32_t s = 0;
    for (size_t i = at; i < at + len; i++) s += weight[i];
    return s;
}

static uint64_t sum_hash(const struct side *s, size_t at, size_t len)
{
    uint64_t h = 0;
    for (size_t i = at; i < at + len; i++) h += s->hash[i];
    return h;
}

static uint64_t span(size_t at, size_t len)
{
    return (((uint64_t)1 << len) - 1) << at;
}

static bool is_before(const struct edge *x, const struct edge *y)
{
    bool x_same = x->how == PART_SAME, y_same = y->how == PART_SAME;
    if (x_same != y_same) return x_same;
    if (x->gain != y->gain) return x->gain > y->gain;
    if (x->like_bp != y->like_bp) return x->like_bp > y->like_bp;
    if (x->tie != y->tie) return x->tie > y->tie;
    if (x->how != y->how) return x->how > y->how; /* the same two words, alike in two ways */
    return x->place < y->place; /* a word that stands twice: the front ones first */
}

/* Shell sort: most pairs have three edges, none more than EDGES_MAX. */
static void sort_edges(struct edge *e, size_t count)
{
    static const size_t gaps[] = { 701, 301, 132, 57, 23, 10, 4, 1 };
    for (size_t g = 0; g < COUNT_OF(gaps); g++) {
        size_t gap = gaps[g];
        for (size_t i = gap; i < count; i++) {
            struct edge x = e[i];
            size_t j = i;
            for (; j >= gap && is_before(&x, &e[j - gap]); j -= gap) e[j] = e[j - gap];
            e[j] = x;
        }
    }
}

static void rank_edges(const struct side *a, const struct side *b, struct edge *e, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t weight = sum(a->weight, e[i].a, e[i].a_len) + sum(b->weight, e[i].b, e[i].b_len);
        e[i].gain = weight * e[i].like_bp / 16;
        e[i].tie = sum_hash(a, e[i].a, e[i].a_len) + sum_hash(b, e[i].b, e[i].b_len);
        e[i].place = (uint16_t)(num_max_u32(e[i].a, e[i].b) << 8 | num_min_u32(e[i].a, e[i].b));
        e[i].is_taken = false;
    }
    sort_edges(e, count);
}

static bool has_full(const struct side *s, size_t at, size_t len)
{
    for (size_t i = at; i < at + len; i++)
        if (word_is_full(s->kind[i])) return true;
    return false;
}

static void count_left(const struct side *s, uint64_t used, struct tally *t)
{
    t->total = sum(s->weight, 0, s->count);
    for (size_t i = 0; i < s->count; i++) {
        if (used >> i & 1) continue;
        t->worth_left += s->worth[i];
        t->words_left++;
        t->full_left += word_is_full(s->kind[i]);
        t->chosen_left += word_is_full(s->kind[i]) && s->kind[i] != WORD_PATRONYM && s->worth[i] > HALF_WORTH_CB;
        if (s->kind[i] == WORD_NUMBER) t->has_number_left = true;
        if (s->kind[i] == WORD_PATRONYM) t->father_left += s->weight[i];
        if (s->class) t->class_left |= 1u << s->class[i];
    }
}

static int32_t edge_worth(const struct side *a, const struct side *b, const struct edge *e)
{
    uint32_t wa = sum(a->worth, e->a, e->a_len), wb = sum(b->worth, e->b, e->b_len);
    uint32_t w = num_min_u32(wa, wb);
    switch (e->how) {
    case PART_SAME: return (int32_t)w;
    case PART_ACRONYM: return (int32_t)(w / 2);
    case PART_TRANSLATED: return (int32_t)(w * e->like_bp / 10000);
    case PART_TYPO: return (int32_t)(w * e->like_bp / 10000) - TYPO_COST_CB;
    case PART_SOUND: return (int32_t)(w * e->like_bp / 10000) - SOUND_COST_CB;
    case PART_NICKNAME: return (int32_t)(w * e->like_bp / 10000) - NICKNAME_COST_CB;
    case PART_INITIAL: return (int32_t)num_min_u32(w, INITIAL_CB);
    case PART_JOINED: return (int32_t)w - JOIN_COST_CB;
    case PART_MISSING:
    case PART_DIFFERENT:
    case PART_FORM:
    case PART_READ: break;
    }
    return 0;
}

/* The parts of one name are not independent: each further one adds less. Rising throughout, so
 * that names stay in order. */
static int32_t temper(int32_t cb)
{
    if (cb > 4600) return 3500 + (cb - 4600) / 16;
    if (cb > 3000) return 2700 + (cb - 3000) / 2;
    return cb > 1500 ? 1500 + (cb - 1500) * 4 / 5 : cb;
}

uint32_t score_share(uint32_t part, uint32_t total)
{
    return total ? (uint32_t)((uint64_t)part * 10000 / total) : 10000;
}

static uint32_t missing_factor(uint32_t share)
{
    return 10000 - (uint32_t)((uint64_t)share * share / 10000 * MISSING_BP / 10000);
}

uint16_t score_bound(enum reading r, uint32_t share, size_t others)
{
    uint32_t bp = missing_factor(share);
    bool is_lone = share > 0 && (others == 0 || (others == 1 && share > lone_share_bp[r]));
    if (is_lone && bp > SCORE_LONE_BP) bp = SCORE_LONE_BP;
    return (uint16_t)bp;
}

/* Of a side: what the other lacks. A father's name is often left out: most of it does not count. */
static uint32_t missing_share(const struct tally *t)
{
    uint32_t left = t->total - t->matched - t->father_left + score_bound_weight(WORD_PATRONYM, t->father_left);
    return score_share(left, t->total);
}

uint32_t score_bound_weight(uint8_t kind, uint32_t weight)
{
    return kind == WORD_PATRONYM ? weight * FATHER_SHARE_BP / 10000 : weight;
}

/* Words that are the firm's own, matched. */
struct own {
    size_t same, typo;
};

/* "Tradng" is a slip of "trading" and weighs no more than it: how much a word of no class has too much beside one of few bits. */
static uint32_t slip_excess(uint8_t class, uint8_t other_class, uint32_t weight, uint32_t other_weight)
{
    enum { SAYS_LITTLE = 1u << CLASS_STOP | 1u << CLASS_FORM | 1u << CLASS_GENERIC | 1u << CLASS_LIGHT };
    bool is_slip = class == CLASS_NONE && SAYS_LITTLE >> other_class & 1;
    return is_slip && weight > other_weight ? weight - other_weight : 0;
}

static bool is_own(const struct side *s, size_t at, size_t len)
{
    for (size_t i = at; i < at + len; i++)
        if (s->class && s->class[i] != CLASS_NONE && s->class[i] != CLASS_CORE) return false;
    return true;
}

/* What firms' words that say little say all the same: a number, a place, a trade of each side's own. */
static uint64_t firms_factor(const struct tally *ta, const struct tally *tb, const struct own *own)
{
    enum { TRADE = 1u << CLASS_FORM | 1u << CLASS_GENERIC, PLACE = 1u << CLASS_LIGHT };
    unsigned both = ta->class_left & tb->class_left, any = ta->class_left | tb->class_left;
    bool is_lone = own->same + own->typo <= 1;
    uint64_t bp = 10000;
    if (ta->has_number_left || tb->has_number_left)
        bp = ta->has_number_left && tb->has_number_left ? OTHER_FIRMS_NUMBER_BP : LACKS_NUMBER_BP;
    if (both & PLACE) bp = bp * OTHER_PLACE_BP / 10000;
    if ((ta->class_left & TRADE) && (tb->class_left & TRADE))
        bp = bp * (is_lone ? LONE_OTHER_TRADE_BP : OTHER_TRADE_BP) / 10000;
    else if (is_lone && (any & 1u << CLASS_GENERIC))
        bp = bp * LONE_LACKS_TRADE_BP / 10000;
    if (own->same + own->typo == 0 && (any & TRADE)) bp = bp * NO_OWN_BP / 10000;
    if (is_lone && own->typo) bp = bp * (ta->words_left + tb->words_left ? LONE_TYPO_BP : ONLY_TYPO_BP) / 10000;
    return bp;
}

static uint16_t combine(enum reading r, const struct tally *ta, const struct tally *tb,
                        uint16_t legal_a, uint16_t legal_b, size_t full_pairs, const struct own *own)
{
    uint32_t ua = score_share(ta->total - ta->matched, ta->total);
    uint32_t ub = score_share(tb->total - tb->matched, tb->total);
    uint32_t differs = num_min_u32(ua, ub), lacks = num_max_u32(ua, ub);
    uint32_t misses = r == READ_WORD || differs ? lacks : num_max_u32(missing_share(ta), missing_share(tb));
    if (ta->matched == 0 || tb->matched == 0) return 0;
    uint64_t bp = (ta->alike / ta->matched + tb->alike / tb->matched) / 2;
    bp = bp * missing_factor(misses) / 10000;
    bp = bp * (10000 - differs * DIFFERENT_BP / 10000) / 10000;
    if (r == READ_WORD) bp = bp * firms_factor(ta, tb, own) / 10000;
    else if (ta->has_number_left && tb->has_number_left) bp = bp * OTHER_NUMBER_BP / 10000;
    if (legal_a != legal_b)
        bp = bp * (legal_a && legal_b ? OTHER_LEGAL_BP : MISSING_LEGAL_BP) / 10000;
    bool is_lone = full_pairs == 0 || (full_pairs == 1 && lacks > lone_share_bp[r]);
    if (is_lone && bp > SCORE_LONE_BP) bp = SCORE_LONE_BP;
    if ((ta->full_left || tb->full_left) && bp > WHOLE_BP) bp = WHOLE_BP;
    return (uint16_t)(bp > SCORE_NEAR_MAX_BP ? SCORE_NEAR_MAX_BP : bp);
}

/* log2 of the ways to take so many words out of a name: two of three agree oftener by chance than two of two. */
static int32_t choice_cb(size_t taken, uint32_t left)
{
    uint64_t ways = 1;
    for (uint32_t i = 1; i <= left && ways < UINT32_MAX; i++) ways = ways * (taken + i) / i;
    return (int32_t)num_log2_cb(ways);
}

static int32_t left_cost(const struct tally *ta, const struct tally *tb)
{
    uint32_t differs = num_min_u32(ta->worth_left, tb->worth_left);
    uint32_t lacks = num_max_u32(ta->full_left, tb->full_left) - num_min_u32(ta->full_left, tb->full_left);
    return (int32_t)(lacks * MISSING_COST_CB + (differs ? DIFFERENT_COST_CB + differs / 2 : 0));
}

int32_t score_self_info(const struct side *a)
{
    return temper((int32_t)sum(a->worth, 0, a->count));
}

uint8_t score_own_name(const uint8_t *kind, const uint16_t *weight, const bool *is_unvowelled, size_t count)
{
    enum { WORDS_LEAST = 3, EVERYBODYS_CB = 320 }; /* Muhammad, Ahmad, servant */
    if (count < WORDS_LEAST) return 0;
    for (uint8_t i = 0; i < 2; i++) {
        if (kind[i] != WORD_PLAIN || !is_unvowelled[i]) return 0;
        if (weight[i] > EVERYBODYS_CB) return (uint8_t)(i + 1);
    }
    return 0;
}

/* Neither the given name nor what stands before it. */
static bool lacks_own(const struct side *s, uint64_t used)
{
    return s->own && !(used & span(0, s->own));
}

/* "Maksim Aleksandrovich" is a man without his surname: whoever has one is found by it. A surname that looks like a
 * father's name stands beside a father's name. */
static bool lacks_surname(const struct side *s, uint64_t used, const struct side *other, uint64_t other_used)
{
    bool has_father = false, has_more = false;
    if (s->count != 2 || used != span(0, 2) || (s->kind[0] == WORD_PATRONYM) == (s->kind[1] == WORD_PATRONYM)) return false;
    for (size_t i = 0; i < other->count; i++) {
        bool is_used = other_used >> i & 1;
        has_father |= is_used && other->kind[i] == WORD_PATRONYM;
        has_more |= !is_used && other->kind[i] == WORD_PLAIN;
    }
    return has_father && has_more;
}

struct score score_pair(enum reading r, const struct side *a, const struct side *b,
                        struct edge *edges, size_t count)
{
    struct tally ta = { 0 }, tb = { 0 };
    uint64_t used_a = 0, used_b = 0;
    struct own own = { 0, 0 };
    size_t full_pairs = 0;
    uint32_t excess_a = 0, excess_b = 0;
    bool all_same = true;
    int32_t worth = 0;
    rank_edges(a, b, edges, count);
    for (size_t i = 0; i < count; i++) {
        struct edge *e = &edges[i];
        uint64_t in_a = span(e->a, e->a_len), in_b = span(e->b, e->b_len);
        if ((used_a & in_a) || (used_b & in_b)) continue;
        used_a |= in_a;
        used_b |= in_b;
        e->is_taken = true;
        uint32_t wa = sum(a->weight, e->a, e->a_len), wb = sum(b->weight, e->b, e->b_len);
        if (r == READ_WORD && e->how == PART_TYPO && e->like_bp >= LONG_SLIP_BP && a->class && b->class) {
            uint8_t class_a = a->class[e->a], class_b = b->class[e->b];
            uint32_t more_a = slip_excess(class_a, class_b, wa, wb), more_b = slip_excess(class_b, class_a, wb, wa);
            wa -= more_a;
            wb -= more_b;
            excess_a += more_a;
            excess_b += more_b;
        }
        ta.matched += wa;
        tb.matched += wb;
        ta.alike += (uint64_t)wa * e->like_bp;
        tb.alike += (uint64_t)wb * e->like_bp;
        worth += edge_worth(a, b, e);
        all_same &= e->how == PART_SAME;
        if (is_own(a, e->a, e->a_len) && is_own(b, e->b, e->b_len))
            *(e->how == PART_SAME || e->like_bp > OWN_TYPO_MOST_BP ? &own.same : &own.typo) += 1;
        if (e->how != PART_INITIAL && has_full(a, e->a, e->a_len) && has_full(b, e->b, e->b_len))
            full_pairs++;
    }
    count_left(a, used_a, &ta);
    count_left(b, used_b, &tb);
    ta.total -= excess_a;
    tb.total -= excess_b;
    struct score s = { .info_cb = temper(worth) - left_cost(&ta, &tb) };
    if (r != READ_WORD) s.info_cb -= choice_cb(full_pairs, ta.chosen_left) + choice_cb(full_pairs, tb.chosen_left);
    s.is_exact = all_same && ta.words_left == 0 && tb.words_left == 0 && a->legal == b->legal;
    s.name_bp = s.is_exact ? 10000 : combine(r, &ta, &tb, a->legal, b->legal, full_pairs, &own);
    bool is_half = r == READ_PERSON && (lacks_surname(a, used_a, b, used_b) || lacks_surname(b, used_b, a, used_a));
    if ((is_half || lacks_own(a, used_a) || lacks_own(b, used_b)) && s.name_bp > OTHER_OWN_BP) s.name_bp = OTHER_OWN_BP;
    if (a->legal != b->legal) s.info_cb -= a->legal && b->legal ? 50 : 10;
    return s;
}
