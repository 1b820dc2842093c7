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
    bool           is_declared; /* the subject of a record without a mapping */
};

/* What is known of a party: one of its ids, or one of its names (space 0). */
struct fact {
    uint64_t space;
    str      text;
    uint32_t party, next; /* next of the party; NO_FACT at the end */
};
#define NO_FACT UINT32_MAX
#define NO_TIME INT64_MIN

/* A root's part of what is known; of others it means nothing. */
struct party {
    uint32_t parent;
    uint32_t first, last; /* facts */
    uint32_t names;       /* of them names */
    bool     is_declared; /* has a subject that a record without a mapping says */
    bool     is_outside;  /* applications and bids alone: written by whoever sent them */
    int64_t  since_s;     /* staff: their first record of that; outside: their last application; or NO_TIME */
    int64_t  left_s;      /* staff: when they left; or NO_TIME */
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

static void take_side(struct party *to, const struct party *from)
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
    a = root_of(j, a);
    b = root_of(j, b);
    if (a == b) return;
    struct party *to = &j->party[a < b ? a : b], *from = &j->party[a < b ? b : a];
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
                                      .record = record, .class = class,
                                      .is_declared = class == KEY_ID && space == subject_space() };
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
    uint64_t space = is_mapped     ? mix(str_hash(STR("file")), r->file)
                     : r->sort.len ? str_hash(r->sort)
                                   : subject_space();
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
            /* "admin" is the user on many computers: it joins as a mailbox does, not against names */
            bool is_user = str_eq(r->joins[k].key, STR("account")) && !str_eq(r->joins[k].value, r->subject);
            if (is_user) class = KEY_EMAIL;
            has_id = has_id || (class == KEY_ID && str_eq(r->joins[k].value, r->subject));
            add_key(j, i, class, str_hash(r->joins[k].key), r->joins[k].value);
            if (class == KEY_ID || is_user) add_mailbox(j, i, r->joins[k].value);
        }
        add_own_keys(j, i, file->map.len > 0, has_id);
    }
}

static bool names_alike(struct joining *j, str a, str b)
{
    struct cordon_error err = ERROR_INIT;
    struct name_pair pair;
    name_query_reset(j->names);
    return name_compare_words(j->names, a, b, NAME_ANY, &pair, &err) == CORDON_OK &&
           pair.name_bp >= j->likeness_bp;
}

/* A word of three letters or more that two names have: a family's, or a given one after a marriage. */
static bool have_word_in_common(str a, str b)
{
    str x, y;
    while (str_next(&a, ' ', &x))
        for (str rest = b; x.len > 2 && str_next(&rest, ' ', &y);)
            if (str_eq_nocase(x, y)) return true;
    return false;
}

/* --- numbers of two companies --------------------------------------------------------------------- */

static bool is_plain(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((uint8_t)text.data[i] >= 0xC8) return false;
    return true;
}

enum likeness { CANNOT_TELL = 0, ONE, TWO };

/* Are the people of two rows one? Another's name is not enough for two: people marry. */
static enum likeness compare_rows(struct joining *j, const struct record *a, const struct record *b)
{
    static const enum record_field facts[] = { FIELD_BIRTH_DATE, FIELD_EMAIL, FIELD_PHONE };
    str x = record_text(a, FIELD_NAME), y = record_text(b, FIELD_NAME);
    if (!x.len || !y.len || is_plain(x) != is_plain(y)) return CANNOT_TELL;
    if (str_eq_nocase(x, y) || have_word_in_common(x, y) || names_alike(j, x, y)) return ONE;
    bool is_any = false;
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        str f = record_text(a, facts[i]), g = record_text(b, facts[i]);
        if (!f.len || !g.len) continue;
        if (str_eq_nocase(f, g)) return ONE;
        is_any = true;
    }
    return is_any ? TWO : CANNOT_TELL;
}

/* Rows of one number: how many pairs of folders say that it is one person's, and how many two's. */
static void compare_run(struct joining *j, const struct key *run, size_t count, size_t tally[3])
{
    enum { FOLDERS = 8 };
    const struct record *seen[FOLDERS];
    size_t folders = 0;
    for (size_t i = 0; i < count && folders < FOLDERS; i++) {
        const struct record *r = j->pool->record[run[i].record];
        bool is_new = record_text(r, FIELD_NAME).len > 0;
        for (size_t k = 0; k < folders; k++) is_new = is_new && !str_eq(pool_folder(seen[k]), pool_folder(r));
        if (!is_new) continue;
        for (size_t k = 0; k < folders; k++) tally[compare_rows(j, seen[k], r)]++;
        seen[folders++] = r;
    }
}

static int by_space(const void *x, const void *y)
{
    const struct key *a = x, *b = y;
    if (a->class != b->class) return a->class < b->class ? -1 : 1;
    if (a->space != b->space) return a->space < b->space ? -1 : 1;
    int c = str_cmp(a->value, b->value);
    return c ? c : a->record < b->record ? -1 : a->record > b->record;
}

/* An agency's folder holds the exports of several clients, each of which counts its people from one. Where
 * the numbers of two folders more often name two people than one, each folder has its own. */
static void part_folders(struct joining *j)
{
    if (j->keys) qsort(j->key, j->keys, sizeof *j->key, by_space);
    for (size_t i = 0, end; i < j->keys && j->key[i].class == KEY_ID; i = end) {
        size_t tally[3] = { 0 };
        for (end = i; end < j->keys && j->key[end].class == KEY_ID && j->key[end].space == j->key[i].space;) {
            size_t first = end;
            while (end < j->keys && j->key[end].class == KEY_ID && j->key[end].space == j->key[i].space &&
                   str_eq(j->key[end].value, j->key[first].value))
                end++;
            compare_run(j, &j->key[first], end - first, tally);
        }
        if (tally[TWO] <= tally[ONE]) continue;
        j->pool->parted++;
        for (size_t k = i; k < end; k++) {
            struct key *key = &j->key[k];
            key->space = mix(key->space, pool_folder(j->pool->record[key->record]));
            key->hash = mix(key->space, key->value);
        }
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

static bool is_sent_in(enum record_kind k)
{
    return k == RECORD_KIND_APPLICANT || k == RECORD_KIND_BID || k == RECORD_KIND_MESSAGE;
}

static bool is_staff(enum record_kind k)
{
    return k == RECORD_KIND_WORKER || k == RECORD_KIND_PAYEE;
}

/* When somebody applied, or was hired: their own field before the record's time. */
static int64_t since_of(const struct record *r)
{
    enum record_field own = r->kind == RECORD_KIND_APPLICANT ? FIELD_APP_APPLIED_AT : FIELD_JOB_START;
    struct moment m;
    str text = record_text(r, own);
    return text.len && moment_read(text, &m) ? m.s : pool_time(r);
}

/* Who wrote to the company, and who is in it, and since when. */
static void note_sides(struct joining *j)
{
    const struct pool *p = j->pool;
    for (uint32_t i = 0; i < p->count; i++)
        if (is_sent_in(p->record[i]->kind)) j->party[root_of(j, i)].is_outside = true;
    for (uint32_t i = 0; i < p->count; i++)
        if (is_staff(p->record[i]->kind)) j->party[root_of(j, i)].is_outside = false;
    for (uint32_t i = 0; i < p->count; i++) {
        struct party *party = &j->party[root_of(j, i)];
        struct moment left;
        str end = record_text(p->record[i], FIELD_JOB_END);
        if (is_staff(p->record[i]->kind) && end.len && moment_read(end, &left) && left.s > party->left_s)
            party->left_s = left.s;
        int64_t at = since_of(p->record[i]);
        if (at == NO_TIME || (party->is_outside ? p->record[i]->kind != RECORD_KIND_APPLICANT : !is_staff(p->record[i]->kind)))
            continue;
        if (party->since_s == NO_TIME || (at > party->since_s) == party->is_outside) party->since_s = at;
    }
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
        if (k->is_declared) j->party[root].is_declared = true;
        if (k->class == KEY_ID) j->fact[j->facts++] = (struct fact){ k->space, k->value, root, NO_FACT };
    }
    for (uint32_t i = 0; i < p->count; i++) {
        str name = record_text(p->record[i], FIELD_NAME);
        if (name.len) j->fact[j->facts++] = (struct fact){ 0, name, root_of(j, i), NO_FACT };
    }
    note_sides(j);
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

static bool share_word(struct joining *j, uint32_t a, uint32_t b)
{
    if (j->party[a].names > NAMES_ALIKE || j->party[b].names > NAMES_ALIKE) return false;
    FOR_FACTS(j, a, x) {
        if (x->space) continue;
        FOR_FACTS(j, b, y)
            if (!y->space && have_word_in_common(x->text, y->text)) return true;
    }
    return false;
}

static bool is_nobody(const struct joining *j, uint32_t root)
{
    return j->party[root].first == NO_FACT;
}

/* In another script nobody can tell here whether two names are one. */
static bool are_two_scripts(struct joining *j, uint32_t a, uint32_t b)
{
    bool plain[2] = { false, false }, other[2] = { false, false };
    const uint32_t root[2] = { a, b };
    for (int i = 0; i < 2; i++)
        FOR_FACTS(j, root[i], x) {
            if (x->space) continue;
            if (is_plain(x->text)) plain[i] = true;
            else other[i] = true;
        }
    return (plain[0] && other[1]) || (plain[1] && other[0]);
}

/* Is it plain that these are two, although they have one mailbox? */
static bool contradict(struct joining *j, uint32_t a, uint32_t b)
{
    if (j->party[a].is_declared && j->party[b].is_declared) return true;
    if (!j->party[a].names || !j->party[b].names) return false;
    if (share_name(j, a, b)) return false;
    /* anybody can apply with somebody's mailbox: that alone puts nothing into a worker's file */
    const struct party *x = &j->party[a], *y = &j->party[b];
    if (x->is_outside == y->is_outside) return ids_differ(j, a, b);
    bool is_dated = x->since_s != NO_TIME && y->since_s != NO_TIME; /* late ones stand apart: late_last */
    return !is_dated || (!are_two_scripts(j, a, b) && !share_word(j, a, b)) || ids_differ(j, a, b);
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

/* The roots of these parties, each once, in place. */
static size_t roots_of(struct joining *j, uint32_t *party, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) party[i] = root_of(j, party[i]);
    qsort(party, count, sizeof *party, by_number);
    for (size_t i = 0; i < count; i++)
        if (!kept || party[kept - 1] != party[i]) party[kept++] = party[i];
    return kept;
}

/* The parties behind a value, each once, into j->at. */
static size_t parties_of(struct joining *j, const struct key *run, size_t count)
{
    for (size_t i = 0; i < count; i++) j->at[i] = run[i].record;
    return roots_of(j, j->at, count);
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

static void join_nobodies(struct joining *j, const uint32_t *party, size_t parties)
{
    uint32_t nobody = UINT32_MAX;
    for (size_t i = 0; i < parties; i++) {
        if (!is_nobody(j, party[i])) continue;
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

/* @p party lies in j->at */
static void join_mailbox(struct joining *j, uint32_t *party, size_t parties)
{
    bool is_shared = false;
    if (parties < 2) return;
    join_same(j, party, parties);
    parties = roots_of(j, party, parties);
    if (parties > MAILBOX_PARTIES) return; /* a crowd's: who they are is said elsewhere, or nowhere */
    for (size_t i = 0; i < parties; i++)
        for (size_t k = 0; k < i && !is_shared; k++) is_shared = contradict(j, party[i], party[k]);
    if (is_shared)
        join_by_name(j, party, parties);
    else
        for (size_t i = 1; i < parties; i++) unite(j, party[0], party[i]);
}

/* Does this party of the staff work here at that time? */
static bool works_at(const struct party *p, int64_t at)
{
    return !p->is_outside && p->since_s != NO_TIME && p->since_s < at && (p->left_s == NO_TIME || at < p->left_s);
}

/* Who works here applies no more (a freelancer goes on bidding, and who left may come again): what came
 * in under a worker's mailbox meanwhile is a stranger's; it stands by itself, tied by the mailbox.
 * @return how many parties are not late; those stand first */
static size_t late_last(struct joining *j, uint32_t *party, size_t parties)
{
    const struct party *staff[MAILBOX_PARTIES];
    size_t kept = 0, count = 0;
    for (size_t i = 0; i < parties; i++) {
        const struct party *p = &j->party[party[i]];
        if (p->is_outside || p->since_s == NO_TIME) continue;
        if (count == MAILBOX_PARTIES) return parties; /* a crowd's */
        staff[count++] = p;
    }
    for (size_t i = 0; i < parties; i++) {
        const struct party *p = &j->party[party[i]];
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

static void join_emails(struct joining *j, const struct key *run, size_t count)
{
    size_t parties = parties_of(j, run, count), early = late_last(j, j->at, parties);
    join_mailbox(j, j->at, early);
    join_mailbox(j, j->at + early, parties - early);
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

static cordon_status join_all(struct joining *j, struct cordon_error *err)
{
    struct pool *p = j->pool;
    for (uint32_t i = 0; i < p->count; i++)
        j->party[i] = (struct party){ .parent = i, .first = NO_FACT, .last = NO_FACT, .since_s = NO_TIME, .left_s = NO_TIME };
    gather_keys(j);
    part_folders(j);
    j->at = mem_alloc((j->keys + 1) * sizeof *j->at);
    if (j->failed || !j->at) return error_nomem(err);
    if (j->keys) qsort(j->key, j->keys, sizeof *j->key, by_hash);
    join_runs(j, j->key);
    if (j->failed) return error_nomem(err);
    for (uint32_t i = 0; i < p->count; i++) p->subject_of[i] = root_of(j, i);
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
