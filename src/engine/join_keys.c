/* By which values a record may be known, and whose numbers they are when a folder holds those of several companies. */
#include "engine/join.h"

#include "base/mem.h"
#include "engine/placeholder.h"

#include <stdlib.h>

static uint64_t subject_space(void)
{
    return str_hash(STR("subject"));
}

/* --- keys ---------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t space, str value)
{
    const uint64_t parts[2] = { space, str_hash(value) };
    return str_hash((str){ (const char *)parts, sizeof parts });
}

static void add_key(struct joining *j, uint32_t record, enum key_class class, uint64_t space, str value)
{
    if (class == KEY_NONE || j->failed || is_nothing(value)) return;
    if (j->keys == j->room) {
        size_t more = j->room ? j->room * 2 : 4096;
        struct join_key *bigger = mem_realloc(j->key, more * sizeof *bigger);
        if (!bigger) {
            j->failed = true;
            return;
        }
        j->key = bigger;
        j->room = more;
    }
    j->key[j->keys++] = (struct join_key){ .hash = mix(space, value), .space = space, .value = value,
                                      .record = record, .class = class,
                                      .is_declared = class == KEY_ID && space == subject_space() };
}

/* Payout accounts, wallets and clients are shared with others by nature: links, not names. */
static enum key_class class_of(str key)
{
    if (str_eq(key, STR("email"))) return KEY_EMAIL;
    if (str_eq(key, STR("device"))) return KEY_DEVICE;
    if (str_eq(key, STR("payout")) || str_eq(key, STR("wallet")) || str_eq(key, STR("client")))
        return KEY_NONE;
    return KEY_ID;
}

static str lowered(struct joining *j, str text)
{
    char *low = arena_alloc(&j->pool->arena, text.len + 1);
    if (!low) return text;
    for (size_t i = 0; i < text.len; i++) low[i] = byte_lower(text.data[i]);
    return str_of(low, text.len);
}

/* Logs name people by their mailbox, in a column of users or accounts. */
static void add_mailbox(struct joining *j, uint32_t record, str value)
{
    size_t at = str_index(value, '@');
    if (at > 0 && at + 3 < value.len) add_key(j, record, KEY_EMAIL, str_hash(STR("email")), lowered(j, value));
}

/* A record whose mapping names no key, or that has no mapping: its own fields say who it is. */
static void add_own_keys(struct joining *j, uint32_t number, bool is_mapped, bool has_id)
{
    const struct record *r = j->pool->record[number];
    /* one export's ids are not another's: a subject without a key's name counts in its file alone */
    uint64_t space = is_mapped     ? mix(str_hash(STR("file")), r->file)
                     : r->sort.len ? str_hash(r->sort)
                                   : subject_space();
    if (!has_id) add_key(j, number, KEY_ID, space, r->subject);
    for (size_t i = 0; !r->join_count && i < r->value_count; i++) {
        const struct record_value *v = &r->values[i];
        if (v->field == FIELD_EMAIL)
            add_key(j, number, KEY_EMAIL, str_hash(STR("email")), lowered(j, v->text));
        if (v->field == FIELD_ACCOUNT && !r->subject.len)
            add_key(j, number, KEY_ID, str_hash(STR("account")), v->text);
        if (v->field == FIELD_ACCOUNT) add_mailbox(j, number, v->text);
        if (v->field == FIELD_DEV_SERIAL || v->field == FIELD_NET_DEVICE)
            add_key(j, number, KEY_DEVICE, str_hash(STR("device")), v->text);
    }
}

void join_gather_keys(struct joining *j)
{
    const struct pool_file *file = j->pool->file;
    for (uint32_t i = 0; i < j->pool->count; i++) {
        while (i >= file->first + file->records) file++;
        const struct record *r = j->pool->record[i];
        bool has_id = false;
        for (size_t k = 0; k < r->join_count; k++) {
            enum key_class class = class_of(r->joins[k].key);
            /* "admin" is the user on many computers: it joins as a mailbox does, not against names */
            bool is_user = str_eq(r->joins[k].key, STR("account")) && !str_eq(r->joins[k].value, r->subject);
            if (is_user) class = KEY_EMAIL;
            has_id = has_id || (class == KEY_ID && str_eq(r->joins[k].value, r->subject));
            add_key(j, i, class, str_hash(r->joins[k].key), r->joins[k].value);
            if (class == KEY_ID || is_user) add_mailbox(j, i, r->joins[k].value);
        }
        add_own_keys(j, i, file->map.len > 0, has_id);
    }
}

/* --- numbers of two companies --------------------------------------------------------------------- */

enum likeness { CANNOT_TELL = 0, ONE, TWO };

/* Are the people of two rows one? Another's name is not enough for two: people marry. */
static enum likeness compare_rows(struct joining *j, const struct record *a, const struct record *b)
{
    static const enum record_field facts[] = { FIELD_BIRTH_DATE, FIELD_EMAIL, FIELD_PHONE };
    str x = record_text(a, FIELD_NAME), y = record_text(b, FIELD_NAME);
    if (!x.len || !y.len || join_is_plain(x) != join_is_plain(y)) return CANNOT_TELL;
    if (str_eq_nocase(x, y) || join_word_in_common(x, y) || join_names_alike(j, x, y)) return ONE;
    bool is_any = false;
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        str f = record_text(a, facts[i]), g = record_text(b, facts[i]);
        if (!f.len || !g.len) continue;
        if (str_eq_nocase(f, g)) return ONE;
        is_any = true;
    }
    return is_any ? TWO : CANNOT_TELL;
}

/* Rows of one number: how many pairs of folders say that it is one person's, and how many two's. */
static void compare_run(struct joining *j, const struct join_key *run, size_t count, size_t tally[3])
{
    enum { FOLDERS = 8 };
    const struct record *seen[FOLDERS];
    size_t folders = 0;
    for (size_t i = 0; i < count && folders < FOLDERS; i++) {
        const struct record *r = j->pool->record[run[i].record];
        bool is_new = record_text(r, FIELD_NAME).len > 0;
        for (size_t k = 0; k < folders; k++) is_new = is_new && !str_eq(pool_folder(seen[k]), pool_folder(r));
        if (!is_new) continue;
        for (size_t k = 0; k < folders; k++) tally[compare_rows(j, seen[k], r)]++;
        seen[folders++] = r;
    }
}

static int by_space(const void *x, const void *y)
{
    const struct join_key *a = x, *b = y;
    if (a->class != b->class) return a->class < b->class ? -1 : 1;
    if (a->space != b->space) return a->space < b->space ? -1 : 1;
    int c = str_cmp(a->value, b->value);
    return c ? c : a->record < b->record ? -1 : a->record > b->record;
}

void join_part_folders(struct joining *j)
{
    if (j->keys) qsort(j->key, j->keys, sizeof *j->key, by_space);
    for (size_t i = 0, end; i < j->keys && j->key[i].class == KEY_ID; i = end) {
        size_t tally[3] = { 0 };
        for (end = i; end < j->keys && j->key[end].class == KEY_ID && j->key[end].space == j->key[i].space;) {
            size_t first = end;
            while (end < j->keys && j->key[end].class == KEY_ID && j->key[end].space == j->key[i].space &&
                   str_eq(j->key[end].value, j->key[first].value))
                end++;
            compare_run(j, &j->key[first], end - first, tally);
        }
        if (tally[TWO] <= tally[ONE]) continue;
        j->pool->parted++;
        for (size_t k = i; k < end; k++) {
            struct join_key *key = &j->key[k];
            key->space = mix(key->space, pool_folder(j->pool->record[key->record]));
            key->hash = mix(key->space, key->value);
        }
    }
}
