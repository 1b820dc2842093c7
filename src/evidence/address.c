/* Comparing addresses by their words and numbers. */
#include "evidence/address.h"

#include "base/num.h"
#include "text/text.h"

enum { WORDS_MAX = 48, SAME_PERCENT = 60, OTHER_PERCENT = 40 }; /* ours */

struct parts {
    str      word[WORDS_MAX], number[WORDS_MAX];
    size_t   words, numbers;
    uint32_t scripts;
    bool     is_unit; /* the word before was one for a flat */
};

/* Long words of streets and their short forms; "" for words that say nothing. */
static str short_form(str word)
{
    static const struct { const char *from, *to; } forms[] = {
        { "street", "st" },    { "strasse", "str" },  { "avenue", "ave" },   { "av", "ave" },
        { "road", "rd" },      { "drive", "dr" },     { "lane", "ln" },      { "court", "ct" },
        { "boulevard", "blvd" }, { "place", "pl" },   { "square", "sq" },    { "highway", "hwy" },
        { "parkway", "pkwy" }, { "terrace", "ter" },  { "circle", "cir" },   { "north", "n" },
        { "south", "s" },      { "east", "e" },       { "west", "w" },       { "saint", "st" },
        { "jalan", "jl" },     { "jln", "jl" },       { "calle", "c" },      { "number", "" },
        { "no", "" },          { "nr", "" },          { "building", "" },    { "bldg", "" },
        { "the", "" },         { "of", "" },          { "usa", "" },         { "us", "" },
        { "uk", "" },
    };
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (str_eq(word, str_c(forms[i].from))) return str_c(forms[i].to);
    return word;
}

/* Words in front of the number of a flat. */
static bool is_unit_word(str word)
{
    static const char *const units[] = { "apt", "apartment", "unit", "suite", "ste", "floor", "fl",
                                         "flat", "room", "rm", "top", "piso", "int" };
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (str_eq(word, str_c(units[i]))) return true;
    return false;
}

static void add_token(struct parts *p, const struct text_token *t)
{
    bool was_unit = p->is_unit;
    p->is_unit = is_unit_word(t->plain);
    if (p->is_unit) return;
    size_t digits = 0;
    while (digits < t->plain.len && byte_is_digit(t->plain.data[digits])) digits++;
    if (digits) { /* "12a" is number 12 */
        if (!was_unit && p->numbers < WORDS_MAX) p->number[p->numbers++] = str_sub(t->plain, 0, digits);
        return;
    }
    str word = short_form(t->plain);
    if (word.len == 0 || p->words == WORDS_MAX) return;
    p->word[p->words++] = word;
    p->scripts |= 1u << t->script;
}

static bool cut(str address, struct arena *arena, struct parts *p)
{
    struct text_token token[TEXT_TOKENS_MAX];
    size_t count;
    memset(p, 0, sizeof *p);
    if (text_tokens(address, arena, token, &count, NULL)) return false;
    for (size_t i = 0; i < count; i++) add_token(p, &token[i]);
    return p->words && p->numbers;
}

/* "Hauptstr" and "Hauptstrasse", "Springfeild" */
static bool is_same_word(str a, str b)
{
    if (str_eq(a, b)) return true;
    if (a.len >= 6 && b.len >= 6 && str_distance(a, b, 1) <= 1) return true;
    str s = a.len < b.len ? a : b, l = a.len < b.len ? b : a;
    return s.len >= 5 && str_ends(s, STR("str")) && str_starts(l, s);
}

static size_t shared(const str *a, size_t a_count, const str *b, size_t b_count, bool exact)
{
    size_t found = 0;
    for (size_t i = 0; i < a_count; i++) {
        bool stands = false;
        for (size_t k = 0; k < b_count && !stands; k++)
            stands = exact ? str_eq(a[i], b[k]) : is_same_word(a[i], b[k]);
        found += stands;
    }
    return found;
}

/* What stands in `a` alone: bit 0 a short number, bit 1 a long one, four digits and more. */
static unsigned alone(const struct parts *a, const struct parts *b)
{
    unsigned found = 0;
    for (size_t i = 0; i < a->numbers; i++)
        if (!shared(&a->number[i], 1, b->number, b->numbers, true)) found |= a->number[i].len >= 4 ? 2 : 1;
    return found;
}

enum address_verdict address_compare(str a, str b, struct arena *arena)
{
    struct parts x, y;
    if (!cut(a, arena, &x) || !cut(b, arena, &y) || !(x.scripts & y.scripts)) return ADDRESS_UNKNOWN;
    bool shares_one = shared(x.number, x.numbers, y.number, y.numbers, true) > 0;
    if (!shares_one || alone(&x, &y) & alone(&y, &x)) return ADDRESS_OTHER;
    /* repeated words may count more one way than the other: the smaller number holds */
    size_t there = shared(x.word, x.words, y.word, y.words, false);
    size_t back = shared(y.word, y.words, x.word, x.words, false);
    size_t least = x.words < y.words ? x.words : y.words;
    size_t both = there < back ? there : back;
    size_t percent = (both < least ? both : least) * 100 / least;
    return percent >= SAME_PERCENT  ? ADDRESS_SAME
           : percent < OTHER_PERCENT ? ADDRESS_OTHER
                                     : ADDRESS_UNKNOWN;
}
