/*
 * Countries: any writing of one to its code.
 *
 * A writing is reduced to a key: letters and digits only, case folded, compatibility forms and
 * accents taken off. tools/gen_countries.py reduces the table's writings the same way; the test
 * looks every one of them up.
 */
#include "base/country.h"

#include "base/table.h"

#include "base/country_table.h"

#include <utf8proc.h>

enum { KEY_MAX = 3 * COUNTRY_TEXT_MAX };

struct key {
    char text[KEY_MAX + 4];
    size_t len;
    bool is_ascii; /* the writing was */
};

static bool key_add(struct key *k, utf8proc_int32_t c)
{
    if (k->len > KEY_MAX - 4) return false;
    k->len += (size_t)utf8proc_encode_char(c, (utf8proc_uint8_t *)k->text + k->len);
    return true;
}

/* Accents go, the vowel signs of Indic and South-East Asian scripts stay: without them
 * different countries would be written alike. */
static bool is_key_char(utf8proc_int32_t c)
{
    const utf8proc_property_t *p = utf8proc_get_property(c);
    switch (p->category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
        return p->combining_class == 0;
    default:
        return false;
    }
}

static bool key_ascii(struct key *k, str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (c & '\x80') return false;
        if (byte_is_alnum(c)) k->text[k->len++] = byte_lower(c);
        if (c == '&') {
            memcpy(k->text + k->len, "and", 3);
            k->len += 3;
        }
    }
    return true;
}

static bool key_unicode(struct key *k, str s)
{
    enum { MORE = 32 }; /* the longest compatibility decomposition has 18 characters */
    size_t at = 0;
    while (at < s.len) {
        utf8proc_int32_t c, parts[MORE];
        int boundary = 0;
        utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)s.data + at,
                                                 (utf8proc_ssize_t)(s.len - at), &c);
        if (used <= 0) return false;
        at += (size_t)used;
        utf8proc_ssize_t n = utf8proc_decompose_char(
            c, parts, MORE, UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD,
            &boundary);
        if (n < 0 || n > MORE) return false;
        for (utf8proc_ssize_t i = 0; i < n; i++) {
            if (parts[i] == '&' && !(key_add(k, 'a') && key_add(k, 'n') && key_add(k, 'd')))
                return false;
            if (is_key_char(parts[i]) && !key_add(k, parts[i])) return false;
        }
    }
    return true;
}

static bool key_make(struct key *k, str s)
{
    k->len = 0;
    if (s.len > COUNTRY_TEXT_MAX) return false;
    k->is_ascii = key_ascii(k, s);
    if (k->is_ascii) return k->len > 0;
    k->len = 0;
    return key_unicode(k, s) && k->len > 0;
}

/* Codes are plain letters: America in Vietnamese is "my" with a mark, and no Malaysia. */
static bool is_folded_code(const struct key *k)
{
    if (k->is_ascii || k->len > 3) return false;
    for (size_t i = 0; i < k->len; i++)
        if (k->text[i] & '\x80') return false;
    return true;
}

str country_code(str name)
{
    struct key k;
    if (!key_make(&k, name) || is_folded_code(&k)) return STR("");
    str key = str_of(k.text, k.len);
    uint32_t at = table_find(&country_keys, key);
    if (at == TABLE_NONE && str_starts(key, STR("the")))
        at = table_find(&country_keys, str_from(key, 3));
    return at == TABLE_NONE ? STR("") : country_rows[country_of_key[at]].code;
}

str country_name(str code)
{
    for (size_t i = 0; i < sizeof country_rows / sizeof *country_rows; i++)
        if (str_eq_nocase(country_rows[i].code, code)) return country_rows[i].name;
    return STR("");
}
