/* engine: words for people, by key. */
#include "tests/test.h"

#include <cordon/screen.h>

#include "base/error.h"

static struct cordon_text text;

static str message(const char *lang, const char *key, const struct cordon_word *words, size_t count)
{
    cordon_text_free(&text);
    text = (struct cordon_text){ NULL, 0 };
    assert_int_equal(cordon_message(str_c(lang), str_c(key), words, count, &text, NULL), CORDON_OK);
    return str_of(text.data, text.len);
}

static int forget(void **state)
{
    (void)state;
    cordon_text_free(&text);
    text = (struct cordon_text){ NULL, 0 };
    return 0;
}

static void a_word_comes_in_four_languages(void **state)
{
    (void)state;
    assert_str(message("en", "verdict.review", NULL, 0), "review");
    assert_str(message("ko", "verdict.review", NULL, 0), "검토 필요");
    assert_str(message("ja_JP.UTF-8", "verdict.review", NULL, 0), "要確認");
    assert_str(message("id", "verdict.review", NULL, 0), "perlu ditinjau");
    assert_str(message("xx", "verdict.review", NULL, 0), "review");
    assert_str(message("ko", "property.birthDate", NULL, 0), "생년월일");
    assert_str(message("en", "verdict.unheard_of", NULL, 0), "");
    assert_int_equal(text.data[text.len], '\0');
}

static void words_fill_its_places(void **state)
{
    const struct cordon_word words[] = {
        { .name = STR("listed"), .text = STR("BEISPIEL,\nTestina") },
        { .name = STR("name"), .number = 8750, .is_bp = true },
        { .name = STR("score"), .number = 10000, .is_bp = true },
    };
    const struct cordon_word one = { .name = STR("count"), .number = 1 };
    const struct cordon_word two = { .name = STR("count"), .number = 2 };
    (void)state;
    assert_str(message("en", "screen.name", words, 3),
               "name 87.5% like “BEISPIEL, Testina”, score 100%");
    assert_str(message("id", "screen.name", words, 3),
               "nama 87,5% mirip “BEISPIEL, Testina”, skor 100%");
    assert_str(message("en", "screen.records", &one, 1), "1 record");
    assert_str(message("en", "screen.records", &two, 1), "2 records");
    assert_str(message("ko", "screen.records", &two, 1), "기록 2건");
}

static void a_message_without_its_words_is_none(void **state)
{
    static char much[1 << 17];
    struct cordon_word words[9] = { { .name = STR("source") } };
    struct cordon_text none = { NULL, 0 };
    struct cordon_error err = ERROR_INIT;
    (void)state;
    memset(much, 'x', sizeof much);
    assert_int_equal(cordon_message(STR("en"), STR("checked.list"), NULL, 0, &none, &err),
                     CORDON_ARGUMENT);
    assert_true(err.message[0] != '\0');
    assert_int_equal(cordon_message(STR("en"), STR("checked.list"), words, 9, &none, NULL),
                     CORDON_ARGUMENT);
    words[0].text = str_of(much, sizeof much);
    assert_int_equal(cordon_message(STR("en"), STR("checked.list"), words, 1, &none, &err),
                     CORDON_LIMIT);
    assert_null(none.data);
}

static void lost_memory_is_told(void **state)
{
    const struct cordon_word source = { .name = STR("source"), .text = STR("un_sc") };
    (void)state;
    for (uint64_t n = 1;; n++) {
        struct cordon_text t = { NULL, 0 };
        mem_fail_from(n);
        cordon_status st = cordon_message(STR("ko"), STR("checked.list"), &source, 1, &t, NULL);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        cordon_text_free(&t);
        if (asked < n) break;
        assert_int_equal(st, CORDON_NOMEM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_word_comes_in_four_languages, forget),
        cmocka_unit_test_teardown(words_fill_its_places, forget),
        cmocka_unit_test(a_message_without_its_words_is_none),
        cmocka_unit_test(lost_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
