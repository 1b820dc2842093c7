/* What is compared of each entry to find one party on several lists. */
#include "engine/party.h"

#include "addr/addr.h"
#include "base/date.h"
#include "engine/canon.h"
#include "text/text.h"

#include <stdlib.h>

enum {
    NUMBER_LEAST = 5, /* letters and digits of a number that tells a party; ours */
    /* of a name that stands without a whole birth date; ours: DPRK entries of the UN and OFAC looked
     * through one by one */
    PERSON_LETTERS_LEAST = 10, OTHER_LETTERS_LEAST = 8, NAME_WORDS_LEAST = 2,
};

struct reading {
    struct party_making     *m;
    const struct entity_set *set;
    str                      source;
    struct entity            subject;
    uint32_t                 party;
    unsigned                 genders; /* 1: male, 2: female */
};

static struct party_fact *add(struct reading *r, uint8_t what, str key, str text)
{
    struct party_making *m = r->m;
    if (!party_grow((void **)&m->fact, m->fact_count, &m->fact_room, sizeof *m->fact)) {
        m->is_nomem = true;
        return NULL;
    }
    struct party_fact *f = &m->fact[m->fact_count++];
    *f = (struct party_fact){ .party = r->party, .what = what, .hash = str_hash(key), .text = text };
    m->party[r->party].fact_count++;
    return f;
}

/* --- names, births, places --------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const str *)a, *(const str *)b);
}

/* Words that lists add and leave out as they like. Two firms that nothing else sets apart are on no list, or
 * make the name ambiguous there. */
static bool is_form(str word)
{
    static const char *const forms[] = { "co", "company", "corp", "corporation", "inc", "llc", "limited",
                                         "ltd", "of", "pte", "the" };
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (str_eq(word, str_c(forms[i]))) return true;
    return false;
}

/* The words of a name in any order, as one text; "" when it has none.
 * @param ret_is_telling  it says enough to stand without a whole birth date */
static str words_of(struct reading *r, str name, bool *ret_is_telling)
{
    struct text_token token[TEXT_TOKENS_MAX];
    str words[TEXT_TOKENS_MAX];
    size_t given = 0, count = 0, letters = 0;
    bool is_person = r->m->party[r->party].kind == KIND_PERSON;
    size_t least = is_person ? PERSON_LETTERS_LEAST : OTHER_LETTERS_LEAST;
    struct buf out = BUF_INIT(1 << 16);
    str text = STR_EMPTY;
    arena_reset(&r->m->scratch);
    cordon_status st = text_tokens(name, &r->m->scratch, token, &given, NULL);
    if (st == CORDON_NOMEM) r->m->is_nomem = true;
    if (st) return STR_EMPTY; /* too long to be compared */
    for (size_t i = 0; i < given; i++) {
        letters += token[i].plain.len;
        if (is_person || !is_form(token[i].plain)) words[count++] = token[i].plain;
    }
    *ret_is_telling = given >= NAME_WORDS_LEAST && letters >= least;
    if (!count) return STR_EMPTY;
    qsort(words, count, sizeof *words, by_text);
    for (size_t i = 0; i < count; i++) {
        buf_add(&out, words[i]);
        buf_add_byte(&out, ' ');
    }
    if (out.failed) r->m->is_nomem = true;
    text = arena_str(&r->m->scratch, buf_str(&out));
    buf_release(&out);
    return text;
}

static void add_one_name(struct reading *r, str name, bool is_main)
{
    bool is_telling = false;
    str words = words_of(r, name, &is_telling);
    struct party_fact *f = words.len ? add(r, PARTY_FACT_NAME, words, name) : NULL;
    if (!f) return;
    f->is_telling = is_telling;
    f->is_main = is_main;
}

/* "GENERAL BUREAU OF ATOMIC ENERGY (GBAE)" is also the name without its initials. */
static void add_name(struct reading *r, str name, bool is_main)
{
    size_t bracket = str_index(name, '(');
    str before = str_trim(str_sub(name, 0, bracket));
    add_one_name(r, name, is_main);
    if (bracket < name.len && str_ends(str_trim(name), STR(")")) && before.len) add_one_name(r, before, is_main);
}

static void add_birth(struct reading *r, str value)
{
    struct date d;
    if (!date_read(value, &d)) return;
    struct party_fact *f = add(r, PARTY_FACT_BIRTH, value, value);
    if (!f) return;
    f->first = d.first;
    f->last = d.last;
    f->is_day = d.precision == DATE_DAY && !d.is_circa;
}

/* --- numbers ------------------------------------------------------------------------------------------- */

/* A paper of the entry with this number says who issued it. */
static str country_of_paper(const struct reading *r, str number)
{
    struct entity e;
    for (uint32_t row = r->subject.row + 1; row < entity_family_end(r->set, r->subject.row); row++) {
        if (!entity_get(r->set, row, &e) || !ftm_schema_is(e.schema, FTM_SCHEMA_IDENTIFICATION)) continue;
        if (str_eq(entity_value(r->set, &e, FTM_PROP_NUMBER), number))
            return entity_value(r->set, &e, FTM_PROP_COUNTRY);
    }
    return STR_EMPTY;
}

static enum party_why why_of(enum canon_kind kind)
{
    switch (kind) {
    case CANON_PASSPORT: return PARTY_PASSPORT;
    case CANON_NATIONAL_ID: return PARTY_NATIONAL_ID;
    case CANON_TAX: return PARTY_TAX;
    case CANON_REGISTRATION: return PARTY_REGISTRATION;
    case CANON_IMO: return PARTY_IMO;
    case CANON_SWIFT: return PARTY_SWIFT;
    case CANON_LEI: return PARTY_LEI;
    case CANON_NONE:
    case CANON_ANY:
    case CANON_MMSI: /* go from ship to ship */
    case CANON_CALL_SIGN:
    case CANON_ACCOUNT:
    case CANON_EMAIL:
    case CANON_PHONE: return PARTY_WHY_COUNT;
    }
    return PARTY_WHY_COUNT;
}

static void add_number(struct reading *r, enum canon_kind kind, str value)
{
    struct canon c;
    arena_reset(&r->m->scratch);
    canon_read(kind, value, &r->m->scratch, &c);
    str key = canon_last_text(&c);
    enum party_why why = why_of(c.kind);
    if (r->m->scratch.failed) r->m->is_nomem = true;
    if (why == PARTY_WHY_COUNT || key.len < NUMBER_LEAST) return;
    struct party_fact *f = add(r, (uint8_t)why, key, value);
    if (f) f->country = country_of_paper(r, value);
}

static void add_wallet(struct reading *r, str value)
{
    struct addr a;
    char text[ADDR_KEY_TEXT_MAX];
    if (addr_read(value, &a) == ADDR_MALFORMED) return;
    str key = addr_key_text(&a, text);
    if (key.len) add(r, PARTY_WALLET, key, value);
}

/* "KPi.033" in any writing: letters and digits alone, small. */
static void add_un_number(struct reading *r, str value)
{
    char key[32];
    size_t len = 0;
    for (size_t i = 0; i < value.len && len < sizeof key; i++)
        if (byte_is_alnum(value.data[i])) key[len++] = byte_lower(value.data[i]);
    bool is_number = len >= 6 && byte_is_alpha(key[0]) && byte_is_digit(key[len - 1]);
    if (is_number && len < sizeof key) add(r, PARTY_UN_NUMBER, str_of(key, len), value);
}

/* --- one entry ------------------------------------------------------------------------------------------- */

static void take_subject_value(struct reading *r, const struct entity_statement *st)
{
    enum canon_kind kind;
    switch ((int)st->prop) {
    case FTM_PROP_NAME:
    case FTM_PROP_ALIAS:
    case FTM_PROP_PREVIOUS_NAME: add_name(r, st->value, st->prop == FTM_PROP_NAME); return;
    case FTM_PROP_BIRTH_DATE: add_birth(r, st->value); return;
    case FTM_PROP_NATIONALITY:
    case FTM_PROP_CITIZENSHIP:
    case FTM_PROP_JURISDICTION:
    case FTM_PROP_FLAG:
    case FTM_PROP_COUNTRY: add(r, PARTY_FACT_COUNTRY, st->value, st->value); return;
    case FTM_PROP_GENDER:
        if (str_eq(st->value, STR("male"))) r->genders |= 1;
        if (str_eq(st->value, STR("female"))) r->genders |= 2;
        return;
    default:
        kind = canon_of_prop(r->subject.schema, st->prop);
        if (kind != CANON_NONE) add_number(r, kind, st->value);
    }
}

/* OFAC's number, as another list gives it with OFAC's designation. */
static void take_sanction(struct reading *r, const struct entity *e)
{
    struct entity_statement st;
    bool is_ofac = str_find(entity_value(r->set, e, FTM_PROP_AUTHORITY), STR("OFAC"), 0) != SIZE_MAX;
    for (uint32_t i = 0; i < e->statement_count; i++) {
        if (!entity_statement_get(r->set, e->first_statement + i, &st)) continue;
        if (st.prop == FTM_PROP_UNSC_ID) add_un_number(r, st.value);
        if (st.prop == FTM_PROP_RECORD_ID && is_ofac) add(r, PARTY_OFAC_NUMBER, st.value, st.value);
    }
}

/* Japan's list names the other row of a party: a tie whose role says so. */
static void take_other_row(struct reading *r, const struct entity *e)
{
    if (!str_starts(entity_value(r->set, e, FTM_PROP_ROLE), STR("the same party"))) return;
    str id = entity_value(r->set, e, FTM_PROP_OBJECT);
    if (id.len) add(r, PARTY_FACT_OTHER_ROW, id, id);
}

static void take_child(struct reading *r, const struct entity *e)
{
    if (e->schema == FTM_SCHEMA_UNKNOWN_LINK) take_other_row(r, e);
    if (e->schema == FTM_SCHEMA_SANCTION) take_sanction(r, e);
    if (e->schema == FTM_SCHEMA_CRYPTO_WALLET)
        add_wallet(r, entity_value(r->set, e, FTM_PROP_PUBLIC_KEY));
}

static bool is_ofac(str source)
{
    return str_starts(source, STR("us_ofac_"));
}

static void take_entry(struct reading *r)
{
    struct entity e;
    struct entity_statement st;
    struct party_making *m = r->m;
    enum entity_kind kind = ftm_schema_kind(r->subject.schema);
    if (kind == KIND_OTHER) return;
    if (!party_grow((void **)&m->party, m->party_count, &m->party_room, sizeof *m->party)) {
        m->is_nomem = true;
        return;
    }
    r->party = (uint32_t)m->party_count++;
    r->genders = 0;
    m->party[r->party] = (struct party){
        .row = r->subject.row, .kind = kind,
        .is_dprk = (r->subject.flags & ENTITY_DPRK) != 0, .first_fact = (uint32_t)m->fact_count,
        .parent = r->party, .next = UINT32_MAX, .size = 1,
    };
    for (uint32_t i = 0; i < r->subject.statement_count; i++)
        if (entity_statement_get(r->set, r->subject.first_statement + i, &st)) take_subject_value(r, &st);
    for (uint32_t row = r->subject.row + 1; row < entity_family_end(r->set, r->subject.row); row++)
        if (entity_get(r->set, row, &e)) take_child(r, &e);
    if (is_ofac(r->source)) add(r, PARTY_OFAC_NUMBER, r->subject.entry, r->subject.entry);
    m->party[r->party].gender = r->genders == 1 ? 'm' : r->genders == 2 ? 'f' : 0;
}

void party_facts_read(struct party_making *m, const struct entity_set *set, str source)
{
    struct reading r = { .m = m, .set = set, .source = source };
    for (uint32_t row = 0; row < set->count && !m->is_nomem; row++)
        if (entity_get(set, row, &r.subject) && r.subject.subject == row &&
            !(r.subject.flags & ENTITY_CHILD))
            take_entry(&r);
}
