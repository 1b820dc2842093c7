/* Mappings made from data/maps/ by tools/gen_maps.py. Private. */
#ifndef MAP_SHIPPED_H
#define MAP_SHIPPED_H

#include "base/str.h"

struct shipped_map {
    str                  name, title;
    const unsigned char *data;
    size_t               len;
};
extern const struct shipped_map shipped_maps[]; /* sorted by name */
extern const size_t             shipped_map_count;

#endif
