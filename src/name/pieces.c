/*
 * Several names in one value.
 *
 * People write "Kim (김)", "A / B", "X aka Y", "X, street, town" and "X <x@y.z>" into a field that
 * holds a name. Such a value as a whole is like no listed name, so its parts are looked for too.
 * Too many parts only cost time; a part that is left out is a missed hit.
 */
#include "name/name.h"

#include "name/alike.h"
#include "name/freq.h"
#include "name/orgform.h"
#include "name/particle.h"
#include "name/unmask.h"

enum { CUTS_MAX = 16, INITIALS_LETTERS_MAX = 3, DIGITS_OF_A_NUMBER = 6, SURNAME_MOST_CB = 600 /* one in 64 (ours) */ };

struct pieces {
    str            whole;
    enum name_kind kind;
    bool           as_written; /* nothing is read in letters of another script */
    struct arena  *arena;
    str           *out;
    size_t         count;
    bool           is_cut;   /* one more had no room */
    unsigned       rendered; /* a bit for each that is another script's words in Latin letters */
};

/* --- collecting --------------------------------------------------------------------------------- */

static bool has_any(str s, const char *signs)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.data[i] && strchr(signs, s.data[i])) return true;
    return false;
}

/* Blanks, loose signs, and brackets whose other half is in another piece. */
static str trim_signs(str s)
{
    for (;;) {
        str t = str_trim(s);
        const char *front = has_any(t, "([<") ? ",:-." : ",:-.)]>";
        const char *back = has_any(t, "([<") ? ",:-([<" : ",:-)]>";
        if (t.len && has_any(str_sub(t, 0, 1), front)) t = str_from(t, 1);
        if (t.len && has_any(str_from(t, t.len - 1), back)) t = str_sub(t, 0, t.len - 1);
        if (t.len == s.len) return t;
        s = t;
    }
}

static void add(struct pieces *p, str piece)
{
    piece = trim_signs(piece);
    if (piece.len < 2 || str_eq(piece, p->whole)) return;
    for (size_t i = 0; i < p->count; i++)
        if (str_eq(p->out[i], piece)) return;
    if (p->count == NAME_PIECES_MAX) {
        p->is_cut = true;
        return;
    }
    p->out[p->count++] = piece;
}

/* --- at words and signs ------------------------------------------------------------------------- */

/* Between two names of one party, or before what is not the name. Written with a blank on both
 * sides, so that no name is cut inside. */
static const str marks[] = {
    STR_INIT("aka"), STR_INIT("aka:"), STR_INIT("a.k.a."), STR_INIT("a.k.a"), STR_INIT("a/k/a"),
    STR_INIT("fka"), STR_INIT("f.k.a."), STR_INIT("f/k/a"), STR_INIT("nka"), STR_INIT("n.k.a."),
    STR_INIT("dba"), STR_INIT("d.b.a."), STR_INIT("d/b/a"), STR_INIT("t/a"), STR_INIT("c/o"),
    STR_INIT("o/b/o"), STR_INIT("alias"), STR_INIT("alias:"), STR_INIT("also known as"),
    STR_INIT("formerly"), STR_INIT("formerly known as"), STR_INIT("trading as"),
    STR_INIT("doing business as"), STR_INIT("on behalf of"), STR_INIT("attn"), STR_INIT("attn:"),
    STR_INIT("née"), STR_INIT("旧姓"), STR_INIT("別名"), STR_INIT("又名"), STR_INIT("일명"),
    STR_INIT("별칭"), STR_INIT("별명"), STR_INIT("он же"),
};

/* Signs between names that are never inside one. */
static const str borders[] = {
    STR_INIT("\\"), STR_INIT("•"), STR_INIT("∕"), STR_INIT("⁄"), STR_INIT("、"), STR_INIT("→"), STR_INIT("‖"),
    STR_INIT("\xE2\x80\xA8"), STR_INIT("\xE2\x80\xA9"), STR_INIT("\xC2\x85"), /* ends of lines */
};

/* Between two people, with blanks around: whole names stand on both sides, or it is part of one. */
static const str pairs[] = {
    STR_INIT("&"), STR_INIT("and"), STR_INIT("+"), STR_INIT("-"), STR_INIT("–"), STR_INIT("—"), STR_INIT("und"), STR_INIT("et"),
    STR_INIT("и"),
};

static bool is_gap(str s, size_t at)
{
    return at >= s.len || byte_is_blank(s.data[at]) || strchr(",()[]", s.data[at]);
}

/* The length of a mark that stands at `at`, 0 when none does; the longest. */
static size_t mark_at(str s, size_t at)
{
    size_t best = 0;
    if (at && !is_gap(s, at - 1)) return 0;
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (marks[i].len > best && str_starts_nocase(str_from(s, at), marks[i]) &&
            is_gap(s, at + marks[i].len))
            best = marks[i].len;
    return best;
}

static size_t border_at(str s, size_t at)
{
    for (size_t i = 0; i < COUNT_OF(borders); i++)
        if (str_starts(str_from(s, at), borders[i])) return borders[i].len;
    return 0;
}

static size_t pair_at(str s, size_t at)
{
    if (!at || !byte_is_blank(s.data[at - 1])) return 0;
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        size_t end = at + pairs[i].len;
        if (end < s.len && byte_is_blank(s.data[end]) && str_starts_nocase(str_from(s, at), pairs[i])) return pairs[i].len;
    }
    return 0;
}

/* "Ann Noone & Bea Noone": each that is more than one word. */
static void add_people(struct pieces *p, str s)
{
    size_t from = 0;
    for (size_t at = 0, len; at <= s.len; at += len) {
        bool ends = at == s.len;
        len = ends ? 1 : pair_at(s, at);
        if (!len && !ends) {
            len = 1;
            continue;
        }
        str one = str_trim(str_sub(s, from, at));
        if (one.len < s.len && str_index(one, ' ') < one.len) add(p, one);
        from = at + len;
    }
}

/* The value cut at marks and signs; itself when there is nothing to cut at. */
static size_t cut(struct pieces *p, str ret[CUTS_MAX])
{
    str s = p->whole;
    size_t count = 0, from = 0;
    for (size_t at = 0; at <= s.len; at++) {
        size_t len = at < s.len ? mark_at(s, at) : 1;
        if (at < s.len && !len) len = strchr("/;|\n\r\t", s.data[at]) && s.data[at] ? 1 : 0;
        if (!len && at < s.len) len = border_at(s, at);
        if (!len) continue;
        str piece = trim_signs(str_sub(s, from, at));
        if (piece.len && count == CUTS_MAX) {
            p->is_cut = true;
            break;
        }
        if (piece.len) ret[count++] = piece;
        from = at + len;
        at = from - 1;
    }
    return count;
}

/* "Ann Nobody, 1 Mill Lane, Town": what stands before the first comma, if that is two words, and
 * before the second. */
static void add_before_commas(struct pieces *p, str s)
{
    size_t first = str_index(s, ','), second;
    if (first >= s.len) return;
    second = str_index(str_from(s, first + 1), ',');
    if (second >= s.len - first - 1) return;
    str front = str_trim(str_sub(s, 0, first));
    if (str_index(front, ' ') < front.len) add(p, front);
    add(p, str_sub(s, 0, first + 1 + second));
}

/* Contact details among the words. */
static bool is_contact(str word)
{
    size_t digits = 0;
    for (size_t i = 0; i < word.len; i++) digits += byte_is_digit(word.data[i]);
    return str_index(word, '@') < word.len || str_find(word, STR("://"), 0) < word.len ||
           digits >= DIGITS_OF_A_NUMBER;
}

static str without_contacts(struct pieces *p, str s)
{
    char *text = arena_alloc(p->arena, s.len + 1);
    size_t len = 0;
    bool any = false;
    str rest = s, word;
    if (!text) return s;
    while (str_next(&rest, ' ', &word)) {
        if (is_contact(word)) {
            any = true;
            continue;
        }
        if (len) text[len++] = ' ';
        if (word.len) memcpy(text + len, word.data, word.len);
        len += word.len;
    }
    return any ? str_of(text, len) : s;
}

/* --- by tokens ---------------------------------------------------------------------------------- */

struct tokens {
    struct text_token item[TEXT_TOKENS_MAX];
    size_t            count;
    uint8_t           group[TEXT_TOKENS_MAX]; /* enum text_script; han and kana are one */
};

static void group_scripts(struct tokens *t)
{
    uint8_t last = SCRIPT_NONE;
    for (size_t i = 0; i < t->count; i++) {
        enum text_script s = t->item[i].script;
        if (s == SCRIPT_KANA) s = SCRIPT_HAN;
        if (s != SCRIPT_NONE) last = (uint8_t)s;
        t->group[i] = last;
    }
    for (size_t i = t->count; i-- > 0;) { /* numbers in front go with what follows */
        if (t->group[i] == SCRIPT_NONE) t->group[i] = last;
        last = t->group[i];
    }
}

/* The tokens that `takes` accepts as one text: as written where they are neighbours. */
static str text_of(struct pieces *p, const struct tokens *t, const bool *takes, size_t *ret_words)
{
    char *text = arena_alloc(p->arena, p->whole.len + 2 * TEXT_TOKENS_MAX);
    size_t len = 0;
    *ret_words = 0;
    if (!text) return STR_EMPTY;
    for (size_t i = 0; i < t->count; i++) {
        size_t last = i;
        if (!takes[i]) continue;
        while (last + 1 < t->count && takes[last + 1]) last++;
        const char *from = t->item[i].raw.data;
        size_t span = (size_t)(t->item[last].raw.data - from) + t->item[last].raw.len;
        if (len) text[len++] = ' ';
        memcpy(text + len, from, span);
        len += span;
        *ret_words += last - i + 1;
        i = last;
    }
    return str_of(text, len);
}

/* One Latin word in brackets or beside another script is a remark or a first name more often than
 * a whole name, except a firm's acronym. */
static bool is_name_by_itself(const struct pieces *p, uint8_t group, size_t words, str text)
{
    if (words > 1 || group == SCRIPT_HAN || group == SCRIPT_HANGUL) return text.len > 3;
    return p->kind != NAME_PERSON && text.len > 3;
}

static void add_taken(struct pieces *p, const struct tokens *t, const bool *takes, uint8_t group)
{
    size_t words;
    str text = text_of(p, t, takes, &words);
    if (is_name_by_itself(p, group, words, text)) add(p, text);
}

/* Does a bracket open between two neighbours? */
static bool opens_between(const struct text_token *a, const struct text_token *b)
{
    const char *from = a->raw.data + a->raw.len;
    return has_any(str_of(from, (size_t)(b->raw.data - from)), "([{");
}

static void add_brackets(struct pieces *p, const struct tokens *t)
{
    bool outside[TEXT_TOKENS_MAX] = { false }, inside[TEXT_TOKENS_MAX];
    size_t in = 0;
    for (size_t i = 0; i < t->count; i++) {
        outside[i] = !(t->item[i].flags & TOKEN_BRACKET);
        in += !outside[i];
    }
    if (in == 0 || in == t->count) return;
    add_taken(p, t, outside, SCRIPT_HAN);
    for (size_t i = 0; i < t->count; i++) {
        if (outside[i]) continue;
        memset(inside, 0, sizeof inside);
        uint8_t group = t->group[i];
        for (inside[i] = true; i + 1 < t->count && !outside[i + 1] && !opens_between(&t->item[i], &t->item[i + 1]); i++)
            inside[i + 1] = true;
        add_taken(p, t, inside, group);
    }
}

static void add_scripts(struct pieces *p, const struct tokens *t)
{
    bool takes[TEXT_TOKENS_MAX];
    uint32_t seen = 0;
    for (size_t i = 0; i < t->count; i++) seen |= 1u << t->group[i];
    if (__builtin_popcount(seen) < 2) return;
    for (uint8_t group = 0; group < SCRIPTS; group++) {
        if (!(seen >> group & 1)) continue;
        for (size_t i = 0; i < t->count; i++)
            takes[i] = t->group[i] == group && !(t->item[i].flags & TOKEN_BRACKET);
        add_taken(p, t, takes, group);
        for (size_t i = 0; i < t->count; i++) takes[i] = t->group[i] == group;
        add_taken(p, t, takes, group);
    }
}

static bool has_vowel(str plain)
{
    for (size_t i = 0; i < plain.len; i++)
        if (strchr("aeiouy", plain.data[i])) return true;
    return false;
}

/* KIM, RI, LEE: not initials, though short and in capitals. */
static bool is_surname(const struct text_token *t)
{
    uint16_t cb = (t->flags & TOKEN_ALL_CAPS) && has_vowel(t->plain) ? freq_person_cb(t->plain) : 0;
    return cb && cb < SURNAME_MOST_CB;
}

static bool is_shouted(const struct text_token *t)
{
    return (t->flags & TOKEN_ALL_CAPS) && t->plain.len > INITIALS_LETTERS_MAX;
}

/* "VV Nobody": two or three capitals that are no word by themselves. Beside other words in
 * capitals they may be one, if they can be spoken. */
static bool is_capitals(const struct text_token *t, bool among_capitals)
{
    struct orgform form;
    unsigned letters = word_letters(t->plain);
    bool is_letters = t->script == SCRIPT_LATIN && letters == word_letters(t->raw); /* no mark or dot stands between */
    if (!is_letters || !(t->flags & TOKEN_ALL_CAPS)) return false;
    if (letters < 2 || letters > INITIALS_LETTERS_MAX) return false;
    str pair[2] = { STR("x"), t->plain }; /* a form is one only behind another word */
    if (name_particle_class(t->plain) != PARTICLE_NONE || orgform_find(pair, 2, &form)) return false;
    if (is_surname(t)) return false;
    return !among_capitals || !has_vowel(t->plain);
}

static void append(char *text, size_t *len, str piece)
{
    if (*len) text[(*len)++] = ' ';
    if (piece.len) memcpy(text + *len, piece.data, piece.len);
    *len += piece.len;
}

static void add_spread_initials(struct pieces *p, const struct tokens *t)
{
    bool any = false, among_capitals = false;
    size_t len = 0;
    char *text = arena_alloc(p->arena, 2 * p->whole.len + TEXT_TOKENS_MAX);
    if (!text) return;
    for (size_t i = 0; i < t->count; i++) among_capitals |= is_shouted(&t->item[i]) || is_surname(&t->item[i]);
    for (size_t i = 0; i < t->count; i++) {
        bool spread = is_capitals(&t->item[i], among_capitals);
        str raw = t->item[i].raw;
        any |= spread;
        for (size_t k = 0, n; spread && k < raw.len; k += n) {
            n = letter_len(raw, k);
            append(text, &len, str_sub(raw, k, k + n));
        }
        if (!spread) append(text, &len, raw);
    }
    if (any) add(p, str_of(text, len));
}

/* One slip in words of three letters and more leaves the first or the last as it is; only long words
 * of one length may be shifted as a whole (see alike.c). */
enum { SHIFTED_LETTERS_LEAST = 8 };
static bool shares_an_end(str a, str b)
{
    return a.data[0] == b.data[0] || a.data[a.len - 1] == b.data[b.len - 1];
}

/* "Limied" stands for "limited" when nothing else is called so: otherwise one slip there leaves
 * three weighty words of a company without partner. */
static str form_word_meant(const struct text_token *t)
{
    struct word w = { .text = t->plain };
    if (form_weigh(&w, 1u << READ_WORD) || w.kind != WORD_PLAIN || freq_word_cb(w.text)) return STR_EMPTY;
    if (w.letters + 1 < FORM_WORD_LETTERS_MIN) return STR_EMPTY;
    /* Words that nobody weighs: word_alike looks at their letters alone, and some hundred are asked for
     * each word of each name. */
    for (size_t i = 0; i < orgform_word_count(); i++) {
        enum name_part_how how;
        unsigned letters = orgform_word_letters(i);
        str text = orgform_word(i);
        if (letters + 1 < w.letters || letters > w.letters + 1u) continue; /* more than a slip */
        bool may_be_shifted = letters >= SHIFTED_LETTERS_LEAST && letters == w.letters;
        if (!may_be_shifted && !shares_an_end(w.text, text)) continue;
        struct word meant = { .text = text, .hash = w.hash, .letters = (uint16_t)letters,
                              .kind = WORD_PLAIN };
        if (!word_alike(&w, &meant, &how)) continue;
        return how == PART_TYPO ? meant.text : STR_EMPTY;
    }
    return STR_EMPTY;
}

static void add_mended_form(struct pieces *p, const struct tokens *t)
{
    str word[TEXT_TOKENS_MAX];
    bool any = false;
    size_t len = 0, room = 0;
    for (size_t i = 0; i < t->count; i++) {
        word[i] = form_word_meant(&t->item[i]);
        any |= word[i].len > 0;
        if (!word[i].len) word[i] = t->item[i].raw;
        room += word[i].len + 1;
    }
    char *text = any ? arena_alloc(p->arena, room) : NULL;
    if (!text) return;
    for (size_t i = 0; i < t->count; i++) append(text, &len, word[i]);
    add(p, str_of(text, len));
}

/* "РАК Yong" with a Cyrillic first word may be Rak Yong; it may have been meant to be seen as Pak Yong. */
static void add_latin_look(struct pieces *p, const struct tokens *t)
{
    str word[TEXT_TOKENS_MAX];
    size_t len = 0, room = 0, latin = 0, odd = 0;
    for (size_t i = 0; i < t->count; i++) {
        const struct text_token *k = &t->item[i];
        bool is_other = k->script != SCRIPT_LATIN && k->script != SCRIPT_NONE;
        word[i] = is_other ? text_latin_look(k->raw, p->arena) : STR_EMPTY;
        latin += k->script == SCRIPT_LATIN;
        odd += word[i].len > 0;
        if (!word[i].len) word[i] = k->raw;
        room += word[i].len + 1;
    }
    char *text = latin && odd ? arena_alloc(p->arena, room) : NULL;
    if (!text) return;
    for (size_t i = 0; i < t->count; i++) append(text, &len, word[i]);
    add(p, str_of(text, len));
}

/* The name in Latin letters, where its script is one that text_latin reads; empty when it is not. */
static str latin_of(const struct tokens *t, struct arena *arena)
{
    size_t len = 0;
    char *text = NULL;
    for (size_t i = 0; i < t->count; i++) {
        char latin[TEXT_LATIN_MAX];
        if (t->item[i].script != SCRIPT_OTHER) continue;
        if (!text) text = arena_alloc(arena, t->count * (TEXT_LATIN_MAX + 1));
        size_t n = text ? text_latin(t->item[i].plain, latin, sizeof latin, true) : 0;
        if (!n) return STR_EMPTY;
        append(text, &len, str_of(latin, n));
    }
    return str_of(text, len);
}

str name_in_latin(str text, struct arena *arena)
{
    struct tokens t;
    struct cordon_error err = { .status = CORDON_OK };
    return text_tokens(text, arena, t.item, &t.count, &err) ? STR_EMPTY : latin_of(&t, arena);
}

static void add_by_tokens(struct pieces *p, str s)
{
    struct tokens t;
    struct cordon_error err = { .status = CORDON_OK };
    if (text_tokens(s, p->arena, t.item, &t.count, &err)) return;
    str latin = p->as_written ? STR_EMPTY : latin_of(&t, p->arena);
    size_t before = p->count;
    if (latin.len) add(p, latin);
    if (p->count > before) p->rendered |= 1u << before;
    if (t.count < 2) return;
    group_scripts(&t);
    add_brackets(p, &t);
    if (!p->as_written) add_latin_look(p, &t);
    add_scripts(p, &t);
    if (p->kind == NAME_PERSON || p->kind == NAME_ANY) add_spread_initials(p, &t);
    if (p->kind == NAME_ORGANIZATION || p->kind == NAME_ANY) add_mended_form(p, &t);
}

/* --- together ----------------------------------------------------------------------------------- */

/* Most names are letters, blanks, hyphens and one comma: nothing stands inside them. */
static bool is_plain(str s)
{
    unsigned capitals = 0, commas = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        bool ends = i + 1 == s.len || !byte_is_alpha(s.data[i + 1]);
        capitals = byte_is_upper((char)c) ? capitals + 1 : 0;
        if (ends && capitals >= 2 && capitals <= INITIALS_LETTERS_MAX) return false;
        commas += c == ',';
        if (c >= 0x80 || commas > 1 || strchr("/;|\\\n\r\t()[]{}<>\"@:", c)) return false;
        if (i && byte_is_blank(s.data[i - 1]) && (mark_at(s, i) || pair_at(s, i))) return false;
    }
    return true;
}

/* Wide signs and letters as ASCII has them, so that a wide slash or "aka" separates too; itself when it has none. */
static str narrow(str s, struct arena *arena)
{
    if (str_find(s, STR("\xEF\xBC"), 0) >= s.len && str_find(s, STR("\xEF\xBD"), 0) >= s.len) return s;
    char *out = arena_alloc(arena, s.len + 1);
    size_t len = 0;
    for (size_t at = 0; out && at < s.len;) {
        unsigned char second = at + 2 < s.len ? (unsigned char)s.data[at + 1] : 0, third = second ? (unsigned char)s.data[at + 2] : 0;
        bool is_wide = (unsigned char)s.data[at] == 0xEF && ((second == 0xBC && third >= 0x81) || (second == 0xBD && third < 0x9F));
        out[len++] = is_wide ? (char)(second == 0xBC ? third - 0x60 : third - 0x20) : s.data[at];
        at += is_wide ? 3 : 1;
    }
    return out ? str_of(out, len) : s;
}

static size_t pieces_of(struct pieces *p, str text)
{
    str part[CUTS_MAX];
    if (text.len > TEXT_NAME_MAX) return 0;
    p->whole = narrow(p->whole, p->arena);
    if (is_plain(p->whole) && (p->as_written || !name_may_be_masked(p->whole, p->kind))) {
        if (p->kind == NAME_ORGANIZATION || p->kind == NAME_ANY) add_by_tokens(p, p->whole);
        return p->count;
    }
    size_t parts = cut(p, part);
    for (size_t i = 0; i < parts; i++) {
        str bare = without_contacts(p, part[i]), seen = p->as_written ? STR_EMPTY : name_unmask(bare, p->kind, p->arena);
        if (seen.len) add(p, seen);
        add(p, bare);
        add_by_tokens(p, bare);
        if (p->kind == NAME_PERSON || p->kind == NAME_ANY) add_people(p, bare);
        add_before_commas(p, bare);
    }
    return p->count;
}

size_t name_pieces(str text, enum name_kind kind, struct arena *arena, str *ret, unsigned *ret_rendered,
                   bool *ret_is_cut)
{
    struct pieces p = { .whole = str_trim(text), .kind = kind, .arena = arena, .out = ret };
    size_t count = pieces_of(&p, text);
    *ret_rendered = p.rendered;
    *ret_is_cut = p.is_cut;
    return count;
}

size_t name_pieces_written(str text, enum name_kind kind, struct arena *arena, str *ret, bool *ret_is_cut)
{
    struct pieces p = { .whole = str_trim(text), .kind = kind, .as_written = true, .arena = arena, .out = ret };
    size_t count = pieces_of(&p, text);
    *ret_is_cut = p.is_cut;
    return count;
}
