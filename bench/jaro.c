/* Plain Jaro-Winkler. */
#include "jaro.h"

#include "text/text.h"

#include <string.h>

enum { LETTERS_MAX = 255, PREFIX_MAX = 4 };

unsigned jaro_winkler(str a, str b)
{
    unsigned char taken[LETTERS_MAX] = { 0 };
    char mine[LETTERS_MAX];
    size_t common = 0, swapped = 0, prefix = 0;
    if (a.len > LETTERS_MAX) a.len = LETTERS_MAX;
    if (b.len > LETTERS_MAX) b.len = LETTERS_MAX;
    if (!a.len || !b.len) return 0;
    size_t longer = a.len > b.len ? a.len : b.len, reach = longer / 2 ? longer / 2 - 1 : 0;
    for (size_t i = 0; i < a.len; i++) {
        size_t from = i > reach ? i - reach : 0, to = i + reach + 1 < b.len ? i + reach + 1 : b.len;
        for (size_t j = from; j < to; j++) {
            if (taken[j] || a.data[i] != b.data[j]) continue;
            taken[j] = 1;
            mine[common++] = a.data[i];
            break;
        }
    }
    if (!common) return 0;
    for (size_t j = 0, k = 0; j < b.len; j++)
        if (taken[j]) swapped += mine[k++] != b.data[j];
    double m = (double)common;
    double jaro = (m / (double)a.len + m / (double)b.len + (m - (double)(swapped / 2)) / m) / 3;
    while (prefix < PREFIX_MAX && prefix < a.len && prefix < b.len && a.data[prefix] == b.data[prefix]) prefix++;
    return (unsigned)((jaro + 0.1 * (double)prefix * (1 - jaro)) * 10000);
}

str jaro_prepare(str name, struct arena *arena)
{
    struct text_token token[TEXT_TOKENS_MAX];
    size_t count = 0, len = 0, room = 1;
    if (text_tokens(name, arena, token, &count, NULL)) return STR_EMPTY;
    for (size_t i = 0; i < count; i++) room += token[i].plain.len + 1;
    char *text = arena_alloc(arena, room);
    if (!text) return STR_EMPTY;
    for (size_t i = 0; i < count; i++) {
        if (i) text[len++] = ' ';
        memcpy(text + len, token[i].plain.data, token[i].plain.len);
        len += token[i].plain.len;
    }
    return str_of(text, len);
}
