/* Comparing names as words. */
#include "name/generic.h"

#include "base/num.h"
#include "name/acronym.h"

/* A name in one reading. */
struct generic {
    const struct read_name *name;
    const struct form      *form;
    enum reading            reading;
    const struct word      *word[WORDS_MAX]; /* of the form */
    uint16_t                weight[WORDS_MAX], worth[WORDS_MAX], rarity[WORDS_MAX];
    uint8_t                 kind[WORDS_MAX], class[WORDS_MAX];
    uint32_t                hash[WORDS_MAX];
    uint16_t                upto[WORDS_MAX + 1]; /* bytes of the words before each */
    struct side             side;
};

const struct generic *generic_read(const struct read_name *n, enum reading r, struct arena *arena)
{
    struct generic *g = arena_alloc(arena, sizeof *g); /* its arrays are filled as far as there are words */
    if (!g) return NULL;
    g->upto[0] = 0;
    g->name = n;
    g->form = &n->form[r];
    g->reading = r;
    bool is_unvowelled[WORDS_MAX];
    for (size_t i = 0; i < g->form->count; i++) {
        const struct word *w = &n->word[g->form->at[i]];
        is_unvowelled[i] = word_is_unvowelled(w);
        g->word[i] = w;
        g->weight[i] = form_name_weight(r, w->class, w->weight[r]);
        g->rarity[i] = w->weight[r];
        g->worth[i] = form_worth((uint8_t)w->kind, w->weight[r]);
        g->kind[i] = form_kind(r, (uint8_t)w->kind, w->class);
        g->class[i] = w->class;
        g->hash[i] = w->hash;
        g->upto[i + 1] = (uint16_t)(g->upto[i] + w->text.len);
    }
    g->side = (struct side){ .count = g->form->count, .legal = g->form->legal,
                             .weight = g->weight, .worth = g->worth, .kind = g->kind,
                             .hash = g->hash, .class = g->class };
    if (r != READ_WORD) g->side.own = score_own_name(g->kind, g->weight, is_unvowelled, g->form->count);
    return g;
}

int32_t generic_self_info(const struct generic *g)
{
    return score_self_info(&g->side);
}

/* --- pairing -------------------------------------------------------------------------------- */

static void add_edge(struct name_scratch *s, size_t *count, struct edge e)
{
    if (*count < EDGES_MAX) s->edge[(*count)++] = e;
}

/* Worth a closer look? In one script what is joined is as long as its parts. */
static bool may_be_joined(const struct generic *g, size_t at, size_t len, const struct word *whole)
{
    const struct word *first = g->word[at];
    if ((uint16_t)(g->upto[at + len] - g->upto[at]) == whole->text.len) return true;
    if (word_is_unvowelled(first) != word_is_unvowelled(whole)) return true;
    return whole->is_firms && ((first->text.data[0] ^ whole->text.data[0]) & 0x80);
}

static void add_joins(struct name_scratch *s, const struct generic *a, const struct generic *b,
                      size_t i, size_t j, size_t *count)
{
    for (uint8_t len = 2; len <= JOIN_WORDS_MAX; len++) {
        if (i + len <= a->side.count && may_be_joined(a, i, len, b->word[j]) &&
            words_are_joined(a->word + i, len, b->word[j]))
            add_edge(s, count, (struct edge){ .a = (uint8_t)i, .a_len = len, .b = (uint8_t)j, .b_len = 1,
                                              .like_bp = JOIN_BP, .how = PART_JOINED });
        if (j + len <= b->side.count && may_be_joined(b, j, len, a->word[i]) &&
            words_are_joined(b->word + j, len, a->word[i]))
            add_edge(s, count, (struct edge){ .a = (uint8_t)i, .a_len = 1, .b = (uint8_t)j, .b_len = len,
                                              .like_bp = JOIN_BP, .how = PART_JOINED });
    }
}

/* One word of `a` that is the initials of all of `b`; `flips` when the sides are the other way round. */
static void add_acronyms(struct name_scratch *s, const struct generic *a, const struct generic *b, bool flips, size_t *count)
{
    struct acronyms long_name;
    if (b->side.count < ACRONYM_LETTERS_MIN || b->side.count > ACRONYM_LETTERS_MAX + 4) return;
    acronyms_of(b->word, b->side.count, b->side.legal, &long_name);
    for (uint8_t i = 0; i < a->side.count; i++) {
        struct edge e = { .a = i, .a_len = 1, .b_len = b->side.count, .how = PART_ACRONYM };
        e.like_bp = acronym_fits(&long_name, a->word[i]);
        if (!e.like_bp) continue;
        if (flips) e = (struct edge){ .a_len = e.b_len, .b = e.a, .b_len = 1, .like_bp = e.like_bp, .how = e.how };
        add_edge(s, count, e);
    }
}

/* The sterner one: a firm's name against a person's is read as one. */
static enum reading reading_of(const struct generic *a, const struct generic *b)
{
    return a->reading == b->reading ? a->reading : READ_PERSON;
}

static size_t find_edges(struct name_scratch *s, const struct generic *a, const struct generic *b)
{
    enum reading r = reading_of(a, b);
    size_t count = 0;
    for (size_t i = 0; i < a->side.count; i++)
        for (size_t j = 0; j < b->side.count; j++) {
            enum name_part_how how = PART_MISSING;
            struct edge e = { .a = (uint8_t)i, .a_len = 1, .b = (uint8_t)j, .b_len = 1 };
            e.like_bp = (s->by_letters ? word_written : word_alike)(a->word[i], b->word[j], &how);
            e.how = how;
            if (e.like_bp && alike_counts(r, how)) add_edge(s, &count, e);
            e.like_bp = r == READ_PERSON ? 0 : word_means(a->word[i], b->word[j]);
            e.how = PART_TRANSLATED;
            if (e.like_bp) add_edge(s, &count, e);
            add_joins(s, a, b, i, j, &count);
        }
    if (r != READ_PERSON) {
        add_acronyms(s, a, b, false, &count);
        add_acronyms(s, b, a, true, &count);
    }
    return count;
}

struct score generic_pair(struct name_scratch *s, const struct generic *a, const struct generic *b)
{
    size_t count = find_edges(s, a, b);
    s->edges = count;
    struct side x = a->side, y = b->side;
    if (a->reading != b->reading) { /* of different kinds: no word is worth little */
        x.weight = a->rarity;
        y.weight = b->rarity;
    }
    return score_pair(reading_of(a, b), &x, &y, s->edge, count);
}

/* --- saying --------------------------------------------------------------------------------- */

/* Neighbouring words as written, with what stands between them. */
static str raw_span(const struct generic *g, size_t at, size_t len)
{
    str first = g->word[at]->raw, last = g->word[at + len - 1]->raw;
    if (last.data < first.data) return first;
    return str_of(first.data, (size_t)(last.data - first.data) + last.len);
}

static uint16_t span_weight(const struct generic *g, size_t at, size_t len)
{
    uint32_t w = 0;
    for (size_t i = at; i < at + len; i++) w += g->weight[i];
    return (uint16_t)num_min_u32(w, UINT16_MAX);
}

static const struct edge *edge_at(const struct edge *e, size_t count, size_t a)
{
    for (size_t i = 0; i < count; i++)
        if (e[i].is_taken && e[i].a <= a && a < e[i].a + e[i].a_len) return &e[i];
    return NULL;
}

static uint64_t taken_in_b(const struct edge *e, size_t count)
{
    uint64_t set = 0;
    for (size_t i = 0; i < count; i++)
        if (e[i].is_taken) set |= (((uint64_t)1 << e[i].b_len) - 1) << e[i].b;
    return set;
}

/* The next word of b that has no partner, or b's count. */
static size_t next_left(const struct generic *b, uint64_t taken, size_t from)
{
    while (from < b->side.count && taken >> from & 1) from++;
    return from;
}

static void say_edge(const struct generic *a, const struct generic *b, const struct edge *e,
                     struct part_list *out)
{
    uint16_t wa = span_weight(a, e->a, e->a_len), wb = span_weight(b, e->b, e->b_len);
    part_add(out, (struct name_part){ .a = raw_span(a, e->a, e->a_len),
                                      .b = raw_span(b, e->b, e->b_len), .how = e->how,
                                      .same_bp = e->like_bp, .weight_cb = wa < wb ? wa : wb });
}

static void say_words(const struct generic *a, const struct generic *b, const struct edge *e,
                      size_t edges, struct part_list *out)
{
    uint64_t taken = taken_in_b(e, edges);
    size_t left = next_left(b, taken, 0);
    for (size_t i = 0; i < a->side.count; i++) {
        const struct edge *here = edge_at(e, edges, i);
        struct name_part p = { .a = a->word[i]->raw, .how = PART_MISSING,
                               .weight_cb = a->weight[i] };
        if (here) {
            if (here->a == i) say_edge(a, b, here, out);
            continue;
        }
        if (left < b->side.count) { /* both have something of their own here */
            p.b = b->word[left]->raw;
            p.how = PART_DIFFERENT;
            if (b->weight[left] < p.weight_cb) p.weight_cb = b->weight[left];
            left = next_left(b, taken, left + 1);
        }
        part_add(out, p);
    }
    for (; left < b->side.count; left = next_left(b, taken, left + 1))
        part_add(out, (struct name_part){ .b = b->word[left]->raw, .how = PART_MISSING,
                                          .weight_cb = b->weight[left] });
}

/* Everything of one role that the form put aside, from the first to the last, as written. */
static str aside(const struct generic *g, enum word_role role)
{
    const struct read_name *n = g->name;
    str first = STR_EMPTY, last = STR_EMPTY;
    for (size_t i = 0; i < n->count; i++) {
        if (n->role[i] != role) continue;
        bool is_used = false;
        for (size_t k = 0; k < g->form->count; k++) is_used |= g->form->at[k] == i;
        if (is_used) continue;
        if (!first.data) first = n->word[i].raw;
        last = n->word[i].raw;
    }
    if (!first.data || last.data < first.data) return first;
    /* words of the name may stand between: then only the first is shown */
    size_t len = (size_t)(last.data - first.data) + last.len;
    for (size_t k = 0; k < g->form->count; k++) {
        const char *p = n->word[g->form->at[k]].raw.data;
        if (p > first.data && p < last.data) return first;
    }
    return str_of(first.data, len);
}

static void say_aside(const struct generic *a, const struct generic *b, struct part_list *out)
{
    struct name_part legal = { .a = aside(a, ROLE_LEGAL), .b = aside(b, ROLE_LEGAL),
                               .how = PART_FORM };
    struct name_part title = { .a = aside(a, ROLE_TITLE), .b = aside(b, ROLE_TITLE) };
    if (!legal.a.len && a->form->legal) legal.a = aside(a, ROLE_HOST);
    if (!legal.b.len && b->form->legal) legal.b = aside(b, ROLE_HOST);
    legal.same_bp = a->form->legal == b->form->legal ? 10000 : 0;
    if (legal.a.len || legal.b.len) part_add(out, legal);
    if (!title.a.len && !title.b.len) return;
    if (title.a.len && title.b.len) {
        title.how = str_eq_nocase(title.a, title.b) ? PART_SAME : PART_DIFFERENT;
        title.same_bp = title.how == PART_SAME ? 10000 : 0;
    }
    part_add(out, title);
}

void generic_say(struct name_scratch *s, const struct generic *a, const struct generic *b, struct part_list *ret)
{
    say_words(a, b, s->edge, s->edges, ret);
    say_aside(a, b, ret);
}
