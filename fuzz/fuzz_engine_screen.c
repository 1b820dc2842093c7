/*
 * engine: a record of any bytes against the starter list. The answer is always one valid JSON object,
 * and says the same twice.
 */
#include <cordon/screen.h>

#include "base/json.h"
#include "base/mem.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct cordon_set      *set;
static struct cordon_policy   *policy;
static struct cordon_screener *screener[2];

static void open_once(void)
{
    if (set) return;
    if (cordon_set_open(NULL, &set, NULL) || cordon_policy_load("demo", &policy, NULL)) abort();
    struct cordon_screen_options o = { .policy = policy, .min_bp = -1, .as_of_s = 1785585600 };
    if (cordon_screener_new(set, &o, &screener[0], NULL)) abort();
    o.lang = (cordon_str){ "ko", 2 };
    o.min_bp = 3000; /* many hits */
    o.explain = true;
    o.law = CORDON_LAW_FULL;
    if (cordon_screener_new(set, &o, &screener[1], NULL)) abort();
}

static void check_json(str json)
{
    struct json_reader r;
    struct arena arena;
    enum json_kind kind;
    arena_init(&arena, 64 << 20);
    json_init(&r, json, &arena, NULL);
    if (json_next(&r) != JSON_OBJECT) abort();
    do kind = json_next(&r);
    while (kind != JSON_END && kind != JSON_ERROR);
    if (kind == JSON_ERROR && json_status(&r) != CORDON_LIMIT) abort();
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str record = str_of((const char *)data, size);
    open_once();
    for (size_t i = 0; i < 2; i++) {
        struct cordon_answer a;
        if (cordon_screen_json(screener[i], record, 1, &a, NULL)) abort();
        if ((unsigned)a.verdict > CORDON_STOP) abort();
        if (a.status && a.verdict != CORDON_UNDECIDED) abort();
        check_json(a.json);
        uint64_t hash = str_hash(a.json);
        if (cordon_screen_json(screener[i], record, 1, &a, NULL)) abort();
        if (str_hash(a.json) != hash) abort();
    }
    return 0;
}
