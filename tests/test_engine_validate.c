/* engine/validate: canaries that are found, and what a failed validation looks like. */
#include "tests/engine_help.h"

#include <cordon/validate.h>

#include "engine/validate.h"

static char folder[64];

/* Names of several scripts, persons and a firm, a wallet. Nobody in it exists. */
static const char made_up[] =
    "id,name,type,alias,program,wallet,listed_on\n"
    "A-1,\"MUSTERMANN, Jong Chol\",person,Брусника Вымышленов|مثالي الخيالي,DPRK,"
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed,2026-01-01\n"
    "A-2,Zanzaboree Widget Works,organization,架空部品製作所|잔자보리부품,DPRK,,2026-01-01\n"
    "A-3,\"RI, Jun Il\",person,리준일,DPRK,,2026-01-01\n"
    "A-4,GLIMMERING TURNIP,vessel,,,,2026-01-01\n";

static int open_folder(void **state)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    folder_new(folder);
    if (import_text_as(folder, "own", "2026-07-30", "own.csv", made_up, &counts, &err)) {
        print_error("%s:%d: %s\n", err.file, (int)err.line, err.message);
        return 1;
    }
    return 0;
}

static int close_folder(void **state)
{
    (void)state;
    folder_gone(folder);
    return 0;
}

struct room {
    struct cordon_set        *set;
    struct cordon_policy     *policy;
    struct cordon_validation *v;
};

static struct room validate(const char *data, const char *policy, uint64_t seed, int64_t as_of_s)
{
    struct room r = { .set = NULL };
    struct cordon_error err = ERROR_INIT;
    assert_int_equal(cordon_set_open(data, &r.set, &err), CORDON_OK);
    assert_int_equal(cordon_policy_load(policy, &r.policy, &err), CORDON_OK);
    const struct cordon_validate ask = { .set = r.set, .policy = r.policy, .as_of_s = as_of_s, .seed = seed,
                                         .canaries = 10 };
    assert_int_equal(cordon_validate(&ask, &r.v, &err), CORDON_OK);
    return r;
}

static void leave(struct room *r)
{
    cordon_validation_free(r->v);
    cordon_policy_free(r->policy);
    cordon_set_close(r->set);
}

static const struct cordon_validate_list *list_of(const struct room *r, const char *source)
{
    for (size_t i = 0; i < r->v->lists; i++)
        if (str_eq(r->v->list[i].about.source, str_c(source))) return &r->v->list[i];
    fail_msg("no list %s", source);
    abort();
}

static const struct cordon_validate_row *row_of(const struct cordon_validate_list *l, const char *script,
                                                enum cordon_canary kind)
{
    for (size_t i = 0; i < l->rows; i++)
        if (str_eq(l->row[i].script, str_c(script)) && l->row[i].kind == kind) return &l->row[i];
    fail_msg("no row %s %.*s", script, STR_ARG(cordon_canary_name(kind)));
    abort();
}

static void finds_names_of_every_script(void **state)
{
    static const struct { const char *script; enum cordon_canary kind; uint32_t tried; } rows[] = {
        { "latin", CORDON_CANARY_LISTED, 4 },   { "latin", CORDON_CANARY_HANGUL, 1 },
        { "latin", CORDON_CANARY_SWAPPED, 2 },  { "latin", CORDON_CANARY_CAPITALS, 3 },
        { "latin", CORDON_CANARY_SLIP, 3 },     { "latin", CORDON_CANARY_CYRILLIC, 2 },
        { "cyrillic", CORDON_CANARY_LISTED, 1 }, { "cyrillic", CORDON_CANARY_LATIN, 1 },
        { "arabic", CORDON_CANARY_LISTED, 1 },  { "han", CORDON_CANARY_LISTED, 1 },
        { "hangul", CORDON_CANARY_LISTED, 2 },  { "", CORDON_CANARY_WALLET, 1 },
    };
    (void)state;
    struct room r = validate(folder, "demo", 0, AS_OF_S);
    const struct cordon_validate_list *own = list_of(&r, "own");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct cordon_validate_row *row = row_of(own, rows[i].script, rows[i].kind);
        if (row->tried != rows[i].tried) fail_msg("%s %d: %u", rows[i].script, (int)rows[i].kind, row->tried);
        assert_int_equal(row->tried, row->alerted + row->shown + row->missed);
        if (rows[i].kind == CORDON_CANARY_LISTED) assert_int_equal(row->alerted, row->tried);
    }
    assert_int_equal(own->freshness, CORDON_AGE_NO_LIMIT);
    assert_int_equal(r.v->failures, 0);
    assert_int_equal(r.v->controls_flagged, 0);
    assert_true(r.v->controls > 10 && r.v->thresholds > 40);
    assert_true(r.v->is_passed);
    leave(&r);
}

static void tells_what_a_list_carries(void **state)
{
    (void)state;
    struct room r = validate(folder, "demo", 0, AS_OF_S);
    const struct cordon_validate_list *own = list_of(&r, "own");
    bool is_told = false;
    for (size_t i = 0; i < own->covers; i++) {
        if (str_eq(own->cover[i].property, STR("name"))) assert_int_equal(own->cover[i].entries, 4);
        if (str_eq(own->cover[i].property, STR("alias"))) assert_int_equal(own->cover[i].entries, 3);
        if (!str_eq(own->cover[i].property, STR("birthDate"))) continue;
        assert_int_equal(own->cover[i].entries, 0);
        is_told = true;
    }
    assert_true(is_told);
    leave(&r);
}

/* Bundled rows stand in for lists that the default policy requires, and one of those is not there. */
static void lists_that_are_missing_fail(void **state)
{
    (void)state;
    struct room r = validate(folder, "default", 0, AS_OF_S);
    assert_false(r.v->is_passed);
    assert_int_equal(r.v->failures, 0);
    assert_int_equal(r.v->stale, 1);  /* us_ofac_sdn */
    assert_int_equal(r.v->absent, 1); /* un_sc */
    assert_int_equal(list_of(&r, "us_ofac_sdn")->freshness, CORDON_AGE_STARTER);
    leave(&r);
}

static void misses_are_told(void **state)
{
    struct room r = { .set = NULL };
    struct cordon_error err = ERROR_INIT;
    (void)state;
    assert_int_equal(cordon_set_open(folder, &r.set, &err), CORDON_OK);
    assert_int_equal(cordon_policy_load("demo", &r.policy, &err), CORDON_OK);
    /* nothing is close enough to be looked at: only what is equal is still found */
    assert_int_equal(cordon_policy_set(r.policy, STR("possible_bp"), STR("10000"), &err), CORDON_OK);
    assert_int_equal(cordon_policy_set(r.policy, STR("possible_score_bp"), STR("10000"), &err), CORDON_OK);
    const struct cordon_validate ask = { .set = r.set, .policy = r.policy, .as_of_s = AS_OF_S };
    assert_int_equal(cordon_validate(&ask, &r.v, &err), CORDON_OK);
    assert_true(r.v->misses_total > 0 && r.v->misses > 0);
    assert_true(r.v->shown > 0);
    assert_int_equal(r.v->tried, r.v->alerted + r.v->shown + r.v->missed);
    leave(&r);
}

static void the_same_seed_tells_the_same(void **state)
{
    struct cordon_text a, b, c;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    struct room one = validate(NULL, "demo", 7, AS_OF_S), two = validate(NULL, "demo", 7, AS_OF_S);
    struct room other = validate(NULL, "demo", 8, AS_OF_S);
    assert_int_equal(cordon_validation_json(one.v, &a, &err), CORDON_OK);
    assert_int_equal(cordon_validation_json(two.v, &b, &err), CORDON_OK);
    assert_int_equal(cordon_validation_json(other.v, &c, &err), CORDON_OK);
    assert_true(str_eq(str_of(a.data, a.len), str_of(b.data, b.len)));
    assert_false(str_eq(str_of(a.data, a.len), str_of(c.data, c.len)));
    cordon_text_free(&a);
    cordon_text_free(&b);
    cordon_text_free(&c);
    leave(&one);
    leave(&two);
    leave(&other);
}

static void the_page_asks_nobody_for_anything(void **state)
{
    static const char *const langs[] = { "", "en", "ko", "ja", "id" };
    struct cordon_text page;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    struct room r = validate(folder, "demo", 0, AS_OF_S);
    for (size_t i = 0; i < COUNT_OF(langs); i++) {
        assert_int_equal(cordon_validation_html(r.v, str_c(langs[i]), &page, &err), CORDON_OK);
        str html = str_of(page.data, page.len);
        assert_true(str_find(html, STR("default-src 'none'"), 0) != SIZE_MAX);
        assert_true(str_find(html, STR("<script"), 0) == SIZE_MAX);
        assert_true(str_find(html, STR("src="), 0) == SIZE_MAX);
        assert_true(str_find(html, STR("<dt></dt>"), 0) == SIZE_MAX); /* a message that is missing */
        assert_true(str_find(html, STR("></th>"), 0) == SIZE_MAX);
        cordon_text_free(&page);
    }
    assert_int_equal(cordon_validation_html(r.v, STR("xx"), &page, &err), CORDON_ARGUMENT);
    leave(&r);
}

static void impossible_requests_are_refused(void **state)
{
    struct room r = validate(NULL, "demo", 0, AS_OF_S);
    struct cordon_validation *v;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    struct cordon_validate ask = { .set = r.set, .policy = r.policy, .canaries = CORDON_CANARIES_MAX + 1 };
    assert_int_equal(cordon_validate(&ask, &v, &err), CORDON_ARGUMENT);
    ask = (struct cordon_validate){ .set = r.set };
    assert_int_equal(cordon_validate(&ask, &v, &err), CORDON_ARGUMENT);
    leave(&r);
}

static void writes_names_otherwise(void **state)
{
    static const struct {
        enum cordon_canary kind;
        enum text_script   script;
        const char        *name, *want;
    } rows[] = {
        { CORDON_CANARY_SWAPPED, SCRIPT_LATIN, "RI, Jun Il", "Jun Il RI" },
        { CORDON_CANARY_SWAPPED, SCRIPT_LATIN, "Jun Il Ri", "Ri, Jun Il" },
        { CORDON_CANARY_SWAPPED, SCRIPT_LATIN, "Pelican", "" },
        { CORDON_CANARY_SLIP, SCRIPT_LATIN, "Ri Hawkmoor", "Ri Hawkoor" },
        { CORDON_CANARY_SLIP, SCRIPT_LATIN, "RI, Jun Il", "" },
        { CORDON_CANARY_CAPITALS, SCRIPT_LATIN, "Ri Jun", "RI JUN" },
        { CORDON_CANARY_CAPITALS, SCRIPT_LATIN, "RI JUN", "" },
        { CORDON_CANARY_CYRILLIC, SCRIPT_LATIN, "Shukhov", "шухов" },
        { CORDON_CANARY_CYRILLIC, SCRIPT_LATIN, "Müller", "" },
        { CORDON_CANARY_CYRILLIC, SCRIPT_LATIN, "Shafee Koury", "шафи куры" },
        { CORDON_CANARY_CYRILLIC, SCRIPT_LATIN, "Majid Sheikh Ghoulay", "маджид шейх гулай" },
        { CORDON_CANARY_CYRILLIC, SCRIPT_LATIN, "Viktorovitj Muster", "" }, /* not spelled as in English */
        { CORDON_CANARY_CYRILLIC, SCRIPT_LATIN, "Valerij Muster", "" },
        { CORDON_CANARY_HANGUL, SCRIPT_LATIN, "RI, Jun Il", "이준일" },
        { CORDON_CANARY_LATIN, SCRIPT_HANGUL, "리준일", "ri junil" },
        { CORDON_CANARY_LATIN, SCRIPT_CYRILLIC, "Щукин", "Shchukin" },
        { CORDON_CANARY_LATIN, SCRIPT_CYRILLIC, "ААТ МустерГомель", "AAT MusterGomel" },
        { CORDON_CANARY_LATIN, SCRIPT_LATIN, "Ri", "" },
    };
    struct arena a;
    (void)state;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct canary c = { .name = str_c(rows[i].name), .script = rows[i].script, .is_dprk = true };
        assert_str(validate_write(rows[i].kind, &c, NAME_PERSON, &a), rows[i].want);
    }
    /* words of firms are translated, not spelled syllable by syllable */
    const struct canary firm = { .name = STR("유아무역"), .script = SCRIPT_HANGUL };
    assert_str(validate_write(CORDON_CANARY_LATIN, &firm, NAME_ORGANIZATION, &a), "");
    assert_str(validate_write(CORDON_CANARY_LATIN, &firm, NAME_ANY, &a), "");
    arena_release(&a);
}

static void survives_failing_allocations(void **state)
{
    struct cordon_set *set;
    struct cordon_policy *policy;
    struct cordon_error err = ERROR_INIT;
    bool is_done = false;
    (void)state;
    assert_int_equal(cordon_set_open(folder, &set, &err), CORDON_OK);
    assert_int_equal(cordon_policy_load("demo", &policy, &err), CORDON_OK);
    const struct cordon_validate ask = { .set = set, .policy = policy, .as_of_s = AS_OF_S, .canaries = 1 };
    for (uint64_t n = 1; !is_done && n < 5000; n += n < 40 ? 1 : 37) {
        struct cordon_validation *v = NULL;
        struct cordon_text json = { .data = NULL };
        mem_fail_from(n);
        cordon_status st = cordon_validate(&ask, &v, &err);
        if (!st) st = cordon_validation_json(v, &json, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        is_done = asked < n;
        assert_true(st == CORDON_NOMEM || (is_done && st == CORDON_OK));
        cordon_text_free(&json);
        cordon_validation_free(v);
    }
    assert_true(is_done);
    cordon_policy_free(policy);
    cordon_set_close(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_names_of_every_script),
        cmocka_unit_test(tells_what_a_list_carries),
        cmocka_unit_test(lists_that_are_missing_fail),
        cmocka_unit_test(misses_are_told),
        cmocka_unit_test(the_same_seed_tells_the_same),
        cmocka_unit_test(the_page_asks_nobody_for_anything),
        cmocka_unit_test(impossible_requests_are_refused),
        cmocka_unit_test(writes_names_otherwise),
        cmocka_unit_test(survives_failing_allocations),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
