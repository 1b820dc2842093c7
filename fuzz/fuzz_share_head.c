/* share/head and share/root: read any text; what is read is written back byte for byte. */
#include "share/head.h"
#include "share/root.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = str_of((const char *)data, size);
    struct arena a;
    struct head head;
    struct root root;
    struct cordon_error err;
    struct buf out = BUF_INIT(4 << 20);
    arena_init(&a, 8 << 20);
    if (!share_head_read(text, &a, &head, &err)) {
        share_head_write(&head, &out);
        if (!str_eq(buf_str(&out), text)) abort();
        if (!str_eq(head_origin(text), head.origin)) abort();
        for (size_t i = 0; i < head.part_count; i++)
            if (head.part[i].name.data[0] == '/' || str_find(head.part[i].name, STR(".."), 0) == 0) abort();
    }
    buf_reset(&out);
    if (!root_read(text, &root, &err)) {
        root_write(&root, &out);
        if (!str_eq(buf_str(&out), text)) abort();
    }
    buf_release(&out);
    arena_release(&a);
    return 0;
}
