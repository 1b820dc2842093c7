/* Values that cannot be what their field says. */
#include "engine/fault.h"

#include "base/country.h"
#include "base/num.h"

str fault_word(enum fault f)
{
    switch (f) {
    case FAULT_NONE:
    case FAULT_FORM: return STR("fault.form");
    case FAULT_LENGTH: return STR("fault.length");
    case FAULT_CHECK: return STR("fault.check");
    case FAULT_COUNTRY: return STR("fault.country");
    case FAULT_NUMBER: return STR("fault.number");
    case FAULT_ROUNDED: return STR("fault.rounded");
    }
    return STR("fault.form");
}

/* --- signs -------------------------------------------------------------------------------------- */

static size_t count_digits(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) count += byte_is_digit(s.data[i]);
    return count;
}

static size_t count_letters(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) count += byte_is_alpha(s.data[i]);
    return count;
}

static bool all_alnum(str s)
{
    return count_digits(s) + count_letters(s) == s.len;
}

/* "1.2345E+8", "1E+15": a number with an exponent, and a sign or a point that no document has. */
static bool is_rounded(str s)
{
    size_t i = 0;
    bool has_point = false;
    s = str_trim(s);
    if (!s.len || !byte_is_digit(s.data[0])) return false;
    for (i = 1; i < s.len && (byte_is_digit(s.data[i]) || strchr(".,", s.data[i])); i++)
        has_point = has_point || !byte_is_digit(s.data[i]);
    if (i >= s.len || byte_upper(s.data[i]) != 'E') return false;
    str power = str_from(s, i + 1);
    bool has_sign = str_starts(power, STR("+"));
    if (has_sign) power = str_from(power, 1);
    return (has_sign || has_point) && power.len >= 1 && power.len <= 3 &&
           count_digits(power) == power.len;
}

/* --- check digits ------------------------------------------------------------------------------- */

/* src: check-digits — ships: weights 7 to 2, the sum's last digit. Companies and owners, which have a
 * number space of their own: weights 8 6 4 2 9 7, 11 less the sum modulo 11, its last digit. */
static enum fault fault_of_imo(str text)
{
    static const unsigned ship[] = { 7, 6, 5, 4, 3, 2 }, company[] = { 8, 6, 4, 2, 9, 7 };
    unsigned ships = 0, companies = 0;
    if (count_digits(text) != text.len) return FAULT_FORM;
    if (text.len != 7) return FAULT_LENGTH;
    for (size_t i = 0; i < 6; i++) {
        unsigned digit = (unsigned)(text.data[i] - '0');
        ships += digit * ship[i];
        companies += digit * company[i];
    }
    unsigned last = (unsigned)(text.data[6] - '0');
    return last == ships % 10 || last == (11 - companies % 11) % 10 ? FAULT_NONE : FAULT_CHECK;
}

/* ISO 7064, MOD 97-10, letters as 10 to 35. */
static unsigned mod97(str text, unsigned so_far)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = byte_upper(text.data[i]);
        if (byte_is_digit(c))
            so_far = (so_far * 10 + (unsigned)(c - '0')) % 97;
        else
            so_far = (so_far * 100 + (unsigned)(c - 'A' + 10)) % 97;
    }
    return so_far;
}

enum { IBAN_LEAST = 15, IBAN_MOST = 34 }; /* Norway's, and the standard's limit */

static enum fault fault_of_iban(str text)
{
    if (!all_alnum(text) || count_letters(str_sub(text, 0, 2)) != 2 ||
        count_digits(str_sub(text, 2, 4)) != 2)
        return FAULT_FORM;
    if (text.len < IBAN_LEAST || text.len > IBAN_MOST) return FAULT_LENGTH;
    if (!country_code(str_sub(text, 0, 2)).len) return FAULT_COUNTRY;
    return mod97(str_sub(text, 0, 4), mod97(str_from(text, 4), 0)) == 1 ? FAULT_NONE : FAULT_CHECK;
}

bool fault_is_iban(str text)
{
    return fault_of_iban(text) == FAULT_NONE;
}

static enum fault fault_of_lei(str text)
{
    if (!all_alnum(text) || count_digits(str_from(text, 18)) != str_from(text, 18).len)
        return FAULT_FORM;
    if (text.len != 20) return FAULT_LENGTH;
    return mod97(text, 0) == 1 ? FAULT_NONE : FAULT_CHECK;
}

/* --- forms -------------------------------------------------------------------------------------- */

static enum fault fault_of_swift(str text)
{
    if (!all_alnum(text) || count_letters(str_sub(text, 4, 6)) != 2) return FAULT_FORM;
    if (text.len != 8 && text.len != 11) return FAULT_LENGTH;
    return country_code(str_sub(text, 4, 6)).len ? FAULT_NONE : FAULT_COUNTRY;
}

static enum fault fault_of_mmsi(str text)
{
    if (count_digits(text) != text.len) return FAULT_FORM;
    return text.len == 9 ? FAULT_NONE : FAULT_LENGTH;
}

/* One '@' with something before it, and a domain with a point inside; more is the mail server's
 * business. */
static enum fault fault_of_email(str text)
{
    size_t at = str_index(text, '@');
    str domain = str_from(text, at + 1);
    size_t point = str_index(domain, '.');
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] && strchr("<>()[],;:\"", text.data[i])) return FAULT_FORM;
    bool is_fine = at > 0 && str_count(text, '@') == 1 && point > 0 && point + 1 < domain.len &&
                   !str_ends(domain, STR(".")) && str_find(text, STR(".."), 0) == SIZE_MAX;
    return is_fine ? FAULT_NONE : FAULT_FORM;
}

enum { PHONE_LEAST = 5, PHONE_MOST = 20 }; /* E.164 ends at 15; an extension stands behind at times */

static enum fault fault_of_phone(str text)
{
    if (!text.len) return FAULT_NUMBER;
    return text.len < PHONE_LEAST || text.len > PHONE_MOST ? FAULT_LENGTH : FAULT_NONE;
}

static bool says_something(str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (byte_is_alnum(value.data[i]) || (unsigned char)value.data[i] >= 0x80) return true;
    return false;
}

enum fault fault_of(enum record_field f, str value, const struct canon *c)
{
    str text = canon_last_text(c);
    if (!says_something(value)) return FAULT_NONE;
    if (f != FIELD_EMAIL && is_rounded(value)) return FAULT_ROUNDED;
    switch ((int)f) {
    case FIELD_IMO: return fault_of_imo(text);
    case FIELD_MMSI: return fault_of_mmsi(text);
    case FIELD_SWIFT_BIC: return fault_of_swift(text);
    case FIELD_LEI: return fault_of_lei(text);
    case FIELD_IBAN: return fault_of_iban(text);
    case FIELD_EMAIL: return fault_of_email(text);
    case FIELD_PHONE: return fault_of_phone(text);
    case FIELD_CALL_SIGN: return text.len ? FAULT_NONE : FAULT_FORM;
    default: return count_digits(text) ? FAULT_NONE : FAULT_NUMBER;
    }
}
