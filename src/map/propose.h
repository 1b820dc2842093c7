/* A proposal while it is made. Private. */
#ifndef MAP_PROPOSE_H
#define MAP_PROPOSE_H

#include "map/names.h"
#include "map/sample.h"

enum column_state { COLUMN_UNMAPPED = 0, COLUMN_MAPPED, COLUMN_SHIPPED, COLUMN_OPEN };

/** What became of one column. */
struct column_guess {
    struct sample_column *from;
    enum column_state     state;
    struct name_guess     name;
    str                   field;   /* with its item: "ref_2.email"; "" for a key alone */
    str                   key;
    uint8_t               percent;
    str                   reason;
    struct plan_step      step;    /* of a mapped one */
};

struct propose {
    const struct cordon_map_ask *ask;
    struct arena                *arena; /* the proposal's */
    struct map_source            source;
    struct sample                sample;
    struct column_guess         *column;
    size_t                       count;
    enum record_kind             kind;
    bool                         is_kind_asked; /* given, or a shipped mapping's */
    struct cordon_map           *shipped; /* recognised */
    uint16_t                     shipped_bp;
    const struct cordon_map     *base;    /* the one asked for, or recognised; NULL */
    struct cordon_map           *map;     /* made, or NULL when nothing is mapped */
    struct cordon_error         *err;
};

struct cordon_proposal {
    struct arena       arena;
    struct cordon_map *map;
    struct buf         json, file;
};

enum { PROPOSE_LEAST = 60 /* percent below which a column is not mapped; ours */ };

/* guess.c */
/** Guess each column by its name and values; sets everything but duplicates. */
cordon_status guess_columns(struct propose *p);
/** Of two columns for a field that takes one value, the surer stays. */
void guess_resolve(struct propose *p);

/* propose_json.c */
/** The proposal as JSON. @return CORDON_OK, CORDON_NOMEM, CORDON_LIMIT */
cordon_status proposal_write(struct propose *p, struct buf *out);

#endif
