/* list/label_csv, label_json, tagpack_yaml: wallet labels, made-up and real. */
#include "tests/imported.h"

#include "base/num.h"

#include <glob.h>

enum { FILES_MAX = 64 };

static struct list_file file_of(const char *name, const char *text)
{
    return (struct list_file){ .name = str_c(name), .bytes = str_c(text) };
}

/* Topic of the entry with this number. */
static str topic(struct imported *i, const char *id)
{
    struct entity e = imported_get(i, id);
    return imported_values(i, &e, FTM_PROP_TOPICS);
}

static struct entity risk(struct imported *i, const char *id)
{
    struct entity e = imported_get(i, id);
    return imported_child(i, &e, FTM_SCHEMA_RISK, 0);
}

/* --- CSV and plain files ------------------------------------------------------------------------ */

static const char incidents[] =
    "incident,theft_date,attribution,chain,address,role,checksum,source_url,source_type,confidence\n"
    "made-up-2026,2026-01-02,dprk-law-enforcement,ETH,0x00000000000000000000000000000000000000A1,"
    "exploiter,ok,https://example.com/a,law_enforcement,high\n"
    "made-up-2026,2026-01-02,dprk-investigators,ETH,0x00000000000000000000000000000000000000a2,"
    "laundering,ok,https://example.com/b,investigator,medium\n"
    "made-up-2025,2025-01-02,unknown,ETH,0x00000000000000000000000000000000000000a3,exploiter,ok,"
    "https://example.com/c,victim,medium\n"
    "made-up-2025,2025-01-02,returned,ETH,0x00000000000000000000000000000000000000a4,exploiter,ok,"
    "https://example.com/d,investigator,medium\n";

static void says_whose_word_a_theft_is(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_label_csv, "wallet_labels", str_c(incidents));
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.st, CORDON_OK);
    assert_int_equal(i.report.entries, 4);
    assert_int_equal(i.report.wallets, 4);
    assert_int_equal(i.report.dprk_entries, 2);
    assert_str(topic(&i, "wallet_labels-0x00000000000000000000000000000000000000a1"), "dprk");
    assert_str(topic(&i, "wallet_labels-0x00000000000000000000000000000000000000a3"), "crime.theft");
    assert_str(topic(&i, "wallet_labels-0x00000000000000000000000000000000000000a4"), "theft.returned");
    struct entity r = risk(&i, "wallet_labels-0x00000000000000000000000000000000000000a1");
    assert_str(imported_values(&i, &r, FTM_PROP_STATUS), "authority");
    assert_str(imported_values(&i, &r, FTM_PROP_DESCRIPTION), "high");
    assert_str(imported_values(&i, &r, FTM_PROP_SOURCE_URL), "https://example.com/a");
    assert_str(imported_values(&i, &r, FTM_PROP_LISTING_DATE), "2026-01-02");
    r = risk(&i, "wallet_labels-0x00000000000000000000000000000000000000a2");
    assert_str(imported_values(&i, &r, FTM_PROP_STATUS), "researchers");
    r = risk(&i, "wallet_labels-0x00000000000000000000000000000000000000a3");
    assert_str(imported_values(&i, &r, FTM_PROP_STATUS), "service");
    imported_release(&i);
}

static void reads_several_files_as_one_edition(void **state)
{
    struct imported i;
    struct list_file files[] = {
        file_of("a.csv", "banned_address,wallet_tag,data_source,more\n"
                         "0x00000000000000000000000000000000000000b1,Fake_Phishing17,x-list,note\n"),
        file_of("b.json", "{\"0x00000000000000000000000000000000000000B1\": {\"name\": \"Made Up: Hot Wallet\","
                          " \"labels\": [\"exchange\", \"made-up\"]}}"),
        file_of("sanctioned_addresses_XBT.txt", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT\n"),
    };
    (void)state;
    import_files(&i, &list_label_csv, "wallet_labels", files, COUNT_OF(files));
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.report.entries, 3);
    assert_str(topic(&i, "wallet_labels-0x00000000000000000000000000000000000000b1"), "crime.fraud");
    assert_str(topic(&i, "wallet_labels-0x00000000000000000000000000000000000000b1/2"), "service.exchange");
    assert_str(topic(&i, "wallet_labels-1BoatSLRHtKNngkdXEeobR76b53LETtpyT"), "sanction.linked");
    struct entity e = imported_get(&i, "wallet_labels-0x00000000000000000000000000000000000000b1");
    assert_str(imported_values(&i, &e, FTM_PROP_NOTES), "more: note");
    e = imported_get(&i, "wallet_labels-1BoatSLRHtKNngkdXEeobR76b53LETtpyT");
    assert_str(imported_values(&i, &e, FTM_PROP_CURRENCY_SYMBOL), "XBT");
    assert_true(i.report.is_label);
    imported_release(&i);
}

/* An address in small letters that has none names another account, or nobody. */
static void keeps_addresses_of_lost_letters_as_notes(void **state)
{
    static const struct { const char *address; bool is_kept; } rows[] = {
        { "1boatslrhtknngkdxeeobr76b53lettpyt", false },
        { "tniq9axbp9ejuqhdhrwrfvaa8u3guqzh81", false },
        { "7xkxtg2cw87d97txjsdpbd5jbkhetqa83tzrujosgasu", false },
        { "bc1qm34lsc65zpw79lxes69zkqmk6ee3ewf0j77s3h", true },
        { "0x00000000000000000000000000000000000000b1", true },
        { "cosmos1nynns8ex9fq6sjjfj8k79ymkdz4sqth06xexae", true },
        { "bitcoincash:qptsxhxxuyww0a3s3gy2ee9cwdgjhz7pqyw9d2dwsl", true },
        { "binancecold3", true },
        { "f1abjxfbp274xpdqcpuaykwkfb43omjotacm2p3za", true },
        { "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", true },
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        struct imported i;
        char text[512];
        snprintf(text, sizeof text,
                 "{\"metadata\":{},\"addresses\":{\"%s\":{\"type\":\"Digital Currency Address - TRX\","
                 "\"entries\":[{\"entity\":\"MADE UP\",\"program\":\"DPRK3, NPWMD\",\"uid\":\"1\"}]}}}",
                 rows[k].address);
        import_text(&i, &list_label_json, "wallet_labels", str_c(text));
        assert_string_equal(i.err.message, "");
        assert_int_equal(i.report.entries, 1);
        assert_int_equal(i.report.dprk_entries, 1);
        assert_int_equal(i.report.wallets, rows[k].is_kept);
        assert_int_equal(i.report.warning_count, !rows[k].is_kept);
        imported_release(&i);
    }
}

static void refuses_what_is_no_list_of_labels(void **state)
{
    static const struct { const char *text, *what; uint64_t line; } rows[] = {
        { "name,label\nx,y\n", "no column of addresses", 1 },
        { "address,wallet\nx,y\n", "several columns of addresses", 1 },
        { "address,name,name\n0x1,y,z\n", "stands twice", 1 },
        { "address,name\n0x1,y,z\n", "the row has 3 columns", 2 },
        { "address,name\n,y\n", "without an address", 2 },
        { "address,name\n", "holds no label", 0 },
        { "", "empty", 0 },
        { "address,name\n0x1,caf\xE9\n", "not UTF-8", 2 },
        { "{\"0x1\": {\"labels\": [\"a\"]}", "not JSON, or cut off", 1 },
        { "{\"0x1\":\n {\"labels\": [\"a\"}}", "", 2 },
        { "{\"0x1\": 17}", "a label is an object", 1 },
        { "{\"0x1\": {\"other\": 17}}", "a label is an object", 1 },
        { "{\"0x1\": {\"labels\": []}} more", "behind the list's end", 1 },
        { "{}", "holds no label", 0 },
        { "address,name\nexploiter,0x00000000000000000000000000000000000000a1\n"
          "laundering,0x00000000000000000000000000000000000000a2\n",
          "'exploiter' is no wallet address, nor are most others (2 of 2)", 2 },
        { "address,name\n0x00000000000000000000000000000000000000a1,x\na,y\nb,z\n",
          "'a' is no wallet address, nor are most others (2 of 3)", 3 },
        { "{\"mixer\":{\"name\":\"0xa1\"},\n\"bridge\":{\"name\":\"0xa2\"}}",
          "'mixer' is no wallet address", 1 },
        { "[]", "not JSON", 1 },
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        struct imported i;
        import_text(&i, &list_label_csv, "wallet_labels", str_c(rows[k].text));
        assert_int_not_equal(i.st, CORDON_OK);
        assert_non_null(strstr(i.err.message, rows[k].what));
        assert_int_equal(i.err.line, rows[k].line);
        imported_release(&i);
    }
}

/* --- tag packs ------------------------------------------------------------------------------------ */

static const char pack[] =
    "title: Made-up pack\n"
    "creator: Nobody\n"
    "tags:\n"
    "- address: 1BoatSLRHtKNngkdXEeobR76b53LETtpyT\n"
    "  currency: BTC\n"
    "- address: '0x00000000000000000000000000000000000000C1 (a remark)'\n"
    "  label: Made-up exploiter\n"
    "  abuse: service_hack\n"
    "  confidence: web_crawl\n"
    "  lastmod: 2023-08-16 12:18:52.619444\n"
    "  context: '{\"description\": \"original\"}'\n"
    "- address: '0x00000000000000000000000000000000000000C2'\n"
    "  category: null\n"
    "  actor: lazarusgroup\n"
    "lastmod: 2022-04-15\n"
    "label: Made-up hot wallet\n"
    "category: exchange\n"
    "confidence: service_data\n"
    "source: https://example.com/p\n";

static void tags_inherit_and_override(void **state)
{
    struct imported i;
    struct list_file f = file_of("made-up.yaml", pack);
    (void)state;
    import_files(&i, &list_tagpack_yaml, "graphsense", &f, 1);
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.report.entries, 3);
    assert_str(i.report.edition, "2023-08-16");
    const char *first = "graphsense-made-up:1BoatSLRHtKNngkdXEeobR76b53LETtpyT";
    const char *second = "graphsense-made-up:0x00000000000000000000000000000000000000c1";
    const char *third = "graphsense-made-up:0x00000000000000000000000000000000000000c2";
    assert_str(topic(&i, first), "service.exchange");
    assert_str(topic(&i, second), "crime.theft");
    assert_str(topic(&i, third), "dprk");
    struct entity e = imported_get(&i, first), r = risk(&i, first);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Made-up hot wallet");
    assert_str(imported_values(&i, &r, FTM_PROP_STATUS), "service");
    assert_str(imported_values(&i, &r, FTM_PROP_LISTING_DATE), "2022-04-15");
    e = imported_get(&i, second);
    r = risk(&i, second);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Made-up exploiter");
    assert_str(imported_values(&i, &e, FTM_PROP_PUBLIC_KEY), "0x00000000000000000000000000000000000000C1");
    assert_str(imported_values(&i, &r, FTM_PROP_STATUS), "researchers");
    assert_str(imported_values(&i, &r, FTM_PROP_LISTING_DATE), "2023-08-16");
    assert_int_equal(i.report.warning_count, 1); /* the remark */
    str rows = str_c(pack);
    uint8_t digest[SHA_LEN];
    size_t from = str_find(rows, STR("- address: 1B"), 0), to = str_find(rows, STR("  currency: BTC"), 0);
    sha_of(str_sub(rows, from, to + 15), digest);
    e = imported_get(&i, first);
    assert_memory_equal(e.row_hash, digest, SHA_LEN);
    imported_release(&i);
}

static void actors_are_organizations_that_nobody_is_screened_by(void **state)
{
    struct imported i;
    struct list_file f = file_of("x.actorpack.yaml",
                                 "title: Made-up actors\nactors:\n- id: '01'\n  label: Made-up Exchange\n"
                                 "  jurisdictions: [KR, ZZ]\n  categories:\n  - exchange\n  uri: example.com\n"
                                 "  context:\n    refs:\n    - a\n    deep: {b: [c, {d: e}]}\n");
    (void)state;
    import_files(&i, &list_tagpack_yaml, "graphsense", &f, 1);
    assert_string_equal(i.err.message, "");
    struct entity e = imported_get(&i, "graphsense-actor:01");
    assert_int_equal(e.schema, FTM_SCHEMA_ORGANIZATION);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Made-up Exchange");
    assert_str(imported_values(&i, &e, FTM_PROP_JURISDICTION), "kr");
    assert_true(i.report.is_label);
    imported_release(&i);
}

static void refuses_what_is_no_pack(void **state)
{
    static const struct { const char *text, *what; uint64_t line; } rows[] = {
        { "title: x\n", "neither 'tags' nor 'actors'", 1 },
        { "title: x\ntags: 17\n", "are lists", 2 },
        { "title: x\ntags:\n- 17\n", "has keys and values", 3 },
        { "title: x\ntags:\n- label: y\n", "without an address", 3 },
        { "title: x\ntags:\n- address: a\n  address: b\n", "a key stands twice", 4 },
        { "title: x\ntitle: x\ntags: []\n", "a key stands twice", 2 },
        { "title: &x y\nlabel: *x\ntags: []\n", "an alias", 2 },
        { "title: x\ntags: []\n", "no tag and no actor", 0 },
        { "- title\n", "begins with keys", 1 },
        { "title: [x\n", "not YAML", 2 },
        { "title: x\ntags:\n- address: a\n---\ntitle: y\n", "one document", 4 },
        { "title: x\nactors:\n- label: y\n", "without an id", 3 },
        { "title: x\xE9\ntags: []\n", "not UTF-8", 1 },
        { "", "empty", 0 },
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        struct imported i;
        import_text(&i, &list_tagpack_yaml, "graphsense", str_c(rows[k].text));
        assert_int_not_equal(i.st, CORDON_OK);
        if (!strstr(i.err.message, rows[k].what)) fail_msg("%s: %s", rows[k].text, i.err.message);
        assert_int_equal(i.err.line, rows[k].line);
        imported_release(&i);
    }
}

/* --- cut, out of memory ---------------------------------------------------------------------------- */

/* JSON cut anywhere is refused. */
static void cut_json_is_refused(void **state)
{
    static const char text[] = "{\"metadata\":{\"a\":[1]},\"addresses\":{\"0x1\":{\"type\":\"x - ETH\","
                               "\"entries\":[{\"entity\":\"MADE UP\",\"program\":\"DPRK\"}]}}}";
    (void)state;
    for (size_t n = 0; n + 1 < sizeof text; n++) {
        struct imported i;
        import_text(&i, &list_label_json, "wallet_labels", str_of(text, n));
        assert_int_not_equal(i.st, CORDON_OK);
        imported_release(&i);
    }
}

static void survives_failing_allocations(void **state)
{
    struct list_file csv = file_of("a.csv", incidents), yaml = file_of("a.yaml", pack);
    struct list_file json = file_of("a.json", "{\"0x1\":{\"name\":\"A \\u0042\",\"labels\":[\"heist\"]}}");
    (void)state;
    import_failing(&list_label_csv, "x", csv.bytes);
    import_failing(&list_label_json, "x", json.bytes);
    import_failing(&list_tagpack_yaml, "x", yaml.bytes);
}

/* --- real files: counts of shared/data/README.md ---------------------------------------------------- */

static void import_glob(struct imported *i, const struct list_format *format, const char *pattern)
{
    struct list_file files[FILES_MAX];
    glob_t g;
    assert_int_equal(glob(shared_path(pattern), 0, NULL, &g), 0);
    assert_true(g.gl_pathc <= FILES_MAX);
    for (size_t k = 0; k < g.gl_pathc; k++)
        files[k] = (struct list_file){ str_c(strrchr(g.gl_pathv[k], '/') + 1), slurp(g.gl_pathv[k]) };
    import_files(i, format, "x", files, g.gl_pathc);
    assert_string_equal(i->err.message, "");
    for (size_t k = 0; k < g.gl_pathc; k++) free((char *)(uintptr_t)files[k].bytes.data);
    globfree(&g);
}

static void counts_of_the_real_lists(void **state)
{
    static const struct {
        const char *pattern, *need;
        uint32_t    entries, wallets, dprk, organizations;
    } rows[] = {
        { "crypto-incident-addresses/*.csv", "crypto-incident-addresses/incident_addresses.csv", 171, 171, 149, 0 },
        { "crypto-labels-etherscan-2023/*.json", "crypto-labels-etherscan-2023/combinedAllLabels.json", 29945, 29945,
          0, 0 },
        { "crypto-malicious-forta-2023/etherscan*.csv",
          "crypto-malicious-forta-2023/etherscan_malicious_labels.csv", 7780, 7780, 0, 0 },
        { "crypto-malicious-forta-2023/phishing*.csv", "crypto-malicious-forta-2023/phishing_scams.csv", 6726, 6726,
          0, 0 },
        { "crypto-malicious-forta-2023/malicious*.csv",
          "crypto-malicious-forta-2023/malicious_smart_contracts.csv", 753, 753, 0, 0 },
        { "crypto-ofac-by-asset-2024-09-27/*.txt",
          "crypto-ofac-by-asset-2024-09-27/sanctioned_addresses_XBT.txt", 654, 654, 0, 0 },
        { "crypto-ofac-eth-2026-05-26/*.csv", "crypto-ofac-eth-2026-05-26/data.csv", 97, 97, 8, 0 },
        { "crypto-ofac-json-2026-07-12/*.json", "crypto-ofac-json-2026-07-12/sanctioned-addresses.json", 916, 243,
          123, 0 },
        { "crypto-tagpacks-graphsense/packs/*.yaml", "crypto-tagpacks-graphsense/packs/hydra.yaml", 3809, 3809, 27,
          0 },
        { "crypto-tagpacks-graphsense/actors/*.yaml",
          "crypto-tagpacks-graphsense/actors/graphsense.actorpack.yaml", 3813, 0, 0, 3813 },
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        struct imported i;
        NEED_SHARED(rows[k].need);
        const struct list_format *f = strstr(rows[k].pattern, "yaml") ? &list_tagpack_yaml
                                      : strstr(rows[k].pattern, "json") ? &list_label_json
                                                                        : &list_label_csv;
        import_glob(&i, f, rows[k].pattern);
        assert_int_equal(i.report.entries, rows[k].entries);
        assert_int_equal(i.report.wallets, rows[k].wallets);
        assert_int_equal(i.report.dprk_entries, rows[k].dprk);
        assert_int_equal(i.report.organizations, rows[k].organizations);
        imported_release(&i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_whose_word_a_theft_is),
        cmocka_unit_test(reads_several_files_as_one_edition),
        cmocka_unit_test(keeps_addresses_of_lost_letters_as_notes),
        cmocka_unit_test(refuses_what_is_no_list_of_labels),
        cmocka_unit_test(tags_inherit_and_override),
        cmocka_unit_test(actors_are_organizations_that_nobody_is_screened_by),
        cmocka_unit_test(refuses_what_is_no_pack),
        cmocka_unit_test(cut_json_is_refused),
        cmocka_unit_test(survives_failing_allocations),
        cmocka_unit_test(counts_of_the_real_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
