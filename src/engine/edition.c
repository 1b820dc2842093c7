/*
 * Editions as received: kept compressed, so that a data set can always be made anew.
 *
 *   {"files":[{"name":"sdn.csv","bytes":3477010}]}\n  then the files' bytes, all of it in one zstd
 *   frame; what they must hash to stands in the manifest
 */
#include "engine/set.h"

#include "base/json.h"
#include "base/num.h"

#include <stdio.h>
#include <zstd.h>

enum { ZSTD_LEVEL = 3 };
#define RAW_MAX ((size_t)2 << 30)

/* SDN.CSV and sdn.csv are one file: what fetched it chose the letters. */
static int by_name_nocase(str a, str b)
{
    for (size_t i = 0; i < a.len && i < b.len; i++) {
        unsigned char x = (unsigned char)byte_lower(a.data[i]), y = (unsigned char)byte_lower(b.data[i]);
        if (x != y) return x < y ? -1 : 1;
    }
    return a.len == b.len ? 0 : a.len < b.len ? -1 : 1;
}

int edition_file_order(const void *a, const void *b)
{
    const struct list_file *x = a, *y = b;
    int c = by_name_nocase(x->name, y->name);
    return c ? c : str_cmp(x->bytes, y->bytes);
}

static void add_lower(struct sha *h, str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = byte_lower(name.data[i]);
        sha_add(h, str_of(&c, 1));
    }
}

void edition_raw_hash(const struct list_file *files, size_t count, char ret_hex[SHA_HEX_LEN + 1])
{
    uint8_t digest[SHA_LEN];
    struct sha all;
    if (count == 1) {
        sha_of(files[0].bytes, digest);
        sha_hex(digest, ret_hex);
        return;
    }
    sha_init(&all);
    for (size_t i = 0; i < count; i++) {
        sha_of(files[i].bytes, digest);
        sha_hex(digest, ret_hex);
        sha_add(&all, str_of(ret_hex, SHA_HEX_LEN));
        sha_add(&all, STR("  "));
        add_lower(&all, files[i].name);
        sha_add(&all, STR("\n"));
    }
    sha_end(&all, digest);
    sha_hex(digest, ret_hex);
}

static void write_header(const struct list_file *files, size_t count, struct buf *out)
{
    struct json_writer w;
    json_w_init(&w, out);
    json_w_object(&w);
    json_w_key(&w, STR("files"));
    json_w_array(&w);
    for (size_t i = 0; i < count; i++) {
        json_w_object(&w);
        json_w_key_str(&w, STR("name"), files[i].name);
        json_w_key_u64(&w, STR("bytes"), files[i].bytes.len);
        json_w_object_end(&w);
    }
    json_w_array_end(&w);
    json_w_object_end(&w);
    buf_add_byte(out, '\n');
}

static bool feed(ZSTD_CCtx *z, str bytes, ZSTD_EndDirective end, struct buf *out)
{
    ZSTD_inBuffer in = { bytes.data ? bytes.data : "", bytes.len, 0 };
    size_t left;
    do {
        char tmp[65536];
        ZSTD_outBuffer o = { tmp, sizeof tmp, 0 };
        left = ZSTD_compressStream2(z, &o, &in, end);
        if (ZSTD_isError(left)) return false;
        buf_add_bytes(out, tmp, o.pos);
    } while (end == ZSTD_e_end ? left != 0 : in.pos < in.size);
    return !out->failed;
}

cordon_status edition_pack(const struct list_file *files, size_t count, struct buf *out,
                           struct cordon_error *err)
{
    struct buf header = BUF_INIT(1 << 20);
    write_header(files, count, &header);
    ZSTD_CCtx *z = ZSTD_createCCtx();
    bool done = z && !header.failed &&
                !ZSTD_isError(ZSTD_CCtx_setParameter(z, ZSTD_c_compressionLevel, ZSTD_LEVEL)) &&
                !ZSTD_isError(ZSTD_CCtx_setParameter(z, ZSTD_c_checksumFlag, 1)) &&
                feed(z, buf_str(&header), ZSTD_e_continue, out);
    for (size_t i = 0; done && i < count; i++)
        done = feed(z, files[i].bytes, ZSTD_e_continue, out);
    done = done && feed(z, STR_EMPTY, ZSTD_e_end, out);
    ZSTD_freeCCtx(z);
    buf_release(&header);
    if (out->over) return error_set(err, CORDON_LIMIT, "an edition is over 2 GiB when packed");
    return done ? CORDON_OK : error_nomem(err);
}

static cordon_status read_header(str header, struct arena *a, struct list_file *files,
                                 size_t *count, struct cordon_error *err)
{
    struct json_reader r;
    enum json_kind kind;
    str key = STR_EMPTY;
    *count = 0;
    json_init(&r, header, a, NULL);
    while ((kind = json_next(&r)) != JSON_END) {
        if (kind == JSON_ERROR || *count > LIST_FILES_MAX)
            return error_set(err, CORDON_CORRUPT, "a kept edition has a damaged header");
        if (kind == JSON_KEY) key = arena_str(a, r.text);
        if (kind == JSON_STRING && str_eq(key, STR("name")) && *count < LIST_FILES_MAX)
            files[(*count)++].name = arena_str(a, r.text);
        uint64_t len;
        if (kind == JSON_NUMBER && str_eq(key, STR("bytes")) && *count > 0 &&
            num_parse_u64(r.text, RAW_MAX, &len))
            files[*count - 1].bytes.len = (size_t)len;
    }
    return a->failed ? error_nomem(err) : CORDON_OK;
}

static cordon_status unpack_all(str packed, struct buf *out, struct cordon_error *err)
{
    ZSTD_DCtx *z = ZSTD_createDCtx();
    ZSTD_inBuffer in = { packed.data, packed.len, 0 };
    size_t left = 1;
    bool is_full = false; /* the last piece filled the buffer: more may wait inside */
    if (!z) return error_nomem(err);
    while (left && !out->failed && (in.pos < in.size || is_full)) {
        char tmp[65536];
        ZSTD_outBuffer o = { tmp, sizeof tmp, 0 };
        left = ZSTD_decompressStream(z, &o, &in);
        if (ZSTD_isError(left)) break;
        buf_add_bytes(out, tmp, o.pos);
        is_full = o.pos == o.size;
    }
    ZSTD_freeDCtx(z);
    if (out->failed) return buf_status(out) == CORDON_NOMEM
                                ? error_nomem(err)
                                : error_set(err, CORDON_LIMIT, "a kept edition is over 2 GiB");
    if (left || in.pos < in.size)
        return error_set(err, CORDON_CORRUPT, "a kept edition is damaged");
    return CORDON_OK;
}

cordon_status edition_unpack(str packed, struct arena *a, struct buf *out,
                             struct list_file ret_files[LIST_FILES_MAX], size_t *ret_count,
                             struct cordon_error *err)
{
    out->cap = RAW_MAX;
    cordon_status st = unpack_all(packed, out, err);
    if (st) return st;
    str rest = buf_str(out);
    size_t end = str_index(rest, '\n');
    st = read_header(str_sub(rest, 0, end), a, ret_files, ret_count, err);
    if (st) return st;
    rest = str_from(rest, end + 1);
    for (size_t i = 0; i < *ret_count; i++) {
        size_t len = ret_files[i].bytes.len;
        if (len > rest.len) return error_set(err, CORDON_CORRUPT, "a kept edition is cut short");
        ret_files[i].bytes = str_sub(rest, 0, len);
        rest = str_from(rest, len);
    }
    return CORDON_OK;
}

static cordon_status unpack_checked(const struct set_edition *e, str packed, struct arena *a,
                                    struct buf *out, struct list_file *ret_files,
                                    size_t *ret_count, struct cordon_error *err)
{
    char hex[SHA_HEX_LEN + 1];
    cordon_status st = edition_unpack(packed, a, out, ret_files, ret_count, err);
    if (st) return st;
    edition_raw_hash(ret_files, *ret_count, hex);
    if (str_starts(str_c(hex), str_c(e->raw_hex))) return CORDON_OK;
    return error_set(err, CORDON_CORRUPT, "the kept edition is damaged: its hash is %.12s…", hex);
}

cordon_status edition_open(const char *data_dir, const struct set_edition *e, struct arena *a,
                           struct buf *out, struct list_file ret_files[LIST_FILES_MAX],
                           size_t *ret_count, struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    char why[sizeof err->message];
    const char *path = set_path(a, data_dir, "editions/%.*s/%.*s-%.12s/raw.zst", STR_ARG(e->source),
                                STR_ARG(e->edition), e->raw_hex);
    if (!path) return error_nomem(err);
    cordon_status st = os_file_map(path, &f, err);
    if (st == CORDON_NOTFOUND) st = error_set(err, CORDON_CORRUPT, "the kept edition is missing");
    if (!st) st = unpack_checked(e, f.bytes, a, out, ret_files, ret_count, err);
    os_file_unmap(&f);
    if (st == CORDON_CORRUPT && err) {
        snprintf(why, sizeof why, "%s", err->message);
        error_at(err, st, str_c(path), 0, 0, "%s; import '%.*s' again", why, STR_ARG(e->source));
    }
    return st;
}
