/* list/au_list: Australia's list as workbook and as CSV, made-up; the real one's entries in its form. */
#include "tests/gunzip.h"
#include "tests/imported.h"
#include "tests/sheet_rows.h"

#include "base/json.h"
#include "base/num.h"

#define HEAD                                                                                      \
    "Reference\tName of Individual or Entity\tType\tName Type\tAlias Strength\tDate of Birth\t"    \
    "Place of Birth\tCitizenship\tAddress\tAdditional Information\tListing Information\tIMO Number\t" \
    "Committees\tControl Date\tInstrument of Designation\tTargeted Financial Sanction\tTravel Ban\t" \
    "Arms Embargo\tMaritime Restriction"

static const char rows[] = HEAD
    "\n=7\tRei Bon IN\tIndividual\tPrimary Name\t\ta) 27/04/1941\xC2\xA0 b) circa 1942 c) 8/1943\tPyongyang, DPRK\tDPRK\t"
    "a) Example Street 1, Pyongyang, DPRK b) Example Road, Dalian, China\t"
    "KPi.999. Passport no: DPRK number X000001, issued in 2010. Made up & harmless.\t"
    "Listed by the UN1718 committee on 24 Apr. 2009\t\t1718 (DPRK)\t@46073\tExample Regulations 2008\t"
    "Yes\tYes\tNo\tNo"
    "\n7a\tRe Bon In\tIndividual\tAlias\tStrong\ta) 27/04/1941 b) circa 1942\tPyongyang, DPRK\tDPRK\t\tx\t\t\t"
    "1718 (DPRK)\t@46073\t\tYes\tYes\tNo\tNo"
    "\n7b\tNIMO\tIndividual\tAlias\tWeak\t\t\t\t\t\t\t\t1718 (DPRK)\t\t\t\t\t\t"
    "\n7c\t예시\tIndividual\tOriginal Script\t\t\t\t\t\t\t\t\t1718 (DPRK)\t\t\t\t\t\t"
    "\n=8\tEXAMPLE SKIES\tVessel\tPrimary Name\t\t\t\t\t\tPrevious names include ASHER\t"
    "Designated as a sanctioned vessel\t=1234567\tAutonomous (Vessels)\t@46073\tExample 2025\tfalse\tfalse\tfalse\ttrue"
    "\n=9\tExample Trading\tEntity\tPrimary Name\t\t\t\t\tDPRK\t\t\t\tAutonomous (DPRK)\t01/12/2023\t\ttrue\t\t\t"
    "\n=10\tExample Thing\tMachine\tPrimary Name\t\t18/08/1962 03/09/1962\t\t\t\t\t\t\tAutonomous (Syria)\t\t\t\t\t\t";

static void import_rows(struct imported *i, const char *text, const char *modified)
{
    struct sheet_rows sheets[] = { { "Notes", "Read me" }, { "Consolidated List", text } };
    str bytes = sheet_rows_make(sheets, 2, modified);
    import_text(i, &list_au_xlsx, "au_dfat", bytes);
    free((void *)(uintptr_t)bytes.data);
}

static void add_cell(struct buf *out, str s)
{
    buf_add_byte(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] == '"') buf_add_byte(out, '"');
        buf_add_byte(out, s.data[i]);
    }
    buf_add_byte(out, '"');
}

/* The same rows as CSV: numbers without their sign, the date as a program would write it. */
static void write_csv(struct buf *out, const char *text)
{
    str rest = str_c(text), line, cell;
    while (str_next(&rest, '\n', &line)) {
        for (size_t c = 0; str_next(&line, '\t', &cell); c++) {
            bool is_number = cell.len && (cell.data[0] == '=' || cell.data[0] == '@');
            if (c) buf_add_byte(out, ',');
            if (str_eq(cell, STR("@46073")))
                add_cell(out, STR("20/02/2026"));
            else
                add_cell(out, is_number ? str_from(cell, 1) : cell);
        }
        buf_add(out, STR("\r\n"));
    }
}

static void check(struct imported *i)
{
    assert_string_equal(i->err.message, "");
    assert_int_equal(i->st, CORDON_OK);
    assert_int_equal(i->report.entries, 4);
    assert_int_equal(i->report.persons, 1);
    assert_int_equal(i->report.vessels, 1);
    assert_int_equal(i->report.others, 1);
    assert_int_equal(i->report.dprk_entries, 2);
    assert_int_equal(i->report.warning_count, 1);
    struct entity e = imported_get(i, "au_dfat-7");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(i, &e, FTM_PROP_NAME), "Rei Bon IN");
    assert_str(imported_values(i, &e, FTM_PROP_ALIAS), "Re Bon In | 예시");
    assert_str(imported_values(i, &e, FTM_PROP_WEAK_ALIAS), "NIMO");
    assert_str(imported_values(i, &e, FTM_PROP_BIRTH_DATE), "1941-04-27 | ~1942 | 1943-08");
    assert_str(imported_values(i, &e, FTM_PROP_BIRTH_COUNTRY), "kp");
    assert_str(imported_values(i, &e, FTM_PROP_NATIONALITY), "kp");
    assert_str(imported_values(i, &e, FTM_PROP_ADDRESS),
               "Example Street 1, Pyongyang, DPRK | Example Road, Dalian, China");
    assert_str(imported_values(i, &e, FTM_PROP_COUNTRY), "kp | cn");
    assert_str(imported_values(i, &e, FTM_PROP_PASSPORT_NUMBER), "X000001");
    struct entity c = imported_child(i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(i, &c, FTM_PROP_PROGRAM), "1718 (DPRK)");
    assert_str(imported_values(i, &c, FTM_PROP_UNSC_ID), "KPi.999");
    assert_str(imported_values(i, &c, FTM_PROP_LISTING_DATE), "2009-04-24");
    assert_str(imported_values(i, &c, FTM_PROP_MODIFIED_AT), "2026-02-20");
    assert_str(imported_values(i, &c, FTM_PROP_PROVISIONS), "Targeted Financial Sanction | Travel Ban");
    e = imported_get(i, "au_dfat-8");
    assert_int_equal(e.schema, FTM_SCHEMA_VESSEL);
    assert_str(imported_values(i, &e, FTM_PROP_IMO_NUMBER), "1234567");
    e = imported_get(i, "au_dfat-10");
    assert_int_equal(e.schema, FTM_SCHEMA_LEGAL_ENTITY);
}

static void both_formats_give_the_same_parties(void **state)
{
    struct imported i;
    struct buf csv = BUF_INIT(1 << 16);
    (void)state;
    import_rows(&i, rows, "2026-08-21T01:02:03Z");
    check(&i);
    assert_str(i.report.edition, "2026-08-21");
    imported_release(&i);
    write_csv(&csv, rows);
    struct list_file f = { STR("list.csv"), buf_str(&csv) };
    assert_true(list_au_csv.recognise(&f));
    import_files(&i, &list_au_csv, "au_dfat", &f, 1);
    check(&i);
    imported_release(&i);
    buf_release(&csv);
}

static void each_number_of_a_note_is_a_paper(void **state)
{
    static const char list[] = HEAD
        "\n=3189\tRyo Example\tIndividual\tPrimary Name\t\t\t\t\t\tOfficial. Passport no.: 199110092; 472220503; 654220197.\t\t\t1718 (DPRK)"
        "\n3189a\tRyo Sample\tIndividual\tAlias\tStrong\t\t\t\t\tPassport no.: 199110092\t\t\t1718 (DPRK)"
        "\n=7793\tPak Example\tIndividual\tPrimary Name\t\t\t\t\t\tPassport 745235023 (North Korea). National ID No. 4720725929 (Iran)\t\t\tAutonomous (DPRK)"
        "\n=2260\tSyr Example\tIndividual\tPrimary Name\t\t\t\t\t\tPassport No.: a) 86449, b) 842781. Tel. 8421234\t\t\tAutonomous (Syria)";
    struct imported i;
    (void)state;
    import_rows(&i, list, NULL);
    assert_string_equal(i.err.message, "");
    struct entity e = imported_get(&i, "au_dfat-3189");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "199110092 | 472220503 | 654220197");
    assert_int_equal(entity_family_end(&i.set, e.row), e.row + 5); /* the party, its designation, three papers */
    e = imported_get(&i, "au_dfat-7793");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "745235023");
    assert_str(imported_values(&i, &e, FTM_PROP_ID_NUMBER), "4720725929");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_PASSPORT, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_COUNTRY), "kp");
    assert_str(imported_values(&i, &c, FTM_PROP_DESCRIPTION), "Passport 745235023 (North Korea).");
    e = imported_get(&i, "au_dfat-2260");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "86449 | 842781");
    imported_release(&i);
}

static void columns_that_are_missing_are_not_removed_values(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_au_csv, "au_dfat",
                STR("Reference,Name of Individual or Entity,Type,Name Type,Date of Birth,"
                    "Additional Information,Committees\r\n1,A,Entity,Primary Name,,,1718 (DPRK)\r\n"));
    assert_int_equal(i.st, CORDON_OK);
    assert_int_equal(i.report.lacks[FTM_PROP_WEAK_ALIAS], 1);
    assert_int_equal(i.report.lacks[FTM_PROP_ADDRESS], 1);
    assert_int_equal(i.report.lacks[FTM_PROP_NAME], 0);
    imported_release(&i);
}

static void refuses_what_moved(void **state)
{
    static const struct { const char *text, *want; } bad[] = {
        { "Ref\tName of Individual or Entity\tType\n1\ta\tEntity", "no header line" },
        { HEAD "\nRei Bon IN\t7\tIndividual\tPrimary Name", "Reference" },
        { HEAD "\n1\tA\tEntity\tPrimary Name\n1a\tB\tVessel\tAlias", "Vessel" },
        { HEAD, "holds no entry" },
    };
    (void)state;
    for (size_t n = 0; n < COUNT_OF(bad); n++) {
        struct imported i;
        import_rows(&i, bad[n].text, NULL);
        if (i.st == CORDON_OK || !strstr(i.err.message, bad[n].want))
            fail_msg("%zu: %d %s", n, (int)i.st, i.err.message);
        imported_release(&i);
    }
}

static void a_cut_anywhere_is_refused_or_told(void **state)
{
    struct buf csv = BUF_INIT(1 << 16);
    (void)state;
    write_csv(&csv, rows);
    import_cut_anywhere(&list_au_csv, "au_dfat", buf_str(&csv), 1, true);
    buf_release(&csv);
}

static void every_failing_allocation_is_told(void **state)
{
    struct sheet_rows sheet = { "List", rows };
    struct buf csv = BUF_INIT(1 << 16);
    str bytes = sheet_rows_make(&sheet, 1, "2026-08-21T01:02:03Z");
    (void)state;
    import_failing(&list_au_xlsx, "au_dfat", bytes);
    write_csv(&csv, rows);
    import_failing(&list_au_csv, "au_dfat", buf_str(&csv));
    buf_release(&csv);
    free((void *)(uintptr_t)bytes.data);
}

/* --- the real entries ------------------------------------------------------------------------ */

enum { VALUES_MAX = 400 };

/* One object of the conversion: its texts by key, and its lists of objects or texts. */
struct converted {
    struct { str key, value; } field[32];
    size_t fields;
    struct { str list, key, value; size_t item; } value[4 * VALUES_MAX];
    size_t values;
};

static void read_item(struct json_reader *r, struct converted *c, str list, size_t item)
{
    enum json_kind kind;
    while ((kind = json_next(r)) == JSON_KEY) {
        str key = r->text;
        if (json_next(r) != JSON_STRING) fail_msg("no text in '%.*s'", STR_ARG(key));
        assert_true(c->values < COUNT_OF(c->value));
        c->value[c->values].list = list;
        c->value[c->values].key = key;
        c->value[c->values].item = item;
        c->value[c->values++].value = r->text;
    }
    assert_int_equal(kind, JSON_OBJECT_END);
}

static void read_object(struct json_reader *r, struct converted *c)
{
    enum json_kind kind;
    while (json_next(r) == JSON_KEY) {
        str key = r->text;
        kind = json_next(r);
        if (kind == JSON_OBJECT) {
            read_object(r, c); /* "sanction" */
        } else if (kind == JSON_STRING) {
            assert_true(c->fields < COUNT_OF(c->field));
            c->field[c->fields].key = key;
            c->field[c->fields++].value = r->text;
        } else {
            assert_int_equal(kind, JSON_ARRAY);
            for (size_t item = 0; (kind = json_next(r)) != JSON_ARRAY_END; item++) {
                assert_true(kind == JSON_OBJECT || kind == JSON_STRING);
                if (kind == JSON_OBJECT) {
                    read_item(r, c, key, item);
                    continue;
                }
                assert_true(c->values < COUNT_OF(c->value));
                c->value[c->values].list = key;
                c->value[c->values].key = STR("raw_value");
                c->value[c->values].item = item;
                c->value[c->values++].value = r->text;
            }
        }
    }
}

static str field_of(const struct converted *c, const char *key)
{
    for (size_t i = 0; i < c->fields; i++)
        if (str_eq(c->field[i].key, str_c(key))) return c->field[i].value;
    return STR_EMPTY;
}

static str value_of(const struct converted *c, const char *list, size_t item, const char *key)
{
    for (size_t i = 0; i < c->values; i++)
        if (c->value[i].item == item && str_eq(c->value[i].list, str_c(list)) &&
            str_eq(c->value[i].key, str_c(key)))
            return c->value[i].value;
    return STR_EMPTY;
}

/* A list of values as the official file has them in one cell: "a) X b) Y". */
static void add_joined(struct buf *out, const struct converted *c, const char *list)
{
    struct buf cell = BUF_INIT(1 << 20);
    bool is_many = value_of(c, list, 1, "raw_value").len > 0;
    for (size_t i = 0; i < 26; i++) {
        str one = value_of(c, list, i, "raw_value");
        if (one.len == 0) break;
        if (is_many) buf_printf(&cell, "%s%c) ", i ? " " : "", (char)('a' + i));
        buf_add(&cell, one);
    }
    buf_add_byte(out, ',');
    add_cell(out, buf_str(&cell));
    buf_release(&cell);
}

static void add_text(struct buf *out, str text)
{
    buf_add_byte(out, ',');
    add_cell(out, text);
}

/* The official rows of one entry of the conversion: one a name. */
static void write_rows(struct buf *out, const struct converted *c)
{
    static const char *const rest[] = { "listing_information", "imo_number", "committees",
                                        "control_date", "instrument", "targeted_financial_sanction",
                                        "travel_ban", "arms_embargo", "maritime_restriction" };
    str type = field_of(c, "entity_type");
    for (size_t i = 0; value_of(c, "names", i, "name_type").len; i++) {
        buf_add(out, field_of(c, "reference"));
        if (i > 26) buf_add_byte(out, (char)('a' + (i - 1) / 26 - 1));
        if (i) buf_add_byte(out, (char)('a' + (i - 1) % 26));
        add_text(out, value_of(c, "names", i, "text"));
        add_text(out, str_eq(type, STR("person"))   ? STR("Individual")
                      : str_eq(type, STR("vessel")) ? STR("Vessel") : STR("Entity"));
        add_text(out, value_of(c, "names", i, "name_type"));
        add_text(out, value_of(c, "names", i, "alias_strength"));
        add_joined(out, c, "dates_of_birth");
        add_joined(out, c, "places_of_birth");
        add_joined(out, c, "citizenships");
        add_text(out, field_of(c, "address"));
        add_text(out, field_of(c, "additional_info"));
        for (size_t f = 0; f < COUNT_OF(rest); f++) add_text(out, field_of(c, rest[f]));
        buf_add(out, STR("\r\n"));
    }
}

static void counts_the_real_entries(void **state)
{
    const char *file = "au-dfat-2026-08-22/au_entries.jsonl.gz";
    struct imported i;
    struct buf csv = BUF_INIT(256u << 20);
    uint32_t un = 0, own = 0;
    (void)state;
    NEED_SHARED(file);
    str json = gunzip(shared_path(file)), rest = json, line;
    str head = STR(HEAD), cell;
    struct arena texts;
    struct converted *c = malloc(sizeof *c);
    assert_non_null(c);
    arena_init(&texts, 64u << 20);
    for (size_t k = 0; str_next(&head, '\t', &cell); k++) {
        if (k) buf_add_byte(&csv, ',');
        add_cell(&csv, cell);
    }
    buf_add(&csv, STR("\r\n"));
    while (str_next(&rest, '\n', &line) && line.len) {
        struct json_reader r;
        memset(c, 0, sizeof *c);
        arena_reset(&texts);
        json_init(&r, line, &texts, NULL);
        assert_int_equal(json_next(&r), JSON_OBJECT);
        read_object(&r, c);
        write_rows(&csv, c);
    }
    import_text(&i, &list_au_csv, "au_dfat", buf_str(&csv));
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.st, CORDON_OK);
    print_message("%u entries, %u persons, %u organizations, %u vessels, %u aliases, %u weak, %u warnings\n",
                  i.report.entries, i.report.persons, i.report.organizations, i.report.vessels,
                  i.report.aliases, i.report.weak_aliases, i.report.warning_count);
    assert_int_equal(i.report.entries, 3856);
    assert_int_equal(i.report.persons, 2551);
    assert_int_equal(i.report.organizations, 1042);
    assert_int_equal(i.report.vessels, 263);
    assert_int_equal(i.report.dprk_entries, 216);
    assert_true(i.report.warning_count < 40);
    for (uint32_t row = 0; row < i.set.count; row++) {
        struct entity e;
        assert_true(entity_get(&i.set, row, &e));
        if (e.flags != ENTITY_DPRK) continue;
        e = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
        if (imported_values(&i, &e, FTM_PROP_UNSC_ID).len)
            un++;
        else
            own++;
    }
    assert_int_equal(un, 155);
    assert_int_equal(own, 61);
    arena_release(&texts);
    free(c);
    imported_release(&i);
    buf_release(&csv);
    free((void *)(uintptr_t)json.data);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_formats_give_the_same_parties),
        cmocka_unit_test(each_number_of_a_note_is_a_paper),
        cmocka_unit_test(columns_that_are_missing_are_not_removed_values),
        cmocka_unit_test(refuses_what_moved),
        cmocka_unit_test(a_cut_anywhere_is_refused_or_told),
        cmocka_unit_test(every_failing_allocation_is_told),
        cmocka_unit_test(counts_the_real_entries),
    };
    return cmocka_run_group_tests_name("list_au", tests, NULL, NULL);
}
