/* Why a hit is what it is: evidence to reasons. */
#include "engine/screener.h"

#include "base/num.h"

#include <assert.h>

/* The last one is overwritten if the room should ever be too little. */
struct say_reason *reason_add(struct reason_list *l, enum say_id id)
{
    struct say_reason *r = &l->items[l->count < HIT_REASONS_MAX ? l->count++ : HIT_REASONS_MAX - 1];
    assert(l->count < HIT_REASONS_MAX);
    *r = (struct say_reason){ .id = id };
    return r;
}

void reason_put(struct say_reason *r, struct say_param p)
{
    if (r->count < SAY_PARAMS_MAX) r->params[r->count++] = p;
}

static struct say_param entity_param(const struct hit *h)
{
    struct entity e = { .row = 0 };
    entity_get(&h->source->entities, h->row, &e);
    str name = entity_value(&h->source->entities, &e, FTM_PROP_NAME);
    return say_entity(STR("entity"), e.id, name.len ? name : e.id);
}

static str proof_word(enum record_proof p)
{
    switch (p) {
    case PROOF_SELF: return STR("proof.self");
    case PROOF_DOCUMENT: return STR("proof.document");
    case PROOF_VERIFIED: return STR("proof.verified");
    }
    return STR("proof.unstated");
}

static str side_word(const struct compared *e)
{
    if (e->record.len && !e->listed.len) return STR("side.entry");
    if (!e->record.len && e->listed.len) return STR("side.record");
    return STR("side.both");
}

/* --- name --------------------------------------------------------------------------------------- */

static struct name_teller teller_of(struct cordon_screener *scr)
{
    return (struct name_teller){ scr->names, &scr->telling, &scr->scratch };
}

static enum name_kind kind_of(const struct cordon_screener *scr, const struct hit *h)
{
    const struct subject_other *other = subject_other(scr->subject, h->party);
    return other ? other->kind : scr->subject->kind;
}

static void match_reasons(struct cordon_screener *scr, struct reason_list *l, const struct hit *h,
                          const struct name_match *m)
{
    struct entity_statement st;
    if (!m->bp || !entity_statement_get(&h->source->entities, m->statement, &st)) return;
    struct name_teller t = teller_of(scr);
    struct name_told told = { .value = m->value ? m->value->text : STR_EMPTY, .given = m->given, .listed = st.value,
                              .bp = m->bp, .kind = kind_of(scr, h) };
    if (m->is_exact) {
        bool is_own = (m->flags & NAME_PRIMARY) != 0;
        struct say_reason *r = reason_add(l, is_own ? SAY_NAME_EXACT : SAY_ALIAS_EXACT);
        reason_put(r, say_string(STR("given"), m->given));
        reason_put(r, say_string(STR("listed"), st.value));
        if (!is_own) reason_put(r, entity_param(h));
    } else {
        struct name_pair pair;
        bool has_pair = !name_compare(scr->names, m->given, st.value, told.kind, &pair, NULL);
        name_reasons_close(&t, l, &told, has_pair ? &pair : NULL);
        if (!(m->flags & (NAME_PRIMARY | NAME_WEAK | NAME_FORMER))) {
            struct say_reason *r = reason_add(l, SAY_ALIAS_USED);
            reason_put(r, say_string(STR("listed"), st.value));
            reason_put(r, entity_param(h));
        }
    }
    name_reasons_latin(l, &told);
    if (m->flags & (NAME_WEAK | NAME_FORMER)) {
        struct say_reason *r = reason_add(l, m->flags & NAME_WEAK ? SAY_ALIAS_WEAK : SAY_FORMER_NAME);
        reason_put(r, say_string(STR("listed"), st.value));
        reason_put(r, entity_param(h));
    }
}

static void odd_reasons(struct cordon_screener *scr, struct reason_list *l, const struct hit *h)
{
    struct name_teller t = teller_of(scr);
    str given = h->name.value ? h->name.value->text : h->name.given;
    if (h->name.bp) name_reasons_odd(&t, l, given, kind_of(scr, h));
}

static void name_reasons(struct cordon_screener *scr, struct reason_list *l, const struct hit *h)
{
    match_reasons(scr, l, h, &h->name);
    if (h->name.flags & NAME_WEAK) match_reasons(scr, l, h, &h->strong);
    odd_reasons(scr, l, h);
}

/* --- wallet, number ------------------------------------------------------------------------------ */

/* An address without an owner, on a list that designates nobody: court papers, notices. */
static bool is_bare_and_named(const struct hit *h)
{
    struct entity e;
    bool is_designation = !h->source->catalogue || str_eq(h->source->catalogue->tier, STR("designated"));
    return !is_designation && entity_get(&h->source->entities, h->row, &e) &&
           e.schema == FTM_SCHEMA_CRYPTO_WALLET;
}

static void wallet_reasons(struct cordon_screener *scr, struct reason_list *l, const struct hit *h)
{
    struct entity_statement st;
    if (h->wallet == WALLET_NONE ||
        !entity_statement_get(&h->source->entities, h->wallet_statement, &st))
        return;
    if (h->label.klass && h->wallet == WALLET_LISTED) {
        wallet_label_reasons(scr, l, h, &h->label);
        return;
    }
    bool is_named = h->wallet == WALLET_LISTED && is_bare_and_named(h);
    struct say_reason *r = reason_add(l, is_named                    ? SAY_WALLET_NAMED
                                         : h->wallet == WALLET_LISTED ? SAY_WALLET_LISTED
                                                                      : SAY_WALLET_NEAR);
    reason_put(r, say_string(STR("wallet"), h->given_wallet));
    if (h->wallet == WALLET_NEAR) reason_put(r, say_string(STR("listed"), st.value));
    reason_put(r, entity_param(h));
}

static void number_agrees(struct reason_list *l, const struct hit *h, const struct compared *e)
{
    bool is_email = e->number_kind == CANON_EMAIL, is_phone = e->number_kind == CANON_PHONE;
    bool is_imo = e->number_kind == CANON_IMO;
    struct say_reason *r = reason_add(l, is_email   ? SAY_EMAIL_LISTED
                                  : is_phone ? SAY_PHONE_LISTED
                                  : is_imo   ? SAY_IMO_LISTED
                                             : SAY_IDENTIFIER_LISTED);
    if (!is_email && !is_phone && !is_imo)
        reason_put(r, say_word(STR("type"), canon_kind_word(e->number_kind)));
    reason_put(r, say_string(is_email ? STR("email") : is_phone ? STR("phone") : STR("number"), e->record));
    reason_put(r, entity_param(h));
    if (!e->other_country.len) return;
    r = reason_add(l, SAY_IDENTIFIER_COUNTRY_DIFFERS);
    reason_put(r, say_string(STR("number"), e->record));
    reason_put(r, say_string(STR("given"), e->given_country));
    reason_put(r, say_string(STR("listed"), e->other_country));
}

static void number_near(struct reason_list *l, const struct hit *h, const struct compared *e)
{
    struct say_reason *r = reason_add(l, SAY_IDENTIFIER_NEAR);
    reason_put(r, say_string(STR("given"), e->record));
    reason_put(r, say_string(STR("listed"), e->listed));
    reason_put(r, say_word(STR("but"), e->meeting == CANON_SAME_BANK ? STR("but.branch")
                                                              : STR("but.zeros")));
    reason_put(r, entity_param(h));
}

static void number_reasons(struct reason_list *l, const struct hit *h)
{
    const struct compared *e = &h->evidence[COMPARED_IDENTIFIER];
    if (e->state == COMPARED_NEAR) number_near(l, h, e);
    if (e->state == COMPARED_AGREES) number_agrees(l, h, e);
    if (e->state == COMPARED_CONTRADICTS) {
        struct say_reason *r = reason_add(l, SAY_IDENTIFIER_CONTRADICTS);
        reason_put(r, say_word(STR("type"), canon_kind_word(e->number_kind)));
        reason_put(r, say_string(STR("given"), e->record));
        reason_put(r, say_string(STR("listed"), e->listed));
    }
    if (e->state == COMPARED_ABSENT && !h->party)
        reason_put(reason_add(l, SAY_IDENTIFIER_ABSENT), say_word(STR("side"), side_word(e)));
}

/* --- other fields --------------------------------------------------------------------------------- */

static void given_listed(struct say_reason *r, const struct compared *e)
{
    reason_put(r, say_string(STR("given"), e->record));
    reason_put(r, say_string(STR("listed"), e->listed));
}

static void birth_reasons(struct reason_list *l, const struct hit *h)
{
    const struct compared *e = &h->evidence[COMPARED_BIRTH_DATE];
    struct say_reason *r;
    switch (e->state) {
    case COMPARED_AGREES: r = reason_add(l, SAY_BIRTH_DATE_AGREES); break;
    case COMPARED_NEAR: r = reason_add(l, SAY_BIRTH_DATE_NEAR); break;
    case COMPARED_CONTRADICTS: r = reason_add(l, SAY_BIRTH_DATE_CONTRADICTS); break;
    case COMPARED_UNREADABLE:
        reason_put(reason_add(l, SAY_BIRTH_DATE_UNREADABLE), say_string(STR("given"), e->record));
        return;
    case COMPARED_ABSENT:
    case COMPARED_NEUTRAL:
    default:
        reason_put(reason_add(l, SAY_BIRTH_DATE_ABSENT), say_word(STR("side"), side_word(e)));
        return;
    }
    reason_put(r, say_date(STR("given"), e->record));
    reason_put(r, say_date(STR("listed"), e->listed));
    reason_put(r, say_word(STR("proof"), proof_word(e->proof)));
}

static void country_reasons(struct reason_list *l, const struct hit *h)
{
    const struct compared *e = &h->evidence[COMPARED_COUNTRY];
    switch (e->state) {
    case COMPARED_AGREES: given_listed(reason_add(l, SAY_COUNTRY_AGREES), e); break;
    case COMPARED_CONTRADICTS: given_listed(reason_add(l, SAY_COUNTRY_CONTRADICTS), e); break;
    case COMPARED_NEUTRAL: given_listed(reason_add(l, SAY_COUNTRY_NEUTRAL), e); break;
    case COMPARED_ABSENT:
    case COMPARED_NEAR:
    case COMPARED_UNREADABLE:
        reason_put(reason_add(l, SAY_COUNTRY_ABSENT), say_word(STR("side"), side_word(e)));
        break;
    }
}

static void sex_reasons(struct reason_list *l, const struct hit *h)
{
    const struct compared *e = &h->evidence[COMPARED_SEX];
    str given = str_eq(e->record, STR("male")) ? STR("sex.male") : STR("sex.female");
    if (e->state == COMPARED_AGREES) {
        reason_put(reason_add(l, SAY_SEX_AGREES), say_word(STR("given"), given));
    } else if (e->state == COMPARED_CONTRADICTS) {
        struct say_reason *r = reason_add(l, SAY_SEX_CONTRADICTS);
        reason_put(r, say_word(STR("given"), given));
        reason_put(r, say_word(STR("listed"), str_eq(given, STR("sex.male")) ? STR("sex.female")
                                                                       : STR("sex.male")));
    } else if (e->record.len || e->listed.len) {
        reason_put(reason_add(l, SAY_SEX_ABSENT), say_word(STR("side"), side_word(e)));
    }
}

static void place_reasons(struct reason_list *l, const struct hit *h)
{
    const struct compared *place = &h->evidence[COMPARED_BIRTH_PLACE];
    const struct compared *address = &h->evidence[COMPARED_ADDRESS];
    if (place->state == COMPARED_AGREES) given_listed(reason_add(l, SAY_BIRTH_PLACE_AGREES), place);
    if (address->state == COMPARED_AGREES) given_listed(reason_add(l, SAY_ADDRESS_AGREES), address);
    if (address->state == COMPARED_ABSENT && (!address->record.len || !address->listed.len))
        reason_put(reason_add(l, SAY_ADDRESS_ABSENT), say_word(STR("side"), side_word(address)));
}

static str kind_word(enum entity_kind k)
{
    switch (k) {
    case KIND_PERSON: return STR("kind.person");
    case KIND_ORGANIZATION: return STR("kind.organization");
    case KIND_VESSEL: return STR("kind.vessel");
    case KIND_AIRCRAFT: return STR("kind.aircraft");
    case KIND_UNKNOWN:
    case KIND_OTHER: return STR("kind.unknown");
    }
    return STR("kind.unknown");
}

static void kind_reasons(struct cordon_screener *scr, struct reason_list *l, const struct hit *h)
{
    struct entity e;
    if (h->evidence[COMPARED_KIND].state != COMPARED_CONTRADICTS) return;
    if (!entity_get(&h->source->entities, h->row, &e)) return;
    struct say_reason *r = reason_add(l, SAY_KIND_DIFFERS);
    str given = scr->subject->kind == NAME_PERSON         ? STR("kind.person")
                : scr->subject->kind == NAME_ORGANIZATION ? STR("kind.organization")
                                                          : STR("kind.vessel");
    reason_put(r, say_word(STR("given"), given));
    reason_put(r, say_word(STR("listed"), kind_word(ftm_schema_kind(e.schema))));
}

/* Whom of the record it is about, when not the subject: nothing else of the record speaks of them. */
static void other_reasons(struct cordon_screener *scr, struct reason_list *l, const struct hit *h)
{
    const struct subject_other *other = subject_other(scr->subject, h->party);
    const struct record_value *v = hit_value(h);
    struct buf *path = &scr->scratch;
    if (!other || !v) return;
    struct say_reason *r = reason_add(l, SAY_OTHER_PARTY);
    buf_reset(path);
    record_path(v, path);
    if (path->failed && !path->over) scr->telling.failed = true;
    reason_put(r, say_word(STR("role"), arena_printf(&scr->telling, "role.%.*s", STR_ARG(party_roles[other->role]))));
    reason_put(r, say_string(STR("field"), arena_str(&scr->telling, buf_str(path))));
}

static str field_word(enum compared_field f)
{
    switch (f) {
    case COMPARED_KIND: return STR("field.kind");
    case COMPARED_BIRTH_DATE: return STR("field.birth_date");
    case COMPARED_COUNTRY: return STR("field.country");
    case COMPARED_SEX: return STR("field.sex");
    case COMPARED_BIRTH_PLACE: return STR("field.birth_place");
    case COMPARED_ADDRESS: return STR("field.address");
    case COMPARED_IDENTIFIER:
    case COMPARED_COUNT: return STR("field.identifier");
    }
    return STR("field.identifier");
}

static void decision_reasons(struct cordon_screener *scr, struct reason_list *l,
                             const struct hit *h)
{
    for (int f = COMPARED_BIRTH_DATE; f < COMPARED_COUNT; f++) {
        const struct compared *e = &h->evidence[f];
        if (e->state != COMPARED_CONTRADICTS) continue;
        str word = field_word((enum compared_field)f);
        if (h->is_discounted && e->proof > PROOF_SELF && e->cb <= scr->policy->discount_cb) {
            struct say_reason *r = reason_add(l, SAY_DISCOUNTED);
            reason_put(r, say_word(STR("field"), word));
            reason_put(r, say_word(STR("proof"), proof_word(e->proof)));
            reason_put(r, say_string(STR("policy"), scr->policy->name));
            reason_put(r, say_integer(STR("threshold"), scr->policy->discount_cb));
        } else if (e->proof == PROOF_SELF && f == COMPARED_BIRTH_DATE && h->name.bp) {
            reason_put(reason_add(l, SAY_NOT_DISCOUNTED_SELF_DECLARED), say_word(STR("field"), word));
        }
    }
}

/* --- the one fact ---------------------------------------------------------------------------------- */

static bool has_reason(const struct reason_list *l, enum say_id id)
{
    for (size_t i = 0; i < l->count; i++)
        if (l->items[i].id == id) return true;
    return false;
}

static bool is_in_latin(str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (byte_is_alpha(name.data[i])) return true;
    return false;
}

/* Of what is missing or unproved, that which would move a hit by name most: a birth date that the list has, its own
 * script for a name that was read, then numbers, then the rest of the name. Hits by wallet or number have their own. */
static void decisive_reason(struct cordon_screener *scr, struct reason_list *l, const struct hit *h)
{
    const struct compared *birth = &h->evidence[COMPARED_BIRTH_DATE], *number = &h->evidence[COMPARED_IDENTIFIER];
    bool is_unproved = birth->record.len && birth->proof == PROOF_SELF &&
                       (birth->state == COMPARED_AGREES || birth->state == COMPARED_CONTRADICTS);
    if (!h->name.bp || h->wallet == WALLET_LISTED || number->state == COMPARED_AGREES || h->party) return;
    if (h->verdict == CORDON_CLEAR && !h->is_discounted) return;
    if (scr->subject->kind == NAME_ORGANIZATION) {
        (void)reason_add(l, SAY_DECIDES_REGISTRATION);
    } else if (scr->subject->kind == NAME_OBJECT) {
        (void)reason_add(l, SAY_DECIDES_IMO);
    } else if (birth->listed.len && (!birth->record.len || birth->state == COMPARED_NEAR)) {
        reason_put(reason_add(l, SAY_DECIDES_BIRTH_DATE), say_date(STR("listed"), birth->listed));
    } else if (is_unproved) {
        reason_put(reason_add(l, SAY_DECIDES_BIRTH_PROOF), say_date(STR("given"), birth->record));
    } else if (has_reason(l, SAY_NAME_READ) && is_in_latin(h->name.given)) {
        (void)reason_add(l, SAY_DECIDES_OWN_SCRIPT);
    } else if (number->listed.len && !number->record.len) {
        (void)reason_add(l, SAY_DECIDES_NUMBER);
    } else {
        (void)reason_add(l, SAY_DECIDES_FULL_NAME);
    }
}

static int rank(const struct say_reason *r)
{
    static const str order[] = { STR_INIT("strong"),  STR_INIT("medium"),  STR_INIT("weak"),
                                 STR_INIT("against"), STR_INIT("notice"), STR_INIT("neutral") };
    str s = say_strength(r->id);
    int i = 0;
    while (i < (int)COUNT_OF(order) && !str_eq(order[i], s)) i++;
    return i;
}

void reason_sort(struct reason_list *l)
{
    for (size_t i = 1; i < l->count; i++)
        for (size_t k = i; k > 0 && rank(&l->items[k]) < rank(&l->items[k - 1]); k--) {
            struct say_reason spare = l->items[k];
            l->items[k] = l->items[k - 1];
            l->items[k - 1] = spare;
        }
}

size_t hit_reasons(struct cordon_screener *scr, const struct hit *h,
                   struct say_reason ret[HIT_REASONS_MAX])
{
    struct reason_list l = { ret, 0 };
    arena_reset(&scr->telling);
    wallet_reasons(scr, &l, h);
    number_reasons(&l, h);
    name_reasons(scr, &l, h);
    if (h->party) {
        other_reasons(scr, &l, h);
    } else {
        birth_reasons(&l, h);
        country_reasons(&l, h);
        sex_reasons(&l, h);
        place_reasons(&l, h);
        kind_reasons(scr, &l, h);
    }
    decision_reasons(scr, &l, h);
    decisive_reason(scr, &l, h);
    reason_sort(&l);
    return l.count;
}
