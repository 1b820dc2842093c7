/* The workbook as a whole: the zip file and its caps, which sheet, which row is the header. */
#include "map/xlsx.h"

#include "base/mem.h"
#include "base/num.h"
#include "map/names.h"

#include <zip.h>

enum { CHUNK = 64 << 10, PIECE = 2 << 10, OUT_WANTED = 64 << 10 };

struct xlsx {
    zip_t              *zip;
    struct xlsx_index   index;
    struct xlsx_strings strings;
    struct xlsx_styles  styles;
    size_t              sheet; /* place in the index */
    str                 entry; /* its part */
    /* while streaming */
    struct sheet_reader reader;
    zip_file_t         *file;
    uint64_t            inflated, packed;
    uint64_t            header_row;
    uint32_t            width; /* columns of the header */
    struct buf         *out;
    bool                is_open, is_end;
    uint64_t            written;  /* bytes of CSV so far */
    size_t              piece_at, piece_end; /* of the chunk: what is not yet fed */
    char                chunk[CHUNK];
};

/* --- zip -------------------------------------------------------------------------------------- */

static cordon_status zip_fault(zip_t *z, struct cordon_error *err)
{
    zip_error_t *e = zip_get_error(z);
    if (zip_error_code_zip(e) == ZIP_ER_MEMORY) return error_nomem(err);
    return error_set(err, CORDON_SYNTAX, "damaged workbook: %s", zip_error_strerror(e));
}

static cordon_status open_zip(struct xlsx *x, str bytes, struct cordon_error *err)
{
    zip_error_t e;
    zip_error_init(&e);
    zip_source_t *src = zip_source_buffer_create(bytes.data, bytes.len, 0, &e);
    if (src) x->zip = zip_open_from_source(src, ZIP_RDONLY, &e);
    cordon_status st = CORDON_OK;
    if (!x->zip) {
        if (src) zip_source_free(src);
        st = zip_error_code_zip(&e) == ZIP_ER_MEMORY
                 ? error_nomem(err)
                 : error_set(err, CORDON_SYNTAX, "damaged workbook: %s", zip_error_strerror(&e));
    }
    zip_error_fini(&e);
    if (st) return st;
    zip_int64_t entries = zip_get_num_entries(x->zip, 0);
    if (entries > XLSX_ENTRIES_MAX)
        return error_set(err, CORDON_LIMIT, "workbook holds more than %d files", XLSX_ENTRIES_MAX);
    return CORDON_OK;
}

/** Open one entry. @return CORDON_NOTFOUND when it is not there */
static cordon_status open_entry(struct xlsx *x, str name, struct cordon_error *err)
{
    char path[512];
    zip_stat_t info;
    if (name.len >= sizeof path || name.len == 0)
        return error_set(err, CORDON_SYNTAX, "damaged workbook: a part's name is too long");
    memcpy(path, name.data, name.len);
    path[name.len] = '\0';
    if (zip_stat(x->zip, path, ZIP_FL_NOCASE, &info) < 0)
        return error_set(err, CORDON_NOTFOUND, "workbook has no part '%s'", path);
    if ((info.valid & ZIP_STAT_ENCRYPTION_METHOD) && info.encryption_method != ZIP_EM_NONE)
        return error_set(err, CORDON_SYNTAX, "workbook is encrypted; save it without a password");
    x->inflated = 0;
    x->packed = (info.valid & ZIP_STAT_COMP_SIZE) ? info.comp_size : 0;
    x->file = zip_fopen(x->zip, path, ZIP_FL_NOCASE);
    return x->file ? CORDON_OK : zip_fault(x->zip, err);
}

static void close_entry(struct xlsx *x)
{
    if (x->file) zip_fclose(x->file);
    x->file = NULL;
}

static cordon_status read_entry(struct xlsx *x, size_t *ret_len, struct cordon_error *err)
{
    zip_int64_t n = zip_fread(x->file, x->chunk, CHUNK);
    if (n < 0)
        return error_set(err, CORDON_SYNTAX, "damaged workbook: %s",
                         zip_error_strerror(zip_file_get_error(x->file)));
    x->inflated += (uint64_t)n;
    if (x->inflated > XLSX_INFLATED_MAX)
        return error_set(err, CORDON_LIMIT, "a part of the workbook is larger than %d MiB unpacked",
                         XLSX_INFLATED_MAX >> 20);
    if (x->inflated > XLSX_RATIO_FREE_MAX && x->inflated / XLSX_RATIO_MAX > x->packed)
        return error_set(err, CORDON_LIMIT,
                         "a part of the workbook unpacks to more than %d times its size, as zip bombs "
                         "do", XLSX_RATIO_MAX);
    *ret_len = (size_t)n;
    return CORDON_OK;
}

/** Read a whole part through its handlers. */
static cordon_status read_part(struct xlsx *x, str name, struct xml_part *part,
                               struct cordon_error *err)
{
    size_t len = 1;
    cordon_status st = open_entry(x, name, err);
    if (st) return st;
    st = xml_part_begin(part, err);
    while (!st && len) {
        st = read_entry(x, &len, err);
        if (!st) st = xml_part_feed(part, str_of(x->chunk, len), len == 0);
    }
    xml_part_end(part);
    close_entry(x);
    return st;
}

/* --- the index -------------------------------------------------------------------------------- */

/** A target beside xl/workbook.xml, or from the root. */
static str part_path(struct xlsx *x, str folder, str target)
{
    if (str_starts(target, STR("/"))) return str_from(target, 1);
    while (str_starts(target, STR("../"))) {
        target = str_from(target, 3);
        folder = STR_EMPTY;
    }
    return arena_printf(&x->index.arena, "%.*s%.*s", STR_ARG(folder), STR_ARG(target));
}

static const struct xlsx_link *link_of_type(const struct xlsx *x, str ending)
{
    for (size_t i = 0; i < x->index.link_count; i++)
        if (str_ends(x->index.links[i].type, ending)) return &x->index.links[i];
    return NULL;
}

static const struct xlsx_link *link_of_id(const struct xlsx *x, str id)
{
    for (size_t i = 0; i < x->index.link_count; i++)
        if (str_eq(x->index.links[i].id, id)) return &x->index.links[i];
    return NULL;
}

/** The folder of a path with its slash; "" at the root. */
static str folder_of(str path)
{
    while (path.len && path.data[path.len - 1] != '/') path.len--;
    return path;
}

static cordon_status read_index_part(struct xlsx *x, str name, struct cordon_error *err)
{
    struct index_reader r;
    index_reader_init(&r, &x->index);
    return read_part(x, name, &r.part, err);
}

/** Where the workbook's own part is: told by the root's links, usually xl/workbook.xml. */
static cordon_status find_workbook(struct xlsx *x, str *ret, struct cordon_error *err)
{
    cordon_status st = read_index_part(x, STR("_rels/.rels"), err);
    if (st && st != CORDON_NOTFOUND) return st;
    const struct xlsx_link *l = link_of_type(x, STR("/officeDocument"));
    *ret = l ? part_path(x, STR_EMPTY, l->target) : STR("xl/workbook.xml");
    x->index.link_count = 0;
    return CORDON_OK;
}

static cordon_status read_shared(struct xlsx *x, str folder, struct cordon_error *err)
{
    struct strings_reader strings;
    struct styles_reader *styles = mem_alloc(sizeof *styles);
    if (!styles) return error_nomem(err);
    strings_reader_init(&strings, &x->strings);
    styles_reader_init(styles, &x->styles);
    const struct xlsx_link *l = link_of_type(x, STR("/sharedStrings"));
    cordon_status st = CORDON_OK;
    if (l) st = read_part(x, part_path(x, folder, l->target), &strings.part, err);
    l = link_of_type(x, STR("/styles"));
    if (!st && l) st = read_part(x, part_path(x, folder, l->target), &styles->part, err);
    mem_free(styles);
    return st;
}

static cordon_status read_index(struct xlsx *x, str *ret_folder, struct cordon_error *err)
{
    str workbook;
    cordon_status st = find_workbook(x, &workbook, err);
    if (st) return st;
    st = read_index_part(x, workbook, err);
    if (st == CORDON_NOTFOUND)
        return error_set(err, CORDON_SYNTAX, "is a zip file and no XLSX workbook");
    if (st) return st;
    *ret_folder = folder_of(workbook);
    str file = str_from(workbook, ret_folder->len);
    str links = arena_printf(&x->index.arena, "%.*s_rels/%.*s.rels", STR_ARG(*ret_folder),
                             STR_ARG(file));
    st = read_index_part(x, links, err);
    if (st == CORDON_NOTFOUND)
        return error_set(err, CORDON_SYNTAX, "damaged workbook: it does not say where its sheets are");
    if (!st) st = read_shared(x, *ret_folder, err);
    if (st == CORDON_NOTFOUND) st = error_set(err, CORDON_SYNTAX, "damaged workbook: a part is missing");
    return st;
}

/* --- the header row --------------------------------------------------------------------------- */

struct header_search {
    const struct cordon_map *map;
    unsigned rows;
    uint64_t best_row;
    unsigned best;
    uint32_t width;
};

static bool map_reads(const struct cordon_map *map, str name)
{
    for (size_t i = 0; i < map->spec.step_count; i++)
        for (size_t k = 0; k < map->spec.steps[i].column_count; k++)
            if (column_same(map->spec.steps[i].columns[k], name)) return true;
    return false;
}

/** How much a row looks like a header: names that are known count, a number speaks against it. */
static unsigned header_score(const struct header_search *h, const struct sheet_row *row)
{
    unsigned known = 0, texts = 0, others = 0;
    for (size_t i = 0; i < row->count; i++) {
        str cell = str_trim(str_sub(buf_str(&row->text), row->cell[i].from, row->cell[i].to));
        if (!row->cell[i].is_text || cell.len > 120 || str_index(cell, '@') < cell.len)
            others++;
        else
            texts++;
        if (h->map ? map_reads(h->map, cell) : names_is_known(cell)) known++;
    }
    if (known == 0 && texts < 2) return 0;
    if (others > texts) return 0;
    return 4 * known + texts - others;
}

static cordon_status look_at_row(void *ctx, const struct sheet_row *row)
{
    struct header_search *h = ctx;
    unsigned score = header_score(h, row);
    if (score > h->best) {
        h->best = score;
        h->best_row = row->number;
        h->width = row->cell[row->count - 1].column;
    }
    return ++h->rows == XLSX_HEAD_ROWS_MAX ? CORDON_INTERRUPTED : CORDON_OK; /* seen enough */
}

static cordon_status begin_sheet(struct xlsx *x, struct cordon_error *err)
{
    sheet_reader_init(&x->reader);
    x->reader.strings = &x->strings;
    x->reader.styles = &x->styles;
    x->reader.is_1904 = x->index.is_1904;
    x->is_open = true;
    cordon_status st = open_entry(x, x->entry, err);
    return st ? st : xml_part_begin(&x->reader.part, err);
}

static void end_sheet(struct xlsx *x)
{
    if (x->is_open) sheet_reader_release(&x->reader);
    x->is_open = false;
    close_entry(x);
}

static cordon_status find_header(struct xlsx *x, const struct cordon_map *map, bool *ret_found,
                                 struct cordon_error *err)
{
    struct header_search h = { .map = map };
    size_t len = 1;
    cordon_status st = begin_sheet(x, err);
    x->reader.take = look_at_row;
    x->reader.take_ctx = &h;
    while (!st && len && !x->reader.is_done) {
        st = read_entry(x, &len, err);
        if (!st) st = xml_part_feed(&x->reader.part, str_of(x->chunk, len), len == 0);
    }
    end_sheet(x);
    if (st && st != CORDON_INTERRUPTED) return st;
    x->header_row = h.best_row;
    x->width = h.width;
    *ret_found = h.best > 0;
    return CORDON_OK;
}

static cordon_status no_such_sheet(const struct xlsx *x, str wanted, struct cordon_error *err)
{
    struct buf all = BUF_INIT(256);
    for (size_t i = 0; i < x->index.sheet_count; i++)
        buf_printf(&all, "%s'%.*s'", i ? ", " : "", STR_ARG(x->index.sheet[i].name));
    cordon_status st = error_set(err, CORDON_ARGUMENT, "no sheet '%.*s'; the workbook has %.*s",
                                 STR_ARG(wanted), STR_ARG(buf_str(&all)));
    buf_release(&all);
    return st;
}

static cordon_status find_sheet(struct xlsx *x, str folder, str wanted,
                                const struct cordon_map *map, struct cordon_error *err)
{
    bool is_named = false;
    for (size_t i = 0; i < x->index.sheet_count; i++) {
        bool is_found = false;
        if (wanted.len ? !str_eq_nocase(x->index.sheet[i].name, wanted) : x->index.sheet[i].is_hidden)
            continue;
        is_named = true;
        const struct xlsx_link *l = link_of_id(x, x->index.sheet[i].id);
        if (!l) return error_set(err, CORDON_SYNTAX, "damaged workbook: sheet '%.*s' is nowhere",
                                 STR_ARG(x->index.sheet[i].name));
        if (!str_ends(l->type, STR("/worksheet"))) continue; /* a chart */
        x->sheet = i;
        x->entry = part_path(x, folder, l->target);
        cordon_status st = find_header(x, map, &is_found, err);
        if (st == CORDON_NOTFOUND) st = error_set(err, CORDON_SYNTAX, "damaged workbook: a sheet is missing");
        if (st || is_found) return st;
    }
    if (wanted.len && !is_named) return no_such_sheet(x, wanted, err);
    return error_set(err, CORDON_SYNTAX, "no %s has a header in its first %d rows",
                     wanted.len ? "sheet of that name" : "visible sheet", XLSX_HEAD_ROWS_MAX);
}

/* --- rows as CSV ------------------------------------------------------------------------------ */

static void add_cell(struct buf *out, str cell)
{
    bool is_plain = cell.len == 0 || !(byte_is_blank(cell.data[0]) || cell.data[0] == '"');
    for (size_t i = 0; is_plain && i < cell.len; i++)
        is_plain = cell.data[i] != ',' && cell.data[i] != '\n' && cell.data[i] != '\r';
    buf_add_byte(out, ',');
    if (is_plain) {
        buf_add(out, cell);
        return;
    }
    buf_add_byte(out, '"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.data[i] == '"') buf_add_byte(out, '"');
        buf_add_byte(out, cell.data[i]);
    }
    buf_add_byte(out, '"');
}

static cordon_status write_row(void *ctx, const struct sheet_row *row)
{
    struct xlsx *x = ctx;
    uint32_t column = 1;
    size_t before = x->out->len;
    if (row->number < x->header_row) return CORDON_OK;
    if (row->number == x->header_row)
        buf_add(x->out, STR("row"));
    else
        buf_add_u64(x->out, row->number);
    for (size_t i = 0; i < row->count; i++) {
        for (; column < row->cell[i].column; column++) buf_add_byte(x->out, ',');
        add_cell(x->out, str_sub(buf_str(&row->text), row->cell[i].from, row->cell[i].to));
        column++;
    }
    for (; column <= x->width; column++) buf_add_byte(x->out, ',');
    buf_add_byte(x->out, '\n');
    x->written += x->out->len - before;
    if (x->out->over || x->written > XLSX_WRITTEN_MAX)
        return error_set(x->reader.part.err, CORDON_LIMIT,
                         "a sheet holds more than %lld MiB of text", (long long)XLSX_WRITTEN_MAX >> 20);
    return x->out->failed ? error_nomem(x->reader.part.err) : CORDON_OK;
}

/** Feed a little at a time: a few bytes of a sheet can stand for a megabyte of shared text. */
static cordon_status feed_piece(struct xlsx *x, struct cordon_error *err)
{
    if (x->piece_at == x->piece_end) {
        cordon_status st = read_entry(x, &x->piece_end, err);
        x->piece_at = 0;
        if (st) return st;
        x->is_end = x->piece_end == 0;
    }
    str piece = str_sub(str_of(x->chunk, x->piece_end), x->piece_at, x->piece_at + PIECE);
    x->piece_at += piece.len;
    return xml_part_feed(&x->reader.part, piece, x->is_end);
}

cordon_status xlsx_read(struct xlsx *x, struct buf *out, bool *ret_end, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    size_t before = out->len;
    x->out = out;
    if (!x->is_open && !x->is_end) {
        st = begin_sheet(x, err);
        x->reader.take = write_row;
        x->reader.take_ctx = x;
    }
    x->reader.part.err = err;
    while (!st && !x->is_end && out->len - before < OUT_WANTED) st = feed_piece(x, err);
    *ret_end = x->is_end && out->len == before;
    return st;
}

/* --- life ------------------------------------------------------------------------------------- */

cordon_status xlsx_open(str bytes, str wanted, const struct cordon_map *map,
                        struct xlsx **ret_book, struct cordon_error *err)
{
    str folder = STR_EMPTY;
    struct xlsx *x = mem_calloc(1, sizeof *x);
    if (!x) return error_nomem(err);
    arena_init(&x->index.arena, XLSX_TEXT_MAX);
    cordon_status st = open_zip(x, bytes, err);
    if (!st) st = read_index(x, &folder, err);
    if (!st) st = find_sheet(x, folder, wanted, map, err);
    if (st) {
        xlsx_close(x);
        return st;
    }
    *ret_book = x;
    return CORDON_OK;
}

void xlsx_close(struct xlsx *x)
{
    if (!x) return;
    end_sheet(x);
    if (x->zip) zip_discard(x->zip);
    buf_release(&x->strings.text);
    buf_release(&x->strings.ends);
    buf_release(&x->styles.kinds);
    arena_release(&x->index.arena);
    mem_free(x);
}

str xlsx_sheet_name(const struct xlsx *x)
{
    return x->index.sheet[x->sheet].name;
}
