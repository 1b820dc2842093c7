/* Dates of an edition that cannot be what their column says. */
#include "engine/odd_dates.h"

#include "base/date.h"

enum {
    CHILD_YEARS = 15,    /* ours: who is younger is rarely listed */
    LISTS_BEGAN = 1990,  /* ours: no list that is read has an entry from before */
};

/* Until when one who is no child on this day was born. */
static int32_t grown_up(int32_t day)
{
    return day == INT32_MAX ? day : day - CHILD_YEARS * 365 - CHILD_YEARS / 4;
}

/* The days on which the subject was listed, counted; the first of them, or INT32_MAX. */
static int32_t count_listings(const struct entity_set *set, uint32_t subject, struct odd_dates *odd)
{
    struct entity_statement st;
    struct entity e;
    struct date d;
    int32_t first = INT32_MAX;
    for (uint32_t row = subject + 1; entity_get(set, row, &e) && e.subject == subject; row++)
        for (uint32_t i = 0; i < e.statement_count; i++) {
            bool is_day = entity_statement_get(set, e.first_statement + i, &st) &&
                          st.prop == FTM_PROP_LISTING_DATE && date_read(st.value, &d);
            if (!is_day) continue;
            odd->listings++;
            odd->odd_listings += d.year < LISTS_BEGAN;
            if (d.last < first) first = d.last;
        }
    return first;
}

static void count_births(const struct entity_set *set, const struct entity *e, int32_t last, struct odd_dates *odd)
{
    enum entity_kind kind = ftm_schema_kind(e->schema);
    bool is_none = kind != KIND_PERSON && kind != KIND_UNKNOWN;
    struct entity_statement st;
    struct date d;
    for (uint32_t i = 0; i < e->statement_count; i++) {
        bool is_birth = entity_statement_get(set, e->first_statement + i, &st) && st.prop == FTM_PROP_BIRTH_DATE &&
                        date_read(st.value, &d);
        if (!is_birth) continue;
        odd->births++;
        odd->odd_births += is_none || d.first > last;
    }
}

struct odd_dates odd_dates_count(const struct entity_set *set, int32_t day)
{
    struct odd_dates odd = { .births = 0 };
    int32_t grown = grown_up(day);
    struct entity e;
    for (uint32_t row = 0; entity_get(set, row, &e); row++) {
        if (e.subject != row) continue;
        int32_t listed = count_listings(set, row, &odd);
        count_births(set, &e, listed < grown ? listed : grown, &odd);
    }
    return odd;
}
