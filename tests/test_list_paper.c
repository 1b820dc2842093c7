/* Numbers in running text. */
#include "tests/test.h"

#include "list/paper.h"

#include "base/num.h"

/* The codes that are named in a text, a blank between two. */
static const char *swift_codes(const char *text)
{
    static char all[256];
    char code[SWIFT_CODE_ROOM];
    all[0] = '\0';
    for (size_t at = 0; swift_find(str_c(text), &at, code);) {
        if (all[0]) strcat(all, " ");
        strcat(all, code);
        assert_true(strlen(all) < sizeof all - 16);
    }
    return all;
}

static void a_swift_code_is_named_as_one(void **state)
{
    static const struct { const char *text, *codes; } rows[] = {
        { "SWIFT: DCBKKPPY. Daedong Credit Bank has provided financial services", "DCBKKPPY" },
        { "The bank is controlled by Office 39. SWIFT/BIC: KDBKKPPY", "KDBKKPPY" },
        { "SWIFT/BIC: FTBDKPPY.", "FTBDKPPY" },
        { "Swift/BIC code: ALFASDKH and 5040942458", "ALFASDKH" },
        { "SWIFT codes: BETAIRTHKSH (Kish), GAMAAEA1 (Dubai) and BETAIRTH; phone 12345678", "BETAIRTHKSH GAMAAEA1 BETAIRTH" },
        { "SWIFT/BIC: ROSYRU2P\nSWIFT/BIC: ROSYRU2PXXX\nLegal Entity Identifier: 1", "ROSYRU2P ROSYRU2PXXX" },
        { "SWIFT DCBK KPPY", "" },
        { "SWIFT: DCBK KPPY", "DCBKKPPY" },
        { "SWIFT: DCBK KP PY XXX", "DCBKKPPYXXX" },
        { "SWIFT: DCBKKPPY 001", "DCBKKPPY001" },
        { "SWIFT: DCBKKPPY CEO: an officer", "DCBKKPPY" }, /* a word, and no branch */
        { "SWIFT: DCBKKPPY THE BANK", "DCBKKPPY" },
        { "SWIFT code: DCBK KP PY Tel: 0", "DCBKKPPY" },
        { "SWIFT/OVERSEAS TRADING", "" },
        { "SWIFT / OVERSEAS TRADING", "" },
        { "SWIFT/DCBKKPP1", "DCBKKPP1" },
        { "SWIFT KYCBKPPYXXX", "KYCBKPPYXXX" },
        { "SWIFT BRBKKPP1", "BRBKKPP1" },
        { "SWIFT/BIC: CMSYSYDA, all offices worldwide", "CMSYSYDA" },
        { "SWIFT/BIC: CMSYSYDA, OVERSEAS BRANCHES", "CMSYSYDA" },
        { "Swift Investments (PVT) Ltd", "" },
        { "SWIFT INVESTMENTS LTD, SWIFT OVERSEAS", "" },
        { "SWIFTSEA RIDER, a swift response", "" },
        { "SWIFT payment messaging network", "" },
        { "SWIFT: DCBKQQPY", "" }, /* no such country */
        { "SWIFT: dcbkkppy", "" },
        { "SWIFT: DCBKKPPYX", "" },
        { "SWIFT", "" }, { "SWIFT:", "" }, { "", "" }, { "SWIFT: DCBKKPP", "" }, { "SWIFT: (", "" },
        { "SWIFT: DCBKKPPY (", "DCBKKPPY" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(swift_codes(rows[i].text), rows[i].codes) != 0)
            fail_msg("'%s': '%s'", rows[i].text, swift_codes(rows[i].text));
}

static void an_entry_of_the_un_is_found_in_a_text(void **state)
{
    size_t at = 0;
    str text = STR("TAi.002. A close associate of KPi.033, not XKPi.034 or KPi.03");
    (void)state;
    assert_str(un_number_find(text, &at), "TAi.002");
    assert_str(un_number_find(text, &at), "KPi.033");
    assert_str(un_number_find(text, &at), "");
    assert_str(un_number_find(text, NULL), "TAi.002");
}

static void a_document_number_stands_among_words(void **state)
{
    (void)state;
    assert_str(paper_number(STR("Diplomatic passport no. X0000001, issued 2011"), true), "X0000001");
    assert_str(paper_number(STR("000737 (Afghan)"), false), "000737");
    assert_str(paper_number(STR("000737 (Afghan)"), true), "");
    assert_str(paper_number(STR("Diplomatic Passport D014433"), false), "D014433");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_swift_code_is_named_as_one),
        cmocka_unit_test(an_entry_of_the_un_is_found_in_a_text),
        cmocka_unit_test(a_document_number_stands_among_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
