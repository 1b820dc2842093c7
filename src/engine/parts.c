/* The parts of one edition that are screened against: entities, names, identifiers, wallets. */
#include "engine/set.h"

#include "addr/addr.h"
#include "engine/canon.h"
#include "text/text.h"

#include "base/num.h"

enum name_kind set_name_kind(enum ftm_schema schema)
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

/* --- long names ------------------------------------------------------------------------------- */

/* Few names are above the caps of the name index, and most can be told by their length: a word has a
 * byte at least, and a letter of three bytes that stands for a phrase has four words. */
static bool is_surely_short(str name)
{
    size_t ascii = 0;
    if (name.len > TEXT_TOKENS_MAX) return false;
    while (ascii < name.len && (unsigned char)name.data[ascii] < 0x80) ascii++;
    return ascii == name.len || name.len <= TEXT_TOKENS_MAX / 2;
}

static bool fits(struct making *m, str name)
{
    struct text_token token[TEXT_TOKENS_MAX];
    size_t count;
    arena_reset(&m->arena);
    return is_surely_short(name) ||
           text_tokens(name, &m->arena, token, &count, NULL) != CORDON_LIMIT;
}

static bool is_inside(str text, size_t at)
{
    return at < text.len && ((unsigned char)text.data[at] & 0xC0) == 0x80;
}

/* The last place in (from, at] where a word ends, or else a character; behind the first character when
 * there is none. */
static size_t cut_before(str text, size_t from, size_t at)
{
    if (at >= text.len) return text.len;
    for (size_t i = at; i > from; i--)
        if (byte_is_blank(text.data[i])) return i;
    while (at > from && is_inside(text, at)) at--;
    if (at > from) return at;
    for (at = from + 1; is_inside(text, at);) at++;
    return at;
}

/* The longest run of words from `from` on that is no longer than a name may be; one character always
 * fits. */
static size_t window_end(struct making *m, str text, size_t from)
{
    size_t end = cut_before(text, from, from + TEXT_NAME_MAX);
    while (!fits(m, str_sub(text, from, end))) {
        size_t less = cut_before(text, from, from + (end - from) * 7 / 8);
        if (less >= end) break;
        end = less;
    }
    return end;
}

/* A name that is too long for the index goes in by windows that overlap by half: whoever writes
 * half a window's worth of it or more finds it. */
static bool add_windows(struct making *m, const struct entity *subject, uint32_t index, str text,
                        uint32_t flags)
{
    for (size_t from = 0, end = 0; end < text.len;) {
        end = window_end(m, text, from);
        if (!name_build_add(m->names, subject->row, index, str_trim(str_sub(text, from, end)),
                            set_name_kind(subject->schema), flags))
            return false;
        from = cut_before(text, from, from + (end - from) / 2); /* no further than end */
    }
    return true;
}

/* Bytes of the sign at `at` that parts several names written into one, 0 when there is none. */
static size_t sign_between(str text, size_t at)
{
    static const str signs[] = { STR_INIT(";"), STR_INIT("|"), STR_INIT("\n"), STR_INIT("；"),
                                 STR_INIT("、"), STR_INIT("｜") };
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (str_starts(str_from(text, at), signs[i])) return signs[i].len;
    return 0;
}

/* What is this long is often many names; each is one to be found as well. */
static bool add_pieces(struct making *m, const struct entity *subject, uint32_t index, str text,
                       uint32_t flags)
{
    size_t from = 0;
    for (size_t at = 0; at <= text.len; at++) {
        size_t sign = at < text.len ? sign_between(text, at) : 0;
        if (!sign && at < text.len) continue;
        str piece = str_trim(str_sub(text, from, at));
        if (piece.len && piece.len < text.len && fits(m, piece) &&
            !name_build_add(m->names, subject->row, index, piece, set_name_kind(subject->schema), flags))
            return false;
        from = at + sign;
    }
    return true;
}

static bool add_name(struct making *m, const struct entity *subject, uint32_t index,
                     const struct entity_statement *st, uint32_t flags)
{
    if (fits(m, st->value))
        return name_build_add(m->names, subject->row, index, st->value, set_name_kind(subject->schema),
                              flags);
    m->counts->long_names++;
    list_warn(m->report, file_of(m, st), st->src.line, subject->entry,
              "a name of %zu bytes is too long to be compared whole; it is found by its parts",
              st->value.len);
    return add_windows(m, subject, index, st->value, flags) &&
           add_pieces(m, subject, index, st->value, flags);
}

static bool add_statement(struct making *m, const struct entity *e, const struct entity *subject,
                          uint32_t index, const struct entity_statement *st)
{
    uint32_t flags = e->row == subject->row ? name_flags(st->prop) : UINT32_MAX;
    bool is_party = ftm_schema_kind(subject->schema) != KIND_OTHER;
    if (m->report->is_label) flags = UINT32_MAX;
    if (flags != UINT32_MAX && is_party) return add_name(m, subject, index, st, flags);
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

/* What a reader would lose without a word were a column or an element moved. */
static void count_fine(struct cordon_counts *c, const struct entity *e, const struct entity_statement *st)
{
    if (st->prop == FTM_PROP_BIRTH_DATE)
        c->births++;
    else if (st->prop == FTM_PROP_IMO_NUMBER)
        c->imo_numbers++;
    else if (ftm_prop_type(st->prop) == FTM_TYPE_COUNTRY)
        c->countries++;
    else if (canon_of_prop(e->schema, st->prop) != CANON_NONE)
        c->identifiers++;
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
            count_fine(m->counts, &e, &st);
            if (!add_statement(m, &e, &subject, index, &st)) return false;
        }
    }
    return true;
}

static cordon_status make_lookups(struct making *m, struct buf ret_bytes[ROLE_SCREENED],
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

cordon_status set_entities_make(struct entity_build *b, struct buf *ret_bytes, struct cordon_error *err)
{
    struct part_writer w;
    part_writer_init(&w);
    cordon_status st = entity_build_write(b, &w, err);
    if (!st) st = part_writer_finish(&w, ret_bytes, err);
    part_writer_release(&w);
    return st;
}

cordon_status set_lookups_make(const struct list_file *files, size_t file_count, struct list_report *report,
                               struct buf ret_bytes[ROLE_SCREENED], struct cordon_counts *counts,
                               struct cordon_error *err)
{
    struct part p;
    struct entity_set set;
    struct making m = { .set = &set, .files = files, .file_count = file_count, .report = report,
                        .counts = counts, .key = BUF_INIT(ENTITY_VALUE_MAX + 64) };
    cordon_status st = part_open(buf_str(&ret_bytes[ROLE_ENTITIES]), &p, err);
    if (!st) st = entity_set_open(&p, &set, err);
    if (st) return st;
    arena_init(&m.arena, 16 << 20);
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

cordon_status set_parts_make(struct entity_build *b, struct list_report *report,
                             struct buf ret_bytes[ROLE_SCREENED], struct cordon_counts *counts,
                             struct cordon_error *err)
{
    cordon_status st = set_entities_make(b, &ret_bytes[ROLE_ENTITIES], err);
    return st ? st : set_lookups_make(NULL, 0, report, ret_bytes, counts, err);
}

cordon_status set_parts_open(struct set_source *s, struct cordon_error *err)
{
    cordon_status st = entity_set_open(&s->part[ROLE_ENTITIES], &s->entities, err);
    if (!st) st = name_index_open(&s->part[ROLE_NAMES], &s->names, err);
    if (!st) st = keys_open(&s->part[ROLE_IDENTIFIERS], "idn", &s->identifiers, err);
    if (!st) st = keys_open(&s->part[ROLE_WALLETS], "wal", &s->wallets, err);
    return st;
}
