/* Rules for people, made from the JSON that programs get (docs/rules-format.md#the-command). */
#ifndef CLI_RULES_VIEW_H
#define CLI_RULES_VIEW_H

#include "cli/command.h"
#include "cli/grid.h"

#include <cordon/rules.h>

/** What shows one object after the other. */
struct rules_view {
    struct cli        *cli;
    struct arena       scratch; /* of the object in hand */
    struct grid        grid;    /* a table, when one was begun */
    struct grid_column columns[8];
    size_t             rows;
    bool               has_failed; /* something could not be put together */
};
void rules_view_init(struct rules_view *v, struct cli *cli);
void rules_view_release(struct rules_view *v);
/** To be called behind each object: whatever could not be shown whole is told.
 *  @return CORDON_OK, CORDON_LIMIT, CORDON_NOMEM */
cordon_status rules_view_done(struct rules_view *v, struct cordon_error *err);

/** A table of rules, filled one object of cordon_rules_list a call. */
void rules_table_init(struct rules_view *v);
void rules_table_add(struct rules_view *v, str json);

/** One object of cordon_rules_show. */
void rules_view_show(struct rules_view *v, str json);
/** One object of cordon_rules_test: its failures; a line when it has no records. */
void rules_view_test(struct rules_view *v, str json);
void rules_view_tested(struct rules_view *v, const struct cordon_rules_tested *sum);
void rules_view_finding(struct rules_view *v, const struct cordon_rules_finding *f);
void rules_view_checked(struct rules_view *v, const struct cordon_rules_checked *sum);

/** What became of a rule that was explained. */
enum rules_outcome { RULES_OPEN = 0, RULES_NO, RULES_YES };
enum rules_outcome rules_view_outcome(struct rules_view *v, str json);
/** Names in the record that mean nothing to rules, if there are any; every object has the same. */
void rules_view_unread(struct rules_view *v, str json);
/** One object of cordon_rules_explain, in full. */
void rules_view_explain(struct rules_view *v, str json);
/** The same in one row of a table: rule, title, what it saw. */
void rules_others_init(struct rules_view *v);
void rules_others_add(struct rules_view *v, str json);
void rules_view_others(struct rules_view *v); /* the line above that table */

#endif
