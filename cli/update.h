/* What `lists update` and `lists selftest` share: results as they come, progress, tables. */
#ifndef CLI_UPDATE_H
#define CLI_UPDATE_H

#include <cordon/update.h>

#include "cli/command.h"

enum { UPDATE_SHOWN_MAX = 64 };

/** Lines on a terminal that say how far each source is; on none, nothing. */
struct update_progress {
    bool     is_on;
    uint64_t start_ns, shown_ns;
    size_t   drawn; /* lines that stand there now */
    struct buf lines;
    size_t   count; /* lines in `lines` */
};

void update_progress_init(struct update_progress *p, bool is_quiet);
/** One source's state; what is collected is drawn with the last one of a round. */
void update_progress_take(struct update_progress *p, const struct cordon_update_progress *one);
/** Take the lines away. */
void update_progress_end(struct update_progress *p);

/** What became of each source, kept until all are done. */
struct update_view {
    struct cli              *cli;
    struct cordon_update_one items[UPDATE_SHOWN_MAX]; /* text is the command's arena */
    size_t                   count;
    struct update_progress   progress;
};

void update_view_init(struct update_view *v, struct cli *cli);
/** For cordon_update: keep a copy. */
void update_view_add(void *view, const struct cordon_update_one *one);
void update_view_progress(void *view, const struct cordon_update_progress *p);

/** One JSON object: {"as_of","mode","sources":[...]}. */
void update_view_json(struct update_view *v, const char *mode);
/** A table for people, or lines with tabs under --plain. */
cordon_status update_view_table(struct update_view *v, struct cordon_error *err);
/** The line that says when and by what a self test was made. */
void update_view_head(struct update_view *v);
/** Which sources a self test of all did not ask, and why: none is left out in silence. */
void update_view_untested(struct update_view *v);
/** The dated table of a self test, in Markdown, to be kept. */
void update_view_markdown(struct update_view *v);
/** What to do about refusals, on stderr. */
void update_view_hints(struct update_view *v);
/** The exit code of the worst. */
int update_view_code(const struct update_view *v);

#endif
