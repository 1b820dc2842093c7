/*
 * One thread's work on one record: detectors find hits and report checks, the decision weighs
 * them, the answer says it.
 *
 *   record -> subject -> detector[] -> hits, checks -> decide -> answer (JSON)
 */
#ifndef ENGINE_SCREENER_H
#define ENGINE_SCREENER_H

#include <cordon/screen.h>

#include "engine/compared.h"
#include "engine/flags.h"
#include "engine/policy.h"
#include "engine/reasons.h"
#include "engine/same.h"
#include "engine/set.h"
#include "engine/subject.h"

enum {
    SCREEN_ARENA_MAX = 64 << 20,
    SCREEN_HITS_MAX = 20000, /* of one record; more reach a limit */
    SCREEN_ANSWER_MAX = 16 << 20,
    SCREEN_RECORDS_SHOWN = 200, /* records of one subject that its answer names; all are counted */
    /* of comparing a record's names, in units of name_work_limit: four hundred times what 64 usual
     * names take against OFAC's 38,000 (ours: measured, 35,000 units a name) */
    SCREEN_WORK_MAX = 1 << 30,
};

/* --- checks ------------------------------------------------------------------------------------- */

enum check_state { CHECK_FAILED = 0, CHECK_DONE, CHECK_STALE, CHECK_LIMITED, CHECK_SKIPPED };

struct check {
    str               id; /* "list:us_ofac_sdn", "wallet", "record" */
    enum check_state  state;
    bool              is_required;
    struct say_reason why; /* SAY_NONE when done */
};

enum { CHECKS_MAX = SET_SOURCES_MAX * 2 + 8 };

struct check_list {
    struct check items[CHECKS_MAX];
    size_t       count;
};

void check_add(struct check_list *c, str id, enum check_state state, bool is_required,
               const struct say_reason *why);

/* --- hits --------------------------------------------------------------------------------------- */

enum wallet_how { WALLET_NONE = 0, WALLET_LISTED, WALLET_NEAR };

/** How close one of the record's names is to one listed name; bp is 0 when none is. */
struct name_match {
    uint16_t bp;
    bool     is_exact;
    uint32_t flags;
    uint32_t statement; /* the listed name's */
    int32_t  info_cb;
    str      given;
    const struct record_value *value; /* that this stood in */
};

/** What a list of labels says of a wallet (wallet_label.c). */
struct wallet_label {
    enum label_class klass; /* LABEL_NONE: the hit is no label */
    str topic, name;
    str status; /* who says so: "authority", "service", "researchers", "suspected", "unknown"; or "" */
    str confidence, url, date;
};

/** One listed party that something in the record points at: the subject, or another party that the
 *  record names. What is known of the subject says nothing about the others. */
struct hit {
    const struct set_source *source;
    uint32_t                 row; /* the listed party's */
    uint32_t                 party; /* whom in the record it is about; 0: the subject */
    struct name_match name;   /* the closest: shown, and scored */
    struct name_match strong; /* the closest that the list does not call weak: by itself a weak alias
                                 counts for less, and must not hide a name that counts */
    /* wallet */
    enum wallet_how wallet;
    uint32_t        wallet_statement;
    int32_t         wallet_cb; /* what it weighs; of a label by its topic */
    str             given_wallet;
    const struct record_value *wallet_value; /* that this stood in */
    /* other fields */
    struct compared evidence[COMPARED_COUNT];
    /* decision */
    int32_t             total_cb;
    uint16_t            score_bp;
    enum cordon_verdict verdict; /* clear: shown, not counted */
    bool                is_discounted;
    bool                is_label; /* the source is a label, not a designation */
    struct wallet_label label;
    struct good_state   good;     /* a decision about it: suppressed, it is shown and not counted */
    enum cordon_verdict without;  /* the decision it would be */
};

/** The hits of one record, one a (source, row, party). */
struct hit_list {
    struct hit *items; /* the arena's */
    size_t      count, room;
    uint32_t   *places; /* index + 1 by (source, row, party); until the hits are sorted */
    size_t      place_count;
    bool        is_full; /* SCREEN_HITS_MAX was reached */
};

/* --- whom --------------------------------------------------------------------------------------- */

/** A limit that was reached before the subject is screened: a required check that is not done. */
struct screen_limit {
    str     check; /* its id: "record", "links" */
    str     what;  /* was too much */
    int64_t most;
};
enum { SCREEN_LIMITS_MAX = 4 }; /* of one subject */

/** Whom to screen: all that is known of one subject. Borrowed for the call. */
struct screen_ask {
    const struct record *const *records; /* at least one */
    size_t                      count;
    str                         subject; /* "" when the records say none */
    const struct feature_item  *given;   /* features that one subject's records do not show */
    size_t                      given_count;
    const struct screen_limit  *limit; /* what of the subject could not be looked at */
    size_t                      limits;
    str                         name;  /* as the answer shows it; "" = it shows none */
    size_t                      files; /* that the records stand in; 0 = not said */
    size_t                      total; /* of its records, where not all are looked at; else 0 */
    /* more keys of the answer, behind `reasons`; may be NULL */
    void (*more)(void *ctx, struct json_writer *w, const struct cordon_screener *scr);
    void *more_ctx;
};

/* --- context and detectors ------------------------------------------------------------------------ */

struct cordon_screener {
    const struct cordon_set     *set;
    const struct cordon_policy  *policy;
    struct cordon_screen_options options;
    enum say_lang                lang;
    uint16_t                     gate_bp; /* lowest name_bp looked for */
    uint16_t                     show_bp; /* lowest name_bp listed: the policy's gate, or --min */
    size_t                       hidden;  /* hits of this record below show_bp */
    uint32_t                     limit;  /* most hits to list */
    uint32_t                     listed; /* most to list in this answer */
    bool                         is_used[SET_SOURCES_MAX]; /* by --only */
    bool                         is_required[SET_SOURCES_MAX];
    struct name_scratch         *names;
    struct record_reader        *reader;
    struct arena                 arena; /* of this record */
    struct arena                 fixed; /* of this screener */
    struct arena                 telling; /* of the reasons of one hit */
    struct buf                   out, scratch;
    struct buf                   provenance; /* JSON, the same in every answer */
    struct check_list            standing;   /* list checks, the same in every answer */
    struct subject              *subject;    /* scratch */
    struct check_list            checks;     /* of this record */
    struct hit_list              hits;
    const struct rules          *rules;        /* NULL: none, or not asked for yet */
    struct flag_scratch         *flag_scratch; /* made with them */
    struct flags                *flags;        /* of this record */
    bool                         has_flags;    /* rules were asked about this subject */
    str                          mark;         /* of this subject, for known-good entries; "": none */
    uint32_t                     suppressed, reopened; /* hits and flags of this subject */
    enum cordon_verdict          list_verdict; /* by the hits alone, listed or not */
    bool                         is_listed;    /* one that counts is a designation */
    struct answer_law           *law;          /* law_write.c */
    struct same_scratch         *same_scratch; /* made when the first proof is due */
    struct same                  same;         /* of this record, when has_proof */
    bool                         has_proof;
    const struct screen_ask     *ask;          /* this subject; NULL: its record could not be read */
};

/** One way of finding something. A detector reports done, stale, failed, limited or skipped for
 *  each of its checks; it has no word for "clear". */
struct detector {
    const char *id;
    /* Look at scr->subject; add to scr->hits and scr->checks. */
    cordon_status (*run)(struct cordon_screener *scr, struct cordon_error *err);
};

extern const struct detector detector_list;

/* detect_list.c */
/* Pairs of a wallet and a listed one that are looked at letter by letter, one record; about 0.5 us
 * each. ours: 64 wallets against 65,000 listed ones, seventy times OFAC's of 2026 */
enum { DETECT_NEAR_PAIRS_MAX = 1 << 22 };
/** Names of the list that are written in letters which are sounds. */
uint64_t detect_heard_names(const struct set_source *src);

/* hit.c */
/** The hit of (source, row, party), made when it is not there yet; NULL when full or out of memory
 *  (then scr->arena.failed). */
struct hit *hit_of(struct cordon_screener *scr, const struct set_source *source, uint32_t row,
                   uint32_t party);
/** The value of the record that a hit rests on: wallet, else number, else name. */
const struct record_value *hit_value(const struct hit *h);

/* decide.c */
/** Weigh evidence, give each hit its verdict, sort best first. */
void decide_hits(struct cordon_screener *scr);
/** Take out of the count what people decided about this subject, hits and flags, and count both. */
void decide_good(struct cordon_screener *scr);
/** What of the known-good list is asked about this subject. */
struct good_view decide_good_view(const struct cordon_screener *scr);
/** The record's verdict: the highest of its hits; undecided when nothing reaches review and a
 *  required check did not finish; otherwise clear. */
enum cordon_verdict decide_record(const struct cordon_screener *scr);

/** How one hit came to its verdict, for people who ask. */
struct hit_sum {
    const struct name_match *name;    /* the one that decided */
    uint16_t                 floor_bp; /* its score without what the person's own word contradicts */
    int32_t                  agreement_cb, contradiction_cb;
    enum cordon_verdict      by_name, by_number, by_wallet; /* before tier and discount */
};
void decide_explain(const struct cordon_policy *p, const struct hit *h, struct hit_sum *ret);

/* reasons.c */
/** Why this hit is what it is, strongest first; the texts live until the next call, and are cut when memory runs
 *  out (scr->telling.failed). @return how many were written */
size_t hit_reasons(struct cordon_screener *scr, const struct hit *h,
                   struct say_reason ret[HIT_REASONS_MAX]);

/* wallet_label.c */
/** Read the label that an entity of a list of labels is. @return false when it is none */
bool wallet_label_read(const struct set_source *src, uint32_t row, struct wallet_label *ret);
/** What it weighs by the policy: nothing for a known service. */
int32_t wallet_label_cb(const struct cordon_policy *p, const struct wallet_label *l);
/** Is it worth a person's look? Otherwise it is shown. */
bool wallet_label_counts(const struct cordon_policy *p, const struct wallet_label *l);
/** Write "label" into the object that `w` has open. */
void wallet_label_write(struct json_writer *w, const struct cordon_policy *p, const struct wallet_label *l);

/* wallets.c */
enum { WALLET_FEATURES = 3 };
/** What the lists say of the wallets, as features: wal.listed, wal.labelled, wal.malformed; those that
 *  cannot be told are left out. @return how many were written */
size_t wallet_features(struct cordon_screener *scr, struct feature_item ret[WALLET_FEATURES]);

/* flags_write.c */
/** Write "points" and "groups" into the object that `w` has open. */
void flags_write_sum(struct json_writer *w, const struct flags *flags);
/** Write each flag as an element of the array that `w` has open. */
void flags_write(struct json_writer *w, const struct rules *rules, enum say_lang lang,
                 const struct screen_ask *ask, const struct flags *flags);
/** One row that something rests on: file, line, id, field, value. */
void flags_write_row(struct json_writer *w, const struct record *r, const struct record_value *v);

/* facts_write.c */
/** Write "facts", "facts_total" and "asks" (docs/report.md) into the object that `w` has open. */
void facts_write(struct json_writer *w, const struct cordon_screener *scr);
/* explain_write.c: what options.explain adds */
/** More keys of a flag, into the object that `w` has open. */
void explain_write_flag(struct json_writer *w, const struct rules *rules, const struct flag *f);
/** "sum" of a hit, into the object that `w` has open. */
void explain_write_hit(struct json_writer *w, const struct cordon_policy *p, const struct hit *h);
/** "sum" of the answer: groups and thresholds of the red flags. */
void explain_write_sum(struct json_writer *w, const struct cordon_policy *p, const struct flags *f);

/* law_write.c */
/** Read options.jurisdictions. @return CORDON_OK, CORDON_ARGUMENT, CORDON_NOMEM */
cordon_status law_open(struct cordon_screener *scr, struct cordon_error *err);
/** Find out which law cards the answer gets; what ties it to a law and cannot be understood becomes
 *  the check `law`. Before the answer is written; allocates nothing. */
void law_begin(struct cordon_screener *scr, enum cordon_verdict v);
/** Write "law", where there are cards, into the object that `w` has open. */
void law_write(const struct cordon_screener *scr, struct json_writer *w);

/* answer.c */
struct answer_error {
    cordon_status       status;
    struct cordon_error err;
    uint64_t            line;
};
/** Write the answer about scr->ask into scr->out. */
void answer_write(struct cordon_screener *scr, enum cordon_verdict verdict,
                  const struct answer_error *failure);
/** Write what stays the same in all answers. */
void answer_provenance(struct cordon_screener *scr);

/* checks.c */
/** Are all of these sources known? @param list  ids with commas between; "" is fine. @return CORDON_OK, CORDON_ARGUMENT */
cordon_status check_sources(str list, struct cordon_error *err);
/** Which lists are compared with, and in what state they are: the checks that all answers share. */
void check_lists(struct cordon_screener *scr);
/** What the records themselves make doubtful. */
void check_record(struct cordon_screener *scr);
/** Did a cap keep a part of this record from being compared? */
bool checks_are_limited(const struct cordon_screener *scr);
/** What stands in scr->scratch, as a text of the arena; what is too long to list is cut. */
str check_listed(struct cordon_screener *scr);

/* screen_rules.c */
/** Red flags of a subject whose records say their kind; the others are names and numbers to compare. */
cordon_status screen_rules(struct cordon_screener *scr, struct cordon_error *err);

/* screener.c */
/** The day ages and deadlines are counted from, days since 1970-01-01. */
int32_t screener_day(const struct cordon_screener *scr);
/** Screen a subject. @return CORDON_OK, CORDON_NOMEM, CORDON_BUG */
cordon_status screen_subject(struct cordon_screener *scr, const struct screen_ask *ask,
                             struct cordon_answer *ret_answer, struct cordon_error *err);
/** The answer about a subject that cannot be screened. @return CORDON_OK, CORDON_NOMEM */
cordon_status screen_refused(struct cordon_screener *scr, const struct screen_ask *ask, cordon_status why_status,
                             const struct cordon_error *why, struct cordon_answer *ret_answer,
                             struct cordon_error *err);
/** Screen a record that was read, or failed to be. @return CORDON_OK, CORDON_NOMEM, CORDON_BUG */
cordon_status screen_record(struct cordon_screener *scr, const struct record *record,
                            cordon_status read_status, const struct cordon_error *read_err,
                            struct cordon_answer *ret_answer, struct cordon_error *err);

#endif
