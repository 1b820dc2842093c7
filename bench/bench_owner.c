/*
 * Ownership: the tests over a million holdings.
 *
 *   bench_owner [HOLDINGS]      default 1000000
 *
 * Half as many parties as holdings; nine in ten holdings are shares, in every tenth party's case a range or not
 * told; one party in 500 is blocked, one in 500 may be. One in a hundred holdings closes a circle. Read as a CSV,
 * then solved, then every finding of each test is explained, those of one trail one behind the other as
 * the command does. Everything comes from one seed. Times are processor time, once; memory is the process's peak.
 */
#include "base/mem.h"
#include "owner/owner.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static uint64_t random_state = 20261121;

static uint32_t below(uint32_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state % n);
}

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void write_rows(struct buf *out, uint32_t count)
{
    uint32_t parties = count / 2 + 2;
    buf_printf(out, "owner,owned,percent,kind,from,source\n");
    for (uint32_t i = 0; i < count; i++) {
        uint32_t owned = below(parties - 1) + 1;
        uint32_t owner = below(100) ? below(owned) : below(parties); /* those before, but for circles */
        uint32_t share = 1 + below(90);
        buf_printf(out, "Holding %u,Holding %u,", owner, owned);
        if (below(10)) buf_printf(out, "%u", share);
        else if (below(2)) buf_printf(out, "%u-%u", share, share + below(100 - share));
        buf_printf(out, ",%s,20%02u-01-01,register\n", below(10) ? "share" : below(2) ? "control" : "vote",
                   10 + below(10));
    }
}

struct finding {
    enum owner_test    test;
    uint32_t           party;
    struct owner_trail trail;
};

static int by_trail(const void *a, const void *b)
{
    return owner_trail_cmp(((const struct finding *)a)->trail, ((const struct finding *)b)->trail);
}

int main(int argc, char **argv)
{
    uint32_t count = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1000000;
    struct buf csv = BUF_INIT((size_t)1 << 31);
    struct owner_book book;
    struct owner_graph *graph = NULL;
    struct cordon_error err = { .status = CORDON_OK };
    struct owner_proof proof[64];
    write_rows(&csv, count);
    owner_book_init(&book, (size_t)4 << 30);
    double t = now_s();
    if (owner_read(&book, STR("bench.csv"), buf_str(&csv), &err)) {
        fprintf(stderr, "%llu: %s\n", (unsigned long long)err.line, err.message);
        return 1;
    }
    printf("read: %u holdings of %u parties, %zu MiB, %.2f s\n", book.edge_count, book.party_count, csv.len >> 20,
           now_s() - t);
    uint8_t *seeds = mem_calloc(book.party_count + 1, 1);
    const uint8_t *all[OWNER_TEST_COUNT] = { seeds, seeds, seeds };
    if (!seeds) return 1;
    for (uint32_t i = 0; i < book.party_count; i++) {
        uint32_t r = below(500);
        seeds[i] = r == 0 ? OWNER_BLOCKED : r == 1 ? OWNER_MAYBE : OWNER_FREE;
    }
    t = now_s();
    if (owner_solve(&book, all, 20635, &graph, &err)) return 1;
    printf("tests: three, %.2f s\n", now_s() - t);
    t = now_s();
    uint32_t states[OWNER_TEST_COUNT][5] = { 0 };
    size_t proofs = 0, findings = 0;
    struct finding *found = mem_calloc((size_t)book.party_count * OWNER_TEST_COUNT + 1, sizeof *found);
    if (!found) return 1;
    for (int k = 0; k < OWNER_TEST_COUNT; k++)
        for (uint32_t i = 0; i < book.party_count; i++) {
            enum owner_state s = owner_found(graph, (enum owner_test)k, i).state;
            states[k][s]++;
            if (s == OWNER_NOT_SHOWN) continue;
            found[findings++] = (struct finding){ (enum owner_test)k, i,
                                                  owner_trail_of(graph, (enum owner_test)k, i) };
        }
    qsort(found, findings, sizeof *found, by_trail);
    for (size_t i = 0; i < findings; i++)
        proofs += owner_explain(graph, found[i].test, found[i].party, found[i].trail, proof, 64);
    printf("proofs: of %zu findings %zu holdings, %.2f s\n", findings, proofs, now_s() - t);
    static const char *const words[] = { "us", "eu", "uk" };
    for (int k = 0; k < OWNER_TEST_COUNT; k++)
        printf("%s: %u not shown, %u unknown, %u possible, %u owned, %u blocked\n", words[k], states[k][0],
               states[k][1], states[k][2], states[k][3], states[k][4]);
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    printf("peak: %ld MiB\n", u.ru_maxrss >> 10);
    owner_graph_free(graph);
    mem_free(found);
    mem_free(seeds);
    owner_book_release(&book);
    buf_release(&csv);
    return 0;
}
