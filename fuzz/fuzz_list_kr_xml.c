/* list/kr_xml: read anything; and anything as the annex of a good notice. */
#include "fuzz/list_read.h"

#include "base/buf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf whole = BUF_INIT(8u << 20);
    str in = str_of((const char *)data, size);
    buf_add(&whole, STR("<AdmRulService><별표><별표내용>(9명)\n"));
    for (size_t i = 0; i < in.len; i++)
        buf_add_byte(&whole, in.data[i] == '<' || in.data[i] == '&' ? ' ' : in.data[i]);
    buf_add(&whole, STR("\n</별표내용></별표></AdmRulService>"));
    if (!whole.failed)
        fuzz_list_read(&list_kr_xml, "kr_kofiu", (const uint8_t *)whole.data, whole.len);
    buf_release(&whole);
    return fuzz_list_read(&list_kr_xml, "kr_kofiu", data, size);
}
