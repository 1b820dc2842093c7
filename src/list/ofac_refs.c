/* What the parties of SDN_ADVANCED.XML refer to. */
#include "list/ofac_refs.h"

#include "list/ofac.h"
#include "list/split.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdlib.h>

#define ID_MAX (((uint64_t)1 << 57) - 1) /* the set stands above it in a key */

static const char *const set_names[REF_SET_COUNT] = {
    [REF_ALIAS_TYPE] = "AliasType",
    [REF_COUNTRY] = "Country",
    [REF_DETAIL_REFERENCE] = "DetailReference",
    [REF_ENTRY_EVENT_TYPE] = "EntryEventType",
    [REF_FEATURE_TYPE] = "FeatureType",
    [REF_ID_DATE_TYPE] = "IDRegDocDateType",
    [REF_ID_TYPE] = "IDRegDocType",
    [REF_LEGAL_BASIS] = "LegalBasis",
    [REF_LIST] = "List",
    [REF_LOC_PART_TYPE] = "LocPartType",
    [REF_NAME_PART_TYPE] = "NamePartType",
    [REF_PARTY_SUB_TYPE] = "PartySubType",
    [REF_PARTY_TYPE] = "PartyType",
    [REF_RELATION_TYPE] = "RelationType",
    [REF_SANCTIONS_TYPE] = "SanctionsType",
    [REF_SCRIPT] = "Script",
    [REF_VALIDITY] = "Validity",
};

/* --- arrays of records ---------------------------------------------------------------------- */

static void *array_add(struct ref_array *a)
{
    if (a->count == a->room) {
        size_t room = a->room ? a->room * 2 : 256, bytes;
        if (!num_mul(room, a->width, &bytes)) return NULL;
        void *p = mem_realloc(a->items, bytes);
        if (!p) return NULL;
        a->items = p;
        a->room = room;
    }
    void *item = (char *)a->items + a->count++ * a->width;
    memset(item, 0, a->width);
    return item;
}

static int by_key(const void *x, const void *y)
{
    const struct ref_key *a = x, *b = y;
    if (a->id != b->id) return a->id < b->id ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

static const struct ref_key *key_at(const struct ref_array *a, size_t i)
{
    return (const struct ref_key *)(const void *)((const char *)a->items + i * a->width);
}

/* Files come sorted or nearly so; qsort is only asked when they do not. */
static void array_sort(struct ref_array *a)
{
    for (size_t i = 1; i < a->count; i++) {
        if (by_key(key_at(a, i - 1), key_at(a, i)) <= 0) continue;
        qsort(a->items, a->count, a->width, by_key);
        return;
    }
}

const void *ofac_refs_find(const struct ref_array *a, uint64_t id, size_t *ret_count)
{
    size_t low = 0, high = a->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (key_at(a, mid)->id < id)
            low = mid + 1;
        else
            high = mid;
    }
    size_t end = low;
    while (end < a->count && key_at(a, end)->id == id) end++;
    *ret_count = end - low;
    return end > low ? key_at(a, low) : NULL;
}

/* --- references ----------------------------------------------------------------------------- */

bool ofac_refs_id(const struct xml_node *n, const char *attr, uint64_t *ret)
{
    return num_parse_u64(xml_attr(n, attr), ID_MAX, ret);
}

static uint64_t value_key(enum ref_set set, uint64_t id)
{
    return (uint64_t)set << 57 | id;
}

const struct ref_value *ofac_refs_row(const struct ofac_refs *r, enum ref_set set, uint64_t id)
{
    size_t count;
    return id > ID_MAX ? NULL : ofac_refs_find(&r->values, value_key(set, id), &count);
}

cordon_status ofac_refs_value(const struct ofac_refs *r, enum ref_set set,
                              const struct xml_node *n, const char *attr,
                              const struct ref_value **ret, struct cordon_error *err)
{
    str text = xml_attr(n, attr);
    uint64_t id;
    *ret = NULL;
    if (text.len == 0) return CORDON_OK;
    if (ofac_refs_id(n, attr, &id)) *ret = ofac_refs_row(r, set, id);
    if (*ret) return CORDON_OK;
    return error_at(err, CORDON_SYNTAX, r->file->name, n->line, 0,
                    "%s '%.*s' stands in no table of %s values", attr,
                    (int)(text.len > 32 ? 32 : text.len), text.data, set_names[set]);
}

static cordon_status need_id(const struct ofac_refs *r, const struct xml_node *n,
                             const char *attr, uint64_t *ret, struct cordon_error *err)
{
    if (ofac_refs_id(n, attr, ret)) return CORDON_OK;
    return error_at(err, CORDON_SYNTAX, r->file->name, n->line, 0,
                    "<%.*s> has no number in '%s'", (int)(n->name.len > 64 ? 64 : n->name.len),
                    n->name.data, attr);
}

static str keep(struct ofac_refs *r, str s)
{
    return s.len ? arena_str(&r->keep, split_squeeze(s, &r->scratch)) : STR_EMPTY;
}

static str text_of(const struct ref_value *v)
{
    return v ? v->text : STR_EMPTY;
}

static bool is_true(const struct xml_node *n, const char *attr)
{
    return str_eq(xml_attr(n, attr), STR("true")) || str_eq(xml_attr(n, attr), STR("1"));
}

/* --- code tables ---------------------------------------------------------------------------- */

static cordon_status take_values(struct ofac_refs *r, const struct xml_node *set,
                                 struct cordon_error *err)
{
    for (const struct xml_node *n = set->child; n; n = n->next) {
        uint64_t id;
        unsigned s = 0;
        while (s < REF_SET_COUNT && !xml_is(n, set_names[s])) s++;
        if (s == REF_SET_COUNT) continue; /* a table that nothing here asks for */
        cordon_status st = need_id(r, n, "ID", &id, err);
        if (st) return st;
        struct ref_value *v = array_add(&r->values);
        if (!v) return error_nomem(err);
        *v = (struct ref_value){ .key = { value_key((enum ref_set)s, id), n->line } };
        v->text = keep(r, n->text);
        if (!ofac_refs_id(n, "PartyTypeID", &v->party_type)) v->party_type = UINT64_MAX;
    }
    array_sort(&r->values); /* what follows already asks */
    return CORDON_OK;
}

/* --- dates ---------------------------------------------------------------------------------- */

struct day {
    uint64_t year, month, day; /* year 0: none */
};

static struct day day_of(const struct xml_node *n)
{
    struct day d = { 0 };
    bool is_day = n && num_parse_u64(xml_text(n, "Year"), 9999, &d.year) &&
                  num_parse_u64(xml_text(n, "Month"), 12, &d.month) &&
                  num_parse_u64(xml_text(n, "Day"), 31, &d.day);
    return is_day && d.month && d.day ? d : (struct day){ 0 };
}

static uint64_t last_day(uint64_t month, uint64_t year)
{
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month == 2) return is_leap ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static str day_text(struct day d, bool has_day, bool has_month, struct arena *a)
{
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    unsigned year = (unsigned)d.year;
    if (!has_month) return arena_printf(a, "%04u", year);
    const char *month = months[d.month - 1];
    if (!has_day) return arena_printf(a, "%s %04u", month, year);
    return arena_printf(a, "%02u %s %04u", (unsigned)d.day, month, year);
}

static bool is_fixed(const struct xml_node *start, const struct xml_node *end, const char *attr)
{
    return is_true(start, attr) && (!end || is_true(end, attr));
}

/* A period is a range even for one day. A whole month or year whose ends are not fixed to the day
 * or month is what OFAC writes as "Aug 1979" or "1979". */
str ofac_refs_period(const struct xml_node *period, struct arena *a)
{
    const struct xml_node *start = xml_child(period, "Start"), *end = xml_child(period, "End");
    if (!start) start = end;
    struct day low = day_of(xml_child(start, "From")), high = day_of(xml_child(end, "To"));
    if (!low.year) low = day_of(xml_child(start, "To"));
    if (!high.year) high = day_of(xml_child(end, "From"));
    if (!high.year) high = day_of(xml_child(start, "To"));
    if (!low.year) low = high;
    if (!high.year) high = low;
    if (!low.year) return STR_EMPTY;
    bool whole_months = low.day == 1 && high.day == last_day(high.month, high.year);
    bool whole_years = whole_months && low.month == 1 && high.month == 12;
    bool is_one = low.year == high.year && low.month == high.month && low.day == high.day;
    bool has_month = !whole_years || is_fixed(start, end, "MonthFixed");
    bool has_day = is_one || !whole_months || is_fixed(start, end, "DayFixed");
    if (!has_month) has_day = false;
    str first = day_text(low, has_day, has_month, a), second = day_text(high, has_day, has_month, a);
    const char *circa = is_true(start, "Approximate") || is_true(end, "Approximate") ? "circa " : "";
    if (str_eq(first, second)) return arena_printf(a, "%s%.*s", circa, STR_ARG(first));
    return arena_printf(a, "%s%.*s to %.*s", circa, STR_ARG(first), STR_ARG(second));
}

static str iso_day(const struct xml_node *n, struct arena *a)
{
    struct day d = day_of(n);
    if (!d.year) return STR_EMPTY;
    return arena_printf(a, "%04u-%02u-%02u", (unsigned)d.year, (unsigned)d.month,
                        (unsigned)d.day);
}

/* --- names ---------------------------------------------------------------------------------- */

/* The NamePartType of a part, through its group. */
static cordon_status part_type(const struct ofac_refs *r, const struct xml_node *groups, str group,
                               const struct xml_node *where, const struct ref_value **ret,
                               struct cordon_error *err)
{
    for (const struct xml_node *m = groups ? groups->child : NULL; m; m = m->next)
        for (const struct xml_node *g = m->child; g; g = g->next)
            if (str_eq(xml_attr(g, "ID"), group))
                return ofac_refs_value(r, REF_NAME_PART_TYPE, g, "NamePartTypeID", ret, err);
    return error_at(err, CORDON_SYNTAX, r->file->name, where->line, 0,
                    "a name part of group '%.*s', which its identity does not have",
                    (int)(group.len > 32 ? 32 : group.len), group.len ? group.data : "");
}

static str join(str left, const char *between, str right, struct arena *a)
{
    if (left.len == 0) return right;
    if (right.len == 0) return left;
    return arena_concat(a, (const str[]){ left, str_c(between), right }, 3);
}

static bool is_family_part(str type)
{
    return str_eq_nocase(type, STR("Last Name")) || str_eq_nocase(type, STR("Maiden Name")) ||
           str_eq_nocase(type, STR("Matronymic"));
}

static bool is_person_part(str type)
{
    return is_family_part(type) || str_eq_nocase(type, STR("First Name")) ||
           str_eq_nocase(type, STR("Middle Name")) || str_eq_nocase(type, STR("Patronymic")) ||
           str_eq_nocase(type, STR("Nickname"));
}

cordon_status ofac_refs_name(const struct ofac_refs *r, const struct xml_node *name,
                             const struct xml_node *groups, struct arena *a, str *ret_whole,
                             str *ret_last, str *ret_first, str *ret_script,
                             struct cordon_error *err)
{
    str last = STR_EMPTY, first = STR_EMPTY, script = STR_EMPTY;
    for (const struct xml_node *p = name->child; p; p = p->next) {
        const struct xml_node *v = xml_child(p, "NamePartValue");
        const struct ref_value *type, *writing;
        if (!xml_is(p, "DocumentedNamePart") || !v || v->text.len == 0) continue;
        cordon_status st = part_type(r, groups, xml_attr(v, "NamePartGroupID"), v, &type, err);
        if (!st) st = ofac_refs_value(r, REF_SCRIPT, v, "ScriptID", &writing, err);
        if (st) return st;
        str text = split_squeeze(v->text, a);
        if (writing) script = writing->text;
        if (is_family_part(text_of(type)))
            last = join(last, " ", text, a);
        else
            first = join(first, " ", text, a);
        if (!is_person_part(text_of(type))) last = STR_EMPTY;
    }
    bool is_latin = script.len == 0 || str_eq_nocase(script, STR("Latin"));
    *ret_last = last;
    *ret_first = first;
    *ret_script = is_latin ? STR_EMPTY : script;
    *ret_whole = join(last, is_latin ? ", " : " ", first, a);
    return CORDON_OK;
}

/* --- places --------------------------------------------------------------------------------- */

/* Where a part stands in a written address. */
static unsigned part_rank(str type)
{
    static const char *const order[] = { "ADDRESS1",       "ADDRESS2",    "ADDRESS3", "CITY",
                                         "STATE/PROVINCE", "POSTAL CODE", "REGION" };
    for (unsigned i = 0; i < COUNT_OF(order); i++)
        if (str_eq_nocase(type, str_c(order[i]))) return i;
    return COUNT_OF(order);
}

static str part_text(const struct xml_node *part, struct arena *a)
{
    str all = STR_EMPTY;
    for (const struct xml_node *v = part->child; v; v = v->next)
        if (xml_is(v, "LocationPartValue"))
            all = join(all, " / ", split_squeeze(xml_text(v, "Value"), a), a);
    return all;
}

static cordon_status take_place(struct ofac_refs *r, const struct xml_node *n,
                                struct cordon_error *err)
{
    uint64_t id;
    str full = STR_EMPTY, country = STR_EMPTY;
    cordon_status st = need_id(r, n, "ID", &id, err);
    for (unsigned rank = 0; rank <= 7 && !st; rank++) {
        for (const struct xml_node *p = n->child; p && !st; p = p->next) {
            const struct ref_value *type = NULL;
            if (!xml_is(p, "LocationPart")) continue;
            st = ofac_refs_value(r, REF_LOC_PART_TYPE, p, "LocPartTypeID", &type, err);
            if (!st && part_rank(text_of(type)) == rank)
                full = join(full, ", ", part_text(p, &r->scratch), &r->scratch);
        }
    }
    for (const struct xml_node *c = n->child; c && !st; c = c->next) {
        const struct ref_value *v = NULL;
        if (!xml_is(c, "LocationCountry")) continue;
        st = ofac_refs_value(r, REF_COUNTRY, c, "CountryID", &v, err);
        country = join(country, "; ", text_of(v), &r->scratch);
    }
    if (st) return st;
    struct ref_place *p = array_add(&r->places);
    if (!p) return error_nomem(err);
    p->key = (struct ref_key){ id, n->line };
    p->full = keep(r, join(full, ", ", country, &r->scratch));
    p->country = list_country(country);
    p->country_name = keep(r, country);
    p->bytes = n->bytes;
    return CORDON_OK;
}

/* --- papers --------------------------------------------------------------------------------- */

static cordon_status take_paper_dates(struct ofac_refs *r, const struct xml_node *n,
                                      struct ref_paper *p, struct cordon_error *err)
{
    for (const struct xml_node *d = n->child; d; d = d->next) {
        const struct ref_value *type;
        if (!xml_is(d, "DocumentDate")) continue;
        cordon_status st = ofac_refs_value(r, REF_ID_DATE_TYPE, d, "IDRegDocDateTypeID", &type, err);
        if (st) return st;
        str text = keep(r, ofac_refs_period(xml_child(d, "DatePeriod"), &r->scratch));
        if (str_starts_nocase(text_of(type), STR("Expir")))
            p->expires = text;
        else
            p->issued = text;
    }
    return CORDON_OK;
}

static cordon_status take_paper(struct ofac_refs *r, const struct xml_node *n,
                                struct cordon_error *err)
{
    const struct ref_value *type, *country, *validity;
    uint64_t identity;
    cordon_status st = need_id(r, n, "IdentityID", &identity, err);
    if (!st) st = ofac_refs_value(r, REF_ID_TYPE, n, "IDRegDocTypeID", &type, err);
    if (!st) st = ofac_refs_value(r, REF_COUNTRY, n, "IssuedBy-CountryID", &country, err);
    if (!st) st = ofac_refs_value(r, REF_VALIDITY, n, "ValidityID", &validity, err);
    if (st) return st;
    struct ref_paper *p = array_add(&r->papers);
    if (!p) return error_nomem(err);
    p->key = (struct ref_key){ identity, n->line };
    p->type = text_of(type);
    p->country = text_of(country);
    p->validity = text_of(validity);
    p->number = keep(r, xml_text(n, "IDRegistrationNo"));
    p->authority = keep(r, xml_text(n, "IssuingAuthority"));
    p->bytes = n->bytes;
    return take_paper_dates(r, n, p, err);
}

/* --- parties, ties, measures ---------------------------------------------------------------- */

/* The name of a profile: its primary identity's primary name. */
static cordon_status take_identity(struct ofac_refs *r, const struct xml_node *n,
                                   struct cordon_error *err)
{
    str whole = STR_EMPTY, last, first, script;
    for (const struct xml_node *a = n->child; a && whole.len == 0; a = a->next) {
        const struct xml_node *name = xml_child(a, "DocumentedName");
        if (!xml_is(a, "Alias") || !is_true(a, "Primary") || !name) continue;
        cordon_status st = ofac_refs_name(r, name, xml_child(n, "NamePartGroups"), &r->scratch,
                                          &whole, &last, &first, &script, err);
        if (st) return st;
    }
    struct ref_party *p = r->parties.count
                              ? (struct ref_party *)r->parties.items + r->parties.count - 1
                              : NULL;
    if (p && p->name.len == 0) p->name = keep(r, whole);
    return CORDON_OK;
}

static cordon_status take_profile(struct ofac_refs *r, const struct xml_node *n,
                                  struct cordon_error *err)
{
    uint64_t id;
    cordon_status st = need_id(r, n, "ID", &id, err);
    if (st) return st;
    struct ref_party *p = array_add(&r->parties);
    if (!p) return error_nomem(err);
    p->key = (struct ref_key){ id, n->line };
    p->entry = r->entry;
    return CORDON_OK;
}

static cordon_status take_tie(struct ofac_refs *r, const struct xml_node *n,
                              struct cordon_error *err)
{
    const struct ref_value *type;
    uint64_t from, to;
    cordon_status st = need_id(r, n, "From-ProfileID", &from, err);
    if (!st) st = need_id(r, n, "To-ProfileID", &to, err);
    if (!st) st = ofac_refs_value(r, REF_RELATION_TYPE, n, "RelationTypeID", &type, err);
    if (st) return st;
    str comment = keep(r, xml_text(n, "Comment"));
    for (int side = 0; side < 2; side++) {
        struct ref_tie *t = array_add(&r->ties);
        if (!t) return error_nomem(err);
        t->key = (struct ref_key){ side ? to : from, n->line };
        t->other = side ? from : to;
        t->type = text_of(type);
        t->comment = comment;
        t->is_reverse = side == 1;
        t->is_former = is_true(n, "Former");
        t->bytes = n->bytes;
    }
    return CORDON_OK;
}

static cordon_status take_event(struct ofac_refs *r, const struct xml_node *n,
                                struct ref_measure *m, struct cordon_error *err)
{
    const struct ref_value *type, *basis;
    cordon_status st = ofac_refs_value(r, REF_ENTRY_EVENT_TYPE, n, "EntryEventTypeID", &type, err);
    if (!st) st = ofac_refs_value(r, REF_LEGAL_BASIS, n, "LegalBasisID", &basis, err);
    if (st) return st;
    bool is_listing = str_eq_nocase(text_of(type), STR("Created")) ||
                      str_eq_nocase(text_of(type), STR("Listed")) ||
                      str_eq_nocase(text_of(type), STR("Added"));
    if (is_listing) m->listed = keep(r, iso_day(xml_child(n, "Date"), &r->scratch));
    if (basis) m->reasons = keep(r, join(m->reasons, "; ", basis->text, &r->scratch));
    return CORDON_OK;
}

static cordon_status take_sanction(struct ofac_refs *r, const struct xml_node *n,
                                   struct ref_measure *m, struct cordon_error *err)
{
    const struct ref_value *type;
    cordon_status st = ofac_refs_value(r, REF_SANCTIONS_TYPE, n, "SanctionsTypeID", &type, err);
    if (st || !str_eq_nocase(text_of(type), STR("Program"))) return st;
    m->programs = keep(r, join(m->programs, "] [", xml_text(n, "Comment"), &r->scratch));
    return CORDON_OK;
}

static cordon_status take_measure(struct ofac_refs *r, const struct xml_node *n,
                                  struct cordon_error *err)
{
    const struct ref_value *list;
    uint64_t profile;
    struct ref_measure m = { .bytes = n->bytes };
    cordon_status st = need_id(r, n, "ProfileID", &profile, err);
    if (!st) st = ofac_refs_value(r, REF_LIST, n, "ListID", &list, err);
    if (st) return st;
    m.key = (struct ref_key){ profile, n->line };
    m.list = text_of(list);
    for (const struct xml_node *c = n->child; c && !st; c = c->next) {
        if (xml_is(c, "EntryEvent")) st = take_event(r, c, &m, err);
        if (xml_is(c, "SanctionsMeasure")) st = take_sanction(r, c, &m, err);
    }
    struct ref_measure *kept = st ? NULL : array_add(&r->measures);
    if (!kept) return st ? st : error_nomem(err);
    *kept = m;
    return CORDON_OK;
}

/* --- the file ------------------------------------------------------------------------------- */

enum {
    PATH_ROOT,
    PATH_ISSUED,
    PATH_VALUES,
    PATH_PLACE,
    PATH_PAPER,
    PATH_PARTY,
    PATH_PROFILE,
    PATH_IDENTITY,
    PATH_TIE,
    PATH_MEASURE,
    PATH_IN_PARTY,
    PATH_IN_PROFILE,
    PATH_LINKS,
};

#define PARTY "Sanctions", "DistinctParties", "DistinctParty"

static const struct xml_path paths[] = {
    [PATH_ROOT] = { XML_OPEN, { "Sanctions" } },
    [PATH_ISSUED] = { XML_RECORD, { "Sanctions", "DateOfIssue" } },
    [PATH_VALUES] = { XML_RECORD, { "Sanctions", "ReferenceValueSets", "*" } },
    [PATH_PLACE] = { XML_RECORD, { "Sanctions", "Locations", "Location" } },
    [PATH_PAPER] = { XML_RECORD, { "Sanctions", "IDRegDocuments", "IDRegDocument" } },
    [PATH_PARTY] = { XML_OPEN, { PARTY } },
    [PATH_PROFILE] = { XML_OPEN, { PARTY, "Profile" } },
    [PATH_IDENTITY] = { XML_RECORD, { PARTY, "Profile", "Identity" } },
    [PATH_TIE] = { XML_RECORD, { "Sanctions", "ProfileRelationships", "ProfileRelationship" } },
    [PATH_MEASURE] = { XML_RECORD, { "Sanctions", "SanctionsEntries", "SanctionsEntry" } },
    [PATH_IN_PARTY] = { XML_SKIP, { PARTY, "*" } },
    [PATH_IN_PROFILE] = { XML_SKIP, { PARTY, "Profile", "*" } },
    [PATH_LINKS] = { XML_SKIP, { "Sanctions", "SanctionsEntryLinks" } },
};

static cordon_status take_root(struct ofac_refs *r, const struct xml_node *n,
                               struct cordon_error *err)
{
    if (xml_attr(n, "DeltaBaseVersion").len == 0) return CORDON_OK;
    return error_at(err, CORDON_REFUSED, r->file->name, n->line, 0,
                    "the file holds the changes to another edition; fetch the whole list");
}

static cordon_status take(void *ctx, size_t path, const struct xml_node *n,
                          struct cordon_error *err)
{
    struct ofac_refs *r = ctx;
    cordon_status st = CORDON_OK;
    arena_reset(&r->scratch);
    switch (path) {
    case PATH_ROOT: st = take_root(r, n, err); break;
    case PATH_ISSUED: r->issued = keep(r, iso_day(n, &r->scratch)); break;
    case PATH_VALUES: st = take_values(r, n, err); break;
    case PATH_PLACE: st = take_place(r, n, err); break;
    case PATH_PAPER: st = take_paper(r, n, err); break;
    case PATH_PARTY: r->entry = keep(r, xml_attr(n, "FixedRef")); break;
    case PATH_PROFILE: st = take_profile(r, n, err); break;
    case PATH_IDENTITY: st = take_identity(r, n, err); break;
    case PATH_TIE: st = take_tie(r, n, err); break;
    case PATH_MEASURE: st = take_measure(r, n, err); break;
    default: break;
    }
    if (!st && (r->keep.failed || r->scratch.failed))
        st = r->keep.used > OFAC_REFS_MAX / 2
                 ? error_at(err, CORDON_LIMIT, r->file->name, n->line, 0,
                            "places, papers and measures need more than 1 GiB")
                 : error_nomem(err);
    return st;
}

cordon_status ofac_refs_read(struct ofac_refs *r, const struct list_file *file,
                             struct list_report *report, struct cordon_error *err)
{
    static const struct xml_plan plan = { .title = "OFAC's SDN_ADVANCED.XML",
                                          .paths = paths,
                                          .count = COUNT_OF(paths),
                                          .take = take };
    *r = (struct ofac_refs){
        .file = file,
        .values = { .width = sizeof(struct ref_value) },
        .places = { .width = sizeof(struct ref_place) },
        .papers = { .width = sizeof(struct ref_paper) },
        .ties = { .width = sizeof(struct ref_tie) },
        .measures = { .width = sizeof(struct ref_measure) },
        .parties = { .width = sizeof(struct ref_party) },
    };
    arena_init(&r->keep, OFAC_REFS_MAX);
    arena_init(&r->scratch, 4u * XML_RECORD_MAX);
    r->parties_at.name = "DistinctParties";
    cordon_status st = xml_read_find(file, &plan, r, report, &r->parties_at, err);
    array_sort(&r->places);
    array_sort(&r->papers);
    array_sort(&r->ties);
    array_sort(&r->measures);
    array_sort(&r->parties);
    return st;
}

void ofac_refs_release(struct ofac_refs *r)
{
    struct ref_array *arrays[] = { &r->values, &r->places,   &r->papers,
                                   &r->ties,   &r->measures, &r->parties };
    for (size_t i = 0; i < COUNT_OF(arrays); i++) {
        mem_free(arrays[i]->items);
        *arrays[i] = (struct ref_array){ .items = NULL };
    }
    arena_release(&r->keep);
    arena_release(&r->scratch);
}
