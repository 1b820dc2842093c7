/* engine/canon, engine/score: keys of numbers, and probability from evidence. */
#include "tests/test.h"

#include "base/num.h"
#include "engine/canon.h"
#include "engine/score.h"

/* The first key of a value. */
static str canon_key(enum canon_kind kind, str value, struct arena *arena)
{
    struct canon c;
    canon_read(kind, value, arena, &c);
    return c.key[0];
}

static void writings_of_one_number_have_one_key(void **state)
{
    static const struct { enum canon_kind kind; const char *value, *want; } rows[] = {
        { CANON_PASSPORT, "ps 836-410.111", "n:PS836410111" },
        { CANON_PASSPORT, "\xEF\xBC\xB0\xEF\xBC\xB3\xEF\xBC\x98\xEF\xBC\x93", "n:PS83" }, /* wide */
        { CANON_PASSPORT, "PS\xE2\x80\x93" "83\xE2\x80\x8B" "6", "n:PS836" }, /* dash, no width */
        { CANON_PASSPORT, "PS\xC2\xA0" "836", "n:PS836" },               /* no-break space */
        { CANON_PASSPORT, "Booklet A5250088", "n:A5250088" },
        { CANON_PASSPORT, "No. 12345", "n:12345" },
        { CANON_IMO, "IMO 9074729", "n:9074729" },
        { CANON_IMO, "imo9074729", "n:9074729" },
        { CANON_REGISTRATION, "\xEC\xA0\x9C 12", "n:\xEC\xA0\x9C" "12" }, /* letters stay */
        { CANON_EMAIL, " Quillon@Example.INVALID ", "e:quillon@example.invalid" },
        { CANON_PHONE, "+850 (2) 555-0100", "p:85025550100" },
        { CANON_PHONE, "\xEF\xBC\x91\xEF\xBC\x92", "p:12" },
        { CANON_ANY, "---", "" },
        { CANON_PHONE, "none", "" },
        { CANON_NONE, "12345", "" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena a;
        arena_init(&a, 1 << 20);
        assert_str(canon_key(rows[i].kind, str_c(rows[i].value), &a), rows[i].want);
        assert_false(a.failed);
        arena_release(&a);
    }
}

static void bytes_that_are_no_text_are_still_a_number(void **state)
{
    struct arena a;
    (void)state;
    arena_init(&a, 1 << 20);
    assert_true(str_eq(canon_key(CANON_PASSPORT, STR("12\xFF" "34"), &a), STR("n:12\xFF" "34")));
    arena_release(&a);
}

static void an_unread_number_is_never_a_short_one(void **state)
{
    (void)state;
    for (uint64_t n = 1; n < 20; n++) {
        struct arena a;
        arena_init(&a, 1 << 20);
        mem_fail_from(n);
        str key = canon_key(CANON_PASSPORT, STR("\xEF\xBC\xB0\xEF\xBC\xB3 836 410 111"), &a);
        mem_fail_from(0);
        assert_str(key, a.failed ? "" : "n:PS836410111");
        arena_release(&a);
    }
}

static void score_rises_with_evidence_and_is_never_certain(void **state)
{
    uint16_t last = 0;
    (void)state;
    for (int32_t cb = -20000; cb <= 20000; cb++) {
        uint16_t bp = score_bp_of(cb);
        assert_in_range(bp, 1, 9999);
        if (bp < last) fail_msg("falls at %d", (int)cb);
        last = bp;
    }
    assert_int_equal(score_bp_of(0), 5000);
    assert_int_equal(score_bp_of(INT32_MIN), 1);
    assert_int_equal(score_bp_of(INT32_MAX), 9999);
    for (int32_t cb = 0; cb <= 4000; cb++)
        assert_in_range(score_bp_of(cb) + score_bp_of(-cb), 9999, 10001); /* both sides alike */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writings_of_one_number_have_one_key),
        cmocka_unit_test(bytes_that_are_no_text_are_still_a_number),
        cmocka_unit_test(an_unread_number_is_never_a_short_one),
        cmocka_unit_test(score_rises_with_evidence_and_is_never_certain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
