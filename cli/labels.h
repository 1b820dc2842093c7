/* Outcomes of looked-at cases: whose alert was right, whose was not. */
#ifndef CLI_LABELS_H
#define CLI_LABELS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "cli/counts.h"

#include <cordon/screen.h>

enum { LABELS_MAX = 1000000, LABELS_FILE_MAX = 256 << 20 };

enum outcome { OUTCOME_UNKNOWN = 0, OUTCOME_RIGHT, OUTCOME_WRONG, OUTCOMES };

struct label {
    str          name; /* the id or subject */
    bool         is_subject;
    enum outcome outcome;
    int64_t      decided_s; /* INT64_MIN: not said */
    uint64_t     line;
    /* what was counted */
    uint64_t            records; /* of the file that are about it */
    enum cordon_verdict verdict[2]; /* the highest of them: at present, and after the changes */
    uint64_t            points;
    bool                has_hit, has_legal;
};

struct labels {
    struct arena   arena;
    struct label  *item;
    size_t         count, room;
    struct counts  index; /* "s" or "i" and the name; n[0] is the place in `item` */
    char           sha256[SHA_HEX_LEN + 1];
};

/**
 * Read labels: CSV with a header, or JSON Lines. Columns `id` or `subject`, `outcome` (true, false,
 * unknown), `decided_at` if there is one; other columns are passed over. Of two labels of one name the
 * later decided counts; two that differ and are not dated are refused.
 *
 * @return CORDON_OK, CORDON_SYNTAX (with file and line), CORDON_LIMIT, CORDON_NOTFOUND, CORDON_IO,
 *         CORDON_NOMEM
 */
cordon_status labels_open(const char *path, struct labels *ret, struct cordon_error *err);
/** The same of text. */
cordon_status labels_read(str text, str file, struct labels *ret, struct cordon_error *err);
void labels_close(struct labels *l);
/** The label of an answer's subject or id, or NULL. */
struct label *labels_find(const struct labels *l, str subject, str id);

#endif
