/* Sums and law cards of an answer, for people. */
#include "cli/view_sum.h"

#include "base/num.h"
#include "cli/view_say.h"

static bool take(const struct json_reader *r, str key, const char *want, str *field)
{
    if (!str_eq(key, str_c(want))) return false;
    *field = r->text;
    return true;
}

static uint64_t number_of(str s)
{
    uint64_t n = 0;
    (void)num_parse_u64(s, INT64_MAX, &n);
    return n;
}

/* --- points -------------------------------------------------------------------------------------- */

static void read_groups(struct json_reader *r, struct view_sum *s)
{
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) {
        str key = STR_EMPTY, id = key, found = key, cap = key, points = key;
        while ((k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR) {
            if (k == JSON_KEY)
                key = r->text;
            else
                (void)(take(r, key, "id", &id) || take(r, key, "found", &found) ||
                       take(r, key, "cap", &cap) || take(r, key, "points", &points));
        }
        if (s->group_count == VIEW_GROUPS_MAX) continue;
        s->groups[s->group_count].id = id;
        s->groups[s->group_count].found = found;
        s->groups[s->group_count].cap = cap;
        s->groups[s->group_count++].points = points;
    }
}

static void read_levels(struct json_reader *r, struct view_sum *s)
{
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) {
        str key = STR_EMPTY, verdict = key, points = key, groups = key, more = key, more_groups = key;
        bool is_reached = false;
        while ((k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR) {
            if (k == JSON_KEY)
                key = r->text;
            else if (k == JSON_TRUE)
                is_reached = true;
            else
                (void)(take(r, key, "verdict", &verdict) || take(r, key, "points", &points) ||
                       take(r, key, "groups", &groups) || take(r, key, "points_missing", &more) ||
                       take(r, key, "groups_missing", &more_groups));
        }
        if (s->level_count == VIEW_LEVELS_MAX) continue;
        s->levels[s->level_count].verdict = verdict;
        s->levels[s->level_count].points = points;
        s->levels[s->level_count].groups = groups;
        s->levels[s->level_count].points_missing = more;
        s->levels[s->level_count].groups_missing = more_groups;
        s->levels[s->level_count++].is_reached = is_reached;
    }
}

void view_sum_read(struct json_reader *r, struct view_sum *s)
{
    str key = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY)
            key = r->text;
        else if (k == JSON_ARRAY && str_eq(key, STR("groups")))
            read_groups(r, s);
        else if (k == JSON_ARRAY && str_eq(key, STR("thresholds")))
            read_levels(r, s);
        else
            json_skip(r, k);
    }
}

/* "by group: app 3, net 9 (12, at most 9 count)" */
static void show_groups(struct cli *cli, const struct view_sum *s)
{
    struct buf line = BUF_INIT(1 << 16);
    words_add(cli, "explain.groups", NULL, 0, &line);
    buf_add(&line, STR(": "));
    for (size_t i = 0; i < s->group_count; i++) {
        const struct cordon_word words[] = { word_text("count", s->groups[i].found),
                                             word_text("cap", s->groups[i].cap) };
        buf_printf(&line, "%s%.*s %.*s", i ? ", " : "", STR_ARG(s->groups[i].id),
                   STR_ARG(s->groups[i].points));
        if (str_eq(s->groups[i].found, s->groups[i].points)) continue;
        buf_add(&line, STR(" ("));
        words_add(cli, "explain.capped", words, 2, &line);
        buf_add(&line, STR(")"));
    }
    term_z(&cli->out, "    = ");
    view_wrapped(cli, buf_str(&line), 6, 6);
    buf_release(&line);
}

static void add_missing(struct cli *cli, const char *key, str count, bool *is_later, struct buf *line)
{
    const struct cordon_word word = word_number("count", number_of(count));
    if (!count.len) return;
    buf_add(line, *is_later ? STR(", ") : STR(": "));
    words_add(cli, key, &word, 1, line);
    *is_later = true;
}

void view_sum_show(struct cli *cli, const struct view_sum *s)
{
    if (!s->group_count) return; /* nothing was found that could be missing something */
    show_groups(cli, s);
    for (size_t i = 0; i < s->level_count; i++) {
        struct buf line = BUF_INIT(1 << 16), verdict = BUF_INIT(256);
        bool is_later = false;
        words_add_name(cli, "verdict", s->levels[i].verdict, &verdict);
        const struct cordon_word words[] = { word_text("verdict", buf_str(&verdict)),
                                             word_number("points", number_of(s->levels[i].points)),
                                             word_number("groups", number_of(s->levels[i].groups)) };
        bool has_groups = s->levels[i].groups.len != 0;
        words_add(cli, has_groups ? "explain.level_groups" : "explain.level", words, has_groups ? 3 : 2,
                  &line);
        if (s->levels[i].is_reached) {
            buf_add(&line, STR(": "));
            words_add(cli, "explain.reached", NULL, 0, &line);
        }
        add_missing(cli, "explain.points_missing", s->levels[i].points_missing, &is_later, &line);
        add_missing(cli, "explain.groups_missing", s->levels[i].groups_missing, &is_later, &line);
        term_printf(&cli->out, "    %s ", s->levels[i].is_reached ? "✓" : "·");
        view_wrapped(cli, buf_str(&line), 6, 6);
        buf_release(&line);
        buf_release(&verdict);
    }
}

void view_flag_sum(struct cli *cli, const struct view_flag_sum *f)
{
    struct buf line = BUF_INIT(1 << 16), strength = BUF_INIT(256);
    words_add_name(cli, "strength", f->strength, &strength);
    const struct cordon_word words[] = { word_text("strength", buf_str(&strength)),
                                         word_number("count", number_of(f->full_points)) };
    const struct cordon_word fades = word_number("count", number_of(f->fades));
    const struct cordon_word behind = word_text("title", f->behind);
    if (str_eq(f->class, STR("legal_fact"))) {
        words_add(cli, "explain.legal", NULL, 0, &line);
    } else {
        words_add(cli, "explain.flag", words, 2, &line);
        if (number_of(f->fades)) {
            buf_add(&line, STR(", "));
            words_add(cli, "explain.fades", &fades, 1, &line);
        }
        if (f->behind.len || !number_of(f->points)) {
            buf_add(&line, STR("; "));
            words_add(cli, f->behind.len ? "explain.behind" : "explain.faded", &behind,
                      f->behind.len ? 1 : 0, &line);
        }
    }
    term_z(&cli->out, "         = ");
    view_wrapped(cli, buf_str(&line), 11, 11);
    buf_release(&line);
    buf_release(&strength);
}

/* --- scores --------------------------------------------------------------------------------------- */

static void read_bands(struct json_reader *r, struct view_hit_sum *s)
{
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) {
        str key = STR_EMPTY, name = key, value = key, least = key;
        bool is_met = false;
        while ((k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR) {
            if (k == JSON_KEY)
                key = r->text;
            else if (k == JSON_TRUE)
                is_met = true;
            else
                (void)(take(r, key, "key", &name) || take(r, key, "value", &value) ||
                       take(r, key, "least", &least) || take(r, key, "most", &least));
        }
        if (s->band_count == VIEW_BANDS_MAX) continue;
        s->bands[s->band_count].key = name;
        s->bands[s->band_count].value = value;
        s->bands[s->band_count].least = least;
        s->bands[s->band_count++].is_met = is_met;
    }
}

void view_hit_sum_read(struct json_reader *r, struct view_hit_sum *s)
{
    str key = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY)
            key = r->text;
        else if (k == JSON_NUMBER)
            (void)(take(r, key, "prior_cb", &s->prior_cb) || take(r, key, "name_cb", &s->name_cb) ||
                   take(r, key, "wallet_cb", &s->wallet_cb) || take(r, key, "total_cb", &s->total_cb));
        else if (k == JSON_ARRAY && str_eq(key, STR("bands")))
            read_bands(r, s);
        else
            json_skip(r, k);
    }
}

/* "+17.31": hundredths of a bit as bits. */
static void add_bits(str cb, struct buf *out)
{
    bool is_negative = cb.len && cb.data[0] == '-';
    uint64_t n = number_of(str_from(cb, is_negative));
    buf_printf(out, "%s%llu.%02llu", is_negative ? "-" : "+", (unsigned long long)(n / 100),
               (unsigned long long)(n % 100));
}

static void show_part(struct cli *cli, str cb)
{
    struct buf bits = BUF_INIT(64);
    add_bits(cb, &bits);
    term_printf(&cli->out, "         %8.*s  ", STR_ARG(buf_str(&bits)));
    buf_release(&bits);
}

void view_hit_sum_part(struct cli *cli, const char *group, str name, str cb)
{
    show_part(cli, cb);
    if (str_eq(name, STR("schema"))) name = STR("kind");
    view_name(cli, group, name, STYLE_NONE);
    term_z(&cli->out, "\n");
}

void view_hit_sum_begin(struct cli *cli, const struct view_hit_sum *s)
{
    view_hit_sum_part(cli, "explain", STR("prior"), s->prior_cb);
    if (!str_eq(s->name_cb, STR("0"))) view_hit_sum_part(cli, "explain", STR("rarity"), s->name_cb);
    if (!str_eq(s->wallet_cb, STR("0"))) view_hit_sum_part(cli, "field", STR("wallet"), s->wallet_cb);
}

void view_hit_sum_end(struct cli *cli, const struct view_hit_sum *s, str score_bp)
{
    struct buf bits = BUF_INIT(64);
    add_bits(s->total_cb, &bits);
    const struct cordon_word words[] = { word_text("bits", buf_str(&bits)),
                                         word_bp("score", (uint16_t)number_of(score_bp)) };
    term_z(&cli->out, "         = ");
    view_say(cli, "explain.total", words, 2);
    term_z(&cli->out, "\n");
    buf_release(&bits);
    for (size_t i = 0; i < s->band_count; i++) {
        const struct cordon_word band[] = { word_text("key", s->bands[i].key),
                                            word_text("value", s->bands[i].value),
                                            word_text("least", s->bands[i].least) };
        term_printf(&cli->out, "         %s ", s->bands[i].is_met ? "✓" : "·");
        view_say(cli, "explain.band", band, 3);
        term_z(&cli->out, "\n");
    }
}

/* --- law cards ------------------------------------------------------------------------------------ */

static void read_deadline(struct json_reader *r, str *ret_rule, str *ret_day)
{
    str key = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY)
            key = r->text;
        else
            (void)(take(r, key, "rule", ret_rule) || take(r, key, "day", ret_day));
    }
}

/* What is to be checked, with commas. */
static str read_list(struct json_reader *r)
{
    str all = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;)
        all = all.len ? arena_printf(r->arena, "%.*s, %.*s", STR_ARG(all), STR_ARG(r->text)) : r->text;
    return all;
}

static str capitals(struct arena *arena, str s)
{
    char *text = arena_alloc(arena, s.len + 1);
    if (!text) return s;
    for (size_t i = 0; i < s.len; i++) text[i] = byte_upper(s.data[i]);
    return str_of(text, s.len);
}

static void read_card(struct json_reader *r, struct view_law *law)
{
    str key = STR_EMPTY, title = key, text = key, place = key, code = key, rule = key, day = key,
        check = key;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY)
            key = r->text;
        else if (k == JSON_OBJECT && str_eq(key, STR("deadline")))
            read_deadline(r, &rule, &day);
        else if (k == JSON_ARRAY && str_eq(key, STR("check_text")))
            check = read_list(r);
        else if (k == JSON_STRING)
            (void)(take(r, key, "title", &title) || take(r, key, "text", &text) ||
                   take(r, key, "jurisdiction_name", &place) || take(r, key, "jurisdiction", &code));
        else
            json_skip(r, k);
    }
    if (law->card_count++ >= VIEW_CARDS_MAX) return;
    size_t i = law->card_count - 1;
    law->cards[i].title = title;
    law->cards[i].text = text;
    law->cards[i].jurisdiction = place.len ? place : capitals(r->arena, code);
    law->cards[i].rule = rule;
    law->cards[i].day = day;
    law->cards[i].check = check;
}

void view_law_read(struct json_reader *r, struct view_law *law)
{
    str key = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY) {
            key = r->text;
        } else if (k == JSON_STRING) {
            (void)take(r, key, "notice", &law->notice);
        } else if (k == JSON_ARRAY && str_eq(key, STR("cards"))) {
            while ((k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR)
                if (k == JSON_OBJECT) read_card(r, law);
        } else {
            json_skip(r, k);
        }
    }
}

/* "§ Report blocked property, due 2026-12-07" */
static void show_card(struct cli *cli, const struct view_law *law, size_t i)
{
    struct buf line = BUF_INIT(1 << 16);
    const struct cordon_word day = word_text("date", law->cards[i].day);
    bool is_at_once = str_eq(law->cards[i].rule, STR("at_once"));
    if (law->cards[i].jurisdiction.len) buf_printf(&line, "%.*s: ", STR_ARG(law->cards[i].jurisdiction));
    buf_add(&line, law->cards[i].title);
    if (law->cards[i].day.len || is_at_once) {
        buf_add(&line, STR(", "));
        words_add(cli, is_at_once ? "screen.law_at_once" : "screen.law_due", &day, is_at_once ? 0 : 1,
                  &line);
    }
    term_z(&cli->out, "  § ");
    view_wrapped(cli, buf_str(&line), 4, 4);
    buf_release(&line);
    if (!law->cards[i].text.len) return;
    term_z(&cli->out, "    ");
    view_wrapped(cli, law->cards[i].text, 4, 4);
}

static void show_check(struct cli *cli, str what)
{
    struct buf line = BUF_INIT(1 << 16);
    words_add(cli, "screen.law_check", NULL, 0, &line);
    buf_printf(&line, ": %.*s", STR_ARG(what));
    term_z(&cli->out, "    ");
    view_wrapped(cli, buf_str(&line), 4, 4);
    buf_release(&line);
}

void view_law_show(struct cli *cli, const struct view_law *law)
{
    size_t folded = law->card_count > VIEW_CARDS_MAX ? law->card_count - VIEW_CARDS_MAX : 0;
    struct buf line = BUF_INIT(1 << 16);
    if (!law->card_count) return;
    for (size_t i = 0; i < law->card_count && i < VIEW_CARDS_MAX; i++) {
        bool is_due = law->cards[i].day.len || str_eq(law->cards[i].rule, STR("at_once"));
        if (!is_due && !law->cards[i].text.len) {
            folded++;
            continue;
        }
        show_card(cli, law, i);
        if (law->cards[i].check.len) show_check(cli, law->cards[i].check);
    }
    const struct cordon_word count = word_number("count", folded);
    if (folded) {
        words_add(cli, "screen.law", &count, 1, &line);
        buf_add(&line, STR(" "));
    }
    buf_add(&line, law->notice);
    term_z(&cli->out, "  § ");
    view_wrapped(cli, buf_str(&line), 4, 4);
    buf_release(&line);
}
