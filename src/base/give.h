/* Text that a call made, handed to its caller. */
#ifndef BASE_GIVE_H
#define BASE_GIVE_H

#include "base/buf.h"
#include "base/error.h"

/**
 * Hand the bytes of `b` over, with a NUL behind them; whatever comes of it, `b` owns nothing afterwards.
 *
 * @param what  "the entity": for the error
 * @return CORDON_OK, CORDON_LIMIT (longer than the buffer's cap), CORDON_NOMEM
 */
cordon_status text_give(struct buf *b, const char *what, char **ret_data, size_t *ret_len, struct cordon_error *err);

#endif
