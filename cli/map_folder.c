/* Where mappings are saved. */
#include "cli/map_folder.h"

#include "os/os.h"

/* The folder of the settings file, with "/maps"; "" when there is no home. */
static str folder(struct cli *cli)
{
    str file = cli->settings.file;
    while (file.len && file.data[file.len - 1] != '/') file.len--;
    return file.len ? arena_printf(&cli->arena, "%.*smaps", (int)file.len, file.data) : STR_EMPTY;
}

cordon_status map_folder_path(struct cli *cli, const char *name, bool make, struct buf *out,
                              struct cordon_error *err)
{
    str wanted = str_c(name);
    bool is_path = str_index(wanted, '/') < wanted.len || str_ends(wanted, STR(".json"));
    if (is_path) {
        buf_add(out, wanted);
    } else {
        str at = folder(cli);
        if (!cordon_map_is_name(wanted))
            return error_set(err, CORDON_ARGUMENT,
                             "'%.*s' is no name of a mapping: letters, digits, - and _, or a path",
                             STR_ARG(wanted));
        if (at.len == 0)
            return error_set(err, CORDON_ARGUMENT,
                             "no folder for mappings: there is no home folder; give a path");
        cordon_status st = make ? os_folder_make(at.data, err) : CORDON_OK;
        if (st) return st;
        buf_printf(out, "%.*s/%s.json", (int)at.len, at.data, name);
    }
    buf_add_byte(out, '\0');
    return out->failed ? error_nomem(err) : CORDON_OK;
}

cordon_status map_folder_load(struct cli *cli, const char *name, struct cordon_map **ret_map,
                              struct cordon_error *err)
{
    str at = folder(cli);
    return cordon_map_load(name, at.len ? at.data : NULL, ret_map, err);
}

struct listing {
    struct cli  *cli;
    struct grid *grid;
    str          folder;
};

static bool add_file(void *ctx, const char *name, bool is_folder)
{
    struct listing *l = ctx;
    str s = str_c(name);
    if (is_folder || !str_ends(s, STR(".json"))) return true;
    struct grid_cell cells[] = {
        { .text = str_sub(s, 0, s.len - 5), .style = STYLE_BOLD },
        { .text = arena_printf(&l->cli->arena, "saved: %.*s/%s", (int)l->folder.len, l->folder.data,
                               name) },
    };
    grid_add(l->grid, cells);
    return true;
}

cordon_status map_folder_list(struct cli *cli, struct grid *g, struct cordon_error *err)
{
    struct listing l = { .cli = cli, .grid = g, .folder = folder(cli) };
    if (l.folder.len == 0) return CORDON_OK;
    cordon_status st = os_folder_list(l.folder.data, add_file, &l, err);
    return st == CORDON_NOTFOUND ? CORDON_OK : st;
}
