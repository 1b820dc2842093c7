/* What came of the quiz: decisions against the truth, the analyst's and Cordon's. */
#include "cli/quiz.h"

#include "base/json.h"
#include "cli/words.h"

enum { QUIZ_GROUPS_MAX = 32, GROUP_NAME = 32 };

/* What a decision was worth. */
enum outcome { OUT_NONE, OUT_RIGHT, OUT_MISSED, OUT_ACCUSED, OUT_ASKED };

static enum outcome outcome_of(const struct quiz_case *c, enum cordon_verdict v)
{
    if (v == CORDON_UNDECIDED) return OUT_NONE;
    if (c->is_disguised) return v == CORDON_CLEAR ? OUT_MISSED : OUT_RIGHT;
    if (v == CORDON_CLEAR) return OUT_RIGHT;
    return v == CORDON_REVIEW ? OUT_ASKED : OUT_ACCUSED;
}

void quiz_sum(const struct quiz_case *c, size_t count, bool is_cordon, struct quiz_sum *ret)
{
    *ret = (struct quiz_sum){ .cases = (uint32_t)count };
    for (size_t i = 0; i < count; i++) {
        if (c[i].given == CORDON_UNDECIDED) continue;
        ret->answered++;
        ret->disguised += c[i].is_disguised;
        switch (outcome_of(&c[i], is_cordon ? c[i].verdict : c[i].given)) {
        case OUT_NONE: break;
        case OUT_RIGHT: ret->right++; break;
        case OUT_MISSED: ret->missed++; break;
        case OUT_ACCUSED: ret->accused++; break;
        case OUT_ASKED: ret->asked++; break;
        }
    }
}

/* --- per group of flags --------------------------------------------------------------------------- */

struct group {
    char     name[GROUP_NAME];
    uint32_t cases, disguised, acted; /* acted: the analyst did not clear it */
};

struct groups {
    struct group at[QUIZ_GROUPS_MAX];
    size_t       count;
};

static void count_group(struct groups *g, str name, const struct quiz_case *c)
{
    size_t i = 0;
    if (name.len >= GROUP_NAME) return;
    while (i < g->count && !str_eq(str_c(g->at[i].name), name)) i++;
    if (i == QUIZ_GROUPS_MAX) return;
    if (i == g->count) {
        g->at[g->count++] = (struct group){ .cases = 0 };
        memcpy(g->at[i].name, name.data, name.len);
    }
    g->at[i].cases++;
    g->at[i].disguised += c->is_disguised;
    g->at[i].acted += c->given != CORDON_CLEAR;
}

/* "groups":[{"id":"network","points":3,...}] of an answer. */
static void count_groups(struct groups *g, const struct quiz_case *c)
{
    struct arena arena;
    struct json_reader r;
    bool is_in = false;
    str key = STR_EMPTY;
    arena_init(&arena, 16 << 20);
    json_init(&r, buf_str(&c->answer), &arena, NULL);
    for (enum json_kind k; (k = json_next(&r)) != JSON_END && k != JSON_ERROR;) {
        if (k == JSON_KEY) key = r.text;
        else if (k == JSON_ARRAY && str_eq(key, STR("groups"))) is_in = true;
        else if (k == JSON_ARRAY_END && is_in) break;
        else if (k == JSON_STRING && is_in && str_eq(key, STR("id"))) count_group(g, r.text, c);
    }
    arena_release(&arena);
}

static void find_groups(const struct quiz_case *c, size_t count, struct groups *g)
{
    g->count = 0;
    for (size_t i = 0; i < count; i++)
        if (c[i].given != CORDON_UNDECIDED) count_groups(g, &c[i]);
}

/* --- for people ----------------------------------------------------------------------------------- */

static void say(struct cli *cli, const char *key, const struct cordon_word *words, size_t count)
{
    struct buf b = BUF_INIT(1 << 14);
    words_add(cli, key, words, count, &b);
    if (b.failed) cli->out.buf.failed = true;
    term_z(&cli->out, "  ");
    term_paragraph(&cli->out, buf_str(&b), cli->out.width > 60 ? cli->out.width : 60, 2, 4);
    buf_release(&b);
}

/* "  Missed: 3, 7" */
static void say_cases(struct cli *cli, const char *key, const struct quiz_case *c, size_t count,
                      enum outcome which)
{
    struct buf b = BUF_INIT(1 << 12);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if (outcome_of(&c[i], c[i].given) != which) continue;
        buf_printf(&b, "%s%zu", found++ ? ", " : "", i + 1);
    }
    const struct cordon_word words[] = { word_number("count", found), word_text("cases", buf_str(&b)) };
    if (found) say(cli, key, words, 2);
    buf_release(&b);
}

static void say_sum(struct cli *cli, const char *key, const struct quiz_sum *s)
{
    const struct cordon_word words[] = { word_number("right", s->right), word_number("count", s->answered),
                                         word_number("missed", s->missed), word_number("accused", s->accused),
                                         word_number("asked", s->asked) };
    say(cli, key, words, 5);
}

static void say_groups(struct cli *cli, const struct quiz_case *c, size_t count)
{
    struct groups g;
    find_groups(c, count, &g);
    if (!g.count) return;
    term_z(&cli->out, "\n");
    say(cli, "train.groups", NULL, 0);
    for (size_t i = 0; i < g.count; i++) {
        struct buf name = BUF_INIT(1 << 10);
        words_add_name(cli, "group", str_c(g.at[i].name), &name);
        const struct cordon_word words[] = { word_text("group", buf_str(&name)), word_number("count", g.at[i].cases),
                                             word_number("disguised", g.at[i].disguised),
                                             word_number("acted", g.at[i].acted) };
        term_z(&cli->out, "  ");
        say(cli, "train.group", words, 4);
        buf_release(&name);
    }
}

void quiz_score(struct cli *cli, const struct quiz_case *c, size_t count)
{
    struct quiz_sum own, cordon;
    struct buf title = BUF_INIT(1 << 10);
    size_t questions = 0;
    quiz_sum(c, count, false, &own);
    quiz_sum(c, count, true, &cordon);
    words_add(cli, "train.score", NULL, 0, &title);
    term_z(&cli->out, "\n");
    term_styled(&cli->out, STYLE_BOLD, buf_str(&title));
    term_z(&cli->out, "\n");
    buf_release(&title);
    if (!own.answered) {
        say(cli, "train.score.none", NULL, 0);
        return;
    }
    say_sum(cli, "train.score.you", &own);
    say_sum(cli, "train.score.cordon", &cordon);
    say_cases(cli, "train.score.missed", c, count, OUT_MISSED);
    say_cases(cli, "train.score.accused", c, count, OUT_ACCUSED);
    say_cases(cli, "train.score.asked", c, count, OUT_ASKED);
    for (size_t i = 0; i < count; i++) questions += c[i].question.len > 0;
    const struct cordon_word asked[] = { word_number("count", questions) };
    say(cli, "train.score.questions", asked, 1);
    say_groups(cli, c, count);
    term_z(&cli->out, "\n");
    say(cli, "train.fair", NULL, 0);
}

/* --- for programs --------------------------------------------------------------------------------- */

static void write_sum(struct json_writer *w, const char *key, const struct quiz_sum *s)
{
    json_w_key(w, str_c(key));
    json_w_object(w);
    json_w_key_u64(w, STR("right"), s->right);
    json_w_key_u64(w, STR("missed"), s->missed);
    json_w_key_u64(w, STR("falsely_accused"), s->accused);
    json_w_key_u64(w, STR("asked_without_need"), s->asked);
    json_w_object_end(w);
}

void quiz_score_json(const struct quiz_case *c, size_t count, struct buf *out)
{
    struct quiz_sum own, cordon;
    struct groups g;
    struct json_writer w;
    quiz_sum(c, count, false, &own);
    quiz_sum(c, count, true, &cordon);
    find_groups(c, count, &g);
    json_w_init(&w, out);
    json_w_object(&w);
    json_w_key_u64(&w, STR("cases"), own.cases);
    json_w_key_u64(&w, STR("answered"), own.answered);
    json_w_key_u64(&w, STR("disguised"), own.disguised);
    write_sum(&w, "you", &own);
    write_sum(&w, "cordon", &cordon);
    json_w_key(&w, STR("groups"));
    json_w_array(&w);
    for (size_t i = 0; i < g.count; i++) {
        json_w_object(&w);
        json_w_key_str(&w, STR("id"), str_c(g.at[i].name));
        json_w_key_u64(&w, STR("cases"), g.at[i].cases);
        json_w_key_u64(&w, STR("disguised"), g.at[i].disguised);
        json_w_key_u64(&w, STR("acted"), g.at[i].acted);
        json_w_object_end(&w);
    }
    json_w_array_end(&w);
    json_w_object_end(&w);
}
