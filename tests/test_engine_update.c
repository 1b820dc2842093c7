/* engine/update: links to the file, notes about fetches, names of files, a folder of lists, lost memory. What
 * comes over the net is tests/test_update.py. */
#include "tests/set_help.h"

#include "engine/import_inside.h"
#include "engine/update.h"

static struct arena arena;

static void arena_begin(void)
{
    arena_init(&arena, 1 << 24);
}

static void fits_dated_names(void **state)
{
    static const struct { const char *link, *name, *want; } rows[] = {
        { "list{date}.csv", "list20260305.csv", "2026-03-05" },
        { "list{date}.csv", "list20260230.csv", NULL }, /* no such day */
        { "list{date}.csv", "list2026030.csv", NULL },
        { "list{date}.csv", "list202603051.csv", NULL },
        { "list{date}.csv", "list2026o305.csv", NULL },
        { "list{date}.csv", "list20260305.xlsx", NULL },
        { "list{date}.csv", "mylist20260305.csv", NULL },
        { "{date}", "20260305", "2026-03-05" },
        { "list.csv", "list.csv", NULL },
    };
    char date[16];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool fits = update_link_fits(str_c(rows[i].link), str_c(rows[i].name), date);
        assert_int_equal(fits, rows[i].want != NULL);
        if (fits) assert_string_equal(date, rows[i].want);
    }
}

static void finds_the_newest_link(void **state)
{
    static const struct { const char *page, *want; } rows[] = {
        { "<a href=\"./l20260101.csv\"><a href='/x/l20260305.csv?v=2'><a href=\"l20260201.csv\">", "/x/l20260305.csv?v=2" },
        { "<a HREF=\"l20270101.csv\"><a href = \"l20260101.csv\" >", "l20260101.csv" },
        { "<a href=l20260101.csv>", NULL },
        { "<a href=\"l20260101.csv", NULL },
        { "href", NULL },
        { "href=", NULL },
        { "", NULL },
    };
    (void)state;
    arena_begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cordon_error err = ERROR_INIT;
        char date[16];
        str href = STR_EMPTY;
        cordon_status st = update_link_newest(STR("l{date}.csv"), str_c(rows[i].page), &arena, &href, date, &err);
        assert_int_equal(st, rows[i].want ? CORDON_OK : CORDON_NOTFOUND);
        if (rows[i].want) assert_str(href, rows[i].want);
    }
    arena_release(&arena);
}

static void takes_the_greatest_number(void **state)
{
    static const struct { const char *answer, *want; } rows[] = {
        { "<ID>7</ID><ID>12</ID><ID>9</ID>", "https://x/12?a=12" },
        { "<ID> <![CDATA[ 3 ]]> </ID>", "https://x/3?a=3" },
        { "<ID>x</ID><ID>-4</ID><ID></ID>", NULL },
        { "<ID>99999999999999999999999</ID><ID>5</ID>", "https://x/5?a=5" },
        { "<ID>7", NULL },
        { "", NULL },
    };
    (void)state;
    arena_begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cordon_error err = ERROR_INIT;
        str url = STR_EMPTY;
        cordon_status st = update_link_step(STR("<ID> https://x/{id}?a={id}"), str_c(rows[i].answer), &arena, &url,
                                            &err);
        assert_int_equal(st, rows[i].want ? CORDON_OK : CORDON_NOTFOUND);
        if (rows[i].want) assert_str(url, rows[i].want);
    }
    assert_str(update_fill(STR("a={key}&b={key}"), STR("{key}"), STR("x&y/z"), &arena), "a=x%26y%2Fz&b=x%26y%2Fz");
    arena_release(&arena);
}

static void every_link_of_the_catalogue_has_a_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < list_source_count(); i++) {
        const struct list_source *s = list_source_at(i);
        bool is_form = !s->link.len || update_link_is_dated(s->link) ||
                       (str_starts(s->link, STR("<")) && str_find(s->link, STR("{id}"), 0) != SIZE_MAX);
        if (!is_form) fail_msg("%.*s: %.*s", STR_ARG(s->id), STR_ARG(s->link));
        if (!s->url.len) continue;
        assert_true(s->cap_mib > 0);
        size_t slash = str_find(s->url, STR("/"), strlen("https://"));
        str host = str_sub(s->url, strlen("https://"), slash);
        if (!os_fetch_host_is(s->hosts, host)) fail_msg("%.*s: %.*s", STR_ARG(s->id), STR_ARG(host));
    }
}

static void names_files_by_their_address(void **state)
{
    static const struct { const char *source, *url, *want; } rows[] = {
        { "un_sc", "https://x/y/consolidated.xml", "consolidated.xml" },
        { "us_ofac_sdn", "https://x/y/SDN_ADVANCED.XML?x=/z.csv", "SDN_ADVANCED.XML" },
        { "eu_fsf", "https://x/y/content?token=z", "eu_fsf.xml" },
        { "us_ofac_sdn", "https://x/y/", "us_ofac_sdn.csv" },
        { "kr_kofiu", "https://x/y/lawService.do?OC={key}", "kr_kofiu.xml" },
        { "un_sc", "", "un_sc.xml" },
        { "un_sc", "https://x/.xml", "un_sc.xml" },
        { "un_sc", "https://x/%2e%2e%2fa.xml", "un_sc.xml" },
    };
    (void)state;
    arena_begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_str(update_file_name(list_source_find(str_c(rows[i].source)), str_c(rows[i].url), &arena), rows[i].want);
    arena_release(&arena);
}

static void notes_come_back_as_written(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct update_note n = { .asked_s = 1, .good_s = UINT64_C(1795302589), .url = STR("https://x/\"y\""),
                             .etag = STR("W/\"1\""), .why = STR("two\nlines"), .result = STR("refused") }, back;
    (void)state;
    arena_begin();
    assert_int_equal(update_note_read(folder, &arena, &back, &err), CORDON_OK); /* there is none */
    assert_int_equal(back.asked_s, 0);
    assert_int_equal(update_note_write(folder, &n, &err), CORDON_OK);
    assert_int_equal(update_note_read(folder, &arena, &back, &err), CORDON_OK);
    assert_int_equal(back.good_s, n.good_s);
    assert_str(back.url, "https://x/\"y\"");
    assert_str(back.etag, "W/\"1\"");
    assert_str(back.why, "two\nlines");
    assert_str(back.proven, "");
    arena_release(&arena);
}

static void damaged_notes_are_told_and_empty(void **state)
{
    static const char whole[] = "{\"asked_s\":5,\"result\":\"updated\",\"more\":[1,{\"url\":2}],\"url\":3}\n";
    struct cordon_error err = ERROR_INIT;
    struct update_note n;
    (void)state;
    arena_begin();
    put_file(folder, "state.json", STR(whole));
    assert_int_equal(update_note_read(folder, &arena, &n, &err), CORDON_OK);
    assert_int_equal(n.asked_s, 5);
    assert_str(n.url, ""); /* not of its sort: left alone */
    for (size_t cut = 0; cut < sizeof whole - 3; cut++) {
        put_file(folder, "state.json", str_of(whole, cut));
        assert_int_equal(update_note_read(folder, &arena, &n, &err), CORDON_CORRUPT);
        assert_int_equal(n.asked_s, 0);
    }
    arena_release(&arena);
}

/* --- from a folder ------------------------------------------------------------------------------- */

struct told {
    size_t                    count;
    enum cordon_update_result result;
    cordon_status             status;
};

static void count_one(void *ctx, const struct cordon_update_one *one)
{
    struct told *t = ctx;
    t->count++;
    t->result = one->result;
    t->status = one->status;
}

static void lost_memory_fails_one_source_or_all_and_leaks_nothing(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct told told = { .count = 0 };
    char own[128];
    (void)state;
    snprintf(own, sizeof own, "%s/own", other);
    assert_int_equal(os_folder_make(own, &err), CORDON_OK);
    put_file(own, "own.csv", STR(own_list));
    struct cordon_update args = { .data_dir = folder, .from = other, .now_s = 1785542400, .done = count_one,
                                  .ctx = &told };
    uint64_t n = 1;
    for (;; n += 1 + n / 40) {
        told = (struct told){ .count = 0 };
        mem_fail_from(n);
        cordon_status st = cordon_update(&args, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        if (asked < n) {
            assert_int_equal(st, CORDON_OK);
            break;
        }
        if (st == CORDON_OK && told.status != CORDON_OK) assert_int_equal(told.status, CORDON_NOMEM);
        if (st != CORDON_OK) assert_int_equal(st, CORDON_NOMEM);
    }
    print_message("# %d allocations\n", (int)n);
    assert_int_equal(told.count, 1);
    assert_true(told.result >= CORDON_UPDATE_UNCHANGED);
    struct cordon_set *set = open_set(folder);
    struct cordon_list l;
    assert_true(find_list(set, "own", &l));
    assert_int_equal(cordon_set_verify(set, &err), CORDON_OK);
    cordon_set_close(set);
    struct cordon_fetch_info info;
    assert_int_equal(cordon_fetch_info(folder, STR("own"), &info, &err), CORDON_OK);
    assert_int_equal(info.good_s, args.now_s);
    assert_false(info.has_refused);
}

/* --- what an import does not do, and does not know ------------------------------------------------- */

static void a_dry_run_makes_what_judging_needs(void **state)
{
    (void)state;
    for (int dry = 0; dry < 2; dry++) {
        struct edition_in in;
        struct cordon_error err = ERROR_INIT;
        edition_in_init(&in, folder);
        in.source = list_source_find(STR("own"));
        in.files[in.file_count++] = (struct list_file){ STR("own.csv"), STR(own_list) };
        in.is_dry = dry;
        assert_int_equal(edition_make_and_pack(&in, STR_EMPTY, &err), CORDON_OK);
        assert_true(in.parts[ROLE_ENTITIES].len > 0 && in.about.counts.entries > 0);
        assert_int_equal(in.parts[ROLE_FACTS].len == 0, dry);
        assert_int_equal(in.packed.len == 0, dry);
        edition_in_release(&in);
    }
}

static void a_date_of_the_server_is_marked(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_counts counts;
    struct cordon_list l;
    const char *file = put_file(other, "own.csv", STR(own_list));
    struct cordon_import args = { .data_dir = folder, .source = STR("own"), .files = &file, .file_count = 1 };
    struct import_more more = { .fallback = STR("2026-03-01") };
    (void)state;
    assert_int_equal(import_run(&args, &more, &counts, &err), CORDON_OK);
    for (int again = 0; again < 2; again++) { /* also when the set was made anew */
        struct cordon_set *set = open_set(folder);
        assert_true(find_list(set, "own", &l));
        assert_str(l.edition, "2026-03-01");
        assert_str(l.dated, "server");
        cordon_set_close(set);
        assert_int_equal(set_rebuild(folder, &err), CORDON_OK);
    }
    args.edition = STR("2026-03-02");
    assert_int_equal(import_run(&args, &more, &counts, &err), CORDON_OK);
    struct cordon_set *set = open_set(folder);
    assert_true(find_list(set, "own", &l));
    assert_str(l.edition, "2026-03-02");
    assert_str(l.dated, "");
    cordon_set_close(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fits_dated_names),
        cmocka_unit_test(finds_the_newest_link),
        cmocka_unit_test(takes_the_greatest_number),
        cmocka_unit_test(every_link_of_the_catalogue_has_a_form),
        cmocka_unit_test(names_files_by_their_address),
        in_folders(notes_come_back_as_written),
        in_folders(damaged_notes_are_told_and_empty),
        in_folders(a_dry_run_makes_what_judging_needs),
        in_folders(a_date_of_the_server_is_marked),
        in_folders(lost_memory_fails_one_source_or_all_and_leaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
