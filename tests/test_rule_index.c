/*
 * Properties of random rules over random events: the index says what the tree says, wildcards match
 * as their definition does, folding is idempotent, and removal keeps a tally whole.
 */
#include "rule/inside.h"
#include "rule/tally.h"

#include "tests/test.h"

#include "base/num.h"

static uint64_t state = 88172645463325252u;

static size_t below(size_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state >> 11) % n;
}

static const char *const signs[] = { "a", "b", "A",  "B", "é", "É",  "ß",
                                     "ſ", "K", "한", "-", "/", "ab", "aB" };

static void text(struct buf *b, size_t most, bool with_wildcards)
{
    for (size_t i = 0, n = below(most + 1); i < n; i++) {
        if (with_wildcards && below(6) == 0)
            buf_add_byte(b, below(3) ? '*' : '?');
        else
            buf_add(b, str_c(signs[below(COUNT_OF(signs))]));
    }
}

/* --- rules -------------------------------------------------------------------------------- */

static void item(struct buf *b, size_t key)
{
    static const char *const forms[] = { "",
                                         "|contains",
                                         "|startswith",
                                         "|endswith",
                                         "|cased",
                                         "|contains|cased",
                                         "|contains|windash",
                                         "|neq",
                                         "|startswith|cased",
                                         "|contains|neq" };
    size_t kind = below(16);
    buf_printf(b, "        f%zu", key);
    if (kind < 10) {
        buf_printf(b, "%s:\n", forms[kind]);
        for (size_t i = 0, n = 1 + below(3); i < n; i++) {
            buf_add(b, STR("            - '"));
            text(b, 8, kind < 9);
            buf_add(b, STR("'\n"));
        }
    } else if (kind == 10) {
        buf_printf(b, "|exists: %s\n", below(2) ? "true" : "false");
    } else if (kind == 11) {
        buf_add(b, STR(": null\n"));
    } else if (kind == 12) {
        buf_printf(b, "|re%s: '%s[ab]+%s'\n", below(2) ? "|i" : "", below(2) ? "abab" : "",
                   below(2) ? "aaaa" : "-");
    } else if (kind == 13) {
        buf_printf(b, "|gte: %zu\n", below(20));
    } else if (kind == 14) {
        buf_printf(b, "|fieldref|contains: f%zu\n", below(4));
    } else {
        buf_printf(b, ": [%zu, %zu]\n", below(20), below(20));
    }
}

static void rule(struct buf *b, size_t i)
{
    static const char *const conditions[] = { "a and b",         "a or b",
                                              "a and not b",     "not a",
                                              "not (a and b)",   "1 of them",
                                              "not a and not b", "all of them and not c",
                                              "a or not b or c", "not 1 of them" };
    buf_printf(b, "%stitle: t\nname: r%zu\nlogsource: {category: c%zu}\ndetection:\n",
               i ? "---\n" : "", i, below(2));
    for (char name = 'a'; name <= 'c'; name++) {
        buf_printf(b, "    %c:\n", name);
        if (below(8) == 0) {
            buf_add(b, STR("        - '"));
            text(b, 6, true);
            buf_add(b, STR("'\n"));
            continue;
        }
        size_t first = below(4), n = 1 + below(2);
        for (size_t k = 0; k < n; k++) item(b, (first + k) % 4);
    }
    buf_printf(b, "    condition: %s\n", conditions[below(COUNT_OF(conditions))]);
}

struct heard {
    enum rule_truth truth[64];
    size_t matches[64];
};

static void on_hit(void *ctx, const struct rule_hit *hit)
{
    struct heard *h = ctx;
    assert_int_equal(h->truth[hit->rule], RULE_NO);
    h->truth[hit->rule] = hit->truth;
    h->matches[hit->rule] = hit->matches;
}

static void random_event(const struct rule_set *set, struct buf *texts, struct rule_value *v,
                         size_t *ret_count)
{
    size_t count = below(7);
    buf_reset(texts);
    for (size_t i = 0; i < count; i++) {
        char name[8];
        snprintf(name, sizeof name, "f%zu", below(5)); /* f4 is of no rule */
        v[i] =
            (struct rule_value){ .slot = rule_set_slot(set, str_c(name)), .type = RULE_TEXT };
        size_t kind = below(12), at = texts->len;
        if (kind == 0)
            v[i].type = RULE_NULL;
        else if (kind == 1)
            v[i].type = RULE_FLAG, v[i].number = (int64_t)below(2);
        else if (kind < 4)
            v[i].type = RULE_INTEGER, v[i].number = (int64_t)below(25) - 3;
        else {
            text(texts, 12, false);
            v[i].text = str_of((const char *)(uintptr_t)at, texts->len - at);
        }
    }
    for (size_t i = 0; i < count; i++) /* the buffer has stopped moving */
        if (v[i].type == RULE_TEXT) v[i].text.data = texts->data + (uintptr_t)v[i].text.data;
    *ret_count = count;
}

static void check_events(const struct rule_set *set, struct rule_scratch *s,
                         struct arena *arena)
{
    struct buf texts = BUF_INIT(1 << 16);
    struct rule_value v[8];
    for (size_t round = 0; round < 60; round++) {
        struct rule_event e = { .value = v };
        struct heard h;
        for (size_t i = 0; i < 64; i++) h.truth[i] = RULE_NO;
        random_event(set, &texts, v, &e.count);
        e.source = rule_source_of(set, below(2) ? STR("c0") : STR("C1"), STR(""), STR(""));
        assert_int_equal(rule_eval(s, &e, on_hit, &h, NULL), CORDON_OK);
        for (uint32_t r = 0; r < rule_set_count(set); r++) {
            const struct rule_node *node;
            const struct rule_info *info = rule_set_info(set, r);
            bool is_asked = rule_source_of(set, info->category, STR(""), STR("")).category ==
                            e.source.category;
            arena_reset(arena);
            assert_int_equal(rule_explain(s, &e, r, arena, &node, NULL), CORDON_OK);
            if (h.truth[r] != (is_asked ? node->truth : RULE_NO))
                fail_msg("seed state %llx: rule %u: index %d, tree %d",
                         (unsigned long long)state, r, (int)h.truth[r], (int)node->truth);
        }
    }
    buf_release(&texts);
}

static void the_index_says_what_the_tree_says(void **unused)
{
    struct arena arena;
    (void)unused;
    arena_init(&arena, 16u << 20);
    for (size_t round = 0; round < 120; round++) {
        struct buf yaml = BUF_INIT(1 << 20);
        struct rule_set *set = NULL;
        struct cordon_error err = { .status = CORDON_OK };
        for (size_t i = 0, n = 1 + below(60); i < n; i++) rule(&yaml, i);
        struct rule_file file = { STR("made"), buf_str(&yaml) };
        if (rule_set_compile(&file, 1, NULL, &set, NULL, &err))
            fail_msg("%u: %s\n%.*s", (unsigned)err.line, err.message, (int)yaml.len, yaml.data);
        struct rule_scratch *s = rule_scratch_new(set);
        check_events(set, s, &arena);
        rule_scratch_free(s);
        rule_set_free(set);
        buf_release(&yaml);
    }
    arena_release(&arena);
}

/* --- wildcards ---------------------------------------------------------------------------- */

static size_t sign_len(str s)
{
    unsigned char c = (unsigned char)s.data[0];
    return c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* The definition: a star is nothing, or one sign and a star. */
static bool by_definition(const struct pattern *p, size_t i, str s)
{
    if (i == p->count) return s.len == 0;
    if (p->piece[i].kind == PIECE_TEXT)
        return str_starts(s, p->piece[i].text) &&
               by_definition(p, i + 1, str_from(s, p->piece[i].text.len));
    if (p->piece[i].kind == PIECE_ONE)
        return s.len && by_definition(p, i + 1, str_from(s, sign_len(s)));
    return by_definition(p, i + 1, s) ||
           (s.len && by_definition(p, i, str_from(s, sign_len(s))));
}

static void wildcards_match_by_definition(void **unused)
{
    struct arena arena;
    struct buf a = BUF_INIT(4096), b = BUF_INIT(4096);
    size_t yes = 0;
    (void)unused;
    arena_init(&arena, 1u << 20);
    for (size_t round = 0; round < 200000; round++) {
        struct pattern p;
        buf_reset(&a);
        buf_reset(&b);
        arena_reset(&arena);
        for (size_t i = 0, n = below(7); i < n; i++)
            buf_add(&a, str_c((const char *[]){ "*", "?", "a", "b", "é" }[below(5)]));
        for (size_t i = 0, n = below(8); i < n; i++)
            buf_add(&b, str_c((const char *[]){ "a", "b", "é" }[below(3)]));
        assert_int_equal(pattern_parse(&arena, buf_str(&a), &p), CORDON_OK);
        bool is = pattern_matches(&p, buf_str(&b));
        yes += is;
        if (is != by_definition(&p, 0, buf_str(&b)))
            fail_msg("'%.*s' over '%.*s' is %d", STR_ARG(buf_str(&a)), STR_ARG(buf_str(&b)),
                     is);
    }
    assert_true(yes > 10000);
    buf_release(&a);
    buf_release(&b);
    arena_release(&arena);
}

/* --- folding, tallies --------------------------------------------------------------------- */

static void folding_twice_is_folding_once(void **unused)
{
    char once[4096], twice[8192];
    struct buf b = BUF_INIT(4096);
    (void)unused;
    for (size_t round = 0; round < 20000; round++) {
        buf_reset(&b);
        for (size_t i = 0, n = below(40); i < n; i++) {
            if (below(3) == 0)
                buf_add_byte(&b, (char)below(256));
            else
                text(&b, 3, false);
        }
        size_t len = fold_text(buf_str(&b), once);
        assert_true(len <= fold_room(b.len));
        size_t again = fold_text(str_of(once, len), twice);
        assert_true(str_eq(str_of(once, len), str_of(twice, again)));
    }
    buf_release(&b);
}

static void a_tally_keeps_what_it_was_told(void **unused)
{
    struct tally t = { 0 };
    uint32_t model[512] = { 0 };
    (void)unused;
    for (size_t round = 0; round < 200000; round++) {
        size_t i = below(512);
        struct tally_key key = { { i % 37, i } }; /* many share a home */
        struct tally_cell *c = tally_find(&t, key);
        assert_int_equal(c ? c->value : 0, model[i]);
        if (c && below(2)) {
            tally_take(&t, c);
            model[i] = 0;
        } else {
            c = tally_put(&t, key);
            assert_non_null(c);
            model[i] = c->value = (uint32_t)below(1000) + 1;
        }
    }
    tally_reset(&t);
    assert_null(tally_find(&t, (struct tally_key){ { 1, 1 } }));
    tally_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_index_says_what_the_tree_says),
        cmocka_unit_test(wildcards_match_by_definition),
        cmocka_unit_test(folding_twice_is_folding_once),
        cmocka_unit_test(a_tally_keeps_what_it_was_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
