/* Programmes and places of SECO's list. */
#include "list/ch_refs.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdlib.h>

void ch_refs_init(struct ch_refs *r)
{
    *r = (struct ch_refs){ .is_sorted = true };
    arena_init(&r->arena, (size_t)256 << 20);
}

void ch_refs_release(struct ch_refs *r)
{
    mem_free(r->sets);
    mem_free(r->places);
    arena_release(&r->arena);
}

static bool grow(void **list, size_t *room, size_t count, size_t width)
{
    size_t want = *room ? *room * 2 : 256, bytes;
    if (count < *room) return true;
    if (!num_mul(want, width, &bytes)) return false;
    void *p = mem_realloc(*list, bytes);
    if (!p) return false;
    *list = p;
    *room = want;
    return true;
}

/* --- programmes ----------------------------------------------------------------------------- */

static bool holds(str s, const char *part)
{
    str p = str_c(part);
    for (size_t i = 0; i + p.len <= s.len; i++)
        if (str_eq_nocase(str_sub(s, i, i + p.len), p)) return true;
    return false;
}

/* Does the name or key of a programme mean the DPRK, in one of the four languages? The ordinance's
 * number in the Swiss law collection says it, too. */
static bool means_dprk(str s)
{
    static const struct { const char *one, *other; } rows[] = {
        { "democratic people", "korea" },
        { "north korea", "" },
        { "dprk", "" },
        { "volksrepublik", "korea" },
        { "nordkorea", "" },
        { "populaire", "cor\xC3\xA9""e" },
        { "cor\xC3\xA9""e du nord", "" },
        { "popolare", "corea" },
        { "corea del nord", "" },
        { "946.231.127.6", "" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (holds(s, rows[i].one) && holds(s, rows[i].other)) return true;
    return str_eq_nocase(s, STR("PRK")) || str_eq_nocase(s, STR("KP"));
}

/* Text of the child of that name in English, else of the first one. */
static str in_english(const struct xml_node *n, const char *name, str ssid)
{
    str first = STR_EMPTY;
    for (const struct xml_node *c = n->child; c; c = c->next) {
        if (!xml_is(c, name) || (ssid.len && !str_eq(xml_attr(c, "ssid"), ssid))) continue;
        if (str_eq(xml_attr(c, "lang"), STR("eng"))) return c->text;
        if (first.len == 0) first = c->text;
    }
    return first;
}

static bool program_is_dprk(const struct xml_node *n)
{
    for (const struct xml_node *c = n->child; c; c = c->next)
        if ((xml_is(c, "program-key") || xml_is(c, "program-name")) && means_dprk(c->text))
            return true;
    return false;
}

static bool has_set(const struct ch_refs *r, str ssid)
{
    for (size_t i = 0; i < r->set_count; i++)
        if (str_eq(r->sets[i].ssid, ssid)) return true;
    return false;
}

/* A set stands once for each language; programmes are some dozens. */
cordon_status ch_refs_program(struct ch_refs *r, const struct xml_node *n,
                              struct cordon_error *err)
{
    bool is_dprk = program_is_dprk(n);
    for (const struct xml_node *c = n->child; c; c = c->next) {
        str ssid = xml_attr(c, "ssid");
        if (!xml_is(c, "sanctions-set") || has_set(r, ssid)) continue;
        void *p = r->sets;
        bool has_room = grow(&p, &r->set_room, r->set_count, sizeof *r->sets);
        r->sets = p;
        if (!has_room) return error_nomem(err);
        r->sets[r->set_count++] = (struct ch_set){
            .ssid = arena_str(&r->arena, ssid),
            .program = arena_str(&r->arena, in_english(n, "program-name", STR_EMPTY)),
            .key = arena_str(&r->arena, in_english(n, "program-key", STR_EMPTY)),
            .title = arena_str(&r->arena, in_english(n, "sanctions-set", ssid)),
            .is_dprk = is_dprk,
        };
    }
    return r->arena.failed ? error_nomem(err) : CORDON_OK;
}

const struct ch_set *ch_refs_set(struct ch_refs *r, str ssid)
{
    for (size_t i = 0; i < r->set_count; i++)
        if (str_eq(r->sets[i].ssid, ssid)) return &r->sets[i];
    return NULL;
}

/* --- places --------------------------------------------------------------------------------- */

cordon_status ch_refs_place(struct ch_refs *r, const struct xml_node *n, struct cordon_error *err)
{
    const struct xml_node *country = xml_child(n, "country");
    str code = xml_attr(country, "iso-code"), name = country ? country->text : STR_EMPTY;
    str parts[] = { xml_text(n, "location"), xml_text(n, "area"), name.len ? name : code };
    str text = STR_EMPTY;
    void *p = r->places;
    bool has_room = grow(&p, &r->place_room, r->place_count, sizeof *r->places);
    r->places = p;
    if (!has_room) return error_nomem(err);
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (parts[i].len == 0) continue;
        text = text.len ? arena_printf(&r->arena, "%.*s, %.*s", (int)text.len, text.data,
                                       (int)parts[i].len, parts[i].data)
                        : arena_str(&r->arena, parts[i]);
    }
    r->places[r->place_count++] = (struct ch_place){
        .ssid = arena_str(&r->arena, xml_attr(n, "ssid")),
        .text = text,
        .country = arena_str(&r->arena, code.len ? code : name),
        .bytes = n->bytes,
    };
    r->is_sorted = false;
    return r->arena.failed ? error_nomem(err) : CORDON_OK;
}

static int by_ssid(const void *a, const void *b)
{
    const struct ch_place *x = a, *y = b;
    return str_cmp(x->ssid, y->ssid);
}

const struct ch_place *ch_refs_find_place(struct ch_refs *r, str ssid)
{
    struct ch_place key = { .ssid = ssid };
    if (r->place_count == 0 || ssid.len == 0) return NULL;
    if (!r->is_sorted) qsort(r->places, r->place_count, sizeof *r->places, by_ssid);
    r->is_sorted = true;
    return bsearch(&key, r->places, r->place_count, sizeof *r->places, by_ssid);
}
