/* Texts and pictures that are nearly the same: against every pair compared. */
#include "link_help.h"

#include "base/num.h"

enum { TEXTS = 300, WORDS = 120 };

static uint64_t random_state;

static uint32_t below(uint32_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state % n);
}

static void write_words(const uint16_t *word, size_t count, char *out, size_t room)
{
    size_t len = 0;
    for (size_t i = 0; i < count && len < room; i++)
        len += (size_t)snprintf(out + len, room - len, "w%u%s", word[i], i % 9 == 8 ? ".\n" : " ");
}

static uint32_t likeness(struct world *w, const char *a, const char *b)
{
    uint32_t p = 0;
    arena_reset(&w->arena);
    assert_int_equal(link_text_likeness(str_c(a), str_c(b), &w->arena, &p, &w->err), CORDON_OK);
    return p;
}

/* Is there a value of this kind that both hold? */
static bool are_tied(const struct world *w, enum link_kind kind, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < link_values(w->l); i++) {
        const struct link_value *v = link_value(w->l, i);
        int held = 0;
        if (!v || v->kind != kind || v->state != LINK_LINKS) continue;
        for (uint32_t h = 0; h < v->holders; h++)
            held += v->holder[h].identity == a || v->holder[h].identity == b;
        if (held == 2) return true;
    }
    return false;
}

static void texts_are_those_of_every_pair_compared(void **state)
{
    static uint16_t word[TEXTS][WORDS];
    static char text[TEXTS][WORDS * 8];
    struct world w;
    uint32_t near = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        random_state = seed * 77777;
        world_begin(&w, NULL);
        people(&w, 0, TEXTS);
        for (uint32_t i = 0; i < TEXTS; i++) {
            uint32_t from = i && below(3) ? below(i) : i; /* chains of copies drift apart */
            for (uint32_t k = 0; k < WORDS; k++)
                word[i][k] = from == i ? (uint16_t)below(5000) : word[from][k];
            for (uint32_t k = below(6); from != i && k > 0; k--)
                word[i][below(WORDS)] = (uint16_t)below(5000);
            write_words(word[i], WORDS, text[i], sizeof text[i]);
            has(&w, i, LINK_RESUME, text[i]);
        }
        world_run(&w);
        bool is_limited = link_is_limited(w.l);
        for (uint32_t i = 0; i < TEXTS; i++)
            for (uint32_t j = i + 1; j < TEXTS; j++) {
                uint32_t p = likeness(&w, text[i], text[j]);
                bool is_tied = are_tied(&w, LINK_RESUME, i, j);
                if (is_tied && p < 500) fail_msg("%u %u tied at %u", i, j, p);
                if (!is_tied && p >= 800 && !is_limited) fail_msg("%u %u missed at %u", i, j, p);
                near += p >= 800;
            }
        world_end(&w);
    }
    assert_true(near > 500);
}

static const char resume[] =
    "WORK EXPERIENCE\nBuilt a ledger service that settles payments for forty banks in nine "
    "countries every night without a person watching it.\nEDUCATION\nStudied mathematics and "
    "wrote a thesis on sorting networks under a supervisor who never answered mail.\nSkills:\n"
    "Mends old databases, writes parsers by hand and explains both to people who do neither.\n";

static void headings_case_and_signs_do_not_count(void **state)
{
    static const char same[] =
        "Experience\n- built a Ledger Service, that settles payments for forty banks in nine "
        "countries every night without a person watching it\nEducation\n* studied Mathematics and "
        "wrote a thesis on sorting networks under a supervisor who never answered mail\nTechnical "
        "skills\nmends old databases; writes parsers by hand -- and explains both to people who do "
        "neither";
    static const char other[] =
        "WORK EXPERIENCE\nDrove a bus along the coast for eleven years and knew every passenger "
        "by name and by the bag they carried.\nEDUCATION\nLearned to mend engines from an uncle "
        "who had lost two fingers to one and still trusted them all.\nSkills:\nSings.\n";
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    assert_int_equal(likeness(&w, resume, same), 1000);
    assert_int_equal(likeness(&w, resume, other), 0);
    assert_int_equal(likeness(&w, "too short", "too short"), 0);
    world_end(&w);
}

static void scripts_without_blanks_are_compared_too(void **state)
{
    static const char a[] = "株式会社で決済基盤を設計し、四十の銀行の夜間処理を自動化しました。学生時代は数学を専攻。";
    static const char b[] = "株式会社で決済基盤を設計し 四十の銀行の夜間処理を自動化しました 学生時代は数学を専攻";
    static const char c[] = "은행 마흔 곳의 야간 정산을 자동화하는 원장 서비스를 만들었고 아무도 지켜보지 않아도 매일 밤 "
                            "아홉 나라에서 돌아가게 했으며 정렬망에 대한 논문을 썼고 오래된 데이터베이스를 고치고 "
                            "파서를 손으로 짜서 둘 다 모르는 사람에게 설명합니다 그리고 또 다른 일도 했습니다";
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    assert_int_equal(likeness(&w, a, b), 1000);
    assert_int_equal(likeness(&w, c, c), 1000);
    assert_int_equal(likeness(&w, a, c), 0);
    world_end(&w);
}

static void a_text_of_one_person_is_no_link(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    person(&w, 1, "ann lee"), person(&w, 2, "ann lee"), person(&w, 3, "bob roe");
    for (uint32_t i = 1; i <= 3; i++) has(&w, i, LINK_RESUME, resume);
    has(&w, 1, LINK_RESUME, resume);
    world_run(&w);
    assert_int_equal(counted(&w, 1, LINK_F_RESUME), 1);
    assert_int_equal(counted(&w, 3, LINK_F_RESUME), 1);
    assert_int_equal(link_parties(w.l), 2);
    assert_str(value_of(&w, LINK_RESUME)->text, ""); /* nobody's text is a label */
    world_end(&w);
}

/* Half a text of another's ties two people, and joins them only beside something else. */
static void a_text_that_is_half_anothers_is_weak(void **state)
{
    (void)state;
    for (int phones = 0; phones < 2; phones++) {
        char mine[4096], theirs[4096];
        struct world w;
        snprintf(mine, sizeof mine, "%s Then I kept bees in a garden behind the mill.", resume);
        snprintf(theirs, sizeof theirs, "%s My second trade was that of a baker who sold rye bread at the "
                                        "market each morning before the ferry came.", resume);
        world_begin(&w, NULL);
        people(&w, 1, 2);
        has(&w, 1, LINK_RESUME, mine), has(&w, 2, LINK_RESUME, theirs);
        for (uint32_t i = 1; i <= 2 && phones; i++) has(&w, i, LINK_REFEREE, "referee@example.com");
        world_run(&w);
        const struct link_value *v = value_of(&w, LINK_RESUME);
        assert_in_range(v->permille, 500, 799);
        assert_false(v->is_strong);
        assert_int_equal(link_groups(w.l), phones);
        world_end(&w);
    }
}

static void two_bids_alike_are_chance_three_are_not(void **state)
{
    (void)state;
    for (int bids = 1; bids <= 2; bids++) {
        struct world w;
        world_begin(&w, NULL);
        people(&w, 1, 2);
        has(&w, 1, LINK_BID, resume);
        for (int i = 0; i < bids; i++) has_at(&w, 2, LINK_BID, resume, i);
        world_run(&w);
        assert_int_equal(counted(&w, 1, LINK_F_SAME_TEXT), bids - 1);
        assert_int_equal(counted(&w, 1, LINK_F_RESUME), 0);
        world_end(&w);
    }
}

static void a_template_of_hundreds_is_a_crowds(void **state)
{
    char text[4096];
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    people(&w, 0, 300);
    for (uint32_t i = 0; i < 300; i++) {
        snprintf(text, sizeof text, "%s %s I am number%u.", resume, resume, i);
        has(&w, i, LINK_RESUME, text);
    }
    world_run(&w);
    assert_true(link_is_limited(w.l));
    assert_int_equal(link_caps(w.l)[LINK_CAP_TEXTS].count, 300);
    assert_int_equal(state_of(&w, LINK_RESUME), LINK_CROWD);
    struct link_count c[LINK_FEATURES];
    assert_int_equal(link_counts(w.l, 7, &w.arena, c, &w.err), CORDON_OK);
    assert_int_equal(c[LINK_F_RESUME].apart, 300);
    world_end(&w);
}

static void a_thousand_bids_of_one_do_not_drown_the_other(void **state)
{
    char text[4096];
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    people(&w, 0, 2);
    for (uint32_t i = 0; i < 1000; i++) {
        snprintf(text, sizeof text, "%s %s Offer number%u.", resume, resume, i);
        has(&w, i == 500, LINK_BID, text);
    }
    world_run(&w);
    assert_int_equal(counted(&w, 1, LINK_F_SAME_TEXT), 1);
    assert_true(link_is_limited(w.l)); /* not all were compared, and that is told */
    world_end(&w);
}

static void a_text_that_cannot_be_read_is_refused(void **state)
{
    static char big[LINK_TEXT_MAX + 2];
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    memset(big, 'x', sizeof big - 1);
    struct link_attribute a = { .kind = LINK_RESUME, .value = str_c(big) };
    assert_int_equal(link_add(w.l, &a, &w.err), CORDON_LIMIT);
    a.value = STR("not \xFF utf-8");
    assert_int_equal(link_add(w.l, &a, &w.err), CORDON_SYNTAX);
    world_end(&w);
}

/* --- pictures --------------------------------------------------------------------------------- */

static unsigned differ(uint64_t a, uint64_t b)
{
    unsigned n = 0;
    for (int i = 0; i < 64; i++) n += (a >> i & 1) != (b >> i & 1);
    return n;
}

static void pictures_are_those_of_every_pair_compared(void **state)
{
    enum { PHOTOS = 1300 }; /* enough for buckets */
    static uint64_t bits[PHOTOS];
    (void)state;
    for (uint32_t most = 0; most <= 6; most += 3) {
        struct link_settings set;
        struct world w;
        uint32_t near = 0;
        char text[24];
        link_settings_default(&set);
        set.photo_bits = most;
        set.hub[LINK_PHOTO] = PHOTOS; /* what is a crowd's is another test's */
        world_begin(&w, &set);
        people(&w, 0, PHOTOS);
        random_state = 99 + most;
        for (uint32_t i = 0; i < PHOTOS; i++) {
            bits[i] = (uint64_t)below(UINT32_MAX) << 32 | below(UINT32_MAX);
            if (i && below(2)) bits[i] = bits[below(i)];
            for (uint32_t k = below(9); k > 0; k--) bits[i] ^= UINT64_C(1) << below(64);
            snprintf(text, sizeof text, i % 2 ? "%016llx" : "%016llX", (unsigned long long)bits[i]);
            has(&w, i, LINK_PHOTO, text);
        }
        world_run(&w);
        for (uint32_t i = 0; i < PHOTOS; i++)
            for (uint32_t j = i + 1; j < PHOTOS; j++) {
                bool is_near = differ(bits[i], bits[j]) <= most;
                if (!is_near) continue;
                if (!are_tied(&w, LINK_PHOTO, i, j)) fail_msg("%u %u are not tied", i, j);
                near++;
            }
        for (uint32_t v = 0; v < link_values(w.l); v++) {
            const struct link_value *value = link_value(w.l, v);
            for (uint32_t i = 0; i < value->holders; i++)
                for (uint32_t j = i + 1; j < value->holders; j++) {
                    unsigned apart = differ(bits[value->holder[i].place], bits[value->holder[j].place]);
                    if (apart > most) fail_msg("tied with %u bits of %u", apart, most);
                }
        }
        assert_true(near > most * 10);
        assert_false(link_is_limited(w.l));
        world_end(&w);
    }
}

static void blank_pictures_say_nothing(void **state)
{
    struct world w;
    (void)state;
    world_begin(&w, NULL);
    people(&w, 0, 2);
    has(&w, 0, LINK_PHOTO, "0000000000000001"), has(&w, 1, LINK_PHOTO, "0000000000000001");
    has(&w, 0, LINK_PHOTO, "ffffffffffffffff"), has(&w, 1, LINK_PHOTO, "ffffffffffffffff");
    world_run(&w);
    assert_int_equal(link_values(w.l), 0);
    world_end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_those_of_every_pair_compared),
        cmocka_unit_test(headings_case_and_signs_do_not_count),
        cmocka_unit_test(scripts_without_blanks_are_compared_too),
        cmocka_unit_test(a_text_of_one_person_is_no_link),
        cmocka_unit_test(a_text_that_is_half_anothers_is_weak),
        cmocka_unit_test(two_bids_alike_are_chance_three_are_not),
        cmocka_unit_test(a_template_of_hundreds_is_a_crowds),
        cmocka_unit_test(a_thousand_bids_of_one_do_not_drown_the_other),
        cmocka_unit_test(a_text_that_cannot_be_read_is_refused),
        cmocka_unit_test(pictures_are_those_of_every_pair_compared),
        cmocka_unit_test(blank_pictures_say_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
