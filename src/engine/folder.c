/* Paths within the data folder, and the set in use. */
#include "engine/set.h"

#include <stdarg.h>
#include <stdio.h>

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

cordon_status set_current_read(const char *data_dir, struct arena *a, char ret_hex[SHA_HEX_LEN + 1],
                               struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    const char *path = set_path(a, data_dir, "current");
    if (!path) return error_nomem(err);
    cordon_status st = os_file_map(path, &f, err);
    if (st) return st;
    str name = str_trim(f.bytes);
    if (is_hex_name(name)) {
        memcpy(ret_hex, name.data, SHA_HEX_LEN);
        ret_hex[SHA_HEX_LEN] = '\0';
    } else {
        st = error_at(err, CORDON_CORRUPT, str_c(path), 1, 1,
                      "does not name a data set; import the lists again, or put back a backup");
    }
    os_file_unmap(&f);
    return st;
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
    if (st == CORDON_NOTFOUND) st = error_at(err, CORDON_CORRUPT, str_c(path), 0, 0, "is missing");
    if (st) return st;
    sha_of(f.bytes, digest);
    sha_hex(digest, got);
    if (memcmp(got, hex, SHA_HEX_LEN) != 0)
        st = error_set(err, CORDON_CORRUPT, "the manifest is damaged: its hash is %.12s…", got);
    else
        st = set_manifest_read(f.bytes, a, ret_editions, SET_SOURCES_MAX, ret_count, err);
    if (st) error_in_file(err, str_c(path));
    os_file_unmap(&f);
    return st;
}
