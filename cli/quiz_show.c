/*
 * A case of the quiz on the screen: what the party said beside what others saw, with no mark on
 * either side. Values that say the same again, such as the log-ins of a year, are counted.
 */
#include "cli/quiz.h"

#include "base/json.h"
#include "base/mem.h"
#include "cli/words.h"

#include <string.h>

enum { SIDE_SAID, SIDE_SEEN, SIDES };

enum {
    QUIZ_LINES_MAX = 400,    /* of one side */
    SHOWN_OF_KIND = 6,  /* lines of one kind that differ; the others are counted */
    TEXT_SHOWN = 700,   /* bytes of one value */
    LISTED = 24,        /* values of one list: a program may be the clue */
    MOMENTS_LISTED = 5, /* of times */
    LABEL = 19,         /* columns of the label */
    BESIDE_WIDTH = 110, /* from this width the sides stand beside each other */
};

struct line {
    str      kind;  /* group or field it is about */
    str      key;   /* what makes it differ from others */
    str      text;
    uint32_t times;
};

struct side {
    struct line line[QUIZ_LINES_MAX];
    size_t      count;
    struct { str kind; uint32_t lines; } left_out[32];
    size_t      left_outs;
};

struct showing {
    struct cli  *cli;
    struct arena arena;
    struct side  side[SIDES];
};

/* --- which side ----------------------------------------------------------------------------------- */

static bool word_in(str word, const char *words)
{
    str rest = str_c(words), one;
    while (str_next(&rest, '|', &one))
        if (str_eq(one, word)) return true;
    return false;
}

/* The party's own word is what it claims, files, names or asks for; these others saw or measured. */
static bool is_seen(str group, str field)
{
    static const struct { const char *group, *fields; } seen[] = { /* NULL: all */
        { "net", NULL }, { "dev", NULL }, { "flow", NULL }, { "code", NULL }, { "int", NULL },
        { "work", NULL }, { "idv", NULL }, { "check", NULL }, { "photo", NULL }, { "ship", NULL },
        { "app", "fill_seconds|applied_at|market_rate|paste_share|versions|accounts|verification|deferrals|in_person" },
        { "doc", "mrz_reads|barcode|image|template|signature|software|camera|made_at|generator|pdf_id|author|"
                 "revisions|check|face" },
        { "email", "first_seen|profile_name|breaches|changed_at" },
        { "phone", "line_type|first_seen|country|changed_at" },
        { "pay", "bank_kind|changed_at|check" }, { "wal", "changed_at" }, { "ref", "ip|device|check" },
        { "res", "author|software|made_at|template|hash" }, { "job", "check" }, { "edu", "check" },
        { "port", "created_at|hash|claims_denied" },
        { "deal", "bids|wins|bids_login|rating|reviewer|jobs_no_milestone|verified_new_developers" },
        { "co", "registry_check|registered_at|domain_created|site_copy|site_hash|analytics|address_kind|officer_posts|"
                "staff_found|staff_named|seen_country|bank_country|payees|client_check|screening|invoice_registration" },
    };
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
        if (str_eq(group, str_c(seen[i].group))) return !seen[i].fields || word_in(field, seen[i].fields);
    return false;
}

/* Hashes tell a person nothing; ids and the sort of record stand in the head. */
static bool is_hidden(str group, str field)
{
    if (!group.len) return word_in(field, "id|subject|kind|time|stage|schema");
    return word_in(field, "hash|template|image|signature|print|face|pdf_id|test_print|photo|images|latitude|longitude|"
                          "session");
}

/* Values that differ from record to record without saying anything new. */
static bool is_moment(str field)
{
    return word_in(field, "time|seconds|seen_at|amount");
}

/* --- gathering ------------------------------------------------------------------------------------ */

static void leave_out(struct side *s, str kind)
{
    for (size_t i = 0; i < s->left_outs; i++)
        if (str_eq(s->left_out[i].kind, kind)) {
            s->left_out[i].lines++;
            return;
        }
    if (s->left_outs == sizeof s->left_out / sizeof *s->left_out) return;
    s->left_out[s->left_outs].kind = kind;
    s->left_out[s->left_outs++].lines = 1;
}

static void add_line(struct showing *v, int side, str kind, str key, str text)
{
    struct side *s = &v->side[side];
    size_t same_kind = 0, place = s->count;
    for (size_t i = 0; i < s->count; i++) {
        if (!str_eq(s->line[i].kind, kind)) continue;
        same_kind++;
        place = i + 1;
        if (str_eq(s->line[i].key, key)) {
            s->line[i].times++;
            return;
        }
    }
    if (same_kind >= SHOWN_OF_KIND || s->count == QUIZ_LINES_MAX) {
        leave_out(s, arena_str(&v->arena, kind));
        return;
    }
    memmove(&s->line[place + 1], &s->line[place], (s->count++ - place) * sizeof *s->line);
    s->line[place] = (struct line){ .kind = arena_str(&v->arena, kind), .key = arena_str(&v->arena, key),
                                    .text = arena_str(&v->arena, text), .times = 1 };
}

/* Line ends of a text become blanks. */
static void add_text(str text, struct buf *out)
{
    for (size_t i = 0; i < text.len; i++)
        buf_add_byte(out, (unsigned char)text.data[i] < 0x20 ? ' ' : text.data[i]);
}

static bool read_value(struct cli *cli, struct json_reader *r, enum json_kind k, size_t listed, struct buf *out);

/* The first of a list, and how many there are. */
static bool read_list(struct cli *cli, struct json_reader *r, size_t listed, struct buf *out)
{
    size_t count = 0, kept = 0;
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END; count++) {
        if (k == JSON_ERROR) return false;
        if (count) buf_add(out, STR(", "));
        if (!read_value(cli, r, k, listed, out)) return false;
        if (count < listed) kept = out->len;
    }
    if (count <= listed) return true;
    out->len = kept;
    buf_printf(out, ", … (%zu)", count);
    return true;
}

/* A scalar, or a list of them. @return false on a broken record */
static bool read_value(struct cli *cli, struct json_reader *r, enum json_kind k, size_t listed, struct buf *out)
{
    size_t from = out->len;
    switch (k) {
    case JSON_STRING:
    case JSON_NUMBER: add_text(r->text, out); break;
    case JSON_TRUE: words_add(cli, "train.yes", NULL, 0, out); break;
    case JSON_FALSE: words_add(cli, "train.no", NULL, 0, out); break;
    case JSON_ARRAY: return read_list(cli, r, listed, out);
    case JSON_OBJECT: return json_skip(r, k);
    case JSON_NULL: break;
    case JSON_ERROR:
    case JSON_END:
    case JSON_OBJECT_END:
    case JSON_ARRAY_END:
    case JSON_KEY: return false;
    }
    if (out->len - from > TEXT_SHOWN) {
        size_t len = from + TEXT_SHOWN;
        while (len > from && ((unsigned char)out->data[len] & 0xC0) == 0x80) len--;
        out->len = len;
        buf_add(out, STR("…"));
    }
    return true;
}

struct item {
    struct buf text[SIDES], key[SIDES];
};

static void item_add(struct showing *v, struct item *it, str group, str field, str value)
{
    int side = is_seen(group, field) ? SIDE_SEEN : SIDE_SAID;
    struct buf *text = &it->text[side], *key = &it->key[side];
    if (!value.len || is_hidden(group, field)) return;
    if (text->len) buf_add(text, STR(" · "));
    if (!str_eq(field, STR("value"))) {
        words_add_name(v->cli, "part", field, text);
        buf_add_byte(text, ' ');
    }
    buf_add(text, value);
    if (is_moment(field)) return;
    buf_add(key, field);
    buf_add_byte(key, '=');
    buf_add(key, value);
    buf_add_byte(key, ';');
}

/* One object of a group: a line on each side it says something for. */
static bool read_item(struct showing *v, struct json_reader *r, str group)
{
    struct item it;
    struct buf value = BUF_INIT(1 << 17);
    str field = STR_EMPTY;
    bool ok = true;
    for (int i = 0; i < SIDES; i++) {
        buf_init(&it.text[i], 1 << 18);
        buf_init(&it.key[i], 1 << 18);
    }
    enum json_kind k = JSON_NULL;
    while (ok && (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR) {
        if (k == JSON_KEY) {
            field = r->text;
            continue;
        }
        buf_reset(&value);
        ok = read_value(v->cli, r, k, is_moment(field) ? MOMENTS_LISTED : LISTED, &value);
        item_add(v, &it, group, field, buf_str(&value));
    }
    for (int i = 0; i < SIDES; i++) {
        if (it.text[i].len) add_line(v, i, group, buf_str(&it.key[i]), buf_str(&it.text[i]));
        ok = ok && !it.text[i].failed && !it.key[i].failed;
        buf_release(&it.text[i]);
        buf_release(&it.key[i]);
    }
    ok = ok && !value.failed && k == JSON_OBJECT_END;
    buf_release(&value);
    return ok;
}

/* A field of the record itself: a line of its own. */
static bool read_plain(struct showing *v, struct json_reader *r, enum json_kind k, str field)
{
    struct buf value = BUF_INIT(1 << 17);
    bool ok = read_value(v->cli, r, k, LISTED, &value);
    if (ok && value.len && !is_hidden(STR_EMPTY, field))
        add_line(v, SIDE_SAID, field, buf_str(&value), buf_str(&value));
    ok = ok && !value.failed;
    buf_release(&value);
    return ok;
}

/* What stands behind a key: an item, several, or a plain value. The first element of an array says
 * which; none of ours mixes them. */
static bool read_field(struct showing *v, struct json_reader *r, enum json_kind k, str field)
{
    struct buf list = BUF_INIT(1 << 17);
    bool ok = true;
    if (k == JSON_OBJECT) return read_item(v, r, field);
    if (k != JSON_ARRAY) return read_plain(v, r, k, field);
    while (ok && (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR) {
        if (k == JSON_OBJECT) {
            ok = read_item(v, r, field);
        } else {
            if (list.len) buf_add(&list, STR(", "));
            ok = read_value(v->cli, r, k, LISTED, &list);
        }
    }
    if (list.len && !is_hidden(STR_EMPTY, field))
        add_line(v, SIDE_SAID, field, buf_str(&list), buf_str(&list));
    ok = ok && k == JSON_ARRAY_END && !list.failed;
    buf_release(&list);
    return ok;
}

static bool read_record(struct showing *v, str line)
{
    struct json_reader r;
    str field = STR_EMPTY;
    enum json_kind k;
    json_init(&r, line, &v->arena, NULL);
    if (json_next(&r) != JSON_OBJECT) return false;
    while ((k = json_next(&r)) != JSON_OBJECT_END && k != JSON_ERROR) {
        if (k == JSON_KEY) field = r.text;
        else if (!read_field(v, &r, k, field)) return false;
    }
    return k == JSON_OBJECT_END;
}

/* --- writing -------------------------------------------------------------------------------------- */

/* "field.name", "dossier.net": a field of the record, or a group. */
static void add_label(struct cli *cli, str kind, struct buf *out)
{
    size_t before = out->len;
    words_add_name(cli, "dossier", kind, out);
    if (!str_eq(str_from(buf_str(out), before), kind)) return;
    out->len = before;
    words_add_name(cli, "field", kind, out);
    if (!str_eq(str_from(buf_str(out), before), kind)) return;
    out->len = before;
    words_add_name(cli, "part", kind, out);
}

static void add_more(struct cli *cli, struct side *s, str kind, struct buf *text)
{
    for (size_t i = 0; i < s->left_outs; i++) {
        if (!str_eq(s->left_out[i].kind, kind)) continue;
        const struct cordon_word more = word_number("count", s->left_out[i].lines);
        buf_add(text, STR("; "));
        words_add(cli, "train.more", &more, 1, text);
    }
}

/* The lines of one side, each ended, none wider than `width`. */
static void write_side(struct cli *cli, struct side *s, size_t width, struct buf *out)
{
    struct buf label = BUF_INIT(1 << 12), text = BUF_INIT(1 << 18), clean = BUF_INIT(1 << 19);
    for (size_t i = 0; i < s->count; i++) {
        const struct line *l = &s->line[i];
        bool is_last = i + 1 == s->count || !str_eq(s->line[i + 1].kind, l->kind);
        buf_reset(&label);
        buf_reset(&text);
        buf_reset(&clean);
        add_label(cli, l->kind, &label);
        str front = term_fit(buf_str(&label), LABEL - 1);
        buf_add(out, front);
        for (size_t used = term_columns(front); used < LABEL; used++) buf_add_byte(out, ' ');
        buf_add(&text, l->text);
        if (l->times > 1) buf_printf(&text, "  ×%u", (unsigned)l->times);
        if (is_last) add_more(cli, s, l->kind, &text);
        term_clean(buf_str(&text), &clean);
        term_wrap(buf_str(&clean), width, LABEL, LABEL, out);
        buf_add_byte(out, '\n');
        if (label.failed || text.failed || clean.failed) out->failed = true;
    }
    buf_release(&label);
    buf_release(&text);
    buf_release(&clean);
}

static void print_lines(struct term *t, str lines)
{
    str line;
    while (str_next(&lines, '\n', &line)) {
        if (!line.len && !lines.len) break;
        term_z(t, "  ");
        term_add(t, line);
        term_z(t, "\n");
    }
}

static void head(struct cli *cli, const char *key, size_t width)
{
    struct buf b = BUF_INIT(1 << 12);
    words_add(cli, key, NULL, 0, &b);
    term_z(&cli->out, "  ");
    term_styled(&cli->out, STYLE_BOLD, buf_str(&b));
    if (width) term_blanks(&cli->out, width > term_columns(buf_str(&b)) ? width - term_columns(buf_str(&b)) : 1);
    buf_release(&b);
}

static void print_beside(struct cli *cli, str said, str seen, size_t width)
{
    struct term *t = &cli->out;
    head(cli, "train.said", width + 2);
    head(cli, "train.seen", 0);
    term_z(t, "\n");
    while (said.len || seen.len) {
        str left = STR_EMPTY, right = STR_EMPTY;
        if (said.len) (void)str_next(&said, '\n', &left);
        if (seen.len) (void)str_next(&seen, '\n', &right);
        size_t used = term_columns(left);
        term_z(t, "  ");
        term_add(t, left);
        if (right.len) {
            term_blanks(t, used < width ? width - used : 1);
            term_z(t, "  | ");
            term_add(t, right);
        }
        term_z(t, "\n");
    }
}

static void print(struct showing *v)
{
    struct term *t = &v->cli->out;
    bool is_beside = t->width >= BESIDE_WIDTH;
    size_t width = is_beside ? (t->width - 8) / 2 : (t->width > 62 ? t->width : 62) - 2;
    struct buf text[SIDES] = { BUF_INIT(1 << 20), BUF_INIT(1 << 20) };
    for (int i = 0; i < SIDES; i++) write_side(v->cli, &v->side[i], width, &text[i]);
    if (is_beside) {
        print_beside(v->cli, buf_str(&text[SIDE_SAID]), buf_str(&text[SIDE_SEEN]), width);
    } else {
        head(v->cli, "train.said", 0);
        term_z(t, "\n");
        print_lines(t, buf_str(&text[SIDE_SAID]));
        term_z(t, "\n");
        head(v->cli, "train.seen", 0);
        term_z(t, "\n");
        print_lines(t, buf_str(&text[SIDE_SEEN]));
    }
    for (int i = 0; i < SIDES; i++) {
        if (text[i].failed) t->buf.failed = true;
        buf_release(&text[i]);
    }
}

void quiz_show(struct cli *cli, const struct quiz_case *c)
{
    struct showing *v = mem_calloc(1, sizeof *v);
    bool ok = v != NULL;
    if (v) {
        v->cli = cli;
        arena_init(&v->arena, 32 << 20);
        str rest = buf_str(&c->records), line;
        while (ok && str_next(&rest, '\n', &line))
            if (line.len) ok = read_record(v, line);
        if (ok) print(v);
        ok = ok && !v->arena.failed;
        arena_release(&v->arena);
        mem_free(v);
    }
    /* half a case must not be judged */
    if (!ok) cli->out.buf.failed = true;
}
