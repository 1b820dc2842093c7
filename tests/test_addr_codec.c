/* addr/base58, addr/bech32: letters to bytes. */
#include "addr/base58.h"
#include "addr/bech32.h"
#include "tests/test.h"

static void decodes_base58(void **state)
{
    static const struct { str text; const char *want; } rows[] = {
        { STR_INIT(""), "" },
        { STR_INIT("1"), "00" },
        { STR_INIT("111"), "000000" },
        { STR_INIT("2g"), "61" },
        { STR_INIT("a3gV"), "626262" },
        { STR_INIT("StV1DL6CwTryKyV"), "68656c6c6f20776f726c64" },
        { STR_INIT("ABnLTmg"), "516b6fcd0f" },
        { STR_INIT("1NS17iag9jJgTHD1VXjvLCEnZuQ3rJDE9L"),
          "00eb15231dfceb60925886b67d065299925915aeb172c06647" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t bytes[BASE58_BYTES_MAX];
        char hex[2 * BASE58_BYTES_MAX + 1] = "";
        int len = base58_decode(rows[i].text, base58_bitcoin, bytes);
        for (int k = 0; k < len; k++) snprintf(hex + 2 * k, 3, "%02x", bytes[k]);
        assert_string_equal(hex, rows[i].want);
    }
}

static void refuses_what_is_not_base58(void **state)
{
    static const char bad[] = "0OIl+/ \x80";
    uint8_t bytes[BASE58_BYTES_MAX];
    char text[BASE58_TEXT_MAX + 1];
    (void)state;
    for (size_t i = 0; i < sizeof bad; i++) { /* the NUL too */
        char one[3] = { '2', bad[i], '2' };
        assert_int_equal(base58_decode(str_of(one, 3), base58_bitcoin, bytes), BASE58_BAD);
    }
    memset(text, 'z', sizeof text);
    assert_int_equal(base58_decode(str_of(text, BASE58_TEXT_MAX), base58_bitcoin, bytes), 94);
    assert_int_equal(base58_decode(str_of(text, sizeof text), base58_bitcoin, bytes), BASE58_LONG);
    memset(text, '1', sizeof text);
    assert_int_equal(base58_decode(str_of(text, BASE58_TEXT_MAX), base58_bitcoin, bytes), 128);
    assert_int_equal(base58_decode_blocks(STR("zzzzzzzzzzz"), bytes), BASE58_BAD); /* > 8 bytes */
    assert_int_equal(base58_decode_blocks(STR("jpXCZedGfVQ"), bytes), 8); /* ff * 8 */
    assert_int_equal(base58_decode_blocks(STR("jpXCZedGfVR"), bytes), BASE58_BAD);
    assert_int_equal(base58_decode_blocks(STR("5Q"), bytes), 1); /* ff */
    assert_int_equal(base58_decode_blocks(STR("5R"), bytes), BASE58_BAD);
    assert_int_equal(base58_decode_blocks(STR("1111"), bytes), BASE58_BAD); /* no such length */
    memset(text, '1', sizeof text);
    assert_int_equal(base58_decode_blocks(str_of(text, sizeof text), bytes), BASE58_LONG);
}

/* src: BIP-173 and BIP-350, "test vectors" */
static void proves_bech32_and_bech32m(void **state)
{
    static const struct { str text; enum bech32_check want; } rows[] = {
        { STR_INIT("A12UEL5L"), BECH32_1 },
        { STR_INIT("a12uel5l"), BECH32_1 },
        { STR_INIT("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"), BECH32_1 },
        { STR_INIT("split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w"), BECH32_1 },
        { STR_INIT("?1ezyfcl"), BECH32_1 },
        { STR_INIT("A1LQFN3A"), BECH32_M },
        { STR_INIT("a1lqfn3a"), BECH32_M },
        { STR_INIT("abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx"), BECH32_M },
        { STR_INIT("split1checkupstagehandshakeupstreamerranterredcaperredlc445v"), BECH32_M },
        { STR_INIT("?1v759aa"), BECH32_M },
        { STR_INIT("a12uel5m"), BECH32_NEITHER },
        { STR_INIT("A12uEL5L"), BECH32_NEITHER }, /* mixed case */
        { STR_INIT("y1b0jsk6g"), BECH32_NEITHER },
        { STR_INIT("A1G7SGD8"), BECH32_NEITHER },
    };
    struct bech32 b;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(bech32_read(rows[i].text, &b));
        assert_int_equal(b.check, rows[i].want);
    }
    assert_false(bech32_read(STR("pzry9x0s0muk"), &b)); /* no separator */
    assert_false(bech32_read(STR("1pzry9x0s0muk"), &b)); /* nothing before it */
    assert_false(bech32_read(STR("li1dgmt3"), &b)); /* sum too short */
    assert_false(bech32_read(STR(""), &b));
}

static void keeps_bits_in_order(void **state)
{
    uint8_t values[4] = { 31, 28, 0, 0 }, bytes[BECH32_BYTES_MAX];
    size_t len;
    (void)state;
    assert_true(bech32_bytes(values, 2, bytes, &len));
    assert_int_equal(len, 1);
    assert_int_equal(bytes[0], 0xff);
    values[1] = 29; /* a bit is left over */
    assert_false(bech32_bytes(values, 2, bytes, &len));
    values[1] = 28;
    assert_false(bech32_bytes(values, 3, bytes, &len)); /* 7 bits left: a letter too many */
    assert_true(bech32_bytes(values, 0, bytes, &len));
    assert_int_equal(len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_base58),
        cmocka_unit_test(refuses_what_is_not_base58),
        cmocka_unit_test(proves_bech32_and_bech32m),
        cmocka_unit_test(keeps_bits_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
