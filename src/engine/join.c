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
#include "engine/placeholder.h"
#include "engine/pool.h"

#include "base/mem.h"
#include "evidence/evidence.h"

#include <stdlib.h>

enum key_class { KEY_NONE = 0, KEY_ID, KEY_EMAIL, KEY_DEVICE };
enum {
    MAILBOX_PARTIES = 32, /* that are compared with each other; a mailbox of more is a shared one (ours) */
    NAMES_ALIKE = 8, /* a party of more names is met by the same writing alone (ours) */
};

/* One value that a record may be known by. */
struct key {
    uint64_t       hash; /* of namespace and value */
    uint64_t       space; /* of the namespace alone */
    str            value;
    uint32_t       record;
    enum key_class class;
};

/* What is known of a party: one of its ids, or one of its names (space 0). */
struct fact {
    uint64_t space;
    str      text;
    uint32_t party, next; /* next of the party; NO_FACT at the end */
};
#define NO_FACT UINT32_MAX

/* A root's part of what is known; of others it means nothing. */
struct party {
    uint32_t parent;
    uint32_t first, last; /* facts */
    uint32_t names;       /* of them names */
    bool     is_declared; /* has a subject that a record without a mapping says */
    bool     is_named;    /* something but a device says who it is */
};

struct joining {
    struct pool         *pool;
    struct name_scratch *names;
    uint16_t             likeness_bp;
    struct key          *key;
    size_t               keys, room;
    struct party        *party; /* by record; union-find, the root is the first record of its party */
    struct fact         *fact;
    size_t               facts;
    uint32_t            *at; /* scratch: parties behind one value */
    bool                 failed;
};

static uint64_t subject_space(void)
{
    return str_hash(STR("subject"));
}

/* --- parties ------------------------------------------------------------------------------------- */

static uint32_t root_of(struct joining *j, uint32_t r)
{
    while (j->party[r].parent != r) {
        j->party[r].parent = j->party[j->party[r].parent].parent;
        r = j->party[r].parent;
    }
    return r;
}

static void unite(struct joining *j, uint32_t a, uint32_t b)
{
    a = root_of(j, a);
    b = root_of(j, b);
    if (a == b) return;
    struct party *to = &j->party[a < b ? a : b], *from = &j->party[a < b ? b : a];
    from->parent = a < b ? a : b;
    to->names += from->names;
    to->is_declared = to->is_declared || from->is_declared;
    to->is_named = to->is_named || from->is_named;
    if (from->first == NO_FACT) return;
    if (to->first == NO_FACT)
        to->first = from->first;
    else
        j->fact[to->last].next = from->first;
    to->last = from->last;
}

/* --- keys ---------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t space, str value)
{
    const uint64_t parts[2] = { space, str_hash(value) };
    return str_hash((str){ (const char *)parts, sizeof parts });
}

static void add_key(struct joining *j, uint32_t record, enum key_class class, uint64_t space, str value)
{
    if (class == KEY_NONE || j->failed || is_nothing(value)) return;
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
    j->key[j->keys++] = (struct key){ .hash = mix(space, value), .space = space, .value = value,
                                      .record = record, .class = class };
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

/* Logs name people by their mailbox, in a column of users or accounts. */
static void add_mailbox(struct joining *j, uint32_t record, str value)
{
    size_t at = str_index(value, '@');
    if (at > 0 && at + 3 < value.len) add_key(j, record, KEY_EMAIL, str_hash(STR("email")), lowered(j, value));
}

/* A record whose mapping names no key, or that has no mapping: its own fields say who it is. */
static void add_own_keys(struct joining *j, uint32_t number, bool is_mapped, bool has_id)
{
    const struct record *r = j->pool->record[number];
    /* one export's ids are not another's: a subject without a key's name counts in its file alone */
    uint64_t space = is_mapped ? mix(str_hash(STR("file")), r->file) : subject_space();
    if (!has_id) add_key(j, number, KEY_ID, space, r->subject);
    for (size_t i = 0; !r->join_count && i < r->value_count; i++) {
        const struct record_value *v = &r->values[i];
        if (v->field == FIELD_EMAIL)
            add_key(j, number, KEY_EMAIL, str_hash(STR("email")), lowered(j, v->text));
        if (v->field == FIELD_ACCOUNT && !r->subject.len)
            add_key(j, number, KEY_ID, str_hash(STR("account")), v->text);
        if (v->field == FIELD_ACCOUNT) add_mailbox(j, number, v->text);
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
        for (size_t k = 0; k < r->join_count; k++) {
            enum key_class class = class_of(r->joins[k].key);
            has_id = has_id || (class == KEY_ID && str_eq(r->joins[k].value, r->subject));
            add_key(j, i, class, str_hash(r->joins[k].key), r->joins[k].value);
            if (class == KEY_ID) add_mailbox(j, i, r->joins[k].value);
        }
        add_own_keys(j, i, file->map.len > 0, has_id);
    }
}

/* --- what is known of parties -------------------------------------------------------------------- */

static int by_fact(const void *x, const void *y)
{
    const struct fact *a = x, *b = y;
    if (a->party != b->party) return a->party < b->party ? -1 : 1;
    if (a->space != b->space) return a->space < b->space ? -1 : 1;
    return str_cmp(a->text, b->text);
}

static bool is_same_fact(const struct fact *a, const struct fact *b)
{
    return a->space == b->space && str_eq(a->text, b->text);
}

/* Ids and names of each party, each once. */
static void gather_facts(struct joining *j)
{
    const struct pool *p = j->pool;
    size_t kept = 0;
    j->fact = mem_alloc((j->keys + p->count + 1) * sizeof *j->fact);
    if (!j->fact) {
        j->failed = true;
        return;
    }
    for (size_t i = 0; i < j->keys; i++) {
        const struct key *k = &j->key[i];
        uint32_t root = root_of(j, k->record);
        if (k->class != KEY_DEVICE) j->party[root].is_named = true;
        if (k->class == KEY_ID && k->space == subject_space()) j->party[root].is_declared = true;
        if (k->class == KEY_ID) j->fact[j->facts++] = (struct fact){ k->space, k->value, root, NO_FACT };
    }
    for (uint32_t i = 0; i < p->count; i++) {
        str name = record_text(p->record[i], FIELD_NAME);
        if (name.len) j->fact[j->facts++] = (struct fact){ 0, name, root_of(j, i), NO_FACT };
    }
    qsort(j->fact, j->facts, sizeof *j->fact, by_fact);
    for (size_t i = 0; i < j->facts; i++) {
        struct fact *f = &j->fact[i];
        bool is_first = !kept || j->fact[kept - 1].party != f->party;
        if (!is_first && is_same_fact(&j->fact[kept - 1], f)) continue;
        struct party *party = &j->party[f->party];
        party->names += f->space == 0;
        party->last = (uint32_t)kept;
        if (is_first) party->first = (uint32_t)kept;
        else j->fact[kept - 1].next = (uint32_t)kept;
        j->fact[kept++] = *f;
    }
    j->facts = kept;
}

#define FOR_FACTS(j, root, f)                                                                            \
    for (const struct fact *f = (j)->party[root].first == NO_FACT ? NULL : &(j)->fact[(j)->party[root].first]; \
         f; f = f->next == NO_FACT ? NULL : &(j)->fact[f->next])

/* Has the party an id of this sort, and is this one among them? */
static bool has_id(struct joining *j, uint32_t root, const struct fact *want, bool *ret_any)
{
    FOR_FACTS(j, root, f) {
        if (f->space != want->space) continue;
        *ret_any = true;
        if (str_eq(f->text, want->text)) return true;
    }
    return false;
}

/* Two ids of one sort: two applications, two accounts. */
static bool ids_differ(struct joining *j, uint32_t a, uint32_t b)
{
    FOR_FACTS(j, a, f) {
        bool any = false;
        if (f->space && !has_id(j, b, f, &any) && any) return true;
    }
    return false;
}

static bool names_alike(struct joining *j, str a, str b)
{
    struct cordon_error err = ERROR_INIT;
    struct name_pair pair;
    name_query_reset(j->names);
    return name_compare(j->names, a, b, NAME_ANY, &pair, &err) == CORDON_OK &&
           pair.name_bp >= j->likeness_bp;
}

/* Is some name of one also a name of the other? */
static bool share_name(struct joining *j, uint32_t a, uint32_t b)
{
    bool are_few = j->party[a].names <= NAMES_ALIKE && j->party[b].names <= NAMES_ALIKE;
    FOR_FACTS(j, a, x) {
        if (x->space) continue;
        FOR_FACTS(j, b, y)
            if (!y->space && (str_eq(x->text, y->text) || (are_few && names_alike(j, x->text, y->text))))
                return true;
    }
    return false;
}

static bool is_nobody(const struct joining *j, uint32_t root)
{
    return j->party[root].first == NO_FACT;
}

/* Is it plain that these are two, although they have one mailbox? */
static bool contradict(struct joining *j, uint32_t a, uint32_t b)
{
    if (j->party[a].is_declared && j->party[b].is_declared) return true;
    if (!j->party[a].names || !j->party[b].names) return false;
    return ids_differ(j, a, b) && !share_name(j, a, b);
}

/* --- joining ------------------------------------------------------------------------------------- */

static int by_hash(const void *x, const void *y)
{
    const struct key *a = x, *b = y;
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

/* The parties behind a value, each once, into j->at. */
static size_t parties_of(struct joining *j, const struct key *run, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) j->at[i] = root_of(j, run[i].record);
    qsort(j->at, count, sizeof *j->at, by_number);
    for (size_t i = 0; i < count; i++)
        if (!kept || j->at[kept - 1] != j->at[i]) j->at[kept++] = j->at[i];
    return kept;
}

static void join_ids(struct joining *j, const struct key *run, size_t count)
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

static void join_nobodies(struct joining *j, size_t parties)
{
    uint32_t nobody = UINT32_MAX;
    for (size_t i = 0; i < parties; i++) {
        if (!is_nobody(j, j->at[i])) continue;
        if (nobody != UINT32_MAX) unite(j, nobody, j->at[i]);
        nobody = j->at[i];
    }
}

/* Lines that say nothing but the mailbox are one party; so are those of one name, written the same:
 * what is left of a mailbox in a year of logs. */
static void join_same(struct joining *j, size_t parties)
{
    size_t names = 0, room = 0;
    for (size_t i = 0; i < parties; i++) room += j->party[j->at[i]].names;
    struct spelled *spelled = mem_alloc((room + 1) * sizeof *spelled);
    if (!spelled) {
        j->failed = true;
        return;
    }
    for (size_t i = 0; i < parties; i++) {
        if (j->party[j->at[i]].is_declared) continue;
        FOR_FACTS(j, j->at[i], f)
            if (!f->space) spelled[names++] = (struct spelled){ f->text, j->at[i] };
    }
    join_nobodies(j, parties);
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
                share_name(j, party[i], party[k]))
                unite(j, party[i], party[k]);
    for (size_t i = 0; i < parties; i++) taker[i] = UINT32_MAX;
    for (size_t i = 0; i < parties; i++) {
        uint32_t root = root_of(j, party[i]);
        size_t at = 0;
        while (root_of(j, party[at]) != root) at++; /* the first of its party holds the mark */
        for (size_t k = 0; !j->party[party[i]].is_declared && k < parties; k++) {
            if (!j->party[party[k]].is_declared || !share_name(j, party[i], party[k])) continue;
            taker[at] = taker[at] == UINT32_MAX || taker[at] == party[k] ? party[k] : UINT32_MAX - 1;
        }
    }
    for (size_t i = 0; i < parties; i++)
        if (taker[i] < UINT32_MAX - 1) unite(j, taker[i], party[i]);
}

static void join_emails(struct joining *j, const struct key *run, size_t count)
{
    uint32_t party[MAILBOX_PARTIES];
    bool is_shared = false;
    size_t parties = parties_of(j, run, count);
    if (parties < 2) return;
    join_same(j, parties);
    parties = parties_of(j, run, count);
    if (parties > MAILBOX_PARTIES) return; /* a crowd's: who they are is said elsewhere, or nowhere */
    memcpy(party, j->at, parties * sizeof *party);
    for (size_t i = 0; i < parties; i++)
        for (size_t k = 0; k < i && !is_shared; k++) is_shared = contradict(j, party[i], party[k]);
    if (is_shared)
        join_by_name(j, party, parties);
    else
        join_ids(j, run, count);
}

/* A device says who uses it only when one alone does. A row with another's name is not his. */
static void join_devices(struct joining *j, const struct key *run, size_t count)
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
            if (is_free || (root != owner && share_name(j, owner, root))) unite(j, owner, root);
        } else if (is_free) {
            if (nameless != UINT32_MAX) unite(j, nameless, root);
            nameless = root;
        }
    }
}

static bool is_one_value(const struct key *a, const struct key *b)
{
    return a->class == b->class && a->hash == b->hash && a->space == b->space && str_eq(a->value, b->value);
}

static void join_runs(struct joining *j, const struct key *sorted)
{
    static void (*const joins[])(struct joining *, const struct key *, size_t) = {
        [KEY_ID] = join_ids, [KEY_EMAIL] = join_emails, [KEY_DEVICE] = join_devices,
    };
    bool has_facts = false;
    for (size_t i = 0, end; i < j->keys && !j->failed; i = end) {
        for (end = i + 1; end < j->keys && is_one_value(&sorted[i], &sorted[end]); end++) {}
        if (sorted[i].class != KEY_ID && !has_facts) { /* once all ids have joined */
            has_facts = true;
            gather_facts(j);
            if (j->failed) return;
        }
        joins[sorted[i].class](j, &sorted[i], end - i);
    }
}

/* --- subjects ------------------------------------------------------------------------------------ */

/* Of several ids of one sort the shortest, of these the first. */
static void take_less(str *best, str text)
{
    if (!text.len) return;
    if (!best->len || text.len < best->len || (text.len == best->len && str_cmp(text, *best) < 0)) *best = text;
}

struct timed {
    const struct record *record;
    int64_t              time_s;
    uint32_t             root, number;
};

static int by_place(const struct record *a, const struct record *b)
{
    int c = str_cmp(a->file, b->file);
    if (!c) c = str_cmp(a->sheet, b->sheet);
    return c ? c : (a->line > b->line) - (a->line < b->line);
}

static int by_time(const void *x, const void *y)
{
    const struct timed *a = x, *b = y;
    if (a->root != b->root) return a->root < b->root ? -1 : 1;
    if (a->time_s != b->time_s) return a->time_s < b->time_s ? -1 : 1;
    int c = by_place(a->record, b->record);
    return c ? c : a->number < b->number ? -1 : a->number > b->number;
}

/* Records without a time first: they say who it is. */
static int64_t time_of(const struct record *r)
{
    struct moment m;
    str text = record_text(r, FIELD_TIME);
    return text.len && moment_read(text, &m) ? m.s : INT64_MIN;
}

/* The key that a mapping gives as this, "" when no record has it. */
static str by_key(const struct timed *t, size_t count, str key)
{
    str best = STR_EMPTY;
    for (size_t i = 0; i < count; i++)
        for (size_t n = 0; n < t[i].record->join_count; n++)
            if (str_eq(t[i].record->joins[n].key, key)) take_less(&best, t[i].record->joins[n].value);
    return best;
}

/* Has the file of a record no mapping? Then its subject means the same in all such files. */
static bool is_own(const struct pool *p, uint32_t number)
{
    size_t low = 0, high = p->files;
    while (high - low > 1) { /* the last file that begins at it or before; empty ones begin where the next does */
        size_t mid = low + (high - low) / 2;
        if (p->file[mid].first <= number) low = mid;
        else high = mid;
    }
    return !p->file[low].map.len;
}

/* What a party is called: by a number that the company gave, else by its own subject, else by another
 * key, else by its place in a file. */
static str called(struct pool *p, const struct timed *t, size_t count)
{
    static const char *const keys[] = { "employee", "contractor", "candidate", "", "account", "email", "device" };
    str own = STR_EMPTY;
    for (size_t i = 0; i < count; i++)
        if (!t[i].record->join_count && is_own(p, t[i].number)) take_less(&own, t[i].record->subject);
    for (size_t k = 0; k < COUNT_OF(keys); k++) {
        str key = str_c(keys[k]), value = key.len ? by_key(t, count, key) : own;
        if (value.len) return key.len ? pool_glue(&p->arena, key, ':', value) : own;
    }
    for (size_t i = 0; i < count; i++) {
        str id = t[i].record->subject.len ? t[i].record->subject : t[i].record->id;
        if (id.len) return pool_glue(&p->arena, t[i].record->file, ':', id);
    }
    return arena_printf(&p->arena, "%.*s:%llu", STR_ARG(t[0].record->file), (unsigned long long)t[0].record->line);
}

/* A run of timed, and what it is called. */
struct named {
    str                  id;
    const struct record *head; /* its first record */
    uint32_t             first, count;
};

static int by_id(const void *x, const void *y)
{
    const struct named *a = x, *b = y;
    int c = str_cmp(a->id, b->id);
    if (!c) c = by_place(a->head, b->head);
    return c ? c : a->first < b->first ? -1 : a->first > b->first;
}

static void number_subjects(struct pool *p, const struct timed *timed, struct named *named, size_t count)
{
    uint32_t at = 0;
    size_t same = 1; /* so many are called the same so far, such as two who share a mailbox and no more */
    for (size_t s = 0; s < count; s++) {
        named[s].head = p->order[named[s].first];
        named[s].id = called(p, &timed[named[s].first], named[s].count);
    }
    qsort(named, count, sizeof *named, by_id);
    for (uint32_t s = 0; s < count; s++) {
        same = s && str_eq(named[s].id, named[s - 1].id) ? same + 1 : 1;
        str id = same > 1 ? arena_printf(&p->arena, "%.*s#%zu", STR_ARG(named[s].id), same) : named[s].id;
        p->subject[s] = (struct pool_subject){ id, at, named[s].count };
        for (uint32_t i = 0; i < named[s].count; i++) {
            const struct timed *t = &timed[named[s].first + i];
            p->subject_of[t->number] = s;
            p->order[at++] = t->record;
        }
    }
    p->subjects = count;
}

static cordon_status put_in_order(struct joining *j, struct cordon_error *err)
{
    struct pool *p = j->pool;
    size_t count = 0;
    struct timed *timed = mem_calloc(p->count, sizeof *timed);
    for (uint32_t i = 0; i < p->count; i++) count += root_of(j, i) == i;
    struct named *named = mem_calloc(count, sizeof *named);
    p->subject = mem_calloc(count, sizeof *p->subject);
    if (!timed || !named || !p->subject) {
        mem_free(timed);
        mem_free(named);
        return error_nomem(err);
    }
    for (uint32_t i = 0; i < p->count; i++)
        timed[i] = (struct timed){ p->record[i], time_of(p->record[i]), root_of(j, i), i };
    qsort(timed, p->count, sizeof *timed, by_time);
    size_t at = 0;
    for (uint32_t i = 0; i < p->count; i++) {
        p->order[i] = timed[i].record;
        at += i && timed[i].root != timed[i - 1].root;
        if (!named[at].count++) named[at].first = i;
    }
    number_subjects(p, timed, named, count);
    mem_free(timed);
    mem_free(named);
    return p->arena.failed ? error_nomem(err) : CORDON_OK;
}

static cordon_status join_all(struct joining *j, struct cordon_error *err)
{
    struct pool *p = j->pool;
    for (uint32_t i = 0; i < p->count; i++)
        j->party[i] = (struct party){ .parent = i, .first = NO_FACT, .last = NO_FACT };
    gather_keys(j);
    j->at = mem_alloc((j->keys + 1) * sizeof *j->at);
    if (j->failed || !j->at) return error_nomem(err);
    if (j->keys) qsort(j->key, j->keys, sizeof *j->key, by_hash);
    join_runs(j, j->key);
    return j->failed ? error_nomem(err) : put_in_order(j, err);
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
