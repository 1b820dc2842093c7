/*
 * career.*: do the dates of a life fit each other?
 *
 * Dates are often months or years. Each figure is the one most favourable to the person, so that what
 * is called impossible is so whichever day was meant.
 */
#include "evidence/evidence.h"
#include "evidence/where.h"

#include "base/date.h"
#include "base/num.h"

enum { JOBS_MAX = 128 };

struct job {
    struct origin at; /* of the value the item begins with */
    str           employer, title, place;
    struct date   start, end;
    bool          has_start, has_end, is_side; /* beside studies or other work */
    int8_t        is_remote;                   /* 1 yes, 0 no, -1 not said */
};

struct jobs {
    struct job *job; /* the arena's */
    size_t      count;
};

/* --- gathering ---------------------------------------------------------------------------------- */

/* Does one of these words, in small letters, stand in it? */
static bool has_word(str text, const char *words)
{
    str rest = str_c(words), w;
    while (str_next(&rest, '|', &w))
        for (size_t at = 0; at + w.len <= text.len; at++)
            if (byte_lower(text.data[at]) == w.data[0] && str_eq_nocase(str_sub(text, at, at + w.len), w))
                return true;
    return false;
}

static void fill_job(struct job *j, const struct record_value *v)
{
    bool flag;
    switch ((int)v->field) {
    case FIELD_JOB_EMPLOYER: j->employer = v->text; break;
    case FIELD_JOB_TITLE:
        j->title = v->text;
        j->is_side = has_word(v->text, "intern|trainee|apprentic|part-time|part time|volunteer|student|"
                                       "freelanc|contract|advisor|adviser|consult|board");
        break;
    case FIELD_JOB_PLACE: j->place = v->text; break;
    case FIELD_JOB_START: j->has_start = date_read(v->text, &j->start); break;
    case FIELD_JOB_END: j->has_end = date_read(v->text, &j->end); break;
    case FIELD_JOB_IS_REMOTE: j->is_remote = evidence_flag(v->text, &flag) ? flag : -1; break;
    default: break;
    }
}

/* Jobs of one record, or of all when `only` is NULL. @return false when out of memory */
static bool gather(struct evidence_run *run, const struct record *only, struct jobs *ret)
{
    size_t room = 0;
    ret->count = 0;
    for (uint32_t r = 0; r < run->dossier->count && room < JOBS_MAX; r++)
        room += only && only != run->dossier->records[r] ? 0 : record_items(run->dossier->records[r], GROUP_JOB);
    ret->job = arena_alloc(run->arena, (room < JOBS_MAX ? room : JOBS_MAX) * sizeof *ret->job);
    if (!ret->job) return false;
    for (uint32_t r = 0; r < run->dossier->count; r++) {
        const struct record *rec = run->dossier->records[r];
        size_t first = ret->count, items = only && only != rec ? 0 : record_items(rec, GROUP_JOB);
        if (items > JOBS_MAX - first) {
            items = JOBS_MAX - first;
            run->out->is_cut = true;
        }
        for (size_t i = 0; i < items; i++)
            ret->job[first + i] = (struct job){ .at = { r, NULL }, .is_remote = -1 };
        ret->count = first + items;
        for (size_t i = 0; items && i < rec->value_count; i++) {
            const struct record_value *v = &rec->values[i];
            if (record_field_info(v->field)->group != GROUP_JOB || v->item >= items) continue;
            struct job *j = &ret->job[first + v->item];
            if (!j->at.value) j->at.value = v;
            fill_job(j, v);
        }
    }
    return true;
}

static int32_t today(const struct evidence_run *run)
{
    return (int32_t)(run->dossier->now_s / 86400);
}

/* --- ages --------------------------------------------------------------------------------------- */

/* Year, and month and day as one number. */
static void civil(int32_t days, int *ret_year, int *ret_day)
{
    char t[16];
    date_text(days, t);
    *ret_year = (t[0] - '0') * 1000 + (t[1] - '0') * 100 + (t[2] - '0') * 10 + t[3] - '0';
    *ret_day = ((t[5] - '0') * 10 + t[6] - '0') * 100 + (t[8] - '0') * 10 + t[9] - '0';
}

/* Birthdays from the earliest birth to the latest day meant. */
static int64_t greatest_age(const struct date *birth, const struct date *then)
{
    int born, born_day, year, day;
    civil(birth->first, &born, &born_day);
    civil(then->last, &year, &day);
    return year - born - (day < born_day);
}

static bool birth_of(const struct evidence_run *run, struct date *ret, struct origin *ret_at)
{
    static const enum record_field fields[] = { FIELD_BIRTH_DATE, FIELD_DOC_BIRTH_DATE };
    bool found = false;
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, fields[i], &at);) {
            struct date d;
            if (!date_read(at.value->text, &d) || (found && d.first >= ret->first)) continue;
            *ret = d;
            *ret_at = at;
            found = true;
        }
    return found;
}

static void add_ages(struct evidence_run *run, const struct jobs *jobs)
{
    struct date birth, d, first = { .last = INT32_MAX };
    struct origin from[2];
    bool found = false;
    if (!birth_of(run, &birth, &from[0])) return;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_EDU_END, &at);) {
        str degree = evidence_text_beside(run, &at, FIELD_EDU_DEGREE);
        /* what schools give before university is no degree */
        if (!degree.len || has_word(degree, "high school|secondary|school leav|gcse|a-level|a level|abitur|"
                                            "baccalaur\xc3\xa9" "at|lyc|diploma|certificate|bootcamp|course|sma negeri|smk negeri|"
                                            "\xea\xb3\xa0\xeb\x93\xb1|\xe9\xab\x98\xe6\xa0\xa1"))
            continue;
        if (!date_read(at.value->text, &d) || d.last >= first.last) continue;
        first = d;
        from[1] = at;
        found = true;
    }
    if (found)
        feature_add(run, FEATURE_CAREER_DEGREE_AGE, greatest_age(&birth, &first), STR_EMPTY, from, 2);
    found = false;
    first.last = INT32_MAX;
    for (size_t i = 0; i < jobs->count; i++) {
        const struct job *j = &jobs->job[i];
        if (!j->has_start || j->is_side || j->start.last >= first.last) continue;
        first = j->start;
        from[1] = j->at;
        found = true;
    }
    if (found)
        feature_add(run, FEATURE_CAREER_FIRST_JOB_AGE, greatest_age(&birth, &first), STR_EMPTY, from, 2);
}

/* --- years claimed ------------------------------------------------------------------------------ */

static int by_start(const struct job *a, const struct job *b)
{
    if (a->start.first != b->start.first) return a->start.first < b->start.first ? -1 : 1;
    return (a->start.last > b->start.last) - (a->start.last < b->start.last);
}

/* Days covered by the jobs, overlaps once. */
static int64_t days_worked(const struct evidence_run *run, const struct jobs *jobs)
{
    const struct job *order[JOBS_MAX];
    size_t n = 0;
    int64_t days = 0, covered = INT64_MIN;
    for (size_t i = 0; i < jobs->count; i++) {
        if (!jobs->job[i].has_start) continue;
        size_t at = n++;
        for (; at && by_start(order[at - 1], &jobs->job[i]) > 0; at--) order[at] = order[at - 1];
        order[at] = &jobs->job[i];
    }
    for (size_t i = 0; i < n; i++) {
        int64_t from = order[i]->start.first, to = order[i]->has_end ? order[i]->end.last : today(run);
        if (from < covered) from = covered;
        if (to > from) days += to - from;
        if (to > covered) covered = to;
    }
    return days;
}

/* Stated, else from the jobs; days, so that young careers keep their share. */
static bool claimed_days(struct evidence_run *run, const struct jobs *jobs, int64_t *ret_days,
                         struct origin *ret_at, size_t *ret_origins)
{
    int64_t years, most = -1;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_APP_EXPERIENCE_YEARS, &at);)
        if (evidence_number(at.value->text, &years) && years > most && years >= 0 && years < 100) {
            most = years;
            ret_at[0] = at;
        }
    *ret_origins = 1;
    *ret_days = most * 36525 / 100;
    if (most >= 0) return true;
    size_t n = 0;
    for (size_t i = 0; i < jobs->count && n < FEATURE_ORIGINS_MAX; i++)
        if (jobs->job[i].has_start) ret_at[n++] = jobs->job[i].at;
    *ret_origins = n;
    *ret_days = days_worked(run, jobs);
    return n > 0;
}

/* Age of the oldest trace that the person did not write: accounts, domains, sightings. */
static void add_trace(struct evidence_run *run, int64_t claimed)
{
    static const enum record_field fields[] = { FIELD_CODE_CREATED_AT, FIELD_CODE_FIRST_AT,
                                                FIELD_PORT_CREATED_AT, FIELD_EMAIL_FIRST_SEEN,
                                                FIELD_PHONE_FIRST_SEEN };
    int64_t oldest = -1;
    struct origin kept = { 0, NULL };
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, fields[i], &at);) {
            struct date d;
            if (!date_read(at.value->text, &d)) continue;
            int64_t days = (int64_t)today(run) - d.first;
            if (days < 0 || days <= oldest) continue;
            oldest = days;
            kept = at;
        }
    if (oldest >= 0 && claimed > 0)
        feature_add(run, FEATURE_CAREER_TRACE_SHARE, oldest * 100 / claimed, STR_EMPTY, &kept, 1);
}

/* --- overlaps ----------------------------------------------------------------------------------- */

enum { HALF_YEAR = 182 }; /* days */

/* Days that two jobs surely share. */
static int64_t sure_overlap(const struct evidence_run *run, const struct job *a, const struct job *b)
{
    int64_t from = a->start.last > b->start.last ? a->start.last : b->start.last;
    int64_t a_end = a->has_end ? a->end.first : today(run), b_end = b->has_end ? b->end.first : today(run);
    return (a_end < b_end ? a_end : b_end) - from;
}

static bool same_employer(const struct job *a, const struct job *b)
{
    return a->employer.len && str_eq_nocase(a->employer, b->employer);
}

/* Per record: two versions of one resume overlap wholly. */
static void add_overlaps(struct evidence_run *run, const struct jobs *jobs)
{
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t origins = 0, pairs = 0, dated = 0, best_dated = 0, best_pairs = 0;
    for (uint32_t r = 0; r < run->dossier->count; r++) {
        pairs = dated = 0;
        for (size_t i = 0; i < jobs->count; i++) {
            const struct job *a = &jobs->job[i];
            if (a->at.record != r || !a->has_start) continue;
            dated++;
            for (size_t k = i + 1; k < jobs->count; k++) {
                const struct job *b = &jobs->job[k];
                if (b->at.record != r || !b->has_start || a->is_side || b->is_side || same_employer(a, b))
                    continue;
                if (sure_overlap(run, a, b) < HALF_YEAR) continue;
                pairs++;
                if (origins + 2 <= COUNT_OF(at)) {
                    at[origins++] = a->at;
                    at[origins++] = b->at;
                }
            }
        }
        if (dated > best_dated) best_dated = dated;
        if (pairs > best_pairs) best_pairs = pairs;
    }
    if (best_dated >= 2)
        feature_add(run, FEATURE_CAREER_OVERLAPS, (int64_t)best_pairs, STR_EMPTY, at, origins);
}

/* --- answers of employers, schools, issuers ----------------------------------------------------- */

static void count_answers(struct evidence_run *run, enum feature f, const char *words)
{
    static const enum record_field fields[] = { FIELD_JOB_CHECK, FIELD_EDU_CHECK, FIELD_DOC_CHECK };
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t asked = 0, n = 0, kept = 0;
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        for (struct origin o = { 0, NULL }; evidence_next(run, fields[i], &o); asked++) {
            if (!evidence_word_is(o.value->text, words)) continue;
            n++;
            if (kept < COUNT_OF(at)) at[kept++] = o;
        }
    if (asked) feature_add(run, f, (int64_t)n, STR_EMPTY, at, kept);
}

/* --- where -------------------------------------------------------------------------------------- */

static void add_remote_only(struct evidence_run *run, const struct jobs *jobs)
{
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t said = 0, remote = 0, n = 0;
    for (size_t i = 0; i < jobs->count; i++) {
        if (jobs->job[i].is_remote < 0) continue;
        said++;
        remote += jobs->job[i].is_remote == 1;
        if (n < COUNT_OF(at)) at[n++] = jobs->job[i].at;
    }
    if (said >= 3)
        feature_add(run, FEATURE_CAREER_REMOTE_ONLY, remote == said && said == jobs->count, STR_EMPTY,
                    at, n);
}

/* A job on site in another country during the stay claimed. A school is not counted: degrees are
 * taken at a distance. */
static void add_local_conflict(struct evidence_run *run, const struct jobs *jobs)
{
    enum { QUARTER = 92 };
    struct origin since = { 0, NULL }, at[2];
    struct claims claims;
    struct date stay;
    size_t judged = 0;
    bool found = false;
    evidence_claims(run, &claims);
    if (!claims.count || !evidence_next(run, FIELD_APP_LOCAL_SINCE, &since) ||
        !date_read(since.value->text, &stay))
        return;
    at[0] = since;
    for (size_t i = 0; i < jobs->count && !found; i++) {
        const struct job *j = &jobs->job[i];
        bool known;
        str country = place_country(j->place);
        if (!country.len || !j->has_start) continue;
        judged++;
        at[1] = j->at;
        bool here = claims_have(&claims, country, &known);
        int64_t end = j->has_end ? j->end.first : today(run);
        int64_t from = j->start.last > stay.last ? j->start.last : stay.last;
        found = known && !here && j->is_remote == 0 && end - from > QUARTER;
    }
    if (judged) feature_add(run, FEATURE_CAREER_LOCAL_CONFLICT, found, STR_EMPTY, at, 2);
}

/* --- versions ----------------------------------------------------------------------------------- */

/* Roles told otherwise: another employer for the same time, or a start moved by over six months. A
 * role left out or added is no contradiction. */
static size_t roles_differ(const struct evidence_run *run, const struct jobs *a, const struct jobs *b)
{
    size_t differ = 0;
    for (size_t i = 0; i < a->count; i++) {
        const struct job *x = &a->job[i];
        const struct job *same = NULL, *instead = NULL;
        if (!x->has_start || !x->employer.len || x->is_side) continue;
        for (size_t k = 0; k < b->count; k++) {
            const struct job *y = &b->job[k];
            if (!y->has_start || !y->employer.len || y->is_side) continue;
            if (same_employer(x, y)) same = y;
            else if (sure_overlap(run, x, y) > 365) instead = y;
        }
        if (same) {
            int64_t later = (int64_t)same->start.first - x->start.last;
            int64_t sooner = (int64_t)x->start.first - same->start.last;
            differ += later > HALF_YEAR || sooner > HALF_YEAR;
            continue;
        }
        bool is_replaced = instead != NULL;
        for (size_t k = 0; k < a->count && instead; k++) /* both told in a: two jobs at a time */
            if (same_employer(&a->job[k], instead)) is_replaced = false;
        differ += is_replaced;
    }
    return differ;
}

enum { STORIES_MAX = 8 };

static void add_versions(struct evidence_run *run)
{
    struct jobs story[STORIES_MAX];
    struct origin at[STORIES_MAX];
    size_t stories = 0, told = 0;
    for (uint32_t r = 0; r < run->dossier->count; r++) {
        if (!record_items(run->dossier->records[r], GROUP_JOB)) continue;
        if (stories == STORIES_MAX) {
            run->out->is_cut = true;
            break;
        }
        if (!gather(run, run->dossier->records[r], &story[stories])) return;
        bool known = false;
        told++;
        for (size_t k = 0; k < stories && !known; k++)
            known = roles_differ(run, &story[stories], &story[k]) < 2;
        if (known) continue;
        at[stories++] = (struct origin){ r, NULL };
    }
    if (told >= 2) feature_add(run, FEATURE_CAREER_VERSIONS, (int64_t)stories, STR_EMPTY, at, stories);
}

void feature_career(struct evidence_run *run)
{
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t origins, with_jobs = 0;
    int64_t days;
    struct jobs jobs = { .count = 0 };
    if (evidence_has_group(run, GROUP_JOB) && !gather(run, NULL, &jobs)) return;
    add_ages(run, &jobs);
    if (claimed_days(run, &jobs, &days, at, &origins)) {
        feature_add(run, FEATURE_CAREER_CLAIMED_YEARS, (days + 30) * 100 / 36525, STR_EMPTY, at, origins);
        add_trace(run, days);
    }
    add_overlaps(run, &jobs);
    count_answers(run, FEATURE_CAREER_DENIED, "denied|not_found");
    count_answers(run, FEATURE_CAREER_UNCONFIRMED, "no_answer|no answer");
    add_remote_only(run, &jobs);
    add_local_conflict(run, &jobs);
    for (uint32_t r = 0; r < run->dossier->count && jobs.count; r++)
        with_jobs += record_items(run->dossier->records[r], GROUP_JOB) > 0;
    if (with_jobs >= 2) add_versions(run);
}
