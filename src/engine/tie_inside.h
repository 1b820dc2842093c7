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

/* One subject being added. */
struct tying {
    struct link         *link;
    struct evidence_run  run;
    struct feature_set   scratch;
    struct dossier       dossier;
    struct arena         arena; /* of this subject */
    struct buf           text;
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
