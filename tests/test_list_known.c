/* list/known: an XML list whose elements or attributes were renamed, moved or added is never taken
 * as if nothing had happened. */
#include "tests/gunzip.h"
#include "tests/imported.h"

#include "list/known.h"

#define HEAD "<CONSOLIDATED_LIST dateGenerated='2026-02-27'>\n"
#define TAIL "</CONSOLIDATED_LIST>\n"

/* --- the rule ------------------------------------------------------------------------------- */

/* `count` persons, a line each, of whom `odd` have `field`, and one entity. */
static void write_list(struct buf *out, unsigned count, unsigned odd, const char *field)
{
    buf_add(out, STR(HEAD "<INDIVIDUALS>\n"));
    for (unsigned i = 0; i < count; i++)
        buf_printf(out, "<INDIVIDUAL><FIRST_NAME>EXAMPLE %u</FIRST_NAME><REFERENCE_NUMBER>KPi.%03u"
                        "</REFERENCE_NUMBER>%s</INDIVIDUAL>\n", i, i + 1, i < odd ? field : "");
    buf_add(out, STR("</INDIVIDUALS><ENTITIES><ENTITY><FIRST_NAME>EXAMPLE</FIRST_NAME>"
                     "<REFERENCE_NUMBER>KPe.001</REFERENCE_NUMBER></ENTITY></ENTITIES>\n" TAIL));
}

static void a_tenth_with_what_is_not_known_is_doubtful(void **state)
{
    static const struct { unsigned odd; const char *field; bool is_doubtful; } rows[] = {
        { 0, "", false },
        { 1, "<PHOTO/>", false },
        { 1, "<PHOTO/><PHOTO/><PHOTO/><PHOTO/>", false }, /* of one entry */
        { 2, "<PHOTO/>", true },
        { 2, "<INDIVIDUAL_DATE_OF_BIRTH><BIRTH_YEAR>1970</BIRTH_YEAR></INDIVIDUAL_DATE_OF_BIRTH>", true },
        { 2, "<YEAR>1970</YEAR>", true }, /* moved: known in another element */
        { 19, "<INDIVIDUAL_DATE_OF_BIRTH><YEAR>1970</YEAR></INDIVIDUAL_DATE_OF_BIRTH>", false },
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        struct imported i;
        struct buf text = BUF_INIT(1 << 16);
        write_list(&text, 19, rows[k].odd, rows[k].field);
        import_text(&i, &list_un_xml, "un_sc", buf_str(&text));
        assert_int_equal(i.st, CORDON_OK);
        if ((i.report.doubt_count > 0) != rows[k].is_doubtful)
            fail_msg("row %zu: %u doubts", k, (unsigned)i.report.doubt_count);
        assert_int_equal(i.report.warning_count > 0, rows[k].odd > 0 && k != 6);
        imported_release(&i);
        buf_release(&text);
    }
}

static void the_doubt_names_file_line_and_field(void **state)
{
    struct imported i;
    struct buf text = BUF_INIT(1 << 16);
    (void)state;
    write_list(&text, 19, 3, "<PHOTO/>");
    import_text(&i, &list_un_xml, "un_sc", buf_str(&text));
    assert_int_equal(i.report.doubt_count, 1);
    assert_str(i.report.doubts[0], "made-up:3: unknown field <PHOTO>, 3 of them in 20 entries: the "
                                   "list may be laid out in another way");
    imported_release(&i);
    buf_release(&text);
}

static void more_names_than_are_kept_are_doubtful(void **state)
{
    struct imported i;
    struct buf field = BUF_INIT(1 << 16), text = BUF_INIT(1 << 20);
    (void)state;
    for (unsigned n = 0; n <= LIST_STRANGERS_MAX; n++) buf_printf(&field, "<F%u/>", n);
    buf_add_byte(&field, '\0');
    write_list(&text, 19, 1, field.data);
    import_text(&i, &list_un_xml, "un_sc", buf_str(&text));
    assert_int_equal(i.report.doubt_count, 1);
    assert_true(str_find(i.report.doubts[0], STR("more than 64 fields"), 0) != SIZE_MAX);
    imported_release(&i);
    buf_release(&field);
    buf_release(&text);
}

static void an_element_beside_the_entries_counts_each_time(void **state)
{
    struct imported i;
    struct buf text = BUF_INIT(1 << 16);
    (void)state;
    write_list(&text, 19, 0, "");
    text.len -= strlen(TAIL);
    buf_add(&text, STR("<VESSELS/><VESSELS/>" TAIL));
    import_text(&i, &list_un_xml, "un_sc", buf_str(&text));
    assert_int_equal(i.report.doubt_count, 1);
    imported_release(&i);
    buf_release(&text);
}

static void an_edition_of_persons_alone_is_doubtful(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_un_xml, "un_sc",
                STR(HEAD "<INDIVIDUALS><INDIVIDUAL><FIRST_NAME>EXAMPLE</FIRST_NAME>"
                         "<REFERENCE_NUMBER>KPi.001</REFERENCE_NUMBER></INDIVIDUAL></INDIVIDUALS>" TAIL));
    assert_int_equal(i.st, CORDON_OK);
    assert_str(i.report.doubts[0], "it holds 1 persons and 0 entities");
    imported_release(&i);
}

/* --- real lists, renamed -------------------------------------------------------------------- */

static str renamed(str text, const char *old, const char *other)
{
    struct buf out = BUF_INIT((size_t)1 << 30);
    size_t from = 0, at;
    while ((at = str_find(text, str_c(old), from)) != SIZE_MAX) {
        buf_add(&out, str_sub(text, from, at));
        buf_add(&out, str_c(other));
        from = at + strlen(old);
    }
    if (from == 0) fail_msg("'%s' is not in the list", old);
    buf_add(&out, str_from(text, from));
    return buf_str(&out); /* for mem_free */
}

static const struct real {
    const struct list_format *format;
    const char               *source, *path;
    const char               *old, *other; /* NULL: as it is */
} reals[] = {
#define UN &list_un_xml, "un_sc", "un-sc-2026-02-27/consolidated.xml"
#define EU &list_eu_xml, "eu_fsf", "eu-fsf-2026-05-01/xmlFullSanctionsList_1_1.rebuilt.xml.gz"
#define CA &list_ca_xml, "ca_sema", "ca-sema-2025-05/sema.xml"
#define OFAC &list_ofac_xml, "us_ofac_cons", "us-ofac-sdn-xml/consolidated-2025-03-28.xml"
    { UN, NULL, NULL },
    { &list_un_xml, "un_sc", "un-sc-2025-04-19/consolidated.xml", NULL, NULL },
    { EU, NULL, NULL },
    { CA, NULL, NULL },
    { &list_ch_xml, "ch_seco", "ch-seco-sample/seco-sample.xml", NULL, NULL },
    { &list_ch_xml, "ch_seco", "ch-seco-sample/seco-sample.xml", "<day-month-year ", "<birth " },
    { UN, "ALIAS_NAME>", "ALIAS>" },
    { UN, "INDIVIDUAL_DATE_OF_BIRTH>", "INDIVIDUAL_BIRTH>" },
    { UN, "YEAR>", "YEARS>" },
    { UN, "NATIONALITY>", "NATION>" },
    { UN, "COUNTRY>", "STATE>" },
    { UN, "INDIVIDUALS>", "PERSONS>" },
    { EU, " birthdate=", " dateOfBirth=" },
    { EU, " countryIso2Code=", " country=" },
    { EU, "<citizenship ", "<nationality " },
    { EU, " programme=", " program=" },
    { EU, " strong=", " good=" },
    { OFAC, NULL, NULL },
    { OFAC, ">Individual<", ">Natural person<" },
    { CA, "Aliases>", "OtherNames>" },
    { CA, "DateOfListing>", "Listed>" },
    { CA, "DateOfBirthOrShipBuildDate>", "DateOfBirth>" },
};

static void real_lists_are_known_and_renamed_ones_doubtful(void **state)
{
    (void)state;
    for (size_t k = 0; k < COUNT_OF(reals); k++) {
        const struct real *r = &reals[k];
        struct imported i;
        bool is_zipped = strstr(r->path, ".gz");
        str whole = is_zipped ? gunzip(shared_path(r->path)) : slurp(shared_path(r->path));
        if (!whole.data) {
            print_message("not here: %s\n", r->path);
            continue;
        }
        str text = r->old ? renamed(whole, r->old, r->other) : whole;
        import_text(&i, r->format, r->source, text);
        bool is_told = i.st == CORDON_REFUSED || i.st == CORDON_SYNTAX;
        for (uint32_t d = 0; d < i.report.doubt_count; d++)
            is_told = is_told || str_find(i.report.doubts[d], STR("unknown field"), 0) != SIZE_MAX ||
                      str_find(i.report.doubts[d], STR("entries have a type that is not known"), 0) != SIZE_MAX ||
                      str_starts(i.report.doubts[d], STR("it holds"));
        if (is_told != (r->old != NULL))
            fail_msg("%s, %s renamed: status %d '%s', %u doubts '%.*s'", r->path,
                     r->old ? r->old : "nothing", (int)i.st, i.err.message,
                     (unsigned)i.report.doubt_count, STR_ARG(i.report.doubts[0]));
        if (!r->old) assert_int_equal(i.report.stranger_count, 0);
        imported_release(&i);
        if (r->old) mem_free((void *)(uintptr_t)text.data);
        free((void *)(uintptr_t)whole.data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tenth_with_what_is_not_known_is_doubtful),
        cmocka_unit_test(the_doubt_names_file_line_and_field),
        cmocka_unit_test(more_names_than_are_kept_are_doubtful),
        cmocka_unit_test(an_element_beside_the_entries_counts_each_time),
        cmocka_unit_test(an_edition_of_persons_alone_is_doubtful),
        cmocka_unit_test(real_lists_are_known_and_renamed_ones_doubtful),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
