/* list/ofac_remarks: parse anything as remarks, on every kind of party; the first byte chooses. */
#include "list/ofac.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum ftm_schema schemas[] = {
        FTM_SCHEMA_PERSON, FTM_SCHEMA_ORGANIZATION, FTM_SCHEMA_VESSEL, FTM_SCHEMA_AIRPLANE,
    };
    static const struct entity_src here = { 0, 1 };
    struct list_report report;
    struct arena arena;
    if (size == 0) return 0;
    str text = str_of((const char *)data + 1, size - 1);
    const struct ofac_seam seams[] = { { data[0] / 4, STR("c"), { 1, 2 } },
                                       { data[0], STR("c"), { 1, 3 } } };
    struct ofac_hints hints = { .title = str_sub(text, 0, data[0] / 8), .seams = seams,
                                .seam_count = data[0] % 3 };

    arena_init(&arena, 16u << 20);
    list_report_init(&report, &arena);
    struct entity_build *b = entity_build_new();
    if (!b) return 0;
    entity_begin(b, schemas[data[0] % 4], STR("t-1"), STR("1"), here);
    bool is_cut = (data[0] & 4) != 0;
    ofac_remarks_with(b, &report, STR("f"), STR("1"), text, is_cut, here, &hints);
    if (report.untyped_pieces > report.pieces || report.wallets > report.wallet_mentions) abort();
    if (is_cut && report.pieces && !report.warning_count) abort(); /* a cut is always told */
    ofac_add_labelled(b, &report, STR("f"), STR("1"), text, text, text, text, text, here);
    entity_build_free(b);
    arena_release(&arena);
    return 0;
}
