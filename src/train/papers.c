/* The machine-readable zone of a passport: two lines of 44 characters (ICAO 9303-4). */
#include "train/person.h"

enum { LINE = 44 };

/* src: icao-9303: digits as they are, A-Z 10-35, '<' 0, weighed 7 3 1. */
static char check_digit(const char *s, size_t len)
{
    static const unsigned weights[] = { 7, 3, 1 };
    unsigned sum = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned v = byte_is_digit(s[i]) ? (unsigned)(s[i] - '0') : s[i] == '<' ? 0 : (unsigned)(s[i] - 'A' + 10);
        sum += v * weights[i % 3];
    }
    return (char)('0' + sum % 10);
}

static void put(char *line, size_t at, str s, size_t room)
{
    for (size_t i = 0; i < s.len && i < room; i++) line[at + i] = s.data[i];
}

static void put_day(char *line, size_t at, int32_t day, struct arena *a)
{
    str t = day_text(day, a);
    if (t.len < 10) return;
    line[at] = t.data[2];
    line[at + 1] = t.data[3];
    line[at + 2] = t.data[5];
    line[at + 3] = t.data[6];
    line[at + 4] = t.data[8];
    line[at + 5] = t.data[9];
}

/* Germany writes D in these three places. */
static str state(str alpha3)
{
    return str_eq(alpha3, STR("DEU")) ? STR("D") : alpha3;
}

str mrz_make(const struct name_text *family, const struct name_text *given, str issuer3, str nationality3,
             str number, int32_t birth, uint8_t sex, int32_t expiry, struct arena *a)
{
    char text[2 * LINE + 1], composite[39], *two = text + LINE + 1;
    memset(text, '<', sizeof text);
    text[0] = 'P';
    text[LINE] = '\n';
    put(text, 2, state(issuer3), 3);
    str first = family->zone.len ? family->zone : given->zone;
    put(text, 5, first, LINE - 5);
    if (family->zone.len && 5 + first.len + 2 < LINE)
        put(text, 5 + first.len + 2, given->zone, LINE - 5 - first.len - 2);
    put(two, 0, number, 9);
    two[9] = check_digit(two, 9);
    put(two, 10, state(nationality3), 3);
    put_day(two, 13, birth, a);
    two[19] = check_digit(two + 13, 6);
    two[20] = sex ? 'F' : 'M';
    put_day(two, 21, expiry, a);
    two[27] = check_digit(two + 21, 6);
    two[42] = '0'; /* of an empty personal number: '<' or '0' */
    memcpy(composite, two, 10);
    memcpy(composite + 10, two + 13, 7);
    memcpy(composite + 17, two + 21, 22);
    two[43] = check_digit(composite, 39);
    return arena_str(a, str_of(text, sizeof text));
}
