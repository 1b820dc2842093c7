/* Where the subjects store is, and its key. */
#include "cli/store_place.h"

#include "cli/map_folder.h"
#include "cli/map_view.h"

enum { STORE_WAIT_MS = 30000 };

cordon_status store_place(struct cli *cli, const struct store_args *args, struct cordon_subjects_place *ret,
                          struct cordon_error *err)
{
    const char *folder;
    *ret = (struct cordon_subjects_place){ .path = args->store, .key = args->key ? args->key : cli->settings.key,
                                           .wait_ms = STORE_WAIT_MS };
    if (!ret->key || !*ret->key)
        return error_set(err, CORDON_ARGUMENT, "the store is sealed: name the file with its key by --key, $CORDON_KEY or the setting 'key'");
    if (ret->path) return CORDON_OK;
    cordon_status st = cli_data_folder(cli, &folder, err);
    if (st) return st;
    ret->path = arena_printf(&cli->arena, "%s/subjects.db", folder).data;
    return cli->arena.failed ? error_nomem(err) : CORDON_OK;
}

cordon_status store_place_open(struct cli *cli, const struct store_args *args, bool to_write, struct cordon_subjects **ret,
                               struct cordon_error *err)
{
    struct cordon_subjects_place place;
    cordon_status st = store_place(cli, args, &place, err);
    return st ? st : cordon_subjects_open(&place, to_write, ret, err);
}

cordon_status store_map(struct cli *cli, const char *map, str sheet, const char *path, struct cordon_map **ret_map,
                        struct cordon_proposal **ret_proposal, struct cordon_error *err)
{
    struct cordon_map_ask ask = { .path = path, .sheet = sheet };
    *ret_map = NULL;
    *ret_proposal = NULL;
    if (!map) return CORDON_OK;
    if (strcmp(map, "auto") != 0) return map_folder_load(cli, map, ret_map, err);
    cordon_status st = cordon_map_propose(&ask, ret_proposal, err);
    if (st) return st;
    if (!cordon_proposal_map(*ret_proposal))
        return error_at(err, CORDON_SYNTAX, str_c(path), 0, 0, "no column could be read as a field; 'cordon map' shows why");
    map_view_tell(cli, path, cordon_proposal_json(*ret_proposal));
    return CORDON_OK;
}
