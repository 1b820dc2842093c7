/* Who of a book is blocked: by id of the set, or by name, birth date and country. */
#include "engine/own.h"

#include "base/json.h"
#include "base/mem.h"
#include "base/num.h"
#include "engine/party.h"

#include <stdlib.h>

/* --- one hit ------------------------------------------------------------------------------------------ */

static bool raise(struct own *o, uint32_t party, enum owner_test t, enum owner_seed s)
{
    if (o->seeds[t][party] >= (uint8_t)s) return false;
    o->seeds[t][party] = (uint8_t)s;
    return true;
}

/* A designation counts in the tests of its authority; the UN's in the EU and the UK, which list the same
 * parties, and for the US as something to look at. Other lists block nobody.
 * @param ret_is_news  a test says more of the party than before */
static bool apply_source(struct own *o, uint32_t party, str source, enum owner_seed s, bool *ret_is_news)
{
    const struct list_source *at = list_source_find(source);
    *ret_is_news = false;
    if (!at || !str_eq(at->tier, STR("designated"))) return false;
    bool is_un = str_eq(at->country, STR("un"));
    bool is_us = str_eq(at->country, STR("us")), is_eu = str_eq(at->country, STR("eu"));
    bool is_uk = str_eq(at->country, STR("gb"));
    if (is_us) *ret_is_news |= raise(o, party, OWNER_US, s);
    if (is_un) *ret_is_news |= raise(o, party, OWNER_US, OWNER_MAYBE);
    if (is_eu || is_un) *ret_is_news |= raise(o, party, OWNER_EU, s);
    if (is_uk || is_un) *ret_is_news |= raise(o, party, OWNER_UK, s);
    return is_us || is_un || is_eu || is_uk;
}

/* Keep what was found; what no test rests on only while there are few. */
static void keep_hit(struct own *o, uint32_t party, const struct own_hit *found, bool is_news)
{
    struct own_hit **at = &o->party[party].hits;
    size_t count = 0;
    for (; *at; at = &(*at)->next, count++)
        if (str_eq((*at)->entity, found->entity)) return;
    if (count >= OWN_HITS_MAX && !is_news) return;
    struct own_hit *h = arena_alloc(&o->arena, sizeof *h);
    if (!h) return;
    *h = (struct own_hit){ NULL, arena_str(&o->arena, found->entity), arena_str(&o->arena, found->name),
                           arena_str(&o->arena, found->verdict), arena_str(&o->arena, found->through) };
    *at = h;
}

/* The other rows of a listed entity's party: who is blocked by one list is blocked under whatever name, and by
 * whichever row it was found. */
static void apply_linked(struct own *o, uint32_t party, size_t source, const struct entity *found, str verdict,
                         enum owner_seed s)
{
    const struct cordon_set *set = o->args->set;
    struct party_member me, m;
    if (!party_find(set->links, source, found->row, &me)) return;
    for (uint32_t i = 0; party_member_at(set->links, me.group, i, &m); i++) {
        struct entity e;
        bool is_news;
        if (m.index == me.index || m.source >= set->source_count ||
            !entity_get(&set->source[m.source].entities, m.row, &e))
            continue;
        (void)apply_source(o, party, set->source[m.source].about.source, s, &is_news);
        const struct own_hit h = { NULL, e.id, entity_value(&set->source[m.source].entities, &e, FTM_PROP_NAME),
                                   verdict, found->id };
        if (is_news) keep_hit(o, party, &h, true);
    }
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

static void take_hit(struct own *o, uint32_t party, const struct hit_read *h, enum owner_seed s)
{
    struct entity e;
    bool is_news;
    const struct own_hit own = { NULL, h->entity, h->name, h->verdict, STR_EMPTY };
    if (apply_source(o, party, h->source, s, &is_news)) keep_hit(o, party, &own, is_news);
    size_t at = own_entity(o, h->entity, &e);
    if (at != SIZE_MAX) apply_linked(o, party, at, &e, h->verdict, s);
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
            if (s) take_hit(o, party, &h, s);
        }
    }
    if (k == JSON_ERROR) return json_status(&r);
    return a->failed || o->arena.failed ? error_nomem(o->err) : CORDON_OK;
}

/* Nothing to compare with names? An LEI, what a format calls an identifier, and the id of an entity that no list
 * has (any more) say nothing to a list. */
static bool is_unnamed(const struct owner_party *p)
{
    if (!str_eq(p->name, p->key)) return false;
    if (p->is_id || own_is_list_id(p->key)) return true;
    if (p->name.len != 20) return false;
    for (size_t i = 0; i < p->name.len; i++)
        if (!byte_is_digit(p->name.data[i]) && !byte_is_upper(p->name.data[i])) return false;
    return true;
}

static void write_values(struct json_writer *w, str field, const struct owner_value *v)
{
    if (!v) return;
    json_w_key(w, field);
    json_w_array(w);
    for (; v; v = v->next) json_w_str(w, v->text);
    json_w_array_end(w);
}

static void write_record(const struct owner_party *p, struct buf *out)
{
    struct json_writer w;
    buf_reset(out);
    json_w_init(&w, out);
    json_w_object(&w);
    if (p->value[OWNER_NAME])
        write_values(&w, STR("name"), p->value[OWNER_NAME]);
    else
        json_w_key_str(&w, STR("name"), p->name);
    if (p->is_person) json_w_key_str(&w, STR("schema"), STR("Person"));
    write_values(&w, STR("birth_date"), p->value[OWNER_BIRTH_DATE]);
    write_values(&w, STR("country"), p->value[OWNER_COUNTRY]);
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

/* @return false: lists are to be asked by name, as the id says nothing of who is blocked */
static bool is_listed(struct own *o, uint32_t party)
{
    struct owner_party *p = &o->book.party[party];
    struct party_member me;
    struct entity e;
    bool is_news;
    size_t at = own_entity(o, p->key, &e);
    if (at == SIZE_MAX) return false;
    const struct set_source *s = &o->args->set->source[at];
    const struct own_hit h = { NULL, e.id, entity_value(&s->entities, &e, FTM_PROP_NAME), STR("is"), STR_EMPTY };
    bool is_designated = apply_source(o, party, s->about.source, OWNER_BLOCKED, &is_news);
    if (is_designated) keep_hit(o, party, &h, is_news);
    apply_linked(o, party, at, &e, STR("is"), OWNER_BLOCKED);
    if (party_find(o->args->set->links, at, e.row, &me)) o->party[party].group = me.group + 1;
    if (!is_designated && h.name.len && str_eq(p->name, p->key)) p->name = h.name;
    return is_designated;
}

struct row_party {
    uint32_t group, party;
};

static int by_group(const void *a, const void *b)
{
    const struct row_party *x = a, *y = b;
    if (x->group != y->group) return x->group < y->group ? -1 : 1;
    return x->party < y->party ? -1 : x->party > y->party;
}

/* Rows of one party are one owner: what a file says of one row and another of the other is of the same
 * holding, and what one person holds under two ids adds up. The holdings go to the id that was read first. */
static cordon_status join_rows(struct own *o)
{
    uint32_t n = o->book.party_count, count = 0;
    for (uint32_t i = 0; i < n; i++) count += o->party[i].group != 0;
    if (count < 2) return CORDON_OK;
    struct row_party *rows = mem_calloc(count, sizeof *rows);
    uint32_t *is = mem_calloc(n, sizeof *is);
    if (rows && is) {
        count = 0;
        for (uint32_t i = 0; i < n; i++) {
            is[i] = i;
            if (o->party[i].group) rows[count++] = (struct row_party){ o->party[i].group, i };
        }
        qsort(rows, count, sizeof *rows, by_group);
        for (uint32_t i = 1; i < count; i++)
            if (rows[i].group == rows[i - 1].group) is[rows[i].party] = is[rows[i - 1].party];
        for (uint32_t i = 0; i < o->book.edge_count; i++) {
            struct owner_edge *e = &o->book.edge[i];
            e->owner_as = is[e->owner] != e->owner ? e->owner + 1 : 0;
            e->owned_as = is[e->owned] != e->owned ? e->owned + 1 : 0;
            e->owner = is[e->owner];
            e->owned = is[e->owned];
        }
        for (uint32_t i = 0; i < n; i++)
            if (is[i] != i && o->party[i].is_asked) {
                o->party[i].is_asked = false;
                o->party[is[i]].is_asked = true;
            }
    }
    bool ok = rows && is;
    mem_free(rows);
    mem_free(is);
    return ok ? CORDON_OK : error_nomem(o->err);
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
    if (!st) st = join_rows(o);
    cordon_screener_free(scr);
    buf_release(&out);
    arena_release(&scratch);
    return st;
}
