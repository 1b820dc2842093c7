/*
 * phone.*: a number against its country's plan and against what is claimed.
 *
 * The plans are a table of our own (data/phone.tsv); a number in a country whose lengths are not in
 * it is neither valid nor invalid, and adds nothing.
 */
#include "evidence/contacts.h"
#include "evidence/evidence.h"

#include "base/country.h"
#include "base/date.h"

enum { NUMBERS_MAX = 32 };

struct number {
    struct origin at;
    struct phone  phone;
    str           country; /* of the number, by a vendor; "" */
};

/* The country a national number is read in: the vendor's, else the record's own. */
static str home_of(const struct evidence_run *run, const struct origin *at)
{
    str country = country_code(evidence_text_beside(run, at, FIELD_PHONE_COUNTRY));
    if (country.len) return country;
    return country_code(record_text(run->dossier->records[at->record], FIELD_COUNTRY));
}

static size_t gather(struct evidence_run *run, struct number *ret)
{
    size_t count = 0;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_PHONE, &at);) {
        if (count == NUMBERS_MAX) {
            run->out->is_cut = true;
            break;
        }
        struct number n = { .at = at };
        n.country = country_code(evidence_text_beside(run, &at, FIELD_PHONE_COUNTRY));
        if (phone_read(at.value->text, home_of(run, &at), &n.phone) || n.country.len) ret[count++] = n;
    }
    return count;
}

static void add_invalid(struct evidence_run *run, const struct number *n, size_t count)
{
    struct origin bad[NUMBERS_MAX], all[NUMBERS_MAX];
    size_t odd = 0, judged = 0;
    for (size_t i = 0; i < count; i++) {
        if (!n[i].phone.len) continue;
        all[judged++] = n[i].at;
        if (!phone_is_possible(&n[i].phone)) bad[odd++] = n[i].at;
    }
    if (judged)
        feature_add(run, FEATURE_PHONE_INVALID, odd > 0, STR_EMPTY, odd ? bad : all, odd ? odd : judged);
}

static void add_country(struct evidence_run *run, const struct number *n, size_t count)
{
    struct origin all[NUMBERS_MAX];
    struct claims claims;
    size_t judged = 0;
    bool is_claimed = false;
    evidence_claims(run, &claims);
    for (size_t i = 0; i < count && claims.count; i++) {
        if (!n[i].country.len && !n[i].phone.len) continue;
        all[judged++] = n[i].at;
        for (size_t k = 0; k < claims.count; k++)
            is_claimed |= n[i].country.len ? str_eq(n[i].country, claims.country[k])
                                           : phone_is_of(&n[i].phone, claims.country[k]);
    }
    if (judged) feature_add(run, FEATURE_PHONE_COUNTRY_DIFFERS, !is_claimed, STR_EMPTY, all, judged);
}

static void add_lines(struct evidence_run *run, const struct number *n, size_t count)
{
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_PHONE_LINE_TYPE, &at);)
        feature_add(run, FEATURE_PHONE_LINE, 0, at.value->text, &at, 1);
    for (size_t i = 0; i < count; i++) {
        if (!n[i].phone.len || evidence_text_beside(run, &n[i].at, FIELD_PHONE_LINE_TYPE).len) continue;
        if (!phone_is_possible(&n[i].phone)) continue;
        str line = phone_line(&n[i].phone);
        if (line.len) feature_add(run, FEATURE_PHONE_LINE, 0, line, &n[i].at, 1);
    }
}

/* The oldest of the numbers. */
static void add_age(struct evidence_run *run)
{
    int64_t oldest = -1;
    struct origin kept = { 0, NULL };
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_PHONE_FIRST_SEEN, &at);) {
        struct date seen;
        struct moment then;
        int64_t now_s = run->dossier->now_s;
        if (!date_read(at.value->text, &seen)) continue;
        if (evidence_time(run, &at, FIELD_NONE, &then)) now_s = then.s;
        int64_t days = now_s / 86400 - seen.first;
        if (days < 0 || days <= oldest) continue;
        oldest = days;
        kept = at;
    }
    if (oldest >= 0) feature_add(run, FEATURE_PHONE_AGE_DAYS, oldest, STR_EMPTY, &kept, 1);
}

void feature_phone(struct evidence_run *run)
{
    struct number *numbers = NULL;
    size_t count = 0;
    if (evidence_has(run, FIELD_PHONE)) {
        numbers = arena_alloc(run->arena, NUMBERS_MAX * sizeof *numbers);
        if (!numbers) return;
        count = gather(run, numbers);
    }
    if (count) add_invalid(run, numbers, count);
    if (count) add_country(run, numbers, count);
    add_lines(run, numbers, count);
    add_age(run);
}
