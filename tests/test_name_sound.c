/* name/sound, sound_letters: how words sound, and which of them are heard for each other. */
#include "tests/test.h"

#include "name/form.h"
#include "name/key.h"
#include "tests/name_maker.h"

static void set_word(struct word *w, const char *text)
{
    *w = (struct word){ .text = str_c(text) };
    form_weigh(w, FOR_ALL_READINGS);
    form_hear(w);
}

static uint16_t alike(const char *a, const char *b, enum name_part_how *how)
{
    struct word x, y;
    enum name_part_how back = PART_DIFFERENT;
    set_word(&x, a);
    set_word(&y, b);
    *how = PART_DIFFERENT;
    uint16_t bp = word_alike(&x, &y, how);
    assert_int_equal(bp, word_alike(&y, &x, &back));
    assert_int_equal(*how, back);
    return bp;
}

static void hears_one_name_in_many_spellings(void **state)
{
    static const char *const rows[][6] = {
        { "хрущев", "khrushchev", "chruschtschow", "hruscev", "khrouchtchev", NULL },
        { "чаиковскии", "tchaikovsky", "tschaikowski", "chaikovskiy", "czajkowski", NULL },
        { "ельцин", "yeltsin", "jelzin", "eltsine", "eltsin", NULL },
        { "жириновскии", "zhirinovsky", "zhirinovskiy", "zirinovskij", "jirinovski", NULL },
        { "юрии", "yuri", "yuriy", "iurii", "jurij", NULL },
        { "щербаков", "shcherbakov", "scherbakov", "schtscherbakow", "chtcherbakov", NULL },
        { "григории", "grigory", "hryhoriy", "grigorij", "grigorii", NULL },
        { "зеленськии", "zelenskyi", "zelensky", "selenskyj", "zelenskiy", NULL },
        { "лукашэнка", "lukashenka", "lukashenko", "loukachenko", "lukaschenko", NULL },
        { "ђоковић", "djokovic", "dokovic", "djokovitch", NULL, NULL },
        { "наҙарбаев", "nazarbaev", "nazarbayev", NULL, NULL, NULL },
        { "παπανδρεου", "papandreou", "papandreu", NULL, NULL, NULL },
        { "საააკაშვილი", "saakashvili", "saakaschwili", NULL, NULL, NULL },
        { "հարությունյան", "harutyunyan", "harutiunian", NULL, NULL, NULL },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (size_t k = 1; k < 6 && rows[i][k]; k++) {
            enum name_part_how how;
            size_t from = i == 10 ? 1 : 0; /* a letter that no rule knows has no sound */
            if (from == k) continue;
            if (alike(rows[i][from], rows[i][k], &how) < SOUND_LEAST_BP) fail_msg("'%s' and '%s'", rows[i][from], rows[i][k]);
        }
}

static void keeps_other_names_apart(void **state)
{
    static const struct { const char *a, *b; unsigned below; } rows[] = {
        { "петров", "pedrov", 9000 }, { "петров", "petrova", 7500 },   { "ivanov", "ivanova", 7500 },
        { "aleksandr", "aleksandra", 7500 }, { "mario", "maria", 7500 }, { "lee", "le", 7000 },
        { "ana", "ina", 7000 },       { "anna", "ina", 7000 },         { "hung", "hong", 7500 },
        { "марина", "morena", 8500 }, { "kim", "kam", 7000 },          { "иванов", "isanov", 7000 },
        { "соколов", "sokolova", 7500 }, { "li", "la", 7000 },         { "2017", "2018", 1 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        enum name_part_how how;
        unsigned bp = alike(rows[i].a, rows[i].b, &how);
        if (bp >= rows[i].below) fail_msg("'%s' and '%s' are %u alike", rows[i].a, rows[i].b, bp);
    }
}

static void says_how(void **state)
{
    static const struct { const char *a, *b; enum name_part_how how; } rows[] = {
        { "иванов", "ivanov", PART_SOUND },
        { "aleksandr", "sasha", PART_NICKNAME },
        { "саша", "alexander", PART_NICKNAME },
        { "william", "bill", PART_NICKNAME },
        { "petrov", "petrob", PART_TYPO },
        { "ivanov", "ivanov", PART_SAME },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        enum name_part_how how;
        assert_true(alike(rows[i].a, rows[i].b, &how) > 0);
        if (how != rows[i].how) fail_msg("'%s' and '%s': %s", rows[i].a, rows[i].b, name_part_how_name(how));
    }
}

/* Words that sound alike by chance of syllables, so that all ways of symbols meet. */
static void make_word(struct maker *m, char *text)
{
    static const char *const part[] = {
        "a", "e", "i", "o", "u", "ya", "yo", "ju", "ie", "ou", "b", "p", "t", "d", "k", "g", "ge", "f", "v", "w", "s",
        "z", "sh", "zh", "ch", "c", "ce", "ts", "j", "dj", "h", "kh", "l", "r", "m", "n", "th", "x", "sch", "shch", "q",
        "\xD0\xB0", "\xD0\xB5", "\xD0\xB8", "\xD1\x8F", "\xD1\x83", "\xD0\xB3", "\xD1\x85", "\xD1\x86", "\xD1\x88",
    };
    size_t parts = 1 + maker_below(m, 8), len = 0;
    bool is_latin = maker_below(m, 2);
    for (size_t i = 0; i < parts; i++) {
        const char *p = part[maker_below(m, COUNT_OF(part))];
        if (((unsigned char)p[0] < 0x80) != is_latin) continue;
        len += (size_t)snprintf(text + len, 64 - len, "%s", p);
    }
    if (!len) snprintf(text, 64, "%s", is_latin ? "ta" : "\xD1\x88\xD0\xB0");
}

static void what_sounds_alike_shares_a_key(void **state)
{
    struct maker m = { 77 };
    size_t pairs = 0;
    (void)state;
    for (size_t i = 0; i < 300000; i++) {
        char x[64], y[64];
        struct sound a[SOUNDS_MAX], b[SOUNDS_MAX];
        uint64_t ka[SOUND_KEYS_MAX], kb[SOUND_KEYS_MAX];
        make_word(&m, x);
        make_word(&m, y);
        if (!sounds_of(str_c(x), sound_script(str_c(x)), a) || !sounds_of(str_c(y), sound_script(str_c(y)), b)) continue;
        uint16_t bp = sound_alike(&a[0], &b[0]);
        assert_int_equal(bp, sound_alike(&b[0], &a[0]));
        if (!bp) continue;
        pairs++;
        bool shares = false;
        size_t na = sound_keys(&a[0], ka), nb = sound_keys(&b[0], kb);
        for (size_t k = 0; k < na * nb && !shares; k++) shares = ka[k / nb] == kb[k % nb];
        if (!shares) fail_msg("'%s' and '%s' are %u alike and share no key", x, y, bp);
    }
    assert_true(pairs > 300);
}

static void keeps_a_sound_in_eight_bytes(void **state)
{
    struct maker m = { 5 };
    (void)state;
    for (size_t i = 0; i < 2000; i++) {
        char x[64];
        struct sound s[SOUNDS_MAX];
        make_word(&m, x);
        size_t n = sounds_of(str_c(x), sound_script(str_c(x)), s);
        for (size_t k = 0; k < n; k++) {
            struct sound back = sound_unpack(sound_pack(&s[k]));
            assert_true(back.code == s[k].code && back.length == s[k].length && back.class == s[k].class);
            assert_int_equal(back.vowels, s[k].vowels);
        }
    }
}

static void a_fathers_name_is_often_left_out(void **state)
{
    struct name_scratch *s = name_scratch_new();
    struct name_pair without, other, no_surname;
    (void)state;
    assert_int_equal(name_compare(s, STR("Ivan Kvarlov"), STR("Ivan Petrovich Kvarlov"), NAME_PERSON, &without, NULL), CORDON_OK);
    assert_int_equal(name_compare(s, STR("Ivan Sergeevich Kvarlov"), STR("Ivan Petrovich Kvarlov"), NAME_PERSON, &other, NULL), CORDON_OK);
    assert_int_equal(name_compare(s, STR("Ivan Petrovich"), STR("Ivan Petrovich Kvarlov"), NAME_PERSON, &no_surname, NULL), CORDON_OK);
    assert_true(without.name_bp >= 9000);
    assert_true(other.name_bp < 7500);
    assert_true(no_surname.name_bp < without.name_bp);
    assert_true(no_surname.name_bp < 7500); /* whoever has a surname is found by it */
    assert_int_equal(name_compare(s, STR("Anna Aleksandrovna Kvarlo"), STR("Anna Aleksandrovich Kvarlo"), NAME_PERSON, &other, NULL), CORDON_OK);
    assert_true(other.name_bp < 7500);
    name_scratch_free(s);
}

/* What sound_steady keeps apart before any sound is made is not alike when it is made. */
static void steady_consonants_differ_only_in_other_words(void **state)
{
    static const char *const odd[] = { "ault", "ier", "mikol", "mikal", "rz", "x", "mn", "nr", "ll", "y", "jow" };
    struct maker m = { 78 };
    size_t apart = 0;
    (void)state;
    for (size_t i = 0; i < 200000; i++) {
        char x[80], y[80];
        struct sound a[SOUNDS_MAX], b[SOUNDS_MAX];
        make_word(&m, x);
        make_word(&m, y);
        if (!maker_below(&m, 3)) strcat(x, odd[maker_below(&m, COUNT_OF(odd))]);
        uint8_t sx = sound_steady(str_c(x)), sy = sound_steady(str_c(y));
        if (!sx || !sy || sx == sy) continue;
        apart++;
        size_t na = sounds_of(str_c(x), SCRIPT_LATIN, a), nb = sounds_of(str_c(y), SCRIPT_LATIN, b);
        for (size_t k = 0; k < na * nb; k++)
            if (sound_alike(&a[k / nb], &b[k % nb])) fail_msg("'%s' and '%s' are alike", x, y);
    }
    assert_true(apart > 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hears_one_name_in_many_spellings),
        cmocka_unit_test(keeps_other_names_apart),
        cmocka_unit_test(says_how),
        cmocka_unit_test(what_sounds_alike_shares_a_key),
        cmocka_unit_test(keeps_a_sound_in_eight_bytes),
        cmocka_unit_test(steady_consonants_differ_only_in_other_words),
        cmocka_unit_test(a_fathers_name_is_often_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
