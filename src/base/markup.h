/* Letters on their way into XML, SVG or HTML. */
#ifndef CORDON_BASE_MARKUP_H
#define CORDON_BASE_MARKUP_H

#include "base/buf.h"
#include "base/str.h"

/** Add a letter as text of an element or of a quoted attribute: the five that mean something become
 *  entities, a byte that is none U+FFFD, and one that cannot be seen its number ("U+202E").
 *  @param c, bytes  as letter_read() tells them */
void markup_letter(struct buf *out, uint32_t c, str bytes);

/** Add a text of at most `cells` cells (1 or more), a Han or hangul letter taking two; what is cut ends
 *  in an ellipsis. */
void markup_cut(struct buf *out, str text, size_t cells);

#endif
