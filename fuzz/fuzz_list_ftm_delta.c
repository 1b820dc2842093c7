/* list/ftm_delta: join anything to a small list. */
#include "list/ftm_delta.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char base[] = "{\"id\":\"A\",\"schema\":\"Person\",\"properties\":{}}\n"
                               "{\"id\":\"B\",\"schema\":\"Person\",\"properties\":{}}\n";
    struct list_file f = { .name = STR("fuzz"), .bytes = str_of((const char *)data, size) };
    struct list_join did;
    struct buf out = BUF_INIT(1 << 22);
    (void)list_ftm_is_delta(&f);
    (void)list_ftm_join(str_c(base), &f, &out, &did, NULL);
    buf_release(&out);
    return 0;
}
