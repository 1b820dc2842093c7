/* Label data: what is known of addresses and networks. Private to evidence/. */
#ifndef EVIDENCE_DATA_H
#define EVIDENCE_DATA_H

#include "evidence/evidence.h"
#include "evidence/ip.h"
#include "evidence/nets.h"
#include "evidence/where.h"

/** What label data says of an address. */
struct ip_facts {
    uint32_t                kinds; /* NET_BIT(...), of its ranges and its network's number */
    const struct net_label *published, *dprk;
    char                    country[3]; /* of the MaxMind DB, lower case; "" */
    bool                    has_point;
    struct point            point;
};

void data_ip(const struct evidence_data *d, struct ip a, struct ip_facts *ret);
/** Kinds of an autonomous system, as bits. */
uint32_t data_asn(const struct evidence_data *d, uint32_t asn);
/** Where the round trips were measured; false when not said. */
bool data_server(const struct evidence_data *d, struct point *ret);

/* --- MaxMind DB files, mmdb.c ------------------------------------------------------------------ */

struct mmdb;
cordon_status mmdb_open(const char *path, struct mmdb **ret, struct cordon_error *err);
void mmdb_close(struct mmdb *m); /* NULL is fine */
/** Add what the file knows: country, point; @param ret_asn set when it names one */
void mmdb_find(const struct mmdb *m, struct ip a, struct ip_facts *facts, uint32_t *ret_asn);

#endif
