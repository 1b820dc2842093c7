/* name/pieces: the names that stand inside one value. */
#include "tests/test.h"

#include "name/name.h"

static struct arena arena;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 1 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static unsigned rendered;
static bool     is_cut;

/* Does the value hold exactly these names, '|' between them, in any order? */
static void expect(enum name_kind kind, const char *text, const char *want)
{
    str piece[NAME_PIECES_MAX], rest = str_c(want), one;
    size_t count = name_pieces(str_c(text), kind, &arena, piece, &rendered, &is_cut), wanted = 0;
    while (want[0] && str_next(&rest, '|', &one)) {
        bool found = false;
        for (size_t i = 0; i < count; i++) found |= str_eq(piece[i], one);
        if (!found) fail_msg("'%s' lacks the piece '%.*s'", text, STR_ARG(one));
        wanted++;
    }
    if (count != wanted) {
        for (size_t i = 0; i < count; i++) print_message("  piece '%.*s'\n", STR_ARG(piece[i]));
        fail_msg("'%s' has %zu pieces, want %zu", text, count, wanted);
    }
}

static void a_plain_name_has_none(void **state)
{
    (void)state;
    expect(NAME_PERSON, "Wobbleby Crumpstone", "");
    expect(NAME_PERSON, "CRUMPSTONE, Wobbleby", "");
    expect(NAME_PERSON, "Jean-Luc O'Testoni", "");
    expect(NAME_PERSON, "Zoë Testová", "");
    expect(NAME_PERSON, "김테스트", "");
    expect(NAME_ORGANIZATION, "Glimmering Turnip Co., Ltd.", "");
    expect(NAME_ANY, "", "");
    expect(NAME_ANY, "  ", "");
    expect(NAME_ANY, "()", "");
    expect(NAME_PERSON, "Akane Testov", ""); /* begins as "aka" does */
    expect(NAME_PERSON, "Testov Aliasson", "");
}

static void signs_and_words_stand_between_names(void **state)
{
    (void)state;
    expect(NAME_PERSON, "Ann Nobody / Bea Noone", "Ann Nobody|Bea Noone");
    expect(NAME_PERSON, "Ann Nobody; Bea Noone", "Ann Nobody|Bea Noone");
    expect(NAME_PERSON, "Ann Nobody a.k.a. Bea Noone", "Ann Nobody|Bea Noone");
    expect(NAME_PERSON, "Ann Nobody AKA Bea Noone", "Ann Nobody|Bea Noone");
    expect(NAME_PERSON, "Ann Nobody also known as Bea Noone", "Ann Nobody|Bea Noone");
    expect(NAME_PERSON, "Ann Nobody (aka Bea Noone)",
           "Ann Nobody|Bea Noone");
    expect(NAME_PERSON, "Ann Nobody c/o Noone Widgets", "Ann Nobody|Noone Widgets");
    expect(NAME_ORGANIZATION, "Turnip Works d/b/a Glimmer House", "Turnip Works|Glimmer House");
    expect(NAME_PERSON, "홍길동 일명 김테스트", "홍길동|김테스트");
    expect(NAME_PERSON, "Ann Nobody／Bea Noone", "Ann Nobody|Bea Noone");
    expect(NAME_PERSON, "Ann Nobody ａｋａ Bea Noone", "Ann Nobody|Bea Noone");
    expect(NAME_PERSON, "Ann Nobody • Bea Noone", "Ann Nobody|Bea Noone");
    expect(NAME_PERSON, "Ann Nobody & Bea Noone", "Ann Nobody|Bea Noone");
    expect(NAME_PERSON, "Ann Nobody and Bea Noone", "Ann Nobody|Bea Noone");
    expect(NAME_PERSON, "Ann Nobody – Bea Noone", "Ann Nobody|Bea Noone");
    expect(NAME_PERSON, "Ann & Bea Noone", "Bea Noone");
    expect(NAME_PERSON, "Ann - Bea - Noone", "");
    expect(NAME_PERSON, "Andrew Anderson", "");
    expect(NAME_ORGANIZATION, "Turnip Works & Glimmer House", "");
}

static void brackets_hold_names_and_remarks(void **state)
{
    (void)state;
    expect(NAME_PERSON, "Ann Nobody (Bea Noone)", "Ann Nobody|Bea Noone");
    expect(NAME_PERSON, "Ann \"Annie\" Nobody", "Ann Nobody"); /* one word is no whole name */
    expect(NAME_ORGANIZATION, "Glimmering Turnip Works (GLTW)", "Glimmering Turnip Works|GLTW");
    expect(NAME_PERSON, "Ann Nobody <ann@example.invalid>", "Ann Nobody");
    expect(NAME_PERSON, "ann@example.invalid Ann Nobody +1-555-0100123", "Ann Nobody");
}

static void scripts_are_looked_for_each(void **state)
{
    (void)state;
    expect(NAME_PERSON, "Hong Test (홍테스트)", "Hong Test|홍테스트");
    expect(NAME_PERSON, "홍테스트 Hong Test", "Hong Test|홍테스트");
    expect(NAME_PERSON, "山田テスト Yamada Testo", "山田テスト|Yamada Testo");
    expect(NAME_PERSON, "Ann Nobody Анна Никто", "Ann Nobody|Анна Никто");
}

static void an_address_follows_the_name(void **state)
{
    (void)state;
    expect(NAME_PERSON, "Ann Nobody, 1 Mill Lane, Town", "Ann Nobody|Ann Nobody, 1 Mill Lane");
    expect(NAME_PERSON, "NOBODY, Ann, Town", "NOBODY, Ann");
}

static void capitals_are_initials(void **state)
{
    (void)state;
    expect(NAME_PERSON, "VV Nobody", "V V Nobody");
    expect(NAME_PERSON, "JU Nobody", "J U Nobody");
    expect(NAME_PERSON, "NOBODY VV", "NOBODY V V"); /* no vowel: no word */
    expect(NAME_ANY, "NOBODY WIDGETS LTD", "");
    expect(NAME_PERSON, "EL NOBODY, Ann", "");
    expect(NAME_PERSON, "NOBODY UN", ""); /* may be a word */
    expect(NAME_ORGANIZATION, "VV Nobody", "");
    expect(NAME_PERSON, "ÞB Nobody", ""); /* one letter, two bytes, two plain letters */
    expect(NAME_PERSON, "ŠV Nobody", "Š V Nobody");
}

static void a_slip_in_a_legal_form_is_mended(void **state)
{
    (void)state;
    expect(NAME_ORGANIZATION, "Turnip Works Limied", "Turnip Works limited");
    expect(NAME_ANY, "Turnip Works Limited Liabilty Company", "Turnip Works Limited liability Company");
    expect(NAME_ORGANIZATION, "Turnip Works Limited", "");
    expect(NAME_PERSON, "Turnip Works Limied", "");
}

static void what_is_in_other_letters_than_written_is_marked(void **state)
{
    (void)state;
    str piece[NAME_PIECES_MAX];
    size_t count = name_pieces(STR("สมชาย ใจดี"), NAME_PERSON, &arena, piece, &rendered, &is_cut);
    assert_int_equal(count, 1);
    assert_int_equal(rendered, 1);
    count = name_pieces(STR("Somchai Testo (สมชาย)"), NAME_PERSON, &arena, piece, &rendered, &is_cut);
    for (size_t i = 0; i < count; i++)
        if (str_starts(piece[i], STR("Somchai"))) assert_int_equal(rendered >> i & 1, 0);
    assert_true(rendered);
    expect(NAME_PERSON, "Wobbleby/Crumpstone", "Wobbleby|Crumpstone");
    assert_int_equal(rendered, 0);
}

static void a_name_is_looked_for_as_its_reader_sees_it(void **state)
{
    (void)state;
    expect(NAME_PERSON, "\u202EenooN aeB", "Bea Noone"); /* turned round */
    expect(NAME_PERSON, "B-e-a N-o-o-n-e", "Bea Noone");
    expect(NAME_PERSON, "B e a  N o o n e", "Bea Noone");
    expect(NAME_ORGANIZATION, "T_u_r_n_i_p W_o_r_k_s", "Turnip Works");
    expect(NAME_PERSON, "Bea\u3164Noone", "Bea Noone");
    expect(NAME_PERSON, "B!ll $mithsen", "Bill smithsen");
    expect(NAME_PERSON, "Bea1 Noone84", "Bea Noone");
    expect(NAME_PERSON, "BeaNoone84", "Bea Noone");
    expect(NAME_PERSON, "Bea Noone Bea Noone", "Bea Noone");
    expect(NAME_PERSON, "J. R. Noone", "");
    expect(NAME_PERSON, "Noone Bea Noone", "");
    expect(NAME_ORGANIZATION, "Turnip 21 Works7", "");
}

static void what_does_not_fit_is_left_out(void **state)
{
    (void)state;
    char text[TEXT_NAME_MAX + 2];
    str piece[NAME_PIECES_MAX];
    memset(text, 'a', sizeof text);
    for (size_t i = 1; i < sizeof text - 1; i += 3) text[i] = '/';
    assert_int_equal(name_pieces(str_of(text, TEXT_NAME_MAX + 1), NAME_ANY, &arena, piece, &rendered, &is_cut), 0);
    assert_true(name_pieces(str_of(text, TEXT_NAME_MAX), NAME_ANY, &arena, piece, &rendered, &is_cut) <= NAME_PIECES_MAX);
    expect(NAME_PERSON, "Ann A/Ann B/Ann C/Ann D/Ann E/Ann F/Ann G/Ann H/Ann I",
           "Ann A|Ann B|Ann C|Ann D|Ann E|Ann F|Ann G|Ann H|Ann I");
    assert_false(is_cut);
    expect(NAME_PERSON, "Ann A/Ann B/Ann C/Ann D/Ann E/Ann F/Ann G/Ann H/Ann I/Ann J/Ann K/Ann L/Ann M/Ann N/Ann O/Ann P/Ann Q",
           "Ann A|Ann B|Ann C|Ann D|Ann E|Ann F|Ann G|Ann H|Ann I|Ann J|Ann K|Ann L|Ann M|Ann N|Ann O|Ann P");
    assert_true(is_cut);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_name_has_none),
        cmocka_unit_test(signs_and_words_stand_between_names),
        cmocka_unit_test(brackets_hold_names_and_remarks),
        cmocka_unit_test(scripts_are_looked_for_each),
        cmocka_unit_test(an_address_follows_the_name),
        cmocka_unit_test(capitals_are_initials),
        cmocka_unit_test(a_slip_in_a_legal_form_is_mended),
        cmocka_unit_test(what_is_in_other_letters_than_written_is_marked),
        cmocka_unit_test(a_name_is_looked_for_as_its_reader_sees_it),
        cmocka_unit_test(what_does_not_fit_is_left_out),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
