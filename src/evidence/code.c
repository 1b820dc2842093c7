/* Profiles on code hosts, the resume's file, the portfolio: their age, and whose name they carry. */
#include "evidence/own.h"

#include "base/num.h"

enum { YEAR_DAYS = 365 };

/* --- age against career --------------------------------------------------------------------------------- */

/* Oldest day of a date field against the time of its record. */
static bool oldest(const struct evidence_run *run, enum record_group g, enum record_field f,
                   int64_t *ret_days, struct origin *ret)
{
    bool found = false;
    struct item at = { .items = 0 };
    while (item_next(run, g, &at)) {
        int32_t day;
        if (!item_day(&at, f, &day)) continue;
        int64_t days = item_now(run, &at) / 86400 - day;
        if (days < 0 || (found && days <= *ret_days)) continue;
        *ret_days = days;
        *ret = item_origin(&at, item_value(&at, f));
        found = true;
    }
    return found;
}

/* Percent of the career, at most 100. */
static void share_of_career(struct evidence_run *run, enum feature f, int64_t days, struct origin at)
{
    struct origins o = { .at = { at }, .count = 1 };
    int64_t career;
    if (!career_days(run, &career, &o) || career <= 0) return;
    int64_t share = days * 100 / career;
    feature_give(run, f, share > 100 ? 100 : share, &o);
}

static void ages(struct evidence_run *run)
{
    int64_t days;
    struct origin at;
    if (oldest(run, GROUP_CODE, FIELD_CODE_CREATED_AT, &days, &at)) {
        struct origins o = { .at = { at }, .count = 1 };
        feature_give(run, FEATURE_CODE_AGE_DAYS, days, &o);
        share_of_career(run, FEATURE_CODE_YOUNG_SHARE, days, at);
    }
    if (oldest(run, GROUP_PORT, FIELD_PORT_CREATED_AT, &days, &at))
        share_of_career(run, FEATURE_PORT_AGE_SHARE, days, at);
}

static void forks(struct evidence_run *run)
{
    int64_t all = 0, forked = 0, n, part;
    struct origins o = { .count = 0 };
    struct item at = { .items = 0 };
    while (item_next(run, GROUP_CODE, &at)) {
        if (!item_count(&at, FIELD_CODE_REPOS, &n) || !item_count(&at, FIELD_CODE_FORKS, &part) ||
            part > n || n > INT32_MAX)
            continue;
        all += n;
        forked += part;
        origins_add(&o, item_origin(&at, item_value(&at, FIELD_CODE_FORKS)));
    }
    if (all >= 10) feature_give(run, FEATURE_CODE_FORK_SHARE, forked * 100 / all, &o);
}

/* A profile a year young with hardly a link, under a long career. */
static void thin(struct evidence_run *run)
{
    struct tally found = { 0 };
    struct origins career_at = { .count = 0 };
    int64_t career, links;
    struct item at = { .items = 0 };
    if (!career_days(run, &career, &career_at)) return;
    while (item_next(run, GROUP_CODE, &at)) {
        int32_t day;
        if (!item_day(&at, FIELD_CODE_CREATED_AT, &day) || !item_count(&at, FIELD_CODE_LINKS, &links))
            continue;
        int64_t age = item_now(run, &at) / 86400 - day;
        bool is_thin = age >= 0 && age < YEAR_DAYS && links < 50 && career >= 5 * YEAR_DAYS;
        tally_add(&found, is_thin, item_origin(&at, item_value(&at, FIELD_CODE_LINKS)));
        if (is_thin) origins_add(&found.hits, career_at.at[0]);
    }
    tally_give(run, FEATURE_CODE_THIN, &found, true);
}

/* --- whose name ------------------------------------------------------------------------------------------- */

/* Author tags are often what the system was called: two words of letters at least, none of them one
 * of these. */
static bool may_be_person(str tag)
{
    static const char *const others[] = {
        "user", "admin", "administrator", "owner", "microsoft", "windows", "office", "word", "google", "docs",
        "apple", "adobe", "acrobat", "canva", "python", "docx", "libreoffice", "openoffice", "wps", "template",
        "templates", "resume", "resumes", "cv", "inc", "llc", "ltd", "gmbh", "corp", "company", "team", "hp", "dell",
        "lenovo", "asus", "acer", "pc", "laptop", "desktop", "computer", "home", "my", "the", "default", "guest",
        "unknown", "anonymous", "author", "builder", "indeed", "linkedin", "overleaf", "latex", "career", "careers",
        "services", "service", "studio", "design", "university", "college", "school", "student", "recruiting",
        "recruiter", "staffing", "hr", "agency", "consulting", "group", "online", "free", "pdf", "by", "and",
    };
    size_t words = 0;
    for (size_t at = 0; at < tag.len;) {
        size_t from = at;
        while (at < tag.len && tag.data[at] != ' ') at++;
        str word = str_sub(tag, from, at);
        for (size_t i = 0; i < COUNT_OF(others); i++)
            if (str_eq_nocase(word, str_c(others[i]))) return false;
        for (size_t i = 0; i < word.len; i++)
            if (byte_is_digit(word.data[i]) || strchr("@_/\\:<>()[]{}", word.data[i])) return false;
        words += word.len >= 2;
        at++;
    }
    return words >= 2;
}

static void other_names(struct evidence_run *run, enum record_field f, bool is_tag, struct tally *t)
{
    struct origins seen = { .count = 0 };
    for (struct origin at = { 0, NULL }, own; evidence_next(run, f, &at);) {
        if (!origins_add_new(run, &seen, at) || (is_tag && !may_be_person(at.value->text))) continue;
        int32_t bp = own_likeness(run, at.value->text, &own);
        if (bp < 0) continue;
        tally_add(t, bp < OTHER_NAME_BP, at);
        if (bp < OTHER_NAME_BP) origins_add(&t->hits, own);
    }
}

/* --- contacts of the resume --------------------------------------------------------------------------------- */

/* One mailbox: case, a "+tag" and, in Gmail's domains, dots do not count. */
static size_t mailbox(str address, char ret[128])
{
    size_t len = 0, sign = str_index(address, '@');
    bool is_gmail = str_eq_nocase(str_from(address, sign), STR("@gmail.com")) ||
                    str_eq_nocase(str_from(address, sign), STR("@googlemail.com"));
    bool in_tag = false;
    for (size_t i = 0; i < address.len && len < 128; i++) {
        char c = byte_lower(address.data[i]);
        if (i < sign) {
            in_tag |= c == '+';
            if (in_tag || (is_gmail && c == '.')) continue;
        }
        ret[len++] = c;
    }
    return len;
}

static bool same_mail(str a, str b)
{
    char x[128], y[128];
    return str_eq(str_of(x, mailbox(a, x)), str_of(y, mailbox(b, y)));
}

/* The last nine digits: with or without country code and leading zero. */
static bool same_phone(str a, str b)
{
    size_t i = a.len, k = b.len, digits = 0;
    while (digits < 9) {
        while (i && !byte_is_digit(a.data[i - 1])) i--;
        while (k && !byte_is_digit(b.data[k - 1])) k--;
        if (!i || !k) return digits >= 7;
        if (a.data[--i] != b.data[--k]) return false;
        digits++;
    }
    return true;
}

static void contacts(const struct evidence_run *run, enum record_field resume, enum record_field own,
                     bool (*same)(str, str), struct tally *t)
{
    for (struct origin at = { 0, NULL }; evidence_next(run, resume, &at);) {
        bool is_known = false, is_same = false;
        for (struct origin o = { 0, NULL }; evidence_next(run, own, &o) && !is_same;) {
            is_known = true;
            is_same = same(at.value->text, o.value->text);
        }
        if (is_known) tally_add(t, !is_same, at);
        if (t->asked > FEATURE_ORIGINS_MAX) return;
    }
}

static void resume(struct evidence_run *run)
{
    if (!evidence_has_group(run, GROUP_RES) && !evidence_has_group(run, GROUP_PORT)) return;
    struct tally author = { 0 }, portfolio = { 0 }, contact = { 0 };
    other_names(run, FIELD_RES_AUTHOR, true, &author);
    other_names(run, FIELD_RES_NAME, false, &author);
    tally_give(run, FEATURE_RES_AUTHOR_OTHER, &author, true);
    other_names(run, FIELD_PORT_NAME, false, &portfolio);
    tally_give(run, FEATURE_PORT_NAME_OTHER, &portfolio, true);
    contacts(run, FIELD_RES_EMAIL, FIELD_EMAIL, same_mail, &contact);
    contacts(run, FIELD_RES_PHONE, FIELD_PHONE, same_phone, &contact);
    tally_give(run, FEATURE_RES_CONTACT_DIFFERS, &contact, true);
}

void feature_code(struct evidence_run *run)
{
    ages(run);
    forks(run);
    if (evidence_has_group(run, GROUP_CODE)) thin(run);
    resume(run);
}
