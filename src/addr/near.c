/*
 * Near hits: listed addresses that a text misses by one slip of the hand.
 *
 * Workload: one malformed text against 1,000 .. 100,000 listed ones, rarely. Two unrelated
 * addresses part within a few letters from the front and from the back, so a plain pass over the
 * texts costs a few nanoseconds each and an index would not pay for its building.
 */
#include "addr/form.h"

#include "addr/bech32.h"

static bool same_byte(char a, char b, bool ignore_case)
{
    return a == b || (ignore_case && byte_lower(a) == byte_lower(b));
}

/* Letters that a and b share from the front, both cut at `max`. */
static size_t shared_front(str a, str b, bool ignore_case)
{
    size_t n = a.len < b.len ? a.len : b.len, i = 0;
    while (i < n && same_byte(a.data[i], b.data[i], ignore_case)) i++;
    return i;
}

static bool same_text(str a, str b, bool ignore_case)
{
    return a.len == b.len && shared_front(a, b, ignore_case) == a.len;
}

/* Both of one length and parted at `at`: one letter, or two neighbours exchanged? */
static enum addr_slip slip_at(str text, str listed, size_t at, bool ignore_case)
{
    if (same_text(str_from(text, at + 1), str_from(listed, at + 1), ignore_case))
        return ADDR_SLIP_SUBSTITUTE;
    bool is_swap = at + 1 < text.len &&
                   same_byte(text.data[at], listed.data[at + 1], ignore_case) &&
                   same_byte(text.data[at + 1], listed.data[at], ignore_case) &&
                   same_text(str_from(text, at + 2), str_from(listed, at + 2), ignore_case);
    return is_swap ? ADDR_SLIP_SWAP : ADDR_SLIP_NONE;
}

/* How `text` differs from one `listed` text, neither of them trimmed. */
static enum addr_slip slip_of(str text, str listed, bool ignore_case, uint16_t *ret_at)
{
    enum addr_slip slip = ADDR_SLIP_NONE;
    size_t at = 0;
    if (text.len > ADDR_TEXT_MAX || text.len + 1 < listed.len || listed.len + 1 < text.len)
        return ADDR_SLIP_NONE;
    if (text.len == listed.len && str_eq_nocase(text, listed)) {
        slip = str_eq(text, listed) ? ADDR_SLIP_SAME : ADDR_SLIP_CASE;
    } else {
        at = shared_front(text, listed, ignore_case);
        if (text.len == listed.len)
            slip = slip_at(text, listed, at, ignore_case);
        else if (text.len < listed.len)
            slip = same_text(str_from(text, at), str_from(listed, at + 1), ignore_case)
                       ? ADDR_SLIP_MISSING
                       : ADDR_SLIP_NONE;
        else
            slip = same_text(str_from(text, at + 1), str_from(listed, at), ignore_case)
                       ? ADDR_SLIP_EXTRA
                       : ADDR_SLIP_NONE;
    }
    if (slip && ret_at) *ret_at = (uint16_t)at;
    return slip;
}

static bool has_0x(str s)
{
    return str_starts_nocase(s, STR("0x"));
}

/* Forms that do not tell letters by case, and texts whose case is lost. */
static bool ignores_case(str body)
{
    return has_0x(body) || form_has_bech32_prefix(body) || bech32_is_one_case(body) ||
           form_is_hex(body);
}

size_t addr_near(str text, const str *listed, size_t count, struct addr_near *ret, size_t cap)
{
    struct addr_link link;
    size_t found = 0;
    if (text.len > ADDR_TEXT_MAX) return 0;
    addr_link_cut(text, &link);
    str body = link.body;
    if (!body.len) return 0;
    bool ignore_case = ignores_case(body);
    bool is_bare = !has_0x(body) && form_is_hex(body);
    for (size_t i = 0; i < count; i++) {
        str one = listed[i];
        struct addr_link inside;
        struct addr_near hit = { .listed = (uint32_t)i };
        bool may_have_prefix = one.len > body.len + 1 && one.len <= ADDR_TEXT_MAX;
        if (may_have_prefix && str_index(one, ':') < one.len) {
            addr_link_cut(one, &inside); /* listed as "bitcoincash:..." */
            one = inside.body;
        }
        size_t skipped = is_bare && has_0x(one) ? 2 : 0;
        hit.slip = slip_of(body, str_from(one, skipped), ignore_case, &hit.at);
        if (!hit.slip) continue;
        if (hit.slip > ADDR_SLIP_CASE)
            hit.at = (uint16_t)(hit.at + skipped + (size_t)(one.data - listed[i].data));
        if (found < cap) ret[found] = hit;
        found++;
    }
    return found;
}
