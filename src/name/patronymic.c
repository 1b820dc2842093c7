/*
 * Fathers' names by their endings, in the transliterations of data/sound/README.md. Such a name is left out as
 * often as it is written, so that a name without it is hardly less alike; two different ones are two people.
 */
#include "name/patronymic.h"

#include "base/num.h"

enum { SHORTEST = 6 };

/* -ic alone ends Balkan surnames without number, and is none. */
static const str endings[] = {
    STR_INIT("vich"),  STR_INIT("vych"),   STR_INIT("vitch"), STR_INIT("vytch"), STR_INIT("witsch"), STR_INIT("vitsch"), STR_INIT("vitj"),
    STR_INIT("vytj"),  STR_INIT("ovna"),   STR_INIT("evna"),  STR_INIT("ivna"),   STR_INIT("yvna"),   STR_INIT("owna"),
    STR_INIT("ewna"),  STR_INIT("auna"),   STR_INIT("euna"),  STR_INIT("ichna"),  STR_INIT("ович"),   STR_INIT("евич"),
    STR_INIT("івич"),  STR_INIT("овіч"),   STR_INIT("авіч"),  STR_INIT("евіч"),   STR_INIT("овна"),   STR_INIT("евна"),
    STR_INIT("івна"),  STR_INIT("ауна"),   STR_INIT("аўна"),  STR_INIT("еуна"),   STR_INIT("еўна"),   STR_INIT("ична"),
};

/* The last byte of each: most words end otherwise. */
static bool may_end_so(str plain)
{
    unsigned char last = (unsigned char)plain.data[plain.len - 1];
    return last == 'a' || last == 'h' || last == 'j' || last >= 0x80;
}

bool patronymic_is(str plain)
{
    if (plain.len < SHORTEST || !may_end_so(plain)) return false;
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (plain.len > endings[i].len + 1 && str_ends(plain, endings[i])) return true;
    return false;
}

bool patronymics_of_two_sexes(str a, str b)
{
    bool is_daughter = str_ends(a, STR("a")) || str_ends(a, STR("а"));
    return is_daughter != (str_ends(b, STR("a")) || str_ends(b, STR("а")));
}
