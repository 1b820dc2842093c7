/* Patterns and lengths of passports, from data/labels/passports.tsv. */
#include "evidence/passport.h"

#include "base/date.h"
#include "base/num.h"
#include "base/table.h"

#include "evidence/passport_table.h"

enum {
    NUMBER_MAX = 12,
    HASH_MIN = 16,
    SLACK_DAYS = 10,    /* offices differ by the day they count from (ours) */
    SHORT_DAYS = 400,   /* emergency and provisional papers */
};

static bool may_be_digit(char c)
{
    return strchr("OQDILZSGB", c) != NULL;
}

static bool may_be_letter(char c)
{
    return strchr("012568", c) != NULL;
}

/* One sign may be another that it looks like. */
static bool fits(const char *pattern, const char *number)
{
    unsigned slips = 0;
    for (; *pattern && *number; pattern++, number++) {
        char p = *pattern, c = *number;
        if (p == 'X' || (p == '9' && byte_is_digit(c)) || (p == 'A' && byte_is_alpha(c)) ||
            (byte_is_lower(p) && byte_upper(p) == c))
            continue;
        bool is_slip = (p == '9' && may_be_digit(c)) || (p == 'A' && may_be_letter(c));
        if (!is_slip || ++slips > 1) return false;
    }
    return !*pattern && !*number;
}

enum passport_verdict passport_number(str country, str number, int32_t issued)
{
    char text[NUMBER_MAX + 1];
    size_t len = 0;
    uint32_t row = table_find(&passport_issuers, country);
    if (row == TABLE_NONE || passport_rules[row].patterns == 0) return PASSPORT_UNKNOWN;
    for (size_t i = 0; i < number.len; i++) {
        char c = byte_upper(number.data[i]);
        if (c == ' ' || c == '-' || c == '.' || c == '<') continue;
        if (!byte_is_alnum(c)) return PASSPORT_UNKNOWN; /* hidden on purpose: ***123 */
        if (len < NUMBER_MAX) text[len] = c;
        len++;
    }
    if (len < 5 || len >= HASH_MIN) return PASSPORT_UNKNOWN; /* a tail, or a hash of it */
    if (len > NUMBER_MAX) return PASSPORT_ODD;
    text[len] = '\0';
    for (size_t i = 0; i < passport_rules[row].patterns; i++) {
        size_t p = passport_rules[row].pattern + i;
        bool is_time = issued == INT32_MAX || (issued >= passport_patterns[p].from &&
                                               issued <= passport_patterns[p].until);
        if (is_time && fits(passport_patterns[p].text, text)) return PASSPORT_USUAL;
    }
    return PASSPORT_ODD;
}

/* The day `months` after another; the 31st of a short month is the next month's first. */
static int32_t later(int32_t day, int months)
{
    char text[16];
    date_text(day, text);
    int year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
    int month = (text[5] - '0') * 10 + (text[6] - '0') - 1 + months;
    return date_days(year + month / 12, month % 12 + 1, (text[8] - '0') * 10 + (text[9] - '0'));
}

enum passport_verdict passport_length(str country, int32_t issued, int32_t expires)
{
    uint32_t row = table_find(&passport_issuers, country);
    if (row == TABLE_NONE || passport_rules[row].lengths == 0) return PASSPORT_UNKNOWN;
    if (expires - issued <= SHORT_DAYS) return PASSPORT_USUAL;
    for (size_t i = 0; i < passport_rules[row].lengths; i++) {
        size_t l = passport_rules[row].length + i;
        int months = passport_lengths[l].years * 12;
        int32_t first = passport_rules[row].less ? issued : later(issued, months) - SLACK_DAYS;
        int32_t last = later(issued, months + passport_lengths[l].months_more) + SLACK_DAYS;
        if (expires >= first && expires <= last) return PASSPORT_USUAL;
    }
    return PASSPORT_ODD;
}
