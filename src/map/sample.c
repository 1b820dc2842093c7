/* The beginning of a file, column by column. */
#include "map/sample.h"

#include "base/json.h"
#include "base/mem.h"
#include "base/num.h"

enum { SAMPLE_ARENA_MAX = 64 << 20, PATH_MAX_LEN = 512 };

/* --- columns ---------------------------------------------------------------------------------- */

struct sample_column *sample_find(struct sample *s, str name)
{
    for (size_t i = 0; i < s->column_count; i++)
        if (str_eq(s->column[i].name, name)) return &s->column[i];
    return NULL;
}

static struct sample_column *add_column(struct sample *s, str name)
{
    if (s->column_count == s->column_room) {
        size_t room = s->column_room ? s->column_room * 2 : 64;
        struct sample_column *list = arena_calloc(&s->arena, room, sizeof *list);
        if (!list) return NULL;
        if (s->column_count) memcpy(list, s->column, s->column_count * sizeof *list);
        s->column = list;
        s->column_room = room;
    }
    struct sample_column *c = &s->column[s->column_count++];
    *c = (struct sample_column){ .name = name, .number = s->column_count };
    return c;
}

static void keep_word(struct sample_column *c, str value)
{
    if (c->words > SAMPLE_WORDS) return;
    for (size_t i = 0; i < c->words; i++)
        if (str_eq(c->word[i], value)) return;
    if (c->words < SAMPLE_WORDS) c->word[c->words] = value;
    c->words++;
    if (c->examples < SAMPLE_EXAMPLES) c->example[c->examples++] = value;
}

static void add_value(struct sample_column *c, str value)
{
    value = str_trim(value);
    if (value.len == 0) return;
    c->values++;
    keep_word(c, value);
    values_look(value, &c->sums);
}

/* --- tables ----------------------------------------------------------------------------------- */

static cordon_status take_header(struct sample *s, const struct split_block *b, bool is_book,
                                 struct csv_reader *csv, struct cordon_error *err)
{
    bool is_row;
    if (b->fault) return split_fault_say(b, err);
    csv_init(csv, b->bytes, b->sep, b->line, &s->arena);
    cordon_status st = csv_next(csv, &is_row, err);
    if (st) return st;
    size_t skip = is_book ? 1 : 0;
    str *names = arena_calloc(&s->arena, csv->count, sizeof *names);
    if (!names) return error_nomem(err);
    st = column_names(csv->cell + skip, csv->count - skip, &s->arena, names, err);
    for (size_t i = 0; !st && i + skip < csv->count; i++) {
        struct value_sums sums = { .count = 0 };
        values_look(names[i], &sums);
        if (sums.look[LOOK_EMAIL] || sums.look[LOOK_IP] || sums.look[LOOK_DATE] ||
            sums.look[LOOK_WALLET])
            return error_at(err, CORDON_SYNTAX, STR_EMPTY, b->line, 0,
                            "the first line holds values ('%.*s'), not names of columns; put a line "
                            "of names above", STR_ARG(names[i]));
        if (!add_column(s, names[i])) st = error_nomem(err);
    }
    return st;
}

static void take_rows(struct sample *s, const struct split_block *b, bool is_book,
                      struct csv_reader *csv)
{
    size_t skip = is_book ? 1 : 0;
    bool is_row = true;
    csv_init(csv, b->bytes, b->sep, b->line, &s->arena);
    while (s->rows < MAP_SAMPLE_ROWS_MAX) {
        cordon_status st = csv_next(csv, &is_row, NULL);
        if (!st && !is_row) return;
        if (st == CORDON_NOMEM) return; /* the arena says so */
        if (st) continue;               /* a broken row is told when the file is read */
        s->rows++;
        for (size_t i = 0; i < s->column_count && i + skip < csv->count; i++)
            add_value(&s->column[i], csv->cell[i + skip]);
    }
}

static cordon_status take_table(struct sample *s, bool is_book, struct cordon_error *err)
{
    struct split split;
    size_t used = 0, taken;
    struct split_block b;
    cordon_status st = CORDON_OK;
    struct csv_reader *csv = mem_alloc(sizeof *csv);
    if (!csv) return error_nomem(err);
    split_init(&split, SPLIT_CSV);
    while (!st && s->rows < MAP_SAMPLE_ROWS_MAX) {
        enum split_step step = split_next(&split, str_from(buf_str(&s->raw), used), s->is_all, &b,
                                          &taken);
        used += taken;
        if (step != SPLIT_BLOCK) break;
        s->sep = b.sep;
        if (b.is_header)
            st = take_header(s, &b, is_book, csv, err);
        else if (!b.fault)
            take_rows(s, &b, is_book, csv);
    }
    mem_free(csv);
    return st;
}

/* --- JSON ------------------------------------------------------------------------------------- */

struct flat {
    struct sample     *sample;
    struct json_reader json;
    struct buf         path;
    size_t             next; /* column after the last one found: objects repeat themselves */
    bool               is_full;
};

static str cut_name(struct sample *s, str path)
{
    enum { SHOWN = 120 };
    size_t len = path.len < SHOWN ? path.len : SHOWN;
    while (len && ((uint8_t)path.data[len] & 0xC0) == 0x80) len--;
    return arena_printf(&s->arena, "%.*s…", (int)len, path.data);
}

static struct sample_column *column_at(struct flat *f)
{
    struct sample *s = f->sample;
    str path = buf_str(&f->path);
    if (f->path.failed) path = cut_name(s, path); /* longer than any mapping goes: told, never read */
    if (f->next < s->column_count && str_eq(s->column[f->next].name, path))
        return &s->column[f->next++];
    struct sample_column *c = sample_find(s, path);
    if (!c && s->column_count == MAP_COLUMNS_MAX) {
        f->is_full = true;
        return NULL;
    }
    if (!c) c = add_column(s, arena_str(&s->arena, path));
    if (c) f->next = (size_t)(c - s->column) + 1;
    return c;
}

static bool flatten(struct flat *f, enum json_kind kind)
{
    size_t len = f->path.len;
    struct sample_column *c;
    switch (kind) {
    case JSON_OBJECT:
        while ((kind = json_next(&f->json)) == JSON_KEY) {
            if (len) buf_add_byte(&f->path, '.');
            for (size_t i = 0; i < f->json.text.len; i++) {
                if (f->json.text.data[i] == '.') buf_add_byte(&f->path, '\\');
                buf_add_byte(&f->path, f->json.text.data[i]);
            }
            if (!flatten(f, json_next(&f->json))) return false;
            f->path.len = len;
            f->path.failed = false;
        }
        return kind == JSON_OBJECT_END;
    case JSON_ARRAY:
        while ((kind = json_next(&f->json)) != JSON_ARRAY_END)
            if (kind == JSON_ERROR || !flatten(f, kind)) return false;
        return true;
    case JSON_STRING:
    case JSON_NUMBER:
    case JSON_TRUE:
    case JSON_FALSE:
        c = column_at(f);
        if (!c) return true;
        if (kind == JSON_TRUE || kind == JSON_FALSE)
            add_value(c, kind == JSON_TRUE ? STR("true") : STR("false"));
        else
            add_value(c, f->json.text);
        return true;
    case JSON_NULL: return true;
    case JSON_ERROR:
    case JSON_END:
    case JSON_OBJECT_END:
    case JSON_ARRAY_END:
    case JSON_KEY: break;
    }
    return false;
}

/** The next {...} of the text, whatever stands between. */
static bool next_object(str *rest, str *ret)
{
    size_t at = str_index(*rest, '{'), depth = 0;
    bool in_string = false;
    for (size_t i = at; i < rest->len; i++) {
        char c = rest->data[i];
        if (in_string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{') {
            depth++;
        } else if (c == '}' && --depth == 0) {
            *ret = str_sub(*rest, at, i + 1);
            *rest = str_from(*rest, i + 1);
            return true;
        }
    }
    return false;
}

/** What programs call the list of a page; a record of one line may hold a list of its own. */
static bool is_wrapper(str name)
{
    static const char *const names[] = { "results", "data", "items", "value", "records", "rows", "entries", "list",
                                         "candidates", "applicants", "applications", "employees", "workers", "users",
                                         "people", "contractors", "payments", "events", "devices", "content" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq_nocase(name, str_c(names[i]))) return true;
    return false;
}

/** One object that holds a list of objects: {"value":[{..},{..}]}. */
static str list_inside(const struct sample *s)
{
    for (size_t i = 0; s->rows == 1 && i < s->column_count; i++) {
        const struct sample_column *c = &s->column[i];
        size_t dot = str_index(c->name, '.'), below = 0;
        if (dot == c->name.len || c->values < 2) continue;
        for (size_t k = 0; k < s->column_count; k++)
            below += str_starts(s->column[k].name, str_sub(c->name, 0, dot + 1));
        if (below * 10 >= s->column_count * 6) return str_sub(c->name, 0, dot);
    }
    return STR_EMPTY;
}

static cordon_status take_objects(struct sample *s, struct cordon_error *err)
{
    struct flat f = { .sample = s };
    str rest = buf_str(&s->raw), object;
    buf_init(&f.path, PATH_MAX_LEN);
    while (!s->arena.failed && next_object(&rest, &object)) { /* a key may first stand in a late row */
        json_init(&f.json, object, &s->arena, NULL);
        buf_reset(&f.path);
        f.next = 0;
        flatten(&f, json_next(&f.json)); /* what is broken is told when the file is read */
        s->rows++;
    }
    bool is_full = f.is_full;
    buf_release(&f.path);
    if (is_full)
        return error_set(err, CORDON_LIMIT, "the objects have more than %d different paths",
                         MAP_COLUMNS_MAX);
    str inside = list_inside(s);
    if (s->is_all && inside.len && (s->form == SPLIT_STREAM || is_wrapper(inside)))
        return error_set(err, CORDON_SYNTAX,
                         "the file is one object, and its records stand under '%.*s'; take them out, "
                         "for example with jq -c '.%.*s[]'", STR_ARG(inside), STR_ARG(inside));
    return CORDON_OK;
}

/* --- reading ---------------------------------------------------------------------------------- */

static cordon_status fill(struct map_source *source, struct sample *s, struct cordon_error *err)
{
    enum { TAKE = 64 << 10 };
    while (!s->is_all && s->raw.len + TAKE <= MAP_SAMPLE_MAX) {
        size_t len = s->raw.len, got = 0;
        char *at = buf_take(&s->raw, TAKE);
        if (!at) return error_nomem(err);
        cordon_status st = map_source_read(source, at, TAKE, &got, err);
        s->raw.len = len + got;
        if (st) return st;
        s->is_all = got == 0;
    }
    return CORDON_OK;
}

static cordon_status check_text(const struct sample *s, struct cordon_error *err)
{
    size_t bad;
    str text = buf_str(&s->raw);
    if (str_is_utf8(text, &bad) || (!s->is_all && bad + 4 > text.len)) return CORDON_OK;
    const char *name = map_guess_encoding(text);
    uint64_t line = 1 + str_count(str_sub(text, 0, bad), '\n');
    return error_at(err, CORDON_SYNTAX, STR_EMPTY, line, 0,
                    "is not UTF-8, but likely %s; save it as \"CSV UTF-8\", or run: iconv -f %s -t "
                    "UTF-8 FILE", name, name);
}

static cordon_status read_sample(struct map_source *source, struct sample *s,
                                 struct cordon_error *err)
{
    bool is_book = source->form == MAP_FORM_XLSX;
    cordon_status st = fill(source, s, err);
    if (!st) st = check_text(s, err);
    if (st) return st;
    str text = buf_str(&s->raw);
    if (str_starts(text, STR("\xEF\xBB\xBF"))) text = str_from(text, 3);
    text = str_trim(text);
    if (text.len == 0) return error_set(err, CORDON_SYNTAX, "the file is empty");
    if (text.data[0] == '<')
        return error_set(err, CORDON_SYNTAX, "is XML or a web page, not a table; export it as CSV, XLSX "
                                             "or JSON");
    s->form = text.data[0] == '[' ? SPLIT_ARRAY : text.data[0] == '{' ? SPLIT_LINES : SPLIT_CSV;
    if (s->form == SPLIT_CSV || is_book) {
        s->form = SPLIT_CSV;
        st = take_table(s, is_book, err);
    } else {
        struct split split;
        struct split_block b;
        size_t taken;
        split_init(&split, SPLIT_FORM_UNKNOWN);
        if (split_next(&split, buf_str(&s->raw), s->is_all, &b, &taken) == SPLIT_BLOCK)
            s->form = b.form;
        st = take_objects(s, err);
    }
    if (st) return st;
    if (s->arena.failed)
        return s->arena.over ? error_set(err, CORDON_LIMIT, "the sample takes more than %d MiB",
                                         SAMPLE_ARENA_MAX >> 20)
                             : error_nomem(err);
    return s->column_count ? CORDON_OK : error_set(err, CORDON_SYNTAX, "holds no record");
}

cordon_status sample_read(struct map_source *source, struct sample *ret, struct cordon_error *err)
{
    *ret = (struct sample){ .form = SPLIT_FORM_UNKNOWN };
    arena_init(&ret->arena, SAMPLE_ARENA_MAX);
    buf_init(&ret->raw, MAP_SAMPLE_MAX + (64 << 10));
    cordon_status st = read_sample(source, ret, err);
    if (!st) return CORDON_OK;
    if (source->path) error_in_file(err, str_c(source->path));
    sample_release(ret);
    return st;
}

void sample_release(struct sample *s)
{
    arena_release(&s->arena);
    buf_release(&s->raw);
}
