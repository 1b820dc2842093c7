/* Regular expressions behind a door: PCRE2 with JIT and limits. Private to rule/. */
#ifndef RULE_REGEX_H
#define RULE_REGEX_H

#include "base/arena.h"
#include "base/error.h"

enum { REGEX_CASELESS = 1u << 0, REGEX_MULTILINE = 1u << 1, REGEX_DOTALL = 1u << 2 };

struct regex;
struct regex_scratch; /* one thread's */

/** Compile. @return CORDON_OK, CORDON_SYNTAX (column of the fault in err), CORDON_LIMIT,
 *  CORDON_NOMEM */
cordon_status regex_new(str pattern, unsigned flags, struct regex **ret,
                        struct cordon_error *err);
void          regex_free(struct regex *r);

struct regex_scratch *regex_scratch_new(void);
void                  regex_scratch_free(struct regex_scratch *s);

enum regex_answer { REGEX_RAN_AWAY = 0, REGEX_NO, REGEX_YES };
/** Search anywhere in the text. */
enum regex_answer regex_search(const struct regex *r, struct regex_scratch *s, str text);

/** The longest text that must stand in whatever the pattern matches, as written; "" when none is
 *  known. A view into the pattern or the arena. */
str regex_needed(str pattern, struct arena *arena);

#endif
