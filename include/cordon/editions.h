/** @file
 * Kept editions of lists: which there are, what changed between two of them, going back to one.
 */
#ifndef CORDON_EDITIONS_H
#define CORDON_EDITIONS_H

#include <cordon/data.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The kept editions of a data folder, read once. */
struct cordon_editions;

/** One kept edition. All text lives as long as the list. */
struct cordon_edition {
    cordon_str source;     /* "un_sc" */
    cordon_str edition;    /* "2026-02-27", or "unknown" */
    cordon_str raw_sha256; /* 64 hex digits; the first 12 only when its meta.json is lost */
    int64_t    received_s; /* when its files were written into the folder, seconds since 1970 */
    uint64_t   bytes;      /* as kept, compressed */
    bool       is_in_use;
    uint32_t   sets;       /* manifests in the folder that name it, the one in use included */
    cordon_str accepted;   /* as in cordon_list */
    cordon_str doubts;
    bool       has_counts; /* meta.json is there: counts, accepted and doubts are known */
    struct cordon_counts counts;
};

/**
 * Read what editions a folder keeps.
 *
 * @param data_dir     a folder that is not there, or NULL, keeps none
 * @param source       this source alone; empty: all
 * @param ret_editions the caller's; written only on CORDON_OK
 * @return CORDON_OK, CORDON_CORRUPT (the manifest in use is damaged), CORDON_REFUSED (of a newer
 *         version), CORDON_IO, CORDON_LIMIT (more than 65,536), CORDON_NOMEM
 *
 * Owner:   close it with cordon_editions_close
 * Threads: any
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_editions_open(const char *data_dir,
                                                                cordon_str source,
                                                                struct cordon_editions **ret_editions,
                                                                struct cordon_error *err);
CORDON_API void cordon_editions_close(struct cordon_editions *editions); /* NULL is fine */
CORDON_API size_t cordon_editions_count(const struct cordon_editions *editions);
/** By source; of a source the newest first. @return false behind the end */
CORDON_API bool cordon_editions_at(const struct cordon_editions *editions, size_t index,
                                   struct cordon_edition *ret_edition);

/** One side of a difference: a kept edition, or files. */
struct cordon_edition_side {
    cordon_str         which; /* of a kept one: "current", "previous" (the next older one than that in
                                 use), its date, or the beginning of its hash (4 digits or more) */
    const char *const *files; /* or, when there are any: files of one edition */
    size_t             file_count;
};

struct cordon_diff_counts {
    uint32_t added, removed, changed, same;
    uint32_t partly; /* of changed and same: one edition says the entry up to a cut only */
};

/**
 * Called for each entry that differs and, last, for the summary: one JSON object without line end,
 * borrowed for the call (docs/lists.md, "What changed").
 *
 * @return false to end the difference with CORDON_INTERRUPTED
 */
typedef bool cordon_diff_fn(void *ctx, cordon_str json);

/**
 * Tell what changed between two editions of a source.
 *
 * Both are read from their files again, so it does not matter which are in use. Entries are joined by
 * the list's own number. What one edition does not carry is not compared, and said so.
 *
 * @param data_dir    of kept editions; may be NULL when both sides are files
 * @param source      a source of the catalogue
 * @param before, after  borrowed for the call
 * @param ret_counts  may be NULL; written only on CORDON_OK
 * @return CORDON_OK
 *         CORDON_ARGUMENT  unknown source; a date or hash that several kept editions have
 *         CORDON_NOTFOUND  no such kept edition, or no such file
 *         CORDON_CORRUPT   a kept edition is damaged, or this version does not read it; err says why
 *         CORDON_SYNTAX, CORDON_REFUSED  a file is none of the source's
 *         CORDON_INTERRUPTED  fn said so
 *         CORDON_LIMIT, CORDON_IO, CORDON_NOMEM
 *
 * Cost:    reads both editions; the difference itself takes milliseconds
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_editions_diff(const char *data_dir, cordon_str source, const struct cordon_edition_side *before,
                     const struct cordon_edition_side *after, cordon_diff_fn *fn, void *ctx,
                     struct cordon_diff_counts *ret_counts, struct cordon_error *err);

/** What to go back to. Everything is borrowed for the call. */
struct cordon_rollback {
    const char *data_dir;
    cordon_str  source;
    cordon_str  to;      /* as cordon_edition_side.which; empty: "previous" */
    cordon_str  reason;  /* one line of 1..500 bytes, kept as that of an accepted edition is */
    unsigned    wait_ms; /* for an import to finish */
    int64_t     now_s;   /* as in cordon_import */
};

/**
 * Put a kept edition in use again, in the place of the one of its source.
 *
 * All or nothing, as an import; sets that are open go on. The next import of a newer edition takes
 * its place as ever.
 *
 * @param ret_counts  what it holds; written only on CORDON_OK
 * @return CORDON_OK
 *         CORDON_ARGUMENT  unknown source, no reason or one too long; it is in use already; a date or
 *                          hash that several kept editions have
 *         CORDON_NOTFOUND  nothing of the source is in use, or no such edition is kept
 *         CORDON_CORRUPT   it is damaged, or this version does not read it
 *         CORDON_BUSY, CORDON_IO, CORDON_LIMIT, CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_rollback(const struct cordon_rollback *args,
                                                           struct cordon_counts *ret_counts,
                                                           struct cordon_error *err);

#ifdef __cplusplus
}
#endif
#endif
