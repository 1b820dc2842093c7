/* What the tests of engine/ share: a folder of their own, a small made-up list, screening it. */
#ifndef TESTS_ENGINE_HELP_H
#define TESTS_ENGINE_HELP_H

#include "tests/test.h"

#include <cordon/screen.h>

#include "base/json.h"
#include "base/num.h"
#include "os/os.h"

/* 2026-08-01 12:00:00 UTC, a few days behind the starter list's date */
#define AS_OF_S ((int64_t)1785585600)

/* --- folders and files -------------------------------------------------------------------------- */

/** A new empty folder; its path stays in `ret`. */
static inline void folder_new(char ret[64])
{
    snprintf(ret, 64, "/tmp/cordon-test-XXXXXX");
    if (!mkdtemp(ret)) fail_msg("cannot make %s", ret);
}

static inline void folder_gone(const char *path)
{
    struct cordon_error err = ERROR_INIT;
    if (os_folder_remove_tree(path, &err)) fail_msg("%s", err.message);
}

/** "<folder>/<name>" in a static buffer, one of four. */
static inline const char *path_in(const char *folder, const char *name)
{
    static char path[4][4096];
    static int next;
    char *p = path[next++ % 4];
    snprintf(p, sizeof path[0], "%s/%s", folder, name);
    return p;
}

static inline const char *put_file(const char *folder, const char *name, str bytes)
{
    struct cordon_error err = ERROR_INIT;
    const char *path = path_in(folder, name);
    if (os_file_put(path, bytes, &err)) fail_msg("%s: %s", err.file, err.message);
    return path;
}

/* --- a made-up list ------------------------------------------------------------------------------- */

/* Nobody and nothing in it exists; the addresses are published examples of their formats. */
static const char made_up_list[] =
    /* NK-1: a person under a DPRK programme, with everything a field can be compared with */
    "{\"id\":\"NK-1\",\"schema\":\"Person\",\"properties\":{"
    "\"name\":[\"Quillon Marrowby Testov\"],\"alias\":[\"Brindle Hawkmoor\"],"
    "\"weakAlias\":[\"Pelican\"],\"previousName\":[\"Oswin Tarrabee\"],"
    "\"birthDate\":[\"1979-08-01\"],\"birthPlace\":[\"Musterstadt, Examplonia\"],"
    "\"gender\":[\"male\"],\"nationality\":[\"kp\"],"
    "\"address\":[\"12 Invented Street, Block 4, Musterstadt\"],"
    "\"email\":[\"Quillon@Example.invalid\"],\"phone\":[\"+850 2 555 0100\"]}}\n"
    "{\"id\":\"s-1\",\"schema\":\"Sanction\",\"properties\":{\"entity\":[\"NK-1\"],"
    "\"country\":[\"us\"],\"program\":[\"DPRK3\"]}}\n"
    "{\"id\":\"p-1\",\"schema\":\"Passport\",\"properties\":{\"holder\":[\"NK-1\"],"
    "\"number\":[\"PS-836 410 111\"],\"country\":[\"kp\"]}}\n"
    "{\"id\":\"i-1\",\"schema\":\"Identification\",\"properties\":{\"holder\":[\"NK-1\"],"
    "\"number\":[\"88001122\"],\"country\":[\"cn\"]}}\n"
    "{\"id\":\"w-1\",\"schema\":\"CryptoWallet\",\"properties\":{\"holder\":[\"NK-1\"],"
    "\"publicKey\":[\"1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2\"]}}\n"
    "{\"id\":\"w-2\",\"schema\":\"CryptoWallet\",\"properties\":{\"holder\":[\"NK-1\"],"
    "\"publicKey\":[\"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"]}}\n"
    /* NK-2: under another programme */
    "{\"id\":\"NK-2\",\"schema\":\"Person\",\"properties\":{"
    "\"name\":[\"Fennimore Oddlington\"],\"birthDate\":[\"1960\",\"~1965\",\"1971/1973\"],"
    "\"nationality\":[\"ru\"]}}\n"
    "{\"id\":\"s-2\",\"schema\":\"Sanction\",\"properties\":{\"entity\":[\"NK-2\"],"
    "\"program\":[\"OTHER1\"]}}\n"
    "{\"id\":\"NK-3\",\"schema\":\"Company\",\"properties\":{"
    "\"name\":[\"Zanzaboree Widget Works\"],\"registrationNumber\":[\"RG-5550177\"],"
    "\"jurisdiction\":[\"kp\"]}}\n"
    "{\"id\":\"NK-4\",\"schema\":\"Vessel\",\"properties\":{\"name\":[\"GLIMMERING TURNIP\"],"
    "\"imoNumber\":[\"9074729\"],\"flag\":[\"kp\"]}}\n"
    /* NK-5: says nothing but its name */
    "{\"id\":\"NK-5\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Wobbleby Crumpstone\"]}}\n"
    /* NK-6: a strong name and, better fitting, a weak alias */
    "{\"id\":\"NK-6\",\"schema\":\"Company\",\"properties\":{\"name\":[\"Blue Star Ltd\"],"
    "\"weakAlias\":[\"Blue Star\"]}}\n";

static inline cordon_status import_text_as(const char *folder, const char *source,
                                           const char *edition, const char *name, const char *text,
                                           struct cordon_counts *ret, struct cordon_error *err)
{
    char inbox[64];
    folder_new(inbox);
    const char *file = put_file(inbox, name, str_c(text));
    struct cordon_import args = { .data_dir = folder, .source = str_c(source), .files = &file,
                                  .file_count = 1, .edition = str_c(edition), .accept_licence = true };
    cordon_status st = cordon_import(&args, ret, err);
    folder_gone(inbox);
    return st;
}

static inline void import_made_up(const char *folder)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    if (import_text_as(folder, "opensanctions", "2026-07-30", "made-up.json", made_up_list, &counts,
                       &err))
        fail_msg("%s:%d: %s", err.file, (int)err.line, err.message);
}

/* --- screening -------------------------------------------------------------------------------- */

struct desk {
    char                        folder[64]; /* "" when there is none */
    struct cordon_set          *set;
    struct cordon_policy       *policy;
    struct cordon_screener     *screener;
    struct cordon_screen_options options;
    struct cordon_answer        answer;
};

static inline void desk_screener(struct desk *d)
{
    struct cordon_error err = ERROR_INIT;
    cordon_screener_free(d->screener);
    d->screener = NULL;
    if (cordon_screener_new(d->set, &d->options, &d->screener, &err)) fail_msg("%s", err.message);
}

static inline void desk_open(struct desk *d, const char *policy)
{
    struct cordon_error err = ERROR_INIT;
    if (cordon_set_open(d->folder[0] ? d->folder : NULL, &d->set, &err))
        fail_msg("%s: %s", err.file, err.message);
    if (cordon_policy_load(policy, &d->policy, &err)) fail_msg("%s", err.message);
    d->options = (struct cordon_screen_options){ .policy = d->policy, .min_bp = -1,
                                                 .as_of_s = AS_OF_S };
    desk_screener(d);
}

/** The made-up list under the default policy, which is content with it. */
static inline void desk_made_up(struct desk *d)
{
    *d = (struct desk){ .set = NULL };
    folder_new(d->folder);
    import_made_up(d->folder);
    desk_open(d, "default");
    d->options.only = STR("opensanctions");
    desk_screener(d);
}

/** The starter list alone. */
static inline void desk_starter(struct desk *d, const char *policy)
{
    *d = (struct desk){ .set = NULL };
    desk_open(d, policy);
}

static inline void desk_close(struct desk *d)
{
    cordon_screener_free(d->screener);
    cordon_policy_free(d->policy);
    cordon_set_close(d->set);
    if (d->folder[0]) folder_gone(d->folder);
}

/** The answer to a record; single quotes stand for double ones. */
static inline str ask(struct desk *d, const char *record)
{
    struct cordon_error err = ERROR_INIT;
    static char text[8192]; /* the hits look into it */
    snprintf(text, sizeof text, "%s", record);
    for (char *p = text; *p; p++)
        if (*p == '\'') *p = '"';
    if (cordon_screen_json(d->screener, str_c(text), 1, &d->answer, &err))
        fail_msg("%s: %s", record, err.message);
    return d->answer.json;
}

/* --- looking into an answer ---------------------------------------------------------------------- */

/* Move to member `key` of the object or array just begun. @return kind of its value */
static inline enum json_kind json_enter(struct json_reader *r, enum json_kind in, str key)
{
    uint64_t index = UINT64_MAX, at = 0;
    if (in == JSON_ARRAY) (void)num_parse_u64(key, 1000000, &index);
    for (;;) {
        enum json_kind kind = json_next(r);
        bool is_here = in == JSON_ARRAY ? at++ == index : false;
        if (kind == JSON_ERROR || kind == JSON_OBJECT_END || kind == JSON_ARRAY_END)
            return JSON_ERROR;
        if (kind == JSON_KEY) {
            is_here = str_eq(r->text, key);
            kind = json_next(r);
        }
        if (is_here) return kind;
        if (!json_skip(r, kind)) return JSON_ERROR;
    }
}

/** Begin to read json and go to the value at a path such as "hits.0.fields.sex.state"; "" is the
 *  whole. @return its kind; JSON_ERROR where there is nothing. Release the arena. */
static inline enum json_kind json_go(struct json_reader *r, struct arena *arena, str json,
                                     const char *path)
{
    arena_init(arena, 8 << 20);
    json_init(r, json, arena, NULL);
    enum json_kind kind = json_next(r);
    str rest = str_c(path), key;
    while (path[0] && kind != JSON_ERROR && str_next(&rest, '.', &key)) kind = json_enter(r, kind, key);
    return kind;
}

/** The value at a path such as "hits.0.fields.sex.state": a string's or number's text, "true",
 *  "false", "{", "[", or "-" where there is nothing. Static buffer, one of four. */
static inline str json_at(str json, const char *path)
{
    static char text[4][65536];
    static int next;
    char *out = text[next++ % 4];
    struct json_reader r;
    struct arena arena;
    str got = STR("-");
    switch (json_go(&r, &arena, json, path)) {
    case JSON_STRING:
    case JSON_NUMBER: got = r.text; break;
    case JSON_TRUE: got = STR("true"); break;
    case JSON_FALSE: got = STR("false"); break;
    case JSON_OBJECT: got = STR("{"); break;
    case JSON_ARRAY: got = STR("["); break;
    default: break;
    }
    assert_true(got.len < sizeof text[0]);
    memcpy(out, got.data ? got.data : "", got.len);
    arena_release(&arena);
    return str_of(out, got.len);
}

/** Is it one JSON text by our strict reader, as the canonical writer writes it? */
static inline bool json_is_valid(str json)
{
    struct json_reader r;
    struct arena arena;
    enum json_kind kind;
    arena_init(&arena, 64 << 20);
    json_init(&r, json, &arena, NULL);
    do kind = json_next(&r);
    while (kind != JSON_END && kind != JSON_ERROR);
    arena_release(&arena);
    return kind == JSON_END;
}

/** State of the check with this id: "done", "stale" ... with "!" behind when it is required; "-". */
static inline str check_of(str json, const char *id)
{
    static char text[64];
    for (int i = 0;; i++) {
        char path[64];
        snprintf(path, sizeof path, "checks.%d.id", i);
        str got = json_at(json, path);
        if (str_eq(got, STR("-"))) return got;
        if (!str_eq(got, str_c(id))) continue;
        snprintf(path, sizeof path, "checks.%d.required", i);
        bool is_required = str_eq(json_at(json, path), STR("true"));
        snprintf(path, sizeof path, "checks.%d.state", i);
        str state = json_at(json, path);
        snprintf(text, sizeof text, "%.*s%s", STR_ARG(state), is_required ? "!" : "");
        return str_c(text);
    }
}

/** Has the first hit (or hit `hit`) a reason of this id? */
static inline bool has_reason(str json, int hit, const char *id)
{
    for (int i = 0;; i++) {
        char path[64];
        snprintf(path, sizeof path, "hits.%d.reasons.%d.id", hit, i);
        str got = json_at(json, path);
        if (str_eq(got, STR("-"))) return false;
        if (str_eq(got, str_c(id))) return true;
    }
}

#endif
