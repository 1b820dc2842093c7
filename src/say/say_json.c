/* A reason as JSON: id and typed parameters first, texts for people behind them. */
#include "say/say_tables.h"

static void write_entity(struct json_writer *w, const struct say_param *p)
{
    json_w_object(w);
    json_w_key_str(w, STR("id"), p->id);
    json_w_key_str(w, STR("name"), p->text);
    json_w_object_end(w);
}

static void write_money(struct json_writer *w, const struct say_param *p)
{
    json_w_object(w);
    json_w_key(w, STR("minor"));
    json_w_i64(w, p->number);
    json_w_key_u64(w, STR("exponent"), p->exponent);
    json_w_key_str(w, STR("currency"), p->text);
    json_w_object_end(w);
}

static void write_value(struct json_writer *w, const struct say_param *p)
{
    switch (p->type) {
    case SAY_STRING:
    case SAY_DATE:
    case SAY_PATH:
        json_w_str(w, p->text);
        return;
    case SAY_INTEGER:
    case SAY_BP:
        json_w_i64(w, p->number);
        return;
    case SAY_MONEY:
        write_money(w, p);
        return;
    case SAY_ENTITY:
        write_entity(w, p);
        return;
    case SAY_WORD: {
        size_t dot = str_index(p->text, '.');
        json_w_str(w, dot < p->text.len ? str_from(p->text, dot + 1) : p->text);
        return;
    }
    }
}

/* The parameters in declared order. @return false when they are not what is declared */
static bool write_params(struct json_writer *w, const struct say_decl *decl,
                         const struct say_reason *reason)
{
    size_t written = 0;
    json_w_object(w);
    for (size_t i = 0; i < decl->param_count; i++) {
        const struct say_param *p = say_param_find(reason->params, reason->count,
                                                   decl->param[i].name, decl->param[i].type);
        if (!p) continue;
        json_w_key(w, decl->param[i].name);
        write_value(w, p);
        written++;
    }
    json_w_object_end(w);
    return written == decl->param_count && written == reason->count;
}

cordon_status say_write_reason(struct json_writer *w, enum say_lang lang,
                               const struct say_reason *reason, struct buf *scratch)
{
    static const str keys[SAY_PART_COUNT] = { STR_INIT("text"), STR_INIT("innocent"),
                                              STR_INIT("ask"), STR_INIT("change") };
    const struct say_decl *decl = say_decl_of(reason->id);
    cordon_status st = CORDON_OK;
    if (reason->id == SAY_NONE || decl->name.len == 0 || reason->count > SAY_PARAMS_MAX)
        return CORDON_ARGUMENT;

    json_w_key_str(w, STR("id"), decl->name);
    json_w_key_str(w, STR("group"), decl->group);
    json_w_key_str(w, STR("strength"), decl->strength);
    json_w_key(w, STR("params"));
    if (!write_params(w, decl, reason)) st = CORDON_ARGUMENT;
    for (unsigned part = 0; part < SAY_PART_COUNT; part++) {
        if (!say_has(reason->id, (enum say_part)part)) continue;
        buf_reset(scratch);
        cordon_status here = say_part_text(lang, reason->id, (enum say_part)part, reason->params,
                                           reason->count, scratch);
        if (scratch->failed) return here;
        if (here) st = here;
        json_w_key_str(w, keys[part], buf_str(scratch));
    }
    return w->out->failed ? buf_status(w->out) : st;
}
