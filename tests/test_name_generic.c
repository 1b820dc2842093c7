/* name/: the generic model through name_compare. */
#include "tests/name_help.h"

#include "name/key.h"
#include "name/generic.h"
#include "tests/name_maker.h"

/* --- what must hold for known pairs --------------------------------------------------------- */

static void takes_writings_of_one_name_as_equal(void **state)
{
    static const struct { const char *a, *b; enum name_kind kind; } rows[] = {
        { "KIM, Yong-Chol", "Yong Chol Kim", NAME_PERSON },
        { "kim yong chol", "KIM YONG CHOL", NAME_PERSON },
        { "O'Brien, Pat", "PAT OBRIEN", NAME_PERSON },
        { "Jos\xC3\xA9 Pe\xC3\xB1" "a", "PENA, Jose", NAME_PERSON },
        { "Dr. John Smith", "Smith, John", NAME_PERSON },
        { "Ch'oe Ryong-hae", "CHOE Ryong Hae", NAME_PERSON },
        { "Chon Ma Trading Co., Ltd.", "CHON MA TRADING COMPANY LIMITED", NAME_ORGANIZATION },
        { "\xEF\xBC\xAB\xEF\xBC\xA9\xEF\xBC\xAD \xEF\xBC\xB5\xEF\xBC\xAE", "Kim Un", NAME_PERSON },
        { "\xE2\x98\x85\xE2\x98\x85", "\xE2\x98\x85\xE2\x98\x85", NAME_ANY },
        { "Dr", "dr", NAME_PERSON },
        { "The Company Limited", "the company ltd", NAME_ORGANIZATION },
        { "J. Smith", "SMITH J", NAME_PERSON },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct name_pair p = pair_of(rows[i].a, rows[i].b, rows[i].kind);
        if (!p.is_exact || p.name_bp != 10000)
            fail_msg("'%s' and '%s': %u", rows[i].a, rows[i].b, p.name_bp);
    }
}

static void scores_within_bands(void **state)
{
    static const struct { const char *a, *b; enum name_kind kind; unsigned from, to; } rows[] = {
        /* one slip */
        { "John Smith", "John Smyth", NAME_PERSON, 8500, 9700 },
        { "Vladimir Petrovich", "Vladimir Petrovihc", NAME_PERSON, 9000, 9800 },
        { "Hamas", "Hamaz", NAME_ORGANIZATION, 7500, 9000 },
        /* a part left out is mild */
        { "John Smith", "John Andrew Smith", NAME_PERSON, 8000, 9700 },
        { "Abdul Rahman Masri", "Abdul Rahman al-Masri", NAME_PERSON, 9700, 9900 },
        /* a different part is heavy */
        { "Kim Jong Un", "Kim Jong Il", NAME_PERSON, 0, 7499 },
        { "John Smith", "Andrew Smith", NAME_PERSON, 0, 6499 },
        { "Ali Hassan Majid", "Ali Hassan Tikriti", NAME_PERSON, 0, 7499 },
        { "Li Wu", "Lu Wu", NAME_PERSON, 0, 6499 },
        /* one word of two */
        { "Smith", "John Smith", NAME_PERSON, 0, 6499 },
        { "Taliban Organization", "Taliban", NAME_ORGANIZATION, 7500, 9900 },
        { "Taliban Organization", "Tehran Prisons Organization", NAME_ORGANIZATION, 0, 6499 },
        { "Islamic State Group", "Islamic Jihad Group", NAME_ORGANIZATION, 0, 7499 },
        /* joined, initial */
        { "Kim Jong Un", "Kim Jongun", NAME_PERSON, 9500, 9900 },
        { "J. Smith", "John Smith", NAME_PERSON, 7500, 9700 },
        { "J. K.", "John Kim", NAME_PERSON, 0, 6499 },
        /* numbers are hard words */
        { "Chon Ma San 2", "Chon Ma San 3", NAME_OBJECT, 0, 7499 },
        { "Chon Ma San", "Chon Ma San 3", NAME_OBJECT, 8000, 9899 },
        { "Unit 61398", "Unit 61399", NAME_ORGANIZATION, 0, 6499 },
        /* legal forms */
        { "Foobarex Ltd", "Foobarex GmbH", NAME_ORGANIZATION, 9500, 9800 },
        { "Foobarex Ltd", "Foobarex", NAME_ORGANIZATION, 9800, 9900 },
        { "11420 Corp.", "Corp", NAME_ORGANIZATION, 0, 6499 },
        { "\xE2\x98\x85\xE2\x98\x85", "\xE2\x98\x85", NAME_ANY, 0, 0 },
        { "Jon", "John Smith", NAME_PERSON, 0, 6499 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct name_pair p = pair_of(rows[i].a, rows[i].b, rows[i].kind);
        if (p.name_bp < rows[i].from || p.name_bp > rows[i].to)
            print_message("'%s' and '%s': %u, want %u..%u\n", rows[i].a, rows[i].b, p.name_bp,
                          rows[i].from, rows[i].to);
        assert_in_range(p.name_bp, rows[i].from, rows[i].to);
    }
}

static void tells_a_missing_part_from_a_different_one(void **state)
{
    (void)state;
    unsigned missing = pair_of("John Smith", "John Andrew Smith", NAME_PERSON).name_bp;
    unsigned different = pair_of("John Peter Smith", "John Andrew Smith", NAME_PERSON).name_bp;
    assert_true(missing > different + 1500);
}

/* --- properties ----------------------------------------------------------------------------- */

static void is_symmetric_and_blind_to_case(void **state)
{
    struct maker m = { 11 };
    char ta[256], tb[256];
    (void)state;
    for (int i = 0; i < 20000; i++) {
        str a = maker_name(&m, ta);
        str b = maker_below(&m, 3) ? maker_name(&m, tb) : maker_slip(&m, a, tb);
        enum name_kind kind = (enum name_kind)maker_below(&m, 4);
        struct name_pair x, y;
        if (str_trim(b).len == 0) continue;
        name_query_reset(scratch);
        assert_int_equal(name_compare(scratch, a, b, kind, &x, NULL), CORDON_OK);
        for (size_t k = 0; k < a.len; k++) ta[k] = byte_upper(ta[k]);
        assert_int_equal(name_compare(scratch, b, a, kind, &y, NULL), CORDON_OK);
        if (x.name_bp != y.name_bp || x.info_cb != y.info_cb || x.is_exact != y.is_exact)
            fail_msg("'%.*s' and '%.*s': %u/%d and %u/%d", STR_ARG(a), STR_ARG(b), x.name_bp,
                     x.info_cb, y.name_bp, y.info_cb);
        assert_int_equal(x.is_exact, x.name_bp == 10000);
        assert_true(x.is_exact || x.name_bp <= SCORE_NEAR_MAX_BP);
    }
}

/* Words that never join, so that order is free; see score_pair. */
static size_t some_words(struct maker *m, const char **ret)
{
    static const char *const words[] = { "petrovich", "petrovic", "mohammad", "mohamad",
                                         "smith",     "smyth",    "kim",      "ali",
                                         "trading",   "star",     "chol",     "j" };
    size_t n = 2 + maker_below(m, 4);
    for (size_t i = 0; i < n; i++) ret[i] = words[maker_below(m, COUNT_OF(words))];
    return n;
}

static void write_words(const char **words, size_t n, size_t from, char *text)
{
    size_t len = 0;
    text[0] = '\0';
    for (size_t i = 0; i < n; i++)
        len += (size_t)snprintf(text + len, 256 - len, "%s ", words[(from + i) % n]);
}

static void does_not_mind_the_order_of_words(void **state)
{
    struct maker m = { 12 };
    char ta[256], tb[256], turned[256];
    const char *a[8], *b[8];
    int checked = 0;
    (void)state;
    for (int i = 0; i < 5000; i++) {
        size_t na = some_words(&m, a), nb = some_words(&m, b);
        write_words(a, na, 0, ta);
        write_words(b, nb, 0, tb);
        write_words(a, na, 1 + maker_below(&m, na - 1), turned);
        struct name_pair x = pair_of(ta, tb, NAME_PERSON), y = pair_of(turned, tb, NAME_PERSON);
        bool by_words = strcmp(x.model, "generic") == 0 && strcmp(y.model, "generic") == 0;
        assert_true(pair_of(ta, turned, NAME_PERSON).is_exact);
        if (!by_words || x.is_exact) continue; /* syllables of a given name have an order */
        checked++;
        assert_int_equal(x.name_bp, y.name_bp);
        assert_int_equal(x.info_cb, y.info_cb);
    }
    assert_true(checked > 2000);
}

static void gives_most_evidence_to_the_same_name(void **state)
{
    struct maker m = { 13 };
    char ta[256], tb[256];
    (void)state;
    for (int i = 0; i < 5000; i++) {
        enum name_kind kind = (enum name_kind)maker_below(&m, 4);
        struct name_pair self, other;
        str a = maker_name(&m, ta), b = maker_name(&m, tb);
        name_query_reset(scratch);
        assert_int_equal(name_compare(scratch, a, a, kind, &self, NULL), CORDON_OK);
        assert_int_equal(name_compare(scratch, a, b, kind, &other, NULL), CORDON_OK);
        assert_int_equal(self.name_bp, 10000);
        assert_true(self.info_cb >= other.info_cb);
    }
}

static void set_word(struct word *w, const char *text)
{
    *w = (struct word){ .text = str_c(text) };
    form_weigh(w, 1u << READ_PERSON);
}

static bool shares_a_key(const struct word *a, const struct word *b)
{
    uint64_t ka[KEYS_WORD_MAX], kb[KEYS_WORD_MAX];
    size_t na = key_word_forms(a, ka), nb = key_word_forms(b, kb);
    for (size_t i = 0; i < na; i++)
        for (size_t j = 0; j < nb; j++)
            if (ka[i] == kb[j]) return true;
    return false;
}

static void finds_no_slip_without_a_common_key(void **state)
{
    struct maker m = { 14 };
    char text[2][64];
    (void)state;
    for (int i = 0; i < 200000; i++) {
        struct word w[2];
        enum name_part_how how;
        for (int k = 0; k < 2; k++) {
            size_t len = 2 + maker_below(&m, 9);
            for (size_t at = 0; at < len; at++) text[k][at] = (char)('a' + maker_below(&m, 2));
            text[k][len] = '\0';
            set_word(&w[k], text[k]);
        }
        uint16_t bp = word_alike(&w[0], &w[1], &how);
        bool is_long = w[0].letters >= 8 && w[1].letters >= 8;
        if (bp && !shares_a_key(&w[0], &w[1])) fail_msg("'%s' and '%s'", text[0], text[1]);
        if (is_long && !bp && shares_a_key(&w[0], &w[1]))
            fail_msg("'%s' and '%s' share a key and no slip", text[0], text[1]);
    }
}

static void slips_on_letters_not_bytes(void **state)
{
    static const struct { const char *a, *b; bool is_alike; } rows[] = {
        { "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD\xD0\xBE\xD0\xB2", "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBB\xD0\xBE\xD0\xB2", true },
        { "\xEA\xB9\x80\xEC\xA0\x95\xEC\x9D\x80", "\xEA\xB9\x80\xEC\xA0\x95\xEC\x9D\xBC", true },
        { "\xEC\x9D\xB4\xEC\x9D\xB4", "\xEC\x9D\xB4\xEC\x9D\xB5", false }, /* two letters */
        { "12345", "12346", false },
        { "unit7", "unit8", false },
        { "martha", "marhta", true },
        { "katherine", "katerhine", true },
        { "internatinal", "internationl", true }, /* one lost on each side */
        { "petrov", "petyrva", false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct word a, b;
        enum name_part_how how;
        set_word(&a, rows[i].a);
        set_word(&b, rows[i].b);
        if ((word_alike(&a, &b, &how) > 0) != rows[i].is_alike)
            fail_msg("'%s' and '%s'", rows[i].a, rows[i].b);
        assert_int_equal(word_alike(&a, &b, &how), word_alike(&b, &a, &how));
    }
}

/* --- the explanation ------------------------------------------------------------------------ */

static void assert_part(const struct name_pair *p, size_t i, const char *a, const char *b,
                        enum name_part_how how)
{
    assert_true(i < p->part_count);
    assert_str(p->parts[i].a, a);
    assert_str(p->parts[i].b, b);
    if (p->parts[i].how != how)
        fail_msg("%s/%s is %s", a, b, name_part_how_name(p->parts[i].how));
}

static void says_which_parts_agree(void **state)
{
    struct name_pair p;
    (void)state;
    p = pair_of("WEBER, Anne-Katrin", "Weber Annekatrin", NAME_PERSON);
    assert_int_equal(p.part_count, 2);
    assert_part(&p, 0, "WEBER", "Weber", PART_SAME);
    assert_part(&p, 1, "Anne-Katrin", "Annekatrin", PART_JOINED);
    assert_string_equal(p.model, "generic");

    p = pair_of("Dr J. Petrovich Smith", "Smyth, John Alexander van Petrovich", NAME_PERSON);
    assert_int_equal(p.part_count, 6);
    assert_part(&p, 0, "J", "John", PART_INITIAL);
    assert_part(&p, 1, "Petrovich", "Petrovich", PART_SAME);
    assert_part(&p, 2, "Smith", "Smyth", PART_SOUND);
    assert_part(&p, 3, "", "Alexander", PART_MISSING);
    assert_part(&p, 4, "", "van", PART_MISSING);
    assert_part(&p, 5, "Dr", "", PART_MISSING);
    assert_int_equal(p.parts[5].weight_cb, 0);
    assert_true(p.parts[1].weight_cb > p.parts[4].weight_cb);

    p = pair_of("John Peter Smith", "John Andrew Smith", NAME_PERSON);
    assert_part(&p, 1, "Peter", "Andrew", PART_DIFFERENT);

    p = pair_of("Chonmasan Ltd.", "Chonmasan GmbH", NAME_ORGANIZATION);
    assert_part(&p, 0, "Chonmasan", "Chonmasan", PART_SAME);
    assert_part(&p, 1, "Ltd", "GmbH", PART_FORM);
    assert_int_equal(p.parts[1].same_bp, 0);
}

static void reports_what_cannot_be_compared(void **state)
{
    struct name_pair p;
    struct cordon_error err;
    const struct name_query *q;
    char text[2000];
    (void)state;
    memset(text, 'a', sizeof text);
    name_query_reset(scratch);
    assert_int_equal(name_compare(scratch, STR(""), STR("Kim"), NAME_PERSON, &p, &err),
                     CORDON_ARGUMENT);
    assert_int_equal(name_compare(scratch, STR("Kim"), STR("  "), NAME_PERSON, &p, &err),
                     CORDON_ARGUMENT);
    assert_int_equal(name_compare(scratch, STR("Kim\xFF"), STR("Kim"), NAME_PERSON, &p, &err),
                     CORDON_SYNTAX);
    assert_int_equal(name_compare(scratch, str_of(text, sizeof text), STR("Kim"), NAME_PERSON, &p,
                                  &err), CORDON_LIMIT);
    assert_int_equal(name_query_parse(scratch, STR("\xE2\x98\x85"), NAME_ANY, &q, &err), CORDON_OK);
    assert_false(name_query_has_words(q));
    assert_int_equal(name_query_parse(scratch, STR("Kim"), NAME_ANY, &q, &err), CORDON_OK);
    assert_true(name_query_has_words(q));
}

static void survives_the_longest_names(void **state)
{
    char a[TEXT_NAME_MAX + 1], b[TEXT_NAME_MAX + 1];
    size_t len = 0;
    (void)state;
    for (int i = 0; i < TEXT_TOKENS_MAX; i++)
        len += (size_t)snprintf(a + len, sizeof a - len, "mohammad ");
    memcpy(b, a, len + 1);
    b[0] = 'n';
    struct name_pair p = pair_of(a, b, NAME_PERSON);
    assert_in_range(p.name_bp, 9000, 9900);
    assert_int_equal(p.part_count, TEXT_TOKENS_MAX);
}

/* Initials written together are words each, as long as there is room: what stands behind them still counts. */
static void many_initials_cut_nothing_off(void **state)
{
    (void)state;
    char a[TEXT_NAME_MAX], b[TEXT_NAME_MAX];
    for (size_t dotted = 1; dotted <= TEXT_TOKENS_MAX - 2; dotted++) {
        size_t len = 0;
        for (size_t i = 0; i < dotted; i++) len += (size_t)snprintf(a + len, sizeof a - len, "A.B.C.D. ");
        memcpy(b, a, len);
        snprintf(a + len, sizeof a - len, "Kim Chol");
        snprintf(b + len, sizeof b - len, "Smith Ann");
        assert_true(pair(a, a).is_exact);
        struct name_pair p = pair(a, b);
        if (p.is_exact || p.name_bp == 10000) fail_msg("'%s' is taken for '%s'", a, b);
    }
}

static void reports_failing_memory(void **state)
{
    (void)state;
    for (uint64_t n = 1; n < 40; n++) {
        struct name_pair p;
        mem_fail_from(n);
        struct name_scratch *s = name_scratch_new();
        cordon_status st = s ? name_compare(s, STR("Kim Jong Un"), STR("\xC3\x89ric Kim"),
                                            NAME_PERSON, &p, NULL)
                             : CORDON_NOMEM;
        uint64_t asked = mem_count();
        mem_fail_from(0);
        name_scratch_free(s);
        assert_int_equal(st, asked >= n ? CORDON_NOMEM : CORDON_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_writings_of_one_name_as_equal),
        cmocka_unit_test(scores_within_bands),
        cmocka_unit_test(tells_a_missing_part_from_a_different_one),
        cmocka_unit_test(is_symmetric_and_blind_to_case),
        cmocka_unit_test(does_not_mind_the_order_of_words),
        cmocka_unit_test(gives_most_evidence_to_the_same_name),
        cmocka_unit_test(finds_no_slip_without_a_common_key),
        cmocka_unit_test(slips_on_letters_not_bytes),
        cmocka_unit_test(says_which_parts_agree),
        cmocka_unit_test(reports_what_cannot_be_compared),
        cmocka_unit_test(survives_the_longest_names),
        cmocka_unit_test(many_initials_cut_nothing_off),
        cmocka_unit_test(reports_failing_memory),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
