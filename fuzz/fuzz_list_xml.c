/* list/xml: its own scanner and expat alone say the same of any bytes. */
#include "tests/xml_same.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf ours = BUF_INIT(64u << 20), theirs = BUF_INIT(64u << 20);
    bool is_same = xml_same(str_of((const char *)data, size), true, &ours, &theirs);
    bool has_failed = ours.failed || theirs.failed;
    buf_release(&ours);
    buf_release(&theirs);
    if (!is_same && !has_failed) abort();
    return 0;
}
