/* What is odd about the letters of a name, told with its place. */
#include "text/disguise.h"
#include "text/script.h"

#include <utf8proc.h>

struct oddities {
    str                 name;
    struct text_oddity *ret;
    size_t              count;
};

static uint32_t place_of(str name, size_t at)
{
    uint32_t n = 1;
    for (size_t i = 0; i < at; i++) n += ((unsigned char)name.data[i] & 0xC0) != 0x80;
    return n;
}

static void add(struct oddities *o, enum text_odd kind, const struct text_token *t, size_t at)
{
    struct text_oddity *odd;
    if (o->count == TEXT_ODDITIES_MAX) return;
    odd = &o->ret[o->count++];
    *odd = (struct text_oddity){ .kind = kind, .word = t->raw, .read_as = t->plain, .at = place_of(o->name, at) };
    odd->cp = text_next(o->name, &at);
}

/* Scripts whose writers use joiners and direction marks. */
static bool needs_marks(enum text_script s)
{
    return s == SCRIPT_ARABIC || s == SCRIPT_HEBREW || s == SCRIPT_OTHER || s == SCRIPT_NONE;
}

/* The script most people would name for a letter: wide ones are Latin too. */
static bool is_letter_of(int32_t cp, enum text_script s)
{
    return sign_of(cp) == SIGN_LETTER && script_of(cp) == s;
}

/* Another sign for one letter a-z. */
static bool is_drawn(int32_t cp)
{
    int32_t one[4];
    int last = 0;
    if (cp < 0x0250) return false;
    const struct look *look = look_of(cp);
    if (look) return look->kind == LOOK_DRAWN;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        cp, one, 4, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &last);
    return n == 1 && one[0] >= 'a' && one[0] <= 'z' && utf8proc_category(cp) != UTF8PROC_CATEGORY_NL;
}

/* The first sign of a word that is foreign to its script (`kind` LOOKALIKE, MIXED) or drawn otherwise. */
static void look_at_letters(struct oddities *o, const struct text_token *t, enum text_odd kind)
{
    size_t from = (size_t)(t->raw.data - o->name.data), to = from + t->raw.len;
    enum text_script first = SCRIPT_NONE;
    for (size_t at = from; at < to;) {
        size_t here = at;
        int32_t cp = text_next(o->name, &at);
        bool is_odd = false;
        if (kind == TEXT_ODD_DRAWN)
            is_odd = is_drawn(cp);
        else if (sign_of(cp) == SIGN_LETTER && first == SCRIPT_NONE && kind == TEXT_ODD_MIXED)
            first = script_of(cp);
        else
            is_odd = sign_of(cp) == SIGN_LETTER && !is_letter_of(cp, kind == TEXT_ODD_MIXED ? first : t->script);
        if (!is_odd) continue;
        add(o, kind, t, here);
        return;
    }
}

/* From the end of the word before to the marks behind this one. */
static void look_for_hidden(struct oddities *o, const struct text_token *t, size_t from)
{
    size_t to = (size_t)(t->raw.data - o->name.data) + t->raw.len;
    while (from < o->name.len) {
        size_t here = from;
        bool is_hidden = sign_of(text_next(o->name, &from)) == SIGN_HIDDEN;
        if (!is_hidden && here >= to) return;
        if (!is_hidden) continue;
        add(o, TEXT_ODD_HIDDEN, t, here);
        return;
    }
}

/* A whole word of another alphabet that could be Latin, in a name that is. */
static void look_at_word(struct oddities *o, const struct text_token *t, struct arena *arena)
{
    str look = text_latin_look(t->raw, arena);
    if (!look.len || o->count == TEXT_ODDITIES_MAX) return;
    add(o, TEXT_ODD_LOOKALIKE, t, (size_t)(t->raw.data - o->name.data));
    o->ret[o->count - 1].read_as = look;
}

static void look_for_digit(struct oddities *o, const struct text_token *t, struct arena *arena)
{
    size_t from = (size_t)(t->raw.data - o->name.data), to = from + t->raw.len;
    str meant = text_letters_for_digits(t->plain, t->script, arena);
    while (meant.len && from < to) {
        size_t here = from;
        if (sign_of(text_next(o->name, &from)) != SIGN_DIGIT) continue;
        add(o, TEXT_ODD_DIGIT, t, here);
        if (o->count && o->ret[o->count - 1].kind == TEXT_ODD_DIGIT) o->ret[o->count - 1].read_as = meant;
        return;
    }
}

size_t text_oddities(str name, bool is_person, struct arena *arena, struct text_oddity *ret)
{
    struct text_token *token = arena_alloc(arena, TEXT_TOKENS_MAX * sizeof *token);
    struct cordon_error ignored = { .status = CORDON_OK };
    struct oddities o = { .name = name, .ret = ret };
    size_t count = 0, end = 0, latin = 0;
    if (!token || text_tokens(name, arena, token, &count, &ignored)) return 0;
    for (size_t i = 0; i < count; i++) latin += token[i].script == SCRIPT_LATIN;
    for (size_t i = 0; i < count; i++) {
        const struct text_token *t = &token[i];
        if (latin && t->script != SCRIPT_LATIN && t->script != SCRIPT_NONE) look_at_word(&o, t, arena);
        bool is_read = t->flags & TOKEN_LOOKALIKE;
        if (is_read) look_at_letters(&o, t, TEXT_ODD_LOOKALIKE);
        else if (t->flags & TOKEN_MIXED_SCRIPT) look_at_letters(&o, t, TEXT_ODD_MIXED);
        if (t->flags & TOKEN_DRAWN) look_at_letters(&o, t, TEXT_ODD_DRAWN);
        if ((t->flags & TOKEN_HIDDEN) && !needs_marks(t->script)) look_for_hidden(&o, t, end);
        if (is_person) look_for_digit(&o, t, arena);
        end = (size_t)(t->raw.data - name.data) + t->raw.len;
    }
    return o.count;
}
