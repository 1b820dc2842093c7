/* Sums and law cards of an answer, for people: read from its JSON, shown beside it. */
#ifndef CLI_VIEW_SUM_H
#define CLI_VIEW_SUM_H

#include "base/json.h"
#include "cli/command.h"

enum { VIEW_GROUPS_MAX = 32, VIEW_LEVELS_MAX = 4, VIEW_BANDS_MAX = 12, VIEW_CARDS_MAX = 128 };

/** How the points of red flags add up; empty unless --explain. */
struct view_sum {
    struct { str id, found, cap, points; } groups[VIEW_GROUPS_MAX];
    size_t group_count;
    struct {
        str verdict, points, groups, points_missing, groups_missing;
        bool is_reached;
    } levels[VIEW_LEVELS_MAX];
    size_t level_count;
};
void view_sum_read(struct json_reader *r, struct view_sum *s);
void view_sum_show(struct cli *cli, const struct view_sum *s);

/** One flag's points. */
struct view_flag_sum {
    str strength, class, full_points, fades, points;
    str behind; /* title of the one that counts in its place */
};
void view_flag_sum(struct cli *cli, const struct view_flag_sum *f);

/** How the score of a hit adds up; total_cb is "" unless --explain. */
struct view_hit_sum {
    str prior_cb, name_cb, wallet_cb, total_cb;
    struct { str key, value, least; bool is_met; } bands[VIEW_BANDS_MAX];
    size_t band_count;
};
void view_hit_sum_read(struct json_reader *r, struct view_hit_sum *s);
/** Prior and name; then each field; then the total and the bands. */
void view_hit_sum_begin(struct cli *cli, const struct view_hit_sum *s);
void view_hit_sum_part(struct cli *cli, const char *group, str name, str cb);
void view_hit_sum_end(struct cli *cli, const struct view_hit_sum *s, str score_bp);

/** Law cards. */
struct view_law {
    str notice;
    struct { str title, text, jurisdiction, rule, day, check; } cards[VIEW_CARDS_MAX];
    size_t card_count; /* of all */
};
void view_law_read(struct json_reader *r, struct view_law *law);
/** Those with a deadline by title, the others as a number; with --law full each with its text. */
void view_law_show(struct cli *cli, const struct view_law *law);

#endif
