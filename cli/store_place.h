/* Where the subjects store is, and its key: what `subjects` and `rescreen` share. */
#ifndef CLI_STORE_PLACE_H
#define CLI_STORE_PLACE_H

#include <cordon/map.h>
#include <cordon/subjects.h>

#include "cli/command.h"

/** What the options say; a part of a command's arguments. */
struct store_args {
    const char *store, *key;
};

#define STORE_OPTIONS(type, member)                                                                        \
    { .name = "store", .kind = OPT_PATH, .at = offsetof(type, member.store), .arg = "FILE",                \
      .help = "store of subjects (default: subjects.db in the data folder)" },                             \
    { .name = "key", .letter = 'k', .kind = OPT_PATH, .at = offsetof(type, member.key), .arg = "FILE",     \
      .help = "file that holds the store's key (default: the setting key)" }

/** @return CORDON_OK, CORDON_ARGUMENT (no key is named, or no folder is known), CORDON_NOMEM */
cordon_status store_place(struct cli *cli, const struct store_args *args, struct cordon_subjects_place *ret,
                          struct cordon_error *err);
/** Open the store. */
cordon_status store_place_open(struct cli *cli, const struct store_args *args, bool to_write,
                               struct cordon_subjects **ret, struct cordon_error *err);
/** A mapping by its name, or what --map auto proposes. One of *ret_map and *ret_proposal is the caller's. */
cordon_status store_map(struct cli *cli, const char *map, str sheet, const char *path, struct cordon_map **ret_map,
                        struct cordon_proposal **ret_proposal, struct cordon_error *err);

#endif
