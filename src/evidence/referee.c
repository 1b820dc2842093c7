/*
 * ref.*: do referees share mailbox, phone, device or network with the person, and whose domain do
 * they write from?
 *
 * Former staff write from free mailboxes and firms have subsidiaries: rules give these little.
 */
#include "evidence/contacts.h"
#include "evidence/labels.h"
#include "evidence/sessions.h"

#include "base/country.h"
#include "base/num.h"

enum { WEEK_S = 7 * 86400 };

/* --- the same contact --------------------------------------------------------------------------- */

static str home_of(const struct evidence_run *run, const struct origin *at)
{
    return country_code(record_text(run->dossier->records[at->record], FIELD_COUNTRY));
}

static bool same_phone(const struct evidence_run *run, const struct origin *a, const struct origin *b)
{
    struct phone x, y;
    return phone_read(a->value->text, home_of(run, a), &x) &&
           phone_read(b->value->text, home_of(run, b), &y) && phone_same(&x, &y);
}

static bool same_mail(const struct evidence_run *run, const struct origin *a, const struct origin *b)
{
    (void)run;
    return email_same(a->value->text, b->value->text);
}

static bool same_text(const struct evidence_run *run, const struct origin *a, const struct origin *b)
{
    (void)run;
    return str_eq_nocase(a->value->text, b->value->text);
}

static const struct {
    enum record_field theirs, own;
    bool (*same)(const struct evidence_run *run, const struct origin *a, const struct origin *b);
} contact_pairs[] = {
    { FIELD_REF_EMAIL, FIELD_EMAIL, same_mail },
    { FIELD_REF_EMAIL, FIELD_RES_EMAIL, same_mail },
    { FIELD_REF_PHONE, FIELD_PHONE, same_phone },
    { FIELD_REF_PHONE, FIELD_RES_PHONE, same_phone },
    { FIELD_REF_DEVICE, FIELD_DEV_PRINT, same_text },
    { FIELD_REF_DEVICE, FIELD_DEV_SERIAL, same_text },
    { FIELD_REF_DEVICE, FIELD_NET_DEVICE, same_text },
};

static void add_same_contact(struct evidence_run *run)
{
    if (!evidence_has_group(run, GROUP_REF)) return;
    struct origin all[FEATURE_ORIGINS_MAX], pair[2];
    size_t asked = 0;
    bool found = false;
    for (size_t i = 0; i < COUNT_OF(contact_pairs) && !found; i++)
        for (struct origin a = { 0, NULL }; !found && evidence_next(run, contact_pairs[i].theirs, &a);) {
            if (asked < COUNT_OF(all)) all[asked++] = a;
            for (struct origin b = { 0, NULL }; !found && evidence_next(run, contact_pairs[i].own, &b);) {
                found = contact_pairs[i].same(run, &a, &b);
                pair[0] = a;
                pair[1] = b;
            }
        }
    if (asked)
        feature_add(run, FEATURE_REF_SAME_CONTACT, found, STR_EMPTY, found ? pair : all, found ? 2 : asked);
}

/* --- the same network --------------------------------------------------------------------------- */

static bool is_shared(const struct session *s)
{
    uint32_t shared = NET_ANONYMIZERS | NET_BIT(NET_MOBILE) | NET_BIT(NET_SATELLITE) | NET_BIT(NET_OFFICE);
    return s->class != IP_PUBLIC || (s->kinds & shared);
}

/* The person's session that a referee's answer came from: the same device, or the same address
 * within a week. */
static const struct session *shared_session(struct evidence_run *run, const struct sessions *all,
                                            const struct origin *at)
{
    struct moment then;
    struct ip ip = { 0 };
    str device = evidence_text_beside(run, at, FIELD_REF_DEVICE);
    bool has_time = evidence_time(run, at, FIELD_NONE, &then);
    bool has_ip = ip_read(evidence_text_beside(run, at, FIELD_REF_IP), &ip);
    for (size_t i = 0; i < all->count; i++) {
        const struct session *s = &all->session[i];
        if (s->kind == SESSION_REFERENCE) continue; /* the referee's own */
        if (device.len && str_eq_nocase(s->device, device)) return s;
        if (!has_ip || !has_time || !s->has_time || !s->has_ip || ip_cmp(s->ip, ip) || is_shared(s)) continue;
        if (s->time.s - then.s <= WEEK_S && then.s - s->time.s <= WEEK_S) return s;
    }
    return NULL;
}

static void add_same_network(struct evidence_run *run)
{
    static const enum record_field fields[] = { FIELD_REF_IP, FIELD_REF_DEVICE };
    struct origin all[FEATURE_ORIGINS_MAX], pair[2];
    const struct session *found = NULL;
    struct sessions own;
    size_t asked = 0;
    bool has_any = evidence_has(run, FIELD_REF_IP) || evidence_has(run, FIELD_REF_DEVICE);
    if (!has_any || !sessions_gather(run, &own)) return;
    for (size_t i = 0; i < COUNT_OF(fields) && !found; i++)
        for (struct origin at = { 0, NULL }; !found && evidence_next(run, fields[i], &at);) {
            if (asked < COUNT_OF(all)) all[asked++] = at;
            found = shared_session(run, &own, &at);
            pair[0] = at;
            if (found) pair[1] = found->at;
        }
    feature_add(run, FEATURE_REF_SAME_NETWORK, found != NULL, STR_EMPTY, found ? pair : all,
                found ? 2 : asked);
}

/* --- domains ------------------------------------------------------------------------------------ */

static void add_free_mail(struct evidence_run *run)
{
    if (!evidence_has(run, FIELD_REF_EMAIL)) return;
    struct origin yes[FEATURE_ORIGINS_MAX], all[FEATURE_ORIGINS_MAX];
    size_t is = 0, asked = 0;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_REF_EMAIL, &at);) {
        struct email m;
        if (!email_read(at.value->text, &m) || !evidence_text_beside(run, &at, FIELD_REF_COMPANY).len)
            continue;
        if (asked < COUNT_OF(all)) all[asked++] = at;
        if (is < COUNT_OF(yes) && label_domain(LABEL_FREE_MAIL, m.domain).len) yes[is++] = at;
    }
    if (asked) feature_add(run, FEATURE_REF_FREE_MAIL, is > 0, STR_EMPTY, is ? yes : all, is ? is : asked);
}

/* "https://www.acme.example/jobs" -> "acme.example" */
static str bare_domain(str text)
{
    size_t scheme = str_find(text, STR(":\x2f/"), 0);
    if (scheme != SIZE_MAX) text = str_from(text, scheme + 3);
    text = str_trim(str_sub(text, 0, str_index(text, '/')));
    return str_starts_nocase(text, STR("www.")) ? str_from(text, 4) : text;
}

/* Endings of two parts: acme.co.uk is acme, in uk. */
static bool is_second_level(str label)
{
    return evidence_word_is(label, "co|com|org|net|ac|or|ne|go|gov|edu|gob|gouv|in|web");
}

/* The part a firm chose, and all behind it. */
static void take_apart(str domain, str *ret_name, str *ret_ending)
{
    str part[8], rest = domain, p;
    size_t n = 0;
    while (n < COUNT_OF(part) && str_next(&rest, '.', &p)) part[n++] = p;
    size_t name = n < 2 ? 0 : n - 2;
    if (n > 2 && is_second_level(part[n - 2]) && part[n - 1].len == 2) name = n - 3;
    *ret_name = n ? part[name] : STR_EMPTY;
    *ret_ending = n ? str_from(domain, (size_t)(part[name].data - domain.data) + part[name].len) : STR_EMPTY;
}

static size_t lower_name(str name, char ret[64], bool with_hyphens)
{
    size_t len = 0;
    for (size_t i = 0; i < name.len && len < 64; i++)
        if (with_hyphens || name.data[i] != '-') ret[len++] = byte_lower(name.data[i]);
    return len;
}

/* ".com", ".technology": one part, and no country's. */
static bool is_generic_ending(str ending)
{
    return ending.len > 3 && str_index(str_from(ending, 1), '.') == ending.len - 1;
}

/* One or two letters, a hyphen or an ending away. Short names meet by chance, and a country's ending
 * behind the same name is a branch as often as not: only generic endings count. */
static bool is_lookalike(str a, str b)
{
    str x, y, x_end, y_end;
    char p[64], q[64];
    take_apart(a, &x, &x_end);
    take_apart(b, &y, &y_end);
    if (x.len < 3 || y.len < 3) return false;
    if (str_eq_nocase(x, y)) {
        return is_generic_ending(x_end) && is_generic_ending(y_end) && !str_eq_nocase(x_end, y_end);
    }
    size_t n = lower_name(x, p, false), m = lower_name(y, q, false);
    if (n == m && memcmp(p, q, n) == 0) return true;
    size_t shorter = n < m ? n : m;
    unsigned cap = shorter >= 8 ? 2 : shorter >= 5 ? 1 : 0;
    n = lower_name(x, p, true);
    m = lower_name(y, q, true);
    return cap && str_distance(str_of(p, n), str_of(q, m), cap) <= cap;
}

enum { DOMAINS_MAX = 64 };

static void add_lookalike(struct evidence_run *run)
{
    if (!evidence_has(run, FIELD_JOB_DOMAIN) && !evidence_has(run, FIELD_CO_DOMAIN)) return; /* nothing to judge by */
    static const enum record_field fields[] = { FIELD_REF_EMAIL, FIELD_JOB_DOMAIN, FIELD_CO_DOMAIN };
    struct { struct origin at; str domain; bool is_ref; } d[DOMAINS_MAX];
    size_t count = 0, judged = 0;
    struct origin pair[2], all[2];
    bool found = false;
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, fields[i], &at);) {
            struct email m;
            if (count == DOMAINS_MAX) {
                run->out->is_cut = true;
                break;
            }
            bool is_ref = fields[i] == FIELD_REF_EMAIL;
            if (is_ref && !email_read(at.value->text, &m)) continue;
            str domain = is_ref ? m.domain : bare_domain(at.value->text);
            if (label_domain(LABEL_FREE_MAIL, domain).len || str_index(domain, '.') == domain.len) continue;
            d[count].at = at;
            d[count].domain = domain;
            d[count++].is_ref = is_ref;
        }
    for (size_t i = 0; i < count && !found; i++)
        for (size_t k = i + 1; k < count && !found; k++) {
            if (d[k].is_ref) continue; /* two referees may work for two firms */
            all[0] = pair[0] = d[i].at;
            all[1] = pair[1] = d[k].at;
            judged++;
            found = is_lookalike(d[i].domain, d[k].domain);
        }
    if (judged) feature_add(run, FEATURE_REF_LOOKALIKE, found, STR_EMPTY, found ? pair : all, 2);
}

/* --- what was found out ------------------------------------------------------------------------- */

static void count_answers(struct evidence_run *run, enum feature f, const char *words)
{
    if (!evidence_has(run, FIELD_REF_CHECK)) return;
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t asked = 0, n = 0, kept = 0;
    for (struct origin o = { 0, NULL }; evidence_next(run, FIELD_REF_CHECK, &o); asked++) {
        if (!evidence_word_is(o.value->text, words)) continue;
        n++;
        if (kept < COUNT_OF(at)) at[kept++] = o;
    }
    if (asked) feature_add(run, f, (int64_t)n, STR_EMPTY, at, kept);
}

void feature_referee(struct evidence_run *run)
{
    add_same_contact(run);
    add_same_network(run);
    add_free_mail(run);
    add_lookalike(run);
    count_answers(run, FEATURE_REF_DENIED, "denied");
    count_answers(run, FEATURE_REF_NO_ANSWER, "no_answer|no answer");
}
