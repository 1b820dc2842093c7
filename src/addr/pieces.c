/*
 * Texts that hold several addresses: a list of them, a payment link with two, a web page's address.
 *
 *     "0xA…; bitcoin:1B…?label=x"   ->   run 0xA…   run bitcoin:1B…?label=x   inner 1B…
 *
 * Cutting is generous, since what is cut is read before it counts.
 */
#include "addr/form.h"

#include "base/num.h"

/* Every byte of every text is looked up here. */
enum { BETWEEN = 1 /* runs */, INSIDE = 2 /* parts of a link */ };
static const uint8_t ends[256] = {
    [' '] = BETWEEN, ['\t'] = BETWEEN, ['\n'] = BETWEEN, ['\r'] = BETWEEN, ['\v'] = BETWEEN, ['\f'] = BETWEEN,
    [','] = BETWEEN, [';'] = BETWEEN, ['|'] = BETWEEN, ['<'] = BETWEEN, ['>'] = BETWEEN, ['('] = BETWEEN,
    [')'] = BETWEEN, ['['] = BETWEEN, [']'] = BETWEEN, ['{'] = BETWEEN, ['}'] = BETWEEN, ['"'] = BETWEEN,
    ['\''] = BETWEEN, ['`'] = BETWEEN, ['\\'] = BETWEEN,
    [':'] = INSIDE, ['/'] = INSIDE, ['?'] = INSIDE, ['&'] = INSIDE, ['='] = INSIDE, ['@'] = INSIDE,
    ['#'] = INSIDE,
};

static bool is_inside(char c)
{
    return ends[(uint8_t)c] == INSIDE;
}

static str take(str *rest, uint8_t end)
{
    size_t from = 0, to;
    while (from < rest->len && ends[(uint8_t)rest->data[from]] == end) from++;
    for (to = from; to < rest->len && ends[(uint8_t)rest->data[to]] != end;) to++;
    str piece = str_sub(*rest, from, to);
    *rest = str_from(*rest, to);
    return piece;
}

/* ZIP-321 names its payees `address`, `address.1` ...: what stands there is meant as an address. */
static bool is_payee_name(str name)
{
    return str_eq_nocase(name, STR("address")) || str_starts_nocase(name, STR("address."));
}

static bool next_inner(struct addr_pieces *p, struct addr_piece *ret)
{
    while (p->inner.len) {
        str piece = take(&p->inner, INSIDE);
        bool is_payee = p->has_payees && is_payee_name(p->last);
        p->last = piece;
        if (piece.len < p->least && !(is_payee && piece.len)) continue;
        *ret = (struct addr_piece){ .text = piece, .is_meant = is_payee };
        return true;
    }
    return false;
}

void addr_pieces_begin(struct addr_pieces *p, str text, size_t least)
{
    *p = (struct addr_pieces){ .rest = text, .least = least };
}

bool addr_pieces_next(struct addr_pieces *p, struct addr_piece *ret)
{
    if (next_inner(p, ret)) return true;
    while (p->rest.len) {
        struct addr_link link;
        str run = take(&p->rest, BETWEEN);
        if (run.len < p->least) continue;
        addr_link_cut(run, &link);
        bool has_parts = false;
        for (size_t i = 0; i < run.len; i++) has_parts = has_parts || is_inside(run.data[i]);
        p->inner = has_parts ? run : STR_EMPTY;
        p->last = STR_EMPTY;
        p->has_payees = link.family == ADDR_ZCASH && link.no_payee;
        *ret = (struct addr_piece){ .text = run, .is_run = true,
                                    .is_meant = link.family != ADDR_NONE && !p->has_payees };
        return true;
    }
    return false;
}
