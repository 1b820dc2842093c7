/* What the files of tie*.c share. Private to them. */
#ifndef ENGINE_TIE_INSIDE_H
#define ENGINE_TIE_INSIDE_H

#include "addr/addr.h"
#include "base/country.h"
#include "base/num.h"
#include "engine/tie.h"

/* A subject by one of the words it is known as. */
struct known_as {
    uint64_t hash;
    uint32_t subject;
};

enum { TIE_NAMES = 4 }; /* names of a subject that are compared with another's */

/* What is asked of a subject again and again, looked up once. */
struct tie_about {
    const str *name;  /* different ones that may say who it is, the first of them */
    str        called; /* the first of these, or of what logs and computers call it; "" */
    int64_t    first_s, last_s; /* of its records; no time: first_s > last_s */
    uint32_t   values; /* that were added to its identity */
    uint32_t   kinds;  /* 1 << enum link_kind of them */
    uint8_t    names;
    uint16_t   files;
    bool       has_left; /* a former or blocked one */
    bool       is_cut;   /* something was too long, or too much, to be compared */
};

/* A firm somebody worked for. */
struct tie_employer {
    uint32_t subject;
    str      text; /* in small letters */
};

/** May this name say that two are one? One word is many people's ("Sam"), and what a computer or a
 *  log calls somebody is easily the same ("Administrator"). */
bool tie_is_name(const struct record *r, str text);

/** Fill ties.about and ties.employer. @return CORDON_OK, CORDON_NOMEM */
cordon_status ties_look(struct ties *t, struct cordon_error *err);
/** Did both work for one firm? */
bool ties_share_employer(const struct ties *t, uint32_t a, uint32_t b);
/** The subject's place among a value's holders; NULL when it is none. */
const struct link_holder *ties_holder(const struct link_value *v, uint32_t subject);
/** Values that hold the subject in its group, rarest first; at most `room`. */
size_t ties_group_values(const struct ties *t, uint32_t subject, uint32_t *ret, size_t room);

/* A value that was added: a year of log lines says most things many times. */
struct tie_seen {
    str            value;
    uint32_t       subject; /* and one */
    enum link_kind kind;
    uint8_t        weight;
};
enum { TIE_SEEN = 1024 }; /* kept at a time, by hash */

/* One subject being added. */
struct tying {
    struct link         *link;
    struct tie_about    *about;
    struct evidence_run  run;
    struct feature_set   scratch;
    struct dossier       dossier;
    struct arena         arena; /* of this subject */
    struct buf           text;
    struct tie_seen      seen[TIE_SEEN];
    const uint64_t      *gateway; /* addresses that a crowd works from, by hash */
    size_t               gateways;
    uint32_t             number, first; /* of the subject; place of its first record in pool.order */
    cordon_status        status;
    struct cordon_error *err;
};

/** The subject of this id, or the only one known by this word; LINK_NONE. */
uint32_t ties_subject(const struct ties *t, str word);
/** Place in pool.order that an origin names. */
uint32_t ties_place(uint64_t origin);
/** Order subjects by what others call them: accounts, subjects, ids. */
cordon_status ties_index_names(struct ties *t, struct cordon_error *err);

#endif
