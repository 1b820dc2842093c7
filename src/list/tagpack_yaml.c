/*
 * GraphSense tag packs and actor packs: YAML, defaults at the top that tags inherit or override.
 *
 *   label: Example hot wallet          # default of all tags
 *   category: exchange
 *   tags:
 *   - address: '0x...'                 # one entry a tag: "pack:0x..."
 *     currency: ETH
 *   actors:                            # in an actor pack: one organisation each, "actor:id"
 *   - id: example
 *
 * The file is read twice, since a default may stand behind the tags: the top first, then the items.
 * libyaml's events are taken one by one; no tree is made. Aliases and keys written twice are refused.
 *
 * Source: docs/sources.md#graphsense-taxonomy
 */
#include "list/label.h"

#include "base/mem.h"
#include "base/num.h"

#include <yaml.h>

enum {
    PAIRS_MAX = 256, /* keys and values of one tag or of the top */
    DEPTH_MAX = 16,
    ARENA_MAX = 16 << 20,
    SNIFF = 1 << 16,
};

/* Scalars of the top or of one item. A list gives its key several times; what stands deeper goes by
 * the key it stands under. */
struct pairs {
    struct pair {
        str      key, value;
        uint32_t line;
    }      pair[PAIRS_MAX];
    size_t count;
};

struct pack {
    struct label_list      *list;
    const struct list_file *file;
    uint8_t                 number;
    struct cordon_error    *err;
    yaml_parser_t           parser;
    yaml_event_t            event;
    bool                    has_event;
    size_t                  depth;
    struct pairs            top, item;
    struct arena            top_arena, arena; /* of the file; of one item */
    uint32_t               *line_at;          /* byte where each line begins */
    size_t                  lines;
    bool                    is_top; /* this pass reads the top */
    bool                    has_items;
};

static cordon_status fail(struct pack *p, size_t line, const char *what)
{
    return error_at(p->err, CORDON_SYNTAX, p->file->name, line + 1, 0, "%s", what);
}

/* --- events -------------------------------------------------------------------------------------- */

static cordon_status next(struct pack *p)
{
    if (p->has_event) yaml_event_delete(&p->event);
    p->has_event = yaml_parser_parse(&p->parser, &p->event) != 0;
    if (!p->has_event) {
        const yaml_parser_t *y = &p->parser;
        if (y->error == YAML_MEMORY_ERROR) return error_nomem(p->err);
        size_t line = y->error == YAML_READER_ERROR ? y->mark.line : y->problem_mark.line;
        return error_at(p->err, CORDON_SYNTAX, p->file->name, line + 1, 0, "not YAML: %s",
                        y->problem ? y->problem : "unreadable");
    }
    if (p->event.type == YAML_ALIAS_EVENT)
        return fail(p, p->event.start_mark.line, "an alias; write the value out");
    return CORDON_OK;
}

static str scalar(const struct pack *p)
{
    return str_of((const char *)p->event.data.scalar.value, p->event.data.scalar.length);
}

static bool is_null(const struct pack *p)
{
    str s = scalar(p);
    bool is_plain = p->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    return is_plain && (str_eq(s, STR("~")) || str_eq(s, STR("null")) || s.len == 0);
}

static cordon_status put_pair(struct pack *p, struct pairs *to, struct arena *a, str key)
{
    if (is_null(p)) return CORDON_OK;
    if (to->count == PAIRS_MAX)
        return error_at(p->err, CORDON_LIMIT, p->file->name, p->event.start_mark.line + 1, 0,
                        "more than %d values in one tag", PAIRS_MAX);
    to->pair[to->count++] = (struct pair){ key, arena_str(a, scalar(p)),
                                           (uint32_t)p->event.start_mark.line + 1 };
    return a->failed ? error_nomem(p->err) : CORDON_OK;
}

/* The value that the event in hand begins, under `key`; `to` NULL: passed over. */
static cordon_status read_value(struct pack *p, struct pairs *to, struct arena *a, str key)
{
    size_t depth = 0;
    bool is_key[DEPTH_MAX] = { false }; /* the next scalar of a map is a key */
    bool in_map[DEPTH_MAX] = { false };
    for (;;) {
        cordon_status st = CORDON_OK;
        bool is_value = true;
        switch (p->event.type) {
        case YAML_SCALAR_EVENT:
            is_value = depth == 0 || !in_map[depth - 1] || !is_key[depth - 1];
            if (is_value && to) st = put_pair(p, to, a, key);
            break;
        case YAML_SEQUENCE_START_EVENT:
        case YAML_MAPPING_START_EVENT:
            if (depth && in_map[depth - 1] && is_key[depth - 1])
                return fail(p, p->event.start_mark.line, "a key is no text");
            if (depth == DEPTH_MAX) return fail(p, p->event.start_mark.line, "nested too deep");
            in_map[depth] = p->event.type == YAML_MAPPING_START_EVENT;
            is_key[depth] = in_map[depth];
            depth++;
            st = next(p);
            if (st) return st;
            continue;
        case YAML_SEQUENCE_END_EVENT:
        case YAML_MAPPING_END_EVENT:
            if (depth) depth--;
            break;
        case YAML_NO_EVENT:
        case YAML_STREAM_START_EVENT:
        case YAML_STREAM_END_EVENT:
        case YAML_DOCUMENT_START_EVENT:
        case YAML_DOCUMENT_END_EVENT:
        case YAML_ALIAS_EVENT: return fail(p, p->event.start_mark.line, "a value was looked for");
        }
        if (st) return st;
        if (depth == 0) return CORDON_OK;
        if (in_map[depth - 1]) is_key[depth - 1] = is_value && !is_key[depth - 1];
        st = next(p);
        if (st) return st;
    }
}

/* --- a tag --------------------------------------------------------------------------------------- */

static const struct pair *find(const struct pairs *in, const char *key)
{
    for (size_t i = 0; i < in->count; i++)
        if (str_eq(in->pair[i].key, str_c(key))) return &in->pair[i];
    return NULL;
}

/* The tag's own word, or else the default. */
static str value_of(const struct pack *p, const char *key)
{
    const struct pair *own = find(&p->item, key);
    if (!own) own = find(&p->top, key);
    return own ? own->value : STR_EMPTY;
}

/* All values of a list that the tag or the top has. */
static void words_of(struct pack *p, struct label *in, const char *key)
{
    const struct pairs *from = find(&p->item, key) ? &p->item : &p->top;
    for (size_t i = 0; i < from->count; i++)
        if (str_eq(from->pair[i].key, str_c(key))) label_add_word(p->list, in, from->pair[i].value);
}

/* Whose word a confidence is. src: graphsense-taxonomy */
static str status_of(str confidence)
{
    static const struct { const char *confidence, *status; } rows[] = {
        { "authority_data", "authority" }, { "override", "authority" },
        { "service_data", "service" },     { "service_api", "service" },
        { "ownership", "service" },        { "ledger_immanent", "service" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq(confidence, str_c(rows[i].confidence))) return str_c(rows[i].status);
    return STR("researchers");
}

/* The bytes of the lines from one to another, 1-based, without the last line end. */
static str lines_of(const struct pack *p, size_t from, size_t to)
{
    str all = p->file->bytes;
    if (from < 1 || from > p->lines) return STR_EMPTY;
    size_t end = to < p->lines ? p->line_at[to] : all.len;
    str s = str_sub(all, p->line_at[from - 1], end);
    while (s.len && (s.data[s.len - 1] == '\n' || s.data[s.len - 1] == '\r')) s.len--;
    return s;
}

static str row_of(const struct pack *p, size_t from)
{
    uint32_t last = (uint32_t)from;
    for (size_t i = 0; i < p->item.count; i++)
        if (p->item.pair[i].line > last) last = p->item.pair[i].line;
    return lines_of(p, from, last);
}

/* The later of two days counts as the edition's; what is none counts nothing. */
static void note_day(struct pack *p, str text)
{
    struct buf day = BUF_INIT(64);
    if (text.len > 10) text = str_sub(text, 0, 10);
    if (list_date(text, &day) && day.len == 10 && str_cmp(buf_str(&day), p->list->e.report->edition) > 0)
        p->list->e.report->edition = arena_str(p->list->e.report->arena, buf_str(&day));
    buf_release(&day);
}

static cordon_status put_tag(struct pack *p, size_t line)
{
    struct label *in = arena_calloc(&p->arena, 1, sizeof *in);
    if (!in) return error_nomem(p->err);
    if (!find(&p->item, "address")) return fail(p, line - 1, "a tag without an address");
    str confidence = value_of(p, "confidence");
    *in = (struct label){ .address = str_trim(value_of(p, "address")),
                          .name = value_of(p, "label"),
                          .confidence = confidence,
                          .status = status_of(confidence),
                          .authority = value_of(p, "creator"),
                          .url = value_of(p, "source"),
                          .date = value_of(p, "lastmod"),
                          .currency = value_of(p, "currency"),
                          .program = value_of(p, "title"),
                          .note = value_of(p, "context"),
                          .row = row_of(p, line),
                          .src = { .file = p->number, .line = (uint32_t)line } };
    if (!in->currency.len) in->currency = value_of(p, "network");
    words_of(p, in, "abuse");
    words_of(p, in, "category");
    words_of(p, in, "concepts");
    words_of(p, in, "actor");
    note_day(p, in->date);
    return label_put(p->list, in, p->err);
}

/* --- an actor ------------------------------------------------------------------------------------ */

static void put_all(struct pack *p, enum ftm_prop prop, const char *key)
{
    for (size_t i = 0; i < p->item.count; i++) {
        const struct pair *one = &p->item.pair[i];
        struct entity_src src = { .file = p->number, .line = one->line };
        if (str_eq(one->key, str_c(key))) entry_put(&p->list->e, prop, one->value, src);
    }
}

static cordon_status put_actor(struct pack *p, size_t line)
{
    struct entity_src src = { .file = p->number, .line = (uint32_t)line };
    const struct pair *id = find(&p->item, "id");
    struct entry *e = &p->list->e;
    if (!id) return fail(p, line - 1, "an actor without an id");
    str number = arena_printf(&p->arena, "actor:%.*s", STR_ARG(id->value));
    if (p->arena.failed) return error_nomem(p->err);
    cordon_status st = entry_begin(e, FTM_SCHEMA_ORGANIZATION, number, row_of(p, line), src, p->err);
    if (st) return st;
    put_all(p, FTM_PROP_NAME, "label");
    put_all(p, FTM_PROP_ALIAS, "aliases");
    put_all(p, FTM_PROP_WEBSITE, "uri");
    put_all(p, FTM_PROP_WEBSITE, "uris");
    for (size_t i = 0; i < p->item.count; i++)
        if (str_eq(p->item.pair[i].key, STR("jurisdictions")))
            entry_country(e, FTM_PROP_JURISDICTION, "jurisdiction", p->item.pair[i].value,
                          (struct entity_src){ .file = p->number, .line = p->item.pair[i].line });
    put_all(p, FTM_PROP_KEYWORDS, "categories");
    entry_put(e, FTM_PROP_TOPICS, STR("service"), src);
    return entry_end(e, p->err);
}

/* --- the file ------------------------------------------------------------------------------------ */

/* A mapping whose start is the event in hand, into `to`; behind it the event is its end. */
static cordon_status read_map(struct pack *p, struct pairs *to, struct arena *a)
{
    to->count = 0;
    str seen[PAIRS_MAX];
    size_t keys = 0;
    for (;;) {
        cordon_status st = next(p);
        if (st) return st;
        if (p->event.type == YAML_MAPPING_END_EVENT) return CORDON_OK;
        if (p->event.type != YAML_SCALAR_EVENT)
            return fail(p, p->event.start_mark.line, "a key is no text");
        str key = arena_str(a, scalar(p));
        if (a->failed) return error_nomem(p->err);
        for (size_t i = 0; i < keys; i++)
            if (str_eq(seen[i], key)) return fail(p, p->event.start_mark.line, "a key stands twice");
        if (keys == PAIRS_MAX) return fail(p, p->event.start_mark.line, "too many keys");
        seen[keys++] = key;
        st = next(p);
        if (!st) st = read_value(p, to, a, key);
        if (st) return st;
    }
}

typedef cordon_status item_fn(struct pack *p, size_t line);

/* The list of tags or actors that begins here. */
static cordon_status read_items(struct pack *p, item_fn *fn)
{
    if (p->is_top || p->event.type != YAML_SEQUENCE_START_EVENT) {
        if (p->event.type != YAML_SEQUENCE_START_EVENT)
            return fail(p, p->event.start_mark.line, "'tags' and 'actors' are lists");
        p->has_items = true;
        return read_value(p, NULL, NULL, STR_EMPTY);
    }
    for (;;) {
        cordon_status st = next(p);
        if (st) return st;
        if (p->event.type == YAML_SEQUENCE_END_EVENT) return CORDON_OK;
        size_t line = p->event.start_mark.line + 1;
        if (p->event.type != YAML_MAPPING_START_EVENT)
            return fail(p, line - 1, "a tag or an actor has keys and values");
        arena_reset(&p->arena);
        st = read_map(p, &p->item, &p->arena);
        if (!st) st = fn(p, line);
        if (st) return st;
    }
}

static cordon_status read_key(struct pack *p, str key)
{
    bool is_tags = str_eq(key, STR("tags")), is_actors = str_eq(key, STR("actors"));
    cordon_status st = next(p);
    if (st) return st;
    if (is_tags) return read_items(p, put_tag);
    if (is_actors) return read_items(p, put_actor);
    if (p->is_top && find(&p->top, arena_printf(&p->top_arena, "%.*s", STR_ARG(key)).data))
        return fail(p, p->event.start_mark.line, "a key stands twice");
    return read_value(p, p->is_top ? &p->top : NULL, &p->top_arena, key);
}

static cordon_status read_document(struct pack *p)
{
    cordon_status st = next(p);
    if (!st && p->event.type == YAML_STREAM_START_EVENT) st = next(p);
    if (!st && p->event.type != YAML_DOCUMENT_START_EVENT) st = fail(p, 0, "the file is empty");
    if (!st) st = next(p);
    if (st) return st;
    if (p->event.type != YAML_MAPPING_START_EVENT)
        return fail(p, p->event.start_mark.line, "a tag pack begins with keys and values");
    for (;;) {
        st = next(p);
        if (st) return st;
        if (p->event.type == YAML_MAPPING_END_EVENT) break;
        if (p->event.type != YAML_SCALAR_EVENT)
            return fail(p, p->event.start_mark.line, "a key is no text");
        str key = arena_str(&p->top_arena, scalar(p));
        if (p->top_arena.failed) return error_nomem(p->err);
        st = read_key(p, key);
        if (st) return st;
    }
    st = next(p);
    if (!st) st = next(p);
    if (!st && p->event.type != YAML_STREAM_END_EVENT)
        st = fail(p, p->event.start_mark.line, "a tag pack is one document");
    return st;
}

static cordon_status pass(struct pack *p, bool is_top)
{
    str s = p->file->bytes;
    if (!yaml_parser_initialize(&p->parser)) return error_nomem(p->err);
    yaml_parser_set_input_string(&p->parser, (const unsigned char *)s.data, s.len);
    yaml_parser_set_encoding(&p->parser, YAML_UTF8_ENCODING);
    p->is_top = is_top;
    cordon_status st = read_document(p);
    if (p->has_event) yaml_event_delete(&p->event);
    p->has_event = false;
    yaml_parser_delete(&p->parser);
    return st;
}

static cordon_status index_lines(struct pack *p)
{
    str s = p->file->bytes;
    size_t count = 1;
    if (s.len > UINT32_MAX) return error_at(p->err, CORDON_LIMIT, p->file->name, 0, 0, "too large");
    for (size_t i = 0; i < s.len; i++) count += s.data[i] == '\n';
    p->line_at = mem_calloc(count, sizeof *p->line_at);
    if (!p->line_at) return error_nomem(p->err);
    p->lines = 1;
    for (size_t i = 0; i + 1 < s.len; i++)
        if (s.data[i] == '\n') p->line_at[p->lines++] = (uint32_t)i + 1;
    return CORDON_OK;
}

static cordon_status read_pack(struct label_list *l, const struct list_file *file, uint8_t number,
                               struct cordon_error *err)
{
    struct pack *p = mem_calloc(1, sizeof *p);
    if (!p) return error_nomem(err);
    *p = (struct pack){ .list = l, .file = file, .number = number, .err = err };
    arena_init(&p->arena, ARENA_MAX);
    arena_init(&p->top_arena, ARENA_MAX);
    l->prefix = str_sub(file->name, 0, str_index(file->name, '.'));
    cordon_status st = index_lines(p);
    if (!st) st = pass(p, true);
    if (!st && !p->has_items) st = fail(p, 0, "neither 'tags' nor 'actors'");
    if (!st) st = pass(p, false);
    if (!st && file->bytes.data[file->bytes.len - 1] != '\n')
        list_warn(l->e.report, file->name, p->lines, STR_EMPTY,
                  "the file ends without a line end; was it cut off?");
    mem_free(p->line_at);
    arena_release(&p->arena);
    arena_release(&p->top_arena);
    mem_free(p);
    return st;
}

static cordon_status read_packs(str source, const struct list_file *files, size_t count,
                                struct entity_build *b, struct list_report *report,
                                struct cordon_error *err)
{
    return label_edition_read(source, files, count, b, report, read_pack,
                              "the packs hold no tag and no actor", err);
}

/* A line "tags:" or "actors:", and one with a title. */
static bool recognise(const struct list_file *file)
{
    str rest = str_sub(file->bytes, 0, SNIFF), line;
    bool has_items = false, has_title = false;
    while (str_next(&rest, '\n', &line)) {
        has_items |= str_starts(line, STR("tags:")) || str_starts(line, STR("actors:"));
        has_title |= str_starts(line, STR("title:"));
    }
    return has_items && has_title;
}

const struct list_format list_tagpack_yaml = { "tagpack_yaml", recognise, read_packs };
