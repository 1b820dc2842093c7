/* Names that one person may go by: Aleksandr and Sasha. Private to name/. */
#ifndef NAME_NICKNAME_H
#define NAME_NICKNAME_H

#include "base/str.h"

enum { NICK_GROUPS_MAX = 4 };

/**
 * Groups that a name stands in; two names of one group may be one person's.
 *
 * @param plain  folded, as text_token.plain
 * @return NICK_GROUPS_MAX numbers, 0 behind the last; NULL when it stands in none
 *
 * Cost:   one look-up
 * Source: docs/internals/names.md, How words sound
 */
const uint16_t *nickname_groups_of(str plain);

#endif
