/* The data folder: importing lists, and the data set they make. */
#ifndef CORDON_DATA_H
#define CORDON_DATA_H

#include <cordon/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What one edition of a list holds. Counts are of entries unless said otherwise. */
struct cordon_counts {
    uint32_t entries; /* persons + organizations + vessels + aircraft + others */
    uint32_t persons, organizations, vessels, aircraft, others;
    uint32_t aliases;         /* strong ones, as the list counts them */
    uint32_t weak_aliases;
    uint32_t empty_aliases;   /* alias elements that hold no name */
    uint32_t addresses;
    uint32_t wallets;         /* addresses stored */
    uint32_t wallet_mentions; /* addresses mentioned, cut-off ones included */
    uint32_t wallet_entries;  /* entries that mention one */
    uint32_t wallets_malformed; /* stored as text only: they fail their own checksum */
    uint32_t dprk_entries;
    uint32_t pieces;          /* pieces of free text read */
    uint32_t untyped_pieces;  /* of them kept verbatim, as notes */
    uint32_t warnings;
};

/** One source within a data set. All text lives as long as the set. */
struct cordon_list {
    cordon_str source;     /* "us_ofac_sdn" */
    cordon_str authority;  /* "US Treasury, OFAC" */
    cordon_str tier;       /* "designated", "named" or "label" */
    cordon_str edition;    /* "2023-12-28", or "unknown" */
    cordon_str raw_sha256; /* of the file; of the output of sha256sum over several, sorted by name */
    bool       is_starter; /* the bundled starter list stands in for it */
    uint32_t   fresh_days; /* older editions make the check stale; 0 = no limit */
    struct cordon_counts counts;
};

/** Called for each thing an import noticed but did not stop at. */
typedef void cordon_warning_fn(void *ctx, cordon_str file, uint64_t line, cordon_str entry,
                               cordon_str text);

struct cordon_import {
    const char        *data_dir;   /* created when missing */
    cordon_str         source;     /* a source of the catalogue */
    const char *const *files;      /* paths */
    size_t             file_count; /* 1..8 */
    cordon_str         edition;    /* YYYY-MM-DD; empty: the file's own, or unknown */
    unsigned           wait_ms;    /* for another import to finish */
    cordon_warning_fn *warn;       /* may be NULL */
    void              *warn_ctx;
};

/**
 * Import one edition of a list and put it into use.
 *
 * All or nothing: on any failure, also a power loss, the edition before stays in use. The same
 * files give the same data set, byte for byte.
 *
 * @param ret_list  what was imported; text in it is static or empty (source, edition only through
 *                  cordon_set_list)
 * @return CORDON_OK
 *         CORDON_ARGUMENT  unknown source, bad date, no files
 *         CORDON_NOTFOUND, CORDON_IO   a file, or the data folder; the disk is full
 *         CORDON_SYNTAX    err names file, line and cause
 *         CORDON_REFUSED   another list's file, a file that is cut short
 *         CORDON_LIMIT, CORDON_NOMEM, CORDON_INTERRUPTED
 *         CORDON_BUSY      another import holds the data folder
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_import(const struct cordon_import *args, struct cordon_counts *ret_counts,
              struct cordon_error *err);

/** A data set in use: read-only, shared by threads, counted. */
struct cordon_set;

/**
 * Open the data set in use in a folder, or the bundled starter list alone when nothing was ever
 * imported there. Sources of the starter list that were not imported are added to any set.
 *
 * A set made by another version of Cordon is made anew from the kept editions first.
 *
 * @param data_dir  may be NULL: the starter list alone
 * @return CORDON_OK, CORDON_CORRUPT (err says which file and where), CORDON_IO, CORDON_NOMEM
 *
 * Cost: under 10 ms at any size
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_set_open(const char *data_dir,
                                                           struct cordon_set **ret_set,
                                                           struct cordon_error *err);
CORDON_API void cordon_set_close(struct cordon_set *set); /* NULL is fine */

CORDON_API size_t cordon_set_list_count(const struct cordon_set *set);
/** @return false when index is past the end */
CORDON_API bool cordon_set_list(const struct cordon_set *set, size_t index,
                                struct cordon_list *ret_list);
/** 64 hex digits: the hash of the manifest, quoted in every answer. */
CORDON_API cordon_str cordon_set_hash(const struct cordon_set *set);
/** Check every byte against the hashes it was stored under. @return as cordon_set_open */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_set_verify(const struct cordon_set *set,
                                                             struct cordon_error *err);

/** Text that a call made; free with cordon_text_free. */
struct cordon_text {
    char  *data; /* UTF-8, with a NUL behind it */
    size_t len;
};
CORDON_API void cordon_text_free(struct cordon_text *text); /* the empty state is fine */

/**
 * One entity as JSON, with the source row of every value:
 * {"id","source","entry","schema","dprk","row_sha256","values":[{"property","value","lang","file",
 * "line"}],"children":[...]}.
 *
 * @param id  an entity id ("us_ofac_sdn-27307"), or an entry number when just one list has it
 * @return CORDON_OK, CORDON_NOTFOUND, CORDON_ARGUMENT (several lists have this number: err names
 *         them), CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_show(const struct cordon_set *set, cordon_str id,
                                                       struct cordon_text *ret_text,
                                                       struct cordon_error *err);

/**
 * The same entity and its children as FollowTheMoney JSON lines, without source rows: one entity a
 * line, {"id","schema","properties":{name:[values]},"datasets":[source]}.
 *
 * @return as cordon_show
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_show_ftm(const struct cordon_set *set,
                                                           cordon_str id,
                                                           struct cordon_text *ret_text,
                                                           struct cordon_error *err);

/** Names of the sources in the catalogue, one a call. @return false past the end */
CORDON_API bool cordon_source_at(size_t index, cordon_str *ret_id, cordon_str *ret_title);

#ifdef __cplusplus
}
#endif
#endif
