/*
 * store: any bytes as the file of a store, and a store with bytes changed: input pairs of place u16 (of 65536 parts of the
 * file) and value u8. It is refused or read; what is read was sealed so.
 */
#include "store/store.h"

#include "base/num.h"
#include "os/os.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct store_key key = { .byte = { 1 } };
static char folder[] = "/tmp/cordon-fuzz-store-XXXXXX";
static char path[128];
static struct buf whole = BUF_INIT(16u << 20);

static void clean(void)
{
    (void)os_folder_remove_tree(folder, NULL);
}

static void make(void)
{
    struct os_file file = OS_FILE_INIT;
    struct store *s;
    if (!mkdtemp(folder) || atexit(clean)) abort();
    snprintf(path, sizeof path, "%s/s.db", folder);
    str entity = STR("un_sc:1");
    if (store_make(path, &key, NULL) || store_open(path, &key, STORE_TO_WRITE, 0, &s, NULL) || store_begin(s, NULL)) abort();
    for (uint64_t row = 1; row <= 40; row++)
        if (store_put_subject(s, row, str_of((const char *)&row, sizeof row), STR("record"), NULL) ||
            store_put_found(s, row, STR("found"), NULL, 0, &entity, 1, NULL))
            abort();
    for (int t = STORE_TRACE; t < STORE_TABLES; t++)
        if (store_put(s, (enum store_table)t, 1, 0, STR("value"), NULL)) abort();
    if (store_commit(s, NULL)) abort();
    store_close(s);
    if (os_file_map(path, &file, NULL)) abort();
    buf_add(&whole, file.bytes);
    os_file_unmap(&file);
}

static void write_file(str bytes)
{
    char beside[sizeof path + 8];
    snprintf(beside, sizeof beside, "%s-wal", path);
    (void)os_file_remove(beside, NULL);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes.data, 1, bytes.len, f) != bytes.len || fclose(f)) abort();
}

static bool take_row(void *ctx, uint64_t row)
{
    (void)row;
    return ++*(int *)ctx < 1000;
}

static void read_all(void)
{
    struct store *s;
    struct buf out = BUF_INIT(1u << 20);
    uint64_t last;
    int rows = 0;
    if (store_open(path, &key, STORE_TO_READ, 0, &s, NULL)) return;
    for (uint64_t row = 0; row <= 41; row++) {
        uint64_t found;
        buf_reset(&out);
        if (store_record(s, row, &out, NULL) == CORDON_OK && !str_eq(buf_str(&out), STR("record"))) abort();
        buf_reset(&out);
        if (store_found(s, row, &out, NULL) == CORDON_OK && out.len && !str_eq(buf_str(&out), STR("found"))) abort();
        (void)store_find(s, str_of((const char *)&row, sizeof row), &found, NULL);
    }
    for (int t = STORE_TRACE; t < STORE_TABLES; t++) {
        buf_reset(&out);
        (void)store_last(s, (enum store_table)t, &last, NULL);
        if (store_get(s, (enum store_table)t, 1, NULL, &out, NULL) == CORDON_OK && !str_eq(buf_str(&out), STR("value"))) abort();
    }
    (void)store_near(s, STR("un_sc:1"), take_row, &rows, NULL);
    buf_release(&out);
    store_close(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf file = BUF_INIT(16u << 20);
    if (!whole.len) make();
    write_file(str_of((const char *)data, size));
    read_all();
    buf_add(&file, buf_str(&whole));
    for (size_t i = 0; i + 3 <= size; i += 3) file.data[(size_t)num_get_u16(data + i) * file.len >> 16] = (char)data[i + 2];
    write_file(buf_str(&file));
    read_all();
    buf_release(&file);
    return 0;
}
