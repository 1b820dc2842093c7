/* The parts of one edition: entities, names, identifiers, wallets. */
#include "engine/set.h"

#include "addr/addr.h"
#include "engine/canon.h"
#include "text/text.h"

#include "base/num.h"

static enum name_kind kind_of(enum ftm_schema schema)
{
    switch (ftm_schema_kind(schema)) {
    case KIND_PERSON: return NAME_PERSON;
    case KIND_ORGANIZATION: return NAME_ORGANIZATION;
    case KIND_VESSEL:
    case KIND_AIRCRAFT: return NAME_OBJECT;
    case KIND_UNKNOWN:
    case KIND_OTHER: return NAME_ANY;
    }
    return NAME_ANY;
}

/* Flags of a name by its property, or UINT32_MAX when the property is no name to screen. */
static uint32_t name_flags(enum ftm_prop prop)
{
    switch ((int)prop) {
    case FTM_PROP_NAME: return NAME_PRIMARY;
    case FTM_PROP_ALIAS:
    case FTM_PROP_ABBREVIATION: return 0;
    case FTM_PROP_WEAK_ALIAS: return NAME_WEAK;
    case FTM_PROP_PREVIOUS_NAME: return NAME_FORMER;
    default: return UINT32_MAX;
    }
}

static bool is_wallet_prop(enum ftm_prop prop)
{
    return prop == FTM_PROP_PUBLIC_KEY || prop == FTM_PROP_CRYPTO_ADDRESS;
}

struct making {
    const struct list_file  *files; /* of the edition, for warnings */
    size_t                   file_count;
    const struct entity_set *set;
    struct list_report      *report;
    struct name_build       *names;
    struct keys_build       *identifiers;
    struct keys_build       *wallets;
    struct cordon_counts    *counts;
    struct buf               key;   /* scratch */
    struct arena             arena; /* of one value */
};

static str file_of(const struct making *m, const struct entity_statement *st)
{
    return st->src.file < m->file_count ? m->files[st->src.file].name : STR_EMPTY;
}

/* A wallet goes in under its canonical key. One that fails its own checksum is kept as text in the
 * entity, and also findable as that text: the list's word stands, our arithmetic only warns. */
static bool add_wallet(struct making *m, const struct entity *subject, uint32_t index,
                       const struct entity_statement *st)
{
    struct addr a;
    char text[ADDR_KEY_TEXT_MAX];
    enum addr_verdict v = addr_read(st->value, &a);
    str key = addr_key_text(&a, text);
    if (v == ADDR_MALFORMED) {
        m->counts->wallets_malformed++;
        list_warn(m->report, file_of(m, st), st->src.line, subject->entry,
                  "wallet '%.*s' is malformed; matched as text only", STR_ARG(st->value));
    }
    if (key.len == 0) {
        buf_reset(&m->key);
        buf_add(&m->key, STR("text:"));
        buf_add(&m->key, st->value);
        if (m->key.failed) return false;
        key = buf_str(&m->key);
    }
    keys_build_add(m->wallets, key, subject->row, index);
    return true;
}

/* A name past the caps of the name index is not worth refusing a whole list for; it is told. */
static bool is_too_long(struct making *m, const struct entity *subject,
                        const struct entity_statement *st)
{
    struct text_token token[TEXT_TOKENS_MAX];
    size_t count;
    if (st->value.len <= 2 * TEXT_TOKENS_MAX) return false; /* cannot hold more words */
    struct arena arena;
    arena_init(&arena, 1 << 20);
    bool is_long = text_tokens(st->value, &arena, token, &count, NULL) == CORDON_LIMIT;
    arena_release(&arena);
    if (is_long)
        list_warn(m->report, file_of(m, st), st->src.line, subject->entry,
                  "a name of %zu bytes is too long to be searched for; the entry's other names are",
                  st->value.len);
    return is_long;
}

static bool add_statement(struct making *m, const struct entity *e, const struct entity *subject,
                          uint32_t index, const struct entity_statement *st)
{
    uint32_t flags = e->row == subject->row ? name_flags(st->prop) : UINT32_MAX;
    bool is_party = ftm_schema_kind(subject->schema) != KIND_OTHER;
    if (flags != UINT32_MAX && is_party)
        return is_too_long(m, subject, st) ||
               name_build_add(m->names, subject->row, index, st->value, kind_of(subject->schema),
                              flags);
    if (is_wallet_prop(st->prop)) return add_wallet(m, subject, index, st);
    enum canon_kind kind = canon_of_prop(e->schema, st->prop);
    if (kind == CANON_NONE) return true;
    struct canon c;
    arena_reset(&m->arena);
    canon_read(kind, st->value, &m->arena, &c);
    if (m->arena.failed) return false;
    for (size_t i = 0; i < c.key_count; i++)
        keys_build_add(m->identifiers, c.key[i], subject->row, index);
    keys_build_add(m->identifiers, c.wide, subject->row, index);
    return true;
}

static bool walk(struct making *m)
{
    for (uint32_t row = 0; row < m->set->count; row++) {
        struct entity e, subject;
        struct entity_statement st;
        if (!entity_get(m->set, row, &e) || !entity_get(m->set, e.subject, &subject)) return false;
        for (uint32_t i = 0; i < e.statement_count; i++) {
            uint32_t index = e.first_statement + i;
            if (!entity_statement_get(m->set, index, &st)) return false;
            if (!add_statement(m, &e, &subject, index, &st)) return false;
        }
    }
    return true;
}

static cordon_status make_lookups(struct making *m, struct buf ret_bytes[ROLE_COUNT],
                                  struct cordon_error *err)
{
    struct part_writer w;
    cordon_status st = CORDON_OK;
    if (!m->names || !m->identifiers || !m->wallets) return error_nomem(err);
    bool walked = walk(m);

    part_writer_init(&w);
    st = name_build_write(m->names, &w, err);
    if (!st && (m->key.failed || m->arena.failed)) st = error_nomem(err); /* its cap is above any value's */
    if (!st && !walked) st = error_set(err, CORDON_BUG, "the new entities cannot be read back");
    if (!st) st = part_writer_finish(&w, &ret_bytes[ROLE_NAMES], err);
    part_writer_release(&w);
    if (st) return st;

    st = keys_build_write(m->identifiers, &w, "idn", err);
    if (!st) st = part_writer_finish(&w, &ret_bytes[ROLE_IDENTIFIERS], err);
    part_writer_release(&w);
    if (st) return st;

    st = keys_build_write(m->wallets, &w, "wal", err);
    if (!st) st = part_writer_finish(&w, &ret_bytes[ROLE_WALLETS], err);
    part_writer_release(&w);
    return st;
}

cordon_status set_parts_make(struct entity_build *b, const struct list_file *files,
                             size_t file_count, struct list_report *report,
                             struct buf ret_bytes[ROLE_COUNT], struct cordon_counts *counts,
                             struct cordon_error *err)
{
    struct part_writer w;
    struct part p;
    struct entity_set set;
    struct making m = { .set = &set, .files = files, .file_count = file_count,
                        .report = report, .counts = counts,
                        .key = BUF_INIT(ENTITY_VALUE_MAX + 64) };
    arena_init(&m.arena, 16 << 20);
    part_writer_init(&w);
    cordon_status st = entity_build_write(b, &w, err);
    if (!st) st = part_writer_finish(&w, &ret_bytes[ROLE_ENTITIES], err);
    part_writer_release(&w);
    if (!st) st = part_open(buf_str(&ret_bytes[ROLE_ENTITIES]), &p, err);
    if (!st) st = entity_set_open(&p, &set, err);
    if (st) return st;

    m.names = name_build_new();
    m.identifiers = keys_build_new();
    m.wallets = keys_build_new();
    st = make_lookups(&m, ret_bytes, err);
    name_build_free(m.names);
    keys_build_free(m.identifiers);
    keys_build_free(m.wallets);
    buf_release(&m.key);
    arena_release(&m.arena);
    return st;
}

cordon_status set_parts_open(struct set_source *s, struct cordon_error *err)
{
    cordon_status st = entity_set_open(&s->part[ROLE_ENTITIES], &s->entities, err);
    if (!st) st = name_index_open(&s->part[ROLE_NAMES], &s->names, err);
    if (!st) st = keys_open(&s->part[ROLE_IDENTIFIERS], "idn", &s->identifiers, err);
    if (!st) st = keys_open(&s->part[ROLE_WALLETS], "wal", &s->wallets, err);
    return st;
}
