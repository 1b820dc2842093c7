/* Machine-readable zones: the forms, their fields and check digits. */
#include "evidence/mrz.h"

#include "base/num.h"

/* The check digit of a text of A-Z, 0-9 and '<'. */
static unsigned check_digit(str text)
{
    static const unsigned weight[3] = { 7, 3, 1 };
    unsigned sum = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        unsigned v = byte_is_digit(c) ? (unsigned)(c - '0')
                     : byte_is_upper(c) ? (unsigned)(c - 'A') + 10 : 0;
        sum += v * weight[i % 3];
    }
    return sum % 10;
}

/* --- lines -------------------------------------------------------------------------------------- */

struct lines {
    char   text[MRZ_TEXT_MAX];
    size_t start[3], len[3], count;
};

/* The zone's own signs; "«" is how some readers write two fillers. False: no zone has this. */
static bool add_sign(struct lines *l, size_t *used, str text, size_t *at)
{
    char c = text.data[*at];
    size_t fillers = 0;
    if (c == '\xC2' && *at + 1 < text.len && text.data[*at + 1] == '\xAB') fillers = 2;
    if (c == '\xE2' && str_starts(str_from(text, *at), STR("\xE2\x80\xB9"))) fillers = 1;
    if (*used + 2 > sizeof l->text) return false;
    if (fillers) {
        *at += fillers == 2 ? 2 : 3;
        while (fillers--) l->text[(*used)++] = '<';
        return true;
    }
    c = byte_upper(c);
    if (!byte_is_alnum(c) && c != '<') return false;
    l->text[(*used)++] = c;
    ++*at;
    return true;
}

/* Cut at blanks: up to three lines, else all signs as one. */
static bool cut_lines(str text, struct lines *l)
{
    size_t used = 0, pieces = 0;
    bool is_open = false;
    l->count = 0;
    for (size_t at = 0; at < text.len;) {
        if (byte_is_blank(text.data[at])) {
            is_open = false;
            at++;
            continue;
        }
        if (!is_open && pieces++ < 3) {
            l->start[pieces - 1] = used;
            l->len[pieces - 1] = 0;
        }
        is_open = true;
        size_t before = used;
        if (!add_sign(l, &used, text, &at)) return false;
        if (pieces <= 3) l->len[pieces - 1] += used - before;
    }
    if (pieces == 2 || pieces == 3) {
        l->count = pieces;
        return true;
    }
    l->count = 1;
    l->start[0] = 0;
    l->len[0] = used;
    return used > 0;
}

/* Bring lines run together to lines of `width`. */
static void spread(struct lines *l, size_t width, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        l->start[i] = i * width;
        l->len[i] = width;
    }
    l->count = count;
}

/* The width of the lines, 0 when there is none. Only lines that end in a name or in the issuer's own
 * data may be short: readers drop fillers. */
static size_t line_width(struct lines *l)
{
    size_t all = l->count == 1 ? l->len[0] : 0;
    if (all == 88 || all == 72) spread(l, all / 2, 2);
    if (all == 90) spread(l, 30, 3);
    if (l->count == 3 && l->len[1] == 30 && l->len[0] >= 15 && l->len[0] <= 30 && l->len[2] >= 2 &&
        l->len[2] <= 30)
        return 30;
    if (l->count != 2 || l->len[0] < 8) return 0;
    size_t width = l->len[1];
    return (width == 44 || width == 36) && l->len[0] <= width ? width : 0;
}

static void fill_lines(const struct lines *l, size_t width, struct mrz *m)
{
    for (size_t i = 0; i < 3; i++) {
        memset(m->line[i], '<', MRZ_LINE_MAX);
        if (i < l->count) memcpy(m->line[i], l->text + l->start[i], l->len[i]);
        m->line[i][i < l->count ? width : 0] = '\0';
    }
}

/* --- letters that look like digits ---------------------------------------------------------------- */

static char as_digit(char c)
{
    static const char letters[] = "OQDILZSGB", digits[] = "000112568";
    const char *p = c ? strchr(letters, c) : NULL;
    return p ? digits[p - letters] : c;
}

static char as_letter(char c)
{
    static const char digits[] = "01258", letters[] = "OIZSB";
    const char *p = c ? strchr(digits, c) : NULL;
    return p ? letters[p - digits] : c;
}

/* The other ways to read a sign of a number, as a string. */
static const char *looks_like(char c)
{
    switch (c) {
    case '0': return "ODQ";
    case 'O': return "0DQ";
    case 'D': return "0O";
    case 'Q': return "0O";
    case '1': return "IL";
    case 'I': return "1L";
    case 'L': return "1";
    case '2': return "Z";
    case 'Z': return "2";
    case '5': return "S";
    case 'S': return "5";
    case '6': return "G";
    case 'G': return "6";
    case '8': return "B";
    case 'B': return "8";
    default: return "";
    }
}

/* Places that hold digits or fillers only. */
static void make_digits(char *p, size_t len)
{
    for (size_t i = 0; i < len; i++) p[i] = as_digit(p[i]);
}

static void make_letters(char *p, size_t len)
{
    for (size_t i = 0; i < len; i++) p[i] = as_letter(p[i]);
}

/* --- fields --------------------------------------------------------------------------------------- */

static void copy_plain(char *to, size_t cap, const char *from, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len && n + 1 < cap; i++)
        if (from[i] != '<') to[n++] = from[i];
    to[n] = '\0';
}

static bool holds(const char *p, size_t len, char digit)
{
    return byte_is_digit(digit) && check_digit(str_of(p, len)) == (unsigned)(digit - '0');
}

/* A date and the check digit behind it. */
static struct mrz_date take_date(struct mrz *m, char *p, unsigned bit)
{
    make_digits(p, 7);
    int8_t part[3];
    for (size_t i = 0; i < 3; i++) {
        char a = p[2 * i], b = p[2 * i + 1];
        bool known = byte_is_digit(a) && byte_is_digit(b);
        part[i] = known ? (int8_t)((a - '0') * 10 + (b - '0')) : -1;
        if (i > 0 && part[i] == 0) part[i] = -1;
    }
    bool is_empty = p[0] == '<' && p[5] == '<' && (p[6] == '<' || p[6] == '0');
    if (!is_empty && !holds(p, 6, p[6])) m->wrong |= (uint8_t)bit;
    return (struct mrz_date){ part[0], part[1], part[2] };
}

/* Runs of signs that a check digit over the whole zone covers. */
struct span {
    uint8_t line, from, to;
};

static bool whole_holds(const struct mrz *m, const struct span *span, size_t count, char digit)
{
    char text[3 * MRZ_LINE_MAX];
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        memcpy(text + len, m->line[span[i].line] + span[i].from, (size_t)(span[i].to - span[i].from));
        len += (size_t)(span[i].to - span[i].from);
    }
    return holds(text, len, digit);
}

struct layout {
    uint8_t number_line, number_at; /* nine signs and their check digit */
    uint8_t birth_line, birth_at, expiry_at;
    uint8_t optional_at, optional_len; /* in the last data line */
    uint8_t whole_line, whole_at;      /* 0, 0: no digit over the whole */
    uint8_t name_line, name_at, name_len;
    uint8_t spans;
    struct span span[4];
};

static const struct layout layouts[] = {
    [MRZ_TD1] = { 0, 5, 1, 0, 8, 18, 11, 1, 29, 2, 0, 30, 4,
                  { { 0, 5, 30 }, { 1, 0, 7 }, { 1, 8, 15 }, { 1, 18, 29 } } },
    [MRZ_TD2] = { 1, 0, 1, 13, 21, 28, 7, 1, 35, 0, 5, 31, 3,
                  { { 1, 0, 10 }, { 1, 13, 20 }, { 1, 21, 35 }, { 0, 0, 0 } } },
    [MRZ_TD3] = { 1, 0, 1, 13, 21, 28, 14, 1, 43, 0, 5, 39, 3,
                  { { 1, 0, 10 }, { 1, 13, 20 }, { 1, 21, 43 }, { 0, 0, 0 } } },
    [MRZ_VISA_A] = { 1, 0, 1, 13, 21, 28, 16, 0, 0, 0, 5, 39, 0, { { 0, 0, 0 } } },
    [MRZ_VISA_B] = { 1, 0, 1, 13, 21, 28, 8, 0, 0, 0, 5, 31, 0, { { 0, 0, 0 } } },
};

static bool is_kind(char c, bool digit)
{
    return digit ? byte_is_digit(c) : byte_is_upper(c);
}

/* Is a sign odd where it stands: a letter among digits, a digit among letters? Only such signs are
 * taken for their twins: anywhere else a second reading that fits the digit is as likely chance. */
static bool is_odd_there(const char *p, size_t len, size_t i)
{
    bool is_digit = byte_is_digit(p[i]);
    bool is_last = i + 1 == len || p[i + 1] == '<';
    if (i == 0) return is_digit && !is_last && is_kind(p[1], false);
    return is_kind(p[i - 1], !is_digit) && (is_last ? !is_digit : is_kind(p[i + 1], !is_digit));
}

/* Is there one sign whose twin makes a digit hold, and the digit over the whole with it? */
static bool mend(struct mrz *m, unsigned bit, char *p, size_t len, char digit,
                 const struct layout *l, char whole)
{
    for (size_t i = 0; i < len; i++) {
        char read = p[i];
        for (const char *other = looks_like(read); *other; other++) {
            if (!is_odd_there(p, len, i)) break;
            if (byte_is_digit(*other) == byte_is_digit(read)) continue;
            p[i] = *other;
            if (holds(p, len, digit) && (l->spans == 0 || whole_holds(m, l->span, l->spans, whole))) {
                m->slip |= (uint8_t)bit;
                return true;
            }
            p[i] = read;
        }
    }
    return false;
}

static void check_whole(struct mrz *m, const struct layout *l)
{
    if (l->spans == 0) return;
    char *digit = &m->line[l->whole_line][l->whole_at];
    make_digits(digit, 1);
    if (!whole_holds(m, l->span, l->spans, *digit)) m->wrong |= MRZ_WHOLE;
}

/* A number of more than nine signs goes on in the data behind it, its check digit last. */
static bool take_long_number(struct mrz *m, const char *p, const char *more, size_t more_len)
{
    char text[32];
    size_t len = 0;
    while (len < more_len && more[len] != '<') len++;
    if (p[9] != '<' || p[8] == '<' || len < 2) return false;
    memcpy(text, p, 9);
    memcpy(text + 9, more, len);
    copy_plain(m->number, sizeof m->number, text, 9 + len - 1);
    if (!holds(text, 9 + len - 1, as_digit(text[9 + len - 1]))) m->wrong |= MRZ_NUMBER;
    return true;
}

static void take_number(struct mrz *m, const struct layout *l)
{
    char *p = m->line[l->number_line] + l->number_at;
    bool is_card = m->form == MRZ_TD1 || m->form == MRZ_TD2;
    const char *more = m->form == MRZ_TD1 ? m->line[0] + 15 : m->line[1] + l->optional_at;
    size_t more_len = m->form == MRZ_TD1 ? 15 : l->optional_len;
    if (is_card && take_long_number(m, p, more, more_len)) return;
    make_digits(p + 9, 1);
    char whole = l->spans ? as_digit(m->line[l->whole_line][l->whole_at]) : '<';
    if (p[9] == '<') {
        if (p[0] != '<' && !is_card) m->wrong |= MRZ_NUMBER;
    } else if (!holds(p, 9, p[9]) && !mend(m, MRZ_NUMBER, p, 9, p[9], l, whole)) {
        m->wrong |= MRZ_NUMBER;
    }
    copy_plain(m->number, sizeof m->number, p, 9);
}

/* The issuer's own data; in a passport it has a check digit of its own, which may be left out when
 * there is none. */
static void take_optional(struct mrz *m, const struct layout *l)
{
    char *p = m->line[1] + l->optional_at;
    copy_plain(m->optional[0], sizeof m->optional[0], p, l->optional_len);
    if (m->form == MRZ_TD1) copy_plain(m->optional[1], sizeof m->optional[1], m->line[0] + 15, 15);
    if (m->form != MRZ_TD3) return;
    make_digits(p + 14, 1);
    if (m->optional[0][0] == '\0' && p[14] == '<') return;
    char whole = as_digit(m->line[l->whole_line][l->whole_at]);
    if (holds(p, 14, p[14]) || mend(m, MRZ_OPTIONAL, p, 14, p[14], l, whole)) return;
    m->wrong |= MRZ_OPTIONAL;
}

/* --- names ---------------------------------------------------------------------------------------- */

static void add_words(struct mrz *m, const char *p, size_t len)
{
    for (size_t i = 0; i < len;) {
        size_t from = i;
        while (i < len && p[i] != '<') i++;
        size_t n = i - from;
        if (n && m->words < MRZ_WORDS_MAX) {
            memcpy(m->word[m->words].text, p + from, n);
            m->word[m->words++].text[n] = '\0';
        }
        if (i < len) i++;
    }
}

/* FAMILY<NAME<<GIVEN<NAMES<<<<: what stands behind three fillers is dirt that a reader took for
 * letters. */
static void take_name(struct mrz *m, char *p, size_t len)
{
    make_letters(p, len);
    str field = str_of(p, len);
    size_t end = str_find(field, STR("<<<"), 0), two = str_find(field, STR("<<"), 0);
    m->is_full = end == SIZE_MAX && p[len - 1] != '<';
    if (end == SIZE_MAX) end = len;
    if (two > end) two = end;
    add_words(m, p, two);
    m->family_words = m->words;
    add_words(m, p + two, end - two);
}

/* --- the forms ------------------------------------------------------------------------------------ */

/* Two lines of 36: family name above; number, given names, birth date and the digits below. */
static void read_french(struct mrz *m)
{
    static const struct span all[] = { { 0, 0, 36 }, { 1, 0, 35 } };
    char *low = m->line[1];
    make_digits(low, 13);
    if (!holds(low, 12, low[12])) m->wrong |= MRZ_NUMBER;
    copy_plain(m->number, sizeof m->number, low, 12);
    m->birth = take_date(m, low + 27, MRZ_BIRTH);
    m->expiry = (struct mrz_date){ -1, -1, -1 };
    make_letters(m->line[0] + 5, 25);
    make_letters(low + 13, 14);
    make_digits(low + 35, 1);
    if (!whole_holds(m, all, 2, low[35])) m->wrong |= MRZ_WHOLE;
    m->is_full = m->line[0][29] != '<' || low[26] != '<';
    add_words(m, m->line[0] + 5, 25);
    m->family_words = m->words;
    add_words(m, low + 13, 14);
}

static enum mrz_form form_of(const struct mrz *m, size_t width)
{
    char c = m->line[0][0];
    bool is_visa = c == 'V';
    if (width == 30) return c == 'I' || c == 'A' || c == 'C' ? MRZ_TD1 : MRZ_NONE;
    if (width == 44) return is_visa ? MRZ_VISA_A : c == 'P' ? MRZ_TD3 : MRZ_NONE;
    if (memcmp(m->line[0], "IDFRA", 5) == 0) return MRZ_FRENCH;
    if (is_visa) return MRZ_VISA_B;
    return c == 'I' || c == 'A' || c == 'C' || c == 'P' ? MRZ_TD2 : MRZ_NONE;
}

bool mrz_read(str text, struct mrz *ret)
{
    struct lines lines;
    struct mrz m = { .form = MRZ_NONE };
    if (text.len > MRZ_TEXT_MAX || !cut_lines(text, &lines)) return false;
    size_t width = line_width(&lines);
    if (width == 0) return false;
    fill_lines(&lines, width, &m);
    m.form = form_of(&m, width);
    if (m.form == MRZ_NONE) return false;
    make_letters(m.line[0] + 2, 3);
    copy_plain(m.issuer, sizeof m.issuer, m.line[0] + 2, 3);
    if (m.form == MRZ_FRENCH) {
        read_french(&m);
    } else {
        const struct layout *l = &layouts[m.form];
        m.birth = take_date(&m, m.line[l->birth_line] + l->birth_at, MRZ_BIRTH);
        m.expiry = take_date(&m, m.line[l->birth_line] + l->expiry_at, MRZ_EXPIRY);
        take_optional(&m, l);
        take_number(&m, l);
        check_whole(&m, l);
        take_name(&m, m.line[l->name_line] + l->name_at, l->name_len);
    }
    *ret = m;
    return true;
}

/* --- other names ------------------------------------------------------------------------------------ */

/* Words with one filler between, two behind the family name; what is too long is cut. */
static void put_words(char *p, size_t len, const str *word, size_t count, size_t family)
{
    size_t at = 0;
    memset(p, '<', len);
    for (size_t i = 0; i < count; i++) {
        if (i) at += i == family ? 2 : 1;
        for (size_t k = 0; k < word[i].len && at < len; k++) p[at++] = byte_upper(word[i].data[k]);
    }
}

/* The digit over the whole of a French card: what held holds again, what did not still does not. */
static void put_french(struct mrz *m, const struct mrz_words *names)
{
    char text[72], *digit = &m->line[1][35];
    size_t given = names->count - names->family;
    memcpy(text, m->line[0], 36);
    memcpy(text + 36, m->line[1], 35);
    unsigned before = check_digit(str_of(text, 71));
    put_words(m->line[0] + 5, 25, names->word, names->family, names->family);
    put_words(m->line[1] + 13, 14, names->word + names->family, given, given);
    memcpy(text, m->line[0], 36);
    memcpy(text + 36, m->line[1], 35);
    char read = as_digit(*digit);
    if (!byte_is_digit(read)) return;
    *digit = (char)('0' + ((unsigned)(read - '0') + 10 + check_digit(str_of(text, 71)) - before) % 10);
}

size_t mrz_rename(str text, const struct mrz_words *names, str nationality, char ret[MRZ_TEXT_MAX])
{
    struct lines lines;
    struct mrz m = { .form = MRZ_NONE };
    size_t len = 0;
    if (text.len > MRZ_TEXT_MAX || !cut_lines(text, &lines)) return 0;
    size_t width = line_width(&lines);
    if (width == 0) return 0;
    fill_lines(&lines, width, &m);
    m.form = form_of(&m, width);
    if (m.form == MRZ_NONE) return 0;
    char *nation = m.line[1] + (m.form == MRZ_TD1 ? 15 : 10);
    if (m.form == MRZ_FRENCH) {
        if (names->count) put_french(&m, names);
    } else {
        const struct layout *l = &layouts[m.form];
        if (names->count)
            put_words(m.line[l->name_line] + l->name_at, l->name_len, names->word, names->count, names->family);
        if (nationality.len && nationality.len <= 3) {
            memset(nation, '<', 3);
            memcpy(nation, nationality.data, nationality.len);
        }
    }
    for (size_t i = 0; i < lines.count; i++) {
        if (i) ret[len++] = '\n';
        memcpy(ret + len, m.line[i], width);
        len += width;
    }
    return len;
}

str mrz_nationality(const struct mrz *m)
{
    if (m->form == MRZ_NONE || m->form == MRZ_FRENCH) return STR_EMPTY;
    str code = str_of(m->line[1] + (m->form == MRZ_TD1 ? 15 : 10), 3);
    return str_sub(code, 0, str_index(code, '<'));
}
