/* What a value says as text, number, time or address. */
#include "rule/inside.h"

#include "base/num.h"

/* --- numbers ------------------------------------------------------------------------------ */

enum { FRACTION_DIGITS = 9 }; /* behind the point; later ones do not count */

static bool whole_part(str s, size_t *i, wide *ret)
{
    size_t from = *i;
    wide v = 0;
    for (; *i < s.len && byte_is_digit(s.data[*i]); ++*i) {
        if (*i - from >= 18) return false;
        v = v * 10 + (s.data[*i] - '0');
    }
    *ret = v * WIDE_ONE;
    return *i > from;
}

/* "-12.5"; at most 18 digits before the point. */
bool number_read(str text, wide *ret)
{
    str s = str_trim(text);
    size_t i = 0;
    wide v, unit = WIDE_ONE;
    bool minus = s.len && s.data[0] == '-';
    if (s.len && (minus || s.data[0] == '+')) i++;
    if (!whole_part(s, &i, &v)) return false;
    if (i < s.len && s.data[i] == '.') {
        size_t from = ++i;
        for (; i < s.len && byte_is_digit(s.data[i]); i++) {
            if (i - from >= FRACTION_DIGITS) continue;
            unit /= 10;
            v += unit * (s.data[i] - '0');
        }
        if (i == from) return false;
    }
    *ret = minus ? -v : v;
    return i == s.len;
}

bool value_number(const struct rule_value *v, wide *ret)
{
    switch (v->type) {
    case RULE_FLAG:
    case RULE_INTEGER:
        *ret = v->number * WIDE_ONE;
        return true;
    case RULE_TIME:
        if (v->text.len && number_read(v->text, ret)) return true;
        *ret = v->number * WIDE_ONE;
        return true;
    case RULE_ANY:
    case RULE_TEXT:
    case RULE_IP:
        return number_read(v->text, ret);
    case RULE_NULL:
        return false;
    }
    return false;
}

str value_text(const struct rule_value *v, char *room)
{
    uint64_t n = v->number < 0 ? 0 - (uint64_t)v->number : (uint64_t)v->number;
    size_t at = VALUE_TEXT_ROOM;
    switch (v->type) {
    case RULE_FLAG:
        return v->number ? STR("true") : STR("false");
    case RULE_INTEGER:
        break;
    case RULE_TIME:
        if (v->text.len) return v->text;
        break;
    case RULE_ANY:
    case RULE_TEXT:
    case RULE_IP:
    case RULE_NULL:
        return v->text;
    }
    do room[--at] = (char)('0' + n % 10);
    while (n /= 10);
    if (v->number < 0) room[--at] = '-';
    return str_of(room + at, VALUE_TEXT_ROOM - at);
}

/* --- times -------------------------------------------------------------------------------- */

struct clock {
    int64_t year, month, day, hour, minute;
    bool has_clock;
};

/* Days since 1970 to a date of the Gregorian calendar, by eras of 400 years. */
static void date_of_days(int64_t days, struct clock *c)
{
    days += 719468; /* since 1 March of year 0 */
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t of_era = days - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    c->day = of_year - (153 * month + 2) / 5 + 1;
    c->month = month < 10 ? month + 3 : month - 9;
    c->year = year + era * 400 + (c->month <= 2);
}

static int64_t days_of_date(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era_year = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era_year * 365 + of_era_year / 4 - of_era_year / 100 + of_year -
           719468;
}

static void clock_of_seconds(int64_t s, struct clock *c)
{
    int64_t days = s / 86400, rest = s % 86400;
    if (rest < 0) {
        rest += 86400;
        days--;
    }
    date_of_days(days, c);
    c->hour = rest / 3600;
    c->minute = rest / 60 % 60;
    c->has_clock = true;
}

static bool two(str s, size_t at, int64_t max, int64_t *ret)
{
    if (at + 2 > s.len || !byte_is_digit(s.data[at]) || !byte_is_digit(s.data[at + 1]))
        return false;
    *ret = (s.data[at] - '0') * 10 + (s.data[at + 1] - '0');
    return *ret <= max;
}

/* ISO 8601 as written, whatever its zone: 2026-08-01, 2026-08-01T09:30, .. 09:30:00.25+09:00. */
static bool clock_of_iso(str s, struct clock *c)
{
    int64_t high, low;
    if (s.len < 10 || s.data[4] != '-' || s.data[7] != '-') return false;
    if (!two(s, 0, 99, &high) || !two(s, 2, 99, &low)) return false;
    if (!two(s, 5, 12, &c->month) || !two(s, 8, 31, &c->day) || !c->month || !c->day)
        return false;
    c->year = high * 100 + low;
    c->has_clock = false;
    if (s.len == 10) return true;
    if ((s.data[10] != 'T' && s.data[10] != 't' && s.data[10] != ' ') || s.len < 16)
        return false;
    if (!two(s, 11, 24, &c->hour) || s.data[13] != ':' || !two(s, 14, 59, &c->minute))
        return false;
    c->has_clock = true;
    return true;
}

/* Seconds since 1970, or milliseconds when there are more than eleven digits. */
static bool clock_of_text(str text, struct clock *c)
{
    str s = str_trim(text);
    uint64_t v;
    if (clock_of_iso(s, c)) return true;
    if (s.len < 9 || !num_parse_u64(s, (uint64_t)INT64_MAX / 2, &v)) return false;
    clock_of_seconds((int64_t)(s.len > 11 ? v / 1000 : v), c);
    return true;
}

/* ISO 8601 week, 1..53: the week with the year's first Thursday is the first. */
static int64_t week_of(const struct clock *c)
{
    int64_t days = days_of_date(c->year, c->month, c->day);
    int64_t weekday = ((days + 3) % 7 + 7) % 7; /* Monday 0 */
    struct clock thursday;
    date_of_days(days - weekday + 3, &thursday);
    return (days - weekday + 3 - days_of_date(thursday.year, 1, 1)) / 7 + 1;
}

bool value_part(const struct rule_value *v, enum part part, int64_t *ret)
{
    struct clock c = { 0 };
    if (v->type == RULE_NULL || v->type == RULE_FLAG) return false;
    if (v->text.len ? !clock_of_text(v->text, &c) : v->type == RULE_TEXT || v->type == RULE_IP)
        return false;
    if (!v->text.len) {
        if (v->number > INT64_MAX / 4 || v->number < INT64_MIN / 4) return false;
        clock_of_seconds(v->number, &c);
    }
    if ((part == PART_MINUTE || part == PART_HOUR) && !c.has_clock) return false;
    switch (part) {
    case PART_NONE:
        return false;
    case PART_MINUTE:
        *ret = c.minute;
        break;
    case PART_HOUR:
        *ret = c.hour;
        break;
    case PART_DAY:
        *ret = c.day;
        break;
    case PART_WEEK:
        *ret = week_of(&c);
        break;
    case PART_MONTH:
        *ret = c.month;
        break;
    case PART_YEAR:
        *ret = c.year;
        break;
    }
    return true;
}

/* --- addresses ---------------------------------------------------------------------------- */

static bool octet(str s, uint8_t *ret)
{
    uint64_t v;
    if (s.len == 0 || s.len > 3 || (s.len > 1 && s.data[0] == '0')) return false;
    if (!num_parse_u64(s, 255, &v)) return false;
    *ret = (uint8_t)v;
    return true;
}

static bool four(str s, uint8_t *out)
{
    str piece;
    size_t n = 0;
    while (n < 4 && str_next(&s, '.', &piece))
        if (!octet(piece, &out[n++])) return false;
    return n == 4 && s.data == NULL;
}

static bool hextet(str s, uint8_t *out)
{
    unsigned v = 0;
    if (s.len == 0 || s.len > 4) return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = byte_lower(s.data[i]);
        if (!byte_is_digit(c) && (c < 'a' || c > 'f')) return false;
        v = v << 4 | (unsigned)(byte_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    out[0] = (uint8_t)(v >> 8);
    out[1] = (uint8_t)v;
    return true;
}

/* A run of groups between colons; the last may be dotted. @return bytes, or -1 */
static int groups(str s, uint8_t *out)
{
    int n = 0;
    str piece;
    if (s.len == 0) return 0;
    while (str_next(&s, ':', &piece)) {
        bool is_dotted = str_index(piece, '.') < piece.len;
        if (is_dotted && (s.data || n > 12)) return -1;
        if (n > 14 || !(is_dotted ? four(piece, out + n) : hextet(piece, out + n))) return -1;
        n += is_dotted ? 4 : 2;
    }
    return n;
}

static bool six(str s, uint8_t *out)
{
    uint8_t tail[16];
    size_t gap = str_find(s, STR("::"), 0);
    memset(out, 0, 16);
    if (gap == SIZE_MAX) return groups(s, out) == 16;
    int head = groups(str_sub(s, 0, gap), out);
    int rest = groups(str_from(s, gap + 2), tail);
    if (head < 0 || rest < 0 || head + rest > 14) return false;
    memset(out + head, 0, (size_t)(16 - head));
    memcpy(out + 16 - rest, tail, (size_t)rest);
    return true;
}

static const uint8_t mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF };

bool address_read(str text, uint8_t ret[16])
{
    str s = str_trim(text);
    if (str_index(s, ':') == s.len) {
        memcpy(ret, mapped, sizeof mapped);
        return four(s, ret + 12);
    }
    return six(str_sub(s, 0, str_index(s, '%')), ret); /* without the zone of a link */
}

bool cidr_read(str text, struct cidr *ret, const char **ret_why)
{
    size_t slash = str_index(text, '/');
    bool is_four = str_index(text, ':') == text.len;
    uint64_t bits = is_four ? 32 : 128;
    *ret_why = "is no IPv4 or IPv6 network such as 10.0.0.0/8";
    if (!address_read(str_sub(text, 0, slash), ret->addr)) return false;
    if (slash < text.len && !num_parse_u64(str_from(text, slash + 1), bits, &bits))
        return false;
    ret->bits = (unsigned)bits + (is_four ? 96 : 0);
    *ret_why = "has bits behind its length; write the first address of the network";
    for (unsigned i = ret->bits; i < 128; i++)
        if (ret->addr[i / 8] >> (7 - i % 8) & 1) return false;
    return true;
}

bool cidr_has(const struct cidr *net, const uint8_t addr[16])
{
    unsigned bytes = net->bits / 8, rest = net->bits % 8;
    if (memcmp(net->addr, addr, bytes) != 0) return false;
    return !rest || (net->addr[bytes] ^ addr[bytes]) >> (8 - rest) == 0;
}
