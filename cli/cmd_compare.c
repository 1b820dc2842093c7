/* `cordon compare`: can two writings be one name, part by part; two given ones, or a file of pairs. */
#include "cli/command.h"

#include <cordon/screen.h>

#include "base/json.h"
#include "cli/compare_view.h"
#include "os/os.h"

struct compare_args {
    const char *first;  /* a name; without `second` a file, "-" = standard input */
    str         second; /* a name; no data: a file was given */
    str         kind;   /* "" = not said */
};

static const struct opt options[] = {
    { .name = "kind", .letter = 'k', .kind = OPT_STR, .at = offsetof(struct compare_args, kind), .arg = "KIND",
      .help = "whose names they are: person, organization, vessel or aircraft; in a file, of pairs that do not say "
              "(default: any)" },
    { .name = NULL },
};

static const struct arg arguments[] = {
    { .name = "NAME|FILE", .kind = OPT_PATH, .at = offsetof(struct compare_args, first),
      .help = "a name as a record has it; alone, a file of pairs: two columns with a tab between or JSON lines with "
              "a and b, - reads standard input" },
    { .name = "LISTED", .kind = OPT_STR, .at = offsetof(struct compare_args, second), .is_optional = true,
      .help = "the other writing, as a list has it" },
    { .name = NULL },
};

static const struct example examples[] = {
    { "cordon compare 'Testov Quillon' 'Quilon, T.'", "one name or two, word by word, and why" },
    { "cordon compare --kind organization 'Testov Trading Co' '테스토프 무역'", "the names of two firms" },
    { "cordon compare pairs.tsv", "each line again, with the score of its pair behind it" },
    { "printf 'Ri Jun Il\\tLee Junil\\n' | cordon compare -", "one pair from a pipe" },
    { "cordon compare --json pairs.tsv", "how each part of the two names was compared" },
    { NULL, NULL },
};

struct work {
    struct cli             *cli;
    struct cordon_comparer *comparer;
    struct arena            scratch; /* of one line */
    str                     file, kind;
    uint64_t                line; /* lines seen */
    uint64_t                pairs;
    bool                    is_skipping; /* the rest of a line that is too long */
    int                     code;
};

struct pair {
    str a, b, kind;
};

/* nameA TAB nameB [TAB kind] */
static cordon_status read_columns(str line, struct pair *ret, struct cordon_error *err)
{
    str rest = line;
    if (!str_next(&rest, '\t', &ret->a) || !str_next(&rest, '\t', &ret->b))
        return error_set(err, CORDON_SYNTAX, "expected two names with a tab between them");
    if (str_next(&rest, '\t', &ret->kind) && rest.data)
        return error_set(err, CORDON_SYNTAX, "more than three columns");
    return CORDON_OK;
}

/* {"a":"..","b":"..","kind":".."} */
static cordon_status read_json(struct work *w, str line, struct pair *ret, struct cordon_error *err)
{
    struct json_reader r;
    enum json_kind kind;
    arena_reset(&w->scratch);
    json_init(&r, line, &w->scratch, err);
    if (json_next(&r) != JSON_OBJECT) return json_status(&r);
    while ((kind = json_next(&r)) == JSON_KEY) {
        str key = r.text;
        str *field = str_eq(key, STR("a"))      ? &ret->a
                     : str_eq(key, STR("b"))    ? &ret->b
                     : str_eq(key, STR("kind")) ? &ret->kind
                                                : NULL;
        kind = json_next(&r);
        if (kind == JSON_ERROR) return json_status(&r);
        if (!field || field->data || kind != JSON_STRING)
            return error_set(err, CORDON_SYNTAX, "'%.*s' %s", STR_ARG(key),
                             !field          ? "is not known; a pair has a, b and kind"
                             : field->data   ? "is given twice"
                                             : "needs a text");
        *field = r.text;
    }
    if (kind == JSON_ERROR || json_next(&r) != JSON_END) return json_status(&r);
    if (ret->a.data && ret->b.data) return CORDON_OK;
    return error_set(err, CORDON_SYNTAX, "a pair needs a and b");
}

/* A line that cannot be compared gets no number: a 0 would read as "different". */
static void tell_failure(struct work *w, str line, struct cordon_error *err)
{
    struct term *out = &w->cli->out;
    error_in_file(err, w->file);
    err->line = w->line;
    w->code = exit_worst(w->code, err->status == CORDON_LIMIT ? EXIT_LIMIT : EXIT_SYNTAX);
    (void)cli_fail(w->cli, err);
    if (!w->cli->globals.json) term_add(out, line);
    term_z(out, w->cli->globals.json ? "{\"error\":true}\n" : "\terror\n");
}

static cordon_status compare_line(struct work *w, str line)
{
    struct cordon_error err = ERROR_INIT;
    struct term *out = &w->cli->out;
    struct pair pair = { STR_EMPTY, STR_EMPTY, STR_EMPTY };
    bool as_json = w->cli->globals.json;
    str json = STR_EMPTY;
    uint16_t bp;
    cordon_status st = line.data[0] == '{' ? read_json(w, line, &pair, &err)
                                           : read_columns(line, &pair, &err);
    if (!st) {
        str kind = str_trim(pair.kind);
        st = cordon_compare(w->comparer, pair.a, pair.b, kind.len ? kind : w->kind, &bp,
                            as_json ? &json : NULL, &err);
        err.column = 0; /* of the name, not of the line */
    }
    w->pairs++;
    if (st == CORDON_NOMEM) return st;
    if (st) {
        tell_failure(w, line, &err);
    } else if (as_json) {
        term_add(out, json);
        term_z(out, "\n");
    } else {
        term_add(out, line);
        term_printf(out, "\t%u\n", bp);
    }
    return CORDON_OK;
}

enum { LINE_MAX_LEN = 1 << 16, READ_LEN = 1 << 18, FLUSH_LEN = 1 << 18 };

static void tell_too_long(struct work *w)
{
    struct cordon_error err = ERROR_INIT;
    w->line++;
    w->pairs++;
    error_set(&err, CORDON_LIMIT, "the line is longer than %d bytes", LINE_MAX_LEN);
    tell_failure(w, STR("(too long)"), &err);
}

/* All whole lines at the front of the window; *ret_used says how far. */
static cordon_status compare_lines(struct work *w, str window, bool is_end, size_t *ret_used,
                                   struct cordon_error *err)
{
    size_t used = 0;
    while (used < window.len) {
        str rest = str_from(window, used);
        size_t end = str_index(rest, '\n');
        bool is_whole = end < rest.len || is_end;
        if (!is_whole && !w->is_skipping && rest.len <= LINE_MAX_LEN) break;
        if (!w->is_skipping && end > LINE_MAX_LEN) {
            tell_too_long(w);
            w->is_skipping = true;
        }
        used += end < rest.len ? end + 1 : end;
        bool is_skipped = w->is_skipping;
        if (is_whole) w->is_skipping = false;
        if (is_skipped) continue;
        str line = str_sub(rest, 0, end);
        if (line.len && line.data[line.len - 1] == '\r') line.len--;
        w->line++;
        if (line.len == 0) continue;
        cordon_status st = compare_line(w, line);
        if (st) return error_nomem(err);
        if (w->cli->out.buf.len >= FLUSH_LEN) {
            st = term_flush(&w->cli->out, err);
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
        char *at = buf_take(&window, READ_LEN);
        st = at ? os_reader_read(r, at, READ_LEN, &got, err) : error_nomem(err);
        if (st) {
            error_in_file(err, w->file);
            break;
        }
        window.len = len + got;
        is_end = got == 0;
        st = compare_lines(w, buf_str(&window), is_end, &used, err);
        if (st) break;
        if (used) memmove(window.data, window.data + used, window.len - used);
        window.len -= used;
    }
    buf_release(&window);
    if (!st && !w->pairs) st = error_at(err, CORDON_SYNTAX, w->file, 0, 0, "holds no pair of names");
    return st;
}

static int compare_file(struct cli *cli, const struct compare_args *args, struct cordon_comparer *comparer)
{
    struct cordon_error err = ERROR_INIT;
    struct os_reader reader = OS_READER_INIT;
    struct work w = { .cli = cli, .file = str_c(args->first), .kind = args->kind, .comparer = comparer };
    arena_init(&w.scratch, 1 << 20);
    cordon_status st = os_reader_open(args->first, &reader, &err);
    if (!st) st = compare_stream(&w, &reader, &err);
    if (st) w.code = exit_worst(w.code, cli_fail(cli, &err));
    arena_release(&w.scratch);
    os_reader_close(&reader);
    return w.code;
}

static int exit_of(enum cordon_verdict v)
{
    return v == CORDON_CLEAR ? EXIT_CLEAR : v == CORDON_UNDECIDED ? EXIT_UNDECIDED : EXIT_REVIEW;
}

static int compare_two(struct cli *cli, const struct compare_args *args, struct cordon_comparer *comparer)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_policy *policy = NULL;
    enum cordon_verdict verdict;
    str json;
    cordon_status st = cordon_policy_load(cli->settings.policy, &policy, &err);
    if (!st)
        st = cordon_compare_explain(comparer, str_c(args->first), args->second, args->kind, policy,
                                    cli_lang(cli), &verdict, &json, &err);
    cordon_policy_free(policy);
    if (st) return cli_fail(cli, &err);
    if (cli->globals.json) {
        term_add(&cli->out, json);
        term_z(&cli->out, "\n");
    } else {
        compare_view(cli, json);
    }
    return exit_of(verdict);
}

static int run(struct cli *cli, const void *given)
{
    const struct compare_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_comparer *comparer = cordon_comparer_new();
    if (!comparer) {
        (void)error_nomem(&err);
        return cli_fail(cli, &err);
    }
    int code = args->second.data ? compare_two(cli, args, comparer) : compare_file(cli, args, comparer);
    cordon_comparer_free(comparer);
    return code;
}

const struct command cmd_compare = {
    .name = "compare",
    .group = "Screening",
    .summary = "tell whether two writings can be one name, and why",
    .about =
        "Of two names each word stands beside its counterpart, with how they are alike, and below them the reasons "
        "that screening would give if the first stood in a record and the second on a list. The score is the same "
        "both ways. 'one name' and 'can be one name' begin where the policy's same_bp and gate_bp do; they end with "
        "status 1, two names with 0. Where nothing could be compared, or a lone initial or family name met nothing, "
        "that is said and the status is 4.\n"
        "Of a file the score stands behind each pair, in basis points: 10000 is the same name once written alike, 0 "
        "nothing in common. A pair that cannot be compared is told on stderr, has 'error' for a score, and the run "
        "ends with status 3.\n"
        "The score knows nothing of how rare the name is, and of no list.",
    .options = options,
    .arguments = arguments,
    .examples = examples,
    .args_size = sizeof(struct compare_args),
    .run = run,
};
