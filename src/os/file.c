/* Files: mapped whole, replaced in one step, locked. */
#include "os/os.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { POPULATE_MAX = 64 << 20, READ_LEN = 1 << 20 };

/* errno as a status, with the file and the system's own words. */
static cordon_status os_error(const char *path, const char *what, struct cordon_error *err)
{
    cordon_status st = errno == ENOENT || errno == ENOTDIR ? CORDON_NOTFOUND
                       : errno == ENOMEM ? CORDON_NOMEM
                                         : CORDON_IO;
    return error_at(err, st, str_c(path), 0, 0, "%s: %s", what, strerror(errno));
}

static cordon_status read_all(int fd, const char *path, struct os_file *f,
                              struct cordon_error *err)
{
    struct buf b = BUF_INIT((size_t)4 << 30);
    cordon_status st = CORDON_OK;
    for (ssize_t n = 1; n && !st;) {
        size_t len = b.len;
        char *at = buf_take(&b, READ_LEN);
        n = at ? read(fd, at, READ_LEN) : -1;
        b.len = len + (n > 0 ? (size_t)n : 0);
        if (!at)
            st = error_at(err, buf_status(&b), str_c(path), 0, 0, "too large to read");
        else if (n < 0 && errno == EINTR && os_interrupted())
            st = error_at(err, CORDON_INTERRUPTED, str_c(path), 0, 0, "interrupted");
        else if (n < 0 && errno != EINTR)
            st = os_error(path, "cannot read", err);
    }
    if (st) {
        buf_release(&b);
        return st;
    }
    f->base = b.data;
    f->bytes = buf_str(&b);
    return CORDON_OK;
}

static const char *kind_of(mode_t mode)
{
    if (S_ISDIR(mode)) return "a folder";
    if (S_ISFIFO(mode)) return "a pipe";
    return S_ISSOCK(mode) ? "a socket" : "a device";
}

/* Whatever has no end or no content of its own is refused before it is read from. */
static cordon_status look_at(int fd, const char *path, struct stat *ret_info,
                             struct cordon_error *err)
{
    if (fstat(fd, ret_info) < 0) return os_error(path, "cannot read", err);
    if (S_ISREG(ret_info->st_mode)) return CORDON_OK;
    return error_at(err, CORDON_IO, str_c(path), 0, 0, "is %s, not a file",
                    kind_of(ret_info->st_mode));
}

/* Open for reading and look at it; *ret_fd is -1 on failure. Opening a pipe must not wait for
 * somebody to write to it, and a terminal must not become ours. */
static cordon_status open_file(const char *path, int *ret_fd, struct stat *ret_info,
                               struct cordon_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    *ret_fd = -1;
    if (fd < 0 && errno == ENXIO)
        return error_at(err, CORDON_IO, str_c(path), 0, 0, "is a socket or a device, not a file");
    if (fd < 0) return os_error(path, "cannot open", err);
    cordon_status st = look_at(fd, path, ret_info, err);
    if (st)
        close(fd);
    else
        *ret_fd = fd;
    return st;
}

cordon_status os_file_read(const char *path, struct os_file *ret_file, struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    struct stat before, after;
    int fd;
    cordon_status st = open_file(path, &fd, &before, err);
    if (st) return st;
    st = read_all(fd, path, &f, err);
    if (!st && fstat(fd, &after) < 0) st = os_error(path, "cannot read", err);
    close(fd);
    if (!st &&
        (before.st_size != after.st_size || (size_t)after.st_size != f.bytes.len ||
         before.st_mtim.tv_sec != after.st_mtim.tv_sec ||
         before.st_mtim.tv_nsec != after.st_mtim.tv_nsec))
        st = error_at(err, CORDON_IO, str_c(path), 0, 0,
                      "changed while it was read; is it still being fetched?");
    if (st)
        os_file_unmap(&f);
    else
        *ret_file = f;
    return st;
}

cordon_status os_file_map(const char *path, struct os_file *ret_file, struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    struct stat info;
    int fd;
    cordon_status st = open_file(path, &fd, &info, err);
    if (st) return st;
    if (info.st_size > 0) {
        /* what is small is read to its end anyway: map all of it at once, not page by page */
        int all = info.st_size < POPULATE_MAX ? MAP_POPULATE : 0;
        void *p = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE | all, fd, 0);
        if (p == MAP_FAILED) {
            st = read_all(fd, path, &f, err);
        } else {
            f.base = p;
            f.is_mapped = true;
            f.bytes = str_of(p, (size_t)info.st_size);
        }
    } else {
        st = read_all(fd, path, &f, err); /* some systems' files have a length only when read */
    }
    close(fd);
    if (!st) *ret_file = f;
    return st;
}

void os_file_unmap(struct os_file *file)
{
    if (!file) return;
    if (file->is_mapped)
        munmap(file->base, file->bytes.len);
    else
        mem_free(file->base);
    *file = (struct os_file)OS_FILE_INIT;
}

void os_temp_name(const char *path, struct buf *out)
{
    static _Atomic unsigned serial;
    buf_printf(out, "%s.%ld-%u.tmp", path, (long)getpid(), serial++);
    buf_add_byte(out, '\0');
}

bool os_temp_is(str name)
{
    if (!str_ends(name, STR(".tmp"))) return false;
    size_t i = name.len - 4, digits = 0;
    for (; i > 0 && byte_is_digit(name.data[i - 1]); i--) digits++;
    if (!digits || i == 0 || name.data[--i] != '-') return false;
    for (digits = 0; i > 0 && byte_is_digit(name.data[i - 1]); i--) digits++;
    return digits && i > 1 && name.data[i - 1] == '.';
}

static cordon_status write_synced(int fd, const char *path, str bytes, struct cordon_error *err)
{
    while (bytes.len) {
        ssize_t n = write(fd, bytes.data, bytes.len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return os_error(path, "cannot write", err);
        bytes = str_from(bytes, (size_t)n);
    }
    if (fsync(fd) < 0) return os_error(path, "cannot write to disk", err);
    return CORDON_OK;
}

cordon_status os_file_put(const char *path, str bytes, struct cordon_error *err)
{
    struct buf temp = BUF_INIT(8192);
    cordon_status st;
    os_temp_name(path, &temp);
    if (temp.failed) {
        st = buf_status(&temp) == CORDON_NOMEM
                 ? error_nomem(err)
                 : error_at(err, CORDON_LIMIT, str_c(path), 0, 0, "path too long");
        goto done;
    }
    int fd = open(temp.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        st = os_error(path, "cannot create", err);
        goto done;
    }
    st = write_synced(fd, path, bytes, err);
    if (close(fd) < 0 && !st) st = os_error(path, "cannot write", err);
    if (!st && rename(temp.data, path) < 0) st = os_error(path, "cannot replace", err);
    if (st) unlink(temp.data);
done:
    buf_release(&temp);
    return st;
}

cordon_status os_file_replace(const char *path, str bytes, struct cordon_error *err)
{
    const char *slash = strrchr(path, '/');
    struct buf folder = BUF_INIT(8192); /* first: nothing may fail for want of memory once it is done */
    buf_add(&folder, slash ? str_of(path, slash == path ? 1 : (size_t)(slash - path)) : STR("."));
    buf_add_byte(&folder, '\0');
    cordon_status st = folder.failed ? error_nomem(err) : os_file_put(path, bytes, err);
    if (!st) st = os_folder_sync(folder.data, err);
    buf_release(&folder);
    return st;
}

cordon_status os_file_make_private(const char *path, str bytes, struct cordon_error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST) return error_at(err, CORDON_REFUSED, str_c(path), 0, 0, "it is there already, and is kept");
    if (fd < 0) return os_error(path, "cannot create", err);
    cordon_status st = os_write_all(fd, bytes, err);
    if (!st && fsync(fd) < 0) st = os_error(path, "cannot write", err);
    if (close(fd) < 0 && !st) st = os_error(path, "cannot write", err);
    if (st) (void)unlink(path);
    return st;
}

bool os_file_is_private(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !(info.st_mode & (S_IRWXG | S_IRWXO));
}

bool os_file_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

enum os_path_kind os_path_look(const char *path, uint64_t ret_same[2])
{
    struct stat info;
    if (stat(path, &info) < 0) return OS_PATH_NONE;
    ret_same[0] = (uint64_t)info.st_dev;
    ret_same[1] = (uint64_t)info.st_ino;
    if (S_ISDIR(info.st_mode)) return OS_PATH_FOLDER;
    return S_ISREG(info.st_mode) ? OS_PATH_FILE : OS_PATH_OTHER;
}

uint64_t os_file_size(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) ? (uint64_t)info.st_size : 0;
}

int64_t os_file_written_ns(const char *path)
{
    struct stat info;
    if (stat(path, &info) < 0 || !S_ISREG(info.st_mode)) return INT64_MIN;
    return (int64_t)info.st_mtim.tv_sec * 1000000000 + info.st_mtim.tv_nsec;
}

cordon_status os_file_remove(const char *path, struct cordon_error *err)
{
    if (unlink(path) == 0 || errno == ENOENT) return CORDON_OK;
    return os_error(path, "cannot remove", err);
}

cordon_status os_lock_take(const char *path, unsigned wait_ms, struct os_lock *ret_lock,
                           struct cordon_error *err)
{
    uint64_t end = os_ticks_ns() + (uint64_t)wait_ms * 1000000u;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);
    if (fd < 0) return os_error(path, "cannot create the lock", err);
    struct stat info;
    cordon_status looks = look_at(fd, path, &info, err);
    if (looks) {
        close(fd);
        return looks;
    }
    while (flock(fd, LOCK_EX | LOCK_NB) < 0) {
        cordon_status st = CORDON_OK;
        if (errno != EWOULDBLOCK && errno != EINTR)
            st = os_error(path, "cannot lock", err);
        else if (os_interrupted())
            st = error_at(err, CORDON_INTERRUPTED, str_c(path), 0, 0, "interrupted");
        else if (os_ticks_ns() >= end)
            st = error_at(err, CORDON_BUSY, str_c(path), 0, 0,
                          "another process is writing to this data folder; try again later");
        if (st) {
            close(fd);
            return st;
        }
        struct timespec pause = { .tv_nsec = 20000000 };
        nanosleep(&pause, NULL);
    }
    ret_lock->fd = fd;
    return CORDON_OK;
}

void os_unlock(struct os_lock *lock)
{
    if (lock->fd >= 0) close(lock->fd);
    lock->fd = -1;
}
