/* National numbers: one short rule a country. src: national-numbers */
#include "evidence/nationalid.h"

#include "base/num.h"

enum { NUMBER_MAX = 24 };

/* A number without its signs, and what the rules ask of it. */
struct number {
    char    text[NUMBER_MAX + 1]; /* capital letters and digits */
    size_t  len;
    uint8_t d[NUMBER_MAX]; /* value of each digit; letters 10 + place in the alphabet */
    bool    is_digits;
    int32_t issued;
};

typedef enum national_verdict rule_fn(const struct number *n);

static enum national_verdict verdict(bool holds)
{
    return holds ? NATIONAL_HOLDS : NATIONAL_FAILS;
}

static bool is_shape(const struct number *n, size_t len)
{
    return n->is_digits && n->len == len;
}

static int two(const struct number *n, size_t at)
{
    return n->d[at] * 10 + n->d[at + 1];
}

/* Sum of digits times weights, over `count` digits from `from` on. */
static unsigned weigh(const struct number *n, size_t from, const int8_t *weight, size_t count)
{
    int sum = 0;
    for (size_t i = 0; i < count; i++) sum += n->d[from + i] * weight[i];
    return (unsigned)(sum < 0 ? sum + 11000 : sum); /* 11000: whole turns of every modulus used */
}

/* Is it a day that was, in any century where only two digits of the year are given? */
static bool is_day(int year, int month, int day)
{
    static const int8_t days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (month < 1 || month > 12 || day < 1 || day > days[month - 1]) return false;
    bool is_leap = year < 100 ? year % 4 == 0 : year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month != 2 || day < 29 || is_leap;
}

static bool luhn(const struct number *n, size_t from, size_t count)
{
    unsigned sum = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned v = n->d[from + count - 1 - i] * (i % 2 ? 2u : 1u);
        sum += v > 9 ? v - 9 : v;
    }
    return sum % 10 == 0;
}

/* ISO 7064, MOD 11,10, the last of `count` digits the check. */
static bool mod11_10(const struct number *n, size_t count)
{
    unsigned p = 10;
    for (size_t i = 0; i + 1 < count; i++) {
        unsigned s = (n->d[i] + p) % 10;
        p = (s ? s : 10) * 2 % 11;
    }
    return (11 - p) % 10 == n->d[count - 1];
}

/* --- Asia ------------------------------------------------------------------------------------------ */

static enum national_verdict rule_kr(const struct number *n)
{
    static const int8_t weight[] = { 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5 };
    static const int century[] = { 1800, 1900, 1900, 2000, 2000, 1900, 1900, 2000, 2000, 1800 };
    if (!is_shape(n, 13)) return NATIONAL_UNKNOWN;
    if (!is_day(century[n->d[6]] + two(n, 0), two(n, 2), two(n, 4))) return NATIONAL_FAILS;
    if ((11 - weigh(n, 0, weight, 12) % 11) % 10 == n->d[12]) return NATIONAL_HOLDS;
    bool is_citizen = n->d[6] < 5 || n->d[6] == 9;
    return is_citizen && n->issued < date_days(2020, 10, 5) ? NATIONAL_FAILS : NATIONAL_UNKNOWN;
}

static enum national_verdict rule_jp(const struct number *n)
{
    static const int8_t weight[] = { 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 };
    if (!is_shape(n, 12)) return NATIONAL_UNKNOWN;
    unsigned rest = weigh(n, 0, weight, 11) % 11;
    return verdict((rest <= 1 ? 0 : 11 - rest) == n->d[11]);
}

static enum national_verdict rule_cn(const struct number *n)
{
    static const int8_t weight[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
    if (is_shape(n, 15))
        return is_day(1900 + two(n, 6), two(n, 8), two(n, 10)) ? NATIONAL_UNKNOWN : NATIONAL_FAILS;
    if (n->len != 18) return NATIONAL_UNKNOWN;
    for (size_t i = 0; i < 17; i++)
        if (n->d[i] > 9) return NATIONAL_UNKNOWN;
    if (!is_day(two(n, 6) * 100 + two(n, 8), two(n, 10), two(n, 12))) return NATIONAL_FAILS;
    return verdict("10X98765432"[weigh(n, 0, weight, 17) % 11] == n->text[17]);
}

static enum national_verdict rule_tw(const struct number *n)
{
    static const uint8_t value[26] = { 10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21,
                                       22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33 };
    if (n->len != 10 || n->d[0] < 10) return NATIONAL_UNKNOWN;
    unsigned first = value[n->d[0] - 10], sum = first / 10 + first % 10 * 9;
    for (size_t i = 1; i < 10; i++) {
        unsigned v = n->d[i];
        if (v > 9 && i > 1) return NATIONAL_UNKNOWN;
        if (v > 9) v = value[v - 10] % 10; /* residents' numbers before 2021 */
        sum += v * (i == 9 ? 1 : 9 - (unsigned)i);
    }
    return verdict(sum % 10 == 0);
}

static enum national_verdict rule_hk(const struct number *n)
{
    size_t letters = 0;
    while (letters < n->len && n->d[letters] > 9) letters++;
    if (letters < 1 || letters > 2 || n->len != letters + 7) return NATIONAL_UNKNOWN;
    unsigned sum = letters == 1 ? 36 * 9 : 0u, weight = letters == 1 ? 8 : 9;
    for (size_t i = 0; i + 1 < n->len; i++) {
        if (i >= letters && n->d[i] > 9) return NATIONAL_UNKNOWN;
        sum += n->d[i] * weight--;
    }
    return verdict((sum + n->d[n->len - 1]) % 11 == 0 && n->d[n->len - 1] <= 10);
}

static enum national_verdict rule_id(const struct number *n)
{
    /* provinces of the register's code book, those made in 2022 with them */
    static const uint8_t provinces[] = { 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33,
                                         34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65, 71, 72,
                                         73, 74, 75, 76, 81, 82, 91, 92, 93, 94, 95, 96, 97 };
    if (!is_shape(n, 16)) return NATIONAL_UNKNOWN;
    bool is_known = false;
    for (size_t i = 0; i < COUNT_OF(provinces); i++) is_known |= provinces[i] == two(n, 0);
    int day = two(n, 6);
    bool has_serial = two(n, 12) || two(n, 14);
    return verdict(is_known && two(n, 2) && has_serial &&
                   is_day(two(n, 10), two(n, 8), day > 40 ? day - 40 : day));
}

/* Aadhaar: Verhoeff's checksum over the dihedral group of ten. */
static enum national_verdict rule_in(const struct number *n)
{
    static const uint8_t turn[8][10] = {
        { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, { 1, 5, 7, 6, 2, 8, 3, 0, 9, 4 },
        { 5, 8, 0, 3, 7, 9, 6, 1, 4, 2 }, { 8, 9, 1, 6, 0, 4, 3, 5, 2, 7 },
        { 9, 4, 5, 3, 1, 2, 6, 8, 7, 0 }, { 4, 2, 8, 6, 5, 7, 3, 9, 0, 1 },
        { 2, 7, 9, 3, 8, 0, 6, 4, 1, 5 }, { 7, 0, 4, 6, 9, 1, 3, 2, 5, 8 },
    };
    if (!is_shape(n, 12)) return NATIONAL_UNKNOWN;
    unsigned c = 0;
    for (size_t i = 0; i < 12; i++) {
        unsigned x = turn[i % 8][n->d[11 - i]];
        unsigned turned = c < 5 ? (x < 5 ? (c + x) % 5 : 5 + (c + x) % 5)
                                : (x < 5 ? 5 + (c - x) % 5 : (5 + c - x) % 5);
        c = turned;
    }
    return verdict(c == 0 && n->d[0] > 1);
}

static enum national_verdict rule_pk(const struct number *n)
{
    if (!is_shape(n, 13)) return NATIONAL_UNKNOWN;
    return n->d[0] == 0 || n->d[0] == 9 ? NATIONAL_FAILS : NATIONAL_UNKNOWN;
}

static enum national_verdict rule_th(const struct number *n)
{
    static const int8_t weight[] = { 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2 };
    if (!is_shape(n, 13)) return NATIONAL_UNKNOWN;
    return verdict((11 - weigh(n, 0, weight, 12) % 11) % 10 == n->d[12]);
}

static enum national_verdict rule_my(const struct number *n)
{
    if (!is_shape(n, 12)) return NATIONAL_UNKNOWN;
    return is_day(two(n, 0), two(n, 2), two(n, 4)) ? NATIONAL_UNKNOWN : NATIONAL_FAILS;
}

static enum national_verdict rule_sg(const struct number *n)
{
    static const int8_t weight[] = { 2, 7, 6, 5, 4, 3, 2 };
    if (n->len != 9 || !strchr("STFG", n->text[0])) return NATIONAL_UNKNOWN;
    for (size_t i = 1; i < 8; i++)
        if (n->d[i] > 9) return NATIONAL_UNKNOWN;
    bool is_citizen = n->text[0] == 'S' || n->text[0] == 'T';
    unsigned later = n->text[0] == 'T' || n->text[0] == 'G' ? 4 : 0;
    unsigned rest = (weigh(n, 1, weight, 7) + later) % 11;
    return verdict((is_citizen ? "JZIHGFEDCBA" : "XWUTRQPNMLK")[rest] == n->text[8]);
}

static enum national_verdict rule_kz(const struct number *n)
{
    static const int8_t first[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 },
                        second[] = { 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2 };
    if (!is_shape(n, 12)) return NATIONAL_UNKNOWN;
    unsigned rest = weigh(n, 0, first, 11) % 11;
    if (rest == 10) rest = weigh(n, 0, second, 11) % 11;
    return verdict(rest == n->d[11]);
}

static enum national_verdict rule_il(const struct number *n)
{
    return is_shape(n, 9) ? verdict(luhn(n, 0, 9)) : NATIONAL_UNKNOWN;
}

static enum national_verdict rule_tr(const struct number *n)
{
    if (!is_shape(n, 11)) return NATIONAL_UNKNOWN;
    unsigned odd = 0, even = 0, all = 0;
    for (size_t i = 0; i < 9; i++) *(i % 2 ? &even : &odd) += n->d[i];
    for (size_t i = 0; i < 10; i++) all += n->d[i];
    return verdict(n->d[0] && (odd * 7 + 100 - even) % 10 == n->d[9] && all % 10 == n->d[10]);
}

/* --- the Americas, Africa --------------------------------------------------------------------------- */

static enum national_verdict rule_us(const struct number *n)
{
    static const char *const never[] = { "078051120", "219099999" }; /* printed samples */
    if (!is_shape(n, 9)) return NATIONAL_UNKNOWN;
    for (size_t i = 0; i < COUNT_OF(never); i++)
        if (strcmp(n->text, never[i]) == 0) return NATIONAL_FAILS;
    int area = n->d[0] * 100 + two(n, 1);
    if (area >= 900) return NATIONAL_UNKNOWN; /* a tax number of people without this one */
    if (area == 0 || area == 666 || two(n, 3) == 0 || (two(n, 5) == 0 && two(n, 7) == 0))
        return NATIONAL_FAILS;
    bool is_old = n->issued < date_days(2011, 6, 25);
    if (!is_old) return NATIONAL_UNKNOWN;
    return verdict(area <= 733 || (area >= 750 && area <= 772));
}

static enum national_verdict rule_br(const struct number *n)
{
    if (!is_shape(n, 11)) return NATIONAL_UNKNOWN;
    unsigned a = 0, b = 0;
    bool is_one_digit = true;
    for (unsigned i = 0; i < 9; i++) {
        a += n->d[i] * (10 - i);
        b += n->d[i] * (11 - i);
    }
    for (size_t i = 1; i < 11; i++) is_one_digit &= n->d[i] == n->d[0];
    unsigned first = a * 10 % 11 % 10;
    return verdict(!is_one_digit && first == n->d[9] && (b + first * 2) * 10 % 11 % 10 == n->d[10]);
}

static enum national_verdict rule_mx(const struct number *n)
{
    if (n->len != 18 || n->d[0] < 10 || n->d[4] > 9) return NATIONAL_UNKNOWN;
    unsigned sum = 0;
    for (unsigned i = 0; i < 17; i++)
        sum += (n->d[i] + (n->d[i] > 23 ? 1u : 0u)) * (18 - i); /* the alphabet has an Ñ behind N */
    for (size_t i = 4; i < 10; i++)
        if (n->d[i] > 9) return NATIONAL_UNKNOWN;
    return verdict(is_day(two(n, 4), two(n, 6), two(n, 8)) && (10 - sum % 10) % 10 == n->d[17]);
}

static enum national_verdict rule_cl(const struct number *n)
{
    if (n->len < 8 || n->len > 9) return NATIONAL_UNKNOWN;
    unsigned sum = 0;
    for (size_t i = 0; i + 1 < n->len; i++) {
        if (n->d[i] > 9) return NATIONAL_UNKNOWN;
        sum += n->d[i] * (2 + (unsigned)(n->len - 2 - i) % 6);
    }
    return verdict("0K987654321"[sum % 11] == n->text[n->len - 1]);
}

static enum national_verdict rule_za(const struct number *n)
{
    if (!is_shape(n, 13)) return NATIONAL_UNKNOWN;
    return verdict(luhn(n, 0, 13) && is_day(two(n, 0), two(n, 2), two(n, 4)));
}

/* --- Europe ----------------------------------------------------------------------------------------- */

static enum national_verdict rule_pl(const struct number *n)
{
    static const int8_t weight[] = { 1, 3, 7, 9, 1, 3, 7, 9, 1, 3 };
    if (!is_shape(n, 11)) return NATIONAL_UNKNOWN;
    int month = two(n, 2) % 20;
    return verdict((10 - weigh(n, 0, weight, 10) % 10) % 10 == n->d[10] &&
                   is_day(two(n, 0), month, two(n, 4)));
}

static enum national_verdict rule_es(const struct number *n)
{
    if (n->len != 9 || n->d[8] < 10) return NATIONAL_UNKNOWN;
    unsigned value = 0;
    for (size_t i = 0; i < 8; i++) {
        unsigned v = n->d[i];
        if (i == 0 && n->text[0] >= 'X' && n->text[0] <= 'Z') v = (unsigned)(n->text[0] - 'X');
        if (v > 9) return NATIONAL_UNKNOWN;
        value = value * 10 + v;
    }
    return verdict("TRWAGMYFPDXBNJZSQVHLCKE"[value % 23] == n->text[8]);
}

static enum national_verdict rule_it(const struct number *n)
{
    static const uint8_t odd[26] = { 1, 0,  5,  7,  9, 13, 15, 17, 19, 21, 2,  4, 18,
                                     20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23 };
    if (n->len != 16 || n->d[0] < 10 || n->d[15] < 10) return NATIONAL_UNKNOWN;
    unsigned sum = 0;
    for (size_t i = 0; i < 15; i++) {
        unsigned v = n->d[i] > 9 ? n->d[i] - 10u : n->d[i];
        sum += i % 2 ? v : odd[v];
    }
    return verdict(sum % 26 == n->d[15] - 10u && strchr("ABCDEHLMPRST", n->text[8]));
}

static enum national_verdict rule_fr(const struct number *n)
{
    if (n->len != 15) return NATIONAL_UNKNOWN;
    uint64_t value = 0, less = 0;
    for (size_t i = 0; i < 13; i++) {
        unsigned v = n->d[i];
        if (i == 6 && n->d[5] == 2 && (n->text[6] == 'A' || n->text[6] == 'B')) { /* Corsica */
            less = n->text[6] == 'A' ? 1000000 : 2000000;
            v = 0;
        }
        if (v > 9) return NATIONAL_UNKNOWN;
        value = value * 10 + v;
    }
    return verdict(97 - (value - less) % 97 == (uint64_t)two(n, 13));
}

static enum national_verdict rule_se(const struct number *n)
{
    if (!n->is_digits || (n->len != 10 && n->len != 12)) return NATIONAL_UNKNOWN;
    size_t from = n->len - 10;
    int day = two(n, from + 4);
    return verdict(luhn(n, from, 10) &&
                   is_day(two(n, from), two(n, from + 2), day > 60 ? day - 60 : day));
}

static enum national_verdict rule_fi(const struct number *n)
{
    /* the sign of the century was a hyphen or a plus, which are skipped, or is a letter */
    size_t tail = n->len == 11 ? 7 : 6;
    if (n->len != tail + 4) return NATIONAL_UNKNOWN;
    unsigned value = 0;
    for (size_t i = 0; i < tail + 3; i++) {
        if (i == 6 && tail == 7) continue;
        if (n->d[i] > 9) return NATIONAL_UNKNOWN;
        value = value * 10 + n->d[i];
    }
    return verdict("0123456789ABCDEFHJKLMNPRSTUVWXY"[value % 31] == n->text[tail + 3] &&
                   is_day(two(n, 4), two(n, 2), two(n, 0)));
}

static enum national_verdict rule_no(const struct number *n)
{
    static const int8_t a[] = { 3, 7, 6, 1, 8, 9, 4, 5, 2, 1 }, b[] = { 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1 };
    if (!is_shape(n, 11)) return NATIONAL_UNKNOWN;
    int day = two(n, 0) % 40, month = two(n, 2) % 40;
    return verdict(weigh(n, 0, a, 10) % 11 == 0 && weigh(n, 0, b, 11) % 11 == 0 &&
                   is_day(two(n, 4), month, day));
}

static enum national_verdict rule_dk(const struct number *n)
{
    static const int8_t weight[] = { 4, 3, 2, 7, 6, 5, 4, 3, 2, 1 };
    if (!is_shape(n, 10)) return NATIONAL_UNKNOWN;
    int day = two(n, 0);
    if (!is_day(two(n, 4), two(n, 2), day > 60 ? day - 60 : day)) return NATIONAL_FAILS;
    if (weigh(n, 0, weight, 10) % 11 == 0) return NATIONAL_HOLDS;
    return n->issued < date_days(2007, 10, 1) ? NATIONAL_FAILS : NATIONAL_UNKNOWN;
}

static enum national_verdict rule_nl(const struct number *n)
{
    static const int8_t weight[] = { 9, 8, 7, 6, 5, 4, 3, 2, -1 };
    if (!is_shape(n, 9)) return NATIONAL_UNKNOWN;
    return verdict(weigh(n, 0, weight, 9) % 11 == 0);
}

static enum national_verdict rule_ua(const struct number *n)
{
    static const int8_t weight[] = { -1, 5, 7, 9, 4, 6, 10, 5, 7 };
    if (!is_shape(n, 10)) return NATIONAL_UNKNOWN;
    return verdict(weigh(n, 0, weight, 9) % 11 % 10 == n->d[9]);
}

static enum national_verdict rule_ru(const struct number *n)
{
    static const int8_t a[] = { 7, 2, 4, 10, 3, 5, 9, 4, 6, 8 }, b[] = { 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8 };
    if (!is_shape(n, 12)) return NATIONAL_UNKNOWN;
    return verdict(weigh(n, 0, a, 10) % 11 % 10 == n->d[10] && weigh(n, 0, b, 11) % 11 % 10 == n->d[11]);
}

static enum national_verdict rule_be(const struct number *n)
{
    if (!is_shape(n, 11)) return NATIONAL_UNKNOWN;
    uint64_t value = 0;
    for (size_t i = 0; i < 9; i++) value = value * 10 + n->d[i];
    uint64_t key = (uint64_t)two(n, 9);
    return verdict(97 - value % 97 == key || 97 - (value + 2000000000) % 97 == key);
}

static enum national_verdict rule_ro(const struct number *n)
{
    static const int8_t weight[] = { 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9 };
    if (!is_shape(n, 13)) return NATIONAL_UNKNOWN;
    unsigned rest = weigh(n, 0, weight, 12) % 11;
    return verdict((rest == 10 ? 1 : rest) == n->d[12] && is_day(two(n, 1), two(n, 3), two(n, 5)));
}

/* Estonia and Lithuania. */
static enum national_verdict rule_baltic(const struct number *n)
{
    static const int8_t a[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 1 }, b[] = { 3, 4, 5, 6, 7, 8, 9, 1, 2, 3 };
    if (!is_shape(n, 11)) return NATIONAL_UNKNOWN;
    unsigned rest = weigh(n, 0, a, 10) % 11;
    if (rest == 10) rest = weigh(n, 0, b, 10) % 11 % 10;
    return verdict(rest == n->d[10]);
}

/* Citizens' numbers and those of foreigners have the same length and another rule. */
static enum national_verdict rule_bg(const struct number *n)
{
    static const int8_t own[] = { 2, 4, 8, 5, 10, 9, 7, 3, 6 }, other[] = { 21, 19, 17, 13, 11, 9, 7, 3, 1 };
    if (!is_shape(n, 10)) return NATIONAL_UNKNOWN;
    return verdict(weigh(n, 0, own, 9) % 11 % 10 == n->d[9] || weigh(n, 0, other, 9) % 10 == n->d[9]);
}

static enum national_verdict rule_cz(const struct number *n)
{
    if (!is_shape(n, 10)) return NATIONAL_UNKNOWN; /* nine digits: before 1954, without a check */
    uint64_t value = 0;
    for (size_t i = 0; i < 9; i++) value = value * 10 + n->d[i];
    return verdict(value % 11 % 10 == n->d[9]);
}

static enum national_verdict rule_pt(const struct number *n)
{
    static const int8_t weight[] = { 9, 8, 7, 6, 5, 4, 3, 2 };
    if (!is_shape(n, 9)) return NATIONAL_UNKNOWN;
    unsigned rest = weigh(n, 0, weight, 8) % 11;
    return verdict((rest < 2 ? 0 : 11 - rest) == n->d[8]);
}

static enum national_verdict rule_ch(const struct number *n)
{
    static const int8_t weight[] = { 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1 };
    if (!is_shape(n, 13)) return NATIONAL_UNKNOWN;
    return verdict(strncmp(n->text, "756", 3) == 0 && weigh(n, 0, weight, 13) % 10 == 0);
}

static enum national_verdict rule_mod11_10(const struct number *n)
{
    return is_shape(n, 11) ? verdict(mod11_10(n, 11)) : NATIONAL_UNKNOWN;
}

/* --- the table -------------------------------------------------------------------------------------- */

enum { AS_ID = 1u << NATIONAL_ID, AS_TAX = 1u << NATIONAL_TAX, AS_CARD = 1u << NATIONAL_CARD };

static const struct {
    char     country[3];
    uint8_t  as;
    rule_fn *rule;
} rules[] = {
    { "be", AS_ID | AS_TAX, rule_be },
    { "bg", AS_ID, rule_bg },
    { "br", AS_ID | AS_TAX, rule_br },
    { "ch", AS_ID, rule_ch },
    { "cl", AS_ID | AS_TAX | AS_CARD, rule_cl },
    { "cn", AS_ID | AS_CARD, rule_cn },
    { "cz", AS_ID, rule_cz },
    { "de", AS_TAX, rule_mod11_10 },
    { "dk", AS_ID, rule_dk },
    { "ee", AS_ID, rule_baltic },
    { "es", AS_ID | AS_TAX | AS_CARD, rule_es },
    { "fi", AS_ID, rule_fi },
    { "fr", AS_ID, rule_fr },
    { "hk", AS_ID | AS_CARD, rule_hk },
    { "hr", AS_ID | AS_TAX, rule_mod11_10 },
    { "id", AS_ID | AS_CARD, rule_id },
    { "il", AS_ID | AS_CARD, rule_il },
    { "in", AS_ID | AS_CARD, rule_in },
    { "it", AS_ID | AS_TAX, rule_it },
    { "jp", AS_ID | AS_TAX, rule_jp },
    { "kr", AS_ID | AS_CARD, rule_kr },
    { "kz", AS_ID | AS_TAX, rule_kz },
    { "lt", AS_ID, rule_baltic },
    { "mx", AS_ID, rule_mx },
    { "my", AS_ID | AS_CARD, rule_my },
    { "nl", AS_ID | AS_TAX, rule_nl },
    { "no", AS_ID, rule_no },
    { "pk", AS_ID | AS_CARD, rule_pk },
    { "pl", AS_ID, rule_pl },
    { "pt", AS_TAX, rule_pt },
    { "ro", AS_ID | AS_TAX, rule_ro },
    { "ru", AS_TAX, rule_ru },
    { "se", AS_ID, rule_se },
    { "sg", AS_ID | AS_CARD, rule_sg },
    { "sk", AS_ID, rule_cz },
    { "th", AS_ID | AS_CARD, rule_th },
    { "tr", AS_ID | AS_CARD, rule_tr },
    { "tw", AS_ID | AS_CARD, rule_tw },
    { "ua", AS_TAX, rule_ua },
    { "us", AS_ID, rule_us },
    { "za", AS_ID | AS_CARD, rule_za },
};

static bool read_number(str text, struct number *n)
{
    n->len = 0;
    n->is_digits = true;
    for (size_t i = 0; i < text.len; i++) {
        char c = byte_upper(text.data[i]);
        if (strchr(" -./()_+", c) && c) continue;
        if (!byte_is_alnum(c) || n->len == NUMBER_MAX) return false;
        n->is_digits &= byte_is_digit(c);
        n->d[n->len] = (uint8_t)(byte_is_digit(c) ? c - '0' : c - 'A' + 10);
        n->text[n->len++] = c;
    }
    n->text[n->len] = '\0';
    return n->len > 0;
}

enum national_verdict national_check(str country, enum national_kind kind, str number, int32_t issued)
{
    struct number n = { .issued = issued };
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        if (!str_eq(country, str_c(rules[i].country)) || !(rules[i].as >> kind & 1)) continue;
        return read_number(number, &n) ? rules[i].rule(&n) : NATIONAL_UNKNOWN;
    }
    return NATIONAL_UNKNOWN;
}
