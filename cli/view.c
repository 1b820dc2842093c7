/* An answer for people. */
#include "cli/view.h"

#include "base/json.h"
#include "base/num.h"

enum { HITS_MAX = 64, REASONS_MAX = 32, CHECKS_MAX = 160, ACTIONS_MAX = 8 };

struct shown_hit {
    str id, source, name, matched, as, verdict, name_bp, score_bp, programs;
    bool is_discounted;
    struct { str text, strength; } reasons[REASONS_MAX];
    size_t reason_count;
};

struct shown {
    str id, verdict, error, error_line, hits_total;
    struct shown_hit hits[HITS_MAX];
    size_t hit_count;
    struct { str id, state, why; bool is_required; } checks[CHECKS_MAX];
    size_t check_count;
    str actions[ACTIONS_MAX];
    size_t action_count;
};

/* --- reading ------------------------------------------------------------------------------------- */

/* Take the string or number just read into a field when the key is its. */
static bool take(const struct json_reader *r, str key, const char *want, str *field)
{
    if (!str_eq(key, str_c(want))) return false;
    *field = r->text;
    return true;
}

static void read_reason(struct json_reader *r, struct shown_hit *h)
{
    str key = STR_EMPTY, text = STR_EMPTY, strength = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY)
            key = r->text;
        else if (k == JSON_STRING)
            (void)(take(r, key, "text", &text) || take(r, key, "strength", &strength));
        else
            json_skip(r, k);
    }
    if (h->reason_count == REASONS_MAX) return;
    h->reasons[h->reason_count].text = text;
    h->reasons[h->reason_count++].strength = strength;
}

static void read_reasons(struct json_reader *r, struct shown_hit *h)
{
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;)
        if (k == JSON_OBJECT) read_reason(r, h);
}

static void read_hit_value(struct json_reader *r, str key, enum json_kind k, struct shown_hit *h)
{
    if (k == JSON_STRING || k == JSON_NUMBER)
        (void)(take(r, key, "entity_id", &h->id) || take(r, key, "source", &h->source) ||
               take(r, key, "name", &h->name) || take(r, key, "matched_name", &h->matched) ||
               take(r, key, "matched_as", &h->as) || take(r, key, "verdict", &h->verdict) ||
               take(r, key, "name_bp", &h->name_bp) || take(r, key, "score_bp", &h->score_bp));
    else if (k == JSON_TRUE && str_eq(key, STR("discounted")))
        h->is_discounted = true;
    else if (k == JSON_ARRAY && str_eq(key, STR("reasons")))
        read_reasons(r, h);
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
                (void)(take(r, key, "id", &id) || take(r, key, "state", &state) ||
                       take(r, key, "why", &why));
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

static void read_actions(struct json_reader *r, struct shown *s)
{
    str key = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) {
        if (k == JSON_KEY) key = r->text;
        if (k == JSON_STRING && str_eq(key, STR("text")) && s->action_count < ACTIONS_MAX)
            s->actions[s->action_count++] = r->text;
    }
}

static void read_error(struct json_reader *r, struct shown *s)
{
    str key = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY) key = r->text;
        if (k == JSON_STRING || k == JSON_NUMBER)
            (void)(take(r, key, "message", &s->error) || take(r, key, "line", &s->error_line));
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
            (void)(take(r, key, "id", &s->id) || take(r, key, "verdict", &s->verdict) ||
                   take(r, key, "hits_total", &s->hits_total));
        else if (k == JSON_ARRAY && str_eq(key, STR("hits")))
            read_hits(r, s);
        else if (k == JSON_ARRAY && str_eq(key, STR("checks")))
            read_checks(r, s);
        else if (k == JSON_ARRAY && str_eq(key, STR("actions")))
            read_actions(r, s);
        else if (k == JSON_OBJECT && str_eq(key, STR("error")))
            read_error(r, s);
        else
            json_skip(r, k);
    }
}

/* --- showing ------------------------------------------------------------------------------------- */

static void add_upper(struct term *t, enum term_style style, str word)
{
    char text[16];
    size_t n = word.len < sizeof text ? word.len : sizeof text;
    for (size_t i = 0; i < n; i++) text[i] = byte_upper(word.data[i]);
    term_styled(t, style, str_of(text, n));
    term_blanks(t, n < 10 ? 10 - n : 1);
}

/* "9400" as "94.00" */
static void add_percent(struct term *t, str bp)
{
    str whole = str_sub(bp, 0, bp.len > 2 ? bp.len - 2 : 0);
    term_add(t, whole.len ? whole : STR("0"));
    term_z(t, ".");
    if (bp.len < 2) term_z(t, "0");
    term_add(t, str_from(bp, whole.len));
    term_z(t, "%");
}

static const char *mark_of(str strength)
{
    if (str_eq(strength, STR("strong"))) return "++";
    if (str_eq(strength, STR("medium"))) return "+ ";
    if (str_eq(strength, STR("weak"))) return "~ ";
    if (str_eq(strength, STR("against"))) return "- ";
    return "  ";
}

static void add_wrapped(struct cli *cli, str text, size_t indent)
{
    struct buf clean = BUF_INIT(1 << 20), lines = BUF_INIT(1 << 20);
    size_t width = cli->out.width > 60 ? cli->out.width : 60;
    term_clean(text, &clean);
    term_wrap(buf_str(&clean), width, indent, &lines);
    term_add(&cli->out, buf_str(&lines));
    term_z(&cli->out, "\n");
    buf_release(&clean);
    buf_release(&lines);
}

static void show_hit(struct cli *cli, const struct shown_hit *h)
{
    struct term *out = &cli->out;
    term_z(out, "  ");
    add_upper(out, term_verdict_style(h->verdict), h->verdict);
    term_styled(out, STYLE_BOLD, h->name.len ? h->name : h->id);
    term_z(out, "  ");
    term_styled(out, STYLE_DIM, h->id);
    term_z(out, "\n            ");
    if (h->matched.len) {
        term_z(out, "name ");
        add_percent(out, h->name_bp);
        term_z(out, " like “");
        term_text(out, h->matched);
        term_z(out, "”, ");
    }
    term_z(out, "score ");
    add_percent(out, h->score_bp);
    if (h->is_discounted) term_z(out, ", discounted");
    term_z(out, "\n");
    for (size_t i = 0; i < h->reason_count; i++) {
        if (str_eq(h->reasons[i].strength, STR("neutral"))) continue;
        term_printf(out, "         %s ", mark_of(h->reasons[i].strength));
        add_wrapped(cli, h->reasons[i].text, 12);
    }
}

/* All hits that count, and of the others the nearest few. */
static void show_hits(struct cli *cli, const struct shown *s)
{
    enum { WEAK_SHOWN = 2 };
    size_t weak = 0, shown = 0;
    uint64_t total = 0;
    for (size_t i = 0; i < s->hit_count; i++) {
        bool is_weak = str_eq(s->hits[i].verdict, STR("clear"));
        if (is_weak && weak++ >= WEAK_SHOWN) continue;
        show_hit(cli, &s->hits[i]);
        shown++;
    }
    if (!num_parse_u64(s->hits_total, UINT64_MAX, &total) || total <= shown) return;
    term_printf(&cli->out, "  … and %llu more; --json and --limit show them\n",
                (unsigned long long)(total - shown));
}

static void show_checks(struct cli *cli, const struct shown *s)
{
    for (size_t i = 0; i < s->check_count; i++) {
        /* of the lists only those that matter here; of the record all that was not compared */
        bool is_of_list = str_starts(s->checks[i].id, STR("list:"));
        if (str_eq(s->checks[i].state, STR("done"))) continue;
        if (is_of_list && !s->checks[i].is_required) continue;
        term_z(&cli->out, "  ");
        term_styled(&cli->out, STYLE_YELLOW, s->checks[i].state);
        term_printf(&cli->out, " %.*s: ", STR_ARG(s->checks[i].id));
        add_wrapped(cli, s->checks[i].why, 4);
    }
}

static void show_people(struct cli *cli, const struct shown *s)
{
    struct term *out = &cli->out;
    add_upper(out, term_verdict_style(s->verdict), s->verdict);
    term_text(out, s->id.len ? s->id : STR("-"));
    term_z(out, "\n");
    if (s->error.len) {
        term_z(out, "  ");
        if (s->error_line.len) term_printf(out, "line %.*s: ", STR_ARG(s->error_line));
        add_wrapped(cli, s->error, 2);
    }
    show_hits(cli, s);
    show_checks(cli, s);
    bool needs_person = !str_eq(s->verdict, STR("clear"));
    for (size_t i = 0; needs_person && i < s->action_count; i++) {
        term_z(out, "  → ");
        add_wrapped(cli, s->actions[i], 4);
    }
}

static void show_plain(struct cli *cli, const struct shown *s)
{
    struct term *out = &cli->out;
    const struct shown_hit *h = s->hit_count ? &s->hits[0] : NULL;
    const str cells[] = { s->id, s->verdict, h ? h->id : STR_EMPTY, h ? h->name_bp : STR_EMPTY,
                          h ? h->score_bp : STR_EMPTY, h ? h->name : STR_EMPTY };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        if (i) term_z(out, "\t");
        term_text(out, cells[i]);
    }
    term_z(out, "\n");
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
