/* What labels say: tables for people, and JSON. */
#include "cli/tune.h"

#include "base/json.h"
#include "base/num.h"
#include "cli/grid.h"
#include "cli/words.h"

/* --- JSON ------------------------------------------------------------------------------------------- */

static void write_share(struct json_writer *w, struct interval i, uint64_t all)
{
    json_w_key(w, STR("precision_bp"));
    if (all) json_w_u64(w, i.share_bp); else json_w_null(w);
    json_w_key_u64(w, STR("low_bp"), i.low_bp);
    json_w_key_u64(w, STR("high_bp"), i.high_bp);
}

static void write_row(struct json_writer *w, str id, str note, const uint64_t n[OUTCOMES])
{
    uint64_t all = n[OUTCOME_RIGHT] + n[OUTCOME_WRONG];
    json_w_object(w);
    json_w_key_str(w, STR("id"), id);
    if (note.len) json_w_key_str(w, STR("strength"), note);
    json_w_key_u64(w, STR("true"), n[OUTCOME_RIGHT]);
    json_w_key_u64(w, STR("false"), n[OUTCOME_WRONG]);
    json_w_key_u64(w, STR("unknown"), n[OUTCOME_UNKNOWN]);
    write_share(w, interval_of(n[OUTCOME_RIGHT], all), all);
    json_w_object_end(w);
}

static void write_rows(struct json_writer *w, const char *key, const struct counts *c)
{
    json_w_key(w, str_c(key));
    json_w_array(w);
    for (size_t i = 0; i < c->count; i++) write_row(w, c->row[i].name, c->row[i].note, c->row[i].n);
    json_w_array_end(w);
}

static void write_samples(struct json_writer *w, const char *pool, const struct sampling *s)
{
    for (size_t i = 0; i < s->count; i++) {
        json_w_object(w);
        json_w_key_str(w, STR("subject"), s->item[i].subject);
        json_w_key_str(w, STR("pool"), str_c(pool));
        json_w_key_u64(w, STR("points"), s->item[i].points);
        json_w_key_u64(w, STR("score_bp"), s->item[i].score_bp);
        json_w_object_end(w);
    }
}

static void add_proposal(struct tune *t, const struct proposal *p, struct buf *out)
{
    bool is_review = p->to != 0;
    const struct cordon_word words[] = {
        word_text(strcmp(p->key, "tune.propose.list") == 0 ? "list" : "rule", p->what),
        word_number("right", p->right), word_number("all", p->all), word_bp("low", p->share.low_bp),
        word_bp("high", p->share.high_bp), word_text("strength", str_c(p->strength ? p->strength : "")),
    };
    const struct cordon_word review[] = {
        word_number("from", (uint64_t)p->from), word_number("to", (uint64_t)p->to),
        word_number("gone", p->gone), word_number("wrong", p->all), word_number("right", p->right),
    };
    words_add(t->cli, p->key, is_review ? review : words, is_review ? 5 : 6, out);
}

static void write_proposals(struct tune *t, struct json_writer *w)
{
    json_w_key(w, STR("proposals"));
    json_w_array(w);
    for (size_t i = 0; i < t->proposals; i++) {
        const struct proposal *p = &t->proposal[i];
        struct buf text = BUF_INIT(1 << 14);
        add_proposal(t, p, &text);
        json_w_object(w);
        json_w_key_str(w, STR("id"), str_from(str_c(p->key), strlen("tune.propose.")));
        if (p->what.len) json_w_key_str(w, STR("about"), p->what);
        json_w_key_str(w, STR("text"), buf_str(&text));
        json_w_object_end(w);
        buf_release(&text);
    }
    json_w_array_end(w);
}

static void write_recall(const struct tune *t, struct json_writer *w)
{
    uint64_t caught, all;
    json_w_key(w, STR("recall"));
    if (!tune_recall(t, &caught, &all)) {
        json_w_null(w);
        return;
    }
    struct interval i = interval_of(caught, all);
    json_w_object(w);
    json_w_key_u64(w, STR("caught"), caught);
    json_w_key_u64(w, STR("true"), all);
    json_w_key_u64(w, STR("share_bp"), i.share_bp);
    json_w_key_u64(w, STR("low_bp"), i.low_bp);
    json_w_key_u64(w, STR("high_bp"), i.high_bp);
    json_w_object_end(w);
}

void tune_print_json(struct tune *t)
{
    struct json_writer w;
    json_w_init(&w, &t->cli->out.buf);
    json_w_object(&w);
    json_w_key(&w, STR("labels"));
    json_w_object(&w);
    json_w_key_u64(&w, STR("count"), t->labels.count);
    json_w_key_u64(&w, STR("true"), t->by[OUTCOME_RIGHT]);
    json_w_key_u64(&w, STR("false"), t->by[OUTCOME_WRONG]);
    json_w_key_u64(&w, STR("unknown"), t->by[OUTCOME_UNKNOWN]);
    json_w_key_u64(&w, STR("missing"), t->missing);
    json_w_key_str(&w, STR("sha256"), str_c(t->labels.sha256));
    json_w_object_end(&w);
    json_w_key(&w, STR("verdicts"));
    json_w_array(&w);
    for (int v = CORDON_STOP; v >= CORDON_UNDECIDED; v--)
        write_row(&w, str_c(cordon_verdict_name((enum cordon_verdict)v)), STR_EMPTY, t->verdicts[v]);
    json_w_array_end(&w);
    write_rows(&w, "lists", &t->lists);
    write_rows(&w, "rules", &t->rules);
    write_recall(t, &w);
    json_w_key(&w, STR("samples"));
    json_w_array(&w);
    write_samples(&w, "near", &t->near);
    write_samples(&w, "clear", &t->clear);
    json_w_array_end(&w);
    write_proposals(t, &w);
    if (t->changed) {
        json_w_key(&w, STR("effect"));
        json_w_object(&w);
        json_w_key_u64(&w, STR("true_lost"), t->lost);
        json_w_key_u64(&w, STR("true_found"), t->found);
        json_w_key_u64(&w, STR("false_gone"), t->gone);
        json_w_key_u64(&w, STR("false_more"), t->more);
        json_w_object_end(&w);
    }
    json_w_object_end(&w);
    term_z(&t->cli->out, "\n");
}

/* --- for people ------------------------------------------------------------------------------------- */

static str message(struct tune *t, const char *key)
{
    struct buf b = BUF_INIT(1 << 14);
    words_add(t->cli, key, NULL, 0, &b);
    str text = arena_str(&t->kept, buf_str(&b));
    buf_release(&b);
    return text.data ? text : STR("");
}

static void say(struct tune *t, const char *key, const struct cordon_word *words, size_t count)
{
    struct buf b = BUF_INIT(1 << 14);
    words_add(t->cli, key, words, count, &b);
    term_text(&t->cli->out, buf_str(&b));
    term_z(&t->cli->out, "\n");
    buf_release(&b);
}

static struct grid_cell number(struct tune *t, uint64_t n)
{
    return (struct grid_cell){ .text = arena_printf(&t->kept, "%llu", (unsigned long long)n) };
}

static void begin_grid(struct tune *t, struct grid *g, struct grid_column columns[6], const char *title)
{
    const char *keys[] = { title, "tune.column.right", "tune.column.wrong", "tune.column.unknown",
                           "tune.column.precision", "tune.column.interval" };
    for (size_t i = 0; i < 6; i++)
        columns[i] = (struct grid_column){ .title = message(t, keys[i]).data, .is_right = i > 0 };
    grid_init(g, &t->kept, columns, 6);
}

static str share(struct tune *t, unsigned bp)
{
    return arena_printf(&t->kept, "%u.%u %%", bp / 100, bp % 100 / 10);
}

static void add_row(struct tune *t, struct grid *g, str name, const uint64_t n[OUTCOMES])
{
    uint64_t all = n[OUTCOME_RIGHT] + n[OUTCOME_WRONG];
    struct interval i = interval_of(n[OUTCOME_RIGHT], all);
    struct grid_cell cells[] = {
        { .text = name, .style = STYLE_BOLD }, number(t, n[OUTCOME_RIGHT]), number(t, n[OUTCOME_WRONG]),
        number(t, n[OUTCOME_UNKNOWN]),
        { .text = all ? share(t, i.share_bp) : STR("-") },
        { .text = all ? arena_printf(&t->kept, "%.*s – %.*s", STR_ARG(share(t, i.low_bp)),
                                     STR_ARG(share(t, i.high_bp)))
                      : STR("-") },
    };
    grid_add(g, cells);
}

static cordon_status print_grid(struct tune *t, const struct grid *g, struct cordon_error *err)
{
    if (grid_print(g, &t->cli->out, t->cli->globals.plain)) return error_nomem(err);
    if (!t->cli->globals.plain) term_z(&t->cli->out, "\n");
    return CORDON_OK;
}

static cordon_status print_verdicts(struct tune *t, struct cordon_error *err)
{
    struct grid g;
    struct grid_column columns[6];
    begin_grid(t, &g, columns, "tune.by_verdict");
    for (int v = CORDON_STOP; v >= CORDON_UNDECIDED; v--) {
        const uint64_t *n = t->verdicts[v];
        struct buf word = BUF_INIT(1 << 10);
        if (!n[OUTCOME_RIGHT] && !n[OUTCOME_WRONG] && !n[OUTCOME_UNKNOWN]) continue;
        words_add_name(t->cli, "verdict", str_c(cordon_verdict_name((enum cordon_verdict)v)), &word);
        add_row(t, &g, arena_str(&t->kept, buf_str(&word)), n);
        buf_release(&word);
    }
    return print_grid(t, &g, err);
}

static cordon_status print_counts(struct tune *t, const char *title, const struct counts *c,
                                  struct cordon_error *err)
{
    struct grid g;
    struct grid_column columns[6];
    if (!c->count) return CORDON_OK;
    begin_grid(t, &g, columns, title);
    for (size_t i = 0; i < c->count; i++) add_row(t, &g, c->row[i].name, c->row[i].n);
    return print_grid(t, &g, err);
}

static void print_recall(struct tune *t)
{
    uint64_t caught, all;
    if (!tune_recall(t, &caught, &all)) {
        say(t, "tune.recall_none", NULL, 0);
        return;
    }
    struct interval i = interval_of(caught, all);
    const struct cordon_word words[] = { word_number("caught", caught), word_number("all", all),
                                         word_bp("rate", i.share_bp), word_bp("low", i.low_bp),
                                         word_bp("high", i.high_bp) };
    say(t, "tune.recall", words, 5);
}

static void print_samples(struct tune *t, const char *pool, const struct sampling *s)
{
    for (size_t i = 0; i < s->count; i++) {
        term_z(&t->cli->out, "  ");
        term_text(&t->cli->out, s->item[i].subject);
        term_z(&t->cli->out, "  ");
        term_styled(&t->cli->out, STYLE_DIM, message(t, pool));
        term_z(&t->cli->out, "\n");
    }
}

static void print_proposals(struct tune *t)
{
    term_z(&t->cli->out, "\n");
    term_styled(&t->cli->out, STYLE_BOLD, message(t, "tune.proposals"));
    term_z(&t->cli->out, "\n");
    for (size_t i = 0; i < t->proposals; i++) {
        struct buf b = BUF_INIT(1 << 14);
        add_proposal(t, &t->proposal[i], &b);
        term_z(&t->cli->out, "  · ");
        term_paragraph(&t->cli->out, buf_str(&b), t->cli->out.width > 60 ? t->cli->out.width : 60, 4, 4);
        buf_release(&b);
    }
    if (!t->proposals) {
        term_z(&t->cli->out, "  ");
        say(t, "tune.propose.none", NULL, 0);
    }
}

static void print_effect(struct tune *t)
{
    const struct cordon_word words[] = { word_number("lost", t->lost), word_number("gone", t->gone),
                                         word_number("found", t->found), word_number("more", t->more) };
    if (!t->changed) return;
    term_z(&t->cli->out, "\n");
    say(t, "tune.effect", words, 4);
}

static void print_head(struct tune *t)
{
    const struct cordon_word words[] = { word_number("count", t->labels.count),
                                         word_number("right", t->by[OUTCOME_RIGHT]),
                                         word_number("wrong", t->by[OUTCOME_WRONG]),
                                         word_number("unknown", t->by[OUTCOME_UNKNOWN]),
                                         word_number("missing", t->missing) };
    say(t, "tune.head", words, 5);
    term_z(&t->cli->out, "\n");
}

cordon_status tune_print_people(struct tune *t, struct cordon_error *err)
{
    bool is_plain = t->cli->globals.plain;
    if (!is_plain) print_head(t);
    cordon_status st = print_verdicts(t, err);
    if (!st) st = print_counts(t, "tune.by_list", &t->lists, err);
    if (!st) st = print_counts(t, "tune.by_rule", &t->rules, err);
    if (st || is_plain) return st;
    print_recall(t);
    if (t->near.count + t->clear.count) {
        term_z(&t->cli->out, "\n");
        term_styled(&t->cli->out, STYLE_BOLD, message(t, "tune.samples"));
        term_z(&t->cli->out, "\n");
        print_samples(t, "tune.sample.near", &t->near);
        print_samples(t, "tune.sample.clear", &t->clear);
    }
    print_proposals(t);
    print_effect(t);
    return CORDON_OK;
}
