/* YAML trees as numbers and back. */
#include "rule/tree.h"

enum { KIND_BITS = 3, IS_TRUE = 1 << 3, IS_WHOLE = 1 << 4, IS_DOUBTFUL = 1 << 5, IN_POOL = 1 << 6 };

/* --- writing ------------------------------------------------------------------------------------- */

static bool put(struct vec *words, size_t n)
{
    uint32_t *w = n <= UINT32_MAX ? vec_push(words, sizeof *w) : NULL;
    if (w) *w = (uint32_t)n;
    return w != NULL;
}

/* Where the node's line begins. */
static size_t line_start(str file, uint32_t line)
{
    size_t at = 0;
    for (uint32_t i = 1; i < line && at < file.len; i++) at += str_index(str_from(file, at), '\n') + 1;
    return at < file.len ? at : file.len;
}

static bool write_scalar(const struct yaml_node *n, uint32_t flags, str file, struct vec *words,
                         struct buf *pool)
{
    size_t at = str_find(file, n->text, line_start(file, n->line));
    if (at == SIZE_MAX) {
        flags |= IN_POOL;
        at = pool->len;
        buf_add(pool, n->text);
    }
    bool ok = put(words, flags) && put(words, n->line) && put(words, n->column) && put(words, at) &&
              put(words, n->text.len) && !pool->failed;
    if (ok && n->is_whole)
        ok = put(words, (uint64_t)n->number >> 32) && put(words, (uint32_t)(uint64_t)n->number);
    return ok;
}

bool tree_write(const struct yaml_node *n, str file, struct vec *words, struct buf *pool)
{
    uint32_t flags = (uint32_t)n->kind | (n->is_true ? IS_TRUE : 0u) | (n->is_whole ? IS_WHOLE : 0u) |
                     (n->is_doubtful ? IS_DOUBTFUL : 0u);
    bool is_map = n->kind == YAML_MAP;
    if (!is_map && n->kind != YAML_LIST) return write_scalar(n, flags, file, words, pool);
    bool ok = put(words, flags) && put(words, n->line) && put(words, n->column) && put(words, n->count);
    for (size_t i = 0; ok && is_map && i < n->count; i++) ok = tree_write(&n->key[i], file, words, pool);
    for (size_t i = 0; ok && i < n->count; i++) ok = tree_write(&n->child[i], file, words, pool);
    return ok;
}

/* --- reading ------------------------------------------------------------------------------------- */

struct reading {
    const uint32_t *at, *end;
    str             text, pool;
    struct arena   *arena;
};

static bool read_node(struct reading *r, struct yaml_node *n, unsigned depth);

static const struct yaml_node *read_nodes(struct reading *r, size_t count, unsigned depth)
{
    if (count > (size_t)(r->end - r->at)) return NULL; /* a node is several words */
    struct yaml_node *list = arena_alloc(r->arena, count * sizeof *list);
    for (size_t i = 0; list && i < count; i++)
        if (!read_node(r, &list[i], depth)) return NULL;
    return list;
}

static bool read_scalar(struct reading *r, uint32_t flags, struct yaml_node *n)
{
    str from = flags & IN_POOL ? r->pool : r->text;
    size_t words = flags & IS_WHOLE ? 4 : 2;
    if ((size_t)(r->end - r->at) < words) return false;
    uint32_t begin = r->at[0], len = r->at[1];
    if (begin > from.len || len > from.len - begin) return false;
    n->text = str_sub(from, begin, (size_t)begin + len);
    if (flags & IS_WHOLE) n->number = (int64_t)((uint64_t)r->at[2] << 32 | r->at[3]);
    r->at += words;
    return true;
}

static bool read_node(struct reading *r, struct yaml_node *n, unsigned depth)
{
    if (r->end - r->at < 4 || depth > RULE_DEPTH_MAX + 1u) return false;
    uint32_t flags = *r->at++, kind = flags & ((1u << KIND_BITS) - 1);
    if (kind > YAML_MAP) return false;
    *n = (struct yaml_node){ .kind = (enum yaml_kind)kind, .is_true = flags & IS_TRUE,
                             .is_whole = flags & IS_WHOLE, .is_doubtful = flags & IS_DOUBTFUL,
                             .line = r->at[0], .column = r->at[1] };
    r->at += 2;
    if (n->kind != YAML_LIST && n->kind != YAML_MAP) return read_scalar(r, flags, n);
    n->count = *r->at++;
    if (n->kind == YAML_MAP) n->key = read_nodes(r, n->count, depth + 1);
    if (n->kind == YAML_LIST || n->key) n->child = read_nodes(r, n->count, depth + 1);
    return n->child != NULL;
}

cordon_status tree_next(const struct rule_trees *trees, size_t file, str text, size_t *at,
                        struct arena *arena, const struct yaml_node **ret_root, struct cordon_error *err)
{
    struct reading r = { .at = trees->word + trees->begin[file] + *at,
                         .end = trees->word + trees->begin[file + 1], .text = text,
                         .pool = str_of(trees->pool, trees->pool_len), .arena = arena };
    *ret_root = NULL;
    if (r.at == r.end) return CORDON_OK;
    struct yaml_node *root = arena_alloc(arena, sizeof *root);
    bool ok = root && read_node(&r, root, 0);
    if (arena->failed) return error_nomem(err);
    if (!ok) return error_set(err, CORDON_BUG, "the rules built in are damaged");
    *at = (size_t)(r.at - (trees->word + trees->begin[file]));
    *ret_root = root;
    return CORDON_OK;
}
