/* A thread's screener: made once, used for many records. */
#include "engine/screener.h"

#include "base/date.h"
#include "base/mem.h"

static const struct detector *const detectors[] = { &detector_list };

const char *cordon_verdict_name(enum cordon_verdict v)
{
    static const char *const names[] = { "undecided", "clear", "review", "escalate", "stop" };
    return (unsigned)v < sizeof names / sizeof *names ? names[v] : "undecided";
}

/* --- life cycle ----------------------------------------------------------------------------------- */

int32_t screener_day(const struct cordon_screener *scr)
{
    return date_of_time(scr->options.as_of_s);
}

/* seconds since 1970 of the first moments of the years 1 and 10000 */
#define YEAR_1_S     ((int64_t)-62135596800)
#define YEAR_10000_S ((int64_t)253402300800)

static cordon_status set_up(struct cordon_screener *scr, const struct cordon_screen_options *o,
                            struct cordon_error *err)
{
    if (!o->policy) return error_set(err, CORDON_ARGUMENT, "a policy is needed");
    if (o->as_of_s < YEAR_1_S || o->as_of_s >= YEAR_10000_S)
        return error_set(err, CORDON_ARGUMENT, "the time to count to is not in the years 1 to 9999");
    if (o->lang.len && !say_lang_find(o->lang, &scr->lang))
        return error_set(err, CORDON_ARGUMENT, "unknown language '%.*s'; en, ko, ja and id are there",
                         STR_ARG(o->lang));
    if (o->min_bp > 10000)
        return error_set(err, CORDON_ARGUMENT, "a score is at most 10000 basis points");
    cordon_status st = check_sources(o->only, err);
    if (!st) st = check_sources(o->require, err);
    if (st) return st;
    scr->options = *o;
    scr->options.only = arena_str(&scr->fixed, o->only);
    scr->options.require = arena_str(&scr->fixed, o->require);
    scr->policy = o->policy;
    scr->show_bp = (uint16_t)(o->min_bp >= 0 ? o->min_bp : scr->policy->gate_bp);
    scr->gate_bp = scr->show_bp < scr->policy->gate_bp ? scr->show_bp
                                                       : (uint16_t)scr->policy->gate_bp;
    scr->limit = o->limit ? o->limit : (uint32_t)scr->policy->limit;
    scr->names = name_scratch_new();
    scr->reader = record_reader_new();
    scr->subject = mem_alloc(sizeof *scr->subject);
    if (!scr->names || !scr->reader || !scr->subject) return error_nomem(err);
    name_work_limit(scr->names, SCREEN_WORK_MAX);
    check_lists(scr);
    answer_provenance(scr);
    st = law_open(scr, err);
    if (st) return st;
    return scr->fixed.failed || scr->provenance.failed ? error_nomem(err) : CORDON_OK;
}

cordon_status cordon_screener_new(const struct cordon_set *set,
                                  const struct cordon_screen_options *options,
                                  struct cordon_screener **ret_screener, struct cordon_error *err)
{
    struct cordon_screener *scr = mem_calloc(1, sizeof *scr);
    if (!scr) return error_nomem(err);
    scr->set = set;
    arena_init(&scr->arena, SCREEN_ARENA_MAX);
    arena_init(&scr->fixed, 1 << 20);
    arena_init(&scr->telling, SCREEN_ARENA_MAX);
    buf_init(&scr->out, SCREEN_ANSWER_MAX);
    buf_init(&scr->scratch, 1 << 20);
    buf_init(&scr->provenance, 1 << 20);
    cordon_status st = set_up(scr, options, err);
    if (st) {
        cordon_screener_free(scr);
        return st;
    }
    *ret_screener = scr;
    return CORDON_OK;
}

void cordon_screener_free(struct cordon_screener *s)
{
    if (!s) return;
    name_scratch_free(s->names);
    record_reader_free(s->reader);
    arena_release(&s->arena);
    arena_release(&s->fixed);
    arena_release(&s->telling);
    buf_release(&s->out);
    buf_release(&s->scratch);
    buf_release(&s->provenance);
    flag_scratch_free(s->flag_scratch);
    same_scratch_free(s->same_scratch);
    mem_free(s->flags);
    mem_free(s->subject);
    mem_free(s);
}

/* --- one record ------------------------------------------------------------------------------------ */

static void begin(struct cordon_screener *scr)
{
    scr->hits = (struct hit_list){ .items = NULL };
    arena_reset(&scr->telling); /* what failed there, failed for the record before */
    scr->checks.count = 0;
    scr->has_flags = false;
    scr->mark = STR_EMPTY;
    scr->suppressed = scr->reopened = 0;
    scr->list_verdict = CORDON_CLEAR;
    scr->is_listed = false;
    scr->has_proof = false;
    scr->listed = scr->limit;
    name_query_reset(scr->names);
}

static void fail(struct cordon_screener *scr, cordon_status st, const struct cordon_error *why,
                 struct cordon_answer *ret)
{
    const struct record *record = scr->ask->records[0];
    struct answer_error f = { .status = st, .err = *why,
                              .line = why->line ? why->line : record->line };
    struct say_reason reason = { SAY_RECORD_UNREADABLE, 2,
                                 { say_integer(STR("line"), (int64_t)f.line),
                                   say_string(STR("why"), str_c(why->message)) } };
    check_add(&scr->checks, STR("record"), CHECK_FAILED, true, &reason);
    scr->hits.count = 0;
    scr->hidden = 0;
    scr->listed = 0;
    scr->has_flags = false;
    scr->suppressed = scr->reopened = 0;
    law_begin(scr, CORDON_UNDECIDED);
    scr->has_proof = false;
    answer_write(scr, CORDON_UNDECIDED, &f);
    *ret = (struct cordon_answer){ .verdict = CORDON_UNDECIDED, .status = st,
                                   .is_limited = st == CORDON_LIMIT, .json = buf_str(&scr->out) };
}

static cordon_status run(struct cordon_screener *scr, struct cordon_error *err)
{
    cordon_status st = subject_read(scr->ask->records, scr->ask->count, scr->options.as_of_s,
                                    (uint16_t)scr->policy->same_bp, &scr->arena, scr->names, scr->subject, err);
    for (size_t i = 0; !st && i < sizeof detectors / sizeof *detectors; i++)
        st = detectors[i]->run(scr, err);
    if (!st) st = screen_rules(scr, err);
    if (st) return st;
    check_record(scr);
    decide_hits(scr);
    decide_good(scr);
    return scr->arena.failed ? error_nomem(err) : CORDON_OK;
}

/* Memory that ran out is trouble of the machine; a record that fills its arena is that record's. */
static cordon_status as_limit(struct cordon_screener *scr, cordon_status st,
                              struct cordon_error *why)
{
    if (st != CORDON_NOMEM || !scr->arena.over) return st;
    return error_set(why, CORDON_LIMIT, "the record takes more than %d MiB to screen",
                     SCREEN_ARENA_MAX >> 20);
}

/* The answer with as many hits as fit: the verdict and the best hits are never withheld because
 * there are many. */
static void write_fitting(struct cordon_screener *scr, enum cordon_verdict v)
{
    answer_write(scr, v, NULL);
    if (!scr->out.over) return;
    struct say_reason why = { SAY_LIMIT_REACHED, 2,
                              { say_string(STR("what"), STR("bytes of an answer")),
                                say_integer(STR("limit"), SCREEN_ANSWER_MAX) } };
    check_add(&scr->checks, STR("answer"), CHECK_LIMITED, false, &why);
    while (scr->out.over && scr->listed) {
        scr->listed = (scr->listed < scr->hits.count ? scr->listed : (uint32_t)scr->hits.count) / 2;
        answer_write(scr, v, NULL);
    }
}

/* --min says what is listed, never what counts: the verdict stands before this. */
static void hide_below_min(struct cordon_screener *scr)
{
    struct hit_list *l = &scr->hits;
    size_t kept = 0;
    for (size_t i = 0; i < l->count; i++) {
        const struct hit *h = &l->items[i];
        bool is_exact_kind = h->wallet || compared_number_meets(h->evidence);
        if (is_exact_kind || h->name.bp >= scr->show_bp) l->items[kept++] = *h;
    }
    scr->hidden = l->count - kept;
    l->count = kept;
}

/* The hit that decides is among those listed, even where more telling ones that do not count (a
 * weak alias, a discounted one) fill the limit. */
static void list_the_deciding(struct cordon_screener *scr, enum cordon_verdict v)
{
    struct hit_list *l = &scr->hits;
    size_t at = 0;
    if (v < CORDON_REVIEW || l->count <= scr->limit) return;
    while (at < l->count && l->items[at].verdict != v) at++;
    if (at == l->count || at < scr->limit) return;
    struct hit last = l->items[scr->limit - 1];
    l->items[scr->limit - 1] = l->items[at];
    l->items[at] = last;
}

/* What the lists say by themselves, hits below --min included. */
static void weigh_lists(struct cordon_screener *scr)
{
    for (size_t i = 0; i < scr->hits.count; i++) {
        const struct hit *h = &scr->hits.items[i];
        if (h->verdict == CORDON_CLEAR) continue;
        if (h->verdict > scr->list_verdict) scr->list_verdict = h->verdict;
        if (h->source->catalogue && str_eq(h->source->catalogue->tier, STR("designated")))
            scr->is_listed = true;
    }
}

/* Screen, or tell why the record could not be read. */
static cordon_status screen(struct cordon_screener *scr, const struct screen_ask *ask,
                            cordon_status read_status, const struct cordon_error *read_err,
                            struct cordon_answer *ret_answer, struct cordon_error *err)
{
    struct cordon_error why = { .status = CORDON_OK };
    begin(scr);
    scr->ask = ask;
    cordon_status st = read_status;
    if (st) why = *read_err;
    if (!st) st = run(scr, &why);
    st = as_limit(scr, st, &why);
    if (st == CORDON_NOMEM) return error_nomem(err);
    if (st) {
        fail(scr, st, &why, ret_answer);
    } else {
        enum cordon_verdict v = decide_record(scr);
        weigh_lists(scr);
        law_begin(scr, v);
        hide_below_min(scr);
        list_the_deciding(scr, v);
        write_fitting(scr, v);
        if (scr->arena.failed && !scr->arena.over) return error_nomem(err);
        if (scr->arena.over) {
            (void)as_limit(scr, CORDON_NOMEM, &why);
            fail(scr, CORDON_LIMIT, &why, ret_answer);
            return scr->out.failed ? error_nomem(err) : CORDON_OK;
        }
        *ret_answer = (struct cordon_answer){ .verdict = v, .is_limited = checks_are_limited(scr),
                                              .suppressed = scr->suppressed,
                                              .reopened = scr->reopened,
                                              .json = buf_str(&scr->out) };
    }
    if (!scr->out.failed) return CORDON_OK;
    /* an answer that does not fit is a limit of this record, not of the batch */
    bool is_limit = buf_status(&scr->out) == CORDON_LIMIT;
    if (!is_limit) return error_nomem(err);
    error_set(&why, CORDON_LIMIT, "the answer is longer than %d bytes", SCREEN_ANSWER_MAX);
    fail(scr, CORDON_LIMIT, &why, ret_answer);
    return scr->out.failed ? error_nomem(err) : CORDON_OK;
}

cordon_status screen_subject(struct cordon_screener *scr, const struct screen_ask *ask,
                             struct cordon_answer *ret_answer, struct cordon_error *err)
{
    return screen(scr, ask, CORDON_OK, NULL, ret_answer, err);
}

cordon_status screen_refused(struct cordon_screener *scr, const struct screen_ask *ask, cordon_status why_status,
                             const struct cordon_error *why, struct cordon_answer *ret_answer,
                             struct cordon_error *err)
{
    return screen(scr, ask, why_status, why, ret_answer, err);
}

cordon_status screen_record(struct cordon_screener *scr, const struct record *record,
                            cordon_status read_status, const struct cordon_error *read_err,
                            struct cordon_answer *ret_answer, struct cordon_error *err)
{
    const struct screen_ask ask = { .records = &record, .count = 1, .subject = record->subject };
    return screen(scr, &ask, read_status, read_err, ret_answer, err);
}

cordon_status cordon_screen_json(struct cordon_screener *s, cordon_str record, uint64_t line,
                                 struct cordon_answer *ret_answer, struct cordon_error *err)
{
    struct record r = { .line = line };
    struct cordon_error why = { .status = CORDON_OK };
    arena_reset(&s->arena);
    cordon_status st = record_from_json(s->reader, record, line, 1, &s->arena, &r, &why);
    return screen_record(s, &r, st, &why, ret_answer, err);
}
