/* Comparing two names: as words, and as what the cultures' models read. */
#include "name/generic.h"
#include "name/readings.h"

#include "base/num.h"

/* What one of them cannot be, the other is not read as. */
static const struct name_model *join(struct name_scratch *s, struct name_query *a, struct name_query *b, struct score *score)
{
    if (score->is_exact) return NULL;
    bool is_read = readings_of(&a->name, &s->queries, a->readings) &&
                   readings_like(&b->name, a->readings, &s->queries, b->readings);
    return is_read ? readings_join(a->readings, b->readings, score) : NULL; /* out of memory: the arena tells */
}

static int32_t self_info(struct name_scratch *s, struct name_query *q, const struct generic *g)
{
    int32_t by_words = generic_self_info(g);
    if (!readings_of(&q->name, &s->queries, q->readings)) return by_words;
    int32_t by_models = readings_self_info(q->readings);
    return by_models < by_words ? by_models : by_words;
}

static cordon_status compare(struct name_scratch *s, str a, str b, enum name_kind kind, bool by_words,
                             struct name_pair *ret_pair, struct cordon_error *err)
{
    struct name_query *qa, *qb;
    struct part_list parts = { .count = 0 };
    enum reading r = form_reading(kind);
    cordon_status st = query_words(s, a, kind, true, &qa, err);
    if (!st) st = query_words(s, b, kind, true, &qb, err);
    if (st) return st;
    form_hear_pair(&qa->name, &qb->name, r);
    const struct generic *ga = generic_read(&qa->name, r, &s->queries);
    const struct generic *gb = generic_read(&qb->name, r, &s->queries);
    parts.room = qa->name.count + qb->name.count + 2 + READINGS_SAY_PARTS; /* words, legal forms, titles, what models read */
    parts.part = arena_calloc(&s->queries, parts.room, sizeof *parts.part);
    if (!ga || !gb || !parts.part) return error_nomem(err);
    struct score score = generic_pair(s, ga, gb);
    bool has_readings = !by_words && query_has_readings(s, qa);
    const struct name_model *model = has_readings ? join(s, qa, qb, &score) : NULL;
    if (has_readings && score.name_bp) readings_cap(&score, self_info(s, qa, ga), self_info(s, qb, gb));
    if (s->queries.failed) return error_nomem(err);
    if (!model || !readings_say(qa->readings, &qa->name, qb->readings, &qb->name, &s->queries, &parts))
        generic_say(s, ga, gb, &parts);
    if (s->queries.failed) return error_nomem(err);
    *ret_pair = (struct name_pair){
        .name_bp = score.name_bp, .info_cb = score.info_cb, .is_exact = score.is_exact,
        .model = model ? model->id : "generic", .parts = parts.part, .part_count = parts.count,
    };
    return CORDON_OK;
}

/* Names of scripts without blanks, or without a reader of sounds, once more in Latin letters. */
static cordon_status compare_in_latin(struct name_scratch *s, str a, str b, enum name_kind kind,
                                      struct name_pair *pair, struct cordon_error *err)
{
    struct name_pair latin;
    str x = name_in_latin(a, &s->queries), y = name_in_latin(b, &s->queries);
    if (s->queries.failed) return error_nomem(err);
    if (!x.len == !y.len) return CORDON_OK; /* none is, or they are of such scripts both */
    cordon_status st = compare(s, x.len ? x : a, y.len ? y : b, kind, false, &latin, err);
    if (st) return st;
    latin.is_exact = false; /* the same in Latin letters is not the same text */
    latin.name_bp = (uint16_t)num_min_u32(latin.name_bp, SCORE_NEAR_MAX_BP);
    if (latin.name_bp > pair->name_bp) *pair = latin;
    return CORDON_OK;
}

static bool may_be_other(str name)
{
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.data[i] >= 0xDE) return true; /* before it come Latin, Greek, Cyrillic, Arabic */
    return false;
}

cordon_status name_compare(struct name_scratch *s, str a, str b, enum name_kind kind,
                           struct name_pair *ret_pair, struct cordon_error *err)
{
    cordon_status st = compare(s, a, b, kind, false, ret_pair, err);
    if (st || !(may_be_other(a) || may_be_other(b))) return st;
    return compare_in_latin(s, a, b, kind, ret_pair, err);
}

cordon_status name_compare_words(struct name_scratch *s, str a, str b, enum name_kind kind,
                                 struct name_pair *ret_pair, struct cordon_error *err)
{
    s->by_letters = true;
    cordon_status st = compare(s, a, b, kind, true, ret_pair, err);
    s->by_letters = false;
    return st;
}

const char *name_part_how_name(enum name_part_how how)
{
    switch (how) {
    case PART_MISSING: return "missing";
    case PART_SAME: return "same";
    case PART_TYPO: return "typo";
    case PART_INITIAL: return "initial";
    case PART_JOINED: return "joined";
    case PART_DIFFERENT: return "different";
    case PART_FORM: return "form";
    case PART_SOUND: return "sound";
    case PART_NICKNAME: return "nickname";
    case PART_TRANSLATED: return "translated";
    case PART_ACRONYM: return "acronym";
    case PART_READ: return "read";
    }
    return "unknown";
}
