/* os/fetch: which hosts may answer, which addresses are addresses; a server that is not there. */
#include "tests/engine_help.h"

#include "os/fetch.h"

static void knows_its_hosts(void **state)
{
    static const struct { const char *hosts, *host; bool want; } rows[] = {
        { "a.example", "a.example", true },
        { "a.example", "A.EXAMPLE", true },
        { "b.example, a.example", "a.example", true },
        { "a.example", "b.a.example", false },
        { "a.example", "a.example.org", false },
        { "a.example", "xa.example", false },
        { "*.a.example", "b.a.example", true },
        { "*.a.example", "c.b.a.example", true },
        { "*.a.example", "a.example", false },
        { "*.a.example", ".a.example", false },
        { "*.a.example", "ba.example", false },
        { "", "a.example", false },
        { "a.example", "", false },
        { ",", "", false },
        { "*", "a.example", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (os_fetch_host_is(str_c(rows[i].hosts), str_c(rows[i].host)) != rows[i].want)
            fail_msg("'%s' of '%s'", rows[i].host, rows[i].hosts);
}

static bool has_library(void)
{
    if (!os_fetch_ready(NULL)) return true;
    print_message("skipped: no libcurl here\n");
    return false;
}

static void joins_addresses(void **state)
{
    static const struct { const char *base, *relative, *want, *host; } rows[] = {
        { "", "https://a.example/x", "https://a.example/x", "a.example" },
        { "https://a.example/d/list.html", "./f.csv", "https://a.example/d/f.csv", "a.example" },
        { "https://a.example/d/list.html", "/f.csv?x=1#top", "https://a.example/f.csv?x=1", "a.example" },
        { "https://a.example/d/", "//b.example/f", "https://b.example/f", "b.example" },
        { "https://a.example/d/", "http://b.example/f", "http://b.example/f", "b.example" },
        { "", "https://a.example/q=\xEC\x9D\xB4 x", "https://a.example/q=%EC%9D%B4%20x", "a.example" },
    };
    struct arena a;
    struct cordon_error err = ERROR_INIT;
    str url, host;
    (void)state;
    if (!has_library()) skip();
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (os_url_join(str_c(rows[i].base), str_c(rows[i].relative), &a, &url, &host, &err))
            fail_msg("%s: %s", rows[i].relative, err.message);
        assert_str(url, rows[i].want);
        assert_str(host, rows[i].host);
    }
    assert_int_equal(os_url_join(STR_EMPTY, STR("no address"), &a, &url, &host, &err), CORDON_ARGUMENT);
    assert_int_equal(os_url_join(STR_EMPTY, STR(""), &a, &url, &host, &err), CORDON_ARGUMENT);
    char longer[2 * FETCH_URL_MAX];
    memset(longer, 'x', sizeof longer);
    assert_int_equal(os_url_join(STR("https://a.example/"), str_of(longer, sizeof longer), &a, &url, &host,
                                 &err), CORDON_ARGUMENT);
    arena_release(&a);
}

static void asks_nobody_else(void **state)
{
    struct arena a;
    struct os_fetched got;
    struct cordon_error err = ERROR_INIT;
    struct os_fetch f = { .hosts = STR("a.example"), .path = "/nowhere/at/all", .cap = 1 << 20,
                          .proxy = "http://127.0.0.1:9", .tries = 1, .stall_s = 1, .timeout_s = 2 };
    static const char *const urls[] = { "http://a.example/", "https://b.example/", "ftp://a.example/",
                                        "https://u:p@a.example/", "https://a.example:8443/",
                                        "file:///etc/passwd", "https://a.example.b.example/" };
    (void)state;
    if (!has_library()) skip();
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        f.url = str_c(urls[i]);
        if (os_fetch(&f, &a, &got, &err) != CORDON_ARGUMENT) fail_msg("%s: %s", urls[i], err.message);
    }
    arena_release(&a);
}

static void says_when_nothing_comes(void **state)
{
    char folder[64];
    struct arena a;
    struct os_fetched got;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    if (!has_library()) skip();
    folder_new(folder);
    struct os_fetch f = { .url = STR("https://a.example/list?key=secret"), .hosts = STR("a.example"),
                          .path = path_in(folder, "list"), .cap = 1 << 20, .proxy = "http://127.0.0.1:9",
                          .tries = 1, .stall_s = 1, .timeout_s = 2 };
    arena_init(&a, 1 << 20);
    assert_int_equal(os_fetch(&f, &a, &got, &err), CORDON_IO);
    assert_non_null(strstr(err.message, "a.example/list: "));
    assert_null(strstr(err.message, "secret"));
    assert_false(os_file_exists(f.path));
    f.is_secret = true;
    assert_int_equal(os_fetch(&f, &a, &got, &err), CORDON_IO);
    assert_non_null(strstr(err.message, "a.example: "));
    f.path = "/nowhere/at/all";
    assert_int_equal(os_fetch(&f, &a, &got, &err), CORDON_IO);
    for (uint64_t n = 1;; n++) {
        mem_fail_from(n);
        cordon_status st = os_fetch(&f, &a, &got, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        if (asked < n) break;
        assert_int_equal(st, CORDON_NOMEM);
        arena_reset(&a);
    }
    arena_release(&a);
    folder_gone(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_its_hosts),
        cmocka_unit_test(joins_addresses),
        cmocka_unit_test(asks_nobody_else),
        cmocka_unit_test(says_when_nothing_comes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
