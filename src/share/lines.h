/*
 * The text that is signed: lines of `key: value`, in an order that its format fixes. One content has
 * one text, byte for byte: no blanks, no comments, LF ends, nothing behind the last line.
 * Private to share/.
 */
#ifndef SHARE_LINES_H
#define SHARE_LINES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/hash.h"

enum {
    ORIGIN_MAX = 64,      /* bytes of an origin's name */
    SIGNER_NAME_MAX = 32, /* bytes of a signer's name */
};

struct lines {
    str      rest;
    uint64_t line; /* of the line that was read last, 1-based */
    struct cordon_error *err;
};

void lines_init(struct lines *l, str text, struct cordon_error *err);
bool lines_is_end(const struct lines *l);
/** The next line, which must be exactly `text`. @return CORDON_OK, CORDON_SYNTAX */
cordon_status lines_exact(struct lines *l, const char *text);
/** Value of the next line, which must be `key: value`. @return CORDON_OK, CORDON_SYNTAX */
cordon_status lines_value(struct lines *l, const char *key, str *ret);
cordon_status lines_number(struct lines *l, const char *key, uint64_t max, uint64_t *ret);
/** A time: YYYY-MM-DDTHH:MM:SSZ. */
cordon_status lines_time(struct lines *l, const char *key, int64_t *ret);
/** How every such text begins: whose it is, its place in their row, and how long it holds. */
struct lines_stamp {
    str      origin;
    uint64_t number; /* from 1 */
    int64_t  issued_s, expires_s;
    str      prev;   /* 64 digits: SHA-256 of the one before; or "none" */
};
/** @param key  of the number: "serial" */
cordon_status lines_stamp_read(struct lines *l, const char *title, const char *key, struct lines_stamp *ret);
void lines_stamp_write(const struct lines_stamp *s, const char *title, const char *key, struct buf *out);
/** The origin that a text with this title names, before anything else of it is believed; "" when it names none. */
str lines_origin(str text, const char *title);
/** Say what is wrong with the line read last. @return CORDON_SYNTAX */
cordon_status lines_wrong(struct lines *l, const char *what);

/** "2026-07-01T00:00:00Z", or false: it is written so in one way only. */
bool lines_is_time(str s, int64_t *ret);
/** 64 digits of hex in small letters. */
bool lines_is_sha(str s);
/** A name of a signer or origin: small letters, digits, '.', '-', '_'; begins with a letter or digit. */
bool lines_is_name(str s, size_t max);
/** A number without sign and leading zeros. */
bool lines_is_number(str s, uint64_t max, uint64_t *ret);

#endif
