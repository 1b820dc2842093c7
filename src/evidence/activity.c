/*
 * activity.*: when a person acts: the likely offset of the working day, and the rest in it.
 *
 * Acts are put into half hours of the day; a half hour of one day counts once, so that a script or a
 * burst of commits weighs no more than one act. A day from eight to six is then laid over at every
 * offset. Against the claim this is done on the claimed clock, so that summer time is no conflict,
 * and of equally good offsets the nearest counts.
 */
#include "evidence/sessions.h"

#include "base/num.h"

#include <stdlib.h>

enum {
    SLOTS = 48,
    SLOT_S = 1800,
    LEAST_EVENTS = 60, /* src: knowledge-indicators */
    LEAST_DAYS = 10,   /* src: knowledge-indicators */
    FROM_SLOT = 16,    /* 08:00 */
    TO_SLOT = 36,      /* 18:00 */
};

struct events {
    int64_t      *s;    /* with zone */
    size_t        count;
    size_t        all;  /* also those whose zone is not known */
    size_t        days;
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t        origins;
    int64_t      *day;  /* of all */
};

static void add_event(struct events *e, const struct moment *m, struct origin at)
{
    if (m->s < 0) return;
    if (e->origins < COUNT_OF(e->at)) e->at[e->origins++] = at;
    e->day[e->all++] = m->s / 86400;
    if (m->has_clock && m->has_zone) e->s[e->count++] = m->s;
}

static int by_number(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

/* Interviews and references are set by others' clocks. */
static bool is_own_act(const struct session *s)
{
    return s->has_time && s->kind != SESSION_INTERVIEW && s->kind != SESSION_REFERENCE && s->item != UINT16_MAX;
}

static bool gather(struct evidence_run *run, struct events *e)
{
    struct sessions all;
    size_t room = 0;
    *e = (struct events){ .count = 0 };
    if (!sessions_gather(run, &all)) return false;
    room = all.count;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_WORK_TIME, &at);) room++;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_MSG_TEXT, &at);) room++;
    if (!room) return false;
    e->s = arena_alloc(run->arena, room * sizeof *e->s);
    e->day = arena_alloc(run->arena, room * sizeof *e->day);
    if (!e->s || !e->day) return false;
    for (size_t i = 0; i < all.count; i++)
        if (is_own_act(&all.session[i])) add_event(e, &all.session[i].time, all.session[i].at);
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_WORK_TIME, &at);) {
        struct moment m;
        if (moment_read(at.value->text, &m)) add_event(e, &m, at);
    }
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_MSG_TEXT, &at);) {
        struct moment m;
        if (evidence_time(run, &at, FIELD_NONE, &m)) add_event(e, &m, at);
    }
    if (!e->all) return false;
    qsort(e->day, e->all, sizeof *e->day, by_number);
    for (size_t i = 0; i < e->all; i++) e->days += !i || e->day[i] != e->day[i - 1];
    return true;
}

/* --- slots -------------------------------------------------------------------------------------- */

/* For each day with acts the half hours that have any, on a clock. */
struct slots {
    uint64_t *day; /* bit: half hour of the day */
    size_t    days;
    uint32_t  count[SLOTS];
};

static bool fill_slots(struct evidence_run *run, const struct events *e, const struct zone *zone,
                       struct slots *ret)
{
    int64_t *local = arena_alloc(run->arena, e->count * sizeof *local);
    *ret = (struct slots){ .days = 0 };
    ret->day = arena_alloc(run->arena, e->count * sizeof *ret->day);
    if (!local || !ret->day) return false;
    for (size_t i = 0; i < e->count; i++)
        local[i] = (e->s[i] + (zone ? 60 * (int64_t)zone_offset(*zone, e->s[i]) : 0) + 86400) / SLOT_S;
    qsort(local, e->count, sizeof *local, by_number);
    for (size_t i = 0; i < e->count; i++) {
        if (i && local[i] == local[i - 1]) continue;
        if (!i || local[i] / SLOTS != local[i - 1] / SLOTS) ret->day[ret->days++] = 0;
        ret->day[ret->days - 1] |= UINT64_C(1) << (local[i] % SLOTS);
        ret->count[local[i] % SLOTS]++;
    }
    return true;
}

/* How well the day from eight to six fits when the clock is `shift` half hours ahead. Inside counts
 * for as much as outside does against it: 20 of 48 half hours are inside. */
static int64_t fit(const struct slots *s, int shift)
{
    int64_t score = 0;
    for (int i = 0; i < SLOTS; i++) {
        int local = (i + shift + 2 * SLOTS) % SLOTS;
        score += (int64_t)s->count[i] * (local >= FROM_SLOT && local < TO_SLOT ? 28 : -20);
    }
    return score;
}

/* The middle of the best shifts that lie together; the first such run from -12 hours on. */
static int best_shift(const struct slots *s)
{
    int64_t best = INT64_MIN;
    int first = 0, length = 0;
    for (int shift = -24; shift < 24; shift++)
        if (fit(s, shift) > best) best = fit(s, first = shift);
    while (first > -24 - SLOTS && fit(s, first - 1) == best) first--; /* a run over the end of the day */
    while (length < SLOTS && fit(s, first + length) == best) length++;
    int middle = first + (length - 1) / 2;
    return middle < -24 ? middle + SLOTS : middle;
}

/* The nearest of the best shifts: 0 when the claimed clock fits as well as any. */
static int least_shift(const struct slots *s)
{
    int64_t best = INT64_MIN;
    int least = 0;
    for (int away = 0; away <= 24; away++)
        for (int sign = -1; sign <= 1; sign += 2)
            if (fit(s, sign * away) > best) best = fit(s, sign * (least = away));
    return least;
}

/* Longest stretch of the day, in half hours, in which at most one day in ten has an act. */
static int rest_slots(const struct slots *s)
{
    int longest = 0;
    for (int from = 0; from < SLOTS; from++)
        for (int length = longest + 1; length <= SLOTS; length++) {
            uint64_t mask = 0;
            size_t busy = 0;
            for (int i = 0; i < length; i++) mask |= UINT64_C(1) << ((from + i) % SLOTS);
            for (size_t d = 0; d < s->days; d++) busy += (s->day[d] & mask) != 0;
            if (busy * 10 > s->days) break;
            longest = length;
        }
    return longest;
}

/* --- features ----------------------------------------------------------------------------------- */

static void add_conflict(struct evidence_run *run, const struct events *e, const struct zones *claimed)
{
    int least = SLOTS;
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t origins = 0;
    for (size_t i = 0; i < claimed->count; i++) {
        struct slots s;
        if (!fill_slots(run, e, &claimed->zone[i], &s)) return;
        int away = least_shift(&s);
        if (away < least) least = away;
    }
    at[origins++] = claimed->origin[0];
    for (size_t i = 0; i < e->origins && origins < COUNT_OF(at); i++) at[origins++] = e->at[i];
    feature_add(run, FEATURE_ACTIVITY_CONFLICT_MINUTES, least * 30, STR_EMPTY, at, origins);
}

void feature_activity(struct evidence_run *run)
{
    struct events e;
    struct slots s;
    if (!gather(run, &e)) return;
    feature_add(run, FEATURE_ACTIVITY_EVENTS, (int64_t)e.all, STR_EMPTY, e.at, e.origins);
    feature_add(run, FEATURE_ACTIVITY_DAYS, (int64_t)e.days, STR_EMPTY, e.at, e.origins);
    if (e.count < LEAST_EVENTS || e.days < LEAST_DAYS || !fill_slots(run, &e, NULL, &s)) return;
    if (s.days < LEAST_DAYS) return;
    struct zones claimed;
    feature_add(run, FEATURE_ACTIVITY_OFFSET_MINUTES, best_shift(&s) * 30, STR_EMPTY, e.at, e.origins);
    zones_claimed(run, &claimed);
    if (claimed.count) add_conflict(run, &e, &claimed);
    if (claimed.count == 1 && !fill_slots(run, &e, &claimed.zone[0], &s)) return;
    feature_add(run, FEATURE_ACTIVITY_REST_HOURS, rest_slots(&s) / 2, STR_EMPTY, e.at, e.origins);
}
