/* `cordon own`: what blocked parties own, by which holdings. */
#include "cli/command.h"

#include <cordon/own.h>

#include "base/json.h"
#include "base/num.h"
#include "os/os.h"

enum { FILES_GIVEN_MAX = 64 };

struct own_args {
    struct opt_words words;
    const char      *policy;
    const char      *svg; /* file of a drawing; "-" = standard output */
    unsigned         test;
    uint64_t         limit;
};

static const char *const tests[] = { "us", "eu", "uk", NULL };

static const struct opt own_options[] = {
    { .name = "test", .kind = OPT_ENUM, .at = offsetof(struct own_args, test), .arg = "LAW",
      .choices = tests, .help = "us, eu or uk: this test alone counts (default: all three)" },
    { .name = "limit", .kind = OPT_U64, .at = offsetof(struct own_args, limit), .arg = "N", .min = 1,
      .max = 1000000, .help = "tell at most N parties, worst first (default: 1000)" },
    { .name = "svg", .kind = OPT_PATH, .at = offsetof(struct own_args, svg), .arg = "FILE",
      .help = "write a drawing of the party asked about, or of the worst, with what shows it; - prints it" },
    { .name = "policy", .kind = OPT_PATH, .at = offsetof(struct own_args, policy), .arg = "FILE",
      .help = "policy file, default, or demo (default: the setting)" },
    { .name = NULL },
};

static const struct arg own_arguments[] = {
    { .name = "FILE|ID", .kind = OPT_PATH, .at = offsetof(struct own_args, words), .is_many = true,
      .help = "files of holdings; and the one party asked about, by its name or id in them. A listed entity's id "
              "alone shows what the lists say of it" },
    { .name = NULL },
};

static const struct example own_examples[] = {
    { "cordon own holdings.csv", "every party of the file that blocked ones own, may own or are linked to" },
    { "cordon own holdings.csv register.json 'Example Shipping Ltd' --as-of 2026-03-31",
      "one party, from two sources, on a day" },
    { "cordon own holdings.csv 'Example Shipping Ltd' --svg example.svg", "a drawing of who holds it, for the file" },
    { "cordon own rr-golden-copy.csv names.csv --test us --json", "GLEIF's relationships, for programs" },
    { "cordon own us_ofac_sdn-9345", "what the list itself links an entity to" },
    { NULL, NULL },
};

/* --- for people ------------------------------------------------------------------------------------------ */

/* One object's own values; what is nested comes behind them. */
struct seen {
    str      party, name, as, state, kind, test, file, source, from, to, entity, verdict, through;
    uint64_t min_bp, max_bp, told_bp, line, more, statements;
    bool     has_range, is_untold, is_joint, is_control, is_effective, is_contradiction, is_undecided, is_unnamed;
    bool     is_again; /* its proof stands above */
};

struct tree {
    struct cli        *cli;
    struct json_reader r;
};

static void take(struct tree *t, struct seen *s, str key, enum json_kind k)
{
    static const struct { const char *key; size_t at; } texts[] = {
        { "party", offsetof(struct seen, party) }, { "name", offsetof(struct seen, name) },
        { "state", offsetof(struct seen, state) }, { "kind", offsetof(struct seen, kind) },
        { "test", offsetof(struct seen, test) }, { "file", offsetof(struct seen, file) },
        { "source", offsetof(struct seen, source) }, { "from", offsetof(struct seen, from) },
        { "to", offsetof(struct seen, to) }, { "entity_id", offsetof(struct seen, entity) },
        { "verdict", offsetof(struct seen, verdict) }, { "as", offsetof(struct seen, as) },
        { "one_party_with", offsetof(struct seen, through) },
    };
    static const struct { const char *key; size_t at; } numbers[] = {
        { "min_bp", offsetof(struct seen, min_bp) }, { "max_bp", offsetof(struct seen, max_bp) },
        { "told_bp", offsetof(struct seen, told_bp) }, { "line", offsetof(struct seen, line) },
        { "more", offsetof(struct seen, more) }, { "statements", offsetof(struct seen, statements) },
    };
    static const struct { const char *key; size_t at; } flags[] = {
        { "untold", offsetof(struct seen, is_untold) }, { "joint", offsetof(struct seen, is_joint) },
        { "control", offsetof(struct seen, is_control) }, { "effective", offsetof(struct seen, is_effective) },
        { "contradiction", offsetof(struct seen, is_contradiction) },
        { "undecided", offsetof(struct seen, is_undecided) }, { "unnamed", offsetof(struct seen, is_unnamed) },
        { "again", offsetof(struct seen, is_again) },
    };
    char *base = (char *)s;
    for (size_t i = 0; k == JSON_STRING && i < COUNT_OF(texts); i++)
        if (str_eq(key, str_c(texts[i].key))) {
            str v = arena_str(&t->cli->arena, t->r.text);
            memcpy(base + texts[i].at, &v, sizeof v);
        }
    for (size_t i = 0; k == JSON_NUMBER && i < COUNT_OF(numbers); i++)
        if (str_eq(key, str_c(numbers[i].key))) {
            uint64_t v = 0;
            (void)num_parse_u64(t->r.text, UINT64_MAX, &v);
            memcpy(base + numbers[i].at, &v, sizeof v);
        }
    for (size_t i = 0; k == JSON_TRUE && i < COUNT_OF(flags); i++)
        if (str_eq(key, str_c(flags[i].key))) memcpy(base + flags[i].at, &(bool){ true }, sizeof(bool));
    if (str_eq(key, STR("min_bp"))) s->has_range = true;
}

static void print_bp(struct term *out, uint64_t bp)
{
    term_printf(out, bp % 100 ? "%llu.%02llu" : "%llu", (unsigned long long)(bp / 100),
                (unsigned long long)(bp % 100));
}

static void print_range(struct term *out, uint64_t min_bp, uint64_t max_bp)
{
    print_bp(out, min_bp);
    if (max_bp != min_bp) {
        term_z(out, "-");
        print_bp(out, max_bp);
    }
    term_z(out, " %");
}

/* Text of files and lists never reaches the terminal as it is. */
static void put(struct term *out, const char *before, str text)
{
    term_z(out, before);
    term_text(out, text);
}

static void print_name(struct term *out, const struct seen *s)
{
    term_text(out, s->name.len ? s->name : s->party);
    if (str_eq(s->name, s->party)) return;
    put(out, " [", s->party);
    term_z(out, "]");
}

static void print_holding(struct tree *t, const struct seen *s, unsigned depth)
{
    struct term *out = &t->cli->out;
    term_printf(out, "%*s└ ", (int)(2 + 2 * depth), "");
    if (s->has_range)
        print_range(out, s->min_bp, s->max_bp);
    else
        term_z(out, s->is_untold ? "? %" : "");
    if (s->has_range || s->is_untold)
        term_z(out, str_eq(s->kind, STR("vote")) ? " of votes  " : "  ");
    else
        term_printf(out, "%.*s  ", STR_ARG(s->kind));
    print_name(out, s);
    if (s->as.len) put(out, ", there ", s->as);
    term_printf(out, "  (%s%.*s%s)", s->is_joint ? "acting together, " : "", STR_ARG(s->state),
                s->is_again ? ", see above" : "");
    put(out, "  ", s->file);
    if (s->line) term_printf(out, ":%llu", (unsigned long long)s->line);
    if (s->source.len) put(out, " ", s->source);
    if (s->from.len || s->to.len)
        term_printf(out, "  %.*s..%.*s", STR_ARG(s->from), STR_ARG(s->to));
    if (s->statements > 1) term_printf(out, "  (%llu statements)", (unsigned long long)s->statements);
    term_z(out, "\n");
}

static void print_hit(struct tree *t, const struct seen *s, unsigned depth)
{
    struct term *out = &t->cli->out;
    term_printf(out, "%*s%s ", (int)(2 + 2 * depth), "",
                str_eq(s->verdict, STR("is"))       ? "is"
                : str_eq(s->verdict, STR("review")) ? "may be"
                                                    : "taken for");
    term_text(out, s->entity);
    put(out, " ", s->name);
    if (s->through.len) put(out, ", one party with ", s->through);
    term_z(out, "\n");
}

static void print_test(struct tree *t, const struct seen *s)
{
    struct term *out = &t->cli->out;
    term_printf(out, "  %.*s: %.*s", STR_ARG(s->test), STR_ARG(s->state));
    if (s->is_control) term_z(out, " by control");
    if (s->is_effective) term_z(out, " by shares multiplied along the chains alone");
    if (s->max_bp) {
        term_z(out, ", ");
        print_range(out, s->min_bp, s->max_bp);
        term_z(out, " of the capital");
    }
    term_z(out, "\n");
}

static void print_result(struct tree *t, const struct seen *s)
{
    struct term *out = &t->cli->out;
    print_name(out, s);
    term_printf(out, ": %.*s; holders of ", STR_ARG(s->state));
    print_range(out, s->told_bp, s->told_bp);
    term_z(out, " are told");
    if (s->is_contradiction) term_z(out, ": more than there is");
    if (s->is_undecided) term_z(out, "; not every check could be made about it");
    if (s->is_unnamed) term_z(out, "; it has no name to ask lists about");
    term_z(out, "\n");
}

enum level { LEVEL_RESULT, LEVEL_TEST, LEVEL_HOLDING, LEVEL_HIT };

static void print_line(struct tree *t, enum level level, const struct seen *s, unsigned depth)
{
    switch (level) {
    case LEVEL_RESULT: print_result(t, s); break;
    case LEVEL_TEST: print_test(t, s); break;
    case LEVEL_HOLDING: print_holding(t, s, depth); break;
    case LEVEL_HIT: print_hit(t, s, depth); break;
    }
}

/* One object: its own values stand before what it is made of. */
static void walk(struct tree *t, enum level level, unsigned depth)
{
    struct seen s = { .min_bp = 0 };
    bool is_printed = false;
    while (json_next(&t->r) == JSON_KEY) {
        str key = arena_str(&t->cli->arena, t->r.text);
        enum json_kind k = json_next(&t->r);
        if (k != JSON_ARRAY) {
            take(t, &s, key, k);
            if (k == JSON_OBJECT) (void)json_skip(&t->r, k);
            continue;
        }
        if (!is_printed) print_line(t, level, &s, depth);
        is_printed = true;
        bool is_beside = str_eq(key, STR("holders")) || str_eq(key, STR("holds"));
        enum level below = str_eq(key, STR("tests")) ? LEVEL_TEST
                           : str_eq(key, STR("hits")) ? LEVEL_HIT
                                                      : LEVEL_HOLDING;
        for (bool is_first = true; json_next(&t->r) == JSON_OBJECT; is_first = false) {
            if (is_first && is_beside)
                term_z(&t->cli->out, str_eq(key, STR("holds")) ? "  holds\n" : "  held by\n");
            walk(t, below, depth + (level != LEVEL_RESULT || is_beside));
        }
    }
    if (!is_printed) print_line(t, level, &s, depth);
    if (s.more)
        term_printf(&t->cli->out, "%*s... %llu more\n", (int)(4 + 2 * depth), "", (unsigned long long)s.more);
}

static void say_counts(struct tree *t, str key)
{
    static const struct { const char *key, *one, *text; } rows[] = {
        { "outside_dates", "holding is not in force on this day and does not count",
          "holdings are not in force on this day and do not count" },
        { "undated", "holding has no date: it counts on every day", "holdings have no date: they count on every day" },
        { "repeated", "holding stands twice in its file and counts once", "holdings stand twice in their file and count once" },
        { "disputed", "pair of whom files say different shares: the widest range counts",
          "pairs of whom files say different shares: the widest range counts" },
        { "parties_above_whole", "party has holders of more than 100 %", "parties have holders of more than 100 %" },
        { "undecided", "party: not every check could be made: a required list is missing or stale ('cordon lists status'), or "
          "its name is too short to compare",
          "parties: not every check could be made: a required list is missing or stale ('cordon lists status'), or "
          "their names are too short to compare" },
        { "unnamed", "party has no name that lists could be asked about",
          "parties have no name that lists could be asked about" },
    };
    if (!str_eq(t->r.text, STR("0")))
        for (size_t i = 0; i < COUNT_OF(rows); i++)
            if (str_eq(key, str_c(rows[i].key)))
                cli_say(t->cli, "%.*s %s", STR_ARG(t->r.text), str_eq(t->r.text, STR("1")) ? rows[i].one : rows[i].text);
}

static void say_notes(struct tree *t)
{
    struct seen s;
    while (json_next(&t->r) == JSON_OBJECT) {
        str text = STR_EMPTY;
        s = (struct seen){ .min_bp = 0 };
        while (json_next(&t->r) == JSON_KEY) {
            str key = arena_str(&t->cli->arena, t->r.text);
            enum json_kind k = json_next(&t->r);
            if (str_eq(key, STR("text"))) text = arena_str(&t->cli->arena, t->r.text);
            take(t, &s, key, k);
        }
        cli_say(t->cli, "%.*s:%llu: %.*s", STR_ARG(s.file), (unsigned long long)s.line, STR_ARG(text));
    }
}

/* us: missing ... */
static void say_lists(struct tree *t)
{
    while (json_next(&t->r) == JSON_KEY) {
        str test = arena_str(&t->cli->arena, t->r.text);
        if (json_next(&t->r) == JSON_STRING && !str_eq(t->r.text, STR("done")))
            cli_say(t->cli, "test %.*s: its list is %s; what it does not show says nothing", STR_ARG(test),
                    str_eq(t->r.text, STR("missing"))  ? "not imported"
                    : str_eq(t->r.text, STR("closed")) ? "one that its authority closed, for history only"
                                                       : "the bundled starter list");
    }
}

static int print_text(struct cli *cli, str json)
{
    struct tree t = { .cli = cli };
    struct cordon_error err = ERROR_INIT;
    json_init(&t.r, json, &cli->arena, NULL);
    (void)json_next(&t.r);
    while (json_next(&t.r) == JSON_KEY) {
        str key = arena_str(&cli->arena, t.r.text);
        enum json_kind k = json_next(&t.r);
        if (str_eq(key, STR("results")))
            while (json_next(&t.r) == JSON_OBJECT) walk(&t, LEVEL_RESULT, 0);
        else if (str_eq(key, STR("notes")))
            say_notes(&t);
        else if (str_eq(key, STR("lists")))
            say_lists(&t);
        else if (str_eq(key, STR("holdings")))
            while (json_next(&t.r) == JSON_KEY) {
                str name = arena_str(&cli->arena, t.r.text);
                (void)json_next(&t.r);
                say_counts(&t, name);
            }
        else if (str_eq(key, STR("state")))
            term_printf(&cli->out, "%.*s\n", STR_ARG(t.r.text));
        else if (k == JSON_NUMBER)
            say_counts(&t, key);
    }
    if (!cli->arena.failed) return EXIT_CLEAR;
    error_set(&err, CORDON_LIMIT, "too much to print for people; ask with --limit or --json");
    return cli_fail(cli, &err);
}

/* --- running ------------------------------------------------------------------------------------------------ */

static int exit_of_state(enum cordon_own_state s)
{
    switch (s) {
    case CORDON_OWN_UNDECIDED: return EXIT_UNDECIDED;
    case CORDON_OWN_NOT_SHOWN: return EXIT_CLEAR;
    case CORDON_OWN_UNKNOWN:
    case CORDON_OWN_POSSIBLE:
    case CORDON_OWN_OWNED: return EXIT_REVIEW;
    }
    return EXIT_UNDECIDED;
}

/* A word that is a file is one; the other, one at most, is the party. */
static cordon_status sort_words(const struct own_args *args, struct cordon_own *own, const char **files,
                                struct cordon_error *err)
{
    for (size_t i = 0; i < args->words.count; i++) {
        uint64_t same[2];
        if (os_path_look(args->words.items[i], same) == OS_PATH_FILE && own->file_count < FILES_GIVEN_MAX) {
            files[own->file_count++] = args->words.items[i];
        } else if (!own->party.len) {
            own->party = str_c(args->words.items[i]);
        } else {
            return error_set(err, CORDON_ARGUMENT, "neither '%.*s' nor '%s' is a file, and one party can be asked "
                             "about", STR_ARG(own->party), args->words.items[i]);
        }
    }
    return CORDON_OK;
}

/* The drawing, beside what is printed or in its place. */
static cordon_status give_svg(struct cli *cli, const struct own_args *args, str answer, struct cordon_error *err)
{
    struct cordon_text svg = { NULL, 0 };
    cordon_status st = cordon_own_svg(answer, STR_EMPTY, &svg, err);
    if (st == CORDON_NOTFOUND) { /* no finding: the answer says so, and there is no picture of that */
        cli_say(cli, "nothing was found, so nothing is drawn");
        return CORDON_OK;
    }
    str bytes = str_of(svg.data, svg.len);
    if (!st) st = strcmp(args->svg, "-") ? os_file_replace(args->svg, bytes, err) : os_write_all(1, bytes, err);
    cordon_text_free(&svg);
    return st;
}

static bool is_svg_alone(const struct own_args *args)
{
    return args->svg && strcmp(args->svg, "-") == 0;
}

static int run_own(struct cli *cli, const void *given)
{
    const struct own_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_set *set = NULL;
    struct cordon_policy *policy = NULL;
    struct cordon_text text = { NULL, 0 };
    enum cordon_own_state state = CORDON_OWN_UNDECIDED;
    const char *files[FILES_GIVEN_MAX], *folder;
    struct cordon_own own = { .files = files, .as_of_s = cli->globals.as_of_s, .limit = (uint32_t)args->limit };
    int code = EXIT_CLEAR;
    if (args->test) own.jurisdiction = str_c(tests[args->test - 1]);
    cordon_status st = sort_words(args, &own, files, &err);
    if (!st) st = cordon_policy_load(args->policy ? args->policy : cli->settings.policy, &policy, &err);
    if (!st) st = cli_open_set(cli, &folder, &set, &err);
    own.set = set;
    own.policy = policy;
    if (!st && is_svg_alone(args) && cli->globals.json)
        st = error_set(&err, CORDON_ARGUMENT, "--json and --svg - both print: write the drawing to a file");
    if (!st) st = cordon_own(&own, &state, &text, &err);
    if (!st && args->svg) st = give_svg(cli, args, str_of(text.data, text.len), &err);
    if (st) {
        code = cli_fail(cli, &err);
    } else if (is_svg_alone(args)) {
        code = EXIT_CLEAR;
    } else if (cli->globals.json) {
        term_text(&cli->out, str_of(text.data, text.len));
        term_z(&cli->out, "\n");
    } else {
        code = print_text(cli, str_of(text.data, text.len));
    }
    cordon_text_free(&text);
    cordon_set_close(set);
    cordon_policy_free(policy);
    return code != EXIT_CLEAR ? code : exit_of_state(state);
}

const struct command cmd_own = {
    .name = "own",
    .group = "Screening",
    .summary = "find what blocked parties own, alone or together, directly or through others",
    .about = "Each party of the files is compared with the lists; then the tests of US, EU and UK law are done, "
             "each by itself. Owned: shown, whatever the ranges turn out to be. Possible: within the ranges told, "
             "or through somebody who may be blocked. Unknown: shares that nobody tells may make it so. Not "
             "shown: nothing here shows it, which does not say that it is not so.\n"
             "Exit status: 1 something is owned, possible or unknown; 4 nothing was found and a list that is "
             "needed is missing or stale; 0 otherwise.",
    .options = own_options,
    .arguments = own_arguments,
    .examples = own_examples,
    .args_size = sizeof(struct own_args),
    .run = run_own,
};
