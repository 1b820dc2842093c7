/* The facts of one edition as its part: written when the edition is made, taken at each linking. */
#include "engine/party.h"

#include "base/mem.h"

/*
 * fct.hed  tables version u32
 * fct.ent  row u32, first fact u32, fact count u32, kind u8, gender u8, is_dprk u8, 0
 * fct.fac  hash u64, first i32, last i32, text: offset u32, length u32, country: offset u32, length u32,
 *          what u8, is_day u8, is_telling u8, is_main u8
 * fct.txt  bytes
 */
enum { FACTS_VERSION = 2, ENTRY_LEN = 16, FACT_LEN = 36, FACTS_ARENA_MAX = 16 << 20 };

bool party_grow(void **items, size_t count, size_t *room, size_t size)
{
    if (count < *room) return true;
    size_t more = *room ? *room * 2 : 1024, bytes;
    if (!num_mul(more, size, &bytes)) return false;
    void *p = mem_realloc(*items, bytes);
    if (!p) return false;
    *items = p;
    *room = more;
    return true;
}

/* --- writing ------------------------------------------------------------------------------------------ */

static void put_entry(struct buf *out, const struct party *p)
{
    uint8_t *b = (uint8_t *)buf_take(out, ENTRY_LEN);
    if (!b) return;
    num_put_u32(b, p->row);
    num_put_u32(b + 4, p->first_fact);
    num_put_u32(b + 8, p->fact_count);
    b[12] = (uint8_t)p->kind;
    b[13] = (uint8_t)p->gender;
    b[14] = p->is_dprk;
    b[15] = 0;
}

/* Where the text is: most facts say nothing of a country, and many what the one before says. */
static void put_text(struct buf *text, str s, str *last, uint8_t *ret_place)
{
    if (!str_eq(s, *last) || last->len > text->len) {
        buf_add(text, s);
        *last = s;
    }
    num_put_u32(ret_place, s.len ? (uint32_t)(text->len - s.len) : 0);
    num_put_u32(ret_place + 4, (uint32_t)s.len);
}

static void put_fact(struct buf *out, struct buf *text, const struct party_fact *f, str *last)
{
    uint8_t *b = (uint8_t *)buf_take(out, FACT_LEN);
    if (!b) return;
    num_put_u64(b, f->hash);
    num_put_u32(b + 8, (uint32_t)f->first);
    num_put_u32(b + 12, (uint32_t)f->last);
    put_text(text, f->text, last, b + 16);
    if (f->country.len) {
        put_text(text, f->country, last, b + 24);
    } else {
        num_put_u32(b + 24, 0);
        num_put_u32(b + 28, 0);
    }
    b[32] = f->what;
    b[33] = f->is_day;
    b[34] = f->is_telling;
    b[35] = f->is_main;
}

static void write_sections(const struct party_making *m, struct part_writer *w)
{
    str last = STR_EMPTY;
    struct buf *head = part_writer_section(w, "fct.hed", FACTS_VERSION);
    struct buf *entries = part_writer_section(w, "fct.ent", FACTS_VERSION);
    struct buf *facts = part_writer_section(w, "fct.fac", FACTS_VERSION);
    struct buf *text = part_writer_section(w, "fct.txt", FACTS_VERSION);
    uint8_t *version = (uint8_t *)buf_take(head, 4);
    if (version) num_put_u32(version, name_tables_version());
    for (size_t i = 0; i < m->party_count; i++) put_entry(entries, &m->party[i]);
    for (size_t i = 0; i < m->fact_count; i++) put_fact(facts, text, &m->fact[i], &last);
}

cordon_status party_facts_make(const struct entity_set *set, str source, struct buf *out,
                               struct cordon_error *err)
{
    struct party_making m = { .source = NULL };
    struct part_writer *w = mem_calloc(1, sizeof *w);
    cordon_status st = CORDON_OK;
    if (!w) return error_nomem(err);
    part_writer_init(w);
    arena_init(&m.scratch, FACTS_ARENA_MAX);
    party_facts_read(&m, set, source);
    if (m.is_nomem || m.scratch.failed) st = error_nomem(err);
    if (!st) write_sections(&m, w);
    if (!st) st = part_writer_finish(w, out, err);
    part_writer_release(w);
    mem_free(w);
    mem_free(m.party);
    mem_free(m.fact);
    arena_release(&m.scratch);
    return st;
}

/* --- reading ------------------------------------------------------------------------------------------ */

cordon_status party_facts_open(const struct part *p, struct party_facts *ret, struct cordon_error *err)
{
    struct party_facts f;
    struct part_view head;
    cordon_status st = part_section(p, "fct.hed", FACTS_VERSION, &head, err);
    if (!st) st = part_section(p, "fct.ent", FACTS_VERSION, &f.entries, err);
    if (!st) st = part_section(p, "fct.fac", FACTS_VERSION, &f.facts, err);
    if (!st) st = part_section(p, "fct.txt", FACTS_VERSION, &f.text, err);
    if (st) return st;
    if (part_u32(head, 0) != name_tables_version())
        return error_set(err, CORDON_UNSUPPORTED, "the facts were read with the tables of another version");
    if (f.entries.len % ENTRY_LEN || f.facts.len % FACT_LEN)
        return error_set(err, CORDON_CORRUPT, "the facts are cut short");
    *ret = f;
    return CORDON_OK;
}

static bool fact_get(const struct party_facts *f, size_t index, uint32_t party, struct party_fact *ret)
{
    const uint8_t *b = part_record(f->facts, index, FACT_LEN);
    if (!b) return false;
    *ret = (struct party_fact){
        .party = party, .what = b[32], .is_day = b[33] != 0, .is_telling = b[34] != 0, .is_main = b[35] != 0,
        .hash = num_get_u64(b), .first = (int32_t)num_get_u32(b + 8), .last = (int32_t)num_get_u32(b + 12),
        .text = part_bytes(f->text, num_get_u32(b + 16), num_get_u32(b + 20)),
        .country = part_bytes(f->text, num_get_u32(b + 24), num_get_u32(b + 28)),
    };
    return true;
}

static bool entry_get(const struct party_facts *f, size_t index, uint32_t party, struct party *ret)
{
    const uint8_t *b = part_record(f->entries, index, ENTRY_LEN);
    if (!b || b[12] > KIND_UNKNOWN) return false;
    *ret = (struct party){
        .row = num_get_u32(b), .first_fact = num_get_u32(b + 4), .fact_count = num_get_u32(b + 8),
        .kind = (enum entity_kind)b[12], .gender = (char)b[13], .is_dprk = b[14] != 0,
        .parent = party, .next = UINT32_MAX, .size = 1,
    };
    return true;
}

/* Entries by row, each with the facts that follow those of the one before: anything else is damage. */
static bool take_source(struct party_making *m, uint16_t source)
{
    const struct party_facts *f = &m->source[source].facts;
    size_t count = f->entries.len / ENTRY_LEN, facts = f->facts.len / FACT_LEN, next = 0;
    uint32_t base = (uint32_t)m->fact_count;
    for (size_t i = 0; i < count; i++) {
        uint32_t party = (uint32_t)m->party_count;
        struct party *p = &m->party[party];
        if (!entry_get(f, i, party, p) || (i && p->row <= p[-1].row)) return false;
        if (p->first_fact != next || p->fact_count > facts - next) return false;
        p->source = source;
        p->first_fact += base;
        m->party_count++;
        for (uint32_t k = 0; k < p->fact_count; k++)
            if (!fact_get(f, next++, party, &m->fact[m->fact_count++])) return false;
    }
    return next == facts;
}

cordon_status party_facts_take(struct party_making *m, struct cordon_error *err)
{
    size_t parties = 0, facts = 0;
    for (size_t i = 0; i < m->source_count; i++) {
        parties += m->source[i].facts.entries.len / ENTRY_LEN;
        facts += m->source[i].facts.facts.len / FACT_LEN;
    }
    if (parties > PARTY_ENTRIES_MAX)
        return error_set(err, CORDON_LIMIT, "more than %d entries to be linked", PARTY_ENTRIES_MAX);
    if (facts > UINT32_MAX / 2) return error_set(err, CORDON_LIMIT, "too many facts to be linked");
    m->party = mem_calloc(parties + 1, sizeof *m->party);
    m->fact = mem_calloc(facts + 1, sizeof *m->fact);
    if (!m->party || !m->fact) return error_nomem(err);
    for (size_t i = 0; i < m->source_count; i++)
        if (!take_source(m, (uint16_t)i))
            return error_set(err, CORDON_CORRUPT, "the facts of '%.*s' cannot be", STR_ARG(m->source[i].id));
    return CORDON_OK;
}

uint32_t party_at(const struct party_making *m, uint16_t source, uint32_t row)
{
    size_t low = 0, high = m->party_count; /* by source, then row */
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct party *p = &m->party[mid];
        if (p->source < source || (p->source == source && p->row < row))
            low = mid + 1;
        else
            high = mid;
    }
    bool is_it = low < m->party_count && m->party[low].source == source && m->party[low].row == row;
    return is_it ? (uint32_t)low : UINT32_MAX;
}
