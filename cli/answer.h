/* One answer (docs/answers.md) as the parts that counting needs. */
#ifndef CLI_ANSWER_H
#define CLI_ANSWER_H

#include "base/arena.h"
#include "base/error.h"

#include <cordon/screen.h>

enum { ANSWER_HITS_MAX = 1000, ANSWER_FLAGS_MAX = 256, ANSWER_FIELDS_MAX = 1024 };

struct answer_hit {
    str  entity, source, verdict; /* verdict "clear": shown, not counted */
    str  mark, listed;            /* for known-good entries; mark "": none may be made */
    bool is_suppressed;
    uint64_t score_bp;
};

struct answer_flag {
    str  id, title, class, strength;
    str  mark, listed;
    bool is_counted, is_suppressed;
};

struct answer {
    str                 id, subject;
    enum cordon_verdict verdict;
    bool                has_error;
    uint64_t            points, hits_total, suppressed, reopened;
    bool                has_time;
    int64_t             time_s; /* of `given` */
    struct answer_hit   hit[ANSWER_HITS_MAX];
    size_t              hits;
    struct answer_flag  flag[ANSWER_FLAGS_MAX]; /* rules alone: listed parties stand in `hit` */
    size_t              flags;
    str                 field[ANSWER_FIELDS_MAX]; /* of `given` */
    size_t              fields;
};

/** Read one. Strings are views into json, or the arena's.
 *  @return CORDON_OK, CORDON_SYNTAX (no answer), CORDON_LIMIT, CORDON_NOMEM */
cordon_status answer_read(str json, struct arena *arena, struct answer *ret, struct cordon_error *err);
/** Whom it is about: the subject, or the record's id when it has none. */
str answer_subject(const struct answer *a);
/** Does a person have to look at it? */
bool answer_is_alert(const struct answer *a);
/** A flag that counts, by its points or as a legal fact. */
bool answer_flag_counts(const struct answer_flag *f);
bool answer_hit_counts(const struct answer_hit *h);

#endif
