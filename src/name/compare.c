/* Comparing two names: every model that reads both has a say, the best agreement decides. */
#include "name/model.h"
#include "name/readings.h"

#include "base/num.h"

static const struct name_model *const models[] = { &name_model_generic };

struct best {
    struct score           score;
    const struct name_model *model;
    struct name_hypothesis a, b;
};

static void try_model(struct name_scratch *s, const struct name_model *m,
                      const struct read_name *a, const struct read_name *b, enum reading r,
                      struct best *best)
{
    struct name_hypothesis ha[HYPOTHESES_MAX], hb[HYPOTHESES_MAX];
    size_t na = m->read(a, r, &s->queries, ha, HYPOTHESES_MAX);
    size_t nb = m->read(b, r, &s->queries, hb, HYPOTHESES_MAX);
    for (size_t i = 0; i < na; i++)
        for (size_t j = 0; j < nb; j++) {
            struct score score = m->pair(s, &ha[i], &hb[j]);
            score.info_cb += ha[i].prior_cb + hb[j].prior_cb;
            if (best->model && score.name_bp <= best->score.name_bp) continue;
            *best = (struct best){ .score = score, .model = m, .a = ha[i], .b = hb[j] };
        }
}

static cordon_status compare(struct name_scratch *s, str a, str b, enum name_kind kind, bool by_words,
                             struct name_pair *ret_pair, struct cordon_error *err)
{
    const struct name_query *qa, *qb;
    struct best best = { .model = NULL };
    struct part_list parts = { .count = 0 };
    enum reading r = form_reading(kind);
    const char *model = NULL;
    cordon_status st = name_query_parse(s, a, kind, &qa, err);
    if (!st) st = name_query_parse(s, b, kind, &qb, err);
    if (st) return st;
    for (size_t i = 0; i < COUNT_OF(models); i++)
        try_model(s, models[i], &qa->name, &qb->name, r, &best);
    if (!by_words) {
        struct score joined = readings_join(qa->readings, qb->readings->korean, qb->readings->count, best.score);
        if (joined.name_bp != best.score.name_bp) model = "korean";
        best.score = joined;
    }
    parts.room = qa->name.count + qb->name.count + 2; /* words, legal forms, titles */
    parts.part = arena_calloc(&s->queries, parts.room, sizeof *parts.part);
    if (s->queries.failed || !best.model) return error_nomem(err);
    struct name_part read = { .a = qa->name.text, .b = qb->name.text };
    if (model && best.score.name_bp >= NAME_INDEX_FLOOR_BP && readings_say(qa->readings, qb->readings, &s->queries, &read))
        part_add(&parts, read);
    else
        best.model->say(s, &best.a, &best.b, &parts);
    if (s->queries.failed) return error_nomem(err);
    *ret_pair = (struct name_pair){
        .name_bp = best.score.name_bp, .info_cb = best.score.info_cb,
        .is_exact = best.score.is_exact, .model = model ? model : best.model->id,
        .parts = parts.part, .part_count = parts.count,
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
    case PART_READ: return "read";
    }
    return "unknown";
}
