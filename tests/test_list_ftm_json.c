/* list/ftm_json: entities in any order, children with their holders. */
#include "tests/imported.h"

static const char whole[] =
    "{\"id\":\"s-1\",\"schema\":\"Sanction\",\"properties\":{\"entity\":[\"NK-1\"],\"program\":[\"DPRK3\"],"
    "\"listingDate\":[\"2016-03-02\"]}}\n"
    "{\"id\":\"w-1\",\"schema\":\"CryptoWallet\",\"properties\":{\"holder\":[\"NK-1\"],\"publicKey\":[\"1Example\"]}}\n"
    "{\"id\":\"NK-1\",\"caption\":\"Example Person\",\"schema\":\"Person\",\"target\":true,"
    "\"last_seen\":\"2024-05-03T06:58:02\",\"datasets\":[\"x\"],\"properties\":{\"name\":[\"Example Person\","
    "\"\\uc608\\uc2dc\"],\"alias\":[\"One\",\"Two\"],\"weakAlias\":[\"Nick\"],\"birthDate\":[\"1980\"],"
    "\"inventedProperty\":[\"x\"],\"address\":[\"1 Street\"],\"addressEntity\":[{\"id\":\"a\"}]}}\r\n"
    "\n"
    "{\"id\":\"pass-1\",\"schema\":\"Passport\",\"properties\":{\"holder\":[\"NK-1\"],\"number\":[\"X1\"]}}\n"
    "{\"id\":\"own-1\",\"schema\":\"Ownership\",\"properties\":{\"asset\":[\"NK-2\"],\"owner\":[\"NK-1\"]}}\n"
    "{\"schema\":\"Company\",\"properties\":{\"name\":\"Example Ltd\"},\"id\":\"NK-2\",\"last_seen\":\"2024-05-02T00:00:00\"}\n"
    "{\"id\":\"V\",\"schema\":\"Vessel\",\"target\":false,\"properties\":{\"name\":[\"SHIP\"],\"imoNumber\":[9074729]}}\n"
    "{\"id\":\"Z\",\"schema\":\"Spaceship\",\"properties\":{\"name\":[\"Star\"]}}\n"
    "{\"id\":\"w-2\",\"schema\":\"CryptoWallet\",\"properties\":{\"publicKey\":[\"TExample\"]}}\n"
    "{\"id\":\"s-2\",\"schema\":\"Sanction\",\"properties\":{\"entity\":[\"gone\"]}}";

static void joins_children_to_their_holders(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_ftm_json, "opensanctions", str_c(whole));
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "opensanctions-NK-1");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(e.entry, "NK-1");
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Example Person | \xEC\x98\x88\xEC\x8B\x9C");
    assert_str(imported_values(&i, &e, FTM_PROP_NOTES),
               "inventedProperty: x | addressEntity: {\"id\":\"a\"}");
    assert_int_equal(entity_family_end(&i.set, e.row), e.row + 5);
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_PASSPORT, 0);
    assert_str(c.id, "opensanctions-pass-1");
    assert_str(imported_values(&i, &c, FTM_PROP_HOLDER), "opensanctions-NK-1");
    c = imported_child(&i, &e, FTM_SCHEMA_CRYPTO_WALLET, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_PUBLIC_KEY), "1Example");
    c = imported_child(&i, &e, FTM_SCHEMA_OWNERSHIP, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_ASSET), "opensanctions-NK-2");
    c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_PROGRAM), "DPRK3");
    struct entity_statement st;
    assert_true(entity_statement_get(&i.set, c.first_statement, &st));
    assert_int_equal(st.src.line, 1);
    imported_release(&i);
}

static void keeps_and_counts_what_stands_alone(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_ftm_json, "opensanctions", str_c(whole));
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "opensanctions-NK-2");
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Example Ltd");
    e = imported_get(&i, "opensanctions-V");
    assert_str(imported_values(&i, &e, FTM_PROP_IMO_NUMBER), "9074729");
    e = imported_get(&i, "opensanctions-Z");
    assert_int_equal(e.schema, FTM_SCHEMA_NONE);
    e = imported_get(&i, "opensanctions-w-2");
    assert_int_equal(e.flags & ENTITY_CHILD, 0);
    e = imported_get(&i, "opensanctions-s-2");
    assert_int_equal(e.subject, e.row);
    assert_str(i.report.edition, "2024-05-03");
    assert_int_equal(i.report.persons, 1);
    assert_int_equal(i.report.organizations, 1);
    assert_int_equal(i.report.vessels, 1);
    assert_int_equal(i.report.others, 3);
    assert_int_equal(i.report.entries, 6);
    assert_int_equal(i.report.dprk_entries, 1);
    assert_int_equal(i.report.wallets, 2);
    assert_int_equal(i.report.aliases, 2);
    assert_int_equal(i.report.warning_count, 5); /* schema, property, nested, holder, target */
    imported_release(&i);
}

static void names_the_line_that_is_wrong(void **state)
{
    static const struct { const char *text; cordon_status st; uint64_t line; const char *says; } rows[] = {
        { "", CORDON_REFUSED, 0, "no entity" },
        { "\n\n{\"id\":\"a\"\n", CORDON_SYNTAX, 3, "" },
        { "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{}}\n[]\n", CORDON_SYNTAX, 2, "not a JSON object" },
        { "{\"schema\":\"Person\",\"properties\":{}}\n", CORDON_SYNTAX, 1, "no 'id'" },
        { "{\"id\":\"a\",\"properties\":{}}\n", CORDON_SYNTAX, 1, "no 'schema'" },
        { "{\"id\":\"a\",\"schema\":\"Person\"}\n", CORDON_SYNTAX, 1, "no 'properties'" },
        { "{\"id\":7,\"schema\":\"Person\",\"properties\":{}}\n", CORDON_SYNTAX, 1, "'id' is not a text" },
        { "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":[]}\n", CORDON_SYNTAX, 1, "not an object" },
        { "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{}} x\n", CORDON_SYNTAX, 1, "" },
        { "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{}}\n{\"id\":\"b\",\"schema\":\"Person\",\"properties\":{}}\n"
          "{\"id\":\"a\",\"schema\":\"Vessel\",\"properties\":{}}\n", CORDON_SYNTAX, 3, "lines 1 and 3" },
        { "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"\xFF\"]}}\n", CORDON_SYNTAX, 1, "" },
    };
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct imported i;
        import_text(&i, &list_ftm_json, "opensanctions", str_c(rows[k].text));
        if (i.st != rows[k].st || i.err.line != rows[k].line || !strstr(i.err.message, rows[k].says))
            fail_msg("row %zu: status %d, line %d says '%s'", k, (int)i.st, (int)i.err.line,
                     i.err.message);
        assert_string_equal(i.err.file, "made-up");
        imported_release(&i);
    }
}

static void refuses_a_file_cut_inside_a_line(void **state)
{
    str text = str_c(whole);
    size_t last = 0;
    (void)state;
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] == '\n') last = i + 1;
    for (size_t len = last + 1; len < text.len; len++) {
        struct imported i;
        import_text(&i, &list_ftm_json, "opensanctions", str_sub(text, 0, len));
        assert_int_equal(i.st, CORDON_SYNTAX);
        assert_int_equal(i.err.line, 11);
        imported_release(&i);
    }
}

static void stops_at_nesting(void **state)
{
    char text[4096] = "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":";
    struct imported i;
    (void)state;
    for (int k = 0; k < 100; k++) strcat(text, "[");
    import_text(&i, &list_ftm_json, "opensanctions", str_c(text));
    assert_int_equal(i.st, CORDON_LIMIT);
    assert_int_equal(i.err.line, 1);
    imported_release(&i);
}

static void recognises_its_first_line(void **state)
{
    static const struct { const char *text; bool is; } rows[] = {
        { whole, true },
        { "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{}}", true },
        { "{\"id\":\"a\"}\n", false },
        { "id,name\n", false },
        { "", false },
    };
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct list_file f = { .bytes = str_c(rows[k].text) };
        assert_int_equal(list_ftm_json.recognise(&f), rows[k].is);
    }
}

static void survives_failing_memory(void **state)
{
    (void)state;
    import_failing(&list_ftm_json, "opensanctions", str_c(whole));
}

static void a_birth_that_cannot_be_is_a_note(void **state)
{
    static const struct { const char *born, *seen, *told; bool is_kept; const char *why; } rows[] = {
        { "2199", "2024-05-03T06:58:02", "", false, "lies after the edition" },
        { "2199-01-02", "2024-05-03T06:58:02", "", false, "lies after the edition" },
        { "2025", "", "2024-05-03", false, "lies after the edition" },
        { "2024", "2024-05-03T06:58:02", "2020-01-01", true, "" },
        { "1980-05", "2024-05-03T06:58:02", "", true, "" },
        { "~1965", "2024-05-03T06:58:02", "", true, "" },
        { "1971/1973", "2024-05-03T06:58:02", "", true, "" },
        { "17 May 1980", "2024-05-03T06:58:02", "", true, "" },
        { "unknown", "2024-05-03T06:58:02", "", false, "is no date" },
        { "2199", "", "", true, "no date of birth is held against it" },
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        struct arena arena;
        struct list_report r;
        struct buf text = BUF_INIT(4096);
        struct cordon_error err = { .status = CORDON_OK };
        buf_printf(&text, "{\"id\":\"a\",\"schema\":\"Person\",\"last_seen\":\"%s\",\"properties\":"
                          "{\"name\":[\"A\"],\"birthDate\":[\"%s\"]}}\n",
                   rows[k].seen[0] ? rows[k].seen : "-", rows[k].born);
        struct list_file f = { STR("made-up"), buf_str(&text) };
        arena_init(&arena, 1 << 24);
        list_report_init(&r, &arena);
        r.told_edition = str_c(rows[k].told);
        struct entity_build *b = entity_build_new();
        assert_int_equal(list_ftm_json.read(STR("x"), &f, 1, b, &r, &err), CORDON_OK);
        assert_int_equal(r.warning_count, rows[k].why[0] != 0);
        if (rows[k].why[0]) assert_non_null(strstr(r.warnings[0].text.data, rows[k].why));
        struct buf bytes = BUF_INIT(1 << 20);
        struct part_writer w;
        struct part part;
        struct entity_set set;
        struct entity_statement st;
        struct entity e;
        bool is_kept = false;
        part_writer_init(&w);
        assert_int_equal(entity_build_write(b, &w, NULL), CORDON_OK);
        assert_int_equal(part_writer_finish(&w, &bytes, NULL), CORDON_OK);
        part_writer_release(&w);
        assert_int_equal(part_open(buf_str(&bytes), &part, NULL), CORDON_OK);
        assert_int_equal(entity_set_open(&part, &set, NULL), CORDON_OK);
        assert_true(entity_get(&set, 0, &e));
        for (uint32_t s = 0; s < e.statement_count; s++)
            is_kept = is_kept || (entity_statement_get(&set, e.first_statement + s, &st) &&
                                  st.prop == FTM_PROP_BIRTH_DATE);
        if (is_kept != rows[k].is_kept) fail_msg("row %zu", k);
        entity_build_free(b);
        buf_release(&bytes);
        buf_release(&text);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_birth_that_cannot_be_is_a_note),
        cmocka_unit_test(joins_children_to_their_holders),
        cmocka_unit_test(keeps_and_counts_what_stands_alone),
        cmocka_unit_test(names_the_line_that_is_wrong),
        cmocka_unit_test(refuses_a_file_cut_inside_a_line),
        cmocka_unit_test(stops_at_nesting),
        cmocka_unit_test(recognises_its_first_line),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
