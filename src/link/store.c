/* Gathering identities and attributes; memory of the links. */
#include "link/graph.h"

#include "base/mem.h"
#include "base/num.h"

enum {
    LINK_POOL_MAX = INT32_MAX,     /* bytes of all values and keys */
    LINK_SHINGLES_MAX = 1 << 28,   /* shingles of all texts */
    LINK_TEXT_ARENA_MAX = 4 << 20, /* memory to read one text */
};

bool link_grow(void **items, size_t *room, size_t count, size_t more, size_t size)
{
    size_t need, bytes;
    if (!num_add(count, more, &need)) return false;
    if (need <= *room) return true;
    size_t want = *room < 64 ? 64 : *room + *room / 2; /* large blocks move without a copy */
    if (want < need) want = need;
    if (!num_mul(want, size, &bytes)) return false;
    void *p = mem_realloc(*items, bytes);
    if (!p) return false;
    *items = p;
    *room = want;
    return true;
}

uint32_t *uf_new(size_t count)
{
    uint32_t *parent = mem_alloc(count * sizeof *parent);
    if (!parent) return NULL;
    for (size_t i = 0; i < count; i++) parent[i] = (uint32_t)i;
    return parent;
}

uint32_t uf_find(uint32_t *parent, uint32_t x)
{
    while (parent[x] != x) {
        parent[x] = parent[parent[x]];
        x = parent[x];
    }
    return x;
}

bool uf_join(uint32_t *parent, uint32_t a, uint32_t b)
{
    a = uf_find(parent, a);
    b = uf_find(parent, b);
    if (a == b) return false;
    if (a < b)
        parent[b] = a;
    else
        parent[a] = b;
    return true;
}

cordon_status link_new(const struct link_settings *settings, struct link **ret_link,
                       struct cordon_error *err)
{
    if (settings->photo_bits > 6)
        return error_set(err, CORDON_ARGUMENT, "photo bits %u; at most 6", settings->photo_bits);
    if (settings->near_permille < 500 || settings->near_permille > 1000)
        return error_set(err, CORDON_ARGUMENT, "likeness of texts %u; 500 to 1000 thousandths",
                         settings->near_permille);
    if (settings->part_permille < 500 || settings->part_permille > settings->near_permille)
        return error_set(err, CORDON_ARGUMENT, "likeness of parts of texts %u; 500 to that of texts",
                         settings->part_permille);
    if (settings->weak_degree > WEAK_DEGREE_MAX)
        return error_set(err, CORDON_ARGUMENT, "weak degree %u; at most %d", settings->weak_degree,
                         WEAK_DEGREE_MAX);
    struct link *l = mem_calloc(1, sizeof *l);
    if (!l) return error_nomem(err);
    l->set = *settings;
    arena_init(&l->scratch, LINK_TEXT_ARENA_MAX);
    *ret_link = l;
    return CORDON_OK;
}

void link_free(struct link *l)
{
    if (!l) return;
    arena_release(&l->scratch);
    mem_free(l->pool);
    mem_free(l->ident);
    mem_free(l->key);
    mem_free(l->attr);
    mem_free(l->text);
    mem_free(l->shingle);
    mem_free(l->party);
    mem_free(l->share);
    mem_free(l->holder);
    mem_free(l->some);
    mem_free(l->of_place);
    mem_free(l->of_value);
    mem_free(l->group);
    mem_free(l->group_part);
    mem_free(l->group_of);
    mem_free(l);
}

cordon_status link_pool_add(struct link *l, str text, uint32_t *ret_at, struct cordon_error *err)
{
    if (text.len > LINK_POOL_MAX - l->pool_len)
        return error_set(err, CORDON_LIMIT, "values of more than %d bytes", LINK_POOL_MAX);
    if (!LINK_GROW(l->pool, l->pool_room, l->pool_len, text.len)) return error_nomem(err);
    if (text.len) memcpy(l->pool + l->pool_len, text.data, text.len);
    *ret_at = (uint32_t)l->pool_len;
    l->pool_len += text.len;
    return CORDON_OK;
}

/* --- identities ------------------------------------------------------------------------------- */

static cordon_status add_key(struct link *l, enum key_what what, str text,
                             struct cordon_error *err)
{
    if (text.len == 0) return CORDON_OK;
    if (text.len > LINK_VALUE_MAX)
        return error_set(err, CORDON_LIMIT, "a name or number of more than %d bytes",
                         LINK_VALUE_MAX);
    if (!LINK_GROW(l->key, l->key_room, l->keys, 1)) return error_nomem(err);
    struct key k = { .hash = str_hash(text), .len = (uint16_t)text.len, .what = (uint8_t)what };
    cordon_status st = link_pool_add(l, text, &k.text, err);
    if (st) return st;
    l->key[l->keys++] = k;
    return CORDON_OK;
}

static cordon_status add_keys(struct link *l, enum key_what what, const str *text, size_t count,
                              struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (size_t i = 0; i < count && !st; i++) st = add_key(l, what, text[i], err);
    return st;
}

cordon_status link_add_identity(struct link *l, const struct link_identity *identity,
                                struct cordon_error *err)
{
    if (l->is_run) return error_set(err, CORDON_ARGUMENT, "an identity after the links were made");
    if (l->idents >= LINK_IDENTITIES_MAX)
        return error_set(err, CORDON_LIMIT, "more than %d identities", LINK_IDENTITIES_MAX);
    if (identity->names > LINK_KEYS_MAX || identity->births > LINK_KEYS_MAX ||
        identity->documents > LINK_KEYS_MAX)
        return error_set(err, CORDON_LIMIT, "more than %d names, birth dates or documents",
                         LINK_KEYS_MAX);
    if (!LINK_GROW(l->ident, l->ident_room, l->idents, 1)) return error_nomem(err);
    size_t first = l->keys, pool = l->pool_len;
    cordon_status st = add_keys(l, KEY_NAME, identity->name, identity->names, err);
    if (!st) st = add_keys(l, KEY_BIRTH, identity->birth, identity->births, err);
    if (!st) st = add_keys(l, KEY_DOCUMENT, identity->document, identity->documents, err);
    if (!st) st = add_key(l, KEY_HOUSEHOLD, identity->household, err);
    if (!st) st = add_key(l, KEY_OFFICE, identity->office, err);
    if (st) {
        l->keys = first;
        l->pool_len = pool;
        return st;
    }
    l->ident[l->idents++] = (struct ident){ .number = identity->number,
                                            .first_key = (uint32_t)first,
                                            .keys = (uint32_t)(l->keys - first),
                                            .household = LINK_NONE,
                                            .office = LINK_NONE };
    return CORDON_OK;
}

/* --- attributes ------------------------------------------------------------------------------- */

static cordon_status add_text(struct link *l, const struct link_attribute *a,
                              struct cordon_error *err)
{
    uint64_t *shingle;
    size_t count;
    if (l->texts >= LINK_TEXTS_MAX)
        return error_set(err, CORDON_LIMIT, "more than %d texts", LINK_TEXTS_MAX);
    arena_reset(&l->scratch);
    cordon_status st = link_shingles(a->value, &l->scratch, &shingle, &count, err);
    if (st || count < l->set.near_shingles) return st;
    if (count > LINK_SHINGLES_MAX - l->shingles)
        return error_set(err, CORDON_LIMIT, "texts of more than %d words", LINK_SHINGLES_MAX);
    if (!LINK_GROW(l->text, l->text_room, l->texts, 1) ||
        !LINK_GROW(l->shingle, l->shingle_room, l->shingles, count))
        return error_nomem(err);
    struct text *t = &l->text[l->texts++];
    *t = (struct text){ .set = str_hash(str_of((const char *)shingle, count * sizeof *shingle)),
                        .origin = a->origin, .time_s = a->time_s, .identity = a->identity,
                        .shingles = (uint32_t)count, .first = l->shingles,
                        .kind = (uint8_t)a->kind, .weight = (uint8_t)a->weight };
    link_bands(shingle, count, t->band);
    memcpy(l->shingle + l->shingles, shingle, count * sizeof *shingle);
    l->shingles += count;
    return CORDON_OK;
}

static bool is_photo(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_digit(s.data[i]) && (byte_lower(s.data[i]) < 'a' || byte_lower(s.data[i]) > 'f'))
            return false;
    return s.len == 16;
}

/* Of a picture of one colour the hash is all zeros or ones but a few bits of noise; ours. */
static bool is_blank_photo(str s)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = byte_lower(s.data[i]);
        bits = bits << 4 | (uint64_t)(byte_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    int ones = __builtin_popcountll(bits);
    return ones <= 4 || ones >= 60;
}

cordon_status link_add(struct link *l, const struct link_attribute *a, struct cordon_error *err)
{
    if (l->is_run) return error_set(err, CORDON_ARGUMENT, "a value after the links were made");
    if ((unsigned)a->kind >= LINK_KINDS)
        return error_set(err, CORDON_ARGUMENT, "kind of value %d", (int)a->kind);
    if (a->value.len == 0) return CORDON_OK;
    if (link_is_text(a->kind)) return add_text(l, a, err);
    if (a->kind == LINK_PHOTO && !is_photo(a->value))
        return error_set(err, CORDON_SYNTAX, "'%.*s' is no hash of a picture; 16 hexadecimal digits",
                         STR_ARG(str_sub(a->value, 0, 32)));
    if (a->kind == LINK_PHOTO && is_blank_photo(a->value)) return CORDON_OK;
    if (a->value.len > LINK_VALUE_MAX)
        return error_set(err, CORDON_LIMIT, "a value of more than %d bytes", LINK_VALUE_MAX);
    if (l->attrs >= LINK_ATTRIBUTES_MAX)
        return error_set(err, CORDON_LIMIT, "more than %d values", LINK_ATTRIBUTES_MAX);
    if (!LINK_GROW(l->attr, l->attr_room, l->attrs, 1)) return error_nomem(err);
    struct attr *to = &l->attr[l->attrs];
    *to = (struct attr){ .origin = a->origin, .time_s = a->time_s, .identity = a->identity,
                         .len = (uint16_t)a->value.len, .kind = (uint8_t)a->kind,
                         .weight = (uint8_t)a->weight, .bits = a->bits };
    cordon_status st = link_pool_add(l, a->value, &to->text, err);
    if (st) return st;
    if (a->kind == LINK_PHOTO) /* one writing of the digits */
        for (size_t i = 0; i < 16; i++) l->pool[to->text + i] = byte_lower(l->pool[to->text + i]);
    to->key = str_hash(link_pool_str(l, to->text, to->len)) +
              (uint64_t)(a->kind + 1) * UINT64_C(0x9E3779B97F4A7C15);
    l->attrs++;
    return CORDON_OK;
}

/* --- all together ----------------------------------------------------------------------------- */

/* The pool and the holders have stopped moving: views may point into them. */
static void settle_values(struct link *l)
{
    for (size_t i = 0; i < l->values; i++) {
        struct share *s = &l->share[i];
        s->v.text = link_pool_str(l, s->text_at, s->text_len);
        s->v.holder = l->holder + s->first;
    }
}

cordon_status link_run(struct link *l, struct cordon_error *err)
{
    if (l->is_run) return error_set(err, CORDON_ARGUMENT, "the links are made already");
    l->is_run = true; /* also when it fails: what is half made is not added to */
    cordon_status st = link_settle(l, err);
    if (!st) {
        link_sort_attrs(l);
        st = link_collect(l, err);
    }
    if (!st) st = link_near_texts(l, err);
    if (!st) st = link_near_photos(l, err);
    if (!st) st = link_seen(l, err);
    if (st) return st;
    settle_values(l);
    st = link_weigh(l, err);
    if (!st) st = link_join(l, err);
    return st;
}
