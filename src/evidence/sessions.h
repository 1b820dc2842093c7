/* Sessions of a dossier: net.*, and interviews joined from an address. Private to evidence/. */
#ifndef EVIDENCE_SESSIONS_H
#define EVIDENCE_SESSIONS_H

#include "evidence/data.h"

enum session_kind {
    SESSION_OTHER = 0, /* not said */
    SESSION_APPLICATION,
    SESSION_INTERVIEW,
    SESSION_LOGIN,
    SESSION_PAYROLL,
    SESSION_WORK,
    SESSION_MESSAGE,
    SESSION_REFERENCE,
};

struct session {
    struct origin at;   /* its address, else its first value */
    uint16_t      item; /* in its record */
    struct ip     ip;
    bool          has_ip, has_time, has_point;
    bool          has_tag;     /* a vendor said something of the address */
    bool          has_failed;  /* the log-in did not succeed: anybody can try */
    bool          is_managed;  /* on an issued device, or while working */
    bool          has_ports, has_remote_port;
    enum ip_class class;
    enum session_kind kind;
    uint32_t      kinds; /* NET_BIT(...): by label data, number of the network, vendor's tag */
    const struct net_label *published, *dprk;
    struct moment time;
    char          country[8]; /* by the log, else by the MaxMind DB; "" */
    struct point  point;
    str           device, zone, resolver;
    int64_t       seconds, rtt_ms; /* -1 when not given */
};

/** In order of time; those without one at the end. */
struct sessions {
    struct session *session;
    size_t          count;
};

/** All sessions; gathered once a run, read only.
 *
 *  @return false when out of memory (run->arena->failed)
 *  Cost: the first time one pass over the values, a look-up an address, n log n */
bool sessions_gather(struct evidence_run *run, struct sessions *ret);

/** Through a VPN, hosting, proxy or Tor, and not the office's own. */
static inline bool session_is_anonymous(const struct session *s)
{
    return (s->kinds & NET_ANONYMIZERS) && !(s->kinds & NET_BIT(NET_OFFICE));
}
/** Does its address tell where the person is? Anonymizers, mobile and satellite networks do not. */
static inline bool session_is_settled(const struct session *s)
{
    return !session_is_anonymous(s) && !(s->kinds & (NET_BIT(NET_MOBILE) | NET_BIT(NET_SATELLITE)));
}
/** Days since 1970, UTC. */
static inline int64_t session_day(const struct session *s)
{
    return s->time.s / 86400;
}


/* The other two files of net.*: net_ways.c, net_clocks.c. */
void net_add_ways(struct evidence_run *run, const struct sessions *all);
void net_add_clocks(struct evidence_run *run, const struct sessions *all);

#endif
