/* How entities lie in a part. Private to entity/. */
#ifndef ENTITY_LAYOUT_H
#define ENTITY_LAYOUT_H

#include <stdint.h>

enum {
    ENTITY_VERSION = 2,
    ENTITY_ROW_LEN = 64,       /* id, entry, first, count, subject u32; schema, flags u16;
                                  line u32; 4 zeros; row hash */
    ENTITY_STATEMENT_LEN = 16, /* value, line u32; prop u16; file u8; lang[3]; 2 zeros */
    ENTITY_LANG_MAX = 3,
};

/** Hash over the names of all schemas and properties: their numbers stand in parts, so a part made
 *  with another vocabulary is made anew. */
void entity_vocabulary_hash(uint8_t ret_digest[16]);

#endif
