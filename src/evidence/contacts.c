/* Mailboxes and numbers brought to one form. */
#include "evidence/contacts.h"

#include "base/num.h"

#include "evidence/phone_table.h"

/* --- e-mail ------------------------------------------------------------------------------------- */

bool email_read(str text, struct email *ret)
{
    text = str_trim(text);
    size_t open = str_index(text, '<');
    if (open < text.len) text = str_trim(str_sub(text, open + 1, str_index(text, '>')));
    if (str_starts_nocase(text, STR("mailto:"))) text = str_from(text, 7);
    size_t at = str_index(text, '@');
    struct email m = { str_sub(text, 0, at), str_from(text, at + 1) };
    if (at == 0 || at >= text.len || m.domain.len < 3 || str_index(m.domain, '@') < m.domain.len)
        return false;
    size_t dot = str_index(m.domain, '.');
    if (dot == 0 || dot + 1 >= m.domain.len) return false;
    for (size_t i = 0; i < text.len; i++)
        if (byte_is_blank(text.data[i]) || text.data[i] == ',') return false;
    *ret = m;
    return true;
}

/* Services that do not tell dots apart, and those that take '+' for a note. Yahoo's '-' is not
 * dropped: there it may be part of the name. */
static bool drops_dots(str domain)
{
    return str_eq_nocase(domain, STR("gmail.com")) || str_eq_nocase(domain, STR("googlemail.com"));
}

static bool takes_notes(str domain)
{
    static const char *const rows[] = {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "proton.me",
        "protonmail.com", "pm.me", "icloud.com", "me.com", "mac.com", "fastmail.com", "zoho.com",
        "yandex.com", "yandex.ru", "mailbox.org", "posteo.de", "tutanota.com", "tuta.io", "hey.com",
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq_nocase(domain, str_c(rows[i]))) return true;
    return false;
}

size_t email_key(str text, char ret[EMAIL_KEY])
{
    struct email m;
    size_t len = 0;
    if (!email_read(text, &m) || m.local.len + m.domain.len + 1 > EMAIL_KEY) return 0;
    if (takes_notes(m.domain)) m.local = str_sub(m.local, 0, str_index(m.local, '+'));
    for (size_t i = 0; i < m.local.len; i++)
        if (m.local.data[i] != '.' || !drops_dots(m.domain)) ret[len++] = byte_lower(m.local.data[i]);
    if (len == 0) return 0;
    ret[len++] = '@';
    str domain = str_eq_nocase(m.domain, STR("googlemail.com")) ? STR("gmail.com") : m.domain;
    for (size_t i = 0; i < domain.len; i++) ret[len++] = byte_lower(domain.data[i]);
    return len;
}

bool email_same(str a, str b)
{
    char x[EMAIL_KEY], y[EMAIL_KEY];
    size_t n = email_key(a, x);
    return n && n == email_key(b, y) && memcmp(x, y, n) == 0;
}

/* --- telephone ---------------------------------------------------------------------------------- */

static const struct phone_plan *plan_of_code(str digits)
{
    for (size_t len = 3; len >= 1; len--) {
        uint32_t row = table_find(&phone_codes, str_sub(digits, 0, len));
        if (digits.len > len && row != TABLE_NONE) return &phone_plans[phone_of_code[row]];
    }
    return NULL;
}

static const struct phone_plan *plan_of_country(str country)
{
    uint32_t row = table_find(&phone_countries, country);
    return row == TABLE_NONE ? NULL : &phone_plans[phone_of_country[row]];
}

/* Digits of a number as written, without an extension; *ret_plus: it begins with '+'. */
static size_t gather_digits(str text, char *digits, size_t room, bool *ret_plus)
{
    size_t len = 0;
    *ret_plus = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (byte_is_digit(c)) {
            if (len == room) return 0;
            digits[len++] = c;
        } else if (c == '+' && len == 0) {
            *ret_plus = true;
        } else if (len && (c == 'x' || c == 'X' || c == 'e' || c == 'E' || c == ';' || c == ',' || c == '#')) {
            break; /* x12, ext 12, ;ext=12 */
        } else if (byte_is_alpha(c)) {
            if (len) return 0; /* "tel:" in front is fine, letters as digits are not */
        }
    }
    return len;
}

static bool put_digits(struct phone *p, str code, str national)
{
    if (code.len + national.len > PHONE_KEY || national.len < 3) return false;
    memcpy(p->digits, code.data, code.len);
    memcpy(p->digits + code.len, national.data, national.len);
    p->len = code.len + national.len;
    p->code_len = code.len;
    return true;
}

static str national_of(const struct phone *p)
{
    return str_of(p->digits + p->code_len, p->len - p->code_len);
}

static bool fits(const struct phone_plan *plan, size_t len)
{
    return len < 32 && plan->lengths & 1u << len;
}

/* A trunk digit in front of the national number is not part of it. No national number begins with
 * "0" where that is the trunk; other trunks go only when what is left fits better. */
static str without_trunk(const struct phone_plan *plan, str national)
{
    size_t len = plan->trunk.len;
    if (!len || national.len <= len || !str_starts(national, plan->trunk)) return national;
    bool is_zero = str_eq(plan->trunk, STR("0"));
    if (!is_zero && (fits(plan, national.len) || !fits(plan, national.len - len))) return national;
    return str_from(national, len);
}

bool phone_read(str text, str country, struct phone *ret)
{
    char digits[24];
    bool has_plus;
    size_t len = gather_digits(text, digits, sizeof digits, &has_plus);
    str all = str_of(digits, len);
    *ret = (struct phone){ .len = 0 };
    if (len < 4) return false;
    if (!has_plus && str_starts(all, STR("00"))) {
        has_plus = true;
        all = str_from(all, 2);
    } else if (!has_plus && str_starts(all, STR("011")) && len > 11) { /* dialled from North America */
        has_plus = true;
        all = str_from(all, 3);
    }
    const struct phone_plan *plan = has_plus ? plan_of_code(all) : plan_of_country(country);
    if (!plan) return false;
    ret->plan = plan;
    str national = has_plus ? str_from(all, plan->code.len) : all;
    /* "1 555 ..." and "82 10 ..." without '+' in the country of that code */
    if (!has_plus && str_starts(all, plan->code) && fits(plan, all.len - plan->code.len) &&
        !fits(plan, all.len))
        national = str_from(all, plan->code.len);
    return put_digits(ret, plan->code, without_trunk(plan, national));
}

bool phone_is_possible(const struct phone *p)
{
    if (p->len > 15) return false; /* src: phone-plans */
    str national = national_of(p);
    if (!p->plan->lengths) return national.len >= 4;
    if (!fits(p->plan, national.len)) return false;
    if (!str_eq(p->plan->code, STR("1"))) return true;
    /* area and exchange code begin with 2 to 9, and neither is N11 */
    const char *d = national.data;
    return d[0] >= '2' && d[3] >= '2' && !(d[1] == '1' && d[2] == '1') && !(d[4] == '1' && d[5] == '1');
}

/* Is the number's beginning among prefixes with '|' between? "2-5" is any of 2, 3, 4, 5. */
static bool begins_with(str number, str prefixes)
{
    str p;
    while (prefixes.len && str_next(&prefixes, '|', &p)) {
        size_t dash = str_index(p, '-');
        if (dash == p.len) {
            if (p.len && str_starts(number, p)) return true;
            continue;
        }
        str from = str_sub(p, 0, dash), to = str_from(p, dash + 1), head = str_sub(number, 0, from.len);
        if (str_cmp(head, from) >= 0 && str_cmp(head, to) <= 0 && head.len == from.len) return true;
    }
    return false;
}

str phone_line(const struct phone *p)
{
    const struct phone_plan *n = p->plan;
    str national = national_of(p);
    if (begins_with(national, n->voip)) return STR("voip");
    if (begins_with(national, n->toll_free)) return STR("toll_free");
    if (begins_with(national, n->mobile)) return STR("mobile");
    return begins_with(national, n->fixed) ? STR("fixed") : STR_EMPTY;
}

bool phone_is_of(const struct phone *p, str country)
{
    str rest = p->plan->countries, code;
    if (str_eq(p->plan->code, STR("1"))) {
        uint32_t row = table_find(&phone_areas, str_sub(national_of(p), 0, 3));
        str area = row == TABLE_NONE ? STR("us") : phone_area_country[row];
        if (begins_with(national_of(p), p->plan->toll_free)) return plan_of_country(country) == p->plan;
        return str_eq(area, country);
    }
    while (str_next(&rest, '|', &code))
        if (str_eq(code, country)) return true;
    return false;
}

bool phone_same(const struct phone *a, const struct phone *b)
{
    return a->len && a->len == b->len && memcmp(a->digits, b->digits, a->len) == 0;
}
