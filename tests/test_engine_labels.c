/* engine: what labels of wallets do in a screening; licences and deltas of lists. */
#include "tests/engine_help.h"

static struct desk desk;

static const char incidents[] =
    "incident,theft_date,attribution,chain,address,role,source_url,source_type,confidence\n"
    "made-up-1,2026-01-02,dprk-law-enforcement,ETH,0x00000000000000000000000000000000000000A1,exploiter,"
    "https://example.com/a,law_enforcement,high\n"
    "made-up-1,2026-01-02,dprk-investigators,ETH,0x00000000000000000000000000000000000000a2,laundering,"
    "https://example.com/b,investigator,medium\n"
    "made-up-2,2025-01-02,unknown,ETH,0x00000000000000000000000000000000000000a3,exploiter,"
    "https://example.com/c,investigator,medium\n"
    "made-up-2,2025-01-02,returned,ETH,0x00000000000000000000000000000000000000a4,exploiter,"
    "https://example.com/d,investigator,medium\n";

static const char services[] =
    "title: Made-up services\nlastmod: 2026-01-01\nsource: https://example.com/p\ncategory: exchange\n"
    "label: Hawkmoor Exchange\ntags:\n"
    "- address: '0x00000000000000000000000000000000000000b1'\n"
    "- address: '0x00000000000000000000000000000000000000b2'\n  category: mixing_service\n"
    "  label: Made-up mixer\n"
    "actors:\n- id: hawkmoor\n  label: Hawkmoor Exchange\n";

static int open_desk(void **state)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    desk = (struct desk){ .set = NULL };
    folder_new(desk.folder);
    if (import_text_as(desk.folder, "wallet_labels", "", "a.csv", incidents, &counts, &err) ||
        import_text_as(desk.folder, "graphsense", "", "made-up.yaml", services, &counts, &err)) {
        print_error("%s\n", err.message);
        return 1;
    }
    desk_open(&desk, "demo");
    desk.options.only = STR("wallet_labels,graphsense");
    desk_screener(&desk);
    return 0;
}

static int close_desk(void **state)
{
    (void)state;
    desk_close(&desk);
    return 0;
}

static void a_label_asks_for_a_person_and_no_more(void **state)
{
    static const struct { char last[3]; const char *verdict, *reason, *topic, *said; } rows[] = {
        { "a1", "review", "wallet_label", "dprk", "authority" },
        { "a2", "review", "wallet_label", "dprk", "researchers" },
        { "a3", "review", "wallet_label", "crime.theft", "researchers" },
        { "a4", "clear", "wallet_known", "theft.returned", "researchers" },
        { "b1", "clear", "wallet_known", "service.exchange", "researchers" },
        { "b2", "review", "wallet_label", "risk.mixer", "researchers" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char record[512];
        snprintf(record, sizeof record, "{'wallet':'0x00000000000000000000000000000000000000%s'}", rows[i].last);
        str json = ask(&desk, record);
        assert_str(json_at(json, "hits.0.verdict"), rows[i].verdict);
        assert_str(json_at(json, "hits.0.label.topic"), rows[i].topic);
        assert_str(json_at(json, "hits.0.label.said_by"), rows[i].said);
        assert_true(has_reason(json, 0, rows[i].reason));
        assert_true(has_reason(json, 0, "label_source"));
    }
}

/* Stolen and not said to be the DPRK's: no word of it. */
static void controls_are_not_said_to_be_the_dprk_s(void **state)
{
    (void)state;
    for (size_t i = 3; i <= 4; i++) {
        char record[512];
        snprintf(record, sizeof record, "{'wallet':'0x00000000000000000000000000000000000000a%zu'}", i);
        str json = ask(&desk, record); /* the laws that a hit may touch come behind the hits */
        assert_true(str_find(json, STR("made-up-2"), 0) < str_find(json, STR("\"provenance\""), 0));
        assert_true(str_find(json_at(json, "hits.0.label.topic"), STR("dprk"), 0) == SIZE_MAX);
        assert_true(str_find(json_at(json, "hits.0.reasons.0.text"), STR("DPRK"), 0) == SIZE_MAX);
        assert_true(str_find(json_at(json, "hits.0.reasons.1.text"), STR("DPRK"), 0) == SIZE_MAX);
    }
}

static void nobody_is_screened_by_a_service_s_name(void **state)
{
    (void)state;
    str json = ask(&desk, "{'name':'Hawkmoor Exchange'}");
    assert_str(json_at(json, "hits_total"), "0");
}

/* --- licences and deltas ------------------------------------------------------------------------- */

#define ENTITY(id, name) "{\"id\":\"" id "\",\"schema\":\"Person\",\"properties\":{\"name\":[\"" name "\"]}}"

static cordon_status import(const char *folder, const char *name, const char *text, bool accept,
                            struct cordon_counts *counts, struct cordon_error *err)
{
    char inbox[64];
    folder_new(inbox);
    const char *file = put_file(inbox, name, str_c(text));
    struct cordon_import args = { .data_dir = folder, .source = STR("opensanctions"), .files = &file,
                                  .file_count = 1, .edition = STR("2026-05-01"), .accept_licence = accept };
    cordon_status st = cordon_import(&args, counts, err);
    folder_gone(inbox);
    return st;
}

static void a_licence_is_accepted_once(void **state)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    char folder[64];
    str licence;
    (void)state;
    folder_new(folder);
    assert_int_equal(cordon_licence_ask(folder, STR("opensanctions"), &licence, &err), CORDON_OK);
    assert_true(str_starts(licence, STR("CC BY-NC")));
    assert_int_equal(cordon_licence_ask(folder, STR("un_sc"), &licence, &err), CORDON_OK);
    assert_int_equal(licence.len, 0);
    assert_int_equal(cordon_licence_ask(folder, STR("none"), &licence, &err), CORDON_ARGUMENT);
    assert_int_equal(import(folder, "e.json", ENTITY("A", "One"), false, &counts, &err), CORDON_REFUSED);
    assert_non_null(strstr(err.message, "--accept-licence"));
    assert_int_equal(import(folder, "e.json", ENTITY("A", "One"), true, &counts, &err), CORDON_OK);
    assert_int_equal(cordon_licence_ask(folder, STR("opensanctions"), &licence, &err), CORDON_OK);
    assert_int_equal(licence.len, 0);
    assert_int_equal(import(folder, "e.json", ENTITY("A", "One"), false, &counts, &err), CORDON_OK);
    char kept[96];
    snprintf(kept, sizeof kept, "%s/licences", folder);
    put_file(kept, "opensanctions", STR("another licence\n"));
    assert_int_equal(import(folder, "e.json", ENTITY("A", "One"), false, &counts, &err), CORDON_REFUSED);
    folder_gone(folder);
}

static void a_delta_is_joined_to_the_edition_in_use(void **state)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    struct cordon_text text;
    struct cordon_set *set;
    char folder[64];
    const char *delta = "{\"op\":\"ADD\",\"entity\":" ENTITY("B", "Two") "}\n"
                        "{\"op\":\"DEL\",\"entity\":{\"id\":\"A\"}}\n";
    (void)state;
    folder_new(folder);
    assert_int_equal(import(folder, "d.json", delta, true, &counts, &err), CORDON_REFUSED);
    assert_non_null(strstr(err.message, "import the whole file first"));
    assert_int_equal(import(folder, "e.json", ENTITY("A", "One") "\n" ENTITY("C", "Three"), true, &counts, &err),
                     CORDON_OK);
    assert_int_equal(import(folder, "d.json", delta, true, &counts, &err), CORDON_OK);
    assert_int_equal(counts.entries, 2);
    assert_int_equal(counts.warnings, 1);
    assert_int_equal(import(folder, "d.json", delta, true, &counts, &err), CORDON_REFUSED);
    assert_int_equal(cordon_set_open(folder, &set, &err), CORDON_OK);
    assert_int_equal(cordon_show(set, STR("opensanctions-A"), &text, &err), CORDON_NOTFOUND);
    assert_int_equal(cordon_show(set, STR("opensanctions-B"), &text, &err), CORDON_OK);
    cordon_text_free(&text);
    assert_int_equal(cordon_set_verify(set, &err), CORDON_OK);
    cordon_set_close(set);
    folder_gone(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_label_asks_for_a_person_and_no_more),
        cmocka_unit_test(controls_are_not_said_to_be_the_dprk_s),
        cmocka_unit_test(nobody_is_screened_by_a_service_s_name),
        cmocka_unit_test(a_licence_is_accepted_once),
        cmocka_unit_test(a_delta_is_joined_to_the_edition_in_use),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
