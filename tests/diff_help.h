/* A difference as text, for tests: one line a fact. */
#ifndef TESTS_DIFF_HELP_H
#define TESTS_DIFF_HELP_H

#include "tests/imported.h"

#include "list/diff.h"

/* Everything told, one line a fact, so that a test reads as what it expects. */
struct told {
    struct buf                   text;
    const struct list_diff_side *side[2];
    struct list_diff_counts      counts;
};

static inline void tell_child(struct told *t, const struct list_diff_child *c)
{
    const struct list_diff_side *side = t->side[c->is_come];
    struct entity_statement st;
    buf_printf(&t->text, "  %s %.*s:", c->is_come ? "come" : "gone",
               STR_ARG(ftm_schema_name(c->child.schema)));
    for (uint32_t i = 0; i < c->child.statement_count; i++)
        if (entity_statement_get(side->set, c->child.first_statement + i, &st) &&
            !list_diff_is_tie(side, &c->child, &st))
            buf_printf(&t->text, " %.*s=%.*s", STR_ARG(ftm_prop_name(st.prop)), STR_ARG(st.value));
    buf_add_byte(&t->text, '\n');
}

static inline cordon_status tell(void *ctx, const struct list_diff_entry *e, struct cordon_error *err)
{
    static const char *const words[] = { "same", "added", "removed", "changed" };
    struct told *t = ctx;
    (void)err;
    buf_printf(&t->text, "%s %.*s%s%s%s\n", words[e->change],
               STR_ARG(e->change == LIST_REMOVED ? e->before.entry : e->after.entry),
               e->is_partly ? " partly" : "", e->has_schema ? " schema" : "",
               e->has_dprk ? " dprk" : "");
    for (size_t i = 0; i < e->value_count; i++) {
        const struct list_diff_value *v = &e->values[i];
        if (v->to != FTM_PROP_NONE)
            buf_printf(&t->text, "  moved %.*s to %.*s: %.*s\n", STR_ARG(ftm_prop_name(v->prop)),
                       STR_ARG(ftm_prop_name(v->to)), STR_ARG(v->value));
        else
            buf_printf(&t->text, "  %s %.*s: %.*s\n", v->is_come ? "come" : "gone",
                       STR_ARG(ftm_prop_name(v->prop)), STR_ARG(v->value));
    }
    for (size_t i = 0; i < e->child_count; i++) tell_child(t, &e->children[i]);
    return CORDON_OK;
}

static inline struct list_diff_side side_of(const struct imported *i)
{
    if (i->st) fail_msg("%s:%d: %s", i->err.file, (int)i->err.line, i->err.message);
    return (struct list_diff_side){ &i->set, i->report.lacks };
}

static inline struct told diff_of(const struct imported *a, const struct imported *b)
{
    struct list_diff_side before = side_of(a), after = side_of(b);
    struct told t = { .text = BUF_INIT(64 << 20), .side = { &before, &after } };
    struct cordon_error err = { .status = CORDON_OK };
    if (list_diff(&before, &after, tell, &t, &t.counts, &err)) fail_msg("%s", err.message);
    t.side[0] = t.side[1] = NULL; /* they end here */
    return t;
}

#endif
