/* Words of a text about papers that may be a number together. */
#include "list/paper_run.h"

#include "base/num.h"

bool has_digit(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (byte_is_digit(s.data[i])) return true;
    return false;
}

/* --- words ---------------------------------------------------------------------------------- */

/* In order. Behind a strange one stands no paper's number.
 * src: un-sc-xml, uk-ofsi, dfat-list: the words before the numbers of their editions of 2020 to 2026 */
static const struct { const char *word; enum word is; } vocabulary[] = {
    { "account", WORD_STRANGE }, { "address", WORD_STRANGE }, { "addresses", WORD_STRANGE },
    { "alien", WORD_IDENTITY }, { "apr", WORD_MONTH }, { "april", WORD_MONTH },
    { "aug", WORD_MONTH }, { "august", WORD_MONTH }, { "bank", WORD_STRANGE },
    { "bic", WORD_STRANGE }, { "born", WORD_STRANGE }, { "box", WORD_STRANGE },
    { "business", WORD_STRANGE }, { "cedula", WORD_IDENTITY }, { "cell", WORD_STRANGE },
    { "certificate", WORD_IDENTITY }, { "company", WORD_STRANGE }, { "dec", WORD_MONTH },
    { "december", WORD_MONTH }, { "dob", WORD_STRANGE }, { "driver", WORD_IDENTITY },
    { "drivers", WORD_IDENTITY }, { "driving", WORD_IDENTITY }, { "employer", WORD_STRANGE },
    { "entity", WORD_STRANGE }, { "fax", WORD_STRANGE }, { "feb", WORD_MONTH },
    { "february", WORD_MONTH }, { "fiscal", WORD_IDENTITY }, { "gazette", WORD_STRANGE },
    { "id", WORD_ID }, { "idenification", WORD_ID }, { "identification", WORD_ID },
    { "identifier", WORD_ID }, { "identity", WORD_IDENTITY }, { "imo", WORD_STRANGE },
    { "inn", WORD_STRANGE }, { "interpol", WORD_STRANGE }, { "jan", WORD_MONTH },
    { "january", WORD_MONTH }, { "jul", WORD_MONTH }, { "july", WORD_MONTH },
    { "jun", WORD_MONTH }, { "june", WORD_MONTH }, { "laissez-passer", WORD_PASSPORT },
    { "listed", WORD_STRANGE },
    { "mar", WORD_MONTH }, { "march", WORD_MONTH }, { "may", WORD_MONTH },
    { "military", WORD_IDENTITY }, { "mmsi", WORD_STRANGE }, { "mobile", WORD_STRANGE },
    { "nationality", WORD_IDENTITY }, { "no", WORD_NUMBER }, { "nos", WORD_NUMBER },
    { "nov", WORD_MONTH }, { "november", WORD_MONTH }, { "nr", WORD_NUMBER },
    { "number", WORD_NUMBER }, { "numbers", WORD_NUMBER }, { "oct", WORD_MONTH },
    { "october", WORD_MONTH }, { "ogrn", WORD_STRANGE }, { "or", WORD_OR },
    { "organisation", WORD_STRANGE }, { "organization", WORD_STRANGE },
    { "pasaporte", WORD_PASSPORT }, { "passeport", WORD_PASSPORT },
    { "passport", WORD_PASSPORT }, { "passports", WORD_PASSPORT }, { "phone", WORD_STRANGE },
    { "post", WORD_STRANGE }, { "postal", WORD_STRANGE }, { "postcode", WORD_STRANGE },
    { "ref", WORD_STRANGE }, { "reference", WORD_STRANGE }, { "registration", WORD_STRANGE },
    { "regulation", WORD_STRANGE }, { "regulations", WORD_STRANGE },
    { "resolution", WORD_STRANGE }, { "resolutions", WORD_STRANGE }, { "sep", WORD_MONTH },
    { "sept", WORD_MONTH }, { "september", WORD_MONTH }, { "social", WORD_IDENTITY },
    { "ssn", WORD_IDENTITY }, { "swift", WORD_STRANGE }, { "tax", WORD_STRANGE },
    { "tazkira", WORD_IDENTITY }, { "tel", WORD_STRANGE }, { "telephone", WORD_STRANGE },
    { "zip", WORD_STRANGE },
};

/* Below zero when the word stands before the one of the vocabulary, 0 when it is that one. */
static int order(str word, const char *known)
{
    for (size_t i = 0; i < word.len; i++)
        if (byte_lower(word.data[i]) != known[i])
            return (unsigned char)byte_lower(word.data[i]) - (unsigned char)known[i];
    return known[word.len] ? -1 : 0;
}

enum word word_class(str word)
{
    size_t from = 0, to = COUNT_OF(vocabulary);
    if (str_eq(word, STR("OR"))) return WORD_OTHER; /* a series of Afghan passports */
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int is = order(word, vocabulary[middle].word);
        if (is == 0) return vocabulary[middle].is;
        if (is < 0) to = middle;
        else from = middle + 1;
    }
    return WORD_OTHER;
}

/* Bytes of the sign at s[i] that holds a word together, "B/014924", "12CP63882.3FRA", "N°235";
 * or 0. */
static size_t joint_len(str s, size_t i)
{
    str rest = str_from(s, i);
    bool is_degree = str_starts(rest, STR("\xC2\xB0")) || str_starts(rest, STR("\xC2\xBA"));
    size_t len = is_degree ? 2 : 1;
    if (i == 0 || i + len >= s.len) return 0;
    char before = s.data[i - 1], behind = s.data[i + len];
    if (is_degree) return byte_lower(before) == 'n' && byte_is_digit(behind) ? len : 0;
    if (s.data[i] == '.') return byte_is_digit(before) && byte_is_digit(behind);
    return (s.data[i] == '-' || s.data[i] == '/') && byte_is_alnum(before) && byte_is_alnum(behind);
}

str word_at(str s, size_t at)
{
    size_t end = at, len = 1;
    while (len && end < s.len) {
        len = byte_is_alnum(s.data[end]) ? 1 : end > at ? joint_len(s, end) : 0;
        end += len;
    }
    return str_sub(s, at, end);
}

size_t behind_blanks(str s, size_t at)
{
    while (at < s.len && byte_is_blank(s.data[at])) at++;
    return at;
}

/* --- dates ---------------------------------------------------------------------------------- */

bool are_digits(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_digit(s.data[i])) return false;
    return s.len > 0;
}

static bool is_year(str s)
{
    return s.len == 4 && are_digits(s) && (str_starts(s, STR("19")) || str_starts(s, STR("20")));
}

static bool is_below(str s, uint64_t max)
{
    uint64_t v;
    return s.len <= 2 && num_parse_u64(s, max, &v);
}

/* "24.06.1426", "10/8/2001", "29.9.11", "2026-12-11", "08/1977", "2000-2001" */
static bool is_date(str word)
{
    str part[3] = { STR_EMPTY, STR_EMPTY, STR_EMPTY };
    size_t n = 0, from = 0;
    for (size_t i = 0; i <= word.len; i++) {
        if (i < word.len && byte_is_alnum(word.data[i])) continue;
        if (n == 3) return false;
        part[n++] = str_sub(word, from, i);
        from = i + 1;
    }
    if (n == 2)
        return is_year(part[1]) ? is_below(part[0], 12) || is_year(part[0])
                                : is_year(part[0]) && is_below(part[1], 12);
    if (n != 3) return false;
    if (is_year(part[0])) return is_below(part[1], 12) && is_below(part[2], 31);
    bool is_last = are_digits(part[2]) && (part[2].len == 2 || part[2].len == 4);
    return is_last && is_below(part[0], 31) && is_below(part[1], 31);
}

/* Does a month follow, "7 Aug. 2024"? */
static bool is_before_month(str s, size_t at)
{
    str word = word_at(s, behind_blanks(s, at));
    return word_class(word) == WORD_MONTH;
}

/* Is the word, which holds digits, part of a date or the number of something that is no paper? */
static bool is_no_number(str s, str word, enum word before)
{
    static const char *const behind[] = { "\xE5\xB9\xB4", "\xE6\x9C\x88", "\xE6\x97\xA5", /* year, month, day */
                                          "@" };
    size_t end = (size_t)(word.data - s.data) + word.len;
    for (size_t i = 0; i < COUNT_OF(behind); i++)
        if (str_starts(str_from(s, end), str_c(behind[i]))) return true;
    if (word.data > s.data && word.data[-1] == '@') return true;
    bool is_other = (str_starts_nocase(word, STR("IMO")) && are_digits(str_from(word, 3))) ||
                    (str_starts(word, STR("UN")) && are_digits(str_from(word, 2)) && word.len <= 6);
    if (is_other || is_date(word)) return true;
    if (are_digits(word) && word.len <= 2 && is_before_month(s, end)) return true;
    return is_year(word) && before != WORD_NUMBER;
}

/* --- runs ----------------------------------------------------------------------------------- */

static unsigned digits_in(str s)
{
    unsigned n = 0;
    for (size_t i = 0; i < s.len; i++) n += byte_is_digit(s.data[i]);
    return n;
}

bool word_is_series(str word)
{
    if (word.len == 0 || word.len > SHORT) return false;
    for (size_t i = 0; i < word.len; i++)
        if (!byte_is_upper(word.data[i]) && word.data[i] != '-') return false;
    return word_class(word) == WORD_OTHER;
}

/* Where the word behind s[at] begins, blanks or a dash and blanks between; SIZE_MAX when something
 * else is. */
static size_t next_in_run(str s, size_t at, bool *ret_is_tied)
{
    bool is_tied = at < s.len && s.data[at] == '-';
    size_t next = at + is_tied;
    while (next < s.len && s.data[next] == ' ') next++; /* numbers on two lines are two */
    *ret_is_tied = is_tied && next > at + 1;
    return next > at + is_tied && next < s.len && byte_is_alnum(s.data[next]) ? next : SIZE_MAX;
}

/* Can the word at s[at] go on with a run that has so many digits? */
static bool goes_on(str s, size_t at, unsigned digits)
{
    str word = word_at(s, at);
    size_t end = at + word.len;
    bool is_mark = end < s.len && s.data[end] == ')' && word.len <= 2;
    for (size_t i = 0; i < word.len; i++)
        if (byte_is_lower(word.data[i])) return false;
    if (is_mark || !has_digit(word) || is_no_number(s, word, WORD_NUMBER)) return false;
    return !is_year(word) || (digits && digits <= SHORT + 1);
}

/* Behind "8208" in "8208 No. 555627": where the other number begins; or SIZE_MAX. */
static size_t behind_number_word(str s, size_t at)
{
    size_t next = behind_blanks(s, at);
    str word = word_at(s, next);
    if (next == at || !str_eq_nocase(word, STR("no"))) return SIZE_MAX;
    next += word.len;
    if (next < s.len && s.data[next] == '.') next++;
    next = behind_blanks(s, next);
    return are_digits(word_at(s, next)) ? next : SIZE_MAX;
}

/* Do letters of a series at s[at] lead to a number, "TR-P 614 166"? `may_be_two`: or to more letters. */
static bool leads(str s, size_t at, unsigned digits, bool may_be_two)
{
    bool is_tied;
    size_t next = next_in_run(s, at + word_at(s, at).len, &is_tied);
    if (next == SIZE_MAX) return false;
    return goes_on(s, next, digits) || (may_be_two && word_is_series(word_at(s, next)));
}

static struct piece *add_piece(struct run *r, str s, size_t from)
{
    str word = word_at(s, from);
    struct piece *p = &r->piece[r->count++];
    *p = (struct piece){ .from = from, .to = from + word.len, .digits = digits_in(word) };
    return p;
}

/* Add the "555627" of "8208 No. 555627", where there is one. */
static bool add_joint(struct run *r, str s)
{
    const struct piece *first = &r->piece[0];
    size_t other = r->count == 1 && first->digits == SHORT ? behind_number_word(s, first->to) : SIZE_MAX;
    if (other == SIZE_MAX) return false;
    add_piece(r, s, other);
    return r->is_joint = true;
}

bool run_at(str s, size_t at, enum word before, struct run *ret)
{
    unsigned digits = 0;
    bool is_tied = true, is_led = false; /* by letters */
    str first = word_at(s, at);
    *ret = (struct run){ .count = 0 };
    if (!word_is_series(first) && (!has_digit(first) || is_no_number(s, first, before))) return false;
    while (at != SIZE_MAX && ret->count < PIECES_MAX) {
        bool is_letters = word_is_series(word_at(s, at));
        if (is_letters ? !leads(s, at, digits, ret->count == 0) : ret->count && !goes_on(s, at, digits)) break;
        struct piece *p = add_piece(ret, s, at);
        bool is_other = is_letters || (!is_tied && !is_led && p->digits > SHORT);
        p->begins = is_other && digits > SHORT;
        is_led = is_letters;
        digits += p->digits;
        if (add_joint(ret, s)) return true;
        at = next_in_run(s, p->to, &is_tied);
    }
    while (ret->count && ret->piece[ret->count - 1].digits == 0) ret->count--;
    return ret->count > 0;
}

bool run_is_enough(str s, const struct run *r, unsigned least)
{
    unsigned digits = 0, capitals = 0;
    for (size_t i = 0; i < r->count; i++) digits += r->piece[i].digits;
    str one = str_sub(s, r->piece[0].from, r->piece[0].to);
    for (size_t i = 0; i < one.len; i++) capitals += byte_is_upper(one.data[i]);
    return digits >= least || (r->count == 1 && digits >= 2 && digits + capitals >= 6 &&
                               digits + capitals == one.len);
}
