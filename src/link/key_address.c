/*
 * One key for all writings of a postal address.
 *
 *   "12 Main Street, Apt. 4-B, Springfield, IL 62701"  ->  "12 main st|4b|62701"
 *   "Jl. Sudirman No. 012 RT 03/RW 05, Jakarta 12190"  ->  "12 jl sudirman||12190"
 *   "서울특별시 강남구 테헤란로 152, 101동 1203호"      ->  "서울강남구테헤란로152-101-1203"
 *   "東京都港区六本木六丁目10番1号"                     ->  "東京都港区六本木6-10-1"
 *
 * Street, unit and place of addresses in letters are found by their words and commas; those in
 * Han, kana or hangul are written without blanks, their counters as hyphens.
 */
#include "link/link.h"

#include "base/num.h"
#include "text/text.h"

enum { ADDRESS_MAX = 1024, WORDS_MAX = 96 };

/* --- words of addresses ----------------------------------------------------------------------- */

enum word_kind { PLAIN = 0, SUFFIX, PREFIX, COMPASS, UNIT, FLOOR, NUMBER_SIGN, WARD, COUNTRY };

/* Ours, after common postal abbreviations. */
static const struct word_form {
    str            written, form;
    enum word_kind kind;
} forms[] = {
#define W(written, form, kind) { STR_INIT(written), STR_INIT(form), kind }
    W("street", "st", SUFFIX), W("st", "st", SUFFIX), W("str", "st", SUFFIX),
    W("strasse", "st", SUFFIX), W("avenue", "ave", SUFFIX), W("ave", "ave", SUFFIX),
    W("av", "ave", SUFFIX), W("road", "rd", SUFFIX), W("rd", "rd", SUFFIX),
    W("boulevard", "blvd", SUFFIX), W("blvd", "blvd", SUFFIX), W("boul", "blvd", SUFFIX),
    W("drive", "dr", SUFFIX), W("dr", "dr", SUFFIX), W("lane", "ln", SUFFIX),
    W("ln", "ln", SUFFIX), W("court", "ct", SUFFIX), W("ct", "ct", SUFFIX),
    W("place", "pl", SUFFIX), W("pl", "pl", SUFFIX), W("square", "sq", SUFFIX),
    W("sq", "sq", SUFFIX), W("highway", "hwy", SUFFIX), W("hwy", "hwy", SUFFIX),
    W("parkway", "pkwy", SUFFIX), W("pkwy", "pkwy", SUFFIX), W("terrace", "ter", SUFFIX),
    W("ter", "ter", SUFFIX), W("circle", "cir", SUFFIX), W("cir", "cir", SUFFIX),
    W("way", "way", SUFFIX), W("trail", "trl", SUFFIX), W("trl", "trl", SUFFIX),
    W("crescent", "cres", SUFFIX), W("cres", "cres", SUFFIX), W("close", "cl", SUFFIX),
    W("gardens", "gdns", SUFFIX), W("gdns", "gdns", SUFFIX), W("platz", "pl", SUFFIX),
    W("weg", "weg", SUFFIX), W("rue", "rue", PREFIX), W("calle", "calle", PREFIX),
    W("avenida", "ave", PREFIX), W("avda", "ave", PREFIX), W("via", "via", PREFIX),
    W("jalan", "jl", PREFIX), W("jl", "jl", PREFIX), W("jln", "jl", PREFIX),
    W("gang", "gg", PREFIX), W("gg", "gg", PREFIX), W("blok", "blok", PREFIX),
    W("block", "blok", PREFIX), W("blk", "blok", PREFIX), W("north", "n", COMPASS),
    W("n", "n", COMPASS), W("south", "s", COMPASS), W("s", "s", COMPASS),
    W("east", "e", COMPASS), W("e", "e", COMPASS), W("west", "w", COMPASS),
    W("w", "w", COMPASS), W("northeast", "ne", COMPASS), W("ne", "ne", COMPASS),
    W("northwest", "nw", COMPASS), W("nw", "nw", COMPASS), W("southeast", "se", COMPASS),
    W("se", "se", COMPASS), W("southwest", "sw", COMPASS), W("sw", "sw", COMPASS),
    W("apartment", "unit", UNIT), W("apt", "unit", UNIT), W("unit", "unit", UNIT),
    W("suite", "unit", UNIT), W("ste", "unit", UNIT), W("flat", "unit", UNIT),
    W("room", "unit", UNIT), W("rm", "unit", UNIT), W("apartemen", "unit", UNIT),
    W("kamar", "unit", UNIT), W("wohnung", "unit", UNIT), W("floor", "fl", FLOOR),
    W("fl", "fl", FLOOR), W("lantai", "fl", FLOOR), W("lt", "fl", FLOOR),
    W("no", "no", NUMBER_SIGN), W("nomor", "no", NUMBER_SIGN), W("nr", "no", NUMBER_SIGN),
    W("number", "no", NUMBER_SIGN), W("num", "no", NUMBER_SIGN), W("rt", "rt", WARD),
    W("rw", "rw", WARD), W("usa", "", COUNTRY), W("us", "", COUNTRY),
    W("united", "", PLAIN), W("kota", "", COUNTRY), W("indonesia", "", COUNTRY),
#undef W
};

struct word {
    str            text;
    enum word_kind kind;
    uint8_t        segment; /* between commas */
    bool           is_number, has_digit, is_hyphened; /* a hyphen stands before */
};

struct address {
    struct word  word[WORDS_MAX];
    size_t       count;
    bool         is_over;
    str          unit, floor, code; /* code: postal */
    struct arena *arena;
};

static bool is_high(char c)
{
    return (unsigned char)c >= 0x80;
}

static str without_zeros(str s)
{
    while (s.len > 1 && s.len < 5 && s.data[0] == '0') s = str_from(s, 1);
    return s;
}

static void add_word(struct address *a, str text, uint8_t segment, bool is_hyphened)
{
    if (text.len == 0) return;
    if (a->count == WORDS_MAX) {
        a->is_over = true;
        return;
    }
    struct word w = { .text = text, .segment = segment, .is_number = true,
                      .is_hyphened = is_hyphened };
    for (size_t i = 0; i < text.len; i++) {
        w.has_digit |= byte_is_digit(text.data[i]);
        w.is_number &= byte_is_digit(text.data[i]);
    }
    if (w.is_number) w.text = without_zeros(text);
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (str_eq(text, forms[i].written) && forms[i].form.len) {
            w.kind = forms[i].kind;
            w.text = forms[i].form;
        } else if (str_eq(text, forms[i].written)) {
            w.kind = forms[i].kind;
        }
    if (!w.has_digit && text.len > 7 && str_ends(text, STR("strasse"))) /* Hauptstrasse, Hauptstr. */
        w.text = str_sub(text, 0, text.len - 4);
    a->word[a->count++] = w;
}

/* Cut into words; '#' is a unit's mark, a comma or line end begins a new segment. */
static void cut_words(struct address *a, str s)
{
    uint8_t segment = 0;
    bool is_hyphened = false;
    for (size_t i = 0, from = 0; i <= s.len; i++) {
        char c = i < s.len ? s.data[i] : ',';
        if (byte_is_alnum(c) || is_high(c)) continue;
        if (c == '\'') { /* O'Brien Street: one word is enough likeness */
            continue;
        }
        add_word(a, str_sub(s, from, i), segment, is_hyphened);
        is_hyphened = c == '-' && i > from;
        from = i + 1;
        if (c == '#') add_word(a, STR("unit"), segment, false);
        if ((c == ',' || c == ';') && segment < 254) segment++;
    }
}

static void drop(struct address *a, size_t at, size_t count)
{
    memmove(a->word + at, a->word + at + count, (a->count - at - count) * sizeof *a->word);
    a->count -= count;
}

/* --- parts of an address in letters ----------------------------------------------------------- */

/* "4-B" is "4B" */
static void join_letters(struct address *a)
{
    for (size_t i = 0; i + 1 < a->count; i++) {
        struct word *w = &a->word[i], *next = w + 1;
        if (!w->is_number || next->text.len != 1 || next->has_digit || !next->is_hyphened) continue;
        w->text = arena_printf(a->arena, "%.*s%.*s", STR_ARG(w->text), STR_ARG(next->text));
        w->is_number = false;
        drop(a, i + 1, 1);
    }
}

static bool is_ordinal(str s)
{
    return s.len > 2 && byte_is_digit(s.data[0]) &&
           (str_ends(s, STR("st")) || str_ends(s, STR("nd")) || str_ends(s, STR("rd")) ||
            str_ends(s, STR("th")));
}

static void take_unit(struct address *a)
{
    for (size_t i = 0; i < a->count;) {
        const struct word *w = &a->word[i], *next = i + 1 < a->count ? w + 1 : NULL;
        bool is_short = next && next->text.len <= 6 && (next->has_digit || next->text.len == 1);
        if (w->kind == UNIT && next && next->kind == NUMBER_SIGN) {
            drop(a, i + 1, 1); /* apt no 4 */
        } else if (w->kind == UNIT && next && next->kind == UNIT) {
            drop(a, i, 1); /* apt # 4 */
        } else if (w->kind == UNIT && is_short) {
            a->unit = next->text;
            drop(a, i, 2);
        } else if (w->kind == FLOOR && next && next->is_number && next->text.len <= 3) {
            a->floor = next->text;
            drop(a, i, 2);
        } else if (w->kind == FLOOR && i && is_ordinal(w[-1].text)) {
            a->floor = str_sub(w[-1].text, 0, w[-1].text.len - 2);
            drop(a, i - 1, 2);
            i--;
        } else {
            i++;
        }
    }
}

static bool is_alnum_of(const struct word *w, size_t min, size_t max)
{
    return w->has_digit && w->text.len >= min && w->text.len <= max;
}

/* "SW1A 1AA", "K1A 0B1": two words of letters and digits at the end of a segment */
static bool take_mixed_code(struct address *a)
{
    for (size_t i = a->count; i-- > 1;) {
        const struct word *x = &a->word[i - 1], *y = &a->word[i];
        if (x->segment == 0 && y->segment == 0 && i + 1 < a->count) continue;
        if (x->is_number || y->is_number || !is_alnum_of(x, 2, 4) || !is_alnum_of(y, 3, 3)) continue;
        if (byte_is_digit(x->text.data[0]) || !byte_is_digit(y->text.data[0])) continue;
        a->code = arena_printf(a->arena, "%.*s%.*s", STR_ARG(x->text), STR_ARG(y->text));
        drop(a, i - 1, 2);
        return true;
    }
    return false;
}

/* The last number of five digits and more; of four behind the first comma. */
static void take_code(struct address *a)
{
    if (take_mixed_code(a)) return;
    for (size_t i = a->count; i-- > 1;) {
        const struct word *w = &a->word[i];
        if (!w->is_number || w->text.len > 7) continue;
        if (w->text.len < 5 && !(w->text.len == 4 && w->segment && !w->is_hyphened)) continue;
        a->code = w->text;
        bool has_more = i + 1 < a->count && w[1].is_number && w[1].is_hyphened; /* ZIP+4 */
        drop(a, i, has_more ? 2 : 1);
        for (size_t k = i; k < a->count; k++) a->word[k].segment++; /* behind it stands the town */
        return;
    }
}

static bool has_house_number(const struct address *a, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (a->word[i].has_digit) return true;
    return false;
}

/* "10115 Berlin": a code and a town. */
static bool is_town(const struct address *a)
{
    bool is_long = a->word[0].is_number && a->word[0].text.len >= 5;
    for (size_t i = 1; i < a->count && is_long; i++)
        is_long = !a->word[i].has_digit && a->word[i].kind != SUFFIX && a->word[i].kind != PREFIX;
    return is_long;
}

static size_t segment_end(const struct address *a, size_t from)
{
    size_t i = from;
    while (i < a->count && a->word[i].segment == a->word[from].segment) i++;
    return i;
}

/* A number alone between commas belongs to the street before it, or behind it. */
static void join_segments(struct address *a)
{
    for (size_t i = 0, end, before = 0; i < a->count; before = i, i = end) {
        end = segment_end(a, i);
        bool is_lone = end == i + 1 && a->word[i].is_number;
        if (!is_lone) continue;
        if (i && !has_house_number(a, before, i))
            a->word[i].segment = a->word[before].segment;
        else if (end < a->count)
            a->word[i].segment = a->word[end].segment;
    }
}

/* Where the street of a segment ends: behind "Main St", with its compass point. */
static size_t street_end(const struct address *a, size_t from, size_t to)
{
    for (size_t i = from + 2; i < to; i++) {
        if (a->word[i].kind != SUFFIX) continue;
        return i + 1 < to && a->word[i + 1].kind == COMPASS ? i + 2 : i + 1;
    }
    return to;
}

static void add_space(struct buf *out, str s, bool *first)
{
    if (s.len == 0) return;
    if (!*first) buf_add_byte(out, ' ');
    buf_add(out, s);
    *first = false;
}

/* Number first, wherever it stood; wards are noise beside a number. */
static void write_street(const struct address *a, size_t from, size_t to, struct buf *out)
{
    bool is_first = true;
    size_t last = to;
    if (!a->word[from].has_digit)
        for (size_t i = from; i < to; i++)
            if (a->word[i].has_digit && !(i > from && a->word[i - 1].kind == WARD)) {
                last = i;
                add_space(out, a->word[i].text, &is_first);
                break;
            }
    for (size_t i = from; i < to; i++) {
        const struct word *w = &a->word[i];
        bool is_ward = w->kind == WARD || (i > from && w[-1].kind == WARD && w->has_digit);
        if (i == last || w->kind == NUMBER_SIGN || (is_ward && last < to)) continue;
        add_space(out, w->text, &is_first);
    }
}

/* The town: the first words behind the street, states and countries left out. */
static void write_town(const struct address *a, size_t from, struct buf *out)
{
    bool is_first = true;
    size_t end = from < a->count ? segment_end(a, from) : from;
    while (end > from + 1 && a->word[end - 1].text.len <= 2) end--;
    for (size_t i = from; i < end; i++)
        if (a->word[i].kind != COUNTRY) add_space(out, a->word[i].text, &is_first);
}

static void write_letters(struct address *a, struct buf *out)
{
    size_t from = 0, to;
    join_letters(a);
    take_unit(a);
    take_code(a);
    join_segments(a);
    while (from < a->count && !has_house_number(a, from, segment_end(a, from)))
        from = segment_end(a, from); /* the name of a house, a firm */
    if (from == a->count || a->is_over || (a->code.len == 0 && is_town(a))) return;
    to = street_end(a, from, segment_end(a, from));
    if (!has_house_number(a, from, to)) to = segment_end(a, from);
    write_street(a, from, to, out);
    buf_add_byte(out, '|');
    if (a->unit.len)
        buf_add(out, without_zeros(a->unit));
    else if (a->floor.len)
        buf_printf(out, "fl%.*s", STR_ARG(a->floor));
    buf_add_byte(out, '|');
    if (a->code.len)
        buf_add(out, a->code);
    else
        write_town(a, to, out);
}

/* --- Korean and Japanese ---------------------------------------------------------------------- */

static const struct replace {
    str from, to;
} replaces[] = {
    { STR_INIT("대한민국"), STR_INIT("") },     { STR_INIT("日本国"), STR_INIT("") },
    { STR_INIT("특별자치시"), STR_INIT("") },   { STR_INIT("특별자치도"), STR_INIT("") },
    { STR_INIT("특별시"), STR_INIT("") },       { STR_INIT("광역시"), STR_INIT("") },
    { STR_INIT("서울시"), STR_INIT("서울") },   { STR_INIT("경기도"), STR_INIT("경기") },
    { STR_INIT("〒"), STR_INIT("") },
};

/* Behind digits these separate or end a number. */
static const struct replace counters[] = {
    { STR_INIT("丁目"), STR_INIT("-") }, { STR_INIT("番地の"), STR_INIT("-") },
    { STR_INIT("番地"), STR_INIT("-") }, { STR_INIT("番"), STR_INIT("-") },
    { STR_INIT("号室"), STR_INIT("-") }, { STR_INIT("号"), STR_INIT("-") },
    { STR_INIT("の"), STR_INIT("-") },   { STR_INIT("번지"), STR_INIT("-") },
    { STR_INIT("동"), STR_INIT("-") },   { STR_INIT("호실"), STR_INIT("-") },
    { STR_INIT("호"), STR_INIT("-") },   { STR_INIT("棟"), STR_INIT("-") },
};

static bool is_cjk(str s)
{
    for (size_t i = 0; i + 2 < s.len; i++) {
        uint8_t a = (uint8_t)s.data[i], b = (uint8_t)s.data[i + 1];
        if ((a == 0xE3 && b >= 0x81) || (a >= 0xE4 && a <= 0xE9) ||
            (a >= 0xEA && a <= 0xED && (a != 0xEA || b >= 0xB0)))
            return true; /* kana, Han, hangul syllables */
    }
    return false;
}

static const struct replace *starts_with(str s, const struct replace *r, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_starts(s, r[i].from)) return &r[i];
    return NULL;
}

/* Han numerals before 丁目: 六 is 6, 十二 is 12. @return bytes taken, 0 when it is no such thing */
static size_t han_number(str s, unsigned *ret)
{
    static const str numerals[] = { STR_INIT("一"), STR_INIT("二"), STR_INIT("三"), STR_INIT("四"),
                                    STR_INIT("五"), STR_INIT("六"), STR_INIT("七"), STR_INIT("八"),
                                    STR_INIT("九") };
    unsigned value = 0, last = 0;
    size_t at = 0;
    for (bool is_more = true; is_more;) {
        str rest = str_from(s, at);
        is_more = false;
        if (str_starts(rest, STR("十"))) {
            value += 10 * (last ? last : 1);
            last = 0;
            at += 3;
            is_more = value < 100;
        }
        for (unsigned i = 0; i < COUNT_OF(numerals) && !is_more; i++)
            if (str_starts(rest, numerals[i])) {
                last = i + 1;
                at += 3;
                is_more = at < 12;
            }
    }
    *ret = value + last;
    return at && str_starts(str_from(s, at), STR("丁目")) ? at : 0;
}

static bool is_digit_at(const struct buf *out)
{
    return out->len && byte_is_digit(out->data[out->len - 1]);
}

/* The end of a bracket that opens here, so that what it holds is left out; 0: none opens. */
static size_t bracket_len(str s)
{
    if (s.data[0] != '(') return 0;
    size_t close = str_index(s, ')');
    return close < s.len ? close + 1 : 0;
}

/* A postal code at the front: five digits, or three, a hyphen and four. */
static str without_code(str s)
{
    size_t digits = 0, i = 0;
    while (i < s.len && (byte_is_digit(s.data[i]) || (s.data[i] == '-' && i == 3))) {
        digits += byte_is_digit(s.data[i]);
        i++;
    }
    bool is_code = digits == 5 || (digits == 7 && i >= 7);
    return is_code ? str_from(s, i) : s;
}

static void write_number(str s, size_t *at, struct buf *out)
{
    size_t end = *at;
    while (end < s.len && byte_is_digit(s.data[end])) end++;
    buf_add(out, without_zeros(str_sub(s, *at, end)));
    *at = end;
}

/* Numbers with a hyphen between them, letters as they are, nothing else. */
static void write_cjk(str s, struct buf *out)
{
    str mark = STR("〒");
    size_t start = 0;
    while (start < s.len && (byte_is_blank(s.data[start]) || str_starts(str_from(s, start), mark)))
        start += byte_is_blank(s.data[start]) ? 1 : mark.len;
    s = without_code(str_from(s, start));
    for (size_t i = 0; i < s.len;) {
        str rest = str_of(s.data + i, s.len - i);
        unsigned value;
        size_t skip = bracket_len(rest), han = han_number(rest, &value);
        const struct replace *r = starts_with(rest, replaces, COUNT_OF(replaces));
        const struct replace *c =
            is_digit_at(out) ? starts_with(rest, counters, COUNT_OF(counters)) : NULL;
        if (skip || c) {
            i += skip ? skip : c->from.len;
        } else if (r) {
            buf_add(out, r->to);
            i += r->from.len;
        } else if (han) {
            buf_printf(out, "%s%u", is_digit_at(out) ? "-" : "", value);
            i += han;
        } else if (byte_is_digit(s.data[i])) {
            if (is_digit_at(out)) buf_add_byte(out, '-');
            write_number(s, &i, out);
        } else if (byte_is_alpha(s.data[i]) ||
                   (is_high(s.data[i]) && !str_starts(rest, STR("、")) &&
                    !str_starts(rest, STR("−")) && !str_starts(rest, STR("‐")) &&
                    !str_starts(rest, STR("–")) && !str_starts(rest, STR("—")))) {
            size_t len = 1;
            while (i + len < s.len && ((uint8_t)s.data[i + len] & 0xC0) == 0x80) len++;
            buf_add(out, str_sub(s, i, i + len));
            i += len;
        } else {
            i++;
            while (i < s.len && ((uint8_t)s.data[i] & 0xC0) == 0x80) i++;
        }
    }
}

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (byte_is_digit(s.data[i])) return true;
    return false;
}

str link_address_key(str address, struct arena *arena)
{
    if (address.len == 0 || address.len > ADDRESS_MAX) return STR_EMPTY;
    str s = text_fold(address, arena);
    size_t room = s.len * 2 + 16;
    struct buf out = { .data = arena_alloc(arena, room), .room = room, .cap = room };
    if (s.len == 0 || !out.data) return STR_EMPTY;
    if (is_cjk(s)) {
        write_cjk(s, &out);
    } else {
        struct address *a = arena_calloc(arena, 1, sizeof *a);
        if (!a) return STR_EMPTY;
        a->arena = arena;
        cut_words(a, s);
        write_letters(a, &out);
    }
    return out.failed || arena->failed || !has_digit(buf_str(&out)) ? STR_EMPTY : buf_str(&out);
}
