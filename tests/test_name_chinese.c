/* name/chinese: one name in every writing, and two names that look alike. */
#include "tests/name_help.h"

#include "name/readings.h"

static void reads_one_name_in_every_writing(void **state)
{
    static const struct { const char *a, *b; int least; } rows[] = {
        { "张晓明", "張曉明", 9500 },           { "张晓明", "Zhang Xiaoming", 9000 },      { "Zhāng Xiǎomíng", "張曉明", 9000 },
        { "Chang Hsiao-ming", "張曉明", 8500 }, { "Chang Hsiao-ming", "Zhang Xiaoming", 8500 },
        { "Ch'en Chih-ch'iang", "Chen Zhiqiang", 8500 }, { "Chen Chih-chiang", "陳志強", 8500 },
        { "Cheung Siu Ming", "張小明", 8500 },  { "Cheung Siu-ming", "Zhang Xiaoming", 7500 },
        { "Wong Kar Wai", "王家衛", 8500 },     { "Chan Kong Sang", "陳港生", 8500 },      { "Chan Kong Sang, Jackie", "陳港生", 7500 },
        { "Au Yeung Chun Wah", "歐陽振華", 8500 }, { "Ouyang Zhenhua", "歐陽振華", 9000 }, { "Teo Siew Beng", "張秀明", 8500 },
        { "Xi Jinping", "Си Цзиньпин", 8500 },     { "시진핑", "习近平", 8500 },
        { "Tập Cận Bình", "習近平", 8500 },     { "シー・ジンピン", "Xi Jinping", 8500 }, { "Jhang Siao-ming", "張曉明", 8500 },
        { "Lyu Wei", "吕伟", 9000 },            { "Lü Wei", "呂偉", 9000 },                { "Xu Jie", "Hsu Chieh", 8500 },
        { "Ieong Kuok Keong", "楊國強", 8500 }, { "Nguyen Van An", "阮文安", 8500 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (pair(rows[i].a, rows[i].b).name_bp < rows[i].least)
            fail_msg("%s / %s: %d", rows[i].a, rows[i].b, pair(rows[i].a, rows[i].b).name_bp);
}

static void tells_names_apart_that_look_alike(void **state)
{
    static const struct { const char *a, *b; } rows[] = {
        { "Wang Li", "Wang Lei" },           { "Chen Xiaoming", "Chen Xiaomin" }, { "王伟", "王玮" },
        { "张晓明", "张小明" },              { "Zhang Wei", "Zhang Wen" },        { "Li Jun", "Li Juan" },
        { "Chan Siu Ming", "Zhang Xiaoming" }, { "Cheung Siu Ming", "張家明" },   { "Li Na", "Li Nan" },
        { "Lau Chi Keung", "Lau Chi Wing" }, { "Liu Yang", "Liu Ying" },          { "Tan Kok Beng", "Tan Kok Seng" },
        { "Wang Fang", "Wang Feng" },        { "Huang Guoping", "Huang Guoqing" }, { "陈志强", "Chen Zhiqing" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (pair(rows[i].a, rows[i].b).name_bp >= 7500)
            fail_msg("%s / %s: %d", rows[i].a, rows[i].b, pair(rows[i].a, rows[i].b).name_bp);
}

static void minds_no_case_order_or_hyphen(void **state)
{
    static const char *const same[] = { "Zhang Xiao-ming", "ZHANG, XIAOMING", "zhang xiaoming", "Xiaoming Zhang", "Xiao Ming Zhang" };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        struct name_pair p = pair(same[i], "张晓明"), q = pair("张晓明", same[i]);
        assert_int_equal(p.name_bp, pair(same[0], "张晓明").name_bp);
        assert_int_equal(p.name_bp, q.name_bp);
        assert_int_equal(p.info_cb, q.info_cb);
    }
}

static void says_what_it_read(void **state)
{
    (void)state;
    struct name_pair p = pair("Chang Hsiao-ming", "张晓明");
    assert_string_equal(p.model, "chinese");
    assert_int_equal(p.part_count, 1);
    assert_str(p.parts[0].reading[0], "zhang·xiao·ming");
    assert_str(p.parts[0].reading[1], "张·晓·明");
    assert_string_equal(p.parts[0].system[0], "wade_giles");
    assert_string_equal(p.parts[0].system[1], "han");
}

static void other_peoples_names_are_no_chinese_ones(void **state)
{
    static const char *const names[] = {
        "John Smith", "Мария Петрова", "محمد علي", "Tanaka Taro", "Carlos Fernández", "Wolfgang Müller", "Aleksandr Ivanov", "더글러스 애덤스",
        "12", "-", "Kim Chol Sam", "이준일", "Sukarno", "Maria Chan", "Ali Hassan", "タナカ・タロウ",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct arena arena;
        struct read_name n;
        struct readings r = { .count = 0 };
        struct cordon_error err = ERROR_INIT;
        arena_init(&arena, 1 << 20);
        assert_int_equal(form_read(str_c(names[i]), form_readings(NAME_PERSON), &arena, &n, &err), CORDON_OK);
        assert_true(readings_of(&n, &arena, &r));
        if (readings_whole(&r) >> MODEL_CHINESE & 1) fail_msg("%s reads as a Chinese name", names[i]);
        arena_release(&arena);
    }
}

/* --- the index and a full scan, in every writing ------------------------------------------------- */

static uint32_t draw(uint32_t *state, uint32_t n)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % n;
}

/* A made-up name: a surname and two syllables, all in one way of writing. */
static void make_name(uint32_t *random, char *ret, size_t cap)
{
    static const char *const ways[][3][6] = {
        { { "张", "李", "陈", "黄", "吴", "许" }, { "晓", "志", "建", "美", "国", "家" }, { "明", "强", "华", "玲", "平", "杰" } },
        { { "張", "李", "陳", "黃", "吳", "許" }, { "曉", "志", "建", "美", "國", "家" }, { "明", "強", "華", "玲", "平", "傑" } },
        { { "Zhang", "Li", "Chen", "Huang", "Wu", "Xu" }, { "Xiao", "Zhi", "Jian", "Mei", "Guo", "Jia" },
          { "ming", "qiang", "hua", "ling", "ping", "jie" } },
        { { "Chang", "Lee", "Ch'en", "Huang", "Wu", "Hsu" }, { "Hsiao", "Chih", "Chien", "Mei", "Kuo", "Chia" },
          { "ming", "ch'iang", "hua", "ling", "p'ing", "chieh" } },
        { { "Cheung", "Lee", "Chan", "Wong", "Ng", "Hui" }, { "Hiu", "Chi", "Kin", "Mei", "Kwok", "Ka" },
          { "ming", "keung", "wah", "ling", "ping", "kit" } },
        { { "Teo", "Lee", "Tan", "Ng", "Goh", "Koh" }, { "Siew", "Chee", "Kian", "Bee", "Kok", "Kah" },
          { "Beng", "Kiong", "Hua", "Leng", "Peng", "Kiat" } },
        { { "Чжан", "Ли", "Чэнь", "Хуан", "У", "Сюй" }, { "Сяо", "Чжи", "Цзянь", "Мэй", "Го", "Цзя" },
          { "мин", "цян", "хуа", "лин", "пин", "цзе" } },
    };
    uint32_t way = draw(random, COUNT_OF(ways));
    bool is_tight = way < 2;
    snprintf(ret, cap, is_tight ? "%s%s%s" : draw(random, 2) ? "%s %s %s" : "%s, %s-%s", ways[way][0][draw(random, 6)],
             ways[way][1][draw(random, 6)], ways[way][2][draw(random, 6)]);
}

static void the_index_finds_what_a_full_scan_finds(void **state)
{
    (void)state;
    scan_index(&(struct scan){ .make = make_name, .seed = 7, .asks = NAME_PERSON, .fifth = NAME_PERSON, .least_bp = 7000 });
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_one_name_in_every_writing),
        cmocka_unit_test(tells_names_apart_that_look_alike),
        cmocka_unit_test(minds_no_case_order_or_hyphen),
        cmocka_unit_test(says_what_it_read),
        cmocka_unit_test(other_peoples_names_are_no_chinese_ones),
        cmocka_unit_test(the_index_finds_what_a_full_scan_finds),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
