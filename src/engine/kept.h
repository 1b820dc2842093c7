/*
 * Kept editions: finding them in the data folder, and reading one through its reader again.
 * Private to engine/.
 *
 *   editions/<source>/<date>-<hash12>/{raw.zst, meta.json}
 *
 * Of one source the order is: newer date first; one without a date stands where the day on which it
 * was received puts it.
 */
#ifndef ENGINE_KEPT_H
#define ENGINE_KEPT_H

#include <cordon/editions.h>

#include "engine/set.h"

enum { KEPT_MAX = 65536, KEPT_WHICH_MIN = 4 }; /* editions of a folder; hex digits that name one */

struct kept {
    struct set_edition about; /* parts are empty; without meta.json counts and reason too */
    str                folder; /* "2026-02-27-0123456789ab" */
    int64_t            written_ns;
    int32_t            day; /* it stands at, days since 1970 */
    uint64_t           bytes;
    bool               is_in_use, has_meta;
    uint32_t           sets;
};

struct cordon_editions {
    struct arena arena;
    struct kept *item;
    size_t       count, room;
};

/** The one that `which` names (cordon_edition_side). @return CORDON_OK, CORDON_NOTFOUND,
 *  CORDON_ARGUMENT */
cordon_status kept_find(const struct cordon_editions *all, str source, str which,
                        const struct kept **ret, struct cordon_error *err);
/** The next older one of the same source; NULL when there is none. */
const struct kept *kept_older(const struct cordon_editions *all, const struct kept *k);

/** An edition's entities, in memory. */
struct kept_entities {
    struct arena       arena;
    struct list_report report;
    struct list_file   files[LIST_FILES_MAX];
    size_t             file_count;
    struct os_file     given[LIST_FILES_MAX]; /* of files */
    struct buf         raw;                   /* of a kept edition */
    struct buf         bytes;                 /* the part */
    struct part        part;
    struct entity_set  set;
    str                format;                /* "un_xml" */
    char               raw_hex[SHA_HEX_LEN + 1];
};

void kept_entities_init(struct kept_entities *e);
void kept_entities_release(struct kept_entities *e);
/** Read a kept edition. @return as edition_open; CORDON_CORRUPT also when this version refuses it */
cordon_status kept_read(const char *data_dir, const struct set_edition *about,
                        struct kept_entities *ret, struct cordon_error *err);
/** Read files that are no edition of the folder. */
cordon_status kept_read_files(const struct list_source *source, const char *const *files,
                              size_t count, struct kept_entities *ret, struct cordon_error *err);

/* --- keeping the last few (prune.c) ------------------------------------------------------------- */

/**
 * Remove what is no longer kept of a source: editions older than the last `keep`, manifests that
 * name one of them, and parts that neither the set in use nor the one before it names. Kept whatever
 * the number: the edition in use, the next older one, and those that a stored decision names.
 *
 * The caller holds the lock. After a crash anywhere what is left is whole: manifests go first, then
 * the raw files, then the rest of their folders, then parts.
 *
 * @param keep        at least 2
 * @param before_hex  the set that was in use before this call's import, or ""
 * @param ret_count   editions removed
 */
cordon_status kept_prune(const char *data_dir, str source, unsigned keep, const char *before_hex,
                         uint32_t *ret_count, struct cordon_error *err);

#endif
