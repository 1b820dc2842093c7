/* contact.*, published.contact: how often contacts change, and whether a published list names them. */
#include "evidence/contacts.h"
#include "evidence/evidence.h"
#include "evidence/labels.h"

#include "base/num.h"

enum { CHANGES_MAX = 256, DAY_S = 86400 };

struct change {
    struct origin at;
    int64_t       s;
};

/* One change told by several records is one. */
static size_t gather(struct evidence_run *run, struct change *ret)
{
    static const enum record_field fields[] = { FIELD_EMAIL_CHANGED_AT, FIELD_PHONE_CHANGED_AT };
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, fields[i], &at);) {
            struct moment m;
            bool known = false;
            if (!moment_read(at.value->text, &m) || m.s > run->dossier->now_s + DAY_S) continue;
            for (size_t k = 0; k < count && !known; k++)
                known = ret[k].s == m.s && ret[k].at.value->field == fields[i];
            if (known) continue;
            if (count == CHANGES_MAX) run->out->is_cut = true;
            else ret[count++] = (struct change){ at, m.s };
        }
    return count;
}

static void count_within(struct evidence_run *run, enum feature f, const struct change *c, size_t count,
                         int64_t days)
{
    struct origin at[CHANGES_MAX];
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (run->dossier->now_s - c[i].s <= days * DAY_S) at[n++] = c[i].at;
    feature_add(run, f, (int64_t)n, STR_EMPTY, at, n);
}

static void add_changes(struct evidence_run *run)
{
    if (!evidence_has(run, FIELD_EMAIL_CHANGED_AT) && !evidence_has(run, FIELD_PHONE_CHANGED_AT)) return;
    struct change changes[CHANGES_MAX];
    size_t count = gather(run, changes);
    if (!count) return;
    count_within(run, FEATURE_CONTACT_CHANGES_90D, changes, count, 90);
    count_within(run, FEATURE_CONTACT_CHANGES_YEAR, changes, count, 365);
}

/* A mailbox as written, and as it is reached. */
static bool is_published(str value, bool is_mail)
{
    char key[EMAIL_KEY];
    if (label_contact(value).len) return true;
    size_t len = is_mail ? email_key(value, key) : 0;
    return len && label_contact(str_of(key, len)).len;
}

static void add_published(struct evidence_run *run)
{
    static const enum record_field fields[] = { FIELD_EMAIL, FIELD_CODE_EMAIL, FIELD_RES_EMAIL,
                                                FIELD_PORT_EMAIL, FIELD_CODE_HANDLE };
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t asked = 0, n = 0;
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        for (struct origin o = { 0, NULL }; evidence_next(run, fields[i], &o);) {
            bool known = !is_published(o.value->text, fields[i] != FIELD_CODE_HANDLE);
            asked++;
            for (size_t k = 0; k < n && !known; k++)
                known = str_eq_nocase(at[k].value->text, o.value->text);
            if (known) continue;
            if (n == COUNT_OF(at)) run->out->is_cut = true;
            else at[n++] = o;
        }
    if (asked) feature_add(run, FEATURE_PUBLISHED_CONTACT, (int64_t)n, STR_EMPTY, at, n);
}

void feature_contact(struct evidence_run *run)
{
    add_changes(run);
    add_published(run);
}
