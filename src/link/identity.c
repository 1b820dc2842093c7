/*
 * Who is who: identities by number, households, offices, and which identities are one party.
 *
 * Distinct means: no name in common, and birth dates or documents that differ, and no household in
 * common. Where neither birth date nor document can be compared, as in most exports of applicants,
 * the names decide. Two writings of one person after a marriage share a part of the name: with the
 * same birth date or document that is one party.
 */
#include "link/graph.h"

#include "base/mem.h"

#include <stdlib.h>

static str key_text(const struct link *l, const struct key *k)
{
    return link_pool_str(l, k->text, k->len);
}

static bool key_eq(const struct link *l, const struct key *a, const struct key *b)
{
    return a->hash == b->hash && str_eq(key_text(l, a), key_text(l, b));
}

/* --- by number -------------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    const struct ident *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

uint32_t link_place(const struct link *l, uint32_t number)
{
    size_t low = 0, high = l->idents;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (l->ident[mid].number < number)
            low = mid + 1;
        else
            high = mid;
    }
    return low < l->idents && l->ident[low].number == number ? (uint32_t)low : LINK_NONE;
}

/* Numbers without great gaps are looked up in a table: twenty million binary searches in a
 * million numbers would take as long as all the rest. NULL: search. */
static uint32_t *place_table(const struct link *l, size_t *ret_len)
{
    size_t len = l->idents ? (size_t)l->ident[l->idents - 1].number + 1 : 0;
    uint32_t *table = len && len / 4 <= l->idents ? mem_alloc(len * sizeof *table) : NULL;
    if (!table) return NULL;
    memset(table, 0xFF, len * sizeof *table); /* LINK_NONE */
    for (size_t i = 0; i < l->idents; i++) table[l->ident[i].number] = (uint32_t)i;
    *ret_len = len;
    return table;
}

static cordon_status unknown(uint32_t number, struct cordon_error *err)
{
    return error_set(err, CORDON_ARGUMENT, "a value of identity %u, which was not added", number);
}

static cordon_status numbers_to_places(struct link *l, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    size_t len = 0;
    uint32_t *table = place_table(l, &len);
    for (size_t i = 0; i < l->attrs && !st; i++) {
        uint32_t n = l->attr[i].identity;
        uint32_t place = !table ? link_place(l, n) : n < len ? table[n] : LINK_NONE;
        if (place == LINK_NONE) st = unknown(n, err);
        l->attr[i].identity = place;
    }
    for (size_t i = 0; i < l->texts && !st; i++) {
        uint32_t place = link_place(l, l->text[i].identity);
        if (place == LINK_NONE) st = unknown(l->text[i].identity, err);
        l->text[i].identity = place;
    }
    mem_free(table);
    return st;
}

/* --- households and offices ------------------------------------------------------------------- */

struct member {
    uint64_t hash;
    uint32_t text, place;
    uint16_t len;
    const char *pool;
};

static int by_text(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    int c = str_cmp(str_of(x->pool + x->text, x->len), str_of(y->pool + y->text, y->len));
    return c ? c : (x->place > y->place) - (x->place < y->place);
}

/* Give all identities with the same key of this sort the lowest place among them. */
static cordon_status unite_by(struct link *l, enum key_what what, struct cordon_error *err)
{
    struct member *m = NULL;
    size_t count = 0, room = 0;
    cordon_status st = CORDON_OK;
    for (size_t i = 0; i < l->idents && !st; i++)
        for (uint32_t j = 0; j < l->ident[i].keys && !st; j++) {
            const struct key *k = &l->key[l->ident[i].first_key + j];
            if (k->what != what) continue;
            if (!LINK_GROW(m, room, count, 1)) {
                st = error_nomem(err);
                break;
            }
            m[count++] = (struct member){ k->hash, k->text, (uint32_t)i, k->len, l->pool };
        }
    if (count && !st) qsort(m, count, sizeof *m, by_text);
    for (size_t i = 0, first = 0; i < count && !st; i++) {
        bool is_same = m[i].hash == m[first].hash &&
                       str_eq(link_pool_str(l, m[i].text, m[i].len),
                              link_pool_str(l, m[first].text, m[first].len));
        if (!is_same) first = i;
        struct ident *id = &l->ident[m[i].place];
        *(what == KEY_HOUSEHOLD ? &id->household : &id->office) = m[first].place;
    }
    mem_free(m);
    return st;
}

cordon_status link_settle(struct link *l, struct cordon_error *err)
{
    if (l->idents) qsort(l->ident, l->idents, sizeof *l->ident, by_number);
    for (size_t i = 1; i < l->idents; i++)
        if (l->ident[i].number == l->ident[i - 1].number)
            return error_set(err, CORDON_ARGUMENT, "identity %u was added twice",
                             l->ident[i].number);
    cordon_status st = numbers_to_places(l, err);
    if (!st) st = unite_by(l, KEY_HOUSEHOLD, err);
    if (!st) st = unite_by(l, KEY_OFFICE, err);
    if (st) return st;
    l->party = uf_new(l->idents ? l->idents : 1);
    if (!l->party) return error_nomem(err);
    return CORDON_OK;
}

/* --- one party or two ------------------------------------------------------------------------- */

enum overlap { UNKNOWN = 0, SHARED, DIFFERENT };

/* Keys of one sort of two identities: do they have one in common? */
static enum overlap compare(const struct link *l, uint32_t a, uint32_t b, enum key_what what)
{
    const struct ident *x = &l->ident[a], *y = &l->ident[b];
    enum overlap found = UNKNOWN;
    for (uint32_t i = 0; i < x->keys; i++) {
        const struct key *k = &l->key[x->first_key + i];
        if (k->what != what) continue;
        for (uint32_t j = 0; j < y->keys; j++) {
            const struct key *m = &l->key[y->first_key + j];
            if (m->what != what) continue;
            if (key_eq(l, k, m)) return SHARED;
            found = DIFFERENT;
        }
    }
    return found;
}

static bool texts_share_part(str a, str b)
{
    str x, y;
    while (str_next(&a, ' ', &x))
        for (str rest = b; x.len > 1 && str_next(&rest, ' ', &y);)
            if (str_eq(x, y)) return true;
    return false;
}

/* Have two names a part in common, initials aside? */
static bool names_share_part(const struct link *l, uint32_t a, uint32_t b)
{
    const struct ident *x = &l->ident[a], *y = &l->ident[b];
    for (uint32_t i = 0; i < x->keys; i++)
        for (uint32_t j = 0; j < y->keys; j++) {
            const struct key *k = &l->key[x->first_key + i], *m = &l->key[y->first_key + j];
            if (k->what == KEY_NAME && m->what == KEY_NAME &&
                texts_share_part(key_text(l, k), key_text(l, m)))
                return true;
        }
    return false;
}

/* identity.c: are two places one party, by what is known of both? */
static bool is_one_party(const struct link *l, uint32_t a, uint32_t b)
{
    const struct ident *x = &l->ident[a], *y = &l->ident[b];
    if (a == b) return true;
    enum overlap name = compare(l, a, b, KEY_NAME);
    if (name == SHARED) return true;
    if (l->set.same_name && l->set.same_name(l->set.same_name_ctx, x->number, y->number)) return true;
    enum overlap birth = compare(l, a, b, KEY_BIRTH), document = compare(l, a, b, KEY_DOCUMENT);
    if (birth == DIFFERENT) return false;
    if (birth == SHARED && name == UNKNOWN) return document != DIFFERENT;
    if (birth == SHARED) return names_share_part(l, a, b); /* a birthday is shared by one in 20,000 */
    /* no birth date to compare: one number under two quite different names is two parties */
    return document == SHARED && (name == UNKNOWN || names_share_part(l, a, b));
}

/* --- parties behind one value ----------------------------------------------------------------- */

struct named {
    uint64_t hash;
    uint32_t at;  /* in place */
    uint32_t key;
};

static int by_hash(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* The cheap part of is_one_party for many: equal names, by sorting. */
static cordon_status join_named(struct link *l, const uint32_t *place, size_t count,
                                uint32_t *local, struct cordon_error *err)
{
    struct named *n = NULL;
    size_t total = 0, room = 0;
    for (size_t i = 0; i < count; i++) {
        const struct ident *id = &l->ident[place[i]];
        for (uint32_t j = 0; j < id->keys; j++) {
            const struct key *k = &l->key[id->first_key + j];
            if (k->what != KEY_NAME) continue;
            if (!LINK_GROW(n, room, total, 1)) {
                mem_free(n);
                return error_nomem(err);
            }
            n[total++] = (struct named){ k->hash, (uint32_t)i, id->first_key + j };
        }
    }
    if (total) qsort(n, total, sizeof *n, by_hash);
    for (size_t i = 1, first = 0; i < total; i++) {
        const struct key *a = &l->key[n[first].key], *b = &l->key[n[i].key];
        if (n[i].hash != n[first].hash || !key_eq(l, a, b))
            first = i;
        else
            uf_join(local, n[first].at, n[i].at);
    }
    mem_free(n);
    return CORDON_OK;
}

/* Compare what is left, each with each; of very many files of one name the first ones. Being one
 * party is found by any two of its files, so a party's files are all asked, not one for all. */
static cordon_status join_alike(struct link *l, const uint32_t *place, size_t count,
                                uint32_t *local, struct cordon_error *err)
{
    enum { ALL = 256 };
    uint32_t *asked = mem_alloc(count * sizeof *asked), *files = mem_calloc(count, sizeof *files);
    size_t n = 0;
    if (asked && files) {
        for (uint32_t i = 0; i < count; i++)
            if (count <= ALL || files[uf_find(local, i)]++ < LINK_FILES_MAX) asked[n++] = i;
        for (size_t i = 0; i < n; i++)
            for (size_t j = i + 1; j < n; j++)
                if (uf_find(local, asked[i]) != uf_find(local, asked[j]) &&
                    is_one_party(l, place[asked[i]], place[asked[j]]))
                    uf_join(local, asked[i], asked[j]);
    }
    bool has_room = asked && files;
    mem_free(asked);
    mem_free(files);
    return has_room ? CORDON_OK : error_nomem(err);
}

cordon_status link_merge_parties(struct link *l, const uint32_t *place, size_t count,
                                 uint32_t hub, struct cordon_error *err)
{
    if (count < 2) return CORDON_OK;
    if (count == 2) { /* by far the most */
        if (is_one_party(l, place[0], place[1])) uf_join(l->party, place[0], place[1]);
        return CORDON_OK;
    }
    uint32_t *local = uf_new(count);
    if (!local) return error_nomem(err);
    cordon_status st = join_named(l, place, count, local, err);
    uint32_t parties = 0;
    for (uint32_t i = 0; i < count && !st; i++) parties += local[i] == i;
    if (!st && parties <= hub) { /* a crowd's value says nothing about who is who */
        st = join_alike(l, place, count, local, err);
        for (uint32_t i = 0; i < count && !st; i++)
            uf_join(l->party, place[i], place[uf_find(local, i)]);
    }
    mem_free(local);
    return st;
}
