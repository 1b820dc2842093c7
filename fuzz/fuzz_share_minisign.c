/* share/minisign: read any text as a key and as a signature; what is read is written back the same. */
#include "share/minisign.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = str_of((const char *)data, size);
    struct minisign_public key, again;
    struct minisign_secret secret;
    struct minisign_signature sig;
    struct minisign_digest digest = { { 0 } };
    struct buf out = BUF_INIT(1 << 16);
    struct cordon_error err;
    if (!minisign_public_read(text, &key, &err)) {
        minisign_public_write(&key, &out);
        if (minisign_public_read(buf_str(&out), &again, NULL) || memcmp(&key, &again, sizeof key)) abort();
        if (!minisign_signature_read(text, &sig, &err)) abort(); /* nothing is both */
    }
    if (!minisign_signature_read(text, &sig, &err)) {
        memset(&key, 1, sizeof key);
        memcpy(key.id, sig.id, sizeof key.id);
        if (minisign_verify(&key, &sig, &digest)) abort();
    }
    if (!minisign_secret_has_password(text) && !minisign_secret_read(text, STR_EMPTY, &secret, &err))
        minisign_secret_wipe(&secret);
    buf_release(&out);
    return 0;
}
