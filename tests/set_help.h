/* For tests of whole data sets: two folders a test, their files compared byte by byte, a small list of one's own. */
#ifndef TESTS_SET_HELP_H
#define TESTS_SET_HELP_H

#include "tests/engine_help.h"

#include "engine/set.h"

static char folder[64], other[64];

static inline int setup(void **state)
{
    (void)state;
    folder_new(folder);
    folder_new(other);
    return 0;
}

static inline int teardown(void **state)
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

static inline bool add_entry(void *ctx, const char *name, bool is_folder)
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
static inline struct buf tree_of(const char *root)
{
    struct buf b = BUF_INIT(1 << 20);
    struct tree t = { .root = root, .out = &b };
    assert_int_equal(os_folder_list(root, add_entry, &t, NULL), CORDON_OK);
    return b;
}

static inline void expect_same_tree(const char *a, const char *b)
{
    struct buf x = tree_of(a), y = tree_of(b);
    if (!str_eq(buf_str(&x), buf_str(&y)))
        fail_msg("--- %s\n%.*s--- %s\n%.*s", a, (int)x.len, x.data, b, (int)y.len, y.data);
    buf_release(&x);
    buf_release(&y);
}

static inline struct cordon_set *open_set(const char *path)
{
    struct cordon_set *set = NULL;
    struct cordon_error err = ERROR_INIT;
    if (cordon_set_open(path, &set, &err)) fail_msg("%s: %s", err.file, err.message);
    return set;
}

static inline bool find_list(const struct cordon_set *set, const char *source, struct cordon_list *ret)
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

static inline void import_own(const char *path)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    if (import_text_as(path, "own", "2026-07-31", "own.csv", own_list, &counts, &err))
        fail_msg("%d: %s", (int)err.line, err.message);
}

#define in_folders(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
