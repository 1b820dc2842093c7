/* Lines of minisign's files; private to minisign*.c. */
#ifndef SHARE_MINISIGN_INSIDE_H
#define SHARE_MINISIGN_INSIDE_H

#include "share/minisign.h"

/** A text cut into its lines, the last line end left out. */
struct minisign_lines {
    str    line[4];
    size_t count;
};

/** Cut into 1 to 4 lines; CR at their ends is dropped. @return CORDON_OK, CORDON_SYNTAX, CORDON_LIMIT */
cordon_status minisign_lines_of(str text, struct minisign_lines *ret, struct cordon_error *err);
/** Exactly `len` bytes in strict base64, or false. */
bool minisign_base64_read(str line, uint8_t *ret, size_t len);
void minisign_base64_write(const uint8_t *bytes, size_t len, struct buf *out);
/** libsodium, started. @return CORDON_OK, CORDON_BUG */
cordon_status minisign_start(struct cordon_error *err);

#define MINISIGN_UNTRUSTED "untrusted comment: "
#define MINISIGN_TRUSTED   "trusted comment: "

#endif
