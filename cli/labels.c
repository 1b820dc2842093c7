/* Reading labels. */
#include "cli/labels.h"

#include "base/csv.h"
#include "base/json.h"
#include "base/mem.h"
#include "cli/when.h"
#include "os/os.h"

enum { KEY_ROOM = 1025 }; /* an id of 1,024 bytes */

enum column { COLUMN_ID, COLUMN_SUBJECT, COLUMN_OUTCOME, COLUMN_DECIDED, COLUMNS };

static const char *const column_names[COLUMNS] = { "id", "subject", "outcome", "decided_at" };

struct reading {
    struct labels       *out;
    str                  file;
    struct cordon_error *err;
};

static cordon_status wrong(const struct reading *r, uint64_t line, const char *why, str what)
{
    return error_at(r->err, CORDON_SYNTAX, r->file, line, 0, "%s%s%.*s%s", why, what.len ? " '" : "",
                    STR_ARG(what), what.len ? "'" : "");
}

static bool outcome_of(str word, enum outcome *ret)
{
    static const struct { const char *word; enum outcome outcome; } words[] = {
        { "true", OUTCOME_RIGHT }, { "false", OUTCOME_WRONG }, { "unknown", OUTCOME_UNKNOWN },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!str_eq_nocase(word, str_c(words[i].word))) continue;
        *ret = words[i].outcome;
        return true;
    }
    return false;
}

/* What a name is found by: 's' or 'i', and its bytes. @return bytes written, 0 when it is too long */
static size_t index_key(bool is_subject, str name, char ret[KEY_ROOM])
{
    if (!name.len || name.len >= KEY_ROOM) return 0;
    ret[0] = is_subject ? 's' : 'i';
    memcpy(ret + 1, name.data, name.len);
    return name.len + 1;
}

static struct label *new_label(struct labels *l)
{
    if (l->count == l->room) {
        size_t room = l->room ? l->room * 2 : 256;
        struct label *more = arena_alloc(&l->arena, room * sizeof *more);
        if (!more) return NULL;
        if (l->count) memcpy(more, l->item, l->count * sizeof *more);
        l->item = more;
        l->room = room;
    }
    return &l->item[l->count++];
}

/* A second label of one name: the later one counts. */
static cordon_status merge(const struct reading *r, struct label *old, const struct label *fresh)
{
    if (fresh->outcome == old->outcome && fresh->decided_s <= old->decided_s) return CORDON_OK;
    if (fresh->outcome != old->outcome && fresh->decided_s == old->decided_s)
        return error_at(r->err, CORDON_SYNTAX, r->file, fresh->line, 0,
                        "'%.*s' has another outcome in line %llu, and neither was decided later; say "
                        "'decided_at'", STR_ARG(fresh->name), (unsigned long long)old->line);
    if (fresh->decided_s > old->decided_s) {
        old->outcome = fresh->outcome;
        old->decided_s = fresh->decided_s;
        old->line = fresh->line;
    }
    return CORDON_OK;
}

static cordon_status take(const struct reading *r, uint64_t line, const str cell[COLUMNS])
{
    struct labels *l = r->out;
    struct label fresh = { .line = line, .decided_s = INT64_MIN };
    fresh.is_subject = cell[COLUMN_SUBJECT].len != 0;
    fresh.name = str_trim(cell[fresh.is_subject ? COLUMN_SUBJECT : COLUMN_ID]);
    if (!fresh.name.len) return wrong(r, line, "the label has neither id nor subject", STR_EMPTY);
    if (!str_is_utf8(fresh.name, NULL)) return wrong(r, line, "the label is not UTF-8", STR_EMPTY);
    if (!outcome_of(str_trim(cell[COLUMN_OUTCOME]), &fresh.outcome))
        return wrong(r, line, "an outcome is true, false or unknown, not", cell[COLUMN_OUTCOME]);
    str at = str_trim(cell[COLUMN_DECIDED]);
    if (at.len && (str_eq(at, STR("now")) || !when_parse(at, 0, &fresh.decided_s)))
        return wrong(r, line, "'decided_at' is YYYY-MM-DD or an RFC 3339 time, not", at);
    char key[KEY_ROOM];
    size_t len = index_key(fresh.is_subject, fresh.name, key);
    if (!len)
        return error_at(r->err, CORDON_SYNTAX, r->file, line, 0, "the label's id is longer than %d bytes",
                        KEY_ROOM - 1);
    struct counts_row *row = counts_of(&l->index, str_of(key, len));
    if (!row) return error_nomem(r->err);
    if (row->n[1]) return merge(r, &l->item[row->n[0]], &fresh);
    if (l->count == LABELS_MAX)
        return error_at(r->err, CORDON_LIMIT, r->file, line, 0, "more than %d labels", LABELS_MAX);
    row->n[0] = l->count;
    row->n[1] = 1;
    fresh.name = arena_str(&l->arena, fresh.name);
    struct label *kept = new_label(l);
    if (!kept || l->arena.failed) return error_nomem(r->err);
    *kept = fresh;
    return CORDON_OK;
}

static cordon_status read_csv(const struct reading *r, str text)
{
    struct csv_reader *csv = arena_alloc(&r->out->arena, sizeof *csv);
    size_t at[COLUMNS];
    bool is_row = false;
    char sep = ',';
    if (!csv) return error_nomem(r->err);
    (void)csv_guess_sep(text, &sep);
    csv_init(csv, text, sep, 1, &r->out->arena);
    cordon_status st = csv_next(csv, &is_row, r->err);
    for (size_t c = 0; c < COLUMNS; c++) at[c] = SIZE_MAX;
    for (size_t i = 0; !st && is_row && i < csv->count; i++)
        for (size_t c = 0; c < COLUMNS; c++)
            if (str_eq_nocase(str_trim(csv->cell[i]), str_c(column_names[c]))) at[c] = i;
    if (!st && at[COLUMN_OUTCOME] == SIZE_MAX)
        return wrong(r, 1, "the header has no column 'outcome'", STR_EMPTY);
    if (!st && at[COLUMN_ID] == SIZE_MAX && at[COLUMN_SUBJECT] == SIZE_MAX)
        return wrong(r, 1, "the header has neither a column 'id' nor 'subject'", STR_EMPTY);
    while (!st) {
        str cell[COLUMNS] = { { NULL, 0 } };
        st = csv_next(csv, &is_row, r->err);
        if (st || !is_row) break;
        for (size_t c = 0; c < COLUMNS; c++)
            if (at[c] < csv->count) cell[c] = csv->cell[at[c]];
        st = take(r, csv->line, cell);
    }
    if (st) error_in_file(r->err, r->file);
    return st;
}

static cordon_status read_object(const struct reading *r, uint64_t line, str text)
{
    struct json_reader j;
    struct cordon_error why = ERROR_INIT;
    str cell[COLUMNS] = { { NULL, 0 } };
    size_t c = COLUMNS;
    json_init(&j, text, &r->out->arena, &why);
    enum json_kind k = json_next(&j);
    if (k == JSON_OBJECT)
        while ((k = json_next(&j)) != JSON_OBJECT_END && k != JSON_ERROR) {
            if (k == JSON_KEY) {
                for (c = 0; c < COLUMNS && !str_eq(j.text, str_c(column_names[c])); c++) continue;
            } else if (c < COLUMNS && (k == JSON_STRING || k == JSON_NUMBER)) {
                cell[c] = j.text;
            } else if (c == COLUMN_OUTCOME && (k == JSON_TRUE || k == JSON_FALSE)) {
                cell[c] = k == JSON_TRUE ? STR("true") : STR("false");
            } else {
                json_skip(&j, k);
            }
        }
    if (k == JSON_OBJECT_END) k = json_next(&j);
    if (k == JSON_ERROR && json_status(&j) == CORDON_NOMEM) return error_nomem(r->err);
    if (k != JSON_END) return wrong(r, line, "the line is no JSON object", STR_EMPTY);
    return take(r, line, cell);
}

static cordon_status read_lines(const struct reading *r, str text)
{
    uint64_t number = 0;
    cordon_status st = CORDON_OK;
    for (str rest = text, line; !st && str_next(&rest, '\n', &line);) {
        number++;
        if (str_trim(line).len) st = read_object(r, number, str_trim(line));
    }
    return st;
}

cordon_status labels_read(str text, str file, struct labels *ret, struct cordon_error *err)
{
    struct reading r = { .out = ret, .file = file, .err = err };
    uint8_t digest[SHA_LEN];
    *ret = (struct labels){ .count = 0 };
    arena_init(&ret->arena, (size_t)2 << 30);
    ret->index.arena = &ret->arena;
    if (text.len > LABELS_FILE_MAX)
        return error_at(err, CORDON_LIMIT, file, 0, 0, "a file of labels is at most %d MiB",
                        LABELS_FILE_MAX >> 20);
    sha_of(text, digest);
    sha_hex(digest, ret->sha256);
    if (str_starts(text, STR("\xEF\xBB\xBF"))) text = str_from(text, 3);
    str first = str_trim(text);
    cordon_status st = first.len && first.data[0] == '{' ? read_lines(&r, text) : read_csv(&r, text);
    if (!st && !ret->count) st = wrong(&r, 0, "holds no label", STR_EMPTY);
    return st;
}

cordon_status labels_open(const char *path, struct labels *ret, struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    *ret = (struct labels){ .count = 0 };
    cordon_status st = os_file_read(path, &f, err);
    if (!st) st = labels_read(f.bytes, str_c(path), ret, err);
    os_file_unmap(&f); /* names were copied */
    return st;
}

void labels_close(struct labels *l)
{
    arena_release(&l->arena);
}

static struct label *find_one(const struct labels *l, bool is_subject, str name)
{
    char key[KEY_ROOM];
    size_t len = index_key(is_subject, name, key);
    const struct counts_row *row = len ? counts_find(&l->index, str_of(key, len)) : NULL;
    return row && row->n[1] ? &l->item[row->n[0]] : NULL;
}

struct label *labels_find(const struct labels *l, str subject, str id)
{
    struct label *found = find_one(l, true, subject);
    return found ? found : find_one(l, false, id);
}
