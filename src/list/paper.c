/* Text about an identity document: which word of it is the number. */
#include "list/paper.h"

#include "base/country.h"
#include "base/num.h"

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (byte_is_digit(s.data[i])) return true;
    return false;
}

/* Behind the last "number" or "no." of a text: "Afghan passport number SE 012820, issued ...". */
static str behind_number_word(str s)
{
    static const char *const words[] = { "number", "no." };
    size_t best = SIZE_MAX;
    for (size_t w = 0; w < COUNT_OF(words); w++)
        for (size_t i = 0; i < s.len; i++)
            if (str_starts_nocase(str_from(s, i), str_c(words[w])) &&
                (i == 0 || s.data[i - 1] == ' ') && (best == SIZE_MAX || i > best))
                best = i + strlen(words[w]);
    if (best == SIZE_MAX) return STR_EMPTY;
    s = str_from(s, best);
    while (s.len && (s.data[0] == ':' || s.data[0] == ' ')) s = str_from(s, 1);
    return s;
}

/* The words at the front of s up to the first that holds a digit and ends the number. */
static str leading_number(str s)
{
    size_t end = 0, from = 0;
    while (from < s.len) {
        size_t stop = from + str_index(str_from(s, from), ' ');
        str word = str_sub(s, from, stop);
        bool is_small = word.len && byte_is_lower(word.data[0]);
        if (is_small || str_starts(word, STR("("))) break;
        end = stop;
        if (str_ends(word, STR(",")) || str_ends(word, STR("."))) break;
        from = stop + 1;
    }
    str found = str_trim(str_sub(s, 0, end));
    while (str_ends(found, STR(",")) || str_ends(found, STR(".")))
        found = str_sub(found, 0, found.len - 1);
    return has_digit(found) ? found : STR_EMPTY;
}

/* Is it a word of running text: small letters, no digit? */
static bool is_prose(str word)
{
    bool has_small = false;
    for (size_t i = 0; i < word.len; i++) {
        if (byte_is_digit(word.data[i])) return false;
        has_small = has_small || byte_is_lower(word.data[i]);
    }
    return has_small;
}

/* What follows the words at the front: "Diplomatic Passport D014433". */
static str skip_words(str s)
{
    for (;;) {
        size_t gap = str_index(s, ' ');
        if (gap == s.len || !is_prose(str_sub(s, 0, gap))) return s;
        s = str_trim(str_from(s, gap));
    }
}

str paper_number(str field, bool must_be_named)
{
    str number = leading_number(behind_number_word(field));
    if (number.len == 0 && !must_be_named) number = leading_number(skip_words(field));
    if (number.len == 0 && !must_be_named) number = field;
    return number;
}

str un_number_find(str s, size_t *at)
{
    enum { LEN = 7 };
    for (size_t i = at ? *at : 0; i + LEN <= s.len; i++) {
        const char *p = s.data + i;
        bool is_number = byte_is_upper(p[0]) && byte_is_alpha(p[1]) && (p[2] == 'i' || p[2] == 'e') &&
                         p[3] == '.' && byte_is_digit(p[4]) && byte_is_digit(p[5]) &&
                         byte_is_digit(p[6]);
        if (!is_number || (i && byte_is_alnum(p[-1]))) continue;
        if (at) *at = i + LEN;
        return str_sub(s, i, i + LEN);
    }
    return STR_EMPTY;
}

/* --- banks ---------------------------------------------------------------------------------- */

bool swift_read(str text, char ret[SWIFT_CODE_ROOM])
{
    char code[SWIFT_CODE_ROOM];
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == ' ' && (n == 4 || n == 6 || n == 8)) continue;
        if (n + 1 == SWIFT_CODE_ROOM) return false;
        code[n++] = text.data[i];
    }
    if (n != 8 && n != 11) return false;
    for (size_t i = 0; i < n; i++)
        if (!byte_is_upper(code[i]) && (i < 6 || !byte_is_digit(code[i]))) return false;
    if (country_name(str_of(code + 4, 2)).len == 0) return false;
    memcpy(ret, code, n);
    ret[n] = '\0';
    return true;
}

/* The code at the front of s, and its bytes; 0 when there is none. Three letters behind a blank are a branch when no
 * word has them, XXX and 001; CEO and THE go on with the text. */
static size_t swift_at(str s, char ret[SWIFT_CODE_ROOM])
{
    enum { LONGEST = 11 + 3 }; /* with its blanks */
    for (size_t len = s.len < LONGEST ? s.len : LONGEST; len >= 8; len--) {
        if ((len < s.len && byte_is_alnum(s.data[len])) || !swift_read(str_sub(s, 0, len), ret)) continue;
        str last = str_sub(s, len - 3, len);
        bool is_apart = ret[8] && s.data[len - 4] == ' ';
        if (!is_apart || has_digit(last) || str_eq(last, STR("XXX"))) return len;
    }
    return 0;
}

/* Words that say that a code follows; whether there was one. */
static bool skip_label(str *s)
{
    static const char *const words[] = { "bic", "codes", "code", "numbers", "number", "no.", ":", "/", " " };
    size_t before = s->len, signs = 0; /* that say nothing by themselves: SWIFT/OVERSEAS TRADING */
    for (size_t w = 0; w < COUNT_OF(words);) {
        if (!str_starts_nocase(*s, str_c(words[w]))) {
            w++;
            continue;
        }
        signs += words[w][0] == ' ' || words[w][0] == '/';
        *s = str_from(*s, strlen(words[w]));
        w = 0;
    }
    return before - s->len > signs;
}

/* A word in capitals may read as a code, OVERSEAS is one of Sweden; none has a digit, and few end so. */
static bool is_surely_code(const char *code)
{
    return has_digit(str_c(code)) || str_ends(str_c(code), STR("XXX"));
}

/* Behind a code: another one of the same label. @return its bytes with what is between, or 0 */
static size_t next_of_label(str s, char ret[SWIFT_CODE_ROOM])
{
    static const char *const between[] = { " ", ",", ";", "/", "and " };
    str rest = s;
    if (str_starts(str_trim(rest), STR("("))) rest = str_from(rest, str_index(rest, ')') + 1);
    for (size_t w = 0; w < COUNT_OF(between);) {
        bool is_there = str_starts(rest, str_c(between[w]));
        if (is_there) rest = str_from(rest, strlen(between[w]));
        w = is_there ? 0 : w + 1;
    }
    size_t len = rest.len < s.len ? swift_at(rest, ret) : 0;
    bool is_word = len && len + 1 < rest.len && rest.data[len] == ' ' && byte_is_upper(rest.data[len + 1]);
    return len && (!is_word || is_surely_code(ret)) ? s.len - rest.len + len : 0;
}

bool swift_find(str text, size_t *at, char ret[SWIFT_CODE_ROOM])
{
    size_t more = *at ? next_of_label(str_from(text, *at), ret) : 0;
    *at += more;
    if (more) return true;
    for (size_t i = *at; i + 5 < text.len; i++) {
        if (!str_starts_nocase(str_from(text, i), STR("SWIFT")) || (i && byte_is_alnum(text.data[i - 1]))) continue;
        str rest = str_from(text, i + 5);
        bool is_labelled = skip_label(&rest);
        size_t len = swift_at(rest, ret);
        if (!len || (!is_labelled && !is_surely_code(ret))) continue;
        *at = text.len - rest.len + len;
        return true;
    }
    return false;
}
