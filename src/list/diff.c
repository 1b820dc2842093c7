/* The difference of two editions: entries joined by number, values as sorted sets. */
#include "list/diff.h"

#include "base/mem.h"

#include <stdlib.h>

enum { DIFF_ARENA_MAX = 64 << 20 };

/* --- entries in the order of their numbers -------------------------------------------------------- */

struct place {
    str      entry;
    uint32_t row;
};

struct index {
    struct place *place;
    size_t        count;
};

static size_t digits_of(str s)
{
    size_t n = 0;
    while (n < s.len && byte_is_digit(s.data[n])) n++;
    return n;
}

/* Runs of digits count as numbers: 9 before 10, KPi.9 before KPi.10. */
static int by_number(str a, str b)
{
    str x = a, y = b;
    while (x.len && y.len) {
        size_t nx = digits_of(x), ny = digits_of(y);
        if (!nx || !ny) {
            if (x.data[0] != y.data[0])
                return (unsigned char)x.data[0] < (unsigned char)y.data[0] ? -1 : 1;
            x = str_from(x, 1);
            y = str_from(y, 1);
            continue;
        }
        str p = str_sub(x, 0, nx), q = str_sub(y, 0, ny);
        while (p.len > 1 && p.data[0] == '0') p = str_from(p, 1);
        while (q.len > 1 && q.data[0] == '0') q = str_from(q, 1);
        if (p.len != q.len) return p.len < q.len ? -1 : 1;
        int c = str_cmp(p, q);
        if (c) return c;
        x = str_from(x, nx);
        y = str_from(y, ny);
    }
    if (x.len != y.len) return x.len < y.len ? -1 : 1;
    return str_cmp(a, b);
}

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    int c = by_number(x->entry, y->entry);
    return c ? c : x->row < y->row ? -1 : x->row > y->row;
}

static bool index_make(const struct entity_set *set, struct index *ret)
{
    bool is_sorted = true;
    ret->place = mem_calloc(set->count ? set->count : 1, sizeof *ret->place);
    if (!ret->place) return false;
    for (uint32_t row = 0; row < set->count; row++) {
        struct entity e;
        if (!entity_get(set, row, &e) || e.subject != row || (e.flags & ENTITY_CHILD)) continue;
        struct place p = { e.entry, row };
        if (ret->count && by_place(&ret->place[ret->count - 1], &p) > 0) is_sorted = false;
        ret->place[ret->count++] = p;
    }
    if (!is_sorted) qsort(ret->place, ret->count, sizeof *ret->place, by_place);
    return true;
}

/* --- what is compared ------------------------------------------------------------------------------ */

/* Of an entry that ends in the middle (OFAC's remarks), what has its own column all the same. */
static bool is_before_cut(enum ftm_prop prop)
{
    switch ((int)prop) {
    case FTM_PROP_NAME:
    case FTM_PROP_FIRST_NAME:
    case FTM_PROP_LAST_NAME:
    case FTM_PROP_ALIAS:
    case FTM_PROP_PREVIOUS_NAME:
    case FTM_PROP_ADDRESS:
    case FTM_PROP_TOPICS: return true;
    default: return false;
    }
}

static bool is_name(enum ftm_prop prop)
{
    switch ((int)prop) {
    case FTM_PROP_NAME:
    case FTM_PROP_ALIAS:
    case FTM_PROP_WEAK_ALIAS:
    case FTM_PROP_PREVIOUS_NAME:
    case FTM_PROP_ABBREVIATION: return true;
    default: return false;
    }
}

bool list_diff_lacks(const struct list_diff_side *before, const struct list_diff_side *after,
                     enum ftm_prop prop)
{
    if ((unsigned)prop >= FTM_PROP_COUNT) return false;
    return before->lacks[prop] || after->lacks[prop];
}

/* Country, where addresses are lacking, is the party's; a paper's own is compared. */
static bool child_lacks(const struct list_diff_side *before, const struct list_diff_side *after,
                        enum ftm_prop prop)
{
    return prop != FTM_PROP_COUNTRY && list_diff_lacks(before, after, prop);
}

bool list_diff_is_tie(const struct list_diff_side *side, const struct entity *child,
                      const struct entity_statement *st)
{
    struct entity subject;
    return ftm_prop_type(st->prop) == FTM_TYPE_ENTITY &&
           entity_get(side->set, child->subject, &subject) && str_eq(st->value, subject.id);
}

/* --- one entry's values ----------------------------------------------------------------------------- */

struct value {
    enum ftm_prop prop;
    str           value;
};

struct values {
    struct value *item;
    size_t        count;
};

struct diff {
    struct list_diff_side side[2]; /* before, after */
    struct arena          arena;   /* of one entry */
    list_diff_fn         *fn;
    void                 *ctx;
    struct list_diff_counts counts;
};

static int by_value(const void *a, const void *b)
{
    const struct value *x = a, *y = b;
    if (x->prop != y->prop) return x->prop < y->prop ? -1 : 1;
    return str_cmp(x->value, y->value);
}

static struct values values_of(struct diff *d, unsigned side, const struct entity *e)
{
    struct values v = { arena_alloc(&d->arena, (e->statement_count + 1) * sizeof *v.item), 0 };
    struct entity_statement st;
    for (uint32_t i = 0; v.item && i < e->statement_count; i++)
        if (entity_statement_get(d->side[side].set, e->first_statement + i, &st))
            v.item[v.count++] = (struct value){ st.prop, st.value };
    if (v.item) qsort(v.item, v.count, sizeof *v.item, by_value);
    return v;
}

/* A value of one side that the other has not under this property. */
struct lone {
    struct value *item;
    bool         *is_open; /* not yet told as moved */
    size_t        count;
};

static bool lone_make(struct diff *d, size_t room, struct lone *ret)
{
    ret->item = arena_alloc(&d->arena, (room + 1) * sizeof *ret->item);
    ret->is_open = arena_alloc(&d->arena, (room + 1) * sizeof *ret->is_open);
    return ret->item && ret->is_open;
}

static void lone_add(struct lone *l, struct value v)
{
    l->is_open[l->count] = true;
    l->item[l->count++] = v;
}

/* Merge two sorted runs; what both have is left out. */
static void part(const struct values *a, const struct values *b, struct lone *gone, struct lone *come)
{
    size_t i = 0, k = 0;
    while (i < a->count || k < b->count) {
        int c = i == a->count ? 1 : k == b->count ? -1 : by_value(&a->item[i], &b->item[k]);
        if (c < 0) {
            lone_add(gone, a->item[i++]);
        } else if (c > 0) {
            lone_add(come, b->item[k++]);
        } else {
            i++;
            k++;
        }
    }
}

struct found {
    struct list_diff_value *value;
    size_t                  count;
    struct list_diff_child *child;
    size_t                  child_count;
};

/* A name that goes here and comes there moved. What an edition lacks tells nothing alone, and all
 * about where a name was that the other has elsewhere. */
static void tell_moved(struct diff *d, struct lone *gone, struct lone *come, struct found *f)
{
    for (size_t i = 0; i < gone->count; i++) {
        if (!is_name(gone->item[i].prop)) continue;
        for (size_t k = 0; k < come->count; k++) {
            if (!come->is_open[k] || !is_name(come->item[k].prop) ||
                !str_eq(gone->item[i].value, come->item[k].value))
                continue;
            bool lacks_both = list_diff_lacks(&d->side[0], &d->side[1], gone->item[i].prop) &&
                              list_diff_lacks(&d->side[0], &d->side[1], come->item[k].prop);
            if (lacks_both) continue;
            gone->is_open[i] = come->is_open[k] = false;
            f->value[f->count++] = (struct list_diff_value){ .prop = gone->item[i].prop,
                                                             .to = come->item[k].prop,
                                                             .value = gone->item[i].value };
            break;
        }
    }
}

/* @param is_cut  the side that does not have them ends in the middle
 * @param is_any_cut  one of the two does */
static void tell_open(struct diff *d, const struct lone *l, bool is_come, bool is_cut, bool is_any_cut,
                      struct found *f)
{
    for (size_t i = 0; i < l->count; i++) {
        enum ftm_prop prop = l->item[i].prop;
        if (!l->is_open[i] || list_diff_lacks(&d->side[0], &d->side[1], prop)) continue;
        if (is_cut && !is_before_cut(prop)) continue;
        if (is_any_cut && prop == FTM_PROP_NOTES) continue; /* the cut piece is kept as one */
        f->value[f->count++] = (struct list_diff_value){ .prop = prop, .is_come = is_come,
                                                         .value = l->item[i].value };
    }
}

/* The name first, then its other writings, then all else. */
static int rank_of(enum ftm_prop prop)
{
    return prop == FTM_PROP_NAME ? 0 : is_name(prop) ? 1 : 2;
}

static int by_told(const void *a, const void *b)
{
    const struct list_diff_value *x = a, *y = b;
    int kx = x->to != FTM_PROP_NONE ? 2 : x->is_come, ky = y->to != FTM_PROP_NONE ? 2 : y->is_come;
    if (rank_of(x->prop) != rank_of(y->prop)) return rank_of(x->prop) - rank_of(y->prop);
    if (x->prop != y->prop) return x->prop < y->prop ? -1 : 1;
    if (kx != ky) return kx < ky ? -1 : 1;
    return str_cmp(x->value, y->value);
}

static bool compare_values(struct diff *d, const struct entity e[2], struct found *f)
{
    struct lone gone = { .count = 0 }, come = { .count = 0 };
    struct values a = values_of(d, 0, &e[0]), b = values_of(d, 1, &e[1]);
    if (!a.item || !b.item || !lone_make(d, a.count, &gone) || !lone_make(d, b.count, &come))
        return false;
    part(&a, &b, &gone, &come);
    if (gone.count + come.count == 0) return true;
    f->value = arena_alloc(&d->arena, (gone.count + come.count) * sizeof *f->value);
    if (!f->value) return false;
    bool cut[2] = { (e[0].flags & ENTITY_CUT) != 0, (e[1].flags & ENTITY_CUT) != 0 };
    tell_moved(d, &gone, &come, f);
    tell_open(d, &gone, false, cut[1], cut[0] || cut[1], f);
    tell_open(d, &come, true, cut[0], cut[0] || cut[1], f);
    qsort(f->value, f->count, sizeof *f->value, by_told);
    return true;
}

/* --- children -------------------------------------------------------------------------------------- */

/* A child as one text: its schema and values, sorted. */
struct child {
    str           text; /* "" : nothing of it is compared */
    struct entity entity;
    bool          has_program;
};

static bool child_text(struct diff *d, unsigned side, struct child *c)
{
    struct values v = { arena_alloc(&d->arena, (c->entity.statement_count + 1) * sizeof *v.item), 0 };
    struct entity_statement st;
    size_t len = 2;
    if (!v.item) return false;
    for (uint32_t i = 0; i < c->entity.statement_count; i++) {
        if (!entity_statement_get(d->side[side].set, c->entity.first_statement + i, &st)) continue;
        c->has_program = c->has_program || st.prop == FTM_PROP_PROGRAM;
        if (child_lacks(&d->side[0], &d->side[1], st.prop) ||
            list_diff_is_tie(&d->side[side], &c->entity, &st))
            continue;
        v.item[v.count++] = (struct value){ st.prop, st.value };
        len += st.value.len + 3;
    }
    qsort(v.item, v.count, sizeof *v.item, by_value);
    char *text = arena_alloc(&d->arena, len), *p = text;
    if (!text) return false;
    *p++ = (char)(c->entity.schema & 0xff);
    *p++ = (char)(c->entity.schema >> 8);
    for (size_t i = 0; i < v.count; i++) {
        *p++ = (char)(v.item[i].prop & 0xff);
        *p++ = (char)(v.item[i].prop >> 8);
        if (v.item[i].value.len) memcpy(p, v.item[i].value.data, v.item[i].value.len);
        p += v.item[i].value.len;
        *p++ = '\0';
    }
    c->text = v.count ? str_of(text, (size_t)(p - text)) : STR_EMPTY;
    return true;
}

static int by_child(const void *a, const void *b)
{
    const struct child *x = a, *y = b;
    if (x->entity.schema != y->entity.schema) return x->entity.schema < y->entity.schema ? -1 : 1;
    return str_cmp(x->text, y->text);
}

static bool children_of(struct diff *d, unsigned side, const struct entity *e, struct child **ret,
                        size_t *ret_count)
{
    const struct entity_set *set = d->side[side].set;
    uint32_t end = entity_family_end(set, e->row);
    *ret_count = 0;
    *ret = arena_calloc(&d->arena, end - e->row, sizeof **ret);
    if (!*ret) return false;
    for (uint32_t row = e->row + 1; row < end; row++) {
        struct child *c = &(*ret)[*ret_count];
        if (!entity_get(set, row, &c->entity)) continue;
        if (!child_text(d, side, c)) return false;
        if (c->text.len) ++*ret_count;
    }
    qsort(*ret, *ret_count, sizeof **ret, by_child);
    return true;
}

/* Nothing of an edition that is cut says that a paper went, but a programme has its own column. */
static void tell_child(struct found *f, const struct child *c, bool is_come, bool is_cut)
{
    if (is_cut && !(c->entity.schema == FTM_SCHEMA_SANCTION && c->has_program)) return;
    f->child[f->child_count++] = (struct list_diff_child){ is_come, c->entity };
}

static bool compare_children(struct diff *d, const struct entity e[2], struct found *f)
{
    struct child *a, *b;
    size_t na, nb, i = 0, k = 0;
    if (!children_of(d, 0, &e[0], &a, &na) || !children_of(d, 1, &e[1], &b, &nb)) return false;
    f->child = arena_alloc(&d->arena, (na + nb + 1) * sizeof *f->child);
    if (!f->child) return false;
    while (i < na || k < nb) {
        int c = i == na ? 1 : k == nb ? -1 : by_child(&a[i], &b[k]);
        if (c < 0) tell_child(f, &a[i], false, (e[1].flags & ENTITY_CUT) != 0);
        if (c > 0) tell_child(f, &b[k], true, (e[0].flags & ENTITY_CUT) != 0);
        if (c <= 0) i++;
        if (c >= 0) k++;
    }
    return true;
}

static int by_told_child(const void *a, const void *b)
{
    const struct list_diff_child *x = a, *y = b;
    if (x->child.schema != y->child.schema) return x->child.schema < y->child.schema ? -1 : 1;
    if (x->is_come != y->is_come) return x->is_come ? 1 : -1;
    return x->child.row < y->child.row ? -1 : x->child.row > y->child.row;
}

/* --- the whole ------------------------------------------------------------------------------------- */

static cordon_status tell_lone(struct diff *d, const struct place *p, unsigned side,
                               struct cordon_error *err)
{
    struct list_diff_entry told = { .change = side ? LIST_ADDED : LIST_REMOVED };
    if (!entity_get(d->side[side].set, p->row, side ? &told.after : &told.before)) return CORDON_OK;
    if (side)
        d->counts.added++;
    else
        d->counts.removed++;
    return d->fn(d->ctx, &told, err);
}

static cordon_status compare(struct diff *d, const struct place *a, const struct place *b,
                             struct cordon_error *err)
{
    struct entity e[2];
    struct found f = { .count = 0 };
    arena_reset(&d->arena);
    if (!entity_get(d->side[0].set, a->row, &e[0]) || !entity_get(d->side[1].set, b->row, &e[1]))
        return error_set(err, CORDON_BUG, "an entry cannot be read back");
    if (!compare_values(d, e, &f) || !compare_children(d, e, &f))
        return d->arena.over ? error_set(err, CORDON_LIMIT, "entry '%.*s' is above %d MiB",
                                         STR_ARG(e[0].entry), DIFF_ARENA_MAX >> 20)
                             : error_nomem(err);
    bool is_partly = ((e[0].flags | e[1].flags) & ENTITY_CUT) != 0;
    qsort(f.child, f.child_count, sizeof *f.child, by_told_child);
    struct list_diff_entry told = {
        .change = LIST_CHANGED, .before = e[0], .after = e[1], .is_partly = is_partly,
        .has_schema = e[0].schema != e[1].schema && !is_partly, /* traits in the lost rest decide it */
        .has_dprk = ((e[0].flags ^ e[1].flags) & ENTITY_DPRK) != 0,
        .values = f.value, .value_count = f.count, .children = f.child, .child_count = f.child_count,
    };
    if (is_partly) d->counts.partly++;
    if (!told.has_schema && !told.has_dprk && !f.count && !f.child_count) {
        d->counts.same++;
        return CORDON_OK;
    }
    d->counts.changed++;
    return d->fn(d->ctx, &told, err);
}

static cordon_status walk(struct diff *d, const struct index *a, const struct index *b,
                          struct cordon_error *err)
{
    size_t i = 0, k = 0;
    cordon_status st = CORDON_OK;
    while (!st && (i < a->count || k < b->count)) {
        int c = i == a->count ? 1
                : k == b->count ? -1 : by_number(a->place[i].entry, b->place[k].entry);
        if (c < 0)
            st = tell_lone(d, &a->place[i++], 0, err);
        else if (c > 0)
            st = tell_lone(d, &b->place[k++], 1, err);
        else
            st = compare(d, &a->place[i++], &b->place[k++], err);
    }
    return st;
}

cordon_status list_diff(const struct list_diff_side *before, const struct list_diff_side *after,
                        list_diff_fn *fn, void *ctx, struct list_diff_counts *ret_counts,
                        struct cordon_error *err)
{
    struct diff d = { .side = { *before, *after }, .fn = fn, .ctx = ctx };
    struct index a = { .count = 0 }, b = { .count = 0 };
    arena_init(&d.arena, DIFF_ARENA_MAX);
    cordon_status st = index_make(before->set, &a) && index_make(after->set, &b) ? CORDON_OK
                                                                                 : error_nomem(err);
    if (!st) st = walk(&d, &a, &b, err);
    mem_free(a.place);
    mem_free(b.place);
    arena_release(&d.arena);
    if (!st) *ret_counts = d.counts;
    return st;
}
