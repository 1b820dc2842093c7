/* Who an answer is about, whom they share rare values with, and what to do about it, for people. */
#ifndef CLI_VIEW_PARTY_H
#define CLI_VIEW_PARTY_H

#include "base/json.h"
#include "cli/command.h"

enum { VIEW_OTHERS_MAX = 5, VIEW_VIA_MAX = 12, VIEW_STEPS_MAX = 32 };

/** Keys of an answer about several records together. */
struct view_party {
    str subject, name, records, files; /* files: how many */
    str file, line;                    /* of the first record */
    str members;                       /* of the operator; "" when it is none */
    struct { str subject, name; } others[VIEW_OTHERS_MAX];
    size_t other_count;                /* of all */
    str    via[VIEW_VIA_MAX];          /* each kind once, in the reader's language */
    size_t via_count;
    struct { str phase, text; } steps[VIEW_STEPS_MAX];
    size_t step_count;
};
void view_party_records(struct json_reader *r, struct view_party *p);
void view_party_operator(struct json_reader *r, struct view_party *p);
void view_party_steps(struct json_reader *r, struct view_party *p);

/** "Zofia Fikcyjna (employee:2017), 9 records in 5 files"; without a name the record's id, else where
 *  it stands. */
void view_party_head(struct cli *cli, const struct view_party *p, str id);
/** "Shares payout account, delivery address with Emilio Ficticio (employee:2019)"; nothing without. */
void view_party_shares(struct cli *cli, const struct view_party *p);
/** The checklist, each step with its number and phase; nothing without. */
void view_party_contain(struct cli *cli, const struct view_party *p);

/** A value as it begins, with an ellipsis when there is more. */
void view_value(struct cli *cli, str value);

#endif
