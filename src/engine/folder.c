/* Paths within the data folder, and the set in use. */
#include "engine/set.h"

#include <stdarg.h>
#include <stdio.h>

/* What every import does when it finds the manifest lost (import_recover in recover.c). */
#define MEND "import any list again, and the others are made anew from the kept editions"

/* A folder in which nothing was put in use yet says so: a file that is not there is a loss. */
#define NOTHING_YET "none\n"

const char *set_path(struct arena *a, const char *data_dir, const char *fmt, ...)
{
    char rest[512];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(rest, sizeof rest, fmt, ap);
    va_end(ap);
    if (n < 0 || (size_t)n >= sizeof rest) {
        a->failed = true;
        return NULL;
    }
    return arena_printf(a, "%s/%s", data_dir, rest).data;
}

static bool is_hex_name(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_digit(s.data[i]) && !(s.data[i] >= 'a' && s.data[i] <= 'f')) return false;
    return s.len == SHA_HEX_LEN;
}

static bool look_no_further(void *ctx, const char *name, bool is_below)
{
    (void)ctx, (void)name, (void)is_below;
    return false;
}

/* Nothing is in use: that is so in a folder that is not there yet, not in something else. */
static cordon_status check_folder(const char *data_dir, struct cordon_error *err)
{
    cordon_status st = os_folder_list(data_dir, look_no_further, NULL, err);
    return st ? st : CORDON_NOTFOUND;
}

cordon_status set_current_read(const char *data_dir, struct arena *a, char ret_hex[SHA_HEX_LEN + 1],
                               struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    const char *path = set_path(a, data_dir, "current"), *sets = set_path(a, data_dir, "sets");
    if (!path || !sets) return error_nomem(err);
    cordon_status st = os_file_map(path, &f, err);
    if (st == CORDON_NOTFOUND && os_file_exists(sets))
        return error_at(err, CORDON_CORRUPT, str_c(path), 0, 0,
                        "is missing, and with it the name of the data set in use; " MEND);
    if (st == CORDON_NOTFOUND) return check_folder(data_dir, err);
    if (st) return st;
    str name = f.bytes;
    if (str_eq(name, STR(NOTHING_YET))) {
        st = CORDON_NOTFOUND;
    } else if (name.len == SHA_HEX_LEN + 1 && name.data[SHA_HEX_LEN] == '\n' &&
               is_hex_name(str_sub(name, 0, SHA_HEX_LEN))) {
        memcpy(ret_hex, name.data, SHA_HEX_LEN);
        ret_hex[SHA_HEX_LEN] = '\0';
    } else {
        st = error_at(err, CORDON_CORRUPT, str_c(path), 1, 1, "does not name a data set; " MEND);
    }
    os_file_unmap(&f);
    return st;
}

cordon_status set_current_begin(const char *data_dir, struct arena *a, struct cordon_error *err)
{
    const char *path = set_path(a, data_dir, "current"), *sets = set_path(a, data_dir, "sets");
    if (!path || !sets) return error_nomem(err);
    if (os_file_exists(path) || os_file_exists(sets)) return CORDON_OK;
    return os_file_replace(path, STR(NOTHING_YET), err);
}

cordon_status set_manifest_load(const char *data_dir, const char *hex, struct arena *a,
                                struct set_edition *ret_editions, size_t *ret_count,
                                struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    uint8_t digest[SHA_LEN];
    char got[SHA_HEX_LEN + 1];
    const char *path = set_path(a, data_dir, "sets/%s.set", hex);
    if (!path) return error_nomem(err);
    cordon_status st = os_file_map(path, &f, err);
    if (st == CORDON_NOTFOUND)
        st = error_at(err, CORDON_CORRUPT, str_c(path), 0, 0,
                      "is missing, the manifest of the data set in use; " MEND);
    if (st) return st;
    sha_of(f.bytes, digest);
    sha_hex(digest, got);
    if (memcmp(got, hex, SHA_HEX_LEN) != 0)
        st = error_set(err, CORDON_CORRUPT, "the manifest is damaged: its hash is %.12s…; " MEND,
                       got);
    else
        st = set_manifest_read(f.bytes, a, ret_editions, SET_SOURCES_MAX, ret_count, err);
    if (st) error_in_file(err, str_c(path));
    os_file_unmap(&f);
    return st;
}
