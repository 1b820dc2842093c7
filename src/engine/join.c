/*
 * Which records are about one party.
 *
 *   ids join always -> e-mail addresses where nothing speaks against it -> devices of one party
 */
#include "engine/pool.h"

#include "base/mem.h"
#include "evidence/evidence.h"

#include <stdlib.h>

enum key_class { KEY_NONE = 0, KEY_ID, KEY_EMAIL, KEY_DEVICE };
enum { LOOKED_AT = 64 /* records of a party that are asked for its ids and names */ };

/* One value that a record may be known by. */
struct key {
    uint64_t       hash; /* of namespace and value */
    uint64_t       space; /* of the namespace alone */
    uint32_t       record;
    enum key_class class;
};

struct joining {
    struct pool         *pool;
    struct name_scratch *names;
    uint16_t             likeness_bp;
    struct key          *key;
    size_t               keys, room;
    uint32_t            *key_from; /* of a record: its first key; count + 1 slots */
    uint32_t            *parent;   /* union-find; the root is the first record of its party */
    uint32_t            *next;     /* records of one party, in a ring */
    bool                 failed;
};

/* --- parties ------------------------------------------------------------------------------------- */

static uint32_t root_of(struct joining *j, uint32_t r)
{
    while (j->parent[r] != r) {
        j->parent[r] = j->parent[j->parent[r]];
        r = j->parent[r];
    }
    return r;
}

static void unite(struct joining *j, uint32_t a, uint32_t b)
{
    a = root_of(j, a);
    b = root_of(j, b);
    if (a == b) return;
    if (b < a) {
        uint32_t swap = a;
        a = b;
        b = swap;
    }
    j->parent[b] = a;
    uint32_t next = j->next[a];
    j->next[a] = j->next[b];
    j->next[b] = next;
}

/* --- keys ---------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t space, str value)
{
    const uint64_t parts[2] = { space, str_hash(value) };
    return str_hash((str){ (const char *)parts, sizeof parts });
}

static void add_key(struct joining *j, uint32_t record, enum key_class class, uint64_t space, str value)
{
    if (class == KEY_NONE || !value.len || j->failed) return;
    if (j->keys == j->room) {
        size_t more = j->room ? j->room * 2 : 4096;
        struct key *bigger = mem_realloc(j->key, more * sizeof *bigger);
        if (!bigger) {
            j->failed = true;
            return;
        }
        j->key = bigger;
        j->room = more;
    }
    j->key[j->keys++] = (struct key){ .hash = mix(space, value), .space = space, .record = record,
                                      .class = class };
}

/* Payout accounts, wallets and clients are shared with others by nature: links, not names. */
static enum key_class class_of(str key)
{
    if (str_eq(key, STR("email"))) return KEY_EMAIL;
    if (str_eq(key, STR("device"))) return KEY_DEVICE;
    if (str_eq(key, STR("payout")) || str_eq(key, STR("wallet")) || str_eq(key, STR("client")))
        return KEY_NONE;
    return KEY_ID;
}

static str lowered(struct joining *j, str text)
{
    char *low = arena_alloc(&j->pool->arena, text.len + 1);
    if (!low) return text;
    for (size_t i = 0; i < text.len; i++) low[i] = byte_lower(text.data[i]);
    return str_of(low, text.len);
}

/* A record whose mapping names no key, or that has no mapping: its own fields say who it is. */
static void add_own_keys(struct joining *j, uint32_t number, bool is_mapped, bool has_id)
{
    const struct record *r = j->pool->record[number];
    /* one export's ids are not another's: a subject without a key's name counts in its file alone */
    uint64_t space = is_mapped ? mix(str_hash(STR("file")), r->file) : str_hash(STR("subject"));
    if (!has_id) add_key(j, number, KEY_ID, space, r->subject);
    for (size_t i = 0; !r->join_count && i < r->value_count; i++) {
        const struct record_value *v = &r->values[i];
        if (v->field == FIELD_EMAIL)
            add_key(j, number, KEY_EMAIL, str_hash(STR("email")), lowered(j, v->text));
        if (v->field == FIELD_ACCOUNT && !r->subject.len)
            add_key(j, number, KEY_ID, str_hash(STR("account")), v->text);
        if (v->field == FIELD_DEV_SERIAL || v->field == FIELD_NET_DEVICE)
            add_key(j, number, KEY_DEVICE, str_hash(STR("device")), v->text);
    }
}

static void gather_keys(struct joining *j)
{
    const struct pool_file *file = j->pool->file;
    for (uint32_t i = 0; i < j->pool->count; i++) {
        while (i >= file->first + file->records) file++;
        const struct record *r = j->pool->record[i];
        bool has_id = false;
        j->key_from[i] = (uint32_t)j->keys;
        for (size_t k = 0; k < r->join_count; k++) {
            enum key_class class = class_of(r->joins[k].key);
            has_id = has_id || (class == KEY_ID && str_eq(r->joins[k].value, r->subject));
            add_key(j, i, class, str_hash(r->joins[k].key), r->joins[k].value);
        }
        add_own_keys(j, i, file->map.len > 0, has_id);
    }
    j->key_from[j->pool->count] = (uint32_t)j->keys;
}

/* --- do two parties contradict each other? ------------------------------------------------------- */

/* Calls fn for the records of a party, at most LOOKED_AT of them. */
#define FOR_PARTY(j, root, at)                                                                     \
    for (uint32_t at = (root), at##_seen = 0; at##_seen < LOOKED_AT && (at##_seen == 0 || at != (root)); \
         at##_seen++, at = (j)->next[at])

/* Has the party an id of this namespace, and is this one among them? */
static bool has_id(struct joining *j, uint32_t root, const struct key *want, bool *ret_any)
{
    FOR_PARTY(j, root, r)
        for (uint32_t k = j->key_from[r]; k < j->key_from[r + 1]; k++) {
            if (j->key[k].class != KEY_ID || j->key[k].space != want->space) continue;
            *ret_any = true;
            if (j->key[k].hash == want->hash) return true;
        }
    return false;
}

/* Two ids of one sort: two applications, two accounts. */
static bool ids_differ(struct joining *j, uint32_t a, uint32_t b, bool *ret_declared)
{
    bool differ = false;
    FOR_PARTY(j, a, r)
        for (uint32_t k = j->key_from[r]; k < j->key_from[r + 1]; k++) {
            bool any = false;
            if (j->key[k].class != KEY_ID || has_id(j, b, &j->key[k], &any) || !any) continue;
            differ = true;
            if (j->key[k].space == str_hash(STR("subject"))) *ret_declared = true;
        }
    return differ;
}

static bool names_alike(struct joining *j, str a, str b)
{
    struct cordon_error err = ERROR_INIT;
    struct name_pair pair;
    name_query_reset(j->names);
    return name_compare(j->names, a, b, NAME_ANY, &pair, &err) == CORDON_OK &&
           pair.name_bp >= j->likeness_bp;
}

/* Is some name of one also a name of the other? Without a name on a side nothing speaks against it. */
static bool share_name(struct joining *j, uint32_t a, uint32_t b)
{
    bool any = false;
    FOR_PARTY(j, a, x) {
        str name = record_text(j->pool->record[x], FIELD_NAME);
        if (!name.len) continue;
        FOR_PARTY(j, b, y) {
            str other = record_text(j->pool->record[y], FIELD_NAME);
            if (!other.len) continue;
            any = true;
            if (str_eq(name, other) || names_alike(j, name, other)) return true;
        }
    }
    return !any;
}

/* May an e-mail address join them? */
static bool may_join(struct joining *j, uint32_t a, uint32_t b)
{
    bool is_declared = false;
    if (!ids_differ(j, a, b, &is_declared)) return true;
    return !is_declared && share_name(j, a, b);
}

/* --- joining ------------------------------------------------------------------------------------- */

static int by_hash(const void *x, const void *y)
{
    const struct key *a = x, *b = y;
    if (a->class != b->class) return a->class < b->class ? -1 : 1;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    return a->record < b->record ? -1 : a->record > b->record;
}

static void join_ids(struct joining *j, const struct key *run, size_t count)
{
    for (size_t i = 1; i < count; i++) unite(j, run[0].record, run[i].record);
}

static void join_emails(struct joining *j, const struct key *run, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        uint32_t root = root_of(j, run[i].record);
        bool is_joined = root == root_of(j, run[0].record);
        for (size_t k = 0; k < i && k < LOOKED_AT && !is_joined; k++) {
            uint32_t other = root_of(j, run[k].record);
            is_joined = other == root || may_join(j, other, root);
            if (is_joined) unite(j, other, root);
        }
    }
}

/* Does anything but a device say who the record's party is? */
static bool is_named(struct joining *j, uint32_t root)
{
    FOR_PARTY(j, root, r)
        for (uint32_t k = j->key_from[r]; k < j->key_from[r + 1]; k++)
            if (j->key[k].class != KEY_DEVICE) return true;
    return false;
}

static void join_devices(struct joining *j, const struct key *run, size_t count)
{
    uint32_t owner = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        uint32_t root = root_of(j, run[i].record);
        if (!is_named(j, root)) continue;
        if (owner != UINT32_MAX && owner != root) return; /* two parties have it: a link */
        owner = root;
    }
    if (owner == UINT32_MAX) {
        join_ids(j, run, count);
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (!is_named(j, root_of(j, run[i].record))) unite(j, owner, run[i].record);
}

static void join_runs(struct joining *j, struct key *sorted)
{
    static void (*const joins[])(struct joining *, const struct key *, size_t) = {
        [KEY_ID] = join_ids, [KEY_EMAIL] = join_emails, [KEY_DEVICE] = join_devices,
    };
    for (size_t i = 0, end; i < j->keys; i = end) {
        for (end = i + 1; end < j->keys && sorted[end].class == sorted[i].class &&
                          sorted[end].hash == sorted[i].hash; end++) {}
        joins[sorted[i].class](j, &sorted[i], end - i);
    }
}

/* --- subjects ------------------------------------------------------------------------------------ */

/* What a party is called: its own subject, else an id with its key, else its place in a file. */
static str called(struct pool *p, const struct record *const *records, size_t count)
{
    static const char *const keys[] = { "employee", "contractor", "candidate", "account", "email", "device" };
    for (size_t i = 0; i < count; i++)
        if (records[i]->subject.len && !records[i]->join_count) return records[i]->subject;
    for (size_t k = 0; k < COUNT_OF(keys); k++)
        for (size_t i = 0; i < count; i++)
            for (size_t n = 0; n < records[i]->join_count; n++) {
                const struct record_join *join = &records[i]->joins[n];
                if (str_eq(join->key, str_c(keys[k])))
                    return arena_printf(&p->arena, "%s:%.*s", keys[k], STR_ARG(join->value));
            }
    for (size_t i = 0; i < count; i++) {
        str id = records[i]->subject.len ? records[i]->subject : records[i]->id;
        if (id.len) return arena_printf(&p->arena, "%.*s:%.*s", STR_ARG(records[i]->file), STR_ARG(id));
    }
    return arena_printf(&p->arena, "%.*s:%llu", STR_ARG(records[0]->file),
                        (unsigned long long)records[0]->line);
}

struct timed {
    const struct record *record;
    int64_t              time_s;
    uint32_t             subject, number;
};

static int by_time(const void *x, const void *y)
{
    const struct timed *a = x, *b = y;
    if (a->subject != b->subject) return a->subject < b->subject ? -1 : 1;
    if (a->time_s != b->time_s) return a->time_s < b->time_s ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

/* Records without a time first, as read: they say who it is. */
static int64_t time_of(const struct record *r)
{
    struct moment m;
    str text = record_text(r, FIELD_TIME);
    return text.len && moment_read(text, &m) ? m.s : INT64_MIN;
}

static bool number_subjects(struct joining *j)
{
    struct pool *p = j->pool;
    for (uint32_t i = 0; i < p->count; i++) {
        uint32_t root = root_of(j, i);
        p->subject_of[i] = root == i ? (uint32_t)p->subjects++ : p->subject_of[root];
    }
    p->subject = mem_calloc(p->subjects ? p->subjects : 1, sizeof *p->subject);
    return p->subject != NULL;
}

static cordon_status put_in_order(struct joining *j, struct cordon_error *err)
{
    struct pool *p = j->pool;
    struct timed *timed = mem_calloc(p->count, sizeof *timed);
    if (!timed || !number_subjects(j)) {
        mem_free(timed);
        return error_nomem(err);
    }
    for (uint32_t i = 0; i < p->count; i++)
        timed[i] = (struct timed){ p->record[i], time_of(p->record[i]), p->subject_of[i], i };
    qsort(timed, p->count, sizeof *timed, by_time);
    for (uint32_t i = 0; i < p->count; i++) {
        struct pool_subject *s = &p->subject[timed[i].subject];
        if (!s->count++) s->first = i;
        p->order[i] = timed[i].record;
    }
    mem_free(timed);
    for (size_t i = 0; i < p->subjects; i++)
        p->subject[i].id = called(p, &p->order[p->subject[i].first], p->subject[i].count);
    return p->arena.failed ? error_nomem(err) : CORDON_OK;
}

static cordon_status join_all(struct joining *j, struct cordon_error *err)
{
    struct pool *p = j->pool;
    for (uint32_t i = 0; i < p->count; i++) j->parent[i] = j->next[i] = i;
    gather_keys(j);
    struct key *sorted = j->failed ? NULL : mem_alloc((j->keys ? j->keys : 1) * sizeof *sorted);
    if (!sorted) return error_nomem(err);
    if (j->keys) memcpy(sorted, j->key, j->keys * sizeof *sorted);
    qsort(sorted, j->keys, sizeof *sorted, by_hash);
    join_runs(j, sorted);
    mem_free(sorted);
    return put_in_order(j, err);
}

cordon_status pool_join(struct pool *p, struct name_scratch *names, uint16_t likeness_bp,
                        struct cordon_error *err)
{
    struct joining j = { .pool = p, .names = names, .likeness_bp = likeness_bp };
    cordon_status st = CORDON_OK;
    if (!p->count) return CORDON_OK;
    j.parent = mem_alloc(p->count * sizeof *j.parent);
    j.next = mem_alloc(p->count * sizeof *j.next);
    j.key_from = mem_alloc((p->count + 1) * sizeof *j.key_from);
    p->order = mem_alloc(p->count * sizeof *p->order);
    p->subject_of = mem_alloc(p->count * sizeof *p->subject_of);
    if (!j.parent || !j.next || !j.key_from || !p->order || !p->subject_of)
        st = error_nomem(err);
    else
        st = join_all(&j, err);
    mem_free(j.key);
    mem_free(j.parent);
    mem_free(j.next);
    mem_free(j.key_from);
    return st;
}
