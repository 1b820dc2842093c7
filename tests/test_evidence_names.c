/* evidence/names: a party's own names against each other, with everyday differences of honest people. */
#include "tests/evidence_help.h"

static void sees_no_difference_where_there_is_none(void **state)
{
    static const char *const rows[] = {
        "{\"name\":\"Jane Doe\",\"doc\":{\"name\":\"DOE JANE\"}}",
        "{\"name\":\"Maria Garcia\",\"doc\":{\"name\":\"Maria Garcia Lopez\"}}", /* second surname */
        "{\"name\":\"J. Smith\",\"doc\":{\"name\":\"John Smith\"}}",
        "{\"name\":\"John Smith\",\"doc\":{\"name\":\"John Paul Smith\"}}",
        "{\"name\":\"Siti\",\"doc\":{\"name\":\"Siti Rahma\"}}",      /* one name only */
        "{\"name\":\"Kim Minsu\",\"doc\":{\"name\":\"KIM MIN SOO\"}}", /* spelling of one sound */
        "{\"name\":\"Yusuf Demir\",\"doc\":{\"name\":\"Youssef Demir\"}}",
        "{\"name\":\"José Peña\",\"doc\":{\"name\":\"PENA JOSE\"}}",
        "{\"name\":\"Anna Nagy\",\"alias\":\"Anna Kovacs\",\"doc\":{\"name\":\"Anna Kovacs\"}}",
        "{\"name\":\"\xea\xb9\x80\xeb\xaf\xbc\xec\x88\x98 (Kim Minsu)\",\"doc\":{\"name\":\"KIM MINSU\"}}",
        "{\"name\":\"Ivan Petrov\",\"doc\":{\"name\":\"Petrov Ivan Sergeyevich\"}}",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        help_run(rows[i]);
        if (help_number(FEATURE_NAME_DOC_BP) < 8500)
            fail_msg("%s: %lld", rows[i], (long long)help_number(FEATURE_NAME_DOC_BP));
    }
}

static void sees_another_person(void **state)
{
    static const struct { const char *json; enum feature f; } rows[] = {
        { "{\"name\":\"Jane Doe\",\"doc\":{\"name\":\"Peter Miller\"}}", FEATURE_NAME_DOC_BP },
        { "{\"name\":\"Kim Minsu\",\"doc\":{\"name\":\"Park Jiwon\"}}", FEATURE_NAME_DOC_BP },
        { "{\"name\":\"Jane Doe\",\"pay\":{\"payee\":\"Wei Zhang\"}}", FEATURE_NAME_PAYEE_BP },
        { "{\"name\":\"Jane Doe\",\"int\":{\"display\":\"Carlos Ruiz\"}}", FEATURE_NAME_DISPLAY_BP },
        { "{\"name\":\"Jane Doe\",\"email\":\"carlos.ruiz92@example.com\"}", FEATURE_NAME_EMAIL_BP },
        { "{\"name\":\"Jane Doe\",\"code\":{\"name\":\"Carlos Ruiz\"},\"res\":{\"name\":\"Jane Doe\"}}",
          FEATURE_NAME_PROFILE_BP },
        { "{\"name\":\"Jane Doe\",\"email\":{\"value\":\"jd@example.com\",\"profile_name\":[\"Jane Doe\",\"Ruiz Carlos\"]}}",
          FEATURE_NAME_EMAIL_PROFILE_BP },
        { "{\"name\":\"Jane Doe\",\"ship\":{\"recipient\":\"Carlos Ruiz\",\"returned_by\":\"Bo Lind\"}}",
          FEATURE_NAME_RECIPIENT_BP },
        { "{\"name\":\"Jane Doe\",\"ship\":{\"recipient\":\"Jane Doe\",\"returned_by\":\"Bo Lind\"}}",
          FEATURE_NAME_RETURN_BP },
        { "{\"name\":\"Jane Doe\",\"pay\":{\"tax_name\":\"Bo Lind\"}}", FEATURE_NAME_TAX_BP },
        { "{\"name\":\"Jane Doe\",\"work\":{\"name\":[\"Jane\",\"Bo Lind\"]}}", FEATURE_NAME_WORK_BP },
        { "{\"name\":\"Jane Doe\",\"photo\":{\"other_name\":\"Bo Lind\"}}", FEATURE_NAME_PHOTO_BP },
        { "{\"name\":\"Jane Doe\",\"code\":{\"author\":[\"Carlos Ruiz\",\"Bo Lind\"]}}", FEATURE_NAME_AUTHOR_BP },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        help_run(rows[i].json);
        int64_t bp = help_number(rows[i].f);
        if (bp == HELP_ABSENT || bp >= 6000) fail_msg("%s: %lld", rows[i].json, (long long)bp);
        assert_int_equal(feature_get(&help_set, rows[i].f)->origins, 2);
    }
    help_run("{\"name\":\"Jane Doe\",\"code\":{\"author\":[\"Carlos Ruiz\",\"Jane Doe\"]}}");
    assert_int_equal(help_number(FEATURE_NAME_AUTHOR_BP), 10000); /* the greatest counts */
}

static void is_silent_about_what_it_cannot_compare(void **state)
{
    static const struct help_case rows[] = {
        { "two scripts", "{\"name\":\"\xea\xb9\x80\xeb\xaf\xbc\xec\x88\x98\",\"doc\":{\"name\":\"KIM MINSU\"}}",
          FEATURE_NAME_DOC_BP, HELP_ABSENT },
        { "no name", "{\"doc\":{\"name\":\"KIM MINSU\"}}", FEATURE_NAME_DOC_BP, HELP_ABSENT },
        { "no document", "{\"name\":\"Jane Doe\"}", FEATURE_NAME_DOC_BP, HELP_ABSENT },
        { "a handle", "{\"name\":\"Jane Doe\",\"email\":\"silver.fox@example.com\"}", FEATURE_NAME_EMAIL_BP, HELP_ABSENT },
        { "a trade", "{\"name\":\"Jane Doe\",\"email\":\"carlos.dev@example.com\"}", FEATURE_NAME_EMAIL_BP, HELP_ABSENT },
        { "one word", "{\"name\":\"Jane Doe\",\"email\":\"carlos@example.com\"}", FEATURE_NAME_EMAIL_BP, HELP_ABSENT },
        { "initial", "{\"name\":\"Jane Doe\",\"email\":\"c.ruiz@example.com\"}", FEATURE_NAME_EMAIL_BP, HELP_ABSENT },
        { "unclear joining", "{\"name\":\"Jane Doe\",\"email\":\"carlosruiz@example.com\"}", FEATURE_NAME_EMAIL_BP, HELP_ABSENT },
        { "own joining", "{\"name\":\"Jane Doe\",\"email\":\"doejane77@example.com\"}", FEATURE_NAME_EMAIL_BP, 10000 },
        { "own words", "{\"name\":\"Jane Doe\",\"email\":\"Jane_Doe.77@example.com\"}", FEATURE_NAME_EMAIL_BP, 10000 },
        { "a firm's clerk", "{\"name\":\"Acme Ltd\",\"schema\":\"Company\",\"email\":\"carlos.ruiz@acme.example\"}",
          FEATURE_NAME_EMAIL_BP, HELP_ABSENT },
        { "one name", "{\"name\":\"Jane Doe\"}", FEATURE_NAME_VARIANTS, HELP_ABSENT },
        { "one name twice", "{\"name\":\"Jane Doe\"}\n{\"name\":\"DOE, Jane\"}", FEATURE_NAME_VARIANTS, 1 },
        { "a name in two scripts", "{\"name\":\"Kim Minsu\"}\n{\"name\":\"\xea\xb9\x80\xeb\xaf\xbc\xec\x88\x98\"}",
          FEATURE_NAME_VARIANTS, 1 },
        { "three names", "{\"name\":\"Jane Doe\"}\n{\"name\":\"Carlos Ruiz\"}\n{\"name\":\"Bo Lind\"}",
          FEATURE_NAME_VARIANTS, 3 },
        { "named as on the document", "{\"name\":\"Minnie\",\"doc\":{\"name\":\"Park Minhee\"},\"pay\":{\"payee\":\"PARK MINHEE\"}}",
          FEATURE_NAME_PAYEE_BP, 10000 },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

/* The same difference weighs the same, however short or common the names are. */
static void length_and_rarity_do_not_count(void **state)
{
    static const struct { const char *json; int64_t least, most; } rows[] = {
        { "{\"name\":\"Kim Minsu\",\"doc\":{\"name\":\"KIN MINSU\"}}", 9000, 9999 }, /* one slip, three letters */
        { "{\"name\":\"Li Wei\",\"doc\":{\"name\":\"LI WIE\"}}", 9000, 9999 },
        { "{\"name\":\"Alexander Robinson\",\"doc\":{\"name\":\"ALEXANDER ROBINSOM\"}}", 9000, 9999 },
        { "{\"name\":\"Li Na\",\"doc\":{\"name\":\"LU MA\"}}", 0, 5999 }, /* a slip in each is another name */
        { "{\"name\":\"Xiomara Kim\",\"doc\":{\"name\":\"XIOMARA LEE\"}}", 1000, 5999 },
        { "{\"name\":\"John Quistgaard\",\"doc\":{\"name\":\"JOHN MURGATROYD\"}}", 1000, 5999 },
        { "{\"name\":\"Sato Kenji\",\"doc\":{\"name\":\"YOSHIDA KENJI\"}}", 1000, 5999 },
        { "{\"name\":\"Ahmed El Sayed\",\"doc\":{\"name\":\"OMAR EL MASRY\"}}", 0, 499 }, /* a particle is nothing shared */
        { "{\"name\":\"Samuel Omondi\",\"doc\":{\"name\":\"SAM ALI\"}}", 0, 5999 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        help_run(rows[i].json);
        int64_t bp = help_number(FEATURE_NAME_DOC_BP);
        if (bp < rows[i].least || bp > rows[i].most) fail_msg("%s: %lld", rows[i].json, (long long)bp);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sees_no_difference_where_there_is_none),
        cmocka_unit_test(sees_another_person),
        cmocka_unit_test(is_silent_about_what_it_cannot_compare),
        cmocka_unit_test(length_and_rarity_do_not_count),
    };
    return HELP_GROUP(tests);
}
