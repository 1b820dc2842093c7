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

/* The numbers that a text tells, "P kp 123" a passport of the DPRK, "I 123" an identity paper; " | " between two. */
static const char *papers_in(str text, enum paper_kind kind)
{
    static char all[2048];
    struct paper_text papers = paper_text_of(text, kind);
    struct paper_found f;
    size_t n = 0;
    all[0] = '\0';
    while (paper_next(&papers, &f)) {
        assert_in_range(f.kind, PAPER_PASSPORT, PAPER_IDENTITY);
        assert_true(f.about.data >= text.data && f.about.data + f.about.len <= text.data + text.len);
        n += (size_t)snprintf(all + n, sizeof all - n, "%s%c %.*s%s%.*s", n ? " | " : "",
                              f.kind == PAPER_PASSPORT ? 'P' : 'I', STR_ARG(f.country), f.country.len ? " " : "",
                              STR_ARG(f.number));
        assert_true(n < sizeof all);
    }
    return all;
}

struct paper_row { const char *text, *papers; };

static void check_papers(const struct paper_row *rows, size_t count, enum paper_kind kind)
{
    for (size_t i = 0; i < count; i++) {
        const char *got = papers_in(str_c(rows[i].text), kind);
        if (strcmp(got, rows[i].papers) != 0) fail_msg("'%s': '%s'", rows[i].text, got);
    }
}

static void a_field_of_passports_holds_all_their_numbers(void **state)
{
    static const struct paper_row rows[] = {
        { "Diplomatic passport no. X0000001, issued 2011", "P X0000001" },
        { "000737 (Afghan)", "P af 000737" },
        { "Diplomatic Passport D014433", "P D014433" },
        { "PD836410105 Date of expiration 27.11.2021", "P PD836410105" },
        { "Passport No: DM000826 Date of issue 22 November 2011 - Date of expiry 21 November 2021", "P DM000826" },
        { "381420565 and 654120219", "P 381420565 | P 654120219" },
        { "Passport No: 4721202031 (Date of Expiration: 21.2.2017 ),836110035 (diplomatic, Passport date of expiration: 1.1.2020",
          "P 4721202031 | P 836110035" },
        { "Passport Number. 290220142. Service passport number: 836220035", "P 290220142 | P 836220035" },
        { "381320634 PS 563410163", "P 381320634 PS 563410163 | P 381320634 | P PS 563410163" },
        { "Kuwaiti passport no. (A)001714467 (B)101505554", "P kw 001714467 | P 101505554" },
        { "Yemeni passport number 17979 issued under name Ann Example. Yemeni passport number 02117777 issued on 8.11.2005",
          "P ye 17979 | P ye 02117777" },
        { "Saudi Arabian passport no. K142736 issued 14 Jul. 2011 in Al-Khafji, Saudi Arabia) b) Saudi Arabian passport no. G579315",
          "P sa K142736 | P sa G579315" },
        { "Passport No a) Philippines number EC6530802 (expires 19 Jan 2021) b) Philippines number EB2778599",
          "P ph EC6530802 | P ph EB2778599" },
        { "00344994 (Yemeni). Issued 3 July 1999 in Sanaa (b) 973406 (Yemeni national identification card, issued on 03/07/1996)",
          "P ye 00344994 | I ye 973406" },
        { "X4662433 (place of issue: Switzerland), N 004599905 (place of issue: Syrian Arab Republic)", "P X4662433 | P N 004599905" },
        { "TR-P 614 166 (Turkish). Issued in Frankfurt/M on 22 Mar 2006", "P tr TR-P 614 166" },
        { "96 03 464086, Russian passport, issued on 01/06/2003", "P 96 03 464086" },
        { "Russian Passport number 8208 No. 555627", "P ru 8208 No. 555627 | P ru 555627 | P ru 8208 555627" },
        { "Passport no. BPA C700RKL8R4 (German). Issued on 18 Feb. 2010", "P de BPA C700RKL8R4 | P de C700RKL8R4" },
        { "(1) NO33301/862. Issued 17 Oct 1997 (2) M0003264580", "P NO33301/862 | P 33301/862 | P M0003264580" },
        { "DPRK 381320634", "P kp 381320634" },
        { "HR8CHGP8 C17HLRL3", "P HR8CHGP8 C17HLRL3" },
        { "LIBYAN PASSPORT No.B/001897", "P ly B/001897" },
        { "983 (Diplomatic)", "P 983" },
        { "Passport No or ID: 13571379758", "P 13571379758" },
        { "7041234 (Taiwan), R00012098, South Sudan", "P tw 7041234 | P ss R00012098" },
        { "(1) MM611523 (Filipino) (2004) (2) EE947317 (Filipino) (2000-2001)", "P ph MM611523 | P ph EE947317" },
        { "\xE3\x83\xAD\xE3\x82\xB7\xE3\x82\xA2\xE6\x97\x85\xE5\x88\xB8""8208 No.555627\xE3\x80\x81", "P 8208 No.555627 | P 555627 | P 8208 555627" },
        { "Passport: 381420754\n199110092", "P 381420754 | P 199110092" },
    };
    (void)state;
    check_papers(rows, COUNT_OF(rows), PAPER_PASSPORT);
}

static void a_field_of_identity_papers_holds_all_their_numbers(void **state)
{
    static const struct paper_row rows[] = {
        { "Certificate of Nationality No. 302581. National ID No. 192-3238459-9", "I 302581 | I 192-3238459-9" },
        { "Military ID 1-69-09-51400-64", "I 1-69-09-51400-64" },
        { "Omani ID No 98606491", "I om 98606491" },
        { "04643632 issued on 18 Jun. 1999", "I 04643632" },
        { "SSN 156-92-9858 (United States of America)", "I us 156-92-9858" },
        { "Moroccan national identity card DE- 473900", "I ma DE- 473900" },
        { "44103- 5251752-5", "I 44103- 5251752-5" },
        { "Italian Fiscal Code LBR HBB 61S17 Z352F", "I it LBR HBB 61S17 Z352F" },
        { "1 63 08 4 01 001 005E", "I 1 63 08 4 01 001 005E" },
        { "(FACA) Military identification number 911- 10-77", "I 911- 10-77" },
        { "N\xC2\xB0""235/MISPAT/DIRCAB/DGPC/DGAEI/SI/SP", "I N\xC2\xB0""235/MISPAT/DIRCAB/DGPC/DGAEI/SI/SP | I 235/MISPAT/DIRCAB/DGPC/DGAEI/SI/SP" },
        { "00297112 (Tunisia) 111277501841 (France)", "I tn 00297112 | I fr 111277501841" },
    };
    (void)state;
    check_papers(rows, COUNT_OF(rows), PAPER_IDENTITY);
}

static void in_running_text_a_number_is_named_as_a_paper(void **state)
{
    static const struct paper_row rows[] = {
        { "Director. Passport no.: 199110092; 472220503; 654220197. Born 1964.", "P 199110092 | P 472220503 | P 654220197" },
        { "Passport 745235023 (North Korea)", "P kp 745235023" },
        { "Passport: 381420754; Passport Date of Issue: 7 December 2011.", "P 381420754" },
        { "Owner of Made Co Ltd. Passport Information: 210215095 (Taiwan).", "P tw 210215095" },
        { "Passport number 381120629; 745420680 (issued 29 Dec. 2015).", "P 381120629 | P 745420680" },
        { "Passport 719869648 (Russia); Expiry 25 June 2022", "P ru 719869648" },
        { "Passport No. B/014924 (expired end 2013).", "P B/014924" },
        { "Passport No.: a) 86449, b) 842781.", "P 86449 | P 842781" },
        { "Passport No.: 983.", "P 983" },
        { "Passport number 654220247 and PD381210081 (expired 2015)", "P 654220247 | P PD381210081" },
        { "Passport no: United Kingdom of Great Britain and Northern Ireland 094477324, issued on 5 Mar. 2005.", "P gb 094477324" },
        { "Passport no: a) Trinidad and Tobago TB162181 (issued on 27 January 2015) b) United States of America, 420985453",
          "P tt TB162181 | P us 420985453" },
        { "Passport no.: na Afghan passport number OA462456, issued on 31 Jan. 2012 under the name of X.", "P af OA462456" },
        { "Passport no: 215215 under name X. B/011641. National Identification 98606612. Listed in 2011.",
          "P 215215 | P B/011641 | I 98606612" },
        { "Qatari identity card number 27363400684. Qatar number 01538029 (expires 14 Mar. 2025)", "I qa 27363400684 | I qa 01538029" },
        { "German national identity card number5209445304 issued in Bonn", "I de 5209445304" },
        { "certificate of nationality acquired through birth 302581.", "I 302581" },
        { "Passport number (RUS): 762988138", "P ru 762988138" },
        { "Passport ID # H46055007 (Iran)", "P ir H46055007" },
        { "Passport No or ID: 13571379758; visa or ID: 13571379759", "P 13571379758 | P 13571379759" },
        { "visa or ID: 13571379759", "I 13571379759" },
        { "Victorian Drivers Licence No.: 92846920; Driver's License No. 07442833, Texas", "I 92846920 | I 07442833" },
        { "Passport no: HR8CHGP8; Date of issue: 27 April 2015", "P HR8CHGP8" },
    };
    (void)state;
    check_papers(rows, COUNT_OF(rows), PAPER_UNTOLD);
}

static void what_is_no_number_of_a_paper_is_not_taken(void **state)
{
    static const struct paper_row rows[] = {
        { "Passport no: na. Listed on 25 Jan. 2001 (amended on 3 Sep. 2003)", "" },
        { "Passport issued in 1993, valid from 18 May 2013, 2013.05.18, May 18, 2013 to 08/1977, 29.9.11", "" },
        { "Passport no.: na Tel: +850 2 18111 ext. 381 8012, Postcode 102600", "" },
        { "National identification no: na Address: 12345 Example Street", "" },
        { "IMO Identification Number: 6183435 (Company)", "" },
        { "Tax ID No.: 7831000122 (Russia), Company Identification No. 1027739053704", "" },
        { "Head of the Passport Department. Review pursuant to resolution 1822 (2008) and 12345 others", "" },
        { "to hide its identity as a vessel. IMO number: 5145892", "" },
        { "passport 2\xE5\xB9\xB4 2013\xE5\xB9\xB4""5\xE6\x9C\x88""18\xE6\x97\xA5 identity@12345.example, 12345@x.example", "" },
        { "745235023", "" },
        { "Money Service Provider Licence Number: 044. Established under License number 20251", "" },
        { "", "" }, { "Passport", "" }, { "Passport no. (", "" }, { "Passport )a) b", "" },
    };
    (void)state;
    check_papers(rows, COUNT_OF(rows), PAPER_UNTOLD);
    assert_string_equal(papers_in(STR("Uganda Passport."), PAPER_PASSPORT), "");
    assert_string_equal(papers_in(STR("issued in 1993, expired 3 Sept 2003"), PAPER_PASSPORT), "");
    assert_string_equal(papers_in(STR("telephone 12345678"), PAPER_PASSPORT), "");
}

static void the_text_about_a_number_is_told_with_it(void **state)
{
    static const char *const abouts[] = { "(1) 6487 (Egypt). Issued 30 Jan 1986. (2) (Egypt)", "388181 (Yemen).",
                                          "Diplomatic passport no. D 12345" };
    struct paper_text papers = paper_text_of(
        STR("(1) 6487 (Egypt). Issued 30 Jan 1986. (2) (Egypt) (3) 388181 (Yemen). Diplomatic passport no. D 12345"), PAPER_PASSPORT);
    struct paper_found f;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(abouts); i++) {
        assert_true(paper_next(&papers, &f));
        assert_str(f.about, abouts[i]);
    }
    assert_false(paper_next(&papers, &f));
    assert_false(paper_next(&papers, &f));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_swift_code_is_named_as_one),
        cmocka_unit_test(an_entry_of_the_un_is_found_in_a_text),
        cmocka_unit_test(a_field_of_passports_holds_all_their_numbers),
        cmocka_unit_test(a_field_of_identity_papers_holds_all_their_numbers),
        cmocka_unit_test(in_running_text_a_number_is_named_as_a_paper),
        cmocka_unit_test(what_is_no_number_of_a_paper_is_not_taken),
        cmocka_unit_test(the_text_about_a_number_is_told_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
