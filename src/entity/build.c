/*
 * Collecting the entities of one edition.
 *
 * Workload: 14,000 to 100,000 subjects with about ten statements each, built once an edition, in
 * order. Values repeat (programmes, countries, positions): they are interned, so the written text
 * is a third of the input's.
 *
 *   entity rows    [id, entry, schema, flags, subject, hash, head, tail]
 *                                                          |
 *   statements     [prop, value, lang, file, line, next] <-+   chained, since a subject may get
 *                                                              values after its children began
 *
 * The table of strings is larger than the caches, and a look into it waits for memory. So what is
 * added waits in a short queue while its slot is fetched, and is taken in a few dozen at a time.
 */
#include "entity/entity.h"
#include "entity/layout.h"

#include "base/mem.h"
#include "base/num.h"

#define NONE UINT32_MAX

enum { SHORT = 24 }; /* statements of an entity that is looked through in order; ours */
enum { QUEUE = 48 }; /* texts that wait; ours: 16 to 128 are as good */

struct row {
    uint32_t id, entry; /* strings */
    uint32_t subject;
    uint32_t head, tail; /* statements */
    uint32_t count;
    uint32_t line;
    uint16_t schema;
    uint16_t flags;
    uint8_t  hash[SHA_LEN];
    uint64_t met; /* a bit for each (property, value) it has, by hash: most new ones show as new here */
};

struct statement {
    uint32_t value; /* string */
    uint32_t line;
    uint32_t next;
    uint32_t entity;
    uint16_t prop;
    uint8_t  file;
    char     lang[ENTITY_LANG_MAX];
};

struct slot {
    uint32_t hash; /* low half: most of what differs is told without looking it up */
    uint32_t item; /* index + 1; 0 is free */
};

struct table { /* open addressing; slots keep their hash, so growing reads nothing else */
    struct slot *slot;
    size_t       room; /* power of two, at most 2^31 */
    size_t       used;
};

enum waits_as {
    WAITS_AS_VALUE = 1,
    WAITS_AS_ID,
    WAITS_AS_CHILD_ID, /* the number is its subject's */
    WAITS_AS_NUMBER,   /* the list's own */
    WAITS_AS_LINK,     /* a child's value: its subject's id. Without text */
};

struct waiting {
    enum waits_as as;
    uint32_t      hash;
    size_t        at, len; /* in the queue's text */
    uint32_t      entity;
    uint32_t      line;
    uint16_t      prop;
    uint8_t       file;
    char          lang[ENTITY_LANG_MAX];
};

struct entity_build {
    struct row       *rows;
    size_t            row_count, row_room;
    struct statement *statements;
    size_t            statement_count, statement_room;
    struct buf        text;    /* all strings, one after the other */
    struct buf        offsets; /* u32 a string, and one past the last */
    uint32_t          string_count;
    struct table      strings; /* text -> string */
    struct table      seen;    /* entity, property, value -> statement, of long entities */
    uint32_t         *owner;   /* a string: row + 1 whose id it is, or 0; most ids are new strings, so
                                  this is written at its end and read nowhere */
    size_t            owner_room;
    uint32_t          subject; /* row begun last that is no child */
    uint32_t          child_count;
    struct buf        subject_id;
    struct buf        child_id;
    struct waiting    queue[QUEUE];
    size_t            waiting;
    struct buf        queue_text;
    cordon_status     status;
    struct cordon_error err;
};

/* --- tables --------------------------------------------------------------------------------- */

static bool fail(struct entity_build *b, cordon_status st)
{
    if (!b->status) {
        b->status = st;
        if (st == CORDON_NOMEM) error_nomem(&b->err);
    }
    return false;
}

/* Make room for one more. */
static bool table_reserve(struct entity_build *b, struct table *t)
{
    if (t->used * 4 < t->room * 3) return true;
    size_t room = t->room ? t->room * 2 : 1024;
    struct slot *slot = mem_calloc(room, sizeof *slot);
    if (!slot) return fail(b, CORDON_NOMEM);
    for (size_t i = 0; i < t->room; i++) {
        if (!t->slot[i].item) continue;
        size_t at = t->slot[i].hash & (room - 1);
        while (slot[at].item) at = (at + 1) & (room - 1);
        slot[at] = t->slot[i];
    }
    mem_free(t->slot);
    t->slot = slot;
    t->room = room;
    return true;
}

static bool grow(struct entity_build *b, void **p, size_t *room, size_t count, size_t width)
{
    if (count < *room) return true;
    size_t want = *room ? *room * 2 : 1024, bytes;
    if (!num_mul(want, width, &bytes)) return fail(b, CORDON_NOMEM);
    void *q = mem_realloc(*p, bytes);
    if (!q) return fail(b, CORDON_NOMEM);
    *p = q;
    *room = want;
    return true;
}

static str string_at(const struct entity_build *b, uint32_t s)
{
    const uint8_t *o = (const uint8_t *)b->offsets.data;
    uint32_t from = num_get_u32(o + (size_t)s * 4), to = num_get_u32(o + (size_t)s * 4 + 4);
    return str_of(b->text.data + from, to - from);
}

static uint32_t triple_hash(uint32_t entity, uint32_t prop, uint32_t value)
{
    uint32_t key[3] = { entity, prop, value };
    return (uint32_t)str_hash(str_of((const char *)key, sizeof key));
}

static void add_offset(struct entity_build *b)
{
    uint8_t at[4];
    num_put_u32(at, (uint32_t)b->text.len);
    buf_add_bytes(&b->offsets, at, sizeof at);
}

static bool intern(struct entity_build *b, str s, uint32_t hash, uint32_t *ret)
{
    if (!table_reserve(b, &b->strings)) return false;
    size_t at = hash & (b->strings.room - 1);
    for (; b->strings.slot[at].item; at = (at + 1) & (b->strings.room - 1)) {
        struct slot slot = b->strings.slot[at];
        if (slot.hash != hash || !str_eq(string_at(b, slot.item - 1), s)) continue;
        *ret = slot.item - 1;
        return true;
    }
    void *p = b->owner;
    bool has_room = grow(b, &p, &b->owner_room, b->string_count, sizeof *b->owner);
    b->owner = p;
    if (!has_room) return false;
    buf_add(&b->text, s);
    add_offset(b);
    if (b->text.failed || b->offsets.failed) {
        cordon_status st = b->text.over || b->offsets.over ? CORDON_LIMIT : CORDON_NOMEM;
        if (st == CORDON_LIMIT) error_set(&b->err, st, "more than 1 GiB of text in one edition");
        return fail(b, st);
    }
    b->owner[b->string_count] = 0;
    *ret = b->string_count++;
    b->strings.slot[at] = (struct slot){ hash, *ret + 1 };
    b->strings.used++;
    return true;
}

/* --- building ------------------------------------------------------------------------------- */

struct entity_build *entity_build_new(void)
{
    struct entity_build *b = mem_calloc(1, sizeof *b);
    if (!b) return NULL;
    buf_init(&b->text, (size_t)1 << 30);
    buf_init(&b->offsets, (size_t)1 << 30);
    buf_init(&b->subject_id, ENTITY_VALUE_MAX);
    buf_init(&b->child_id, ENTITY_VALUE_MAX);
    buf_init(&b->queue_text, (size_t)QUEUE * (ENTITY_VALUE_MAX + 1));
    add_offset(b);
    b->subject = NONE;
    if (b->offsets.failed) {
        entity_build_free(b);
        return NULL;
    }
    return b;
}

void entity_build_free(struct entity_build *b)
{
    if (!b) return;
    buf_release(&b->text);
    buf_release(&b->offsets);
    buf_release(&b->subject_id);
    buf_release(&b->child_id);
    buf_release(&b->queue_text);
    mem_free(b->rows);
    mem_free(b->statements);
    mem_free(b->strings.slot);
    mem_free(b->seen.slot);
    mem_free(b->owner);
    mem_free(b);
}

static bool id_take(struct entity_build *b, uint32_t row)
{
    uint32_t *owner = &b->owner[b->rows[row].id]; /* equal ids are one string */
    if (*owner) {
        error_set(&b->err, CORDON_SYNTAX, "entry '%.*s' stands twice: lines %u and %u",
                  STR_ARG(string_at(b, b->rows[row].entry)), b->rows[*owner - 1].line, b->rows[row].line);
        b->err.line = b->rows[row].line;
        return fail(b, CORDON_SYNTAX);
    }
    *owner = row + 1;
    return true;
}

static bool add_row(struct entity_build *b, enum ftm_schema schema, struct entity_src src)
{
    if (b->row_count >= ENTITY_ROWS_MAX) {
        error_set(&b->err, CORDON_LIMIT, "more than %d entities in one edition", ENTITY_ROWS_MAX);
        return fail(b, CORDON_LIMIT);
    }
    void *p = b->rows;
    bool has_room = grow(b, &p, &b->row_room, b->row_count, sizeof *b->rows);
    b->rows = p;
    if (!has_room) return false;
    uint32_t row = (uint32_t)b->row_count++;
    b->rows[row] = (struct row){ .subject = row, .head = NONE, .tail = NONE, .line = src.line,
                                 .schema = (uint16_t)schema };
    return true;
}

/* Find or remember a statement in the table. */
static bool take_seen(struct entity_build *b, uint32_t statement, uint32_t entity, uint32_t prop,
                      uint32_t value)
{
    if (!table_reserve(b, &b->seen)) return false;
    uint32_t hash = triple_hash(entity, prop, value);
    size_t at = hash & (b->seen.room - 1);
    for (; b->seen.slot[at].item; at = (at + 1) & (b->seen.room - 1)) {
        if (b->seen.slot[at].hash != hash) continue;
        const struct statement *s = &b->statements[b->seen.slot[at].item - 1];
        if (s->entity == entity && s->prop == prop && s->value == value) return false;
    }
    b->seen.slot[at] = (struct slot){ hash, statement + 1 };
    b->seen.used++;
    return true;
}

/* Is this (property, value) new to the entity? Most entities are short: looking through their own
 * statements, which are near, beats one far look into a table of all. False also on failure. */
static bool is_new(struct entity_build *b, uint32_t entity, uint32_t prop, uint32_t value)
{
    struct row *r = &b->rows[entity];
    uint64_t bit = (uint64_t)1 << ((value * 37 + prop) * 2654435761u >> 26);
    bool was_met = (r->met & bit) != 0;
    r->met |= bit;
    if (!was_met && r->count < SHORT) return true;
    if (r->count > SHORT) return take_seen(b, (uint32_t)b->statement_count, entity, prop, value);
    for (uint32_t i = r->head; i != NONE; i = b->statements[i].next)
        if (b->statements[i].prop == prop && b->statements[i].value == value) return false;
    if (r->count < SHORT) return true;
    for (uint32_t i = r->head; i != NONE; i = b->statements[i].next) /* it is long from here on */
        if (!take_seen(b, i, entity, b->statements[i].prop, b->statements[i].value)) return false;
    return take_seen(b, (uint32_t)b->statement_count, entity, prop, value);
}

/* Add an interned value that is not empty. */
static bool add_string(struct entity_build *b, const struct waiting *w, uint32_t value)
{
    if (b->statement_count >= ENTITY_STATEMENTS_MAX) {
        error_set(&b->err, CORDON_LIMIT, "too many statements");
        b->err.line = w->line;
        return fail(b, CORDON_LIMIT);
    }
    void *p = b->statements;
    bool has_room = grow(b, &p, &b->statement_room, b->statement_count, sizeof *b->statements);
    b->statements = p;
    if (!has_room) return false;
    if (!is_new(b, w->entity, w->prop, value)) return !b->status;
    uint32_t i = (uint32_t)b->statement_count++;
    struct statement *s = &b->statements[i];
    *s = (struct statement){ .value = value, .line = w->line, .next = NONE, .entity = w->entity,
                             .prop = w->prop, .file = w->file };
    memcpy(s->lang, w->lang, ENTITY_LANG_MAX);
    struct row *r = &b->rows[w->entity];
    if (r->tail == NONE)
        r->head = i;
    else
        b->statements[r->tail].next = i;
    r->tail = i;
    r->count++;
    return true;
}

/* --- the queue ------------------------------------------------------------------------------ */

static bool take_in(struct entity_build *b, const struct waiting *w)
{
    struct row *r = &b->rows[w->entity];
    uint32_t string = b->rows[r->subject].id;
    if (w->as != WAITS_AS_LINK &&
        !intern(b, str_of(b->queue_text.data + w->at, w->len), w->hash, &string))
        return false;
    switch (w->as) {
    case WAITS_AS_VALUE:
    case WAITS_AS_LINK:
        return add_string(b, w, string);
    case WAITS_AS_NUMBER:
        r->entry = string;
        return id_take(b, w->entity);
    case WAITS_AS_ID:
        r->id = string;
        return true;
    case WAITS_AS_CHILD_ID:
        r->id = string;
        r->entry = b->rows[r->subject].entry;
        return id_take(b, w->entity);
    }
    return false;
}

/* All that waits, in the order it came. */
static bool take_all(struct entity_build *b)
{
    size_t count = b->status ? 0 : b->waiting;
    b->waiting = 0;
    for (size_t i = 0; i < count; i++)
        if (!take_in(b, &b->queue[i])) break; /* which sticks */
    buf_reset(&b->queue_text);
    return !b->status;
}

static bool queue(struct entity_build *b, struct waiting w, str text)
{
    if (b->waiting == QUEUE && !take_all(b)) return false;
    w.at = b->queue_text.len;
    w.len = text.len;
    w.hash = text.len ? (uint32_t)str_hash(text) : 0;
    buf_add(&b->queue_text, text);
    if (b->queue_text.failed) return fail(b, buf_status(&b->queue_text));
    if (b->strings.room) __builtin_prefetch(&b->strings.slot[w.hash & (b->strings.room - 1)]);
    b->queue[b->waiting++] = w;
    return true;
}

static struct waiting waiting_of(enum waits_as as, uint32_t entity, enum ftm_prop prop, struct entity_src src)
{
    return (struct waiting){ .as = as, .entity = entity, .line = src.line, .prop = (uint16_t)prop, .file = src.file };
}

/* --- what is said --------------------------------------------------------------------------- */

bool entity_begin(struct entity_build *b, enum ftm_schema schema, str id, str entry,
                  struct entity_src src)
{
    if (b->status) return false;
    b->subject = (uint32_t)b->row_count;
    b->child_count = 0;
    buf_reset(&b->subject_id);
    buf_add(&b->subject_id, id);
    if (b->subject_id.failed) return fail(b, buf_status(&b->subject_id));
    return add_row(b, schema, src) &&
           queue(b, waiting_of(WAITS_AS_ID, b->subject, FTM_PROP_NONE, src), id) &&
           queue(b, waiting_of(WAITS_AS_NUMBER, b->subject, FTM_PROP_NONE, src), entry);
}

/* The property by which a child names its subject. */
static enum ftm_prop link_prop(enum ftm_schema schema)
{
    if (ftm_schema_is(schema, FTM_SCHEMA_SANCTION)) return FTM_PROP_ENTITY;
    if (ftm_schema_is(schema, FTM_SCHEMA_UNKNOWN_LINK)) return FTM_PROP_SUBJECT;
    if (ftm_schema_is(schema, FTM_SCHEMA_OWNERSHIP)) return FTM_PROP_OWNER;
    if (ftm_schema_is(schema, FTM_SCHEMA_DIRECTORSHIP)) return FTM_PROP_DIRECTOR;
    return FTM_PROP_HOLDER;
}

bool entity_child_as(struct entity_build *b, enum ftm_schema schema, str id,
                     struct entity_src src)
{
    if (b->status || b->subject == NONE) return false;
    if (!add_row(b, schema, src)) return false;
    uint32_t row = (uint32_t)b->row_count - 1;
    b->rows[row].subject = b->subject;
    b->rows[row].flags = ENTITY_CHILD;
    b->child_count++;
    return queue(b, waiting_of(WAITS_AS_CHILD_ID, row, FTM_PROP_NONE, src), id);
}

bool entity_child(struct entity_build *b, enum ftm_schema schema, struct entity_src src)
{
    if (b->status || b->subject == NONE) return false;
    buf_reset(&b->child_id);
    buf_add(&b->child_id, buf_str(&b->subject_id));
    buf_add_byte(&b->child_id, '-');
    buf_add_u64(&b->child_id, b->child_count + 1);
    if (b->child_id.failed) return fail(b, buf_status(&b->child_id));
    if (!entity_child_as(b, schema, buf_str(&b->child_id), src)) return false;
    uint32_t row = (uint32_t)b->row_count - 1;
    return queue(b, waiting_of(WAITS_AS_LINK, row, link_prop(schema), src), STR_EMPTY);
}

static bool add_to(struct entity_build *b, uint32_t entity, enum ftm_prop prop, str value,
                   str lang, struct entity_src src)
{
    value = str_trim(value);
    if (b->status || entity == NONE || entity >= b->row_count) return false;
    if (value.len == 0) return true;
    if (value.len > ENTITY_VALUE_MAX) {
        error_set(&b->err, CORDON_LIMIT, "a value is longer than 65535 bytes");
        b->err.line = src.line;
        return fail(b, CORDON_LIMIT);
    }
    struct waiting w = waiting_of(WAITS_AS_VALUE, entity, prop, src);
    if (lang.len && lang.len <= ENTITY_LANG_MAX) memcpy(w.lang, lang.data, lang.len);
    return queue(b, w, value);
}

bool entity_add(struct entity_build *b, enum ftm_prop prop, str value, str lang,
                struct entity_src src)
{
    return add_to(b, b->row_count ? (uint32_t)b->row_count - 1 : NONE, prop, value, lang, src);
}

bool entity_add_subject(struct entity_build *b, enum ftm_prop prop, str value, str lang,
                        struct entity_src src)
{
    return add_to(b, b->subject, prop, value, lang, src);
}

void entity_mark_dprk(struct entity_build *b)
{
    if (!b->status && b->subject != NONE) b->rows[b->subject].flags |= ENTITY_DPRK;
}

void entity_mark_cut(struct entity_build *b)
{
    if (!b->status && b->subject != NONE) b->rows[b->subject].flags |= ENTITY_CUT;
}

void entity_row_hash(struct entity_build *b, const uint8_t digest[SHA_LEN])
{
    if (!b->status && b->subject != NONE) memcpy(b->rows[b->subject].hash, digest, SHA_LEN);
}

void entity_set_schema(struct entity_build *b, enum ftm_schema schema)
{
    if (!b->status && b->subject != NONE) b->rows[b->subject].schema = (uint16_t)schema;
}

enum ftm_schema entity_subject_schema(const struct entity_build *b)
{
    return b->subject == NONE || b->subject >= b->row_count
               ? FTM_SCHEMA_NONE
               : (enum ftm_schema)b->rows[b->subject].schema;
}

cordon_status entity_build_status(struct entity_build *b, struct cordon_error *err)
{
    take_all(b);
    if (b->status && err) *err = b->err;
    return b->status;
}

size_t entity_build_count(const struct entity_build *b)
{
    return b->row_count;
}

/* --- writing -------------------------------------------------------------------------------- */

static void write_statement(const struct statement *s, struct buf *out)
{
    uint8_t rec[ENTITY_STATEMENT_LEN] = { 0 };
    num_put_u32(rec, s->value);
    num_put_u32(rec + 4, s->line);
    num_put_u16(rec + 8, s->prop);
    rec[10] = s->file;
    memcpy(rec + 11, s->lang, ENTITY_LANG_MAX);
    buf_add_bytes(out, rec, sizeof rec);
}

static void write_row(const struct row *r, uint32_t first, struct buf *out)
{
    uint8_t rec[ENTITY_ROW_LEN] = { 0 };
    num_put_u32(rec, r->id);
    num_put_u32(rec + 4, r->entry);
    num_put_u32(rec + 8, first);
    num_put_u32(rec + 12, r->count);
    num_put_u32(rec + 16, r->subject);
    num_put_u16(rec + 20, r->schema);
    num_put_u16(rec + 22, r->flags);
    num_put_u32(rec + 24, r->line);
    memcpy(rec + 32, r->hash, SHA_LEN);
    buf_add_bytes(out, rec, sizeof rec);
}

/* A hash table of the rows by their ids: row + 1 in each slot, at least a third of them free. */
static bool write_ids(struct entity_build *b, struct buf *out)
{
    size_t room = 16;
    while (room * 2 < b->row_count * 3) room *= 2;
    uint32_t *slot = mem_calloc(room, sizeof *slot);
    if (!slot) return fail(b, CORDON_NOMEM);
    for (size_t row = 0; row < b->row_count; row++) {
        size_t at = str_hash(string_at(b, b->rows[row].id)) & (room - 1);
        while (slot[at]) at = (at + 1) & (room - 1);
        slot[at] = (uint32_t)row + 1;
    }
    for (size_t i = 0; i < room; i++) {
        uint8_t rec[4];
        num_put_u32(rec, slot[i]);
        buf_add_bytes(out, rec, sizeof rec);
    }
    mem_free(slot);
    return true;
}

cordon_status entity_build_write(struct entity_build *b, struct part_writer *w,
                                 struct cordon_error *err)
{
    if (!take_all(b)) return entity_build_status(b, err);
    struct buf *rows = part_writer_section(w, "ent.rows", ENTITY_VERSION);
    struct buf *statements = part_writer_section(w, "ent.stmt", ENTITY_VERSION);
    struct buf *offsets = part_writer_section(w, "ent.offs", ENTITY_VERSION);
    struct buf *text = part_writer_section(w, "ent.text", ENTITY_VERSION);
    struct buf *ids = part_writer_section(w, "ent.ids", ENTITY_VERSION);
    struct buf *vocabulary = part_writer_section(w, "ent.voc", ENTITY_VERSION);
    uint32_t first = 0;
    uint8_t digest[16];

    for (size_t i = 0; i < b->row_count; i++) {
        write_row(&b->rows[i], first, rows);
        for (uint32_t s = b->rows[i].head; s != NONE; s = b->statements[s].next)
            write_statement(&b->statements[s], statements);
        first += b->rows[i].count;
    }
    buf_add(offsets, buf_str(&b->offsets));
    buf_add(text, buf_str(&b->text));
    entity_vocabulary_hash(digest);
    buf_add_bytes(vocabulary, digest, sizeof digest);
    if (!write_ids(b, ids)) return entity_build_status(b, err);
    return CORDON_OK;
}
