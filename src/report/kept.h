/* What a report keeps between answers. Private to report/. */
#ifndef REPORT_KEPT_H
#define REPORT_KEPT_H

#include "report/page.h"

/** One case as HTML. */
struct kept {
    char               *html, *title, *who; /* owned; HTML */
    size_t              len, title_len, who_len;
    enum report_verdict verdict;
    uint64_t            points, order; /* order: place among all answers */
    size_t              op;            /* its operator's place, or SIZE_MAX */
};

/** One operator: several parties that share rare values. */
struct kept_operator {
    char    *id, *head, *svg; /* owned; head and svg may be NULL */
    size_t   id_len, head_len, svg_len;
    uint64_t parties;
    char     via[32];
    str      who;  /* what its members are, as far as they agree: static */
    size_t   best; /* while writing: its strongest case */
};

/** A reason of being undecided, with some of the records it keeps. */
struct kept_lack {
    str      text; /* the arena's */
    uint64_t count;
    str      who[REPORT_LACKING_MAX];
    size_t   whos;
};

struct cordon_report {
    enum say_lang        lang;
    char                *title; /* owned */
    size_t               title_len;
    int64_t              as_of_s;
    size_t               cases_max;
    uint32_t             minutes_review, minutes_escalate;
    struct arena         arena, fixed; /* of one answer; of the report */
    struct buf           work, scratch;
    struct answer       *answer; /* scratch */
    unsigned             asks;
    struct kept         *kept; /* cases_max of them */
    size_t               count;
    struct kept_operator op[REPORT_DRAWINGS_MAX];
    size_t               ops;
    struct kept_lack     lack[REPORT_LACKS_MAX];
    size_t               lacks;
    uint64_t             lacks_more;
    struct buf           provenance[4]; /* different ones, as HTML */
    size_t               provenances;
    uint64_t             provenance_hash; /* of the last one's JSON: it is the same in every answer */
    bool                 is_demo; /* a policy that is never for real decisions */
    uint64_t             answers, verdicts[REPORT_VERDICTS], suppressed, cut;
};

/** Is the first stronger: verdict, points, then the order of the answers? */
static inline bool kept_is_stronger(const struct kept *a, const struct kept *b)
{
    if (a->verdict != b->verdict) return a->verdict > b->verdict;
    if (a->points != b->points) return a->points > b->points;
    return a->order < b->order;
}

#endif
