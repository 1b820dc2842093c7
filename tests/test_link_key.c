/* Canonical addresses, phones and mailboxes: writings of one thing share a key, others do not. */
#include "link_help.h"

#include "base/num.h"

static struct arena arena;

static str address(const char *s)
{
    return link_address_key(str_c(s), &arena);
}

static void writings_of_one_address_share_a_key(void **state)
{
    static const char *const rows[][6] = {
        { "12 Main Street, Apt. 4-B, Springfield, IL 62701", "12 main st #4b springfield il 62701-1234",
          "12 MAIN ST., UNIT 4B, SPRINGFIELD ILLINOIS 62701", "Apt 4B, 12 Main St, Springfield, 62701",
          "12 Main St Apt #4B, Springfield IL 62701, USA" },
        { "350 Fifth Avenue, 21st Floor, New York, NY 10118", "350 Fifth Ave, Floor 21, New York 10118",
          "350 fifth av fl 21 new york ny 10118" },
        { "10 Downing Street, London SW1A 2AA", "10 Downing St., London, SW1A 2AA, UK",
          "10 downing st sw1a 2aa" },
        { "Hauptstraße 5, 10115 Berlin", "Hauptstr. 5, 10115 Berlin", "Hauptstrasse 5, 10115 Berlin",
          "HAUPTSTRASSE 5 , 10115 BERLIN" },
        { "12, rue de Rivoli, 75001 Paris", "12 rue de Rivoli 75001 PARIS", "12 Rue de Rivoli, 75001 Paris" },
        { "Calle Mayor, 5, 28013 Madrid", "Calle Mayor 5, 28013 Madrid" },
        { "Jl. Sudirman No. 012 RT 03/RW 05, Jakarta 12190", "Jalan Sudirman Nomor 12, Jakarta 12190",
          "Jln Sudirman 12 RT 3 RW 5, Kel. Karet, Jakarta Selatan 12190" },
        { "12 Park Avenue South, Springfield", "12 Park Ave S, Springfield", "12 park ave s springfield" },
        { "서울특별시 강남구 테헤란로 152, 101동 1203호", "서울 강남구 테헤란로 152 101-1203",
          "서울시 강남구 테헤란로 152 (역삼동) 101동 1203호", "(06236) 서울특별시 강남구 테헤란로 152, 101동 1203호",
          "06236 서울 강남구 테헤란로 152 , 101동1203호" },
        { "東京都港区六本木六丁目10番1号", "東京都港区六本木6-10-1", "東京都港区六本木６－１０－１",
          "〒106-0032 東京都港区六本木6丁目10番1号", "東京都港区六本木6丁目10-1" },
        { "東京都新宿区西新宿2-8-1 ヒルズ1203号室", "東京都新宿区西新宿２丁目８番地１号　ヒルズ1203" },
    };
    (void)state;
    arena_init(&arena, 16u << 20);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_true(address(rows[i][0]).len > 0);
        for (size_t k = 1; k < 6 && rows[i][k]; k++) {
            str a = address(rows[i][0]), b = address(rows[i][k]);
            if (!str_eq(a, b))
                fail_msg("'%.*s' and '%.*s' of '%s'", STR_ARG(a), STR_ARG(b), rows[i][k]);
        }
        for (size_t k = i + 1; k < COUNT_OF(rows); k++)
            if (str_eq(address(rows[i][0]), address(rows[k][0]))) fail_msg("%zu is %zu", i, k);
    }
    assert_str(address(rows[0][0]), "12 main st|4b|62701");
    arena_release(&arena);
}

static void other_addresses_have_other_keys(void **state)
{
    static const char *const rows[][2] = {
        { "12 Main St, Apt 4, Springfield 62701", "12 Main St, Apt 5, Springfield 62701" },
        { "12 Main St, Springfield 62701", "12 Main St, Springfield 62702" },
        { "12 Main St, Springfield", "12 Main St, Shelbyville" },
        { "12 Main St, Springfield 62701", "14 Main St, Springfield 62701" },
        { "12 Main St N, Springfield", "12 Main St S, Springfield" },
        { "12 Main St, Springfield 62701", "12 Main Ave, Springfield 62701" },
        { "서울 강남구 테헤란로 152 101동 1203호", "서울 강남구 테헤란로 152 102동 1203호" },
        { "東京都港区六本木6-10-1", "東京都港区六本木6-10-2" },
        { "東京都港区六本木6-10-1", "東京都港区六本木61-0-1" },
    };
    (void)state;
    arena_init(&arena, 16u << 20);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq(address(rows[i][0]), address(rows[i][1])))
            fail_msg("'%s' is '%s'", rows[i][0], rows[i][1]);
    arena_release(&arena);
}

static void a_town_links_nobody(void **state)
{
    static const char *const rows[] = { "", "Jakarta", "Jakarta, Indonesia", "New York, NY 10118",
                                        "서울특별시 강남구", "東京都港区六本木", "10115 Berlin", "  , ,  ",
                                        "\xFF\xFE", "Springfield, IL 62701, USA" };
    (void)state;
    arena_init(&arena, 16u << 20);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (address(rows[i]).len) fail_msg("'%s' has a key", rows[i]);
    arena_release(&arena);
}

static void phones_are_brought_to_one_form(void **state)
{
    static const struct {
        const char *phone, *country, *key;
    } rows[] = {
        { "010-1234-5678", "kr", "+821012345678" },
        { "+82 10 1234 5678", "", "+821012345678" },
        { "+82 (0)10-1234-5678", "us", "+821012345678" },
        { "0082 10 1234 5678", "", "+821012345678" },
        { "82 10 1234 5678", "KR", "+821012345678" },
        { "０１０－１２３４－５６７８", "kr", "+821012345678" },
        { "(555) 010-4477", "us", "+15550104477" },
        { "1-555-010-4477", "US", "+15550104477" },
        { "555-010-4477 ext. 12", "us", "+15550104477x12" },
        { "555-010-4477 x12", "us", "+15550104477x12" },
        { "0812 3456 7891", "id", "+6281234567891" },
        { "06 1234 5671", "it", "+390612345671" }, /* keeps its zero */
        { "8 (916) 123-45-60", "ru", "+79161234560" },
        { "0812 3456 7891", "", "081234567891" },
        { "0812 3456 7891", "xx", "081234567891" },
        { "12345", "us", "" },
        { "0000000000", "us", "" },
        { "1234567890", "us", "" },
        { "none", "us", "" },
        { "", "us", "" },
        { "123456789012345678901234567", "us", "" },
    };
    (void)state;
    arena_init(&arena, 1u << 20);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_str(link_phone_key(str_c(rows[i].phone), str_c(rows[i].country), &arena), rows[i].key);
    arena_release(&arena);
}

static void mailboxes_are_brought_to_one_form(void **state)
{
    static const struct {
        const char *email, *key;
    } rows[] = {
        { "Ann.Lee+jobs@GMail.com", "annlee@gmail.com" },
        { "annlee@googlemail.com", "annlee@gmail.com" },
        { " ann.lee@outlook.com ", "ann.lee@outlook.com" },
        { "ann.lee+x@outlook.com", "ann.lee@outlook.com" },
        { "ann.lee+x@corp.example", "ann.lee+x@corp.example" }, /* may be two people there */
        { "Ann Lee <ann@me.com>", "ann@icloud.com" },
        { "mailto:ann@corp.example", "ann@corp.example" },
        { "ann@corp.example.", "ann@corp.example" },
        { "+@gmail.com", "+@gmail.com" },
        { "...@gmail.com", "" },
        { "Ann <mailto:ann@corp.example>", "ann@corp.example" },
        { "Ann <ann@gmailcom.>", "" },
        { "a,b@corp.example", "" },
        { "ann@localhost", "" },
        { "ann", "" },
        { "@corp.example", "" },
        { "a@b@corp.example", "" },
        { "", "" },
    };
    (void)state;
    arena_init(&arena, 1u << 20);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_str(link_email_key(str_c(rows[i].email), &arena), rows[i].key);
    arena_release(&arena);
}

static void keys_survive_failing_memory(void **state)
{
    static const str text = STR_INIT("12 Main Straße, Apt. 4-B, Springfield, IL 62701");
    (void)state;
    for (uint64_t n = 1; n < 6; n++) {
        arena_init(&arena, 1u << 20);
        mem_fail_from(n);
        link_address_key(text, &arena);
        link_phone_key(STR("555-010-4477 ext. 12"), STR("us"), &arena);
        link_email_key(STR("Ann.Lee+jobs@gmail.com"), &arena);
        mem_fail_from(0);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writings_of_one_address_share_a_key),
        cmocka_unit_test(other_addresses_have_other_keys),
        cmocka_unit_test(a_town_links_nobody),
        cmocka_unit_test(phones_are_brought_to_one_form),
        cmocka_unit_test(mailboxes_are_brought_to_one_form),
        cmocka_unit_test(keys_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
