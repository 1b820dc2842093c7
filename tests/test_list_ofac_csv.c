/* list/ofac_csv: the legacy files, joined; made-up editions, damaged ones, and the real one. */
#include "tests/list_help.h"

#include "base/hash.h"
#include "base/num.h"

#define ROW_36 "36,\"EXAMPLE TRADING CO.\",-0- ,\"NPWMD] [DPRK2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ," \
               "\"a.k.a. 'ETC'; Linked To: DOE, Jane Q.\""
#define ROW_40 "40,\"DOE, Jane Q\",\"individual\",\"CYBER2\",\"Tester; Minister of Tests\",-0- ,-0- ,-0- ,-0- ," \
               "-0- ,-0- ,\"DOB 1979; Tester; Minister of Tests.\""
#define ROW_41 "41,\"EXAMPLE STAR\",\"vessel\",\"DPRK4\",-0- ,\"CL2192\",\"Bulk Carrier\",\"318,000\",\"4991\"," \
               "\"Panama\",\"EXAMPLE OWNER\",\"Vessel Registration Identification IMO 7406784.\""
#define ROW_42 "42,\"P-912\",\"aircraft\",\"DPRK3\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- "
#define END "\x1a"
#define SDN ROW_36 "\r\n" ROW_40 "\r\n" ROW_41 "\r\n" ROW_42 "\r\n" END

#define ALT_36 "36,12,\"aka\",\"EXAMPLE TRADING\",-0- "
#define ALT_36B "36,13,\"fka\",\"SAMPLE TRADING\",-0- "
#define ALT ALT_36 "\r\n" ALT_36B "\r\n" END
#define ADD_36 "36,25,\"1 Test Street\",\"Pyongyang\",\"Korea, North\",-0- "
#define ADD ADD_36 "\r\n40,26,-0- ,-0- ,-0- ,-0- \r\n" END

static struct list_file file_of(const char *name, const char *text)
{
    return (struct list_file){ str_c(name), str_c(text) };
}

static void joins_the_files_in_any_order(void **state)
{
    struct list_file files[] = { file_of("add.csv", ADD), file_of("alt.csv", ALT),
                                 file_of("sdn.csv", SDN) };
    struct edition e;
    struct entity ent;
    uint8_t want[SHA_LEN];
    (void)state;
    edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), files, 3);
    assert_int_equal(e.status, CORDON_OK);
    assert_int_equal(e.report.entries, 4);
    assert_int_equal(e.report.organizations, 1);
    assert_int_equal(e.report.persons, 1);
    assert_int_equal(e.report.vessels, 1);
    assert_int_equal(e.report.aircraft, 1);
    assert_int_equal(e.report.aliases, 2);
    assert_int_equal(e.report.addresses, 2);
    assert_int_equal(e.report.dprk_entries, 3);
    assert_int_equal(e.report.warning_count, 1);
    assert_true(edition_warns(&e, "no COMMENTS file"));

    assert_str(edition_value(&e, "us_ofac_sdn-36", FTM_PROP_NAME), "EXAMPLE TRADING CO.");
    assert_str(edition_value(&e, "us_ofac_sdn-36", FTM_PROP_ALIAS), "EXAMPLE TRADING");
    assert_str(edition_value(&e, "us_ofac_sdn-36", FTM_PROP_PREVIOUS_NAME), "SAMPLE TRADING");
    assert_str(edition_value(&e, "us_ofac_sdn-36", FTM_PROP_WEAK_ALIAS), "ETC");
    assert_str(edition_value(&e, "us_ofac_sdn-36", FTM_PROP_ADDRESS),
               "1 Test Street, Pyongyang, Korea, North");
    assert_str(edition_value(&e, "us_ofac_sdn-36", FTM_PROP_COUNTRY), "kp");
    assert_str(edition_value(&e, "us_ofac_sdn-36-1", FTM_PROP_PROGRAM), "NPWMD");
    assert_str(edition_value(&e, "us_ofac_sdn-36-2", FTM_PROP_PROGRAM), "DPRK2");
    assert_str(edition_value(&e, "us_ofac_sdn-36-3", FTM_PROP_OBJECT), "us_ofac_sdn-40");
    assert_true(entity_get(&e.set, 0, &ent));
    assert_int_equal(ent.flags & ENTITY_DPRK, ENTITY_DPRK);
    assert_str(ent.entry, "36");
    sha_of(STR(ROW_36 ALT_36 ALT_36B ADD_36), want);
    assert_memory_equal(ent.row_hash, want, SHA_LEN);

    assert_str(edition_value(&e, "us_ofac_sdn-40", FTM_PROP_LAST_NAME), "DOE");
    assert_str(edition_value(&e, "us_ofac_sdn-40", FTM_PROP_FIRST_NAME), "Jane Q");
    assert_str(edition_value(&e, "us_ofac_sdn-40", FTM_PROP_POSITION), "Tester");
    assert_str(edition_value_at(&e, "us_ofac_sdn-40", FTM_PROP_POSITION, 1), "Minister of Tests");
    assert_str(edition_value_at(&e, "us_ofac_sdn-40", FTM_PROP_POSITION, 2), "");
    assert_str(edition_value(&e, "us_ofac_sdn-41", FTM_PROP_FLAG), "pa");
    assert_str(edition_value(&e, "us_ofac_sdn-41", FTM_PROP_TONNAGE), "318000");
    assert_str(edition_value(&e, "us_ofac_sdn-41", FTM_PROP_CALL_SIGN), "CL2192");
    assert_str(edition_value(&e, "us_ofac_sdn-41", FTM_PROP_TYPE), "Bulk Carrier");
    assert_str(edition_value(&e, "us_ofac_sdn-41-1", FTM_PROP_NAMES_MENTIONED), "EXAMPLE OWNER");
    edition_release(&e);
}

static void files_where_each_value_stands(void **state)
{
    struct list_file files[] = { file_of("sdn.csv", SDN), file_of("alt.csv", ALT) };
    struct edition e;
    struct entity ent;
    struct entity_statement st;
    (void)state;
    edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), files, 2);
    assert_int_equal(e.status, CORDON_OK);
    assert_true(entity_get(&e.set, 0, &ent));
    for (uint32_t i = 0; i < ent.statement_count; i++) {
        assert_true(entity_statement_get(&e.set, ent.first_statement + i, &st));
        bool is_alt = st.prop == FTM_PROP_ALIAS || st.prop == FTM_PROP_PREVIOUS_NAME;
        assert_int_equal(st.src.file, is_alt ? 1 : 0);
        assert_int_equal(st.src.line, st.prop == FTM_PROP_PREVIOUS_NAME ? 2 : 1);
    }
    edition_release(&e);
}

/* SDN row 50 whose remarks have exactly `len` bytes, of which the last ones are `tail`. */
static str full_row(char *out, size_t room, size_t len, const char *tail)
{
    int head = snprintf(out, room,
                        "50,\"EXAMPLE CO.\",-0- ,\"DPRK\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"");
    size_t at = (size_t)head, fill = len - strlen(tail);
    memset(out + at, 'x', fill);
    memcpy(out + at, "Linked To: ", 11);
    at += fill;
    at += (size_t)snprintf(out + at, room - at, "%s\"\r\n\x1a", tail);
    return str_of(out, at);
}

/* Number of the file that the first value of a property stands in. */
static int file_of_value(const struct edition *e, const char *id, enum ftm_prop prop)
{
    uint32_t row;
    struct entity ent;
    struct entity_statement st;
    assert_true(entity_find(&e->set, str_c(id), &row) && entity_get(&e->set, row, &ent));
    for (uint32_t i = 0; i < ent.statement_count; i++)
        if (entity_statement_get(&e->set, ent.first_statement + i, &st) && st.prop == prop)
            return st.src.file;
    return -1;
}

static void joins_comments_before_it_parses(void **state)
{
    char sdn[2048];
    struct edition e;
    struct list_file files[] = {
        { STR_INIT("sdn.csv"), full_row(sdn, sizeof sdn, 1000, "; Digital Currency Address - XBT 1Exam") },
        { STR_INIT("comments.csv"),
          STR_INIT("50,\"pleAddress; a.k.a. 'RED'.\"\n7,\"lost\"\n" END) },
    };
    (void)state;
    edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), files, 2);
    assert_int_equal(e.status, CORDON_OK);
    assert_int_equal(e.report.wallets, 1);
    assert_int_equal(e.report.wallet_entries, 1);
    assert_int_equal(e.report.untyped_pieces, 0);
    assert_int_equal(edition_child(&e, "us_ofac_sdn-50", FTM_SCHEMA_CRYPTO_WALLET,
                                   FTM_PROP_PUBLIC_KEY, "1ExampleAddress").schema,
                     FTM_SCHEMA_CRYPTO_WALLET);
    assert_true(edition_warns(&e, "the COMMENTS row belongs to no entry"));
    assert_int_equal(file_of_value(&e, "us_ofac_sdn-50", FTM_PROP_WEAK_ALIAS), 1);
    edition_release(&e);

    edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), files, 1); /* no comments: cut */
    assert_int_equal(e.report.wallets, 0);
    assert_int_equal(e.report.wallet_mentions, 1);
    assert_true(edition_has(&e, "us_ofac_sdn-50", FTM_PROP_NOTES,
                            "Digital Currency Address - XBT 1Exam"));
    assert_true(edition_warns(&e, "end inside a wallet address"));
    edition_release(&e);

    files[0].bytes = full_row(sdn, sizeof sdn, 999, "; Digital Currency Address - XBT 1Exam");
    edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), files, 1); /* not full: whole */
    assert_int_equal(e.report.wallets, 1);
    edition_release(&e);
}

static void warns_of_rows_without_an_entry(void **state)
{
    struct list_file files[] = { file_of("sdn.csv", SDN),
                                 file_of("alt.csv", "7,1,\"aka\",\"LOST\",-0- \r\n36,2,\"aka\",-0- ,-0- \r\n" END) };
    struct edition e;
    (void)state;
    edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), files, 2);
    assert_int_equal(e.status, CORDON_OK);
    assert_int_equal(e.report.aliases, 0);
    assert_int_equal(e.report.empty_aliases, 1);
    assert_true(edition_warns(&e, "the ALT row belongs to no entry"));
    assert_true(edition_warns(&e, "an alias without a name"));
    assert_str(e.report.warnings[2].entry, "7");
    edition_release(&e);
}

static void refuses_damaged_files(void **state)
{
    static const struct { const char *sdn; size_t len; cordon_status want; unsigned line; const char *says; } rows[] = {
#define BAD(text, st, line, says) { text, sizeof(text) - 1, st, line, says }
        BAD("", CORDON_SYNTAX, 0, "empty"),
        BAD(" \r\n", CORDON_SYNTAX, 0, "empty"),
        BAD("\xEF\xBB\xBF", CORDON_SYNTAX, 0, "empty"),
        BAD(END, CORDON_SYNTAX, 0, "no SDN file"),
        BAD("<!DOCTYPE html>\n<html>", CORDON_SYNTAX, 1, "web page"),
        BAD("\xFF\xFE\x33\x00\x36\x00", CORDON_SYNTAX, 1, "UTF-16"),
        BAD("name,country\nx,y\n", CORDON_SYNTAX, 1, "not one of OFAC's"),
        BAD(ROW_36 "\r\n" "40,\"D\xC9\", -0-\r\n", CORDON_SYNTAX, 2, "not UTF-8"),
        BAD(ROW_36 "\r\n" "40,\"DOE\",-0- ,\"CY", CORDON_SYNTAX, 2, "never closed"),
        BAD(ROW_36 "\r\n" "40,\"DOE\",-0- \r\n" END, CORDON_SYNTAX, 2, "3 columns"),
        BAD(ROW_36 "\r\n" "4x,\"DOE\",-0- ,\"A\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n", CORDON_SYNTAX, 2, "not an entry number"),
        BAD(ROW_36 "\r\n" ROW_40 "\r\n" ROW_36 "\r\n" END, CORDON_SYNTAX, 3, "lines 1 and 3"),
        BAD(ROW_36 "\r\n" "40,-0- ,-0- ,\"A\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n" END, CORDON_SYNTAX, 2, "no name"),
        /* a quote lost in line 2: it runs to the next quote, in line 3 */
        BAD(ROW_36 "\r\n40,\"DOE\",-0- ,\"A\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"lost\r\n" ROW_41 "\r\n" END, CORDON_SYNTAX, 2, "not closed on this line"),
        BAD(ROW_36 "\r\n40,\"DOE\",-0- ,\"A\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0", CORDON_SYNTAX, 2, "cut inside its last row"),
        /* as many columns as there should be, and nobody knows whether that is all of the last */
        BAD(ROW_36 "\r\n" ROW_42, CORDON_SYNTAX, 2, "cut inside its last row"),
        BAD(ROW_36 "\r\n" ROW_42 "\r", CORDON_SYNTAX, 2, "cut inside its last row"),
        BAD("1,\"X\",-0- ,\"NS-PLC\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n" END, CORDON_REFUSED, 0, "consolidated"),
#undef BAD
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct list_file file = { STR_INIT("sdn.csv"), str_of(rows[i].sdn, rows[i].len) };
        struct edition e;
        edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), &file, 1);
        if (e.status != rows[i].want || e.err.line != rows[i].line ||
            !strstr(e.err.message, rows[i].says))
            fail_msg("row %zu: status %d, line %lu, '%s'", i, (int)e.status,
                     (unsigned long)e.err.line, e.err.message);
        assert_string_equal(e.err.file, "sdn.csv");
        assert_int_equal(e.report.entries, 0);
        edition_release(&e);
    }
}

static void accepts_the_other_list_under_its_own_name(void **state)
{
    struct list_file cons = file_of("cons_prim.csv",
        "1,\"X\",-0- ,\"NS-PLC\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n" END);
    struct list_file sdn = file_of("sdn.csv", SDN);
    struct edition e;
    (void)state;
    edition_read(&e, &list_ofac_csv, STR("us_ofac_cons"), &cons, 1);
    assert_int_equal(e.status, CORDON_OK);
    edition_release(&e);
    edition_read(&e, &list_ofac_csv, STR("us_ofac_cons"), &sdn, 1);
    assert_int_equal(e.status, CORDON_REFUSED);
    edition_release(&e);
}

static void refuses_two_files_of_one_kind(void **state)
{
    struct list_file files[] = { file_of("a.csv", SDN), file_of("b.csv", SDN) };
    struct edition e;
    (void)state;
    edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), files, 2);
    assert_int_equal(e.status, CORDON_SYNTAX);
    assert_string_equal(e.err.file, "b.csv");
    edition_release(&e);
}

static bool is_doubted(const struct edition *e, const char *text)
{
    for (uint32_t i = 0; i < e->report.doubt_count; i++)
        if (str_find(e->report.doubts[i], str_c(text), 0) != SIZE_MAX) return true;
    return false;
}

/* A conversion takes the mark off all files, a broken transfer off one. */
static void doubts_a_file_that_alone_lacks_its_end_mark(void **state)
{
    static const struct { const char *sdn, *alt, *comments; const char *want; } rows[] = {
        { SDN, ALT, END, NULL },
        { SDN, ALT_36 "\r\n" ALT_36B "\r\n", END, "'alt.csv' lacks the end mark" },
        { SDN, ALT_36 "\r\n", END, "behind line 1" },
        { ROW_36 "\r\n" ROW_40 "\r\n", ALT_36 "\r\n", END, "'sdn.csv' lacks" },
        { ROW_36 "\r\n" ROW_40 "\r\n", ALT_36 "\r\n", "36,\"x\"\r\n", NULL },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct list_file files[] = { file_of("alt.csv", rows[i].alt), file_of("c.csv", rows[i].comments),
                                     file_of("sdn.csv", rows[i].sdn) };
        struct edition e;
        edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), files, 3);
        assert_int_equal(e.status, CORDON_OK);
        assert_int_equal(e.report.doubt_count, rows[i].want ? 1 : 0);
        if (rows[i].want && !is_doubted(&e, rows[i].want)) fail_msg("row %zu", i);
        edition_release(&e);
    }
}

/* No header names the columns: what stands in them has to. */
static void doubts_files_whose_columns_moved(void **state)
{
    static const struct { const char *prim, *alt, *want, *name; } rows[] = {
        { "\"individual\",\"CYBER2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 1979.\"", "\"aka\",\"X\",-0- ", NULL, NULL },
        { "\"CYBER2\",\"individual\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ", "\"aka\",\"X\",-0- ", "type that is not known", NULL },
        { "\"individual\",-0- ,\"CYBER2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ", "\"aka\",\"X\",-0- ", "no programme", NULL },
        { "\"individual\",\"CYBER2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 1979.\",-0- ", "\"aka\",\"X\",-0- ", "part of one", NULL },
        { "-0- ,\"CYBER2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ", "\"aka\",-0- ,\"X\"", "no name", NULL },
        { "-0- ,\"CYBER2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ", "\"X\",\"aka\",-0- ", "no name, or a type", NULL },
        { "-0- ,\"DOE, J\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ", "\"aka\",\"X\",-0- ", "name of the row before", "CYBER2" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf prim = BUF_INIT(1 << 16), alt = BUF_INIT(1 << 16);
        struct edition e;
        for (int n = 100; n < 130; n++) {
            buf_printf(&prim, "%d,\"%s %d\",%s\r\n", n, rows[i].name ? rows[i].name : "DOE, J", rows[i].name ? 2 : n, rows[i].prim);
            buf_printf(&alt, "%d,%d,%s\r\n", n, n, rows[i].alt);
        }
        buf_add(&prim, STR(END));
        buf_add(&alt, STR(END));
        struct list_file files[] = { { STR("sdn.csv"), buf_str(&prim) }, { STR("alt.csv"), buf_str(&alt) } };
        edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), files, 2);
        assert_int_equal(e.status, CORDON_OK);
        if (rows[i].want ? !is_doubted(&e, rows[i].want) : e.report.doubt_count != 0) fail_msg("row %zu", i);
        edition_release(&e);
        buf_release(&prim);
        buf_release(&alt);
    }
}

/* The numbers of a side file beside those of the entries. */
static void doubts_a_side_file_of_other_entries(void **state)
{
    struct buf prim = BUF_INIT(1 << 16), add = BUF_INIT(1 << 16);
    struct edition e;
    (void)state;
    for (int n = 100; n < 130; n++) {
        buf_printf(&prim, "%d,\"DOE %d, J\",-0- ,\"CYBER2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n", n, n);
        buf_printf(&add, "%d,%d,\"1 Test Street\",-0- ,-0- ,-0- \r\n", 9 * n, n);
    }
    buf_add(&prim, STR(END));
    buf_add(&add, STR(END));
    struct list_file files[] = { { STR("sdn.csv"), buf_str(&prim) }, { STR("add.csv"), buf_str(&add) } };
    edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), files, 2);
    assert_int_equal(e.status, CORDON_OK);
    assert_true(is_doubted(&e, "belong to no entry"));
    edition_release(&e);
    buf_release(&prim);
    buf_release(&add);
}

static void warns_when_the_end_mark_is_missing(void **state)
{
    struct list_file file = file_of("sdn.csv", ROW_42 "\r\n");
    struct edition e;
    (void)state;
    edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), &file, 1);
    assert_int_equal(e.status, CORDON_OK);
    assert_true(edition_warns(&e, "end mark"));
    edition_release(&e);
}

static void recognises_its_files_by_content(void **state)
{
    static const struct { const char *text; bool want; } rows[] = {
        { SDN, true }, { ALT, true }, { ADD, true }, { "50,\"x\"\n", true },
        { "", false }, { "<sdnList>", false }, { "{\"id\":1}", false }, { "id,name\n1,x\n", false },
        { "36,\"open", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct list_file file = file_of("x", rows[i].text);
        assert_int_equal(list_ofac_csv.recognise(&file), rows[i].want);
    }
}

static void reports_failing_memory(void **state)
{
    struct list_file files[] = { file_of("sdn.csv", SDN), file_of("alt.csv", ALT), file_of("add.csv", ADD) };
    (void)state;
    for (uint64_t n = 1; n < 2000; n++) {
        struct edition e;
        mem_fail_from(n);
        edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), files, 3);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        cordon_status st = e.status;
        edition_release(&e);
        if (asked < n) {
            assert_int_equal(st, CORDON_OK);
            return;
        }
        assert_int_equal(st, CORDON_NOMEM);
    }
    fail_msg("never done");
}

/* --- the real edition ----------------------------------------------------------------------- */

#define REAL "us-ofac-sdn-2023-12-28/"

struct real {
    struct os_file   map[4];
    struct list_file files[4];
};

static void real_open(struct real *r)
{
    static const char *const names[] = { REAL "sdn.csv", REAL "alt.csv", REAL "add.csv", REAL "sdn_comments.csv" };
    for (size_t i = 0; i < 4; i++) {
        r->map[i] = (struct os_file)OS_FILE_INIT;
        assert_int_equal(os_file_map(shared_path(names[i]), &r->map[i], NULL), CORDON_OK);
        r->files[i] = (struct list_file){ str_c(names[i]), r->map[i].bytes };
    }
}

static void real_close(struct real *r)
{
    for (size_t i = 0; i < 4; i++) os_file_unmap(&r->map[i]);
}

static void reads_the_whole_sdn_list(void **state)
{
    struct real r;
    struct edition e;
    uint32_t dprk[KIND_UNKNOWN + 1] = { 0 }, korea_risk = 0;
    (void)state;
    NEED_SHARED(REAL "sdn.csv");
    real_open(&r);
    edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), r.files, 4);
    assert_int_equal(e.status, CORDON_OK);
    assert_int_equal(e.report.entries, 13821);
    assert_int_equal(e.report.persons, 6646);
    assert_int_equal(e.report.organizations, 6033);
    assert_int_equal(e.report.vessels, 764);
    assert_int_equal(e.report.aircraft, 378);
    assert_int_equal(e.report.others, 0);
    assert_int_equal(e.report.aliases, 17091);
    assert_int_equal(e.report.weak_aliases, 3392); /* 3,391 a.k.a. or f.k.a. and one d.b.a. */
    assert_int_equal(e.report.addresses, 18990);
    assert_int_equal(e.report.dprk_entries, 479);
    assert_int_equal(e.report.wallet_mentions, 475);
    assert_int_equal(e.report.wallet_entries, 49);
    assert_int_equal(e.report.wallets, 470);
    assert_int_equal(e.report.pieces, 56504); /* 56,501 by "; ", three by a forgotten blank */
    print_message("# %u of %u pieces untyped\n", e.report.untyped_pieces, e.report.pieces);
    assert_true(e.report.untyped_pieces <= 32);

    for (uint32_t i = 0; i < e.set.count; i++) {
        struct entity ent;
        assert_true(entity_get(&e.set, i, &ent));
        if (ent.subject == i && (ent.flags & ENTITY_DPRK)) dprk[ftm_schema_kind(ent.schema)]++;
        str what = entity_value(&e.set, &ent, FTM_PROP_PROVISIONS);
        if (str_starts(what, STR("Secondary sanctions risk: North Korea"))) korea_risk++;
    }
    assert_int_equal(dprk[KIND_PERSON], 160);
    assert_int_equal(dprk[KIND_ORGANIZATION], 197);
    assert_int_equal(dprk[KIND_VESSEL], 106);
    assert_int_equal(dprk[KIND_AIRCRAFT], 16);
    assert_int_equal(korea_risk, 586);
    real_close(&r);
    edition_release(&e);
}

/* RED DOT stands in the comments, WHOIS HACKING TEAM begins in the remarks. */
static void tells_the_real_comments_lines(void **state)
{
    struct real r;
    struct edition e;
    uint32_t row;
    struct entity ent;
    struct entity_statement st;
    size_t seen = 0;
    (void)state;
    NEED_SHARED(REAL "sdn.csv");
    real_open(&r);
    edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), r.files, 4);
    assert_true(entity_find(&e.set, STR("us_ofac_sdn-27307"), &row) && entity_get(&e.set, row, &ent));
    for (uint32_t i = 0; i < ent.statement_count; i++) {
        assert_true(entity_statement_get(&e.set, ent.first_statement + i, &st));
        if (str_eq(st.value, STR("RED DOT"))) seen += st.src.file == 3 && st.src.line == 5;
        if (str_eq(st.value, STR("WHOIS HACKING TEAM"))) seen += st.src.file == 0;
    }
    assert_int_equal(seen, 2);
    real_close(&r);
    edition_release(&e);
}

static void tells_the_real_cut_entries(void **state)
{
    static const char *const cut[] = { "29703", "30518", "31212", "33151", "37070", "39585", "39593" };
    static const char *const orphans[] = { "12300", "15599", "15600" };
    struct real r;
    struct edition e;
    (void)state;
    NEED_SHARED(REAL "sdn.csv");
    real_open(&r);
    edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), r.files, 4);
    assert_int_equal(e.report.warning_count, 10);
    for (size_t i = 0; i < 3; i++) assert_str(e.report.warnings[i].entry, orphans[i]);
    for (size_t i = 0; i < 7; i++) assert_str(e.report.warnings[i + 3].entry, cut[i]);
    real_close(&r);
    edition_release(&e);
}

static void refuses_the_sdn_list_as_the_other_one(void **state)
{
    struct real r;
    struct edition e;
    (void)state;
    NEED_SHARED(REAL "sdn.csv");
    real_open(&r);
    edition_read(&e, &list_ofac_csv, STR("us_ofac_cons"), r.files, 4);
    assert_int_equal(e.status, CORDON_REFUSED);
    real_close(&r);
    edition_release(&e);
}

/* Any prefix of the file is refused, or is whole rows and warned about. */
static void no_cut_of_the_real_file_passes_in_silence(void **state)
{
    struct real r;
    (void)state;
    NEED_SHARED(REAL "sdn_comments.csv");
    real_open(&r);
    str all = str_sub(r.files[0].bytes, 0, 20000);
    for (size_t len = 0; len < all.len; len += 7) {
        struct list_file file = { STR_INIT("sdn.csv"), str_sub(all, 0, len) };
        struct edition e;
        edition_read(&e, &list_ofac_csv, STR("us_ofac_sdn"), &file, 1);
        assert_true(e.status == CORDON_SYNTAX || edition_warns(&e, "end mark"));
        edition_release(&e);
    }
    real_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_the_files_in_any_order),
        cmocka_unit_test(files_where_each_value_stands),
        cmocka_unit_test(joins_comments_before_it_parses),
        cmocka_unit_test(warns_of_rows_without_an_entry),
        cmocka_unit_test(refuses_damaged_files),
        cmocka_unit_test(accepts_the_other_list_under_its_own_name),
        cmocka_unit_test(refuses_two_files_of_one_kind),
        cmocka_unit_test(doubts_a_file_that_alone_lacks_its_end_mark),
        cmocka_unit_test(doubts_files_whose_columns_moved),
        cmocka_unit_test(doubts_a_side_file_of_other_entries),
        cmocka_unit_test(warns_when_the_end_mark_is_missing),
        cmocka_unit_test(recognises_its_files_by_content),
        cmocka_unit_test(reports_failing_memory),
        cmocka_unit_test(reads_the_whole_sdn_list),
        cmocka_unit_test(tells_the_real_comments_lines),
        cmocka_unit_test(tells_the_real_cut_entries),
        cmocka_unit_test(refuses_the_sdn_list_as_the_other_one),
        cmocka_unit_test(no_cut_of_the_real_file_passes_in_silence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
