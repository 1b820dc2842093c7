/* engine/set: damage is named, and a set of another version is made anew. */
#include "tests/set_help.h"

#include <fcntl.h>
#include <unistd.h>

struct part_names {
    char   path[8][512];
    size_t count;
    const char *folder;
};

static bool add_part(void *ctx, const char *name, bool is_folder)
{
    struct part_names *p = ctx;
    (void)is_folder;
    if (p->count < 8)
        snprintf(p->path[p->count++], sizeof p->path[0], "%.200s/parts/%.200s", p->folder, name);
    return true;
}

static struct part_names parts_of(const char *path)
{
    struct part_names p = { .folder = path };
    assert_int_equal(os_folder_list(path_in(path, "parts"), add_part, &p, NULL), CORDON_OK);
    assert_int_equal(p.count, ROLE_COUNT + 1); /* and the links with the starter list's rows */
    return p;
}

/* The file with its byte `at` changed. */
static void flip(const char *path, size_t at)
{
    struct os_file f = OS_FILE_INIT;
    struct buf b = BUF_INIT(1 << 24);
    assert_int_equal(os_file_map(path, &f, NULL), CORDON_OK);
    buf_add(&b, f.bytes);
    os_file_unmap(&f);
    b.data[at % b.len] = (char)(b.data[at % b.len] ^ 0x10);
    assert_int_equal(os_file_put(path, buf_str(&b), NULL), CORDON_OK);
    buf_release(&b);
}

static void expect_corrupt(const char *path)
{
    struct cordon_set *set = NULL;
    struct cordon_error err = ERROR_INIT;
    cordon_status st = cordon_set_open(path, &set, &err);
    if (st != CORDON_CORRUPT) fail_msg("%d: %s", (int)st, err.message);
    assert_null(set);
    assert_true(err.message[0] != '\0');
}

static void damage_is_named_and_never_an_empty_list(void **state)
{
    (void)state;
    import_own(folder);
    struct part_names p = parts_of(folder);
    for (size_t i = 0; i < p.count; i++) {
        flip(p.path[i], 16 + 97 * i + 200);
        expect_corrupt(folder);
        import_own(folder); /* heals it */
        cordon_set_close(open_set(folder));
        assert_int_equal(os_file_remove(p.path[i], NULL), CORDON_OK);
        expect_corrupt(folder);
        assert_int_equal(os_file_put(p.path[i], STR_EMPTY, NULL), CORDON_OK);
        expect_corrupt(folder);
        import_own(folder);
    }
}

/* Each part is good in itself, and not what the manifest means. */
static void parts_in_each_others_places_are_damage(void **state)
{
    (void)state;
    import_own(folder);
    struct part_names p = parts_of(folder);
    for (size_t i = 0; i < p.count; i++) {
        struct os_file f = OS_FILE_INIT;
        size_t k = (i + 1) % p.count;
        assert_int_equal(os_file_map(p.path[k], &f, NULL), CORDON_OK);
        assert_int_equal(os_file_put(p.path[i], f.bytes, NULL), CORDON_OK);
        os_file_unmap(&f);
        expect_corrupt(folder);
        import_own(folder);
    }
}

static void a_damaged_manifest_or_name_is_refused(void **state)
{
    (void)state;
    import_own(folder);
    struct os_file f = OS_FILE_INIT;
    char hex[80], manifest[512];
    assert_int_equal(os_file_map(path_in(folder, "current"), &f, NULL), CORDON_OK);
    snprintf(hex, sizeof hex, "%.64s", f.bytes.data);
    os_file_unmap(&f);
    snprintf(manifest, sizeof manifest, "%s/sets/%s.set", folder, hex);
    flip(manifest, 40);
    expect_corrupt(folder);
    assert_int_equal(os_file_remove(manifest, NULL), CORDON_OK);
    expect_corrupt(folder);
    static const char *const names[] = { "", "\n", "nonsense\n", "../../etc/passwd\n" };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        put_file(folder, "current", str_c(names[i]));
        expect_corrupt(folder);
    }
}

/* Another part that is whole in itself, under the name of this one. */
static void exchanged_parts_are_damage(void **state)
{
    struct cordon_error err = ERROR_INIT;
    (void)state;
    import_own(folder);
    struct part_names mine = parts_of(folder);
    static const char newer[] = "id,type,name,wallet\nB1,person,Erfunden Testov,\n"
                                "B2,wallet,,0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\n";
    struct cordon_counts counts;
    assert_int_equal(import_text_as(other, "own", "2026-07-31", "own.csv", newer, &counts, &err),
                     CORDON_OK);
    struct part_names theirs = parts_of(other);
    size_t seen = 0;
    for (size_t i = 0; i < mine.count; i++)
        for (size_t k = 0; k < theirs.count; k++) {
            struct os_file f = OS_FILE_INIT;
            if (strcmp(strrchr(mine.path[i], '/'), strrchr(theirs.path[k], '/')) == 0) continue;
            import_own(folder);
            assert_int_equal(os_file_map(theirs.path[k], &f, NULL), CORDON_OK);
            assert_int_equal(os_file_put(mine.path[i], f.bytes, NULL), CORDON_OK);
            os_file_unmap(&f);
            expect_corrupt(folder);
            seen++;
        }
    assert_true(seen >= 12);
}

/* A byte that turns over while the set is open. */
static void verify_sees_what_opening_trusts(void **state)
{
    struct cordon_error err = ERROR_INIT;
    (void)state;
    import_own(folder);
    struct part_names p = parts_of(folder);
    for (size_t i = 0; i < p.count; i++) {
        struct cordon_set *set = open_set(folder);
        assert_int_equal(cordon_set_verify(set, &err), CORDON_OK);
        int fd = open(p.path[i], O_RDWR);
        char byte;
        assert_int_equal(pread(fd, &byte, 1, 70), 1);
        byte = (char)(byte ^ 4);
        assert_int_equal(pwrite(fd, &byte, 1, 70), 1);
        assert_int_equal(cordon_set_verify(set, &err), CORDON_CORRUPT);
        assert_non_null(strstr(err.file, strrchr(p.path[i], '/')));
        close(fd);
        cordon_set_close(set);
        import_own(folder);
    }
}

/* --- other versions -------------------------------------------------------------------------------- */

/* Make the part a well-formed one whose section `index` has another version, and the manifest and
 * `current` name it. */
static void age_part(const char *path, size_t role)
{
    struct arena a;
    char hex[SHA_HEX_LEN + 1], part_path[512];
    struct set_edition *e;
    size_t count;
    struct os_file f = OS_FILE_INIT;
    struct part p;
    struct buf out = BUF_INIT(1 << 24), manifest = BUF_INIT(1 << 20);
    struct part_writer w;
    arena_init(&a, 8 << 20);
    e = arena_calloc(&a, SET_SOURCES_MAX, sizeof *e);
    assert_int_equal(set_current_read(path, &a, hex, NULL), CORDON_OK);
    assert_int_equal(set_manifest_load(path, hex, &a, e, &count, NULL), CORDON_OK);
    assert_int_equal(count, 1);
    snprintf(part_path, sizeof part_path, "%s/parts/%s.cds", path, e[0].part_hex[role]);
    assert_int_equal(os_file_map(part_path, &f, NULL), CORDON_OK);
    assert_int_equal(part_open(f.bytes, &p, NULL), CORDON_OK);
    part_writer_init(&w);
    for (size_t i = 0; i < p.count; i++) {
        const uint8_t *row = (const uint8_t *)f.bytes.data + 64 + i * 48;
        char tag[9] = { 0 };
        memcpy(tag, row, 8);
        uint16_t version = num_get_u16(row + 8);
        buf_add(part_writer_section(&w, tag, (uint16_t)(i == 0 ? version + 1 : version)),
                str_sub(f.bytes, (size_t)num_get_u64(row + 16),
                        (size_t)(num_get_u64(row + 16) + num_get_u64(row + 24))));
    }
    assert_int_equal(part_writer_finish(&w, &out, NULL), CORDON_OK);
    part_writer_release(&w);
    os_file_unmap(&f);

    uint8_t digest[SHA_LEN];
    sha_of(buf_str(&out), digest);
    sha_hex(digest, e[0].part_hex[role]);
    part_table_hex(buf_str(&out), e[0].table_hex[role]);
    snprintf(part_path, sizeof part_path, "%s/parts/%s.cds", path, e[0].part_hex[role]);
    assert_int_equal(os_file_put(part_path, buf_str(&out), NULL), CORDON_OK);
    const struct set_edition *all[] = { e };
    set_manifest_write(all, 1, NULL, &manifest);
    sha_of(buf_str(&manifest), digest);
    sha_hex(digest, hex);
    snprintf(part_path, sizeof part_path, "sets/%s.set", hex);
    put_file(path, part_path, buf_str(&manifest));
    snprintf(part_path, sizeof part_path, "%s\n", hex);
    put_file(path, "current", str_c(part_path));
    buf_release(&out);
    buf_release(&manifest);
    arena_release(&a);
}

static void a_set_of_another_version_is_made_anew_from_the_kept_editions(void **state)
{
    (void)state;
    import_own(folder);
    struct cordon_set *set = open_set(folder);
    char want[65];
    snprintf(want, sizeof want, "%.*s", STR_ARG(cordon_set_hash(set)));
    cordon_set_close(set);
    for (size_t role = 0; role < ROLE_COUNT; role++) {
        struct cordon_error err = ERROR_INIT;
        struct cordon_text text;
        age_part(folder, role);
        set = open_set(folder);
        assert_str(cordon_set_hash(set), want);
        assert_int_equal(cordon_set_verify(set, &err), CORDON_OK);
        assert_int_equal(cordon_show(set, STR("own-A1"), &text, &err), CORDON_OK);
        cordon_text_free(&text);
        cordon_set_close(set);
    }
}

/* A manifest of format 1: the same without the tables' hashes. */
static void a_set_of_format_1_is_made_anew(void **state)
{
    struct arena a;
    char hex[SHA_HEX_LEN + 1], name[128];
    uint8_t digest[SHA_LEN];
    size_t count;
    struct buf manifest = BUF_INIT(1 << 20);
    (void)state;
    import_own(folder);
    struct cordon_set *set = open_set(folder);
    char want[65];
    snprintf(want, sizeof want, "%.*s", STR_ARG(cordon_set_hash(set)));
    cordon_set_close(set);
    arena_init(&a, 8 << 20);
    struct set_edition *e = arena_calloc(&a, SET_SOURCES_MAX, sizeof *e);
    assert_int_equal(set_current_read(folder, &a, hex, NULL), CORDON_OK);
    assert_int_equal(set_manifest_load(folder, hex, &a, e, &count, NULL), CORDON_OK);
    memset(e[0].table_hex, 0, sizeof e[0].table_hex);
    const struct set_edition *all[] = { e };
    set_manifest_write(all, 1, NULL, &manifest);
    manifest.data[str_find(buf_str(&manifest), STR("\"format\":3"), 0) + 9] = '1';
    sha_of(buf_str(&manifest), digest);
    sha_hex(digest, hex);
    snprintf(name, sizeof name, "sets/%s.set", hex);
    put_file(folder, name, buf_str(&manifest));
    snprintf(name, sizeof name, "%s\n", hex);
    put_file(folder, "current", str_c(name));
    set = open_set(folder);
    assert_str(cordon_set_hash(set), want);
    cordon_set_close(set);
    buf_release(&manifest);
    arena_release(&a);
}

static bool remove_raw(void *ctx, const char *name, bool is_folder)
{
    (void)is_folder;
    char path[1024];
    snprintf(path, sizeof path, "%s/editions/own/%s/raw.zst", (const char *)ctx, name);
    return os_file_remove(path, NULL) == CORDON_OK;
}

static bool flip_raw(void *ctx, const char *name, bool is_folder)
{
    (void)is_folder;
    char path[1024];
    snprintf(path, sizeof path, "%s/editions/own/%s/raw.zst", (const char *)ctx, name);
    flip(path, 60);
    return true;
}

static void what_cannot_be_made_anew_is_corrupt(void **state)
{
    (void)state;
    import_own(folder);
    age_part(folder, ROLE_NAMES);
    assert_int_equal(os_folder_list(path_in(folder, "editions/own"), flip_raw, folder, NULL),
                     CORDON_OK);
    expect_corrupt(folder);
    assert_int_equal(os_folder_list(path_in(folder, "editions/own"), remove_raw, folder, NULL),
                     CORDON_OK);
    expect_corrupt(folder);
    import_own(folder);
    cordon_set_close(open_set(folder));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folders(damage_is_named_and_never_an_empty_list),
        in_folders(parts_in_each_others_places_are_damage),
        in_folders(a_damaged_manifest_or_name_is_refused),
        in_folders(exchanged_parts_are_damage),
        in_folders(verify_sees_what_opening_trusts),
        in_folders(a_set_of_another_version_is_made_anew_from_the_kept_editions),
        in_folders(a_set_of_format_1_is_made_anew),
        in_folders(what_cannot_be_made_anew_is_corrupt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
