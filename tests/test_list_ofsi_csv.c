/* list/ofsi_csv: the closed OFSI list in both of its layouts, made-up and real. */
#include "tests/csv_list.h"

#define H2020                                                                                    \
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,"        \
    "Nationality,Passport Details,NI Number,Position,Address 1,Address 2,Address 3,Address 4,"   \
    "Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,"  \
    "Listed On,Last Updated,Group ID"
#define H2022                                                                                    \
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,"                     \
    "Non-Latin Script Type,Non-Latin Script Language,DOB,Town of Birth,Country of Birth,"        \
    "Nationality,Passport Number,Passport Details,National Identification Number,"               \
    "National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,"          \
    "Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,"         \
    "Alias Quality,Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID"
#define DPRK "Regime=North Korea (Democratic People's Republic of Korea)"
#define PERSON "Group Type=Individual|Listed On=22/12/2017|Last Updated=09/01/2018|" DPRK

static struct buf made;

static str list_2020(const char *const *rows)
{
    buf_release(&made);
    buf_init(&made, 1 << 20);
    buf_add(&made, STR("Last Updated,27/04/2020\r\n" H2020 "\r\n"));
    for (; *rows; rows++) csv_put_row(&made, H2020, ',', *rows);
    return buf_str(&made);
}

static str good(void)
{
    static const char *const rows[] = {
        "Name 6=PLE|Name 1=Exam|Alias Type=AKA|DOB=00/00/1980|Group ID=99001|" PERSON,
        "Name 6=EXAMPLE TRADING|Group Type=Entity|Alias Type=Prime Alias|Regime=Iraq|Listed On=01/02/2003|"
        "Last Updated=01/02/2003|Address 1=1 Street|Country=Iraq (previous)|Group ID=99002",
        "Name 6=PLE-IL|Name 1=Exam|Name 2=\x93""Big\x94|Alias Type=Prime Alias|DOB=01/08/1979|Title=a) Dr b)Colonel|"
        "Nationality=(1) North Korean (2) Syrian|Passport Details=(1) 836210029 (Kuwaiti). Issued 2005 (2) Passport No: 592667 (x)|"
        "NI Number=ID: 13571379758|Position=(1) Clerk (2) Driver|Town of Birth=(1) Rason (2) Nampo|"
        "Country of Birth=DPRK|Address 1=1 Street|Address 6=Pyongyang|Country=DPRK|"
        "Other Information=Annex XIII. UN Ref.KPI.999. Made up.|Group ID=99001|" PERSON,
        "Name 6=EXAMPLE STAR|Group Type=Entity|Alias Type=Prime Alias|Listed On=03/04/2018|Last Updated=03/04/2018|"
        "Other Information=(IMO number: 9074729). Annex XIV.|Group ID=99003|" DPRK,
        "Name 6=OLD NAME|Group Type=Entity|Alias Type=FKA|Listed On=03/04/2018|Last Updated=03/04/2018|Group ID=99003|" DPRK,
        NULL,
    };
    return list_2020(rows);
}

static void reads_the_layout_of_2020(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_uk_ofsi_csv, "uk_ofsi", good());
    assert_string_equal(i.err.message, "");
    assert_str(i.report.edition, "2020-04-27");
    assert_int_equal(i.report.warning_count, 0);
    struct entity e = imported_get(&i, "uk_ofsi-99001");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Exam \xE2\x80\x9C""Big\xE2\x80\x9D PLE-IL");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "Exam PLE");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "1980 | 1979-08-01");
    assert_str(imported_values(&i, &e, FTM_PROP_TITLE), "Dr | Colonel");
    assert_str(imported_values(&i, &e, FTM_PROP_NATIONALITY), "kp | sy");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "836210029 | 592667");
    assert_str(imported_values(&i, &e, FTM_PROP_ID_NUMBER), "13571379758");
    assert_str(imported_values(&i, &e, FTM_PROP_POSITION), "Clerk | Driver");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_PLACE), "Rason, DPRK | Nampo, DPRK");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_COUNTRY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_ADDRESS), "1 Street, Pyongyang, DPRK");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_UNSC_ID), "KPi.999");
    assert_str(imported_values(&i, &c, FTM_PROP_LISTING_DATE), "2017-12-22");
    assert_str(imported_values(&i, &c, FTM_PROP_MODIFIED_AT), "2018-01-09");
    assert_str(imported_values(&i, &c, FTM_PROP_RECORD_ID), "99001");
    e = imported_get(&i, "uk_ofsi-99003");
    assert_int_equal(e.schema, FTM_SCHEMA_VESSEL);
    assert_str(imported_values(&i, &e, FTM_PROP_IMO_NUMBER), "9074729");
    assert_str(imported_values(&i, &e, FTM_PROP_PREVIOUS_NAME), "OLD NAME");
    e = imported_get(&i, "uk_ofsi-99002");
    assert_str(imported_values(&i, &e, FTM_PROP_COUNTRY), "iq");
    assert_int_equal(e.flags, 0);
    assert_int_equal(i.report.dprk_entries, 2);
    assert_int_equal(i.report.aliases, 2);
    assert_int_equal(i.report.addresses, 2);
    imported_release(&i);
}

static void reads_the_layout_of_2022(void **state)
{
    struct buf text = BUF_INIT(1 << 20);
    struct imported i;
    (void)state;
    buf_add(&text, STR("\xEF\xBB\xBFLast Updated,26/01/2026\n" H2022 "\n"));
    csv_put_row(&text, H2022, ',', "Name 6=PLE|Name 1=Exam|Name Non-Latin Script=\xEC\x98\x88\xEC\x8B\x9C|Non-Latin Script Type=Korean|"
                "Non-Latin Script Language=Korean|DOB=17/05/1980|Passport Number=X0000001|Passport Details=North Korea|"
                "National Identification Number=42|Group Type=Individual|Alias Type=Primary name|"
                "Regime=Democratic People's Republic of Korea|Listed On=01/02/2003|UK Sanctions List Date Designated=31/12/2020|"
                "Other Information=(UK Sanctions List Ref):DPR9001. (UN Ref): KPi.998. (Gender):Male|Group ID=99001");
    csv_put_row(&text, H2022, ',', "Name 6=Nick|Group Type=Individual|Alias Type=AKA|Alias Quality=Low|DOB=17/05/1980|"
                "Regime=Democratic People's Republic of Korea|Listed On=01/02/2003|Group ID=99001");
    csv_put_row(&text, H2022, ',', "Name 6=EXAMPLE STAR|Group Type=Ship|Alias Type=Primary name|Regime=Libya|Group ID=99002");
    import_text(&i, &list_uk_ofsi_csv, "uk_ofsi", buf_str(&text));
    assert_string_equal(i.err.message, "");
    assert_str(i.report.edition, "2026-01-26");
    struct entity e = imported_get(&i, "uk_ofsi-99001");
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Exam PLE");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "\xEC\x98\x88\xEC\x8B\x9C");
    assert_str(imported_values(&i, &e, FTM_PROP_WEAK_ALIAS), "Nick");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "X0000001");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_UNSC_ID), "KPi.998");
    assert_str(imported_values(&i, &c, FTM_PROP_AUTHORITY_ID), "DPR9001");
    assert_str(imported_values(&i, &c, FTM_PROP_LISTING_DATE), "2020-12-31");
    assert_int_equal(imported_get(&i, "uk_ofsi-99002").schema, FTM_SCHEMA_VESSEL);
    assert_int_equal(i.report.dprk_entries, 1);
    assert_int_equal(i.report.weak_aliases, 1);
    imported_release(&i);
    buf_release(&text);
}

/* Texts of the real edition: what each tells, passports and identity papers. */
static void finds_all_numbers_of_a_text(void **state)
{
    static const struct { const char *text, *passports, *others; } rows[] = {
        { "Passport Details=PD836410105 Date of expiration 27.11.2021", "PD836410105", "" },
        { "Passport Details=381420565 and 654120219", "381420565 | 654120219", "" },
        { "Passport Details=381320634 PS 563410163", "381320634 PS 563410163 | 381320634 | PS 563410163", "" },
        { "Passport Details=Kuwaiti passport no. (A)001714467 (B)101505554", "001714467 | 101505554", "" },
        { "NI Number=Certificate of Nationality No. 302581. National ID No. 192-3238459-9", "", "302581 | 192-3238459-9" },
        { "NI Number=Omani ID No 98606491", "", "98606491" },
        { "Passport Details=00344994 (Yemeni) (b) 973406 (Yemeni national identification card)", "00344994", "973406" },
        { "Passport Details=Uganda Passport.", "", "" },
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        char row[512];
        struct imported i;
        snprintf(row, sizeof row, "Name 6=X|Alias Type=Prime Alias|Group ID=1|%s|" PERSON, rows[k].text);
        import_text(&i, &list_uk_ofsi_csv, "uk_ofsi", list_2020((const char *const[]){ row, NULL }));
        assert_string_equal(i.err.message, "");
        struct entity e = imported_get(&i, "uk_ofsi-1");
        assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), rows[k].passports);
        assert_str(imported_values(&i, &e, FTM_PROP_ID_NUMBER), rows[k].others);
        assert_int_equal(i.report.warning_count, !rows[k].passports[0] && !rows[k].others[0]);
        imported_release(&i);
    }
}

static void a_ship_of_2022_has_its_number_anywhere(void **state)
{
    static const char *const texts[] = { "(UK Sanctions List Ref):DPR0075. Ship. (IMO number):8712362 (Current owner):X", "8712362",
                                         "Ship. IMO 8712362", "8712362", "Ship. PRIMO 8712362", "", "Ship. (IMO number):871236", "" };
    struct buf text = BUF_INIT(1 << 20);
    (void)state;
    for (size_t k = 0; k < COUNT_OF(texts); k += 2) {
        char row[512];
        struct imported i;
        buf_reset(&text);
        buf_add(&text, STR("Last Updated,26/01/2026\n" H2022 "\n"));
        snprintf(row, sizeof row, "Name 6=STAR|Group Type=Ship|Alias Type=Primary name|Regime=x|Group ID=1|Other Information=%s", texts[k]);
        csv_put_row(&text, H2022, ',', row);
        csv_put_row(&text, H2022, ',', "Name 6=FIRM|Group Type=Entity|Alias Type=Primary name|Regime=x|Group ID=2|"
                    "Other Information=Owner of (IMO number):8712362");
        import_text(&i, &list_uk_ofsi_csv, "uk_ofsi", buf_str(&text));
        assert_string_equal(i.err.message, "");
        struct entity e = imported_get(&i, "uk_ofsi-1"), firm = imported_get(&i, "uk_ofsi-2");
        assert_str(imported_values(&i, &e, FTM_PROP_IMO_NUMBER), texts[k + 1]);
        assert_int_equal(firm.schema, FTM_SCHEMA_ORGANIZATION);
        assert_str(imported_values(&i, &firm, FTM_PROP_IMO_NUMBER), "");
        imported_release(&i);
    }
    buf_release(&text);
}

static void numbered_papers_of_2022_are_each_one(void **state)
{
    struct buf text = BUF_INIT(1 << 20);
    struct imported i;
    (void)state;
    buf_add(&text, STR("Last Updated,26/01/2026\n" H2022 "\n"));
    csv_put_row(&text, H2022, ',', "Name 6=RI|Group Type=Individual|Alias Type=Primary name|Regime=x|Group ID=1|"
                "Passport Number=(1) 381310014 (2) 563410081|Passport Details=(1) North Korea (2) expired 2018");
    import_text(&i, &list_uk_ofsi_csv, "uk_ofsi", buf_str(&text));
    assert_string_equal(i.err.message, "");
    struct entity e = imported_get(&i, "uk_ofsi-1");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "381310014 | 563410081");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_PASSPORT, 1);
    assert_str(imported_values(&i, &c, FTM_PROP_DESCRIPTION), "expired 2018");
    imported_release(&i);
    buf_release(&text);
}

static void finds_un_numbers_in_free_text(void **state)
{
    static const struct { const char *text, *want; } rows[] = {
        { "UN Ref.KPI.067.", "KPi.067" },
        { "UN Reference  KPi.037", "KPi.037" },
        { "UN Ref KPi.038.Member of", "KPi.038" },
        { "(UN Ref): KPe.008. (Gender)", "KPe.008" },
        { "UN REF:QE.A.146.14. Also referred", "QE.A.146.14" },
        { "UN Ref E.29.II.9. Owned", "E.29.II.9" },
        { "UN Ref 12. Owned", "" },
        { "an UNUN Ref KPi.001", "" },
        { "UN Ref", "" },
        { "UN listing. No number", "" },
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        char row[512];
        struct imported i;
        snprintf(row, sizeof row, "Name 6=X|Alias Type=Prime Alias|Group ID=1|Other Information=%s|" PERSON, rows[k].text);
        import_text(&i, &list_uk_ofsi_csv, "uk_ofsi", list_2020((const char *const[]){ row, NULL }));
        assert_string_equal(i.err.message, "");
        struct entity e = imported_get(&i, "uk_ofsi-1");
        struct entity c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
        assert_str(imported_values(&i, &c, FTM_PROP_UNSC_ID), rows[k].want);
        imported_release(&i);
    }
}

static void refuses_a_bad_list_and_says_why(void **state)
{
    static const struct { const char *old, *other; cordon_status st; const char *says; uint64_t line; } rows[] = {
        { "Group ID", "Group", CORDON_SYNTAX, "no column 'Group ID'; 'Group' is the nearest", 2 },
        { "Name 6,Name 1", "Name 6,Name 6", CORDON_SYNTAX, "column 'Name 6' stands twice", 2 },
        { ",Regime,", ",", CORDON_SYNTAX, "no column 'Regime'", 2 },
        { "09/01/2018,99001", "99001,09/01/2018", CORDON_SYNTAX, "columns may have moved", 3 },
        { "09/01/2018,99001", "09/01/2018", CORDON_SYNTAX, "28 columns, the header has 29", 3 },
        { "09/01/2018,99001", "09/01/2018,99001,x", CORDON_SYNTAX, "30 columns", 3 },
        { "09/01/2018,99001", "09/01/2018,", CORDON_SYNTAX, "'Group ID' is empty", 3 },
        { "Entity,Prime", "\"Entity,Prime", CORDON_SYNTAX, "quote", 4 },
        { "Entity,Prime Alias,Iraq", "Entity,Prime Alias,Ir\x8Dq", CORDON_SYNTAX, "not Windows-1252", 4 },
        { "Individual,AKA", "Ship,AKA", CORDON_SYNTAX, "'Group Type' is 'Individual' here and 'Ship' in line 3", 5 },
        { "03/04/2018,99003", "03/04/2018,99002", CORDON_SYNTAX,
          "two entries with one number, '99002': 'primary name' is 'EXAMPLE STAR' here and 'EXAMPLE TRADING' in line 4", 6 },
        { "Last Updated,27", "<!DOCTYPE html>,27", CORDON_SYNTAX, "web page", 1 },
    };
    struct buf text = BUF_INIT(1 << 20);
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        struct csv_refusal want = { .st = rows[k].st, .says = rows[k].says, .line = rows[k].line };
        csv_refuses(&list_uk_ofsi_csv, "uk_ofsi", csv_changed(&text, good(), rows[k].old, rows[k].other),
                    &want, rows[k].other);
    }
    buf_release(&text);
}

/* Nobody has seen the later layout whole: what holds of the list of 2020 may not hold of it. */
static void two_primary_names_of_the_later_layout_are_a_doubt(void **state)
{
    struct buf text = BUF_INIT(1 << 20);
    struct imported i;
    (void)state;
    buf_add(&text, STR("Last Updated,26/01/2026\n" H2022 "\n"));
    csv_put_row(&text, H2022, ',', "Name 6=A|Group Type=Entity|Alias Type=Primary name|Group ID=1");
    csv_put_row(&text, H2022, ',', "Name 6=a |Group Type=Entity|Alias Type=Primary name|Group ID=1");
    csv_put_row(&text, H2022, ',', "Name 6=B|Group Type=Entity|Alias Type=Primary name variation|Group ID=1");
    import_text(&i, &list_uk_ofsi_csv, "uk_ofsi", buf_str(&text));
    assert_int_equal(i.st, CORDON_OK);
    assert_int_equal(i.report.doubt_count, 0);
    imported_release(&i);
    csv_put_row(&text, H2022, ',', "Name 6=C|Group Type=Entity|Alias Type=Primary name|Group ID=1");
    import_text(&i, &list_uk_ofsi_csv, "uk_ofsi", buf_str(&text));
    assert_int_equal(i.st, CORDON_OK);
    assert_str(i.report.doubts[0], "number 1 has two primary names, in the lines 3 and 6: it may be two entries");
    imported_release(&i);
    buf_release(&text);
}

static void keeps_and_tells_what_it_does_not_know(void **state)
{
    static const char *const rows[] = {
        "Name 6=A|Group Type=Ghost|Alias Type=Odd|DOB=01/01/2031|Country=Atlantis|Group ID=1|Regime=x",
        "Name 6=B|Group Type=Individual|Alias Type=AKA|DOB=soon|Group ID=2|Regime=x",
        NULL,
    };
    struct buf text = BUF_INIT(1 << 20);
    struct imported i;
    (void)state;
    import_text(&i, &list_uk_ofsi_csv, "uk_ofsi",
                csv_changed(&text, list_2020(rows), "Group ID\r\n", "Group ID,Odd\r\n"));
    assert_string_equal(i.err.message, "the row has 29 columns, the header has 30");
    imported_release(&i);
    import_text(&i, &list_uk_ofsi_csv, "uk_ofsi", list_2020(rows));
    assert_string_equal(i.err.message, "");
    struct entity e = imported_get(&i, "uk_ofsi-1");
    assert_int_equal(e.schema, FTM_SCHEMA_LEGAL_ENTITY);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "A");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "");
    assert_true(str_find(imported_values(&i, &e, FTM_PROP_NOTES), STR("01/01/2031"), 0) != SIZE_MAX);
    e = imported_get(&i, "uk_ofsi-2");
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "B");
    /* kind, name type, primary name, future birth, country; primary name, no date */
    assert_int_equal(i.report.warning_count, 7);
    imported_release(&i);
    buf_release(&text);
}

static void cut_anywhere_it_is_refused(void **state)
{
    struct buf copy = BUF_INIT(1 << 20);
    (void)state;
    buf_add(&copy, good());
    import_cut_anywhere(&list_uk_ofsi_csv, "uk_ofsi", buf_str(&copy), 1, true);
    buf_release(&copy);
}

static void survives_failing_memory(void **state)
{
    struct buf copy = BUF_INIT(1 << 20);
    (void)state;
    buf_add(&copy, good());
    import_failing(&list_uk_ofsi_csv, "uk_ofsi", buf_str(&copy));
    buf_release(&copy);
}

static void reads_the_edition_of_april_2020(void **state)
{
    struct imported i;
    uint32_t un = 0;
    uint8_t digest[SHA_LEN];
    (void)state;
    NEED_SHARED("uk-ofsi-2020-04-27/ConList.csv");
    struct list_file f = { STR("ConList.csv"), slurp(shared_path("uk-ofsi-2020-04-27/ConList.csv")) };
    assert_true(list_uk_ofsi_csv.recognise(&f));
    import_files(&i, &list_uk_ofsi_csv, "uk_ofsi", &f, 1);
    assert_string_equal(i.err.message, "");
    assert_str(i.report.edition, "2020-04-27");
    assert_int_equal(str_count(f.bytes, '\n'), 9494); /* rows, header, date */
    assert_int_equal(i.report.entries, 2114);
    assert_int_equal(i.report.persons, 1523);
    assert_int_equal(i.report.organizations, 565);
    assert_int_equal(i.report.vessels, 26);
    assert_int_equal(i.report.dprk_entries, 248);
    assert_int_equal(i.report.aliases, 3662);
    for (uint32_t row = 0; row < i.set.count; row++) {
        struct entity e;
        if (!entity_get(&i.set, row, &e)) continue;
        str id = entity_value(&i.set, &e, FTM_PROP_UNSC_ID);
        un += str_starts(id, STR("KPi.")) || str_starts(id, STR("KPe."));
    }
    assert_int_equal(un, 132);
    struct entity e = imported_get(&i, "uk_ofsi-13556"); /* one row */
    size_t at = str_find(f.bytes, STR("\nTONG SAN 2,"), 0) + 1;
    sha_of(str_sub(f.bytes, at, at + str_index(str_from(f.bytes, at), '\r')), digest);
    assert_memory_equal(e.row_hash, digest, SHA_LEN);
    imported_release(&i);
    free((void *)(uintptr_t)f.bytes.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_layout_of_2020),
        cmocka_unit_test(reads_the_layout_of_2022),
        cmocka_unit_test(finds_all_numbers_of_a_text),
        cmocka_unit_test(a_ship_of_2022_has_its_number_anywhere),
        cmocka_unit_test(numbered_papers_of_2022_are_each_one),
        cmocka_unit_test(finds_un_numbers_in_free_text),
        cmocka_unit_test(refuses_a_bad_list_and_says_why),
        cmocka_unit_test(two_primary_names_of_the_later_layout_are_a_doubt),
        cmocka_unit_test(keeps_and_tells_what_it_does_not_know),
        cmocka_unit_test(cut_anywhere_it_is_refused),
        cmocka_unit_test(survives_failing_memory),
        cmocka_unit_test(reads_the_edition_of_april_2020),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buf_release(&made);
    return failed;
}
