/*
 * Importing, as its files share it: private to import.c, import_check.c, edition_make.c, publish.c, recover.c
 * and rollback.c.
 *
 *   import.c        the door: takes the files, looks what is in use, judges, and puts in use
 *   import_check.c  what was asked, checked before anything is done; what is told afterwards
 *   edition_make.c  files -> raw edition and parts, in memory
 *   publish.c       writing beside the old, the manifest, the swap of one name, leftovers
 *   recover.c       editions made anew from their kept files; a manifest that is lost
 *   rollback.c      a kept edition put in use again
 */
#ifndef ENGINE_IMPORT_INSIDE_H
#define ENGINE_IMPORT_INSIDE_H

#include "engine/import.h"
#include "engine/party.h"

enum { IMPORT_ARENA_MAX = 64 << 20, ACCEPT_MAX = 500 };

/* --- one edition in memory (edition_make.c) ------------------------------------------------------- */

/** One edition on its way into the data folder. */
struct edition_in {
    const char               *data_dir;
    const struct list_source *source;
    struct list_file         *files; /* sorted by name; room for LIST_FILES_MAX, the arena's */
    size_t                    file_count;
    str                       fallback; /* date for files that carry none, or "" */
    int64_t                   now_s;    /* the caller's clock; 0: not known */
    bool                      is_dry;   /* it is judged and put nowhere: what judging needs is enough */
    struct set_edition        about;
    struct list_report        report;
    struct buf                parts[ROLE_COUNT];
    struct buf                packed; /* the raw files, compressed */
    struct buf                joined; /* a delta's edition, whole */
    struct arena              arena;
};

void edition_in_init(struct edition_in *in, const char *data_dir); /* files is NULL when memory ran out */
void edition_in_release(struct edition_in *in);
/** Files -> parts. @param edition  its date when that is known already, or "" */
cordon_status edition_make(struct edition_in *in, str edition, struct cordon_error *err);
/** The same, and the files compressed; not of a dry run. */
cordon_status edition_make_and_pack(struct edition_in *in, str edition, struct cordon_error *err);

/* --- the data folder (publish.c) ---------------------------------------------------------------------- */

/** The editions of the set in use; none when there is none yet. */
struct in_use {
    struct set_edition *editions; /* SET_SOURCES_MAX; the arena's */
    size_t              count;
    bool                is_lost; /* current or its manifest is damaged: nobody knows */
    char                hex[SHA_HEX_LEN + 1]; /* of the set; "" when there is none yet */
};

/** Check that the folder can be written before the work is done, and hold it. */
cordon_status import_hold(const char *data_dir, unsigned wait_ms, struct arena *a, struct os_lock *lock,
                          struct cordon_error *err);
/** @return CORDON_OK, also when there is none yet; else as set_current_read, set_manifest_load */
cordon_status in_use_look(const char *data_dir, struct arena *a, struct in_use *ret, struct cordon_error *err);
/** The one of a source; NULL when there is none. */
const struct set_edition *in_use_of(const struct in_use *now, str source);

/** Remove what killed imports left. The caller holds the lock, as for all below. */
void import_sweep(const char *data_dir, struct arena *a);
/** editions/<source>/<date>-<hash12>/ */
cordon_status edition_write_raw(struct edition_in *in, struct cordon_error *err);
/** Write meta.json of an edition whose files are there already. */
cordon_status edition_rewrite_meta(struct edition_in *in, struct cordon_error *err);
cordon_status edition_write_parts(struct edition_in *in, struct cordon_error *err);
/** A manifest of the editions in use with the fresh ones in the place of their sources', linked anew; then
 *  the swap. */
cordon_status import_publish(const char *data_dir, struct arena *a, const struct in_use *now,
                             const struct set_edition *const *fresh, size_t fresh_count,
                             struct cordon_error *err);

/* --- editions made anew (recover.c) -------------------------------------------------------------------- */

/** Make the parts of an edition again from its kept files, and write them. */
cordon_status edition_make_anew(struct edition_in *in, const struct set_edition *e, struct cordon_error *err);

/** The other sources' editions when current or its manifest is lost. */
struct recovered {
    struct edition_in *in; /* SET_SOURCES_MAX; zeros at first */
};
/** Find them again in the kept ones and add them to `now`: nothing that was imported may leave the data set
 *  in silence. Release `ret` once they are published, whatever the answer.
 *  @param except  the source that is imported now */
cordon_status import_recover(const struct cordon_import *args, str except, struct arena *arena,
                             struct in_use *now, struct recovered *ret, struct cordon_error *err);
void import_recovered_release(struct recovered *r);

/* --- what was asked, and what is told (import_check.c) --------------------------------------------------- */

/** Why a doubtful edition is taken stands in answers' provenance for years: words, in one line. */
bool import_is_reason(str s);
cordon_status import_check_args(const struct cordon_import *args, const struct list_source **ret,
                                struct cordon_error *err);
/** Is the edition in memory to be believed, beside the one of its source in use? */
cordon_status import_judge(struct edition_in *in, str accept, int64_t now_s, const struct in_use *now,
                           struct cordon_error *err);
str import_base_name(const char *path); /* behind its last slash */
/** Messages name a file as the user did, not by its last part. */
void import_name_as_given(const struct cordon_import *args, struct cordon_error *err);
/** That the edition was doubtful, and its warnings. */
void import_tell(const struct edition_in *in, const struct cordon_import *args);

#endif
