/* Reading amounts; lines above which payments are reported. */
#include "evidence/money.h"

#include "base/num.h"

enum { DIGITS_MAX = 15 };

static bool is_sign(char c)
{
    return c == '.' || c == ',';
}

/* The place of the decimal sign; text.len when there is none. */
static size_t decimal_at(str text)
{
    size_t last = text.len, signs = 0;
    bool two_kinds = false;
    for (size_t i = 0; i < text.len; i++) {
        if (!is_sign(text.data[i])) continue;
        two_kinds |= last < text.len && text.data[last] != text.data[i];
        last = i;
        signs++;
    }
    if (signs == 0 || two_kinds) return last;
    size_t behind = 0;
    for (size_t i = last + 1; i < text.len && byte_is_digit(text.data[i]); i++) behind++;
    if (signs > 1) return text.len; /* 1,234,567 */
    return text.data[last] == ',' && behind == 3 ? text.len : last;
}

bool money_read(str text, int64_t *ret)
{
    int64_t n = 0;
    size_t digits = 0, decimals = 0;
    text = str_trim(text);
    bool is_negative = text.len && (text.data[0] == '-' || text.data[0] == '(');
    while (text.len && !byte_is_digit(text.data[0]) && !is_sign(text.data[0])) {
        is_negative |= text.data[0] == '-';
        text = str_from(text, 1); /* a currency, a sign, a bracket */
    }
    size_t point = decimal_at(text);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (!byte_is_digit(c)) {
            if (is_sign(c) || c == ' ' || c == '\'' || c == ')' || ((uint8_t)c & 0x80) || byte_is_alpha(c))
                continue;
            return false;
        }
        if (i > point && decimals == 2) continue;
        if (++digits > DIGITS_MAX) return false;
        decimals += i > point;
        n = n * 10 + (c - '0');
    }
    if (digits == 0) return false;
    for (; decimals < 2; decimals++) n *= 10;
    *ret = is_negative ? -n : n;
    return true;
}

int64_t money_reporting_line(str currency)
{
    /* src: reporting-lines */
    static const struct { char code[4]; int64_t line; } lines[] = {
        { "USD", 10000 },    { "EUR", 10000 },     { "CAD", 10000 },    { "AUD", 10000 },
        { "GBP", 10000 },    { "JPY", 2000000 },   { "KRW", 10000000 }, { "CNY", 50000 },
        { "IDR", 500000000 }, { "SGD", 20000 },    { "HKD", 120000 },   { "PHP", 500000 },
        { "INR", 1000000 },  { "CHF", 15000 },     { "NZD", 10000 },    { "THB", 2000000 },
    };
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        if (str_eq_nocase(currency, str_c(lines[i].code))) return lines[i].line * 100;
    return 0;
}
