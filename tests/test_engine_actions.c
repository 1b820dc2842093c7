/* engine/actions, engine/law_write, engine/explain_write: what an answer says to do, which law cards
 * stand beside it, and how its sums came about. */
#include "tests/engine_help.h"

#include "engine/actions.h"
#include "engine/screener.h"
#include "law/law.h"

#include <cordon/rules.h>

/* --- rules of our own: strengths, roots and groups that a test can count with ----------------------- */

#define RULE(name, word, strength, root, group, more)                                              \
    "title: Rule " name "\nid: 00000000-0000-5000-8000-0000000000" word "\nname: " name             \
    "\nstatus: test\ndescription: made up\nauthor: x\ndate: '2026-01-01'\nlogsource:\n"             \
    "  product: cordon\ndetection:\n  it:\n    dev.process|contains: " name "\n  condition: it\n"          \
    "level: low\ncordon:\n  group: " group "\n  strength: " strength "\n  root: " root "\n"           \
    "  kinds: [applicant, worker, payment]\n" more                                                 \
    "  asks: {en: 'What is " name "?'}\n  innocent: {en: 'It is made up.'}\n"

static const char rules_text[] =
    RULE("alpha", "01", "strong", "r1", "network", "  half_life: 30\n") "---\n"
    RULE("beta", "02", "medium", "r1", "network", "") "---\n"
    RULE("gamma", "03", "strong", "r2", "device", "") "---\n"
    RULE("delta", "04", "strong", "r3", "device", "") "---\n"
    RULE("omega", "05", "weak", "r4", "payment", "  half_life: 30\n") "---\n"
    RULE("sigma", "06", "strong", "r5", "document", "");

static struct desk desk;
static struct cordon_rules *rules;

static int setup(void **state)
{
    struct cordon_error err = ERROR_INIT;
    (void)state;
    desk_made_up(&desk);
    const char *path = put_file(desk.folder, "made-up.yml", str_c(rules_text));
    if (cordon_rules_open(&path, 1, &rules, &err))
        fail_msg("%s:%d: %s", err.file, (int)err.line, err.message);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    desk_close(&desk);
    cordon_rules_free(rules);
    return 0;
}

/* A screener anew with these options. */
static void with(bool has_rules, enum cordon_law law, bool explain, const char *jurisdictions)
{
    desk.options.rules = has_rules ? rules : NULL;
    desk.options.law = law;
    desk.options.explain = explain;
    desk.options.jurisdictions = str_c(jurisdictions);
    desk_screener(&desk);
}

/* Ids of an array of objects, joined by blanks. */
static const char *ids_of(str json, const char *path)
{
    static char out[4][4096];
    static int next;
    char *list = out[next++ % 4], at[64];
    size_t len = 0;
    list[0] = '\0';
    for (int i = 0; i < 100; i++) {
        snprintf(at, sizeof at, "%s.%d.id", path, i);
        str id = json_at(json, at);
        if (str_eq(id, STR("-"))) break;
        len += (size_t)snprintf(list + len, sizeof out[0] - len, "%s%.*s", len ? " " : "", STR_ARG(id));
    }
    return list;
}

static bool has_word(const char *words, const char *word)
{
    str rest = str_c(words);
    for (str piece; str_next(&rest, ' ', &piece);)
        if (str_eq(piece, str_c(word))) return true;
    return false;
}

/* The place of `id` in the array, as "actions.3.expires". */
static const char *at_id(str json, const char *path, const char *id, const char *key)
{
    static char at[4][96];
    static int next;
    char *out = at[next++ % 4], probe[64];
    for (int i = 0; i < 100; i++) {
        snprintf(probe, sizeof probe, "%s.%d.id", path, i);
        str found = json_at(json, probe);
        if (str_eq(found, STR("-"))) fail_msg("no %s in %s: %.*s", id, path, STR_ARG(json));
        if (!str_eq(found, str_c(id))) continue;
        snprintf(out, sizeof at[0], "%s.%d.%s", path, i, key);
        break;
    }
    return out;
}

/* --- the tables -------------------------------------------------------------------------------------- */

static void every_row_has_its_words_in_four_languages(void **state)
{
    (void)state;
    assert_in_range(action_count, 1, 64); /* those said are counted in 64 bits */
    for (size_t lang = 0; lang < SAY_LANG_COUNT; lang++) {
        for (size_t i = 0; i < action_count; i++) {
            const struct action_row *row = &action_table[i].row;
            assert_true(say_message((enum say_lang)lang, row->text).len > 0);
            assert_int_equal(say_message((enum say_lang)lang, row->back).len > 0, row->back.len > 0);
        }
        for (size_t i = 0; i < contain_count; i++)
            assert_true(say_message((enum say_lang)lang, contain_table[i].row.text).len > 0);
    }
}

/* What restricts somebody ends: by a day, or by a decision that its row names an officer for. */
static void what_restricts_has_an_approver_above_the_analyst(void **state)
{
    (void)state;
    for (size_t i = 0; i < action_count; i++) {
        const struct action *a = &action_table[i];
        if (a->row.back.len) assert_false(str_eq(a->row.approver, STR("analyst")));
        if (a->cause == ACTION_CAUSE_FLAGS) {
            assert_false(a->verdicts & ACTION_STOP);
            if (a->row.back.len) assert_true(a->row.days > 0);
        }
    }
}

static void nothing_accuses_or_names_an_origin(void **state)
{
    static const char *const words[] = { "North Korea", "DPRK", "북한", "北朝鮮", "Korea Utara", "fraud",
                                         "nationality", "국적", "国籍" };
    (void)state;
    for (size_t lang = 0; lang < SAY_LANG_COUNT; lang++)
        for (size_t k = 0; k < COUNT_OF(words); k++) {
            for (size_t i = 0; i < action_count; i++)
                assert_int_equal(str_find(say_message((enum say_lang)lang, action_table[i].row.text),
                                          str_c(words[k]), 0), SIZE_MAX);
            for (size_t i = 0; i < contain_count; i++)
                assert_int_equal(str_find(say_message((enum say_lang)lang, contain_table[i].row.text),
                                          str_c(words[k]), 0), SIZE_MAX);
        }
}

static void the_checklist_keeps_before_it_narrows(void **state)
{
    struct buf out = BUF_INIT(1 << 20);
    struct json_writer w;
    (void)state;
    json_w_init(&w, &out);
    containment_write(&w, SAY_LANG_EN, 1u << RECORD_KIND_WORKER);
    str json = buf_str(&out);
    assert_str(json_at(json, "0.id"), "owner");
    assert_str(json_at(json, "0.step"), "1");
    assert_str(json_at(json, "2.id"), "logs");
    assert_str(json_at(json, "2.phase"), "keep");
    assert_str(json_at(json, "5.id"), "signing");
    assert_str(json_at(json, "5.days"), "14");
    assert_true(json_at(json, "5.roll_back").len > 10);
    assert_str(json_at(json, "2.days"), "-");
    assert_str(json_at(json, "2.roll_back"), "-");
    assert_true(str_find(json, STR("\"device\""), 0) != SIZE_MAX);
    buf_reset(&out);
    json_w_init(&w, &out);
    containment_write(&w, SAY_LANG_KO, 1u << RECORD_KIND_PAYEE); /* no device, no keys to take */
    assert_int_equal(str_find(buf_str(&out), STR("\"signing\""), 0), SIZE_MAX);
    assert_int_equal(str_find(buf_str(&out), STR("\"device\""), 0), SIZE_MAX);
    assert_true(str_find(buf_str(&out), STR("\"pay\""), 0) != SIZE_MAX);
    buf_release(&out);
}

/* --- actions of an answer ------------------------------------------------------------------------------ */

static void lists_ask_for_what_their_own_verdict_says(void **state)
{
    (void)state;
    with(false, CORDON_LAW_NONE, false, "");
    str json = ask(&desk, "{'name':'Quillon Marrowby Testov'}");
    assert_str(json_at(json, "verdict"), "review");
    assert_string_equal(ids_of(json, "actions"), "compare ask_birth_date record_reason");
    assert_str(json_at(json, "actions.0.approver"), "analyst");
    assert_str(json_at(json, "actions.0.expires"), "-");
    json = ask(&desk, "{'name':'Quillon Marrowby Testov','birth_date':'1979-08-01'}");
    assert_string_equal(ids_of(json, "actions"), "pause_account send_to_compliance");
    assert_str(json_at(json, "actions.0.expires"), "2026-08-06");
    assert_str(json_at(json, "actions.0.approver"), "compliance");
    json = ask(&desk, "{'wallet':'1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'}");
    assert_string_equal(ids_of(json, "actions"), "hold_payment no_return keep_circle "
                                                 "send_to_compliance count_deadline");
    assert_str(json_at(json, "actions.0.expires"), "-"); /* a listed wallet's hold does not lapse */
    json = ask(&desk, "{'name':'Nobody Whatsoever'}");
    assert_string_equal(ids_of(json, "actions"), "");
}

static void flags_ask_first_then_verify_then_hold(void **state)
{
    (void)state;
    with(true, CORDON_LAW_NONE, false, "");
    str json = ask(&desk, "{'kind':'worker','name':'Nobody Whatsoever','dev.process':'gamma'}");
    assert_str(json_at(json, "verdict"), "review");
    assert_string_equal(ids_of(json, "actions"), "ask_person record_reason");
    assert_str(json_at(json, "actions.0.expires"), "2026-08-04");
    json = ask(&desk, "{'kind':'worker','name':'Nobody Whatsoever','dev.process':['gamma','beta']}");
    assert_str(json_at(json, "points"), "9");
    assert_str(json_at(json, "verdict"), "review");
    assert_string_equal(ids_of(json, "actions"), "ask_person verify_live record_reason");
    static const char worker[] = "{'kind':'worker','name':'Nobody Whatsoever','dev.process':"
                                 "['gamma','alpha','sigma']}";
    json = ask(&desk, worker);
    assert_str(json_at(json, "verdict"), "escalate");
    assert_string_equal(ids_of(json, "actions"), "keep_evidence pause_access hold_payout narrow_access "
                                                 "keep_circle send_to_compliance");
    assert_str(json_at(json, at_id(json, "actions", "hold_payout", "expires")), "2026-08-06");
    assert_str(json_at(json, at_id(json, "actions", "narrow_access", "approver")), "manager");
    json = ask(&desk, "{'kind':'applicant','name':'Nobody Whatsoever','dev.process':"
                      "['gamma','alpha','sigma']}");
    assert_string_equal(ids_of(json, "actions"),
                        "keep_evidence pause_application keep_circle send_to_compliance");
}

/* A list's stop stands beside the flags' review, each with its own steps, and nothing twice. */
static void causes_stand_beside_each_other(void **state)
{
    (void)state;
    with(true, CORDON_LAW_NONE, false, "");
    str json = ask(&desk, "{'kind':'payment','wallet':'1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2',"
                          "'dev.process':'gamma'}");
    assert_str(json_at(json, "verdict"), "stop");
    const char *ids = ids_of(json, "actions");
    assert_true(has_word(ids, "hold_payment"));
    assert_true(has_word(ids, "ask_person"));
    json = ask(&desk, "{'kind':'payment','name':'Quillon Marrowby Testov','birth_date':'1979-08-01',"
                      "'dev.process':['gamma','alpha','sigma']}");
    ids = ids_of(json, "actions");
    size_t at = str_find(str_c(ids), STR("send_to_compliance"), 0);
    assert_true(at != SIZE_MAX);
    assert_int_equal(str_find(str_c(ids), STR("send_to_compliance"), at + 1), SIZE_MAX);
}

/* The verdict of lists counts what --min does not list. */
static void hits_that_are_not_listed_ask_all_the_same(void **state)
{
    (void)state;
    desk.options.min_bp = 10000;
    with(false, CORDON_LAW_IDS, false, "");
    str json = ask(&desk, "{'name':'Quillon Marrowby Testow'}");
    desk.options.min_bp = -1;
    assert_str(json_at(json, "verdict"), "review");
    assert_str(json_at(json, "hits.0"), "-");
    assert_string_equal(ids_of(json, "actions"), "compare record_reason");
    assert_str(json_at(json, "law.hit"), "listed");
}

/* --- law cards ---------------------------------------------------------------------------------------- */

static void red_flags_bring_no_duty(void **state)
{
    (void)state;
    with(true, CORDON_LAW_FULL, false, "us,kr");
    str json = ask(&desk, "{'kind':'worker','name':'Nobody Whatsoever','currency':'USD','dev.process':"
                          "['gamma','alpha','sigma']}");
    assert_str(json_at(json, "law.hit"), "risk");
    assert_str(json_at(json, "law.records"), "-");
    assert_true(json_at(json, "law.notice").len > 10);
    for (int i = 0; i < LAW_CARD_COUNT; i++) {
        char at[32];
        snprintf(at, sizeof at, "law.cards.%d.class", i);
        str class = json_at(json, at);
        if (str_eq(class, STR("-"))) break;
        if (!str_eq(class, STR("general")) && !str_eq(class, STR("fair")))
            fail_msg("%.*s", STR_ARG(class));
    }
    const char *ids = ids_of(json, "law.cards");
    assert_true(has_word(ids, "us_general") && has_word(ids, "kr_general"));
    assert_false(has_word(ids, "jp_general"));
    assert_str(json_at(json, at_id(json, "law.cards", "kr_general", "because.0")), "payer");
}

static void a_listed_party_brings_duties_and_days(void **state)
{
    (void)state;
    with(false, CORDON_LAW_IDS, false, "");
    str json = ask(&desk, "{'name':'Quillon Marrowby Testov','currency':'usd','pay.country':'Japan'}");
    const char *ids = ids_of(json, "law.cards");
    assert_str(json_at(json, "law.hit"), "listed");
    assert_true(has_word(ids, "us_block_report") && has_word(ids, "jp_payment_ban"));
    assert_true(has_word(ids, "fair_us") && has_word(ids, "fair_kr"));
    assert_false(has_word(ids, "kr_fx"));
    /* ten business days from Saturday 2026-08-01 */
    assert_str(json_at(json, at_id(json, "law.cards", "us_block_report", "deadline.day")), "2026-08-14");
    assert_str(json_at(json, at_id(json, "law.cards", "us_block_report", "text")), "-");
    assert_str(json_at(json, "law.records"), "-");
    with(false, CORDON_LAW_FULL, false, "");
    json = ask(&desk, "{'name':'Quillon Marrowby Testov','currency':'USD'}");
    assert_true(json_at(json, at_id(json, "law.cards", "us_block_report", "text")).len > 20);
    assert_true(has_word(ids_of(json, "law.records"), "rec_us_ofac"));
    with(false, CORDON_LAW_NONE, false, "");
    json = ask(&desk, "{'name':'Quillon Marrowby Testov','currency':'USD'}");
    assert_str(json_at(json, "law"), "-");
}

static void nothing_found_brings_no_card(void **state)
{
    (void)state;
    with(true, CORDON_LAW_FULL, false, "us");
    assert_str(json_at(ask(&desk, "{'name':'Nobody Whatsoever','currency':'odd!'}"), "law"), "-");
    assert_str(json_at(ask(&desk, "{'name':'Nobody Whatsoever','currency':'odd!'}"), "verdict"), "clear");
    assert_str(json_at(ask(&desk, "{"), "law"), "-");
}

/* What the record says of the person ties nothing to a law. */
static void where_a_person_is_from_is_no_tie(void **state)
{
    (void)state;
    with(true, CORDON_LAW_FULL, false, "us");
    str json = ask(&desk, "{'kind':'worker','name':'Nobody Whatsoever','nationality':'kr',"
                          "'citizenship':'kr','country':'kr','birth_place':'Seoul, kr',"
                          "'address':'Seoul, kr','dev.process':'gamma','doc':{'issuer':'jp'}}");
    assert_str(json_at(json, "verdict"), "review");
    const char *ids = ids_of(json, "law.cards");
    assert_true(has_word(ids, "us_general"));
    assert_false(has_word(ids, "kr_general") || has_word(ids, "jp_general"));
}

static void a_place_that_cannot_be_understood_is_told(void **state)
{
    (void)state;
    with(false, CORDON_LAW_IDS, false, "us");
    str json = ask(&desk, "{'name':'Quillon Marrowby Testov','pay.country':'Atlantis of Old'}");
    assert_true(str_find(json, STR("\"id\":\"law\",\"state\":\"limited\",\"required\":false"), 0) != SIZE_MAX);
    assert_true(str_find(json, STR("\"reason\":\"law_unread\""), 0) != SIZE_MAX);
    assert_true(has_word(ids_of(json, "law.cards"), "jp_general")); /* none is left out */
    json = ask(&desk, "{'name':'Quillon Marrowby Testov','swift_bic':'EXAMKRSE','iban':"
                      "'GB33BUKB20201555555555'}");
    assert_int_equal(str_find(json, STR("law_unread"), 0), SIZE_MAX);
    assert_true(has_word(ids_of(json, "law.cards"), "kr_fx"));
    assert_true(has_word(ids_of(json, "law.cards"), "uk_report"));
}

static void more_places_than_fit_are_not_lost_silently(void **state)
{
    struct buf record = BUF_INIT(1 << 16);
    (void)state;
    with(false, CORDON_LAW_IDS, false, "");
    buf_add(&record, STR("{'name':'Quillon Marrowby Testov','flow':["));
    for (int i = 0; i < 100; i++)
        buf_printf(&record, "%s{'currency':'X%c%c'}", i ? "," : "", 'A' + i / 26, 'A' + i % 26);
    buf_add(&record, STR("]}"));
    buf_add_byte(&record, '\0');
    str json = ask(&desk, record.data);
    assert_true(str_find(json, STR("law_unread"), 0) != SIZE_MAX);
    buf_release(&record);
}

static void jurisdictions_are_countries(void **state)
{
    struct cordon_screener *scr = NULL;
    struct cordon_error err = ERROR_INIT;
    struct cordon_screen_options o = desk.options;
    (void)state;
    o.jurisdictions = STR("us, Japan,대한민국");
    assert_int_equal(cordon_screener_new(desk.set, &o, &scr, &err), CORDON_OK);
    cordon_screener_free(scr);
    o.jurisdictions = STR("us,Atlantis");
    assert_int_equal(cordon_screener_new(desk.set, &o, &scr, &err), CORDON_ARGUMENT);
    assert_string_equal(err.message, "unknown jurisdiction 'Atlantis'; give countries, such as 'us,kr'");
}

/* --- sums ---------------------------------------------------------------------------------------------- */

static void sums_stand_only_where_they_are_asked_for(void **state)
{
    static const char record[] = "{'kind':'worker','name':'Quillon Marrowby Testov','dev.process':'gamma'}";
    (void)state;
    with(true, CORDON_LAW_NONE, false, "");
    str json = ask(&desk, record);
    assert_int_equal(str_find(json, STR("\"sum\""), 0), SIZE_MAX);
    assert_int_equal(str_find(json, STR("full_points"), 0), SIZE_MAX);
    with(true, CORDON_LAW_NONE, true, "");
    json = ask(&desk, record);
    assert_str(json_at(json, "sum.points"), "6");
    assert_str(json_at(json, "hits.0.sum.prior_cb"), "-2000");
    assert_true(json_is_valid(json));
}

static void flags_fade_and_stand_behind_each_other(void **state)
{
    (void)state;
    with(true, CORDON_LAW_NONE, true, "");
    /* 42 days old: one half-life of 30 has passed since alpha, six would leave nothing of omega */
    str json = ask(&desk, "{'kind':'worker','name':'Nobody Whatsoever','time':'2026-06-20T00:00:00Z',"
                          "'dev.process':['alpha','beta','gamma','delta','omega']}");
    assert_str(json_at(json, at_id(json, "reasons", "alpha", "full_points")), "6");
    assert_str(json_at(json, at_id(json, "reasons", "alpha", "fades")), "1");
    assert_str(json_at(json, at_id(json, "reasons", "alpha", "points")), "3");
    assert_str(json_at(json, at_id(json, "reasons", "alpha", "behind")), "-");
    assert_str(json_at(json, at_id(json, "reasons", "beta", "behind")), "alpha");
    assert_str(json_at(json, at_id(json, "reasons", "beta", "counted")), "false");
    assert_str(json_at(json, at_id(json, "reasons", "omega", "points")), "0");
    assert_str(json_at(json, at_id(json, "reasons", "omega", "behind")), "-");
    assert_str(json_at(json, at_id(json, "sum.groups", "device", "found")), "12");
    assert_str(json_at(json, at_id(json, "sum.groups", "device", "cap")), "9");
    assert_str(json_at(json, at_id(json, "sum.groups", "device", "points")), "9");
    assert_str(json_at(json, "sum.points"), "12");
    assert_str(json_at(json, "sum.thresholds.1.verdict"), "verify");
    assert_str(json_at(json, "sum.thresholds.1.reached"), "true");
    assert_str(json_at(json, "sum.thresholds.2.reached"), "false");
    assert_str(json_at(json, "sum.thresholds.2.points_missing"), "3");
    assert_str(json_at(json, "sum.thresholds.2.groups_missing"), "1");
}

static int64_t number_at(str json, const char *path)
{
    char text[32];
    str at = json_at(json, path);
    snprintf(text, sizeof text, "%.*s", STR_ARG(at));
    return strtoll(text, NULL, 10);
}

/* prior + name + wallet + fields = total, and the bands say what the verdict hangs on. */
static void the_parts_of_a_score_add_up(void **state)
{
    static const char *const records[] = {
        "{'name':'Quillon Marrowby Testov','birth_date':'1979-08-01','nationality':'kp'}",
        "{'name':'Quillon Marrowby Testov','birth_date':{'value':'1950-01-01','proof':'verified'}}",
        "{'name':'Pelican'}", "{'wallet':'1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'}",
        "{'passport':'PS836410111','name':'Quillon Testov'}",
    };
    (void)state;
    with(true, CORDON_LAW_NONE, true, "");
    for (size_t i = 0; i < COUNT_OF(records); i++) {
        str json = ask(&desk, records[i]);
        int64_t sum = 0;
        static const char *const parts[] = { "prior_cb", "name_cb", "wallet_cb", "fields_cb" };
        assert_str(json_at(json, "hits.0.sum.tier"), "designated");
        for (size_t k = 0; k < COUNT_OF(parts); k++) {
            char at[64];
            snprintf(at, sizeof at, "hits.0.sum.%s", parts[k]);
            sum += number_at(json, at);
        }
        assert_int_equal(sum, number_at(json, "hits.0.sum.total_cb"));
    }
    str json = ask(&desk, records[0]);
    assert_str(json_at(json, "hits.0.sum.by.name"), "escalate");
    assert_str(json_at(json, "hits.0.sum.bands.5.key"), "agreeing_cb");
    assert_str(json_at(json, "hits.0.sum.bands.5.met"), "true");
    json = ask(&desk, records[1]);
    assert_str(json_at(json, "hits.0.sum.bands.6.key"), "discount_cb");
    assert_str(json_at(json, "hits.0.sum.bands.6.met"), "true");
    assert_str(json_at(json, "hits.0.verdict"), "clear");
    json = ask(&desk, records[2]);
    assert_str(json_at(json, "hits.0.sum.bands.0.key"), "weak_alias_score_bp");
}

/* A legal fact is for a person: its rule and exceptions beside it, no points, no duty, counsel asked. */
static void a_legal_fact_brings_its_rule_and_exceptions(void **state)
{
    struct cordon_rules *packs = NULL;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    assert_int_equal(cordon_rules_open(NULL, 0, &packs, &err), CORDON_OK);
    with(true, CORDON_LAW_IDS, false, "us");
    desk.options.rules = packs;
    desk_screener(&desk);
    str json = ask(&desk, "{'kind':'payment','stage':'payment','name':'Nobody Whatsoever',"
                          "'doc':{'type':'passport','issuer':'KP'}}");
    assert_str(json_at(json, "verdict"), "review");
    assert_str(json_at(json, "points"), "0");
    assert_str(json_at(json, "law.hit"), "fact");
    const char *cards = ids_of(json, "law.cards");
    assert_true(has_word(cards, "un_2397_8") && has_word(cards, "un_2375_17") && has_word(cards, "fair_kr"));
    assert_false(has_word(cards, "us_block_report") || has_word(cards, "un_1718_8d"));
    assert_true(has_word(ids_of(json, "actions"), "check_legal"));
    desk.options.rules = rules;
    desk_screener(&desk);
    cordon_rules_free(packs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_has_its_words_in_four_languages),
        cmocka_unit_test(what_restricts_has_an_approver_above_the_analyst),
        cmocka_unit_test(nothing_accuses_or_names_an_origin),
        cmocka_unit_test(the_checklist_keeps_before_it_narrows),
        cmocka_unit_test(lists_ask_for_what_their_own_verdict_says),
        cmocka_unit_test(flags_ask_first_then_verify_then_hold),
        cmocka_unit_test(causes_stand_beside_each_other),
        cmocka_unit_test(hits_that_are_not_listed_ask_all_the_same),
        cmocka_unit_test(red_flags_bring_no_duty),
        cmocka_unit_test(a_listed_party_brings_duties_and_days),
        cmocka_unit_test(nothing_found_brings_no_card),
        cmocka_unit_test(where_a_person_is_from_is_no_tie),
        cmocka_unit_test(a_place_that_cannot_be_understood_is_told),
        cmocka_unit_test(more_places_than_fit_are_not_lost_silently),
        cmocka_unit_test(jurisdictions_are_countries),
        cmocka_unit_test(sums_stand_only_where_they_are_asked_for),
        cmocka_unit_test(flags_fade_and_stand_behind_each_other),
        cmocka_unit_test(the_parts_of_a_score_add_up),
        cmocka_unit_test(a_legal_fact_brings_its_rule_and_exceptions),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
