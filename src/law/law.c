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

enum { STAGE_ANY = 0xFF, CURRENCY_LEN = 3 };

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

/* The code of a touch as the table of places writes it; "" when it is not understood. */
static str place_of(const struct law_touch *t, char currency[CURRENCY_LEN])
{
    if (t->link != LAW_CURRENCY) return country_code(t->code);
    str s = str_trim(t->code);
    if (s.len != CURRENCY_LEN) return STR("");
    for (size_t i = 0; i < CURRENCY_LEN; i++) {
        if (!byte_is_alpha(s.data[i])) return STR("");
        currency[i] = byte_upper(s.data[i]);
    }
    return str_of(currency, CURRENCY_LEN);
}

/** The ties of a case, worked out once. */
struct ties {
    uint8_t links[LAW_JURISDICTION_COUNT];
    size_t  read, unread;
};

static void ties_of(const struct law_case *c, struct ties *ret)
{
    *ret = (struct ties){ .read = 0 };
    for (size_t i = 0; i < c->touch_count; i++) {
        const struct law_touch *t = &c->touches[i];
        char currency[CURRENCY_LEN];
        str place = (unsigned)t->link < LAW_LINK_COUNT ? place_of(t, currency) : STR("");
        if (place.len == 0) {
            ret->unread++;
            continue;
        }
        ret->read++;
        for (size_t p = 0; p < law_place_count; p++)
            if (str_eq(law_places[p].code, place))
                ret->links[law_places[p].jurisdiction] |= (uint8_t)(1u << t->link);
    }
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
    case LAW_HIT_LISTED:
    case LAW_HIT_CONFIRMED:
        break;
    }
    if (!(card->stages & stage)) return false;
    if (card->is_always || (ties->links[card->jurisdiction] & card->links)) return true;
    return card->is_general && ties->read == 0; /* nothing says where: none is left out */
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
