/* name/freq: how common a word of a name is. */
#include "tests/test.h"

#include "name/freq.h"

#include <time.h>

static void knows_the_common_names_of_many_cultures(void **state)
{
    static const char *const names[] = {
        "kim",      "park",     "pak",     "lee",    "li",       "ri",     "wang",   "zhang",
        "nguyen",   "mohammed", "muhammad", "mohammad", "mohamed", "ivanov", "garcia", "smith",
        "kumar",    "singh",    "john",    "chol",   "yong",     "jong",   "un",     "tanaka",
        "김",       "金",       "иванов",  "محمد",   "silva",    "petrov", "k",
    };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        uint16_t cb = freq_person_cb(str_c(names[i]));
        if (cb < 300 || cb > 700) fail_msg("%s: %u", names[i], cb);
    }
}

static void gives_rarer_names_more_bits(void **state)
{
    (void)state;
    assert_true(freq_person_cb(STR("smith")) < freq_person_cb(STR("wagner")));
    assert_true(freq_person_cb(STR("wagner")) < freq_person_cb(STR("calvert")));
    assert_in_range(freq_person_cb(STR("benjamin")), 700, 1200);
    assert_in_range(freq_person_cb(STR("winnie")), 1000, FREQ_PERSON_UNSEEN_CB);
}

static void says_nothing_about_words_it_does_not_know(void **state)
{
    (void)state;
    assert_int_equal(freq_person_cb(STR("xqzzt")), 0);
    assert_int_equal(freq_person_cb(STR("")), 0);
    assert_int_equal(freq_person_cb(STR("Kim")), 0); /* folded text only */
    assert_int_equal(freq_word_cb(STR("xqzzt")), 0);
    assert_int_equal(freq_word_cb(STR("komid")), 0);
}

static void knows_the_common_words_of_companies(void **state)
{
    static const char *const words[] = { "trading", "company", "general", "corporation", "bank",
                                         "international", "group", "shipping", "technology",
                                         "korea", "limited", "ltd", "llc", "co", "mining" };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint16_t cb = freq_word_cb(str_c(words[i]));
        if (cb < 200 || cb > 850) fail_msg("%s: %u", words[i], cb);
    }
    assert_in_range(freq_word_cb(STR("star")), 200, 800);
    assert_in_range(freq_word_cb(STR("ocean")), 200, 800);
}

/* A look-up should stay below 100 ns; the bound here is loose, for slow machines and sanitizers. Other
   work on the machine does not count: the thread's own time is measured. */
static void answers_quickly(void **state)
{
    static const char *const words[] = { "kim", "jong", "smith", "xqzzt", "trading", "vladimir",
                                         "wagner", "unknownword" };
    struct timespec from, to;
    unsigned sum = 0;
    enum { ROUNDS = 200000 };
    (void)state;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    for (unsigned i = 0; i < ROUNDS; i++) {
        sum += freq_person_cb(str_c(words[i % 8]));
        sum += freq_word_cb(str_c(words[i % 8]));
    }
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    double ns = ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) /
                (2.0 * ROUNDS);
    print_message("# %.0f ns a look-up (sum %u)\n", ns, sum);
    assert_true(ns < 2000.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_the_common_names_of_many_cultures),
        cmocka_unit_test(gives_rarer_names_more_bits),
        cmocka_unit_test(says_nothing_about_words_it_does_not_know),
        cmocka_unit_test(knows_the_common_words_of_companies),
        cmocka_unit_test(answers_quickly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
