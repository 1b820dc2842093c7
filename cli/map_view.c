/* A proposed mapping for people. */
#include "cli/map_view.h"

#include "base/json.h"
#include "base/num.h"
#include "cli/grid.h"

struct shown_column {
    str column, state, field, key, percent, reason, example, also;
    struct shown_column *next;
};

struct shown_value {
    str field, item, value;
};

enum { VALUES_SHOWN = 64 };

struct shown_map {
    struct cli *cli;
    struct json_reader json;
    str file, form, sheet, separator, encoding, sample, kind, base, base_title, base_bp;
    bool is_whole;
    struct shown_column *first, *last;
    str zoneless, absent; /* names, comma separated */
};

/* --- reading ------------------------------------------------------------------------------------ */

static bool take(const struct json_reader *r, str key, const char *want, str *field)
{
    if (!str_eq(key, str_c(want))) return false;
    *field = r->text;
    return true;
}

/* The members of an object one by one: key and the first token of the value. */
static bool next_member(struct json_reader *r, str *key, enum json_kind *kind)
{
    if (json_next(r) != JSON_KEY) return false;
    *key = r->text;
    *kind = json_next(r);
    return *kind != JSON_ERROR;
}

static str first_text(struct json_reader *r)
{
    str first = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) == JSON_STRING;)
        if (!first.data) first = r->text;
    return first;
}

static str all_texts(struct shown_map *m)
{
    struct arena *a = &m->cli->arena;
    str all = STR_EMPTY;
    for (enum json_kind k; (k = json_next(&m->json)) == JSON_STRING;)
        all = all.len ? arena_printf(a, "%.*s, %.*s", STR_ARG(all), STR_ARG(m->json.text))
                      : arena_str(a, m->json.text);
    return all;
}

static void read_column(struct shown_map *m)
{
    struct json_reader *r = &m->json;
    struct shown_column *c = arena_calloc(&m->cli->arena, 1, sizeof *c);
    enum json_kind k;
    str key;
    while (c && next_member(r, &key, &k)) {
        if (k == JSON_ARRAY && str_eq(key, STR("also")))
            c->also = all_texts(m);
        else if (k == JSON_ARRAY)
            c->example = first_text(r);
        else
            (void)(take(r, key, "column", &c->column) || take(r, key, "state", &c->state) ||
                   take(r, key, "field", &c->field) || take(r, key, "key", &c->key) ||
                   take(r, key, "percent", &c->percent) || take(r, key, "reason", &c->reason));
    }
    if (!c) return;
    if (m->last)
        m->last->next = c;
    else
        m->first = c;
    m->last = c;
}

static void read_base(struct shown_map *m)
{
    enum json_kind k;
    str key;
    while (next_member(&m->json, &key, &k))
        (void)(take(&m->json, key, "map", &m->base) || take(&m->json, key, "title", &m->base_title) ||
               take(&m->json, key, "score_bp", &m->base_bp));
}

static void read_member(struct shown_map *m, str key, enum json_kind k)
{
    struct json_reader *r = &m->json;
    if (k == JSON_STRING || k == JSON_NUMBER) {
        (void)(take(r, key, "file", &m->file) || take(r, key, "form", &m->form) ||
               take(r, key, "sheet", &m->sheet) || take(r, key, "separator", &m->separator) ||
               take(r, key, "encoding", &m->encoding) || take(r, key, "sample", &m->sample) ||
               take(r, key, "kind", &m->kind));
    } else if (k == JSON_TRUE) {
        m->is_whole = str_eq(key, STR("whole")) || m->is_whole;
    } else if (k == JSON_OBJECT && str_eq(key, STR("recognised"))) {
        read_base(m);
    } else if (k == JSON_ARRAY && str_eq(key, STR("columns"))) {
        while (json_next(r) == JSON_OBJECT) read_column(m);
    } else if (k == JSON_ARRAY && str_eq(key, STR("zoneless"))) {
        m->zoneless = all_texts(m);
    } else if (k == JSON_ARRAY && str_eq(key, STR("absent"))) {
        m->absent = all_texts(m);
    } else {
        json_skip(r, k);
    }
}

static void read_map(struct shown_map *m, struct cli *cli, str json)
{
    enum json_kind k;
    str key;
    *m = (struct shown_map){ .cli = cli };
    json_init(&m->json, json, &cli->arena, NULL);
    json_next(&m->json);
    while (next_member(&m->json, &key, &k)) read_member(m, key, k);
}

void map_view_questions(struct cli *cli, str json, struct map_questions *ret)
{
    struct json_reader r;
    enum json_kind k;
    str key;
    ret->count = 0;
    json_init(&r, json, &cli->arena, NULL);
    json_next(&r);
    while (next_member(&r, &key, &k)) {
        if (k != JSON_ARRAY || !str_eq(key, STR("questions"))) {
            json_skip(&r, k);
            continue;
        }
        while (json_next(&r) == JSON_OBJECT) {
            str about = STR_EMPTY, column = STR_EMPTY, example = STR_EMPTY;
            while (next_member(&r, &key, &k))
                (void)(take(&r, key, "about", &about) || take(&r, key, "column", &column) ||
                       take(&r, key, "example", &example));
            if (ret->count == MAP_QUESTIONS_MAX) continue;
            ret->item[ret->count].about = about;
            ret->item[ret->count].column = column;
            ret->item[ret->count++].example = example;
        }
        return;
    }
}

static bool is_mapped(const struct shown_column *c)
{
    return str_eq(c->state, STR("mapped"));
}

void map_view_tell(struct cli *cli, const char *path, str json)
{
    enum { NAMED = 5 };
    struct shown_map m;
    struct map_questions open;
    struct buf names = BUF_INIT(4096);
    size_t read = 0, left = 0;
    read_map(&m, cli, json);
    for (const struct shown_column *c = m.first; c; c = c->next) {
        read += is_mapped(c);
        if (is_mapped(c) || !str_eq(c->state, STR("unmapped"))) continue;
        if (++left > NAMED) continue;
        if (left > 1) buf_add(&names, STR(", "));
        buf_add(&names, str_sub(c->column, 0, 60));
    }
    if (left > NAMED) buf_add(&names, STR(", …"));
    if (left)
        cli_say(cli, "%s: of %zu columns %zu %s read, by what they look like; not read: %.*s", path, read + left,
                read, read == 1 ? "is" : "are", (int)names.len, names.data);
    else
        cli_say(cli, "%s: %zu column%s read, by what they look like; 'cordon map' shows which", path, read,
                read == 1 ? " is" : "s are");
    buf_release(&names);
    map_view_questions(cli, json, &open);
    for (size_t i = 0; i < open.count; i++)
        if (open.item[i].column.len)
            cli_say(cli, "%s: column '%.*s' is left out: '%.*s' can be read with the day or the month first", path,
                    STR_ARG(open.item[i].column), STR_ARG(open.item[i].example));
}

/* --- printing ----------------------------------------------------------------------------------- */

static const char *form_words(const struct shown_map *m)
{
    if (str_eq(m->form, STR("xlsx"))) return "workbook";
    if (str_eq(m->form, STR("jsonl"))) return "JSON Lines";
    if (str_eq(m->form, STR("json"))) return "JSON";
    if (str_eq(m->separator, STR(";"))) return "table, semicolons between";
    if (str_eq(m->separator, STR("\t"))) return "table, tabs between";
    if (str_eq(m->separator, STR("|"))) return "table, bars between";
    return "table, commas between";
}

static void print_head(const struct shown_map *m)
{
    struct term *out = &m->cli->out;
    term_styled(out, STYLE_BOLD, m->file);
    term_printf(out, ": %s", form_words(m));
    if (m->encoding.len) term_z(out, ", UTF-16");
    if (m->sheet.len) {
        term_z(out, ", sheet '");
        term_text(out, m->sheet);
        term_z(out, "'");
    }
    term_printf(out, "; %s%.*s rows looked at", m->is_whole ? "all " : "the first ", STR_ARG(m->sample));
    if (m->kind.len) term_printf(out, "; kind %.*s", STR_ARG(m->kind));
    term_z(out, "\n");
    if (m->base.len) {
        uint64_t bp = 0;
        (void)num_parse_u64(m->base_bp, 10000, &bp);
        term_printf(out, "recognised: %.*s (%.*s), %llu%% of its columns are there\n",
                    STR_ARG(m->base), STR_ARG(m->base_title), (unsigned long long)bp / 100);
    }
    term_z(out, "\n");
}

static str field_words(struct shown_map *m, const struct shown_column *c)
{
    struct arena *a = &m->cli->arena;
    str words = c->field;
    if (c->also.len) words = arena_printf(a, "%.*s, %.*s", STR_ARG(words), STR_ARG(c->also));
    if (c->key.len)
        words = arena_printf(a, "%.*s%sjoins by %.*s", STR_ARG(words), words.len ? "; " : "",
                             STR_ARG(c->key));
    return words;
}

static cordon_status print_columns(struct shown_map *m, bool mapped)
{
    static const struct grid_column read_columns[] = {
        { .title = "column", .is_wide = true }, { .title = "field", .is_wide = true },
        { .title = "sure", .is_right = true },  { .title = "why", .is_wide = true },
        { .title = "example", .is_wide = true },
    };
    static const struct grid_column other_columns[] = {
        { .title = "not read", .is_wide = true }, { .title = "why", .is_wide = true },
        { .title = "example", .is_wide = true },
    };
    struct grid g;
    size_t rows = 0;
    grid_init(&g, &m->cli->arena, mapped ? read_columns : other_columns, mapped ? 5 : 3);
    for (const struct shown_column *c = m->first; c; c = c->next) {
        if (is_mapped(c) != mapped) continue;
        bool is_open = str_eq(c->state, STR("open"));
        struct grid_cell read_cells[] = {
            { .text = c->column, .style = STYLE_BOLD },
            { .text = field_words(m, c), .style = STYLE_GREEN },
            { .text = arena_printf(&m->cli->arena, "%.*s%%", STR_ARG(c->percent)) },
            { .text = c->reason, .style = STYLE_DIM },
            { .text = c->example },
        };
        struct grid_cell other_cells[] = {
            { .text = c->column, .style = is_open ? STYLE_YELLOW : STYLE_NONE },
            { .text = c->reason, .style = is_open ? STYLE_YELLOW : STYLE_DIM },
            { .text = c->example, .style = STYLE_DIM },
        };
        grid_add(&g, mapped ? read_cells : other_cells);
        rows++;
    }
    if (rows == 0) return CORDON_OK;
    cordon_status st = grid_print(&g, &m->cli->out, m->cli->globals.plain);
    if (!m->cli->globals.plain) term_z(&m->cli->out, "\n");
    return st;
}

/* "name: Ann Example · email: ann@example.org" */
static void print_record(struct shown_map *m)
{
    struct json_reader *r = &m->json;
    struct term *out = &m->cli->out;
    struct buf line = BUF_INIT(16u << 10), text = BUF_INIT(32u << 10);
    str key, at = STR_EMPTY, error = STR_EMPTY, id = STR_EMPTY, subject = STR_EMPTY;
    enum json_kind k;
    while (next_member(r, &key, &k)) {
        if (k != JSON_ARRAY || !str_eq(key, STR("values"))) {
            if (k == JSON_ARRAY) json_skip(r, k);
            (void)(take(r, key, "line", &at) || take(r, key, "error", &error) || take(r, key, "id", &id) ||
                   take(r, key, "subject", &subject));
            continue;
        }
        if (id.len) buf_printf(&line, "id: %.*s", STR_ARG(id));
        if (subject.len && !str_eq(subject, id))
            buf_printf(&line, "%ssubject: %.*s", line.len ? " · " : "", STR_ARG(subject));
        while (json_next(r) == JSON_OBJECT) {
            struct shown_value v = { .field = STR_EMPTY };
            str member;
            enum json_kind kind;
            while (next_member(r, &member, &kind))
                (void)(take(r, member, "field", &v.field) || take(r, member, "item", &v.item) ||
                       take(r, member, "value", &v.value));
            buf_printf(&line, "%s%.*s%s%.*s: ", line.len ? " · " : "", STR_ARG(v.field),
                       v.item.len ? " " : "", STR_ARG(v.item));
            for (size_t i = 0; i < v.value.len; i++) /* a resume's line ends would tear the row */
                buf_add_byte(&line, byte_is_blank(v.value.data[i]) ? ' ' : v.value.data[i]);
        }
    }
    term_printf(out, "%6.*s  ", STR_ARG(at));
    if (error.len) {
        term_styled(out, STYLE_RED, error);
    } else {
        term_wrap(buf_str(&line), out->width > 24 ? out->width : 88, 8, 8, &text);
        str rest = buf_str(&text), piece;
        for (bool is_first = true; str_next(&rest, '\n', &piece); is_first = false) {
            if (!is_first) term_z(out, "\n");
            term_text(out, piece);
        }
    }
    term_z(out, "\n");
    buf_release(&line);
    buf_release(&text);
}

static void print_preview(struct shown_map *m, str json)
{
    enum json_kind k;
    str key;
    json_init(&m->json, json, &m->cli->arena, NULL);
    json_next(&m->json);
    while (next_member(&m->json, &key, &k)) {
        if (k != JSON_ARRAY || !str_eq(key, STR("preview"))) {
            json_skip(&m->json, k);
            continue;
        }
        bool is_first = true;
        while (json_next(&m->json) == JSON_OBJECT) {
            if (is_first)
                term_styled(&m->cli->out, STYLE_BOLD, m->sheet.len ? STR("   row  as it is read")
                                                                 : STR("  line  as it is read"));
            if (is_first) term_z(&m->cli->out, "\n");
            is_first = false;
            print_record(m);
        }
        return;
    }
}

static void print_notes(struct shown_map *m)
{
    struct term *out = &m->cli->out;
    if (m->zoneless.len) {
        term_styled(out, STYLE_YELLOW, STR("times without a zone: "));
        term_text(out, m->zoneless);
        term_z(out, "; say with --zone whose clock it is, or only their days count\n\n");
    }
    if (m->absent.len) {
        term_z(out, "not in this file: ");
        term_text(out, m->absent);
        term_z(out, "\n\n");
    }
}

cordon_status map_view(struct cli *cli, str json, struct cordon_error *err)
{
    struct shown_map m;
    read_map(&m, cli, json);
    if (!cli->globals.plain) print_head(&m);
    cordon_status st = print_columns(&m, true);
    if (!st && !cli->globals.plain) {
        st = print_columns(&m, false);
        print_notes(&m);
        print_preview(&m, json);
    }
    return st ? error_nomem(err) : CORDON_OK;
}
