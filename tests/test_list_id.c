/* list/id_list: Indonesia's lists as workbook and as CSV, made-up. */
#include "tests/imported.h"
#include "tests/sheet_rows.h"

#include "base/num.h"

#define HEAD "No\tNama\tDeskripsi\tTerduga\tKode Densus\tTpt Lahir\tTgl Lahir\tWN\tAlamat"

static const char rows[] = HEAD
    "\n=1\tContoh Orang Uji Alias Uji Coba alias Cobaan\t'- NIK nomor: 1234567898765432\\n'- paspor nomor: "
    "A0987654\\n'- pekerjaan: Karyawan Swasta\\nketerangan lain\tOrang\tEDD-000\tSurabaya\t4 Januari 1973/4 "
    "Nopember 1974/1975\tIndonesia/Korea Utara\tJalan Contoh 1, Kota Uji"
    "\n=2\tPT Contoh Dagang\tKPe.999, resolusi 1718\tKorporasi\t-\t\t-\tKorea Utara\t-"
    "\n=3\tContoh Tiga\tsekitar\tMakhluk\tEDD-001\t\tsekitar 1980 atau 01/02/1981\t\t"
    "\n=4\tTanpa Kode\tDPRK\tOrang\t\t\t30 Februari 1980\tNegeri Entah\t";

static void write_csv(struct buf *out, const char *text)
{
    str rest = str_c(text), line, cell;
    while (str_next(&rest, '\n', &line)) {
        for (size_t c = 0; str_next(&line, '\t', &cell); c++) {
            if (c) buf_add_byte(out, ';');
            buf_add_byte(out, '"');
            if (cell.len && cell.data[0] == '=') cell = str_from(cell, 1);
            for (size_t i = 0; i < cell.len; i++) {
                bool is_break = cell.data[i] == '\\' && i + 1 < cell.len && cell.data[i + 1] == 'n';
                buf_add_byte(out, is_break ? '\n' : cell.data[i]);
                i += is_break;
            }
            buf_add_byte(out, '"');
        }
        buf_add_byte(out, '\n');
    }
}

static void check(struct imported *i)
{
    assert_string_equal(i->err.message, "");
    assert_int_equal(i->st, CORDON_OK);
    assert_int_equal(i->report.entries, 4);
    assert_int_equal(i->report.persons, 2);
    assert_int_equal(i->report.organizations, 1);
    assert_int_equal(i->report.dprk_entries, 1);
    assert_int_equal(i->report.warning_count, 4);
    struct entity e = imported_get(i, "id_dppspm-EDD-000");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, 0);
    assert_str(imported_values(i, &e, FTM_PROP_NAME), "Contoh Orang Uji");
    assert_str(imported_values(i, &e, FTM_PROP_ALIAS), "Uji Coba | Cobaan");
    assert_str(imported_values(i, &e, FTM_PROP_BIRTH_DATE), "1973-01-04 | 1974-11-04 | 1975");
    assert_str(imported_values(i, &e, FTM_PROP_NATIONALITY), "id | kp");
    assert_str(imported_values(i, &e, FTM_PROP_PASSPORT_NUMBER), "A0987654");
    assert_str(imported_values(i, &e, FTM_PROP_ID_NUMBER), "1234567898765432");
    assert_str(imported_values(i, &e, FTM_PROP_POSITION), "Karyawan Swasta");
    assert_str(imported_values(i, &e, FTM_PROP_NOTES), "description: keterangan lain");
    e = imported_get(i, "id_dppspm-KPe.999");
    assert_int_equal(e.schema, FTM_SCHEMA_ORGANIZATION);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(i, &e, FTM_PROP_COUNTRY), "kp");
    struct entity c = imported_child(i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(i, &c, FTM_PROP_PROGRAM), "DPPSPM");
    assert_str(imported_values(i, &c, FTM_PROP_UNSC_ID), "KPe.999");
    e = imported_get(i, "id_dppspm-EDD-001");
    assert_int_equal(e.schema, FTM_SCHEMA_LEGAL_ENTITY);
    assert_str(imported_values(i, &e, FTM_PROP_BIRTH_DATE), "~1980 | 1981-02-01");
    e = imported_get(i, "id_dppspm-TANPA_KODE");
    assert_int_equal(e.flags, 0);
    assert_str(imported_values(i, &e, FTM_PROP_BIRTH_DATE), "");
}

static void both_formats_give_the_same_parties(void **state)
{
    struct sheet_rows sheets[] = { { "Petunjuk", "Baca" }, { "DPPSPM", rows } };
    struct buf csv = BUF_INIT(1 << 16);
    struct imported i;
    (void)state;
    str bytes = sheet_rows_make(sheets, 2, "2026-05-01T00:00:00Z");
    import_text(&i, &list_id_xlsx, "id_dppspm", bytes);
    check(&i);
    assert_str(i.report.edition, "2026-05-01");
    imported_release(&i);
    free((void *)(uintptr_t)bytes.data);
    write_csv(&csv, rows);
    struct list_file f = { STR("dppspm.csv"), buf_str(&csv) };
    assert_true(list_id_csv.recognise(&f));
    import_files(&i, &list_id_csv, "id_dppspm", &f, 1);
    check(&i);
    imported_release(&i);
    buf_release(&csv);
}

static void refuses_what_moved(void **state)
{
    static const struct { const char *text, *want; } bad[] = {
        { "Nama\tUmur\nA\t3", "no header line" },
        { HEAD "\n1\t\tx\tOrang\tEDD-1\t\t\t\t", "a row has no name; have the columns moved?" },
        { HEAD "\n1\tA\tx\tOrang\tEDD-1\t\t\t\t\n2\tB\tx\tOrang\tEDD-1\t\t\t\t", "EDD-1" },
    };
    (void)state;
    for (size_t n = 0; n < COUNT_OF(bad); n++) {
        struct sheet_rows sheet = { "DTTOT", bad[n].text };
        struct imported i;
        str bytes = sheet_rows_make(&sheet, 1, NULL);
        import_text(&i, &list_id_xlsx, "id_dttot", bytes);
        if (i.st == CORDON_OK || !strstr(i.err.message, bad[n].want))
            fail_msg("%zu: %d %s", n, (int)i.st, i.err.message);
        imported_release(&i);
        free((void *)(uintptr_t)bytes.data);
    }
}

static void a_cut_anywhere_is_refused_or_told(void **state)
{
    struct buf csv = BUF_INIT(1 << 16);
    (void)state;
    write_csv(&csv, rows);
    import_cut_anywhere(&list_id_csv, "id_dttot", buf_str(&csv), 1, true);
    buf_release(&csv);
}

static void every_failing_allocation_is_told(void **state)
{
    struct sheet_rows sheet = { "List", rows };
    struct buf csv = BUF_INIT(1 << 16);
    str bytes = sheet_rows_make(&sheet, 1, NULL);
    (void)state;
    import_failing(&list_id_xlsx, "id_dppspm", bytes);
    write_csv(&csv, rows);
    import_failing(&list_id_csv, "id_dppspm", buf_str(&csv));
    buf_release(&csv);
    free((void *)(uintptr_t)bytes.data);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_formats_give_the_same_parties),
        cmocka_unit_test(refuses_what_moved),
        cmocka_unit_test(a_cut_anywhere_is_refused_or_told),
        cmocka_unit_test(every_failing_allocation_is_told),
    };
    return cmocka_run_group_tests_name("list_id", tests, NULL, NULL);
}
