/* engine/pool: several files read into one run; faults, caps, files that need no mapping. */
#include "tests/sweep_help.h"

static void several_files_are_kept_apart(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "a.csv", "Candidate ID,Name,Email,Phone\n1,Testa Mustermann,testa@example.com,\n2,Ama Sampel,,\n", ats_map);
    shelf_add(&s, "b.jsonl", "{'kind':'worker','id':'x','name':'Erika Beispiel'}\n", NULL);
    const struct pool *p = s.pool;
    assert_int_equal(p->files, 2);
    assert_int_equal(p->count, 3);
    assert_int_equal(p->file[0].records, 2);
    assert_int_equal(p->file[1].first, 2);
    assert_int_equal(p->file[1].records, 1);
    assert_str(p->file[0].map, "test-ats");
    assert_str(p->file[1].map, "");
    assert_str(p->record[1]->file, "a.csv");
    assert_int_equal(p->record[1]->line, 3);
    assert_str(record_text(p->record[0], FIELD_NAME), "Testa Mustermann"); /* the file's bytes are kept */
    assert_str(p->record[2]->file, "b.jsonl");
    assert_int_equal(p->record[2]->line, 1);
    assert_int_equal(p->record[2]->kind, RECORD_KIND_WORKER);
    shelf_close(&s);
}

static void what_cannot_be_read_is_kept_with_its_place(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "a.jsonl", "{'kind':'worker','id':'1'}\n{'kind':'worker','id':oops}\n{'kind':'worker','id':'3'}\n", NULL);
    const struct pool *p = s.pool;
    assert_int_equal(p->count, 2);
    assert_int_equal(p->faults, 1);
    assert_int_equal(p->file[0].faults, 1);
    assert_int_equal(p->fault[0].status, CORDON_SYNTAX);
    assert_int_equal(p->fault[0].record.line, 2);
    assert_int_equal(p->fault[0].place, 1);
    assert_true(p->fault[0].column > 0);
    assert_true(p->fault[0].message.len > 0);
    assert_str(p->fault[0].record.file, "a.jsonl");
    shelf_close(&s);
}

static void a_workbook_tells_sheet_and_row(void **state)
{
    struct shelf s;
    struct cordon_map *map = NULL;
    (void)state;
    shelf_open(&s);
    if (cordon_map_load("workday", NULL, &map, &s.err)) fail_msg("%s", s.err.message);
    if (pool_add(s.pool, source_path("examples/company/staff_workday.xlsx"), STR("staff.xlsx"), STR_EMPTY, map, &s.err))
        fail_msg("%s", s.err.message);
    assert_int_equal(s.pool->count, 24);
    assert_true(s.pool->record[0]->sheet.len > 0);
    assert_true(s.pool->record[0]->line > 1);
    assert_int_equal(pool_add(s.pool, source_path("examples/company/staff_workday.xlsx"), STR("x"), STR_EMPTY, NULL, &s.err),
                     CORDON_ARGUMENT); /* what its columns mean must be said */
    shelf_close(&s);
    cordon_map_free(map);
}

static void a_file_that_breaks_off_keeps_what_was_read(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "a.jsonl", "{'kind':'worker','id':'1'}\n", NULL);
    assert_int_equal(shelf_try(&s, "b.csv", "no,known,column\n1,2,3\n", NULL), CORDON_SYNTAX);
    assert_int_equal(shelf_try(&s, "c.csv", "", NULL), CORDON_OK); /* nothing in it */
    assert_int_equal(pool_add(s.pool, "/nowhere/at/all", STR("d"), STR_EMPTY, NULL, &s.err), CORDON_NOTFOUND);
    shelf_add(&s, "e.jsonl", "{'kind':'worker','id':'2'}\n", NULL);
    assert_int_equal(s.pool->count, 2);
    shelf_join(&s); /* files without records do not shift the others' */
    assert_int_equal(s.pool->subjects, 2);
    shelf_close(&s);
}

static void caps_are_told(void **state)
{
    struct shelf s;
    struct buf b = BUF_INIT(16u << 20);
    (void)state;
    shelf_open(&s);
    const char *one = put_file(s.folder, "one.jsonl", STR("{\"kind\":\"worker\",\"id\":\"1\"}\n"));
    for (int i = 0; i < POOL_FILES_MAX; i++)
        if (pool_add(s.pool, one, STR("one"), STR_EMPTY, NULL, &s.err)) fail_msg("%s", s.err.message);
    assert_int_equal(pool_add(s.pool, one, STR("one"), STR_EMPTY, NULL, &s.err), CORDON_LIMIT);
    shelf_close(&s);

    shelf_open(&s);
    for (int i = 0; i < POOL_FAULTS_MAX + 10; i++) buf_add(&b, STR("{\"id\":oops}\n"));
    const char *bad = put_file(s.folder, "bad.jsonl", buf_str(&b));
    assert_int_equal(pool_add(s.pool, bad, STR("bad"), STR_EMPTY, NULL, &s.err), CORDON_OK);
    assert_int_equal(s.pool->faults, POOL_FAULTS_MAX);
    assert_int_equal(s.pool->faults_lost, 10);
    assert_int_equal(s.pool->file[0].faults, POOL_FAULTS_MAX + 10);
    buf_release(&b);
    shelf_close(&s);
}

static void cordons_own_fields_are_known(void **state)
{
    static const struct {
        const char *name, *text;
        bool        is_native;
    } rows[] = {
        { "a.csv", "kind,id,name,email\nworker,1,Testa Mustermann,testa@example.com\n", true },
        { "a.jsonl", "{'kind':'login','id':'1','net':{'ip':'192.0.2.1'}}\n", true },
        { "kindless.csv", "id,name,email\n1,Testa Mustermann,testa@example.com\n", false },
        { "unknown.csv", "kind,id,name,Frobnication Level\nworker,1,Testa Mustermann,9\n", false },
        { "unknown.jsonl", "{'kind':'worker','id':'1','frobnication':'9'}\n", false },
        { "broken.jsonl", "{'kind':'worker'\n", false },
        { "one_broken.jsonl", "{'kind':'worker','id':'1'}\n{'kind':oops}\n{'kind':'worker','id':'2'}\n", true },
        { "text.txt", "nothing that anybody would call a table", false },
        { "empty.csv", "", false },
        { "header.csv", "kind,id,name\n", false },
    };
    struct shelf s;
    bool is_native = true;
    (void)state;
    shelf_open(&s);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *path = put_file(s.folder, rows[i].name, quoted(&s, rows[i].text));
        is_native = !rows[i].is_native;
        cordon_status st = pool_is_native(path, &is_native, &s.err);
        if (st) fail_msg("%s: %s", rows[i].name, s.err.message);
        if (is_native != rows[i].is_native) fail_msg("%s", rows[i].name);
    }
    assert_int_equal(pool_is_native(source_path("examples/company/parcels.csv"), &is_native, &s.err), CORDON_OK);
    assert_true(is_native);
    assert_int_equal(pool_is_native(source_path("examples/company/okta.jsonl"), &is_native, &s.err), CORDON_OK);
    assert_false(is_native);
    assert_int_equal(pool_is_native(source_path("examples/company/staff_workday.xlsx"), &is_native, &s.err), CORDON_OK);
    assert_false(is_native);
    assert_int_equal(pool_is_native("/nowhere/at/all", &is_native, &s.err), CORDON_NOTFOUND);
    shelf_close(&s);
}

static void every_allocation_may_fail(void **state)
{
    struct shelf s;
    bool is_done = false;
    (void)state;
    shelf_open(&s);
    const struct cordon_map *map = shelf_map(&s, staff_map);
    const char *a = put_file(s.folder, "a.csv", STR("Employee ID,Candidate,Name,Email,Serial\n"
                                                      "1,7,Testa Mustermann,Testa@Example.com,C02X\n"
                                                      "2,8,Ama Sampel,ama@example.com,\n"));
    const char *b = put_file(s.folder, "b.jsonl", STR("{\"kind\":\"applicant\",\"id\":\"x\",\"name\":\"Testa Mustermann\","
                                                        "\"email\":\"testa@example.com\",\"phone\":\"+15550100\","
                                                        "\"job\":[{\"employer\":\"Example\"}]}\n"
                                                        "{\"kind\":oops}\n"
                                                        "{\"kind\":\"applicant\",\"id\":\"y\",\"name\":\"Erika Beispiel\","
                                                        "\"phone\":\"+15550100\",\"pay\":{\"account\":\"00011122233\"}}\n"));
    for (uint64_t n = 1; !is_done; n++) {
        struct pool *p;
        struct ties ties = { .pool = NULL };
        const struct feature_item *list;
        size_t count;
        cordon_status st = CORDON_NOMEM;
        arena_reset(&s.arena);
        mem_fail_from(n);
        p = pool_new();
        if (p) st = pool_add(p, a, STR("a"), STR_EMPTY, map, &s.err);
        if (!st) st = pool_add(p, b, STR("b"), STR_EMPTY, NULL, &s.err);
        if (!st) st = pool_join(p, s.names, 8000, &s.err);
        if (!st) st = ties_make(p, s.data, s.policy, &ties, &s.err);
        if (!st) st = ties_features(&ties, 0, NULL, &s.arena, &list, &count, &s.err);
        mem_fail_from(0);
        is_done = st == CORDON_OK;
        if (st && st != CORDON_NOMEM) fail_msg("allocation %d: %s", (int)n, s.err.message);
        if (!st) {
            assert_int_equal(p->count, 4);
            assert_int_equal(p->faults, 1);
            assert_int_equal(p->subjects, 3);
        }
        ties_release(&ties);
        pool_free(p);
        assert_true(n < 2000);
    }
    shelf_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_files_are_kept_apart),
        cmocka_unit_test(what_cannot_be_read_is_kept_with_its_place),
        cmocka_unit_test(a_workbook_tells_sheet_and_row),
        cmocka_unit_test(a_file_that_breaks_off_keeps_what_was_read),
        cmocka_unit_test(caps_are_told),
        cmocka_unit_test(cordons_own_fields_are_known),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
