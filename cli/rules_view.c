/* Rules for people. */
#include "cli/rules_view.h"

#include "base/json.h"
#include "base/num.h"
#include "cli/words.h"

enum { LABEL = 22, DEPTH_STEP = 2, VIEW_TEXT_MAX = 64 << 20, VIEW_ARENA_MAX = 256 << 20 };

void rules_view_init(struct rules_view *v, struct cli *cli)
{
    *v = (struct rules_view){ .cli = cli };
    arena_init(&v->scratch, VIEW_ARENA_MAX);
}

void rules_view_release(struct rules_view *v)
{
    arena_release(&v->scratch);
}

cordon_status rules_view_done(struct rules_view *v, struct cordon_error *err)
{
    bool is_over = v->scratch.over;
    bool has_failed = v->scratch.failed || v->has_failed;
    arena_reset(&v->scratch);
    if (!has_failed) return CORDON_OK;
    return is_over ? error_set(err, CORDON_LIMIT, "too long to be shown; --json prints it all")
                   : error_nomem(err);
}

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

static struct walk walk_begin(struct rules_view *v, str json)
{
    struct walk w = { .in = json };
    json_init(&w.json, json, &v->scratch, NULL);
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

static struct member get(struct rules_view *v, str json, const char *key)
{
    struct walk w = walk_begin(v, json);
    struct member m = { .kind = JSON_ERROR };
    while (walk_member(&w, &m))
        if (str_eq(m.key, str_c(key))) return m;
    return (struct member){ .kind = JSON_ERROR };
}

static str text_of(struct rules_view *v, str json, const char *key)
{
    return get(v, json, key).text;
}

static uint64_t number_of(struct rules_view *v, str json, const char *key)
{
    uint64_t n = 0;
    (void)num_parse_u64(text_of(v, json, key), UINT64_MAX, &n);
    return n;
}

static str plain(const struct member *m)
{
    return m->kind == JSON_STRING ? m->text : m->raw;
}

/* "a, b" of a list of texts and numbers. */
static void add_list(struct rules_view *v, str list, struct buf *out)
{
    struct walk w = walk_begin(v, list);
    struct member m;
    for (bool is_first = true; walk_item(&w, &m); is_first = false) {
        if (!is_first) buf_add(out, STR(", "));
        buf_add(out, plain(&m));
    }
}

/* --- words --------------------------------------------------------------------------------------- */

/* A text that lives until the object in hand is done. */
static str kept(struct rules_view *v, struct buf *b)
{
    v->has_failed |= b->failed;
    str s = arena_str(&v->scratch, buf_str(b));
    buf_release(b);
    return s;
}

static str say(struct rules_view *v, const char *key, const struct cordon_word *words, size_t count)
{
    struct buf b = BUF_INIT(VIEW_TEXT_MAX);
    words_add(v->cli, key, words, count, &b);
    return kept(v, &b);
}

static str list_text(struct rules_view *v, str list)
{
    struct buf b = BUF_INIT(VIEW_TEXT_MAX);
    add_list(v, list, &b);
    return kept(v, &b);
}

static str label_text(struct rules_view *v, const char *name)
{
    struct buf b = BUF_INIT(VIEW_TEXT_MAX);
    words_add_name(v->cli, "rules.label", str_c(name), &b);
    return kept(v, &b);
}

static void label(struct rules_view *v, const char *name)
{
    str word = label_text(v, name);
    size_t width = term_columns(word);
    term_styled(&v->cli->out, STYLE_DIM, word);
    term_blanks(&v->cli->out, width < LABEL ? LABEL - width : 1);
}

/* A label with lines below it. */
static void head(struct rules_view *v, const char *name)
{
    term_styled(&v->cli->out, STYLE_DIM, label_text(v, name));
    term_z(&v->cli->out, "\n");
}

static void row(struct rules_view *v, const char *name, str text)
{
    if (!text.len) return;
    label(v, name);
    term_paragraph(&v->cli->out, text, v->cli->out.width, LABEL, LABEL);
}

/* --- the table ------------------------------------------------------------------------------------ */

static void begin_table(struct rules_view *v, const char *const *names, size_t count)
{
    struct arena *a = &v->cli->arena; /* rows are kept until they are printed */
    for (size_t i = 0; i < count; i++) {
        str word = label_text(v, names[i]);
        v->columns[i].title = arena_printf(a, "%.*s", STR_ARG(word)).data;
        if (!v->columns[i].title) v->columns[i].title = names[i];
        v->columns[i].is_wide = i == 1 || i == 5 || i == 6 || (count == 3 && i == 2);
    }
    grid_init(&v->grid, a, v->columns, count);
}

void rules_table_init(struct rules_view *v)
{
    static const char *const names[] = { "id",       "title", "pack",     "group",
                                         "strength", "kinds", "authority" };
    begin_table(v, names, COUNT_OF(names));
}

void rules_table_add(struct rules_view *v, str json)
{
    str class_id = text_of(v, json, "class"), strength = text_of(v, json, "strength");
    str kinds = list_text(v, get(v, json, "kinds").raw);
    struct grid_cell cells[] = {
        { .text = text_of(v, json, "id"), .style = STYLE_BOLD },
        { .text = text_of(v, json, "title") },
        { .text = text_of(v, json, "pack") },
        { .text = text_of(v, json, "group") },
        { .text = str_eq(class_id, STR("legal_fact")) ? class_id : strength },
        { .text = kinds.len ? kinds : STR("-") },
        { .text = text_of(v, json, "authority") },
    };
    grid_add(&v->grid, cells);
    v->rows++;
}

/* --- conditions ------------------------------------------------------------------------------------ */

static void mark(struct rules_view *v, enum json_kind holds)
{
    if (holds == JSON_TRUE)
        term_styled(&v->cli->out, STYLE_YELLOW, STR("✓ "));
    else if (holds == JSON_FALSE)
        term_styled(&v->cli->out, STYLE_DIM, STR("✗ "));
    else
        term_styled(&v->cli->out, STYLE_DOUBT, STR("? "));
}

/* "; saw 3, 5", "; absent: fewer than two sessions" */
static void add_seen(struct rules_view *v, str node, struct buf *line)
{
    struct member saw = get(v, node, "saw"), absent = get(v, node, "absent");
    struct cordon_word more = word_number("count", number_of(v, node, "more"));
    if (absent.kind == JSON_STRING) {
        struct cordon_word why = word_text("why", absent.text);
        buf_add(line, STR("; "));
        words_add(v->cli, "rules.missing", &why, 1, line);
    } else if (saw.kind == JSON_ARRAY) {
        struct cordon_word value = word_text("value", list_text(v, saw.raw));
        buf_add(line, STR("; "));
        words_add(v->cli, "rules.saw", &value, 1, line);
        if (more.number) buf_add(line, STR(" "));
        if (more.number) words_add(v->cli, "rules.more", &more, 1, line);
    }
}

static void view_node(struct rules_view *v, str node, size_t indent)
{
    struct member holds = get(v, node, "holds"), children = get(v, node, "children"), child;
    struct buf line = BUF_INIT(VIEW_TEXT_MAX);
    bool is_asked = holds.kind != JSON_ERROR;
    buf_add(&line, text_of(v, node, "says"));
    add_seen(v, node, &line);
    if (get(v, node, "cut").kind == JSON_TRUE) buf_add(&line, STR(" …"));
    if (is_asked) mark(v, holds.kind);
    size_t at = indent + DEPTH_STEP;
    term_paragraph(&v->cli->out, kept(v, &line), v->cli->out.width, is_asked ? at : indent, at + DEPTH_STEP);
    if (children.kind != JSON_ARRAY) return;
    struct walk w = walk_begin(v, children.raw);
    while (walk_item(&w, &child)) {
        term_blanks(&v->cli->out, at);
        view_node(v, child.raw, at);
    }
}

/* --- what a rule reads -------------------------------------------------------------------------------- */

static void view_read(struct rules_view *v, str read)
{
    struct buf line = BUF_INIT(VIEW_TEXT_MAX);
    struct member state = get(v, read, "state");
    str unit = text_of(v, read, "unit"), absent = text_of(v, read, "absent_when");
    term_blanks(&v->cli->out, DEPTH_STEP);
    term_styled(&v->cli->out, STYLE_BOLD, text_of(v, read, "name"));
    term_z(&v->cli->out, "  ");
    size_t column = 2 + DEPTH_STEP + term_columns(text_of(v, read, "name"));
    buf_printf(&line, "(%.*s", STR_ARG(text_of(v, read, "is")));
    if (unit.len) buf_printf(&line, ", %.*s", STR_ARG(unit));
    buf_add(&line, STR(") "));
    buf_add(&line, text_of(v, read, "meaning"));
    if (state.kind == JSON_STRING) {
        bool is_absent = str_eq(state.text, STR("absent")); /* why is told behind it */
        if (!is_absent) buf_add(&line, STR("; "));
        if (!is_absent) words_add_name(v->cli, "rules.state", state.text, &line);
        add_seen(v, read, &line);
    } else if (absent.len) {
        struct cordon_word why = word_text("why", absent);
        buf_add(&line, STR("; "));
        words_add(v->cli, "rules.missing", &why, 1, &line);
    }
    term_paragraph(&v->cli->out, kept(v, &line), v->cli->out.width, column, 2 * DEPTH_STEP);
}

static void view_reads(struct rules_view *v, str json)
{
    struct walk w = walk_begin(v, get(v, json, "reads").raw);
    struct member m;
    head(v, "reads");
    while (walk_item(&w, &m)) view_read(v, m.raw);
}

/* --- one rule ------------------------------------------------------------------------------------------ */

static void view_points(struct rules_view *v, str json)
{
    struct cordon_word words[] = { word_number("count", number_of(v, json, "points")),
                                   word_number("cap", number_of(v, json, "group_cap")) };
    struct buf b = BUF_INIT(VIEW_TEXT_MAX);
    if (str_eq(text_of(v, json, "class"), STR("legal_fact"))) return;
    buf_printf(&b, "%.*s: ", STR_ARG(text_of(v, json, "strength")));
    words_add(v->cli, "rules.points", words, 2, &b);
    row(v, "points", kept(v, &b));
}

static void view_root(struct rules_view *v, str json)
{
    str shared = list_text(v, get(v, json, "shares_root_with").raw);
    struct cordon_word words[] = { word_text("root", text_of(v, json, "root")),
                                   word_text("rules", shared) };
    if (!words[0].text.len) return;
    row(v, "root", shared.len ? say(v, "rules.root_shared", words, 2)
                                : say(v, "rules.root_alone", words, 1));
}

static void view_half_life(struct rules_view *v, str json)
{
    struct cordon_word days = word_number("count", number_of(v, json, "half_life"));
    row(v, "half_life", days.number ? say(v, "rules.days", &days, 1)
                                      : say(v, "rules.no_fading", NULL, 0));
}

static void view_source(struct rules_view *v, str json)
{
    struct walk w = walk_begin(v, get(v, json, "source").raw);
    struct buf b = BUF_INIT(VIEW_TEXT_MAX);
    struct member m;
    while (walk_member(&w, &m)) {
        if (b.len && m.text.len) buf_add(&b, STR("; "));
        buf_add(&b, m.text);
    }
    row(v, "source", kept(v, &b));
}

static void view_kinds(struct rules_view *v, str json)
{
    str kinds = list_text(v, get(v, json, "kinds").raw);
    row(v, "kinds", kinds.len ? kinds : say(v, "rules.all_kinds", NULL, 0));
    row(v, "stages", list_text(v, get(v, json, "stages").raw));
}

static void view_records(struct rules_view *v, str tests, const char *key, const char *says)
{
    struct walk w = walk_begin(v, get(v, tests, key).raw);
    struct member m;
    while (walk_item(&w, &m)) {
        term_blanks(&v->cli->out, DEPTH_STEP);
        term_text(&v->cli->out, label_text(v, says));
        term_z(&v->cli->out, ": ");
        term_text(&v->cli->out, m.raw);
        term_z(&v->cli->out, "\n");
    }
}

static void view_looks(struct rules_view *v, str json)
{
    struct member condition = get(v, json, "condition");
    row(v, "looks_for", text_of(v, json, "description"));
    if (condition.kind != JSON_OBJECT) return;
    label(v, "condition");
    view_node(v, condition.raw, LABEL);
}

void rules_view_show(struct rules_view *v, str json)
{
    str tests = get(v, json, "tests").raw, sigma = text_of(v, json, "sigma"), line;
    struct buf b = BUF_INIT(VIEW_TEXT_MAX);
    term_styled(&v->cli->out, STYLE_BOLD, text_of(v, json, "id"));
    term_z(&v->cli->out, "\n");
    term_text(&v->cli->out, text_of(v, json, "title"));
    term_z(&v->cli->out, "\n\n");
    view_looks(v, json);
    words_add_name(v->cli, "rules.class", text_of(v, json, "class"), &b);
    row(v, "class", kept(v, &b));
    row(v, "group", text_of(v, json, "group"));
    view_points(v, json);
    view_root(v, json);
    view_half_life(v, json);
    view_kinds(v, json);
    row(v, "innocent", text_of(v, json, "innocent"));
    row(v, "ask", text_of(v, json, "ask"));
    view_source(v, json);
    view_reads(v, json);
    head(v, "tests");
    view_records(v, tests, "match", "must_match");
    view_records(v, tests, "differ", "must_differ");
    label(v, "sigma");
    term_text(&v->cli->out, text_of(v, json, "file"));
    term_printf(&v->cli->out, ":%llu\n", (unsigned long long)number_of(v, json, "line"));
    while (str_next(&sigma, '\n', &line)) {
        term_blanks(&v->cli->out, DEPTH_STEP);
        term_text(&v->cli->out, line);
        term_z(&v->cli->out, "\n");
    }
}

/* --- tests and checks ------------------------------------------------------------------------------------ */

static void view_failure(struct rules_view *v, str rule, str failure)
{
    struct member why = get(v, failure, "why"), condition = get(v, failure, "condition");
    bool is_match = str_eq(text_of(v, failure, "list"), STR("match"));
    struct cordon_word words[] = { word_text("rule", rule),
                                   word_number("count", number_of(v, failure, "number")) };
    const char *key = why.kind == JSON_STRING ? "rules.failed.asked"
                      : is_match              ? "rules.failed.match"
                                              : "rules.failed.differ";
    term_styled(&v->cli->out, STYLE_RED, say(v, key, words, 2));
    if (why.kind == JSON_STRING) {
        term_z(&v->cli->out, ": ");
        term_text(&v->cli->out, why.text);
    }
    term_z(&v->cli->out, "\n  ");
    term_text(&v->cli->out, get(v, failure, "record").raw);
    term_z(&v->cli->out, "\n");
    if (condition.kind != JSON_OBJECT) return;
    term_blanks(&v->cli->out, DEPTH_STEP);
    view_node(v, condition.raw, DEPTH_STEP);
}

void rules_view_test(struct rules_view *v, str json)
{
    struct walk w = walk_begin(v, get(v, json, "failures").raw);
    struct member m;
    str rule = text_of(v, json, "id");
    struct cordon_word word = word_text("rule", rule);
    while (walk_item(&w, &m)) view_failure(v, rule, m.raw);
    if (number_of(v, json, "passed") + number_of(v, json, "failed")) return;
    term_styled(&v->cli->out, STYLE_YELLOW, say(v, "rules.untested", &word, 1));
    term_z(&v->cli->out, "\n");
}

void rules_view_tested(struct rules_view *v, const struct cordon_rules_tested *sum)
{
    struct cordon_word words[] = { word_number("rules", sum->rules), word_number("passed", sum->passed),
                                   word_number("failed", sum->failed),
                                   word_number("untested", sum->untested) };
    term_text(&v->cli->out, say(v, "rules.tested", words, 4));
    term_z(&v->cli->out, "\n");
}

void rules_view_finding(struct rules_view *v, const struct cordon_rules_finding *f)
{
    struct term *t = &v->cli->out;
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

void rules_view_checked(struct rules_view *v, const struct cordon_rules_checked *sum)
{
    struct cordon_word words[] = { word_number("files", sum->files), word_number("rules", sum->rules),
                                   word_number("faults", sum->faults),
                                   word_number("warnings", sum->warnings) };
    term_text(&v->cli->out, say(v, "rules.checked", words, 4));
    term_z(&v->cli->out, "\n");
}

/* --- explanations ------------------------------------------------------------------------------------------ */

enum rules_outcome rules_view_outcome(struct rules_view *v, str json)
{
    enum json_kind k = get(v, json, "holds").kind;
    return k == JSON_TRUE ? RULES_YES : k == JSON_FALSE ? RULES_NO : RULES_OPEN;
}

void rules_view_explain(struct rules_view *v, str json)
{
    static const char *const keys[] = { "rules.holds.open", "rules.holds.no", "rules.holds.yes" };
    static const enum term_style styles[] = { STYLE_DOUBT, STYLE_DIM, STYLE_YELLOW };
    enum rules_outcome outcome = rules_view_outcome(v, json);
    struct member condition = get(v, json, "condition");
    term_styled(&v->cli->out, STYLE_BOLD, text_of(v, json, "id"));
    term_z(&v->cli->out, "  ");
    term_styled(&v->cli->out, styles[outcome], say(v, keys[outcome], NULL, 0));
    term_z(&v->cli->out, "\n");
    term_text(&v->cli->out, text_of(v, json, "title"));
    term_z(&v->cli->out, "\n");
    row(v, "why", text_of(v, json, "why"));
    if (condition.kind == JSON_OBJECT) {
        term_blanks(&v->cli->out, DEPTH_STEP);
        view_node(v, condition.raw, DEPTH_STEP);
    }
    view_reads(v, json);
}

void rules_view_unread(struct rules_view *v, str json)
{
    struct cordon_word names = word_text("names", list_text(v, get(v, json, "not_read").raw));
    if (!names.text.len || v->cli->globals.plain) return;
    term_styled(&v->cli->out, STYLE_YELLOW, say(v, "rules.unread", &names, 1));
    term_z(&v->cli->out, "\n\n");
}

void rules_others_init(struct rules_view *v)
{
    static const char *const names[] = { "id", "title", "why" };
    begin_table(v, names, COUNT_OF(names));
}

/* "net.travel: 0, doc.type: -": what the rule read, and what it would have needed. */
static str reads_text(struct rules_view *v, str json)
{
    struct walk w = walk_begin(v, get(v, json, "reads").raw);
    struct buf b = BUF_INIT(VIEW_TEXT_MAX);
    struct member m;
    while (walk_item(&w, &m)) {
        bool is_absent = str_eq(text_of(v, m.raw, "state"), STR("absent"));
        if (b.len) buf_add(&b, STR("; "));
        buf_add(&b, text_of(v, m.raw, "name"));
        buf_add(&b, STR(": "));
        if (is_absent)
            words_add(v->cli, "rules.state.absent", NULL, 0, &b);
        else
            add_list(v, get(v, m.raw, "saw").raw, &b);
    }
    return kept(v, &b);
}

void rules_view_others(struct rules_view *v)
{
    if (v->cli->globals.plain) return;
    term_text(&v->cli->out, say(v, "rules.others", NULL, 0));
    term_z(&v->cli->out, "\n");
}

void rules_others_add(struct rules_view *v, str json)
{
    struct grid_cell cells[] = { { .text = text_of(v, json, "id"), .style = STYLE_BOLD },
                                 { .text = text_of(v, json, "title") },
                                 { .text = reads_text(v, json) } };
    grid_add(&v->grid, cells);
    v->rows++;
}
