/* Text about papers: which words of it are their numbers; numbers of the UN's entries and of banks. */
#include "list/paper.h"

#include "list/ofac.h"
#include "list/paper_run.h"

#include "base/country.h"
#include "base/num.h"


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

/* A comma parts two numbers, and no country from its number: "b) United States of America,
 * 420985453". */
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

/* Bytes of a list's mark at `at`: "(a)", "b)", "(12)"; or 0. In a bracket only the one that is due,
 * as "(... A)" ends with a name. */
static size_t mark_len(const struct paper_text *t, size_t at)
{
    str s = t->text;
    bool is_open = s.data[at] == '(';
    str word = word_at(s, at + is_open);
    size_t end = at + is_open + word.len;
    bool is_short = word.len == 1 || (word.len == 2 && are_digits(word));
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
        if (!are_digits(word) || (word.len > 2 && word.len != 4)) break;
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
        bool is_code = name.len == 3 && word_class(name) == WORD_OTHER && !byte_is_lower(name.data[1]);
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
    if (!is_unsure || !t->kind) t->kind = w == WORD_PASSPORT ? PAPER_PASSPORT : PAPER_IDENTITY;
    t->is_named = true;
    t->mark = 0;
    t->is_strange = false;
    t->reach = PAPER_ALL;
}

static void pass_word(struct paper_text *t, str word)
{
    enum word w = word_class(word);
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
        bool is_run = run_at(t->text, t->at, (enum word)t->before, ret);
        if (is_run && is_listened(t) && run_is_enough(t->text, ret, least_digits(t))) return true;
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

/* The last country that the text names, "in" before it apart: where a paper was issued is not who
 * issued it. */
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

/* The country of a remark: "(Taiwan)", "(North Korea, Diplomatic)", "(issued by the DPRK)",
 * ", South Sudan". */
static str country_behind(str remark, bool is_bracket)
{
    str code = STR_EMPTY;
    bool is_place = str_find(remark, STR(" in "), 0) != SIZE_MAX ||
                    str_find(remark, STR("lace of"), 0) != SIZE_MAX;
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
        enum word w = word_class(word);
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
    if (run->is_joint) {
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
