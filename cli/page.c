/* A page of the answers. */
#include "cli/page.h"

/* A page's name is the file's, without its folders. */
static str base_name(const char *path)
{
    str name = STR_EMPTY;
    for (str rest = str_c(path), piece; str_next(&rest, '/', &piece);)
        if (piece.len) name = piece;
    return str_eq(name, STR("-")) ? STR_EMPTY : name;
}

cordon_status page_open(struct cli *cli, const char *path, const char *title, struct page *ret_page,
                        struct cordon_error *err)
{
    const struct cordon_report_options o = { .lang = cli_lang(cli), .title = base_name(title),
                                             .as_of_s = cli->globals.as_of_s };
    *ret_page = (struct page){ .path = path };
    buf_init(&ret_page->line, 32u << 20);
    str name = str_c(path ? path : "");
    if (path && !str_ends(name, STR(".html")) && !str_ends(name, STR(".htm")))
        return error_set(err, CORDON_ARGUMENT, "'%s' is no name of a page; write --report FILE.html", path);
    return path ? cordon_report_new(&o, &ret_page->report, err) : CORDON_OK;
}

/* What an answer ends with for the page; inside a text its quotes would be escaped. */
static str without_facts(struct page *p, str line)
{
    size_t at = str_find(line, STR(",\"facts\":["), 0);
    if (at == SIZE_MAX) return line;
    buf_reset(&p->line);
    buf_add(&p->line, str_sub(line, 0, at));
    buf_add(&p->line, STR("}"));
    return buf_str(&p->line);
}

cordon_status page_take(struct page *p, str answer, str *ret_line, struct cordon_error *err)
{
    *ret_line = answer;
    if (!p->report) return CORDON_OK;
    cordon_status st = cordon_report_add(p->report, answer, err);
    if (st && st != CORDON_LIMIT) return st; /* what does not fit is told on the page */
    *ret_line = without_facts(p, answer);
    return p->line.failed ? error_nomem(err) : CORDON_OK;
}

int page_close(struct cli *cli, struct page *p, cordon_status st)
{
    struct cordon_error err = ERROR_INIT;
    int code = EXIT_CLEAR;
    if (p->report && st == CORDON_NOTFOUND)
        ; /* there were no answers, and why was told */
    else if (p->report && st)
        cli_say(cli, "no report was written: the answers broke off");
    else if (p->report && cordon_report_write(p->report, p->path, &err))
        code = cli_fail(cli, &err);
    else if (p->report)
        cli_say(cli, "report: %s", p->path);
    cordon_report_free(p->report);
    buf_release(&p->line);
    return code;
}
