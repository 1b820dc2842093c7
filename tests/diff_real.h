
static void dump(void **state)
{
    static const char *const a_files[] = { "us-ofac-sdn-2023-12-28/sdn.csv", "us-ofac-sdn-2023-12-28/alt.csv",
        "us-ofac-sdn-2023-12-28/add.csv", "us-ofac-sdn-2023-12-28/sdn_comments.csv" };
    static const char *const b_files[] = { "us-ofac-sdn-2024-05-03/sdn.csv" };
    static const char *const ua[] = { "un-sc-2025-04-19/consolidated.xml" };
    static const char *const ub[] = { "un-sc-2026-02-27/consolidated.xml" };
    (void)state;
    struct imported a, b; str by[4], by2[4];
    import_shared(&a, &list_ofac_csv, "us_ofac_sdn", a_files, 4, by);
    import_shared(&b, &list_ofac_csv, "us_ofac_sdn", b_files, 1, by2);
    struct told t = diff_of(&a, &b);
    FILE *f = fopen("/tmp/ed_ofac.txt", "w"); fwrite(t.text.data, 1, t.text.len, f);
    fprintf(f, "COUNTS %u %u %u %u %u\n", t.counts.added, t.counts.removed, t.counts.changed, t.counts.same, t.counts.partly); fclose(f);
    import_shared(&a, &list_un_xml, "un_sc", ua, 1, by);
    import_shared(&b, &list_un_xml, "un_sc", ub, 1, by2);
    t = diff_of(&a, &b);
    f = fopen("/tmp/ed_un.txt", "w"); fwrite(t.text.data, 1, t.text.len, f);
    fprintf(f, "COUNTS %u %u %u %u %u\n", t.counts.added, t.counts.removed, t.counts.changed, t.counts.same, t.counts.partly); fclose(f);
    (void)lines_of;
}
