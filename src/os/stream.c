/* Descriptors read and written in large pieces. */
#include "os/os.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

cordon_status os_reader_open(const char *path, struct os_reader *ret_r, struct cordon_error *err)
{
    struct os_reader r = OS_READER_INIT;
    struct stat info;
    if (strcmp(path, "-") == 0) {
        r.fd = STDIN_FILENO;
    } else {
        r.fd = open(path, O_RDONLY | O_CLOEXEC);
        r.is_own = true;
        if (r.fd < 0)
            return error_at(err, errno == ENOENT ? CORDON_NOTFOUND : CORDON_IO, str_c(path), 0, 0,
                            "cannot open: %s", strerror(errno));
    }
    if (fstat(r.fd, &info) == 0) {
        if (S_ISDIR(info.st_mode)) {
            os_reader_close(&r);
            return error_at(err, CORDON_IO, str_c(path), 0, 0, "is a folder, not a file");
        }
        if (S_ISREG(info.st_mode)) r.size = (uint64_t)info.st_size;
    }
    *ret_r = r;
    return CORDON_OK;
}

bool os_reader_wait(const struct os_reader *r, unsigned wait_ms)
{
    struct pollfd fd = { .fd = r->fd, .events = POLLIN };
    int n = poll(&fd, 1, wait_ms > 60000 ? 60000 : (int)wait_ms);
    return n > 0 || (n < 0 && errno != EINTR); /* what cannot be polled is read */
}

cordon_status os_reader_read(struct os_reader *r, char *data, size_t cap, size_t *ret_len,
                             struct cordon_error *err)
{
    for (;;) {
        if (os_interrupted()) return error_set(err, CORDON_INTERRUPTED, "interrupted");
        ssize_t n = read(r->fd, data, cap);
        if (n >= 0) {
            *ret_len = (size_t)n;
            return CORDON_OK;
        }
        if (errno != EINTR) return error_set(err, CORDON_IO, "cannot read: %s", strerror(errno));
    }
}

void os_reader_close(struct os_reader *r)
{
    if (r->is_own && r->fd >= 0) close(r->fd);
    *r = (struct os_reader)OS_READER_INIT;
}

cordon_status os_write_all(int fd, str bytes, struct cordon_error *err)
{
    while (bytes.len) {
        ssize_t n = write(fd, bytes.data, bytes.len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0)
            return error_set(err, CORDON_IO, "cannot write the answer: %s", strerror(errno));
        bytes = str_from(bytes, (size_t)n);
    }
    return CORDON_OK;
}
