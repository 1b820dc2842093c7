/* evidence/place: three countries, people who live abroad, and places in the DPRK as a legal fact. */
#include "tests/evidence_help.h"

static void tells_three_places(void **state)
{
    static const struct help_case rows[] = {
        { "three", "{\"country\":\"us\",\"doc\":{\"type\":\"passport\",\"issuer\":\"ua\"},"
      "\"pay\":{\"country\":\"cn\"}}", FEATURE_DOC_THREE_PLACES, 1 },
        { "lives abroad, bank at home", "{\"country\":\"de\",\"doc\":{\"type\":\"passport\",\"issuer\":\"in\"},"
      "\"pay\":{\"country\":\"in\"}}", FEATURE_DOC_THREE_PLACES, 0 },
        { "lives abroad, with the permit of the place", "{\"country\":\"de\",\"doc\":[{\"type\":\"passport\",\"issuer\":\"in\"},"
      "{\"type\":\"residence_permit\",\"issuer\":\"de\"}],"
      "\"pay\":{\"country\":\"lt\"}}", FEATURE_DOC_THREE_PLACES, 0 },
        { "a degree is no home", "{\"country\":\"de\",\"doc\":{\"type\":\"degree\",\"issuer\":\"in\"},"
      "\"pay\":{\"country\":\"lt\"}}", FEATURE_DOC_THREE_PLACES, HELP_ABSENT },
        { "no bank", "{\"country\":\"de\",\"doc\":{\"type\":\"passport\",\"issuer\":\"in\"}}", FEATURE_DOC_THREE_PLACES, HELP_ABSENT },
        { "the account's side of it", "{\"country\":\"us\",\"doc\":{\"type\":\"passport\",\"issuer\":\"ua\"},"
      "\"pay\":{\"country\":\"cn\"}}", FEATURE_PAY_CORRIDOR, 1 },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

static void knows_the_place(void **state)
{
    static const struct help_case rows[] = {
        { "country", "{\"country\":\"Korea, North\"}", FEATURE_PLACE_DPRK, 1 },
        { "the other Korea", "{\"country\":\"Korea, South\",\"address\":\"Pyeongyang-ro 12, Incheon,"
      " South Korea\"}", FEATURE_PLACE_DPRK, 0 },
        { "address", "{\"address\":\"12 Otan-dong, Central District, Pyongyang, Korea, North\"}", FEATURE_PLACE_DPRK, 1 },
        { "address by its capital", "{\"address\":\"Otan-dong, Pyongyang 10\"}", FEATURE_PLACE_DPRK, 1 },
        { "a restaurant of that name", "{\"address\":\"Pyongyang Restaurant, 400 Monivong Blvd, Phnom Penh, Cambodia\"}", FEATURE_PLACE_DPRK, 0 },
        { "a permit", "{\"doc\":{\"type\":\"residence_permit\",\"issuer\":\"prk\"}}", FEATURE_PLACE_DPRK, 1 },
        { "a bank", "{\"pay\":{\"country\":\"DPRK\"}}", FEATURE_PLACE_DPRK, 1 },
        { "a passport is another fact", "{\"doc\":{\"type\":\"passport\",\"issuer\":\"prk\"}}", FEATURE_PLACE_DPRK, HELP_ABSENT },
        { "neither birth nor nationality", "{\"nationality\":\"kp\",\"birth_place\":\"Pyongyang\"}", FEATURE_PLACE_DPRK, HELP_ABSENT },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
    assert_true(feature_table[FEATURE_PLACE_DPRK].is_legal && feature_table[FEATURE_DOC_ISSUER_DPRK].is_legal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_three_places),
        cmocka_unit_test(knows_the_place),
    };
    return HELP_GROUP(tests);
}
