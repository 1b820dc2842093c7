/*
 * The UN's and OFAC's entries under DPRK programmes, linked.
 *
 * Fifty links were looked at by hand: the names, aliases, birth dates, passports and positions of both
 * rows, read in the files themselves. All fifty are one party. So are the 52 parties that rows called one, main
 * names, a year of birth and second names made larger or other on six lists (those below, the EU's, the UK's and
 * Switzerland's). Of those that stay alone most are on the UN's list only; the others' birth dates differ by a day
 * or a year between the two lists.
 */
#include "tests/set_help.h"

#include <cordon/links.h>

static void import_list(const char *source, const char *const *rest, size_t count, const char *edition)
{
    char path[4][4096];
    const char *files[4];
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    for (size_t i = 0; i < count; i++) {
        snprintf(path[i], sizeof path[i], "%s", shared_path(rest[i]));
        files[i] = path[i];
    }
    struct cordon_import import = { .data_dir = folder, .source = str_c(source), .files = files,
                                    .file_count = count, .edition = str_c(edition) };
    if (cordon_import(&import, &counts, &err)) fail_msg("%s: %s", err.file, err.message);
}

struct seen {
    struct buf text; /* the lines of all parties */
    size_t     persons, entities;
};

static bool take_party(void *ctx, cordon_str json)
{
    struct seen *s = ctx;
    s->persons += str_find(json, STR("\"un_sc-KPi."), 0) != SIZE_MAX;
    s->entities += str_find(json, STR("\"un_sc-KPe."), 0) != SIZE_MAX;
    buf_add(&s->text, json);
    buf_add_byte(&s->text, '\n');
    return true;
}

static str line_of(const struct seen *s, const char *un)
{
    char want[64];
    snprintf(want, sizeof want, "\"id\":\"un_sc-%s\"", un);
    for (str rest = buf_str(&s->text), line; str_next(&rest, '\n', &line);)
        if (str_find(line, str_c(want), 0) != SIZE_MAX) return line;
    return STR_EMPTY;
}

static void dprk_parties_of_two_lists_are_linked(void **state)
{
    static const char *const ofac[] = {
        "us-ofac-sdn-2023-12-28/sdn.csv", "us-ofac-sdn-2023-12-28/alt.csv",
        "us-ofac-sdn-2023-12-28/add.csv", "us-ofac-sdn-2023-12-28/sdn_comments.csv",
    };
    static const char *const un[] = { "un-sc-2026-02-27/consolidated.xml" };
    static const struct { const char *un, *ofac, *why; } looked_at[] = {
        { "KPi.001", "12218", "name_birth" },
        { "KPi.007", "15668", "name_birth" },
        { "KPi.014", "18557", "passport" },
        { "KPi.016", "18556", "name_birth" },
        { "KPi.018", "18559", "passport" },
        { "KPi.021", "18558", "passport" },
        { "KPi.023", "11648", "passport" },
        { "KPi.025", "18555", "passport" },
        { "KPi.028", "19488", "name_birth" },
        { "KPi.030", "19531", "passport" },
        { "KPi.032", "20982", "name_birth" },
        { "KPi.034", "19610", "name_birth" },
        { "KPi.036", "17622", "passport" },
        { "KPi.038", "20577", "name_birth" },
        { "KPi.040", "19791", "passport" },
        { "KPi.043", "21303", "name_birth" },
        { "KPi.045", "20125", "name_birth" },
        { "KPi.047", "21305", "name_birth" },
        { "KPi.049", "20601", "passport" },
        { "KPi.052", "21735", "passport" },
        { "KPi.054", "21747", "passport" },
        { "KPi.057", "21736", "passport" },
        { "KPi.059", "21733", "passport" },
        { "KPi.061", "21746", "passport" },
        { "KPi.064", "23001", "name_birth" },
        { "KPi.067", "23016", "passport" },
        { "KPi.070", "23017", "name_birth" },
        { "KPe.001", "9345", "name_place" },
        { "KPe.004", "11532", "name_place" },
        { "KPe.007", "11598", "name_place" },
        { "KPe.010", "12212", "name_place" },
        { "KPe.013", "12696", "name_place" },
        { "KPe.017", "15616", "name_place" },
        { "KPe.020", "17068", "name_place" },
        { "KPe.023", "16085", "name_place" },
        { "KPe.026", "9523", "name_place" },
        { "KPe.029", "19530", "name_place" },
        { "KPe.032", "12213", "name_place" },
        { "KPe.035", "12312", "name_place" },
        { "KPe.038", "9524", "name_place" },
        { "KPe.041", "12219", "name_place" },
        { "KPe.044", "20603", "name_place" },
        { "KPe.048", "20573", "name_place" },
        { "KPe.051", "19489", "name_place" },
        { "KPe.054", "22285", "name_place" },
        { "KPe.057", "23725", "name_place" },
        { "KPe.060", "23825", "name_place" },
        { "KPe.063", "23711", "name_place" },
        { "KPe.066", "23714", "name_place" },
        { "KPe.070", "23717", "name_place" },
    };
    struct seen s = { .text = BUF_INIT(16 << 20) };
    struct cordon_error err = ERROR_INIT;
    (void)state;
    NEED_SHARED("us-ofac-sdn-2023-12-28/sdn.csv");
    NEED_SHARED("un-sc-2026-02-27/consolidated.xml");
    import_list("us_ofac_sdn", ofac, 4, "2023-12-28");
    import_list("un_sc", un, 1, "");
    struct cordon_set *set = open_set(folder);
    assert_int_equal(cordon_links(set, STR_EMPTY, take_party, &s, &err), CORDON_OK);
    assert_int_equal(s.persons, 67);  /* of 80 */
    assert_int_equal(s.entities, 71); /* of 75 */
    for (size_t i = 0; i < COUNT_OF(looked_at); i++) {
        char want[64], why[64];
        str line = line_of(&s, looked_at[i].un);
        snprintf(want, sizeof want, "\"id\":\"us_ofac_sdn-%s\"", looked_at[i].ofac);
        snprintf(why, sizeof why, "\"link\":\"%s\"", looked_at[i].why);
        if (str_find(line, str_c(want), 0) == SIZE_MAX || str_find(line, str_c(why), 0) == SIZE_MAX)
            fail_msg("%s: '%.*s'", looked_at[i].un, STR_ARG(line));
    }
    cordon_set_close(set);
    buf_release(&s.text);
}

/* KOMID stands twice on Japan's list, and shares an alias with Green Pine; of Ri Hong-sop OFAC says the year, under
 * another programme. */
static void one_party_is_one_also_with_japan(void **state)
{
    static const char *const ofac[] = {
        "us-ofac-sdn-2023-12-28/sdn.csv", "us-ofac-sdn-2023-12-28/alt.csv",
        "us-ofac-sdn-2023-12-28/add.csv", "us-ofac-sdn-2023-12-28/sdn_comments.csv",
    };
    static const char *const un[] = { "un-sc-2026-02-27/consolidated.xml" };
    static const char *const japan[] = { "jp-mof-2026-03-05/shisantouketsu20260305.xlsx" };
    static const struct { const char *un, *with[4], *without; } rows[] = {
        { "KPe.001", { "us_ofac_sdn-9345", "jp_mof-13-7", "jp_mof-14-1" }, "KPe.014" },
        { "KPe.014", { "jp_mof-14-14" }, "us_ofac_sdn-9345" },
        { "KPi.004", { "us_ofac_sdn-12217", "jp_mof-15-4" }, "KPi.003" },
        { "KPi.002", { "us_ofac_sdn-12216", "jp_mof-15-2" }, "KPi.004" },
        { "KPi.026", { "us_ofac_sdn-19491", "jp_mof-15-26" }, "KPi.002" },
    };
    struct seen s = { .text = BUF_INIT(16 << 20) };
    struct cordon_error err = ERROR_INIT;
    (void)state;
    NEED_SHARED("us-ofac-sdn-2023-12-28/sdn.csv");
    NEED_SHARED("un-sc-2026-02-27/consolidated.xml");
    NEED_SHARED("jp-mof-2026-03-05/shisantouketsu20260305.xlsx");
    import_list("us_ofac_sdn", ofac, 4, "2023-12-28");
    import_list("un_sc", un, 1, "");
    import_list("jp_mof", japan, 1, "");
    struct cordon_set *set = open_set(folder);
    assert_int_equal(cordon_links(set, STR_EMPTY, take_party, &s, &err), CORDON_OK);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char want[64];
        str line = line_of(&s, rows[i].un);
        for (size_t k = 0; rows[i].with[k]; k++) {
            snprintf(want, sizeof want, "\"id\":\"%s\"", rows[i].with[k]);
            if (str_find(line, str_c(want), 0) == SIZE_MAX) fail_msg("%s is not %s", rows[i].with[k], rows[i].un);
        }
        if (str_find(line, str_c(rows[i].without), 0) != SIZE_MAX) fail_msg("%s is not %s", rows[i].without, rows[i].un);
    }
    cordon_set_close(set);
    buf_release(&s.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folders(dprk_parties_of_two_lists_are_linked),
        in_folders(one_party_is_one_also_with_japan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
