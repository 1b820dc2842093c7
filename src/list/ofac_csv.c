/*
 * The reader of OFAC's legacy CSV: SDN, ALT, ADD and COMMENTS joined on the entry's number.
 *
 *   SDN 36 ----+---------------> subject      name, title, vessel data
 *   ALT 36 *---|                              alias, previousName
 *   ADD 36 *---|                              address, country
 *   COMMENTS 36 * joined to the remarks, ---> weak aliases, documents, wallets, links ...
 *                 which are cut at 1,000      (ofac_remarks.c)
 *
 * What is no person, vessel or aircraft becomes an Organization: OFAC calls it "entity" and means
 * firms, banks, groups and offices alike; Company would claim shares and a register entry, and
 * LegalEntity could be a person. One that shows a trait of companies is made a Company later.
 *
 * All four files are checked to their end before the first entity is made.
 */
#include "list/ofac.h"
#include "list/ofac_names.h"
#include "list/ofac_rows.h"

#include "base/mem.h"
#include "base/num.h"

enum {
    REMARKS_LEN = 1000,          /* characters of SDN remarks; src: ofac-csv */
    REMARKS_JOINED_MAX = 1 << 20, /* ours: 50 times the longest of 2025 */
    MOVED_ROWS_MIN = 20, /* rows of which something can be said */
};

/* columns of SDN */
enum {
    SDN_NAME = 1, SDN_TYPE, SDN_PROGRAM, SDN_TITLE, SDN_CALL_SIGN, SDN_VESSEL_TYPE, SDN_TONNAGE,
    SDN_GRT, SDN_FLAG, SDN_OWNER, SDN_REMARKS,
};
/* columns of ALT, ADD, COMMENTS */
enum { ALT_TYPE = 2, ALT_NAME = 3 };
enum { ADD_STREET = 2, ADD_CITY = 3, ADD_COUNTRY = 4, ADD_REMARKS = 5 };
enum { COMMENTS_TEXT = 1 };

/* The files have no header: columns that moved show in what stands in them. */
struct moved {
    size_t programs; /* entries without a programme; OFAC lists nobody without */
    size_t hulls;    /* persons and organizations that have a part of a vessel */
    size_t twins;    /* entries called what the one before them is: programmes and types repeat, names do not */
    uint64_t name;   /* hash of the last one's */
    size_t aliases;  /* rows without a name, or of a type that is not known */
    size_t orphans[OFAC_PART_COUNT];
};

struct reading {
    str                  source; /* "us_ofac_sdn" */
    struct moved         moved;
    struct entity_build *b;
    struct list_report  *report;
    struct ofac_rows     part[OFAC_PART_COUNT];
    bool                 has_bare; /* a file with its end mark and nothing else was given */
    size_t               at[OFAC_PART_COUNT]; /* first row of each that is not passed yet */
    struct ofac_names    names;  /* of all entries: who "Linked To" means */
    struct csv_reader    cells;  /* the row in hand */
    struct arena         arena;  /* its unescaped cells; reset each entry */
    struct arena         keep;   /* names with escapes; lives as long as the reading */
    struct buf           id;     /* "us_ofac_sdn-36" */
    struct buf           text;   /* an address; joined remarks */
    struct ofac_seam    *seams;  /* of the joined remarks; the entry's arena has them */
    size_t               seam_count;
    struct sha           sha;
};

/* --- checks before anything is made --------------------------------------------------------- */

static cordon_status take_files(struct reading *rd, const struct list_file *files, size_t count,
                                struct cordon_error *err)
{
    if (count == 0 || count > LIST_FILES_MAX)
        return error_set(err, CORDON_ARGUMENT, "%zu files given; an OFAC edition has 1 to 4", count);
    for (size_t i = 0; i < count; i++) {
        if (ofac_rows_is_bare(files[i].bytes)) {
            list_warn(rd->report, files[i].name, 0, STR_EMPTY, "the file has no rows");
            rd->has_bare = true;
            continue;
        }
        enum ofac_part part = ofac_part_of(files[i].bytes);
        if (part == OFAC_PART_NONE) return ofac_rows_refuse(&files[i], err);
        struct ofac_rows *rows = &rd->part[part];
        if (rows->file)
            return error_at(err, CORDON_SYNTAX, files[i].name, 0, 0,
                            "two %.*s files: '%.*s' is one already", STR_ARG(ofac_part_name(part)),
                            STR_ARG(rows->file->name));
        rows->file = &files[i];
        rows->number = (uint8_t)i;
    }
    if (!rd->part[OFAC_PART_PRIM].file)
        return error_at(err, CORDON_SYNTAX, files[0].name, 0, 0,
                        "no SDN file (12 columns) among the files: without it there are no entries");
    return CORDON_OK;
}

static cordon_status read_files(struct reading *rd, struct cordon_error *err)
{
    for (unsigned p = OFAC_PART_PRIM; p < OFAC_PART_COUNT; p++) {
        if (!rd->part[p].file) continue;
        cordon_status st = ofac_rows_read((enum ofac_part)p, &rd->part[p], rd->report, err);
        if (st) return st;
    }
    return CORDON_OK;
}

/* What is missing is told, and a difference knows it. The ends of remarks are missing entry by entry
 * (ENTITY_CUT). */
static void warn_missing_files(struct reading *rd)
{
    static const char *const lost[OFAC_PART_COUNT] = {
        [OFAC_PART_ALT] = "no ALT file: the strong aliases are missing",
        [OFAC_PART_ADD] = "no ADD file: the addresses are missing",
        [OFAC_PART_COMMENTS] = "no COMMENTS file: remarks above 1,000 characters end in the middle",
    };
    if (!rd->part[OFAC_PART_ALT].file) {
        list_lacks(rd->report, FTM_PROP_ALIAS);
        list_lacks(rd->report, FTM_PROP_PREVIOUS_NAME);
    }
    if (!rd->part[OFAC_PART_ADD].file) {
        list_lacks(rd->report, FTM_PROP_ADDRESS);
        list_lacks(rd->report, FTM_PROP_COUNTRY);
    }
    for (unsigned p = OFAC_PART_ALT; p < OFAC_PART_COUNT; p++)
        if (!rd->part[p].file)
            list_warn(rd->report, rd->part[OFAC_PART_PRIM].file->name, 0, STR_EMPTY, "%s", lost[p]);
}

static cordon_status check_unique(const struct reading *rd, struct cordon_error *err)
{
    const struct ofac_rows *prim = &rd->part[OFAC_PART_PRIM];
    for (size_t i = 1; i < prim->count; i++) {
        if (prim->row[i - 1].entry != prim->row[i].entry) continue;
        return error_at(err, CORDON_SYNTAX, prim->file->name, prim->row[i].line, 1,
                        "entry %u stands twice: lines %u and %u", prim->row[i].entry,
                        prim->row[i - 1].line, prim->row[i].line);
    }
    return CORDON_OK;
}

static bool is_non_sdn(str tags)
{
    str tag;
    while (ofac_program_next(&tags, &tag))
        if (ofac_program_is_non_sdn(tag)) return true;
    return false;
}

static cordon_status index_names(struct reading *rd, struct cordon_error *err)
{
    const struct ofac_rows *prim = &rd->part[OFAC_PART_PRIM];
    size_t non_sdn = 0;
    for (size_t i = 0; i < prim->count; i++) {
        const struct ofac_row *row = &prim->row[i];
        ofac_row_cells(row, &rd->cells, &rd->keep);
        if (rd->keep.failed) return error_nomem(err);
        str name = ofac_cell(&rd->cells, SDN_NAME);
        if (name.len == 0)
            return error_at(err, CORDON_SYNTAX, prim->file->name, row->line, 0,
                            "entry %u has no name", row->entry);
        if (is_non_sdn(ofac_cell(&rd->cells, SDN_PROGRAM))) non_sdn++;
        if (!ofac_names_add(&rd->names, name, row->entry)) return error_nomem(err);
    }
    return ofac_check_list(rd->source, prim->file->name, non_sdn, prim->count, err);
}

/* @return how many rows of the side files belong to no entry */
static size_t warn_orphans(struct reading *rd)
{
    const struct ofac_rows *prim = &rd->part[OFAC_PART_PRIM];
    size_t count = 0;
    for (unsigned p = OFAC_PART_ALT; p < OFAC_PART_COUNT; p++) {
        const struct ofac_rows *rows = &rd->part[p];
        size_t at = 0; /* both are sorted */
        for (size_t i = 0; i < rows->count; i++) {
            char number[16];
            struct buf text = { .data = number, .room = sizeof number, .cap = sizeof number };
            while (at < prim->count && prim->row[at].entry < rows->row[i].entry) at++;
            if (at < prim->count && prim->row[at].entry == rows->row[i].entry) continue;
            count++;
            rd->moved.orphans[p]++;
            buf_add_u64(&text, rows->row[i].entry);
            list_warn(rd->report, rows->file->name, rows->row[i].line, buf_str(&text),
                      "the %.*s row belongs to no entry; is the file of another edition?",
                      STR_ARG(ofac_part_name((enum ofac_part)p)));
        }
    }
    return count;
}

/* Whatever takes the end marks off, as a conversion does, takes them off all files; a broken
 * transfer takes off one. */
static void check_marks(struct reading *rd)
{
    const struct ofac_rows *lacks = NULL;
    bool has_one = rd->has_bare; /* which is nothing but a mark */
    for (unsigned p = OFAC_PART_PRIM; p < OFAC_PART_COUNT; p++) {
        if (!rd->part[p].file) continue;
        has_one = has_one || rd->part[p].has_mark;
        if (!rd->part[p].has_mark && !lacks) lacks = &rd->part[p];
    }
    if (has_one && lacks)
        list_doubt(rd->report, "'%.*s' lacks the end mark (0x1A) that other files have, as if cut "
                   "behind line %u", STR_ARG(lacks->file->name), lacks->last_line);
}

/* Neither sign alone proves a cut between two rows; both together do. */
static cordon_status check_orphans(struct reading *rd, struct cordon_error *err)
{
    const struct ofac_rows *prim = &rd->part[OFAC_PART_PRIM];
    size_t orphans = warn_orphans(rd);
    if (!orphans || prim->has_mark) return CORDON_OK;
    return error_at(err, CORDON_REFUSED, prim->file->name, prim->last_line, 0,
                    "the file was cut: OFAC's end mark (0x1A) is missing, and %zu row%s of the other "
                    "files belong%s to no entry; fetch it again",
                    orphans, orphans == 1 ? "" : "s", orphans == 1 ? "s" : "");
}

/* --- one entry ------------------------------------------------------------------------------ */

static void add(struct reading *rd, enum ftm_prop prop, str value, struct entity_src src)
{
    entity_add_subject(rd->b, prop, value, STR_EMPTY, src);
}

static enum ftm_schema count_schema(struct reading *rd, str type)
{
    struct list_report *r = rd->report;
    r->entries++;
    if (str_eq_nocase(type, STR("individual"))) {
        r->persons++;
        return FTM_SCHEMA_PERSON;
    }
    if (str_eq_nocase(type, STR("vessel"))) {
        r->vessels++;
        return FTM_SCHEMA_VESSEL;
    }
    if (str_eq_nocase(type, STR("aircraft"))) {
        r->aircraft++;
        return FTM_SCHEMA_AIRPLANE;
    }
    if (type.len == 0 || str_eq_nocase(type, STR("entity"))) {
        r->organizations++;
        return FTM_SCHEMA_ORGANIZATION;
    }
    r->others++;
    return FTM_SCHEMA_LEGAL_ENTITY;
}

/* "LAST, First Middle" stays the name; the parts are given beside it. */
static void add_name(struct reading *rd, str name, bool is_person, struct entity_src src)
{
    size_t comma = str_find(name, STR(", "), 0);
    add(rd, FTM_PROP_NAME, name, src);
    if (!is_person || comma == SIZE_MAX) return;
    add(rd, FTM_PROP_LAST_NAME, str_sub(name, 0, comma), src);
    add(rd, FTM_PROP_FIRST_NAME, str_from(name, comma + 2), src);
}

static void add_titles(struct reading *rd, str titles, bool is_person, struct entity_src src)
{
    while (titles.len) {
        size_t end = str_find(titles, STR("; "), 0);
        if (end == SIZE_MAX) end = titles.len;
        add(rd, is_person ? FTM_PROP_POSITION : FTM_PROP_NOTES, str_sub(titles, 0, end), src);
        titles = str_from(titles, end + 2);
    }
}

static void add_vessel_part(struct reading *rd, str label, size_t column, str entry,
                            struct entity_src src)
{
    str value = ofac_cell(&rd->cells, column);
    if (value.len == 0) return;
    ofac_add_labelled(rd->b, rd->report, rd->part[OFAC_PART_PRIM].file->name, entry, label, value,
                      STR_EMPTY, STR_EMPTY, STR_EMPTY, src);
}

/* "318,000" is 318000. */
static void add_tonnage(struct reading *rd, enum ftm_prop prop, size_t column,
                        struct entity_src src)
{
    str value = ofac_cell(&rd->cells, column), part;
    if (value.len == 0) return;
    buf_reset(&rd->text);
    while (str_next(&value, ',', &part)) buf_add(&rd->text, part);
    if (!rd->text.failed) add(rd, prop, buf_str(&rd->text), src);
}

static void add_vessel(struct reading *rd, str entry, struct entity_src src)
{
    bool is_vessel = ftm_schema_is(entity_subject_schema(rd->b), FTM_SCHEMA_VESSEL);
    add_vessel_part(rd, STR("Vessel Call Sign"), SDN_CALL_SIGN, entry, src);
    add_vessel_part(rd, STR("Vessel Type"), SDN_VESSEL_TYPE, entry, src);
    add_vessel_part(rd, STR("Vessel Flag"), SDN_FLAG, entry, src);
    add_vessel_part(rd, STR("Vessel Owner"), SDN_OWNER, entry, src);
    if (!is_vessel) return;
    add_tonnage(rd, FTM_PROP_TONNAGE, SDN_TONNAGE, src);
    add_tonnage(rd, FTM_PROP_GROSS_REGISTERED_TONNAGE, SDN_GRT, src);
}

static struct entity_src src_of(const struct ofac_rows *rows, const struct ofac_row *row)
{
    return (struct entity_src){ rows->number, row->line };
}

static void add_alias(struct reading *rd, str entry, struct entity_src src)
{
    str type = ofac_cell(&rd->cells, ALT_TYPE), name = ofac_cell(&rd->cells, ALT_NAME);
    str file = rd->part[OFAC_PART_ALT].file->name;
    bool is_former = str_eq_nocase(type, STR("fka"));
    bool is_alias = str_eq_nocase(type, STR("aka")) || str_eq_nocase(type, STR("nka"));
    if (name.len == 0 || (!is_former && !is_alias)) rd->moved.aliases++;
    if (name.len == 0) {
        rd->report->empty_aliases++;
        list_warn(rd->report, file, src.line, entry, "an alias without a name");
        return;
    }
    if (!is_former && !is_alias)
        list_warn(rd->report, file, src.line, entry,
                  "alias type '%.*s' is not known; taken as aka", STR_ARG(type));
    rd->report->aliases++;
    add(rd, is_former ? FTM_PROP_PREVIOUS_NAME : FTM_PROP_ALIAS, name, src);
}

static void add_address(struct reading *rd, struct entity_src src)
{
    static const size_t parts[] = { ADD_STREET, ADD_CITY, ADD_COUNTRY };
    str country = ofac_cell(&rd->cells, ADD_COUNTRY);
    buf_reset(&rd->text);
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        str part = ofac_cell(&rd->cells, parts[i]);
        if (part.len && rd->text.len) buf_add(&rd->text, STR(", "));
        buf_add(&rd->text, part);
    }
    str remarks = ofac_cell(&rd->cells, ADD_REMARKS); /* always empty in practice; never a note of the
                                                         party, which only this file would carry */
    if (remarks.len) {
        buf_add(&rd->text, rd->text.len ? STR(" (") : STR("("));
        buf_add(&rd->text, remarks);
        buf_add_byte(&rd->text, ')');
    }
    rd->report->addresses++;
    if (!rd->text.failed) add(rd, FTM_PROP_ADDRESS, buf_str(&rd->text), src);
    add(rd, FTM_PROP_COUNTRY, list_country(country), src);
}

/* The next comment; where it begins is kept. */
static void add_comment(struct reading *rd, struct entity_src src)
{
    str file = rd->part[OFAC_PART_COMMENTS].file->name;
    rd->seams[rd->seam_count++] = (struct ofac_seam){ rd->text.len, file, src };
    buf_add(&rd->text, rd->cells.cell[COMMENTS_TEXT]);
}

/* Room for the places where each comment of the entry begins. */
static bool make_seams(struct reading *rd, uint32_t number)
{
    const struct ofac_rows *rows = &rd->part[OFAC_PART_COMMENTS];
    size_t i = ofac_rows_find(rows, number), count = 0;
    while (i + count < rows->count && rows->row[i + count].entry == number) count++;
    rd->seam_count = 0;
    rd->seams = count ? arena_calloc(&rd->arena, count, sizeof *rd->seams) : NULL;
    return count && rd->seams;
}

/* All rows of one part that belong to the entry. Entries and rows both come in order. */
static void add_rows(struct reading *rd, enum ofac_part part, uint32_t number, str entry)
{
    const struct ofac_rows *rows = &rd->part[part];
    size_t i = rd->at[part];
    while (i < rows->count && rows->row[i].entry < number) i++; /* orphans, warned about */
    for (; i < rows->count && rows->row[i].entry == number; i++) {
        struct entity_src src = src_of(rows, &rows->row[i]);
        sha_add(&rd->sha, rows->row[i].raw);
        ofac_row_cells(&rows->row[i], &rd->cells, &rd->arena);
        if (part == OFAC_PART_ALT) add_alias(rd, entry, src);
        if (part == OFAC_PART_ADD) add_address(rd, src);
        if (part == OFAC_PART_COMMENTS) add_comment(rd, src);
    }
    rd->at[part] = i;
}

static size_t characters(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) count += ((unsigned char)s.data[i] & 0xC0) != 0x80;
    return count;
}

/* Remarks and their comments as one text, in rd->text. The cell is taken as it stands: a blank at
 * its end belongs to the text that goes on in the comments. */
static bool join_remarks(struct reading *rd, str cell, uint32_t number, str entry,
                         struct entity_src src)
{
    if (str_eq(str_trim(cell), STR("-0-"))) cell = STR_EMPTY;
    bool is_full = cell.len >= REMARKS_LEN && characters(cell) == REMARKS_LEN;
    buf_reset(&rd->text);
    buf_add(&rd->text, cell);
    if (make_seams(rd, number)) add_rows(rd, OFAC_PART_COMMENTS, number, entry);
    bool goes_on = rd->text.len > cell.len;
    if (goes_on && !is_full)
        list_warn(rd->report, rd->part[OFAC_PART_PRIM].file->name, src.line, entry,
                  "comments go on behind remarks that are not full; are the files of one edition?");
    return is_full && !goes_on;
}

/* DPRK entries are counted from the tags, as they are marked. */
static bool is_dprk(str tags)
{
    str tag;
    while (ofac_program_next(&tags, &tag))
        if (ofac_program_is_dprk(tag)) return true;
    return false;
}

static void count_moved(struct reading *rd, enum ftm_schema schema)
{
    bool is_hull = schema == FTM_SCHEMA_VESSEL || schema == FTM_SCHEMA_AIRPLANE, has_part = false;
    for (size_t c = SDN_CALL_SIGN; c <= SDN_OWNER; c++) has_part |= ofac_cell(&rd->cells, c).len != 0;
    rd->moved.programs += ofac_cell(&rd->cells, SDN_PROGRAM).len == 0;
    rd->moved.hulls += !is_hull && has_part;
    uint64_t name = str_hash(ofac_cell(&rd->cells, SDN_NAME));
    rd->moved.twins += name == rd->moved.name;
    rd->moved.name = name;
}

static void doubt_moved(struct reading *rd, enum ofac_part part, size_t odd, const char *what)
{
    const struct ofac_rows *rows = &rd->part[part];
    if (rows->count < MOVED_ROWS_MIN || odd * 10 < rows->count) return;
    list_doubt(rd->report, "%.*s: %zu of %zu rows %s: its columns may have moved", STR_ARG(rows->file->name),
               odd, rows->count, what);
}

static void judge_moved(struct reading *rd)
{
    const struct moved *m = &rd->moved;
    list_judge(rd->report);
    doubt_moved(rd, OFAC_PART_PRIM, m->programs, "have no programme");
    doubt_moved(rd, OFAC_PART_PRIM, m->hulls, "are no vessel and have a part of one");
    doubt_moved(rd, OFAC_PART_PRIM, m->twins, "have the name of the row before");
    doubt_moved(rd, OFAC_PART_ALT, m->aliases, "have no name, or a type that is not known");
    doubt_moved(rd, OFAC_PART_ALT, m->orphans[OFAC_PART_ALT], "belong to no entry");
    doubt_moved(rd, OFAC_PART_ADD, m->orphans[OFAC_PART_ADD], "belong to no entry");
}

static void add_entry(struct reading *rd, const struct ofac_row *row)
{
    const struct ofac_rows *prim = &rd->part[OFAC_PART_PRIM];
    struct entity_src src = src_of(prim, row);
    struct csv_reader *c = &rd->cells;
    uint8_t digest[SHA_LEN];

    ofac_row_cells(row, c, &rd->arena);
    str name = ofac_cell(c, SDN_NAME), type = ofac_cell(c, SDN_TYPE);
    str program = ofac_cell(c, SDN_PROGRAM), title = ofac_cell(c, SDN_TITLE);
    str remarks = c->count > SDN_REMARKS ? c->cell[SDN_REMARKS] : STR_EMPTY;
    buf_reset(&rd->id);
    buf_add(&rd->id, rd->source);
    buf_add_byte(&rd->id, '-');
    buf_add_u64(&rd->id, row->entry);
    str id = buf_str(&rd->id), entry = str_from(id, rd->source.len + 1);
    enum ftm_schema schema = count_schema(rd, type);
    if (schema == FTM_SCHEMA_LEGAL_ENTITY)
        list_strange_type(rd->report, prim->file->name, row->line, entry, type);
    count_moved(rd, schema);
    entity_begin(rd->b, schema, id, entry, src);
    add_name(rd, name, schema == FTM_SCHEMA_PERSON, src);
    add(rd, FTM_PROP_TOPICS, STR("sanction"), src);
    add_titles(rd, title, schema == FTM_SCHEMA_PERSON, src);
    add_vessel(rd, entry, src);
    ofac_add_programs(rd->b, program, src);
    if (is_dprk(program)) rd->report->dprk_entries++;
    sha_init(&rd->sha);
    sha_add(&rd->sha, row->raw);
    add_rows(rd, OFAC_PART_ALT, row->entry, entry);
    add_rows(rd, OFAC_PART_ADD, row->entry, entry);
    bool is_cut = join_remarks(rd, remarks, row->entry, entry, src);
    if (is_cut) entity_mark_cut(rd->b);
    struct ofac_hints hints = { .title = title, .seams = rd->seams, .seam_count = rd->seam_count,
                                .find = ofac_names_find, .names = &rd->names };
    uint32_t wallets = rd->report->wallet_mentions;
    ofac_remarks_with(rd->b, rd->report, prim->file->name, entry, buf_str(&rd->text), is_cut, src,
                      &hints);
    if (rd->report->wallet_mentions > wallets) rd->report->wallet_entries++;
    sha_end(&rd->sha, digest);
    entity_row_hash(rd->b, digest);
}

static cordon_status memory_status(const struct reading *rd, struct cordon_error *err)
{
    if (rd->text.over)
        return error_set(err, CORDON_LIMIT, "the remarks of one entry are longer than %d bytes",
                         REMARKS_JOINED_MAX);
    if (rd->text.failed || rd->id.failed || rd->arena.failed || rd->keep.failed ||
        rd->report->arena->failed)
        return error_nomem(err);
    return CORDON_OK;
}

static cordon_status add_entries(struct reading *rd, struct cordon_error *err)
{
    const struct ofac_rows *prim = &rd->part[OFAC_PART_PRIM];
    for (size_t i = 0; i < prim->count; i++) {
        arena_reset(&rd->arena);
        add_entry(rd, &prim->row[i]);
        cordon_status st = memory_status(rd, err);
        if (!st) st = entity_build_status(rd->b, err);
        if (!st) continue;
        if (err && !err->line) err->line = prim->row[i].line;
        error_in_file(err, prim->file->name);
        return st;
    }
    return CORDON_OK;
}

/* --- the format ----------------------------------------------------------------------------- */

static bool recognise(const struct list_file *file)
{
    return ofac_part_of(file->bytes) != OFAC_PART_NONE;
}

static cordon_status read_edition(str source, const struct list_file *files, size_t count,
                                  struct entity_build *b, struct list_report *report,
                                  struct cordon_error *err)
{
    struct reading *rd = mem_calloc(1, sizeof *rd);
    cordon_status st;
    if (!rd) return error_nomem(err);
    *rd = (struct reading){ .source = source, .names = { .source = source }, .b = b, .report = report,
                            .id = BUF_INIT(4096), .text = BUF_INIT(REMARKS_JOINED_MAX) };
    arena_init(&rd->arena, 64u << 20);
    arena_init(&rd->keep, 64u << 20);

    st = take_files(rd, files, count, err);
    if (st) goto done;
    st = read_files(rd, err);
    if (st) goto done;
    st = check_unique(rd, err);
    if (st) goto done;
    st = index_names(rd, err);
    if (st) goto done;
    warn_missing_files(rd);
    check_marks(rd);
    st = check_orphans(rd, err);
    if (st) goto done;
    st = add_entries(rd, err);
    judge_moved(rd);
done:
    for (unsigned p = 0; p < OFAC_PART_COUNT; p++) ofac_rows_release(&rd->part[p]);
    ofac_names_release(&rd->names);
    buf_release(&rd->id);
    buf_release(&rd->text);
    arena_release(&rd->arena);
    arena_release(&rd->keep);
    mem_free(rd);
    return st;
}

const struct list_format list_ofac_csv = {
    .id = "ofac_csv",
    .recognise = recognise,
    .read = read_edition,
};
