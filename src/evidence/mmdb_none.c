/* In place of mmdb.c where Cordon is built without libmaxminddb. */
#include "evidence/data.h"

cordon_status mmdb_open(const char *path, struct mmdb **ret, struct cordon_error *err)
{
    (void)ret;
    return error_set(err, CORDON_UNSUPPORTED,
                     "'%s' is a MaxMind DB, and this Cordon was built without libmaxminddb", path);
}

void mmdb_close(struct mmdb *m)
{
    (void)m;
}

void mmdb_find(const struct mmdb *m, struct ip a, struct ip_facts *facts, uint32_t *ret_asn)
{
    (void)m;
    (void)a;
    (void)facts;
    (void)ret_asn;
}
