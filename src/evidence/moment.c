/* Points in time as exports write them. */
#include "evidence/evidence.h"

#include "base/date.h"
#include "base/num.h"

/* Digits of a number of exactly `len` digits at *at; moves behind them. */
static bool take_digits(str s, size_t *at, size_t len, int *ret)
{
    int n = 0;
    if (s.len < *at + len) return false;
    for (size_t i = 0; i < len; i++) {
        char c = s.data[*at + i];
        if (!byte_is_digit(c)) return false;
        n = n * 10 + (c - '0');
    }
    *at += len;
    *ret = n;
    return true;
}

static bool take(str s, size_t *at, char c)
{
    if (*at >= s.len || s.data[*at] != c) return false;
    ++*at;
    return true;
}

/* Z, UTC, GMT, +09:00, +0900, +09 up to the end; nothing is fine too. */
static bool take_zone(str s, size_t *at, struct moment *m)
{
    int hours, minutes = 0;
    while (take(s, at, ' ')) continue;
    str rest = str_from(s, *at);
    if (rest.len == 0) return true;
    m->has_zone = true;
    if (str_eq_nocase(rest, STR("Z")) || str_eq_nocase(rest, STR("UTC")) ||
        str_eq_nocase(rest, STR("GMT")))
        return true;
    bool is_west = rest.data[0] == '-';
    if (!is_west && rest.data[0] != '+') return false;
    ++*at;
    if (!take_digits(s, at, 2, &hours)) return false;
    bool has_colon = take(s, at, ':');
    if ((has_colon || *at < s.len) && !take_digits(s, at, 2, &minutes)) return false;
    if (*at != s.len || hours > 14 || minutes > 59) return false;
    m->zone_min = (is_west ? -1 : 1) * (hours * 60 + minutes);
    return true;
}

/* 09:30, 09:30:05, 09:30:05.123, with AM or PM behind, then the zone. */
static bool read_clock(str s, size_t at, struct moment *m)
{
    int hour, minute, second = 0;
    if (!take_digits(s, &at, 2, &hour) || !take(s, &at, ':') || !take_digits(s, &at, 2, &minute))
        return false;
    if (take(s, &at, ':') && !take_digits(s, &at, 2, &second)) return false;
    if (take(s, &at, '.') || take(s, &at, ','))
        while (at < s.len && byte_is_digit(s.data[at])) at++;
    size_t word = at;
    take(s, &word, ' ');
    str half = str_sub(s, word, word + 2);
    bool is_pm = str_eq_nocase(half, STR("PM"));
    if (is_pm || str_eq_nocase(half, STR("AM"))) {
        if (hour < 1 || hour > 12) return false;
        hour = hour % 12 + (is_pm ? 12 : 0);
        at = word + 2;
    }
    if (hour > 24 || minute > 59 || second > 60 || (hour == 24 && (minute || second))) return false;
    if (!take_zone(s, &at, m)) return false;
    m->has_clock = true;
    m->s += hour * 3600 + minute * 60 + second - (int64_t)m->zone_min * 60;
    return true;
}

/* Ten digits are seconds since 1970, thirteen milliseconds. */
static bool read_epoch(str s, struct moment *m)
{
    uint64_t n = 0;
    if (s.len != 10 && s.len != 13) return false;
    for (size_t i = 0; i < s.len; i++) {
        if (!byte_is_digit(s.data[i])) return false;
        n = n * 10 + (uint64_t)(s.data[i] - '0');
    }
    m->s = (int64_t)(s.len == 13 ? n / 1000 : n);
    m->has_clock = m->has_zone = true;
    return true;
}

bool moment_read(str text, struct moment *ret)
{
    struct moment m = { .s = 0 };
    struct date day;
    text = str_trim(text);
    if (read_epoch(text, &m)) {
        *ret = m;
        return true;
    }
    size_t colon = str_index(text, ':'), cut = text.len;
    if (colon < text.len) { /* the clock's hour stands before its first colon, behind T or a blank */
        for (cut = colon; cut && text.data[cut] != 'T' && text.data[cut] != 't' &&
                          text.data[cut] != ' ';)
            cut--;
        if (cut == 0) return false;
    }
    str front = str_trim(str_sub(text, 0, cut));
    if (front.len && front.data[front.len - 1] == ',') front.len--;
    if (!date_read(front, &day) || day.precision != DATE_DAY || day.is_circa) return false;
    m.s = (int64_t)day.first * 86400;
    if (cut < text.len && !read_clock(text, cut + 1, &m)) return false;
    *ret = m;
    return true;
}

bool evidence_number(str text, int64_t *ret)
{
    int64_t n = 0;
    size_t at = 0, digits = 0;
    text = str_trim(text);
    bool is_negative = take(text, &at, '-');
    for (; at < text.len && byte_is_digit(text.data[at]) && digits < 18; at++, digits++)
        n = n * 10 + (text.data[at] - '0');
    if (digits == 0) return false;
    if (take(text, &at, '.'))
        while (at < text.len && byte_is_digit(text.data[at])) at++;
    take(text, &at, '%');
    if (at != text.len) return false;
    *ret = is_negative ? -n : n;
    return true;
}

bool evidence_flag(str text, bool *ret)
{
    text = str_trim(text);
    *ret = evidence_word_is(text, "true|yes|y|1|on");
    return *ret || evidence_word_is(text, "false|no|n|0|off");
}

bool evidence_word_is(str text, const char *words)
{
    const char *w = words;
    for (;;) {
        size_t i = 0;
        while (i < text.len && w[i] && w[i] != '|' && byte_lower(text.data[i]) == byte_lower(w[i])) i++;
        w += i;
        if (i == text.len && (*w == '|' || !*w)) return true;
        while (*w && *w != '|') w++;
        if (!*w++) return false;
    }
}
