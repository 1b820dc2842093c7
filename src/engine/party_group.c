/* Pairs joined into parties, strongest first, and written as a part. */
#include "engine/party.h"

#include "base/buf_num.h"
#include "base/embed.h"
#include "base/mem.h"

#include <stdlib.h>

enum { PARTY_VERSION = 3, PARTY_ARENA_MAX = 256 << 20, PARTY_MEMBER_LEN = 12, PARTY_LINK_LEN = 20,
       PARTY_COMPARED_LEN = 12 };

/* --- joining ---------------------------------------------------------------------------------------- */

static int by_strength(const void *a, const void *b)
{
    const struct party_pair *x = a, *y = b;
    if (x->why != y->why) return x->why < y->why ? -1 : 1;
    if (x->is_by_alias != y->is_by_alias) return x->is_by_alias ? 1 : -1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    if (x->b != y->b) return x->b < y->b ? -1 : 1;
    return str_cmp(x->text, y->text);
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static bool is_apart(const struct party_making *m, uint32_t a, uint32_t b)
{
    uint64_t key = (uint64_t)(a < b ? a : b) << 32 | (a < b ? b : a);
    return m->apart_count && bsearch(&key, m->apart, m->apart_count, sizeof key, by_number);
}

/* A name, or a number that firms of one house share, joins one entry of a list to a party, not two. */
static bool is_weak(enum party_why why)
{
    return why >= PARTY_IMO;
}

/* May everybody of the one party be of the other? Whoever says so himself decides but against himself. */
static bool may_join(const struct party_making *m, uint32_t a, uint32_t b, enum party_why why)
{
    if (m->party[a].size + m->party[b].size > PARTY_GROUP_MAX) return false;
    for (uint32_t i = a; i != UINT32_MAX; i = m->party[i].next)
        for (uint32_t k = b; k != UINT32_MAX; k = m->party[k].next) {
            bool is_one_list = m->party[i].source == m->party[k].source;
            if (is_apart(m, i, k)) return false;
            if (why == PARTY_PERSON) continue;
            if (is_one_list && is_weak(why)) return false;
            if (party_contradict(m, i, k)) return false;
        }
    return true;
}

static void join(struct party_making *m, uint32_t a, uint32_t b)
{
    uint32_t last = a;
    while (m->party[last].next != UINT32_MAX) last = m->party[last].next;
    m->party[last].next = b;
    m->party[a].size += m->party[b].size;
    for (uint32_t i = b; i != UINT32_MAX; i = m->party[i].next) m->party[i].parent = a;
}

static void join_all(struct party_making *m)
{
    if (m->pair_count) qsort(m->pair, m->pair_count, sizeof *m->pair, by_strength);
    for (size_t i = 0; i < m->pair_count; i++) {
        const struct party_pair *p = &m->pair[i];
        uint32_t a = m->party[p->a].parent, b = m->party[p->b].parent;
        if (a == b || !may_join(m, a, b, (enum party_why)p->why)) continue;
        if (a < b)
            join(m, a, b);
        else
            join(m, b, a);
    }
}

/* --- writing ------------------------------------------------------------------------------------------ */

/* Its entries are linked too, by their rows. */
static uint32_t starter_version(void)
{
    return (uint32_t)str_hash(str_c(embed_starter_sha));
}

struct numbering {
    uint32_t *member; /* of each party; UINT32_MAX: alone */
    uint32_t *group;  /* of each party that is its group's first */
    uint32_t *first;  /* in the sorted links, one a group and one more */
    uint32_t  member_count, group_count;
};

static bool numbering_make(struct party_making *m, struct numbering *n)
{
    n->member = arena_alloc(&m->arena, (m->party_count + 1) * sizeof *n->member);
    n->group = arena_alloc(&m->arena, (m->party_count + 1) * sizeof *n->group);
    if (!n->member || !n->group) return false;
    for (uint32_t i = 0; i < m->party_count; i++) {
        const struct party *p = &m->party[i];
        bool is_alone = m->party[p->parent].size < 2;
        n->member[i] = is_alone ? UINT32_MAX : n->member_count++;
        n->group[i] = !is_alone && p->parent == i ? n->group_count++ : UINT32_MAX;
    }
    return true;
}

/* One reason of one pair stands together, what names share by their main names first. */
static int by_reason(const void *a, const void *b)
{
    const struct party_pair *x = a, *y = b;
    if (x->why != y->why) return x->why < y->why ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    if (x->b != y->b) return x->b < y->b ? -1 : 1;
    return by_strength(a, b);
}

/* Links that hold: both ends are of one party. By group, then strongest first. */
static size_t keep_links(struct party_making *m)
{
    size_t count = 0;
    if (m->pair_count) qsort(m->pair, m->pair_count, sizeof *m->pair, by_reason);
    for (size_t i = 0; i < m->pair_count; i++) {
        struct party_pair p = m->pair[i];
        if (m->party[p.a].parent != m->party[p.b].parent || is_apart(m, p.a, p.b)) continue;
        bool is_known = count && m->pair[count - 1].a == p.a && m->pair[count - 1].b == p.b &&
                        m->pair[count - 1].why == p.why; /* one value a reason is enough */
        if (!is_known) m->pair[count++] = p;
    }
    return count;
}

static void write_links(struct party_making *m, const struct numbering *n, size_t kept,
                        struct part_writer *w, uint32_t *first)
{
    struct buf *links = part_writer_section(w, "pty.lnk", PARTY_VERSION);
    struct buf *text = part_writer_section(w, "pty.txt", PARTY_VERSION);
    uint32_t *count = arena_calloc(&m->arena, n->group_count + 1, sizeof *count);
    const struct party_pair **sorted = arena_alloc(&m->arena, (kept + 1) * sizeof *sorted);
    if (!count || !sorted) return;
    for (size_t i = 0; i < kept; i++) count[n->group[m->party[m->pair[i].a].parent]]++;
    for (uint32_t g = 0; g < n->group_count; g++) first[g + 1] = first[g] + count[g];
    memset(count, 0, n->group_count * sizeof *count);
    for (size_t i = 0; i < kept; i++) {
        uint32_t g = n->group[m->party[m->pair[i].a].parent];
        sorted[first[g] + count[g]++] = &m->pair[i];
    }
    for (size_t i = 0; i < kept; i++) {
        buf_put_u32(links, n->member[sorted[i]->a]);
        buf_put_u32(links, n->member[sorted[i]->b]);
        buf_put_u32(links, sorted[i]->why);
        buf_put_u32(links, (uint32_t)text->len);
        buf_put_u32(links, (uint32_t)sorted[i]->text.len);
        buf_add(text, sorted[i]->text);
    }
}

static void write_groups(struct party_making *m, const struct numbering *n, const uint32_t *first,
                         struct part_writer *w)
{
    struct buf *members = part_writer_section(w, "pty.mem", PARTY_VERSION);
    struct buf *groups = part_writer_section(w, "pty.grp", PARTY_VERSION);
    struct buf *order = part_writer_section(w, "pty.ord", PARTY_VERSION);
    for (uint32_t i = 0; i < m->party_count; i++) {
        const struct party *p = &m->party[i];
        if (n->member[i] == UINT32_MAX) continue;
        buf_put_u32(members, p->source);
        buf_put_u32(members, p->row);
        buf_put_u32(members, n->group[p->parent]);
        if (p->parent != i) continue;
        buf_put_u32(groups, (uint32_t)(order->len / 4));
        buf_put_u32(groups, p->size);
        buf_put_u32(groups, first[n->group[i]]);
        buf_put_u32(groups, first[n->group[i] + 1] - first[n->group[i]]);
        for (uint32_t k = i; k != UINT32_MAX; k = m->party[k].next) buf_put_u32(order, n->member[k]);
    }
}

static int by_key(const void *a, const void *b)
{
    const struct party_compared *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

/* Exactly what this set compares, looked up or not: the part is the same whatever was in use before. */
static void write_compared(struct party_making *m, struct part_writer *w)
{
    struct buf *version = part_writer_section(w, "pty.ver", PARTY_VERSION);
    struct buf *out = part_writer_section(w, "pty.cmp", PARTY_VERSION);
    buf_put_u32(version, name_compare_version());
    buf_put_u32(version, starter_version());
    if (m->compared_count) qsort(m->compared, m->compared_count, sizeof *m->compared, by_key);
    for (size_t i = 0; i < m->compared_count; i++) {
        const struct party_compared *c = &m->compared[i];
        if (i && c->key == c[-1].key) continue;
        buf_put_u32(out, (uint32_t)c->key);
        buf_put_u32(out, (uint32_t)(c->key >> 32));
        buf_put_u32(out, c->result);
    }
}

/* Join the pairs into groups, strongest first, and write them as sections of a part. */
static void group_all(struct party_making *m, struct part_writer *w)
{
    struct numbering n = { .member = NULL };
    join_all(m);
    size_t kept = keep_links(m);
    uint32_t *first = numbering_make(m, &n) ? arena_calloc(&m->arena, n.group_count + 2, sizeof *first)
                                            : NULL;
    if (!first) {
        m->is_nomem = true;
        return;
    }
    write_links(m, &n, kept, w, first);
    write_groups(m, &n, first, w);
    write_compared(m, w);
}

/* --- the whole ------------------------------------------------------------------------------------------ */

static cordon_status make(struct party_making *m, const struct party_said_list *said, struct buf *out,
                          struct cordon_error *err)
{
    struct part_writer *w = mem_calloc(1, sizeof *w);
    if (!w || !m->names) {
        mem_free(w);
        return error_nomem(err);
    }
    part_writer_init(w);
    cordon_status st = party_facts_take(m, err);
    if (!st && !m->is_nomem) party_pairs(m, said);
    if (!st && !m->is_nomem) group_all(m, w);
    if (!st && (m->is_nomem || m->arena.failed || m->scratch.failed)) st = error_nomem(err);
    if (!st) st = part_writer_finish(w, out, err);
    part_writer_release(w);
    mem_free(w);
    return st;
}

cordon_status party_make(const struct party_source *sources, size_t count,
                         const struct party_said_list *said, struct part_view before, struct buf *out,
                         struct cordon_error *err)
{
    struct party_making m = { .source = sources, .source_count = count, .before = before,
                              .names = name_scratch_new() };
    arena_init(&m.arena, PARTY_ARENA_MAX);
    arena_init(&m.scratch, 16 << 20);
    cordon_status st = make(&m, said, out, err);
    name_scratch_free(m.names);
    mem_free(m.party);
    mem_free(m.fact);
    mem_free(m.pair);
    mem_free(m.compared);
    arena_release(&m.arena);
    arena_release(&m.scratch);
    return st;
}

/* --- reading ----------------------------------------------------------------------------------------------- */

cordon_status party_links_open(const struct part *p, struct party_links *ret, struct cordon_error *err)
{
    struct party_links l;
    struct part_view version;
    cordon_status st = part_section(p, "pty.ver", PARTY_VERSION, &version, err);
    if (!st && part_u32(version, 1) != starter_version())
        st = error_set(err, CORDON_UNSUPPORTED, "the links were made with the starter list of another version");
    if (!st) st = part_section(p, "pty.mem", PARTY_VERSION, &l.members, err);
    if (!st) st = part_section(p, "pty.grp", PARTY_VERSION, &l.groups, err);
    if (!st) st = part_section(p, "pty.ord", PARTY_VERSION, &l.order, err);
    if (!st) st = part_section(p, "pty.lnk", PARTY_VERSION, &l.links, err);
    if (!st) st = part_section(p, "pty.txt", PARTY_VERSION, &l.text, err);
    if (!st) *ret = l;
    return st;
}

struct part_view party_compared_open(const struct part *p)
{
    static const struct part_view none = { NULL, 0 };
    struct part_view version, compared;
    if (part_section(p, "pty.ver", PARTY_VERSION, &version, NULL) ||
        part_section(p, "pty.cmp", PARTY_VERSION, &compared, NULL))
        return none;
    return part_u32(version, 0) == name_compare_version() ? compared : none;
}

bool party_compared_find(struct part_view before, uint64_t key, uint32_t *ret_result)
{
    size_t low = 0, high = before.len / PARTY_COMPARED_LEN;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        uint64_t at = part_u32(before, mid * 3) | (uint64_t)part_u32(before, mid * 3 + 1) << 32;
        if (at == key) {
            *ret_result = part_u32(before, mid * 3 + 2);
            return true;
        }
        if (at < key)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

static struct party_member member_of(const struct party_links *l, uint32_t index)
{
    return (struct party_member){ .index = index,
                                  .source = (uint16_t)part_u32(l->members, (size_t)index * 3),
                                  .row = part_u32(l->members, (size_t)index * 3 + 1),
                                  .group = part_u32(l->members, (size_t)index * 3 + 2) };
}

bool party_find(const struct party_links *l, size_t source, uint32_t row, struct party_member *ret)
{
    size_t low = 0, high = l->members.len / PARTY_MEMBER_LEN;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        struct party_member p = member_of(l, (uint32_t)mid);
        if (p.source == source && p.row == row) {
            *ret = p;
            return true;
        }
        if (p.source < source || (p.source == source && p.row < row))
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

bool party_member_at(const struct party_links *l, uint32_t group, uint32_t index, struct party_member *ret)
{
    uint32_t first = part_u32(l->groups, (size_t)group * 4), count = part_u32(l->groups, (size_t)group * 4 + 1);
    if (index >= count || count > PARTY_GROUP_MAX) return false;
    *ret = member_of(l, part_u32(l->order, (size_t)first + index));
    return ret->group == group; /* a damaged part leads nowhere */
}

bool party_link_at(const struct party_links *l, uint32_t group, uint32_t index, uint32_t ret_member[2],
                   enum party_why *ret_why, str *ret_text)
{
    uint32_t first = part_u32(l->groups, (size_t)group * 4 + 2), count = part_u32(l->groups, (size_t)group * 4 + 3);
    size_t at = ((size_t)first + index) * (PARTY_LINK_LEN / 4);
    if (index >= count || (at + 5) * 4 > l->links.len) return false;
    ret_member[0] = part_u32(l->links, at);
    ret_member[1] = part_u32(l->links, at + 1);
    *ret_why = (enum party_why)part_u32(l->links, at + 2);
    *ret_text = part_bytes(l->text, part_u32(l->links, at + 3), part_u32(l->links, at + 4));
    return (unsigned)*ret_why < PARTY_WHY_COUNT;
}
