/* name/: names of Indonesia and Malaysia: old spelling, titles, bin and binti, single names. */
#include "tests/test.h"

#include "name/name.h"

static uint16_t alike(struct name_scratch *s, const char *a, const char *b)
{
    struct name_pair p, q;
    name_query_reset(s);
    assert_int_equal(name_compare(s, str_c(a), str_c(b), NAME_PERSON, &p, NULL), CORDON_OK);
    assert_int_equal(name_compare(s, str_c(b), str_c(a), NAME_PERSON, &q, NULL), CORDON_OK);
    assert_int_equal(p.name_bp, q.name_bp);
    return p.name_bp;
}

static void writings_of_one_name_are_alike(void **state)
{
    static const char *const rows[][2] = {
        { "Soekarno", "Sukarno" },
        { "Tjahjadi Santoso", "Cahyadi Santosa" },
        { "Djoko Soesilo", "Joko Susilo" },
        { "Moh. Hatta Prawira", "Muhammad Hatta Prawira" },
        { "Achmad Chotib", "Ahmad Khotib" },
        { "Sjafruddin Njoto", "Syafrudin Nyoto" },
        { "Drs. H. Slamet Rahardjo, S.H.", "Slamet Raharjo" },
        { "Ir. Raden Soeharto", "Suharto" },
        { "Haji Umar bin Patek", "Umar Patek" },
        { "Siti Aminah binti Ali", "Siti Aminah" },
        { "Murugan a/l Subramaniam", "Murugan s/o Subramaniam" },
        { "Hartono", "Hartana" },
    };
    struct name_scratch *s = name_scratch_new();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (alike(s, rows[i][0], rows[i][1]) < 7500)
            fail_msg("%s / %s: %u", rows[i][0], rows[i][1], alike(s, rows[i][0], rows[i][1]));
    name_scratch_free(s);
}

static void one_name_is_not_part_of_anothers(void **state)
{
    static const char *const rows[][2] = {
        { "Suharto", "Budi Suharto" }, { "Slamet", "Slamet Riyadi" }, { "Suharto", "Suhartono" },
        { "Budi Santoso", "Budi Susanto" }, { "Sukarno", "Ahmad Sukarno" },
    };
    struct name_scratch *s = name_scratch_new();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (alike(s, rows[i][0], rows[i][1]) >= 7500)
            fail_msg("%s / %s: %u", rows[i][0], rows[i][1], alike(s, rows[i][0], rows[i][1]));
    name_scratch_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writings_of_one_name_are_alike),
        cmocka_unit_test(one_name_is_not_part_of_anothers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
