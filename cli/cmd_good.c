/* `cordon good`: what people decided to be known good, for as long as nothing changes. */
#include "cli/command.h"

#include "base/date.h"
#include "base/json.h"
#include "base/num.h"
#include "cli/answer.h"
#include "cli/desk.h"
#include "cli/grid.h"
#include "cli/when.h"
#include "cli/words.h"
#include "os/os.h"

enum { GOOD_WAIT_MS = 30000, TARGETS_SHOWN = 8, MARKS_MAX = 64, SNIFF_LEN = 64 << 10 };

/* --- shared ----------------------------------------------------------------------------------------- */

static str day_of(struct arena *a, int64_t s)
{
    char text[16];
    date_text(date_of_time(s), text);
    return arena_str(a, str_c(text));
}

/* "in_force", "expired", "ended", "not_yet": at the time asked about. */
static const char *state_of(const struct cordon_good_entry *e, int64_t as_of_s)
{
    if (e->ended_line) return "ended";
    if (as_of_s >= e->expires_s) return "expired";
    return as_of_s < e->created_s ? "not_yet" : "in_force";
}

static void write_entry(struct cli *cli, const struct cordon_good_entry *e)
{
    struct json_writer w;
    json_w_init(&w, &cli->out.buf);
    json_w_object(&w);
    json_w_key_u64(&w, STR("good"), e->id);
    json_w_key_str(&w, STR("subject"), e->subject);
    json_w_key_str(&w, e->is_rule ? STR("rule") : STR("entry"), e->target);
    json_w_key_str(&w, STR("state"), str_c(state_of(e, cli->globals.as_of_s)));
    json_w_key_str(&w, STR("reason"), e->reason);
    json_w_key_str(&w, STR("author"), e->author);
    json_w_key_str(&w, STR("created"), day_of(&cli->arena, e->created_s));
    json_w_key_str(&w, STR("expires"), day_of(&cli->arena, e->expires_s));
    if (e->ended_line) {
        json_w_key(&w, STR("ended"));
        json_w_object(&w);
        json_w_key_str(&w, STR("on"), day_of(&cli->arena, e->ended_s));
        json_w_key_str(&w, STR("reason"), e->ended_reason);
        json_w_key_str(&w, STR("author"), e->ended_author);
        json_w_object_end(&w);
    }
    json_w_key_str(&w, STR("mark"), e->mark);
    json_w_key_str(&w, STR("listed"), e->listed);
    json_w_object_end(&w);
    term_z(&cli->out, "\n");
}

static void say(struct cli *cli, const char *key, const struct cordon_word *words, size_t count)
{
    struct buf b = BUF_INIT(1 << 16);
    words_add(cli, key, words, count, &b);
    term_text(&cli->out, buf_str(&b));
    term_z(&cli->out, "\n");
    buf_release(&b);
}

/* --- add -------------------------------------------------------------------------------------------- */

struct add_args {
    struct desk_args desk;
    str              subject, entry, rule, reason, author;
    int64_t          expires_s; /* TIME_UNSET: as the policy says */
    const char      *policy;
};

#define TIME_UNSET INT64_MIN

static const struct add_args add_defaults = { .expires_s = TIME_UNSET };

static const struct opt add_options[] = {
    { .name = "subject", .kind = OPT_STR, .at = offsetof(struct add_args, subject), .arg = "ID",
      .help = "whom it is about: the record's subject, or its id when it has none" },
    { .name = "entry", .kind = OPT_STR, .at = offsetof(struct add_args, entry), .arg = "ID",
      .help = "listed party that the subject is not, such as us_ofac_sdn-1234" },
    { .name = "rule", .kind = OPT_STR, .at = offsetof(struct add_args, rule), .arg = "ID",
      .help = "or: rule whose red flag was explained" },
    { .name = "reason", .kind = OPT_STR, .at = offsetof(struct add_args, reason), .arg = "TEXT",
      .help = "why it is known good; without what is private about the person" },
    { .name = "author", .kind = OPT_STR, .at = offsetof(struct add_args, author), .arg = "NAME",
      .help = "who decided (default: the name you are logged in by)" },
    { .name = "expires", .kind = OPT_TIME, .at = offsetof(struct add_args, expires_s), .arg = "DATE",
      .help = "when it has to be decided again (default: after the policy's good_days)" },
    { .name = "policy", .kind = OPT_PATH, .at = offsetof(struct add_args, policy), .arg = "FILE",
      .help = "policy file, default, or demo (default: the setting)" },
    DESK_OPTIONS(struct add_args, desk),
    { .name = NULL },
};

static const struct arg add_arguments[] = {
    { .name = "FILE", .kind = OPT_PATH, .at = offsetof(struct add_args, desk.file),
      .help = "the record that was decided on, or the file it stands in; or answers of 'cordon screen "
              "--json' about it" },
    { .name = NULL },
};

static const struct example add_examples[] = {
    { "cordon good add --subject A-17 --entry us_ofac_sdn-1234 --reason 'other birth date, passport seen' "
      "applicants.csv", "the hit is shown and not counted until something changes" },
    { "cordon good add --subject A-17 --rule net_anonymizer --reason 'company VPN, confirmed by IT' "
      "--expires 2027-01-31 applicants.csv", "the same of a red flag" },
    { NULL, NULL },
};

/* What the answers say of the subject and the hit. */
struct search {
    const struct add_args *args;
    struct answer         *answer;
    struct arena           arena; /* of one answer */
    struct arena          *kept;
    str                    target;
    bool                   is_rule;
    struct { str mark, listed; } found[MARKS_MAX];
    size_t                 count;
    uint64_t               subjects; /* answers about the subject */
    bool                   is_there; /* the hit is there, and may not be taken out of the count */
    bool                   is_suppressed; /* ... or is out of it already */
    str                    others[TARGETS_SHOWN]; /* what else counts */
    size_t                 other_count;
};

static void keep_found(struct search *s, str mark, str listed)
{
    for (size_t i = 0; i < s->count; i++)
        if (str_eq(s->found[i].mark, mark) && str_eq(s->found[i].listed, listed)) return;
    if (s->count == MARKS_MAX) return;
    s->found[s->count].mark = arena_str(s->kept, mark);
    s->found[s->count++].listed = arena_str(s->kept, listed);
}

static void meet(struct search *s, bool is_rule, str target, str mark, str listed, bool counts,
                 bool is_suppressed)
{
    if (is_rule == s->is_rule && str_eq(target, s->target)) {
        s->is_there = s->is_there || counts;
        s->is_suppressed = s->is_suppressed || is_suppressed;
        if (counts && mark.len && listed.len) keep_found(s, mark, listed);
    } else if (counts && s->other_count < TARGETS_SHOWN) {
        s->others[s->other_count++] = arena_str(s->kept, target);
    }
}

static cordon_status look_at(struct search *s, str line, struct cordon_error *err)
{
    struct answer *a = s->answer;
    arena_reset(&s->arena);
    cordon_status st = answer_read(line, &s->arena, a, err);
    if (st || !str_eq(answer_subject(a), s->args->subject)) return st;
    s->subjects++;
    for (size_t i = 0; i < a->hits; i++)
        meet(s, false, a->hit[i].entity, a->hit[i].mark, a->hit[i].listed, answer_hit_counts(&a->hit[i]),
             a->hit[i].is_suppressed);
    for (size_t i = 0; i < a->flags; i++)
        meet(s, true, a->flag[i].id, a->flag[i].mark, a->flag[i].listed, answer_flag_counts(&a->flag[i]),
             a->flag[i].is_suppressed);
    return s->kept->failed ? error_nomem(err) : CORDON_OK;
}

static cordon_status take_answers(void *ctx, cordon_str lines, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (str rest = lines, line; !st && str_next(&rest, '\n', &line);)
        if (line.len) st = look_at(ctx, line, err);
    return st;
}

/* Answers begin so and nothing else does. */
static bool holds_answers(const char *path)
{
    struct os_reader r = OS_READER_INIT;
    char *head = NULL;
    size_t got = 0;
    bool is_answer = false;
    struct buf b = BUF_INIT(SNIFF_LEN);
    if (strcmp(path, "-") == 0 || !os_file_size(path)) return false;
    if (os_reader_open(path, &r, NULL) == CORDON_OK) head = buf_take(&b, SNIFF_LEN);
    if (head && os_reader_read(&r, head, SNIFF_LEN, &got, NULL) == CORDON_OK) {
        str text = str_of(head, got);
        is_answer = str_starts(text, STR("{\"id\":")) && str_find(text, STR("\"verdict\":\""), 0) != SIZE_MAX &&
                    str_find(text, STR("\"checks\":["), 0) != SIZE_MAX;
    }
    os_reader_close(&r);
    buf_release(&b);
    return is_answer;
}

/* Is the listing still the one that the answer was about? */
static cordon_status check_listed(const struct desk *d, const struct search *s, struct cordon_error *err)
{
    struct cordon_text shown = { NULL, 0 };
    cordon_status st = s->is_rule ? CORDON_OK : cordon_show(d->set, s->target, &shown, err);
    for (size_t i = 0; !st && !s->is_rule && i < s->count; i++)
        if (str_find(str_of(shown.data, shown.len), s->found[i].listed, 0) == SIZE_MAX)
            st = error_set(err, CORDON_REFUSED, "the list has changed '%.*s' since that answer; screen again",
                           STR_ARG(s->target));
    cordon_text_free(&shown);
    return st;
}

static cordon_status read_answers(struct desk *d, struct search *s, struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    cordon_status st = os_file_read(d->args->file, &f, err);
    if (!st) st = take_answers(s, f.bytes, err);
    if (st) error_in_file(err, str_c(d->args->file));
    if (!st && s->count) st = check_listed(d, s, err);
    os_file_unmap(&f);
    return st;
}

static cordon_status explain(const struct search *s, bool is_old, struct cordon_error *err)
{
    struct buf all = BUF_INIT(4096);
    cordon_status st;
    for (size_t i = 0; i < s->other_count; i++)
        buf_printf(&all, "%s%.*s", i ? ", " : "", STR_ARG(s->others[i]));
    if (!s->subjects)
        st = error_set(err, CORDON_ARGUMENT, "no record there is about '%.*s'", STR_ARG(s->args->subject));
    else if (s->is_there && is_old)
        st = error_set(err, CORDON_REFUSED, "the answer says nothing that '%.*s' could be fixed by: it is met by "
                       "a number or a wallet, or the answer is older than the known-good list; screen again "
                       "and name the new answers", STR_ARG(s->target));
    else if (s->is_there)
        st = error_set(err, CORDON_REFUSED, "'%.*s' is met by a number or a wallet, or rests on more values than "
                       "can be fixed; no decision takes that out of the count", STR_ARG(s->target));
    else if (s->is_suppressed)
        st = error_set(err, CORDON_ARGUMENT, "'%.*s' is known good for '%.*s' already", STR_ARG(s->target),
                       STR_ARG(s->args->subject));
    else
        st = error_set(err, CORDON_ARGUMENT, "'%.*s' counts nothing against '%.*s'; what does: %.*s",
                       STR_ARG(s->target), STR_ARG(s->args->subject), STR_ARG(all.len ? buf_str(&all)
                                                                                     : STR("nothing")));
    buf_release(&all);
    return st;
}

static cordon_status check_add(const struct add_args *a, struct cordon_error *err)
{
    if (!a->subject.len) return error_set(err, CORDON_ARGUMENT, "say with --subject whom it is about");
    if (!a->entry.len == !a->rule.len)
        return error_set(err, CORDON_ARGUMENT, "say with --entry or with --rule, not both, what is known good");
    if (!str_trim(a->reason).len) return error_set(err, CORDON_ARGUMENT, "say with --reason why it is known good");
    if (!cli_author(a->author).len) return error_set(err, CORDON_ARGUMENT, "say with --author who decided");
    return CORDON_OK;
}

/* A policy's number of days, as good_days_max. */
static cordon_status policy_days(const struct cordon_policy *p, const char *key, int64_t *ret,
                                 struct cordon_error *err)
{
    struct cordon_text text = { NULL, 0 };
    uint64_t v = 0;
    cordon_status st = cordon_policy_value(p, str_c(key), &text, err);
    if (st) return st;
    (void)num_parse_u64(str_of(text.data, text.len), 100000, &v);
    *ret = (int64_t)v;
    cordon_text_free(&text);
    return CORDON_OK;
}

static cordon_status expiry_of(const struct add_args *a, const struct cordon_policy *p, int64_t now_s,
                               int64_t *ret, struct cordon_error *err)
{
    int64_t days = 0, most = 0;
    cordon_status st = policy_days(p, "good_days", &days, err);
    if (!st) st = policy_days(p, "good_days_max", &most, err);
    if (st) return st;
    if (days > most) days = most;
    *ret = a->expires_s != TIME_UNSET ? a->expires_s : now_s + days * 86400;
    if (*ret - now_s > most * 86400)
        return error_set(err, CORDON_ARGUMENT, "--expires lies more than %lld days ahead, the policy's "
                         "good_days_max", (long long)most);
    return CORDON_OK;
}

static cordon_status add_found(struct cli *cli, const struct add_args *a, const struct search *s,
                               const struct cordon_good_change *change, int64_t expires_s,
                               struct cordon_error *err)
{
    for (size_t i = 0; i < s->count; i++) {
        uint32_t id;
        struct cordon_good_about about = { .subject = a->subject, .target = s->target, .is_rule = s->is_rule,
                                           .mark = s->found[i].mark, .listed = s->found[i].listed,
                                           .expires_s = expires_s };
        cordon_status st = cordon_good_add(change, &about, &id, err);
        if (st) return st;
        struct cordon_good_entry e = { .id = id, .subject = a->subject, .target = s->target,
                                       .is_rule = s->is_rule, .mark = about.mark, .listed = about.listed,
                                       .reason = change->reason, .author = change->author,
                                       .created_s = change->now_s, .expires_s = expires_s };
        const struct cordon_word words[] = { word_number("id", id), word_text("subject", a->subject),
                                             word_text("target", s->target),
                                             word_text("until", day_of(&cli->arena, expires_s)) };
        if (cli->globals.json)
            write_entry(cli, &e);
        else
            say(cli, "good.added", words, 4);
    }
    return CORDON_OK;
}

/* Look for the hit, as the file is now. */
static cordon_status find(struct desk *d, const struct cordon_policy *policy, struct search *s,
                          struct cordon_error *err)
{
    struct cordon_batch_totals totals;
    struct desk_run run = { .policy = policy, .what = "screening", .answer = take_answers, .ctx = s };
    bool is_old = holds_answers(d->args->file);
    cordon_status st = is_old ? read_answers(d, s, err) : desk_screen(d, &run, &totals, err);
    return !st && !s->count ? explain(s, is_old, err) : st;
}

static int run_add(struct cli *cli, const void *given)
{
    const struct add_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_policy *policy = NULL;
    struct desk desk = { .cli = cli };
    struct search s = { .args = args, .kept = &cli->arena, .is_rule = args->rule.len != 0,
                        .target = args->rule.len ? args->rule : args->entry };
    struct cordon_good_change change = { .wait_ms = GOOD_WAIT_MS, .reason = args->reason,
                                         .author = cli_author(args->author),
                                         .now_s = cli->globals.as_of_s };
    int64_t expires_s = 0;
    arena_init(&s.arena, 64u << 20);
    s.answer = arena_alloc(&cli->arena, sizeof *s.answer);
    cordon_status st = s.answer ? check_add(args, &err) : error_nomem(&err);
    if (!st) st = cordon_policy_load(args->policy ? args->policy : cli->settings.policy, &policy, &err);
    if (!st) st = expiry_of(args, policy, change.now_s, &expires_s, &err);
    if (!st) st = cli_data_folder(cli, &change.data_dir, &err);
    if (!st) st = cordon_good_begin(&change, &err); /* without its key no answer has a mark */
    if (!st) st = desk_open(&desk, cli, &args->desk, true, &err);
    if (!st) st = find(&desk, policy, &s, &err);
    if (!st) st = add_found(cli, args, &s, &change, expires_s, &err);
    desk_close(&desk);
    cordon_policy_free(policy);
    arena_release(&s.arena);
    return st ? cli_fail(cli, &err) : EXIT_CLEAR;
}

const struct command cmd_good_add = {
    .name = "good add",
    .group = "Screening",
    .summary = "take a hit or a red flag that was explained out of the count",
    .about =
        "The file is screened, and the hit has to be there: the entry holds for exactly the fields that were "
        "compared, and for exactly the list's rows or the rule's text. When either changes, and when the entry "
        "expires, the hit counts again and says that it was known good, and why no longer.\n"
        "A hit by a number or a wallet is never taken out of the count.\n"
        "What is kept: ids, hashes made with a key of this folder, your reason and your name (docs/good.md).",
    .options = add_options,
    .arguments = add_arguments,
    .examples = add_examples,
    .args_size = sizeof(struct add_args),
    .defaults = &add_defaults,
    .run = run_add,
};

/* --- list ------------------------------------------------------------------------------------------- */

static const struct example list_examples[] = {
    { "cordon good list", "every decision, and whether it is in force" },
    { "cordon good list --json", "the same for programs, one a line" },
    { NULL, NULL },
};

static const char *heading(struct cli *cli, const char *key)
{
    struct buf b = BUF_INIT(1 << 12);
    words_add(cli, key, NULL, 0, &b);
    const char *text = arena_str(&cli->arena, buf_str(&b)).data;
    buf_release(&b);
    return text ? text : key;
}

static cordon_status print_entries(struct cli *cli, const struct cordon_good *good, struct cordon_error *err)
{
    struct cordon_good_entry e;
    struct grid g;
    struct grid_column columns[] = {
        { .title = heading(cli, "good.column.id"), .is_right = true },
        { .title = heading(cli, "good.column.subject") },
        { .title = heading(cli, "good.column.target") },
        { .title = heading(cli, "good.column.state") },
        { .title = heading(cli, "good.column.expires") },
        { .title = heading(cli, "good.column.author") },
        { .title = heading(cli, "good.column.reason"), .is_wide = true },
    };
    grid_init(&g, &cli->arena, columns, COUNT_OF(columns));
    for (size_t i = 0; cordon_good_at(good, i, &e); i++) {
        const char *state = state_of(&e, cli->globals.as_of_s);
        struct buf word = BUF_INIT(1 << 10);
        words_add_name(cli, "good.state", str_c(state), &word);
        struct grid_cell cells[] = {
            { .text = arena_printf(&cli->arena, "%u", e.id) },
            { .text = e.subject, .style = STYLE_BOLD },
            { .text = e.target },
            { .text = arena_str(&cli->arena, buf_str(&word)),
              .style = strcmp(state, "in_force") == 0 ? STYLE_GREEN : STYLE_DIM },
            { .text = day_of(&cli->arena, e.expires_s) },
            { .text = e.author },
            { .text = e.reason },
        };
        buf_release(&word);
        grid_add(&g, cells);
    }
    return grid_print(&g, &cli->out, cli->globals.plain) ? error_nomem(err) : CORDON_OK;
}

static int run_list(struct cli *cli, const void *args)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_good *good = NULL;
    struct cordon_good_entry e;
    const char *folder;
    (void)args;
    cordon_status st = cli_data_folder(cli, &folder, &err);
    if (!st) st = cordon_good_open(folder, &good, &err);
    for (size_t i = 0; !st && cli->globals.json && cordon_good_at(good, i, &e); i++) write_entry(cli, &e);
    if (!st && !cli->globals.json) st = print_entries(cli, good, &err);
    cordon_good_close(good);
    return st ? cli_fail(cli, &err) : EXIT_CLEAR;
}

const struct command cmd_good_list = {
    .name = "good list",
    .group = "Screening",
    .summary = "print the decisions that hits and red flags are known good",
    .about = "In force, expired, ended before its time, or not yet made at the time of --as-of. Whether an entry "
             "still holds is seen when its subject is screened.",
    .examples = list_examples,
    .run = run_list,
};

/* --- expire ----------------------------------------------------------------------------------------- */

struct expire_args {
    uint64_t id;
    str      reason, author;
};

static const struct opt expire_options[] = {
    { .name = "reason", .kind = OPT_STR, .at = offsetof(struct expire_args, reason), .arg = "TEXT",
      .help = "why it no longer holds" },
    { .name = "author", .kind = OPT_STR, .at = offsetof(struct expire_args, author), .arg = "NAME",
      .help = "who decided (default: the name you are logged in by)" },
    { .name = NULL },
};

static const struct arg expire_arguments[] = {
    { .name = "ID", .kind = OPT_U64, .at = offsetof(struct expire_args, id), .min = 1, .max = UINT32_MAX,
      .help = "number of the entry, as 'cordon good list' prints it" },
    { .name = NULL },
};

static const struct example expire_examples[] = {
    { "cordon good expire 3 --reason 'passport turned out to be lent'", "the hit counts again from now on" },
    { NULL, NULL },
};

static int run_expire(struct cli *cli, const void *given)
{
    const struct expire_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_good *good = NULL;
    struct cordon_good_entry e;
    struct cordon_good_change change = { .wait_ms = GOOD_WAIT_MS, .reason = args->reason,
                                         .author = cli_author(args->author), .now_s = cli->globals.as_of_s };
    const struct cordon_word id = word_number("id", args->id);
    cordon_status st = CORDON_OK;
    if (!str_trim(args->reason).len) st = error_set(&err, CORDON_ARGUMENT, "say with --reason why it no longer holds");
    if (!st && !change.author.len) st = error_set(&err, CORDON_ARGUMENT, "say with --author who decided");
    if (!st) st = cli_data_folder(cli, &change.data_dir, &err);
    if (!st) st = cordon_good_expire(&change, (uint32_t)args->id, &err);
    if (st == CORDON_NOTFOUND) err.status = CORDON_ARGUMENT; /* the number is what was asked for */
    if (!st && cli->globals.json) st = cordon_good_open(change.data_dir, &good, &err);
    if (!st && cli->globals.json && cordon_good_at(good, args->id - 1, &e)) write_entry(cli, &e);
    if (!st && !cli->globals.json) say(cli, "good.ended", &id, 1);
    cordon_good_close(good);
    return st ? cli_fail(cli, &err) : EXIT_CLEAR;
}

const struct command cmd_good_expire = {
    .name = "good expire",
    .group = "Screening",
    .summary = "end such a decision before its time",
    .about = "The entry stays in the list with who ended it and why, and never applies again, whatever time is "
             "asked about.",
    .options = expire_options,
    .arguments = expire_arguments,
    .examples = expire_examples,
    .args_size = sizeof(struct expire_args),
    .run = run_expire,
};
