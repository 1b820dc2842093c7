/*
 * XML lists as records.
 *
 *     xml_scan: tags and texts ──► enter, append, flush ──► trees ──► plan->take
 *        │ a doubt                  ▲
 *        └────► expat, from the start; silent as far as xml_scan came
 *
 * xml_scan.c reads what lists are made of. At anything else expat reads the file again, and its
 * calls count from the tag that was not handed out yet: so every judgement on a file is expat's, and
 * a file that is well is read at the speed of the former.
 */
#include "list/xml.h"

#include "list/xml_scan.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/num.h"

#include <expat.h>
#include <stdarg.h>
#include <stdio.h>

/* Expat copies what it is given, so it gets the file in pieces of this size. */
enum { CHUNK = 1 << 20, SNIFF = 4096, NAME_SHOWN = 48 };

/* A list has some hundred names of elements and attributes, said a million times: each is copied
 * once for the file. A name that finds no slot is copied for its record. */
enum { NAMES = 512, NAME_PROBES = 4, NAME_KEPT_MAX = 64 };

struct reader {
    XML_Parser             expat;
    const struct list_file *file;
    const struct xml_plan *plan;
    void                  *ctx;
    struct list_report    *report;
    struct cordon_error   *err;
    cordon_status          st; /* first failure of a handler */

    uint32_t         alive[XML_STEPS_MAX + 1]; /* a bit a path that still fits, by depth */
    uint32_t         depth;                    /* open elements */
    uint32_t         skip_depth;               /* depth of the element passed over, or 0 */
    uint32_t         record_depth;             /* depth of the record being built, or 0 */
    size_t           record_path;
    size_t           record_start; /* byte of its '<' */
    size_t           record_used;  /* bytes of its tree, against XML_RECORD_MAX */
    struct xml_node *open[XML_DEPTH_MAX + 1]; /* of the record, by depth */
    uint64_t         open_line[XML_DEPTH_MAX + 1];
    str              open_name[XML_DEPTH_MAX + 1]; /* for the message about a cut file */
    char             open_copy[XML_DEPTH_MAX + 1][NAME_SHOWN]; /* of expat's, which it forgets */
    struct arena     arena;                            /* the record's tree */
    struct buf       text;                             /* of the element that is open */
    str              names[NAMES];                     /* by hash; empty slots have no length */
    struct arena     name_arena;
    bool             counts_lines; /* ourselves: expat looks at every byte again for a line number */
    size_t           counted;      /* bytes whose line ends are in line */
    uint64_t         line;
    char             encoding[32];                     /* as declared, or "" */
    size_t           left_out; /* bytes of the file before this place that expat did not get */
    struct xml_span *span;     /* to find, or NULL */

    struct xml_scan  scan;
    bool             is_scanning; /* the calls come from it, not from expat */
    size_t           here, here_end; /* the bytes of the tag, while scanning */
    uint64_t         here_line;
    uint64_t         tags;  /* start and end tags handed on by it */
    size_t           stayed; /* counted for a text behind the last tag that take_text left in the file */
    uint64_t         muted; /* of expat's, that many are known already */
};

/* --- where ----------------------------------------------------------------------------------- */

/* The place in the file at which expat stands, -1 when it stands nowhere. */
static XML_Index byte_now(const struct reader *r)
{
    if (r->is_scanning) return (XML_Index)r->here;
    XML_Index at = XML_GetCurrentByteIndex(r->expat);
    return at < 0 ? at : at + (XML_Index)r->left_out;
}

/* Behind the tag at byte_now. */
static size_t tag_end(const struct reader *r)
{
    if (r->is_scanning) return r->here_end;
    return (size_t)byte_now(r) + (size_t)XML_GetCurrentByteCount(r->expat);
}

/* May line ends be counted by '\n' alone? Not in UTF-16, nor where '\r' ends a line by itself. */
static bool has_plain_lines(str in)
{
    if (in.len < 2 || !in.data[0] || !in.data[1] || str_starts(in, STR("\xFF\xFE")) ||
        str_starts(in, STR("\xFE\xFF")))
        return false;
    for (size_t i = str_index(in, '\r'); i < in.len; i += 1 + str_index(str_from(in, i + 1), '\r'))
        if (i + 1 == in.len || in.data[i + 1] != '\n') return false;
    return true;
}

/* The line that we stand in. Calls come in the order of the file. */
static uint64_t line_now(struct reader *r)
{
    if (r->is_scanning) return r->here_line;
    XML_Index at = byte_now(r);
    str in = r->file->bytes;
    if (!r->counts_lines || at < 0 || (size_t)at < r->counted || (size_t)at > in.len)
        return XML_GetCurrentLineNumber(r->expat);
    const char *p = in.data + r->counted, *end = in.data + at;
    for (; (p = memchr(p, '\n', (size_t)(end - p))); p++) r->line++;
    r->counted = (size_t)at;
    return r->line;
}

/* --- failing -------------------------------------------------------------------------------- */

/* Bytes since the last line end; expat counts characters, our errors count bytes. */
static uint32_t column_of(const struct reader *r, size_t at)
{
    str in = r->file->bytes;
    size_t i = at < in.len ? at : in.len;
    size_t end = i;
    while (i > 0 && in.data[i - 1] != '\n' && end - i < UINT32_MAX) i--;
    return (uint32_t)(end - i + 1);
}

static cordon_status fail_here(struct reader *r, cordon_status st, const char *fmt, ...)
    CORDON_PRINTF(3, 4);

static cordon_status fail_here(struct reader *r, cordon_status st, const char *fmt, ...)
{
    XML_Index at = byte_now(r);
    char text[320];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    bool is_expats = !r->is_scanning && !r->left_out;
    uint64_t line = is_expats ? XML_GetCurrentLineNumber(r->expat) : line_now(r);
    return error_at(r->err, st, r->file->name, line,
                    column_of(r, at > 0 ? (size_t)at : 0), "%s", text);
}

/* Remember a handler's failure and stop expat; handlers may still be called once more. */
static void stop(struct reader *r, cordon_status st)
{
    if (!r->st) r->st = st;
    if (!r->is_scanning) XML_StopParser(r->expat, XML_FALSE);
}

/* --- the tree ------------------------------------------------------------------------------- */

/* Count against the record's cap, which is the same for bytes that stay in the file. */
static bool tree_count(struct reader *r, size_t len)
{
    if (len > XML_RECORD_MAX - r->record_used) {
        stop(r, fail_here(r, CORDON_LIMIT, "one entry holds more than %d bytes",
                          XML_RECORD_MAX));
        return false;
    }
    r->record_used += len;
    return true;
}

static void *tree_alloc(struct reader *r, size_t len)
{
    if (!tree_count(r, len)) return NULL;
    void *p = arena_alloc(&r->arena, len);
    if (!p) stop(r, error_nomem(r->err));
    return p;
}

static str tree_str(struct reader *r, str s)
{
    if (s.len == 0) return STR_EMPTY;
    char *p = tree_alloc(r, s.len);
    if (!p) return STR_EMPTY;
    memcpy(p, s.data, s.len);
    return str_of(p, s.len);
}

/* The name behind the namespace prefix. */
static str local_name(str s)
{
    size_t colon = str_index(s, ':');
    return colon < s.len ? str_from(s, colon + 1) : s;
}

/* The name as a string that lives as long as the record, or longer. */
static str name_keep(struct reader *r, str name)
{
    if (r->is_scanning) return name; /* the file's bytes */
    if (name.len == 0 || name.len > NAME_KEPT_MAX) return tree_str(r, name);
    size_t hash = name.len + 31 * (size_t)(unsigned char)name.data[0] +
                  7 * (size_t)(unsigned char)name.data[name.len - 1] +
                  53 * (size_t)(unsigned char)name.data[name.len / 2];
    for (size_t i = 0; i < NAME_PROBES; i++) {
        str *slot = &r->names[(hash + i) % NAMES];
        if (str_eq(*slot, name)) return *slot;
        if (slot->len) continue;
        *slot = arena_str(&r->name_arena, name);
        if (r->name_arena.failed) stop(r, error_nomem(r->err));
        return *slot;
    }
    return tree_str(r, name);
}

/* The attributes of a start tag, wherever they were read. */
struct attrs {
    const struct xml_attr *list; /* raw names */
    size_t                 count;
    uint64_t               prefixed; /* a bit each: those are left out */
};
_Static_assert(XML_ATTRS_MAX <= 64, "a bit an attribute");

static bool is_in_file(const struct reader *r, str s)
{
    str in = r->file->bytes;
    return (uintptr_t)s.data >= (uintptr_t)in.data && (uintptr_t)s.data - (uintptr_t)in.data <= in.len;
}

/* A value as a string that lives as long as the record. */
static str value_keep(struct reader *r, str value)
{
    if (!is_in_file(r, value)) return tree_str(r, value);
    return tree_count(r, value.len) ? value : STR_EMPTY;
}

static void put_attrs(struct reader *r, struct xml_node *n, struct attrs attrs)
{
    if (attrs.count > XML_ATTRS_MAX) {
        stop(r, fail_here(r, CORDON_LIMIT, "an element has more than %d attributes",
                          XML_ATTRS_MAX));
        return;
    }
    struct xml_attr *list = tree_alloc(r, attrs.count * sizeof *list);
    if (!list) return;
    n->attrs = list;
    for (size_t i = 0; i < attrs.count && !r->st; i++) {
        str name = attrs.list[i].name, value = attrs.list[i].value;
        if (value.len > XML_TEXT_MAX)
            stop(r, fail_here(r, CORDON_LIMIT, "attribute '%.*s' is longer than %d bytes",
                              (int)(name.len > 64 ? 64 : name.len), name.data, XML_TEXT_MAX));
        if (attrs.prefixed >> i & 1) continue;
        list[n->attr_count].name = name_keep(r, name);
        list[n->attr_count++].value = value_keep(r, value);
    }
}

static struct xml_node *node_new(struct reader *r, str name, struct attrs attrs)
{
    struct xml_node *n = tree_alloc(r, sizeof *n);
    if (!n) return NULL;
    *n = (struct xml_node){ .name = name_keep(r, name) };
    uint64_t line = r->open_line[r->depth];
    n->line = line > UINT32_MAX ? UINT32_MAX : (uint32_t)line;
    if (attrs.count) put_attrs(r, n, attrs);
    return r->st ? NULL : n;
}

static void append(struct xml_node *parent, struct xml_node *n)
{
    if (parent->last)
        parent->last->next = n;
    else
        parent->child = n;
    parent->last = n;
}

/* What was read since the last tag belongs to the innermost open element. */
static void flush_text(struct reader *r)
{
    struct xml_node *n = r->open[r->depth];
    if (r->text.failed) {
        stop(r, r->text.over ? fail_here(r, CORDON_LIMIT, "text is longer than %d bytes",
                                         XML_TEXT_MAX)
                             : error_nomem(r->err));
        return;
    }
    if (r->text.len == 0) return;
    str more = str_trim(buf_str(&r->text));
    buf_reset(&r->text);
    if (more.len == 0) return;
    str had = n->text;
    char *p = tree_alloc(r, had.len + 1 + more.len);
    if (!p) return;
    if (had.len) {
        memcpy(p, had.data, had.len);
        p[had.len] = ' ';
    }
    size_t from = had.len ? had.len + 1 : 0;
    memcpy(p + from, more.data, more.len);
    n->text = str_of(p, from + more.len);
}

/* --- paths ---------------------------------------------------------------------------------- */

static const char *step_of(const struct xml_path *p, size_t i)
{
    return i < XML_STEPS_MAX ? p->steps[i] : NULL;
}

/* Paths that the element at r->depth keeps alive. */
static uint32_t paths_alive(const struct reader *r, str name)
{
    uint32_t alive = 0;
    if (r->depth > XML_STEPS_MAX) return 0;
    for (size_t i = 0; i < r->plan->count; i++) {
        bool was = r->depth == 1 || (r->alive[r->depth - 1] >> i & 1);
        const char *step = step_of(&r->plan->paths[i], r->depth - 1);
        if (was && step && (str_eq(name, str_c(step)) || strcmp(step, "*") == 0))
            alive |= 1u << i;
    }
    return alive;
}

/* The path that ends at this depth; r->plan->count when none does. A path that goes by the name,
 * also one that leads on, beats "*". */
static size_t path_here(const struct reader *r, uint32_t alive)
{
    size_t found = r->plan->count, any = r->plan->count;
    bool leads_on = false;
    for (size_t i = 0; i < r->plan->count; i++) {
        const struct xml_path *p = &r->plan->paths[i];
        if (!(alive >> i & 1)) continue;
        bool is_any = strcmp(p->steps[r->depth - 1], "*") == 0;
        if (step_of(p, r->depth))
            leads_on = leads_on || !is_any;
        else if (is_any)
            any = i;
        else
            found = i;
    }
    return found < r->plan->count || leads_on ? found : any;
}

static void begin_skip(struct reader *r)
{
    r->skip_depth = r->depth;
}

/* An element that no path leads to. */
static void meet_stranger(struct reader *r, str name)
{
    if (r->depth == 1) {
        bool is_page = str_eq_nocase(name, STR("html"));
        stop(r, fail_here(r, CORDON_SYNTAX,
                          is_page ? "this is a web page (<%.*s>), not %s; save the list's own "
                                    "file"
                                  : "the root element is <%.*s>: this is not %s",
                          (int)(name.len > 64 ? 64 : name.len), name.data, r->plan->title));
        return;
    }
    if (r->report)
        list_stranger(r->report, r->file->name, r->open_line[r->depth], STR_EMPTY,
                      "element", name);
    begin_skip(r);
}

static void begin_record(struct reader *r, size_t path, str name, struct attrs attrs)
{
    arena_reset(&r->arena);
    r->record_used = 0;
    r->record_path = path;
    r->record_start = (size_t)byte_now(r);
    r->record_depth = r->depth;
    r->open[r->depth] = node_new(r, name, attrs);
    buf_reset(&r->text);
}

static void hand_out_tag(struct reader *r, size_t path, str name, struct attrs attrs)
{
    arena_reset(&r->arena);
    r->record_used = 0;
    struct xml_node *n = node_new(r, name, attrs);
    if (!n) return;
    cordon_status st = r->plan->take(r->ctx, path, n, r->err);
    if (st) stop(r, st);
}

static void enter(struct reader *r, str name, struct attrs attrs)
{
    uint32_t alive = paths_alive(r, name);
    if (alive == 0) {
        meet_stranger(r, name);
        return;
    }
    r->alive[r->depth] = alive;
    size_t path = path_here(r, alive);
    if (path == r->plan->count) return; /* on the way to a record */
    switch (r->plan->paths[path].take) {
    case XML_OPEN:
        hand_out_tag(r, path, name, attrs);
        break;
    case XML_RECORD:
        begin_record(r, path, name, attrs);
        break;
    case XML_SKIP:
        begin_skip(r);
        break;
    }
}

/* Where the root's tags and the wanted child of it begin and end. A second child of the name makes
 * the span useless: then all is read. */
static void span_start(struct reader *r, str name)
{
    struct xml_span *s = r->span;
    if (r->depth == 1) s->root_end = tag_end(r);
    if (r->depth != 2 || !str_eq(name, str_c(s->name))) return;
    s->count++;
    s->from = (size_t)byte_now(r);
}

static void span_end(struct reader *r, str name)
{
    struct xml_span *s = r->span;
    if (r->depth == 2 && str_eq(name, str_c(s->name))) s->to = s->count == 1 ? tag_end(r) : 0;
    if (r->depth == 1) s->last = (size_t)byte_now(r);
}

/* --- tags and texts ------------------------------------------------------------------------- */

static bool is_dropped(const struct reader *r, str name)
{
    const char *const *d = r->plan->drop;
    for (; d && *d; d++)
        if (str_eq(name, str_c(*d))) return true;
    return false;
}

static void copy_open_name(struct reader *r)
{
    str *name = &r->open_name[r->depth];
    memcpy(r->open_copy[r->depth], name->data, name->len);
    name->data = r->open_copy[r->depth];
}

/* `local`: without its prefix. */
static void begin_element(struct reader *r, str local, struct attrs attrs)
{
    if (r->depth == XML_DEPTH_MAX) {
        stop(r, fail_here(r, CORDON_LIMIT, "more than %d elements inside each other",
                          XML_DEPTH_MAX));
        return;
    }
    if (r->record_depth && !r->skip_depth) flush_text(r);
    if (r->st) return;
    r->depth++;
    if (r->span && r->depth <= 2) span_start(r, local);
    r->open_line[r->depth] = line_now(r);
    r->open_name[r->depth] = str_sub(local, 0, NAME_SHOWN);
    if (!r->is_scanning) copy_open_name(r);
    if (r->skip_depth) return;
    if (!r->record_depth) {
        enter(r, local, attrs);
        return;
    }
    if (is_dropped(r, local)) {
        begin_skip(r);
        return;
    }
    struct xml_node *n = node_new(r, local, attrs);
    if (!n) return;
    append(r->open[r->depth - 1], n);
    r->open[r->depth] = n;
}

static void end_record(struct reader *r)
{
    struct xml_node *n = r->open[r->depth];
    n->bytes = str_sub(r->file->bytes, r->record_start, tag_end(r));
    r->record_depth = 0;
    cordon_status st = r->plan->take(r->ctx, r->record_path, n, r->err);
    if (st) stop(r, st);
}

static void end_element(struct reader *r, str name)
{
    if (r->record_depth && !r->skip_depth) flush_text(r);
    if (r->st) return;
    if (r->span && r->depth <= 2) span_end(r, local_name(name));
    if (r->record_depth == r->depth) end_record(r);
    if (r->skip_depth == r->depth) r->skip_depth = 0;
    r->depth--;
}

static bool wants_text(const struct reader *r)
{
    return !r->st && r->record_depth && !r->skip_depth;
}

static str without_front_blanks(str s)
{
    while (s.len && byte_is_blank(s.data[0])) s = str_from(s, 1);
    return s;
}

/* --- expat's calls -------------------------------------------------------------------------- */

/* Was this tag handed on before? */
static bool is_known(struct reader *r)
{
    if (r->muted == 0) return false;
    r->muted--;
    return true;
}

static void on_start(void *ctx, const char *name, const char **attrs)
{
    struct reader *r = ctx;
    struct xml_attr *list = r->scan.attr; /* free by now, and large for a stack that is cleared */
    size_t count = 0;
    if (r->st || is_known(r)) return;
    uint64_t prefixed = 0;
    for (; attrs[2 * count]; count++) {
        if (count >= XML_ATTRS_MAX) continue;
        list[count] = (struct xml_attr){ str_c(attrs[2 * count]), str_c(attrs[2 * count + 1]) };
        if (strchr(attrs[2 * count], ':')) prefixed |= (uint64_t)1 << count;
    }
    begin_element(r, local_name(str_c(name)), (struct attrs){ list, count, prefixed });
}

static void on_end(void *ctx, const char *name)
{
    struct reader *r = ctx;
    if (!r->st && !is_known(r)) end_element(r, str_c(name));
}

static void on_text(void *ctx, const char *text, int len)
{
    struct reader *r = ctx;
    if (r->muted || !wants_text(r) || len <= 0) return;
    str s = str_of(text, (size_t)len);
    /* blanks at the front go: mostly there is nothing else between tags */
    buf_add(&r->text, r->text.len ? s : without_front_blanks(s));
}

static void break_line(struct reader *r)
{
    if (r->text.len && r->text.data[r->text.len - 1] != '\n') buf_add_byte(&r->text, '\n');
}

static void on_cdata(void *ctx)
{
    struct reader *r = ctx;
    if (!r->muted && wants_text(r)) break_line(r);
}

static void on_doctype(void *ctx, const char *name, const char *sysid, const char *pubid,
                       int has_subset)
{
    struct reader *r = ctx;
    (void)sysid;
    (void)pubid;
    (void)has_subset;
    if (r->st) return;
    if (str_eq_nocase(local_name(str_c(name)), STR("html")))
        stop(r, fail_here(r, CORDON_SYNTAX, "this is a web page, not %s; save the list's own file",
                          r->plan->title));
    else
        stop(r, fail_here(r, CORDON_SYNTAX,
                          "the file declares a DOCTYPE, which may define entities; lists have "
                          "none, so it is refused"));
}

static void on_declaration(void *ctx, const char *version, const char *encoding, int standalone)
{
    struct reader *r = ctx;
    (void)version;
    (void)standalone;
    snprintf(r->encoding, sizeof r->encoding, "%.31s", encoding ? encoding : "");
}

/* --- feeding expat -------------------------------------------------------------------------- */

static cordon_status fail_cut(struct reader *r)
{
    if (r->depth == 0)
        return fail_here(r, CORDON_SYNTAX, "the file ends before its first element: not %s",
                         r->plan->title);
    return fail_here(r, CORDON_SYNTAX,
                     "the file is cut off inside <%.*s>, begun on line %llu; fetch it again",
                     STR_ARG(r->open_name[r->depth]),
                     (unsigned long long)r->open_line[r->depth]);
}

/* A raw '&' is the commonest damage: a browser saved the file. */
static bool stands_at_ampersand(const struct reader *r)
{
    str in = r->file->bytes;
    XML_Index at = byte_now(r);
    if (at < 0 || (size_t)at >= in.len) return false;
    size_t i = (size_t)at;
    return in.data[i] == '&' || (i > 0 && in.data[i - 1] == '&');
}

/* Bytes that are not UTF-8 in a file that says nothing else: mostly it is Windows-1252. False when
 * that is not what expat stopped at. */
static bool fail_text(struct reader *r, cordon_status *ret)
{
    str in = r->file->bytes;
    size_t bad, at = byte_now(r) > 0 ? (size_t)byte_now(r) : 0;
    bool is_utf8 = !r->encoding[0] || str_eq_nocase(str_c(r->encoding), STR("UTF-8"));
    bool is_wide = in.len > 1 && (!in.data[0] || !in.data[1] || (unsigned char)in.data[0] >= 0xFE);
    if (is_utf8 && is_wide)
        *ret = fail_here(r, CORDON_SYNTAX, "the file is UTF-16%s; save it as UTF-8",
                         r->encoding[0] ? " and says that it is UTF-8" : "");
    else if (is_utf8 && !str_is_utf8(in, &bad) && bad >= at && bad - at <= XML_TOKEN_MAX)
        *ret = error_at(r->err, CORDON_SYNTAX, r->file->name, 1 + str_count(str_sub(in, 0, bad), '\n'),
                        column_of(r, bad), "bytes that are not UTF-8, which the file says it is; "
                                           "was it saved as Windows-1252?");
    else
        return false;
    return true;
}

static cordon_status fail_expat(struct reader *r)
{
    cordon_status st;
    enum XML_Error code = XML_GetErrorCode(r->expat);
    switch ((int)code) {
    case XML_ERROR_NO_MEMORY:
        return error_nomem(r->err);
    case XML_ERROR_NO_ELEMENTS:
    case XML_ERROR_UNCLOSED_TOKEN:
    case XML_ERROR_PARTIAL_CHAR:
    case XML_ERROR_UNCLOSED_CDATA_SECTION:
        return fail_cut(r);
    case XML_ERROR_UNKNOWN_ENCODING:
    case XML_ERROR_INCORRECT_ENCODING:
        if (fail_text(r, &st)) return st;
        return fail_here(r, CORDON_SYNTAX, "encoding '%s' is not supported; save it as UTF-8",
                         r->encoding);
    case XML_ERROR_UNDEFINED_ENTITY:
        return fail_here(r, CORDON_SYNTAX, "an entity that nothing defines; only &amp; &lt; &gt; "
                                           "&apos; &quot; and numbers are XML's own");
    case XML_ERROR_INVALID_TOKEN:
        if (!stands_at_ampersand(r) && fail_text(r, &st)) return st;
        break;
    default:
        break;
    }
    if (stands_at_ampersand(r))
        return fail_here(r, CORDON_SYNTAX, "a raw '&' (it should be '&amp;'): the file was "
                                           "changed on its way; fetch it again");
    return fail_here(r, CORDON_SYNTAX, "not well-formed XML: %s", XML_ErrorString(code));
}

/* Bytes from pos to `end`; the last of them ends the file, or a tag. */
static cordon_status feed_until(struct reader *r, size_t pos, size_t end)
{
    str in = r->file->bytes;
    while (pos < end) {
        size_t n = end - pos < CHUNK ? end - pos : CHUNK;
        bool is_last = pos + n == in.len;
        enum XML_Status ok = XML_Parse(r->expat, in.data + pos, (int)n, is_last);
        if (r->st) return r->st;
        if (ok != XML_STATUS_OK) return fail_expat(r);
        pos += n;
        /* what expat keeps for later is one unfinished token; it is looked at again each time */
        XML_Index at = byte_now(r);
        if (!is_last && at >= 0 && pos - (size_t)at > XML_TOKEN_MAX)
            return fail_here(r, CORDON_LIMIT, "one tag or comment is longer than %d bytes",
                             XML_TOKEN_MAX);
    }
    return CORDON_OK;
}

/* --- xml_scan's calls ----------------------------------------------------------------------- */

static void take_text(struct reader *r)
{
    struct xml_scan *s = &r->scan;
    struct xml_node *n = r->open[r->depth];
    if (s->is_whole && r->text.len == 0 && n->text.len == 0) {
        str text = str_trim(s->text); /* most texts: they stay where they are */
        if (!tree_count(r, text.len + 1)) return;
        n->text = text;
        r->stayed = text.len + 1;
        return;
    }
    if (r->text.len == 0) s->text = without_front_blanks(s->text);
    if (s->is_cdata && r->plan->by_lines) break_line(r);
    xml_scan_text(s, &r->text);
}

static void take_tag(struct reader *r, enum xml_scan_token token)
{
    struct xml_scan *s = &r->scan;
    r->here = s->from;
    r->here_end = s->at;
    r->here_line = s->from_line;
    r->tags++;
    r->stayed = 0;
    if (token == XML_SCAN_END) {
        end_element(r, s->name);
        return;
    }
    begin_element(r, s->local, (struct attrs){ s->attr, s->attr_count, s->prefixed });
    if (r->st || !s->is_empty) return;
    r->here = s->at;
    r->here_line = s->line;
    r->tags++;
    end_element(r, s->name);
}

/* As feed_until. @return false: expat has to read it */
static bool scan_until(struct reader *r, size_t pos, size_t end)
{
    struct xml_scan *s = &r->scan;
    s->line += pos > s->at ? str_count(str_sub(s->in, s->at, pos), '\n') : 0;
    if (pos > s->at) s->at = pos;
    s->stop = end;
    while (!r->st) {
        enum xml_scan_token token = xml_scan_next(s);
        if (token == XML_SCAN_DOUBT) return false;
        if (token == XML_SCAN_PIECE_END) return true;
        if (token != XML_SCAN_TEXT)
            take_tag(r, token);
        else if (wants_text(r))
            take_text(r);
    }
    return true;
}

/* --- reading -------------------------------------------------------------------------------- */

struct piece {
    size_t from, to;
};

/* The whole file; or, of one that was read to its end before, what stands around and in the span:
 * the head up to the root's start tag, the span's element, and the end. */
static size_t pieces_of(const struct reader *r, const struct xml_span *in, struct piece ret[3])
{
    size_t len = r->file->bytes.len;
    ret[0] = (struct piece){ 0, len };
    if (!in || !r->counts_lines || in->from < in->root_end || in->to <= in->from || in->to > in->last ||
        in->last >= len)
        return 1;
    ret[0].to = in->root_end;
    ret[1] = (struct piece){ in->from, in->to };
    ret[2] = (struct piece){ in->last, len };
    return 3;
}

/* @return false: expat has to read it */
static bool scan(struct reader *r, const struct piece *pieces, size_t count)
{
    bool is_ours = r->counts_lines && !r->plan->by_expat && xml_scan_init(&r->scan, r->file->bytes);
    r->is_scanning = is_ours;
    for (size_t i = 0; i < count && is_ours && !r->st; i++)
        is_ours = scan_until(r, pieces[i].from, pieces[i].to);
    r->is_scanning = false;
    return is_ours;
}

/* Expat says again what stands behind the last tag that was handed on. */
static void forget_text(struct reader *r)
{
    buf_reset(&r->text);
    if (!r->stayed) return;
    r->open[r->depth]->text = STR_EMPTY;
    r->record_used -= r->stayed;
    r->stayed = 0;
}

static cordon_status feed(struct reader *r, const struct piece *pieces, size_t count)
{
    static const XML_Memory_Handling_Suite door = { mem_alloc, mem_realloc, mem_free };
    cordon_status st = CORDON_OK;
    r->expat = XML_ParserCreate_MM(NULL, &door, NULL);
    if (!r->expat) return error_nomem(r->err);
    XML_SetUserData(r->expat, r);
    XML_SetElementHandler(r->expat, on_start, on_end);
    XML_SetCharacterDataHandler(r->expat, on_text);
    if (r->plan->by_lines) XML_SetStartCdataSectionHandler(r->expat, on_cdata);
    XML_SetStartDoctypeDeclHandler(r->expat, on_doctype);
    XML_SetXmlDeclHandler(r->expat, on_declaration);
    r->muted = r->tags;
    forget_text(r);
    for (size_t i = 0; i < count && !st; i++) {
        r->left_out += pieces[i].from - (i ? pieces[i - 1].to : 0);
        st = feed_until(r, pieces[i].from, pieces[i].to);
    }
    return st;
}

/* `find` is filled in, `in` is kept to; both may be NULL. */
static cordon_status read_span(const struct list_file *file, const struct xml_plan *plan, void *ctx,
                               struct list_report *report, struct xml_span *find,
                               const struct xml_span *in, struct cordon_error *err)
{
    struct piece pieces[3];
    if (str_trim(file->bytes).len == 0)
        return error_at(err, CORDON_SYNTAX, file->name, 0, 0, "the file is empty");
    struct reader *r = mem_calloc(1, sizeof *r);
    if (!r) return error_nomem(err);
    *r = (struct reader){ .file = file, .plan = plan, .ctx = ctx, .report = report, .err = err,
                           .span = find };
    arena_init(&r->name_arena, (size_t)2 * NAMES * NAME_KEPT_MAX + (64u << 10));
    r->counts_lines = has_plain_lines(file->bytes);
    r->line = 1;
    arena_init(&r->arena, 4u * XML_RECORD_MAX); /* blocks double: room for what they waste */
    buf_init(&r->text, XML_TEXT_MAX);
    size_t count = pieces_of(r, in, pieces);
    cordon_status st = scan(r, pieces, count) ? r->st : feed(r, pieces, count);
    if (st) error_in_file(err, file->name);
    if (r->expat) XML_ParserFree(r->expat);
    xml_scan_release(&r->scan);
    buf_release(&r->text);
    arena_release(&r->arena);
    arena_release(&r->name_arena);
    mem_free(r);
    return st;
}

cordon_status xml_read(const struct list_file *file, const struct xml_plan *plan, void *ctx,
                       struct list_report *report, struct cordon_error *err)
{
    return read_span(file, plan, ctx, report, NULL, NULL, err);
}

cordon_status xml_read_find(const struct list_file *file, const struct xml_plan *plan, void *ctx,
                            struct list_report *report, struct xml_span *span,
                            struct cordon_error *err)
{
    const char *name = span->name;
    *span = (struct xml_span){ .name = name };
    return read_span(file, plan, ctx, report, span, NULL, err);
}

cordon_status xml_read_in(const struct list_file *file, const struct xml_plan *plan, void *ctx,
                          struct list_report *report, const struct xml_span *span,
                          struct cordon_error *err)
{
    return read_span(file, plan, ctx, report, NULL, span, err);
}

/* --- recognising ---------------------------------------------------------------------------- */

/* Drop what stands before the first element; the head is ASCII in all encodings we take. */
static str skip_prolog(str s)
{
    for (;;) {
        s = str_trim(s);
        size_t end;
        if (str_starts(s, STR("<?")))
            end = str_find(s, STR("?>"), 0);
        else if (str_starts(s, STR("<!--")))
            end = str_find(s, STR("-->"), 0);
        else if (str_starts(s, STR("<!")))
            end = str_find(s, STR("<"), 1); /* a DOCTYPE; reading will refuse it by name */
        else
            return s;
        if (end == SIZE_MAX) return STR_EMPTY;
        s = str_from(s, end);
        while (s.len && (s.data[0] == '-' || s.data[0] == '?' || s.data[0] == '>'))
            s = str_from(s, 1);
    }
}

bool xml_begins(const struct list_file *file, const char *root)
{
    char head[SNIFF];
    size_t len = 0;
    str in = str_sub(file->bytes, 0, SNIFF);
    if (str_starts(in, STR("\xEF\xBB\xBF"))) in = str_from(in, 3);
    bool is_wide = str_starts(in, STR("\xFF\xFE")) || str_starts(in, STR("\xFE\xFF"));
    if (is_wide) in = str_from(in, 2);
    for (size_t i = 0; i < in.len; i++)
        if (!is_wide || in.data[i]) head[len++] = in.data[i];
    str s = skip_prolog(str_of(head, len));
    if (!str_starts(s, STR("<"))) return false;
    size_t end = 1;
    while (end < s.len && !byte_is_blank(s.data[end]) && s.data[end] != '>' &&
           s.data[end] != '/')
        end++;
    str name = str_sub(s, 1, end);
    size_t colon = str_index(name, ':');
    if (colon < name.len) name = str_from(name, colon + 1);
    return str_eq(name, str_c(root));
}

/* --- looking at a tree ---------------------------------------------------------------------- */

const struct xml_node *xml_find_child(const struct xml_node *n, str name)
{
    const struct xml_node *c = n ? n->child : NULL;
    while (c && !str_eq(c->name, name)) c = c->next;
    return c;
}

str xml_find_attr(const struct xml_node *n, str name)
{
    for (uint32_t i = 0; n && i < n->attr_count; i++)
        if (str_eq(n->attrs[i].name, name)) return n->attrs[i].value;
    return STR_EMPTY;
}
