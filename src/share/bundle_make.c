/*
 * Making a bundle: editions as the data folder keeps them, rule files, label files; sorted, hashed,
 * one behind the other.
 */
#include "share/bundle.h"

#include <cordon/rules.h>

#include "base/mem.h"
#include "share/ustar.h"

#include <stdlib.h>
#include <string.h>

enum { RULE_DEPTH_MAX = 4 }; /* folders below a pack */

struct item {
    str            name;
    struct os_file file;
    str            text; /* of a part that is no file's: the arena's */
};

struct making {
    const struct cordon_bundle_make *args;
    struct arena         arena;
    struct item         *item; /* BUNDLE_PARTS_MAX */
    size_t               count;
    /* folders in work */
    const char          *folder;
    str                  below; /* name of it in the bundle: "rules/us" */
    unsigned             depth;
    cordon_status        st;
    struct cordon_error *err;
};

static cordon_status add_part(struct making *m, str name, const char *path, str text)
{
    struct part_path kind;
    if (m->count == BUNDLE_PARTS_MAX)
        return error_set(m->err, CORDON_LIMIT, "more than %d parts", BUNDLE_PARTS_MAX);
    if (m->arena.failed) return error_nomem(m->err);
    cordon_status st = head_part_path(name, &kind, m->err);
    if (st) {
        if (path) error_in_file(m->err, str_c(path));
        return CORDON_ARGUMENT;
    }
    struct item *it = &m->item[m->count];
    *it = (struct item){ .name = name, .file = OS_FILE_INIT, .text = text };
    if (path) st = os_file_read(path, &it->file, m->err);
    if (!st) m->count++;
    return st;
}

static cordon_status add_file(struct making *m, str name, const char *path)
{
    return add_part(m, name, path, STR_EMPTY);
}

static str bytes_of(const struct item *it)
{
    return it->text.len ? it->text : it->file.bytes;
}

/* --- editions -------------------------------------------------------------------------------------- */

static bool is_wanted(const struct cordon_bundle_make *args, str source)
{
    for (size_t i = 0; i < args->source_count; i++)
        if (str_eq(args->sources[i], source)) return true;
    return args->all_sources;
}

static cordon_status add_edition(struct making *m, const struct cordon_list *l)
{
    str path = arena_printf(&m->arena, "%s/editions/%.*s/%.*s-%.12s/raw.zst", m->args->data_dir,
                            STR_ARG(l->source), STR_ARG(l->edition), l->raw_sha256.data);
    str name = arena_printf(&m->arena, "lists/%.*s/%.*s/raw.zst", STR_ARG(l->source),
                            STR_ARG(l->edition));
    cordon_status st = add_file(m, name, path.data);
    if (st || !l->accepted.len) return st;
    name = arena_printf(&m->arena, "lists/%.*s/%.*s/" PART_WHY, STR_ARG(l->source), STR_ARG(l->edition));
    return add_part(m, name, NULL, arena_printf(&m->arena, "%.*s\n", STR_ARG(l->accepted)));
}

static cordon_status add_editions(struct making *m, const struct cordon_set *set)
{
    struct cordon_list l;
    size_t found = 0;
    for (size_t i = 0; cordon_set_list(set, i, &l); i++) {
        if (l.is_starter || !is_wanted(m->args, l.source)) continue;
        cordon_status st = add_edition(m, &l);
        if (st) return st;
        found++;
    }
    for (size_t i = 0; i < m->args->source_count; i++) {
        bool is_there = false;
        for (size_t k = 0; cordon_set_list(set, k, &l); k++)
            is_there = is_there || (!l.is_starter && str_eq(l.source, m->args->sources[i]));
        if (!is_there)
            return error_set(m->err, CORDON_ARGUMENT, "list '%.*s' was not imported",
                             STR_ARG(m->args->sources[i]));
    }
    if (found == 0) return error_set(m->err, CORDON_ARGUMENT, "no list was imported");
    return CORDON_OK;
}

static cordon_status add_lists(struct making *m)
{
    struct cordon_set *set = NULL;
    if (!m->args->all_sources && m->args->source_count == 0) return CORDON_OK;
    cordon_status st = cordon_set_open(m->args->data_dir, &set, m->err);
    if (!st) st = cordon_set_verify(set, m->err); /* nobody signs damage */
    if (!st) st = add_editions(m, set);
    cordon_set_close(set);
    return st;
}

/* --- rules, labels ----------------------------------------------------------------------------------- */

static str last_name(const char *path)
{
    str s = str_c(path);
    while (s.len > 1 && s.data[s.len - 1] == '/') s.len--;
    for (size_t i = s.len; i-- > 0;)
        if (s.data[i] == '/') return str_from(s, i + 1);
    return s;
}

static bool add_entry(void *ctx, const char *name, bool is_folder);

static cordon_status add_folder(struct making *m, const char *folder, str below)
{
    const char *was_folder = m->folder;
    str was_below = m->below;
    if (m->depth == RULE_DEPTH_MAX)
        return error_at(m->err, CORDON_LIMIT, str_c(folder), 0, 0, "rule folders lie deeper than %d",
                        RULE_DEPTH_MAX);
    m->depth++;
    m->folder = folder;
    m->below = below;
    cordon_status st = os_folder_list(folder, add_entry, m, m->err);
    m->depth--;
    m->folder = was_folder;
    m->below = was_below;
    return m->st ? m->st : st;
}

static bool add_entry(void *ctx, const char *name, bool is_folder)
{
    struct making *m = ctx;
    str path = arena_printf(&m->arena, "%s/%s", m->folder, name);
    str in = arena_printf(&m->arena, "%.*s/%s", STR_ARG(m->below), name);
    if (m->arena.failed)
        m->st = error_nomem(m->err);
    else if (is_folder)
        m->st = add_folder(m, path.data, in);
    else if (str_ends(str_c(name), STR(".yml")) || str_ends(str_c(name), STR(".yaml")))
        m->st = add_file(m, in, path.data);
    return !m->st;
}

static cordon_status add_rules(struct making *m)
{
    struct cordon_rules *rules = NULL;
    if (m->args->rule_count == 0) return CORDON_OK;
    cordon_status st = cordon_rules_open(m->args->rules, m->args->rule_count, &rules, m->err);
    cordon_rules_free(rules);
    for (size_t i = 0; !st && i < m->args->rule_count; i++)
        st = add_folder(m, m->args->rules[i],
                        arena_printf(&m->arena, "rules/%.*s", STR_ARG(last_name(m->args->rules[i]))));
    return st;
}

static bool is_source(str name)
{
    cordon_str id, title;
    for (size_t i = 0; cordon_source_at(i, &id, &title); i++)
        if (str_eq(id, name)) return true;
    return false;
}

static cordon_status add_labels(struct making *m)
{
    for (size_t i = 0; i < m->args->label_count; i++) {
        const struct cordon_bundle_label *l = &m->args->labels[i];
        if (!is_source(l->source))
            return error_set(m->err, CORDON_ARGUMENT, "unknown source '%.*s'; 'cordon lists sources' "
                             "names them", STR_ARG(l->source));
        str name = arena_printf(&m->arena, "labels/%.*s/%.*s/%.*s", STR_ARG(l->source),
                                STR_ARG(l->edition.len ? l->edition : STR("unknown")),
                                STR_ARG(last_name(l->path)));
        cordon_status st = add_file(m, name, l->path);
        if (st) return st;
    }
    return CORDON_OK;
}

/* --- putting it together ------------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    return str_cmp(x->name, y->name);
}

static cordon_status fill_parts(struct making *m, struct head *h)
{
    h->part = arena_calloc(&m->arena, m->count, sizeof *h->part);
    if (!h->part) return error_nomem(m->err);
    qsort(m->item, m->count, sizeof *m->item, by_name);
    for (size_t i = 0; i < m->count; i++) {
        uint8_t digest[SHA_LEN];
        char hex[SHA_HEX_LEN + 1];
        str bytes = bytes_of(&m->item[i]);
        sha_of(bytes, digest);
        sha_hex(digest, hex);
        h->part[i] = (struct head_part){ m->item[i].name, bytes.len,
                                         arena_str(&m->arena, str_c(hex)) };
        if (i && str_eq(h->part[i - 1].name, h->part[i].name))
            return error_set(m->err, CORDON_ARGUMENT, "two files for part '%.*s'",
                             STR_ARG(h->part[i].name));
    }
    h->part_count = m->count;
    return m->arena.failed ? error_nomem(m->err) : CORDON_OK;
}

/* The place of the bundle in its row. */
static cordon_status fill_place(struct making *m, struct bundle *before, struct head *h)
{
    *h = (struct head){ .origin = m->args->origin, .serial = 1, .issued_s = m->args->issued_s,
                        .expires_s = m->args->expires_s, .prev = STR("none") };
    if (!m->args->after) return CORDON_OK;
    cordon_status st = bundle_load(before, m->args->after, m->err);
    if (!st) st = bundle_form(before, m->err);
    if (st) return st;
    h->origin = before->head.origin;
    h->serial = before->head.serial + 1;
    h->prev = str_c(before->sha);
    if (h->issued_s < before->head.issued_s)
        return error_set(m->err, CORDON_ARGUMENT, "the bundle before was issued later than this one");
    return CORDON_OK;
}

static cordon_status write_out(struct making *m, const struct head *h)
{
    struct buf text = BUF_INIT(HEAD_TEXT_MAX), out = BUF_INIT(BUNDLE_FILE_MAX);
    struct head again;
    struct cordon_error why = ERROR_INIT;
    cordon_status st = CORDON_OK;
    share_head_write(h, &text);
    if (text.failed)
        st = error_set(m->err, buf_status(&text), "the head does not fit");
    else if (share_head_read(buf_str(&text), &m->arena, &again, &why))
        st = error_set(m->err, CORDON_ARGUMENT, "no bundle can be made of this: %s", why.message);
    if (!st) {
        ustar_add(&out, STR(HEAD_NAME), buf_str(&text), h->issued_s);
        for (size_t i = 0; i < m->count; i++)
            ustar_add(&out, m->item[i].name, bytes_of(&m->item[i]), h->issued_s);
        ustar_end(&out);
        st = buf_status(&out);
        if (st == CORDON_LIMIT)
            error_set(m->err, st, "a bundle above 2 GiB");
        else if (st)
            error_nomem(m->err);
    }
    if (!st) st = os_file_replace(m->args->out, buf_str(&out), m->err);
    buf_release(&text);
    buf_release(&out);
    return st;
}

cordon_status cordon_bundle_make(const struct cordon_bundle_make *args, struct cordon_error *err)
{
    struct making m = { .args = args, .err = err };
    struct bundle before;
    struct head h;
    bundle_init(&before);
    arena_init(&m.arena, BUNDLE_ARENA_MAX);
    m.item = mem_calloc(BUNDLE_PARTS_MAX, sizeof *m.item);
    cordon_status st = m.item ? must_be_new(args->out, err) : error_nomem(err);
    if (!st) st = add_lists(&m);
    if (!st) st = add_rules(&m);
    if (!st) st = add_labels(&m);
    if (!st && m.count == 0)
        st = error_set(err, CORDON_ARGUMENT, "nothing to bundle: name sources, rules or labels");
    if (!st) st = fill_place(&m, &before, &h);
    if (!st) st = fill_parts(&m, &h);
    if (!st) st = write_out(&m, &h);
    for (size_t i = 0; m.item && i < m.count; i++) os_file_unmap(&m.item[i].file);
    mem_free(m.item);
    arena_release(&m.arena);
    bundle_release(&before);
    return st;
}
