/* One JSON object as lines and tables; passwords; spans of days; NAME=VALUE. */
#include "cli/bundle_view.h"

#include "base/json.h"
#include "base/num.h"
#include "cli/grid.h"
#include "cli/when.h"
#include "os/os.h"

enum { DAYS_MAX = 36500 };

struct row {
    str    key[GRID_COLUMNS_MAX], value[GRID_COLUMNS_MAX];
    size_t count;
};

static str scalar(struct cli *cli, const struct json_reader *r, enum json_kind k)
{
    if (k == JSON_TRUE) return STR("yes");
    if (k == JSON_FALSE) return STR("no");
    if (k != JSON_STRING && k != JSON_NUMBER) return STR("-");
    str s = arena_str(&cli->arena, r->text);
    char *at = s.len ? arena_alloc(&cli->arena, s.len) : NULL;
    if (!at) return s;
    for (size_t i = 0; i < s.len; i++) at[i] = s.data[i] == '\t' ? ' ' : s.data[i]; /* minisign's comments */
    return str_of(at, s.len);
}

static void read_row(struct cli *cli, struct json_reader *r, struct row *row)
{
    row->count = 0;
    while (json_next(r) == JSON_KEY) {
        str key = arena_str(&cli->arena, r->text);
        str value = scalar(cli, r, json_next(r));
        if (row->count == GRID_COLUMNS_MAX) continue;
        row->key[row->count] = key;
        row->value[row->count++] = value;
    }
}

static void print_rows(struct cli *cli, struct json_reader *r, str name)
{
    struct grid_column columns[GRID_COLUMNS_MAX] = { { .title = NULL } };
    struct grid_cell cells[GRID_COLUMNS_MAX];
    struct grid g;
    struct row row;
    bool is_begun = false;
    while (json_next(r) == JSON_OBJECT) {
        read_row(cli, r, &row);
        for (size_t i = 0; !is_begun && i < row.count; i++)
            columns[i] = (struct grid_column){ .title = row.key[i].data };
        if (!is_begun) {
            grid_init(&g, &cli->arena, columns, row.count);
            if (!cli->globals.plain) term_printf(&cli->out, "\n%.*s\n", STR_ARG(name));
        }
        is_begun = true;
        for (size_t i = 0; i < row.count; i++)
            cells[i] = (struct grid_cell){ .text = row.value[i].len ? row.value[i] : STR("-") };
        grid_add(&g, cells);
    }
    if (is_begun) (void)grid_print(&g, &cli->out, cli->globals.plain); /* a full arena is asked about below */
}

int bundle_view(struct cli *cli, str json)
{
    struct json_reader r;
    struct cordon_error err = ERROR_INIT;
    if (cli->globals.json) {
        term_text(&cli->out, json);
        term_z(&cli->out, "\n");
        return EXIT_CLEAR;
    }
    json_init(&r, json, &cli->arena, NULL);
    (void)json_next(&r);
    while (json_next(&r) == JSON_KEY) {
        str key = arena_str(&cli->arena, r.text);
        enum json_kind k = json_next(&r);
        if (k == JSON_ARRAY)
            print_rows(cli, &r, key);
        else
            term_printf(&cli->out, cli->globals.plain ? "%.*s\t%.*s\n" : "%.*s: %.*s\n", STR_ARG(key),
                        STR_ARG(scalar(cli, &r, k)));
    }
    if (!cli->arena.failed) return EXIT_CLEAR;
    error_nomem(&err);
    return cli_fail(cli, &err);
}

/* --- passwords ---------------------------------------------------------------------------------------- */

static cordon_status from_file(const char *path, char *ret, size_t *ret_len, struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    cordon_status st = os_file_read(path, &f, err);
    if (st) return st;
    str line = str_sub(f.bytes, 0, str_index(f.bytes, '\n'));
    if (line.len && line.data[line.len - 1] == '\r') line.len--;
    if (line.len == 0)
        st = error_at(err, CORDON_ARGUMENT, str_c(path), 0, 0, "its first line, the password, is empty");
    else if (line.len > PASSWORD_MAX)
        st = error_at(err, CORDON_LIMIT, str_c(path), 0, 0, "a password above %d bytes", PASSWORD_MAX);
    if (!st) {
        memcpy(ret, line.data, line.len);
        *ret_len = line.len;
    }
    if (f.base && !f.is_mapped) os_wipe(f.base, f.bytes.len);
    os_file_unmap(&f);
    return st;
}

static cordon_status from_terminal(bool is_new, char *ret, size_t *ret_len, struct cordon_error *err)
{
    char again[PASSWORD_MAX];
    size_t again_len = 0;
    cordon_status st = os_secret_read("password: ", ret, PASSWORD_MAX, ret_len, err);
    if (!st && *ret_len == 0) st = error_set(err, CORDON_ARGUMENT, "the password is empty");
    if (!st && is_new) st = os_secret_read("once more: ", again, sizeof again, &again_len, err);
    if (!st && is_new && !str_eq(str_of(ret, *ret_len), str_of(again, again_len)))
        st = error_set(err, CORDON_ARGUMENT, "the two passwords differ");
    os_wipe(again, sizeof again);
    if (st == CORDON_NOTFOUND)
        error_set(err, st, "a password is needed and there is no terminal; give --password-file FILE");
    return st;
}

cordon_status bundle_password(const char *file, bool is_new, char *ret, size_t *ret_len,
                              struct cordon_error *err)
{
    return file ? from_file(file, ret, ret_len, err) : from_terminal(is_new, ret, ret_len, err);
}

bool bundle_expiry(str text, int64_t now_s, int64_t *ret_s)
{
    uint64_t days;
    if (text.len > 1 && text.data[text.len - 1] == 'd' &&
        num_parse_u64(str_sub(text, 0, text.len - 1), DAYS_MAX, &days) && days > 0) {
        *ret_s = now_s + (int64_t)days * 86400;
        return true;
    }
    return when_parse(text, now_s, ret_s);
}

bool bundle_pair(const char *text, str *ret_name, const char **ret_value)
{
    str s = str_c(text);
    size_t eq = str_index(s, '=');
    if (eq == 0 || eq + 1 >= s.len) return false;
    *ret_name = str_sub(s, 0, eq);
    *ret_value = text + eq + 1;
    return true;
}
