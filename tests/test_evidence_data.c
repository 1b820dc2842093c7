/* evidence/data, nets, labels: what is built in, own files, and what is refused. */
#include "tests/test.h"

#include "base/num.h"
#include "evidence/data.h"
#include "evidence/labels.h"
#include "os/os.h"

#include <sys/stat.h>
#include <unistd.h>

static struct evidence_data *built_in(void)
{
    struct evidence_data *d = NULL;
    struct cordon_error err = { 0 };
    if (evidence_data_open(NULL, &d, &err)) fail_msg("%s", err.message);
    return d;
}

static uint32_t kinds_of(const struct evidence_data *d, const char *text)
{
    struct ip a;
    struct ip_facts f;
    if (!ip_read(str_c(text), &a)) fail_msg("'%s' is no address", text);
    data_ip(d, a, &f);
    return f.kinds;
}

static void knows_networks(void **state)
{
    struct evidence_data *d = built_in();
    struct ip a;
    struct ip_facts f;
    (void)state;
    assert_int_equal(kinds_of(d, "175.45.176.0"), NET_BIT(NET_DPRK));
    assert_int_equal(kinds_of(d, "175.45.179.255"), NET_BIT(NET_DPRK));
    assert_int_equal(kinds_of(d, "175.45.175.255"), 0);
    assert_int_equal(kinds_of(d, "175.45.180.0"), 0);
    assert_int_equal(kinds_of(d, "0.0.0.0"), 0);
    assert_int_equal(kinds_of(d, "255.255.255.255"), 0);
    assert_int_equal(kinds_of(d, "2a00::1"), 0);
    assert_true(kinds_of(d, "104.140.119.77") & NET_BIT(NET_SCHEME_VPN));
    assert_true(kinds_of(d, "104.140.119.77") & NET_BIT(NET_VPN));
    assert_true(ip_read(STR("23.237.102.130"), &a));
    data_ip(d, a, &f);
    assert_true(f.published && f.published->day == 20703 && f.published->source.len > 10);
    assert_int_equal(data_asn(d, 9009), NET_BIT(NET_VPN));
    assert_int_equal(data_asn(d, 4294967295u), 0);
    evidence_data_free(d);
    evidence_data_free(NULL);
}

/* A folder with one label file; static path. */
static const char *folder_with(const char *text)
{
    static char path[256];
    char file[300];
    struct cordon_error err;
    snprintf(path, sizeof path, "/tmp/cordon-labels-%ld", (long)getpid());
    snprintf(file, sizeof file, "%s/own.csv", path);
    assert_int_equal(os_folder_make(path, &err), CORDON_OK);
    assert_int_equal(os_file_put(file, str_c(text), &err), CORDON_OK);
    return path;
}

static void reads_own_files(void **state)
{
    const char *folder = folder_with("kind,cidr,date,source\n"
                                     "office,198.51.100.0/24,2026-10-01,our own\n"
                                     "vpn,198.51.100.128/25,2026-10-01,\"our, VPN\"\n"
                                     "published,198.51.100.200,2026-09-01,first\n"
                                     "published,198.51.100.200,2026-10-01,second\n"
                                     "# a note\n"
                                     "mobile,2001:db8::/32,2026-10-01,test\n"
                                     "hosting,AS64500,2026-10-01,test\n"
                                     "tor,AS64500,2026-10-01,test\n");
    struct evidence_sources s = { .folders = &folder, .folder_count = 1,
                                  .server_place = STR_INIT("Frankfurt, Germany") };
    struct evidence_data *d = NULL;
    struct cordon_error err = { 0 };
    struct point p;
    struct ip a;
    struct ip_facts f;
    (void)state;
    if (evidence_data_open(&s, &d, &err)) fail_msg("%s", err.message);
    assert_int_equal(kinds_of(d, "198.51.100.127"), NET_BIT(NET_OFFICE));
    assert_int_equal(kinds_of(d, "198.51.100.128"), NET_BIT(NET_OFFICE) | NET_BIT(NET_VPN));
    assert_int_equal(kinds_of(d, "198.51.101.0"), 0);
    assert_int_equal(kinds_of(d, "2001:db8:ffff::1"), NET_BIT(NET_MOBILE));
    assert_int_equal(kinds_of(d, "2001:db9::"), 0);
    assert_int_equal(data_asn(d, 64500), NET_BIT(NET_HOSTING) | NET_BIT(NET_TOR));
    assert_true(ip_read(STR("198.51.100.200"), &a));
    data_ip(d, a, &f);
    assert_str(f.published->source, "second");
    assert_true(data_server(d, &p) && p.lat == 5011);
    evidence_data_free(d);
    assert_int_equal(os_folder_remove_tree(folder, &err), CORDON_OK);
}

static void refuses_what_it_cannot_read_whole(void **state)
{
    static const struct { const char *text; cordon_status st; unsigned line; } rows[] = {
        { "kind;cidr;date;source\n", CORDON_SYNTAX, 1 },
        { "kind,cidr,date,source\nvpn,198.51.100.1/24,2026-10-01,x\n", CORDON_SYNTAX, 2 },
        { "kind,cidr,date,source\nvpnn,198.51.100.0/24,2026-10-01,x\n", CORDON_SYNTAX, 2 },
        { "kind,cidr,date,source\nvpn,198.51.100.0/24,10/01/2026,x\n", CORDON_SYNTAX, 2 },
        { "kind,cidr,date,source\nvpn,198.51.100.0/24,2026-10-01\n", CORDON_SYNTAX, 2 },
        { "kind,cidr,date,source\nvpn,0.0.0.0/0,2026-10-01,x\n", CORDON_SYNTAX, 2 },
        { "kind,cidr,date,source\nvpn,::/0,2026-10-01,x\n", CORDON_SYNTAX, 2 },
        { "kind,cidr,date,source\nvpn,ASx,2026-10-01,x\n", CORDON_SYNTAX, 2 },
        { "kind,cidr,date,source\n\xff,1.1.1.1,2026-10-01,x\n", CORDON_SYNTAX, 0 },
    };
    struct cordon_error err = { 0 };
    struct evidence_data *d = NULL;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *folder = folder_with(rows[i].text);
        struct evidence_sources s = { .folders = &folder, .folder_count = 1 };
        assert_int_equal(evidence_data_open(&s, &d, &err), rows[i].st);
        assert_int_equal(err.line, rows[i].line);
        assert_null(d);
        assert_int_equal(os_folder_remove_tree(folder, &err), CORDON_OK);
    }
    const char *nowhere = "/nowhere/labels";
    struct evidence_sources s = { .folders = &nowhere, .folder_count = 1 };
    assert_int_equal(evidence_data_open(&s, &d, &err), CORDON_NOTFOUND);
    s = (struct evidence_sources){ .country_db = "/nowhere/country.mmdb" };
    cordon_status st = evidence_data_open(&s, &d, &err);
    assert_true(st == CORDON_NOTFOUND || st == CORDON_UNSUPPORTED);
    s = (struct evidence_sources){ .server_place = STR_INIT("Nowhere, Germany") };
    assert_int_equal(evidence_data_open(&s, &d, &err), CORDON_ARGUMENT);
    assert_null(d);
}

static void survives_every_failing_allocation(void **state)
{
    const char *folder = folder_with("kind,cidr,date,source\noffice,198.51.100.0/24,2026-10-01,\"a \"\"b\"\"\"\n");
    struct evidence_sources s = { .folders = &folder, .folder_count = 1 };
    struct evidence_data *d = NULL;
    struct cordon_error err;
    (void)state;
    for (uint64_t n = 1; n < 100; n++) {
        mem_fail_from(n);
        cordon_status st = evidence_data_open(&s, &d, &err);
        mem_fail_from(0);
        if (st == CORDON_OK) break;
        assert_int_equal(st, CORDON_NOMEM);
        assert_null(d);
    }
    assert_non_null(d);
    evidence_data_free(d);
    assert_int_equal(os_folder_remove_tree(folder, &err), CORDON_OK);
}

/* The pieces against a plain search through all ranges. */
static void finds_what_a_plain_search_finds(void **state)
{
    static struct net_label labels[NET_KINDS];
    struct net_range ranges[200], kept[200];
    uint64_t random = 88172645463325252u;
    (void)state;
    for (int round = 0; round < 50; round++) {
        for (size_t i = 0; i < COUNT_OF(ranges); i++) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            struct net_label *l = &labels[random % NET_KINDS];
            l->kind = (uint8_t)(l - labels);
            unsigned host = (unsigned)(random >> 8) % 9;
            uint64_t first = ((UINT64_C(0xFFFF) << 32) | ((random >> 20) & 0x1FF)) & ~((1ull << host) - 1);
            struct ip a = { 0, first };
            if (random >> 63) a = (struct ip){ UINT64_C(0x20) << 56, first & 0x1FF };
            ranges[i] = (struct net_range){ a, { a.high, a.low | ((1ull << host) - 1) }, l };
        }
        memcpy(kept, ranges, sizeof kept);
        struct nets n;
        assert_int_equal(nets_build(&n, ranges, COUNT_OF(ranges), NULL), CORDON_OK);
        for (unsigned i = 0; i < 0x240; i++)
            for (int v6 = 0; v6 < 2; v6++) {
                struct ip a = v6 ? (struct ip){ UINT64_C(0x20) << 56, i }
                                 : (struct ip){ 0, UINT64_C(0xFFFF) << 32 | i };
                uint32_t want = 0;
                for (size_t k = 0; k < COUNT_OF(kept); k++)
                    if (ip_cmp(kept[k].first, a) <= 0 && ip_cmp(a, kept[k].last) <= 0)
                        want |= NET_BIT(kept[k].label->kind);
                if (want & NET_BIT(NET_SCHEME_VPN)) want |= NET_BIT(NET_VPN);
                assert_int_equal(nets_find(&n, a)->kinds, want);
            }
        nets_release(&n);
    }
}

static void knows_words(void **state)
{
    (void)state;
    assert_true(label_is_disposable(STR("Mailinator.com")));
    assert_true(label_is_disposable(STR("x.mailinator.com.")));
    assert_false(label_is_disposable(STR("privaterelay.appleid.com")));
    assert_false(label_is_disposable(STR("com")));
    assert_true(label_domain(LABEL_FREE_MAIL, STR("GMAIL.com")).len > 0);
    assert_int_equal(label_domain(LABEL_FREE_MAIL, STR("example.com")).len, 0);
    assert_str(label_program(LABEL_REMOTE_TOOL, STR("C:\\Program Files\\AnyDesk\\AnyDesk.exe")), "AnyDesk");
    assert_str(label_program(LABEL_REMOTE_TOOL, STR("AnyDesk 8.0.1 (x64)")), "AnyDesk");
    assert_str(label_program(LABEL_REMOTE_TOOL, STR("/Applications/RustDesk.app")), "RustDesk");
    assert_str(label_domain(LABEL_REMOTE_DOMAIN, STR("relay-1.net.anydesk.com")), "AnyDesk");
    /* what honest people run: a screen reader, SSH, chat, file exchange, video calls */
    static const char *const honest[] = { "nvda.exe", "putty.exe", "NateOn.exe", "qq.exe", "Google Meet",
                                          "googlemeet", "Zoom", "mstsc.exe", "WinSCP", "Tailscale", "" };
    for (size_t i = 0; i < COUNT_OF(honest); i++)
        if (label_program(LABEL_REMOTE_TOOL, str_c(honest[i])).len) fail_msg("'%s' is a tool", honest[i]);
    assert_str(label_program(LABEL_VPN_CLIENT, STR("Mullvad VPN 2026.1")), "Mullvad");
    assert_int_equal(label_program(LABEL_VPN_CLIENT, STR("Cisco AnyConnect")).len, 0);
    assert_str(label_program(LABEL_VIRTUAL_CAMERA, STR("OBS Virtual Camera")), "OBS virtual camera");
    assert_str(label_kvm(STR("PiKVM Composite Device"), false), "PiKVM");
    assert_int_equal(label_kvm(STR("Dell U2720Q"), true).len, 0);
    assert_str(label_word(LABEL_KVM_USB, STR("3346:1009")), "Sipeed NanoKVM");
    assert_int_equal(label_word(LABEL_KVM_USB, STR("1d6b:0104")).len, 0); /* any Linux gadget */
    assert_int_equal(label_contact(STR("nobody@example.com")).len, 0);
    assert_int_equal(label_contact(STR_EMPTY).len, 0);
}

static void looks_up_fast(void **state)
{
    struct evidence_data *d = built_in();
    struct ip_facts f;
    uint64_t random = 1, seen = 0, best = UINT64_MAX;
    enum { COUNT = 1000000 };
    (void)state;
    for (int round = 0; round < 5; round++) {
        uint64_t from = os_ticks_ns();
        for (int i = 0; i < COUNT; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            data_ip(d, (struct ip){ 0, UINT64_C(0xFFFF) << 32 | random >> 32 }, &f);
            seen += f.kinds;
        }
        uint64_t took = os_ticks_ns() - from;
        if (took < best) best = took;
    }
    print_message("# %llu ns a look-up (%llu)\n", (unsigned long long)(best / COUNT), (unsigned long long)seen);
    evidence_data_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_networks),
        cmocka_unit_test(reads_own_files),
        cmocka_unit_test(refuses_what_it_cannot_read_whole),
        cmocka_unit_test(survives_every_failing_allocation),
        cmocka_unit_test(finds_what_a_plain_search_finds),
        cmocka_unit_test(knows_words),
        cmocka_unit_test(looks_up_fast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
