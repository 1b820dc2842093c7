/* base/country: every writing of the table, and of two official lists, finds its code. */
#include "tests/test.h"

#include "base/country.h"

/** A whole file, with its length; the caller frees it. */
static str read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    size_t cap = 1u << 26, len = 0;
    char *data = malloc(cap);
    if (f && data) len = fread(data, 1, cap, f);
    if (f) fclose(f);
    return str_of(data, len);
}

static void free_file(str file)
{
    union { const char *borrowed; void *given; } p = { file.data };
    free(p.given);
}

static void finds_every_writing_of_its_table(void **state)
{
    str file = read_file(source_path("data/countries.tsv")), rest = file, line;
    size_t codes = 0, writings = 0;
    (void)state;
    while (str_next(&rest, '\n', &line)) {
        str code, cell, writing;
        if (!line.len || line.data[0] == '#' || str_starts(line, STR("code\t"))) continue;
        assert_true(str_next(&line, '\t', &code));
        assert_int_equal(str_cmp(country_code(code), code), 0);
        assert_true(country_name(code).len > 0);
        while (str_next(&line, '\t', &cell))
            while (str_next(&cell, '|', &writing)) {
                if (writing.len && !str_eq(country_code(writing), code))
                    fail_msg("'%.*s' is not %.*s", STR_ARG(writing), STR_ARG(code));
                writings += writing.len > 0;
            }
        codes++;
    }
    assert_true(codes > 250 && writings > 5000);
    free_file(file);
}

static void reads_a_country_however_it_is_written(void **state)
{
    static const struct { const char *text, *code; } rows[] = {
        { "Korea, North", "kp" }, { "KOREA (NORTH)", "kp" }, { "d.p.r.k.", "kp" },
        { "PRK", "kp" }, { "북한", "kp" }, { "조선민주주의인민공화국", "kp" }, { "朝鲜", "kp" },
        { "北朝鮮", "kp" }, { "КНДР", "kp" }, { "кндр", "kp" }, { "Korea Utara", "kp" },
        { "North Korean", "kp" }, { "Democratic People’s Republic of Korea", "kp" },
        { "Democratic People's Republic of Korea", "kp" },
        { "Korea, South", "kr" }, { "REPUBLIC OF KOREA", "kr" }, { "한국", "kr" },
        { "Burma", "mm" }, { "Myanmar (Burma)", "mm" }, { "Russian Federation", "ru" },
        { "РОССИЯ", "ru" }, { "Türkiye", "tr" }, { "TÜRKİYE", "tr" }, { "Turkiye", "tr" },
        { "Côte d'Ivoire", "ci" }, { "Cote d Ivoire", "ci" }, { "the Philippines", "ph" },
        { "The Gambia", "gm" }, { "St. Kitts & Nevis", "kn" }, { "ＪＡＰＡＮ", "jp" },
        { "Region: Gaza", "ps" }, { "Congo, Democratic Republic of the", "cd" },
        { "Congo", "cg" }, { "USSR", "suhh" }, { "ex-Yugoslavia", "yucs" }, { "UK", "gb" },
        { "Viet Nam", "vn" }, { "Việt Nam", "vn" }, { "ລາວ", "la" }, { "中国", "cn" },
        { "China, Hong Kong Special Administrative Region", "hk" }, { "臺灣", "tw" },
        { "الإمارات العربية المتحدة", "ae" }, { "  U. S. A. ", "us" },
        /* not countries, and codes that only look like one */
        { "", "" }, { "...", "" }, { "undetermined", "" }, { "Atlantis", "" }, { "朝鮮", "" },
        { "Mỹ", "" }, { "\xFF\xFE", "" }, { "Korea, North\xED\xA0\x80", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str got = country_code(str_c(rows[i].text));
        if (!str_eq(got, str_c(rows[i].code)))
            fail_msg("'%s' gives '%.*s', want '%s'", rows[i].text, STR_ARG(got), rows[i].code);
    }
}

static void passes_over_what_is_too_long(void **state)
{
    char text[COUNTRY_TEXT_MAX + 8];
    (void)state;
    memset(text, ' ', sizeof text);
    memcpy(text, "Japan", 5);
    assert_str(country_code(str_of(text, COUNTRY_TEXT_MAX)), "jp");
    assert_str(country_code(str_of(text, COUNTRY_TEXT_MAX + 1)), "");
    memset(text, '&', sizeof text); /* grows threefold */
    assert_str(country_code(str_of(text, COUNTRY_TEXT_MAX)), "");
    for (size_t i = 0; i + 3 <= COUNTRY_TEXT_MAX; i += 3) memcpy(text + i, "\xEF\xB7\xBA", 3);
    assert_str(country_code(str_of(text, COUNTRY_TEXT_MAX / 3 * 3)), "");
}

static void says_the_name_of_a_code(void **state)
{
    (void)state;
    assert_str(country_name(STR("kp")), "North Korea");
    assert_str(country_name(STR("KR")), "South Korea");
    assert_str(country_name(STR("suhh")), "Soviet Union");
    assert_str(country_name(STR("")), "");
    assert_str(country_name(STR("zzz")), "");
}

/* OFAC's own words for regions that are no country. */
static bool is_no_country(str text)
{
    static const char *const words[] = {
        "-0-", "undetermined", "None Identified", "na", "Region: Jammu and Kashmir",
        "Region: Kafia Kingi", "Region: Commonwealth of Independent States",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(text, str_c(words[i]))) return true;
    return text.len == 0;
}

static size_t check(str text)
{
    text = str_trim(text);
    if (is_no_country(text)) return 0;
    if (!country_code(text).len) fail_msg("not in the table: '%.*s'", STR_ARG(text));
    return 1;
}

/* Field `want` (0-based) of a CSV line; no quote inside quotes in these columns. */
static str csv_field(str line, size_t want)
{
    for (size_t i = 0;; i++) {
        str field;
        if (line.len && line.data[0] == '"') {
            size_t end = str_find(line, STR("\""), 1);
            if (end == SIZE_MAX) return STR_EMPTY;
            field = str_sub(line, 1, end);
            line = str_from(line, end + 1);
            line = str_from(line, str_index(line, ','));
        } else {
            size_t end = str_index(line, ',');
            field = str_sub(line, 0, end);
            line = str_from(line, end);
        }
        if (i == want) return field;
        if (!line.len) return STR_EMPTY;
        line = str_from(line, 1);
    }
}

static void knows_every_country_of_ofac_addresses(void **state)
{
    static const char *const files[] = { "us-ofac-sdn-2023-12-28/add.csv",
                                         "us-ofac-sdn-2025-12-24-partial/add.csv" };
    size_t found = 0;
    (void)state;
    NEED_SHARED("us-ofac-sdn-2023-12-28/add.csv");
    for (size_t i = 0; i < 2; i++) {
        str file = read_file(shared_path(files[i])), rest = file, line;
        while (str_next(&rest, '\n', &line)) found += check(csv_field(line, 4));
        free_file(file);
    }
    assert_true(found > 30000);
}

/* What follows `label` in the remarks, up to the end of the piece. */
static size_t check_label(str file, str label)
{
    size_t found = 0;
    for (size_t at = str_find(file, label, 0); at != SIZE_MAX; at = str_find(file, label, at)) {
        str piece = str_from(file, at += label.len);
        size_t end = 0;
        while (end < piece.len && !strchr(";.\"\n", piece.data[end])) end++;
        bool is_cut = end < piece.len && piece.data[end] == '"'; /* remarks end at 1,000 bytes */
        if (!is_cut) found += check(str_sub(piece, 0, end));
    }
    return found;
}

static void knows_every_nationality_of_ofac_remarks(void **state)
{
    (void)state;
    NEED_SHARED("us-ofac-sdn-2023-12-28/sdn.csv");
    str file = read_file(shared_path("us-ofac-sdn-2023-12-28/sdn.csv"));
    assert_true(check_label(file, STR("; nationality ")) > 3000);
    assert_true(check_label(file, STR("; citizen ")) > 100);
    free_file(file);
}

static size_t check_element(str file, str open, str close)
{
    size_t found = 0;
    for (size_t at = str_find(file, open, 0); at != SIZE_MAX; at = str_find(file, open, at)) {
        at += open.len;
        size_t end = str_find(file, close, at);
        assert_true(end != SIZE_MAX);
        found += check(str_sub(file, at, end));
    }
    return found;
}

static void knows_every_country_of_the_un_list(void **state)
{
    size_t found = 0;
    (void)state;
    NEED_SHARED("un-sc-2026-02-27/consolidated.xml");
    str file = read_file(shared_path("un-sc-2026-02-27/consolidated.xml"));
    found += check_element(file, STR("<COUNTRY>"), STR("</COUNTRY>"));
    found += check_element(file, STR("<ISSUING_COUNTRY>"), STR("</ISSUING_COUNTRY>"));
    found += check_element(file, STR("<COUNTRY_OF_ISSUE>"), STR("</COUNTRY_OF_ISSUE>"));
    assert_true(found > 1000);
    for (size_t at = str_find(file, STR("<NATIONALITY>"), 0); at != SIZE_MAX;
         at = str_find(file, STR("<NATIONALITY>"), at + 1)) {
        str one = str_sub(file, at, str_find(file, STR("</NATIONALITY>"), at));
        check_element(one, STR("<VALUE>"), STR("</VALUE>"));
    }
    free_file(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_every_writing_of_its_table),
        cmocka_unit_test(reads_a_country_however_it_is_written),
        cmocka_unit_test(passes_over_what_is_too_long),
        cmocka_unit_test(says_the_name_of_a_code),
        cmocka_unit_test(knows_every_country_of_ofac_addresses),
        cmocka_unit_test(knows_every_nationality_of_ofac_remarks),
        cmocka_unit_test(knows_every_country_of_the_un_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
