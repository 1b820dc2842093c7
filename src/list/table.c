/*
 * Lists that are tables: the header is bound, rows are gathered by their key, entries handed out.
 *
 * Workload: 3,000 to 100,000 rows of 15 to 120 columns, 1 to 100 rows an entry, most of them
 * neighbours; the OFSI list of 2020 is sorted by name, so the rows of its entries are not.
 */
#include "list/table.h"

#include "list/split.h"
#include "list/table_text.h"

#include "base/mem.h"

struct kept {
    struct table_row row;
    uint32_t         entry; /* in order of first appearance */
};

struct reading {
    const struct table_plan *plan;
    struct table_source     *source;
    str                      file;
    void                    *ctx;
    struct list_report      *report;
    struct arena             keep; /* cells of rows */
    bool                     has[TABLE_COLUMNS_MAX];
    uint32_t                *at;      /* column id of each heading, or TABLE_NO_KEY */
    size_t                   columns; /* of the header, up to its last named one */
    size_t                   cells;   /* of the header */
    struct kept             *row;
    size_t                   count, room;
    uint32_t                *slot; /* rows by key: first row of an entry + 1; a power of two of them */
    size_t                   slots;
    uint32_t                 entries;
};

/* --- the header ----------------------------------------------------------------------------- */

/* Column of the plan that is known under this heading, or TABLE_NO_KEY. */
static size_t column_of(const struct table_plan *plan, str heading)
{
    for (size_t c = 0; c < plan->count; c++) {
        str rest = str_c(plan->columns[c].names), name;
        while (str_next(&rest, '|', &name))
            if (table_same_heading(name, heading, plan->is_loose)) return c;
    }
    return TABLE_NO_KEY;
}

/* Is it a heading that the plan knows and does not want? */
static bool is_silent(const struct table_plan *plan, str heading)
{
    str rest = plan->silent ? str_c(plan->silent) : STR_EMPTY, part;
    while (str_next(&rest, '|', &part))
        if (str_find(heading, part, 0) != SIZE_MAX) return true;
    return false;
}

static str first_name(const struct table_column *c)
{
    str rest = str_c(c->names), name = STR_EMPTY;
    str_next(&rest, '|', &name);
    return name;
}

/* Needed columns that this row names, and whether the key is among them. */
static size_t score_of(const struct table_plan *plan, const struct table_line *line, bool *ret_key)
{
    bool seen[TABLE_COLUMNS_MAX] = { false };
    size_t n = 0;
    for (size_t i = 0; i < line->count; i++) {
        size_t c = column_of(plan, line->cell[i]);
        if (c == TABLE_NO_KEY || seen[c]) continue;
        seen[c] = true;
        n += plan->columns[c].is_needed;
    }
    *ret_key = plan->key == TABLE_NO_KEY || seen[plan->key];
    return n;
}

static size_t needed_count(const struct table_plan *plan)
{
    size_t n = 0;
    for (size_t c = 0; c < plan->count; c++) n += plan->columns[c].is_needed;
    return n;
}

/* The heading that looks most like the missing column's name, or "". */
static str nearest(const struct table_plan *plan, const struct table_line *line, str name)
{
    str best = STR_EMPTY;
    unsigned best_edits = 5;
    for (size_t i = 0; i < line->count; i++) {
        str s = str_trim(line->cell[i]);
        unsigned edits = str_distance(name, s, 5);
        if (edits >= best_edits || column_of(plan, s) != TABLE_NO_KEY) continue;
        best = s;
        best_edits = edits;
    }
    return best;
}

static cordon_status missing(struct reading *rd, const struct table_line *line, size_t column,
                             struct cordon_error *err)
{
    str name = first_name(&rd->plan->columns[column]), near = nearest(rd->plan, line, name);
    if (near.len)
        return error_at(err, CORDON_SYNTAX, rd->file, line->line, 0,
                        "not %s: no column '%.*s'; '%.*s' is the nearest heading", rd->plan->title,
                        STR_ARG(name), (int)str_sub(near, 0, 80).len, near.data);
    return error_at(err, CORDON_SYNTAX, rd->file, line->line, 0, "not %s: no column '%.*s'",
                    rd->plan->title, STR_ARG(name));
}

/* Columns that the file does not have: what they hold was not removed. */
static void tell_lacks(struct reading *rd, uint64_t line)
{
    const struct table_plan *plan = rd->plan;
    for (size_t i = 0; i < plan->carry_count; i++) {
        const struct table_carry *c = &plan->carries[i];
        str name = first_name(&plan->columns[c->column]);
        if (rd->has[c->column]) continue;
        if (c->prop != FTM_PROP_NONE) list_lacks(rd->report, c->prop);
        if (name.len && (i == 0 || c[-1].column != c->column))
            list_warn(rd->report, rd->file, line, STR_EMPTY, "no column '%.*s': what it says is missing",
                      STR_ARG(name));
    }
}

static cordon_status bind(struct reading *rd, const struct table_line *line,
                          struct cordon_error *err)
{
    const struct table_plan *plan = rd->plan;
    rd->at = arena_calloc(&rd->keep, line->count ? line->count : 1, sizeof *rd->at);
    if (!rd->at) return error_nomem(err);
    rd->cells = line->count;
    for (size_t i = 0; i < line->count; i++) {
        str heading = str_trim(line->cell[i]);
        size_t c = heading.len ? column_of(plan, heading) : TABLE_NO_KEY;
        rd->at[i] = (uint32_t)c;
        if (heading.len) rd->columns = i + 1;
        if (heading.len && c == TABLE_NO_KEY && !is_silent(plan, heading))
            list_warn(rd->report, rd->file, line->line, STR_EMPTY,
                      "unknown column '%.*s' passed over", (int)str_sub(heading, 0, 80).len,
                      heading.data);
        if (c == TABLE_NO_KEY) continue;
        if (rd->has[c] && plan->keeps_first) {
            rd->at[i] = TABLE_NO_KEY;
            continue;
        }
        if (rd->has[c])
            return error_at(err, CORDON_SYNTAX, rd->file, line->line, 0,
                            "column '%.*s' stands twice in the header",
                            STR_ARG(first_name(&plan->columns[c])));
        rd->has[c] = true;
    }
    for (size_t c = 0; c < plan->count; c++)
        if (plan->columns[c].is_needed && !rd->has[c]) return missing(rd, line, c, err);
    tell_lacks(rd, line->line);
    return CORDON_OK;
}

/* Is this the line before the header? Then its date is the edition. */
static bool take_preamble(struct reading *rd, const struct table_line *line)
{
    str words = rd->plan->preamble ? str_c(rd->plan->preamble) : STR_EMPTY;
    str first = line->count ? str_trim(line->cell[0]) : STR_EMPTY;
    if (!words.len || !str_starts_nocase(first, words)) return false;
    size_t others = 0;
    for (size_t i = 1; i < line->count; i++) others += str_trim(line->cell[i]).len > 0;
    str date = str_trim(str_from(first, words.len));
    if (str_starts(date, STR(":"))) date = str_trim(str_from(date, 1));
    if (others > 1) return false; /* a header that begins with the same words */
    if (date.len == 0 && line->count > 1) date = str_trim(line->cell[1]);

    struct buf out = BUF_INIT(64);
    if (list_date(date, &out))
        rd->report->edition = arena_str(rd->report->arena, buf_str(&out));
    else
        list_warn(rd->report, rd->file, line->line, STR_EMPTY,
                  "'%.*s' is no date: the edition's age is not known",
                  (int)str_sub(first, 0, 80).len, first.data);
    if (out.failed) rd->report->arena->failed = true;
    buf_release(&out);
    return true;
}

static bool is_blank(const struct table_line *line, size_t from)
{
    for (size_t i = from; i < line->count; i++)
        if (str_trim(line->cell[i]).len) return false;
    return true;
}

/* Reads up to and with the header. */
static cordon_status read_header(struct reading *rd, struct cordon_error *err)
{
    size_t tries = rd->plan->head_rows ? rd->plan->head_rows : 1;
    bool has_preamble = !rd->plan->preamble, is_row = true;
    for (;;) {
        struct table_line line = { 0 };
        bool has_key;
        cordon_status st = rd->source->next(rd->source, &line, &is_row, err);
        if (st) return st;
        if (!is_row)
            return error_at(err, CORDON_SYNTAX, rd->file, 0, 0, "not %s: no header line",
                            rd->plan->title);
        if (is_blank(&line, 0)) continue;
        if (!has_preamble && take_preamble(rd, &line)) {
            has_preamble = true;
            continue;
        }
        if (--tries && score_of(rd->plan, &line, &has_key) < needed_count(rd->plan)) continue;
        if (!has_preamble)
            list_warn(rd->report, rd->file, line.line, STR_EMPTY,
                      "no line '%s' before the header: the edition's age is not known",
                      rd->plan->preamble);
        return bind(rd, &line, err);
    }
}

/* --- rows ----------------------------------------------------------------------------------- */

static cordon_status check_row(struct reading *rd, const struct table_line *line,
                               struct cordon_error *err)
{
    /* in CSV one cell more is a separator too many, and every cell behind it has moved */
    bool is_wrong = rd->source->is_ragged
                        ? line->count > rd->columns && !is_blank(line, rd->columns)
                        : line->count != rd->cells;
    if (is_wrong)
        return error_at(err, CORDON_SYNTAX, rd->file, line->line, 0,
                        "the row has %zu columns, the header has %zu", line->count, rd->cells);
    if (rd->count >= TABLE_ROWS_MAX || line->line > UINT32_MAX)
        return error_at(err, CORDON_LIMIT, rd->file, line->line, 0, "more than %d rows",
                        TABLE_ROWS_MAX);
    return CORDON_OK;
}

static cordon_status out_of_memory(struct reading *rd, struct cordon_error *err)
{
    if (!rd->keep.over) return error_nomem(err);
    return error_at(err, CORDON_LIMIT, rd->file, 0, 0, "the table takes more than %d MiB of memory",
                    TABLE_MEMORY_MAX >> 20);
}

static bool make_room(struct reading *rd)
{
    size_t room = rd->room ? rd->room * 2 : 1024, bytes;
    if (rd->count < rd->room) return true;
    if (!num_mul(room, sizeof *rd->row, &bytes)) return false;
    struct kept *row = mem_realloc(rd->row, bytes);
    if (!row) return false;
    rd->row = row;
    rd->room = room;
    return true;
}

/* The cells in the plan's order. */
static const str *place_cells(struct reading *rd, const struct table_line *line)
{
    str *cell = arena_alloc(&rd->keep, rd->plan->count * sizeof *cell);
    if (!cell) return NULL;
    memset(cell, 0, rd->plan->count * sizeof *cell);
    size_t n = line->count < rd->columns ? line->count : rd->columns;
    for (size_t i = 0; i < n; i++)
        if (rd->at[i] != TABLE_NO_KEY)
            cell[rd->at[i]] = rd->source->is_fleeting && line->cell[i].len
                                  ? arena_str(&rd->keep, line->cell[i])
                                  : line->cell[i];
    return rd->keep.failed ? NULL : cell;
}

/* What the hash is over: the row itself, or its cells where there are no bytes of a row. */
static str raw_of(struct reading *rd, const struct table_line *line)
{
    if (line->raw.len)
        return rd->source->is_fleeting ? arena_str(&rd->keep, line->raw) : line->raw;
    size_t len = 0;
    for (size_t i = 0; i < line->count; i++) len += line->cell[i].len + 1;
    char *text = arena_alloc(&rd->keep, len), *to = text;
    if (!text) return STR_EMPTY;
    for (size_t i = 0; i < line->count; i++) {
        if (i) *to++ = '\t';
        if (line->cell[i].len) memcpy(to, line->cell[i].data, line->cell[i].len);
        to += line->cell[i].len;
    }
    return str_of(text, (size_t)(to - text));
}

static str key_of(const struct reading *rd, size_t row)
{
    str key = str_trim(rd->row[row].row.cell[rd->plan->key]);
    return rd->plan->share ? rd->plan->share(key) : key;
}

static bool grow_slots(struct reading *rd)
{
    size_t slots = rd->slots ? rd->slots * 2 : 1024;
    uint32_t *slot = mem_calloc(slots, sizeof *slot);
    if (!slot) return false;
    for (size_t i = 0; i < rd->slots; i++) {
        if (!rd->slot[i]) continue;
        size_t at = str_hash(key_of(rd, rd->slot[i] - 1)) & (slots - 1);
        while (slot[at]) at = (at + 1) & (slots - 1);
        slot[at] = rd->slot[i];
    }
    mem_free(rd->slot);
    rd->slot = slot;
    rd->slots = slots;
    return true;
}

/* The entry that row `n` belongs to; false when memory ran out. */
static bool find_entry(struct reading *rd, size_t n)
{
    struct kept *k = &rd->row[n];
    k->entry = rd->entries;
    if (rd->plan->key != TABLE_NO_KEY) {
        str key = key_of(rd, n);
        if (n && str_eq(key, key_of(rd, n - 1))) {
            k->entry = rd->row[n - 1].entry;
            return true;
        }
        if (rd->entries >= rd->slots / 2 && !grow_slots(rd)) return false;
        size_t at = str_hash(key) & (rd->slots - 1);
        for (; rd->slot[at]; at = (at + 1) & (rd->slots - 1)) {
            if (!str_eq(key_of(rd, rd->slot[at] - 1), key)) continue;
            k->entry = rd->row[rd->slot[at] - 1].entry;
            return true;
        }
        rd->slot[at] = (uint32_t)n + 1;
    }
    rd->entries++;
    return true;
}

static cordon_status check_key(struct reading *rd, size_t n, struct cordon_error *err)
{
    if (rd->plan->key == TABLE_NO_KEY) return CORDON_OK;
    str key = key_of(rd, n), name = first_name(&rd->plan->columns[rd->plan->key]);
    if (key.len == 0)
        return error_at(err, CORDON_SYNTAX, rd->file, rd->row[n].row.line, 0,
                        "column '%.*s' is empty", STR_ARG(name));
    if (rd->plan->is_key && !rd->plan->is_key(key))
        return error_at(err, CORDON_SYNTAX, rd->file, rd->row[n].row.line, 0,
                        "column '%.*s' cannot be '%.*s'; the columns may have moved",
                        STR_ARG(name), (int)str_sub(key, 0, 80).len, key.data);
    return CORDON_OK;
}

static cordon_status keep_row(struct reading *rd, const struct table_line *line,
                              struct cordon_error *err)
{
    cordon_status st = check_row(rd, line, err);
    if (st) return st;
    if (!make_room(rd)) return error_nomem(err);
    rd->row[rd->count] = (struct kept){
        .row = { place_cells(rd, line), raw_of(rd, line), (uint32_t)line->line },
    };
    if (rd->keep.failed) return out_of_memory(rd, err);
    st = check_key(rd, rd->count, err);
    if (st) return st;
    if (!find_entry(rd, rd->count)) return error_nomem(err);
    rd->count++;
    return CORDON_OK;
}

static cordon_status read_rows(struct reading *rd, struct cordon_error *err)
{
    for (;;) {
        struct table_line line = { 0 };
        bool is_row = false;
        cordon_status st = rd->source->next(rd->source, &line, &is_row, err);
        if (st || !is_row) return st;
        if (is_blank(&line, 0)) continue;
        st = keep_row(rd, &line, err);
        if (st) return st;
    }
}

/* --- entries -------------------------------------------------------------------------------- */

/* The rows of each entry side by side, in the file's order; row i of entry k stands behind
 * start[k]. */
static struct table_row *gather(struct reading *rd, uint32_t *start)
{
    struct table_row *row = mem_alloc((rd->count ? rd->count : 1) * sizeof *row);
    if (!row) return NULL;
    for (size_t i = 0; i < rd->count; i++) start[rd->row[i].entry + 1]++;
    for (uint32_t k = 0; k < rd->entries; k++) start[k + 1] += start[k];
    for (size_t i = 0; i < rd->count; i++) row[start[rd->row[i].entry]++] = rd->row[i].row;
    for (uint32_t k = rd->entries; k > 0; k--) start[k] = start[k - 1];
    start[0] = 0;
    return row;
}

static cordon_status hand_out(struct reading *rd, struct cordon_error *err)
{
    uint32_t *start = mem_calloc((size_t)rd->entries + 2, sizeof *start);
    struct table_row *row = start ? gather(rd, start) : NULL;
    cordon_status st = row ? CORDON_OK : error_nomem(err);
    for (uint32_t k = 0; !st && k < rd->entries; k++) {
        if (start[k + 1] - start[k] > TABLE_ENTRY_ROWS_MAX) {
            st = error_at(err, CORDON_LIMIT, rd->file, row[start[k]].line, 0,
                          "an entry has more than %d rows", TABLE_ENTRY_ROWS_MAX);
            break;
        }
        struct table_entry t = { .plan = rd->plan, .file = rd->file, .row = row + start[k],
                                 .count = start[k + 1] - start[k], .has = rd->has };
        if (rd->plan->key != TABLE_NO_KEY) {
            str key = str_trim(t.row->cell[rd->plan->key]);
            t.key = rd->plan->share ? rd->plan->share(key) : key;
        }
        st = rd->plan->take(rd->ctx, &t, err);
    }
    mem_free(row);
    mem_free(start);
    return st;
}

cordon_status table_read(const struct table_plan *plan, struct table_source *source, str file,
                         void *ctx, struct list_report *report, struct cordon_error *err)
{
    struct reading rd = { .plan = plan, .source = source, .file = file, .ctx = ctx,
                          .report = report };
    arena_init(&rd.keep, TABLE_MEMORY_MAX);
    cordon_status st = read_header(&rd, err);
    if (!st) st = read_rows(&rd, err);
    if (!st && rd.count == 0)
        st = error_at(err, CORDON_REFUSED, file, 0, 0, "the list holds no entry");
    if (!st) st = hand_out(&rd, err);
    if (!st && report->arena->failed) st = error_nomem(err);
    if (st) error_in_file(err, file);
    mem_free(rd.row);
    mem_free(rd.slot);
    arena_release(&rd.keep);
    return st;
}

cordon_status table_list(const struct table_plan *plan, table_file_fn *read, str source,
                         const struct list_file *files, size_t count, struct entity_build *b,
                         struct list_report *report, struct entry *e, void *ctx,
                         struct cordon_error *err)
{
    struct arena scratch;
    if (count != 1)
        return error_set(err, CORDON_ARGUMENT, "%s is one file; %zu were given", plan->title, count);
    arena_init(&scratch, TABLE_SCRATCH_MAX);
    *e = entry_writer(source, files->name, b, report, &scratch);
    cordon_status st = read(plan, files, ctx, report, err);
    if (!st) st = entry_finish(e, err);
    arena_release(&scratch);
    return st;
}

bool table_begins(const struct table_plan *plan, struct table_source *source)
{
    size_t tries = (plan->head_rows ? plan->head_rows : 1) + (plan->preamble ? 1 : 0);
    while (tries--) {
        struct table_line line = { 0 };
        bool is_row = false, has_key;
        if (source->next(source, &line, &is_row, NULL) || !is_row) return false;
        size_t n = score_of(plan, &line, &has_key);
        if (has_key && n * 2 >= needed_count(plan)) return true;
    }
    return false;
}

/* --- what readers do with an entry's rows ---------------------------------------------------- */

str table_cell(const struct table_row *row, size_t column)
{
    return str_trim(row->cell[column]);
}

struct entity_src table_src(const struct table_row *row)
{
    return (struct entity_src){ .file = 0, .line = row->line };
}

str table_first(const struct table_entry *t, size_t column)
{
    str s = STR_EMPTY;
    for (size_t i = 0; i < t->count && s.len == 0; i++) s = table_cell(&t->row[i], column);
    return s;
}

cordon_status table_two(const struct table_entry *t, str what, const struct table_says *here,
                        const struct table_says *there, struct cordon_error *err)
{
    str number = str_sub(t->key, 0, TABLE_SHOWN_MAX), a = str_sub(here->text, 0, TABLE_SHOWN_MAX);
    str b = str_sub(there->text, 0, TABLE_SHOWN_MAX);
    return error_at(err, CORDON_SYNTAX, t->file, here->line, 0,
                    "two entries with one number, '%.*s': '%.*s' is '%.*s' here and '%.*s' in line %u",
                    STR_ARG(number), STR_ARG(what), STR_ARG(a), STR_ARG(b), there->line);
}

cordon_status table_same(const struct table_entry *t, size_t column, str *ret,
                         struct cordon_error *err)
{
    struct table_says first = { .text = STR_EMPTY };
    for (size_t i = 0; i < t->count; i++) {
        struct table_says here = { table_cell(&t->row[i], column), t->row[i].line };
        if (first.text.len == 0) first = here;
        if (here.text.len == 0 || str_eq_nocase(here.text, first.text)) continue;
        return table_two(t, first_name(&t->plan->columns[column]), &here, &first, err);
    }
    *ret = first.text;
    return CORDON_OK;
}

cordon_status table_same_all(const struct table_entry *t, const uint8_t *columns, size_t count,
                             struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    str value;
    for (size_t i = 0; i < count && !st; i++) st = table_same(t, columns[i], &value, err);
    return st;
}

void table_hash(struct entry *e, const struct table_entry *t)
{
    str *piece = arena_alloc(e->scratch, t->count * sizeof *piece);
    if (!piece) return; /* entry_end, or the reader, tells */
    for (size_t i = 0; i < t->count; i++) piece[i] = t->row[i].raw;
    entry_hash(e, piece, t->count);
}

cordon_status table_begin(struct entry *e, const struct table_entry *t, enum ftm_schema schema,
                          str number, struct cordon_error *err)
{
    cordon_status st = entry_begin(e, schema, number, STR_EMPTY, table_src(t->row), err);
    if (st) return st;
    table_hash(e, t);
    return CORDON_OK;
}

bool table_is_repeat(const struct table_entry *t, size_t i, size_t first, size_t last)
{
    if (i == 0) return false;
    for (size_t c = first; c <= last; c++)
        if (!str_eq(t->row[i].cell[c], t->row[i - 1].cell[c])) return false;
    return true;
}

void table_once_init(struct table_once *o, struct arena *a, size_t count)
{
    size_t slots = 8;
    while (slots < count * 2) slots *= 2;
    *o = (struct table_once){ arena_calloc(a, slots, sizeof *o->slot), slots - 1 };
}

bool table_is_new(struct table_once *o, str text)
{
    if (text.len == 0) return false;
    if (!o->slot) return true;
    size_t at = str_hash(text) & o->mask;
    for (size_t tries = 0; tries <= o->mask; tries++, at = (at + 1) & o->mask) {
        if (str_eq(o->slot[at], text)) return false;
        if (o->slot[at].len) continue;
        o->slot[at] = text;
        return true;
    }
    return true; /* more texts than there was to be room for */
}

str table_join(struct arena *a, const struct table_row *row, size_t first, size_t last,
               const char *sep)
{
    str all = STR_EMPTY;
    for (size_t c = first; c <= last; c++) {
        str s = split_squeeze(row->cell[c], a);
        if (s.len == 0) continue;
        all = all.len ? arena_printf(a, "%.*s%s%.*s", (int)all.len, all.data, sep,
                                     (int)s.len, s.data)
                      : s;
    }
    return all;
}
