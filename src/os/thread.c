/* Threads. */
#include "os/os.h"

#include <signal.h>

cordon_status os_thread_start(struct os_thread *t, void *(*fn)(void *ctx), void *ctx,
                              struct cordon_error *err)
{
    sigset_t all, before;
    sigfillset(&all); /* signals are the main thread's business */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failed = pthread_create(&t->id, NULL, fn, ctx);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    t->is_running = !failed;
    if (!failed) return CORDON_OK;
    return error_set(err, CORDON_NOMEM, "cannot start a thread: %s", strerror(failed));
}

void os_thread_join(struct os_thread *t)
{
    if (t->is_running) pthread_join(t->id, NULL);
    t->is_running = false;
}
