/* The three tests of ownership: the authorities' own examples, ranges, dates, circles, and what must hold of
 * any graph. */
#include "owner/owner.h"

#include "base/date.h"
#include "tests/test.h"

#define TODAY 20635 /* 2026-07-01 */

static struct owner_book book;
static struct owner_graph *graph;
static uint8_t seeds[OWNER_TEST_COUNT][4096];

static int begin(void **state)
{
    (void)state;
    owner_book_init(&book, 1 << 26);
    memset(seeds, 0, sizeof seeds);
    graph = NULL;
    return 0;
}

static int end(void **state)
{
    (void)state;
    owner_graph_free(graph);
    owner_book_release(&book);
    return 0;
}

static uint32_t party(const char *name)
{
    uint32_t p = owner_party_add(&book, str_c(name), NULL);
    assert_true(p < 4096);
    return p;
}

static void solve(void)
{
    const uint8_t *all[OWNER_TEST_COUNT] = { seeds[0], seeds[1], seeds[2] };
    owner_graph_free(graph);
    graph = NULL;
    assert_int_equal(owner_solve(&book, all, TODAY, &graph, NULL), CORDON_OK);
}

static void block(const char *name, enum owner_seed s)
{
    for (size_t t = 0; t < OWNER_TEST_COUNT; t++) seeds[t][party(name)] = (uint8_t)s;
}

/* Rows of a table as people write them; lines end with '\n'. */
static void read(const char *rows)
{
    struct cordon_error err = ERROR_INIT;
    struct buf b = BUF_INIT(1 << 20);
    buf_printf(&b, "owner,owned,percent,kind,from,to,joint\n%s", rows);
    if (owner_read(&book, STR("t.csv"), buf_str(&b), &err)) fail_msg("%llu: %s", (unsigned long long)err.line, err.message);
    buf_release(&b);
}

static void assert_states(const char *name, enum owner_state us, enum owner_state eu, enum owner_state uk)
{
    const enum owner_state want[] = { us, eu, uk };
    for (int t = 0; t < OWNER_TEST_COUNT; t++) {
        enum owner_state got = owner_found(graph, (enum owner_test)t, party(name)).state;
        if (got != want[t]) fail_msg("%s, test %d: state %d, want %d", name, t, got, want[t]);
    }
}

#define NO  OWNER_NOT_SHOWN
#define YES OWNER_OWNED
#define MAY OWNER_POSSIBLE
#define UNK OWNER_UNKNOWN

/* src: ofac-50-percent, the examples of FAQ 401 */
static void ofac_examples_come_out_as_ofac_says(void **state)
{
    (void)state;
    block("X", OWNER_BLOCKED);
    block("Y", OWNER_BLOCKED);
    read("X,A1,50,,,,\nA1,B1,50,,,,\n"                                  /* 1: B blocked */
         "X,A2,50,,,,\nX,B2,50,,,,\nA2,C2,25,,,,\nB2,C2,25,,,,\n"         /* 2: C blocked */
         "X,A3,50,,,,\nX,B3,10,,,,\nA3,B3,40,,,,\n"                       /* 3: B blocked */
         "X,A4,50,,,,\nX,B4,25,,,,\nA4,C4,25,,,,\nB4,C4,25,,,,\n"         /* 4: C not: B is not half owned */
         "X,A5,25,,,,\nX,B5,25,,,,\nA5,C5,50,,,,\nB5,C5,50,,,,\n"         /* 5: C not: neither A nor B is */
         "X,A6,25,,,,\nY,A6,25,,,,\n");                                   /* FAQ 399: together half */
    solve();
    assert_int_equal(owner_found(graph, OWNER_US, party("B1")).state, YES);
    assert_int_equal(owner_found(graph, OWNER_US, party("C2")).state, YES);
    assert_int_equal(owner_found(graph, OWNER_US, party("B3")).state, YES);
    assert_int_equal(owner_found(graph, OWNER_US, party("C4")).state, NO);
    assert_int_equal(owner_found(graph, OWNER_US, party("C5")).state, NO);
    assert_int_equal(owner_found(graph, OWNER_US, party("A6")).state, YES);
    assert_int_equal(owner_found(graph, OWNER_EU, party("A1")).state, YES);
    assert_int_equal(owner_found(graph, OWNER_UK, party("A1")).state, NO); /* half is not more than half */
}

static void half_and_more_than_half_differ(void **state)
{
    (void)state;
    block("X", OWNER_BLOCKED);
    read("X,A,50,,,,\nX,B,50.01,,,,\nX,C,49.99,,,,\nX,D,50.001,,,,\nX,E,49.999,,,,\n");
    solve();
    assert_states("A", YES, YES, NO);
    assert_states("B", YES, YES, YES);
    assert_states("C", NO, NO, NO);
    assert_states("D", YES, YES, MAY); /* finer than a basis point: a range */
    assert_states("E", MAY, MAY, NO);
}

static void a_majority_of_votes_is_more_than_half(void **state)
{
    (void)state;
    block("X", OWNER_BLOCKED);
    read("X,A,50,vote,,,\nX,B,50.01,vote,,,\n");
    solve();
    assert_states("A", NO, NO, NO);
    assert_states("B", NO, YES, YES);
}

static void those_who_act_together_count_as_one_in_votes_too(void **state)
{
    (void)state;
    block("X", OWNER_BLOCKED);
    block("Y", OWNER_BLOCKED);
    read("X,A,30,vote,,,pact\nY,A,30,vote,,,pact\nX,B,30,vote,,,\nY,B,30,vote,,,\n"
         "X,C,30,vote,,,pact\nY,C,30,share,,,pact\n"); /* shares and votes do not add up */
    solve();
    assert_states("A", NO, YES, YES);
    assert_states("B", NO, YES, NO);
    assert_states("C", NO, NO, NO);
}

static void holdings_of_several_add_up_but_not_in_the_uk(void **state)
{
    (void)state;
    block("X", OWNER_BLOCKED);
    block("Y", OWNER_BLOCKED);
    read("X,A,30,,,,\nY,A,30,,,,\n"
         "X,B,30,,,,pact\nY,B,30,,,,pact\n"      /* acting together */
         "X,C,30,,,,\nX,D,60,,,,\nD,C,25,,,,\n"  /* one person, by two ways */
         "X,E,30,,,,pool\nZ,E,30,,,,pool\n");    /* together with one who is free */
    solve();
    assert_states("A", YES, YES, NO);
    assert_states("B", YES, YES, YES);
    assert_states("C", YES, YES, YES);
    assert_states("E", NO, NO, YES);
}

static void control_counts_in_eu_and_uk_alone(void **state)
{
    (void)state;
    block("X", OWNER_BLOCKED);
    read("X,A,,control,,,\nX,B,51,vote,,,\nX,C,50,vote,,,\nA,D,60,,,,\n");
    solve();
    assert_states("A", NO, YES, YES);
    assert_states("B", NO, YES, YES);
    assert_states("C", NO, NO, NO);
    assert_states("D", NO, YES, YES);
    assert_true(owner_found(graph, OWNER_EU, party("A")).is_control);
    assert_false(owner_found(graph, OWNER_EU, party("D")).is_control);
}

static void ranges_give_possible_and_nothing_told_gives_unknown(void **state)
{
    (void)state;
    block("X", OWNER_BLOCKED);
    block("M", OWNER_MAYBE);
    read("X,A,25-50,,,,\nX,B,25-60,,,,\nX,C,>50,,,,\nX,D,<50,,,,\nX,E,,,,,\nM,F,80,,,,\nX,G,,link,,,\n"
         "X,H,25-75,,,,\nZ,H,60,,,,\n"  /* another holds 60: X cannot hold more than 40 */
         "X,I,?,,,,\nZ,I,60,,,,\n");
    solve();
    assert_states("A", MAY, MAY, NO);
    assert_states("B", MAY, MAY, MAY);
    assert_states("C", YES, YES, YES);
    assert_states("D", NO, NO, NO);
    assert_states("E", UNK, UNK, UNK);
    assert_states("F", MAY, MAY, MAY);
    assert_states("G", UNK, UNK, UNK);
    assert_states("H", NO, NO, NO);
    assert_states("I", NO, NO, NO);
}

static void holdings_count_on_their_days(void **state)
{
    (void)state;
    block("X", OWNER_BLOCKED);
    read("X,A,60,,2020,2026-06-30,\nX,B,60,,2020,2026-07-01,\nX,C,60,,2026-07-02,,\nX,D,60,,2026-07,,\nX,E,60,,,,\n");
    solve();
    assert_states("A", NO, NO, NO);
    assert_states("B", YES, YES, YES);
    assert_states("C", NO, NO, NO);
    assert_states("D", YES, YES, YES);
    assert_int_equal(owner_graph_sums(graph).outside, 2);
    assert_int_equal(owner_graph_sums(graph).undated, 1);
}

static void a_circle_does_not_hold_itself_up(void **state)
{
    (void)state;
    block("X", OWNER_BLOCKED);
    read("A,B,60,,,,\nB,A,60,,,,\nA,A,30,,,,\n"                   /* nobody blocked in it */
         "X,C,50,,,,\nC,D,60,,,,\nD,C,40,,,,\nD,E,100,,,,\n"        /* a circle behind a blocked one */
         "X,F,30,,,,\nG,F,40,,,,\nF,G,100,,,,\n");                  /* F's own subsidiary holds 40 of it: X has half of the rest */
    solve();
    assert_states("A", NO, NO, NO);
    assert_states("D", YES, YES, NO); /* UK: exactly half of C is not enough */
    assert_int_equal(owner_found(graph, OWNER_US, party("E")).state, YES);
    assert_int_equal(owner_found(graph, OWNER_US, party("F")).state, MAY);
    assert_true(owner_found(graph, OWNER_US, party("F")).is_effective);
}

static void more_than_there_is_is_told(void **state)
{
    (void)state;
    read("X,A,60,,,,\nY,A,60,,,,\nX,B,60,,,,\nX,B,60,,,,\n");
    solve();
    assert_int_equal(owner_graph_sums(graph).contradicted, 1);
    assert_int_equal(owner_graph_sums(graph).repeated, 1);
    assert_int_equal(owner_told_bp(graph, party("A")), 12000);
    assert_int_equal(owner_told_bp(graph, party("B")), 6000);
}

/* Sums that a number has no room for stay at its greatest: turned over they would read as a small holding. */
static void absurd_sums_never_turn_over(void **state)
{
    enum { ENOUGH = 429497 }; /* wholes: 2^32 basis points */
    (void)state;
    owner_book_release(&book);
    owner_book_init(&book, 1 << 28);
    uint32_t x = party("X"), z = party("Z"), a = party("A"), b = party("B"), c = party("C");
    book.file[book.file_count++] = STR("t.csv");
    book.joint_count = 1;
    for (uint32_t i = 0; i < ENOUGH; i++) {
        char name[16];
        struct owner_edge e = { .owner = x, .owned = a, .min_bp = OWNER_WHOLE_BP, .max_bp = OWNER_WHOLE_BP,
                                .from = OWNER_NO_DAY, .to = OWNER_NO_DAY, .line = i + 2 };
        snprintf(name, sizeof name, "%u", i);
        e.source = arena_str(&book.arena, str_c(name));
        assert_int_equal(owner_edge_add(&book, &e, NULL), CORDON_OK);  /* one owner, row after row */
        e.owner = owner_party_add(&book, e.source, NULL);
        e.owned = b;
        assert_int_equal(owner_edge_add(&book, &e, NULL), CORDON_OK);  /* one owner after the other */
        e.owned = c;
        e.joint = 1;
        assert_int_equal(owner_edge_add(&book, &e, NULL), CORDON_OK);  /* who act together */
    }
    struct owner_edge e = { .owner = z, .owned = b, .min_bp = 4000, .max_bp = 4000, .from = OWNER_NO_DAY, .to = OWNER_NO_DAY };
    assert_int_equal(owner_edge_add(&book, &e, NULL), CORDON_OK);
    e.owned = c;
    e.joint = 1;
    assert_int_equal(owner_edge_add(&book, &e, NULL), CORDON_OK);
    uint8_t *blocked = calloc(book.party_count, 1);
    assert_non_null(blocked);
    blocked[x] = blocked[z] = OWNER_BLOCKED;
    const uint8_t *all[OWNER_TEST_COUNT] = { blocked, blocked, blocked };
    assert_int_equal(owner_solve(&book, all, TODAY, &graph, NULL), CORDON_OK);
    assert_states("A", YES, YES, YES);
    assert_states("B", NO, NO, NO);
    assert_states("C", NO, NO, YES);
    assert_int_equal(owner_told_bp(graph, b), UINT32_MAX);
    assert_int_equal(owner_graph_sums(graph).contradicted, 2);
    free(blocked);
}

static void files_that_differ_widen_the_range(void **state)
{
    (void)state;
    block("X", OWNER_BLOCKED);
    read("X,A,60,,,,\nX,B,30,,,,\nX,C,,,,,\n");
    read("X,A,40,,,,\nX,B,30,,,,\nX,C,70,,,,\n"); /* the same holdings by another source */
    solve();
    assert_states("A", MAY, MAY, MAY);
    assert_states("B", NO, NO, NO); /* not 60 */
    assert_states("C", YES, YES, YES);
    assert_int_equal(owner_graph_sums(graph).disputed, 1);
}

static size_t explain(enum owner_test t, const char *who, struct owner_proof *ret)
{
    return owner_explain(graph, t, party(who), owner_trail_of(graph, t, party(who)), ret, 8);
}

static void proofs_end_at_blocked_parties(void **state)
{
    (void)state;
    struct owner_proof p[8];
    block("X", OWNER_BLOCKED);
    read("X,A,60,,,,\nA,B,60,,,,\nB,A,40,,,,\nZ,B,40,,,,\n");
    solve();
    assert_int_equal(explain(OWNER_US, "B", p), 1);
    assert_int_equal(p[0].owner, party("A"));
    assert_int_equal(p[0].edge->line, 3);
    assert_int_equal(explain(OWNER_US, "A", p), 1); /* not B: it comes later */
    assert_int_equal(p[0].owner, party("X"));
    assert_int_equal(p[0].state, OWNER_IS_BLOCKED);
    assert_int_equal(explain(OWNER_US, "X", p), 0);
    assert_int_equal(explain(OWNER_UK, "B", p), 1);
    assert_int_equal(owner_trail_of(graph, OWNER_UK, party("B")).person, party("X"));
}

/* What is owned for certain through one person is told by what the other may hold, where the proof is the other's. */
static void a_proof_in_the_uk_test_keeps_to_one_person(void **state)
{
    (void)state;
    struct owner_proof p[8];
    block("Q", OWNER_BLOCKED);
    block("P", OWNER_MAYBE);
    read("Q,A,,control,,,\nP,A,30-60,,,,\nP,B,30,,,,\nA,B,25-30,,,,\n");
    solve();
    struct owner_trail trail = owner_trail_of(graph, OWNER_UK, party("B"));
    assert_int_equal(owner_found(graph, OWNER_UK, party("A")).state, OWNER_OWNED);
    assert_int_equal(owner_found(graph, OWNER_UK, party("B")).state, OWNER_POSSIBLE);
    assert_int_equal(trail.person, party("P"));
    assert_int_equal(owner_explain(graph, OWNER_UK, party("B"), trail, p, 8), 2);
    assert_int_equal(owner_explain(graph, OWNER_UK, party("A"), trail, p, 8), 1);
    assert_int_equal(p[0].owner, party("P"));
    trail = owner_trail_of(graph, OWNER_UK, party("A")); /* asked about itself, it is the certain owner's */
    assert_int_equal(owner_explain(graph, OWNER_UK, party("A"), trail, p, 8), 1);
    assert_int_equal(p[0].owner, party("Q"));
}

/* --- what holds of any graph ---------------------------------------------------------------------------------- */

static uint32_t seed_now;

static uint32_t chance(uint32_t below)
{
    seed_now = seed_now * 1664525u + 1013904223u;
    return (seed_now >> 8) % below;
}

enum { SMALL = 9, SMALL_EDGES = 16 };

static struct owner_edge random_edge(void)
{
    struct owner_edge e = { .from = OWNER_NO_DAY, .to = OWNER_NO_DAY, .kind = (uint8_t)(chance(8) ? 0 : chance(4)) };
    e.owner = chance(SMALL);
    e.owned = chance(SMALL);
    e.min_bp = (uint16_t)(chance(11) * 500);
    e.max_bp = (uint16_t)(e.min_bp + (chance(3) ? 0 : chance(6) * 500));
    e.is_unknown = chance(10) == 0;
    if (e.is_unknown) e.min_bp = 0, e.max_bp = OWNER_WHOLE_BP;
    e.line = chance(100000);
    return e;
}

static void make_random(struct owner_edge edge[SMALL_EDGES])
{
    char name[8];
    owner_book_release(&book);
    owner_book_init(&book, 1 << 20);
    book.file[book.file_count++] = STR("x");
    for (unsigned i = 0; i < SMALL; i++) {
        snprintf(name, sizeof name, "p%u", i);
        (void)party(name);
        for (size_t t = 0; t < OWNER_TEST_COUNT; t++)
            seeds[t][i] = (uint8_t)(chance(4) == 0 ? 1 + chance(2) : 0);
    }
    for (unsigned i = 0; i < SMALL_EDGES; i++) edge[i] = random_edge();
}

static void put_edges(const struct owner_edge *edge, size_t count)
{
    book.edge_count = 0;
    for (size_t i = 0; i < count; i++) assert_int_equal(owner_edge_add(&book, &edge[i], NULL), CORDON_OK);
    solve();
}

static void snapshot(struct owner_finding ret[OWNER_TEST_COUNT][SMALL])
{
    for (int t = 0; t < OWNER_TEST_COUNT; t++)
        for (uint32_t i = 0; i < SMALL; i++) ret[t][i] = owner_found(graph, (enum owner_test)t, i);
}

static bool is_same(const struct owner_finding *x, const struct owner_finding *y)
{
    return x->state == y->state && x->is_control == y->is_control && x->is_effective == y->is_effective &&
           x->min_bp == y->min_bp && x->max_bp == y->max_bp;
}

static void the_order_of_statements_never_matters(void **state)
{
    (void)state;
    struct owner_edge edge[SMALL_EDGES];
    struct owner_finding one[OWNER_TEST_COUNT][SMALL], two[OWNER_TEST_COUNT][SMALL];
    for (seed_now = 1; seed_now < 4000000000u; seed_now += 2000003) {
        uint32_t was = seed_now;
        make_random(edge);
        put_edges(edge, SMALL_EDGES);
        snapshot(one);
        for (unsigned i = SMALL_EDGES - 1; i > 0; i--) {
            unsigned k = chance(i + 1);
            struct owner_edge e = edge[i];
            edge[i] = edge[k];
            edge[k] = e;
        }
        put_edges(edge, SMALL_EDGES);
        snapshot(two);
        for (int t = 0; t < OWNER_TEST_COUNT; t++)
            for (uint32_t i = 0; i < SMALL; i++)
                if (!is_same(&one[t][i], &two[t][i])) fail_msg("seed %u, test %d, party %u", was, t, i);
        seed_now = was;
    }
}

static void one_more_blocked_share_never_lowers(void **state)
{
    (void)state;
    struct owner_edge edge[SMALL_EDGES + 1];
    struct owner_finding one[OWNER_TEST_COUNT][SMALL], two[OWNER_TEST_COUNT][SMALL];
    for (seed_now = 7; seed_now < 4000000000u; seed_now += 2000003) {
        uint32_t was = seed_now;
        make_random(edge);
        for (size_t t = 0; t < OWNER_TEST_COUNT; t++) seeds[t][0] = OWNER_BLOCKED;
        put_edges(edge, SMALL_EDGES);
        snapshot(one);
        edge[SMALL_EDGES] = random_edge();
        edge[SMALL_EDGES].owner = 0;
        edge[SMALL_EDGES].kind = OWNER_SHARE;
        put_edges(edge, SMALL_EDGES + 1);
        snapshot(two);
        for (int t = 0; t < OWNER_TEST_COUNT; t++)
            for (uint32_t i = 0; i < SMALL; i++)
                /* UK: what one person holds for certain can rule out what another may hold */
                if ((two[t][i].state < one[t][i].state && (t != OWNER_UK || one[t][i].state >= OWNER_OWNED)) ||
                    two[t][i].min_bp < one[t][i].min_bp)
                    fail_msg("seed %u, test %d, party %u", was, t, i);
        seed_now = was;
    }
}

/* The rule in its plainest words: again and again over all holdings until nothing changes. */
static void oracle(const struct owner_edge *edge, size_t count, bool in[SMALL])
{
    for (uint32_t i = 0; i < SMALL; i++) in[i] = seeds[OWNER_US][i] == OWNER_BLOCKED;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t x = 0; x < SMALL; x++) {
            uint32_t sum = 0;
            for (size_t i = 0; i < count; i++) {
                bool is_new = true;
                for (size_t k = 0; k < i; k++)
                    if (edge[k].owner == edge[i].owner && edge[k].owned == edge[i].owned && edge[k].kind == edge[i].kind &&
                        edge[k].min_bp == edge[i].min_bp && edge[k].max_bp == edge[i].max_bp &&
                        edge[k].is_unknown == edge[i].is_unknown)
                        is_new = false;
                if (is_new && edge[i].owned == x && edge[i].kind == OWNER_SHARE && in[edge[i].owner]) sum += edge[i].min_bp;
            }
            if (!in[x] && sum >= 5000) in[x] = changed = true;
        }
    }
}

static void the_us_test_is_what_its_words_say(void **state)
{
    (void)state;
    struct owner_edge edge[SMALL_EDGES];
    for (seed_now = 3; seed_now < 4000000000u; seed_now += 1000003) {
        uint32_t was = seed_now;
        bool in[SMALL];
        make_random(edge);
        put_edges(edge, SMALL_EDGES);
        oracle(edge, SMALL_EDGES, in);
        for (uint32_t i = 0; i < SMALL; i++)
            assert_int_equal(owner_found(graph, OWNER_US, i).state >= OWNER_OWNED, in[i]);
        seed_now = was;
    }
}

static void every_failing_allocation_is_told(void **state)
{
    (void)state;
    const uint8_t *all[OWNER_TEST_COUNT] = { seeds[0], seeds[1], seeds[2] };
    block("X", OWNER_BLOCKED);
    read("X,A,60,,,,\nA,B,60,,,,\n");
    cordon_status st = CORDON_NOMEM;
    for (uint64_t n = 1; st; n++) {
        struct owner_graph *g = NULL;
        mem_fail_from(n);
        st = owner_solve(&book, all, TODAY, &g, NULL);
        mem_fail_from(0);
        assert_true(st == CORDON_OK || st == CORDON_NOMEM);
        owner_graph_free(g);
    }
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        T(ofac_examples_come_out_as_ofac_says),
        T(half_and_more_than_half_differ),
        T(a_majority_of_votes_is_more_than_half),
        T(those_who_act_together_count_as_one_in_votes_too),
        T(holdings_of_several_add_up_but_not_in_the_uk),
        T(control_counts_in_eu_and_uk_alone),
        T(ranges_give_possible_and_nothing_told_gives_unknown),
        T(holdings_count_on_their_days),
        T(a_circle_does_not_hold_itself_up),
        T(more_than_there_is_is_told),
        T(absurd_sums_never_turn_over),
        T(files_that_differ_widen_the_range),
        T(proofs_end_at_blocked_parties), T(a_proof_in_the_uk_test_keeps_to_one_person),
        T(the_order_of_statements_never_matters),
        T(one_more_blocked_share_never_lowers),
        T(the_us_test_is_what_its_words_say),
        T(every_failing_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
