/* rule/tree: the packs as read while Cordon was built are what a YAML reader reads now. */
#include "tests/test.h"

#include "base/embed.h"
#include "base/hash.h"
#include "rule/tree.h"

enum { ARENA_MAX = 64 << 20 };

static void expect_equal(const struct yaml_node *a, const struct yaml_node *b, const char *file)
{
    bool same = a->kind == b->kind && str_eq(a->text, b->text) && a->is_true == b->is_true &&
                a->is_whole == b->is_whole && a->is_doubtful == b->is_doubtful && a->number == b->number &&
                a->line == b->line && a->column == b->column && a->count == b->count;
    if (!same) fail_msg("%s:%u:%u: another node", file, (unsigned)a->line, (unsigned)a->column);
    for (size_t i = 0; i < a->count; i++) {
        if (a->kind == YAML_MAP) expect_equal(&a->key[i], &b->key[i], file);
        expect_equal(&a->child[i], &b->child[i], file);
    }
}

static void packs_are_as_read_now(void **state)
{
    struct cordon_error err;
    struct arena now, then;
    struct sha sha;
    uint8_t digest[SHA_LEN];
    char hash[SHA_HEX_LEN + 1];
    size_t documents = 0;
    (void)state;
    arena_init(&now, ARENA_MAX);
    arena_init(&then, ARENA_MAX);
    sha_init(&sha);
    assert_int_equal(rule_pack_trees.files, embed_packs_count);
    for (size_t i = 0; i < embed_packs_count; i++) {
        const char *name = embed_packs[i].name;
        str text = embed_str(&embed_packs[i].bytes);
        struct yaml_reader *reader = NULL;
        const struct yaml_node *a, *b;
        size_t at = 0;
        assert_int_equal(yaml_open(text, str_c(name), &now, &reader, &err), CORDON_OK);
        do {
            assert_int_equal(yaml_next(reader, &a, &err), CORDON_OK);
            assert_int_equal(tree_next(&rule_pack_trees, i, text, &at, &then, &b, &err), CORDON_OK);
            if ((a == NULL) != (b == NULL)) fail_msg("%s: another number of documents", name);
            if (a) expect_equal(a, b, name);
            documents += a != NULL;
        } while (a);
        yaml_close(reader);
        sha_add(&sha, text);
        sha_add(&sha, STR("\n"));
    }
    sha_end(&sha, digest);
    sha_hex(digest, hash);
    assert_string_equal(hash, rule_pack_trees.hash);
    assert_true(documents >= embed_packs_count);
    arena_release(&now);
    arena_release(&then);
}

/* Every form of value there is. */
static const char every_form[] =
    "plain: text\nquoted: 'it''s'\nescaped: \"a\\tb\\u00e9\"\nfolded: >\n  one\n  two\n"
    "numbers: [0, -7, 9223372036854775807, 1.5, '12']\nflags: [true, False, null, ~, yes]\n"
    "empty: ''\nlist: []\nmap: {}\ndeep: {a: [{b: c}, [d]]}\nkorean: 값\n---\nsecond: {x: 1}\n";

struct made {
    struct vec        words;
    struct buf        pool;
    uint32_t          begin[2];
    struct rule_trees trees;
    struct arena      arena;
};

static cordon_status make(struct made *m, struct cordon_error *err)
{
    struct yaml_reader *reader = NULL;
    const struct yaml_node *doc = NULL;
    str text = str_c(every_form);
    cordon_status st = yaml_open(text, STR("forms"), &m->arena, &reader, err);
    while (!st) {
        st = yaml_next(reader, &doc, err);
        if (st || !doc) break;
        if (!tree_write(doc, text, &m->words, &m->pool)) st = error_nomem(err);
    }
    yaml_close(reader);
    m->begin[1] = (uint32_t)m->words.count;
    m->trees = (struct rule_trees){ .word = m->words.data, .begin = m->begin, .pool = m->pool.data,
                                    .pool_len = m->pool.len, .files = 1, .hash = "" };
    return st;
}

static void begin(struct made *m)
{
    *m = (struct made){ .begin = { 0, 0 } };
    buf_init(&m->pool, 1 << 16);
    arena_init(&m->arena, ARENA_MAX);
}

static void end(struct made *m)
{
    vec_release(&m->words);
    buf_release(&m->pool);
    arena_release(&m->arena);
}

static void every_form_comes_back(void **state)
{
    struct cordon_error err;
    struct made m;
    struct yaml_reader *reader = NULL;
    const struct yaml_node *a, *b;
    size_t at = 0;
    (void)state;
    begin(&m);
    assert_int_equal(make(&m, &err), CORDON_OK);
    assert_int_equal(yaml_open(str_c(every_form), STR("forms"), &m.arena, &reader, &err), CORDON_OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(yaml_next(reader, &a, &err), CORDON_OK);
        assert_int_equal(tree_next(&m.trees, 0, str_c(every_form), &at, &m.arena, &b, &err), CORDON_OK);
        expect_equal(a, b, "forms");
    }
    assert_int_equal(tree_next(&m.trees, 0, str_c(every_form), &at, &m.arena, &b, &err), CORDON_OK);
    assert_null(b);
    yaml_close(reader);
    end(&m);
}

/* Words cut anywhere, or turned over, are refused or read; nothing beyond them is touched. */
static void damage_is_told(void **state)
{
    struct cordon_error err;
    struct made m;
    const struct yaml_node *doc;
    (void)state;
    begin(&m);
    assert_int_equal(make(&m, &err), CORDON_OK);
    uint32_t *word = m.words.data;
    for (size_t i = 0; i < m.words.count; i++) {
        size_t at = 0;
        uint32_t kept = word[i];
        m.begin[1] = (uint32_t)i;
        cordon_status st = tree_next(&m.trees, 0, str_c(every_form), &at, &m.arena, &doc, &err);
        assert_true(st == CORDON_OK || st == CORDON_BUG);
        m.begin[1] = (uint32_t)m.words.count;
        word[i] = ~kept;
        at = 0;
        st = tree_next(&m.trees, 0, str_c(every_form), &at, &m.arena, &doc, &err);
        assert_true(st == CORDON_OK || st == CORDON_BUG);
        word[i] = kept;
    }
    end(&m);
}

static void memory_may_run_out_anywhere(void **state)
{
    struct cordon_error err;
    struct made m;
    (void)state;
    for (size_t n = 1;; n++) {
        begin(&m);
        mem_fail_from(n);
        cordon_status st = make(&m, &err);
        size_t at = 0;
        const struct yaml_node *doc;
        if (!st) st = tree_next(&m.trees, 0, str_c(every_form), &at, &m.arena, &doc, &err);
        mem_fail_from(0);
        end(&m);
        if (!st) return;
        assert_int_equal(st, CORDON_NOMEM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packs_are_as_read_now),
        cmocka_unit_test(every_form_comes_back),
        cmocka_unit_test(damage_is_told),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests_name("rule_tree", tests, NULL, NULL);
}
