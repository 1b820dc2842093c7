/*
 * What a run has looked at already, so that two dozen feature files need not look again: where the
 * values of each field stand, the claims, the sessions. Private to evidence/.
 */
#ifndef EVIDENCE_MEMO_H
#define EVIDENCE_MEMO_H

#include "evidence/sessions.h"

struct evidence_memo {
    uint64_t fields[FIELD_COUNT / 64 + 1]; /* that any record has, as bits */
    uint64_t groups;
    /* The values of all records one behind the other, chained by field; NULL: there are too many, the
     * records are walked. */
    struct origin *place;
    uint32_t      *next;  /* per place: the next of its field, MEMO_END */
    uint32_t      *begin; /* per record: place of its first value */
    uint32_t       first[FIELD_COUNT]; /* where `fields` has it */
    bool            has_claims, has_sessions;
    struct claims   claims;
    struct sessions sessions;
};

#define MEMO_END UINT32_MAX
/* Of one dossier. ours: 6 MB of its arena; beyond it fields are few and values many, and a walk is
 * as good */
enum { MEMO_VALUES_MAX = 1 << 18 };

/** Look at all values once. @return false when out of memory */
bool memo_begin(struct evidence_memo *m, const struct dossier *d, struct arena *arena);

#endif
