/*
 * FollowTheMoney entities as JSON lines, as OpenSanctions publishes them.
 *
 * Workload: 100,000 to 4 million lines of 300 to 3,000 bytes. Papers, wallets, sanctions and ties
 * are lines of their own that name their holder, before or behind it. So the file is read three
 * times: where every line is; whom each child belongs to; and, holder by holder, the values.
 *
 *   lines   [place, id, schema | first child, next child]     56 bytes a line
 *   by_id   id -> line                                         8 bytes a line
 *
 * Source: docs/sources.md#ftm-json
 */
#include "list/entry.h"
#include "list/ftm_line.h"
#include "list/ofac.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/num.h"

enum {
    FTM_LINES_MAX = 1 << 24,     /* docs/limits.md */
    FTM_LINE_MAX = 16 << 20,     /* bytes of one line */
    FTM_ID_MAX = 1024,           /* bytes of one id */
    SNIFF = 1 << 16,
};

#define NONE UINT32_MAX

struct line {
    str             id;
    size_t          place;
    uint32_t        len;
    uint32_t        number; /* 1-based, in the file */
    uint32_t        first, last, next; /* children; NONE ends */
    enum ftm_schema schema;
    bool            is_child;
    bool            is_held; /* a child whose holder is in the file */
};

struct ftm {
    const struct list_file *file;
    struct entity_build    *b;
    struct list_report     *report;
    struct cordon_error    *err;
    str                     source;
    struct arena            ids;     /* ids that were escaped */
    struct arena            scratch; /* of one line */
    struct line            *lines;
    size_t                  count, room;
    uint32_t               *by_id; /* open addressing, line + 1 */
    size_t                  by_id_room;
    str                     last_seen; /* the latest */
    uint32_t                not_targets;
    struct buf              name; /* ids with the source in front */
};

/* --- lines ---------------------------------------------------------------------------------- */

/* The next line that is not blank; false at the end. */
static bool next_line(str in, size_t *pos, uint32_t *number, str *ret)
{
    while (*pos < in.len) {
        size_t end = *pos + str_index(str_from(in, *pos), '\n');
        *ret = str_sub(in, *pos, end);
        *pos = end + 1;
        if (*number < UINT32_MAX) ++*number;
        if (str_trim(*ret).len) return true;
    }
    return false;
}

/* The same failure with the file's name and the line's number. */
static cordon_status fail_at(struct ftm *f, uint32_t number, cordon_status st)
{
    if (f->err && st != CORDON_NOMEM) {
        f->err->line = number;
        error_in_file(f->err, f->file->name);
    }
    return st;
}

/* Children belong to somebody; everything else stands for itself. */
static bool is_child_schema(enum ftm_schema s)
{
    return ftm_schema_is(s, FTM_SCHEMA_INTERVAL) || s == FTM_SCHEMA_CRYPTO_WALLET;
}

static struct line *new_line(struct ftm *f)
{
    if (f->count == f->room) {
        size_t room = f->room ? f->room * 2 : 1024;
        struct line *p = mem_realloc(f->lines, room * sizeof *p);
        if (!p) return NULL;
        f->lines = p;
        f->room = room;
    }
    return &f->lines[f->count++];
}

static str keep_id(struct ftm *f, str line, str id)
{
    bool is_view = id.data >= line.data && id.data < line.data + line.len;
    return is_view ? id : arena_str(&f->ids, id);
}

static enum ftm_schema schema_of(struct ftm *f, uint32_t number, const struct ftm_line *l)
{
    enum ftm_schema s = ftm_schema_find(l->schema);
    if (s == FTM_SCHEMA_NONE)
        list_warn(f->report, f->file->name, number, l->id,
                  "schema '%.*s' is not known: kept, and compared with nobody",
                  STR_ARG(l->schema));
    return s;
}

static cordon_status note_line(struct ftm *f, str text, uint32_t number)
{
    struct ftm_line l;
    if (f->count >= FTM_LINES_MAX || text.len > FTM_LINE_MAX)
        return error_at(f->err, CORDON_LIMIT, f->file->name, number, 0, "%s",
                        text.len > FTM_LINE_MAX ? "a line longer than 16 MiB"
                                                : "more than 16777216 lines");
    arena_reset(&f->scratch);
    cordon_status st = ftm_line_read(text, &f->scratch, &l, f->err);
    if (st) return fail_at(f, number, st);
    if (l.id.len > FTM_ID_MAX)
        return error_at(f->err, CORDON_LIMIT, f->file->name, number, 0,
                        "an id longer than %d bytes", FTM_ID_MAX);
    struct line *line = new_line(f);
    if (!line) return error_nomem(f->err);
    enum ftm_schema schema = schema_of(f, number, &l);
    *line = (struct line){ .id = keep_id(f, text, l.id),
                           .place = (size_t)(text.data - f->file->bytes.data),
                           .len = (uint32_t)text.len,
                           .number = number,
                           .first = NONE,
                           .last = NONE,
                           .next = NONE,
                           .schema = schema,
                           .is_child = is_child_schema(schema) };
    if (l.is_not_target && !line->is_child) f->not_targets++;
    if (str_cmp(l.last_seen, f->last_seen) > 0) f->last_seen = arena_str(&f->ids, l.last_seen);
    return f->ids.failed ? error_nomem(f->err) : CORDON_OK;
}

static cordon_status note_lines(struct ftm *f)
{
    size_t pos = str_starts(f->file->bytes, STR("\xEF\xBB\xBF")) ? 3 : 0;
    uint32_t number = 0;
    str text;
    while (next_line(f->file->bytes, &pos, &number, &text)) {
        if (text.len && text.data[text.len - 1] == '\r') text.len--;
        cordon_status st = note_line(f, text, number);
        if (st) return st;
    }
    if (f->count == 0)
        return error_at(f->err, CORDON_REFUSED, f->file->name, 0, 0, "the list holds no entity");
    return CORDON_OK;
}

/* --- ids ------------------------------------------------------------------------------------ */

static uint32_t find_id(const struct ftm *f, str id)
{
    size_t at = str_hash(id) & (f->by_id_room - 1);
    for (; f->by_id[at]; at = (at + 1) & (f->by_id_room - 1))
        if (str_eq(f->lines[f->by_id[at] - 1].id, id)) return f->by_id[at] - 1;
    return NONE;
}

static cordon_status index_ids(struct ftm *f)
{
    f->by_id_room = 16;
    while (f->by_id_room < f->count * 2) f->by_id_room *= 2;
    f->by_id = mem_calloc(f->by_id_room, sizeof *f->by_id);
    if (!f->by_id) return error_nomem(f->err);
    for (size_t i = 0; i < f->count; i++) {
        size_t at = str_hash(f->lines[i].id) & (f->by_id_room - 1);
        for (; f->by_id[at]; at = (at + 1) & (f->by_id_room - 1)) {
            const struct line *other = &f->lines[f->by_id[at] - 1];
            if (!str_eq(other->id, f->lines[i].id)) continue;
            return error_at(f->err, CORDON_SYNTAX, f->file->name, f->lines[i].number, 0,
                            "entity '%.*s' stands twice: lines %u and %u", STR_ARG(other->id),
                            other->number, f->lines[i].number);
        }
        f->by_id[at] = (uint32_t)i + 1;
    }
    return CORDON_OK;
}

/* --- whose child ---------------------------------------------------------------------------- */

struct holder_search {
    const struct ftm *f;
    uint32_t          named; /* by a property that names the holder, or NONE */
    uint32_t          other; /* by any other reference, or NONE */
};

/* The side of a tie that it is kept with, when both are in the file. */
static bool names_holder(enum ftm_prop p)
{
    static const enum ftm_prop props[] = {
        FTM_PROP_HOLDER,   FTM_PROP_ENTITY, FTM_PROP_OWNER,  FTM_PROP_DIRECTOR, FTM_PROP_SUBJECT,
        FTM_PROP_PERSON,   FTM_PROP_MEMBER, FTM_PROP_EMPLOYEE, FTM_PROP_AGENT,
    };
    for (size_t i = 0; i < COUNT_OF(props); i++)
        if (props[i] == p) return true;
    return false;
}

static bool look_for_holder(void *ctx, str property, str value, bool is_nested)
{
    struct holder_search *s = ctx;
    enum ftm_prop p = ftm_prop_find(property);
    if (is_nested || ftm_prop_type(p) != FTM_TYPE_ENTITY) return true;
    uint32_t at = find_id(s->f, value);
    if (at == NONE || s->f->lines[at].is_child) return true;
    if (names_holder(p) && s->named == NONE) s->named = at;
    if (s->other == NONE) s->other = at;
    return true;
}

static void attach(struct ftm *f, uint32_t child, uint32_t holder)
{
    struct line *h = &f->lines[holder];
    f->lines[child].is_held = true;
    if (h->last == NONE)
        h->first = child;
    else
        f->lines[h->last].next = child;
    h->last = child;
}

static str text_of(const struct ftm *f, const struct line *l)
{
    return str_sub(f->file->bytes, l->place, l->place + l->len);
}

static cordon_status attach_children(struct ftm *f)
{
    for (uint32_t i = 0; i < f->count; i++) {
        struct holder_search s = { .f = f, .named = NONE, .other = NONE };
        struct ftm_line l;
        if (!f->lines[i].is_child) continue;
        arena_reset(&f->scratch);
        cordon_status st = ftm_line_read(text_of(f, &f->lines[i]), &f->scratch, &l, f->err);
        if (!st) st = ftm_line_values(l.properties, &f->scratch, look_for_holder, &s, f->err);
        if (st) return fail_at(f, f->lines[i].number, st);
        uint32_t holder = s.named != NONE ? s.named : s.other;
        if (holder != NONE)
            attach(f, i, holder);
        else if (f->lines[i].schema != FTM_SCHEMA_CRYPTO_WALLET)
            list_warn(f->report, f->file->name, f->lines[i].number, f->lines[i].id,
                      "the %.*s names no holder that is in the file; kept by itself",
                      STR_ARG(ftm_schema_name(f->lines[i].schema)));
    }
    return CORDON_OK;
}

/* --- values --------------------------------------------------------------------------------- */

struct value_ctx {
    struct ftm        *f;
    const struct line *line;
    bool               is_dprk;
    bool               has_wallet;
};

static str prefixed(struct ftm *f, str id)
{
    buf_reset(&f->name);
    buf_add(&f->name, f->source);
    buf_add_byte(&f->name, '-');
    buf_add(&f->name, id);
    return buf_str(&f->name);
}

static bool says_dprk(str s)
{
    static const str words[] = { STR_INIT("DPRK"), STR_INIT("North Korea"), STR_INIT("EU-PRK"),
                                 STR_INIT("People's Republic of Korea") };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_find(s, words[i], 0) != SIZE_MAX) return true;
    return ofac_program_is_dprk(s);
}

static void count_value(struct value_ctx *v, enum ftm_prop p, str value)
{
    struct list_report *r = v->f->report;
    bool is_party = !v->line->is_child;
    bool is_wallet = v->line->schema == FTM_SCHEMA_CRYPTO_WALLET;
    if ((p == FTM_PROP_PROGRAM || p == FTM_PROP_PROGRAM_ID) && says_dprk(value)) v->is_dprk = true;
    if (is_wallet && (p == FTM_PROP_PUBLIC_KEY || p == FTM_PROP_CRYPTO_ADDRESS))
        v->has_wallet = true;
    if (is_party && p == FTM_PROP_ALIAS) r->aliases++;
    if (is_party && p == FTM_PROP_WEAK_ALIAS) r->weak_aliases++;
    if (is_party && p == FTM_PROP_ADDRESS) r->addresses++;
}

/* A property that the vocabulary lacks, or a value that is none: kept as words. */
static void keep_as_note(struct value_ctx *v, str property, str value, const char *why)
{
    struct ftm *f = v->f;
    struct entity_src src = { .file = 0, .line = v->line->number };
    str text = arena_printf(&f->scratch, "%.*s: %.*s", (int)property.len, property.data,
                            (int)(value.len > ENTITY_VALUE_MAX / 2 ? ENTITY_VALUE_MAX / 2
                                                                   : value.len),
                            value.data);
    entity_add(f->b, FTM_PROP_NOTES, text, STR_EMPTY, src);
    list_warn(f->report, f->file->name, v->line->number, v->line->id,
              "property '%.*s' %s: kept as a note", STR_ARG(property), why);
}

/* Why this date of birth is none; NULL when it is one. What is written otherwise than the vocabulary has
 * it (1980-05-17, 1980, ~1965, 1971/1973) is put into that form. */
static const char *wrong_birth(struct ftm *f, str *value)
{
    struct date d;
    str text = str_trim(*value);
    if (!date_read(text, &d)) {
        struct buf out = BUF_INIT(64);
        bool is_date = list_date(text, &out);
        text = arena_str(&f->scratch, buf_str(&out));
        if (out.failed) f->scratch.failed = true;
        buf_release(&out);
        if (!is_date) return "is no date";
    }
    if (list_is_future(f->report, text)) return "lies after the edition";
    *value = text;
    return NULL;
}

static bool add_value(void *ctx, str property, str value, bool is_nested)
{
    struct value_ctx *v = ctx;
    struct entity_src src = { .file = 0, .line = v->line->number };
    enum ftm_prop p = ftm_prop_find(property);
    if (p == FTM_PROP_NONE || is_nested) {
        keep_as_note(v, property, value, "is not known or its value is no text");
        return true;
    }
    const char *why = p == FTM_PROP_BIRTH_DATE ? wrong_birth(v->f, &value) : NULL;
    if (why) {
        keep_as_note(v, property, value, why);
        return true;
    }
    count_value(v, p, value);
    if (ftm_prop_type(p) == FTM_TYPE_ENTITY) value = prefixed(v->f, value);
    return entity_add(v->f->b, p, value, STR_EMPTY, src);
}

static cordon_status add_values(struct value_ctx *v)
{
    struct ftm *f = v->f;
    struct ftm_line l;
    arena_reset(&f->scratch);
    cordon_status st = ftm_line_read(text_of(f, v->line), &f->scratch, &l, f->err);
    if (!st) st = ftm_line_values(l.properties, &f->scratch, add_value, v, f->err);
    if (st) return fail_at(f, v->line->number, st);
    if (f->scratch.failed || f->name.failed) return error_nomem(f->err);
    return entity_build_status(f->b, f->err);
}

/* --- entities ------------------------------------------------------------------------------- */

static void count_entry(struct ftm *f, const struct line *l)
{
    struct list_report *r = f->report;
    r->entries++;
    switch (ftm_schema_kind(l->schema)) {
    case KIND_PERSON:
        r->persons++;
        break;
    case KIND_ORGANIZATION:
        r->organizations++;
        break;
    case KIND_VESSEL:
        r->vessels++;
        break;
    case KIND_AIRCRAFT:
        r->aircraft++;
        break;
    case KIND_OTHER:
    case KIND_UNKNOWN:
        r->others++;
        break;
    }
}

static cordon_status add_child(struct ftm *f, const struct line *l, bool *is_dprk,
                               uint32_t *wallets)
{
    struct value_ctx v = { .f = f, .line = l };
    entity_child_as(f->b, l->schema, prefixed(f, l->id),
                    (struct entity_src){ .file = 0, .line = l->number });
    cordon_status st = add_values(&v);
    *is_dprk = *is_dprk || v.is_dprk;
    *wallets += v.has_wallet;
    return st;
}

static cordon_status add_entity(struct ftm *f, const struct line *l)
{
    struct value_ctx v = { .f = f, .line = l };
    uint8_t digest[SHA_LEN];
    struct sha sha;
    uint32_t wallets = 0;
    sha_init(&sha);
    sha_add(&sha, text_of(f, l));
    entity_begin(f->b, l->schema, prefixed(f, l->id), l->id,
                 (struct entity_src){ .file = 0, .line = l->number });
    cordon_status st = add_values(&v);
    bool is_dprk = v.is_dprk;
    if (v.has_wallet) wallets++;
    for (uint32_t c = l->first; c != NONE && !st; c = f->lines[c].next) {
        sha_add(&sha, text_of(f, &f->lines[c]));
        st = add_child(f, &f->lines[c], &is_dprk, &wallets);
    }
    if (st) return st;
    sha_end(&sha, digest);
    entity_row_hash(f->b, digest);
    count_entry(f, l);
    if (is_dprk) {
        entity_mark_dprk(f->b);
        f->report->dprk_entries++;
    }
    f->report->wallets += wallets;
    f->report->wallet_mentions += wallets;
    f->report->wallet_entries += wallets > 0;
    return CORDON_OK;
}

static cordon_status add_entities(struct ftm *f)
{
    for (size_t i = 0; i < f->count; i++) {
        if (f->lines[i].is_held) continue;
        cordon_status st = add_entity(f, &f->lines[i]);
        if (st) return st;
    }
    if (f->not_targets)
        list_warn(f->report, f->file->name, 0, STR_EMPTY,
                  "%u entities say \"target\": false; they are compared like the others",
                  f->not_targets);
    return CORDON_OK;
}

/* The latest day on which an entity was seen is the edition's; values are held against it. */
static cordon_status read_edition(struct ftm *f)
{
    str day = str_sub(f->last_seen, 0, 10);
    f->report->edition = arena_str(f->report->arena, day.len == 10 ? day : STR_EMPTY);
    if (day.len != 10 && f->report->told_edition.len == 0)
        list_warn(f->report, f->file->name, 0, STR_EMPTY,
                  "no entity says when it was last seen: the edition's age is not known, and no date "
                  "of birth is held against it");
    return f->report->arena->failed ? error_nomem(f->err) : CORDON_OK;
}

/* --- the format ----------------------------------------------------------------------------- */

static bool recognise(const struct list_file *file)
{
    struct ftm_line l;
    struct arena arena;
    size_t pos = str_starts(file->bytes, STR("\xEF\xBB\xBF")) ? 3 : 0;
    uint32_t number = 0;
    str text;
    if (!next_line(file->bytes, &pos, &number, &text) || text.len > SNIFF) return false;
    if (text.data[0] != '{') return false;
    arena_init(&arena, 1u << 20);
    bool is_ftm = ftm_line_read(text, &arena, &l, NULL) == CORDON_OK;
    arena_release(&arena);
    return is_ftm;
}

static cordon_status read_ftm(str source, const struct list_file *files, size_t count,
                              struct entity_build *b, struct list_report *report,
                              struct cordon_error *err)
{
    if (count != 1)
        return error_set(err, CORDON_ARGUMENT, "an FtM list is one file; %zu were given", count);
    struct ftm f = { .file = files, .b = b, .report = report, .err = err, .source = source };
    arena_init(&f.ids, (size_t)1 << 32);
    arena_init(&f.scratch, 4u * FTM_LINE_MAX);
    buf_init(&f.name, FTM_ID_MAX * 4);
    cordon_status st = note_lines(&f);
    if (!st) st = index_ids(&f);
    if (!st) st = read_edition(&f);
    if (!st) st = attach_children(&f);
    if (!st) st = add_entities(&f);
    if (st && st != CORDON_NOMEM && err) error_in_file(err, files->name);
    buf_release(&f.name);
    mem_free(f.by_id);
    mem_free(f.lines);
    arena_release(&f.scratch);
    arena_release(&f.ids);
    return st;
}

const struct list_format list_ftm_json = { "ftm_json", recognise, read_ftm };
