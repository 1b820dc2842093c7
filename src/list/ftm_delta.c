/*
 * Deltas of FollowTheMoney lists: {"op":"ADD"|"MOD"|"DEL","entity":{...}}, a line each, as OpenSanctions
 * publishes them beside the whole file.
 *
 * A delta does not name the edition it is made on. It shows it: what it changes or deletes has to be
 * there, what it adds must not. One line that does not fit refuses it all.
 *
 *   base lines   kept in their order, changed ones in place, deleted ones left out; added ones behind
 *
 * Source: docs/sources.md#ftm-delta
 */
#include "list/ftm_delta.h"

#include "base/json.h"
#include "base/mem.h"
#include "list/ftm_line.h"

enum { DELTA_LINE_MAX = 16 << 20, SNIFF = 1 << 20 };

enum op { OP_NONE = 0, OP_ADD, OP_MOD, OP_DEL };

/* One entity by its id: a line of the base, a line of the delta, or both. */
struct known {
    str      id;
    str      base;   /* the line; "" = not in the base */
    str      entity; /* the delta's; "" with OP_DEL */
    enum op  op;
    uint32_t line; /* of the delta */
};

struct join {
    struct known        *known;
    size_t               count, room;
    uint32_t            *by_id; /* open addressing, index + 1 */
    size_t               slots;
    struct arena         ids, scratch;
    const struct list_file *delta;
    struct cordon_error *err;
    struct list_join     did;
};

static bool next_line(str in, size_t *pos, uint32_t *number, str *ret)
{
    while (*pos < in.len) {
        size_t end = *pos + str_index(str_from(in, *pos), '\n');
        *ret = str_sub(in, *pos, end);
        *pos = end + 1;
        ++*number;
        if (ret->len && ret->data[ret->len - 1] == '\r') ret->len--;
        if (str_trim(*ret).len) return true;
    }
    return false;
}

static size_t start_of(str bytes)
{
    return str_starts(bytes, STR("\xEF\xBB\xBF")) ? 3 : 0;
}

/* --- entities by id ------------------------------------------------------------------------------ */

static size_t place_of(const struct join *j, str id)
{
    size_t at = str_hash(id) & (j->slots - 1);
    while (j->by_id[at] && !str_eq(j->known[j->by_id[at] - 1].id, id)) at = (at + 1) & (j->slots - 1);
    return at;
}

static bool widen(struct join *j)
{
    if (j->count * 2 < j->slots) return true;
    size_t slots = j->slots ? j->slots * 2 : 1024;
    uint32_t *by_id = mem_calloc(slots, sizeof *by_id);
    if (!by_id) return false;
    mem_free(j->by_id);
    j->by_id = by_id;
    j->slots = slots;
    for (size_t i = 0; i < j->count; i++) j->by_id[place_of(j, j->known[i].id)] = (uint32_t)i + 1;
    return true;
}

/* The entity of this id, made when it is new; NULL when out of memory. */
static struct known *entity_of(struct join *j, str line, str id)
{
    if (!widen(j)) return NULL;
    size_t at = place_of(j, id);
    if (j->by_id[at]) return &j->known[j->by_id[at] - 1];
    if (j->count == j->room) {
        size_t room = j->room ? j->room * 2 : 1024;
        struct known *p = mem_realloc(j->known, room * sizeof *p);
        if (!p) return NULL;
        j->known = p;
        j->room = room;
    }
    bool is_view = id.data >= line.data && id.data < line.data + line.len;
    str kept = is_view ? id : arena_str(&j->ids, id);
    if (j->ids.failed) return NULL;
    j->known[j->count] = (struct known){ .id = kept };
    j->by_id[at] = (uint32_t)++j->count;
    return &j->known[j->count - 1];
}

/* --- the base ------------------------------------------------------------------------------------ */

/* The base was read before: what is wrong with it now is damage. */
static cordon_status note_base(struct join *j, str base)
{
    size_t pos = start_of(base);
    uint32_t number = 0;
    str text;
    while (next_line(base, &pos, &number, &text)) {
        struct ftm_line l;
        arena_reset(&j->scratch);
        cordon_status st = ftm_line_read(text, &j->scratch, &l, j->err);
        if (st == CORDON_NOMEM) return st;
        if (st) return error_set(j->err, CORDON_CORRUPT, "line %u of the edition in use cannot be read",
                                 number);
        struct known *k = entity_of(j, text, l.id);
        if (!k) return error_nomem(j->err);
        k->base = text;
    }
    return CORDON_OK;
}

/* --- the delta ----------------------------------------------------------------------------------- */

static enum op op_of(str word)
{
    static const str words[] = { STR_INIT(""), STR_INIT("ADD"), STR_INIT("MOD"), STR_INIT("DEL") };
    for (size_t i = 1; i < sizeof words / sizeof *words; i++)
        if (str_eq(word, words[i])) return (enum op)i;
    return OP_NONE;
}

struct change {
    enum op op;
    str     entity; /* the JSON object, as it stands */
    bool    is_known; /* it has both keys */
};

static cordon_status read_change(str text, struct arena *a, struct change *ret, struct cordon_error *err)
{
    struct json_reader r;
    enum json_kind kind;
    bool has_op = false;
    *ret = (struct change){ .op = OP_NONE };
    json_init(&r, text, a, err);
    if (json_next(&r) != JSON_OBJECT)
        return json_status(&r) ? json_status(&r)
                               : error_at(err, CORDON_SYNTAX, STR_EMPTY, 1, 1, "the line is not a JSON object");
    while ((kind = json_next(&r)) == JSON_KEY) {
        str key = r.text;
        kind = json_next(&r);
        size_t from = r.at;
        if (str_eq(key, STR("op")) && kind == JSON_STRING) {
            ret->op = op_of(r.text);
            has_op = true;
        } else if (str_eq(key, STR("entity")) && kind == JSON_OBJECT) {
            if (!json_skip(&r, kind)) return json_status(&r);
            ret->entity = str_sub(text, from, r.at + 1);
        } else if (!json_skip(&r, kind)) {
            return json_status(&r);
        }
    }
    if (kind == JSON_ERROR || json_next(&r) != JSON_END) return json_status(&r);
    ret->is_known = has_op && ret->entity.len;
    return CORDON_OK;
}

/* The id of an entity to be deleted, of which nothing else need be said. */
static cordon_status read_id(str entity, struct arena *a, str *ret, struct cordon_error *err)
{
    struct json_reader r;
    enum json_kind kind;
    *ret = STR_EMPTY;
    json_init(&r, entity, a, err);
    (void)json_next(&r);
    while ((kind = json_next(&r)) == JSON_KEY) {
        bool is_id = str_eq(r.text, STR("id"));
        kind = json_next(&r);
        if (is_id && kind == JSON_STRING) *ret = r.text;
        if (!json_skip(&r, kind)) return json_status(&r);
    }
    if (kind == JSON_ERROR) return json_status(&r);
    return ret->len ? CORDON_OK : error_at(err, CORDON_SYNTAX, STR_EMPTY, 1, 1, "the entity has no 'id'");
}

static cordon_status at_line(struct join *j, uint32_t number, cordon_status st)
{
    if (j->err && st != CORDON_NOMEM) {
        j->err->line = number;
        error_in_file(j->err, j->delta->name);
    }
    return st;
}

static cordon_status does_not_fit(struct join *j, uint32_t number, enum op op, str id)
{
    return error_at(j->err, CORDON_REFUSED, j->delta->name, number, 0,
                    "%s '%.*s', which the edition in use %s: the delta is made on another edition; "
                    "import the whole file", op == OP_ADD ? "adds" : op == OP_MOD ? "changes" : "deletes",
                    (int)(id.len > 80 ? 80 : id.len), id.data, op == OP_ADD ? "has" : "has not");
}

static cordon_status take_change(struct join *j, str text, uint32_t number)
{
    struct change c;
    struct ftm_line l;
    str id = STR_EMPTY;
    arena_reset(&j->scratch);
    cordon_status st = text.len > DELTA_LINE_MAX
                           ? error_set(j->err, CORDON_LIMIT, "a line longer than 16 MiB")
                           : read_change(text, &j->scratch, &c, j->err);
    if (st) return at_line(j, number, st);
    if (!c.is_known || c.op == OP_NONE)
        return error_at(j->err, CORDON_SYNTAX, j->delta->name, number, 0,
                        "a change has 'op' (ADD, MOD or DEL) and 'entity'");
    st = c.op == OP_DEL ? read_id(c.entity, &j->scratch, &id, j->err)
                        : ftm_line_read(c.entity, &j->scratch, &l, j->err);
    if (st) return at_line(j, number, st);
    struct known *k = entity_of(j, text, c.op == OP_DEL ? id : l.id);
    if (!k) return error_nomem(j->err);
    if (k->op)
        return error_at(j->err, CORDON_SYNTAX, j->delta->name, number, 0,
                        "entity '%.*s' stands twice: lines %u and %u", STR_ARG(k->id), k->line, number);
    if ((c.op == OP_ADD) == (k->base.len > 0)) return does_not_fit(j, number, c.op, k->id);
    k->op = c.op;
    k->line = number;
    k->entity = c.entity;
    j->did.added += c.op == OP_ADD;
    j->did.changed += c.op == OP_MOD;
    j->did.deleted += c.op == OP_DEL;
    return CORDON_OK;
}

static cordon_status take_delta(struct join *j)
{
    size_t pos = start_of(j->delta->bytes);
    uint32_t number = 0;
    str text;
    while (next_line(j->delta->bytes, &pos, &number, &text)) {
        cordon_status st = take_change(j, text, number);
        if (st) return st;
    }
    return CORDON_OK;
}

/* --- both ---------------------------------------------------------------------------------------- */

static cordon_status write_joined(const struct join *j, struct buf *out, struct cordon_error *err)
{
    for (size_t i = 0; i < j->count; i++) {
        const struct known *k = &j->known[i];
        if (k->op == OP_DEL) continue;
        buf_add(out, k->op ? k->entity : k->base);
        buf_add_byte(out, '\n');
    }
    if (!out->failed) return CORDON_OK;
    return buf_status(out) == CORDON_NOMEM
               ? error_nomem(err)
               : error_set(err, CORDON_LIMIT, "the edition is over 2 GiB when joined");
}

cordon_status list_ftm_join(str base, const struct list_file *delta, struct buf *out,
                            struct list_join *ret, struct cordon_error *err)
{
    struct join j = { .delta = delta, .err = err };
    arena_init(&j.ids, (size_t)1 << 32);
    arena_init(&j.scratch, 4u * DELTA_LINE_MAX);
    cordon_status st = note_base(&j, base);
    if (!st) st = take_delta(&j);
    if (!st) st = write_joined(&j, out, err);
    if (!st) *ret = j.did;
    mem_free(j.known);
    mem_free(j.by_id);
    arena_release(&j.ids);
    arena_release(&j.scratch);
    return st;
}

bool list_ftm_is_delta(const struct list_file *file)
{
    struct arena a;
    struct change c;
    size_t pos = start_of(file->bytes);
    uint32_t number = 0;
    str text;
    if (!next_line(file->bytes, &pos, &number, &text) || text.len > SNIFF || text.data[0] != '{') return false;
    arena_init(&a, 1u << 22);
    bool is_delta = read_change(text, &a, &c, NULL) == CORDON_OK && c.is_known;
    arena_release(&a);
    return is_delta;
}
