/* engine/set, import: whole data sets, the same from the same files, or none. */
#include "tests/set_help.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

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
    static const char kofiu[] = "id,type,name,program\nKX-1,person,Erfunden Testov,DPRK\n";
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
    const char *many[257];
    for (size_t i = 0; i < COUNT_OF(many); i++) many[i] = file;
    struct cordon_import args = { .data_dir = other, .source = STR("own"), .files = many };
    (void)state;
    assert_int_equal(cordon_import(&args, &counts, &err), CORDON_ARGUMENT);
    args.file_count = COUNT_OF(many);
    assert_int_equal(cordon_import(&args, &counts, &err), CORDON_ARGUMENT);
    args.file_count = 1;
    assert_int_equal(cordon_import(&args, &counts, &err), CORDON_NOTFOUND);
    assert_string_equal(err.file, file);
    assert_int_equal(cordon_import(&args, &counts, NULL), CORDON_NOTFOUND);
    many[0] = put_file(folder, "\xFF.csv", str_c(own_list));
    assert_int_equal(cordon_import(&args, &counts, &err), CORDON_ARGUMENT);
    many[0] = put_file(folder, "own.csv", str_c(own_list));
    args.data_dir = many[0]; /* a file where the folder should be */
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
    char inbox[64]; /* made here: who is killed cleans nothing up */
    folder_new(inbox);
    const char *file = put_file(inbox, "made-up.json", str_c(made_up_list));
    struct cordon_import args = { .data_dir = folder, .source = STR("opensanctions"), .files = &file, .file_count = 1,
                                  .edition = STR("2026-07-30"), .accept_licence = true };
    for (useconds_t wait = 0; wait < 24000; wait += 1500) {
        pid_t child = fork();
        if (child == 0) {
            struct cordon_counts counts;
            _exit(cordon_import(&args, &counts, NULL) ? 1 : 0);
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
    folder_gone(inbox);
    import_made_up(folder); /* and what they left does not stand in the way */
    struct cordon_set *last = open_set(folder);
    assert_str(cordon_set_hash(last), after);
    cordon_set_close(last);
}

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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
