/* What bad input gets: a defined answer for any name, and never "clear" where nothing was compared. */
#include "tests/engine_help.h"

#include "engine/screener.h"

#include <time.h>

enum { NAME_ROOM = 12000 };

/* One name repeated to make a long one. */
static const char *many(const char *piece, size_t times)
{
    static char text[4][NAME_ROOM];
    static unsigned next;
    char *p = text[next++ % 4];
    size_t len = strlen(piece);
    assert_true(len * times < NAME_ROOM);
    for (size_t i = 0; i < times; i++) memcpy(p + i * len, piece, len);
    p[len * times] = 0;
    return p;
}

static str ask_name(struct desk *d, const char *schema, const char *name)
{
    static char record[NAME_ROOM + 256];
    struct cordon_error err = ERROR_INIT;
    snprintf(record, sizeof record, "{\"schema\":\"%s\",\"name\":\"%s\"}", schema, name);
    if (cordon_screen_json(d->screener, str_c(record), 1, &d->answer, &err)) fail_msg("%s: %s", name, err.message);
    return d->answer.json;
}

/* The state of a check that carries this reason; empty when there is none. */
static str state_of(str json, const char *reason)
{
    for (int i = 0; i < 40; i++) {
        char path[64];
        snprintf(path, sizeof path, "checks.%d.reason", i);
        if (!str_eq(json_at(json, path), str_c(reason))) continue;
        snprintf(path, sizeof path, "checks.%d.state", i);
        return json_at(json, path);
    }
    return STR_EMPTY;
}

static void what_cannot_be_compared_is_undecided_with_the_reason(void **state)
{
    const struct { const char *name, *reason; } rows[] = {
        { "", "nothing_to_compare" },
        { "   ", "nothing_to_compare" },
        { "-- ... ,,, !!!", "nothing_to_compare" },
        { "\u200F\u202E\u200B", "nothing_to_compare" },
        { many("\u0301", 300), "nothing_to_compare" },
        { "😀😀", "nothing_to_compare" },
        { "\uFFFD", "nothing_to_compare" },
        { "K", "name_too_short" },
        { "김", "name_too_short" },
        { "李", "name_too_short" },
        { "Ж", "name_too_short" },
        { "J. K.", "name_too_short" },
        { "J.K.", "name_too_short" },
        { "Mr J K", "name_too_short" },
        { "Li", "name_too_short" },
        { "Kim", "name_too_short" },
        { "Smith", "name_too_short" },
        { "Dr. Smith", "name_too_short" },
        { "12345", "name_too_short" },
        { "de la", "name_too_short" },
        { "a\u0301\u0302\u0303", "name_too_short" },
        { "\u0378\u0379\u0380", "script_not_compared" }, /* unassigned */
        { "བསྟན་འཛིན", "script_not_compared" },
        { "Toժias Winterfeld", "script_not_compared" }, /* an Armenian letter, which looks like no Latin one */
        { "Tobias \uA4E6Wi\u0436nterfeld", "script_not_compared" },
        { "\uE000\uE001 \uF8FF", "nothing_to_compare" },
    };
    struct desk d;
    (void)state;
    desk_made_up(&d);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str json = ask_name(&d, "Person", rows[i].name);
        if (!str_eq(json_at(json, "verdict"), STR("undecided")) || !state_of(json, rows[i].reason).len)
            fail_msg("'%s': %.*s", rows[i].name, STR_ARG(json));
    }
    desk_close(&d);
}

static void a_name_that_is_too_long_is_a_limit(void **state)
{
    const char *const rows[] = { many("a", 10240), many("a", 4000), many("ab ", 200), many("김", 400), many("က", 342) };
    struct desk d;
    (void)state;
    desk_made_up(&d);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str json = ask_name(&d, "Person", rows[i]);
        assert_str(json_at(json, "verdict"), "undecided");
        assert_str(state_of(json, "record_unreadable"), "failed");
    }
    desk_close(&d);
}

static void what_people_can_read_is_found(void **state)
{
    static const char *const rows[] = {
        "\u202Evotset ybworram nolliuq", "Q-u-i-l-l-o-n M-a-r-r-o-w-b-y T-e-s-t-o-v", "Q*u*i*l*l*o*n M*a*r*r*o*w*b*y T*e*s*t*o*v",
        "Q u i l l o n  M a r r o w b y  T e s t o v", "Quillon\u3164Marrowby\u3164Testov", "QuillonMarrowbyTestov84",
        "Qu!llon Marrowby Te$tov", "Quillon1 Marrowby22 Testov333", "Q(uillon) M(arrowby) T(estov)",
        "Quillon Marrowby Testov Quillon Marrowby Testov Quillon Marrowby Testov",
    };
    struct desk d;
    (void)state;
    desk_made_up(&d);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str json = ask_name(&d, "Person", rows[i]);
        if (!str_eq(json_at(json, "hits.0.entity_id"), STR("opensanctions-NK-1")) || str_eq(json_at(json, "verdict"), STR("clear")))
            fail_msg("%s: %.*s", rows[i], STR_ARG(json));
    }
    desk_close(&d);
}

static void a_name_behind_many_others_is_found_or_told(void **state)
{
    struct desk d;
    (void)state;
    desk_made_up(&d);
    for (int others = 0; others < 24; others++) {
        char name[2][1024];
        size_t len[2] = { 0, 0 };
        for (int i = 0; i < others; i++) {
            len[0] += (size_t)snprintf(name[0] + len[0], sizeof name[0] - len[0], "Tobias%c Winterfeld / ", 'a' + i);
            len[1] += (size_t)snprintf(name[1] + len[1], sizeof name[1] - len[1], "Tobias (Tim%c Winter) ", 'a' + i);
        }
        snprintf(name[0] + len[0], sizeof name[0] - len[0], "Quillon Marrowby Testov");
        snprintf(name[1] + len[1], sizeof name[1] - len[1], "(Quillon Marrowby Testov)");
        for (int k = 0; k < 2; k++) {
            str json = ask_name(&d, "Person", name[k]);
            if (str_eq(json_at(json, "verdict"), STR("clear"))) fail_msg("%d others: %.*s", others, STR_ARG(json));
        }
    }
    desk_close(&d);
}

static void whole_names_are_compared_and_clear(void **state)
{
    static const char *const rows[] = {
        "Somchai Jaidee", "Suharto", "Sukarno", "Budi Hartono", "Wulandari", "Cher", "Ng Wei", "O J Simpsonne", "Nurhaliza",
        "😀 Tobias Winterfeld", "T0bias W1nterfeld", "Zo\u0308e Fa\u0301bri", "Đặng Thị Mỹ Dung", "3 Rivers Harrowgate",
    };
    struct desk d;
    (void)state;
    desk_made_up(&d);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str json = ask_name(&d, "Person", rows[i]);
        if (!str_eq(json_at(json, "verdict"), STR("clear"))) fail_msg("'%s': %.*s", rows[i], STR_ARG(json));
    }
    assert_str(json_at(ask_name(&d, "Company", "Kim"), "verdict"), "clear");
    assert_str(json_at(ask_name(&d, "Company", "X"), "verdict"), "undecided");
    desk_close(&d);
}

static void another_name_of_the_party_makes_up_for_a_short_one(void **state)
{
    struct desk d;
    (void)state;
    desk_made_up(&d);
    str json = ask(&d, "{'schema':'Person','name':'Kim','alias':'Kim Tae Invented'}");
    assert_str(json_at(json, "verdict"), "clear");
    assert_int_equal(state_of(json, "name_too_short").len, 0);
    desk_close(&d);
}

/* --- letters that pass for others ------------------------------------------------------------------- */

static void look_alikes_hide_nothing_and_are_told_with_their_place(void **state)
{
    static const struct { const char *name, *reason, *at; } rows[] = {
        { "Quillоn Marrowby Testov", "name_lookalike", "6" }, /* a Cyrillic о */
        { "Quillon Мarrowby Testov", "name_lookalike", "9" },
        { "Quillon Marrowby Τestov", "name_lookalike", "18" }, /* Greek */
        { "ǪUILLON Мarrowby Testov", "name_lookalike", "9" },
        { "Qu1llon Marrowby Test0v", "name_digits", "3" },
        { "quillon_marr0wby_testov", "name_digits", "13" },
        { "Quillon\u200B Marrowby Testov", "name_hidden_marks", "8" },
        { "Q\uE000uillon Marrowby Testov", "name_hidden_marks", "2" }, /* a private letter */
        { "Q\uFDD0uillon Marrowby Testov", "name_hidden_marks", "2" }, /* no character */
        { "Q\xC2\x80" "uillon Marrowby Testov", "name_hidden_marks", "2" }, /* a control */
        { "Qųillon Maɾɾowby ʈeʂtov", "name_drawn_letters", "11" },
        { "\u202EQuillon Marrowby Testov", "name_hidden_marks", "1" },
        { "Ｑｕｉｌｌｏｎ Marrowby Testov", "name_drawn_letters", "1" },
        { "𝐐𝐮𝐢𝐥𝐥𝐨𝐧 Marrowby Testov", "name_drawn_letters", "1" },
        { "Quillon Marrowby ᴛᴇꜱᴛᴏᴠ", "name_drawn_letters", "18" },
        { "Quillon Marrowby Testoж", "name_mixed_alphabets", "23" },
    };
    static const char *const langs[] = { "en", "ko", "ja", "id" };
    struct desk d;
    (void)state;
    desk_made_up(&d);
    str plain = ask_name(&d, "Person", "Quillon Marrowby Testov");
    char score[16];
    snprintf(score, sizeof score, "%.*s", STR_ARG(json_at(plain, "hits.0.score_bp")));
    assert_false(has_reason(plain, 0, "name_lookalike"));
    for (size_t l = 0; l < COUNT_OF(langs); l++) {
        d.options.lang = str_c(langs[l]);
        desk_screener(&d);
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
            bool is_told = false;
            str json = ask_name(&d, "Person", rows[i].name);
            if (!str_eq(json_at(json, "hits.0.entity_id"), STR("opensanctions-NK-1"))) fail_msg("%s: %.*s", rows[i].name, STR_ARG(json));
            for (int r = 0; r < 20 && !is_told; r++) {
                char path[64];
                snprintf(path, sizeof path, "hits.0.reasons.%d.id", r);
                if (!str_eq(json_at(json, path), str_c(rows[i].reason))) continue;
                snprintf(path, sizeof path, "hits.0.reasons.%d.params.at", r);
                assert_str(json_at(json, path), rows[i].at);
                is_told = true;
            }
            if (!is_told) fail_msg("%s: no %s: %.*s", rows[i].name, rows[i].reason, STR_ARG(json));
            /* it corroborates, and has no points */
            if (i < 3 || (i > 5 && i < 11)) assert_str(json_at(json, "hits.0.score_bp"), score);
        }
    }
    desk_close(&d);
}

static void look_alikes_make_no_hit_by_themselves(void **state)
{
    static const char *const rows[] = { "Nоbody Inventedsen", "N0body 1nventedsen", "ᴀɴʏ Unlistedperson", "Сара Неизвестная",
                                        "Any\u200Bone Unlisted" };
    struct desk d;
    (void)state;
    desk_made_up(&d);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str json = ask_name(&d, "Person", rows[i]);
        assert_str(json_at(json, "hits.0.entity_id"), "-");
    }
    desk_close(&d);
}

/* --- every script ---------------------------------------------------------------------------------- */

/* Letters of every block that names are written in, five words of six: no answer may be missing or late. */
static void every_script_gets_an_answer(void **state)
{
    struct desk d;
    struct timespec from, to;
    size_t asked = 0;
    (void)state;
    desk_made_up(&d);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    for (int32_t block = 0x80; block < 0x20000; block += 0x40) {
        char name[512];
        size_t len = 0;
        if (block >= 0xD800 && block < 0xE000) continue;
        for (int i = 0; i < 30; i++) {
            int32_t cp = block + i * 7 % 0x40;
            if (i && i % 6 == 0) name[len++] = ' ';
            if (cp < 0x800) {
                name[len++] = (char)(0xC0 | cp >> 6);
            } else if (cp < 0x10000) {
                name[len++] = (char)(0xE0 | cp >> 12);
                name[len++] = (char)(0x80 | (cp >> 6 & 0x3F));
            } else {
                name[len++] = (char)(0xF0 | cp >> 18);
                name[len++] = (char)(0x80 | (cp >> 12 & 0x3F));
                name[len++] = (char)(0x80 | (cp >> 6 & 0x3F));
            }
            name[len++] = (char)(0x80 | (cp & 0x3F));
        }
        name[len] = 0;
        str json = ask_name(&d, "Person", name);
        str verdict = json_at(json, "verdict");
        if (!str_eq(verdict, STR("undecided")) && !str_eq(verdict, STR("clear"))) fail_msg("%X: %.*s", block, STR_ARG(json));
        asked++;
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    double ms = (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
    print_message("%zu names, %.3f ms each\n", asked, ms / (double)asked);
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_compared_is_undecided_with_the_reason),
        cmocka_unit_test(a_name_that_is_too_long_is_a_limit),
        cmocka_unit_test(what_people_can_read_is_found),
        cmocka_unit_test(a_name_behind_many_others_is_found_or_told),
        cmocka_unit_test(whole_names_are_compared_and_clear),
        cmocka_unit_test(another_name_of_the_party_makes_up_for_a_short_one),
        cmocka_unit_test(look_alikes_hide_nothing_and_are_told_with_their_place),
        cmocka_unit_test(look_alikes_make_no_hit_by_themselves),
        cmocka_unit_test(every_script_gets_an_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
