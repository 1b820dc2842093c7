/* Shape of the tables that tools/gen_messages.py makes. Private to say/. */
#ifndef SAY_SAY_TABLES_H
#define SAY_SAY_TABLES_H

#include "say/say.h"

enum { SAY_NO_MESSAGE = 0xFFFF };

struct say_message {
    str key;
    str text[SAY_LANG_COUNT];
};

/** A reason as data/reasons.tsv declares it. */
struct say_decl {
    str      name, strength, group;
    uint16_t message[SAY_PART_COUNT]; /* rows of say_messages, or SAY_NO_MESSAGE */
    uint8_t  param_count;
    struct {
        str           name;
        enum say_type type;
    } param[SAY_PARAMS_MAX];
};

extern const struct say_message say_messages[]; /* sorted by key */
extern const size_t             say_message_count;
extern const struct say_decl    say_decls[]; /* SAY_ID_COUNT of them */

/** The declaration of a reason; that of SAY_NONE for a number out of range. */
static inline const struct say_decl *say_decl_of(enum say_id id)
{
    return &say_decls[(unsigned)id < SAY_ID_COUNT ? id : SAY_NONE];
}

/** The parameter `name` with the type `type`, or NULL. */
const struct say_param *say_param_find(const struct say_param *params, size_t count, str name,
                                       enum say_type type);

#endif
