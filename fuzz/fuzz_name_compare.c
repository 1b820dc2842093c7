/* name/compare: two names, one a line; the first byte is the kind. Symmetric, in range, and a name
 * equals itself. */
#include "name/name.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct name_pair *p)
{
    if (p->name_bp > 10000 || p->is_exact != (p->name_bp == 10000)) abort();
    for (size_t i = 0; i < p->part_count; i++) {
        const struct name_part *part = &p->parts[i];
        if (part->same_bp > 10000 || (part->a.len == 0 && part->b.len == 0)) abort();
        if (!str_is_utf8(part->a, NULL) || !str_is_utf8(part->b, NULL)) abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct name_scratch *s;
    struct name_pair x, y, self;
    str a, b;
    if (size == 0) return 0;
    if (!s) s = name_scratch_new();
    enum name_kind kind = (enum name_kind)(data[0] % 4);
    str rest = str_of((const char *)data + 1, size - 1);
    if (!s || !str_next(&rest, '\n', &a)) return 0;
    b = rest.data ? rest : a;
    name_query_reset(s);
    cordon_status st = name_compare(s, a, b, kind, &x, NULL);
    if (st == CORDON_NOMEM) abort();
    if (st) return 0;
    check(&x);
    if (name_compare(s, b, a, kind, &y, NULL) || name_compare(s, a, a, kind, &self, NULL)) abort();
    if (x.name_bp != y.name_bp || x.info_cb != y.info_cb) abort();
    if (!self.is_exact || self.info_cb < x.info_cb) abort();
    return 0;
}
