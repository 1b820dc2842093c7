/* Items, origins, the party's own names: what several feature files share. */
#include "evidence/own.h"

#include "base/date.h"
#include "evidence/likeness.h"

/* --- items ------------------------------------------------------------------------------------------ */

bool item_next(const struct evidence_run *run, enum record_group g, struct item *at)
{
    const struct dossier *d = run->dossier;
    if (!evidence_has_group(run, g)) return false;
    for (;;) {
        while (at->next < at->items) {
            at->number = (uint16_t)at->next++;
            return true;
        }
        uint32_t record = at->in ? at->record + 1 : 0;
        if (record >= d->count) return false;
        *at = (struct item){ .record = record, .in = d->records[record],
                             .items = (uint32_t)record_items(d->records[record], g) };
    }
}

const struct record_value *item_value(const struct item *at, enum record_field f)
{
    return record_in_item(at->in, f, at->number);
}

str item_text(const struct item *at, enum record_field f)
{
    const struct record_value *v = item_value(at, f);
    return v ? v->text : STR_EMPTY;
}

struct origin item_origin(const struct item *at, const struct record_value *v)
{
    return (struct origin){ at->record, v };
}

bool item_count(const struct item *at, enum record_field f, int64_t *ret)
{
    int64_t n;
    if (!evidence_number(item_text(at, f), &n) || n < 0) return false;
    *ret = n;
    return true;
}

bool item_day(const struct item *at, enum record_field f, int32_t *ret)
{
    struct date d;
    str text = item_text(at, f);
    if (text.len == 0 || !date_read(text, &d) || d.precision != DATE_DAY || d.is_circa) return false;
    *ret = d.first;
    return true;
}

int64_t item_now(const struct evidence_run *run, const struct item *at)
{
    struct moment m;
    str text = record_text(at->in, FIELD_TIME);
    return text.len && moment_read(text, &m) ? m.s : run->dossier->now_s;
}

/* --- origins ---------------------------------------------------------------------------------------- */

void origins_add(struct origins *o, struct origin at)
{
    if (o->count < FEATURE_ORIGINS_MAX) o->at[o->count++] = at;
}

bool origins_add_new(struct evidence_run *run, struct origins *o, struct origin at)
{
    for (size_t i = 0; i < o->count; i++)
        if (same_marks(o->at[i].value->text, at.value->text)) return false;
    if (o->count == FEATURE_ORIGINS_MAX) {
        run->out->is_cut = true;
        return false;
    }
    o->at[o->count++] = at;
    return true;
}

void feature_give(struct evidence_run *run, enum feature f, int64_t number, const struct origins *o)
{
    feature_add(run, f, number, STR_EMPTY, o->at, o->count);
}

void tally_add(struct tally *t, bool is_found, struct origin at)
{
    t->asked++;
    t->found += is_found;
    origins_add(is_found ? &t->hits : &t->misses, at);
}

void tally_give(struct evidence_run *run, enum feature f, const struct tally *t, bool as_flag)
{
    if (t->asked == 0) return;
    feature_give(run, f, as_flag ? t->found > 0 : t->found, t->found ? &t->hits : &t->misses);
}

/* --- names ------------------------------------------------------------------------------------------ */

/* Scripts of a name as bits. */
static uint32_t scripts_of(str name, struct arena *arena)
{
    struct text_token token[TEXT_TOKENS_MAX];
    size_t count;
    uint32_t bits = 0;
    if (text_tokens(name, arena, token, &count, NULL)) return 0;
    for (size_t i = 0; i < count; i++)
        if (token[i].script != SCRIPT_NONE) bits |= 1u << token[i].script;
    return bits;
}

/* Likeness of two names; -1 when they cannot be told apart or together: no letters, or written in
 *  different scripts and not found alike. */
static int32_t names_likeness(struct evidence_run *run, str a, str b)
{
    struct name_pair pair;
    if (a.len && same_marks(a, b)) return 10000;
    cordon_status st = name_compare_words(run->names, a, b, NAME_PERSON, &pair, NULL);
    if (st == CORDON_NOMEM) run->arena->failed = true; /* the run ends in it: never "no finding" */
    if (st) return -1;
    int32_t bp = pair_likeness(run, &pair);
    if (bp >= run->same_name_bp) return bp;
    bool is_comparable = scripts_of(a, run->arena) & scripts_of(b, run->arena);
    return is_comparable ? bp : -1;
}

int32_t own_likeness(struct evidence_run *run, str name, struct origin *ret_own)
{
    static const enum record_field fields[] = { FIELD_NAME, FIELD_ALIAS, FIELD_DOC_NAME };
    enum { ASKED_MAX = 24 }; /* names of one person; beyond it is no use asking */
    int32_t best = -1;
    size_t asked = 0;
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, fields[i], &at);) {
            if (asked++ == ASKED_MAX) {
                run->out->is_cut = true;
                return best;
            }
            int32_t bp = names_likeness(run, name, at.value->text);
            if (bp <= best) continue;
            best = bp;
            *ret_own = at;
            if (best >= run->same_name_bp) return best;
        }
    return best;
}

/* --- claims ----------------------------------------------------------------------------------------- */

bool is_unclaimed(const struct claims *c, str country, bool *ret_known)
{
    bool has = claims_have(c, country, ret_known);
    return *ret_known && !has;
}

static bool first_job(const struct evidence_run *run, int64_t *ret_days, struct origin *ret)
{
    bool found = false;
    struct item at = { .items = 0 };
    while (item_next(run, GROUP_JOB, &at)) {
        const struct record_value *v = item_value(&at, FIELD_JOB_START);
        struct date d;
        if (!v || !date_read(v->text, &d)) continue;
        int64_t days = item_now(run, &at) / 86400 - d.first;
        if (found && days <= *ret_days) continue;
        *ret_days = days;
        *ret = item_origin(&at, v);
        found = true;
    }
    return found && *ret_days > 0;
}

bool career_days(const struct evidence_run *run, int64_t *ret_days, struct origins *o)
{
    bool found = false;
    struct origin best;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_APP_EXPERIENCE_YEARS, &at);) {
        int64_t years;
        if (!evidence_number(at.value->text, &years) || years < 0 || years > 80) continue;
        int64_t days = years * 36525 / 100;
        if (found && days <= *ret_days) continue;
        *ret_days = days;
        best = at;
        found = true;
    }
    if (!found) found = first_job(run, ret_days, &best);
    if (found) origins_add(o, best);
    return found;
}

bool same_marks(str a, str b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.len && !byte_is_alnum(a.data[i]) && !((uint8_t)a.data[i] & 0x80)) i++;
        while (k < b.len && !byte_is_alnum(b.data[k]) && !((uint8_t)b.data[k] & 0x80)) k++;
        if (i == a.len || k == b.len) return i == a.len && k == b.len;
        if (byte_lower(a.data[i++]) != byte_lower(b.data[k++])) return false;
    }
}
