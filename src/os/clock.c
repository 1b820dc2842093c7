/* Clock, random bytes, environment, terminal, signals. */
#include "os/os.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static _Atomic int64_t set_now = INT64_MIN; /* tests only */

int64_t os_now_s(void)
{
    int64_t set = set_now;
    if (set != INT64_MIN) return set;
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec;
}

void os_clock_set(int64_t now_s)
{
    set_now = now_s;
}

uint64_t os_ticks_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

cordon_status os_random(uint8_t *bytes, size_t len, struct cordon_error *err)
{
    struct os_reader r = OS_READER_INIT;
    size_t got = 0;
    cordon_status st = os_reader_open("/dev/urandom", &r, err);
    while (!st && len) {
        st = os_reader_read(&r, (char *)bytes, len, &got, err);
        if (!st && !got) st = error_set(err, CORDON_IO, "the system gave no random bytes");
        bytes += got;
        len -= got;
        got = 0;
    }
    os_reader_close(&r);
    return st;
}

str os_env(const char *name)
{
    return str_c(getenv(name));
}

unsigned os_cpu_count(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > 256 ? 256 : (unsigned)n;
}

bool os_is_terminal(int fd)
{
    return isatty(fd) == 1;
}

unsigned os_terminal_width(int fd)
{
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return 80;
}

static _Atomic int interrupted; /* lock-free: written by the handler, read by all threads */

static void on_signal(int number)
{
    if (interrupted) {
        signal(number, SIG_DFL);
        raise(number);
    }
    interrupted = 1;
}

void os_signals_watch(void)
{
    struct sigaction act = { .sa_handler = on_signal }; /* no SA_RESTART: reads must return */
    struct sigaction was;
    sigemptyset(&act.sa_mask);
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    bool is_nohup = sigaction(SIGHUP, NULL, &was) == 0 && was.sa_handler == SIG_IGN;
    if (!is_nohup) sigaction(SIGHUP, &act, NULL);
    act.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &act, NULL);
    sigaction(SIGXFSZ, &act, NULL);
}

bool os_interrupted(void)
{
    return interrupted != 0;
}
