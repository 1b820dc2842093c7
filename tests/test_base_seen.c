/* Which texts were met before. */
#include "tests/test.h"

#include "base/seen.h"

static bool add(struct seen *s, uint64_t hash)
{
    bool was;
    assert_true(seen_add_hash(s, hash, &was));
    return was;
}

static void each_is_new_once(void **state)
{
    struct seen s = { .room = 0 };
    enum { MANY = 100000 };
    (void)state;
    for (int round = 0; round < 2; round++)
        for (uint64_t i = 0; i < MANY; i++) assert_int_equal(add(&s, i * 0x9E3779B97F4A7C15u), round == 1);
    assert_int_equal(s.count, MANY);
    for (uint64_t i = 1; i < 2000; i++) assert_false(add(&s, i << 40)); /* all of one place */
    seen_release(&s);
}

static void texts_are_told_apart(void **state)
{
    struct seen s = { .room = 0 };
    bool was;
    (void)state;
    assert_true(seen_add(&s, STR(""), &was) && !was);
    assert_true(seen_add(&s, STR("a"), &was) && !was);
    assert_true(seen_add(&s, STR("a"), &was) && was);
    assert_true(seen_add(&s, STR(""), &was) && was);
    seen_release(&s);
}

static void no_memory_is_told(void **state)
{
    struct seen s = { .room = 0 };
    bool was = false;
    (void)state;
    for (uint64_t i = 1; i < 768; i++) (void)add(&s, i);
    mem_fail_from(1);
    bool is_room = seen_add_hash(&s, 768, &was); /* the last that fits */
    bool is_none = seen_add_hash(&s, 769, &was);
    mem_fail_from(0);
    assert_true(is_room);
    assert_false(is_none);
    assert_int_equal(s.count, 768);
    assert_false(add(&s, 769)); /* nothing is lost, nothing was kept by halves */
    assert_true(add(&s, 768));
    seen_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_new_once),
        cmocka_unit_test(texts_are_told_apart),
        cmocka_unit_test(no_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
