/* engine/doubt: editions that read well and are not believed, unless somebody says why. */
#include "tests/engine_help.h"

#include "engine/set.h"

static char folder[64];

static int setup(void **state)
{
    (void)state;
    folder_new(folder);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    folder_gone(folder);
    return 0;
}

/* --- made-up editions --------------------------------------------------------------------------- */

#define HEAD "<?xml version='1.0' encoding='UTF-8'?>\n<CONSOLIDATED_LIST dateGenerated='%s'>\n<INDIVIDUALS>\n"

/* A UN list of this day with the canaries named in `canaries` and `count` more people, each with
 * `aliases` aliases, an address when has_address, and a date of birth but the last `unborn`. */
struct un {
    const char *day, *canaries;
    int         count, aliases;
    bool        has_address;
    int         unborn; /* of the `count`, how many have no date of birth */
    const char *other_type; /* numbers that begin so are of another list type than DPRK, or NULL */
};

static void add_party(struct buf *b, const char *sort, const char *number, const struct un *u, bool is_born)
{
    buf_printf(b, "<%s><DATAID>1</DATAID><FIRST_NAME>EXAMPLE</FIRST_NAME><SECOND_NAME>PERSON %s"
               "</SECOND_NAME><UN_LIST_TYPE>%s</UN_LIST_TYPE><REFERENCE_NUMBER>%s</REFERENCE_NUMBER>",
               sort, number, u->other_type && str_starts(str_c(number), str_c(u->other_type)) ? "NK" : "DPRK", number);
    for (int i = 0; i < u->aliases; i++)
        buf_printf(b, "<%s_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>OTHER %s %c</ALIAS_NAME>"
                   "</%s_ALIAS>", sort, number, 'A' + i, sort);
    if (u->has_address)
        buf_printf(b, "<%s_ADDRESS><STREET>%s Example Street</STREET></%s_ADDRESS>", sort, number, sort);
    if (is_born)
        buf_printf(b, "<%s_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-02-0%d</DATE></%s_DATE_OF_BIRTH>", sort,
                   number[strlen(number) - 1] % 9 + 1, sort);
    buf_printf(b, "</%s>\n", sort);
}

/* The canaries that are persons ("KPi"), or those that are entities ("KPe"). */
static void add_canaries(struct buf *b, const char *sort, const char *front, const struct un *u)
{
    char number[32];
    str rest = str_c(u->canaries);
    for (str one; str_next(&rest, ' ', &one);) {
        snprintf(number, sizeof number, "%.*s", STR_ARG(one));
        if (str_starts(one, str_c(front))) add_party(b, sort, number, u, false);
    }
}

static uint64_t fail_from, asked; /* allocations of the import */
static int64_t  now_s;            /* of its clock */

static cordon_status take_un(const struct un *u, str accept, struct cordon_error *err)
{
    char inbox[64], number[32];
    struct buf b = BUF_INIT(1 << 22);
    struct cordon_counts counts;
    buf_printf(&b, HEAD, u->day);
    add_canaries(&b, "INDIVIDUAL", "KPi", u);
    for (int i = 0; i < u->count; i++) {
        snprintf(number, sizeof number, "XX.%03d", i);
        add_party(&b, "INDIVIDUAL", number, u, i < u->count - u->unborn);
    }
    buf_printf(&b, "</INDIVIDUALS>\n<ENTITIES>\n");
    add_canaries(&b, "ENTITY", "KPe", u);
    buf_printf(&b, "</ENTITIES>\n</CONSOLIDATED_LIST>\n");
    folder_new(inbox);
    const char *file = put_file(inbox, "un.xml", buf_str(&b));
    struct cordon_import args = { .data_dir = folder, .source = STR("un_sc"), .files = &file,
                                  .file_count = 1, .accept = accept, .now_s = now_s };
    mem_fail_from(fail_from);
    cordon_status st = cordon_import(&args, &counts, err);
    asked = mem_count();
    mem_fail_from(0);
    folder_gone(inbox);
    buf_release(&b);
    return st;
}

#define CANARIES "KPi.001 KPi.080 KPe.001 KPe.075"
static const struct un whole = { "2026-02-27", CANARIES, 96, 2, true, 0, NULL };

static void expect_taken(const struct un *u, str accept)
{
    struct cordon_error err = ERROR_INIT;
    cordon_status st = take_un(u, accept, &err);
    if (st) fail_msg("%d: %s", (int)st, err.message);
}

/* Refused with these words, and what was in use is in use. */
static void expect_refused(const struct un *u, const char *says)
{
    struct cordon_error err = ERROR_INIT;
    struct os_file before = OS_FILE_INIT, after = OS_FILE_INIT;
    cordon_status had = os_file_map(path_in(folder, "current"), &before, NULL);
    cordon_status st = take_un(u, STR_EMPTY, &err);
    if (st != CORDON_REFUSED || !strstr(err.message, says)) fail_msg("%d: %s", (int)st, err.message);
    assert_non_null(strstr(err.message, "--accept REASON"));
    if (!had) {
        assert_int_equal(os_file_map(path_in(folder, "current"), &after, NULL), CORDON_OK);
        assert_true(str_eq(before.bytes, after.bytes));
    }
    os_file_unmap(&before);
    os_file_unmap(&after);
}

static struct cordon_list un_in_use(struct cordon_set **ret_set)
{
    struct cordon_list l = { .source = STR_EMPTY };
    assert_int_equal(cordon_set_open(folder, ret_set, NULL), CORDON_OK);
    for (size_t i = 0; cordon_set_list(*ret_set, i, &l); i++)
        if (str_eq(l.source, STR("un_sc"))) return l;
    fail_msg("no UN list in use");
    return l;
}

/* --- tests -------------------------------------------------------------------------------------- */

/* A first edition has none to be compared with, and a heading that was renamed is a column passed over. */
static void a_first_edition_whose_people_were_never_born_is_refused(void **state)
{
    struct un some = whole, none = whole, few = { "2026-02-27", CANARIES, 17, 2, true, 17, NULL };
    (void)state;
    none.unborn = none.count;
    some.unborn = some.count - 1;
    expect_refused(&none, "none of 98 persons has a date of birth");
    expect_taken(&few, STR_EMPTY); /* 19 */
    teardown(NULL);
    setup(NULL);
    expect_taken(&some, STR_EMPTY);
    teardown(NULL);
    setup(NULL);
    expect_taken(&none, STR("seen on paper"));
    none.day = "2026-02-28";
    expect_taken(&none, STR_EMPTY); /* they have none, as was said before */
}

static void a_tenth_less_is_refused_with_the_figures(void **state)
{
    static const struct { struct un un; const char *says; } rows[] = {
        { { "2026-02-28", CANARIES, 86, 2, true, 0, NULL }, "90 entries (100 in use)" },
        { { "2026-02-28", CANARIES, 86, 2, true, 0, NULL }, "90 entries under DPRK programmes (100 in use)" },
        { { "2026-02-28", CANARIES, 96, 1, true, 0, NULL }, "100 aliases (200 in use)" },
        { { "2026-02-28", CANARIES, 96, 2, false, 0, NULL }, "0 addresses (100 in use)" },
        { { "2026-02-28", CANARIES, 0, 0, false, 0, NULL }, "4 entries (100 in use)" },
    };
    (void)state;
    expect_taken(&whole, STR_EMPTY);
    for (size_t i = 0; i < COUNT_OF(rows); i++) expect_refused(&rows[i].un, rows[i].says);
    expect_taken(&(struct un){ "2026-02-28", CANARIES, 87, 2, true, 0, NULL }, STR_EMPTY); /* 9 % */
    expect_taken(&(struct un){ "2026-02-28", CANARIES, 200, 3, true, 0, NULL }, STR_EMPTY);
    expect_refused(&whole, "100 entries (204 in use)");
}

/* A column or an element that moved: as many entries, and a field of theirs gone. */
static void a_tenth_fewer_births_are_refused(void **state)
{
    struct un less = whole;
    (void)state;
    less.day = "2026-02-28";
    expect_taken(&whole, STR_EMPTY);
    less.unborn = 96;
    expect_refused(&less, "0 dates of birth (96 in use)");
    less.unborn = 10;
    expect_refused(&less, "86 dates of birth (96 in use)");
    less.unborn = 9; /* fewer than ten lost */
    expect_taken(&less, STR_EMPTY);
}

/* `odd` of 200 parties as `row` says, the others grown up when they were listed. */
static cordon_status take_dated(const char *source, int odd, const char *row, struct cordon_error *err)
{
    struct buf text = BUF_INIT(1 << 20);
    struct cordon_counts counts;
    buf_add(&text, STR("id,name,type,birth_date,listed_on\n"));
    for (int i = 0; i < 200; i++)
        buf_printf(&text, "P%d,Example %d,%s\n", i, i, i < odd ? row : i % 2 ? "person,1970-05-17,2010-01-01" : "organization,,");
    buf_add_byte(&text, '\0');
    cordon_status st = import_text_as(folder, source, "2026-02-27", "list.csv", text.data, &counts, err);
    buf_release(&text);
    return st;
}

/* A column of births in the place of another one with dates. */
static void dates_that_are_another_columns_are_refused(void **state)
{
    static const struct { const char *row; int odd; const char *says; } rows[] = {
        { "organization,1970-05-17,", 10, "10 of 105 dates of birth are of no person, of a child, or after the listing" },
        { "organization,1970-05-17,", 9, NULL },
        { "person,2011-03-01,", 10, "10 of 105 dates of birth" },
        { "person,2011-02,", 10, NULL }, /* fifteen on that day */
        { "person,1992-05-17,1991", 12, "12 of 106 dates of birth" },
        { "person,1992-05-17,1992", 12, NULL },
        { "person,,1989-12-31", 10, "10 of 105 days of listing are from before 1990" },
        { "person,,1990-01-01", 10, NULL },
        { ",2001,", 40, NULL }, /* of unknown kind */
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        struct cordon_error err = ERROR_INIT;
        cordon_status st = take_dated("us_court", rows[k].odd, rows[k].row, &err);
        if (st != (rows[k].says ? CORDON_REFUSED : CORDON_OK) || (rows[k].says && !strstr(err.message, rows[k].says)))
            fail_msg("row %zu: %d %s", k, (int)st, err.message);
        assert_int_equal(take_dated("own", rows[k].odd, rows[k].row, &err), CORDON_OK); /* as the operator likes */
        teardown(NULL);
        setup(NULL);
    }
}

/* Columns that moved make persons of firms, and firms of persons: as many entries, of another kind. */
static void a_tenth_fewer_of_a_kind_are_refused(void **state)
{
    struct cordon_error err = ERROR_INIT;
    (void)state;
    assert_int_equal(take_dated("us_court", 0, "", &err), CORDON_OK);
    assert_int_equal(take_dated("us_court", 18, "organization,,", &err), CORDON_OK); /* 91 persons */
    teardown(NULL);
    setup(NULL);
    assert_int_equal(take_dated("us_court", 0, "", &err), CORDON_OK);
    assert_int_equal(take_dated("us_court", 20, "organization,,", &err), CORDON_REFUSED);
    assert_non_null(strstr(err.message, "90 persons (100 in use)"));
    assert_int_equal(take_dated("us_court", 20, "person,1970,", &err), CORDON_REFUSED);
    assert_non_null(strstr(err.message, "90 organizations (100 in use)"));
}

static void an_older_edition_is_refused(void **state)
{
    (void)state;
    expect_taken(&whole, STR_EMPTY);
    expect_taken(&whole, STR_EMPTY); /* the same again */
    expect_refused(&(struct un){ "2026-02-26", CANARIES, 97, 2, true, 0, NULL },
                   "it is of 2026-02-26, older than the edition in use (2026-02-27)");
    expect_taken(&(struct un){ "2026-02-27", CANARIES, 97, 2, true, 0, NULL }, STR_EMPTY); /* later that day */
}

static void an_edition_of_a_day_to_come_is_refused(void **state)
{
    static const char says[] = "it is of 2026-02-27, and by the clock no edition can be later than 2026-02-26";
    struct cordon_set *set;
    (void)state;
    now_s = 1771977600; /* 2026-02-25 */
    expect_refused(&whole, says);
    now_s += 86400; /* where the UN is, it may be tomorrow */
    expect_taken(&whole, STR_EMPTY);
    now_s -= 20 * 86400;
    expect_taken(&whole, STR_EMPTY); /* in use: to say so again would change nothing */
    now_s += 20 * 86400;
    expect_refused(&(struct un){ "2027-02-27", CANARIES, 96, 2, true, 0, NULL }, "it is of 2027-02-27, and by the clock");
    expect_taken(&(struct un){ "2027-02-27", CANARIES, 96, 2, true, 0, NULL }, STR("the clock is slow"));
    assert_non_null(strstr(un_in_use(&set).doubts.data, "it is of 2027-02-27, and by the clock"));
    cordon_set_close(set);
    now_s = 0; /* no clock is known */
    expect_taken(&(struct un){ "2126-02-27", CANARIES, 96, 2, true, 0, NULL }, STR_EMPTY);
}

static void without_its_canaries_the_first_edition_is_refused_too(void **state)
{
    (void)state;
    expect_refused(&(struct un){ "2026-02-27", "KPi.001 KPe.001 KPe.075", 100, 2, true, 0, NULL },
                   "no entry KPi.080, which every true edition has");
    expect_refused(&(struct un){ "2026-02-27", "KPi.001", 100, 2, true, 0, NULL },
                   "no entry KPi.080, KPe.001, KPe.075, which");
    assert_false(os_file_exists(path_in(folder, "editions"))); /* nothing was taken */
}

/* The tag of the DPRK's programmes was renamed: the entries are there, and nobody knows whose they are. */
static void canaries_without_their_mark_are_refused(void **state)
{
    struct un some = whole, none = whole;
    struct cordon_set *set = NULL;
    (void)state;
    some.other_type = "KPe";
    none.other_type = "";
    expect_refused(&none, "entry KPi.001, KPi.080, KPe.001, KPe.075, which");
    expect_refused(&some, "entry KPe.001, KPe.075, which stands under a DPRK programme in every true edition, does not");
    expect_taken(&none, STR("the UN renamed it"));
    none.day = "2026-03-01";
    expect_taken(&none, STR_EMPTY); /* as was said before */
    assert_str(un_in_use(&set).accepted, "the UN renamed it");
    cordon_set_close(set);
}

/* Korea's entries have no number that lasts. */
static void a_list_without_canaries_names_some_of_the_dprk(void **state)
{
    static const char *const text[] = { "id,name,program\n1,Example One,UN\n", "id,name,program\n1,Example One,DPRK\n" };
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    assert_int_equal(import_text_as(folder, "kr_kofiu", "2026-01-14", "kr.csv", text[0], &counts, &err), CORDON_REFUSED);
    assert_non_null(strstr(err.message, "none of 1 entries stands under a DPRK programme"));
    assert_int_equal(import_text_as(folder, "kr_kofiu", "2026-01-14", "kr.csv", text[1], &counts, &err), CORDON_OK);
}

/* Canada's and the non-SDN lists name none. */
static void lists_without_the_dprk_are_not_asked_for_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < list_source_count(); i++) {
        const struct list_source *s = list_source_at(i);
        bool is_exempt = str_eq(s->id, STR("us_ofac_cons")) || str_eq(s->id, STR("ca_sema"));
        if (s->canaries.len) assert_int_equal(s->has_dprk, !is_exempt);
    }
}

static void a_reason_takes_it_and_is_kept(void **state)
{
    static const struct un half = { "2026-02-28", CANARIES, 46, 2, true, 0, NULL };
    struct cordon_set *set = NULL;
    (void)state;
    expect_taken(&whole, STR("needless")); /* nothing to accept */
    struct cordon_list l = un_in_use(&set);
    assert_str(l.accepted, "");
    cordon_set_close(set);

    expect_taken(&half, STR("a mass \"delisting\""));
    l = un_in_use(&set);
    assert_str(l.accepted, "a mass \"delisting\"");
    assert_true(str_starts(l.doubts, STR("50 entries (100 in use); 50 entries under DPRK")));
    assert_int_equal(l.counts.entries, 50);
    cordon_set_close(set);

    expect_taken(&half, STR_EMPTY); /* the same files are believed by now, and why is kept */
    l = un_in_use(&set);
    assert_str(l.accepted, "a mass \"delisting\"");
    cordon_set_close(set);

    expect_taken(&(struct un){ "2026-03-01", CANARIES, 47, 2, true, 0, NULL }, STR_EMPTY);
    l = un_in_use(&set);
    assert_str(l.accepted, "");
    assert_str(l.doubts, "");
    cordon_set_close(set);
}

static void a_canary_that_was_given_up_is_not_asked_for_again(void **state)
{
    struct cordon_set *set = NULL;
    (void)state;
    expect_taken(&whole, STR_EMPTY);
    expect_taken(&(struct un){ "2026-02-28", "KPi.001 KPe.001 KPe.075", 97, 2, true, 0, NULL }, STR("died"));
    expect_taken(&(struct un){ "2026-03-01", "KPi.001 KPe.001 KPe.075", 98, 2, true, 0, NULL }, STR_EMPTY);
    struct cordon_list l = un_in_use(&set);
    assert_str(l.accepted, "died");
    cordon_set_close(set);
    expect_refused(&(struct un){ "2026-03-02", "KPe.001 KPe.075", 98, 2, true, 0, NULL },
                   "no entry KPi.001, which");
    expect_taken(&(struct un){ "2026-03-02", CANARIES, 98, 2, true, 0, NULL }, STR_EMPTY); /* back again */
    l = un_in_use(&set);
    assert_str(l.accepted, "");
    cordon_set_close(set);
}

static void a_list_kept_by_hand_may_lose_a_few(void **state)
{
    static const char *const text[] = { "id,name\nA,Example One\nB,Example Two\nC,Example Three\n",
                                        "id,name\nA,Example One\n" };
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    struct buf many = BUF_INIT(1 << 16);
    (void)state;
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(import_text_as(folder, "own", "", "own.csv", text[i], &counts, &err),
                         CORDON_OK);
    for (int i = 0; i < 30; i++) buf_printf(&many, "%sP%d,Example %d", i ? "\n" : "id,name\n", i, i);
    buf_add_byte(&many, '\0');
    assert_int_equal(import_text_as(folder, "own", "", "own.csv", many.data, &counts, &err),
                     CORDON_OK);
    many.data[str_find(str_c(many.data), STR("\nP20,"), 0) + 1] = '\0'; /* ten are cut off */
    assert_int_equal(import_text_as(folder, "own", "", "own.csv", many.data, &counts, &err),
                     CORDON_REFUSED);
    assert_non_null(strstr(err.message, "20 entries (30 in use)"));
    many.data[str_find(str_c(many.data), STR("\nP1,"), 0) + 1] = '\0';
    assert_int_equal(import_text_as(folder, "own", "", "own.csv", many.data, &counts, &err),
                     CORDON_REFUSED);
    buf_release(&many);
}

static void a_reason_is_one_line_of_words(void **state)
{
    static char much[501];
    const struct { str reason; cordon_status want; } rows[] = {
        { STR("x"), CORDON_OK },        { { "", 0 }, CORDON_ARGUMENT },
        { STR("  "), CORDON_ARGUMENT }, { STR("one\ntwo"), CORDON_ARGUMENT },
        { STR("\xC9"), CORDON_ARGUMENT }, { { much, 501 }, CORDON_ARGUMENT },
        { { much, 500 }, CORDON_OK },   { STR("탈북"), CORDON_OK },
    };
    (void)state;
    memset(much, 'x', sizeof much);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct cordon_error err = ERROR_INIT;
        cordon_status st = take_un(&whole, rows[i].reason, &err);
        if (st != rows[i].want) fail_msg("row %zu: %d %s", i, (int)st, err.message);
    }
}

/* Every allocation of a doubted and accepted import fails in turn: never taken in part. */
static void failing_memory_is_told(void **state)
{
    static const struct un half = { "2026-02-28", "KPi.001", 46, 2, true, 0, NULL };
    (void)state;
    expect_taken(&whole, STR_EMPTY);
    for (uint64_t n = 1; n < 4000; n += 7) {
        struct cordon_error err = ERROR_INIT;
        fail_from = n;
        cordon_status st = take_un(&half, STR("why"), &err);
        fail_from = 0;
        if (asked < n) {
            assert_int_equal(st, CORDON_OK);
            return;
        }
        assert_int_equal(st, CORDON_NOMEM);
    }
}

/* --- the real lists ----------------------------------------------------------------------------- */

static cordon_status take_real(const char *source, const char *const *rest, size_t count,
                               const char *edition, const char *accept, struct cordon_error *err)
{
    char path[4][4096];
    const char *files[4];
    struct cordon_counts counts;
    for (size_t i = 0; i < count; i++) {
        snprintf(path[i], sizeof path[i], "%s", shared_path(rest[i]));
        files[i] = path[i];
    }
    struct cordon_import args = { .data_dir = folder, .source = str_c(source), .files = files,
                                  .file_count = count, .edition = str_c(edition),
                                  .accept = str_c(accept) };
    return cordon_import(&args, &counts, err);
}

#define SDN "us-ofac-sdn-2023-12-28/"

static void real_editions_in_their_order_are_believed(void **state)
{
    static const char *const sdn[] = { SDN "sdn.csv", SDN "alt.csv", SDN "add.csv", SDN "sdn_comments.csv" };
    static const char *const newer[] = { "us-ofac-sdn-2024-05-03/sdn.csv" };
    static const char *const un[] = { "un-sc-2025-04-19/consolidated.xml", "un-sc-2026-02-27/consolidated.xml" };
    static const char *const cons[] = { "us-ofac-sdn-xml/consolidated-2020-03-17.xml",
                                        "us-ofac-sdn-xml/consolidated-2025-03-28.xml" };
    struct cordon_error err = ERROR_INIT;
    (void)state;
    NEED_SHARED(SDN "sdn.csv");
    assert_int_equal(take_real("us_ofac_sdn", sdn, 4, "2023-12-28", NULL, &err), CORDON_OK);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(take_real("un_sc", &un[i], 1, "", NULL, &err), CORDON_OK);
        assert_int_equal(take_real("us_ofac_cons", &cons[i], 1, "", NULL, &err), CORDON_OK);
    }
    assert_int_equal(take_real("us_ofac_sdn", newer, 1, "2024-05-03", NULL, &err), CORDON_REFUSED);
    assert_non_null(strstr(err.message, "0 aliases (17091 in use); 0 addresses (18990 in use)"));
    assert_int_equal(take_real("us_ofac_cons", cons, 1, "", NULL, &err), CORDON_REFUSED);
    assert_int_equal(take_real("un_sc", un, 1, "", NULL, &err), CORDON_REFUSED);
    assert_int_equal(take_real("un_sc", un, 1, "", "going back", &err), CORDON_OK);
}

/* The list cut between two rows, anywhere. */
static void the_real_list_cut_between_rows_is_refused(void **state)
{
    static const char *const names[] = { "sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv" };
    struct os_file map[4] = { 0 };
    const char *files[4];
    char inbox[64], path[4][128];
    (void)state;
    NEED_SHARED(SDN "sdn.csv");
    folder_new(inbox);
    for (size_t i = 0; i < 4; i++) {
        char rest[128];
        snprintf(rest, sizeof rest, SDN "%s", names[i]);
        assert_int_equal(os_file_map(shared_path(rest), &map[i], NULL), CORDON_OK);
        snprintf(path[i], sizeof path[i], "%s", put_file(inbox, names[i], map[i].bytes));
        files[i] = path[i];
    }
    for (size_t i = 0; i < 4; i++)
        for (size_t tenth = 1; tenth < 10; tenth += 4) {
            struct cordon_error err = ERROR_INIT;
            struct cordon_counts counts;
            struct cordon_import args = { .data_dir = folder, .source = STR("us_ofac_sdn"),
                                          .files = files, .file_count = 4 };
            size_t at = map[i].bytes.len / 10 * tenth;
            at += str_index(str_from(map[i].bytes, at), '\n') + 1;
            put_file(inbox, names[i], str_sub(map[i].bytes, 0, at));
            cordon_status st = cordon_import(&args, &counts, &err);
            if (st != CORDON_REFUSED) fail_msg("%s, %zu tenths: %d", names[i], tenth, (int)st);
            put_file(inbox, names[i], map[i].bytes);
        }
    for (size_t i = 0; i < 4; i++) os_file_unmap(&map[i]);
    folder_gone(inbox);
}

#define in_folder(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(a_first_edition_whose_people_were_never_born_is_refused),
        in_folder(a_tenth_less_is_refused_with_the_figures),
        in_folder(a_tenth_fewer_births_are_refused),
        in_folder(dates_that_are_another_columns_are_refused),
        in_folder(a_tenth_fewer_of_a_kind_are_refused),
        in_folder(an_older_edition_is_refused),
        in_folder(an_edition_of_a_day_to_come_is_refused),
        in_folder(without_its_canaries_the_first_edition_is_refused_too),
        in_folder(canaries_without_their_mark_are_refused),
        in_folder(a_list_without_canaries_names_some_of_the_dprk),
        in_folder(lists_without_the_dprk_are_not_asked_for_it),
        in_folder(a_reason_takes_it_and_is_kept),
        in_folder(a_canary_that_was_given_up_is_not_asked_for_again),
        in_folder(a_list_kept_by_hand_may_lose_a_few),
        in_folder(a_reason_is_one_line_of_words),
        in_folder(failing_memory_is_told),
        in_folder(real_editions_in_their_order_are_believed),
        in_folder(the_real_list_cut_between_rows_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
