/*
 * Updating lists: several threads fetch, the caller's thread takes what came, one source after the
 * other, each by itself.
 */
#include "engine/update.h"

#include "engine/policy.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/num.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TICK_MS = 100 };

struct updating {
    struct cordon_update args; /* with defaults filled in */
    struct update_job   *jobs;
    size_t               count;
    struct arena         arena;
    struct os_file       addresses;
    struct set_edition  *in_use; /* SET_SOURCES_MAX */
    size_t               in_use_count;
    struct buf           temp; /* folder for runs that keep nothing; "" when not made */
    struct os_lock       lock;
    _Atomic bool         stop;
    _Atomic size_t       next;   /* job that the next free thread takes */
    pthread_mutex_t      mutex;  /* guards nothing but the sleep on `came` */
    pthread_cond_t       came;
};

/* --- whom to ask ----------------------------------------------------------------------------------- */

static bool has_word(str list, str word)
{
    for (str one; str_next(&list, ',', &one);)
        if (str_eq(str_trim(one), word)) return true;
    return false;
}

static const struct set_edition *find_in_use(const struct updating *u, str source)
{
    for (size_t i = 0; i < u->in_use_count; i++)
        if (str_eq(u->in_use[i].source, source)) return &u->in_use[i];
    return NULL;
}

static cordon_status look_in_use(struct updating *u, struct cordon_error *err)
{
    char hex[SHA_HEX_LEN + 1];
    u->in_use = arena_calloc(&u->arena, SET_SOURCES_MAX, sizeof *u->in_use);
    if (!u->in_use) return error_nomem(err);
    cordon_status st = set_current_read(u->args.data_dir, &u->arena, hex, err);
    if (!st)
        st = set_manifest_load(u->args.data_dir, hex, &u->arena, u->in_use, &u->in_use_count, err);
    if (st == CORDON_CORRUPT) u->in_use_count = 0; /* the first import mends it */
    return st == CORDON_CORRUPT || st == CORDON_NOTFOUND ? CORDON_OK : st;
}

static cordon_status check_names(str names, struct cordon_error *err)
{
    for (str one; names.len && str_next(&names, ',', &one);)
        if (!list_source_find(str_trim(one)))
            return error_set(err, CORDON_ARGUMENT, "unknown source '%.*s'; 'cordon lists sources' names "
                             "them", STR_ARG(str_trim(one)));
    return CORDON_OK;
}

static bool is_folder(const char *path)
{
    uint64_t same[2];
    return os_path_look(path, same) == OS_PATH_FOLDER;
}

/* A list that not everybody may use comes when it is named, or once its licence was accepted. */
static bool is_free(const struct updating *u, const struct list_source *s)
{
    str licence = STR_EMPTY;
    return u->args.accept_licence || (!cordon_licence_ask(u->args.data_dir, s->id, &licence, NULL) && !licence.len);
}

static bool is_wanted(const struct updating *u, const struct list_source *s, str required)
{
    const struct cordon_update *a = &u->args;
    if (a->sources.len) return has_word(a->sources, s->id);
    if (a->from) {
        char path[4096];
        int n = snprintf(path, sizeof path, "%s/%.*s", a->from, STR_ARG(s->id));
        return n > 0 && (size_t)n < sizeof path && is_folder(path);
    }
    bool is_asked = has_word(required, s->id) || find_in_use(u, s->id);
    return s->url.len && (is_asked || (a->is_all && is_free(u, s)));
}

static cordon_status read_key(const struct updating *u, struct update_job *job,
                              struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    for (size_t i = 0; i < u->args.key_count; i++) {
        if (!str_eq(u->args.keys[i].source, job->source->id)) continue;
        cordon_status st = os_file_read(u->args.keys[i].file, &f, err);
        str key = str_trim(str_sub(f.bytes, 0, str_index(f.bytes, '\n')));
        if (!st && (key.len == 0 || key.len > UPDATE_KEY_MAX))
            st = error_at(err, CORDON_ARGUMENT, str_c(u->args.keys[i].file), 0, 0,
                          "its first line is to be a key of 1 to %d bytes", UPDATE_KEY_MAX);
        if (!st) job->key = arena_str(&job->arena, key);
        os_file_unmap(&f);
        if (st) return st;
    }
    return job->arena.failed ? error_nomem(err) : CORDON_OK;
}

static cordon_status take_date(const struct updating *u, struct update_job *job, struct cordon_error *err)
{
    for (size_t i = 0; i < u->args.date_count; i++) {
        const struct cordon_source_date *d = &u->args.dates[i];
        if (!str_eq(d->source, job->source->id)) continue;
        if (!import_is_date(d->date))
            return error_set(err, CORDON_ARGUMENT, "'%.*s' is no date; write YYYY-MM-DD", STR_ARG(d->date));
        job->given = d->date;
    }
    return CORDON_OK;
}

/* Everything about one source that can be known before anything is asked. */
static cordon_status prepare(struct updating *u, const struct list_source *s, struct update_job *job,
                             struct cordon_error *err)
{
    struct arena *a = &job->arena;
    const struct set_edition *now = find_in_use(u, s->id);
    arena_init(a, UPDATE_ARENA_MAX);
    job->args = &u->args;
    job->source = s;
    job->stop = &u->stop;
    job->folder = set_path(a, u->args.data_dir, "fetch/%.*s", STR_ARG(s->id));
    if (u->temp.len)
        job->fresh = arena_printf(a, "%s/%.*s", u->temp.data, STR_ARG(s->id)).data;
    else
        job->fresh = set_path(a, u->args.data_dir, "fetch/%.*s/new", STR_ARG(s->id));
    job->refused = set_path(a, u->args.data_dir, "fetch/%.*s/refused", STR_ARG(s->id));
    if (now) {
        job->in_use = now->edition;
        job->in_use_raw = str_c(now->raw_hex);
    }
    cordon_status st = a->failed ? error_nomem(err) : read_key(u, job, err);
    if (!st) st = take_date(u, job, err);
    if (!st) st = update_place_find(&u->args, s, u->addresses.bytes, a, &job->place, err);
    if (!st) st = update_note_read(job->folder, a, &job->note, err);
    if (st == CORDON_CORRUPT) st = CORDON_OK; /* a lost note is written anew */
    if (!st && u->args.mode == CORDON_UPDATE_TAKE) /* before it is fetched for nothing */
        job->status = licence_check(u->args.data_dir, s, u->args.accept_licence, a, &job->err);
    return st;
}

static cordon_status choose(struct updating *u, struct cordon_error *err)
{
    struct cordon_policy *policy = NULL;
    cordon_status st = check_names(u->args.sources, err);
    for (size_t i = 0; !st && i < u->args.key_count; i++) st = check_names(u->args.keys[i].source, err);
    for (size_t i = 0; !st && i < u->args.date_count; i++) st = check_names(u->args.dates[i].source, err);
    if (!st) st = cordon_policy_load("default", &policy, err);
    if (!st) u->jobs = mem_calloc(list_source_count(), sizeof *u->jobs);
    if (!st && !u->jobs) st = error_nomem(err);
    for (size_t i = 0; !st && i < list_source_count(); i++) {
        const struct list_source *s = list_source_at(i);
        if (is_wanted(u, s, policy->required)) st = prepare(u, s, &u->jobs[u->count++], err);
    }
    cordon_policy_free(policy);
    if (!st && u->count == 0)
        st = error_set(err, CORDON_NOTFOUND, "%s holds no folder with the name of a source",
                       u->args.from ? u->args.from : "the catalogue");
    return st;
}

/* --- taking what came -------------------------------------------------------------------------------- */

static str day_of(int64_t s, char text[16])
{
    date_text(date_of_time(s), text);
    return str_c(text);
}

/* Two clocks that agree, or none that says otherwise. A machine whose clock is a year slow would call
 * stale lists fresh. */
static cordon_status check_clock(const struct update_job *job, struct cordon_error *err)
{
    char ours[16], theirs[16];
    int64_t now = job->args->now_s, other = job->got.server_s;
    int64_t gap = other - now;
    if (other && (gap > UPDATE_CLOCK_SLACK_S || gap < -UPDATE_CLOCK_SLACK_S))
        return error_set(err, CORDON_REFUSED, "by this machine's clock or --as-of it is %.*s, by the server's clock %.*s; "
                         "set the clock and update again", STR_ARG(day_of(now, ours)),
                         STR_ARG(day_of(other, theirs)));
    int64_t last = (int64_t)job->note.good_s;
    if (!other && last > now + UPDATE_CLOCK_SLACK_S)
        return error_set(err, CORDON_REFUSED, "by this machine's clock or --as-of it is %.*s, and this list was last "
                         "fetched on %.*s; set the clock, or remove %s/state.json when it is right",
                         STR_ARG(day_of(now, ours)), STR_ARG(day_of(last, theirs)), job->folder);
    return CORDON_OK;
}

static bool is_web_page(str text)
{
    if (str_starts(text, STR("\xEF\xBB\xBF"))) text = str_from(text, 3);
    text = str_trim(text);
    return str_starts_nocase(text, STR("<!doctype html")) || str_starts_nocase(text, STR("<html"));
}

/* Look at the files as bytes: are they those in use, are they a list at all? */
static cordon_status look_at_files(struct update_job *job, char ret_raw[SHA_HEX_LEN + 1],
                                   struct cordon_error *err)
{
    struct os_file f[LIST_FILES_MAX] = { 0 };
    struct list_file files[LIST_FILES_MAX];
    cordon_status st = CORDON_OK;
    for (size_t i = 0; !st && i < job->file_count; i++) {
        const char *slash = strrchr(job->files[i], '/');
        st = os_file_map(job->files[i], &f[i], err);
        files[i] = (struct list_file){ str_c(slash ? slash + 1 : job->files[i]), f[i].bytes };
    }
    if (!st) {
        qsort(files, job->file_count, sizeof *files, edition_file_order);
        edition_raw_hash(files, job->file_count, ret_raw);
    }
    for (size_t i = 0; !st && i < job->file_count; i++)
        if (is_web_page(f[i].bytes))
            st = error_set(err, CORDON_SYNTAX, "a web page came instead of the list");
    for (size_t i = 0; i < job->file_count; i++) os_file_unmap(&f[i]);
    return st;
}

/* Warnings stand in the edition's meta.json; here they are counted. */
static void count_warning(void *ctx, cordon_str file, uint64_t line, cordon_str entry, cordon_str text)
{
    uint32_t *count = ctx;
    (void)file, (void)line, (void)entry, (void)text;
    ++*count;
}

static cordon_status import(struct update_job *job, struct cordon_update_one *one,
                            struct import_more *more, struct cordon_error *err)
{
    const struct cordon_update *args = job->args;
    char dated[16] = "";
    bool is_ours = job->place.is_official && job->got.modified_s > 0;
    struct cordon_import in = {
        .data_dir = args->data_dir, .source = job->source->id, .files = job->files,
        .file_count = job->file_count, .edition = job->given.len ? job->given : job->edition, .keep = args->keep,
        .wait_ms = args->wait_ms, .now_s = args->now_s,
        .warn = count_warning, .warn_ctx = &one->warnings,
    };
    if (is_ours) day_of(job->got.modified_s, dated);
    more->is_dry = args->mode != CORDON_UPDATE_TAKE;
    more->is_alone = args->mode == CORDON_UPDATE_TEST;
    more->fallback = str_c(dated); /* a mirror's own time of a file says nothing about the list */
    cordon_status st = import_run(&in, more, &one->counts, err);
    if (one->counts.warnings > one->warnings) one->warnings = one->counts.warnings;
    one->edition = arena_str(&job->arena, str_c(more->edition));
    job->is_dated_by_server = more->is_dated_by_fallback;
    if (!st && job->is_dated_by_server) one->note = STR("dated by the server");
    if (!st && job->source->fresh_days && str_eq(one->edition, STR("unknown")))
        one->note = arena_printf(&job->arena, "the files say no date, so it counts as stale; say the day with "
                                 "--edition %.*s=DATE", STR_ARG(job->source->id));
    more->fallback = STR_EMPTY;
    return st;
}

/* A source that answers well with a list of last year keeps nobody fresh: say so, whatever the result. */
static void tell_age(struct update_job *job, struct cordon_update_one *one)
{
    struct date edition;
    uint32_t limit = job->source->fresh_days;
    if (!limit || !one->edition.len || !date_read(one->edition, &edition)) return;
    int64_t age = job->args->now_s / 86400 - edition.first;
    if (age <= (int64_t)limit) return;
    one->note = arena_printf(&job->arena, "%.*s%sstale all the same: %lld days old, the limit is %u", STR_ARG(one->note),
                             one->note.len ? "; " : "", (long long)age, limit);
}

/* The words of a refusal for somebody who typed no file name and may not write --accept here. */
static str told(struct update_job *job, const struct cordon_error *err)
{
    static const char accept[] = ", and taken only with --accept REASON";
    struct buf b = BUF_INIT(4096);
    const char *slash = strrchr(err->file, '/');
    str message = str_c(err->message);
    size_t at = str_find(message, str_c(accept), 0);
    if (err->file[0]) buf_printf(&b, "%s", slash ? slash + 1 : err->file);
    if (err->file[0] && err->line) buf_printf(&b, ":%llu", (unsigned long long)err->line);
    if (err->file[0]) buf_add(&b, STR(": "));
    buf_add(&b, str_sub(message, 0, at));
    if (at != SIZE_MAX) buf_add(&b, str_from(message, at + strlen(accept)));
    str s = arena_str(&job->arena, buf_str(&b));
    buf_release(&b);
    return s;
}

static cordon_status take(struct update_job *job, struct cordon_update_one *one,
                          char raw[SHA_HEX_LEN + 1], struct cordon_error *err)
{
    struct import_more more = { .is_dry = true };
    bool is_test = job->args->mode == CORDON_UPDATE_TEST;
    cordon_status st = check_clock(job, err);
    if (!st && !job->is_same) st = look_at_files(job, raw, err);
    bool is_same = job->is_same || (job->in_use_raw.len && str_eq(job->in_use_raw, str_c(raw)));
    is_same = is_same && !update_is_redated(job);
    if (!st && is_same && !is_test) {
        one->result = CORDON_UPDATE_UNCHANGED;
        one->edition = job->in_use;
        tell_age(job, one);
        return CORDON_OK;
    }
    if (!st) st = import(job, one, &more, err);
    if (!st)
        one->result = is_test                             ? CORDON_UPDATE_PASSED
                      : job->args->mode == CORDON_UPDATE_DRY ? CORDON_UPDATE_WOULD
                                                             : CORDON_UPDATE_UPDATED;
    if (!st) tell_age(job, one);
    return st;
}

/* --- what is kept of it --------------------------------------------------------------------------------- */

/* So that somebody who looks at them may say that they are right. */
static cordon_status keep_refused(struct update_job *job, struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    cordon_status st = os_folder_remove_tree(job->refused, err);
    if (!st) st = os_folder_make(job->refused, err);
    for (size_t i = 0; !st && i < job->file_count; i++) {
        const char *slash = strrchr(job->files[i], '/');
        const char *path = arena_printf(&job->arena, "%s/%s", job->refused,
                                        slash ? slash + 1 : job->files[i]).data;
        st = job->arena.failed ? error_nomem(err) : os_file_map(job->files[i], &f, err);
        if (!st) st = os_file_put(path, f.bytes, err);
        os_file_unmap(&f);
    }
    return st;
}

static void note_good(struct update_job *job, const char *raw)
{
    struct update_note *n = &job->note;
    n->good_s = (uint64_t)job->args->now_s;
    if (raw[0]) n->raw = arena_str(&job->arena, str_c(raw));
    if (job->place.folder) {
        n->url = n->etag = n->last_modified = STR_EMPTY;
    } else if (!job->is_same) {
        n->url = job->address;
        n->etag = job->got.etag;
        n->last_modified = job->got.last_modified;
    }
    n->refused_url = n->refused_etag = n->refused_modified = n->refused_edition = STR_EMPTY;
    n->refused_raw = n->refused_dated = STR_EMPTY;
}

static void note_proven(struct update_job *job)
{
    char text[16];
    if (!job->place.is_official) return;
    job->note.proven = arena_str(&job->arena, day_of(job->args->now_s, text));
    job->note.proven_url = job->source->url;
}

static cordon_status keep_note(struct update_job *job, struct cordon_update_one *one, const char *raw,
                               struct cordon_error *err)
{
    struct update_note *n = &job->note;
    bool is_good = one->result >= CORDON_UPDATE_UNCHANGED;
    if (is_good) note_proven(job);
    if (job->args->mode == CORDON_UPDATE_TEST)
        return is_good && job->place.is_official ? update_note_write(job->folder, n, err) : CORDON_OK;
    cordon_status st = CORDON_OK;
    n->asked_s = (uint64_t)job->args->now_s;
    n->result = str_c(cordon_update_word(one->result));
    n->why = one->why;
    n->stayed = is_good ? STR_EMPTY : job->in_use_raw;
    if (is_good) {
        note_good(job, raw);
        st = os_folder_remove_tree(job->refused, err);
    } else if (one->result == CORDON_UPDATE_REFUSED && job->file_count && raw[0]) { /* a wrong clock: nobody looked at them */
        n->refused_url = job->place.folder ? STR_EMPTY : job->address;
        n->refused_raw = arena_str(&job->arena, str_c(raw));
        n->refused_etag = job->got.etag;
        n->refused_modified = job->got.last_modified;
        n->refused_edition = job->given.len ? job->given : job->edition.len ? job->edition : one->edition;
        n->refused_dated = job->is_dated_by_server ? STR("server") : STR_EMPTY;
        st = keep_refused(job, err);
        if (!st) one->kept = str_c(job->refused);
    }
    return st ? st : update_note_write(job->folder, n, err);
}

/* What a failure of the data folder itself does to one source, it would do to all. */
static cordon_status finish(struct update_job *job, struct cordon_error *err)
{
    struct cordon_update_one one = { .source = job->source->id, .before = job->in_use,
                                     .address = job->address, .bytes = job->got.bytes };
    char raw[SHA_HEX_LEN + 1] = "";
    bool is_interrupted = job->status == CORDON_INTERRUPTED;
    if (!job->status) {
        job->phase = PHASE_READING;
        job->status = take(job, &one, raw, &job->err);
        is_interrupted = job->status == CORDON_INTERRUPTED;
    }
    bool is_refused = job->status == CORDON_REFUSED || job->status == CORDON_SYNTAX ||
                      job->status == CORDON_LIMIT;
    if (job->status) {
        one.result = is_refused ? CORDON_UPDATE_REFUSED : CORDON_UPDATE_FAILED;
        one.why = told(job, &job->err);
    }
    one.status = job->status;
    cordon_status st = CORDON_OK;
    if (job->args->mode != CORDON_UPDATE_DRY && !is_interrupted)
        st = keep_note(job, &one, raw, err);
    if (!job->place.folder && !st) st = os_folder_remove_tree(job->fresh, err);
    if (!st && job->arena.failed) st = error_nomem(err);
    job->phase = PHASE_DONE;
    if (job->args->done) job->args->done(job->args->ctx, &one); /* also when no note could be kept */
    if (st) return st;
    return is_interrupted ? error_set(err, CORDON_INTERRUPTED, "interrupted") : CORDON_OK;
}

/* --- threads --------------------------------------------------------------------------------------------- */

static void *fetch_main(void *ctx)
{
    struct updating *u = ctx;
    for (size_t i; (i = u->next++) < u->count;) {
        struct update_job *job = &u->jobs[i];
        job->phase = PHASE_FETCHING;
        if (!job->status) job->status = update_fetch(job, &job->err);
        pthread_mutex_lock(&u->mutex);
        job->phase = PHASE_FETCHED;
        pthread_cond_signal(&u->came);
        pthread_mutex_unlock(&u->mutex);
    }
    return NULL;
}

static struct update_job *next_fetched(struct updating *u)
{
    for (size_t i = 0; i < u->count; i++)
        if (u->jobs[i].phase == PHASE_FETCHED) return &u->jobs[i];
    return NULL;
}

static void tell_progress(const struct updating *u)
{
    static const char *const words[] = { "waiting", "fetching", "fetched", "reading", "done" };
    for (size_t i = 0; u->args.progress && i < u->count; i++) {
        const struct update_job *job = &u->jobs[i];
        struct cordon_update_progress p = { .index = i, .count = u->count, .source = job->source->id,
                                            .phase = words[job->phase], .bytes = job->bytes,
                                            .total = job->total };
        u->args.progress(u->args.ctx, &p);
    }
}

/* Sleep until something came, or for a moment. */
static struct update_job *wait_for_one(struct updating *u)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += TICK_MS * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_nsec -= 1000000000L;
        until.tv_sec++;
    }
    pthread_mutex_lock(&u->mutex);
    struct update_job *job = next_fetched(u);
    if (!job) pthread_cond_timedwait(&u->came, &u->mutex, &until);
    if (!job) job = next_fetched(u);
    pthread_mutex_unlock(&u->mutex);
    return job;
}

static cordon_status run(struct updating *u, struct cordon_error *err)
{
    struct os_thread threads[UPDATE_JOBS_MAX] = { 0 };
    cordon_status st = CORDON_OK;
    size_t started = 0, left = u->count;
    while (started < u->args.jobs && started < u->count &&
           !os_thread_start(&threads[started], fetch_main, u, NULL))
        started++;
    if (!started) fetch_main(u); /* no thread to be had: one after the other */
    while (left && !st) {
        struct update_job *job = wait_for_one(u);
        tell_progress(u);
        if (!job) continue;
        st = finish(job, err);
        left--;
    }
    tell_progress(u);
    u->stop = true;
    for (size_t i = 0; i < started; i++) os_thread_join(&threads[i]);
    for (size_t i = 0; st && i < u->count; i++) /* what was cut short by it */
        if (!u->jobs[i].place.folder) (void)os_folder_remove_tree(u->jobs[i].fresh, NULL);
    return st;
}

/* --- the door --------------------------------------------------------------------------------------------- */

static cordon_status check_args(struct cordon_update *a, struct cordon_error *err)
{
    a->jobs = a->jobs ? a->jobs : 4;
    a->tries = a->tries ? a->tries : 4;
    a->stall_s = a->stall_s ? a->stall_s : 60;
    a->timeout_s = a->timeout_s ? a->timeout_s : 1800;
    if (a->jobs > UPDATE_JOBS_MAX || a->tries > UPDATE_TRIES_MAX)
        return error_set(err, CORDON_ARGUMENT, "at most %d at once and %d tries", UPDATE_JOBS_MAX,
                         UPDATE_TRIES_MAX);
    if (a->mirror && a->from)
        return error_set(err, CORDON_ARGUMENT, "lists come from a mirror or from a folder, not from both");
    if (a->mirror && strlen(a->mirror) > 500)
        return error_set(err, CORDON_ARGUMENT, "the mirror's address is too long");
    if (a->from && !is_folder(a->from))
        return error_at(err, CORDON_NOTFOUND, str_c(a->from), 0, 0, "is no folder");
    return a->from ? CORDON_OK : os_fetch_ready(err);
}

static bool clear_temp(void *ctx, const char *name, bool is_below)
{
    if (!is_below && os_temp_is(str_c(name))) {
        char path[4096];
        int n = snprintf(path, sizeof path, "%s/%s", (const char *)ctx, name);
        if (n > 0 && (size_t)n < sizeof path) (void)os_file_remove(path, NULL);
    }
    return true;
}

/* What an update that was killed left: best effort, since it is in nobody's way. */
static bool clear_source(void *ctx, const char *name, bool is_below)
{
    struct updating *u = ctx;
    char path[4096];
    if (!is_below) return true;
    int n = snprintf(path, sizeof path, "%s/fetch/%s/new", u->args.data_dir, name);
    if (n < 0 || (size_t)n >= sizeof path) return true;
    (void)os_folder_remove_tree(path, NULL);
    path[(size_t)n - strlen("/new")] = '\0';
    (void)os_folder_list(path, clear_temp, path, NULL);
    return true;
}

/* What a run writes while it goes: its own folder under fetch/, or one that is gone afterwards. */
static cordon_status make_room(struct updating *u, struct cordon_error *err)
{
    const struct cordon_update *a = &u->args;
    if (a->mode != CORDON_UPDATE_TAKE && !a->from) {
        cordon_status st = os_folder_temp(&u->temp, err);
        if (st) buf_reset(&u->temp);
        return st;
    }
    if (a->mode != CORDON_UPDATE_TAKE) return CORDON_OK;
    const char *folder = set_path(&u->arena, a->data_dir, "fetch");
    const char *lock = set_path(&u->arena, a->data_dir, "fetch/lock");
    cordon_status st = folder && lock ? os_folder_make(folder, err) : error_nomem(err);
    if (!st) st = os_lock_take(lock, a->wait_ms, &u->lock, err);
    if (!st) st = os_folder_list(folder, clear_source, u, err);
    if (st == CORDON_BUSY)
        st = error_set(err, CORDON_BUSY, "another update of this data folder is going on");
    return st;
}

cordon_status cordon_update(const struct cordon_update *args, struct cordon_error *err)
{
    struct updating u = { .args = *args, .temp = BUF_INIT(8192), .lock = OS_LOCK_INIT,
                          .addresses = OS_FILE_INIT, .mutex = PTHREAD_MUTEX_INITIALIZER,
                          .came = PTHREAD_COND_INITIALIZER };
    arena_init(&u.arena, UPDATE_ARENA_MAX);
    cordon_status st = check_args(&u.args, err);
    if (!st && args->addresses) st = os_file_read(args->addresses, &u.addresses, err);
    if (!st && u.addresses.bytes.len > UPDATE_ADDRESSES_MAX)
        st = error_at(err, CORDON_LIMIT, str_c(args->addresses), 0, 0, "above 1 MiB");
    if (!st) st = make_room(&u, err);
    if (!st) st = look_in_use(&u, err);
    if (!st) st = choose(&u, err);
    if (!st) st = run(&u, err);
    for (size_t i = 0; i < u.count; i++) arena_release(&u.jobs[i].arena);
    if (u.temp.len && os_folder_remove_tree(u.temp.data, st ? NULL : err) && !st) st = CORDON_IO;
    mem_free(u.jobs);
    os_unlock(&u.lock);
    os_file_unmap(&u.addresses);
    buf_release(&u.temp);
    arena_release(&u.arena);
    return st;
}

const char *cordon_update_word(enum cordon_update_result result)
{
    switch (result) {
    case CORDON_UPDATE_FAILED: return "failed";
    case CORDON_UPDATE_REFUSED: return "refused";
    case CORDON_UPDATE_UNCHANGED: return "unchanged";
    case CORDON_UPDATE_UPDATED: return "updated";
    case CORDON_UPDATE_WOULD: return "would update";
    case CORDON_UPDATE_PASSED: return "passed";
    }
    return "failed";
}
