/* os/file, os/folder, os/stream: files replaced whole, locks that exclude, trees that go alone. */
#include "tests/engine_help.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[64];

static int setup(void **state)
{
    (void)state;
    folder_new(folder);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    folder_gone(folder);
    return 0;
}

static void expect_file(const char *path, const char *want)
{
    struct os_file f = OS_FILE_INIT;
    struct cordon_error err = ERROR_INIT;
    assert_int_equal(os_file_map(path, &f, &err), CORDON_OK);
    assert_str(f.bytes, want);
    os_file_unmap(&f);
    os_file_unmap(&f); /* the empty state is fine */
}

struct names {
    char   text[4096];
    size_t stop_after;
};

static bool add_name(void *ctx, const char *name, bool is_folder)
{
    struct names *n = ctx;
    size_t len = strlen(n->text);
    snprintf(n->text + len, sizeof n->text - len, "%s%s ", name, is_folder ? "/" : "");
    return n->stop_after == 0 || --n->stop_after != 0;
}

/* --- files ------------------------------------------------------------------------------------- */

static void replaces_a_file_and_leaves_nothing_beside_it(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct names n = { .text = "" };
    (void)state;
    const char *path = path_in(folder, "current");
    assert_int_equal(os_file_replace(path, STR("one"), &err), CORDON_OK);
    expect_file(path, "one");
    struct os_file before = OS_FILE_INIT; /* a reader that came earlier keeps what it had */
    assert_int_equal(os_file_map(path, &before, &err), CORDON_OK);
    assert_int_equal(os_file_replace(path, STR("two, longer"), &err), CORDON_OK);
    expect_file(path, "two, longer");
    assert_str(before.bytes, "one");
    os_file_unmap(&before);
    assert_int_equal(os_folder_list(folder, add_name, &n, &err), CORDON_OK);
    assert_string_equal(n.text, "current ");
    assert_int_equal(os_file_remove(path, &err), CORDON_OK);
    assert_int_equal(os_file_remove(path, &err), CORDON_OK);
}

static void a_write_that_fails_leaves_the_old_file(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct names n = { .text = "" };
    (void)state;
    char target[128];
    snprintf(target, sizeof target, "%s/full", folder);
    assert_int_equal(mkdir(target, 0700), 0);
    put_file(target, "inside", STR("x"));
    assert_int_equal(os_file_replace(target, STR("new"), &err), CORDON_IO); /* a folder is there */
    assert_string_equal(err.file, target);
    assert_int_equal(os_folder_list(folder, add_name, &n, &err), CORDON_OK);
    assert_string_equal(n.text, "full/ ");
    assert_int_equal(os_file_replace(path_in(folder, "no/such/place"), STR("x"), &err),
                     CORDON_NOTFOUND);
    folder_gone(target);
}

/* A process that is killed at any moment leaves one of the two contents, whole. */
static void a_killed_writer_leaves_old_or_new(void **state)
{
    static char a[200000], b[200000];
    struct cordon_error err = ERROR_INIT;
    (void)state;
    memset(a, 'a', sizeof a);
    memset(b, 'b', sizeof b);
    const char *path = path_in(folder, "swapped");
    assert_int_equal(os_file_replace(path, str_of(a, sizeof a), &err), CORDON_OK);
    for (int round = 0; round < 10; round++) {
        pid_t child = fork();
        if (child == 0) {
            for (;;) {
                if (os_file_replace(path, str_of(b, sizeof b), NULL)) _exit(1);
                if (os_file_replace(path, str_of(a, sizeof a), NULL)) _exit(1);
            }
        }
        usleep(3000 + 1700 * (useconds_t)round);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        struct os_file f = OS_FILE_INIT;
        assert_int_equal(os_file_map(path, &f, &err), CORDON_OK);
        assert_int_equal(f.bytes.len, sizeof a);
        assert_true(memcmp(f.bytes.data, f.bytes.data[0] == 'a' ? a : b, sizeof a) == 0);
        os_file_unmap(&f);
    }
}

static void maps_what_is_there_and_names_what_is_not(void **state)
{
    struct os_file f = OS_FILE_INIT;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    expect_file(put_file(folder, "empty", STR_EMPTY), "");
    assert_int_equal(os_file_map(path_in(folder, "none"), &f, &err), CORDON_NOTFOUND);
    assert_string_equal(err.file, path_in(folder, "none"));
    assert_int_equal(os_file_map(path_in(folder, "empty/below"), &f, &err), CORDON_NOTFOUND);
    assert_int_equal(os_file_map(folder, &f, &err), CORDON_IO);
    assert_string_equal(err.message, "is a folder, not a file");
    assert_int_equal(os_file_map("/proc/self/stat", &f, &err), CORDON_OK); /* said to be empty */
    assert_true(f.bytes.len > 0);
    os_file_unmap(&f);
    os_file_unmap(NULL);
}

/* Nobody writes to the pipe, and the device has no end: neither is waited for. */
static void what_is_no_file_is_told_at_once(void **state)
{
    struct os_file f = OS_FILE_INIT;
    struct os_lock lock = OS_LOCK_INIT;
    struct cordon_error err = ERROR_INIT;
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    (void)state;
    const char *pipe_path = path_in(folder, "pipe"), *socket_path = path_in(folder, "socket");
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    snprintf(at.sun_path, sizeof at.sun_path, "%.90s", socket_path);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
    const struct { const char *path, *says; } rows[] = {
        { pipe_path, "is a pipe, not a file" },
        { "/dev/zero", "is a device, not a file" },
        { "/dev/null", "is a device, not a file" },
        { socket_path, "is a socket or a device, not a file" },
        { folder, "is a folder, not a file" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(os_file_map(rows[i].path, &f, &err), CORDON_IO);
        assert_string_equal(err.message, rows[i].says);
        assert_string_equal(err.file, rows[i].path);
        assert_int_equal(os_file_read(rows[i].path, &f, &err), CORDON_IO);
    }
    assert_int_equal(os_lock_take(pipe_path, 0, &lock, &err), CORDON_IO);
    assert_string_equal(err.message, "is a pipe, not a file");
    close(fd);
}

static void temporary_names_are_told_from_others(void **state)
{
    struct buf b = BUF_INIT(256);
    (void)state;
    os_temp_name("/a/current", &b);
    assert_true(os_temp_is(str_c(b.data)));
    buf_release(&b);
    assert_true(os_temp_is(STR("raw.zst.12-0.tmp")));
    assert_false(os_temp_is(STR("notes.tmp")));
    assert_false(os_temp_is(STR("notes.2024-05.tmp.bak")));
    assert_false(os_temp_is(STR("12-0.tmp")));
    assert_false(os_temp_is(STR(".12-0.tmp")));
    assert_false(os_temp_is(STR("a.-0.tmp")));
    assert_false(os_temp_is(STR("a.1-.tmp")));
    assert_false(os_temp_is(STR(".tmp")));
    assert_false(os_temp_is(STR("")));
}

/* --- folders ------------------------------------------------------------------------------------ */

static void makes_a_folder_with_its_parents(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct stat info;
    (void)state;
    const char *deep = path_in(folder, "a//b/c");
    assert_int_equal(os_folder_make(deep, &err), CORDON_OK);
    assert_int_equal(os_folder_make(deep, &err), CORDON_OK);
    assert_int_equal(stat(deep, &info), 0);
    assert_true(S_ISDIR(info.st_mode));
    assert_int_equal(info.st_mode & 077, 0); /* nobody else's business */
    put_file(folder, "a/file", STR("x"));
    assert_int_equal(os_folder_make(path_in(folder, "a/file/below"), &err), CORDON_IO);
    assert_int_equal(os_folder_make(path_in(folder, "a/file"), &err), CORDON_IO);
    folder_gone(path_in(folder, "a"));
}

static void lists_by_name_and_stops_when_told(void **state)
{
    static const char *const made[] = { "b", "a10", "a9", "Z", "\xC3\xA9", ".hidden" };
    struct names n = { .text = "" };
    struct cordon_error err = ERROR_INIT;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(made); i++) put_file(folder, made[i], STR("x"));
    assert_int_equal(os_folder_make(path_in(folder, "m"), &err), CORDON_OK);
    assert_int_equal(symlink("m", path_in(folder, "link")), 0);
    assert_int_equal(os_folder_list(folder, add_name, &n, &err), CORDON_OK);
    assert_string_equal(n.text, ".hidden Z a10 a9 b link m/ \xC3\xA9 ");
    struct names two = { .text = "", .stop_after = 2 };
    assert_int_equal(os_folder_list(folder, add_name, &two, &err), CORDON_OK);
    assert_string_equal(two.text, ".hidden Z ");
    assert_int_equal(os_folder_list(path_in(folder, "none"), add_name, &n, &err), CORDON_NOTFOUND);
}

static void removing_a_tree_does_not_follow_links(void **state)
{
    struct cordon_error err = ERROR_INIT;
    (void)state;
    assert_int_equal(os_folder_make(path_in(folder, "kept/inner"), &err), CORDON_OK);
    put_file(folder, "kept/file", STR("x"));
    assert_int_equal(os_folder_make(path_in(folder, "tree/sub"), &err), CORDON_OK);
    put_file(folder, "tree/sub/file", STR("x"));
    assert_int_equal(symlink("../kept", path_in(folder, "tree/link")), 0);
    assert_int_equal(symlink("../../kept/file", path_in(folder, "tree/sub/link")), 0);
    assert_int_equal(symlink("nowhere", path_in(folder, "tree/broken")), 0);
    assert_int_equal(os_folder_remove_tree(path_in(folder, "tree"), &err), CORDON_OK);
    assert_false(os_file_exists(path_in(folder, "tree")));
    expect_file(path_in(folder, "kept/file"), "x");

    assert_int_equal(symlink("kept", path_in(folder, "link")), 0); /* nor when it is one itself */
    assert_int_equal(os_folder_remove_tree(path_in(folder, "link"), &err), CORDON_OK);
    assert_false(os_file_exists(path_in(folder, "link")));
    expect_file(path_in(folder, "kept/file"), "x");
    assert_int_equal(os_folder_remove_tree(path_in(folder, "none"), &err), CORDON_OK);
    folder_gone(path_in(folder, "kept"));
}

static void folders_survive_lost_memory(void **state)
{
    struct cordon_error err = ERROR_INIT;
    (void)state;
    for (uint64_t n = 1;; n++) {
        assert_int_equal(os_folder_make(path_in(folder, "t/u"), &err), CORDON_OK);
        for (int i = 0; i < 70; i++) {
            char name[32];
            snprintf(name, sizeof name, "t/f%d", i);
            if (n == 1) put_file(folder, name, STR("x"));
        }
        struct names seen = { .text = "" };
        mem_fail_from(n);
        cordon_status st = os_folder_list(path_in(folder, "t"), add_name, &seen, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        if (!st) assert_int_equal(strlen(seen.text), 273);
        if (asked < n) break;
    }
    for (uint64_t n = 1;; n++) {
        mem_fail_from(n);
        cordon_status st = os_folder_remove_tree(path_in(folder, "t"), &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        if (asked < n) {
            assert_int_equal(st, CORDON_OK);
            break;
        }
        assert_int_equal(st, CORDON_NOMEM);
    }
    assert_false(os_file_exists(path_in(folder, "t")));
}

/* --- locks, streams ------------------------------------------------------------------------------ */

static void a_lock_keeps_other_processes_out_until_its_holder_is_gone(void **state)
{
    struct os_lock lock = OS_LOCK_INIT, again = OS_LOCK_INIT;
    struct cordon_error err = ERROR_INIT;
    int ready[2], status;
    char byte;
    (void)state;
    const char *path = path_in(folder, "lock");
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        if (os_lock_take(path, 0, &lock, NULL)) _exit(1);
        if (write(ready[1], "x", 1) != 1) _exit(2);
        pause(); /* killed while it holds the lock */
        _exit(3);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    uint64_t begin = os_ticks_ns();
    assert_int_equal(os_lock_take(path, 60, &lock, &err), CORDON_BUSY);
    assert_true(os_ticks_ns() - begin >= 60000000u);
    assert_int_equal(lock.fd, -1);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    assert_int_equal(os_lock_take(path, 1000, &lock, &err), CORDON_OK);
    assert_int_equal(os_lock_take(path, 0, &again, &err), CORDON_BUSY); /* nor this process twice */
    os_unlock(&lock);
    os_unlock(&lock);
    assert_int_equal(os_lock_take(path, 0, &again, &err), CORDON_OK);
    os_unlock(&again);
    assert_int_equal(os_lock_take(path_in(folder, "no/lock"), 0, &lock, &err), CORDON_NOTFOUND);
    close(ready[0]);
    close(ready[1]);
}

static void a_lock_is_waited_for(void **state)
{
    struct os_lock lock = OS_LOCK_INIT;
    struct cordon_error err = ERROR_INIT;
    int ready[2];
    char byte;
    (void)state;
    const char *path = path_in(folder, "lock");
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        if (os_lock_take(path, 0, &lock, NULL) || write(ready[1], "x", 1) != 1) _exit(1);
        usleep(100000);
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(os_lock_take(path, 10000, &lock, &err), CORDON_OK);
    os_unlock(&lock);
    waitpid(child, NULL, 0);
    close(ready[0]);
    close(ready[1]);
}

static void a_reader_tells_its_size_and_its_end(void **state)
{
    struct os_reader r = OS_READER_INIT;
    struct cordon_error err = ERROR_INIT;
    char text[8];
    size_t len;
    (void)state;
    const char *path = put_file(folder, "text", STR("0123456789"));
    assert_int_equal(os_reader_open(path, &r, &err), CORDON_OK);
    assert_int_equal(r.size, 10);
    assert_int_equal(os_reader_read(&r, text, sizeof text, &len, &err), CORDON_OK);
    assert_int_equal(len, 8);
    assert_int_equal(os_reader_read(&r, text, sizeof text, &len, &err), CORDON_OK);
    assert_int_equal(len, 2);
    assert_int_equal(os_reader_read(&r, text, sizeof text, &len, &err), CORDON_OK);
    assert_int_equal(len, 0);
    os_reader_close(&r);
    os_reader_close(&r);
    assert_int_equal(os_reader_open(path_in(folder, "none"), &r, &err), CORDON_NOTFOUND);
    assert_int_equal(os_reader_open(folder, &r, &err), CORDON_IO);
}

static void a_read_of_a_silent_pipe_ends_when_it_is_told_to_stop(void **state)
{
    int fd[2];
    char byte;
    size_t len = 9;
    (void)state;
    assert_int_equal(pipe(fd), 0);
    _Atomic bool stop = true;
    struct os_reader r = { .fd = fd[0], .stop = &stop };
    assert_int_equal(os_reader_read(&r, &byte, 1, &len, NULL), CORDON_INTERRUPTED);
    stop = false;
    assert_int_equal(write(fd[1], "x", 1), 1);
    assert_int_equal(os_reader_read(&r, &byte, 1, &len, NULL), CORDON_OK);
    assert_int_equal(len, 1);
    close(fd[1]);
    assert_int_equal(os_reader_read(&r, &byte, 1, &len, NULL), CORDON_OK);
    assert_int_equal(len, 0);
    close(fd[0]);
}

/* In a process of its own: once interrupted, always interrupted. */
static void a_signal_ends_a_read_and_a_wait_for_a_lock(void **state)
{
    struct os_lock lock = OS_LOCK_INIT;
    int status;
    (void)state;
    const char *path = path_in(folder, "lock");
    assert_int_equal(os_lock_take(path, 0, &lock, NULL), CORDON_OK);
    pid_t child = fork();
    if (child == 0) {
        struct os_reader r = { .fd = 0 };
        struct os_lock mine = OS_LOCK_INIT;
        char byte;
        size_t len;
        os_signals_watch();
        if (os_interrupted()) _exit(1);
        raise(SIGTERM);
        if (!os_interrupted()) _exit(2);
        if (os_reader_read(&r, &byte, 1, &len, NULL) != CORDON_INTERRUPTED) _exit(3);
        if (os_lock_take(path, 60000, &mine, NULL) != CORDON_INTERRUPTED) _exit(4);
        _exit(0);
    }
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    os_unlock(&lock);
}

#define in_folder(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

/* --- the clock ------------------------------------------------------------------------------------ */

static void the_clock_can_be_set(void **state)
{
    (void)state;
    int64_t before = os_now_s();
    assert_true(before > 1700000000); /* some day after this was written */
    os_clock_set(1782864000);
    assert_int_equal(os_now_s(), 1782864000);
    os_clock_set(-1);
    assert_int_equal(os_now_s(), -1);
    os_clock_set(INT64_MIN);
    assert_true(os_now_s() >= before);
    uint64_t ticks = os_ticks_ns();
    assert_true(os_ticks_ns() >= ticks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(replaces_a_file_and_leaves_nothing_beside_it),
        in_folder(a_write_that_fails_leaves_the_old_file),
        in_folder(a_killed_writer_leaves_old_or_new),
        in_folder(maps_what_is_there_and_names_what_is_not),
        in_folder(what_is_no_file_is_told_at_once),
        in_folder(temporary_names_are_told_from_others),
        in_folder(makes_a_folder_with_its_parents),
        in_folder(lists_by_name_and_stops_when_told),
        in_folder(removing_a_tree_does_not_follow_links),
        in_folder(folders_survive_lost_memory),
        in_folder(a_lock_keeps_other_processes_out_until_its_holder_is_gone),
        in_folder(a_lock_is_waited_for),
        in_folder(a_reader_tells_its_size_and_its_end),
        in_folder(a_read_of_a_silent_pipe_ends_when_it_is_told_to_stop),
        in_folder(a_signal_ends_a_read_and_a_wait_for_a_lock),
        cmocka_unit_test(the_clock_can_be_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
