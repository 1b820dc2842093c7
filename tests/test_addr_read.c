/* addr/read: verdicts, keys and families, form by form. */
#include "tests/addr_same.h"
#include "base/num.h"
#include "tests/test.h"

#include <cordon/address.h>

struct row {
    const char *text, *key; /* key NULL: do not look */
    enum addr_verdict verdict;
    enum addr_family  family;
    enum addr_fault   fault;
};

static void check(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct addr a;
        char key[ADDR_KEY_TEXT_MAX];
        enum addr_verdict v = addr_read(str_c(rows[i].text), &a);
        if (v != rows[i].verdict || a.verdict != v || a.family != rows[i].family ||
            a.fault != rows[i].fault)
            fail_msg("'%s': %d %s %s", rows[i].text, (int)v,
                     addr_family_name(a.family), addr_fault_name(a.fault));
        if (rows[i].key) assert_str(addr_key_text(&a, key), rows[i].key);
    }
}

#define CHECK(rows) check(rows, COUNT_OF(rows))
#define GOOD(fam)   ADDR_VALID, ADDR_##fam, ADDR_FAULT_NONE
#define PLAIN(fam)  ADDR_UNCHECKED, ADDR_##fam, ADDR_FAULT_NONE
#define BAD(fam, f) ADDR_MALFORMED, ADDR_##fam, ADDR_FAULT_##f

static const char btc_key[] = "btc:0076a04053bda0a88bda5177b86a15c3b29f559873";
static const char btc_script[] = "btc:0576a04053bda0a88bda5177b86a15c3b29f559873";
static const char evm_key[] = "evm:5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";

/* src: EIP-55, "test cases" */
static void reads_evm_in_any_case(void **state)
{
    static const struct row rows[] = {
        { "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", evm_key, GOOD(EVM) },
        { "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", NULL, GOOD(EVM) },
        { "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", NULL, GOOD(EVM) },
        { "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb", NULL, GOOD(EVM) },
        { "0x52908400098527886E0F7030069857D2E4169EE7", NULL, PLAIN(EVM) },
        { "0xde709f2102306220921060314715629080e2fb77", NULL, PLAIN(EVM) },
        { "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", evm_key, PLAIN(EVM) },
        { "0X5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED", evm_key, PLAIN(EVM) },
        { "0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", evm_key, GOOD(EVM) },
        { "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", evm_key, GOOD(EVM) },
        { "0x0000000000000000000000000000000000000000", NULL, PLAIN(EVM) },
        /* the case of one letter: which account is certain, so the key stays */
        { "0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed", evm_key, BAD(EVM, CHECKSUM) },
        { "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", "", BAD(EVM, LENGTH) },
        { "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAedd", "", BAD(EVM, LENGTH) },
        { "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg", "", BAD(EVM, LETTER) },
        { "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe ", "", BAD(EVM, LENGTH) },
        { "0x", "", BAD(EVM, LETTER) },
        /* a hash of a transaction is no account, with its prefix or without */
        { "0x5be5543ff73456ab9f2d207887e2af87322c651ea1a873c5b25b7ffae456c320", "",
          BAD(EVM, LENGTH) },
        { "5be5543ff73456ab9f2d207887e2af87322c651ea1a873c5b25b7ffae456c320", "",
          BAD(NONE, FORM) },
    };
    (void)state;
    CHECK(rows);
}

/* src: BIP-173 and BIP-350, "test vectors for segwit addresses" */
static void reads_witness_programs(void **state)
{
    static const struct row rows[] = {
        { "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
          "btcw:00751e76e8199196d454941c45d1b3a323f1433bd6", GOOD(BITCOIN) },
        { "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
          "btcw:00751e76e8199196d454941c45d1b3a323f1433bd6", GOOD(BITCOIN) },
        { "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", NULL,
          GOOD(BITCOIN) },
        { "BC1SW50QGDZ25J", "btcw:10751e", GOOD(BITCOIN) },
        { "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", "btcw:02751e76e8199196d454941c45d1b3a323",
          GOOD(BITCOIN) },
        { "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
          "btcw:0179be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
          GOOD(BITCOIN) },
        { "ltc1qjyrn9p803efj3p8a0g3fmlevs45kq704ns363t", NULL, GOOD(LITECOIN) },
        { "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7", "",
          BAD(BITCOIN, TESTNET) },
        /* the other sum than the version's */
        { "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", "",
          BAD(BITCOIN, CHECKSUM) },
        { "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL", "",
          BAD(BITCOIN, CHECKSUM) },
        { "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh", "", BAD(BITCOIN, CHECKSUM) },
        { "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "", BAD(BITCOIN, CHECKSUM) },
        { "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4", "",
          BAD(BITCOIN, LETTER) },
        { "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R", "",
          BAD(BITCOIN, VERSION) },
        { "bc1pw5dgrnzv", "", BAD(BITCOIN, LENGTH) },
        { "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav", "",
          BAD(BITCOIN, LENGTH) },
        { "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P", "", BAD(BITCOIN, LENGTH) },
        { "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf", "",
          BAD(BITCOIN, LENGTH) },
        { "bc1gmk9yu", "", BAD(BITCOIN, LENGTH) },
        { "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3T4", "", BAD(BITCOIN, CASE) },
        { "bc1", "", BAD(BITCOIN, LENGTH) },
    };
    (void)state;
    CHECK(rows);
}

static void reads_base58_of_each_chain(void **state)
{
    static const struct row rows[] = {
        { "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", btc_key, GOOD(BITCOIN) },
        { "3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC", btc_script, GOOD(BITCOIN) },
        { "1111111111111111111114oLvT2", "btc:000000000000000000000000000000000000000000",
          GOOD(BITCOIN) },
        { "LNf2JDiuunBz7GMDKFYHN4rq5meXWxiwfb", NULL, GOOD(LITECOIN) },
        { "DRiEQuJ9pt3GgNraQmHVTjNg4B7uv1XuGb", NULL, GOOD(DOGECOIN) },
        { "XnPFsRWTaSgiVauosEwQ6dEitGYXgwznz2", NULL, GOOD(DASH) },
        { "GPwg61XoHqQPNmAucFACuQ5H9sGCDv9TpS", NULL, GOOD(BITCOIN_GOLD) },
        { "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
          "trx:41a614f803b6fd780986a42c78ec9c7f77e6ded13c", GOOD(TRON) },
        { "41a614f803b6fd780986a42c78ec9c7f77e6ded13c",
          "trx:41a614f803b6fd780986a42c78ec9c7f77e6ded13c", PLAIN(TRON) },
        { "0x41a614f803b6fd780986a42c78ec9c7f77e6ded13c",
          "trx:41a614f803b6fd780986a42c78ec9c7f77e6ded13c", PLAIN(TRON) },
        { "t3Vz22vK5z2LcKEdg16Yv4FFneEL1zg9ojd",
          "zec:1cbd7d46a730d31f97b1930d3368a967c309bd4d136a", GOOD(ZCASH) },
        { "tz1VSUr8wwNhLAzempoch5d6hLRiTh8Cjcjb", NULL, GOOD(TEZOS) },
        { "KT1PWx2mnDueood7fEmfbBDKx1D9BAnnXitn", NULL, GOOD(TEZOS) },
        { "NLmoMqswiGdSJNQZB8KVscqixmvg2L4V7x", NULL, GOOD(NONE) }, /* Neo: not known here */
        { "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "", BAD(BITCOIN, TESTNET) },
        { "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggv", "", BAD(BITCOIN, CHECKSUM) },
        { "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVgg", "", BAD(BITCOIN, CHECKSUM) },
        { "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVgguu", "", BAD(BITCOIN, CHECKSUM) },
        { "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVgg0", "", BAD(BITCOIN, LETTER) },
        { "1bpei6dfdaufd7gtittlsdbeyjvcoavggu", "", BAD(BITCOIN, LETTER) },
        { "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", "", BAD(TRON, CHECKSUM) },
        /* a private key has a checksum too, and is no account */
        { "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ", "", BAD(NONE, LENGTH) },
    };
    (void)state;
    CHECK(rows);
}

/* src: the cashaddr specification, "examples of address translation" */
static void gives_cashaddr_the_key_of_its_older_writing(void **state)
{
    static const struct row rows[] = {
        { "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", btc_key, GOOD(BITCOIN_CASH) },
        { "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", btc_key, GOOD(BITCOIN_CASH) },
        { "BITCOINCASH:QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A", btc_key,
          GOOD(BITCOIN_CASH) },
        { "bitcoincash:1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", btc_key, GOOD(BITCOIN) },
        { "bitcoincash:ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq", btc_script,
          GOOD(BITCOIN_CASH) },
        { "ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq", btc_script, GOOD(BITCOIN_CASH) },
        { "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6b", "", BAD(BITCOIN_CASH, LETTER) },
        { "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6c", "", BAD(BITCOIN_CASH, CHECKSUM) },
        { "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6A", "",
          BAD(BITCOIN_CASH, CASE) },
        { "bchtest:qpm2qsznhks23z7629mms6s4cwef74vcwvqcw003ap", "",
          BAD(BITCOIN_CASH, TESTNET) },
        { "bitcoincash:q", "", BAD(BITCOIN_CASH, LENGTH) },
    };
    (void)state;
    CHECK(rows);
}

static void gives_litecoin_scripts_one_key(void **state)
{
    struct addr older, newer;
    (void)state;
    /* M... and 3... of one script */
    assert_int_equal(addr_read(STR("M8yFL6SFC6TreATegTyuSYkDfDRbisdpT3"), &newer), ADDR_VALID);
    assert_int_equal(newer.family, ADDR_LITECOIN);
    assert_int_equal(newer.key[0], ADDR_SPACE_BTC);
    assert_int_equal(newer.key[1], 0x05);
    assert_int_equal(addr_read(STR("3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC"), &older), ADDR_VALID);
    assert_false(addr_same(&older, &newer));
    memcpy(newer.key + 2, older.key + 2, 20);
    assert_true(addr_same(&older, &newer));
}

static void tells_a_key_from_a_script(void **state)
{
    struct addr key, script;
    (void)state;
    addr_read(STR("1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu"), &key);
    addr_read(STR("3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC"), &script);
    assert_memory_equal(key.key + 2, script.key + 2, 20);
    assert_false(addr_same(&key, &script));
    key.key_len = script.key_len = 0; /* two texts without a key are not one account */
    assert_false(addr_same(&key, &script));
}

/* src: the X-address format's own examples; the classic account of both is r9cZA1... */
static void reads_xrp_with_its_tag(void **state)
{
    static const char key[] = "xrp:5e7b112523f68d2f5e879db4eac51c6698a69304";
    static const struct row rows[] = {
        { "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59", key, GOOD(XRP) },
        { "X7AcgcsBL6XDcUb289X4mJ8djcdyKaB5hJDWMArnXr61cqZ", key, GOOD(XRP) },
        { "X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu", key, GOOD(XRP) },
        { "XVLhHMPHU98es4dbozjVtdWzVrDjtV5fdx1mHp98tDMoQXb", NULL, GOOD(XRP) },
        { "XVLhHMPHU98es4dbozjVtdWzVrDjtV5fdx1mHp98tDMoQXa", "", BAD(XRP, CHECKSUM) },
        { "TVE26TYGhfLC7tQDno7G8dGtxSkYQn49b3qD26PK7FcGSKE", "", BAD(XRP, TESTNET) },
        { "rnXyVQzgxZe7TR1EPzTkGj2jxH4LMJYh66", NULL, GOOD(XRP) },
        { "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk58", "", BAD(XRP, CHECKSUM) },
        { "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk5", "", BAD(XRP, CHECKSUM) },
        { "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk5l", "", BAD(XRP, LETTER) },
    };
    struct addr a;
    (void)state;
    CHECK(rows);
    addr_read(STR("X7AcgcsBL6XDcUb289X4mJ8djcdyKaB5hJDWMArnXr61cqZ"), &a);
    assert_false(a.has_tag);
    addr_read(STR("X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu"), &a);
    assert_true(a.has_tag);
    assert_int_equal(a.tag, 1);
    addr_read(STR("xrpl:r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=77"), &a);
    assert_true(a.has_tag);
    assert_int_equal(a.tag, 77);
}

static void reads_monero_and_finds_the_account_of_an_integrated_address(void **state)
{
    static const struct row rows[] = {
        { "4ADT1BtbxqEWeMKp9GgPr2NeyJXXtNxvoDawpyA4WpzFcGcoHUvXeijE66DNfohE9r1bQYaBiQjEtKE7CtkTd"
          "LwiDznFzra",
          "xmr:12e2bb117506bc69b13acfcd2acde5fb8176fd15f53143244b3e0c505af4c26cd2"
          "dc73c337bd58884e3f202921a8cdf5038bea6d40c6b3356cf74db719ac3b7173",
          GOOD(MONERO) },
        { "4BUqMSeJfNQGudzEJNvzQ2LXh4tbUdW4YCM7mq55edxBT7t1297vwCMZSnJwGvEKEKbH8hGmhZZAGhdHbp2te"
          "6AA38ZMi4knaCKLprMPni",
          "xmr:12041e74983374c95f1ae1be43916e3374c1d5efc1e049b143d69cc3d4856c189c"
          "2728614da40b12c1f9174b1969b744ccef87b9e92dde59f2e27e3390249e1f0c",
          GOOD(MONERO) },
        { "884Bz8UH63aYsjVdkfWfScRYWZGGNbjFL7pztqvWNSrtYT4reFSwyvkCj9KEGUtheHhhMUj87ciTBFyzoesrM"
          "J4L1FvSoxL",
          NULL, GOOD(MONERO) },
        { "4ADT1BtbxqEWeMKp9GgPr2NeyJXXtNxvoDawpyA4WpzFcGcoHUvXeijE66DNfohE9r1bQYaBiQjEtKE7CtkTd"
          "LwiDznFzrb",
          "", BAD(MONERO, CHECKSUM) },
        { "4ADT1BtbxqEWeMKp9GgPr2NeyJXXtNxvoDawpyA4WpzFcGcoHUvXeijE66DNfohE9r1bQYaBiQjEtKE7CtkTd"
          "LwiDznFzr",
          "", BAD(MONERO, LENGTH) },
        { "4ADT1BtbxqEWeMKp9GgPr2NeyJXXtNxvoDawpyA4WpzFcGcoHUvXeijE66DNfohE9r1bQYaBiQjEtKE7CtkTd"
          "LwiDznFzr0",
          "", BAD(MONERO, LETTER) },
    };
    struct addr a;
    (void)state;
    CHECK(rows);
    addr_read(str_c(rows[1].text), &a);
    assert_true(a.has_tag);
    assert_true(a.tag == 0xbc7ce989aa900caf);
}

static void reads_the_rest_of_the_chains(void **state)
{
    static const char ton[] =
        "ton:00000000ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e";
    static const char xlm[] =
        "xlm:303f0c34bf93ad0d9971d04ccc90f705511c838aad9734a4a2fb0d7a03fc7fe89a";
    static const char dot[] =
        "dot:d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
    static const struct row rows[] = {
        { "11111111111111111111111111111111", NULL, PLAIN(SOLANA) },
        { "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA",
          "sol:06ddf6e1d765a193d9cbe146ceeb79ac1cb485ed5f5b37913a8cf5857eff00a9",
          PLAIN(SOLANA) },
        { "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5D", "", BAD(SOLANA, LENGTH) },
        { "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF", ton, GOOD(TON) },
        { "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA", ton, GOOD(TON) },
        { "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff+W72r5gqPrHF", ton, GOOD(TON) },
        { "0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e", ton,
          PLAIN(TON) },
        { "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHG", "", BAD(TON, CHECKSUM) },
        { "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrH", "", BAD(TON, LENGTH) },
        { "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ", xlm, GOOD(STELLAR) },
        { "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUQ", xlm,
          GOOD(STELLAR) },
        { "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGY", "",
          BAD(STELLAR, CHECKSUM) },
        { "VCMJKWOY5P5P7SKMZFFOCEROPJCZOTIJMNIYNUCKH7LRO45JMJP6UYBIJA", NULL, GOOD(ALGORAND) },
        { "VCMJKWOY5P5P7SKMZFFOCEROPJCZOTIJMNIYNUCKH7LRO45JMJP6UYBIJB", "",
          BAD(ALGORAND, LETTER) }, /* a bit too many in the last letter */
        { "WCMJKWOY5P5P7SKMZFFOCEROPJCZOTIJMNIYNUCKH7LRO45JMJP6UYBIJA", "",
          BAD(ALGORAND, CHECKSUM) },
        { "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5", dot, GOOD(POLKADOT) },
        { "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", dot, GOOD(POLKADOT) },
        { "HNZata7iMYWmk5RvZRTiAsSDhV8366zq2YGb3tLH5Upf74F", dot, GOOD(POLKADOT) },
        { "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQX", "", BAD(POLKADOT, CHECKSUM) },
        { "addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv"
          "2xwl2wywfgse35a3x",
          NULL, GOOD(CARDANO) },
        { "stake1uyehkck0lajq8gr28t9uxnuvgcqrc6070x3k9r8048z8y5gh6ffgw", NULL, GOOD(CARDANO) },
        { "addr_test1vz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzerspjrlsz", "",
          BAD(CARDANO, TESTNET) },
        { "Ae2tdPwUPEZFRbyhz3cpfC2CumGzNkFBN2L42rcUc2yjQpEkxDbkPodpMAi", NULL, GOOD(CARDANO) },
        { "Ae2tdPwUPEZFRbyhz3cpfC2CumGzNkFBN2L42rcUc2yjQpEkxDbkPodpMAj", "",
          BAD(CARDANO, CHECKSUM) },
        { "DdzFFzCqrhsrcTVhLygT24QwTnNqQqQ8mZrq5jykUzMveU26sxaH529kMpo7VhPrt5pwW3dXeB2k3EEvKcNBR"
          "mzCfcQ7dTkyGzTs658C",
          NULL, GOOD(CARDANO) },
        { "cosmos1hsk6jryyqjfhp5dhc55tc9jtckygx0eph6dd02",
          "cosm:bc2da90c84049370d1b7c528bc164bc588833f21", GOOD(COSMOS) },
        { "certik1azxdh422fnx4df78xsk3j4vsz2wl224wt5tfwd", NULL, GOOD(NONE) },
        { "zs1z7rejlpsa98s2rrrfkwmaxu53e4ue0ulcrw0h4x5g8jl04tak0d3mm47vdtahatqrlkngh9slya", NULL,
          GOOD(ZCASH) },
        { "u1l8xunezsvhq8fgzfl7404m450nwnd76zshscn6nfys7vyz2ywyh4cc5daaq0c7q2su5lqfh23sp7fkf3kt27"
          "ve5948mzpfdvckzaect2jtte308mkwlycj2u0eac077wu70vqcetkxf",
          NULL, GOOD(ZCASH) },
        { "ltcmweb1qqt9rwznnxzkghv4s5wgtwxs0m0ry6n3atp95f47slppapxljde3xyqmdlnrc8ag7y2k354jzdc4pc"
          "4ks0kr43jehr77lngdecgh6689nn5mgv5yn",
          NULL, GOOD(LITECOIN) },
    };
    struct addr tex, plain;
    (void)state;
    CHECK(rows);
    /* src: ZIP-320's own example */
    addr_read(STR("tex1s2rt77ggv6q989lr49rkgzmh5slsksa9khdgte"), &tex);
    addr_read(STR("t1VmmGiyjVNeCjxDZzg7vZmd99WyzVby9yC"), &plain);
    assert_true(addr_same(&tex, &plain));
}

static void finds_the_account_inside_a_link(void **state)
{
    static const struct row rows[] = {
        { " \t0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\r\n", evm_key, GOOD(EVM) },
        { "\xEF\xBB\xBF" "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\xE2\x80\x8B ", evm_key,
          GOOD(EVM) },
        { "ethereum:0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", evm_key, GOOD(EVM) },
        { "Ethereum:pay-0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed@1?value=1e18", evm_key,
          GOOD(EVM) },
        /* a token transfer names its payee in a parameter, the token's contract comes first */
        { "ethereum:0xdac17f958d2ee523a2206206994597c13d831ec7@1/transfer"
          "?uint256=1&address=0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
          evm_key, GOOD(EVM) },
        { "ethereum:0xdac17f958d2ee523a2206206994597c13d831ec7/transfer?uint256=1", "",
          BAD(EVM, LINK) },
        { "ethereum:0xdac17f958d2ee523a2206206994597c13d831ec7/approve"
          "?address=0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
          "", BAD(EVM, LINK) },
        { "eip155:1:0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", evm_key, GOOD(EVM) },
        { "arb1:0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", evm_key, GOOD(EVM) },
        { "bitcoin:1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu?amount=0.1&label=x", btc_key,
          GOOD(BITCOIN) },
        { "BITCOIN:1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", btc_key, GOOD(BITCOIN) },
        { "bip122:000000000019d6689c085ae165831e93:1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", btc_key,
          GOOD(BITCOIN) },
        { "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a?amount=1", btc_key,
          GOOD(BITCOIN_CASH) },
        { "ton://transfer/EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF?amount=1", NULL,
          GOOD(TON) },
        { "zcash:?address=t1VmmGiyjVNeCjxDZzg7vZmd99WyzVby9yC&amount=1", NULL, GOOD(ZCASH) },
        { "zcash:t1VmmGiyjVNeCjxDZzg7vZmd99WyzVby9yC?amount=1"
          "&address.1=t3Vz22vK5z2LcKEdg16Yv4FFneEL1zg9ojd",
          "", BAD(ZCASH, LINK) },
        { "bitcoin:", "", BAD(BITCOIN, LINK) },
        { "bitcoin:?lightning=lnbc1", "", BAD(BITCOIN, LINK) },
        { "https://example.org/1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", "", BAD(NONE, FORM) },
        { "", "", BAD(NONE, EMPTY) },
        { " \n", "", BAD(NONE, EMPTY) },
        { "Kim Chol Su", "", BAD(NONE, FORM) },
        { "\xEA\xB9\x80\xEC\xB2\xA0\xEC\x88\x98", "", BAD(NONE, FORM) },
    };
    (void)state;
    CHECK(rows);
}

static void refuses_long_texts_and_reads_no_byte_of_them(void **state)
{
    char text[ADDR_TEXT_MAX + 1];
    struct addr a;
    (void)state;
    memset(text, ' ', sizeof text);
    memcpy(text, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", 42);
    assert_int_equal(addr_read(str_of(text, ADDR_TEXT_MAX), &a), ADDR_VALID);
    assert_int_equal(addr_read(str_of(text, sizeof text), &a), ADDR_MALFORMED);
    assert_int_equal(a.fault, ADDR_FAULT_LONG);
    assert_int_equal(a.key_len, 0);
    assert_int_equal(addr_read(str_of(text, (size_t)1 << 40), &a), ADDR_MALFORMED);
    assert_int_equal(addr_read(STR_EMPTY, &a), ADDR_MALFORMED);
}

static void shows_the_address_without_its_link(void **state)
{
    struct addr a;
    (void)state;
    addr_read(STR("  bitcoin:1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu?amount=1 "), &a);
    assert_str(a.text, "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu");
}

static void knows_whose_key_it_is_on_other_chains(void **state)
{
    static const struct { const char *text, *want; } rows[] = {
        { "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", "key:76a04053bda0a88bda5177b86a15c3b29f559873" },
        { "3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC",
          "script:76a04053bda0a88bda5177b86a15c3b29f559873" },
        { "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
          "key:751e76e8199196d454941c45d1b3a323f1433bd6" },
        { "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH", /* the same key in the older form */
          "key:751e76e8199196d454941c45d1b3a323f1433bd6" },
        { "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
          "keccak:a614f803b6fd780986a42c78ec9c7f77e6ded13c" },
        { "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c",
          "keccak:a614f803b6fd780986a42c78ec9c7f77e6ded13c" },
        { "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "" },
        { "BC1SW50QGDZ25J", "" },
        { "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", "" },
        { "nothing", "" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct addr a;
        char text[ADDR_KEY_TEXT_MAX];
        addr_read(str_c(rows[i].text), &a);
        assert_str(addr_holder_text(&a, text), rows[i].want);
    }
}

static void tells_addresses_from_other_texts(void **state)
{
    static const char *const yes[] = {
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae", /* a digit short */
        "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu",
        "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggv", /* wrong sum */
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
        "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA",
        "bitcoin:1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggv",
        "BC1SW50QGDZ25J",
        "0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e",
    };
    static const char *const no[] = {
        "", "Kim Chol Su", "KP", "+850 2 381 4000", "GB82WEST12345698765432",
        "123e4567-e89b-12d3-a456-426614174000", "kim.cs@example.com", "2024-09-27",
        "5be5543ff73456ab9f2d207887e2af87322c651ea1a873c5b25b7ffae456c320",
        "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", /* could be any SHA-1 */
        "0x10", "Democratic People's Republic of Korea", "DonaudampfschifffahrtsGesellschaft",
        "549300MLUDYVRQOOXS22", "PS1234567", "https://example.org/a/b/c/d/e/f/g/h/i/j/k/l",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(yes); i++)
        if (!addr_looks_like(str_c(yes[i]))) fail_msg("no: '%s'", yes[i]);
    for (size_t i = 0; i < COUNT_OF(no); i++)
        if (addr_looks_like(str_c(no[i]))) fail_msg("yes: '%s'", no[i]);
}

static void opens_the_public_door(void **state)
{
    struct cordon_address a;
    (void)state;
    cordon_address_read(STR("X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu"), &a);
    assert_int_equal(a.verdict, CORDON_ADDRESS_VALID);
    assert_string_equal(a.family, "xrp");
    assert_string_equal(a.fault, "none");
    assert_string_equal(a.key, "xrp:5e7b112523f68d2f5e879db4eac51c6698a69304");
    assert_string_equal(a.holder, "key:5e7b112523f68d2f5e879db4eac51c6698a69304");
    assert_true(a.has_tag && a.tag == 1);
}

static void names_every_value(void **state)
{
    (void)state;
    assert_string_equal(addr_family_name(ADDR_BITCOIN_CASH), "bitcoin-cash");
    assert_string_equal(addr_family_name(ADDR_COSMOS), "cosmos");
    assert_string_equal(addr_family_name((enum addr_family)99), "unknown");
    assert_string_equal(addr_fault_name(ADDR_FAULT_LINK), "link");
    for (int f = 0; f < ADDR_FAMILY_COUNT; f++)
        assert_string_not_equal(addr_family_name((enum addr_family)f), "unknown");
    for (int s = 1; s < ADDR_SPACE_COUNT; s++) { /* every space has a name and fits its text */
        struct addr a = { .key_len = ADDR_KEY_MAX, .key = { (uint8_t)s } };
        char text[ADDR_KEY_TEXT_MAX];
        assert_true(addr_key_text(&a, text).len < ADDR_KEY_TEXT_MAX);
        assert_true(text[0] != ':');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_evm_in_any_case),
        cmocka_unit_test(reads_witness_programs),
        cmocka_unit_test(reads_base58_of_each_chain),
        cmocka_unit_test(gives_cashaddr_the_key_of_its_older_writing),
        cmocka_unit_test(gives_litecoin_scripts_one_key),
        cmocka_unit_test(tells_a_key_from_a_script),
        cmocka_unit_test(reads_xrp_with_its_tag),
        cmocka_unit_test(reads_monero_and_finds_the_account_of_an_integrated_address),
        cmocka_unit_test(reads_the_rest_of_the_chains),
        cmocka_unit_test(finds_the_account_inside_a_link),
        cmocka_unit_test(refuses_long_texts_and_reads_no_byte_of_them),
        cmocka_unit_test(shows_the_address_without_its_link),
        cmocka_unit_test(knows_whose_key_it_is_on_other_chains),
        cmocka_unit_test(tells_addresses_from_other_texts),
        cmocka_unit_test(opens_the_public_door),
        cmocka_unit_test(names_every_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
