/*
 * Which column is which field: the name proposes, the values confirm or refuse.
 *
 * Percentages are ours, set on the example exports: a whole name 95, a name without its owner 90,
 * last words alone 50; values that fit add, values that do not take away; below PROPOSE_LEAST
 * nothing is mapped. They order rivals and tell people how sure it is, no more.
 */
#include "map/propose.h"

#include "base/num.h"

enum { FIT_MANY = 80, FIT_HALF = 50, FIT_FEW = 20 };

static size_t percent_of(size_t part, size_t whole)
{
    return whole ? part * 100 / whole : 0;
}

static const struct record_field_info *info_of(str field)
{
    enum record_field f = record_field_find(field);
    return f == FIELD_NONE ? NULL : record_field_info(f);
}

/* --- values ----------------------------------------------------------------------------------- */

static size_t fits(const struct sample_column *c, enum record_type type)
{
    const size_t *look = c->sums.look;
    size_t n;
    switch (type) {
    case FIELD_TYPE_PHONE: n = look[LOOK_PHONE] > look[LOOK_NUMBER] ? look[LOOK_PHONE]
                                                                    : look[LOOK_NUMBER]; break;
    case FIELD_TYPE_DATE: n = look[LOOK_DATE] + look[LOOK_NUMBER]; break; /* years alone */
    case FIELD_TYPE_URL: n = look[LOOK_URL] + look[LOOK_GITHUB] + look[LOOK_LINKEDIN]; break;
    case FIELD_TYPE_FLAG: n = look[LOOK_FLAG] + look[LOOK_NUMBER]; break;
    default: n = look[look_of_type(type)]; break;
    }
    return n < c->sums.count ? n : c->sums.count;
}

/** Values have their say about a name's proposal. */
static void weigh(struct propose *p, struct column_guess *g, const struct record_field_info *info)
{
    const struct sample_column *c = g->from;
    enum value_look want = look_of_type(info->type);
    const char *lang = g->name.lang ? g->name.lang : "en";
    str word = g->name.word;
    if (c->sums.count == 0) {
        g->reason = arena_printf(p->arena, "named '%.*s' (%s); empty in the sample", STR_ARG(word),
                                 lang);
        return;
    }
    if (want == LOOK_COUNT) {
        g->reason = arena_printf(p->arena, "named '%.*s' (%s)", STR_ARG(word), lang);
        return;
    }
    size_t fit = fits(c, info->type), share = percent_of(fit, c->sums.count);
    g->reason = arena_printf(p->arena, "named '%.*s' (%s); %zu of %zu values are %s", STR_ARG(word),
                             lang, fit, c->sums.count, look_name(want));
    if (info->type == FIELD_TYPE_WALLET) return; /* a malformed wallet is what a check must see */
    if (share >= FIT_MANY)
        g->percent = g->name.how == NAME_HOW_TAIL ? 70 : (uint8_t)(g->percent + 4);
    else if (share >= FIT_HALF)
        g->percent = (uint8_t)(g->percent - 15);
    else if (share >= FIT_FEW)
        g->percent = (uint8_t)(g->percent - 30);
    else
        g->percent = 20;
}

/** No name says what it is: shapes that are hard to have by accident do. */
static bool guess_by_values(struct propose *p, struct column_guess *g)
{
    static const struct { enum value_look look; const char *field; uint8_t percent; } rows[] = {
        { LOOK_GITHUB, "code.handle", 85 }, { LOOK_LINKEDIN, "code_2.handle", 85 },
        { LOOK_MRZ, "doc.mrz", 85 },        { LOOK_EMAIL, "email", 70 },
        { LOOK_IP, "net.ip", 70 },          { LOOK_IBAN, "pay.account", 70 },
        { LOOK_WALLET, "wal.address", 75 }, { LOOK_ZONE, "app.zone", 65 },
    };
    const struct sample_column *c = g->from;
    if (c->sums.count < 2) return false;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t n = c->sums.look[rows[i].look];
        if (percent_of(n, c->sums.count) < FIT_MANY) continue;
        g->field = str_c(rows[i].field);
        g->percent = rows[i].percent;
        g->reason = arena_printf(p->arena, "%zu of %zu values are %s", n, c->sums.count,
                                 look_name(rows[i].look));
        return true;
    }
    return false;
}

/* --- details of a step ------------------------------------------------------------------------- */

static str answer_for(const struct propose *p, str column)
{
    for (size_t i = 0; i < p->ask->answer_count; i++)
        if (p->ask->answers[i].column.len == 0 || str_eq(p->ask->answers[i].column, column))
            return p->ask->answers[i].answer;
    return STR_EMPTY;
}

/** 03/04/2025 and 31.12.2025 do not have one shape: one says nothing of the other. */
static bool is_same_shape(str a, str b)
{
    size_t i = 0, k = 0;
    while (i < a.len && byte_is_digit(a.data[i])) i++;
    while (k < b.len && byte_is_digit(b.data[k])) k++;
    return i < a.len && k < b.len && a.data[i] == b.data[k];
}

static const struct sample_column *other_proof(const struct propose *p, const struct sample_column *c,
                                               enum when_order *ret)
{
    for (size_t i = 0; i < p->sample.column_count; i++) {
        const struct sample_column *o = &p->sample.column[i];
        bool is_day = o->sums.order[WHEN_DMY], is_month = o->sums.order[WHEN_MDY];
        if (o == c || is_day == is_month || !is_same_shape(o->sums.order_example, c->sums.open_example))
            continue;
        *ret = is_day ? WHEN_DMY : WHEN_MDY;
        return o;
    }
    return NULL;
}

static void add_reason(struct propose *p, struct column_guess *g, const char *what, str example)
{
    g->reason = arena_printf(p->arena, "%.*s; %s '%.*s'", STR_ARG(g->reason), what, STR_ARG(example));
}

static bool is_answer(str answer, enum when_order *ret)
{
    *ret = str_eq_nocase(answer, STR("dmy"))   ? WHEN_DMY
           : str_eq_nocase(answer, STR("mdy")) ? WHEN_MDY
           : str_eq_nocase(answer, STR("ymd")) ? WHEN_YMD
                                               : WHEN_OPEN;
    return *ret != WHEN_OPEN;
}

/** Day or month first: by the user, by the values, by the name; else it stays open. */
static void settle_order(struct propose *p, struct column_guess *g)
{
    const struct value_sums *s = &g->from->sums;
    str answer = answer_for(p, g->from->name);
    enum when_order order = WHEN_OPEN;
    bool is_day = s->order[WHEN_DMY] > 0, is_month = s->order[WHEN_MDY] > 0;
    if (is_answer(answer, &order)) {
        g->step.order = order;
        g->reason = arena_printf(p->arena, "%.*s; order as answered", STR_ARG(g->reason));
        return;
    }
    if (is_day && is_month) {
        g->state = COLUMN_UNMAPPED;
        add_reason(p, g, "some dates have the day first and some the month, such as", s->order_example);
        return;
    }
    g->step.order = is_day ? WHEN_DMY : is_month ? WHEN_MDY : WHEN_OPEN;
    if (g->step.order) {
        add_reason(p, g, is_day ? "the day comes first in" : "the month comes first in",
                   s->order_example);
        return;
    }
    if (s->open == 0) return;
    g->step.order = names_date_order(g->from->name);
    if (g->step.order) {
        g->reason = arena_printf(p->arena, "%.*s; order as its name says", STR_ARG(g->reason));
        return;
    }
    g->state = COLUMN_OPEN;
    g->reason = arena_printf(p->arena, "%.*s; day or month first? '%.*s' can be read both ways",
                             STR_ARG(g->reason), STR_ARG(s->open_example));
    const struct sample_column *other = other_proof(p, g->from, &order); /* a hint, no proof */
    if (other)
        add_reason(p, g, order == WHEN_DMY ? "the day comes first in column"
                                           : "the month comes first in column", other->name);
    if (str_eq_nocase(answer, STR("skip"))) g->state = COLUMN_UNMAPPED;
}

struct word_pair {
    const char *from, *to;
};

static const struct word_pair status_words[] = {
    { "active", "current" },     { "employed", "current" },   { "current", "current" },
    { "on leave", "current" },   { "terminated", "former" },  { "inactive", "former" },
    { "left", "former" },        { "resigned", "former" },    { "former", "former" },
    { "ended", "former" },       { "contractor", "contractor" }, { "contingent", "contractor" },
    { "재직", "current" },       { "재직중", "current" },     { "휴직", "current" },
    { "퇴사", "former" },        { "퇴직", "former" },        { "在籍", "current" },
    { "在職", "current" },       { "休職", "current" },       { "退職", "former" },
    { "退社", "former" },        { "aktif", "current" },      { "tidak aktif", "former" },
    { "keluar", "former" },      { "berhenti", "former" },    { "kontrak", "contractor" },
};
static const struct word_pair flag_words[] = {
    { "예", "true" },   { "아니오", "false" }, { "아니요", "false" }, { "はい", "true" },
    { "いいえ", "false" }, { "ya", "true" },   { "tidak", "false" },  { "有", "true" },
    { "無", "false" },  { "o", "true" },       { "x", "false" },
};

/** Words of this column that we have others for. */
static void translate_words(struct propose *p, struct column_guess *g, const struct word_pair *words,
                            size_t count)
{
    const struct sample_column *c = g->from;
    struct plan_pair *pairs = arena_calloc(p->arena, SAMPLE_WORDS, sizeof *pairs);
    size_t n = 0;
    if (!pairs || c->words > SAMPLE_WORDS) return;
    for (size_t i = 0; i < c->words; i++)
        for (size_t k = 0; k < count; k++) {
            if (!str_eq_nocase(c->word[i], str_c(words[k].from))) continue;
            pairs[n++] = (struct plan_pair){ c->word[i], str_c(words[k].to) };
            break;
        }
    if (n == 0) return;
    g->step.values = pairs;
    g->step.value_count = n;
}

static void settle_list(struct propose *p, struct column_guess *g, const struct record_field_info *info)
{
    const struct value_sums *s = &g->from->sums;
    bool takes_many = info->is_many || info->group != GROUP_NONE;
    if (!takes_many || percent_of(s->lists, s->count) < 1 || s->list_sep == ' ') return;
    char *sep = arena_alloc(p->arena, 1);
    if (!sep) return;
    *sep = s->list_sep;
    g->step.split = str_of(sep, 1);
    g->reason = arena_printf(p->arena, "%.*s; several in a cell", STR_ARG(g->reason));
}

static str key_of(str field)
{
    static const struct { str field, key; } rows[] = {
        { STR_INIT("email"), STR_INIT("email") },     { STR_INIT("account"), STR_INIT("account") },
        { STR_INIT("dev.serial"), STR_INIT("device") }, { STR_INIT("pay.account"), STR_INIT("payout") },
        { STR_INIT("wal.address"), STR_INIT("wallet") },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq(rows[i].field, field)) return rows[i].key;
    return STR_EMPTY;
}

static void settle_step(struct propose *p, struct column_guess *g, const struct record_field_info *info)
{
    struct plan_step *s = &g->step;
    str *column = arena_calloc(p->arena, 1, sizeof *column);
    if (!column) return;
    *column = g->from->name;
    if (g->key.len == 0) g->key = key_of(g->field);
    s->field = g->field;
    s->key = g->key;
    s->columns = column;
    s->column_count = 1;
    if (str_ends(g->field, STR(".handle"))) s->take = TAKE_HANDLE;
    if (str_eq(info->path, STR("status")))
        translate_words(p, g, status_words, COUNT_OF(status_words));
    if (info->type == FIELD_TYPE_FLAG) translate_words(p, g, flag_words, COUNT_OF(flag_words));
    if (info->type == FIELD_TYPE_TIME && g->from->sums.zoneless) s->zone = p->ask->zone;
    settle_list(p, g, info);
    if (info->type == FIELD_TYPE_TIME || info->type == FIELD_TYPE_DATE) settle_order(p, g);
}

/* --- one column -------------------------------------------------------------------------------- */

/** "ref.name" with number 2 is "ref_2.name". */
static str with_number(struct propose *p, str field, unsigned number)
{
    size_t dot = str_index(field, '.');
    if (number < 2 || dot == field.len || byte_is_digit(field.data[dot - 1])) return field;
    return arena_printf(p->arena, "%.*s_%u%.*s", (int)dot, field.data, number, (int)(field.len - dot),
                        field.data + dot);
}

static void guess_one(struct propose *p, struct column_guess *g)
{
    bool is_path = p->sample.form != SPLIT_CSV;
    names_find(g->from->name, p->kind, is_path, &g->name);
    g->percent = g->name.percent;
    g->field = with_number(p, g->name.field, g->name.number);
    g->key = g->name.key;
    if (g->name.how == NAME_HOW_OTHER) {
        g->reason = STR("its name says that it is about somebody else");
        return;
    }
    const struct record_field_info *info = g->field.len ? info_of(g->field) : NULL;
    if (info) weigh(p, g, info);
    if ((!info || g->percent < PROPOSE_LEAST) && guess_by_values(p, g)) {
        g->key = STR_EMPTY;
        info = info_of(g->field);
    }
    if (!info) {
        g->reason = g->from->sums.count ? STR("neither its name nor its values say what it is")
                                        : STR("empty in the sample");
        return;
    }
    if (g->percent < PROPOSE_LEAST) return; /* the reason says what speaks against it */
    g->state = COLUMN_MAPPED;
    settle_step(p, g, info);
}

/* --- all columns ------------------------------------------------------------------------------- */

static void find_kind(struct propose *p)
{
    unsigned votes[RECORD_KIND_COUNT] = { 0 }, best = 0, second = 0;
    enum record_kind kind = RECORD_KIND_NONE;
    if (p->kind != RECORD_KIND_NONE) return;
    for (size_t i = 0; i < p->sample.column_count; i++) names_vote(p->sample.column[i].name, votes);
    for (unsigned k = 1; k < RECORD_KIND_COUNT; k++) {
        if (votes[k] > best) {
            second = best;
            best = votes[k];
            kind = (enum record_kind)k;
        } else if (votes[k] > second) {
            second = votes[k];
        }
    }
    if (best >= 3 && best > second) p->kind = kind;
}

/** Does the file have this column, under this or a like name? */
static bool is_there(const struct propose *p, str column)
{
    for (size_t i = 0; i < p->sample.column_count; i++)
        if (column_same(p->sample.column[i].name, column)) return true;
    return false;
}

/** The step of the mapping that reads this column; NULL when none does. Of a table's columns that
 *  stand in for each other the first one is read. */
static const struct plan_step *base_step(const struct propose *p, str column)
{
    bool is_table = p->sample.form == SPLIT_CSV;
    for (size_t i = 0; p->base && i < p->base->spec.step_count; i++) {
        const struct plan_step *s = &p->base->spec.steps[i];
        for (size_t k = 0; k < s->column_count; k++) {
            if (is_table ? column_same(s->columns[k], column) : str_eq(s->columns[k], column)) return s;
            if (is_table && !s->is_joined && is_there(p, s->columns[k])) break;
        }
    }
    return NULL;
}

static bool base_ignores(const struct propose *p, str column)
{
    for (size_t i = 0; p->base && i < p->base->spec.ignored_count; i++) {
        str name = p->base->spec.ignored[i];
        if (str_eq(name, STR("*"))) return true;
        bool is_below = str_starts(column, name) && column.len > name.len && column.data[name.len] == '.';
        if (column_same(name, column) || is_below) return true;
    }
    return false;
}

static void take_base(struct propose *p, struct column_guess *g, const struct plan_step *s)
{
    g->state = COLUMN_SHIPPED;
    g->step = *s;
    g->field = s->field;
    g->key = s->key;
    g->percent = 99;
    g->reason = p->ask->map ? STR("as the mapping reads it")
                            : arena_printf(p->arena, "shipped mapping '%.*s'", STR_ARG(p->base->name));
    const struct record_field_info *info = s->field.len ? info_of(s->field) : NULL;
    bool is_date = info && (info->type == FIELD_TYPE_DATE || info->type == FIELD_TYPE_TIME);
    if (is_date && s->order == WHEN_OPEN && !p->ask->map) settle_order(p, g);
}

cordon_status guess_columns(struct propose *p)
{
    p->count = p->sample.column_count;
    p->column = arena_calloc(p->arena, p->count, sizeof *p->column);
    if (!p->column) return error_nomem(p->err);
    find_kind(p);
    for (size_t i = 0; i < p->count; i++) {
        struct column_guess *g = &p->column[i];
        g->from = &p->sample.column[i];
        const struct plan_step *s = base_step(p, g->from->name);
        if (s)
            take_base(p, g, s);
        else if (p->ask->map)
            g->reason = STR("the mapping does not read it");
        else if (base_ignores(p, g->from->name))
            g->reason = STR("the shipped mapping has no use for it");
        else
            guess_one(p, g);
    }
    return p->arena->failed ? error_nomem(p->err) : CORDON_OK;
}

static bool takes_one(const struct column_guess *g)
{
    const struct record_field_info *info = g->field.len ? info_of(g->field) : NULL;
    return info && !info->is_many;
}

static bool is_read(const struct column_guess *g)
{
    return g->state == COLUMN_MAPPED || g->state == COLUMN_SHIPPED;
}

/** The loser of two: it keeps what it joins by. */
static void give_way(struct propose *p, struct column_guess *g, const struct column_guess *winner)
{
    g->reason = arena_printf(p->arena, "field '%.*s' takes one value and is read from '%.*s'%s",
                             STR_ARG(g->field), STR_ARG(winner->from->name),
                             g->key.len ? "; kept to join files by" : "");
    g->field = STR_EMPTY;
    g->step.field = STR_EMPTY;
    if (g->key.len == 0) g->state = COLUMN_UNMAPPED;
}

void guess_resolve(struct propose *p)
{
    for (size_t i = 0; i < p->count; i++) {
        struct column_guess *a = &p->column[i];
        if (!is_read(a) || !takes_one(a)) continue;
        for (size_t k = i + 1; k < p->count; k++) {
            struct column_guess *b = &p->column[k];
            if (!is_read(b) || !takes_one(b) || !str_eq(a->field, b->field)) continue;
            if (a->step.columns == b->step.columns && a->state == COLUMN_SHIPPED) continue;
            if (b->percent > a->percent) {
                give_way(p, a, b);
                break;
            }
            give_way(p, b, a);
        }
    }
}
