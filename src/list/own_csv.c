/*
 * Cordon's own CSV: a list that an organisation keeps itself.
 *
 * A header line names the columns, in any order; several values of one cell are parted by '|'.
 * People write these files by hand, so everything that cannot be meant is refused with its line,
 * column and the way to write it; nothing is guessed.
 *
 * Source: docs/list-formats.md#own-lists
 */
#include "list/entry.h"
#include "list/ofac.h"

#include "base/csv.h"
#include "base/mem.h"
#include "base/num.h"

enum {
    OWN_ID_MAX = 128,       /* bytes; docs/limits.md */
    OWN_VALUES_MAX = 1000,  /* of one cell */
    ARENA_MAX = 64 << 20,
};

enum column {
    COL_ID = 0,
    COL_NAME,
    COL_TYPE,
    COL_ALIAS,
    COL_WEAK_ALIAS,
    COL_BIRTH_DATE,
    COL_COUNTRY,
    COL_NATIONALITY,
    COL_PASSPORT,
    COL_NATIONAL_ID,
    COL_TAX_ID,
    COL_REGISTRATION_NUMBER,
    COL_IMO,
    COL_WALLET,
    COL_EMAIL,
    COL_PHONE,
    COL_ADDRESS,
    COL_PROGRAM,
    COL_REASON,
    COL_LISTED_ON,
    COL_COUNT,
};

static const char *const column_names[COL_COUNT] = {
    [COL_ID] = "id",
    [COL_NAME] = "name",
    [COL_TYPE] = "type",
    [COL_ALIAS] = "alias",
    [COL_WEAK_ALIAS] = "weak_alias",
    [COL_BIRTH_DATE] = "birth_date",
    [COL_COUNTRY] = "country",
    [COL_NATIONALITY] = "nationality",
    [COL_PASSPORT] = "passport",
    [COL_NATIONAL_ID] = "national_id",
    [COL_TAX_ID] = "tax_id",
    [COL_REGISTRATION_NUMBER] = "registration_number",
    [COL_IMO] = "imo",
    [COL_WALLET] = "wallet",
    [COL_EMAIL] = "email",
    [COL_PHONE] = "phone",
    [COL_ADDRESS] = "address",
    [COL_PROGRAM] = "program",
    [COL_REASON] = "reason",
    [COL_LISTED_ON] = "listed_on",
};

static const char *const type_names[] = { "person", "organization", "vessel", "aircraft",
                                          "wallet" };
static const enum ftm_schema type_schemas[] = { FTM_SCHEMA_PERSON, FTM_SCHEMA_ORGANIZATION,
                                                FTM_SCHEMA_VESSEL, FTM_SCHEMA_AIRPLANE,
                                                FTM_SCHEMA_CRYPTO_WALLET };

struct own {
    const struct list_file *file;
    struct entity_build    *b;
    struct list_report     *report;
    struct cordon_error    *err;
    str                     source;
    struct csv_reader       row;
    struct arena            scratch;      /* of one row */
    size_t                  at[COL_COUNT]; /* cell of each column; CSV_CELLS_MAX when absent */
    struct buf              date, listed_on;
    str                     id;
    uint32_t                children; /* of the entry being read */
    bool                    is_dprk;
};

typedef cordon_status value_fn(struct own *o, enum column c, str value);

/* --- failing -------------------------------------------------------------------------------- */

/* Line and byte where a piece of the row stands; cells with "" in them are copies and only know
 * the row's first line. */
static void place_of(const struct own *o, str piece, uint64_t *line, uint32_t *column)
{
    str raw = o->row.raw;
    *line = o->row.line;
    *column = 0;
    if (!piece.data || piece.data < raw.data || piece.data > raw.data + raw.len) return;
    size_t end = (size_t)(piece.data - raw.data), start = 0;
    for (size_t i = 0; i < end; i++) {
        if (raw.data[i] != '\n') continue;
        ++*line;
        start = i + 1;
    }
    *column = (uint32_t)(end - start + 1);
}

static cordon_status fail_value(struct own *o, enum column c, str value, const char *why)
{
    uint64_t line;
    uint32_t column;
    place_of(o, value, &line, &column);
    int shown = (int)(value.len > 60 ? 60 : value.len);
    if (value.len == 0)
        return error_at(o->err, CORDON_SYNTAX, o->file->name, line, column,
                        "column '%s' is empty: %s", column_names[c], why);
    return error_at(o->err, CORDON_SYNTAX, o->file->name, line, column, "column '%s': '%.*s' %s",
                    column_names[c], shown, value.data, why);
}

/* The known word with the fewest edits. */
static const char *nearest(str word, const char *const *words, size_t count)
{
    const char *best = words[0];
    unsigned best_edits = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        unsigned edits = str_distance(word, str_c(words[i]), 16);
        if (edits >= best_edits) continue;
        best_edits = edits;
        best = words[i];
    }
    return best;
}

/* --- values --------------------------------------------------------------------------------- */

static struct entity_src src_of(const struct own *o)
{
    return (struct entity_src){ .file = 0, .line = (uint32_t)o->row.line };
}

static void put(struct own *o, enum ftm_prop prop, str value)
{
    entity_add_subject(o->b, prop, value, STR_EMPTY, src_of(o));
}

static void put_child(struct own *o, enum ftm_prop prop, str value)
{
    entity_add(o->b, prop, value, STR_EMPTY, src_of(o));
}

/* Children are "own-A1#1", "own-A1#2": '#' stands in no id, so they never meet an entry. */
static void begin_child(struct own *o, enum ftm_schema schema, enum ftm_prop link)
{
    str subject = arena_printf(&o->scratch, "%.*s-%.*s", STR_ARG(o->source), STR_ARG(o->id));
    str id = arena_printf(&o->scratch, "%.*s#%u", STR_ARG(subject), ++o->children);
    entity_child_as(o->b, schema, id, src_of(o));
    put_child(o, link, subject);
}

static str cell(const struct own *o, enum column c)
{
    return o->at[c] < o->row.count ? str_trim(o->row.cell[o->at[c]]) : STR_EMPTY;
}

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (byte_is_digit(s.data[i])) return true;
    return false;
}

static bool has_blank(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] <= ' ' || s.data[i] == 0x7f) return true;
    return false;
}

/* Hand out the values of a cell one by one. */
static cordon_status each(struct own *o, enum column c, value_fn *fn)
{
    str rest = cell(o, c), value;
    size_t count = 0;
    while (str_next(&rest, '|', &value)) {
        value = str_trim(value);
        if (value.len == 0) continue;
        if (++count > OWN_VALUES_MAX)
            return error_at(o->err, CORDON_LIMIT, o->file->name, o->row.line, 0,
                            "column '%s' holds more than %d values", column_names[c],
                            OWN_VALUES_MAX);
        cordon_status st = fn(o, c, value);
        if (st) return st;
    }
    return CORDON_OK;
}

/* --- dates ---------------------------------------------------------------------------------- */

struct ymd {
    uint64_t year, month, day; /* month and day 0 when not known */
};

static bool write_ymd(struct ymd d, struct buf *out)
{
    static const unsigned char days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool is_leap = (d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0;
    if (d.year < 1000 || d.month > 12 || (d.month == 0 && d.day)) return false;
    if (d.month && d.day > days[d.month - 1]) return false;
    if (d.month == 2 && d.day == 29 && !is_leap) return false;
    buf_printf(out, "%04u", (unsigned)d.year);
    if (d.month) buf_printf(out, "-%02u", (unsigned)d.month);
    if (d.day) buf_printf(out, "-%02u", (unsigned)d.day);
    return true;
}

/* "1980", "1980-05", "1980-05-17"; 00 is an unknown month or day. */
static bool iso_date(str s, struct buf *out)
{
    struct ymd d = { 0 };
    bool has_month = s.len >= 7 && s.data[4] == '-', has_day = s.len == 10 && s.data[7] == '-';
    if (s.len != 4 && !(s.len == 7 && has_month) && !(has_month && has_day)) return false;
    if (!num_parse_u64(str_sub(s, 0, 4), 9999, &d.year)) return false;
    if (has_month && !num_parse_u64(str_sub(s, 5, 7), 12, &d.month)) return false;
    if (has_day && !num_parse_u64(str_sub(s, 8, 10), 31, &d.day)) return false;
    return write_ymd(d, out);
}

enum slashed { SLASHED_NONE, SLASHED_DATE, SLASHED_TWO_WAYS };

/* "17/05/1980", "00/00/1980": a date when it can be read in one way only. */
static enum slashed slashed_date(str s, struct buf *out)
{
    struct ymd d = { 0 };
    uint64_t first, second;
    if (s.len != 10 || s.data[2] != '/' || s.data[5] != '/') return SLASHED_NONE;
    if (!num_parse_u64(str_sub(s, 0, 2), 31, &first) ||
        !num_parse_u64(str_sub(s, 3, 5), 31, &second) ||
        !num_parse_u64(str_sub(s, 6, 10), 9999, &d.year))
        return SLASHED_NONE;
    if (first && second && first != second && first <= 12 && second <= 12)
        return SLASHED_TWO_WAYS;
    bool is_month_first = first && (second > 12 || second == 0);
    d.month = is_month_first ? first : second;
    d.day = is_month_first ? second : first;
    return write_ymd(d, out) ? SLASHED_DATE : SLASHED_NONE;
}

/* One end of a date in any of the accepted writings. */
static enum slashed read_end(str s, struct buf *out)
{
    if (iso_date(s, out)) return SLASHED_DATE;
    size_t had = out->len;
    enum slashed how = slashed_date(s, out);
    if (how != SLASHED_NONE) return how;
    out->len = had;
    return ofac_date(s, out) ? SLASHED_DATE : SLASHED_NONE;
}

static cordon_status read_date(struct own *o, enum column c, str value, struct buf *out)
{
    str s = value;
    size_t slash = str_find(s, STR("/"), 0);
    bool is_range = slash != SIZE_MAX && slash >= 4 && str_find(s, STR("/"), slash + 1) == SIZE_MAX;
    buf_reset(out);
    if (str_starts(s, STR("~"))) {
        buf_add_byte(out, '~');
        s = str_from(s, 1);
        if (is_range) slash--;
    }
    enum slashed how = read_end(is_range ? str_sub(s, 0, slash) : s, out);
    if (how == SLASHED_DATE && is_range) {
        buf_add_byte(out, '/');
        how = read_end(str_from(s, slash + 1), out);
    }
    if (out->failed) return error_nomem(o->err);
    switch (how) {
    case SLASHED_DATE:
        return CORDON_OK;
    case SLASHED_TWO_WAYS:
        return fail_value(o, c, value, "can be read in two ways; write year-month-day, as in "
                                       "1980-05-17");
    case SLASHED_NONE:
        break;
    }
    return fail_value(o, c, value, "is no date; write 1980, 1980-05 or 1980-05-17, with ~ in "
                                   "front for about, 1964/1966 for a range");
}

/* --- columns -------------------------------------------------------------------------------- */

static cordon_status put_name(struct own *o, enum column c, str value)
{
    if (c == COL_ALIAS) {
        o->report->aliases++;
        put(o, FTM_PROP_ALIAS, value);
    } else if (c == COL_WEAK_ALIAS) {
        o->report->weak_aliases++;
        put(o, FTM_PROP_WEAK_ALIAS, value);
    } else {
        put(o, FTM_PROP_NAME, value);
    }
    return CORDON_OK;
}

static cordon_status put_birth_date(struct own *o, enum column c, str value)
{
    cordon_status st = read_date(o, c, value, &o->date);
    if (!st) put(o, FTM_PROP_BIRTH_DATE, buf_str(&o->date));
    return st;
}

static cordon_status put_country(struct own *o, enum column c, str value)
{
    str code = list_country(value);
    if (code.len == 0)
        return fail_value(o, c, value, "is not a known country; write its ISO 3166 code or "
                                       "English name");
    put(o, c == COL_NATIONALITY ? FTM_PROP_NATIONALITY : FTM_PROP_COUNTRY, code);
    return CORDON_OK;
}

static cordon_status put_document(struct own *o, enum column c, str value)
{
    static const struct { enum column c; enum ftm_schema child; enum ftm_prop prop; const char *type; }
        rows[] = {
            { COL_PASSPORT, FTM_SCHEMA_PASSPORT, FTM_PROP_PASSPORT_NUMBER, "Passport" },
            { COL_NATIONAL_ID, FTM_SCHEMA_IDENTIFICATION, FTM_PROP_ID_NUMBER, "National ID" },
            { COL_TAX_ID, FTM_SCHEMA_IDENTIFICATION, FTM_PROP_TAX_NUMBER, "Tax ID" },
            { COL_REGISTRATION_NUMBER, FTM_SCHEMA_IDENTIFICATION, FTM_PROP_REGISTRATION_NUMBER,
              "Registration number" },
        };
    if (!has_digit(value)) return fail_value(o, c, value, "is no number: it has no digit");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (rows[i].c != c) continue;
        put(o, rows[i].prop, value);
        begin_child(o, rows[i].child, FTM_PROP_HOLDER);
        put_child(o, FTM_PROP_TYPE, str_c(rows[i].type));
        put_child(o, FTM_PROP_NUMBER, value);
    }
    return CORDON_OK;
}

/* Seven digits whose last is the check digit: the others times 7, 6 ... 2, summed, modulo 10. */
static bool imo_checks(str digits)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < 6; i++) sum += (unsigned)(digits.data[i] - '0') * (7 - i);
    return sum % 10 == (unsigned)(digits.data[6] - '0');
}

static cordon_status put_imo(struct own *o, enum column c, str value)
{
    uint64_t number;
    str digits = str_starts_nocase(value, STR("IMO")) ? str_trim(str_from(value, 3)) : value;
    if (digits.len != 7 || !num_parse_u64(digits, 9999999, &number))
        return fail_value(o, c, value, "is no IMO number: it has seven digits");
    if (!imo_checks(digits))
        list_warn(o->report, o->file->name, o->row.line, o->id,
                  "IMO number %.*s fails its check digit (company numbers may)",
                  STR_ARG(digits));
    put(o, FTM_PROP_IMO_NUMBER, digits);
    return CORDON_OK;
}

static cordon_status put_wallet(struct own *o, enum column c, str value)
{
    if (has_blank(value) || value.len < 4)
        return fail_value(o, c, value, "is no wallet address: write the address alone");
    o->report->wallets++;
    o->report->wallet_mentions++;
    if (entity_subject_schema(o->b) == FTM_SCHEMA_CRYPTO_WALLET) {
        put(o, FTM_PROP_PUBLIC_KEY, value);
        return CORDON_OK;
    }
    begin_child(o, FTM_SCHEMA_CRYPTO_WALLET, FTM_PROP_HOLDER);
    put_child(o, FTM_PROP_PUBLIC_KEY, value);
    return CORDON_OK;
}

static cordon_status put_contact(struct own *o, enum column c, str value)
{
    if (c == COL_PHONE) {
        if (!has_digit(value)) return fail_value(o, c, value, "is no phone number");
        put(o, FTM_PROP_PHONE, value);
        return CORDON_OK;
    }
    size_t sign = str_index(value, '@');
    if (has_blank(value) || sign == 0 || sign + 1 >= value.len)
        return fail_value(o, c, value, "is no e-mail address");
    put(o, FTM_PROP_EMAIL, value);
    return CORDON_OK;
}

static cordon_status put_address(struct own *o, enum column c, str value)
{
    (void)c;
    o->report->addresses++;
    put(o, FTM_PROP_ADDRESS, value);
    return CORDON_OK;
}

/* A measure: one child a programme, or one when only a reason or a date is given. */
static cordon_status put_measure(struct own *o, enum column c, str program)
{
    (void)c;
    begin_child(o, FTM_SCHEMA_SANCTION, FTM_PROP_ENTITY);
    put_child(o, FTM_PROP_AUTHORITY, STR("own list"));
    put_child(o, FTM_PROP_PROGRAM, program);
    put_child(o, FTM_PROP_REASON, cell(o, COL_REASON));
    put_child(o, FTM_PROP_LISTING_DATE, buf_str(&o->listed_on));
    o->is_dprk = o->is_dprk || ofac_program_is_dprk(program);
    return CORDON_OK;
}

static cordon_status put_measures(struct own *o)
{
    str day = cell(o, COL_LISTED_ON);
    buf_reset(&o->listed_on);
    cordon_status st = day.len ? read_date(o, COL_LISTED_ON, day, &o->listed_on) : CORDON_OK;
    if (st) return st;
    if (cell(o, COL_PROGRAM).len == 0) return put_measure(o, COL_PROGRAM, STR_EMPTY);
    return each(o, COL_PROGRAM, put_measure);
}

static cordon_status put_columns(struct own *o)
{
    static const struct { enum column c; value_fn *fn; } rows[] = {
        { COL_NAME, put_name },
        { COL_ALIAS, put_name },
        { COL_WEAK_ALIAS, put_name },
        { COL_BIRTH_DATE, put_birth_date },
        { COL_COUNTRY, put_country },
        { COL_NATIONALITY, put_country },
        { COL_IMO, put_imo },
        { COL_EMAIL, put_contact },
        { COL_PHONE, put_contact },
        { COL_ADDRESS, put_address },
        { COL_PASSPORT, put_document },
        { COL_NATIONAL_ID, put_document },
        { COL_TAX_ID, put_document },
        { COL_REGISTRATION_NUMBER, put_document },
        { COL_WALLET, put_wallet },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        cordon_status st = each(o, rows[i].c, rows[i].fn);
        if (st) return st;
    }
    return put_measures(o);
}

/* --- rows ----------------------------------------------------------------------------------- */

static void count_entry(struct own *o, enum ftm_schema schema)
{
    struct list_report *r = o->report;
    r->entries++;
    switch (ftm_schema_kind(schema)) {
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

/* What the row's type column says; without one, a person or an organisation. */
static cordon_status read_type(struct own *o, enum ftm_schema *ret)
{
    str type = cell(o, COL_TYPE);
    char why[96];
    *ret = FTM_SCHEMA_LEGAL_ENTITY;
    if (type.len == 0) return CORDON_OK;
    for (size_t i = 0; i < COUNT_OF(type_names); i++) {
        if (!str_eq_nocase(type, str_c(type_names[i]))) continue;
        *ret = type_schemas[i];
        return CORDON_OK;
    }
    struct buf text = { .data = why, .room = sizeof why, .cap = sizeof why };
    buf_printf(&text, "is not a type; did you mean '%s'?",
               nearest(type, type_names, COUNT_OF(type_names)));
    buf_add_byte(&text, '\0');
    return fail_value(o, COL_TYPE, type, text.failed ? "is not a type" : why);
}

static cordon_status check_row(struct own *o, enum ftm_schema schema)
{
    o->id = cell(o, COL_ID);
    bool has_mark = str_index(o->id, '#') < o->id.len;
    if (o->id.len == 0 || o->id.len > OWN_ID_MAX || has_blank(o->id) || has_mark)
        return fail_value(o, COL_ID, o->id, o->id.len ? "is no id: write 1 to 128 characters "
                                                        "without blanks and '#'"
                                                      : "every entry needs an id of its own");
    bool is_wallet = schema == FTM_SCHEMA_CRYPTO_WALLET;
    if (is_wallet && cell(o, COL_WALLET).len == 0)
        return fail_value(o, COL_WALLET, cell(o, COL_WALLET), "a row of type 'wallet' needs one");
    if (!is_wallet && cell(o, COL_NAME).len == 0)
        return fail_value(o, COL_NAME, cell(o, COL_NAME), "every entry needs a name");
    return CORDON_OK;
}

static cordon_status read_row(struct own *o)
{
    enum ftm_schema schema;
    uint8_t digest[SHA_LEN];
    uint32_t wallets = o->report->wallets;
    cordon_status st = read_type(o, &schema);
    if (!st) st = check_row(o, schema);
    if (st) return st;
    str id = arena_printf(&o->scratch, "%.*s-%.*s", STR_ARG(o->source), STR_ARG(o->id));
    if (o->scratch.failed) return error_nomem(o->err);
    o->is_dprk = false;
    o->children = 0;
    entity_begin(o->b, schema, id, o->id, src_of(o));
    sha_of(o->row.raw, digest);
    entity_row_hash(o->b, digest);
    st = put_columns(o);
    if (!st) st = entity_build_status(o->b, o->err);
    if (st) return st;
    if (o->report->wallets > wallets) o->report->wallet_entries++;
    if (o->is_dprk) {
        entity_mark_dprk(o->b);
        o->report->dprk_entries++;
    }
    count_entry(o, schema);
    return CORDON_OK;
}

/* --- the header ----------------------------------------------------------------------------- */

static bool find_column(str name, enum column *ret)
{
    for (unsigned c = 0; c < COL_COUNT; c++) {
        if (!str_eq_nocase(name, str_c(column_names[c]))) continue;
        *ret = (enum column)c;
        return true;
    }
    return false;
}

static cordon_status read_header(struct own *o)
{
    for (unsigned c = 0; c < COL_COUNT; c++) o->at[c] = CSV_CELLS_MAX;
    for (size_t i = 0; i < o->row.count; i++) {
        str name = str_trim(o->row.cell[i]);
        enum column c;
        uint64_t line;
        uint32_t column;
        place_of(o, o->row.cell[i], &line, &column);
        if (!find_column(name, &c))
            return error_at(o->err, CORDON_SYNTAX, o->file->name, line, column,
                            "unknown column '%.*s'; did you mean '%s'?",
                            (int)(name.len > 60 ? 60 : name.len), name.len ? name.data : "",
                            nearest(name, column_names, COL_COUNT));
        if (o->at[c] != CSV_CELLS_MAX)
            return error_at(o->err, CORDON_SYNTAX, o->file->name, line, column,
                            "column '%s' stands twice", column_names[c]);
        o->at[c] = i;
    }
    if (o->at[COL_ID] == CSV_CELLS_MAX || o->at[COL_NAME] == CSV_CELLS_MAX)
        return error_at(o->err, CORDON_SYNTAX, o->file->name, o->row.line, 0,
                        "the header has no column '%s'",
                        o->at[COL_ID] == CSV_CELLS_MAX ? "id" : "name");
    return CORDON_OK;
}

/* --- the file ------------------------------------------------------------------------------- */

cordon_status list_check_text(const struct list_file *file, struct cordon_error *err)
{
    str s = file->bytes;
    size_t bad, start = 0;
    uint64_t line = 1;
    if (str_trim(s).len == 0)
        return error_at(err, CORDON_SYNTAX, file->name, 0, 0, "the file is empty");
    bool is_text = str_is_utf8(s, &bad);
    if (is_text) bad = str_index(s, '\0'); /* blocks of zeros: a disk or transfer that failed */
    if (bad == s.len) return CORDON_OK;
    for (size_t i = 0; i < bad; i++) {
        if (s.data[i] != '\n') continue;
        line++;
        start = i + 1;
    }
    return error_at(err, CORDON_SYNTAX, file->name, line, (uint32_t)(bad - start + 1),
                    is_text ? "a zero byte: the file is damaged"
                            : "bytes that are not UTF-8; save the file as CSV UTF-8");
}

/* The text before the end mark that old programs leave behind their last row. */
static str without_mark(str s)
{
    str t = str_trim(s);
    return t.len && t.data[t.len - 1] == 0x1A ? str_sub(s, 0, (size_t)(t.data - s.data) + t.len - 1)
                                              : s;
}

static cordon_status read_rows(struct own *o)
{
    bool is_row = false, has_header = false;
    size_t columns = 0;
    for (;;) {
        arena_reset(&o->scratch);
        cordon_status st = csv_next(&o->row, &is_row, o->err);
        if (st || !is_row) return st;
        if (o->row.line > UINT32_MAX)
            return error_at(o->err, CORDON_LIMIT, o->file->name, 0, 0, "too many lines");
        if (!has_header) {
            columns = o->row.count;
            has_header = true;
            st = read_header(o);
        } else if (o->row.count != columns) {
            st = error_at(o->err, CORDON_SYNTAX, o->file->name, o->row.line, 0,
                          "the row has %zu columns, the header has %zu", o->row.count, columns);
        } else {
            st = read_row(o);
        }
        if (!st && o->scratch.over)
            st = error_at(o->err, CORDON_LIMIT, o->file->name, o->row.line, 0,
                          "the row takes more than %d MiB of memory", ARENA_MAX >> 20);
        if (!st && (o->scratch.failed || o->report->arena->failed)) st = error_nomem(o->err);
        if (st) return st;
    }
}

static cordon_status read_own(str source, const struct list_file *files, size_t count,
                              struct entity_build *b, struct list_report *report,
                              struct cordon_error *err)
{
    if (count != 1)
        return error_set(err, CORDON_ARGUMENT, "an own list is one file; %zu were given", count);
    cordon_status st = list_check_text(files, err);
    if (st) return st;
    struct own *o = mem_calloc(1, sizeof *o);
    if (!o) return error_nomem(err);
    *o = (struct own){ .file = files, .b = b, .report = report, .err = err, .source = source };
    arena_init(&o->scratch, ARENA_MAX);
    buf_init(&o->date, 64);
    buf_init(&o->listed_on, 64);
    char sep;
    csv_guess_sep(files->bytes, &sep);
    csv_init(&o->row, without_mark(files->bytes), sep, 1, &o->scratch);
    st = read_rows(o);
    if (!st && report->entries == 0)
        st = error_at(err, CORDON_REFUSED, files->name, 0, 0, "the list holds no entry");
    if (st && st != CORDON_NOMEM && err) error_in_file(err, files->name);
    arena_release(&o->scratch);
    buf_release(&o->date);
    buf_release(&o->listed_on);
    mem_free(o);
    return st;
}

/* The header has a column 'id' or 'name' and most of the others are ours: near enough that the
 * reader's messages are the ones to show. */
static bool recognise(const struct list_file *file)
{
    str head = str_sub(file->bytes, 0, str_index(file->bytes, '\n')), name;
    size_t known = 0, count = 0;
    enum column c;
    char sep;
    if (str_starts(head, STR("\xEF\xBB\xBF"))) head = str_from(head, 3);
    csv_guess_sep(head, &sep);
    while (str_next(&head, sep, &name)) {
        name = str_trim(name);
        if (name.len > 2 && name.data[0] == '"') name = str_sub(name, 1, name.len - 1);
        if (count == 0 && name.len && byte_is_digit(name.data[0])) return false;
        known += find_column(name, &c);
        count++;
    }
    return known >= 2 && known * 2 >= count;
}

const struct list_format list_own_csv = { "own_csv", recognise, read_own };
