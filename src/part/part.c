/* Immutable parts: writing and reading the container. */
#include "part/part.h"

enum {
    HEADER_LEN = 64,
    ROW_LEN = 48,
    HASHED_HEADER = 24, /* the bytes before the hash */
    MAJOR = 1,
    MINOR = 0,
    SECTION_CAP_BITS = 31,
};

static const char magic[8] = "CORDONP\n";

/* --- writing -------------------------------------------------------------------------------- */

void part_writer_init(struct part_writer *w)
{
    memset(w, 0, sizeof *w);
}

void part_writer_release(struct part_writer *w)
{
    if (!w) return;
    for (size_t i = 0; i < PART_SECTIONS_MAX; i++) buf_release(&w->section[i].bytes);
    part_writer_init(w);
}

struct buf *part_writer_section(struct part_writer *w, const char *tag, uint16_t version)
{
    size_t i = w->count;
    size_t len = strlen(tag);
    if (i == PART_SECTIONS_MAX || len == 0 || len > PART_TAG_LEN) {
        w->failed = true;
        i = PART_SECTIONS_MAX - 1; /* writable, never used: finish fails */
    } else {
        w->count++;
    }
    memset(w->section[i].tag, 0, PART_TAG_LEN);
    memcpy(w->section[i].tag, tag, len > PART_TAG_LEN ? PART_TAG_LEN : len);
    w->section[i].version = version;
    w->section[i].bytes.cap = (size_t)1 << SECTION_CAP_BITS;
    return &w->section[i].bytes;
}

/* The table's hash covers the header's numbers too: no flipped bit goes unseen. */
static void table_hash(const uint8_t *header, const uint8_t *table, size_t len,
                       uint8_t ret_digest[16])
{
    uint8_t all[HASHED_HEADER + PART_SECTIONS_MAX * ROW_LEN];
    memcpy(all, header, HASHED_HEADER);
    memcpy(all + HASHED_HEADER, table, len);
    xxh128_of(str_of((const char *)all, HASHED_HEADER + len), ret_digest);
}

static size_t up64(size_t n)
{
    return (n + 63) & ~(size_t)63;
}

static void put_row(const struct part_writer *w, size_t i, size_t offset, uint8_t *row)
{
    str bytes = buf_str(&w->section[i].bytes);
    memset(row, 0, ROW_LEN);
    memcpy(row, w->section[i].tag, PART_TAG_LEN);
    num_put_u16(row + 8, w->section[i].version);
    num_put_u64(row + 16, offset);
    num_put_u64(row + 24, bytes.len);
    xxh128_of(bytes, row + 32);
}

cordon_status part_writer_finish(struct part_writer *w, struct buf *out,
                                 struct cordon_error *err)
{
    uint8_t header[HEADER_LEN] = { 0 };
    uint8_t table[PART_SECTIONS_MAX * ROW_LEN];
    size_t offset = up64(HEADER_LEN + w->count * ROW_LEN);

    if (w->failed) return error_set(err, CORDON_LIMIT, "too many sections in a part");
    for (size_t i = 0; i < w->count; i++) {
        cordon_status st = buf_status(&w->section[i].bytes);
        if (st == CORDON_NOMEM) return error_nomem(err);
        if (st) return error_set(err, st, "section '%.8s' is too long", w->section[i].tag);
        put_row(w, i, offset, table + i * ROW_LEN);
        offset = up64(offset + w->section[i].bytes.len);
    }
    memcpy(header, magic, sizeof magic);
    num_put_u16(header + 8, MAJOR);
    num_put_u16(header + 10, MINOR);
    num_put_u32(header + 12, (uint32_t)w->count);
    num_put_u64(header + 16, offset);
    table_hash(header, table, w->count * ROW_LEN, header + HASHED_HEADER);

    buf_add_bytes(out, header, HEADER_LEN);
    buf_add_bytes(out, table, w->count * ROW_LEN);
    buf_pad(out, 64);
    for (size_t i = 0; i < w->count; i++) {
        buf_add(out, buf_str(&w->section[i].bytes));
        buf_pad(out, 64);
    }
    if (buf_status(out) == CORDON_NOMEM) return error_nomem(err);
    return out->failed ? error_set(err, CORDON_LIMIT, "the part is too long") : CORDON_OK;
}

/* --- reading -------------------------------------------------------------------------------- */

static const uint8_t *row_at(const struct part *p, size_t i)
{
    return (const uint8_t *)p->bytes.data + HEADER_LEN + i * ROW_LEN;
}

static str row_bytes(const struct part *p, const uint8_t *row)
{
    return str_of(p->bytes.data + num_get_u64(row + 16), (size_t)num_get_u64(row + 24));
}

static cordon_status check_row(const struct part *p, size_t i, struct cordon_error *err)
{
    const uint8_t *row = row_at(p, i);
    uint64_t offset = num_get_u64(row + 16), len = num_get_u64(row + 24);
    bool fits = offset % 64 == 0 && offset >= HEADER_LEN + p->count * (uint64_t)ROW_LEN &&
                offset <= p->bytes.len && len <= p->bytes.len - offset;
    if (fits) return CORDON_OK;
    return error_set(err, CORDON_CORRUPT, "section '%.8s' lies outside the part (byte %llu)",
                     (const char *)row, (unsigned long long)offset);
}

static cordon_status check_hash(const struct part *p, size_t i, struct cordon_error *err)
{
    const uint8_t *row = row_at(p, i);
    uint8_t digest[16];
    xxh128_of(row_bytes(p, row), digest);
    if (memcmp(digest, row + 32, 16) == 0) return CORDON_OK;
    return error_set(err, CORDON_CORRUPT,
                     "section '%.8s' is damaged (somewhere in bytes %llu to %llu)",
                     (const char *)row, (unsigned long long)num_get_u64(row + 16),
                     (unsigned long long)(num_get_u64(row + 16) + num_get_u64(row + 24)));
}

cordon_status part_check(const struct part *p, struct cordon_error *err)
{
    for (size_t i = 0; i < p->count; i++) {
        cordon_status st = check_hash(p, i, err);
        if (st) return st;
    }
    return CORDON_OK;
}

/* Bytes that belong to no section must be zero, so that no flipped bit goes unseen. */
static cordon_status check_gaps(const struct part *p, struct cordon_error *err)
{
    size_t at = HEADER_LEN + p->count * ROW_LEN;
    for (size_t i = 0; i <= p->count; i++) {
        const uint8_t *row = i < p->count ? row_at(p, i) : NULL;
        size_t end = row ? (size_t)num_get_u64(row + 16) : p->bytes.len;
        if (at > end)
            return error_set(err, CORDON_CORRUPT, "sections overlap at byte %zu", end);
        for (; at < end; at++)
            if (p->bytes.data[at] != 0)
                return error_set(err, CORDON_CORRUPT, "stray byte at %zu", at);
        if (row) at = end + (size_t)num_get_u64(row + 24);
    }
    return CORDON_OK;
}

cordon_status part_open(str bytes, struct part *ret_part, struct cordon_error *err)
{
    const uint8_t *header = (const uint8_t *)bytes.data;
    uint8_t digest[16];
    struct part p = { .bytes = bytes };

    if (bytes.len < HEADER_LEN || memcmp(header, magic, sizeof magic) != 0)
        return error_set(err, CORDON_CORRUPT, "not a part: the magic bytes are missing");
    if (num_get_u16(header + 8) != MAJOR)
        return error_set(err, CORDON_UNSUPPORTED, "part of container version %u, known is %u",
                         num_get_u16(header + 8), MAJOR);
    p.count = num_get_u32(header + 12);
    if (num_get_u64(header + 16) != bytes.len)
        return error_set(err, CORDON_CORRUPT, "the part is %zu bytes long, its header says %llu",
                         bytes.len, (unsigned long long)num_get_u64(header + 16));
    if (p.count > PART_SECTIONS_MAX || HEADER_LEN + p.count * (size_t)ROW_LEN > bytes.len)
        return error_set(err, CORDON_CORRUPT, "the section table does not fit (byte 12)");
    table_hash(header, header + HEADER_LEN, p.count * ROW_LEN, digest);
    if (memcmp(digest, header + HASHED_HEADER, XXH_LEN) != 0)
        return error_set(err, CORDON_CORRUPT, "the section table is damaged (bytes 24 to %zu)",
                         HEADER_LEN + p.count * (size_t)ROW_LEN);
    for (size_t i = 40; i < HEADER_LEN; i++)
        if (header[i]) return error_set(err, CORDON_CORRUPT, "stray byte at %zu", i);
    for (size_t i = 0; i < p.count; i++) {
        cordon_status st = check_row(&p, i, err);
        if (st) return st;
    }
    if (bytes.len < PART_CHECK_MAX) {
        cordon_status st = check_gaps(&p, err);
        if (!st) st = part_check(&p, err);
        if (st) return st;
    }
    *ret_part = p;
    return CORDON_OK;
}

void part_table_hex(str bytes, char ret_hex[XXH_HEX_LEN + 1])
{
    static const uint8_t none[XXH_LEN];
    bool is_whole = bytes.len >= HEADER_LEN;
    xxh128_hex(is_whole ? (const uint8_t *)bytes.data + HASHED_HEADER : none, ret_hex);
}

cordon_status part_section(const struct part *p, const char *tag, uint16_t version,
                           struct part_view *ret_view, struct cordon_error *err)
{
    char want[PART_TAG_LEN] = { 0 };
    memcpy(want, tag, strnlen(tag, PART_TAG_LEN));
    for (size_t i = 0; i < p->count; i++) {
        const uint8_t *row = row_at(p, i);
        if (memcmp(row, want, PART_TAG_LEN) != 0) continue;
        if (num_get_u16(row + 8) != version)
            return error_set(err, CORDON_UNSUPPORTED, "section '%s' has version %u, known is %u",
                             tag, num_get_u16(row + 8), version);
        str bytes = row_bytes(p, row);
        *ret_view = (struct part_view){ (const uint8_t *)bytes.data, bytes.len };
        return CORDON_OK;
    }
    return error_set(err, CORDON_NOTFOUND, "the part has no section '%s'", tag);
}
