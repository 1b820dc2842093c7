/* What the tests of gathered files share: a pool of made-up files, joined and tied. */
#ifndef TESTS_SWEEP_HELP_H
#define TESTS_SWEEP_HELP_H

#include "tests/engine_help.h"

#include <cordon/map.h>

#include "engine/tie.h"

/* An applicant tracking system, payroll and log-ins, each with its own numbers. */
static const char ats_map[] =
    "{\"format\":1,\"name\":\"test-ats\",\"title\":\"applicants\",\"constants\":{\"kind\":\"applicant\"},"
    "\"columns\":[{\"column\":\"Candidate ID\",\"field\":\"subject\",\"key\":\"candidate\"},"
    "{\"column\":\"Name\",\"field\":\"name\"},{\"column\":\"Email\",\"field\":\"email\",\"key\":\"email\"},"
    "{\"column\":\"Phone\",\"field\":\"phone\"}]}";
static const char staff_map[] =
    "{\"format\":1,\"name\":\"test-staff\",\"title\":\"staff\",\"constants\":{\"kind\":\"worker\"},"
    "\"columns\":[{\"column\":\"Employee ID\",\"field\":\"subject\",\"key\":\"employee\"},"
    "{\"column\":\"Candidate\",\"key\":\"candidate\"},"
    "{\"column\":\"Name\",\"field\":\"name\"},{\"column\":\"Email\",\"field\":\"email\",\"key\":\"email\"},"
    "{\"column\":\"Serial\",\"field\":\"dev.serial\",\"key\":\"device\"}]}";
static const char log_map[] =
    "{\"format\":1,\"name\":\"test-log\",\"title\":\"log-ins\",\"constants\":{\"kind\":\"login\"},"
    "\"columns\":[{\"column\":\"When\",\"field\":\"time\"},{\"column\":\"Email\",\"field\":\"email\",\"key\":\"email\"},"
    "{\"column\":\"IP\",\"field\":\"net.ip\"}]}";
static const char device_map[] =
    "{\"format\":1,\"name\":\"test-device\",\"title\":\"inventory\",\"constants\":{\"kind\":\"device\"},"
    "\"columns\":[{\"column\":\"Serial\",\"field\":\"dev.serial\",\"key\":\"device\"},"
    "{\"column\":\"Model\",\"field\":\"dev.model\"},{\"column\":\"User\",\"field\":\"name\"}]}";

/** Files of one test, in a folder of their own. */
struct shelf {
    char                  folder[64];
    struct cordon_map    *map[8];
    size_t                maps;
    struct pool          *pool;
    struct name_scratch  *names;
    struct cordon_policy *policy;
    struct evidence_data *data;
    struct ties           ties;
    struct arena          arena;
    struct cordon_error   err;
};

static inline void shelf_open(struct shelf *s)
{
    *s = (struct shelf){ .maps = 0 };
    folder_new(s->folder);
    s->pool = pool_new();
    s->names = name_scratch_new();
    arena_init(&s->arena, 64u << 20);
    assert_non_null(s->pool);
    assert_non_null(s->names);
    if (cordon_policy_load("default", &s->policy, &s->err)) fail_msg("%s", s->err.message);
    if (evidence_data_open(NULL, &s->data, &s->err)) fail_msg("%s", s->err.message);
}

static inline void shelf_close(struct shelf *s)
{
    ties_release(&s->ties);
    pool_free(s->pool);
    name_scratch_free(s->names);
    cordon_policy_free(s->policy);
    evidence_data_free(s->data);
    arena_release(&s->arena);
    for (size_t i = 0; i < s->maps; i++) cordon_map_free(s->map[i]);
    folder_gone(s->folder);
}

/** Single quotes stand for double ones. */
static inline str quoted(struct shelf *s, const char *text)
{
    str copy = arena_str(&s->arena, str_c(text));
    char *p = (char *)(uintptr_t)copy.data;
    for (size_t i = 0; i < copy.len; i++)
        if (p[i] == '\'') p[i] = '"';
    return copy;
}

static inline const struct cordon_map *shelf_map(struct shelf *s, const char *json)
{
    const char *path = put_file(s->folder, "map.json", str_c(json));
    if (cordon_map_load(path, NULL, &s->map[s->maps], &s->err)) fail_msg("%s", s->err.message);
    return s->map[s->maps++];
}

/** Add a file of these bytes. @param name  as answers show it; folders in it are names alone
 *  @param map  NULL: in Cordon's own fields */
static inline cordon_status shelf_try(struct shelf *s, const char *name, const char *text, const char *map)
{
    const struct cordon_map *m = map ? shelf_map(s, map) : NULL;
    char flat[64];
    snprintf(flat, sizeof flat, "%s", name);
    for (char *p = flat; *p; p++)
        if (*p == '/') *p = '-';
    const char *path = put_file(s->folder, flat, quoted(s, text));
    return pool_add(s->pool, path, arena_str(&s->arena, str_c(name)), STR_EMPTY, m, &s->err);
}

static inline void shelf_add(struct shelf *s, const char *name, const char *text, const char *map)
{
    if (shelf_try(s, name, text, map)) fail_msg("%s:%d: %s", s->err.file, (int)s->err.line, s->err.message);
}

static inline void shelf_join(struct shelf *s)
{
    if (pool_join(s->pool, s->names, 8000, &s->err)) fail_msg("%s", s->err.message);
}

static inline void shelf_tie(struct shelf *s)
{
    shelf_join(s);
    if (ties_make(s->pool, s->data, s->policy, &s->ties, &s->err)) fail_msg("%s", s->err.message);
}

/** Subject of the record that stands at "file:line". */
static inline uint32_t subject_at(const struct shelf *s, const char *file, uint64_t line)
{
    for (uint32_t i = 0; i < s->pool->count; i++)
        if (str_eq(s->pool->record[i]->file, str_c(file)) && s->pool->record[i]->line == line)
            return s->pool->subject_of[i];
    fail_msg("no record at %s:%d", file, (int)line);
    return 0;
}

/** The subject that is called so. */
static inline uint32_t subject_called(const struct shelf *s, const char *id)
{
    for (uint32_t i = 0; i < s->pool->subjects; i++)
        if (str_eq(s->pool->subject[i].id, str_c(id))) return i;
    fail_msg("nobody is called %s", id);
    return 0;
}

/** One feature that the others show of a subject; NULL when it has none. */
static inline const struct feature_item *tied(struct shelf *s, const char *id, enum feature f,
                                              const struct tie_findings *found)
{
    const struct feature_item *list;
    size_t count;
    if (ties_features(&s->ties, subject_called(s, id), found, &s->arena, &list, &count, &s->err))
        fail_msg("%s", s->err.message);
    for (size_t i = 0; i < count; i++)
        if (list[i].feature == f) return &list[i];
    return NULL;
}

/** The same, which it must have. */
static inline const struct feature_item *must_tie(struct shelf *s, const char *id, enum feature f,
                                                  const struct tie_findings *found)
{
    static const struct feature_item none;
    const struct feature_item *item = tied(s, id, f, found);
    if (item) return item;
    fail_msg("%s has no %.*s", id, STR_ARG(feature_table[f].name));
    return &none;
}

static inline int64_t tied_number(struct shelf *s, const char *id, enum feature f)
{
    const struct feature_item *item = tied(s, id, f, NULL);
    return item ? item->number : -1;
}

#endif
