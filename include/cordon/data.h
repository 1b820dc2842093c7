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
    uint32_t births;          /* dates of birth */
    uint32_t imo_numbers;
    uint32_t identifiers;     /* others that are compared: passports, tax numbers, accounts, mailboxes */
    uint32_t countries;       /* countries, nationalities and flags; those of addresses too */
    uint32_t pieces;          /* pieces of free text read */
    uint32_t untyped_pieces;  /* of them kept verbatim, as notes */
    uint32_t long_names;      /* names above the caps of docs/limits.md: found by their parts only */
    uint32_t warnings;
};

/** One source within a data set. All text lives as long as the set. */
struct cordon_list {
    cordon_str source;     /* "us_ofac_sdn" */
    cordon_str authority;  /* "US Treasury, OFAC" */
    cordon_str tier;       /* "designated", "named" or "label" */
    cordon_str edition;    /* "2023-12-28", or "unknown" */
    cordon_str raw_sha256; /* of the file; of several as docs/list-formats.md says */
    cordon_str accepted;   /* why it was taken although it was doubtful; empty: it was not */
    cordon_str doubts;     /* what spoke against it then, or empty */
    bool       is_starter; /* the bundled starter list stands in for it */
    cordon_str dated;      /* "server": its date is the day of the file where it was fetched, since the files
                              carry none; else empty: the files say it, or somebody did */
    cordon_str lacks;      /* properties that other editions of the list carry and this one does not, comma
                              separated: a CSV set without its file of aliases */
    uint32_t   fresh_days; /* older editions make the check stale; 0 = no limit */
    struct cordon_counts counts;
};

/**
 * Called for each thing an import noticed but did not stop at, after the import has succeeded, in
 * the thread that imports.
 *
 * @param ctx    cordon_import.warn_ctx
 * @param file   name of the file, or empty
 * @param line   1-based, 0 when it says nothing
 * @param entry  the list's number of the entry, or empty
 * @param text   what was odd; all text is borrowed for the call
 */
typedef void cordon_warning_fn(void *ctx, cordon_str file, uint64_t line, cordon_str entry,
                               cordon_str text);

/** A file that is in memory already. */
struct cordon_held_file {
    cordon_str name; /* without a folder */
    cordon_str bytes;
};

/** What to import, and how. Everything is borrowed for the call. */
struct cordon_import {
    const char        *data_dir;   /* created when missing */
    cordon_str         source;     /* a source of the catalogue: "us_ofac_sdn" */
    const char *const *files;      /* paths; all files of one edition */
    size_t             file_count; /* 1..256 */
    cordon_str         edition;    /* YYYY-MM-DD; empty: the file's own, or unknown */
    unsigned           wait_ms;    /* for another import to finish; 0 = do not wait */
    cordon_warning_fn *warn;       /* may be NULL */
    void              *warn_ctx;
    cordon_str         accept;     /* why a doubtful edition (docs/lists.md, "What is doubtful") is to be
                                      taken all the same: one line, at most 500 bytes, kept with it.
                                      { NULL, 0 }: it is refused */
    /* in the place of `files`, with file_count 0: */
    const struct cordon_held_file *held; /* the edition's files, in memory */
    size_t             held_count; /* 1..8 */
    cordon_str         packed;     /* or an edition as the data folder keeps it: the bytes of a raw.zst */
    unsigned           keep;       /* editions of the source that stay in the folder: older ones are
                                      removed once this one is in use (docs/lists.md, "Old editions").
                                      At least 2; 0: all stay */
    bool               accept_licence; /* somebody keeps to the source's licence (cordon_licence_ask); kept
                                          in the folder, so saying it once is enough */
    int64_t            now_s;      /* the time of the question, seconds since 1970: an edition of a later day
                                      is doubtful; 0: no clock is known, and any day is believed */
};

/**
 * The licence that has to be accepted before a source can be imported into a folder: one that allows
 * non-commercial use only, and has not been accepted there.
 *
 * @param ret_licence  in a few words, static; empty: nothing is to be asked
 * @return CORDON_OK, CORDON_ARGUMENT (unknown source), CORDON_IO, CORDON_NOMEM
 *
 * Source: docs/lists.md#licences
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_licence_ask(const char *data_dir, cordon_str source,
                                                              cordon_str *ret_licence,
                                                              struct cordon_error *err);

/**
 * Import one edition of a list and put it into use.
 *
 * All or nothing: on any failure, also a power loss, the edition before stays in use. The same
 * files give the same data set, byte for byte. Sets that are open go on with what they opened.
 *
 * @param args        see above
 * @param ret_counts  what the edition holds; written only on CORDON_OK
 * @param err         may be NULL; names file, line and cause
 * @return CORDON_OK        in use for every set opened from now on
 *         CORDON_ARGUMENT  unknown source, bad date, no file or too many, a blank or too long
 *                          `accept`
 *         CORDON_SYNTAX    a file is not of the source's formats, or is broken
 *         CORDON_REFUSED   the source's licence was not accepted; a delta whose base is not in use;
 *                          well formed and not accepted: another list's file, one cut short or
 *                          without entries; doubtful, and no `accept` given; the data folder is of a
 *                          newer version
 *         CORDON_LIMIT     a cap was reached (docs/limits.md)
 *         CORDON_NOTFOUND  no such file
 *         CORDON_IO        a file or the data folder cannot be read or written; the disk is full;
 *                          a pipe, device or folder stands where a file should
 *         CORDON_CORRUPT   the manifest in use is damaged, and so is a kept edition that another
 *                          list would be made anew from; err names it
 *         CORDON_BUSY      another import holds the data folder after wait_ms
 *         CORDON_INTERRUPTED, CORDON_NOMEM, CORDON_BUG
 *
 * Cost:    reads every file whole, and keeps it in memory while it does
 * Threads: any; imports into one folder take turns, across processes too
 * Source:  docs/lists.md
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_import(const struct cordon_import *args, struct cordon_counts *ret_counts,
              struct cordon_error *err);

/** A data set in use: read only, so any number of threads and screeners may share one. */
struct cordon_set;

/**
 * Open the data set in use in a folder, or the bundled starter list alone when nothing was ever
 * imported there. Sources of the starter list that were not imported are added to any set.
 *
 * A set made by another version of Cordon is made anew from the kept editions first: then this call
 * writes into the folder, waits up to 30 s for an import that is going on, and takes as long as the
 * imports took.
 *
 * @param data_dir  may be NULL: the starter list alone; a folder that is not there counts as one
 *                  where nothing was imported
 * @param ret_set   the caller's; written only on CORDON_OK
 * @param err       may be NULL
 * @return CORDON_OK
 *         CORDON_CORRUPT   stored bytes are not what was written, or this version cannot read a
 *                          kept edition; err names the file
 *         CORDON_REFUSED   a stored source is not in this version's catalogue, or the set was made
 *                          by a newer version
 *         CORDON_IO        the folder cannot be read; the set cannot be made anew in it
 *         CORDON_BUSY      it must be made anew, and an import holds the folder
 *         CORDON_LIMIT     a cap was reached while it was made anew
 *         CORDON_INTERRUPTED, CORDON_NOMEM, CORDON_BUG
 *
 * Owner:   close it with cordon_set_close, after the last screener that uses it
 * Cost:    parts are mapped, not read; below 64 MiB they are also checked. The starter list is
 *          built in memory each time: milliseconds, not microseconds; keep a set open
 * Threads: any
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_set_open(const char *data_dir,
                                                           struct cordon_set **ret_set,
                                                           struct cordon_error *err);
CORDON_API void cordon_set_close(struct cordon_set *set); /* NULL is fine */

/** Sources in the set, those that the starter list stands in for included. */
CORDON_API size_t cordon_set_list_count(const struct cordon_set *set);
/**
 * One source of the set.
 *
 * @param index     0 .. cordon_set_list_count() - 1
 * @param ret_list  filled unless false is returned; its text is the set's
 * @return false when index is past the end
 */
CORDON_API bool cordon_set_list(const struct cordon_set *set, size_t index,
                                struct cordon_list *ret_list);
/** 64 hex digits that name the data set, quoted in every answer: the hash of its manifest, or of
 *  the starter table when nothing was imported. The set's. */
CORDON_API cordon_str cordon_set_hash(const struct cordon_set *set);
/**
 * Check every stored byte against the hashes it was stored under.
 *
 * @return CORDON_OK
 *         CORDON_CORRUPT   a part or a kept edition is not what was stored; err names it and its
 *                          source
 *         CORDON_IO        a kept edition cannot be read
 *         CORDON_LIMIT     a kept edition is above a cap (docs/limits.md)
 *         CORDON_NOMEM
 *
 * Cost:    reads all of it, and unpacks the kept editions
 * Threads: any number, on one set
 */
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
 * @param id        an entity id ("us_ofac_sdn-27307"), or an entry number when just one list has
 *                  it; a child's id shows its subject
 * @param ret_text  the caller's, free it with cordon_text_free; written only on CORDON_OK
 * @param err       may be NULL
 * @return CORDON_OK, CORDON_NOTFOUND (no list of the set has it), CORDON_ARGUMENT (several lists have
 *         this number: err names them), CORDON_LIMIT (an entity above 64 MiB), CORDON_NOMEM
 *
 * Threads: any number, on one set
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

/**
 * The sources that can be imported, one a call.
 *
 * @param index      from 0
 * @param ret_id     "us_ofac_sdn"; static
 * @param ret_title  static
 * @return false past the end; nothing is written then
 */
CORDON_API bool cordon_source_at(size_t index, cordon_str *ret_id, cordon_str *ret_title);

#ifdef __cplusplus
}
#endif
#endif
