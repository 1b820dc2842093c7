/* Tasks shared out among threads, in no order; the caller waits for all. */
#include "engine/watch.h"

#include <stdatomic.h>

struct crew {
    watch_task_fn      *fn;
    void               *ctx;
    size_t              count;
    atomic_size_t       next;
    atomic_bool         stop;
    pthread_mutex_t     lock; /* guards status and err */
    cordon_status       status;
    struct cordon_error err;
};

struct member {
    struct crew *crew;
    unsigned     number;
};

static void fail(struct crew *c, cordon_status st, const struct cordon_error *err)
{
    pthread_mutex_lock(&c->lock);
    if (!c->status) {
        c->status = st;
        c->err = *err;
    }
    pthread_mutex_unlock(&c->lock);
    atomic_store(&c->stop, true);
}

static void *work(void *ctx)
{
    struct member *m = ctx;
    struct crew *c = m->crew;
    for (size_t at; !atomic_load(&c->stop) && (at = atomic_fetch_add(&c->next, 1)) < c->count;) {
        struct cordon_error err = ERROR_INIT;
        cordon_status st = os_interrupted() ? error_set(&err, CORDON_INTERRUPTED, "interrupted")
                                            : c->fn(c->ctx, m->number, at, &err);
        if (st) fail(c, st, &err);
    }
    return NULL;
}

unsigned watch_crew_size(unsigned asked)
{
    unsigned n = asked ? asked : os_cpu_count();
    return n > WATCH_CREW_MAX ? WATCH_CREW_MAX : n;
}

cordon_status watch_crew_run(unsigned workers, size_t count, watch_task_fn *fn, void *ctx, struct cordon_error *err)
{
    struct crew c = { .fn = fn, .ctx = ctx, .count = count };
    struct member member[WATCH_CREW_MAX];
    struct os_thread thread[WATCH_CREW_MAX] = { 0 };
    struct cordon_error start = ERROR_INIT;
    cordon_status st = CORDON_OK;
    pthread_mutex_init(&c.lock, NULL);
    for (unsigned i = 0; i < workers; i++) member[i] = (struct member){ &c, i };
    for (unsigned i = 1; !st && i < workers && i < count; i++) st = os_thread_start(&thread[i], work, &member[i], &start);
    if (st) fail(&c, st, &start);
    (void)work(&member[0]); /* the caller works too: its failing allocations are tried in tests */
    for (unsigned i = 1; i < workers; i++) os_thread_join(&thread[i]);
    pthread_mutex_destroy(&c.lock);
    if (c.status && err) *err = c.err;
    return c.status;
}
