/*
 * Updating: what the files of cordon_update share.
 *
 *   update.c        who is asked, threads, taking what came one by one
 *   update_place.c  where a source's file is: catalogue, mirror, folder, addresses of one's own
 *   update_link.c   the catalogue's `link`: the newest file named on a page, an API of two steps
 *   update_fetch.c  getting the files of one source
 *   update_note.c   what is known of a source's last fetch: $DATA/fetch/<source>/state.json
 *   update_about.c  taking what was refused; what the command asks about all this
 *
 *   $DATA/fetch/lock                 held by the one update
 *   $DATA/fetch/<source>/state.json
 *                        new/        files as they come; gone when the update ends
 *                        refused/    files of the last refusal
 */
#ifndef ENGINE_UPDATE_H
#define ENGINE_UPDATE_H

#include <cordon/update.h>

#include "engine/import.h"
#include "os/fetch.h"

enum {
    UPDATE_ARENA_MAX = 16 << 20,
    UPDATE_PAGE_MAX = 8 << 20,      /* bytes of a page or answer that a link is looked for in */
    UPDATE_KEY_MAX = 256,           /* bytes of a key */
    UPDATE_NOTE_MAX = 64 << 10,     /* bytes of state.json */
    UPDATE_ADDRESSES_MAX = 1 << 20, /* bytes of a file of addresses */
    UPDATE_JOBS_MAX = 16,
    UPDATE_TRIES_MAX = 10,
    UPDATE_CLOCK_SLACK_S = 86400, /* clocks that differ by more are told */
};

/** Where a source's file is to be had. Text is the arena's or static. */
struct update_place {
    str  url;   /* may hold {key} */
    str  link;
    str  hosts;
    str  name;  /* of the file, when the address has none of its own */
    uint64_t cap;
    bool allow_http;
    bool is_official; /* the catalogue's own address: what passes proves it */
    const char *folder; /* of --from; NULL: fetch */
};

/** What is known of the last fetch. Text is the arena's. */
struct update_note {
    str      url;   /* that the edition in use was fetched from, keys left out */
    str      etag, last_modified;
    str      raw;   /* hash of that edition */
    str      result, why;
    str      proven, proven_url; /* day and address of the last fetch that passed */
    str      stayed; /* of a refusal or failure: hash of the edition that stayed in use, or "" */
    str      refused_raw, refused_url, refused_etag, refused_modified, refused_edition, refused_dated;
    uint64_t asked_s, good_s;
};

enum update_phase { PHASE_WAITING = 0, PHASE_FETCHING, PHASE_FETCHED, PHASE_READING, PHASE_DONE };

/** One source on its way. */
struct update_job {
    const struct cordon_update *args;
    const struct list_source   *source;
    struct update_place         place;
    struct update_note          note;
    str                         key; /* "" = none */
    str                         in_use, in_use_raw; /* edition and hash in use, or "" */
    str                         address; /* that was asked last, without its key */
    const char                 *folder, *fresh, *refused; /* $DATA/fetch/<source> and below it */
    struct arena                arena; /* of the thread that has the job in hand */
    const char                 *files[LIST_FILES_MAX];
    size_t                      file_count;
    str                         edition; /* that the place says, or "" */
    str                         given;   /* that the caller says, or "" */
    bool                        is_dated_by_server; /* the files say no date, the server says when it got them */
    struct os_fetched           got;
    bool                        is_same; /* not even fetched: the server says so */
    cordon_status               status;
    struct cordon_error         err;
    _Atomic int                 phase;   /* enum update_phase; written by whoever has the job in hand */
    _Atomic uint64_t            bytes, total;
    const _Atomic bool         *stop;
};

/* --- update_place.c --------------------------------------------------------------------------- */

/** Where the file is, by the catalogue and the caller's wishes. `addresses` is the content of the
 *  caller's file of addresses, or "". @return CORDON_ARGUMENT when it is nowhere to be had */
cordon_status update_place_find(const struct cordon_update *args, const struct list_source *source,
                                str addresses, struct arena *a, struct update_place *ret,
                                struct cordon_error *err);
/** The name under which a source's file lies on a mirror and is kept: the last part of its address
 *  when it looks like a file's name, else the source's id with the ending of its first format. */
str update_file_name(const struct list_source *source, str url, struct arena *a);

/* --- update_link.c ---------------------------------------------------------------------------- */

/** Is this link the pattern of a dated file's name, such as "list{date}.csv"? */
bool update_link_is_dated(str link);
/** Does a file's name fit it? @param ret_date  "2026-03-05", 10 bytes and a NUL */
bool update_link_fits(str link, str name, char ret_date[16]);
/** The newest address on a page that fits. @return CORDON_NOTFOUND when there is none */
cordon_status update_link_newest(str link, str page, struct arena *a, str *ret_href,
                                 char ret_date[16], struct cordon_error *err);
/** "<TAG> URL": the URL with {id} filled in by the greatest number that an element TAG holds. */
cordon_status update_link_step(str link, str answer, struct arena *a, str *ret_url,
                               struct cordon_error *err);
/** The text with every {word} replaced, escaped for an address. */
str update_fill(str text, str word, str value, struct arena *a);

/* --- update_fetch.c --------------------------------------------------------------------------- */

/** Is another date given than that of the edition in use? Then the same files are no longer the same. */
bool update_is_redated(const struct update_job *job);
/** Get the files of a source into its folder: job->files, or job->is_same. In any thread. */
cordon_status update_fetch(struct update_job *job, struct cordon_error *err);

/* --- update_note.c ---------------------------------------------------------------------------- */

/** Read the note in a source's folder. A missing one is an empty one; a damaged one too, with
 *  CORDON_CORRUPT. */
cordon_status update_note_read(const char *folder, struct arena *a, struct update_note *ret,
                               struct cordon_error *err);
cordon_status update_note_write(const char *folder, const struct update_note *note,
                                struct cordon_error *err);

#endif
