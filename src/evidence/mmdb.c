/*
 * MaxMind DB files: country, place and network of an address, through libmaxminddb.
 *
 * The library maps the file and allocates a few hundred bytes by itself; looking up allocates
 * nothing and may be done by any number of threads.
 */
#include "evidence/data.h"

#include "base/mem.h"
#include "base/num.h"

#include <maxminddb.h>
#include <netinet/in.h>

struct mmdb {
    MMDB_s db;
};

cordon_status mmdb_open(const char *path, struct mmdb **ret, struct cordon_error *err)
{
    struct mmdb *m = mem_calloc(1, sizeof *m);
    if (!m) return error_nomem(err);
    int st = MMDB_open(path, MMDB_MODE_MMAP, &m->db);
    if (st == MMDB_SUCCESS) {
        *ret = m;
        return CORDON_OK;
    }
    mem_free(m);
    if (st == MMDB_OUT_OF_MEMORY_ERROR) return error_nomem(err);
    cordon_status as = st == MMDB_FILE_OPEN_ERROR ? CORDON_NOTFOUND
                     : st == MMDB_IO_ERROR ? CORDON_IO : CORDON_SYNTAX;
    return error_set(err, as, "'%s': %s", path, MMDB_strerror(st));
}

void mmdb_close(struct mmdb *m)
{
    if (!m) return;
    MMDB_close(&m->db);
    mem_free(m);
}

/* A double of the file in hundredths, by its bits: sign, exponent, 52 bits of fraction. */
static bool hundredths(double value, int32_t *ret)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    int exponent = (int)(bits >> 52 & 0x7FF) - 1023;
    uint64_t whole = (bits & ((UINT64_C(1) << 52) - 1)) | UINT64_C(1) << 52; /* 53 bits */
    if (exponent > 8) return false;
    if (exponent < -10) whole = 0;
    else whole = ((whole >> 8) * 100) >> (44 - exponent);
    *ret = bits >> 63 ? -(int32_t)whole : (int32_t)whole;
    return true;
}

static bool get_text(MMDB_entry_s *e, const char *const *path, MMDB_entry_data_s *ret)
{
    return MMDB_aget_value(e, ret, path) == MMDB_SUCCESS && ret->has_data &&
           ret->type == MMDB_DATA_TYPE_UTF8_STRING;
}

static void find_country(MMDB_entry_s *e, struct ip_facts *facts)
{
    static const char *const paths[][3] = {
        { "country", "iso_code", NULL }, { "country_code", NULL, NULL }, { "country", NULL, NULL },
    };
    MMDB_entry_data_s v;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        if (!get_text(e, paths[i], &v) || v.data_size != 2) continue;
        facts->country[0] = byte_lower(v.utf8_string[0]);
        facts->country[1] = byte_lower(v.utf8_string[1]);
        facts->country[2] = '\0';
        return;
    }
}

static void find_point(MMDB_entry_s *e, struct ip_facts *facts)
{
    static const char *const lat[] = { "location", "latitude", NULL };
    static const char *const lon[] = { "location", "longitude", NULL };
    MMDB_entry_data_s a, b;
    if (MMDB_aget_value(e, &a, lat) != MMDB_SUCCESS || !a.has_data ||
        a.type != MMDB_DATA_TYPE_DOUBLE || MMDB_aget_value(e, &b, lon) != MMDB_SUCCESS ||
        !b.has_data || b.type != MMDB_DATA_TYPE_DOUBLE)
        return;
    facts->has_point = hundredths(a.double_value, &facts->point.lat) &&
                       hundredths(b.double_value, &facts->point.lon);
}

static void find_asn(MMDB_entry_s *e, uint32_t *ret)
{
    static const char *const number[] = { "autonomous_system_number", NULL };
    static const char *const text[] = { "asn", NULL };
    MMDB_entry_data_s v;
    uint64_t n;
    if (MMDB_aget_value(e, &v, number) == MMDB_SUCCESS && v.has_data &&
        v.type == MMDB_DATA_TYPE_UINT32) {
        *ret = v.uint32;
    } else if (get_text(e, text, &v)) {
        str s = str_of(v.utf8_string, v.data_size);
        if (str_starts_nocase(s, STR("AS"))) s = str_from(s, 2);
        if (num_parse_u64(s, UINT32_MAX, &n)) *ret = (uint32_t)n;
    }
}

void mmdb_find(const struct mmdb *m, struct ip a, struct ip_facts *facts, uint32_t *ret_asn)
{
    union {
        struct sockaddr     any;
        struct sockaddr_in  v4;
        struct sockaddr_in6 v6;
    } at = { .any = { 0 } };
    int st = 0;
    if (ip_is_v4(a)) {
        uint8_t *p = (uint8_t *)&at.v4.sin_addr;
        at.v4.sin_family = AF_INET;
        for (int i = 0; i < 4; i++) p[i] = (uint8_t)(a.low >> (24 - 8 * i));
    } else {
        at.v6.sin6_family = AF_INET6;
        for (int i = 0; i < 8; i++) {
            at.v6.sin6_addr.s6_addr[i] = (uint8_t)(a.high >> (56 - 8 * i));
            at.v6.sin6_addr.s6_addr[8 + i] = (uint8_t)(a.low >> (56 - 8 * i));
        }
    }
    MMDB_lookup_result_s found = MMDB_lookup_sockaddr(&m->db, &at.any, &st);
    if (st != MMDB_SUCCESS || !found.found_entry) return;
    find_country(&found.entry, facts);
    find_point(&found.entry, facts);
    find_asn(&found.entry, ret_asn);
}
