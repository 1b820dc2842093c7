/* base/csv: read anything; cells lie where they should, and the scanner ends rows where the reader
 * does, however the bytes come in. The first byte of the input chooses the piece. */
#include "base/csv.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t hash_row(const struct csv_reader *r, cordon_status st, uint64_t h)
{
    if (st) return h * 31 + (uint64_t)st + r->line;
    for (size_t i = 0; i < r->count; i++) h = h * 31 + str_hash(r->cell[i]);
    return h * 31 + r->line;
}

static uint64_t read_all(str in, char sep, uint64_t line, uint64_t h)
{
    static struct csv_reader r;
    struct arena arena;
    bool is_row = true;
    arena_init(&arena, 1u << 20);
    csv_init(&r, in, sep, line, &arena);
    while (is_row) {
        arena_reset(&arena);
        cordon_status st = csv_next(&r, &is_row, NULL);
        if (st == CORDON_OK && is_row && r.count == 0) abort();
        if (st || is_row) h = hash_row(&r, st, h);
    }
    arena_release(&arena);
    return h;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    str in = str_of((const char *)data + 1, size - 1);
    size_t step = data[0] % 64u + 1u, start = 0, at = 0;
    if (str_starts(in, STR("\xEF\xBB\xBF"))) in = str_from(in, 3);
    if (str_starts(in, STR("\xEF\xBB\xBF"))) return 0; /* a second one is passed over again */
    char sep;
    csv_guess_sep(in, &sep);
    struct csv_scan scan = { .sep = sep, .line = 1 };
    uint64_t want = read_all(in, sep, 1, 0), got = 0, line = 1;
    while (at < in.len) {
        size_t n = csv_scan_row(&scan, str_sub(in, at, at + step));
        at = n == SIZE_MAX ? (in.len - at < step ? in.len : at + step) : at + n;
        if (n == SIZE_MAX && at < in.len) continue;
        /* the mark is only passed over on line 1, which starts with none */
        got = read_all(str_sub(in, start, at), sep, line, got);
        start = at;
        line = scan.line;
    }
    if (got != want) abort();
    return 0;
}
