/* list/ofac_csv: read anything. A NUL byte parts the input into up to four files. */
#include "list/list.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const sources[] = { "us_ofac_sdn", "us_ofac_cons", "own" };
    struct list_file files[4];
    struct list_report report;
    struct arena arena;
    struct cordon_error err = ERROR_INIT;
    size_t count = 0;
    str rest = str_of((const char *)data, size), piece;

    while (count < 4 && str_next(&rest, '\0', &piece))
        files[count++] = (struct list_file){ STR_INIT("file.csv"), piece };
    arena_init(&arena, 16u << 20);
    list_report_init(&report, &arena);
    struct entity_build *b = entity_build_new();
    if (!b) return 0;
    for (size_t i = 0; i < count; i++) list_ofac_csv.recognise(&files[i]);
    cordon_status st = list_ofac_csv.read(str_c(sources[size % 3]), files, count, b, &report, &err);
    if (st && (err.status != st || !err.message[0])) abort();
    if (!st && report.entries == 0) abort(); /* nothing read must not look like success */
    if (!st && report.wallets > report.wallet_mentions) abort();
    if (report.untyped_pieces > report.pieces) abort();
    entity_build_free(b);
    arena_release(&arena);
    return 0;
}
