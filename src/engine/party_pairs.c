/* Which entries something links, and what speaks against it. */
#include "engine/party.h"

#include "base/date.h"
#include "base/mem.h"

#include <stdlib.h>

enum {
    NAME_AGREES_BP = 9000, /* of two people born on one day; ours: docs/lists.md says what it was measured on */
    CIRCA_YEARS = 2,       /* how far "about" reaches */
    NAME_DIFFERS_BP = 6000, /* below it, two names are not two writings of one; ours */
    PASSPORT_LEAST = 7,    /* letters and digits of one whose country is not said; ours */
};

static const str why_words[PARTY_WHY_COUNT] = {
    [PARTY_PERSON] = STR_INIT("person"),
    [PARTY_UN_NUMBER] = STR_INIT("un_number"),
    [PARTY_OFAC_NUMBER] = STR_INIT("ofac_number"),
    [PARTY_OTHER_ROW] = STR_INIT("other_row"),
    [PARTY_IMO] = STR_INIT("imo"),
    [PARTY_LEI] = STR_INIT("lei"),
    [PARTY_PASSPORT] = STR_INIT("passport"),
    [PARTY_WALLET] = STR_INIT("wallet"),
    [PARTY_NATIONAL_ID] = STR_INIT("national_id"),
    [PARTY_TAX] = STR_INIT("tax_number"),
    [PARTY_REGISTRATION] = STR_INIT("registration"),
    [PARTY_SWIFT] = STR_INIT("swift"),
    [PARTY_NAME_BIRTH] = STR_INIT("name_birth"),
    [PARTY_NAME_PLACE] = STR_INIT("name_place"),
};

str party_why_word(enum party_why why)
{
    return (unsigned)why < PARTY_WHY_COUNT ? why_words[why] : STR_EMPTY;
}

static void add_name_pair(struct party_making *m, uint32_t a, uint32_t b, enum party_why why, bool is_by_alias,
                          str text)
{
    if (!party_grow((void **)&m->pair, m->pair_count, &m->pair_room, sizeof *m->pair)) {
        m->is_nomem = true;
        return;
    }
    m->pair[m->pair_count++] = (struct party_pair){ a < b ? a : b, a < b ? b : a, (uint8_t)why, is_by_alias,
                                                  text };
}

static void add_pair(struct party_making *m, uint32_t a, uint32_t b, enum party_why why, str text)
{
    add_name_pair(m, a, b, why, false, text);
}

/* --- what speaks against it ------------------------------------------------------------------------------ */

static bool kinds_meet(enum entity_kind a, enum entity_kind b)
{
    if (a == b) return true;
    bool is_craft = a == KIND_VESSEL || a == KIND_AIRCRAFT || b == KIND_VESSEL || b == KIND_AIRCRAFT;
    return !is_craft && (a == KIND_UNKNOWN || b == KIND_UNKNOWN);
}

/* Do both say such a thing, and never the same? */
static bool differ_in(const struct party_making *m, const struct party *a, const struct party *b,
                      uint8_t what)
{
    bool both = false;
    for (uint32_t i = 0; i < a->fact_count; i++) {
        const struct party_fact *x = &m->fact[a->first_fact + i];
        if (x->what != what) continue;
        for (uint32_t k = 0; k < b->fact_count; k++) {
            const struct party_fact *y = &m->fact[b->first_fact + k];
            if (y->what != what) continue;
            if (x->hash == y->hash) return false;
            both = true;
        }
    }
    return both;
}

/* A day more or a month less is another date: of two lists one may err, but not about one person in two
 * ways that nobody could tell from two people. */
static bool births_contradict(const struct party_making *m, const struct party *a,
                              const struct party *b)
{
    bool both = false;
    for (uint32_t i = 0; i < a->fact_count; i++) {
        const struct party_fact *x = &m->fact[a->first_fact + i];
        struct date dx;
        if (x->what != PARTY_FACT_BIRTH || !date_read(x->text, &dx)) continue;
        for (uint32_t k = 0; k < b->fact_count; k++) {
            const struct party_fact *y = &m->fact[b->first_fact + k];
            struct date dy;
            if (y->what != PARTY_FACT_BIRTH || !date_read(y->text, &dy)) continue;
            enum date_relation how = date_compare(&dx, &dy, CIRCA_YEARS);
            if (how == DATE_SAME || how == DATE_WITHIN) return false;
            both = true;
        }
    }
    return both;
}

bool party_contradict(const struct party_making *m, uint32_t i, uint32_t k)
{
    const struct party *a = &m->party[i], *b = &m->party[k];
    return !kinds_meet(a->kind, b->kind) || (a->gender && b->gender && a->gender != b->gender) ||
           differ_in(m, a, b, PARTY_UN_NUMBER) || differ_in(m, a, b, PARTY_IMO) ||
           differ_in(m, a, b, PARTY_LEI) || births_contradict(m, a, b);
}

/* --- shared values ----------------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
    const struct party_fact *x = a, *y = b;
    if (x->what != y->what) return x->what < y->what ? -1 : 1;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->party != y->party) return x->party < y->party ? -1 : 1;
    return str_cmp(x->text, y->text);
}

static bool countries_meet(const struct party_fact *x, const struct party_fact *y)
{
    bool both = x->country.len && y->country.len;
    switch (x->what) {
    case PARTY_PASSPORT:
        return both ? str_eq(x->country, y->country) : x->text.len >= PASSPORT_LEAST;
    case PARTY_NATIONAL_ID:
    case PARTY_TAX:
    case PARTY_REGISTRATION: return both && str_eq(x->country, y->country);
    default: return true;
    }
}

/* A number that two entries of one list have says of neither which one it is: an office's, a family's. Two
 * rows that the list itself calls one party are one. */
static bool is_ambiguous(const struct party_making *m, const struct party_fact *run, size_t count)
{
    if (run->what == PARTY_UN_NUMBER || run->what == PARTY_OFAC_NUMBER) return false;
    for (size_t i = 1; i < count; i++) {
        uint32_t a = run[i - 1].party, b = run[i].party;
        if (m->row_of[a] != m->row_of[b] && m->party[a].source == m->party[b].source) return true;
    }
    return false;
}

static void pair_run(struct party_making *m, const struct party_fact *run, size_t count)
{
    if (count > PARTY_GROUP_MAX || is_ambiguous(m, run, count)) return;
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++) {
            const struct party_fact *x = &run[i], *y = &run[k];
            bool is_number = x->what == PARTY_UN_NUMBER || x->what == PARTY_OFAC_NUMBER;
            bool is_other = m->party[x->party].source != m->party[y->party].source;
            if (x->party == y->party || !(is_number || is_other)) continue;
            if (countries_meet(x, y)) add_pair(m, x->party, y->party, (enum party_why)x->what, x->text);
        }
}

static bool share_country(const struct party_making *m, const struct party *a, const struct party *b)
{
    for (uint32_t i = 0; i < a->fact_count; i++)
        for (uint32_t k = 0; k < b->fact_count; k++) {
            const struct party_fact *x = &m->fact[a->first_fact + i], *y = &m->fact[b->first_fact + k];
            if (x->what == PARTY_FACT_COUNTRY && y->what == PARTY_FACT_COUNTRY && x->hash == y->hash)
                return true;
        }
    return false;
}

static bool has_birth(const struct party_making *m, const struct party *a)
{
    for (uint32_t i = 0; i < a->fact_count; i++)
        if (m->fact[a->first_fact + i].what == PARTY_FACT_BIRTH) return true;
    return false;
}

static bool is_other_name(struct party_making *m, str x, str y)
{
    struct name_pair pair;
    name_query_reset(m->names);
    cordon_status st = name_compare(m->names, x, y, NAME_PERSON, &pair, NULL);
    if (st == CORDON_NOMEM) m->is_nomem = true;
    return !st && pair.name_bp < NAME_DIFFERS_BP;
}

/* Do both have another name in common than this one? Another writing of it would say nothing new: a Kim Yong
 * Chol is also a Kim Young-Chul, whoever he is. */
static bool share_another_name(struct party_making *m, const struct party_fact *x, const struct party_fact *y)
{
    const struct party *a = &m->party[x->party], *b = &m->party[y->party];
    for (uint32_t i = 0; i < a->fact_count; i++) {
        const struct party_fact *f = &m->fact[a->first_fact + i];
        if (f->what != PARTY_FACT_NAME || !f->is_telling || f->hash == x->hash) continue;
        for (uint32_t k = 0; k < b->fact_count; k++) {
            const struct party_fact *g = &m->fact[b->first_fact + k];
            if (g->what == PARTY_FACT_NAME && g->hash == f->hash && is_other_name(m, f->text, x->text)) return true;
        }
    }
    return false;
}

static bool is_of_dprk(const struct party_making *m, const struct party *a)
{
    for (uint32_t i = 0; i < a->fact_count; i++) {
        const struct party_fact *f = &m->fact[a->first_fact + i];
        if (f->what == PARTY_FACT_COUNTRY && str_eq(f->text, STR("kp"))) return true;
    }
    return a->is_dprk;
}

/* One list has it under its DPRK programme, and the other too, or under another one as a Korean of the North. */
static bool are_of_dprk(const struct party_making *m, const struct party *a, const struct party *b)
{
    return (a->is_dprk && is_of_dprk(m, b)) || (b->is_dprk && is_of_dprk(m, a));
}

/* Two of one name. People need a birth date that fits, or a second name where both are under the DPRK's
 * programmes and one list says no date; all else a country, or these programmes. */
static void pair_same_name(struct party_making *m, const struct party_fact *x, const struct party_fact *y)
{
    const struct party *a = &m->party[x->party], *b = &m->party[y->party];
    bool is_by_alias = !x->is_main || !y->is_main, is_dprk, has_births;
    if (a->source == b->source || party_contradict(m, x->party, y->party)) return;
    if (a->kind != KIND_PERSON && b->kind != KIND_PERSON) {
        if (x->is_telling && ((a->is_dprk && b->is_dprk) || share_country(m, a, b)))
            add_name_pair(m, x->party, y->party, PARTY_NAME_PLACE, is_by_alias, x->text);
        return;
    }
    is_dprk = are_of_dprk(m, a, b);
    has_births = has_birth(m, a) && has_birth(m, b);
    if (has_births && (x->is_telling || is_dprk))
        add_name_pair(m, x->party, y->party, PARTY_NAME_BIRTH, is_by_alias, x->text);
    if (!has_births && x->is_telling && is_dprk && share_another_name(m, x, y))
        add_name_pair(m, x->party, y->party, PARTY_NAME_PLACE, is_by_alias, x->text);
}

/* Two entries of one list with one name are two parties, or one in two rows: which of them is meant, the
 * name does not say. */
static void pair_names(struct party_making *m, const struct party_fact *run, size_t count)
{
    if (count > PARTY_GROUP_MAX || is_ambiguous(m, run, count)) return;
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++)
            if (run[i].party != run[k].party) pair_same_name(m, &run[i], &run[k]);
}

static void pair_values(struct party_making *m, const struct party_fact *fact, size_t count)
{
    for (size_t i = 0, end; i < count; i = end) {
        end = i + 1;
        while (end < count && fact[end].what == fact[i].what && fact[end].hash == fact[i].hash) end++;
        if (end - i < 2) continue;
        if (fact[i].what < PARTY_WHY_COUNT) pair_run(m, &fact[i], end - i);
        if (fact[i].what == PARTY_FACT_NAME) pair_names(m, &fact[i], end - i);
    }
}

/* --- people born on one day -------------------------------------------------------------------------------- */

static size_t names_of(const struct party_making *m, uint32_t party, str ret[PARTY_NAMES_MAX])
{
    const struct party *p = &m->party[party];
    size_t count = 0;
    for (uint32_t i = 0; i < p->fact_count && count < PARTY_NAMES_MAX; i++)
        if (m->fact[p->first_fact + i].what == PARTY_FACT_NAME)
            ret[count++] = m->fact[p->first_fact + i].text;
    return count;
}

static uint64_t key_of(const str *x, size_t nx, const str *y, size_t ny)
{
    uint64_t key[2 * PARTY_NAMES_MAX + 1];
    size_t count = 0;
    for (size_t i = 0; i < nx; i++) key[count++] = str_hash(x[i]);
    key[count++] = nx;
    for (size_t i = 0; i < ny; i++) key[count++] = str_hash(y[i]);
    uint8_t bytes[sizeof key];
    for (size_t i = 0; i < count; i++) num_put_u64(bytes + i * 8, key[i]);
    return str_hash(str_of((const char *)bytes, count * 8));
}

/* Which name of x agrees with one of y, from 1; 0: none. */
static uint32_t compare_all(struct party_making *m, const str *x, size_t nx, const str *y, size_t ny)
{
    struct name_pair pair;
    for (size_t i = 0; i < nx; i++)
        for (size_t k = 0; k < ny; k++) {
            name_query_reset(m->names);
            cordon_status st = name_compare(m->names, x[i], y[k], NAME_PERSON, &pair, NULL);
            if (st == CORDON_NOMEM) m->is_nomem = true;
            if (!st && pair.name_bp >= NAME_AGREES_BP) return (uint32_t)i + 1;
        }
    return 0;
}

static bool names_agree(struct party_making *m, uint32_t a, uint32_t b, str *ret_name)
{
    str x[PARTY_NAMES_MAX], y[PARTY_NAMES_MAX];
    size_t nx = names_of(m, a, x), ny = names_of(m, b, y);
    struct party_compared c = { .key = key_of(x, nx, y, ny) };
    if (!nx || !ny) return false;
    if (!party_compared_find(m->before, c.key, &c.result) || c.result > nx)
        c.result = compare_all(m, x, nx, y, ny);
    if (!party_grow((void **)&m->compared, m->compared_count, &m->compared_room, sizeof *m->compared))
        m->is_nomem = true;
    if (m->is_nomem) return false;
    m->compared[m->compared_count++] = c;
    if (c.result) *ret_name = x[c.result - 1];
    return c.result != 0;
}

static int by_birth(const void *a, const void *b)
{
    const struct party_fact *x = *(const struct party_fact *const *)a;
    const struct party_fact *y = *(const struct party_fact *const *)b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    return x->party < y->party ? -1 : x->party > y->party;
}

/* Pairs that a stronger link or the same words have found already need no comparing. */
static int by_parties(const void *a, const void *b)
{
    const struct party_pair *x = a, *y = b;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    if (x->b != y->b) return x->b < y->b ? -1 : 1;
    if (x->why != y->why) return x->why < y->why ? -1 : 1;
    return str_cmp(x->text, y->text);
}

static bool is_paired(const struct party_pair *pairs, size_t count, uint32_t a, uint32_t b)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (pairs[mid].a < a || (pairs[mid].a == a && pairs[mid].b < b))
            low = mid + 1;
        else
            high = mid;
    }
    return low < count && pairs[low].a == a && pairs[low].b == b;
}

static void pair_day(struct party_making *m, const struct party_fact *const *run, size_t count,
                     size_t known)
{
    if (count > PARTY_SAME_DAY_MAX) return;
    for (size_t i = 0; i < count && !m->is_nomem; i++)
        for (size_t k = i + 1; k < count; k++) {
            uint32_t a = run[i]->party, b = run[k]->party;
            str name;
            if (m->party[a].source == m->party[b].source || is_paired(m->pair, known, a, b)) continue;
            if (party_contradict(m, a, b) || !names_agree(m, a, b, &name)) continue;
            add_pair(m, a, b, PARTY_NAME_BIRTH, name);
        }
}

static void pair_births(struct party_making *m)
{
    const struct party_fact **days = mem_calloc(m->fact_count + 1, sizeof *days);
    size_t count = 0, known = m->pair_count;
    if (!days) {
        m->is_nomem = true;
        return;
    }
    if (known) qsort(m->pair, known, sizeof *m->pair, by_parties);
    for (size_t i = 0; i < m->fact_count; i++) {
        const struct party_fact *f = &m->fact[i];
        bool is_person = m->party[f->party].kind == KIND_PERSON;
        if (f->what == PARTY_FACT_BIRTH && f->is_day && is_person) days[count++] = f;
    }
    if (count) qsort(days, count, sizeof *days, by_birth);
    for (size_t i = 0, end; i < count && !m->is_nomem; i = end) {
        end = i + 1;
        while (end < count && days[end]->first == days[i]->first) end++;
        if (end - i > 1) pair_day(m, &days[i], end - i, known);
    }
    mem_free(days);
}

/* --- people of one year under the DPRK's programmes -------------------------------------------------------- */

/* The year of a birth that says no more, or of a whole date; false of what may be of several years. */
static bool year_of(const struct party_fact *f, int *ret_year)
{
    struct date d;
    if (!date_read(f->text, &d) || d.is_circa) return false;
    char first[16], last[16];
    date_text(f->first, first);
    date_text(f->last, last);
    if (memcmp(first, last, 4) != 0) return false;
    *ret_year = atoi(first);
    return true;
}

struct born {
    int      year;
    bool     is_day;
    uint32_t party;
};

static int by_year(const void *a, const void *b)
{
    const struct born *x = a, *y = b;
    if (x->year != y->year) return x->year < y->year ? -1 : 1;
    return x->party < y->party ? -1 : x->party > y->party;
}

/* Of two entries of one list that a third one may be, it is neither. */
static bool is_only_one(const struct party_making *m, const struct party_pair *pairs, size_t count, size_t at)
{
    const struct party_pair *p = &pairs[at];
    for (size_t i = 0; i < count; i++) {
        const struct party_pair *q = &pairs[i];
        if (q->a == p->a && q->b != p->b && m->party[q->b].source == m->party[p->b].source &&
            m->row_of[q->b] != m->row_of[p->b])
            return false;
        if (q->b == p->b && q->a != p->a && m->party[q->a].source == m->party[p->a].source &&
            m->row_of[q->a] != m->row_of[p->a])
            return false;
    }
    return true;
}

/* Whole dates of both are compared by the day; here one says the year alone. */
static void pair_year(struct party_making *m, const struct born *run, size_t count, size_t known)
{
    size_t first = m->pair_count, kept = first;
    if (count > PARTY_SAME_DAY_MAX) return;
    for (size_t i = 0; i < count && !m->is_nomem; i++)
        for (size_t k = i + 1; k < count; k++) {
            uint32_t a = run[i].party, b = run[k].party;
            str name;
            if (a == b || m->party[a].source == m->party[b].source || (run[i].is_day && run[k].is_day)) continue;
            if (!are_of_dprk(m, &m->party[a], &m->party[b]) || is_paired(m->pair, known, a, b)) continue;
            if (party_contradict(m, a, b) || !names_agree(m, a, b, &name)) continue;
            add_name_pair(m, a, b, PARTY_NAME_BIRTH, true, name);
        }
    size_t end = m->pair_count;
    bool *is_kept = arena_calloc(&m->scratch, end - first + 1, sizeof *is_kept);
    if (!is_kept) m->is_nomem = true;
    for (size_t i = first; is_kept && i < end; i++) is_kept[i - first] = is_only_one(m, &m->pair[first], end - first, i - first);
    for (size_t i = first; is_kept && i < end; i++)
        if (is_kept[i - first]) m->pair[kept++] = m->pair[i];
    m->pair_count = kept;
}

static void pair_years(struct party_making *m)
{
    struct born *born = mem_calloc(m->fact_count + 1, sizeof *born);
    size_t count = 0, known = m->pair_count;
    if (!born) {
        m->is_nomem = true;
        return;
    }
    if (known) qsort(m->pair, known, sizeof *m->pair, by_parties);
    for (size_t i = 0; i < m->fact_count; i++) {
        const struct party_fact *f = &m->fact[i];
        const struct party *p = &m->party[f->party];
        struct born b = { .is_day = f->is_day, .party = f->party };
        if (f->what == PARTY_FACT_BIRTH && p->kind == KIND_PERSON && is_of_dprk(m, p) && year_of(f, &b.year)) born[count++] = b;
    }
    if (count) qsort(born, count, sizeof *born, by_year);
    for (size_t i = 0, end; i < count && !m->is_nomem; i = end) {
        end = i + 1;
        while (end < count && born[end].year == born[i].year) end++;
        if (end - i > 1) pair_year(m, &born[i], end - i, known);
    }
    mem_free(born);
}

/* --- what a list or a person says ---------------------------------------------------------------------------- */

static uint32_t party_of_id(const struct party_making *m, str id)
{
    uint32_t row;
    for (size_t s = 0; s < m->source_count; s++)
        if (str_starts(id, m->source[s].id) && entity_find(&m->source[s].entities, id, &row))
            return party_at(m, (uint16_t)s, row);
    return UINT32_MAX;
}

static void pair_other_rows(struct party_making *m)
{
    for (size_t i = 0; i < m->fact_count; i++) {
        const struct party_fact *f = &m->fact[i];
        if (f->what != PARTY_FACT_OTHER_ROW) continue;
        uint32_t other = party_of_id(m, f->text);
        if (other != UINT32_MAX && other != f->party) add_pair(m, f->party, other, PARTY_OTHER_ROW, f->text);
    }
}

/* One decision about a pair that is there. */
struct word {
    uint64_t                 pair; /* the smaller party, then the greater one */
    const struct party_said *said;
};

/* By pair, the last word of each at its end. */
static int by_pair(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    if (x->pair != y->pair) return x->pair < y->pair ? -1 : 1;
    return x->said < y->said ? -1 : x->said > y->said;
}

static void pair_said(struct party_making *m, const struct party_said_list *said)
{
    struct word *word = arena_calloc(&m->scratch, said->count + 1, sizeof *word);
    size_t count = 0;
    m->apart = arena_calloc(&m->arena, said->count + 1, sizeof *m->apart);
    if (!m->apart || !word) {
        m->is_nomem = true;
        return;
    }
    for (size_t i = 0; i < said->count; i++) {
        const struct party_said *s = &said->item[i];
        uint32_t a = party_of_id(m, s->a), b = party_of_id(m, s->b);
        if (a == UINT32_MAX || b == UINT32_MAX || a == b) continue;
        word[count++] = (struct word){ (uint64_t)(a < b ? a : b) << 32 | (a < b ? b : a), s };
    }
    if (count) qsort(word, count, sizeof *word, by_pair);
    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count && word[i + 1].pair == word[i].pair) continue; /* another word came later */
        if (word[i].said->is_same)
            add_pair(m, (uint32_t)(word[i].pair >> 32), (uint32_t)word[i].pair, PARTY_PERSON, word[i].said->reason);
        else
            m->apart[m->apart_count++] = word[i].pair;
    }
}

static uint32_t first_row(uint32_t *row_of, uint32_t i)
{
    while (row_of[i] != i) {
        row_of[i] = row_of[row_of[i]];
        i = row_of[i];
    }
    return i;
}

/* Rows of one list that the list itself says are one party. */
static void find_rows(struct party_making *m)
{
    m->row_of = arena_alloc(&m->arena, (m->party_count + 1) * sizeof *m->row_of);
    if (!m->row_of) {
        m->is_nomem = true;
        return;
    }
    for (uint32_t i = 0; i < m->party_count; i++) m->row_of[i] = i;
    for (size_t i = 0; i < m->pair_count; i++) {
        const struct party_pair *p = &m->pair[i];
        if (p->why == PARTY_OTHER_ROW && m->party[p->a].source == m->party[p->b].source)
            m->row_of[first_row(m->row_of, p->b)] = first_row(m->row_of, p->a);
    }
    for (uint32_t i = 0; i < m->party_count; i++) m->row_of[i] = first_row(m->row_of, i);
}

void party_pairs(struct party_making *m, const struct party_said_list *said)
{
    struct party_fact *fact = mem_calloc(m->fact_count + 1, sizeof *fact);
    if (!fact) {
        m->is_nomem = true;
        return;
    }
    size_t count = 0;
    for (size_t i = 0; i < m->fact_count; i++) {
        uint8_t what = m->fact[i].what;
        if (what < PARTY_WHY_COUNT || what == PARTY_FACT_NAME) fact[count++] = m->fact[i];
    }
    qsort(fact, count, sizeof *fact, by_value);
    pair_other_rows(m);
    find_rows(m);
    if (!m->is_nomem) pair_values(m, fact, count);
    mem_free(fact);
    if (m->is_nomem) return;
    pair_births(m);
    if (!m->is_nomem) pair_years(m);
    pair_said(m, said);
}
