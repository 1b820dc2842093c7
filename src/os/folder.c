/* Folders: made with their parents, listed in order, removed whole. */
#include "os/os.h"

#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* errno as a status, with the folder and the system's own words. */
static cordon_status folder_error(const char *path, const char *what, struct cordon_error *err)
{
    cordon_status st = errno == ENOENT ? CORDON_NOTFOUND
                       : errno == ENOMEM ? CORDON_NOMEM
                                         : CORDON_IO;
    return error_at(err, st, str_c(path), 0, 0, "%s: %s", what, strerror(errno));
}

cordon_status os_folder_sync(const char *path, struct cordon_error *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return folder_error(path, "cannot open the folder", err);
    /* some file systems cannot sync a folder; the rename itself already happened there */
    int failed = fsync(fd) < 0 && errno != EINVAL && errno != EROFS;
    cordon_status st = failed ? folder_error(path, "cannot write to disk", err) : CORDON_OK;
    close(fd);
    return st;
}

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* The parent's fsync makes the new name last; where that is refused, the folder is there anyway. */
static void sync_parent(const char *path)
{
    struct buf parent = BUF_INIT(8192);
    const char *slash = strrchr(path, '/');
    buf_add(&parent, slash ? str_of(path, slash == path ? 1 : (size_t)(slash - path)) : STR("."));
    buf_add_byte(&parent, '\0');
    if (!parent.failed) (void)os_folder_sync(parent.data, NULL);
    buf_release(&parent);
}

static cordon_status make_one(const char *path, struct cordon_error *err)
{
    if (mkdir(path, 0700) == 0) {
        sync_parent(path);
        return CORDON_OK;
    }
    int why = errno;
    if (is_folder(path)) return CORDON_OK;
    errno = why == EEXIST ? ENOTDIR : why;
    cordon_status st = folder_error(path, "cannot create the folder", err);
    return st == CORDON_NOTFOUND ? error_at(err, CORDON_IO, str_c(path), 0, 0,
                                            "cannot create the folder: %s", strerror(why))
                                 : st;
}

cordon_status os_folder_make(const char *path, struct cordon_error *err)
{
    struct buf b = BUF_INIT(8192);
    cordon_status st = CORDON_OK;
    buf_add(&b, str_c(path));
    buf_add_byte(&b, '\0');
    if (b.failed) {
        st = buf_status(&b) == CORDON_NOMEM
                 ? error_nomem(err)
                 : error_at(err, CORDON_LIMIT, str_c(path), 0, 0, "path too long");
        goto done;
    }
    for (size_t i = 1; i < b.len; i++) {
        if (b.data[i] != '/' && b.data[i] != '\0') continue;
        char was = b.data[i];
        b.data[i] = '\0';
        st = make_one(b.data, err);
        b.data[i] = was;
        if (st) goto done;
    }
done:
    buf_release(&b);
    return st;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool add_name(char ***names, size_t *count, size_t *room, const char *name)
{
    if (*count == *room) {
        size_t want = *room ? *room * 2 : 64;
        char **p = mem_realloc(*names, want * sizeof *p);
        if (!p) return false;
        *names = p;
        *room = want;
    }
    size_t len = strlen(name) + 1;
    char *copy = mem_alloc(len);
    if (!copy) return false;
    memcpy(copy, name, len);
    (*names)[(*count)++] = copy;
    return true;
}

/* Is the entry a folder itself, not a link to one? */
static cordon_status look_at(int folder, const char *path, const char *name, bool *ret_is_folder,
                             struct cordon_error *err)
{
    struct stat info;
    *ret_is_folder = false;
    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0)
        *ret_is_folder = S_ISDIR(info.st_mode);
    else if (errno != ENOENT) /* gone since: whoever cares will see */
        return folder_error(path, "cannot read the folder", err);
    return CORDON_OK;
}

cordon_status os_folder_list(const char *path, os_folder_fn *fn, void *ctx,
                             struct cordon_error *err)
{
    char **names = NULL;
    size_t count = 0, room = 0;
    cordon_status st = CORDON_OK;
    DIR *dir = opendir(path);
    if (!dir) return folder_error(path, "cannot open the folder", err);
    struct dirent *d;
    while (errno = 0, (d = readdir(dir)) != NULL) {
        if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0) continue;
        if (!add_name(&names, &count, &room, d->d_name)) {
            st = error_nomem(err);
            break;
        }
    }
    if (!st && !d && errno) st = folder_error(path, "cannot read the folder", err);
    if (!st && count) qsort(names, count, sizeof *names, by_name);
    bool more = true;
    for (size_t i = 0; i < count; i++) {
        bool is_dir = false;
        if (!st && more) st = look_at(dirfd(dir), path, names[i], &is_dir, err);
        if (!st && more) more = fn(ctx, names[i], is_dir);
        mem_free(names[i]);
    }
    mem_free(names);
    closedir(dir);
    return st;
}

struct removal {
    const char          *folder;
    cordon_status        st;
    struct cordon_error *err;
};

static bool remove_one(void *ctx, const char *name, bool is_dir)
{
    struct removal *r = ctx;
    struct buf path = BUF_INIT(8192);
    buf_printf(&path, "%s/%s", r->folder, name);
    buf_add_byte(&path, '\0');
    if (path.failed)
        r->st = error_nomem(r->err);
    else
        r->st = is_dir ? os_folder_remove_tree(path.data, r->err)
                       : os_file_remove(path.data, r->err);
    buf_release(&path);
    return r->st == CORDON_OK;
}

cordon_status os_folder_remove_tree(const char *path, struct cordon_error *err)
{
    struct removal r = { path, CORDON_OK, err };
    struct stat info;
    if (lstat(path, &info) == 0 && !S_ISDIR(info.st_mode)) /* a link goes, not what it names */
        return os_file_remove(path, err);
    cordon_status st = os_folder_list(path, remove_one, &r, err);
    if (st == CORDON_NOTFOUND) return CORDON_OK;
    if (!st) st = r.st;
    if (!st && rmdir(path) < 0 && errno != ENOENT)
        st = folder_error(path, "cannot remove the folder", err);
    return st;
}

cordon_status os_folder_temp(struct buf *out, struct cordon_error *err)
{
    str top = os_env("TMPDIR");
    buf_reset(out);
    buf_add(out, top.len ? top : STR("/tmp"));
    buf_add(out, STR("/cordon-XXXXXX"));
    buf_add_byte(out, '\0');
    if (out->failed) return error_nomem(err);
    return mkdtemp(out->data) ? CORDON_OK : folder_error(out->data, "cannot create the folder", err);
}

/* Exchange two names in one step, where the kernel and the file system can. */
static bool exchange(const char *a, const char *b)
{
#ifdef SYS_renameat2
    enum { EXCHANGE = 2 };
    return syscall(SYS_renameat2, AT_FDCWD, a, AT_FDCWD, b, EXCHANGE) == 0;
#else
    (void)a;
    (void)b;
    return false;
#endif
}

/* The two steps of elsewhere: the old one aside, the new one in. */
static cordon_status step_aside(const char *from, const char *to, struct cordon_error *err)
{
    struct buf aside = BUF_INIT(8192);
    os_temp_name(to, &aside);
    cordon_status st = aside.failed ? error_nomem(err) : CORDON_OK;
    if (!st && rename(to, aside.data) < 0) st = folder_error(to, "cannot replace the folder", err);
    if (!st && rename(from, to) < 0) {
        st = folder_error(to, "cannot replace the folder", err);
        (void)rename(aside.data, to);
    }
    if (!st) sync_parent(to);
    if (!st) (void)os_folder_remove_tree(aside.data, NULL); /* what is left of it names nothing */
    buf_release(&aside);
    return st == CORDON_NOTFOUND ? CORDON_IO : st;
}

cordon_status os_folder_put(const char *from, const char *to, struct cordon_error *err)
{
    if (rename(from, to) == 0) { /* there was none, or an empty one */
        sync_parent(to);
        return CORDON_OK;
    }
    if (errno != ENOTEMPTY && errno != EEXIST) {
        cordon_status st = folder_error(to, "cannot put the folder in place", err);
        return st == CORDON_NOTFOUND ? CORDON_IO : st;
    }
    if (!exchange(from, to)) return step_aside(from, to, err);
    sync_parent(to); /* before the old one goes: after a crash one of them is there */
    (void)os_folder_remove_tree(from, NULL);
    return CORDON_OK;
}
