/*
 * Japan's list of parties whose assets are frozen, as a workbook (a sheet a category, headings that
 * differ between them) and as CSV (one table).
 *
 *   sheet "14.北朝鮮(決議1718号等；団体)"        区分 14
 *   告示日付    告示番号  日本語表記  英語表記       告示番号  氏名（日本語）
 *   2009.5.22  *1        コリア・…  Korea …        → entry 14-1
 *   2011.11.18削除  2                              a removed entry: only its number is left
 *   2016.12.9  2(*39)    …                         also named as 14-39, in another category
 *
 * src: mof-japan (docs/sources.md)
 */
#include "list/jp_list.h"
#include "list/paper.h"
#include "list/table_sheet.h"

#include "base/num.h"

enum { HEAD_ROWS = 12 };

/* In English: category, number, day of notice, number in the notice, person or body, name, other
 * names, former names, names that do not identify well, titles, posts, birth, birthplace,
 * nationality, passport, identity paper, address, telephone, UN number and day, grounds, details,
 * other, text of the foreign ministry's notice. */
#define JP_COLUMNS(is_csv)                                                                        \
    [KUBUN] = { "区分", is_csv }, [NO] = { "番号", is_csv }, [NOTICE_DAY] = { "告示日付", false },  \
    [NOTICE_NO] = { "告示番号", true }, [KIND] = { "個人・団体", false },                          \
    [NAME_JA] = { "日本語表記|氏名（日本語）", true }, [NAME_EN] = { "英語表記|氏名（英語）", true }, \
    [AKA] = { "別名|別称|別名・別称|別称・別名|別称・旧称|確定可能な別名", false },                 \
    [AKA_JA] = { "別名・別称（日本語）", false }, [AKA_EN] = { "別名・別称（英語）", false },       \
    [FKA] = { "旧称|旧称・以前の呼称|以前の別名|過去の別名", false },                              \
    [FKA_JA] = { "旧称（日本語）", false }, [FKA_EN] = { "旧称（英語）", false },                  \
    [WEAK] = { "確定に十分でない別名", false },                                                   \
    [WEAK_JA] = { "確定に十分でない別名（日本語）", false },                                       \
    [WEAK_EN] = { "確定に十分でない別名（英語）", false }, [TITLE] = { "称号|肩書", false },        \
    [TITLE_JA] = { "称号（日本語）", false }, [TITLE_EN] = { "称号（英語）", false },              \
    [ROLE] = { "役職|肩書等", false }, [ROLE_JA] = { "役職（日本語）", false },                    \
    [ROLE_EN] = { "役職（英語）", false }, [BORN] = { "生年月日", false },                         \
    [BORN_BOTH] = { "生年月日・出生地", false }, [PLACE] = { "出生地|出生地・出身地", false },      \
    [PLACE_JA] = { "出生地（日本語）", false }, [PLACE_EN] = { "出生地（英語）", false },          \
    [NATION] = { "国籍", false }, [NATION_JA] = { "国籍（日本語）", false },                       \
    [NATION_EN] = { "国籍（英語）", false }, [PASSPORT] = { "旅券番号", false },                   \
    [PAPER] = { "身分証番号|ID番号|身分登録番号", false },                                         \
    [ADDRESS] = { "住所・所在地|所在地|住所|住所等|活動地域・住所|所在地・住所登録された事務所の住所", \
                  false },                                                                        \
    [COUNTRY_JA] = { "住所・所在地（国）（日本語）", false },                                      \
    [CITY_JA] = { "住所・所在地（都市その他の情報）（日本語）", false },                            \
    [COUNTRY_EN] = { "住所・所在地（国）（英語）", false },                                        \
    [CITY_EN] = { "住所・所在地（都市その他の情報）（英語）", false },                              \
    [PHONE] = { "電話|電話番号", false }, [FAX] = { "FAX|FAX番号", false },                       \
    [UN_NUMBER] = { "国連参照番号", false },                                                      \
    [UN_DAY] = { "リスト掲載日|国連制裁委員会による指定日|国連制裁員会による指定日", false },        \
    [BASIS] = { "決議1483上の根拠|指定の根拠", false }, [DETAIL] = { "詳細", false },              \
    [OTHER] = { "その他の情報", false }, [NOTICE_TEXT] = { "外務省告示情報", false }

/* --- the entry ------------------------------------------------------------------------------- */


/* Person or body: as the row says, the category, or the cells that only people have. */
static enum ftm_schema schema_of(const struct jp *j, const struct table_row *row, str title,
                                 bool *ret_is_known)
{
    str kind = table_cell(row, KIND);
    (void)j;
    *ret_is_known = true;
    if (kind.len) {
        if (jp_holds(kind, "個人")) return FTM_SCHEMA_PERSON;
        if (jp_holds(kind, "団体")) return FTM_SCHEMA_ORGANIZATION;
        if (jp_holds(kind, "船舶")) return FTM_SCHEMA_VESSEL;
        *ret_is_known = false;
        return FTM_SCHEMA_LEGAL_ENTITY;
    }
    if (jp_holds(title, "個人")) return FTM_SCHEMA_PERSON;
    if (jp_holds(title, "団体") || jp_holds(title, "銀行")) return FTM_SCHEMA_ORGANIZATION;
    if (jp_has_cell(row, TITLE, NATION_EN) || table_cell(row, PASSPORT).len ||
        jp_holds(table_cell(row, OTHER), "生年月日"))
        return FTM_SCHEMA_PERSON;
    return FTM_SCHEMA_ORGANIZATION;
}

/* The UN's numbers, wherever they stand in a cell. */
static void put_un_numbers(struct jp *j, str cell, struct entity_src src)
{
    str s = jp_narrow(cell, &j->row), number;
    for (size_t at = 0; (number = un_number_find(s, &at)).len;)
        entry_child_put(&j->e, FTM_PROP_UNSC_ID, number, src);
}

/* A day as FtM writes it; "" when it is none. */
static str iso_day(struct jp *j, str text)
{
    struct buf out = BUF_INIT(64);
    str date = jp_date(text, &j->row);
    str day = date.len && list_date(date, &out) ? arena_str(&j->row, buf_str(&out)) : STR_EMPTY;
    if (out.failed) j->row.failed = true;
    buf_release(&out);
    return day;
}

/* 告示日付: the day of the notice, then one a line of each revision. */
static void put_sanction(struct jp *j, const struct table_row *row, str title, bool is_dprk)
{
    struct entity_src src = table_src(row);
    str rest = jp_narrow(table_cell(row, NOTICE_DAY), &j->row), line = STR_EMPTY;
    str_next(&rest, '\n', &line);
    entry_sanction(&j->e, STR("Japan, Ministry of Finance"), title, is_dprk,
                   jp_date(line, &j->row), src);
    while (rest.data && str_next(&rest, '\n', &line)) {
        size_t cut = str_find(line, STR("改訂"), 0); /* revised */
        entry_child_put(&j->e, FTM_PROP_MODIFIED_AT,
                        iso_day(j, str_sub(line, 0, cut == SIZE_MAX ? line.len : cut)), src);
    }
    put_un_numbers(j, table_cell(row, UN_NUMBER), src);
    put_un_numbers(j, table_cell(row, OTHER), src);
    entry_child_put(&j->e, FTM_PROP_REASON, table_cell(row, BASIS), src);
    entry_put(&j->e, FTM_PROP_TOPICS, STR("sanction"), src);
}

/* The party's row in another category. */
static void put_other_row(struct jp *j, unsigned category, unsigned mark, struct entity_src src)
{
    unsigned other = mark ? jp_other_category(category) : 0;
    if (!mark) return;
    if (!other) {
        entry_warn(&j->e, src, "the mark of number %u names a row of no known category", mark);
        return;
    }
    *jp_seen(j, other, mark) |= JP_SEEN_NAMED;
    entity_child(j->e.b, FTM_SCHEMA_UNKNOWN_LINK, src);
    entry_child_put(&j->e, FTM_PROP_ROLE, STR("the same party in another category"), src);
    entry_child_put(&j->e, FTM_PROP_OBJECT,
                    arena_printf(&j->row, "%.*s-%u-%u", STR_ARG(j->e.source), other, mark), src);
}

static cordon_status read_row(struct jp *j, const struct table_entry *t,
                              const struct table_row *row, struct cordon_error *err)
{
    unsigned category = j->category, number = 0, first = 0, mark = 0;
    struct entity_src src = table_src(row);
    bool is_known;
    if (!jp_has_cell(row, NAME_JA, NAME_EN)) {
        j->removed++;
        return CORDON_OK;
    }
    bool is_number = jp_read_number(j, table_cell(row, NOTICE_NO), &first, &mark);
    bool is_category = category || jp_read_category(j, row, &category, &number);
    if (j->row.failed) return error_nomem(err);
    if (!is_category)
        return error_at(err, CORDON_SYNTAX, t->file, row->line, 0,
                        "区分 '%.*s' and 番号 '%.*s' are no numbers; have the columns moved?",
                        STR_ARG(table_cell(row, KUBUN)), STR_ARG(table_cell(row, NO)));
    if (!is_number && !number)
        return error_at(err, CORDON_SYNTAX, t->file, row->line, 0,
                        "告示番号 '%.*s' is no number; have the columns moved?",
                        STR_ARG(table_cell(row, NOTICE_NO)));
    if (!number) number = first;
    str title = j->category ? j->title : jp_category_title(category);
    enum ftm_schema schema = schema_of(j, row, title, &is_known);
    cordon_status st = table_begin(&j->e, t, schema,
                                   arena_printf(&j->row, "%u-%u", category, number), err);
    if (st) return st;
    *jp_seen(j, category, number) |= JP_SEEN_ENTRY;
    if (!is_known)
        entry_warn(&j->e, src, "'%.*s' is no known sort of party; the entry is kept",
                   STR_ARG(table_cell(row, KIND)));
    put_sanction(j, row, title, jp_holds(title, "北朝鮮")); /* North Korea */
    jp_put_fields(j, row);
    put_other_row(j, category, mark, src);
    return j->row.failed ? error_nomem(err) : entry_end(&j->e, err);
}

static cordon_status take(void *ctx, const struct table_entry *t, struct cordon_error *err)
{
    struct jp *j = ctx;
    arena_reset(&j->row);
    return read_row(j, t, &t->row[0], err);
}

/* --- the files ------------------------------------------------------------------------------- */

static const struct table_column columns_csv[] = { JP_COLUMNS(true) };
static const struct table_column columns_xlsx[] = { JP_COLUMNS(false) };
/* The workbook's sheets have columns of their own each. */
static const struct table_carry carries_csv[] = {
    { NOTICE_DAY, FTM_PROP_LISTING_DATE }, { BORN, FTM_PROP_NONE }, { NATION_JA, FTM_PROP_NATIONALITY },
    { NATION_EN, FTM_PROP_NATIONALITY }, { PASSPORT, FTM_PROP_PASSPORT_NUMBER }, { PAPER, FTM_PROP_ID_NUMBER },
    { UN_NUMBER, FTM_PROP_UNSC_ID }, { OTHER, FTM_PROP_NOTES }, { OTHER, FTM_PROP_SWIFT_BIC },
};
static const struct table_plan plan_csv = { .title = "the list of asset freezes",
                                            .columns = columns_csv, .count = COLUMNS,
                                            .key = TABLE_NO_KEY, .sep = ',', .is_loose = true,
                                            .carries = carries_csv,
                                            .carry_count = COUNT_OF(carries_csv), .take = take };
static const struct table_plan plan_xlsx = { .title = "the list of asset freezes",
                                             .columns = columns_xlsx, .count = COLUMNS,
                                             .key = TABLE_NO_KEY, .is_loose = true,
                                             .head_rows = HEAD_ROWS, .take = take };

static cordon_status begin_file(struct jp *j, str source, const struct list_file *file, size_t count,
                                struct entity_build *b, struct list_report *report,
                                struct cordon_error *err)
{
    *j = (struct jp){ .file = file, .report = report };
    arena_init(&j->scratch, 16u << 20);
    arena_init(&j->row, 16u << 20);
    arena_init(&j->keep, 16u << 20);
    if (count != 1)
        return error_set(err, CORDON_ARGUMENT, "the list is one file; %zu were given", count);
    j->e = entry_writer(source, file->name, b, report, &j->scratch);
    j->pieces = arena_alloc(&j->keep, sizeof *j->pieces);
    j->seen = arena_calloc(&j->keep, JP_SEEN_SLOTS, 1);
    if (!j->pieces || !j->seen) return error_nomem(err);
    report->edition = table_name_date(file->name, "shisantouketsu", report->arena);
    return report->arena->failed ? error_nomem(err) : CORDON_OK;
}

static cordon_status end_file(struct jp *j, cordon_status st, struct cordon_error *err)
{
    j->e.file = j->file->name;
    if (!st) st = entry_finish(&j->e, err);
    if (!st) jp_check_marks(j);
    if (!st && j->removed)
        list_warn(j->report, j->file->name, 0, STR_EMPTY,
                  "%u rows without a name passed over: entries that were removed", j->removed);
    if (!st && j->report->arena->failed) st = error_nomem(err);
    if (st) error_in_file(err, j->file->name);
    arena_release(&j->keep);
    arena_release(&j->row);
    arena_release(&j->scratch);
    return st;
}

static bool recognise_csv(const struct list_file *file)
{
    return table_recognise(&plan_csv, file);
}

static cordon_status read_csv(str source, const struct list_file *files, size_t count,
                              struct entity_build *b, struct list_report *report,
                              struct cordon_error *err)
{
    struct jp j;
    cordon_status st = begin_file(&j, source, files, count, b, report, err);
    if (!st) st = table_csv(&plan_csv, files, &j, report, err);
    return end_file(&j, st, err);
}

/* "14.北朝鮮(…)": the category and its title; false for a sheet that is none. */
static bool sheet_category(str name, unsigned *ret_category, str *ret_title)
{
    uint64_t n = 0;
    size_t dot = str_index(name, '.');
    if (!num_parse_u64(str_trim(str_sub(name, 0, dot)), JP_CATEGORIES_MAX, &n) || n == 0) return false;
    *ret_category = (unsigned)n;
    *ret_title = str_trim(str_from(name, dot + 1));
    return dot < name.len;
}

static cordon_status read_sheet(struct jp *j, struct sheet_book *book, size_t sheet,
                                struct cordon_error *err)
{
    str name = sheet_book_at(book, sheet).name;
    if (!sheet_category(name, &j->category, &j->title)) {
        if (!jp_holds(name, "一覧")) /* contents */
            list_doubt(j->report, "sheet '%.*s' is passed over: its name is no category's",
                       (int)str_sub(name, 0, 120).len, name.data);
        return CORDON_OK;
    }
    if (jp_is_lifted(j->title)) {
        list_warn(j->report, j->file->name, 0, STR_EMPTY,
                  "sheet '%.*s' holds measures that were lifted; passed over", STR_ARG(name));
        return CORDON_OK;
    }
    str where = arena_printf(&j->keep, "%.*s, sheet '%.*s'", STR_ARG(j->file->name), STR_ARG(name));
    uint32_t before = j->report->entries;
    if (j->keep.failed) return error_nomem(err);
    j->e.file = where;
    cordon_status st = table_sheet(&plan_xlsx, book, sheet, where, j, j->report, err);
    if (!st && j->report->entries == before)
        list_warn(j->report, j->file->name, 0, STR_EMPTY, "sheet '%.*s' holds no entry",
                  STR_ARG(name));
    return st;
}

static cordon_status read_xlsx(str source, const struct list_file *files, size_t count,
                               struct entity_build *b, struct list_report *report,
                               struct cordon_error *err)
{
    struct jp j;
    struct sheet_book *book = NULL;
    cordon_status st = begin_file(&j, source, files, count, b, report, err);
    if (!st) st = table_book_open(files, &book, err);
    if (!st && report->edition.len == 0) report->edition = table_book_date(book, report->arena);
    for (size_t i = 0; !st && i < sheet_book_count(book); i++) st = read_sheet(&j, book, i, err);
    sheet_book_close(book);
    return end_file(&j, st, err);
}

const struct list_format list_jp_csv = { "jp_csv", recognise_csv, read_csv };
const struct list_format list_jp_xlsx = { "jp_xlsx", table_book_recognise, read_xlsx };
