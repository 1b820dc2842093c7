/* An answer for people. */
#include "cli/view.h"

#include "base/json.h"
#include "base/num.h"
#include "cli/view_party.h"
#include "cli/view_say.h"
#include "cli/view_sum.h"
#include "cli/words.h"

enum { HITS_MAX = 64, REASONS_MAX = 32, CHECKS_MAX = 160, ACTIONS_MAX = 24, FLAGS_MAX = 64,
       FLAG_ROWS_SHOWN = 4, FIELDS_MAX = 16, ALSO_MAX = 16 };

/* A decision of a person about a hit or a flag; no `kind`: none. */
struct shown_good {
    str kind, reason, author, expires, why; /* kind "suppressed" or "reopened" */
};

struct shown_hit {
    str id, source, name, matched, as, verdict, name_bp, score_bp, programs;
    bool is_discounted;
    struct shown_good good;
    struct shown_reason reasons[REASONS_MAX];
    size_t reason_count;
    struct { str name, cb; } fields[FIELDS_MAX]; /* with evidence, under --explain */
    size_t field_count;
    struct view_hit_sum sum;
    str same_as; /* the hit that stands for the party, when it is another one */
    struct { str id, link, value; } also[ALSO_MAX]; /* other lists' entries of the party */
    size_t also_count;
};

struct shown_row {
    str file, line, field, value;
};

struct shown_flag {
    str title, points, innocent, ask, id, strength, class;
    str full_points, fades, behind; /* under --explain */
    bool is_counted;
    struct shown_good good;
    struct shown_row rows[FLAG_ROWS_SHOWN];
    size_t row_count; /* of all */
};

struct shown {
    str points;
    struct shown_flag flags[FLAGS_MAX];
    size_t flag_count;
    str id, verdict, error, error_line, hits_total;
    struct shown_hit hits[HITS_MAX];
    size_t hit_count;
    struct { str id, state, why; bool is_required; } checks[CHECKS_MAX];
    size_t check_count;
    struct { str text, expires, approver, roll_back; } actions[ACTIONS_MAX];
    size_t action_count;
    struct view_sum sum;
    struct view_law law;
    struct view_party party;
};

/* --- reading ------------------------------------------------------------------------------------- */

static void read_reasons(struct json_reader *r, struct shown_hit *h)
{
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) {
        if (k == JSON_OBJECT) {
            struct shown_reason reason = view_read_reason(r);
            if (h->reason_count < REASONS_MAX) h->reasons[h->reason_count++] = reason;
        }
    }
}

static bool is_good(str key, enum json_kind k)
{
    return k == JSON_OBJECT && (str_eq(key, STR("suppressed")) || str_eq(key, STR("reopened")));
}

static void read_good(struct json_reader *r, str kind, struct shown_good *g)
{
    str key = STR_EMPTY;
    g->kind = kind;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY)
            key = r->text;
        else if (k == JSON_STRING && !g->why.len && str_eq(key, STR("why")))
            g->why = r->text; /* the first of them */
        else if (k == JSON_STRING)
            (void)(view_take(r, key, "reason", &g->reason) || view_take(r, key, "author", &g->author) ||
                   view_take(r, key, "expires", &g->expires));
    }
}

/* Each field's evidence, where there is any. */
static void read_fields(struct json_reader *r, struct shown_hit *h)
{
    str name = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        str key = STR_EMPTY, cb = STR_EMPTY;
        if (k == JSON_KEY) {
            name = r->text;
            continue;
        }
        while ((k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR) {
            if (k == JSON_KEY)
                key = r->text;
            else
                (void)view_take(r, key, "evidence_cb", &cb);
        }
        if (!cb.len || str_eq(cb, STR("0")) || h->field_count == FIELDS_MAX) continue;
        h->fields[h->field_count].name = name;
        h->fields[h->field_count++].cb = cb;
    }
}

/* The other lists' entries of the party. */
static void read_also(struct json_reader *r, struct shown_hit *h)
{
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) {
        str key = STR_EMPTY, id = STR_EMPTY, link = STR_EMPTY, value = STR_EMPTY;
        while ((k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR) {
            if (k == JSON_KEY)
                key = r->text;
            else if (k == JSON_STRING)
                (void)(view_take(r, key, "entity_id", &id) || view_take(r, key, "link", &link) ||
                       view_take(r, key, "value", &value));
        }
        if (h->also_count == ALSO_MAX) continue;
        h->also[h->also_count].id = id;
        h->also[h->also_count].link = link;
        h->also[h->also_count++].value = value;
    }
}

static void read_hit_value(struct json_reader *r, str key, enum json_kind k, struct shown_hit *h)
{
    if (k == JSON_STRING || k == JSON_NUMBER)
        (void)(view_take(r, key, "entity_id", &h->id) || view_take(r, key, "source", &h->source) ||
               view_take(r, key, "name", &h->name) || view_take(r, key, "matched_name", &h->matched) ||
               view_take(r, key, "matched_as", &h->as) || view_take(r, key, "verdict", &h->verdict) ||
               view_take(r, key, "same_as", &h->same_as) || view_take(r, key, "name_bp", &h->name_bp) || view_take(r, key, "score_bp", &h->score_bp));
    else if (k == JSON_TRUE && str_eq(key, STR("discounted")))
        h->is_discounted = true;
    else if (k == JSON_ARRAY && str_eq(key, STR("reasons")))
        read_reasons(r, h);
    else if (k == JSON_ARRAY && str_eq(key, STR("also")))
        read_also(r, h);
    else if (is_good(key, k))
        read_good(r, key, &h->good);
    else if (k == JSON_OBJECT && str_eq(key, STR("fields")))
        read_fields(r, h);
    else if (k == JSON_OBJECT && str_eq(key, STR("sum")))
        view_hit_sum_read(r, &h->sum);
    else
        json_skip(r, k);
}

static void read_hits(struct json_reader *r, struct shown *s)
{
    static struct shown_hit spill;
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) {
        struct shown_hit *h = s->hit_count < HITS_MAX ? &s->hits[s->hit_count++] : &spill;
        str key = STR_EMPTY;
        *h = (struct shown_hit){ .reason_count = 0 };
        while ((k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR) {
            if (k == JSON_KEY)
                key = r->text;
            else
                read_hit_value(r, key, k, h);
        }
    }
}

static void read_checks(struct json_reader *r, struct shown *s)
{
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) {
        str key = STR_EMPTY, id = STR_EMPTY, state = STR_EMPTY, why = STR_EMPTY;
        bool is_required = false;
        while ((k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR) {
            if (k == JSON_KEY)
                key = r->text;
            else if (k == JSON_STRING)
                (void)(view_take(r, key, "id", &id) || view_take(r, key, "state", &state) ||
                       view_take(r, key, "why", &why));
            else if (k == JSON_TRUE && str_eq(key, STR("required")))
                is_required = true;
        }
        if (s->check_count == CHECKS_MAX) continue;
        s->checks[s->check_count].id = id;
        s->checks[s->check_count].state = state;
        s->checks[s->check_count].why = why;
        s->checks[s->check_count++].is_required = is_required;
    }
}

/* The first values a flag rests on: "net.ip 192.0.2.1, line 7". */
static void read_rows(struct json_reader *r, struct shown_flag *f)
{
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) {
        struct shown_row row = { .line = STR_EMPTY };
        str key = STR_EMPTY;
        while ((k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR) {
            if (k == JSON_KEY)
                key = r->text;
            else
                (void)(view_take(r, key, "file", &row.file) || view_take(r, key, "line", &row.line) || view_take(r, key, "field", &row.field) ||
                       view_take(r, key, "value", &row.value));
        }
        if (f->row_count < FLAG_ROWS_SHOWN) f->rows[f->row_count] = row;
        f->row_count++;
    }
}

static void read_flags(struct json_reader *r, struct shown *s)
{
    static struct shown_flag spill;
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) {
        struct shown_flag *f = s->flag_count < FLAGS_MAX ? &s->flags[s->flag_count++] : &spill;
        str key = STR_EMPTY;
        *f = (struct shown_flag){ .row_count = 0 };
        while ((k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR) {
            if (k == JSON_KEY)
                key = r->text;
            else if (k == JSON_ARRAY && str_eq(key, STR("rows")))
                read_rows(r, f);
            else if (k == JSON_STRING || k == JSON_NUMBER)
                (void)(view_take(r, key, "title", &f->title) || view_take(r, key, "points", &f->points) ||
                       view_take(r, key, "innocent", &f->innocent) || view_take(r, key, "ask", &f->ask) ||
                       view_take(r, key, "class", &f->class) || view_take(r, key, "id", &f->id) ||
                       view_take(r, key, "strength", &f->strength) ||
                       view_take(r, key, "full_points", &f->full_points) ||
                       view_take(r, key, "fades", &f->fades) || view_take(r, key, "behind", &f->behind));
            else if (k == JSON_TRUE && str_eq(key, STR("counted")))
                f->is_counted = true;
            else if (is_good(key, k))
                read_good(r, key, &f->good);
            else if (k == JSON_OBJECT || k == JSON_ARRAY)
                json_skip(r, k);
        }
        /* listed parties are shown with their hits */
        if (str_eq(f->class, STR("list")) && f != &spill) s->flag_count--;
    }
}

static void read_actions(struct json_reader *r, struct shown *s)
{
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) {
        str key = STR_EMPTY, text = STR_EMPTY, expires = text, approver = text, back = text;
        while ((k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR) {
            if (k == JSON_KEY)
                key = r->text;
            else
                (void)(view_take(r, key, "text", &text) || view_take(r, key, "expires", &expires) ||
                       view_take(r, key, "approver", &approver) || view_take(r, key, "roll_back", &back));
        }
        if (s->action_count == ACTIONS_MAX) continue;
        s->actions[s->action_count].text = text;
        s->actions[s->action_count].expires = expires;
        s->actions[s->action_count].approver = approver;
        s->actions[s->action_count++].roll_back = back;
    }
}

static void read_error(struct json_reader *r, struct shown *s)
{
    str key = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY) key = r->text;
        if (k == JSON_STRING || k == JSON_NUMBER)
            (void)(view_take(r, key, "message", &s->error) || view_take(r, key, "line", &s->error_line));
    }
}

static void read_answer(struct json_reader *r, struct shown *s)
{
    str key = STR_EMPTY;
    if (json_next(r) != JSON_OBJECT) return;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY)
            key = r->text;
        else if (k == JSON_STRING || k == JSON_NUMBER)
            (void)(view_take(r, key, "id", &s->id) || view_take(r, key, "verdict", &s->verdict) ||
                   view_take(r, key, "points", &s->points) || view_take(r, key, "subject", &s->party.subject) ||
                   view_take(r, key, "name", &s->party.name) ||
                   view_take(r, key, "records_total", &s->party.records) ||
                   view_take(r, key, "files_total", &s->party.files) ||
                   view_take(r, key, "hits_total", &s->hits_total));
        else if (k == JSON_ARRAY && str_eq(key, STR("reasons")))
            read_flags(r, s);
        else if (k == JSON_ARRAY && str_eq(key, STR("hits")))
            read_hits(r, s);
        else if (k == JSON_ARRAY && str_eq(key, STR("checks")))
            read_checks(r, s);
        else if (k == JSON_ARRAY && str_eq(key, STR("actions")))
            read_actions(r, s);
        else if (k == JSON_ARRAY && str_eq(key, STR("records")))
            view_party_records(r, &s->party);
        else if (k == JSON_OBJECT && str_eq(key, STR("operator")))
            view_party_operator(r, &s->party);
        else if (k == JSON_ARRAY && str_eq(key, STR("containment")))
            view_party_steps(r, &s->party);
        else if (k == JSON_OBJECT && str_eq(key, STR("sum")))
            view_sum_read(r, &s->sum);
        else if (k == JSON_OBJECT && str_eq(key, STR("law")))
            view_law_read(r, &s->law);
        else if (k == JSON_OBJECT && str_eq(key, STR("error")))
            read_error(r, s);
        else
            json_skip(r, k);
    }
}

/* --- showing ------------------------------------------------------------------------------------- */

/* Columns of the longest verdict in the reader's language, and a blank. */
static size_t verdict_columns(struct cli *cli)
{
    size_t widest = 9; /* that the reasons, in column 12, stand behind it */
    struct buf word = BUF_INIT(256);
    for (int v = CORDON_UNDECIDED; v <= CORDON_STOP; v++) {
        buf_reset(&word);
        words_add_name(cli, "verdict", str_c(cordon_verdict_name((enum cordon_verdict)v)), &word);
        size_t columns = term_columns(buf_str(&word));
        if (columns > widest) widest = columns;
    }
    buf_release(&word);
    return widest + 1;
}

/* A verdict in capitals where the script has them, and blanks up to the next column. */
static void say_verdict(struct cli *cli, str verdict)
{
    size_t column = verdict_columns(cli);
    struct buf word = BUF_INIT(256);
    words_add_name(cli, "verdict", verdict, &word);
    for (size_t i = 0; i < word.len; i++) word.data[i] = byte_upper(word.data[i]);
    size_t used = view_put(cli, term_verdict_style(verdict), &word);
    term_blanks(&cli->out, used < column ? column - used : 1);
}

static uint16_t bp_of(str number)
{
    uint64_t bp = 0;
    (void)num_parse_u64(number, 10000, &bp);
    return (uint16_t)bp;
}

/* Which listed name was met and how close it is, and how likely it is the same party. */
static void say_scores(struct cli *cli, const struct shown_hit *h)
{
    const struct cordon_word words[] = { word_bp("score", bp_of(h->score_bp)),
                                         word_bp("name", bp_of(h->name_bp)),
                                         word_text("listed", h->matched) };
    term_blanks(&cli->out, 12);
    if (h->matched.len)
        view_say(cli, "screen.name", words, 3);
    else
        view_say(cli, "screen.score", words, 1);
    if (h->is_discounted) {
        term_z(&cli->out, ", ");
        view_say(cli, "label.discounted", NULL, 0);
    }
    term_z(&cli->out, "\n");
}

/* "known good until 2027-08-01: other birth date (A. Example)", or why it is so no longer. */
static void show_good(struct cli *cli, const struct shown_good *g, size_t column)
{
    struct buf why = BUF_INIT(1 << 12), text = BUF_INIT(1 << 16);
    if (!g->kind.len) return;
    words_add_name(cli, "good.why", g->why, &why);
    const struct cordon_word words[] = { word_text("reason", g->reason), word_text("author", g->author),
                                         word_text("until", g->expires), word_text("why", buf_str(&why)) };
    words_add(cli, str_eq(g->kind, STR("suppressed")) ? "good.suppressed" : "good.reopened", words, 4, &text);
    if (text.failed) cli->out.buf.failed = true;
    term_blanks(&cli->out, column);
    view_wrapped(cli, buf_str(&text), column, column);
    buf_release(&why);
    buf_release(&text);
}

/* "also one party with: un_sc-KPi.033 (passport 381310014)" */
static void show_also(struct cli *cli, const struct shown_hit *h)
{
    struct buf lists = BUF_INIT(1 << 16), text = BUF_INIT(1 << 16);
    if (!h->also_count) return;
    for (size_t i = 0; i < h->also_count; i++) {
        if (i) buf_add(&lists, STR(", "));
        buf_add(&lists, h->also[i].id);
        buf_add(&lists, STR(" ("));
        words_add_name(cli, "link", h->also[i].link, &lists);
        buf_add(&lists, STR(": "));
        buf_add(&lists, h->also[i].value);
        buf_add(&lists, STR(")"));
    }
    const struct cordon_word words[] = { word_text("lists", buf_str(&lists)) };
    words_add(cli, "screen.also", words, 1, &text);
    if (text.failed || lists.failed) cli->out.buf.failed = true;
    term_blanks(&cli->out, 12);
    view_wrapped(cli, buf_str(&text), 12, 12);
    buf_release(&lists);
    buf_release(&text);
}

static void show_hit(struct cli *cli, const struct shown_hit *h)
{
    struct term *out = &cli->out;
    term_z(out, "  ");
    say_verdict(cli, h->verdict);
    term_styled(out, STYLE_BOLD, h->name.len ? h->name : h->id);
    term_z(out, "  ");
    term_styled(out, STYLE_DIM, h->id);
    term_z(out, "\n");
    say_scores(cli, h);
    show_also(cli, h);
    show_good(cli, &h->good, 12);
    for (size_t i = 0; i < h->reason_count; i++) {
        if (str_eq(h->reasons[i].strength, STR("neutral"))) continue;
        term_printf(out, "         %s ", view_mark(h->reasons[i].strength));
        view_wrapped(cli, h->reasons[i].text, 12, 12);
    }
    if (!h->sum.total_cb.len) return;
    view_hit_sum_begin(cli, &h->sum);
    for (size_t i = 0; i < h->field_count; i++)
        view_hit_sum_part(cli, "field", h->fields[i].name, h->fields[i].cb);
    view_hit_sum_end(cli, &h->sum, h->score_bp);
}

/* Is it shown with another hit, that on the same party's entry of another list? A decision about it is
 * worth its own lines. */
static bool is_folded(const struct shown *s, const struct shown_hit *h)
{
    if (!h->same_as.len || h->good.kind.len) return false;
    for (size_t i = 0; i < s->hit_count; i++)
        if (str_eq(s->hits[i].id, h->same_as)) return true;
    return false;
}

/* All hits that count, one a party, and of the others the nearest few. */
static void show_hits(struct cli *cli, const struct shown *s)
{
    enum { WEAK_SHOWN = 2 };
    size_t weak = 0, shown = 0;
    uint64_t total = 0;
    for (size_t i = 0; i < s->hit_count; i++) {
        bool is_weak = str_eq(s->hits[i].verdict, STR("clear")) && !s->hits[i].good.kind.len;
        if (is_folded(s, &s->hits[i])) {
            shown++; /* it stands with the other */
            continue;
        }
        if (is_weak && weak++ >= WEAK_SHOWN) continue;
        show_hit(cli, &s->hits[i]);
        shown++;
    }
    if (!num_parse_u64(s->hits_total, UINT64_MAX, &total) || total <= shown) return;
    const struct cordon_word more = word_number("count", total - shown);
    term_z(&cli->out, "  … ");
    view_say(cli, "screen.more", &more, 1);
    term_z(&cli->out, "\n");
}

static void show_row(struct cli *cli, const struct shown_row *row, bool has_files)
{
    struct term *out = &cli->out;
    const struct cordon_word line = word_text("line", row->line);
    term_printf(out, "         %.*s ", STR_ARG(row->field));
    view_value(cli, row->value);
    if (row->file.len && has_files) {
        struct buf place = BUF_INIT(1 << 16);
        buf_printf(&place, "%.*s:%.*s", STR_ARG(row->file), STR_ARG(row->line));
        term_z(out, "  ");
        (void)view_put(cli, STYLE_DIM, &place);
    } else if (row->line.len) {
        term_z(out, "  ");
        view_say(cli, "screen.line", &line, 1);
    }
    term_z(out, "\n");
}

/* Title of the flag that stands before one of the same root. */
static str title_of(const struct shown *s, str id)
{
    for (size_t i = 0; id.len && i < s->flag_count; i++)
        if (str_eq(s->flags[i].id, id)) return s->flags[i].title;
    return id;
}

static void show_flag(struct cli *cli, const struct shown *s, const struct shown_flag *f)
{
    struct term *out = &cli->out;
    term_printf(out, "    %c%-3.*s", f->is_counted ? '+' : ' ', STR_ARG(f->points));
    term_styled(out, f->is_counted ? STYLE_BOLD : STYLE_DIM, f->title);
    term_z(out, "\n");
    if (f->full_points.len) {
        const struct view_flag_sum sum = { f->strength, f->class, f->full_points, f->fades, f->points,
                                           title_of(s, f->behind) };
        view_flag_sum(cli, &sum);
    }
    show_good(cli, &f->good, 9);
    for (size_t k = 0; k < f->row_count && k < FLAG_ROWS_SHOWN; k++)
        show_row(cli, &f->rows[k], s->party.files.len > 0);
    if (f->is_counted && f->ask.len) {
        term_z(out, "         ? ");
        view_wrapped(cli, f->ask, 11, 11);
    }
    if (f->is_counted && f->innocent.len) {
        term_z(out, "         · ");
        view_wrapped(cli, f->innocent, 11, 11);
    }
}

/* The flags that count with their points, what they rest on, the question to ask, and what may be
 * behind them; the others by name. */
static void show_flags(struct cli *cli, const struct shown *s)
{
    struct term *out = &cli->out;
    uint64_t sum = 0;
    bool has_flags = s->flag_count && num_parse_u64(s->points, UINT64_MAX, &sum);
    const struct cordon_word points = word_number("count", sum);
    if (has_flags) {
        term_z(out, "  ");
        view_say(cli, "screen.points", &points, 1);
        term_z(out, "\n");
    }
    for (size_t i = 0; has_flags && i < s->flag_count; i++) show_flag(cli, s, &s->flags[i]);
    view_sum_show(cli, &s->sum);
}

/* "list un_sc", "wallet": what a check was about. */
static size_t say_check(struct cli *cli, str id)
{
    static const str list = STR_INIT("list:");
    const struct cordon_word source = word_text("source", str_from(id, list.len));
    return str_starts(id, list) ? view_say(cli, "checked.list", &source, 1)
                                : view_name(cli, "checked", id, STYLE_NONE);
}

static void show_checks(struct cli *cli, const struct shown *s)
{
    for (size_t i = 0; i < s->check_count; i++) {
        /* of the lists only those that matter here; of the record all that was not compared */
        bool is_of_list = str_starts(s->checks[i].id, STR("list:"));
        if (str_eq(s->checks[i].state, STR("done"))) continue;
        if (is_of_list && !s->checks[i].is_required) continue;
        term_z(&cli->out, "  ");
        size_t used = say_check(cli, s->checks[i].id);
        term_z(&cli->out, " ");
        used += view_name(cli, "check", s->checks[i].state, STYLE_YELLOW);
        term_z(&cli->out, ": ");
        view_wrapped(cli, s->checks[i].why, 2 + used + 3, 4);
    }
}

static void show_error(struct cli *cli, const struct shown *s)
{
    const struct cordon_word line = word_text("line", s->error_line);
    /* the check `record` says the same in the reader's language */
    for (size_t i = 0; i < s->check_count; i++)
        if (str_eq(s->checks[i].id, STR("record")) && s->checks[i].why.len) return;
    size_t used = 2;
    term_z(&cli->out, "  ");
    if (s->error_line.len) {
        used += view_say(cli, "screen.line", &line, 1) + 2;
        term_z(&cli->out, ": ");
    }
    view_wrapped(cli, s->error, used, 4);
}

/* Until when an action holds, who answers for it, how it is undone: only what restricts somebody, or
 * is not the analyst's own. */
static void show_terms(struct cli *cli, str expires, str approver, str back)
{
    struct buf line = BUF_INIT(1 << 16), who = BUF_INIT(256);
    words_add_name(cli, "approver", approver, &who);
    const struct cordon_word words[] = { word_text("date", expires), word_text("who", buf_str(&who)),
                                         word_text("text", back) };
    if (expires.len) words_add(cli, back.len ? "screen.until" : "screen.by", &words[0], 1, &line);
    if (!str_eq(approver, STR("analyst"))) {
        if (line.len) buf_add(&line, STR("; "));
        words_add(cli, "screen.approver", &words[1], 1, &line);
    }
    if (back.len) {
        if (line.len) buf_add(&line, STR("; "));
        words_add(cli, "screen.undo", &words[2], 1, &line);
    }
    if (line.len) {
        term_z(&cli->out, "    ");
        view_wrapped(cli, buf_str(&line), 4, 4);
    }
    if (line.failed || who.failed) cli->out.buf.failed = true;
    buf_release(&line);
    buf_release(&who);
}

static void show_people(struct cli *cli, const struct shown *s)
{
    struct term *out = &cli->out;
    say_verdict(cli, s->verdict);
    view_party_head(cli, &s->party, s->id);
    if (s->error.len) show_error(cli, s);
    view_party_shares(cli, &s->party);
    show_hits(cli, s);
    show_flags(cli, s);
    show_checks(cli, s);
    bool needs_person = !str_eq(s->verdict, STR("clear"));
    view_party_contain(cli, &s->party); /* says all that the actions say, and in which order */
    for (size_t i = 0; needs_person && !s->party.step_count && i < s->action_count; i++) {
        term_z(out, "  → ");
        view_wrapped(cli, s->actions[i].text, 4, 4);
        show_terms(cli, s->actions[i].expires, s->actions[i].approver, s->actions[i].roll_back);
    }
    view_law_show(cli, &s->law);
}

static void show_plain(struct cli *cli, const struct shown *s)
{
    struct term *out = &cli->out;
    const struct shown_hit *h = s->hit_count ? &s->hits[0] : NULL;
    struct buf place = BUF_INIT(1 << 16);
    str who = s->party.files.len ? s->party.subject : s->id;
    if (!who.len && s->party.file.len) { /* what could not be read has no id */
        buf_printf(&place, "%.*s:%.*s", STR_ARG(s->party.file), STR_ARG(s->party.line));
        who = buf_str(&place);
    }
    const str cells[] = { who, s->verdict, h ? h->id : STR_EMPTY, h ? h->name_bp : STR_EMPTY,
                          h ? h->score_bp : STR_EMPTY, h ? h->name : STR_EMPTY };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        if (i) term_z(out, "\t");
        term_text(out, cells[i]);
    }
    term_z(out, "\n");
    buf_release(&place);
}

void view_answer(struct cli *cli, str json)
{
    struct arena arena;
    struct json_reader r;
    arena_init(&arena, 64u << 20);
    struct shown *s = arena_calloc(&arena, 1, sizeof *s);
    if (!s) {
        cli->out.status = error_nomem(&cli->out.err);
        return;
    }
    json_init(&r, json, &arena, NULL);
    read_answer(&r, s);
    if (json_status(&r)) { /* half an answer is none */
        cli->out.status = error_set(&cli->out.err, CORDON_LIMIT, "an answer too long to show; "
                                    "--json prints it");
        arena_release(&arena);
        return;
    }
    if (cli->globals.plain)
        show_plain(cli, s);
    else
        show_people(cli, s);
    arena_release(&arena);
}
