/*
 * Cutting a written name into tokens.
 *
 * Workload: names of 5 to 60 bytes, nine of ten in ASCII, several for each record screened. One
 * state machine eats signs; the ASCII path feeds it bytes as they are, the other one feeds it what
 * utf8proc makes of each code point, so that both cut alike.
 */
#include "text/text.h"

#include "base/num.h"
#include "text/disguise.h"
#include "text/script.h"

#include <utf8proc.h>

enum {
    ONE_MAX = 64,          /* code points one can unfold to; Unicode's longest is 18 */
    FIRST_DRAWN = 0x0250,  /* below stand letters that people write */
};

struct cutter {
    str                in;
    struct arena      *arena;
    struct text_token *tokens;
    size_t             count;
    bool               over;   /* more tokens than slots */
    bool               is_odd; /* some token may hold letters that pass for others */
    char              *bytes;  /* ASCII: where the next folded byte goes */
    int32_t           *cps;    /* otherwise: folded, decomposed, of the open token */
    size_t             len;    /* of bytes or cps */
    size_t             cap;    /* of cps */
    /* the open token */
    bool               is_open;
    size_t             from, to; /* in the input */
    uint32_t           flags;
    enum text_script   script;
    uint32_t           scripts; /* bit set */
    bool               has_upper, has_lower, has_letter;
    bool               last_lower;
    unsigned           piece; /* letters and digits since the last dot */
    /* between tokens */
    uint32_t           pending; /* flags for the next token */
    unsigned           depth;   /* open brackets */
    bool               is_quoted;
};

/* One code point as it reaches the state machine. */
struct letter {
    int32_t  cp; /* folded */
    size_t   from, to;
    bool     is_upper, is_lower;
};

/* --- the end of a token --------------------------------------------------------------------- */

static void sort_marks(int32_t *cps, size_t len)
{
    for (size_t i = 1; i < len; i++) {
        int32_t cp = cps[i];
        utf8proc_propval_t class = utf8proc_get_property(cp)->combining_class;
        size_t j = i;
        if (class == 0) continue;
        while (j && utf8proc_get_property(cps[j - 1])->combining_class > class) {
            cps[j] = cps[j - 1];
            j--;
        }
        cps[j] = cp;
    }
}

/* UTF-8 of a composed copy of cps. */
static str encode(struct arena *arena, const int32_t *cps, size_t len)
{
    int32_t *copy = arena_alloc(arena, (len + 1) * sizeof *copy);
    if (!copy) return STR_EMPTY;
    if (len) memcpy(copy, cps, len * sizeof *copy);
    utf8proc_ssize_t n = utf8proc_normalize_utf32(copy, (utf8proc_ssize_t)len,
                                                  UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    unsigned char *out = arena_alloc(arena, (size_t)n * 4 + 1);
    size_t used = 0;
    if (!out) return STR_EMPTY;
    for (utf8proc_ssize_t i = 0; i < n; i++)
        used += (size_t)utf8proc_encode_char(copy[i], out + used);
    return str_of((char *)out, used);
}

/* The plain form; takes the place of c->cps, since a token's letters are needed no longer. */
static str plain_of(struct cutter *c)
{
    bool drop = script_has_loose_marks(c->script);
    int32_t *out = arena_alloc(c->arena, (c->len * 2 + 1) * sizeof *out);
    size_t n = 0;
    if (!out) return STR_EMPTY;
    for (size_t i = 0; i < c->len; i++) {
        int32_t cp = c->cps[i];
        const char *latin = cp >= 0x80 ? latin_plain(cp) : NULL;
        if (drop && cp >= 0x80 && sign_of(cp) == SIGN_MARK) continue;
        if (!latin)
            out[n++] = cp;
        else
            while (*latin) out[n++] = *latin++;
    }
    return encode(c->arena, out, n);
}

static bool is_ascii(const int32_t *cps, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (cps[i] >= 0x80) return false;
    return true;
}

static bool is_number(const struct cutter *c, str fold)
{
    if (c->has_letter) return false;
    for (size_t i = 0; i < fold.len; i++)
        if (!byte_is_digit(fold.data[i])) return false;
    return fold.len > 0;
}

static void close_token(struct cutter *c)
{
    struct text_token *t;
    unsigned scripts = (unsigned)__builtin_popcount(c->scripts);
    if (!c->is_open) return;
    c->is_open = false;
    if (c->count == TEXT_TOKENS_MAX) {
        c->over = true;
        return;
    }
    t = &c->tokens[c->count++];
    *t = (struct text_token){ .raw = str_sub(c->in, c->from, c->to), .flags = c->flags,
                              .script = c->has_letter ? c->script : SCRIPT_NONE };
    if (c->bytes) {
        t->fold = t->plain = str_of(c->bytes, c->len);
        c->bytes += c->len;
    } else {
        sort_marks(c->cps, c->len);
        t->fold = encode(c->arena, c->cps, c->len);
        t->plain = is_ascii(c->cps, c->len) ? t->fold : plain_of(c);
    }
    if (c->has_upper && !c->has_lower) t->flags |= TOKEN_ALL_CAPS;
    if (scripts > 1) t->flags |= TOKEN_MIXED_SCRIPT;
    c->is_odd |= scripts > 1;
    if (is_number(c, t->fold)) t->flags |= TOKEN_NUMBER;
}

/* --- one sign after the other --------------------------------------------------------------- */

static void put(struct cutter *c, int32_t cp)
{
    if (c->bytes)
        c->bytes[c->len++] = (char)cp;
    else if (c->len < c->cap)
        c->cps[c->len++] = cp;
    else
        c->over = true;
}

static void open_token(struct cutter *c, size_t from)
{
    c->is_open = true;
    c->from = from;
    c->len = 0;
    c->flags = c->pending;
    if (c->depth || c->is_quoted) c->flags |= TOKEN_BRACKET;
    c->pending = 0;
    c->script = SCRIPT_NONE;
    c->scripts = 0;
    c->has_upper = c->has_lower = c->has_letter = c->last_lower = false;
    c->piece = 0;
}

/* Does the script of a new letter end the open token? 김Kim is two, so is 三菱UFJ. */
static bool is_cut(const struct cutter *c, enum text_script s)
{
    if (!c->is_open) return false;
    if (s == SCRIPT_NONE) return text_script_is_run(c->script);
    return c->script == s ? false : text_script_is_run(s) || text_script_is_run(c->script);
}

static void eat_letter(struct cutter *c, struct letter l)
{
    enum text_script s = script_of(l.cp);
    if (is_cut(c, s)) close_token(c);
    if (!c->is_open) open_token(c, l.from);
    if (c->script == SCRIPT_NONE) c->script = s;
    c->scripts |= 1u << s;
    if (l.is_upper && c->last_lower) c->flags |= TOKEN_SOFT_BREAK;
    c->has_letter = true;
    c->has_upper |= l.is_upper;
    c->has_lower |= l.is_lower;
    c->last_lower = l.is_lower;
    c->piece++;
    c->to = l.to;
    put(c, l.cp);
}

static void eat_digit(struct cutter *c, struct letter l)
{
    int value = digit_value(l.cp);
    if (is_cut(c, SCRIPT_NONE)) close_token(c);
    if (!c->is_open) open_token(c, l.from);
    c->last_lower = false;
    c->piece++;
    c->to = l.to;
    put(c, value >= 0 ? '0' + value : l.cp);
}

static int32_t letter_before(const struct cutter *c, size_t back)
{
    if (back > c->len) return 0;
    return c->bytes ? c->bytes[c->len - back] : c->cps[c->len - back];
}

static void eat_apostrophe(struct cutter *c)
{
    if (!c->is_open) return;
    int32_t last = letter_before(c, 1);
    bool is_aspirate = last == 'k' || last == 't' || last == 'p' ||
                       (last == 'h' && letter_before(c, 2) == 'c');
    c->flags |= is_aspirate ? TOKEN_ASPIRATE : TOKEN_APOSTROPHE;
}

/* Does one letter stand alone at `at`, as the A of S.A.? */
static bool is_lone_letter(str in, size_t at)
{
    enum sign s;
    if (at >= in.len || sign_of(text_next(in, &at)) != SIGN_LETTER) return false;
    do {
        if (at >= in.len) return true;
        s = sign_of(text_next(in, &at));
    } while (s == SIGN_MARK || s == SIGN_HIDDEN || s == SIGN_NOTHING);
    return s != SIGN_LETTER && s != SIGN_DIGIT && s != SIGN_APOSTROPHE;
}

static void eat_dot(struct cutter *c, size_t after)
{
    if (c->is_open && c->has_letter && c->piece == 1) {
        c->flags |= TOKEN_DOTTED;
        c->piece = 0;
        c->last_lower = false;
        if (is_lone_letter(c->in, after)) return;
    }
    close_token(c);
    c->pending &= (uint32_t)~TOKEN_HYPHEN_BEFORE;
}

static void eat(struct cutter *c, enum sign s, struct letter l)
{
    bool was_open = c->is_open;
    switch (s) {
    case SIGN_LETTER: eat_letter(c, l); return;
    case SIGN_DIGIT: eat_digit(c, l); return;
    case SIGN_MARK:
        if (!c->is_open) return;
        c->to = l.to;
        put(c, l.cp);
        return;
    case SIGN_HIDDEN:
        if (c->is_open)
            c->flags |= TOKEN_HIDDEN;
        else
            c->pending |= TOKEN_HIDDEN;
        return;
    case SIGN_NOTHING: return;
    case SIGN_APOSTROPHE: eat_apostrophe(c); return;
    case SIGN_DOT: eat_dot(c, l.to); return;
    case SIGN_HYPHEN:
        close_token(c);
        if (was_open) c->pending |= TOKEN_HYPHEN_BEFORE;
        return;
    case SIGN_OPEN:
    case SIGN_CLOSE:
    case SIGN_QUOTE:
    case SIGN_COMMA:
    case SIGN_BREAK: break;
    }
    close_token(c);
    c->pending &= (uint32_t)~TOKEN_HYPHEN_BEFORE;
    if (s == SIGN_COMMA) c->pending |= TOKEN_COMMA_BEFORE;
    if (s == SIGN_OPEN) c->depth++;
    if (s == SIGN_CLOSE && c->depth) c->depth--;
    if (s == SIGN_QUOTE) c->is_quoted = !c->is_quoted;
}

/* --- the two paths -------------------------------------------------------------------------- */

/* Letters inside a Latin word, as eat_letter takes them one by one. @return the first place behind them */
static size_t eat_latin_run(struct cutter *c, size_t i)
{
    const char *in = c->in.data;
    bool is_upper = c->has_upper, is_lower = c->has_lower, last_lower = c->last_lower;
    size_t from = i, len = c->len;
    for (; i < c->in.len && byte_is_alpha(in[i]); i++) {
        bool upper = byte_is_upper(in[i]);
        if (upper && last_lower) c->flags |= TOKEN_SOFT_BREAK;
        is_upper |= upper;
        is_lower |= !upper;
        last_lower = !upper;
        c->bytes[len++] = byte_lower(in[i]);
    }
    c->has_upper = is_upper;
    c->has_lower = is_lower;
    c->last_lower = last_lower;
    c->piece += (unsigned)(i - from);
    c->len = len;
    c->to = i;
    return i;
}

static void eat_ascii(struct cutter *c)
{
    for (size_t i = 0; i < c->in.len; i++) {
        if (c->is_open && c->script == SCRIPT_LATIN && byte_is_alpha(c->in.data[i])) {
            i = eat_latin_run(c, i);
            if (i == c->in.len) break;
        }
        char b = c->in.data[i];
        struct letter l = { .cp = byte_lower(b), .from = i, .to = i + 1,
                            .is_upper = byte_is_upper(b), .is_lower = byte_is_lower(b) };
        eat(c, sign_of_ascii((unsigned char)b), l);
    }
    close_token(c);
}

/* Signs that say what they are before folding; the others are unfolded first. */
static bool is_plain_sign(enum sign s)
{
    return s != SIGN_LETTER && s != SIGN_DIGIT && s != SIGN_MARK && s != SIGN_BREAK;
}

/* Wide, mathematical, circled: another sign for a letter a-z. Of those that no decomposition names, the small
 * capitals, the table knows. */
static void note_drawn(struct cutter *c, int32_t cp, int32_t folded)
{
    bool is_latin = script_of(folded) == SCRIPT_LATIN;
    if (!c->is_open || !is_latin) return;
    if (folded >= 0x80)
        c->is_odd = true;
    else if (byte_is_alpha((char)folded) && utf8proc_category(cp) != UTF8PROC_CATEGORY_NL)
        c->flags |= TOKEN_DRAWN;
}

static void eat_one(struct cutter *c, int32_t cp, struct letter l)
{
    int32_t unfolded[ONE_MAX];
    int last = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        cp, unfolded, ONE_MAX,
        UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &last);
    if (n < 0 || n > ONE_MAX) {
        eat(c, SIGN_BREAK, l);
        return;
    }
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        l.cp = unfolded[i];
        eat(c, sign_of(l.cp), l);
    }
    if (n == 1 && cp >= FIRST_DRAWN) note_drawn(c, cp, unfolded[0]);
}

static void eat_unicode(struct cutter *c)
{
    for (size_t at = 0; at < c->in.len;) {
        size_t from = at;
        int32_t cp = text_next(c->in, &at);
        utf8proc_category_t category = utf8proc_category(cp);
        struct letter l = { .cp = cp, .from = from, .to = at,
                            .is_upper = category == UTF8PROC_CATEGORY_LU ||
                                        category == UTF8PROC_CATEGORY_LT,
                            .is_lower = category == UTF8PROC_CATEGORY_LL };
        enum sign s = sign_of(cp);
        if (is_plain_sign(s))
            eat(c, s, l);
        else
            eat_one(c, cp, l);
    }
    close_token(c);
}

static bool all_ascii(str s)
{
    unsigned char seen = 0;
    for (size_t i = 0; i < s.len; i++) seen |= (unsigned char)s.data[i];
    return seen < 0x80;
}

cordon_status text_tokens(str in, struct arena *arena, struct text_token *ret_tokens,
                          size_t *ret_count, struct cordon_error *err)
{
    struct cutter c = { .in = in, .arena = arena, .tokens = ret_tokens };
    size_t bad;
    if (in.len > TEXT_NAME_MAX)
        return error_set(err, CORDON_LIMIT, "name of %zu bytes; the cap is %d", in.len,
                         TEXT_NAME_MAX);
    if (all_ascii(in)) {
        c.bytes = arena_alloc(arena, in.len);
        if (!c.bytes) return error_nomem(err);
        eat_ascii(&c);
    } else if (!str_is_utf8(in, &bad)) {
        return error_at(err, CORDON_SYNTAX, STR_EMPTY, 0, (uint32_t)bad + 1,
                        "name is not UTF-8 at byte %zu", bad + 1);
    } else {
        c.cap = in.len * 8;
        c.cps = arena_alloc(arena, c.cap * sizeof *c.cps);
        if (!c.cps) return error_nomem(err);
        eat_unicode(&c);
    }
    if (arena->failed) return error_nomem(err);
    if (c.is_odd && !disguise_undo(ret_tokens, c.count, arena)) return error_nomem(err);
    if (c.over)
        return error_set(err, CORDON_LIMIT, "name of more than %d words", TEXT_TOKENS_MAX);
    *ret_count = c.count;
    return CORDON_OK;
}
