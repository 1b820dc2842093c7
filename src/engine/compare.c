/* Two names, without any list. */
#include <cordon/screen.h>

#include "base/mem.h"
#include "base/num.h"
#include "engine/policy.h"
#include "engine/reasons.h"

struct cordon_comparer {
    struct name_scratch *names;
    struct buf           out, scratch;
    struct arena         arena; /* of the reasons of one pair */
};

enum { REASONS_ARENA_MAX = 1 << 20 };

struct cordon_comparer *cordon_comparer_new(void)
{
    struct cordon_comparer *c = mem_calloc(1, sizeof *c);
    if (!c) return NULL;
    buf_init(&c->out, 1 << 20);
    buf_init(&c->scratch, 1 << 20);
    arena_init(&c->arena, REASONS_ARENA_MAX);
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
    buf_release(&c->scratch);
    arena_release(&c->arena);
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

static cordon_status kind_read(str word, enum name_kind *ret, struct cordon_error *err)
{
    if (kind_find(word, ret)) return CORDON_OK;
    return error_set(err, CORDON_ARGUMENT, "unknown kind '%.*s'; person, organization, vessel and aircraft are there",
                     STR_ARG(word));
}

static void write_part(struct json_writer *w, const struct name_part *part)
{
    json_w_object(w);
    json_w_key_str(w, STR("a"), part->a);
    json_w_key_str(w, STR("b"), part->b);
    json_w_key_str(w, STR("how"), str_c(name_part_how_name(part->how)));
    if (part->system[0] && part->system[1]) {
        json_w_key_str(w, STR("reading_a"), part->reading[0]);
        json_w_key_str(w, STR("system_a"), str_c(part->system[0]));
        json_w_key_str(w, STR("reading_b"), part->reading[1]);
        json_w_key_str(w, STR("system_b"), str_c(part->system[1]));
    }
    json_w_key_u64(w, STR("same_bp"), part->same_bp);
    json_w_key_u64(w, STR("weight_cb"), part->weight_cb);
    json_w_object_end(w);
}

/* Into the object that `w` has open. */
static void write_pair(struct json_writer *w, str a, str b, const struct name_pair *p)
{
    json_w_key_str(w, STR("a"), a);
    json_w_key_str(w, STR("b"), b);
    json_w_key_u64(w, STR("name_bp"), p->name_bp);
    json_w_key(w, STR("exact"));
    json_w_bool(w, p->is_exact);
    json_w_key_str(w, STR("model"), str_c(p->model));
    json_w_key(w, STR("info_cb"));
    json_w_i64(w, p->info_cb);
    json_w_key(w, STR("parts"));
    json_w_array(w);
    for (size_t i = 0; i < p->part_count; i++) write_part(w, &p->parts[i]);
    json_w_array_end(w);
}

static cordon_status finish(struct cordon_comparer *c, cordon_str *ret_json, struct cordon_error *err)
{
    if (c->out.over) return error_set(err, CORDON_LIMIT, "the explanation is over 1 MiB");
    if (c->out.failed) return error_nomem(err);
    *ret_json = buf_str(&c->out);
    return CORDON_OK;
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
    cordon_status st = kind_read(kind, &k, err);
    if (st) return st;
    name_query_reset(c->names);
    st = check_side(c, a, k, err);
    if (!st) st = check_side(c, b, k, err);
    if (!st) st = name_compare(c->names, a, b, k, &pair, err);
    if (st) return st;
    if (ret_json) {
        struct json_writer w;
        buf_reset(&c->out);
        json_w_init(&w, &c->out);
        json_w_object(&w);
        write_pair(&w, a, b, &pair);
        json_w_object_end(&w);
        st = finish(c, ret_json, err);
        if (st) return st;
    }
    *ret_bp = pair.name_bp;
    return CORDON_OK;
}

/* --- for people --------------------------------------------------------------------------------- */

struct told {
    struct cordon_comparer *c;
    str                     a, b;
    enum name_kind          kind;
    struct name_pair        pair; /* no parts when nothing was compared */
    bool                    is_compared;
    const char             *band;
    enum cordon_verdict     verdict;
    struct say_reason       items[HIT_REASONS_MAX];
    struct reason_list      reasons;
};

/* Nothing but words that set no names apart, or nothing but signs? */
static cordon_status is_empty(struct told *t, str name, const struct name_query *q, bool *ret, struct cordon_error *err)
{
    struct text_token token[TEXT_TOKENS_MAX];
    size_t count = 0, particles = 0;
    *ret = !name_query_has_words(q);
    if (*ret) return CORDON_OK;
    cordon_status st = text_tokens(name, &t->c->arena, token, &count, err);
    for (size_t i = 0; !st && i < count; i++) particles += name_is_particle(token[i].plain);
    *ret = !st && particles == count;
    return st;
}

/* In a script whose letters nothing here can read: it can be equal to another name of that script, and no more. */
static bool is_unread(const struct name_query *q)
{
    return name_query_script(q) == SCRIPT_OTHER && !name_query_is_heard(q);
}

static void tell_not_compared(struct told *t, str name, str why)
{
    struct say_reason *r = reason_add(&t->reasons, SAY_NAME_NOT_COMPARED);
    reason_put(r, say_string(STR("name"), name));
    reason_put(r, say_word(STR("why"), why));
}

/* What of the two keeps them from being compared. */
static cordon_status check_pair(struct told *t, struct cordon_error *err)
{
    const str name[2] = { t->a, t->b };
    const struct name_query *q[2];
    bool empty[2];
    for (size_t i = 0; i < 2; i++) {
        cordon_status st = name_query_parse(t->c->names, name[i], t->kind, &q[i], err);
        if (!st) st = is_empty(t, name[i], q[i], &empty[i], err);
        if (st) return st;
    }
    for (size_t i = 0; i < 2; i++) {
        bool is_apart = is_unread(q[i]) && name_query_script(q[!i]) != SCRIPT_OTHER;
        if (empty[i]) tell_not_compared(t, name[i], STR("uncompared.empty"));
        else if (!empty[!i] && is_apart) tell_not_compared(t, name[i], STR("uncompared.script"));
    }
    t->is_compared = !t->reasons.count;
    for (size_t i = 0; t->is_compared && i < 2; i++)
        if (!name_query_is_enough(q[i]))
            reason_put(reason_add(&t->reasons, SAY_NAME_TOO_SHORT), say_string(STR("name"), name[i]));
    return CORDON_OK;
}

static void tell_pair(struct told *t)
{
    struct name_teller teller = { t->c->names, &t->c->arena, &t->c->scratch };
    struct name_told n = { .value = t->a, .given = t->a, .listed = t->b, .bp = t->pair.name_bp, .kind = t->kind };
    if (t->pair.is_exact) {
        struct say_reason *r = reason_add(&t->reasons, SAY_NAME_EXACT);
        reason_put(r, say_string(STR("given"), t->a));
        reason_put(r, say_string(STR("listed"), t->b));
    } else if (str_eq(str_c(t->band), STR("different"))) {
        name_reasons_parts(&t->reasons, &n, &t->pair);
    } else {
        name_reasons_close(&teller, &t->reasons, &n, &t->pair);
    }
    name_reasons_odd(&teller, &t->reasons, t->a, t->kind);
    name_reasons_odd(&teller, &t->reasons, t->b, t->kind);
}

/* A lone initial that meets nothing is no proof of two names. */
static void judge(struct told *t, const struct cordon_policy *policy)
{
    bool is_short = t->reasons.count > 0;
    uint16_t bp = t->pair.name_bp;
    t->verdict = CORDON_UNDECIDED;
    t->band = "none";
    if (!t->is_compared) return;
    t->band = bp >= policy->same_bp ? "same" : bp >= policy->gate_bp ? "possible" : "different";
    if (bp >= policy->gate_bp) t->verdict = CORDON_REVIEW;
    else if (!is_short) t->verdict = CORDON_CLEAR;
}

static void write_told(struct told *t, enum say_lang lang)
{
    struct json_writer w;
    struct buf *out = &t->c->out;
    buf_reset(out);
    json_w_init(&w, out);
    json_w_object(&w);
    if (t->is_compared) {
        write_pair(&w, t->a, t->b, &t->pair);
    } else {
        json_w_key_str(&w, STR("a"), t->a);
        json_w_key_str(&w, STR("b"), t->b);
    }
    json_w_key_str(&w, STR("band"), str_c(t->band));
    json_w_key_str(&w, STR("verdict"), str_c(cordon_verdict_name(t->verdict)));
    json_w_key(&w, STR("reasons"));
    json_w_array(&w);
    for (size_t i = 0; i < t->reasons.count; i++) {
        json_w_object(&w);
        if (say_write_reason(&w, lang, &t->reasons.items[i], &t->c->scratch)) out->failed = true;
        json_w_object_end(&w);
    }
    json_w_array_end(&w);
    json_w_object_end(&w);
}

cordon_status cordon_compare_explain(struct cordon_comparer *c, cordon_str a, cordon_str b, cordon_str kind,
                                     const struct cordon_policy *policy, cordon_str lang,
                                     enum cordon_verdict *ret_verdict, cordon_str *ret_json,
                                     struct cordon_error *err)
{
    struct told t = { .c = c, .a = a, .b = b };
    enum say_lang in;
    t.reasons.items = t.items;
    if (!policy) return error_set(err, CORDON_ARGUMENT, "a policy is needed");
    (void)say_lang_find(lang, &in);
    cordon_status st = kind_read(kind, &t.kind, err);
    if (st) return st;
    name_query_reset(c->names);
    arena_reset(&c->arena);
    st = check_pair(&t, err);
    if (!st && t.is_compared) st = name_compare(c->names, a, b, t.kind, &t.pair, err);
    if (st) return st;
    judge(&t, policy);
    if (t.is_compared) tell_pair(&t);
    reason_sort(&t.reasons);
    write_told(&t, in);
    if (c->arena.failed) return error_nomem(err);
    st = finish(c, ret_json, err);
    if (!st) *ret_verdict = t.verdict;
    return st;
}
