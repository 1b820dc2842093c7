/** @file
 * Red-flag rules: Sigma files compiled once, used by many screeners (docs/rules-format.md).
 */
#ifndef CORDON_RULES_H
#define CORDON_RULES_H

#include <cordon/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A compiled set of rules; read only, shared by threads. */
struct cordon_rules;

/**
 * Compile rule packs.
 *
 * @param paths      files and folders (every *.yml below); NULL with 0: the packs built in
 * @param count      of paths
 * @param ret_rules  the caller's; written only on CORDON_OK
 * @param err        may be NULL; names file, line and cause of the first fault
 * @return CORDON_OK
 *         CORDON_SYNTAX, CORDON_UNSUPPORTED  not a rule, or not one of Sigma 2.1
 *         CORDON_REFUSED   a red flag that reads nationality, language, script, names, sex or age
 *         CORDON_LIMIT, CORDON_NOTFOUND, CORDON_IO, CORDON_NOMEM
 *
 * Cost: some milliseconds for the packs built in
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_rules_open(const char *const *paths, size_t count,
                                                             struct cordon_rules **ret_rules,
                                                             struct cordon_error *err);
CORDON_API void cordon_rules_free(struct cordon_rules *rules); /* NULL is fine */
CORDON_API size_t cordon_rules_count(const struct cordon_rules *rules);

#ifdef __cplusplus
}
#endif

#endif
