/* engine/show: one entity with its sources. */
#include "tests/engine_help.h"

static void an_entity_is_shown_with_the_row_of_every_value(void **state)
{
    struct desk d;
    struct cordon_text t;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    desk_made_up(&d);
    assert_int_equal(cordon_show(d.set, STR("opensanctions-NK-1"), &t, &err), CORDON_OK);
    str json = str_of(t.data, t.len);
    assert_int_equal(t.data[t.len], '\0');
    assert_true(json_is_valid(json));
    assert_str(json_at(json, "id"), "opensanctions-NK-1");
    assert_str(json_at(json, "source"), "opensanctions");
    assert_str(json_at(json, "edition"), "2026-07-30");
    assert_str(json_at(json, "starter"), "false");
    assert_str(json_at(json, "entry"), "NK-1");
    assert_str(json_at(json, "schema"), "Person");
    assert_str(json_at(json, "dprk"), "true");
    assert_int_equal(json_at(json, "row_sha256").len, 64);
    assert_str(json_at(json, "values.0.property"), "name");
    assert_str(json_at(json, "values.0.value"), "Quillon Marrowby Testov");
    assert_str(json_at(json, "values.0.file"), "made-up.json");
    assert_str(json_at(json, "values.0.line"), "1");
    assert_str(json_at(json, "children.0.schema"), "Sanction");
    assert_str(json_at(json, "children.4.schema"), "CryptoWallet");
    assert_str(json_at(json, "children.5"), "-");
    cordon_text_free(&t);
    cordon_text_free(&t);
    cordon_text_free(NULL);
    desk_close(&d);
}

static void ids_entries_and_children_lead_to_the_entity(void **state)
{
    static const struct { const char *id, *want; } rows[] = {
        { "NK-2", "opensanctions-NK-2" },
        { "opensanctions-p-1", "opensanctions-NK-1" }, /* a child: its subject */
        { "us_ofac_sdn-24979", "us_ofac_sdn-24979" },
        { "24979", "us_ofac_sdn-24979" },
        { "KF-652", "kr_kofiu-KF-652" },
    };
    struct desk d;
    struct cordon_error err = ERROR_INIT;
    struct cordon_text t;
    (void)state;
    desk_made_up(&d);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (cordon_show(d.set, str_c(rows[i].id), &t, &err)) fail_msg("%s", err.message);
        assert_str(json_at(str_of(t.data, t.len), "id"), rows[i].want);
        cordon_text_free(&t);
    }
    static char long_id[4000];
    memset(long_id, 'x', sizeof long_id);
    assert_int_equal(cordon_show(d.set, STR("nobody"), &t, &err), CORDON_NOTFOUND);
    assert_int_equal(cordon_show(d.set, STR_EMPTY, &t, &err), CORDON_NOTFOUND);
    assert_int_equal(cordon_show(d.set, STR("-"), &t, &err), CORDON_NOTFOUND);
    assert_int_equal(cordon_show(d.set, str_of(long_id, sizeof long_id), &t, &err), CORDON_NOTFOUND);
    desk_close(&d);
}

static void an_entry_of_several_lists_names_them(void **state)
{
    static const char own[] = "id,type,name\n24979,person,Erfunden Testov\n";
    struct desk d = { .set = NULL };
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    struct cordon_text t;
    (void)state;
    folder_new(d.folder);
    assert_int_equal(import_text_as(d.folder, "own", "2026-07-30", "own.csv", own, &counts, &err),
                     CORDON_OK);
    desk_open(&d, "demo");
    assert_int_equal(cordon_show(d.set, STR("24979"), &t, &err), CORDON_ARGUMENT);
    assert_non_null(strstr(err.message, "own-24979"));
    assert_non_null(strstr(err.message, "us_ofac_sdn-24979"));
    assert_int_equal(cordon_show(d.set, STR("own-24979"), &t, &err), CORDON_OK);
    cordon_text_free(&t);
    desk_close(&d);
}

static void showing_survives_lost_memory(void **state)
{
    struct desk d;
    (void)state;
    desk_made_up(&d);
    for (uint64_t n = 1;; n++) {
        struct cordon_text t = { NULL, 0 };
        struct cordon_error err = ERROR_INIT;
        mem_fail_from(n);
        cordon_status st = cordon_show(d.set, STR("NK-1"), &t, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        cordon_text_free(&t);
        if (asked < n) break;
        assert_int_equal(st, CORDON_NOMEM);
    }
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entity_is_shown_with_the_row_of_every_value),
        cmocka_unit_test(ids_entries_and_children_lead_to_the_entity),
        cmocka_unit_test(an_entry_of_several_lists_names_them),
        cmocka_unit_test(showing_survives_lost_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
