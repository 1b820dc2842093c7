/* evidence/ip: a line as an address, a range and a clock; what is read keeps its promises. */
#include "evidence/ip.h"
#include "evidence/where.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = str_of((const char *)data, size);
    struct ip a, first, last;
    struct zone z;
    struct point p;
    if (ip_read(text, &a)) {
        if (ip_class_of(a) == IP_NONE || !ip_read_net(text, &first, &last)) abort();
        if (ip_cmp(first, a) || ip_cmp(last, a) || ip_cmp(ip_prefix(a), a) > 0) abort();
    }
    if (ip_read_net(text, &first, &last) && ip_cmp(first, last) > 0) abort();
    if (zone_find(text, &z)) {
        int o = zone_offset(z, 1790000000);
        if (o < -14 * 60 || o > 14 * 60 || zone_apart(o, o)) abort();
    }
    if (point_of_city(text, STR_EMPTY, &p) && (point_km(p, p) || abs(p.lat) > 9000)) abort();
    (void)place_country(text);
    return 0;
}
