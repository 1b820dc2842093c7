/* Mappings: which column of an export is which field of a record. */
#ifndef CORDON_MAP_H
#define CORDON_MAP_H

#include <cordon/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One mapping, read only once it is loaded. */
struct cordon_map;

/**
 * Load a mapping: a saved one, a shipped one, or a file.
 *
 * @param name    "acme-ats", or a path: with '/' in it or ".json" at its end
 * @param folder  where saved ones lie, FOLDER/NAME.json; may be NULL. A saved one goes before a
 *                shipped one of the same name
 * @param ret_map the caller's; written only on CORDON_OK
 * @param err     may be NULL; names file, line and cause
 * @return CORDON_OK
 *         CORDON_ARGUMENT  no mapping of this name (the nearest is told), or a text that is no name
 *         CORDON_NOTFOUND  no such file
 *         CORDON_SYNTAX    not JSON, an unknown key, an unknown field (the nearest is named), ...
 *         CORDON_LIMIT, CORDON_IO, CORDON_NOMEM
 *
 * Owner:   free it after the last file that was read by it
 * Threads: any; a loaded mapping is read only
 * Source:  docs/map.md
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_map_load(const char *name, const char *folder,
                                                           struct cordon_map **ret_map,
                                                           struct cordon_error *err);
CORDON_API void cordon_map_free(struct cordon_map *map); /* NULL is fine */
/** Its name; the mapping's. */
CORDON_API cordon_str cordon_map_name(const struct cordon_map *map);

/** May a mapping be saved under this name? Letters, digits, '-' and '_', at most 64. */
CORDON_API bool cordon_map_is_name(cordon_str name);

/** Shipped mappings, one a call: name and title, static.
 *  @return false past the end; nothing is written then */
CORDON_API bool cordon_map_shipped(size_t index, cordon_str *ret_name, cordon_str *ret_title);

/** An answer to a question that a proposal left open. */
struct cordon_map_answer {
    cordon_str column; /* as the proposal names it; empty: all that have no answer before this one */
    cordon_str answer; /* "dmy", "mdy", or "skip": leave it unmapped */
};

/** What to look at. Everything is borrowed for the call. */
struct cordon_map_ask {
    const char *path;   /* "-" = standard input */
    cordon_str  sheet;  /* of a workbook; empty = the first with a header */
    cordon_str  kind;   /* what the records are: "applicant" ...; empty = what the columns say */
    cordon_str  zone;   /* for times without one: "Asia/Seoul"; empty = none */
    cordon_str  name;   /* of the mapping; empty = made of the file's */
    const struct cordon_map *map; /* show what this one makes of the file; NULL = propose */
    const struct cordon_map_answer *answers;
    size_t      answer_count;
};

/** What was proposed for one file. */
struct cordon_proposal;

/**
 * Look at a file and propose which column is which field, by names and by values.
 *
 * Never asks and never guesses between two readings: what stays open is a question of the
 * proposal, and its column is left unmapped.
 *
 * @param ask           see above
 * @param ret_proposal  the caller's; written only on CORDON_OK
 * @param err           may be NULL; names file, line and cause
 * @return CORDON_OK
 *         CORDON_ARGUMENT  unknown kind, zone, sheet; an answer to a column that is not there
 *         CORDON_SYNTAX    no table, no JSON, not UTF-8 (the likely encoding is named), a damaged
 *                          workbook
 *         CORDON_LIMIT     docs/limits.md
 *         CORDON_NOTFOUND, CORDON_IO, CORDON_NOMEM
 *
 * Cost:   reads the beginning of the file, 4 MiB or 5,000 records; of a workbook all of its texts
 * Source: docs/map.md
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_map_propose(const struct cordon_map_ask *ask,
                                                              struct cordon_proposal **ret_proposal,
                                                              struct cordon_error *err);
CORDON_API void cordon_proposal_free(struct cordon_proposal *p); /* NULL is fine */
/** One JSON object (docs/map.md#the-proposal); the proposal's. */
CORDON_API cordon_str cordon_proposal_json(const struct cordon_proposal *p);
/** The mapping as a file to save; the proposal's. */
CORDON_API cordon_str cordon_proposal_file(const struct cordon_proposal *p);
/** The mapping, to screen by; the proposal's. */
CORDON_API const struct cordon_map *cordon_proposal_map(const struct cordon_proposal *p);

#ifdef __cplusplus
}
#endif
#endif
