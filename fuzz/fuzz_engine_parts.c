/* engine/parts: a listed name of any length and letters. The edition is never refused for it, what is
 * above the caps is counted and warned about, and the parts open. */
#include "engine/set.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void make(struct entity_build *b, struct list_report *report)
{
    struct set_source s = { .is_starter = true };
    struct cordon_counts counts = { 0 };
    struct cordon_error err = { .status = CORDON_OK };
    for (size_t i = 0; i < ROLE_SCREENED; i++) buf_init(&s.built[i], (size_t)1 << 30);
    if (set_parts_make(b, report, s.built, &counts, &err)) abort();
    for (size_t i = 0; i < ROLE_SCREENED; i++)
        if (part_open(buf_str(&s.built[i]), &s.part[i], &err)) abort();
    if (set_parts_open(&s, &err)) abort();
    if (counts.long_names != report->warning_count) abort();
    if (counts.long_names && name_index_count(&s.names) == 0) abort(); /* found by nothing */
    for (size_t i = 0; i < ROLE_SCREENED; i++) buf_release(&s.built[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct entity_src here = { 0, 1 };
    struct list_report report;
    struct arena arena;
    str name = str_of((const char *)data, size < ENTITY_VALUE_MAX ? size : ENTITY_VALUE_MAX);
    if (!str_is_utf8(name, NULL)) return 0;
    arena_init(&arena, 16u << 20);
    list_report_init(&report, &arena);
    struct entity_build *b = entity_build_new();
    if (!b) return 0;
    entity_begin(b, FTM_SCHEMA_ORGANIZATION, STR("t-1"), STR("1"), here);
    entity_add_subject(b, FTM_PROP_NAME, name, STR_EMPTY, here);
    make(b, &report);
    entity_build_free(b);
    arena_release(&arena);
    return 0;
}
