/* text/tokens and text/fold: written names cut into tokens. */
#include "tests/test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/num.h"
#include "text/text.h"

struct cut {
    struct arena      arena;
    struct text_token token[TEXT_TOKENS_MAX];
    size_t            count;
};

static cordon_status cut(struct cut *c, str in)
{
    arena_init(&c->arena, 1u << 20);
    c->count = 99;
    return text_tokens(in, &c->arena, c->token, &c->count, NULL);
}

/* The plain or folded forms with `|` between. */
static str joined_plain(struct cut *c, bool fold)
{
    struct buf out = BUF_INIT(1u << 16);
    for (size_t i = 0; i < c->count; i++) {
        if (i) buf_add_byte(&out, '|');
        buf_add(&out, fold ? c->token[i].fold : c->token[i].plain);
    }
    str s = arena_str(&c->arena, buf_str(&out));
    buf_release(&out);
    return s;
}

static void cuts_names_where_people_would(void **state)
{
    static const struct { const char *in, *plain; } rows[] = {
        { "", "" },
        { " -- , ", "" },
        { "KIM, Yong-Chol", "kim|yong|chol" },
        { "O'Brien", "obrien" },
        { "Ch\xCA\xBCoe Ry\xC5\x8Fng-hae", "choe|ryong|hae" },
        { "S.A.", "sa" },
        { "S.p.A", "spa" },
        { "J. R. Ewing", "j|r|ewing" },
        { "St.Petersburg", "st|petersburg" },
        { "Co.,Ltd.", "co|ltd" },
        { "Jos\xC3\xA9 PE\xC3\x91" "A", "jose|pena" },
        { "Jose\xCC\x81", "jose" },
        { "\xC5\x81\xC3\xB3" "d\xC5\xBA Stra\xC3\x9F" "e \xC3\x98re \xC3\x86r\xC3\xB8", "lodz|strasse|ore|aero" },
        { "\xC4\xB0zmir I\xC5\x9F\xC4\xB1k", "izmir|isik" },
        { "\xEF\xBC\xAB\xEF\xBC\xA9\xEF\xBC\xAD\xEF\xBC\x8C\xEF\xBC\xB5\xEF\xBC\xAE", "kim|un" }, /* fullwidth */
        { "Ki\xE2\x80\x8Bm \xE2\x80\x8EUn", "kim|un" },
        { "\xEA\xB9\x80\xEC\xA0\x95\xEC\x9D\x80Kim", "\xEA\xB9\x80\xEC\xA0\x95\xEC\x9D\x80|kim" },
        { "\xE1\x84\x80\xE1\x85\xB5\xE1\x86\xB7", "\xEA\xB9\x80" }, /* jamo compose */
        { "\xE3\x83\xAA\xE3\x83\xBB\xE3\x82\xB8\xE3\x83\xA5\xE3\x83\x8B\xE3\x83\xAB", "\xE3\x83\xAA|\xE3\x82\xB8\xE3\x83\xA5\xE3\x83\x8B\xE3\x83\xAB" },
        { "\xEF\xBD\xB6\xEF\xBE\x9E", "\xE3\x82\xAC" }, /* halfwidth ka + mark = ga */
        { "\xE3\x88\x9C\xEC\x82\xBC", "\xEC\xA3\xBC|\xEC\x82\xBC" }, /* (ju) in one sign */
        { "\xD0\xA7\xD0\xB6\xD1\x83\xD0\xBD \xD0\x98\xD0\xBB\xD1\x8C", "\xD1\x87\xD0\xB6\xD1\x83\xD0\xBD|\xD0\xB8\xD0\xBB\xD1\x8C" },
        { "\xD0\x9Aim", "kim" }, /* a Cyrillic K before im */
        { "MV\"CHON MA\" 3", "mv|chon|ma|3" },
        { "\xD9\xA3\xD9\xA4", "34" }, /* Arabic digits */
        { "Acme\xE2\x84\xA2", "acme" },
        { "abc\x01" "def", "abc|def" },
        { "abc\x08" "def\x7F" "g", "abcdefg" },
        { "abc\xC2\x80" "def", "abcdef" },
        { "ab\uE000c\uFDD0" "de\uFFFD" "f", "abcdef" },
        { "߁߂ ꩓ 𑁦", "12|3|0" }, /* digits of N'Ko, Cham, Brahmi */
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct cut c;
        assert_int_equal(cut(&c, str_c(rows[i].in)), CORDON_OK);
        assert_str(joined_plain(&c, false), rows[i].plain);
        arena_release(&c.arena);
    }
}

static void says_how_a_token_was_written(void **state)
{
    static const struct { const char *in; size_t token; uint32_t flags; enum text_script script; }
    rows[] = {
        { "KIM, Yong-Chol", 0, TOKEN_ALL_CAPS, SCRIPT_LATIN },
        { "KIM, Yong-Chol", 1, TOKEN_COMMA_BEFORE, SCRIPT_LATIN },
        { "KIM, Yong-Chol", 2, TOKEN_HYPHEN_BEFORE, SCRIPT_LATIN },
        { "Kim - Chol", 1, 0, SCRIPT_LATIN },
        { "JiEun", 0, TOKEN_SOFT_BREAK, SCRIPT_LATIN },
        { "Ch'o", 0, TOKEN_ASPIRATE, SCRIPT_LATIN },
        { "O'Brien", 0, TOKEN_APOSTROPHE, SCRIPT_LATIN },
        { "J. Doe", 0, TOKEN_DOTTED | TOKEN_ALL_CAPS, SCRIPT_LATIN },
        { "S.A.", 0, TOKEN_DOTTED | TOKEN_ALL_CAPS, SCRIPT_LATIN },
        { "Chon (Ma)", 1, TOKEN_BRACKET, SCRIPT_LATIN },
        { "Chon (Ma) 3", 2, TOKEN_NUMBER, SCRIPT_NONE },
        { "Ki\xE2\x80\x8Bm", 0, TOKEN_HIDDEN, SCRIPT_LATIN },
        { "\xE2\x80\x8FKim", 0, TOKEN_HIDDEN, SCRIPT_LATIN },
        { "\xD0\x9Aim", 0, TOKEN_MIXED_SCRIPT | TOKEN_LOOKALIKE, SCRIPT_LATIN },
        { "\xEF\xBC\xAB\xEF\xBD\x89\xEF\xBD\x8D", 0, TOKEN_DRAWN, SCRIPT_LATIN },
        { "\xEC\x9D\xB4", 0, 0, SCRIPT_HANGUL },
        { "\xE6\x9D\x8E", 0, 0, SCRIPT_HAN },
        { "\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF", 0, 0, SCRIPT_ARABIC },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct cut c;
        assert_int_equal(cut(&c, str_c(rows[i].in)), CORDON_OK);
        assert_true(rows[i].token < c.count);
        const struct text_token *t = &c.token[rows[i].token];
        if (t->flags != rows[i].flags || t->script != rows[i].script)
            fail_msg("%s: flags %x script %d", rows[i].in, t->flags, (int)t->script);
        arena_release(&c.arena);
    }
}

static void reads_letters_that_pass_for_others(void **state)
{
    static const struct { const char *in, *plain; uint32_t flags; } rows[] = {
        { "Yong КІM", "yong|kim", TOKEN_LOOKALIKE },    /* Cyrillic K and I */
        { "Чен КІM", "чен|кім", TOKEN_LOOKALIKE },      /* Latin M */
        { "КIM", "kim", TOKEN_LOOKALIKE },
        { "Ivаnov", "ivanov", TOKEN_LOOKALIKE },        /* Cyrillic а */
        { "Ивaнов", "иванов", TOKEN_LOOKALIKE },        /* Latin a */
        { "Παπαδoπουλος", "παπαδοπουλοσ", TOKEN_LOOKALIKE }, /* Latin o */
        { "Ηassan", "hassan", TOKEN_LOOKALIKE },        /* Greek Eta */
        { "Νadia", "nadia", TOKEN_LOOKALIKE },          /* Greek Nu */
        { "ivanoν", "ivanov", TOKEN_LOOKALIKE },        /* Greek small nu */
        { "ᎪᎷir", "amir", TOKEN_LOOKALIKE },            /* Cherokee */
        { "Jօng", "jong", TOKEN_LOOKALIKE },            /* Armenian o */
        { "Kim Сhоl", "kim|chol", TOKEN_LOOKALIKE },
        { "ᴋɪᴍ", "kim", TOKEN_DRAWN },
        { "𝐊𝐢𝐦 𝒥ℴ𝓃ℊ", "kim|jong", TOKEN_DRAWN },
        { "Ⓚⓘⓜ", "kim", TOKEN_DRAWN },
        { "🅚🅘🅜", "kim", TOKEN_DRAWN },
        { "ＫＩＭ", "kim", TOKEN_DRAWN },
        { "Сара", "сара", 0 },
        { "Сара Сон", "сара|сон", 0 },
        { "РАК Yong", "рак|yong", 0 }, /* whole words are left; name_pieces() asks for them too */
        { "Хо Чи Мин", "хо|чи|мин", 0 },
        { "Αβα", "αβα", 0 },
        { "Žižek Łódź Ñ", "zizek|lodz|n", 0 },
        { "ﬁnn", "finn", 0 },
        { "Henry Ⅷ", "henry|viii", 0 },
        { "김Kim", "김|kim", 0 },
        { "Жohn", "жohn", TOKEN_MIXED_SCRIPT }, /* fits neither */
        { "三菱UFJ", "三菱|ufj", 0 },
    };
    const uint32_t odd = TOKEN_LOOKALIKE | TOKEN_DRAWN;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct cut c;
        uint32_t flags = 0;
        assert_int_equal(cut(&c, str_c(rows[i].in)), CORDON_OK);
        assert_str(joined_plain(&c, false), rows[i].plain);
        for (size_t k = 0; k < c.count; k++) flags |= c.token[k].flags;
        if ((flags & odd) != (rows[i].flags & odd) || (rows[i].flags & ~flags))
            fail_msg("%s: flags %x", rows[i].in, flags);
        arena_release(&c.arena);
    }
}

static void tells_what_is_odd_and_where(void **state)
{
    static const struct { const char *in; enum text_odd kind; uint32_t at; int32_t cp; const char *read_as; } rows[] = {
        { "Yong Кim", TEXT_ODD_LOOKALIKE, 6, 0x041A, "kim" },
        { "Ивaнов", TEXT_ODD_LOOKALIKE, 3, 'a', "иванов" },
        { "Жohn", TEXT_ODD_MIXED, 2, 'o', "жohn" },
        { "Kim ᴜn", TEXT_ODD_DRAWN, 5, 0x1D1C, "un" },
        { "ＫＩＭ", TEXT_ODD_DRAWN, 1, 0xFF2B, "kim" },
        { "K\u200Bim", TEXT_ODD_HIDDEN, 2, 0x200B, "kim" },
        { "\u202EmiK", TEXT_ODD_HIDDEN, 1, 0x202E, "mik" },
        { "Kim\u200F", TEXT_ODD_HIDDEN, 4, 0x200F, "kim" },
    };
    static const char *const sound[] = { "Сара", "Kim Jong Un", "José", "Łukasz", "می\u200Cخواهم", "‏محمد", "김정은",
                                         "क्\u200Dष", "ﾘ･ｼﾞｭﾝ", "Henry Ⅷ", "ﬁnn", "Tiếng", "\xFF" };
    struct text_oddity odd[TEXT_ODDITIES_MAX];
    struct arena a;
    (void)state;
    arena_init(&a, 1u << 20);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (text_oddities(str_c(rows[i].in), true, &a, odd) != 1) fail_msg("%s: not one", rows[i].in);
        assert_int_equal(odd[0].kind, rows[i].kind);
        assert_int_equal(odd[0].at, rows[i].at);
        assert_int_equal(odd[0].cp, rows[i].cp);
        assert_str(odd[0].read_as, rows[i].read_as);
    }
    for (size_t i = 0; i < COUNT_OF(sound); i++)
        if (text_oddities(str_c(sound[i]), true, &a, odd)) fail_msg("%s", sound[i]);
    arena_release(&a);
}

static void keeps_marks_in_the_folded_form(void **state)
{
    struct cut c;
    (void)state;
    assert_int_equal(cut(&c, STR("PE\xC3\x91" "A Jose\xCC\x81")), CORDON_OK);
    assert_str(joined_plain(&c, true), "pe\xC3\xB1" "a|jos\xC3\xA9");
    assert_str(c.token[1].raw, "Jose\xCC\x81");
    arena_release(&c.arena);
}

static void names_its_limits(void **state)
{
    struct buf long_name = BUF_INIT(1u << 20), words = BUF_INIT(1u << 20);
    struct cut c;
    (void)state;
    for (int i = 0; i < 10240; i++) buf_add_byte(&long_name, 'a');
    for (int i = 0; i < 200; i++) buf_add(&words, STR("ab "));
    assert_int_equal(cut(&c, buf_str(&long_name)), CORDON_LIMIT);
    arena_release(&c.arena);
    assert_int_equal(cut(&c, buf_str(&words)), CORDON_LIMIT);
    arena_release(&c.arena);
    words.len = TEXT_TOKENS_MAX * 3;
    assert_int_equal(cut(&c, buf_str(&words)), CORDON_OK);
    assert_int_equal(c.count, TEXT_TOKENS_MAX);
    arena_release(&c.arena);
    long_name.len = TEXT_NAME_MAX;
    assert_int_equal(cut(&c, buf_str(&long_name)), CORDON_OK);
    assert_int_equal(c.token[0].plain.len, TEXT_NAME_MAX);
    arena_release(&c.arena);
    buf_release(&long_name);
    buf_release(&words);
}

static void survives_towers_of_marks_and_long_ligatures(void **state)
{
    struct buf marks = BUF_INIT(TEXT_NAME_MAX), sallas = BUF_INIT(TEXT_NAME_MAX);
    struct cut c;
    (void)state;
    buf_add_byte(&marks, 'a');
    while (marks.len + 4 <= TEXT_NAME_MAX) buf_add(&marks, STR("\xCC\x81\xCC\xA3"));
    assert_int_equal(cut(&c, buf_str(&marks)), CORDON_OK);
    assert_int_equal(c.count, 1);
    assert_str(c.token[0].plain, "a");
    arena_release(&c.arena);
    while (sallas.len + 3 <= 36) buf_add(&sallas, STR("\xEF\xB7\xBA"));
    assert_int_equal(cut(&c, buf_str(&sallas)), CORDON_OK);
    assert_int_equal(c.count, 12 * 3 + 1); /* four words each, the ends run together */
    arena_release(&c.arena);
    buf_release(&marks);
    buf_release(&sallas);
}

static void refuses_what_is_not_utf8(void **state)
{
    struct cordon_error err;
    struct cut c;
    (void)state;
    arena_init(&c.arena, 1u << 20);
    assert_int_equal(text_tokens(STR("Kim\xC0\x80"), &c.arena, c.token, &c.count, &err),
                     CORDON_SYNTAX);
    assert_int_equal(err.column, 4);
    arena_release(&c.arena);
}

static void folds_whole_texts(void **state)
{
    struct arena a;
    (void)state;
    arena_init(&a, 1u << 20);
    assert_str(text_fold(STR("  \xEF\xBC\xA1  B\t\nc "), &a), "a b c");
    assert_str(text_fold(STR("\xE2\x98\x85 \xE2\x98\x85"), &a), "\xE2\x98\x85 \xE2\x98\x85");
    assert_str(text_fold(STR("Stra\xC3\x9F" "e"), &a), "strasse");
    assert_str(text_fold(STR("\xFF"), &a), "");
    assert_str(text_fold(STR(""), &a), "");
    assert_str(text_fold(STR("   "), &a), "");
    arena_release(&a);
}

static void takes_every_naughty_string(void **state)
{
    struct arena a;
    char *text;
    long len;
    size_t seen = 0;
    (void)state;
    NEED_SHARED("naughty-strings/blns.json");
    FILE *f = fopen(shared_path("naughty-strings/blns.json"), "rb");
    assert_non_null(f);
    fseek(f, 0, SEEK_END);
    len = ftell(f);
    rewind(f);
    text = malloc((size_t)len);
    assert_int_equal(fread(text, 1, (size_t)len, f), (size_t)len);
    fclose(f);
    arena_init(&a, 16u << 20);
    /* one string a line: cut at the quotes rather than lean on a reader of another room */
    for (str rest = str_of(text, (size_t)len), line; str_next(&rest, '\n', &line);) {
        struct text_token token[TEXT_TOKENS_MAX];
        size_t count = 0;
        str fold;
        line = str_trim(line);
        if (line.len < 3) continue;
        line = str_sub(line, 1, line.len - 2);
        cordon_status st = text_tokens(line, &a, token, &count, NULL);
        assert_true(st == CORDON_OK || st == CORDON_LIMIT);
        fold = text_fold(line, &a);
        assert_true(str_is_utf8(fold, NULL));
        for (size_t i = 0; st == CORDON_OK && i < count; i++) {
            assert_true(token[i].plain.len > 0 && token[i].fold.len > 0 && token[i].raw.len > 0);
            assert_true(str_is_utf8(token[i].plain, NULL) && str_is_utf8(token[i].fold, NULL));
        }
        seen++;
        arena_reset(&a);
    }
    assert_true(seen > 400);
    arena_release(&a);
    free(text);
}

static void brings_numbers_to_plain_signs(void **state)
{
    static const struct { const char *in, *plain, *number; } rows[] = {
        { "Ab-12", "Ab-12", "ab-12" },
        { "\xEF\xBC\xA1\xEF\xBC\x91\xEF\xBC\xA0", "A1@", "a1@" }, /* wide */
        { "\xD9\xA3\xDB\xB4\xE0\xB9\x95", "345", "345" },          /* Arabic, Persian, Thai */
        { "1\xE2\x80\x8B" "2\xC2\xAD" "3\xE3\x85\xA4" "4", "1234", "1234" },
        { "1\xE2\x80\x93" "2\xE2\x88\x92" "3\xE3\x83\xBC" "4", "1-2-3-4", "1-2-3-4" },
        { "\xE3\x83\xA1\xE3\x83\xBC\xE3\x83\xAB", "\xE3\x83\xA1\xE3\x83\xBC\xE3\x83\xAB",
          "\xE3\x83\xA1\xE3\x83\xBC\xE3\x83\xAB" }, /* a stroke inside a word stays */
        { "1\xE3\x80\x81" "2\xC2\xA0" "3", "1 2 3", "1 2 3" },
        { "\xD0\x90\xD0\x92 1", "\xD0\x90\xD0\x92 1", "ab 1" }, /* Cyrillic that looks Latin */
        { "\xE2\x84\x96" "7", "No.7", "no.7" },
        { "\xEC\xA0\x9C 12", "\xEC\xA0\x9C 12", "\xEC\xA0\x9C 12" },
        { "\xE2\x80\x8B", "", "" },
        { "", "", "" },
        { "\xFF", "", "" },
    };
    struct arena a;
    (void)state;
    arena_init(&a, 1u << 20);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_str(text_plain(str_c(rows[i].in), &a), rows[i].plain);
        assert_str(text_number(str_c(rows[i].in), &a), rows[i].number);
        assert_false(a.failed);
    }
    for (uint64_t n = 1; n < 4; n++) {
        arena_release(&a);
        arena_init(&a, 1u << 20);
        mem_fail_from(n);
        str got = text_number(STR("\xEF\xBC\xA1"), &a);
        mem_fail_from(0);
        assert_str(got, a.failed ? "" : "a");
    }
    arena_release(&a);
}

static void reports_failing_memory(void **state)
{
    static const char *const names[] = { "Kim Yong Chol", "Jos\xC3\xA9 \xEA\xB9\x80 \xC3\x98" };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(names); k++)
        for (uint64_t n = 1; n < 8; n++) {
            struct cut c;
            mem_fail_from(n);
            cordon_status st = cut(&c, str_c(names[k]));
            mem_fail_from(0);
            assert_true(st == CORDON_OK || st == CORDON_NOMEM);
            assert_true(n > 1 || st == CORDON_NOMEM);
            arena_release(&c.arena);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_names_where_people_would),
        cmocka_unit_test(says_how_a_token_was_written),
        cmocka_unit_test(reads_letters_that_pass_for_others),
        cmocka_unit_test(tells_what_is_odd_and_where),
        cmocka_unit_test(keeps_marks_in_the_folded_form),
        cmocka_unit_test(names_its_limits),
        cmocka_unit_test(survives_towers_of_marks_and_long_ligatures),
        cmocka_unit_test(refuses_what_is_not_utf8),
        cmocka_unit_test(folds_whole_texts),
        cmocka_unit_test(takes_every_naughty_string),
        cmocka_unit_test(brings_numbers_to_plain_signs),
        cmocka_unit_test(reports_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
