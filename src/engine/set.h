/*
 * The data set: immutable parts named by their hash, a manifest that names the parts, and one
 * file that names the manifest in use.
 *
 *   $DATA/editions/<source>/<date>-<hash12>/{raw.zst, meta.json}
 *   $DATA/parts/<sha256>.cds
 *   $DATA/sets/<sha256>.set      canonical JSON
 *   $DATA/current                name of the set in use
 *   $DATA/lock                   held by the one writer
 */
#ifndef ENGINE_SET_H
#define ENGINE_SET_H

#include <cordon/data.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/hash.h"
#include "entity/entity.h"
#include "list/list.h"
#include "name/name.h"
#include "os/os.h"
#include "part/keys.h"
#include "part/part.h"

enum { SET_SOURCES_MAX = 64, SET_FORMAT = 3 };

/** The parts of one edition; each is made and checked by its room. */
enum set_role {
    ROLE_ENTITIES = 0,
    ROLE_NAMES,
    ROLE_IDENTIFIERS,
    ROLE_WALLETS,
    ROLE_SCREENED, /* those before are what is screened against; a set in memory has no others */
    ROLE_FACTS = ROLE_SCREENED, /* what linking compares (engine/party.h) */
    ROLE_COUNT,
};
str set_role_name(enum set_role role);

/** What stands in the manifest about one source. */
struct set_edition {
    str  source;
    str  edition; /* YYYY-MM-DD or "unknown" */
    char raw_hex[SHA_HEX_LEN + 1];
    char part_hex[ROLE_COUNT][SHA_HEX_LEN + 1];
    char table_hex[ROLE_COUNT][XXH_HEX_LEN + 1]; /* part_table_hex; "" in a manifest of format 1, and of
                                                    the facts in one of format 2, as is their part_hex */
    str *files; /* names, in the order of statement file numbers */
    size_t file_count;
    struct cordon_counts counts;
    str  dated; /* who says its date when its files do not: "server"; else "" */
    str  lacks; /* properties that others of its list carry and it does not (list_lacks), comma separated */
    /* of an edition that was taken although it was doubtful; all empty otherwise */
    str accepted; /* the reason given */
    str doubts;   /* what spoke against it, parted by "; " */
    str without;  /* canaries it lacks, comma separated: later editions may lack them too */
};

/** One source, opened. */
struct set_source {
    struct set_edition        about;
    const struct list_source *catalogue;
    bool                      is_starter;
    struct os_file            mapped[ROLE_COUNT]; /* of the data folder */
    struct buf                built[ROLE_COUNT];  /* of the starter list */
    struct part               part[ROLE_COUNT];
    struct entity_set         entities;
    struct name_index         names;
    struct keys               identifiers;
    struct keys               wallets;
};

/** The part that links entries of several lists (engine/party.h), as the manifest names it. */
struct set_links_name {
    char part_hex[SHA_HEX_LEN + 1]; /* "": there is none */
    char table_hex[XXH_HEX_LEN + 1];
};

struct party_links;

struct cordon_set {
    struct arena      arena; /* names, manifest */
    const char       *data_dir; /* the arena's; NULL for the starter list alone */
    struct set_source source[SET_SOURCES_MAX];
    size_t            source_count;
    char              hash_hex[SHA_HEX_LEN + 1];
    struct os_file    links_file;
    struct buf        links_built; /* of the starter list alone */
    struct party_links *links; /* the arena's; without a part it links nothing */
};

/* --- parts (parts.c) ------------------------------------------------------------------------- */

/** What the names of an entity of this schema are names of. */
enum name_kind set_name_kind(enum ftm_schema schema);

/** Make the parts of one edition that are screened against from its entities; `b` is spent.
 *  counts->wallets_malformed is added and wallets that fail their checksum are warned about. */
cordon_status set_parts_make(struct entity_build *b, struct list_report *report,
                             struct buf ret_bytes[ROLE_SCREENED], struct cordon_counts *counts,
                             struct cordon_error *err);
/** The first half of it: the entities. `b` is spent. */
cordon_status set_entities_make(struct entity_build *b, struct buf *ret_bytes, struct cordon_error *err);
/** The second half: names, identifiers and wallets of the entities in ret_bytes. Warnings name the
 *  files, which may be NULL. */
cordon_status set_lookups_make(const struct list_file *files, size_t file_count, struct list_report *report,
                               struct buf ret_bytes[ROLE_SCREENED], struct cordon_counts *counts,
                               struct cordon_error *err);
/** Open what is screened against in `s->part` into entities, names, identifiers and wallets. */
cordon_status set_parts_open(struct set_source *s, struct cordon_error *err);

/* --- manifest (manifest.c) ------------------------------------------------------------------- */

void set_counts_from(const struct list_report *r, struct cordon_counts *ret_counts);
void set_counts_write(const struct cordon_counts *c, struct json_writer *w);
/** What is not said of every edition: "dated", "lacks", "accepted":{"reason","doubts","without"}. */
void set_more_write(const struct set_edition *e, struct json_writer *w);
/** Write the manifest of these editions, sorted by source.
 *  @param links  the part that links the lists; NULL or an empty name: none */
void set_manifest_write(const struct set_edition *const *editions, size_t count, const struct set_links_name *links,
                        struct buf *out);
/** The part that links the lists of a set. @return as set_manifest_load */
cordon_status set_manifest_links(const char *data_dir, const char *hex, struct arena *a,
                                 struct set_links_name *ret, struct cordon_error *err);
/** Read an edition's meta.json; strings go to the arena. @return CORDON_OK, CORDON_CORRUPT,
 *  CORDON_NOMEM */
cordon_status set_meta_read(str json, struct arena *arena, struct set_edition *ret_edition,
                            struct cordon_error *err);
/** Read one; strings go to the arena. Older ones, which lack hashes, are read too: opening their parts
 *  says CORDON_UNSUPPORTED, and the set is made anew.
 *  @return CORDON_OK, CORDON_CORRUPT, CORDON_REFUSED (a newer format), CORDON_NOMEM */
cordon_status set_manifest_read(str json, struct arena *arena, struct set_edition *ret_editions,
                                size_t cap, size_t *ret_count, struct cordon_error *err);

/* --- paths, folder (folder.c) ---------------------------------------------------------------- */

/** "<data>/parts/<hex>.cds" and so on, with a NUL; from the arena, NULL when out of memory. */
const char *set_path(struct arena *a, const char *data_dir, const char *fmt, ...)
    CORDON_PRINTF(3, 4);
/** Name of the set in use. CORDON_NOTFOUND when nothing was imported yet (err is not filled then),
 *  CORDON_CORRUPT when the name is lost or unreadable. */
cordon_status set_current_read(const char *data_dir, struct arena *a, char ret_hex[SHA_HEX_LEN + 1],
                               struct cordon_error *err);
/** Mark a new data folder as one in which nothing is in use yet. The caller holds the lock. */
cordon_status set_current_begin(const char *data_dir, struct arena *a, struct cordon_error *err);
/** Read and check the manifest of a set. */
cordon_status set_manifest_load(const char *data_dir, const char *hex, struct arena *a,
                                struct set_edition *ret_editions, size_t *ret_count,
                                struct cordon_error *err);

/* --- raw editions (edition.c) ----------------------------------------------------------------- */

/** Order of the files of an edition, for qsort: by name, whatever its letters' case, then by content
 *  (the same name may come from two folders). */
int edition_file_order(const void *a, const void *b);
/** SHA-256 that `sha256sum FILE` prints for one file, and for several in their order the one over
 *  what `sha256sum FILES` prints, names in small letters. */
void edition_raw_hash(const struct list_file *files, size_t count, char ret_hex[SHA_HEX_LEN + 1]);
/** Files as one compressed run of bytes, and back (views into `out`). */
cordon_status edition_pack(const struct list_file *files, size_t count, struct buf *out,
                           struct cordon_error *err);
cordon_status edition_unpack(str packed, struct arena *a, struct buf *out,
                             struct list_file ret_files[LIST_FILES_MAX], size_t *ret_count,
                             struct cordon_error *err);
/** Read the kept files of an edition in `data_dir` and check them against its hash, of which
 *  `e->raw_hex` may hold the first 12 digits only. @return CORDON_OK, CORDON_CORRUPT (err names the
 *  file and what to do), CORDON_IO, CORDON_NOMEM */
cordon_status edition_open(const char *data_dir, const struct set_edition *e, struct arena *a,
                           struct buf *out, struct list_file ret_files[LIST_FILES_MAX],
                           size_t *ret_count, struct cordon_error *err);

/* --- doubts (doubt.c) -------------------------------------------------------------------------- */

/**
 * Look for what speaks against an edition that reads well: a tenth fewer entries, names, addresses
 * or wallets than the one in use; older than that; of a day that has not come; a canary missing; what
 * its reader doubts. The files that are in use already are believed.
 *
 * @param fresh     its accepted, doubts and without are filled; strings go to the arena
 * @param old       the edition of the source in use, or NULL
 * @param entities  of the fresh edition
 * @param accept    why it is to be taken all the same, or empty
 * @param now_s     the time of the question; 0: unknown
 * @return CORDON_OK, CORDON_REFUSED (doubtful, and no reason given: err says all that fits), CORDON_NOMEM
 */
cordon_status edition_judge(struct set_edition *fresh, const struct set_edition *old,
                            const struct list_source *source, const struct entity_set *entities,
                            const struct list_report *report, str accept, int64_t now_s,
                            struct arena *a, struct cordon_error *err);

/* --- reading (edition_make.c, recover.c) ----------------------------------------------------------------------- */

/** Read an edition with the reader of its source that knows the files.
 *  @return as list_format.read; CORDON_SYNTAX when none of them does */
cordon_status edition_read(const struct list_source *source, const struct list_file *files,
                           size_t count, struct entity_build *b, struct list_report *report,
                           struct cordon_error *err);
/** Read one file under its name; unmap ret_given at the end. */
cordon_status edition_take_file(const char *path, struct os_file *ret_given,
                                struct list_file *ret_file, struct cordon_error *err);
/** A kept edition that this version reads no more: the data folder's trouble, not a file's.
 *  @return CORDON_CORRUPT, or `st` without err */
cordon_status edition_say_kept(const struct set_edition *e, cordon_status st, struct cordon_error *err);

/* --- links between lists (party_set.c) ---------------------------------------------------------- */

/** Link the entries of these editions, whose parts lie in the folder, and those of the starter list's other
 *  sources, and write the part. Sorted by source. @return CORDON_OK, CORDON_NOMEM, CORDON_LIMIT, CORDON_IO, or why the decisions of people
 *  cannot be read */
cordon_status set_links_make(const char *data_dir, const struct set_edition *const *editions, size_t count,
                             struct arena *a, struct set_links_name *ret, struct cordon_error *err);
cordon_status set_links_open(struct cordon_set *set, struct cordon_error *err);
/** Link the sources of a set of the starter list alone, in memory. */
cordon_status set_links_starter(struct cordon_set *set, struct cordon_error *err);
cordon_status set_links_verify(const struct cordon_set *set, struct cordon_error *err);

/* --- licences (licence.c) ------------------------------------------------------------------------ */

/** May the list be taken in? A licence that forbids commercial use has to be accepted once a folder;
 *  `accept` does that. @return CORDON_OK, CORDON_REFUSED (not accepted yet), CORDON_IO, CORDON_NOMEM */
cordon_status licence_check(const char *data_dir, const struct list_source *source, bool accept,
                            struct arena *a, struct cordon_error *err);

/* --- import (rollback.c, recover.c) ------------------------------------------------------------------------ */

struct cordon_rollback;
/** Which kept edition to put in use again; called with the folder locked. Strings go to the arena. */
typedef cordon_status set_choose_fn(const struct cordon_rollback *args, struct arena *a,
                                    struct set_edition *ret, struct cordon_error *err);
/** Put a kept edition in use again (cordon_rollback). */
cordon_status set_put_back(const struct cordon_rollback *args, set_choose_fn *choose,
                           struct cordon_counts *ret_counts, struct cordon_error *err);

/** Make every set of the folder's current manifest anew from the kept editions. */
cordon_status set_rebuild(const char *data_dir, struct cordon_error *err);

/* --- entries by id (show.c) ------------------------------------------------------------------- */

/** The subject with this id, or with this number when one list alone has it.
 *  @return CORDON_OK, CORDON_NOTFOUND, CORDON_ARGUMENT (several lists have the number) */
cordon_status show_find(const struct cordon_set *set, str id, size_t *ret_source,
                        struct entity *ret_entity, struct cordon_error *err);

/* --- starter (starter.c) ---------------------------------------------------------------------- */

/** Add the starter list's sources that the set does not hold yet. */
cordon_status set_add_starter(struct cordon_set *set, struct cordon_error *err);
/** The entities of one of its sources, as a part. */
cordon_status set_starter_entities(str id, struct buf *ret_bytes, struct cordon_error *err);

#endif
