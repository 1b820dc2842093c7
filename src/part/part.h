/*
 * Immutable parts: the one file format of a data set.
 *
 *   0  "CORDONP\n"   magic, 8 bytes
 *   8  u16 major, u16 minor    of this container
 *  12  u32 section count
 *  16  u64 file length
 *  24  xxh3-128 of the bytes before and the section table
 *  40  zeros up to 64
 *  64  table: count x { tag[8], u16 version, 6 zeros, u64 offset, u64 length, xxh3-128 }
 *      sections, each at a multiple of 64, zeros between
 *
 * All numbers little-endian. Sections hold fixed-width numbers and bytes; offsets inside a section
 * are relative to it and read only through the accessors below, which answer 0 outside it.
 */
#ifndef PART_PART_H
#define PART_PART_H

#include "base/buf.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/num.h"

enum { PART_SECTIONS_MAX = 64, PART_TAG_LEN = 8 };

/** Parts below this size have every section hash checked when opened. */
#define PART_CHECK_MAX ((size_t)64 << 20)

/* --- writing -------------------------------------------------------------------------------- */

struct part_writer {
    struct {
        char       tag[PART_TAG_LEN];
        uint16_t   version;
        struct buf bytes;
    } section[PART_SECTIONS_MAX];
    size_t count;
    bool   failed;
};

void part_writer_init(struct part_writer *w);
void part_writer_release(struct part_writer *w);
/** A new section; fill the returned buf. Never NULL; past the cap the writer fails at the end.
 *  `tag` has 1..8 ASCII characters. */
struct buf *part_writer_section(struct part_writer *w, const char *tag, uint16_t version);
/** The part's bytes, appended to the empty `out`. @return CORDON_OK, CORDON_NOMEM, CORDON_LIMIT */
cordon_status part_writer_finish(struct part_writer *w, struct buf *out,
                                 struct cordon_error *err);

/* --- reading -------------------------------------------------------------------------------- */

/** Bytes of one section; the empty section is { NULL, 0 }. */
struct part_view {
    const uint8_t *data;
    size_t         len;
};

struct part {
    str      bytes; /* borrowed */
    uint32_t count;
};

/**
 * Check a part's header, table and bounds, and below PART_CHECK_MAX every section's hash.
 *
 * @return CORDON_OK, CORDON_CORRUPT (err says what and at which byte), CORDON_UNSUPPORTED (newer
 *         container version)
 */
cordon_status part_open(str bytes, struct part *ret_part, struct cordon_error *err);
/** Find a section. A missing tag gives CORDON_NOTFOUND, another version CORDON_UNSUPPORTED. */
cordon_status part_section(const struct part *p, const char *tag, uint16_t version,
                           struct part_view *ret_view, struct cordon_error *err);
/** The hash of the section table, 32 hex digits and a NUL: with it somebody else can tell this part
 *  from every other one at no cost. The part is open or was just written. */
void part_table_hex(str bytes, char ret_hex[XXH_HEX_LEN + 1]);
/** Check all section hashes, whatever the size. */
cordon_status part_check(const struct part *p, struct cordon_error *err);

/** Item `index` of a section of u32; 0 outside. */
static inline uint32_t part_u32(struct part_view v, size_t index)
{
    return index < v.len / 4 ? num_get_u32(v.data + index * 4) : 0;
}
static inline uint16_t part_u16(struct part_view v, size_t index)
{
    return index < v.len / 2 ? num_get_u16(v.data + index * 2) : 0;
}
static inline uint64_t part_u64(struct part_view v, size_t index)
{
    return index < v.len / 8 ? num_get_u64(v.data + index * 8) : 0;
}
/** Bytes [off, off+len) of a section; the empty string when any of them lies outside. */
static inline str part_bytes(struct part_view v, size_t off, size_t len)
{
    if (off > v.len || len > v.len - off) return STR_EMPTY;
    return str_of((const char *)v.data + off, len);
}
/** Record `index` of a section of records of `width` bytes; NULL outside. */
static inline const uint8_t *part_record(struct part_view v, size_t index, size_t width)
{
    return index < v.len / width ? v.data + index * width : NULL;
}

#endif
