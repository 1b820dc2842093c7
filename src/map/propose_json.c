/* The proposal as the one object that the terminal and programs show. */
#include "map/propose.h"

#include "base/json.h"
#include "base/mem.h"
#include "base/num.h"

enum { PREVIEW_ROWS = 5, SHOWN = 80 };

static const struct cordon_map *map_of(const struct propose *p)
{
    return p->ask->map ? p->ask->map : p->map;
}

/** A value for people: long ones are cut at a letter. */
static str short_of(str s)
{
    if (s.len <= SHOWN) return s;
    size_t len = SHOWN;
    while (len && ((unsigned char)s.data[len] & 0xC0) == 0x80) len--;
    return str_sub(s, 0, len);
}

/* --- columns ----------------------------------------------------------------------------------- */

static const char *state_name(enum column_state s)
{
    switch (s) {
    case COLUMN_MAPPED:
    case COLUMN_SHIPPED: return "mapped";
    case COLUMN_OPEN: return "open";
    case COLUMN_UNMAPPED: break;
    }
    return "unmapped";
}

/** Other fields that the mapping reads from the same column. */
static void write_also(struct json_writer *w, const struct propose *p, const struct column_guess *g)
{
    const struct plan_spec *spec = p->base ? &p->base->spec : NULL;
    json_w_key(w, STR("also"));
    json_w_array(w);
    for (size_t i = 0; spec && i < spec->step_count; i++) {
        const struct plan_step *s = &spec->steps[i];
        if (s->columns == g->step.columns || !column_same(s->columns[0], g->from->name)) continue;
        json_w_str(w, s->field);
    }
    json_w_array_end(w);
}

static void write_column(struct json_writer *w, const struct propose *p, const struct column_guess *g)
{
    bool is_mapped = g->state == COLUMN_MAPPED || g->state == COLUMN_SHIPPED;
    json_w_object(w);
    json_w_key_str(w, STR("column"), g->from->name);
    json_w_key_u64(w, STR("number"), g->from->number);
    json_w_key_str(w, STR("state"), str_c(state_name(g->state)));
    if (is_mapped || g->state == COLUMN_OPEN) {
        json_w_key_str(w, STR("field"), g->field);
        if (g->key.len) json_w_key_str(w, STR("key"), g->key);
        json_w_key_u64(w, STR("percent"), g->percent);
        if (g->state == COLUMN_SHIPPED) write_also(w, p, g);
    }
    json_w_key_str(w, STR("reason"), g->reason);
    json_w_key_u64(w, STR("values"), g->from->values);
    json_w_key(w, STR("examples"));
    json_w_array(w);
    for (size_t i = 0; i < g->from->examples; i++) json_w_str(w, short_of(g->from->example[i]));
    json_w_array_end(w);
    json_w_object_end(w);
}

static void write_questions(struct json_writer *w, const struct propose *p)
{
    json_w_key(w, STR("questions"));
    json_w_array(w);
    for (size_t i = 0; i < p->count; i++) {
        const struct column_guess *g = &p->column[i];
        if (g->state != COLUMN_OPEN) continue;
        json_w_object(w);
        json_w_key_str(w, STR("about"), STR("date_order"));
        json_w_key_str(w, STR("column"), g->from->name);
        json_w_key_str(w, STR("example"), short_of(g->from->sums.open_example));
        json_w_object_end(w);
    }
    if (p->kind == RECORD_KIND_NONE) {
        json_w_object(w);
        json_w_key_str(w, STR("about"), STR("kind"));
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

/** Times whose zone nobody said: they are read, and told. */
static void write_zoneless(struct json_writer *w, const struct propose *p)
{
    json_w_key(w, STR("zoneless"));
    json_w_array(w);
    for (size_t i = 0; i < p->count; i++) {
        const struct column_guess *g = &p->column[i];
        enum record_field f = g->field.len ? record_field_find(g->field) : FIELD_NONE;
        bool is_time = f != FIELD_NONE && record_field_info(f)->type == FIELD_TYPE_TIME;
        bool is_read = g->state == COLUMN_MAPPED || g->state == COLUMN_SHIPPED;
        if (is_read && is_time && g->from->sums.zoneless && !g->step.zone.len && !p->ask->zone.len)
            json_w_str(w, g->from->name);
    }
    json_w_array_end(w);
}

/** Columns that the mapping reads where it finds them, and this file lacks. */
static void write_absent(struct json_writer *w, struct propose *p)
{
    const struct plan_spec *spec = p->base ? &p->base->spec : NULL;
    json_w_key(w, STR("absent"));
    json_w_array(w);
    for (size_t i = 0; spec && p->sample.form == SPLIT_CSV && i < spec->step_count; i++) {
        bool is_found = false;
        for (size_t k = 0; k < spec->steps[i].column_count; k++)
            for (size_t n = 0; n < p->count; n++)
                is_found = is_found || column_same(p->column[n].from->name, spec->steps[i].columns[k]);
        if (!is_found) json_w_str(w, spec->steps[i].columns[0]);
    }
    json_w_array_end(w);
}

/* --- preview ----------------------------------------------------------------------------------- */

static void write_record(struct json_writer *w, const struct record *r, cordon_status st,
                         const struct cordon_error *why)
{
    json_w_object(w);
    json_w_key_u64(w, STR("line"), r->line);
    if (st) {
        json_w_key_str(w, STR("error"), str_c(why->message));
        json_w_object_end(w);
        return;
    }
    json_w_key_str(w, STR("kind"), record_kind_name(r->kind));
    json_w_key_str(w, STR("id"), r->id);
    json_w_key_str(w, STR("subject"), r->subject);
    json_w_key(w, STR("values"));
    json_w_array(w);
    for (size_t i = 0; i < r->value_count; i++) {
        const struct record_value *v = &r->values[i];
        json_w_object(w);
        json_w_key_str(w, STR("field"), record_field_info(v->field)->path);
        if (v->item) json_w_key_u64(w, STR("item"), v->item + 1u);
        json_w_key_str(w, STR("value"), short_of(v->text));
        json_w_key_str(w, STR("column"), v->key);
        json_w_object_end(w);
    }
    json_w_array_end(w);
    json_w_key(w, STR("joins"));
    json_w_array(w);
    for (size_t i = 0; i < r->join_count; i++) {
        json_w_object(w);
        json_w_key_str(w, STR("key"), r->joins[i].key);
        json_w_key_str(w, STR("value"), r->joins[i].value);
        json_w_object_end(w);
    }
    json_w_array_end(w);
    if (r->unread_count) json_w_key_u64(w, STR("unread"), r->unread_count);
    json_w_object_end(w);
}

struct preview {
    struct propose       *p;
    struct record_reader *rr;
    struct record_header *header;
    struct arena          arena;
    unsigned              rows;
};

static void preview_block(struct preview *v, const struct split_block *b, struct json_writer *w)
{
    struct record_cursor c;
    struct record r = { .line = 0 };
    struct cordon_error why = ERROR_INIT;
    cordon_status st;
    record_cursor_init(&c, v->rr, b, v->header);
    while (v->rows < PREVIEW_ROWS) {
        arena_reset(&v->arena);
        r = (struct record){ .line = 0 };
        if (!record_cursor_next(&c, &v->arena, &r, &st, &why)) return;
        v->rows++;
        write_record(w, &r, st, &why);
    }
}

static cordon_status preview_rows(struct preview *v, struct json_writer *w)
{
    struct propose *p = v->p;
    struct split split;
    size_t used = 0, taken;
    cordon_status st = CORDON_OK;
    split_init(&split, SPLIT_FORM_UNKNOWN);
    if (p->sample.form != SPLIT_CSV)
        st = map_bind(map_of(p), &p->source, NULL, &v->header, p->err);
    while (!st && v->rows < PREVIEW_ROWS) {
        struct split_block b;
        enum split_step step = split_next(&split, str_from(buf_str(&p->sample.raw), used),
                                          p->sample.is_all, &b, &taken);
        used += taken;
        if (step != SPLIT_BLOCK) break;
        if (b.is_header)
            st = map_bind(map_of(p), &p->source, &b, &v->header, p->err);
        else
            preview_block(v, &b, w);
    }
    return st;
}

static cordon_status write_preview(struct json_writer *w, struct propose *p)
{
    struct preview v = { .p = p, .rr = record_reader_new() };
    cordon_status st = CORDON_OK;
    if (!v.rr) return error_nomem(p->err);
    arena_init(&v.arena, MAP_ARENA_MAX);
    json_w_key(w, STR("preview"));
    json_w_array(w);
    if (map_of(p)) st = preview_rows(&v, w);
    json_w_array_end(w);
    record_header_free(v.header);
    record_reader_free(v.rr);
    arena_release(&v.arena);
    return st;
}

/* --- together ---------------------------------------------------------------------------------- */

static str form_name(const struct propose *p)
{
    if (p->source.form == MAP_FORM_XLSX) return STR("xlsx");
    switch (p->sample.form) {
    case SPLIT_LINES: return STR("jsonl");
    case SPLIT_STREAM:
    case SPLIT_ARRAY: return STR("json");
    case SPLIT_CSV: return STR("csv");
    case SPLIT_FORM_UNKNOWN: break;
    }
    return STR("unknown");
}

/** The mapping's file without its line ends: inside a text they are escaped. */
static void write_map(struct json_writer *w, const struct propose *p)
{
    struct buf text = BUF_INIT(2u * MAP_FILE_MAX), flat = BUF_INIT(2u * MAP_FILE_MAX);
    json_w_key(w, STR("map"));
    if (map_of(p)) map_write(map_of(p), &text);
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] != '\n') {
            buf_add_byte(&flat, text.data[i]);
            continue;
        }
        while (i + 1 < text.len && text.data[i + 1] == ' ') i++;
    }
    if (text.len)
        json_w_raw(w, buf_str(&flat));
    else
        json_w_null(w);
    if (text.failed || flat.failed) w->out->failed = true;
    buf_release(&text);
    buf_release(&flat);
}

cordon_status proposal_write(struct propose *p, struct buf *out)
{
    struct json_writer w;
    json_w_init(&w, out);
    json_w_object(&w);
    json_w_key_str(&w, STR("file"), str_c(p->ask->path));
    json_w_key_str(&w, STR("form"), form_name(p));
    if (p->source.form == MAP_FORM_UTF16) json_w_key_str(&w, STR("encoding"), STR("utf-16"));
    if (p->source.form == MAP_FORM_XLSX)
        json_w_key_str(&w, STR("sheet"), p->source.sheet);
    else if (p->sample.form == SPLIT_CSV)
        json_w_key_str(&w, STR("separator"), str_of(&p->sample.sep, 1));
    json_w_key_u64(&w, STR("sample"), p->sample.rows);
    json_w_key(&w, STR("whole"));
    json_w_bool(&w, p->sample.is_all && p->sample.rows < MAP_SAMPLE_ROWS_MAX);
    json_w_key(&w, STR("recognised"));
    if (p->shipped) {
        json_w_object(&w);
        json_w_key_str(&w, STR("map"), p->shipped->name);
        json_w_key_str(&w, STR("title"), p->shipped->title);
        json_w_key_u64(&w, STR("score_bp"), p->shipped_bp);
        json_w_object_end(&w);
    } else {
        json_w_null(&w);
    }
    json_w_key_str(&w, STR("kind"), record_kind_name(p->kind));
    json_w_key(&w, STR("columns"));
    json_w_array(&w);
    for (size_t i = 0; i < p->count; i++) write_column(&w, p, &p->column[i]);
    json_w_array_end(&w);
    write_questions(&w, p);
    write_zoneless(&w, p);
    write_absent(&w, p);
    cordon_status st = write_preview(&w, p);
    if (st) return st;
    write_map(&w, p);
    json_w_object_end(&w);
    if (!out->failed) return CORDON_OK;
    return out->over ? error_set(p->err, CORDON_LIMIT, "the proposal is longer than %zu bytes", out->cap)
                     : error_nomem(p->err);
}
