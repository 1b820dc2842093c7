/* name/orgform: any bytes, cut at blanks, as the tokens of a name; forms stay in order and apart,
 * and leave something of the name. */
#include "name/orgform.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str rest = str_of((const char *)data, size), tokens[MOST];
    struct orgform forms[MOST];
    size_t count = 0, next = 0, taken = 0;
    while (count < MOST && str_next(&rest, ' ', &tokens[count])) count++;
    size_t found = orgform_find(tokens, count, forms);
    for (size_t i = 0; i < found; i++) {
        const struct orgform *f = &forms[i];
        bool is_whole = f->from == 0 && f->to == tokens[f->first].len;
        bool is_same = i > 0 && f->first + 1u == next; /* two glued to one token's ends */
        if (f->count == 0 || f->first + f->count > count || f->from >= f->to) abort();
        if (f->first < next && !(is_same && !is_whole)) abort();
        if (f->to > tokens[f->first].len || (!is_whole && f->count != 1)) abort();
        if (!f->class_id.len) abort();
        next = (size_t)f->first + f->count;
        if (is_whole) taken += f->count;
    }
    if (count && taken >= count) abort();
    return 0;
}
