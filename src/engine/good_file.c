/* The known-good list as text: lines of canonical JSON, each sealed to the one before. */
#include "engine/good.h"

#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/num.h"

#include <stdio.h>
#include <stdlib.h>

/*
 *   {"v":1,"op":"add","id":1,"subject":..,"entry":..|"rule":..,"mark":..,"listed":..,"reason":..,
 *    "author":..,"created":..,"expires":..,"seal":..}
 *   {"v":1,"op":"expire","id":1,"reason":..,"author":..,"created":..,"seal":..}
 *
 * A seal is the keyed hash of the seal before and of the line up to it: a line that was changed,
 * taken out, put in or cut in half shows at that line.
 */

#define SEAL_KEY ",\"seal\":\""
enum { SEAL_TAIL = sizeof SEAL_KEY - 1 + SHA_HEX_LEN + 2 }; /* with "} */

const char good_seal_first[SHA_HEX_LEN + 1] =
    "0000000000000000000000000000000000000000000000000000000000000000";

/* --- hashes --------------------------------------------------------------------------------------- */

enum { SHA_BLOCK = 64 };

void good_hash(const struct good_key *key, str text, char ret_hex[SHA_HEX_LEN + 1])
{
    struct sha sha;
    uint8_t pad[SHA_BLOCK], digest[SHA_LEN];
    for (size_t i = 0; i < SHA_BLOCK; i++) pad[i] = 0x36 ^ (i < GOOD_KEY_LEN ? key->byte[i] : 0);
    sha_init(&sha);
    sha_add(&sha, str_of((const char *)pad, sizeof pad));
    sha_add(&sha, text);
    sha_end(&sha, digest);
    for (size_t i = 0; i < SHA_BLOCK; i++) pad[i] ^= 0x36 ^ 0x5c;
    sha_add(&sha, str_of((const char *)pad, sizeof pad));
    sha_add(&sha, str_of((const char *)digest, sizeof digest));
    sha_end(&sha, digest);
    sha_hex(digest, ret_hex);
}

void good_seal(const struct good_key *key, const char before[SHA_HEX_LEN + 1], struct buf *line,
               size_t from, char ret_seal[SHA_HEX_LEN + 1])
{
    struct buf all = BUF_INIT(GOOD_FILE_MAX);
    buf_add(&all, str_of(before, SHA_HEX_LEN));
    buf_add(&all, str_from(buf_str(line), from));
    if (all.failed) line->failed = true;
    good_hash(key, buf_str(&all), ret_seal);
    buf_release(&all);
    buf_printf(line, SEAL_KEY "%s\"}\n", ret_seal);
}

/* --- writing -------------------------------------------------------------------------------------- */

bool good_is_line(str s, size_t max)
{
    if (!s.len || s.len > max || !str_is_utf8(s, NULL)) return false;
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] < 0x20 || s.data[i] == 0x7F) return false;
    return str_trim(s).len != 0;
}

static void write_time(struct json_writer *w, str key, int64_t s)
{
    char text[32];
    date_time_text(s, text);
    json_w_key_str(w, key, str_c(text));
}

static void begin_line(struct json_writer *w, const char *op, uint32_t id, struct buf *out)
{
    json_w_init(w, out);
    json_w_object(w);
    json_w_key_u64(w, STR("v"), 1);
    json_w_key_str(w, STR("op"), str_c(op));
    json_w_key_u64(w, STR("id"), id);
}

void good_write_entry(const struct cordon_good_entry *e, struct buf *out)
{
    struct json_writer w;
    begin_line(&w, "add", e->id, out);
    json_w_key_str(&w, STR("subject"), e->subject);
    json_w_key_str(&w, e->is_rule ? STR("rule") : STR("entry"), e->target);
    json_w_key_str(&w, STR("mark"), e->mark);
    json_w_key_str(&w, STR("listed"), e->listed);
    json_w_key_str(&w, STR("reason"), e->reason);
    json_w_key_str(&w, STR("author"), e->author);
    write_time(&w, STR("created"), e->created_s);
    write_time(&w, STR("expires"), e->expires_s);
}

void good_write_end(uint32_t id, str reason, str author, int64_t at_s, struct buf *out)
{
    struct json_writer w;
    begin_line(&w, "expire", id, out);
    json_w_key_str(&w, STR("reason"), reason);
    json_w_key_str(&w, STR("author"), author);
    write_time(&w, STR("created"), at_s);
}

/* --- reading -------------------------------------------------------------------------------------- */

enum line_key { KEY_V, KEY_OP, KEY_ID, KEY_SUBJECT, KEY_ENTRY, KEY_RULE, KEY_MARK, KEY_LISTED,
                KEY_REASON, KEY_AUTHOR, KEY_CREATED, KEY_EXPIRES, KEYS };

static const str key_names[KEYS] = {
    STR_INIT("v"), STR_INIT("op"), STR_INIT("id"), STR_INIT("subject"), STR_INIT("entry"),
    STR_INIT("rule"), STR_INIT("mark"), STR_INIT("listed"), STR_INIT("reason"), STR_INIT("author"),
    STR_INIT("created"), STR_INIT("expires"),
};

#define BIT(key) (1u << (key))
enum {
    BOTH_KEYS = BIT(KEY_V) | BIT(KEY_OP) | BIT(KEY_ID) | BIT(KEY_REASON) | BIT(KEY_AUTHOR) |
                BIT(KEY_CREATED),
    ADD_KEYS = BOTH_KEYS | BIT(KEY_SUBJECT) | BIT(KEY_MARK) | BIT(KEY_LISTED) | BIT(KEY_EXPIRES),
};

struct line {
    str      text[KEYS];
    unsigned seen;
};

struct reading {
    struct cordon_good  *good;
    str                  file;
    uint64_t             number; /* of the line */
    struct cordon_error *err;
};

static cordon_status wrong(const struct reading *r, const char *why)
{
    return error_at(r->err, CORDON_CORRUPT, r->file, r->number, 0,
                    "%s; nothing is screened with a damaged known-good list: bring the file back from a "
                    "copy, or move it away so that every hit is open again", why);
}

static cordon_status newer(const struct reading *r, str what)
{
    return error_at(r->err, CORDON_REFUSED, r->file, r->number, 0,
                    "'%.*s' is not known; the known-good list was written by a newer version",
                    STR_ARG(what));
}

/* "2026-07-01T12:00:00Z", and nothing else: what write_time writes. */
static bool read_time(str s, int64_t *ret)
{
    struct date day;
    uint64_t h, m, sec;
    if (s.len != 20 || s.data[10] != 'T' || s.data[13] != ':' || s.data[16] != ':' || s.data[19] != 'Z')
        return false;
    if (!date_read(str_sub(s, 0, 10), &day) || day.precision != DATE_DAY) return false;
    if (!num_parse_u64(str_sub(s, 11, 13), 23, &h) || !num_parse_u64(str_sub(s, 14, 16), 59, &m) ||
        !num_parse_u64(str_sub(s, 17, 19), 59, &sec))
        return false;
    *ret = (int64_t)day.first * 86400 + (int64_t)(h * 3600 + m * 60 + sec);
    return true;
}

static bool is_hash(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_digit(s.data[i]) && !(s.data[i] >= 'a' && s.data[i] <= 'f')) return false;
    return s.len == SHA_HEX_LEN;
}

static cordon_status read_members(const struct reading *r, str text, struct line *out)
{
    struct json_reader j;
    struct cordon_error why = ERROR_INIT;
    size_t key = KEYS;
    json_init(&j, text, &r->good->arena, &why);
    if (json_next(&j) != JSON_OBJECT) return wrong(r, "the line is no JSON object");
    for (enum json_kind k; (k = json_next(&j)) != JSON_OBJECT_END;) {
        if (k == JSON_ERROR)
            return json_status(&j) == CORDON_NOMEM ? error_nomem(r->err) : wrong(r, "the line is not JSON");
        if (k == JSON_KEY) {
            for (key = 0; key < KEYS && !str_eq(j.text, key_names[key]); key++) continue;
            if (key == KEYS) return newer(r, j.text);
            if (out->seen & BIT(key)) return wrong(r, "a key stands twice in the line");
            out->seen |= BIT(key);
            continue;
        }
        bool is_number = key == KEY_V || key == KEY_ID;
        if (k != (is_number ? JSON_NUMBER : JSON_STRING)) return wrong(r, "a value is of the wrong form");
        out->text[key] = j.text;
    }
    return json_next(&j) == JSON_END ? CORDON_OK : wrong(r, "text stands behind the line's object");
}

/* The seal, and then the members. */
static cordon_status read_line(struct reading *r, str line, struct line *out)
{
    struct cordon_good *g = r->good;
    char seal[SHA_HEX_LEN + 1], *joined;
    if (line.len > GOOD_LINE_MAX)
        return error_at(r->err, CORDON_LIMIT, r->file, r->number, 0, "a line of more than %d bytes",
                        GOOD_LINE_MAX);
    if (line.len < SEAL_TAIL) return wrong(r, "the line is too short to be one");
    str body = str_sub(line, 0, line.len - SEAL_TAIL), tail = str_from(line, body.len);
    if (!str_starts(tail, STR(SEAL_KEY)) || !str_ends(tail, STR("\"}")))
        return wrong(r, "the line has no seal at its end");
    joined = arena_alloc(&g->arena, SHA_HEX_LEN + line.len);
    if (!joined) return error_nomem(r->err);
    memcpy(joined, g->seal, SHA_HEX_LEN);
    memcpy(joined + SHA_HEX_LEN, body.data, body.len);
    good_hash(&g->key, str_of(joined, SHA_HEX_LEN + body.len), seal);
    if (!str_eq(str_c(seal), str_sub(tail, sizeof SEAL_KEY - 1, sizeof SEAL_KEY - 1 + SHA_HEX_LEN)))
        return wrong(r, "the line is not what was written behind the one before, or good.key is another");
    memcpy(g->seal, seal, sizeof seal);
    joined[SHA_HEX_LEN + body.len] = '}';
    return read_members(r, str_of(joined + SHA_HEX_LEN, body.len + 1), out);
}

static cordon_status read_common(struct reading *r, const struct line *l, uint64_t *ret_id,
                                 int64_t *ret_at)
{
    if ((l->seen & BOTH_KEYS) != BOTH_KEYS) return wrong(r, "the line lacks a key");
    if (!str_eq(l->text[KEY_V], STR("1"))) return newer(r, l->text[KEY_V]);
    if (!num_parse_u64(l->text[KEY_ID], GOOD_ENTRIES_MAX, ret_id) || !*ret_id)
        return wrong(r, "the number of the entry is none");
    if (!read_time(l->text[KEY_CREATED], ret_at)) return wrong(r, "'created' is no time");
    if (*ret_at < r->good->newest_s) return wrong(r, "the line is older than the one before");
    if (!good_is_line(l->text[KEY_REASON], GOOD_REASON_MAX)) return wrong(r, "'reason' is empty or too long");
    if (!good_is_line(l->text[KEY_AUTHOR], GOOD_AUTHOR_MAX)) return wrong(r, "'author' is empty or too long");
    r->good->newest_s = *ret_at;
    return CORDON_OK;
}

static struct cordon_good_entry *new_entry(struct cordon_good *g)
{
    if (g->count < g->room) return &g->entry[g->count++];
    size_t room = g->room ? g->room * 2 : 64;
    struct cordon_good_entry *more = arena_alloc(&g->arena, room * sizeof *more);
    if (!more) return NULL;
    if (g->count) memcpy(more, g->entry, g->count * sizeof *more);
    g->entry = more;
    g->room = room;
    return &g->entry[g->count++];
}

static cordon_status take_add(struct reading *r, const struct line *l)
{
    uint64_t id;
    int64_t created, expires;
    bool is_rule = l->seen & BIT(KEY_RULE);
    unsigned want = ADD_KEYS | (is_rule ? BIT(KEY_RULE) : BIT(KEY_ENTRY));
    cordon_status st = read_common(r, l, &id, &created);
    if (st) return st;
    if (l->seen != want) return wrong(r, "the line lacks a key, or has one too many");
    if (r->good->count == GOOD_ENTRIES_MAX)
        return error_at(r->err, CORDON_LIMIT, r->file, r->number, 0, "more than %d entries",
                        GOOD_ENTRIES_MAX);
    if (id != r->good->count + 1) return wrong(r, "the entry has not the next number");
    str target = l->text[is_rule ? KEY_RULE : KEY_ENTRY];
    if (!good_is_line(l->text[KEY_SUBJECT], GOOD_SUBJECT_MAX) || !good_is_line(target, GOOD_TARGET_MAX))
        return wrong(r, "the entry does not say what it is about");
    if (!is_hash(l->text[KEY_MARK]) || !is_hash(l->text[KEY_LISTED])) return wrong(r, "a hash is none");
    if (!read_time(l->text[KEY_EXPIRES], &expires) || expires <= created)
        return wrong(r, "'expires' is no time after 'created'");
    struct cordon_good_entry *e = new_entry(r->good);
    if (!e) return error_nomem(r->err);
    *e = (struct cordon_good_entry){
        .id = (uint32_t)id, .line = r->number, .subject = l->text[KEY_SUBJECT], .target = target,
        .is_rule = is_rule, .mark = l->text[KEY_MARK], .listed = l->text[KEY_LISTED],
        .reason = l->text[KEY_REASON], .author = l->text[KEY_AUTHOR], .created_s = created,
        .expires_s = expires,
    };
    return CORDON_OK;
}

static cordon_status take_end(struct reading *r, const struct line *l)
{
    uint64_t id;
    int64_t at;
    cordon_status st = read_common(r, l, &id, &at);
    if (st) return st;
    if (l->seen != BOTH_KEYS) return wrong(r, "the line has a key too many");
    if (id > r->good->count) return wrong(r, "no entry has the number that the line ends");
    struct cordon_good_entry *e = &r->good->entry[id - 1];
    if (e->ended_line) return wrong(r, "the entry was ended already");
    e->ended_line = r->number;
    e->ended_s = at;
    e->ended_reason = l->text[KEY_REASON];
    e->ended_author = l->text[KEY_AUTHOR];
    return CORDON_OK;
}

static cordon_status take_line(struct reading *r, str text)
{
    struct line l = { .seen = 0 };
    cordon_status st = read_line(r, text, &l);
    if (st) return st;
    if (str_eq(l.text[KEY_OP], STR("add"))) return take_add(r, &l);
    if (str_eq(l.text[KEY_OP], STR("expire"))) return take_end(r, &l);
    return l.seen & BIT(KEY_OP) ? newer(r, l.text[KEY_OP]) : wrong(r, "the line does not say what it does");
}

static int by_hash(const void *a, const void *b)
{
    const struct good_place *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return x->entry < y->entry ? -1 : x->entry > y->entry;
}

static cordon_status make_order(struct cordon_good *g, struct cordon_error *err)
{
    if (!g->count) return CORDON_OK;
    g->order = arena_alloc(&g->arena, g->count * sizeof *g->order);
    if (!g->order) return error_nomem(err);
    for (size_t i = 0; i < g->count; i++)
        g->order[i] = (struct good_place){ str_hash(g->entry[i].subject) ^ str_hash(g->entry[i].target) * 3,
                                           (uint32_t)i };
    qsort(g->order, g->count, sizeof *g->order, by_hash);
    return CORDON_OK;
}

cordon_status good_read(struct cordon_good *good, str text, str file, struct cordon_error *err)
{
    struct reading r = { .good = good, .file = file, .err = err };
    memcpy(good->seal, good_seal_first, sizeof good->seal);
    good->newest_s = INT64_MIN;
    if (text.len > GOOD_FILE_MAX)
        return error_at(err, CORDON_LIMIT, file, 0, 0, "the known-good list is larger than %d MiB",
                        GOOD_FILE_MAX >> 20);
    while (text.len) {
        size_t end = str_index(text, '\n');
        r.number++;
        if (end == text.len) return wrong(&r, "half a line");
        cordon_status st = take_line(&r, str_sub(text, 0, end));
        if (st) return st;
        text = str_from(text, end + 1);
    }
    good->lines = r.number;
    return make_order(good, err);
}
