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
        { CANON_PASSPORT, "\xD9\xA1\xD9\xA2\xDB\xB3\xE0\xA5\xAA", "n:1234" }, /* other scripts' */
        /* U+FE0F, 034F, 3164, 180E, 00AD, 200D, FEFF, 061C, E0020 */
        { CANON_PASSPORT, "1\xEF\xB8\x8F" "2\xCD\x8F" "3\xE3\x85\xA4" "4\xE1\xA0\x8E" "5\xC2\xAD" "6"
                          "\xE2\x80\x8D" "7\xEF\xBB\xBF" "8\xD8\x9C" "9\xF3\xA0\x80\xA0" "0",
          "n:1234567890" },
        { CANON_PASSPORT, "\xD0\x9C" "E12345", "n:ME12345" },         /* a Cyrillic M */
        { CANON_PASSPORT, "\xE2\x84\x96 12345", "n:12345" },          /* one sign for No. */
        { CANON_PHONE, "02\xE3\x83\xBC" "555\xE3\x83\xBC" "0100", "p:025550100" },
        { CANON_REGISTRATION, "IMO 5055293", "n:5055293" },
        { CANON_REGISTRATION, "IMO: 5055293", "n:5055293" },
        { CANON_ANY, "IMO number 9074729", "n:9074729" },
        { CANON_PASSPORT, "imo#9074729", "n:9074729" },
        { CANON_REGISTRATION, "IMO-77", "n:IMO77" },                  /* no IMO number */
        { CANON_REGISTRATION, "Imomali 12345678", "n:IMOMALI12345678" },
        { CANON_SWIFT, "SABRRUMMXXX", "n:SABRRUMM" },
        { CANON_SWIFT, "SWIFT: sabr ru mm", "n:SABRRUMM" },
        { CANON_ANY, "BIC SABRRUMMXXX", "n:SABRRUMM" },
        { CANON_SWIFT, "SABRRUMM007", "n:SABRRUMM007" },
        { CANON_ACCOUNT, "IBAN DE89 3704 0044 0532 0130 00", "n:DE89370400440532013000" },
        { CANON_MMSI, "MMSI 445123456", "n:445123456" },
        { CANON_EMAIL, "mailto:a@Example.invalid", "e:a@example.invalid" },
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

/* A value of nothing but labels costs time in proportion to its length, and no stack. */
static void labels_without_end_are_fine(void **state)
{
    enum { LEN = 60000 };
    static char text[LEN];
    struct arena a;
    (void)state;
    for (size_t i = 0; i < LEN; i++) text[i] = "no "[i % 3];
    arena_init(&a, 1 << 20);
    assert_str(canon_key(CANON_PASSPORT, str_of(text, LEN), &a), "n:NO");
    arena_release(&a);
}

static void a_value_that_says_what_it_is_has_that_kind(void **state)
{
    static const struct { enum canon_kind kind; const char *value; enum canon_kind want; } rows[] = {
        { CANON_REGISTRATION, "IMO 5055293", CANON_IMO },
        { CANON_REGISTRATION, "5055293", CANON_REGISTRATION },
        { CANON_ANY, "SWIFT SABRRUMM", CANON_SWIFT },
        { CANON_ANY, "IBAN DE89 3704 0044 0532 0130 00", CANON_ACCOUNT },
        { CANON_TAX, "LEI 12", CANON_TAX },
        { CANON_PHONE, "IMO 5055293", CANON_PHONE },
    };
    struct arena a;
    struct canon c;
    (void)state;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        canon_read(rows[i].kind, str_c(rows[i].value), &a, &c);
        assert_int_equal(c.kind, rows[i].want);
    }
    arena_release(&a);
}

static void numbers_meet_in_every_writing(void **state)
{
    static const struct {
        enum canon_kind kind;
        const char *a, *b;
        enum canon_meeting want;
    } rows[] = {
        { CANON_PASSPORT, "PS 836", "ps-836", CANON_SAME },
        { CANON_PASSPORT, "12345678.0", "12345678", CANON_SAME },
        { CANON_PASSPORT, "12345678,00", "12345678", CANON_SAME },
        { CANON_PASSPORT, "12,345,678.00", "12345678", CANON_SAME },
        { CANON_TAX, "12.345.678-0", "12345678.0", CANON_SAME }, /* a check digit behind a point */
        { CANON_PASSPORT, "00123456", "123456", CANON_SAME_DIGITS },
        { CANON_PASSPORT, "00123456", "0123456", CANON_SAME_DIGITS },
        { CANON_PASSPORT, "00123456", "123456.0", CANON_SAME_DIGITS },
        { CANON_PASSPORT, "A00123456", "A123456", CANON_APART }, /* no spreadsheet does that */
        { CANON_PASSPORT, "0012", "12", CANON_APART },           /* too short to tell */
        { CANON_PASSPORT, "00123456", "1234560", CANON_APART },
        { CANON_PASSPORT, "12.0", "12", CANON_APART },
        { CANON_PASSPORT, "000000", "0000000", CANON_APART },
        { CANON_PHONE, "01012345678", "1012345678", CANON_SAME_DIGITS },
        { CANON_PHONE, "0085025550100", "+850 2 555 0100", CANON_SAME_DIGITS },
        { CANON_PHONE, "85025550100.0", "85025550100", CANON_SAME },
        { CANON_SWIFT, "SABRRUMM", "SABRRUMMXXX", CANON_SAME },
        { CANON_SWIFT, "SABRRUMM", "SABRRUMM007", CANON_SAME_BANK },
        { CANON_SWIFT, "SABRRUMM008", "SABRRUMM007", CANON_SAME_BANK },
        { CANON_SWIFT, "SABRRUMM", "SABRRU2P", CANON_APART },
        { CANON_EMAIL, "a@b.invalid", "A@B.invalid", CANON_SAME },
        { CANON_PASSPORT, "", "", CANON_APART },
        { CANON_PASSPORT, "--", "-", CANON_APART },
    };
    struct arena arena;
    struct canon a, b;
    (void)state;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        canon_read(rows[i].kind, str_c(rows[i].a), &arena, &a);
        canon_read(rows[i].kind, str_c(rows[i].b), &arena, &b);
        if (canon_meet(&a, &b) != rows[i].want || canon_meet(&b, &a) != rows[i].want)
            fail_msg("'%s' and '%s' meet as %d", rows[i].a, rows[i].b, (int)canon_meet(&a, &b));
    }
    arena_release(&arena);
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
        cmocka_unit_test(labels_without_end_are_fine),
        cmocka_unit_test(a_value_that_says_what_it_is_has_that_kind),
        cmocka_unit_test(numbers_meet_in_every_writing),
        cmocka_unit_test(an_unread_number_is_never_a_short_one),
        cmocka_unit_test(score_rises_with_evidence_and_is_never_certain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
