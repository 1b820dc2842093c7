/*
 * Words with letters that pass for others, read as what they look like.
 *
 * Workload: one name in thousands; the tokenizer notices such words as it goes, and only they come here.
 * A word all in one alphabet is what it says: Cyrillic "Сара" is no Latin "Capa". A word in two is read as the
 * one that all its letters fit; where they fit both, as that of the name's other words, or the one that has more
 * of them.
 */
#include "text/disguise.h"

#include "base/num.h"
#include "text/script.h"

#include <utf8proc.h>

#include "text/confusable_table.h" /* looks[], by code point */

enum { ONE_MAX = 64 };

/* Letters of a word, by alphabet. */
struct census {
    unsigned count[SCRIPTS];
    bool     has_drawn;
    bool     fits_latin;           /* every letter is Latin or looks so */
    bool     fits_other;           /* every Latin letter looks like one of `other` */
    enum text_script other;        /* the one alphabet beside Latin; NONE when there are more */
};

const struct look *look_of(int32_t cp)
{
    size_t lo = 0, hi = COUNT_OF(looks);
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (looks[mid].cp < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < COUNT_OF(looks) && looks[lo].cp == cp ? &looks[lo] : NULL;
}

int32_t text_next(str in, size_t *at)
{
    utf8proc_int32_t cp;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)in.data + *at,
                                          (utf8proc_ssize_t)(in.len - *at), &cp);
    *at += n > 0 ? (size_t)n : 1;
    return n > 0 ? cp : 0xFFFD;
}

static bool is_upper(int32_t cp)
{
    return utf8proc_category(cp) == UTF8PROC_CATEGORY_LU;
}

/* Letters of the alphabets as most people know them; the others are somebody's too, but rarer. */
static bool is_basic(int32_t cp)
{
    return (cp >= 0x0391 && cp <= 0x03C9) || (cp >= 0x0410 && cp <= 0x044F) || cp == 0x0406 || cp == 0x0456 ||
           cp == 0x0408 || cp == 0x0458;
}

/* Alike at least as capitals: who types in two alphabets changes those, not the ones that only resemble. */
static bool is_twin(const struct look *l)
{
    const struct look *capital = look_of(utf8proc_toupper(l->cp));
    return l->kind == LOOK_SAME || (capital && capital->kind == LOOK_SAME && capital->latin == l->latin);
}

/* The small letter of another alphabet that a Latin one can be taken for; 0 when there is none. */
static int32_t look_back(int32_t latin, enum text_script script)
{
    const struct look *best = NULL;
    if (latin >= 0x80 || !byte_is_alpha((char)latin)) return 0;
    for (size_t i = 0; i < COUNT_OF(looks); i++) {
        const struct look *l = &looks[i];
        if (l->latin != byte_lower((char)latin) || is_upper(l->cp) != byte_is_upper((char)latin)) continue;
        if (script_of(l->cp) != script || !is_basic(l->cp) || !is_twin(l)) continue;
        if (!best || l->kind < best->kind) best = l;
    }
    return best ? utf8proc_tolower(best->cp) : 0;
}

/* Compatibility forms undone, case kept. */
static size_t unfold(int32_t cp, int32_t ret[ONE_MAX], bool folds_case)
{
    unsigned options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE;
    int last = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        cp, ret, ONE_MAX, (utf8proc_option_t)(folds_case ? options | UTF8PROC_CASEFOLD : options), &last);
    return n < 0 || n > ONE_MAX ? 0 : (size_t)n;
}

static void count_letter(struct census *c, int32_t cp)
{
    enum text_script s = script_of(cp);
    const struct look *look = look_of(cp);
    if (sign_of(cp) != SIGN_LETTER) return;
    c->count[s]++;
    c->has_drawn |= look && look->kind == LOOK_DRAWN;
    if (s == SCRIPT_LATIN) return;
    c->fits_latin &= look != NULL;
    if (c->count[s] > 1) return;
    c->other = c->other == SCRIPT_NONE ? s : SCRIPTS;
}

static struct census census_of(str raw)
{
    struct census c = { .fits_latin = true, .other = SCRIPT_NONE };
    int32_t one[ONE_MAX];
    for (size_t at = 0; at < raw.len;) {
        size_t n = unfold(text_next(raw, &at), one, false);
        for (size_t i = 0; i < n; i++) count_letter(&c, one[i]);
    }
    if (c.other == SCRIPTS) c.other = SCRIPT_NONE;
    c.fits_other = c.other == SCRIPT_CYRILLIC || c.other == SCRIPT_GREEK;
    for (size_t at = 0; at < raw.len && c.fits_other;) {
        size_t n = unfold(text_next(raw, &at), one, false);
        for (size_t i = 0; i < n; i++)
            if (sign_of(one[i]) == SIGN_LETTER && script_of(one[i]) == SCRIPT_LATIN)
                c.fits_other &= look_back(one[i], c.other) != 0;
    }
    return c;
}

/* The alphabet of the name's other words; NONE when they do not say. */
static enum text_script script_around(const struct text_token *tokens, size_t count, enum text_script other)
{
    size_t latin = 0, others = 0;
    for (size_t i = 0; i < count; i++) {
        if (tokens[i].flags & TOKEN_MIXED_SCRIPT) continue;
        if (tokens[i].script == SCRIPT_LATIN) latin += tokens[i].plain.len;
        if (tokens[i].script == other) others += tokens[i].plain.len / 2; /* bytes a letter */
    }
    return latin > others ? SCRIPT_LATIN : others > latin ? other : SCRIPT_NONE;
}

static enum text_script script_meant(const struct text_token *tokens, size_t count, const struct census *c)
{
    unsigned latin = c->count[SCRIPT_LATIN], other = c->other ? c->count[c->other] : 0;
    if (!c->fits_latin || !c->fits_other)
        return c->fits_latin ? SCRIPT_LATIN : c->fits_other ? c->other : SCRIPT_NONE;
    enum text_script around = script_around(tokens, count, c->other);
    if (around != SCRIPT_NONE) return around;
    return latin >= other ? SCRIPT_LATIN : c->other;
}

struct letters {
    int32_t *cps;
    size_t   count;
};

static void put(struct letters *out, int32_t cp, enum text_script script)
{
    const struct look *look = look_of(cp);
    int32_t back = script != SCRIPT_LATIN ? look_back(cp, script) : 0, one[ONE_MAX];
    enum sign sign = sign_of(cp);
    int digit = digit_value(cp);
    if (sign != SIGN_LETTER && sign != SIGN_DIGIT) return; /* marks too: these alphabets can do without */
    if (look && (script == SCRIPT_LATIN || look->kind == LOOK_DRAWN)) cp = look->latin;
    if (back) cp = back;
    if (digit >= 0) cp = '0' + digit;
    size_t n = unfold(cp, one, true);
    for (size_t i = 0; i < n; i++) {
        const char *latin = one[i] >= 0x80 ? latin_plain(one[i]) : NULL;
        if (!latin) out->cps[out->count++] = one[i];
        while (latin && *latin) out->cps[out->count++] = *latin++;
    }
}

static str encode(const struct letters *l, struct arena *arena)
{
    unsigned char *out = arena_alloc(arena, l->count * 4 + 1);
    size_t len = 0;
    if (!out) return STR_EMPTY;
    for (size_t i = 0; i < l->count; i++) len += (size_t)utf8proc_encode_char(l->cps[i], out + len);
    return str_of((char *)out, len);
}

/* Every code point of the input has at most 18 of its own; those with more than one letter are ligatures. */
static str read_as(str raw, enum text_script script, struct arena *arena)
{
    struct letters l = { arena_alloc(arena, raw.len * 8 * sizeof(int32_t) + sizeof(int32_t) * ONE_MAX), 0 };
    int32_t one[ONE_MAX];
    if (!l.cps) return STR_EMPTY;
    for (size_t at = 0; at < raw.len;) {
        size_t n = unfold(text_next(raw, &at), one, false);
        for (size_t i = 0; i < n && l.count + ONE_MAX / 2 < raw.len * 8 + ONE_MAX; i++) put(&l, one[i], script);
    }
    return encode(&l, arena);
}

bool disguise_undo(struct text_token *tokens, size_t count, struct arena *arena)
{
    for (size_t i = 0; i < count; i++) {
        struct text_token *t = &tokens[i];
        bool is_mixed = t->flags & TOKEN_MIXED_SCRIPT;
        if (!is_mixed && t->script != SCRIPT_LATIN) continue;
        struct census c = census_of(t->raw);
        enum text_script meant = is_mixed ? script_meant(tokens, count, &c) : SCRIPT_LATIN;
        if ((!is_mixed && !c.has_drawn) || meant == SCRIPT_NONE) continue;
        t->plain = read_as(t->raw, meant, arena);
        t->script = meant;
        t->flags |= is_mixed ? TOKEN_LOOKALIKE : TOKEN_DRAWN;
    }
    return !arena->failed;
}

str text_latin_look(str word, struct arena *arena)
{
    char *out = arena_alloc(arena, word.len + 1);
    size_t len = 0;
    for (size_t at = 0; out && at < word.len;) {
        int32_t cp = text_next(word, &at);
        const struct look *look = look_of(cp);
        enum sign s = sign_of(cp);
        if (s == SIGN_HIDDEN || s == SIGN_NOTHING) continue;
        if (!look || look->kind != LOOK_SAME) return STR_EMPTY;
        out[len++] = look->latin;
    }
    return out ? str_of(out, len) : STR_EMPTY;
}
