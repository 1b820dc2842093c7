/* Reading a policy. */
#include "engine/policy.h"

#include "base/embed.h"
#include "base/give.h"
#include "base/mem.h"
#include "base/num.h"
#include "list/list.h"
#include "os/os.h"

enum { KEYS_MAX = 64, POLICY_TEXT_MAX = 8 << 20 };

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

/* Where a key stands among the numbers, or among the texts; the count of each where it does not. */
static void find_key(str key, size_t *ret_number, size_t *ret_text)
{
    size_t i = 0, t = 0;
    while (i < COUNT_OF(numbers) && !str_eq(numbers[i].key, key)) i++;
    while (t < TEXTS && !str_eq(text_keys[t], key)) t++;
    *ret_number = i;
    *ret_text = t;
}

/* @param seen  may be NULL: the key may have stood before */
static cordon_status read_line(struct cordon_policy *p, str file, uint64_t line, str key,
                               str value, uint64_t *seen, struct cordon_error *err)
{
    size_t i, t;
    find_key(key, &i, &t);
    if (i == COUNT_OF(numbers) && t == TEXTS)
        return error_at(err, CORDON_SYNTAX, file, line, 1,
                        "unknown key '%.*s'; the nearest is '%.*s'", STR_ARG(key),
                        STR_ARG(nearest_key(key)));
    cordon_status st = CORDON_OK;
    if (seen) st = mark_seen(file, line, key, t < TEXTS ? COUNT_OF(numbers) + t : i, seen, err);
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

/* Numbers that say the opposite of their names would make trouble look clear. */
static cordon_status check_order(const struct cordon_policy *p, str file, struct cordon_error *err)
{
    const struct { const char *less, *more; int32_t a, b; } pairs[] = {
        { "flag_weak", "flag_medium", p->flag_weak, p->flag_medium },
        { "flag_medium", "flag_strong", p->flag_medium, p->flag_strong },
        { "flag_review", "flag_verify", p->flag_review, p->flag_verify },
        { "flag_verify", "flag_escalate", p->flag_verify, p->flag_escalate },
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        if (pairs[i].a > pairs[i].b)
            return error_at(err, CORDON_ARGUMENT, file, 0, 0, "'%s' is %d, more than '%s', which is %d",
                            pairs[i].less, (int)pairs[i].a, pairs[i].more, (int)pairs[i].b);
    if (p->flag_strong < 1)
        return error_at(err, CORDON_ARGUMENT, file, 0, 0, "with 'flag_strong' 0 no red flag counts");
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
    p->text = arena_str(&p->arena, text);
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
    if (!st) st = check_order(p, file, err);
    return st ? st : p->arena.failed ? error_nomem(err) : CORDON_OK;
}

bool policy_name_is_possible(const struct cordon_policy *p, uint16_t name_bp, bool is_exact, bool is_weak,
                             uint16_t score_bp)
{
    if (is_weak) return score_bp >= p->weak_alias_score_bp;
    if (is_exact) return true;
    if (name_bp >= p->possible_bp) return score_bp >= p->possible_least_bp;
    return name_bp >= p->possible_name_bp && score_bp >= p->possible_score_bp;
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
    arena_init(&p->arena, 4 << 20);
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

cordon_status cordon_policy_set(struct cordon_policy *policy, cordon_str key, cordon_str value,
                                struct cordon_error *err)
{
    cordon_status st = read_line(policy, STR_EMPTY, 0, key, value, NULL, err);
    if (!st && policy->arena.failed) return error_nomem(err);
    if (st == CORDON_SYNTAX && err) err->status = CORDON_ARGUMENT;
    return st == CORDON_SYNTAX ? CORDON_ARGUMENT : st;
}

/* The value of a key now, as text. */
static void add_value(const struct cordon_policy *p, str key, struct buf *out)
{
    size_t i, t;
    int32_t v;
    find_key(key, &i, &t);
    if (i < COUNT_OF(numbers)) {
        memcpy(&v, (const char *)p + numbers[i].at, sizeof v);
        buf_add_i64(out, v);
    } else if (t == 2) {
        buf_add(out, p->accept_starter ? STR("yes") : STR("no"));
    } else {
        buf_add(out, t ? p->required : p->name);
    }
}

cordon_status cordon_policy_value(const struct cordon_policy *policy, cordon_str key,
                                  struct cordon_text *ret_text, struct cordon_error *err)
{
    struct buf out = BUF_INIT(POLICY_TEXT_MAX);
    size_t i, t;
    find_key(key, &i, &t);
    if (i == COUNT_OF(numbers) && t == TEXTS)
        return error_set(err, CORDON_NOTFOUND, "unknown key '%.*s'; the nearest is '%.*s'", STR_ARG(key),
                         STR_ARG(nearest_key(key)));
    add_value(policy, key, &out);
    return text_give(&out, "the policy", &ret_text->data, &ret_text->len, err);
}

cordon_status cordon_policy_text(const struct cordon_policy *policy, struct cordon_text *ret_text,
                                 struct cordon_error *err)
{
    struct buf out = BUF_INIT(POLICY_TEXT_MAX);
    cordon_status st = check_order(policy, STR_EMPTY, err);
    if (st) return st;
    for (str rest = policy->text, line; str_next(&rest, '\n', &line);) {
        str row = str_trim(line), key, value;
        if (!line.len && !rest.data) break; /* behind the last line feed */
        bool is_key = row.len && row.data[0] != '#' && str_next(&row, '\t', &key) &&
                      str_next(&row, '\t', &value);
        if (!is_key) {
            buf_add(&out, line);
        } else {
            buf_add(&out, str_trim(key));
            buf_add_byte(&out, '\t');
            add_value(policy, str_trim(key), &out);
            if (row.data) buf_add_byte(&out, '\t');
            buf_add(&out, row);
        }
        buf_add_byte(&out, '\n');
    }
    return text_give(&out, "the policy", &ret_text->data, &ret_text->len, err);
}

void cordon_policy_free(struct cordon_policy *policy)
{
    if (!policy) return;
    arena_release(&policy->arena);
    mem_free(policy);
}
