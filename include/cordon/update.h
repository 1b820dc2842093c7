/* Keeping lists fresh: fetch what the authorities publish, check it, put it in use. */
#ifndef CORDON_UPDATE_H
#define CORDON_UPDATE_H

#include <cordon/data.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- the catalogue -------------------------------------------------------------------------- */

/** A row of the catalogue of sources. All text is static. */
struct cordon_source {
    cordon_str id;        /* "un_sc" */
    cordon_str authority; /* "United Nations Security Council" */
    cordon_str title;
    cordon_str tier;      /* "designated", "named" or "label" */
    cordon_str licence;   /* in a few words */
    cordon_str rhythm;    /* how often it is published, in a few words */
    cordon_str formats;   /* comma separated */
    cordon_str url;       /* where it is published; empty: a file to be had by hand */
    cordon_str link;      /* how to find the file there, or empty (docs/lists.md) */
    cordon_str hosts;     /* that may answer, comma separated */
    cordon_str proven;    /* day of the last self test that passed before this release; empty: never */
    uint32_t   fresh_days;
    uint32_t   cap_mib;   /* a larger file is not taken */
};

/** One source of the catalogue. @return false past the end; nothing is written then */
CORDON_API bool cordon_source_row(size_t index, struct cordon_source *ret_source);

/** What is known of a source's last fetch in a data folder. */
struct cordon_fetch_info {
    int64_t asked_s;       /* when it was last asked for; 0: never */
    int64_t good_s;        /* when the edition in use was last fetched or confirmed; 0: never */
    char    result[16];    /* "updated", "unchanged", "refused", "failed"; "replaced": it was one of these two,
                              and another edition has come into use since, by hand or in a bundle; or "" */
    char    why[384];      /* of a refusal or failure, or "" */
    char    proven[16];    /* day on which a fetch from the authority passed, here or before the
                              release; "": unproven */
    bool    has_address;   /* the catalogue knows where it is published; else its files come by hand */
    bool    has_refused;   /* files lie ready for cordon_accept */
};

/**
 * What is known of a source's last fetch.
 *
 * @return CORDON_OK (also when it was never asked for), CORDON_ARGUMENT (unknown source),
 *         CORDON_CORRUPT (the note is damaged; the next fetch writes it anew), CORDON_IO, CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_fetch_info(const char *data_dir, cordon_str source,
                                                             struct cordon_fetch_info *ret_info,
                                                             struct cordon_error *err);

/* --- updating ------------------------------------------------------------------------------- */

/** What became of one source. */
enum cordon_update_result {
    CORDON_UPDATE_FAILED = 0, /* nothing whole came; the edition before stays */
    CORDON_UPDATE_REFUSED,    /* what came is not to be believed; the edition before stays */
    CORDON_UPDATE_UNCHANGED,  /* what is published is what is in use */
    CORDON_UPDATE_UPDATED,    /* in use */
    CORDON_UPDATE_WOULD,      /* a dry run would have taken it */
    CORDON_UPDATE_PASSED,     /* a self test fetched and read it */
};

enum cordon_update_mode {
    CORDON_UPDATE_TAKE = 0, /* fetch, check, put in use */
    CORDON_UPDATE_DRY,      /* fetch and check; nothing is kept */
    CORDON_UPDATE_TEST,     /* fetch and read, whatever is in use; that it passed is noted */
};

/** The word for a result: "failed", "refused", "unchanged", "updated", "would update", "passed". */
CORDON_API const char *cordon_update_word(enum cordon_update_result result);

/** One source's part of an update. All text is borrowed for the call. */
struct cordon_update_one {
    cordon_str                source;
    enum cordon_update_result result;
    cordon_status             status;   /* CORDON_OK, or why it failed or was refused */
    cordon_str                why;      /* for a person; empty when all is well */
    cordon_str                note;     /* said although all is well, or empty */
    cordon_str                edition;  /* that came; empty when none was read */
    cordon_str                before;   /* in use before; empty: none */
    cordon_str                address;  /* that was asked, without keys */
    cordon_str                kept;     /* folder with the files that were refused, or empty */
    uint64_t                  bytes;    /* that came */
    uint32_t                  warnings; /* of the reader */
    struct cordon_counts      counts;   /* zero when nothing was read */
};

/** How far one source is. */
struct cordon_update_progress {
    size_t      index;  /* 0 .. count - 1, in the order of the catalogue */
    size_t      count;  /* sources of this update */
    cordon_str  source;
    const char *phase;  /* "waiting", "fetching", "fetched", "reading", "done"; static */
    uint64_t    bytes, total; /* total is 0 when unknown */
};

/** Called for each source as it ends, in the calling thread. */
typedef void cordon_update_fn(void *ctx, const struct cordon_update_one *one);
/** Called some times a second for each source, in the calling thread. */
typedef void cordon_update_progress_fn(void *ctx, const struct cordon_update_progress *p);

/** A key that an authority gives to each user; it stands in the file's first line. */
struct cordon_source_key {
    cordon_str  source;
    const char *file;
};

/** The day on which files without a date of their own were published. */
struct cordon_source_date {
    cordon_str source;
    cordon_str date; /* YYYY-MM-DD */
};

/** What to update, and how. Everything is borrowed for the call. */
struct cordon_update {
    const char             *data_dir;
    cordon_str              sources;   /* ids, comma separated; empty: those in use and those the
                                          default policy requires; of `from`: those that lie there */
    bool                    is_all;    /* every source that has an address, but for those whose licence
                                          has to be accepted and was not (cordon_licence_ask) */
    enum cordon_update_mode mode;
    const char             *mirror;    /* NULL, or the base of <base>/<source>/<file name> */
    const char             *from;      /* NULL, or a folder with <source>/<file name> */
    const char             *addresses; /* NULL, or a file of rows that stand in the place of the
                                          catalogue's url, link, hosts and cap_mib */
    const char             *proxy;     /* NULL: as the environment says; "": none */
    const char             *ca_file;   /* NULL: the system's certificates */
    const struct cordon_source_key *keys;
    size_t                  key_count;
    const struct cordon_source_date *dates; /* wins over what the files, the place and the server say */
    size_t                  date_count;
    unsigned                jobs;      /* at once, 1..16; 0: 4 */
    unsigned                tries;     /* for one file, 1..10; 0: 4 */
    unsigned                stall_s;   /* give up when hardly anything came for so long; 0: 60 */
    unsigned                timeout_s; /* for one file, all redirects included; 0: 1800 */
    unsigned                keep;      /* editions of each source that stay, as in cordon_import */
    bool                    accept_licence; /* as in cordon_import, for every source of this update */
    unsigned                wait_ms;   /* for another update or import; 0: do not wait */
    int64_t                 now_s;     /* the time of the question */
    cordon_update_fn       *done;      /* may be NULL */
    cordon_update_progress_fn     *progress;  /* may be NULL */
    void                   *ctx;       /* of both */
};

/**
 * Fetch lists and put them in use, each source by itself.
 *
 * Sources are fetched at once and taken one after the other through the same checks as
 * cordon_import. What is refused by one, fails or never comes changes nothing for it and nothing
 * for the others. Sets that are open go on with what they opened.
 *
 * GET only; https only, unless the caller's own `mirror` or `addresses` says http; at most three
 * redirects, all to the source's hosts. What was refused is kept for cordon_accept.
 *
 * @param args  see above
 * @param err   may be NULL
 * @return CORDON_OK        every source was asked; `done` said what became of each
 *         CORDON_ARGUMENT  unknown source, one without an address, a bad mirror, key or date
 *         CORDON_NOTFOUND  `from`, `addresses` or a key's file is not there
 *         CORDON_UNSUPPORTED the library that fetches is not installed; err names its package
 *         CORDON_BUSY      another update of this folder is going on
 *         CORDON_IO        the data folder cannot be used
 *         CORDON_INTERRUPTED, CORDON_CORRUPT, CORDON_LIMIT, CORDON_NOMEM
 *
 * Threads: any; updates of one folder take turns. Starts up to `jobs` threads of its own
 * Source:  docs/lists.md
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_update(const struct cordon_update *args,
                                                         struct cordon_error *err);

/**
 * Take the files that the last update refused: a true mass delisting, seen by a person.
 *
 * @param reason  one line, at most 500 bytes, kept with the edition
 * @param keep    editions of the source that stay, as in cordon_import
 * @return CORDON_NOTFOUND when nothing lies there; otherwise as cordon_import
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_accept(const char *data_dir, cordon_str source, cordon_str reason, unsigned keep, int64_t now_s,
              struct cordon_counts *ret_counts, struct cordon_error *err);

#ifdef __cplusplus
}
#endif
#endif
