/* Secrets that a person types. */
#include "os/os.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

void os_wipe(void *bytes, size_t len)
{
    if (len) explicit_bzero(bytes, len);
}

/* One line, without its end. */
static cordon_status read_line(int fd, char *ret, size_t cap, size_t *ret_len, struct cordon_error *err)
{
    size_t len = 0;
    for (;;) {
        char c;
        ssize_t n = read(fd, &c, 1);
        if (n < 0 && errno == EINTR && !os_interrupted()) continue;
        if (n < 0 && errno == EINTR) return error_set(err, CORDON_INTERRUPTED, "interrupted");
        if (n < 0) return error_set(err, CORDON_IO, "cannot read from the terminal: %s", strerror(errno));
        if (n == 0 || c == '\n' || c == '\r') break;
        if (len == cap) return error_set(err, CORDON_LIMIT, "above %zu bytes", cap);
        ret[len++] = c;
    }
    *ret_len = len;
    return CORDON_OK;
}

cordon_status os_secret_read(const char *prompt, char *ret, size_t cap, size_t *ret_len,
                             struct cordon_error *err)
{
    struct termios was, hidden;
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (fd < 0) return error_set(err, CORDON_NOTFOUND, "there is no terminal to ask on");
    if (tcgetattr(fd, &was) < 0) {
        close(fd);
        return error_set(err, CORDON_IO, "cannot hide what is typed: %s", strerror(errno));
    }
    hidden = was;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    cordon_status st = CORDON_OK;
    if (tcsetattr(fd, TCSAFLUSH, &hidden) < 0)
        st = error_set(err, CORDON_IO, "cannot hide what is typed: %s", strerror(errno));
    if (!st) st = os_write_all(fd, str_c(prompt), err);
    if (!st) st = read_line(fd, ret, cap, ret_len, err);
    (void)tcsetattr(fd, TCSAFLUSH, &was);
    (void)os_write_all(fd, STR("\n"), NULL);
    close(fd);
    return st;
}
