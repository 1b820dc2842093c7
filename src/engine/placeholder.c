/* Values that stand where nothing is known. */
#include "engine/placeholder.h"

#include "base/num.h"

enum { WORD_MOST = 24, DIGITS_LEAST = 5 };

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

/* Signs alone, or one sign again and again: "-", "0000000", "xxxxxxx". */
static bool is_one_sign(str text)
{
    char first = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = byte_lower(text.data[i]);
        if (!byte_is_alnum(c) && (unsigned char)c < 0x80) continue;
        if (!first) first = c;
        if (c != first) return false;
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
    return is_one_of(local) || is_one_sign(local) || (str_eq_nocase(local, label) && is_one_of(label));
}

bool is_placeholder(str value)
{
    str text = str_trim(value);
    if (text.len <= WORD_MOST && is_one_of(text)) return true;
    return is_one_sign(text) || is_counting(text) || is_spoilt(text) || is_nobodys_mailbox(text);
}
