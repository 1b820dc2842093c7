/*
 * Which records are about one party.
 *
 *   ids join always -> e-mail addresses where nothing speaks against it -> devices of one party
 *
 * What comes out depends on the set of records alone, not on the order of files: each step looks at
 * all parties behind one value together, values come in the order of their hash, and subjects are
 * numbered by what they are called.
 *
 * Workload: a million records, most with one or two keys; a mailbox behind a hundred thousand records
 * is somebody's log, or an attack.
 */
#include "engine/join.h"

#include "base/mem.h"

#include <stdlib.h>

enum { MAILBOX_PARTIES = 32 }; /* that are compared with each other; a mailbox of more is a shared one (ours) */

/* --- parties ------------------------------------------------------------------------------------- */

uint32_t join_root(struct joining *j, uint32_t r)
{
    while (j->party[r].parent != r) {
        j->party[r].parent = j->party[j->party[r].parent].parent;
        r = j->party[r].parent;
    }
    return r;
}

static void take_side(struct join_party *to, const struct join_party *from)
{
    if (to->is_outside == from->is_outside) {
        bool is_later = from->since_s > to->since_s;
        if (to->since_s == NO_TIME || (from->since_s != NO_TIME && is_later == to->is_outside))
            to->since_s = from->since_s;
    } else if (to->is_outside) {
        to->since_s = from->since_s;
    }
    to->is_outside = to->is_outside && from->is_outside;
    if (from->left_s > to->left_s) to->left_s = from->left_s;
}

static void unite(struct joining *j, uint32_t a, uint32_t b)
{
    a = join_root(j, a);
    b = join_root(j, b);
    if (a == b) return;
    struct join_party *to = &j->party[a < b ? a : b], *from = &j->party[a < b ? b : a];
    from->parent = a < b ? a : b;
    to->names += from->names;
    to->is_declared = to->is_declared || from->is_declared;
    to->is_named = to->is_named || from->is_named;
    take_side(to, from);
    if (from->first == NO_FACT) return;
    if (to->first == NO_FACT)
        to->first = from->first;
    else
        j->fact[to->last].next = from->first;
    to->last = from->last;
}

/* --- joining ------------------------------------------------------------------------------------- */

static int by_hash(const void *x, const void *y)
{
    const struct join_key *a = x, *b = y;
    if (a->class != b->class) return a->class < b->class ? -1 : 1;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    if (a->space != b->space) return a->space < b->space ? -1 : 1;
    int c = str_cmp(a->value, b->value);
    return c ? c : a->record < b->record ? -1 : a->record > b->record;
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* The roots of these parties, each once, in place. */
static size_t roots_of(struct joining *j, uint32_t *party, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) party[i] = join_root(j, party[i]);
    qsort(party, count, sizeof *party, by_number);
    for (size_t i = 0; i < count; i++)
        if (!kept || party[kept - 1] != party[i]) party[kept++] = party[i];
    return kept;
}

/* The parties behind a value, each once, into j->at. */
static size_t parties_of(struct joining *j, const struct join_key *run, size_t count)
{
    for (size_t i = 0; i < count; i++) j->at[i] = run[i].record;
    return roots_of(j, j->at, count);
}

static void join_ids(struct joining *j, const struct join_key *run, size_t count)
{
    for (size_t i = 1; i < count; i++) unite(j, run[0].record, run[i].record);
}

/* A name of one of several parties. */
struct spelled {
    str      name;
    uint32_t root;
};

static int by_spelling(const void *x, const void *y)
{
    const struct spelled *a = x, *b = y;
    return str_cmp(a->name, b->name);
}

static void join_nobodies(struct joining *j, const uint32_t *party, size_t parties)
{
    uint32_t nobody = UINT32_MAX;
    for (size_t i = 0; i < parties; i++) {
        if (!join_is_nobody(j, party[i])) continue;
        if (nobody != UINT32_MAX) unite(j, nobody, party[i]);
        nobody = party[i];
    }
}

/* Lines that say nothing but the mailbox are one party; so are those of one name, written the same:
 * what is left of a mailbox in a year of logs. */
static void join_same(struct joining *j, const uint32_t *party, size_t parties)
{
    size_t names = 0, room = 0;
    for (size_t i = 0; i < parties; i++) room += j->party[party[i]].names;
    struct spelled *spelled = mem_alloc((room + 1) * sizeof *spelled);
    if (!spelled) {
        j->failed = true;
        return;
    }
    for (size_t i = 0; i < parties; i++) {
        if (j->party[party[i]].is_declared) continue;
        FOR_FACTS(j, party[i], f)
            if (!f->space) spelled[names++] = (struct spelled){ f->text, party[i] };
    }
    join_nobodies(j, party, parties);
    qsort(spelled, names, sizeof *spelled, by_spelling);
    for (size_t i = 1; i < names; i++)
        if (str_eq(spelled[i - 1].name, spelled[i].name)) unite(j, spelled[i - 1].root, spelled[i].root);
    mem_free(spelled);
}

/* Of a mailbox that several have: those of one name are one all the same. A declared subject takes
 * those of its name when no other declared one could. */
static void join_by_name(struct joining *j, const uint32_t *party, size_t parties)
{
    uint32_t taker[MAILBOX_PARTIES];
    for (size_t i = 0; i < parties; i++)
        for (size_t k = 0; k < i; k++)
            if (!j->party[party[i]].is_declared && !j->party[party[k]].is_declared &&
                join_share_name(j, party[i], party[k]))
                unite(j, party[i], party[k]);
    for (size_t i = 0; i < parties; i++) taker[i] = UINT32_MAX;
    for (size_t i = 0; i < parties; i++) {
        uint32_t root = join_root(j, party[i]);
        size_t at = 0;
        while (join_root(j, party[at]) != root) at++; /* the first of its party holds the mark */
        for (size_t k = 0; !j->party[party[i]].is_declared && k < parties; k++) {
            if (!j->party[party[k]].is_declared || !join_share_name(j, party[i], party[k])) continue;
            taker[at] = taker[at] == UINT32_MAX || taker[at] == party[k] ? party[k] : UINT32_MAX - 1;
        }
    }
    for (size_t i = 0; i < parties; i++)
        if (taker[i] < UINT32_MAX - 1) unite(j, taker[i], party[i]);
}

/* @p party lies in j->at */
static void join_mailbox(struct joining *j, uint32_t *party, size_t parties)
{
    bool is_shared = false;
    if (parties < 2) return;
    join_same(j, party, parties);
    parties = roots_of(j, party, parties);
    if (parties > MAILBOX_PARTIES) return; /* a crowd's: who they are is said elsewhere, or nowhere */
    for (size_t i = 0; i < parties; i++)
        for (size_t k = 0; k < i && !is_shared; k++) is_shared = join_contradict(j, party[i], party[k]);
    if (is_shared)
        join_by_name(j, party, parties);
    else
        for (size_t i = 1; i < parties; i++) unite(j, party[0], party[i]);
}

/* Does this party of the staff work here at that time? */
static bool works_at(const struct join_party *p, int64_t at)
{
    return !p->is_outside && p->since_s != NO_TIME && p->since_s < at && (p->left_s == NO_TIME || at < p->left_s);
}

/* Who works here applies no more (a freelancer goes on bidding, and who left may come again): what came
 * in under a worker's mailbox meanwhile is a stranger's; it stands by itself, tied by the mailbox.
 * @return how many parties are not late; those stand first */
static size_t late_last(struct joining *j, uint32_t *party, size_t parties)
{
    const struct join_party *staff[MAILBOX_PARTIES];
    size_t kept = 0, count = 0;
    for (size_t i = 0; i < parties; i++) {
        const struct join_party *p = &j->party[party[i]];
        if (p->is_outside || p->since_s == NO_TIME) continue;
        if (count == MAILBOX_PARTIES) return parties; /* a crowd's */
        staff[count++] = p;
    }
    for (size_t i = 0; i < parties; i++) {
        const struct join_party *p = &j->party[party[i]];
        bool is_late = false;
        for (size_t k = 0; p->is_outside && p->since_s != NO_TIME && k < count; k++)
            is_late = is_late || works_at(staff[k], p->since_s);
        uint32_t root = party[i];
        if (is_late) continue;
        party[i] = party[kept];
        party[kept++] = root;
    }
    return kept;
}

static void join_emails(struct joining *j, const struct join_key *run, size_t count)
{
    size_t parties = parties_of(j, run, count), early = late_last(j, j->at, parties);
    join_mailbox(j, j->at, early);
    join_mailbox(j, j->at + early, parties - early);
}

/* A device says who uses it only when one alone does. A row with another's name is not his. */
static void join_devices(struct joining *j, const struct join_key *run, size_t count)
{
    uint32_t owner = UINT32_MAX, nameless = UINT32_MAX;
    size_t parties = parties_of(j, run, count);
    for (size_t i = 0; i < parties; i++) {
        if (!j->party[j->at[i]].is_named) continue;
        if (owner != UINT32_MAX) return; /* two parties have it: a link */
        owner = j->at[i];
    }
    for (size_t i = 0; i < parties; i++) {
        uint32_t root = j->at[i];
        bool is_free = !j->party[root].is_named && !j->party[root].names;
        if (owner != UINT32_MAX) {
            if (is_free || (root != owner && join_share_name(j, owner, root))) unite(j, owner, root);
        } else if (is_free) {
            if (nameless != UINT32_MAX) unite(j, nameless, root);
            nameless = root;
        }
    }
}

static bool is_one_value(const struct join_key *a, const struct join_key *b)
{
    return a->class == b->class && a->hash == b->hash && a->space == b->space && str_eq(a->value, b->value);
}

static void join_runs(struct joining *j, const struct join_key *sorted)
{
    static void (*const joins[])(struct joining *, const struct join_key *, size_t) = {
        [KEY_ID] = join_ids, [KEY_EMAIL] = join_emails, [KEY_DEVICE] = join_devices,
    };
    bool has_facts = false;
    for (size_t i = 0, end; i < j->keys && !j->failed; i = end) {
        for (end = i + 1; end < j->keys && is_one_value(&sorted[i], &sorted[end]); end++) {}
        if (sorted[i].class != KEY_ID && !has_facts) { /* once all ids have joined */
            has_facts = true;
            join_gather_facts(j);
            if (j->failed) return;
        }
        joins[sorted[i].class](j, &sorted[i], end - i);
    }
}

static cordon_status join_all(struct joining *j, struct cordon_error *err)
{
    struct pool *p = j->pool;
    for (uint32_t i = 0; i < p->count; i++)
        j->party[i] = (struct join_party){ .parent = i, .first = NO_FACT, .last = NO_FACT, .since_s = NO_TIME, .left_s = NO_TIME };
    join_gather_keys(j);
    join_part_folders(j);
    j->at = mem_alloc((j->keys + 1) * sizeof *j->at);
    if (j->failed || !j->at) return error_nomem(err);
    if (j->keys) qsort(j->key, j->keys, sizeof *j->key, by_hash);
    join_runs(j, j->key);
    if (j->failed) return error_nomem(err);
    for (uint32_t i = 0; i < p->count; i++) p->subject_of[i] = join_root(j, i);
    return pool_order(p, err);
}

cordon_status pool_join(struct pool *p, struct name_scratch *names, uint16_t likeness_bp,
                        struct cordon_error *err)
{
    struct joining j = { .pool = p, .names = names, .likeness_bp = likeness_bp };
    cordon_status st = CORDON_OK;
    if (!p->count) return CORDON_OK;
    j.party = mem_alloc(p->count * sizeof *j.party);
    p->order = mem_alloc(p->count * sizeof *p->order);
    p->subject_of = mem_alloc(p->count * sizeof *p->subject_of);
    if (!j.party || !p->order || !p->subject_of)
        st = error_nomem(err);
    else
        st = join_all(&j, err);
    mem_free(j.key);
    mem_free(j.party);
    mem_free(j.fact);
    mem_free(j.at);
    return st;
}
