/* addr/keccak, addr/blake2b: the hashes no library here has. */
#include "addr/blake2b.h"
#include "addr/keccak.h"
#include "tests/test.h"

static void hex_of(const uint8_t *bytes, size_t len, char *ret)
{
    for (size_t i = 0; i < len; i++) snprintf(ret + 2 * i, 3, "%02x", bytes[i]);
}

static void gives_the_published_keccak_digests(void **state)
{
    static const struct { str text; const char *want; } rows[] = {
        { STR_INIT(""), "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470" },
        { STR_INIT("abc"), "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45" },
        { STR_INIT("testing"),
          "5f16f4c7f149ac4f9510d9cf8cf384038ad348b3bcdc01915f95de12df9d1b02" },
        { STR_INIT("The quick brown fox jumps over the lazy dog"),
          "4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15" },
        { STR_INIT("Transfer(address,address,uint256)"), /* the topic on every token transfer */
          "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t digest[KECCAK_LEN];
        char hex[2 * KECCAK_LEN + 1];
        keccak_of(rows[i].text, digest);
        hex_of(digest, sizeof digest, hex);
        assert_string_equal(hex, rows[i].want);
    }
}

/* 136 bytes are a block: one less leaves one byte of padding, which is both its ends. The values
 * come from a run whose permutation was compared with SHA3-256 on every length up to 599. */
static void pads_right_at_the_end_of_a_block(void **state)
{
    static const struct { size_t len; const char *want; } rows[] = {
        { 135, "34bd7bed52ea092f88bc887256e7f06500ee814afa9a5566e22030af2ef1c5c0" },
        { 136, "2b31811a93dfc4bdc41b6aa7790e784b987c25a2c8a0e101cfa694552dc8ae39" },
        { 137, "a6103b089a404974c2b460048bfddd45108748fbdd9bad451f54d1fe95f8f284" },
        { 272, "415fd325cae3a2f957fea2770d710027317ced7e7266a59905102c14fdb9959a" },
    };
    char text[272];
    (void)state;
    for (unsigned i = 0; i < sizeof text; i++) text[i] = (char)(uint8_t)(i * 7 + 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t digest[KECCAK_LEN];
        char hex[2 * KECCAK_LEN + 1];
        keccak_of(str_of(text, rows[i].len), digest);
        hex_of(digest, sizeof digest, hex);
        assert_string_equal(hex, rows[i].want);
    }
}

static void gives_the_published_blake2b_digests(void **state)
{
    static const struct { str text; const char *want; } rows[] = {
        { STR_INIT(""), "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419"
                        "d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce" },
        { STR_INIT("abc"), "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                           "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t digest[BLAKE2B_LEN];
        char hex[2 * BLAKE2B_LEN + 1];
        blake2b_of(rows[i].text, digest);
        hex_of(digest, sizeof digest, hex);
        assert_string_equal(hex, rows[i].want);
    }
}

static void fills_a_whole_block_of_blake2b(void **state)
{
    char text[BLAKE2B_TEXT_MAX], hex[2 * BLAKE2B_LEN + 1];
    uint8_t digest[BLAKE2B_LEN];
    (void)state;
    memset(text, 'a', sizeof text);
    blake2b_of(str_of(text, sizeof text), digest);
    hex_of(digest, sizeof digest, hex);
    assert_string_equal(hex, "fc6c71f688f43ea7d60817478808f3cac753e61571865c95adbc2d9122c943a7"
                             "6b92c2cb1047ef3fe7bf6e436ec1d0a99a9e5b216780bf7fed9d7ca91d3a8f3b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_published_keccak_digests),
        cmocka_unit_test(pads_right_at_the_end_of_a_block),
        cmocka_unit_test(gives_the_published_blake2b_digests),
        cmocka_unit_test(fills_a_whole_block_of_blake2b),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
