/* name/: names of firms and vessels: what their words mean, hangul beside Latin letters, initials, numbers. */
#include "tests/name_help.h"

#include <time.h>

#include "name/acronym.h"
#include "name/glued.h"
#include "name/roman.h"
#include "name/vocabulary.h"

struct row {
    const char *a, *b;
};

static void check(const struct row *rows, size_t count, enum name_kind kind, unsigned from, unsigned to)
{
    for (size_t i = 0; i < count; i++) {
        unsigned bp = pair_of(rows[i].a, rows[i].b, kind).name_bp;
        unsigned other = pair_of(rows[i].b, rows[i].a, kind).name_bp;
        if (bp != other) fail_msg("%s / %s: %u, and %u the other way round", rows[i].a, rows[i].b, bp, other);
        if (bp < from || bp > to) fail_msg("%s / %s: %u, not %u..%u", rows[i].a, rows[i].b, bp, from, to);
    }
}

static void one_firm_in_several_languages(void **state)
{
    static const struct row rows[] = {
        { "Korea Mining Development Trading Corporation", "조선광업개발무역회사" },
        { "Korea Ryonbong General Corporation", "조선련봉총회사" },
        { "Tanchon Commercial Bank", "단천상업은행" },
        { "Danchon Commercial Bank", "단천상업은행" },
        { "Korea Daesong Bank", "조선대성은행" },
        { "Choson Taesong Unhaeng", "Korea Daesong Bank" },
        { "Foreign Trade Bank", "무역은행 대외" },
        { "Ministry of Rocket Industry", "로케트공업성" },
        { "Zvezda Trading Company", "Торговая компания Zvezda" },
        { "Belgrano Shipping Corp.", "Compania Naviera Belgrano" },
        { "Ponghwa Hospital", "봉화병원" },
        { "Acme Int'l Trdg Co", "Acme International Trading Company Ltd" },
    };
    (void)state;
    check(rows, COUNT_OF(rows), NAME_ORGANIZATION, 8500, 9900);
}

static void words_of_no_table_are_heard(void **state)
{
    static const struct row rows[] = {
        { "Zebdor Trading Corporation", "ゼブドール・トレーディング・コーポレーション" },
        { "Zebdorus Group", "제브도루스 그룹" }, { "Zebdorus Group", "제브도루스그룹" }, { "Farlex Bank", "파를렉스 은행" },
        { "Korea Ryonbong General Corporation", "コリア・リョンボン・ジェネラル・コーポレーション" },
        { "Zebdor Company", "株式会社ゼブドール" },
        { "Haixin Technology Co., Ltd", "海欣科技有限公司" },
        { "Hai Xin Technology Co., Ltd", "海欣科技有限公司" },
        { "Korea Ryonbong Trading Company", "朝鮮連峰貿易会社" },
        { "조선련봉무역회사", "朝鮮連峰貿易会社" },
        { "Дзебдор", "ゼブドール" },
    };
    static const struct row other[] = {
        { "Haixing Technology Co., Ltd", "海欣科技有限公司" },
        { "Kulikov Trading Corporation", "ゼブドール・トレーディング・コーポレーション" },
        { "Kulikov Group", "제브도루스 그룹" }, { "Farnel Bank", "파를렉스 은행" },
        { "Korea Taesong Trading Company", "朝鮮連峰貿易会社" },
    };
    (void)state;
    check(rows, COUNT_OF(rows), NAME_ORGANIZATION, 7500, 9900);
    check(other, COUNT_OF(other), NAME_ORGANIZATION, 0, 7499);
}

static void a_word_that_says_little_names_nobody(void **state)
{
    static const struct row rows[] = {
        { "Zvezda Trading Company", "Belgrano Trading Company" },
        { "Korea Zvezda Trading Corporation", "Korea Belgrano Trading Corporation" },
        { "Zvezda International Investments", "International Investments Holding" },
        { "Zvezda Marine LLC", "M. Marine Ltd" },
        { "National Bank of Cuba", "National Bank of Iran" },
        { "단천상업은행", "류경상업은행" },
        { "Zvezda Kenya Branch", "Zvezda Albania Branch" },
    };
    (void)state;
    check(rows, COUNT_OF(rows), NAME_ORGANIZATION, 0, 7999);
}

static void numbers_are_hard_however_written(void **state)
{
    static const struct row same[] = {
        { "Second Economic Committee", "2nd Economic Committee" },
        { "Second Economic Committee", "제2경제위원회" },
        { "Bureau 39", "Office No. 39" },
        { "Plant No. 3", "Third Plant" },
        { "Zavod II Zvezda", "Zavod 2 Zvezda" },
    };
    static const struct row other[] = {
        { "Second Economic Committee", "Third Economic Committee" },
        { "Bureau 39", "Bureau 38" },
        { "Zvezda Plant 5", "Zvezda Plant V2 6" },
    };
    static const struct row lacks[] = {
        { "Korea Mining Development Trading Corporation", "Korea Second Mining Development Trading Corporation" },
    };
    static const struct row vessels[] = { { "JON MYONG 1", "JON MYONG 2" }, { "Chon Ma San 1", "Chon Ma San II" } };
    (void)state;
    check(same, COUNT_OF(same), NAME_ORGANIZATION, 8500, 10000);
    check(other, COUNT_OF(other), NAME_ORGANIZATION, 0, 7499);
    check(lacks, COUNT_OF(lacks), NAME_ORGANIZATION, 0, 8499);
    check(vessels, COUNT_OF(vessels), NAME_OBJECT, 0, 7499);
}

static void what_stands_before_a_ships_name_is_none_of_it(void **state)
{
    static const struct row rows[] = {
        { "MV JON MYONG 1", "JON MYONG 1" }, { "M/V Jon Myong 1", "JON MYONG 1" }, { "M.T. Zvezda", "MT Zvezda" },
        { "SS Zvezda", "Zvezda" },
    };
    (void)state;
    check(rows, COUNT_OF(rows), NAME_OBJECT, 9900, 10000);
    assert_true(pair_of("MT Bank", "Bank", NAME_ORGANIZATION).name_bp < 7500);
}

static void initials_are_less_than_a_name(void **state)
{
    static const struct row found[] = {
        { "Islamic Republic of Iran Shipping Lines", "IRISL" },
        { "National Iranian Zvezda Company of Oil", "NIZCO" },
        { "Zvezda Kosmos Belgrano Banking Corp", "ZKBBC" },
    };
    static const struct row too_short[] = { { "Zvezda Belgrano Kosmos", "ZBK" }, { "Zvezda Belgrano Kosmos", "ZBK Ltd" } };
    static const struct row none[] = { { "Islamic Republic of Iran Shipping Lines", "IRISK" }, { "Zvezda Kosmos Belgrano", "Zebra" } };
    (void)state;
    check(found, COUNT_OF(found), NAME_ORGANIZATION, 7500, 8500);
    check(too_short, COUNT_OF(too_short), NAME_ORGANIZATION, 1, NAME_INDEX_FLOOR_BP - 1);
    check(none, COUNT_OF(none), NAME_ORGANIZATION, 0, 3000);
    struct name_pair p = pair_of("Islamic Republic of Iran Shipping Lines", "IRISL", NAME_ORGANIZATION);
    assert_int_equal(p.parts[0].how, PART_ACRONYM);
    assert_string_equal(name_part_how_name(p.parts[0].how), "acronym");
}

static void persons_are_not_translated(void **state)
{
    static const struct row rows[] = { { "Erika Bank", "Erika Banco" }, { "Second Kim", "2 Kim" } };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct name_pair p = pair_of(rows[i].a, rows[i].b, NAME_PERSON);
        for (size_t k = 0; k < p.part_count; k++) assert_int_not_equal(p.parts[k].how, PART_TRANSLATED);
    }
}

static void a_word_means_the_same_in_every_language(void **state)
{
    static const struct row same[] = {
        { "trading", "무역" }, { "trading", "торговая" }, { "trading", "torgovaya" }, { "bank", "银行" }, { "bank", "unhaeng" },
        { "korea", "choson" }, { "mining", "광업" }, { "2nd", "second" }, { "2", "ii" }, { "20-я", "20" }, { "39호", "39" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        uint16_t a = vocabulary_concept(str_c(same[i].a));
        if (!a || a != vocabulary_concept(str_c(same[i].b))) {
            if (!strcmp(same[i].a, "20-я")) continue; /* two tokens in a name */
            fail_msg("%s / %s", same[i].a, same[i].b);
        }
    }
    assert_int_equal(vocabulary_concept(STR("zvezda")), 0);
    assert_int_equal(vocabulary_concept(STR("")), 0);
    assert_int_equal(vocabulary_concept(STR("99999999999999999999")), 0);
    assert_int_equal(vocabulary_class(vocabulary_concept(STR("39"))), CLASS_NUMBER);
    assert_int_equal(vocabulary_class(vocabulary_concept(STR("bank"))), CLASS_GENERIC);
}

static void cuts_what_is_written_without_blanks(void **state)
{
    static const char *const want[] = { "조선", "광업", "개발", "무역", "회사" };
    str part[GLUED_PARTS_MAX];
    (void)state;
    assert_int_equal(glued_split(STR("조선광업개발무역회사"), SCRIPT_HANGUL, part), COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++) assert_true(str_eq(part[i], str_c(want[i])));
    assert_int_equal(glued_split(STR("련봉"), SCRIPT_HANGUL, part), 0);
    assert_int_equal(glued_split(STR("ノヴィコムバンク"), SCRIPT_KANA, part), 2);
    assert_int_equal(glued_split(STR("インディゴ"), SCRIPT_KANA, part), 0); /* no "in" */
    assert_int_equal(glued_split(STR("バンクーバー"), SCRIPT_KANA, part), 0);
    assert_int_equal(glued_split(STR("trading"), SCRIPT_LATIN, part), 0);
    assert_int_equal(glued_split(STR("이성국"), SCRIPT_HANGUL, part), 2); /* a body at the end */
}

static void korean_words_have_one_code_in_every_spelling(void **state)
{
    static const struct row same[] = {
        { "련봉", "ryonbong" }, { "련봉", "yeonbong" }, { "대성", "taesong" }, { "대성", "daeseong" }, { "대성", "daesung" },
        { "단천", "tanchon" }, { "백호", "paekho" }, { "강계", "kanggye" }, { "류경", "ryugyong" }, { "금은산", "kumunsan" },
        { "로동", "nodong" },
    };
    static const struct row other[] = { { "련봉", "ryonbang" }, { "대성", "taesan" }, { "단천", "tanchan" } };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(same); i++)
        if (roman_code(str_c(same[i].a)) != roman_code(str_c(same[i].b))) fail_msg("%s / %s", same[i].a, same[i].b);
    for (size_t i = 0; i < COUNT_OF(other); i++)
        if (roman_code(str_c(other[i].a)) == roman_code(str_c(other[i].b))) fail_msg("%s / %s", other[i].a, other[i].b);
    assert_int_equal(roman_code(STR("smith")), 0);
    assert_int_equal(roman_code(STR("김")), 0);
    assert_int_equal(roman_code(STR("")), 0);
}

/* --- the index ---------------------------------------------------------------------------------- */

/* Words that begin alike spell a short word in millions of ways: they must not be tried one by one. */
static void initials_in_brackets_take_no_time(void **state)
{
    (void)state;
    char text[512];
    size_t len = 0;
    for (size_t i = 0; i < 12; i++) len += (size_t)snprintf(text + len, sizeof text - len, "aaaa ");
    for (size_t i = 0; i < 8; i++) len += (size_t)snprintf(text + len, sizeof text - len, "(AAAAAAAAAAAAAAAB) ");
    clock_t from = clock();
    pair_of(text, "Aaaa", NAME_ORGANIZATION);
    assert_true(clock() - from < CLOCKS_PER_SEC);
    assert_true(pair_of("Korea Mining Development Trading (KOMID)", "Korea Mining Development Trading", NAME_ORGANIZATION).is_exact);
    assert_true(pair_of("Iran Communications Industries (ICI)", "Iran Communications Industries", NAME_ORGANIZATION).is_exact);
    assert_false(pair_of("Iran Communications Industries (CII)", "Iran Communications Industries", NAME_ORGANIZATION).is_exact);
    assert_false(pair_of("Iran Communications Industries (IRA)", "Iran Communications Industries", NAME_ORGANIZATION).is_exact);
}

static uint32_t next(uint32_t *random, uint32_t below)
{
    *random = *random * 1664525u + 1013904223u;
    return (*random >> 8) % below;
}

static void make_name(uint32_t *random, char *text, size_t cap)
{
    static const char *const words[] = {
        "Korea", "조선", "Choson", "Trading", "무역", "торговая", "Bank", "은행", "Mining", "광업", "Development", "of", "Company",
        "회사", "Second", "2", "II", "3rd", "Taesong", "대성", "Daeseong", "Tae", "Song", "련봉", "Ryonbong", "Zvezda", "Zvesda",
        "Belgrano", "kmdt", "tdmk", "zbtb", "Shipping", "a", "b", "Ltd", "ООО", "조선대성무역회사", "朝鮮貿易", "Bel", "grano",
    };
    static const char *const between[] = { " ", " ", " ", "", "-" };
    size_t count = 1 + next(random, 5), len = 0;
    for (size_t i = 0; i < count; i++)
        len += (size_t)snprintf(text + len, cap - len, "%s%s", i ? between[next(random, COUNT_OF(between))] : "",
                                words[next(random, COUNT_OF(words))]);
}

static void make_name_of_asia(uint32_t *random, char *text, size_t cap)
{
    static const char *const words[] = {
        "コリア", "ゼブドール", "Zebdor", "Zevdol", "Zebdo", "トレーディング", "Trading", "・", "Ltd", "株式会社", "Harber", "ハーバー", "Halva",
        "제브도루스", "Zebdorus",
        "海欣", "Haixin", "Hai", "Xin", "Haixing", "련봉", "連峰", "Ryonbong", "Ryon", "Bong", "科技", "Technology", "有限公司", "大連",
        "Дзебдор", "الزبدور", "Zebd", "or", "新全", "Xinquan", "バンク", "Bank",
    };
    static const char *const between[] = { " ", " ", "", "・" };
    size_t count = 1 + next(random, 4), len = 0;
    for (size_t i = 0; i < count; i++)
        len += (size_t)snprintf(text + len, cap - len, "%s%s", i ? between[next(random, COUNT_OF(between))] : "",
                                words[next(random, COUNT_OF(words))]);
}

static void the_index_finds_kana_and_characters(void **state)
{
    (void)state;
    scan_index(&(struct scan){ .make = make_name_of_asia, .seed = 5, .asks = NAME_ORGANIZATION, .fifth = NAME_OBJECT, .least_bp = 6500 });
}

static void the_index_finds_what_a_full_scan_finds(void **state)
{
    (void)state;
    scan_index(&(struct scan){ .make = make_name, .seed = 11, .asks = NAME_ORGANIZATION, .fifth = NAME_OBJECT, .least_bp = 6500 });
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_firm_in_several_languages),
        cmocka_unit_test(words_of_no_table_are_heard),
        cmocka_unit_test(a_word_that_says_little_names_nobody),
        cmocka_unit_test(numbers_are_hard_however_written),
        cmocka_unit_test(what_stands_before_a_ships_name_is_none_of_it),
        cmocka_unit_test(initials_are_less_than_a_name),
        cmocka_unit_test(persons_are_not_translated),
        cmocka_unit_test(a_word_means_the_same_in_every_language),
        cmocka_unit_test(cuts_what_is_written_without_blanks),
        cmocka_unit_test(korean_words_have_one_code_in_every_spelling),
        cmocka_unit_test(initials_in_brackets_take_no_time),
        cmocka_unit_test(the_index_finds_what_a_full_scan_finds),
        cmocka_unit_test(the_index_finds_kana_and_characters),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
