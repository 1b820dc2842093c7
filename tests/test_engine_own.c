/* Ownership against lists: who counts as blocked, and that nothing missing reads as "not shown". */
#include "tests/engine_help.h"

#include <cordon/own.h>

static char folder[64];
static struct cordon_set *set;
static struct cordon_policy *policy;

static int setup(void **state)
{
    (void)state;
    folder_new(folder);
    assert_int_equal(cordon_set_open(NULL, &set, NULL), CORDON_OK);
    assert_int_equal(cordon_policy_load("default", &policy, NULL), CORDON_OK);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    cordon_policy_free(policy);
    cordon_set_close(set);
    folder_gone(folder);
    return 0;
}

static struct cordon_error why;

static cordon_status ask_own(const char *rows, const char *party, const char *test, enum cordon_own_state *ret,
                         struct cordon_text *text)
{
    const char *files[] = { path_in(folder, "h.csv") };
    struct cordon_own own = { .set = set, .policy = policy, .files = files, .file_count = rows != NULL,
                              .party = str_c(party), .jurisdiction = str_c(test), .as_of_s = AS_OF_S };
    if (rows) (void)put_file(folder, "h.csv", str_c(rows));
    why = (struct cordon_error)ERROR_INIT;
    return cordon_own(&own, ret, text, &why);
}

static enum cordon_own_state state_of(const char *rows, const char *party, const char *test, const char *must_say)
{
    enum cordon_own_state s = CORDON_OWN_UNDECIDED;
    struct cordon_text text = { NULL, 0 };
    if (ask_own(rows, party, test, &s, &text)) fail_msg("%s", why.message);
    if (!strstr(text.data, must_say)) fail_msg("'%s' is not in %s", must_say, text.data);
    cordon_text_free(&text);
    return s;
}

#define HEAD "owner,owned,percent,owner_birth_date,owner_country\n"

static void a_listed_id_blocks_a_name_alone_may_and_a_birth_date_proves(void **state)
{
    (void)state;
    assert_int_equal(state_of(HEAD "us_ofac_sdn-9619,Muster AG,50,,\n", "Muster AG", "us", "\"verdict\":\"is\""),
                     CORDON_OWN_OWNED);
    assert_int_equal(state_of(HEAD "Jakob Steiger,Muster AG,50,,\n", "Muster AG", "us", "\"verdict\":\"review\""),
                     CORDON_OWN_POSSIBLE);
    assert_int_equal(state_of(HEAD "Jakob Steiger,Muster AG,50,1941-04-27,ch\n", "Muster AG", "us", "us_ofac_sdn-9619"),
                     CORDON_OWN_OWNED);
    assert_int_equal(state_of(HEAD "Jakob Steiger,Muster AG,40,1941-04-27,ch\n", "Muster AG", "us", "not shown"),
                     CORDON_OWN_UNDECIDED); /* only the starter list was asked */
}

static size_t times(const struct cordon_text *text, const char *what)
{
    size_t n = 0;
    for (const char *at = text->data; (at = strstr(at, what)) != NULL; at++) n++;
    return n;
}

/* Two that hold each other, and chains that meet again: each proof stands once in a finding. */
static void circles_are_told_once(void **state)
{
    enum cordon_own_state s;
    struct cordon_text text = { NULL, 0 };
    (void)state;
    assert_int_equal(ask_own(HEAD "us_ofac_sdn-9619,A,40,,\nA,B,80,,\nB,A,55,,\nA,C,45,,\nB,C,50,,\n", "C", "us", &s,
                             &text), CORDON_OK);
    assert_int_equal(s, CORDON_OWN_POSSIBLE);
    assert_int_equal(times(&text, "\"again\":true"), 2); /* A below B, and B beside A */
    assert_int_equal(times(&text, "\"line\":2,"), 1);     /* what blocks A is proof once */
    cordon_text_free(&text);
}

static void a_test_without_its_list_is_not_done(void **state)
{
    (void)state;
    assert_int_equal(state_of(HEAD "us_ofac_sdn-9619,Muster AG,90,,\n", "Muster AG", "eu", "\"state\":\"not tested\""),
                     CORDON_OWN_UNDECIDED);
    assert_int_equal(state_of(HEAD "MUSTERPARENT00000001,MUSTERCHILD000000001,90,,\n", "MUSTERCHILD000000001", "us",
                              "\"unnamed\":2"), CORDON_OWN_UNDECIDED);
}

static void what_cannot_be_asked_is_refused(void **state)
{
    (void)state;
    enum cordon_own_state s;
    struct cordon_text text;
    assert_int_equal(ask_own(HEAD "A,B,1,,\n", "C", "", &s, &text), CORDON_ARGUMENT);
    assert_int_equal(ask_own(HEAD "A,B,1,,\n", "B", "jp", &s, &text), CORDON_ARGUMENT);
    assert_int_equal(ask_own(NULL, "", "", &s, &text), CORDON_ARGUMENT);
    assert_int_equal(ask_own(NULL, "us_ofac_sdn-0", "", &s, &text), CORDON_ARGUMENT);
    assert_int_equal(ask_own(HEAD "A,B,x,,\n", "", "", &s, &text), CORDON_SYNTAX);
    assert_int_equal(why.line, 2);
}

/* --- rows of several lists ------------------------------------------------------------------------------------ */

/* One firm on the lists of the UN and of the United States, which name it alike; nobody else is on both. */
#define UN_ROW "<ENTITY><DATAID>1</DATAID><FIRST_NAME>MUSTERTON EXAMPLE BANK</FIRST_NAME><UN_LIST_TYPE>DPRK" \
    "</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.901</REFERENCE_NUMBER><ENTITY_ADDRESS><COUNTRY>Democratic People's " \
    "Republic of Korea</COUNTRY></ENTITY_ADDRESS></ENTITY>"
#define UN_LIST "<?xml version='1.0' encoding='UTF-8'?>\n<CONSOLIDATED_LIST dateGenerated='2026-07-30T00:00:00'>\n" \
    "<INDIVIDUALS></INDIVIDUALS>\n<ENTITIES>" UN_ROW "</ENTITIES></CONSOLIDATED_LIST>\n"
#define US_LIST "9901,\"MUSTERTON EXAMPLE BANK\",-0- ,\"DPRK\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n" \
    "9902,\"QUILLFEATHER MARINE\",-0- ,\"DPRK\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ," \
    "\"Linked To: MUSTERTON EXAMPLE BANK.\"\n"

static void take(const char *source, const char *edition, const char *name, const char *text)
{
    struct cordon_counts counts;
    char inbox[64];
    folder_new(inbox);
    const char *file = put_file(inbox, name, str_c(text));
    struct cordon_import args = { .data_dir = folder, .source = str_c(source), .files = &file, .file_count = 1,
                                  .edition = str_c(edition), .accept = STR("made up"), .accept_licence = true };
    why = (struct cordon_error)ERROR_INIT;
    if (cordon_import(&args, &counts, &why)) fail_msg("%s:%d: %s", why.file, (int)why.line, why.message);
    folder_gone(inbox);
}

static int with_two_lists(void **state)
{
    (void)state;
    take("un_sc", "", "un.xml", UN_LIST);
    take("us_ofac_sdn", "2026-07-30", "sdn.csv", US_LIST);
    cordon_set_close(set);
    assert_int_equal(cordon_set_open(folder, &set, NULL), CORDON_OK);
    return 0;
}

static int with_the_starter(void **state)
{
    (void)state;
    cordon_set_close(set);
    assert_int_equal(cordon_set_open(NULL, &set, NULL), CORDON_OK);
    return 0;
}

#define THROUGH "\"entity_id\":\"us_ofac_sdn-9901\",\"name\":\"MUSTERTON EXAMPLE BANK\",\"verdict\":\"is\"," \
    "\"one_party_with\":\"un_sc-KPe.901\""

static void any_row_of_a_party_blocks_it(void **state)
{
    (void)state;
    assert_int_equal(state_of(HEAD "un_sc-KPe.901,Muster AG,60,,\n", "Muster AG", "us", THROUGH), CORDON_OWN_OWNED);
    assert_int_equal(state_of(HEAD "us_ofac_sdn-9901,Muster AG,60,,\n", "Muster AG", "eu",
                              "\"entity_id\":\"un_sc-KPe.901\""), CORDON_OWN_OWNED);
    assert_int_equal(state_of(HEAD "un_sc-KPe.901,Muster AG,60,,\n", "Muster AG", "uk", "un_sc-KPe.901"),
                     CORDON_OWN_OWNED);
}

/* Whoever writes one firm by two ids does not split its holdings, nor count one of them twice. */
static void ids_of_one_party_are_one_owner(void **state)
{
    (void)state;
    assert_int_equal(state_of(HEAD "un_sc-KPe.901,Muster AG,30,,\nus_ofac_sdn-9901,Muster AG,30,,\n", "Muster AG",
                              "uk", "\"min_bp\":6000"), CORDON_OWN_OWNED); /* one person's: they add up */
    assert_int_equal(state_of(HEAD "un_sc-KPe.901,Muster AG,30,,\nus_ofac_sdn-9901,Muster AG,30,,\n",
                              "us_ofac_sdn-9901", "us", "\"holds\":[{\"party\":\"Muster AG\""), CORDON_OWN_OWNED);
    assert_int_equal(state_of(HEAD "un_sc-KPe.901,Muster AG,60,,\nus_ofac_sdn-9901,Muster BG,60,,\n", "Muster BG", "us",
                              "\"party\":\"un_sc-KPe.901\",\"name\":\"un_sc-KPe.901\",\"as\":\"us_ofac_sdn-9901\""),
                     CORDON_OWN_OWNED);
    assert_int_equal(state_of(HEAD "us_ofac_sdn-9902,Muster AG,30,,\nun_sc-KPe.901,Muster AG,30,,\n", "Muster AG",
                              "uk", "\"state\""), CORDON_OWN_UNDECIDED); /* two firms: the UK adds nothing up */
}

/* What the lists tell of a party is asked of each of its rows. */
static void lists_tell_of_every_row(void **state)
{
    (void)state;
    assert_int_equal(state_of(NULL, "un_sc-KPe.901", "us", "us_ofac_sdn-9902"), CORDON_OWN_OWNED);
}

/* An id of a list that blocks nobody says nothing of who is blocked: the name is asked about all the same. */
static void an_id_of_a_list_that_blocks_nobody_hides_no_name(void **state)
{
    (void)state;
    take("own", "2026-07-30", "own.csv", "id,name,type\nA-1,Musterton Example Bank,organization\n");
    cordon_set_close(set);
    assert_int_equal(cordon_set_open(folder, &set, NULL), CORDON_OK);
    assert_int_equal(state_of(HEAD "own-A-1,Muster AG,60,,\n", "Muster AG", "us", "us_ofac_sdn-9901"),
                     CORDON_OWN_POSSIBLE);
}

#define FIRM(id, name) "{\"id\":\"" id "\",\"schema\":\"Company\",\"properties\":{\"name\":[\"" name "\"],\"country\":" \
    "[\"kp\"]}}\n"
#define HOLDS(id, owner, asset, more) "{\"id\":\"" id "\",\"schema\":\"Ownership\",\"properties\":{\"owner\":[\"" owner \
    "\"],\"asset\":[\"" asset "\"]," more "}}\n"

/* Its holders, and theirs; on the days they hold. */
static void chains_that_lists_tell_of_are_followed(void **state)
{
    (void)state;
    take("opensanctions", "2026-07-30", "entities.ftm.json",
         FIRM("NK-top", "MUSTERTON EXAMPLE BANK") FIRM("NK-mid", "Quillmid Trading") FIRM("NK-low", "Bramblelow Hosiery")
         FIRM("NK-old", "Thistleold Wharf") FIRM("NK-odd", "Fernodd Mills")
         HOLDS("o1", "NK-top", "NK-mid", "\"percentage\":[\"60\"]")
         HOLDS("o2", "NK-mid", "NK-low", "\"percentage\":[\"100%\"]")
         HOLDS("o3", "NK-top", "NK-old", "\"percentage\":[\"60\"],\"endDate\":[\"2015-01-01\"]")
         HOLDS("o4", "NK-low", "NK-top", "\"percentage\":[\"1\"]") /* a circle */
         HOLDS("o5", "NK-top", "NK-odd", "\"percentage\":[\"a lot\"]"));
    cordon_set_close(set);
    assert_int_equal(cordon_set_open(folder, &set, NULL), CORDON_OK);
    assert_int_equal(state_of(NULL, "opensanctions-NK-low", "us", "Quillmid Trading"), CORDON_OWN_OWNED);
    assert_int_equal(state_of(NULL, "opensanctions-NK-old", "us", "\"outside_dates\":1"), CORDON_OWN_NOT_SHOWN);
    assert_int_equal(state_of(NULL, "opensanctions-NK-odd", "us", "percentage 'a lot' cannot be read"),
                     CORDON_OWN_UNKNOWN);
    assert_int_equal(state_of(NULL, "un_sc-KPe.901", "us", "Quillmid Trading"), CORDON_OWN_OWNED);
}

static void an_id_is_one_however_it_is_written(void **state)
{
    (void)state;
    assert_int_equal(state_of(HEAD "UN_SC-KPE.901,Muster AG,60,,\n", "Muster AG", "uk", "\"verdict\":\"is\""),
                     CORDON_OWN_OWNED);
    assert_int_equal(state_of(HEAD "un_sc-KPe.901\xE2\x80\x8B,Muster AG,60,,\n", "Muster AG", "uk", "\"verdict\":\"is\""),
                     CORDON_OWN_OWNED);
    assert_int_equal(state_of(HEAD "un_sc-KPe.999,Muster AG,60,,\n", "Muster AG", "us", "\"unnamed\":1"),
                     CORDON_OWN_UNDECIDED); /* no list has it (any more) */
}

static void a_name_of_several_asks_for_all_of_them(void **state)
{
    (void)state;
    assert_int_equal(state_of("owner,owned,percent,owned_name\nMuster Zwei,R-1,60,Muster AG\n"
                              "un_sc-KPe.901,R-2,60,MUSTER AG\n", "Muster AG", "us", "\"results_total\":2"),
                     CORDON_OWN_OWNED);
}

/* What is said of one id in several rows is said of one party. */
static void every_name_of_a_party_is_asked_about(void **state)
{
    (void)state;
    assert_int_equal(state_of("owner,owned,percent,owner_name,owner_birth_date,owner_country\nR-77,Muster AG,60,"
                              "Muster Person,,\nR-77,Muster Zwei,60,Jakob Steiger,1941-04-27,ch\n", "Muster AG", "us",
                              "us_ofac_sdn-9619"), CORDON_OWN_OWNED);
}

#define OFSI_LIST "Last Updated,01/07/2026\n" \
    "Name 1,Name 2,Name 3,Name 4,Name 5,Name 6,DOB,Nationality,Passport Details,NI Number,Address 1,Address 2,Address 3," \
    "Address 4,Address 5,Address 6,Country,Other Information,Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID\n" \
    ",,,,,MUSTERTON EXAMPLE YARD,,,,,,,,,,,North Korea,,Entity,Prime Alias,North Korea,01/07/2020,01/07/2020,99001\n"

/* It says nothing of the time after its last day. */
static void a_closed_list_is_no_basis(void **state)
{
    (void)state;
    take("uk_ofsi", "2020-07-01", "ConList.csv", OFSI_LIST);
    cordon_set_close(set);
    assert_int_equal(cordon_set_open(folder, &set, NULL), CORDON_OK);
    assert_int_equal(state_of(HEAD "Quillfeather,Muster AG,60,,\n", "Muster AG", "uk", "{\"uk\":\"closed\"}"),
                     CORDON_OWN_UNDECIDED);
    assert_int_equal(state_of(HEAD "uk_ofsi-99001,Muster AG,60,,\n", "Muster AG", "uk", "\"verdict\":\"is\""),
                     CORDON_OWN_OWNED);
}

static void fail_each(const char *rows)
{
    cordon_status st = CORDON_NOMEM;
    for (uint64_t n = 1; st && n < 100000; n += n < 30 ? 1 : 5) {
        enum cordon_own_state s;
        struct cordon_text text = { NULL, 0 };
        (void)put_file(folder, "h.csv", str_c(rows));
        mem_fail_from(n);
        const char *files[] = { path_in(folder, "h.csv") };
        struct cordon_own own = { .set = set, .policy = policy, .files = files, .file_count = 1, .as_of_s = AS_OF_S };
        st = cordon_own(&own, &s, &text, NULL);
        mem_fail_from(0);
        if (st && st != CORDON_NOMEM) fail_msg("allocation %llu: status %d", (unsigned long long)n, st);
        cordon_text_free(&text);
    }
    assert_int_equal(st, CORDON_OK);
}

static void every_failing_allocation_is_told(void **state)
{
    (void)state;
    fail_each(HEAD "us_ofac_sdn-9619,Muster AG,60,,\nMuster AG,Muster Zwei,60,,\n");
}

static void every_failing_allocation_is_told_of_linked_rows(void **state)
{
    (void)state;
    fail_each(HEAD "un_sc-KPe.901,Muster AG,30,,\nUS_OFAC_SDN-9901,Müster AG,30,,\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_listed_id_blocks_a_name_alone_may_and_a_birth_date_proves),
        cmocka_unit_test(circles_are_told_once),
        cmocka_unit_test(a_test_without_its_list_is_not_done),
        cmocka_unit_test(what_cannot_be_asked_is_refused),
        cmocka_unit_test_setup_teardown(any_row_of_a_party_blocks_it, with_two_lists, with_the_starter),
        cmocka_unit_test_setup_teardown(ids_of_one_party_are_one_owner, with_two_lists, with_the_starter),
        cmocka_unit_test_setup_teardown(lists_tell_of_every_row, with_two_lists, with_the_starter),
        cmocka_unit_test_setup_teardown(an_id_of_a_list_that_blocks_nobody_hides_no_name, with_two_lists,
                                        with_the_starter),
        cmocka_unit_test_setup_teardown(an_id_is_one_however_it_is_written, with_two_lists, with_the_starter),
        cmocka_unit_test_setup_teardown(a_name_of_several_asks_for_all_of_them, with_two_lists, with_the_starter),
        cmocka_unit_test(every_name_of_a_party_is_asked_about),
        cmocka_unit_test_setup_teardown(chains_that_lists_tell_of_are_followed, with_two_lists, with_the_starter),
        cmocka_unit_test_setup_teardown(a_closed_list_is_no_basis, with_two_lists, with_the_starter),
        cmocka_unit_test(every_failing_allocation_is_told),
        cmocka_unit_test_setup_teardown(every_failing_allocation_is_told_of_linked_rows, with_two_lists,
                                        with_the_starter),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
