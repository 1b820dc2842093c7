/* engine/fault, subject: values that cannot be what their field says, and accounts in other fields,
 * are told; no writing of a listed number is missed. */
#include "tests/engine_help.h"

#include "base/country.h"
#include "engine/fault.h"
#include "engine/set.h"
#include "engine/subject.h"

/* --- what is wrong ------------------------------------------------------------------------------- */

static void tells_what_cannot_be(void **state)
{
    static const struct { enum record_field field; const char *value; enum fault want; } rows[] = {
        { FIELD_IMO, "9074729", FAULT_NONE },      { FIELD_IMO, "IMO 9074729", FAULT_NONE },
        { FIELD_IMO, "5055293", FAULT_NONE }, /* a company's */
        { FIELD_IMO, "9074728", FAULT_CHECK },     { FIELD_IMO, "907472", FAULT_LENGTH },
        { FIELD_IMO, "hello", FAULT_FORM },        { FIELD_IMO, "9074729.0", FAULT_NONE },
        { FIELD_IMO, "-", FAULT_NONE }, /* no value: the check `fields` tells it */
        { FIELD_MMSI, "445123456", FAULT_NONE },   { FIELD_MMSI, "44512345", FAULT_LENGTH },
        { FIELD_MMSI, "44512345X", FAULT_FORM },
        { FIELD_SWIFT_BIC, "SABRRUMM", FAULT_NONE }, { FIELD_SWIFT_BIC, "sabrrummxxx", FAULT_NONE },
        { FIELD_SWIFT_BIC, "SABRRUMM012", FAULT_NONE }, { FIELD_SWIFT_BIC, "xx", FAULT_FORM },
        { FIELD_SWIFT_BIC, "SABRRUM", FAULT_LENGTH }, { FIELD_SWIFT_BIC, "SABRQQMM", FAULT_COUNTRY },
        { FIELD_LEI, "5493001KJTIIGC8Y1R12", FAULT_NONE }, /* the example of ISO 17442 */
        { FIELD_LEI, "5493001KJTIIGC8Y1R13", FAULT_CHECK }, { FIELD_LEI, "123", FAULT_LENGTH },
        { FIELD_IBAN, "DE89 3704 0044 0532 0130 00", FAULT_NONE },
        { FIELD_IBAN, "GB82WEST12345698765432", FAULT_NONE },
        { FIELD_IBAN, "DE89370400440532013001", FAULT_CHECK }, { FIELD_IBAN, "DE89", FAULT_LENGTH },
        { FIELD_IBAN, "QQ89370400440532013001", FAULT_COUNTRY }, { FIELD_IBAN, "123456", FAULT_FORM },
        { FIELD_EMAIL, "a@b.invalid", FAULT_NONE }, { FIELD_EMAIL, "nope", FAULT_FORM },
        { FIELD_EMAIL, "a@b", FAULT_FORM },         { FIELD_EMAIL, "@b.invalid", FAULT_FORM },
        { FIELD_EMAIL, "a@@b.invalid", FAULT_FORM }, { FIELD_EMAIL, "a@b..invalid", FAULT_FORM },
        { FIELD_PHONE, "+82 (2) 555-0100", FAULT_NONE }, { FIELD_PHONE, "abc", FAULT_NUMBER },
        { FIELD_PHONE, "12", FAULT_LENGTH },        { FIELD_PHONE, "8.2E+10", FAULT_ROUNDED },
        { FIELD_PASSPORT, "A1", FAULT_NONE },       { FIELD_PASSPORT, "pending", FAULT_NUMBER },
        { FIELD_PASSPORT, "1.2345E+8", FAULT_ROUNDED }, { FIELD_PASSPORT, "1E+15", FAULT_ROUNDED },
        { FIELD_PASSPORT, "1,2345E+11", FAULT_ROUNDED }, { FIELD_PASSPORT, "1E23456", FAULT_NONE },
        { FIELD_CALL_SIGN, "HMZF", FAULT_NONE },    { FIELD_BANK_ACCOUNT, "none", FAULT_NUMBER },
        { FIELD_NATIONAL_ID, "\xD9\xA1\xD9\xA2\xD9\xA3", FAULT_NONE },
    };
    struct arena a;
    (void)state;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        static const enum canon_kind kinds[FIELD_COUNT] = {
            [FIELD_IMO] = CANON_IMO, [FIELD_SWIFT_BIC] = CANON_SWIFT, [FIELD_EMAIL] = CANON_EMAIL,
            [FIELD_PHONE] = CANON_PHONE, [FIELD_IBAN] = CANON_ACCOUNT,
        };
        struct canon c;
        enum canon_kind kind = kinds[rows[i].field] ? kinds[rows[i].field] : CANON_ANY;
        canon_read(kind, str_c(rows[i].value), &a, &c);
        enum fault got = fault_of(rows[i].field, str_c(rows[i].value), &c);
        if (got != rows[i].want) fail_msg("'%s': %d", rows[i].value, (int)got);
    }
    arena_release(&a);
}

/* --- in the answer ------------------------------------------------------------------------------- */

static struct desk desk;

/* NK-1's passport is PS-836 410 111 and its other number 88001122; what follows is made up too. */
static const char numbers_list[] =
    "{\"id\":\"NM-1\",\"schema\":\"Company\",\"properties\":{\"name\":[\"Wobble Shipping\"],"
    "\"registrationNumber\":[\"IMO 5055293\"],\"swiftBic\":[\"ABCDKPPY\"]}}\n"
    "{\"id\":\"NM-2\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Mumford Tarrabee\"],"
    "\"passportNumber\":[\"00770123\",\"790015037\"],\"email\":[\"mumford@example.invalid\"],"
    "\"phone\":[\"010-5550-1234\"]}}\n"
    "{\"id\":\"NM-3\",\"schema\":\"Vessel\",\"properties\":{\"name\":[\"GLIMMERING PARSNIP\"],"
    "\"imoNumber\":[\"9074729\"]}}\n"
    "{\"id\":\"NM-4\",\"schema\":\"Company\",\"properties\":{\"name\":[\"Plum Bank\"],"
    "\"swiftBic\":[\"PLUMKPPYXXX\"],\"idNumber\":[\"00012\"]}}\n"
    "{\"id\":\"NM-5\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Osbert Quince\"]}}\n"
    "{\"id\":\"w-9\",\"schema\":\"CryptoWallet\",\"properties\":{\"holder\":[\"NM-5\"],"
    "\"publicKey\":[\"1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2\","
    "\"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"]}}\n";

static int setup(void **state)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    desk = (struct desk){ .set = NULL };
    folder_new(desk.folder);
    if (import_text_as(desk.folder, "opensanctions", "2026-07-30", "numbers.json", numbers_list,
                       &counts, &err))
        fail_msg("%s", err.message);
    desk_open(&desk, "default");
    desk.options.only = STR("opensanctions");
    desk_screener(&desk);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    desk_close(&desk);
    return 0;
}

struct row {
    const char *record, *verdict, *id, *state; /* a check, and its state */
    const char *entry; /* of the first hit; NULL when there is none */
};

static void expect(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char record[1024];
        snprintf(record, sizeof record, "{%s}", rows[i].record);
        str json = ask(&desk, record);
        str want = str_c(rows[i].entry ? rows[i].entry : "-");
        bool is_right = str_eq(json_at(json, "verdict"), str_c(rows[i].verdict)) &&
                        str_eq(json_at(json, "hits.0.entry"), want) &&
                        (!rows[i].id || str_eq(check_of(json, rows[i].id), str_c(rows[i].state)));
        if (!is_right) fail_msg("%s: %.*s", record, STR_ARG(json));
    }
}
#define EXPECT(rows) expect(rows, COUNT_OF(rows))

static void an_invalid_value_is_told_beside_a_name_and_undecided_alone(void **state)
{
    static const struct row rows[] = {
        { "'name':'Nobody Whatsoever','imo':'hello'", "clear", "imo", "limited", NULL },
        { "'name':'Nobody Whatsoever','imo':'9074728'", "clear", "imo", "limited", NULL },
        { "'name':'Nobody Whatsoever','mmsi':'12'", "clear", "mmsi", "limited", NULL },
        { "'name':'Nobody Whatsoever','swift':'xx'", "clear", "swift_bic", "limited", NULL },
        { "'name':'Nobody Whatsoever','iban':'DE00370400440532013000'", "clear", "iban", "limited", NULL },
        { "'name':'Nobody Whatsoever','email':'nope'", "clear", "email", "limited", NULL },
        { "'name':'Nobody Whatsoever','phone':'abc'", "clear", "phone", "limited", NULL },
        { "'name':'Nobody Whatsoever','passport':'1.2E+8'", "clear", "passport", "limited", NULL },
        { "'name':'Nobody Whatsoever','schema':'Persn'", "clear", "schema", "limited", NULL },
        { "'name':'Nobody Whatsoever','schema':'legalentity'", "clear", "schema", "-", NULL },
        { "'name':'Nobody Whatsoever','schema':'crypto_wallet'", "clear", "schema", "-", NULL },
        { "'imo':'hello'", "undecided", "imo", "failed!", NULL },
        { "'imo':'9074728'", "undecided", "imo", "failed!", NULL },
        { "'phone':'abc'", "undecided", "phone", "failed!", NULL },
        { "'email':'nope','passport':'N/A'", "undecided", "email", "failed!", NULL },
        { "'email':'nope','passport':'X123'", "clear", "email", "limited", NULL },
        { "'email':['nope','a@b.invalid']", "clear", "email", "limited", NULL },
        { "'passport':'-'", "undecided", "record", "failed!", NULL },
        { "'email':'a@b.invalid; c@d.invalid'", "clear", "email", "-", NULL },
        { "'email':'A B <a@b.invalid>'", "clear", "email", "-", NULL },
        { "'email':'a@b.invalid, nope@'", "clear", "email", "limited", NULL },
        { "'imo':'9074721; 9187629'", "clear", "imo", "limited", NULL }, /* one of them is sound */
        { "'swift':'ABCDUSPY (Umbrella Bank)'", "clear", "swift_bic", "-", NULL },
        { "'passport':'X1084010 (Egypt)'", "clear", "passport", "-", NULL },
        { "'phone':'+82 (2) 555-0109'", "clear", "phone", "-", NULL },
    };
    (void)state;
    EXPECT(rows);
    str json = ask(&desk, "{'imo':'hello'}");
    assert_str(json_at(json, "actions.0.id"), "fix_record");
    assert_str(json_at(json, "checks.4.reason"), "value_invalid");
    assert_str(json_at(json, "checks.4.why"), "\xE2\x80\x9Chello\xE2\x80\x9D is not valid as IMO number: it does "
               "not have the form of one. It was compared as it is written, as far as that is "
               "possible.");
    json = ask(&desk, "{'name':'Nobody Whatsoever','schema':'Persn'}");
    assert_true(str_find(json, STR("known is: Person."), 0) != SIZE_MAX);
}

static void many_invalid_values_are_counted(void **state)
{
    char record[1024] = "{'name':'Nobody Whatsoever','imo':[";
    (void)state;
    for (int i = 0; i <= SUBJECT_FAULTS_MAX; i++) strcat(record, i ? ",'x'" : "'x'");
    strcat(record, "]}");
    str json = ask(&desk, record);
    assert_str(json_at(json, "verdict"), "clear");
    assert_str(check_of(json, "imo"), "limited");
    assert_str(check_of(json, "fields"), "limited");
}

/* Values that mean nothing are kept up to a cap, and all are counted; a country too long is one. */
static void many_values_that_mean_nothing_are_counted(void **state)
{
    char record[4096] = "{'name':'Nobody Whatsoever','country':[";
    (void)state;
    for (int i = 0; i <= SUBJECT_DOUBTS_MAX; i++) strcat(record, i ? ",'Nowhereland'" : "'Nowhereland'");
    strcat(record, ",'");
    for (int i = 0; i <= COUNTRY_TEXT_MAX; i++) strcat(record, "x");
    strcat(record, "']}");
    str json = ask(&desk, record);
    assert_str(check_of(json, "fields"), "limited");
    assert_true(str_find(json, STR("18 fields were not understood"), 0) != SIZE_MAX);
}

static void every_writing_of_a_listed_number_hits(void **state)
{
    static const struct row rows[] = {
        { "'imo':'5055293'", "escalate", NULL, NULL, "NM-1" },
        { "'registration_number':'5055293'", "review", NULL, NULL, "NM-1" },
        { "'registration_number':'IMO 5055293'", "escalate", NULL, NULL, "NM-1" },
        { "'schema':'vessel','imo':'5055293'", "review", NULL, NULL, "NM-1" }, /* two number spaces */
        { "'registration_number':'IMO 9074729'", "escalate", NULL, NULL, "NM-3" },
        { "'id_number':'9074729'", "escalate", NULL, NULL, "NM-3" },
        { "'schema':'company','imo':'9074729'", "review", NULL, NULL, "NM-3" },
        { "'swift':'ABCDKPPYXXX'", "escalate", NULL, NULL, "NM-1" },
        { "'swift':'PLUMKPPY'", "escalate", NULL, NULL, "NM-4" },
        { "'swift':'PLUMKPPY012'", "review", NULL, NULL, "NM-4" },
        { "'passport':'770123'", "review", NULL, NULL, "NM-2" },
        { "'passport':'0000770123'", "review", NULL, NULL, "NM-2" },
        { "'passport':770123.0", "review", NULL, NULL, "NM-2" },
        { "'tax_id':'770123'", "clear", NULL, NULL, "NM-2" }, /* another kind: shown */
        { "'name':'Mumford Tarrabee','passport':'770123'", "escalate", NULL, NULL, "NM-2" },
        { "'name':'Mumford Tarrabee','passport':'00770123'", "stop", NULL, NULL, "NM-2" },
        { "'passport':'790015037.0'", "review", NULL, NULL, "NM-2" },
        { "'passport':'790\\u200b015\\ufe0f037'", "review", NULL, NULL, "NM-2" },
        { "'passport':'\\u0667\\u0669\\u0660\\u0660\\u0661\\u0665\\u0660\\u0663\\u0667'", "review",
          NULL, NULL, "NM-2" },
        { "'phone':'1055501234'", "review", NULL, NULL, "NM-2" },
        { "'email':'x@y.invalid Mumford@Example.invalid'", "escalate", NULL, NULL, "NM-2" },
        { "'id_number':'12'", "clear", NULL, NULL, NULL }, /* too short to be looked for */
        { "'id_number':'1,2,3,4,5,6,7,88,99,790015037'", "review", NULL, NULL, "NM-2" },
    };
    (void)state;
    EXPECT(rows);
    str json = ask(&desk, "{'name':'Nobody Whatsoever','passport':'770123'}");
    assert_true(has_reason(json, 0, "identifier_near"));
    assert_str(json_at(json, "hits.0.fields.identifier.state"), "near");
    assert_str(json_at(json, "hits.0.fields.identifier.listed"), "00770123");
    assert_str(json_at(json, "hits.0.matched_as"), "identifier");
}

/* Numbers are looked for in a value up to a cap; past it the record is not clear. */
static void a_value_with_too_many_pieces_is_undecided(void **state)
{
    static const struct row rows[] = {
        { "'name':'Nobody Whatsoever','passport':'a1;a2;a3;a4;a5;a6;a7;a8;a9;b1;b2;b3;b4;b5;b6;b7'",
          "clear", "record", "-", NULL },
        { "'name':'Nobody Whatsoever','passport':'a1;a2;a3;a4;a5;a6;a7;a8;a9;b1;b2;b3;b4;b5;b6;b7;c1'",
          "undecided", "record", "limited!", NULL },
    };
    (void)state;
    EXPECT(rows);
}

#define LISTED "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
#define HEX    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
#define FREE   "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359" /* the examples of EIP-55 */
#define OTHER  "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"

static void every_wallet_of_a_value_is_screened(void **state)
{
    static const struct row rows[] = {
        { "'wallet':'ethereum:" HEX "@1/transfer?address=" FREE "'", "stop", "wallet", "done!", "NM-5" },
        { "'wallet':'ethereum:" FREE "@1/transfer?address=" HEX "'", "stop", "wallet", "done!", "NM-5" },
        { "'wallet':'ethereum:" FREE "@1/transfer?address=x.eth'", "undecided", "wallet", "failed!", NULL },
        { "'wallet':'ethereum:" FREE "@1/approve?address=" HEX "'", "stop", "wallet", "failed!", "NM-5" },
        { "'wallet':'" OTHER " " LISTED "'", "stop", "wallet", "done!", "NM-5" },
        { "'wallet':'" OTHER ";" LISTED "'", "stop", "wallet", "done!", "NM-5" },
        { "'wallet':'" OTHER "\\n" LISTED "'", "stop", "wallet", "done!", "NM-5" },
        { "'wallet':'" OTHER "/" LISTED "'", "stop", "wallet", "done!", "NM-5" },
        { "'wallet':'" OTHER ", " FREE "'", "clear", "wallet", "done!", NULL },
        { "'wallet':'" OTHER " (main), " FREE "'", "clear", "wallet", "done!", NULL },
        { "'wallet':'" OTHER ", 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb'", "undecided", "wallet", "failed!", NULL },
        { "'wallet':'" OTHER ", 0123456789abcdef0123456789abcdef'", "undecided", "wallet", "failed!", NULL },
        { "'wallet':'https://x.example/address/" HEX "'", "stop", "wallet", "done!", "NM-5" },
        { "'wallet':'0x5aAeb6053F3E\\u200b94C9b9A09f33669435E7Ef1BeAed'", "stop", "wallet", "done!", "NM-5" },
        { "'wallet':'two words'", "undecided", "wallet", "failed!", NULL },
        { "'wallet':'zcash:?address=" OTHER "&address.1=zzz'", "undecided", "wallet", "failed!", NULL },
        { "'bank_account':'" LISTED "'", "stop", NULL, NULL, "NM-5" },
    };
    (void)state;
    EXPECT(rows);
}

static void accounts_in_other_fields_are_screened_and_told(void **state)
{
    static const struct row rows[] = {
        { "'name':'Nobody Whatsoever','payout':'" LISTED "'", "stop", "accounts", "limited", "NM-5" },
        { "'name':'Nobody Whatsoever','payout':'" OTHER "'", "clear", "accounts", "limited", NULL },
        { "'name':'Nobody Whatsoever','payout':{'to':['" HEX "']}", "stop", "accounts", "limited", "NM-5" },
        { "'name':'Nobody Whatsoever','note':'pay " LISTED " today'", "stop", "accounts", "limited", "NM-5" },
        { "'name':'" LISTED "'", "stop", "accounts", "limited", "NM-5" },
        { "'name':'Nobody Whatsoever','cc':'mumford@example.invalid'", "escalate", "accounts", "limited", "NM-2" },
        { "'name':'Nobody Whatsoever','account':'mumford@example.invalid'", "escalate", "accounts", "limited", "NM-2" },
        { "'name':'Nobody Whatsoever','zz':'DE89 3704 0044 0532 0130 00'", "clear", "accounts", "limited", NULL },
        { "'name':'Nobody Whatsoever','zz':'DE89 3704 0044 0532 0130 01'", "clear", "accounts", "-", NULL },
        { "'name':'Nobody Whatsoever','zz':'1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb'", "clear", "accounts", "-", NULL },
        { "'name':'Nobody Whatsoever','zz':'0123456789abcdef0123456789abcdef'", "clear", "accounts", "-", NULL },
        /* what was found by chance does not make up for a record that gave nothing to compare */
        { "'payout':'" OTHER "'", "undecided", "record", "failed!", NULL },
        { "'zz':'a@b.invalid'", "undecided", "record", "failed!", NULL },
    };
    (void)state;
    EXPECT(rows);
    str json = ask(&desk, "{'name':'Nobody Whatsoever','payout':'" OTHER "'}");
    assert_true(str_find(json, STR("payout '" OTHER "'"), 0) != SIZE_MAX);
    char record[2048] = "{'name':'Nobody Whatsoever','zz':'";
    for (int i = 0; i <= SUBJECT_VALUES_MAX; i++)
        snprintf(record + strlen(record), sizeof record - strlen(record), "a%d@b.invalid ", i);
    strcat(record, "'}");
    json = ask(&desk, record);
    assert_str(json_at(json, "verdict"), "clear");
    assert_true(str_find(json, STR("65 accounts"), 0) != SIZE_MAX);
    assert_true(str_find(json, STR("limit_reached"), 0) != SIZE_MAX);
}

/* --- parts of another version -------------------------------------------------------------------- */

/* A part with the keys of version 1, empty, in the place of the identifiers. */
static void put_old_part(const char *folder, char ret_hex[SHA_HEX_LEN + 1],
                         char ret_table[XXH_HEX_LEN + 1])
{
    struct part_writer w;
    struct buf bytes = BUF_INIT(1 << 20);
    uint8_t digest[SHA_LEN];
    char name[128];
    part_writer_init(&w);
    part_writer_section(&w, "idnk", 1);
    part_writer_section(&w, "idnt", 1);
    assert_int_equal(part_writer_finish(&w, &bytes, NULL), CORDON_OK);
    part_writer_release(&w);
    sha_of(buf_str(&bytes), digest);
    sha_hex(digest, ret_hex);
    part_table_hex(buf_str(&bytes), ret_table);
    snprintf(name, sizeof name, "parts/%s.cds", ret_hex);
    put_file(folder, name, buf_str(&bytes));
    buf_release(&bytes);
}

static void keys_of_an_older_version_are_made_anew(void **state)
{
    struct arena a;
    struct set_edition *editions;
    struct buf manifest = BUF_INIT(1 << 20);
    char hex[SHA_HEX_LEN + 1], name[128], text[SHA_HEX_LEN + 2];
    uint8_t digest[SHA_LEN];
    size_t count;
    (void)state;
    cordon_screener_free(desk.screener);
    desk.screener = NULL;
    cordon_set_close(desk.set);
    desk.set = NULL;
    arena_init(&a, 8 << 20);
    editions = arena_calloc(&a, SET_SOURCES_MAX, sizeof *editions);
    assert_int_equal(set_current_read(desk.folder, &a, hex, NULL), CORDON_OK);
    assert_int_equal(set_manifest_load(desk.folder, hex, &a, editions, &count, NULL), CORDON_OK);
    put_old_part(desk.folder, editions[0].part_hex[ROLE_IDENTIFIERS],
                 editions[0].table_hex[ROLE_IDENTIFIERS]);
    const struct set_edition *all[] = { &editions[0] };
    set_manifest_write(all, 1, NULL, &manifest);
    sha_of(buf_str(&manifest), digest);
    sha_hex(digest, hex);
    snprintf(name, sizeof name, "sets/%s.set", hex);
    put_file(desk.folder, name, buf_str(&manifest));
    snprintf(text, sizeof text, "%s\n", hex);
    put_file(desk.folder, "current", str_c(text));
    buf_release(&manifest);
    arena_release(&a);

    cordon_policy_free(desk.policy);
    desk_open(&desk, "default");
    desk.options.only = STR("opensanctions");
    desk_screener(&desk);
    assert_str(json_at(ask(&desk, "{'passport':'00770123'}"), "hits.0.entry"), "NM-2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_what_cannot_be),
        cmocka_unit_test(an_invalid_value_is_told_beside_a_name_and_undecided_alone),
        cmocka_unit_test(many_invalid_values_are_counted),
        cmocka_unit_test(many_values_that_mean_nothing_are_counted),
        cmocka_unit_test(every_writing_of_a_listed_number_hits),
        cmocka_unit_test(a_value_with_too_many_pieces_is_undecided),
        cmocka_unit_test(every_wallet_of_a_value_is_screened),
        cmocka_unit_test(accounts_in_other_fields_are_screened_and_told),
        cmocka_unit_test(keys_of_an_older_version_are_made_anew),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
