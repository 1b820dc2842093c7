/* Values with names in them: taken apart into words, and written with others. */
#include "evidence/rename.h"

#include "base/num.h"
#include "evidence/contacts.h"
#include "evidence/labels.h"

#include <utf8proc.h>

enum { PIECES_MAX = 256 };

/* --- runs of letters ---------------------------------------------------------------------------- */

struct run {
    size_t from, to;
};

static bool is_apostrophe(int32_t cp)
{
    return cp == '\'' || cp == 0x2019 || cp == 0x2018 || cp == 0x60 || cp == 0xB4 || cp == 0x2BC || cp == 0x2BB;
}

static size_t letter_at(str s, size_t at, int32_t *ret)
{
    utf8proc_ssize_t n = utf8proc_iterate((const uint8_t *)s.data + at, (utf8proc_ssize_t)(s.len - at), ret);
    return n > 0 ? (size_t)n : 0;
}

static bool is_letter(int32_t cp)
{
    if (cp < 0x80) return byte_is_alpha((char)cp);
    utf8proc_category_t c = utf8proc_category(cp);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME;
}

static bool is_mark(int32_t cp)
{
    utf8proc_category_t c = cp < 0x80 ? UTF8PROC_CATEGORY_CN : utf8proc_category(cp);
    return c >= UTF8PROC_CATEGORY_MN && c <= UTF8PROC_CATEGORY_ME;
}

/* Letters between the Latin ones and the others make words of their own: Kim김 is two. */
static bool parts_scripts(int32_t before, int32_t cp)
{
    if (is_mark(cp) || before == 0) return false;
    enum rename_script a = rename_script_of(before), b = rename_script_of(cp);
    return a != b && a != RS_OTHER && b != RS_OTHER;
}

/* The next run of letters behind *at; an apostrophe between letters is part of it. */
static bool next_run(str s, size_t end, size_t *at, struct run *ret)
{
    int32_t cp, before = 0;
    size_t n = 0;
    while (*at < end && (n = letter_at(s, *at, &cp)) && !is_letter(cp)) *at += n;
    if (*at >= end || n == 0) return false;
    ret->from = *at;
    while (*at < end && (n = letter_at(s, *at, &cp))) {
        if (is_apostrophe(cp)) {
            int32_t next;
            if (*at + n >= end || !letter_at(s, *at + n, &next) || !is_letter(next)) break;
        } else if (!is_letter(cp) || parts_scripts(before, cp)) {
            break;
        } else if (!is_mark(cp)) {
            before = cp;
        }
        *at += n;
    }
    ret->to = *at;
    return true;
}

static str run_text(str s, struct run r)
{
    return str_sub(s, r.from, r.to);
}

static bool is_one_letter(str s)
{
    int32_t cp;
    return letter_at(s, 0, &cp) == s.len && rename_script_of(cp) == RS_LATIN;
}

/* --- parts of a value ----------------------------------------------------------------------------- */

/* "Jane Doe <jane@doe.example>": name before it, local part, domain; all as places. */
struct address {
    size_t name_to, local, at, end;
    bool   is_mail;
};

static struct address address_of(str s)
{
    struct address a = { .at = str_index(s, '@'), .end = s.len };
    struct email m;
    a.is_mail = email_read(s, &m);
    if (!a.is_mail) {
        a.at = s.len;
        return a;
    }
    a.local = (size_t)(m.local.data - s.data);
    a.at = a.local + m.local.len;
    a.end = (size_t)(m.domain.data - s.data) + m.domain.len;
    size_t open = str_index(s, '<');
    a.name_to = open < a.local ? open : 0;
    return a;
}

/* A word of a trade or of handles, and none of the subject's own names. */
static bool is_everyday(const struct rename_words *w, str word, struct arena *arena)
{
    if (!label_word(LABEL_MAIL_TRADE, word).len && !label_word(LABEL_MAIL_WORD, word).len) return false;
    size_t at = rename_word_find(w, word, arena);
    return at == RENAME_WORDS_MAX || !w->item[at].is_own;
}

/* Would evidence read words of a name in this local part: two words, none of them everyday? */
static bool is_name_like(const struct rename_words *w, str s, size_t from, size_t to, struct arena *arena)
{
    size_t words = 0;
    struct run r;
    while (next_run(s, to, &from, &r)) {
        str word = run_text(s, r);
        if (is_everyday(w, word, arena)) return false;
        words += word.len >= 2;
    }
    return words >= 2;
}

static bool is_known(const struct rename_words *w, str word, struct arena *arena)
{
    return rename_word_find(w, word, arena) < RENAME_WORDS_MAX;
}

/* Where a run parts into two known words; 0 when it does not. */
static size_t parting(const struct rename_words *w, str word, struct arena *arena)
{
    for (size_t i = 2; i + 2 <= word.len; i++)
        if (is_known(w, str_sub(word, 0, i), arena) && is_known(w, str_from(word, i), arena)) return i;
    return 0;
}

/* The word that this run of three letters and more begins; one letter less would be a slip. */
static size_t begun(const struct rename_words *w, str word)
{
    char small[PLAIN_MAX];
    if (word.len < 3 || word.len > sizeof small) return RENAME_WORDS_MAX;
    for (size_t i = 0; i < word.len; i++) small[i] = byte_lower(word.data[i]);
    for (size_t i = 0; i < w->count; i++) {
        str other = plain_str(&w->item[i].plain);
        if (words_slip(other, str_of(small, word.len)) || words_spelled(other, str_of(small, word.len)))
            return RENAME_WORDS_MAX;
    }
    for (size_t i = 0; i < w->count; i++)
        if (w->item[i].rel != WORD_KEPT && w->item[i].plain.len >= word.len + 2 &&
            str_starts(plain_str(&w->item[i].plain), str_of(small, word.len)))
            return i;
    return RENAME_WORDS_MAX;
}

/* "jsmith": a letter before a known word, and a known word that begins with it. */
static bool is_initial_before(const struct rename_words *w, str word, struct arena *arena)
{
    if (word.len < 4 || !is_known(w, str_from(word, 1), arena)) return false;
    for (size_t i = 0; i < w->count; i++)
        if (w->item[i].plain.text[0] == byte_lower(word.data[0])) return true;
    return false;
}

/* Elements of a licence's bar code that hold a name. */
static bool next_element(str s, size_t *at, struct run *ret)
{
    static const char *const names[] = { "DCS", "DAB", "DAC", "DCT", "DAD", "DAA" };
    for (; *at + 3 <= s.len; ++*at) {
        bool is_begun = *at == 0 || strchr("\n\r|", s.data[*at - 1]) ||
                        (*at >= 2 && (str_eq(str_sub(s, *at - 2, *at), STR("DL")) ||
                                      str_eq(str_sub(s, *at - 2, *at), STR("ID"))));
        for (size_t i = 0; i < COUNT_OF(names) && is_begun; i++) {
            if (!str_eq(str_sub(s, *at, *at + 3), str_c(names[i]))) continue;
            ret->from = ret->to = *at + 3;
            while (ret->to < s.len && !strchr("\n\r|", s.data[ret->to])) ret->to++;
            *at = ret->to;
            return true;
        }
    }
    return false;
}

/* --- noting words --------------------------------------------------------------------------------- */

static void collect_name(str s, size_t from, size_t to, bool is_own, struct rename_words *w, struct arena *arena)
{
    struct run run[RENAME_NAME_WORDS * 4];
    size_t count = 0;
    bool has_comma = memchr(s.data + from, ',', to - from) != NULL;
    while (count < COUNT_OF(run) && next_run(s, to, &from, &run[count])) count++;
    for (size_t i = 0; i < count; i++) /* the last word is taken for the family's, before a comma the first */
        rename_word_add(w, run_text(s, run[i]), count > 1 && (has_comma ? i == 0 : i + 1 == count), count == 1,
                        is_own, arena);
}

static void collect_mail(str s, struct rename_words *w, struct arena *arena)
{
    struct address a = address_of(s);
    if (!a.is_mail) return;
    if (a.name_to) collect_name(s, 0, a.name_to, false, w, arena);
    bool is_name = is_name_like(w, s, a.local, a.at, arena);
    struct run r;
    for (size_t at = a.local; next_run(s, a.at, &at, &r);) {
        str word = run_text(s, r);
        if (word.len < 2 || is_known(w, word, arena)) continue;
        bool is_other = is_name && begun(w, word) == RENAME_WORDS_MAX && !is_initial_before(w, word, arena);
        if (is_other || parting(w, word, arena)) rename_word_add(w, word, false, false, false, arena);
    }
}

static bool has_digit(const char *word)
{
    for (; *word; word++)
        if (byte_is_digit(*word)) return true;
    return false;
}

static void note_zone(struct rename_words *w, str word, bool is_family, struct arena *arena)
{
    str kept = arena_str(arena, word);
    if (!rename_word_add(w, kept, is_family, false, false, arena)) return;
    size_t at = rename_word_find(w, kept, arena);
    if (at < RENAME_WORDS_MAX) w->item[at].in_zone = true;
}

static void collect_zone(str s, struct rename_words *w, struct arena *arena)
{
    struct mrz m;
    if (!mrz_read(s, &m)) return;
    for (size_t i = 0; i < m.words; i++) {
        str word = str_c(m.word[i].text);
        bool is_cut = m.is_full && i + 1 == m.words && begun(w, word) < RENAME_WORDS_MAX;
        if (!has_digit(m.word[i].text) && !is_cut) note_zone(w, word, i < m.family_words, arena);
    }
}

static void collect_barcode(str s, struct rename_words *w, struct arena *arena)
{
    struct run part, r;
    for (size_t at = 0; next_element(s, &at, &part);)
        for (size_t in = part.from; next_run(s, part.to, &in, &r);)
            note_zone(w, run_text(s, r), false, arena);
}

static void collect_tag(str s, struct rename_words *w, struct arena *arena)
{
    struct run r;
    for (size_t at = 0; next_run(s, s.len, &at, &r);) rename_word_keep(w, run_text(s, r), arena);
}

void rename_value_collect(const struct rename_value *v, struct rename_words *w, struct arena *arena)
{
    switch (v->mode) {
    case MODE_NONE:
    case MODE_HANDLE:
    case MODE_TEXT: break;
    case MODE_NAME: collect_name(v->raw, 0, v->raw.len, v->is_own, w, arena); break;
    case MODE_MAIL: collect_mail(v->raw, w, arena); break;
    case MODE_TAG: collect_tag(v->raw, w, arena); break;
    case MODE_ZONE: collect_zone(v->raw, w, arena); break;
    case MODE_BARCODE: collect_barcode(v->raw, w, arena); break;
    }
}

/* --- taking apart --------------------------------------------------------------------------------- */

struct build {
    struct rename_value       *v;
    const struct rename_words *w;
    const struct rename_names *names;
    struct arena              *arena;
    struct piece               piece[PIECES_MAX];
    size_t                     count, at; /* bytes taken */
    bool                       has_word;
};

static void add_piece(struct build *b, size_t from, size_t to, struct piece p)
{
    if (b->count + 2 >= PIECES_MAX) {
        b->v->is_cut = true;
        return;
    }
    if (from > b->at) b->piece[b->count++] = (struct piece){ .text = str_sub(b->v->raw, b->at, from) };
    p.text = str_sub(b->v->raw, from, to);
    b->piece[b->count++] = p;
    b->at = to;
    b->has_word = true;
}

static uint8_t style_of(str raw, const struct rename_word *w)
{
    size_t small = 0, capital = 0, other = 0;
    for (size_t i = 0; i < raw.len; i++) {
        small += byte_is_lower(raw.data[i]);
        capital += byte_is_upper(raw.data[i]);
        other += ((uint8_t)raw.data[i] & 0x80) != 0;
    }
    if (capital > 1 && !small) return STYLE_CAPITAL;
    if (small && !capital && !other) return STYLE_SMALL;
    return other == 0 && w->raw.len ? STYLE_PLAIN : STYLE_WRITTEN;
}

static void add_word(struct build *b, size_t from, size_t to, size_t word)
{
    const struct rename_word *w = &b->w->item[word];
    if (w->rel == WORD_KEPT) return;
    add_piece(b, from, to, (struct piece){ .word = (uint16_t)word, .kind = PIECE_WORD,
                                           .style = style_of(str_sub(b->v->raw, from, to), w) });
}

static uint16_t base_of(const struct rename_words *w, uint16_t word)
{
    return w->item[word].rel > WORD_KEPT && w->item[word].rel < WORD_JOINED ? w->item[word].of[0] : word;
}

/* Is one of these words, or of those they are joined of, of the same origin as `word`? */
static bool has_base(const struct rename_words *w, const struct rename_name *n, uint16_t word)
{
    for (size_t i = 0; i < n->count; i++) {
        const struct rename_word *x = &w->item[n->word[i]];
        if (base_of(w, n->word[i]) == base_of(w, word)) return true;
        for (size_t k = 0; x->rel == WORD_JOINED && k < x->parts; k++)
            if (base_of(w, x->of[k]) == base_of(w, word)) return true;
    }
    return false;
}

static size_t shares(const struct rename_words *w, const struct rename_name *n, const struct rename_name *with,
                     size_t but)
{
    size_t count = 0;
    for (size_t i = 0; i < n->count; i++) count += i != but && has_base(w, with, n->word[i]);
    return count;
}

/* The word an initial is one of: best one that does not stand here already, then of the name that shares
 * most words with this one. */
static size_t initial_of(const struct build *b, char letter, const struct rename_name *beside)
{
    size_t found = RENAME_WORDS_MAX, most = 0;
    for (size_t i = 0; i < b->names->count; i++) {
        const struct rename_name *n = &b->names->item[i];
        for (size_t k = 0; k < n->count; k++) {
            if (b->w->item[n->word[k]].plain.text[0] != byte_lower(letter)) continue;
            size_t shared = shares(b->w, n, beside, k);
            if (shared && !has_base(b->w, beside, n->word[k])) shared += RENAME_NAME_WORDS;
            if (shared <= most) continue;
            most = shared;
            found = n->word[k];
        }
    }
    return found;
}

static void add_initial(struct build *b, size_t from, size_t to, const struct rename_name *beside, bool is_free)
{
    char letter = b->v->raw.data[from], small = byte_lower(letter);
    size_t word = initial_of(b, letter, beside);
    uint8_t style = byte_is_lower(letter) ? STYLE_SMALL : STYLE_WRITTEN;
    if (word < RENAME_WORDS_MAX)
        add_piece(b, from, to, (struct piece){ .word = (uint16_t)word, .kind = PIECE_INITIAL, .style = style });
    else if (is_free)
        add_piece(b, from, to, (struct piece){ .kind = PIECE_FREE, .style = style, .len = (uint8_t)small });
}

static struct rename_name words_in(const struct build *b, size_t from, size_t to)
{
    struct rename_name n = { .count = 0 };
    struct run r;
    while (n.count < RENAME_NAME_WORDS && next_run(b->v->raw, to, &from, &r)) {
        size_t at = rename_word_find(b->w, run_text(b->v->raw, r), b->arena);
        if (at < RENAME_WORDS_MAX) n.word[n.count++] = (uint16_t)at;
    }
    return n;
}

static void build_name(struct build *b, size_t from, size_t to)
{
    struct rename_name all = words_in(b, from, to);
    struct run r;
    while (next_run(b->v->raw, to, &from, &r)) {
        str word = run_text(b->v->raw, r);
        size_t at = rename_word_find(b->w, word, b->arena);
        if (at < RENAME_WORDS_MAX) add_word(b, r.from, r.to, at);
        else if (is_one_letter(word) && word.len == 1) add_initial(b, r.from, r.to, &all, true);
    }
}

/* A run of an address or a handle. */
static void build_run(struct build *b, struct run r, const struct rename_name *all, bool is_name, size_t least)
{
    str word = run_text(b->v->raw, r);
    size_t at = rename_word_find(b->w, word, b->arena), part;
    if (is_everyday(b->w, word, b->arena)) return;
    if (at < RENAME_WORDS_MAX && word.len >= least) {
        add_word(b, r.from, r.to, at);
    } else if (word.len == 1) {
        if (all->count) add_initial(b, r.from, r.to, all, is_name);
    } else if ((part = parting(b->w, word, b->arena))) {
        build_run(b, (struct run){ r.from, r.from + part }, all, is_name, 2);
        build_run(b, (struct run){ r.from + part, r.to }, all, is_name, 2);
    } else if (is_initial_before(b->w, word, b->arena)) {
        struct rename_name rest = words_in(b, r.from + 1, r.to);
        add_initial(b, r.from, r.from + 1, &rest, false);
        build_run(b, (struct run){ r.from + 1, r.to }, all, is_name, 2);
    } else if ((at = begun(b->w, word)) < RENAME_WORDS_MAX && is_name) {
        add_piece(b, r.from, r.to, (struct piece){ .word = (uint16_t)at, .kind = PIECE_PREFIX, .style = STYLE_SMALL,
                                                   .len = (uint8_t)word.len });
    }
}

static bool is_own_domain(const struct build *b, str domain)
{
    for (size_t i = 0; i < b->names->domains; i++)
        if (str_eq_nocase(b->names->domain[i], domain)) return true;
    return false;
}

static void build_handle(struct build *b, size_t from, size_t to, size_t least)
{
    struct rename_name all = words_in(b, from, to);
    struct run r;
    while (next_run(b->v->raw, to, &from, &r)) build_run(b, r, &all, false, least);
}

static void build_mail(struct build *b)
{
    str s = b->v->raw;
    struct address a = address_of(s);
    struct run r;
    if (!a.is_mail) {
        build_handle(b, 0, s.len, 3);
        return;
    }
    if (a.name_to) build_name(b, 0, a.name_to);
    struct rename_name all = words_in(b, a.local, a.at);
    bool is_name = is_name_like(b->w, s, a.local, a.at, b->arena);
    for (size_t at = a.local; next_run(s, a.at, &at, &r);) build_run(b, r, &all, is_name, 2);
    if (is_own_domain(b, str_sub(s, a.at + 1, a.end))) build_handle(b, a.at + 1, a.end, 3);
}

/* Two known words and more, a blank, hyphen or comma between: a full name. */
static void build_text(struct build *b)
{
    str s = b->v->raw;
    struct run r, held = { 0, 0 };
    size_t held_word = RENAME_WORDS_MAX;
    for (size_t at = 0; next_run(s, s.len, &at, &r);) {
        size_t word = rename_word_find(b->w, run_text(s, r), b->arena);
        if (word < RENAME_WORDS_MAX && b->w->item[word].rel == WORD_KEPT) word = RENAME_WORDS_MAX;
        str gap = str_sub(s, held.to, r.from);
        bool is_next = held_word < RENAME_WORDS_MAX && word < RENAME_WORDS_MAX &&
                       (str_eq(gap, STR(" ")) || str_eq(gap, STR("-")) || str_eq(gap, STR(", ")));
        if (is_next && b->at <= held.from) add_word(b, held.from, held.to, held_word);
        if (is_next) add_word(b, r.from, r.to, word);
        held = r;
        held_word = word;
    }
}

static void build_zone(struct build *b)
{
    struct mrz m;
    if (!mrz_read(b->v->raw, &m)) return;
    for (size_t i = 0; i < m.words && b->count + 1 < PIECES_MAX; i++) {
        str word = str_c(m.word[i].text);
        struct piece p = { .text = arena_str(b->arena, word) };
        size_t at = rename_word_find(b->w, word, b->arena);
        if (at == RENAME_WORDS_MAX && m.is_full && i + 1 == m.words) at = begun(b->w, word);
        if (at < RENAME_WORDS_MAX && !has_digit(m.word[i].text) && b->w->item[at].rel != WORD_KEPT) {
            p.word = (uint16_t)at;
            p.kind = PIECE_WORD;
            p.style = STYLE_CAPITAL;
            b->has_word = true;
        } else if (word.len == 1) {
            struct rename_name all = { .count = 0 };
            for (size_t k = 0; k < b->count && all.count < RENAME_NAME_WORDS; k++)
                if (b->piece[k].kind == PIECE_WORD) all.word[all.count++] = b->piece[k].word;
            size_t of = initial_of(b, word.data[0], &all);
            p.kind = of < RENAME_WORDS_MAX ? PIECE_INITIAL : PIECE_FREE;
            p.word = of < RENAME_WORDS_MAX ? (uint16_t)of : 0;
            p.len = (uint8_t)byte_lower(word.data[0]);
        }
        b->v->family = (uint8_t)(b->v->family + (i < m.family_words));
        b->piece[b->count++] = p;
    }
}

static void build_barcode(struct build *b)
{
    struct run part, r;
    for (size_t at = 0; next_element(b->v->raw, &at, &part);)
        for (size_t in = part.from; next_run(b->v->raw, part.to, &in, &r);) {
            size_t word = rename_word_find(b->w, run_text(b->v->raw, r), b->arena);
            if (word < RENAME_WORDS_MAX) add_word(b, r.from, r.to, word);
        }
}

void rename_value_neighbours(const struct rename_value *v, struct rename_words *w, struct arena *arena)
{
    size_t before = RENAME_WORDS_MAX, from = 0, to = v->raw.len;
    struct run r;
    if (v->mode != MODE_NAME && v->mode != MODE_MAIL) return;
    if (v->mode == MODE_MAIL) {
        struct address a = address_of(v->raw);
        if (!a.is_mail) return;
        from = a.local;
        to = a.at;
    }
    while (next_run(v->raw, to, &from, &r)) {
        size_t at = rename_word_find(w, run_text(v->raw, r), arena);
        if (before < RENAME_WORDS_MAX && at < RENAME_WORDS_MAX) {
            w->next[before][at / 8] |= (uint8_t)(1u << at % 8);
            w->next[at][before / 8] |= (uint8_t)(1u << before % 8);
        }
        before = at;
    }
}

void rename_value_note(const struct rename_value *v, const struct rename_words *w, struct rename_names *names,
                struct arena *arena)
{
    struct rename_value copy = *v;
    const struct build b = { .v = &copy, .w = w, .names = names, .arena = arena };
    struct rename_name all = { .count = 0 };
    if (names->count == RENAME_NAMES_MAX) return;
    if (v->mode == MODE_NAME) all = words_in(&b, 0, v->raw.len);
    if (v->mode == MODE_MAIL) {
        struct address a = address_of(v->raw);
        if (a.is_mail && is_name_like(w, v->raw, a.local, a.at, arena)) all = words_in(&b, a.local, a.at);
    }
    if (all.count) names->item[names->count++] = all;
}

void rename_value_build(struct rename_value *v, const struct rename_words *w, const struct rename_names *names,
                 struct arena *arena)
{
    struct build b = { .v = v, .w = w, .names = names, .arena = arena };
    switch (v->mode) {
    case MODE_NONE: break;
    case MODE_TAG:
    case MODE_NAME: build_name(&b, 0, v->raw.len); break;
    case MODE_MAIL: build_mail(&b); break;
    case MODE_HANDLE: build_handle(&b, 0, v->raw.len, 3); break;
    case MODE_TEXT: build_text(&b); break;
    case MODE_ZONE: build_zone(&b); break;
    case MODE_BARCODE: build_barcode(&b); break;
    }
    if (!b.has_word) return;
    if (v->mode != MODE_ZONE && b.at < v->raw.len)
        b.piece[b.count++] = (struct piece){ .text = str_from(v->raw, b.at) };
    v->piece = arena_alloc(arena, b.count * sizeof *v->piece);
    if (!v->piece) return;
    memcpy(v->piece, b.piece, b.count * sizeof *v->piece);
    v->count = b.count;
}

/* --- writing -------------------------------------------------------------------------------------- */

static size_t put(char *to, str s)
{
    if (s.len) memcpy(to, s.data, s.len);
    return s.len;
}

static size_t put_word(char *to, const struct rename_word *w, uint8_t style, bool own_script)
{
    str target = str_of(w->target, w->target_len);
    if (own_script && w->own_len) return put(to, str_of(w->own, w->own_len));
    if (w->is_native) return put(to, target);
    if (style == STYLE_WRITTEN && w->marked.len) return put(to, w->marked);
    for (size_t i = 0; i < target.len; i++) {
        bool is_capital = style == STYLE_CAPITAL || (style != STYLE_SMALL && i == 0);
        to[i] = is_capital ? byte_upper(target.data[i]) : target.data[i];
    }
    return target.len;
}

/* Of alphabets the first letter; a script whose signs are syllables has no initials. */
static size_t put_initial(char *to, const struct rename_word *w, uint8_t style, bool own_script)
{
    int32_t cp;
    bool is_own = own_script && w->own_len;
    str target = is_own ? str_of(w->own, w->own_len) : str_of(w->target, w->target_len);
    if (!w->is_native && !is_own && target.len) {
        *to = style == STYLE_SMALL ? target.data[0] : byte_upper(target.data[0]);
        return 1;
    }
    size_t n = letter_at(target, 0, &cp);
    return put(to, n <= 2 ? str_sub(target, 0, n) : target);
}

/* A letter that no word of this renaming begins with; different ones stay different where there are enough. */
static char free_letter(const struct rename_words *w, const struct piece *p)
{
    bool used[26] = { false };
    char spare[26];
    size_t count = 0;
    for (size_t i = 0; i < w->count; i++)
        if (w->item[i].target_len && byte_is_lower(w->item[i].target[0])) used[w->item[i].target[0] - 'a'] = true;
    for (char c = 'a'; c <= 'z'; c++)
        if (!used[c - 'a']) spare[count++] = c;
    char c = count ? spare[p->len % count] : 'x';
    return p->style == STYLE_SMALL ? c : byte_upper(c);
}

static bool is_near_any(const struct rename_words *w, str s)
{
    for (size_t i = 0; i < w->count; i++) {
        str other = str_of(w->item[i].target, w->item[i].target_len);
        if (str_eq(other, s) || words_slip(other, s) || words_spelled(other, s)) return true;
    }
    return false;
}

/* The beginning of a word: more of it while that is an everyday word, or nearly somebody else's name; if
 * all of it is, letters that are nobody's. */
static size_t put_prefix(char *to, const struct rename_word *word, const struct piece *p,
                         const struct rename_words *w)
{
    size_t n = put_word(to, word, p->style, false), len = p->len < n ? p->len : n;
    if (word->is_native) return n;
    for (; len + 1 < n; len++) {
        str front = str_of(to, len);
        bool is_everyday = label_word(LABEL_MAIL_TRADE, front).len || label_word(LABEL_MAIL_WORD, front).len;
        if (!is_everyday && !is_near_any(w, front)) return len;
    }
    for (len = 0; len < p->len; len++) to[len] = "qvx"[len % 3];
    return len;
}

static size_t put_piece(char *to, const struct piece *p, const struct rename_words *w, bool own_script)
{
    const struct rename_word *word = &w->item[p->word];
    switch ((enum piece_kind)p->kind) {
    case PIECE_TEXT: return put(to, p->text);
    case PIECE_WORD: return put_word(to, word, p->style, own_script);
    case PIECE_INITIAL: return put_initial(to, word, p->style, own_script);
    case PIECE_FREE: *to = free_letter(w, p); return 1;
    case PIECE_PREFIX: return put_prefix(to, word, p, w);
    }
    return 0;
}

static void write_zone(struct rename_value *v, const struct rename_words *w, str zone, struct arena *arena)
{
    struct mrz_words names = { .count = 0, .family = v->family };
    char text[MRZ_WORDS_MAX][RENAME_WORD_MAX], out[MRZ_TEXT_MAX];
    for (size_t i = 0; i < v->count && i < MRZ_WORDS_MAX; i++)
        names.word[names.count++] = str_of(text[i], put_piece(text[i], &v->piece[i], w, false));
    size_t len = mrz_rename(v->raw, &names, zone, out);
    if (len) v->text = arena_str(arena, str_of(out, len));
}

void rename_value_write(struct rename_value *v, const struct rename_words *w, str zone, bool own_script,
                 struct arena *arena)
{
    size_t room = 1, len = 0;
    own_script &= v->mode == MODE_NAME || v->mode == MODE_TAG || v->mode == MODE_TEXT;
    v->text = v->raw;
    if (v->mode == MODE_ZONE) {
        if (v->count || zone.len) write_zone(v, w, zone, arena);
        return;
    }
    if (!v->count) return;
    for (size_t i = 0; i < v->count; i++)
        room += v->piece[i].kind == PIECE_TEXT ? v->piece[i].text.len : RENAME_WORD_MAX;
    char *out = arena_alloc(arena, room);
    if (!out) return;
    for (size_t i = 0; i < v->count; i++) len += put_piece(out + len, &v->piece[i], w, own_script);
    v->text = str_of(out, len);
}
