/* Rules listed, shown, checked, tested and explained: what each says, and what bad input gets. */
#include "tests/test.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"

#include <cordon/rules.h>
#include <cordon/screen.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FINE                                                                                       \
    "title: Made up\nname: made_up\ndate: '2026-10-01'\n"                                          \
    "logsource: {product: cordon, category: applicant}\n"                                          \
    "detection:\n  s: {net.travel|gte: 1}\n  condition: s\n"
#define AS_OF 1793534400 /* 2026-11-01 */

static char folder[64], file[128];

static struct cordon_policy *policy;

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/cordon-test-rules-XXXXXX");
    if (!mkdtemp(folder)) return -1;
    snprintf(file, sizeof file, "%s/a.yml", folder);
    return cordon_policy_load("default", &policy, NULL) ? -1 : 0;
}

static int tear_down(void **state)
{
    (void)state;
    cordon_policy_free(policy);
    unlink(file);
    return rmdir(folder);
}

static void put(const char *text)
{
    FILE *f = fopen(file, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
}

static struct cordon_rules *open_file(const char *text)
{
    struct cordon_rules *rules = NULL;
    struct cordon_error err = ERROR_INIT;
    const char *path = file;
    put(text);
    if (cordon_rules_open(&path, 1, &rules, &err)) fail_msg("%s", err.message);
    return rules;
}

static struct cordon_rules *built_in(void)
{
    struct cordon_rules *rules = NULL;
    assert_int_equal(cordon_rules_open(NULL, 0, &rules, NULL), CORDON_OK);
    return rules;
}

/* --- telling ------------------------------------------------------------------------------------ */

struct told {
    struct buf json; /* objects, one a line */
    size_t     count;
};

static cordon_status take(void *ctx, cordon_str json, struct cordon_error *err)
{
    struct told *t = ctx;
    (void)err;
    t->count++;
    buf_add(&t->json, json);
    buf_add_byte(&t->json, '\n');
    return CORDON_OK;
}

static struct told told_init(void)
{
    return (struct told){ .json = BUF_INIT(64 << 20) };
}

static bool says(const struct told *t, const char *part)
{
    return str_find(buf_str(&t->json), str_c(part), 0) != SIZE_MAX;
}

/* --- listing and showing ------------------------------------------------------------------------ */

static void lists_what_a_filter_wants(void **state)
{
    struct cordon_rules *rules = built_in();
    struct told all = told_init(), some = told_init();
    struct cordon_rules_filter f = { .kind = STR("applicant"), .pack = STR("jp") };
    (void)state;
    assert_int_equal(cordon_rules_list(rules, policy, NULL, STR("en"), take, &all, NULL), CORDON_OK);
    assert_int_equal(cordon_rules_list(rules, policy, &f, STR("en"), take, &some, NULL), CORDON_OK);
    assert_true(all.count >= 250 && some.count > 3 && some.count < all.count);
    assert_true(says(&some, "\"pack\":\"jp\"") && !says(&some, "\"pack\":\"us\""));
    assert_false(says(&all, "\"id\":\"part_"));
    buf_release(&all.json);
    buf_release(&some.json);
    cordon_rules_free(rules);
}

static void names_the_nearest_of_a_word_that_is_none(void **state)
{
    static const struct { struct cordon_rules_filter f; const char *near; } rows[] = {
        { { .kind = STR_INIT("aplicant") }, "'applicant'" },
        { { .group = STR_INIT("documnt") }, "'document'" },
        { { .pack = STR_INIT("industri") }, "'industry'" },
    };
    struct cordon_rules *rules = built_in();
    struct cordon_error err = ERROR_INIT;
    struct cordon_text text = { NULL, 0 };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(cordon_rules_list(rules, policy, &rows[i].f, STR("en"), take, NULL, &err),
                         CORDON_ARGUMENT);
        assert_non_null(strstr(err.message, rows[i].near));
    }
    assert_int_equal(cordon_rules_show(rules, policy, STR("doc_mrz_checksum_fial"), STR("en"), &text, &err),
                     CORDON_ARGUMENT);
    assert_non_null(strstr(err.message, "'doc_mrz_checksum_fail'"));
    cordon_rules_free(rules);
}

static void shows_a_rule_by_name_and_by_uuid(void **state)
{
    struct cordon_rules *rules = built_in();
    struct cordon_text a = { NULL, 0 }, b = { NULL, 0 };
    (void)state;
    assert_int_equal(cordon_rules_show(rules, policy, STR("doc_mrz_checksum_fail"), STR("ko"), &a, NULL),
                     CORDON_OK);
    assert_int_equal(cordon_rules_show(rules, policy, STR("432c5c86-97b8-5c33-979c-f368cc5beb5b"), STR("ko"),
                                       &b, NULL),
                     CORDON_OK);
    assert_string_equal(a.data, b.data);
    assert_non_null(strstr(a.data, "\"says\":\"doc.mrz_fail: 1 이상\""));
    assert_non_null(strstr(a.data, "\"sigma\":\"title: The machine-readable zone"));
    assert_null(strstr(a.data, "name: doc_mrz_checksum_fail.reread\\n")); /* the next of its file */
    cordon_text_free(&a);
    cordon_text_free(&b);
    cordon_rules_free(rules);
}

/* --- checking ----------------------------------------------------------------------------------- */

struct found {
    size_t faults, warnings;
    cordon_status status; /* of the last fault */
    uint64_t line;
    char text[2048]; /* all of them */
};

static void find(void *ctx, const struct cordon_rules_finding *f)
{
    struct found *found = ctx;
    found->faults += f->is_fault;
    found->warnings += !f->is_fault;
    if (f->is_fault) found->status = f->status;
    if (f->is_fault) found->line = f->line;
    size_t used = strlen(found->text);
    snprintf(found->text + used, sizeof found->text - used, "%.*s\n", STR_ARG(f->text));
}

static struct found check(const char *text)
{
    struct found found = { 0 };
    struct cordon_rules_checked sum;
    const char *path = file;
    put(text);
    assert_int_equal(cordon_rules_check(&path, 1, find, &found, &sum, NULL), CORDON_OK);
    assert_int_equal(sum.faults, found.faults);
    assert_int_equal(sum.warnings, found.warnings);
    return found;
}

static void tells_the_cause_of_each_fault(void **state)
{
    static const struct { const char *text; cordon_status status; const char *why; uint64_t line; } rows[] = {
        { "detection: [\n", CORDON_SYNTAX, "not YAML", 2 },
        { "\xff", CORDON_SYNTAX, "UTF-8", 1 },
        { "title: A\nlogsource: {product: cordon, category: applicant}\ndetection:\n  s: {sex: f}\n  condition: s\n",
          CORDON_REFUSED, "sex is no red flag", 4 },
        { "title: A\nlogsource: {product: cordon}\ndetection:\n  s: {nationality|exists: true}\n  condition: s\n",
          CORDON_REFUSED, "nationality is no red flag", 4 },
        { "title: A\nlogsource: {product: cordon}\ndetection:\n  s: {net.travl: 1}\n  condition: s\n", CORDON_SYNTAX,
          "'net.travel'", 4 },
        { "title: A\nlogsource: {product: cordon, category: applicnt}\ndetection:\n  s: {net.travel: 1}\n  condition: s\n",
          CORDON_SYNTAX, "'applicant'", 1 },
        { FINE "cordon: {kinds: [wroker]}\n", CORDON_SYNTAX, "'worker'", 1 },
        { "title: A\nlogsource: {product: cordon}\ndetection:\n  s: {net.tag|re: '(('}\n  condition: s\n", CORDON_SYNTAX,
          "", 4 },
        { "title: A\nname: a\ncorrelation: {type: event_count, rules: [a], group-by: [subject], timespan: 1h, "
          "condition: {gte: 2}}\n",
          CORDON_SYNTAX, "ring", 3 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct found f = check(rows[i].text);
        if (f.faults != 1 || f.status != rows[i].status || f.line != rows[i].line ||
            !strstr(f.text, rows[i].why))
            fail_msg("row %zu: %zu faults, %s at %u: %s", i, f.faults, cordon_status_name(f.status),
                     (unsigned)f.line, f.text);
    }
}

static void goes_on_behind_a_fault(void **state)
{
    struct found f = check("title: A\nlogsource: {product: cordon}\ndetection: {s: {sex: f}, condition: s}\n---\n"
                           "title: B\nlogsource: {product: cordon}\ndetection: {s: {no.name: 1}, condition: s}\n---\n" FINE);
    (void)state;
    assert_int_equal(f.faults, 2);
    assert_int_equal(f.warnings, 3); /* keys, languages, records of the good one */
    assert_non_null(strstr(f.text, "cordon.source.paragraph"));
    assert_non_null(strstr(f.text, "cordon.asks.ko"));
    assert_non_null(strstr(f.text, "cordon.tests.differ"));
}

static void a_path_without_rules_is_told(void **state)
{
    const char *paths[] = { folder, "/tmp/cordon-there-is-no-such-folder" };
    struct cordon_rules *rules = NULL;
    struct cordon_rules_checked sum;
    struct cordon_error err = ERROR_INIT;
    struct found f = { 0 };
    (void)state;
    unlink(file);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(cordon_rules_open(&paths[i], 1, &rules, &err), CORDON_NOTFOUND);
    assert_int_equal(cordon_rules_check(paths, 2, find, &f, &sum, NULL), CORDON_OK);
    assert_int_equal(f.faults, 2);
    assert_int_equal(cordon_rules_check(NULL, 0, find, &f, &sum, NULL), CORDON_ARGUMENT);
    put("# nothing\n");
    assert_int_equal(cordon_rules_open(&paths[0], 1, &rules, &err), CORDON_NOTFOUND);
    assert_int_equal(check("# nothing\n").warnings, 1);
}

static void rules_of_other_products_are_read_as_sigma(void **state)
{
    struct found f = check("title: A\nlogsource: {product: windows, category: process_creation}\n"
                           "detection: {s: {Image|endswith: x.exe}, condition: s}\n");
    (void)state;
    assert_int_equal(f.faults, 0);
    assert_int_equal(f.warnings, 1);
    assert_non_null(strstr(f.text, "'windows'"));
}

/* --- testing ------------------------------------------------------------------------------------- */

static struct told test(const char *text, struct cordon_rules_tested *ret_sum)
{
    struct cordon_rules *rules = open_file(text);
    struct told t = told_init();
    assert_int_equal(cordon_rules_test(rules, policy, STR_EMPTY, AS_OF, STR("en"), take, &t, ret_sum, NULL),
                     CORDON_OK);
    cordon_rules_free(rules);
    return t;
}

static void a_record_that_fails_is_told_with_what_was_seen(void **state)
{
    struct cordon_rules_tested sum;
    struct told t = test(FINE "cordon:\n  tests:\n    match:\n"
                              "      - {kind: applicant, net.travel: 2}\n"
                              "      - {kind: applicant, net.travl: 2}\n"
                              "      - {kind: vendor, net.travel: 2}\n"
                              "      - {net.travel: 2}\n"
                              "    differ:\n      - {kind: applicant, net.travel: 3}\n",
                         &sum);
    (void)state;
    assert_int_equal(sum.passed, 1);
    assert_int_equal(sum.failed, 4);
    assert_true(says(&t, "the nearest is 'net.travel'"));
    assert_true(says(&t, "not about records of this kind"));
    assert_true(says(&t, "says no kind"));
    assert_true(says(&t, "\"saw\":[3]"));
    buf_release(&t.json);
}

static void a_rule_without_records_is_no_pass(void **state)
{
    struct cordon_rules_tested sum;
    struct told t = test(FINE, &sum);
    (void)state;
    assert_int_equal(sum.rules, 1);
    assert_int_equal(sum.untested, 1);
    assert_int_equal(sum.passed + sum.failed, 0);
    buf_release(&t.json);
}

static void an_expression_that_runs_away_fails_both_lists(void **state)
{
#define LONG "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"
    struct cordon_rules_tested sum;
    struct told t = test("title: A\nlogsource: {product: cordon, category: message}\n"
                         "detection: {s: {msg.text|re: '^(a|aa)+$'}, condition: s}\n"
                         "cordon: {tests: {match: [{kind: message, msg.text: " LONG "}], "
                         "differ: [{kind: message, msg.text: " LONG "}]}}\n",
                         &sum);
    (void)state;
    assert_int_equal(sum.failed, 2);
    assert_true(says(&t, "ran away"));
    buf_release(&t.json);
}

/* --- explaining ----------------------------------------------------------------------------------- */

static cordon_status explain(struct cordon_rules *rules, const char *id, const char *record,
                             struct told *t, struct cordon_error *err)
{
    return cordon_rules_explain(rules, policy, str_c(id), STR("r.json"), str_c(record), AS_OF, STR("en"),
                                take, t, err);
}

static void says_of_each_part_what_it_saw(void **state)
{
    struct cordon_rules *rules = open_file(
        "title: A\nname: a\nlogsource: {product: cordon, category: worker}\n"
        "detection:\n  far: {net.travel|gte: 1}\n  dates: {birth.conflict: true}\n"
        "  condition: far or not dates\n");
    struct told t = told_init();
    (void)state;
    assert_int_equal(explain(rules, "a",
                             "{\"kind\":\"worker\",\"birth_date\":\"1991-04-12\",\"doc\":{\"type\":\"passport\","
                             "\"birth_date\":\"1984-11-30\"}}",
                             &t, NULL),
                     CORDON_OK);
    assert_true(says(&t, "\"holds\":false,\"condition\":{\"part\":\"any\",\"holds\":false"));
    assert_true(says(&t, "\"says\":\"net.travel is 1 or more\""));
    assert_true(says(&t, "\"says\":\"birth.conflict is true\",\"written\":\"birth.conflict\",\"values\":[\"true\"],"
                         "\"saw\":[true]"));
    assert_true(says(&t, "\"saw\":[],\"absent\":\""));
    assert_true(says(&t, "\"state\":\"computed\""));
    buf_reset(&t.json);
    assert_int_equal(explain(rules, "a", "{\"kind\":\"worker\",\"net.travel\":4}", &t, NULL), CORDON_OK);
    assert_true(says(&t, "\"holds\":true,\"condition\"") && says(&t, "\"state\":\"given\",\"saw\":[4]"));
    buf_release(&t.json);
    cordon_rules_free(rules);
}

static void a_correlation_is_asked_record_by_record(void **state)
{
    struct cordon_rules *rules = built_in();
    struct told t = told_init();
    (void)state;
    assert_int_equal(
        explain(rules, "link_account_operated_by_team",
                "{\"kind\":\"login\",\"account\":\"a\",\"time\":\"2026-10-01T11:00:00Z\",\"net\":{\"device\":\"C\"}}\n"
                "{\"kind\":\"login\",\"account\":\"a\",\"time\":\"2026-10-01T09:00:00Z\",\"net\":{\"device\":\"A\"}}\n"
                "{\"kind\":\"login\",\"account\":\"a\",\"time\":\"2026-10-01T10:00:00Z\",\"net\":{\"device\":\"B\"}}\n",
                &t, NULL),
        CORDON_OK);
    assert_true(says(&t, "\"holds\":true") && says(&t, "true of 3 of 3 records"));
    buf_reset(&t.json);
    assert_int_equal(explain(rules, "link_account_operated_by_team",
                             "[{\"kind\":\"login\",\"account\":\"a\",\"net\":{\"device\":\"A\"}}]", &t, NULL),
                     CORDON_OK);
    assert_true(says(&t, "\"holds\":false,\"why\":\""));
    buf_release(&t.json);
    cordon_rules_free(rules);
}

static void a_record_that_cannot_be_read_is_no_answer(void **state)
{
    static const struct { const char *record; cordon_status st; const char *why; } rows[] = {
        { "", CORDON_SYNTAX, "no record" },
        { "[]", CORDON_SYNTAX, "no record" },
        { "null", CORDON_SYNTAX, "must be an object" },
        { "[1]", CORDON_SYNTAX, "must be an object" },
        { "{\"kind\":\"applicant\"", CORDON_SYNTAX, "ends" },
        { "{\"name\":\"x\"}", CORDON_SYNTAX, "says no kind" },
        { "{\"kind\":\"applicant\",\"net.travel\":\"x\"}", CORDON_SYNTAX, "'net.travel'" },
        { "{\"kind\":\"applicant\",\"birth_dat\":\"1\"}", CORDON_SYNTAX, "'birth_date'" },
        { "{\"kind\":\"applicant\",\"subject\":\"a\"}{\"kind\":\"applicant\",\"subject\":\"b\"}", CORDON_SYNTAX, "two subjects" },
        { "{\"kind\":\"vendor\"}", CORDON_ARGUMENT, "not about records of kind 'vendor'" },
    };
    struct cordon_rules *rules = open_file(FINE);
    struct told t = told_init();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cordon_error err = ERROR_INIT;
        if (explain(rules, "made_up", rows[i].record, &t, &err) != rows[i].st ||
            !strstr(err.message, rows[i].why))
            fail_msg("row %zu: %s", i, err.message);
    }
    assert_int_equal(t.count, 0);
    buf_release(&t.json);
    cordon_rules_free(rules);
}

static void more_records_or_values_than_the_cap_is_a_limit(void **state)
{
    struct buf many = BUF_INIT(1 << 20);
    struct cordon_rules *rules = open_file(FINE);
    struct told t = told_init();
    struct cordon_error err = ERROR_INIT;
    (void)state;
    for (int i = 0; i < 1025; i++) buf_add(&many, STR("{\"kind\":\"applicant\"}\n"));
    buf_add_byte(&many, '\0');
    assert_int_equal(explain(rules, "", many.data, &t, &err), CORDON_LIMIT);
    buf_release(&many);
    buf_release(&t.json);
    cordon_rules_free(rules);
}

/* --- memory ----------------------------------------------------------------------------------------- */

static cordon_status all_of_it(void)
{
    struct cordon_rules *rules = NULL;
    struct cordon_text text = { NULL, 0 };
    struct cordon_rules_checked checked;
    struct cordon_rules_tested tested;
    struct cordon_error err = ERROR_INIT;
    struct found found = { 0 };
    struct told t = told_init();
    const char *path = file;
    cordon_status st = cordon_rules_check(&path, 1, find, &found, &checked, &err);
    if (!st) st = cordon_rules_open(&path, 1, &rules, &err);
    if (!st) st = cordon_rules_list(rules, policy, NULL, STR("en"), take, &t, &err);
    if (!st) st = cordon_rules_show(rules, policy, STR("made_up"), STR("en"), &text, &err);
    if (!st) st = cordon_rules_test(rules, policy, STR_EMPTY, AS_OF, STR("en"), take, &t, &tested, &err);
    if (!st) st = explain(rules, "", "{\"kind\":\"applicant\",\"net.travel\":1}", &t, &err);
    cordon_text_free(&text);
    buf_release(&t.json);
    cordon_rules_free(rules);
    return st;
}

static void survives_any_failing_allocation(void **state)
{
    (void)state;
    put(FINE "cordon: {tests: {match: [{kind: applicant, net.travel: 0}]}}\n");
    uint64_t n = 1;
    for (cordon_status st = CORDON_NOMEM; st != CORDON_OK; n += 1 + n / 64) {
        mem_fail_from(n);
        st = all_of_it();
        mem_fail_from(0);
        if (st != CORDON_OK && st != CORDON_NOMEM)
            fail_msg("allocation %u: %s", (unsigned)n, cordon_status_name(st));
    }
    assert_true(n > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_what_a_filter_wants),
        cmocka_unit_test(names_the_nearest_of_a_word_that_is_none),
        cmocka_unit_test(shows_a_rule_by_name_and_by_uuid),
        cmocka_unit_test(tells_the_cause_of_each_fault),
        cmocka_unit_test(goes_on_behind_a_fault),
        cmocka_unit_test(a_path_without_rules_is_told),
        cmocka_unit_test(rules_of_other_products_are_read_as_sigma),
        cmocka_unit_test(a_record_that_fails_is_told_with_what_was_seen),
        cmocka_unit_test(a_rule_without_records_is_no_pass),
        cmocka_unit_test(an_expression_that_runs_away_fails_both_lists),
        cmocka_unit_test(says_of_each_part_what_it_saw),
        cmocka_unit_test(a_correlation_is_asked_record_by_record),
        cmocka_unit_test(a_record_that_cannot_be_read_is_no_answer),
        cmocka_unit_test(more_records_or_values_than_the_cap_is_a_limit),
        cmocka_unit_test(survives_any_failing_allocation),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
