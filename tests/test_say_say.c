/* say: reasons as data, texts in four languages. */
#include "tests/test.h"

#include "say/korean.h"
#include "say/say.h"
#include "say/say_tables.h"

enum { ROOM = 1 << 16 };

static struct buf text = BUF_INIT(ROOM);

static str said(enum say_lang lang, enum say_id id, const struct say_param *params, size_t count)
{
    buf_reset(&text);
    assert_int_equal(say_text(lang, id, params, count, &text), CORDON_OK);
    return buf_str(&text);
}

static str filled_one(enum say_lang lang, enum say_id id, struct say_param p)
{
    return said(lang, id, &p, 1);
}

static void finds_a_language_by_its_code(void **state)
{
    static const struct { str code; bool found; enum say_lang lang; } rows[] = {
        { STR_INIT("ko"), true, SAY_LANG_KO },          { STR_INIT("ja_JP.UTF-8"), true, SAY_LANG_JA },
        { STR_INIT("ID-id"), true, SAY_LANG_ID },       { STR_INIT("en"), true, SAY_LANG_EN },
        { STR_INIT("C.UTF-8"), false, SAY_LANG_EN },    { STR_INIT("kor"), false, SAY_LANG_EN },
        { STR_INIT("ko!"), false, SAY_LANG_EN },        { STR_INIT(""), false, SAY_LANG_EN },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum say_lang lang = SAY_LANG_COUNT;
        assert_int_equal(say_lang_find(rows[i].code, &lang), rows[i].found);
        assert_int_equal(lang, rows[i].lang);
    }
}

/* Names of the placeholders of a text, each once, as a set of bits over the declared parameters;
 * the last bit stands for one that is not declared. */
static unsigned placeholders(str t, const struct say_decl *decl)
{
    unsigned seen = 0;
    for (size_t at = str_find(t, STR("{"), 0); at != SIZE_MAX; at = str_find(t, STR("{"), at + 1)) {
        size_t end = at + 1, i = 0;
        while (end < t.len && (byte_is_alnum(t.data[end]) || t.data[end] == '_')) end++;
        str name = str_sub(t, at + 1, end);
        while (i < decl->param_count && !str_eq(decl->param[i].name, name)) i++;
        seen |= 1u << (i < decl->param_count ? i : 31);
    }
    return seen;
}

static void holds_ids_and_placeholders_equal_in_all_languages(void **state)
{
    (void)state;
    for (unsigned id = 1; id < SAY_ID_COUNT; id++)
        for (unsigned part = 0; part < SAY_PART_COUNT; part++) {
            const struct say_decl *decl = &say_decls[id];
            if (!say_has((enum say_id)id, (enum say_part)part)) continue;
            const str *texts = say_messages[decl->message[part]].text;
            unsigned english = placeholders(texts[SAY_LANG_EN], decl);
            assert_false(english & 1u << 31);
            for (unsigned lang = 0; lang < SAY_LANG_COUNT; lang++) {
                assert_true(texts[lang].len > 0);
                assert_true(str_is_utf8(texts[lang], NULL));
                assert_int_equal(placeholders(texts[lang], decl), english);
            }
        }
}

static void gives_every_reason_a_text_a_group_and_a_strength(void **state)
{
    (void)state;
    for (unsigned i = 1; i < SAY_ID_COUNT; i++) {
        enum say_id id = (enum say_id)i;
        struct buf key = BUF_INIT(64);
        assert_true(say_has(id, SAY_TEXT));
        assert_true(say_strength(id).len > 0);
        buf_printf(&key, "group.%.*s", STR_ARG(say_decls[i].group));
        assert_true(say_message(SAY_LANG_KO, buf_str(&key)).len > 0);
        assert_true(say_id_name(id).len > 0);
        buf_release(&key);
    }
    assert_false(say_has(SAY_NONE, SAY_TEXT));
}

/* Parameters of every type, as the reason declares them. */
static size_t some_params(const struct say_decl *decl, struct say_param *ret)
{
    for (size_t i = 0; i < decl->param_count; i++) {
        str name = decl->param[i].name;
        switch (decl->param[i].type) {
        case SAY_STRING: ret[i] = say_string(name, STR("EXAMPLE, Testina")); break;
        case SAY_INTEGER: ret[i] = say_integer(name, 3); break;
        case SAY_DATE: ret[i] = say_date(name, STR("~1964/1966")); break;
        case SAY_BP: ret[i] = say_bp(name, 8750); break;
        case SAY_MONEY: ret[i] = say_money(name, 123456, 2, STR("USD")); break;
        case SAY_ENTITY: ret[i] = say_entity(name, STR("made_up-1"), STR("EXAMPLE LIMITED")); break;
        case SAY_PATH: ret[i] = say_path(name, STR("birth_date.value")); break;
        case SAY_WORD: ret[i] = say_word(name, STR("proof.verified")); break;
        }
    }
    return decl->param_count;
}

static void leaves_no_brace_when_all_parameters_are_given(void **state)
{
    (void)state;
    for (unsigned id = 1; id < SAY_ID_COUNT; id++)
        for (unsigned lang = 0; lang < SAY_LANG_COUNT; lang++)
            for (unsigned part = 0; part < SAY_PART_COUNT; part++) {
                struct say_param params[SAY_PARAMS_MAX];
                size_t count = some_params(&say_decls[id], params);
                if (!say_has((enum say_id)id, (enum say_part)part)) continue;
                buf_reset(&text);
                assert_int_equal(say_part_text((enum say_lang)lang, (enum say_id)id,
                                               (enum say_part)part, params, count, &text),
                                 CORDON_OK);
                assert_int_equal(str_index(buf_str(&text), '{'), text.len);
                assert_true(str_is_utf8(buf_str(&text), NULL));
            }
}

static void fills_in_names_dates_words_and_per_cent(void **state)
{
    (void)state;
    struct say_param close[] = { say_string(STR("given"), STR("Testina Beispiel")),
                                 say_string(STR("listed"), STR("BEISPIEL, Tina")),
                                 say_bp(STR("score"), 8750),
                                 say_string(STR("parts"), STR("Testina / Tina")) };
    assert_str(said(SAY_LANG_EN, SAY_NAME_CLOSE, close, 4),
               "The name “Testina Beispiel” is close to the listed name “BEISPIEL, Tina” (87.5% "
               "alike); they differ in: Testina / Tina.");
    struct say_param born[] = { say_date(STR("given"), STR("1970-01-02")),
                                say_date(STR("listed"), STR("~1964/1966")),
                                say_word(STR("proof"), STR("proof.verified")) };
    assert_str(said(SAY_LANG_EN, SAY_BIRTH_DATE_CONTRADICTS, born, 3),
               "These records contradict each other: the birth date is 1970-01-02 (verified) in "
               "the record and about 1964–1966 on the list.");
    assert_str(said(SAY_LANG_JA, SAY_BIRTH_DATE_CONTRADICTS, born, 3),
               "二つの記録が互いに食い違っています。生年月日は、記録では 1970-01-02（確認済み）、リストでは "
               "1964–1966頃 です。");
    assert_str(filled_one(SAY_LANG_ID, SAY_BIRTH_DATE_ABSENT,
                          say_word(STR("side"), STR("side.record"))),
               "Tidak ada tanggal lahir dalam catatan, sehingga tidak dibandingkan.");
}

static void writes_money_with_the_decimal_sign_of_the_language(void **state)
{
    static const struct { enum say_lang lang; int64_t minor; uint8_t exponent; const char *want; } rows[] = {
        { SAY_LANG_EN, 123456, 2, "1234.56 USD" }, { SAY_LANG_ID, 123456, 2, "1234,56 USD" },
        { SAY_LANG_EN, -5, 2, "-0.05 USD" },       { SAY_LANG_EN, 700, 0, "700 USD" },
        { SAY_LANG_EN, INT64_MIN, 18, "-9.223372036854775808 USD" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct say_param p = say_money(STR("what"), rows[i].minor, rows[i].exponent, STR("USD"));
        struct say_param limit = say_integer(STR("limit"), 1);
        struct buf out = BUF_INIT(ROOM);
        /* limit_reached wants a string there: the type is checked, so it is refused ... */
        struct say_param both[] = { p, limit };
        assert_int_equal(say_text(rows[i].lang, SAY_LIMIT_REACHED, both, 2, &out), CORDON_ARGUMENT);
        buf_reset(&out);
        /* ... and outside a reason it is written */
        assert_int_equal(say_fill(rows[i].lang, STR("{what}"), both, 2, &out), CORDON_OK);
        assert_str(buf_str(&out), rows[i].want);
        buf_release(&out);
    }
}

static void counts_one_and_many(void **state)
{
    (void)state;
    struct say_param stale[] = { say_string(STR("source"), STR("un_sc")),
                                 say_date(STR("edition"), STR("2026-01-01")),
                                 say_integer(STR("days"), 1), say_integer(STR("limit"), 7) };
    assert_str(said(SAY_LANG_EN, SAY_LIST_STALE, stale, 4),
               "The edition of 2026-01-01 of list un_sc is 1 day old; the limit is 7 days.");
    stale[2].number = 30;
    assert_str(said(SAY_LANG_EN, SAY_LIST_STALE, stale, 4),
               "The edition of 2026-01-01 of list un_sc is 30 days old; the limit is 7 days.");
}

static void chooses_the_korean_particle_by_sound(void **state)
{
    static const struct { const char *before, *pair, *want; } rows[] = {
        { "김", "은/는", "은" },          { "리", "은/는", "는" },
        { "“이준일”", "과/와", "과" },    { "“박서나” ", "과/와", "와" },
        { "철", "으로/로", "로" },        { "평", "으로/로", "으로" },
        { "서울로", "으로/로", "로" },    { "3", "이/가", "이" },
        { "2", "이/가", "가" },           { "Kim", "은/는", "은" },
        { "Testina", "은/는", "는" },     { "KIM, Chol", "으로/로", "로" },
        { "JONG", "을/를", "을" },        { "GREG", "을/를", "를" },
        { "kp", "으로/로", "로" },        { "cn", "으로/로", "으로" },
        { "9wim2T", "이/가", "가" },      { "lab.kp)", "을/를", "를" },
        { "Peter", "을/를", "를" },       { "李", "은/는", "은(는)" },
        { "", "은/는", "은(는)" },        { "”…", "은/는", "은(는)" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = BUF_INIT(64);
        korean_add_particle(str_c(rows[i].before), str_c(rows[i].pair), &out);
        assert_str(buf_str(&out), rows[i].want);
        buf_release(&out);
    }
    struct say_param same[] = { say_string(STR("given"), STR("시험용")),
                                say_string(STR("listed"), STR("EXAMPLE, Testina")) };
    assert_str(said(SAY_LANG_KO, SAY_NAME_EXACT, same, 2),
               "이름 “시험용”이 명단의 이름 “EXAMPLE, Testina”와 일치합니다.");
}

static void keeps_control_characters_out_of_the_text(void **state)
{
    (void)state;
    assert_str(filled_one(SAY_LANG_EN, SAY_BIRTH_DATE_UNREADABLE,
                          say_string(STR("given"), STR("a\r\n\x1b[2J\xC2\x9B\x7F"))),
               "The birth date “a   [2J  ” could not be read, so it was not compared.");
}

static void reports_a_missing_parameter(void **state)
{
    (void)state;
    struct say_param wrong = say_integer(STR("wallet"), 7);
    buf_reset(&text);
    assert_int_equal(say_text(SAY_LANG_EN, SAY_LIST_MISSING, NULL, 0, &text), CORDON_ARGUMENT);
    assert_str(buf_str(&text), "The required list {source} has not been imported.");
    buf_reset(&text);
    assert_int_equal(say_text(SAY_LANG_EN, SAY_WALLET_MALFORMED, &wrong, 1, &text), CORDON_ARGUMENT);
    assert_int_equal(say_text(SAY_LANG_EN, SAY_NONE, NULL, 0, &text), CORDON_ARGUMENT);
    assert_int_equal(say_part_text(SAY_LANG_EN, SAY_LIST_MISSING, SAY_ASK, NULL, 0, &text),
                     CORDON_ARGUMENT);
}

static void stops_at_the_cap(void **state)
{
    (void)state;
    struct buf small = BUF_INIT(20);
    struct say_param p = say_string(STR("source"), STR("un_sc"));
    assert_int_equal(say_text(SAY_LANG_EN, SAY_LIST_MISSING, &p, 1, &small), CORDON_LIMIT);
    buf_release(&small);
}

static void knows_verdicts_states_and_actions(void **state)
{
    static const char *const keys[] = {
        "verdict.undecided", "verdict.clear", "verdict.review", "verdict.escalate", "verdict.stop",
        "check.done", "check.stale", "check.failed", "check.limited", "check.skipped",
        "action.hold_payment", "action.ask_birth_date", "action.send_to_compliance",
    };
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        for (unsigned lang = 0; lang < SAY_LANG_COUNT; lang++)
            assert_true(say_message((enum say_lang)lang, str_c(keys[i])).len > 0);
    assert_str(say_message(SAY_LANG_KO, STR("verdict.stop")), "중지");
    assert_int_equal(say_message(SAY_LANG_EN, STR("verdict.none")).len, 0);
    assert_int_equal(say_message(SAY_LANG_EN, STR("")).len, 0);
}

/* No text names a people or a country as a suspicion. `show` tells of an entry what its list says:
   that it stands under a DPRK programme; and a label of a wallet may say whose a theft was: of an
   address, in somebody's words that stand beside it, never of whoever is screened. */
static void never_names_an_origin(void **state)
{
    static const char *const words[] = { "North Korea", "North Korean", "DPRK", "북한", "북조선",
                                         "北朝鮮", "Korea Utara" };
    (void)state;
    for (size_t i = 0; i < say_message_count; i++)
        for (unsigned lang = 0; lang < SAY_LANG_COUNT; lang++) {
            if (str_eq(say_messages[i].key, STR("show.dprk"))) continue;
            if (str_eq(say_messages[i].key, STR("topic.dprk"))) continue;
            for (size_t k = 0; k < sizeof words / sizeof *words; k++)
                assert_true(str_find(say_messages[i].text[lang], str_c(words[k]), 0) == SIZE_MAX);
        }
}

static void survives_failing_allocations(void **state)
{
    (void)state;
    for (uint64_t n = 1; n < 20; n++) {
        struct buf out = BUF_INIT(ROOM);
        struct say_param params[SAY_PARAMS_MAX];
        size_t count = some_params(&say_decls[SAY_NAME_CLOSE], params);
        mem_fail_from(n);
        cordon_status st = say_text(SAY_LANG_KO, SAY_NAME_CLOSE, params, count, &out);
        mem_fail_from(0);
        assert_true(st == CORDON_OK || st == CORDON_NOMEM);
        assert_int_equal(st == CORDON_NOMEM, out.failed);
        buf_release(&out);
    }
}

static int done(void **state)
{
    (void)state;
    buf_release(&text);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_a_language_by_its_code),
        cmocka_unit_test(holds_ids_and_placeholders_equal_in_all_languages),
        cmocka_unit_test(gives_every_reason_a_text_a_group_and_a_strength),
        cmocka_unit_test(leaves_no_brace_when_all_parameters_are_given),
        cmocka_unit_test(fills_in_names_dates_words_and_per_cent),
        cmocka_unit_test(writes_money_with_the_decimal_sign_of_the_language),
        cmocka_unit_test(counts_one_and_many),
        cmocka_unit_test(chooses_the_korean_particle_by_sound),
        cmocka_unit_test(keeps_control_characters_out_of_the_text),
        cmocka_unit_test(reports_a_missing_parameter),
        cmocka_unit_test(stops_at_the_cap),
        cmocka_unit_test(knows_verdicts_states_and_actions),
        cmocka_unit_test(never_names_an_origin),
        cmocka_unit_test(survives_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, done);
}
