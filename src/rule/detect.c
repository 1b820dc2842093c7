/* Detections: search identifiers to expressions, and the making of expressions and questions. */
#include "rule/inside.h"
#include "rule/yaml.h"

#include "base/num.h"

/* --- expressions -------------------------------------------------------------------------- */

struct expr *expr_new(struct maker *m, enum expr_op op, enum rule_node_kind kind, str text,
                      struct expr *const *child, size_t children)
{
    struct expr *e = arena_calloc(&m->set->arena, 1, sizeof *e);
    struct expr **copy = arena_calloc(&m->set->arena, children ? children : 1, sizeof *copy);
    if (!e || !copy || m->set->arena.failed) return NULL;
    memcpy(copy, child, children * sizeof *copy);
    e->op = op;
    e->kind = kind;
    e->text = text;
    e->child = copy;
    e->children = children;
    return e;
}

struct expr *expr_leaf(struct maker *m, uint32_t pred, str text)
{
    struct expr *e = arena_calloc(&m->set->arena, 1, sizeof *e);
    if (!e || m->set->arena.failed) return NULL;
    e->op = EXPR_LEAF;
    e->kind = RULE_NODE_VALUE;
    e->text = text;
    e->pred = pred;
    return e;
}

/* --- questions ---------------------------------------------------------------------------- */

static void key_str(struct buf *b, str s)
{
    buf_add_u64(b, s.len);
    buf_add_byte(b, ':');
    buf_add(b, s);
}

/* All that makes a question this one, as bytes. */
static void pred_key(const struct pred *p, struct buf *b)
{
    uint64_t low = (uint64_t)p->number, high = (uint64_t)((uwide)p->number >> 64);
    buf_printf(b, "%d,%d,%d,%d,%d,%u,%u,%u,%llx,%llx;", (int)p->kind, (int)p->compare,
               (int)p->part, (int)p->field_kind, p->is_cased, p->slot,
               p->kind == PRED_REGEX ? 0 : p->other, p->net.bits, (unsigned long long)low,
               (unsigned long long)high);
    buf_add_bytes(b, p->net.addr, sizeof p->net.addr);
    key_str(b, p->literal);
    for (size_t i = 0; i < p->glob.count; i++) {
        buf_add_byte(b, (char)('0' + p->glob.piece[i].kind));
        key_str(b, p->glob.piece[i].text);
    }
}

cordon_status pred_intern(struct maker *m, const struct pred *p, uint32_t *ret)
{
    struct buf key = BUF_INIT((size_t)RULE_TEXT_MAX * 64);
    pred_key(p, &key);
    uint32_t at = key.failed ? UINT32_MAX : map_get(&m->pred_map, buf_str(&key));
    bool is_done = true;
    if (!key.failed && at == UINT32_MAX) {
        str kept = maker_copy(m, buf_str(&key));
        struct pred *slot = kept.data ? vec_push(&m->pred, sizeof *slot) : NULL;
        at = (uint32_t)m->pred.count - 1;
        is_done = slot && map_put(&m->pred_map, kept, at);
        if (slot) *slot = *p;
    }
    is_done &= !key.failed;
    buf_release(&key);
    if (!is_done) return maker_nomem(m);
    *ret = at;
    return CORDON_OK;
}

/* --- search identifiers ------------------------------------------------------------------- */

static cordon_status map_read(struct maker *m, const struct yaml_node *n, struct expr **ret)
{
    struct vec items = { 0 };
    cordon_status st = CORDON_OK;
    if (!n->count) return maker_fault(m, n, CORDON_SYNTAX, "an empty map matches nothing");
    for (size_t i = 0; !st && i < n->count; i++) {
        struct expr **slot = vec_push(&items, sizeof *slot);
        st = slot ? item_read(m, &n->key[i], &n->child[i], slot) : maker_nomem(m);
    }
    if (!st) {
        *ret = expr_new(m, EXPR_AND, RULE_NODE_AND, STR_EMPTY, items.data, items.count);
        if (!*ret) st = maker_nomem(m);
    }
    vec_release(&items);
    return st;
}

/* Maps and keywords; side by side they are joined by OR. */
static cordon_status list_of_searches(struct maker *m, const struct yaml_node *n,
                                      struct expr **ret)
{
    struct vec items = { 0 };
    cordon_status st = CORDON_OK;
    if (!n->count) return maker_fault(m, n, CORDON_SYNTAX, "an empty list matches nothing");
    for (size_t i = 0; !st && i < n->count; i++) {
        const struct yaml_node *child = &n->child[i];
        struct expr **slot = vec_push(&items, sizeof *slot);
        if (!slot)
            st = maker_nomem(m);
        else if (child->kind == YAML_MAP)
            st = map_read(m, child, slot);
        else if (child->kind == YAML_LIST)
            st = maker_fault(m, child, CORDON_SYNTAX, "a list inside a list is no search");
        else
            st = keywords_read(m, child, slot);
    }
    if (!st) {
        *ret = expr_new(m, EXPR_OR, RULE_NODE_OR, STR_EMPTY, items.data, items.count);
        if (!*ret) st = maker_nomem(m);
    }
    vec_release(&items);
    return st;
}

static cordon_status search_read(struct maker *m, const struct yaml_node *key,
                                 const struct yaml_node *n, struct expr **ret)
{
    struct expr *inner = NULL;
    cordon_status st;
    if (n->kind == YAML_MAP)
        st = map_read(m, n, &inner);
    else if (n->kind == YAML_LIST)
        st = list_of_searches(m, n, &inner);
    else
        return maker_fault(m, n, CORDON_SYNTAX, "'%.*s' must be a map or a list; here is %s",
                           STR_ARG(key->text), yaml_kind_name(n->kind));
    if (st) return st;
    *ret = expr_new(m, EXPR_OR, RULE_NODE_DETECTION, maker_copy(m, key->text), &inner, 1);
    return *ret ? CORDON_OK : maker_nomem(m);
}

static bool is_identifier(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_alnum(s.data[i]) && s.data[i] != '_' && s.data[i] != '-') return false;
    return s.len > 0;
}

static cordon_status check_name(struct maker *m, const struct yaml_node *key)
{
    static const char *const reserved[] = {
        "and", "or", "not", "of", "them", "all", "any", "1"
    };
    if (str_eq(key->text, STR("timeframe")))
        return maker_fault(m, key, CORDON_UNSUPPORTED,
                           "'timeframe' is of Sigma 1; write a correlation");
    if (!is_identifier(key->text))
        return maker_fault(m, key, CORDON_SYNTAX,
                           "'%.*s' is no name of a search; use letters, digits, _ and -",
                           STR_ARG(key->text));
    for (size_t i = 0; i < COUNT_OF(reserved); i++)
        if (str_eq(key->text, str_c(reserved[i])))
            return maker_fault(m, key, CORDON_SYNTAX, "'%.*s' is a word of conditions, no name",
                               STR_ARG(key->text));
    return CORDON_OK;
}

static bool is_skipped(str key, const char *skip)
{
    str rest = str_c(skip), word;
    while (str_next(&rest, '|', &word))
        if (str_eq(key, word)) return true;
    return false;
}

cordon_status detections_read(struct maker *m, const struct yaml_node *map, const char *skip,
                              struct vec *ret_detections)
{
    if (map->kind != YAML_MAP)
        return maker_fault(m, map, CORDON_SYNTAX, "a detection must be a map of searches");
    for (size_t i = 0; i < map->count; i++) {
        const struct yaml_node *key = &map->key[i];
        if (is_skipped(key->text, skip)) continue;
        cordon_status st = check_name(m, key);
        if (st) return st;
        struct detection d = { .name = maker_copy(m, key->text), .at = key };
        st = search_read(m, key, &map->child[i], &d.expr);
        if (st) return st;
        struct detection *slot = vec_push(ret_detections, sizeof *slot);
        if (!slot || !d.name.data) return maker_nomem(m);
        *slot = d;
    }
    return CORDON_OK;
}
