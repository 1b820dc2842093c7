/* Where mappings are saved: $XDG_CONFIG_HOME/cordon/maps, beside the settings file. */
#ifndef CLI_MAP_FOLDER_H
#define CLI_MAP_FOLDER_H

#include <cordon/map.h>

#include "cli/command.h"
#include "cli/grid.h"

/** The file of a mapping, with a NUL: a path stands as it is, a name lies in the folder.
 *  @param make  make the folder
 *  @return CORDON_OK, CORDON_ARGUMENT (no name, no home folder), CORDON_IO, CORDON_NOMEM */
cordon_status map_folder_path(struct cli *cli, const char *name, bool make, struct buf *out,
                              struct cordon_error *err);
/** Load a mapping by name or path; the caller's. @return as cordon_map_load */
cordon_status map_folder_load(struct cli *cli, const char *name, struct cordon_map **ret_map,
                              struct cordon_error *err);
/** Add a row a saved mapping: name and path. */
cordon_status map_folder_list(struct cli *cli, struct grid *g, struct cordon_error *err);

#endif
