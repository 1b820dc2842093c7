/* Comparing two names: as words, and as what the cultures' models read. */
#include "name/generic.h"
#include "name/readings.h"

#include "base/num.h"

static cordon_status compare(struct name_scratch *s, str a, str b, enum name_kind kind, bool by_words,
                             struct name_pair *ret_pair, struct cordon_error *err)
{
    const struct name_query *qa, *qb;
    struct part_list parts = { .count = 0 };
    enum reading r = form_reading(kind);
    cordon_status st = name_query_parse(s, a, kind, &qa, err);
    if (!st) st = name_query_parse(s, b, kind, &qb, err);
    if (st) return st;
    const struct generic *ga = generic_read(&qa->name, r, &s->queries);
    const struct generic *gb = generic_read(&qb->name, r, &s->queries);
    parts.room = qa->name.count + qb->name.count + 2; /* words, legal forms, titles */
    parts.part = arena_calloc(&s->queries, parts.room, sizeof *parts.part);
    if (!ga || !gb || !parts.part) return error_nomem(err);
    struct score score = generic_pair(s, ga, gb);
    const struct name_model *model = by_words ? NULL : readings_join(qa->readings, qb->readings, &score);
    if (model) readings_cap(&score, generic_self_info(ga), generic_self_info(gb));
    struct name_part read = { .a = qa->name.text, .b = qb->name.text };
    if (model && score.name_bp >= NAME_INDEX_FLOOR_BP && readings_say(qa->readings, qb->readings, &s->queries, &read))
        part_add(&parts, read);
    else
        generic_say(s, ga, gb, &parts);
    if (s->queries.failed) return error_nomem(err);
    *ret_pair = (struct name_pair){
        .name_bp = score.name_bp, .info_cb = score.info_cb, .is_exact = score.is_exact,
        .model = model ? model->id : "generic", .parts = parts.part, .part_count = parts.count,
    };
    return CORDON_OK;
}

cordon_status name_compare(struct name_scratch *s, str a, str b, enum name_kind kind,
                           struct name_pair *ret_pair, struct cordon_error *err)
{
    return compare(s, a, b, kind, false, ret_pair, err);
}

cordon_status name_compare_words(struct name_scratch *s, str a, str b, enum name_kind kind,
                                 struct name_pair *ret_pair, struct cordon_error *err)
{
    return compare(s, a, b, kind, true, ret_pair, err);
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
    case PART_TRANSLATED: return "translated";
    case PART_ACRONYM: return "acronym";
    case PART_READ: return "read";
    }
    return "unknown";
}
