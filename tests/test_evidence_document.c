/* evidence/document: zones, bar codes, dates, numbers and files, and honest papers that look odd. */
#include "tests/evidence_help.h"

#define CASES(rows) help_cases(rows, COUNT_OF(rows))

static void compares_the_zone_with_what_is_printed(void **state)
{
    static const struct help_case rows[] = {
        { "all agrees", "{\"doc\":{\"type\":\"passport\",\"issuer\":\"UTO\",\"number\":\"L898902C3\","
      "\"name\":\"Anna Maria Eriksson\",\"birth_date\":\"1974-08-12\","
      "\"expires\":\"2012-04-15\",\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<"
      "<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\"}}",
          FEATURE_DOC_MRZ_CONFLICT, 0 },
        { "another name", "{\"doc\":{\"name\":\"John Smith\","
      "\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F"
      "1204159ZE184226B<<<<<10\"}}",
          FEATURE_DOC_MRZ_CONFLICT, 1 },
        { "another number", "{\"doc\":{\"number\":\"L898912C3\","
      "\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F"
      "1204159ZE184226B<<<<<10\"}}",
          FEATURE_DOC_MRZ_CONFLICT, 1 },
        { "another birth date", "{\"doc\":{\"birth_date\":\"1984-08-12\","
      "\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F"
      "1204159ZE184226B<<<<<10\"}}",
          FEATURE_DOC_MRZ_CONFLICT, 1 },
        { "another expiry", "{\"doc\":{\"expires\":\"2014-04-15\","
      "\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F"
      "1204159ZE184226B<<<<<10\"}}",
          FEATURE_DOC_MRZ_CONFLICT, 1 },
        { "day and month exchanged by a spreadsheet", "{\"doc\":{\"birth_date\":\"1974-12-08\","
      "\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F"
      "1204159ZE184226B<<<<<10\"}}",
          FEATURE_DOC_MRZ_CONFLICT, 0 },
        { "the number typed with O for 0", "{\"doc\":{\"number\":\"L8989O2C3\","
      "\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F"
      "1204159ZE184226B<<<<<10\"}}",
          FEATURE_DOC_MRZ_CONFLICT, 0 },
        { "the printed number is the one beside it", "{\"doc\":{\"number\":\"ZE184226B\","
      "\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F"
      "1204159ZE184226B<<<<<10\"}}",
          FEATURE_DOC_MRZ_CONFLICT, 0 },
        { "a married name that the field cuts", "{\"doc\":{\"name\":\"Alexandrina Margarethe van der Müllenberger\","
      "\"mrz\":\"P<UTOVAN<DER<MUELLENBERGER<<ALEXANDRINA<MARG\\nL898902C36UTO7408122F"
      "1204159ZE184226B<<<<<10\"}}",
          FEATURE_DOC_MRZ_CONFLICT, 0 },
        { "a married name beside the maiden name", "{\"doc\":{\"name\":\"Anna Maria Eriksson née Berg\","
      "\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F"
      "1204159ZE184226B<<<<<10\"}}",
          FEATURE_DOC_MRZ_CONFLICT, 0 },
        { "nothing printed", "{\"doc\":{\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36U"
      "TO7408122F1204159ZE184226B<<<<<10\"}}",
          FEATURE_DOC_MRZ_CONFLICT, HELP_ABSENT },
        { "only native script printed", "{\"doc\":{\"name\":\"김민수\",\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<"
      "<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\"}}",
          FEATURE_DOC_MRZ_CONFLICT, HELP_ABSENT },
        { "no zone", "{\"doc\":{\"name\":\"Anna\"}}", FEATURE_DOC_MRZ_CONFLICT, HELP_ABSENT },
        { "a field whose digit fails is not compared again", "{\"doc\":{\"number\":\"X00000000\","
      "\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C46UTO7408122F"
      "1204159ZE184226B<<<<<10\"}}",
          FEATURE_DOC_MRZ_CONFLICT, HELP_ABSENT },
        { "the Thai year", "{\"doc\":{\"birth_date\":\"2517-08-12\",\"number\":\"L898902C3\","
      "\"mrz\":\"P<THAERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F"
      "1204159ZE184226B<<<<<10\"}}",
          FEATURE_DOC_MRZ_CONFLICT, 0 },
    };
    (void)state;
    CASES(rows);
}

static void a_wrong_digit_counts_as_often_as_it_was_read(void **state)
{
    static const struct help_case rows[] = {
        { "right", "{\"doc\":{\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36U"
      "TO7408122F1204159ZE184226B<<<<<10\"}}", FEATURE_DOC_MRZ_FAIL, 0 },
        { "wrong, reads not counted", "{\"doc\":{\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C46U"
      "TO7408122F1204159ZE184226B<<<<<10\"}}", FEATURE_DOC_MRZ_FAIL, 1 },
        { "wrong in one read", "{\"doc\":{\"mrz_reads\":1,\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<"
      "<<\\nL898902C46UTO7408122F1204159ZE184226B<<<<<10\"}}", FEATURE_DOC_MRZ_FAIL, 0 },
        { "wrong in two reads", "{\"doc\":{\"mrz_reads\":2,\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<"
      "<<\\nL898902C46UTO7408122F1204159ZE184226B<<<<<10\"}}", FEATURE_DOC_MRZ_FAIL, 1 },
        { "0 read as O", "{\"doc\":{\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL8989O2C36U"
      "TO7408122F1204159ZE184226B<<<<<10\"}}", FEATURE_DOC_MRZ_FAIL, 0 },
        { "0 read as O twice", "{\"doc\":{\"mrz_reads\":2,\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<"
      "<<\\nL8989O2C36UTO7408122F1204159ZE184226B<<<<<10\"}}", FEATURE_DOC_MRZ_FAIL, 1 },
        { "not a zone", "{\"doc\":{\"mrz\":\"unreadable\"}}", FEATURE_DOC_MRZ_FAIL, HELP_ABSENT },
        { "the French card is no older card", "{\"doc\":{\"mrz\":\"IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<\\n8806923102858CORINN"
      "E<<<<<<<6512068F6\"}}", FEATURE_DOC_MRZ_FAIL, 0 },
        { "two papers", "{\"doc\":[{\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C46"
      "UTO7408122F1204159ZE184226B<<<<<10\"},"
      "{\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408132"
      "F1204159ZE184226B<<<<<10\"}]}", FEATURE_DOC_MRZ_FAIL, 2 },
    };
    (void)state;
    CASES(rows);
}

static void compares_bar_codes(void **state)
{
    static const struct help_case rows[] = {
        { "agrees", "{\"doc\":{\"type\":\"driver_licence\",\"number\":\"D1234562\","
      "\"name\":\"Jane Q Sample\",\"birth_date\":\"1990-07-05\","
      "\"barcode\":\"@\\nANSI 636014080102DL00410288ZA03290015DLDAQD1234562\\nDCSSAMP"
      "LE\\nDDEN\\nDACJANE\\nDADQ\\nDBB07051990\\nDBA07052028\"}}", FEATURE_DOC_BARCODE_CONFLICT, 0 },
        { "another name", "{\"doc\":{\"name\":\"Robert Miller\","
      "\"barcode\":\"@\\nANSI 636014080102DL00410288ZA03290015DLDAQD1234562\\nDCSSAMP"
      "LE\\nDACJANE\\nDBB07051990\"}}", FEATURE_DOC_BARCODE_CONFLICT, 1 },
        { "another number and date: one bar code", "{\"doc\":{\"number\":\"D7654321\",\"birth_date\":\"1985-01-01\","
      "\"barcode\":\"@\\nANSI 636014080102DL00410288ZA03290015DLDAQD1234562\\nDCSSAMP"
      "LE\\nDACJANE\\nDBB07051990\"}}", FEATURE_DOC_BARCODE_CONFLICT, 1 },
        { "Canadian order of the date", "{\"doc\":{\"birth_date\":\"1990-07-25\","
      "\"barcode\":\"@\\nANSI 636012080102DL00410288ZA03290015DLDAQD1234562\\nDCSSAMP"
      "LE\\nDCTJANE\\nDBB19900725\"}}", FEATURE_DOC_BARCODE_CONFLICT, 0 },
        { "a name that was cut", "{\"doc\":{\"name\":\"Jane Featherstonehaugh\","
      "\"barcode\":\"@\\nANSI 636014080102DL00410288ZA03290015DLDAQD1234562\\nDCSFEAT"
      "HERSTO\\nDDET\\nDACJANE\"}}", FEATURE_DOC_BARCODE_CONFLICT, 0 },
        { "some other code", "{\"doc\":{\"name\":\"Jane\",\"barcode\":\"https://example.invalid/1\"}}", FEATURE_DOC_BARCODE_CONFLICT, HELP_ABSENT },
        { "none", "{\"doc\":{\"name\":\"Jane\"}}", FEATURE_DOC_BARCODE_CONFLICT, HELP_ABSENT },
    };
    (void)state;
    CASES(rows);
}

static void reads_the_calendar(void **state)
{
    static const struct help_case rows[] = {
        { "holds", "{\"time\":\"2026-08-01\",\"doc\":{\"type\":\"passport\",\"issuer\":\"us\","
      "\"expires\":\"2030-01-01\"}}", FEATURE_DOC_EXPIRED, 0 },
        { "over", "{\"time\":\"2026-08-01\",\"doc\":{\"type\":\"passport\",\"issuer\":\"us\","
      "\"expires\":\"2026-07-01\"}}", FEATURE_DOC_EXPIRED, 1 },
        { "held when it was shown", "{\"time\":\"2020-08-01\",\"doc\":{\"type\":\"passport\",\"issuer\":\"us\","
      "\"expires\":\"2026-07-01\"}}", FEATURE_DOC_EXPIRED, 0 },
        { "over, and renewed", "{\"time\":\"2026-08-01\",\"doc\":[{\"type\":\"passport\",\"issuer\":\"us\","
      "\"expires\":\"2026-07-01\"},{\"type\":\"passport\",\"issuer\":\"USA\","
      "\"expires\":\"2036-07-01\"}]}", FEATURE_DOC_EXPIRED, 0 },
        { "over, another kind holds", "{\"time\":\"2026-08-01\",\"doc\":[{\"type\":\"passport\",\"issuer\":\"us\","
      "\"expires\":\"2026-07-01\"},{\"type\":\"driver_licence\",\"issuer\":\"us\","
      "\"expires\":\"2036-07-01\"}]}", FEATURE_DOC_EXPIRED, 1 },
        { "by the zone", "{\"time\":\"2026-08-01\",\"doc\":{\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<"
      "<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\"}}", FEATURE_DOC_EXPIRED, 1 },
        { "no expiry", "{\"doc\":{\"type\":\"passport\"}}", FEATURE_DOC_EXPIRED, HELP_ABSENT },
        { "ten years", "{\"doc\":{\"type\":\"passport\",\"issuer\":\"us\",\"issued\":\"2020-03-10\","
      "\"expires\":\"2030-03-09\"}}", FEATURE_DOC_DATES_ODD, 0 },
        { "seven years", "{\"doc\":{\"type\":\"passport\",\"issuer\":\"us\",\"issued\":\"2020-03-10\","
      "\"expires\":\"2027-03-09\"}}", FEATURE_DOC_DATES_ODD, 1 },
        { "a licence may hold for any time", "{\"doc\":{\"type\":\"driver_licence\",\"issuer\":\"us\","
      "\"issued\":\"2020-03-10\",\"expires\":\"2027-03-09\"}}", FEATURE_DOC_DATES_ODD, 0 },
        { "issued tomorrow week", "{\"time\":\"2026-08-01\",\"doc\":{\"issued\":\"2026-08-08\"}}", FEATURE_DOC_DATES_ODD, 1 },
        { "issued before birth", "{\"doc\":{\"issued\":\"1989-08-08\",\"birth_date\":\"1990-01-01\"}}", FEATURE_DOC_DATES_ODD, 1 },
        { "issued after expiry", "{\"doc\":{\"issued\":\"2019-08-08\",\"expires\":\"2015-01-01\"}}", FEATURE_DOC_DATES_ODD, 1 },
        { "no dates", "{\"doc\":{\"type\":\"passport\"}}", FEATURE_DOC_DATES_ODD, HELP_ABSENT },
    };
    (void)state;
    CASES(rows);
}

static void checks_numbers(void **state)
{
    static const struct help_case rows[] = {
        { "usual", "{\"doc\":{\"type\":\"passport\",\"issuer\":\"Japan\",\"number\":\"TK1234567\"}}", FEATURE_DOC_NUMBER_ODD, 0 },
        { "odd", "{\"doc\":{\"type\":\"passport\",\"issuer\":\"Japan\",\"number\":\"1234567890\"}}", FEATURE_DOC_NUMBER_ODD, 1 },
        { "unknown issuer", "{\"doc\":{\"type\":\"passport\",\"issuer\":\"Libya\",\"number\":\"1234567890\"}}", FEATURE_DOC_NUMBER_ODD, HELP_ABSENT },
        { "no passport", "{\"doc\":{\"type\":\"contract\",\"issuer\":\"Japan\",\"number\":\"1\"}}", FEATURE_DOC_NUMBER_ODD, HELP_ABSENT },
        { "flat passport with country", "{\"passport\":{\"value\":\"12345\",\"country\":\"us\"}}", FEATURE_DOC_NUMBER_ODD, 1 },
        { "flat passport without", "{\"passport\":\"12345\"}", FEATURE_DOC_NUMBER_ODD, HELP_ABSENT },
        { "national number holds", "{\"national_id\":{\"value\":\"44051401359\",\"country\":\"Poland\"}}", FEATURE_DOC_NATIONAL_FAIL, 0 },
        { "national number fails", "{\"national_id\":{\"value\":\"44051401358\",\"country\":\"Poland\"}}", FEATURE_DOC_NATIONAL_FAIL, 1 },
        { "in two entries", "{\"national_id\":{\"value\":\"3171011708450000\",\"country\":\"id\"},"
      "\"doc\":{\"type\":\"national_id\",\"issuer\":\"id\","
      "\"number\":\"3171011708450000\"}}", FEATURE_DOC_NATIONAL_FAIL, 2 },
        { "the column says the country", "{\"ssn\":\"000-12-3456\"}", FEATURE_DOC_NATIONAL_FAIL, 1 },
        { "no rule", "{\"ssn\":\"123-45-6789\"}", FEATURE_DOC_NATIONAL_FAIL, HELP_ABSENT },
        { "kind not known", "{\"national_id\":\"44051401358\"}", FEATURE_DOC_NATIONAL_FAIL, HELP_ABSENT },
        { "a card number that is no person's number", "{\"doc\":{\"type\":\"national_id\",\"issuer\":\"de\",\"number\":\"L01X00T471\"}}", FEATURE_DOC_NATIONAL_FAIL, HELP_ABSENT },
        { "Korean, of a card of 2015", "{\"doc\":{\"type\":\"national_id\",\"issuer\":\"kr\","
      "\"issued\":\"2015-01-01\",\"number\":\"900101-1234567\"}}", FEATURE_DOC_NATIONAL_FAIL, 1 },
        { "Korean, of a card of 2022", "{\"doc\":{\"type\":\"national_id\",\"issuer\":\"kr\","
      "\"issued\":\"2022-01-01\",\"number\":\"900101-1234567\"}}", FEATURE_DOC_NATIONAL_FAIL, HELP_ABSENT },
    };
    (void)state;
    CASES(rows);
}

static void looks_at_files(void **state)
{
    static const struct help_case rows[] = {
        { "an editor", "{\"doc\":{\"software\":\"Adobe Photoshop 25.1 (Windows)\"}}", FEATURE_DOC_EDITOR, 1 },
        { "a PDF editor among tags", "{\"doc\":{\"software\":[\"Microsoft Word\",\"PDFescape Online\"]}}", FEATURE_DOC_EDITOR, 1 },
        { "a phone", "{\"doc\":{\"software\":\"17.5.1\"}}", FEATURE_DOC_EDITOR, 0 },
        { "a scanning program", "{\"doc\":{\"software\":[\"Adobe Scan for Android\",\"Adobe Acrobat\"]}}", FEATURE_DOC_EDITOR, 0 },
        { "a bank's own producer", "{\"doc\":{\"software\":\"iText 5.5.13\"}}", FEATURE_DOC_EDITOR, 0 },
        { "no tag", "{\"doc\":{\"type\":\"passport\"}}", FEATURE_DOC_EDITOR, HELP_ABSENT },
        { "a generator", "{\"doc\":{\"generator\":\"Midjourney\"}}", FEATURE_DOC_GENERATED, 1 },
        { "looked for and not found", "{\"doc\":{\"generator\":\"none\"}}", FEATURE_DOC_GENERATED, 0 },
        { "not looked for", "{\"doc\":{\"type\":\"passport\"}}", FEATURE_DOC_GENERATED, HELP_ABSENT },
        { "camera", "{\"doc\":{\"camera\":\"Apple iPhone 15\",\"made_at\":\"2026-01-01T00:00:00Z\"}}", FEATURE_DOC_NO_CAMERA, 0 },
        { "no camera", "{\"doc\":{\"made_at\":\"2026-01-01T00:00:00Z\",\"software\":\"GIMP 2.10\"}}", FEATURE_DOC_NO_CAMERA, 1 },
        { "a messenger stripped all", "{\"doc\":{\"image\":\"0011223344556677\"}}", FEATURE_DOC_NO_CAMERA, HELP_ABSENT },
        { "a scan is no photo", "{\"doc\":{\"software\":\"CamScanner\"}}", FEATURE_DOC_NO_CAMERA, HELP_ABSENT },
        { "a PDF is no photo", "{\"doc\":{\"software\":\"iText\",\"pdf_id\":\"aabb\"}}", FEATURE_DOC_NO_CAMERA, HELP_ABSENT },
        { "saved again", "{\"doc\":{\"revisions\":2}}", FEATURE_DOC_REVISED, 1 },
        { "saved once", "{\"doc\":{\"revisions\":0}}", FEATURE_DOC_REVISED, 0 },
        { "not said", "{\"doc\":{\"pdf_id\":\"aabb\"}}", FEATURE_DOC_REVISED, HELP_ABSENT },
        { "issuer", "{\"doc\":{\"issuer\":\"Korea, North\"}}", FEATURE_DOC_ISSUER_DPRK, 1 },
        { "issuer by the zone", "{\"doc\":{\"mrz\":\"P<PRKERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36U"
      "TO7408122F1204159ZE184226B<<<<<10\"}}", FEATURE_DOC_ISSUER_DPRK, 1 },
        { "the other Korea", "{\"doc\":{\"issuer\":\"Republic of Korea\"}}", FEATURE_DOC_ISSUER_DPRK, 0 },
        { "no issuer", "{\"doc\":{\"type\":\"passport\"}}", FEATURE_DOC_ISSUER_DPRK, HELP_ABSENT },
        { "no document", "{\"name\":\"Anna Eriksson\"}", FEATURE_DOC_ISSUER_DPRK, HELP_ABSENT },
        { "born there, with other papers", "{\"name\":\"Anna\",\"birth_place\":\"Pyongyang\",\"nationality\":\"kp\","
      "\"doc\":{\"issuer\":\"kr\"}}", FEATURE_DOC_ISSUER_DPRK, 0 },
    };
    (void)state;
    CASES(rows);
    help_run("{\"doc\":[{\"type\":\"degree\",\"check\":\"denied\"},{\"type\":\"contract\","
      "\"check\":\"confirmed\"},{\"type\":\"certificate\",\"check\":\"not_found\"},"
      "{\"type\":\"degree\",\"check\":\"other_name\"}]}");
    size_t denied = 0;
    for (size_t i = 0; i < help_set.count; i++) denied += help_set.item[i].feature == FEATURE_DOC_DENIED;
    assert_int_equal(denied, 2);
    assert_str(feature_get(&help_set, FEATURE_DOC_DENIED)->text, "degree");
}

static void each_finding_names_its_values(void **state)
{
    (void)state;
    help_run("{\"doc\":{\"type\":\"passport\"}}\n{\"doc\":[{\"type\":\"contract\"},"
      "{\"name\":\"John Smith\",\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<"
      "<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\"}]}");
    const struct feature_item *i = feature_get(&help_set, FEATURE_DOC_MRZ_CONFLICT);
    assert_int_equal(i->origins, 2);
    assert_int_equal(i->origin[1].record, 1);
    assert_int_equal(i->origin[1].value->item, 1);
    assert_str(i->origin[1].value->text, "John Smith");
}

static void want_of_memory_is_said(void **state)
{
    static const char rich[] =
        "{\"time\":\"2026-08-01\",\"name\":\"Anna Eriksson\","
      "\"email\":\"a@example.com\",\"address\":\"12 Main Street, Springfield 62701\","
      "\"country\":\"us\",\"app\":{\"applied_at\":\"2026-05-01\","
      "\"experience_years\":9},\"doc\":{\"name\":\"Anna Maria Eriksson\","
      "\"software\":\"GIMP\",\"mrz\":\"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
      "\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\"},"
      "\"dev\":{\"account\":\"robert.miller@example.com\"},"
      "\"res\":{\"author\":\"Robert Miller\"},\"ship\":{\"address\":\"98 Oak Avenue,"
      " Dallas 75201\",\"changed_at\":\"2026-05-08\"},"
      "\"pay\":{\"other_payees\":\"Li Wei\",\"changed_at\":[\"2026-05-01\","
      "\"2026-06-01\"]},\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\","
      "\"kind\":\"wage\",\"amount\":\"3000\",\"employer\":\"A\"},"
      "{\"time\":\"2026-01-26\",\"direction\":\"out\",\"amount\":\"2900\","
      "\"party\":\"P\"}],\"msg\":{\"text\":\"let us move to telegram\"},"
      "\"idv\":{\"stage\":\"hire\",\"face\":\"match\"}}";
    struct evidence_run run;
    struct dossier d;
    (void)state;
    assert_int_equal(help_try(rich, &run, &d), CORDON_OK);
    size_t whole = help_set.count;
    assert_true(whole > 20);
    for (uint64_t n = 1; n < 4000; n++) {
        struct arena scratch;
        arena_init(&scratch, 64u << 20);
        run.arena = &scratch;
        name_scratch_free(help_names);
        run.names = help_names = name_scratch_new();
        mem_fail_from(n);
        cordon_status st = evidence_compute(&run, NULL);
        mem_fail_from(0);
        bool is_whole = st == CORDON_OK && help_set.count == whole;
        arena_release(&scratch);
        if (is_whole) return;
        assert_int_equal(st, CORDON_NOMEM);
    }
    fail_msg("never done");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_the_zone_with_what_is_printed),
        cmocka_unit_test(a_wrong_digit_counts_as_often_as_it_was_read),
        cmocka_unit_test(compares_bar_codes),
        cmocka_unit_test(reads_the_calendar),
        cmocka_unit_test(checks_numbers),
        cmocka_unit_test(looks_at_files),
        cmocka_unit_test(each_finding_names_its_values),
        cmocka_unit_test(want_of_memory_is_said),
    };
    return HELP_GROUP(tests);
}
