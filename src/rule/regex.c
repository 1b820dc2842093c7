/*
 * PCRE2 with limits: an expression that runs away ends, and says so.
 *
 * Most rules are asked because of a text that their expression needs; the index looks for that text
 * first, so few expressions run at all. All memory but that of machine code passes mem_alloc.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "rule/regex.h"

#include "base/mem.h"
#include "rule/rule.h"

/* ours: a search of an ordinary value takes a few hundred steps; these end a runaway one in a few
   milliseconds on the machine of bench/bench_rule.c. */
enum {
    REGEX_MATCH_MAX = 200000,    /* steps of one search */
    REGEX_BACKTRACK_MAX = 10000, /* depth of one search without machine code */
    REGEX_HEAP_KIB_MAX = 4096,
    REGEX_STACK_MAX = 256 << 10, /* bytes for machine code */
    REGEX_NEST_MAX = 50,
};

struct regex {
    pcre2_code *code;
};

struct regex_scratch {
    pcre2_general_context *general;
    pcre2_match_context *match;
    pcre2_match_data *data;
    pcre2_jit_stack *stack;
};

static void *take(PCRE2_SIZE len, void *unused)
{
    (void)unused;
    return mem_alloc(len ? len : 1);
}

static void give(void *p, void *unused)
{
    (void)unused;
    mem_free(p);
}

static cordon_status compile(pcre2_compile_context *ctx, str pattern, unsigned flags,
                             struct regex *r, struct cordon_error *err)
{
    int code = 0;
    PCRE2_SIZE place = 0;
    uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C |
                       (flags & REGEX_CASELESS ? PCRE2_CASELESS : 0) |
                       (flags & REGEX_MULTILINE ? PCRE2_MULTILINE : 0) |
                       (flags & REGEX_DOTALL ? PCRE2_DOTALL : 0);
    pcre2_set_parens_nest_limit(ctx, REGEX_NEST_MAX);
    r->code = pcre2_compile((PCRE2_SPTR)pattern.data, pattern.len, options, &code, &place, ctx);
    if (!r->code) {
        unsigned char text[160] = "";
        if (code == PCRE2_ERROR_NOMEMORY || code == 121) return error_nomem(err);
        pcre2_get_error_message(code, text, sizeof text);
        return error_set(err, CORDON_SYNTAX, "the expression is no regular one at byte %zu: %s",
                         (size_t)place + 1, (const char *)text);
    }
    /* Without machine code it still runs, slower. */
    (void)pcre2_jit_compile(r->code, PCRE2_JIT_COMPLETE);
    return CORDON_OK;
}

cordon_status regex_new(str pattern, unsigned flags, struct regex **ret,
                        struct cordon_error *err)
{
    if (pattern.len == 0) return error_set(err, CORDON_SYNTAX, "the expression is empty");
    if (pattern.len > RULE_TEXT_MAX)
        return error_set(err, CORDON_LIMIT, "the expression is longer than %d bytes",
                         RULE_TEXT_MAX);
    if (str_starts(pattern, STR("(*")))
        return error_set(err, CORDON_UNSUPPORTED, "(*VERB) settings are not read");
    pcre2_general_context *general = pcre2_general_context_create(take, give, NULL);
    pcre2_compile_context *ctx = general ? pcre2_compile_context_create(general) : NULL;
    struct regex *r = mem_calloc(1, sizeof *r);
    cordon_status st = ctx && r ? compile(ctx, pattern, flags, r, err) : error_nomem(err);
    pcre2_compile_context_free(ctx);
    pcre2_general_context_free(general);
    if (st) {
        regex_free(r);
        return st;
    }
    *ret = r;
    return CORDON_OK;
}

void regex_free(struct regex *r)
{
    if (!r) return;
    pcre2_code_free(r->code);
    mem_free(r);
}

struct regex_scratch *regex_scratch_new(void)
{
    struct regex_scratch *s = mem_calloc(1, sizeof *s);
    if (!s) return NULL;
    s->general = pcre2_general_context_create(take, give, NULL);
    if (s->general) {
        s->match = pcre2_match_context_create(s->general);
        s->data = pcre2_match_data_create(1, s->general);
    }
    if (!s->match || !s->data) {
        regex_scratch_free(s);
        return NULL;
    }
    pcre2_set_match_limit(s->match, REGEX_MATCH_MAX);
    pcre2_set_depth_limit(s->match, REGEX_BACKTRACK_MAX);
    pcre2_set_heap_limit(s->match, REGEX_HEAP_KIB_MAX);
    /* Where there is no machine code there is no stack for it. */
    s->stack = pcre2_jit_stack_create(32 << 10, REGEX_STACK_MAX, s->general);
    if (s->stack) pcre2_jit_stack_assign(s->match, NULL, s->stack);
    return s;
}

void regex_scratch_free(struct regex_scratch *s)
{
    if (!s) return;
    pcre2_jit_stack_free(s->stack);
    pcre2_match_data_free(s->data);
    pcre2_match_context_free(s->match);
    pcre2_general_context_free(s->general);
    mem_free(s);
}

enum regex_answer regex_search(const struct regex *r, struct regex_scratch *s, str text)
{
    int found = pcre2_match(r->code, (PCRE2_SPTR)(text.data ? text.data : ""), text.len, 0, 0,
                            s->data, s->match);
    if (found >= 0) return REGEX_YES;
    return found == PCRE2_ERROR_NOMATCH ? REGEX_NO : REGEX_RAN_AWAY;
}

/* --- what a pattern needs ----------------------------------------------------------------- */

/* Reads the top level of a pattern; anything it does not know for sure ends the run of letters or
   the whole search. A wrong "needed" would hide matches, a missing one only costs time. */
struct needed {
    str in;
    size_t pos;
    char *run; /* letters so far */
    size_t len;
    char *best;
    size_t best_len;
};

static void run_ends(struct needed *n)
{
    if (n->len > n->best_len) {
        memcpy(n->best, n->run, n->len);
        n->best_len = n->len;
    }
    n->len = 0;
}

/* A quantifier behind the last letter: may it be absent? */
static void quantified(struct needed *n, size_t letter)
{
    char c = n->pos < n->in.len ? n->in.data[n->pos] : 0;
    if (c == '?' || c == '*' || c == '{') {
        n->len -= letter;
        run_ends(n);
    } else if (c == '+') {
        run_ends(n);
    } else {
        return;
    }
    if (c == '{') {
        while (n->pos < n->in.len && n->in.data[n->pos] != '}') n->pos++;
    }
    if (n->pos < n->in.len) n->pos++;
    if (n->pos < n->in.len && (n->in.data[n->pos] == '?' || n->in.data[n->pos] == '+'))
        n->pos++;
}

static bool skip_class(struct needed *n)
{
    size_t i = n->pos + 1;
    if (i < n->in.len && n->in.data[i] == '^') i++;
    if (i < n->in.len && n->in.data[i] == ']') i++;
    for (; i < n->in.len && n->in.data[i] != ']'; i++) {
        if (n->in.data[i] == '[') return false; /* [:alpha:] and nested signs: leave it */
        if (n->in.data[i] == '\\') i++;
    }
    if (i >= n->in.len) return false;
    n->pos = i + 1;
    return true;
}

/* Over a group and all in it; false for anything but plain groups, (?:..) and look-arounds. */
static bool skip_group(struct needed *n)
{
    unsigned depth = 0;
    for (; n->pos < n->in.len; n->pos++) {
        char c = n->in.data[n->pos];
        if (c == '\\') {
            n->pos++;
            if (n->pos < n->in.len && n->in.data[n->pos] == 'Q') return false;
        } else if (c == '[') {
            if (!skip_class(n)) return false;
            n->pos--;
        } else if (c == '(') {
            depth++;
            if (n->pos + 1 < n->in.len && n->in.data[n->pos + 1] == '*') return false;
            if (n->pos + 2 < n->in.len && n->in.data[n->pos + 1] == '?' &&
                !strchr(":=!<", n->in.data[n->pos + 2]))
                return false;
        } else if (c == ')' && --depth == 0) {
            n->pos++;
            return true;
        }
    }
    return false;
}

static bool one(struct needed *n)
{
    char c = n->in.data[n->pos];
    if (c == '|' || c == ')') return false;
    if (c == '(') {
        run_ends(n);
        if (!skip_group(n)) return false;
        quantified(n, 0);
        return true;
    }
    if (c == '[') {
        run_ends(n);
        if (!skip_class(n)) return false;
        quantified(n, 0);
        return true;
    }
    n->pos++;
    if (c == '.' || c == '^' || c == '$') {
        run_ends(n);
        quantified(n, 0);
        return true;
    }
    if (c == '\\') {
        if (n->pos >= n->in.len) return false;
        c = n->in.data[n->pos++];
        if (strchr("dDsSwWbB", c)) {
            run_ends(n);
            quantified(n, 0);
            return true;
        }
        if (byte_is_alnum(c) || (unsigned char)c >= 0x80) return false;
    } else if (strchr("?*+{", c)) {
        return false;
    } else if ((unsigned char)c >= 0x80) {
        /* Letters of several bytes could be cut in half by a quantifier. */
        while (n->pos < n->in.len && ((unsigned char)n->in.data[n->pos] & 0xC0) == 0x80)
            n->pos++;
        run_ends(n);
        quantified(n, 0);
        return true;
    }
    n->run[n->len++] = c;
    quantified(n, 1);
    return true;
}

str regex_needed(str pattern, struct arena *arena)
{
    struct needed n = { .in = pattern };
    n.run = arena_alloc(arena, pattern.len + 1);
    n.best = arena_alloc(arena, pattern.len + 1);
    if (!n.run || !n.best) return STR_EMPTY;
    while (n.pos < pattern.len)
        if (!one(&n)) return STR_EMPTY;
    run_ends(&n);
    return str_of(n.best, n.best_len);
}
