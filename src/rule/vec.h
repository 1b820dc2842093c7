/* Lists that grow and a map from text to numbers, for compiling. Private to rule/. */
#ifndef RULE_VEC_H
#define RULE_VEC_H

#include "base/str.h"

/** Things of one size, copied by value. Zero is the empty list. */
struct vec {
    void  *data;
    size_t count;
    size_t room;
};
/** One more, zeroed; NULL when memory ran out (the list is as before). */
void *vec_push(struct vec *v, size_t len);
void  vec_release(struct vec *v);

/** Text to number, open addressing; keys are borrowed. Zero is the empty map. */
struct map_entry {
    str      key;
    uint32_t value;
};
struct map {
    struct map_entry *entry;
    size_t            count;
    size_t            room; /* 0 or a power of two */
};
/** The value of a key, or UINT32_MAX. */
uint32_t map_get(const struct map *m, str key);
/** Put a key that is not there yet. @return false when memory ran out */
bool     map_put(struct map *m, str key, uint32_t value);
void     map_release(struct map *m);

#endif
