/* engine/party: one party on several lists is linked, with the reason, and nobody else is. */
#include "tests/set_help.h"

#include <cordon/editions.h>
#include <cordon/links.h>
#include <cordon/screen.h>

#include "engine/party.h"

/* One line of FollowTheMoney, with quotes for the apostrophes. */
static str ftm(const char *const *lines, size_t count)
{
    static char text[8][1 << 14];
    static int next;
    char *p = text[next++ % 8];
    size_t len = 0;
    for (size_t i = 0; i < count; i++)
        len += (size_t)snprintf(p + len, sizeof text[0] - len, "%s\n", lines[i]);
    for (size_t i = 0; i < len; i++)
        if (p[i] == '\'') p[i] = '"';
    return str_of(p, len);
}

static void take(const char *source, const char *const *lines, size_t count)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    if (import_text_as(folder, source, "2026-07-30", "made-up.json", ftm(lines, count).data, &counts, &err))
        fail_msg("%s:%d: %s", err.file, (int)err.line, err.message);
}
#define TAKE(source, ...) \
    do { \
        static const char *const taken[] = { __VA_ARGS__ }; \
        take(source, taken, COUNT_OF(taken)); \
    } while (0)

#define PERSON(id, name, more) \
    "{'id':'" id "','schema':'Person','properties':{'name':['" name "']" more "}}"
#define FIRM(id, name, more) \
    "{'id':'" id "','schema':'Organization','properties':{'name':['" name "']" more "}}"
#define BORN(day) ",'birthDate':['" day "']"
#define PASSPORT(of, number, country) \
    "{'id':'" of "-p','schema':'Passport','properties':{'holder':['" of "'],'number':['" number \
    "'],'country':['" country "']}}"
#define NUMBER(n) ",'passportNumber':['" n "']"
#define UN(of, number) \
    "{'id':'" of "-s','schema':'Sanction','properties':{'entity':['" of "'],'unscId':['" number "']}}"

static bool take_line(void *ctx, cordon_str json)
{
    buf_add(ctx, json);
    buf_add_byte(ctx, '\n');
    return true;
}

/* The starter list's own parties are there too. */
static bool is_ours(str line)
{
    return str_find(line, STR("\"id\":\"own-"), 0) != SIZE_MAX || str_find(line, STR("\"id\":\"opensanctions-"), 0) != SIZE_MAX;
}

/* "opensanctions-A own-B: passport un_number\n" of every party, in order. */
static str parties(void)
{
    static char text[1 << 14];
    struct buf all = BUF_INIT(1 << 20);
    struct cordon_set *set = open_set(folder);
    struct cordon_error err = ERROR_INIT;
    size_t len = 0;
    assert_int_equal(cordon_links(set, STR_EMPTY, take_line, &all, &err), CORDON_OK);
    for (str rest = buf_str(&all), line; str_next(&rest, '\n', &line);) {
        struct json_reader r;
        struct arena a;
        str key = STR_EMPTY;
        const char *between = "";
        if (!is_ours(line)) continue;
        arena_init(&a, 1 << 20);
        json_init(&r, line, &a, NULL);
        for (enum json_kind k; (k = json_next(&r)) != JSON_END && k != JSON_ERROR;) {
            if (k == JSON_KEY) key = r.text;
            if (k == JSON_KEY && str_eq(key, STR("links")))
                len += (size_t)snprintf(text + len, sizeof text - len, ":");
            bool is_word = k == JSON_STRING && (str_eq(key, STR("id")) || str_eq(key, STR("link")));
            if (!is_word) continue;
            len += (size_t)snprintf(text + len, sizeof text - len, "%s%.*s",
                                    str_eq(key, STR("link")) ? " " : between, STR_ARG(r.text));
            between = " ";
        }
        len += (size_t)snprintf(text + len, sizeof text - len, "\n");
        arena_release(&a);
    }
    buf_release(&all);
    cordon_set_close(set);
    return str_of(text, len);
}

static void names_and_birth_dates_link_people(void **state)
{
    (void)state;
    TAKE("opensanctions", PERSON("A", "Quillon Marrowby Testov", BORN("1979-08-01")),
         PERSON("B", "Oswin Tarrabee", BORN("1980-02-03")), PERSON("C", "Fenn Odd", BORN("1960-05-05")));
    TAKE("own", PERSON("1", "TESTOV, Quillon Marrowby", BORN("1979-08-01")),
         PERSON("2", "Oswin Tarrabee", BORN("1980-02-04")), PERSON("3", "Fenn Odd", ""));
    /* another day is another person; a short name without a date says too little */
    assert_str(parties(), "opensanctions-A own-1: name_birth\n");
}

static void passports_link_when_their_countries_meet(void **state)
{
    (void)state;
    TAKE("opensanctions", PERSON("A", "Quillon Testov", NUMBER("PS8364101")), PASSPORT("A", "PS8364101", "kp"),
         PERSON("B", "Oswin Tarrabee", NUMBER("C7654321")), PASSPORT("B", "C7654321", "de"));
    TAKE("own", PERSON("1", "Somebody Else", NUMBER("PS 836-4101")), PASSPORT("1", "PS 836-4101", "kp"),
         PERSON("2", "Another One", NUMBER("C7654321")), PASSPORT("2", "C7654321", "fr"));
    assert_str(parties(), "opensanctions-A own-1: passport\n");
}

static void a_number_that_two_of_a_list_have_links_nobody(void **state)
{
    (void)state;
    TAKE("opensanctions", FIRM("A", "Alpha Bank", ",'swiftBic':['TESTKPPY']"));
    TAKE("own", FIRM("1", "Beta House", ",'swiftBic':['TESTKPPY']"),
         FIRM("2", "Gamma House", ",'swiftBic':['TESTKPPY']"));
    assert_str(parties(), "");
    TAKE("own", FIRM("1", "Beta House", ",'swiftBic':['TESTKPPY']"));
    assert_str(parties(), "opensanctions-A own-1: swift\n");
}

static void un_numbers_link_whatever_the_names(void **state)
{
    (void)state;
    TAKE("opensanctions", PERSON("A", "Quillon Testov", ""), UN("A", "KPi.901"), PERSON("B", "Oswin Odd", ""),
         UN("B", "KPi.902"));
    TAKE("own", PERSON("1", "ТЕСТОВ Квиллон", ""), UN("1", "KPI.901 "), FIRM("2", "Odd Works", ""),
         UN("2", "KPi.902"));
    /* a firm is no person, even where a list errs with the number */
    assert_str(parties(), "opensanctions-A own-1: un_number\n");
}

static void a_contradiction_splits_what_a_name_or_number_would_join(void **state)
{
    (void)state;
    TAKE("opensanctions",
         PERSON("A", "Quillon Marrowby Testov", BORN("1979-08-01") NUMBER("PS8364101")), PASSPORT("A", "PS8364101", "kp"),
         PERSON("B", "Oswin Tarrabee Example", BORN("1950-01-02") ",'gender':['male']"),
         PERSON("C", "Fennimore Oddlington", BORN("1960-03-04")), UN("C", "KPi.901"));
    TAKE("own",
         PERSON("1", "Quillon Marrowby Testov", BORN("1990-11-12") NUMBER("PS8364101")), PASSPORT("1", "PS8364101", "kp"),
         PERSON("2", "Oswin Tarrabee Example", BORN("1950-01-02") ",'gender':['female']"),
         PERSON("3", "Fennimore Oddlington", BORN("1960-03-04")), UN("3", "KPi.902"));
    assert_str(parties(), "");
}

/* A - 1 by passport and 1 - X by name and date, but A and X were born on different days. */
static void a_chain_ends_where_its_ends_contradict(void **state)
{
    (void)state;
    TAKE("opensanctions", PERSON("A", "Quillon Testov", BORN("1979-08-01") NUMBER("PS8364101")),
         PASSPORT("A", "PS8364101", "kp"));
    TAKE("own", PERSON("1", "Brindle Hawkmoor Example", ",'birthDate':['1979-08-01','1985-02-03']" NUMBER("PS8364101")),
         PASSPORT("1", "PS8364101", "kp"));
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    assert_int_equal(import_text_as(folder, "us_court", "2026-07-30", "k.csv",
                                    "id,name,type,birth_date\nX,Brindle Hawkmoor Example,person,1985-02-03\n",
                                    &counts, &err), CORDON_OK);
    assert_str(parties(), "opensanctions-A own-1: passport\n");
}

static void firms_of_one_name_need_a_country_or_the_programmes(void **state)
{
    (void)state;
    TAKE("opensanctions", FIRM("A", "Zanzaboree Widget Works Co., Ltd.", ",'country':['kp']"),
         FIRM("B", "Glimmering Turnip Trading", ",'country':['cn']"), FIRM("C", "Lone Name Of Many", ""));
    TAKE("own", FIRM("1", "ZANZABOREE WIDGET WORKS (ZWW)", ",'jurisdiction':['kp']"),
         FIRM("2", "Glimmering Turnip Trading", ",'country':['ru']"), FIRM("3", "Lone Name Of Many", ""));
    assert_str(parties(), "opensanctions-A own-1: name_place\n");
}

/* --- decisions --------------------------------------------------------------------------------------------- */

static cordon_status decide(const char *a, const char *b, bool is_same, const char *reason)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_link_change c = { .data_dir = folder, .a = str_c(a), .b = str_c(b), .is_same = is_same,
                                    .reason = str_c(reason), .author = STR("tester"), .now_s = AS_OF_S };
    return cordon_links_change(&c, &err);
}

#define DPRK(of) \
    "{'id':'" of "-d','schema':'Sanction','properties':{'entity':['" of "'],'program':['DPRK3']}}"

static void koreans_of_one_year_are_linked_by_short_names_too(void **state)
{
    (void)state;
    TAKE("opensanctions", PERSON("A", "RI, Hak-Bong", BORN("1940-02-26")), DPRK("A"), PERSON("B", "Yu Pok", BORN("1960")),
         DPRK("B"), PERSON("C", "Kim Chol", BORN("1950")), DPRK("C"), PERSON("D", "Odd Bo", BORN("1950")));
    TAKE("own", PERSON("1", "Lee Hak-bong", BORN("1940") ",'nationality':['kp']"), PERSON("2", "YU Pok", BORN("1961")),
         DPRK("2"), PERSON("3", "Kim Chol", BORN("1950-01-02")), DPRK("3"), PERSON("4", "Kim Chol", BORN("1950-03-04")),
         DPRK("4"), PERSON("5", "Odd Bo", BORN("1950")));
    /* not of another year, nor of two on one list, nor whoever is not the DPRK's */
    assert_str(parties(), "opensanctions-A own-1: name_birth\n");
}

static void without_a_date_people_need_two_names(void **state)
{
    (void)state;
    TAKE("opensanctions", PERSON("A", "PAK, Chol Mun','LAU, Kei Fung", BORN("1969-05-06")), DPRK("A"),
         PERSON("B", "Kim Tok Sang','Kim Deok Sang", BORN("1946")), DPRK("B"),
         PERSON("C", "Quillon Marrowby','Oswin Tarrabee", ""));
    TAKE("own", PERSON("1", "Pak Chol Mun','Lau Kei Fung", ""), DPRK("1"),
         PERSON("2", "Kim Tok Sang','Kim Deok Sang", ""), DPRK("2"), /* one name in two writings */
         PERSON("3", "Quillon Marrowby','Oswin Tarrabee", ""));
    assert_str(parties(), "opensanctions-A own-1: name_place\n");
}

/* What a firm is called says more than what it is also called: KOMID is no Green Pine. */
static void main_names_come_before_aliases(void **state)
{
    (void)state;
    TAKE("opensanctions", FIRM("A", "Zanzaboree Green Works','Oddlington Trading House", ""), DPRK("A"),
         FIRM("B", "Marrowby Mining House", ""), DPRK("B"));
    TAKE("own",
         "{'id':'1','schema':'Organization','properties':{'name':['Marrowby Mining House'],"
         "'alias':['Zanzaboree Green Works']}}",
         DPRK("1"));
    assert_str(parties(), "opensanctions-B own-1: name_place\n");
}

static void rows_that_a_list_calls_one_party_are_one(void **state)
{
    static const char tie[] = "{'id':'t','schema':'UnknownLink','properties':{'subject':['A'],'object':['B'],"
                              "'role':['the same party in another category']}}";
    (void)state;
    TAKE("opensanctions", FIRM("A", "Marrowby Mining House", ""), DPRK("A"), FIRM("B", "Marrowby Mining House", ""),
         DPRK("B"));
    TAKE("own", FIRM("1", "Marrowby Mining House", ""), DPRK("1"));
    assert_str(parties(), ""); /* which of the two? */
    TAKE("opensanctions", FIRM("A", "Marrowby Mining House", ""), DPRK("A"), FIRM("B", "Marrowby Mining House", ""),
         DPRK("B"), tie);
    assert_str(parties(), "opensanctions-A opensanctions-B own-1: other_row name_place name_place\n");
}

static void people_decide_and_take_it_back(void **state)
{
    (void)state;
    TAKE("opensanctions", PERSON("A", "Quillon Marrowby Testov", BORN("1979-08-01")), PERSON("B", "Oswin Odd", ""));
    TAKE("own", PERSON("1", "Quillon Marrowby Testov", BORN("1979-08-01")), PERSON("2", "Someone Other", ""));
    assert_int_equal(decide("opensanctions-A", "own-1", false, "father and son"), CORDON_OK);
    assert_str(parties(), "");
    assert_int_equal(decide("own-2", "opensanctions-B", true, "seen on paper"), CORDON_OK);
    assert_str(parties(), "opensanctions-B own-2: person\n");
    /* it holds after an import */
    TAKE("own", PERSON("1", "Quillon Marrowby Testov", BORN("1979-08-01")), PERSON("2", "Someone Other", ""),
         PERSON("9", "One More", ""));
    assert_str(parties(), "opensanctions-B own-2: person\n");
    assert_int_equal(decide("own-1", "opensanctions-A", true, "no, one man"), CORDON_OK);
    assert_int_equal(decide("opensanctions-B", "own-2", false, "erred"), CORDON_OK);
    assert_str(parties(), "opensanctions-A own-1: person name_birth\n");
    assert_int_equal(decide("opensanctions-A", "opensanctions-A", true, "x"), CORDON_ARGUMENT);
    assert_int_equal(decide("opensanctions-A", "own-77", true, "x"), CORDON_NOTFOUND);
    assert_int_equal(decide("opensanctions-A", "own-1", true, ""), CORDON_ARGUMENT);
    put_file(folder, "links.jsonl", STR("{\"v\":1,\"op\":\"li"));
    assert_int_equal(decide("opensanctions-A", "own-1", true, "x"), CORDON_CORRUPT);
}

/* One decision too many would be read by no import. */
static void the_last_decision_that_fits_is_the_last_one_taken(void **state)
{
    enum { MOST = 65536 };
    struct buf all = BUF_INIT(16 << 20);
    (void)state;
    TAKE("opensanctions", PERSON("A", "Quillon Marrowby Testov", BORN("1979-08-01")));
    TAKE("own", PERSON("1", "Quillon Marrowby Testov", BORN("1979-08-01")));
    for (int i = 0; i < MOST - 1; i++)
        buf_printf(&all, "{\"v\":1,\"op\":\"%s\",\"a\":\"opensanctions-A\",\"b\":\"own-1\"}\n", i % 2 ? "link" : "unlink");
    put_file(folder, "links.jsonl", buf_str(&all));
    buf_release(&all);
    assert_int_equal(decide("own-1", "opensanctions-A", true, "the last that fits"), CORDON_OK);
    assert_str(parties(), "opensanctions-A own-1: person name_birth\n");
    assert_int_equal(decide("own-1", "opensanctions-A", false, "one too many"), CORDON_LIMIT);
    TAKE("own", PERSON("1", "Quillon Marrowby Testov", BORN("1979-08-01")), PERSON("2", "Someone Other", ""));
    assert_str(parties(), "opensanctions-A own-1: person name_birth\n");
}

/* --- in an answer ------------------------------------------------------------------------------------------- */

static void a_hit_names_the_other_rows_of_its_party(void **state)
{
    struct cordon_policy *policy = NULL;
    struct cordon_screener *scr = NULL;
    struct cordon_answer a;
    (void)state;
    TAKE("opensanctions", PERSON("A", "Quillon Marrowby Testov", BORN("1979-08-01")));
    TAKE("own", PERSON("1", "Quillon Marrowby Testov", BORN("1979-08-01")));
    struct cordon_set *set = open_set(folder);
    assert_int_equal(cordon_policy_load("default", &policy, NULL), CORDON_OK);
    struct cordon_screen_options o = { .policy = policy, .min_bp = -1, .as_of_s = AS_OF_S };
    assert_int_equal(cordon_screener_new(set, &o, &scr, NULL), CORDON_OK);
    str record = STR("{\"id\":\"1\",\"name\":\"Quillon Marrowby Testov\",\"birth_date\":\"1979-08-01\"}");
    assert_int_equal(cordon_screen_json(scr, record, 1, &a, NULL), CORDON_OK);
    assert_true(str_find(a.json, STR("\"also\":[{\"entity_id\":\"own-1\",\"source\":\"own\",\"entry\":\"1\","
                                     "\"name\":\"Quillon Marrowby Testov\",\"link\":\"name_birth\""), 0) != SIZE_MAX);
    assert_true(str_find(a.json, STR("\"same_as\":\"opensanctions-A\""), 0) != SIZE_MAX);
    assert_true(str_find(a.json, STR("\"hits_total\":2"), 0) != SIZE_MAX); /* each list's row counts */
    cordon_screener_free(scr);
    o.only = STR("own"); /* what is not looked at is not named */
    assert_int_equal(cordon_screener_new(set, &o, &scr, NULL), CORDON_OK);
    assert_int_equal(cordon_screen_json(scr, record, 1, &a, NULL), CORDON_OK);
    assert_true(str_find(a.json, STR("\"also\":[]"), 0) != SIZE_MAX);
    cordon_screener_free(scr);
    cordon_policy_free(policy);
    cordon_set_close(set);
}

/* --- in the data folder --------------------------------------------------------------------------------------- */

static void the_links_are_the_same_whatever_the_order(void **state)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    import_made_up(folder);
    import_own(folder);
    assert_int_equal(import_text_as(other, "own", "2026-07-31", "own.csv", own_list, &counts, &err), CORDON_OK);
    import_made_up(other);
    struct cordon_set *a = open_set(folder), *b = open_set(other);
    assert_true(str_eq(cordon_set_hash(a), cordon_set_hash(b)));
    assert_true(a->links_file.bytes.len > 0);
    assert_int_equal(cordon_set_verify(a, &err), CORDON_OK);
    cordon_set_close(a);
    cordon_set_close(b);
}

static void a_damaged_or_missing_part_is_told(void **state)
{
    struct set_links_name name;
    struct cordon_error err = ERROR_INIT;
    struct cordon_set *set = NULL;
    struct arena a;
    char path[256];
    (void)state;
    import_made_up(folder);
    import_own(folder);
    arena_init(&a, 1 << 20);
    set = open_set(folder);
    assert_int_equal(set_manifest_links(folder, set->hash_hex, &a, &name, &err), CORDON_OK);
    cordon_set_close(set);
    arena_release(&a);
    snprintf(path, sizeof path, "parts/%s.cds", name.part_hex);
    put_file(folder, path, STR("garbage"));
    assert_int_equal(cordon_set_open(folder, &set, &err), CORDON_CORRUPT);
    assert_int_equal(os_file_remove(path_in(folder, path), NULL), CORDON_OK);
    assert_int_equal(cordon_set_open(folder, &set, &err), CORDON_CORRUPT);
    assert_true(strstr(err.message, "import any list again") != NULL);
    import_own(folder);
    cordon_set_close(open_set(folder));
}

static void failing_memory_is_told(void **state)
{
    struct imported_sets {
        struct cordon_set *set;
    } in;
    (void)state;
    TAKE("opensanctions", PERSON("A", "Quillon Marrowby Testov", BORN("1979-08-01") NUMBER("PS8364101")),
         PASSPORT("A", "PS8364101", "kp"));
    TAKE("own", PERSON("1", "Quillon Marrowby Testov", BORN("1979-08-01") NUMBER("PS8364101")),
         PASSPORT("1", "PS8364101", "kp"));
    in.set = open_set(folder);
    struct party_source sources[2];
    for (size_t i = 0; i < COUNT_OF(sources); i++) {
        const struct set_source *s = &in.set->source[i];
        sources[i] = (struct party_source){ .id = s->about.source, .entities = s->entities };
        assert_int_equal(party_facts_open(&s->part[ROLE_FACTS], &sources[i].facts, NULL), CORDON_OK);
    }
    struct party_said_list said = { .count = 0 };
    for (uint64_t n = 1; n < 2000; n++) {
        struct buf out = BUF_INIT(1 << 20);
        struct cordon_error err = ERROR_INIT;
        mem_fail_from(n);
        cordon_status st = party_make(sources, 2, &said, (struct part_view){ NULL, 0 }, &out, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        buf_release(&out);
        if (asked < n) {
            assert_int_equal(st, CORDON_OK);
            break;
        }
        assert_int_equal(st, CORDON_NOMEM);
    }
    cordon_set_close(in.set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folders(names_and_birth_dates_link_people),
        in_folders(passports_link_when_their_countries_meet),
        in_folders(a_number_that_two_of_a_list_have_links_nobody),
        in_folders(un_numbers_link_whatever_the_names),
        in_folders(a_contradiction_splits_what_a_name_or_number_would_join),
        in_folders(a_chain_ends_where_its_ends_contradict),
        in_folders(firms_of_one_name_need_a_country_or_the_programmes),
        in_folders(koreans_of_one_year_are_linked_by_short_names_too),
        in_folders(without_a_date_people_need_two_names),
        in_folders(main_names_come_before_aliases),
        in_folders(rows_that_a_list_calls_one_party_are_one),
        in_folders(people_decide_and_take_it_back),
        in_folders(the_last_decision_that_fits_is_the_last_one_taken),
        in_folders(a_hit_names_the_other_rows_of_its_party),
        in_folders(the_links_are_the_same_whatever_the_order),
        in_folders(a_damaged_or_missing_part_is_told),
        in_folders(failing_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
