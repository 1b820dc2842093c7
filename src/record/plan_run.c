/*
 * One record through a plan.
 *
 * Workload: exports of ten to a hundred columns of which a dozen are read, tens of thousands of rows
 * a second and core; values are views into the row wherever nothing is done to them.
 */
#include "record/plan_run.h"

#include "base/json.h"
#include "base/num.h"

void plan_begin(struct plan_work *w, const struct record_plan *plan, struct arena *arena,
                struct record *record, uint64_t line)
{
    w->plan = plan;
    w->arena = arena;
    w->joins = NULL;
    build_begin(&w->build, record, arena, line);
    record->sheet = plan->sheet;
}

/* --- one value ------------------------------------------------------------------------------ */

static str translate(const struct plan_step *s, str text)
{
    for (size_t i = 0; i < s->value_count; i++)
        if (str_eq_nocase(text, s->values[i].from)) return s->values[i].to;
    return s->has_otherwise ? s->otherwise : text;
}

/** A date in our one writing; what cannot be read stands as written, and is told where it is used. */
static str rewrite_date(struct plan_work *w, const struct plan_act *act, str text,
                        enum record_type type)
{
    struct when when;
    char out[WHEN_TEXT_LEN];
    bool is_time = type == FIELD_TYPE_TIME;
    if (!when_read(text, act->step->order, &when) || when.is_open) return text;
    if (when.is_short_year && !is_time) return text; /* 1925 or 2025 */
    if (is_time && when.has_clock && !when.has_zone && act->has_zone) {
        when.has_zone = true;
        when.zone_min = when_zone_offset(&act->zone, &when);
    }
    return arena_str(w->arena, when_write(&when, is_time, out));
}

static str host_of(str s)
{
    size_t at = str_index(s, '@'), scheme = str_find(s, STR("://"), 0);
    if (scheme != SIZE_MAX)
        s = str_from(s, scheme + 3);
    else if (at < s.len)
        s = str_from(s, at + 1);
    if (str_starts_nocase(s, STR("www."))) s = str_from(s, 4);
    size_t end = 0;
    while (end < s.len && !strchr("/?#: ", s.data[end])) end++;
    return str_sub(s, 0, end);
}

/** The last name in the path of a web address; a handle stands as it is. */
static str handle_of(str s)
{
    size_t cut = 0;
    while (cut < s.len && s.data[cut] != '?' && s.data[cut] != '#') cut++;
    s = str_sub(s, 0, cut);
    while (s.len && s.data[s.len - 1] == '/') s.len--;
    for (size_t i = s.len; i; i--)
        if (s.data[i - 1] == '/') {
            s = str_from(s, i);
            break;
        }
    return str_starts(s, STR("@")) ? str_from(s, 1) : s;
}

static str take_part(str s, enum plan_take take)
{
    str part = s;
    switch (take) {
    case TAKE_ALL: break;
    case TAKE_HANDLE: part = handle_of(s); break;
    case TAKE_DOMAIN: part = host_of(s); break;
    case TAKE_FIRST: part = str_trim(str_sub(s, 0, str_index(s, ','))); break;
    case TAKE_LAST:
        while (part.len && part.data[part.len - 1] != ',') part.len--;
        part = str_trim(str_from(s, part.len));
        break;
    }
    return part.len ? part : s;
}

static str lower(struct arena *arena, str s)
{
    char *p = arena_alloc(arena, s.len);
    if (!p) return STR_EMPTY;
    for (size_t i = 0; i < s.len; i++) p[i] = byte_lower(s.data[i]);
    return str_of(p, s.len);
}

static cordon_status add_join(struct plan_work *w, str key, str text, struct cordon_error *err)
{
    struct record *r = w->build.record;
    bool is_address = str_index(text, '@') < text.len;
    if (text.len == 0) return CORDON_OK;
    if (!w->joins) w->joins = arena_calloc(w->arena, PLAN_JOINS_MAX, sizeof *w->joins);
    if (!w->joins) return error_nomem(err);
    r->joins = w->joins;
    if (is_address) text = lower(w->arena, text);
    for (size_t i = 0; i < r->join_count; i++)
        if (str_eq(w->joins[i].key, key) && str_eq(w->joins[i].value, text)) return CORDON_OK;
    if (r->join_count == PLAN_JOINS_MAX)
        return error_set(err, CORDON_LIMIT, "record has more than %d join keys", PLAN_JOINS_MAX);
    w->joins[r->join_count++] = (struct record_join){ key, text };
    return CORDON_OK;
}

/** Values come step by step, not item by item: what another item was given does not count. */
static void open_item(struct plan_work *w, const struct record_value *v)
{
    struct record_build *b = &w->build;
    if (record_fields[v->field].group == GROUP_NONE || !b->given[v->field].len) return;
    if (!record_in_item(b->record, v->field, v->item)) b->given_item[v->field] = 0;
}

static cordon_status add_field(struct plan_work *w, const struct plan_act *act,
                               const struct plan_value *from, str text, uint16_t nth,
                               struct cordon_error *err)
{
    const struct record_key *key = &act->key;
    unsigned item = (unsigned)key->item + (act->is_item ? nth : 0u);
    struct record_value v = { .field = key->field, .proof = key->proof, .text = text,
                              .key = from->name, .column = from->column };
    if (item >= RECORD_ITEMS_MAX)
        return error_set(err, CORDON_LIMIT, "more than %d items in column '%.*s'",
                         RECORD_ITEMS_MAX, STR_ARG(from->name));
    v.item = (uint16_t)item;
    switch (key->part) {
    case KEY_VALUE:
        if (nth && !act->is_item && !record_fields[key->field].is_many) {
            build_unread(&w->build, from->name, STR_EMPTY); /* the rest of a list for a field of one value */
            return CORDON_OK;
        }
        open_item(w, &v);
        return build_add(&w->build, v, err);
    case KEY_PROOF: return build_proof(&w->build, key->field, text, err);
    case KEY_COUNTRY: build_country(&w->build, key->field, text); return CORDON_OK;
    case KEY_UNREAD:
    case KEY_MISSPELT:
    case KEY_NO_MEMORY:
    case KEY_BAD_PROOF: break; /* a join key alone; the others were refused when bound */
    }
    return CORDON_OK;
}

static cordon_status add_one(struct plan_work *w, const struct plan_act *act,
                             const struct plan_value *from, str text, uint16_t nth,
                             struct cordon_error *err)
{
    const struct plan_step *s = act->step;
    text = str_trim(text);
    if (text.len == 0) return CORDON_OK;
    if (s->take) text = take_part(text, s->take);
    if (s->value_count || s->has_otherwise) text = translate(s, text);
    if (act->key.part == KEY_VALUE) {
        enum record_type type = record_fields[act->key.field].type;
        if (type == FIELD_TYPE_DATE || type == FIELD_TYPE_TIME)
            text = rewrite_date(w, act, text, type);
    }
    cordon_status st = s->key.len ? add_join(w, s->key, text, err) : CORDON_OK;
    if (!st) st = add_field(w, act, from, text, nth, err);
    return w->arena->failed && !st ? error_nomem(err) : st;
}

/** The piece before the next of these bytes. */
static bool next_piece(str *rest, str seps, str *ret)
{
    size_t end = 0;
    if (!rest->data) return false;
    while (end < rest->len && str_index(seps, rest->data[end]) == seps.len) end++;
    *ret = str_sub(*rest, 0, end);
    *rest = end < rest->len ? str_from(*rest, end + 1) : STR_EMPTY;
    return true;
}

static cordon_status add_cell(struct plan_work *w, const struct plan_act *act,
                              const struct plan_value *from, struct cordon_error *err)
{
    str seps = act->step->split, rest = from->text, piece;
    uint16_t nth = from->item;
    if (seps.len == 0) return add_one(w, act, from, from->text, nth, err);
    while (next_piece(&rest, seps, &piece)) {
        if (str_trim(piece).len == 0) continue;
        cordon_status st = add_one(w, act, from, piece, nth, err);
        if (st) return st;
        if (nth < RECORD_ITEMS_MAX) nth++;
    }
    return CORDON_OK;
}

/* --- several columns ------------------------------------------------------------------------- */

static const struct plan_value *of_item(const struct plan_value *v, uint16_t item)
{
    while (v && v->item != item) v = v->next;
    return v;
}

static cordon_status join_item(struct plan_work *w, const struct plan_act *act,
                               const struct plan_value *const *values, uint16_t item,
                               struct cordon_error *err)
{
    str between = act->step->with.len ? act->step->with : STR(" ");
    struct plan_value whole = { .item = item };
    for (size_t i = 0; i < act->source_count; i++) {
        const struct plan_value *v = of_item(values[i], item);
        str part = v ? str_trim(v->text) : STR_EMPTY;
        if (part.len == 0) continue;
        size_t len = whole.text.len + between.len + part.len;
        bool is_first = whole.text.len == 0;
        if (is_first) {
            whole.text = part;
            whole.name = v->name;
            whole.column = v->column;
            continue;
        }
        if (len > RECORD_VALUE_MAX)
            return error_set(err, CORDON_LIMIT, "value of field '%.*s' is longer than %d bytes",
                             STR_ARG(act->step->field), RECORD_VALUE_MAX);
        char *p = arena_alloc(w->arena, len);
        if (!p) return error_nomem(err);
        memcpy(p, whole.text.data, whole.text.len);
        memcpy(p + whole.text.len, between.data, between.len);
        memcpy(p + whole.text.len + between.len, part.data, part.len);
        whole.text = str_of(p, len);
        whole.name = arena_printf(w->arena, "%.*s+%.*s", STR_ARG(whole.name), STR_ARG(v->name));
    }
    return whole.text.len ? add_cell(w, act, &whole, err) : CORDON_OK;
}

cordon_status plan_act_run(struct plan_work *w, const struct plan_act *act,
                           const struct plan_value *const *values, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    unsigned items = 0;
    if (act->step->is_joined) {
        for (size_t i = 0; i < act->source_count; i++)
            for (const struct plan_value *v = values[i]; v; v = v->next)
                if (v->item >= items) items = v->item + 1u;
        for (unsigned i = 0; !st && i < items; i++)
            st = join_item(w, act, values, (uint16_t)i, err);
        return st;
    }
    for (size_t i = 0; i < act->source_count; i++) { /* the first column that says something */
        for (const struct plan_value *v = values[i]; !st && v; v = v->next)
            st = add_cell(w, act, v, err);
        if (st || values[i]) return st;
    }
    return st;
}

/* --- the end -------------------------------------------------------------------------------- */

static bool item_has_value(const struct record *r, enum record_group g, uint16_t item)
{
    for (size_t i = 0; i < r->value_count; i++)
        if (record_fields[r->values[i].field].group == g && r->values[i].item == item) return true;
    return false;
}

static cordon_status add_fixed(struct plan_work *w, const struct plan_fixed *f,
                               struct cordon_error *err)
{
    struct record *r = w->build.record;
    enum record_group g = record_fields[f->key.field].group;
    struct record_value v = { .field = f->key.field, .proof = PROOF_UNSAID, .text = f->value,
                              .key = f->name };
    if (g == GROUP_NONE)
        return w->build.given[v.field].len ? CORDON_OK : build_add(&w->build, v, err);
    size_t items = record_items(r, g);
    for (size_t i = f->is_numbered ? f->key.item : 0; i < items; i++) {
        v.item = (uint16_t)i;
        if (item_has_value(r, g, v.item) && !record_in_item(r, v.field, v.item)) {
            w->build.given_item[v.field] = 0;
            cordon_status st = build_add(&w->build, v, err);
            if (st) return st;
        }
        if (f->is_numbered) break;
    }
    return CORDON_OK;
}

cordon_status plan_end(struct plan_work *w, struct cordon_error *err)
{
    const struct record_plan *p = w->plan;
    struct record *r = w->build.record;
    for (size_t i = 0; i < 2 * p->fixed_count; i++) { /* what is said of one item goes first */
        const struct plan_fixed *f = &p->fixed[i % p->fixed_count];
        if (f->is_numbered != (i < p->fixed_count)) continue;
        cordon_status st = add_fixed(w, f, err);
        if (st) return st;
    }
    if (r->id.len == 0) r->id = r->subject;
    return build_end(&w->build, err);
}

/* --- a row ---------------------------------------------------------------------------------- */

static cordon_status check_cells(const struct csv_reader *csv, const struct record_plan *p,
                                 size_t first, struct cordon_error *err)
{
    size_t count = csv->count - first;
    while (count > p->column_count && str_trim(csv->cell[first + count - 1]).len == 0) count--;
    bool is_short = count < p->column_count && !p->is_numbered; /* sheets leave out empty cells */
    if (count > p->column_count || is_short)
        return error_set(err, CORDON_SYNTAX, "row has %zu columns and the header has %zu", count,
                         p->column_count);
    for (size_t i = 0; i < count; i++) {
        str cell = csv->cell[first + i];
        if (!str_is_utf8(cell, NULL))
            return error_set(err, CORDON_SYNTAX, "column '%.*s' is not UTF-8", STR_ARG(p->name[i]));
        if (str_index(cell, '\0') < cell.len)
            return error_set(err, CORDON_SYNTAX, "column '%.*s' holds a zero byte; the file is damaged",
                             STR_ARG(p->name[i]));
    }
    return CORDON_OK;
}

/** A cell that no step reads. What could name an account is kept all the same, as in native files: a
 *  wallet is looked for wherever it stands. */
static cordon_status pass_cell(struct plan_work *w, size_t column, str cell, struct cordon_error *err)
{
    const struct record_plan *p = w->plan;
    struct record_value v = { .text = cell, .key = p->name[column], .column = (uint32_t)column + 1 };
    if (!p->is_known[column] && !p->ignores_rest) build_unread(&w->build, p->name[column], STR_EMPTY);
    return build_unread_value(&w->build, v, err);
}

static cordon_status run_row(struct plan_work *w, const struct csv_reader *csv, size_t first,
                             struct cordon_error *err)
{
    const struct record_plan *p = w->plan;
    cordon_status st = check_cells(csv, p, first, err);
    for (size_t i = 0; !st && i < p->act_count; i++) {
        const struct plan_act *act = &p->act[i];
        struct plan_value cell[PLAN_COLUMNS_MAX];
        const struct plan_value *values[PLAN_COLUMNS_MAX];
        for (size_t k = 0; k < act->source_count; k++) {
            size_t at = act->source[k];
            bool is_there = first + at < csv->count;
            cell[k] = (struct plan_value){ .text = is_there ? csv->cell[first + at] : STR_EMPTY,
                                           .name = p->name[at], .column = (uint32_t)at + 1 };
            values[k] = str_trim(cell[k].text).len ? &cell[k] : NULL;
        }
        st = plan_act_run(w, act, values, err);
    }
    for (size_t i = 0; !st && i < p->column_count && first + i < csv->count; i++)
        if (!p->is_read[i] && str_trim(csv->cell[first + i]).len)
            st = pass_cell(w, i, csv->cell[first + i], err);
    return st ? st : plan_end(w, err);
}

cordon_status plan_from_row(struct record_reader *rr, const struct record_plan *plan,
                            struct arena *arena, struct record *ret_record,
                            struct cordon_error *err)
{
    struct plan_work w;
    uint64_t line = rr->csv.line, number = 0;
    size_t first = plan->is_numbered ? 1 : 0;
    if (first && num_parse_u64(str_trim(rr->csv.cell[0]), UINT64_MAX, &number) && number)
        line = number;
    plan_begin(&w, plan, arena, ret_record, line);
    cordon_status st = run_row(&w, &rr->csv, first, err);
    if (st && err) err->line = line;
    if (st) error_in_file(err, plan->sheet);
    return st;
}
