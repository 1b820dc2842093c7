/*
 * Conditions over search identifiers.
 *
 *   or  := and  { "or" and }
 *   and := not  { "and" not }
 *   not := "not" not | "(" or ")" | ("1" | "all") "of" ("them" | pattern) | identifier
 */
#include "rule/inside.h"
#include "rule/yaml.h"

#include "base/num.h"

enum { TERMS_MAX = 1024, CONDITION_MAX = 16384 };

struct parser {
    struct maker *m;
    const struct yaml_node *at;
    struct vec *detections;
    str in;
    size_t pos; /* behind the word */
    str word;   /* in hand; "" at the end */
    unsigned depth;
};

static bool is_word_sign(char c)
{
    return byte_is_alnum(c) || c == '_' || c == '-' || c == '*';
}

static void advance(struct parser *p)
{
    while (p->pos < p->in.len && byte_is_blank(p->in.data[p->pos])) p->pos++;
    size_t from = p->pos;
    while (p->pos < p->in.len && is_word_sign(p->in.data[p->pos])) p->pos++;
    if (p->pos == from && p->pos < p->in.len)
        p->pos++; /* a bracket, or what does not belong here */
    p->word = str_sub(p->in, from, p->pos);
}

static bool is(const struct parser *p, const char *word)
{
    return str_eq(p->word, str_c(word));
}

static cordon_status unexpected(struct parser *p)
{
    static const char *const words[] = { "and", "or", "not", "1 of", "all of", "them" };
    if (!p->word.len)
        return maker_fault(p->m, p->at, CORDON_SYNTAX, "the condition ends too early");
    if (is(p, "|"))
        return maker_fault(p->m, p->at, CORDON_UNSUPPORTED,
                           "aggregations behind '|' are of Sigma 1; write a correlation");
    return maker_fault(p->m, p->at, CORDON_SYNTAX,
                       "'%.*s' is not expected at byte %zu of the condition%.*s",
                       STR_ARG(p->word), p->pos - p->word.len + 1,
                       STR_ARG(maker_near(p->m, p->word, words, COUNT_OF(words))));
}

static cordon_status read_or(struct parser *p, struct expr **ret);

/* Does a name fit a pattern with *? */
static bool fits(str pattern, str name)
{
    size_t i = 0, pos = 0, star = SIZE_MAX, from = 0;
    while (pos < name.len || i < pattern.len) {
        if (i < pattern.len && pattern.data[i] == '*') {
            star = ++i;
            from = pos;
        } else if (i < pattern.len && pos < name.len && pattern.data[i] == name.data[pos]) {
            i++;
            pos++;
        } else if (star != SIZE_MAX && from < name.len) {
            pos = ++from;
            i = star;
        } else {
            return false;
        }
    }
    return true;
}

static cordon_status add(struct parser *p, struct vec *terms, struct expr *e)
{
    if (terms->count >= TERMS_MAX)
        return maker_fault(p->m, p->at, CORDON_LIMIT, "more than %d terms in one condition",
                           TERMS_MAX);
    struct expr **slot = vec_push(terms, sizeof *slot);
    if (!slot) return maker_nomem(p->m);
    *slot = e;
    return CORDON_OK;
}

static cordon_status join(struct parser *p, enum expr_op op, struct vec *terms,
                          struct expr **ret)
{
    enum rule_node_kind kind = op == EXPR_AND ? RULE_NODE_AND : RULE_NODE_OR;
    *ret = terms->count == 1 ? *(struct expr **)terms->data
                             : expr_new(p->m, op, kind, STR_EMPTY, terms->data, terms->count);
    return *ret ? CORDON_OK : maker_nomem(p->m);
}

/* 1 of selection*, all of them: names with _ in front only when the pattern says so too. */
static cordon_status read_of(struct parser *p, struct expr **ret)
{
    enum expr_op op = is(p, "all") ? EXPR_AND : EXPR_OR;
    str many = p->word;
    struct vec terms = { 0 };
    cordon_status st = CORDON_OK;
    advance(p);
    if (!is(p, "of")) return unexpected(p);
    if (!str_eq(many, STR("1")) && !str_eq(many, STR("all")))
        return maker_fault(p->m, p->at, CORDON_UNSUPPORTED,
                           "'%.*s of' is not in Sigma; there are '1 of' and 'all of'",
                           STR_ARG(many));
    advance(p);
    str pattern = p->word;
    if (!pattern.len || !is_word_sign(pattern.data[0])) return unexpected(p);
    if (str_eq(pattern, STR("them"))) pattern = STR("*");
    struct detection *d = p->detections->data;
    for (size_t i = 0; !st && i < p->detections->count; i++, d++) {
        if (!fits(pattern, d->name) || (d->name.data[0] == '_' && pattern.data[0] != '_'))
            continue;
        d->is_used = true;
        st = add(p, &terms, d->expr);
    }
    if (!st && !terms.count)
        st = maker_fault(p->m, p->at, CORDON_SYNTAX, "no search is called '%.*s'",
                         STR_ARG(p->word));
    if (!st) st = join(p, op, &terms, ret);
    vec_release(&terms);
    advance(p);
    return st;
}

enum { NAMES_SHOWN = 64 };

static cordon_status read_identifier(struct parser *p, struct expr **ret)
{
    const char *names[NAMES_SHOWN];
    struct detection *d = p->detections->data;
    size_t count = p->detections->count;
    for (size_t i = 0; i < count; i++) {
        if (i < NAMES_SHOWN) names[i] = d[i].name.data;
        if (!str_eq(d[i].name, p->word)) continue;
        d[i].is_used = true;
        *ret = d[i].expr;
        advance(p);
        return CORDON_OK;
    }
    return maker_fault(
        p->m, p->at, CORDON_SYNTAX, "no search is called '%.*s'%.*s", STR_ARG(p->word),
        STR_ARG(maker_near(p->m, p->word, names, count < NAMES_SHOWN ? count : NAMES_SHOWN)));
}

static bool is_number(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_digit(s.data[i])) return false;
    return s.len > 0;
}

/* Is the word behind the one in hand "of"? */
static bool before_of(const struct parser *p)
{
    struct parser ahead = *p;
    advance(&ahead);
    return is(&ahead, "of");
}

static cordon_status read_operand(struct parser *p, struct expr **ret)
{
    if (is(p, "(")) {
        advance(p);
        cordon_status st = read_or(p, ret);
        if (st) return st;
        if (!is(p, ")")) return unexpected(p);
        advance(p);
        return CORDON_OK;
    }
    if (is(p, "all") || is(p, "1") || ((is(p, "any") || is_number(p->word)) && before_of(p)))
        return read_of(p, ret);
    if (!p->word.len || !is_word_sign(p->word.data[0]) || is(p, "and") || is(p, "or") ||
        is(p, "of") || is(p, "them"))
        return unexpected(p);
    return read_identifier(p, ret);
}

static cordon_status read_not(struct parser *p, struct expr **ret)
{
    cordon_status st;
    if (++p->depth > RULE_DEPTH_MAX)
        return maker_fault(p->m, p->at, CORDON_LIMIT,
                           "brackets and 'not' of the condition too deep");
    if (!is(p, "not")) {
        st = read_operand(p, ret);
    } else {
        advance(p);
        st = read_not(p, ret);
        if (!st) *ret = expr_new(p->m, EXPR_NOT, RULE_NODE_NOT, STR_EMPTY, ret, 1);
        if (!st && !*ret) st = maker_nomem(p->m);
    }
    p->depth--;
    return st;
}

typedef cordon_status term_fn(struct parser *p, struct expr **ret);

static cordon_status read_terms(struct parser *p, const char *word, enum expr_op op,
                                term_fn *term, struct expr **ret)
{
    struct vec terms = { 0 };
    struct expr *e = NULL;
    cordon_status st = term(p, &e);
    if (!st) st = add(p, &terms, e);
    while (!st && is(p, word)) {
        advance(p);
        st = term(p, &e);
        if (!st) st = add(p, &terms, e);
    }
    if (!st) st = join(p, op, &terms, ret);
    vec_release(&terms);
    return st;
}

static cordon_status read_and(struct parser *p, struct expr **ret)
{
    return read_terms(p, "and", EXPR_AND, read_not, ret);
}

static cordon_status read_or(struct parser *p, struct expr **ret)
{
    return read_terms(p, "or", EXPR_OR, read_and, ret);
}

static cordon_status read_one(struct maker *m, const struct yaml_node *n,
                              struct vec *detections, struct expr **ret)
{
    struct parser p = { .m = m, .at = n, .detections = detections, .in = n->text };
    if (n->kind != YAML_TEXT)
        return maker_fault(m, n, CORDON_SYNTAX, "a condition must be text; here is %s",
                           yaml_kind_name(n->kind));
    if (n->text.len > CONDITION_MAX)
        return maker_fault(m, n, CORDON_LIMIT, "the condition is longer than %d bytes",
                           CONDITION_MAX);
    advance(&p);
    cordon_status st = read_or(&p, ret);
    if (!st && p.word.len) st = unexpected(&p);
    return st;
}

cordon_status condition_read(struct maker *m, const struct yaml_node *n, struct vec *detections,
                             struct expr **ret)
{
    struct vec all = { 0 };
    cordon_status st = CORDON_OK;
    if (n->kind != YAML_LIST) return read_one(m, n, detections, ret);
    if (!n->count) return maker_fault(m, n, CORDON_SYNTAX, "an empty list of conditions");
    for (size_t i = 0; !st && i < n->count; i++) {
        struct expr **slot = vec_push(&all, sizeof *slot);
        st = slot ? read_one(m, &n->child[i], detections, slot) : maker_nomem(m);
    }
    if (!st) {
        *ret = expr_new(m, EXPR_OR, RULE_NODE_OR, STR_EMPTY, all.data, all.count);
        if (!*ret) st = maker_nomem(m);
    }
    vec_release(&all);
    return st;
}
