/* Memory of one lifetime. */
#include "base/arena.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdarg.h>
#include <stdio.h>

enum { FIRST_BLOCK = 4096, ALIGN = 16 };

struct arena_block {
    struct arena_block *older;
    size_t              len;  /* of data */
    size_t              used; /* of data */
    _Alignas(ALIGN) char data[];
};

void arena_init(struct arena *a, size_t cap)
{
    *a = (struct arena){ .cap = cap };
}

void arena_release(struct arena *a)
{
    if (!a) return;
    for (struct arena_block *b = a->block, *older; b; b = older) {
        older = b->older;
        mem_free(b);
    }
    arena_init(a, a->cap);
}

void arena_reset(struct arena *a)
{
    struct arena_block *keep = a->block; /* blocks double, so the newest is the largest */
    a->failed = a->over = false;
    if (!keep) return;
    for (struct arena_block *b = keep->older, *older; b; b = older) {
        older = b->older;
        mem_free(b);
    }
    keep->older = NULL;
    keep->used = 0;
    a->used = keep->len;
}

static struct arena_block *grow(struct arena *a, size_t len)
{
    size_t want = a->block ? a->block->len : FIRST_BLOCK / 2;
    size_t total;
    if (want < 32u << 20) want *= 2;
    if (want < len) want = len;
    size_t left = a->cap - a->used;
    if (len > left) {
        a->over = true;
        return NULL;
    }
    if (want > left) want = left;
    if (!num_add(want, sizeof(struct arena_block), &total)) return NULL;
    struct arena_block *b = mem_alloc(total);
    if (!b) return NULL;
    *b = (struct arena_block){ .older = a->block, .len = want };
    a->used += want;
    return a->block = b;
}

void *arena_alloc(struct arena *a, size_t len)
{
    struct arena_block *b = a->block;
    size_t need;
    if (!num_add(len ? len : 1, ALIGN - 1, &need)) {
        a->failed = true;
        return NULL;
    }
    need &= ~(size_t)(ALIGN - 1);
    if (!b || b->len - b->used < need) b = grow(a, need);
    if (!b) {
        a->failed = true;
        return NULL;
    }
    void *p = b->data + b->used;
    b->used += need;
    return p;
}

void *arena_calloc(struct arena *a, size_t count, size_t len)
{
    size_t total;
    if (!num_mul(count, len, &total)) {
        a->failed = true;
        return NULL;
    }
    void *p = arena_alloc(a, total);
    if (p) memset(p, 0, total);
    return p;
}

str arena_str(struct arena *a, str s)
{
    char *p = s.len < SIZE_MAX ? arena_alloc(a, s.len + 1) : NULL;
    if (!p) return STR_EMPTY;
    if (s.len) memcpy(p, s.data, s.len);
    p[s.len] = '\0';
    return str_of(p, s.len);
}

str arena_concat(struct arena *a, const str *pieces, size_t count)
{
    size_t total = 0;
    for (size_t i = 0; i < count; i++) {
        if (num_add(total, pieces[i].len, &total)) continue;
        a->failed = true;
        return STR_EMPTY;
    }
    char *p = arena_alloc(a, total), *to = p;
    if (!p) return STR_EMPTY;
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].len) memcpy(to, pieces[i].data, pieces[i].len);
        to += pieces[i].len;
    }
    return str_of(p, total);
}

str arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap, again;
    char first[256]; /* most texts fit: formatted once */
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(first, sizeof first, fmt, ap);
    va_end(ap);
    char *p = n < 0 ? NULL : arena_alloc(a, (size_t)n + 1);
    if (p && (size_t)n < sizeof first)
        memcpy(p, first, (size_t)n + 1);
    else if (p)
        vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    if (n < 0) a->failed = true;
    return p ? str_of(p, (size_t)n) : STR_EMPTY;
}
