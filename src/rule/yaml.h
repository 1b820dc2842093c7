/* YAML documents as trees that know their place. Private to rule/. */
#ifndef RULE_YAML_H
#define RULE_YAML_H

#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"

enum yaml_kind {
    YAML_NULL = 0,
    YAML_BOOL,
    YAML_NUMBER, /* text: as written; see is_whole */
    YAML_TEXT,
    YAML_LIST,
    YAML_MAP,
};

struct yaml_node {
    enum yaml_kind          kind;
    str                     text;   /* of scalars, as the writer meant it */
    bool                    is_true;
    bool                    is_whole; /* of a number: fits int64 */
    bool                    is_doubtful; /* of a text without quotes: YAML 1.1 reads it else */
    int64_t                 number;
    uint32_t                line, column; /* 1-based, column in bytes */
    const struct yaml_node *key;   /* of a map: its keys, all text, beside `child` */
    const struct yaml_node *child; /* of a list or map */
    size_t                  count;
};

struct yaml_reader; /* libyaml's parser behind a door */

/**
 * Begin to read a file. Everything made is in the arena.
 *
 * Scalars follow the core schema of YAML 1.2: null, true and false, whole and decimal numbers;
 * anything else is text. Aliases, tags, keys that are no text and keys written twice are refused;
 * so are numbers with leading zeros or exponents, which readers of YAML understand differently.
 */
cordon_status yaml_open(str text, str file, struct arena *arena, struct yaml_reader **ret,
                        struct cordon_error *err);
/** The next document; *ret_root is NULL behind the last. An empty document is YAML_NULL. */
cordon_status yaml_next(struct yaml_reader *r, const struct yaml_node **ret_root,
                        struct cordon_error *err);
void yaml_close(struct yaml_reader *r);

/** The value of a key in a map; NULL when it is not there or `map` is none. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);
/** What it is, for messages: "a list". */
const char *yaml_kind_name(enum yaml_kind kind);
/** Canonical JSON of a tree. */
void yaml_json(const struct yaml_node *node, struct json_writer *w);

#endif
