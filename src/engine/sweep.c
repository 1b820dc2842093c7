/*
 * All the exports of a company at once.
 *
 *   files -> pool -> subjects -> ties -> each subject screened, on all cores -> queue
 *
 * Two looks: features that rest on what was found about others (a referral by somebody with a
 * strong finding) are known only after the first; those few subjects are screened again.
 */
#include <cordon/sweep.h>

#include "base/give.h"
#include "base/json.h"
#include "base/mem.h"
#include "engine/actions.h"
#include "engine/screener.h"
#include "engine/tie.h"
#include "os/os.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORKERS_MAX = 64, TAKE_AT_ONCE = 16, PROGRESS_MS = 200, LINKS_TEXT_MAX = 1 << 30 };

struct cordon_sweep {
    const struct cordon_set      *set;
    struct cordon_screen_options  options;
    enum say_lang                 lang;
    struct pool                  *pool;
    struct ties                   ties;
    struct evidence_data         *own_data; /* label data when no rules bring theirs */
    bool                          is_joined;
    struct arena                  arena;    /* of texts in options */
};

/* --- life cycle ---------------------------------------------------------------------------------- */

static cordon_status set_up(struct cordon_sweep *s, const struct cordon_screen_options *o,
                            struct cordon_error *err)
{
    struct cordon_screener *probe = NULL; /* a wrong option is told before anything is read */
    cordon_status st = cordon_screener_new(s->set, o, &probe, err);
    if (st) return st;
    s->lang = probe->lang;
    cordon_screener_free(probe);
    s->options = *o;
    s->options.lang = arena_str(&s->arena, o->lang);
    s->options.only = arena_str(&s->arena, o->only);
    s->options.require = arena_str(&s->arena, o->require);
    s->options.jurisdictions = arena_str(&s->arena, o->jurisdictions);
    s->pool = pool_new();
    return s->pool && !s->arena.failed ? CORDON_OK : error_nomem(err);
}

cordon_status cordon_sweep_new(const struct cordon_set *set, const struct cordon_screen_options *options,
                               struct cordon_sweep **ret_sweep, struct cordon_error *err)
{
    struct cordon_sweep *s = mem_calloc(1, sizeof *s);
    if (!s) return error_nomem(err);
    s->set = set;
    arena_init(&s->arena, 1 << 20);
    cordon_status st = set_up(s, options, err);
    if (st) {
        cordon_sweep_free(s);
        return st;
    }
    *ret_sweep = s;
    return CORDON_OK;
}

void cordon_sweep_free(struct cordon_sweep *s)
{
    if (!s) return;
    ties_release(&s->ties);
    evidence_data_free(s->own_data);
    pool_free(s->pool);
    arena_release(&s->arena);
    mem_free(s);
}

cordon_status cordon_sweep_add(struct cordon_sweep *s, const struct cordon_sweep_file *file,
                               struct cordon_error *err)
{
    str name = file->name.len ? file->name : str_c(file->path);
    if (s->is_joined) return error_set(err, CORDON_ARGUMENT, "the files of this run are joined already");
    return pool_add(s->pool, file->path, name, file->sheet, file->map, err);
}

cordon_status cordon_sweep_is_native(const char *path, bool *ret_native, struct cordon_error *err)
{
    return pool_is_native(path, ret_native, err);
}

/* Label data of the rules, or what is built in. */
static cordon_status find_data(struct cordon_sweep *s, const struct evidence_data **ret, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    if (s->options.rules) {
        const struct rules *rules = rules_get(s->options.rules, &st, err);
        if (st) return st;
        *ret = rules->data;
        return CORDON_OK;
    }
    st = evidence_data_open(NULL, &s->own_data, err);
    *ret = s->own_data;
    return st;
}

cordon_status cordon_sweep_join(struct cordon_sweep *s, struct cordon_error *err)
{
    const struct evidence_data *data = NULL;
    if (s->is_joined) return error_set(err, CORDON_ARGUMENT, "the files of this run are joined already");
    struct name_scratch *names = name_scratch_new();
    cordon_status st = names ? find_data(s, &data, err) : error_nomem(err);
    if (!st) st = pool_join(s->pool, names, (uint16_t)s->options.policy->possible_name_bp, err);
    if (!st) st = ties_make(s->pool, data, s->options.policy, &s->ties, err);
    name_scratch_free(names);
    s->is_joined = st == CORDON_OK;
    return st;
}

static bool is_ready(const struct cordon_sweep *s, struct cordon_error *err)
{
    if (s->is_joined) return true;
    error_set(err, CORDON_ARGUMENT, "the files of this run are not joined yet");
    return false;
}

void cordon_sweep_count(const struct cordon_sweep *s, struct cordon_sweep_counts *ret)
{
    *ret = (struct cordon_sweep_counts){ .files = s->pool->files, .records = s->pool->count,
                                         .unreadable = s->pool->faults + s->pool->faults_lost,
                                         .subjects = s->pool->subjects, .parted = s->pool->parted,
                                         .groups = s->ties.link ? link_groups(s->ties.link) : 0,
                                         .is_limited = s->ties.link && link_is_limited(s->ties.link) };
}

/* --- screening ----------------------------------------------------------------------------------- */

/* What became of one subject, or of one record. */
struct result {
    str                 json; /* its worker's arena's */
    int32_t             points;
    enum cordon_verdict verdict;
    bool                is_limited, is_unreadable;
    uint32_t            suppressed, reopened;
};

struct sweeping {
    struct cordon_sweep           *s;
    const struct cordon_sweep_run *run;
    size_t                         total;   /* of results: subjects or records, then faults */
    size_t                         items;   /* of them subjects or records */
    struct result                 *result;
    _Atomic uint8_t               *is_strong; /* of each subject, from the first look */
    uint8_t                       *is_found;  /* the same, when it is over */
    uint32_t                      *again;     /* second look: which items; NULL in the first */
    size_t                         agains;
    _Atomic size_t                 next, done;
    _Atomic bool                   stop;
    pthread_mutex_t                lock;
    cordon_status                  status; /* of the first failure; guarded by lock, as err */
    struct cordon_error            err;
};

struct worker {
    struct sweeping  *w;
    struct os_thread  thread;
    struct arena      arena; /* answers: as long as the run */
    bool              is_own; /* of the calling thread: tells progress */
};

static void fail(struct sweeping *w, cordon_status st, const struct cordon_error *err)
{
    pthread_mutex_lock(&w->lock);
    if (!w->status) {
        w->status = st;
        w->err = *err;
    }
    w->stop = true;
    pthread_mutex_unlock(&w->lock);
}

static bool has_strong(const struct cordon_screener *scr)
{
    if (!scr->has_flags) return false;
    for (size_t i = 0; i < scr->flags->count; i++) {
        const struct flag *f = &scr->flags->item[i];
        if (f->is_counted && rule_set_info(scr->rules->set, f->rule)->cordon.strength == RULE_STRENGTH_STRONG)
            return true;
    }
    return false;
}

struct telling {
    const struct ties *ties;
    uint32_t           subject;
    bool               by_record;
};

static void tell_more(void *ctx, struct json_writer *w, const struct cordon_screener *scr)
{
    const struct telling *t = ctx;
    enum cordon_verdict flags = scr->has_flags ? scr->flags->verdict : CORDON_CLEAR;
    ties_write_operator(t->ties, t->subject, scr->lang, w);
    if (t->by_record) return; /* what to do is about the subject */
    if (flags < CORDON_ESCALATE && scr->list_verdict < CORDON_ESCALATE) return;
    json_w_key(w, STR("containment"));
    containment_write(w, scr->lang, actions_kinds(scr->ask->records, scr->ask->count));
}

static cordon_status keep(struct worker *k, struct cordon_screener *scr, const struct cordon_answer *a,
                          struct result *ret, struct cordon_error *err)
{
    *ret = (struct result){ .json = arena_str(&k->arena, a->json), .verdict = a->verdict,
                            .points = scr->has_flags ? scr->flags->points : 0,
                            .is_limited = a->is_limited, .is_unreadable = a->status && !a->is_limited,
                            .suppressed = a->suppressed, .reopened = a->reopened };
    return k->arena.failed ? error_nomem(err) : CORDON_OK;
}

/* What the others show of a subject; with too much of that it is undecided, and the run goes on. */
static cordon_status find_ties(struct worker *k, struct cordon_screener *scr, uint32_t number,
                               const struct record *one, struct screen_ask *ask, struct cordon_error *err)
{
    const struct ties *t = &k->w->s->ties;
    const struct tie_findings found = { k->w->is_found };
    cordon_status st = ties_features(t, number, k->w->again ? &found : NULL, &scr->arena, &ask->given,
                                     &ask->given_count, err);
    if (!st && one) st = ties_of_record(t, number, one, &scr->arena, &ask->given, ask->given_count, err);
    if (st != CORDON_NOMEM || !scr->arena.over) return st;
    return error_set(err, CORDON_LIMIT, "what it shares with others takes more than %d MiB", SCREEN_ARENA_MAX >> 20);
}

static cordon_status screen_one(struct worker *k, struct cordon_screener *scr, size_t item, struct cordon_error *err)
{
    struct sweeping *w = k->w;
    const struct pool *p = w->s->pool;
    bool by_record = w->run->by_record;
    uint32_t number = by_record ? p->subject_of[item] : (uint32_t)item;
    const struct pool_subject *subject = &p->subject[number];
    const struct record *one = by_record ? p->record[item] : NULL;
    struct screen_limit limit[SCREEN_LIMITS_MAX];
    struct telling telling = { &w->s->ties, number, by_record };
    struct screen_ask ask = { .records = by_record ? &one : &p->order[subject->first],
                              .count = by_record ? 1 : subject->count, .subject = subject->id,
                              .limit = limit, .limits = ties_limits(&w->s->ties, number, limit),
                              .name = by_record ? STR_EMPTY : ties_name(&w->s->ties, number),
                              .files = by_record ? 0 : ties_files(&w->s->ties, number),
                              .more = tell_more, .more_ctx = &telling };
    struct cordon_answer answer;
    struct cordon_error why = ERROR_INIT;
    for (size_t i = 0; by_record && i < ask.limits; i++) limit[i].check = STR("links"); /* it is whole itself */
    if (ask.count > POOL_SUBJECT_RECORDS_MAX) { /* told in ask.limit */
        ask.total = ask.count;
        ask.count = POOL_SUBJECT_RECORDS_MAX;
    }
    arena_reset(&scr->arena);
    cordon_status st = find_ties(k, scr, number, one, &ask, &why);
    if (st == CORDON_LIMIT) {
        arena_reset(&scr->arena);
        ask.given_count = 0;
        st = screen_refused(scr, &ask, CORDON_LIMIT, &why, &answer, err);
    } else if (st) {
        if (err) *err = why;
    } else {
        st = screen_subject(scr, &ask, &answer, err);
    }
    if (!st) st = keep(k, scr, &answer, &w->result[item], err);
    if (!st && !w->again && has_strong(scr)) w->is_strong[number] = 1;
    return st;
}

static cordon_status screen_fault(struct worker *k, struct cordon_screener *scr, size_t item, struct cordon_error *err)
{
    struct sweeping *w = k->w;
    const struct pool_fault *f = &w->s->pool->fault[item - w->items];
    struct cordon_error why = { .status = f->status, .line = f->record.line, .column = f->column };
    struct cordon_answer answer;
    snprintf(why.message, sizeof why.message, "%.*s", STR_ARG(f->message));
    snprintf(why.file, sizeof why.file, "%.*s", STR_ARG(f->record.sheet));
    arena_reset(&scr->arena);
    cordon_status st = screen_record(scr, &f->record, f->status, &why, &answer, err);
    return st ? st : keep(k, scr, &answer, &w->result[item], err);
}

static void tell_progress(struct sweeping *w, uint64_t *next_ns)
{
    uint64_t now = os_ticks_ns();
    if (!w->run->progress || now < *next_ns) return;
    *next_ns = now + PROGRESS_MS * 1000000u;
    w->run->progress(w->run->progress_ctx, w->done, w->total, w->done);
}

static cordon_status work(struct worker *k, struct cordon_screener *scr, struct cordon_error *err)
{
    struct sweeping *w = k->w;
    size_t most = w->again ? w->agains : w->total;
    uint64_t next_ns = 0;
    for (size_t from; !w->stop && (from = w->next) < most;) {
        from = atomic_fetch_add(&w->next, TAKE_AT_ONCE);
        size_t to = from + TAKE_AT_ONCE < most ? from + TAKE_AT_ONCE : most;
        for (size_t i = from; i < to; i++) {
            size_t item = w->again ? w->again[i] : i;
            cordon_status st = item < w->items ? screen_one(k, scr, item, err) : screen_fault(k, scr, item, err);
            if (st) return st;
        }
        if (from < to) w->done += to - from;
        if (os_interrupted()) return error_set(err, CORDON_INTERRUPTED, "interrupted");
        if (k->is_own) tell_progress(w, &next_ns);
    }
    return CORDON_OK;
}

static void *worker_main(void *ctx)
{
    struct worker *k = ctx;
    struct cordon_screener *scr = NULL;
    struct cordon_error err = ERROR_INIT;
    cordon_status st = cordon_screener_new(k->w->s->set, &k->w->s->options, &scr, &err);
    if (!st) st = work(k, scr, &err);
    cordon_screener_free(scr);
    if (st) fail(k->w, st, &err);
    return NULL;
}

static void run_workers(struct sweeping *w, struct worker *worker, unsigned workers)
{
    struct cordon_error err = ERROR_INIT;
    w->next = 0;
    for (unsigned i = 1; i < workers; i++) {
        cordon_status st = os_thread_start(&worker[i].thread, worker_main, &worker[i], &err);
        if (st) fail(w, st, &err);
    }
    worker_main(&worker[0]);
    for (unsigned i = 1; i < workers; i++) os_thread_join(&worker[i].thread);
}

/* Those referred by somebody with a strong finding. */
static cordon_status find_again(struct sweeping *w, struct cordon_error *err)
{
    size_t subjects = w->s->pool->subjects;
    uint32_t *list = mem_alloc((w->items + 1) * sizeof *list);
    w->is_found = mem_alloc(subjects + 1);
    if (!list || !w->is_found) {
        mem_free(list);
        return error_nomem(err);
    }
    for (size_t i = 0; i < subjects; i++) w->is_found[i] = w->is_strong[i];
    w->agains = 0;
    for (size_t i = 0; i < w->items; i++) {
        uint32_t number = w->run->by_record ? w->s->pool->subject_of[i] : (uint32_t)i;
        if (ties_is_referred(&w->s->ties, number)) list[w->agains++] = (uint32_t)i;
    }
    w->again = list;
    return CORDON_OK;
}

/* --- the queue ----------------------------------------------------------------------------------- */

struct place {
    const struct result *result;
    size_t               item;
};

static int rank_of(enum cordon_verdict v)
{
    switch (v) {
    case CORDON_STOP: return 0;
    case CORDON_ESCALATE: return 1;
    case CORDON_REVIEW: return 2;
    case CORDON_UNDECIDED: return 3;
    case CORDON_CLEAR: return 4;
    }
    return 3;
}

static int by_need(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    int ranks[2] = { rank_of(a->result->verdict), rank_of(b->result->verdict) };
    if (ranks[0] != ranks[1]) return ranks[0] < ranks[1] ? -1 : 1;
    if (a->result->points != b->result->points) return a->result->points > b->result->points ? -1 : 1;
    return a->item < b->item ? -1 : a->item > b->item;
}

/* Records and those that could not be read, as they stand in the files. */
static void put_as_read(const struct sweeping *w, struct place *order)
{
    const struct pool *p = w->s->pool;
    size_t record = 0, fault = 0;
    for (size_t i = 0; i < w->total; i++) {
        bool is_fault = record == w->items || (fault < p->faults && p->fault[fault].place <= record);
        size_t item = is_fault ? w->items + fault++ : record++;
        order[i] = (struct place){ &w->result[item], item };
    }
}

static void add_total(struct cordon_batch_totals *t, const struct result *r)
{
    t->records++;
    t->verdicts[r->verdict]++;
    t->suppressed += r->suppressed;
    t->reopened += r->reopened;
    if (r->is_limited)
        t->limited++;
    else if (r->is_unreadable)
        t->unreadable++;
}

static cordon_status give_answers(struct sweeping *w, struct cordon_batch_totals *totals, struct cordon_error *err)
{
    struct place *order = mem_alloc((w->total + 1) * sizeof *order);
    struct buf line = BUF_INIT(SCREEN_ANSWER_MAX + 2);
    cordon_status st = CORDON_OK;
    if (!order) return error_nomem(err);
    if (w->run->by_record) {
        put_as_read(w, order);
    } else {
        for (size_t i = 0; i < w->total; i++) order[i] = (struct place){ &w->result[i], i };
        qsort(order, w->total, sizeof *order, by_need);
    }
    for (size_t i = 0; !st && i < w->total; i++) {
        buf_reset(&line);
        buf_add(&line, order[i].result->json);
        buf_add_byte(&line, '\n');
        st = line.failed ? error_nomem(err) : w->run->answer(w->run->answer_ctx, order[i].result->verdict,
                                                              buf_str(&line), err);
        if (!st) add_total(totals, order[i].result);
    }
    buf_release(&line);
    mem_free(order);
    return st;
}

static cordon_status sweep_all(struct sweeping *w, struct worker *worker, unsigned workers,
                               struct cordon_batch_totals *totals, struct cordon_error *err)
{
    run_workers(w, worker, workers);
    if (!w->status) w->status = find_again(w, &w->err);
    if (!w->status && w->agains) run_workers(w, worker, workers);
    if (w->status) {
        if (err) *err = w->err;
        return w->status;
    }
    if (w->run->progress) w->run->progress(w->run->progress_ctx, w->total, w->total, w->total);
    totals->unreadable += w->s->pool->faults_lost;
    totals->records += w->s->pool->faults_lost;
    totals->verdicts[CORDON_UNDECIDED] += w->s->pool->faults_lost;
    return give_answers(w, totals, err);
}

cordon_status cordon_sweep_screen(struct cordon_sweep *s, const struct cordon_sweep_run *run,
                                  struct cordon_batch_totals *ret_totals, struct cordon_error *err)
{
    *ret_totals = (struct cordon_batch_totals){ .records = 0 };
    if (!is_ready(s, err)) return CORDON_ARGUMENT;
    struct sweeping w = { .s = s, .run = run, .items = run->by_record ? s->pool->count : s->pool->subjects };
    unsigned workers = run->threads ? run->threads : os_cpu_count();
    if (workers > WORKERS_MAX) workers = WORKERS_MAX;
    w.total = w.items + s->pool->faults;
    w.result = mem_calloc(w.total + 1, sizeof *w.result);
    w.is_strong = mem_calloc(s->pool->subjects + 1, sizeof *w.is_strong);
    struct worker *worker = mem_calloc(workers, sizeof *worker);
    cordon_status st = CORDON_NOMEM;
    if (w.result && w.is_strong && worker) {
        pthread_mutex_init(&w.lock, NULL);
        for (unsigned i = 0; i < workers; i++) {
            worker[i].w = &w;
            worker[i].is_own = i == 0;
            arena_init(&worker[i].arena, POOL_BYTES_MAX);
        }
        st = sweep_all(&w, worker, workers, ret_totals, err);
        for (unsigned i = 0; i < workers; i++) arena_release(&worker[i].arena);
        pthread_mutex_destroy(&w.lock);
    } else {
        error_nomem(err);
    }
    mem_free(worker);
    mem_free(w.again);
    mem_free(w.is_found);
    mem_free((void *)(uintptr_t)w.is_strong);
    mem_free(w.result);
    return st;
}

/* --- links --------------------------------------------------------------------------------------- */

cordon_status cordon_sweep_links(const struct cordon_sweep *s, enum cordon_links_form form, uint32_t group,
                                 struct cordon_text *ret_text, struct cordon_error *err)
{
    struct buf out = BUF_INIT(LINKS_TEXT_MAX);
    struct json_writer w;
    struct ties_show show;
    cordon_status st = CORDON_OK;
    if (!is_ready(s, err)) return CORDON_ARGUMENT;
    ties_show_init(&s->ties, s->lang, &show);
    switch (form) {
    case CORDON_LINKS_JSON:
        json_w_init(&w, &out);
        link_json(s->ties.link, &show.show, &w);
        break;
    case CORDON_LINKS_DOT: link_dot(s->ties.link, &show.show, &out); break;
    case CORDON_LINKS_SVG:
        if (!group || group > link_groups(s->ties.link))
            return error_set(err, CORDON_ARGUMENT, "there is no group %u; there are %u", group,
                             link_groups(s->ties.link));
        st = link_svg(s->ties.link, group - 1, &show.show, &out, err);
        break;
    }
    if (!st) return text_give(&out, "a drawing of the links", &ret_text->data, &ret_text->len, err);
    buf_release(&out);
    return st;
}

cordon_status cordon_sweep_path(const struct cordon_sweep *s, cordon_str from, cordon_str to,
                                struct cordon_text *ret_text, struct cordon_error *err)
{
    struct buf out = BUF_INIT(LINKS_TEXT_MAX);
    struct json_writer w;
    if (!is_ready(s, err)) return CORDON_ARGUMENT;
    json_w_init(&w, &out);
    cordon_status st = ties_write_path(&s->ties, from, to, s->lang, &w, err);
    if (!st) return text_give(&out, "a drawing of the links", &ret_text->data, &ret_text->len, err);
    buf_release(&out);
    return st;
}
