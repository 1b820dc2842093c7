/* Cutting what is written without blanks: the longest known word first, from the front. */
#include "name/glued.h"

#include "name/alike.h"
#include "name/vocabulary.h"

static bool is_one_letter(str s)
{
    return letter_len(s, 0) == s.len && !byte_is_digit(s.data[0]);
}

struct cuts {
    str   *part;
    size_t count, known;
    size_t from; /* of what is no known word */
};

static bool add(struct cuts *c, str part)
{
    if (!part.len) return true;
    if (c->count == GLUED_PARTS_MAX) return false;
    c->part[c->count++] = part;
    return true;
}

size_t glued_split(str plain, enum text_script script, str ret[GLUED_PARTS_MAX])
{
    struct cuts c = { .part = ret };
    bool is_behind_word = false;
    if (script != SCRIPT_HANGUL && script != SCRIPT_HAN && script != SCRIPT_KANA) return 0;
    for (size_t at = 0; at < plain.len;) {
        str rest = str_from(plain, at);
        size_t len = vocabulary_prefix(rest);
        if (len && is_one_letter(str_sub(rest, 0, len)) && !is_behind_word && len < rest.len) len = 0;
        is_behind_word = len > 0;
        if (!len) {
            at += letter_len(plain, at);
            continue;
        }
        if (!add(&c, str_sub(plain, c.from, at)) || !add(&c, str_sub(rest, 0, len))) return 0;
        c.known++;
        at += len;
        c.from = at;
    }
    if (!add(&c, str_from(plain, c.from))) return 0;
    return c.known && c.count > 1 ? c.count : 0;
}
