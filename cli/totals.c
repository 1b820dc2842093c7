/* Sums of a batch. */
#include "cli/totals.h"

#include "cli/words.h"

int totals_exit(const struct cordon_batch_totals *t)
{
    int code = EXIT_CLEAR;
    if (t->verdicts[CORDON_REVIEW] || t->verdicts[CORDON_ESCALATE] || t->verdicts[CORDON_STOP])
        code = exit_worst(code, EXIT_REVIEW);
    if (t->unreadable) code = exit_worst(code, EXIT_SYNTAX);
    if (t->limited) code = exit_worst(code, EXIT_LIMIT);
    if (t->verdicts[CORDON_UNDECIDED] > t->unreadable + t->limited)
        code = exit_worst(code, EXIT_UNDECIDED);
    return code;
}

/* " 2 escalate" */
static void add_count(struct cli *cli, enum cordon_verdict v, uint64_t count, struct buf *out)
{
    struct buf name = BUF_INIT(256);
    words_add_name(cli, "verdict", str_c(cordon_verdict_name(v)), &name);
    const struct cordon_word words[] = { word_number("count", count),
                                         word_text("verdict", buf_str(&name)) };
    buf_add(out, STR(" "));
    words_add(cli, "screen.verdict", words, 2, out);
    buf_release(&name);
}

void totals_say(struct cli *cli, const struct cordon_batch_totals *t, const char *key)
{
    struct buf b = BUF_INIT(4096);
    const struct cordon_word records = word_number("count", t->records);
    const struct cordon_word unreadable = word_number("count", t->unreadable);
    bool is_later = false;
    words_add(cli, key, &records, 1, &b);
    buf_add(&b, STR(":"));
    for (int v = CORDON_STOP; v >= CORDON_UNDECIDED; v--) {
        if (!t->verdicts[v]) continue;
        if (is_later) buf_add(&b, STR(","));
        add_count(cli, (enum cordon_verdict)v, t->verdicts[v], &b);
        is_later = true;
    }
    if (t->unreadable) {
        buf_add(&b, STR(" ("));
        words_add(cli, "screen.unreadable", &unreadable, 1, &b);
        buf_add(&b, STR(")"));
    }
    cli_say(cli, "%.*s", STR_ARG(buf_str(&b)));
    buf_release(&b);
}

static void say_good(struct cli *cli, const char *key, uint64_t count)
{
    struct buf b = BUF_INIT(4096);
    const struct cordon_word word = word_number("count", count);
    if (!count) return;
    words_add(cli, key, &word, 1, &b);
    cli_say(cli, "%.*s", STR_ARG(buf_str(&b)));
    buf_release(&b);
}

void totals_say_good(struct cli *cli, const struct cordon_batch_totals *t)
{
    say_good(cli, "screen.suppressed", t->suppressed);
    say_good(cli, "screen.reopened", t->reopened);
}

void totals_say_demo(struct cli *cli)
{
    struct buf b = BUF_INIT(4096);
    buf_add(&b, STR(" "));
    words_add(cli, "screen.demo", NULL, 0, &b);
    buf_add(&b, STR(" "));
    term_styled(&cli->err, STYLE_ALARM, buf_str(&b));
    term_z(&cli->err, "\n");
    buf_release(&b);
}
