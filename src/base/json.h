/* JSON: a pull reader over one text in memory, and a canonical writer. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/arena.h"
#include "base/buf.h"

enum json_kind {
    JSON_ERROR = 0, /* see json_reader.err; the reader stays there */
    JSON_END,       /* the text's one value was read and only blanks follow */
    JSON_OBJECT,    /* '{': keys and values follow until JSON_OBJECT_END */
    JSON_OBJECT_END,
    JSON_ARRAY,
    JSON_ARRAY_END,
    JSON_KEY,    /* text = the key, unescaped */
    JSON_STRING, /* text = the value, unescaped */
    JSON_NUMBER, /* text = the digits as written: nothing is rounded */
    JSON_TRUE,
    JSON_FALSE,
    JSON_NULL,
};

/* Caps; reaching one is CORDON_LIMIT. docs/limits.md names them. */
enum {
    JSON_DEPTH_MAX = 64,
    JSON_TOKENS_MAX = 1 << 20,
};

/**
 * A reader that hands out one token a call.
 *
 * Strict RFC 8259: UTF-8 only, no comments, no trailing commas, one value a text, lone surrogates
 * refused. Strings without escapes are views into the text; the others are unescaped into the
 * arena. Numbers are checked for form and kept as text.
 */
struct json_reader {
    str            text;  /* of the last KEY, STRING or NUMBER */
    size_t         at;    /* byte of the input the last token began at */
    struct cordon_error *err; /* given at init; filled on JSON_ERROR (line, column in bytes) */
    /* private */
    str            in;
    size_t         pos;
    struct arena  *arena;
    uint32_t       tokens;
    uint8_t        depth;
    uint8_t        state;
    cordon_status  status;
    uint64_t       is_object; /* one bit a level */
};

/** Begin to read `in`, which is borrowed until the last token is used. `arena` takes unescaped
 *  strings; err may be NULL. A byte-order mark at the start is refused (RFC 8259 allows that). */
void json_init(struct json_reader *r, str in, struct arena *arena, struct cordon_error *err);
/** The next token. After JSON_ERROR or JSON_END it repeats itself. */
enum json_kind json_next(struct json_reader *r);
/** Having just received `kind` (the start of a value), read to the end of that value.
 *  @return false on error */
bool json_skip(struct json_reader *r, enum json_kind kind);
/** Status behind a JSON_ERROR: CORDON_SYNTAX, CORDON_LIMIT or CORDON_NOMEM. */
cordon_status json_status(const struct json_reader *r);
/** Line (1-based) and byte in it (1-based) of byte `at` of the input, such as r->at: for messages
 *  about a value that is good JSON and still wrong. */
void json_place(const struct json_reader *r, size_t at, uint64_t *ret_line, uint32_t *ret_column);

/**
 * A writer of one canonical JSON value after the other: no blanks, keys in the order given by the
 * caller, integers only, raw UTF-8, escapes only for `"`, `\` and bytes below 0x20 (\b \f \n \r \t
 * or \u00xx). Commas and colons are its own work; what stands between two values of the top level
 * (a line feed, say) is the caller's. Failure sticks in `out`.
 *
 * Each byte that is not UTF-8 is written as U+FFFD, so the output always parses.
 */
struct json_writer {
    struct buf *out;
    bool        comma; /* private: a comma is due before the next item */
    uint32_t    depth; /* private: objects and arrays that are open */
};

void json_w_init(struct json_writer *w, struct buf *out);
void json_w_object(struct json_writer *w);
void json_w_object_end(struct json_writer *w);
void json_w_array(struct json_writer *w);
void json_w_array_end(struct json_writer *w);
void json_w_key(struct json_writer *w, str key);
void json_w_str(struct json_writer *w, str value);
void json_w_u64(struct json_writer *w, uint64_t value);
void json_w_i64(struct json_writer *w, int64_t value);
void json_w_bool(struct json_writer *w, bool value);
void json_w_null(struct json_writer *w);
/** Bytes that already are one canonical JSON value. */
void json_w_raw(struct json_writer *w, str json);

/* key and value at once */
static inline void json_w_key_str(struct json_writer *w, str key, str value)
{
    json_w_key(w, key);
    json_w_str(w, value);
}
/** The same; null for a text that is empty. */
static inline void json_w_key_text(struct json_writer *w, str key, str value)
{
    json_w_key(w, key);
    if (value.len)
        json_w_str(w, value);
    else
        json_w_null(w);
}
static inline void json_w_key_u64(struct json_writer *w, str key, uint64_t value)
{
    json_w_key(w, key);
    json_w_u64(w, value);
}

#endif
