/* Which law cards a case gets: by what was found, by what ties it to a jurisdiction, by stage. */
#include "law/law.h"

#include "base/country.h"
#include "law/law_tables.h"

/* As tools/gen_law.py numbers them. */
const str law_link_names[LAW_LINK_COUNT] = {
    STR_INIT("payer"), STR_INIT("bank"),     STR_INIT("platform"),
    STR_INIT("payee"), STR_INIT("currency"), STR_INIT("staff"),
};
static const str stage_names[] = {
    STR_INIT("application"), STR_INIT("interview"), STR_INIT("onboarding"), STR_INIT("working"),
    STR_INIT("payment"),     STR_INIT("vendor"),    STR_INIT("permit"),
};

enum { STAGE_ANY = 0xFF, TICKER_LEN = 10 }; /* the longest ticker that passes for a currency */

const struct law_card *law_card_find(str id)
{
    for (size_t i = 0; i < LAW_CARD_COUNT; i++)
        if (str_eq(law_card_table[i].id, id)) return &law_card_table[i];
    return NULL;
}

str law_jurisdiction_name(enum law_jurisdiction j)
{
    return (unsigned)j < LAW_JURISDICTION_COUNT ? law_jurisdiction_names[j] : STR("");
}

/* --- places ----------------------------------------------------------------------------------- */

/** The ties of a case, worked out once. */
struct ties {
    uint8_t links[LAW_JURISDICTION_COUNT];
    size_t  placed; /* touches that say a known country, or the currency of a jurisdiction */
    size_t  unread; /* touches that could not be understood */
};

static bool tie(struct ties *ties, const struct law_touch *t, str place)
{
    bool found = false;
    for (size_t i = 0; i < law_place_count; i++) {
        if (!str_eq_nocase(law_places[i].code, place)) continue;
        /* countries are in lower case, currencies in upper: "kr" is no currency */
        if (byte_is_upper(law_places[i].code.data[0]) != (t->link == LAW_CURRENCY)) continue;
        ties->links[law_places[i].jurisdiction] |= (uint8_t)(1u << t->link);
        found = true;
    }
    return found;
}

/* SGD and USDT are understood, and tie the case to no jurisdiction of ours. */
static bool is_ticker(str s)
{
    if (s.len == 0 || s.len > TICKER_LEN) return false;
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_alnum(s.data[i])) return false;
    return true;
}

static void ties_of(const struct law_case *c, struct ties *ret)
{
    *ret = (struct ties){ .placed = 0 };
    for (size_t i = 0; i < c->touch_count; i++) {
        const struct law_touch *t = &c->touches[i];
        bool is_money = t->link == LAW_CURRENCY;
        str place = is_money ? str_trim(t->code) : country_code(t->code);
        if ((unsigned)t->link >= LAW_LINK_COUNT || place.len == 0 ||
            (is_money && !is_ticker(place))) {
            ret->unread++;
            continue;
        }
        if (tie(ret, t, place) || !is_money) ret->placed++;
    }
}

cordon_status law_places_read(str countries, struct law_touch *ret, size_t cap, size_t *ret_count, struct cordon_error *err)
{
    *ret_count = 0;
    for (str piece; str_next(&countries, ',', &piece);) {
        str code = country_code(str_trim(piece));
        if (!str_trim(piece).len) continue;
        if (!code.len)
            return error_set(err, CORDON_ARGUMENT, "unknown jurisdiction '%.*s'; give countries, such as 'us,kr'",
                             STR_ARG(piece));
        bool is_there = false;
        for (size_t i = 0; i < *ret_count; i++) is_there = is_there || str_eq(ret[i].code, code);
        if (is_there) continue;
        if (*ret_count == cap) return error_set(err, CORDON_LIMIT, "more than %zu jurisdictions", cap);
        ret[(*ret_count)++] = (struct law_touch){ LAW_PAYER, code };
    }
    return CORDON_OK;
}

size_t law_unread(const struct law_case *c)
{
    struct ties ties;
    ties_of(c, &ties);
    return ties.unread;
}

unsigned law_links(const struct law_case *c, enum law_jurisdiction j)
{
    struct ties ties;
    ties_of(c, &ties);
    return (unsigned)j < LAW_JURISDICTION_COUNT ? ties.links[j] : 0;
}

/* --- choosing --------------------------------------------------------------------------------- */

static unsigned stage_bit(str stage)
{
    for (size_t i = 0; i < sizeof stage_names / sizeof *stage_names; i++)
        if (str_eq_nocase(stage_names[i], stage)) return 1u << i;
    return STAGE_ANY;
}

static bool is_shown(const struct law_card *card, enum law_hit hit, const struct ties *ties,
                     unsigned stage)
{
    switch (hit) {
    case LAW_HIT_NONE:
        return false;
    case LAW_HIT_RISK:
        if (!card->is_risk) return false;
        break;
    case LAW_HIT_FACT:
        if (!card->is_risk && !card->is_fact) return false;
        break;
    case LAW_HIT_LISTED:
    case LAW_HIT_CONFIRMED:
        break;
    }
    if (!(card->stages & stage)) return false;
    if (card->is_always || (ties->links[card->jurisdiction] & card->links)) return true;
    /* Where it is not known, or not wholly, none of the general ones is left out. */
    return card->is_general && (ties->placed == 0 || ties->unread > 0);
}

size_t law_cards(const struct law_case *c, const struct law_card **ret, size_t cap)
{
    unsigned stage = stage_bit(str_trim(c->stage));
    struct ties ties;
    size_t count = 0;
    ties_of(c, &ties);
    for (size_t i = 0; i < LAW_CARD_COUNT; i++) {
        if (!is_shown(&law_card_table[i], c->hit, &ties, stage)) continue;
        if (count < cap) ret[count] = &law_card_table[i];
        count++;
    }
    return count;
}

size_t law_records(const struct law_case *c, const struct law_record **ret, size_t cap)
{
    struct ties ties;
    size_t count = 0;
    if (c->hit != LAW_HIT_LISTED && c->hit != LAW_HIT_CONFIRMED) return 0;
    ties_of(c, &ties);
    for (size_t i = 0; i < LAW_RECORD_COUNT; i++) {
        const struct law_record *record = &law_record_table[i];
        if (record->jurisdiction != LAW_ANY && !ties.links[record->jurisdiction]) continue;
        if (count < cap) ret[count] = record;
        count++;
    }
    return count;
}
