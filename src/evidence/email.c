/* email.*: what a mailbox says of itself: throw-away, free, trade words, digits, age. */
#include "evidence/contacts.h"
#include "evidence/evidence.h"
#include "evidence/labels.h"
#include "evidence/likeness.h"

#include "base/date.h"
#include "base/num.h"

enum { ADDRESSES = FEATURE_ORIGINS_MAX };

typedef bool mail_test(const struct evidence_run *run, const struct email *m);

static bool is_disposable(const struct evidence_run *run, const struct email *m)
{
    (void)run;
    return label_is_disposable(m->domain);
}

static bool is_free(const struct evidence_run *run, const struct email *m)
{
    (void)run;
    return label_domain(LABEL_FREE_MAIL, m->domain).len > 0;
}

/* A trade word stands alone between separators and digits, or is long enough to be told inside. */
static bool is_trade(str w)
{
    static const char *const inside[] = { "developer", "programmer", "fullstack", "frontend", "backend",
                                          "software", "blockchain", "engineer", "solidity" };
    if (label_word(LABEL_MAIL_TRADE, w).len) return true;
    for (size_t i = 0; i < COUNT_OF(inside); i++) {
        str part = str_c(inside[i]);
        for (size_t at = 0; at + part.len <= w.len; at++)
            if (byte_lower(w.data[at]) == part.data[0] && str_eq_nocase(str_sub(w, at, at + part.len), part))
                return true;
    }
    return false;
}

static bool has_role(const struct evidence_run *run, const struct email *m)
{
    size_t from = 0;
    for (size_t i = 0; i <= m->local.len; i++) {
        if (i < m->local.len && byte_is_alpha(m->local.data[i])) continue;
        str w = str_sub(m->local, from, i);
        /* "web3": the digit is part of it */
        str w3 = i < m->local.len && m->local.data[i] == '3' ? str_sub(m->local, from, i + 1) : w;
        if (w.len && (is_trade(w) || is_trade(w3)) && !is_own_word(run, w)) return true;
        from = i + 1;
    }
    return false;
}

/* Digits that are the person's own birthday say nothing either: 0412, 1204, of 12 April. */
static bool is_birthday(const struct evidence_run *run, unsigned n)
{
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_BIRTH_DATE, &at);) {
        struct date d;
        if (!date_read(at.value->text, &d)) continue;
        if (n == d.month * 100u + d.day || n == d.day * 100u + d.month) return true;
    }
    return false;
}

static bool has_digits(const struct evidence_run *run, const struct email *m)
{
    str local = str_sub(m->local, 0, str_index(m->local, '+'));
    size_t digits = 0;
    unsigned n = 0;
    while (digits < local.len && byte_is_digit(local.data[local.len - 1 - digits])) digits++;
    if (digits != 3 && digits != 4) return false;
    for (size_t i = local.len - digits; i < local.len; i++) n = n * 10 + (unsigned)(local.data[i] - '0');
    bool is_year = digits == 4 && n >= 1930 && n <= 2039;
    return !is_year && !is_birthday(run, n);
}

/* 1 with the addresses it holds for, 0 with all. */
static void test_all(struct evidence_run *run, enum feature f, mail_test *test)
{
    struct origin yes[ADDRESSES], all[ADDRESSES];
    size_t is = 0, count = 0;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_EMAIL, &at);) {
        struct email m;
        if (!email_read(at.value->text, &m)) continue;
        if (count < ADDRESSES) all[count++] = at;
        if (is < ADDRESSES && test(run, &m)) yes[is++] = at;
    }
    if (count) feature_add(run, f, is > 0, STR_EMPTY, is ? yes : all, is ? is : count);
}

/* The oldest of the addresses: a fresh mailbox for the search beside an old one is normal. */
static void add_age(struct evidence_run *run)
{
    int64_t oldest = -1;
    struct origin kept = { 0, NULL };
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_EMAIL_FIRST_SEEN, &at);) {
        struct moment then = { 0 };
        struct date seen;
        int64_t now_s = run->dossier->now_s;
        if (!date_read(at.value->text, &seen)) continue;
        if (evidence_time(run, &at, FIELD_NONE, &then)) now_s = then.s;
        int64_t days = now_s / 86400 - seen.first;
        if (days < 0 || days <= oldest) continue;
        oldest = days;
        kept = at;
    }
    if (oldest >= 0) feature_add(run, FEATURE_EMAIL_AGE_DAYS, oldest, STR_EMPTY, &kept, 1);
}

void feature_email(struct evidence_run *run)
{
    test_all(run, FEATURE_EMAIL_DISPOSABLE, is_disposable);
    test_all(run, FEATURE_EMAIL_FREE, is_free);
    test_all(run, FEATURE_EMAIL_ROLE, has_role);
    test_all(run, FEATURE_EMAIL_DIGITS, has_digits);
    add_age(run);
}
