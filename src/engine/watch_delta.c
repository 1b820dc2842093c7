/* What changed between the lists of a screening and those in use, and a small set of what came or changed. */
#include "engine/watch.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdio.h>
#include <stdlib.h>

enum { NUMBER_BITS = 24, SMALL_SET_MAX = 1 << 30, GROWN = 4 /* a limit far away is not reached by so much more */ };

static int by_id(const void *a, const void *b)
{
    const struct watch_item *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

const struct watch_item *watch_delta_find(const struct watch_delta *d, uint64_t id)
{
    struct watch_item key = { .id = id };
    return d->count ? bsearch(&key, d->item, d->count, sizeof key, by_id) : NULL;
}

static void all_because(struct watch_delta *d, const char *why)
{
    if (!d->is_all) snprintf(d->why, sizeof d->why, "%s", why);
    d->is_all = true;
}

static bool add_item(struct watch_delta *d, size_t room, struct watch_item item)
{
    if (d->count == room) return false;
    d->item[d->count++] = item;
    if (item.change == WATCH_ADDED) d->added++;
    if (item.change == WATCH_CHANGED) d->changed++;
    if (item.change == WATCH_REMOVED) d->removed++;
    return true;
}

static const struct watch_list *list_find(const struct watch_base *b, str source)
{
    for (size_t i = 0; i < b->lists; i++)
        if (str_eq(b->list[i].source, source)) return &b->list[i];
    return NULL;
}

/*
 * A list that is indented anew says nothing new: no hit is another by it. But a decision of the known-good list rests on the
 * rows as they are written, so where there are decisions such a party is looked at.
 */
static void add_other(struct watch_delta *d, size_t room, const struct watch_party *from, const struct watch_party *to, uint32_t at)
{
    bool is_said_otherwise = (from->content ^ to->content) > WATCH_WRITTEN;
    if (from->content == to->content || (!is_said_otherwise && !d->from->good && !d->to->good)) return;
    add_item(d, room, (struct watch_item){ to->id, is_said_otherwise ? WATCH_CHANGED : WATCH_REWRITTEN, at });
}

/* Both rise by id. A list that is not used has no parties for us. */
static void join_lists(struct watch_delta *d, size_t room, const struct watch_list *from, const struct watch_list *to,
                       uint32_t at)
{
    size_t i = 0, k = 0, old = from && from->is_used ? from->parties : 0, fresh = to && to->is_used ? to->parties : 0;
    while (i < old || k < fresh) {
        uint64_t a = i < old ? from->party[i].id : UINT64_MAX, b = k < fresh ? to->party[k].id : UINT64_MAX;
        if (a < b) {
            add_item(d, room, (struct watch_item){ a, WATCH_REMOVED, at });
            i++;
        } else if (b < a) {
            add_item(d, room, (struct watch_item){ b, WATCH_ADDED, at });
            k++;
        } else {
            add_other(d, room, &from->party[i], &to->party[k], at);
            i++;
            k++;
        }
    }
}

/* Names in scripts that this list can be compared with no more, or again. */
static uint32_t scripts_between(const struct watch_list *from, const struct watch_list *to)
{
    bool was_used = from && from->is_used, is_used = to && to->is_used;
    uint32_t a = was_used ? ~from->readable : 0, b = is_used ? ~to->readable : 0;
    if (was_used && is_used && from->is_required == to->is_required) return a ^ b;
    return a | b;
}

static cordon_status find_changes(struct watch_delta *d, struct arena *arena, struct cordon_error *err)
{
    size_t room = 0;
    uint64_t names_from = 0, names_to = 0;
    for (size_t i = 0; i < d->from->lists; i++) {
        const struct watch_list *l = &d->from->list[i];
        room += l->parties;
        if (l->is_used) d->wallets_from += l->wallets;
        names_from += l->names;
    }
    for (size_t i = 0; i < d->to->lists; i++) {
        const struct watch_list *l = &d->to->list[i];
        room += l->parties;
        if (l->is_used) d->wallets_to += l->wallets;
        names_to += l->names;
    }
    d->item = arena_alloc(arena, (room + 1) * sizeof *d->item);
    if (!d->item) return error_nomem(err);
    for (size_t i = 0; i < d->to->lists; i++) {
        const struct watch_list *to = &d->to->list[i], *from = list_find(d->from, to->source);
        join_lists(d, room, from, to, (uint32_t)i);
        d->scripts |= scripts_between(from, to);
    }
    for (size_t i = 0; i < d->from->lists; i++) {
        const struct watch_list *from = &d->from->list[i];
        if (list_find(d->to, from->source)) continue;
        join_lists(d, room, from, NULL, (uint32_t)i);
        d->scripts |= scripts_between(from, NULL);
    }
    if (d->count > 1) qsort(d->item, d->count, sizeof *d->item, by_id);
    d->has_wallets = d->wallets_from != d->wallets_to;
    if (d->count - d->removed > WATCH_DELTA_MAX) all_because(d, "more listed parties came or changed than are sieved for");
    if (names_to > GROWN * names_from) all_because(d, "the lists have grown several times over");
    return CORDON_OK;
}

/* --- the small set ------------------------------------------------------------------------------------------------ */

static bool copy_statements(struct entity_build *b, const struct entity_set *set, const struct entity *e)
{
    struct entity_statement st;
    for (uint32_t i = 0; i < e->statement_count; i++) {
        if (!entity_statement_get(set, e->first_statement + i, &st)) return false;
        if (!entity_add(b, st.prop, st.value, st.lang, st.src)) return false;
    }
    return true;
}

static bool copy_party(struct entity_build *b, const struct entity_set *set, uint32_t row)
{
    static const struct entity_src nowhere = { .line = 1 };
    uint32_t end = entity_family_end(set, row);
    struct entity e;
    if (!entity_get(set, row, &e) || !entity_begin(b, e.schema, e.id, e.entry, nowhere)) return false;
    if (e.flags & ENTITY_DPRK) entity_mark_dprk(b);
    if (e.row_hash) entity_row_hash(b, e.row_hash);
    if (!copy_statements(b, set, &e)) return false;
    for (uint32_t child = row + 1; child < end; child++) {
        if (!entity_get(set, child, &e) || !entity_child_as(b, e.schema, e.id, nowhere)) return false;
        if (!copy_statements(b, set, &e)) return false;
    }
    return true;
}

static cordon_status copy_parties(const struct watch_delta *d, const struct set_source *src, struct entity_build *b,
                                  struct cordon_error *err)
{
    for (uint32_t row = 0; row < src->entities.count; row = entity_family_end(&src->entities, row)) {
        struct entity e;
        if (!entity_get(&src->entities, row, &e)) return error_set(err, CORDON_CORRUPT, "a listed party cannot be read");
        const struct watch_item *item = watch_delta_find(d, watch_id(e.id));
        if (!item || item->change == WATCH_REMOVED) continue;
        if (copy_party(b, &src->entities, row)) continue;
        cordon_status st = entity_build_status(b, err);
        return st ? st : error_set(err, CORDON_BUG, "a listed party cannot be copied");
    }
    return CORDON_OK;
}

static cordon_status make_source(const struct watch_delta *d, const struct set_source *src, struct set_source *s,
                                 struct cordon_error *err)
{
    struct arena arena;
    struct list_report report;
    struct cordon_counts counts = { .entries = 0 };
    struct entity_build *b = entity_build_new();
    arena_init(&arena, 64 << 20);
    list_report_init(&report, &arena);
    for (size_t i = 0; i < ROLE_SCREENED; i++) buf_init(&s->built[i], SMALL_SET_MAX);
    s->about = src->about;
    s->catalogue = src->catalogue;
    s->is_starter = src->is_starter;
    cordon_status st = b ? copy_parties(d, src, b, err) : error_nomem(err);
    if (!st) st = set_parts_make(b, &report, s->built, &counts, err);
    for (size_t i = 0; !st && i < ROLE_SCREENED; i++) st = part_open(buf_str(&s->built[i]), &s->part[i], err);
    if (!st) st = set_parts_open(s, err);
    entity_build_free(b);
    arena_release(&arena);
    return st;
}

static bool has_fresh(const struct watch_delta *d, uint32_t list)
{
    for (size_t i = 0; i < d->count; i++)
        if (d->item[i].list == list && d->item[i].change != WATCH_REMOVED) return true;
    return false;
}

static void note_numbers(struct watch_delta *d, const struct keys *keys)
{
    struct keys_hit k;
    for (uint32_t at = 0; keys_at(keys, at, &k); at++) {
        uint32_t bit = (uint32_t)str_hash(k.key) >> (32 - NUMBER_BITS);
        d->number[bit >> 6] |= (uint64_t)1 << (bit & 63);
    }
}

static cordon_status make_sieves(struct watch_delta *d, uint16_t min_bp, struct cordon_error *err)
{
    d->number = mem_calloc((1u << NUMBER_BITS) / 64, sizeof *d->number);
    if (!d->number) return error_nomem(err);
    for (size_t i = 0; i < d->set->source_count; i++) {
        struct set_source *s = &d->set->source[i];
        note_numbers(d, &s->identifiers);
        note_numbers(d, &s->wallets);
        d->has_wallets = d->has_wallets || keys_count(&s->wallets);
        if (!name_index_count(&s->names)) continue;
        d->sieve[i] = name_sieve_new(&s->names, min_bp);
        if (!d->sieve[i]) return error_nomem(err);
    }
    return CORDON_OK;
}

static cordon_status make_set(struct watch_delta *d, const struct cordon_set *set, uint16_t min_bp, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    d->set = mem_calloc(1, sizeof *d->set);
    if (!d->set) return error_nomem(err);
    arena_init(&d->set->arena, 1 << 20);
    memcpy(d->set->hash_hex, set->hash_hex, sizeof d->set->hash_hex);
    for (size_t i = 0; !st && i < set->source_count; i++)
        if (has_fresh(d, (uint32_t)i)) st = make_source(d, &set->source[i], &d->set->source[d->set->source_count++], err);
    return st ? st : make_sieves(d, min_bp, err);
}

cordon_status watch_delta_make(const struct watch_base *from, const struct watch_base *to, const struct cordon_set *set,
                               uint16_t min_bp, struct arena *arena, struct watch_delta *ret, struct cordon_error *err)
{
    *ret = (struct watch_delta){ .from = from, .to = to };
    if (strcmp(from->how, to->how) != 0) all_because(ret, "the policy, the lists asked for, or Cordon itself is another");
    cordon_status st = find_changes(ret, arena, err);
    if (!st && !ret->is_all && ret->count > ret->removed) st = make_set(ret, set, min_bp, err);
    if (st) watch_delta_release(ret);
    return st;
}

cordon_status watch_delta_ids(const struct watch_base *from, const struct watch_base *to, struct arena *arena, struct watch_delta *ret,
                              struct cordon_error *err)
{
    *ret = (struct watch_delta){ .from = from, .to = to };
    return find_changes(ret, arena, err);
}

void watch_delta_release(struct watch_delta *d)
{
    for (size_t i = 0; i < SET_SOURCES_MAX; i++) {
        name_sieve_free(d->sieve[i]);
        d->sieve[i] = NULL;
    }
    mem_free(d->number);
    d->number = NULL;
    cordon_set_close(d->set);
    d->set = NULL;
}
