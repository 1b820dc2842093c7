/* The files of a run: found in folders, recognised, read. */
#ifndef CLI_GATHER_H
#define CLI_GATHER_H

#include <cordon/sweep.h>

#include "cli/command.h"

enum { GATHER_FILES_MAX = 1000 };

/** Mappings that a sweep's records point into. Begins zeroed. */
struct gathered {
    struct cordon_proposal *proposal[GATHER_FILES_MAX];
    struct cordon_map      *map[GATHER_FILES_MAX];
    size_t                  proposals, maps;
    size_t                  refused; /* files that could not be read, or not wholly */
    size_t                  left;    /* files that are no exports: README.md */
    uint64_t                same[GATHER_FILES_MAX][2]; /* of files taken: os_path_look */
    size_t                  files;
    bool                    is_full; /* there were more than GATHER_FILES_MAX */
};

/**
 * Add files, and those in folders, to a sweep; each is recognised by its shipped mapping, by a saved
 * one of its own name, as Cordon's own fields, or else read as `cordon map` would propose.
 *
 * What each file is taken for, and what could not be read, is told on stderr; one bad file keeps the
 * others from nothing. In folders, links to folders are not followed, and pipes are not read.
 *
 * @param map  a mapping for all files; NULL: each file's own
 * @return an exit code: EXIT_CLEAR when all was read
 */
int  gather_files(struct cli *cli, const struct opt_words *paths, const char *map, struct cordon_sweep *sweep,
                  struct gathered *ret);
/** Tell, once the records are joined, that folders count their people each for itself. */
void gather_say_parted(struct cli *cli, const struct cordon_sweep_counts *counts);
/** After the sweep was freed. */
void gather_release(struct gathered *g);

#endif
