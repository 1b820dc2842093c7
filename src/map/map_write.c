/* Writing a mapping: one writing for one meaning, a column a line so that people can edit it. */
#include "map/map.h"

#include "base/json.h"

static void write_texts(struct json_writer *w, const char *key, const str *list, size_t count)
{
    json_w_key(w, str_c(key));
    if (count == 1) {
        json_w_str(w, list[0]);
        return;
    }
    json_w_array(w);
    for (size_t i = 0; i < count; i++) json_w_str(w, list[i]);
    json_w_array_end(w);
}

static void write_text(struct json_writer *w, const char *key, str value)
{
    if (value.len) json_w_key_str(w, str_c(key), value);
}

static void write_step(const struct plan_step *s, struct buf *out)
{
    static const char *const orders[] = { "", "ymd", "dmy", "mdy" };
    static const char *const parts[] = { "", "handle", "domain", "first", "last" };
    struct json_writer w;
    json_w_init(&w, out);
    json_w_object(&w);
    if (s->is_joined) {
        json_w_key(&w, STR("columns"));
        json_w_array(&w);
        for (size_t i = 0; i < s->column_count; i++) json_w_str(&w, s->columns[i]);
        json_w_array_end(&w);
    } else {
        json_w_key_str(&w, STR("column"), s->columns[0]);
        if (s->column_count > 1) write_texts(&w, "or", s->columns + 1, s->column_count - 1);
    }
    write_text(&w, "with", s->with);
    write_text(&w, "field", s->field);
    write_text(&w, "key", s->key);
    write_text(&w, "take", str_c(parts[s->take]));
    write_text(&w, "split", s->split);
    if (s->value_count) {
        json_w_key(&w, STR("values"));
        json_w_object(&w);
        for (size_t i = 0; i < s->value_count; i++)
            json_w_key_str(&w, s->values[i].from, s->values[i].to);
        json_w_object_end(&w);
    }
    if (s->has_otherwise) json_w_key_str(&w, STR("else"), s->otherwise);
    if (s->order) json_w_key_str(&w, STR("date"), str_c(orders[s->order]));
    write_text(&w, "zone", s->zone);
    if (s->is_optional) {
        json_w_key(&w, STR("optional"));
        json_w_bool(&w, true);
    }
    json_w_object_end(&w);
}

/** ,\n"key": with the value written by the caller. */
static struct json_writer begin_line(struct buf *out, const char *key)
{
    struct json_writer w;
    buf_printf(out, ",\n \"%s\":", key);
    json_w_init(&w, out);
    return w;
}

static void write_line(struct buf *out, const char *key, str value)
{
    if (value.len == 0) return;
    struct json_writer w = begin_line(out, key);
    json_w_str(&w, value);
}

static void write_list(struct buf *out, const char *key, const str *list, size_t count)
{
    if (count == 0) return;
    struct json_writer w = begin_line(out, key);
    json_w_array(&w);
    for (size_t i = 0; i < count; i++) json_w_str(&w, list[i]);
    json_w_array_end(&w);
}

void map_write(const struct cordon_map *map, struct buf *out)
{
    const struct plan_spec *spec = &map->spec;
    buf_add(out, STR("{\"format\":1"));
    write_line(out, "name", map->name);
    write_line(out, "title", map->title);
    write_line(out, "source", map->source);
    write_line(out, "sheet", map->sheet);
    write_list(out, "signature", map->signature, map->signature_count);
    if (spec->constant_count) {
        struct json_writer w = begin_line(out, "constants");
        json_w_object(&w);
        for (size_t i = 0; i < spec->constant_count; i++)
            json_w_key_str(&w, spec->constants[i].field, spec->constants[i].value);
        json_w_object_end(&w);
    }
    buf_add(out, STR(",\n \"columns\":["));
    for (size_t i = 0; i < spec->step_count; i++) {
        buf_add(out, i ? STR(",\n  ") : STR("\n  "));
        write_step(&spec->steps[i], out);
    }
    buf_add(out, STR("]"));
    write_list(out, "ignore", spec->ignored, spec->ignored_count);
    buf_add(out, STR("}\n"));
}
