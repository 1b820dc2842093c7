/* Legal forms in the names of companies: peeled off the ends, then looked for inside. */
#include "name/orgform.h"

#include "base/table.h"

#include "name/orgform_table.h"

/* Bits of form_place, as tools/gen_orgforms.py writes them. */
enum { AT_END = 1, AT_START = 2, INSIDE = 4, GLUED = 8 };

/* The tokens in work: [lo, hi) is not taken yet. */
struct name {
    const str *tokens;
    size_t lo, hi;
    struct orgform *forms;
    size_t count;
};

static void add(struct name *n, size_t first, size_t count, size_t from, size_t to,
                uint32_t form)
{
    size_t at = n->count++;
    while (at > 0 && n->forms[at - 1].first > first) {
        n->forms[at] = n->forms[at - 1];
        at--;
    }
    n->forms[at] = (struct orgform){ (uint16_t)first, (uint16_t)count, (uint16_t)from,
                                     (uint16_t)to, class_names[form_class[form]] };
}

/* The form that tokens [first, first + count) spell, allowed at `place`. */
static uint32_t form_of(const str *tokens, size_t first, size_t count, unsigned place)
{
    char text[FORM_BYTES_MAX];
    size_t len = 0;
    for (size_t i = first; i < first + count; i++) {
        if (i > first) {
            if (len == sizeof text) return TABLE_NONE;
            text[len++] = ' ';
        }
        if (tokens[i].len > sizeof text - len) return TABLE_NONE;
        if (tokens[i].len) memcpy(text + len, tokens[i].data, tokens[i].len);
        len += tokens[i].len;
    }
    uint32_t form = table_find(&form_keys, str_of(text, len));
    return form != TABLE_NONE && (form_place[form] & place) ? form : TABLE_NONE;
}

static bool is_letter_start(str s, size_t at)
{
    return ((unsigned char)s.data[at] & 0xC0) != 0x80;
}

/* A form written together with the name, at the end of a token or at its beginning; the
 * longest. *ret_cut is where the token divides. */
static uint32_t form_glued(str token, unsigned place, size_t *ret_cut)
{
    size_t most = token.len < GLUED_BYTES_MAX ? token.len : GLUED_BYTES_MAX;
    if (!token.len || !((unsigned char)token.data[0] & 0x80)) return TABLE_NONE;
    if (table_find(&form_keys, token) != TABLE_NONE) return TABLE_NONE; /* nothing but a form */
    for (size_t len = most; len > 3; len--) {
        size_t cut = place == AT_END ? token.len - len : len;
        if (cut == 0 || cut == token.len || !is_letter_start(token, cut)) continue;
        str part = place == AT_END ? str_from(token, cut) : str_sub(token, 0, cut);
        uint32_t form = table_find(&form_keys, part);
        if (form == TABLE_NONE || !(form_place[form] & GLUED)) continue;
        if (!(form_place[form] & place)) continue;
        *ret_cut = cut;
        return form;
    }
    return TABLE_NONE;
}

/* Take one form off an end. @return false when there is none */
static bool peel(struct name *n, unsigned place)
{
    size_t most = n->hi - n->lo - 1;
    if (most > FORM_TOKENS_MAX) most = FORM_TOKENS_MAX;
    for (size_t count = most; count > 0; count--) {
        size_t first = place == AT_END ? n->hi - count : n->lo;
        uint32_t form = form_of(n->tokens, first, count, place);
        if (form == TABLE_NONE) continue;
        add(n, first, count, 0, n->tokens[first].len, form);
        if (place == AT_END)
            n->hi -= count;
        else
            n->lo += count;
        return true;
    }
    return false;
}

/* A token can hold a glued form at one end only; the rest of it stays a word of the name. */
static bool peel_glued(struct name *n, unsigned place)
{
    size_t at = place == AT_END ? n->hi - 1 : n->lo, cut;
    str token = n->tokens[at];
    uint32_t form = form_glued(token, place, &cut);
    if (form == TABLE_NONE) return false;
    if (place == AT_END)
        add(n, at, 1, cut, token.len, form);
    else
        add(n, at, 1, 0, cut, form);
    return true;
}

static void find_inside(struct name *n)
{
    for (size_t i = n->lo + 1; i + 1 < n->hi; i++) {
        size_t most = n->hi - 1 - i;
        if (most > FORM_TOKENS_MAX) most = FORM_TOKENS_MAX;
        for (size_t count = most; count > 0; count--) {
            uint32_t form = form_of(n->tokens, i, count, INSIDE);
            if (form == TABLE_NONE) continue;
            add(n, i, count, 0, n->tokens[i].len, form);
            i += count - 1;
            break;
        }
    }
}

size_t orgform_find(const str *tokens, size_t count, struct orgform *ret_forms)
{
    struct name n = { tokens, 0, count, ret_forms, 0 };
    if (count == 0) return 0;
    while (peel(&n, AT_END)) continue;
    bool is_glued = peel_glued(&n, AT_END);
    while (peel(&n, AT_START)) continue;
    if (!is_glued || n.hi - n.lo > 1) peel_glued(&n, AT_START);
    find_inside(&n);
    return n.count;
}

size_t orgform_word_count(void)
{
    return sizeof form_words / sizeof *form_words;
}

str orgform_word(size_t i)
{
    return form_words[i];
}

unsigned orgform_word_letters(size_t i)
{
    return form_word_letters[i];
}
