/* Which labelled networks an address lies in. Private to evidence/. */
#ifndef EVIDENCE_NETS_H
#define EVIDENCE_NETS_H

#include "base/error.h"
#include "evidence/ip.h"

/** tools/gen_labels.py writes these numbers. */
enum net_kind {
    NET_VPN = 0,
    NET_SCHEME_VPN, /* a service that reports name for this scheme */
    NET_HOSTING,
    NET_PROXY,
    NET_RESIDENTIAL_PROXY,
    NET_TOR,
    NET_RELAY,      /* hides the address for privacy, knows country and region: Private Relay */
    NET_DPRK,
    NET_PUBLISHED,  /* published with this scheme, on that day */
    NET_MOBILE,
    NET_SATELLITE,
    NET_OFFICE,     /* your own or an employer's: shared, and no anonymizer */
    NET_KINDS,
};

#define NET_BIT(kind) (1u << (kind))
enum {
    NET_ANONYMIZERS = NET_BIT(NET_VPN) | NET_BIT(NET_SCHEME_VPN) | NET_BIT(NET_HOSTING) |
                      NET_BIT(NET_PROXY) | NET_BIT(NET_RESIDENTIAL_PROXY) | NET_BIT(NET_TOR) |
                      NET_BIT(NET_RELAY),
};

/** NET_KINDS when there is none of this name; "residential", "datacenter" ... are understood. */
enum net_kind net_kind_find(str name);

/** What a list says of a range. */
struct net_label {
    uint8_t kind;
    int32_t day; /* days since 1970 the list is of, or the range was published on */
    str     source;
};

struct net_range {
    struct ip               first, last;
    const struct net_label *label;
};

/*
 * Ranges nest or are apart, since all are prefixes. Cut where any begins or ends, and keep for each
 * piece which kinds hold in it; one index by the first 16 bits of IPv4 leaves a handful of pieces.
 *
 *   v4_from[]  0.0.0.0 | 2.26.157.0 | 2.26.158.0 | ...      v4_set[] which kinds, as an index
 */
struct nets {
    uint32_t *v4_at; /* 65537: the piece that 16 bits begin in */
    uint32_t *v4_from;
    uint16_t *v4_set;
    size_t    v4_count;
    struct ip *v6_from;
    uint16_t *v6_set;
    size_t    v6_count;
    struct net_set *sets;
    size_t    set_count;
};

/** What holds at an address: kinds as bits, and of the two dated ones the label. */
struct net_set {
    uint32_t                kinds;
    const struct net_label *published; /* the latest */
    const struct net_label *dprk;
};

/**
 * Build from ranges, which are put in order; labels are borrowed.
 *
 * @return CORDON_OK, CORDON_NOMEM, CORDON_LIMIT (more than 65535 different sets)
 *
 * Cost: n log n; a look-up afterwards is one or two cache misses
 */
cordon_status nets_build(struct nets *n, struct net_range *ranges, size_t count,
                         struct cordon_error *err);
void nets_release(struct nets *n);
/** Never NULL. */
const struct net_set *nets_find(const struct nets *n, struct ip a);

#endif
