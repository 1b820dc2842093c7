/* report: what strangers wrote stays text, what people need stands there, and caps are told. */
#include "tests/test.h"

#include <cordon/report.h>

#include "base/buf.h"
#include "base/error.h"

static struct cordon_error err;

static struct cordon_report *begin(const char *lang, uint32_t cases)
{
    const struct cordon_report_options o = { .lang = str_c(lang), .title = STR("made <up>.csv"),
                                             .as_of_s = 1790812800, .cases = cases };
    struct cordon_report *r = NULL;
    assert_int_equal(cordon_report_new(&o, &r, &err), CORDON_OK);
    return r;
}

static void add(struct cordon_report *r, const char *answer)
{
    if (cordon_report_add(r, str_c(answer), &err)) fail_msg("%s", err.message);
}

/* The page; free it with cordon_text_free. */
static struct cordon_text page_of(struct cordon_report *r)
{
    struct cordon_text t = { .data = NULL };
    assert_int_equal(cordon_report_html(r, &t, &err), CORDON_OK);
    assert_true(str_is_utf8(str_of(t.data, t.len), NULL));
    return t;
}

static bool has(const struct cordon_text *t, const char *part)
{
    return str_find(str_of(t->data, t->len), str_c(part), 0) != SIZE_MAX;
}

static size_t count(const struct cordon_text *t, const char *part)
{
    size_t n = 0;
    str s = str_of(t->data, t->len);
    for (size_t at = 0; (at = str_find(s, str_c(part), at)) != SIZE_MAX; at++) n++;
    return n;
}

/* One made-up case with a value of the test's choice in every place that a value can stand in. */
static struct buf case_with(const char *value, const char *verdict, int points)
{
    struct buf b = BUF_INIT(1 << 20);
    buf_printf(&b, "{\"id\":\"%s\",\"subject\":\"%s\",\"verdict\":\"%s\",\"points\":%d,", value, value,
               verdict, points);
    buf_printf(&b, "\"groups\":[{\"id\":\"payment\",\"points\":6,\"capped\":true}],\"reasons\":[{\"id\":"
                   "\"pay_payee_name_conflict.checked\",\"title\":\"%s\",\"class\":\"red_flag\",\"group\":"
                   "\"payment\",\"strength\":\"strong\",\"root\":\"payout_other\",\"points\":6,\"counted\":"
                   "true,\"rows\":[{\"file\":\"%s\",\"line\":3,\"id\":\"%s\",\"field\":\"pay.payee\",\"value\":"
                   "\"%s\"}],\"innocent\":\"%s\",\"ask\":\"%s\"}],",
               value, value, value, value, value, value);
    buf_printf(&b, "\"hits\":[{\"entity_id\":\"%s\",\"name\":\"%s\",\"matched_name\":\"%s\",\"verdict\":"
                   "\"review\",\"fields\":{\"%s\":{\"state\":\"agrees\",\"record\":\"%s\"}},\"reasons\":[{"
                   "\"id\":\"name_exact\",\"text\":\"%s\",\"params\":{\"given\":\"%s\"}}]}],",
               value, value, value, value, value, value, value);
    buf_printf(&b, "\"actions\":[{\"id\":\"x\",\"text\":\"%s\",\"expires\":\"%s\",\"roll_back\":\"%s\",\"approver\":"
                   "\"%s\"}],\"law\":[{\"title\":\"%s\",\"text\":\"%s\",\"source\":\"%s\"}],",
               value, value, value, value, value, value, value);
    buf_printf(&b, "\"operator\":{\"id\":\"%s\",\"parties\":3,\"others\":[\"%s\"],\"via\":[{\"kind\":"
                   "\"payout_account\",\"value\":\"%s\",\"with\":[]}]},\"sameness\":{\"%s\":\"%s\"},",
               value, value, value, value, value);
    buf_printf(&b, "\"facts\":[{\"field\":\"pay.payee\",\"value\":\"%s\",\"side\":\"said\",\"file\":\"%s\","
                   "\"flags\":[\"pay_payee_name_conflict.checked\"]},{\"field\":\"pay.check\",\"value\":"
                   "\"no_match\",\"side\":\"seen\",\"flags\":[\"pay_payee_name_conflict.checked\"]},"
                   "{\"field\":\"%s\",\"value\":\"%s\",\"side\":\"said\",\"flags\":[]}],",
               value, value, value, value);
    buf_printf(&b, "\"asks\":{\"pay_payee_name_conflict.checked\":{\"en\":\"%s one\",\"ko\":\"%s two\",\"ja\":"
                   "\"%s three\",\"id\":\"%s four\"}},\"provenance\":{\"set\":\"%s\"}}",
               value, value, value, value, value);
    assert_false(b.failed);
    return b;
}

/* Not one of these may come through as markup, wherever it stands. */
static void strangers_values_stay_text(void **state)
{
    static const char *const values[] = {
        "<script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", "'\\\" onclick=\\\"x",
        "&lt;b&gt;<marquee>", "--><!--", "]]>{{x}}", "javascript:alert(1)",
    };
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct cordon_report *r = begin("en", 0);
        struct buf b = case_with(values[i], "review", 6);
        add(r, b.data);
        struct cordon_text t = page_of(r);
        assert_int_equal(count(&t, "<script>"), 1);
        assert_int_equal(count(&t, "</script>"), 1);
        assert_int_equal(count(&t, "</style>"), 1);
        assert_false(has(&t, "<img"));
        assert_false(has(&t, "<marquee"));
        assert_false(has(&t, "<!--"));
        assert_false(has(&t, "\" onclick"));
        assert_false(has(&t, "made <up>"));
        cordon_text_free(&t);
        cordon_report_free(r);
        buf_release(&b);
    }
}

static void hidden_marks_are_shown_as_numbers(void **state)
{
    struct cordon_report *r = begin("en", 0);
    struct buf b = case_with("a\xE2\x80\xAEgnp.exe\xE2\x80\x8B\\u0000\\u009b\xF3\xA0\x81\x81", "review", 6);
    (void)state;
    add(r, b.data);
    struct cordon_text t = page_of(r);
    assert_true(has(&t, "a<i class=\"u\">U+202E</i>gnp.exe<i class=\"u\">U+200B</i><i class=\"u\">U+0000</i>"
                        "<i class=\"u\">U+009B</i><i class=\"u\">U+E0041</i>"));
    assert_false(has(&t, "\xE2\x80\xAE"));
    cordon_text_free(&t);
    cordon_report_free(r);
    buf_release(&b);
}

static void a_long_value_is_cut_and_says_so(void **state)
{
    struct cordon_report *r = begin("en", 0);
    static char value[65537];
    struct buf b;
    (void)state;
    for (size_t i = 0; i + 3 < sizeof value; i += 3) memcpy(value + i, "\xED\x95\x9C", 3);
    b = (struct buf)BUF_INIT(4 << 20);
    buf_printf(&b, "{\"id\":\"x\",\"verdict\":\"review\",\"facts\":[{\"field\":\"res.text\",\"value\":\"");
    buf_add(&b, str_c(value));
    buf_add(&b, STR("\",\"side\":\"said\",\"flags\":[]}]}"));
    assert_int_equal(cordon_report_add(r, buf_str(&b), &err), CORDON_OK);
    struct cordon_text t = page_of(r);
    assert_true(has(&t, "(cut; 65535 bytes in all)"));
    assert_int_equal(count(&t, "\xED\x95\x9C\xED\x95\x9C\xED\x95\x9C\xED\x95\x9C\xED\x95\x9C"), 76);
    cordon_text_free(&t);
    cordon_report_free(r);
    buf_release(&b);
}

static void the_first_line_counts_people_and_minutes(void **state)
{
    struct cordon_report *r = begin("en", 0);
    (void)state;
    add(r, "{\"id\":\"a\",\"verdict\":\"clear\"}");
    add(r, "{\"id\":\"b\",\"verdict\":\"review\",\"points\":4}");
    add(r, "{\"id\":\"c\",\"verdict\":\"escalate\",\"points\":16,\"suppressed\":2}");
    add(r, "{\"id\":\"d\",\"verdict\":\"undecided\",\"checks\":[{\"id\":\"list:un_sc\",\"state\":\"skipped\","
           "\"required\":true,\"why\":\"The list is missing.\"}]}");
    struct cordon_text t = page_of(r);
    assert_true(has(&t, "<h1>2 cases need a person: about 40 minutes of work</h1>"));
    assert_true(has(&t, "1 record is undecided: a required check did not finish. Undecided is not clear."));
    assert_true(has(&t, "The list is missing."));
    assert_true(has(&t, "<b>1</b> <span>clear, not shown"));
    assert_true(has(&t, "<b>2</b> <span>kept out by the known-good list"));
    assert_true(has(&t, "estimate"));
    cordon_text_free(&t);
    cordon_report_free(r);
}

static void nothing_to_do_is_said_too(void **state)
{
    struct cordon_report *r = begin("ko", 0);
    (void)state;
    add(r, "{\"id\":\"a\",\"verdict\":\"clear\"}");
    struct cordon_text t = page_of(r);
    assert_true(has(&t, "<html lang=\"ko\">"));
    assert_true(has(&t, "<h1>사람이 볼 사례가 없습니다</h1>"));
    cordon_text_free(&t);
    cordon_report_free(r);
}

/* What they said and what we saw stand in one row, under one number; the question is there in four
 * languages; the operator's title counts. */
static void a_case_joins_both_sides(void **state)
{
    static const char *const titles[] = { "Three applications share a payout account",
                                          "지원 3건이 지급 계좌를 함께 씁니다",
                                          "3件の応募が支払口座を共有",
                                          "Tiga lamaran memakai rekening pembayaran yang sama" };
    static const char *const langs[] = { "en", "ko", "ja", "id" };
    (void)state;
    for (int l = 0; l < 4; l++) {
        struct cordon_report *r = begin(langs[l], 0);
        struct buf b = case_with("made-up", "escalate", 16), with = BUF_INIT(1 << 20);
        buf_add(&with, str_sub(buf_str(&b), 0, b.len - 1));
        buf_add(&with, STR(",\"records\":[{\"file\":\"a.csv\",\"line\":2,\"id\":\"x\",\"kind\":\"applicant\"}]}"));
        assert_int_equal(cordon_report_add(r, buf_str(&with), &err), CORDON_OK);
        struct cordon_text t = page_of(r);
        assert_true(has(&t, titles[l]));
        assert_int_equal(count(&t, "<tbody class=\"join\">"), 1);
        assert_true(has(&t, "<td class=\"no\"><span class=\"num\">1</span></td>"));
        assert_int_equal(count(&t, "lang=\"ko\"><p>made-up two</p>"), 1);
        assert_int_equal(count(&t, "lang=\"ja\"><p>made-up three</p>"), 1);
        assert_int_equal(count(&t, "lang=\"id\"><p>made-up four</p>"), 1);
        assert_int_equal(count(&t, "class=\"copy\""), 4);
        cordon_text_free(&t);
        cordon_report_free(r);
        buf_release(&b);
        buf_release(&with);
    }
}

static void keeps_the_strongest_and_tells_the_others(void **state)
{
    struct cordon_report *r = begin("en", 2);
    char answer[128];
    (void)state;
    for (int i = 0; i < 9; i++) {
        snprintf(answer, sizeof answer, "{\"id\":\"case-of-%d\",\"verdict\":\"%s\",\"points\":%d}", i,
                 i == 4 ? "escalate" : "review", i);
        add(r, answer);
    }
    struct cordon_text t = page_of(r);
    assert_true(has(&t, "7 more cases are not shown"));
    assert_true(has(&t, "9 cases need a person"));
    assert_true(has(&t, "case-of-4") && has(&t, "case-of-8"));
    assert_false(has(&t, "case-of-7"));
    str s = str_of(t.data, t.len);
    assert_true(str_find(s, STR("case-of-4"), 0) < str_find(s, STR("case-of-8"), 0));
    cordon_text_free(&t);
    cordon_report_free(r);
}

static void takes_a_drawing_that_only_shows(void **state)
{
    static const char *const loud[] = {
        "", "<p>no</p>", "<svg><script>x</script></svg>", "<svg onload=\"x\"></svg>",
        "<svg><a href=\"x\"/></svg>", "<svg><image/></svg>", "<svg><style>@import x</style></svg>",
        "<svg><ForeignObject/></svg>", "<svg><g style=\"fill:URL(x)\"/></svg>", "<svg></svg><b></b>",
    };
    struct cordon_report *r = begin("en", 0);
    struct buf b = case_with("op", "review", 6);
    (void)state;
    for (size_t i = 0; i < sizeof loud / sizeof *loud; i++)
        assert_int_equal(cordon_report_drawing(r, STR("op"), str_c(loud[i]), &err), CORDON_REFUSED);
    assert_int_equal(cordon_report_drawing(r, STR("op"), STR("<svg><text>on and on = x</text></svg>\n"), &err),
                     CORDON_OK);
    assert_int_equal(cordon_report_drawing(r, STR("nobody"), STR("<svg><g/></svg>"), &err), CORDON_OK);
    add(r, b.data);
    struct cordon_text t = page_of(r);
    assert_int_equal(count(&t, "<svg>"), 1);
    assert_true(has(&t, "on and on = x"));
    cordon_text_free(&t);
    cordon_report_free(r);
    buf_release(&b);
}

static void refuses_what_is_no_answer(void **state)
{
    static const char *const bad[] = { "", "[]", "{}", "3", "{\"verdict\":\"review\"", "{\"verdict\":3}",
                                       "{\"verdict\":\"review\"}x" };
    struct cordon_report *r = begin("en", 0);
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(cordon_report_add(r, str_c(bad[i]), &err), CORDON_SYNTAX);
    /* a word that is no verdict is not clear */
    add(r, "{\"verdict\":\"fine\"}");
    /* keys of another shape than expected are passed over */
    add(r, "{\"verdict\":\"review\",\"law\":null,\"sameness\":[[1]],\"operator\":3,\"facts\":{\"a\":[]},"
           "\"reasons\":[1,[2],{\"rows\":{}}],\"hits\":[{\"fields\":[],\"reasons\":[[]]}],\"suppressed\":{}}");
    struct cordon_text t = page_of(r);
    assert_true(has(&t, "1 record is undecided"));
    assert_true(has(&t, "1 case needs a person"));
    cordon_text_free(&t);
    cordon_report_free(r);
    const struct cordon_report_options o = { .lang = STR("xx") }, many = { .cases = 501 };
    assert_int_equal(cordon_report_new(&o, &r, &err), CORDON_ARGUMENT);
    assert_int_equal(cordon_report_new(&many, &r, &err), CORDON_ARGUMENT);
}

static cordon_status whole_run(const char *answer)
{
    const struct cordon_report_options o = { .title = STR("x"), .cases = 1 };
    struct cordon_report *r = NULL;
    struct cordon_text t = { .data = NULL };
    cordon_status st = cordon_report_new(&o, &r, &err);
    if (!st) st = cordon_report_add(r, str_c(answer), &err);
    if (!st) st = cordon_report_add(r, STR("{\"id\":\"z\",\"verdict\":\"stop\"}"), &err);
    if (!st) st = cordon_report_add(r, STR("{\"verdict\":\"undecided\",\"error\":{\"message\":\"m\"}}"), &err);
    if (!st) st = cordon_report_drawing(r, STR("op"), STR("<svg></svg>"), &err);
    if (!st) st = cordon_report_html(r, &t, &err);
    cordon_text_free(&t);
    cordon_report_free(r);
    return st;
}

static void survives_failing_allocations(void **state)
{
    struct buf b = case_with("op", "review", 6);
    cordon_status st = CORDON_NOMEM;
    (void)state;
    for (uint64_t n = 1; st == CORDON_NOMEM; n++) {
        mem_fail_from(n);
        st = whole_run(b.data);
        mem_fail_from(0);
        assert_true(st == CORDON_OK || st == CORDON_NOMEM);
        assert_true(n < 10000);
    }
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strangers_values_stay_text),
        cmocka_unit_test(hidden_marks_are_shown_as_numbers),
        cmocka_unit_test(a_long_value_is_cut_and_says_so),
        cmocka_unit_test(the_first_line_counts_people_and_minutes),
        cmocka_unit_test(nothing_to_do_is_said_too),
        cmocka_unit_test(a_case_joins_both_sides),
        cmocka_unit_test(keeps_the_strongest_and_tells_the_others),
        cmocka_unit_test(takes_a_drawing_that_only_shows),
        cmocka_unit_test(refuses_what_is_no_answer),
        cmocka_unit_test(survives_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
