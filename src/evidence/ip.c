/* Reading addresses of the internet. */
#include "evidence/ip.h"

#include "base/num.h"
#include "evidence/evidence.h"

#define V4(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

static bool read_v4(str s, uint32_t *ret)
{
    uint32_t all = 0;
    for (int part = 0; part < 4; part++) {
        uint32_t n = 0;
        size_t digits = 0;
        for (; digits < s.len && byte_is_digit(s.data[digits]); digits++) {
            if (digits == 3) return false;
            n = n * 10 + (uint32_t)(s.data[digits] - '0');
        }
        if (digits == 0 || n > 255 || (digits > 1 && s.data[0] == '0')) return false;
        all = all << 8 | n;
        s = str_from(s, digits);
        if (part == 3) break;
        if (s.len == 0 || s.data[0] != '.') return false;
        s = str_from(s, 1);
    }
    *ret = all;
    return s.len == 0;
}

static int hex_digit(char c)
{
    if (byte_is_digit(c)) return c - '0';
    c = byte_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One to four hexadecimal digits at the front; 0 when there are none or more. */
static size_t read_group(str s, uint16_t *ret)
{
    size_t n = 0;
    unsigned v = 0;
    for (; n < s.len && hex_digit(s.data[n]) >= 0; n++) {
        if (n == 4) return 0;
        v = v << 4 | (unsigned)hex_digit(s.data[n]);
    }
    *ret = (uint16_t)v;
    return n;
}

enum { NO_GAP = 9 };

/* Groups with ':' between, the last two perhaps as IPv4; *ret_gap: where "::" stood, or NO_GAP. */
static bool read_groups(str s, uint16_t group[8], size_t *ret_count, size_t *ret_gap)
{
    size_t count = 0, gap = NO_GAP;
    if (s.len >= 2 && s.data[0] == ':' && s.data[1] == ':') {
        gap = 0;
        s = str_from(s, 2);
    }
    while (s.len) {
        uint32_t v4;
        if (count == 8) return false;
        if (count <= 6 && str_index(s, '.') < s.len && str_index(s, ':') == s.len) {
            if (!read_v4(s, &v4)) return false;
            group[count++] = (uint16_t)(v4 >> 16);
            group[count++] = (uint16_t)v4;
            break;
        }
        size_t n = read_group(s, &group[count]);
        if (n == 0) return false;
        count++;
        s = str_from(s, n);
        if (s.len == 0) break;
        if (s.data[0] != ':' || s.len == 1) return false;
        s = str_from(s, 1);
        if (s.data[0] == ':') {
            if (gap != NO_GAP) return false;
            gap = count;
            s = str_from(s, 1);
        }
    }
    *ret_count = count;
    *ret_gap = gap;
    return gap == NO_GAP ? count == 8 : count < 8;
}

static bool read_v6(str s, struct ip *ret)
{
    uint16_t group[8], full[8] = { 0 };
    size_t count, gap;
    if (!read_groups(s, group, &count, &gap)) return false;
    for (size_t i = 0; i < count; i++) full[i < gap ? i : i + 8 - count] = group[i];
    ret->high = (uint64_t)full[0] << 48 | (uint64_t)full[1] << 32 | (uint64_t)full[2] << 16 | full[3];
    ret->low = (uint64_t)full[4] << 48 | (uint64_t)full[5] << 32 | (uint64_t)full[6] << 16 | full[7];
    return true;
}

bool ip_read(str text, struct ip *ret)
{
    uint32_t v4;
    text = str_trim(text);
    if (text.len > 45) return false;
    if (read_v4(text, &v4)) {
        *ret = (struct ip){ 0, UINT64_C(0xFFFF) << 32 | v4 };
        return true;
    }
    return read_v6(text, ret);
}

bool ip_read_net(str text, struct ip *ret_first, struct ip *ret_last)
{
    uint64_t bits = 0;
    text = str_trim(text);
    size_t slash = str_index(text, '/');
    if (!ip_read(str_sub(text, 0, slash), ret_first)) return false;
    uint64_t width = str_index(str_sub(text, 0, slash), ':') < slash ? 128 : 32;
    if (slash == text.len) bits = width;
    else if (!num_parse_u64(str_from(text, slash + 1), width, &bits)) return false;
    bits += 128 - width;
    uint64_t high = bits >= 64 ? 0 : UINT64_MAX >> bits;
    uint64_t low = bits >= 128 ? 0 : bits > 64 ? UINT64_MAX >> (bits - 64) : UINT64_MAX;
    if ((ret_first->high & high) || (ret_first->low & low)) return false;
    *ret_last = (struct ip){ ret_first->high | high, ret_first->low | low };
    return true;
}

static enum ip_class class_of_v4(uint32_t a)
{
    static const struct { uint32_t net, mask; enum ip_class is; } rows[] = {
        { V4(10, 0, 0, 0), V4(255, 0, 0, 0), IP_PRIVATE },
        { V4(172, 16, 0, 0), V4(255, 240, 0, 0), IP_PRIVATE },
        { V4(192, 168, 0, 0), V4(255, 255, 0, 0), IP_PRIVATE },
        { V4(100, 64, 0, 0), V4(255, 192, 0, 0), IP_SHARED },
        { V4(127, 0, 0, 0), V4(255, 0, 0, 0), IP_LOCAL },
        { V4(169, 254, 0, 0), V4(255, 255, 0, 0), IP_LOCAL },
        { V4(192, 0, 2, 0), V4(255, 255, 255, 0), IP_DOCUMENTATION },
        { V4(198, 51, 100, 0), V4(255, 255, 255, 0), IP_DOCUMENTATION },
        { V4(203, 0, 113, 0), V4(255, 255, 255, 0), IP_DOCUMENTATION },
        { V4(0, 0, 0, 0), V4(255, 0, 0, 0), IP_RESERVED },
        { V4(192, 0, 0, 0), V4(255, 255, 255, 0), IP_RESERVED },
        { V4(198, 18, 0, 0), V4(255, 254, 0, 0), IP_RESERVED },
        { V4(224, 0, 0, 0), V4(224, 0, 0, 0), IP_RESERVED },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if ((a & rows[i].mask) == rows[i].net) return rows[i].is;
    return IP_PUBLIC;
}

enum ip_class ip_class_of(struct ip a)
{
    if (ip_is_v4(a)) return class_of_v4((uint32_t)a.low);
    if (a.high == 0 && a.low <= 1) return a.low ? IP_LOCAL : IP_RESERVED;
    if (a.high >> 57 == 0xFC >> 1) return IP_PRIVATE;
    if (a.high >> 54 == 0xFE80 >> 6) return IP_LOCAL;
    if (a.high >> 32 == 0x20010DB8 || a.high >> 44 == 0x3FFF0) return IP_DOCUMENTATION;
    return a.high >> 61 == 1 ? IP_PUBLIC : IP_RESERVED; /* 2000::/3 is what is given out */
}

struct ip ip_prefix(struct ip a)
{
    if (ip_is_v4(a)) return (struct ip){ 0, a.low & ~UINT64_C(0xFF) };
    return (struct ip){ a.high & ~UINT64_C(0xFFFF), 0 };
}

bool evidence_is_ip(str text)
{
    struct ip first, last;
    return ip_read_net(text, &first, &last);
}
