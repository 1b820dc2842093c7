/* list/own_csv: a list kept by hand, and what is said about its slips. */
#include "tests/imported.h"

#define HEADER "id,name,type,alias,weak_alias,birth_date,country,nationality,passport,imo,wallet," \
               "email,phone,address,program,reason,listed_on\n"

static const char whole[] = "\xEF\xBB\xBF" HEADER
    "A-1,\"EXAMPLE, Person\",person,Alias One|Alias Two,Nick,1980-05-17|00/00/1981|~1979|1964/1966|"
    "25/12/1990|12 Mar 1985|1982-00-00|00/05/1983,kp,North Korea,X123,,1Example|0xabc1,a@example.org,"
    "+1 555,\"1 Street, X\",DPRK3|OWN,fraud,2024-01-02\r\n"
    "\r\n"
    "A,\"A \"\"quoted\"\" firm\",Organization,,,,RU,,,IMO 9074729,,,,,,,\r\n"
    "W,,wallet,,,,,,,,TExample,,,,,,\r\n"
    "U,Unsaid Kind,,,,,,,,,,,,,,,\r\n";

static void reads_every_column(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_own_csv, "own", str_c(whole));
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "own-A-1");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "EXAMPLE, Person");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "Alias One | Alias Two");
    assert_str(imported_values(&i, &e, FTM_PROP_WEAK_ALIAS), "Nick");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE),
               "1980-05-17 | 1981 | ~1979 | 1964/1966 | 1990-12-25 | 1985-03-12 | 1982 | 1983-05");
    assert_str(imported_values(&i, &e, FTM_PROP_COUNTRY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_NATIONALITY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_ADDRESS), "1 Street, X");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_CRYPTO_WALLET, 1);
    assert_str(imported_values(&i, &c, FTM_PROP_PUBLIC_KEY), "0xabc1");
    assert_str(imported_values(&i, &c, FTM_PROP_HOLDER), "own-A-1");
    c = imported_child(&i, &e, FTM_SCHEMA_PASSPORT, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_NUMBER), "X123");
    c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 1);
    assert_str(imported_values(&i, &c, FTM_PROP_PROGRAM), "OWN");
    assert_str(imported_values(&i, &c, FTM_PROP_REASON), "fraud");
    assert_str(imported_values(&i, &c, FTM_PROP_LISTING_DATE), "2024-01-02");
    imported_release(&i);
}

static void reads_the_kinds_of_entries(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_own_csv, "own", str_c(whole));
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "own-A");
    assert_int_equal(e.schema, FTM_SCHEMA_ORGANIZATION);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "A \"quoted\" firm");
    assert_str(imported_values(&i, &e, FTM_PROP_IMO_NUMBER), "9074729");
    e = imported_get(&i, "own-W");
    assert_int_equal(e.schema, FTM_SCHEMA_CRYPTO_WALLET);
    assert_str(imported_values(&i, &e, FTM_PROP_PUBLIC_KEY), "TExample");
    e = imported_get(&i, "own-U");
    assert_int_equal(e.schema, FTM_SCHEMA_LEGAL_ENTITY);
    assert_int_equal(i.report.entries, 4);
    assert_int_equal(i.report.wallets, 3);
    assert_int_equal(i.report.wallet_entries, 2);
    assert_int_equal(i.report.warning_count, 0);
    imported_release(&i);
}

static void says_what_to_write_instead(void **state)
{
    static const struct { const char *text; uint64_t line; uint32_t column; const char *says; } rows[] = {
        { "", 0, 0, "the file is empty" },
        { "id,name,birthdate\n1,x,\n", 1, 9, "unknown column 'birthdate'; did you mean 'birth_date'?" },
        { "id,name,name\n", 1, 9, "column 'name' stands twice" },
        { "name\nx\n", 1, 0, "no column 'id'" },
        { "id,name\n1\n", 2, 0, "the row has 1 columns, the header has 2" },
        { "id,name\n,x\n", 2, 1, "column 'id'" },
        { "id,name\na b,x\n", 2, 1, "is no id" },
        { "id,name\na#1,x\n", 2, 1, "is no id" },
        { "id,name\n1,\n", 2, 3, "every entry needs a name" },
        { "id,name,type\n1,x,persn\n", 2, 5, "did you mean 'person'?" },
        { "id,name,type\n1,x,wallet\n", 2, 0, "column 'wallet'" },
        { "id,name,birth_date\n1,x,03/04/1980\n", 2, 5, "can be read in two ways" },
        { "id,name,birth_date\n1,x,1980-13-01\n", 2, 5, "is no date; write" },
        { "id,name,birth_date\n1,x,1981-02-29\n", 2, 5, "is no date; write" },
        { "id,name,birth_date\n1,x,\"1980|\n soon\"\n", 3, 2, "'soon' is no date" },
        { "id,name,listed_on\n1,x,yesterday\n", 2, 5, "column 'listed_on'" },
        { "id,name,country\n1,x,kp|Xland\n", 2, 8, "'Xland' is not a known country" },
        { "id,name,imo\n1,x,12345\n", 2, 5, "seven digits" },
        { "id,name,passport\n1,x,none\n", 2, 5, "has no digit" },
        { "id,name,email\n1,x,example.org\n", 2, 5, "is no e-mail address" },
        { "id,name,phone\n1,x,ask\n", 2, 5, "is no phone number" },
        { "id,name,wallet\n1,x,bc1 q\n", 2, 5, "write the address alone" },
        { "id,name\n1,x\n2,y\n1,z\n", 4, 0, "stands twice: lines 2 and 4" },
        { "id,name\n1,\"x\n", 2, 3, "quot" },
        { "id,name\n1,\xE9\n", 2, 3, "not UTF-8" },
    };
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct imported i;
        import_text(&i, &list_own_csv, "own", str_c(rows[k].text));
        if (i.st != CORDON_SYNTAX || !strstr(i.err.message, rows[k].says) ||
            i.err.line != rows[k].line || i.err.column != rows[k].column)
            fail_msg("row %zu: status %d, %d:%d says '%s'", k, (int)i.st, (int)i.err.line,
                     (int)i.err.column, i.err.message);
        assert_string_equal(i.err.file, "made-up");
        imported_release(&i);
    }
}

static void refuses_a_list_without_entries(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_own_csv, "own", STR("id,name\n"));
    assert_int_equal(i.st, CORDON_REFUSED);
    imported_release(&i);
}

static void takes_other_separators(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_own_csv, "own", STR("id;name;alias\n1;EXAMPLE, One;a|b\n"));
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "own-1");
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "EXAMPLE, One");
    imported_release(&i);
}

static void warns_of_a_wrong_check_digit(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_own_csv, "own", STR("id,name,type,imo\n1,SHIP,vessel,9074720\n"));
    assert_int_equal(i.st, CORDON_OK);
    assert_int_equal(i.report.warning_count, 1);
    imported_release(&i);
}

static void recognises_its_header(void **state)
{
    static const struct { const char *text; bool is; } rows[] = {
        { HEADER, true },
        { "id,name\n", true },
        { "id;name;birthdate\n", true },
        { "id,amount,currency,date,memo\n", false },
        { "36,\"AEROCARIBBEAN AIRLINES\",-0- ,\"CUBA\"\n", false },
        { "{\"id\":\"x\",\"schema\":\"Person\"}\n", false },
        { "", false },
    };
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct list_file f = { .bytes = str_c(rows[k].text) };
        assert_int_equal(list_own_csv.recognise(&f), rows[k].is);
    }
}

static void survives_failing_memory(void **state)
{
    (void)state;
    import_failing(&list_own_csv, "own", str_c(whole));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_column),
        cmocka_unit_test(reads_the_kinds_of_entries),
        cmocka_unit_test(says_what_to_write_instead),
        cmocka_unit_test(refuses_a_list_without_entries),
        cmocka_unit_test(takes_other_separators),
        cmocka_unit_test(warns_of_a_wrong_check_digit),
        cmocka_unit_test(recognises_its_header),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
