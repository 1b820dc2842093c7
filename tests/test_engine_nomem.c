/* Lost memory anywhere in importing, opening and screening: told, nothing leaks, nothing half done. */
#include "tests/engine_help.h"

#include "engine/set.h"

enum { TRIES_MAX = 20000, EVERY_UP_TO = 2000 };

/* Every allocation below EVERY_UP_TO fails once in turn, later ones by steps. */
static uint64_t next_try(uint64_t n)
{
    return n < EVERY_UP_TO ? n + 1 : n + n / 50;
}

static void importing_survives_lost_memory_and_changes_nothing(void **state)
{
    char folder[64], inbox[64], before[65];
    struct cordon_set *set = NULL;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    folder_new(folder);
    folder_new(inbox);
    import_made_up(folder);
    assert_int_equal(cordon_set_open(folder, &set, &err), CORDON_OK);
    snprintf(before, sizeof before, "%.*s", STR_ARG(cordon_set_hash(set)));
    cordon_set_close(set);
    const char *file = put_file(inbox, "own.csv",
                                STR("id,type,name,passport,wallet\nA1,person,Testina Muster,C01X@de,"
                                    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\n"));
    char path[256];
    snprintf(path, sizeof path, "%s", file);
    const char *files[] = { path };
    struct cordon_import args = { .data_dir = folder, .source = STR("own"), .files = files,
                                  .file_count = 1, .edition = STR("2026-07-30") };
    uint64_t n = 1;
    for (;; n = next_try(n)) {
        struct cordon_counts counts;
        struct arena a;
        char now[SHA_HEX_LEN + 1];
        assert_true(n < TRIES_MAX);
        mem_fail_from(n);
        cordon_status st = cordon_import(&args, &counts, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        if (asked < n) {
            assert_int_equal(st, CORDON_OK);
            break;
        }
        if (st != CORDON_NOMEM) fail_msg("allocation %d: status %d %s", (int)n, (int)st, err.message);
        arena_init(&a, 1 << 20);
        assert_int_equal(set_current_read(folder, &a, now, NULL), CORDON_OK);
        arena_release(&a);
        /* the very last allocations come behind the swap: then the new set is in use, and synced */
        if (strcmp(now, before) != 0) snprintf(before, sizeof before, "%s", now);
    }
    print_message("# %d allocations\n", (int)n);
    assert_int_equal(cordon_set_open(folder, &set, &err), CORDON_OK);
    assert_int_equal(cordon_set_verify(set, &err), CORDON_OK);
    cordon_set_close(set);
    folder_gone(folder);
    folder_gone(inbox);
}

static void opening_survives_lost_memory(void **state)
{
    char folder[64];
    uint64_t n = 1;
    (void)state;
    folder_new(folder);
    import_made_up(folder);
    for (;; n = next_try(n)) {
        struct cordon_set *set = NULL;
        struct cordon_error err = ERROR_INIT;
        assert_true(n < TRIES_MAX);
        mem_fail_from(n);
        cordon_status st = cordon_set_open(folder, &set, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        cordon_set_close(set);
        if (asked < n) {
            assert_int_equal(st, CORDON_OK);
            break;
        }
        if (st != CORDON_NOMEM) fail_msg("allocation %d: status %d %s", (int)n, (int)st, err.message);
        assert_null(set);
    }
    print_message("# %d allocations\n", (int)n);
    folder_gone(folder);
}

static void a_new_screener_survives_lost_memory(void **state)
{
    struct desk d;
    (void)state;
    desk_made_up(&d);
    for (uint64_t n = 1;; n++) {
        struct cordon_screener *s = NULL;
        struct cordon_error err = ERROR_INIT;
        assert_true(n < TRIES_MAX);
        mem_fail_from(n);
        cordon_status st = cordon_screener_new(d.set, &d.options, &s, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        cordon_screener_free(s);
        if (asked < n) {
            assert_int_equal(st, CORDON_OK);
            break;
        }
        assert_int_equal(st, CORDON_NOMEM);
    }
    desk_close(&d);
}

/* A new screener each time, so that nothing is warm. */
static void screening_survives_lost_memory_and_never_clears(void **state)
{
    static const char *const records[] = {
        "{\"name\":\"Quilon Marrowby Testov\",\"birth_date\":\"1979\",\"nationality\":\"cn\","
        "\"passport\":{\"value\":\"\xEF\xBC\xB0S-836\",\"country\":\"kp\"},"
        "\"address\":\"12 Invented Street Block 4 Musterstadt\",\"wallet\":\"nonsense\"}",
        "{\"wallet\":\"1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2\",\"hobby\":\"chess\"}",
        ("{\"name\":\"Nobody Whatsoever\",\"imo\":\"hello\",\"schema\":\"Persn\","
        "\"passport\":\"\xD9\xA1\xD9\xA2\xD9\xA3 12345.0; 77\",\"swift\":\"SABRRUMM007\","
        "\"zz\":[\"a@b.invalid\",\"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\xE2\x80\x8B\"],"
        "\"wallet\":\"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\"}"),
        /* a field's name in other letters */
        ("{\"n\xD0\xB0me\":\"Quillon Marrowby Testov\",\"addr\xC3\xA8ss\":\"x\","
        "\"\xEC\xB6\x9C\xEC\x83\x9D\xEC\x9D\xBC\":\"x\"}"),
        /* a dossier with other parties */
        ("{\"name\":\"Ann Example\",\"pay\":[{\"payee\":\"Quilon Marrowby Testov\",\"account\":\"88001122\"},"
         "{\"payee\":\"An Example\"}],\"ref\":{\"name\":\"Bo Sample / Brindle Hawkmoor\",\"email\":\"bo@example.com\"},"
         "\"doc\":{\"type\":\"passport\",\"number\":\"PS836410111\",\"issuer\":\"kp\",\"mrz\":"
         "\"P<UTOTESTOV<<QUILLON<MARROWBY<<<<<<<<<<<<<<< L898902C36UTO7408122F1204159ZE184226B<<<<<10\"},"
         "\"wal\":{\"address\":\"1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2\"}}"),
        "{broken",
    };
    struct desk d;
    (void)state;
    desk_made_up(&d);
    d.options.explain = true; /* all that an answer can hold */
    d.options.law = CORDON_LAW_FULL;
    d.options.jurisdictions = STR("us,kr");
    for (size_t r = 0; r < COUNT_OF(records); r++) {
        char want[65536 * 2];
        desk_screener(&d);
        struct cordon_error err = ERROR_INIT;
        assert_int_equal(cordon_screen_json(d.screener, str_c(records[r]), 1, &d.answer, &err),
                         CORDON_OK);
        assert_true(d.answer.json.len < sizeof want);
        snprintf(want, sizeof want, "%.*s", (int)d.answer.json.len, d.answer.json.data);
        for (uint64_t n = 1;; n++) {
            desk_screener(&d);
            assert_true(n < TRIES_MAX);
            mem_fail_from(n);
            cordon_status st = cordon_screen_json(d.screener, str_c(records[r]), 1, &d.answer, &err);
            uint64_t asked = mem_count();
            mem_fail_from(0);
            if (!st) assert_str(d.answer.json, want); /* whole or not at all */
            if (asked < n) {
                assert_int_equal(st, CORDON_OK);
                break;
            }
            assert_int_equal(st, CORDON_NOMEM);
            /* the screener is usable again */
            assert_int_equal(cordon_screen_json(d.screener, str_c(records[r]), 1, &d.answer, &err),
                             CORDON_OK);
            assert_str(d.answer.json, want);
        }
    }
    desk_close(&d);
}

static void a_warm_screener_asks_for_no_memory(void **state)
{
    struct desk d;
    (void)state;
    desk_made_up(&d);
    for (int round = 0; round < 3; round++) {
        mem_fail_from(round == 2 ? 1 : 0);
        (void)ask(&d, "{'name':'Quilon Marrowby Testov','birth_date':'1979','nationality':'cn'}");
        uint64_t asked = mem_count();
        mem_fail_from(0);
        if (round == 2) assert_int_equal(asked, 0);
    }
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(importing_survives_lost_memory_and_changes_nothing),
        cmocka_unit_test(opening_survives_lost_memory),
        cmocka_unit_test(a_new_screener_survives_lost_memory),
        cmocka_unit_test(screening_survives_lost_memory_and_never_clears),
        cmocka_unit_test(a_warm_screener_asks_for_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
