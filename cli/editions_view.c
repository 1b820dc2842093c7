/* A difference for people: a summary, a line an entry, its fields below it. */
#include "cli/editions_view.h"

#include "base/json.h"
#include "base/num.h"
#include "cli/words.h"

enum {
    VIEW_LINES_MAX = 256 << 20,
    VIEW_ARENA_MAX = 64 << 20,
    VIEW_VALUE_COLUMNS = 160, /* of a value; the whole stands in --json */
    VIEW_GONE_MAX = 16,       /* values of a field that later ones are held against */
    VIEW_BEFORE = 24,         /* bytes shown before the first that differs */
};

void editions_view_init(struct editions_view *v, struct cli *cli, uint64_t limit)
{
    *v = (struct editions_view){ .cli = cli, .limit = limit ? limit : UINT64_MAX };
    buf_init(&v->dprk, VIEW_LINES_MAX);
    buf_init(&v->others, VIEW_LINES_MAX);
    buf_init(&v->summary, 1 << 20);
}

void editions_view_release(struct editions_view *v)
{
    buf_release(&v->dprk);
    buf_release(&v->others);
    buf_release(&v->summary);
}

bool editions_view_take(void *ctx, cordon_str json)
{
    struct editions_view *v = ctx;
    if (str_starts(json, STR("{\"change\":\"summary\""))) {
        buf_add(&v->summary, json);
        return !v->summary.failed;
    }
    size_t fields = str_find(json, STR("\"fields\":"), 0); /* a name may not pass for the mark */
    bool is_dprk = str_find(str_sub(json, 0, fields), STR(",\"dprk\":true,"), 0) != SIZE_MAX;
    struct buf *b = is_dprk ? &v->dprk : &v->others;
    uint64_t *count = is_dprk ? &v->dprk_count : &v->other_count;
    if ((*count)++ >= v->limit) return true; /* counted; the summary says how many */
    buf_add(b, json);
    buf_add_byte(b, '\n');
    return !b->failed;
}

/* --- the summary ------------------------------------------------------------------------------------ */

struct summary {
    str      source;
    str      edition[2], hash[2], format[2];
    uint64_t added, removed, changed, same, partly, dprk[3];
};

static void take_number(struct summary *s, str key, bool in_dprk, str text)
{
    uint64_t n = 0;
    if (!num_parse_u64(text, UINT64_MAX, &n)) return;
    if (str_eq(key, STR("added"))) *(in_dprk ? &s->dprk[0] : &s->added) = n;
    if (str_eq(key, STR("removed"))) *(in_dprk ? &s->dprk[1] : &s->removed) = n;
    if (str_eq(key, STR("changed"))) *(in_dprk ? &s->dprk[2] : &s->changed) = n;
    if (str_eq(key, STR("same"))) s->same = n;
    if (str_eq(key, STR("partly"))) s->partly = n;
}

/* @param lacking  takes the words of what is not compared */
static void read_summary(struct cli *cli, str json, struct arena *a, struct summary *s,
                         struct buf *lacking)
{
    struct json_reader r;
    str key = STR_EMPTY, part = STR_EMPTY;
    unsigned depth = 0;
    json_init(&r, json, a, NULL);
    for (enum json_kind k; (k = json_next(&r)) != JSON_END && k != JSON_ERROR;) {
        if (k == JSON_OBJECT && ++depth == 2) part = key;
        if (k == JSON_OBJECT_END && --depth == 1) part = STR_EMPTY;
        if (k == JSON_KEY) key = r.text;
        if (k == JSON_NUMBER) take_number(s, key, str_eq(part, STR("dprk")), r.text);
        if (k != JSON_STRING) continue;
        unsigned side = str_eq(part, STR("after"));
        if (str_eq(key, STR("source"))) s->source = r.text;
        if (str_eq(key, STR("edition"))) s->edition[side] = r.text;
        if (str_eq(key, STR("raw_sha256"))) s->hash[side] = str_sub(r.text, 0, 12);
        if (str_eq(key, STR("format"))) s->format[side] = r.text;
        if (!str_eq(key, STR("not_compared"))) continue;
        if (lacking->len) buf_add(lacking, STR(", "));
        words_add_name(cli, "property", r.text, lacking);
    }
}

static void print_summary(struct editions_view *v, struct arena *a)
{
    struct cli *cli = v->cli;
    struct summary s = { .added = 0 };
    struct buf lacking = BUF_INIT(1 << 16);
    read_summary(cli, buf_str(&v->summary), a, &s, &lacking);
    term_styled(&cli->out, STYLE_BOLD, s.source);
    term_printf(&cli->out, ": %.*s (%.*s) to %.*s (%.*s)\n", STR_ARG(s.edition[0]), STR_ARG(s.hash[0]),
                STR_ARG(s.edition[1]), STR_ARG(s.hash[1]));
    term_printf(&cli->out, "%llu added, %llu removed, %llu changed, %llu the same\n",
                (unsigned long long)s.added, (unsigned long long)s.removed,
                (unsigned long long)s.changed, (unsigned long long)s.same);
    term_printf(&cli->out, "under DPRK programmes: %llu added, %llu removed, %llu changed\n",
                (unsigned long long)s.dprk[0], (unsigned long long)s.dprk[1],
                (unsigned long long)s.dprk[2]);
    if (lacking.len)
        term_printf(&cli->out, "not compared, since one of the two does not carry it: %.*s\n",
                    STR_ARG(buf_str(&lacking)));
    if (s.partly)
        term_printf(&cli->out, "%llu entr%s compared in part: one of the two is cut there\n",
                    (unsigned long long)s.partly, s.partly == 1 ? "y" : "ies");
    if (!str_eq(s.format[0], s.format[1]))
        term_printf(&cli->out, "the two are of different formats (%.*s, %.*s), which carry different "
                    "details\n", STR_ARG(s.format[0]), STR_ARG(s.format[1]));
    buf_release(&lacking);
}

/* --- one entry ----------------------------------------------------------------------------------------- */

/* What is being read of a line. */
struct entry_view {
    struct cli *cli;
    str         change, id, name, schema;
    struct buf  programs;
    str         label;     /* of the field: its property or child */
    bool        is_named;  /* the label was printed */
    bool        is_headed; /* the entry's own line was */
    struct buf  child;     /* the child in hand, as text */
    str         gone[VIEW_GONE_MAX]; /* values of the field that are gone */
    size_t      gones;
    struct arena *arena; /* of this entry */
};

static enum term_style style_of(str change)
{
    if (str_eq(change, STR("added"))) return STYLE_RED;
    return str_eq(change, STR("removed")) ? STYLE_GREEN : STYLE_YELLOW;
}

static void print_head(struct entry_view *e)
{
    struct buf schema = BUF_INIT(256);
    if (e->is_headed) return;
    e->is_headed = true;
    words_add_name(e->cli, "schema", e->schema, &schema);
    term_styled(&e->cli->out, style_of(e->change), e->change);
    term_blanks(&e->cli->out, e->change.len < 8 ? 8 - e->change.len : 1);
    term_styled(&e->cli->out, STYLE_BOLD, e->id);
    term_z(&e->cli->out, "  ");
    term_text(&e->cli->out, e->name);
    term_z(&e->cli->out, "  ");
    term_text(&e->cli->out, buf_str(&schema));
    if (e->programs.len) {
        term_z(&e->cli->out, "  ");
        term_styled(&e->cli->out, STYLE_DIM, buf_str(&e->programs));
    }
    term_z(&e->cli->out, "\n");
    buf_release(&schema);
}

/* As much of a value as a line holds. */
static str shown_of(str value)
{
    str shown = term_fit(value, VIEW_VALUE_COLUMNS);
    return str_sub(shown, 0, str_index(shown, '\n'));
}

/* "  name                   - X": the label once, then a sign and a value a line.
 * @param skip  bytes at its beginning that are left out */
static void print_value_from(struct entry_view *e, const char *group, const char *sign,
                             enum term_style style, str value, size_t skip)
{
    enum { LABEL = 22 };
    struct term *out = &e->cli->out;
    struct buf label = BUF_INIT(256);
    print_head(e);
    if (!e->is_named) words_add_name(e->cli, group, e->label, &label);
    e->is_named = true;
    term_z(out, "  ");
    term_text(out, buf_str(&label));
    size_t used = term_columns(buf_str(&label));
    term_blanks(out, used < LABEL ? LABEL - used : 0);
    term_z(out, " ");
    term_styled(out, style, str_c(sign));
    term_z(out, skip ? " …" : " ");
    value = str_from(value, skip);
    str shown = shown_of(value);
    term_text(out, shown);
    term_z(out, shown.len < value.len ? "…\n" : "\n");
    buf_release(&label);
}

static void print_value(struct entry_view *e, const char *group, const char *sign, enum term_style style, str value)
{
    print_value_from(e, group, sign, style, value, 0);
}

/* Where two values begin to differ that look alike as far as a line holds them; 0: they do not. */
static size_t hidden_difference(str a, str b)
{
    size_t at = 0;
    str shown = shown_of(a);
    if (shown.len == a.len || !str_eq(shown, shown_of(b))) return 0;
    while (at < a.len && at < b.len && a.data[at] == b.data[at]) at++;
    size_t differs = at;
    at = at > VIEW_BEFORE ? at - VIEW_BEFORE : 0;
    for (size_t i = at; i < differs; i++)
        if (a.data[i] == '\n') at = i + 1; /* a line is shown to its end */
    while (at < a.len && at && ((unsigned char)a.data[at] & 0xC0) == 0x80) at--; /* not inside a letter */
    return at;
}

/* Two long texts that differ behind the cut would be two equal lines: their difference is shown too. */
static void print_come(struct entry_view *e, const char *group, str value)
{
    size_t skip = 0;
    for (size_t i = 0; i < e->gones && !skip; i++) {
        skip = hidden_difference(e->gone[i], value);
        if (skip) print_value_from(e, group, "-", STYLE_GREEN, e->gone[i], skip);
    }
    print_value_from(e, group, "+", STYLE_RED, value, skip);
}

static void print_gone(struct entry_view *e, const char *group, str value)
{
    if (e->gones < VIEW_GONE_MAX) e->gone[e->gones++] = arena_str(e->arena, value);
    print_value(e, group, "-", STYLE_GREEN, value);
}

/* A field of the JSON: where its strings stand is told by the keys above them. */
struct field_at {
    str      key;    /* the innermost */
    str      list;   /* "gone", "come" or "moved" */
    str      to;     /* of a value that moved */
    unsigned depth;  /* of objects: 1 the entry, 2 a field, 3 a child or a moved value */
    bool     is_child;
};

static void take_string(struct entry_view *e, struct field_at *f, str text)
{
    if (f->depth == 1) {
        if (str_eq(f->key, STR("change"))) e->change = text;
        if (str_eq(f->key, STR("id"))) e->id = text;
        if (str_eq(f->key, STR("name"))) e->name = text;
        if (str_eq(f->key, STR("schema"))) e->schema = text;
        if (!str_eq(f->key, STR("programs"))) return;
        if (e->programs.len) buf_add(&e->programs, STR(", "));
        buf_add(&e->programs, text);
    } else if (f->depth == 2) {
        bool is_label = str_eq(f->key, STR("property")) || str_eq(f->key, STR("child"));
        bool is_come = str_eq(f->key, STR("come"));
        if (is_label) {
            e->label = text;
            e->is_named = false;
            e->gones = 0;
            f->is_child = str_eq(f->key, STR("child"));
        } else if (is_come) {
            print_come(e, "property", text);
        } else {
            print_gone(e, "property", text);
        }
    } else if (str_eq(f->list, STR("moved"))) {
        struct buf b = BUF_INIT(1 << 17);
        if (str_eq(f->key, STR("to"))) f->to = text;
        if (!str_eq(f->key, STR("value"))) return;
        words_add_name(e->cli, "property", f->to, &b);
        buf_add(&b, STR(": "));
        buf_add(&b, text);
        print_value(e, "property", ">", STYLE_YELLOW, buf_str(&b));
        buf_release(&b);
    } else {
        if (e->child.len) buf_add(&e->child, STR(", "));
        words_add_name(e->cli, "property", f->key, &e->child);
        buf_add(&e->child, STR(" "));
        buf_add(&e->child, text);
    }
}

static void print_entry(struct cli *cli, str json, struct arena *a)
{
    struct json_reader r;
    struct entry_view e = { .cli = cli, .programs = BUF_INIT(1 << 16), .child = BUF_INIT(1 << 20),
                            .arena = a };
    struct field_at f = { .depth = 0 };
    json_init(&r, json, a, NULL);
    for (enum json_kind k; (k = json_next(&r)) != JSON_END && k != JSON_ERROR;) {
        if (k == JSON_OBJECT && ++f.depth == 3) buf_reset(&e.child);
        if (k == JSON_OBJECT_END && f.depth-- == 3 && f.is_child && !str_eq(f.list, STR("moved"))) {
            if (str_eq(f.list, STR("come"))) print_come(&e, "schema", buf_str(&e.child));
            else print_gone(&e, "schema", buf_str(&e.child));
        }
        if (k == JSON_KEY) {
            f.key = r.text;
            if (f.depth == 2) f.list = r.text;
        }
        if (k == JSON_STRING) take_string(&e, &f, r.text);
    }
    print_head(&e);
    if (e.programs.failed || e.child.failed) cli->out.buf.failed = true;
    buf_release(&e.programs);
    buf_release(&e.child);
}

static uint64_t print_lines(struct editions_view *v, const struct buf *lines, uint64_t room,
                            struct arena *a)
{
    uint64_t count = 0;
    str rest = buf_str(lines), line;
    while (count < room && str_next(&rest, '\n', &line)) {
        if (!line.len) continue;
        arena_reset(a);
        print_entry(v->cli, line, a);
        count++;
    }
    return count;
}

void editions_view_print(struct editions_view *v)
{
    struct arena a;
    uint64_t all = v->dprk_count + v->other_count;
    arena_init(&a, VIEW_ARENA_MAX);
    print_summary(v, &a);
    if (all) term_z(&v->cli->out, "\n");
    uint64_t shown = print_lines(v, &v->dprk, v->limit, &a);
    shown += print_lines(v, &v->others, v->limit - shown, &a);
    if (shown < all)
        term_printf(&v->cli->out, "\n%llu more; --limit 0 shows them all\n",
                    (unsigned long long)(all - shown));
    arena_release(&a);
}
