/* engine/answer, engine/screener: valid JSON in fixed order, checks that say what was not done. */
#include "tests/engine_help.h"

#include "engine/screener.h"

static const char long_name[] =
    "Quillonaldermanby Marrowbynorthington Testovichevskaya Featherstonehaughley Cholmondeleyworth "
    "Wolfeschlegelstein Hausenbergerdorff Blatherwickington Crumplehornsworth Bumbershootington";

/* --- the form ----------------------------------------------------------------------------------- */

/* The keys of the object at `path`, joined by blanks; "?" when it is none. */
static const char *keys_at_path(str json, const char *path)
{
    static char out[1024];
    struct json_reader r;
    struct arena arena;
    enum json_kind kind = json_go(&r, &arena, json, path);
    out[0] = '\0';
    if (kind != JSON_OBJECT) snprintf(out, sizeof out, "?");
    while (kind == JSON_OBJECT && json_next(&r) == JSON_KEY) {
        size_t len = strlen(out);
        snprintf(out + len, sizeof out - len, "%s%.*s", len ? " " : "", STR_ARG(r.text));
        if (!json_skip(&r, json_next(&r))) break;
    }
    arena_release(&arena);
    return out;
}

static void keys_stand_in_one_order(void **state)
{
    struct desk d;
    (void)state;
    desk_made_up(&d);
    str json = ask(&d, "{'id':'a','name':'Quillon Marrowby Testov'}");
    assert_string_equal(keys_at_path(json, ""),
                        "id verdict checks hits hits_total actions law provenance");
    assert_string_equal(keys_at_path(json, "hits.0"),
                        "entity_id source entry schema name matched_name matched_as name_bp score_bp "
                        "verdict discounted programs fields reasons edition row_sha256");
    assert_string_equal(keys_at_path(json, "hits.0.fields"),
                        "schema birth_date country sex birth_place address identifier");
    assert_string_equal(keys_at_path(json, "hits.0.reasons.0"),
                        "id group strength params text innocent ask change");
    assert_string_equal(keys_at_path(json, "provenance"), "set engine policy as_of lists");
    assert_string_equal(keys_at_path(json, "provenance.lists.0"), "source edition starter entries");
    json = ask(&d, "{'id':'a','subject':'s','name':'Nobody Whatsoever'}");
    assert_string_equal(keys_at_path(json, ""),
                        "id subject verdict checks hits hits_total actions provenance");
    json = ask(&d, "{");
    assert_string_equal(keys_at_path(json, ""),
                        "id verdict error checks hits hits_total actions provenance");
    assert_str(json_at(json, "provenance.as_of"), "2026-08-01T12:00:00Z");
    assert_str(json_at(json, "provenance.policy"), "default");
    desk_close(&d);
}

static void every_answer_is_valid_json_whatever_the_record_holds(void **state)
{
    static const char *const records[] = {
        "{'id':'\\u0000\\n\\t\\\\','name':'Quillon \\u0007 Marrowby Testov'}",
        "{'id':'\xF0\x9F\x98\x80','name':'\\ud83d\\ude00'}",
        "{'id':'<script>','name':'{given} {0} %s %n'}",
        "{'name':'\xFF'}",
        "{'name':'Quillon Marrowby Testov','unknown\\nfield':1,'other':[{}]}",
        "", "[]", "null", "1", "'x'", "{}", "{'name':''}", "{'name':'   '}", "{'name':null}",
        "{'wallet':'\\u0001'}", "{'name':'...'}",
    };
    struct desk d;
    (void)state;
    desk_made_up(&d);
    for (size_t i = 0; i < COUNT_OF(records); i++) {
        str json = ask(&d, records[i]);
        if (!json_is_valid(json)) fail_msg("%s: %.*s", records[i], STR_ARG(json));
        assert_int_equal(str_index(json, '\n'), json.len); /* one line */
        if (i > 4) assert_str(json_at(json, "verdict"), "undecided");
    }
    desk_close(&d);
}

static void the_same_question_has_the_same_bytes(void **state)
{
    struct desk a, b;
    char first[65536];
    (void)state;
    desk_made_up(&a);
    desk_made_up(&b);
    str json = ask(&a, "{'name':'Quillon Marrowby Testov','birth_date':'1979'}");
    snprintf(first, sizeof first, "%.*s", (int)json.len, json.data);
    (void)ask(&a, "{'name':'Fennimore Oddlington','wallet':'x'}"); /* nothing of it stays behind */
    (void)ask(&a, "{broken");
    assert_str(ask(&a, "{'name':'Quillon Marrowby Testov','birth_date':'1979'}"), first);
    assert_str(ask(&b, "{'name':'Quillon Marrowby Testov','birth_date':'1979'}"), first);
    desk_close(&a);
    desk_close(&b);
}

static void more_hits_than_listed_are_counted(void **state)
{
    struct desk d;
    (void)state;
    desk_made_up(&d);
    d.options.limit = 1;
    desk_screener(&d);
    str json = ask(&d, "{'name':['Quillon Marrowby Testov','Wobbleby Crumpstone'],"
                       "'birth_date':'1979-08-01'}");
    assert_str(json_at(json, "hits_total"), "2");
    assert_str(json_at(json, "hits.0.entry"), "NK-1");
    assert_str(json_at(json, "hits.1"), "-");
    desk_close(&d);
}

/* The cap of an answer takes hits from its end; it never takes the verdict. */
static void an_answer_too_long_lists_fewer_hits(void **state)
{
    enum { COUNT = 5000, FILE_MAX = 8 << 20 };
    struct desk d = { .set = NULL };
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    struct buf list = BUF_INIT(FILE_MAX);
    (void)state;
    buf_add(&list, STR("id,type,name,birth_date\n"));
    for (int i = 0; i < COUNT; i++)
        buf_printf(&list, "E%d,person,%s,1979-08-01\n", i, long_name);
    buf_add_byte(&list, '\0');
    folder_new(d.folder);
    if (import_text_as(d.folder, "own", "2026-07-30", "own.csv", list.data, &counts, &err))
        fail_msg("%s", err.message);
    desk_open(&d, "default");
    d.options.only = STR("own");
    d.options.limit = COUNT;
    desk_screener(&d);
    char record[512];
    snprintf(record, sizeof record, "{'name':'%s','birth_date':'1979-08-01'}", long_name);
    str json = ask(&d, record);
    assert_true(json_is_valid(json));
    assert_true(json.len <= SCREEN_ANSWER_MAX);
    assert_true(json.len > SCREEN_ANSWER_MAX / 4);
    assert_str(json_at(json, "verdict"), "escalate");
    assert_str(json_at(json, "hits_total"), "5000");
    assert_str(check_of(json, "answer"), "limited");
    buf_release(&list);
    desk_close(&d);
}

/* Wherever memory for one record ends, the answer is whole or says that it is not. */
static void a_record_that_fills_its_memory_is_told_wherever_that_happens(void **state)
{
    struct desk d;
    struct buf whole = BUF_INIT(1 << 20);
    size_t limits = 0, done = 0;
    (void)state;
    desk_made_up(&d);
    const char *record = "{'id':'a','name':'Квиллон Марроуби Александр Тестов','country':'kp','birth_date':'1979-08-01'}";
    buf_add(&whole, ask(&d, record));
    for (size_t cap = 2 << 10; cap < 384 << 10; cap += 96) {
        arena_release(&d.screener->arena);
        d.screener->arena.cap = cap;
        str json = ask(&d, record);
        bool is_limit = d.answer.status == CORDON_LIMIT;
        assert_true(json_is_valid(json));
        if (is_limit) assert_str(json_at(json, "verdict"), "undecided");
        if (!is_limit) assert_true(str_eq(json, buf_str(&whole)));
        limits += is_limit;
        done += !is_limit;
    }
    assert_true(limits > 0 && done > 0);
    buf_release(&whole);
    desk_close(&d);
}

/* --- what was not done --------------------------------------------------------------------------- */

static void nothing_to_compare_is_undecided(void **state)
{
    static const char *const records[] = { "{}", "{'id':'x'}", "{'birth_date':'1979'}",
                                           "{'name':'...'}", "{'passport':'---'}",
                                           "{'name':'\\u3000'}" };
    struct desk d;
    (void)state;
    desk_made_up(&d);
    for (size_t i = 0; i < COUNT_OF(records); i++) {
        str json = ask(&d, records[i]);
        if (d.answer.verdict != CORDON_UNDECIDED) fail_msg("%s: %.*s", records[i], STR_ARG(json));
        assert_int_equal(d.answer.status, CORDON_OK);
        assert_str(check_of(json, "record"), "failed!");
        assert_str(json_at(json, "error"), "-");
    }
    /* one name that says nothing spoils "clear", not a hit */
    (void)ask(&d, "{'name':['Nobody Whatsoever','...']}");
    assert_int_equal(d.answer.verdict, CORDON_UNDECIDED);
    (void)ask(&d, "{'name':['Quillon Marrowby Testov','...']}");
    assert_int_equal(d.answer.verdict, CORDON_REVIEW);
    desk_close(&d);
}

static void an_unreadable_record_is_undecided_with_its_place(void **state)
{
    struct desk d;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    desk_made_up(&d);
    assert_int_equal(cordon_screen_json(d.screener, STR("{\"name\":\"Quillon"), 17, &d.answer, &err),
                     CORDON_OK);
    assert_int_equal(d.answer.verdict, CORDON_UNDECIDED);
    assert_int_equal(d.answer.status, CORDON_SYNTAX);
    assert_str(json_at(d.answer.json, "error.status"), "syntax");
    assert_str(json_at(d.answer.json, "error.line"), "17");
    assert_str(json_at(d.answer.json, "hits_total"), "0");
    assert_str(json_at(d.answer.json, "actions.0.id"), "fix_record");
    desk_close(&d);
}

static void a_name_too_long_is_undecided_and_says_why(void **state)
{
    static char record[6000];
    struct desk d;
    (void)state;
    desk_made_up(&d);
    memset(record, 'a', sizeof record - 1);
    memcpy(record, "{'name':'", 9);
    memcpy(record + 5000, "'}", 3);
    (void)ask(&d, record);
    assert_int_equal(d.answer.verdict, CORDON_UNDECIDED);
    assert_int_equal(d.answer.status, CORDON_LIMIT);
    desk_close(&d);
}

static void more_values_than_are_compared_are_a_limit(void **state)
{
    static char record[8000];
    struct desk d;
    (void)state;
    desk_made_up(&d);
    size_t len = (size_t)snprintf(record, sizeof record, "{'name':[");
    for (int i = 0; i < SUBJECT_VALUES_MAX + 1; i++)
        len += (size_t)snprintf(record + len, sizeof record - len, "%s'Nobody Number %c%c'",
                                i ? "," : "", 'a' + i / 26, 'a' + i % 26);
    snprintf(record + len, sizeof record - len, "]}");
    str json = ask(&d, record);
    assert_int_equal(d.answer.verdict, CORDON_UNDECIDED);
    assert_str(check_of(json, "record"), "limited!");
    desk_close(&d);
}

static void fields_not_read_are_told(void **state)
{
    struct desk d;
    (void)state;
    desk_made_up(&d);
    str json = ask(&d, "{'name':'Nobody Whatsoever','shoe_size':44,'hobby':'chess'}");
    assert_str(check_of(json, "fields"), "limited");
    assert_str(json_at(json, "verdict"), "clear");
    bool is_named = str_find(json, STR("shoe_size, hobby"), 0) != SIZE_MAX;
    assert_true(is_named);
    desk_close(&d);
}

/* --- lists ---------------------------------------------------------------------------------------- */

/* Screen a clear name at a time, with these lists asked for. */
static str ask_lists(struct desk *d, const char *only, const char *require, int64_t as_of_s)
{
    d->options.only = str_c(only);
    d->options.require = str_c(require);
    d->options.as_of_s = as_of_s;
    desk_screener(d);
    return ask(d, "{'name':'Nobody Whatsoever'}");
}

static void the_starter_list_alone_clears_nobody_but_in_a_demonstration(void **state)
{
    struct desk d, demo;
    (void)state;
    desk_starter(&d, "default");
    str json = ask(&d, "{'name':'Nobody Whatsoever'}");
    assert_str(json_at(json, "verdict"), "undecided");
    assert_str(check_of(json, "list:us_ofac_sdn"), "limited!");
    assert_str(check_of(json, "list:un_sc"), "skipped!");
    assert_str(json_at(json, "actions.0.id"), "update_list");
    json = ask(&d, "{'name':'Jong Song Hwa'}"); /* a hit is a hit */
    assert_str(json_at(json, "verdict"), "review");
    /* nor by asking for less */
    assert_str(json_at(ask_lists(&d, "kr_kofiu", "", AS_OF_S), "verdict"), "undecided");
    assert_str(json_at(ask_lists(&d, "us_court", "", AS_OF_S), "verdict"), "undecided");
    assert_str(json_at(ask_lists(&d, "", "us_ofac_sdn", AS_OF_S), "verdict"), "undecided");
    desk_starter(&demo, "demo");
    json = ask(&demo, "{'name':'Nobody Whatsoever'}");
    assert_str(json_at(json, "verdict"), "clear");
    assert_str(check_of(json, "policy"), "limited"); /* said in every answer */
    desk_close(&d);
    desk_close(&demo);
}

static void comparing_with_no_list_is_never_clear(void **state)
{
    struct desk d, demo;
    (void)state;
    desk_starter(&d, "default");
    desk_starter(&demo, "demo");
    str json = ask_lists(&d, "own", "", AS_OF_S);
    assert_str(json_at(json, "verdict"), "undecided");
    assert_str(check_of(json, "list:own"), "skipped!");
    assert_str(json_at(ask_lists(&demo, "own", "", AS_OF_S), "verdict"), "undecided");
    assert_str(json_at(ask_lists(&demo, "", "un_sc", AS_OF_S), "verdict"), "undecided");
    assert_str(json_at(ask_lists(&demo, "us_ofac_sdn", "kr_kofiu", AS_OF_S), "verdict"), "undecided");
    assert_str(json_at(ask_lists(&demo, "us_ofac_sdn", "", AS_OF_S), "verdict"), "clear");
    assert_str(json_at(ask_lists(&demo, "us_ofac_sdn, un_sc", "", AS_OF_S), "verdict"), "undecided");
    desk_close(&d);
    desk_close(&demo);
}

static void wrong_options_are_refused(void **state)
{
    struct desk d;
    struct cordon_screener *s = NULL;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    desk_starter(&d, "demo");
    const struct { str only, require, lang; int32_t min_bp; int64_t as_of_s; } rows[] = {
        { STR("nonsense"), STR_EMPTY, STR_EMPTY, -1, AS_OF_S },
        { STR("us_ofac_sdn,nonsense"), STR_EMPTY, STR_EMPTY, -1, AS_OF_S },
        { STR(","), STR_EMPTY, STR_EMPTY, -1, AS_OF_S },
        { STR(" , "), STR_EMPTY, STR_EMPTY, -1, AS_OF_S },
        { STR_EMPTY, STR("nonsense"), STR_EMPTY, -1, AS_OF_S },
        { STR_EMPTY, STR(","), STR_EMPTY, -1, AS_OF_S },
        { STR_EMPTY, STR_EMPTY, STR("xx"), -1, AS_OF_S },
        { STR_EMPTY, STR_EMPTY, STR_EMPTY, 10001, AS_OF_S },
        { STR_EMPTY, STR_EMPTY, STR_EMPTY, -1, INT64_MAX },
        { STR_EMPTY, STR_EMPTY, STR_EMPTY, -1, INT64_MIN },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct cordon_screen_options o = { .policy = d.policy, .only = rows[i].only,
                                           .require = rows[i].require, .lang = rows[i].lang,
                                           .min_bp = rows[i].min_bp, .as_of_s = rows[i].as_of_s };
        assert_int_equal(cordon_screener_new(d.set, &o, &s, &err), CORDON_ARGUMENT);
        assert_null(s);
        assert_true(err.message[0] != '\0');
    }
    struct cordon_screen_options none = { .policy = NULL, .as_of_s = AS_OF_S };
    assert_int_equal(cordon_screener_new(d.set, &none, &s, &err), CORDON_ARGUMENT);
    desk_close(&d);
}

static void a_list_grows_stale_and_may_lie_ahead(void **state)
{
    enum { DAY = 86400 };
    struct desk d = { .set = NULL };
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    folder_new(d.folder);
    import_made_up(d.folder); /* 2026-07-30, fresh for 7 days */
    desk_open(&d, "default");
    const int64_t edition = AS_OF_S - 2 * DAY;
    str json = ask_lists(&d, "opensanctions", "", edition);
    assert_str(check_of(json, "list:opensanctions"), "done!");
    json = ask_lists(&d, "opensanctions", "", edition + 7 * DAY);
    assert_str(check_of(json, "list:opensanctions"), "done!");
    assert_str(json_at(json, "verdict"), "clear");
    json = ask_lists(&d, "opensanctions", "", edition + 8 * DAY);
    assert_str(check_of(json, "list:opensanctions"), "stale!");
    assert_str(json_at(json, "verdict"), "undecided");
    json = ask_lists(&d, "opensanctions", "", edition - DAY); /* within a day: time zones */
    assert_str(check_of(json, "list:opensanctions"), "done!");
    json = ask_lists(&d, "opensanctions", "", edition - 2 * DAY); /* a wrong date or clock */
    assert_str(check_of(json, "list:opensanctions"), "stale!");
    bool is_told = str_find(json, STR("list_edition_after"), 0) != SIZE_MAX;
    assert_true(is_told);
    /* imported lists are required although the policy does not name them */
    json = ask_lists(&d, "", "", edition);
    assert_str(check_of(json, "list:opensanctions"), "done!");
    assert_str(check_of(json, "list:us_ofac_sdn"), "limited!");
    assert_str(json_at(json, "verdict"), "undecided");
    json = ask_lists(&d, "", "opensanctions", edition);
    assert_str(check_of(json, "list:us_ofac_sdn"), "limited");
    assert_str(json_at(json, "verdict"), "clear");
    json = ask_lists(&d, "us_ofac_sdn", "opensanctions", edition); /* required, yet left out */
    assert_str(check_of(json, "list:opensanctions"), "skipped!");
    assert_str(json_at(json, "verdict"), "undecided");
    desk_close(&d);

    d = (struct desk){ .set = NULL }; /* a date nobody knows is never fresh */
    folder_new(d.folder);
    if (import_text_as(d.folder, "opensanctions", "", "made-up.json", made_up_list, &counts, &err))
        fail_msg("%s", err.message);
    desk_open(&d, "default");
    json = ask_lists(&d, "opensanctions", "", AS_OF_S);
    assert_str(check_of(json, "list:opensanctions"), "stale!");
    bool is_unknown = str_find(json, STR("list_edition_unknown"), 0) != SIZE_MAX;
    assert_true(is_unknown);
    assert_str(json_at(json, "verdict"), "undecided");
    desk_close(&d);
}

static void a_policy_that_requires_nothing_still_wants_a_list(void **state)
{
    struct desk d = { .set = NULL };
    struct cordon_policy *policy = NULL;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    desk_starter(&d, "default");
    assert_int_equal(cordon_policy_load("default", &policy, &err), CORDON_OK);
    policy->required = STR_EMPTY;
    d.options.policy = policy;
    desk_screener(&d);
    str json = ask(&d, "{'name':'Nobody Whatsoever'}");
    assert_str(json_at(json, "verdict"), "undecided");
    cordon_policy_free(policy);
    desk_close(&d);
}

static void verdicts_have_names_and_nonsense_is_undecided(void **state)
{
    (void)state;
    assert_string_equal(cordon_verdict_name(CORDON_UNDECIDED), "undecided");
    assert_string_equal(cordon_verdict_name(CORDON_CLEAR), "clear");
    assert_string_equal(cordon_verdict_name(CORDON_STOP), "stop");
    assert_string_equal(cordon_verdict_name((enum cordon_verdict)99), "undecided");
    cordon_screener_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_stand_in_one_order),
        cmocka_unit_test(every_answer_is_valid_json_whatever_the_record_holds),
        cmocka_unit_test(the_same_question_has_the_same_bytes),
        cmocka_unit_test(more_hits_than_listed_are_counted),
        cmocka_unit_test(an_answer_too_long_lists_fewer_hits),
        cmocka_unit_test(a_record_that_fills_its_memory_is_told_wherever_that_happens),
        cmocka_unit_test(nothing_to_compare_is_undecided),
        cmocka_unit_test(an_unreadable_record_is_undecided_with_its_place),
        cmocka_unit_test(a_name_too_long_is_undecided_and_says_why),
        cmocka_unit_test(more_values_than_are_compared_are_a_limit),
        cmocka_unit_test(fields_not_read_are_told),
        cmocka_unit_test(the_starter_list_alone_clears_nobody_but_in_a_demonstration),
        cmocka_unit_test(comparing_with_no_list_is_never_clear),
        cmocka_unit_test(wrong_options_are_refused),
        cmocka_unit_test(a_list_grows_stale_and_may_lie_ahead),
        cmocka_unit_test(a_policy_that_requires_nothing_still_wants_a_list),
        cmocka_unit_test(verdicts_have_names_and_nonsense_is_undecided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
