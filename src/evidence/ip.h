/* Addresses of the internet: strict reading, and which of them say nothing. Private to evidence/. */
#ifndef EVIDENCE_IP_H
#define EVIDENCE_IP_H

#include "base/str.h"

/** IPv4 in the last four bytes behind ::ffff:, so that one order holds for both. */
struct ip {
    uint64_t high, low;
};

enum ip_class {
    IP_NONE = 0, /* no address */
    IP_PUBLIC,
    IP_PRIVATE,       /* 10/8, 172.16/12, 192.168/16, fc00::/7 */
    IP_SHARED,        /* 100.64/10: behind a carrier's translation */
    IP_LOCAL,         /* this host, this link */
    IP_DOCUMENTATION, /* for examples */
    IP_RESERVED,      /* multicast, benchmarks, not assigned */
};

/**
 * Read an address: four decimal numbers without leading zeros, or IPv6 in any of its writings;
 * ::ffff:192.0.2.1 is 192.0.2.1. No port, no brackets, no zone, no length behind a slash.
 *
 * Source: RFC 4291 section 2.2, RFC 6943 section 3.1.1
 */
bool ip_read(str text, struct ip *ret);
/** The same with a length behind a slash (a whole address without one); host bits must be zero. */
bool ip_read_net(str text, struct ip *ret_first, struct ip *ret_last);

static inline bool ip_is_v4(struct ip a)
{
    return a.high == 0 && a.low >> 32 == 0xFFFF;
}
static inline int ip_cmp(struct ip a, struct ip b)
{
    if (a.high != b.high) return a.high < b.high ? -1 : 1;
    return (a.low > b.low) - (a.low < b.low);
}
/** Source: RFC 6890 and the special-purpose registries of IANA, RFC 9637 */
enum ip_class ip_class_of(struct ip a);
/** The network that addresses near each other share: /24, in IPv6 /48. */
struct ip ip_prefix(struct ip a);

#endif
