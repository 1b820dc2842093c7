/*
 * birth.conflict: do the birth dates of a person's sources contradict each other?
 *
 * A day and month exchanged, one digit slipped, and a year counted from one instead of nought are
 * customs and slips, not contradictions (src: knowledge-indicators).
 */
#include "evidence/evidence.h"

#include "base/date.h"
#include "base/num.h"

enum { DATES_MAX = 32 };

/* The same day of neighbouring years, or bare years next to each other: ages are counted from one in
 * some countries, and from the new year. */
static bool is_other_count(const struct date *a, const struct date *b)
{
    int years = (int)a->year - (int)b->year;
    if (years < -1 || years > 1) return false;
    if (a->precision == DATE_YEAR || b->precision == DATE_YEAR) return true;
    return a->month == b->month && (a->day == b->day || !a->day || !b->day ||
                                    (a->month == 2 && a->day + b->day == 57)); /* 29 and 28 February */
}

static bool contradict(const struct date *a, const struct date *b)
{
    if (date_compare(a, b, 2) != DATE_CONTRADICTS) return false;
    return !is_other_count(a, b);
}

void feature_birth(struct evidence_run *run)
{
    if (!evidence_has(run, FIELD_BIRTH_DATE) && !evidence_has(run, FIELD_DOC_BIRTH_DATE)) return;
    static const enum record_field fields[] = { FIELD_BIRTH_DATE, FIELD_DOC_BIRTH_DATE };
    struct date date[DATES_MAX];
    struct origin at[DATES_MAX], pair[2];
    size_t count = 0;
    bool differ = false;
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        for (struct origin o = { 0, NULL }; evidence_next(run, fields[i], &o);) {
            if (count == DATES_MAX) run->out->is_cut = true;
            else if (date_read(o.value->text, &date[count])) at[count++] = o;
        }
    if (count < 2) return;
    for (size_t i = 0; i < count && !differ; i++)
        for (size_t k = i + 1; k < count && !differ; k++) {
            differ = contradict(&date[i], &date[k]);
            pair[0] = at[i];
            pair[1] = at[k];
        }
    feature_add(run, FEATURE_BIRTH_CONFLICT, differ, STR_EMPTY, differ ? pair : at, differ ? 2 : count);
}
