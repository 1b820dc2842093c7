/* What the lists themselves say: entities by id, and who holds what of whom. */
#include "engine/own.h"

#include "base/mem.h"
#include "base/num.h"
#include "engine/party.h"

enum { IDS_TEXT_MAX = 1 << 30 };

/* --- entities by id ----------------------------------------------------------------------------------------- */

void own_ids_release(struct own_ids *ids)
{
    owner_book_release(&ids->book);
    mem_free(ids->at);
    *ids = (struct own_ids){ .at = NULL };
}

bool own_is_list_id(str id)
{
    const struct list_source *s;
    for (size_t i = 0; (s = list_source_at(i)) != NULL; i++)
        if (str_starts_nocase(id, s->id) && id.len > s->id.len + 1 && id.data[s->id.len] == '-') return true;
    return false;
}

static bool remember_id(struct own_ids *ids, str id, uint32_t source, uint32_t row)
{
    uint32_t before = ids->book.party_count, at;
    if (!id.len || id.len > OWNER_KEY_MAX) return true;
    at = owner_party_add(&ids->book, id, NULL);
    if (at == UINT32_MAX) return false;
    if (at < before) return true; /* two that differ in case alone: the first one's */
    if (at >= ids->room) {
        uint32_t want = ids->room ? ids->room * 2 : 1024;
        void *p = mem_realloc(ids->at, want * sizeof *ids->at);
        if (!p) return false;
        ids->at = p;
        ids->room = want;
    }
    ids->at[at] = (struct own_id){ source, row };
    return true;
}

static bool make_ids(struct own *o)
{
    const struct cordon_set *set = o->args->set;
    struct own_ids *ids = &o->ids;
    struct entity e;
    bool ok = true;
    if (ids->is_made) return true;
    owner_book_init(&ids->book, IDS_TEXT_MAX);
    for (uint32_t i = 0; ok && i < set->source_count; i++)
        for (uint32_t row = 0; ok && row < set->source[i].entities.count; row++)
            if (entity_get(&set->source[i].entities, row, &e) && !(e.flags & ENTITY_CHILD))
                ok = remember_id(ids, e.id, i, row);
    ids->is_made = ok;
    if (!ok) {
        own_ids_release(ids);
        o->arena.failed = true;
    }
    return ok;
}

size_t own_entity(struct own *o, str id, struct entity *ret)
{
    const struct cordon_set *set = o->args->set;
    char room[OWNER_KEY_MAX];
    struct arena scratch;
    uint32_t at = UINT32_MAX;
    for (size_t i = 0; i < set->source_count; i++) {
        uint32_t row;
        if (entity_find(&set->source[i].entities, id, &row) && entity_get(&set->source[i].entities, row, ret))
            return i;
    }
    id = str_trim(id);
    if (id.len > OWNER_KEY_MAX) return SIZE_MAX;
    arena_init(&scratch, 1 << 20);
    if (own_is_list_id(owner_same(id, room, &scratch)) && make_ids(o)) at = owner_party_find(&o->ids.book, id);
    arena_release(&scratch);
    if (at == UINT32_MAX) return SIZE_MAX;
    size_t source = o->ids.at[at].source;
    return entity_get(&set->source[source].entities, o->ids.at[at].row, ret) ? source : SIZE_MAX;
}

/* --- holdings ------------------------------------------------------------------------------------------------ */

/* A holding that some list tells of. */
struct tie {
    uint32_t owner, owned; /* in ids */
    uint32_t source, row;  /* of the Ownership or the UnknownLink */
    uint32_t next;         /* tie in the same party + 1 */
    bool     is_taken;
};

/* All holdings of all lists, and what of them is upwards of the party that is asked about. */
struct web {
    struct owner_book ids;
    struct tie       *tie;
    uint32_t          count, room;
    uint32_t         *first; /* of each id: its first tie as what is owned + 1 */
    uint32_t         *reached, reached_count; /* in the order they were reached */
    bool             *is_reached;
    uint8_t           file[SET_SOURCES_MAX]; /* of the book, + 1 */
};

static void web_release(struct web *w)
{
    owner_book_release(&w->ids);
    mem_free(w->tie);
    mem_free(w->first);
    mem_free(w->reached);
    mem_free(w->is_reached);
}

static bool is_holding(const struct entity *e)
{
    return ftm_schema_is(e->schema, FTM_SCHEMA_OWNERSHIP) || ftm_schema_is(e->schema, FTM_SCHEMA_UNKNOWN_LINK);
}

static cordon_status add_tie(struct own *o, struct web *w, uint32_t source, uint32_t row, const struct entity *e)
{
    const struct entity_set *s = &o->args->set->source[source].entities;
    bool is_own = ftm_schema_is(e->schema, FTM_SCHEMA_OWNERSHIP);
    str owner = entity_value(s, e, is_own ? FTM_PROP_OWNER : FTM_PROP_OBJECT);
    str owned = entity_value(s, e, is_own ? FTM_PROP_ASSET : FTM_PROP_SUBJECT);
    struct tie t = { .source = source, .row = row };
    if (!owner.len || !owned.len) return CORDON_OK;
    t.owner = owner_party_add(&w->ids, owner, o->err);
    if (t.owner != UINT32_MAX) t.owned = owner_party_add(&w->ids, owned, o->err);
    if (t.owner == UINT32_MAX || t.owned == UINT32_MAX) return o->err->status;
    if (w->count == w->room) {
        uint32_t want = w->room ? w->room * 2 : 256;
        struct tie *p = want <= OWNER_EDGES_MAX ? mem_realloc(w->tie, want * sizeof *p) : NULL;
        if (!p) return error_nomem(o->err);
        w->tie = p;
        w->room = want;
    }
    w->tie[w->count++] = t;
    return CORDON_OK;
}

static cordon_status find_ties(struct own *o, struct web *w)
{
    const struct cordon_set *set = o->args->set;
    struct entity e;
    for (uint32_t i = 0; i < set->source_count; i++)
        for (uint32_t row = 0; row < set->source[i].entities.count; row++) {
            if (!entity_get(&set->source[i].entities, row, &e) || !is_holding(&e)) continue;
            cordon_status st = add_tie(o, w, i, row, &e);
            if (st) return st;
        }
    size_t n = (size_t)w->ids.party_count + 1;
    w->first = mem_calloc(n, sizeof *w->first);
    w->reached = mem_calloc(n, sizeof *w->reached);
    w->is_reached = mem_calloc(n, sizeof *w->is_reached);
    if (!w->first || !w->reached || !w->is_reached) return error_nomem(o->err);
    for (uint32_t i = w->count; i-- > 0;) {
        w->tie[i].next = w->first[w->tie[i].owned];
        w->first[w->tie[i].owned] = i + 1;
    }
    return CORDON_OK;
}

static void reach_one(struct web *w, str id)
{
    uint32_t at = owner_party_find(&w->ids, id);
    if (at == UINT32_MAX || w->is_reached[at]) return;
    w->is_reached[at] = true;
    w->reached[w->reached_count++] = at;
}

/* An entity and the other rows of its party. */
static void reach(struct own *o, struct web *w, str id)
{
    const struct cordon_set *set = o->args->set;
    struct party_member me, m;
    struct entity e;
    reach_one(w, id);
    size_t at = own_entity(o, id, &e);
    if (at == SIZE_MAX || !party_find(set->links, at, e.row, &me)) return;
    for (uint32_t i = 0; party_member_at(set->links, me.group, i, &m); i++)
        if (m.source < set->source_count && entity_get(&set->source[m.source].entities, m.row, &e))
            reach_one(w, e.id);
}

static cordon_status file_of(struct own *o, struct web *w, uint32_t source, uint8_t *ret)
{
    if (!w->file[source]) {
        if (o->book.file_count == OWNER_FILES_MAX)
            return error_set(o->err, CORDON_LIMIT, "holdings in more than %d lists", OWNER_FILES_MAX);
        o->book.file[o->book.file_count++] = o->args->set->source[source].about.source;
        w->file[source] = (uint8_t)o->book.file_count;
    }
    *ret = (uint8_t)(w->file[source] - 1);
    return CORDON_OK;
}

/* What cannot be read is told, and counts as not said. */
static void note_odd(struct own *o, const struct entity *e, uint8_t file, const char *prop, str value)
{
    owner_note_add(&o->book, 0, "%.*s: %s '%.*s' cannot be read: taken as not told", STR_ARG(e->id), prop,
                   STR_ARG(value));
    if (o->book.note_count <= OWNER_NOTES_KEPT) o->book.note[o->book.note_count - 1].file = file;
}

/* What an Ownership says beside who and whom. */
static void read_terms(struct own *o, const struct entity_set *s, const struct entity *e, struct owner_edge *edge)
{
    str percent = entity_value(s, e, FTM_PROP_PERCENTAGE);
    str from = entity_value(s, e, FTM_PROP_START_DATE), to = entity_value(s, e, FTM_PROP_END_DATE);
    edge->kind = OWNER_SHARE;
    if (!owner_share_read(percent, edge)) {
        note_odd(o, e, edge->file, "percentage", percent);
        (void)owner_share_read(STR_EMPTY, edge);
    }
    if (!owner_day_read(from, false, &edge->from)) note_odd(o, e, edge->file, "startDate", from);
    if (!owner_day_read(to, true, &edge->to)) note_odd(o, e, edge->file, "endDate", to);
}

static cordon_status take_tie(struct own *o, struct web *w, struct tie *t)
{
    const struct entity_set *s = &o->args->set->source[t->source].entities;
    struct owner_edge edge = { .kind = OWNER_LINK, .from = OWNER_NO_DAY, .to = OWNER_NO_DAY, .is_unknown = true,
                               .max_bp = OWNER_WHOLE_BP };
    struct entity e;
    if (t->is_taken || !entity_get(s, t->row, &e)) return CORDON_OK;
    t->is_taken = true;
    cordon_status st = file_of(o, w, t->source, &edge.file);
    if (st) return st;
    if (ftm_schema_is(e.schema, FTM_SCHEMA_OWNERSHIP)) read_terms(o, s, &e, &edge);
    edge.source = arena_str(&o->book.arena, entity_value(s, &e, FTM_PROP_ROLE));
    edge.owner = owner_party_add(&o->book, w->ids.party[t->owner].key, o->err);
    if (edge.owner != UINT32_MAX) edge.owned = owner_party_add(&o->book, w->ids.party[t->owned].key, o->err);
    if (edge.owner == UINT32_MAX || edge.owned == UINT32_MAX) return o->err->status;
    return owner_edge_add(&o->book, &edge, o->err);
}

/* Its holders, theirs, and so on; and what it holds itself. */
static cordon_status take_ties(struct own *o, struct web *w, str id)
{
    cordon_status st = CORDON_OK;
    reach(o, w, id);
    uint32_t asked = w->reached_count;
    for (uint32_t i = 0; !st && i < w->reached_count; i++)
        for (uint32_t k = w->first[w->reached[i]]; !st && k; k = w->tie[k - 1].next) {
            st = take_tie(o, w, &w->tie[k - 1]);
            reach(o, w, w->ids.party[w->tie[k - 1].owner].key);
        }
    for (uint32_t i = 0; i < w->reached_count; i++) w->is_reached[w->reached[i]] = i < asked;
    for (uint32_t i = 0; !st && i < w->count; i++)
        if (w->is_reached[w->tie[i].owner]) st = take_tie(o, w, &w->tie[i]);
    return st ? st : o->arena.failed ? error_nomem(o->err) : CORDON_OK;
}

/* People read names, not ids. */
static void name_parties(struct own *o)
{
    struct entity e;
    for (uint32_t i = 0; i < o->book.party_count; i++) {
        size_t at = own_entity(o, o->book.party[i].key, &e);
        str name = at == SIZE_MAX ? STR_EMPTY
                                  : entity_value(&o->args->set->source[at].entities, &e, FTM_PROP_NAME);
        if (name.len) o->book.party[i].name = arena_str(&o->book.arena, name);
    }
}

cordon_status own_from_lists(struct own *o, str id)
{
    struct web w = { .count = 0 };
    struct entity e;
    if (own_entity(o, id, &e) == SIZE_MAX)
        return o->arena.failed ? error_nomem(o->err)
                               : error_set(o->err, CORDON_ARGUMENT, "no file and no list of the set has '%.*s'",
                                           STR_ARG(id));
    if (owner_party_add(&o->book, e.id, o->err) == UINT32_MAX) return o->err->status;
    owner_book_init(&w.ids, IDS_TEXT_MAX);
    cordon_status st = find_ties(o, &w);
    if (!st) st = take_ties(o, &w, e.id);
    if (!st) name_parties(o);
    web_release(&w);
    return !st && (o->book.arena.failed || o->arena.failed) ? error_nomem(o->err) : st;
}
