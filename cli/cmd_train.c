/* `cordon train`: made-up people with known answers: a quiz for analysts, records for measuring. */
#include "cli/command.h"

#include <cordon/train.h>

#include "cli/quiz.h"
#include "os/os.h"

struct train_args {
    uint64_t    people; /* 0: the quiz */
    uint64_t    cases;  /* of the quiz; 0: CASES */
    uint64_t    seed;
    uint64_t    disguised;
    const char *truth;
};

enum { CASES = 10, DISGUISED = 1, DISGUISED_UNSET = CORDON_TRAIN_DISGUISED_MAX + 1 };

static const struct opt options[] = {
    { .name = "cases", .kind = OPT_U64, .at = offsetof(struct train_args, cases), .arg = "N",
      .help = "cases of the quiz (default: 10)", .min = 1, .max = QUIZ_CASES_MAX },
    { .name = "generate", .kind = OPT_U64, .at = offsetof(struct train_args, people), .arg = "N",
      .help = "make up N people and print their records as JSON Lines; firms come on top, one for 50",
      .min = 1, .max = CORDON_TRAIN_PEOPLE_MAX },
    { .name = "seed", .kind = OPT_U64, .at = offsetof(struct train_args, seed), .arg = "S",
      .help = "which population; the same number gives the same cases and the same bytes (default: 1)" },
    { .name = "disguised", .kind = OPT_U64, .at = offsetof(struct train_args, disguised),
      .arg = "PER_THOUSAND", .help = "how many of them are disguised (default: 1)",
      .max = CORDON_TRAIN_DISGUISED_MAX },
    { .name = "truth", .kind = OPT_PATH, .at = offsetof(struct train_args, truth), .arg = "FILE",
      .help = "write the answers there, one line of JSON a subject; they are never in the records" },
    { .name = NULL },
};

static const struct train_args defaults = { .seed = 1, .disguised = DISGUISED_UNSET };

static const struct example examples[] = {
    { "cordon train", "ten cases: decide, then see what Cordon saw and what is true" },
    { "cordon train --cases 3 --seed 7 --lang ko", "three others, in Korean" },
    { "cordon train --generate 1000 --seed 7 --disguised 20 --truth truth.jsonl > people.jsonl",
      "a thousand people, twenty of them disguised" },
    { "cordon train --generate 100000 --truth truth.jsonl | cordon screen -", "a population, screened" },
    { NULL, NULL },
};

enum { PIECE = 1 << 18 };

struct writing {
    struct cli      *cli;
    struct os_writer truth;
    struct buf       waiting; /* of the truth */
};

static cordon_status truth_flush(struct writing *w, struct cordon_error *err)
{
    cordon_status st = buf_status(&w->waiting);
    if (st) return error_set(err, st, "memory ran out");
    st = os_write_all(w->truth.fd, buf_str(&w->waiting), err);
    buf_reset(&w->waiting);
    return st;
}

static cordon_status take(void *ctx, cordon_str records, cordon_str truth, struct cordon_error *err)
{
    struct writing *w = ctx;
    cordon_status st = CORDON_OK;
    if (os_interrupted()) return error_set(err, CORDON_INTERRUPTED, "interrupted");
    term_add(&w->cli->out, records);
    if (w->cli->out.buf.len >= PIECE || w->cli->out.status) st = term_flush(&w->cli->out, err);
    if (w->truth.fd < 0) return st;
    buf_add(&w->waiting, truth);
    if (!st && w->waiting.len >= PIECE) st = truth_flush(w, err);
    return st;
}

static int generate(struct cli *cli, const struct train_args *args)
{
    struct cordon_error err = ERROR_INIT;
    struct writing w = { .cli = cli, .truth = OS_WRITER_INIT, .waiting = BUF_INIT(4 << 20) };
    uint64_t disguised = args->disguised == DISGUISED_UNSET ? DISGUISED : args->disguised;
    struct cordon_train_options o = { args->seed, (uint32_t)args->people, (uint32_t)disguised };
    cordon_status st = args->truth ? os_writer_open(args->truth, &w.truth, &err) : CORDON_OK;
    os_signals_watch();
    if (!st) st = cordon_train_generate(&o, take, &w, &err);
    if (!st && args->truth) st = truth_flush(&w, &err);
    cordon_status closed = os_writer_close(&w.truth, st ? NULL : &err);
    buf_release(&w.waiting);
    if (st || closed) return cli_fail(cli, &err);
    return EXIT_CLEAR;
}

static int run(struct cli *cli, const void *given)
{
    const struct train_args *args = given;
    struct cordon_error err = ERROR_INIT;
    if (args->people && args->cases)
        error_set(&err, CORDON_ARGUMENT, "--cases is for the quiz; leave it out with --generate");
    else if (!args->people && (args->truth || args->disguised != DISGUISED_UNSET))
        error_set(&err, CORDON_ARGUMENT, "--truth and --disguised are for a population; give --generate N too");
    if (err.status) return cli_fail(cli, &err);
    return args->people ? generate(cli, args) : quiz_run(cli, args->cases ? args->cases : CASES, args->seed);
}

const struct command cmd_train = {
    .name = "train",
    .group = "Cordon itself",
    .summary = "practise on made-up people with known answers, or make up a population",
    .about = "Shows one made-up case at a time: what the party said and what others saw. You decide clear, review or "
             "escalate, and say what you would ask; then you see what Cordon saw, with points and innocent "
             "explanations, and what is true. One case in three is disguised. At the end stands a score sheet. "
             "Where stdin is no terminal it takes an answer a line: a decision, and behind a semicolon the question. "
             "--json prints cases and outcome for programs.\n"
             "With --generate it makes up a population: honest people of twenty name cultures with everyday accidents, and "
             "disguised workers among them, as advisories and court papers describe them. Nobody in it "
             "lives. It comes from the seed alone and lives on 2026-10-01.\n"
             "docs/train.md says what is in it and where each rate comes from.",
    .options = options,
    .examples = examples,
    .args_size = sizeof(struct train_args),
    .defaults = &defaults,
    .run = run,
};
