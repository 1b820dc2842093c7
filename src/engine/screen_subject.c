/* Screening all that is known of one subject: several JSON records, one answer. */
#include "engine/screener.h"

#include "base/num.h"

/* @return the record that could not be read, or `count`; *ret_status says why */
static size_t read_all(struct cordon_screener *s, const cordon_str *text, size_t count,
                       struct record *r, cordon_status *ret_status, struct cordon_error *why)
{
    for (size_t i = 0; i < count; i++) {
        r[i] = (struct record){ .line = i + 1 };
        *ret_status = record_from_json(s->reader, text[i], i + 1, 1, &s->arena, &r[i], why);
        if (*ret_status) return i;
    }
    return count;
}

cordon_status cordon_screen_subject(struct cordon_screener *s, const cordon_str *records,
                                    size_t count, struct cordon_answer *ret_answer,
                                    struct cordon_error *err)
{
    struct cordon_error why = { .status = CORDON_OK };
    cordon_status st = CORDON_OK;
    if (count == 0 || count > CORDON_SUBJECT_RECORDS_MAX)
        return error_set(err, CORDON_ARGUMENT, "a subject has 1 to %d records", CORDON_SUBJECT_RECORDS_MAX);
    arena_reset(&s->arena);
    struct record *r = arena_alloc(&s->arena, count * sizeof *r);
    const struct record **list = arena_alloc(&s->arena, count * sizeof *list);
    if (!r || !list) return error_nomem(err);
    size_t bad = read_all(s, records, count, r, &st, &why);
    if (bad < count) return screen_record(s, &r[bad], st, &why, ret_answer, err);
    for (size_t i = 0; i < count; i++) list[i] = &r[i];
    const struct screen_ask ask = { .records = list, .count = count, .subject = r[0].subject };
    return screen_subject(s, &ask, ret_answer, err);
}
