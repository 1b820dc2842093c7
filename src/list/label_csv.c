/*
 * Lists of wallets with labels as CSV, as researchers and agencies publish them: a header line that
 * names one column of addresses and any others; or one address a line, the asset in the file's name.
 *
 * Several files make one edition, JSON ones (label_json.c) among them.
 *
 * Source: docs/sources.md#label-lists
 */
#include "list/label_file.h"

#include "base/csv.h"
#include "base/mem.h"
#include "base/num.h"

enum { ARENA_MAX = 64 << 20 };

enum column {
    COL_NOTE = 0, /* any other: kept as "column: value" */
    COL_ADDRESS,
    COL_NAME,
    COL_WORDS,
    COL_ATTRIBUTION,
    COL_CONFIDENCE,
    COL_URL,
    COL_AUTHORITY,
    COL_BASIS, /* what sort of source it is */
    COL_DATE,
    COL_CASE,  /* the incident */
    COL_ROLE,
    COL_CURRENCY,
    COL_PASS, /* says nothing that is not found out here */
};

static const struct { const char *name; enum column column; } columns[] = {
    { "address", COL_ADDRESS },
    { "banned_address", COL_ADDRESS },
    { "contract_address", COL_ADDRESS },
    { "wallet", COL_ADDRESS },
    { "wallet_address", COL_ADDRESS },
    { "name", COL_NAME },
    { "label", COL_NAME },
    { "wallet_tag", COL_NAME },
    { "etherscan_tag", COL_NAME },
    { "contract_tag", COL_NAME },
    { "labels", COL_WORDS },
    { "category", COL_WORDS },
    { "abuse", COL_WORDS },
    { "etherscan_labels", COL_WORDS },
    { "contract_creator_etherscan_label", COL_WORDS },
    { "data_source", COL_WORDS },
    { "attribution", COL_ATTRIBUTION },
    { "confidence", COL_CONFIDENCE },
    { "source_url", COL_URL },
    { "url", COL_URL },
    { "source", COL_AUTHORITY },
    { "source_type", COL_BASIS },
    { "theft_date", COL_DATE },
    { "date", COL_DATE },
    { "lastmod", COL_DATE },
    { "incident", COL_CASE },
    { "role", COL_ROLE },
    { "chain", COL_CURRENCY },
    { "currency", COL_CURRENCY },
    { "asset", COL_CURRENCY },
    { "checksum", COL_PASS },
    { "is_contract", COL_PASS },
};

/* Whom a theft is ascribed to, and by whom. The rows that name nobody are controls: stolen, and not
 * said to be the DPRK's. src: incident-addresses */
static const struct { const char *word, *topic, *status; } attributions[] = {
    { "dprk-sanctioned", "dprk", "authority" },
    { "dprk-law-enforcement", "dprk", "authority" },
    { "dprk-investigators", "dprk", "researchers" },
    { "dprk-suspected", "dprk", "suspected" },
    { "unknown", "crime.theft", "unknown" },
    { "returned", "theft.returned", "unknown" },
};

static const struct { const char *word, *status; } bases[] = {
    { "sanctions", "authority" },
    { "law_enforcement", "authority" },
    { "victim", "service" },
    { "investigator", "researchers" },
};

struct table {
    struct label_list      *list;
    const struct list_file *file;
    uint8_t                 number; /* of the file */
    struct csv_reader       row;
    struct arena            cells; /* of one row */
    enum column             column[CSV_CELLS_MAX];
    str                     title[CSV_CELLS_MAX];
    size_t                  count;
    struct cordon_error    *err;
};

/* --- one row ------------------------------------------------------------------------------------ */

static void put_words(struct table *t, struct label *in, str cell)
{
    size_t sep = str_index(cell, '|') < cell.len ? '|' : ',';
    for (str one; str_next(&cell, (char)sep, &one);) label_add_word(t->list, in, one);
}

static void put_attribution(struct table *t, struct label *in, str cell)
{
    for (size_t i = 0; i < COUNT_OF(attributions); i++) {
        if (!str_eq_nocase(cell, str_c(attributions[i].word))) continue;
        in->topic = str_c(attributions[i].topic);
        in->status = str_c(attributions[i].status);
    }
    if (!in->topic.len && cell.len)
        list_warn(t->list->e.report, t->file->name, in->src.line, in->address,
                  "unknown attribution '%.*s': the other columns say what it is",
                  (int)(cell.len > 60 ? 60 : cell.len), cell.data);
    label_add_word(t->list, in, cell);
}

/* Whose word it is when the attribution does not say. */
static void put_basis(struct label *in, str cell)
{
    bool is_open = !in->status.len || str_eq(in->status, STR("unknown"));
    for (size_t i = 0; is_open && i < COUNT_OF(bases); i++)
        if (str_eq_nocase(cell, str_c(bases[i].word))) in->status = str_c(bases[i].status);
}

static void put_note(struct table *t, struct label *in, str title, str cell)
{
    if (!cell.len) return;
    str between = in->note.len ? STR("; ") : STR_EMPTY;
    in->note = arena_concat(&t->cells, (const str[]){ in->note, between, title, STR(": "), cell }, 5);
}

static void put_cell(struct table *t, struct label *in, size_t i, str *role)
{
    str cell = str_trim(t->row.cell[i]);
    switch (t->column[i]) {
    case COL_ADDRESS: in->address = cell; break;
    case COL_NAME: in->name = cell; break;
    case COL_WORDS: put_words(t, in, cell); break;
    case COL_ATTRIBUTION: put_attribution(t, in, cell); break;
    case COL_CONFIDENCE: in->confidence = cell; break;
    case COL_URL: in->url = cell; break;
    case COL_AUTHORITY:
        if (str_starts(cell, STR("http")) && !in->url.len)
            in->url = cell;
        else
            in->authority = cell;
        break;
    case COL_BASIS: put_basis(in, cell); break;
    case COL_DATE: in->date = cell; break;
    case COL_CASE: in->program = cell; break;
    case COL_ROLE:
        *role = cell;
        label_add_word(t->list, in, cell);
        break;
    case COL_CURRENCY: in->currency = cell; break;
    case COL_NOTE: put_note(t, in, t->title[i], cell); break;
    case COL_PASS: break;
    }
}

static cordon_status read_row(struct table *t)
{
    struct label *in = arena_calloc(&t->cells, 1, sizeof *in);
    str role = STR_EMPTY;
    if (!in) return error_nomem(t->err);
    in->src = (struct entity_src){ .file = t->number, .line = (uint32_t)t->row.line };
    in->row = t->row.raw;
    for (size_t i = 0; i < t->row.count; i++)
        if (t->column[i] == COL_ADDRESS) put_cell(t, in, i, &role); /* warnings name it */
    for (size_t i = 0; i < t->row.count; i++)
        if (t->column[i] != COL_ADDRESS) put_cell(t, in, i, &role);
    if (!in->name.len && in->program.len)
        in->name = arena_concat(&t->cells, (const str[]){ in->program, role.len ? STR(": ") : STR_EMPTY,
                                                          role }, 3);
    if (t->cells.over)
        return error_at(t->err, CORDON_LIMIT, t->file->name, t->row.line, 0,
                        "the row takes more than %d MiB of memory", ARENA_MAX >> 20);
    if (t->cells.failed) return error_nomem(t->err);
    return label_put(t->list, in, t->err);
}

/* --- the header --------------------------------------------------------------------------------- */

static enum column column_of(str name)
{
    for (size_t i = 0; i < COUNT_OF(columns); i++)
        if (str_eq_nocase(name, str_c(columns[i].name))) return columns[i].column;
    return COL_NOTE;
}

static cordon_status read_header(struct table *t)
{
    size_t addresses = 0;
    t->count = t->row.count;
    for (size_t i = 0; i < t->count; i++) {
        t->title[i] = arena_str(&t->list->numbers, str_trim(t->row.cell[i]));
        if (t->list->numbers.failed) return error_nomem(t->err);
        t->column[i] = column_of(t->title[i]);
        addresses += t->column[i] == COL_ADDRESS;
        for (size_t k = 0; k < i; k++)
            if (str_eq_nocase(t->title[k], t->title[i]))
                return error_at(t->err, CORDON_SYNTAX, t->file->name, t->row.line, 0,
                                "column '%.*s' stands twice", STR_ARG(t->title[i]));
    }
    if (addresses == 1) return CORDON_OK;
    return error_at(t->err, CORDON_SYNTAX, t->file->name, t->row.line, 0,
                    addresses ? "several columns of addresses; keep one"
                              : "no column of addresses: 'address', 'banned_address', "
                                "'contract_address', 'wallet' or 'wallet_address'");
}

static cordon_status read_table(struct table *t)
{
    bool is_row = false, has_header = false;
    for (;;) {
        arena_reset(&t->cells);
        cordon_status st = csv_next(&t->row, &is_row, t->err);
        if (st || !is_row) return st;
        if (t->row.line > UINT32_MAX)
            return error_at(t->err, CORDON_LIMIT, t->file->name, 0, 0, "too many lines");
        if (!has_header) {
            has_header = true;
            st = read_header(t);
        } else if (t->row.count != t->count) {
            st = error_at(t->err, CORDON_SYNTAX, t->file->name, t->row.line, 0,
                          "the row has %zu columns, the header has %zu", t->row.count, t->count);
        } else {
            st = read_row(t);
        }
        if (st) return st;
    }
}

/* --- one address a line ------------------------------------------------------------------------- */

static str first_line(str bytes)
{
    if (str_starts(bytes, STR("\xEF\xBB\xBF"))) bytes = str_from(bytes, 3);
    bytes = str_trim(bytes);
    return str_trim(str_sub(bytes, 0, str_index(bytes, '\n')));
}

/* No header: the first line is an address. */
static bool is_plain(str bytes)
{
    return label_looks_like_address(first_line(bytes));
}

/* "sanctioned_addresses_XBT.txt" -> "sanctioned addresses", "XBT" */
static void name_of_file(struct table *t, str *ret_name, str *ret_asset)
{
    str stem = str_sub(t->file->name, 0, str_index(t->file->name, '.'));
    size_t cut = stem.len;
    while (cut > 0 && stem.data[cut - 1] != '_') cut--;
    *ret_asset = cut ? str_from(stem, cut) : STR_EMPTY;
    if (cut) stem = str_sub(stem, 0, cut - 1);
    char *p = arena_alloc(&t->list->numbers, stem.len + 1);
    for (size_t i = 0; p && i < stem.len; i++) p[i] = stem.data[i] == '_' ? ' ' : stem.data[i];
    *ret_name = p ? str_of(p, stem.len) : STR_EMPTY;
}

static cordon_status read_plain(struct table *t)
{
    str rest = t->file->bytes, line, name, asset;
    uint32_t number = 0;
    struct label *in = arena_calloc(&t->cells, 1, sizeof *in);
    name_of_file(t, &name, &asset);
    if (!in || t->list->numbers.failed) return error_nomem(t->err);
    if (str_starts(rest, STR("\xEF\xBB\xBF"))) rest = str_from(rest, 3);
    while (str_next(&rest, '\n', &line)) {
        if (++number == UINT32_MAX)
            return error_at(t->err, CORDON_LIMIT, t->file->name, 0, 0, "too many lines");
        line = str_trim(line);
        if (!line.len || line.data[0] == '#') continue;
        *in = (struct label){ .address = line, .row = line, .name = name, .currency = asset,
                              .src = { .file = t->number, .line = number } };
        cordon_status st = label_put(t->list, in, t->err);
        if (st) return st;
    }
    return CORDON_OK;
}

/* --- files -------------------------------------------------------------------------------------- */

static cordon_status read_csv(struct label_list *l, const struct list_file *file, uint8_t number,
                              struct cordon_error *err)
{
    struct table *t = mem_calloc(1, sizeof *t);
    char sep;
    if (!t) return error_nomem(err);
    *t = (struct table){ .list = l, .file = file, .number = number, .err = err };
    arena_init(&t->cells, ARENA_MAX);
    csv_guess_sep(file->bytes, &sep);
    csv_init(&t->row, file->bytes, sep, 1, &t->cells);
    cordon_status st = is_plain(file->bytes) ? read_plain(t) : read_table(t);
    arena_release(&t->cells);
    mem_free(t);
    return st;
}

static bool is_json(const struct list_file *file)
{
    str s = str_trim(file->bytes);
    return s.len && (s.data[0] == '{' || s.data[0] == '[');
}

static cordon_status read_file(struct label_list *l, const struct list_file *file, uint8_t number,
                               struct cordon_error *err)
{
    return is_json(file) ? label_json_file(l, file, number, err) : read_csv(l, file, number, err);
}

cordon_status label_files_read(str source, const struct list_file *files, size_t count,
                               struct entity_build *b, struct list_report *report,
                               struct cordon_error *err)
{
    return label_edition_read(source, files, count, b, report, read_file, "the list holds no label",
                              err);
}

static bool recognise(const struct list_file *file)
{
    str head = first_line(file->bytes), name;
    char sep;
    if (is_plain(file->bytes)) return true;
    if (is_json(file)) return false;
    csv_guess_sep(head, &sep);
    while (str_next(&head, sep, &name)) {
        name = str_trim(name);
        if (name.len > 2 && name.data[0] == '"') name = str_sub(name, 1, name.len - 1);
        if (column_of(name) == COL_ADDRESS) return true;
    }
    return false;
}

const struct list_format list_label_csv = { "label_csv", recognise, label_files_read };
