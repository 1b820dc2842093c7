/* Canonical identifiers. */
#include "engine/canon.h"

#include "base/num.h"
#include "text/text.h"

str canon_kind_word(enum canon_kind kind)
{
    switch (kind) {
    case CANON_NONE:
    case CANON_ANY: return STR("field.id_number");
    case CANON_PASSPORT: return STR("field.passport");
    case CANON_NATIONAL_ID: return STR("field.national_id");
    case CANON_TAX: return STR("field.tax_id");
    case CANON_REGISTRATION: return STR("field.registration_number");
    case CANON_IMO: return STR("field.imo");
    case CANON_MMSI: return STR("field.mmsi");
    case CANON_CALL_SIGN: return STR("field.call_sign");
    case CANON_SWIFT: return STR("field.swift_bic");
    case CANON_LEI: return STR("field.lei");
    case CANON_ACCOUNT: return STR("field.bank_account");
    case CANON_EMAIL: return STR("field.email");
    case CANON_PHONE: return STR("field.phone");
    }
    return STR("field.id_number");
}

enum canon_kind canon_of_prop(enum ftm_schema schema, enum ftm_prop prop)
{
    switch ((int)prop) {
    case FTM_PROP_PASSPORT_NUMBER: return CANON_PASSPORT;
    case FTM_PROP_NUMBER:
        return ftm_schema_is(schema, FTM_SCHEMA_PASSPORT) ? CANON_PASSPORT : CANON_ANY;
    case FTM_PROP_ID_NUMBER:
    case FTM_PROP_SOCIAL_SECURITY_NUMBER:
    case FTM_PROP_PERSONAL_NUMBER: return CANON_NATIONAL_ID;
    case FTM_PROP_TAX_NUMBER:
    case FTM_PROP_INN_CODE:
    case FTM_PROP_VAT_CODE: return CANON_TAX;
    case FTM_PROP_REGISTRATION_NUMBER:
    case FTM_PROP_OGRN_CODE:
    case FTM_PROP_LICENSE_NUMBER:
    case FTM_PROP_USC_CODE:
    case FTM_PROP_DUNS_CODE:
    case FTM_PROP_SERIAL_NUMBER:
    case FTM_PROP_CRS_NUMBER:
    case FTM_PROP_ICAO_CODE: return CANON_REGISTRATION;
    case FTM_PROP_IMO_NUMBER: return CANON_IMO;
    case FTM_PROP_MMSI: return CANON_MMSI;
    case FTM_PROP_CALL_SIGN: return CANON_CALL_SIGN;
    case FTM_PROP_SWIFT_BIC: return CANON_SWIFT;
    case FTM_PROP_LEI_CODE: return CANON_LEI;
    case FTM_PROP_ACCOUNT_NUMBER:
    case FTM_PROP_IBAN: return CANON_ACCOUNT;
    case FTM_PROP_EMAIL: return CANON_EMAIL;
    case FTM_PROP_PHONE: return CANON_PHONE;
    default: return CANON_NONE;
    }
}

static void add_phone(str value, struct buf *out)
{
    for (size_t i = 0; i < value.len; i++)
        if (byte_is_digit(value.data[i])) buf_add_byte(out, value.data[i]);
}

static void add_email(str value, struct buf *out)
{
    value = str_trim(value);
    for (size_t i = 0; i < value.len; i++) buf_add_byte(out, byte_lower(value.data[i]));
}

/* A label that stands inside the number, as lists and people write it: "Booklet A5250088", "No. 12". */
static str without_label(str s)
{
    static const str labels[] = { STR_INIT("booklet"), STR_INIT("passport"), STR_INIT("number"),
                                  STR_INIT("no"), STR_INIT("nr") };
    s = str_trim(s);
    for (size_t i = 0; i < COUNT_OF(labels); i++) {
        if (!str_starts_nocase(s, labels[i]) || s.len == labels[i].len) continue;
        str rest = str_from(s, labels[i].len);
        if (rest.len == 0 || !strchr(" .:", rest.data[0])) continue;
        while (rest.len && strchr(" .:", rest.data[0]))
            rest = str_from(rest, 1);
        return rest.len ? rest : s;
    }
    return s;
}

/* Bytes of a sign that separates or does not show: U+2000..206F (dashes, marks of direction and
 * width), U+2212 minus, U+FEFF, U+00AD; 0 for anything else. */
static size_t sign_len(str s)
{
    if (str_starts(s, STR("\xC2\xAD"))) return 2;
    if (str_starts(s, STR("\xE2\x88\x92")) || str_starts(s, STR("\xEF\xBB\xBF"))) return 3;
    bool is_block = s.len >= 3 && (str_starts(s, STR("\xE2\x80")) ||
                                   (str_starts(s, STR("\xE2\x81")) && (uint8_t)s.data[2] < 0xB0));
    return is_block ? 3 : 0;
}

/* Letters beyond ASCII stay as they are; blanks and signs go. */
static void add_number(str value, struct buf *out)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.data[i];
        size_t sign = sign_len(str_from(value, i));
        if (sign)
            i += sign - 1;
        else if (byte_is_alnum(c) || (unsigned char)c >= 0x80)
            buf_add_byte(out, byte_upper(c));
    }
}

static bool is_ascii(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] >= 0x80) return false;
    return true;
}

static void add_body(enum canon_kind kind, str value, struct buf *out)
{
    if (kind == CANON_EMAIL) {
        add_email(value, out);
    } else if (kind == CANON_PHONE) {
        add_phone(value, out);
    } else {
        str rest = without_label(value);
        if (kind == CANON_IMO && str_starts_nocase(rest, STR("imo"))) rest = str_from(rest, 3);
        add_number(rest, out);
    }
}

str canon_key(enum canon_kind kind, str value, struct arena *arena)
{
    if (kind == CANON_NONE) return STR_EMPTY;
    if (!is_ascii(value)) { /* full-width digits are what Korean and Japanese keyboards write */
        str folded = text_fold(value, arena);
        if (folded.len) value = folded;
    }
    size_t room = value.len + 2; /* nothing grows from here on */
    struct buf out = { .data = arena_alloc(arena, room), .room = room, .cap = room };
    if (!out.data || arena->failed) return STR_EMPTY;
    buf_add(&out, kind == CANON_EMAIL ? STR("e:") : kind == CANON_PHONE ? STR("p:") : STR("n:"));
    size_t body = out.len;
    add_body(kind, value, &out);
    return out.len > body ? buf_str(&out) : STR_EMPTY;
}
