/*
 * Searching a name index.
 *
 * Workload: two to five words against 10^4..10^6 names; the usual answer is "nothing", so the
 * work goes into not looking. All keys of the query's words are asked for once; that tells which
 * words of the index are alike, and how many names have them. Then the fewest and rarest words are
 * chosen such that a name sharing none of them cannot reach the minimum (score_bound). Their names
 * are gathered with a bit for each place of the query that has a partner; postings of the other
 * words add their bits. Only names whose bits may reach the minimum are compared, by numbers,
 * without touching their text.
 */
#include "name/search.h"

#include "base/mem.h"

/** Marks start over before their numbers run out; one search takes fewer than ten. */
#define NUMBERS_END (UINT32_MAX - 10)

bool search_is_other(enum name_kind kind, enum reading r)
{
    return (kind == NAME_PERSON && r == READ_WORD) ||
           ((kind == NAME_ORGANIZATION || kind == NAME_OBJECT) && r == READ_PERSON);
}

static void forget_marks(struct name_scratch *s)
{
    memset(s->word_mark, 0, s->word_marks * sizeof *s->word_mark);
    memset(s->name_mark, 0, s->name_marks * sizeof *s->name_mark);
    s->epoch = s->visit = 0;
}

/* Names that share no word with the query, and are it all the same. */
static void compare_readings(struct search *c)
{
    const struct read_hit *hit;
    size_t count;
    if (!readings_search(c->s, c->x, c->q->readings, c->min_bp, &hit, &count)) {
        c->no_memory = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct stored_name n;
        if (hit[i].name < c->from || hit[i].name >= c->to) continue;
        if (!index_name(c->x, hit[i].name, &n) || (c->skips_any && n.kind == NAME_ANY)) continue;
        if (!search_keep(c, hit[i].name, &n, &hit[i].score)) return;
    }
}

/* Against names of another kind no word is worth little. */
static void weigh_side(struct search *c, enum reading r)
{
    enum reading own = c->q->kind == NAME_ANY ? r : c->worth_reading;
    bool is_unvowelled[WORDS_MAX];
    c->total = 0;
    for (uint8_t i = 0; i < c->side.count; i++) {
        c->weight[i] = form_name_weight(c->is_other ? READ_PERSON : own, c->word[i]->class, c->word[i]->weight[own]);
        c->total += c->weight[i];
        is_unvowelled[i] = word_is_unvowelled(c->word[i]);
    }
    c->side.own = r == READ_WORD ? 0 : score_own_name(c->kind, c->weight, is_unvowelled, c->side.count);
}

static void search_reading(struct search *c, enum reading r, uint16_t min_bp)
{
    bool is_other = c->is_other = search_is_other(c->q->kind, r);
    c->reading = r;
    c->score_reading = is_other ? READ_PERSON : r;
    c->from = index_head(c->x, HEAD_READING + r);
    c->to = num_min_u32(index_head(c->x, HEAD_READING + r + 1), c->x->names);
    c->min_bp = is_other && min_bp < OTHER_KIND_MIN_BP ? OTHER_KIND_MIN_BP : min_bp;
    c->skips_any = form_reading(c->q->kind) != r;
    if (c->from >= c->to) return;
    if (c->q->kind == NAME_ANY) search_open(c, r);
    weigh_side(c, r);
    c->s->visit++;
    search_names(c);
    if (r != READ_WORD && c->q->readings->count && !must_stop(c)) compare_readings(c);
}

/* --- the answer ----------------------------------------------------------------------------- */

static bool is_better_of_row(const struct found *x, const struct found *y)
{
    bool px = x->hit.flags & NAME_PRIMARY, py = y->hit.flags & NAME_PRIMARY;
    bool wx = x->hit.flags & NAME_WEAK, wy = y->hit.flags & NAME_WEAK;
    if (x->hit.row != y->hit.row) return x->hit.row < y->hit.row;
    if (wx != wy) return wy;
    if (x->hit.name_bp != y->hit.name_bp) return x->hit.name_bp > y->hit.name_bp;
    if (px != py) return px;
    return x->name < y->name;
}

static bool is_better(const struct found *x, const struct found *y)
{
    if (x->hit.name_bp != y->hit.name_bp) return x->hit.name_bp > y->hit.name_bp;
    return x->hit.row < y->hit.row;
}

static void sort_found(struct found *f, size_t count,
                       bool (*before)(const struct found *, const struct found *))
{
    for (size_t gap = count / 2; gap; gap = gap == 2 ? 1 : gap * 5 / 11)
        for (size_t i = gap; i < count; i++) {
            struct found x = f[i];
            size_t j = i;
            for (; j >= gap && before(&x, &f[j - gap]); j -= gap) f[j] = f[j - gap];
            f[j] = x;
        }
}

/* Behind the last one kept, in the order of is_better_of_row: is this one to be kept too? A weak
 * alias is, when it fits better than the row's best other name. */
static bool is_kept(const struct found *last, const struct found *x)
{
    if (!last || last->hit.row != x->hit.row) return true;
    bool is_first_weak = (x->hit.flags & NAME_WEAK) && !(last->hit.flags & NAME_WEAK);
    return is_first_weak && x->hit.name_bp > last->hit.name_bp;
}

static bool collect_hits(struct name_scratch *s)
{
    struct found *f = s->found.items;
    size_t rows = 0;
    sort_found(f, s->found.count, is_better_of_row);
    for (size_t i = 0; i < s->found.count; i++)
        if (is_kept(rows ? &f[rows - 1] : NULL, &f[i])) f[rows++] = f[i];
    sort_found(f, rows, is_better);
    s->hits.count = 0;
    for (size_t i = 0; i < rows; i++) {
        struct name_hit *h = list_add(&s->hits, sizeof *h);
        if (!h) return false;
        *h = f[i].hit;
    }
    return true;
}

bool search_grow(struct name_scratch *s, const struct name_index *x)
{
    if (s->word_marks < x->tokens) {
        struct word_mark *p = mem_calloc(x->tokens, sizeof *p);
        if (!p) return false;
        mem_free(s->word_mark);
        s->word_mark = p;
        s->word_marks = x->tokens;
    }
    if (s->name_marks < x->names) {
        struct name_mark *p = mem_calloc(x->names, sizeof *p);
        if (!p) return false;
        mem_free(s->name_mark);
        s->name_mark = p;
        s->name_marks = x->names;
    }
    return true;
}

cordon_status name_search(struct name_scratch *s, const struct name_index *x,
                          const struct name_query *q, uint16_t min_bp,
                          const struct name_hit **ret_hits, size_t *ret_count,
                          struct cordon_error *err)
{
    struct search c = { .s = s, .x = x, .q = q, .worth_reading = form_reading(q->kind) };
    if (!search_grow(s, x)) return error_nomem(err);
    if (s->epoch > NUMBERS_END || s->visit > NUMBERS_END) forget_marks(s);
    s->found.count = 0;
    if (q->kind != NAME_ANY) search_open(&c, c.worth_reading); /* read once, in its own way; else once for each reading */
    c.most_info = name_query_info(q);
    for (int r = 0; r < READINGS; r++) {
        if (r == READ_ANY && q->kind != NAME_ANY) continue;
        search_reading(&c, (enum reading)r, min_bp);
        if (c.no_memory) return error_nomem(err);
    }
    if (!collect_hits(s)) return error_nomem(err);
    *ret_hits = s->hits.items;
    *ret_count = s->hits.count;
    if (s->work > s->work_max)
        return error_set(err, CORDON_LIMIT, "comparing the names takes more work than a record may");
    return CORDON_OK;
}
