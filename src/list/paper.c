/* Text about papers: which words of it are their numbers; numbers of the UN's entries and of banks. */
#include "list/paper.h"

#include "list/ofac.h"

#include "base/country.h"
#include "base/num.h"

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (byte_is_digit(s.data[i])) return true;
    return false;
}

/* --- words ---------------------------------------------------------------------------------- */

enum word { WORD_OTHER, WORD_NUMBER, WORD_MARK, WORD_MONTH, WORD_OR, WORD_PASSPORT, WORD_ID,
            WORD_IDENTITY, WORD_STRANGE };

/* src: un-sc-xml, uk-ofsi, dfat-list: the words before the numbers of their editions of 2020 to 2026 */
static const struct { const char *words; enum word is; } vocabulary[] = {
    { "no nos nr number numbers", WORD_NUMBER },
    { "jan january feb february mar march apr april may jun june jul july aug august sep sept "
      "september oct october nov november dec december", WORD_MONTH },
    { "or", WORD_OR },
    { "passport passports passeport pasaporte laissez-passer", WORD_PASSPORT },
    { "id identification idenification identifier", WORD_ID },
    { "identity nationality certificate tazkira ssn social licence license fiscal cedula military "
      "alien", WORD_IDENTITY },
    /* what stands behind these is no paper's number */
    { "tel telephone phone mobile cell fax account tax inn ogrn imo mmsi gazette registration swift "
      "bic bank company entity organisation organization business employer post postal postcode zip box "
      "resolution resolutions regulation regulations reference ref address addresses listed born "
      "dob interpol", WORD_STRANGE },
};

/* Does the list of words hold this one? */
static bool holds(str words, str word)
{
    str one;
    while (str_next(&words, ' ', &one))
        if (str_eq_nocase(one, word)) return true;
    return false;
}

static enum word class_of(str word)
{
    if (str_eq(word, STR("OR"))) return WORD_OTHER; /* a series of Afghan passports */
    for (size_t i = 0; i < COUNT_OF(vocabulary) && word.len <= 16; i++)
        if (holds(str_c(vocabulary[i].words), word)) return vocabulary[i].is;
    return WORD_OTHER;
}

/* Bytes of the sign at s[i] that holds a word together, "B/014924", "12CP63882.3FRA", "N°235"; or 0. */
static size_t joint_len(str s, size_t i)
{
    bool is_degree = str_starts(str_from(s, i), STR("\xC2\xB0")) || str_starts(str_from(s, i), STR("\xC2\xBA"));
    size_t len = is_degree ? 2 : 1;
    if (i == 0 || i + len >= s.len) return 0;
    char before = s.data[i - 1], behind = s.data[i + len];
    if (is_degree) return byte_lower(before) == 'n' && byte_is_digit(behind) ? len : 0;
    if (s.data[i] == '.') return byte_is_digit(before) && byte_is_digit(behind);
    return (s.data[i] == '-' || s.data[i] == '/') && byte_is_alnum(before) && byte_is_alnum(behind);
}

/* The word of letters and digits at s[at]; "" when none begins there. */
static str word_at(str s, size_t at)
{
    size_t end = at, len = 1;
    while (len && end < s.len) {
        len = byte_is_alnum(s.data[end]) ? 1 : end > at ? joint_len(s, end) : 0;
        end += len;
    }
    return str_sub(s, at, end);
}

static size_t behind_blanks(str s, size_t at)
{
    while (at < s.len && byte_is_blank(s.data[at])) at++;
    return at;
}

/* --- dates ---------------------------------------------------------------------------------- */

static bool is_digits(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_digit(s.data[i])) return false;
    return s.len > 0;
}

static bool is_year(str s)
{
    return s.len == 4 && is_digits(s) && (str_starts(s, STR("19")) || str_starts(s, STR("20")));
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
    bool is_last = is_digits(part[2]) && (part[2].len == 2 || part[2].len == 4);
    return is_last && is_below(part[0], 31) && is_below(part[1], 31);
}

/* Does a month follow, "7 Aug. 2024"? */
static bool is_before_month(str s, size_t at)
{
    str word = word_at(s, behind_blanks(s, at));
    return class_of(word) == WORD_MONTH;
}

/* Is the word, which holds digits, part of a date or the number of something that is no paper? */
static bool is_no_number(str s, str word, enum word before)
{
    static const char *const behind[] = { "\xE5\xB9\xB4", "\xE6\x9C\x88", "\xE6\x97\xA5", "@" }; /* year, month, day */
    size_t end = (size_t)(word.data - s.data) + word.len;
    for (size_t i = 0; i < COUNT_OF(behind); i++)
        if (str_starts(str_from(s, end), str_c(behind[i]))) return true;
    if (word.data > s.data && word.data[-1] == '@') return true;
    bool is_other = (str_starts_nocase(word, STR("IMO")) && is_digits(str_from(word, 3))) ||
                    (str_starts(word, STR("UN")) && is_digits(str_from(word, 2)) && word.len <= 6);
    if (is_other || is_date(word)) return true;
    if (is_digits(word) && word.len <= 2 && is_before_month(s, end)) return true;
    return is_year(word) && before != WORD_NUMBER;
}

/* --- runs ----------------------------------------------------------------------------------- */

/* Words that stand together: "TR-P 614 166", "8208 No. 555627", "381320634 PS 563410163". */
enum { PIECES_MAX = 8, SHORT = 4 /* digits: below a number of its own */ };

struct piece {
    size_t   from, to;
    unsigned digits;
    bool     begins; /* perhaps another number */
};

struct run {
    struct piece piece[PIECES_MAX];
    size_t       count;
    size_t       joint; /* piece behind a "No.", or 0 */
};

static unsigned digits_in(str s)
{
    unsigned n = 0;
    for (size_t i = 0; i < s.len; i++) n += byte_is_digit(s.data[i]);
    return n;
}

/* Letters of a series: a few capitals, and no word we know. */
static bool is_series(str word)
{
    if (word.len == 0 || word.len > SHORT) return false;
    for (size_t i = 0; i < word.len; i++)
        if (!byte_is_upper(word.data[i]) && word.data[i] != '-') return false;
    return class_of(word) == WORD_OTHER;
}

/* Where the word behind s[at] begins, blanks or a dash and blanks between; SIZE_MAX when something else is. */
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
    return is_digits(word_at(s, next)) ? next : SIZE_MAX;
}

static void add_piece(struct run *r, str s, size_t from, bool begins)
{
    str word = word_at(s, from);
    r->piece[r->count++] = (struct piece){ from, from + word.len, digits_in(word), begins };
}

/* The run that begins with the word at s[at]: letters of a series and words with digits. False when it has no digits. */
static bool run_at(str s, size_t at, enum word before, struct run *ret)
{
    unsigned digits = 0;
    bool is_tied, begins = false;
    ret->count = ret->joint = 0;
    while (ret->count < PIECES_MAX) {
        str word = word_at(s, at);
        bool is_first = digits == 0;
        if (is_series(word)) {
            size_t next = next_in_run(s, at + word.len, &is_tied);
            if (next == SIZE_MAX || ret->count + 2 > PIECES_MAX) break;
            bool is_led = goes_on(s, next, digits) || (is_first && is_series(word_at(s, next)));
            if (!is_led) break;
            add_piece(ret, s, at, digits >= SHORT + 1);
            begins = false;
            at = next;
            continue;
        }
        bool is_in = is_first && ret->count == 0 ? has_digit(word) && !is_no_number(s, word, before)
                                                 : goes_on(s, at, digits);
        if (!is_in) break;
        begins = begins && digits > SHORT && digits_in(word) > SHORT;
        add_piece(ret, s, at, begins);
        digits += ret->piece[ret->count - 1].digits;
        size_t end = at + word.len;
        at = next_in_run(s, end, &is_tied);
        begins = !is_tied;
        size_t other = digits == SHORT && ret->count == 1 ? behind_number_word(s, end) : SIZE_MAX;
        if (other != SIZE_MAX) {
            add_piece(ret, s, other, false);
            ret->joint = 1;
            return true;
        }
        if (at == SIZE_MAX) break;
    }
    while (ret->count && ret->piece[ret->count - 1].digits == 0) ret->count--;
    return digits > 0;
}

/* Is there enough in the run to be a number? `least` digits, or digits among six capitals: "HR8CHGP8". */
static bool is_enough(str s, const struct run *r, unsigned least)
{
    unsigned digits = 0, capitals = 0;
    for (size_t i = 0; i < r->count; i++) digits += r->piece[i].digits;
    str one = str_sub(s, r->piece[0].from, r->piece[0].to);
    for (size_t i = 0; i < one.len; i++) capitals += byte_is_upper(one.data[i]);
    return digits >= least || (r->count == 1 && digits >= 2 && digits + capitals >= 6 &&
                               digits + capitals == one.len);
}

/* --- the reader ----------------------------------------------------------------------------- */

static bool is_label(enum word w)
{
    return w == WORD_PASSPORT || w == WORD_ID || w == WORD_IDENTITY;
}

/* What was said until here says nothing of what follows. */
static void end_part(struct paper_text *t, size_t end, size_t next)
{
    if (t->depth) return;
    t->is_strange = false;
    t->part_end = end;
    t->part = t->strong = next;
}

/* A comma parts two numbers, and no country from its number: "b) United States of America, 420985453". */
static void pass_comma(struct paper_text *t)
{
    if (t->depth || t->done <= t->strong) return;
    t->part = t->part_end = t->at + 1;
}

static void end_sentence(struct paper_text *t, size_t at)
{
    end_part(t, at, at);
    if (!t->ended) t->ended = at;
    if (t->is_prose && t->reach == PAPER_ALL) t->reach = PAPER_NEAR;
}

/* Bytes of a list's mark at `at`: "(a)", "b)", "(12)"; or 0. In a bracket only the one that is due, as "(... A)" ends
 * with a name. */
static size_t mark_len(const struct paper_text *t, size_t at)
{
    str s = t->text;
    bool is_open = s.data[at] == '(';
    str word = word_at(s, at + is_open);
    size_t end = at + is_open + word.len;
    bool is_short = word.len == 1 || (word.len == 2 && is_digits(word));
    if (!is_short || end >= s.len || s.data[end] != ')') return 0;
    char due = t->mark ? (char)(t->mark + 1) : byte_is_digit(word.data[0]) ? '1' : 'a';
    bool is_due = word.len == 1 && byte_lower(word.data[0]) == due;
    return is_open || t->depth == 0 || is_due ? end + 1 - at : 0;
}

static bool pass_mark(struct paper_text *t)
{
    size_t len = mark_len(t, t->at);
    if (!len) return false;
    t->mark = byte_lower(t->text.data[t->at + len - 2]);
    t->depth = 0;
    t->before = WORD_MARK;
    if (t->reach == PAPER_NEAR) t->reach = PAPER_ALL;
    end_part(t, t->at, t->at + len);
    t->at += len;
    return true;
}

/* Does the point at `at` end a sentence? Not behind "No.", "Aug." and initials. */
static bool ends_sentence(const struct paper_text *t, size_t at)
{
    size_t next = behind_blanks(t->text, at + 1);
    bool is_short = t->before == WORD_NUMBER || t->before == WORD_MONTH;
    return next == t->text.len || (next > at + 1 && !is_short && !byte_is_lower(t->text.data[next]));
}

static void pass_sign(struct paper_text *t)
{
    static const char *const number_words[] = { "#", "\xE2\x84\x96", "\xE7\x95\xAA\xE5\x8F\xB7",
                                                "\xE6\x97\x85\xE5\x88\xB8" }; /* number, passport */
    str rest = str_from(t->text, t->at);
    char c = t->text.data[t->at];
    for (size_t i = 0; i < COUNT_OF(number_words); i++)
        if (str_starts(rest, str_c(number_words[i]))) t->before = WORD_NUMBER;
    if (c == '(') t->depth++;
    if (c == ')' && t->depth) t->depth--;
    if (c == '+') t->is_strange = true; /* a phone's */
    if (c == ',') pass_comma(t);
    if (c == ';' || (c == '\n' && t->before != WORD_NUMBER)) end_part(t, t->at + 1, t->at + 1);
    bool is_end = (c == '.' && ends_sentence(t, t->at)) || str_starts(rest, STR("\n\n"));
    if (is_end && t->depth == 0) end_sentence(t, t->at + 1);
    t->at++;
}

/* The rest of a date behind its month: "13, 1995". False when there is none. */
static bool pass_date(struct paper_text *t)
{
    size_t from = t->at;
    for (size_t i = 0; i < 2; i++) {
        size_t at = t->at;
        while (at < t->text.len && (byte_is_blank(t->text.data[at]) || t->text.data[at] == '.' ||
                                    t->text.data[at] == ','))
            at++;
        str word = word_at(t->text, at);
        if (!is_digits(word) || (word.len > 2 && word.len != 4)) break;
        t->at = at + word.len;
    }
    return t->at > from;
}

/* Longest country whose name begins with the word at s[at]: its bytes; 0 when none does. */
static size_t country_len(str s, size_t at, str *ret_code)
{
    enum { WORDS = 9 };
    size_t end[WORDS], n = 0, to = at;
    if (at >= s.len || !byte_is_upper(s.data[at])) return 0;
    while (n < WORDS && to < s.len) {
        str word = word_at(s, to);
        if (word.len == 0 || has_digit(word)) break;
        end[n++] = to += word.len;
        size_t next = behind_blanks(s, to);
        if (next == to) break;
        to = next;
    }
    for (; n; n--) {
        str name = str_sub(s, at, end[n - 1]);
        bool is_code = name.len == 3 && class_of(name) == WORD_OTHER && !byte_is_lower(name.data[1]);
        if (name.len < 3 || (name.len == 3 && !is_code)) continue;
        *ret_code = list_country(name);
        if (ret_code->len) return name.len;
    }
    return 0;
}

static void label(struct paper_text *t, enum word w)
{
    bool is_unsure = t->before == WORD_OR || (w == WORD_ID && t->before == WORD_PASSPORT);
    if (t->depth) return;
    if (!is_unsure) t->kind = w == WORD_PASSPORT ? PAPER_PASSPORT : PAPER_IDENTITY;
    t->is_named = true;
    t->mark = 0;
    t->is_strange = false;
    t->reach = PAPER_ALL;
}

static void pass_word(struct paper_text *t, str word)
{
    enum word w = class_of(word);
    str code;
    if (w == WORD_ID && t->before == WORD_STRANGE) w = WORD_STRANGE; /* "Tax ID" */
    if (w == WORD_STRANGE && t->before == WORD_IDENTITY) w = WORD_IDENTITY; /* "alien registration" */
    t->at += word.len;
    if (is_label(w)) label(t, w);
    if (w == WORD_MONTH && pass_date(t)) w = WORD_OTHER;
    if (w == WORD_STRANGE && t->depth == 0) {
        t->is_strange = true;
        if (t->is_prose) t->reach = PAPER_NONE;
    }
    if (w == WORD_OTHER && t->reach == PAPER_NEAR && t->depth == 0) {
        size_t len = country_len(t->text, t->at - word.len, &code);
        if (len) t->at += len - word.len;
        else t->reach = PAPER_NONE;
    }
    t->before = w;
}

/* Digits that a number here must have at least. */
static unsigned least_digits(const struct paper_text *t)
{
    if (t->reach == PAPER_NEAR) return 5;
    if (t->before == WORD_NUMBER || (!t->is_prose && t->is_first)) return 3;
    return t->is_prose && !is_label(t->before) && t->before != WORD_MARK ? 5 : 4;
}

static bool is_listened(const struct paper_text *t)
{
    bool is_named = t->before == WORD_NUMBER || is_label(t->before);
    return t->reach != PAPER_NONE && !t->is_strange && (t->depth == 0 || is_named);
}

/* The next run of the text that is a number, or false. */
static bool find_run(struct paper_text *t, struct run *ret)
{
    while (t->at < t->text.len) {
        str word = word_at(t->text, t->at);
        if (pass_mark(t)) continue;
        if (word.len == 0) {
            pass_sign(t);
            continue;
        }
        bool is_run = (has_digit(word) || is_series(word)) && run_at(t->text, t->at, (enum word)t->before, ret);
        if (is_run && is_listened(t) && is_enough(t->text, ret, least_digits(t))) return true;
        if (!is_run && !has_digit(word)) {
            pass_word(t, word);
            continue;
        }
        t->at = is_run ? ret->piece[ret->count - 1].to : t->at + word.len;
        t->before = WORD_OTHER;
        if (t->reach == PAPER_NEAR && t->depth == 0) t->reach = PAPER_NONE;
    }
    return false;
}

/* --- what a number is told with --------------------------------------------------------------- */

/* The last country that the text names, "in" before it apart: where a paper was issued is not who issued it. */
static str last_country(str s)
{
    enum { NEAR = 120 };
    str found = STR_EMPTY, code = STR_EMPTY, before = STR_EMPTY;
    for (size_t i = s.len > NEAR ? s.len - NEAR : 0; i < s.len;) {
        str word = word_at(s, i);
        size_t len = word.len ? country_len(s, i, &code) : 0;
        if (len && !str_eq(before, STR("in"))) found = code;
        if (word.len) before = word;
        i += len ? len : word.len ? word.len : 1;
    }
    return found;
}

/* What is said of a number right behind it: in brackets, or up to the next sign. */
static str remark_behind(str s)
{
    s = str_from(s, behind_blanks(s, 0));
    bool is_bracket = str_starts(s, STR("(")), is_clause = str_starts(s, STR(","));
    if (!is_bracket && !is_clause) return STR_EMPTY;
    s = str_from(s, 1);
    size_t end = 0;
    while (end < s.len && !memchr(is_bracket ? "),;(" : ".,;(\n", s.data[end], is_bracket ? 4 : 5)) end++;
    return str_trim(str_sub(s, 0, end));
}

/* The country of a remark: "(Taiwan)", "(North Korea, Diplomatic)", "(issued by the DPRK)", ", South Sudan". */
static str country_behind(str remark, bool is_bracket)
{
    str code = STR_EMPTY;
    bool is_place = str_find(remark, STR(" in "), 0) != SIZE_MAX || str_find(remark, STR("lace of"), 0) != SIZE_MAX;
    if (is_place || has_digit(remark)) return STR_EMPTY;
    if (is_bracket) return remark.len == 2 ? list_country(remark) : last_country(remark);
    return country_len(remark, 0, &code) == remark.len ? code : STR_EMPTY;
}

/* "973406 (Yemeni national identification card)" among passports is none. */
static bool is_identity(str remark)
{
    bool is = false;
    for (size_t i = 0; i < remark.len;) {
        str word = word_at(remark, i);
        enum word w = class_of(word);
        if (w == WORD_PASSPORT || has_digit(word)) return false;
        is = is || w == WORD_IDENTITY || w == WORD_ID;
        i += word.len ? word.len : 1;
    }
    return is;
}

/* --- numbers of a run ------------------------------------------------------------------------- */

static void add_number(struct paper_run *r, str number)
{
    if (number.len <= PAPER_NUMBER_MAX && r->count < PAPER_NUMBERS_MAX) r->number[r->count++] = number;
}

/* A word that begins with "No" or "number", without it; else "". */
static str without_number_word(str s)
{
    static const char *const words[] = { "number", "no", "n\xC2\xB0", "n\xC2\xBA" };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t len = strlen(words[i]);
        if (str_starts_nocase(s, str_c(words[i])) && s.len > len && byte_is_digit(s.data[len]))
            return str_from(s, len);
    }
    return STR_EMPTY;
}

/* One number, and without the word or the letters it begins with where these may be none of its own. */
static void add_whole(struct paper_run *r, str s, const struct piece *first, size_t count)
{
    str whole = str_sub(s, first->from, first[count - 1].to), bare = without_number_word(whole);
    str letters = str_sub(s, first->from, first->to), country = STR_EMPTY;
    if (count == 2 && first->digits == 0 && letters.len > 2) { /* "BPA C700RKL8R4", "DPRK 381320634" */
        bare = str_sub(s, first[1].from, first[1].to);
        country = list_country(letters);
        if (r->country.len == 0) r->country = country;
    }
    if (country.len == 0 && !str_starts_nocase(whole, STR("number"))) add_number(r, whole);
    if (bare.len) add_number(r, bare);
}

/* "8208 No. 555627" as it stands, as 8208 555627, and the number alone. */
static void add_joint(struct paper_run *r, str s, const struct run *run)
{
    str first = str_sub(s, run->piece[0].from, run->piece[0].to);
    str last = str_sub(s, run->piece[1].from, run->piece[1].to);
    add_number(r, str_sub(s, run->piece[0].from, run->piece[1].to));
    if (first.len + 1 + last.len <= sizeof r->room) {
        memcpy(r->room, first.data, first.len);
        r->room[first.len] = ' ';
        memcpy(r->room + first.len + 1, last.data, last.len);
        r->room_len = (uint8_t)(first.len + 1 + last.len);
    }
    add_number(r, last);
}

/* The numbers of a run; where two may be one, also the whole of them. */
static void add_numbers(struct paper_run *r, str s, const struct run *run)
{
    size_t parts = 1, from = 0;
    for (size_t i = 1; i < run->count; i++) parts += run->piece[i].begins;
    if (run->joint) {
        add_joint(r, s, run);
        return;
    }
    if (parts == 2) add_number(r, str_sub(s, run->piece[0].from, run->piece[run->count - 1].to));
    for (size_t i = 1; i <= run->count; i++) {
        if (i < run->count && !run->piece[i].begins) continue;
        add_whole(r, s, run->piece + from, i - from);
        from = i;
    }
}

static void read_run(struct paper_text *t, struct paper_run *ret)
{
    struct run run;
    *ret = (struct paper_run){ .count = 0 };
    while (ret->count == 0 && find_run(t, &run)) {
        str s = t->text;
        size_t from = run.piece[0].from, to = run.piece[run.count - 1].to;
        str remark = remark_behind(str_from(s, to));
        bool is_bracket = remark.len && s.data[behind_blanks(s, to)] == '(';
        bool is_first = t->is_first && !t->is_prose;
        ret->kind = t->kind == PAPER_PASSPORT && !t->is_named && is_identity(remark) ? PAPER_IDENTITY
                                                                                      : t->kind;
        bool is_parted = t->part >= t->done && t->part <= from;
        ret->from = is_first ? 0 : is_parted ? t->part : from;
        ret->before = is_first ? 0 : is_parted ? t->part_end : from;
        ret->country = country_behind(remark, is_bracket);
        if (ret->country.len == 0) ret->country = last_country(str_sub(s, ret->from, from));
        add_numbers(ret, s, &run);
        t->at = t->done = to;
        t->is_first = false;
        t->before = WORD_OTHER;
    }
}

struct paper_text paper_text_of(str text, enum paper_kind kind)
{
    bool is_prose = kind == PAPER_UNTOLD;
    return (struct paper_text){ .text = text, .kind = kind, .is_prose = is_prose, .is_first = true,
                                .reach = is_prose ? PAPER_NONE : PAPER_ALL };
}

bool paper_next(struct paper_text *t, struct paper_found *ret)
{
    struct paper_run *r = &t->run;
    if (t->given == r->count + (r->room_len > 0)) {
        if (!t->is_begun) read_run(t, &t->next);
        t->is_begun = true;
        *r = t->next;
        t->given = t->ended = 0;
        if (r->count == 0) return false;
        read_run(t, &t->next);
    }
    size_t end = t->next.count ? t->next.before : t->text.len;
    if (t->is_prose && t->ended && t->ended < end) end = t->ended;
    str number = t->given < r->count ? r->number[t->given] : str_of(r->room, r->room_len);
    t->given++;
    *ret = (struct paper_found){ .number = number, .kind = r->kind, .country = r->country,
                                 .about = str_trim(str_sub(t->text, r->from, end)) };
    return true;
}

/* --- the UN ---------------------------------------------------------------------------------- */

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
