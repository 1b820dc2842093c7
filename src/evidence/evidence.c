/* Walking a dossier, adding features, calling the feature files. */
#include "evidence/evidence.h"

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

bool evidence_next(const struct evidence_run *run, enum record_field f, struct origin *at)
{
    const struct dossier *d = run->dossier;
    if (run->present && !(run->present[f / 64] >> (f % 64) & 1)) return false;
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

void evidence_claims(const struct evidence_run *run, struct claims *ret)
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

/* Most fields are in no record: asking for one must not cost a walk over hundreds of records. */
static void find_present(const struct dossier *d, uint64_t present[FIELD_COUNT / 64 + 1])
{
    for (size_t r = 0; r < d->count; r++)
        for (size_t i = 0; i < d->records[r]->value_count; i++) {
            enum record_field f = d->records[r]->values[i].field;
            present[f / 64] |= UINT64_C(1) << (f % 64);
        }
}

cordon_status evidence_compute(struct evidence_run *run, struct cordon_error *err)
{
    uint64_t present[FIELD_COUNT / 64 + 1] = { 0 };
    find_present(run->dossier, present);
    run->present = present;
    run->out->count = 0;
    run->out->is_cut = false;
    if (run->before) take_before(run);
    for (size_t i = 0; i < COUNT_OF(features); i++) {
        run->by = (uint8_t)i;
        if (!run->before || features[i].reads_names) features[i].fn(run);
    }
    run->present = NULL;
    return run->arena->failed ? error_nomem(err) : CORDON_OK;
}
