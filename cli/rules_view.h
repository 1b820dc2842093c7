/* Rules for people, made from the JSON that programs get (docs/rules-format.md#the-command). */
#ifndef CLI_RULES_VIEW_H
#define CLI_RULES_VIEW_H

#include "cli/command.h"
#include "cli/grid.h"

#include <cordon/rules.h>

/** A table of rules, filled one object of cordon_rules_list a call. */
struct rules_table {
    struct cli        *cli;
    struct grid        grid;
    struct grid_column columns[8];
    size_t             count;
};
void rules_table_init(struct rules_table *t, struct cli *cli);
void rules_table_add(struct rules_table *t, str json);

/** One object of cordon_rules_show. */
void rules_view_show(struct cli *cli, str json);
/** One object of cordon_rules_test: its failures; a line when it has no records. */
void rules_view_test(struct cli *cli, str json);
void rules_view_tested(struct cli *cli, const struct cordon_rules_tested *sum);
void rules_view_finding(struct cli *cli, const struct cordon_rules_finding *f);
void rules_view_checked(struct cli *cli, const struct cordon_rules_checked *sum);

/** What became of a rule that was explained. */
enum rules_outcome { RULES_OPEN = 0, RULES_NO, RULES_YES };
enum rules_outcome rules_view_outcome(struct cli *cli, str json);
/** Names in the record that mean nothing to rules, if there are any; every object has the same. */
void rules_view_unread(struct cli *cli, str json);
/** One object of cordon_rules_explain, in full. */
void rules_view_explain(struct cli *cli, str json);
/** The same in one row of a table: rule, title, what it saw. */
void rules_others_init(struct rules_table *t, struct cli *cli);
void rules_others_add(struct rules_table *t, str json);
void rules_view_others(struct cli *cli); /* the line above that table */

#endif
