/* name/orgform: legal forms in the names of companies. */
#include "tests/test.h"

#include "name/orgform.h"

enum { MOST = 24 };

/* Cut at blanks and show what was found as "first+count class", or "token[from,to) class". */
static str shown(const char *name, char *out, size_t room)
{
    str rest = str_c(name), tokens[MOST];
    struct orgform forms[MOST];
    size_t count = 0, len = 0;
    while (count < MOST && rest.len && str_next(&rest, ' ', &tokens[count])) count++;
    size_t found = orgform_find(tokens, count, forms);
    out[0] = '\0';
    for (size_t i = 0; i < found; i++) {
        const struct orgform *f = &forms[i];
        const char *gap = i ? ", " : "";
        bool is_whole = f->from == 0 && f->to == tokens[f->first].len;
        int n = is_whole ? snprintf(out + len, room - len, "%s%u+%u %.*s", gap, f->first,
                                    f->count, STR_ARG(f->class_id))
                         : snprintf(out + len, room - len, "%s%u[%u,%u) %.*s", gap, f->first,
                                    f->from, f->to, STR_ARG(f->class_id));
        len += (size_t)n;
    }
    return str_of(out, len);
}

static void finds_the_forms_of_many_languages(void **state)
{
    static const struct { const char *name, *want; } rows[] = {
        { "daesong trading co ltd", "2+2 ltd" },
        { "daesong trading company limited", "2+2 ltd" },
        { "daesong trading ltd", "2+1 ltd" },
        { "daesong trading llc", "2+1 llc" },
        { "chinopa corp", "1+1 corp" },
        { "acme public joint stock company", "1+4 jsc" },
        { "acme group co ltd", "1+1 group, 2+2 ltd" },
        { "ooo romashka", "0+1 llc" },
        { "ооо ромашка", "0+1 llc" },
        { "romashka ooo", "1+1 llc" },
        { "оао ромашка", "0+1 jsc" },
        { "ромашка пао", "1+1 jsc" },
        { "тов волошка", "0+1 llc" },
        { "pt nusantara tbk", "0+1 pt, 2+1 tbk" },
        { "maju jaya sdn bhd", "2+2 sdn_bhd" },
        { "muster gmbh", "1+1 gmbh" },
        { "muster gmbh co kg", "1+3 gmbh_kg" },
        { "comercial azteca sa de cv", "2+3 sa_cv" },
        { "inversiones sol s a", "2+2 sa" },
        { "nowak sp z oo", "1+3 spzoo" },
        { "gulf fz llc", "1+2 fze" },
        { "gulf fze", "1+1 fze" },
        { "gulf dmcc", "1+1 dmcc" },
        { "cong ty tnhh hoa sen", "0+3 cong_ty_tnhh" },
        { "tokyo kabushiki kaisha", "1+2 kk" },
        { "주식회사 대성", "0+1 kk" },
        { "대성 주식회사", "1+1 kk" },
        { "대성 주", "1+1 kk" },
        { "대성 유한회사", "1+1 yk" },
        { "nordisk as", "1+1 as" },
        { "nokia oyj", "1+1 oy" },
        { "muster llc moscow branch", "1+1 llc" },
        /* written together */
        { "대성주식회사", "0[6,18) kk" },
        { "주식회사대성", "0[0,12) kk" },
        { "조선무역회사", "0[12,18) co" },
        { "株式会社大成", "0[0,12) kk" },
        { "大成株式会社", "0[6,18) kk" },
        { "大成有限公司", "0[6,18) ltd" },
        { "大成股份有限公司", "0[6,24) jsc" },
        /* nothing to find */
        { "ocean star", "" },
        { "limited", "" },
        { "주식회사", "" },
        { "co sa lon", "" },
        { "sa", "" },
        { "", "" },
    };
    char out[256];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str got = shown(rows[i].name, out, sizeof out);
        if (!str_eq(got, str_c(rows[i].want)))
            fail_msg("'%s': got '%.*s', want '%s'", rows[i].name, STR_ARG(got), rows[i].want);
    }
}

static void leaves_a_name_behind(void **state)
{
    char out[256];
    (void)state;
    assert_str(shown("company limited", out, sizeof out), "1+1 ltd");
    assert_str(shown("group holding co ltd", out, sizeof out), "1+1 holding, 2+2 ltd");
}

static void survives_odd_tokens(void **state)
{
    str tokens[MOST], bad = str_of("\xE5\x85\xAC\xE5\x8F", 5);
    struct orgform forms[MOST];
    char longest[600];
    (void)state;
    memset(longest, 'a', sizeof longest);
    for (size_t i = 0; i < MOST; i++)
        tokens[i] = i % 3 == 0 ? str_of(longest, sizeof longest) : i % 3 == 1 ? STR_EMPTY : bad;
    for (size_t n = 0; n <= MOST; n++) assert_int_equal(orgform_find(tokens, n, forms), 0);
    for (size_t i = 0; i < MOST; i++) tokens[i] = STR("ltd");
    assert_int_equal(orgform_find(tokens, MOST, forms), MOST - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_forms_of_many_languages),
        cmocka_unit_test(leaves_a_name_behind),
        cmocka_unit_test(survives_odd_tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
