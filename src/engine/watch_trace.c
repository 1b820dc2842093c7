/*
 * A subject's trace: what of it lists are asked for.
 *
 *   scripts u32, wallets that are looked at letter by letter u8, days u8, numbers u16, names u8,
 *   each day i32, each number and wallet u32, then the names' traces (name.h)
 *
 * A day is one from which a birth date is read otherwise: that it lies ahead, or is too long ago.
 */
#include "engine/watch.h"

#include "base/buf_num.h"

enum { HEAD_LEN = 9, DAYS_MOST = 200, NUMBERS_MOST = 60000, NAMES_MOST = 255, NUMBER_BITS = 24 };

/* --- writing -------------------------------------------------------------------------------------------------- */

static uint32_t script_of(const struct subject_name *n)
{
    enum text_script script = name_query_script(n->query);
    if (script == SCRIPT_NONE || name_query_is_read(n->query)) return 0; /* whatever the lists */
    return name_query_is_heard(n->query) ? WATCH_HEARD : 1u << (unsigned)script;
}

static uint32_t scripts_of(const struct subject *s)
{
    uint32_t set = 0;
    for (size_t i = 0; i < s->name_count; i++) set |= script_of(&s->names[i]);
    for (size_t i = 0; i < s->other_name_count; i++) set |= script_of(&s->other_names[i]);
    return set;
}

static size_t put_days(const struct subject *s, struct buf *out)
{
    size_t count = 0;
    for (size_t i = 0; i < s->birth_count; i++) {
        struct date d;
        if (!date_read(s->births[i].text, &d)) continue;
        buf_put_u32(out, (uint32_t)d.first);
        buf_put_u32(out, (uint32_t)(d.last + SUBJECT_AGE_MAX_DAYS + 1));
        count += 2;
    }
    return count;
}

static void put_key(struct buf *out, str key, size_t *count)
{
    if (!key.len) return;
    buf_put_u32(out, (uint32_t)str_hash(key));
    ++*count;
}

static void put_number(struct buf *out, const struct subject_number *n, size_t *count)
{
    for (size_t k = 0; k < n->canon.key_count; k++) put_key(out, n->canon.key[k], count);
    put_key(out, n->canon.wide, count);
}

/* @return wallets that are looked at letter by letter */
static size_t put_wallets(const struct subject *s, struct buf *out, size_t *count)
{
    size_t near = 0;
    for (size_t i = 0; i < s->wallet_count; i++) {
        put_key(out, s->wallets[i].key, count);
        near += s->wallets[i].addr.verdict != ADDR_VALID; /* its text as a key is found by them, too */
    }
    return near;
}

bool watch_trace(const struct subject *s, const struct cordon_policy *p, name_word_fn *word, void *ctx, struct buf *out)
{
    size_t from = out->len, numbers = 0, names = s->name_count + s->other_name_count;
    bool is_good = true;
    buf_add_zeros(out, HEAD_LEN);
    size_t days = put_days(s, out);
    for (size_t i = 0; i < s->number_count; i++) put_number(out, &s->numbers[i], &numbers);
    for (size_t i = 0; i < s->other_number_count; i++) put_number(out, &s->other_numbers[i], &numbers);
    size_t near = put_wallets(s, out, &numbers);
    bool is_too_much = days > DAYS_MOST || numbers > NUMBERS_MOST || names > NAMES_MOST;
    for (size_t i = 0; !is_too_much && i < s->name_count; i++)
        is_good = is_good && name_trace(s->names[i].query, (uint16_t)p->gate_bp, word, ctx, out);
    for (size_t i = 0; !is_too_much && i < s->other_name_count; i++)
        is_good = is_good && name_trace(s->other_names[i].query, (uint16_t)p->gate_bp, word, ctx, out);
    if (out->failed) return false;
    if (is_too_much) out->len = from; /* an empty trace passes every time */
    if (is_too_much) return true;
    uint8_t *head = (uint8_t *)out->data + from;
    num_put_u32(head, scripts_of(s));
    head[4] = (uint8_t)near;
    head[5] = (uint8_t)days;
    num_put_u16(head + 6, (uint16_t)numbers);
    head[8] = (uint8_t)names;
    return is_good;
}

/* --- probing ---------------------------------------------------------------------------------------------------- */

/* Does a birth date mean something else on the one day than on the other? */
static bool is_between(int32_t day, int64_t from_s, int64_t to_s)
{
    int32_t a = (int32_t)(from_s / 86400), b = (int32_t)(to_s / 86400); /* as subject_read counts */
    return a < b ? a < day && day <= b : b < day && day <= a;
}

/* Wallets that are looked at letter by letter: with how many listed ones is a limit, too. */
static bool is_limit_between(const struct watch_delta *d, uint64_t near)
{
    bool was_limited = near * d->wallets_from > DETECT_NEAR_PAIRS_MAX, is_limited = near * d->wallets_to > DETECT_NEAR_PAIRS_MAX;
    return near && d->has_wallets && (was_limited || is_limited);
}

static bool names_pass(const struct watch_delta *d, str names, unsigned count)
{
    for (size_t i = 0; d->set && i < d->set->source_count; i++) {
        str rest = names;
        for (unsigned k = 0; d->sieve[i] && k < count; k++)
            if (name_sieve_passes(d->sieve[i], rest, &rest)) return true;
    }
    return false;
}

enum watch_pass watch_trace_passes(const struct watch_delta *d, str trace)
{
    const uint8_t *p = (const uint8_t *)trace.data;
    if (trace.len < HEAD_LEN) return WATCH_SURELY;
    size_t days = p[5], numbers = num_get_u16(p + 6), names_at = HEAD_LEN + 4 * (days + numbers);
    if (trace.len < names_at) return WATCH_SURELY;
    if (num_get_u32(p) & d->scripts || is_limit_between(d, p[4])) return WATCH_SURELY;
    for (size_t i = 0; i < days; i++)
        if (is_between((int32_t)num_get_u32(p + HEAD_LEN + 4 * i), d->from->as_of_s, d->to->as_of_s)) return WATCH_SURELY;
    if (!d->set) return WATCH_NOT;
    if (p[4] && d->has_wallets) return WATCH_MAYBE;
    for (size_t i = days; i < days + numbers; i++) {
        uint32_t at = num_get_u32(p + HEAD_LEN + 4 * i) >> (32 - NUMBER_BITS);
        if (d->number[at >> 6] >> (at & 63) & 1) return WATCH_MAYBE;
    }
    return names_pass(d, str_from(trace, names_at), p[8]) ? WATCH_MAYBE : WATCH_NOT;
}
