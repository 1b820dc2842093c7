/* How Japan's list writes names, dates and numbers. */
#include "list/jp_text.h"

#include "list/ofac.h"

#include "base/date.h"
#include "base/num.h"
#include "sheet/sheet.h"

/* --- letters -------------------------------------------------------------------------------- */

/* The character at s: its code point and bytes; 0 at the end. */
static uint32_t char_at(str s, size_t *ret_len)
{
    if (s.len == 0) return 0;
    unsigned char a = (unsigned char)s.data[0];
    size_t n = a < 0x80 ? 1 : a < 0xE0 ? 2 : a < 0xF0 ? 3 : 4;
    *ret_len = n <= s.len ? n : 1;
    if (n > s.len || n == 1) return a;
    uint32_t cp = n == 2 ? a & 0x1Fu : n == 3 ? a & 0x0Fu : a & 0x07u;
    for (size_t i = 1; i < n; i++) cp = cp << 6 | ((unsigned char)s.data[i] & 0x3Fu);
    return cp;
}

str jp_narrow(str text, struct arena *a)
{
    size_t n = 0, len = 0;
    char *p = arena_alloc(a, text.len + 1);
    if (!p) return STR_EMPTY;
    for (size_t i = 0; i < text.len; i += len) {
        uint32_t cp = char_at(str_from(text, i), &len);
        if (cp >= 0xFF01 && cp <= 0xFF5E)
            p[n++] = (char)(cp - 0xFEE0);
        else if (cp == 0x3000 || cp == 0xA0)
            p[n++] = ' ';
        else if (cp == 0x2015 || cp == 0x2010 || cp == 0x2212)
            p[n++] = '-';
        else
            for (size_t k = 0; k < len; k++) p[n++] = text.data[i + k];
    }
    return str_of(p, n);
}

bool jp_is_japanese(str s)
{
    size_t len = 0;
    for (size_t i = 0; i < s.len; i += len) {
        uint32_t cp = char_at(str_from(s, i), &len);
        if ((cp >= 0x3040 && cp <= 0x30FF && cp != 0x30FB) || (cp >= 0x3400 && cp <= 0x9FFF))
            return true;
    }
    return false;
}

bool jp_is_no_answer(str s)
{
    static const char *const words[] = { "不明", "なし", "無し", "該当なし", "-", "－", "―", "ー",
                                         "N/A", "n/a", "NA", "na", "Unknown" };
    s = str_trim(s);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(s, str_c(words[i]))) return true;
    return s.len == 0;
}

static bool holds(str s, const char *word)
{
    return str_find(s, str_c(word), 0) != SIZE_MAX;
}

/* --- cutting -------------------------------------------------------------------------------- */

static void add_piece(struct jp_pieces *r, str text, enum jp_kind kind)
{
    text = str_trim(text);
    if (text.len == 0) return;
    for (size_t i = 0; i < r->count; i++)
        if (str_eq(r->piece[i].text, text) && r->piece[i].kind == kind) return;
    if (r->count == JP_PIECES_MAX) {
        r->is_over = true;
        return;
    }
    r->piece[r->count++] = (struct jp_piece){ text, kind, jp_is_japanese(text) };
}

/* Bytes of a list letter "(a)", "(ab)", "(12)" at s; 0 when none begins here. */
static size_t letter_at(str s)
{
    size_t i = 1;
    if (s.len < 3 || s.data[0] != '(') return 0;
    bool is_digit = byte_is_digit(s.data[1]);
    while (i < s.len && i < 4 && (is_digit ? byte_is_digit(s.data[i]) : byte_is_lower(s.data[i]))) i++;
    return i > 1 && i < 4 && i < s.len && s.data[i] == ')' ? i + 1 : 0;
}

/* Behind the bracket that closes the one at `from`; SIZE_MAX when none does. */
static size_t close_of(str s, size_t from)
{
    size_t depth = 0;
    for (size_t i = from; i < s.len; i++) {
        size_t letter = letter_at(str_from(s, i));
        if (letter && i != from) {
            i += letter - 1;
            continue;
        }
        if (s.data[i] == '(') depth++;
        if (s.data[i] == ')' && depth && --depth == 0) return i + 1;
    }
    return SIZE_MAX;
}

static const str comma_ja = STR_INIT("、");

/* Does the line cut itself by something stronger than 、? */
static bool has_strong_cut(str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (letter_at(str_from(s, i))) return true;
        if (s.data[i] == ';') return true;
        size_t end = s.data[i] == '(' ? close_of(s, i) : SIZE_MAX;
        if (end != SIZE_MAX) i = end - 1;
    }
    return false;
}

/* Bytes of the cut at s, 0 when there is none. */
static size_t cut_at(str s, bool is_weak, const char *extra)
{
    size_t letter = letter_at(s);
    if (letter) return letter;
    if (s.data[0] == ';' || s.data[0] == '\n') return 1;
    bool is_told = s.len > comma_ja.len && byte_is_digit(s.data[comma_ja.len]); /* 甲、1979年… */
    if (is_weak && str_starts(s, comma_ja) && (!is_told || extra)) return comma_ja.len;
    if (str_starts(s, STR(", a.k.a")) || str_starts(s, STR(", f.k.a"))) return 2;
    return extra && str_starts(s, str_c(extra)) ? strlen(extra) : 0;
}

/* The next piece of a text; false at the end. */
static bool next_piece(str *rest, bool is_weak, const char *extra, str *ret)
{
    if (rest->len == 0) return false;
    for (size_t i = 0; i < rest->len; i++) {
        size_t cut = cut_at(str_from(*rest, i), is_weak, extra);
        if (cut) {
            *ret = str_sub(*rest, 0, i);
            *rest = str_from(*rest, i + cut);
            return true;
        }
        size_t end = rest->data[i] == '(' ? close_of(*rest, i) : SIZE_MAX;
        if (end != SIZE_MAX) i = end - 1;
    }
    *ret = *rest;
    *rest = STR_EMPTY;
    return true;
}

/* A mark without width that turns the direction of writing: U+200E, U+200F, U+202A to U+202E. */
static bool is_direction(str s)
{
    size_t len = 0;
    uint32_t cp = char_at(s, &len);
    return cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E);
}

/* Blanks, 、 and stray quotes or brackets at the ends. */
static str tidy(str s)
{
    static const char *const marks[] = { "、", "。", "「", "」", "“", "”", ",", ":", ";", "\"" };
    bool again = true;
    while (again) {
        again = false;
        s = str_trim(s);
        for (size_t i = 0; i < COUNT_OF(marks); i++) {
            str m = str_c(marks[i]);
            if (s.len >= m.len && str_starts(s, m)) s = str_from(s, m.len), again = true;
            if (s.len >= m.len && str_ends(s, m)) s.len -= m.len, again = true;
        }
        if (s.len && s.data[s.len - 1] == ')' && str_index(s, '(') == s.len) s.len--, again = true;
        if (s.len >= 3 && is_direction(s)) s = str_from(s, 3), again = true;
        if (s.len >= 3 && is_direction(str_from(s, s.len - 3))) s.len -= 3, again = true;
    }
    return s;
}

/* --- names ---------------------------------------------------------------------------------- */

/* A marker in front of names: what follows is of this kind. */
static bool take_marker(str *s, enum jp_kind *kind)
{
    static const struct { const char *word; enum jp_kind kind; } words[] = {
        { "a.k.a.", JP_AKA },  { "a.k.a", JP_AKA },   { "f.k.a.", JP_FORMER }, { "f.k.a", JP_FORMER },
        { "n.k.a.", JP_AKA },  { "別称", JP_AKA },    { "別名", JP_AKA },      { "旧称", JP_FORMER },
        { "旧名", JP_FORMER }, { "以前の名称", JP_FORMER }, { "original script", JP_AKA },
        { "original scipt", JP_AKA }, { "formerly listed as", JP_FORMER },
    };
    *s = str_trim(*s);
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        str w = str_c(words[i].word), rest;
        if (!str_starts_nocase(*s, w)) continue;
        rest = str_from(*s, w.len);
        if (rest.len && byte_is_alnum(rest.data[0])) continue;
        if (*kind != JP_WEAK) *kind = words[i].kind;
        *s = tidy(rest);
        return true;
    }
    return false;
}

/* Words of an explanation: born, birth, birthplace, nationality, as of, issued, company of, years. */
static bool is_explanation(str s)
{
    static const char *const words[] = { "生年", "出生", "生まれ", "国籍", "時点", "以前", "掲載", "まで",
                                         "から", "指定", "として", "DOB", "POB", "born", "Born",
                                         "passport", "旅券", "isted as", "によ", "した", "年" };
    for (size_t i = 0; i < s.len; i++)
        if (byte_is_digit(s.data[i])) return true;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (holds(s, words[i])) return true;
    return false;
}

static bool is_acronym(str s)
{
    if (s.len < 2 || s.len > 12) return false;
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_upper(s.data[i]) && s.data[i] != '&' && s.data[i] != '-') return false;
    return true;
}

static void read_names(str text, enum jp_kind *kind, struct arena *a, unsigned depth,
                       struct jp_pieces *r);

/* Where a name goes over into an explanation, "X, born in 1965", "X、1969年…"; the end when it does not. */
static size_t explained_at(str s)
{
    static const char *const words[] = { ", born", " born in ", " born on ", ", DOB", " passport number" };
    size_t best = s.len;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t at = str_find(s, str_c(words[i]), 0);
        if (at < best) best = at;
    }
    for (size_t at = 0; (at = str_find(s, comma_ja, at)) != SIZE_MAX; at += comma_ja.len)
        if (at < best && at + comma_ja.len < s.len && byte_is_digit(s.data[at + comma_ja.len]))
            best = at;
    return best ? best : s.len;
}

static bool has_latin(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (byte_is_alpha(s.data[i])) return true;
    return false;
}

/* Is one of the two in Latin letters and the other in none? */
static bool is_other_script(str a, str b)
{
    return has_latin(a) != has_latin(b) && a.len && b.len;
}

static bool has_letter(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (byte_is_alnum(s.data[i]) || (unsigned char)s.data[i] >= 0x80) return true;
    return false;
}

/* One name with what stands in brackets behind it. */
static void read_name(str s, enum jp_kind kind, struct arena *a, unsigned depth,
                      struct jp_pieces *r)
{
    s = tidy(s);
    size_t told = explained_at(s);
    if (told < s.len) {
        add_piece(r, s, JP_NOTE);
        s = tidy(str_sub(s, 0, told));
    }
    size_t open = str_index(s, '(');
    size_t end = open < s.len ? close_of(s, open) : SIZE_MAX;
    str name = tidy(str_sub(s, 0, open));
    if (jp_is_no_answer(s) || !has_letter(s)) return;
    if (end == SIZE_MAX || name.len == 0 || depth > JP_DEPTH_MAX) {
        add_piece(r, s, kind);
        return;
    }
    str inside = tidy(str_sub(s, open + 1, end - 1)), behind = tidy(str_from(s, end)), look = inside;
    enum jp_kind other = kind;
    bool is_both = (jp_is_japanese(name) && !jp_is_japanese(inside)) ||
                   (is_other_script(name, inside) && !jp_is_japanese(inside));
    if (behind.len && str_index(behind, '(') != 0 && !is_explanation(inside)) {
        add_piece(r, s, kind); /* "Leader (Hong Kong) Limited" */
        return;
    }
    add_piece(r, name, kind);
    if (take_marker(&look, &other))
        read_names(look, &other, a, depth + 1, r);
    else if (is_explanation(inside))
        add_piece(r, s, JP_NOTE);
    else if (is_both || is_acronym(inside))
        read_names(inside, &other, a, depth + 1, r);
    else
        add_piece(r, s, kind);
    if (behind.len) read_names(behind, &kind, a, depth + 1, r);
}

static bool is_firm_end(str s)
{
    static const char *const words[] = { "Ltd", "Inc", "LLC", "L.L.C", "Co", "Corp", "S.A", "Pte",
                                         "Limited", "GmbH", "Plc", "JSC", "OOO", "Jr", "Sr" };
    s = str_trim(s);
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        str w = str_c(words[i]);
        if (str_starts_nocase(s, w) && (s.len == w.len || !byte_is_alnum(s.data[w.len]))) return true;
    }
    return false;
}

/* Where the Latin piece at the front of s ends: at a comma that no firm's name has. */
static size_t latin_comma(str s)
{
    size_t at = str_index(s, ',');
    while (at < s.len && is_firm_end(str_from(s, at + 1)))
        at += 1 + str_index(str_from(s, at + 1), ',');
    return at;
}

static size_t latin_count(str s)
{
    size_t n = 1;
    for (size_t at; (at = latin_comma(s)) < s.len; n++) s = str_from(s, at + 1);
    return n;
}

/* A bracket around everything: "(a.k.a. A; a.k.a. B)", "（別称、X）". */
static bool unwrap(str *s)
{
    *s = str_trim(*s);
    if (s->len < 2 || s->data[0] != '(' || letter_at(*s) || close_of(*s, 0) != s->len) return false;
    *s = str_trim(str_sub(*s, 1, s->len - 1));
    return true;
}

/* A marker in brackets, "(別称)": cut it off the front. */
static bool take_bracket_marker(str *s, enum jp_kind *kind)
{
    size_t end = s->len && s->data[0] == '(' ? close_of(*s, 0) : SIZE_MAX;
    if (end == SIZE_MAX) return false;
    str inside = str_sub(*s, 1, end - 1);
    while (inside.len && byte_is_digit(inside.data[inside.len - 1])) inside.len--; /* "(別名1)" */
    if (!take_marker(&inside, kind) || inside.len) return false;
    *s = str_trim(str_from(*s, end));
    return true;
}

/* One line. @param ja_count  Japanese names in the line before, 0 when they were not parted by 、 */
static void read_line(str line, enum jp_kind *kind, size_t *ja_count, struct arena *a,
                      unsigned depth, struct jp_pieces *r)
{
    str piece;
    line = str_trim(line);
    take_bracket_marker(&line, kind);
    while (depth <= JP_DEPTH_MAX && line.len && line.data[0] == '(' && !letter_at(line)) {
        size_t end = close_of(line, 0);
        if (end == SIZE_MAX) line = str_trim(str_from(line, 1)); /* never closed */
        if (end == SIZE_MAX || end == line.len) break;
        enum jp_kind inner = *kind;
        str look = str_sub(line, 1, end - 1);
        if (!take_marker(&look, &inner)) break;
        read_line(look, &inner, ja_count, a, depth + 1, r); /* "(別称、X)(a.k.a. Y)" */
        line = str_trim(str_from(line, end));
    }
    if (line.len == 0) return;
    if (depth <= JP_DEPTH_MAX && unwrap(&line)) {
        enum jp_kind inner = *kind;
        read_line(line, &inner, ja_count, a, depth + 1, r);
        return;
    }
    take_marker(&line, kind);
    bool is_weak = !has_strong_cut(line), is_ja = jp_is_japanese(line);
    size_t before = *ja_count;
    *ja_count = 0;
    if (!is_ja && is_weak && before > 1 && latin_count(line) == before) {
        while (line.len) {
            size_t at = latin_comma(line);
            read_name(str_sub(line, 0, at), *kind, a, depth, r);
            line = str_from(line, at + 1);
        }
        return;
    }
    while (next_piece(&line, is_weak, NULL, &piece)) {
        *ja_count += is_weak && is_ja;
        piece = str_trim(piece);
        if (depth <= JP_DEPTH_MAX && unwrap(&piece)) {
            enum jp_kind inner = *kind;
            read_names(piece, &inner, a, depth + 1, r);
            continue;
        }
        take_bracket_marker(&piece, kind);
        take_marker(&piece, kind);
        read_name(piece, *kind, a, depth, r);
    }
}

static void read_names(str text, enum jp_kind *kind, struct arena *a, unsigned depth,
                       struct jp_pieces *r)
{
    size_t ja_count = 0;
    while (text.len) {
        size_t end = 0;
        while (end < text.len && text.data[end] != '\n') {
            size_t close = text.data[end] == '(' ? close_of(text, end) : SIZE_MAX;
            end = close != SIZE_MAX ? close : end + 1;
        }
        if (end > text.len) end = text.len;
        read_line(str_sub(text, 0, end), kind, &ja_count, a, depth, r);
        text = str_from(text, end + 1);
    }
}

void jp_names(str cell, enum jp_kind kind, struct arena *a, struct jp_pieces *ret)
{
    ret->count = 0;
    ret->is_over = false;
    if (jp_is_no_answer(cell)) return;
    read_names(jp_narrow(cell, a), &kind, a, 0, ret);
}

/* Line breaks inside a date, "1983年2⏎月10日", go; those behind one stay. */
static str join_dates(str s, struct arena *a)
{
    static const char *const ends[] = { "年", "日", "頃", "間", ")", ";", "は", "、" };
    char *p = arena_alloc(a, s.len + 1);
    size_t n = 0;
    if (!p) return STR_EMPTY;
    for (size_t i = 0; i < s.len; i++) {
        bool is_end = s.data[i] != '\n';
        str before = str_trim(str_of(p, n));
        for (size_t e = 0; e < COUNT_OF(ends) && !is_end; e++)
            is_end = str_ends(before, str_c(ends[e]));
        if (is_end) p[n++] = s.data[i];
    }
    return str_of(p, n);
}

void jp_split_dates(str cell, struct arena *a, struct jp_pieces *ret)
{
    str rest = join_dates(jp_narrow(cell, a), a), piece, part;
    ret->count = 0;
    ret->is_over = false;
    while (next_piece(&rest, true, "又は", &piece))
        while (next_piece(&piece, true, "または", &part)) {
            part = tidy(part);
            if (!jp_is_no_answer(part)) add_piece(ret, part, JP_AKA);
        }
}

void jp_split(str cell, struct arena *a, struct jp_pieces *ret)
{
    str rest = jp_narrow(cell, a), piece;
    ret->count = 0;
    ret->is_over = false;
    while (next_piece(&rest, false, "又は", &piece)) {
        piece = tidy(piece);
        if (!jp_is_no_answer(piece)) add_piece(ret, piece, JP_AKA);
    }
}

/* --- dates ---------------------------------------------------------------------------------- */

struct day {
    unsigned year, month, day; /* 0: not said */
};

static bool take_number(str *s, unsigned *ret)
{
    size_t i = 0;
    unsigned n = 0;
    while (i < s->len && s->data[i] == ' ') i++;
    size_t from = i;
    for (; i < s->len && i - from < 5 && byte_is_digit(s->data[i]); i++)
        n = n * 10 + (unsigned)(s->data[i] - '0');
    if (i == from) return false;
    while (i < s->len && s->data[i] == ' ') i++;
    *s = str_from(*s, i);
    *ret = n;
    return true;
}

static bool take_word(str *s, const char *word)
{
    str w = str_c(word);
    *s = str_trim(*s);
    if (!str_starts(*s, w)) return false;
    *s = str_from(*s, w.len);
    return true;
}

/* Years before the eras' first. src: jp-eras */
static unsigned take_era(str *s)
{
    static const struct { const char *name; unsigned before; } eras[] = {
        { "明治", 1867 }, { "大正", 1911 }, { "昭和", 1925 }, { "平成", 1988 }, { "令和", 2018 },
    };
    for (size_t i = 0; i < COUNT_OF(eras); i++)
        if (take_word(s, eras[i].name)) return eras[i].before;
    return 0;
}

/* "1963年6月6日", "1963年", "昭和20年3月", "1963/4/11", "1963-04-11", "1963.4.11" off the front. */
static bool take_day(str *s, struct day *d)
{
    unsigned era = take_era(s);
    *d = (struct day){ 0, 0, 0 };
    if (era && take_word(s, "元"))
        d->year = 1;
    else if (!take_number(s, &d->year))
        return false;
    d->year += era;
    if (d->year < 1800 || d->year > 2199) return false;
    if (take_word(s, "年")) {
        str rest = *s;
        if (!take_number(&rest, &d->month) || !take_word(&rest, "月")) {
            d->month = 0;
            return true;
        }
        *s = rest;
        if (!take_number(&rest, &d->day) || !take_word(&rest, "日"))
            d->day = 0;
        else
            *s = rest;
        return d->month >= 1 && d->month <= 12 && d->day <= 31;
    }
    char sep = s->len ? s->data[0] : 0;
    str rest = str_from(*s, 1);
    if (!era && (sep == '/' || sep == '-' || sep == '.') && take_number(&rest, &d->month) &&
        d->month >= 1 && d->month <= 12) {
        *s = rest;
        char word[2] = { sep, 0 };
        if (take_word(&rest, word) && take_number(&rest, &d->day)) *s = rest;
        return d->day <= 31;
    }
    d->month = 0;
    return true;
}

static void write_day(struct buf *out, struct day d)
{
    static const char *const names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    if (d.day) buf_printf(out, "%u ", d.day);
    if (d.month) buf_printf(out, "%s ", names[d.month - 1]);
    buf_printf(out, "%u", d.year);
}

/* A serial number of days that nobody formatted as a date: five digits, years 1913 to 2119. */
static bool write_serial(str s, struct buf *out)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_digit(s.data[i])) return false;
    return s.len == 5 && str_cmp(s, STR("05000")) > 0 && sheet_date_text(s, STYLE_DATE, false, out);
}

static bool write_date(str s, struct buf *out)
{
    struct day from, to = { 0, 0, 0 };
    bool is_circa = take_word(&s, "およそ") || take_word(&s, "おおよそ") || take_word(&s, "おおむね") ||
                    take_word(&s, "約");
    if (write_serial(s, out)) return true;
    if (!take_day(&s, &from)) return false;
    is_circa = take_word(&s, "頃") || take_word(&s, "ころ") || is_circa;
    bool is_range = take_word(&s, "から") || take_word(&s, "-") || take_word(&s, "~") ||
                    take_word(&s, "〜") || take_word(&s, "～");
    if (is_range && !take_day(&s, &to)) return false;
    is_circa = take_word(&s, "頃") || is_circa;
    is_circa = take_word(&s, "の頃") || is_circa;
    take_word(&s, "まで");
    take_word(&s, "の間");
    take_word(&s, "生まれ");
    take_word(&s, "生");
    if (tidy(s).len) return false;
    if (is_circa) buf_add(out, STR("circa "));
    write_day(out, from);
    if (is_range) {
        buf_add(out, STR(" to "));
        write_day(out, to);
    }
    return true;
}

str jp_date(str text, struct arena *a)
{
    struct buf out = BUF_INIT(96);
    str s = tidy(jp_narrow(text, a));
    str date = write_date(s, &out) ? arena_str(a, buf_str(&out)) : STR_EMPTY;
    if (out.failed) a->failed = true;
    buf_release(&out);
    return date;
}

/* --- countries --------------------------------------------------------------------------- */

str jp_country_before(str s)
{
    enum { CHARS_MAX = 16 };
    size_t end[CHARS_MAX + 1], n = 0, len = 0;
    for (size_t i = 0; i < s.len && n < CHARS_MAX; i += len) {
        if (char_at(str_from(s, i), &len) < 0x3040) break;
        end[n++] = i + len < s.len ? i + len : s.len;
    }
    for (; n >= 2; n--) {
        str code = list_country(str_sub(s, 0, end[n - 1]));
        if (code.len) return code;
    }
    return STR_EMPTY;
}

/* Also by its full name: チャド共和国 is チャド (a republic, a kingdom). */
static str country_of_name(str s)
{
    static const char *const forms[] = { "共和国", "連邦", "王国", "国" };
    str code = list_country(s);
    for (size_t i = 0; i < COUNT_OF(forms) && code.len == 0; i++)
        if (str_ends(s, str_c(forms[i]))) code = list_country(str_sub(s, 0, s.len - strlen(forms[i])));
    return code;
}

str jp_country(str s)
{
    s = tidy(str_sub(s, 0, str_index(s, '(')));
    str code = country_of_name(s);
    size_t len = 0;
    for (size_t i = 0; i < s.len && code.len == 0; i += len)
        if (char_at(str_from(s, i), &len) < 0x80 && i) {
            code = country_of_name(tidy(str_sub(s, 0, i)));
            break;
        }
    return code;
}
