/*
 * Is an edition that reads well also to be believed?
 *
 * A transfer that broke between two rows, a mirror that serves last year's file, a page of results
 * instead of all of them: each is well formed. What they have in common is that much is missing, so
 * that is looked for, and whoever knows better says why. src: edition-doubts
 */
#include "engine/set.h"

#include "engine/odd_dates.h"

#include "base/date.h"

#include <stdio.h>

enum {
    SHRINK_PERCENT = 10,
    PEOPLE_LEAST = 20, /* fewer may have no date of birth among them */
    FINE_LEAST = 10,  /* of what a whole list may have a dozen of, a few come and go */
    ODD_LEAST = 10,   /* dates, with ODD_PERCENT: of births no real list has one */
    ODD_PERCENT = 5,  /* of listings 52 of 2,699 is the most, 1.9 % */
    DOUBTS_TOLD = 4, /* in one message; all of them stand in the manifest when accepted */
    DAY_S = 86400,   /* where the authority is, it may be tomorrow */
};

/* What an edition must not have much less of than the one before. */
static const struct {
    const char *what;
    size_t      at;
    uint32_t    least; /* fewer lost are no doubt */
    bool        is_kind; /* of entries: asked when there are as many of them */
} measures[] = {
    { "entries", offsetof(struct cordon_counts, entries), 1, false },
    { "entries under DPRK programmes", offsetof(struct cordon_counts, dprk_entries), 1, false },
    { "persons", offsetof(struct cordon_counts, persons), FINE_LEAST, true },
    { "organizations", offsetof(struct cordon_counts, organizations), FINE_LEAST, true },
    { "aliases", offsetof(struct cordon_counts, aliases), 1, false },
    { "weak aliases", offsetof(struct cordon_counts, weak_aliases), 1, false },
    { "addresses", offsetof(struct cordon_counts, addresses), 1, false },
    { "wallets", offsetof(struct cordon_counts, wallets), 1, false },
    { "dates of birth", offsetof(struct cordon_counts, births), FINE_LEAST, false },
    { "IMO numbers", offsetof(struct cordon_counts, imo_numbers), FINE_LEAST, false },
    { "other identifiers", offsetof(struct cordon_counts, identifiers), FINE_LEAST, false },
    { "countries", offsetof(struct cordon_counts, countries), FINE_LEAST, false },
};

struct judging {
    struct set_edition       *fresh;
    const struct set_edition *old; /* NULL: none in use */
    const struct list_source *source;
    struct buf                doubts, told, without;
    size_t                    count;
};

static void doubt(struct judging *j, str text)
{
    if (j->count) buf_add(&j->doubts, STR("; "));
    buf_add(&j->doubts, text);
    if (j->count < DOUBTS_TOLD && j->count) buf_add(&j->told, STR("; "));
    if (j->count < DOUBTS_TOLD) buf_add(&j->told, text);
    j->count++;
}

static void look_at_sizes(struct judging *j)
{
    bool is_smaller = false;
    for (size_t i = 0; j->old && i < COUNT_OF(measures); i++) {
        uint32_t now, was;
        char text[128];
        memcpy(&now, (const char *)&j->fresh->counts + measures[i].at, sizeof now);
        memcpy(&was, (const char *)&j->old->counts + measures[i].at, sizeof was);
        if (now >= was || was - now < j->source->shrink_least || was - now < measures[i].least) continue;
        if ((uint64_t)(was - now) * 100 < (uint64_t)was * SHRINK_PERCENT) continue;
        if (is_smaller && measures[i].is_kind) continue;
        is_smaller = true;
        snprintf(text, sizeof text, "%u %s (%u in use)", now, measures[i].what, was);
        doubt(j, str_c(text));
    }
}

/* The first edition, which nothing is compared with: the column or element of births was renamed. */
static void look_for_births(struct judging *j, const struct list_report *report)
{
    char text[128];
    bool is_designated = str_eq(j->source->tier, STR("designated"));
    if (j->old || !is_designated || report->lacks[FTM_PROP_BIRTH_DATE]) return;
    if (j->fresh->counts.births || j->fresh->counts.persons < PEOPLE_LEAST) return;
    snprintf(text, sizeof text, "none of %u persons has a date of birth", j->fresh->counts.persons);
    doubt(j, str_c(text));
}

static void doubt_odd(struct judging *j, uint32_t odd, uint32_t all, const char *what)
{
    char text[192];
    if (odd < ODD_LEAST || (uint64_t)odd * 100 < (uint64_t)all * ODD_PERCENT) return;
    snprintf(text, sizeof text, "%u of %u %s: another column may stand in its place", odd, all, what);
    doubt(j, str_c(text));
}

/* A column of births in the place of another one with dates. An operator may bar children, and whomever since when. */
static void look_for_odd_dates(struct judging *j, const struct entity_set *entities, int64_t now_s)
{
    struct date d;
    if (str_eq(j->source->id, STR("own"))) return;
    int32_t day = date_read(j->fresh->edition, &d) ? d.first : now_s ? (int32_t)(now_s / DAY_S) : INT32_MAX;
    struct odd_dates odd = odd_dates_count(entities, day);
    doubt_odd(j, odd.odd_births, odd.births, "dates of birth are of no person, of a child, or after the listing");
    doubt_odd(j, odd.odd_listings, odd.listings, "days of listing are from before 1990");
}

static void look_at_dates(struct judging *j)
{
    struct date now, was;
    char text[128];
    if (!j->old || !date_read(j->fresh->edition, &now) || !date_read(j->old->edition, &was)) return;
    if (now.first >= was.first) return;
    snprintf(text, sizeof text, "it is of %.*s, older than the edition in use (%.*s)",
             STR_ARG(j->fresh->edition), STR_ARG(j->old->edition));
    doubt(j, str_c(text));
}

/* A list from tomorrow: its date is wrong, or the clock. Believed, it would stay fresh until then. */
static void look_at_clock(struct judging *j, int64_t now_s)
{
    struct date d;
    char last[16], text[160];
    int32_t last_day = (int32_t)((now_s + DAY_S) / DAY_S);
    if (!now_s || !date_read(j->fresh->edition, &d) || d.first <= last_day) return;
    date_text(last_day, last);
    snprintf(text, sizeof text, "it is of %.*s, and by the clock no edition can be later than %s; is the "
             "clock right?", STR_ARG(j->fresh->edition), last);
    doubt(j, str_c(text));
}

static bool has_word(str list, str word)
{
    for (str one; str_next(&list, ',', &one);)
        if (str_eq(one, word)) return true;
    return false;
}

enum canary { CANARY_GONE = 0, CANARY_UNMARKED, CANARY_WELL };

static enum canary canary_of(const struct judging *j, const struct entity_set *entities, str number)
{
    char id[256];
    uint32_t row;
    struct entity e;
    int n = snprintf(id, sizeof id, "%.*s-%.*s", STR_ARG(j->source->id), STR_ARG(number));
    if (n <= 0 || (size_t)n >= sizeof id || !entity_find(entities, str_of(id, (size_t)n), &row)) return CANARY_GONE;
    bool is_marked = entity_get(entities, row, &e) && (e.flags & ENTITY_DPRK);
    return is_marked || !j->source->has_dprk ? CANARY_WELL : CANARY_UNMARKED;
}

static void doubt_numbers(struct judging *j, struct buf *numbers, const char *before, const char *behind)
{
    struct buf text = BUF_INIT(4096);
    buf_printf(&text, "%s %.*s%s", before, STR_ARG(buf_str(numbers)), behind);
    if (numbers->len) doubt(j, buf_str(&text));
    if (text.failed || numbers->failed) j->doubts.failed = true;
    buf_release(&text);
    buf_release(numbers);
}

/* A canary that the edition in use lacks too, or has without its mark, was given up when that one was accepted. */
static void look_for_canaries(struct judging *j, const struct entity_set *entities)
{
    struct buf gone = BUF_INIT(4096), unmarked = BUF_INIT(4096);
    str rest = j->source->canaries;
    for (str number; str_next(&rest, ',', &number);) {
        enum canary found = canary_of(j, entities, number);
        if (number.len == 0 || found == CANARY_WELL) continue;
        if (j->without.len) buf_add_byte(&j->without, ',');
        buf_add(&j->without, number);
        if (j->old && has_word(j->old->without, number)) continue;
        struct buf *names = found == CANARY_GONE ? &gone : &unmarked;
        if (names->len) buf_add(names, STR(", "));
        buf_add(names, number);
    }
    doubt_numbers(j, &gone, "no entry", ", which every true edition has");
    doubt_numbers(j, &unmarked, "entry", ", which stands under a DPRK programme in every true edition, does not");
}

/* Where no entry is known by its number: the tag of the programmes was renamed. An edition in use has none either:
 * then that was accepted. */
static void look_for_dprk(struct judging *j)
{
    char text[128];
    if (!j->source->has_dprk || j->source->canaries.len || j->fresh->counts.dprk_entries) return;
    if (j->old && !j->old->counts.dprk_entries) return;
    snprintf(text, sizeof text, "none of %u entries stands under a DPRK programme", j->fresh->counts.entries);
    doubt(j, str_c(text));
}

static cordon_status refuse(const struct judging *j, struct cordon_error *err)
{
    char more[32] = "";
    if (j->count > DOUBTS_TOLD)
        snprintf(more, sizeof more, "; and %zu more", j->count - DOUBTS_TOLD);
    return error_set(err, CORDON_REFUSED,
                     "this edition of '%.*s' is doubtful, and taken only with --accept REASON: %.*s%s",
                     STR_ARG(j->source->id), STR_ARG(buf_str(&j->told)), more);
}

/* What was said about the edition in use still holds. */
static void keep_word(struct set_edition *fresh, const struct set_edition *old, struct arena *a)
{
    fresh->accepted = arena_str(a, old->accepted);
    fresh->doubts = arena_str(a, old->doubts);
    fresh->without = arena_str(a, old->without);
}

static cordon_status conclude(struct judging *j, str accept, struct arena *a,
                              struct cordon_error *err)
{
    if (j->doubts.failed || j->told.failed || j->without.failed) return error_nomem(err);
    if (j->count && !accept.len) return refuse(j, err);
    if (j->count) {
        j->fresh->accepted = arena_str(a, accept);
        j->fresh->doubts = arena_str(a, buf_str(&j->doubts));
    } else if (j->without.len) { /* accepted with an earlier edition */
        keep_word(j->fresh, j->old, a);
    }
    j->fresh->without = arena_str(a, buf_str(&j->without));
    return a->failed ? error_nomem(err) : CORDON_OK;
}

cordon_status edition_judge(struct set_edition *fresh, const struct set_edition *old,
                            const struct list_source *source, const struct entity_set *entities,
                            const struct list_report *report, str accept, int64_t now_s,
                            struct arena *a, struct cordon_error *err)
{
    struct judging j = { .fresh = fresh, .old = old, .source = source, .doubts = BUF_INIT(1 << 16),
                         .told = BUF_INIT(1 << 16), .without = BUF_INIT(4096) };
    bool is_known = old && strcmp(old->raw_hex, fresh->raw_hex) == 0;
    if (is_known) {
        keep_word(fresh, old, a);
        buf_add(&j.without, old->without);
    } else {
        for (size_t i = 0; i < report->doubt_count; i++) doubt(&j, report->doubts[i]);
        look_at_sizes(&j);
        look_for_births(&j, report);
        look_for_odd_dates(&j, entities, now_s);
        look_at_dates(&j);
        look_for_dprk(&j);
        look_for_canaries(&j, entities);
    }
    if (!is_known || !str_eq(old->edition, fresh->edition)) look_at_clock(&j, now_s);
    cordon_status st = conclude(&j, accept, a, err);
    buf_release(&j.doubts);
    buf_release(&j.told);
    buf_release(&j.without);
    return st;
}
