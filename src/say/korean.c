/* Korean particles: their form hangs on the sound before them. */
#include "say/korean.h"

/* Hangul syllables lie in a block of 28 finals for each pair of initial and vowel; final 0 is none
 * and final 8 is ㄹ. */
enum { HANGUL_FIRST = 0xAC00, HANGUL_LAST = 0xD7A3, FINALS = 28, FINAL_RIEUL = 8 };

/* How the last syllable of a text sounds at its end. */
enum korean_end {
    KOREAN_UNKNOWN = 0, /* no letter or digit, or one whose Korean reading is not known */
    KOREAN_OPEN,        /* ends in a vowel: 리, 2, "Yuri" */
    KOREAN_RIEUL,       /* ends in ㄹ: 철, 1, "Chol" */
    KOREAN_CLOSED,      /* ends in another consonant: 김, 3, "Kim" */
};

static enum korean_end end_of_digit(char c)
{
    static const enum korean_end ends[10] = {
        KOREAN_CLOSED, /* 영 */ KOREAN_RIEUL,  /* 일 */ KOREAN_OPEN,  /* 이 */
        KOREAN_CLOSED, /* 삼 */ KOREAN_OPEN,   /* 사 */ KOREAN_OPEN,  /* 오 */
        KOREAN_CLOSED, /* 육 */ KOREAN_RIEUL,  /* 칠 */ KOREAN_RIEUL, /* 팔 */
        KOREAN_OPEN,   /* 구 */
    };
    return ends[c - '0'];
}

/* Is the Latin word that ends s read letter by letter? So it is when it has no vowel: kp, 2T. */
static bool is_spelled_out(str s)
{
    for (size_t i = s.len; i > 0 && byte_is_alpha(s.data[i - 1]); i--)
        if (str_index(STR("aeiouy"), byte_lower(s.data[i - 1])) < 6) return false;
    return true;
}

/* Latin letters as Korean writes foreign words: k, p, t, m, n, l and ng close the syllable, the
 * others get a vowel behind them or are silent (스, 드, 프, 터). Of the letters' own names only
 * those of l, m and n are closed. */
static enum korean_end end_of_latin(str s)
{
    char last = byte_lower(s.data[s.len - 1]), before = s.len > 1 ? s.data[s.len - 2] : ' ';
    if (is_spelled_out(s) && last != 'l' && last != 'm' && last != 'n') return KOREAN_OPEN;
    switch (last) {
    case 'l':
        return KOREAN_RIEUL;
    case 'k':
    case 'm':
    case 'n':
    case 'p':
    case 't':
        return KOREAN_CLOSED;
    case 'g':
        return byte_lower(before) == 'n' ? KOREAN_CLOSED : KOREAN_OPEN;
    default:
        return KOREAN_OPEN;
    }
}

/* The code point that ends at byte `end` of s; *ret_at is where it begins. */
static uint32_t code_before(str s, size_t end, size_t *ret_at)
{
    size_t at = end - 1;
    while (at > 0 && end - at < 4 && ((unsigned char)s.data[at] & 0xC0) == 0x80) at--;
    const unsigned char *p = (const unsigned char *)s.data + at;
    *ret_at = at;
    switch (end - at) {
    case 1:
        return p[0];
    case 2:
        return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
    case 3:
        return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    default:
        return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
    }
}

/* ASCII signs, general punctuation (U+2000..206F: “ ” ’), CJK brackets. */
static bool is_passed_over(uint32_t code)
{
    return code < 0x80 ? !byte_is_alnum((char)code)
                       : (code >= 0x2000 && code <= 0x206F) || (code >= 0x3000 && code <= 0x301F);
}

/* The end of the last letter or digit of s; quotes, brackets and blanks behind it are passed over. */
static enum korean_end end_of(str s)
{
    size_t end = s.len;
    while (end > 0) {
        size_t at;
        uint32_t code = code_before(s, end, &at);
        if (is_passed_over(code)) {
            end = at;
            continue;
        }
        if (code >= HANGUL_FIRST && code <= HANGUL_LAST) {
            uint32_t final = (code - HANGUL_FIRST) % FINALS;
            return final == 0 ? KOREAN_OPEN : final == FINAL_RIEUL ? KOREAN_RIEUL : KOREAN_CLOSED;
        }
        if (code >= 0x80) return KOREAN_UNKNOWN;
        if (byte_is_digit((char)code)) return end_of_digit((char)code);
        return end_of_latin(str_sub(s, 0, end));
    }
    return KOREAN_UNKNOWN;
}

void korean_add_particle(str before, str pair, struct buf *out)
{
    size_t cut = str_index(pair, '/');
    str closed = str_sub(pair, 0, cut), open = str_from(pair, cut + 1);
    switch (end_of(before)) {
    case KOREAN_OPEN:
        buf_add(out, open);
        return;
    case KOREAN_RIEUL:
        buf_add(out, str_eq(open, STR("로")) ? open : closed);
        return;
    case KOREAN_CLOSED:
        buf_add(out, closed);
        return;
    case KOREAN_UNKNOWN:
        buf_add(out, closed);
        buf_add_byte(out, '(');
        buf_add(out, open);
        buf_add_byte(out, ')');
        return;
    }
}
