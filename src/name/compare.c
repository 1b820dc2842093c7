/* Comparing two names: every model that reads both has a say, the best agreement decides. */
#include "name/model.h"

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

cordon_status name_compare(struct name_scratch *s, str a, str b, enum name_kind kind,
                           struct name_pair *ret_pair, struct cordon_error *err)
{
    const struct name_query *qa, *qb;
    struct best best = { .model = NULL };
    struct part_list parts = { .count = 0 };
    enum reading r = form_reading(kind);
    cordon_status st = name_query_parse(s, a, kind, &qa, err);
    if (!st) st = name_query_parse(s, b, kind, &qb, err);
    if (st) return st;
    for (size_t i = 0; i < COUNT_OF(models); i++)
        try_model(s, models[i], &qa->name, &qb->name, r, &best);
    parts.room = qa->name.count + qb->name.count + 2; /* words, legal forms, titles */
    parts.part = arena_calloc(&s->queries, parts.room, sizeof *parts.part);
    if (s->queries.failed || !best.model) return error_nomem(err);
    best.model->say(s, &best.a, &best.b, &parts);
    *ret_pair = (struct name_pair){
        .name_bp = best.score.name_bp, .info_cb = best.score.info_cb,
        .is_exact = best.score.is_exact, .model = best.model->id,
        .parts = parts.part, .part_count = parts.count,
    };
    return CORDON_OK;
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
    }
    return "unknown";
}
