/*
 * Items of a detection: `Field|modifier|modifier: value`, to questions.
 *
 * Modifiers are applied in the order written. Which may follow which is one table; what it does not
 * allow is refused by the names of both.
 */
#include "rule/modify.h"

#include "base/num.h"

#define POS  (MOD_CONTAINS | MOD_STARTSWITH | MOD_ENDSWITH)
#define CMP  (MOD_GT | MOD_GTE | MOD_LT | MOD_LTE)
#define PART (MOD_MINUTE | MOD_HOUR | MOD_DAY | MOD_WEEK | MOD_MONTH | MOD_YEAR)
#define UTF  (MOD_WIDE | MOD_UTF16LE | MOD_UTF16BE | MOD_UTF16)
#define ENC  (MOD_BASE64 | MOD_BASE64OFFSET)
#define KIND (MOD_EXISTS | MOD_RE | MOD_CIDR | MOD_FIELDREF | CMP | PART) /* what a value is */
#define FORM                                                                                   \
    (POS | UTF | ENC | MOD_CASED | MOD_WINDASH | MOD_EXPAND) /* how a text is changed */

struct modifier {
    const char *name;
    unsigned bit;
    unsigned not_after; /* modifiers that must not stand before it */
    unsigned after;     /* one of these must stand before it */
};

static const struct modifier modifiers[] = {
    { "all", MOD_ALL, MOD_EXISTS, 0 },
    { "neq", MOD_NEQ, MOD_EXISTS | CMP, 0 },
    { "contains", MOD_CONTAINS, POS | (KIND & ~MOD_FIELDREF), 0 },
    { "startswith", MOD_STARTSWITH, POS | (KIND & ~MOD_FIELDREF), 0 },
    { "endswith", MOD_ENDSWITH, POS | (KIND & ~MOD_FIELDREF), 0 },
    { "cased", MOD_CASED, KIND & ~MOD_FIELDREF, 0 },
    { "exists", MOD_EXISTS, KIND | FORM | MOD_ALL | MOD_NEQ, 0 },
    { "re", MOD_RE, KIND | FORM, 0 },
    { "i", MOD_I, 0, MOD_RE },
    { "m", MOD_M, 0, MOD_RE },
    { "s", MOD_S, 0, MOD_RE },
    { "cidr", MOD_CIDR, KIND | FORM, 0 },
    { "base64", MOD_BASE64, KIND | ENC | POS | MOD_CASED, 0 },
    { "base64offset", MOD_BASE64OFFSET, KIND | ENC | POS | MOD_CASED, 0 },
    { "wide", MOD_WIDE, KIND | UTF | ENC | POS | MOD_CASED, 0 },
    { "utf16le", MOD_UTF16LE, KIND | UTF | ENC | POS | MOD_CASED, 0 },
    { "utf16be", MOD_UTF16BE, KIND | UTF | ENC | POS | MOD_CASED, 0 },
    { "utf16", MOD_UTF16, KIND | UTF | ENC | POS | MOD_CASED, 0 },
    { "windash", MOD_WINDASH, KIND | UTF | ENC, 0 },
    { "expand", MOD_EXPAND, (KIND & ~MOD_RE) | UTF | ENC | MOD_WINDASH, 0 },
    { "fieldref", MOD_FIELDREF, KIND | FORM, 0 },
    { "gt", MOD_GT, (KIND & ~PART) | FORM | MOD_NEQ, 0 },
    { "gte", MOD_GTE, (KIND & ~PART) | FORM | MOD_NEQ, 0 },
    { "lt", MOD_LT, (KIND & ~PART) | FORM | MOD_NEQ, 0 },
    { "lte", MOD_LTE, (KIND & ~PART) | FORM | MOD_NEQ, 0 },
    { "minute", MOD_MINUTE, KIND | FORM, 0 },
    { "hour", MOD_HOUR, KIND | FORM, 0 },
    { "day", MOD_DAY, KIND | FORM, 0 },
    { "week", MOD_WEEK, KIND | FORM, 0 },
    { "month", MOD_MONTH, KIND | FORM, 0 },
    { "year", MOD_YEAR, KIND | FORM, 0 },
};

static cordon_status unknown(struct maker *m, const struct yaml_node *key, str word)
{
    const char *names[COUNT_OF(modifiers)];
    for (size_t i = 0; i < COUNT_OF(modifiers); i++) names[i] = modifiers[i].name;
    return maker_fault(m, key, CORDON_UNSUPPORTED, "unknown modifier '%.*s'%.*s", STR_ARG(word),
                       STR_ARG(maker_near(m, word, names, COUNT_OF(names))));
}

static const char *name_of(unsigned bits)
{
    for (size_t i = 0; i < COUNT_OF(modifiers); i++)
        if (modifiers[i].bit & bits) return modifiers[i].name;
    return "";
}

static cordon_status add_modifier(struct maker *m, struct item *item, str word)
{
    const struct modifier *mod = modifiers;
    while (mod < modifiers + COUNT_OF(modifiers) && !str_eq(word, str_c(mod->name))) mod++;
    if (mod == modifiers + COUNT_OF(modifiers)) return unknown(m, item->key, word);
    if (item->seen & mod->bit)
        return maker_fault(m, item->key, CORDON_SYNTAX, "modifier '%s' is written twice",
                           mod->name);
    if (item->seen & mod->not_after)
        return maker_fault(m, item->key, CORDON_UNSUPPORTED, "modifier '%s' cannot follow '%s'",
                           mod->name, name_of(item->seen & mod->not_after));
    if (mod->after && !(item->seen & mod->after))
        return maker_fault(m, item->key, CORDON_UNSUPPORTED, "modifier '%s' must follow '%s'",
                           mod->name, name_of(mod->after));
    item->seen |= mod->bit;
    item->order[item->orders++] = mod->bit;
    return CORDON_OK;
}

static cordon_status read_key(struct maker *m, struct item *item)
{
    str rest = item->key->text, word;
    str_next(&rest, '|', &item->field);
    while (str_next(&rest, '|', &word)) {
        cordon_status st = item->orders < MODIFIERS_MAX
                               ? add_modifier(m, item, word)
                               : maker_fault(m, item->key, CORDON_LIMIT, "too many modifiers");
        if (st) return st;
    }
    return CORDON_OK;
}

/* --- what the table of names allows ------------------------------------------------------- */

static const char *type_name(enum rule_type t)
{
    static const char *const names[] = { "anything", "a flag", "a whole number",
                                         "text",     "a time", "an address" };
    return (size_t)t < COUNT_OF(names) ? names[t] : "nothing";
}

static cordon_status check_type(struct maker *m, const struct item *item)
{
    unsigned form = item->seen & (FORM | MOD_RE | MOD_CIDR), time = item->seen & PART;
    unsigned number = item->seen & CMP, wrong = 0;
    switch (item->type) {
    case RULE_ANY:
    case RULE_TEXT:
    case RULE_NULL:
        break;
    case RULE_FLAG:
        wrong = form | time | number;
        break;
    case RULE_INTEGER:
        wrong = form | time;
        break;
    case RULE_TIME:
        break;
    case RULE_IP:
        wrong = time | number;
        break;
    }
    if (!wrong) return CORDON_OK;
    return maker_fault(m, item->key, CORDON_SYNTAX,
                       "'%.*s' is %s; modifier '%s' does not read that", STR_ARG(item->field),
                       type_name(item->type), name_of(wrong));
}

static cordon_status check_value(struct maker *m, const struct item *item,
                                 const struct yaml_node *v)
{
    if (v->kind == YAML_NULL || item->seen & (MOD_EXISTS | MOD_FIELDREF)) return CORDON_OK;
    if (item->type == RULE_FLAG && v->kind != YAML_BOOL)
        return maker_fault(m, v, CORDON_SYNTAX, "'%.*s' is a flag; write true or false",
                           STR_ARG(item->field));
    if (item->type == RULE_INTEGER && (v->kind != YAML_NUMBER || !v->is_whole)) {
        wide n;
        const char *hint =
            v->kind == YAML_TEXT && number_read(v->text, &n) ? " without quotes" : "";
        return maker_fault(m, v, CORDON_SYNTAX, "'%.*s' is a whole number; write one%s",
                           STR_ARG(item->field), hint);
    }
    return CORDON_OK;
}

/* --- one value ---------------------------------------------------------------------------- */

static cordon_status need_text(struct maker *m, const struct item *item,
                               const struct yaml_node *v, unsigned bits)
{
    if (v->kind == YAML_TEXT) return CORDON_OK;
    (void)item;
    return maker_fault(m, v, CORDON_SYNTAX, "modifier '%s' takes text; here is %s",
                       name_of(bits), yaml_kind_name(v->kind));
}

/* The question of this item's slot, ready to be filled in. */
static struct pred question(const struct item *item, enum pred_kind kind)
{
    return (struct pred){ .kind = kind,
                          .slot = item->slot,
                          .other = RULE_NONE,
                          .is_cased = (item->seen & MOD_CASED) != 0 };
}

static cordon_status add_question(struct maker *m, struct item *item, const struct pred *p,
                                  str shown)
{
    uint32_t pred;
    cordon_status st = pred_intern(m, p, &pred);
    if (st) return st;
    struct expr *leaf = expr_leaf(m, pred, shown);
    struct expr **slot = vec_push(&item->leaves, sizeof *slot);
    if (!leaf || !slot) return maker_nomem(m);
    *slot = leaf;
    return CORDON_OK;
}

static cordon_status ask_null(struct maker *m, struct item *item, const struct yaml_node *v)
{
    if (item->seen & ~(unsigned)(MOD_NEQ | MOD_ALL))
        return maker_fault(m, v, CORDON_SYNTAX, "modifier '%s' does not take null",
                           name_of(item->seen & ~(unsigned)(MOD_NEQ | MOD_ALL)));
    if (!item->field.len)
        return maker_fault(m, v, CORDON_SYNTAX, "null is no keyword; name a field");
    struct pred p = question(item, PRED_NULL);
    return add_question(m, item, &p, STR("null"));
}

static cordon_status ask_exists(struct maker *m, struct item *item, const struct yaml_node *v)
{
    if (v->kind != YAML_BOOL)
        return maker_fault(m, v, CORDON_SYNTAX, "modifier 'exists' takes true or false");
    struct pred p = question(item, PRED_EXISTS);
    item->is_negated = !v->is_true;
    return add_question(m, item, &p, STR("exists"));
}

static cordon_status ask_regex(struct maker *m, struct item *item, const struct yaml_node *v)
{
    struct pred p = question(item, PRED_REGEX);
    unsigned flags = (item->seen & MOD_I ? REGEX_CASELESS : 0) |
                     (item->seen & MOD_M ? REGEX_MULTILINE : 0) |
                     (item->seen & MOD_S ? REGEX_DOTALL : 0);
    cordon_status st = need_text(m, item, v, MOD_RE);
    struct vec texts = { 0 };
    if (!st)
        st = item->seen & MOD_EXPAND ? expand_regex(m, v, &texts) : plain_regex(m, v, &texts);
    for (size_t i = 0; !st && i < texts.count; i++) {
        str text = ((str *)texts.data)[i];
        struct cordon_error why = ERROR_INIT;
        p.literal = text;
        p.is_cased = true;
        p.compare = (enum compare)flags; /* part of what the question is */
        struct regex *regex = NULL;
        st = regex_new(text, flags, &regex, &why);
        if (st == CORDON_NOMEM)
            st = maker_nomem(m);
        else if (st)
            st = maker_fault(m, v, st, "%s", why.message);
        if (st) break;
        struct regex **slot = vec_push(&m->regex, sizeof *slot);
        if (!slot) {
            regex_free(regex);
            st = maker_nomem(m);
            break;
        }
        *slot = regex;
        size_t before = m->pred.count;
        p.other = (uint32_t)(m->regex.count - 1);
        p.needed = regex_needed(text, &m->set->arena);
        st = add_question(m, item, &p, text);
        if (!st && m->pred.count == before) { /* the same was asked already */
            regex_free(regex);
            m->regex.count--;
        }
    }
    vec_release(&texts);
    return st;
}

static cordon_status ask_cidr(struct maker *m, struct item *item, const struct yaml_node *v)
{
    const char *why;
    struct pred p = question(item, PRED_CIDR);
    cordon_status st = need_text(m, item, v, MOD_CIDR);
    if (st) return st;
    if (!cidr_read(v->text, &p.net, &why))
        return maker_fault(m, v, CORDON_SYNTAX, "'%.*s' %s", STR_ARG(v->text), why);
    return add_question(m, item, &p, maker_copy(m, v->text));
}

static cordon_status ask_field(struct maker *m, struct item *item, const struct yaml_node *v)
{
    struct pattern written;
    struct pred p = question(item, PRED_FIELD);
    cordon_status st = need_text(m, item, v, MOD_FIELDREF);
    if (st) return st;
    if (pattern_parse(&m->set->arena, v->text, &written)) return maker_nomem(m);
    if (written.count != 1 || written.piece[0].kind != PIECE_TEXT)
        return maker_fault(m, v, CORDON_SYNTAX,
                           "modifier 'fieldref' takes the name of a field");
    enum rule_type type;
    st = maker_slot(m, v, written.piece[0].text, &p.other, &type);
    if (st) return st;
    p.field_kind = item->seen & MOD_CONTAINS     ? PRED_CONTAINS
                   : item->seen & MOD_STARTSWITH ? PRED_PREFIX
                   : item->seen & MOD_ENDSWITH   ? PRED_SUFFIX
                                                 : PRED_EQUAL;
    return add_question(m, item, &p, maker_copy(m, v->text));
}

static enum part part_of(unsigned seen)
{
    static const struct {
        unsigned bit;
        enum part part;
    } parts[] = {
        { MOD_MINUTE, PART_MINUTE }, { MOD_HOUR, PART_HOUR },   { MOD_DAY, PART_DAY },
        { MOD_WEEK, PART_WEEK },     { MOD_MONTH, PART_MONTH }, { MOD_YEAR, PART_YEAR },
    };
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (seen & parts[i].bit) return parts[i].part;
    return PART_NONE;
}

static cordon_status ask_number(struct maker *m, struct item *item, const struct yaml_node *v)
{
    static const int64_t low[] = { 0, 0, 0, 1, 1, 1, 0 },
                         high[] = { 0, 59, 23, 31, 53, 12, 9999 };
    struct pred p = question(item, PRED_COMPARE);
    unsigned bits = item->seen & (CMP | PART);
    p.part = part_of(item->seen);
    p.compare = item->seen & MOD_GT    ? COMPARE_GT
                : item->seen & MOD_GTE ? COMPARE_GTE
                : item->seen & MOD_LT  ? COMPARE_LT
                : item->seen & MOD_LTE ? COMPARE_LTE
                                       : COMPARE_EQ;
    if (v->kind != YAML_NUMBER)
        return maker_fault(m, v, CORDON_SYNTAX, "modifier '%s' takes a number; here is %s%s",
                           name_of(bits), yaml_kind_name(v->kind),
                           v->kind == YAML_TEXT ? "; write it without quotes" : "");
    if (p.part && (!v->is_whole || v->number < low[p.part] || v->number > high[p.part]))
        return maker_fault(m, v, CORDON_SYNTAX, "'%s' is a whole number from %d to %d",
                           name_of(bits), (int)low[p.part], (int)high[p.part]);
    if (!number_read(v->text, &p.number))
        return maker_fault(
            m, v, CORDON_SYNTAX,
            "'%.*s' is too large; numbers have at most 18 digits before the point",
            STR_ARG(v->text));
    return add_question(m, item, &p, maker_copy(m, v->text));
}

/* A text after all changes: the cheapest question that means the same. */
static cordon_status ask_pattern(struct maker *m, struct item *item, const struct pattern *t,
                                 str shown)
{
    struct pred p = question(item, PRED_GLOB);
    size_t n = t->count;
    bool open = n && t->piece[0].kind == PIECE_MANY;
    bool tail = n && t->piece[n - 1].kind == PIECE_MANY;
    const struct piece *only = NULL;
    size_t wild = (size_t)open + (size_t)(tail && n > 1);
    if (n == wild + 1 && t->piece[open].kind == PIECE_TEXT) only = &t->piece[open];
    if (n == 0)
        p.kind = PRED_EQUAL;
    else if (n == 1 && open)
        p.kind = PRED_TEXT;
    else if (only)
        p.kind = open ? (tail ? PRED_CONTAINS : PRED_SUFFIX) : tail ? PRED_PREFIX : PRED_EQUAL;
    if (only) p.literal = p.is_cased ? only->text : fold_copy(&m->set->arena, only->text);
    if (p.kind == PRED_GLOB) {
        struct piece *copy = arena_calloc(&m->set->arena, n, sizeof *copy);
        if (!copy) return maker_nomem(m);
        for (size_t i = 0; i < n; i++) {
            copy[i] = t->piece[i];
            if (!p.is_cased && copy[i].kind == PIECE_TEXT)
                copy[i].text = fold_copy(&m->set->arena, copy[i].text);
        }
        p.glob = (struct pattern){ copy, n };
    }
    if (m->set->arena.failed) return maker_nomem(m);
    return add_question(m, item, &p, shown);
}

static cordon_status ask_text(struct maker *m, struct item *item, const struct yaml_node *v)
{
    struct vec texts = { 0 };
    cordon_status st = CORDON_OK;
    if (v->text.len > RULE_TEXT_MAX)
        return maker_fault(m, v, CORDON_LIMIT, "a value is longer than %d bytes",
                           RULE_TEXT_MAX);
    if (v->kind != YAML_TEXT && item->seen & (UTF | ENC | MOD_WINDASH | MOD_EXPAND))
        return need_text(m, item, v, item->seen & (UTF | ENC | MOD_WINDASH | MOD_EXPAND));
    if (v->kind == YAML_BOOL && item->seen & (FORM))
        return need_text(m, item, v, item->seen & FORM);
    struct pattern *first = vec_push(&texts, sizeof *first);
    if (!first) return maker_nomem(m);
    str written = v->kind == YAML_BOOL ? (v->is_true ? STR("true") : STR("false")) : v->text;
    if (v->kind == YAML_NUMBER && written.data[0] == '+') written = str_from(written, 1);
    if (v->kind == YAML_NUMBER && v->is_whole && v->number == 0) written = STR("0");
    if (pattern_parse(&m->set->arena, written, first)) st = maker_nomem(m);
    bool is_keyword = item->field.len == 0;
    for (size_t i = 0; !st && i < item->orders; i++)
        st = text_change(m, v, item->order[i], &texts);
    if (!st && is_keyword && !(item->seen & POS)) st = text_change(m, v, MOD_CONTAINS, &texts);
    for (size_t i = 0; !st && i < texts.count; i++) {
        const struct pattern *t = (struct pattern *)texts.data + i;
        st = ask_pattern(m, item, t, text_shown(m, t));
    }
    vec_release(&texts);
    return st;
}

static cordon_status ask(struct maker *m, struct item *item, const struct yaml_node *v)
{
    cordon_status st = check_value(m, item, v);
    if (st) return st;
    if (v->kind == YAML_LIST || v->kind == YAML_MAP)
        return maker_fault(m, v, CORDON_SYNTAX, "%s cannot be a value here",
                           yaml_kind_name(v->kind));
    if (v->kind == YAML_NULL) return ask_null(m, item, v);
    if (v->is_doubtful)
        return maker_fault(
            m, v, CORDON_SYNTAX,
            "'%.*s' is read differently by different readers of YAML; put it in quotes",
            STR_ARG(v->text));
    if (item->seen & MOD_EXISTS) return ask_exists(m, item, v);
    if (item->seen & MOD_RE) return ask_regex(m, item, v);
    if (item->seen & MOD_CIDR) return ask_cidr(m, item, v);
    if (item->seen & MOD_FIELDREF) return ask_field(m, item, v);
    if (item->seen & (CMP | PART)) return ask_number(m, item, v);
    return ask_text(m, item, v);
}

/* --- the item ----------------------------------------------------------------------------- */

/* Leaves from `from` on, joined by OR: what one written value has become. */
static cordon_status join_expanded(struct maker *m, struct item *item, size_t from)
{
    struct expr **leaf = item->leaves.data;
    size_t count = item->leaves.count - from;
    if (count < 2) return CORDON_OK;
    struct expr *any = expr_new(m, EXPR_OR, RULE_NODE_OR, STR_EMPTY, leaf + from, count);
    if (!any) return maker_nomem(m);
    leaf[from] = any;
    item->leaves.count = from + 1;
    return CORDON_OK;
}

static cordon_status item_finish(struct maker *m, struct item *item, struct expr **ret)
{
    bool all = (item->seen & MOD_ALL) != 0;
    str shown = maker_copy(m, item->key->text);
    struct expr *e = expr_new(m, all ? EXPR_AND : EXPR_OR, RULE_NODE_ITEM, shown,
                              item->leaves.data, item->leaves.count);
    if (e && (item->seen & MOD_NEQ || item->is_negated))
        e = expr_new(m, EXPR_NOT, RULE_NODE_NOT, STR_EMPTY, &e, 1);
    if (!e) return maker_nomem(m);
    *ret = e;
    return CORDON_OK;
}

static cordon_status check_count(struct maker *m, const struct item *item,
                                 const struct yaml_node *value)
{
    size_t count = value->kind == YAML_LIST ? value->count : 1;
    if (count == 0) return maker_fault(m, value, CORDON_SYNTAX, "an empty list of values");
    if (item->seen & MOD_ALL && count < 2)
        return maker_fault(m, value, CORDON_SYNTAX, "modifier 'all' needs two values or more");
    if (item->seen & MOD_EXISTS && count > 1)
        return maker_fault(m, value, CORDON_SYNTAX, "modifier 'exists' takes one value");
    return CORDON_OK;
}

static cordon_status item_slot(struct maker *m, struct item *item)
{
    item->slot = RULE_NONE;
    if (item->field.len) return maker_slot(m, item->key, item->field, &item->slot, &item->type);
    if (item->seen & (KIND & ~(unsigned)MOD_RE))
        return maker_fault(m, item->key, CORDON_SYNTAX, "modifier '%s' needs a field",
                           name_of(item->seen & (KIND & ~(unsigned)MOD_RE)));
    return keyword_allowed(m, item->key);
}

static cordon_status read_item(struct maker *m, struct item *item,
                               const struct yaml_node *value, struct expr **ret)
{
    const struct yaml_node *v = value->kind == YAML_LIST ? value->child : value;
    size_t count = value->kind == YAML_LIST ? value->count : 1;
    cordon_status st = check_count(m, item, value);
    if (!st) st = item_slot(m, item);
    if (!st) st = check_type(m, item);
    for (size_t i = 0; !st && i < count; i++) {
        size_t from = item->leaves.count;
        st = ask(m, item, &v[i]);
        if (!st) st = join_expanded(m, item, from);
    }
    if (!st) st = item_finish(m, item, ret);
    vec_release(&item->leaves);
    return st;
}

cordon_status item_read(struct maker *m, const struct yaml_node *key,
                        const struct yaml_node *value, struct expr **ret)
{
    struct item item = { .key = key };
    cordon_status st = read_key(m, &item);
    return st ? st : read_item(m, &item, value, ret);
}

cordon_status keywords_read(struct maker *m, const struct yaml_node *value, struct expr **ret)
{
    static const struct yaml_node no_key = { .kind = YAML_TEXT, .text = STR_INIT("") };
    struct yaml_node key = no_key;
    key.line = value->line;
    key.column = value->column;
    struct item item = { .key = &key };
    return read_item(m, &item, value, ret);
}
