/* The files of a run. */
#include "cli/gather.h"

#include "base/json.h"
#include "cli/map_folder.h"
#include "cli/map_view.h"
#include "os/os.h"

#include <stdio.h>

enum { DEPTH_MAX = 8, PATH_LEN_MAX = 4096, GATHER_ARENA_MAX = 64 << 20 };

struct gathering {
    struct cli          *cli;
    struct cordon_sweep *sweep;
    struct gathered     *out;
    const char          *map;
    struct arena         arena; /* of one file */
    int                  code;
};

static void fail(struct gathering *g, const struct cordon_error *err)
{
    g->out->refused++;
    g->code = exit_worst(g->code, cli_fail(g->cli, err));
}

/* --- what a file is ------------------------------------------------------------------------------ */

/* "greenhouse" when a shipped mapping was recognised; "" otherwise. */
static str recognised(struct gathering *g, str json)
{
    struct json_reader r;
    str found = STR_EMPTY;
    json_init(&r, json, &g->arena, NULL);
    if (json_next(&r) != JSON_OBJECT) return found;
    for (enum json_kind k; (k = json_next(&r)) == JSON_KEY;) {
        bool is_it = str_eq(r.text, STR("recognised"));
        k = json_next(&r);
        if (!is_it || k != JSON_OBJECT) {
            if (!json_skip(&r, k)) break;
            continue;
        }
        while ((k = json_next(&r)) == JSON_KEY) {
            bool is_map = str_eq(r.text, STR("map"));
            k = json_next(&r);
            if (is_map && k == JSON_STRING) found = arena_str(&g->arena, r.text);
            else if (!json_skip(&r, k)) break;
        }
    }
    return found;
}

/* A saved mapping of the file's own name: "acme-ats" for acme-ats.csv. */
static struct cordon_map *saved_for(struct gathering *g, const char *path)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_map *map = NULL;
    str name = str_c(path);
    for (size_t i = name.len; i > 0; i--)
        if (name.data[i - 1] == '/') {
            name = str_from(name, i);
            break;
        }
    name = str_sub(name, 0, str_index(name, '.'));
    struct buf file = BUF_INIT(PATH_LEN_MAX);
    str stem = arena_str(&g->arena, name);
    bool is_saved = cordon_map_is_name(stem) && !map_folder_path(g->cli, stem.data, false, &file, &err) &&
                    os_file_exists(file.data);
    if (is_saved && map_folder_load(g->cli, stem.data, &map, &err)) fail(g, &err);
    buf_release(&file);
    if (map) g->out->map[g->out->maps++] = map;
    return map;
}

static void tell(struct gathering *g, const char *path, const char *how, str map, uint64_t records, uint64_t faults)
{
    char unread[64] = "";
    if (faults) snprintf(unread, sizeof unread, ", and %llu that cannot be read", (unsigned long long)faults);
    cli_say(g->cli, "%s: %s%.*s, %llu record%s%s", path, how, STR_ARG(map), (unsigned long long)records,
            records == 1 ? "" : "s", unread);
}

/* The mapping of a file. *ret_how says what it was taken for; false when it cannot be one. */
static bool find_map(struct gathering *g, const char *path, const struct cordon_map **ret_map,
                     const char **ret_how, str *ret_name)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_map_ask ask = { .path = path };
    struct cordon_proposal *p = NULL;
    bool is_native = false;
    *ret_map = saved_for(g, path);
    *ret_how = "by the saved mapping ";
    *ret_name = STR_EMPTY;
    if (*ret_map) {
        *ret_name = cordon_map_name(*ret_map);
        return true;
    }
    cordon_status st = cordon_map_propose(&ask, &p, &err);
    if (!st) g->out->proposal[g->out->proposals++] = p;
    str known = st ? STR_EMPTY : recognised(g, cordon_proposal_json(p));
    if (g->arena.failed) {
        st = error_nomem(&err);
        fail(g, &err);
        return false;
    }
    if (!known.len && !cordon_sweep_is_native(path, &is_native, &err) && is_native) {
        *ret_how = "in Cordon's own fields";
        return true;
    }
    if (st || !cordon_proposal_map(p)) {
        if (!st) error_at(&err, CORDON_SYNTAX, str_c(path), 0, 0,
                          "no column could be read as a field; 'cordon map' shows why");
        fail(g, &err);
        return false;
    }
    *ret_map = cordon_proposal_map(p);
    if (!known.len) map_view_tell(g->cli, path, cordon_proposal_json(p));
    *ret_how = known.len ? "by the mapping " : "by what its columns look like";
    *ret_name = known;
    return true;
}

/* --- files and folders --------------------------------------------------------------------------- */

/* A pipe is read once, and could wait for ever: only under a mapping that is named, and by itself. A
 * file that two paths lead to is read once, or each payment would be two. */
static bool may_read(struct gathering *g, const char *path)
{
    struct gathered *out = g->out;
    struct cordon_error err = ERROR_INIT;
    uint64_t same[2];
    enum os_path_kind kind = strcmp(path, "-") == 0 ? OS_PATH_OTHER : os_path_look(path, same);
    if (kind == OS_PATH_OTHER && !g->map) {
        error_at(&err, CORDON_ARGUMENT, str_c(path), 0, 0,
                 "is no regular file and cannot be recognised; name its mapping with --map");
        fail(g, &err);
        return false;
    }
    for (size_t i = 0; kind == OS_PATH_FILE && i < out->files; i++)
        if (out->same[i][0] == same[0] && out->same[i][1] == same[1]) {
            cli_say(g->cli, "%s: was read already", path);
            return false;
        }
    if (out->files == GATHER_FILES_MAX) {
        if (!out->is_full) {
            error_set(&err, CORDON_LIMIT, "more than %d files", GATHER_FILES_MAX);
            fail(g, &err);
        }
        out->is_full = true;
        return false;
    }
    if (kind != OS_PATH_FILE) same[0] = same[1] = UINT64_MAX;
    memcpy(out->same[out->files++], same, sizeof same);
    return true;
}

/* A queue of an earlier run that lies among the exports: its subjects would stand twice. */
static bool is_answers(const char *path)
{
    struct cordon_error err = ERROR_INIT;
    struct os_file file = OS_FILE_INIT;
    if (os_file_map(path, &file, &err)) return false;
    str line = str_sub(file.bytes, 0, str_index(file.bytes, '\n'));
    bool is_it = str_starts(line, STR("{")) && str_find(line, STR("\"verdict\":\""), 0) != SIZE_MAX &&
                 str_find(line, STR("\"checks\":[{\"id\":\""), 0) != SIZE_MAX &&
                 str_find(line, STR("\"provenance\":{"), 0) != SIZE_MAX;
    os_file_unmap(&file);
    return is_it;
}

static void add_file(struct gathering *g, const char *path, str name)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_sweep_counts before, after;
    const struct cordon_map *map = NULL;
    const char *how = "by the mapping ";
    str map_name = STR_EMPTY;
    arena_reset(&g->arena);
    if (!may_read(g, path)) return;
    if (!g->map && is_answers(path)) {
        cli_say(g->cli, "%s: answers of Cordon, no export; left out", path);
        g->out->files--;
        return;
    }
    if (g->map) {
        map = g->out->maps ? g->out->map[0] : NULL;
        map_name = str_c(g->map);
    } else if (!find_map(g, path, &map, &how, &map_name)) {
        return;
    }
    struct cordon_sweep_file file = { .path = path, .name = name, .map = map };
    cordon_sweep_count(g->sweep, &before);
    if (cordon_sweep_add(g->sweep, &file, &err)) fail(g, &err);
    cordon_sweep_count(g->sweep, &after);
    tell(g, path, how, map_name, after.records - before.records, after.unreadable - before.unreadable);
}

static bool is_export(str name)
{
    static const char *const ends[] = { ".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        str end = str_c(ends[i]);
        if (name.len > end.len && str_eq_nocase(str_from(name, name.len - end.len), end)) return true;
    }
    return false;
}

struct folder {
    struct gathering *g;
    const char       *path;
    size_t            top;   /* bytes of the path that names in answers leave out */
    unsigned          depth;
};

static void add_folder(struct gathering *g, const char *path, size_t top, unsigned depth);

static bool take_entry(void *ctx, const char *name, bool is_folder)
{
    struct folder *f = ctx;
    if (name[0] == '.') return true; /* such as a lock of an office program */
    if (!is_folder && !is_export(str_c(name))) {
        f->g->out->left++;
        return true;
    }
    str whole = arena_printf(&f->g->cli->arena, "%s/%s", f->path, name);
    if (!whole.len) {
        struct cordon_error err = ERROR_INIT;
        error_at(&err, CORDON_LIMIT, str_c(f->path), 0, 0, "the paths of all files are longer than %d bytes",
                 CLI_ARENA_MAX);
        fail(f->g, &err);
        return false;
    }
    uint64_t same[2];
    enum os_path_kind kind = is_folder ? OS_PATH_FOLDER : os_path_look(whole.data, same);
    if (!is_folder && (kind == OS_PATH_FOLDER || kind == OS_PATH_OTHER)) { /* a link to a folder, a pipe */
        f->g->out->left++;
        return true;
    }
    if (is_folder)
        add_folder(f->g, whole.data, f->top, f->depth + 1);
    else
        add_file(f->g, whole.data, str_from(whole, f->top));
    return !os_interrupted() && !f->g->out->is_full;
}

static void add_folder(struct gathering *g, const char *path, size_t top, unsigned depth)
{
    struct cordon_error err = ERROR_INIT;
    struct folder f = { g, path, top, depth };
    if (depth > DEPTH_MAX) {
        error_at(&err, CORDON_LIMIT, str_c(path), 0, 0, "lies more than %d folders deep", DEPTH_MAX);
        fail(g, &err);
    } else if (os_folder_list(path, take_entry, &f, &err)) {
        fail(g, &err);
    }
}

static void add_path(struct gathering *g, const char *path)
{
    str text = str_c(path);
    uint64_t same[2];
    if (strcmp(path, "-") == 0 || os_path_look(path, same) != OS_PATH_FOLDER) {
        add_file(g, path, text);
        return;
    }
    while (text.len > 1 && text.data[text.len - 1] == '/') text.len--;
    str clean = arena_str(&g->cli->arena, text);
    add_folder(g, clean.data, clean.len + 1, 0);
}

int gather_files(struct cli *cli, const struct opt_words *paths, const char *map, struct cordon_sweep *sweep,
                 struct gathered *ret)
{
    struct gathering g = { .cli = cli, .sweep = sweep, .out = ret, .map = map };
    struct cordon_error err = ERROR_INIT;
    arena_init(&g.arena, GATHER_ARENA_MAX);
    if (map) {
        if (map_folder_load(cli, map, &ret->map[0], &err)) {
            arena_release(&g.arena);
            return cli_fail(cli, &err);
        }
        ret->maps = 1;
    }
    for (size_t i = 0; i < paths->count && !os_interrupted(); i++) add_path(&g, paths->items[i]);
    if (ret->left == 1) cli_say(cli, "1 file is no export and was left out");
    if (ret->left > 1) cli_say(cli, "%zu files are no exports and were left out", ret->left);
    arena_release(&g.arena);
    if (os_interrupted()) g.code = exit_worst(g.code, EXIT_INTERRUPTED);
    return g.code;
}

void gather_say_parted(struct cli *cli, const struct cordon_sweep_counts *counts)
{
    if (counts->parted)
        cli_say(cli, "the numbers of one folder name other people than those of another: each folder's are its own");
}

void gather_release(struct gathered *g)
{
    for (size_t i = 0; i < g->proposals; i++) cordon_proposal_free(g->proposal[i]);
    for (size_t i = 0; i < g->maps; i++) cordon_map_free(g->map[i]);
}
