/* `cordon tune`: what labelled outcomes say about rules, lists and thresholds. */
#include "cli/command.h"

#include "base/num.h"
#include "cli/tune.h"

struct tune_args {
    struct desk_args desk;
    const char      *labels, *policy, *write;
    uint64_t         sample, seed;
    struct opt_many  set;
    str              author, approver, reason;
};

enum { DEFAULT_SAMPLE = 5 };

static const struct tune_args defaults = { .sample = DEFAULT_SAMPLE, .seed = 1 };

static const struct opt options[] = {
    { .name = "labels", .letter = 'l', .kind = OPT_PATH, .at = offsetof(struct tune_args, labels),
      .arg = "FILE", .help = "outcomes as CSV or JSON Lines: id or subject, outcome (true, false, unknown), "
                             "and decided_at if known" },
    { .name = "policy", .kind = OPT_PATH, .at = offsetof(struct tune_args, policy), .arg = "FILE",
      .help = "policy file, default, or demo (default: the setting)" },
    { .name = "sample", .kind = OPT_U64, .at = offsetof(struct tune_args, sample), .arg = "N",
      .max = SAMPLES_MAX, .help = "cases below the line to name: N near it and N of all others (default: 5)" },
    { .name = "seed", .kind = OPT_U64, .at = offsetof(struct tune_args, seed), .arg = "S",
      .help = "which cases; the same number names the same (default: 1)" },
    { .name = "set", .kind = OPT_MANY, .at = offsetof(struct tune_args, set), .arg = "KEY=VALUE",
      .help = "count what this change of the policy would do to the labelled cases; may be given again" },
    { .name = "write", .kind = OPT_PATH, .at = offsetof(struct tune_args, write), .arg = "POLICY",
      .help = "write the policy with these changes to a new file, and a change record beside it" },
    { .name = "reason", .kind = OPT_STR, .at = offsetof(struct tune_args, reason), .arg = "TEXT",
      .help = "why it is changed; needed by --write" },
    { .name = "approver", .kind = OPT_STR, .at = offsetof(struct tune_args, approver), .arg = "NAME",
      .help = "who approved it, somebody else than the author; needed by --write" },
    { .name = "author", .kind = OPT_STR, .at = offsetof(struct tune_args, author), .arg = "NAME",
      .help = "who changes it (default: the name you are logged in by)" },
    DESK_OPTIONS(struct tune_args, desk),
    { .name = NULL },
};

static const struct arg arguments[] = {
    { .name = "RECORDS", .kind = OPT_PATH, .at = offsetof(struct tune_args, desk.file),
      .help = "the records that the labels are about, and others: some of those below the line are named" },
    { .name = NULL },
};

static const struct example examples[] = {
    { "cordon tune --labels outcomes.csv applicants.csv", "precision by rule, list and verdict; proposals" },
    { "cordon tune --labels outcomes.csv --set flag_review=5 applicants.csv",
      "and what that change would do to the labelled cases" },
    { "cordon tune --labels outcomes.csv --set flag_review=5 --write strict.tsv --author A.Example "
      "--approver B.Example --reason 'too many false alarms in June' applicants.csv",
      "a new policy file, and who changed what and why" },
    { NULL, NULL },
};

/* --- counting --------------------------------------------------------------------------------------- */

static void count_once(struct tune *t, struct counts *to, const struct label *l, str name, str note)
{
    size_t place = (size_t)(l - t->labels.item);
    char key[640];
    if (name.len > 512) return; /* no list or rule is called so */
    memcpy(key, &place, sizeof place);
    key[sizeof place] = to == &t->rules ? 'r' : 'l';
    memcpy(key + sizeof place + 1, name.data, name.len);
    struct counts_row *seen = counts_of(&t->seen, str_of(key, sizeof place + 1 + name.len));
    struct counts_row *row = counts_of(to, name);
    if (!seen || !row || seen->n[0]) return;
    seen->n[0] = 1;
    row->n[l->outcome]++;
    if (!row->note.len) row->note = arena_str(&t->kept, note);
}

static void count_label(struct tune *t, struct label *l, const struct answer *a)
{
    if (t->pass == 0) l->records++;
    if (a->verdict > l->verdict[t->pass]) l->verdict[t->pass] = a->verdict;
    if (t->pass) return;
    if (a->points > l->points) l->points = a->points;
    for (size_t i = 0; i < a->hits; i++) {
        if (!answer_hit_counts(&a->hit[i])) continue;
        l->has_hit = true;
        count_once(t, &t->lists, l, a->hit[i].source, STR_EMPTY);
    }
    for (size_t i = 0; i < a->flags; i++) {
        if (!answer_flag_counts(&a->flag[i])) continue;
        l->has_legal = l->has_legal || !a->flag[i].is_counted;
        count_once(t, &t->rules, l, a->flag[i].id, a->flag[i].strength);
    }
}

/* SplitMix64 (src: splitmix) */
static uint64_t next_number(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static void offer(struct tune *t, struct sampling *s, const struct answer *a, uint64_t score_bp)
{
    str subject = answer_subject(a);
    if (!s->want || !subject.len) return;
    for (size_t i = 0; i < s->count; i++)
        if (str_eq(s->item[i].subject, subject)) return;
    size_t at = s->count;
    s->seen++;
    if (s->count == s->want) at = (size_t)(next_number(&s->state) % s->seen);
    if (at >= s->want) return;
    s->item[at] = (struct sample){ arena_str(&t->kept, subject), a->points, score_bp };
    if (at == s->count) s->count++;
}

/* A case that nobody has looked at because nothing said so. */
static void sample(struct tune *t, const struct answer *a)
{
    uint64_t score = 0;
    if (a->has_error || answer_is_alert(a)) return;
    for (size_t i = 0; i < a->hits; i++)
        if (a->hit[i].score_bp > score) score = a->hit[i].score_bp;
    bool is_near = a->hits || a->points * 2 >= (uint64_t)t->flag_review;
    offer(t, is_near ? &t->near : &t->clear, a, score);
}

static cordon_status count_answer(struct tune *t, str line, struct cordon_error *err)
{
    arena_reset(&t->arena);
    cordon_status st = answer_read(line, &t->arena, t->answer, err);
    if (st) return st;
    struct label *l = labels_find(&t->labels, t->answer->subject, t->answer->id);
    if (l) count_label(t, l, t->answer);
    if (!l && t->pass == 0) sample(t, t->answer);
    if (!t->kept.failed) return CORDON_OK;
    return t->kept.over ? error_set(err, CORDON_LIMIT, "too many labelled findings to count") : error_nomem(err);
}

static cordon_status take_answers(void *ctx, cordon_str lines, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (str rest = lines, line; !st && str_next(&rest, '\n', &line);)
        if (line.len) st = count_answer(ctx, line, err);
    return st;
}

static cordon_status screen(struct tune *t, int pass, struct cordon_error *err)
{
    struct desk_run run = { .policy = pass ? t->changed : t->policy, .what = "screening",
                            .answer = take_answers, .ctx = t };
    t->pass = pass;
    return desk_screen(&t->desk, &run, &t->totals[pass], err);
}

static void sum_up(struct tune *t)
{
    for (size_t i = 0; i < t->labels.count; i++) {
        const struct label *l = &t->labels.item[i];
        if (!l->records) {
            t->missing++;
            continue;
        }
        bool was = l->verdict[0] >= CORDON_REVIEW, is = l->verdict[1] >= CORDON_REVIEW;
        t->by[l->outcome]++;
        t->verdicts[l->verdict[0]][l->outcome]++;
        if (!t->changed || was == is || l->outcome == OUTCOME_UNKNOWN) continue;
        t->lost += was && l->outcome == OUTCOME_RIGHT;
        t->found += is && l->outcome == OUTCOME_RIGHT;
        t->gone += was && l->outcome == OUTCOME_WRONG;
        t->more += is && l->outcome == OUTCOME_WRONG;
    }
    counts_sort(&t->rules, OUTCOME_WRONG);
    counts_sort(&t->lists, OUTCOME_WRONG);
}

/* --- together --------------------------------------------------------------------------------------- */

static cordon_status check_args(const struct tune_args *a, struct cordon_error *err)
{
    if (!a->labels) return error_set(err, CORDON_ARGUMENT, "say with --labels what the outcomes were");
    if (strcmp(a->desk.file, "-") == 0 && a->set.count)
        return error_set(err, CORDON_ARGUMENT, "with --set the records are read twice: name a file");
    return CORDON_OK;
}

static cordon_status read_threshold(struct tune *t, struct cordon_error *err)
{
    struct cordon_text text = { NULL, 0 };
    uint64_t v = 0;
    cordon_status st = cordon_policy_value(t->policy, STR("flag_review"), &text, err);
    if (st) return st;
    (void)num_parse_u64(str_of(text.data, text.len), 100000, &v);
    t->flag_review = (int64_t)v;
    cordon_text_free(&text);
    return CORDON_OK;
}

static cordon_status work(struct tune *t, const struct tune_args *args, const struct tune_change *change,
                          struct cordon_error *err)
{
    const char *policy = args->policy ? args->policy : t->cli->settings.policy;
    cordon_status st = check_args(args, err);
    if (!st && args->write) st = tune_change_check(change, err);
    if (!st) st = labels_open(args->labels, &t->labels, err);
    if (!st) st = cordon_policy_load(policy, &t->policy, err);
    if (!st) st = read_threshold(t, err);
    if (!st && args->set.count) st = tune_change_apply(change, policy, &t->changed, err);
    /* without the known-good list: it would hide what the labels are about */
    if (!st) st = desk_open(&t->desk, t->cli, &args->desk, false, err);
    if (!st) st = screen(t, 0, err);
    if (!st && t->changed) st = screen(t, 1, err);
    if (st) return st;
    sum_up(t);
    tune_propose(t);
    return args->write ? tune_change_write(t, change, err) : CORDON_OK;
}

static void prepare(struct tune *t, struct cli *cli, const struct tune_args *args)
{
    t->cli = cli;
    arena_init(&t->arena, 64u << 20);
    arena_init(&t->kept, (size_t)1 << 30);
    t->rules.arena = t->lists.arena = t->seen.arena = &t->kept;
    t->near.want = t->clear.want = (size_t)args->sample;
    t->near.state = args->seed;
    t->clear.state = args->seed ^ 0x5DEECE66Du;
}

static int run(struct cli *cli, const void *given)
{
    const struct tune_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct tune *t = arena_calloc(&cli->arena, 1, sizeof *t);
    struct answer *answer = arena_alloc(&cli->arena, sizeof *answer);
    struct tune_change change = { .path = args->write, .set = &args->set, .labels = args->labels,
                                  .author = cli_author(args->author),
                                  .approver = args->approver, .reason = args->reason };
    if (!t || !answer) {
        error_nomem(&err);
        return cli_fail(cli, &err);
    }
    prepare(t, cli, args);
    t->answer = answer;
    cordon_status st = work(t, args, &change, &err);
    if (!st && cli->globals.json) tune_print_json(t);
    if (!st && !cli->globals.json) st = tune_print_people(t, &err);
    int code = st ? cli_fail(cli, &err) : desk_exit(&t->totals[0]);
    desk_close(&t->desk);
    cordon_policy_free(t->policy);
    cordon_policy_free(t->changed);
    labels_close(&t->labels);
    arena_release(&t->arena);
    arena_release(&t->kept);
    return code;
}

const struct command cmd_tune = {
    .name = "tune",
    .group = "Screening",
    .summary = "what looked-at cases say about rules, lists and thresholds; changes nothing by itself",
    .about = "Screens the records, joins the labels, and prints how often each verdict, list and rule was right, "
             "with Wilson's 95 % intervals; how many true cases are found, where labels of clear records allow "
             "it; some cases below the line for a person to look at; and proposals in words.\n"
             "Only --set changes thresholds, and only --write keeps that: in a new file, with a record of what, "
             "why, by whom and on which labels. The approver is never the author.\n"
             "The known-good list is left aside.",
    .options = options,
    .arguments = arguments,
    .examples = examples,
    .args_size = sizeof(struct tune_args),
    .defaults = &defaults,
    .run = run,
};
