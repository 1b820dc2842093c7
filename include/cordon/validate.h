/* Does screening find what the lists hold? Canaries drawn from the lists, and figures for a regulator. */
#ifndef CORDON_VALIDATE_H
#define CORDON_VALIDATE_H

#include <cordon/screen.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How to validate. Borrowed for the call. */
struct cordon_validate {
    const struct cordon_set    *set;
    const struct cordon_policy *policy;
    int64_t                     as_of_s;
    uint32_t canaries; /* of each list and script, 1..CORDON_CANARIES_MAX; 0 = 25 */
    uint64_t seed;     /* the same seed draws the same names from the same editions */
};
enum { CORDON_CANARIES_MAX = 1000 };

/** How a canary is written. */
enum cordon_canary {
    CORDON_CANARY_LISTED = 0, /* as it stands in the list */
    CORDON_CANARY_LATIN,      /* a name of another script, brought to Latin letters here */
    CORDON_CANARY_HANGUL,     /* as the Korean model reads a Latin name */
    CORDON_CANARY_CYRILLIC,   /* a Latin name, letter by letter in Cyrillic */
    CORDON_CANARY_CAPITALS,   /* in capitals */
    CORDON_CANARY_SWAPPED,    /* a person's name with its parts turned round */
    CORDON_CANARY_SLIP,       /* one letter lost in the longest word */
    CORDON_CANARY_WALLET,     /* an address as listed */
    CORDON_CANARY_KINDS,
};
CORDON_API cordon_str cordon_canary_name(enum cordon_canary kind); /* "listed" */

/** Canaries of one list, one script of the list's and one way of writing. */
struct cordon_validate_row {
    cordon_str         script; /* "latin", "hangul", "han", "kana", "cyrillic", "arabic" ...; "" = wallets */
    enum cordon_canary kind;
    uint32_t tried;
    uint32_t alerted; /* the entry was found, at `review` or above */
    uint32_t shown;   /* found, below `review` */
    uint32_t missed;  /* not found */
};

/** How many entries carry a property. */
struct cordon_validate_cover {
    cordon_str property; /* "birthDate" */
    uint32_t   entries;
};

enum cordon_freshness {
    CORDON_AGE_UNKNOWN = 0, /* no date, or one ahead of the time asked for, where there is a limit */
    CORDON_AGE_STALE,
    CORDON_AGE_FRESH,
    CORDON_AGE_NO_LIMIT,
    CORDON_AGE_STARTER, /* the bundled rows stand in for a list that was not imported */
};
CORDON_API cordon_str cordon_freshness_name(enum cordon_freshness f); /* "stale" */

struct cordon_validate_list {
    struct cordon_list    about; /* source, tier, edition, counts */
    cordon_str            title, licence, proven; /* of the catalogue; proven: day, or "" */
    enum cordon_freshness freshness;
    bool                  has_age;
    int64_t               age_days;
    uint32_t              fixed, fixed_found; /* entries that every true edition has */
    const struct cordon_validate_row   *row;
    size_t                              rows;
    const struct cordon_validate_cover *cover;
    size_t                              covers;
};

/** One canary that did not raise what it should have. */
struct cordon_validate_miss {
    cordon_str         source, entity, listed, written;
    enum cordon_canary kind;
    bool               is_shown; /* found, below `review` */
    bool               is_failure; /* it counts against the whole */
};

/** A name of nobody on a list, and what became of it. */
struct cordon_validate_control {
    cordon_str          name;
    enum cordon_verdict by_lists; /* clear: as it must be */
    cordon_str          entity;   /* that it was taken for, or "" */
};

struct cordon_validate_value {
    cordon_str key, value;
};

struct cordon_validation {
    cordon_str engine, set, policy;
    uint64_t   seed;
    uint32_t   canaries;
    int64_t    as_of_s;
    const struct cordon_validate_list    *list;
    size_t                                lists;
    const struct cordon_validate_miss    *miss;
    size_t                                misses, misses_total; /* kept; all there were */
    const struct cordon_validate_control *control;
    size_t                                controls, controls_flagged;
    const struct cordon_validate_value   *threshold; /* of the policy in force */
    size_t                                thresholds;
    uint32_t tried, alerted, shown, missed, failures; /* of all lists */
    uint32_t stale;  /* imported or required lists that are too old, of unknown age, or bundled rows only */
    uint32_t absent; /* lists that the policy requires and that are not there at all */
    bool     is_passed; /* no failure, nothing stale, no control flagged */
};

/**
 * Screen canaries of every list in use, and controls, and tell what came of it.
 *
 * A failure is a name as it is listed, its capitals, its turned parts or a wallet that does not reach
 * `review`, or any writing that finds nothing at all. Names that the list itself calls weak are not drawn.
 *
 * @param ret_v  the caller's, free it with cordon_validation_free; written only on CORDON_OK
 * @return CORDON_OK (look at is_passed), CORDON_ARGUMENT (no set or policy, too many canaries),
 *         CORDON_LIMIT, CORDON_INTERRUPTED, CORDON_NOMEM
 *
 * Cost:    some milliseconds a hundred canaries
 * Threads: any number, on one set
 * Source:  docs/validate.md
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_validate(const struct cordon_validate *args,
                                                           struct cordon_validation **ret_v,
                                                           struct cordon_error *err);
CORDON_API void cordon_validation_free(struct cordon_validation *v); /* NULL is fine */

/** The whole as one JSON object (docs/validate.md). @return CORDON_OK, CORDON_NOMEM, CORDON_LIMIT */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_validation_json(const struct cordon_validation *v,
                                                                  struct cordon_text *ret_json,
                                                                  struct cordon_error *err);
/** The whole as one HTML page without outside requests.
 *  @param lang  "en", "ko", "ja", "id"; empty = en. @return also CORDON_ARGUMENT */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_validation_html(const struct cordon_validation *v,
                                                                  cordon_str lang,
                                                                  struct cordon_text *ret_html,
                                                                  struct cordon_error *err);

#ifdef __cplusplus
}
#endif
#endif
