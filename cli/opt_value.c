/* The value of one option: text in, a checked field out. */
#include "cli/opt.h"

#include "base/num.h"
#include "cli/nearest.h"
#include "cli/when.h"

#include <inttypes.h>

enum { BP_MAX = 10000 };

static cordon_status bad_number(const char *what, const char *value, uint64_t min, uint64_t max,
                                struct cordon_error *err)
{
    if (max == UINT64_MAX)
        return error_set(err, CORDON_ARGUMENT,
                         "%s is '%s'; it takes a whole number, %" PRIu64 " or more", what,
                         value, min);
    return error_set(err, CORDON_ARGUMENT,
                     "%s is '%s'; it takes a whole number, %" PRIu64 " to %" PRIu64, what,
                     value, min, max);
}

static cordon_status read_number(const char *what, const char *value, uint64_t min,
                                 uint64_t max, uint64_t *ret, struct cordon_error *err)
{
    uint64_t v;
    if (max == 0) max = UINT64_MAX;
    if (!num_parse_u64(str_c(value), max, &v) || v < min)
        return bad_number(what, value, min, max, err);
    *ret = v;
    return CORDON_OK;
}

static cordon_status read_choice(const struct opt *row, const char *what, const char *value,
                                 unsigned *ret, struct cordon_error *err)
{
    char all[160] = "";
    struct nearest near;
    nearest_init(&near, str_c(value));
    for (unsigned i = 0; row->choices && row->choices[i]; i++) {
        if (strcmp(row->choices[i], value) == 0) {
            *ret = i + 1;
            return CORDON_OK;
        }
        nearest_offer(&near, str_c(row->choices[i]));
        if (i) strncat(all, ", ", sizeof all - strlen(all) - 1);
        strncat(all, row->choices[i], sizeof all - strlen(all) - 1);
    }
    if (near.best.len)
        return error_set(err, CORDON_ARGUMENT, "%s is '%s'; did you mean '%.*s'? it takes %s",
                         what, value, STR_ARG(near.best), all);
    return error_set(err, CORDON_ARGUMENT, "%s is '%s'; it takes one of %s", what, value, all);
}

static cordon_status read_list(const char *what, const char *value, str *ret,
                               struct cordon_error *err)
{
    str rest = str_c(value), piece;
    while (str_next(&rest, ',', &piece))
        if (str_trim(piece).len == 0)
            return error_set(err, CORDON_ARGUMENT,
                             "%s is '%s'; it takes words with one comma between them", what,
                             value);
    *ret = str_c(value);
    return CORDON_OK;
}

static cordon_status read_path(const char *what, const char *value, const char **ret,
                               struct cordon_error *err)
{
    if (!*value) return error_set(err, CORDON_ARGUMENT, "%s is empty; it takes a path", what);
    *ret = value;
    return CORDON_OK;
}

static cordon_status read_many(const char *what, const char *value, struct opt_many *ret,
                               struct cordon_error *err)
{
    if (!*value) return error_set(err, CORDON_ARGUMENT, "%s is empty", what);
    if (ret->count == OPT_MANY_MAX)
        return error_set(err, CORDON_ARGUMENT, "%s is given more than %d times", what, OPT_MANY_MAX);
    ret->item[ret->count++] = value;
    return CORDON_OK;
}

cordon_status opt_value(const struct opt *row, const char *what, const char *value,
                        int64_t now_s, void *field, struct cordon_error *err)
{
    uint64_t v = 0;
    cordon_status st;

    if (!str_is_utf8(str_c(value), NULL) && row->kind != OPT_PATH)
        return error_set(err, CORDON_ARGUMENT, "%s is not UTF-8", what);
    switch (row->kind) {
    case OPT_FLAG:
        break;
    case OPT_STR:
        *(str *)field = str_c(value);
        return CORDON_OK;
    case OPT_BP:
        st = read_number(what, value, 0, BP_MAX, &v, err);
        if (!st) *(uint16_t *)field = (uint16_t)v;
        return st;
    case OPT_U64:
        return read_number(what, value, row->min, row->max, field, err);
    case OPT_PATH:
        return read_path(what, value, field, err);
    case OPT_TIME:
        if (when_parse(str_c(value), now_s, field)) return CORDON_OK;
        return error_set(err, CORDON_ARGUMENT,
                         "%s is '%s'; it takes YYYY-MM-DD, 2026-07-01T12:00:00Z or now", what,
                         value);
    case OPT_ENUM:
        return read_choice(row, what, value, field, err);
    case OPT_MANY:
        return read_many(what, value, field, err);
    case OPT_LIST:
        return read_list(what, value, field, err);
    }
    return error_set(err, CORDON_BUG, "%s has no kind of value", what);
}
