/* Two names, without any list. */
#include <cordon/screen.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/num.h"
#include "name/name.h"

struct cordon_comparer {
    struct name_scratch *names;
    struct buf           out;
};

struct cordon_comparer *cordon_comparer_new(void)
{
    struct cordon_comparer *c = mem_calloc(1, sizeof *c);
    if (!c) return NULL;
    buf_init(&c->out, 1 << 20);
    c->names = name_scratch_new();
    if (c->names) return c;
    cordon_comparer_free(c);
    return NULL;
}

void cordon_comparer_free(struct cordon_comparer *c)
{
    if (!c) return;
    name_scratch_free(c->names);
    buf_release(&c->out);
    mem_free(c);
}

static bool kind_find(str word, enum name_kind *ret)
{
    static const struct { str word; enum name_kind kind; } words[] = {
        { STR_INIT(""), NAME_ANY },
        { STR_INIT("person"), NAME_PERSON },
        { STR_INIT("organization"), NAME_ORGANIZATION },
        { STR_INIT("organisation"), NAME_ORGANIZATION },
        { STR_INIT("company"), NAME_ORGANIZATION },
        { STR_INIT("vessel"), NAME_OBJECT },
        { STR_INIT("aircraft"), NAME_OBJECT },
        { STR_INIT("airplane"), NAME_OBJECT },
        { STR_INIT("legalentity"), NAME_ANY },
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq_nocase(words[i].word, word)) {
            *ret = words[i].kind;
            return true;
        }
    return false;
}

static void write_pair(str a, str b, const struct name_pair *p, struct buf *out)
{
    struct json_writer w;
    json_w_init(&w, out);
    json_w_object(&w);
    json_w_key_str(&w, STR("a"), a);
    json_w_key_str(&w, STR("b"), b);
    json_w_key_u64(&w, STR("name_bp"), p->name_bp);
    json_w_key(&w, STR("exact"));
    json_w_bool(&w, p->is_exact);
    json_w_key_str(&w, STR("model"), str_c(p->model));
    json_w_key(&w, STR("info_cb"));
    json_w_i64(&w, p->info_cb);
    json_w_key(&w, STR("parts"));
    json_w_array(&w);
    for (size_t i = 0; i < p->part_count; i++) {
        const struct name_part *part = &p->parts[i];
        json_w_object(&w);
        json_w_key_str(&w, STR("a"), part->a);
        json_w_key_str(&w, STR("b"), part->b);
        json_w_key_str(&w, STR("how"), str_c(name_part_how_name(part->how)));
        if (part->system[0] && part->system[1]) {
            json_w_key_str(&w, STR("reading_a"), part->reading[0]);
            json_w_key_str(&w, STR("system_a"), str_c(part->system[0]));
            json_w_key_str(&w, STR("reading_b"), part->reading[1]);
            json_w_key_str(&w, STR("system_b"), str_c(part->system[1]));
        }
        json_w_key_u64(&w, STR("same_bp"), part->same_bp);
        json_w_key_u64(&w, STR("weight_cb"), part->weight_cb);
        json_w_object_end(&w);
    }
    json_w_array_end(&w);
    json_w_object_end(&w);
}

/* A side without a letter or digit has nothing that a score could be about. */
static cordon_status check_side(struct cordon_comparer *c, str name, enum name_kind kind,
                                struct cordon_error *err)
{
    const struct name_query *q;
    cordon_status st = name_query_parse(c->names, name, kind, &q, err);
    if (st || name_query_has_words(q)) return st;
    return error_set(err, CORDON_ARGUMENT, "'%.*s' has no letter or digit: nothing to compare",
                     (int)(name.len > 60 ? 60 : name.len), name.data);
}

cordon_status cordon_compare(struct cordon_comparer *c, cordon_str a, cordon_str b, cordon_str kind,
                             uint16_t *ret_bp, cordon_str *ret_json, struct cordon_error *err)
{
    enum name_kind k;
    struct name_pair pair;
    if (!kind_find(kind, &k))
        return error_set(err, CORDON_ARGUMENT,
                         "unknown kind '%.*s'; person, organization, vessel and aircraft are there",
                         STR_ARG(kind));
    name_query_reset(c->names);
    cordon_status st = check_side(c, a, k, err);
    if (!st) st = check_side(c, b, k, err);
    if (st) return st;
    st = name_compare(c->names, a, b, k, &pair, err);
    if (st) return st;
    if (ret_json) {
        buf_reset(&c->out);
        write_pair(a, b, &pair, &c->out);
        if (c->out.over) return error_set(err, CORDON_LIMIT, "the explanation is over 1 MiB");
        if (c->out.failed) return error_nomem(err);
        *ret_json = buf_str(&c->out);
    }
    *ret_bp = pair.name_bp;
    return CORDON_OK;
}
