/* engine/policy: a policy of any bytes; one that is taken has every number in its range. */
#define _GNU_SOURCE
#include "engine/policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    struct cordon_policy *p = NULL;
    struct cordon_error err = ERROR_INIT;
    int fd = memfd_create("policy", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size) abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    cordon_status st = cordon_policy_load(path, &p, &err);
    if (st && (p || !err.message[0])) abort();
#define X(key, low, high)                                                                          \
    if (!st && (p->key < (low) || p->key > (high))) abort();
    POLICY_NUMBERS(X)
#undef X
    cordon_policy_free(p);
    close(fd);
    return 0;
}
