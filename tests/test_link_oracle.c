/*
 * Links of random small worlds: the same as a plain, slow reading of the rules, in whatever order
 * they are added, and the same bytes.
 */
#include "link_help.h"

#include "base/num.h"

enum { PEOPLE = 24, VALUES = 10, ATTRIBUTES = 90, ROUNDS = 400, FAMILIES = 4 };

struct thing {
    uint32_t       who;
    enum link_kind kind;
    uint32_t       value;
    int64_t        time_s;
};

struct made {
    uint32_t     name[PEOPLE], birth[PEOPLE], household[PEOPLE], office[PEOPLE]; /* 0: none */
    struct thing thing[ATTRIBUTES];
    uint32_t     party[PEOPLE]; /* as the oracle finds them */
};

static const enum link_kind kinds[] = { LINK_PHONE, LINK_DEVICE, LINK_IP, LINK_HOME, LINK_ACCOUNT,
                                        LINK_REFEREE };
static uint64_t random_state;

static uint32_t below(uint32_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state % n);
}

static void make(struct made *m)
{
    for (uint32_t i = 0; i < PEOPLE; i++) {
        m->name[i] = 1 + below(20);
        m->birth[i] = below(3) ? 1 + below(40) : 0;
        m->household[i] = below(5) ? 0 : 1 + below(4);
        m->office[i] = below(3) ? 0 : 1 + below(2);
        m->party[i] = i;
    }
    for (uint32_t i = 0; i < ATTRIBUTES; i++)
        m->thing[i] = (struct thing){ below(PEOPLE), kinds[below(COUNT_OF(kinds))], below(VALUES),
                                      (int64_t)below(4 * 86400) };
}

static void fill(struct world *w, const struct made *m, const uint32_t *order)
{
    char name[24], birth[24], household[24], office[24], value[24];
    for (uint32_t k = 0; k < PEOPLE; k++) {
        uint32_t i = order[k] % PEOPLE;
        snprintf(name, sizeof name, "g%u f%u", m->name[i] % FAMILIES, m->name[i]);
        snprintf(birth, sizeof birth, "b%u", m->birth[i]);
        snprintf(household, sizeof household, "h%u", m->household[i]);
        snprintf(office, sizeof office, "o%u", m->office[i]);
        person_full(w, 100 + i, name, m->birth[i] ? birth : "", "", m->household[i] ? household : "",
                    m->office[i] ? office : "");
    }
    for (uint32_t k = 0; k < ATTRIBUTES; k++) {
        const struct thing *t = &m->thing[order[PEOPLE + k]];
        snprintf(value, sizeof value, "value%u", t->value);
        has_at(w, 100 + t->who, t->kind, value, t->time_s);
    }
}

static void shuffle(uint32_t *order)
{
    for (uint32_t i = 0; i < PEOPLE; i++) order[i] = i;
    for (uint32_t i = 0; i < ATTRIBUTES; i++) order[PEOPLE + i] = i;
    for (int part = 0; part < 2; part++) {
        uint32_t *o = order + (part ? PEOPLE : 0), n = part ? ATTRIBUTES : PEOPLE;
        for (uint32_t i = n; i > 1; i--) {
            uint32_t j = below(i), other = o[i - 1];
            o[i - 1] = o[j];
            o[j] = other;
        }
    }
}

static str as_json(struct world *w, struct buf *out)
{
    struct json_writer json;
    json_w_init(&json, out);
    link_json(w->l, NULL, &json);
    link_dot(w->l, NULL, out);
    for (uint32_t g = 0; g < link_groups(w->l); g++)
        assert_int_equal(link_svg(w->l, g, NULL, out, &w->err), CORDON_OK);
    assert_false(out->failed);
    return buf_str(out);
}

/* --- the oracle ------------------------------------------------------------------------------- */

static bool holds(const struct made *m, uint32_t who, enum link_kind kind, uint32_t value)
{
    for (uint32_t i = 0; i < ATTRIBUTES; i++)
        if (m->thing[i].who == who && m->thing[i].kind == kind && m->thing[i].value == value)
            return true;
    return false;
}

static bool is_one(const struct made *m, uint32_t a, uint32_t b)
{
    if (m->name[a] == m->name[b]) return true;
    return m->birth[a] && m->birth[a] == m->birth[b] && m->name[a] % FAMILIES == m->name[b] % FAMILIES;
}

static void unite(struct made *m, uint32_t a, uint32_t b)
{
    uint32_t from = m->party[a] > m->party[b] ? m->party[a] : m->party[b];
    uint32_t to = m->party[a] > m->party[b] ? m->party[b] : m->party[a];
    for (uint32_t i = 0; i < PEOPLE; i++)
        if (m->party[i] == from) m->party[i] = to;
}

static void find_parties(struct made *m)
{
    for (uint32_t a = 0; a < PEOPLE; a++)
        for (uint32_t b = a + 1; b < PEOPLE; b++) {
            bool do_share = false;
            for (size_t k = 0; k < COUNT_OF(kinds) && !do_share; k++)
                for (uint32_t v = 0; v < VALUES && !do_share; v++)
                    do_share = holds(m, a, kinds[k], v) && holds(m, b, kinds[k], v);
            if (do_share && is_one(m, a, b)) unite(m, a, b);
        }
}

/* Is a value an office's? The office with most of its people behind it, the first of equals. */
static bool is_office(const struct made *m, enum link_kind kind, const bool *in)
{
    uint32_t size[3] = { 0 }, behind[3] = { 0 }, first[3] = { PEOPLE, PEOPLE, PEOPLE }, all = 0;
    for (uint32_t i = PEOPLE; i-- > 0;) {
        size[m->office[i]]++;
        behind[m->office[i]] += in[i];
        all += in[i];
        first[m->office[i]] = i;
    }
    uint32_t o = behind[2] > behind[1] || (behind[1] == behind[2] && first[2] < first[1]) ? 2 : 1;
    if (kind == LINK_ACCOUNT || !behind[o]) return false;
    if (kind == LINK_REFEREE && behind[o] == all) return true;
    return behind[o] >= 3 && behind[o] * 2 >= size[o] && behind[o] * 5 >= all * 4;
}

static uint32_t parties_in(const struct made *m, const bool *in)
{
    uint32_t n = 0;
    bool seen[PEOPLE] = { false };
    for (uint32_t i = 0; i < PEOPLE; i++) {
        if (!in[i] || seen[m->party[i]]) continue;
        seen[m->party[i]] = true;
        n++;
    }
    return n;
}

/* The two parties that hold a value and no third; false when there are more or fewer. */
static bool two_in(const struct made *m, const bool *in, uint32_t two[2])
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < PEOPLE; i++) {
        if (!in[i] || (n > 0 && m->party[i] == two[0]) || (n > 1 && m->party[i] == two[1])) continue;
        if (n == 2) return false;
        two[n++] = m->party[i];
    }
    return n == 2;
}

/* The one other party that gives the same home as this one; PEOPLE when there is none, or several. */
static uint32_t mate_of(const struct made *m, uint32_t party)
{
    uint32_t mate = PEOPLE;
    for (uint32_t v = 0; v < VALUES; v++) {
        bool in[PEOPLE];
        uint32_t two[2];
        for (uint32_t i = 0; i < PEOPLE; i++) in[i] = holds(m, i, LINK_HOME, v);
        if (!two_in(m, in, two) || (two[0] != party && two[1] != party)) continue;
        uint32_t other = two[0] == party ? two[1] : two[0];
        if (mate != PEOPLE && mate != other) return PEOPLE;
        mate = other;
    }
    return mate;
}

/* The household that a party declares, when it is one, of eight parties at most; 0: none. */
static uint32_t home_of(const struct made *m, uint32_t party)
{
    uint32_t home[PEOPLE] = { 0 }, size = 0;
    bool several[PEOPLE] = { false };
    for (uint32_t i = 0; i < PEOPLE; i++) {
        uint32_t p = m->party[i], own = m->household[i];
        several[p] |= own && home[p] && home[p] != own;
        if (own) home[p] = own;
    }
    for (uint32_t i = 0; i < PEOPLE; i++) size += m->party[i] == i && !several[i] && home[i] == home[party];
    return several[party] || size > LINK_HOUSEHOLD_MAX ? 0 : home[party];
}

/* Do those who live together share it, as those do who live together? */
static bool is_mates(const struct made *m, enum link_kind kind, const bool *in)
{
    uint32_t two[2], home = PEOPLE;
    bool is_declared = true;
    if (kind == LINK_DEVICE || kind == LINK_REFEREE) return false;
    for (uint32_t i = 0; i < PEOPLE; i++) {
        if (!in[i]) continue;
        uint32_t own = home_of(m, m->party[i]);
        is_declared = is_declared && own && (home == PEOPLE || own == home);
        home = own;
    }
    if (is_declared) return true;
    return two_in(m, in, two) && mate_of(m, two[0]) == two[1] && mate_of(m, two[1]) == two[0];
}

/* Sightings of an address: grown from one by every window that holds enough parties. */
static bool grow(const struct made *m, uint32_t value, bool *in_time, int64_t span, uint32_t need)
{
    bool is_grown = false;
    for (uint32_t s = 0; s < ATTRIBUTES; s++) { /* a window begins at a sighting */
        const struct thing *start = &m->thing[s];
        bool in[PEOPLE] = { false }, does_touch = false, is_all = true;
        if (start->kind != LINK_IP || start->value != value) continue;
        for (int pass = 0; pass < 2; pass++)
            for (uint32_t i = 0; i < ATTRIBUTES; i++) {
                const struct thing *t = &m->thing[i];
                if (t->kind != LINK_IP || t->value != value || t->time_s < start->time_s ||
                    t->time_s - start->time_s > span)
                    continue;
                if (pass == 0) {
                    in[t->who] = true;
                    does_touch |= in_time[i];
                    is_all &= in_time[i];
                } else if (does_touch && !is_all && parties_in(m, in) >= need) {
                    is_grown |= !in_time[i];
                    in_time[i] = true;
                }
            }
    }
    return is_grown;
}

/* Others of an identity for one value of a kind without time, by the rules. */
static void add_others(const struct made *m, enum link_kind kind, const bool *in, uint32_t who,
                       bool *others)
{
    if (!in[who] || parties_in(m, in) < 2 || is_office(m, kind, in) || is_mates(m, kind, in)) return;
    for (uint32_t i = 0; i < PEOPLE; i++) {
        bool is_colleague = kind == LINK_REFEREE && m->office[i] && m->office[i] == m->office[who];
        if (in[i] && m->party[i] != m->party[who] && !is_colleague) others[m->party[i]] = true;
    }
}

static uint32_t count_of(const struct made *m, enum link_kind kind, uint32_t who)
{
    bool others[PEOPLE] = { false };
    uint32_t n = 0;
    for (uint32_t v = 0; v < VALUES; v++) {
        bool in[PEOPLE] = { false };
        for (uint32_t i = 0; i < PEOPLE && kind != LINK_IP; i++) in[i] = holds(m, i, kind, v);
        if (kind != LINK_IP) add_others(m, kind, in, who, others);
        for (uint32_t s = 0; s < ATTRIBUTES && kind == LINK_IP; s++) {
            bool in_time[ATTRIBUTES] = { false };
            if (m->thing[s].kind != LINK_IP || m->thing[s].value != v || m->thing[s].who != who)
                continue;
            in_time[s] = true;
            while (grow(m, v, in_time, 1800, 2) || grow(m, v, in_time, 86400, 3)) {}
            memset(in, 0, sizeof in);
            for (uint32_t i = 0; i < ATTRIBUTES; i++)
                if (in_time[i]) in[m->thing[i].who] = true;
            add_others(m, kind, in, who, others);
        }
    }
    for (uint32_t i = 0; i < PEOPLE; i++) n += others[i];
    return n;
}

static void check_groups(const struct world *w, const struct made *m)
{
    uint32_t root[PEOPLE];
    for (uint32_t i = 0; i < PEOPLE; i++) root[i] = m->party[i];
    for (int k = 0; k < 2; k++) /* device and account join; phone up to four parties */
        for (uint32_t v = 0; v < 2 * VALUES; v++) {
            bool in[PEOPLE];
            enum link_kind kind = v >= VALUES ? LINK_PHONE : k ? LINK_ACCOUNT : LINK_DEVICE;
            for (uint32_t i = 0; i < PEOPLE; i++) in[i] = holds(m, i, kind, v % VALUES);
            if (is_office(m, kind, in) || is_mates(m, kind, in)) continue;
            if (kind == LINK_PHONE && parties_in(m, in) > 4) continue;
            for (uint32_t a = 0; a < PEOPLE; a++)
                for (uint32_t b = 0; b < PEOPLE; b++)
                    for (uint32_t i = 0, from = root[b]; in[a] && in[b] && i < PEOPLE; i++)
                        if (root[i] == from) root[i] = root[a];
        }
    for (uint32_t a = 0; a < PEOPLE; a++) /* whom these join are in one group, at least */
        for (uint32_t b = 0; b < a; b++) {
            uint32_t x = link_group_of(w->l, a), y = link_group_of(w->l, b);
            if (root[a] == root[b] && x != LINK_NONE && y != LINK_NONE && x != y)
                fail_msg("%u and %u stand apart", a, b);
        }
}

static void check_paths(struct world *w)
{
    const struct link_step *step;
    size_t steps;
    for (uint32_t g = 0; g < link_groups(w->l); g++) {
        const struct link_group *group = link_group(w->l, g);
        for (uint32_t i = 1; i < group->members; i++) {
            uint32_t a = group->member[0], b = group->member[i];
            assert_int_equal(link_path(w->l, a, b, &w->arena, &step, &steps, &w->err), CORDON_OK);
            if (steps == 0) {
                assert_int_equal(link_party(w->l, a), link_party(w->l, b));
                continue;
            }
            assert_int_equal(link_party(w->l, step[0].from), link_party(w->l, a));
            assert_int_equal(link_party(w->l, step[steps - 1].to), link_party(w->l, b));
            for (size_t s = 0; s < steps; s++) {
                const struct link_value *v = link_value(w->l, step[s].value);
                int held = 0;
                for (uint32_t h = 0; h < v->holders; h++)
                    held += v->holder[h].place == step[s].from || v->holder[h].place == step[s].to;
                assert_int_equal(held, 2);
                if (s) assert_int_equal(link_party(w->l, step[s].from), link_party(w->l, step[s - 1].to));
            }
        }
    }
}

static void links_are_those_of_the_oracle(void **state)
{
    uint32_t order[PEOPLE + ATTRIBUTES], linked = 0, groups = 0;
    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        struct made m;
        struct world w;
        random_state = 1000003 * (round + 1);
        make(&m);
        shuffle(order);
        world_begin(&w, NULL);
        fill(&w, &m, order);
        world_run(&w);
        find_parties(&m);
        for (uint32_t i = 0; i < PEOPLE; i++) {
            if (link_party(w.l, i) != 100 + m.party[i]) fail_msg("round %u: party of %u", round, i);
            for (size_t k = 0; k < COUNT_OF(kinds); k++) {
                uint32_t want = count_of(&m, kinds[k], i);
                uint32_t got = counted(&w, 100 + i, link_feature_of(kinds[k]));
                if (got != want)
                    fail_msg("round %u: identity %u kind %d: %u, not %u", round, i, (int)kinds[k],
                             got, want);
                linked += got > 0;
            }
        }
        check_groups(&w, &m);
        check_paths(&w);
        groups += link_groups(w.l);
        world_end(&w);
    }
    assert_true(linked > 1000 && groups > ROUNDS / 2);
}

static void order_of_adding_does_not_matter(void **state)
{
    uint32_t order[PEOPLE + ATTRIBUTES];
    (void)state;
    for (uint32_t round = 0; round < 40; round++) {
        struct made m;
        struct buf want = BUF_INIT(16u << 20), got = BUF_INIT(16u << 20);
        random_state = 7000003 * (round + 1);
        make(&m);
        for (int again = 0; again < 5; again++) {
            struct world w;
            shuffle(order);
            world_begin(&w, NULL);
            fill(&w, &m, order);
            world_run(&w);
            buf_reset(again ? &got : &want);
            as_json(&w, again ? &got : &want);
            if (again && !str_eq(buf_str(&want), buf_str(&got))) fail_msg("round %u differs", round);
            world_end(&w);
        }
        buf_release(&want);
        buf_release(&got);
    }
}

static void every_allocation_may_fail(void **state)
{
    static const char text[] = "one two three four five six seven eight nine ten eleven twelve "
                               "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty "
                               "twentyone twentytwo twentythree twentyfour twentyfive twentysix";
    struct cordon_error err = ERROR_INIT;
    struct link_settings set;
    bool is_done = false;
    (void)state;
    link_settings_default(&set);
    for (uint64_t n = 1; !is_done; n++) {
        struct link *l = NULL;
        struct arena arena;
        struct buf out = BUF_INIT(1u << 20);
        struct link_count count[LINK_FEATURES];
        const struct link_step *step;
        size_t steps;
        arena_init(&arena, 1u << 20);
        mem_fail_from(n);
        cordon_status st = link_new(&set, &l, &err);
        for (uint32_t i = 0; i < 5 && !st; i++) {
            static const str names[] = { STR_INIT("a b"), STR_INIT("c d"), STR_INIT("e f"),
                                         STR_INIT("a b"), STR_INIT("g h") };
            const struct link_identity who = { .number = i, .name = &names[i], .names = 1,
                                               .household = i == 4 ? STR("h") : STR_EMPTY,
                                               .office = i > 2 ? STR("o") : STR_EMPTY };
            st = link_add_identity(l, &who, &err);
            for (int k = 0; k < LINK_KINDS && !st; k++)
                for (int t = 0; t < 4 && !st; t++) {
                    static const char *const values[] = { "0123456789abcdef", "0123456789abcdee",
                                                          "f123456789abcdef", "0123456789abcd0f" };
                    const struct link_attribute a = {
                        .identity = i, .kind = (enum link_kind)k, .bits = 40,
                        .value = link_feature_of((enum link_kind)k) == LINK_F_RESUME
                                     ? str_c(text)
                                     : str_c(values[t]),
                        .time_s = t * 86400,
                    };
                    st = link_add(l, &a, &err);
                }
        }
        if (!st) st = link_run(l, &err);
        if (!st) st = link_counts(l, 0, &arena, count, &err);
        if (!st) st = link_path(l, 0, 1, &arena, &step, &steps, &err);
        if (!st) st = link_svg(l, 0, NULL, &out, &err);
        mem_fail_from(0);
        is_done = st == CORDON_OK;
        if (!is_done && st != CORDON_NOMEM) fail_msg("allocation %u: %s", (unsigned)n, err.message);
        link_free(l);
        arena_release(&arena);
        buf_release(&out);
        assert_true(n < 5000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_are_those_of_the_oracle),
        cmocka_unit_test(order_of_adding_does_not_matter),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
