/* Canonical phone numbers and e-mail addresses. */
#include "link/link.h"

#include "base/num.h"
#include "text/text.h"

/* --- phone ------------------------------------------------------------------------------------ */

enum { PHONE_MIN = 7, PHONE_DIGITS_MAX = 24, EXTENSION_MAX = 8 };

/* Country, calling code, and what stands before a number inside the country ("" none).
 * src: calling-codes */
static const struct plan {
    char country[3], code[4], trunk[2];
} plans[] = {
    { "ae", "971", "0" }, { "ar", "54", "0" },  { "at", "43", "0" },  { "au", "61", "0" },
    { "bd", "880", "0" }, { "be", "32", "0" },  { "bg", "359", "0" }, { "br", "55", "0" },
    { "by", "375", "8" }, { "ca", "1", "1" },   { "ch", "41", "0" },  { "cl", "56", "" },
    { "cn", "86", "0" },  { "co", "57", "0" },  { "cz", "420", "" },  { "de", "49", "0" },
    { "dk", "45", "" },   { "ee", "372", "" },  { "eg", "20", "0" },  { "es", "34", "" },
    { "fi", "358", "0" }, { "fr", "33", "0" },  { "gb", "44", "0" },  { "gr", "30", "" },
    { "hk", "852", "" },  { "id", "62", "0" },  { "ie", "353", "0" }, { "il", "972", "0" },
    { "in", "91", "0" },  { "it", "39", "" },   { "jp", "81", "0" },  { "ke", "254", "0" },
    { "kh", "855", "0" }, { "kr", "82", "0" },  { "kz", "7", "8" },   { "la", "856", "0" },
    { "lk", "94", "0" },  { "mm", "95", "0" },  { "mn", "976", "0" }, { "mx", "52", "" },
    { "my", "60", "0" },  { "ng", "234", "0" }, { "nl", "31", "0" },  { "no", "47", "" },
    { "np", "977", "0" }, { "nz", "64", "0" },  { "ph", "63", "0" },  { "pk", "92", "0" },
    { "pl", "48", "" },   { "pt", "351", "" },  { "ro", "40", "0" },  { "rs", "381", "0" },
    { "ru", "7", "8" },   { "sa", "966", "0" }, { "se", "46", "0" },  { "sg", "65", "" },
    { "th", "66", "0" },  { "tr", "90", "0" },  { "tw", "886", "0" }, { "ua", "380", "0" },
    { "us", "1", "1" },   { "vn", "84", "0" },  { "za", "27", "0" },
};

static const struct plan *plan_of(str country)
{
    for (size_t i = 0; i < COUNT_OF(plans); i++)
        if (str_eq_nocase(country, str_of(plans[i].country, 2))) return &plans[i];
    return NULL;
}

struct digits {
    char   d[PHONE_DIGITS_MAX], extension[EXTENSION_MAX];
    size_t count, extensions;
    bool   has_plus, is_bad;
};

/* "ext. 12", "x12", "#12" begin an extension. */
static bool is_extension(str rest)
{
    return str_starts(rest, STR("ext")) || str_starts(rest, STR("x")) || rest.data[0] == '#' ||
           str_starts(rest, STR("내선")) || str_starts(rest, STR("内線"));
}

static void read_digits(str s, struct digits *ret)
{
    bool is_extended = false;
    for (size_t i = 0; i < s.len; i++) {
        str rest = str_from(s, i);
        char c = s.data[i];
        if (c == '+' && ret->count == 0) ret->has_plus = true;
        if (str_starts(rest, STR("(0)")) && ret->count) { /* +44 (0)20: for callers inside */
            i += 2;
            continue;
        }
        if (ret->count && is_extension(rest)) is_extended = true;
        if (!byte_is_digit(c)) continue;
        if (is_extended && ret->extensions < sizeof ret->extension)
            ret->extension[ret->extensions++] = c;
        else if (!is_extended && ret->count < sizeof ret->d)
            ret->d[ret->count++] = c;
        else
            ret->is_bad = true;
    }
}

/* A row of equal or ascending digits is what people write who give none. */
static bool is_made_up(str d)
{
    size_t equal = 1, rising = 1;
    for (size_t i = 1; i < d.len; i++) {
        equal += d.data[i] == d.data[0];
        rising += (d.data[i] - d.data[i - 1] + 10) % 10 == 1;
    }
    return equal == d.len || rising == d.len;
}

str link_phone_key(str phone, str country, struct arena *arena)
{
    struct digits n = { 0 };
    str folded = text_fold(phone, arena);
    if (folded.len == 0) return STR_EMPTY;
    read_digits(folded, &n);
    str d = str_of(n.d, n.count), ext = str_of(n.extension, n.extensions);
    if (n.is_bad || d.len < PHONE_MIN || is_made_up(d)) return STR_EMPTY;
    const char *mark = ext.len ? "x" : "";
    bool is_full = n.has_plus;
    if (!is_full && str_starts(d, STR("00")) && d.len > PHONE_MIN + 2) {
        d = str_from(d, 2);
        is_full = true;
    }
    if (is_full) return arena_printf(arena, "+%.*s%s%.*s", STR_ARG(d), mark, STR_ARG(ext));
    const struct plan *p = plan_of(country);
    if (!p) return arena_printf(arena, "%.*s%s%.*s", STR_ARG(d), mark, STR_ARG(ext));
    str trunk = str_c(p->trunk), code = str_c(p->code);
    bool is_american = str_eq(code, STR("1"));
    if (trunk.len && str_starts(d, trunk) && (!is_american || d.len == 11))
        d = str_from(d, 1);
    else if (str_starts(d, code) && d.len >= code.len + 9) /* its code without the plus */
        d = str_from(d, code.len);
    return arena_printf(arena, "+%.*s%.*s%s%.*s", STR_ARG(code), STR_ARG(d), mark, STR_ARG(ext));
}

/* --- e-mail ----------------------------------------------------------------------------------- */

enum { EMAIL_MAX = 320 };

/* Providers that deliver an address and its variants to one mailbox. src: mailbox-variants */
static const struct provider {
    str  domain, same_as;
    bool drops_dots, drops_tag;
} providers[] = {
    { STR_INIT("gmail.com"), STR_INIT("gmail.com"), true, true },
    { STR_INIT("googlemail.com"), STR_INIT("gmail.com"), true, true },
    { STR_INIT("outlook.com"), STR_INIT("outlook.com"), false, true },
    { STR_INIT("hotmail.com"), STR_INIT("hotmail.com"), false, true },
    { STR_INIT("live.com"), STR_INIT("live.com"), false, true },
    { STR_INIT("msn.com"), STR_INIT("msn.com"), false, true },
    { STR_INIT("icloud.com"), STR_INIT("icloud.com"), false, true },
    { STR_INIT("me.com"), STR_INIT("icloud.com"), false, true },
    { STR_INIT("mac.com"), STR_INIT("icloud.com"), false, true },
    { STR_INIT("protonmail.com"), STR_INIT("proton.me"), true, true },
    { STR_INIT("proton.me"), STR_INIT("proton.me"), true, true },
    { STR_INIT("pm.me"), STR_INIT("proton.me"), true, true },
    { STR_INIT("fastmail.com"), STR_INIT("fastmail.com"), false, true },
    { STR_INIT("fastmail.fm"), STR_INIT("fastmail.fm"), false, true },
    { STR_INIT("yandex.ru"), STR_INIT("yandex.ru"), false, true },
    { STR_INIT("yandex.com"), STR_INIT("yandex.ru"), false, true },
    { STR_INIT("ya.ru"), STR_INIT("yandex.ru"), false, true },
    { STR_INIT("zoho.com"), STR_INIT("zoho.com"), false, true },
};

/* Signs that stand around an address, or in quoted ones that nobody has. */
static bool is_address(str s, size_t *ret_at)
{
    size_t at = str_index(s, '@');
    *ret_at = at;
    if (at == 0 || at + 1 >= s.len || s.len > EMAIL_MAX || str_count(s, '@') != 1) return false;
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] <= 0x20 || strchr("<>()[],;:\"\\", s.data[i])) return false;
    return str_index(str_from(s, at + 1), '.') < s.len - at - 1;
}

str link_email_key(str email, struct arena *arena)
{
    size_t at;
    str s = str_trim(text_fold(email, arena));
    if (s.len && s.data[s.len - 1] == '>') { /* Ann Lee <ann@example.org> */
        size_t open = str_index(s, '<');
        s = open < s.len ? str_trim(str_sub(s, open + 1, s.len - 1)) : s;
    }
    if (str_starts(s, STR("mailto:"))) s = str_from(s, 7);
    while (str_ends(s, STR("."))) s.len--;
    if (!is_address(s, &at)) return STR_EMPTY;
    str local = str_sub(s, 0, at), domain = str_from(s, at + 1);
    char *out = arena_alloc(arena, local.len ? local.len : 1);
    size_t len = 0;
    if (!out) return STR_EMPTY;
    const struct provider *p = NULL;
    for (size_t i = 0; i < COUNT_OF(providers) && !p; i++)
        if (str_eq(domain, providers[i].domain)) p = &providers[i];
    for (size_t i = 0; i < local.len; i++) {
        char c = local.data[i];
        if (p && p->drops_tag && c == '+' && len) break;
        if (!(p && p->drops_dots && c == '.')) out[len++] = c;
    }
    if (len == 0) return STR_EMPTY;
    if (p) domain = p->same_as;
    return arena_printf(arena, "%.*s@%.*s", STR_ARG(str_of(out, len)), STR_ARG(domain));
}
