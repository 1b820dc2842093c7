/* Changes of texts: positions, encodings, dashes, placeholders. */
#include "rule/modify.h"

#include "base/num.h"

#include <utf8proc.h>

/* --- pieces ------------------------------------------------------------------------------- */

static bool has_wildcard(const struct pattern *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->piece[i].kind != PIECE_TEXT) return true;
    return false;
}

static str join(struct arena *a, str x, str y)
{
    char *both = arena_alloc(a, x.len + y.len + 1);
    if (!both) return STR_EMPTY;
    if (x.len) memcpy(both, x.data, x.len);
    if (y.len) memcpy(both + x.len, y.data, y.len);
    return str_of(both, x.len + y.len);
}

/* A pattern of any pieces: texts side by side become one, and so do stars. */
static cordon_status tidy(struct maker *m, const struct piece *in, size_t count,
                          struct pattern *ret)
{
    struct arena *a = &m->set->arena;
    struct piece *out = arena_calloc(a, count ? count : 1, sizeof *out);
    size_t n = 0;
    if (!out) return maker_nomem(m);
    for (size_t i = 0; i < count; i++) {
        bool is_same = n && out[n - 1].kind == in[i].kind;
        if (in[i].kind == PIECE_TEXT && !in[i].text.len) continue;
        if (is_same && in[i].kind == PIECE_MANY) continue;
        if (is_same && in[i].kind == PIECE_TEXT)
            out[n - 1].text = join(a, out[n - 1].text, in[i].text);
        else
            out[n++] = in[i];
    }
    *ret = (struct pattern){ out, n };
    return a->failed ? maker_nomem(m) : CORDON_OK;
}

/* The pattern with something before and behind it. */
static cordon_status surround(struct maker *m, bool before, bool behind, struct pattern *t)
{
    struct piece *all = arena_calloc(&m->set->arena, t->count + 2, sizeof *all);
    size_t n = 0;
    if (!all) return maker_nomem(m);
    if (before) all[n++].kind = PIECE_MANY;
    for (size_t i = 0; i < t->count; i++) all[n++] = t->piece[i];
    if (behind) all[n++].kind = PIECE_MANY;
    return tidy(m, all, n, t);
}

str text_shown(struct maker *m, const struct pattern *t)
{
    struct buf out = BUF_INIT((size_t)RULE_TEXT_MAX * 16);
    for (size_t i = 0; i < t->count; i++) {
        if (t->piece[i].kind != PIECE_TEXT)
            buf_add_byte(&out, t->piece[i].kind == PIECE_ONE ? '?' : '*');
        else
            buf_add(&out, t->piece[i].text);
    }
    str shown = out.failed ? STR_EMPTY : maker_copy(m, buf_str(&out));
    buf_release(&out);
    return shown;
}

static cordon_status too_many(struct maker *m, const struct yaml_node *at, const char *name)
{
    return maker_fault(m, at, CORDON_LIMIT, "modifier '%s' makes more than %d values of one",
                       name, RULE_EXPAND_MAX);
}

static cordon_status add_text(struct maker *m, const struct yaml_node *at, const char *name,
                              struct vec *texts, struct pattern t)
{
    if (texts->count >= RULE_EXPAND_MAX) return too_many(m, at, name);
    struct pattern *slot = vec_push(texts, sizeof *slot);
    if (!slot) return maker_nomem(m);
    *slot = t;
    return CORDON_OK;
}

/* --- encodings ---------------------------------------------------------------------------- */

static void add_unit(struct buf *out, unsigned unit, bool is_big)
{
    buf_add_byte(out, (char)(is_big ? unit >> 8 : unit));
    buf_add_byte(out, (char)(is_big ? unit : unit >> 8));
}

static void utf16(str s, bool is_big, struct buf *out)
{
    for (size_t i = 0; i < s.len;) {
        utf8proc_int32_t cp;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.data + i,
                                              (utf8proc_ssize_t)(s.len - i), &cp);
        if (n <= 0) {
            out->failed = true;
            return;
        }
        i += (size_t)n;
        if (cp >= 0x10000) {
            add_unit(out, 0xD800 + ((unsigned)(cp - 0x10000) >> 10), is_big);
            cp = 0xDC00 + ((cp - 0x10000) & 0x3FF);
        }
        add_unit(out, (unsigned)cp, is_big);
    }
}

static void base64(str s, struct buf *out)
{
    static const char sign[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < s.len; i += 3) {
        size_t n = s.len - i < 3 ? s.len - i : 3;
        uint32_t v = (uint32_t)(unsigned char)s.data[i] << 16;
        if (n > 1) v |= (uint32_t)(unsigned char)s.data[i + 1] << 8;
        if (n > 2) v |= (unsigned char)s.data[i + 2];
        for (size_t k = 0; k < 4; k++)
            buf_add_byte(out, k > n ? '=' : sign[v >> (18 - 6 * k) & 63]);
    }
}

/* Each text of the pattern in UTF-16, wildcards kept. */
static cordon_status to_utf16(struct maker *m, unsigned modifier, struct pattern *t)
{
    struct piece *all = arena_calloc(&m->set->arena, t->count + 1, sizeof *all);
    size_t n = 0;
    if (!all) return maker_nomem(m);
    if (modifier == MOD_UTF16) all[n++] = (struct piece){ PIECE_TEXT, STR("\xFF\xFE") };
    for (size_t i = 0; i < t->count; i++, n++) {
        struct buf out = BUF_INIT((size_t)RULE_TEXT_MAX * 4);
        all[n] = t->piece[i];
        if (all[n].kind != PIECE_TEXT) continue;
        utf16(all[n].text, modifier == MOD_UTF16BE, &out);
        all[n].text = out.failed ? STR_EMPTY : maker_copy(m, buf_str(&out));
        buf_release(&out);
        if (!all[n].text.data) return maker_nomem(m);
    }
    return tidy(m, all, n, t);
}

static str only_text(const struct pattern *t)
{
    return t->count ? t->piece[0].text : STR_EMPTY;
}

static cordon_status one_text(struct maker *m, str s, struct pattern *t)
{
    struct piece p = { PIECE_TEXT, maker_copy(m, s) };
    return p.text.data ? tidy(m, &p, 1, t) : maker_nomem(m);
}

static cordon_status to_base64(struct maker *m, struct pattern *t)
{
    struct buf out = BUF_INIT((size_t)RULE_TEXT_MAX * 8);
    base64(only_text(t), &out);
    cordon_status st = out.failed ? maker_nomem(m) : one_text(m, buf_str(&out), t);
    buf_release(&out);
    return st;
}

/* The three writings that a text has inside longer base64, without the signs that its neighbours
   change. */
static cordon_status at_offset(struct maker *m, const struct yaml_node *at, str bytes,
                               size_t shift, struct pattern *ret)
{
    static const size_t head[] = { 0, 2, 3 }, tail[] = { 0, 3, 2 };
    struct buf in = BUF_INIT((size_t)RULE_TEXT_MAX * 8), out = in;
    buf_add_zeros(&in, shift);
    buf_add(&in, bytes);
    base64(buf_str(&in), &out);
    size_t cut = tail[(bytes.len + shift) % 3];
    cordon_status st = CORDON_OK;
    if (in.failed || out.failed)
        st = maker_nomem(m);
    else if (out.len <= head[shift] + cut)
        st = maker_fault(m, at, CORDON_SYNTAX, "'%.*s' is too short for 'base64offset'",
                         STR_ARG(at->text));
    else
        st = one_text(m, str_sub(buf_str(&out), head[shift], out.len - cut), ret);
    buf_release(&in);
    buf_release(&out);
    return st;
}

static cordon_status offsets(struct maker *m, const struct yaml_node *at, struct vec *texts)
{
    struct vec out = { 0 };
    cordon_status st = CORDON_OK;
    for (size_t i = 0; !st && i < texts->count; i++)
        for (size_t shift = 0; !st && shift < 3; shift++) {
            struct pattern t = { 0 };
            st = at_offset(m, at, only_text((struct pattern *)texts->data + i), shift, &t);
            if (!st) st = add_text(m, at, "base64offset", &out, t);
        }
    vec_release(texts);
    *texts = out;
    return st;
}

/* --- dashes ------------------------------------------------------------------------------- */

static const char *const dashes[] = { "-", "/", "\xE2\x80\x93", "\xE2\x80\x94",
                                      "\xE2\x80\x95" };

static size_t dash_at(str s, size_t at)
{
    for (size_t i = 0; i < COUNT_OF(dashes); i++)
        if (str_starts(str_from(s, at), str_c(dashes[i]))) return strlen(dashes[i]);
    return 0;
}

static bool is_word(char c)
{
    return byte_is_alnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* The next dash that begins a word: nothing or no letter before it, a letter behind it. */
static bool next_dash(str s, size_t *at, size_t *len)
{
    for (size_t i = *at; i < s.len; i++) {
        *len = dash_at(s, i);
        if (!*len || i + *len >= s.len || dash_at(s, i + *len)) continue;
        if ((i && is_word(s.data[i - 1])) || !is_word(s.data[i + *len])) continue;
        *at = i;
        return true;
    }
    return false;
}

/* One piece of a pattern replaced by each dash at `at`; the rest of the work is left to the caller. */
static cordon_status with_dashes(struct maker *m, const struct yaml_node *at,
                                 const struct pattern *t, size_t piece, size_t pos,
                                 struct vec *out);

static cordon_status each_dash(struct maker *m, const struct yaml_node *at,
                               const struct pattern *t, size_t piece, size_t pos, size_t len,
                               struct vec *out)
{
    struct arena *a = &m->set->arena;
    str whole = t->piece[piece].text;
    for (size_t k = 0; k < COUNT_OF(dashes); k++) {
        struct piece *all = arena_calloc(a, t->count, sizeof *all);
        if (!all) return maker_nomem(m);
        memcpy(all, t->piece, t->count * sizeof *all);
        str dash = str_c(dashes[k]);
        all[piece].text =
            join(a, join(a, str_sub(whole, 0, pos), dash), str_from(whole, pos + len));
        if (a->failed) return maker_nomem(m);
        struct pattern made = { all, t->count };
        cordon_status st = with_dashes(m, at, &made, piece, pos + dash.len, out);
        if (st) return st;
    }
    return CORDON_OK;
}

static cordon_status with_dashes(struct maker *m, const struct yaml_node *at,
                                 const struct pattern *t, size_t piece, size_t pos,
                                 struct vec *out)
{
    for (; piece < t->count; piece++, pos = 0) {
        size_t len;
        if (t->piece[piece].kind == PIECE_TEXT && next_dash(t->piece[piece].text, &pos, &len))
            return each_dash(m, at, t, piece, pos, len, out);
    }
    return add_text(m, at, "windash", out, *t);
}

/* --- placeholders ------------------------------------------------------------------------- */

/* The next %name% from *at on; "\%" is a plain sign. */
static bool next_placeholder(str s, size_t *at, str *ret_name)
{
    for (size_t i = *at; i < s.len; i++) {
        if (s.data[i] == '\\' && i + 1 < s.len && s.data[i + 1] == '%') {
            i++;
            continue;
        }
        if (s.data[i] != '%') continue;
        size_t end = str_find(s, STR("%"), i + 1);
        if (end == SIZE_MAX) return false;
        if (end == i + 1) continue;
        *at = i;
        *ret_name = str_sub(s, i + 1, end);
        return true;
    }
    return false;
}

static str plain_percent(struct maker *m, str s)
{
    char *out = arena_alloc(&m->set->arena, s.len + 1);
    size_t n = 0;
    if (!out) return STR_EMPTY;
    for (size_t i = 0; i < s.len; i++)
        if (s.data[i] != '\\' || i + 1 >= s.len || s.data[i + 1] != '%') out[n++] = s.data[i];
    return str_of(out, n);
}

enum { NAMES_SHOWN = 64 };

static cordon_status find_placeholder(struct maker *m, const struct yaml_node *at, str name,
                                      const struct rule_placeholder **ret)
{
    const char *names[NAMES_SHOWN];
    size_t count = 0;
    for (size_t i = 0; m->opt && i < m->opt->placeholders; i++) {
        const struct rule_placeholder *p = &m->opt->placeholder[i];
        if (str_eq(p->name, name) && !p->values)
            return maker_fault(m, at, CORDON_SYNTAX, "placeholder '%%%.*s%%' has no values",
                               STR_ARG(name));
        if (str_eq(p->name, name)) {
            *ret = p;
            return CORDON_OK;
        }
        if (count < NAMES_SHOWN) names[count++] = maker_copy(m, p->name).data;
    }
    if (m->set->arena.failed) return maker_nomem(m);
    return maker_fault(m, at, CORDON_SYNTAX, "unknown placeholder '%%%.*s%%'%.*s",
                       STR_ARG(name), STR_ARG(maker_near(m, name, names, count)));
}

static cordon_status with_values(struct maker *m, const struct yaml_node *at,
                                 const struct pattern *t, size_t piece, struct vec *out);

/* One placeholder in one piece, by each of its values; what stands behind it becomes a piece. */
static cordon_status each_value(struct maker *m, const struct yaml_node *at,
                                const struct pattern *t, size_t piece, size_t pos, str name,
                                struct vec *out)
{
    struct arena *a = &m->set->arena;
    const struct rule_placeholder *p;
    cordon_status st = find_placeholder(m, at, name, &p);
    str whole = t->piece[piece].text;
    for (size_t k = 0; !st && k < p->values; k++) {
        struct pattern value;
        if (pattern_parse(a, p->value[k], &value)) return maker_nomem(m);
        size_t n = 0;
        struct piece *all = arena_calloc(a, t->count + value.count + 2, sizeof *all);
        if (!all) return maker_nomem(m);
        for (size_t i = 0; i < piece; i++) all[n++] = t->piece[i];
        all[n++] = (struct piece){ PIECE_TEXT, plain_percent(m, str_sub(whole, 0, pos)) };
        for (size_t i = 0; i < value.count; i++) {
            /* A percent sign of a value is no placeholder again. */
            all[n++] = value.piece[i];
        }
        size_t next = n;
        all[n++] = (struct piece){ PIECE_TEXT, str_from(whole, pos + name.len + 2) };
        for (size_t i = piece + 1; i < t->count; i++) all[n++] = t->piece[i];
        struct pattern made = { all, n };
        st = with_values(m, at, &made, next, out);
    }
    return st;
}

static cordon_status with_values(struct maker *m, const struct yaml_node *at,
                                 const struct pattern *t, size_t piece, struct vec *out)
{
    struct piece *all = arena_calloc(&m->set->arena, t->count ? t->count : 1, sizeof *all);
    struct pattern made;
    if (!all) return maker_nomem(m);
    memcpy(all, t->piece, t->count * sizeof *all);
    for (; piece < t->count; piece++) {
        size_t pos = 0;
        str name;
        if (all[piece].kind != PIECE_TEXT) continue;
        if (next_placeholder(all[piece].text, &pos, &name)) {
            made = (struct pattern){ all, t->count };
            return each_value(m, at, &made, piece, pos, name, out);
        }
        all[piece].text = plain_percent(m, all[piece].text);
    }
    cordon_status st = tidy(m, all, t->count, &made);
    return st ? st : add_text(m, at, "expand", out, made);
}

typedef cordon_status spread_fn(struct maker *m, const struct yaml_node *at,
                                const struct pattern *t, struct vec *out);

static cordon_status spread_dashes(struct maker *m, const struct yaml_node *at,
                                   const struct pattern *t, struct vec *out)
{
    return with_dashes(m, at, t, 0, 0, out);
}
static cordon_status spread_values(struct maker *m, const struct yaml_node *at,
                                   const struct pattern *t, struct vec *out)
{
    return with_values(m, at, t, 0, out);
}

static cordon_status spread(struct maker *m, const struct yaml_node *at, spread_fn *fn,
                            struct vec *texts)
{
    struct vec out = { 0 };
    cordon_status st = CORDON_OK;
    for (size_t i = 0; !st && i < texts->count; i++)
        st = fn(m, at, (struct pattern *)texts->data + i, &out);
    vec_release(texts);
    *texts = out;
    return st;
}

/* --- all ---------------------------------------------------------------------------------- */

static cordon_status change_one(struct maker *m, unsigned modifier, struct pattern *t)
{
    switch (modifier) {
    case MOD_CONTAINS:
        return surround(m, true, true, t);
    case MOD_STARTSWITH:
        return surround(m, false, true, t);
    case MOD_ENDSWITH:
        return surround(m, true, false, t);
    case MOD_BASE64:
        return to_base64(m, t);
    case MOD_WIDE:
    case MOD_UTF16LE:
    case MOD_UTF16BE:
    case MOD_UTF16:
        return to_utf16(m, modifier, t);
    default:
        return CORDON_OK;
    }
}

cordon_status text_change(struct maker *m, const struct yaml_node *at, unsigned modifier,
                          struct vec *texts)
{
    cordon_status st = CORDON_OK;
    for (size_t i = 0; i < texts->count && modifier & (MOD_BASE64 | MOD_BASE64OFFSET); i++)
        if (has_wildcard((struct pattern *)texts->data + i))
            return maker_fault(m, at, CORDON_SYNTAX, "a text with wildcards cannot be encoded");
    if (modifier == MOD_WINDASH) return spread(m, at, spread_dashes, texts);
    if (modifier == MOD_EXPAND) return spread(m, at, spread_values, texts);
    if (modifier == MOD_BASE64OFFSET) return offsets(m, at, texts);
    for (size_t i = 0; !st && i < texts->count; i++)
        st = change_one(m, modifier, (struct pattern *)texts->data + i);
    return st;
}

/* --- expressions -------------------------------------------------------------------------- */

static void quote(const struct pattern *t, struct buf *out)
{
    for (size_t i = 0; i < t->count; i++) {
        if (t->piece[i].kind != PIECE_TEXT) {
            buf_add(out, t->piece[i].kind == PIECE_ONE ? STR(".") : STR(".*"));
            continue;
        }
        str s = t->piece[i].text;
        for (size_t k = 0; k < s.len; k++) {
            unsigned char c = (unsigned char)s.data[k];
            if (c < 0x80 && !byte_is_alnum(s.data[k])) buf_add_byte(out, '\\');
            buf_add_byte(out, s.data[k]);
        }
    }
}

static cordon_status add_str(struct maker *m, const struct yaml_node *at, str s,
                             struct vec *ret)
{
    if (ret->count >= RULE_EXPAND_MAX) return too_many(m, at, "expand");
    str *slot = vec_push(ret, sizeof *slot);
    if (!slot) return maker_nomem(m);
    *slot = maker_copy(m, s);
    return slot->data ? CORDON_OK : maker_nomem(m);
}

cordon_status plain_regex(struct maker *m, const struct yaml_node *v, struct vec *ret)
{
    return add_str(m, v, v->text, ret);
}

static cordon_status regex_values(struct maker *m, const struct yaml_node *at, str done,
                                  str rest, struct vec *ret)
{
    size_t pos = 0;
    str name;
    const struct rule_placeholder *p;
    if (!next_placeholder(rest, &pos, &name))
        return add_str(m, at, join(&m->set->arena, done, plain_percent(m, rest)), ret);
    cordon_status st = find_placeholder(m, at, name, &p);
    for (size_t k = 0; !st && k < p->values; k++) {
        struct pattern value;
        struct buf out = BUF_INIT((size_t)RULE_TEXT_MAX * 4);
        if (pattern_parse(&m->set->arena, p->value[k], &value)) return maker_nomem(m);
        buf_add(&out, done);
        buf_add(&out, plain_percent(m, str_sub(rest, 0, pos)));
        quote(&value, &out);
        st = out.over ? maker_fault(m, at, CORDON_LIMIT, "the expression is too long")
             : out.failed
                 ? maker_nomem(m)
                 : regex_values(m, at, buf_str(&out), str_from(rest, pos + name.len + 2), ret);
        buf_release(&out);
    }
    return st;
}

cordon_status expand_regex(struct maker *m, const struct yaml_node *v, struct vec *ret)
{
    return regex_values(m, v, STR(""), v->text, ret);
}
