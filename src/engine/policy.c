/* Reading a policy. */
#include "engine/policy.h"

#include "base/embed.h"
#include "base/mem.h"
#include "base/num.h"
#include "list/list.h"
#include "os/os.h"

enum { KEYS_MAX = 64 };

static const struct {
    str     key;
    size_t  at;
    int32_t low, high;
} numbers[] = {
#define X(key, low, high) { STR_INIT(#key), offsetof(struct cordon_policy, key), low, high },
    POLICY_NUMBERS(X)
#undef X
};

enum { TEXTS = 3 };
static const str text_keys[TEXTS] = { STR_INIT("name"), STR_INIT("required"),
                                      STR_INIT("accept_starter") };

static bool parse_number(str s, int32_t low, int32_t high, int32_t *ret)
{
    bool is_negative = s.len && s.data[0] == '-';
    uint64_t v;
    if (!num_parse_u64(str_from(s, is_negative), INT32_MAX, &v)) return false;
    int64_t n = is_negative ? -(int64_t)v : (int64_t)v;
    if (n < low || n > high) return false;
    *ret = (int32_t)n;
    return true;
}

static str key_at(size_t i)
{
    return i < COUNT_OF(numbers) ? numbers[i].key : text_keys[i - COUNT_OF(numbers)];
}

static str nearest_key(str key)
{
    str best = STR_EMPTY;
    unsigned least = 99;
    for (size_t i = 0; i < COUNT_OF(numbers) + TEXTS; i++) {
        unsigned d = str_distance(key, key_at(i), 20);
        if (d < least) {
            least = d;
            best = key_at(i);
        }
    }
    return best;
}

/* A list that nobody can import would leave every record undecided for ever. */
static str unknown_source(str list)
{
    for (str piece; str_next(&list, ',', &piece);) {
        piece = str_trim(piece);
        if (piece.len && !list_source_find(piece)) return piece;
    }
    return STR_EMPTY;
}

static cordon_status set_text(struct cordon_policy *p, str file, uint64_t line, size_t which,
                              str value, struct cordon_error *err)
{
    if (which == 0) p->name = arena_str(&p->arena, value);
    if (which == 1) {
        str unknown = unknown_source(value);
        if (unknown.len)
            return error_at(err, CORDON_SYNTAX, file, line, 0,
                            "'required' names '%.*s', which is no source; 'cordon lists sources' "
                            "names them", STR_ARG(unknown));
        p->required = arena_str(&p->arena, value);
    }
    if (which == 2) {
        if (!str_eq(value, STR("yes")) && !str_eq(value, STR("no")))
            return error_at(err, CORDON_SYNTAX, file, line, 1, "'accept_starter' must be yes or no");
        p->accept_starter = str_eq(value, STR("yes"));
    }
    return CORDON_OK;
}

static cordon_status mark_seen(str file, uint64_t line, str key, size_t at, uint64_t *seen,
                               struct cordon_error *err)
{
    if (*seen >> at & 1)
        return error_at(err, CORDON_SYNTAX, file, line, 1, "'%.*s' stands twice", STR_ARG(key));
    *seen |= (uint64_t)1 << at;
    return CORDON_OK;
}

static cordon_status read_line(struct cordon_policy *p, str file, uint64_t line, str key,
                               str value, uint64_t *seen, struct cordon_error *err)
{
    size_t i = 0;
    while (i < COUNT_OF(numbers) && !str_eq(numbers[i].key, key)) i++;
    size_t t = 0;
    while (t < TEXTS && !str_eq(text_keys[t], key)) t++;
    if (i == COUNT_OF(numbers) && t == TEXTS)
        return error_at(err, CORDON_SYNTAX, file, line, 1,
                        "unknown key '%.*s'; the nearest is '%.*s'", STR_ARG(key),
                        STR_ARG(nearest_key(key)));
    cordon_status st = mark_seen(file, line, key, t < TEXTS ? COUNT_OF(numbers) + t : i, seen, err);
    if (st) return st;
    if (t < TEXTS) return set_text(p, file, line, t, value, err);
    int32_t v;
    if (!parse_number(value, numbers[i].low, numbers[i].high, &v))
        return error_at(err, CORDON_SYNTAX, file, line, 1,
                        "'%.*s' must be a whole number from %d to %d", STR_ARG(key),
                        numbers[i].low, numbers[i].high);
    memcpy((char *)p + numbers[i].at, &v, sizeof v);
    return CORDON_OK;
}

static cordon_status check_complete(str file, uint64_t seen, struct cordon_error *err)
{
    for (size_t i = 0; i < COUNT_OF(numbers) + TEXTS; i++) {
        if (seen >> i & 1) continue;
        return error_at(err, CORDON_SYNTAX, file, 0, 0,
                        "the policy does not say '%.*s'; is the file whole?", STR_ARG(key_at(i)));
    }
    return CORDON_OK;
}

static cordon_status parse(struct cordon_policy *p, str file, str text, struct cordon_error *err)
{
    uint64_t line = 0, seen = 0;
    size_t bad;
    if (!str_is_utf8(text, &bad))
        return error_at(err, CORDON_SYNTAX, file, str_count(str_sub(text, 0, bad), '\n') + 1, 0,
                        "bytes that are not UTF-8");
    if (str_starts(text, STR("\xEF\xBB\xBF"))) text = str_from(text, 3);
    for (str rest = text, row; str_next(&rest, '\n', &row);) {
        str key, value;
        line++;
        row = str_trim(row);
        if (row.len == 0 || row.data[0] == '#') continue;
        if (!str_next(&row, '\t', &key) || !str_next(&row, '\t', &value))
            return error_at(err, CORDON_SYNTAX, file, line, 1, "expected key<TAB>value");
        cordon_status st = read_line(p, file, line, str_trim(key), str_trim(value), &seen, err);
        if (st) return st;
    }
    cordon_status st = check_complete(file, seen, err);
    return st ? st : p->arena.failed ? error_nomem(err) : CORDON_OK;
}

cordon_status cordon_policy_load(const char *name, struct cordon_policy **ret_policy,
                                 struct cordon_error *err)
{
    _Static_assert(COUNT_OF(numbers) + TEXTS <= KEYS_MAX, "the seen bits hold every key");
    struct os_file f = OS_FILE_INIT;
    struct cordon_policy *p = mem_calloc(1, sizeof *p);
    bool is_demo = strcmp(name, "demo") == 0, is_default = strcmp(name, "default") == 0;
    cordon_status st = CORDON_OK;
    if (!p) return error_nomem(err);
    arena_init(&p->arena, 1 << 20);
    bool is_built_in = is_demo || is_default;
    if (!is_built_in) st = os_file_map(name, &f, err);
    if (!st)
        st = parse(p, is_built_in ? STR("data/policy.tsv") : str_c(name),
                   is_built_in ? embed_str(&embed_policy) : f.bytes, err);
    os_file_unmap(&f);
    if (st) {
        cordon_policy_free(p);
        return st;
    }
    if (is_demo) {
        p->name = STR("demo");
        p->accept_starter = true;
    }
    *ret_policy = p;
    return CORDON_OK;
}

void cordon_policy_free(struct cordon_policy *policy)
{
    if (!policy) return;
    arena_release(&policy->arena);
    mem_free(policy);
}
