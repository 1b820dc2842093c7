/* report: the drawing of an ownership answer holds what the answer tells, whatever names say. */
#include "tests/test.h"

#include <cordon/own.h>
#include <expat.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/num.h"

static struct cordon_error err;

struct drawing {
    int  boxes, lines, tips, circles, beside;
    char text[16384];
    size_t len;
};

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **att)
{
    struct drawing *d = user;
    d->boxes += strcmp(name, "rect") == 0;
    if (strcmp(name, "path") == 0) {
        const char *class = "";
        for (size_t i = 0; att[i]; i += 2)
            if (strcmp(att[i], "class") == 0) class = att[i + 1];
        bool is_tip = strcmp(class, "tip") == 0;
        d->tips += is_tip;
        d->lines += !is_tip;
        d->circles += strcmp(class, "circle") == 0;
        d->beside += strcmp(class, "beside") == 0;
    }
    for (size_t i = 0; att[i]; i += 2)
        assert_true(strncmp(att[i], "on", 2) != 0 && strcmp(att[i], "href") != 0);
    assert_true(strcmp(name, "script") != 0 && strcmp(name, "image") != 0);
}

static void XMLCALL on_text(void *user, const XML_Char *s, int len)
{
    struct drawing *d = user;
    if (d->len + (size_t)len + 1 > sizeof d->text) return;
    memcpy(d->text + d->len, s, (size_t)len);
    d->len += (size_t)len;
    d->text[d->len] = '\0';
}

static struct drawing parse(const struct cordon_text *svg)
{
    static struct drawing d;
    d = (struct drawing){ 0 };
    XML_Parser p = XML_ParserCreate("UTF-8");
    assert_non_null(p);
    XML_SetUserData(p, &d);
    XML_SetStartElementHandler(p, on_start);
    XML_SetCharacterDataHandler(p, on_text);
    if (XML_Parse(p, svg->data, (int)svg->len, 1) != XML_STATUS_OK)
        fail_msg("line %lu: %s", (unsigned long)XML_GetCurrentLineNumber(p),
                 XML_ErrorString(XML_GetErrorCode(p)));
    XML_ParserFree(p);
    return d;
}

static struct drawing draw(const char *answer, const char *party)
{
    struct cordon_text svg = { NULL, 0 }, again = { NULL, 0 };
    if (cordon_own_svg(str_c(answer), str_c(party), &svg, &err)) fail_msg("%s", err.message);
    assert_int_equal(cordon_own_svg(str_c(answer), str_c(party), &again, &err), CORDON_OK);
    assert_true(svg.len == again.len && memcmp(svg.data, again.data, svg.len) == 0);
    struct drawing d = parse(&svg);
    cordon_text_free(&svg);
    cordon_text_free(&again);
    return d;
}

#define HIT(id, name) "\"hits\":[{\"entity_id\":\"" id "\",\"name\":\"" name "\",\"verdict\":\"is\"}]"
#define SHARE(p, min, max, state) \
    "\"party\":\"" p "\",\"name\":\"" p "\",\"kind\":\"share\",\"min_bp\":" min ",\"max_bp\":" max ",\"state\":\"" state \
    "\",\"file\":\"h.csv\",\"line\":2"

/* A blocked party holds the firm by itself and through another; the EU finding is worse than the US one. */
static const char two_ways[] =
    "{\"state\":\"owned\",\"as_of\":\"2026-07-30\",\"results\":["
    "{\"party\":\"other\",\"name\":\"Other\",\"state\":\"unknown\",\"tests\":[]},"
    "{\"party\":\"f\",\"name\":\"Muster <Ltd> & 'Co'\",\"state\":\"owned\",\"tests\":["
    "{\"test\":\"us\",\"state\":\"possible\",\"min_bp\":0,\"max_bp\":1,\"because\":[{" SHARE("x", "0", "1", "possible")
    "}]},"
    "{\"test\":\"eu\",\"state\":\"owned\",\"min_bp\":6000,\"max_bp\":6000,\"because\":["
    "{" SHARE("l-1", "1000", "1000", "blocked") "," HIT("l-1", "LISTED ONE") "},"
    "{" SHARE("mid", "5000", "5050", "owned") ",\"because\":[{" SHARE("l-1", "10000", "10000", "blocked") "}]}]},"
    "{\"test\":\"uk\",\"state\":\"not tested\",\"min_bp\":0,\"max_bp\":0}],"
    "\"holders\":[{" SHARE("mid", "5000", "5050", "owned") "},{" SHARE("nobody", "100", "100", "not shown") "}],"
    "\"holds\":[{\"party\":\"below\",\"name\":\"below\",\"kind\":\"control\",\"state\":\"owned\",\"file\":\"h\"}]}]}";

static void the_worst_finding_is_drawn_with_what_is_beside(void **state)
{
    (void)state;
    struct drawing d = draw(two_ways, "f");
    assert_int_equal(d.boxes, 5); /* f, l-1, mid, nobody, below; x proves another finding */
    assert_int_equal(d.tips, 5);  /* l-1 -> f, l-1 -> mid, mid -> f, nobody -> f, f -> below */
    assert_int_equal(d.lines, 6); /* the first passes a column */
    assert_int_equal(d.beside, 2);
    assert_non_null(strstr(d.text, "Muster <Ltd> & 'Co'. EU: owned"));
    assert_non_null(strstr(d.text, "US: possible · UK: not tested"));
    assert_non_null(strstr(d.text, "LISTED ONE"));
    assert_non_null(strstr(d.text, "blocked: l-1"));
    assert_non_null(strstr(d.text, "50–50.50 %"));
    assert_non_null(strstr(d.text, "control"));
    assert_non_null(strstr(d.text, "as of 2026-07-30"));
    assert_null(strstr(d.text, "more"));
}

static void the_first_party_is_drawn_when_none_is_named(void **state)
{
    (void)state;
    struct drawing d = draw(two_ways, "");
    assert_int_equal(d.boxes, 1);
    assert_non_null(strstr(d.text, "Other"));
}

static void circles_lead_back_and_end(void **state)
{
    (void)state;
    struct drawing d = draw("{\"as_of\":\"2026-07-30\",\"results\":[{\"party\":\"a\",\"name\":\"a\",\"state\":\"possible\","
                            "\"tests\":[{\"test\":\"us\",\"state\":\"possible\",\"because\":[{" SHARE("b", "1", "1", "possible")
                            ",\"because\":[{" SHARE("c", "2", "2", "possible") ",\"because\":[{" SHARE("b", "3", "3", "possible")
                            "},{" SHARE("a", "4", "4", "possible") "},{" SHARE("c", "5", "5", "possible") "}]}]}]}]}]}", "a");
    assert_int_equal(d.boxes, 3);
    assert_int_equal(d.circles, 2); /* b -> c and a -> c; what holds itself is not drawn, and counted */
    assert_int_equal(d.tips, 4);
    assert_non_null(strstr(d.text, "1 holdings more"));
}

static void what_is_too_much_is_counted(void **state)
{
    struct buf b = BUF_INIT(1 << 20);
    (void)state;
    buf_add(&b, STR("{\"as_of\":\"2026-07-30\",\"results\":[{\"party\":\"a\",\"name\":\"a\",\"state\":\"owned\",\"tests\":[{"
                    "\"test\":\"us\",\"state\":\"owned\",\"more\":7,\"because\":["));
    for (int i = 0; i < 100; i++)
        buf_printf(&b, "%s{\"party\":\"p%d\",\"name\":\"p%d\",\"kind\":\"share\",\"min_bp\":1,\"max_bp\":1,\"state\":\"blocked\"}",
                   i ? "," : "", i, i);
    buf_add(&b, STR("]}]}]}"));
    buf_add_byte(&b, '\0');
    struct drawing d = draw(b.data, "a");
    assert_int_equal(d.boxes, 60);
    assert_int_equal(d.tips, 59);
    assert_non_null(strstr(d.text, "48 holdings more")); /* 41, and 7 that the answer leaves out */
    buf_release(&b);
}

static void what_is_no_answer_is_told(void **state)
{
    static const struct { const char *text; cordon_status st; } rows[] = {
        { "", CORDON_SYNTAX },
        { "[]", CORDON_SYNTAX },
        { "{}", CORDON_SYNTAX },
        { "{\"results\":[", CORDON_SYNTAX },
        { "{\"results\":[]}", CORDON_NOTFOUND },
        { "{\"results\":[{\"party\":\"b\",\"name\":\"B\",\"tests\":[]}]}", CORDON_NOTFOUND },
        { "{\"results\":[{\"party\":\"a\",\"tests\":[{\"because\":[{\"min_bp\":-1}]}]}]}", CORDON_SYNTAX },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct cordon_text svg = { NULL, 0 };
        cordon_status st = cordon_own_svg(str_c(rows[i].text), STR("a"), &svg, &err);
        if (st != rows[i].st) fail_msg("%s: %d", rows[i].text, (int)st);
        assert_null(svg.data);
        assert_true(err.message[0] != '\0');
    }
}

static void every_cut_ends_in_a_status(void **state)
{
    (void)state;
    for (size_t n = 0; n < sizeof two_ways - 1; n++) {
        struct cordon_text svg = { NULL, 0 };
        cordon_status st = cordon_own_svg(str_of(two_ways, n), STR("f"), &svg, &err);
        /* all that is drawn stood before the cut */
        if (st == CORDON_OK) assert_true(n >= sizeof two_ways - 3);
        cordon_text_free(&svg);
    }
}

static void failing_allocations_are_survived(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n++) {
        struct cordon_text svg = { NULL, 0 };
        mem_fail_from(n);
        cordon_status st = cordon_own_svg(str_c(two_ways), STR("f"), &svg, &err);
        mem_fail_from(0);
        if (st == CORDON_OK) {
            assert_true(n > 3);
            cordon_text_free(&svg);
            return;
        }
        assert_int_equal(st, CORDON_NOMEM);
        assert_true(n < 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worst_finding_is_drawn_with_what_is_beside),
        cmocka_unit_test(the_first_party_is_drawn_when_none_is_named),
        cmocka_unit_test(circles_lead_back_and_end),
        cmocka_unit_test(what_is_too_much_is_counted),
        cmocka_unit_test(what_is_no_answer_is_told),
        cmocka_unit_test(every_cut_ends_in_a_status),
        cmocka_unit_test(failing_allocations_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
