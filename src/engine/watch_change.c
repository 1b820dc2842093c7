/* Changes that were told and are kept for --since, as JSON lines: who is forgotten goes from them too. */
#include "engine/watch.h"

#include <stdlib.h>

enum { KEYS_ARENA_MAX = 256 << 20 };

/* What lines of the forgotten begin with behind the brace: "subject":"A", or "row":7 where the record was damaged. */
struct forgotten {
    str         *key; /* rising */
    size_t       count;
    struct arena arena;
};

static int by_text(const void *a, const void *b)
{
    const str *x = a, *y = b;
    return str_cmp(*x, *y);
}

static cordon_status list_keys(struct forgotten *f, const str *ids, const uint64_t *rows, size_t count, struct cordon_error *err)
{
    struct buf text = BUF_INIT(STORE_RECORD_MAX);
    struct json_writer w;
    f->key = arena_alloc(&f->arena, (2 * count + 1) * sizeof *f->key);
    for (size_t i = 0; f->key && i < count; i++) {
        buf_reset(&text);
        json_w_init(&w, &text);
        json_w_str(&w, ids[i]);
        f->key[f->count++] = arena_printf(&f->arena, "\"subject\":%.*s", STR_ARG(buf_str(&text)));
        if (rows[i]) f->key[f->count++] = arena_printf(&f->arena, "\"row\":%llu", (unsigned long long)rows[i]);
    }
    bool is_good = !f->arena.failed && !text.failed;
    buf_release(&text);
    if (!is_good) return error_nomem(err);
    if (f->count > 1) qsort(f->key, f->count, sizeof *f->key, by_text);
    return CORDON_OK;
}

/* In a text of JSON the quotes are escaped, so that the first such place is the end of who it is. */
static bool is_of(const struct forgotten *f, str line)
{
    size_t end = str_find(line, STR(",\"from\":"), 0);
    if (end == SIZE_MAX) return false;
    str who = str_sub(line, 1, end);
    return bsearch(&who, f->key, f->count, sizeof *f->key, by_text);
}

static cordon_status forget_in(const struct forgotten *f, struct store *s, uint64_t number, struct buf *in, struct buf *out,
                               struct cordon_error *err)
{
    struct cordon_error why = ERROR_INIT;
    uint64_t note = 0;
    buf_reset(in);
    buf_reset(out);
    cordon_status st = store_get(s, STORE_CHANGE, number, &note, in, &why);
    if (watch_is_damage(st)) return CORDON_OK; /* nobody reads it */
    if (st && err) *err = why;
    if (st) return st;
    str rest = buf_str(in);
    for (str line; str_next(&rest, '\n', &line);) {
        if (!line.len || is_of(f, line)) continue;
        buf_add(out, line);
        buf_add_byte(out, '\n');
    }
    if (out->failed) return error_nomem(err);
    if (out->len == in->len) return CORDON_OK;
    return out->len ? store_put(s, STORE_CHANGE, number, note, buf_str(out), err) : store_drop(s, STORE_CHANGE, number, err);
}

cordon_status watch_changes_forget(struct store *s, const str *ids, const uint64_t *rows, size_t count, struct cordon_error *err)
{
    struct forgotten f = { .count = 0 };
    struct buf in = BUF_INIT(STORE_SEALED_MAX), out = BUF_INIT(STORE_SEALED_MAX);
    uint64_t last = 0;
    arena_init(&f.arena, KEYS_ARENA_MAX);
    cordon_status st = list_keys(&f, ids, rows, count, err);
    if (!st) st = store_last(s, STORE_CHANGE, &last, err);
    for (uint64_t number = 1; !st && number <= last; number++) st = forget_in(&f, s, number, &in, &out, err);
    buf_release(&in);
    buf_release(&out);
    arena_release(&f.arena);
    return st;
}
