/* Elements of a licence's bar code. src: aamva */
#include "evidence/barcode.h"

#include "base/num.h"

/* The value of an element: behind its name at the beginning of a line, or of the licence's part,
 * which begins in the header's line. */
static str element(str text, const char *name)
{
    str want = str_c(name);
    for (size_t at = 0; (at = str_find(text, want, at)) != SIZE_MAX; at++) {
        char before = at ? text.data[at - 1] : '\n';
        bool is_begun = before == '\n' || before == '\r' || before == '|' ||
                        (at >= 2 && (str_eq(str_sub(text, at - 2, at), STR("DL")) ||
                                     str_eq(str_sub(text, at - 2, at), STR("ID"))));
        if (!is_begun) continue;
        size_t end = at + 3;
        while (end < text.len && !strchr("\n\r|", text.data[end])) end++;
        return str_trim(str_sub(text, at + 3, end));
    }
    return STR_EMPTY;
}

static void add_name(struct mrz *m, str words)
{
    char word[MRZ_LINE_MAX];
    size_t len = 0;
    for (size_t i = 0; i <= words.len; i++) {
        char c = i < words.len ? byte_upper(words.data[i]) : ' ';
        if (byte_is_upper(c)) {
            if (len + 1 < sizeof word) word[len++] = c;
            continue;
        }
        if (c == '\'' || len == 0) continue;
        if (m->words == MRZ_WORDS_MAX) return;
        memcpy(m->word[m->words].text, word, len);
        m->word[m->words++].text[len] = '\0';
        len = 0;
    }
}

static int two(str s, size_t at)
{
    return (s.data[at] - '0') * 10 + (s.data[at + 1] - '0');
}

/* Eight digits: MMDDYYYY or YYYYMMDD, where only one of them is a date. */
static bool take_birth(str s, struct mrz_date *ret)
{
    if (s.len != 8) return false;
    for (size_t i = 0; i < 8; i++)
        if (!byte_is_digit(s.data[i])) return false;
    bool month_first = two(s, 0) >= 1 && two(s, 0) <= 12 && two(s, 2) >= 1 && two(s, 2) <= 31 &&
                       two(s, 4) >= 19 && two(s, 4) <= 20;
    bool year_first = two(s, 0) >= 19 && two(s, 0) <= 20 && two(s, 4) >= 1 && two(s, 4) <= 12 &&
                      two(s, 6) >= 1 && two(s, 6) <= 31;
    if (month_first == year_first) return false;
    size_t year = month_first ? 6 : 2, month = month_first ? 0 : 4, day = month_first ? 2 : 6;
    *ret = (struct mrz_date){ (int8_t)two(s, year), (int8_t)two(s, month), (int8_t)two(s, day) };
    return true;
}

bool barcode_read(str text, struct barcode *ret)
{
    struct barcode b = { .number = STR_INIT("") };
    if (str_find(text, STR("DAQ"), 0) == SIZE_MAX) return false;
    b.number = element(text, "DAQ");
    str family = element(text, "DCS"), given = element(text, "DAC"), whole = element(text, "DAA");
    if (family.len == 0) family = element(text, "DAB");
    if (given.len == 0) given = element(text, "DCT");
    add_name(&b.name, family);
    b.name.family_words = b.name.words;
    add_name(&b.name, given);
    add_name(&b.name, element(text, "DAD"));
    if (b.name.words == 0) {
        add_name(&b.name, whole);
        b.name.family_words = b.name.words;
    }
    b.name.is_full = str_eq(element(text, "DDE"), STR("T")) || str_eq(element(text, "DDF"), STR("T"));
    b.has_birth = take_birth(element(text, "DBB"), &b.birth);
    *ret = b;
    return b.number.len || b.name.words || b.has_birth;
}
