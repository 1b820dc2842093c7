/*
 * The ledger behind an account: how long pay stays, and where it goes.
 *
 *   movements in time order -> pay cycles: pay of one payer within two days is one cycle
 *                           -> what leaves is counted against the oldest cycle still open, once
 *
 * Whole numbers only: hundredths of the currency, shares in thousandths.
 */
#include "evidence/own.h"

#include "base/num.h"
#include "evidence/money.h"

#include <stdlib.h>

enum {
    DAY_S = 86400,
    OPEN_S = 2 * DAY_S,   /* how fast is fast. src: knowledge-indicators */
    CYCLE_S = 35 * DAY_S, /* a share passed on belongs to the pay before it, no longer than a month back */
    OPEN_MAX = 64,        /* cycles open at one time */
    SHARE_MIN = 100,      /* thousandths: below, a subscription (ours) */
    SHARE_WIDTH = 30,     /* three points. src: knowledge-indicators */
};

#define SUM_TOP INT64_C(1000000000000000) /* no sum grows beyond it: products stay in range */

struct move {
    int64_t       s, minor;
    uint64_t      party, payer; /* hashes; 0: not given */
    uint32_t      currency;     /* three letters */
    bool          is_out, is_pay, is_exchange, is_shop, is_refund;
    struct origin at;
    uint32_t      order;
};

struct cycle {
    int64_t       start_s, last_s, minor, out, exchanged;
    uint64_t      payer;
    uint32_t      currency;
    struct origin at;
};

struct ledger {
    struct move  *move;
    size_t        moves;
    struct cycle *cycle;
    size_t        cycles;
};

/* --- reading ------------------------------------------------------------------------------------------ */

/* A hash of letters and digits without case: "ACME, Inc." and "Acme Inc" are one payer. */
static uint64_t mark_of(str text)
{
    char low[64];
    size_t len = 0;
    for (size_t i = 0; i < text.len && len < sizeof low; i++) {
        char c = text.data[i];
        if (byte_is_alnum(c) || ((uint8_t)c & 0x80)) low[len++] = byte_lower(c);
    }
    return len ? str_hash(str_of(low, len)) | 1 : 0;
}

static uint32_t currency_of(str text)
{
    uint32_t code = 0;
    for (size_t i = 0; i < text.len && i < 3; i++) code = code << 8 | (uint8_t)byte_upper(text.data[i]);
    return code;
}

static bool read_move(const struct evidence_run *run, const struct item *at, struct move *m)
{
    const struct record_value *amount = item_value(at, FIELD_FLOW_AMOUNT);
    struct moment when;
    struct origin o = item_origin(at, amount);
    memset(m, 0, sizeof *m);
    if (!amount || !money_read(amount->text, &m->minor) || m->minor == 0) return false;
    if (!evidence_time(run, &o, FIELD_FLOW_TIME, &when)) return false;
    str direction = item_text(at, FIELD_FLOW_DIRECTION), kind = item_text(at, FIELD_FLOW_KIND);
    bool is_in = evidence_word_is(direction, "in|credit|received|deposit");
    m->is_out = evidence_word_is(direction, "out|debit|sent|withdrawal") || (!is_in && m->minor < 0);
    if (!is_in && !m->is_out) return false;
    if (m->minor < 0) m->minor = -m->minor;
    str payer = item_text(at, FIELD_FLOW_EMPLOYER), party = item_text(at, FIELD_FLOW_PARTY);
    bool is_wage = evidence_word_is(kind, "wage|salary|payroll");
    m->is_refund = evidence_word_is(kind, "refund");
    m->is_exchange = evidence_word_is(kind, "exchange");
    m->is_shop = evidence_word_is(kind, "card|cash");
    m->is_pay = !m->is_out && !m->is_refund && (is_wage || payer.len);
    m->party = mark_of(party);
    m->payer = m->is_pay ? mark_of(payer.len ? payer : party) : 0;
    m->currency = currency_of(item_text(at, FIELD_FLOW_CURRENCY));
    m->s = when.s;
    m->at = o;
    return true;
}

static int by_time(const void *a, const void *b)
{
    const struct move *x = a, *y = b;
    if (x->s != y->s) return x->s < y->s ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static bool read_ledger(struct evidence_run *run, struct ledger *l)
{
    size_t given = 0;
    struct item at = { .items = 0 };
    memset(l, 0, sizeof *l);
    while (item_next(run, GROUP_FLOW, &at)) given++;
    if (given == 0) return false;
    l->move = arena_alloc(run->arena, given * sizeof *l->move);
    l->cycle = arena_alloc(run->arena, given * sizeof *l->cycle);
    if (!l->move || !l->cycle) return false;
    at = (struct item){ .items = 0 };
    while (item_next(run, GROUP_FLOW, &at)) {
        if (!read_move(run, &at, &l->move[l->moves])) continue;
        l->move[l->moves].order = (uint32_t)l->moves;
        l->moves++;
    }
    qsort(l->move, l->moves, sizeof *l->move, by_time);
    return l->moves > 0;
}

static int64_t sum_of(int64_t a, int64_t b)
{
    return a + b < SUM_TOP ? a + b : SUM_TOP;
}

/* --- cycles ------------------------------------------------------------------------------------------- */

/* Pay from the same payer within two days of a cycle's first belongs to it: a salary and its bonus. */
static void add_pay(struct ledger *l, const struct move *m)
{
    for (size_t i = l->cycles; i-- > 0 && l->cycles - i <= OPEN_MAX;) {
        struct cycle *c = &l->cycle[i];
        if (m->s - c->start_s > OPEN_S) break;
        if (c->payer != m->payer || c->currency != m->currency) continue;
        c->minor = sum_of(c->minor, m->minor);
        c->last_s = m->s;
        return;
    }
    l->cycle[l->cycles++] = (struct cycle){ .start_s = m->s, .last_s = m->s, .minor = m->minor,
                                            .payer = m->payer, .currency = m->currency, .at = m->at };
}

/* Money that leaves is taken from the oldest open cycle that still has some. */
static void add_out(struct ledger *l, size_t *oldest, const struct move *m)
{
    int64_t left = m->minor;
    while (*oldest < l->cycles && m->s - l->cycle[*oldest].last_s > OPEN_S) ++*oldest;
    for (size_t i = *oldest; i < l->cycles && i - *oldest < OPEN_MAX && left; i++) {
        struct cycle *c = &l->cycle[i];
        int64_t room = c->minor - c->out;
        if (c->currency != m->currency || room <= 0 || m->s - c->last_s > OPEN_S) continue;
        int64_t part = left < room ? left : room;
        c->out += part;
        if (m->is_exchange) c->exchanged += part;
        left -= part;
    }
}

static void build_cycles(struct ledger *l)
{
    size_t oldest = 0;
    for (size_t i = 0; i < l->moves; i++) {
        const struct move *m = &l->move[i];
        if (m->is_pay) add_pay(l, m);
        else if (m->is_out) add_out(l, &oldest, m);
    }
}

static void emptied(struct evidence_run *run, const struct ledger *l)
{
    struct tally fast = { 0 }, crypto = { 0 };
    for (size_t i = 0; i < l->cycles; i++) {
        const struct cycle *c = &l->cycle[i];
        tally_add(&fast, c->out >= c->minor - c->minor / 10, c->at);
        tally_add(&crypto, c->exchanged >= c->minor - c->minor / 5, c->at);
    }
    tally_give(run, FEATURE_FLOW_FAST_CYCLES, &fast, false);
    tally_give(run, FEATURE_FLOW_CRYPTO_CYCLES, &crypto, false);
}

/* --- shares passed on ----------------------------------------------------------------------------------- */

static int by_party(const void *a, const void *b)
{
    const struct move *const *x = a, *const *y = b;
    if ((*x)->party != (*y)->party) return (*x)->party < (*y)->party ? -1 : 1;
    return by_time(*x, *y);
}

/* The latest cycle begun at or before a time; l->cycles when none is. */
static size_t cycle_at(const struct ledger *l, int64_t s)
{
    size_t from = 0, to = l->cycles;
    while (from < to) {
        size_t mid = (from + to) / 2;
        if (l->cycle[mid].start_s <= s) from = mid + 1;
        else to = mid;
    }
    return from ? from - 1 : l->cycles;
}

static int by_number(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Most shares within SHARE_WIDTH of one another. */
static size_t alike(int64_t *share, size_t count)
{
    size_t most = 0, first = 0;
    qsort(share, count, sizeof *share, by_number);
    for (size_t i = 0; i < count; i++) {
        while (share[i] - share[first] > SHARE_WIDTH) first++;
        if (i - first + 1 > most) most = i - first + 1;
    }
    return most;
}

/* Shares of the cycles that one party got; `out` are its moves in time order. */
static size_t party_shares(const struct ledger *l, const struct move *const *out, size_t count,
                           int64_t *share)
{
    size_t shares = 0;
    for (size_t i = 0; i < count;) {
        size_t c = cycle_at(l, out[i]->s);
        int64_t sum = 0;
        size_t k = i;
        for (; k < count && cycle_at(l, out[k]->s) == c; k++) sum = sum_of(sum, out[k]->minor);
        bool is_in = c < l->cycles && l->cycle[c].currency == out[i]->currency &&
                     out[i]->s - l->cycle[c].start_s <= CYCLE_S && sum <= l->cycle[c].minor;
        int64_t thousandths = is_in ? sum * 1000 / l->cycle[c].minor : 0;
        if (thousandths >= SHARE_MIN) share[shares++] = thousandths;
        i = k;
    }
    return alike(share, shares);
}

static void passed_on(struct evidence_run *run, const struct ledger *l)
{
    size_t outs = 0, most = 0;
    struct origins o = { .count = 0 };
    const struct move **out = arena_alloc(run->arena, l->moves * sizeof(*out));
    int64_t *share = arena_alloc(run->arena, l->moves * sizeof *share);
    if (!out || !share) return;
    for (size_t i = 0; i < l->moves; i++)
        if (l->move[i].is_out && !l->move[i].is_shop && l->move[i].party) out[outs++] = &l->move[i];
    qsort(out, outs, sizeof(*out), by_party);
    for (size_t i = 0; i < outs;) {
        size_t k = i;
        while (k < outs && out[k]->party == out[i]->party) k++;
        size_t found = party_shares(l, out + i, k - i, share);
        if (found >= 2 && found > most) {
            most = found;
            o.count = 0;
            for (size_t n = i; n < k; n++) origins_add(&o, out[n]->at);
        }
        i = k;
    }
    if (most == 0) origins_add(&o, l->cycle[0].at);
    feature_give(run, FEATURE_FLOW_SHARE_CYCLES, (int64_t)most, &o);
}

/* --- below the line --------------------------------------------------------------------------------------- */

static void structured(struct evidence_run *run, const struct ledger *l)
{
    size_t most = 0;
    bool is_known = false;
    struct origins best = { .count = 0 };
    const struct move **near = arena_alloc(run->arena, l->moves * sizeof(*near));
    if (!near) return;
    for (int way = 0; way < 2; way++) {
        size_t count = 0, first = 0;
        for (size_t i = 0; i < l->moves; i++) {
            const struct move *m = &l->move[i];
            char code[4] = { (char)(m->currency >> 16), (char)(m->currency >> 8), (char)m->currency, '\0' };
            int64_t line = m->currency >> 16 ? money_reporting_line(str_c(code)) : 0;
            is_known |= line > 0;
            bool is_near = line && m->minor <= line && m->minor >= line - line / 5;
            if (!is_near || m->is_out != (way == 1) || m->is_pay) continue;
            near[count++] = m;
            while (m->s - near[first]->s > 7 * DAY_S) first++;
            if (count - first <= most) continue;
            most = count - first;
            best.count = 0;
            for (size_t n = first; n < count; n++) origins_add(&best, near[n]->at);
        }
    }
    if (most == 0) origins_add(&best, l->move[0].at);
    if (is_known) feature_give(run, FEATURE_FLOW_STRUCTURED_7D, (int64_t)most, &best);
}

/* --- payers ------------------------------------------------------------------------------------------------ */

static int by_mark(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static size_t place_of(const uint64_t *mark, size_t count, uint64_t want)
{
    size_t from = 0, to = count;
    while (from < to) {
        size_t mid = (from + to) / 2;
        if (mark[mid] < want) from = mid + 1;
        else to = mid;
    }
    return from;
}

/* Most different payers within any 90 days. */
static void payers(struct evidence_run *run, const struct ledger *l)
{
    uint64_t *mark = arena_alloc(run->arena, l->moves * sizeof *mark);
    uint32_t *held = arena_calloc(run->arena, l->moves, sizeof *held);
    size_t marks = 0, here = 0, most = 0, first = 0, kept = 0;
    struct origins o = { .count = 0 };
    if (!mark || !held) return;
    for (size_t i = 0; i < l->moves; i++)
        if (l->move[i].is_pay && l->move[i].payer) mark[marks++] = l->move[i].payer;
    if (marks == 0) return;
    qsort(mark, marks, sizeof *mark, by_mark);
    for (size_t i = 0; i < marks; i++)
        if (kept == 0 || mark[kept - 1] != mark[i]) mark[kept++] = mark[i];
    for (size_t i = 0; i < l->moves; i++) {
        const struct move *m = &l->move[i];
        if (!m->is_pay || !m->payer) continue;
        if (held[place_of(mark, kept, m->payer)]++ == 0) here++;
        for (; m->s - l->move[first].s > 90 * DAY_S; first++) {
            const struct move *old = &l->move[first];
            if (old->is_pay && old->payer && --held[place_of(mark, kept, old->payer)] == 0) here--;
        }
        if (here <= most) continue;
        most = here;
        origins_add(&o, m->at); /* the first pay of each new payer */
    }
    feature_give(run, FEATURE_FLOW_EMPLOYERS_90D, (int64_t)most, &o);
}

void feature_flow(struct evidence_run *run)
{
    struct ledger l;
    if (!read_ledger(run, &l)) return;
    build_cycles(&l);
    if (l.cycles) {
        emptied(run, &l);
        passed_on(run, &l);
    }
    structured(run, &l);
    payers(run, &l);
}
