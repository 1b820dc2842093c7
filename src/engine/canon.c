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

/* --- shapes ------------------------------------------------------------------------------------ */

static bool is_ascii(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] >= 0x80) return false;
    return true;
}

static bool all_digits(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_digit(s.data[i])) return false;
    return s.len > 0;
}

static bool all_letters(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_alpha(s.data[i])) return false;
    return s.len > 0;
}

/* Letters and digits of s, no others counting: as many as the key will have. */
static size_t count_alnum(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) count += byte_is_alnum(s.data[i]);
    return count;
}

static size_t count_digits(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) count += byte_is_digit(s.data[i]);
    return count;
}

/* Institution (4), country (2 letters), place (2), perhaps a branch (3); of a canonical text. */
static bool is_swift(str s)
{
    return (s.len == 8 || s.len == 11) && is_ascii(s) && all_letters(str_sub(s, 4, 6)) &&
           all_letters(str_sub(s, 0, 1));
}

/* --- what stands around a number --------------------------------------------------------------- */

/* Words before a number that say what it is. They are taken for that only where the rest has the
 * shape of such a number: "IMO 5055293", "SWIFT: ABCDKPPY". */
static const struct { str word; enum canon_kind kind; size_t least, most; } kind_words[] = {
    { STR_INIT("imo"), CANON_IMO, 7, 7 },
    { STR_INIT("mmsi"), CANON_MMSI, 9, 9 },
    { STR_INIT("swift"), CANON_SWIFT, 8, 11 },
    { STR_INIT("bic"), CANON_SWIFT, 8, 11 },
    { STR_INIT("iban"), CANON_ACCOUNT, 15, 34 },
    { STR_INIT("lei"), CANON_LEI, 20, 20 },
};

/* Labels that say nothing about the number behind them. */
static const str plain_words[] = { STR_INIT("booklet"), STR_INIT("passport"), STR_INIT("number"),
                                   STR_INIT("no"), STR_INIT("nr") };

static str without_signs(str s)
{
    while (s.len && (strchr(" .:#/-", s.data[0]) && s.data[0])) s = str_from(s, 1);
    return s;
}

/* What stands behind `word`, or an empty text: the word must end there. */
static str behind_word(str s, str word)
{
    if (!str_starts_nocase(s, word) || s.len == word.len) return STR_EMPTY;
    char behind = s.data[word.len];
    return behind && strchr(" .:#", behind) ? without_signs(str_from(s, word.len)) : STR_EMPTY;
}

/* "Booklet A5250088", "No. 12" and "Passport No. 12" as lists and people write them. */
static str without_label(str s)
{
    size_t i = 0;
    s = str_trim(s);
    while (i < COUNT_OF(plain_words)) {
        str rest = behind_word(s, plain_words[i++]);
        if (!rest.len) continue;
        s = str_trim(rest); /* each round takes one away */
        i = 0;
    }
    return s;
}

/* "IMO 5055293", "imo9074729": the number alone, and its kind. */
static str without_kind(str s, enum canon_kind *kind)
{
    for (size_t i = 0; i < COUNT_OF(kind_words); i++) {
        str word = kind_words[i].word;
        if (!str_starts_nocase(s, word)) continue;
        str rest = without_label(without_signs(str_from(s, word.len)));
        bool is_apart = rest.data != s.data + word.len; /* or else only digits end the word */
        size_t len = count_alnum(rest);
        bool fits = len >= kind_words[i].least && len <= kind_words[i].most && is_ascii(rest);
        bool is_number = kind_words[i].kind == CANON_IMO || kind_words[i].kind == CANON_MMSI;
        if (is_number) fits = fits && count_digits(rest) == len;
        if (!fits || !(is_apart || is_number)) continue;
        *kind = kind_words[i].kind;
        return rest;
    }
    if (*kind == CANON_IMO && str_starts_nocase(s, STR("imo"))) return str_from(s, 3);
    return s;
}

enum { SPREADSHEET_DIGITS_MIN = 4 }; /* fewer before ".0" are rather a section than a number */

/* "12345678.0", as spreadsheets and programs write a number that they took for an amount: the
 * number alone, or an empty text. */
static str without_fraction(str s)
{
    size_t end = s.len, zeros = 0;
    while (end && s.data[end - 1] == '0') end--;
    zeros = s.len - end;
    if (zeros < 1 || zeros > 2 || end == 0) return STR_EMPTY;
    char point = s.data[end - 1];
    str whole = str_sub(s, 0, end - 1);
    if ((point != '.' && point != ',') || str_index(whole, point) < whole.len) return STR_EMPTY;
    bool is_amount = count_digits(whole) >= SPREADSHEET_DIGITS_MIN;
    for (size_t i = 0; i < whole.len; i++)
        is_amount = is_amount && (byte_is_digit(whole.data[i]) || strchr(" ,.", whole.data[i]));
    return is_amount ? whole : STR_EMPTY;
}

/* --- keys --------------------------------------------------------------------------------------- */

static void add_phone(str value, struct buf *out)
{
    for (size_t i = 0; i < value.len; i++)
        if (byte_is_digit(value.data[i])) buf_add_byte(out, value.data[i]);
}

static void add_email(str value, struct buf *out)
{
    value = str_trim(value);
    if (str_starts_nocase(value, STR("mailto:"))) value = str_from(value, 7);
    for (size_t i = 0; i < value.len; i++)
        if (value.data[i] != ' ') buf_add_byte(out, byte_lower(value.data[i]));
}

/* Letters beyond ASCII stay as they are; blanks and signs go. */
static void add_number(str value, struct buf *out)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.data[i];
        if (byte_is_alnum(c) || (unsigned char)c >= 0x80) buf_add_byte(out, byte_upper(c));
    }
}

/* "ABCDKPPYXXX" is the head office, which "ABCDKPPY" names as well. */
static void drop_head_office(struct buf *out, size_t body)
{
    str s = str_from(buf_str(out), body);
    if (s.len == 11 && is_swift(s) && str_ends(s, STR("XXX"))) out->len -= 3;
}

static str make_key(enum canon_kind kind, str value, struct arena *arena)
{
    size_t room = value.len + 2; /* nothing grows from here on */
    struct buf out = { .data = arena_alloc(arena, room), .room = room, .cap = room };
    if (!out.data || arena->failed) return STR_EMPTY;
    buf_add(&out, kind == CANON_EMAIL ? STR("e:") : kind == CANON_PHONE ? STR("p:") : STR("n:"));
    size_t body = out.len;
    if (kind == CANON_EMAIL)
        add_email(value, &out);
    else if (kind == CANON_PHONE)
        add_phone(value, &out);
    else
        add_number(value, &out);
    if (kind != CANON_EMAIL && kind != CANON_PHONE) drop_head_office(&out, body);
    return out.len > body ? buf_str(&out) : STR_EMPTY;
}

enum { WIDE_DIGITS_MIN = 5 }; /* shorter numbers meet by chance too often to look for (ours) */

/* What is left of a number of digits when a spreadsheet has taken its leading zeros, and the bank
 * of a SWIFT code. */
static str make_wide(enum canon_kind kind, str key, struct arena *arena)
{
    str text = str_from(key, 2);
    if (kind == CANON_EMAIL) return STR_EMPTY;
    if (kind == CANON_SWIFT && is_swift(text))
        return arena_printf(arena, "b:%.*s", STR_ARG(str_sub(text, 0, 8)));
    if (!all_digits(text)) return STR_EMPTY;
    while (text.len && text.data[0] == '0') text = str_from(text, 1);
    if (text.len < WIDE_DIGITS_MIN) return STR_EMPTY;
    return arena_printf(arena, "%c:%.*s", kind == CANON_PHONE ? 'q' : 'z', STR_ARG(text));
}

void canon_read(enum canon_kind kind, str value, struct arena *arena, struct canon *ret)
{
    *ret = (struct canon){ .kind = kind };
    if (kind == CANON_NONE) return;
    if (!is_ascii(value)) { /* wide digits are what Korean and Japanese keyboards write */
        str plain = text_number(value, arena);
        if (plain.len || str_is_utf8(value, NULL)) value = plain;
    }
    value = str_trim(value);
    if (kind != CANON_EMAIL && kind != CANON_PHONE)
        value = without_kind(without_label(value), &ret->kind);
    str key = make_key(ret->kind, value, arena);
    str whole = kind == CANON_EMAIL ? STR_EMPTY : without_fraction(value);
    str second = whole.len ? make_key(ret->kind, whole, arena) : STR_EMPTY;
    str wide = key.len ? make_wide(ret->kind, second.len ? second : key, arena) : STR_EMPTY;
    if (arena->failed || !key.len) return;
    ret->key[ret->key_count++] = key;
    if (second.len) ret->key[ret->key_count++] = second;
    ret->wide = wide;
}

str canon_text(const struct canon *c)
{
    return c->key_count ? str_from(c->key[0], 2) : STR_EMPTY;
}

str canon_last_text(const struct canon *c)
{
    return c->key_count ? str_from(c->key[c->key_count - 1], 2) : STR_EMPTY;
}

enum canon_meeting canon_meet(const struct canon *a, const struct canon *b)
{
    for (size_t i = 0; i < a->key_count; i++)
        for (size_t k = 0; k < b->key_count; k++)
            if (str_eq(a->key[i], b->key[k])) return CANON_SAME;
    if (!a->wide.len || !str_eq(a->wide, b->wide)) return CANON_APART;
    return a->wide.data[0] == 'b' ? CANON_SAME_BANK : CANON_SAME_DIGITS;
}
