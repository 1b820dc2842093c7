/*
 * Records written as JSON, made into what rules are asked about: for the tests that rules carry, and
 * to explain a rule. Private to engine/.
 *
 *   text -> records of one subject -> features, computed and given -> values by slot -> events
 */
#ifndef ENGINE_RULES_RECORD_H
#define ENGINE_RULES_RECORD_H

#include "engine/policy.h"
#include "engine/rules.h"

enum {
    ASKED_RECORDS_MAX = 1024, /* records of one subject */
    ASKED_VALUES_MAX = 8192,  /* values that rules read, of all of them */
};

/** One thread's tools. */
struct asker {
    const struct rules         *rules;
    const struct cordon_policy *policy;
    struct record_reader       *reader;
    struct name_scratch        *names;
};
/** @return CORDON_OK, CORDON_NOMEM */
cordon_status asker_init(struct asker *a, const struct rules *rules,
                         const struct cordon_policy *policy, struct cordon_error *err);
void asker_release(struct asker *a); /* the empty state is fine */

/** A subject as rules see it; all of it is the arena's. */
struct asked {
    const struct rules         *rules;
    struct record              *record;
    size_t                      records;
    struct feature_set         *features; /* computed; given ones stand in `given` */
    struct feature_item        *given;    /* keys that are names of features: "link.phone": 2 */
    size_t                      givens;
    struct rule_value          *value;    /* of all records, then of features */
    size_t                      values;
    uint32_t                    kinds;    /* of the records, 1 << enum record_kind */
};

/**
 * Read the records of one subject: an object, a list of objects, or an object a line.
 *
 * A key that is the name of a feature gives that feature, whatever is computed: for what one subject
 * alone cannot show.
 *
 * @param file   for messages, or ""
 * @param now_s  the time that ages are counted to
 * @return CORDON_OK
 *         CORDON_SYNTAX  no JSON, a record without kind, two subjects, a value of the wrong form
 *         CORDON_LIMIT   the caps above; more features than evidence keeps
 *         CORDON_NOMEM
 */
cordon_status asked_read(struct asker *a, str file, str text, int64_t now_s, struct arena *arena,
                         struct asked *ret, struct cordon_error *err);

/** What a detection is asked about: everything. */
struct rule_event asked_whole(const struct asked *s);
/** What a correlation is asked about: the records that say a time, in its order.
 *  @return CORDON_OK, CORDON_NOMEM */
cordon_status asked_stream(const struct asked *s, struct arena *arena,
                           const struct rule_event **ret_event, size_t *ret_events,
                           struct cordon_error *err);


#endif
