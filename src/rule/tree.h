/*
 * YAML trees as numbers, so that the packs built in need no YAML parser at run time: of 30 ms that
 * 210 files took, 25 were spent there. tools/pack_trees.c writes them when Cordon is built.
 * Private to rule/.
 *
 *   a document: its node, then for a list its children, for a map its keys and then its children
 *   a node:     kind and flags, line, column, and
 *                 a scalar: where its text begins, how long it is; a whole number's two halves
 *                 a list or map: how many
 *   text:       a piece of the file itself, or of `pool` where it was written with escapes or folded
 */
#ifndef RULE_TREE_H
#define RULE_TREE_H

#include "base/buf.h"
#include "rule/rule.h"
#include "rule/vec.h"
#include "rule/yaml.h"

/**
 * Add a document to `words` (uint32_t) and what its texts need to `pool`.
 *
 * @param file  its text
 * @return false when memory ran out
 */
bool tree_write(const struct yaml_node *doc, str file, struct vec *words, struct buf *pool);

/**
 * The next document of a file, as yaml_next; *ret_root is NULL behind the last.
 *
 * @param at    words read so far; moved
 * @return CORDON_OK, CORDON_NOMEM, CORDON_BUG (the words are not what tree_write made)
 */
cordon_status tree_next(const struct rule_trees *trees, size_t file, str text, size_t *at,
                        struct arena *arena, const struct yaml_node **ret_root,
                        struct cordon_error *err);

#endif
