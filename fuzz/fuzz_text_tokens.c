/* text/tokens: cut anything; tokens are UTF-8, lie in the input and in order, and cutting a plain
 * form again changes nothing but its limits. */
#include "text/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(str in, const struct text_token *t, size_t count)
{
    const char *at = in.data;
    for (size_t i = 0; i < count; i++) {
        if (t[i].plain.len == 0 || t[i].fold.len == 0 || t[i].raw.len == 0) abort();
        if (!str_is_utf8(t[i].plain, NULL) || !str_is_utf8(t[i].fold, NULL)) abort();
        if (!str_is_utf8(t[i].raw, NULL) || t[i].raw.data < at) abort();
        if (t[i].raw.data + t[i].raw.len > in.data + in.len) abort();
        at = t[i].raw.data; /* tokens out of one sign share it */
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text_token token[TEXT_TOKENS_MAX];
    struct arena arena;
    size_t count = 0;
    str in = str_of((const char *)data, size);
    arena_init(&arena, 4u << 20);
    cordon_status st = text_tokens(in, &arena, token, &count, NULL);
    if (st == CORDON_NOMEM || (st == CORDON_SYNTAX) != (size <= TEXT_NAME_MAX && !str_is_utf8(in, NULL)))
        abort();
    if (st == CORDON_OK) check(in, token, count);
    str fold = text_fold(in, &arena);
    str plain = text_plain(in, &arena), number = text_number(in, &arena);
    if (!str_is_utf8(fold, NULL) || !str_is_utf8(plain, NULL) || arena.failed) abort();
    if (!str_is_utf8(number, NULL) || !str_eq(text_number(number, &arena), number)) abort();
    arena_release(&arena);
    return 0;
}
