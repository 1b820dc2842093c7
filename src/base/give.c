/* Text that a call made. */
#include "base/give.h"

cordon_status text_give(struct buf *b, const char *what, char **ret_data, size_t *ret_len, struct cordon_error *err)
{
    buf_add_byte(b, '\0');
    cordon_status st = buf_status(b);
    if (!st) {
        *ret_data = b->data;
        *ret_len = b->len - 1;
        *b = (struct buf)BUF_INIT(b->cap);
        return CORDON_OK;
    }
    size_t most = b->cap;
    buf_release(b);
    return st == CORDON_NOMEM ? error_nomem(err) : error_set(err, st, "%s takes more than %zu bytes", what, most);
}
