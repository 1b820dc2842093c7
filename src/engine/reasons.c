/* Why a hit is what it is: evidence to reasons. */
#include "engine/screener.h"

#include "base/num.h"

#include <assert.h>

struct list {
    struct say_reason *items;
    size_t             count;
};

/* HIT_REASONS_MAX has room for one of each kind and PARTS_TOLD parts; the last one is overwritten
 * if that should ever be wrong. */
static struct say_reason *add(struct list *l, enum say_id id)
{
    struct say_reason *r = &l->items[l->count < HIT_REASONS_MAX ? l->count++ : HIT_REASONS_MAX - 1];
    assert(l->count < HIT_REASONS_MAX);
    *r = (struct say_reason){ .id = id };
    return r;
}

static void put(struct say_reason *r, struct say_param p)
{
    if (r->count < SAY_PARAMS_MAX) r->params[r->count++] = p;
}

static struct say_param entity_param(const struct hit *h)
{
    struct entity e = { .row = 0 };
    entity_get(&h->source->entities, h->row, &e);
    return say_entity(STR("entity"), e.id, entity_value(&h->source->entities, &e, FTM_PROP_NAME));
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

static bool is_odd(enum name_part_how how)
{
    return how == PART_TYPO || how == PART_FORM || how == PART_JOINED || how == PART_SOUND || how == PART_NICKNAME ||
           how == PART_TRANSLATED || how == PART_ACRONYM;
}

static str odd_parts(struct cordon_screener *scr, const struct name_pair *pair)
{
    struct buf *b = &scr->scratch;
    buf_reset(b);
    for (size_t i = 0; i < pair->part_count; i++) {
        const struct name_part *p = &pair->parts[i];
        if (!is_odd(p->how)) continue;
        if (b->len) buf_add(b, STR(", "));
        buf_add(b, p->a);
        if (p->a.len && p->b.len) buf_add(b, STR(" / "));
        buf_add(b, p->b);
    }
    if (b->failed && !b->over) scr->arena.failed = true;
    return arena_str(&scr->arena, buf_str(b));
}

enum { PARTS_TOLD = 6 }; /* of one name; the decision's own reasons must find room behind them */

static str language_word(struct cordon_screener *scr, str language)
{
    return arena_printf(&scr->arena, "language.%.*s", STR_ARG(language));
}

/* A word in another language, or a name and its first letters. */
static void firms_reason(struct cordon_screener *scr, struct list *l, const struct name_part *p)
{
    if (p->how == PART_ACRONYM) {
        bool is_given = p->a.len < p->b.len;
        struct say_reason *r = add(l, SAY_NAME_ACRONYM);
        put(r, say_string(STR("part"), is_given ? p->a : p->b));
        put(r, say_string(STR("whole"), is_given ? p->b : p->a));
        return;
    }
    struct say_reason *r = add(l, p->meaning.len ? SAY_NAME_TRANSLATED : SAY_NAME_SOUND);
    put(r, say_string(STR("part_given"), p->a));
    put(r, say_string(STR("part_listed"), p->b));
    if (!p->meaning.len) return;
    put(r, say_string(STR("meaning"), p->meaning));
    put(r, say_word(STR("language"), language_word(scr, p->language)));
}

static void part_reasons(struct cordon_screener *scr, struct list *l, const struct name_match *m, str listed,
                         const struct name_pair *pair)
{
    size_t told = 0;
    for (size_t i = 0; i < pair->part_count && told < PARTS_TOLD; i++) {
        const struct name_part *p = &pair->parts[i];
        bool is_initial = p->how == PART_INITIAL, is_missing = p->how == PART_MISSING;
        bool is_nickname = p->how == PART_NICKNAME;
        if (p->how == PART_TRANSLATED || p->how == PART_ACRONYM) {
            firms_reason(scr, l, p);
            told++;
        }
        if (is_nickname || p->how == PART_SOUND) {
            struct say_reason *h = add(l, is_nickname ? SAY_NAME_NICKNAME : SAY_NAME_SOUND);
            put(h, say_string(STR("part_given"), p->a));
            put(h, say_string(STR("part_listed"), p->b));
            told++;
        }
        if (p->how == PART_DIFFERENT) {
            struct say_reason *d = add(l, SAY_NAME_DIFFERENT_PART);
            put(d, say_string(STR("part_given"), p->a));
            put(d, say_string(STR("part_listed"), p->b));
            told++;
        }
        if (!is_initial && !is_missing) continue;
        told++;
        struct say_reason *r = add(l, is_initial ? SAY_NAME_INITIAL : SAY_NAME_MISSING_PART);
        put(r, say_string(STR("given"), m->given));
        put(r, say_string(STR("listed"), listed));
        put(r, say_string(STR("part"), is_initial && p->b.len > p->a.len ? p->b
                                       : p->a.len                        ? p->a
                                                                         : p->b));
    }
}

static str system_word(struct cordon_screener *scr, const char *system)
{
    return arena_printf(&scr->arena, "system.%s", system);
}

/* "이·준·일": what the parts of one side read as. */
static str whole_reading(struct cordon_screener *scr, const struct name_pair *pair, size_t side)
{
    struct buf *b = &scr->scratch;
    buf_reset(b);
    for (size_t i = 0; i < pair->part_count; i++) {
        str reading = pair->parts[i].reading[side];
        if (!reading.len) continue;
        if (b->len) buf_add(b, STR("·"));
        buf_add(b, reading);
    }
    if (b->failed && !b->over) scr->arena.failed = true;
    return arena_str(&scr->arena, buf_str(b));
}

/* "Ri 이, Chun 준, il 일": part by part what the given name reads as; the reading where it is written so. */
static str read_parts(struct cordon_screener *scr, const struct name_pair *pair, str reading)
{
    struct buf *b = &scr->scratch;
    buf_reset(b);
    for (size_t i = 0; i < pair->part_count; i++) {
        const struct name_part *p = &pair->parts[i];
        if (!p->reading[0].len || !p->a.len || str_eq(p->a, p->reading[0])) continue;
        if (b->len) buf_add(b, STR(", "));
        buf_add(b, p->a);
        buf_add(b, STR(" "));
        buf_add(b, p->reading[0]);
    }
    if (b->failed && !b->over) scr->arena.failed = true;
    return b->len ? arena_str(&scr->arena, buf_str(b)) : reading;
}

/* @return false when no model read the two */
static bool read_reason(struct cordon_screener *scr, struct list *l, const struct name_match *m, str listed,
                        const struct name_pair *pair)
{
    const struct name_part *p = NULL;
    if (pair->name_bp < NAME_INDEX_FLOOR_BP) return false; /* found by its words, as a ship's name is */
    for (size_t i = 0; i < pair->part_count && !p; i++)
        if (pair->parts[i].system[0] && pair->parts[i].system[1]) p = &pair->parts[i];
    if (!p) return false;
    str reading = whole_reading(scr, pair, 0);
    struct say_reason *r = add(l, SAY_NAME_READ);
    put(r, say_string(STR("given"), m->given));
    put(r, say_string(STR("listed"), listed));
    put(r, say_bp(STR("score"), m->bp));
    put(r, say_string(STR("reading"), reading));
    put(r, say_string(STR("parts"), read_parts(scr, pair, reading)));
    put(r, say_word(STR("system"), system_word(scr, p->system[0])));
    put(r, say_string(STR("reading_listed"), whole_reading(scr, pair, 1)));
    put(r, say_word(STR("system_listed"), system_word(scr, p->system[1])));
    return true;
}

static void close_reasons(struct cordon_screener *scr, struct list *l,
                          const struct subject_other *other, const struct name_match *m, str listed)
{
    struct name_pair pair;
    str parts = STR_EMPTY;
    size_t before = l->count;
    enum name_kind kind = other ? other->kind : scr->subject->kind;
    bool has_pair = !name_compare(scr->names, m->given, listed, kind, &pair, NULL);
    if (has_pair && read_reason(scr, l, m, listed, &pair)) {
        part_reasons(scr, l, m, listed, &pair);
        return;
    }
    if (has_pair) parts = odd_parts(scr, &pair);
    if (has_pair) part_reasons(scr, l, m, listed, &pair);
    if (!parts.len && l->count > before) return; /* what is missing or short says it all */
    struct say_reason *r = add(l, SAY_NAME_CLOSE);
    put(r, say_string(STR("given"), m->given));
    put(r, say_string(STR("listed"), listed));
    put(r, say_bp(STR("score"), m->bp));
    put(r, say_string(STR("parts"), parts.len ? parts : listed));
}

/* What was compared is the name in Latin letters, when none of them stands in the record. */
static void latin_reason(struct list *l, const struct name_match *m)
{
    str value = m->value ? m->value->text : STR_EMPTY;
    for (size_t i = 0; i < value.len; i++)
        if (byte_is_alpha(value.data[i])) return;
    for (size_t i = 0; i < m->given.len; i++)
        if ((unsigned char)m->given.data[i] >= 0x80) return;
    if (!value.len || !m->given.len || str_find(value, m->given, 0) != SIZE_MAX) return;
    struct say_reason *r = add(l, SAY_NAME_IN_LATIN);
    put(r, say_string(STR("given"), value));
    put(r, say_string(STR("read"), m->given));
}

static void match_reasons(struct cordon_screener *scr, struct list *l, const struct hit *h,
                          const struct name_match *m)
{
    struct entity_statement st;
    if (!m->bp || !entity_statement_get(&h->source->entities, m->statement, &st)) return;
    if (m->is_exact) {
        bool is_own = (m->flags & NAME_PRIMARY) != 0;
        struct say_reason *r = add(l, is_own ? SAY_NAME_EXACT : SAY_ALIAS_EXACT);
        put(r, say_string(STR("given"), m->given));
        put(r, say_string(STR("listed"), st.value));
        if (!is_own) put(r, entity_param(h));
    } else {
        close_reasons(scr, l, subject_other(scr->subject, h->party), m, st.value);
        if (!(m->flags & (NAME_PRIMARY | NAME_WEAK | NAME_FORMER))) {
            struct say_reason *r = add(l, SAY_ALIAS_USED);
            put(r, say_string(STR("listed"), st.value));
            put(r, entity_param(h));
        }
    }
    latin_reason(l, m);
    if (m->flags & (NAME_WEAK | NAME_FORMER)) {
        struct say_reason *r = add(l, m->flags & NAME_WEAK ? SAY_ALIAS_WEAK : SAY_FORMER_NAME);
        put(r, say_string(STR("listed"), st.value));
        put(r, entity_param(h));
    }
}

enum { ODDITIES_TOLD = 2 };

static str sign_shown(struct cordon_screener *scr, str name, const struct text_oddity *odd)
{
    size_t from = 0, to;
    if (odd->kind == TEXT_ODD_HIDDEN) return arena_printf(&scr->arena, "U+%04X", (unsigned)odd->cp);
    for (uint32_t place = 1; place < odd->at; place++)
        do from++;
        while (from < name.len && ((unsigned char)name.data[from] & 0xC0) == 0x80);
    to = from + 1;
    while (to < name.len && ((unsigned char)name.data[to] & 0xC0) == 0x80) to++;
    if (odd->kind == TEXT_ODD_DIGIT) return str_sub(name, from, to);
    return arena_printf(&scr->arena, "%.*s (U+%04X)", (int)(to - from), name.data + from, (unsigned)odd->cp);
}

/* Letters that pass for others, hidden marks, digits for letters: beside a name that was found, without points. */
static void odd_reasons(struct cordon_screener *scr, struct list *l, const struct hit *h)
{
    static const enum say_id ids[] = {
        [TEXT_ODD_LOOKALIKE] = SAY_NAME_LOOKALIKE, [TEXT_ODD_MIXED] = SAY_NAME_MIXED_ALPHABETS,
        [TEXT_ODD_DRAWN] = SAY_NAME_DRAWN_LETTERS, [TEXT_ODD_HIDDEN] = SAY_NAME_HIDDEN_MARKS,
        [TEXT_ODD_DIGIT] = SAY_NAME_DIGITS,
    };
    const struct subject_other *other = subject_other(scr->subject, h->party);
    enum name_kind kind = other ? other->kind : scr->subject->kind;
    struct text_oddity odd[TEXT_ODDITIES_MAX];
    str given = h->name.value ? h->name.value->text : h->name.given;
    if (!h->name.bp) return;
    size_t count = text_oddities(given, kind == NAME_PERSON || kind == NAME_ANY, &scr->arena, odd);
    for (size_t i = 0; i < count && i < ODDITIES_TOLD; i++) {
        struct say_reason *r = add(l, ids[odd[i].kind]);
        put(r, say_string(STR("given"), given));
        put(r, say_string(STR("part"), odd[i].word));
        put(r, say_integer(STR("at"), odd[i].at));
        put(r, say_string(STR("sign"), sign_shown(scr, given, &odd[i])));
        if (odd[i].kind != TEXT_ODD_MIXED && odd[i].kind != TEXT_ODD_HIDDEN)
            put(r, say_string(STR("read"), odd[i].read_as));
    }
}

static void name_reasons(struct cordon_screener *scr, struct list *l, const struct hit *h)
{
    match_reasons(scr, l, h, &h->name);
    if (h->name.flags & NAME_WEAK) match_reasons(scr, l, h, &h->strong);
    odd_reasons(scr, l, h);
}

/* --- wallet, number ------------------------------------------------------------------------------ */

static void wallet_reasons(struct list *l, const struct hit *h)
{
    struct entity_statement st;
    if (h->wallet == WALLET_NONE ||
        !entity_statement_get(&h->source->entities, h->wallet_statement, &st))
        return;
    if (h->is_label && h->wallet == WALLET_LISTED) {
        struct entity e = { .row = 0 };
        entity_get(&h->source->entities, h->row, &e);
        str label = entity_value(&h->source->entities, &e, FTM_PROP_NAME);
        struct say_reason *r = add(l, SAY_WALLET_LABEL);
        put(r, say_string(STR("wallet"), h->given_wallet));
        put(r, say_string(STR("label"), label.len ? label : e.id));
        return;
    }
    struct say_reason *r = add(l, h->wallet == WALLET_LISTED ? SAY_WALLET_LISTED : SAY_WALLET_NEAR);
    put(r, say_string(STR("wallet"), h->given_wallet));
    if (h->wallet == WALLET_NEAR) put(r, say_string(STR("listed"), st.value));
    put(r, entity_param(h));
}

static void number_agrees(struct list *l, const struct hit *h, const struct compared *e)
{
    bool is_email = e->number_kind == CANON_EMAIL, is_phone = e->number_kind == CANON_PHONE;
    bool is_imo = e->number_kind == CANON_IMO;
    struct say_reason *r = add(l, is_email   ? SAY_EMAIL_LISTED
                                  : is_phone ? SAY_PHONE_LISTED
                                  : is_imo   ? SAY_IMO_LISTED
                                             : SAY_IDENTIFIER_LISTED);
    if (!is_email && !is_phone && !is_imo)
        put(r, say_word(STR("type"), canon_kind_word(e->number_kind)));
    put(r, say_string(is_email ? STR("email") : is_phone ? STR("phone") : STR("number"), e->record));
    put(r, entity_param(h));
    if (!e->other_country.len) return;
    r = add(l, SAY_IDENTIFIER_COUNTRY_DIFFERS);
    put(r, say_string(STR("number"), e->record));
    put(r, say_string(STR("given"), e->given_country));
    put(r, say_string(STR("listed"), e->other_country));
}

static void number_near(struct list *l, const struct hit *h, const struct compared *e)
{
    struct say_reason *r = add(l, SAY_IDENTIFIER_NEAR);
    put(r, say_string(STR("given"), e->record));
    put(r, say_string(STR("listed"), e->listed));
    put(r, say_word(STR("but"), e->meeting == CANON_SAME_BANK ? STR("but.branch")
                                                              : STR("but.zeros")));
    put(r, entity_param(h));
}

static void number_reasons(struct list *l, const struct hit *h)
{
    const struct compared *e = &h->evidence[COMPARED_IDENTIFIER];
    if (e->state == COMPARED_NEAR) number_near(l, h, e);
    if (e->state == COMPARED_AGREES) number_agrees(l, h, e);
    if (e->state == COMPARED_CONTRADICTS) {
        struct say_reason *r = add(l, SAY_IDENTIFIER_CONTRADICTS);
        put(r, say_word(STR("type"), canon_kind_word(e->number_kind)));
        put(r, say_string(STR("given"), e->record));
        put(r, say_string(STR("listed"), e->listed));
    }
    if (e->state == COMPARED_ABSENT && !h->party)
        put(add(l, SAY_IDENTIFIER_ABSENT), say_word(STR("side"), side_word(e)));
}

/* --- other fields --------------------------------------------------------------------------------- */

static void given_listed(struct say_reason *r, const struct compared *e)
{
    put(r, say_string(STR("given"), e->record));
    put(r, say_string(STR("listed"), e->listed));
}

static void birth_reasons(struct list *l, const struct hit *h)
{
    const struct compared *e = &h->evidence[COMPARED_BIRTH_DATE];
    struct say_reason *r;
    switch (e->state) {
    case COMPARED_AGREES: r = add(l, SAY_BIRTH_DATE_AGREES); break;
    case COMPARED_NEAR: r = add(l, SAY_BIRTH_DATE_NEAR); break;
    case COMPARED_CONTRADICTS: r = add(l, SAY_BIRTH_DATE_CONTRADICTS); break;
    case COMPARED_UNREADABLE:
        put(add(l, SAY_BIRTH_DATE_UNREADABLE), say_string(STR("given"), e->record));
        return;
    case COMPARED_ABSENT:
    case COMPARED_NEUTRAL:
    default:
        put(add(l, SAY_BIRTH_DATE_ABSENT), say_word(STR("side"), side_word(e)));
        return;
    }
    put(r, say_date(STR("given"), e->record));
    put(r, say_date(STR("listed"), e->listed));
    put(r, say_word(STR("proof"), proof_word(e->proof)));
}

static void country_reasons(struct list *l, const struct hit *h)
{
    const struct compared *e = &h->evidence[COMPARED_COUNTRY];
    switch (e->state) {
    case COMPARED_AGREES: given_listed(add(l, SAY_COUNTRY_AGREES), e); break;
    case COMPARED_CONTRADICTS: given_listed(add(l, SAY_COUNTRY_CONTRADICTS), e); break;
    case COMPARED_NEUTRAL: given_listed(add(l, SAY_COUNTRY_NEUTRAL), e); break;
    case COMPARED_ABSENT:
    case COMPARED_NEAR:
    case COMPARED_UNREADABLE:
        put(add(l, SAY_COUNTRY_ABSENT), say_word(STR("side"), side_word(e)));
        break;
    }
}

static void sex_reasons(struct list *l, const struct hit *h)
{
    const struct compared *e = &h->evidence[COMPARED_SEX];
    str given = str_eq(e->record, STR("male")) ? STR("sex.male") : STR("sex.female");
    if (e->state == COMPARED_AGREES) {
        put(add(l, SAY_SEX_AGREES), say_word(STR("given"), given));
    } else if (e->state == COMPARED_CONTRADICTS) {
        struct say_reason *r = add(l, SAY_SEX_CONTRADICTS);
        put(r, say_word(STR("given"), given));
        put(r, say_word(STR("listed"), str_eq(given, STR("sex.male")) ? STR("sex.female")
                                                                       : STR("sex.male")));
    } else if (e->record.len || e->listed.len) {
        put(add(l, SAY_SEX_ABSENT), say_word(STR("side"), side_word(e)));
    }
}

static void place_reasons(struct list *l, const struct hit *h)
{
    const struct compared *place = &h->evidence[COMPARED_BIRTH_PLACE];
    const struct compared *address = &h->evidence[COMPARED_ADDRESS];
    if (place->state == COMPARED_AGREES) given_listed(add(l, SAY_BIRTH_PLACE_AGREES), place);
    if (address->state == COMPARED_AGREES) given_listed(add(l, SAY_ADDRESS_AGREES), address);
    if (address->state == COMPARED_ABSENT && (!address->record.len || !address->listed.len))
        put(add(l, SAY_ADDRESS_ABSENT), say_word(STR("side"), side_word(address)));
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

static void kind_reasons(struct cordon_screener *scr, struct list *l, const struct hit *h)
{
    struct entity e;
    if (h->evidence[COMPARED_KIND].state != COMPARED_CONTRADICTS) return;
    if (!entity_get(&h->source->entities, h->row, &e)) return;
    struct say_reason *r = add(l, SAY_KIND_DIFFERS);
    str given = scr->subject->kind == NAME_PERSON         ? STR("kind.person")
                : scr->subject->kind == NAME_ORGANIZATION ? STR("kind.organization")
                                                          : STR("kind.vessel");
    put(r, say_word(STR("given"), given));
    put(r, say_word(STR("listed"), kind_word(ftm_schema_kind(e.schema))));
}

/* Whom of the record it is about, when not the subject: nothing else of the record speaks of them. */
static void other_reasons(struct cordon_screener *scr, struct list *l, const struct hit *h)
{
    const struct subject_other *other = subject_other(scr->subject, h->party);
    const struct record_value *v = hit_value(h);
    struct buf *path = &scr->scratch;
    if (!other || !v) return;
    struct say_reason *r = add(l, SAY_OTHER_PARTY);
    buf_reset(path);
    record_path(v, path);
    if (path->failed && !path->over) scr->arena.failed = true;
    put(r, say_word(STR("role"), arena_printf(&scr->arena, "role.%.*s", STR_ARG(party_roles[other->role]))));
    put(r, say_string(STR("field"), arena_str(&scr->arena, buf_str(path))));
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

static void decision_reasons(struct cordon_screener *scr, struct list *l,
                             const struct hit *h)
{
    for (int f = COMPARED_BIRTH_DATE; f < COMPARED_COUNT; f++) {
        const struct compared *e = &h->evidence[f];
        if (e->state != COMPARED_CONTRADICTS) continue;
        str word = field_word((enum compared_field)f);
        if (h->is_discounted && e->proof > PROOF_SELF && e->cb <= scr->policy->discount_cb) {
            struct say_reason *r = add(l, SAY_DISCOUNTED);
            put(r, say_word(STR("field"), word));
            put(r, say_word(STR("proof"), proof_word(e->proof)));
            put(r, say_string(STR("policy"), scr->policy->name));
            put(r, say_integer(STR("threshold"), scr->policy->discount_cb));
        } else if (e->proof == PROOF_SELF && f == COMPARED_BIRTH_DATE && h->name.bp) {
            put(add(l, SAY_NOT_DISCOUNTED_SELF_DECLARED), say_word(STR("field"), word));
        }
    }
}

/* --- the one fact ---------------------------------------------------------------------------------- */

static bool has_reason(const struct list *l, enum say_id id)
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
static void decisive_reason(struct cordon_screener *scr, struct list *l, const struct hit *h)
{
    const struct compared *birth = &h->evidence[COMPARED_BIRTH_DATE], *number = &h->evidence[COMPARED_IDENTIFIER];
    bool is_unproved = birth->record.len && birth->proof == PROOF_SELF &&
                       (birth->state == COMPARED_AGREES || birth->state == COMPARED_CONTRADICTS);
    if (!h->name.bp || h->wallet == WALLET_LISTED || number->state == COMPARED_AGREES || h->party) return;
    if (h->verdict == CORDON_CLEAR && !h->is_discounted) return;
    if (scr->subject->kind == NAME_ORGANIZATION) {
        (void)add(l, SAY_DECIDES_REGISTRATION);
    } else if (scr->subject->kind == NAME_OBJECT) {
        (void)add(l, SAY_DECIDES_IMO);
    } else if (birth->listed.len && (!birth->record.len || birth->state == COMPARED_NEAR)) {
        put(add(l, SAY_DECIDES_BIRTH_DATE), say_date(STR("listed"), birth->listed));
    } else if (is_unproved) {
        put(add(l, SAY_DECIDES_BIRTH_PROOF), say_date(STR("given"), birth->record));
    } else if (has_reason(l, SAY_NAME_READ) && is_in_latin(h->name.given)) {
        (void)add(l, SAY_DECIDES_OWN_SCRIPT);
    } else if (number->listed.len && !number->record.len) {
        (void)add(l, SAY_DECIDES_NUMBER);
    } else {
        (void)add(l, SAY_DECIDES_FULL_NAME);
    }
}

/* strongest first; what speaks against and what was absent after it, in the order found */
static int rank(const struct say_reason *r)
{
    static const str order[] = { STR_INIT("strong"),  STR_INIT("medium"),  STR_INIT("weak"),
                                 STR_INIT("against"), STR_INIT("notice"), STR_INIT("neutral") };
    str s = say_strength(r->id);
    int i = 0;
    while (i < (int)COUNT_OF(order) && !str_eq(order[i], s)) i++;
    return i;
}

static void sort_reasons(struct list *l)
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
    struct list l = { ret, 0 };
    wallet_reasons(&l, h);
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
    sort_reasons(&l);
    return l.count;
}
