/* `cordon doctor`: what is installed, where the data is, how old, is it whole. */
#include "cli/command.h"

#include <cordon/data.h>
#include <cordon/good.h>

#include "base/json.h"
#include "cli/when.h"
#include "os/os.h"

static const struct example examples[] = {
    { "cordon doctor", "every check and what to do about those that fail" },
    { "cordon doctor --json", "the same for programs" },
    { NULL, NULL },
};

enum { FINDINGS_MAX = 256 };

struct finding {
    str  what, text;
    bool is_bad;
};

struct doctor {
    struct cli    *cli;
    struct finding items[FINDINGS_MAX];
    size_t         count;
    int            code;
};

static void note(struct doctor *d, int code, const char *what, str text)
{
    d->code = exit_worst(d->code, code);
    if (d->count == FINDINGS_MAX) return;
    d->items[d->count++] = (struct finding){ str_c(what), text, code != EXIT_CLEAR };
}

static void check_program(struct doctor *d)
{
    struct arena *a = &d->cli->arena;
    note(d, EXIT_CLEAR, "program", arena_printf(a, "cordon %s, %u cores", cordon_version(),
                                                os_cpu_count()));
    note(d, EXIT_CLEAR, "settings",
         d->cli->settings.has_file ? d->cli->settings.file : STR("no settings file; defaults"));
}

/* Can a file be made there? The only honest test is to make one. */
static void check_folder(struct doctor *d, const char *folder)
{
    struct cordon_error err = ERROR_INIT;
    struct arena *a = &d->cli->arena;
    const char *probe = arena_printf(a, "%s/doctor-probe.tmp", folder).data;
    if (!os_file_exists(folder)) {
        note(d, EXIT_CLEAR, "data folder",
             arena_printf(a, "%s is not there yet; the first import makes it", folder));
        return;
    }
    const char *lock_path = arena_printf(a, "%s/lock", folder).data;
    struct os_lock lock = OS_LOCK_INIT;
    cordon_status st = a->failed ? error_nomem(&err) : os_lock_take(lock_path, 0, &lock, &err);
    if (st == CORDON_BUSY) {
        note(d, EXIT_CLEAR, "data folder", arena_printf(a, "%s, an import is writing to it", folder));
        return;
    }
    if (!st) st = os_file_put(probe, STR("probe"), &err);
    if (!st) (void)os_file_remove(probe, NULL);
    os_unlock(&lock);
    if (st)
        note(d, EXIT_IO, "data folder",
             arena_printf(a, "%s cannot be written: %s; lists can be read but not imported", folder,
                          err.message));
    else
        note(d, EXIT_CLEAR, "data folder", arena_printf(a, "%s, writable", folder));
}

static void check_list(struct doctor *d, const struct cordon_list *l)
{
    struct arena *a = &d->cli->arena;
    int64_t now = d->cli->globals.as_of_s, at;
    if (l->is_starter) {
        note(d, EXIT_CLEAR, "list",
             arena_printf(a, "%.*s: bundled starter rows of %.*s (%u entries); import the list itself",
                          STR_ARG(l->source), STR_ARG(l->edition), l->counts.entries));
        return;
    }
    bool has_age = when_parse(l->edition, now, &at);
    int64_t days = has_age ? now / 86400 - at / 86400 : 0;
    bool is_stale = l->fresh_days && (!has_age || days > (int64_t)l->fresh_days);
    str age = has_age ? arena_printf(a, "%lld days old", (long long)days) : STR("of unknown age");
    if (l->accepted.len)
        note(d, EXIT_CLEAR, "list", arena_printf(a, "%.*s: taken although doubtful, as '%.*s': %.*s",
                                                 STR_ARG(l->source), STR_ARG(l->accepted),
                                                 STR_ARG(l->doubts)));
    if (l->counts.long_names)
        note(d, EXIT_CLEAR, "list",
             arena_printf(a, "%.*s: %u names are too long to be compared whole; found by their parts",
                          STR_ARG(l->source), l->counts.long_names));
    note(d, is_stale ? EXIT_UNDECIDED : EXIT_CLEAR, "list",
         arena_printf(a, "%.*s: edition %.*s, %.*s, %u entries, %u untyped pieces, %u warnings%s",
                      STR_ARG(l->source), STR_ARG(l->edition), STR_ARG(age), l->counts.entries,
                      l->counts.untyped_pieces, l->counts.warnings,
                      is_stale ? "; stale: records without a hit are undecided" : ""));
}

static void check_lists(struct doctor *d, const char *folder)
{
    static const char *const wanted[] = { "us_ofac_sdn", "un_sc" };
    struct cordon_error err = ERROR_INIT;
    struct cordon_set *set = NULL;
    struct cordon_list l;
    struct arena *a = &d->cli->arena;
    cordon_status st = cordon_set_open(folder, &set, &err);
    if (!st) st = cordon_set_verify(set, &err);
    if (st)
        note(d, exit_of_status(st), "data set",
             arena_printf(a, "%s%s%s", err.file, err.file[0] ? ": " : "", err.message));
    if (!set) return;
    if (!st)
        note(d, EXIT_CLEAR, "data set",
             arena_printf(a, "%.12s…, every byte as it was stored", cordon_set_hash(set).data));
    for (size_t i = 0; cordon_set_list(set, i, &l); i++) check_list(d, &l);
    for (size_t k = 0; k < sizeof wanted / sizeof *wanted; k++) {
        bool is_there = false;
        for (size_t i = 0; cordon_set_list(set, i, &l); i++)
            is_there = is_there || (!l.is_starter && str_eq(l.source, str_c(wanted[k])));
        if (!is_there)
            note(d, EXIT_UNDECIDED, "list",
                 arena_printf(a, "%s was never imported: records without a hit are undecided",
                              wanted[k]));
    }
    cordon_set_close(set);
}

/* A damaged known-good list stops every screening: better told here first. */
static void check_good(struct doctor *d, const char *folder)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_good *good = NULL;
    struct arena *a = &d->cli->arena;
    cordon_status st = cordon_good_open(folder, &good, &err);
    if (st)
        note(d, exit_of_status(st), "known good",
             arena_printf(a, "%s:%llu: %s", err.file, (unsigned long long)err.line, err.message));
    else if (cordon_good_count(good))
        note(d, EXIT_CLEAR, "known good",
             arena_printf(a, "%zu entries, every line as it was written", cordon_good_count(good)));
    cordon_good_close(good);
}

static void print_json(struct doctor *d)
{
    struct json_writer w;
    json_w_init(&w, &d->cli->out.buf);
    json_w_object(&w);
    json_w_key(&w, STR("healthy"));
    json_w_bool(&w, d->code == EXIT_CLEAR);
    json_w_key(&w, STR("findings"));
    json_w_array(&w);
    for (size_t i = 0; i < d->count; i++) {
        json_w_object(&w);
        json_w_key_str(&w, STR("check"), d->items[i].what);
        json_w_key(&w, STR("ok"));
        json_w_bool(&w, !d->items[i].is_bad);
        json_w_key_str(&w, STR("text"), d->items[i].text);
        json_w_object_end(&w);
    }
    json_w_array_end(&w);
    json_w_object_end(&w);
    term_z(&d->cli->out, "\n");
}

static void print_people(struct doctor *d)
{
    struct term *out = &d->cli->out;
    for (size_t i = 0; i < d->count; i++) {
        const struct finding *f = &d->items[i];
        term_styled(out, f->is_bad ? STYLE_RED : STYLE_GREEN, f->is_bad ? STR("bad ") : STR("ok  "));
        term_printf(out, "%-12.*s ", STR_ARG(f->what));
        term_text(out, f->text);
        term_z(out, "\n");
    }
}

static int run(struct cli *cli, const void *args)
{
    struct doctor *d = arena_calloc(&cli->arena, 1, sizeof *d);
    struct cordon_error err = ERROR_INIT;
    const char *folder;
    (void)args;
    if (!d) {
        error_nomem(&err);
        return cli_fail(cli, &err);
    }
    d->cli = cli;
    check_program(d);
    if (cli_data_folder(cli, &folder, &err)) {
        note(d, EXIT_USAGE, "data folder", arena_str(&cli->arena, str_c(err.message)));
    } else {
        check_folder(d, folder);
        check_lists(d, folder);
        check_good(d, folder);
    }
    if (cli->globals.json)
        print_json(d);
    else
        print_people(d);
    return d->code;
}

const struct command cmd_doctor = {
    .name = "doctor",
    .group = "Cordon itself",
    .summary = "check the data folder, the lists and the build",
    .about = "Exit status 0 means that everything is in order; 4 that a list is missing or stale; 5 "
             "that the data folder cannot be used.",
    .examples = examples,
    .run = run,
};
