/* Values that stand where nothing is known. */
#include "engine/placeholder.h"

#include "base/num.h"

enum { WORD_MOST = 24, DIGITS_LEAST = 5, SAME_LEAST = 5 };

static bool is_one_of(str word)
{
    static const char *const words[] = {
        "", "0", "na", "n/a", "n.a.", "none", "null", "nil", "nan", "undefined", "unknown", "unbekannt", "missing",
        "test", "testing", "tbd", "tba", "todo", "xxx", "xxxx", "xxxxx", "no", "not available", "not applicable", "not provided",
        "notprovided", "noemail", "no-email", "noreply", "no-reply", "donotreply", "nomail", "no email", "no phone",
        "keine", "kein", "anonymous", "redacted", "removed", "deleted", "empty", "default", "default string",
        "to be filled by o.e.m.", "system serial number", "not specified", "example", "sample", "#n/a", "#ref!",
        "없음", "미상", "해당없음", "해당 없음", "なし", "不明", "無し", "未定", "tidak ada", "belum ada", "kosong",
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq_nocase(word, str_c(words[i]))) return true;
    return false;
}

/* Signs alone, or one letter or digit again and again: "-", "0000", "xxxxxxx". *ret_sign: which. */
static bool is_one_sign(str text, char *ret_sign, size_t *ret_count)
{
    *ret_sign = 0;
    *ret_count = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = byte_lower(text.data[i]);
        if ((unsigned char)c >= 0x80) return false;
        if (!byte_is_alnum(c)) continue;
        if (*ret_count && c != *ret_sign) return false;
        *ret_sign = c;
        (*ret_count)++;
    }
    return true;
}

/* "12345", "1234567890", "0123456789". */
static bool is_counting(str text)
{
    size_t digits = 0;
    char last = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (byte_is_blank(c) || c == '-' || c == '+' || c == '(' || c == ')') continue;
        if (!byte_is_digit(c)) return false;
        if (digits && c != last + 1 && !(last == '9' && c == '0')) return false;
        last = c;
        digits++;
    }
    return digits >= DIGITS_LEAST;
}

/* 1.23457E+15 */
static bool is_spoilt(str text)
{
    size_t e = 0, digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (byte_is_digit(c)) digits++;
        else if ((c == 'E' || c == 'e') && !e && digits) e = i;
        else if (c != '.' && c != ',' && !(c == '+' && e && i == e + 1)) return false;
    }
    return e && e + 2 < text.len && text.data[e + 1] == '+';
}

static bool is_nobodys_mailbox(str text)
{
    size_t at = str_index(text, '@');
    if (at >= text.len) return false;
    str local = str_sub(text, 0, at), domain = str_from(text, at + 1);
    str label = str_sub(domain, 0, str_index(domain, '.'));
    return is_one_of(local) || (str_eq_nocase(local, label) && is_one_of(label));
}

bool is_nothing(str value)
{
    char sign;
    size_t count;
    str text = str_trim(value);
    if (text.len <= WORD_MOST && is_one_of(text)) return true;
    if (is_one_sign(text, &sign, &count) && (!count || sign == '0' || (sign == 'x' && count > 1))) return true;
    return is_nobodys_mailbox(text);
}

bool is_placeholder(str value)
{
    char sign;
    size_t count;
    str text = str_trim(value);
    if (is_nothing(text) || is_counting(text) || is_spoilt(text)) return true;
    return is_one_sign(text, &sign, &count) && count >= SAME_LEAST;
}
