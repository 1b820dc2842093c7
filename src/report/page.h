/*
 * The report's parts. Private to report/.
 *
 *   answer (JSON) -> read.c -> struct answer -> case.c, facts.c, reasons.c, hits.c, extras.c -> HTML of
 *   one case, kept -> page.c: all cases, strongest first, with head and foot -> one page
 *
 * Only HTML is kept, so a report's memory is what its page takes. Nothing that came from outside is
 * ever written but through html_text() and html_value(), and never into an attribute.
 */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include <cordon/report.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "say/say.h"

/* Caps (docs/limits.md); what is left out is counted and told on the page. */
enum {
    REPORT_CASES_MAX = 500,
    REPORT_CASE_MAX = 1 << 20,      /* HTML of one case */
    REPORT_PAGE_MAX = 256 << 20,
    REPORT_ARENA_MAX = 64 << 20,   /* memory for reading one answer */
    REPORT_VALUE_MAX = 240,         /* bytes of one value */
    REPORT_TEXT_MAX = 4000,         /* bytes of one sentence or paragraph */
    REPORT_FLAGS_MAX = 48,
    REPORT_ROWS_MAX = 12,             /* of one flag */
    REPORT_FACTS_MAX = 400,
    REPORT_HITS_MAX = 12,
    REPORT_HIT_REASONS_MAX = 12,
    REPORT_LAW_MAX = 64,
    REPORT_STEPS_MAX = 32,            /* actions, and points of a checklist */
    REPORT_GROUPS_MAX = 24,
    REPORT_RECORDS_MAX = 40,
    REPORT_VIA_MAX = 12,
    REPORT_PAIRS_MAX = 16,
    REPORT_DRAWINGS_MAX = 500,
    REPORT_DRAWING_MAX = 1 << 20,
    REPORT_LACKS_MAX = 40,            /* different reasons of being undecided */
    REPORT_LACKING_MAX = 20,        /* records named beside each */
    REPORT_LISTS_MAX = 64,
    REPORT_MINUTES_REVIEW = 10,       /* of a person's time, an estimate (ours) */
    REPORT_MINUTES_ESCALATE = 30,
};

/* --- an answer, read ---------------------------------------------------------------------------- */

enum report_verdict { REPORT_UNDECIDED = 0, REPORT_CLEAR, REPORT_REVIEW, REPORT_ESCALATE, REPORT_STOP,
                      REPORT_VERDICTS };

struct row {
    str file, sheet, line, id, field, value;
};

struct flag {
    str        id, title, class, group, strength, root, innocent, ask, change;
    str        authority, document, date, paragraph;
    uint64_t   points;
    bool       is_counted;
    struct row row[REPORT_ROWS_MAX];
    size_t     rows; /* of all */
    str        asks[SAY_LANG_COUNT]; /* "" where not given */
    unsigned   number;               /* what marks it and its values; 0: none */
};

struct fact {
    str      field, value, file, line, id;
    uint64_t bytes; /* of the whole value, when it was cut */
    bool     is_seen;
    uint64_t flags; /* bit i: rests under flag i */
};

struct hit_reason {
    str id, strength, text, change;
};

struct hit_field {
    str field, state, record, listed;
};

enum { HIT_FIELDS = 7 };

struct hit {
    str               id, name, matched, as, given, source, edition, programs, ask_id, innocent;
    str               same_as, also; /* the hit that stands for the party; other lists' entries of it */
    uint64_t          name_bp;
    enum report_verdict verdict;
    bool              is_discounted;
    struct hit_field  field[HIT_FIELDS];
    size_t            fields;
    struct hit_reason reason[REPORT_HIT_REASONS_MAX];
    size_t            reasons;
};

struct step { /* an action, or a point of a checklist */
    str id, text, phase, expires, roll_back, approver;
};

struct law {
    str  id, place, kind; /* codes */
    str  jurisdiction, class, title, text, instrument, source, as_of, deadline, day, later;
    str  check; /* joined */
    bool is_to_check;
};

struct pair {
    str key, value;
};

struct via {
    str      kind, value;
    size_t   with;
    uint64_t parties;
};

struct group {
    str      id;
    uint64_t points;
    bool     is_capped;
};

struct check {
    str  id, state, why;
    bool is_required;
};

struct list_used {
    str  source, edition;
    bool is_starter;
    str  entries, sha256;
};

struct provenance {
    str              json; /* as it stands in the answer */
    str              set, engine, policy, rules;
    struct list_used list[REPORT_LISTS_MAX];
    size_t           lists;
};

/* A list may count more than it keeps; `shown()` says how many it keeps. What stands before the lists is
 * zeroed for each answer, what stands in them is written whole. */
struct answer {
    str                 id, subject, error, law_notice, operator_id;
    enum report_verdict verdict;
    bool                has_verdict, has_points;
    uint64_t            points, suppressed, hits_total, facts_total, records_total, operator_parties;
    size_t              flags, facts, hits, checks, actions, contains, laws, groups, records, sames, vias,
                        others;
    struct provenance   provenance;
    struct flag         flag[REPORT_FLAGS_MAX];
    struct fact         fact[REPORT_FACTS_MAX];
    struct hit          hit[REPORT_HITS_MAX];
    struct check        check[REPORT_LACKS_MAX];
    struct step         action[REPORT_STEPS_MAX];
    struct step         contain[REPORT_STEPS_MAX];
    struct law          law[REPORT_LAW_MAX];
    struct group        group[REPORT_GROUPS_MAX];
    struct row          record[REPORT_RECORDS_MAX]; /* `field` holds its kind */
    struct pair         same[REPORT_PAIRS_MAX];     /* members of `sameness` */
    struct via          via[REPORT_VIA_MAX];
    str                 other[REPORT_VIA_MAX];
};

static inline size_t shown(size_t count, size_t cap)
{
    return count < cap ? count : cap;
}

/** Read an answer. Text is the answer's or the arena's. @return CORDON_OK, CORDON_SYNTAX, CORDON_LIMIT,
 *  CORDON_NOMEM */
cordon_status report_read(str json, struct arena *arena, struct answer *ret, struct cordon_error *err);

/* --- HTML --------------------------------------------------------------------------------------- */

/** Where HTML goes, in which language. */
struct html {
    enum say_lang lang;
    struct buf   *out;
    struct buf   *scratch; /* of one message */
    unsigned     *asks;    /* questions so far: their ids */
};

/** Our own markup. */
void html_raw(struct html *h, const char *markup);
/** Text from anywhere, escaped; marks that change direction or cannot be seen are shown as U+xxxx. */
void html_text(struct html *h, str text);
/** A value from outside: isolated in direction, cut to REPORT_VALUE_MAX with a note. `bytes` is its
 *  length when it was cut before, else 0. */
void html_value(struct html *h, str value, uint64_t bytes);
/** A message; nothing when the key is not known. */
void html_say(struct html *h, const char *key);
void html_say_with(struct html *h, const char *key, const struct say_param *params, size_t count);
void html_say_count(struct html *h, const char *key, uint64_t count);
/** The message "`group`.`name`", or the name itself. */
void html_say_name(struct html *h, const char *group, str name);
bool html_has_name(const struct html *h, const char *group, str name);
/** <tag>message</tag> */
void html_tag(struct html *h, const char *tag, const char *key);
/** "en", "ko" ... */
const char *html_lang(enum say_lang lang);

/* --- parts of a case ------------------------------------------------------------------------------ */

/** What stands beside the queue's title: made at once, kept as HTML. */
void report_case(struct html *h, const struct answer *a, bool is_in_group);
/** The strongest flag that counts; `is_in_group`: rather one that is not about sharing. NULL: none. */
const struct flag *report_leading(const struct answer *a, bool is_in_group);
/** The hit whose question stands in the queue, or NULL. */
const struct hit *report_asking(const struct answer *a);
/** The first hit that has the case's verdict, or NULL. */
const struct hit *report_deciding(const struct answer *a);
/** The neutral title. `is_in_group`: its operator's title stands above. */
void report_title(struct html *h, const struct answer *a, bool is_in_group);
/** "Three applications share a payout account". */
void report_group_title(struct html *h, uint64_t parties, str who, str via);
/** The question with its languages; nothing when there is none. */
void report_ask(struct html *h, const str asks[SAY_LANG_COUNT], str ask);
/** The question of a list's reason in all languages. @return is there one? */
bool report_ask_of(str id, str ret_asks[SAY_LANG_COUNT]);
void report_facts(struct html *h, const struct answer *a);
void report_reasons(struct html *h, const struct answer *a);
void report_sum(struct html *h, const struct answer *a);
void report_hits(struct html *h, const struct answer *a);
void report_extras(struct html *h, const struct answer *a);
void report_operator(struct html *h, const struct answer *a);
/** "Payout: account" of pay.account. */
void report_field(struct html *h, str path);
/** ", file.csv, line 7" */
void report_place(struct html *h, str file, str line);
/** A value that a reason rests on; `bytes` as in html_value. */
void report_strong(struct html *h, str value, uint64_t bytes);
void report_mark(struct html *h, unsigned number);
void report_provenance(struct html *h, const struct provenance *p, int64_t as_of_s);

const char         *report_verdict_name(enum report_verdict v);

/* Made from data/report by tools/gen_report.py. */
extern const char   report_css[], report_js[], report_js_sha256[]; /* base64 */

#endif
