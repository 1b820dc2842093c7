/* `cordon forecast`: how many alerts a file brings, and how many it would bring under other policies. */
#include "cli/command.h"

#include "base/date.h"
#include "base/num.h"
#include "cli/forecast.h"
#include "cli/words.h"

struct forecast_args {
    struct desk_args desk;
    uint64_t         days, minutes;
    struct opt_many  policies, what_ifs;
};

enum { DEFAULT_MINUTES = 10 };

static const struct forecast_args defaults = { .minutes = DEFAULT_MINUTES };

static const struct opt options[] = {
    { .name = "days", .kind = OPT_U64, .at = offsetof(struct forecast_args, days), .arg = "N", .min = 1,
      .max = 36500,
      .help = "days that the file covers (default: from the first to the last time its records say)" },
    { .name = "minutes", .kind = OPT_U64, .at = offsetof(struct forecast_args, minutes), .arg = "M",
      .min = 1, .max = 10000, .help = "minutes that a person needs for one alert (default: 10)" },
    { .name = "policy", .kind = OPT_MANY, .at = offsetof(struct forecast_args, policies), .arg = "FILE",
      .help = "compare with this policy: a file, default, or demo; may be given again" },
    { .name = "what-if", .kind = OPT_MANY, .at = offsetof(struct forecast_args, what_ifs),
      .arg = "KEY=VALUE", .help = "compare with the present policy, but for this key; several keys with "
                                  "commas between change together; may be given again" },
    DESK_OPTIONS(struct forecast_args, desk),
    { .name = NULL },
};

static const struct arg arguments[] = {
    { .name = "FILE", .kind = OPT_PATH, .at = offsetof(struct forecast_args, desk.file),
      .help = "records, as 'cordon screen' reads them; it is read once for each policy" },
    { .name = NULL },
};

static const struct example examples[] = {
    { "cordon forecast applicants.csv", "alerts and hours a day at the present policy" },
    { "cordon forecast --days 30 --minutes 15 --what-if flag_review=5 --what-if "
      "possible_bp=9200,possible_score_bp=500 applicants.csv", "the same, and under two others" },
    { NULL, NULL },
};

/* --- counting --------------------------------------------------------------------------------------- */

static void count_row(struct counts *t, str name, unsigned which)
{
    struct counts_row *row = counts_of(t, name);
    if (row) row->n[which]++;
}

/* Each list and each rule that an alert rests on, once. */
static void count_causes(struct scenario *s, const struct answer *a)
{
    size_t causes = 0;
    struct counts_row *only = NULL;
    for (size_t i = 0; i < a->hits; i++) {
        bool is_again = !answer_hit_counts(&a->hit[i]);
        for (size_t k = 0; k < i && !is_again; k++)
            is_again = answer_hit_counts(&a->hit[k]) && str_eq(a->hit[k].source, a->hit[i].source);
        if (is_again) continue;
        count_row(&s->lists, a->hit[i].source, COUNT_ALERTS);
        only = counts_of(&s->lists, a->hit[i].source);
        causes++;
    }
    for (size_t i = 0; i < a->flags; i++) {
        if (!answer_flag_counts(&a->flag[i])) continue;
        count_row(&s->rules, a->flag[i].id, COUNT_ALERTS);
        only = counts_of(&s->rules, a->flag[i].id);
        causes++;
    }
    if (causes == 1 && only) only->n[COUNT_ALONE]++;
}

/* Room for one more; an alert that comes or goes takes the place of one that only changes its verdict. */
static struct change_example *place_of_example(struct scenario *s, bool is_alert_change)
{
    if (s->examples < EXAMPLES_MAX) return &s->example[s->examples++];
    for (size_t i = 0; is_alert_change && i < EXAMPLES_MAX; i++)
        if ((s->example[i].from >= CORDON_REVIEW) == (s->example[i].to >= CORDON_REVIEW))
            return &s->example[i];
    return NULL;
}

static void count_change(struct forecast *f, const struct answer *a)
{
    struct scenario *s = f->now;
    if (f->record >= f->base.len) return; /* the file has grown in the meantime */
    enum cordon_verdict from = (enum cordon_verdict)f->base.data[f->record];
    if (from == a->verdict) return;
    bool was = from >= CORDON_REVIEW, is = answer_is_alert(a);
    s->more += is && !was;
    s->fewer += was && !is;
    s->other += was == is;
    struct change_example *e = place_of_example(s, was != is);
    if (e) *e = (struct change_example){ arena_str(&f->kept, answer_subject(a)), from, a->verdict };
}

static void count_time(struct forecast *f, const struct answer *a)
{
    if (!a->has_time) return;
    int64_t day = date_of_time(a->time_s);
    if (!f->has_time || day < f->first_day) f->first_day = day;
    if (!f->has_time || day > f->last_day) f->last_day = day;
    f->has_time = true;
}

static cordon_status count_answer(struct forecast *f, str line, struct cordon_error *err)
{
    struct answer *a = f->answer;
    struct scenario *s = f->now;
    arena_reset(&f->arena);
    cordon_status st = answer_read(line, &f->arena, a, err);
    if (st) return st;
    s->alerts += answer_is_alert(a);
    for (size_t i = 0; i < a->fields; i++) {
        count_row(&s->fields, a->field[i], COUNT_RECORDS);
        if (answer_is_alert(a)) count_row(&s->fields, a->field[i], COUNT_ALERTS);
    }
    if (answer_is_alert(a)) count_causes(s, a);
    if (s == &f->scenario[0]) {
        buf_add_byte(&f->base, (char)a->verdict);
        count_time(f, a);
    } else {
        count_change(f, a);
    }
    f->record++;
    if (f->base.failed)
        return f->base.over ? error_set(err, CORDON_LIMIT, "more than %d records", FORECAST_RECORDS_MAX)
                            : error_nomem(err);
    if (f->kept.failed)
        return f->kept.over ? error_set(err, CORDON_LIMIT, "too many lists, rules or fields to count")
                            : error_nomem(err);
    return CORDON_OK;
}

static cordon_status take_answers(void *ctx, cordon_str lines, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (str rest = lines, line; !st && str_next(&rest, '\n', &line);)
        if (line.len) st = count_answer(ctx, line, err);
    return st;
}

static cordon_status run_scenario(struct forecast *f, struct scenario *s, struct cordon_error *err)
{
    str what = arena_printf(&f->kept, "%.*s", STR_ARG(s->name));
    struct desk_run run = { .policy = s->policy, .tell_given = true, .what = what.data,
                            .answer = take_answers, .ctx = f };
    if (!what.len) return error_nomem(err);
    f->now = s;
    f->record = 0;
    s->lists.arena = s->rules.arena = s->fields.arena = &f->kept;
    cordon_status st = desk_screen(&f->desk, &run, &s->totals, err);
    counts_sort(&s->lists, COUNT_ALERTS);
    counts_sort(&s->rules, COUNT_ALERTS);
    counts_sort(&s->fields, COUNT_ALERTS);
    return st;
}

/* --- scenarios -------------------------------------------------------------------------------------- */

static cordon_status add_scenario(struct forecast *f, str name, const char *policy,
                                  struct cordon_error *err)
{
    if (f->count == SCENARIOS_MAX)
        return error_set(err, CORDON_ARGUMENT, "at most %d policies are compared at once", SCENARIOS_MAX);
    struct scenario *s = &f->scenario[f->count++];
    *s = (struct scenario){ .name = arena_str(&f->kept, name) };
    return cordon_policy_load(policy, &s->policy, err);
}

/* "flag_review=5,flag_medium=2" over the present policy. */
static cordon_status add_what_if(struct forecast *f, const char *text, const char *policy,
                                 struct cordon_error *err)
{
    cordon_status st = add_scenario(f, str_c(text), policy, err);
    struct scenario *s = &f->scenario[f->count - 1];
    s->changes = str_c(text);
    for (str rest = str_c(text), piece; !st && str_next(&rest, ',', &piece);) {
        size_t at = str_index(piece, '=');
        if (at == piece.len)
            return error_set(err, CORDON_ARGUMENT, "--what-if is '%s'; it takes KEY=VALUE", text);
        st = cordon_policy_set(s->policy, str_trim(str_sub(piece, 0, at)), str_trim(str_from(piece, at + 1)),
                               err);
    }
    return st;
}

static cordon_status make_scenarios(struct forecast *f, const struct forecast_args *args,
                                    struct cordon_error *err)
{
    struct buf present = BUF_INIT(1 << 12);
    words_add(f->cli, "forecast.present", NULL, 0, &present);
    const char *policy = f->cli->settings.policy;
    cordon_status st = add_scenario(f, buf_str(&present), policy, err);
    buf_release(&present);
    for (size_t i = 0; !st && i < args->policies.count; i++)
        st = add_scenario(f, str_c(args->policies.item[i]), args->policies.item[i], err);
    for (size_t i = 0; !st && i < args->what_ifs.count; i++)
        st = add_what_if(f, args->what_ifs.item[i], policy, err);
    if (!st && f->count > 1 && strcmp(args->desk.file, "-") == 0)
        st = error_set(err, CORDON_ARGUMENT, "standard input can be read once only; name a file to compare "
                                             "policies");
    return st;
}

uint64_t forecast_day_tenths(const struct forecast *f, const struct scenario *s)
{
    return f->days ? (s->alerts * 10 + f->days / 2) / f->days : 0;
}

uint64_t forecast_hour_tenths(const struct forecast *f, const struct scenario *s)
{
    return f->days ? (s->alerts * f->minutes * 10 + 30 * f->days) / (60 * f->days) : 0;
}

static int print(struct forecast *f)
{
    struct cordon_error err = ERROR_INIT;
    if (f->cli->globals.json) forecast_print_json(f);
    if (!f->cli->globals.json && forecast_print_people(f, &err)) return cli_fail(f->cli, &err);
    return desk_exit(&f->scenario[0].totals);
}

static int run(struct cli *cli, const void *given)
{
    const struct forecast_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct forecast *f = arena_calloc(&cli->arena, 1, sizeof *f);
    struct answer *answer = arena_alloc(&cli->arena, sizeof *answer);
    if (!f || !answer) {
        error_nomem(&err);
        return cli_fail(cli, &err);
    }
    f->cli = cli;
    f->answer = answer;
    f->minutes = args->minutes;
    arena_init(&f->arena, 64u << 20);
    arena_init(&f->kept, 256u << 20);
    buf_init(&f->base, FORECAST_RECORDS_MAX);
    cordon_status st = make_scenarios(f, args, &err);
    if (!st) st = desk_open(&f->desk, cli, &args->desk, true, &err);
    for (size_t i = 0; !st && i < f->count; i++) st = run_scenario(f, &f->scenario[i], &err);
    f->days = args->days ? args->days : f->has_time ? (uint64_t)(f->last_day - f->first_day + 1) : 0;
    int code = st ? cli_fail(cli, &err) : print(f);
    for (size_t i = 0; i < f->count; i++) cordon_policy_free(f->scenario[i].policy);
    desk_close(&f->desk);
    buf_release(&f->base);
    arena_release(&f->arena);
    arena_release(&f->kept);
    return code;
}

const struct command cmd_forecast = {
    .name = "forecast",
    .group = "Screening",
    .summary = "alerts and hours a day at the present policy, and what they would be at others",
    .about = "Screens the file once for each policy and counts records at review or above: a day, by list, by "
             "rule, by the fields that the record has; and names records that would get another verdict. The "
             "known-good list is used. Nothing is changed or kept.\n"
             "Exit status: 0 counted; 3 a record could not be read; 4 one is undecided because a required list "
             "is missing or stale; 6 a limit was reached. Undecided records are no alerts, and are not clear.",
    .options = options,
    .arguments = arguments,
    .examples = examples,
    .args_size = sizeof(struct forecast_args),
    .defaults = &defaults,
    .run = run,
};
