/* Pages and answers in which a link to the file is looked for: first line the link, then the page. */
#include "engine/update.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct cordon_error err;
    str all = str_of((const char *)data, size), link = STR_EMPTY, found = STR_EMPTY;
    char date[16];
    if (size > 1 << 16) return 0;
    arena_init(&a, 1 << 24);
    size_t end = str_index(all, '\n');
    link = str_sub(all, 0, end);
    str page = str_from(all, end + 1);
    if (update_link_is_dated(link) && !update_link_newest(link, page, &a, &found, date, &err) &&
        (strlen(date) != 10 || found.len == 0))
        __builtin_trap();
    if (str_starts(link, STR("<"))) (void)update_link_step(link, page, &a, &found, &err);
    (void)update_fill(link, STR("{id}"), str_sub(page, 0, 100), &a);
    arena_release(&a);
    return 0;
}
