/* Who of a book is blocked: by id of the set, or by name, birth date and country. */
#include "engine/own.h"

#include "base/json.h"
#include "base/num.h"

/* --- one hit ------------------------------------------------------------------------------------------ */

static void raise(struct own *o, uint32_t party, enum owner_test t, enum owner_seed s)
{
    if (o->seeds[t][party] < (uint8_t)s) o->seeds[t][party] = (uint8_t)s;
}

/* A designation counts in the tests of its authority; the UN's in the EU and the UK, which list the same
 * parties, and for the US as something to look at. Other lists block nobody. */
static bool apply_source(struct own *o, uint32_t party, str source, enum owner_seed s)
{
    const struct list_source *at = list_source_find(source);
    if (!at || !str_eq(at->tier, STR("designated"))) return false;
    bool is_un = str_eq(at->country, STR("un"));
    bool is_us = str_eq(at->country, STR("us")), is_eu = str_eq(at->country, STR("eu"));
    bool is_uk = str_eq(at->country, STR("gb"));
    if (is_us) raise(o, party, OWNER_US, s);
    if (is_un) raise(o, party, OWNER_US, OWNER_MAYBE);
    if (is_eu || is_un) raise(o, party, OWNER_EU, s);
    if (is_uk || is_un) raise(o, party, OWNER_UK, s);
    return is_us || is_un || is_eu || is_uk;
}

static void keep_hit(struct own *o, uint32_t party, str entity, str name, str verdict)
{
    struct own_party *p = &o->party[party];
    if (p->hit_count == OWN_HITS_MAX) return;
    p->hit[p->hit_count++] = (struct own_hit){ arena_str(&o->arena, entity), arena_str(&o->arena, name),
                                               arena_str(&o->arena, verdict) };
}

/* --- screening ------------------------------------------------------------------------------------------ */

struct hit_read {
    str  entity, source, name, verdict;
    bool is_discounted;
};

static void read_hit(struct json_reader *r, struct arena *a, struct hit_read *h)
{
    *h = (struct hit_read){ .is_discounted = false };
    while (json_next(r) == JSON_KEY) {
        str key = arena_str(a, r->text);
        enum json_kind k = json_next(r);
        str v = k == JSON_STRING ? arena_str(a, r->text) : STR_EMPTY;
        if (str_eq(key, STR("entity_id"))) h->entity = v;
        else if (str_eq(key, STR("source"))) h->source = v;
        else if (str_eq(key, STR("name"))) h->name = v;
        else if (str_eq(key, STR("verdict"))) h->verdict = v;
        else if (str_eq(key, STR("discounted"))) h->is_discounted = k == JSON_TRUE;
        if (k == JSON_OBJECT || k == JSON_ARRAY) (void)json_skip(r, k);
    }
}

static enum owner_seed seed_of(str verdict)
{
    if (str_eq(verdict, STR("escalate")) || str_eq(verdict, STR("stop"))) return OWNER_BLOCKED;
    return str_eq(verdict, STR("review")) ? OWNER_MAYBE : OWNER_FREE;
}

static cordon_status read_answer(struct own *o, uint32_t party, str json, struct arena *a)
{
    struct json_reader r;
    struct hit_read h;
    enum json_kind k;
    json_init(&r, json, a, o->err);
    (void)json_next(&r);
    while ((k = json_next(&r)) == JSON_KEY) {
        bool is_hits = str_eq(r.text, STR("hits"));
        k = json_next(&r);
        if (!is_hits || k != JSON_ARRAY) {
            (void)json_skip(&r, k);
            continue;
        }
        while (json_next(&r) == JSON_OBJECT) {
            read_hit(&r, a, &h);
            enum owner_seed s = h.is_discounted ? OWNER_FREE : seed_of(h.verdict);
            if (s && apply_source(o, party, h.source, s)) keep_hit(o, party, h.entity, h.name, h.verdict);
        }
    }
    if (k == JSON_ERROR) return json_status(&r);
    return a->failed || o->arena.failed ? error_nomem(o->err) : CORDON_OK;
}

/* An LEI says nothing to a list of names. */
static bool is_unnamed(const struct owner_party *p)
{
    if (p->name.len != 20 || !str_eq(p->name, p->key)) return false;
    for (size_t i = 0; i < p->name.len; i++)
        if (!byte_is_digit(p->name.data[i]) && !byte_is_upper(p->name.data[i])) return false;
    return true;
}

static void write_record(const struct owner_party *p, struct buf *out)
{
    struct json_writer w;
    buf_reset(out);
    json_w_init(&w, out);
    json_w_object(&w);
    json_w_key_str(&w, STR("name"), p->name);
    if (p->is_person) json_w_key_str(&w, STR("schema"), STR("Person"));
    if (p->birth_date.len) json_w_key_str(&w, STR("birth_date"), p->birth_date);
    if (p->country.len) json_w_key_str(&w, STR("country"), p->country);
    json_w_object_end(&w);
}

static cordon_status screen_party(struct own *o, uint32_t party, struct cordon_screener *scr, struct buf *out,
                                  struct arena *scratch)
{
    struct cordon_answer answer;
    struct own_party *p = &o->party[party];
    p->is_unnamed = is_unnamed(&o->book.party[party]);
    o->unnamed += p->is_unnamed;
    if (p->is_unnamed) return CORDON_OK;
    write_record(&o->book.party[party], out);
    if (out->failed) return error_nomem(o->err);
    cordon_status st = cordon_screen_json(scr, buf_str(out), party + 1, &answer, o->err);
    if (st) return st;
    o->screened++;
    p->is_undecided = answer.verdict == CORDON_UNDECIDED || answer.is_limited;
    o->undecided += p->is_undecided;
    arena_reset(scratch);
    return answer.status ? CORDON_OK : read_answer(o, party, answer.json, scratch);
}

/* --- ids -------------------------------------------------------------------------------------------------- */

/* The entity of this id, in whichever source has it. */
static const struct set_source *find_entity(const struct own *o, str id, struct entity *ret)
{
    const struct cordon_set *set = o->args->set;
    for (size_t i = 0; i < set->source_count; i++) {
        uint32_t row;
        if (entity_find(&set->source[i].entities, id, &row) &&
            entity_get(&set->source[i].entities, row, ret))
            return &set->source[i];
    }
    return NULL;
}

static bool is_listed(struct own *o, uint32_t party)
{
    struct entity e;
    const struct set_source *s = find_entity(o, o->book.party[party].key, &e);
    if (!s) return false;
    if (apply_source(o, party, s->about.source, OWNER_BLOCKED))
        keep_hit(o, party, e.id, entity_value(&s->entities, &e, FTM_PROP_NAME), STR("is"));
    return true;
}

cordon_status own_screen(struct own *o)
{
    struct cordon_screen_options options = { .policy = o->args->policy, .min_bp = -1, .law = CORDON_LAW_NONE,
                                             .as_of_s = o->args->as_of_s };
    struct cordon_screener *scr = NULL;
    struct buf out = BUF_INIT(64 << 10);
    struct arena scratch;
    arena_init(&scratch, 64 << 20);
    cordon_status st = cordon_screener_new(o->args->set, &options, &scr, o->err);
    for (uint32_t i = 0; !st && i < o->book.party_count; i++) {
        if (!is_listed(o, i)) st = screen_party(o, i, scr, &out, &scratch);
        if (!st && os_interrupted()) st = error_set(o->err, CORDON_INTERRUPTED, "interrupted");
    }
    if (!st && o->arena.failed) st = error_nomem(o->err);
    cordon_screener_free(scr);
    buf_release(&out);
    arena_release(&scratch);
    return st;
}

/* --- what the lists tell of holdings ------------------------------------------------------------------------ */

/* One child of a listed entity: Ownership says who owns what, UnknownLink that there is something. */
static cordon_status add_link(struct own *o, const struct set_source *s, const struct entity *child)
{
    bool is_own = ftm_schema_is(child->schema, FTM_SCHEMA_OWNERSHIP);
    str a = entity_value(&s->entities, child, is_own ? FTM_PROP_OWNER : FTM_PROP_OBJECT);
    str b = entity_value(&s->entities, child, is_own ? FTM_PROP_ASSET : FTM_PROP_SUBJECT);
    struct owner_edge e = { .kind = OWNER_LINK, .from = OWNER_NO_DAY, .to = OWNER_NO_DAY, .is_unknown = true,
                            .max_bp = OWNER_WHOLE_BP };
    if (!a.len || !b.len) return CORDON_OK;
    if (is_own && owner_share_read(entity_value(&s->entities, child, FTM_PROP_PERCENTAGE), &e))
        e.kind = OWNER_SHARE;
    e.source = arena_str(&o->book.arena, entity_value(&s->entities, child, FTM_PROP_ROLE));
    e.owner = owner_party_add(&o->book, a, o->err);
    if (e.owner != UINT32_MAX) e.owned = owner_party_add(&o->book, b, o->err);
    if (e.owner == UINT32_MAX || e.owned == UINT32_MAX) return o->err->status;
    return owner_edge_add(&o->book, &e, o->err);
}

static bool names(const struct set_source *s, const struct entity *child, str id)
{
    static const enum ftm_prop props[] = { FTM_PROP_OWNER, FTM_PROP_ASSET, FTM_PROP_SUBJECT, FTM_PROP_OBJECT };
    for (size_t i = 0; i < COUNT_OF(props); i++)
        if (str_eq(entity_value(&s->entities, child, props[i]), id)) return true;
    return false;
}

cordon_status own_from_lists(struct own *o, str id)
{
    struct entity e, found;
    const struct set_source *s = find_entity(o, id, &found);
    if (!s) return error_set(o->err, CORDON_ARGUMENT, "no file and no list of the set has '%.*s'", STR_ARG(id));
    o->book.file[o->book.file_count++] = s->about.source;
    if (owner_party_add(&o->book, id, o->err) == UINT32_MAX) return o->err->status;
    for (uint32_t row = 0; row < s->entities.count; row++) {
        if (!entity_get(&s->entities, row, &e)) break;
        bool is_link = ftm_schema_is(e.schema, FTM_SCHEMA_OWNERSHIP) ||
                       ftm_schema_is(e.schema, FTM_SCHEMA_UNKNOWN_LINK);
        if (!is_link || !names(s, &e, id)) continue;
        cordon_status st = add_link(o, s, &e);
        if (st) return st;
    }
    for (uint32_t i = 0; i < o->book.party_count; i++) { /* people read names, not ids */
        const struct set_source *at = find_entity(o, o->book.party[i].key, &e);
        if (at) o->book.party[i].name = arena_str(&o->book.arena, entity_value(&at->entities, &e, FTM_PROP_NAME));
    }
    return o->book.arena.failed ? error_nomem(o->err) : CORDON_OK;
}
