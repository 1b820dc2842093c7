/* cli/labels: any bytes as labels; what is read is found again by its name. */
#include "cli/labels.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct labels l;
    struct cordon_error err = { .status = CORDON_OK };
    cordon_status st = labels_read(str_of((const char *)data, size), STR("fuzz"), &l, &err);
    if (st && !err.message[0]) abort();
    if (!st && !l.count) abort();
    for (size_t i = 0; !st && i < l.count; i++) {
        const struct label *k = &l.item[i];
        const struct label *found =
            labels_find(&l, k->is_subject ? k->name : STR_EMPTY, k->is_subject ? STR_EMPTY : k->name);
        if (found != k) abort();
    }
    labels_close(&l);
    return 0;
}
