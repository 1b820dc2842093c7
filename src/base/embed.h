/* Data files built into the library (tools/gen_embed.py). */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include "base/str.h"

struct embed {
    const unsigned char *data;
    size_t               len;
};

extern const struct embed embed_policy;  /* data/policy.tsv */
extern const struct embed embed_examples; /* data/examples/examples.jsonl */
extern const struct embed embed_starter; /* data/starter/starter.tsv */

static inline str embed_str(const struct embed *e)
{
    return str_of((const char *)e->data, e->len);
}

#endif
