/* owner: any bytes as a file of holdings, and the tests on what was read. */
#include "owner/owner.h"

#include "base/mem.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct owner_book b;
    struct cordon_error err;
    owner_book_init(&b, 64 << 20);
    if (!owner_read(&b, STR("x"), str_of((const char *)data, size), &err) && b.party_count < 4096) {
        uint8_t *seeds = mem_calloc(b.party_count + 1, 1);
        const uint8_t *all[OWNER_TEST_COUNT] = { seeds, seeds, seeds };
        struct owner_graph *g = NULL;
        struct owner_proof proof[8];
        for (uint32_t i = 0; seeds && i < b.party_count; i += 3) seeds[i] = (uint8_t)(1 + i % 2);
        if (seeds && !owner_solve(&b, all, 20635, &g, &err))
            for (uint32_t i = 0; i < b.party_count; i++)
                for (int t = 0; t < OWNER_TEST_COUNT; t++) {
                    struct owner_finding f = owner_found(g, (enum owner_test)t, i);
                    struct owner_trail trail = owner_trail_of(g, (enum owner_test)t, i);
                    size_t n = owner_explain(g, (enum owner_test)t, i, trail, proof, 8);
                    bool needs = f.state != OWNER_NOT_SHOWN && seeds[i] == 0;
                    if (needs != (n > 0)) abort(); /* every finding has its proof */
                    for (size_t k = 0; !f.is_effective && k < n && k < 8; k++) { /* and so have those it rests on */
                        struct owner_proof below[8];
                        bool is_end = proof[k].is_joint || seeds[proof[k].owner] ||
                                      owner_found(g, (enum owner_test)t, proof[k].owner).is_effective;
                        if (!is_end && !owner_explain(g, (enum owner_test)t, proof[k].owner, trail, below, 8)) abort();
                    }
                }
        owner_graph_free(g);
        mem_free(seeds);
    }
    for (uint32_t i = 0; i < b.edge_count; i++)
        if (b.edge[i].min_bp > b.edge[i].max_bp || b.edge[i].max_bp > OWNER_WHOLE_BP ||
            b.edge[i].owner >= b.party_count || b.edge[i].owned >= b.party_count)
            abort();
    owner_book_release(&b);
    return 0;
}
