/* The operating system's door: files, folders, locks, clock, terminal, threads. */
#ifndef OS_OS_H
#define OS_OS_H

#include "base/buf.h"
#include "base/error.h"

/* --- files -------------------------------------------------------------------------------- */

/** A whole file as bytes, mapped read-only (or read into memory when it cannot be mapped). */
struct os_file {
    str   bytes;
    void *base; /* private */
    bool  is_mapped;
};
#define OS_FILE_INIT { .bytes = { NULL, 0 } }

/**
 * Map a file. An empty file gives empty bytes. A folder, pipe, socket or device is CORDON_IO, told
 * without waiting for anybody.
 *
 * @return CORDON_OK, CORDON_NOTFOUND (no such file), CORDON_IO, CORDON_NOMEM; err names the file
 */
cordon_status os_file_map(const char *path, struct os_file *ret_file, struct cordon_error *err);
/**
 * Read a whole file into memory: for files that somebody else may write to in the meantime. A file
 * that changed while it was read is CORDON_IO.
 *
 * @return as os_file_map, or CORDON_LIMIT (above 4 GiB), CORDON_INTERRUPTED
 */
cordon_status os_file_read(const char *path, struct os_file *ret_file, struct cordon_error *err);
void os_file_unmap(struct os_file *file); /* the empty state is fine */

/**
 * Replace a file in one step: write beside it, fsync, rename, fsync the folder. After a crash at
 * any instruction the old or the new content is there, whole.
 *
 * @return CORDON_OK, CORDON_IO (disk full, no permission; the old file is untouched)
 */
cordon_status os_file_replace(const char *path, str bytes, struct cordon_error *err);
/** The same without fsync of the folder: for many files, followed by one os_folder_sync. */
cordon_status os_file_put(const char *path, str bytes, struct cordon_error *err);
/** Make a new file that its owner alone may read and write, on the disk when this returns.
 *  @return CORDON_OK, CORDON_REFUSED (there is something of this name), CORDON_IO */
cordon_status os_file_make_private(const char *path, str bytes, struct cordon_error *err);
/** May nobody but the owner read or write it? false when it is not there. */
bool          os_file_is_private(const char *path);
cordon_status os_folder_sync(const char *path, struct cordon_error *err);

bool          os_file_exists(const char *path);
/** Bytes of a regular file; 0 when it is none or not there. */
uint64_t      os_file_size(const char *path);
enum os_path_kind { OS_PATH_NONE = 0, OS_PATH_FILE, OS_PATH_FOLDER, OS_PATH_OTHER /* pipe, device */ };
/** What a path leads to, links followed, and two numbers that another path to the same thing has too.
 *  @return OS_PATH_NONE also when it may not be looked at */
enum os_path_kind os_path_look(const char *path, uint64_t ret_same[2]);
/** When a regular file was last written, in nanoseconds since 1970; INT64_MIN when it is none. */
int64_t       os_file_written_ns(const char *path);
cordon_status os_file_remove(const char *path, struct cordon_error *err); /* gone already: OK */
/** Create a folder and its parents (mode 0700); there already is fine. */
cordon_status os_folder_make(const char *path, struct cordon_error *err);

/** One entry of a folder; return false to stop. */
typedef bool os_folder_fn(void *ctx, const char *name, bool is_folder);
/** Call fn for each entry but . and .., sorted by name (bytes). Missing folder: CORDON_NOTFOUND. */
cordon_status os_folder_list(const char *path, os_folder_fn *fn, void *ctx,
                             struct cordon_error *err);
/** Create a folder of one's own below $TMPDIR or /tmp, mode 0700; its path with a NUL goes to `out`. */
cordon_status os_folder_temp(struct buf *out, struct cordon_error *err);
/** Remove a folder and all in it, or a file. Links are removed, not followed. Gone already: OK. */
cordon_status os_folder_remove_tree(const char *path, struct cordon_error *err);

/**
 * Put a folder in the place of another, or where none is yet, and remove the one before. Both lie in one
 * folder. Where the system can exchange two names in one step it does; elsewhere there is a moment
 * without the name.
 *
 * @return CORDON_OK, CORDON_IO (the old one still stands), CORDON_NOMEM
 */
cordon_status os_folder_put(const char *from, const char *to, struct cordon_error *err);

/** An exclusive lock on a file, released by os_unlock or by the end of the process. */
struct os_lock {
    int fd; /* -1 = not held */
};
#define OS_LOCK_INIT { .fd = -1 }
/** @return CORDON_OK, CORDON_BUSY (another process holds it after `wait_ms`), CORDON_IO */
cordon_status os_lock_take(const char *path, unsigned wait_ms, struct os_lock *ret_lock,
                           struct cordon_error *err);
void os_unlock(struct os_lock *lock);

/* --- streams ------------------------------------------------------------------------------ */

/** A descriptor read in large pieces; "-" is standard input. */
struct os_reader {
    int      fd;
    uint64_t size;  /* bytes of a regular file, 0 when unknown */
    bool     is_own; /* close it */
    const _Atomic bool *stop; /* may be NULL; true ends a wait for input as os_interrupted() does */
};
#define OS_READER_INIT { .fd = -1 }
cordon_status os_reader_open(const char *path, struct os_reader *ret_r, struct cordon_error *err);
/** Fill up to `cap` bytes; *ret_len == 0 is the end. Retries on interruption unless
 *  os_interrupted() or *r->stop, then CORDON_INTERRUPTED. err->file is left to the caller. */
cordon_status os_reader_read(struct os_reader *r, char *data, size_t cap, size_t *ret_len,
                             struct cordon_error *err);
void os_reader_close(struct os_reader *r);
/** Write all bytes to a descriptor (1 = stdout). */
cordon_status os_write_all(int fd, str bytes, struct cordon_error *err);
/** A file that is written from its beginning in pieces; what stood there is gone at once. For output
 *  that is made anew from its input, never for data that must survive: os_file_replace does that. */
struct os_writer {
    int fd;
};
#define OS_WRITER_INIT { .fd = -1 }
cordon_status os_writer_open(const char *path, struct os_writer *ret_w, struct cordon_error *err);
cordon_status os_writer_close(struct os_writer *w, struct cordon_error *err); /* not open is fine */
/** Is the descriptor a pipe or socket that nobody reads any more? What was to be said about it is
 *  known to whoever closed it. */
bool os_is_closed_pipe(int fd);
/** Keep descriptors 0, 1 and 2 from being given to a file when they were closed at the start: what
 *  is read from or written to them still fails. Call first of all. */
void os_streams_hold(void);

/**
 * Ask for a secret on the terminal, whatever standard input is; what is typed is not shown.
 *
 * @param prompt  "password: "
 * @param ret     `cap` bytes; a longer line is CORDON_LIMIT. Wipe it when done
 * @return CORDON_OK, CORDON_NOTFOUND (there is no terminal), CORDON_LIMIT, CORDON_INTERRUPTED, CORDON_IO
 */
cordon_status os_secret_read(const char *prompt, char *ret, size_t cap, size_t *ret_len,
                             struct cordon_error *err);
/** Overwrite bytes so that no compiler leaves it out. */
void os_wipe(void *bytes, size_t len);

/* --- time, environment -------------------------------------------------------------------- */

/** Seconds since 1970-01-01 UTC by the wall clock; tests replace it with os_clock_set. */
int64_t os_now_s(void);
/** Monotonic nanoseconds, for measuring only. */
uint64_t os_ticks_ns(void);
/** Make os_now_s answer `now_s` from now on; INT64_MIN goes back to the clock. For tests. */
void os_clock_set(int64_t now_s);

/** Fill with random bytes of the system, fit for keys. @return CORDON_OK, CORDON_IO */
cordon_status os_random(uint8_t *bytes, size_t len, struct cordon_error *err);

/** Value of an environment variable, or the empty string. */
str os_env(const char *name);
/** Cores this process may use, at least 1. */
unsigned os_cpu_count(void);
bool os_is_terminal(int fd);
unsigned os_terminal_width(int fd); /* 80 when unknown */

/** Catch SIGINT, SIGTERM and SIGHUP from now on: os_interrupted() turns true instead of the process
 *  ending; a second signal ends it. A SIGHUP that is ignored already (nohup) stays so. A closed pipe
 *  and a file-size limit become errors of the write that meets them. */
void os_signals_watch(void);
bool os_interrupted(void);

/** Name for a temporary file beside `path`, unique to this process and call. */
void os_temp_name(const char *path, struct buf *out);
/** Is this a name that os_temp_name makes? */
bool os_temp_is(str name);

/* --- threads ------------------------------------------------------------------------------ */

#include <pthread.h>
#include <time.h>

struct os_thread {
    pthread_t id;
    bool      is_running;
};
/** Start fn(ctx) with all signals blocked. @return CORDON_OK or CORDON_NOMEM */
cordon_status os_thread_start(struct os_thread *t, void *(*fn)(void *ctx), void *ctx,
                              struct cordon_error *err);
void os_thread_join(struct os_thread *t); /* not running is fine */

#endif
