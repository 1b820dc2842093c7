/*
 * What the fields of a record say about one listed party.
 *
 * Agreement raises, contradiction lowers by how well the contradicting value is proved, absence
 * is shown and counts nothing. A field that agrees never lowers, one that contradicts never raises.
 */
#include "engine/compared.h"

#include "base/country.h"
#include "base/num.h"
#include "text/text.h"

str compared_field_name(enum compared_field f)
{
    static const str names[COMPARED_COUNT] = {
        [COMPARED_KIND] = STR_INIT("schema"),
        [COMPARED_BIRTH_DATE] = STR_INIT("birth_date"),
        [COMPARED_COUNTRY] = STR_INIT("country"),
        [COMPARED_SEX] = STR_INIT("sex"),
        [COMPARED_BIRTH_PLACE] = STR_INIT("birth_place"),
        [COMPARED_ADDRESS] = STR_INIT("address"),
        [COMPARED_IDENTIFIER] = STR_INIT("identifier"),
    };
    return f < COMPARED_COUNT ? names[f] : STR_EMPTY;
}

str compared_state_name(enum compared_state s)
{
    switch (s) {
    case COMPARED_ABSENT: return STR("absent");
    case COMPARED_AGREES: return STR("agrees");
    case COMPARED_NEAR: return STR("near");
    case COMPARED_NEUTRAL: return STR("neutral");
    case COMPARED_CONTRADICTS: return STR("contradicts");
    case COMPARED_UNREADABLE: return STR("unreadable");
    }
    return STR("absent");
}

/* --- walking a party's statements, children included ------------------------------------------ */

struct walk {
    const struct entity_set *set;
    struct entity            entity;
    uint32_t                 row, end, at;
};

static struct walk walk_begin(const struct entity_set *set, uint32_t row)
{
    struct walk w = { .set = set, .row = row, .end = entity_family_end(set, row) };
    if (!entity_get(set, row, &w.entity)) w.end = row;
    return w;
}

static bool walk_next(struct walk *w, struct entity_statement *ret)
{
    while (w->row < w->end) {
        if (w->at < w->entity.statement_count)
            return entity_statement_get(w->set, w->entity.first_statement + w->at++, ret);
        w->at = 0;
        if (++w->row >= w->end || !entity_get(w->set, w->row, &w->entity)) return false;
    }
    return false;
}

/* --- field by field ---------------------------------------------------------------------------- */

static int32_t birth_contradiction_cb(const struct cordon_policy *p, enum record_proof proof)
{
    switch (proof) {
    case PROOF_SELF: return p->birth_date_contradicts_self_cb;
    case PROOF_DOCUMENT: return p->birth_date_contradicts_document_cb;
    case PROOF_VERIFIED: return p->birth_date_contradicts_verified_cb;
    }
    return p->birth_date_contradicts_self_cb;
}

static bool is_wide(const struct date *d)
{
    return d->is_circa || d->precision == DATE_RANGE;
}

static struct compared birth_pair(const struct subject_date *d, str listed,
                                  const struct cordon_policy *p)
{
    struct compared e = { .record = d->text, .listed = listed, .proof = d->proof };
    struct date theirs;
    if (!date_read(listed, &theirs)) return e;
    switch (date_compare(&d->date, &theirs, (unsigned)p->circa_years)) {
    case DATE_SAME:
        e.state = COMPARED_AGREES;
        e.cb = p->birth_date_same_cb;
        break;
    case DATE_WITHIN:
        e.state = COMPARED_NEAR;
        e.cb = is_wide(&d->date) || is_wide(&theirs) ? p->birth_date_about_cb
                                                     : p->birth_date_within_cb;
        break;
    case DATE_NEAR:
        e.state = COMPARED_NEAR;
        e.cb = p->birth_date_near_cb;
        break;
    case DATE_CONTRADICTS:
        e.state = COMPARED_CONTRADICTS;
        e.cb = birth_contradiction_cb(p, d->proof);
        break;
    case DATE_UNKNOWN: break;
    }
    return e;
}

/* Does the record also give, with less proof, a date that fits the party? */
static bool also_says(const struct subject *s, const struct set_source *src, uint32_t row,
                      enum record_proof best_proof, const struct cordon_policy *p)
{
    for (size_t i = 0; i < s->birth_count; i++) {
        const struct subject_date *d = &s->births[i];
        struct walk w = walk_begin(&src->entities, row);
        if (!d->is_readable || d->proof == best_proof) continue;
        for (struct entity_statement st; walk_next(&w, &st);)
            if (st.prop == FTM_PROP_BIRTH_DATE && birth_pair(d, st.value, p).cb > 0) return true;
    }
    return false;
}

/* A party with several dates is met by the one that fits best; a record with several dates is
 * held to the best proved, so that a second, invented date cannot outweigh a verified one. */
static struct compared compare_birth(const struct subject *s, const struct set_source *src,
                                     uint32_t row, const struct cordon_policy *p)
{
    struct compared out = { .state = COMPARED_ABSENT };
    enum record_proof best_proof = PROOF_SELF;
    for (size_t i = 0; i < s->birth_count; i++)
        if (s->births[i].is_readable && s->births[i].proof > best_proof)
            best_proof = s->births[i].proof;
    for (size_t i = 0; i < s->birth_count; i++) {
        const struct subject_date *d = &s->births[i];
        if (!d->is_readable) {
            if (out.state == COMPARED_ABSENT)
                out = (struct compared){ .state = COMPARED_UNREADABLE, .record = d->text };
            continue;
        }
        struct walk w = walk_begin(&src->entities, row);
        struct entity_statement st;
        while (d->proof == best_proof && walk_next(&w, &st)) {
            if (st.prop != FTM_PROP_BIRTH_DATE) continue;
            struct compared e = birth_pair(d, st.value, p);
            bool is_first = out.state == COMPARED_ABSENT || out.state == COMPARED_UNREADABLE;
            if (e.state != COMPARED_ABSENT && (is_first || e.cb > out.cb)) out = e;
        }
    }
    if (out.state == COMPARED_CONTRADICTS && best_proof > PROOF_SELF &&
        also_says(s, src, row, best_proof, p)) { /* two stories: neither closes the hit */
        out.proof = PROOF_SELF;
        out.cb = p->birth_date_contradicts_self_cb;
    }
    if (out.state != COMPARED_ABSENT) return out;
    if (s->birth_count) out.record = s->births[0].text;
    struct walk w = walk_begin(&src->entities, row);
    for (struct entity_statement st; walk_next(&w, &st);)
        if (st.prop == FTM_PROP_BIRTH_DATE && !out.listed.len) out.listed = st.value;
    return out;
}

static bool is_country_prop(enum ftm_prop prop)
{
    return prop == FTM_PROP_NATIONALITY || prop == FTM_PROP_CITIZENSHIP ||
           prop == FTM_PROP_COUNTRY || prop == FTM_PROP_JURISDICTION || prop == FTM_PROP_FLAG ||
           prop == FTM_PROP_BIRTH_COUNTRY || prop == FTM_PROP_MAIN_COUNTRY;
}

/* The party's own statements and those of its passports; a sanction's country is the authority's,
 * an address's or a visa's says where it was. */
static bool is_of_party(const struct walk *w)
{
    return w->entity.subject == w->entity.row ||
           ftm_schema_is(w->entity.schema, FTM_SCHEMA_PASSPORT);
}

static struct compared compare_country(const struct subject *s, const struct set_source *src,
                                       uint32_t row, const struct cordon_policy *p)
{
    struct compared out = { .state = COMPARED_ABSENT };
    struct walk w = walk_begin(&src->entities, row);
    bool is_dprk = (w.entity.flags & ENTITY_DPRK) != 0;
    const struct subject_country *said = NULL;
    for (size_t i = 0; i < s->country_count && !said; i++)
        if (s->countries[i].code.len) said = &s->countries[i];
    for (struct entity_statement st; walk_next(&w, &st);) {
        if (!is_country_prop(st.prop) || !is_of_party(&w)) continue;
        str code = country_code(st.value);
        if (!code.len) continue;
        if (!out.listed.len) out.listed = st.value;
        for (size_t i = 0; i < s->country_count; i++) {
            const struct subject_country *c = &s->countries[i];
            if (!str_eq(c->code, code)) continue;
            return (struct compared){ .state = COMPARED_AGREES, .cb = p->country_agrees_cb,
                                      .record = c->text, .listed = st.value, .proof = c->proof };
        }
    }
    if (s->country_count && !said) {
        out.state = COMPARED_UNREADABLE;
        out.record = s->countries[0].text;
    } else if (said) {
        out.record = said->text;
        out.proof = said->proof;
        if (out.listed.len) out.state = is_dprk ? COMPARED_NEUTRAL : COMPARED_CONTRADICTS;
        if (out.state == COMPARED_CONTRADICTS) out.cb = p->country_contradicts_cb;
    }
    return out;
}

static char sex_of(str value)
{
    if (str_eq_nocase(value, STR("male")) || str_eq_nocase(value, STR("m"))) return 'm';
    if (str_eq_nocase(value, STR("female")) || str_eq_nocase(value, STR("f"))) return 'f';
    return 0;
}

static struct compared compare_sex(const struct subject *s, const struct set_source *src,
                                   uint32_t row, const struct cordon_policy *p)
{
    struct compared out = { .state = COMPARED_ABSENT, .proof = s->sex_proof };
    if (s->sex) out.record = s->sex == 'm' ? STR("male") : STR("female");
    struct walk w = walk_begin(&src->entities, row);
    for (struct entity_statement st; walk_next(&w, &st);) {
        if (st.prop != FTM_PROP_GENDER || !sex_of(st.value)) continue;
        out.listed = st.value;
        if (!s->sex) return out;
        bool agrees = sex_of(st.value) == s->sex;
        out.state = agrees ? COMPARED_AGREES : COMPARED_CONTRADICTS;
        out.cb = agrees ? p->sex_agrees_cb : p->sex_contradicts_cb;
        if (agrees) return out;
    }
    return out;
}

/* Tokens that two free texts share; titles of places vary too much for more. */
static size_t shared_tokens(str a, str b, struct arena *arena, size_t *ret_smaller)
{
    struct text_token x[TEXT_TOKENS_MAX], y[TEXT_TOKENS_MAX];
    size_t nx = 0, ny = 0, shared = 0;
    *ret_smaller = 0;
    if (text_tokens(a, arena, x, &nx, NULL) || text_tokens(b, arena, y, &ny, NULL)) return 0;
    for (size_t i = 0; i < nx; i++) {
        bool is_there = false;
        for (size_t j = 0; j < ny && !is_there; j++) is_there = str_eq(x[i].plain, y[j].plain);
        shared += is_there;
    }
    *ret_smaller = nx < ny ? nx : ny;
    return shared;
}

static struct compared compare_place(const struct subject *s, const struct set_source *src,
                                     uint32_t row, const struct cordon_policy *p,
                                     struct arena *arena)
{
    struct compared out = { .state = COMPARED_ABSENT };
    if (s->place_count) out.record = s->places[0].text;
    struct walk w = walk_begin(&src->entities, row);
    for (struct entity_statement st; walk_next(&w, &st);) {
        if (st.prop != FTM_PROP_BIRTH_PLACE) continue;
        if (!out.listed.len) out.listed = st.value;
        str town = str_sub(st.value, 0, str_index(st.value, ','));
        if (country_code(town).len) continue; /* a country alone is no place of birth */
        for (size_t i = 0; i < s->place_count; i++) {
            size_t smaller;
            str ours = str_sub(s->places[i].text, 0, str_index(s->places[i].text, ','));
            size_t shared = shared_tokens(ours, town, arena, &smaller);
            if (!shared || shared < smaller) continue;
            return (struct compared){ .state = COMPARED_AGREES, .cb = p->birth_place_agrees_cb,
                                      .record = s->places[i].text, .listed = st.value,
                                      .proof = s->places[i].proof };
        }
    }
    return out;
}

static struct compared compare_address(const struct subject *s, const struct set_source *src,
                                       uint32_t row, const struct cordon_policy *p,
                                       struct arena *arena)
{
    struct compared out = { .state = COMPARED_ABSENT };
    if (s->address_count) out.record = s->addresses[0].text;
    struct walk w = walk_begin(&src->entities, row);
    for (struct entity_statement st; walk_next(&w, &st);) {
        if (st.prop != FTM_PROP_ADDRESS) continue;
        if (!out.listed.len) out.listed = st.value;
        for (size_t i = 0; i < s->address_count; i++) {
            size_t smaller;
            size_t shared = shared_tokens(s->addresses[i].text, st.value, arena, &smaller);
            if (shared < (size_t)p->address_words_min || shared * 4 < smaller * 3) continue;
            return (struct compared){ .state = COMPARED_AGREES, .cb = p->address_agrees_cb,
                                      .record = s->addresses[i].text, .listed = st.value,
                                      .proof = s->addresses[i].proof };
        }
    }
    return out;
}

/* The issuing country beside a number: a child's own country, if it has one. */
static str issued_by(const struct entity_set *set, uint32_t row)
{
    struct entity e;
    if (!entity_get(set, row, &e) || e.subject == e.row) return STR_EMPTY;
    return country_code(entity_value(set, &e, FTM_PROP_COUNTRY));
}

/* Could a number of kind `a` be one of kind `b`? A kind not said fits any of the loose ones. */
static bool kinds_meet(enum canon_kind a, enum canon_kind b)
{
    return a == b || a == CANON_ANY || b == CANON_ANY;
}

/* How long the part is that two numbers share. */
static uint32_t shared_len(const struct canon *a, const struct canon *b, enum canon_meeting how)
{
    str text = canon_last_text(a).len < canon_last_text(b).len ? canon_last_text(a)
                                                               : canon_last_text(b);
    if (how != CANON_SAME) text = str_from(a->wide, 2);
    return (uint32_t)text.len;
}

/* An equal number before a nearly equal one, then kind and country. */
static int number_rank(const struct compared *e)
{
    return (e->state == COMPARED_AGREES ? 8 : e->state == COMPARED_NEAR ? 4 : 0) +
           2 * e->is_same_kind + e->is_same_country;
}

/* The same entry often has a number twice: as a property, and as a document that names its country.
 * Another country beside an equal number is told and takes the country's weight away, no more: an
 * issuing state is as easily misstated as a nationality. */
static void meet_number(const struct subject_number *n, const struct canon *listed, str value,
                        str country, bool may_be_same_kind, const struct cordon_policy *p,
                        struct compared *out)
{
    enum canon_kind kind = listed->kind, given_kind = n->canon.kind;
    bool same_kind = may_be_same_kind && kinds_meet(given_kind, kind);
    bool both_countries = n->country.len && country.len;
    bool same_country = both_countries && str_eq(n->country, country);
    enum canon_meeting how = canon_meet(&n->canon, listed);
    if (how != CANON_APART) {
        bool is_same = how == CANON_SAME;
        struct compared e = { .state = is_same ? COMPARED_AGREES : COMPARED_NEAR,
                              .cb = is_same ? p->identifier_agrees_cb : p->identifier_near_cb,
                              .record = n->text, .listed = value, .proof = n->proof,
                              .number_kind = kind == CANON_ANY ? given_kind : kind,
                              .meeting = how,
                              .number_len = shared_len(&n->canon, listed, how),
                              .is_same_country = same_country, .is_same_kind = same_kind,
                              .value = n->value };
        bool is_as_near = out->state == e.state; /* countries of a weaker meeting are beside the point */
        str other = both_countries && !same_country ? country
                    : is_as_near                    ? out->other_country
                                                    : STR_EMPTY;
        str given = both_countries && !same_country ? n->country
                    : is_as_near                    ? out->given_country
                                                    : STR_EMPTY;
        bool is_better = number_rank(&e) > number_rank(out);
        if (!is_better && !is_as_near) return;
        if (is_better) *out = e;
        out->other_country = out->is_same_country ? STR_EMPTY : other;
        out->given_country = out->is_same_country ? STR_EMPTY : given;
    } else if (out->state == COMPARED_ABSENT && given_kind == kind && same_country &&
               !n->is_faulty && (kind == CANON_PASSPORT || kind == CANON_NATIONAL_ID)) {
        *out = (struct compared){ .state = COMPARED_CONTRADICTS,
                                  .cb = p->identifier_contradicts_cb, .record = n->text,
                                  .listed = value, .proof = n->proof, .number_kind = kind,
                                  .is_same_country = true, .is_same_kind = true };
    }
}

/* Ships and their owners have IMO numbers of two number spaces: equal digits on a ship and a company
 * are worth showing, and no more. */
static bool may_share_imo(const struct subject *s, const struct entity_set *set, uint32_t row)
{
    struct entity e;
    if (s->kind == NAME_ANY || !entity_get(set, row, &e)) return true;
    enum entity_kind listed = ftm_schema_kind(e.schema);
    if (s->kind == NAME_OBJECT) return listed != KIND_ORGANIZATION;
    return listed != KIND_VESSEL;
}

/* The numbers of the subject, or of one other party. */
struct numbers {
    const struct subject_number *list;
    size_t                       count;
    uint32_t                     party;
};

static struct compared compare_numbers(const struct subject *s, const struct numbers *n,
                                       const struct set_source *src, uint32_t row,
                                       const struct cordon_policy *p, struct arena *arena)
{
    struct compared out = { .state = COMPARED_ABSENT };
    struct walk w = walk_begin(&src->entities, row);
    bool may_share = n->party || may_share_imo(s, &src->entities, row);
    if (n->count && !n->party) out.record = n->list[0].text;
    for (struct entity_statement st; walk_next(&w, &st);) {
        enum canon_kind kind = canon_of_prop(w.entity.schema, st.prop);
        if (kind == CANON_NONE) continue;
        if (out.state == COMPARED_ABSENT && !out.listed.len) {
            out.listed = st.value;
            out.number_kind = kind;
        }
        if (!n->count) continue;
        struct canon c;
        canon_read(kind, st.value, arena, &c);
        str country = issued_by(&src->entities, w.row);
        for (size_t i = 0; c.key_count && i < n->count; i++)
            if (n->list[i].party == n->party)
                meet_number(&n->list[i], &c, st.value, country, c.kind != CANON_IMO || may_share, p,
                            &out);
    }
    return out;
}

static struct compared compare_kind(const struct subject *s, const struct set_source *src,
                                    uint32_t row, const struct cordon_policy *p)
{
    struct compared out = { .state = COMPARED_ABSENT };
    struct entity e;
    if (s->kind == NAME_ANY || !entity_get(&src->entities, row, &e)) return out;
    enum entity_kind listed = ftm_schema_kind(e.schema);
    if (listed == KIND_UNKNOWN || listed == KIND_OTHER) return out;
    bool is_person = listed == KIND_PERSON;
    out.listed = ftm_schema_name(e.schema);
    bool differs = is_person != (s->kind == NAME_PERSON);
    out.state = differs ? COMPARED_CONTRADICTS : COMPARED_AGREES;
    out.cb = differs ? p->kind_differs_cb : 0;
    return out;
}

void compared_make(const struct subject *s, uint32_t party, const struct set_source *source,
                      uint32_t row, const struct cordon_policy *policy, struct arena *arena,
                      struct compared ret[COMPARED_COUNT])
{
    struct numbers own = { s->numbers, s->number_count, 0 };
    struct numbers others = { s->other_numbers, s->other_number_count, party };
    ret[COMPARED_IDENTIFIER] =
        compare_numbers(s, party ? &others : &own, source, row, policy, arena);
    for (int f = 0; party && f < COMPARED_IDENTIFIER; f++)
        ret[f] = (struct compared){ .state = COMPARED_ABSENT };
    if (party) return;
    ret[COMPARED_KIND] = compare_kind(s, source, row, policy);
    ret[COMPARED_BIRTH_DATE] = compare_birth(s, source, row, policy);
    ret[COMPARED_COUNTRY] = compare_country(s, source, row, policy);
    ret[COMPARED_SEX] = compare_sex(s, source, row, policy);
    ret[COMPARED_BIRTH_PLACE] = compare_place(s, source, row, policy, arena);
    ret[COMPARED_ADDRESS] = compare_address(s, source, row, policy, arena);
}
