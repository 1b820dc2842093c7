/* law: every card is there, in four languages, and shown when it may be and not otherwise. */
#include "tests/test.h"

#include "law/law.h"

/* What the knowledge of the house holds, one by one: a card that goes missing is missed here. */
static const char *const all_ids[] = {
    "un_1718_8d", "un_2094_11", "un_2270_32", "un_2321", "un_2371_11", "un_2375_17", "un_2375_18",
    "un_2397_8", "un_effect", "un_monitor",
    "us_general", "us_510_201", "us_510_205_206", "us_510_210_214", "us_50pct",
    "us_worker_designation", "us_penalty_civil", "us_penalty_criminal", "us_limitation",
    "us_block_report", "us_reject_report", "us_annual_report", "us_interest_account", "us_records",
    "us_voluntary_disclosure", "us_contact_ofac", "us_sar", "us_bsa_penalty", "us_ic3", "us_rewards",
    "us_forced_labour", "us_insider_duties", "us_cases",
    "kr_general", "kr_ikeca", "kr_fx", "kr_finance_ban", "kr_str", "kr_security", "kr_contact",
    "kr_list", "kr_platform",
    "jp_general", "jp_payment_ban", "jp_asset_freeze", "jp_service", "jp_penalty", "jp_bank_check",
    "jp_str", "jp_account_lending", "jp_freeze_domestic", "jp_contact", "jp_cases",
    "uk_general", "uk_report", "eu_general", "fatf_dprk", "au_ca_nz_ch",
    "hold_litigation", "rescreen_lists",
    "fair_us", "fair_us_bg", "fair_us_bio", "fair_kr", "fair_jp", "fair_eu", "fair_wages",
    "fair_victim", "fair_worker",
};
/* Those that rest on recalled law alone. */
static const char *const recalled_ids[] = {
    "un_2094_11", "un_2270_32", "un_2375_18", "us_510_201", "us_510_205_206", "us_interest_account",
    "us_contact_ofac", "us_sar", "us_insider_duties", "kr_finance_ban", "kr_str", "kr_security",
    "jp_str", "jp_freeze_domestic", "eu_general", "fatf_dprk", "au_ca_nz_ch", "fair_us",
    "fair_us_bg", "fair_us_bio", "fair_kr", "fair_jp", "fair_eu", "fair_wages",
};
/* Those whose text was read, all of it. */
static const char *const read_ids[] = {
    "un_2321", "un_2375_17", "un_2397_8", "un_monitor", "us_510_210_214", "us_50pct",
    "us_worker_designation", "us_penalty_criminal", "us_limitation", "us_block_report",
    "us_annual_report", "us_records", "us_bsa_penalty", "us_ic3", "us_rewards", "us_forced_labour",
    "kr_general", "kr_list", "kr_platform", "jp_general", "jp_contact", "jp_cases", "fair_victim",
    "fair_worker",
};
enum { ALL = sizeof all_ids / sizeof *all_ids };

static const struct law_card *card(const char *id)
{
    const struct law_card *found = law_card_find(str_c(id));
    if (!found) fail_msg("no card %s", id);
    return found;
}

static bool has(const struct law_card **cards, size_t count, const char *id)
{
    const struct law_card *want = card(id);
    for (size_t i = 0; i < count; i++)
        if (cards[i] == want) return true;
    return false;
}

#define CASE(level, ...)                                                                         \
    (struct law_case){ .hit = (level), .touches = (const struct law_touch[]){ __VA_ARGS__ },     \
                       .touch_count = sizeof((const struct law_touch[]){ __VA_ARGS__ }) /        \
                                      sizeof(struct law_touch) }

static size_t pick(struct law_case c, const struct law_card **cards)
{
    size_t count = law_cards(&c, cards, LAW_CARD_COUNT);
    assert_in_range(count, 0, LAW_CARD_COUNT);
    return count;
}

/* --- the table ---------------------------------------------------------------------------------- */

static void every_card_is_there(void **state)
{
    (void)state;
    assert_int_equal(ALL, LAW_CARD_COUNT);
    for (size_t i = 0; i < ALL; i++) assert_str(card(all_ids[i])->id, all_ids[i]);
    assert_null(law_card_find(STR("us_")));
    assert_null(law_card_find(STR("")));
}

static void every_card_speaks_four_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < LAW_CARD_COUNT; i++) {
        const struct law_card *c = &law_card_table[i];
        assert_true(c->instrument.len && c->source.len && c->as_of.len && c->class_id.len);
        for (unsigned lang = 0; lang < SAY_LANG_COUNT; lang++) {
            assert_true(c->title[lang].len && c->text[lang].len);
            assert_true(str_is_utf8(c->title[lang], NULL) && str_is_utf8(c->text[lang], NULL));
            assert_int_equal(c->due_text[lang].len != 0, c->due.kind != LAW_DUE_NONE);
            if (lang) assert_false(str_eq(c->text[lang], c->text[SAY_LANG_EN]));
        }
    }
}

static void sums_and_dates_are_written_in_each_language(void **state)
{
    static const struct { const char *id; enum say_lang lang; const char *part; } rows[] = {
        { "us_penalty_civil", SAY_LANG_EN, "USD 377,700 from 15 January 2025" },
        { "us_penalty_civil", SAY_LANG_KO, "2025년 1월 15일부터 377,700달러" },
        { "us_penalty_civil", SAY_LANG_JA, "2025年1月15日から377,700ドル" },
        { "us_penalty_civil", SAY_LANG_ID, "USD 377.700 sejak 15 Januari 2025" },
        { "us_rewards", SAY_LANG_EN, "USD 5 million" },
        { "us_rewards", SAY_LANG_KO, "500만 달러" },
        { "us_rewards", SAY_LANG_JA, "500万ドル" },
        { "us_rewards", SAY_LANG_ID, "USD 5 juta" },
        { "us_cases", SAY_LANG_ID, "USD 7,74 juta" },
        { "us_cases", SAY_LANG_KO, "774만 달러" },
        { "kr_ikeca", SAY_LANG_KO, "3,000만 원" },
        { "kr_ikeca", SAY_LANG_JA, "3,000万ウォン" },
        { "us_annual_report", SAY_LANG_KO, "9월 30일" },
        { "us_annual_report", SAY_LANG_EN, "30 September" },
        { "un_monitor", SAY_LANG_ID, "Oktober 2024" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_find(card(rows[i].id)->text[rows[i].lang], str_c(rows[i].part), 0) == SIZE_MAX)
            fail_msg("%s says '%.*s'", rows[i].id, STR_ARG(card(rows[i].id)->text[rows[i].lang]));
}

/* Every placeholder of one line, in the order they are written: copied behind each other. */
static size_t placeholders(const char *line, char *out, size_t room)
{
    size_t len = 0;
    bool inside = false;
    for (; *line && *line != '\n'; line++) {
        if (*line == '{') inside = true;
        if (inside && len + 1 < room) out[len++] = *line;
        if (*line == '}') inside = false;
    }
    out[len] = 0;
    return len;
}

static unsigned sum_of(const char *text)
{
    unsigned sum = 0; /* order does not count: languages turn sentences round */
    for (; *text; text++) sum += (unsigned char)*text;
    return sum;
}

static void placeholders_are_equal_in_four_languages(void **state)
{
    static const char *const names[] = { "en", "ko", "ja", "id" };
    FILE *file[4];
    char path[64], line[4][4096], found[4][512];
    size_t rows = 0, with = 0;
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "data/law/texts.%s.tsv", names[i]);
        file[i] = fopen(source_path(path), "r");
        assert_non_null(file[i]);
    }
    while (fgets(line[0], sizeof line[0], file[0])) {
        for (size_t i = 1; i < 4; i++) assert_non_null(fgets(line[i], sizeof line[i], file[i]));
        if (line[0][0] == '#' || strncmp(line[0], "id\t", 3) == 0) continue;
        size_t id = strcspn(line[0], "\t") + 1, len = placeholders(line[0], found[0], 512);
        for (size_t i = 1; i < 4; i++) {
            assert_memory_equal(line[i], line[0], id);
            assert_int_equal(placeholders(line[i], found[i], 512), len);
            assert_int_equal(sum_of(found[i]), sum_of(found[0]));
        }
        rows++;
        with += len > 0;
    }
    for (size_t i = 0; i < 4; i++) fclose(file[i]);
    assert_int_equal(rows, LAW_CARD_COUNT + LAW_RECORD_COUNT);
    assert_true(with >= 15);
}

static void recalled_law_is_to_be_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof recalled_ids / sizeof *recalled_ids; i++)
        assert_int_equal(card(recalled_ids[i])->checks, 1); /* the whole entry */
    for (size_t i = 0; i < sizeof read_ids / sizeof *read_ids; i++)
        assert_int_equal(card(read_ids[i])->checks, 0);
    assert_true(card("us_penalty_civil")->checks > 1); /* only a part */
}

/* --- what is shown ------------------------------------------------------------------------------- */

static bool is_for_risk(const struct law_card *c)
{
    return str_ends(c->id, STR("_general")) || str_starts(c->id, STR("fair_"));
}

static void a_risk_shows_general_and_fair_cards_only(void **state)
{
    const struct law_card *cards[LAW_CARD_COUNT];
    size_t n = pick(CASE(LAW_HIT_RISK, { LAW_PAYER, STR("us") }), cards);
    (void)state;
    assert_int_equal(n, 10);
    assert_str(cards[0]->id, "us_general");
    for (size_t i = 1; i < n; i++) assert_true(cards[i]->is_fair);
}

/* Whatever the case says. */
static void no_risk_ever_shows_a_duty(void **state)
{
    static const char *const codes[] = { "us",  "USA", "Japan", "kr", "gb", "de", "au",  "sg", "kp",
                                         "USD", "KRW", "jpy",   "",   "Atlantis", "대한민국", "\xff" };
    static const char *const stages[] = { "", "application", "permit", "payment", "odd" };
    uint32_t seed = 7;
    (void)state;
    for (size_t round = 0; round < 20000; round++) {
        struct law_touch touch[8];
        const struct law_card *cards[LAW_CARD_COUNT];
        struct law_case c = { .hit = LAW_HIT_RISK, .touches = touch, .touch_count = round % 8 };
        for (size_t i = 0; i < c.touch_count; i++) {
            seed = seed * 1664525u + 1013904223u;
            touch[i].link = (enum law_link)((seed >> 8) % (LAW_LINK_COUNT + 1));
            touch[i].code = str_c(codes[(seed >> 16) % (sizeof codes / sizeof *codes)]);
        }
        c.stage = str_c(stages[round % 5]);
        size_t n = pick(c, cards), fair = 0;
        for (size_t i = 0; i < n; i++) {
            assert_true(is_for_risk(cards[i]));
            fair += cards[i]->is_fair;
        }
        assert_int_equal(fair, 9);
        c.hit = LAW_HIT_NONE;
        assert_int_equal(law_cards(&c, cards, LAW_CARD_COUNT), 0);
        assert_int_equal(law_records(&c, NULL, 0), 0);
    }
}

static void a_listed_hit_adds_the_duties_of_who_touches_it(void **state)
{
    static const enum law_hit hits[] = { LAW_HIT_LISTED, LAW_HIT_CONFIRMED };
    const struct law_card *cards[LAW_CARD_COUNT];
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        size_t n = pick(CASE(hits[i], { LAW_PAYER, STR("Korea, South") }, { LAW_CURRENCY, STR("usd") }),
                        cards);
        assert_true(has(cards, n, "us_block_report") && has(cards, n, "us_general"));
        assert_true(has(cards, n, "kr_ikeca") && has(cards, n, "kr_str"));
        assert_true(has(cards, n, "un_2375_17") && has(cards, n, "fatf_dprk"));
        assert_true(has(cards, n, "hold_litigation") && has(cards, n, "rescreen_lists"));
        assert_false(has(cards, n, "jp_penalty") || has(cards, n, "uk_report"));
        assert_false(has(cards, n, "us_sar")); /* a currency alone makes no US bank of anybody */
        for (size_t f = 0; f < LAW_CARD_COUNT; f++)
            if (law_card_table[f].is_fair) assert_true(has(cards, n, law_card_table[f].id.data));
    }
}

static void every_link_touches(void **state)
{
    static const struct { enum law_link link; const char *code, *want; } rows[] = {
        { LAW_PAYER, "United Kingdom", "uk_general" }, { LAW_BANK, "us", "us_sar" },
        { LAW_PLATFORM, "jp", "jp_contact" },          { LAW_PAYEE, "kr", "kr_str" },
        { LAW_CURRENCY, "EUR", "eu_general" },         { LAW_CURRENCY, "JPY", "jp_bank_check" },
        { LAW_STAFF, "us", "us_510_201" },             { LAW_PAYER, "fr", "eu_general" },
        { LAW_PAYER, "ch", "au_ca_nz_ch" },            { LAW_PAYER, "pr", "us_general" },
    };
    const struct law_card *cards[LAW_CARD_COUNT];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t n = pick(CASE(LAW_HIT_CONFIRMED, { rows[i].link, str_c(rows[i].code) }), cards);
        if (!has(cards, n, rows[i].want)) fail_msg("%s does not bring %s", rows[i].code, rows[i].want);
    }
}

static void an_unknown_place_leaves_no_general_card_out(void **state)
{
    static const char *const generals[] = { "us_general", "kr_general", "jp_general", "uk_general",
                                            "eu_general" };
    const struct law_card *cards[LAW_CARD_COUNT];
    struct law_case nowhere = CASE(LAW_HIT_RISK, { LAW_PAYER, STR("Atlantis") });
    struct law_case half = CASE(LAW_HIT_RISK, { LAW_PAYER, STR("us") }, { LAW_BANK, STR("??") });
    struct law_case silent = { .hit = LAW_HIT_RISK };
    struct law_case elsewhere = CASE(LAW_HIT_RISK, { LAW_PAYER, STR("sg") }, { LAW_CURRENCY, STR("USDT") });
    struct law_case *cases[] = { &nowhere, &half, &silent };
    (void)state;
    for (size_t c = 0; c < 3; c++) {
        size_t n = pick(*cases[c], cards);
        assert_int_equal(n, 5 + 9);
        for (size_t i = 0; i < 5; i++) assert_true(has(cards, n, generals[i]));
    }
    assert_int_equal(law_unread(&nowhere), 1);
    assert_int_equal(law_unread(&half), 1);
    assert_int_equal(law_unread(&silent), 0);
    assert_int_equal(law_unread(&elsewhere), 0); /* known, and none of ours */
    assert_int_equal(pick(elsewhere, cards), 9);
    nowhere.hit = LAW_HIT_LISTED;
    size_t n = pick(nowhere, cards);
    assert_true(has(cards, n, "un_1718_8d") && has(cards, n, "us_general"));
    assert_false(has(cards, n, "us_block_report")); /* whose it is cannot be told */
}

static void a_currency_is_no_country(void **state)
{
    struct law_case c = CASE(LAW_HIT_RISK, { LAW_CURRENCY, STR("us") }, { LAW_PAYER, STR("USD") });
    (void)state;
    assert_int_equal(law_links(&c, LAW_US), 0);
    assert_int_equal(law_unread(&c), 1);
    struct law_case d = CASE(LAW_HIT_RISK, { LAW_CURRENCY, STR(" usd ") }, { LAW_BANK, STR("usa") });
    assert_int_equal(law_links(&d, LAW_US), 1u << LAW_CURRENCY | 1u << LAW_BANK);
    assert_int_equal(law_links(&d, LAW_JP), 0);
}

static void the_stage_narrows_only_where_it_is_known(void **state)
{
    static const struct { const char *stage; bool permits, breach; } rows[] = {
        { "", true, true },        { "odd", true, true },    { "application", false, false },
        { "permit", true, false }, { "working", false, true }, { "Working", false, true },
    };
    const struct law_card *cards[LAW_CARD_COUNT];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct law_case c = CASE(LAW_HIT_CONFIRMED, { LAW_PAYER, STR("us") });
        c.stage = str_c(rows[i].stage);
        size_t n = pick(c, cards);
        assert_int_equal(has(cards, n, "un_2371_11"), rows[i].permits);
        assert_int_equal(has(cards, n, "us_insider_duties"), rows[i].breach);
        assert_true(has(cards, n, "fair_us") && has(cards, n, "us_block_report"));
    }
}

static void order_is_fixed_and_the_cap_is_kept(void **state)
{
    const struct law_card *cards[LAW_CARD_COUNT], *few[3] = { NULL, NULL, NULL };
    struct law_case one = CASE(LAW_HIT_LISTED, { LAW_PAYER, STR("us") }, { LAW_BANK, STR("kr") });
    struct law_case two = CASE(LAW_HIT_LISTED, { LAW_BANK, STR("kr") }, { LAW_PAYER, STR("us") });
    (void)state;
    size_t n = pick(one, cards);
    for (size_t i = 1; i < n; i++) assert_true(cards[i] > cards[i - 1]); /* the table's order */
    assert_int_equal(law_cards(&two, few, 2), n);
    assert_ptr_equal(few[0], cards[0]);
    assert_ptr_equal(few[1], cards[1]);
    assert_null(few[2]);
    assert_int_equal(law_cards(&one, NULL, 0), n);
}

static void records_go_with_their_jurisdictions(void **state)
{
    const struct law_record *rows[LAW_RECORD_COUNT];
    struct law_case c = CASE(LAW_HIT_LISTED, { LAW_PAYER, STR("kr") });
    (void)state;
    assert_int_equal(law_records(&c, rows, LAW_RECORD_COUNT), 2);
    assert_str(rows[0]->id, "rec_kr_aml");
    assert_int_equal(rows[0]->years, 5);
    assert_str(rows[1]->id, "rec_applicants");
    c.hit = LAW_HIT_RISK;
    assert_int_equal(law_records(&c, rows, LAW_RECORD_COUNT), 0);
    static const struct { const char *id; unsigned years; } want[] = {
        { "rec_us_ofac", 10 }, { "rec_us_bsa", 5 }, { "rec_us_i9", 3 }, { "rec_kr_aml", 5 },
        { "rec_jp_aml", 7 }, { "rec_uk_aml", 5 }, { "rec_applicants", 0 },
    };
    assert_int_equal(sizeof want / sizeof *want, LAW_RECORD_COUNT);
    for (size_t i = 0; i < LAW_RECORD_COUNT; i++) {
        assert_str(law_record_table[i].id, want[i].id);
        assert_int_equal(law_record_table[i].years, want[i].years);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_card_is_there),
        cmocka_unit_test(every_card_speaks_four_languages),
        cmocka_unit_test(sums_and_dates_are_written_in_each_language),
        cmocka_unit_test(placeholders_are_equal_in_four_languages),
        cmocka_unit_test(recalled_law_is_to_be_checked),
        cmocka_unit_test(a_risk_shows_general_and_fair_cards_only),
        cmocka_unit_test(no_risk_ever_shows_a_duty),
        cmocka_unit_test(a_listed_hit_adds_the_duties_of_who_touches_it),
        cmocka_unit_test(every_link_touches),
        cmocka_unit_test(an_unknown_place_leaves_no_general_card_out),
        cmocka_unit_test(a_currency_is_no_country),
        cmocka_unit_test(the_stage_narrows_only_where_it_is_known),
        cmocka_unit_test(order_is_fixed_and_the_cap_is_kept),
        cmocka_unit_test(records_go_with_their_jurisdictions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
