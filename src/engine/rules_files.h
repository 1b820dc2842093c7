/* Rule files as they were read. Private to engine/. */
#ifndef ENGINE_RULES_FILES_H
#define ENGINE_RULES_FILES_H

#include "rule/rule.h"

enum { RULES_FILES_MAX = 64 << 20 }; /* bytes of all rule files of one run */

typedef void rules_fault_fn(void *ctx, const struct cordon_error *err);

/** Files in the order of their names; names and texts are the arena's, or built in. */
struct rules_files {
    struct arena     *arena;
    struct rule_file *item;
    size_t            count;
    rules_fault_fn   *on_fault; /* told of what cannot be read, which is then left out; NULL: the first
                                   such thing is the end */
    void             *fault_ctx;
};

/**
 * Read files, and every *.yml and *.yaml below folders; no path: the packs built in.
 *
 * @return CORDON_OK        every path gave at least one file, or its fault was told
 *         CORDON_NOTFOUND  no such path, or a folder without rules
 *         CORDON_LIMIT     docs/limits.md
 *         CORDON_IO, CORDON_NOMEM
 */
cordon_status rules_files_read(struct rules_files *out, const char *const *paths, size_t count,
                               struct cordon_error *err);

#endif
