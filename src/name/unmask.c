/*
 * Names written so that people read them and programs do not.
 *
 * Workload: next to none of the names that are screened; so each step looks whether it has anything to do, and the name as
 * it reads is looked for beside the name as it stands.
 */
#include "name/unmask.h"

enum { SPREAD_LEAST = 3 /* letters alone that may be one word; two are initials */, GLUED_LETTERS_LEAST = 4 };

/* What has no letter's shape in names and looks like one. */
static const struct { str sign; char letter; } shapes[] = {
    { STR_INIT("$"), 's' }, { STR_INIT("@"), 'a' }, { STR_INIT("!"), 'i' }, { STR_INIT("|"), 'l' },
    { STR_INIT("€"), 'e' }, { STR_INIT("¡"), 'i' }, { STR_INIT("©"), 'c' }, { STR_INIT("®"), 'r' }, { STR_INIT("£"), 'l' },
};
/* Letters by Unicode's book, blanks to the eye. */
static const str blanks[] = { STR_INIT("\xE3\x85\xA4"), STR_INIT("\xEF\xBE\xA0"), STR_INIT("\xE1\x85\x9F"), STR_INIT("\xE1\x85\xA0") };
static const str turns[] = { STR_INIT("\xE2\x80\xAE"), STR_INIT("\xE2\x80\xAD") }; /* U+202E, U+202D */
static const str turn_end = STR_INIT("\xE2\x80\xAC");

static bool is_alpha_at(str s, size_t at)
{
    return at < s.len && byte_is_alpha(s.data[at]);
}

static size_t starts_any(str s, size_t at, const str *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_starts(str_from(s, at), list[i])) return list[i].len;
    return 0;
}

static size_t sign_len(str s, size_t at)
{
    unsigned char c = (unsigned char)s.data[at];
    size_t len = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    return len < s.len - at ? len : s.len - at;
}

/* --- steps: each gives the text, or another of no more bytes -------------------------------------------- */

static str turned(str s, struct arena *arena)
{
    char *out = arena_alloc(arena, s.len + 1);
    size_t len = 0;
    for (size_t at = 0; out && at < s.len;) {
        size_t turn = starts_any(s, at, turns, COUNT_OF(turns)), end;
        if (!turn) {
            out[len++] = s.data[at++];
            continue;
        }
        at += turn;
        end = str_find(s, turn_end, at);
        if (end > s.len) end = s.len;
        size_t back = len + (end - at);
        len = back;
        for (size_t n; at < end; at += n) {
            n = sign_len(s, at);
            back -= n;
            memcpy(out + back, s.data + at, n);
        }
    }
    return out ? str_of(out, len) : STR_EMPTY;
}

/* Blanks for what looks like them, letters for what looks like those, no brackets inside words. */
static str redrawn(str s, bool is_person, struct arena *arena)
{
    char *out = arena_alloc(arena, s.len + 1);
    size_t len = 0;
    bool is_open = false; /* a bracket that was left out */
    for (size_t at = 0; out && at < s.len;) {
        size_t blank = starts_any(s, at, blanks, COUNT_OF(blanks)), n = sign_len(s, at), i = 0;
        bool ends = s.data[at] == ')' || s.data[at] == ']';
        bool begins = (s.data[at] == '(' || s.data[at] == '[') && at && is_alpha_at(s, at - 1) && is_alpha_at(s, at + 1);
        while (i < COUNT_OF(shapes) && !str_eq(str_sub(s, at, at + n), shapes[i].sign)) i++;
        bool is_letter = is_person && i < COUNT_OF(shapes) && is_alpha_at(s, at + n) && (s.data[at] != '@' || (at && is_alpha_at(s, at - 1)));
        if (blank) {
            out[len++] = ' ';
            at += blank;
        } else if (is_letter) {
            out[len++] = shapes[i].letter;
            at += n;
        } else if (begins || (ends && is_open)) {
            is_open = begins;
            at += n;
        } else {
            memcpy(out + len, s.data + at, n);
            len += n;
            at += n;
        }
    }
    return out ? str_of(out, len) : STR_EMPTY;
}

struct words {
    struct text_token item[TEXT_TOKENS_MAX];
    size_t            count;
};

static str gap_before(const struct words *w, size_t i)
{
    const char *from = w->item[i - 1].raw.data + w->item[i - 1].raw.len;
    return str_of(from, (size_t)(w->item[i].raw.data - from));
}

static bool is_lone(const struct text_token *t)
{
    size_t letters = 0;
    for (size_t i = 0; i < t->plain.len; i++) letters += ((unsigned char)t->plain.data[i] & 0xC0) != 0x80;
    return letters == 1 && !text_script_is_run(t->script) && t->script != SCRIPT_NONE;
}

/* Letters alone with the same between them, from word `i`: how many. */
static size_t spread_from(const struct words *w, size_t i)
{
    size_t n = 1;
    if (!is_lone(&w->item[i])) return 1;
    while (i + n < w->count && is_lone(&w->item[i + n]) && str_eq(gap_before(w, i + n), gap_before(w, i + 1))) n++;
    return n < SPREAD_LEAST ? 1 : n;
}

/* The name without what repeats all of it: "A B A B" is "A B". */
static size_t period(const struct words *w)
{
    for (size_t p = 2; p * 2 <= w->count; p++) {
        size_t i = p;
        while (i < w->count && str_eq(w->item[i].plain, w->item[i - p].plain)) i++;
        if (i == w->count && w->count % p == 0) return p;
    }
    return w->count;
}

/* "kim92": the word; "92" and "k1m" stay. */
static str without_number(str raw)
{
    size_t end = raw.len;
    while (end && byte_is_digit(raw.data[end - 1])) end--;
    return end > 1 ? str_sub(raw, 0, end) : raw;
}

static void add_word(char *out, size_t *len, str raw, bool is_person, bool is_alone)
{
    str word = is_person ? without_number(raw) : raw;
    bool splits = is_person && is_alone && word.len >= GLUED_LETTERS_LEAST;
    if (*len) out[(*len)++] = ' ';
    for (size_t i = 0; i < word.len; i++) {
        if (splits && i && byte_is_upper(word.data[i]) && byte_is_lower(word.data[i - 1])) out[(*len)++] = ' ';
        out[(*len)++] = word.data[i];
    }
}

static str reworded(str s, bool is_person, struct arena *arena)
{
    struct words w;
    struct cordon_error err = { .status = CORDON_OK };
    char *out = arena_alloc(arena, 2 * s.len + TEXT_TOKENS_MAX);
    size_t len = 0;
    if (!out || text_tokens(s, arena, w.item, &w.count, &err)) return STR_EMPTY;
    size_t count = period(&w);
    bool is_changed = count < w.count;
    for (size_t i = 0; i < count;) {
        size_t spread = spread_from(&w, i), before = len;
        for (size_t k = 0; k < spread; k++) {
            size_t from = len;
            add_word(out, &len, w.item[i + k].raw, is_person, w.count == 1);
            if (k) { /* no blank */
                memmove(out + from, out + from + 1, len - from - 1);
                len--;
            }
        }
        size_t from = before + (before > 0);
        is_changed |= spread > 1 || !str_eq(str_of(out + from, len - from), w.item[i].raw);
        i += spread;
    }
    return is_changed ? str_of(out, len) : s;
}

str name_unmask(str text, enum name_kind kind, struct arena *arena)
{
    bool is_person = kind == NAME_PERSON || kind == NAME_ANY;
    str s = text;
    for (size_t i = 0; i < COUNT_OF(turns); i++)
        if (str_find(s, turns[i], 0) < s.len) s = turned(s, arena);
    s = redrawn(s, is_person, arena);
    s = reworded(s, is_person, arena);
    return arena->failed || str_eq(s, text) ? STR_EMPTY : s;
}

bool name_may_be_masked(str text, enum name_kind kind)
{
    bool is_person = kind == NAME_PERSON || kind == NAME_ANY, has_blank = false, has_hump = false;
    size_t lone = 0, first = str_index(text, ' ');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        bool is_edge = !is_alpha_at(text, i + 1), was_edge = !i || !byte_is_alpha(text.data[i - 1]);
        if (is_person && (strchr("$!|", c) || (byte_is_digit(c) && !was_edge && (i + 1 == text.len || byte_is_blank(text.data[i + 1])))))
            return true;
        lone += byte_is_alpha(c) && is_edge && was_edge;
        has_blank |= byte_is_blank(c);
        has_hump |= i && byte_is_upper(c) && byte_is_lower(text.data[i - 1]);
    }
    bool repeats = first && first < text.len && str_find(str_from(text, first), str_sub(text, 0, first), 0) < text.len - first;
    return lone >= SPREAD_LEAST || repeats || (is_person && has_hump && !has_blank);
}
