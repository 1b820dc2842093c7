/* list/source: the catalogue, and which format fits. */
#include "tests/test.h"

#include "base/country.h"
#include "list/list.h"

/* Stand-ins for the readers, so that this test needs none of them; a real one takes over. Each
 * knows a file that begins with its own id. */
static bool begins(const struct list_file *file, const char *id)
{
    return str_starts(file->bytes, str_c(id));
}

#define STAND_IN(name)                                                                           \
    static bool name##_recognise(const struct list_file *file)                                  \
    {                                                                                            \
        return begins(file, #name);                                                             \
    }                                                                                            \
    extern const struct list_format list_##name __attribute__((weak));                          \
    const struct list_format list_##name = { #name, name##_recognise, NULL };

STAND_IN(ofac_csv)
STAND_IN(ofac_xml)
STAND_IN(ofac_advanced)
STAND_IN(un_xml)
STAND_IN(ftm_json)
STAND_IN(own_csv)

static void finds_sources_by_id(void **state)
{
    (void)state;
    const struct list_source *s = list_source_find(STR("us_ofac_sdn"));
    assert_non_null(s);
    assert_str(s->tier, "designated");
    assert_str(s->canaries, "9345,12210,15603,27307");
    assert_int_equal(s->shrink_least, 1);
    assert_true(s->has_dprk);
    assert_str(s->country, "us");
    assert_int_equal(s->fresh_days, 7);
    s = list_source_find(STR("un_sc"));
    assert_non_null(s);
    assert_str(s->canaries, "KPi.001,KPi.080,KPe.001,KPe.075");
    assert_int_equal(s->fresh_days, 2);
    s = list_source_find(STR("own"));
    assert_non_null(s);
    assert_str(s->canaries, "");
    assert_int_equal(s->shrink_least, 10);
    assert_null(list_source_find(STR("US_OFAC_SDN")));
    assert_null(list_source_find(STR("")));
}

static void every_row_is_whole(void **state)
{
    (void)state;
    assert_true(list_source_count() >= 6);
    assert_null(list_source_at(list_source_count()));
    for (size_t i = 0; i < list_source_count(); i++) {
        const struct list_source *s = list_source_at(i);
        assert_ptr_equal(list_source_find(s->id), s);
        assert_true(s->authority.len && s->title.len && s->formats.len);
        assert_true(s->shrink_least > 0);
        assert_true(!s->country.len || country_name(s->country).len);
        assert_true(!s->url.len || str_starts(s->url, STR("https://")));
    }
}

static void picks_the_first_format_that_knows_a_file(void **state)
{
    const struct list_source *s = list_source_find(STR("us_ofac_sdn"));
    const struct list_file files[] = { { STR("a"), STR("something else") },
                                       { STR("b"), STR("ofac_xml ...") } };
    (void)state;
    const struct list_format *want = list_ofac_xml.recognise(&files[1]) ? &list_ofac_xml : NULL;
    assert_ptr_equal(list_format_for(s, files, 2), want);
    assert_null(list_format_for(s, files, 1));
    assert_null(list_format_for(s, files, 0));
    assert_null(list_format_for(list_source_find(STR("un_sc")), files, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_sources_by_id),
        cmocka_unit_test(every_row_is_whole),
        cmocka_unit_test(picks_the_first_format_that_knows_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
