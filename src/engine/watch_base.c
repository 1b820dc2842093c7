/* What a screening rested on: the lists as they were, and all else that decides what is found. */
#include "engine/watch.h"

#include "base/buf_num.h"

#include <stdlib.h>

enum { BASE_FORM = 1, LISTED_MAX = 1 << 24 };

uint64_t watch_id(str entity_id)
{
    return str_hash(entity_id);
}

uint64_t watch_trace_form(const struct cordon_policy *p, uint64_t words)
{
    uint32_t parts[4] = { 2, name_tables_version(), (uint32_t)p->gate_bp, (uint32_t)p->same_bp };
    return str_hash(str_of((const char *)parts, sizeof parts)) + words;
}

/* --- a listed party ------------------------------------------------------------------------------------------ */

static uint64_t mix_text(uint64_t h, str s)
{
    return (h ^ str_hash(s)) * 0x9E3779B97F4A7C15u + (h >> 29);
}

static uint64_t mix_number(uint64_t h, uint64_t v)
{
    return (h ^ v) * 0x9E3779B97F4A7C15u + (h >> 29);
}

/* All that is said of a party and its children, but where it stands; and how its rows are written. */
static uint64_t content_of(const struct entity_set *set, uint32_t row, const struct entity *subject)
{
    uint32_t end = entity_family_end(set, row);
    uint64_t h = mix_number(1, subject->flags);
    for (; row < end; row++) {
        struct entity e;
        struct entity_statement st;
        if (!entity_get(set, row, &e)) continue;
        h = mix_number(h, (uint64_t)e.schema << 32 | e.statement_count);
        for (uint32_t i = 0; i < e.statement_count; i++) {
            if (!entity_statement_get(set, e.first_statement + i, &st)) continue;
            h = mix_text(mix_text(mix_number(h, (uint64_t)st.prop), st.value), st.lang);
        }
    }
    uint64_t rows = subject->row_hash ? str_hash(str_of((const char *)subject->row_hash, SHA_LEN)) : 0;
    return (h & ~(uint64_t)WATCH_WRITTEN) | (rows & WATCH_WRITTEN);
}

static int by_id(const void *a, const void *b)
{
    const struct watch_party *x = a, *y = b;
    if (x->id != y->id) return x->id < y->id ? -1 : 1;
    return (x->content > y->content) - (x->content < y->content);
}

static bool read_parties(const struct entity_set *set, struct arena *arena, struct watch_list *l)
{
    size_t room = 0;
    struct entity e;
    for (uint32_t row = 0; row < set->count; row = entity_family_end(set, row)) room++;
    l->party = arena_alloc(arena, (room + 1) * sizeof *l->party);
    if (!l->party) return false;
    for (uint32_t row = 0; row < set->count; row = entity_family_end(set, row)) {
        if (!entity_get(set, row, &e)) continue;
        l->party[l->parties++] = (struct watch_party){ watch_id(e.id), content_of(set, row, &e) };
    }
    if (l->parties > 1) qsort(l->party, l->parties, sizeof *l->party, by_id);
    return true;
}

/* Which scripts its names can be compared with; a list without names is asked by nobody. */
static uint32_t readable_of(const struct set_source *src, const struct cordon_policy *p)
{
    uint32_t set = 0;
    uint64_t least = name_index_count(&src->names) * (uint64_t)p->script_share_bp;
    if (!name_index_count(&src->names)) return UINT32_MAX;
    for (unsigned script = 0; script < SCRIPTS && script < 31; script++)
        if (name_index_in_script(&src->names, (enum text_script)script) * (uint64_t)10000 >= least) set |= 1u << script;
    if (detect_heard_names(src) * 10000 >= least) set |= WATCH_HEARD;
    return set;
}

/* --- all of it ------------------------------------------------------------------------------------------------ */

static cordon_status hash_how(const struct cordon_screener *scr, char ret[SHA_HEX_LEN + 1], struct cordon_error *err)
{
    struct cordon_text text = { NULL, 0 };
    uint8_t digest[SHA_LEN], tables[4];
    struct sha sha;
    cordon_status st = cordon_policy_text(scr->policy, &text, err);
    if (st) return st;
    const str parts[] = { str_c(cordon_version()), scr->options.only, scr->options.require, str_of(text.data, text.len) };
    sha_init(&sha);
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        uint8_t len[8];
        num_put_u64(len, parts[i].len);
        sha_add(&sha, str_of((const char *)len, sizeof len));
        sha_add(&sha, parts[i]);
    }
    num_put_u32(tables, name_tables_version());
    sha_add(&sha, str_of((const char *)tables, sizeof tables));
    sha_end(&sha, digest);
    sha_hex(digest, ret);
    cordon_text_free(&text);
    return CORDON_OK;
}

/* The decisions in force at that time. */
static uint64_t good_of(const struct cordon_good *good, int64_t as_of_s, int32_t days_max)
{
    struct cordon_good_entry e;
    uint64_t h = 0;
    for (size_t i = 0; good && cordon_good_at(good, i, &e); i++) {
        int64_t end = e.created_s + (int64_t)days_max * 86400;
        bool is_in_force = !e.ended_line && as_of_s >= e.created_s && as_of_s < e.expires_s && as_of_s < end;
        if (is_in_force) h = mix_text(mix_number(h + 1, e.id), e.mark);
    }
    return good && cordon_good_count(good) ? mix_number(h, 1) | 1 : 0;
}

static void note_standing(const struct cordon_screener *scr, struct arena *arena, struct watch_base *b)
{
    for (size_t i = 0; i < scr->standing.count && !b->is_open; i++) {
        const struct check *c = &scr->standing.items[i];
        if (!c->is_required || c->state == CHECK_DONE) continue;
        b->is_open = true;
        b->open_check = arena_str(arena, c->id);
    }
}

cordon_status watch_base_make(struct cordon_screener *scr, struct arena *arena, struct watch_base *ret,
                              struct cordon_error *err)
{
    const struct cordon_set *set = scr->set;
    struct watch_base b = { .as_of_s = scr->options.as_of_s, .lists = set->source_count };
    cordon_status st = hash_how(scr, b.how, err);
    if (st) return st;
    memcpy(b.set, set->hash_hex, sizeof b.set);
    b.good = good_of(scr->options.good, b.as_of_s, scr->policy->good_days_max);
    b.list = arena_calloc(arena, set->source_count + 1, sizeof *b.list);
    note_standing(scr, arena, &b);
    for (size_t i = 0; b.list && i < set->source_count; i++) {
        const struct set_source *src = &set->source[i];
        struct watch_list *l = &b.list[i];
        *l = (struct watch_list){ .source = arena_str(arena, src->about.source), .edition = arena_str(arena, src->about.edition),
                                  .is_used = scr->is_used[i], .is_required = scr->is_required[i],
                                  .readable = readable_of(src, scr->policy), .names = name_index_count(&src->names),
                                  .wallets = keys_count(&src->wallets) };
        if (!read_parties(&src->entities, arena, l)) return error_nomem(err);
    }
    if (arena->failed) return error_nomem(err);
    *ret = b;
    return CORDON_OK;
}

/* --- as bytes --------------------------------------------------------------------------------------------------- */

static void put_text(struct buf *out, str s)
{
    buf_put_u32(out, (uint32_t)s.len);
    buf_add(out, s);
}

void watch_base_write(const struct watch_base *b, struct buf *out)
{
    buf_put_u32(out, BASE_FORM);
    buf_add_bytes(out, b->set, SHA_HEX_LEN);
    buf_add_bytes(out, b->how, SHA_HEX_LEN);
    buf_put_u64(out, b->good);
    buf_put_u64(out, (uint64_t)b->as_of_s);
    buf_put_u32(out, b->is_open);
    put_text(out, b->open_check);
    buf_put_u32(out, (uint32_t)b->lists);
    for (size_t i = 0; i < b->lists; i++) {
        const struct watch_list *l = &b->list[i];
        put_text(out, l->source);
        put_text(out, l->edition);
        buf_put_u32(out, l->readable);
        buf_put_u32(out, (uint32_t)l->is_used | (uint32_t)l->is_required << 1);
        buf_put_u32(out, l->names);
        buf_put_u32(out, l->wallets);
        buf_put_u32(out, (uint32_t)l->parties);
        for (size_t k = 0; k < l->parties; k++) {
            buf_put_u64(out, l->party[k].id);
            buf_put_u64(out, l->party[k].content);
        }
    }
}

struct in {
    str  rest;
    bool is_bad;
};

static str take(struct in *in, size_t len)
{
    if (len > in->rest.len) in->is_bad = true;
    if (in->is_bad) return STR_EMPTY;
    str s = str_sub(in->rest, 0, len);
    in->rest = str_from(in->rest, len);
    return s;
}

static uint32_t take_u32(struct in *in)
{
    str s = take(in, 4);
    return s.len == 4 ? num_get_u32((const uint8_t *)s.data) : 0;
}

static uint64_t take_u64(struct in *in)
{
    str s = take(in, 8);
    return s.len == 8 ? num_get_u64((const uint8_t *)s.data) : 0;
}

static void take_hex(struct in *in, char ret[SHA_HEX_LEN + 1])
{
    str s = take(in, SHA_HEX_LEN);
    if (s.len) memcpy(ret, s.data, SHA_HEX_LEN);
    ret[SHA_HEX_LEN] = 0;
}

static bool take_list(struct in *in, struct arena *arena, struct watch_list *l)
{
    l->source = arena_str(arena, take(in, take_u32(in)));
    l->edition = arena_str(arena, take(in, take_u32(in)));
    l->readable = take_u32(in);
    uint32_t flags = take_u32(in);
    l->is_used = flags & 1;
    l->is_required = flags >> 1 & 1;
    l->names = take_u32(in);
    l->wallets = take_u32(in);
    l->parties = take_u32(in);
    if (l->parties > LISTED_MAX || in->rest.len / 16 < l->parties) in->is_bad = true;
    if (in->is_bad) return true;
    l->party = arena_alloc(arena, (l->parties + 1) * sizeof *l->party);
    if (!l->party) return false;
    for (size_t k = 0; k < l->parties; k++) {
        l->party[k].id = take_u64(in);
        l->party[k].content = take_u64(in);
    }
    return true;
}

cordon_status watch_base_read(str bytes, struct arena *arena, struct watch_base *ret, struct cordon_error *err)
{
    struct in in = { .rest = bytes };
    struct watch_base b = { .lists = 0 };
    if (take_u32(&in) != BASE_FORM) return error_set(err, CORDON_CORRUPT, "what the last screening rested on is of another form");
    take_hex(&in, b.set);
    take_hex(&in, b.how);
    b.good = take_u64(&in);
    b.as_of_s = (int64_t)take_u64(&in);
    b.is_open = take_u32(&in);
    b.open_check = arena_str(arena, take(&in, take_u32(&in)));
    b.lists = take_u32(&in);
    if (b.lists > SET_SOURCES_MAX) in.is_bad = true;
    if (!in.is_bad) b.list = arena_calloc(arena, b.lists + 1, sizeof *b.list);
    for (size_t i = 0; !in.is_bad && b.list && i < b.lists; i++)
        if (!take_list(&in, arena, &b.list[i])) return error_nomem(err);
    if (arena->failed) return error_nomem(err);
    if (in.is_bad || in.rest.len) return error_set(err, CORDON_CORRUPT, "what the last screening rested on is not whole");
    *ret = b;
    return CORDON_OK;
}
