/* Writing one record after the other, keys in the order given, empty values left out. */
#include "train/person.h"

void out_record(struct out *o, const struct person *p, const char *kind)
{
    json_w_init(&o->w, o->lines);
    json_w_object(&o->w);
    o->records++;
    json_w_key_str(&o->w, STR("id"), arena_printf(p->arena, "%.*s-%u", STR_ARG(p->subject), o->records));
    json_w_key_str(&o->w, STR("subject"), p->subject);
    json_w_key_str(&o->w, STR("kind"), str_c(kind));
}

void out_end(struct out *o)
{
    json_w_object_end(&o->w);
    buf_add_byte(o->lines, '\n');
}

void out_str(struct out *o, const char *key, str value)
{
    if (value.len) json_w_key_str(&o->w, str_c(key), value);
}

void out_int(struct out *o, const char *key, int64_t value)
{
    json_w_key(&o->w, str_c(key));
    json_w_i64(&o->w, value);
}

void out_flag(struct out *o, const char *key, bool value)
{
    json_w_key(&o->w, str_c(key));
    json_w_bool(&o->w, value);
}

void out_object(struct out *o, const char *key)
{
    if (key) json_w_key(&o->w, str_c(key));
    json_w_object(&o->w);
}

void out_object_end(struct out *o)
{
    json_w_object_end(&o->w);
}

void out_list(struct out *o, const char *key)
{
    json_w_key(&o->w, str_c(key));
    json_w_array(&o->w);
}

void out_list_end(struct out *o)
{
    json_w_array_end(&o->w);
}

void out_item(struct out *o, str value)
{
    json_w_str(&o->w, value);
}

void out_words(struct out *o, const char *key, const str *items, size_t count)
{
    if (!count) return;
    out_list(o, key);
    for (size_t i = 0; i < count; i++) out_item(o, items[i]);
    out_list_end(o);
}
