/*
 * Dates of an edition that cannot be what their column says: births of firms and of children, listings from before
 * there were lists. A few stand in every list; many are another column's. src: edition-doubts
 */
#ifndef ENGINE_ODD_DATES_H
#define ENGINE_ODD_DATES_H

#include "entity/entity.h"

struct odd_dates {
    uint32_t births;     /* dates of birth, of whomever */
    uint32_t odd_births; /* of them: of what is no person, of a child, or after the party was listed */
    uint32_t listings;   /* days of listing */
    uint32_t odd_listings; /* of them: before there were lists of this sort */
};

/** Count them. @param day  of the edition, in days since 1970; INT32_MAX: not known, and nobody is a child */
struct odd_dates odd_dates_count(const struct entity_set *set, int32_t day);

#endif
