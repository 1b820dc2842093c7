/* Sets of the shared data whose counts no reader's own test names: other people's conversions, parts
 * of editions, figures beside the number of entries. All figures are those of its README. */
#include "tests/gunzip.h"
#include "tests/imported.h"

#include "base/csv.h"
#include "base/json.h"
#include "sheet/sheet.h"

static str shared_text(const char *path)
{
    str s = strstr(path, ".gz") ? gunzip(shared_path(path)) : slurp(shared_path(path));
    if (!s.data) fail_msg("cannot read %s", path);
    return s;
}

static void drop(str s)
{
    free((void *)(uintptr_t)s.data);
}

/* Rows of a CSV file whose `column` holds `word`; column CSV_CELLS_MAX: all. */
static unsigned csv_rows(const char *path, size_t column, const char *word)
{
    struct csv_reader *r = malloc(sizeof *r);
    struct arena a;
    unsigned n = 0;
    bool is_row = true;
    str text = shared_text(path);
    assert_non_null(r);
    arena_init(&a, 64u << 20);
    csv_init(r, text, ',', 1, &a);
    while (!csv_next(r, &is_row, NULL) && is_row)
        n += r->count > 1 && (column == CSV_CELLS_MAX ||
                              (column < r->count && str_find(r->cell[column], str_c(word), 0) != SIZE_MAX));
    arena_release(&a);
    free(r);
    drop(text);
    return n;
}

static void import_shared(struct imported *i, const struct list_format *format, const char *source,
                          const char *path, str *ret_text)
{
    *ret_text = shared_text(path);
    struct list_file f = { str_c(strrchr(path, '/') + 1), *ret_text };
    import_files(i, format, source, &f, 1);
    assert_string_equal(i->err.message, "");
    assert_int_equal(i->st, CORDON_OK);
}

/* Subjects of that kind under DPRK programmes. */
static unsigned dprk_of(const struct imported *i, enum entity_kind kind)
{
    unsigned n = 0;
    struct entity e;
    for (uint32_t row = 0; row < i->set.count; row++)
        n += entity_get(&i->set, row, &e) && (e.flags & ENTITY_DPRK) && !(e.flags & ENTITY_CHILD) &&
             ftm_schema_kind(e.schema) == kind;
    return n;
}

/* Subjects whose number begins so. */
static unsigned numbered(const struct imported *i, const char *front)
{
    unsigned n = 0;
    struct entity e;
    for (uint32_t row = 0; row < i->set.count; row++)
        n += entity_get(&i->set, row, &e) && !(e.flags & ENTITY_CHILD) && str_starts(e.entry, str_c(front));
    return n;
}

/* --- OFAC ----------------------------------------------------------------------------------- */

static void ofac_of_may_2024(void **state)
{
    struct imported i;
    str text;
    (void)state;
    NEED_SHARED("us-ofac-sdn-2024-05-03/sdn.csv");
    import_shared(&i, &list_ofac_csv, "us_ofac_sdn", "us-ofac-sdn-2024-05-03/sdn.csv", &text);
    assert_int_equal(i.report.entries, 14965);
    assert_int_equal(i.report.dprk_entries, 484);
    assert_int_equal(dprk_of(&i, KIND_PERSON), 164);
    assert_int_equal(dprk_of(&i, KIND_ORGANIZATION), 199);
    assert_int_equal(dprk_of(&i, KIND_VESSEL), 105);
    assert_int_equal(dprk_of(&i, KIND_AIRCRAFT), 16);
    imported_release(&i);
    drop(text);
}

/* Without its first file no edition is made of it. */
static void ofac_of_december_2025_is_a_part(void **state)
{
    static const char *const paths[] = { "us-ofac-sdn-2025-12-24-partial/alt.csv",
                                         "us-ofac-sdn-2025-12-24-partial/add.csv",
                                         "us-ofac-sdn-2025-12-24-partial/sdn_comments.csv" };
    static const unsigned rows[] = { 20107, 24244, 28 };
    struct list_file files[3];
    struct imported i;
    (void)state;
    NEED_SHARED("us-ofac-sdn-2025-12-24-partial/alt.csv");
    for (size_t k = 0; k < 3; k++) {
        assert_int_equal(csv_rows(paths[k], CSV_CELLS_MAX, ""), rows[k]);
        files[k] = (struct list_file){ str_c(strrchr(paths[k], '/') + 1), shared_text(paths[k]) };
    }
    import_files(&i, &list_ofac_csv, "us_ofac_sdn", files, 3);
    assert_int_not_equal(i.st, CORDON_OK);
    assert_true(i.err.message[0] != 0);
    imported_release(&i);
    for (size_t k = 0; k < 3; k++) drop(files[k].bytes);
}

static void the_derived_dprk_entries(void **state)
{
    unsigned all = 0, persons = 0, firms = 0, vessels = 0, planes = 0, with_alias = 0, with_address = 0;
    str cell[6], line;
    (void)state;
    NEED_SHARED("derived-us-dprk-2026-07/us_dprk.tsv");
    str text = shared_text("derived-us-dprk-2026-07/us_dprk.tsv"), rest = text;
    str_next(&rest, '\n', &line);
    while (str_next(&rest, '\n', &line) && line.len) {
        size_t n = 0;
        for (str cells = line, one; n < 6 && str_next(&cells, '\t', &one);) cell[n++] = one;
        all++;
        persons += str_eq(cell[1], STR("individual"));
        firms += str_eq(cell[1], STR("entity"));
        vessels += str_eq(cell[1], STR("vessel"));
        planes += str_eq(cell[1], STR("aircraft"));
        with_alias += n > 4 && cell[4].len;
        with_address += n > 5 && cell[5].len;
    }
    assert_int_equal(all, 544);
    assert_int_equal(persons, 197);
    assert_int_equal(firms, 226);
    assert_int_equal(vessels, 105);
    assert_int_equal(planes, 16);
    assert_int_equal(with_alias, 248);
    assert_int_equal(with_address, 390);
    drop(text);
}

static void the_screening_list_of_2022(void **state)
{
    struct imported i;
    str text;
    (void)state;
    NEED_SHARED("us-csl-2022/consolidated.csv.gz");
    import_shared(&i, &list_us_csl_csv, "us_csl", "us-csl-2022/consolidated.csv.gz", &text);
    assert_int_equal(numbered(&i, "SDN-"), 10026);
    assert_int_equal(i.report.entries, 14160 - 1); /* one party stands twice in one of the lists */
    assert_int_equal(i.report.dprk_entries, 428);
    imported_release(&i);
    drop(text);
}

/* --- the index of three lists --------------------------------------------------------------- */

struct index_count {
    unsigned entries, dprk;
};

/* {"OFAC": {"36": ["NAME", "PROGRAMME", "type"], ...}, "UN": {...}, "EU": {...}}: entries of one
 * list, and those whose number or programme has the word. */
static struct index_count count_index(str text, const char *list, const char *word)
{
    struct index_count n = { 0, 0 };
    char head[16];
    int depth = 1;
    bool has_word = false;
    snprintf(head, sizeof head, "\"%s\": {", list);
    size_t at = str_find(text, str_c(head), 0);
    assert_true(at != SIZE_MAX);
    for (at += strlen(head); at < text.len && depth; at++) {
        char c = text.data[at];
        if (c == '"') {
            size_t from = ++at;
            while (text.data[at] != '"') at += text.data[at] == '\\' ? 2 : 1;
            has_word = has_word || str_find(str_sub(text, from, at), str_c(word), 0) != SIZE_MAX;
        } else if (c == '[') {
            n.entries++;
        } else if (c == ']') {
            n.dprk += has_word;
            has_word = false;
        } else {
            depth += (c == '{') - (c == '}');
        }
    }
    return n;
}

static void the_index_of_three_lists(void **state)
{
    (void)state;
    NEED_SHARED("index-us-un-eu-2026-07-29/sanctions_snapshot.json");
    str text = shared_text("index-us-un-eu-2026-07-29/sanctions_snapshot.json");
    struct index_count us = count_index(text, "OFAC", "DPRK"), un = count_index(text, "UN", "DPRK"),
                       eu = count_index(text, "EU", "PRK");
    assert_int_equal(us.entries, 19175);
    assert_int_equal(us.dprk, 544);
    assert_int_equal(un.entries, 1011);
    assert_int_equal(un.dprk, 155);
    assert_int_equal(eu.entries, 6017);
    assert_int_equal(eu.dprk, 255);
    drop(text);
}

/* --- UN, UK, Japan -------------------------------------------------------------------------- */

/* Names of DPRK parties that the list calls aliases; blank elements are none. */
static unsigned dprk_aliases(str text)
{
    unsigned n = 0;
    for (size_t at = 0; (at = str_find(text, STR("<UN_LIST_TYPE>DPRK<"), at)) != SIZE_MAX; at++) {
        size_t end = str_find(text, STR("<SORT_KEY"), at), alias = at;
        while ((alias = str_find(text, STR("<ALIAS_NAME>"), alias + 1)) < end)
            n += str_trim(str_sub(text, alias + 12, alias + 12 + str_index(str_from(text, alias + 12), '<'))).len > 0;
    }
    return n;
}

static void the_aliases_of_the_uns_dprk_entries(void **state)
{
    (void)state;
    NEED_SHARED("un-sc-2026-02-27/consolidated.xml");
    str text = shared_text("un-sc-2026-02-27/consolidated.xml");
    assert_int_equal(dprk_aliases(text), 214);
    drop(text);
}

static void the_rows_of_ofsi(void **state)
{
    enum { REGIME = 25 };
    (void)state;
    NEED_SHARED("uk-ofsi-2020-04-27/ConList.csv");
    assert_int_equal(csv_rows("uk-ofsi-2020-04-27/ConList.csv", CSV_CELLS_MAX, "") - 2, 9492);
    assert_int_equal(csv_rows("uk-ofsi-2020-04-27/ConList.csv", REGIME, "North Korea"), 596);
}

static void the_categories_of_japan(void **state)
{
    struct sheet_book *book = NULL;
    unsigned categories = 0, rows = 0, named = 0;
    bool seen[100] = { false };
    str line;
    (void)state;
    NEED_SHARED("jp-mof-2026-03-05/shisantouketsu20260305.xlsx");
    str xlsx = shared_text("jp-mof-2026-03-05/shisantouketsu20260305.xlsx");
    assert_int_equal(sheet_book_open(xlsx, &book, NULL), CORDON_OK);
    for (size_t k = 0; k < sheet_book_count(book); k++)
        categories += byte_is_digit(sheet_book_at(book, k).name.data[0]);
    sheet_book_close(book);
    drop(xlsx);
    str text = shared_text("jp-mof-2026-03-05/rows.jsonl.gz"), rest = text;
    while (str_next(&rest, '\n', &line) && line.len) {
        size_t at = str_find(line, STR("\"category\":"), 0) + 11;
        unsigned c = (unsigned)strtoul(str_from(line, at).data, NULL, 10);
        assert_true(c < 100);
        named += !seen[c];
        seen[c] = true;
        rows++;
    }
    assert_int_equal(categories, 44);
    assert_int_equal(named, 40);
    assert_int_equal(rows, 2862);
    drop(text);
}

/* --- Switzerland, made a list of SECO's own layout of ----------------------------------------- */

static void add_escaped(struct buf *out, str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] == '&') buf_add(out, STR("&amp;"));
        else if (s.data[i] == '<') buf_add(out, STR("&lt;"));
        else buf_add_byte(out, s.data[i]);
    }
}

/* The values that are wanted of {"ssid","entity_type","names":[{"full_name"}],"sanctions_set_id"}. */
struct target {
    str ssid, type, name, set;
};

static struct target read_target(str line, struct arena *a)
{
    struct json_reader r;
    struct target t = { .ssid = STR_EMPTY };
    enum json_kind kind;
    str key = STR_EMPTY;
    json_init(&r, line, a, NULL);
    while ((kind = json_next(&r)) != JSON_END && kind != JSON_ERROR) {
        if (kind == JSON_KEY) key = r.text;
        if (kind != JSON_STRING) continue;
        if (str_eq(key, STR("ssid"))) t.ssid = r.text;
        if (str_eq(key, STR("entity_type"))) t.type = r.text;
        if (str_eq(key, STR("full_name"))) t.name = r.text;
        if (str_eq(key, STR("sanctions_set_id"))) t.set = r.text;
    }
    return t;
}

static void add_target(struct buf *out, const struct target *t)
{
    const char *sort = str_eq(t->type, STR("person")) ? "individual" : "entity";
    buf_printf(out, "<target ssid=\"%.*s\"><sanctions-set-id>%.*s</sanctions-set-id><%s><identity ssid=\"1\" "
                    "main=\"true\"><name ssid=\"1\" name-type=\"primary-name\"><name-part ssid=\"1\" order=\"1\" "
                    "name-part-type=\"whole-name\"><value>", STR_ARG(t->ssid), STR_ARG(t->set), sort);
    add_escaped(out, t->name);
    buf_printf(out, "</value></name-part></name></identity></%s></target>\n", sort);
}

static void switzerland_of_march_2026(void **state)
{
    const char *path = "ch-seco-2026-03/ch_targets.jsonl.gz";
    struct buf xml = BUF_INIT(64u << 20);
    struct imported i;
    struct arena a;
    str line;
    (void)state;
    NEED_SHARED(path);
    str text = shared_text(path), rest = text;
    arena_init(&a, 1u << 20);
    buf_add(&xml, STR("<swiss-sanctions-list date=\"2026-03-01\" list-type=\"whole-list\">\n"));
    while (str_next(&rest, '\n', &line) && line.len) {
        arena_reset(&a);
        struct target t = read_target(line, &a);
        add_target(&xml, &t);
    }
    buf_add(&xml, STR("</swiss-sanctions-list>\n"));
    import_text(&i, &list_ch_xml, "ch_seco", buf_str(&xml));
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.report.entries, 8254);
    assert_int_equal(i.report.persons, 4518);
    assert_int_equal(i.report.organizations, 3736);
    assert_int_equal(i.report.dprk_entries, 155); /* of set 3978 */
    assert_int_equal(i.report.doubt_count, 0);
    imported_release(&i);
    arena_release(&a);
    buf_release(&xml);
    drop(text);
}

/* --- wallets -------------------------------------------------------------------------------- */

static void wallets_by_asset_and_pack(void **state)
{
    static const struct {
        const struct list_format *format;
        const char *path;
        unsigned entries;
    } rows[] = {
        { &list_label_csv, "crypto-ofac-by-asset-2024-09-27/sanctioned_addresses_XBT.txt", 435 },
        { &list_label_csv, "crypto-ofac-by-asset-2024-09-27/sanctioned_addresses_ETH.txt", 152 },
        { &list_label_csv, "crypto-ofac-by-asset-2024-09-27/sanctioned_addresses_USDT.txt", 26 },
        { &list_tagpack_yaml, "crypto-tagpacks-graphsense/packs/lazarus.yaml", 21 },
        { &list_tagpack_yaml, "crypto-tagpacks-graphsense/packs/lazarus2.yaml", 6 },
        { &list_tagpack_yaml, "crypto-tagpacks-graphsense/packs/ronin_bridge.yaml", 6 },
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        struct imported i;
        str text;
        NEED_SHARED(rows[k].path);
        import_shared(&i, rows[k].format, "x", rows[k].path, &text);
        assert_int_equal(i.report.entries, rows[k].entries);
        imported_release(&i);
        drop(text);
    }
}

static void whose_wallets_they_are(void **state)
{
    static const char eth[] = "crypto-ofac-eth-2026-05-26/data.csv";
    static const char thefts[] = "crypto-incident-addresses/incident_addresses.csv";
    static const char second[] = "crypto-ofac-json-2026-07-12/sanctioned-addresses.json";
    enum { ATTRIBUTION = 2 };
    unsigned links = 0, dprk = 0;
    (void)state;
    NEED_SHARED("crypto-ofac-json-2026-07-12/sanctioned-addresses.json");
    assert_int_equal(csv_rows(eth, 1, "LAZARUS GROUP"), 8);
    assert_int_equal(csv_rows(eth, 1, "SIM, Hyon Sop"), 6);
    assert_int_equal(csv_rows(thefts, ATTRIBUTION, "dprk-sanctioned"), 1);
    assert_int_equal(csv_rows(thefts, ATTRIBUTION, "dprk-law-enforcement"), 107);
    assert_int_equal(csv_rows(thefts, ATTRIBUTION, "dprk-investigators"), 35);
    assert_int_equal(csv_rows(thefts, ATTRIBUTION, "dprk-suspected"), 6);
    assert_int_equal(csv_rows(thefts, ATTRIBUTION, "unknown") + csv_rows(thefts, ATTRIBUTION, "returned"), 22);
    str text = shared_text(second);
    for (size_t at = 0; (at = str_find(text, STR("\"program\":"), at)) != SIZE_MAX; at++) {
        str value = str_sub(text, at + 10, at + 10 + str_index(str_from(text, at + 10), '\n'));
        links++;
        dprk += str_find(value, STR("DPRK"), 0) != SIZE_MAX;
    }
    assert_int_equal(links, 932);
    assert_int_equal(dprk, 125);
    drop(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ofac_of_may_2024),
        cmocka_unit_test(ofac_of_december_2025_is_a_part),
        cmocka_unit_test(the_derived_dprk_entries),
        cmocka_unit_test(the_screening_list_of_2022),
        cmocka_unit_test(the_index_of_three_lists),
        cmocka_unit_test(the_aliases_of_the_uns_dprk_entries),
        cmocka_unit_test(the_rows_of_ofsi),
        cmocka_unit_test(the_categories_of_japan),
        cmocka_unit_test(switzerland_of_march_2026),
        cmocka_unit_test(wallets_by_asset_and_pack),
        cmocka_unit_test(whose_wallets_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
