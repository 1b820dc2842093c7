/*
 * Drawing the cases of the quiz.
 *
 * The population streams by once. Each of three pools keeps a fair sample of those that fit it
 * (reservoir sampling): who passes by later replaces somebody with the chance that is due. A disguised
 * party with nothing that shows is left out: nobody could tell it from the honest.
 */
#include "cli/quiz.h"

#include <cordon/train.h>

#include "base/json.h"
#include "os/os.h"

enum pool_of { POOL_DISGUISED, POOL_ACCIDENT, POOL_PLAIN, POOLS };

enum { PEOPLE_A_CASE = 60, PEOPLE_LEAST = 3000, DISGUISED = 200 /* per thousand of the population */ };

struct pool {
    struct quiz_case *at;
    size_t            want, seen;
};

struct drawing {
    struct pool pool[POOLS];
    uint64_t    state; /* of the random numbers */
};

/* SplitMix64, of Steele, Lea and Flood (2014). */
static uint64_t random_next(struct drawing *d)
{
    uint64_t z = d->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* 0..n-1. With 64 bits against some thousands the bias is nothing. */
static size_t random_below(struct drawing *d, size_t n)
{
    return (size_t)(random_next(d) % n);
}

void quiz_case_init(struct quiz_case *c)
{
    *c = (struct quiz_case){ .records = BUF_INIT(QUIZ_CASE_BYTES_MAX), .truth = BUF_INIT(1 << 16),
                             .answer = BUF_INIT(16 << 20), .question = BUF_INIT(QUIZ_QUESTION_MAX) };
}

void quiz_case_release(struct quiz_case *c)
{
    buf_release(&c->records);
    buf_release(&c->truth);
    buf_release(&c->answer);
    buf_release(&c->question);
}

/* How many strings stand in the array behind a key. */
static size_t count_in(struct json_reader *r)
{
    size_t n = 0;
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) n++;
    return n;
}

/* @return the pool, POOLS: none; *ret_ok false when the truth cannot be read */
static enum pool_of pool_of(cordon_str truth, bool *ret_ok)
{
    struct arena arena;
    struct json_reader r;
    str key = STR_EMPTY;
    bool is_honest = false;
    size_t accidents = 0, planted = 0;
    enum json_kind k;
    arena_init(&arena, 1 << 16);
    json_init(&r, truth, &arena, NULL);
    while ((k = json_next(&r)) != JSON_END && k != JSON_ERROR) {
        if (k == JSON_KEY) key = r.text;
        else if (k == JSON_STRING && str_eq(key, STR("label"))) is_honest = str_eq(r.text, STR("honest"));
        else if (k == JSON_ARRAY && str_eq(key, STR("accidents"))) accidents = count_in(&r);
        else if (k == JSON_ARRAY && str_eq(key, STR("planted"))) planted = count_in(&r);
    }
    *ret_ok = k == JSON_END;
    arena_release(&arena);
    if (is_honest) return accidents ? POOL_ACCIDENT : POOL_PLAIN;
    return planted ? POOL_DISGUISED : POOLS;
}

static cordon_status take(void *ctx, cordon_str records, cordon_str truth, struct cordon_error *err)
{
    struct drawing *d = ctx;
    bool is_read;
    enum pool_of which = pool_of(truth, &is_read);
    if (os_interrupted()) return error_set(err, CORDON_INTERRUPTED, "interrupted");
    if (!is_read) return error_set(err, CORDON_BUG, "a made-up truth cannot be read");
    if (which == POOLS || records.len > QUIZ_CASE_BYTES_MAX) return CORDON_OK;
    struct pool *p = &d->pool[which];
    size_t place = p->seen < p->want ? p->seen : random_below(d, p->seen + 1);
    p->seen++;
    if (place >= p->want) return CORDON_OK;
    struct quiz_case *c = &p->at[place];
    buf_reset(&c->records);
    buf_reset(&c->truth);
    buf_add(&c->records, records);
    buf_add(&c->truth, truth);
    c->is_disguised = which == POOL_DISGUISED;
    return c->records.failed || c->truth.failed ? error_nomem(err) : CORDON_OK;
}

static void shuffle(struct drawing *d, struct quiz_case *c, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t k = random_below(d, i);
        struct quiz_case swap = c[i - 1];
        c[i - 1] = c[k];
        c[k] = swap;
    }
}

cordon_status quiz_draw(uint64_t seed, struct quiz_case *ret, size_t count, struct cordon_error *err)
{
    size_t disguised = (count + 1) / 3, accident = (count - disguised + 1) / 2;
    uint32_t people = (uint32_t)(count * PEOPLE_A_CASE);
    struct drawing d = { .state = seed };
    d.pool[POOL_DISGUISED] = (struct pool){ .at = ret, .want = disguised };
    d.pool[POOL_ACCIDENT] = (struct pool){ .at = ret + disguised, .want = accident };
    d.pool[POOL_PLAIN] = (struct pool){ .at = ret + disguised + accident,
                                        .want = count - disguised - accident };
    struct cordon_train_options o = { seed, people < PEOPLE_LEAST ? PEOPLE_LEAST : people, DISGUISED };
    cordon_status st = cordon_train_generate(&o, take, &d, err);
    if (st) return st;
    for (int i = 0; i < POOLS; i++)
        if (d.pool[i].seen < d.pool[i].want) return error_set(err, CORDON_BUG, "too few cases in the population");
    shuffle(&d, ret, count);
    return CORDON_OK;
}
