/* Reading a record into the form the detectors use. */
#include "engine/subject.h"

#include "base/country.h"
#include "base/num.h"

struct reading {
    const struct record *record;
    struct arena        *arena;
    struct name_scratch *names;
    struct subject      *out;
    struct cordon_error *err;
    int32_t              today; /* days since 1970 */
};

enum { AGE_MAX_DAYS = 125 * 366, PIECES_MAX = 8, NUMBER_PIECE_MIN = 5 };

/* Room for one more, or note that the record was cut. */
static bool room(struct subject *s, size_t count)
{
    if (count < SUBJECT_VALUES_MAX) return true;
    s->is_cut = true;
    return false;
}

/* A value that cannot be compared is told: silence about it would read as "it fits". */
static void doubt(struct subject *s, const struct record_value *v)
{
    if (s->doubt_count < SUBJECT_DOUBTS_MAX) s->doubts[s->doubt_count] = v;
    s->doubt_count++;
}

static enum name_kind kind_of_party(enum record_party p)
{
    switch (p) {
    case RECORD_PARTY_PERSON: return NAME_PERSON;
    case RECORD_PARTY_ORGANIZATION: return NAME_ORGANIZATION;
    case RECORD_PARTY_VESSEL:
    case RECORD_PARTY_AIRCRAFT: return NAME_OBJECT;
    case RECORD_PARTY_WALLET:
    case RECORD_PARTY_UNKNOWN: return NAME_ANY;
    }
    return NAME_ANY;
}

static cordon_status add_one_name(struct reading *r, const struct record_value *v)
{
    struct subject *s = r->out;
    if (!room(s, s->name_count)) return CORDON_OK;
    struct subject_name *n = &s->names[s->name_count];
    n->text = v->text;
    cordon_status st = name_query_parse(r->names, v->text, s->kind, &n->query, r->err);
    if (st == CORDON_ARGUMENT) { /* no letter, no digit: nothing that could match */
        s->has_blank_name = true;
        doubt(s, v);
        return CORDON_OK;
    }
    if (st) return st;
    s->name_count++;
    if (name_query_has_words(n->query)) {
        s->has_words = true;
    } else {
        s->has_blank_name = true;
        doubt(s, v);
    }
    return CORDON_OK;
}

/* The pieces of a value that people write several into, cut at any of `signs`. */
static size_t pieces_of(str text, const char *signs, str ret[PIECES_MAX])
{
    size_t count = 0, from = 0;
    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && (text.data[i] == '\0' || !strchr(signs, text.data[i]))) continue;
        str piece = str_trim(str_sub(text, from, i));
        if (piece.len && count < PIECES_MAX) ret[count++] = piece;
        from = i + 1;
    }
    return count;
}

/* The whole value is a name; the names inside "One / Two (Three)" are looked for as well. */
static cordon_status add_name(struct reading *r, const struct record_value *v)
{
    str piece[NAME_PIECES_MAX];
    cordon_status st = add_one_name(r, v);
    size_t count = st ? 0 : name_pieces(v->text, r->out->kind, r->arena, piece);
    for (size_t i = 0; !st && i < count; i++) {
        struct record_value part = *v;
        part.text = piece[i];
        st = add_one_name(r, &part);
    }
    return st;
}

static void add_birth(const struct reading *r, const struct record_value *v)
{
    struct subject *s = r->out;
    if (!room(s, s->birth_count)) return;
    struct subject_date *d = &s->births[s->birth_count++];
    *d = (struct subject_date){ .text = v->text, .proof = v->proof };
    /* a day nobody can have been born on must not stand for a proved one; a check says so */
    d->is_readable = date_read(v->text, &d->date) && d->date.first <= r->today &&
                     d->date.last >= r->today - AGE_MAX_DAYS;
}

static void add_country(struct subject *s, const struct record_value *v)
{
    if (!room(s, s->country_count)) return;
    str code = country_code(v->text);
    if (code.len == 0) doubt(s, v);
    s->countries[s->country_count++] =
        (struct subject_country){ .text = v->text, .code = code, .proof = v->proof };
}

static void add_text(struct subject_text *list, size_t *count, struct subject *s,
                     const struct record_value *v)
{
    if (room(s, *count)) list[(*count)++] = (struct subject_text){ v->text, v->proof };
}

static cordon_status add_one_number(struct reading *r, const struct record_value *v,
                                    enum canon_kind kind)
{
    struct subject *s = r->out;
    if (!room(s, s->number_count)) return CORDON_OK;
    str key = canon_key(kind, v->text, r->arena);
    if (key.len)
        s->numbers[s->number_count++] = (struct subject_number){
            .text = v->text, .key = key, .country = country_code(v->country), .kind = kind,
            .proof = v->proof,
        };
    else
        doubt(s, v); /* "-", "none": nothing that a number could be made of */
    return r->arena->failed ? error_nomem(r->err) : CORDON_OK;
}

static bool is_address(str text)
{
    struct addr a;
    return addr_looks_like(text) && addr_read(text, &a) != ADDR_MALFORMED;
}

static cordon_status add_wallet(struct reading *r, const struct record_value *v);

/* The whole value is a number; so may be the pieces of "1084010 (Egypt)" and "A1; B2". An account
 * that is written like a wallet address is one. */
static cordon_status add_number(struct reading *r, const struct record_value *v,
                                enum canon_kind kind)
{
    str piece[PIECES_MAX];
    cordon_status st = add_one_number(r, v, kind);
    size_t count = st || kind == CANON_EMAIL ? 0 : pieces_of(v->text, ";,|()", piece);
    for (size_t i = 0; !st && count > 1 && i < count; i++) {
        struct record_value part = *v;
        if (piece[i].len < NUMBER_PIECE_MIN) continue;
        part.text = piece[i];
        st = add_one_number(r, &part, kind);
    }
    if (!st && kind == CANON_ACCOUNT && is_address(v->text)) st = add_wallet(r, v);
    return st;
}

static cordon_status add_wallet(struct reading *r, const struct record_value *v)
{
    char text[ADDR_KEY_TEXT_MAX];
    struct subject *s = r->out;
    if (!room(s, s->wallet_count)) return CORDON_OK;
    struct subject_wallet *w = &s->wallets[s->wallet_count++];
    w->text = v->text;
    addr_read(v->text, &w->addr);
    w->key = arena_str(r->arena, addr_key_text(&w->addr, text));
    return r->arena->failed ? error_nomem(r->err) : CORDON_OK;
}

static void set_sex(struct subject *s, const struct record_value *v)
{
    static const struct { str word; char sex; } words[] = {
        { STR_INIT("male"), 'm' },   { STR_INIT("m"), 'm' },
        { STR_INIT("man"), 'm' },    { STR_INIT("female"), 'f' },
        { STR_INIT("f"), 'f' },      { STR_INIT("woman"), 'f' },
        { STR_INIT("남"), 'm' },     { STR_INIT("여"), 'f' },
        { STR_INIT("男"), 'm' },     { STR_INIT("女"), 'f' },
        { STR_INIT("laki-laki"), 'm' }, { STR_INIT("perempuan"), 'f' },
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq_nocase(words[i].word, v->text)) {
            s->sex = words[i].sex;
            s->sex_proof = v->proof;
            return;
        }
    doubt(s, v);
}

static enum canon_kind kind_of_field(enum record_field f)
{
    switch ((int)f) {
    case FIELD_PASSPORT: return CANON_PASSPORT;
    case FIELD_NATIONAL_ID: return CANON_NATIONAL_ID;
    case FIELD_TAX_ID: return CANON_TAX;
    case FIELD_REGISTRATION_NUMBER: return CANON_REGISTRATION;
    case FIELD_ID_NUMBER: return CANON_ANY;
    case FIELD_IMO: return CANON_IMO;
    case FIELD_MMSI: return CANON_MMSI;
    case FIELD_CALL_SIGN: return CANON_CALL_SIGN;
    case FIELD_SWIFT_BIC: return CANON_SWIFT;
    case FIELD_LEI: return CANON_LEI;
    case FIELD_IBAN:
    case FIELD_BANK_ACCOUNT: return CANON_ACCOUNT;
    case FIELD_EMAIL: return CANON_EMAIL;
    case FIELD_PHONE: return CANON_PHONE;
    default: return CANON_NONE;
    }
}

static cordon_status add_value(struct reading *r, const struct record_value *v)
{
    struct subject *s = r->out;
    enum canon_kind kind = kind_of_field(v->field);
    if (kind != CANON_NONE) return add_number(r, v, kind);
    switch ((int)v->field) {
    case FIELD_NAME:
    case FIELD_ALIAS: return add_name(r, v);
    case FIELD_WALLET: return add_wallet(r, v);
    case FIELD_ACCOUNT: return is_address(v->text) ? add_wallet(r, v) : CORDON_OK;
    case FIELD_BIRTH_DATE: add_birth(r, v); break;
    case FIELD_NATIONALITY:
    case FIELD_CITIZENSHIP:
    case FIELD_COUNTRY: add_country(s, v); break;
    case FIELD_BIRTH_PLACE: add_text(s->places, &s->place_count, s, v); break;
    case FIELD_ADDRESS: add_text(s->addresses, &s->address_count, s, v); break;
    case FIELD_SEX: set_sex(s, v); break;
    default: break;
    }
    return CORDON_OK;
}

cordon_status subject_read(const struct record *r, int64_t as_of_s, struct arena *arena,
                           struct name_scratch *names, struct subject *ret_subject,
                           struct cordon_error *err)
{
    struct reading reading = { r, arena, names, ret_subject, err, (int32_t)(as_of_s / 86400) };
    struct subject *s = ret_subject;
    s->id = r->id;
    s->kind = kind_of_party(r->party);
    s->name_count = s->birth_count = s->country_count = s->number_count = s->wallet_count = 0;
    s->place_count = s->address_count = s->doubt_count = 0;
    s->sex = 0;
    s->sex_proof = PROOF_SELF;
    s->is_cut = s->has_blank_name = s->has_words = false;
    for (size_t i = 0; i < r->value_count; i++) {
        cordon_status st = add_value(&reading, &r->values[i]);
        if (st) return st;
    }
    return CORDON_OK;
}
