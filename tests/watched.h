/* A data folder with a store of subjects, for tests of what is watched: lists, subjects, payments, screenings. */
#ifndef TESTS_WATCHED_H
#define TESTS_WATCHED_H

#include "tests/test.h"

#include <cordon/subjects.h>

#include "base/arena.h"
#include "os/os.h"

static struct watched {
    char folder[64], store[2][96], key[96], file[96];
    struct cordon_policy *policy;
    struct arena memory;
    uint64_t faults; /* told to watched_fault */
    char fault[1024]; /* the last of them */
} watched = { .folder = "/tmp/cordon-test-watched-XXXXXX" };

static inline int watched_set_up(void **state)
{
    (void)state;
    if (!mkdtemp(watched.folder)) return -1;
    for (int i = 0; i < 2; i++) snprintf(watched.store[i], sizeof watched.store[i], "%s/%c.db", watched.folder, 'a' + i);
    snprintf(watched.key, sizeof watched.key, "%s/key", watched.folder);
    snprintf(watched.file, sizeof watched.file, "%s/file", watched.folder);
    arena_init(&watched.memory, (size_t)2 << 30);
    return cordon_policy_load("default", &watched.policy, NULL) ? -1 : 0;
}

static inline int watched_tear_down(void **state)
{
    (void)state;
    cordon_policy_free(watched.policy);
    arena_release(&watched.memory);
    return os_folder_remove_tree(watched.folder, NULL) ? -1 : 0;
}

static inline void watched_empty(void)
{
    (void)os_folder_remove_tree(watched.folder, NULL);
    assert_int_equal(os_folder_make(watched.folder, NULL), CORDON_OK);
    watched.faults = 0;
}

/* --- lists ------------------------------------------------------------------------------------------------------ */

static inline void watched_import(const char *source, const char *const *files, size_t count, const char *edition)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    struct cordon_import import = { .data_dir = watched.folder, .source = str_c(source), .files = files, .file_count = count,
                                    .edition = str_c(edition), .accept = STR("made up") };
    if (cordon_import(&import, &counts, &err)) fail_msg("%s: %s", err.file, err.message);
}

static inline void watched_write(str text)
{
    assert_int_equal(os_file_replace(watched.file, text, NULL), CORDON_OK);
}

/** A list of one's own: CSV. */
static inline void watched_list(const char *text, const char *edition)
{
    const char *path = watched.file;
    watched_write(str_c(text));
    watched_import("own", &path, 1, edition);
}

/* --- the store ---------------------------------------------------------------------------------------------------- */

static inline cordon_status watched_try_open(int at, bool to_write, struct cordon_subjects **ret, struct cordon_error *err)
{
    struct cordon_subjects_place place = { .path = watched.store[at], .key = watched.key };
    return cordon_subjects_open(&place, to_write, ret, err);
}

static inline struct cordon_subjects *watched_open(int at, bool to_write)
{
    struct cordon_subjects *s = NULL;
    struct cordon_error err = ERROR_INIT;
    struct cordon_subjects_place place = { .path = watched.store[at], .key = watched.key };
    if (!os_file_exists(place.path) && cordon_subjects_make(&place, &err)) fail_msg("%s", err.message);
    if (watched_try_open(at, to_write, &s, &err)) fail_msg("%s", err.message);
    return s;
}

static inline void watched_fault(void *ctx, const struct cordon_error *why)
{
    (void)ctx;
    watched.faults++;
    snprintf(watched.fault, sizeof watched.fault, "line %llu: %.900s", (unsigned long long)why->line, why->message);
}

/** How subjects and payments of the file are added. */
static inline struct cordon_subjects_add watched_how(int64_t as_of_s)
{
    return (struct cordon_subjects_add){ .policy = watched.policy, .path = watched.file, .as_of_s = as_of_s, .fault = watched_fault };
}

static inline struct cordon_subjects_added watched_add(struct cordon_subjects *s, str text, int64_t as_of_s)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_subjects_added added;
    struct cordon_subjects_add how = watched_how(as_of_s);
    watched_write(text);
    if (cordon_subjects_add(s, &how, &added, &err)) fail_msg("%s:%llu %s", err.file, (unsigned long long)err.line, err.message);
    return added;
}

static inline cordon_status watched_keep_lines(void *ctx, cordon_str lines, struct cordon_error *err)
{
    (void)err;
    if (ctx) buf_add(ctx, lines);
    return CORDON_OK;
}

/** What all the tests' screenings are asked for; `own` is required. */
static inline struct cordon_screen_options watched_options(int64_t as_of_s)
{
    return (struct cordon_screen_options){ .policy = watched.policy, .as_of_s = as_of_s, .min_bp = -1, .require = STR("own") };
}

/** Screen again with the lists in use. `run` says the rest; its options may be NULL: watched_options. */
static inline cordon_status watched_try_rescreen(struct cordon_subjects *s, int64_t as_of_s, struct cordon_rescreen run,
                                                 struct cordon_rescreened *ret, struct cordon_error *err)
{
    struct cordon_set *set = NULL;
    struct cordon_screen_options options = watched_options(as_of_s);
    if (!run.options) run.options = &options;
    if (!run.change) run.change = watched_keep_lines;
    if (!run.fault) run.fault = watched_fault;
    assert_int_equal(cordon_set_open(watched.folder, &set, NULL), CORDON_OK);
    run.set = set;
    cordon_status st = cordon_rescreen(s, &run, ret, err);
    cordon_set_close(set);
    return st;
}

static inline struct cordon_rescreened watched_rescreen(struct cordon_subjects *s, int64_t as_of_s, struct buf *lines)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_rescreened sum;
    if (watched_try_rescreen(s, as_of_s, (struct cordon_rescreen){ .ctx = lines }, &sum, &err)) fail_msg("%s %s", err.file, err.message);
    return sum;
}

/** All subjects, as JSON Lines; the arena's. */
static inline str watched_all(struct cordon_subjects *s, bool records)
{
    struct buf out = BUF_INIT(512 << 20);
    struct cordon_error err = ERROR_INIT;
    if (cordon_subjects_list(s, records, watched_keep_lines, NULL, &out, &err)) fail_msg("%s %s", err.file, err.message);
    str text = arena_str(&watched.memory, buf_str(&out));
    assert_false(watched.memory.failed);
    buf_release(&out);
    return text;
}

static inline bool watched_has(str text, const char *part)
{
    return str_find(text, str_c(part), 0) != SIZE_MAX;
}

#endif
