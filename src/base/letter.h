/* Letters of UTF-8 on their way to somebody's eyes. */
#ifndef CORDON_BASE_LETTER_H
#define CORDON_BASE_LETTER_H

#include "base/str.h"

/** The first letter of a text that is not empty. @return its bytes, 1 to 4; *ret_code is its number,
 *  U+FFFD for a byte that is none */
size_t letter_read(str s, uint32_t *ret_code);

/** Can it not be seen, or does it turn the direction of what follows? Such a letter is shown as its
 *  number. Joiners (U+200C, U+200D) belong to the spelling of names. */
bool letter_is_hidden(uint32_t c);

#endif
