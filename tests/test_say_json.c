/* say: a reason as JSON. */
#include "tests/test.h"

#include "say/say.h"
#include "say/say_tables.h"

static struct buf out = BUF_INIT(1 << 16), scratch = BUF_INIT(1 << 16);

static cordon_status write_one(enum say_lang lang, const struct say_reason *reason)
{
    struct json_writer w;
    buf_reset(&out);
    json_w_init(&w, &out);
    json_w_object(&w);
    cordon_status st = say_write_reason(&w, lang, reason, &scratch);
    json_w_object_end(&w);
    return st;
}

static void writes_id_parameters_and_texts(void **state)
{
    struct say_reason reason = {
        .id = SAY_BIRTH_DATE_AGREES,
        .count = 3,
        .params = { say_word(STR("proof"), STR("proof.verified")),
                    say_date(STR("listed"), STR("~1965")),
                    say_date(STR("given"), STR("1965-04-25")) },
    };
    (void)state;
    assert_int_equal(write_one(SAY_LANG_EN, &reason), CORDON_OK);
    assert_str(buf_str(&out),
               "{\"id\":\"birth_date_agrees\",\"group\":\"birth\",\"strength\":\"medium\","
               "\"params\":{\"given\":\"1965-04-25\",\"listed\":\"~1965\",\"proof\":\"verified\"},"
               "\"text\":\"The birth date 1965-04-25 (verified) agrees with the listed one, about "
               "1965.\",\"innocent\":\"Two people can share a name and a birth date, above all when "
               "the name is frequent.\",\"ask\":\"Could you please send a document that shows your "
               "date and place of birth?\",\"change\":\"A document number or place of birth that "
               "differs from the entry.\"}");
}

static void writes_numbers_and_entities(void **state)
{
    struct say_reason close = {
        .id = SAY_LIMIT_REACHED,
        .count = 2,
        .params = { say_string(STR("what"), STR("names of one record")),
                    say_integer(STR("limit"), 64) },
    };
    struct say_reason imo = {
        .id = SAY_IMO_LISTED,
        .count = 2,
        .params = { say_string(STR("number"), STR("0000000")),
                    say_entity(STR("entity"), STR("made_up-1"), STR("EXAMPLE \"STAR\"")) },
    };
    (void)state;
    assert_int_equal(write_one(SAY_LANG_ID, &close), CORDON_OK);
    assert_true(str_starts(buf_str(&out),
                           STR("{\"id\":\"limit_reached\",\"group\":\"input\",\"strength\":\"notice\","
                               "\"params\":{\"what\":\"names of one record\",\"limit\":64},\"text\":"
                               "\"Suatu batas tercapai")));
    assert_int_equal(write_one(SAY_LANG_EN, &imo), CORDON_OK);
    assert_true(str_starts(buf_str(&out),
                           STR("{\"id\":\"imo_listed\",\"group\":\"document\",\"strength\":\"strong\","
                               "\"params\":{\"number\":\"0000000\",\"entity\":{\"id\":\"made_up-1\","
                               "\"name\":\"EXAMPLE \\\"STAR\\\"\"}},\"text\":")));
}

static void reports_parameters_that_are_not_as_declared(void **state)
{
    struct say_reason lacks = { .id = SAY_LIST_MISSING };
    struct say_reason extra = {
        .id = SAY_NOTHING_TO_COMPARE, .count = 1, .params = { say_integer(STR("n"), 1) },
    };
    struct say_reason none = { .id = SAY_NONE };
    (void)state;
    assert_int_equal(write_one(SAY_LANG_EN, &lacks), CORDON_ARGUMENT);
    assert_true(str_find(buf_str(&out), STR("\"params\":{},\"text\":\"The required list {source}"), 0) !=
                SIZE_MAX);
    assert_int_equal(write_one(SAY_LANG_EN, &extra), CORDON_ARGUMENT);
    assert_int_equal(write_one(SAY_LANG_EN, &none), CORDON_ARGUMENT);
    assert_str(buf_str(&out), "{}");
}

static void survives_failing_allocations(void **state)
{
    struct say_reason reason = {
        .id = SAY_LIST_MISSING, .count = 1, .params = { say_string(STR("source"), STR("un_sc")) },
    };
    (void)state;
    for (uint64_t n = 1; n < 12; n++) {
        buf_release(&out);
        buf_release(&scratch);
        mem_fail_from(n);
        cordon_status st = write_one(SAY_LANG_JA, &reason);
        mem_fail_from(0);
        assert_true(st == CORDON_OK || st == CORDON_NOMEM);
        if (st == CORDON_OK && !out.failed) assert_true(str_ends(buf_str(&out), STR("}")));
    }
}

static void writes_every_reason_in_every_language(void **state)
{
    (void)state;
    for (unsigned id = 1; id < SAY_ID_COUNT; id++)
        for (unsigned lang = 0; lang < SAY_LANG_COUNT; lang++) {
            const struct say_decl *decl = &say_decls[id];
            struct say_reason reason = { .id = (enum say_id)id, .count = decl->param_count };
            struct arena arena;
            struct json_reader r;
            for (size_t i = 0; i < decl->param_count; i++)
                reason.params[i] = (struct say_param){ .name = decl->param[i].name,
                                                       .type = decl->param[i].type,
                                                       .text = STR("kind.person"),
                                                       .number = 42 };
            assert_int_equal(write_one((enum say_lang)lang, &reason), CORDON_OK);
            arena_init(&arena, 1 << 20);
            json_init(&r, buf_str(&out), &arena, NULL);
            assert_true(json_skip(&r, json_next(&r)));
            assert_int_equal(json_next(&r), JSON_END);
            arena_release(&arena);
        }
}

static int done(void **state)
{
    (void)state;
    buf_release(&out);
    buf_release(&scratch);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_id_parameters_and_texts),
        cmocka_unit_test(writes_numbers_and_entities),
        cmocka_unit_test(reports_parameters_that_are_not_as_declared),
        cmocka_unit_test(writes_every_reason_in_every_language),
        cmocka_unit_test(survives_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, done);
}
