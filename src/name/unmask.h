/* Names written so that people read them and programs do not. Private to name/. */
#ifndef NAME_UNMASK_H
#define NAME_UNMASK_H

#include "name/name.h"

/**
 * A name as its reader sees it: words written backwards behind a mark that turns them round, blanks that count as letters,
 * letters with signs or blanks between them ("K-i-m J-o-n-g"), brackets inside a word, the whole name twice; of persons also
 * signs in the place of letters ("K!m", "$mith"), numbers behind words ("kim92") and words glued with capitals ("KimJong").
 *
 * @return the arena's; empty when it is written as it reads, or out of memory
 */
str name_unmask(str text, enum name_kind kind, struct arena *arena);
/** May it be such a name? For ASCII, where most names are nothing else. */
bool name_may_be_masked(str text, enum name_kind kind);

#endif
