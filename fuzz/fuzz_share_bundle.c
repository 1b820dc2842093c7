/* share/bundle: any bytes as a bundle, its signatures taken for granted. */
#include "share/bundle.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bundle b;
    struct cordon_error err;
    bundle_init(&b);
    b.path = "x.cordon";
    b.file.bytes = str_of((const char *)data, size);
    (void)bundle_claims(&b);
    if (!bundle_form(&b, &err)) {
        size_t all = 0;
        for (size_t i = 0; i < b.head.part_count; i++) {
            if (b.part[i].len != b.head.part[i].size) abort();
            all += b.part[i].len;
        }
        if (all > size) abort();
    }
    b.file.bytes = STR_EMPTY;
    bundle_release(&b);
    return 0;
}
