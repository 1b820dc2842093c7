/*
 * engine/watch: any bytes as the values of a store, rightly sealed, so that the readers get behind the seals: the first byte
 * says which. What is read once must be written and read the same.
 */
#include "engine/watch.h"

#include "os/os.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One store for all inputs, in a transaction that is never kept. */
static struct store *open_store(void)
{
    static struct store *s;
    static const struct store_key key = { .byte = { 1 } };
    char folder[] = "/tmp/cordon-fuzz-watch-XXXXXX", path[128];
    if (s) return s;
    if (!mkdtemp(folder)) abort();
    snprintf(path, sizeof path, "%s/s.db", folder);
    if (store_make(path, &key, NULL) || store_open(path, &key, STORE_TO_WRITE, 0, &s, NULL) || store_begin(s, NULL)) abort();
    (void)os_folder_remove_tree(folder, NULL); /* it lives while it is open */
    return s;
}

static void put(enum store_table t, str bytes)
{
    if (store_put(open_store(), t, 1, 0, bytes, NULL)) abort();
}

static void read_base(str bytes)
{
    struct arena arena;
    struct watch_base b;
    struct buf out = BUF_INIT(16u << 20);
    arena_init(&arena, 64u << 20);
    if (watch_base_read(bytes, &arena, &b, NULL) == CORDON_OK) {
        watch_base_write(&b, &out);
        if (out.failed || watch_base_read(buf_str(&out), &arena, &b, NULL)) abort();
    }
    buf_release(&out);
    arena_release(&arena);
}

static void read_found(str bytes)
{
    struct arena arena;
    struct watch_found f, again;
    struct buf out = BUF_INIT(16u << 20);
    arena_init(&arena, 64u << 20);
    if (watch_found_read(bytes, &arena, &f, NULL) == CORDON_OK) {
        watch_found_write(&f, &out);
        if (out.failed || watch_found_read(buf_str(&out), &arena, &again, NULL) || !watch_found_same(&f, &again)) abort();
    }
    buf_release(&out);
    arena_release(&arena);
}

static void read_words(str bytes)
{
    struct watch_words w;
    put(STORE_WORD, bytes);
    if (watch_words_load(&w, open_store(), NULL) == CORDON_OK) watch_words_release(&w);
}

static void read_block(str bytes)
{
    static struct watch_block b;
    static struct watch_base from, to;
    struct cordon_error damage = ERROR_INIT;
    struct watch_delta d = { .from = &from, .to = &to };
    struct buf state = BUF_INIT(1u << 16);
    uint32_t count = bytes.len > 1 ? (uint8_t)bytes.data[0] : 0; /* of the state; the trace says its own */
    watch_block_init(&b);
    buf_add_zeros(&state, 8 + (size_t)count);
    put(STORE_STATE, buf_str(&state));
    put(STORE_TRACE, str_from(bytes, 1));
    if (watch_block_load(&b, open_store(), 1, true, &damage, NULL)) abort(); /* a damaged trace is told, and that is all */
    for (size_t i = 0; i < b.count; i++) (void)watch_trace_passes(&d, b.trace[i]);
    put(STORE_STATE, bytes);
    (void)watch_block_load(&b, open_store(), 1, false, NULL, NULL);
    watch_block_release(&b);
    buf_release(&state);
}

static void read_payments(str bytes)
{
    static struct watch_payments p;
    size_t cut = bytes.len > 1 ? 1 + (uint8_t)bytes.data[0] % bytes.len : 0;
    watch_payments_init(&p);
    put(STORE_PAYMENT, str_from(bytes, cut < bytes.len ? cut : 0));
    put(STORE_PAYMENT_IDS, str_sub(bytes, 1, cut));
    if (watch_payments_load(&p, open_store(), 1, true, NULL) == CORDON_OK)
        for (size_t i = 0; i < p.count; i++) {
            struct watch_payment pay;
            watch_payments_get(&p, i, &pay);
            if (pay.decimals > PAYMENT_DECIMALS_MAX || watch_payments_id(&p, i).len > 255) abort();
        }
    watch_payments_release(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const reader[])(str) = { read_base, read_found, read_words, read_block, read_payments };
    if (size) reader[data[0] % COUNT_OF(reader)](str_of((const char *)data + 1, size - 1));
    return 0;
}
