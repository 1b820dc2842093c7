/* list/us_csl_csv: the US Consolidated Screening List, made-up and real. */
#include "tests/csv_list.h"
#include "tests/gunzip.h"

#define H                                                                                        \
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,"       \
    "start_date,end_date,standard_order,license_requirement,license_policy,call_sign,"           \
    "vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,"       \
    "source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,"       \
    "source_information_url,ids"
#define SDN "source=Specially Designated Nationals (SDN) - Treasury Department|"
#define BTC "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"

static struct buf made;

static str list_of(const char *const *rows)
{
    buf_release(&made);
    buf_init(&made, 1 << 20);
    buf_add(&made, STR(H "\n"));
    for (; *rows; rows++) csv_put_row(&made, H, ',', *rows);
    return buf_str(&made);
}

static str good(void)
{
    static const char *const rows[] = {
        "_id=99001|" SDN "entity_number=99001|type=Individual|programs=DPRK3; CYBER2|name=EXAMPLE, Ann|title=Clerk; Driver|"
            "addresses=1 Street, Pyongyang, KP; CN|alt_names=SAMPLE, Ann; LEE (Ann; B.), Q|dates_of_birth=1980-05-17; 1981|"
            "nationalities=KP|citizenships=KP; CN|places_of_birth=Rason, Korea; Nampo|"
            "remarks=(Linked To: EXAMPLE TRADING)",
        "_id=ab12|source=Entity List (EL) - Bureau of Industry and Security|name=Sample Works (a.k.a. Works; Sample)|"
            "alt_names=Works; Sample; and JSC Works|addresses=Harbin, CN|start_date=2019-05-21|license_policy=Presumption of denial.|"
            "federal_register_notice=84 FR 22961",
        "_id=99003|" SDN "entity_number=99003|type=Vessel|programs=DPRK4|name=EXAMPLE STAR|call_sign=HMXX|vessel_type=Tanker|"
            "vessel_flag=Korea, North|gross_tonnage=7000",
        "_id=99001|source=Capta List (CAP) - Treasury Department|entity_number=99001|type=Individual|name=EXAMPLE, Ann|programs=DPRK3",
        NULL,
    };
    return list_of(rows);
}

static void reads_every_field(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_us_csl_csv, "us_csl", good());
    assert_string_equal(i.err.message, "");
    struct entity e = imported_get(&i, "us_csl-SDN-99001");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "EXAMPLE, Ann");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "SAMPLE, Ann | LEE (Ann; B.), Q");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "1980-05-17 | 1981");
    assert_str(imported_values(&i, &e, FTM_PROP_CITIZENSHIP), "kp | cn");
    assert_str(imported_values(&i, &e, FTM_PROP_ADDRESS), "1 Street, Pyongyang, KP | CN");
    assert_str(imported_values(&i, &e, FTM_PROP_COUNTRY), "kp | cn");
    assert_str(imported_values(&i, &e, FTM_PROP_POSITION), "Clerk | Driver");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 1);
    assert_str(imported_values(&i, &c, FTM_PROP_PROGRAM), "CYBER2");
    assert_str(imported_values(&i, &c, FTM_PROP_RECORD_ID), "99001");
    assert_str(imported_values(&i, &c, FTM_PROP_AUTHORITY), "US Treasury, OFAC");
    e = imported_get(&i, "us_csl-EL-ab12");
    assert_int_equal(e.schema, FTM_SCHEMA_LEGAL_ENTITY);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Sample Works (a.k.a. Works; Sample)");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "Works | Sample | JSC Works");
    c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_PROGRAM), "EL");
    assert_str(imported_values(&i, &c, FTM_PROP_LISTING_DATE), "2019-05-21");
    e = imported_get(&i, "us_csl-SDN-99003");
    assert_int_equal(e.schema, FTM_SCHEMA_VESSEL);
    assert_str(imported_values(&i, &e, FTM_PROP_CALL_SIGN), "HMXX");
    imported_get(&i, "us_csl-CAP-99001");
    assert_int_equal(i.report.entries, 4);
    assert_int_equal(i.report.dprk_entries, 3);
    assert_int_equal(i.report.aliases, 5);
    assert_int_equal(i.report.addresses, 3);
    assert_int_equal(i.report.lacks[FTM_PROP_WEAK_ALIAS], 1);
    assert_int_equal(i.report.warning_count, 0);
    imported_release(&i);
}

static void types_identifiers_by_their_label(void **state)
{
    struct buf text = BUF_INIT(1 << 20);
    struct imported i;
    (void)state;
    buf_add(&text, STR(H "\n"));
    csv_put_row(&text, H, ',', "_id=1|" SDN "entity_number=1|type=Individual|name=A|"
                "ids=KP, 2030-08-30, 2020-08-31, X0000001, Passport; Female, Gender; " BTC
                ", Digital Currency Address - XBT; one of a kind, No Such Label; no comma; 42, Tax ID No.");
    csv_put_row(&text, H, ',', "_id=2|" SDN "entity_number=2|type=Vessel|name=B|ids=IMO 9074729, Vessel Registration Identification");
    import_text(&i, &list_us_csl_csv, "us_csl", buf_str(&text));
    assert_string_equal(i.err.message, "");
    struct entity e = imported_get(&i, "us_csl-SDN-1");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "X0000001");
    assert_str(imported_values(&i, &e, FTM_PROP_GENDER), "female");
    assert_str(imported_values(&i, &e, FTM_PROP_TAX_NUMBER), "42");
    assert_str(imported_values(&i, &e, FTM_PROP_NOTES),
               "identification: one of a kind, No Such Label | identification: no comma");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_PASSPORT, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_COUNTRY), "kp");
    assert_str(imported_values(&i, &c, FTM_PROP_START_DATE), "2020-08-31");
    assert_str(imported_values(&i, &c, FTM_PROP_END_DATE), "2030-08-30");
    e = imported_get(&i, "us_csl-SDN-2");
    assert_str(imported_values(&i, &e, FTM_PROP_IMO_NUMBER), "9074729");
    assert_int_equal(i.report.wallets, 1);
    assert_int_equal(i.report.wallet_entries, 1);
    imported_release(&i);
    buf_release(&text);
}

static void refuses_a_bad_list_and_says_why(void **state)
{
    static const struct { const char *old, *other; cordon_status st; const char *says; uint64_t line; } rows[] = {
        { "_id,", "id,", CORDON_SYNTAX, "no column '_id'; 'id' is the nearest", 1 },
        { ",ids", "", CORDON_SYNTAX, "no column 'ids'", 1 },
        { "title,", "name,", CORDON_SYNTAX, "column 'name' stands twice", 1 },
        { "99003,Spec", "x y,Spec", CORDON_SYNTAX, "columns may have moved", 4 },
        { "99003,Spec", "Spec", CORDON_SYNTAX, "28 columns, the header has 29", 4 },
        { "99003,Spec", "99003,,Spec", CORDON_SYNTAX, "30 columns", 4 },
        { "Specially Designated Nationals (SDN) - Treasury Department,99003", ",99003", CORDON_SYNTAX, "'source' is empty", 4 },
        { "ab12,", "\"ab12,", CORDON_SYNTAX, "quote", 3 },
        { "Harbin", "H\xE4rbin", CORDON_SYNTAX, "not UTF-8", 3 },
        { "Capta List (CAP)", "Specially Designated Nationals (SDN)", CORDON_OK, "", 0 },
        { "Capta List (CAP) - Treasury Department,99001,Individual", "Specially Designated Nationals (SDN) - Treasury Department,99001,Entity",
          CORDON_SYNTAX, "'type' is 'Entity' here and 'Individual'", 5 },
    };
    struct buf text = BUF_INIT(1 << 20);
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        struct csv_refusal want = { .st = rows[k].st, .says = rows[k].says, .line = rows[k].line };
        csv_refuses(&list_us_csl_csv, "us_csl", csv_changed(&text, good(), rows[k].old, rows[k].other), &want,
                    rows[k].other);
    }
    buf_release(&text);
}

static void keeps_and_tells_what_it_does_not_know(void **state)
{
    static const char *const rows[] = {
        "_id=1|source=A New List|type=Ghost|name=A|dates_of_birth=soon|nationalities=QQ|alt_names=;", NULL };
    struct buf text = BUF_INIT(1 << 20);
    struct imported i;
    (void)state;
    import_text(&i, &list_us_csl_csv, "us_csl", csv_changed(&text, list_of(rows), "standard_order", "new_column"));
    assert_string_equal(i.err.message, "");
    assert_int_equal(imported_get(&i, "us_csl-A_New-1").schema, FTM_SCHEMA_LEGAL_ENTITY);
    assert_int_equal(i.report.warning_count, 4); /* column, type, birth, nationality */
    assert_int_equal(i.report.empty_aliases, 1);
    imported_release(&i);
    buf_release(&text);
}

static void cut_anywhere_it_is_refused(void **state)
{
    struct buf copy = BUF_INIT(1 << 20);
    (void)state;
    buf_add(&copy, good());
    import_cut_anywhere(&list_us_csl_csv, "us_csl", buf_str(&copy), 1, true);
    buf_release(&copy);
}

static void survives_failing_memory(void **state)
{
    struct buf copy = BUF_INIT(1 << 20);
    (void)state;
    buf_add(&copy, good());
    import_failing(&list_us_csl_csv, "us_csl", buf_str(&copy));
    buf_release(&copy);
}

static void reads_the_edition_of_2022(void **state)
{
    struct imported i;
    uint32_t sdn = 0, linked = 0;
    (void)state;
    NEED_SHARED("us-csl-2022/consolidated.csv.gz");
    struct list_file f = { STR("consolidated.csv"), gunzip(shared_path("us-csl-2022/consolidated.csv.gz")) };
    assert_true(list_us_csl_csv.recognise(&f));
    import_files(&i, &list_us_csl_csv, "us_csl", &f, 1);
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.report.entries, 14159); /* of 14,160 rows: one party stands twice in CAP */
    assert_int_equal(i.report.dprk_entries, 428);
    assert_int_equal(i.report.persons, 5206 + 78 + 2);
    assert_int_equal(i.report.vessels, 433);
    assert_int_equal(i.report.aircraft, 283);
    assert_int_equal(i.report.warning_count, 0);
    for (uint32_t row = 0; row < i.set.count; row++) {
        struct entity e;
        if (!entity_get(&i.set, row, &e) || (e.flags & ENTITY_CHILD)) continue;
        if (!str_starts(e.entry, STR("SDN-"))) continue;
        struct entity s = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
        sdn++;
        linked += str_eq(entity_value(&i.set, &s, FTM_PROP_RECORD_ID), str_from(e.entry, 4));
    }
    assert_int_equal(sdn, 10026);
    assert_int_equal(linked, 10026);
    struct entity e = imported_get(&i, "us_csl-SDN-9345");
    assert_int_equal(e.flags, ENTITY_DPRK);
    imported_release(&i);
    free((void *)(uintptr_t)f.bytes.data);
}

/* The headings of two columns in each other's place. */
static void doubts_a_list_of_strange_types(void **state)
{
    char text[40][160];
    const char *rows[41] = { NULL };
    struct imported i;
    (void)state;
    for (size_t k = 0; k < 40; k++) {
        (void)snprintf(text[k], sizeof text[k], "_id=9%04zu|" SDN "entity_number=9%04zu|type=%s|programs=%s|name=EXAMPLE, Ann", k,
                       k, k < 20 ? "CYBER2" : "Individual", k < 20 ? "Individual" : "CYBER2");
        rows[k] = text[k];
    }
    import_text(&i, &list_us_csl_csv, "us_csl", list_of(rows));
    assert_int_equal(i.report.doubt_count, 1);
    assert_true(str_find(i.report.doubts[0], STR("20 of 40 entries"), 0) != SIZE_MAX);
    imported_release(&i);
    import_text(&i, &list_us_csl_csv, "us_csl", list_of(rows + 1)); /* 19 */
    assert_int_equal(i.report.doubt_count, 0);
    imported_release(&i);
}

/* What stands under a heading is no date, or no country: there is no edition before that would show it. */
static void doubts_a_list_of_odd_values(void **state)
{
    static const struct {
        const char *good, *odd, *says;
    } rows[] = {
        { "dates_of_birth=1980-05-17", "dates_of_birth=Nampo", "20 of 40 values for 'birthDate'" },
        { "nationalities=KP|citizenships=CN", "nationalities=HMXX|citizenships=CN", "20 of 40 values for 'nationality'" },
    };
    char text[41][200];
    const char *row[42] = { NULL };
    struct imported i;
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        for (size_t k = 0; k < 41; k++) {
            (void)snprintf(text[k], sizeof text[k], "_id=9%04zu|" SDN "entity_number=9%04zu|type=Individual|programs=DPRK3|name=EXAMPLE, Ann|%s",
                           k, k, k < 20 ? rows[r].odd : rows[r].good);
            row[k] = text[k];
        }
        row[40] = NULL;
        import_text(&i, &list_us_csl_csv, "us_csl", list_of(row));
        assert_int_equal(i.report.doubt_count, 1);
        assert_true(str_find(i.report.doubts[0], str_c(rows[r].says), 0) != SIZE_MAX);
        imported_release(&i);
        row[40] = text[40]; /* less than half */
        import_text(&i, &list_us_csl_csv, "us_csl", list_of(row));
        assert_int_equal(i.report.doubt_count, 0);
        imported_release(&i);
        import_text(&i, &list_us_csl_csv, "us_csl", list_of(row + 2)); /* 18 */
        assert_int_equal(i.report.doubt_count, 0);
        imported_release(&i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_field),
        cmocka_unit_test(types_identifiers_by_their_label),
        cmocka_unit_test(refuses_a_bad_list_and_says_why),
        cmocka_unit_test(keeps_and_tells_what_it_does_not_know),
        cmocka_unit_test(doubts_a_list_of_strange_types),
        cmocka_unit_test(doubts_a_list_of_odd_values),
        cmocka_unit_test(cut_anywhere_it_is_refused),
        cmocka_unit_test(survives_failing_memory),
        cmocka_unit_test(reads_the_edition_of_2022),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buf_release(&made);
    return failed;
}
