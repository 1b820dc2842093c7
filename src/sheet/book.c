/* The workbook as a whole: the zip file and its caps, its index, and its sheets as streams. */
#include "sheet/parts.h"

#include "base/mem.h"
#include "base/num.h"

#include <zip.h>

enum { CHUNK = 64 << 10, PIECE = 2 << 10 };

struct sheet_book {
    zip_t               *zip;
    struct sheet_index   index;
    struct sheet_strings strings;
    struct sheet_styles  styles;
    uint64_t             unpacked; /* of all parts so far */
    /* of the part in hand */
    zip_file_t *file;
    uint64_t    inflated, packed;
    /* of the sheet in hand */
    struct sheet_reader reader;
    bool                is_open, is_end;
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

static cordon_status open_zip(struct sheet_book *x, str bytes, struct cordon_error *err)
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
    if (entries > SHEET_ENTRIES_MAX)
        return error_set(err, CORDON_LIMIT, "workbook holds more than %d files", SHEET_ENTRIES_MAX);
    return CORDON_OK;
}

/** Open one entry. @return CORDON_NOTFOUND when it is not there */
static cordon_status open_entry(struct sheet_book *x, str name, struct cordon_error *err)
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

static bool has_entry(struct sheet_book *x, str name)
{
    char path[512];
    if (name.len >= sizeof path || name.len == 0) return false;
    memcpy(path, name.data, name.len);
    path[name.len] = '\0';
    return zip_name_locate(x->zip, path, ZIP_FL_NOCASE) >= 0;
}

static void close_entry(struct sheet_book *x)
{
    if (x->file) zip_fclose(x->file);
    x->file = NULL;
}

static cordon_status read_entry(struct sheet_book *x, size_t *ret_len, struct cordon_error *err)
{
    zip_int64_t n = zip_fread(x->file, x->chunk, CHUNK);
    if (n < 0)
        return error_set(err, CORDON_SYNTAX, "damaged workbook: %s",
                         zip_error_strerror(zip_file_get_error(x->file)));
    x->inflated += (uint64_t)n;
    x->unpacked += (uint64_t)n;
    if (x->unpacked > SHEET_UNPACKED_MAX)
        return error_set(err, CORDON_LIMIT, "the workbook is larger than %lld MiB unpacked",
                         (long long)(SHEET_UNPACKED_MAX >> 20));
    if (x->inflated > SHEET_INFLATED_MAX)
        return error_set(err, CORDON_LIMIT, "a part of the workbook is larger than %d MiB unpacked",
                         SHEET_INFLATED_MAX >> 20);
    if (x->inflated > SHEET_RATIO_FREE_MAX && x->inflated / SHEET_RATIO_MAX > x->packed)
        return error_set(err, CORDON_LIMIT,
                         "a part of the workbook unpacks to more than %d times its size, as zip bombs "
                         "do", SHEET_RATIO_MAX);
    *ret_len = (size_t)n;
    return CORDON_OK;
}

/** Read a whole part through its handlers. */
static cordon_status read_part(struct sheet_book *x, str name, struct sheet_part *part,
                               struct cordon_error *err)
{
    size_t len = 1;
    cordon_status st = open_entry(x, name, err);
    if (st) return st;
    st = sheet_part_begin(part, err);
    while (!st && len) {
        st = read_entry(x, &len, err);
        if (!st) st = sheet_part_feed(part, str_of(x->chunk, len), len == 0);
    }
    sheet_part_end(part);
    close_entry(x);
    return st;
}

/* --- the index -------------------------------------------------------------------------------- */

/** A target beside xl/workbook.xml, or from the root. */
static str part_path(struct sheet_book *x, str folder, str target)
{
    if (str_starts(target, STR("/"))) return str_from(target, 1);
    while (str_starts(target, STR("../"))) {
        target = str_from(target, 3);
        folder = STR_EMPTY;
    }
    return arena_printf(&x->index.arena, "%.*s%.*s", STR_ARG(folder), STR_ARG(target));
}

static const struct sheet_link *link_of_type(const struct sheet_book *x, str ending)
{
    for (size_t i = 0; i < x->index.link_count; i++)
        if (str_ends(x->index.links[i].type, ending)) return &x->index.links[i];
    return NULL;
}

static const struct sheet_link *link_of_id(const struct sheet_book *x, str id)
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

static cordon_status read_index_part(struct sheet_book *x, str name, struct cordon_error *err)
{
    struct index_reader r;
    index_reader_init(&r, &x->index);
    return read_part(x, name, &r.part, err);
}

/** When it was saved. Workbooks made by programs often have no properties. */
static cordon_status read_properties(struct sheet_book *x, str name, struct cordon_error *err)
{
    struct core_reader r;
    if (!has_entry(x, name)) return CORDON_OK;
    core_reader_init(&r, &x->index);
    return read_part(x, name, &r.part, err);
}

/** Where the workbook's own part is: told by the root's links, usually xl/workbook.xml. */
static cordon_status find_workbook(struct sheet_book *x, str *ret, struct cordon_error *err)
{
    static const str root = STR_INIT("_rels/.rels");
    cordon_status st = has_entry(x, root) ? read_index_part(x, root, err) : CORDON_OK;
    if (st) return st;
    const struct sheet_link *l = link_of_type(x, STR("/officeDocument"));
    *ret = l ? part_path(x, STR_EMPTY, l->target) : STR("xl/workbook.xml");
    l = link_of_type(x, STR("/core-properties"));
    st = read_properties(x, l ? part_path(x, STR_EMPTY, l->target) : STR("docProps/core.xml"), err);
    x->index.link_count = 0;
    return st;
}

/** Which part each sheet is in; none when the workbook does not say. */
static void place_sheets(struct sheet_book *x, str folder)
{
    for (size_t i = 0; i < x->index.sheet_count; i++) {
        const struct sheet_link *l = link_of_id(x, x->index.sheet[i].id);
        x->index.sheet[i].is_table = !l || str_ends(l->type, STR("/worksheet"));
        x->index.sheet[i].part = l ? part_path(x, folder, l->target) : STR_EMPTY;
    }
}

static cordon_status read_shared(struct sheet_book *x, str folder, struct cordon_error *err)
{
    struct strings_reader strings;
    struct styles_reader *styles = mem_alloc(sizeof *styles);
    if (!styles) return error_nomem(err);
    strings_reader_init(&strings, &x->strings);
    styles_reader_init(styles, &x->styles);
    const struct sheet_link *l = link_of_type(x, STR("/sharedStrings"));
    cordon_status st = CORDON_OK;
    if (l) st = read_part(x, part_path(x, folder, l->target), &strings.part, err);
    l = link_of_type(x, STR("/styles"));
    if (!st && l) st = read_part(x, part_path(x, folder, l->target), &styles->part, err);
    mem_free(styles);
    return st;
}

static cordon_status read_index(struct sheet_book *x, struct cordon_error *err)
{
    str workbook;
    cordon_status st = find_workbook(x, &workbook, err);
    if (st) return st;
    st = read_index_part(x, workbook, err);
    if (st == CORDON_NOTFOUND)
        return error_set(err, CORDON_SYNTAX, "is a zip file and no XLSX workbook");
    if (st) return st;
    str folder = folder_of(workbook), file = str_from(workbook, folder.len);
    str links = arena_printf(&x->index.arena, "%.*s_rels/%.*s.rels", STR_ARG(folder),
                             STR_ARG(file));
    st = read_index_part(x, links, err);
    if (st == CORDON_NOTFOUND)
        return error_set(err, CORDON_SYNTAX, "damaged workbook: it does not say where its sheets are");
    if (!st) place_sheets(x, folder);
    if (!st) st = read_shared(x, folder, err);
    if (st == CORDON_NOTFOUND) st = error_set(err, CORDON_SYNTAX, "damaged workbook: a part is missing");
    return st;
}

/* --- one sheet -------------------------------------------------------------------------------- */

cordon_status sheet_begin(struct sheet_book *x, size_t sheet, sheet_take *take, void *ctx,
                          struct cordon_error *err)
{
    sheet_end(x);
    if (sheet >= x->index.sheet_count)
        return error_set(err, CORDON_NOTFOUND, "workbook has no sheet %zu", sheet + 1);
    if (x->index.sheet[sheet].part.len == 0)
        return error_set(err, CORDON_SYNTAX, "damaged workbook: sheet '%.*s' is nowhere",
                         STR_ARG(x->index.sheet[sheet].name));
    sheet_reader_init(&x->reader);
    x->reader.strings = &x->strings;
    x->reader.styles = &x->styles;
    x->reader.is_1904 = x->index.is_1904;
    x->reader.take = take;
    x->reader.take_ctx = ctx;
    x->is_open = true;
    x->is_end = false;
    x->piece_at = x->piece_end = 0;
    cordon_status st = open_entry(x, x->index.sheet[sheet].part, err);
    if (st == CORDON_NOTFOUND)
        return error_set(err, CORDON_SYNTAX, "damaged workbook: a sheet is missing");
    return st ? st : sheet_part_begin(&x->reader.part, err);
}

/* A little at a time: a few bytes of a sheet can stand for a megabyte of shared text. */
cordon_status sheet_feed(struct sheet_book *x, bool *ret_end, struct cordon_error *err)
{
    *ret_end = true;
    if (!x->is_open || x->is_end) return CORDON_OK;
    x->reader.part.err = err;
    if (x->piece_at == x->piece_end) {
        cordon_status st = read_entry(x, &x->piece_end, err);
        x->piece_at = 0;
        if (st) return st;
        x->is_end = x->piece_end == 0;
    }
    str piece = str_sub(str_of(x->chunk, x->piece_end), x->piece_at, x->piece_at + PIECE);
    x->piece_at += piece.len;
    *ret_end = x->is_end;
    return sheet_part_feed(&x->reader.part, piece, x->is_end);
}

void sheet_end(struct sheet_book *x)
{
    if (x->is_open) sheet_reader_release(&x->reader);
    x->is_open = false;
    close_entry(x);
}

cordon_status sheet_read(struct sheet_book *x, size_t sheet, sheet_take *take, void *ctx,
                         struct cordon_error *err)
{
    bool is_end = false;
    cordon_status st = sheet_begin(x, sheet, take, ctx, err);
    while (!st && !is_end) st = sheet_feed(x, &is_end, err);
    sheet_end(x);
    return st;
}

/* --- life ------------------------------------------------------------------------------------- */

bool sheet_is_book(str bytes)
{
    return str_starts(bytes, STR("PK\003\004"));
}

cordon_status sheet_book_open(str bytes, struct sheet_book **ret_book, struct cordon_error *err)
{
    struct sheet_book *x = mem_calloc(1, sizeof *x);
    if (!x) return error_nomem(err);
    arena_init(&x->index.arena, SHEET_TEXT_MAX);
    cordon_status st = open_zip(x, bytes, err);
    if (!st) st = read_index(x, err);
    if (!st && x->index.arena.failed)
        st = x->index.arena.over ? error_set(err, CORDON_LIMIT, "the workbook's index is too large")
                                 : error_nomem(err);
    if (st) {
        sheet_book_close(x);
        return st;
    }
    *ret_book = x;
    return CORDON_OK;
}

void sheet_book_close(struct sheet_book *x)
{
    if (!x) return;
    sheet_end(x);
    if (x->zip) zip_discard(x->zip);
    buf_release(&x->strings.text);
    buf_release(&x->strings.ends);
    buf_release(&x->styles.kinds);
    arena_release(&x->index.arena);
    mem_free(x);
}

size_t sheet_book_count(const struct sheet_book *x)
{
    return x->index.sheet_count;
}

struct sheet_info sheet_book_at(const struct sheet_book *x, size_t sheet)
{
    if (sheet >= x->index.sheet_count) return (struct sheet_info){ .name = STR_EMPTY };
    return (struct sheet_info){ .name = x->index.sheet[sheet].name,
                                .is_hidden = x->index.sheet[sheet].is_hidden,
                                .is_table = x->index.sheet[sheet].is_table };
}

bool sheet_book_is_1904(const struct sheet_book *x)
{
    return x->index.is_1904;
}

str sheet_book_modified(const struct sheet_book *x)
{
    return x->index.modified;
}
