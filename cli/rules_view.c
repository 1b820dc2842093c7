/* Rules for people. */
#include "cli/rules_view.h"

#include "base/json.h"
#include "base/num.h"
#include "cli/words.h"

enum { LABEL = 22, DEPTH_STEP = 2, WORDS_ROOM = 64 << 10 };

/* --- reading ------------------------------------------------------------------------------------ */

/* A member of an object: its key, and its value as it stands. */
struct member {
    str            key;
    enum json_kind kind;
    str            text; /* of a string or number */
    str            raw;
};

struct walk {
    struct json_reader json;
    str                in;
};

static struct walk walk_begin(struct cli *cli, str json)
{
    struct walk w = { .in = json };
    json_init(&w.json, json, &cli->arena, NULL);
    (void)json_next(&w.json);
    return w;
}

static bool walk_value(struct walk *w, struct member *m)
{
    size_t at = w->json.at;
    m->text = m->kind == JSON_STRING || m->kind == JSON_NUMBER ? w->json.text : STR_EMPTY;
    if (!json_skip(&w->json, m->kind)) return false;
    m->raw = str_sub(w->in, at, w->json.pos);
    return true;
}

static bool walk_member(struct walk *w, struct member *m)
{
    if (json_next(&w->json) != JSON_KEY) return false;
    m->key = w->json.text;
    m->kind = json_next(&w->json);
    return walk_value(w, m);
}

static bool walk_item(struct walk *w, struct member *m)
{
    m->kind = json_next(&w->json);
    bool is_value = m->kind != JSON_ERROR && m->kind != JSON_ARRAY_END && m->kind != JSON_END;
    return is_value && walk_value(w, m);
}

static struct member get(struct cli *cli, str json, const char *key)
{
    struct walk w = walk_begin(cli, json);
    struct member m = { .kind = JSON_ERROR };
    while (walk_member(&w, &m))
        if (str_eq(m.key, str_c(key))) return m;
    return (struct member){ .kind = JSON_ERROR };
}

static str text_of(struct cli *cli, str json, const char *key)
{
    return get(cli, json, key).text;
}

static uint64_t number_of(struct cli *cli, str json, const char *key)
{
    uint64_t n = 0;
    (void)num_parse_u64(text_of(cli, json, key), UINT64_MAX, &n);
    return n;
}

static str plain(const struct member *m)
{
    return m->kind == JSON_STRING ? m->text : m->raw;
}

/* "a, b" of a list of texts and numbers. */
static void add_list(struct cli *cli, str list, struct buf *out)
{
    struct walk w = walk_begin(cli, list);
    struct member m;
    for (bool is_first = true; walk_item(&w, &m); is_first = false) {
        if (!is_first) buf_add(out, STR(", "));
        buf_add(out, plain(&m));
    }
}

/* --- words --------------------------------------------------------------------------------------- */

/* A text that lives as long as the command. */
static str kept(struct cli *cli, struct buf *b)
{
    str s = arena_str(&cli->arena, buf_str(b));
    buf_release(b);
    return s;
}

static str say(struct cli *cli, const char *key, const struct cordon_word *words, size_t count)
{
    struct buf b = BUF_INIT(WORDS_ROOM);
    words_add(cli, key, words, count, &b);
    return kept(cli, &b);
}

static str list_text(struct cli *cli, str list)
{
    struct buf b = BUF_INIT(WORDS_ROOM);
    add_list(cli, list, &b);
    return kept(cli, &b);
}

static str label_text(struct cli *cli, const char *name)
{
    struct buf b = BUF_INIT(WORDS_ROOM);
    words_add_name(cli, "rules.label", str_c(name), &b);
    return kept(cli, &b);
}

static void label(struct cli *cli, const char *name)
{
    str word = label_text(cli, name);
    size_t width = term_columns(word);
    term_styled(&cli->out, STYLE_DIM, word);
    term_blanks(&cli->out, width < LABEL ? LABEL - width : 1);
}

/* A label with lines below it. */
static void head(struct cli *cli, const char *name)
{
    term_styled(&cli->out, STYLE_DIM, label_text(cli, name));
    term_z(&cli->out, "\n");
}

static void row(struct cli *cli, const char *name, str text)
{
    if (!text.len) return;
    label(cli, name);
    term_paragraph(&cli->out, text, cli->out.width, LABEL, LABEL);
}

/* --- the table ------------------------------------------------------------------------------------ */

void rules_table_init(struct rules_table *t, struct cli *cli)
{
    static const char *const names[] = { "id",       "title", "pack",     "group",
                                         "strength", "kinds", "authority" };
    *t = (struct rules_table){ .cli = cli };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        str word = label_text(cli, names[i]);
        t->columns[i].title = arena_printf(&cli->arena, "%.*s", STR_ARG(word)).data;
        if (!t->columns[i].title) t->columns[i].title = names[i];
    }
    t->columns[1].is_wide = t->columns[5].is_wide = t->columns[6].is_wide = true;
    grid_init(&t->grid, &cli->arena, t->columns, COUNT_OF(names));
}

void rules_table_add(struct rules_table *t, str json)
{
    struct cli *cli = t->cli;
    str class_id = text_of(cli, json, "class"), strength = text_of(cli, json, "strength");
    str kinds = list_text(cli, get(cli, json, "kinds").raw);
    struct grid_cell cells[] = {
        { .text = text_of(cli, json, "id"), .style = STYLE_BOLD },
        { .text = text_of(cli, json, "title") },
        { .text = text_of(cli, json, "pack") },
        { .text = text_of(cli, json, "group") },
        { .text = str_eq(class_id, STR("legal_fact")) ? class_id : strength },
        { .text = kinds.len ? kinds : STR("-") },
        { .text = text_of(cli, json, "authority") },
    };
    grid_add(&t->grid, cells);
    t->count++;
}

/* --- conditions ------------------------------------------------------------------------------------ */

static void mark(struct cli *cli, enum json_kind holds)
{
    if (holds == JSON_TRUE)
        term_styled(&cli->out, STYLE_YELLOW, STR("✓ "));
    else if (holds == JSON_FALSE)
        term_styled(&cli->out, STYLE_DIM, STR("✗ "));
    else
        term_styled(&cli->out, STYLE_DOUBT, STR("? "));
}

/* "; saw 3, 5", "; absent: fewer than two sessions" */
static void add_seen(struct cli *cli, str node, struct buf *line)
{
    struct member saw = get(cli, node, "saw"), absent = get(cli, node, "absent");
    struct cordon_word more = word_number("count", number_of(cli, node, "more"));
    if (absent.kind == JSON_STRING) {
        struct cordon_word why = word_text("why", absent.text);
        buf_add(line, STR("; "));
        words_add(cli, "rules.missing", &why, 1, line);
    } else if (saw.kind == JSON_ARRAY) {
        struct cordon_word value = word_text("value", list_text(cli, saw.raw));
        buf_add(line, STR("; "));
        words_add(cli, "rules.saw", &value, 1, line);
        if (more.number) buf_add(line, STR(" "));
        if (more.number) words_add(cli, "rules.more", &more, 1, line);
    }
}

static void view_node(struct cli *cli, str node, size_t indent)
{
    struct member holds = get(cli, node, "holds"), children = get(cli, node, "children"), child;
    struct buf line = BUF_INIT(1 << 20);
    bool is_asked = holds.kind != JSON_ERROR;
    buf_add(&line, text_of(cli, node, "says"));
    add_seen(cli, node, &line);
    if (get(cli, node, "cut").kind == JSON_TRUE) buf_add(&line, STR(" …"));
    if (is_asked) mark(cli, holds.kind);
    size_t at = indent + DEPTH_STEP;
    term_paragraph(&cli->out, buf_str(&line), cli->out.width, is_asked ? at : indent, at + DEPTH_STEP);
    buf_release(&line);
    if (children.kind != JSON_ARRAY) return;
    struct walk w = walk_begin(cli, children.raw);
    while (walk_item(&w, &child)) {
        term_blanks(&cli->out, at);
        view_node(cli, child.raw, at);
    }
}

/* --- what a rule reads -------------------------------------------------------------------------------- */

static void view_read(struct cli *cli, str read)
{
    struct buf line = BUF_INIT(1 << 20);
    struct member state = get(cli, read, "state");
    str unit = text_of(cli, read, "unit"), absent = text_of(cli, read, "absent_when");
    term_blanks(&cli->out, DEPTH_STEP);
    term_styled(&cli->out, STYLE_BOLD, text_of(cli, read, "name"));
    term_z(&cli->out, "  ");
    size_t column = 2 + DEPTH_STEP + term_columns(text_of(cli, read, "name"));
    buf_printf(&line, "(%.*s", STR_ARG(text_of(cli, read, "is")));
    if (unit.len) buf_printf(&line, ", %.*s", STR_ARG(unit));
    buf_add(&line, STR(") "));
    buf_add(&line, text_of(cli, read, "meaning"));
    if (state.kind == JSON_STRING) {
        bool is_absent = str_eq(state.text, STR("absent")); /* why is told behind it */
        if (!is_absent) buf_add(&line, STR("; "));
        if (!is_absent) words_add_name(cli, "rules.state", state.text, &line);
        add_seen(cli, read, &line);
    } else if (absent.len) {
        struct cordon_word why = word_text("why", absent);
        buf_add(&line, STR("; "));
        words_add(cli, "rules.missing", &why, 1, &line);
    }
    term_paragraph(&cli->out, buf_str(&line), cli->out.width, column, 2 * DEPTH_STEP);
    buf_release(&line);
}

static void view_reads(struct cli *cli, str json)
{
    struct walk w = walk_begin(cli, get(cli, json, "reads").raw);
    struct member m;
    head(cli, "reads");
    while (walk_item(&w, &m)) view_read(cli, m.raw);
}

/* --- one rule ------------------------------------------------------------------------------------------ */

static void view_points(struct cli *cli, str json)
{
    struct cordon_word words[] = { word_number("count", number_of(cli, json, "points")),
                                   word_number("cap", number_of(cli, json, "group_cap")) };
    struct buf b = BUF_INIT(WORDS_ROOM);
    if (str_eq(text_of(cli, json, "class"), STR("legal_fact"))) return;
    buf_printf(&b, "%.*s: ", STR_ARG(text_of(cli, json, "strength")));
    words_add(cli, "rules.points", words, 2, &b);
    row(cli, "points", kept(cli, &b));
}

static void view_root(struct cli *cli, str json)
{
    str shared = list_text(cli, get(cli, json, "shares_root_with").raw);
    struct cordon_word words[] = { word_text("root", text_of(cli, json, "root")),
                                   word_text("rules", shared) };
    if (!words[0].text.len) return;
    row(cli, "root", shared.len ? say(cli, "rules.root_shared", words, 2)
                                : say(cli, "rules.root_alone", words, 1));
}

static void view_half_life(struct cli *cli, str json)
{
    struct cordon_word days = word_number("count", number_of(cli, json, "half_life"));
    row(cli, "half_life", days.number ? say(cli, "rules.days", &days, 1)
                                      : say(cli, "rules.no_fading", NULL, 0));
}

static void view_source(struct cli *cli, str json)
{
    struct walk w = walk_begin(cli, get(cli, json, "source").raw);
    struct buf b = BUF_INIT(WORDS_ROOM);
    struct member m;
    while (walk_member(&w, &m)) {
        if (b.len && m.text.len) buf_add(&b, STR("; "));
        buf_add(&b, m.text);
    }
    row(cli, "source", kept(cli, &b));
}

static void view_kinds(struct cli *cli, str json)
{
    str kinds = list_text(cli, get(cli, json, "kinds").raw);
    row(cli, "kinds", kinds.len ? kinds : say(cli, "rules.all_kinds", NULL, 0));
    row(cli, "stages", list_text(cli, get(cli, json, "stages").raw));
}

static void view_records(struct cli *cli, str tests, const char *key, const char *says)
{
    struct walk w = walk_begin(cli, get(cli, tests, key).raw);
    struct member m;
    while (walk_item(&w, &m)) {
        term_blanks(&cli->out, DEPTH_STEP);
        term_text(&cli->out, label_text(cli, says));
        term_z(&cli->out, ": ");
        term_text(&cli->out, m.raw);
        term_z(&cli->out, "\n");
    }
}

static void view_looks(struct cli *cli, str json)
{
    struct member condition = get(cli, json, "condition");
    row(cli, "looks_for", text_of(cli, json, "description"));
    if (condition.kind != JSON_OBJECT) return;
    label(cli, "condition");
    view_node(cli, condition.raw, LABEL);
}

void rules_view_show(struct cli *cli, str json)
{
    str tests = get(cli, json, "tests").raw, sigma = text_of(cli, json, "sigma"), line;
    struct buf b = BUF_INIT(WORDS_ROOM);
    term_styled(&cli->out, STYLE_BOLD, text_of(cli, json, "id"));
    term_z(&cli->out, "\n");
    term_text(&cli->out, text_of(cli, json, "title"));
    term_z(&cli->out, "\n\n");
    view_looks(cli, json);
    words_add_name(cli, "rules.class", text_of(cli, json, "class"), &b);
    row(cli, "class", kept(cli, &b));
    row(cli, "group", text_of(cli, json, "group"));
    view_points(cli, json);
    view_root(cli, json);
    view_half_life(cli, json);
    view_kinds(cli, json);
    row(cli, "innocent", text_of(cli, json, "innocent"));
    row(cli, "ask", text_of(cli, json, "ask"));
    view_source(cli, json);
    view_reads(cli, json);
    head(cli, "tests");
    view_records(cli, tests, "match", "must_match");
    view_records(cli, tests, "differ", "must_differ");
    label(cli, "sigma");
    term_text(&cli->out, text_of(cli, json, "file"));
    term_printf(&cli->out, ":%llu\n", (unsigned long long)number_of(cli, json, "line"));
    while (str_next(&sigma, '\n', &line)) {
        term_blanks(&cli->out, DEPTH_STEP);
        term_text(&cli->out, line);
        term_z(&cli->out, "\n");
    }
}

/* --- tests and checks ------------------------------------------------------------------------------------ */

static void view_failure(struct cli *cli, str rule, str failure)
{
    struct member why = get(cli, failure, "why"), condition = get(cli, failure, "condition");
    bool is_match = str_eq(text_of(cli, failure, "list"), STR("match"));
    struct cordon_word words[] = { word_text("rule", rule),
                                   word_number("count", number_of(cli, failure, "number")) };
    const char *key = why.kind == JSON_STRING ? "rules.failed.asked"
                      : is_match              ? "rules.failed.match"
                                              : "rules.failed.differ";
    term_styled(&cli->out, STYLE_RED, say(cli, key, words, 2));
    if (why.kind == JSON_STRING) {
        term_z(&cli->out, ": ");
        term_text(&cli->out, why.text);
    }
    term_z(&cli->out, "\n  ");
    term_text(&cli->out, get(cli, failure, "record").raw);
    term_z(&cli->out, "\n");
    if (condition.kind != JSON_OBJECT) return;
    term_blanks(&cli->out, DEPTH_STEP);
    view_node(cli, condition.raw, DEPTH_STEP);
}

void rules_view_test(struct cli *cli, str json)
{
    struct walk w = walk_begin(cli, get(cli, json, "failures").raw);
    struct member m;
    str rule = text_of(cli, json, "id");
    struct cordon_word word = word_text("rule", rule);
    while (walk_item(&w, &m)) view_failure(cli, rule, m.raw);
    if (number_of(cli, json, "passed") + number_of(cli, json, "failed")) return;
    term_styled(&cli->out, STYLE_YELLOW, say(cli, "rules.untested", &word, 1));
    term_z(&cli->out, "\n");
}

void rules_view_tested(struct cli *cli, const struct cordon_rules_tested *sum)
{
    struct cordon_word words[] = { word_number("rules", sum->rules), word_number("passed", sum->passed),
                                   word_number("failed", sum->failed),
                                   word_number("untested", sum->untested) };
    term_text(&cli->out, say(cli, "rules.tested", words, 4));
    term_z(&cli->out, "\n");
}

void rules_view_finding(struct cli *cli, const struct cordon_rules_finding *f)
{
    struct term *t = &cli->out;
    term_text(t, f->file);
    if (f->line) term_printf(t, ":%llu", (unsigned long long)f->line);
    if (f->line && f->column) term_printf(t, ":%u", f->column);
    if (f->file.len) term_z(t, ": ");
    term_styled(t, f->is_fault ? STYLE_RED : STYLE_YELLOW, f->is_fault ? STR("error") : STR("warning"));
    term_z(t, ": ");
    if (f->rule.len) term_text(t, f->rule);
    if (f->rule.len) term_z(t, ": ");
    term_text(t, f->text);
    term_z(t, "\n");
}

void rules_view_checked(struct cli *cli, const struct cordon_rules_checked *sum)
{
    struct cordon_word words[] = { word_number("files", sum->files), word_number("rules", sum->rules),
                                   word_number("faults", sum->faults),
                                   word_number("warnings", sum->warnings) };
    term_text(&cli->out, say(cli, "rules.checked", words, 4));
    term_z(&cli->out, "\n");
}

/* --- explanations ------------------------------------------------------------------------------------------ */

enum rules_outcome rules_view_outcome(struct cli *cli, str json)
{
    enum json_kind k = get(cli, json, "holds").kind;
    return k == JSON_TRUE ? RULES_YES : k == JSON_FALSE ? RULES_NO : RULES_OPEN;
}

void rules_view_explain(struct cli *cli, str json)
{
    static const char *const keys[] = { "rules.holds.open", "rules.holds.no", "rules.holds.yes" };
    static const enum term_style styles[] = { STYLE_DOUBT, STYLE_DIM, STYLE_YELLOW };
    enum rules_outcome outcome = rules_view_outcome(cli, json);
    struct member condition = get(cli, json, "condition");
    term_styled(&cli->out, STYLE_BOLD, text_of(cli, json, "id"));
    term_z(&cli->out, "  ");
    term_styled(&cli->out, styles[outcome], say(cli, keys[outcome], NULL, 0));
    term_z(&cli->out, "\n");
    term_text(&cli->out, text_of(cli, json, "title"));
    term_z(&cli->out, "\n");
    row(cli, "why", text_of(cli, json, "why"));
    if (condition.kind == JSON_OBJECT) {
        term_blanks(&cli->out, DEPTH_STEP);
        view_node(cli, condition.raw, DEPTH_STEP);
    }
    view_reads(cli, json);
}

void rules_view_unread(struct cli *cli, str json)
{
    struct cordon_word names = word_text("names", list_text(cli, get(cli, json, "not_read").raw));
    if (!names.text.len || cli->globals.plain) return;
    term_styled(&cli->out, STYLE_YELLOW, say(cli, "rules.unread", &names, 1));
    term_z(&cli->out, "\n\n");
}

void rules_others_init(struct rules_table *t, struct cli *cli)
{
    static const char *const names[] = { "id", "title", "why" };
    *t = (struct rules_table){ .cli = cli };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        str word = label_text(cli, names[i]);
        t->columns[i].title = arena_printf(&cli->arena, "%.*s", STR_ARG(word)).data;
        if (!t->columns[i].title) t->columns[i].title = names[i];
    }
    t->columns[1].is_wide = t->columns[2].is_wide = true;
    grid_init(&t->grid, &cli->arena, t->columns, COUNT_OF(names));
}

/* "net.travel: 0, doc.type: -": what the rule read, and what it would have needed. */
static str reads_text(struct cli *cli, str json)
{
    struct walk w = walk_begin(cli, get(cli, json, "reads").raw);
    struct buf b = BUF_INIT(WORDS_ROOM);
    struct member m;
    while (walk_item(&w, &m)) {
        bool is_absent = str_eq(text_of(cli, m.raw, "state"), STR("absent"));
        if (b.len) buf_add(&b, STR("; "));
        buf_add(&b, text_of(cli, m.raw, "name"));
        buf_add(&b, STR(": "));
        if (is_absent)
            words_add(cli, "rules.state.absent", NULL, 0, &b);
        else
            add_list(cli, get(cli, m.raw, "saw").raw, &b);
    }
    return kept(cli, &b);
}

void rules_view_others(struct cli *cli)
{
    if (cli->globals.plain) return;
    term_text(&cli->out, say(cli, "rules.others", NULL, 0));
    term_z(&cli->out, "\n");
}

void rules_others_add(struct rules_table *t, str json)
{
    struct grid_cell cells[] = { { .text = text_of(t->cli, json, "id"), .style = STYLE_BOLD },
                                 { .text = text_of(t->cli, json, "title") },
                                 { .text = reads_text(t->cli, json) } };
    grid_add(&t->grid, cells);
    t->count++;
}
