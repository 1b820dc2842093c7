/* name/korean: one name in every writing, and two names that look alike. */
#include "tests/name_help.h"

#include "name/readings.h"

static void reads_one_name_in_every_writing(void **state)
{
    static const char *const names[] = {
        "리준일", "이준일", "RI, Jun Il", "Ri Jun-il", "Lee Junil", "LEE JUN IL", "I Chun-il", "Ri Chun-il", "Junil Lee", "Yi Joon-il",
        "李俊日", "Ли Чжун Иль", "Ри Джун Ир", "リ・ジュニル", "Rhee Joon Il",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        for (size_t k = 0; k < i; k++)
            if (pair(names[i], names[k]).name_bp < 8500)
                fail_msg("%s / %s: %d", names[i], names[k], pair(names[i], names[k]).name_bp);
}

/* However it is written and read, even as the name of another people: as rare as its commonest reading. */
static void is_worth_about_the_same_in_every_writing(void **state)
{
    static const char *const ways[] = { "RI, Jun Il", "Lee Junil", "I Chun-il", "이준일", "李俊日", "Ли Чжун Иль", "リ・ジュニル", "Li Junri" };
    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct name_pair p = pair_of(ways[i], "RI, Jun Il", NAME_PERSON);
        if (p.info_cb < 700 || p.info_cb > 1000) fail_msg("%s: %d", ways[i], p.info_cb);
    }
}

/* 镇 is 鎮, and only that as 鎭 has a Korean reading; 启 is 啟, 啓. */
static void reads_a_simplified_form_as_its_other_forms(void **state)
{
    static const struct { const char *a, *b; } rows[] = {
        { "박진혁", "朴镇赫" }, { "박진혁", "朴鎮赫" }, { "박계환", "朴启焕" }, { "박계환", "朴啟煥" }, { "김진우", "金镇宇" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (pair(rows[i].a, rows[i].b).name_bp < 9000)
            fail_msg("%s / %s: %d", rows[i].a, rows[i].b, pair(rows[i].a, rows[i].b).name_bp);
}

/* Behind a name written without blanks: a title is none of its syllables. */
static void puts_a_title_aside_that_is_written_together_with_the_name(void **state)
{
    static const struct { const char *a, *b; bool is_one; } rows[] = {
        { "이준일씨", "이준일", true }, { "이준일님", "Ri Jun Il", true }, { "이준일 위원장", "이준일", true },
        { "이준일부위원장", "리준일", true }, { "이준일 부장님", "이준일", true }, { "王小丽女士", "王小丽", true }, { "王丽先生", "王丽", true },
        { "田中花子様", "田中花子", true }, { "李俊日氏", "Ri Jun Il", true }, { "김하님", "김하", false }, { "이준일씨", "이준호", false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if ((pair(rows[i].a, rows[i].b).name_bp >= 9000) != rows[i].is_one)
            fail_msg("%s / %s: %d", rows[i].a, rows[i].b, pair(rows[i].a, rows[i].b).name_bp);
}

static void tells_names_apart_that_look_alike(void **state)
{
    static const struct { const char *a, *b; } rows[] = {
        { "Ri Jun Il", "Lee Jun-ho" }, { "리준일", "이준호" }, { "김정은", "김종은" }, { "Kim Jung-eun", "Kim Jung-ho" },
        { "Lee Jae-myung", "Lee Jae-hyung" }, { "이재명", "이재형" }, { "최룡해", "최룡호" }, { "Kim Yong Chol", "Kim Yong Nam" },
        { "Pak Yong Sik", "Pak Kwang Sik" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (pair(rows[i].a, rows[i].b).name_bp >= 7500)
            fail_msg("%s / %s: %d", rows[i].a, rows[i].b, pair(rows[i].a, rows[i].b).name_bp);
}

static void north_and_south_write_one_name(void **state)
{
    static const struct { const char *north, *south; } rows[] = {
        { "최룡해", "최용해" }, { "량대철", "양대철" }, { "렴희봉", "염희봉" }, { "류미영", "유미영" }, { "로두철", "노두철" },
        { "Choe Ryong Hae", "Choi Yong-hae" }, { "RYANG Tae Chol", "Yang Dae-cheol" }, { "Rim Kwang Il", "Lim Gwang-il" },
        { "Ro Tu Chol", "Noh Doo-chul" }, { "金鐵三", "金铁三" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (pair(rows[i].north, rows[i].south).name_bp < 8500)
            fail_msg("%s / %s: %d", rows[i].north, rows[i].south, pair(rows[i].north, rows[i].south).name_bp);
}

/* As lists write it, and as passports do. */
static void reads_what_lists_do_to_names(void **state)
{
    static const struct { const char *a, *b; int least; } rows[] = {
        { "KIM, Ch'o'l-man", "Kim Chol Man", 9000 },  { "CHO'NG, Hu'i-nam", "Jong Hui Nam", 9000 },
        { "PAK, Ch'un-il", "박춘일", 9000 },          { "KANG SEOKJIN", "강석진", 9000 },
        { "CHOI Seung-cheol", "최승철", 9000 },       { "Kim Hyŏn-u", "김현우", 9000 },
        { "KANG, Mun Kil", "Jiang Wenji", 8000 },     { "RI, Song Hyok", "Li Cheng He", 7500 },
        { "Namgoong Min", "남궁민", 8500 },           { "パク・チョルナム", "Pak Chol Nam", 8500 },
        { "Пак Чин Соп", "박진섭", 8500 },            { "Цой Ён Ир", "최영일", 8000 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (pair(rows[i].a, rows[i].b).name_bp < rows[i].least)
            fail_msg("%s / %s: %d", rows[i].a, rows[i].b, pair(rows[i].a, rows[i].b).name_bp);
}

static void says_what_it_read(void **state)
{
    (void)state;
    struct name_pair p = pair("Ri Chun-il", "리준일");
    static const char *const a[] = { "Ri", "Chun", "il" }, *const b[] = { "리", "준", "일" }, *const reading[] = { "이", "준", "일" };
    assert_string_equal(p.model, "korean");
    assert_int_equal(p.part_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(p.parts[i].how, PART_READ);
        assert_str(p.parts[i].a, a[i]);
        assert_str(p.parts[i].b, b[i]);
        assert_str(p.parts[i].reading[1], reading[i]);
        assert_string_equal(p.parts[i].system[0], "north");
        assert_string_equal(p.parts[i].system[1], "hangul");
    }
    p = pair("Kim Cholnam", "김정남"); /* one part is another's */
    assert_int_equal(p.parts[1].how, PART_DIFFERENT);
    assert_str(p.parts[1].a, "Chol");
    assert_int_equal(p.parts[2].how, PART_READ);
    p = pair("Peter Kim Jong-u", "김종우"); /* and one is left over */
    assert_int_equal(p.part_count, 4);
    assert_int_equal(p.parts[3].how, PART_MISSING);
    assert_str(p.parts[3].a, "Peter");
    p = pair("Kim J. U.", "김종우");
    assert_int_equal(p.parts[1].how, PART_INITIAL);
}

/* Initials and a part left out agree, and are no alert by themselves; nor is what one letter was changed in. */
static void trusts_initials_and_slips_less(void **state)
{
    static const struct { const char *a, *b; int least, most; } rows[] = {
        { "J. I. Ri", "리준일", 6500, 7400 },       { "Kim J.U.", "김종우", 6500, 7400 },   { "Kim Jong-U.", "김종우", 6500, 7400 },
        { "Kim Jong U", "김종우", 8500, 9900 },     { "Kim J. U.", "김철수", 0, 6400 },      { "Jong-un", "김종은", 6000, 7400 },
        { "Kim Jomg-il", "김종일", 7000, 8400 }, { "O, ln-chun", "오인춘", 6500, 8400 },
        { "CHANG, Myo' ng-ch'o' l", "장명철", 8500, 9900 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int bp = pair(rows[i].a, rows[i].b).name_bp;
        if (bp < rows[i].least || bp > rows[i].most) fail_msg("%s / %s: %d", rows[i].a, rows[i].b, bp);
    }
}

/* Older and foreign systems, sounds that meet, syllables that no counted name has. */
static void reads_what_systems_do_to_names(void **state)
{
    static const struct { const char *a, *b; } rows[] = {
        { "O Kŭng-nyŏl", "오극렬" },     { "O Ku'ngnyo'l", "오극렬" },   { "オ・グンニョル", "오극렬" },  { "Kim Paengma", "김백마" },
        { "Kim Silla", "김신라" },       { "Pak Kugil", "박국일" },      { "キム・ジョンウォン", "김정원" }, { "キム・グワンイル", "김광일" },
        { "Тян Ен Ок", "장영옥" },       { "Цой Ён Хэ", "최용해" },      { "Кім Чен Ин", "김정은" },     { "Kim Tong-wuk", "김동욱" },
        { "ZYON, Zin Yon", "전진용" },   { "Kim Dzong Un", "김정은" },   { "Čche Jong-he", "최용해" },   { "Kim Saerom", "김새롬" },
        { "김자스민", "Kim Ja-seu-min" }, { "황보관", "Hwangbo Kwan" },   { "Kim Pyŏl", "김별" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int bp = pair(rows[i].a, rows[i].b).name_bp;
        if (bp < 7500) fail_msg("%s / %s: %d", rows[i].a, rows[i].b, bp);
    }
}

/* The order of surname and given name, letter case, hyphens and commas change nothing. */
static void minds_no_case_order_or_hyphen(void **state)
{
    static const char *const same[] = { "Lee Jun-il", "LEE, JUN IL", "lee junil", "Jun-il Lee", "Junil LEE", "Lee JunIl" };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        struct name_pair p = pair(same[i], "리준일"), q = pair("리준일", same[i]);
        assert_int_equal(p.name_bp, pair(same[0], "리준일").name_bp);
        assert_int_equal(p.name_bp, q.name_bp);
        assert_int_equal(p.info_cb, q.info_cb);
    }
}

static void other_peoples_names_are_no_korean_ones(void **state)
{
    static const char *const names[] = { "John Smith", "Мария Петрова", "محمد علي", "田中太郎", "Tanaka Taro", "Carlos Fernández",
                                         "Wolfgang Müller", "Nguyễn Văn An", "Aleksandr Ivanov", "더글러스 애덤스", "12", "-" };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct arena arena;
        struct read_name n;
        struct readings r = { .count = 0 };
        struct cordon_error err = ERROR_INIT;
        arena_init(&arena, 1 << 20);
        assert_int_equal(form_read(str_c(names[i]), form_readings(NAME_PERSON), &arena, &n, &err), CORDON_OK);
        assert_true(readings_of(&n, &arena, &r));
        if ((readings_whole(&r) >> MODEL_KOREAN & 1) && i != 3) fail_msg("%s reads as a Korean name", names[i]); /* Han letters may be anybody's */
        arena_release(&arena);
    }
}

/* A firm's name or a foreign one in hangul can be cut into syllables, and was compared with nobody's. */
static void knows_a_persons_name_from_what_sounds_like_one(void **state)
{
    static const struct { const char *name; enum name_kind kind; bool is_read; } rows[] = {
        { "이준일", NAME_PERSON, true },     { "김정은", NAME_PERSON, true },   { "남궁민", NAME_PERSON, true },
        { "최룡해", NAME_PERSON, true },     { "이준일", NAME_ANY, true },      { "고려항공", NAME_PERSON, false },
        { "고려항공", NAME_ANY, false },     { "푸틴", NAME_PERSON, false },    { "트럼프", NAME_PERSON, false },
        { "더글러스 애덤스", NAME_PERSON, false }, { "李俊日", NAME_PERSON, false }, { "Ri Jun Il", NAME_PERSON, false },
        { "田中花子", NAME_PERSON, true }, { "たなか はなこ", NAME_PERSON, true }, { "王小丽", NAME_PERSON, true }, { "李俊日", NAME_ANY, false },
        { "弗拉基米尔·普京", NAME_PERSON, false }, { "唐纳德·特朗普", NAME_PERSON, false }, { "プーチン", NAME_PERSON, false },
        { "ウラジーミル・プーチン", NAME_PERSON, false }, { "朝鮮貿易銀行", NAME_PERSON, false }, { "라자루스 그룹", NAME_ANY, false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct name_query *q;
        struct cordon_error err = ERROR_INIT;
        name_query_reset(scratch);
        assert_int_equal(name_query_parse(scratch, str_c(rows[i].name), rows[i].kind, &q, &err), CORDON_OK);
        if (name_query_is_read(q) != rows[i].is_read) fail_msg("%s", rows[i].name);
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
        { { "김", "이", "박", "최", "정", "리" }, { "준", "정", "영", "철", "성", "룡" }, { "일", "은", "철", "호", "남", "해" } },
        { { "Kim", "Lee", "Park", "Choi", "Jung", "Yi" }, { "Jun", "Jeong", "Young", "Cheol", "Sung", "Yong" },
          { "il", "eun", "chul", "ho", "nam", "hae" } },
        { { "KIM", "RI", "PAK", "CH'OE", "CHO'NG", "CHONG" }, { "Jun", "Jong", "Yong", "Ch'o'l", "So'ng", "Ryong" },
          { "Il", "U'n", "Chol", "Ho", "Nam", "Hae" } },
        { { "金", "李", "朴", "崔", "鄭", "丁" }, { "俊", "正", "永", "哲", "成", "龍" }, { "日", "恩", "哲", "浩", "南", "海" } },
        { { "Ким", "Ли", "Пак", "Цой", "Тен", "Чон" }, { "Джун", "Чен", "Ён", "Чхоль", "Сон", "Рён" },
          { "Иль", "Ын", "Чхоль", "Хо", "Нам", "Хэ" } },
        { { "キム・", "リ・", "パク・", "チェ・", "チョン・", "チョン・" }, { "ジュン", "ジョン", "ヨン", "チョル", "ソン", "リョン" },
          { "イル", "ウン", "チョル", "ホ", "ナム", "ヘ" } },
    };
    uint32_t way = draw(random, COUNT_OF(ways));
    bool is_tight = way == 0 || way == 3 || way == 5;
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
        cmocka_unit_test(is_worth_about_the_same_in_every_writing),
        cmocka_unit_test(reads_a_simplified_form_as_its_other_forms),
        cmocka_unit_test(puts_a_title_aside_that_is_written_together_with_the_name),
        cmocka_unit_test(tells_names_apart_that_look_alike),
        cmocka_unit_test(north_and_south_write_one_name),
        cmocka_unit_test(reads_what_lists_do_to_names),
        cmocka_unit_test(says_what_it_read),
        cmocka_unit_test(trusts_initials_and_slips_less),
        cmocka_unit_test(reads_what_systems_do_to_names),
        cmocka_unit_test(minds_no_case_order_or_hyphen),
        cmocka_unit_test(other_peoples_names_are_no_korean_ones),
        cmocka_unit_test(knows_a_persons_name_from_what_sounds_like_one),
        cmocka_unit_test(the_index_finds_what_a_full_scan_finds),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
