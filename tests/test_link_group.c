/* Farms, households, offices, crowds, renewals, chains: who belongs together and who does not. */
#include "link_help.h"

#include "base/num.h"

enum { HOUR = 3600, DAY = 24 * HOUR };
static const int64_t noon = 1790000000;

static void a_farm_of_laptops_is_one_group(void **state)
{
    struct link_settings set;
    struct world w;
    (void)state;
    link_settings_default(&set);
    /* of many firms together; in one firm's data so many are its own office */
    set.strong[LINK_SHIP] = set.strong[LINK_EGRESS] = set.hub[LINK_SHIP] = set.hub[LINK_EGRESS] = 100;
    world_begin(&w, &set);
    people(&w, 0, 200);
    for (uint32_t i = 0; i < 90; i++) { /* as many as stood in one house */
        has(&w, i, LINK_SHIP, "7 elm st||85001");
        for (int d = 0; d < 4; d++) has_at(&w, i, LINK_EGRESS, "198.51.100.7", noon + d * DAY);
        char account[16];
        snprintf(account, sizeof account, "ACCT%u", i / 2);
        has(&w, i, LINK_ACCOUNT, account);
    }
    has_at(&w, 150, LINK_EGRESS, "198.51.100.7", noon); /* one day: a visit */
    world_run(&w);
    assert_int_equal(link_groups(w.l), 1);
    assert_int_equal(link_group(w.l, 0)->parties, 90);
    assert_int_equal(counted(&w, 3, LINK_F_EGRESS), 89);
    assert_int_equal(counted(&w, 3, LINK_F_ADDRESS), 89);
    assert_int_equal(counted(&w, 3, LINK_F_ACCOUNT), 1);
    assert_int_equal(counted(&w, 150, LINK_F_EGRESS), 0);
    assert_int_equal(group_of(&w, 150), LINK_NONE);
    world_end(&w);
}

static void a_household_is_listed_apart(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    person_full(&w, 1, "ann lee", "1980-01-01", "", "flat 4", "");
    person_full(&w, 2, "bob park", "1979-02-02", "", "flat 4", "");
    person_full(&w, 3, "carl roe", "1990-03-03", "", "", "");
    has(&w, 1, LINK_ACCOUNT, "JOINT");
    has(&w, 2, LINK_ACCOUNT, "JOINT");
    has(&w, 1, LINK_DEVICE, "SN1");
    has(&w, 3, LINK_DEVICE, "SN1");
    world_run(&w);
    assert_int_equal(state_of(&w, LINK_ACCOUNT), LINK_HOUSEHOLD);
    assert_int_equal(counted(&w, 1, LINK_F_ACCOUNT), 0);
    assert_int_equal(link_parties(w.l), 3);
    assert_int_equal(link_groups(w.l), 1); /* she and a stranger share a device all the same */
    assert_int_equal(link_group(w.l, 0)->members, 2);
    assert_int_equal(counted(&w, 3, LINK_F_DEVICE), 1);
    world_end(&w);
}

static void a_household_shares_what_homes_share_and_is_no_crowd(void **state)
{
    for (int people = 2; people <= LINK_HOUSEHOLD_MAX + 1; people += LINK_HOUSEHOLD_MAX - 1) {
        struct world w;
        char name[32];
        (void)state;
        world_begin(&w, NULL);
        for (int i = 1; i <= people; i++) {
            snprintf(name, sizeof name, "name%d family%d", i, i);
            person_full(&w, (uint32_t)i, name, "", "", "flat 4", "");
            has(&w, (uint32_t)i, LINK_ACCOUNT, "JOINT");
            has(&w, (uint32_t)i, LINK_DOCUMENT, "us:1");
        }
        world_run(&w);
        bool is_home = people <= LINK_HOUSEHOLD_MAX;
        assert_int_equal(counted(&w, 1, LINK_F_ACCOUNT), is_home ? 0 : people - 1);
        assert_int_equal(counted(&w, 1, LINK_F_DOCUMENT), people - 1); /* papers are one's own */
        world_end(&w);
    }
}

static void an_office_with_one_egress_is_an_office(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    for (uint32_t i = 0; i < 30; i++) {
        char name[32], birth[16];
        snprintf(name, sizeof name, "person%u", i);
        snprintf(birth, sizeof birth, "1980-01-%02u", 1 + i % 28);
        person_full(&w, i, name, birth, "", "", "acme seoul");
        has_at(&w, i, LINK_IP, "203.0.113.5", noon + (int64_t)i * 60);
        for (int d = 0; d < 3; d++) has_at(&w, i, LINK_EGRESS, "203.0.113.5", noon + d * DAY);
        if (i < 4) has(&w, i, LINK_ACCOUNT, "ONE"); /* which no office explains */
    }
    person_full(&w, 99, "visitor", "1970-01-01", "", "", "");
    has_at(&w, 99, LINK_IP, "203.0.113.5", noon + 5 * 60);
    world_run(&w);
    assert_int_equal(state_of(&w, LINK_IP), LINK_OFFICE);
    assert_int_equal(state_of(&w, LINK_EGRESS), LINK_OFFICE);
    assert_int_equal(counted(&w, 0, LINK_F_IP), 0);
    assert_int_equal(link_groups(w.l), 1);
    assert_int_equal(link_group(w.l, 0)->members, 4);
    world_end(&w);
}

static void a_few_of_an_office_are_no_office(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    for (uint32_t i = 0; i < 40; i++) { /* all staff of one employer; five behind one line */
        char name[32];
        snprintf(name, sizeof name, "person%u", i);
        person_full(&w, i, name, "", "", "", "acme");
        for (int d = 0; d < 3 && i < 5; d++)
            has_at(&w, i, LINK_EGRESS, "198.51.100.9", noon + d * DAY);
    }
    world_run(&w);
    assert_int_equal(state_of(&w, LINK_EGRESS), LINK_LINKS);
    assert_int_equal(link_group(w.l, 0)->parties, 5);
    world_end(&w);
}

static void a_recruiters_phone_joins_nobody(void **state)
{
    struct world w;
    (void)state;
    for (uint32_t n = 20; n <= 60; n += 40) {
        world_begin(&w, NULL);
        people(&w, 0, n);
        for (uint32_t i = 0; i < n; i++) has(&w, i, LINK_PHONE, "+821012345678");
        world_run(&w);
        assert_int_equal(link_groups(w.l), 0);
        assert_int_equal(state_of(&w, LINK_PHONE), n > 50 ? LINK_CROWD : LINK_LINKS);
        assert_int_equal(counted(&w, 0, LINK_F_PHONE), n > 50 ? 0 : n - 1);
        struct link_count c[LINK_FEATURES];
        assert_int_equal(link_counts(w.l, 0, &w.arena, c, &w.err), CORDON_OK);
        assert_int_equal(c[LINK_F_PHONE].apart, n > 50 ? n : 0);
        world_end(&w);
    }
}

static void a_hub_has_more_than_fifty(void **state)
{
    struct world w;
    (void)state;
    for (uint32_t n = 50; n <= 51; n++) {
        world_begin(&w, NULL);
        people(&w, 0, n);
        for (uint32_t i = 0; i < n; i++) has(&w, i, LINK_ACCOUNT, "PAYROLL");
        world_run(&w);
        assert_int_equal(state_of(&w, LINK_ACCOUNT), n == 50 ? LINK_LINKS : LINK_CROWD);
        assert_int_equal(link_groups(w.l), n == 50);
        world_end(&w);
    }
}

static void renewals_of_one_person_are_one_party(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    person_full(&w, 1, "maria silva", "1990-05-05", "br:1", "", "");
    person_full(&w, 2, "maria silva", "1990-05-05", "br:2", "", ""); /* a new passport */
    person_full(&w, 3, "maria costa", "1990-05-05", "br:3", "", ""); /* and a marriage */
    for (uint32_t i = 1; i <= 3; i++) {
        has(&w, i, LINK_PHONE, "+5511987654321");
        has(&w, i, LINK_DEVICE, "SN1");
        has(&w, i, LINK_ACCOUNT, "A1");
    }
    world_run(&w);
    assert_int_equal(link_parties(w.l), 1);
    assert_int_equal(link_values(w.l), 0);
    assert_int_equal(link_groups(w.l), 0);
    assert_int_equal(link_party(w.l, 2), 1);
    world_end(&w);
}

static void distinct_needs_name_and_birth_or_document(void **state)
{
    static const struct {
        const char *name, *birth, *document;
        bool        is_distinct; /* from "ann lee", 1990-01-01, us:1 */
    } rows[] = {
        { "ann lee", "1970-07-07", "us:9", false }, /* the name is the same */
        { "bob roe", "1990-01-01", "us:1", true }, /* one paper under two names */
        { "bob roe", "1970-07-07", "us:1", true },
        { "bob roe", "1990-01-01", "us:9", true },
        { "bob lee", "1990-01-01", "us:9", false }, /* a part of the name and the birth date */
        { "bob lee", "1970-07-07", "us:9", true },
        { "bob roe", "1990-01-01", "", true }, /* a birthday is many people's */
        { "bob roe", "", "us:9", true },
        { "bob roe", "", "us:1", true }, /* one number under two names */
        { "bob lee", "", "us:1", false },
        { "bob roe", "", "", true }, /* nothing else to compare */
        { "", "", "", true },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct world w;
        world_begin(&w, NULL);
        person_full(&w, 1, "ann lee", "1990-01-01", "us:1", "", "");
        person_full(&w, 2, rows[i].name, rows[i].birth, rows[i].document, "", "");
        has(&w, 1, LINK_ACCOUNT, "A");
        has(&w, 2, LINK_ACCOUNT, "A");
        world_run(&w);
        if (counted(&w, 1, LINK_F_ACCOUNT) != rows[i].is_distinct) fail_msg("row %zu", i);
        world_end(&w);
    }
}

static bool is_jon(void *ctx, uint32_t a, uint32_t b)
{
    (*(int *)ctx)++;
    return a + b == 3;
}

static void the_caller_may_know_names_better(void **state)
{
    struct link_settings set;
    struct world w;
    int asked = 0;
    (void)state;
    link_settings_default(&set);
    set.same_name = is_jon;
    set.same_name_ctx = &asked;
    world_begin(&w, &set);
    person(&w, 1, "jon smith");
    person(&w, 2, "jonathan smith");
    person(&w, 3, "kim roe");
    person(&w, 4, "nobody else");
    for (uint32_t i = 1; i <= 3; i++) has(&w, i, LINK_ACCOUNT, "A");
    world_run(&w);
    assert_int_equal(counted(&w, 1, LINK_F_ACCOUNT), 1);
    assert_int_equal(counted(&w, 3, LINK_F_ACCOUNT), 1);
    assert_int_equal(link_parties(w.l), 3);
    assert_true(asked > 0 && asked <= 3); /* only those who share something */
    world_end(&w);
}

static void two_weak_kinds_join_a_pair_and_one_does_not(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    people(&w, 0, 10);
    /* three flatmates: an address and its network are one root cause */
    for (uint32_t i = 0; i < 3; i++) {
        has(&w, i, LINK_HOME, "1 elm st||1");
        has_at(&w, i, LINK_IP, "198.51.100.1", noon + 60 * (int64_t)i);
    }
    has(&w, 4, LINK_HOME, "2 elm st||1"), has(&w, 5, LINK_HOME, "2 elm st||1"), has(&w, 6, LINK_HOME, "2 elm st||1");
    has(&w, 4, LINK_REFEREE, "+15550001111"), has(&w, 5, LINK_REFEREE, "+15550001111");
    world_run(&w);
    assert_int_equal(link_groups(w.l), 1);
    assert_int_equal(group_of(&w, 0), LINK_NONE);
    assert_int_equal(group_of(&w, 4), 0);
    assert_int_equal(group_of(&w, 5), 0);
    assert_int_equal(counted(&w, 0, LINK_F_IP), 2); /* it is counted all the same */
    assert_int_equal(counted(&w, 0, LINK_F_ADDRESS), 2);
    world_end(&w);
}

/* Two, and no third, who give one home: what people of one home share joins them to nobody. */
static void two_who_give_one_home_are_a_household(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    people(&w, 0, 10);
    has(&w, 0, LINK_HOME, "1 elm st||1"), has(&w, 1, LINK_HOME, "1 elm st||1");
    has(&w, 0, LINK_ACCOUNT, "JOINT"), has(&w, 1, LINK_ACCOUNT, "JOINT");
    has(&w, 0, LINK_PHONE, "+15550002222"), has(&w, 1, LINK_PHONE, "+15550002222");
    has(&w, 0, LINK_SHIP, "1 elm st||1"), has(&w, 1, LINK_SHIP, "1 elm st||1");
    world_run(&w);
    assert_int_equal(link_groups(w.l), 0);
    assert_int_equal(state_of(&w, LINK_ACCOUNT), LINK_HOUSEHOLD);
    assert_int_equal(state_of(&w, LINK_PHONE), LINK_HOUSEHOLD);
    assert_int_equal(state_of(&w, LINK_SHIP), LINK_HOUSEHOLD);
    assert_int_equal(state_of(&w, LINK_HOME), LINK_HOUSEHOLD);
    assert_int_equal(counted(&w, 0, LINK_F_ACCOUNT), 0);
    world_end(&w);

    /* devices, papers, faces and texts are nobody's home's; a third takes the benefit away */
    world_begin(&w, NULL);
    people(&w, 0, 10);
    has(&w, 0, LINK_HOME, "1 elm st||1"), has(&w, 1, LINK_HOME, "1 elm st||1");
    has(&w, 0, LINK_DEVICE, "SN1"), has(&w, 1, LINK_DEVICE, "SN1");
    for (uint32_t i = 2; i < 5; i++) has(&w, i, LINK_HOME, "2 elm st||1");
    has(&w, 2, LINK_ACCOUNT, "A"), has(&w, 3, LINK_ACCOUNT, "A");
    /* one of a couple, and a stranger */
    has(&w, 5, LINK_HOME, "3 elm st||1"), has(&w, 6, LINK_HOME, "3 elm st||1");
    has(&w, 6, LINK_ACCOUNT, "B"), has(&w, 7, LINK_ACCOUNT, "B");
    world_run(&w);
    assert_int_equal(link_groups(w.l), 3);
    assert_int_equal(state_of(&w, LINK_DEVICE), LINK_LINKS);
    assert_int_equal(counted(&w, 2, LINK_F_ACCOUNT), 1);
    assert_int_equal(counted(&w, 6, LINK_F_ACCOUNT), 1);
    world_end(&w);

    /* who gives a home with one, and another home with another, lives with neither */
    world_begin(&w, NULL);
    people(&w, 0, 10);
    has(&w, 0, LINK_HOME, "1 elm st||1"), has(&w, 1, LINK_HOME, "1 elm st||1");
    has(&w, 1, LINK_HOME, "2 elm st||1"), has(&w, 2, LINK_HOME, "2 elm st||1");
    has(&w, 0, LINK_ACCOUNT, "A"), has(&w, 1, LINK_ACCOUNT, "A");
    world_run(&w);
    assert_int_equal(state_of(&w, LINK_ACCOUNT), LINK_LINKS);
    assert_int_equal(counted(&w, 0, LINK_F_ACCOUNT), 1);
    world_end(&w);
}

static void a_weak_value_does_not_glue_two_groups(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    people(&w, 0, 6);
    has(&w, 0, LINK_ACCOUNT, "A"), has(&w, 1, LINK_ACCOUNT, "A");
    has(&w, 2, LINK_ACCOUNT, "B"), has(&w, 3, LINK_ACCOUNT, "B");
    has(&w, 1, LINK_HOME, "1 elm st||1"), has(&w, 2, LINK_HOME, "1 elm st||1");
    has(&w, 0, LINK_REFEREE, "R"), has(&w, 3, LINK_REFEREE, "R"); /* another pair, another kind */
    world_run(&w);
    assert_int_equal(link_groups(w.l), 2);
    assert_int_not_equal(group_of(&w, 0), group_of(&w, 3));
    world_end(&w);
}

static void a_chain_shows_its_path(void **state)
{
    struct world w;
    const struct link_step *step;
    size_t steps;
    (void)state;
    world_begin(&w, NULL);
    people(&w, 10, 5);
    has(&w, 10, LINK_ACCOUNT, "A"), has(&w, 11, LINK_ACCOUNT, "A");
    has(&w, 11, LINK_DEVICE, "D"), has(&w, 12, LINK_DEVICE, "D");
    has(&w, 12, LINK_WALLET, "W"), has(&w, 13, LINK_WALLET, "W");
    has(&w, 10, LINK_REFEREE, "R"), has(&w, 13, LINK_REFEREE, "R"); /* shorter, but less rare */
    world_run(&w);
    assert_int_equal(link_groups(w.l), 1);
    assert_int_equal(link_path(w.l, 0, 3, &w.arena, &step, &steps, &w.err), CORDON_OK);
    assert_int_equal(steps, 3);
    assert_int_equal(link_value(w.l, step[0].value)->kind, LINK_ACCOUNT);
    assert_int_equal(link_value(w.l, step[1].value)->kind, LINK_DEVICE);
    assert_int_equal(link_value(w.l, step[2].value)->kind, LINK_WALLET);
    for (size_t i = 0; i < steps; i++) {
        assert_int_equal(step[i].from, i);
        assert_int_equal(step[i].to, i + 1);
    }
    assert_int_equal(link_path(w.l, 0, 4, &w.arena, &step, &steps, &w.err), CORDON_NOTFOUND);
    world_end(&w);
}

static void a_path_passes_through_one_partys_files(void **state)
{
    struct world w;
    const struct link_step *step;
    size_t steps;
    (void)state;
    world_begin(&w, NULL);
    person(&w, 1, "ann lee"), person(&w, 2, "ann lee"), person(&w, 3, "bob roe");
    person(&w, 4, "carl poe");
    has(&w, 1, LINK_PHONE, "P"), has(&w, 2, LINK_PHONE, "P");
    has(&w, 1, LINK_ACCOUNT, "A"), has(&w, 3, LINK_ACCOUNT, "A");
    has(&w, 2, LINK_DEVICE, "D"), has(&w, 4, LINK_DEVICE, "D");
    world_run(&w);
    assert_int_equal(link_path(w.l, 2, 3, &w.arena, &step, &steps, &w.err), CORDON_OK);
    assert_int_equal(steps, 2);
    assert_int_equal(step[0].to, 0);   /* bob to ann's first file */
    assert_int_equal(step[1].from, 1); /* her second file to carl */
    assert_int_equal(link_path(w.l, 0, 1, &w.arena, &step, &steps, &w.err), CORDON_OK);
    assert_int_equal(steps, 0);
    world_end(&w);
}

static void addresses_link_within_hours_only(void **state)
{
    static const struct {
        int64_t  at[4];
        uint32_t people, want; /* others that the first one meets */
    } rows[] = {
        { { 0, 29 * 60 }, 2, 1 },
        { { 0, 31 * 60 }, 2, 0 },
        { { 0, 23 * HOUR }, 2, 0 },
        { { 0, 12 * HOUR, 24 * HOUR }, 3, 2 },
        { { 0, 12 * HOUR, 24 * HOUR + 1 }, 3, 0 },
        { { 0, 10 * DAY, 20 * DAY }, 3, 0 },
        { { 0, 20 * 60, 40 * 60, 60 * 60 }, 4, 3 },
        { { -5 * 60, 5 * 60 }, 2, 1 }, /* across the epoch */
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct world w;
        world_begin(&w, NULL);
        people(&w, 0, rows[i].people);
        for (uint32_t p = 0; p < rows[i].people; p++)
            has_at(&w, p, LINK_IP, "198.51.100.1", rows[i].at[p]);
        has(&w, 0, LINK_IP, "198.51.100.1"); /* without a time it says nothing */
        world_run(&w);
        if (counted(&w, 0, LINK_F_IP) != rows[i].want)
            fail_msg("row %zu: %u", i, counted(&w, 0, LINK_F_IP));
        world_end(&w);
    }
}

static void extreme_times_are_far_apart(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    people(&w, 0, 2);
    has_at(&w, 0, LINK_IP, "198.51.100.1", INT64_MIN + 1);
    has_at(&w, 1, LINK_IP, "198.51.100.1", INT64_MAX);
    world_run(&w);
    assert_int_equal(link_values(w.l), 0);
    world_end(&w);
}

static void a_shared_network_is_declared(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    people(&w, 0, 2);
    for (uint32_t i = 0; i < 2; i++) {
        const struct link_attribute a = { .identity = i, .kind = LINK_IP,
                                          .value = STR("203.0.113.1"), .time_s = noon,
                                          .weight = i ? LINK_SHARED : LINK_PLAIN };
        assert_int_equal(link_add(w.l, &a, &w.err), CORDON_OK);
    }
    world_run(&w);
    assert_int_equal(state_of(&w, LINK_IP), LINK_DECLARED);
    assert_int_equal(counted(&w, 0, LINK_F_IP), 0);
    world_end(&w);
}

static void hops(struct world *w, uint32_t who, const char *exits, int64_t at)
{
    for (const char *e = exits; *e; e++, at += 600) {
        char exit[16];
        snprintf(exit, sizeof exit, "203.0.113.%c", *e);
        has_at(w, who, LINK_EXITS, exit, at);
    }
}

static void exits_in_the_same_order_link(void **state)
{
    static const struct {
        const char *a, *b;
        int64_t     later;
        bool        want;
    } rows[] = {
        { "1234", "1234", 13 * DAY, true },  { "1234", "1234", 15 * DAY, false },
        { "1234", "1243", 0, false },        { "123", "123", 0, false },
        { "512346", "712348", DAY, true },   { "1212", "1212", 0, false },
        { "11223344", "1234", DAY, true },   { "1254", "1234", 0, false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct world w;
        world_begin(&w, NULL);
        people(&w, 0, 2);
        hops(&w, 0, rows[i].a, noon);
        hops(&w, 1, rows[i].b, noon + rows[i].later);
        world_run(&w);
        if (counted(&w, 0, LINK_F_EXITS) != rows[i].want) fail_msg("row %zu", i);
        if (rows[i].want && i == 0)
            assert_str(value_of(&w, LINK_EXITS)->text,
                       "203.0.113.1 > 203.0.113.2 > 203.0.113.3 > 203.0.113.4");
        world_end(&w);
    }
}

static void a_poor_fingerprint_says_nothing(void **state)
{
    static const uint16_t bits[] = { 29, 30 };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bits); i++) {
        struct world w;
        world_begin(&w, NULL);
        people(&w, 0, 2);
        for (uint32_t p = 0; p < 2; p++) {
            const struct link_attribute a = { .identity = p, .kind = LINK_PRINT,
                                              .value = STR("f00d"), .bits = bits[i],
                                              .time_s = LINK_NO_TIME };
            assert_int_equal(link_add(w.l, &a, &w.err), CORDON_OK);
        }
        world_run(&w);
        assert_int_equal(counted(&w, 0, LINK_F_DEVICE), i);
        world_end(&w);
    }
}

static void rarity_is_in_hundredths_of_a_bit(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL); /* a population of 10,000: log2(5000) = 12.2877, log2(3333) = 11.7027 */
    people(&w, 0, 5);
    has(&w, 0, LINK_ACCOUNT, "A"), has(&w, 1, LINK_ACCOUNT, "A");
    for (uint32_t i = 2; i < 5; i++) has(&w, i, LINK_HOME, "H");
    world_run(&w);
    assert_in_range(value_of(&w, LINK_ACCOUNT)->rarity_cb, 1227, 1229);
    assert_in_range(value_of(&w, LINK_HOME)->rarity_cb, 584, 586); /* worth half */
    assert_int_equal(link_group(w.l, 0)->rarity_cb, value_of(&w, LINK_ACCOUNT)->rarity_cb);
    world_end(&w);
}

static void many_values_of_one_kind_count_once(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    people(&w, 0, 3);
    for (int i = 0; i < 500; i++) {
        char account[16];
        snprintf(account, sizeof account, "A%d", i);
        has(&w, 0, LINK_ACCOUNT, account), has(&w, 1, LINK_ACCOUNT, account);
    }
    has(&w, 1, LINK_ACCOUNT, "B"), has(&w, 2, LINK_ACCOUNT, "B");
    world_run(&w);
    assert_int_equal(link_groups(w.l), 1);
    assert_int_equal(link_group(w.l, 0)->values, 501);
    assert_int_equal(link_group(w.l, 0)->rarity_cb, 2 * link_value(w.l, 0)->rarity_cb);
    world_end(&w);
}

static void poorly_proved_values_count_half(void **state)
{
    (void)state;
    for (uint32_t weak = 0; weak <= 3; weak++) {
        struct world w;
        world_begin(&w, NULL);
        people(&w, 0, 3);
        for (uint32_t p = 0; p < 3; p++) {
            const struct link_attribute a = { .identity = p, .kind = LINK_ACCOUNT,
                                              .value = STR("A"), .time_s = LINK_NO_TIME,
                                              .weight = p < weak ? LINK_WEAK : LINK_PLAIN };
            assert_int_equal(link_add(w.l, &a, &w.err), CORDON_OK);
        }
        world_run(&w);
        assert_int_equal(value_of(&w, LINK_ACCOUNT)->is_strong, weak < 2);
        assert_in_range(value_of(&w, LINK_ACCOUNT)->rarity_cb, weak < 2 ? 1169 : 584,
                        weak < 2 ? 1171 : 586);
        world_end(&w);
    }
}

static void referees_of_one_employer_are_no_sign(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    person_full(&w, 1, "ann lee", "", "", "", "acme");
    person_full(&w, 2, "bob roe", "", "", "", "acme");
    person_full(&w, 3, "carl poe", "", "", "", "other");
    has(&w, 1, LINK_REFEREE, "R1"), has(&w, 2, LINK_REFEREE, "R1");
    for (uint32_t i = 1; i <= 3; i++) has(&w, i, LINK_REFEREE, "R2");
    world_run(&w);
    assert_int_equal(counted(&w, 1, LINK_F_REFEREE), 1); /* carl */
    assert_int_equal(counted(&w, 3, LINK_F_REFEREE), 2);
    world_end(&w);
}

static void an_identity_with_too_many_values_is_told(void **state)
{
    struct world w;
    char value[16];
    (void)state;
    world_begin(&w, NULL);
    people(&w, 0, 3);
    for (uint32_t i = 0; i < LINK_PER_IDENTITY_MAX + 50; i++) {
        snprintf(value, sizeof value, "v%u", i);
        has(&w, 1, LINK_HANDLE, value);
    }
    has(&w, 0, LINK_ACCOUNT, "A"), has(&w, 2, LINK_ACCOUNT, "A");
    world_run(&w);
    assert_true(link_is_limited(w.l));
    assert_int_equal(link_caps(w.l)[LINK_CAP_IDENTITY].count, 50);
    assert_int_equal(link_caps(w.l)[LINK_CAP_IDENTITY].identity, 1);
    assert_int_equal(link_groups(w.l), 1);
    world_end(&w);
}

static void a_million_values_in_one_group(void **state)
{
    enum { VALUES = 100000 }; /* of each of ten pairs */
    struct world w;
    char value[24];
    const struct link_step *step;
    size_t steps;
    (void)state;
    world_begin(&w, NULL);
    people(&w, 0, 11);
    for (uint32_t p = 0; p < 11; p++) /* a chain of eleven, each pair with its values */
        for (uint32_t i = 0; i < VALUES / 2; i++) {
            snprintf(value, sizeof value, "%u-%u", p, i);
            has(&w, p, LINK_WALLET, value);
            snprintf(value, sizeof value, "%u-%u", p + 1, i);
            if (p < 10) has(&w, p, LINK_WALLET, value);
        }
    world_run(&w);
    assert_int_equal(link_groups(w.l), 1);
    assert_int_equal(link_group(w.l, 0)->values, 10 * VALUES / 2);
    assert_int_equal(link_path(w.l, 0, 10, &w.arena, &step, &steps, &w.err), CORDON_OK);
    assert_int_equal(steps, 10);
    world_end(&w);
}

static void a_crowd_of_one_persons_files_is_one_party(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    for (uint32_t i = 0; i < 3000; i++) person(&w, i, "ann lee");
    person(&w, 3000, "bob roe");
    for (uint32_t i = 0; i <= 3000; i++) has(&w, i, LINK_DEVICE, "SN1");
    world_run(&w);
    assert_int_equal(link_parties(w.l), 2);
    assert_int_equal(value_of(&w, LINK_DEVICE)->parties, 2);
    assert_int_equal(link_group(w.l, 0)->members, 3001);
    world_end(&w);
}

static void wrong_use_is_refused(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    person(&w, 1, "ann lee"), person(&w, 1, "bob roe");
    assert_int_equal(link_run(w.l, &w.err), CORDON_ARGUMENT);
    assert_int_equal(link_run(w.l, &w.err), CORDON_ARGUMENT);
    world_end(&w);

    world_begin(&w, NULL);
    person(&w, 1, "ann lee");
    has(&w, 2, LINK_PHONE, "P");
    assert_int_equal(link_run(w.l, &w.err), CORDON_ARGUMENT);
    assert_non_null(strstr(w.err.message, "identity 2"));
    world_end(&w);

    static char big[LINK_VALUE_MAX + 2];
    memset(big, 'x', sizeof big - 1);
    world_begin(&w, NULL);
    struct link_attribute a = { .kind = LINK_PHONE, .value = str_c(big) };
    assert_int_equal(link_add(w.l, &a, &w.err), CORDON_LIMIT);
    a.kind = LINK_PHOTO;
    a.value = STR("0123");
    assert_int_equal(link_add(w.l, &a, &w.err), CORDON_SYNTAX);
    a.kind = LINK_KINDS;
    assert_int_equal(link_add(w.l, &a, &w.err), CORDON_ARGUMENT);
    world_run(&w); /* nobody at all */
    assert_int_equal(link_groups(w.l) + link_values(w.l) + link_identities(w.l), 0);
    struct link_count c[LINK_FEATURES];
    assert_int_equal(link_counts(w.l, 0, &w.arena, c, &w.err), CORDON_ARGUMENT);
    world_end(&w);
    link_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_farm_of_laptops_is_one_group),
        cmocka_unit_test(a_household_is_listed_apart),
        cmocka_unit_test(a_household_shares_what_homes_share_and_is_no_crowd),
        cmocka_unit_test(an_office_with_one_egress_is_an_office),
        cmocka_unit_test(a_few_of_an_office_are_no_office),
        cmocka_unit_test(a_recruiters_phone_joins_nobody),
        cmocka_unit_test(a_hub_has_more_than_fifty),
        cmocka_unit_test(renewals_of_one_person_are_one_party),
        cmocka_unit_test(distinct_needs_name_and_birth_or_document),
        cmocka_unit_test(the_caller_may_know_names_better),
        cmocka_unit_test(two_weak_kinds_join_a_pair_and_one_does_not),
        cmocka_unit_test(two_who_give_one_home_are_a_household),
        cmocka_unit_test(a_weak_value_does_not_glue_two_groups),
        cmocka_unit_test(a_chain_shows_its_path),
        cmocka_unit_test(a_path_passes_through_one_partys_files),
        cmocka_unit_test(addresses_link_within_hours_only),
        cmocka_unit_test(extreme_times_are_far_apart),
        cmocka_unit_test(a_shared_network_is_declared),
        cmocka_unit_test(exits_in_the_same_order_link),
        cmocka_unit_test(a_poor_fingerprint_says_nothing),
        cmocka_unit_test(rarity_is_in_hundredths_of_a_bit),
        cmocka_unit_test(many_values_of_one_kind_count_once),
        cmocka_unit_test(poorly_proved_values_count_half),
        cmocka_unit_test(referees_of_one_employer_are_no_sign),
        cmocka_unit_test(an_identity_with_too_many_values_is_told),
        cmocka_unit_test(a_million_values_in_one_group),
        cmocka_unit_test(a_crowd_of_one_persons_files_is_one_party),
        cmocka_unit_test(wrong_use_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
