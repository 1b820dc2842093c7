/* What a dossier names beside the record's own fields, compared with the lists. */
#include "tests/engine_help.h"

#include <cordon/rules.h>

static struct desk desk;

static int setup(void **state)
{
    (void)state;
    desk_made_up(&desk);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    desk_close(&desk);
    return 0;
}

#define AT(json, path, want)                                                                       \
    do {                                                                                           \
        str got_ = json_at(json, path);                                                            \
        if (!str_eq(got_, STR(want)))                                                              \
            fail_msg("%s is '%.*s', want '%s'\n%.*s", path, STR_ARG(got_), want, STR_ARG(json));   \
    } while (0)

/* --- whose ------------------------------------------------------------------------------------------ */

static void a_name_in_any_group_is_found_and_says_whose_it_is(void **state)
{
    static const struct { const char *group, *field, *role; } rows[] = {
        { "'doc':{'type':'degree','name':'Quillon Marrowby Testov'}", "doc.name", "-" },
        { "'email':{'value':'a@example.com','profile_name':'Quillon Marrowby Testov'}", "email.profile_name", "-" },
        { "'res':{'name':'Quillon Marrowby Testov'}", "res.name", "-" },
        { "'code':{'author':['x','Quillon Marrowby Testov']}", "code.author", "-" },
        { "'int':{'display':'Quillon Marrowby Testov'}", "int.display", "-" },
        { "'work':{'name':['Quillon Marrowby Testov']}", "work.name", "-" },
        { "'pay':{'payee':'Quillon Marrowby Testov'}", "pay.payee", "payee" },
        { "'pay':{'other_payees':['Bo Sample','Quillon Marrowby Testov']}", "pay.other_payees", "payee" },
        { "'pay':{'tax_name':'Quillon Marrowby Testov'}", "pay.tax_name", "signer" },
        { "'pay':{'bank':'Zanzaboree Widget Works'}", "pay.bank", "bank" },
        { "'ship':{'recipient':'Quillon Marrowby Testov'}", "ship.recipient", "recipient" },
        { "'ship':{'returned_by':'Quillon Marrowby Testov'}", "ship.returned_by", "returner" },
        { "'flow':[{'party':'Quillon Marrowby Testov'}]", "flow.party", "counterparty" },
        { "'flow':[{'employer':'Zanzaboree Widget Works'}]", "flow.employer", "payer" },
        { "'ref':{'name':'Quillon Marrowby Testov'}", "ref.name", "referee" },
        { "'photo':{'other_name':'Quillon Marrowby Testov'}", "photo.other_name", "pictured" },
        { "'co':{'officer':['Quillon Marrowby Testov']}", "co.officer", "officer" },
        { "'co':{'owner':['Bo Sample','Quillon Marrowby Testov']}", "co.owner", "owner" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char record[512];
        snprintf(record, sizeof record, "{'name':'Ann Example',%s}", rows[i].group);
        str json = ask(&desk, record);
        AT(json, "verdict", "review");
        AT(json, "hits_total", "1");
        if (!str_eq(json_at(json, "hits.0.role"), str_c(rows[i].role)) ||
            !str_eq(json_at(json, "hits.0.given_in.field"), str_c(rows[i].field)))
            fail_msg("%s\n%.*s", record, STR_ARG(json));
        assert_true(has_reason(json, 0, "other_party") == (rows[i].role[0] != '-'));
    }
}

static void a_hit_by_the_records_own_fields_is_as_it_was(void **state)
{
    (void)state;
    str json = ask(&desk, "{'name':'Quillon Marrowby Testov','res':{'name':'Testov, Quillon Marrowby'},"
                          "'pay':{'payee':'QUILLON MARROWBY TESTOV'}}");
    AT(json, "verdict", "review");
    AT(json, "hits_total", "1");
    AT(json, "hits.0.role", "-");
    AT(json, "hits.0.given_in", "-");
}

static void one_person_in_several_roles_counts_once(void **state)
{
    (void)state;
    str json = ask(&desk, "{'name':'Ann Example','pay':{'payee':'Quillon Marrowby Testov'},"
                          "'ship':{'recipient':'quillon marrowby testov'},"
                          "'co':{'owner':['Quillon Marrowby Testov','Wobbleby Crumpstone']}}");
    AT(json, "hits_total", "2");
    json = ask(&desk, "{'name':'Quillon Marrowby Testov','pay':{'payee':'Quillon M Testov'}}");
    AT(json, "hits_total", "1"); /* alike: the subject itself */
}

static void what_is_known_of_the_subject_says_nothing_of_others(void **state)
{
    (void)state;
    /* the subject's birth date, sex, country and passport would agree: nothing of it raises the payee */
    str json = ask(&desk, "{'name':'Ann Example','birth_date':'1979-08-01','sex':'male','nationality':'kp',"
                          "'passport':'X0000001','pay':{'payee':'Quillon Marrowby Testov'}}");
    AT(json, "verdict", "review");
    AT(json, "hits.0.role", "payee");
    AT(json, "hits.0.fields.birth_date.state", "absent");
    AT(json, "hits.0.fields.sex.state", "absent");
    AT(json, "hits.0.fields.country.state", "absent");
    assert_false(has_reason(json, 0, "birth_date_absent"));
    /* nor does a verified birth date that contradicts discount it */
    json = ask(&desk, "{'name':'Ann Example','birth_date':{'value':'1990-01-01','proof':'verified'},"
                      "'pay':{'payee':'Quillon Marrowby Testov'}}");
    AT(json, "verdict", "review");
    AT(json, "hits.0.discounted", "false");
    /* as it would of the subject under that name */
    json = ask(&desk, "{'name':'Ann Example','birth_date':{'value':'1990-01-01','proof':'verified'},"
                      "'doc':{'name':'Quillon Marrowby Testov'}}");
    AT(json, "hits.0.discounted", "true");
}

static void another_partys_name_alone_never_stops(void **state)
{
    (void)state;
    str json = ask(&desk, "{'name':'Ann Example','passport':{'value':'PS-836 410 111','country':'kp'},"
                          "'ref':{'name':'Quillon Marrowby Testov'}}");
    AT(json, "verdict", "escalate"); /* the passport alone; the name is another's */
    AT(json, "hits_total", "2");
    json = ask(&desk, "{'name':'Ann Example','ref':{'name':'Quillon Marrowby Testov',"
                      "'email':'quillon@example.invalid'}}");
    AT(json, "verdict", "escalate"); /* name and number of one referee */
    AT(json, "hits_total", "1");
    AT(json, "hits.0.given_in.field", "ref.email");
    json = ask(&desk, "{'name':'Ann Example','ref':[{'name':'Bo Sample','email':'quillon@example.invalid'},"
                      "{'name':'Quillon Marrowby Testov'}]}");
    AT(json, "hits_total", "2"); /* two referees: neither has the other's number */
}

/* --- papers ----------------------------------------------------------------------------------------- */

static void a_documents_number_is_of_its_type_and_issuer(void **state)
{
    (void)state;
    str json = ask(&desk, "{'name':'Quillon Marrowby Testov','doc':{'type':'passport','number':'PS836410111','issuer':'kp'}}");
    AT(json, "verdict", "stop");
    AT(json, "hits.0.fields.identifier.proof", "document");
    AT(json, "hits.0.given_in.field", "doc.number");
    AT(json, "hits.0.role", "-");
    json = ask(&desk, "{'name':'Ann Example','doc':{'type':'passport','number':'PS836410111','issuer':'kp'}}");
    AT(json, "verdict", "escalate"); /* same kind, same country */
    json = ask(&desk, "{'name':'Ann Example','doc':{'type':'national_id','number':'PS836410111','issuer':'kp'}}");
    AT(json, "verdict", "review"); /* another kind */
    json = ask(&desk, "{'name':'Ann Example','doc':{'type':'utility_bill','number':'PS836410111','issuer':'kp'}}");
    AT(json, "verdict", "clear"); /* no number of a person */
}

static void a_documents_birth_date_is_proved_by_it(void **state)
{
    (void)state;
    str json = ask(&desk, "{'name':'Quillon Marrowby Testov','doc':{'type':'passport','birth_date':'1979-08-01'}}");
    AT(json, "verdict", "escalate");
    AT(json, "hits.0.fields.birth_date.proof", "document");
}

static void a_machine_readable_zone_names_its_holder(void **state)
{
    (void)state;
    str json = ask(&desk, "{'name':'Ann Example','doc':{'type':'passport','mrz':'P<UTOTESTOV<<QUILLON<MARROWBY<<<<<<<<<<<<<<<"
                          " L898902C36UTO7408122F1204159ZE184226B<<<<<10'}}");
    AT(json, "verdict", "review");
    AT(json, "hits.0.given_in.field", "doc.mrz");
    AT(json, "hits.0.role", "-");
}

/* --- numbers ---------------------------------------------------------------------------------------- */

static void handles_and_placeholders_are_no_names_or_numbers(void **state)
{
    (void)state;
    str json = ask(&desk, "{'name':'Ann Example','int':{'display':'Pelican','account':'pelican'},"
                          "'pay':{'payee':'-','account':'-','routing':'021000021'},'ref':{'email':'n/a','phone':'-'},"
                          "'dev':{'account':['pelican']},'code':{'author':['wobbleby'],'name':'S\xC3\xA9" "bastien'},'wal':{'chain':'tron'}}");
    AT(json, "verdict", "clear");
    AT(json, "hits_total", "0");
    assert_true(str_eq(check_of(json, "record"), STR("-")));
    assert_true(str_eq(check_of(json, "email"), STR("-")));
}

static void an_account_without_a_holder_is_the_subjects(void **state)
{
    (void)state;
    str json = ask(&desk, "{'name':'Ann Example','co':{'registration':'RG5550177'}}");
    AT(json, "verdict", "review");
    AT(json, "hits.0.role", "-");
    json = ask(&desk, "{'name':'Ann Example','co':{'invoice_registration':'RG5550177'}}");
    AT(json, "verdict", "review");
    AT(json, "hits.0.role", "invoicer");
}

static void others_are_counted_up_to_a_limit_that_is_told(void **state)
{
    struct buf b = BUF_INIT(1 << 20);
    struct cordon_error err = ERROR_INIT;
    (void)state;
    buf_add(&b, STR("{\"name\":\"Ann Example\",\"co\":{\"owner\":[\"Bo Sample\""));
    for (int i = 0; i < 1100; i++) buf_printf(&b, ",\"Owner%c%c Number%c\"", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676);
    buf_add(&b, STR("]}}"));
    assert_int_equal(cordon_screen_json(desk.screener, buf_str(&b), 1, &desk.answer, &err), 0);
    assert_true(str_eq(check_of(desk.answer.json, "record"), STR("limited!")));
    assert_string_equal(cordon_verdict_name(desk.answer.verdict), "undecided");
    buf_release(&b);
}

/* --- wallets ---------------------------------------------------------------------------------------- */

#define LISTED "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"

static void wallets_of_a_dossier_are_screened(void **state)
{
    (void)state;
    str json = ask(&desk, "{'name':'Ann Example','wal':[{'address':'" LISTED "'}]}");
    AT(json, "verdict", "stop");
    AT(json, "hits.0.given_in.field", "wal.address");
    assert_true(str_eq(check_of(json, "accounts"), STR("-"))); /* it stood where it should */
    json = ask(&desk, "{'name':'Ann Example','flow':[{'party':'" LISTED "','direction':'out'}]}");
    AT(json, "verdict", "stop");
    AT(json, "hits.0.role", "counterparty");
    json = ask(&desk, "{'name':'Ann Example','wal':[{'address':'1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN9'}]}");
    assert_true(str_eq(check_of(json, "wallet"), STR("failed!")));
}

static bool has_flag(str json, const char *id)
{
    for (int i = 0;; i++) {
        char path[64];
        snprintf(path, sizeof path, "reasons.%d.id", i);
        str got = json_at(json, path);
        if (str_eq(got, STR("-"))) return false;
        if (str_eq(got, str_c(id))) return true;
    }
}

/* The made-up list, and a list of one's own with a wallet. */
static void desk_with_rules(struct desk *d, struct cordon_rules **rules)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    *d = (struct desk){ .set = NULL };
    folder_new(d->folder);
    import_made_up(d->folder);
    assert_int_equal(import_text_as(d->folder, "own", "2026-07-30", "own.csv",
                                    "id,type,name,wallet\nA1,wallet,Seized,1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\n",
                                    &counts, &err), 0);
    assert_int_equal(cordon_rules_open(NULL, 0, rules, &err), 0);
    desk_open(d, "default");
    d->options.only = STR("opensanctions,own");
    d->options.rules = *rules;
    desk_screener(d);
}

static void the_rules_hear_what_lists_say_of_wallets(void **state)
{
    struct cordon_rules *rules;
    struct desk d;
    (void)state;
    desk_with_rules(&d, &rules);
    str json = ask(&d, "{'kind':'payee','name':'Ann Example','wal':{'address':'" LISTED "'}}");
    AT(json, "verdict", "stop");
    assert_true(has_flag(json, "pay_wallet_listed"));
    assert_false(has_flag(json, "pay_wallet_court_listed"));
    AT(json, "reasons.0.rows.0.field", "wal.address");
    json = ask(&d, "{'kind':'payee','name':'Ann Example','wallet':'1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'}");
    assert_true(has_flag(json, "pay_wallet_court_listed"));
    assert_false(has_flag(json, "pay_wallet_listed"));
    AT(json, "reasons.0.rows.0.field", "wallet");
    json = ask(&d, "{'kind':'payee','name':'Ann Example','wal':{'address':'0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'}}");
    AT(json, "verdict", "clear");
    assert_false(has_flag(json, "pay_wallet_listed"));
    desk_close(&d);
    cordon_rules_free(rules);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_name_in_any_group_is_found_and_says_whose_it_is),
    cmocka_unit_test(a_hit_by_the_records_own_fields_is_as_it_was),
    cmocka_unit_test(one_person_in_several_roles_counts_once),
    cmocka_unit_test(what_is_known_of_the_subject_says_nothing_of_others),
    cmocka_unit_test(another_partys_name_alone_never_stops),
    cmocka_unit_test(a_documents_number_is_of_its_type_and_issuer),
    cmocka_unit_test(a_documents_birth_date_is_proved_by_it),
    cmocka_unit_test(a_machine_readable_zone_names_its_holder),
    cmocka_unit_test(handles_and_placeholders_are_no_names_or_numbers),
    cmocka_unit_test(an_account_without_a_holder_is_the_subjects),
    cmocka_unit_test(others_are_counted_up_to_a_limit_that_is_told),
    cmocka_unit_test(wallets_of_a_dossier_are_screened),
    cmocka_unit_test(the_rules_hear_what_lists_say_of_wallets),
};

int main(void)
{
    return cmocka_run_group_tests(tests, setup, teardown);
}
