/* cli/settings: where every value comes from. */
#include "tests/test.h"

#include "cli/settings.h"
#include "cli/term.h"
#include "os/os.h"

static const char *const variables[] = { "HOME",           "XDG_DATA_HOME", "XDG_CONFIG_HOME",
                                         "CORDON_DATA",    "CORDON_POLICY", "CORDON_LANG",
                                         "CORDON_THREADS", "NO_COLOR",      "TERM",
                                         "LC_ALL",         "LC_MESSAGES",   "LANG" };

/* Every test starts with a bare environment. */
static int bare(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) unsetenv(variables[i]);
    setenv("HOME", "/home/x", 1);
    return 0;
}

static struct settings load(struct settings_flags flags, struct arena *arena)
{
    struct settings s;
    struct cordon_error err = ERROR_INIT;
    assert_int_equal(settings_load(&s, &flags, arena, &err), CORDON_OK);
    return s;
}

static void falls_back_to_defaults(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena, 1 << 16);
    struct settings s = load((struct settings_flags){ .data = NULL }, &arena);
    assert_string_equal(s.data, "/home/x/.local/share/cordon");
    assert_string_equal(s.policy, "default");
    assert_int_equal(s.lang, LANG_EN);
    assert_int_equal(s.colour, COLOUR_AUTO);
    assert_true(s.threads >= 1);
    assert_false(s.has_file);
    assert_str(s.file, "/home/x/.config/cordon/config");
    for (size_t i = 0; i < SETTING_COUNT; i++) assert_str(s.at[i].from, "default");
    arena_release(&arena);
}

static void has_no_data_folder_without_a_home(void **state)
{
    struct arena arena;
    (void)state;
    unsetenv("HOME");
    setenv("XDG_DATA_HOME", "relative/does/not/count", 1);
    arena_init(&arena, 1 << 16);
    struct settings s = load((struct settings_flags){ .data = NULL }, &arena);
    assert_null(s.data);
    assert_int_equal(s.file.len, 0);
    arena_release(&arena);
}

static void lets_flags_win_over_the_environment(void **state)
{
    struct arena arena;
    (void)state;
    setenv("CORDON_DATA", "/env", 1);
    setenv("CORDON_LANG", "ja", 1);
    setenv("NO_COLOR", "1", 1);
    arena_init(&arena, 1 << 16);
    struct settings s = load((struct settings_flags){ .data = NULL }, &arena);
    assert_string_equal(s.data, "/env");
    assert_str(s.at[SETTING_DATA].from, "$CORDON_DATA");
    assert_int_equal(s.lang, LANG_JA);
    assert_int_equal(s.colour, COLOUR_NEVER);
    assert_str(s.at[SETTING_COLOR].from, "$NO_COLOR");
    s = load((struct settings_flags){ "/flag", LANG_ID, true }, &arena);
    assert_string_equal(s.data, "/flag");
    assert_str(s.at[SETTING_DATA].from, "--data");
    assert_int_equal(s.lang, LANG_ID);
    assert_str(s.at[SETTING_COLOR].from, "--no-color");
    arena_release(&arena);
}

static void takes_the_language_of_the_locale(void **state)
{
    static const struct { const char *name, *value; unsigned want; } rows[] = {
        { "LANG", "ko_KR.UTF-8", LANG_KO },    { "LANG", "ja", LANG_JA },
        { "LC_MESSAGES", "id_ID", LANG_ID },   { "LC_ALL", "en_US.UTF-8", LANG_EN },
        { "LANG", "de_DE.UTF-8", LANG_EN },    { "LANG", "C", LANG_EN },
        { "LANG", "kok_IN", LANG_EN }, /* Konkani is not Korean */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena;
        arena_init(&arena, 1 << 16);
        bare(NULL);
        setenv(rows[i].name, rows[i].value, 1);
        assert_int_equal(load((struct settings_flags){ .data = NULL }, &arena).lang,
                         rows[i].want);
        arena_release(&arena);
    }
}

/* What programs read must not change with the machine's locale: see cli_lang. */
static void knows_when_the_locale_alone_says_the_language(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena, 1 << 16);
    assert_false(load((struct settings_flags){ .data = NULL }, &arena).lang_is_locale);
    setenv("LC_ALL", "ko_KR.UTF-8", 1);
    assert_true(load((struct settings_flags){ .data = NULL }, &arena).lang_is_locale);
    assert_false(load((struct settings_flags){ .lang = LANG_KO }, &arena).lang_is_locale);
    setenv("CORDON_LANG", "ko", 1);
    assert_false(load((struct settings_flags){ .data = NULL }, &arena).lang_is_locale);
    arena_release(&arena);
}

static cordon_status read_text(const char *text, struct settings *s, struct arena *arena,
                               struct cordon_error *err)
{
    assert_int_equal(settings_init(s, arena, err), CORDON_OK);
    return settings_read(s, str_c(text), STR("/conf"), err);
}

static void reads_the_file(void **state)
{
    struct arena arena;
    struct settings s;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    arena_init(&arena, 1 << 16);
    assert_int_equal(
        read_text("# mine\r\n\n data = ~/lists # here\nlang=ko\r\n\tthreads\t=\t3\n"
                  "policy = /etc/p#1.tsv\ncolor = always",
                  &s, &arena, &err),
        CORDON_OK);
    assert_string_equal(s.data, "/home/x/lists");
    assert_str(s.at[SETTING_DATA].from, "/conf:3");
    assert_int_equal(s.lang, LANG_KO);
    assert_int_equal(s.threads, 3);
    assert_string_equal(s.policy, "/etc/p#1.tsv");
    assert_int_equal(s.colour, COLOUR_ALWAYS);
    arena_release(&arena);
}

static void refuses_a_wrong_file_by_line(void **state)
{
    static const struct { const char *text; uint64_t line; const char *message;
    } rows[] = {
        { "lnag = ko", 1, "unknown setting 'lnag'; did you mean 'lang'?" },
        { "\nqqqqqq = 1", 2,
          "unknown setting 'qqqqqq'; 'cordon config' prints those there are" },
        { "lang", 1, "'lang' is no setting; write 'key = value'" },
        { "lang = ko\nlang = ko", 2, "setting 'lang' stands twice" },
        { "lang = kr", 1, "lang is 'kr'; did you mean 'ko'? it takes en, ko, ja, id" },
        { "threads = 0", 1, "threads is '0'; it takes a whole number, 1 to 1024" },
        { "data = lists", 1, "data is 'lists'; a path in this file begins with '/' or '~/'" },
        { "data =", 1, "data is empty; it takes a path" },
        { "data = /a\x01", 1, "data holds a control character" },
        { "= x", 1, "unknown setting ''; 'cordon config' prints those there are" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena;
        struct settings s;
        struct cordon_error err = ERROR_INIT;
        arena_init(&arena, 1 << 16);
        assert_int_equal(read_text(rows[i].text, &s, &arena, &err), CORDON_ARGUMENT);
        assert_string_equal(err.message, rows[i].message);
        assert_int_equal(err.line, rows[i].line);
        assert_string_equal(err.file, "/conf");
        arena_release(&arena);
    }
}

static void refuses_a_file_above_its_cap(void **state)
{
    static char text[SETTINGS_FILE_MAX + 1];
    struct arena arena;
    struct settings s;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    memset(text, '#', sizeof text);
    arena_init(&arena, 1 << 16);
    assert_int_equal(settings_init(&s, &arena, &err), CORDON_OK);
    assert_int_equal(settings_read(&s, str_of(text, sizeof text), STR("/conf"), &err),
                     CORDON_LIMIT);
    assert_int_equal(settings_read(&s, str_of(text, sizeof text - 1), STR("/conf"), &err),
                     CORDON_OK);
    arena_release(&arena);
}

static void survives_every_failed_allocation(void **state)
{
    const struct settings_flags flags = { "/flag", LANG_KO, true };
    (void)state;
    setenv("CORDON_DATA", "/env", 1);
    for (uint64_t n = 1; n < 100; n++) {
        struct arena arena;
        struct settings s;
        struct cordon_error err = ERROR_INIT;
        arena_init(&arena, 1 << 16);
        mem_fail_from(n);
        cordon_status st = settings_load(&s, &flags, &arena, &err);
        mem_fail_from(0);
        arena_release(&arena);
        if (st == CORDON_OK) return;
        assert_int_equal(st, CORDON_NOMEM);
    }
    fail_msg("never succeeded");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(falls_back_to_defaults, bare),
        cmocka_unit_test_setup(has_no_data_folder_without_a_home, bare),
        cmocka_unit_test_setup(lets_flags_win_over_the_environment, bare),
        cmocka_unit_test_setup(takes_the_language_of_the_locale, bare),
        cmocka_unit_test_setup(knows_when_the_locale_alone_says_the_language, bare),
        cmocka_unit_test_setup(reads_the_file, bare),
        cmocka_unit_test_setup(refuses_a_wrong_file_by_line, bare),
        cmocka_unit_test_setup(refuses_a_file_above_its_cap, bare),
        cmocka_unit_test_setup(survives_every_failed_allocation, bare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
