/* Answers from anywhere: any bytes make a whole page, or a status. */
#include <cordon/report.h>

#include "base/str.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const langs[] = { "en", "ko", "ja", "id" };
    const struct cordon_report_options o = { .lang = str_c(langs[size % 4]), .cases = 2 };
    struct cordon_report *r = NULL;
    struct cordon_text page = { .data = NULL };
    if (cordon_report_new(&o, &r, NULL)) return 0;
    for (str rest = str_of((const char *)data, size), line; size && str_next(&rest, '\n', &line);) {
        if (cordon_report_add(r, line, NULL) == CORDON_BUG) abort();
        if (cordon_report_drawing(r, STR("op-1"), line, NULL) == CORDON_BUG) abort();
    }
    if (cordon_report_html(r, &page, NULL) == CORDON_OK) {
        str text = str_of(page.data, page.len);
        size_t script = str_find(text, STR("<script"), 0);
        if (!str_is_utf8(text, NULL) || str_find(text, STR("<script"), script + 1) != SIZE_MAX) abort();
    }
    cordon_text_free(&page);
    cordon_report_free(r);
    return 0;
}
