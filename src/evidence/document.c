/*
 * Documents: what a zone, a bar code and a number say against what is printed, against the calendar
 * and against the file they came in.
 */
#include "evidence/own.h"

#include "base/country.h"
#include "base/num.h"
#include "evidence/barcode.h"
#include "evidence/mrz.h"
#include "evidence/nationalid.h"
#include "evidence/passport.h"
#include "evidence/phrase.h"

/* --- comparing with what is printed ----------------------------------------------------------------- */

/* Letters and digits that a reader takes for one another count as one. */
static char plain_sign(char c)
{
    static const char from[] = "OQDILZSGB", to[] = "000112568";
    c = byte_upper(c);
    const char *p = c ? strchr(from, c) : NULL;
    return p ? to[p - from] : c;
}

/* A number without signs; longer than any is cut. */
static str plain_number(str text, char ret[64])
{
    size_t len = 0;
    for (size_t i = 0; i < text.len && len < 64; i++)
        if (byte_is_alnum(text.data[i])) ret[len++] = plain_sign(text.data[i]);
    return str_of(ret, len);
}

/* The same number, one with a check digit or a prefix more, or one inside the other. */
static bool numbers_agree(str a, str b)
{
    char left[64], right[64];
    str x = plain_number(a, left), y = plain_number(b, right);
    if (x.len == 0 || y.len == 0) return false;
    if (x.len > y.len) {
        str z = x;
        x = y;
        y = z;
    }
    if (x.len < 5) return str_eq(x, y);
    return str_find(y, x, 0) != SIZE_MAX;
}

/* Printed dates of two other calendars, their years brought to this one; day and month may have
 * changed places on the way through a spreadsheet. */
static bool days_agree(struct mrz_date zone, str printed, bool *ret_known)
{
    struct date d;
    *ret_known = date_read(printed, &d) && d.precision == DATE_DAY && !d.is_circa;
    *ret_known &= zone.year >= 0 || zone.month >= 0 || zone.day >= 0;
    if (!*ret_known) return true;
    static const int calendars[] = { 0, 543, -1911 }; /* Buddhist, Minguo */
    bool is_year = zone.year < 0;
    for (size_t i = 0; i < COUNT_OF(calendars); i++) {
        bool is_odd = i == 1 ? d.year < 2400 : i == 2 ? d.year > 200 : false;
        is_year |= !is_odd && (d.year - calendars[i]) % 100 == zone.year;
    }
    bool is_straight = (zone.month < 0 || zone.month == d.month) && (zone.day < 0 || zone.day == d.day);
    bool is_swapped = zone.month == d.day && zone.day == d.month;
    return is_year && (is_straight || is_swapped);
}

struct compare {
    bool           is_known, differs;
    struct origins o;
};

static void note(struct compare *c, bool known, bool agrees, const struct item *at,
                 const struct record_value *v)
{
    if (!known) return;
    c->is_known = true;
    if (agrees) return;
    c->differs = true;
    origins_add(&c->o, item_origin(at, v));
}

/* A field whose own check digit fails is not compared: that counts already. */
static void compare_zone(const struct item *at, const struct mrz *m, struct compare *c)
{
    const struct record_value *v = item_value(at, FIELD_DOC_NUMBER);
    if (v && !(m->wrong & MRZ_NUMBER) && m->number[0]) {
        bool agrees = numbers_agree(v->text, str_c(m->number)) ||
                      numbers_agree(v->text, str_c(m->optional[0])) ||
                      numbers_agree(v->text, str_c(m->optional[1]));
        note(c, true, agrees, at, v);
    }
    bool known;
    v = item_value(at, FIELD_DOC_BIRTH_DATE);
    if (v && !(m->wrong & MRZ_BIRTH)) {
        bool agrees = days_agree(m->birth, v->text, &known);
        note(c, known, agrees, at, v);
    }
    v = item_value(at, FIELD_DOC_EXPIRES);
    if (v && !(m->wrong & MRZ_EXPIRY)) {
        bool agrees = days_agree(m->expiry, v->text, &known);
        note(c, known, agrees, at, v);
    }
    v = item_value(at, FIELD_DOC_NAME);
    if (v) {
        enum mrz_name name = mrz_name_compare(m, v->text);
        note(c, name != MRZ_NAME_UNKNOWN, name != MRZ_NAME_OTHER, at, v);
    }
}

/* --- zones ------------------------------------------------------------------------------------------ */

/* One wrong read is no proof, and one sign taken for another never is until it was read twice. */
static bool zone_fails(const struct item *at, const struct mrz *m)
{
    int64_t reads = 0;
    bool is_counted = item_count(at, FIELD_DOC_MRZ_READS, &reads);
    if (m->wrong) return !is_counted || reads >= 2;
    return m->slip && reads >= 2;
}

static void zones(struct evidence_run *run)
{
    struct tally fails = { 0 }, conflicts = { 0 };
    struct origins most = { .count = 0 }; /* values of the zone that disagrees most */
    struct item at = { .items = 0 };
    struct mrz m;
    while (item_next(run, GROUP_DOC, &at)) {
        const struct record_value *v = item_value(&at, FIELD_DOC_MRZ);
        if (!v || !mrz_read(v->text, &m)) continue;
        tally_add(&fails, zone_fails(&at, &m), item_origin(&at, v));
        struct compare c = { .is_known = false };
        compare_zone(&at, &m, &c);
        if (!c.is_known) continue;
        tally_add(&conflicts, c.differs, item_origin(&at, v));
        for (size_t i = 0; i < c.o.count; i++) origins_add(&conflicts.hits, c.o.at[i]);
        if (c.o.count > most.count) most = c.o;
    }
    tally_give(run, FEATURE_DOC_MRZ_FAIL, &fails, false);
    tally_give(run, FEATURE_DOC_MRZ_CONFLICT, &conflicts, false);
    if (conflicts.asked) feature_give(run, FEATURE_DOC_MRZ_FIELDS, (int64_t)most.count, &most);
}

static void barcodes(struct evidence_run *run)
{
    struct tally conflicts = { 0 };
    struct item at = { .items = 0 };
    struct barcode b;
    while (item_next(run, GROUP_DOC, &at)) {
        const struct record_value *code = item_value(&at, FIELD_DOC_BARCODE), *v;
        if (!code || !barcode_read(code->text, &b)) continue;
        struct compare c = { .is_known = false };
        v = item_value(&at, FIELD_DOC_NUMBER);
        if (v && b.number.len) note(&c, true, numbers_agree(v->text, b.number), &at, v);
        v = item_value(&at, FIELD_DOC_BIRTH_DATE);
        if (v && b.has_birth) {
            bool known, agrees = days_agree(b.birth, v->text, &known);
            note(&c, known, agrees, &at, v);
        }
        v = item_value(&at, FIELD_DOC_NAME);
        if (v && b.name.words) {
            enum mrz_name name = mrz_name_compare(&b.name, v->text);
            note(&c, name != MRZ_NAME_UNKNOWN, name != MRZ_NAME_OTHER, &at, v);
        }
        if (!c.is_known) continue;
        tally_add(&conflicts, c.differs, item_origin(&at, code));
        for (size_t i = 0; i < c.o.count; i++) origins_add(&conflicts.hits, c.o.at[i]);
    }
    tally_give(run, FEATURE_DOC_BARCODE_CONFLICT, &conflicts, false);
}

/* --- dates ------------------------------------------------------------------------------------------ */

static bool expiry_of(const struct evidence_run *run, const struct item *at, int32_t *ret,
                      struct origin *ret_at)
{
    const struct record_value *v = item_value(at, FIELD_DOC_EXPIRES);
    struct mrz m;
    if (item_day(at, FIELD_DOC_EXPIRES, ret)) {
        *ret_at = item_origin(at, v);
        return true;
    }
    v = item_value(at, FIELD_DOC_MRZ);
    if (v && mrz_read(v->text, &m) && !(m.wrong & MRZ_EXPIRY) && m.expiry.year >= 0 &&
        m.expiry.month > 0 && m.expiry.day > 0) {
        enum { AHEAD_MAX_DAYS = 11000 }; /* no paper holds for thirty years */
        *ret = date_days(2000 + m.expiry.year, m.expiry.month, m.expiry.day);
        if (*ret > item_now(run, at) / 86400 + AHEAD_MAX_DAYS)
            *ret = date_days(1900 + m.expiry.year, m.expiry.month, m.expiry.day);
        *ret_at = item_origin(at, v);
        return true;
    }
    return false;
}

/* Another paper of the same kind and issuer that holds longer: the person renewed it. */
static bool is_renewed(const struct evidence_run *run, const struct item *old, int32_t expires)
{
    struct item at = { .items = 0 };
    struct origin where;
    int32_t later;
    str issuer = country_code(item_text(old, FIELD_DOC_ISSUER));
    while (item_next(run, GROUP_DOC, &at))
        if (str_eq_nocase(item_text(&at, FIELD_DOC_TYPE), item_text(old, FIELD_DOC_TYPE)) &&
            str_eq(country_code(item_text(&at, FIELD_DOC_ISSUER)), issuer) &&
            expiry_of(run, &at, &later, &where) && later > expires)
            return true;
    return false;
}

static void expiries(struct evidence_run *run)
{
    enum { ASKED_MAX = 256 }; /* papers that a later one is looked for */
    struct tally expired = { 0 };
    struct item at = { .items = 0 };
    size_t asked = 0;
    while (item_next(run, GROUP_DOC, &at)) {
        int32_t expires;
        struct origin where;
        if (!expiry_of(run, &at, &expires, &where)) continue;
        /* a day more: the record's day may be another one where the person is */
        bool is_past = expires + 1 < item_now(run, &at) / 86400;
        if (is_past && asked++ >= ASKED_MAX) run->out->is_cut = true;
        tally_add(&expired, is_past && asked <= ASKED_MAX && !is_renewed(run, &at, expires), where);
    }
    tally_give(run, FEATURE_DOC_EXPIRED, &expired, false);
}

static bool is_odd_span(const struct item *at, bool has_issued, int32_t issued, bool has_expires,
                        int32_t expires, int32_t today)
{
    struct date birth;
    if (has_issued && issued > today + 1) return true;
    if (has_issued && has_expires && issued > expires) return true;
    str born = item_text(at, FIELD_DOC_BIRTH_DATE);
    if (has_issued && date_read(born, &birth) && !birth.is_circa && birth.first > issued) return true;
    if (!has_issued || !has_expires) return false;
    return evidence_word_is(item_text(at, FIELD_DOC_TYPE), "passport") &&
           passport_length(country_code(item_text(at, FIELD_DOC_ISSUER)), issued, expires) == PASSPORT_ODD;
}

static void dates(struct evidence_run *run)
{
    struct tally odd = { 0 };
    struct item at = { .items = 0 };
    while (item_next(run, GROUP_DOC, &at)) {
        int32_t issued = 0, expires = 0;
        bool has_issued = item_day(&at, FIELD_DOC_ISSUED, &issued);
        bool has_expires = item_day(&at, FIELD_DOC_EXPIRES, &expires);
        if (!has_issued) continue; /* an expiry alone can be odd in no way */
        int32_t today = (int32_t)(item_now(run, &at) / 86400);
        bool is_odd = is_odd_span(&at, has_issued, issued, has_expires, expires, today);
        tally_add(&odd, is_odd, item_origin(&at, item_value(&at, FIELD_DOC_ISSUED)));
        if (is_odd && has_expires)
            origins_add(&odd.hits, item_origin(&at, item_value(&at, FIELD_DOC_EXPIRES)));
    }
    tally_give(run, FEATURE_DOC_DATES_ODD, &odd, false);
}

/* --- numbers ---------------------------------------------------------------------------------------- */

static void passports(struct evidence_run *run)
{
    struct tally odd = { 0 };
    struct item at = { .items = 0 };
    while (item_next(run, GROUP_DOC, &at)) {
        const struct record_value *v = item_value(&at, FIELD_DOC_NUMBER);
        int32_t issued;
        if (!v || !evidence_word_is(item_text(&at, FIELD_DOC_TYPE), "passport")) continue;
        if (!item_day(&at, FIELD_DOC_ISSUED, &issued)) issued = INT32_MAX;
        enum passport_verdict verdict =
            passport_number(country_code(item_text(&at, FIELD_DOC_ISSUER)), v->text, issued);
        if (verdict != PASSPORT_UNKNOWN)
            tally_add(&odd, verdict == PASSPORT_ODD, item_origin(&at, v));
    }
    for (struct origin o = { 0, NULL }; evidence_next(run, FIELD_PASSPORT, &o);) {
        enum passport_verdict verdict =
            passport_number(country_code(o.value->country), o.value->text, INT32_MAX);
        if (verdict != PASSPORT_UNKNOWN) tally_add(&odd, verdict == PASSPORT_ODD, o);
    }
    tally_give(run, FEATURE_DOC_NUMBER_ODD, &odd, false);
}

/* Columns named for one country's number say the country. */
static str country_of_key(str key)
{
    static const struct { const char *keys, *country; } known[] = {
        { "ssn|social_security_number|social security number", "us" },
        { "rrn|resident_registration_number|resident registration number|주민등록번호", "kr" },
        { "nik", "id" },
        { "my_number|my number", "jp" },
    };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (evidence_word_is(key, known[i].keys)) return str_c(known[i].country);
    return STR_EMPTY;
}

static void national_value(struct tally *fails, enum national_kind kind, struct origin at)
{
    str country = country_code(at.value->country);
    if (country.len == 0) country = country_of_key(at.value->key);
    enum national_verdict verdict = national_check(country, kind, at.value->text, NATIONAL_NO_DAY);
    if (verdict != NATIONAL_UNKNOWN) tally_add(fails, verdict == NATIONAL_FAILS, at);
}

/* Each place where a wrong number stands counts: two entries are better proof than one. */
static void nationals(struct evidence_run *run)
{
    struct tally fails = { 0 };
    struct item at = { .items = 0 };
    for (struct origin o = { 0, NULL }; evidence_next(run, FIELD_NATIONAL_ID, &o);)
        national_value(&fails, NATIONAL_ID, o);
    for (struct origin o = { 0, NULL }; evidence_next(run, FIELD_TAX_ID, &o);)
        national_value(&fails, NATIONAL_TAX, o);
    while (item_next(run, GROUP_DOC, &at)) {
        const struct record_value *v = item_value(&at, FIELD_DOC_NUMBER);
        int32_t issued;
        if (!v || !evidence_word_is(item_text(&at, FIELD_DOC_TYPE), "national_id")) continue;
        if (!item_day(&at, FIELD_DOC_ISSUED, &issued)) issued = NATIONAL_NO_DAY;
        enum national_verdict verdict = national_check(country_code(item_text(&at, FIELD_DOC_ISSUER)),
                                                       NATIONAL_CARD, v->text, issued);
        if (verdict != NATIONAL_UNKNOWN)
            tally_add(&fails, verdict == NATIONAL_FAILS, item_origin(&at, v));
    }
    tally_give(run, FEATURE_DOC_NATIONAL_FAIL, &fails, false);
}

/* --- files ------------------------------------------------------------------------------------------ */

static bool is_none(str word)
{
    return evidence_word_is(word, "none|no|false|0|not found");
}

static void files(struct evidence_run *run)
{
    struct tally editors = { 0 }, generated = { 0 }, no_camera = { 0 }, revised = { 0 };
    struct item at = { .items = 0 };
    while (item_next(run, GROUP_DOC, &at)) {
        enum editor by = EDITOR_NONE;
        const struct record_value *tag = NULL, *v;
        for (v = NULL; (v = record_next(at.in, FIELD_DOC_SOFTWARE, v));) {
            if (v->item != at.number) continue;
            enum editor found = editor_of(v->text, run->arena);
            if (!tag || found > by) {
                tag = v;
                by = found;
            }
        }
        bool is_edited = by == EDITOR_IMAGE || by == EDITOR_PDF;
        if (tag) tally_add(&editors, is_edited, item_origin(&at, tag));
        v = item_value(&at, FIELD_DOC_GENERATOR);
        if (v) tally_add(&generated, !is_none(v->text), item_origin(&at, v));
        const struct record_value *revisions = item_value(&at, FIELD_DOC_REVISIONS);
        int64_t saves;
        if (item_count(&at, FIELD_DOC_REVISIONS, &saves))
            tally_add(&revised, saves > 0, item_origin(&at, revisions));
        const struct record_value *made = item_value(&at, FIELD_DOC_MADE_AT);
        const struct record_value *camera = item_value(&at, FIELD_DOC_CAMERA);
        bool is_pdf = revisions || item_value(&at, FIELD_DOC_PDF_ID) || by == EDITOR_PDF || by == EDITOR_MAKER;
        if ((tag || made || camera) && !is_pdf && by != EDITOR_SCANNER)
            tally_add(&no_camera, !camera, item_origin(&at, camera ? camera : tag ? tag : made));
    }
    tally_give(run, FEATURE_DOC_EDITOR, &editors, false);
    tally_give(run, FEATURE_DOC_GENERATED, &generated, false);
    tally_give(run, FEATURE_DOC_NO_CAMERA, &no_camera, false);
    tally_give(run, FEATURE_DOC_REVISED, &revised, false);
}

/* --- issuers ---------------------------------------------------------------------------------------- */

static void issuers(struct evidence_run *run)
{
    struct tally dprk = { 0 };
    struct item at = { .items = 0 };
    struct mrz m;
    while (item_next(run, GROUP_DOC, &at)) {
        const struct record_value *check = item_value(&at, FIELD_DOC_CHECK), *v;
        if (check && evidence_word_is(check->text, "denied|not_found")) {
            struct origin o = item_origin(&at, check);
            str type = item_text(&at, FIELD_DOC_TYPE);
            feature_add(run, FEATURE_DOC_DENIED, 0, type.len ? type : STR("document"), &o, 1);
        }
        str issuer = STR_EMPTY;
        v = item_value(&at, FIELD_DOC_ISSUER);
        if (v) issuer = country_code(v->text);
        if (issuer.len == 0) {
            v = item_value(&at, FIELD_DOC_MRZ);
            if (v && mrz_read(v->text, &m)) issuer = country_code(str_c(m.issuer));
        }
        if (v && issuer.len) tally_add(&dprk, str_eq(issuer, STR("kp")), item_origin(&at, v));
    }
    tally_give(run, FEATURE_DOC_ISSUER_DPRK, &dprk, true);
}

void feature_document(struct evidence_run *run)
{
    struct item at = { .items = 0 };
    if (item_next(run, GROUP_DOC, &at)) {
        zones(run);
        barcodes(run);
        expiries(run);
        dates(run);
        files(run);
        issuers(run);
    }
    passports(run);
    nationals(run);
}
