/* A body on its way into a file. */
#include "os/fetch_sink.h"

#include "base/mem.h"
#include "os/os.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include <zlib.h>

enum { WINDOW_GZIP = 15 + 16, /* zlib: the largest window, gzip's own head and checksum */
       PIECE = 1 << 16 };

cordon_status fetch_sink_open(struct fetch_sink *s, const char *path, uint64_t cap,
                              struct cordon_error *err)
{
    *s = (struct fetch_sink){ .fd = -1, .temp = BUF_INIT(8192), .cap = cap };
    os_temp_name(path, &s->temp);
    if (s->temp.failed) return error_nomem(err);
    s->fd = open(s->temp.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (s->fd >= 0) return CORDON_OK;
    return error_at(err, CORDON_IO, str_c(path), 0, 0, "cannot create: %s", strerror(errno));
}

static void *z_take(void *ctx, unsigned count, unsigned len)
{
    (void)ctx;
    return mem_calloc(count, len);
}

static void z_give(void *ctx, void *p)
{
    (void)ctx;
    mem_free(p);
}

cordon_status fetch_sink_unpack(struct fetch_sink *s, struct cordon_error *err)
{
    z_stream *z = mem_calloc(1, sizeof *z);
    if (!z) return error_nomem(err);
    z->zalloc = z_take;
    z->zfree = z_give;
    if (inflateInit2(z, WINDOW_GZIP) != Z_OK) {
        mem_free(z);
        return error_nomem(err);
    }
    s->z = z;
    s->is_gzip = true;
    return CORDON_OK;
}

static cordon_status write_out(struct fetch_sink *s, str bytes, struct cordon_error *err)
{
    if (bytes.len > s->cap - s->len)
        return error_set(err, CORDON_LIMIT, "larger than %llu MiB; that is no edition of this list",
                         (unsigned long long)(s->cap >> 20));
    s->len += bytes.len;
    return os_write_all(s->fd, bytes, err);
}

/* One piece of a gzip stream; several streams may follow each other (RFC 1952, 2.2). */
static cordon_status unpack(struct fetch_sink *s, str bytes, struct cordon_error *err)
{
    z_stream *z = s->z;
    unsigned char out[PIECE];
    cordon_status st = CORDON_OK;
    union { const char *in; Bytef *out; } next = { .in = bytes.data }; /* zlib does not write there */
    z->next_in = next.out;
    z->avail_in = (uInt)bytes.len;
    int got = Z_OK;
    do {
        if (s->is_ended && z->avail_in) got = inflateReset(z);
        if (s->is_ended && !z->avail_in) return CORDON_OK;
        s->is_ended = false;
        z->next_out = out;
        z->avail_out = sizeof out;
        if (got == Z_OK) got = inflate(z, Z_NO_FLUSH);
        if (got == Z_BUF_ERROR) return CORDON_OK; /* all was taken; more is to come */
        if (got == Z_MEM_ERROR) return error_nomem(err);
        if (got != Z_OK && got != Z_STREAM_END)
            return error_set(err, CORDON_IO, "the packed file is damaged");
        st = write_out(s, str_of((const char *)out, sizeof out - z->avail_out), err);
        s->is_ended = got == Z_STREAM_END;
        if (s->is_ended) got = Z_OK;
    } while (!st && (z->avail_in || z->avail_out == 0));
    return st;
}

cordon_status fetch_sink_take(struct fetch_sink *s, str bytes, struct cordon_error *err)
{
    if (s->st || !bytes.len) return s->st;
    s->packed += bytes.len;
    if (bytes.len > UINT32_MAX / 2) s->st = error_set(err, CORDON_LIMIT, "a piece is too large");
    if (!s->st) s->st = s->is_gzip ? unpack(s, bytes, err) : write_out(s, bytes, err);
    return s->st;
}

cordon_status fetch_sink_close(struct fetch_sink *s, const char *path, struct cordon_error *err)
{
    if (s->st) return s->st;
    if (s->is_gzip && !s->is_ended)
        return error_set(err, CORDON_IO, "the file is cut off: its packed form ends too early");
    int failed = close(s->fd);
    s->fd = -1;
    if (failed || rename(s->temp.data, path) < 0) {
        int why = errno;
        unlink(s->temp.data);
        return error_at(err, CORDON_IO, str_c(path), 0, 0, "cannot write: %s", strerror(why));
    }
    return CORDON_OK;
}

void fetch_sink_release(struct fetch_sink *s)
{
    if (s->z) inflateEnd(s->z);
    mem_free(s->z);
    if (s->fd >= 0) {
        close(s->fd);
        unlink(s->temp.data);
    }
    buf_release(&s->temp);
    *s = (struct fetch_sink){ .fd = -1 };
}
