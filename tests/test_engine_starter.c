/* The bundled starter list and the examples shown with it: counts, wallets, verdicts. */
#include "tests/engine_help.h"

#include "addr/addr.h"
#include "engine/set.h"

static struct cordon_list list_of(const struct cordon_set *set, const char *source)
{
    struct cordon_list list;
    for (size_t i = 0; cordon_set_list(set, i, &list); i++)
        if (str_eq(list.source, str_c(source))) return list;
    fail_msg("no list %s", source);
    return list;
}

static void the_starter_list_counts_as_it_is_said_to(void **state)
{
    struct desk d;
    (void)state;
    desk_starter(&d, "demo");
    assert_int_equal(cordon_set_list_count(d.set), 3);
    struct cordon_list ofac = list_of(d.set, "us_ofac_sdn");
    struct cordon_list kofiu = list_of(d.set, "kr_kofiu");
    struct cordon_list court = list_of(d.set, "us_court");
    assert_int_equal(ofac.counts.entries, 662);
    assert_int_equal(ofac.counts.persons, 264);
    assert_int_equal(ofac.counts.organizations, 277);
    assert_int_equal(ofac.counts.vessels, 105);
    assert_int_equal(ofac.counts.aircraft, 16);
    assert_int_equal(ofac.counts.dprk_entries, 662);
    assert_int_equal(ofac.counts.wallets, 115);
    assert_int_equal(ofac.counts.wallets_malformed, 0);
    assert_int_equal(kofiu.counts.entries, 234);
    assert_int_equal(court.counts.entries, 42);
    assert_int_equal(court.counts.wallets_malformed, 0);
    assert_int_equal(ofac.counts.entries + kofiu.counts.entries + court.counts.entries, 938);
    assert_true(ofac.is_starter && kofiu.is_starter && court.is_starter);
    assert_str(court.tier, "named");
    struct cordon_error err = ERROR_INIT;
    assert_int_equal(cordon_set_verify(d.set, &err), CORDON_OK);
    desk_close(&d);
}

static void every_wallet_of_it_reads_well_and_stops_or_escalates(void **state)
{
    struct desk d;
    size_t ofac = 0, all = 0;
    (void)state;
    desk_starter(&d, "demo");
    for (size_t s = 0; s < d.set->source_count; s++) {
        const struct set_source *src = &d.set->source[s];
        bool is_named = str_eq(src->catalogue->tier, STR("named"));
        for (uint32_t row = 0; row < src->entities.count; row++) {
            struct entity e;
            struct entity_statement st;
            assert_true(entity_get(&src->entities, row, &e));
            for (uint32_t i = 0; i < e.statement_count; i++) {
                struct addr a;
                assert_true(entity_statement_get(&src->entities, e.first_statement + i, &st));
                if (st.prop != FTM_PROP_PUBLIC_KEY) continue;
                enum addr_verdict v = addr_read(st.value, &a);
                if (v != ADDR_VALID && !(is_named && v == ADDR_UNCHECKED))
                    fail_msg("%.*s of %.*s", STR_ARG(st.value), STR_ARG(e.id));
                all++;
                ofac += str_eq(src->about.source, STR("us_ofac_sdn"));
                char record[512];
                snprintf(record, sizeof record, "{'wallet':'%.*s'}", STR_ARG(st.value));
                (void)ask(&d, record);
                assert_true(d.answer.verdict >= (is_named ? CORDON_ESCALATE : CORDON_STOP));
            }
        }
    }
    assert_int_equal(ofac, 115);
    assert_true(all > ofac);
    desk_close(&d);
}

static void every_listed_name_finds_its_own_entry_first_or_tied(void **state)
{
    struct desk d;
    size_t asked = 0;
    (void)state;
    desk_starter(&d, "demo");
    d.options.limit = 1000;
    desk_screener(&d);
    for (size_t s = 0; s < d.set->source_count; s++) {
        const struct set_source *src = &d.set->source[s];
        for (uint32_t row = 0; row < src->entities.count; row++) {
            struct entity e;
            struct entity_statement st;
            assert_true(entity_get(&src->entities, row, &e));
            if (ftm_schema_kind(e.schema) == KIND_OTHER || e.subject != row) continue;
            for (uint32_t i = 0; i < e.statement_count; i++) {
                assert_true(entity_statement_get(&src->entities, e.first_statement + i, &st));
                bool is_name = st.prop == FTM_PROP_NAME || st.prop == FTM_PROP_ALIAS ||
                               st.prop == FTM_PROP_WEAK_ALIAS || st.prop == FTM_PROP_PREVIOUS_NAME;
                if (!is_name) continue;
                struct buf record = BUF_INIT(4096);
                struct json_writer w;
                struct cordon_error err = ERROR_INIT;
                json_w_init(&w, &record);
                json_w_object(&w);
                json_w_key_str(&w, STR("name"), st.value);
                json_w_object_end(&w);
                assert_int_equal(cordon_screen_json(d.screener, buf_str(&record), 1, &d.answer, &err),
                                 CORDON_OK);
                char id[256];
                snprintf(id, sizeof id, "\"entity_id\":\"%.*s\"", STR_ARG(e.id));
                if (str_find(d.answer.json, str_c(id), 0) == SIZE_MAX)
                    fail_msg("%.*s does not find %.*s", STR_ARG(st.value), STR_ARG(e.id));
                if (st.prop != FTM_PROP_WEAK_ALIAS && d.answer.verdict < CORDON_REVIEW)
                    fail_msg("%.*s is passed", STR_ARG(st.value));
                buf_release(&record);
                asked++;
            }
        }
    }
    assert_true(asked > 1500);
    desk_close(&d);
}

/* data/examples: the verdicts that the manual shows, under the demo policy. */
static void the_examples_end_as_shown(void **state)
{
    static const struct { const char *id, *verdict, *entry; } rows[] = {
        { "example-01-clear", "clear", "-" },
        { "example-02-name", "review", "24979" },
        { "example-03-alias", "review", "22994" },
        { "example-04-passport", "escalate", "24979" },
        { "example-05-wallet", "stop", "55065" },
        { "example-06-weak-alias", "review", "27307" },
        { "example-07-verified-date", "clear", "24979" },
        { "example-08-self-declared-date", "review", "24979" },
        { "example-09-company", "review", "24978" },
        { "example-10-vessel", "escalate", "28716" },
        { "", "undecided", "-" }, /* a line that is no JSON has no id */
        { "example-12-namesake", "clear", "24979" },
    };
    struct desk d;
    struct os_file f = OS_FILE_INIT;
    struct cordon_error err = ERROR_INIT;
    uint64_t line = 0;
    (void)state;
    desk_starter(&d, "demo");
    assert_int_equal(os_file_map(source_path("data/examples/examples.jsonl"), &f, &err), CORDON_OK);
    for (str rest = f.bytes, record; str_next(&rest, '\n', &record);) {
        if (!record.len) continue;
        assert_true(line < COUNT_OF(rows));
        assert_int_equal(cordon_screen_json(d.screener, record, line + 1, &d.answer, &err), CORDON_OK);
        str json = d.answer.json;
        bool is_unread = rows[line].id[0] == '\0';
        assert_true(json_is_valid(json));
        if (!is_unread) assert_str(json_at(json, "id"), rows[line].id);
        assert_int_equal(d.answer.status, is_unread ? CORDON_SYNTAX : CORDON_OK);
        if (!str_eq(json_at(json, "verdict"), str_c(rows[line].verdict)))
            fail_msg("%.*s: %.*s", STR_ARG(record), STR_ARG(json_at(json, "verdict")));
        assert_str(json_at(json, "hits.0.entry"), rows[line].entry);
        if (line == 5) assert_str(json_at(json, "hits.0.matched_as"), "weak_alias");
        if (line == 6) assert_str(json_at(json, "hits.0.discounted"), "true");
        line++;
    }
    assert_int_equal(line, COUNT_OF(rows));
    os_file_unmap(&f);
    desk_close(&d);
}

static void two_sets_of_the_starter_list_have_one_hash(void **state)
{
    struct desk a, b;
    (void)state;
    desk_starter(&a, "demo");
    desk_starter(&b, "demo");
    assert_true(str_eq(cordon_set_hash(a.set), cordon_set_hash(b.set)));
    for (size_t s = 0; s < a.set->source_count; s++)
        for (size_t role = 0; role < ROLE_SCREENED; role++)
            assert_true(str_eq(buf_str(&a.set->source[s].built[role]),
                               buf_str(&b.set->source[s].built[role])));
    desk_close(&a);
    desk_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_starter_list_counts_as_it_is_said_to),
        cmocka_unit_test(every_wallet_of_it_reads_well_and_stops_or_escalates),
        cmocka_unit_test(every_listed_name_finds_its_own_entry_first_or_tied),
        cmocka_unit_test(the_examples_end_as_shown),
        cmocka_unit_test(two_sets_of_the_starter_list_have_one_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
