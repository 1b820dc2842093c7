/* text/latin, text/leet: words of many scripts in Latin letters; letters for digits. */
#include "tests/test.h"

#include "base/num.h"
#include "text/text.h"

static void writes_what_newspapers_write(void **state)
{
    static const struct { const char *word, *latin; } rows[] = {
        { "नरेन्द्र", "narendra" }, { "मोदी", "modi" },       { "शर्मा", "sharma" },     { "राहुल", "rahul" },
        { "সরকার", "sarkar" },     { "হাসিনা", "hasina" },   { "ਮਨਮੋਹਨ", "manmohan" }, { "ਸਿੰਘ", "singh" },
        { "முருகன்", "murukan" }, { "விஜயன்", "vijayan" },   { "ಸಿದ್ದರಾಮಯ್ಯ", "siddaramayya" },
        { "വിജയൻ", "vijayan" },    { "මහින්ද", "mahinda" },  { "రాజన్", "rajan" },
        { "สมชาย", "somchai" },    { "ทักษิณ", "thaksin" },  { "ณรงค์", "narong" },      { "เฉลิม", "chaloem" },
        { "นิรันดร์", "niran" },     { "ใจดี", "chaidi" },      { "ทองดี", "thongdi" },
        { "ສົມສະຫວາດ", "somsavat" }, { "ហ៊ុន", "hun" },        { "សែន", "sen" },          { "កុសល", "kusol" },
        { "အောင်", "aung" },       { "ကျော်", "kyaw" },      { "မြင့်", "myin" },         { "ကိုကို", "koko" },
        { "አበበ", "abebe" },       { "ትግስት", "tigsit" },    { "ޑާއިމް", "daim" },         { "ᏣᎳᎩ", "tsalagi" },
        { "ᠴᠢᠩᠭᠢᠰ", "chinggis" },  { "ꦱꦸꦲꦂꦠ", "suharta" },   { "ߞߏߣߘߍ", "konde" },
        { "Kim", "" },            { "Иван", "" },           { "김", "" },              { "བསྟན", "" },
        { "สมJ", "" },             { "", "" },
    };
    struct arena a;
    (void)state;
    arena_init(&a, 1u << 22);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct text_token token[TEXT_TOKENS_MAX];
        char latin[TEXT_LATIN_MAX];
        size_t count;
        assert_int_equal(text_tokens(str_c(rows[i].word), &a, token, &count, NULL), CORDON_OK);
        size_t len = count ? text_latin(token[0].plain, latin, sizeof latin, false) : 0;
        if (!str_eq(str_of(latin, len), str_c(rows[i].latin))) fail_msg("%s: %.*s", rows[i].word, (int)len, latin);
    }
    arena_release(&a);
}

static void sets_burmese_syllables_apart(void **state)
{
    char latin[TEXT_LATIN_MAX];
    (void)state;
    str name = STR("မင်းအောင်လှိုင်");
    assert_str(str_of(latin, text_latin(name, latin, sizeof latin, true)), "min aung hlaing");
    assert_str(str_of(latin, text_latin(name, latin, 5, true)), "min a"); /* cut at the room there is */
}

static void takes_any_letters_in_any_order(void **state)
{
    uint64_t random = 7;
    (void)state;
    for (int k = 0; k < 20000; k++) {
        static const uint16_t blocks[] = { 0x900, 0x980, 0xB80, 0xD80, 0xE00, 0xE80, 0x1000, 0x1780, 0x1200, 0xA980 };
        char word[256], latin[TEXT_LATIN_MAX];
        size_t len = 0, letters = 1 + random % 40;
        for (size_t i = 0; i < letters; i++) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            unsigned cp = blocks[k % 10] + (unsigned)(random % 0x80);
            word[len++] = (char)(0xE0 | cp >> 12);
            word[len++] = (char)(0x80 | (cp >> 6 & 0x3F));
            word[len++] = (char)(0x80 | (cp & 0x3F));
        }
        assert_true(text_latin(str_of(word, len), latin, sizeof latin, k & 1) <= sizeof latin);
    }
}

static void reads_digits_as_the_letters_they_stand_for(void **state)
{
    static const struct { const char *word; enum text_script script; const char *meant; } rows[] = {
        { "k1m", SCRIPT_LATIN, "kim" },      { "j0ng", SCRIPT_LATIN, "jong" },   { "a1i", SCRIPT_LATIN, "ali" },
        { "1l", SCRIPT_LATIN, "il" },        { "ch0", SCRIPT_LATIN, "cho" },     { "p4rk", SCRIPT_LATIN, "park" },
        { "mu5tafa", SCRIPT_LATIN, "mustafa" }, { "pau1a", SCRIPT_LATIN, "paula" }, { "к0стя", SCRIPT_CYRILLIC, "костя" },
        { "kim92", SCRIPT_LATIN, "" },       { "2nd", SCRIPT_LATIN, "" },        { "kim", SCRIPT_LATIN, "" },
        { "92", SCRIPT_NONE, "" },           { "3", SCRIPT_NONE, "" },           { "1234a", SCRIPT_LATIN, "" },
        { "k2m", SCRIPT_LATIN, "" },         { "21st", SCRIPT_LATIN, "" },       { "김1", SCRIPT_HANGUL, "" },
    };
    struct arena a;
    (void)state;
    arena_init(&a, 1u << 20);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_str(text_letters_for_digits(str_c(rows[i].word), rows[i].script, &a), rows[i].meant);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_what_newspapers_write),
        cmocka_unit_test(sets_burmese_syllables_apart),
        cmocka_unit_test(takes_any_letters_in_any_order),
        cmocka_unit_test(reads_digits_as_the_letters_they_stand_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
