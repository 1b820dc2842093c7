/*
 * Results of identity-verification vendors over time: is it the same face, and do vendors agree?
 *
 * A result that a later one of the same stage sets right (a camera that failed, a second try) is no
 * finding: the last of each vendor and stage counts.
 */
#include "evidence/own.h"

enum { RESULTS_MAX = 128 };

struct result {
    struct item at;
    int64_t     s;
    str         vendor, stage;
};

/* Results in time order, the later of equal vendor and stage behind. */
static size_t read_results(struct evidence_run *run, struct result *result)
{
    size_t count = 0;
    struct item at = { .items = 0 };
    while (item_next(run, GROUP_IDV, &at)) {
        if (count == RESULTS_MAX) {
            run->out->is_cut = true;
            break;
        }
        struct moment m;
        str own = item_text(&at, FIELD_IDV_TIME);
        int64_t s = own.len && moment_read(own, &m) ? m.s : item_now(run, &at);
        size_t place = count++;
        for (; place && result[place - 1].s > s; place--) result[place] = result[place - 1];
        result[place] = (struct result){ at, s, item_text(&at, FIELD_IDV_VENDOR),
                                         item_text(&at, FIELD_IDV_STAGE) };
    }
    return count;
}

static bool is_last(const struct result *r, size_t i, size_t count)
{
    for (size_t k = i + 1; k < count; k++)
        if (str_eq_nocase(r[i].vendor, r[k].vendor) && str_eq_nocase(r[i].stage, r[k].stage)) return false;
    return true;
}

static bool is_hire(const struct result *r)
{
    return evidence_word_is(r->stage, "hire|onboarding|application");
}

/* Matched at hire, not matched at the end of a later stage. */
static void faces(struct evidence_run *run, const struct result *r, size_t count)
{
    struct origin hire = { 0, NULL };
    struct tally changed = { 0 };
    for (size_t i = 0; i < count; i++) {
        const struct record_value *face = item_value(&r[i].at, FIELD_IDV_FACE);
        if (!face) continue;
        if (is_hire(&r[i])) {
            bool is_match = evidence_word_is(face->text, "match|pass");
            hire = is_match ? item_origin(&r[i].at, face) : (struct origin){ 0, NULL };
            continue;
        }
        if (!hire.value || !is_last(r, i, count) || evidence_word_is(face->text, "review")) continue;
        bool is_other = evidence_word_is(face->text, "no_match|fail");
        tally_add(&changed, is_other, item_origin(&r[i].at, face));
        if (is_other) origins_add(&changed.hits, hire);
    }
    tally_give(run, FEATURE_IDV_FACE_CHANGED, &changed, true);
}

/* Rechecks missed or failed, all of them: one answered later was still missed. */
static void missed(struct evidence_run *run, const struct result *r, size_t count)
{
    struct tally found = { 0 };
    for (size_t i = 0; i < count; i++) {
        const struct record_value *v = item_value(&r[i].at, FIELD_IDV_RESULT);
        if (!v || !evidence_word_is(r[i].stage, "recheck")) continue;
        tally_add(&found, evidence_word_is(v->text, "missed|fail"), item_origin(&r[i].at, v));
    }
    tally_give(run, FEATURE_IDV_MISSED, &found, false);
}

/* Pass here and fail there on the same question, at the end of each vendor's stage. */
static void conflicts(struct evidence_run *run, const struct result *r, size_t count)
{
    static const enum record_field fields[] = { FIELD_IDV_DOCUMENT, FIELD_IDV_FACE };
    struct origins o = { .count = 0 };
    bool is_asked = false, differs = false;
    for (size_t f = 0; f < 2; f++) {
        struct origin good = { 0, NULL }, bad = { 0, NULL };
        size_t answers = 0;
        for (size_t i = 0; i < count; i++) {
            const struct record_value *v = item_value(&r[i].at, fields[f]);
            if (!v || !is_last(r, i, count)) continue;
            bool is_good = evidence_word_is(v->text, "pass|match");
            bool is_bad = evidence_word_is(v->text, "fail|no_match");
            if (is_good) good = item_origin(&r[i].at, v);
            if (is_bad) bad = item_origin(&r[i].at, v);
            if (is_good || is_bad) answers++;
            if (answers && !differs && o.count < 2 && (is_good || is_bad))
                origins_add(&o, item_origin(&r[i].at, v));
        }
        is_asked |= answers >= 2;
        if (!good.value || !bad.value) continue;
        if (!differs) o.count = 0;
        differs = true;
        origins_add(&o, good);
        origins_add(&o, bad);
    }
    if (is_asked) feature_give(run, FEATURE_IDV_CONFLICT, differs, &o);
}

void feature_idv(struct evidence_run *run)
{
    struct item any = { .items = 0 };
    if (!item_next(run, GROUP_IDV, &any)) return;
    struct result *result = arena_alloc(run->arena, RESULTS_MAX * sizeof *result);
    if (!result) return;
    size_t count = read_results(run, result);
    faces(run, result, count);
    missed(run, result, count);
    conflicts(run, result, count);
}
