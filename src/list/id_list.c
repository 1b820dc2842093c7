/*
 * Indonesia's two lists, of suspected terrorists (DTTOT) and of those who fund weapons of mass
 * destruction (DPPSPM), as workbook or CSV. Written after what others publish about the files; no
 * file of the authority was at hand.
 *
 *   Nama                       Deskripsi              Terduga  Kode Densus  Tgl Lahir
 *   Contoh Orang alias Orang   - NIK nomor: 3174...   Orang    EDD-000      4 Januari 1973/1974
 *
 * src: ppatk-lists (docs/sources.md)
 */
#include "list/ofac.h"
#include "list/paper.h"
#include "list/table_sheet.h"

#include "base/num.h"

/* Name, description, person or body, number, birthplace, birth date, nationality, address. */
enum { NAME, MORE, KIND, CODE, BORN_AT, BORN, NATION, ADDRESS, ROW_NO, COLUMNS };

static const struct table_column columns[] = {
    [NAME] = { "Nama|Nama Terduga|Nama Lengkap", true },
    [MORE] = { "Deskripsi|Keterangan|Informasi Lain", true },
    [KIND] = { "Terduga|Jenis Terduga|Jenis|Tipe", false },
    [CODE] = { "Kode Densus|Kode|Nomor Referensi|Nomor Referensi PBB|Kode Referensi", false },
    [BORN_AT] = { "Tpt Lahir|Tempat Lahir|Tpt. Lahir", false },
    [BORN] = { "Tgl Lahir|Tanggal Lahir|Tgl. Lahir", true },
    [NATION] = { "WN|WN/Asal Negara|Warga Negara|Kewarganegaraan|Asal Negara", true },
    [ADDRESS] = { "Alamat", false },
    [ROW_NO] = { "No|No.|Nomor", false },
};

static const struct table_carry carries[] = { { BORN_AT, FTM_PROP_BIRTH_PLACE }, { ADDRESS, FTM_PROP_ADDRESS } };

enum { PIECES_MAX = 64, KEY_MAX = 100 };

struct id {
    struct entry        e;
    struct list_report *report;
    struct arena        row;
    str                 program; /* "DTTOT" or "DPPSPM" */
};

/* --- cutting --------------------------------------------------------------------------------- */

/* Does the word stand at s, whole and without regard to case? */
static size_t word_at(str s, const char *word)
{
    str w = str_c(word);
    bool is_whole = str_starts_nocase(s, w) && (s.len == w.len || !byte_is_alnum(s.data[w.len]));
    return is_whole ? w.len : 0;
}

/* Bytes of one of the words (parted by '|') at place i of s, where a word begins; else 0. */
static size_t one_at(str s, size_t i, const char *words)
{
    str rest = str_c(words), word;
    char text[16];
    if (i && byte_is_alnum(s.data[i - 1])) return 0;
    while (str_next(&rest, '|', &word)) {
        if (word.len >= sizeof text) continue;
        memcpy(text, word.data, word.len);
        text[word.len] = '\0';
        size_t n = word_at(str_from(s, i), text);
        if (n) return n;
    }
    return 0;
}

/* Pieces between marks (single bytes) and words; without blanks and dashes at their ends. */
static size_t pieces_of(str s, const char *marks, const char *words, str *ret)
{
    size_t count = 0, from = 0;
    for (size_t i = 0; i <= s.len && count < PIECES_MAX; i++) {
        size_t n = i == s.len ? 1 : strchr(marks, s.data[i]) ? 1 : one_at(s, i, words);
        if (!n) continue;
        str piece = str_trim(str_sub(s, from, i));
        while (piece.len && strchr("-'*,:;. ", piece.data[0])) piece = str_from(piece, 1);
        while (piece.len && strchr("-,;: ", piece.data[piece.len - 1])) piece.len--;
        if (piece.len) ret[count++] = piece;
        from = i + n;
        i = from - 1;
    }
    return count;
}

static bool is_no_answer(str s)
{
    static const char *const words[] = { "-", "na", "n/a", "tidak ada", "tidak diketahui", "nihil" };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq_nocase(s, str_c(words[i]))) return true;
    return s.len == 0;
}

/* --- dates ----------------------------------------------------------------------------------- */

/* Indonesian words of dates in English: months; about, between, and, to. */
static const char *const date_words[][2] = {
    { "Januari", "Jan" }, { "Februari", "Feb" }, { "Pebruari", "Feb" }, { "Maret", "Mar" },
    { "April", "Apr" },   { "Mei", "May" },      { "Juni", "Jun" },     { "Juli", "Jul" },
    { "Agustus", "Aug" }, { "Agu", "Aug" },      { "Agt", "Aug" },      { "Ags", "Aug" },
    { "Agst", "Aug" },    { "September", "Sep" }, { "Oktober", "Oct" }, { "Okt", "Oct" },
    { "November", "Nov" }, { "Nopember", "Nov" }, { "Desember", "Dec" }, { "Des", "Dec" },
    { "sekitar", "circa" }, { "kira-kira", "circa" }, { "antara", "between" }, { "dan", "and" },
    { "sampai", "to" },   { "hingga", "to" },    { "s/d", "to" },       { "tahun", "" },
};

static str english_date(struct id *d, str s)
{
    struct buf out = BUF_INIT(256);
    for (size_t i = 0; i < s.len;) {
        size_t n = 0, w = 0;
        bool begins = i == 0 || !byte_is_alnum(s.data[i - 1]);
        for (; begins && w < COUNT_OF(date_words) && !n; w += !n)
            n = word_at(str_from(s, i), date_words[w][0]);
        if (n)
            buf_add(&out, str_c(date_words[w][1]));
        else
            buf_add_byte(&out, s.data[i]);
        i += n ? n : 1;
    }
    str text = out.over ? s : arena_str(&d->row, str_trim(buf_str(&out)));
    if (out.failed && !out.over) d->row.failed = true;
    buf_release(&out);
    return text;
}

static bool is_date(struct id *d, str text)
{
    struct buf out = BUF_INIT(64);
    bool is = text.len && list_date(text, &out);
    if (out.failed) d->row.failed = true;
    buf_release(&out);
    return is;
}

/* "4 Januari 1973/4 November 1974", "01/01/1980": the whole when it is one date, else each piece. */
static void put_births(struct id *d, str cell, struct entity_src src)
{
    str piece[PIECES_MAX], part[PIECES_MAX];
    if (is_no_answer(cell)) return;
    size_t n = pieces_of(cell, ";\n", "atau", piece);
    for (size_t i = 0; i < n; i++) {
        str whole = english_date(d, piece[i]);
        size_t parts = is_date(d, whole) ? 0 : pieces_of(piece[i], "/,", "", part);
        for (size_t k = 0; k < parts && parts > 1; k++)
            entry_date(&d->e, FTM_PROP_BIRTH_DATE, "date of birth", english_date(d, part[k]), src);
        if (parts <= 1) entry_date(&d->e, FTM_PROP_BIRTH_DATE, "date of birth", whole, src);
    }
}

/* --- description ----------------------------------------------------------------------------- */

/* Behind a label such as "NIK nomor:"; false when the line does not begin with it. */
static bool take_label(str *line, const char *label)
{
    size_t n = word_at(*line, label);
    if (!n) return false;
    str rest = str_trim(str_from(*line, n));
    size_t more = word_at(rest, "nomor") ? 5 : word_at(rest, "no") ? 2 : 0;
    rest = str_trim(str_from(rest, more));
    while (rest.len && strchr(":.- ", rest.data[0])) rest = str_from(rest, 1);
    *line = rest;
    return true;
}

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (byte_is_digit(s.data[i])) return true;
    return false;
}

static void put_line(struct id *d, str line, bool is_person, struct entity_src src)
{
    str value = line;
    if ((take_label(&value, "paspor") || take_label(&value, "passport")) && has_digit(value))
        entry_document(&d->e, true, value, STR_EMPTY, STR_EMPTY, src);
    else if ((take_label(&value, "NIK") || take_label(&value, "KTP")) && has_digit(value))
        entry_document(&d->e, false, value, STR("NIK"), STR("id"), src);
    else if (is_person && (take_label(&value, "pekerjaan") || take_label(&value, "jabatan")))
        entry_put(&d->e, FTM_PROP_POSITION, value, src);
    else if (is_person && take_label(&value, "jenis kelamin") && one_at(value, 0, "laki|pria|perempuan|wanita"))
        entry_put(&d->e, FTM_PROP_GENDER,
                  one_at(value, 0, "laki|pria") ? STR("male") : STR("female"), src);
    else
        entry_note(&d->e, "description", line, src);
}

static void put_description(struct id *d, str cell, bool is_person, struct entity_src src)
{
    str piece[PIECES_MAX];
    size_t n = pieces_of(cell, "\n;", "", piece);
    for (size_t i = 0; i < n; i++) put_line(d, piece[i], is_person, src);
    if (n == PIECES_MAX) entry_note(&d->e, "description, whole", cell, src);
}

/* --- the entry ------------------------------------------------------------------------------- */

static enum ftm_schema schema_of(const struct table_row *row, bool *ret_is_known)
{
    static const struct { const char *words; enum ftm_schema schema; } kinds[] = {
        { "orang|individu|perorangan|WNI|WNA", FTM_SCHEMA_PERSON },
        { "korporasi|entitas|organisasi|badan|kelompok", FTM_SCHEMA_ORGANIZATION },
        { "kapal", FTM_SCHEMA_VESSEL },
    };
    str kind = table_cell(row, KIND);
    *ret_is_known = true;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (one_at(kind, 0, kinds[i].words)) return kinds[i].schema;
    if (kind.len == 0 && !is_no_answer(table_cell(row, BORN))) return FTM_SCHEMA_PERSON;
    *ret_is_known = kind.len == 0;
    return FTM_SCHEMA_LEGAL_ENTITY;
}

/* The list's own code, else the UN's number, else the name. */
static str number_of(struct id *d, const struct table_row *row, bool *ret_is_name)
{
    str code = entry_tidy(&d->e, table_cell(row, CODE));
    *ret_is_name = false;
    if (!is_no_answer(code)) return arena_str(&d->row, code);
    str un = un_number_find(table_cell(row, MORE), NULL), piece[PIECES_MAX];
    if (un.len) return un;
    *ret_is_name = true;
    size_t n = pieces_of(table_cell(row, NAME), ";\n", "alias|als|a.k.a", piece);
    return n ? entry_name_key(piece[0], KEY_MAX, &d->row) : STR_EMPTY;
}

static void put_names(struct id *d, const struct table_row *row)
{
    str piece[PIECES_MAX];
    size_t n = pieces_of(table_cell(row, NAME), ";\n", "alias|als|a.k.a", piece);
    for (size_t i = 0; i < n; i++)
        entry_put(&d->e, i ? FTM_PROP_ALIAS : FTM_PROP_NAME, piece[i], table_src(row));
    d->report->aliases += n > 1 ? (uint32_t)n - 1 : 0;
    if (n == PIECES_MAX)
        entry_warn(&d->e, table_src(row), "more than %d names in one cell; the others are left out",
                   PIECES_MAX);
}

static void put_sanction(struct id *d, const struct table_row *row)
{
    struct entity_src src = table_src(row);
    str un = un_number_find(table_cell(row, CODE), NULL);
    if (un.len == 0) un = un_number_find(table_cell(row, MORE), NULL);
    bool is_dprk = str_starts(un, STR("KPi.")) || str_starts(un, STR("KPe.")) ||
                   (str_eq(d->program, STR("DPPSPM")) &&
                    str_find(table_cell(row, MORE), STR("1718"), 0) != SIZE_MAX);
    entry_sanction(&d->e, STR("Indonesia, PPATK"), d->program, is_dprk, STR_EMPTY, src);
    entry_child_put(&d->e, FTM_PROP_UNSC_ID, un, src);
    entry_put(&d->e, FTM_PROP_TOPICS, STR("sanction"), src);
}

static void put_fields(struct id *d, const struct table_row *row, bool is_person)
{
    struct entity_src src = table_src(row);
    str piece[PIECES_MAX];
    put_births(d, table_cell(row, BORN), src);
    if (!is_no_answer(table_cell(row, BORN_AT)))
        entry_put(&d->e, FTM_PROP_BIRTH_PLACE, table_cell(row, BORN_AT), src);
    str nation = table_cell(row, NATION);
    bool is_one = list_country(nation).len > 0;
    size_t n = is_no_answer(nation) ? 0 : is_one ? 1 : pieces_of(nation, "/,;\n", "dan|atau", piece);
    for (size_t i = 0; i < n; i++)
        entry_country(&d->e, is_person ? FTM_PROP_NATIONALITY : FTM_PROP_COUNTRY, "nationality",
                      is_one ? nation : piece[i], src);
    n = is_no_answer(table_cell(row, ADDRESS)) ? 0 : pieces_of(table_cell(row, ADDRESS), ";\n", "", piece);
    for (size_t i = 0; i < n; i++) {
        entry_put(&d->e, FTM_PROP_ADDRESS, piece[i], src);
        d->report->addresses++;
    }
    put_description(d, table_cell(row, MORE), is_person, src);
}

static cordon_status take(void *ctx, const struct table_entry *t, struct cordon_error *err)
{
    struct id *d = ctx;
    const struct table_row *row = &t->row[0];
    bool is_known, is_name;
    arena_reset(&d->row);
    enum ftm_schema schema = schema_of(row, &is_known);
    str number = number_of(d, row, &is_name);
    if (d->row.failed || d->e.scratch->failed) return error_nomem(err);
    if (table_cell(row, NAME).len == 0)
        return error_at(err, CORDON_SYNTAX, t->file, row->line, 0,
                        "a row has no name; have the columns moved?");
    cordon_status st = table_begin(&d->e, t, schema, number, err);
    if (st) return st;
    if (!is_known)
        entry_warn(&d->e, table_src(row), "'%.*s' is no known sort of party; the entry is kept",
                   STR_ARG(table_cell(row, KIND)));
    if (is_name)
        entry_warn(&d->e, table_src(row), "the row has no code; its name stands for it");
    put_names(d, row);
    put_sanction(d, row);
    put_fields(d, row, schema == FTM_SCHEMA_PERSON);
    return d->row.failed ? error_nomem(err) : entry_end(&d->e, err);
}

/* --- the files ------------------------------------------------------------------------------- */

static const struct table_plan plan = { .title = "Indonesia's list", .columns = columns,
                                        .count = COLUMNS, .key = TABLE_NO_KEY, .is_loose = true,
                                        .head_rows = 10, .take = take, .carries = carries,
                                        .carry_count = COUNT_OF(carries) };

static cordon_status read_by(table_file_fn *read, str source, const struct list_file *files,
                             size_t count, struct entity_build *b, struct list_report *report,
                             struct cordon_error *err)
{
    struct id d = { .report = report };
    d.program = str_ends(source, STR("dttot")) ? STR("DTTOT") : STR("DPPSPM");
    arena_init(&d.row, 4u << 20);
    cordon_status st = table_list(&plan, read, source, files, count, b, report, &d.e, &d, err);
    arena_release(&d.row);
    return st;
}

static bool recognise_csv(const struct list_file *file)
{
    return table_recognise(&plan, file);
}

static cordon_status read_csv(str source, const struct list_file *files, size_t count,
                              struct entity_build *b, struct list_report *report,
                              struct cordon_error *err)
{
    return read_by(table_csv, source, files, count, b, report, err);
}

static cordon_status read_xlsx(str source, const struct list_file *files, size_t count,
                               struct entity_build *b, struct list_report *report,
                               struct cordon_error *err)
{
    return read_by(table_book_first, source, files, count, b, report, err);
}

const struct list_format list_id_csv = { "id_csv", recognise_csv, read_csv };
const struct list_format list_id_xlsx = { "id_xlsx", table_book_recognise, read_xlsx };
