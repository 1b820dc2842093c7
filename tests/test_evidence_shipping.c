/* evidence/shipping, evidence/address: parcels to the person's own door, in any writing, and others. */
#include "tests/evidence_help.h"

#include "evidence/address.h"

#define CASES(rows) help_cases(rows, COUNT_OF(rows))

static void compares_addresses(void **state)
{
    static const struct { const char *a, *b; enum address_verdict want; } rows[] = {
        { "12 Main Street, Springfield, IL 62701", "12 MAIN ST Springfield IL 62701, USA", ADDRESS_SAME },
        { "12 Main Street, Springfield, IL 62701", "12 Main St, Apt 4, Springfield", ADDRESS_SAME },
        { "12 Main Street, Springfield, IL 62701", "12 Main Street, Sprngfield, IL 62701", ADDRESS_SAME },
        { "12 Main Street, Springfield, IL 62701", "98 Oak Avenue, Dallas, TX 75201", ADDRESS_OTHER },
        { "12 Main Street, Springfield, IL 62701", "14 Main Street, Springfield, IL 62701", ADDRESS_OTHER },
        { "12 Main Street, Springfield, IL 62701", "12 Elm Court, Portland", ADDRESS_OTHER },
        { "Hauptstr. 12a, 10827 Berlin", "Hauptstraße 12 a, 10827 Berlin", ADDRESS_SAME },
        { "Rua São João 5, Lisboa", "Rua Sao Joao, 5 - Lisboa", ADDRESS_SAME },
        { "Springfield", "12 Main Street, Springfield", ADDRESS_UNKNOWN },
        { "서울특별시 강남구 테헤란로 12", "12 Teheran-ro, Gangnam-gu, Seoul", ADDRESS_UNKNOWN },
        { "서울특별시 강남구 테헤란로 12", "서울특별시 강남구 테헤란로 12 101호", ADDRESS_SAME },
        { "", "12 Main Street", ADDRESS_UNKNOWN },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        enum address_verdict got = address_compare(str_c(rows[i].a), str_c(rows[i].b), &help_arena);
        enum address_verdict back = address_compare(str_c(rows[i].b), str_c(rows[i].a), &help_arena);
        if (got != rows[i].want || back != got) fail_msg("'%s' and '%s': %d, %d", rows[i].a, rows[i].b, got, back);
    }
}

static void follows_the_parcel(void **state)
{
    static const struct help_case rows[] = {
        { "home", "{\"address\":\"12 Main Street, Springfield, IL 62701\","
      "\"ship\":{\"address\":\"12 Main St, Springfield IL\"}}", FEATURE_SHIP_ID_ADDRESS_DIFFERS, 0 },
        { "to the spouse at home", "{\"name\":\"Anna Eriksson\",\"doc\":{\"address\":\"12 Main Street,"
      " Springfield, IL 62701\"},\"ship\":{\"address\":\"12 Main St,"
      " Springfield IL\",\"recipient\":\"Robert Miller\"}}", FEATURE_SHIP_ID_ADDRESS_DIFFERS, 0 },
        { "moved: the paper has the old one, the application the new", "{\"address\":\"98 Oak Ave, Dallas TX 75201\","
      "\"doc\":{\"address\":\"12 Main Street, Springfield, IL 62701\"},"
      "\"ship\":{\"address\":\"98 Oak Avenue, Dallas, TX 75201\"}}", FEATURE_SHIP_ID_ADDRESS_DIFFERS, 0 },
        { "elsewhere", "{\"address\":\"12 Main Street, Springfield, IL 62701\","
      "\"ship\":{\"address\":\"98 Oak Avenue, Dallas, TX 75201\"}}", FEATURE_SHIP_ID_ADDRESS_DIFFERS, 1 },
        { "only a city known", "{\"address\":\"Springfield\",\"ship\":{\"address\":\"98 Oak Avenue, Dallas,"
      " TX 75201\"}}", FEATURE_SHIP_ID_ADDRESS_DIFFERS, HELP_ABSENT },
        { "no parcel", "{\"address\":\"12 Main Street, Springfield\"}", FEATURE_SHIP_ID_ADDRESS_DIFFERS, HELP_ABSENT },
        { "another country", "{\"country\":\"us\",\"ship\":{\"country\":\"China\"}}", FEATURE_SHIP_COUNTRY_DIFFERS, 1 },
        { "the same country", "{\"country\":\"us\",\"ship\":{\"country\":\"United States\"}}", FEATURE_SHIP_COUNTRY_DIFFERS, 0 },
        { "country not given", "{\"ship\":{\"country\":\"United States\"}}", FEATURE_SHIP_COUNTRY_DIFFERS, HELP_ABSENT },
        { "forwarder as given", "{\"ship\":{\"kind\":\"forwarder\"}}", FEATURE_SHIP_FORWARDER, 1 },
        { "home as given", "{\"ship\":{\"kind\":\"home\"}}", FEATURE_SHIP_FORWARDER, 0 },
        { "a rented mailbox by its words", "{\"ship\":{\"address\":\"The UPS Store #1234, 55 Mill Rd PMB 210, Reno NV\"}}", FEATURE_SHIP_FORWARDER, 1 },
        { "Korean forwarder", "{\"ship\":{\"address\":\"인천시 중구 공항로 12 배송대행 물류센터\"}}", FEATURE_SHIP_FORWARDER, 1 },
        { "a street named like one", "{\"ship\":{\"address\":\"12 Storage Road, Boxford\"}}", FEATURE_SHIP_FORWARDER, 0 },
        { "nothing", "{\"ship\":{\"serial\":\"A1\"}}", FEATURE_SHIP_FORWARDER, HELP_ABSENT },
        { "changed a week after applying", "{\"app\":{\"applied_at\":\"2026-05-01\"},"
      "\"ship\":{\"changed_at\":\"2026-05-08\"}}", FEATURE_SHIP_CHANGE_DAYS, 7 },
        { "counted from the contract when that is nearer", "{\"app\":{\"applied_at\":\"2026-04-01\"},\"doc\":{\"type\":\"contract\","
      "\"issued\":\"2026-05-05\"},\"ship\":{\"changed_at\":[\"2026-05-06\","
      "\"2026-05-08\"]}}", FEATURE_SHIP_CHANGE_DAYS, 3 },
        { "changed before", "{\"app\":{\"applied_at\":\"2026-05-01\"},"
      "\"ship\":{\"changed_at\":\"2026-04-08\"}}", FEATURE_SHIP_CHANGE_DAYS, HELP_ABSENT },
        { "no change", "{\"app\":{\"applied_at\":\"2026-05-01\"},\"ship\":{\"kind\":\"home\"}}", FEATURE_SHIP_CHANGE_DAYS, HELP_ABSENT },
    };
    (void)state;
    CASES(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_addresses),
        cmocka_unit_test(follows_the_parcel),
    };
    return HELP_GROUP(tests);
}
