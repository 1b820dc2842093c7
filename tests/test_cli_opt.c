/* cli/opt: option tables, and the values of every kind. */
#include "tests/test.h"

#include "cli/command.h"
#include "cli/opt.h"
#include "cli/when.h"

struct args {
    bool             flag, other;
    str              word, list;
    uint16_t         bp;
    uint64_t         number;
    const char      *path;
    int64_t          time_s;
    unsigned         choice;
    str              first;
    struct opt_words rest;
};

struct globals {
    bool json;
};

static const char *const colours[] = { "red", "green", "blue", NULL };

static const struct opt options[] = {
    { .name = "flag", .letter = 'f', .kind = OPT_FLAG, .at = offsetof(struct args, flag) },
    { .name = "other", .letter = 'o', .kind = OPT_FLAG, .at = offsetof(struct args, other) },
    { .name = "word", .letter = 'w', .kind = OPT_STR, .at = offsetof(struct args, word),
      .arg = "WORD" },
    { .name = "list", .kind = OPT_LIST, .at = offsetof(struct args, list), .arg = "WORDS" },
    { .name = "min", .kind = OPT_BP, .at = offsetof(struct args, bp), .arg = "BP" },
    { .name = "number", .letter = 'n', .kind = OPT_U64, .at = offsetof(struct args, number),
      .arg = "N", .min = 2, .max = 9 },
    { .name = "path", .kind = OPT_PATH, .at = offsetof(struct args, path), .arg = "FILE" },
    { .name = "time", .kind = OPT_TIME, .at = offsetof(struct args, time_s), .arg = "TIME" },
    { .name = "colour", .kind = OPT_ENUM, .at = offsetof(struct args, choice), .arg = "COLOUR",
      .choices = colours },
    { .name = NULL },
};

static const struct opt every[] = {
    { .name = "json", .kind = OPT_FLAG, .at = offsetof(struct globals, json) },
    { .name = NULL },
};

static const struct arg arguments[] = {
    { .name = "FIRST", .kind = OPT_STR, .at = offsetof(struct args, first) },
    { .name = "REST", .kind = OPT_STR, .at = offsetof(struct args, rest), .is_optional = true,
      .is_many = true },
    { .name = NULL },
};

enum { WORDS_MAX = 8, NOW_S = 1234 };

/* Parse words cut at blanks; what was left over is joined with '|' in `left`. */
static cordon_status parse(const char *line, struct args *args, struct globals *globals,
                           char left[200], struct cordon_error *err)
{
    static char text[200];
    char *argv[WORDS_MAX];
    size_t argc = 0, words = 0;
    struct opt_table tables[] = { { options, args }, { every, globals } };
    snprintf(text, sizeof text, "%s", line);
    for (char *at = text; at && *at && argc < WORDS_MAX;) {
        argv[argc++] = at;
        at = strchr(at, ' ');
        if (at) *at++ = '\0';
    }
    cordon_status st = opt_parse(argv, argc, tables, 2, NOW_S, &words, err);
    left[0] = '\0';
    for (size_t i = 0; !st && i < words; i++) {
        if (i) strcat(left, "|");
        strcat(left, argv[i]);
    }
    return st;
}

static void reads_every_way_of_writing_an_option(void **state)
{
    static const struct { const char *line, *word, *left; bool flag, other, json; } rows[] = {
        { "--word=x", "x", "", false, false, false },
        { "--word x", "x", "", false, false, false },
        { "-w x", "x", "", false, false, false },
        { "-wx", "x", "", false, false, false },
        { "-fow x", "x", "", true, true, false },
        { "-fwx a", "x", "a", true, false, false },
        { "--word=", "", "", false, false, false },
        { "--word=--flag", "--flag", "", false, false, false },
        { "--word -", "-", "", false, false, false },
        { "a --flag b --json c", "", "a|b|c", true, false, true },
        { "a -- --flag -x", "", "a|--flag|-x", false, false, false },
        { "- --flag", "", "-", true, false, false },
        { "--flag --flag", "", "", true, false, false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct args args = { .flag = false };
        struct globals globals = { false };
        struct cordon_error err = ERROR_INIT;
        char left[200];
        assert_int_equal(parse(rows[i].line, &args, &globals, left, &err), CORDON_OK);
        assert_str(args.word, rows[i].word);
        assert_string_equal(left, rows[i].left);
        assert_int_equal(args.flag, rows[i].flag);
        assert_int_equal(args.other, rows[i].other);
        assert_int_equal(globals.json, rows[i].json);
    }
}

static void refuses_wrong_options_and_says_why(void **state)
{
    static const struct { const char *line, *message; } rows[] = {
        { "--flga", "unknown option '--flga'; did you mean '--flag'?" },
        { "--jsn", "unknown option '--jsn'; did you mean '--json'?" },
        { "--qqqqqq", "unknown option '--qqqqqq'" },
        { "--=x", "unknown option '--'" },
        { "-fz", "unknown option '-z' in '-fz'" },
        { "--flag=yes", "option '--flag' takes no value" },
        { "--word", "option '--word' needs a value; write '--word=WORD'" },
        { "--word --flag",
          "option '--word' needs a value; if '--flag' is meant, write '--word=--flag'" },
        { "--word a --word b", "option '--word' is given twice" },
        { "-w a --word=a", "option '--word' is given twice" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct args args = { .flag = false };
        struct globals globals = { false };
        struct cordon_error err = ERROR_INIT;
        char left[200];
        assert_int_equal(parse(rows[i].line, &args, &globals, left, &err), CORDON_ARGUMENT);
        assert_string_equal(err.message, rows[i].message);
    }
}

static void reads_a_value_of_every_kind(void **state)
{
    struct args args = { .flag = false };
    struct globals globals = { false };
    struct cordon_error err = ERROR_INIT;
    char left[200];
    (void)state;
    assert_int_equal(parse("--min=8700 --number=9 --path=- --time=now --colour=blue --list=a,b",
                           &args, &globals, left, &err), CORDON_OK);
    assert_int_equal(args.bp, 8700);
    assert_int_equal(args.number, 9);
    assert_string_equal(args.path, "-");
    assert_int_equal(args.time_s, NOW_S);
    assert_int_equal(args.choice, 3);
    assert_str(args.list, "a,b");
}

static void refuses_values_out_of_range(void **state)
{
    static const char *const lines[] = {
        "--min=10001", "--min=-1", "--min=87%", "--min=", "--min=99999999999999999999",
        "--number=1", "--number=10", "--number=0x5", "--path=", "--time=yesterday",
        "--time=2026-02-30", "--colour=pink", "--colour=Red", "--colour=", "--list=",
        "--list=a,,b", "--list=a,", "--list=,a", "--word=\xff",
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct args args = { .bp = 77, .number = 77, .choice = 77, .time_s = 77 };
        struct globals globals = { false };
        struct cordon_error err = ERROR_INIT;
        char left[200];
        assert_int_equal(parse(lines[i], &args, &globals, left, &err), CORDON_ARGUMENT);
        assert_true(err.message[0] != '\0');
        assert_int_equal(args.bp, 77); /* untouched on failure */
        assert_int_equal(args.number, 77);
        assert_int_equal(args.choice, 77);
        assert_int_equal(args.time_s, 77);
        assert_null(args.path);
        assert_null(args.list.data);
    }
}

static void names_the_nearest_choice(void **state)
{
    struct args args = { .flag = false };
    struct globals globals = { false };
    struct cordon_error err = ERROR_INIT;
    char left[200];
    (void)state;
    assert_int_equal(parse("--colour=gren", &args, &globals, left, &err), CORDON_ARGUMENT);
    assert_string_equal(err.message, "--colour is 'gren'; did you mean 'green'? it takes red, "
                                     "green, blue");
}

static void gives_words_to_arguments(void **state)
{
    char one[] = "one", two[] = "two", three[] = "three";
    char *words[] = { one, two, three };
    struct args args = { .flag = false };
    struct cordon_error err = ERROR_INIT;
    (void)state;
    assert_int_equal(opt_arguments(words, 0, arguments, &args, 0, &err), CORDON_ARGUMENT);
    assert_string_equal(err.message, "argument FIRST is missing");
    assert_int_equal(opt_arguments(words, 1, arguments, &args, 0, &err), CORDON_OK);
    assert_str(args.first, "one");
    assert_int_equal(args.rest.count, 0);
    assert_int_equal(opt_arguments(words, 3, arguments, &args, 0, &err), CORDON_OK);
    assert_int_equal(args.rest.count, 2);
    assert_string_equal(args.rest.items[1], "three");
    assert_int_equal(opt_arguments(words, 1, NULL, &args, 0, &err), CORDON_ARGUMENT);
    assert_string_equal(err.message, "'one' is one argument too many");
}

static void an_argument_in_front_may_be_left_out(void **state)
{
    static const struct arg rows[] = {
        { .name = "ID", .kind = OPT_STR, .at = offsetof(struct args, first), .is_optional = true,
          .help = "which" },
        { .name = "FILE", .kind = OPT_STR, .at = offsetof(struct args, list), .help = "what" },
        { .name = NULL },
    };
    char one[] = "one", two[] = "two";
    char *words[] = { one, two };
    struct args args = { .flag = false };
    struct cordon_error err = ERROR_INIT;
    (void)state;
    assert_int_equal(opt_arguments(words, 1, rows, &args, 0, &err), CORDON_OK);
    assert_str(args.first, "");
    assert_str(args.list, "one");
    assert_int_equal(opt_arguments(words, 2, rows, &args, 0, &err), CORDON_OK);
    assert_str(args.first, "one");
    assert_str(args.list, "two");
    assert_int_equal(opt_arguments(words, 0, rows, &args, 0, &err), CORDON_ARGUMENT);
    assert_string_equal(err.message, "argument FILE is missing");
}

static void reads_times_as_rfc_3339_has_them(void **state)
{
    static const struct { const char *text; bool is_good; int64_t want_s; } rows[] = {
        { "1970-01-01", true, 0 },
        { "2026-07-01", true, 1782864000 },
        { "2026-07-01T00:00:00Z", true, 1782864000 },
        { "2026-07-01T09:00:00+09:00", true, 1782864000 },
        { "2026-06-30t19:30:00.25-04:30", true, 1782864000 },
        { "2026-07-01 00:00:00z", true, 1782864000 },
        { "2016-12-31T23:59:60Z", true, 1483228800 },
        { "2000-02-29", true, 951782400 },
        { "0001-01-01", true, -62135596800 },
        { "9999-12-31T23:59:59Z", true, 253402300799 },
        { "now", true, 42 },
        { "1900-02-29", false, 0 },      { "2026-00-01", false, 0 },
        { "2026-13-01", false, 0 },      { "2026-04-31", false, 0 },
        { "0000-01-01", false, 0 },      { "2026-7-1", false, 0 },
        { "2026-07-01T", false, 0 },     { "2026-07-01T24:00:00Z", false, 0 },
        { "2026-07-01T00:60:00Z", false, 0 }, { "2026-07-01T00:00:00", false, 0 },
        { "2026-07-01T00:00:00.Z", false, 0 }, { "2026-07-01T00:00:00+0900", false, 0 },
        { "2026-07-01x", false, 0 },     { "", false, 0 },
        { "NOW", false, 0 },             { " 2026-07-01", false, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t got_s = -7;
        assert_int_equal(when_parse(str_c(rows[i].text), 42, &got_s), rows[i].is_good);
        assert_true(got_s == (rows[i].is_good ? rows[i].want_s : -7));
    }
}

/* A table that is wrong shows here, not at a user's. */
static void every_table_is_well_made(void **state)
{
    (void)state;
    for (size_t i = 0; cli_commands[i]; i++) {
        const struct command *c = cli_commands[i];
        uint64_t letters[4] = { 0 };
        assert_non_null(c->run);
        assert_non_null(c->examples);
        assert_non_null(c->examples[0].line);
        assert_true(c->defaults == NULL || c->args_size > 0);
        assert_true(command_find(command_word(c), command_action(c)) == c);
        for (const struct opt *o = c->options; o && o->name; o++) {
            assert_true(o->help && o->help[0] && o->at < c->args_size);
            assert_true((o->kind == OPT_FLAG) == (o->arg == NULL));
            assert_true((o->kind == OPT_ENUM) == (o->choices != NULL));
            for (const struct opt *g = cli_global_options; g->name; g++) {
                assert_string_not_equal(g->name, o->name);
                assert_true(!o->letter || o->letter != g->letter);
            }
            unsigned letter = (unsigned char)o->letter;
            assert_false(letter && (letters[letter / 64] >> (letter % 64) & 1));
            letters[letter / 64] |= UINT64_C(1) << (letter % 64);
        }
        size_t changes = 0; /* optional ones stand together: else a word could be given to several */
        for (const struct arg *a = c->arguments; a && a->name; a++) {
            assert_true(a->help && a->help[0] && a->at < c->args_size);
            assert_true(!a->is_many || a[1].name == NULL);
            changes += a != c->arguments && a->is_optional != a[-1].is_optional;
        }
        assert_true(changes <= 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_way_of_writing_an_option),
        cmocka_unit_test(refuses_wrong_options_and_says_why),
        cmocka_unit_test(reads_a_value_of_every_kind),
        cmocka_unit_test(refuses_values_out_of_range),
        cmocka_unit_test(names_the_nearest_choice),
        cmocka_unit_test(gives_words_to_arguments),
        cmocka_unit_test(an_argument_in_front_may_be_left_out),
        cmocka_unit_test(reads_times_as_rfc_3339_has_them),
        cmocka_unit_test(every_table_is_well_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
