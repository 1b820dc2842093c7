/* list/uk_csv: the UK Sanctions List in CSV; made-up, and a real edition turned into its layout. */
#include "tests/csv_list.h"
#include "tests/gunzip.h"

#include "base/json.h"

#define H                                                                                        \
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,"      \
    "Name 4,Name 5,Name type,Alias strength,Title,Name non-latin script,"                        \
    "Non-latin script type,Non-latin script language,Regime Name,Designation Type,"              \
    "Designation source,Sanctions Imposed,Other Information,UK Statement of Reasons,"            \
    "Address Line 1,Address Line 2,Address Line 3,Address Line 4,Address Line 5,"                \
    "Address Line 6,Address Postal Code,Address Country,Phone number,Website,Email address,"     \
    "Date Designated,D.O.B,Nationality(/ies),National Identifier number,"                        \
    "National Identifier additional information,Passport number,"                                \
    "Passport additional information,Position,Gender,Town of birth,Country of birth,"            \
    "Type of entity,Subsidiaries,Parent company,Business registration number (s),IMO number,"    \
    "Current owner/operator (s),Previous owner/operator (s),Current believed flag of ship,"      \
    "Previous flags,Type of ship,Tonnage of ship,Length of ship,Year Built,"                     \
    "Hull identification number (HIN)"
#define LAW "Regime Name=The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019"

static struct buf made;

static str list_of(const char *const *rows)
{
    buf_release(&made);
    buf_init(&made, 1 << 20);
    buf_add(&made, STR("Report Date: 08-Oct-2026\r\n" H "\r\n"));
    for (; *rows; rows++) csv_put_row(&made, H, ',', *rows);
    return buf_str(&made);
}

static str good(void)
{
    static const char *const rows[] = {
        "Last Updated=04/08/2026|Unique ID=DPR9001|OFSI Group ID=99001|UN Reference Number=KPi.999|"
        "Name 6=PLE|Name 1=Exam|Name type=Primary Name|Title=Dr|Name non-latin script=\xEC\x98\x88\xEC\x8B\x9C|"
        "Non-latin script type=Korean|Non-latin script language=Korean|" LAW "|Designation Type=Individual|"
        "Designation source=UN|Other Information=two\nlines, \"quoted\"|UK Statement of Reasons=why|"
        "Address Line 1=1 Street|Address Line 6=Pyongyang|Address Country=North Korea|Date Designated=30/11/2016|"
        "D.O.B=dd/mm/1980|Nationality(/ies)=(1) North Korea (2) Syria|Passport number=X0000001|"
        "Passport additional information=North Korea|National Identifier number=42|Position=(1) Clerk (2) Driver|"
        "Gender=Male|Town of birth=Rason|Country of birth=North Korea",
        "Unique ID=CYB9002|Name 6=EXAMPLE TRADING|Name type=Primary name|Regime Name=Cyber|Designation Type=Entity|"
        "Date Designated=01/02/2020|Business registration number (s)=OGRN: 123|Parent company=MOTHER LTD|"
        "Website=www.x.example|Email address=a@x.example|Phone number=+850 2",
        "Last Updated=04/08/2026|Unique ID=DPR9001|Name 6=Nick|Name type=ALias|Alias strength=Low quality a.k.a|"
        "Date Designated=30/11/2016|D.O.B=17/05/1981|" LAW "|Designation Type=Individual",
        "Unique ID=DPR9001|Name 6=PLEY|Name 1=Exam|Name type=Primary Name Variation|" LAW,
        "Unique ID=DPR9003|Name 6=EXAMPLE STAR|Name type=Primary Name|" LAW "|Designation Type=Ship|IMO number=9074729|"
        "Current believed flag of ship=North Korea|Type of ship=Cargo|Tonnage of ship=7,078|Year Built=1989|"
        "Current owner/operator (s)=EXAMPLE TRADING|Date Designated=01/02/2020",
        NULL,
    };
    return list_of(rows);
}

static void reads_every_field(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_uk_csv, "uk_fcdo", good());
    assert_string_equal(i.err.message, "");
    assert_str(i.report.edition, "2026-10-08");
    assert_int_equal(i.report.warning_count, 0);
    struct entity e = imported_get(&i, "uk_fcdo-DPR9001");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Exam PLE");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "\xEC\x98\x88\xEC\x8B\x9C | Exam PLEY");
    assert_str(imported_values(&i, &e, FTM_PROP_WEAK_ALIAS), "Nick");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "1980 | 1981-05-17");
    assert_str(imported_values(&i, &e, FTM_PROP_NATIONALITY), "kp | sy");
    assert_str(imported_values(&i, &e, FTM_PROP_POSITION), "Clerk | Driver");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "X0000001");
    assert_str(imported_values(&i, &e, FTM_PROP_ADDRESS), "1 Street, Pyongyang, North Korea");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_PLACE), "Rason, North Korea");
    assert_str(imported_values(&i, &e, FTM_PROP_GENDER), "male");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_UNSC_ID), "KPi.999");
    assert_str(imported_values(&i, &c, FTM_PROP_LISTING_DATE), "2016-11-30");
    assert_str(imported_values(&i, &c, FTM_PROP_AUTHORITY_ID), "99001");
    e = imported_get(&i, "uk_fcdo-DPR9003");
    assert_int_equal(e.schema, FTM_SCHEMA_VESSEL);
    assert_str(imported_values(&i, &e, FTM_PROP_IMO_NUMBER), "9074729");
    assert_str(imported_values(&i, &e, FTM_PROP_FLAG), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_TONNAGE), "7078");
    e = imported_get(&i, "uk_fcdo-CYB9002");
    assert_str(imported_values(&i, &e, FTM_PROP_REGISTRATION_NUMBER), "123");
    assert_int_equal(e.flags, 0);
    assert_int_equal(i.report.entries, 3);
    assert_int_equal(i.report.dprk_entries, 2);
    assert_int_equal(i.report.aliases, 2);
    assert_int_equal(i.report.weak_aliases, 1);
    imported_release(&i);
}

static void numbered_papers_are_each_one(void **state)
{
    static const char *const rows[] = {
        "Unique ID=DPR1|Name 6=A|Name type=Primary Name|" LAW "|Designation Type=Individual|Date Designated=30/11/2016|"
        "Passport number=(1) 381310014(expired) (2) 563410081 (3) 42|Passport additional information=(2) North Korea (1)-(1) x|"
        "National Identifier number=(1)-(2) 8208 No. 555627|National Identifier additional information=Russia",
        "Unique ID=DPR2|Name 6=B|Name type=Primary Name|" LAW "|Designation Type=Individual|Date Designated=30/11/2016|"
        "Passport number=381310014|Passport additional information=(1) North Korea (2) also passport number 654120219",
        "Unique ID=DPR3|Name 6=C|Name type=Primary Name|" LAW "|Designation Type=Individual|Date Designated=30/11/2016|"
        "Passport number=not known|Passport additional information=lost",
        NULL,
    };
    struct imported i;
    (void)state;
    import_text(&i, &list_uk_csv, "uk_fcdo", list_of(rows));
    assert_string_equal(i.err.message, "");
    struct entity e = imported_get(&i, "uk_fcdo-DPR1");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "381310014 | 563410081 | 42");
    assert_str(imported_values(&i, &e, FTM_PROP_ID_NUMBER), "8208 No. 555627 | 555627 | 8208 555627");
    e = imported_get(&i, "uk_fcdo-DPR2");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "381310014 | 654120219");
    e = imported_get(&i, "uk_fcdo-DPR3");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "");
    assert_str(imported_values(&i, &e, FTM_PROP_NOTES), "passport: not known | passport: lost");
    assert_int_equal(i.report.warning_count, 1);
    imported_release(&i);
}

static void what_is_said_of_a_numbered_paper_goes_with_it(void **state)
{
    static const char *const rows[] = {
        "Unique ID=DPR1|Name 6=A|Name type=Primary Name|" LAW "|Designation Type=Individual|Date Designated=30/11/2016|"
        "Passport number=(1) 381310014 (2) 563410081|Passport additional information=(1) expired 2018 (2) North Korea",
        NULL,
    };
    struct imported i;
    (void)state;
    import_text(&i, &list_uk_csv, "uk_fcdo", list_of(rows));
    struct entity e = imported_get(&i, "uk_fcdo-DPR1");
    struct entity one = imported_child(&i, &e, FTM_SCHEMA_PASSPORT, 0), two = imported_child(&i, &e, FTM_SCHEMA_PASSPORT, 1);
    assert_str(imported_values(&i, &one, FTM_PROP_NUMBER), "381310014");
    assert_str(imported_values(&i, &one, FTM_PROP_DESCRIPTION), "expired 2018");
    assert_str(imported_values(&i, &one, FTM_PROP_COUNTRY), "");
    assert_str(imported_values(&i, &two, FTM_PROP_NUMBER), "563410081");
    assert_str(imported_values(&i, &two, FTM_PROP_DESCRIPTION), "North Korea");
    assert_str(imported_values(&i, &two, FTM_PROP_COUNTRY), "kp");
    imported_release(&i);
}

static void hashes_all_rows_of_an_entry(void **state)
{
    struct imported i;
    struct buf rows = BUF_INIT(1 << 16);
    uint8_t digest[SHA_LEN];
    str text = good();
    (void)state;
    import_text(&i, &list_uk_csv, "uk_fcdo", text);
    size_t at[] = { str_find(text, STR("04/08/2026,DPR9001,99001"), 0),
                    str_find(text, STR("04/08/2026,DPR9001,,"), 0), str_find(text, STR("\n,DPR9001"), 0) + 1 };
    for (size_t k = 0; k < COUNT_OF(at); k++)
        buf_add(&rows, str_sub(text, at[k], at[k] + str_index(str_from(text, at[k]), '\r')));
    sha_of(buf_str(&rows), digest);
    assert_memory_equal(imported_get(&i, "uk_fcdo-DPR9001").row_hash, digest, SHA_LEN);
    imported_release(&i);
    buf_release(&rows);
}

static void refuses_a_bad_list_and_says_why(void **state)
{
    static const struct { const char *old, *other; cordon_status st; const char *says; uint64_t line; } rows[] = {
        { "Unique ID", "Unique Id No", CORDON_SYNTAX, "no column 'Unique ID'; 'Unique Id No' is the nearest", 2 },
        { ",IMO number", "", CORDON_SYNTAX, "no column 'IMO number'", 2 },
        { "Name 1,Name 2", "Name 1,name1", CORDON_SYNTAX, "column 'Name 1' stands twice", 2 },
        { "04/08/2026,DPR9001", "DPR9001,04/08/2026", CORDON_SYNTAX, "columns may have moved", 3 },
        { "04/08/2026,DPR9001", "DPR9001", CORDON_SYNTAX, "57 columns, the header has 58", 3 },
        { ",CYB9002", ",,CYB9002", CORDON_SYNTAX, "59 columns", 5 },
        { ",CYB9002", ",", CORDON_SYNTAX, "'Unique ID' is empty", 5 },
        { "EXAMPLE TRADING", "\"EXAMPLE TRADING", CORDON_SYNTAX, "behind a closing quote", 8 },
        { "EXAMPLE STAR", "\"EXAMPLE STAR", CORDON_SYNTAX, "quote", 8 },
        { "EXAMPLE TRADING", "EX\xC1MPLE TRADING", CORDON_SYNTAX, "not UTF-8", 5 },
        { "Report Date", "<html>", CORDON_SYNTAX, "web page", 1 },
    };
    struct buf text = BUF_INIT(1 << 20);
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        struct csv_refusal want = { .st = rows[k].st, .says = rows[k].says, .line = rows[k].line };
        csv_refuses(&list_uk_csv, "uk_fcdo", csv_changed(&text, good(), rows[k].old, rows[k].other), &want,
                    rows[k].other);
    }
    static const char *const two[] = { "Unique ID=DPR1|Name 6=A|Designation Type=Entity",
                                       "Unique ID=DPR1|Name 6=A|Designation Type=Ship", NULL };
    struct csv_refusal want = { .st = CORDON_SYNTAX, .says = "'Designation Type' is 'Ship' here and 'Entity'", .line = 4 };
    csv_refuses(&list_uk_csv, "uk_fcdo", list_of(two), &want, "two kinds");
    buf_release(&text);
}

static void two_designations_with_one_number_are_refused(void **state)
{
    static const struct { const char *a, *b, *says; } rows[] = {
        { "OFSI Group ID=99001", "OFSI Group ID=99002", "'OFSI Group ID' is '99002' here and '99001' in line 3" },
        { "UN Reference Number=KPi.998", "UN Reference Number=KPi.999", "'KPi.999' here and 'KPi.998'" },
        { "Date Designated=30/11/2016", "Date Designated=01/12/2016", "'01/12/2016' here and '30/11/2016'" },
        { "Regime Name=Libya", "Regime Name=Cyber", "'Cyber' here and 'Libya'" },
        { "UK Statement of Reasons=arms", "UK Statement of Reasons=ships", "'ships' here and 'arms'" },
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        char a[160], b[160];
        snprintf(a, sizeof a, "Unique ID=DPR1|Name 6=A|Name type=Primary Name|Designation Type=Individual|%s", rows[k].a);
        snprintf(b, sizeof b, "Unique ID=DPR1|Name 6=B|Name type=Primary Name|Designation Type=Individual|%s", rows[k].b);
        struct csv_refusal want = { .st = CORDON_SYNTAX, .says = rows[k].says, .line = 4 };
        csv_refuses(&list_uk_csv, "uk_fcdo", list_of((const char *const[]){ a, b, NULL }), &want, rows[k].says);
    }
}

/* A true edition has three such designations. */
static void two_primary_names_are_told_and_many_are_a_doubt(void **state)
{
    (void)state;
    for (unsigned twofold = 9; twofold <= 10; twofold++) {
        struct buf text = BUF_INIT(1 << 20);
        struct imported i;
        buf_add(&text, STR("Report Date: 08-Oct-2026\r\n" H "\r\n"));
        for (unsigned k = 0; k < twofold * 3; k++) {
            char row[256];
            snprintf(row, sizeof row, "Unique ID=DPR%u|Name 6=%s|Name type=Primary Name|Designation Type=Entity|" LAW, k % twofold + 1,
                     k < twofold ? "A" : k < 2 * twofold ? "a" : "B");
            csv_put_row(&text, H, ',', row);
        }
        import_text(&i, &list_uk_csv, "uk_fcdo", buf_str(&text));
        assert_string_equal(i.err.message, "");
        assert_int_equal(i.report.warning_count, twofold);
        assert_str(i.report.warnings[0].text, "a second primary name, 'B' beside 'A': is it two entries?");
        assert_int_equal(i.report.doubt_count, twofold == 10);
        imported_release(&i);
        buf_release(&text);
    }
}

static void keeps_and_tells_what_it_does_not_know(void **state)
{
    static const char *const rows[] = {
        "Unique ID=DPR1|Name 6=A|Name type=Odd|Designation Type=Ghost|D.O.B=01/01/2031|Address Country=Atlantis", NULL };
    struct buf text = BUF_INIT(1 << 20);
    struct imported i;
    (void)state;
    /* columns in another order, one nobody knows, no date before the header */
    import_text(&i, &list_uk_csv, "uk_fcdo",
                STR("New,name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Unique ID,UN Reference Number,Name type,Alias strength,"
                    "Name non-latin script,Regime Name,Designation Type,Date Designated,Address Line 1,Address Line 2,"
                    "Address Line 3,Address Line 4,Address Line 5,Address Line 6,Address Country,D.O.B,"
                    "Nationality(/ies),National Identifier number,Passport number,IMO number\n"
                    "x,A,,,,,,DPR1,,Primary name,,,,Entity,,,,,,,,,,,,,\n"));
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.report.warning_count, 32); /* the 30 columns that are not needed too */
    assert_str(i.report.edition, "");
    assert_int_equal(i.report.lacks[FTM_PROP_POSITION], 1);
    assert_int_equal(i.report.lacks[FTM_PROP_NOTES], 1);
    assert_int_equal(i.report.lacks[FTM_PROP_NATIONALITY], 0);
    imported_release(&i);
    import_text(&i, &list_uk_csv, "uk_fcdo", list_of(rows));
    assert_string_equal(i.err.message, "");
    struct entity e = imported_get(&i, "uk_fcdo-DPR1");
    assert_int_equal(e.schema, FTM_SCHEMA_LEGAL_ENTITY);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "A");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "");
    assert_int_equal(i.report.warning_count, 5); /* kind, name type, no primary, birth, country */
    imported_release(&i);
    buf_release(&text);
}

static void cut_anywhere_it_is_refused(void **state)
{
    struct buf copy = BUF_INIT(1 << 20);
    (void)state;
    buf_add(&copy, good());
    import_cut_anywhere(&list_uk_csv, "uk_fcdo", buf_str(&copy), 1, true);
    buf_release(&copy);
}

static void survives_failing_memory(void **state)
{
    struct buf copy = BUF_INIT(1 << 20);
    (void)state;
    buf_add(&copy, good());
    import_failing(&list_uk_csv, "uk_fcdo", buf_str(&copy));
    buf_release(&copy);
}

/* --- a real edition ------------------------------------------------------------------------- */

/* Somebody's conversion has one JSON object a designation; these are its keys by heading. */
static const struct { const char *key, *heading; } keys[] = {
    { "last_updated", "Last Updated" },
    { "unique_id", "Unique ID" },
    { "ofsi_group_id", "OFSI Group ID" },
    { "un_reference_number", "UN Reference Number" },
    { "regime_name", "Regime Name" },
    { "individual_entity_ship", "Designation Type" },
    { "designation_source", "Designation source" },
    { "sanctions_imposed", "Sanctions Imposed" },
    { "date_designated", "Date Designated" },
    { "other_information", "Other Information" },
    { "uk_statement_of_reasons", "UK Statement of Reasons" },
};
static const struct { const char *key, *heading; } inner[] = {
    { "name6", "Name 6" }, { "name1", "Name 1" }, { "name2", "Name 2" }, { "name3", "Name 3" },
    { "name4", "Name 4" }, { "name5", "Name 5" }, { "name_type", "Name type" },
    { "alias_strength", "Alias strength" }, { "name_non_latin_script", "Name non-latin script" },
    { "address_line1", "Address Line 1" }, { "address_line2", "Address Line 2" },
    { "address_line3", "Address Line 3" }, { "address_line4", "Address Line 4" },
    { "address_line5", "Address Line 5" }, { "address_line6", "Address Line 6" },
    { "address_postal_code", "Address Postal Code" }, { "address_country", "Address Country" },
};

enum { CELLS = 58, VALUES = 400 };

/* One designation: a value for each heading, and lists of names, scripts and addresses. */
struct designation {
    str    cell[CELLS];
    str    item[3][VALUES][CELLS];
    size_t count[3];
};

static size_t heading_at(const char *heading)
{
    str rest = STR(H), h;
    for (size_t i = 0; str_next(&rest, ',', &h); i++)
        if (str_eq(h, str_c(heading))) return i;
    fail_msg("no heading %s", heading);
    return 0;
}

static void read_items(struct json_reader *r, struct designation *d, size_t list)
{
    enum json_kind k;
    assert_int_equal(json_next(r), JSON_OBJECT);
    while (json_next(r) == JSON_KEY) { /* "names": [{...}] */
        assert_int_equal(json_next(r), JSON_ARRAY);
        while (json_next(r) == JSON_OBJECT) {
            assert_true(d->count[list] < VALUES);
            str *cell = d->item[list][d->count[list]++];
            memset(cell, 0, CELLS * sizeof *cell);
            while (json_next(r) == JSON_KEY) {
                str key = r->text;
                k = json_next(r);
                for (size_t i = 0; k == JSON_STRING && i < COUNT_OF(inner); i++)
                    if (str_eq(key, str_c(inner[i].key))) cell[heading_at(inner[i].heading)] = r->text;
            }
        }
    }
}

static void write_rows(struct buf *out, const struct designation *d)
{
    size_t rows = 1;
    for (size_t l = 0; l < 3; l++)
        if (d->count[l] > rows) rows = d->count[l];
    for (size_t i = 0; i < rows; i++) {
        for (size_t c = 0; c < CELLS; c++) {
            str value = d->cell[c];
            for (size_t l = 0; l < 3; l++)
                if (i < d->count[l] && d->item[l][i][c].len) value = d->item[l][i][c];
            if (c) buf_add_byte(out, ',');
            csv_put_cell(out, ',', value);
        }
        buf_add(out, STR("\r\n"));
    }
}

static void turn(str line, struct designation *d, struct buf *out, struct arena *a)
{
    static const char *const lists[] = { "names", "non_latin_names", "addresses" };
    struct json_reader r;
    memset(d->cell, 0, sizeof d->cell);
    memset(d->count, 0, sizeof d->count);
    json_init(&r, line, a, NULL);
    assert_int_equal(json_next(&r), JSON_OBJECT);
    while (json_next(&r) == JSON_KEY) {
        str key = r.text;
        size_t list = 0;
        while (list < 3 && !str_eq(key, str_c(lists[list]))) list++;
        if (list < 3) {
            read_items(&r, d, list);
            continue;
        }
        enum json_kind k = json_next(&r);
        if (k == JSON_OBJECT) json_skip(&r, k);
        for (size_t i = 0; k == JSON_STRING && i < COUNT_OF(keys); i++)
            if (str_eq(key, str_c(keys[i].key))) d->cell[heading_at(keys[i].heading)] = r.text;
    }
    write_rows(out, d);
}

static void reads_the_edition_of_august_2026(void **state)
{
    struct buf text = BUF_INIT((size_t)1 << 28);
    struct arena a;
    struct imported i;
    uint32_t person = 0, firm = 0, ship = 0, scripts = 0;
    (void)state;
    NEED_SHARED("uk-fcdo-2026-08-22/uk_designations.jsonl.gz");
    str json = gunzip(shared_path("uk-fcdo-2026-08-22/uk_designations.jsonl.gz")), rest = json, line;
    struct designation *d = calloc(1, sizeof *d);
    arena_init(&a, 1 << 24);
    buf_add(&text, STR("Report Date: 20-Aug-2026\r\n" H "\r\n"));
    while (d && str_next(&rest, '\n', &line)) {
        arena_reset(&a);
        if (line.len) turn(line, d, &text, &a);
    }
    import_text(&i, &list_uk_csv, "uk_fcdo", buf_str(&text));
    assert_string_equal(i.err.message, "");
    assert_str(i.report.edition, "2026-08-20");
    assert_int_equal(i.report.entries, 6349);
    assert_int_equal(i.report.persons, 4036);
    assert_int_equal(i.report.organizations, 1647);
    assert_int_equal(i.report.vessels, 666);
    assert_int_equal(i.report.dprk_entries, 261);
    for (uint32_t row = 0; row < i.set.count; row++) {
        struct entity e;
        struct entity_statement s;
        if (!entity_get(&i.set, row, &e) || (e.flags & ENTITY_CHILD)) continue;
        person += (e.flags & ENTITY_DPRK) && e.schema == FTM_SCHEMA_PERSON;
        firm += (e.flags & ENTITY_DPRK) && e.schema == FTM_SCHEMA_ORGANIZATION;
        ship += (e.flags & ENTITY_DPRK) && e.schema == FTM_SCHEMA_VESSEL;
        for (uint32_t k = 0; k < e.statement_count; k++)
            scripts += entity_statement_get(&i.set, e.first_statement + k, &s) && s.prop == FTM_PROP_ALIAS &&
                       s.value.len && (unsigned char)s.value.data[0] >= 0xCE;
    }
    assert_int_equal(person, 138);
    assert_int_equal(firm, 86);
    assert_int_equal(ship, 37);
    assert_int_equal(i.report.aliases, 12587); /* counted apart from the JSON: 8,728 and 3,859 scripts */
    assert_int_equal(i.report.weak_aliases, 619);
    assert_true(scripts > 3500);
    assert_int_equal(i.report.warning_count, 3);
    imported_release(&i);
    arena_release(&a);
    buf_release(&text);
    free(d);
    free((void *)(uintptr_t)json.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_field),
        cmocka_unit_test(numbered_papers_are_each_one),
        cmocka_unit_test(what_is_said_of_a_numbered_paper_goes_with_it),
        cmocka_unit_test(hashes_all_rows_of_an_entry),
        cmocka_unit_test(refuses_a_bad_list_and_says_why),
        cmocka_unit_test(two_designations_with_one_number_are_refused),
        cmocka_unit_test(two_primary_names_are_told_and_many_are_a_doubt),
        cmocka_unit_test(keeps_and_tells_what_it_does_not_know),
        cmocka_unit_test(cut_anywhere_it_is_refused),
        cmocka_unit_test(survives_failing_memory),
        cmocka_unit_test(reads_the_edition_of_august_2026),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buf_release(&made);
    return failed;
}
