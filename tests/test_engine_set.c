/* engine/set, import, manifest, edition: whole data sets, the same from the same files, or none. */
#include "tests/engine_help.h"

#include "engine/set.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[64], other[64];

static int setup(void **state)
{
    (void)state;
    folder_new(folder);
    folder_new(other);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    folder_gone(folder);
    folder_gone(other);
    return 0;
}

/* --- trees --------------------------------------------------------------------------------------- */

struct tree {
    const char *root;
    char        rest[512]; /* folder within the root */
    struct buf *out;       /* "path hash\n" of every file */
};

static bool add_entry(void *ctx, const char *name, bool is_folder)
{
    struct tree *t = ctx;
    struct tree inner = { .root = t->root, .out = t->out };
    char path[1024];
    snprintf(inner.rest, sizeof inner.rest, "%.200s/%.200s", t->rest, name);
    snprintf(path, sizeof path, "%s%s", t->root, inner.rest);
    if (is_folder) return !os_folder_list(path, add_entry, &inner, NULL);
    struct os_file f = OS_FILE_INIT;
    uint8_t digest[SHA_LEN];
    char hex[SHA_HEX_LEN + 1];
    if (os_file_map(path, &f, NULL)) return false;
    sha_of(f.bytes, digest);
    sha_hex(digest, hex);
    buf_printf(t->out, "%s %s\n", inner.rest, hex);
    os_file_unmap(&f);
    return true;
}

/** Every file of a folder with its hash; free the buf. */
static struct buf tree_of(const char *root)
{
    struct buf b = BUF_INIT(1 << 20);
    struct tree t = { .root = root, .out = &b };
    assert_int_equal(os_folder_list(root, add_entry, &t, NULL), CORDON_OK);
    return b;
}

static void expect_same_tree(const char *a, const char *b)
{
    struct buf x = tree_of(a), y = tree_of(b);
    if (!str_eq(buf_str(&x), buf_str(&y)))
        fail_msg("--- %s\n%.*s--- %s\n%.*s", a, (int)x.len, x.data, b, (int)y.len, y.data);
    buf_release(&x);
    buf_release(&y);
}

static struct cordon_set *open_set(const char *path)
{
    struct cordon_set *set = NULL;
    struct cordon_error err = ERROR_INIT;
    if (cordon_set_open(path, &set, &err)) fail_msg("%s: %s", err.file, err.message);
    return set;
}

static bool find_list(const struct cordon_set *set, const char *source, struct cordon_list *ret)
{
    for (size_t i = 0; cordon_set_list(set, i, ret); i++)
        if (str_eq(ret->source, str_c(source))) return true;
    return false;
}

static const char own_list[] =
    "id,type,name,alias,birth_date,nationality,passport,wallet\n"
    "A1,person,Testina Musterfrau,Tina Muster,1980-02-29,de,C01X00T47@de,\n"
    "A2,organization,Beispiel Handels GmbH,,,,,\n"
    "A3,wallet,,,,,,1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\n";

static void import_own(const char *path)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    if (import_text_as(path, "own", "2026-07-31", "own.csv", own_list, &counts, &err))
        fail_msg("%d: %s", (int)err.line, err.message);
}

/* --- importing ------------------------------------------------------------------------------------ */

static void the_same_files_make_the_same_bytes(void **state)
{
    (void)state;
    import_made_up(folder);
    import_own(folder);
    import_made_up(other);
    import_own(other);
    expect_same_tree(folder, other);
    import_own(other); /* again: nothing changes */
    import_made_up(other);
    expect_same_tree(folder, other);
}

static void what_is_in_use_does_not_depend_on_the_order_of_imports(void **state)
{
    (void)state;
    import_made_up(folder);
    import_own(folder);
    import_own(other);
    import_made_up(other);
    struct cordon_set *a = open_set(folder), *b = open_set(other);
    assert_true(str_eq(cordon_set_hash(a), cordon_set_hash(b)));
    assert_int_equal(cordon_set_hash(a).len, 64);
    cordon_set_close(a);
    cordon_set_close(b);
}

static void counts_come_back_as_they_were_imported(void **state)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    struct cordon_list list;
    (void)state;
    assert_int_equal(import_text_as(folder, "own", "2026-07-31", "own.csv", own_list, &counts, &err),
                     CORDON_OK);
    assert_int_equal(counts.entries, 3);
    assert_int_equal(counts.persons, 1);
    assert_int_equal(counts.organizations, 1);
    assert_int_equal(counts.wallets, 1);
    struct cordon_set *set = open_set(folder);
    assert_true(find_list(set, "own", &list));
    assert_memory_equal(&list.counts, &counts, sizeof counts);
    assert_str(list.edition, "2026-07-31");
    assert_str(list.tier, "named");
    assert_false(list.is_starter);
    uint8_t digest[SHA_LEN];
    char hex[SHA_HEX_LEN + 1];
    sha_of(str_c(own_list), digest);
    sha_hex(digest, hex);
    assert_str(list.raw_sha256, hex); /* what sha256sum prints */
    cordon_set_close(set);
}

static void a_second_source_leaves_the_first_ones_parts_alone(void **state)
{
    (void)state;
    import_own(folder);
    struct buf before = tree_of(folder);
    import_made_up(folder);
    struct buf after = tree_of(folder);
    for (str rest = buf_str(&before), line; str_next(&rest, '\n', &line);) {
        bool is_name = str_starts(line, STR("/current"));
        if (line.len && !is_name && str_find(buf_str(&after), line, 0) == SIZE_MAX)
            fail_msg("gone or changed: %.*s", STR_ARG(line));
    }
    buf_release(&before);
    buf_release(&after);
    struct cordon_set *set = open_set(folder);
    struct cordon_list list;
    assert_true(find_list(set, "own", &list) && !list.is_starter);
    assert_true(find_list(set, "opensanctions", &list) && !list.is_starter);
    cordon_set_close(set);
}

static void the_starter_rows_of_a_source_go_when_it_is_imported(void **state)
{
    static const char kofiu[] = "id,type,name\nKX-1,person,Erfunden Testov\n";
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    struct cordon_list list;
    struct cordon_text text;
    (void)state;
    struct cordon_set *set = open_set(folder);
    assert_true(find_list(set, "kr_kofiu", &list) && list.is_starter);
    cordon_set_close(set);
    assert_int_equal(import_text_as(folder, "kr_kofiu", "2026-07-31", "k.csv", kofiu, &counts, &err),
                     CORDON_OK);
    set = open_set(folder);
    assert_int_equal(cordon_set_list_count(set), 3);
    assert_true(find_list(set, "kr_kofiu", &list) && !list.is_starter);
    assert_int_equal(list.counts.entries, 1);
    assert_int_equal(cordon_show(set, STR("kr_kofiu-KF-652"), &text, &err), CORDON_NOTFOUND);
    assert_int_equal(cordon_show(set, STR("KX-1"), &text, &err), CORDON_OK);
    cordon_text_free(&text);
    assert_true(find_list(set, "us_ofac_sdn", &list) && list.is_starter);
    assert_true(find_list(set, "us_court", &list) && list.is_starter);
    cordon_set_close(set);
}

static void a_new_edition_takes_the_place_of_the_old_one(void **state)
{
    static const char newer[] = "id,type,name\nB1,person,Erfunden Testov\n";
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    struct cordon_text text;
    struct cordon_list list;
    (void)state;
    import_own(folder);
    struct cordon_set *old = open_set(folder);
    assert_int_equal(import_text_as(folder, "own", "2026-08-01", "own.csv", newer, &counts, &err),
                     CORDON_OK);
    struct cordon_set *set = open_set(folder);
    assert_true(find_list(set, "own", &list));
    assert_str(list.edition, "2026-08-01");
    assert_int_equal(cordon_show(set, STR("own-A1"), &text, &err), CORDON_NOTFOUND);
    assert_int_equal(cordon_show(old, STR("own-A1"), &text, &err), CORDON_OK); /* still readable */
    cordon_text_free(&text);
    assert_int_equal(cordon_set_verify(old, &err), CORDON_OK);
    cordon_set_close(old);
    cordon_set_close(set);
}

static void a_failed_import_changes_nothing_in_use(void **state)
{
    static const struct { const char *source, *edition, *text; cordon_status want; } rows[] = {
        { "own", "", "id,type,name\nA1,person,X\nA1,person,Y\n", CORDON_SYNTAX },
        { "own", "", "", CORDON_SYNTAX },
        { "own", "", "just words", CORDON_SYNTAX },
        { "own", "2026-02-30", own_list, CORDON_ARGUMENT },
        { "own", "2026/02/03", own_list, CORDON_ARGUMENT },
        { "own", "2026", own_list, CORDON_ARGUMENT },
        { "nonsense", "", own_list, CORDON_ARGUMENT },
        { "un_sc", "", own_list, CORDON_SYNTAX },
    };
    (void)state;
    import_own(folder);
    import_own(other);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct cordon_counts counts;
        struct cordon_error err = ERROR_INIT;
        cordon_status st = import_text_as(folder, rows[i].source, rows[i].edition, "own.csv",
                                          rows[i].text, &counts, &err);
        if (st != rows[i].want) fail_msg("row %zu: %d %s", i, (int)st, err.message);
        assert_true(err.message[0] != '\0');
        expect_same_tree(folder, other);
    }
}

static void impossible_requests_are_refused(void **state)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    const char *file = path_in(folder, "none.csv");
    const char *nine[9] = { file, file, file, file, file, file, file, file, file };
    struct cordon_import args = { .data_dir = other, .source = STR("own"), .files = nine };
    (void)state;
    assert_int_equal(cordon_import(&args, &counts, &err), CORDON_ARGUMENT);
    args.file_count = 9;
    assert_int_equal(cordon_import(&args, &counts, &err), CORDON_ARGUMENT);
    args.file_count = 1;
    assert_int_equal(cordon_import(&args, &counts, &err), CORDON_NOTFOUND);
    assert_string_equal(err.file, file);
    assert_int_equal(cordon_import(&args, &counts, NULL), CORDON_NOTFOUND);
    nine[0] = put_file(folder, "\xFF.csv", str_c(own_list));
    assert_int_equal(cordon_import(&args, &counts, &err), CORDON_ARGUMENT);
    nine[0] = put_file(folder, "own.csv", str_c(own_list));
    args.data_dir = nine[0]; /* a file where the folder should be */
    assert_int_equal(cordon_import(&args, &counts, &err), CORDON_IO);
}

static void a_held_folder_is_busy(void **state)
{
    struct os_lock lock = OS_LOCK_INIT;
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    assert_int_equal(os_lock_take(path_in(folder, "lock"), 0, &lock, &err), CORDON_OK);
    assert_int_equal(import_text_as(folder, "own", "", "own.csv", own_list, &counts, &err),
                     CORDON_BUSY);
    os_unlock(&lock);
    import_own(folder);
}

static void leftovers_of_a_killed_import_go_and_nothing_else(void **state)
{
    (void)state;
    import_own(folder);
    import_own(other);
    put_file(folder, "current.123-0.tmp", STR("half"));
    put_file(folder, "parts/0123.cds.123-4.tmp", STR("half"));
    put_file(folder, "editions/own/raw.zst.9-1.tmp", STR("half"));
    put_file(folder, "notes.tmp", STR("somebody's"));
    put_file(other, "notes.tmp", STR("somebody's"));
    import_own(folder);
    expect_same_tree(folder, other);
}

/* A process killed at any moment of an import leaves the old set or the new one, whole. */
static void a_killed_import_leaves_the_old_set_or_the_new(void **state)
{
    (void)state;
    import_own(folder);
    struct cordon_set *old = open_set(folder);
    char before[65];
    snprintf(before, sizeof before, "%.*s", STR_ARG(cordon_set_hash(old)));
    cordon_set_close(old);
    import_own(other);
    import_made_up(other);
    struct cordon_set *new = open_set(other);
    char after[65];
    snprintf(after, sizeof after, "%.*s", STR_ARG(cordon_set_hash(new)));
    cordon_set_close(new);
    for (useconds_t wait = 0; wait < 24000; wait += 1500) {
        pid_t child = fork();
        if (child == 0) {
            import_made_up(folder);
            _exit(0);
        }
        usleep(wait);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        struct cordon_set *set = open_set(folder);
        struct cordon_error err = ERROR_INIT;
        bool is_old = str_eq(cordon_set_hash(set), str_c(before));
        assert_true(is_old || str_eq(cordon_set_hash(set), str_c(after)));
        assert_int_equal(cordon_set_verify(set, &err), CORDON_OK);
        cordon_set_close(set);
    }
    import_made_up(folder); /* and what they left does not stand in the way */
    struct cordon_set *last = open_set(folder);
    assert_str(cordon_set_hash(last), after);
    cordon_set_close(last);
}

/* --- damage --------------------------------------------------------------------------------------- */

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
    assert_int_equal(p.count, ROLE_COUNT);
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
    set_manifest_write(all, 1, &manifest);
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
    set_manifest_write(all, 1, &manifest);
    manifest.data[str_find(buf_str(&manifest), STR("\"format\":2"), 0) + 9] = '1';
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

/* --- manifests and editions ------------------------------------------------------------------------ */

static void a_manifest_is_read_as_it_was_written(void **state)
{
    struct arena a;
    struct buf first = BUF_INIT(1 << 20), second = BUF_INIT(1 << 20);
    struct set_edition e = { .source = STR("own"), .edition = STR("unknown"),
                             .files = { STR("a \"b\".csv"), STR("\xEA\xB0\x80") }, .file_count = 2 };
    (void)state;
    arena_init(&a, 8 << 20);
    memset(e.raw_hex, 'a', SHA_HEX_LEN);
    for (size_t i = 0; i < ROLE_COUNT; i++) memset(e.part_hex[i], '0' + (int)i, SHA_HEX_LEN);
    for (size_t i = 0; i < ROLE_COUNT; i++) memset(e.table_hex[i], 'a' + (int)i, XXH_HEX_LEN);
    e.accepted = STR("a \"true\" delisting");
    e.doubts = STR("1 entries (3 in use)");
    e.without = STR("9345,12210");
    uint32_t *numbers = (uint32_t *)(void *)&e.counts;
    for (size_t i = 0; i < sizeof e.counts / 4; i++) numbers[i] = UINT32_MAX - (uint32_t)i;
    const struct set_edition *all[] = { &e };
    set_manifest_write(all, 1, &first);
    struct set_edition *got = arena_calloc(&a, SET_SOURCES_MAX, sizeof *got);
    size_t count;
    assert_int_equal(set_manifest_read(buf_str(&first), &a, got, SET_SOURCES_MAX, &count, NULL),
                     CORDON_OK);
    assert_int_equal(count, 1);
    assert_memory_equal(&got->counts, &e.counts, sizeof e.counts);
    assert_memory_equal(got->table_hex, e.table_hex, sizeof e.table_hex);
    assert_true(str_eq(got->accepted, e.accepted) && str_eq(got->doubts, e.doubts));
    assert_true(str_eq(got->without, e.without));
    all[0] = got;
    set_manifest_write(all, 1, &second);
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
        { "{\"format\":3,\"sources\":[]}", CORDON_REFUSED },
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
                                  .files = &file, .file_count = 1, .warn = on_warning };
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

#define in_folders(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folders(the_same_files_make_the_same_bytes),
        in_folders(what_is_in_use_does_not_depend_on_the_order_of_imports),
        in_folders(counts_come_back_as_they_were_imported),
        in_folders(a_second_source_leaves_the_first_ones_parts_alone),
        in_folders(the_starter_rows_of_a_source_go_when_it_is_imported),
        in_folders(a_new_edition_takes_the_place_of_the_old_one),
        in_folders(a_failed_import_changes_nothing_in_use),
        in_folders(impossible_requests_are_refused),
        in_folders(a_held_folder_is_busy),
        in_folders(leftovers_of_a_killed_import_go_and_nothing_else),
        in_folders(a_killed_import_leaves_the_old_set_or_the_new),
        in_folders(damage_is_named_and_never_an_empty_list),
        in_folders(parts_in_each_others_places_are_damage),
        in_folders(a_damaged_manifest_or_name_is_refused),
        in_folders(exchanged_parts_are_damage),
        in_folders(verify_sees_what_opening_trusts),
        in_folders(a_set_of_another_version_is_made_anew_from_the_kept_editions),
        in_folders(a_set_of_format_1_is_made_anew),
        in_folders(what_cannot_be_made_anew_is_corrupt),
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
