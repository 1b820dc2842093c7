/* law: a card as JSON. */
#include "tests/test.h"

#include "base/date.h"
#include "law/law.h"

static cordon_status write(struct buf *out, enum say_lang lang, const char *id, const struct law_case *c)
{
    struct json_writer w;
    json_w_init(&w, out);
    return law_write_card(&w, lang, law_card_find(str_c(id)), c);
}

static void a_card_says_all_it_knows(void **state)
{
    const struct law_touch touches[] = { { LAW_BANK, STR("us") }, { LAW_CURRENCY, STR("USD") } };
    struct law_case c = { .hit = LAW_HIT_LISTED, .touches = touches, .touch_count = 2,
                          .has_day = true, .day = date_days(2026, 11, 20) };
    struct buf out = BUF_INIT(1 << 16);
    (void)state;
    assert_int_equal(write(&out, SAY_LANG_EN, "us_block_report", &c), CORDON_OK);
    assert_str(buf_str(&out),
        "{\"id\":\"us_block_report\",\"jurisdiction\":\"us\",\"jurisdiction_name\":\"United States\","
        "\"class\":\"deadline\",\"class_name\":\"Deadline\",\"instrument\":\"31 CFR 501.603\","
        "\"title\":\"Report blocked property\",\"text\":\"Whoever holds blocked property must report it to "
        "OFAC within 10 business days from the day it is blocked. The duty falls on every US person, not "
        "only on banks.\",\"check_before_use\":false,\"because\":[\"bank\",\"currency\"],"
        "\"deadline\":{\"rule\":\"business_days\",\"text\":\"10 business days from the day of blocking; US "
        "federal holidays are not counted\",\"calendar\":\"us\",\"from\":\"2026-11-20\","
        "\"day\":\"2026-12-07\",\"exact\":true},\"source\":\"eCFR, title 31, part 501\","
        "\"as_of\":\"2026-11\"}");
    buf_reset(&out);
    c.day = date_days(2060, 1, 2);
    assert_int_equal(write(&out, SAY_LANG_KO, "us_block_report", &c), CORDON_OK);
    assert_true(str_find(buf_str(&out), STR("\"exact\":false,\"note\":\"해당 기간의 공휴일"), 0) != SIZE_MAX);
    buf_release(&out);
}

static void parts_to_check_are_named(void **state)
{
    struct buf out = BUF_INIT(1 << 16);
    (void)state;
    assert_int_equal(write(&out, SAY_LANG_ID, "jp_penalty", NULL), CORDON_OK);
    assert_true(str_find(buf_str(&out), STR("\"check_before_use\":true,\"check\":[\"amount\",\"companies\"],"
                                            "\"check_text\":[\"jumlah uang\",\"tanggung jawab perusahaan\"],"
                                            "\"source\""), 0) != SIZE_MAX);
    buf_reset(&out);
    assert_int_equal(write(&out, SAY_LANG_JA, "kr_security", NULL), CORDON_OK);
    assert_true(str_find(buf_str(&out), STR("\"check\":[\"all\"],\"check_text\":[\"項目全体\"]"), 0) !=
                SIZE_MAX);
    buf_release(&out);
}

static void a_longer_time_stands_beside_the_shorter(void **state)
{
    struct law_case c = { .hit = LAW_HIT_CONFIRMED, .has_day = true, .day = date_days(2026, 11, 21) };
    struct buf out = BUF_INIT(1 << 16);
    (void)state;
    assert_int_equal(write(&out, SAY_LANG_EN, "us_sar", &c), CORDON_OK);
    assert_true(str_find(buf_str(&out), STR("\"from\":\"2026-11-21\",\"day\":\"2026-12-21\","
                                            "\"later\":\"2027-01-20\",\"exact\":true}"), 0) != SIZE_MAX);
    buf_reset(&out);
    assert_int_equal(write(&out, SAY_LANG_EN, "hold_litigation", &c), CORDON_OK);
    assert_true(str_find(buf_str(&out), STR("\"deadline\":{\"rule\":\"open\",\"text\":\"Until counsel lifts the "
                                            "hold\",\"from\":\"2026-11-21\"}"), 0) != SIZE_MAX);
    buf_release(&out);
}

/* Every card and row in every language, read back. */
static void everything_written_is_json(void **state)
{
    struct law_case c = { .hit = LAW_HIT_CONFIRMED, .has_day = true, .day = date_days(2026, 11, 21) };
    (void)state;
    for (unsigned lang = 0; lang <= SAY_LANG_COUNT; lang++) {
        struct buf out = BUF_INIT(1 << 20);
        struct arena arena;
        struct json_writer w;
        struct json_reader r;
        enum json_kind kind;
        arena_init(&arena, 1 << 20);
        json_w_init(&w, &out);
        json_w_array(&w);
        for (size_t i = 0; i < LAW_CARD_COUNT; i++)
            assert_int_equal(law_write_card(&w, (enum say_lang)lang, &law_card_table[i], &c), CORDON_OK);
        for (size_t i = 0; i < LAW_RECORD_COUNT; i++)
            assert_int_equal(law_write_record(&w, (enum say_lang)lang, &law_record_table[i]), CORDON_OK);
        json_w_array_end(&w);
        json_init(&r, buf_str(&out), &arena, NULL);
        do {
            kind = json_next(&r);
            assert_int_not_equal(kind, JSON_ERROR);
            if (kind == JSON_STRING) assert_true(r.text.len > 0); /* no word is missing */
        } while (kind != JSON_END);
        arena_release(&arena);
        buf_release(&out);
    }
}

static void words_are_there_in_four_languages(void **state)
{
    static const char *const keys[] = { "notice", "check", "inexact", "check.all", "class.duty",
                                        "jurisdiction.other" };
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        for (unsigned lang = 0; lang < SAY_LANG_COUNT; lang++)
            assert_true(law_word((enum say_lang)lang, str_c(keys[i])).len > 0);
    assert_str(law_word(SAY_LANG_EN, STR("check")), "Check before use");
    assert_str(law_word(SAY_LANG_EN, STR("nothing")), "");
    assert_str(law_jurisdiction_name(LAW_FATF), "fatf");
    assert_str(law_jurisdiction_name((enum law_jurisdiction)99), "");
}

static void a_full_or_failing_buffer_is_told(void **state)
{
    struct buf small = BUF_INIT(100);
    (void)state;
    assert_int_equal(write(&small, SAY_LANG_EN, "us_sar", NULL), CORDON_LIMIT);
    buf_release(&small);
    for (uint64_t n = 1; n < 100; n++) {
        struct buf out = BUF_INIT(1 << 16);
        mem_fail_from(n);
        cordon_status st = write(&out, SAY_LANG_EN, "us_sar", NULL);
        mem_fail_from(0);
        buf_release(&out);
        if (st == CORDON_OK) return;
        assert_int_equal(st, CORDON_NOMEM);
    }
    fail_msg("never finished");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_says_all_it_knows),
        cmocka_unit_test(parts_to_check_are_named),
        cmocka_unit_test(a_longer_time_stands_beside_the_shorter),
        cmocka_unit_test(everything_written_is_json),
        cmocka_unit_test(words_are_there_in_four_languages),
        cmocka_unit_test(a_full_or_failing_buffer_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
