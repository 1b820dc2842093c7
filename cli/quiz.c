/*
 * The quiz: a case, the analyst's decision, then what Cordon saw and what is true.
 *
 * Questions go to stdout with the cases: they are the answer of this command. Answers come from
 * stdin, one a line; no terminal is needed. Under --json nothing is asked of a terminal.
 */
#include "cli/quiz.h"

#include <cordon/rules.h>

#include "base/json.h"
#include "base/mem.h"
#include "cli/view.h"
#include "cli/words.h"
#include "os/os.h"

/* The made-up people live on 2026-10-01 (docs/train.md). */
#define QUIZ_DAY_S INT64_C(1790812800)

/* --- lines of answers ----------------------------------------------------------------------------- */

struct input {
    struct os_reader in;
    char             data[4096];
    size_t           len, at;
    bool             is_open, is_done;
};

/* One line without its end; at most the buf's cap of it. @return false at the end of input */
static bool read_line(struct input *in, struct buf *line)
{
    struct cordon_error err = ERROR_INIT;
    bool any = false;
    buf_reset(line);
    while (in->is_open && !in->is_done) {
        if (in->at == in->len) {
            in->at = in->len = 0;
            if (os_reader_read(&in->in, in->data, sizeof in->data, &in->len, &err) || !in->len) {
                in->is_done = true;
                break;
            }
        }
        char c = in->data[in->at++];
        if (c == '\n') return true;
        any = true;
        if (line->len < QUIZ_QUESTION_MAX - 1) buf_add_byte(line, c);
    }
    return any;
}

/* --- the engine ----------------------------------------------------------------------------------- */

struct engine {
    struct cordon_set      *set;
    struct cordon_policy   *policy;
    struct cordon_rules    *rules;
    struct cordon_screener *screener;
};

static void engine_close(struct engine *e)
{
    cordon_screener_free(e->screener);
    cordon_rules_free(e->rules);
    cordon_policy_free(e->policy);
    cordon_set_close(e->set);
}

/* The bundled lists and policy, whatever was imported: the same seed asks the same everywhere. */
static cordon_status engine_open(struct cli *cli, struct engine *e, struct cordon_error *err)
{
    cordon_status st = cordon_set_open(NULL, &e->set, err);
    if (!st) st = cordon_policy_load("demo", &e->policy, err);
    if (!st) st = cordon_rules_open(NULL, 0, &e->rules, err);
    if (st) return st;
    struct cordon_screen_options o = { .policy = e->policy, .lang = cli_lang(cli), .min_bp = -1,
                                       .as_of_s = QUIZ_DAY_S, .rules = e->rules };
    return cordon_screener_new(e->set, &o, &e->screener, err);
}

static cordon_status screen_case(struct engine *e, struct quiz_case *c, struct cordon_error *err)
{
    struct cordon_answer a;
    size_t count = 0;
    cordon_str *record = NULL, line;
    for (str rest = buf_str(&c->records); str_next(&rest, '\n', &line);) count += line.len > 0;
    record = mem_calloc(count + 1, sizeof *record);
    if (!record) return error_nomem(err);
    count = 0;
    for (str rest = buf_str(&c->records); str_next(&rest, '\n', &line);)
        if (line.len) record[count++] = line;
    cordon_status st = cordon_screen_subject(e->screener, record, count, &a, err);
    mem_free(record);
    if (st) return st;
    c->verdict = a.verdict;
    buf_add(&c->answer, a.json);
    return buf_status(&c->answer) ? error_nomem(err) : CORDON_OK;
}

/* --- talking -------------------------------------------------------------------------------------- */

static void say(struct cli *cli, enum term_style style, const char *key, const struct cordon_word *words,
                size_t count)
{
    struct buf b = BUF_INIT(1 << 14);
    words_add(cli, key, words, count, &b);
    if (b.failed) cli->out.buf.failed = true;
    term_styled(&cli->out, style, buf_str(&b));
    buf_release(&b);
}

static void say_line(struct cli *cli, const char *key, const struct cordon_word *words, size_t count)
{
    struct buf b = BUF_INIT(1 << 14);
    words_add(cli, key, words, count, &b);
    if (b.failed) cli->out.buf.failed = true;
    term_z(&cli->out, "  ");
    term_paragraph(&cli->out, buf_str(&b), cli->out.width > 60 ? cli->out.width : 60, 2, 2);
    buf_release(&b);
}

/* "c = clear, r = review ...", in the words of the verdicts. */
static void ask_decision(struct cli *cli)
{
    struct buf word[3] = { BUF_INIT(256), BUF_INIT(256), BUF_INIT(256) };
    for (int i = 0; i < 3; i++)
        words_add_name(cli, "verdict", str_c(cordon_verdict_name((enum cordon_verdict)(CORDON_CLEAR + i))), &word[i]);
    const struct cordon_word words[] = { word_text("clear", buf_str(&word[0])), word_text("review", buf_str(&word[1])),
                                         word_text("escalate", buf_str(&word[2])) };
    say(cli, STYLE_BOLD, "train.decide", words, 3);
    for (int i = 0; i < 3; i++) buf_release(&word[i]);
}

/* "r", "review", or the word in the reader's language. */
static enum cordon_verdict decision_of(struct cli *cli, str said)
{
    enum cordon_verdict found = CORDON_UNDECIDED;
    said = str_trim(said);
    for (int v = CORDON_CLEAR; v <= CORDON_ESCALATE && said.len; v++) {
        str word = str_c(cordon_verdict_name((enum cordon_verdict)v));
        struct buf own = BUF_INIT(256);
        words_add_name(cli, "verdict", word, &own);
        bool is_it = str_eq_nocase(said, word) || str_eq(said, buf_str(&own)) ||
                     (said.len == 1 && byte_lower(said.data[0]) == word.data[0]);
        buf_release(&own);
        if (is_it) found = (enum cordon_verdict)v;
    }
    return found;
}

static bool is_quit(str said)
{
    said = str_trim(said);
    return str_eq_nocase(said, STR("q")) || str_eq_nocase(said, STR("quit"));
}

/* Ask until there is an answer. "review; Where is your bank?" answers both questions in one line. @return false: no more */
static bool ask(struct cli *cli, struct input *in, bool is_asked, struct quiz_case *c, struct cordon_error *err,
                cordon_status *ret_status)
{
    struct buf line = BUF_INIT(QUIZ_QUESTION_MAX);
    bool has_line = false;
    *ret_status = CORDON_OK;
    while (c->given == CORDON_UNDECIDED) {
        if (is_asked) {
            ask_decision(cli);
            term_z(&cli->out, " ");
            *ret_status = term_flush(&cli->out, err);
        }
        has_line = !*ret_status && read_line(in, &line);
        if (!has_line || is_quit(buf_str(&line))) break;
        if (is_asked && !os_is_terminal(0)) term_text(&cli->out, buf_str(&line)); /* as on a screen */
        str rest = buf_str(&line), word = STR_EMPTY;
        (void)str_next(&rest, ';', &word);
        c->given = decision_of(cli, word);
        if (c->given == CORDON_UNDECIDED && os_is_terminal(0)) say_line(cli, "train.again", NULL, 0);
        if (c->given == CORDON_UNDECIDED && !os_is_terminal(0)) {
            *ret_status = error_set(err, CORDON_ARGUMENT, "'%.*s' is no decision; clear, review, escalate or quit",
                                    STR_ARG(str_trim(word)));
            break;
        }
        if (rest.len) buf_add(&c->question, str_trim(rest));
    }
    bool is_given = c->given != CORDON_UNDECIDED;
    if (is_given && is_asked && !c->question.len && os_is_terminal(0)) {
        say(cli, STYLE_BOLD, "train.question", NULL, 0);
        term_z(&cli->out, " ");
        *ret_status = term_flush(&cli->out, err);
        if (!*ret_status && read_line(in, &line)) buf_add(&c->question, str_trim(buf_str(&line)));
    }
    if (is_asked && !os_is_terminal(0)) term_z(&cli->out, "\n");
    buf_release(&line);
    return is_given;
}

/* --- what is true --------------------------------------------------------------------------------- */

/* "Fell to the honest: travel · vpn_habit", in words. */
static void tell_traits(struct cli *cli, struct json_reader *r, const char *key, const char *words)
{
    struct buf list = BUF_INIT(1 << 14);
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) {
        if (k != JSON_STRING) continue;
        if (list.len) buf_add(&list, STR(" · "));
        words_add_name(cli, words, r->text, &list);
    }
    const struct cordon_word word = word_text("list", buf_str(&list));
    if (list.len) say_line(cli, key, &word, 1);
    buf_release(&list);
}

static void tell_truth(struct cli *cli, const struct quiz_case *c)
{
    struct arena arena;
    struct json_reader r;
    str key = STR_EMPTY;
    arena_init(&arena, 1 << 16);
    json_init(&r, buf_str(&c->truth), &arena, NULL);
    for (enum json_kind k; (k = json_next(&r)) != JSON_END && k != JSON_ERROR;) {
        if (k == JSON_KEY) {
            key = r.text;
        } else if (k == JSON_STRING && str_eq(key, STR("label"))) {
            struct buf label = BUF_INIT(1 << 12);
            words_add_name(cli, "train.truth", r.text, &label);
            const struct cordon_word word = word_text("what", buf_str(&label));
            say_line(cli, "train.truth", &word, 1);
            buf_release(&label);
        } else if (k == JSON_ARRAY && str_eq(key, STR("accidents"))) {
            tell_traits(cli, &r, "train.befell", "accident");
        } else if (k == JSON_ARRAY && str_eq(key, STR("planted"))) {
            tell_traits(cli, &r, "train.planted", "trait");
        }
    }
    arena_release(&arena);
}

static void verdict_word(struct cli *cli, enum cordon_verdict v, struct buf *out)
{
    words_add_name(cli, "verdict", str_c(cordon_verdict_name(v)), out);
}

static void reveal(struct cli *cli, const struct quiz_case *c)
{
    struct buf own = BUF_INIT(256), cordon = BUF_INIT(256);
    term_z(&cli->out, "\n");
    say(cli, STYLE_BOLD, "train.cordon", NULL, 0);
    term_z(&cli->out, "\n");
    view_answer(cli, buf_str(&c->answer));
    tell_truth(cli, c);
    verdict_word(cli, c->given, &own);
    verdict_word(cli, c->verdict, &cordon);
    const struct cordon_word words[] = { word_text("you", buf_str(&own)), word_text("cordon", buf_str(&cordon)) };
    if (c->given != CORDON_UNDECIDED) say_line(cli, "train.you", words, 2);
    buf_release(&own);
    buf_release(&cordon);
}

/* --- running -------------------------------------------------------------------------------------- */

static void show_case(struct cli *cli, const struct quiz_case *c, size_t number, size_t count)
{
    size_t records = 0;
    str line;
    for (str rest = buf_str(&c->records); str_next(&rest, '\n', &line);) records += line.len > 0;
    const struct cordon_word words[] = { word_number("number", number), word_number("cases", count),
                                         word_number("count", records) };
    term_z(&cli->out, "\n");
    say(cli, STYLE_BOLD, "train.case", words, 3);
    term_z(&cli->out, "\n\n");
    quiz_show(cli, c);
    term_z(&cli->out, "\n");
}

static void write_case(const struct quiz_case *c, size_t number, struct buf *out)
{
    struct json_writer w;
    str line;
    json_w_init(&w, out);
    json_w_object(&w);
    json_w_key_u64(&w, STR("case"), number);
    json_w_key(&w, STR("records"));
    json_w_array(&w);
    for (str rest = buf_str(&c->records); str_next(&rest, '\n', &line);)
        if (line.len) json_w_raw(&w, line);
    json_w_array_end(&w);
    json_w_key(&w, STR("given"));
    if (c->given == CORDON_UNDECIDED) json_w_null(&w);
    else json_w_str(&w, str_c(cordon_verdict_name(c->given)));
    json_w_key_str(&w, STR("question"), buf_str(&c->question));
    json_w_key(&w, STR("answer"));
    json_w_raw(&w, buf_str(&c->answer));
    json_w_key(&w, STR("truth"));
    json_w_raw(&w, str_trim(buf_str(&c->truth)));
    json_w_object_end(&w);
    buf_add_byte(out, '\n');
}

/* @return false when the analyst wants no more */
static bool one_case(struct cli *cli, struct input *in, struct quiz_case *c, size_t number, size_t count,
                     cordon_status *ret_status, struct cordon_error *err)
{
    bool is_json = cli->globals.json;
    if (!is_json) show_case(cli, c, number, count);
    bool is_given = ask(cli, in, !is_json, c, err, ret_status);
    if (is_json) {
        struct buf out = BUF_INIT(64 << 20);
        write_case(c, number, &out);
        if (out.failed) cli->out.buf.failed = true;
        term_add(&cli->out, buf_str(&out));
        buf_release(&out);
    } else if (is_given) {
        reveal(cli, c);
    }
    if (!*ret_status) *ret_status = term_flush(&cli->out, err);
    if (!*ret_status && os_interrupted()) *ret_status = error_set(err, CORDON_INTERRUPTED, "interrupted");
    return is_given || is_json;
}

static cordon_status run_cases(struct cli *cli, struct quiz_case *c, size_t count, struct cordon_error *err)
{
    struct engine engine = { .set = NULL };
    struct input in = { .in = OS_READER_INIT };
    cordon_status st = engine_open(cli, &engine, err);
    for (size_t i = 0; !st && i < count; i++) st = screen_case(&engine, &c[i], err);
    engine_close(&engine);
    if (st) return st;
    if (!(cli->globals.json && os_is_terminal(0))) {
        st = os_reader_open("-", &in.in, err);
        in.is_open = !st;
    }
    if (!st && !cli->globals.json) {
        const struct cordon_word words = word_number("count", count);
        say_line(cli, "train.intro", &words, 1);
    }
    for (size_t i = 0; !st && i < count; i++)
        if (!one_case(cli, &in, &c[i], i + 1, count, &st, err)) break;
    if (in.is_open) os_reader_close(&in.in);
    return st;
}

int quiz_run(struct cli *cli, uint64_t cases, uint64_t seed)
{
    struct cordon_error err = ERROR_INIT;
    size_t count = (size_t)cases;
    struct quiz_case *c = mem_calloc(count, sizeof *c);
    if (!c) {
        (void)error_nomem(&err);
        return cli_fail(cli, &err);
    }
    for (size_t i = 0; i < count; i++) quiz_case_init(&c[i]);
    os_signals_watch();
    cordon_status st = quiz_draw(seed, c, count, &err);
    if (!st) st = run_cases(cli, c, count, &err);
    if (!st && cli->globals.json) {
        struct buf out = BUF_INIT(1 << 20);
        quiz_score_json(c, count, &out);
        buf_add_byte(&out, '\n');
        if (out.failed) cli->out.buf.failed = true;
        term_add(&cli->out, buf_str(&out));
        buf_release(&out);
    } else if (!st) {
        quiz_score(cli, c, count);
    }
    for (size_t i = 0; i < count; i++) quiz_case_release(&c[i]);
    mem_free(c);
    return st ? cli_fail(cli, &err) : EXIT_CLEAR;
}
