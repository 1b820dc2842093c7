/*
 * A record as bytes, to be kept and read again.
 *
 *   version, numbers of the record, texts, values, names not read, values not read
 *
 * Numbers are of 7 bits a byte, texts have their length in front. A field is the first 32 bits of its
 * path's hash, since its number moves with every field that is added before it.
 */
#include "record/record.h"

#include "base/num.h"

enum { PACK_VERSION = 1, KEY_IS_PATH = 1u << 7 };

/* --- out ------------------------------------------------------------------------------------------ */

static void put_number(struct buf *out, uint64_t v)
{
    for (; v >= 0x80; v >>= 7) buf_add_byte(out, (char)(v | 0x80));
    buf_add_byte(out, (char)v);
}

static void put_text(struct buf *out, str s)
{
    put_number(out, s.len);
    buf_add(out, s);
}

static uint32_t field_code(enum record_field f)
{
    return f == FIELD_NONE ? 0 : (uint32_t)str_hash(record_field_info(f)->path);
}

/* Not the line: the same record may stand on another in the next file. */
static void put_value(struct buf *out, const struct record_value *v)
{
    uint8_t code[4];
    bool is_path = v->field != FIELD_NONE && str_eq(v->key, record_field_info(v->field)->path);
    unsigned flags = (unsigned)v->proof | (v->is_grouped ? 1u << 2 : 0) | (v->is_property ? 1u << 3 : 0) |
                     (v->is_listed ? 1u << 4 : 0) | (v->is_joined ? 1u << 5 : 0) | (is_path ? (unsigned)KEY_IS_PATH : 0);
    num_put_u32(code, field_code(v->field));
    buf_add_bytes(out, code, sizeof code);
    buf_add_byte(out, (char)flags);
    put_number(out, v->item);
    put_number(out, v->index);
    put_number(out, v->column);
    put_text(out, v->text);
    put_text(out, v->country);
    if (!is_path) put_text(out, v->key);
}

void record_pack(const struct record *r, struct buf *out)
{
    buf_add_byte(out, PACK_VERSION);
    put_number(out, (uint64_t)r->kind);
    put_number(out, (uint64_t)r->party);
    put_number(out, r->is_unread_cut);
    put_text(out, r->id);
    put_text(out, r->subject);
    put_text(out, r->sort);
    put_text(out, r->schema);
    put_number(out, r->value_count);
    for (size_t i = 0; i < r->value_count; i++) put_value(out, &r->values[i]);
    put_number(out, r->unread_count);
    for (size_t i = 0; i < r->unread_count && i < RECORD_UNREAD_MAX; i++) {
        put_text(out, r->unread[i].name);
        put_text(out, r->unread[i].near);
    }
    put_number(out, r->unread_value_count);
    for (size_t i = 0; i < r->unread_value_count; i++) put_value(out, &r->unread_values[i]);
}

/* --- and back --------------------------------------------------------------------------------------- */

struct in {
    str  rest;
    bool is_bad, is_newer;
};

static uint64_t get_number(struct in *in)
{
    uint64_t v = 0;
    for (unsigned shift = 0; shift < 64 && in->rest.len; shift += 7) {
        uint8_t b = (uint8_t)in->rest.data[0];
        in->rest = str_from(in->rest, 1);
        v |= (uint64_t)(b & 0x7F) << shift;
        if (b < 0x80) return v;
    }
    in->is_bad = true;
    return 0;
}

static uint64_t get_below(struct in *in, uint64_t end)
{
    uint64_t v = get_number(in);
    if (v >= end) in->is_bad = true;
    return v < end ? v : 0;
}

static str get_text(struct in *in)
{
    uint64_t len = get_number(in);
    if (len > in->rest.len) in->is_bad = true;
    if (in->is_bad) return STR_EMPTY;
    str s = str_sub(in->rest, 0, (size_t)len);
    in->rest = str_from(in->rest, (size_t)len);
    return s;
}

/* Codes of all fields, to find a field by: built for each record would cost more than the record. */
static enum record_field find_field(uint32_t code, enum record_field near)
{
    for (unsigned i = 0; i < FIELD_COUNT; i++) { /* values of a record mostly stand in the order of the fields */
        enum record_field f = (enum record_field)(((unsigned)near + i) % FIELD_COUNT);
        if (f != FIELD_NONE && field_code(f) == code) return f;
    }
    return FIELD_NONE;
}

static void get_value(struct in *in, struct record_value *v, enum record_field near)
{
    if (in->rest.len < 5) {
        in->is_bad = true;
        return;
    }
    uint32_t code = num_get_u32((const uint8_t *)in->rest.data);
    unsigned flags = (uint8_t)in->rest.data[4];
    in->rest = str_from(in->rest, 5);
    v->field = code ? find_field(code, near) : FIELD_NONE;
    if (code && v->field == FIELD_NONE) in->is_newer = true;
    v->proof = (enum record_proof)(flags & 3u);
    if (v->proof > PROOF_VERIFIED) in->is_bad = true;
    v->is_grouped = flags >> 2 & 1;
    v->is_property = flags >> 3 & 1;
    v->is_listed = flags >> 4 & 1;
    v->is_joined = flags >> 5 & 1;
    v->item = (uint16_t)get_below(in, UINT16_MAX);
    v->index = (uint32_t)get_below(in, UINT32_MAX);
    v->column = (uint32_t)get_below(in, UINT32_MAX);
    v->text = get_text(in);
    v->country = get_text(in);
    bool is_path = flags & KEY_IS_PATH && v->field != FIELD_NONE;
    v->key = is_path ? record_field_info(v->field)->path : get_text(in);
}

static cordon_status get_values(struct in *in, struct arena *arena, struct record_value **ret, size_t *ret_count,
                                struct cordon_error *err)
{
    enum record_field near = FIELD_NONE;
    size_t count = (size_t)get_below(in, in->rest.len + 1); /* a value takes more than a byte */
    *ret = arena_calloc(arena, count ? count : 1, sizeof **ret);
    if (!*ret) return error_nomem(err);
    for (size_t i = 0; i < count && !in->is_bad; i++) {
        get_value(in, &(*ret)[i], near);
        near = (*ret)[i].field;
    }
    *ret_count = count;
    return CORDON_OK;
}

static cordon_status get_record(struct in *in, struct arena *arena, struct record *r, struct cordon_error *err)
{
    r->kind = (enum record_kind)get_below(in, RECORD_KIND_COUNT);
    r->party = (enum record_party)get_below(in, RECORD_PARTY_WALLET + 1);
    r->is_unread_cut = get_below(in, 2);
    r->id = get_text(in);
    r->subject = get_text(in);
    r->sort = get_text(in);
    r->schema = get_text(in);
    cordon_status st = get_values(in, arena, &r->values, &r->value_count, err);
    if (st) return st;
    r->unread_count = (size_t)get_number(in);
    for (size_t i = 0; i < r->unread_count && i < RECORD_UNREAD_MAX; i++) {
        r->unread[i].name = get_text(in);
        r->unread[i].near = get_text(in);
    }
    return get_values(in, arena, &r->unread_values, &r->unread_value_count, err);
}

cordon_status record_unpack(str bytes, struct arena *arena, struct record *ret_record, struct cordon_error *err)
{
    struct in in = { .rest = str_from(bytes, 1) };
    *ret_record = (struct record){ .line = 0 };
    if (!bytes.len) return error_set(err, CORDON_CORRUPT, "a kept record is empty");
    if (bytes.data[0] != PACK_VERSION)
        return error_set(err, CORDON_UNSUPPORTED, "a kept record is of form %u; this version reads %d",
                         (unsigned)(uint8_t)bytes.data[0], PACK_VERSION);
    cordon_status st = get_record(&in, arena, ret_record, err);
    if (st) return st;
    if (in.is_bad || in.rest.len) return error_set(err, CORDON_CORRUPT, "a kept record is not whole");
    if (in.is_newer) return error_set(err, CORDON_UNSUPPORTED, "a kept record has a field that this version does not know");
    return CORDON_OK;
}
