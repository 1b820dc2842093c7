/* What a subject shares with others, for people and programs. */
#include "base/json.h"
#include "engine/screener.h"
#include "engine/tie_inside.h"

#include <stdio.h>

/* An answer names so many; totals stand beside them, and `cordon link` has all. In a run of a hundred
 * thousand subjects all answers are in memory. */
enum { OTHERS_SHOWN = 50, VALUES_SHOWN = 20, HOLDERS_SHOWN = 12, VALUE_SHOWN = 120, KEY_ROOM = 64, PATH_ARENA_MAX = 256 << 20 };

static str kind_word(enum say_lang lang, enum link_kind kind)
{
    char key[KEY_ROOM];
    int len = snprintf(key, sizeof key, "tie.%.*s", STR_ARG(link_kind_name(kind)));
    return say_message(lang, str_of(key, (size_t)len));
}

/* The beginning of a value: a resume is not shown whole. */
static str beginning(str text)
{
    size_t len = VALUE_SHOWN;
    if (text.len <= len) return text;
    while (len && ((unsigned char)text.data[len] & 0xC0) == 0x80) len--;
    return str_sub(text, 0, len);
}

/* A value as somebody wrote it: people know that, not its canonical form. Of exits there is the sequence
 * alone; a text begins as its first holder's. */
static str as_written(const struct ties *t, const struct link_value *v, const struct link_holder *h)
{
    const struct record_value *stands = NULL;
    if (h) (void)ties_row(t, h->origin, &stands);
    return beginning(stands && v->kind != LINK_EXITS ? stands->text : v->text);
}

static void write_shown(const struct ties *t, const struct link_value *v, uint32_t subject, struct json_writer *w)
{
    str text = as_written(t, v, ties_holder(v, subject));
    if (text.len) json_w_key_str(w, STR("value"), text);
}

static void write_holder(const struct ties *t, const struct link_holder *h, struct json_writer *w)
{
    const struct record_value *v;
    const struct record *r = ties_row(t, h->origin, &v);
    json_w_object(w);
    json_w_key_str(w, STR("subject"), t->pool->subject[h->identity].id);
    if (r->file.len) json_w_key_str(w, STR("file"), r->file);
    if (r->sheet.len) json_w_key_str(w, STR("sheet"), r->sheet);
    if (r->line) json_w_key_u64(w, STR("line"), r->line);
    if (r->id.len) json_w_key_str(w, STR("id"), r->id);
    if (v) {
        json_w_key_str(w, STR("field"), record_field_info(v->field)->path);
        json_w_key_str(w, STR("value"), beginning(v->text));
    }
    json_w_object_end(w);
}

/* The subject's own row first. */
static void write_holders(const struct ties *t, const struct link_value *v, uint32_t subject, struct json_writer *w)
{
    const struct link_holder *own = ties_holder(v, subject);
    uint32_t shown = 0;
    if (own) {
        write_holder(t, own, w);
        shown++;
    }
    for (uint32_t i = 0; i < v->somes && shown < HOLDERS_SHOWN; i++) {
        if (v->some[i].identity == subject) continue;
        write_holder(t, &v->some[i], w);
        shown++;
    }
}

static void write_via(const struct ties *t, uint32_t subject, enum say_lang lang, struct json_writer *w)
{
    uint32_t value[VALUES_SHOWN];
    size_t values = ties_group_values(t, subject, value, VALUES_SHOWN);
    json_w_key(w, STR("via"));
    json_w_array(w);
    for (size_t i = 0; i < values; i++) {
        const struct link_value *v = link_value(t->link, value[i]);
        json_w_object(w);
        json_w_key_str(w, STR("kind"), link_kind_name(v->kind));
        json_w_key_str(w, STR("text"), kind_word(lang, v->kind));
        write_shown(t, v, subject, w);
        json_w_key_u64(w, STR("parties"), v->parties);
        json_w_key_u64(w, STR("rarity_cb"), v->rarity_cb);
        json_w_key_u64(w, STR("with_total"), v->holders);
        json_w_key(w, STR("with"));
        json_w_array(w);
        write_holders(t, v, subject, w);
        json_w_array_end(w);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

uint32_t ties_group(const struct ties *t, uint32_t subject)
{
    uint32_t place = link_place(t->link, subject);
    return place == LINK_NONE ? LINK_NONE : link_group_of(t->link, place);
}

void ties_write_operator(const struct ties *t, uint32_t subject, enum say_lang lang, struct json_writer *w)
{
    uint32_t number = ties_group(t, subject);
    const struct link_group *g = number == LINK_NONE ? NULL : link_group(t->link, number);
    char id[KEY_ROOM];
    if (!g) return;
    snprintf(id, sizeof id, "op-%u", number + 1);
    json_w_key(w, STR("operator"));
    json_w_object(w);
    json_w_key_str(w, STR("id"), str_c(id));
    json_w_key_u64(w, STR("parties"), g->parties);
    json_w_key_u64(w, STR("members"), g->members);
    json_w_key_u64(w, STR("rarity_cb"), g->rarity_cb);
    json_w_key(w, STR("others"));
    json_w_array(w);
    for (uint32_t i = 0, shown = 0; i < g->members && shown < OTHERS_SHOWN; i++) {
        uint32_t other = link_number(t->link, g->member[i]);
        if (other == subject) continue;
        json_w_object(w);
        json_w_key_str(w, STR("subject"), t->pool->subject[other].id);
        if (ties_name(t, other).len) json_w_key_str(w, STR("name"), ties_name(t, other));
        json_w_object_end(w);
        shown++;
    }
    json_w_array_end(w);
    write_via(t, subject, lang, w);
    json_w_object_end(w);
}

/* --- paths --------------------------------------------------------------------------------------- */

static void write_step(const struct ties *t, const struct link_step *step, enum say_lang lang,
                       struct json_writer *w)
{
    const struct link_value *v = link_value(t->link, step->value);
    uint32_t ends[2] = { link_number(t->link, step->from), link_number(t->link, step->to) };
    json_w_object(w);
    json_w_key_str(w, STR("from"), t->pool->subject[ends[0]].id);
    json_w_key_str(w, STR("to"), t->pool->subject[ends[1]].id);
    json_w_key_str(w, STR("kind"), link_kind_name(v->kind));
    json_w_key_str(w, STR("text"), kind_word(lang, v->kind));
    write_shown(t, v, ends[0], w);
    json_w_key_u64(w, STR("rarity_cb"), v->rarity_cb);
    json_w_key(w, STR("rows"));
    json_w_array(w);
    for (int i = 0; i < 2; i++) {
        const struct link_holder *h = ties_holder(v, ends[i]);
        if (h) write_holder(t, h, w);
    }
    json_w_array_end(w);
    json_w_object_end(w);
}

cordon_status ties_write_path(const struct ties *t, str from, str to, enum say_lang lang,
                              struct json_writer *w, struct cordon_error *err)
{
    struct arena arena;
    const struct link_step *steps;
    size_t count;
    uint32_t a = ties_subject(t, from), b = ties_subject(t, to);
    if (a == LINK_NONE || b == LINK_NONE)
        return error_set(err, CORDON_NOTFOUND, "no one subject is called '%.*s'", STR_ARG(a == LINK_NONE ? from : to));
    arena_init(&arena, PATH_ARENA_MAX);
    cordon_status st = link_path(t->link, link_place(t->link, a), link_place(t->link, b), &arena, &steps,
                                 &count, err);
    if (!st) {
        json_w_object(w);
        json_w_key_str(w, STR("from"), t->pool->subject[a].id);
        json_w_key_str(w, STR("to"), t->pool->subject[b].id);
        json_w_key(w, STR("steps"));
        json_w_array(w);
        for (size_t i = 0; i < count; i++) write_step(t, &steps[i], lang, w);
        json_w_array_end(w);
        json_w_object_end(w);
    }
    arena_release(&arena);
    return st;
}

/* --- for drawings -------------------------------------------------------------------------------- */

/* "Zofia Fikcyjna (employee:2017)" */
static str show_label(void *ctx, uint32_t number)
{
    struct ties_show *s = ctx;
    str name = ties_name(s->ties, number), id = s->ties->pool->subject[number].id;
    char *room = s->label[s->labels++ % TIES_LABELS];
    int len = name.len + id.len + 3 < TIES_LABEL_ROOM
                  ? snprintf(room, TIES_LABEL_ROOM, "%.*s (%.*s)", STR_ARG(name), STR_ARG(id)) : 0;
    return name.len && len > 0 ? str_of(room, (size_t)len) : id;
}

static str show_value(void *ctx, const struct link_value *v)
{
    const struct ties_show *s = ctx;
    return as_written(s->ties, v, v->holders ? &v->holder[0] : NULL);
}

static str show_kind(void *ctx, enum link_kind kind)
{
    const struct ties_show *s = ctx;
    return kind_word(s->lang, kind);
}

static void show_origin(void *ctx, uint64_t origin, struct json_writer *w)
{
    const struct ties_show *s = ctx;
    const struct record_value *v;
    const struct record *r = ties_row(s->ties, origin, &v);
    flags_write_row(w, r, v);
}

void ties_show_init(const struct ties *t, enum say_lang lang, struct ties_show *ret)
{
    *ret = (struct ties_show){ .ties = t, .lang = lang };
    ret->show = (struct link_show){ .ctx = ret, .label = show_label, .value = show_value, .kind = show_kind,
                                    .origin = show_origin, .title = say_message(lang, STR("tie.title")),
                                    .more = say_message(lang, STR("tie.more")) };
}
