/*
 * The head of a bundle: who issued it, its place in the row of bundles, how long it holds, and what
 * is in it. docs/bundles.md has the format. Private to share/.
 */
#ifndef SHARE_HEAD_H
#define SHARE_HEAD_H

#include "share/lines.h"

#define PART_RAW    "raw.zst"      /* an edition */
#define PART_WHY    "accepted.txt" /* beside it: why it was taken although it was doubtful, one line */

enum {
    BUNDLE_PARTS_MAX = 4096,
    PART_NAME_MAX = 100,      /* bytes; what a header of tar holds */
    HEAD_TEXT_MAX = 1 << 20,  /* bytes */
    REASON_MAX = 500,         /* bytes of a reason */
};
#define BUNDLE_FILE_MAX ((uint64_t)2 << 30) /* bytes of a whole bundle */

#define HEAD_NAME "cordon-bundle.txt" /* the first file in the tar */

struct head_part {
    str      name; /* "lists/us_ofac_sdn/2026-07-01/raw.zst" */
    uint64_t size;
    str      sha;  /* 64 digits */
};

struct head {
    str      origin;
    uint64_t serial;    /* from 1 */
    int64_t  issued_s, expires_s;
    str      prev;      /* 64 digits: SHA-256 of the bundle before; "none" of the first */
    struct head_part *part; /* sorted by name; no name twice */
    size_t   part_count;
};

/** What a part is, by its name. */
enum part_kind { PART_UNKNOWN = 0, PART_LIST, PART_REASON, PART_LABELS, PART_RULE };

/** A name cut into its pieces; views. */
struct part_path {
    enum part_kind kind;
    str            source;  /* lists, reasons, labels */
    str            edition; /* the same: YYYY-MM-DD or "unknown" */
    str            file;    /* labels: the file; rules: what stands behind "rules/" */
};

/**
 * Is this a name that a part may have?
 *
 *   lists/SOURCE/EDITION/raw.zst    labels/SOURCE/EDITION/FILE    rules/PACK/FILE.yml (or deeper)
 *   lists/SOURCE/EDITION/accepted.txt
 *
 * Letters, digits, '.', '-' and '_' only, no piece empty or beginning with '.' or '-': so no name is
 * absolute and none climbs.
 *
 * @return CORDON_OK, or CORDON_REFUSED with what is wrong with it
 */
cordon_status head_part_path(str name, struct part_path *ret, struct cordon_error *err);

/** Read a head; its texts are views, its parts the arena's.
 *  @return CORDON_OK, CORDON_SYNTAX, CORDON_REFUSED (a part's name), CORDON_LIMIT, CORDON_NOMEM */
cordon_status share_head_read(str text, struct arena *a, struct head *ret, struct cordon_error *err);
void          share_head_write(const struct head *h, struct buf *out);
/** The origin that a head names, before anything else of it is believed; "" when it names none. */
str head_origin(str text);

#endif
