/* Read all records of a file fed in pieces, and check what every record promises. */
#ifndef FUZZ_RECORD_WALK_H
#define FUZZ_RECORD_WALK_H

#include "base/mem.h"
#include "record/split.h"

#include <stdlib.h>

static inline uint64_t walk_mix(uint64_t h, str s)
{
    return (h ^ str_hash(s)) * 0x9E3779B97F4A7C15u;
}

/** Hash of a record; ends the process when it breaks a promise. */
static inline uint64_t walk_record(const struct record *r, cordon_status st,
                                   const struct cordon_error *err, uint64_t h)
{
    h = (h ^ r->line ^ (uint64_t)st << 32) * 31;
    if (r->line == 0 || (st && !err->message[0])) abort();
    if (st) return walk_mix(h ^ err->line, str_c(err->message));
    if (r->value_count > RECORD_VALUES_MAX) abort();
    for (size_t i = 0; i < r->value_count; i++) {
        const struct record_value *v = &r->values[i];
        if (v->text.len == 0 || v->text.len > RECORD_VALUE_MAX) abort();
        if (!str_is_utf8(v->text, NULL) || str_trim(v->text).len != v->text.len) abort();
        if (v->field <= FIELD_NONE || v->field >= FIELD_COUNT || v->proof > PROOF_VERIFIED) abort();
        h = walk_mix(walk_mix(walk_mix(h, v->text), v->country), v->key);
    }
    for (size_t i = 0; i < r->unread_count && i < RECORD_UNREAD_MAX; i++)
        h = walk_mix(walk_mix(h, r->unread[i].name), r->unread[i].near);
    if (r->unread_value_count > RECORD_UNREAD_VALUES_MAX) abort();
    for (size_t i = 0; i < r->unread_value_count; i++) {
        const struct record_value *v = &r->unread_values[i];
        if (v->field != FIELD_NONE || v->text.len == 0 || !str_is_utf8(v->text, NULL)) abort();
        h = walk_mix(walk_mix(h, v->text), v->key);
    }
    return walk_mix(walk_mix(h, r->id), r->schema);
}

static inline uint64_t walk_block(struct record_reader *rr, const struct split_block *b,
                                  const struct record_header *header, uint64_t h)
{
    struct record_cursor c;
    struct record record;
    struct cordon_error err;
    struct arena arena;
    cordon_status st;
    arena_init(&arena, 64u << 20);
    record_cursor_init(&c, rr, b, header);
    while (record_cursor_next(&c, &arena, &record, &st, &err)) {
        h = walk_record(&record, st, &err, h);
        arena_reset(&arena);
    }
    arena_release(&arena);
    return h;
}

/** Hash of all records of a file fed `step` bytes at a time. */
static inline uint64_t walk_file(str file, enum split_form form, size_t step)
{
    struct record_reader *rr = record_reader_new();
    struct record_header *header = NULL;
    size_t room = file.len < SPLIT_WINDOW_MAX ? file.len + 1 : SPLIT_WINDOW_MAX;
    char *window = mem_alloc(room);
    size_t len = 0, at = 0;
    struct split s;
    uint64_t h = 0;
    if (!rr || !window) abort();
    split_init(&s, form);
    for (;;) {
        struct split_block b;
        size_t taken;
        enum split_step what = split_next(&s, str_of(window, len), at == file.len, &b, &taken);
        if (what == SPLIT_DONE) break;
        if (what == SPLIT_BLOCK && b.is_header && !b.fault &&
            record_header_new(b.bytes, b.sep, b.line, &header, NULL) != CORDON_OK)
            break;
        if (what == SPLIT_BLOCK) h = walk_block(rr, &b, header, h);
        if (taken > len) abort();
        memmove(window, window + taken, len - taken);
        len -= taken;
        if (what == SPLIT_BLOCK) continue;
        size_t n = step < room - len ? step : room - len;
        if (n > file.len - at) n = file.len - at;
        if (n == 0 && taken == 0) abort(); /* no way on */
        if (n) memcpy(window + len, file.data + at, n);
        len += n;
        at += n;
    }
    record_header_free(header);
    record_reader_free(rr);
    mem_free(window);
    return h;
}

#endif
