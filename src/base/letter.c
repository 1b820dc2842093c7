#include "base/letter.h"

size_t letter_read(str s, uint32_t *ret_code)
{
    uint8_t c = s.data ? (uint8_t)s.data[0] : 0;
    size_t len = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    *ret_code = 0xFFFD;
    if (len > s.len || !str_is_utf8(str_sub(s, 0, len), NULL)) return 1;
    *ret_code = len > 1 ? c & (0xFFu >> (len + 1)) : c;
    for (size_t i = 1; i < len; i++) *ret_code = *ret_code << 6 | ((uint8_t)s.data[i] & 0x3Fu);
    return len;
}

bool letter_is_hidden(uint32_t c)
{
    static const struct { uint32_t from, to; } ranges[] = {
        { 0x00, 0x1F },     { 0x7F, 0x9F },     { 0xAD, 0xAD },     { 0x061C, 0x061C },
        { 0x115F, 0x1160 }, { 0x180E, 0x180E }, { 0x200B, 0x200B }, { 0x200E, 0x200F },
        { 0x2028, 0x202E }, { 0x2060, 0x206F }, { 0x3164, 0x3164 }, { 0xFE00, 0xFE0F },
        { 0xFEFF, 0xFEFF }, { 0xFFA0, 0xFFA0 }, { 0xFFF0, 0xFFFB }, { 0xFFFE, 0xFFFF },
        { 0xE0000, 0xE0FFF },
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i].from && c <= ranges[i].to) return true;
    return (c & 0xFFFE) == 0xFFFE;
}
