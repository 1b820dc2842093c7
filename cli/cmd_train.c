/* `cordon train`: made-up people with known answers, for practice and for measuring. */
#include "cli/command.h"

#include <cordon/train.h>

#include "os/os.h"

struct train_args {
    uint64_t    people; /* 0: not asked for */
    uint64_t    seed;
    uint64_t    disguised;
    const char *truth;
};

static const struct opt options[] = {
    { .name = "generate", .kind = OPT_U64, .at = offsetof(struct train_args, people), .arg = "N",
      .help = "make up N people and print their records as JSON Lines; firms come on top, one for 50",
      .min = 1, .max = CORDON_TRAIN_PEOPLE_MAX },
    { .name = "seed", .kind = OPT_U64, .at = offsetof(struct train_args, seed), .arg = "S",
      .help = "which population; the same number gives the same bytes (default: 1)" },
    { .name = "disguised", .kind = OPT_U64, .at = offsetof(struct train_args, disguised),
      .arg = "PER_THOUSAND", .help = "how many of them are disguised (default: 1)",
      .max = CORDON_TRAIN_DISGUISED_MAX },
    { .name = "truth", .kind = OPT_PATH, .at = offsetof(struct train_args, truth), .arg = "FILE",
      .help = "write the answers there, one line of JSON a subject; they are never in the records" },
    { .name = NULL },
};

static const struct train_args defaults = { .seed = 1, .disguised = 1 };

static const struct example examples[] = {
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

static int run(struct cli *cli, const void *given)
{
    const struct train_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct writing w = { .cli = cli, .truth = OS_WRITER_INIT, .waiting = BUF_INIT(4 << 20) };
    if (!args->people) {
        error_set(&err, CORDON_ARGUMENT, "nothing asked for; give --generate N");
        return cli_fail(cli, &err);
    }
    struct cordon_train_options o = { args->seed, (uint32_t)args->people, (uint32_t)args->disguised };
    cordon_status st = args->truth ? os_writer_open(args->truth, &w.truth, &err) : CORDON_OK;
    os_signals_watch();
    if (!st) st = cordon_train_generate(&o, take, &w, &err);
    if (!st && args->truth) st = truth_flush(&w, &err);
    cordon_status closed = os_writer_close(&w.truth, st ? NULL : &err);
    buf_release(&w.waiting);
    if (st || closed) return cli_fail(cli, &err);
    return EXIT_CLEAR;
}

const struct command cmd_train = {
    .name = "train",
    .group = "Cordon itself",
    .summary = "made-up people with known answers, for practice and for measuring",
    .about = "Makes up a population: honest people of twenty name cultures with everyday accidents, and "
             "disguised workers among them, as advisories and court papers describe them. Nobody in it "
             "lives. It comes from the seed alone and lives on 2026-10-01.\n"
             "docs/train.md says what is in it and where each rate comes from.",
    .options = options,
    .examples = examples,
    .args_size = sizeof(struct train_args),
    .defaults = &defaults,
    .run = run,
};
