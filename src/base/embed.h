/* Data files built into the library (tools/gen_embed.py). */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include "base/str.h"

struct embed {
    const unsigned char *data;
    size_t               len;
};

struct embed_file {
    const char  *name; /* path below the source folder */
    struct embed bytes;
};

extern const struct embed_file embed_packs[]; /* rules/, but for rules/siem */
extern const size_t            embed_packs_count;
extern const struct embed embed_applicants; /* examples/applicants.csv */
extern const struct embed embed_policy;  /* data/policy.tsv */
extern const struct embed embed_examples; /* data/examples/examples.jsonl */
extern const struct embed embed_starter; /* data/starter/starter.tsv */
/* SHA-256 of each, in small hexadecimal digits. */
extern const char embed_applicants_sha[], embed_policy_sha[], embed_examples_sha[], embed_starter_sha[];

static inline str embed_str(const struct embed *e)
{
    return str_of((const char *)e->data, e->len);
}

#endif
