/* One screening again, as its files share it. Private to the files engine/rescreen*.c. */
#ifndef ENGINE_RESCREEN_H
#define ENGINE_RESCREEN_H

#include "engine/watch.h"

enum {
    RESCREEN_DELTAS = 8, /* bases that blocks rest on, at most; blocks of further ones are screened in full */
    RESCREEN_FAULTS_MAX = 64, /* damaged subjects of one block that are told by a note; all have their line and are counted */
};

/** A difference, and the subjects found near what went or changed. */
struct rescreen_delta {
    uint64_t           base; /* number */
    struct watch_base  from;
    struct watch_delta delta;
    uint64_t          *near; /* rows, rising */
    size_t             nears, room;
};

struct rescreen_worker {
    struct store           *store;
    struct cordon_screener *full;
    struct cordon_screener *small[RESCREEN_DELTAS]; /* made when first needed */
    struct name_scratch    *names;
    struct watch_block      block;
    struct buf              record, kept;
};

/** A subject whose hits or state are others now. */
struct rescreen_update {
    uint64_t           row;
    struct watch_found before, now; /* the task's arena's */
};

/** A block, screened. */
struct rescreen_task {
    uint64_t                number;
    struct arena            arena;
    struct rescreen_update *update;
    size_t                  updates, room;
    uint8_t                 state[STORE_BLOCK];
    size_t                  count;
    struct buf              lines;  /* changes, JSON */
    struct buf              traces; /* made anew, one behind the other; lengths beside */
    struct buf              words;
    uint32_t                trace_len[STORE_BLOCK];
    bool                    is_retraced;
    struct cordon_error     damage; /* what was wrong with it, and was mended */
    struct cordon_error    *fault;  /* what was wrong with subjects of it; the arena's */
    size_t                  faults; /* at most RESCREEN_FAULTS_MAX */
    uint64_t                unread, lost_hits;
    uint64_t                subjects, sieved, screened, moved, rehit, verdicts[5];
    uint64_t                fell_open, fell_clear, new_open; /* by nothing but the state of the lists */
};

struct rescreen {
    struct cordon_subjects       *subjects;
    const struct cordon_rescreen *run;
    struct cordon_screen_options  options;
    struct cordon_rescreened     *sum;
    struct arena                  arena;
    struct watch_base             to;
    uint64_t                      to_number;
    uint64_t                      form; /* of traces */
    struct rescreen_delta         delta[RESCREEN_DELTAS];
    size_t                        deltas;
    bool                          must_retrace; /* words are lost: all traces are made anew, of a form that no block has */
    uint64_t                      words_number; /* of the dictionary begun then */
    struct watch_words            words;
    bool                          has_words;
    unsigned                      workers;
    struct rescreen_worker       *worker;
    struct rescreen_task         *task;
    size_t                        tasks;
    uint64_t                      fell_open, fell_clear, new_open, new_changes;
};

/* rescreen_block.c */
/** Screen what must be of one block: a watch_task_fn. */
cordon_status rescreen_block(void *ctx, unsigned worker, size_t at, struct cordon_error *err);

/* rescreen_delta.c */
/** The differences that blocks need, their words marked. */
cordon_status rescreen_deltas(struct rescreen *r, uint64_t blocks, struct cordon_error *err);
void rescreen_deltas_release(struct rescreen *r);
/** The words of traces are lost, and why: told; a dictionary is begun anew. */
void rescreen_retrace(struct rescreen *r, const struct cordon_error *why);
/** Of a block's base; NULL: all of it is screened. */
const struct rescreen_delta *rescreen_delta_of(const struct rescreen *r, uint64_t base);
/** Was a subject found near what went or changed? */
bool rescreen_is_near(const struct rescreen_delta *d, uint64_t row);
/** Read a kept base. @return as store_get */
cordon_status rescreen_base(struct store *s, uint64_t number, struct arena *arena, struct watch_base *ret, struct cordon_error *err);
/** The last screening before what `since` means. @return CORDON_OK, CORDON_ARGUMENT (err says what to type) */
cordon_status rescreen_since(struct store *s, str since, uint64_t *ret_number, struct cordon_error *err);

#endif
