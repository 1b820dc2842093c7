/*
 * Names of SECO's list.
 *
 *     name > name-part@order@name-part-type > value, spelling-variant@lang@script *
 *
 * A variant belongs to one part: "KIM | GIM" and "Kyong Nam | Kyo'ng-nam" stand for four names.
 */
#include "list/ch_names.h"

#include "base/num.h"

struct piece {
    const struct xml_node *node;
    str                    value;
    uint64_t               order;
};

struct parts {
    struct piece list[CH_PARTS_MAX];
    size_t      count;
};

static struct entity_src at(const struct xml_node *n)
{
    return (struct entity_src){ .file = 0, .line = n->line };
}

static bool is_title(const struct xml_node *part)
{
    return str_eq(xml_attr(part, "name-part-type"), STR("title"));
}

/* The value may also be the part's own text. */
static str value_of(const struct xml_node *part)
{
    str value = xml_text(part, "value");
    return value.len ? value : part->text;
}

bool ch_names_has_any(const struct xml_node *name)
{
    for (const struct xml_node *p = name->child; p; p = p->next)
        if (xml_is(p, "name-part") && !is_title(p) && value_of(p).len) return true;
    return false;
}

/* Insert by order; parts of equal order stay as they came. */
static void insert(struct parts *ps, struct piece p)
{
    size_t i = ps->count++;
    for (; i > 0 && ps->list[i - 1].order > p.order; i--) ps->list[i] = ps->list[i - 1];
    ps->list[i] = p;
}

static void collect(struct entry *e, const struct xml_node *name, struct parts *ps)
{
    ps->count = 0;
    for (const struct xml_node *n = name->child; n; n = n->next) {
        struct piece p = { .node = n, .value = STR_EMPTY };
        if (!xml_is(n, "name-part")) continue;
        p.value = entry_tidy(e, value_of(n));
        if (is_title(n)) {
            entry_put(e, FTM_PROP_TITLE, p.value, at(n));
            continue;
        }
        if (p.value.len == 0) continue;
        if (!num_parse_u64(str_trim(xml_attr(n, "order")), UINT32_MAX, &p.order))
            p.order = ps->count + 1;
        if (ps->count < CH_PARTS_MAX) {
            insert(ps, p);
            continue;
        }
        struct piece *last = &ps->list[CH_PARTS_MAX - 1]; /* nothing of a name is lost */
        last->value = arena_printf(e->scratch, "%.*s %.*s", (int)last->value.len, last->value.data,
                                   (int)p.value.len, p.value.data);
    }
}

static bool is_of(const struct xml_node *variant, str lang, str script)
{
    return xml_is(variant, "spelling-variant") && variant->text.len &&
           str_eq(xml_attr(variant, "lang"), lang) && str_eq(xml_attr(variant, "script"), script);
}

/* The variant number `index` (from 0) of a part, or "" past the last. */
static str variant_at(const struct piece *p, str lang, str script, size_t index)
{
    for (const struct xml_node *v = p->node->child; v; v = v->next)
        if (is_of(v, lang, script) && index-- == 0) return v->text;
    return STR_EMPTY;
}

static size_t count_variants(const struct piece *p, str lang, str script)
{
    size_t n = 0;
    while (variant_at(p, lang, script, n).len) n++;
    return n;
}

static void put_whole(struct entry *e, const str *values, size_t count, enum ftm_prop prop,
                      str lang, struct entity_src src)
{
    entry_names_lang(e, entry_join(e, values, count, " "), prop, prop, lang, src);
}

/* One choice of variants after the other, like a counter with a digit a part. */
static bool next_choice(size_t *pick, const size_t *room, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (++pick[i] < room[i]) return true;
        pick[i] = 0;
    }
    return false;
}

/* A variant alone in the name as it is: what is left when there are too many choices. */
static size_t put_each_alone(struct entry *e, const struct parts *ps, str lang, str script,
                             enum ftm_prop prop)
{
    str values[CH_PARTS_MAX];
    size_t made = 0;
    for (size_t i = 0; i < ps->count; i++) {
        str v;
        for (size_t k = 0; (v = variant_at(&ps->list[i], lang, script, k)).len; k++, made++) {
            for (size_t j = 0; j < ps->count; j++) values[j] = ps->list[j].value;
            values[i] = v;
            put_whole(e, values, ps->count, prop, list_language(lang), at(ps->list[i].node));
        }
    }
    return made;
}

/* All whole names of one language and script. */
static size_t put_group(struct entry *e, const struct parts *ps, str lang, str script,
                        enum ftm_prop prop, const struct xml_node *name)
{
    size_t pick[CH_PARTS_MAX] = { 0 }, room[CH_PARTS_MAX], made = 0;
    str values[CH_PARTS_MAX];
    size_t choices = 1;
    for (size_t i = 0; i < ps->count; i++) {
        size_t n = count_variants(&ps->list[i], lang, script);
        room[i] = n ? n : 1;
        choices = choices > CH_NAMES_MAX ? choices : choices * room[i];
    }
    if (choices > CH_NAMES_MAX) {
        entry_warn(e, at(name), "the spellings of one name make more than %d names; each is taken "
                                "with the others as they are", CH_NAMES_MAX);
        return put_each_alone(e, ps, lang, script, prop);
    }
    do {
        for (size_t i = 0; i < ps->count; i++) {
            str v = variant_at(&ps->list[i], lang, script, pick[i]);
            values[i] = v.len ? v : ps->list[i].value;
        }
        put_whole(e, values, ps->count, prop, list_language(lang), at(name));
        made++;
    } while (next_choice(pick, room, ps->count));
    return made;
}

/* Is this variant the first of its language and script in the name? */
static bool is_first_of_group(const struct parts *ps, const struct xml_node *variant)
{
    str lang = xml_attr(variant, "lang"), script = xml_attr(variant, "script");
    for (size_t i = 0; i < ps->count; i++)
        for (const struct xml_node *v = ps->list[i].node->child; v; v = v->next)
            if (is_of(v, lang, script)) return v == variant;
    return false;
}

size_t ch_names_put(struct entry *e, const struct xml_node *name, enum ftm_prop first,
                    enum ftm_prop variants)
{
    struct parts ps;
    str values[CH_PARTS_MAX];
    collect(e, name, &ps);
    if (ps.count == 0) return 0;
    for (size_t i = 0; i < ps.count; i++) values[i] = ps.list[i].value;
    entry_names_lang(e, entry_join(e, values, ps.count, " "), first, variants,
                     list_language(xml_attr(name, "lang")), at(name));
    size_t made = 1;
    for (size_t i = 0; i < ps.count; i++)
        for (const struct xml_node *v = ps.list[i].node->child; v; v = v->next)
            if (xml_is(v, "spelling-variant") && v->text.len && is_first_of_group(&ps, v))
                made += put_group(e, &ps, xml_attr(v, "lang"), xml_attr(v, "script"), variants,
                                  name);
    return made;
}
