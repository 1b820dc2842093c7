/* One entity of a FollowTheMoney JSON-lines file. Private to list/. */
#ifndef LIST_FTM_LINE_H
#define LIST_FTM_LINE_H

#include "base/arena.h"
#include "base/error.h"

struct ftm_line {
    str  id, schema;
    str  properties; /* the JSON object, as it stands */
    str  last_seen;  /* "2024-05-03T06:58:02", or "" */
    bool is_not_target; /* says "target": false */
};

/**
 * Read one line without its line end: an object with "id", "schema" and "properties".
 *
 * @param arena  takes strings that were escaped; the others are views into the line
 * @return CORDON_OK
 *         CORDON_SYNTAX  not JSON, no object, or one of the three is missing or of another kind
 *         CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status ftm_line_read(str line, struct arena *arena, struct ftm_line *ret_line,
                            struct cordon_error *err);

/** One value of one property; false stops. `is_nested` says that the value is an object or a list
 *  and stands as its JSON. */
typedef bool ftm_value_fn(void *ctx, str property, str value, bool is_nested);

/** Hand out every value of `properties`, in order. Numbers and truth values come as written. */
cordon_status ftm_line_values(str properties, struct arena *arena, ftm_value_fn *fn, void *ctx,
                              struct cordon_error *err);

#endif
