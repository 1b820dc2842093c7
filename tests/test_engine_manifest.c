/* engine/manifest, edition: what is read and packed is what was written; sources and warnings are told. */
#include "tests/set_help.h"

#include <stdlib.h>

static void a_manifest_is_read_as_it_was_written(void **state)
{
    struct arena a;
    struct buf first = BUF_INIT(1 << 20), second = BUF_INIT(1 << 20);
    str names[] = { STR_INIT("a \"b\".csv"), STR_INIT("\xEA\xB0\x80") };
    struct set_edition e = { .source = STR("own"), .edition = STR("unknown"),
                             .files = names, .file_count = 2 };
    (void)state;
    arena_init(&a, 8 << 20);
    memset(e.raw_hex, 'a', SHA_HEX_LEN);
    for (size_t i = 0; i < ROLE_COUNT; i++) memset(e.part_hex[i], '0' + (int)i, SHA_HEX_LEN);
    for (size_t i = 0; i < ROLE_COUNT; i++) memset(e.table_hex[i], 'a' + (int)i, XXH_HEX_LEN);
    e.accepted = STR("a \"true\" delisting");
    e.doubts = STR("1 entries (3 in use)");
    e.without = STR("9345,12210");
    e.dated = STR("server");
    e.lacks = STR("alias,address");
    uint32_t *numbers = (uint32_t *)(void *)&e.counts;
    for (size_t i = 0; i < sizeof e.counts / 4; i++) numbers[i] = UINT32_MAX - (uint32_t)i;
    const struct set_edition *all[] = { &e };
    set_manifest_write(all, 1, NULL, &first);
    struct set_edition *got = arena_calloc(&a, SET_SOURCES_MAX, sizeof *got);
    size_t count;
    assert_int_equal(set_manifest_read(buf_str(&first), &a, got, SET_SOURCES_MAX, &count, NULL),
                     CORDON_OK);
    assert_int_equal(count, 1);
    assert_memory_equal(&got->counts, &e.counts, sizeof e.counts);
    assert_memory_equal(got->table_hex, e.table_hex, sizeof e.table_hex);
    assert_true(str_eq(got->accepted, e.accepted) && str_eq(got->doubts, e.doubts));
    assert_true(str_eq(got->without, e.without));
    assert_true(str_eq(got->dated, e.dated) && str_eq(got->lacks, e.lacks));
    all[0] = got;
    set_manifest_write(all, 1, NULL, &second);
    assert_true(str_eq(buf_str(&first), buf_str(&second)));
    for (size_t len = 0; len < first.len; len++) /* nothing shorter is one */
        assert_int_equal(set_manifest_read(str_of(first.data, len), &a, got, 64, &count, NULL),
                         CORDON_CORRUPT);
    buf_release(&first);
    buf_release(&second);
    arena_release(&a);
}

#define H "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define PARTS "\"parts\":{\"entities\":\"" H "\",\"names\":\"" H "\",\"identifiers\":\"" H             \
              "\",\"wallets\":\"" H "\"}"
#define ENTRY "{\"source\":\"own\",\"edition\":\"x\",\"raw\":\"" H "\"," PARTS "}"

static void a_manifest_that_cannot_be_is_refused(void **state)
{
    static const struct { const char *json; cordon_status want; } rows[] = {
        { "{\"format\":1,\"sources\":[" ENTRY "]}", CORDON_OK },
        { "{\"format\":1,\"more\":[{}],\"sources\":[" ENTRY "]}", CORDON_OK },
        { "{\"format\":1,\"sources\":[" ENTRY "," ENTRY "]}", CORDON_CORRUPT }, /* twice */
        { "{\"format\":2,\"sources\":[]}", CORDON_OK },
        { "{\"format\":3,\"sources\":[]}", CORDON_OK },
        { "{\"format\":4,\"sources\":[]}", CORDON_REFUSED },
        { "{\"format\":0,\"sources\":[]}", CORDON_CORRUPT },
        { "{\"format\":2,\"sources\":[{\"source\":\"own\",\"edition\":\"x\",\"raw\":\"" H "\",\"tables\":{"
          "\"names\":\"abc\"}," PARTS "}]}", CORDON_CORRUPT },
        { "{\"format\":2,\"sources\":[{\"source\":\"own\",\"edition\":\"x\",\"raw\":\"" H "\","
          "\"accepted\":\"x\"," PARTS "}]}", CORDON_CORRUPT },
        { "{\"sources\":[" ENTRY "]}", CORDON_CORRUPT },
        { "{\"format\":1,\"sources\":[" ENTRY "]}x", CORDON_CORRUPT },
        { "{\"format\":1,\"sources\":[{\"source\":\"own\"}]}", CORDON_CORRUPT },
        { "{\"format\":1,\"sources\":[{\"source\":\"../own\",\"edition\":\"x\",\"raw\":\"" H "\"," PARTS
          "}]}", CORDON_CORRUPT },
        { "{\"format\":1,\"sources\":[{\"source\":\"own\",\"edition\":\"../x\",\"raw\":\"" H "\"," PARTS
          "}]}", CORDON_CORRUPT },
        { "{\"format\":1,\"sources\":[{\"source\":\"own\",\"edition\":\"x\",\"raw\":\"../" H "\"," PARTS
          "}]}", CORDON_CORRUPT },
        { "{\"format\":1,\"sources\":[{\"source\":\"own\",\"raw\":\"" H "\",\"parts\":{\"entities\":\"x\"}"
          "}]}", CORDON_CORRUPT },
        { "{\"format\":1,\"sources\":{}}", CORDON_CORRUPT },
        { "{\"format\":\"1\",\"sources\":[]}", CORDON_CORRUPT },
        { "[]", CORDON_CORRUPT },
        { "", CORDON_CORRUPT },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena a;
        struct cordon_error err = ERROR_INIT;
        size_t count = 0;
        arena_init(&a, 8 << 20);
        struct set_edition *got = arena_calloc(&a, SET_SOURCES_MAX, sizeof *got);
        cordon_status st = set_manifest_read(str_c(rows[i].json), &a, got, SET_SOURCES_MAX, &count,
                                             &err);
        if (st != rows[i].want) fail_msg("%s: %d %s", rows[i].json, (int)st, err.message);
        arena_release(&a);
    }
}

static void editions_are_unpacked_as_they_were_packed(void **state)
{
    static char big[400000];
    struct list_file files[3] = { { STR("a.csv"), STR("one") }, { STR("b.csv"), STR_EMPTY },
                                  { STR("\xEA\xB0\x80 \"c\".csv"), { big, sizeof big } } };
    (void)state;
    uint64_t x = 1;
    for (size_t i = 0; i < sizeof big; i++) { /* nothing to compress in half of it */
        x = x * 6364136223846793005u + 1442695040888963407u;
        big[i] = i % 2 ? 'x' : (char)(x >> 56);
    }
    for (size_t count = 1; count <= 3; count++) {
        struct buf packed = BUF_INIT(1 << 24), out = BUF_INIT(0);
        struct list_file got[LIST_FILES_MAX];
        struct arena a;
        size_t n = 0;
        arena_init(&a, 1 << 20);
        assert_int_equal(edition_pack(files, count, &packed, NULL), CORDON_OK);
        assert_int_equal(edition_unpack(buf_str(&packed), &a, &out, got, &n, NULL), CORDON_OK);
        assert_int_equal(n, count);
        for (size_t i = 0; i < n; i++) {
            assert_true(str_eq(got[i].name, files[i].name));
            assert_true(str_eq(got[i].bytes, files[i].bytes));
        }
        for (size_t cut = 1; cut < packed.len; cut += packed.len / 50 + 1) {
            buf_reset(&out);
            cordon_status st = edition_unpack(str_sub(buf_str(&packed), 0, packed.len - cut), &a,
                                              &out, got, &n, NULL);
            assert_int_equal(st, CORDON_CORRUPT);
        }
        buf_add(&packed, STR("more"));
        buf_reset(&out);
        assert_int_equal(edition_unpack(buf_str(&packed), &a, &out, got, &n, NULL), CORDON_CORRUPT);
        buf_release(&packed);
        buf_release(&out);
        arena_release(&a);
    }
}

static void the_hash_of_several_files_is_what_the_tools_print(void **state)
{
    struct list_file files[2] = { { STR("a"), STR("1\n") }, { STR("b"), STR("2\n") } };
    char hex[SHA_HEX_LEN + 1];
    (void)state;
    edition_raw_hash(files, 1, hex);
    assert_string_equal(hex, "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865");
    edition_raw_hash(files, 2, hex); /* sha256sum a b | sha256sum */
    assert_string_equal(hex, "90efceaa49f4aae572a85797a92478a2f6ff255e5d7ee48e8e98293d728c580c");
}

static void the_case_of_file_names_says_nothing(void **state)
{
    struct list_file small[3] = { { STR("add.csv"), STR("1") }, { STR("alt.csv"), STR("2") },
                                  { STR("sdn.csv"), STR("3") } };
    struct list_file mixed[3] = { { STR("SDN.CSV"), STR("3") }, { STR("alt.csv"), STR("2") },
                                  { STR("Add.csv"), STR("1") } };
    struct list_file twice[2] = { { STR("A"), STR("2") }, { STR("a"), STR("1") } };
    char a[SHA_HEX_LEN + 1], b[SHA_HEX_LEN + 1];
    (void)state;
    qsort(mixed, 3, sizeof *mixed, edition_file_order);
    for (size_t i = 0; i < 3; i++) assert_true(str_eq(mixed[i].bytes, small[i].bytes));
    edition_raw_hash(small, 3, a);
    edition_raw_hash(mixed, 3, b);
    assert_string_equal(a, b);
    qsort(twice, 2, sizeof *twice, edition_file_order); /* from two folders: by content */
    assert_true(str_eq(twice[0].bytes, STR("1")));
}

static bool saw_warning;
static void on_warning(void *ctx, cordon_str file, uint64_t line, cordon_str entry, cordon_str text)
{
    (void)ctx, (void)file, (void)line, (void)entry;
    saw_warning |= text.len > 0;
}

static void warnings_are_told(void **state)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    const char *file = put_file(other, "list.json",
                                STR("{\"id\":\"w\",\"schema\":\"CryptoWallet\",\"properties\":"
                                    "{\"publicKey\":[\"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb\"]}}\n"));
    struct cordon_import args = { .data_dir = folder, .source = STR("opensanctions"),
                                  .files = &file, .file_count = 1, .warn = on_warning, .accept_licence = true };
    assert_int_equal(cordon_import(&args, &counts, &err), CORDON_OK);
    assert_true(saw_warning);
    assert_int_equal(counts.wallets_malformed, 1);
    assert_true(counts.warnings >= 1);
}

static void sources_of_the_catalogue_are_told_one_by_one(void **state)
{
    cordon_str id, title;
    size_t n = 0;
    (void)state;
    while (cordon_source_at(n, &id, &title)) {
        assert_true(id.len && title.len);
        n++;
    }
    assert_true(n >= 7);
    assert_false(cordon_source_at(SIZE_MAX, &id, &title));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folders(warnings_are_told),
        cmocka_unit_test(a_manifest_is_read_as_it_was_written),
        cmocka_unit_test(a_manifest_that_cannot_be_is_refused),
        cmocka_unit_test(editions_are_unpacked_as_they_were_packed),
        cmocka_unit_test(the_hash_of_several_files_is_what_the_tools_print),
        cmocka_unit_test(the_case_of_file_names_says_nothing),
        cmocka_unit_test(sources_of_the_catalogue_are_told_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
