/* engine/kept, editions, prune: what is kept, what changed, going back, keeping the last few. */
#include "tests/set_help.h"

#include <cordon/editions.h>
#include <cordon/good.h>

#include "engine/kept.h"

#define HEAD "id,type,name,alias\n"

static const char one[] = HEAD "A1,person,Testina Musterfrau,Tina\nA2,person,Quill Marrowby,\n";
static const char two[] = HEAD "A1,person,Testina Musterfrau,Tina|T. Muster\nA3,person,Oswin Tarrabee,\n";
static const char three[] = HEAD "A1,person,Testina Musterfrau,\nA3,person,Oswin Tarrabee,\n";

static cordon_status import_kept(const char *edition, const char *text, unsigned keep,
                                 struct cordon_error *err)
{
    struct cordon_counts counts;
    char inbox[64];
    folder_new(inbox);
    const char *file = put_file(inbox, "own.csv", str_c(text));
    struct cordon_import args = { .data_dir = folder, .source = STR("own"), .files = &file,
                                  .file_count = 1, .edition = str_c(edition), .keep = keep };
    cordon_status st = cordon_import(&args, &counts, err);
    folder_gone(inbox);
    return st;
}

static void import_one(const char *edition, const char *text, unsigned keep)
{
    struct cordon_error err = ERROR_INIT;
    if (import_kept(edition, text, keep, &err)) fail_msg("%s: %s", err.file, err.message);
}

/* "2026-08-03* 2026-08-02 ": the editions of the list, newest first, the one in use marked. */
static str kept_text(void)
{
    static char text[4096];
    struct cordon_editions *all = NULL;
    struct cordon_edition e;
    size_t len = 0;
    struct cordon_error err = ERROR_INIT;
    if (cordon_editions_open(folder, STR_EMPTY, &all, &err)) fail_msg("%s", err.message);
    for (size_t i = 0; cordon_editions_at(all, i, &e); i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "%.*s%s ", STR_ARG(e.edition),
                                e.is_in_use ? "*" : "");
    cordon_editions_close(all);
    return str_of(text, len);
}

static bool take_line(void *ctx, cordon_str json)
{
    buf_add(ctx, json);
    buf_add_byte(ctx, '\n');
    return true;
}

static struct buf diff_text(const char *before, const char *after)
{
    struct buf b = BUF_INIT(1 << 20);
    struct cordon_error err = ERROR_INIT;
    struct cordon_edition_side x = { .which = str_c(before) }, y = { .which = str_c(after) };
    if (cordon_editions_diff(folder, STR("own"), &x, &y, take_line, &b, NULL, &err))
        fail_msg("%s: %s", err.file, err.message);
    return b;
}

static size_t files_in(const char *name)
{
    struct buf b = tree_of(path_in(folder, name));
    size_t count = str_count(buf_str(&b), '\n');
    buf_release(&b);
    return count;
}

/* --- listing and differences ----------------------------------------------------------------------------- */

static void editions_are_listed_newest_first(void **state)
{
    struct cordon_editions *all = NULL;
    struct cordon_edition e;
    (void)state;
    assert_int_equal(cordon_editions_open(folder, STR_EMPTY, &all, NULL), CORDON_OK);
    assert_int_equal(cordon_editions_count(all), 0);
    cordon_editions_close(all);
    import_one("2026-08-01", one, 0);
    import_one("2026-08-03", three, 0);
    import_one("", two, 0); /* without a date: where the day it was received puts it */
    assert_int_equal(cordon_editions_open(folder, STR("own"), &all, NULL), CORDON_OK);
    assert_int_equal(cordon_editions_count(all), 3);
    assert_true(cordon_editions_at(all, 0, &e));
    assert_str(e.edition, "unknown");
    assert_true(e.is_in_use && e.sets == 1 && e.has_counts && e.counts.entries == 2);
    assert_true(cordon_editions_at(all, 2, &e) && !e.is_in_use);
    assert_str(e.edition, "2026-08-01");
    assert_int_equal(e.raw_sha256.len, 64);
    assert_false(cordon_editions_at(all, 3, &e));
    cordon_editions_close(all);
}

static void what_changed_is_told_as_json(void **state)
{
    (void)state;
    import_one("2026-08-01", one, 0);
    import_one("2026-08-02", two, 0);
    struct buf b = diff_text("previous", "current");
    str rest = buf_str(&b), line;
    assert_true(str_next(&rest, '\n', &line));
    assert_str(line, "{\"change\":\"changed\",\"source\":\"own\",\"entry\":\"A1\",\"id\":\"own-A1\","
                     "\"name\":\"Testina Musterfrau\",\"schema\":\"Person\",\"dprk\":false,\"programs\":[],"
                     "\"partly\":false,\"fields\":[{\"property\":\"alias\",\"gone\":[],"
                     "\"come\":[\"T. Muster\"]}]}");
    assert_true(str_next(&rest, '\n', &line));
    assert_true(str_starts(line, STR("{\"change\":\"removed\",\"source\":\"own\",\"entry\":\"A2\"")));
    assert_true(str_next(&rest, '\n', &line));
    assert_true(str_starts(line, STR("{\"change\":\"added\",\"source\":\"own\",\"entry\":\"A3\"")));
    assert_true(str_next(&rest, '\n', &line));
    assert_true(str_starts(line, STR("{\"change\":\"summary\"")));
    assert_true(str_find(line, STR("\"added\":1,\"removed\":1,\"changed\":1,\"same\":0"), 0) != SIZE_MAX);
    buf_release(&b);
}

static void an_edition_is_named_by_date_or_hash(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_editions *all = NULL;
    const struct kept *k;
    (void)state;
    import_one("2026-08-01", one, 0);
    import_one("2026-08-02", two, 0);
    import_one("2026-08-02", three, 0); /* corrected on the same day */
    assert_int_equal(cordon_editions_open(folder, STR("own"), &all, &err), CORDON_OK);
    assert_int_equal(kept_find(all, STR("own"), STR("2026-08-01"), &k, &err), CORDON_OK);
    char hash[9];
    memcpy(hash, k->about.raw_hex, 8);
    hash[8] = '\0';
    assert_int_equal(kept_find(all, STR("own"), str_c(hash), &k, &err), CORDON_OK);
    assert_str(k->about.edition, "2026-08-01");
    assert_int_equal(kept_find(all, STR("own"), STR("2026-08-02"), &k, &err), CORDON_ARGUMENT);
    assert_int_equal(kept_find(all, STR("own"), STR("2026-08-09"), &k, &err), CORDON_NOTFOUND);
    assert_int_equal(kept_find(all, STR("own"), STR("abc"), &k, &err), CORDON_NOTFOUND);
    assert_int_equal(kept_find(all, STR("un_sc"), STR("current"), &k, &err), CORDON_NOTFOUND);
    assert_int_equal(kept_find(all, STR("own"), STR("current"), &k, &err), CORDON_OK);
    assert_true(k->is_in_use);
    cordon_editions_close(all);
}

static void a_damaged_kept_edition_is_told(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_edition_side x = { .which = STR("previous") }, y = { .which = STR("current") };
    struct cordon_editions *all = NULL;
    char path[256];
    (void)state;
    import_one("2026-08-01", one, 0);
    import_one("2026-08-02", two, 0);
    assert_int_equal(cordon_editions_open(folder, STR("own"), &all, &err), CORDON_OK);
    snprintf(path, sizeof path, "editions/own/%.*s/raw.zst", STR_ARG(all->item[1].folder));
    cordon_editions_close(all);
    put_file(folder, path, STR("garbage"));
    struct buf b = BUF_INIT(1 << 20);
    assert_int_equal(cordon_editions_diff(folder, STR("own"), &x, &y, take_line, &b, NULL, &err),
                     CORDON_CORRUPT);
    assert_true(strstr(err.message, "damaged") != NULL);
    struct cordon_rollback r = { .data_dir = folder, .source = STR("own"), .reason = STR("test") };
    struct cordon_counts counts;
    assert_int_equal(cordon_rollback(&r, &counts, &err), CORDON_CORRUPT);
    assert_str(kept_text(), "2026-08-02* 2026-08-01 ");
    buf_release(&b);
}

static void files_are_compared_without_a_folder(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_diff_counts c;
    (void)state;
    const char *a = put_file(folder, "a.csv", STR(one)), *b = put_file(folder, "b.csv", STR(two));
    struct cordon_edition_side x = { .files = &a, .file_count = 1 }, y = { .files = &b, .file_count = 1 };
    struct buf out = BUF_INIT(1 << 20);
    assert_int_equal(cordon_editions_diff(NULL, STR("own"), &x, &y, take_line, &out, &c, &err), CORDON_OK);
    assert_int_equal(c.added + c.removed + c.changed, 3);
    assert_int_equal(cordon_editions_diff(NULL, STR("none"), &x, &y, take_line, &out, &c, &err),
                     CORDON_ARGUMENT);
    buf_release(&out);
}

/* --- going back ------------------------------------------------------------------------------------------- */

static bool shows(const char *id)
{
    struct cordon_set *set = open_set(folder);
    struct cordon_text text;
    bool is_there = cordon_show(set, str_c(id), &text, NULL) == CORDON_OK;
    if (is_there) cordon_text_free(&text);
    cordon_set_close(set);
    return is_there;
}

static void the_edition_before_is_put_in_use_again(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_counts counts;
    struct cordon_list list;
    struct cordon_text text;
    (void)state;
    import_one("2026-08-01", one, 0);
    import_one("2026-08-02", two, 0);
    struct cordon_set *open = open_set(folder);
    struct cordon_rollback r = { .data_dir = folder, .source = STR("own"), .reason = STR("half of it") };
    if (cordon_rollback(&r, &counts, &err)) fail_msg("%s", err.message);
    assert_int_equal(counts.entries, 2);
    assert_str(kept_text(), "2026-08-02 2026-08-01* ");
    assert_true(shows("own-A2") && !shows("own-A3"));
    assert_int_equal(cordon_show(open, STR("own-A3"), &text, &err), CORDON_OK); /* it goes on */
    cordon_text_free(&text);
    cordon_set_close(open);
    struct cordon_set *set = open_set(folder);
    assert_true(find_list(set, "own", &list));
    assert_str(list.accepted, "half of it");
    assert_true(str_starts(list.doubts, STR("put in use again in the place of the edition of 2026-08-02 (")));
    assert_int_equal(cordon_set_verify(set, &err), CORDON_OK);
    cordon_set_close(set);
    assert_int_equal(cordon_rollback(&r, &counts, &err), CORDON_NOTFOUND); /* nothing older */
    r.to = STR("2026-08-01");
    assert_int_equal(cordon_rollback(&r, &counts, &err), CORDON_ARGUMENT); /* in use already */
    r.reason = STR_EMPTY;
    assert_int_equal(cordon_rollback(&r, &counts, &err), CORDON_ARGUMENT);
    /* and on again */
    import_one("2026-08-02", two, 0);
    set = open_set(folder);
    assert_true(find_list(set, "own", &list));
    assert_int_equal(list.accepted.len, 0);
    cordon_set_close(set);
    assert_str(kept_text(), "2026-08-02* 2026-08-01 ");
}

static void going_back_outlives_a_lost_manifest(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_counts counts;
    (void)state;
    import_one("2026-08-01", one, 0);
    import_one("2026-08-02", two, 0);
    struct cordon_rollback r = { .data_dir = folder, .source = STR("own"), .reason = STR("half of it") };
    assert_int_equal(cordon_rollback(&r, &counts, &err), CORDON_OK);
    put_file(folder, "current", STR("damaged\n"));
    import_made_up(folder); /* finds the others from the kept editions */
    assert_true(shows("own-A2") && !shows("own-A3"));
}

static void failing_memory_leaves_the_edition_in_use(void **state)
{
    struct cordon_counts counts;
    struct cordon_rollback r = { .data_dir = folder, .source = STR("own"), .reason = STR("test") };
    (void)state;
    import_one("2026-08-01", one, 0);
    import_one("2026-08-02", two, 0);
    for (uint64_t n = 1; n < 4000; n += n < 200 ? 1 : 17) {
        struct cordon_error err = ERROR_INIT;
        mem_fail_from(n);
        cordon_status st = cordon_rollback(&r, &counts, &err);
        mem_fail_from(0);
        if (st == CORDON_OK) break;
        assert_int_equal(st, CORDON_NOMEM);
        assert_str(kept_text(), "2026-08-02* 2026-08-01 ");
    }
    struct buf b = diff_text("2026-08-01", "2026-08-02");
    assert_true(b.len > 0);
    buf_release(&b);
}

/* --- keeping the last few --------------------------------------------------------------------------------- */

static void the_last_few_editions_are_kept(void **state)
{
    char text[256], day[16];
    (void)state;
    import_made_up(folder); /* another source is left alone */
    for (int i = 1; i <= 6; i++) {
        snprintf(text, sizeof text, HEAD "A1,person,Testina Musterfrau,Alias %d\n", i);
        snprintf(day, sizeof day, "2026-08-%02d", i);
        import_one(day, text, 3);
    }
    assert_str(kept_text(), "2026-07-30* 2026-08-06* 2026-08-05 2026-08-04 ");
    assert_int_equal(files_in("parts"), 14); /* in use: 11, and those of the set before that differ: 3 */
    struct cordon_set *set = open_set(folder);
    struct cordon_error err = ERROR_INIT;
    assert_int_equal(cordon_set_verify(set, &err), CORDON_OK);
    cordon_set_close(set);
    struct buf b = diff_text("2026-08-04", "current"); /* whose parts are gone */
    assert_true(str_find(buf_str(&b), STR("\"gone\":[\"Alias 4\"],\"come\":[\"Alias 6\"]"), 0) != SIZE_MAX);
    buf_release(&b);
    struct cordon_counts counts;
    struct cordon_rollback r = { .data_dir = folder, .source = STR("own"), .to = STR("2026-08-04"),
                                 .reason = STR("test") };
    assert_int_equal(cordon_rollback(&r, &counts, &err), CORDON_OK); /* made anew */
    assert_true(shows("own-A1"));
    assert_int_equal(import_kept("2026-08-07", one, 1, &err), CORDON_ARGUMENT);
}

static void whoever_has_a_set_open_goes_on(void **state)
{
    char text[256], day[16];
    struct cordon_text shown;
    (void)state;
    import_one("2026-08-01", one, 2);
    struct cordon_set *open = open_set(folder);
    for (int i = 2; i <= 5; i++) {
        snprintf(text, sizeof text, HEAD "A1,person,Testina Musterfrau,Alias %d\nB,person,Other Testov,\n", i);
        snprintf(day, sizeof day, "2026-08-%02d", i);
        import_one(day, text, 2);
    }
    assert_int_equal(cordon_show(open, STR("own-A2"), &shown, NULL), CORDON_OK);
    cordon_text_free(&shown);
    cordon_set_close(open);
    assert_str(kept_text(), "2026-08-05* 2026-08-04 ");
}

static void what_a_decision_names_is_kept(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_editions *all = NULL;
    struct kept_entities e;
    struct entity entity;
    uint32_t row;
    char hex[SHA_HEX_LEN + 1], text[256], day[16];
    (void)state;
    import_one("2026-08-01", one, 2);
    assert_int_equal(cordon_editions_open(folder, STR("own"), &all, &err), CORDON_OK);
    kept_entities_init(&e);
    assert_int_equal(kept_read(folder, &all->item[0].about, &e, &err), CORDON_OK);
    assert_true(entity_find(&e.set, STR("own-A2"), &row) && entity_get(&e.set, row, &entity));
    sha_hex(entity.row_hash, hex);
    kept_entities_release(&e);
    cordon_editions_close(all);
    struct cordon_good_change change = { .data_dir = folder, .reason = STR("other birth date"),
                                         .author = STR("tester"), .now_s = AS_OF_S };
    struct cordon_good_about about = { .subject = STR("S-1"), .target = STR("own-A2"), .mark = str_c(hex),
                                       .listed = str_c(hex), .expires_s = AS_OF_S + 86400 };
    if (cordon_good_add(&change, &about, NULL, &err)) fail_msg("%s", err.message);
    for (int i = 2; i <= 5; i++) {
        snprintf(text, sizeof text, HEAD "A1,person,Testina Musterfrau,Alias %d\nB,person,Other Testov,\n", i);
        snprintf(day, sizeof day, "2026-08-%02d", i);
        import_one(day, text, 2);
    }
    assert_str(kept_text(), "2026-08-05* 2026-08-04 2026-08-01 ");
}

static void half_a_removal_is_finished_by_the_next(void **state)
{
    struct cordon_editions *all = NULL;
    char path[256];
    (void)state;
    import_one("2026-08-01", one, 0);
    import_one("2026-08-02", two, 0);
    assert_int_equal(cordon_editions_open(folder, STR("own"), &all, NULL), CORDON_OK);
    snprintf(path, sizeof path, "%s/editions/own/%.*s/raw.zst", folder, STR_ARG(all->item[1].folder));
    cordon_editions_close(all);
    assert_int_equal(os_file_remove(path, NULL), CORDON_OK); /* a crash behind the first step */
    assert_str(kept_text(), "2026-08-02* ");
    import_one("2026-08-03", three, 2);
    assert_str(kept_text(), "2026-08-03* 2026-08-02 ");
    assert_int_equal(files_in("editions/own"), 4); /* the rest of the first is gone too */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folders(editions_are_listed_newest_first),
        in_folders(what_changed_is_told_as_json),
        in_folders(an_edition_is_named_by_date_or_hash),
        in_folders(a_damaged_kept_edition_is_told),
        in_folders(files_are_compared_without_a_folder),
        in_folders(the_edition_before_is_put_in_use_again),
        in_folders(going_back_outlives_a_lost_manifest),
        in_folders(failing_memory_leaves_the_edition_in_use),
        in_folders(the_last_few_editions_are_kept),
        in_folders(whoever_has_a_set_open_goes_on),
        in_folders(what_a_decision_names_is_kept),
        in_folders(half_a_removal_is_finished_by_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
