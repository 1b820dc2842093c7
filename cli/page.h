/* `--report FILE`: a page of the answers beside the usual output. */
#ifndef CLI_PAGE_H
#define CLI_PAGE_H

#include <cordon/report.h>

#include "cli/command.h"

struct page {
    struct cordon_report *report; /* NULL: none is asked for */
    const char           *path;
    struct buf            line;   /* one answer without what only the page shows */
};

/** Begin. @param path  NULL: no page; everything below does nothing then
 *  @param title  of the page: the file's name without its folders is taken */
cordon_status page_open(struct cli *cli, const char *path, const char *title, struct page *ret_page,
                        struct cordon_error *err);
/** Add an answer that was made with the option `facts`. *ret_line is the answer as it would be without
 *  that; it lives until the next call. */
cordon_status page_take(struct page *p, str answer, str *ret_line, struct cordon_error *err);
/** Write the page, unless `st` says that the answers broke off: half a queue would look whole.
 *  @return an exit code */
int page_close(struct cli *cli, struct page *p, cordon_status st);

#endif
