/* What kind of sign a code point is. */
#include "text/script.h"

#include "base/num.h"

#include <utf8proc.h>

struct range {
    int32_t from, to;
    int     value;
};

static int range_find(const struct range *rows, size_t count, int32_t cp, int absent)
{
    size_t lo = 0, hi = count;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (cp > rows[mid].to)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < count && cp >= rows[lo].from ? rows[lo].value : absent;
}

/* src: unicode-blocks */
static const struct range scripts[] = {
    { 0x0041, 0x024F, SCRIPT_LATIN },    { 0x0250, 0x02AF, SCRIPT_LATIN },
    { 0x0370, 0x03FF, SCRIPT_GREEK },    { 0x0400, 0x052F, SCRIPT_CYRILLIC },
    { 0x0590, 0x05FF, SCRIPT_HEBREW },   { 0x0600, 0x06FF, SCRIPT_ARABIC },
    { 0x0750, 0x077F, SCRIPT_ARABIC },   { 0x0870, 0x08FF, SCRIPT_ARABIC },
    { 0x1100, 0x11FF, SCRIPT_HANGUL },   { 0x1C80, 0x1C8F, SCRIPT_CYRILLIC },
    { 0x1D00, 0x1DBF, SCRIPT_LATIN },    { 0x1E00, 0x1EFF, SCRIPT_LATIN },
    { 0x1F00, 0x1FFF, SCRIPT_GREEK },    { 0x2C60, 0x2C7F, SCRIPT_LATIN },
    { 0x2DE0, 0x2DFF, SCRIPT_CYRILLIC }, { 0x2E80, 0x2FDF, SCRIPT_HAN },
    { 0x3005, 0x3007, SCRIPT_HAN },      { 0x3021, 0x3029, SCRIPT_HAN },
    { 0x3031, 0x3035, SCRIPT_KANA },     { 0x3041, 0x30FF, SCRIPT_KANA },
    { 0x3131, 0x318E, SCRIPT_HANGUL },   { 0x31F0, 0x31FF, SCRIPT_KANA },
    { 0x3400, 0x4DBF, SCRIPT_HAN },      { 0x4E00, 0x9FFF, SCRIPT_HAN },
    { 0xA640, 0xA69F, SCRIPT_CYRILLIC }, { 0xA720, 0xA7FF, SCRIPT_LATIN },
    { 0xA960, 0xA97F, SCRIPT_HANGUL },   { 0xAB30, 0xAB6F, SCRIPT_LATIN },
    { 0xAC00, 0xD7FF, SCRIPT_HANGUL },   { 0xF900, 0xFAFF, SCRIPT_HAN },
    { 0xFB00, 0xFB06, SCRIPT_LATIN },    { 0xFB1D, 0xFB4F, SCRIPT_HEBREW },
    { 0xFB50, 0xFDFF, SCRIPT_ARABIC },   { 0xFE70, 0xFEFE, SCRIPT_ARABIC },
    { 0xFF21, 0xFF5A, SCRIPT_LATIN },    { 0xFF66, 0xFF9D, SCRIPT_KANA },
    { 0xFFA0, 0xFFDC, SCRIPT_HANGUL },   { 0x10780, 0x107BF, SCRIPT_LATIN },
    { 0x1AFF0, 0x1B16F, SCRIPT_KANA },   { 0x1F150, 0x1F189, SCRIPT_LATIN },
    { 0x20000, 0x323AF, SCRIPT_HAN },
};

/* Signs that must be known before folding: it would turn an acute accent into a blank. */
static const struct range signs[] = {
    { 0x0080, 0x0084, SIGN_HIDDEN },     { 0x0086, 0x009F, SIGN_HIDDEN }, /* controls; 0x85 is a new line */
    { 0x00A0, 0x00A0, SIGN_BREAK },      { 0x00AB, 0x00AB, SIGN_OPEN },
    { 0x00AD, 0x00AD, SIGN_HIDDEN },     { 0x00B4, 0x00B4, SIGN_APOSTROPHE },
    { 0x00BB, 0x00BB, SIGN_CLOSE },      { 0x02B9, 0x02BF, SIGN_APOSTROPHE },
    { 0x02C8, 0x02C8, SIGN_APOSTROPHE }, { 0x034F, 0x034F, SIGN_HIDDEN },
    { 0x055A, 0x055A, SIGN_APOSTROPHE }, { 0x060C, 0x060C, SIGN_COMMA },
    { 0x0640, 0x0640, SIGN_NOTHING },    { 0x115F, 0x1160, SIGN_HIDDEN },
    { 0x17B4, 0x17B5, SIGN_HIDDEN },     { 0x180B, 0x180F, SIGN_HIDDEN },
    { 0x200B, 0x200F, SIGN_HIDDEN },     { 0x2018, 0x2019, SIGN_APOSTROPHE },
    { 0x201A, 0x201A, SIGN_COMMA },      { 0x201B, 0x201B, SIGN_APOSTROPHE },
    { 0x201C, 0x201F, SIGN_QUOTE },      { 0x2028, 0x2029, SIGN_BREAK },
    { 0x202A, 0x202E, SIGN_HIDDEN },     { 0x2032, 0x2032, SIGN_APOSTROPHE },
    { 0x2060, 0x206F, SIGN_HIDDEN },     { 0x2120, 0x2120, SIGN_NOTHING },   { 0x2122, 0x2122, SIGN_NOTHING },
    { 0x2212, 0x2212, SIGN_HYPHEN },
    { 0x3001, 0x3001, SIGN_COMMA },      { 0x3008, 0x3008, SIGN_OPEN },
    { 0x3009, 0x3009, SIGN_CLOSE },      { 0x300A, 0x300A, SIGN_OPEN },
    { 0x300B, 0x300B, SIGN_CLOSE },      { 0x300C, 0x300C, SIGN_OPEN },
    { 0x300D, 0x300D, SIGN_CLOSE },      { 0x3164, 0x3164, SIGN_HIDDEN },
    { 0xA78B, 0xA78C, SIGN_APOSTROPHE }, { 0xFDD0, 0xFDEF, SIGN_HIDDEN }, /* no characters */
    { 0xFE00, 0xFE0F, SIGN_HIDDEN },
    { 0xFEFF, 0xFEFF, SIGN_HIDDEN },     { 0xFF40, 0xFF40, SIGN_APOSTROPHE },
    { 0xFFA0, 0xFFA0, SIGN_HIDDEN },     { 0xFFF9, 0xFFFD, SIGN_HIDDEN },
    { 0x1F150, 0x1F169, SIGN_LETTER },   { 0x1F170, 0x1F189, SIGN_LETTER }, /* white on black */
    { 0xE0000, 0xE0FFF, SIGN_HIDDEN },
};

enum sign sign_of_ascii(unsigned char c)
{
    if (byte_is_alpha((char)c)) return SIGN_LETTER;
    if (byte_is_digit((char)c)) return SIGN_DIGIT;
    switch (c) {
    case '-': return SIGN_HYPHEN;
    case ',': return SIGN_COMMA;
    case '.': return SIGN_DOT;
    case '\'':
    case '`': return SIGN_APOSTROPHE;
    case '(':
    case '[':
    case '{': return SIGN_OPEN;
    case ')':
    case ']':
    case '}': return SIGN_CLOSE;
    case '"': return SIGN_QUOTE;
    case '\t':
    case '\n':
    case '\v':
    case '\f':
    case '\r':
    case 0x01: /* some formats have it between fields, and those four */
    case 0x1C:
    case 0x1D:
    case 0x1E:
    case 0x1F: return SIGN_BREAK;
    default: return c < ' ' || c == 0x7F ? SIGN_HIDDEN : SIGN_BREAK; /* no screen shows a control */
    }
}

static enum sign sign_of_category(utf8proc_category_t category)
{
    switch (category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_CN: return SIGN_LETTER; /* newer than the tables: better kept than lost */
    case UTF8PROC_CATEGORY_CO: return SIGN_HIDDEN; /* nobody but its maker can say what a private one is */
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NO: return SIGN_DIGIT;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME: return SIGN_MARK;
    case UTF8PROC_CATEGORY_CF: return SIGN_HIDDEN;
    case UTF8PROC_CATEGORY_PD: return SIGN_HYPHEN;
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PI: return SIGN_OPEN;
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PF: return SIGN_CLOSE;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CS: return SIGN_BREAK;
    }
    return SIGN_BREAK;
}

enum sign sign_of(int32_t cp)
{
    if (cp < 0x80) return sign_of_ascii((unsigned char)cp);
    int known = range_find(signs, COUNT_OF(signs), cp, -1);
    if (known >= 0) return (enum sign)known;
    if ((cp & 0xFFFE) == 0xFFFE) return SIGN_HIDDEN; /* none of these is a character */
    return sign_of_category(utf8proc_category(cp));
}

enum text_script script_of(int32_t cp)
{
    if (cp < 0x80) return SCRIPT_LATIN;
    return (enum text_script)range_find(scripts, COUNT_OF(scripts), cp, SCRIPT_OTHER);
}

bool text_script_is_run(enum text_script s)
{
    return s == SCRIPT_HAN || s == SCRIPT_KANA || s == SCRIPT_HANGUL;
}

bool script_has_loose_marks(enum text_script s)
{
    return s == SCRIPT_LATIN || s == SCRIPT_CYRILLIC || s == SCRIPT_GREEK ||
           s == SCRIPT_ARABIC || s == SCRIPT_HEBREW;
}

int digit_value(int32_t cp)
{
    static const int32_t zeros[] = { /* src: unicode-blocks */
        0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6,
        0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0,
        0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0x104A0, 0x10D30, 0x11066,
        0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950,
        0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16AC0, 0x16B50, 0x1E140, 0x1E2F0, 0x1E950
    };
    for (size_t i = 0; i < COUNT_OF(zeros); i++)
        if (cp >= zeros[i] && cp <= zeros[i] + 9) return (int)(cp - zeros[i]);
    return -1;
}

const char *latin_plain(int32_t cp)
{
    switch (cp) {
    case 0x00E6: return "ae"; /* æ */
    case 0x00F0: return "d";  /* ð */
    case 0x00F8: return "o";  /* ø */
    case 0x00FE: return "th"; /* þ */
    case 0x0111: return "d";  /* đ */
    case 0x0127: return "h";  /* ħ */
    case 0x0131: return "i";  /* ı */
    case 0x0138: return "k";  /* ĸ */
    case 0x0142: return "l";  /* ł */
    case 0x014B: return "ng"; /* ŋ */
    case 0x0153: return "oe"; /* œ */
    case 0x0167: return "t";  /* ŧ */
    case 0x0180: return "b";  /* ƀ */
    case 0x0199: return "k";  /* ƙ */
    case 0x01B4: return "y";  /* ƴ */
    case 0x0183: return "b";  /* ƃ */
    case 0x0188: return "c";  /* ƈ */
    case 0x018C: return "d";  /* ƌ */
    case 0x0192: return "f";  /* ƒ */
    case 0x019A: return "l";  /* ƚ */
    case 0x019E: return "n";  /* ƞ */
    case 0x01A5: return "p";  /* ƥ */
    case 0x01AB: return "t";  /* ƫ */
    case 0x01AD: return "t";  /* ƭ */
    case 0x01B6: return "z";  /* ƶ */
    case 0x01E5: return "g";  /* ǥ */
    case 0x0221: return "d";  /* ȡ */
    case 0x0225: return "z";  /* ȥ */
    case 0x0234: return "l";  /* ȴ */
    case 0x0235: return "n";  /* ȵ */
    case 0x0236: return "t";  /* ȶ */
    case 0x0237: return "j";  /* ȷ */
    case 0x023C: return "c";  /* ȼ */
    case 0x023F: return "s";  /* ȿ */
    case 0x0240: return "z";  /* ɀ */
    case 0x0247: return "e";  /* ɇ */
    case 0x0249: return "j";  /* ɉ */
    case 0x024B: return "q";  /* ɋ */
    case 0x024D: return "r";  /* ɍ */
    case 0x024F: return "y";  /* ɏ */
    case 0x0253: return "b";  /* ɓ */
    case 0x0254: return "o";  /* ɔ */
    case 0x0257: return "d";  /* ɗ */
    case 0x0259: return "a";  /* ə: Əliyev is written Aliyev */
    case 0x025B: return "e";  /* ɛ */
    case 0x0268: return "i";  /* ɨ */
    case 0x0272: return "n";  /* ɲ */
    default: return NULL;
    }
}

char latin_lookalike(int32_t cp)
{
    static const struct { int32_t cp; char latin; } rows[] = {
        { 0x0430, 'a' }, { 0x0432, 'b' }, { 0x0435, 'e' },
        { 0x043A, 'k' }, { 0x043C, 'm' }, { 0x043D, 'h' }, { 0x043E, 'o' }, { 0x0440, 'p' },
        { 0x0441, 'c' }, { 0x0442, 't' }, { 0x0443, 'y' }, { 0x0445, 'x' }, { 0x0455, 's' },
        { 0x0456, 'i' }, { 0x0458, 'j' }, { 0x04AF, 'y' }, { 0x04BB, 'h' }, { 0x0501, 'd' },
        { 0x051B, 'q' }, { 0x051D, 'w' }, { 0x03B1, 'a' }, { 0x03B2, 'b' }, { 0x03B5, 'e' },
        { 0x03B6, 'z' }, { 0x03B7, 'n' }, { 0x03B9, 'i' }, { 0x03BA, 'k' }, { 0x03BC, 'm' },
        { 0x03BD, 'n' }, { 0x03BF, 'o' }, { 0x03C1, 'p' }, { 0x03C4, 't' }, { 0x03C5, 'y' },
        { 0x03C7, 'x' },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].cp == cp) return rows[i].latin;
    return 0;
}
