/* Small worlds for the tests of links. */
#ifndef TESTS_LINK_HELP_H
#define TESTS_LINK_HELP_H

#include "link/link.h"
#include "test.h"

struct world {
    struct link         *l;
    struct link_settings set;
    struct arena         arena;
    struct cordon_error  err;
};

static inline void world_begin(struct world *w, const struct link_settings *set)
{
    *w = (struct world){ .err = ERROR_INIT };
    if (set)
        w->set = *set;
    else
        link_settings_default(&w->set);
    arena_init(&w->arena, 64u << 20);
    assert_int_equal(link_new(&w->set, &w->l, &w->err), CORDON_OK);
}

static inline void world_end(struct world *w)
{
    link_free(w->l);
    arena_release(&w->arena);
}

/** A person; "" leaves a field out. */
static inline void person_full(struct world *w, uint32_t number, const char *name,
                               const char *birth, const char *document, const char *household,
                               const char *office)
{
    str n = str_c(name), b = str_c(birth), d = str_c(document);
    const struct link_identity who = { .number = number, .name = &n, .names = n.len > 0,
                                       .birth = &b, .births = b.len > 0,
                                       .document = &d, .documents = d.len > 0,
                                       .household = str_c(household), .office = str_c(office) };
    assert_int_equal(link_add_identity(w->l, &who, &w->err), CORDON_OK);
}

static inline void person(struct world *w, uint32_t number, const char *name)
{
    person_full(w, number, name, "", "", "", "");
}

/** People `from` .. `from + count`, all different. */
static inline void people(struct world *w, uint32_t from, uint32_t count)
{
    for (uint32_t i = from; i < from + count; i++) {
        char name[48], birth[32];
        snprintf(name, sizeof name, "given%u family%u", i, i);
        snprintf(birth, sizeof birth, "19%02u-%02u-%02u", 50 + i % 50, 1 + i / 50 % 12, 1 + i / 600);
        person_full(w, i, name, birth, "", "", "");
    }
}

static inline void has_at(struct world *w, uint32_t number, enum link_kind kind, const char *value,
                          int64_t time_s)
{
    const struct link_attribute a = { .identity = number, .kind = kind, .value = str_c(value),
                                      .time_s = time_s, .bits = 40,
                                      .origin = (uint64_t)number * 1000 + (uint64_t)kind };
    assert_int_equal(link_add(w->l, &a, &w->err), CORDON_OK);
}

static inline void has(struct world *w, uint32_t number, enum link_kind kind, const char *value)
{
    has_at(w, number, kind, value, LINK_NO_TIME);
}

static inline void world_run(struct world *w)
{
    const char *why;
    if (link_run(w->l, &w->err) != CORDON_OK) fail_msg("link_run: %s", w->err.message);
    if (!link_validate(w->l, &why)) fail_msg("not in order: %s", why);
}

/** The count of a feature for a number. */
static inline uint32_t counted(struct world *w, uint32_t number, enum link_feature f)
{
    struct link_count c[LINK_FEATURES];
    arena_reset(&w->arena);
    assert_int_equal(link_counts(w->l, link_place(w->l, number), &w->arena, c, &w->err), CORDON_OK);
    return c[f].parties;
}

static inline uint32_t group_of(const struct world *w, uint32_t number)
{
    return link_group_of(w->l, link_place(w->l, number));
}

/** The first shared value of a kind; one of state LINK_UNSET when there is none. */
static inline const struct link_value *value_of(const struct world *w, enum link_kind kind)
{
    static const struct link_value none = { .state = LINK_UNSET };
    for (uint32_t i = 0; i < link_values(w->l); i++) {
        const struct link_value *v = link_value(w->l, i);
        if (v && v->kind == kind) return v;
    }
    return &none;
}

static inline enum link_state state_of(const struct world *w, enum link_kind kind)
{
    return value_of(w, kind)->state;
}

#endif
