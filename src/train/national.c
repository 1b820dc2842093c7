/* Numbers of state registers, with the check digits that their laws give them. */
#include "train/person.h"

#include "base/date.h"

/* Every form below: src: train-papers */

struct born {
    int year, month, day;
};

static struct born born_of(int32_t birth)
{
    char t[16];
    date_text(birth, t);
    return (struct born){ (t[0] - '0') * 1000 + (t[1] - '0') * 100 + (t[2] - '0') * 10 + (t[3] - '0'),
                          (t[5] - '0') * 10 + (t[6] - '0'), (t[8] - '0') * 10 + (t[9] - '0') };
}

static int digit(str s, size_t i)
{
    return s.data[i] - '0';
}

static int weigh(str s, const char *weights)
{
    int sum = 0;
    for (size_t i = 0; weights[i]; i++) sum += digit(s, i) * (weights[i] - '0');
    return sum;
}

static str digits(struct prng *p, unsigned count, struct arena *a)
{
    return mask_fill(p, str_sub(STR("################"), 0, count), a);
}

/* PESEL: the century in the month, the sex in the tenth digit. */
static str poland(struct prng *p, const struct born *b, uint8_t sex, struct arena *a)
{
    uint32_t serial = prng_below(p, 1000), parity = prng_below(p, 5) * 2 + !sex;
    str s = arena_printf(a, "%02d%02d%02d%03u%u", b->year % 100, b->month + (b->year >= 2000 ? 20 : 0), b->day,
                         serial, parity);
    return arena_printf(a, "%.*s%d", STR_ARG(s), (10 - weigh(s, "1379137913") % 10) % 10);
}

/* CPF: two check digits by eleven. */
static str brazil(struct prng *p, struct arena *a)
{
    str s = digits(p, 9, a);
    int one = 0, two = 0;
    for (int i = 0; i < 9; i++) {
        one += digit(s, (size_t)i) * (10 - i);
        two += digit(s, (size_t)i) * (11 - i);
    }
    one = one * 10 % 11 % 10;
    two = (two + 2 * one) * 10 % 11 % 10;
    return arena_printf(a, "%.3s.%.3s.%.3s-%d%d", s.data, s.data + 3, s.data + 6, one, two);
}

/* Resident identity number: ISO 7064 MOD 11-2. */
static str china(struct prng *p, const struct born *b, uint8_t sex, struct arena *a)
{
    static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
    uint32_t serial = prng_below(p, 100) * 10 + prng_below(p, 5) * 2 + !sex;
    if (serial > 999) serial %= 1000;
    str s = arena_printf(a, "110105%04d%02d%02d%03u", b->year, b->month, b->day, serial);
    int sum = 0;
    for (size_t i = 0; i < 17; i++) sum += digit(s, i) * weights[i];
    return arena_printf(a, "%.*s%c", STR_ARG(s), "10X98765432"[sum % 11]);
}

static str turkey(struct prng *p, struct arena *a)
{
    uint32_t first = 1 + prng_below(p, 9);
    str rest = digits(p, 8, a);
    str s = arena_printf(a, "%u%.*s", first, STR_ARG(rest));
    int odd = 0, even = 0, sum = 0;
    for (size_t i = 0; i < 9; i++) {
        sum += digit(s, i);
        if (i % 2)
            even += digit(s, i);
        else
            odd += digit(s, i);
    }
    int ten = ((odd * 7 - even) % 10 + 10) % 10;
    return arena_printf(a, "%.*s%d%d", STR_ARG(s), ten, (sum + ten) % 10);
}

static str israel(struct prng *p, struct arena *a)
{
    str s = digits(p, 8, a);
    int sum = 0;
    for (size_t i = 0; i < 8; i++) {
        int v = digit(s, i) * (i % 2 ? 2 : 1);
        sum += v > 9 ? v - 9 : v;
    }
    return arena_printf(a, "%.*s%d", STR_ARG(s), (10 - sum % 10) % 10);
}

static str spain(struct prng *p, struct arena *a)
{
    uint32_t n = prng_below(p, 100000000);
    return arena_printf(a, "%08u%c", n, "TRWAGMYFPDXBNJZSQVHLCKE"[n % 23]);
}

/* Letter of the place, sex, seven digits, check. */
static str taiwan(struct prng *p, uint8_t sex, struct arena *a)
{
    static const char letters[] = "ABCDEFGHJKLMNPQRSTUVXYWZIO"; /* values 10 to 35 */
    uint32_t place = prng_below(p, 8);
    str s = digits(p, 7, a);
    int value = 10 + (int)place, sum = value / 10 + value % 10 * 9 + (sex ? 2 : 1) * 8;
    for (size_t i = 0; i < 7; i++) sum += digit(s, i) * (7 - (int)i);
    return arena_printf(a, "%c%d%.*s%d", letters[place], sex ? 2 : 1, STR_ARG(s), (10 - sum % 10) % 10);
}

static str hong_kong(struct prng *p, struct arena *a)
{
    uint32_t letter = prng_below(p, 26);
    str s = digits(p, 6, a);
    int sum = 36 * 9 + (10 + (int)letter) * 8;
    for (size_t i = 0; i < 6; i++) sum += digit(s, i) * (7 - (int)i);
    return arena_printf(a, "%c%.*s(%c)", 'A' + (char)letter, STR_ARG(s), "0A987654321"[sum % 11]);
}

static str singapore(struct prng *p, const struct born *b, struct arena *a)
{
    str s = b->year < 2000 ? arena_printf(a, "%02d%05u", b->year % 100, prng_below(p, 100000)) : digits(p, 7, a);
    int sum = weigh(s, "2765432") + (b->year < 2000 ? 0 : 4);
    return arena_printf(a, "%c%.*s%c", b->year < 2000 ? 'S' : 'T', STR_ARG(s), "JZIHGFEDCBA"[sum % 11]);
}

static str belgium(struct prng *p, const struct born *b, uint8_t sex, struct arena *a)
{
    uint32_t serial = 1 + prng_below(p, 498) * 2 + (sex ? 1 : 0);
    uint64_t n = (uint64_t)(b->year % 100) * 10000000u + (uint64_t)b->month * 100000u + (uint64_t)b->day * 1000u + serial;
    uint64_t check = 97 - (n + (b->year >= 2000 ? 2000000000u : 0)) % 97;
    return arena_printf(a, "%09llu%02llu", (unsigned long long)n, (unsigned long long)check);
}

/* Region, birth (women 40 days on), serial: no check digit. */
static str indonesia(struct prng *p, const struct born *b, uint8_t sex, struct arena *a)
{
    uint32_t serial = 1 + prng_below(p, 9998);
    return arena_printf(a, "317401%02d%02d%02d%04u", b->day + (sex ? 40 : 0), b->month, b->year % 100, serial);
}

static str vietnam(struct prng *p, const struct born *b, uint8_t sex, struct arena *a)
{
    return arena_printf(a, "001%d%02d%06u", (b->year >= 2000 ? 2 : 0) + sex, b->year % 100, prng_below(p, 1000000));
}

static str pakistan(struct prng *p, uint8_t sex, struct arena *a)
{
    str s = mask_fill(p, STR("42101-#######-"), a);
    return arena_printf(a, "%.*s%u", STR_ARG(s), 1 + prng_below(p, 4) * 2 + sex);
}

str national_make(struct prng *p, uint8_t country, int32_t birth, uint8_t sex, struct arena *a)
{
    struct born b = born_of(birth);
    switch ((enum train_country_id)country) { /* those that have none fall through to the end */
    case COUNTRY_PL: return poland(p, &b, sex, a);
    case COUNTRY_BR: return brazil(p, a);
    case COUNTRY_CN: return china(p, &b, sex, a);
    case COUNTRY_TR: return turkey(p, a);
    case COUNTRY_IL: return israel(p, a);
    case COUNTRY_ES: return spain(p, a);
    case COUNTRY_TW: return taiwan(p, sex, a);
    case COUNTRY_HK: return hong_kong(p, a);
    case COUNTRY_SG: return singapore(p, &b, a);
    case COUNTRY_BE: return belgium(p, &b, sex, a);
    case COUNTRY_ID: return indonesia(p, &b, sex, a);
    case COUNTRY_VN: return vietnam(p, &b, sex, a);
    case COUNTRY_PK: return pakistan(p, sex, a);
    case COUNTRY_AR: return mask_fill(p, STR("%#.###.###"), a);
    case COUNTRY_BD: return mask_fill(p, STR("##########"), a);
    default: return STR_EMPTY;
    }
}
