/* `cordon compare`: can two writings be one name, part by part. */
#include "cli/command.h"

#include <cordon/screen.h>

#include "os/os.h"

struct compare_args {
    const char *file; /* "-" = standard input */
};

static const struct arg arguments[] = {
    { .name = "FILE", .kind = OPT_PATH, .at = offsetof(struct compare_args, file),
      .help = "pairs of names, two columns with a tab between or JSON lines with a and b; "
              "- reads standard input" },
    { .name = NULL },
};

static const struct example examples[] = {
    { "cordon compare pairs.tsv", "score each pair and show which parts agree" },
    { "printf 'Ri Jun Il\\tLee Junil\\n' | cordon compare -", "one pair from a pipe" },
    { "cordon compare --json pairs.tsv", "the same for programs" },
    { NULL, NULL },
};

struct work {
    struct cli             *cli;
    struct cordon_comparer *comparer;
    str                     file;
    uint64_t                line;
    int                     code;
};

/* One line: nameA TAB nameB [TAB kind]. A line that cannot be compared gets no number: a 0 would
 * read as "different". */
static cordon_status compare_line(struct work *w, str line)
{
    struct cordon_error err = ERROR_INIT;
    struct term *out = &w->cli->out;
    str rest = line, a, b, kind = STR_EMPTY, json = STR_EMPTY;
    uint16_t bp;
    cordon_status st;
    if (!str_next(&rest, '\t', &a) || !str_next(&rest, '\t', &b))
        st = error_set(&err, CORDON_SYNTAX, "expected two names with a tab between them");
    else if (str_next(&rest, '\t', &kind) && rest.data)
        st = error_set(&err, CORDON_SYNTAX, "more than three columns");
    else
        st = cordon_compare(w->comparer, a, b, str_trim(kind), &bp,
                            w->cli->globals.json ? &json : NULL, &err);
    if (st == CORDON_NOMEM) return st;
    if (st) {
        error_in_file(&err, w->file);
        err.line = w->line;
        w->code = exit_worst(w->code, st == CORDON_LIMIT ? EXIT_LIMIT : EXIT_SYNTAX);
        (void)cli_fail(w->cli, &err);
        if (!w->cli->globals.json) term_add(out, line);
        term_z(out, w->cli->globals.json ? "{\"error\":true}\n" : "\terror\n");
        return CORDON_OK;
    }
    if (w->cli->globals.json) {
        term_add(out, json);
        term_z(out, "\n");
    } else {
        term_add(out, line);
        term_printf(out, "\t%u\n", bp);
    }
    return CORDON_OK;
}

enum { LINE_MAX_LEN = 1 << 16, READ_LEN = 1 << 18, FLUSH_LEN = 1 << 18 };

/* All whole lines at the front of the window; *ret_used says how far. */
static cordon_status compare_lines(struct work *w, str window, bool is_end, size_t *ret_used)
{
    size_t used = 0;
    while (used < window.len) {
        str rest = str_from(window, used);
        size_t end = str_index(rest, '\n');
        if (end == rest.len && !is_end) break;
        str line = str_sub(rest, 0, end);
        if (line.len && line.data[line.len - 1] == '\r') line.len--;
        w->line++;
        used += end < rest.len ? end + 1 : end;
        if (line.len == 0) continue;
        cordon_status st = compare_line(w, line);
        if (st) return st;
        if (w->cli->out.buf.len >= FLUSH_LEN) {
            st = term_flush(&w->cli->out, NULL);
            if (st) return st;
        }
    }
    *ret_used = used;
    return CORDON_OK;
}

static cordon_status compare_stream(struct work *w, struct os_reader *r, struct cordon_error *err)
{
    struct buf window = BUF_INIT(READ_LEN + LINE_MAX_LEN);
    cordon_status st = CORDON_OK;
    for (bool is_end = false; !st && !is_end;) {
        size_t got = 0, len = window.len, used = 0;
        if (len >= LINE_MAX_LEN) {
            st = error_at(err, CORDON_LIMIT, w->file, w->line + 1, 0,
                          "the line is longer than %d bytes", LINE_MAX_LEN);
            break;
        }
        char *at = buf_take(&window, READ_LEN);
        st = at ? os_reader_read(r, at, READ_LEN, &got, err) : error_nomem(err);
        if (st) break;
        window.len = len + got;
        is_end = got == 0;
        st = compare_lines(w, buf_str(&window), is_end, &used);
        if (st) {
            error_set(err, st, "cannot go on");
            break;
        }
        if (used) memmove(window.data, window.data + used, window.len - used);
        window.len -= used;
    }
    buf_release(&window);
    return st;
}

static int run(struct cli *cli, const void *given)
{
    const struct compare_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct os_reader reader = OS_READER_INIT;
    struct work w = { .cli = cli, .file = str_c(args->file), .comparer = cordon_comparer_new() };
    cordon_status st = w.comparer ? os_reader_open(args->file, &reader, &err) : error_nomem(&err);
    if (!st) st = compare_stream(&w, &reader, &err);
    if (st) w.code = exit_worst(w.code, cli_fail(cli, &err));
    cordon_comparer_free(w.comparer);
    os_reader_close(&reader);
    return w.code;
}

const struct command cmd_compare = {
    .name = "compare",
    .group = "Screening",
    .summary = "compare pairs of names, part by part",
    .about =
        "The score says whether two writings can be one name, 0..10000; it knows nothing of "
        "how rare the name is.",
    .arguments = arguments,
    .examples = examples,
    .args_size = sizeof(struct compare_args),
    .run = run,
};
