/* What the readers of rules use: faults with their place, nearest words, names checked and made
   slots. */
#include "rule/inside.h"
#include "rule/modify.h"
#include "rule/yaml.h"

#include "base/num.h"

#include <stdarg.h>
#include <stdio.h>

cordon_status set_nomem(const struct rule_set *set, struct cordon_error *err)
{
    if (!set->arena.over) return error_nomem(err);
    return error_set(err, CORDON_LIMIT, "the rules need more than %d MiB", SET_ARENA_MAX >> 20);
}

cordon_status maker_nomem(struct maker *m)
{
    return set_nomem(m->set, m->err);
}

cordon_status maker_fault(struct maker *m, const struct yaml_node *n, cordon_status st,
                          const char *fmt, ...)
{
    char text[sizeof m->err->message];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    return error_at(m->err, st, m->file, n ? n->line : 0, n ? n->column : 0, "%s", text);
}

str maker_copy(struct maker *m, str s)
{
    str copy = arena_str(&m->set->arena, s);
    return m->set->arena.failed ? STR_EMPTY : copy;
}

/* Edits that still look like a slip. */
static unsigned slips(size_t len)
{
    return len < 5 ? 1 : len < 9 ? 2 : 3;
}

static str say_near(struct maker *m, str near)
{
    return near.len
               ? arena_printf(&m->set->arena, "; the nearest known is '%.*s'", STR_ARG(near))
               : STR_EMPTY;
}

str maker_near(struct maker *m, str word, const char *const *words, size_t count)
{
    unsigned best = slips(word.len) + 1;
    str near = STR_EMPTY;
    for (size_t i = 0; i < count; i++) {
        unsigned d = str_distance(word, str_c(words[i]), best);
        if (*words[i] && d < best) {
            best = d;
            near = str_c(words[i]);
        }
    }
    return say_near(m, near);
}

static str near_name(struct maker *m, str word)
{
    unsigned best = slips(word.len) + 1;
    str near = STR_EMPTY;
    for (size_t i = 0; i < m->opt->names; i++) {
        unsigned d = str_distance(word, m->opt->name[i].name, best);
        if (d >= best) continue;
        best = d;
        near = m->opt->name[i].name;
    }
    return say_near(m, near);
}

static cordon_status check_refusal(struct maker *m, const struct yaml_node *at,
                                   const struct rule_name *n)
{
    if (!n->refusal.len || (m->class == RULE_LEGAL_FACT && n->is_legal_fact)) return CORDON_OK;
    if (m->class == RULE_LEGAL_FACT)
        return maker_fault(m, at, CORDON_REFUSED, "'%.*s' is no legal fact: %.*s",
                           STR_ARG(n->name), STR_ARG(n->refusal));
    return maker_fault(m, at, CORDON_REFUSED, "no red flag may read '%.*s': %.*s",
                       STR_ARG(n->name), STR_ARG(n->refusal));
}

cordon_status keyword_allowed(struct maker *m, const struct yaml_node *at)
{
    m->set->has_keywords = true;
    for (size_t i = 0; i < m->opt->names; i++)
        if (m->opt->name[i].refusal.len)
            return maker_fault(
                m, at, CORDON_REFUSED,
                "a keyword is searched in every field, '%.*s' among them; name the fields",
                STR_ARG(m->opt->name[i].name));
    return CORDON_OK;
}

cordon_status maker_reads(struct maker *m, uint32_t slot)
{
    uint32_t *read = m->reads.data;
    for (size_t i = 0; i < m->reads.count; i++)
        if (read[i] == slot) return CORDON_OK;
    uint32_t *more = vec_push(&m->reads, sizeof *more);
    if (!more) return maker_nomem(m);
    *more = slot;
    return CORDON_OK;
}

cordon_status maker_slot(struct maker *m, const struct yaml_node *at, str name,
                         uint32_t *ret_slot, enum rule_type *ret_type)
{
    uint32_t origin = map_get(&m->name_map, name);
    *ret_type = RULE_ANY;
    if (origin != UINT32_MAX) {
        cordon_status st = check_refusal(m, at, &m->opt->name[origin]);
        if (st) return st;
        *ret_type = m->opt->name[origin].type;
    } else if (m->is_strict) {
        return maker_fault(m, at, CORDON_SYNTAX, "unknown name '%.*s'%.*s", STR_ARG(name),
                           STR_ARG(near_name(m, name)));
    }
    uint32_t slot = map_get(&m->set->slot_map, name);
    if (slot == UINT32_MAX) {
        str kept = maker_copy(m, name);
        struct slot_made *made = kept.data ? vec_push(&m->slot, sizeof *made) : NULL;
        slot = (uint32_t)m->slot.count - 1;
        if (!made || !map_put(&m->set->slot_map, kept, slot)) return maker_nomem(m);
        *made = (struct slot_made){ kept, origin };
    }
    *ret_slot = slot;
    return maker_reads(m, slot);
}
