/*
 * The records of a run as identities and shared values: what room link is asked, and its answers as
 * features. Private to engine/.
 *
 *   pool -> identity, attributes -> link -> link.* features with the rows they rest on
 */
#ifndef ENGINE_TIE_H
#define ENGINE_TIE_H

#include "engine/flags.h"
#include "engine/pool.h"
#include "engine/screener.h"
#include "link/link.h"
#include "say/say.h"

/** Ties of a run; read only once made, shared by threads. */
struct ties {
    const struct pool          *pool;
    const struct cordon_policy *policy;
    struct link                *link; /* identities are numbered like pool.subject */
    struct same_names          *same; /* private: compares two subjects' names while linking */
    struct known_as            *known;  /* private: subjects by what others call them, by hash */
    size_t                      knowns;
    struct tie_about           *about;  /* private: of each subject */
    struct tie_employer        *employer; /* private: by subject, then writing */
    size_t                      employers;
    struct arena                arena;  /* private: of texts of the two above */
};

/**
 * Find what the subjects of a pool share.
 *
 * @param pool  joined; borrowed until ties_release
 * @return CORDON_OK, CORDON_LIMIT (identities or attributes beyond the caps of link.h), CORDON_NOMEM
 */
cordon_status ties_make(const struct pool *pool, const struct evidence_data *data,
                        const struct cordon_policy *policy, struct ties *ret_ties,
                        struct cordon_error *err);
void ties_release(struct ties *t);

/** What is known of subjects from a first look, for those features that need it; all may be NULL. */
struct tie_findings {
    const uint8_t *is_strong; /* of each subject: a finding of its own that alone sends it to a person */
};

/**
 * The features of one subject that only the others show.
 *
 * @param arena     takes what is returned
 * @param ret_list  the arena's
 * @return CORDON_OK, CORDON_NOMEM
 */
cordon_status ties_features(const struct ties *t, uint32_t subject, const struct tie_findings *found,
                            struct arena *arena, const struct feature_item **ret_list,
                            size_t *ret_count, struct cordon_error *err);

/** The subject's name as its records have it first; "" when none does. */
str ties_name(const struct ties *t, uint32_t subject);
/** Files that its records stand in. */
size_t ties_files(const struct ties *t, uint32_t subject);

/** What of a subject could not be compared with others'. @return how many were written */
size_t ties_limits(const struct ties *t, uint32_t subject, struct screen_limit ret[SCREEN_LIMITS_MAX]);

/** A row of the pool that a link's origin names. */
const struct record *ties_row(const struct ties *t, uint64_t origin, const struct record_value **ret_value);

/** Does the subject name a referrer who is known? */
bool ties_is_referred(const struct ties *t, uint32_t subject);

/** The same features with those of their rows that stand in one record, which is screened alone, or are
 *  said there again.
 *  @return CORDON_OK, CORDON_NOMEM */
cordon_status ties_of_record(const struct ties *t, uint32_t subject, const struct record *record,
                             struct arena *arena, const struct feature_item **list, size_t count,
                             struct cordon_error *err);

/** Write the strongest path between two subjects. @return CORDON_OK, CORDON_NOTFOUND, CORDON_NOMEM */
cordon_status ties_write_path(const struct ties *t, str from, str to, enum say_lang lang,
                              struct json_writer *w, struct cordon_error *err);

/** Group of a subject, or LINK_NONE. */
uint32_t ties_group(const struct ties *t, uint32_t subject);

/** Write "operator": the group of a subject, what joins it to the others and which rows show it;
 *  nothing when it is in none. */
void ties_write_operator(const struct ties *t, uint32_t subject, enum say_lang lang,
                         struct json_writer *w);

/** How groups are shown: subjects by name, kinds in the reader's language, rows by file and line. */
enum { TIES_LABELS = 8, TIES_LABEL_ROOM = 256 };
struct ties_show {
    struct link_show   show;
    const struct ties *ties;
    enum say_lang      lang;
    char               label[TIES_LABELS][TIES_LABEL_ROOM]; /* the last ones given */
    unsigned           labels;
};
void ties_show_init(const struct ties *t, enum say_lang lang, struct ties_show *ret);

#endif
