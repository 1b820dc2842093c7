/* The known-good list in the data folder: opening it, and adding lines to it. */
#include "engine/good.h"

#include "base/mem.h"
#include "engine/set.h"

#include <stdio.h>

/*
 *   $DATA/good.jsonl   one line a change, never rewritten: the file is replaced by itself and a line
 *   $DATA/good.key     64 hex digits: the key of seals and marks, made once
 *   $DATA/lock         of all writers of the folder
 */

enum { GOOD_ARENA_MAX = 1 << 30 };

/* --- opening -------------------------------------------------------------------------------------- */

static int hex_value(char c)
{
    if (byte_is_digit(c)) return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_key(str text, struct good_key *ret)
{
    if (text.len != 2 * GOOD_KEY_LEN + 1 || text.data[2 * GOOD_KEY_LEN] != '\n') return false;
    for (size_t i = 0; i < GOOD_KEY_LEN; i++) {
        int high = hex_value(text.data[2 * i]), low = hex_value(text.data[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        ret->byte[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static cordon_status open_key(struct cordon_good *g, const char *data_dir, struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    const char *path = set_path(&g->arena, data_dir, "good.key");
    if (!path) return error_nomem(err);
    cordon_status st = os_file_read(path, &f, err);
    if (st == CORDON_NOTFOUND) return CORDON_OK;
    if (st) return st;
    g->has_key = read_key(f.bytes, &g->key);
    os_file_unmap(&f);
    if (g->has_key) return CORDON_OK;
    return error_at(err, CORDON_CORRUPT, str_c(path), 1, 0,
                    "is not the key of a known-good list: 64 hexadecimal digits on one line; bring it "
                    "back from a copy");
}

/* The whole file; *ret_is_there false when there is none. */
static cordon_status open_list(struct cordon_good *g, const char *data_dir, struct os_file *ret_file,
                               struct cordon_error *err)
{
    const char *path = set_path(&g->arena, data_dir, "good.jsonl");
    if (!path) return error_nomem(err);
    memcpy(g->seal, good_seal_first, sizeof g->seal);
    g->newest_s = INT64_MIN;
    cordon_status st = os_file_read(path, ret_file, err);
    if (st == CORDON_NOTFOUND) return CORDON_OK;
    if (st) return st;
    if (!g->has_key)
        return error_at(err, CORDON_CORRUPT, str_c(path), 0, 0,
                        "its key 'good.key' is missing, so no line can be proved; bring the key back from "
                        "a copy, or move the list away so that every hit is open again");
    return good_read(g, ret_file->bytes, str_c(path), err);
}

static cordon_status open_folder(const char *data_dir, struct os_file *ret_file,
                                 struct cordon_good **ret_good, struct cordon_error *err)
{
    struct cordon_good *g = mem_calloc(1, sizeof *g);
    cordon_status st = CORDON_OK;
    if (!g) return error_nomem(err);
    arena_init(&g->arena, GOOD_ARENA_MAX);
    if (data_dir) st = open_key(g, data_dir, err);
    if (!st && data_dir) st = open_list(g, data_dir, ret_file, err);
    if (st) {
        cordon_good_close(g);
        return st;
    }
    *ret_good = g;
    return CORDON_OK;
}

cordon_status cordon_good_open(const char *data_dir, struct cordon_good **ret_good,
                               struct cordon_error *err)
{
    struct os_file file = OS_FILE_INIT;
    cordon_status st = open_folder(data_dir, &file, ret_good, err);
    os_file_unmap(&file); /* every line was copied */
    return st;
}

void cordon_good_close(struct cordon_good *good)
{
    if (!good) return;
    arena_release(&good->arena);
    mem_free(good);
}

size_t cordon_good_count(const struct cordon_good *good)
{
    return good->count;
}

bool cordon_good_at(const struct cordon_good *good, size_t index, struct cordon_good_entry *ret_entry)
{
    if (index >= good->count) return false;
    *ret_entry = good->entry[index];
    return true;
}

/* --- writing -------------------------------------------------------------------------------------- */

static cordon_status lock_folder(const char *data_dir, unsigned wait_ms, struct arena *a,
                                 struct os_lock *lock, struct cordon_error *err)
{
    const char *path = set_path(a, data_dir, "lock");
    if (!path) return error_nomem(err);
    cordon_status st = os_folder_make(data_dir, err);
    return st ? st : os_lock_take(path, wait_ms, lock, err);
}

/* With the lock held. */
static cordon_status make_key(const char *data_dir, struct arena *a, struct cordon_error *err)
{
    uint8_t bytes[GOOD_KEY_LEN];
    char text[2 * GOOD_KEY_LEN + 2];
    const char *key = set_path(a, data_dir, "good.key"), *list = set_path(a, data_dir, "good.jsonl");
    if (!key || !list) return error_nomem(err);
    if (os_file_exists(key)) return CORDON_OK;
    if (os_file_exists(list))
        return error_at(err, CORDON_CORRUPT, str_c(list), 0, 0,
                        "its key 'good.key' is missing; bring it back from a copy, or move the list away");
    cordon_status st = os_random(bytes, sizeof bytes, err);
    if (st) return st;
    for (size_t i = 0; i < sizeof bytes; i++) snprintf(text + 2 * i, 3, "%02x", bytes[i]);
    memcpy(text + 2 * GOOD_KEY_LEN, "\n", 2);
    return os_file_replace(key, str_c(text), err);
}

cordon_status cordon_good_begin(const struct cordon_good_change *c, struct cordon_error *err)
{
    struct os_lock lock = OS_LOCK_INIT;
    struct arena a;
    arena_init(&a, 1 << 20);
    cordon_status st = lock_folder(c->data_dir, c->wait_ms, &a, &lock, err);
    if (!st) st = make_key(c->data_dir, &a, err);
    os_unlock(&lock);
    arena_release(&a);
    return st;
}

/* One more line behind the bytes that are there. */
static cordon_status append(const struct cordon_good_change *c, struct cordon_good *g, str bytes,
                            struct buf *line, struct cordon_error *err)
{
    struct buf all = BUF_INIT(GOOD_FILE_MAX);
    char seal[SHA_HEX_LEN + 1];
    const char *path = set_path(&g->arena, c->data_dir, "good.jsonl");
    good_seal(&g->key, g->seal, line, 0, seal);
    buf_add(&all, bytes);
    buf_add(&all, buf_str(line));
    cordon_status st = buf_status(&all);
    if (!st) st = buf_status(line);
    if (!path || st == CORDON_NOMEM)
        st = error_nomem(err);
    else if (st)
        st = error_at(err, st, str_c(path), 0, 0, "the known-good list is full (%d MiB)",
                      GOOD_FILE_MAX >> 20);
    else
        st = os_file_replace(path, buf_str(&all), err);
    buf_release(&all);
    return st;
}

typedef cordon_status make_line_fn(const struct cordon_good *g, const struct cordon_good_change *c,
                                   const void *what, uint32_t *ret_id, struct buf *line,
                                   struct cordon_error *err);

cordon_status good_check_words(str reason, str author, struct cordon_error *err)
{
    if (!good_is_line(reason, GOOD_REASON_MAX))
        return error_set(err, CORDON_ARGUMENT, "say why with --reason TEXT: 1 to %d bytes on one line",
                         GOOD_REASON_MAX);
    if (!good_is_line(author, GOOD_AUTHOR_MAX))
        return error_set(err, CORDON_ARGUMENT, "say who decides with --author NAME: 1 to %d bytes on one line",
                         GOOD_AUTHOR_MAX);
    return CORDON_OK;
}

static cordon_status check_clock(const struct cordon_good *g, const struct cordon_good_change *c,
                                 struct cordon_error *err)
{
    if (g->newest_s <= c->now_s) return CORDON_OK;
    return error_set(err, CORDON_REFUSED,
                     "the newest line of the known-good list (line %llu) was written %lld seconds after the "
                     "time it is now; check the clock, or --as-of", (unsigned long long)g->lines,
                     (long long)(g->newest_s - c->now_s));
}

static cordon_status change_list(const struct cordon_good_change *c, make_line_fn *make,
                                 const void *what, uint32_t *ret_id, struct cordon_error *err)
{
    struct os_lock lock = OS_LOCK_INIT;
    struct os_file file = OS_FILE_INIT;
    struct cordon_good *g = NULL;
    struct buf line = BUF_INIT(GOOD_LINE_MAX);
    struct arena a;
    arena_init(&a, 1 << 20);
    cordon_status st = good_check_words(c->reason, c->author, err);
    if (!st) st = lock_folder(c->data_dir, c->wait_ms, &a, &lock, err);
    if (!st) st = make_key(c->data_dir, &a, err);
    if (!st) st = open_folder(c->data_dir, &file, &g, err);
    if (!st) st = check_clock(g, c, err);
    if (!st) st = make(g, c, what, ret_id, &line, err);
    if (!st) st = append(c, g, file.bytes, &line, err);
    buf_release(&line);
    cordon_good_close(g);
    os_file_unmap(&file);
    os_unlock(&lock);
    arena_release(&a);
    return st;
}

static bool is_hash_text(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (hex_value(s.data[i]) < 0) return false;
    return s.len == SHA_HEX_LEN;
}

static cordon_status check_about(const struct cordon_good_change *c, const struct cordon_good_about *a,
                                 struct cordon_error *err)
{
    if (!good_is_line(a->subject, GOOD_SUBJECT_MAX))
        return error_set(err, CORDON_ARGUMENT, "a subject is needed: 1 to %d bytes on one line",
                         GOOD_SUBJECT_MAX);
    if (!good_is_line(a->target, GOOD_TARGET_MAX))
        return error_set(err, CORDON_ARGUMENT, "a list's entry or a rule is needed");
    if (!is_hash_text(a->mark) || !is_hash_text(a->listed))
        return error_set(err, CORDON_ARGUMENT, "a mark and a hash of 64 hexadecimal digits are needed");
    if (a->expires_s <= c->now_s)
        return error_set(err, CORDON_ARGUMENT, "the entry would have expired already");
    if (a->expires_s - c->now_s > (int64_t)GOOD_DAYS_MAX * 86400)
        return error_set(err, CORDON_ARGUMENT, "an entry lives at most %d days", GOOD_DAYS_MAX);
    return CORDON_OK;
}

static cordon_status make_add(const struct cordon_good *g, const struct cordon_good_change *c,
                              const void *what, uint32_t *ret_id, struct buf *line,
                              struct cordon_error *err)
{
    const struct cordon_good_about *a = what;
    if (g->count == GOOD_ENTRIES_MAX)
        return error_set(err, CORDON_LIMIT, "the known-good list has %d entries, and takes no more",
                         GOOD_ENTRIES_MAX);
    struct cordon_good_entry e = {
        .id = (uint32_t)g->count + 1, .subject = a->subject, .target = a->target, .is_rule = a->is_rule,
        .mark = a->mark, .listed = a->listed, .reason = c->reason, .author = c->author,
        .created_s = c->now_s, .expires_s = a->expires_s,
    };
    good_write_entry(&e, line);
    *ret_id = e.id;
    return CORDON_OK;
}

cordon_status cordon_good_add(const struct cordon_good_change *change,
                              const struct cordon_good_about *about, uint32_t *ret_id,
                              struct cordon_error *err)
{
    uint32_t id = 0;
    cordon_status st = check_about(change, about, err);
    if (!st) st = change_list(change, make_add, about, &id, err);
    if (!st && ret_id) *ret_id = id;
    return st;
}

static cordon_status make_end(const struct cordon_good *g, const struct cordon_good_change *c,
                              const void *what, uint32_t *ret_id, struct buf *line,
                              struct cordon_error *err)
{
    uint32_t id;
    memcpy(&id, what, sizeof id);
    if (!id || id > g->count)
        return error_set(err, CORDON_NOTFOUND, "the known-good list has no entry %u", id);
    if (g->entry[id - 1].ended_line)
        return error_set(err, CORDON_ARGUMENT, "entry %u was ended already", id);
    good_write_end(id, c->reason, c->author, c->now_s, line);
    *ret_id = id;
    return CORDON_OK;
}

cordon_status cordon_good_expire(const struct cordon_good_change *change, uint32_t id,
                                 struct cordon_error *err)
{
    uint32_t ended;
    return change_list(change, make_end, &id, &ended, err);
}
