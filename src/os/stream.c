/* Descriptors read and written in large pieces. */
#include "os/os.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOOK_UP_MS = 100 }; /* how long a wait for input may overlook that it should stop */

cordon_status os_reader_open(const char *path, struct os_reader *ret_r, struct cordon_error *err)
{
    struct os_reader r = OS_READER_INIT;
    struct stat info;
    if (strcmp(path, "-") == 0) {
        r.fd = STDIN_FILENO;
    } else {
        r.fd = open(path, O_RDONLY | O_CLOEXEC);
        r.is_own = true;
        if (r.fd < 0 && errno == EINTR && os_interrupted()) /* a pipe that nobody opened */
            return error_at(err, CORDON_INTERRUPTED, str_c(path), 0, 0, "interrupted");
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

/* Signals go to the main thread: a thread that waits for a pipe or terminal must look up by itself. */
static bool is_input_there(const struct os_reader *r)
{
    struct pollfd p = { .fd = r->fd, .events = POLLIN };
    if (r->size != 0) return true;
    int n = poll(&p, 1, LOOK_UP_MS);
    return n > 0 || (n < 0 && errno != EINTR); /* read tells what else is wrong */
}

cordon_status os_reader_read(struct os_reader *r, char *data, size_t cap, size_t *ret_len,
                             struct cordon_error *err)
{
    for (;;) {
        if (os_interrupted() || (r->stop && *r->stop))
            return error_set(err, CORDON_INTERRUPTED, "interrupted");
        if (!is_input_there(r)) continue;
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

cordon_status os_writer_open(const char *path, struct os_writer *ret_w, struct cordon_error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return error_at(err, CORDON_IO, str_c(path), 0, 0, "cannot open: %s", strerror(errno));
    ret_w->fd = fd;
    return CORDON_OK;
}

cordon_status os_writer_close(struct os_writer *w, struct cordon_error *err)
{
    int fd = w->fd;
    w->fd = -1;
    if (fd >= 0 && close(fd) < 0) return error_set(err, CORDON_IO, "cannot write: %s", strerror(errno));
    return CORDON_OK;
}

cordon_status os_write_all(int fd, str bytes, struct cordon_error *err)
{
    while (bytes.len) {
        ssize_t n = write(fd, bytes.data, bytes.len);
        if (n < 0 && errno == EINTR && os_interrupted())
            return error_set(err, CORDON_INTERRUPTED, "interrupted");
        if (n < 0 && errno == EINTR) continue;
        if (n < 0)
            return error_set(err, CORDON_IO, "cannot write the answer: %s", strerror(errno));
        bytes = str_from(bytes, (size_t)n);
    }
    return CORDON_OK;
}

bool os_is_closed_pipe(int fd)
{
    struct pollfd p = { .fd = fd };
    return poll(&p, 1, 0) > 0 && (p.revents & POLLERR) != 0;
}

void os_streams_hold(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) /* the wrong way round: still unusable */
            (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}
