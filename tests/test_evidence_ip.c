/* evidence/ip: strict reading of addresses and ranges, and what kind they are. */
#include "tests/test.h"

#include "base/num.h"
#include "evidence/ip.h"

static void reads_addresses_strictly(void **state)
{
    static const struct { const char *text; uint64_t high, low; } good[] = {
        { "8.8.4.4", 0, 0xFFFF08080404 },
        { " 255.255.255.255 ", 0, 0xFFFFFFFFFFFF },
        { "::ffff:8.8.4.4", 0, 0xFFFF08080404 },
        { "::FFFF:0808:0404", 0, 0xFFFF08080404 },
        { "::", 0, 0 },
        { "::1", 0, 1 },
        { "1::", 0x0001000000000000, 0 },
        { "2001:db8::8:800:200c:417a", 0x20010DB800000000, 0x00080800200C417A },
        { "1:2:3:4:5:6:7:8", 0x0001000200030004, 0x0005000600070008 },
        { "1:2:3:4:5:6:1.2.3.4", 0x0001000200030004, 0x0005000601020304 },
        { "::1.2.3.4", 0, 0x01020304 },
        { "1:2:3:4:5:6:7::", 0x0001000200030004, 0x0005000600070000 },
        { "::2:3:4:5:6:7:8", 0x0000000200030004, 0x0005000600070008 },
    };
    static const char *const bad[] = {
        "", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.256", "1.2.3.4:80", "1.2.3.", ".1.2.3", "0x1.2.3.4",
        "1.2.3.4/24", "[::1]", "fe80::1%eth0", ":::", "1:::2", "1::2::3", "1:2:3:4:5:6:7:8:9", "12345::",
        ":1", "1:", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8::", "::1.2.3", "1.2.3.4::", "::g", "1234", "1 .2.3.4",
        "1:2:3:4:5:6:7:1.2.3.4", "unknown", "-",
    };
    struct ip a;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        if (!ip_read(str_c(good[i].text), &a)) fail_msg("'%s' was not read", good[i].text);
        if (a.high != good[i].high || a.low != good[i].low) fail_msg("'%s' was read wrong", good[i].text);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (ip_read(str_c(bad[i]), &a)) fail_msg("'%s' was read", bad[i]);
}

static void tells_which_addresses_say_nothing(void **state)
{
    static const struct { const char *text; enum ip_class is; } rows[] = {
        { "8.8.4.4", IP_PUBLIC }, { "10.1.2.3", IP_PRIVATE }, { "172.15.255.255", IP_PUBLIC },
        { "172.16.0.1", IP_PRIVATE }, { "172.32.0.0", IP_PUBLIC }, { "192.168.1.1", IP_PRIVATE },
        { "::ffff:192.168.1.1", IP_PRIVATE }, { "100.64.0.1", IP_SHARED }, { "100.128.0.1", IP_PUBLIC },
        { "127.0.0.1", IP_LOCAL }, { "169.254.10.1", IP_LOCAL }, { "203.0.113.9", IP_DOCUMENTATION },
        { "0.0.0.0", IP_RESERVED }, { "224.0.0.1", IP_RESERVED }, { "255.255.255.255", IP_RESERVED },
        { "::1", IP_LOCAL }, { "::", IP_RESERVED }, { "fe80::1", IP_LOCAL }, { "fd00::1", IP_PRIVATE },
        { "2001:db8::1", IP_DOCUMENTATION }, { "3fff:0abc::1", IP_DOCUMENTATION },
        { "2a00:1450::1", IP_PUBLIC }, { "ff02::1", IP_RESERVED }, { "64:ff9b::1", IP_RESERVED },
    };
    struct ip a;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_true(ip_read(str_c(rows[i].text), &a));
        if (ip_class_of(a) != rows[i].is) fail_msg("%s is class %d", rows[i].text, ip_class_of(a));
    }
}

static void reads_ranges(void **state)
{
    struct ip first, last;
    (void)state;
    assert_true(ip_read_net(STR("175.45.176.0/22"), &first, &last));
    assert_true(first.low == 0xFFFFAF2DB000 && last.low == 0xFFFFAF2DB3FF && !last.high);
    assert_true(ip_read_net(STR("1.2.3.4"), &first, &last) && ip_cmp(first, last) == 0);
    assert_true(ip_read_net(STR("0.0.0.0/0"), &first, &last) && last.low == 0xFFFFFFFFFFFF);
    assert_true(ip_read_net(STR("2001:db8::/32"), &first, &last));
    assert_true(last.high == 0x20010DB8FFFFFFFF && last.low == UINT64_MAX);
    assert_true(ip_read_net(STR("2001:db8::8000:0:0:0/65"), &first, &last));
    assert_true(last.low == UINT64_MAX && first.low == UINT64_C(1) << 63);
    assert_true(ip_read_net(STR("::/0"), &first, &last) && last.high == UINT64_MAX);
    assert_false(ip_read_net(STR("1.2.3.4/24"), &first, &last)); /* host bits */
    assert_false(ip_read_net(STR("1.2.3.0/33"), &first, &last));
    assert_false(ip_read_net(STR("1.2.3.0/"), &first, &last));
    assert_true(ip_read(STR("1.2.3.4"), &first) && ip_prefix(first).low == 0xFFFF01020300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_addresses_strictly),
        cmocka_unit_test(tells_which_addresses_say_nothing),
        cmocka_unit_test(reads_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
