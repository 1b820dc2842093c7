/*
 * The real lists: two differences, each on twenty parties that were looked up by hand.
 *
 * How: of each party the raw rows of both editions were printed (grep of its number in SDN.CSV and
 * ALT.CSV; its element of the UN's XML with another XML reader) and read side by side. The numbers
 * of entries added, removed and changed were counted with another CSV and another XML reader: rows
 * whose columns differ once remarks are cut at ";", elements whose texts differ but for version and
 * sort keys. That count finds one OFAC entry more than list_diff: 16713, where "Cabo Verde.
 * Previously Cape Verde." became "Cabo Verde", which is the same country.
 */
#include "tests/diff_help.h"

/* --- the real lists --------------------------------------------------------------------------------- */

static void import_shared(struct imported *ret, const struct list_format *format, const char *source,
                          const char *const *rest, size_t count, str *bytes)
{
    struct list_file f[4];
    for (size_t i = 0; i < count; i++) {
        bytes[i] = slurp(shared_path(rest[i]));
        f[i] = (struct list_file){ str_c(strrchr(rest[i], '/') + 1), bytes[i] };
    }
    import_files(ret, format, source, f, count);
}

/* The lines of one entry; "" when it is told as the same. */
static str lines_of(str text, const char *entry)
{
    char head[4][64];
    static const char *const words[] = { "added", "removed", "changed" };
    for (size_t i = 0; i < 3; i++) {
        snprintf(head[i], sizeof head[i], "%s %s", words[i], entry);
        for (size_t at = 0; (at = str_find(text, str_c(head[i]), at)) != SIZE_MAX; at++) {
            str rest = str_from(text, at), line;
            char next = rest.len > strlen(head[i]) ? rest.data[strlen(head[i])] : '\n';
            if ((at && text.data[at - 1] != '\n') || (next != '\n' && next != ' ')) continue;
            size_t end = at;
            while (str_next(&rest, '\n', &line)) {
                bool is_next = str_starts(line, STR("added ")) || str_starts(line, STR("removed ")) ||
                               str_starts(line, STR("changed ")); /* values may have several lines */
                if (end > at && is_next) break;
                end += line.len + 1;
            }
            return str_sub(text, at, end);
        }
    }
    return STR_EMPTY;
}

struct looked_up {
    const char *entry;
    const char *change; /* NULL: the same */
    const char *has;    /* a line of its difference, or NULL */
    const char *has_no; /* what must not be in it, or NULL */
};

static void expect_looked_up(str text, const struct looked_up *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct looked_up *r = &rows[i];
        str lines = lines_of(text, r->entry);
        if (!r->change ? lines.len != 0 : !str_starts(lines, str_c(r->change)))
            fail_msg("%s: got '%.*s'", r->entry, STR_ARG(lines));
        if (r->has && str_find(lines, str_c(r->has), 0) == SIZE_MAX)
            fail_msg("%s: no '%s' in '%.*s'", r->entry, r->has, STR_ARG(lines));
        if (r->has_no && str_find(lines, str_c(r->has_no), 0) != SIZE_MAX)
            fail_msg("%s: '%s' in '%.*s'", r->entry, r->has_no, STR_ARG(lines));
    }
}

static void ofac_of_2023_12_28_and_2024_05_03(void **state)
{
    static const char *const before[] = {
        "us-ofac-sdn-2023-12-28/sdn.csv", "us-ofac-sdn-2023-12-28/alt.csv",
        "us-ofac-sdn-2023-12-28/add.csv", "us-ofac-sdn-2023-12-28/sdn_comments.csv",
    };
    static const char *const after[] = { "us-ofac-sdn-2024-05-03/sdn.csv" };
    static const struct looked_up rows[] = {
        /* under DPRK programmes */
        { "48260", "added", NULL, NULL },
        { "48262", "added", NULL, NULL },
        { "48267", "added", NULL, NULL },
        { "48268", "added", NULL, NULL },
        { "25690", "removed", NULL, NULL }, /* a vessel */
        { "27307", NULL, NULL, NULL }, /* its remarks go on in comments, which only the earlier has */
        { "9345", NULL, NULL, NULL },  /* six aliases and five addresses in files only the earlier has */
        { "12210", NULL, NULL, NULL },
        { "15603", NULL, NULL, NULL },
        /* others */
        { "7489", "changed", "  gone name: CHIWENGA, Constantine Gureya\n  come name: CHIWENGA, Constantino Guveya\n", NULL },
        { "7513", "changed", "  come birthDate: 1942-09-15\n", "gone birthDate" },
        { "9443", "changed", "  gone passportNumber: ZL042663\n", "alias" },
        { "10392", "changed", "  come Sanction: authority=US Treasury, OFAC country=us program=RUSSIA-EO14024\n", "address" },
        { "12191", "changed", "  moved alias to weakAlias: AEISA\n  moved alias to weakAlias: INTEREXPRESS\n", "come weakAlias" },
        { "16819", "changed", "number=3769 0948 5391\n", "birthDate" },
        { "16862", "changed", "  gone website: www.bazalt.ru\n", "name" },
        { "23475", "changed", "  come name: IRANIAN ISLAMIC REVOLUTIONARY GUARD CORPS CYBER-ELECTRONIC COMMAND\n", "alias" },
        { "23543", "changed", "  gone Identification: type=Registration ID number=1027739429981 country=ru\n", "taxNumber" },
        { "24786", "changed", "  come passportNumber: 1948673\n", "gone birthDate" },
        { "16713", NULL, NULL, NULL },
    };
    struct imported a, b;
    str bytes[5];
    (void)state;
    NEED_SHARED("us-ofac-sdn-2023-12-28/sdn.csv");
    NEED_SHARED("us-ofac-sdn-2024-05-03/sdn.csv");
    import_shared(&a, &list_ofac_csv, "us_ofac_sdn", before, 4, bytes);
    import_shared(&b, &list_ofac_csv, "us_ofac_sdn", after, 1, bytes + 4);
    struct told t = diff_of(&a, &b);
    assert_int_equal(t.counts.added, 1256);
    assert_int_equal(t.counts.removed, 112);
    assert_int_equal(t.counts.changed, 47);
    assert_int_equal(t.counts.added + t.counts.changed + t.counts.same, 14965);
    assert_int_equal(t.counts.partly, 17); /* with 1,000 characters of remarks in the later one */
    expect_looked_up(buf_str(&t.text), rows, COUNT_OF(rows));
    static const char *const lacking[] = { "gone alias", "gone previousName", "gone address",
                                           "gone country", "gone notes", "gone CryptoWallet" };
    for (size_t i = 0; i < COUNT_OF(lacking); i++)
        if (str_find(buf_str(&t.text), str_c(lacking[i]), 0) != SIZE_MAX) fail_msg("%s", lacking[i]);
    buf_release(&t.text);
    imported_release(&a);
    imported_release(&b);
    for (size_t i = 0; i < 5; i++) free((void *)(uintptr_t)bytes[i].data);
}

static void un_of_2025_04_19_and_2026_02_27(void **state)
{
    static const char *const before[] = { "un-sc-2025-04-19/consolidated.xml" };
    static const char *const after[] = { "un-sc-2026-02-27/consolidated.xml" };
    static const struct looked_up rows[] = {
        /* under the DPRK programme: none came, went or changed */
        { "KPi.001", NULL, NULL, NULL },
        { "KPi.033", NULL, NULL, NULL },
        { "KPi.080", NULL, NULL, NULL },
        { "KPe.001", NULL, NULL, NULL },
        { "KPe.075", NULL, NULL, NULL },
        /* others */
        { "HTi.008", "added", NULL, NULL },
        { "HTe.001", "added", NULL, NULL },
        { "QDi.436", "added", NULL, NULL },
        { "SDi.010", "added", NULL, NULL },
        { "IRe.001", "added", NULL, NULL },
        { "IQi.074", "removed", NULL, NULL },
        { "QDi.317", "removed", NULL, NULL },
        { "QDi.328", "removed", NULL, NULL },
        { "QDi.336", "removed", NULL, NULL },
        { "HTi.002", "changed", "  gone notes: Gender: Male\n", "name" },
        { "HTi.006", "changed", "recordId=6909386\n", "notes" },
        { "IQi.085", "changed", "  come alias: BASHAR AL-NASIRI\n", "gone alias" },
        { "QDi.057", "changed", "  gone address: Tripoli, Libya\n  come address: Afghanistan\n", "alias" },
        { "QDi.154", "changed", "  gone notes: Left Kuwait for Pakistan in June 2001. Review pursuant", "address" },
        { "QDi.338", "changed", "modifiedAt=2025-08-22\n", "alias" },
    };
    struct imported a, b;
    str bytes[2];
    (void)state;
    NEED_SHARED("un-sc-2025-04-19/consolidated.xml");
    NEED_SHARED("un-sc-2026-02-27/consolidated.xml");
    import_shared(&a, &list_un_xml, "un_sc", before, 1, bytes);
    import_shared(&b, &list_un_xml, "un_sc", after, 1, bytes + 1);
    struct told t = diff_of(&a, &b);
    assert_int_equal(t.counts.added, 130);
    assert_int_equal(t.counts.removed, 4);
    assert_int_equal(t.counts.changed, 17);
    assert_int_equal(t.counts.same, 856);
    assert_int_equal(t.counts.partly, 0);
    expect_looked_up(buf_str(&t.text), rows, COUNT_OF(rows));
    buf_release(&t.text);
    imported_release(&a);
    imported_release(&b);
    for (size_t i = 0; i < 2; i++) free((void *)(uintptr_t)bytes[i].data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ofac_of_2023_12_28_and_2024_05_03),
        cmocka_unit_test(un_of_2025_04_19_and_2026_02_27),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
