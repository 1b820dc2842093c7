/* What kind of sign a code point is, for cutting names into tokens. Private to text/. */
#ifndef TEXT_SCRIPT_H
#define TEXT_SCRIPT_H

#include "text/text.h"

enum sign {
    SIGN_BREAK = 0, /* blanks and punctuation */
    SIGN_LETTER,
    SIGN_DIGIT,
    SIGN_MARK,       /* belongs to the letter before */
    SIGN_HIDDEN,     /* zero-width, direction, filler, control, private: vanishes */
    SIGN_NOTHING,    /* vanishes without remark: the Arabic lengthening stroke */
    SIGN_HYPHEN,
    SIGN_COMMA,
    SIGN_DOT,
    SIGN_APOSTROPHE,
    SIGN_OPEN,  /* ( [ and the like */
    SIGN_CLOSE,
    SIGN_QUOTE, /* opens and closes */
};

/** Kind of an ASCII byte. */
enum sign sign_of_ascii(unsigned char c);
/** Kind of any code point as it stands in the input, before compatibility folding. */
enum sign sign_of(int32_t cp);
/** Script of a letter; SCRIPT_NONE for everything else is not promised. */
enum text_script script_of(int32_t cp);
/** Do marks of this script only colour a letter, so that the plain form may drop them? */
bool script_has_loose_marks(enum text_script s);
/** 0..9 for a decimal digit of any common script, -1 otherwise. */
int digit_value(int32_t cp);
/** Letters a-z that stand for a Latin letter without decomposition (ø ł æ đ ı ...); NULL when
 *  none does. */
const char *latin_plain(int32_t cp);
/** The Latin letter a Cyrillic or Greek one can be mistaken for, 0 when there is none. */
char latin_lookalike(int32_t cp);

#endif
