/* Two names side by side, for people. */
#include "cli/compare_view.h"

#include "base/json.h"
#include "base/num.h"
#include "cli/grid.h"
#include "cli/view_say.h"

enum { REASONS_MAX = 32, PARTS_MAX = 160 };

struct shown_part {
    str a, b, how, same_bp, reading_a, reading_b;
};

struct shown {
    str a, b, name_bp, band, verdict;
    struct shown_part parts[PARTS_MAX];
    size_t part_count;
    struct shown_reason reasons[REASONS_MAX];
    size_t reason_count;
};

/* --- reading ------------------------------------------------------------------------------------- */

static void read_part(struct json_reader *r, struct shown_part *p)
{
    str key = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY)
            key = r->text;
        else if (k == JSON_STRING || k == JSON_NUMBER)
            (void)(view_take(r, key, "a", &p->a) || view_take(r, key, "b", &p->b) || view_take(r, key, "how", &p->how) ||
                   view_take(r, key, "same_bp", &p->same_bp) || view_take(r, key, "reading_a", &p->reading_a) ||
                   view_take(r, key, "reading_b", &p->reading_b));
        else
            json_skip(r, k);
    }
}

static void read_items(struct json_reader *r, struct shown *s, bool is_parts)
{
    struct shown_part spare;
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) {
        if (k != JSON_OBJECT) continue;
        if (!is_parts) {
            struct shown_reason reason = view_read_reason(r);
            if (s->reason_count < REASONS_MAX) s->reasons[s->reason_count++] = reason;
            continue;
        }
        struct shown_part *p = s->part_count < PARTS_MAX ? &s->parts[s->part_count++] : &spare;
        *p = (struct shown_part){ .a = STR_EMPTY };
        read_part(r, p);
    }
}

static void read_shown(struct json_reader *r, struct shown *s)
{
    str key = STR_EMPTY;
    (void)json_next(r);
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY)
            key = r->text;
        else if (k == JSON_STRING || k == JSON_NUMBER)
            (void)(view_take(r, key, "a", &s->a) || view_take(r, key, "b", &s->b) || view_take(r, key, "name_bp", &s->name_bp) ||
                   view_take(r, key, "band", &s->band) || view_take(r, key, "verdict", &s->verdict));
        else if (k == JSON_ARRAY && (str_eq(key, STR("parts")) || str_eq(key, STR("reasons"))))
            read_items(r, s, str_eq(key, STR("parts")));
        else
            json_skip(r, k);
    }
}

/* --- showing ------------------------------------------------------------------------------------- */

static uint16_t bp_of(str number)
{
    uint64_t bp = 0;
    (void)num_parse_u64(number, 10000, &bp);
    return (uint16_t)bp;
}

/* "can be one name: 95.75%" */
static void show_band(struct cli *cli, const struct shown *s)
{
    const struct cordon_word words[] = { word_bp("score", bp_of(s->name_bp)) };
    bool is_undecided = str_eq(s->verdict, STR("undecided"));
    enum term_style style = term_verdict_style(s->verdict);
    if (is_undecided) view_name(cli, "verdict", s->verdict, style);
    else view_name(cli, "band", s->band, style);
    if (s->name_bp.len) {
        term_z(&cli->out, ": ");
        view_say(cli, "compare.score", words, 1);
    }
    term_z(&cli->out, "\n");
}

/* A message as a text of the arena; empty when memory ran out, and the arena tells. */
static str message(struct cli *cli, const char *key, const struct cordon_word *words, size_t count)
{
    struct buf text = BUF_INIT(1 << 12);
    words_add(cli, key, words, count, &text);
    if (text.failed) cli->arena.failed = true;
    str copy = arena_str(&cli->arena, buf_str(&text));
    buf_release(&text);
    return copy;
}

static const char *title(struct cli *cli, str text)
{
    str copy = arena_printf(&cli->arena, "%.*s", STR_ARG(text));
    return copy.data ? copy.data : "";
}

/* "read as 준", or "read as 춘 / 준" */
static str how_text(struct cli *cli, const struct shown_part *p)
{
    bool is_one = str_eq(p->reading_a, p->reading_b) || !p->reading_b.len;
    str reading = is_one ? p->reading_a
                         : arena_printf(&cli->arena, "%.*s / %.*s", STR_ARG(p->reading_a), STR_ARG(p->reading_b));
    const struct cordon_word words[] = { word_text("reading", reading) };
    if (reading.len && str_eq(p->how, STR("read"))) return message(cli, "how.read", words, 1);
    str key = arena_printf(&cli->arena, "how.%.*s", STR_ARG(p->how));
    return key.data ? message(cli, key.data, NULL, 0) : p->how;
}

static str percent(struct cli *cli, const struct shown_part *p)
{
    const struct cordon_word words[] = { word_bp("score", bp_of(p->same_bp)) };
    if (!p->a.len || !p->b.len) return STR("-");
    return message(cli, "compare.score", words, 1);
}

/* The two names are the head; what only one has stands beside a dash. */
static void show_parts(struct cli *cli, const struct shown *s, bool is_plain)
{
    const struct grid_column columns[] = {
        { .title = title(cli, s->a), .is_wide = true }, { .title = title(cli, s->b), .is_wide = true },
        { .title = title(cli, message(cli, "compare.how", NULL, 0)) },
        { .title = title(cli, message(cli, "compare.alike", NULL, 0)), .is_right = true },
    };
    struct grid g;
    if (cli->arena.failed) return;
    grid_init(&g, &cli->arena, columns, COUNT_OF(columns));
    for (size_t i = 0; i < s->part_count; i++) {
        const struct shown_part *p = &s->parts[i];
        bool is_against = str_eq(p->how, STR("different")) || str_eq(p->how, STR("missing"));
        const struct grid_cell cells[] = {
            { .text = p->a.len || is_plain ? p->a : STR("-") }, { .text = p->b.len || is_plain ? p->b : STR("-") },
            { .text = is_plain ? p->how : how_text(cli, p), .style = is_against ? STYLE_YELLOW : STYLE_NONE },
            { .text = is_plain ? p->same_bp : percent(cli, p), .style = STYLE_DIM },
        };
        grid_add(&g, cells);
    }
    if (grid_print(&g, &cli->out, is_plain)) cli->out.buf.failed = true;
}

void compare_view(struct cli *cli, str json)
{
    struct json_reader r;
    struct shown *s = arena_calloc(&cli->arena, 1, sizeof *s);
    bool is_plain = cli->globals.plain;
    if (!s) {
        cli->out.buf.failed = true;
        return;
    }
    json_init(&r, json, &cli->arena, NULL);
    read_shown(&r, s);
    if (!is_plain) show_band(cli, s);
    if (s->part_count) show_parts(cli, s, is_plain);
    for (size_t i = 0; i < s->reason_count && !is_plain; i++) {
        term_printf(&cli->out, "  %s ", view_mark(s->reasons[i].strength));
        view_wrapped(cli, s->reasons[i].text, 5, 5);
    }
    if (cli->arena.failed) cli->out.buf.failed = true;
}
