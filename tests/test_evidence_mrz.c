/* evidence/mrz: the examples of ICAO 9303, readers' errors, names as states write them. */
#include "tests/test.h"

#include "base/num.h"
#include "evidence/mrz.h"

#define TD3 "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
#define TD1                                                                                      \
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
#define TD1_LONG                                                                                 \
    "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"
#define TD2 "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
#define VISA_A "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<"
#define VISA_B "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<"
#define FRENCH "IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<\n8806923102858CORINNE<<<<<<<6512068F6"

static void reads_the_published_examples(void **state)
{
    static const struct { const char *text; enum mrz_form form; const char *number, *issuer; } rows[] = {
        { TD3, MRZ_TD3, "L898902C3", "UTO" },      { TD1, MRZ_TD1, "D23145890", "UTO" },
        { TD1_LONG, MRZ_TD1, "D23145890734", "UTO" }, { TD2, MRZ_TD2, "D23145890", "UTO" },
        { VISA_A, MRZ_VISA_A, "L8988901C", "UTO" }, { VISA_B, MRZ_VISA_B, "L8988901C", "UTO" },
        { FRENCH, MRZ_FRENCH, "880692310285", "FRA" },
    };
    struct mrz m;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!mrz_read(str_c(rows[i].text), &m)) fail_msg("not read: %s", rows[i].text);
        assert_int_equal(m.form, rows[i].form);
        assert_string_equal(m.number, rows[i].number);
        assert_string_equal(m.issuer, rows[i].issuer);
        if (m.wrong || m.slip) fail_msg("wrong %x, slip %x: %s", m.wrong, m.slip, rows[i].text);
    }
    assert_true(mrz_read(STR(TD3), &m));
    assert_int_equal(m.words, 3);
    assert_int_equal(m.family_words, 1);
    assert_string_equal(m.word[2].text, "MARIA");
    assert_int_equal(m.birth.year * 10000 + m.birth.month * 100 + m.birth.day, 740812);
    assert_string_equal(m.optional[0], "ZE184226B");
}

static void reads_lines_as_exports_write_them(void **state)
{
    static const char *const same[] = {
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<< L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        "p<utoeriksson<<anna<maria\r\nl898902c36uto7408122f1204159ze184226b<<<<<10\r\n",
        ("P<UTOERIKSSON\xC2\xAB" "ANNA<MARIA\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"),
        /* letters read where only digits stand, digits where only letters do */
        "P<UT0ER1KS5ON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO74O8I22F12O4I59ZE184226B<<<<<IO",
        /* dirt behind the name, read as letters */
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<KKKKK<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
    };
    static const char *const none[] = {
        "", "P<UTO", "hello world", "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        "X<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<10",
        "P<UTOERIKSSON;;ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
    };
    struct mrz m;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        if (!mrz_read(str_c(same[i]), &m)) fail_msg("not read: %s", same[i]);
        if (m.wrong || m.slip || m.words != 3) fail_msg("wrong %x: %s", m.wrong, same[i]);
        assert_string_equal(m.word[0].text, "ERIKSSON");
    }
    for (size_t i = 0; i < COUNT_OF(none); i++)
        if (mrz_read(str_c(none[i]), &m)) fail_msg("read: %s", none[i]);
}

static void every_changed_digit_is_seen(void **state)
{
    static const char *const zones[] = { TD3, TD1, TD1_LONG, TD2, VISA_A, FRENCH };
    struct mrz m;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(zones); i++) {
        char text[128];
        size_t len = strlen(zones[i]), changed = 0;
        strcpy(text, zones[i]);
        for (size_t k = 0; k < len; k++) {
            if (text[k] < '0' || text[k] > '9' || k < 5) continue;
            char was = text[k];
            text[k] = was == '9' ? '3' : (char)(was + 1);
            /* a visa's own data have no check digit */
            bool is_free = i == 4 && k >= 45 + 28;
            if (mrz_read(str_of(text, len), &m) && !m.wrong && !m.slip && !is_free)
                fail_msg("unseen at %zu: %s", k, text);
            changed++;
            text[k] = was;
        }
        assert_true(changed > 10);
    }
}

static void one_sign_read_for_its_twin_is_a_slip(void **state)
{
    struct mrz m;
    (void)state;
    /* the 0 of the number read as O */
    assert_true(mrz_read(STR("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
                             "L8989O2C36UTO7408122F1204159ZE184226B<<<<<10"), &m));
    assert_int_equal(m.wrong, 0);
    assert_int_equal(m.slip, MRZ_NUMBER);
    assert_string_equal(m.number, "L898902C3");
    /* the issuer's own data: 8 read as B */
    assert_true(mrz_read(STR("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
                             "L898902C36UTO7408122F1204159ZE1B4226B<<<<<10"), &m));
    assert_int_equal(m.wrong, 0);
    assert_int_equal(m.slip, MRZ_OPTIONAL);
    /* 3 read as 7 is no twin */
    assert_true(mrz_read(STR("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
                             "L898902C76UTO7408122F1204159ZE184226B<<<<<10"), &m));
    assert_int_equal(m.wrong & MRZ_NUMBER, MRZ_NUMBER);
}

static void compares_names_as_states_write_them(void **state)
{
    static const struct { const char *zone, *printed; enum mrz_name want; } rows[] = {
        { "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "Anna Maria Eriksson", MRZ_NAME_SAME },
        { "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "ERIKSSON, Anna", MRZ_NAME_SAME },
        { "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "Dr. Anna Maria Eriksson", MRZ_NAME_SAME },
        { "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "John Smith", MRZ_NAME_OTHER },
        { "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "John Eriksson", MRZ_NAME_OTHER },
        { "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "Anna Maria Smith", MRZ_NAME_OTHER },
        { "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "Anna Lena Eriksson", MRZ_NAME_OTHER },
        { "MUELLER<<JUERGEN<<<<<<<<<<<<<<<<<<<<<<<", "J\xC3\xBCrgen M\xC3\xBCller", MRZ_NAME_SAME },
        { "MULLER<<JURGEN<<<<<<<<<<<<<<<<<<<<<<<<<", "J\xC3\xBCrgen M\xC3\xBCller", MRZ_NAME_SAME },
        { "MUXXLLER<<JUXXRGEN<<<<<<<<<<<<<<<<<<<<<", "J\xC3\xBCrgen M\xC3\xBCller", MRZ_NAME_SAME },
        { "OCONNOR<<SEAN<<<<<<<<<<<<<<<<<<<<<<<<<<", "Se\xC3\xA1n O\xE2\x80\x99" "Connor", MRZ_NAME_SAME },
        { "O<CONNOR<<SEAN<<<<<<<<<<<<<<<<<<<<<<<<<", "Sean O'Connor", MRZ_NAME_SAME },
        { "NYSTROEM<<AAGE<<<<<<<<<<<<<<<<<<<<<<<<<", "\xC3\x85ge Nystr\xC3\xB8m", MRZ_NAME_SAME },
        { "GRUSS<<MAGNUS<<<<<<<<<<<<<<<<<<<<<<<<<<", "Magnus Gru\xC3\x9F", MRZ_NAME_SAME },
        { "NGUYEN<<DUC<ANH<<<<<<<<<<<<<<<<<<<<<<<<", "Nguy\xE1\xBB\x85n \xC4\x90\xE1\xBB\xA9" "c Anh", MRZ_NAME_SAME },
        { "PEREZ<DE<CUELLAR<<MUNOZ<<<<<<<<<<<<<<<<", "Mu\xC3\xB1oz P\xC3\xA9rez de Cu\xC3\xA9llar", MRZ_NAME_SAME },
        { "SMITH<JONES<<MARY<<<<<<<<<<<<<<<<<<<<<<", "Mary Smith-Jones", MRZ_NAME_SAME },
        { "SCHMIDT<<MARIA<<<<<<<<<<<<<<<<<<<<<<<<<", "Maria Schmidt geb. Weber", MRZ_NAME_SAME },
        /* cut: the field is full */
        { "VAN<DER<MUELLENBERGER<<ALEXANDRINA<MARG", "Alexandrina Margarethe van der M\xC3\xBCllenberger", MRZ_NAME_SAME },
        { "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", "Chayapa Dejthamrong Krasuang Nilavadhanananda", MRZ_NAME_SAME },
        { "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", "Robert Miller", MRZ_NAME_OTHER },
        /* one letter read wrong */
        { "ERIKSS0N<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "Anna Maria Eriksson", MRZ_NAME_SAME },
        { "ERIKSEON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "Anna Maria Eriksson", MRZ_NAME_SAME },
        /* given and family name written together or apart */
        { "KIM<<MINSU<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "Kim Min-su", MRZ_NAME_SAME },
        { "KIM<<MIN<SU<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "KIM MINSU", MRZ_NAME_SAME },
        /* another alphabet says nothing */
        { "KIM<<MINSU<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "\xEA\xB9\x80\xEB\xAF\xBC\xEC\x88\x98", MRZ_NAME_UNKNOWN },
        { "IVANOV<<PETR<<<<<<<<<<<<<<<<<<<<<<<<<<<", "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD\xD0\xBE\xD0\xB2", MRZ_NAME_UNKNOWN },
        { "SUHARTO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "Suharto", MRZ_NAME_SAME },
    };
    struct mrz m;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[128];
        snprintf(text, sizeof text, "P<UTO%s\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", rows[i].zone);
        if (!mrz_read(str_c(text), &m)) fail_msg("not read: %s", text);
        enum mrz_name got = mrz_name_compare(&m, str_c(rows[i].printed));
        if (got != rows[i].want) fail_msg("%s and '%s': %d", rows[i].zone, rows[i].printed, got);
    }
}

static void a_zone_takes_another_name(void **state)
{
    static const char *const zones[] = { TD3, TD1, TD1_LONG, TD2, VISA_A, FRENCH };
    static const struct mrz_words names = { .word = { STR_INIT("lind"), STR_INIT("bo"), STR_INIT("ULF") },
                                            .count = 3, .family = 1 };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(zones); i++) {
        struct mrz before, m;
        char text[MRZ_TEXT_MAX];
        assert_true(mrz_read(str_c(zones[i]), &before));
        size_t len = mrz_rename(str_c(zones[i]), &names, STR("D"), text);
        if (!len || !mrz_read(str_of(text, len), &m)) fail_msg("%s", zones[i]);
        assert_int_equal(m.form, before.form);
        assert_int_equal(m.wrong, before.wrong);
        assert_int_equal(m.words, 3);
        assert_int_equal(m.family_words, 1);
        assert_string_equal(m.word[0].text, "LIND");
        assert_string_equal(m.word[2].text, "ULF");
        assert_string_equal(m.number, before.number);
        assert_string_equal(m.issuer, before.issuer);
        assert_true(m.form == MRZ_FRENCH || str_eq(mrz_nationality(&m), STR("D")));
    }
    char text[MRZ_TEXT_MAX];
    assert_int_equal(mrz_rename(STR("no zone"), &names, STR_EMPTY, text), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_published_examples),
        cmocka_unit_test(reads_lines_as_exports_write_them),
        cmocka_unit_test(every_changed_digit_is_seen),
        cmocka_unit_test(one_sign_read_for_its_twin_is_a_slip),
        cmocka_unit_test(compares_names_as_states_write_them),
        cmocka_unit_test(a_zone_takes_another_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
