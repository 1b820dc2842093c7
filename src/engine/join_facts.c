/* What is known of parties, and whether it speaks for two people or for one. */
#include "engine/join.h"

#include "base/mem.h"
#include "evidence/evidence.h"

#include <stdlib.h>

enum { NAMES_ALIKE = 8 }; /* a party of more names is met by the same writing alone (ours) */

bool join_names_alike(struct joining *j, str a, str b)
{
    struct cordon_error err = ERROR_INIT;
    struct name_pair pair;
    name_query_reset(j->names);
    cordon_status st = name_compare_words(j->names, a, b, NAME_ANY, &pair, &err);
    if (st == CORDON_NOMEM) j->failed = true; /* not two people for want of memory */
    return !st && pair.name_bp >= j->likeness_bp;
}

bool join_word_in_common(str a, str b)
{
    str x, y;
    while (str_next(&a, ' ', &x))
        for (str rest = b; x.len > 2 && str_next(&rest, ' ', &y);)
            if (str_eq_nocase(x, y)) return true;
    return false;
}

bool join_is_plain(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((uint8_t)text.data[i] >= 0xC8) return false;
    return true;
}

static int by_fact(const void *x, const void *y)
{
    const struct join_fact *a = x, *b = y;
    if (a->party != b->party) return a->party < b->party ? -1 : 1;
    if (a->space != b->space) return a->space < b->space ? -1 : 1;
    return str_cmp(a->text, b->text);
}

static bool is_same_fact(const struct join_fact *a, const struct join_fact *b)
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
        if (is_sent_in(p->record[i]->kind)) j->party[join_root(j, i)].is_outside = true;
    for (uint32_t i = 0; i < p->count; i++)
        if (is_staff(p->record[i]->kind)) j->party[join_root(j, i)].is_outside = false;
    for (uint32_t i = 0; i < p->count; i++) {
        struct join_party *party = &j->party[join_root(j, i)];
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

void join_gather_facts(struct joining *j)
{
    const struct pool *p = j->pool;
    size_t kept = 0;
    j->fact = mem_alloc((j->keys + p->count + 1) * sizeof *j->fact);
    if (!j->fact) {
        j->failed = true;
        return;
    }
    for (size_t i = 0; i < j->keys; i++) {
        const struct join_key *k = &j->key[i];
        uint32_t root = join_root(j, k->record);
        if (k->class != KEY_DEVICE) j->party[root].is_named = true;
        if (k->is_declared) j->party[root].is_declared = true;
        if (k->class == KEY_ID) j->fact[j->facts++] = (struct join_fact){ k->space, k->value, root, NO_FACT };
    }
    for (uint32_t i = 0; i < p->count; i++) {
        str name = record_text(p->record[i], FIELD_NAME);
        if (name.len) j->fact[j->facts++] = (struct join_fact){ 0, name, join_root(j, i), NO_FACT };
    }
    note_sides(j);
    qsort(j->fact, j->facts, sizeof *j->fact, by_fact);
    for (size_t i = 0; i < j->facts; i++) {
        struct join_fact *f = &j->fact[i];
        bool is_first = !kept || j->fact[kept - 1].party != f->party;
        if (!is_first && is_same_fact(&j->fact[kept - 1], f)) continue;
        struct join_party *party = &j->party[f->party];
        party->names += f->space == 0;
        party->last = (uint32_t)kept;
        if (is_first) party->first = (uint32_t)kept;
        else j->fact[kept - 1].next = (uint32_t)kept;
        j->fact[kept++] = *f;
    }
    j->facts = kept;
}

/* Has the party an id of this sort, and is this one among them? */
static bool has_id(struct joining *j, uint32_t root, const struct join_fact *want, bool *ret_any)
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

bool join_share_name(struct joining *j, uint32_t a, uint32_t b)
{
    bool are_few = j->party[a].names <= NAMES_ALIKE && j->party[b].names <= NAMES_ALIKE;
    FOR_FACTS(j, a, x) {
        if (x->space) continue;
        FOR_FACTS(j, b, y)
            if (!y->space && (str_eq(x->text, y->text) || (are_few && join_names_alike(j, x->text, y->text))))
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
            if (!y->space && join_word_in_common(x->text, y->text)) return true;
    }
    return false;
}

/* In another script nobody can tell here whether two names are one. */
static bool are_two_scripts(struct joining *j, uint32_t a, uint32_t b)
{
    bool plain[2] = { false, false }, other[2] = { false, false };
    const uint32_t root[2] = { a, b };
    for (int i = 0; i < 2; i++)
        FOR_FACTS(j, root[i], x) {
            if (x->space) continue;
            if (join_is_plain(x->text)) plain[i] = true;
            else other[i] = true;
        }
    return (plain[0] && other[1]) || (plain[1] && other[0]);
}

bool join_contradict(struct joining *j, uint32_t a, uint32_t b)
{
    if (j->party[a].is_declared && j->party[b].is_declared) return true;
    if (!j->party[a].names || !j->party[b].names) return false;
    if (join_share_name(j, a, b)) return false;
    /* anybody can apply with somebody's mailbox: that alone puts nothing into a worker's file */
    const struct join_party *x = &j->party[a], *y = &j->party[b];
    if (x->is_outside == y->is_outside) return ids_differ(j, a, b);
    bool is_dated = x->since_s != NO_TIME && y->since_s != NO_TIME; /* late ones stand apart: late_last */
    return !is_dated || (!are_two_scripts(j, a, b) && !share_word(j, a, b)) || ids_differ(j, a, b);
}
