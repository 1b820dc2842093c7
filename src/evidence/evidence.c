/* Walking a dossier, adding features, calling the feature files. */
#include "evidence/memo.h"

#include "base/country.h"
#include "base/num.h"

enum feature feature_find(str name)
{
    for (unsigned f = 0; f < FEATURE_COUNT; f++)
        if (str_eq(feature_table[f].name, name)) return (enum feature)f;
    return FEATURE_COUNT;
}

const struct feature_item *feature_get(const struct feature_set *s, enum feature f)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->item[i].feature == f) return &s->item[i];
    return NULL;
}

void feature_add(struct evidence_run *run, enum feature f, int64_t number, str text,
                 const struct origin *origins, size_t count)
{
    struct feature_set *s = run->out;
    if (s->count == FEATURE_ITEMS_MAX) {
        s->is_cut = true;
        return;
    }
    if (count > FEATURE_ORIGINS_MAX) count = FEATURE_ORIGINS_MAX;
    struct origin *kept = count ? arena_alloc(run->arena, count * sizeof *kept) : NULL;
    if (count && !kept) return; /* arena->failed: the run ends in CORDON_NOMEM */
    if (count) memcpy(kept, origins, count * sizeof *kept);
    s->item[s->count++] = (struct feature_item){ .feature = f, .number = number, .text = text,
                                                 .origin = kept, .origins = count, .by = run->by };
}

/* --- walking ------------------------------------------------------------------------------------ */

bool evidence_has(const struct evidence_run *run, enum record_field f)
{
    return !run->memo || (run->memo->fields[f / 64] >> (f % 64) & 1);
}

bool evidence_has_group(const struct evidence_run *run, enum record_group g)
{
    return !run->memo || (run->memo->groups >> g & 1);
}

static bool next_chained(const struct evidence_memo *m, enum record_field f, struct origin *at)
{
    const struct origin *here = at->value ? &m->place[m->begin[at->record]] : NULL;
    uint32_t p = here ? m->next[(size_t)(here - m->place) + (size_t)(at->value - here->value)]
                      : m->first[f];
    if (p != MEMO_END) *at = m->place[p];
    return p != MEMO_END;
}

bool evidence_next(const struct evidence_run *run, enum record_field f, struct origin *at)
{
    const struct dossier *d = run->dossier;
    if (!evidence_has(run, f)) return false;
    bool is_end = !at->value && at->record;
    if (run->memo && run->memo->place && !is_end) {
        if (next_chained(run->memo, f, at)) return true;
        *at = (struct origin){ (uint32_t)d->count, NULL };
        return false;
    }
    for (; at->record < d->count; at->record++, at->value = NULL) {
        at->value = record_next(d->records[at->record], f, at->value);
        if (at->value) return true;
    }
    return false;
}

bool evidence_beside(const struct evidence_run *run, const struct origin *at, enum record_field f,
                     struct origin *ret)
{
    const struct record *r = run->dossier->records[at->record];
    uint16_t item = at->value ? at->value->item : 0;
    const struct record_value *v = record_in_item(r, f, item);
    if (v) *ret = (struct origin){ at->record, v };
    return v != NULL;
}

str evidence_text_beside(const struct evidence_run *run, const struct origin *at,
                         enum record_field f)
{
    struct origin o;
    return evidence_beside(run, at, f, &o) ? o.value->text : STR_EMPTY;
}

bool evidence_time(const struct evidence_run *run, const struct origin *at, enum record_field own,
                   struct moment *ret)
{
    struct origin o;
    if (own != FIELD_NONE && evidence_beside(run, at, own, &o)) return moment_read(o.value->text, ret);
    str text = record_text(run->dossier->records[at->record], FIELD_TIME);
    return text.len && moment_read(text, ret);
}

/* --- claims ------------------------------------------------------------------------------------- */

static void read_claims(const struct evidence_run *run, struct claims *ret)
{
    static const enum record_field fields[] = { FIELD_COUNTRY, FIELD_APP_WORK_COUNTRY };
    ret->count = 0;
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, fields[i], &at);) {
            str code = country_code(at.value->text);
            bool known = code.len == 0;
            for (size_t k = 0; k < ret->count && !known; k++) known = str_eq(ret->country[k], code);
            if (known || ret->count == CLAIMS_MAX) continue;
            ret->country[ret->count] = code;
            ret->origin[ret->count++] = at;
        }
}

void evidence_claims(const struct evidence_run *run, struct claims *ret)
{
    struct evidence_memo *m = run->memo;
    if (!m) {
        read_claims(run, ret);
        return;
    }
    if (!m->has_claims) read_claims(run, &m->claims);
    m->has_claims = true;
    ret->count = m->claims.count;
    memcpy(ret->country, m->claims.country, ret->count * sizeof *ret->country);
    memcpy(ret->origin, m->claims.origin, ret->count * sizeof *ret->origin);
}

bool claims_have(const struct claims *c, str country, bool *ret_known)
{
    str code = country_code(country);
    *ret_known = code.len && c->count;
    for (size_t i = 0; i < c->count; i++)
        if (str_eq(c->country[i], code)) return true;
    return false;
}

/* --- computing ---------------------------------------------------------------------------------- */

/* Each feature file, and whether it reads a field that holds a name or a nationality (rename_touches): a
 * test holds the others to what they gave before. */
static const struct {
    feature_fn *fn;
    bool        reads_names;
} features[] = {
    { feature_names, true },      { feature_birth, false },   { feature_career, false },
    { feature_email, true },      { feature_contact, true },  { feature_phone, false },
    { feature_referee, true },    { feature_net, false },     { feature_activity, false },
    { feature_document, true },   { feature_device, true },   { feature_shipping, false },
    { feature_payment, true },    { feature_flow, true },     { feature_code, true },
    { feature_photo, false },     { feature_interview, false }, { feature_idv, false },
    { feature_work, false },      { feature_message, true },  { feature_market, true },
    { feature_company, false },   { feature_place, false },   { feature_findings, false },
};

static void take_before(struct evidence_run *run)
{
    const struct feature_set *before = run->before;
    for (size_t i = 0; i < before->count; i++) {
        uint8_t by = before->item[i].by;
        if (by < COUNT_OF(features) && !features[by].reads_names)
            run->out->item[run->out->count++] = before->item[i];
    }
}

static bool chain(struct evidence_memo *m, const struct dossier *d, struct arena *arena, size_t values)
{
    uint32_t p = (uint32_t)values;
    m->place = arena_alloc(arena, values * sizeof *m->place);
    m->next = arena_alloc(arena, values * sizeof *m->next);
    m->begin = arena_alloc(arena, d->count * sizeof *m->begin);
    if (!m->place || !m->next || !m->begin) return false;
    for (size_t r = d->count; r-- > 0;) {
        for (size_t i = d->records[r]->value_count; i-- > 0;) { /* backwards: a chain grows at its front */
            const struct record_value *v = &d->records[r]->values[i];
            uint32_t behind = m->fields[v->field / 64] >> (v->field % 64) & 1 ? m->first[v->field] : MEMO_END;
            m->place[--p] = (struct origin){ (uint32_t)r, v };
            m->next[p] = behind;
            m->first[v->field] = p;
            m->fields[v->field / 64] |= UINT64_C(1) << (v->field % 64);
        }
        m->begin[r] = p;
    }
    return true;
}

bool memo_begin(struct evidence_memo *m, const struct dossier *d, struct arena *arena)
{
    size_t values = 0;
    memset(m->fields, 0, sizeof m->fields);
    m->groups = 0;
    m->place = NULL;
    m->has_claims = m->has_sessions = false;
    for (size_t r = 0; r < d->count; r++) values += d->records[r]->value_count;
    if (values <= MEMO_VALUES_MAX && !chain(m, d, arena, values)) return false;
    for (size_t r = 0; r < d->count; r++)
        for (size_t i = 0; i < d->records[r]->value_count; i++) {
            enum record_field f = d->records[r]->values[i].field;
            m->fields[f / 64] |= UINT64_C(1) << (f % 64);
            m->groups |= UINT64_C(1) << record_field_info(f)->group;
        }
    return true;
}

cordon_status evidence_compute(struct evidence_run *run, struct cordon_error *err)
{
    struct evidence_memo memo;
    run->out->count = 0;
    run->out->is_cut = false;
    if (!memo_begin(&memo, run->dossier, run->arena)) return error_nomem(err);
    run->memo = &memo;
    if (run->before) take_before(run);
    for (size_t i = 0; i < COUNT_OF(features); i++) {
        run->by = (uint8_t)i;
        if (!run->before || features[i].reads_names) features[i].fn(run);
    }
    run->memo = NULL;
    return run->arena->failed ? error_nomem(err) : CORDON_OK;
}
