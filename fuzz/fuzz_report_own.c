/* Ownership answers from anywhere: any bytes make a drawing that is whole, or a status. */
#include <cordon/own.h>

#include "base/str.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const parties[] = { "", "a" };
    struct cordon_text svg = { .data = NULL };
    cordon_status st = cordon_own_svg(str_of((const char *)data, size), str_c(parties[size % 2]), &svg, NULL);
    if (st == CORDON_BUG) abort();
    if (st == CORDON_OK) {
        str text = str_of(svg.data, svg.len);
        if (!str_is_utf8(text, NULL) || str_find(text, STR("<script"), 0) != SIZE_MAX) abort();
    }
    cordon_text_free(&svg);
    return 0;
}
