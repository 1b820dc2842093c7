/* Values of strangers inside our texts: any bytes, every language, every reason. */
#include "say/say.h"
#include "say/say_tables.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) return 0;
    enum say_lang lang = (enum say_lang)(data[0] % SAY_LANG_COUNT);
    const struct say_decl *decl = &say_decls[data[1] % SAY_ID_COUNT];
    struct say_reason reason = { .id = (enum say_id)(decl - say_decls), .count = decl->param_count };
    struct buf out = BUF_INIT(1 << 20), scratch = BUF_INIT(1 << 20);
    struct json_writer w;
    str value = str_of((const char *)data + 2, size - 2);
    for (size_t i = 0; i < decl->param_count; i++)
        reason.params[i] = (struct say_param){ .name = decl->param[i].name,
                                               .type = decl->param[i].type,
                                               .text = value,
                                               .id = value,
                                               .number = (int64_t)str_hash(value),
                                               .exponent = data[0] };
    json_w_init(&w, &out);
    json_w_object(&w);
    cordon_status st = say_write_reason(&w, lang, &reason, &scratch);
    json_w_object_end(&w);
    if (st == CORDON_OK && !str_is_utf8(buf_str(&out), NULL)) abort();
    /* any text with placeholders, well formed or not */
    buf_reset(&scratch);
    (void)say_fill(lang, value, reason.params, reason.count, &scratch);
    buf_release(&out);
    buf_release(&scratch);
    return 0;
}
