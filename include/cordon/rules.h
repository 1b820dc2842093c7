/** @file
 * Red-flag rules: Sigma files compiled once, used by many screeners (docs/rules-format.md); listed,
 * shown, checked, tested and explained one by one.
 */
#ifndef CORDON_RULES_H
#define CORDON_RULES_H

#include <cordon/data.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A compiled set of rules; read only, shared by threads. */
struct cordon_rules;
struct cordon_policy; /* <cordon/screen.h> */

/**
 * Compile rule packs.
 *
 * @param paths      files and folders (every *.yml and *.yaml below); NULL with 0: the packs built in
 * @param count      of paths
 * @param ret_rules  the caller's; written only on CORDON_OK
 * @param err        may be NULL; names file, line and cause of the first fault
 * @return CORDON_OK
 *         CORDON_SYNTAX, CORDON_UNSUPPORTED  not a rule, or not one of Sigma 2.1; a kind of record
 *                          that does not exist
 *         CORDON_REFUSED   a red flag that reads nationality, language, script, names, sex or age
 *         CORDON_NOTFOUND  no such path, or a folder without rules
 *         CORDON_LIMIT, CORDON_IO, CORDON_NOMEM
 *
 * Cost:    some milliseconds for the packs built in, which are compiled when first asked for
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_rules_open(const char *const *paths, size_t count,
                                                             struct cordon_rules **ret_rules,
                                                             struct cordon_error *err);
CORDON_API void cordon_rules_free(struct cordon_rules *rules); /* NULL is fine */
CORDON_API size_t cordon_rules_count(const struct cordon_rules *rules);

/* --- listing and showing ---------------------------------------------------------------------- */

/** Which rules; empty: any. */
struct cordon_rules_filter {
    cordon_str kind;  /* of records the rule is about: "applicant" */
    cordon_str group; /* "net" */
    cordon_str pack;  /* folder the rule's file lies in: "us" */
};

/** Called with one JSON object; borrowed for the call. @return anything but CORDON_OK ends the run */
typedef cordon_status cordon_rules_sink(void *ctx, cordon_str json, struct cordon_error *err);

/**
 * Rules with a finding of their own (parts of correlations are left out), one JSON object each, in
 * the order of their names: {"id","rule","title","pack","authority","class","group","strength","points","kinds",
 * "file","line"}.
 *
 * @param policy  says the points; must be given
 * @param filter  NULL: all
 * @param lang    "en", "ko", "ja", "id"; empty = en
 * @return CORDON_OK
 *         CORDON_ARGUMENT  no kind, group or pack of this name; the nearest is told
 *         CORDON_NOMEM, what cordon_rules_open returns for the packs built in, what the sink returned
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_rules_list(const struct cordon_rules *rules, const struct cordon_policy *policy,
                  const struct cordon_rules_filter *filter, cordon_str lang, cordon_rules_sink *sink,
                  void *ctx, struct cordon_error *err);

/**
 * All that there is of one rule, as one JSON object (docs/rules-format.md#the-command).
 *
 * @param id        name or UUID of the rule
 * @param ret_text  the caller's, free it with cordon_text_free; written only on CORDON_OK
 * @return CORDON_OK
 *         CORDON_ARGUMENT  no rule of this name; the nearest is told
 *         CORDON_LIMIT, CORDON_NOMEM, what cordon_rules_open returns for the packs built in
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_rules_show(const struct cordon_rules *rules, const struct cordon_policy *policy, cordon_str id,
                  cordon_str lang, struct cordon_text *ret_text, struct cordon_error *err);

/* --- checking files --------------------------------------------------------------------------- */

/** Something about a rule file. Text is borrowed for the call. */
struct cordon_rules_finding {
    bool          is_fault; /* else a warning: the rule works and is not what a rule of a pack should be */
    cordon_status status;   /* of a fault: CORDON_SYNTAX, CORDON_REFUSED ... */
    cordon_str    file;
    uint64_t      line;     /* 1-based, 0 when it says nothing */
    uint32_t      column;
    cordon_str    rule;     /* its name, "" when it has none or was not read so far */
    cordon_str    text;     /* lower case, no full stop */
};
typedef void cordon_rules_finding_fn(void *ctx, const struct cordon_rules_finding *finding);

struct cordon_rules_checked {
    size_t files;
    size_t rules;    /* that compiled, parts of correlations included */
    size_t faults;
    size_t warnings;
};

/**
 * Compile rule files and say all that is wrong with them, not only the first thing.
 *
 * Of one rule the first fault is told, of all rules and files theirs. Files whose rules are all for
 * another product than cordon are compiled as Sigma alone: any name of a field is good.
 *
 * @return CORDON_OK  everything was looked at; also when there are faults
 *         CORDON_ARGUMENT (no path), CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_rules_check(const char *const *paths, size_t count, cordon_rules_finding_fn *fn, void *ctx,
                   struct cordon_rules_checked *ret_checked, struct cordon_error *err);

/* --- rules against records -------------------------------------------------------------------- */

struct cordon_rules_tested {
    size_t rules;    /* that were asked */
    size_t untested; /* of them: without any test record */
    size_t passed, failed; /* records */
};

/**
 * Run the test records that rules carry through the evidence and the rules themselves.
 *
 * Ages are counted to the day the rule was last modified (`modified`, else `date`), so that the same
 * rule gives the same result on any day.
 *
 * @param id       one rule; empty: all
 * @param as_of_s  what ages are counted to for rules that say no date
 * @param lang     of the words in the JSON
 * @param sink     gets a JSON object for each rule (docs/rules-format.md#the-command)
 * @return CORDON_OK        also when records failed
 *         CORDON_ARGUMENT  no rule of this name; the nearest is told
 *         CORDON_LIMIT, CORDON_NOMEM, what the sink returned
 *
 * Threads: any number
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_rules_test(const struct cordon_rules *rules, const struct cordon_policy *policy, cordon_str id,
                  int64_t as_of_s, cordon_str lang, cordon_rules_sink *sink, void *ctx,
                  struct cordon_rules_tested *ret_tested, struct cordon_error *err);

/**
 * Say for each part of a rule's condition what it saw in a record, and whether it held.
 *
 * @param id       one rule; empty: all that are about the record's kind
 * @param file     where the record comes from, for messages
 * @param record   JSON: one record, or several of one subject as a list or one a line. A key that is
 *                 the name of a feature gives that feature
 * @param as_of_s  the time that ages are counted to
 * @param sink     gets a JSON object for each rule (docs/rules-format.md#the-command)
 * @return CORDON_OK
 *         CORDON_ARGUMENT  no rule of this name (the nearest is told), or one about other kinds
 *         CORDON_SYNTAX    no record, or one that says no kind
 *         CORDON_LIMIT, CORDON_NOMEM, what the sink returned
 *
 * Threads: any number
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_rules_explain(const struct cordon_rules *rules, const struct cordon_policy *policy,
                     cordon_str id, cordon_str file, cordon_str record, int64_t as_of_s,
                     cordon_str lang, cordon_rules_sink *sink, void *ctx, struct cordon_error *err);

#ifdef __cplusplus
}
#endif

#endif
