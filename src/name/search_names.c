/*
 * Which names may reach the minimum, and comparing them by numbers, without touching their text.
 */
#include "name/search.h"

#include "base/num.h"

/* --- one name ------------------------------------------------------------------------------- */

static void add_edge(struct edge *edge, size_t *count, struct edge e)
{
    if (*count < EDGES_MAX) edge[(*count)++] = e;
}

/* A word of the query that is the initials of the whole name. */
static void add_acronym_edges(struct search *c, const struct word *const *word, uint8_t words, bool has_legal,
                              size_t *count)
{
    struct acronyms long_name;
    if (words < ACRONYM_LETTERS_MIN || words > ACRONYM_LETTERS_MAX + 4) return;
    acronyms_of(word, words, has_legal, &long_name);
    for (uint8_t i = 0; i < c->side.count; i++) {
        uint16_t bp = acronym_fits(&long_name, c->word[i]);
        if (bp)
            add_edge(c->s->edge, count,
                     (struct edge){ .a = i, .a_len = 1, .b_len = words, .like_bp = bp, .how = PART_ACRONYM });
    }
}

/* Neighbours of the name that make one word of the query. */
static void add_join_edges(struct search *c, const struct stored_name *n, const uint32_t *number,
                           uint32_t *hash, size_t *count)
{
    struct word word[WORDS_MAX];
    const struct word *at[WORDS_MAX];
    c->s->work += (uint64_t)n->count * c->side.count * JOIN_WORDS_MAX * COMPARE_COST;
    for (uint8_t j = 0; j < n->count; j++) {
        at[j] = &word[j];
        if (!index_word_read(c->x, number[j], c->score_reading != READ_PERSON, &word[j])) return;
        if (c->hears_joins && (c->is_unvowelled || search_lacks_vowels(c, number[j]))) form_hear(&word[j]);
        hash[j] = word[j].hash;
    }
    if (c->score_reading != READ_PERSON) add_acronym_edges(c, at, n->count, n->legal, count);
    for (uint8_t j = 0; j + 1 < n->count; j++)
        for (uint8_t len = 2; len <= JOIN_WORDS_MAX && j + len <= n->count; len++)
            for (uint8_t i = 0; i < c->side.count; i++)
                if (words_are_joined(at + j, len, c->word[i]))
                    add_edge(c->s->edge, count,
                             (struct edge){ .a = i, .a_len = 1, .b = j, .b_len = len,
                                            .like_bp = JOIN_BP, .how = PART_JOINED });
}

/* What a stored name is worth to itself. */
static int32_t stored_self_info(const struct search *c, uint32_t number, const struct stored_name *n)
{
    uint16_t worth[WORDS_MAX];
    struct hypothesis room[READINGS_ROOM];
    struct readings stored = readings_stored(c->x, number, room);
    const uint8_t *list = index_words_of(c->x, n);
    if (!list) return 0;
    for (size_t j = 0; j < n->count; j++) {
        const uint8_t *row = part_record(c->x->section[SEC_WORD], index_listed(c->x, list, j), WORD_ROW);
        if (!row) return 0;
        worth[j] = form_worth(row[14], num_get_u16(row + 8 + 2 * c->worth_reading));
    }
    int32_t by_words = score_self_info(&(struct side){ .count = n->count, .worth = worth });
    int32_t by_models = readings_self_info(&stored);
    return by_models < by_words ? by_models : by_words;
}

bool search_keep(struct search *c, uint32_t number, const struct stored_name *n,
                 const struct score *score)
{
    struct found *f = list_add(&c->s->found, sizeof *f);
    if (!f) {
        c->no_memory = true;
        return false;
    }
    struct score capped = *score;
    bool is_rendered = c->q->is_rendered; /* it cannot be the same text */
    readings_cap(&capped, c->most_info, query_has_readings(c->s, c->q) ? stored_self_info(c, number, n) : INT32_MAX);
    if (is_rendered) capped.name_bp = (uint16_t)num_min_u32(capped.name_bp, SCORE_NEAR_MAX_BP);
    *f = (struct found){ .name = number,
                         .hit = { .row = n->row, .statement = n->statement, .flags = n->flags,
                                  .name_bp = capped.name_bp, .is_exact = score->is_exact && !is_rendered,
                                  .info_cb = capped.info_cb } };
    return true;
}

/* Of a word that is reached: asked for only where an edge ends. */
static uint32_t hash_of(const struct search *c, uint32_t word, struct reach *r)
{
    struct stored_word w;
    if (!r->hash && index_word(c->x, word, &w)) r->hash = (uint32_t)str_hash(w.text);
    return r->hash;
}

/* Edges to one word of a name; the places of the query they cover. */
static uint64_t add_word_edges(struct search *c, uint32_t word, uint8_t at, uint32_t *hash,
                               size_t *count)
{
    const struct word_mark *mark = &c->s->word_mark[word];
    uint64_t covered = 0;
    uint32_t next = NO_REACH;
    if (c->has_initial) search_spell(c, word); /* noted for the next visit too */
    if (mark->epoch == c->s->epoch) next = mark->first;
    struct reach *chain = c->s->reach.items;
    while (next != NO_REACH) {
        struct reach *r = &chain[next];
        next = r->next;
        if (!alike_counts(c->score_reading, r->how)) continue;
        add_edge(c->s->edge, count, (struct edge){ .a = r->at, .a_len = r->len, .b = at,
                                                   .b_len = 1, .like_bp = r->like_bp,
                                                   .how = r->how });
        covered |= (((uint64_t)1 << r->len) - 1) << r->at;
        *hash = hash_of(c, word, r);
    }
    return covered;
}

/* Can a name that covers only these places of the query still reach the minimum? */
static bool may_reach(const struct search *c, uint64_t covered)
{
    uint32_t left = 0;
    size_t others = 0;
    for (size_t i = 0; i < c->side.count; i++) {
        if (covered >> i & 1)
            others += word_is_full(c->kind[i]);
        else
            left += score_bound_weight(c->kind[i], c->weight[i]);
    }
    return score_bound(c->score_reading, score_share(left, c->total), others) >= c->min_bp;
}

static void join_readings(const struct search *c, uint32_t number, struct score *score)
{
    struct hypothesis room[READINGS_ROOM];
    struct readings stored = readings_stored(c->x, number, room);
    readings_join(c->q->readings, &stored, score);
}

/* What is left over when only these words have partners. */
struct left {
    uint32_t share, missing_share; /* of weight: all of it; without most of fathers' names */
    size_t   full;                 /* words with a partner */
};

static struct left left_of(const struct side *s, uint64_t covered)
{
    uint32_t total = 0, all = 0, missing = 0;
    struct left left = { .full = 0 };
    for (size_t i = 0; i < s->count; i++) {
        total += s->weight[i];
        if (covered >> i & 1) {
            left.full += word_is_full(s->kind[i]);
            continue;
        }
        all += s->weight[i];
        missing += score_bound_weight(s->kind[i], s->weight[i]);
    }
    left.share = score_share(all, total);
    left.missing_share = score_share(missing, total);
    return left;
}

/* Can score_pair find the minimum, whichever of the edges it takes? It takes no word twice: what has no edge is left over
 * for certain, and what is left over only costs. */
static bool may_pair(const struct search *c, const struct side *b, size_t edges)
{
    uint64_t covered_a = 0, covered_b = 0;
    const struct edge *e = c->s->edge;
    for (size_t i = 0; i < edges; i++) {
        covered_a |= (((uint64_t)1 << e[i].a_len) - 1) << e[i].a;
        covered_b |= (((uint64_t)1 << e[i].b_len) - 1) << e[i].b;
    }
    struct left x = left_of(&c->side, covered_a), y = left_of(b, covered_b);
    uint32_t differs = x.share < y.share ? x.share : y.share;
    bool counts_all = c->score_reading == READ_WORD || differs;
    uint32_t lacks_x = counts_all ? x.share : x.missing_share, lacks_y = counts_all ? y.share : y.missing_share;
    uint32_t lacks = num_max_u32(lacks_x, lacks_y);
    if (score_bound(c->score_reading, lacks, x.full < y.full ? x.full : y.full) < c->min_bp) return false;
    return (uint64_t)score_bound(c->score_reading, lacks, WORDS_MAX) * (10000 - differs) / 10000 >= c->min_bp;
}

static void compare_words(struct search *c, uint32_t number, const struct stored_name *n,
                          size_t edges)
{
    struct name_words *now = &c->now;
    bool is_unvowelled[WORDS_MAX];
    for (uint8_t j = 0; j < n->count; j++) {
        const uint8_t *row = part_record(c->x->section[SEC_WORD], now->word[j], WORD_ROW);
        if (!row) return;
        uint8_t class = now->class[j] = index_word_class(row);
        now->weight[j] = form_name_weight(c->is_other ? READ_PERSON : c->reading, class, num_get_u16(row + 8 + 2 * c->reading));
        now->worth[j] = form_worth(row[14], num_get_u16(row + 8 + 2 * c->worth_reading));
        now->kind[j] = form_kind(c->reading, row[14], class);
        is_unvowelled[j] = row[15] & WORD_IS_UNVOWELLED;
    }
    struct side b = { .count = n->count, .legal = n->legal, .weight = now->weight,
                      .worth = now->worth, .kind = now->kind, .hash = now->hash, .class = now->class };
    if (c->reading != READ_WORD) b.own = score_own_name(now->kind, now->weight, is_unvowelled, n->count);
    if (!may_pair(c, &b, edges)) return;
    struct score score = score_pair(c->score_reading, &c->side, &b, c->s->edge, edges);
    if (score.name_bp >= c->min_bp && c->reading != READ_WORD && c->q->readings->count)
        join_readings(c, number, &score);
    if (score.name_bp >= c->min_bp) search_keep(c, number, n, &score);
}

static void compare(struct search *c, uint32_t number, bool is_joined)
{
    struct name_words *now = &c->now;
    struct stored_name n;
    uint64_t covered = 0;
    size_t edges = 0;
    if (!index_name(c->x, number, &n) || (c->skips_any && n.kind == NAME_ANY)) return;
    const uint8_t *list = index_words_of(c->x, &n);
    if (!list) return;
    for (uint8_t j = 0; j < n.count; j++) {
        now->word[j] = index_listed(c->x, list, j);
        now->hash[j] = 0; /* asked for only where an edge ends */
        if (now->word[j] >= c->x->tokens) return;
        covered |= add_word_edges(c, now->word[j], j, &now->hash[j], &edges);
    }
    c->s->work += COMPARE_COST + n.count + edges * EDGE_COST;
    if (is_joined)
        add_join_edges(c, &n, now->word, now->hash, &edges);
    else if (!may_reach(c, covered))
        return;
    if (!c->no_memory) compare_words(c, number, &n, edges);
}
/* --- which names ---------------------------------------------------------------------------- */

/* The words whose names are looked at: a bit set over places in the query's form. */
static uint64_t choose_words(const struct search *c)
{
    uint8_t order[WORDS_MAX];
    uint32_t chosen = 0;
    size_t others = 0, taken = 0, count = c->side.count;
    uint64_t set = 0;
    for (uint8_t i = 0; i < count; i++) {
        uint8_t k = i;
        for (; k && c->cost[order[k - 1]] > c->cost[i]; k--) order[k] = order[k - 1];
        order[k] = i;
        others += word_is_full(c->kind[i]);
    }
    while (taken < count && score_bound(c->score_reading, score_share(chosen, c->total), others) >= c->min_bp) {
        uint8_t i = order[taken++];
        set |= (uint64_t)1 << i;
        chosen += score_bound_weight(c->kind[i], c->weight[i]);
        others -= word_is_full(c->kind[i]);
    }
    while (taken) { /* a dear word may have made a light one needless */
        uint8_t i = order[--taken];
        uint32_t less = chosen - score_bound_weight(c->kind[i], c->weight[i]);
        size_t more = others + word_is_full(c->kind[i]);
        if (score_bound(c->score_reading, score_share(less, c->total), more) >= c->min_bp) continue;
        set &= ~((uint64_t)1 << i);
        chosen = less;
        others = more;
    }
    return set;
}

/* Places of the query that a word of the index is alike to. */
static uint64_t places_of(const struct search *c, uint32_t word)
{
    const struct reach *chain = c->s->reach.items;
    uint64_t places = 0;
    for (uint32_t at = c->s->word_mark[word].first; at != NO_REACH; at = chain[at].next)
        places |= (((uint64_t)1 << chain[at].len) - 1) << chain[at].at;
    return places;
}

/* A name gets a partner for these places. Only chosen words bring names in. */
static struct candidate *touch(struct search *c, uint32_t name, uint64_t places, bool is_chosen)
{
    struct name_mark *mark = &c->s->name_mark[name];
    if (mark->seen == c->s->visit) {
        struct candidate *known = (struct candidate *)c->s->candidates.items + mark->place;
        known->covered |= places;
        return known;
    }
    if (!is_chosen) return NULL;
    struct candidate *new_one = list_add(&c->s->candidates, sizeof *new_one);
    if (!new_one) {
        c->no_memory = true;
        return NULL;
    }
    *new_one = (struct candidate){ .covered = places, .name = name };
    *mark = (struct name_mark){ c->s->visit, (uint32_t)(c->s->candidates.count - 1) };
    return new_one;
}

static inline void touch_again(struct search *c, uint32_t name, uint64_t places)
{
    const struct name_mark *mark = &c->s->name_mark[name];
    if (mark->seen == c->s->visit) ((struct candidate *)c->s->candidates.items)[mark->place].covered |= places;
}

static void touch_names_of(struct search *c, uint32_t word, uint64_t places, bool is_chosen)
{
    struct postings p;
    uint32_t name;
    index_postings(c->x, word, &p);
    c->s->work += (uint64_t)(p.end - p.p);
    while (postings_next(&p, &name) && name < c->to) {
        if (name < c->from) continue;
        if (is_chosen) touch(c, name, places, true);
        else touch_again(c, name, places);
    }
}

static void touch_joined(struct search *c, uint64_t set, bool wants_chosen)
{
    for (size_t i = 0; i < c->s->joined.count && !c->no_memory; i++) {
        const struct joined *j = (const struct joined *)c->s->joined.items + i;
        uint64_t place = (uint64_t)1 << j->at;
        bool is_chosen = place & set;
        if (j->name < c->from || j->name >= c->to || is_chosen != wants_chosen) continue;
        struct candidate *name = touch(c, j->name, place, is_chosen);
        if (name) name->is_joined = true;
    }
}

/* Places whose names are more work than comparing all that are candidates by now. */
static uint64_t too_dear(const struct search *c, uint64_t set)
{
    uint64_t worth = c->s->candidates.count * COMPARE_COST, dear = 0;
    for (size_t i = 0; i < c->side.count; i++)
        if (!(set >> i & 1) && c->cost[i] > worth) dear |= (uint64_t)1 << i;
    return dear;
}

/* Names of the chosen words; @return places whose partners are not all known. */
static uint64_t touch_all(struct search *c, uint64_t set)
{
    const struct reached *r = c->s->reached.items;
    size_t count = c->s->reached.count;
    uint64_t unknown = 0;
    for (size_t i = 0; i < count && !must_stop(c); i++) {
        uint64_t places = places_of(c, r[i].word);
        if (places & set) touch_names_of(c, r[i].word, places, true);
    }
    touch_joined(c, set, true);
    unknown = too_dear(c, set);
    for (size_t i = 0; i < count && !must_stop(c); i++) {
        uint64_t places = places_of(c, r[i].word);
        if (!(places & set) && (places & ~unknown)) touch_names_of(c, r[i].word, places, false);
    }
    touch_joined(c, set, false);
    for (size_t i = 0; i < c->side.count; i++)
        if (c->kind[i] == WORD_INITIAL) unknown |= (uint64_t)1 << i;
    return unknown;
}

static void compare_all(struct search *c)
{
    c->s->candidates.count = 0;
    touch_joined(c, UINT64_MAX, true);
    const struct candidate *joined = c->s->candidates.items;
    for (uint32_t n = c->from; n < c->to && !must_stop(c); n++) {
        const struct name_mark *mark = &c->s->name_mark[n];
        compare(c, n, mark->seen == c->s->visit && joined[mark->place].is_joined);
    }
}

/* Their words lie apart in memory: fetched some names ahead. */
static void compare_each(struct search *c, const struct candidate *name, size_t count)
{
    enum { AHEAD = 4 };
    for (size_t i = 0; i < count && i < 2 * AHEAD; i++) index_fetch_name(c->x, name[i].name);
    for (size_t i = 0; i < count && i < AHEAD; i++) index_fetch_list(c->x, name[i].name);
    for (size_t i = 0; i < count && !must_stop(c); i++) {
        if (i + 2 * AHEAD < count) index_fetch_name(c->x, name[i + 2 * AHEAD].name);
        if (i + AHEAD < count) index_fetch_list(c->x, name[i + AHEAD].name);
        compare(c, name[i].name, name[i].is_joined);
    }
}

static void compare_some(struct search *c)
{
    uint64_t set = choose_words(c), last = 0;
    bool is_good = false, is_first = true;
    c->s->candidates.count = 0;
    uint64_t unknown = touch_all(c, set);
    struct candidate *name = c->s->candidates.items;
    size_t good = 0;
    for (size_t i = 0; i < c->s->candidates.count; i++) {
        uint64_t covered = name[i].covered | unknown;
        if (is_first || covered != last) is_good = may_reach(c, covered);
        last = covered;
        is_first = false;
        if (is_good) name[good++] = name[i];
    }
    compare_each(c, name, good);
}

void search_names(struct search *c)
{
    if (c->min_bp >= NAME_INDEX_FLOOR_BP)
        compare_some(c);
    else
        compare_all(c);
}
