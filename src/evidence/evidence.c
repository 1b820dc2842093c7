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
                                                 .origin = kept, .origins = count };
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

static feature_fn *const features[] = {
    feature_names,    feature_birth,     feature_career,  feature_email,  feature_contact,
    feature_phone,    feature_referee,   feature_net,     feature_activity, feature_document,
    feature_device,   feature_shipping,  feature_payment, feature_flow,   feature_code,
    feature_photo,    feature_interview, feature_idv,     feature_work,   feature_message,
    feature_market,   feature_company,   feature_place,   feature_findings,
};

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
    for (size_t i = 0; i < COUNT_OF(features); i++) features[i](run);
    run->present = NULL;
    return run->arena->failed ? error_nomem(err) : CORDON_OK;
}
