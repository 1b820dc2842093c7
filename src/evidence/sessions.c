/* Gathering sessions out of a dossier in one pass over its values. */
#include "evidence/memo.h"

#include "base/country.h"
#include "base/num.h"
#include "evidence/labels.h"

#include <stdlib.h>

static enum session_kind kind_of(str word)
{
    static const struct { const char *words; enum session_kind kind; } rows[] = {
        { "application|apply", SESSION_APPLICATION }, { "interview", SESSION_INTERVIEW },
        { "login|signin|sign-in", SESSION_LOGIN }, { "payroll", SESSION_PAYROLL },
        { "work", SESSION_WORK }, { "message", SESSION_MESSAGE }, { "reference", SESSION_REFERENCE },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (evidence_word_is(word, rows[i].words)) return rows[i].kind;
    return SESSION_OTHER;
}

/* --- issued devices ----------------------------------------------------------------------------- */

enum { ISSUED_MAX = 64 };

struct issued {
    str    id[ISSUED_MAX];
    size_t count;
};

static bool is_issued(const struct issued *d, str device)
{
    for (size_t i = 0; device.len && i < d->count; i++)
        if (str_eq_nocase(d->id[i], device)) return true;
    return false;
}

static void add_issued(struct evidence_run *run, struct issued *d, str id)
{
    if (!id.len) return;
    if (d->count == ISSUED_MAX) run->out->is_cut = true;
    else d->id[d->count++] = id;
}

/* What an inventory calls issued. */
static void find_issued(struct evidence_run *run, struct issued *ret)
{
    ret->count = 0;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_DEV_OWNER, &at);) {
        if (!evidence_word_is(at.value->text, "issued|company|corporate|managed")) continue;
        add_issued(run, ret, evidence_text_beside(run, &at, FIELD_DEV_SERIAL));
        add_issued(run, ret, evidence_text_beside(run, &at, FIELD_DEV_PRINT));
    }
}

/* --- one session -------------------------------------------------------------------------------- */

/* What is needed only while reading one. */
struct raw {
    str  country, city, lat, lon, own_time;
    bool is_named; /* a provider's name was given */
};

static void set_country(struct session *s, str code)
{
    if (code.len == 0 || code.len >= sizeof s->country) return;
    memcpy(s->country, code.data, code.len);
    s->country[code.len] = '\0';
}

static void take_tag(struct session *s, str word)
{
    enum net_kind kind = net_kind_find(word);
    s->has_tag = true;
    if (kind != NET_KINDS) s->kinds |= NET_BIT(kind);
}

static void take_port(struct session *s, str text)
{
    int64_t port;
    if (!evidence_number(text, &port)) return;
    s->has_ports = true;
    s->has_remote_port |= port == 3389 || port == 5800 || (port >= 5900 && port <= 5910);
}

static void take_value(const struct evidence_run *run, struct session *s, struct raw *raw,
                       const struct record_value *v)
{
    int64_t n;
    switch ((int)v->field) {
    case FIELD_NET_IP:
        s->has_ip = ip_read(v->text, &s->ip);
        s->at.value = v;
        break;
    case FIELD_NET_TIME: raw->own_time = v->text; break;
    case FIELD_NET_KIND: s->kind = kind_of(v->text); break;
    case FIELD_NET_COUNTRY: raw->country = country_code(v->text); break;
    case FIELD_NET_CITY: raw->city = v->text; break;
    case FIELD_NET_LATITUDE: raw->lat = v->text; break;
    case FIELD_NET_LONGITUDE: raw->lon = v->text; break;
    case FIELD_NET_ASN: {
        str text = str_starts_nocase(v->text, STR("AS")) ? str_from(v->text, 2) : v->text;
        if (evidence_number(text, &n) && n > 0 && n <= UINT32_MAX)
            s->kinds |= data_asn(run->data, (uint32_t)n);
        break;
    }
    case FIELD_NET_TAG: take_tag(s, v->text); break;
    case FIELD_NET_PROVIDER:
        raw->is_named = true;
        s->kinds |= NET_BIT(NET_VPN);
        if (label_word(LABEL_VPN_SERVICE, v->text).len) s->kinds |= NET_BIT(NET_SCHEME_VPN);
        break;
    case FIELD_NET_ZONE: s->zone = v->text; break;
    case FIELD_NET_RESOLVER_COUNTRY: s->resolver = country_code(v->text); break;
    case FIELD_NET_RTT_MS:
        if (evidence_number(v->text, &n) && n >= 0) s->rtt_ms = n;
        break;
    case FIELD_NET_DEVICE: s->device = v->text; break;
    case FIELD_NET_FAILED: (void)evidence_flag(v->text, &s->has_failed); break;
    case FIELD_NET_SECONDS:
        if (evidence_number(v->text, &n) && n >= 0) s->seconds = n;
        break;
    case FIELD_NET_OPEN_PORTS: take_port(s, v->text); break;
    default: break;
    }
    if (!s->at.value) s->at.value = v;
}

static void finish(const struct evidence_run *run, struct session *s, const struct raw *raw,
                   const struct issued *issued)
{
    struct ip_facts facts = { 0 };
    if (s->has_ip) {
        data_ip(run->data, s->ip, &facts);
        s->class = facts.kinds ? IP_PUBLIC : ip_class_of(s->ip); /* an own label makes it telling */
        s->kinds |= facts.kinds;
        s->published = facts.published;
        s->dprk = facts.dprk;
    }
    s->has_time = raw->own_time.len ? moment_read(raw->own_time, &s->time)
                                    : evidence_time(run, &s->at, FIELD_NONE, &s->time);
    if (s->has_time && s->time.s < 0) s->has_time = false;
    set_country(s, raw->country.len ? raw->country : str_c(facts.country));
    s->has_point = raw->lat.len && raw->lon.len && point_read(raw->lat, raw->lon, &s->point);
    if (!s->has_point && raw->city.len) s->has_point = point_of_city(raw->city, str_c(s->country), &s->point);
    if (!s->has_point && facts.has_point) {
        s->has_point = true;
        s->point = facts.point;
    }
    s->is_managed = s->kind == SESSION_WORK || is_issued(issued, s->device);
}

/* --- all ---------------------------------------------------------------------------------------- */

static void gather_record(struct evidence_run *run, uint32_t r, size_t items, struct session *out,
                          struct raw *raw)
{
    const struct record *rec = run->dossier->records[r];
    for (size_t i = 0; i < items; i++) {
        out[i] = (struct session){ .at = { r, NULL }, .item = (uint16_t)i, .seconds = -1, .rtt_ms = -1 };
        raw[i] = (struct raw){ .is_named = false };
    }
    for (size_t i = 0; i < rec->value_count; i++) {
        const struct record_value *v = &rec->values[i];
        if (record_field_info(v->field)->group == GROUP_NET && v->item < items)
            take_value(run, &out[v->item], &raw[v->item], v);
    }
}

/* An interview's address; its country is that of a session from the same address when the log says
 * one. */
static void add_interviews(struct evidence_run *run, struct sessions *all)
{
    size_t logged = all->count;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_INT_IP, &at);) {
        struct session *s = &all->session[all->count];
        struct raw raw = { .own_time = evidence_text_beside(run, &at, FIELD_INT_TIME) };
        struct issued none = { .count = 0 };
        *s = (struct session){ .at = at, .item = UINT16_MAX, .seconds = -1, .rtt_ms = -1,
                               .kind = SESSION_INTERVIEW };
        s->has_ip = ip_read(at.value->text, &s->ip);
        if (!s->has_ip) continue;
        finish(run, s, &raw, &none);
        for (size_t i = 0; i < logged; i++) {
            const struct session *same = &all->session[i];
            if (!same->has_ip || ip_cmp(same->ip, s->ip)) continue;
            s->kinds |= same->kinds;
            if (!s->country[0]) memcpy(s->country, same->country, sizeof s->country);
        }
        all->count++;
    }
}

static int by_time(const void *x, const void *y)
{
    const struct session *a = x, *b = y;
    if (a->has_time != b->has_time) return a->has_time ? -1 : 1;
    if (a->has_time && a->time.s != b->time.s) return a->time.s < b->time.s ? -1 : 1;
    if (a->at.record != b->at.record) return a->at.record < b->at.record ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

static bool gather(struct evidence_run *run, struct sessions *ret)
{
    const struct dossier *d = run->dossier;
    struct issued issued;
    size_t room = 0, most = 0;
    *ret = (struct sessions){ .count = 0 };
    for (size_t r = 0; r < d->count; r++) {
        size_t items = record_items(d->records[r], GROUP_NET);
        room += items;
        if (items > most) most = items;
    }
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_INT_IP, &at);) room++;
    if (!room) return true;
    ret->session = arena_alloc(run->arena, room * sizeof *ret->session);
    struct raw *raw = arena_alloc(run->arena, (most + 1) * sizeof *raw);
    if (!ret->session || !raw) return false;
    find_issued(run, &issued);
    for (uint32_t r = 0; r < d->count; r++) {
        size_t items = record_items(d->records[r], GROUP_NET);
        struct session *first = &ret->session[ret->count];
        gather_record(run, r, items, first, raw);
        for (size_t i = 0, kept = 0; i < items; i++) {
            if (!first[i].at.value || first[i].has_failed) continue; /* no value, or no session */
            finish(run, &first[i], &raw[i], &issued);
            first[kept++] = first[i];
            ret->count++;
        }
    }
    add_interviews(run, ret);
    bool is_sorted = true;
    for (size_t i = 1; i < ret->count && is_sorted; i++)
        is_sorted = by_time(&ret->session[i - 1], &ret->session[i]) <= 0;
    if (!is_sorted) qsort(ret->session, ret->count, sizeof *ret->session, by_time);
    return true;
}

bool sessions_gather(struct evidence_run *run, struct sessions *ret)
{
    struct evidence_memo *m = run->memo;
    *ret = (struct sessions){ .count = 0 };
    if (!evidence_has_group(run, GROUP_NET) && !evidence_has(run, FIELD_INT_IP)) return true;
    if (!m) return gather(run, ret);
    if (!m->has_sessions && !gather(run, &m->sessions)) return false;
    m->has_sessions = true;
    *ret = m->sessions;
    return true;
}

/* --- for links ----------------------------------------------------------------------------------- */

/* What the company sent: enough to say that two laptops stand in one place, not what may run on them. */
static void find_sent(struct evidence_run *run, struct issued *ret)
{
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_SHIP_SERIAL, &at);)
        if (!is_issued(ret, at.value->text)) add_issued(run, ret, at.value->text);
}

static bool is_on_staff(const struct dossier *d)
{
    for (size_t i = 0; i < d->count; i++)
        if (d->records[i]->kind == RECORD_KIND_WORKER) return true;
    return false;
}

const struct session_address *evidence_addresses(struct evidence_run *run, size_t *ret_count)
{
    struct sessions all;
    struct issued issued;
    *ret_count = 0;
    if (!sessions_gather(run, &all) || !all.count) return NULL;
    struct session_address *out = arena_alloc(run->arena, all.count * sizeof *out);
    /* Who has a computer of the company works on it, where the log does not say on which; so does who is
     * on its staff, where nothing says what was issued. */
    bool is_staff = is_on_staff(run->dossier);
    find_issued(run, &issued);
    find_sent(run, &issued);
    for (size_t i = 0; out && i < all.count; i++) {
        const struct session *s = &all.session[i];
        bool is_work = issued.count ? is_issued(&issued, s->device) || (!s->device.len && s->kind == SESSION_LOGIN)
                                    : is_staff && s->kind == SESSION_LOGIN;
        bool is_public = s->has_ip && (s->class == IP_PUBLIC || s->class == IP_DOCUMENTATION);
        if (!is_public || !s->at.value || s->kind == SESSION_REFERENCE) continue;
        out[(*ret_count)++] = (struct session_address){
            .at = s->at, .ip = s->at.value->text, .time_s = s->has_time ? s->time.s : INT64_MIN,
            .is_anonymous = session_is_anonymous(s), .is_managed = s->is_managed || is_work,
            .is_shared = s->kinds & (NET_BIT(NET_MOBILE) | NET_BIT(NET_SATELLITE) | NET_BIT(NET_OFFICE)),
        };
    }
    return out;
}
