/* The operator's key file: one line, "cordon-key-1 " and 64 hex digits, readable by its owner alone. */
#include "store/inside.h"

#include <stdio.h>

#define KEY_HEAD "cordon-key-1 "

cordon_status store_key_make(const char *path, struct cordon_error *err)
{
    char text[sizeof KEY_HEAD + 2 * STORE_KEY_LEN + 1];
    struct store_key key;
    cordon_status st = seal_begin(err);
    if (st) return st;
    seal_random(key.byte, sizeof key.byte);
    int at = snprintf(text, sizeof text, KEY_HEAD);
    for (size_t i = 0; i < STORE_KEY_LEN; i++) at += snprintf(text + at, sizeof text - (size_t)at, "%02x", key.byte[i]);
    text[at++] = '\n';
    st = os_file_make_private(path, str_of(text, (size_t)at), err);
    store_key_forget(&key);
    seal_forget(text, sizeof text);
    return st;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_hex(str s, uint8_t *ret, size_t len)
{
    if (s.len != 2 * len) return false;
    for (size_t i = 0; i < len; i++) {
        int high = digit_of(s.data[2 * i]), low = digit_of(s.data[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        ret[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

cordon_status store_key_read(const char *path, struct store_key *ret_key, struct cordon_error *err)
{
    struct os_file file = OS_FILE_INIT;
    str name = str_c(path);
    cordon_status st = seal_begin(err);
    if (!st) st = os_file_read(path, &file, err);
    if (st == CORDON_NOTFOUND) return error_at(err, st, name, 0, 0, "there is no key; 'cordon subjects init' makes one");
    if (st) return st;
    str text = str_trim(file.bytes), head = STR(KEY_HEAD);
    if (!os_file_is_private(path))
        st = error_at(err, CORDON_REFUSED, name, 0, 0, "others may read this key; take it from them (chmod 600), or make a new one");
    else if (!str_starts(text, head) || !read_hex(str_from(text, head.len), ret_key->byte, STORE_KEY_LEN))
        st = error_at(err, CORDON_SYNTAX, name, 1, 0, "this is no key of 'cordon subjects init'");
    if (file.bytes.len && !file.is_mapped) seal_forget(file.base, file.bytes.len);
    os_file_unmap(&file);
    return st;
}

void store_key_forget(struct store_key *key)
{
    seal_forget(key, sizeof *key);
}
