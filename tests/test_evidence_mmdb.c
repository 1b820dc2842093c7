/* evidence/mmdb: MaxMind DB files, written here byte by byte: one network, made up. */
#include "tests/test.h"

#include "evidence/data.h"
#include "os/os.h"

#include <unistd.h>

/* The format: a tree of bits, 16 zero bytes, data, and a map that describes the file
 * (MaxMind DB specification 2.0). */
struct out {
    uint8_t byte[2048];
    size_t  len;
};

static void put(struct out *o, const void *p, size_t len)
{
    memcpy(o->byte + o->len, p, len);
    o->len += len;
}
static void put_byte(struct out *o, unsigned b)
{
    o->byte[o->len++] = (uint8_t)b;
}
static void put_text(struct out *o, const char *s)
{
    put_byte(o, 0x40u | (unsigned)strlen(s));
    put(o, s, strlen(s));
}
static void put_map(struct out *o, unsigned pairs)
{
    put_byte(o, 0xE0 | pairs);
}
static void put_number(struct out *o, unsigned type, unsigned n) /* 5: 16 bits, 6: 32 bits */
{
    put_byte(o, type << 5 | 4u >> (type == 5));
    if (type == 6) {
        put_byte(o, n >> 24);
        put_byte(o, n >> 16 & 0xFF);
    }
    put_byte(o, n >> 8 & 0xFF);
    put_byte(o, n & 0xFF);
}
static void put_double(struct out *o, double v)
{
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    put_byte(o, 0x68);
    for (int i = 56; i >= 0; i -= 8) put_byte(o, (unsigned)(bits >> i) & 0xFF);
}

enum { NODES = 16 };

/* 85.214.0.0/16 leads to the first datum, everything else to nothing. */
static void put_tree(struct out *o)
{
    unsigned net = 85u << 8 | 214u;
    for (unsigned i = 0; i < NODES; i++)
        for (unsigned side = 0; side < 2; side++) {
            bool is_way = (net >> (15 - i) & 1) == side;
            unsigned to = !is_way ? NODES : i + 1 < NODES ? i + 1 : NODES + 16;
            put_byte(o, to >> 16);
            put_byte(o, to >> 8 & 0xFF);
            put_byte(o, to & 0xFF);
        }
    for (int i = 0; i < 16; i++) put_byte(o, 0);
}

static void put_end(struct out *o)
{
    put(o, "\xab\xcd\xefMaxMind.com", 14);
    put_map(o, 9);
    put_text(o, "node_count"), put_number(o, 6, NODES);
    put_text(o, "record_size"), put_number(o, 5, 24);
    put_text(o, "ip_version"), put_number(o, 5, 4);
    put_text(o, "database_type"), put_text(o, "Made-Up");
    put_text(o, "languages"), put_byte(o, 0x00), put_byte(o, 0x04);
    put_text(o, "binary_format_major_version"), put_number(o, 5, 2);
    put_text(o, "binary_format_minor_version"), put_number(o, 5, 0);
    put_text(o, "build_epoch"), put_byte(o, 0x01), put_byte(o, 0x02), put_byte(o, 1);
    put_text(o, "description"), put_map(o, 0);
}

static const char *write_file(const struct out *o)
{
    static char path[64];
    snprintf(path, sizeof path, "/tmp/cordon-mmdb-%ld", (long)getpid());
    assert_int_equal(os_file_put(path, str_of((const char *)o->byte, o->len), NULL), CORDON_OK);
    return path;
}

static struct evidence_data *opened(const struct evidence_sources *s)
{
    struct evidence_data *d = NULL;
    struct cordon_error err = { 0 };
    cordon_status st = evidence_data_open(s, &d, &err);
    if (st == CORDON_UNSUPPORTED) {
        print_message("skipped: built without libmaxminddb\n");
        skip();
    }
    if (st) fail_msg("%s", err.message);
    return d;
}

static void reads_country_and_place(void **state)
{
    struct out o = { .len = 0 };
    struct ip a;
    struct ip_facts f;
    (void)state;
    put_tree(&o);
    put_map(&o, 2);
    put_text(&o, "country"), put_map(&o, 1), put_text(&o, "iso_code"), put_text(&o, "DE");
    put_text(&o, "location"), put_map(&o, 2);
    put_text(&o, "latitude"), put_double(&o, 52.5299);
    put_text(&o, "longitude"), put_double(&o, -0.1257);
    put_end(&o);
    struct evidence_sources s = { .country_db = write_file(&o) };
    struct evidence_data *d = opened(&s);
    assert_true(ip_read(STR("85.214.132.117"), &a));
    data_ip(d, a, &f);
    assert_string_equal(f.country, "de");
    assert_true(f.has_point && f.point.lat == 5252 && f.point.lon == -12);
    assert_true(ip_read(STR("85.215.132.117"), &a));
    data_ip(d, a, &f);
    assert_string_equal(f.country, "");
    assert_true(ip_read(STR("2a00::1"), &a)); /* the file knows IPv4 only */
    data_ip(d, a, &f);
    assert_false(f.has_point);
    evidence_data_free(d);
    unlink(s.country_db);
}

static void reads_numbers_of_networks(void **state)
{
    static const char *const forms[] = { "autonomous_system_number", "asn" };
    (void)state;
    for (int form = 0; form < 2; form++) {
        struct out o = { .len = 0 };
        struct ip a;
        struct ip_facts f;
        put_tree(&o);
        put_map(&o, 1);
        put_text(&o, forms[form]);
        if (form) put_text(&o, "AS9009");
        else put_number(&o, 6, 9009);
        put_end(&o);
        struct evidence_sources s = { .asn_db = write_file(&o) };
        struct evidence_data *d = opened(&s);
        assert_true(ip_read(STR("::ffff:85.214.132.117"), &a));
        data_ip(d, a, &f);
        assert_int_equal(f.kinds, NET_BIT(NET_VPN));
        evidence_data_free(d);
        unlink(s.asn_db);
    }
}

static void refuses_other_files(void **state)
{
    struct out o = { .len = 0 };
    struct evidence_data *d = NULL;
    (void)state;
    put_text(&o, "no database");
    struct evidence_sources s = { .country_db = write_file(&o) };
    cordon_status st = evidence_data_open(&s, &d, NULL);
    assert_true(st == CORDON_SYNTAX || st == CORDON_UNSUPPORTED);
    assert_null(d);
    unlink(s.country_db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_country_and_place),
        cmocka_unit_test(reads_numbers_of_networks),
        cmocka_unit_test(refuses_other_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
