/* name/japanese: one name in every writing, two names that look alike, and kana as sounds. */
#include "tests/name_help.h"

#include "name/mora.h"
#include "name/readings.h"

static void reads_one_name_in_every_writing(void **state)
{
    static const char *const names[][14] = {
        { "斎藤健一郎", "齋藤 健一郎", "斉藤　健一郎", "サイトウ・ケンイチロウ", "さいとう けんいちろう", "ｻｲﾄｳ ｹﾝｲﾁﾛｳ", "サイトウケンイチロウ",
          "Saitō Ken'ichirō", "SAITO, Kenichiro", "Kenichiro Saito", "Saitou Ken-ichirou", "Saitoh Kenichiroh", "Saitô Ken'itirô",
          "Сайто Кэнъитиро" },
        { "渡邊潤", "渡辺 潤", "ワタナベ・ジュン", "Watanabe Jun", "WATANABE Jun", "Jun Watanabe", "Ватанабэ Дзюн", "わたなべじゅん" },
        { "服部 半次", "ハットリ ハンジ", "Hattori Hanji", "Hattori Hanzi", "Хаттори Хандзи" },
        { "本間 千夏", "ホンマ・チナツ", "Homma Chinatsu", "Honma Tinatu", "HONMA Chinatsu", "Хомма Тинацу" },
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(names); k++)
        for (size_t i = 0; i < COUNT_OF(names[k]) && names[k][i]; i++)
            for (size_t j = 0; j < i; j++)
                if (pair(names[k][i], names[k][j]).name_bp < 8500)
                    fail_msg("%s / %s: %d", names[k][i], names[k][j], pair(names[k][i], names[k][j]).name_bp);
}

static void tells_names_apart_that_look_alike(void **state)
{
    static const struct { const char *a, *b; } rows[] = {
        { "Suzuki Ichiro", "Suzuki Jiro" },     { "Tanaka Kenji", "Tanaka Kenichi" },   { "Sato Hiroshi", "Saito Hiroshi" },
        { "Sato Hiroshi", "Kato Hiroshi" },     { "Yamada Hiroko", "Yamada Hiroto" },   { "伊藤健一", "伊東健一" },
        { "鈴木一郎", "鈴木二郎" },             { "鈴木一郎", "Suzuki Jiro" },          { "スズキ・イチロウ", "Suzuki Jiro" },
        { "オノ・ケンジ", "オオノ・ケンジ" },   { "サトウ ユウキ", "サトウ ユキ" },     { "田中太郎", "Tanaka Jiro" },
        { "Накамура Кэн", "Nakamura Kenta" },   { "高橋 恵", "Takahashi Mika" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (pair(rows[i].a, rows[i].b).name_bp >= 7500)
            fail_msg("%s / %s: %d", rows[i].a, rows[i].b, pair(rows[i].a, rows[i].b).name_bp);
}

/* What spellings leave out is near; what one of two readings has is possible. */
static void minds_length_and_voice_a_little(void **state)
{
    static const struct { const char *a, *b; int least, most; } rows[] = {
        { "Ito Yuko", "Itō Yūko", 9000, 10000 },          { "Ito Yuko", "Itou Yuuko", 9000, 9900 },
        { "Yuhko Itoh", "Yuko Ito", 9000, 9900 },         { "Ono Kenji", "オオノ・ケンジ", 9000, 9900 },
        { "Ono Kenji", "オノ・ケンジ", 9000, 9900 },      { "Ohno Kenji", "オオノ・ケンジ", 9000, 9900 },
        { "Nakata Kenji", "Nakada Kenji", 7500, 8500 },   { "Yamasaki Kenji", "Yamazaki Kenji", 7500, 8500 },
        { "山崎健二", "Yamasaki Kenji", 7500, 9900 },     { "山崎健二", "Yamazaki Kenji", 9000, 9900 },
        { "裕子 田中", "Tanaka Yuko", 7500, 9900 },       { "田中裕子", "Tanaka Hiroko", 9000, 9900 },
        { "寺田 静", "Terata Shizuka", 7500, 9900 },      { "小泽 健二", "小澤健二", 9000, 9900 },
        { "田中さくら", "Tanaka Sakura", 9000, 9900 },    { "いとう 健二", "Ito Kenji", 9000, 9900 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int bp = pair(rows[i].a, rows[i].b).name_bp;
        if (bp < rows[i].least || bp > rows[i].most) fail_msg("%s / %s: %d", rows[i].a, rows[i].b, bp);
    }
}

static void reads_names_that_the_dictionary_lacks(void **state)
{
    static const struct { const char *a, *b; } rows[] = {
        { "陽菜 佐藤", "Sato Hina" },        { "佐藤陽翔", "Sato Haruto" },       { "イセザキ・ケンジ", "Isezaki Kenji" },
        { "ヨコサワ タカノリ", "Yokosawa Takanori" }, { "舞立健二", "Maitachi Kenji" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (pair(rows[i].a, rows[i].b).name_bp < 7500)
            fail_msg("%s / %s: %d", rows[i].a, rows[i].b, pair(rows[i].a, rows[i].b).name_bp);
}

static void says_what_it_read(void **state)
{
    (void)state;
    struct name_pair p = pair("斎藤徹", "SAITO Toru");
    assert_string_equal(p.model, "japanese");
    assert_int_equal(p.part_count, 1);
    assert_int_equal(p.parts[0].how, PART_READ);
    assert_str(p.parts[0].reading[0], "サイトウ・トオル");
    assert_str(p.parts[0].reading[1], "サイトウ・トオル");
    assert_string_equal(p.parts[0].system[0], "kanji_reading");
    assert_string_equal(p.parts[0].system[1], "romaji");
    p = pair("齋藤健一", "斉藤健一");
    assert_string_equal(p.parts[0].system[0], "kanji");
    assert_string_equal(pair("オノ・ケンイチ", "Ono Kenichi").parts[0].system[0], "kana");
    assert_str(pair("オノ・ケンイチ", "Ono Kenichi").parts[0].reading[1], "オノ・ケンイチ");
}

static void minds_no_case_or_comma(void **state)
{
    static const char *const same[] = { "Tanaka Kenji", "TANAKA, KENJI", "tanaka kenji", "TANAKA Kenji", "Tanaka Ken-ji" };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        struct name_pair p = pair(same[i], "田中健二"), q = pair("田中健二", same[i]);
        assert_int_equal(p.name_bp, pair(same[0], "田中健二").name_bp);
        assert_int_equal(p.name_bp, q.name_bp);
        assert_int_equal(p.info_cb, q.info_cb);
    }
}

static unsigned models_that_read(const char *name, bool *ret_is_known)
{
    struct arena arena;
    struct read_name n;
    struct readings r = { .count = 0 };
    struct cordon_error err = ERROR_INIT;
    arena_init(&arena, 1 << 20);
    assert_int_equal(form_read(str_c(name), form_readings(NAME_PERSON), &arena, &n, &err), CORDON_OK);
    assert_true(readings_of(&n, &arena, &r));
    unsigned set = readings_whole(&r);
    *ret_is_known = readings_know(&r);
    arena_release(&arena);
    return set;
}

static void other_peoples_names_are_no_japanese_ones(void **state)
{
    static const char *const names[] = { "John Smith", "Мария Петрова", "محمد علي", "Carlos Fernández", "Wolfgang Müller", "Nguyễn Văn An",
                                         "Joko Widodo", "Kim Jong Un", "Mohamed Kamara", "ジョン・スミス", "12", "-", "Aung San Suu Kyi" };
    bool is_known;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (models_that_read(names[i], &is_known) >> MODEL_JAPANESE & 1) fail_msg("%s reads as a Japanese name", names[i]);
}

static void knows_a_persons_name(void **state)
{
    static const struct { const char *name; bool is_known; } rows[] = {
        { "田中健二", true },  { "タナカ・ケンジ", true }, { "たなか けんじ", true },  { "佐々木 希", true },
        { "トヨタ", false },   { "ジョン・スミス", false }, { "東京電力", false },      { "Tanaka Kenji", false },
    };
    bool is_known;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        models_that_read(rows[i].name, &is_known);
        if (is_known != rows[i].is_known) fail_msg("%s", rows[i].name);
    }
}

/* --- morae and sounds --------------------------------------------------------------------------- */

static void kana_and_latin_are_the_same_morae(void **state)
{
    static const struct { const char *kana, *latin; } rows[] = {
        { "しんいち", "shinichi" }, { "ハットリ", "hattori" }, { "マッチ", "matchi" },  { "じゅんや", "jun'ya" }, { "チヅル", "chizuru" },
        { "ふじた", "hujita" },     { "ヂンナイ", "dinnai" },  { "ホンマ", "homma" },   { "オオニシ", "ōnishi" }, { "ツジ", "tuzi" },
        { "ショウヘイ", "syouhei" }, { "きょうこ", "kyouko" }, { "なんば", "namba" },   { "カトー", "katou" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct morae a, b;
        bool has_mark = false;
        assert_true(kana_morae(str_c(rows[i].kana), &a));
        assert_true(romaji_morae(str_c(rows[i].latin), &b, &has_mark));
        morae_fold(&a);
        morae_fold(&b);
        if (a.count != b.count || memcmp(a.code, b.code, a.count) != 0 || a.is_long != b.is_long) fail_msg("%s", rows[i].latin);
    }
}

static void every_mora_is_written_and_read_back(void **state)
{
    (void)state;
    for (uint8_t c = 1; c < MORA_CODES; c++) {
        char text[8];
        struct morae m;
        size_t len = mora_kana(c, text);
        bool is_foreign = c >= MORA_FIRST_YOON && c < MORA_N && mora_vowel(c) == 3; /* キェ */
        if (!len || (is_foreign && !kana_morae(str_of(text, len), &m))) continue; /* yi, wu ... */
        assert_true(kana_morae(str_of(text, len), &m));
        assert_int_equal(m.count, 1);
        assert_int_equal(m.code[0], c);
    }
}

static void spells_sounds(const struct sound *s, char *ret)
{
    static const char symbols[] = "?AEIOUPBTDKGFVSZ!%cxJHLRMN@";
    for (unsigned i = 0; i < s->length; i++) ret[i] = symbols[sound_symbol_at(s, i)];
    ret[s->length] = 0;
}

static void katakana_of_other_languages_are_sounds(void **state)
{
    static const struct { const char *kana, *lean; size_t count; } rows[] = {
        { "スミス", "SMIS", 2 },       { "ティファニー", "TIFANI", 1 }, { "ヴァレンス", "VARENS", 2 }, { "シェーン", "!EN", 2 },
        { "ジョーンズ", "JONZ", 3 },   { "ピーター", "PITA", 2 },       { "ウィリアム", "VIRIAM", 2 }, { "クァク", "KVAK", 2 },
        { "デュポン", "DIUPON", 1 },   { "田中", "", 0 },               { "", "", 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct sound s[SOUNDS_MAX];
        char text[SOUND_SYMBOLS_MAX + 1];
        size_t count = kana_sounds(str_c(rows[i].kana), s);
        if (count) spells_sounds(&s[0], text);
        if (count != rows[i].count || (count && strcmp(text, rows[i].lean) != 0)) fail_msg("%s: %zu %s", rows[i].kana, count, count ? text : "");
    }
}

/* --- the index and a full scan, in every writing ------------------------------------------------- */

static uint32_t draw(uint32_t *state, uint32_t n)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % n;
}

static void make_name(uint32_t *random, char *ret, size_t cap)
{
    static const char *const ways[][2][6] = {
        { { "斎藤", "中田", "小野", "大野", "山崎", "舞立" }, { "健一", "裕子", "徹", "陽翔", "健二", "さくら" } },
        { { "サイトウ", "ナカダ", "オノ", "オオノ", "ヤマサキ", "マイタチ" }, { "ケンイチ", "ユウコ", "トオル", "ハルト", "ケンジ", "サクラ" } },
        { { "Saito", "Nakata", "Ono", "Ohno", "Yamazaki", "Maitachi" }, { "Kenichi", "Yuko", "Toru", "Haruto", "Kenji", "Hiroko" } },
        { { "Saitō", "Nakada", "Ono", "Ōno", "Yamasaki", "Maitachi" }, { "Ken'ichi", "Yūko", "Tōru", "Haruto", "Kenzi", "Sakura" } },
        { { "Сайто", "Наката", "Оно", "Накада", "Ямадзаки", "Маитати" }, { "Кэнъити", "Юко", "Тору", "Харуто", "Кэндзи", "Хироко" } },
    };
    uint32_t way = draw(random, COUNT_OF(ways));
    const char *a = ways[way][0][draw(random, 6)], *b = ways[way][1][draw(random, 6)];
    if (way < 2) snprintf(ret, cap, draw(random, 2) ? "%s%s" : "%s %s", a, b);
    else if (draw(random, 2)) snprintf(ret, cap, "%s %s", b, a);
    else snprintf(ret, cap, "%s %s", a, b);
}

static void the_index_finds_what_a_full_scan_finds(void **state)
{
    (void)state;
    scan_index(&(struct scan){ .make = make_name, .seed = 7, .asks = NAME_PERSON, .fifth = NAME_PERSON, .least_bp = 6500 });
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_one_name_in_every_writing),
        cmocka_unit_test(tells_names_apart_that_look_alike),
        cmocka_unit_test(minds_length_and_voice_a_little),
        cmocka_unit_test(reads_names_that_the_dictionary_lacks),
        cmocka_unit_test(says_what_it_read),
        cmocka_unit_test(minds_no_case_or_comma),
        cmocka_unit_test(other_peoples_names_are_no_japanese_ones),
        cmocka_unit_test(knows_a_persons_name),
        cmocka_unit_test(kana_and_latin_are_the_same_morae),
        cmocka_unit_test(every_mora_is_written_and_read_back),
        cmocka_unit_test(katakana_of_other_languages_are_sounds),
        cmocka_unit_test(the_index_finds_what_a_full_scan_finds),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
