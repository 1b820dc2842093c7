/* Read a JSON text token by token and write it again: for tests and fuzz targets. */
#ifndef TESTS_JSON_COPY_H
#define TESTS_JSON_COPY_H

#include "base/json.h"

/** @return CORDON_OK when all of `in` was read; `out` then holds it in canonical form */
static inline cordon_status json_copy(str in, struct arena *arena, struct buf *out,
                                      struct cordon_error *err)
{
    struct json_reader r;
    struct json_writer w;
    json_init(&r, in, arena, err);
    json_w_init(&w, out);
    for (;;) {
        switch (json_next(&r)) {
        case JSON_ERROR: return json_status(&r);
        case JSON_END: return buf_status(out);
        case JSON_OBJECT: json_w_object(&w); break;
        case JSON_OBJECT_END: json_w_object_end(&w); break;
        case JSON_ARRAY: json_w_array(&w); break;
        case JSON_ARRAY_END: json_w_array_end(&w); break;
        case JSON_KEY: json_w_key(&w, r.text); break;
        case JSON_STRING: json_w_str(&w, r.text); break;
        case JSON_NUMBER: json_w_raw(&w, r.text); break;
        case JSON_TRUE: json_w_bool(&w, true); break;
        case JSON_FALSE: json_w_bool(&w, false); break;
        case JSON_NULL: json_w_null(&w); break;
        }
    }
}

#endif
