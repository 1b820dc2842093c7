/* The head of a bundle: read strictly, written in the one way there is. */
#include "share/head.h"

#include "base/date.h"
#include "base/num.h"

static const char title[] = "cordon-bundle v1";

/* --- names of parts ------------------------------------------------------------------------------ */

static cordon_status bad_name(struct cordon_error *err, str name, const char *why)
{
    return error_set(err, CORDON_REFUSED, "part '%.*s': %s", STR_ARG(name), why);
}

static bool is_piece(str s)
{
    if (s.len == 0 || s.data[0] == '.' || s.data[0] == '-') return false;
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_alnum(s.data[i]) && s.data[i] != '.' && s.data[i] != '-' && s.data[i] != '_')
            return false;
    return true;
}

static cordon_status check_pieces(str name, struct cordon_error *err)
{
    str rest = name, piece;
    if (name.len && name.data[0] == '/') return bad_name(err, name, "an absolute path");
    while (str_next(&rest, '/', &piece)) {
        if (str_eq(piece, STR("..")))
            return bad_name(err, name, "a path that climbs out of its folder");
        if (!is_piece(piece))
            return bad_name(err, name, "letters, digits, '.', '-' and '_' are expected between '/', "
                                       "none empty or beginning with '.' or '-'");
    }
    return CORDON_OK;
}

static bool is_edition(str s)
{
    struct date d;
    return str_eq(s, STR("unknown")) ||
           (s.len == 10 && date_read(s, &d) && d.precision == DATE_DAY && s.data[4] == '-');
}

cordon_status head_part_path(str name, struct part_path *ret, struct cordon_error *err)
{
    str rest = name, kind = STR_EMPTY;
    struct part_path p = { PART_UNKNOWN, STR_EMPTY, STR_EMPTY, STR_EMPTY };
    if (name.len > PART_NAME_MAX) return bad_name(err, name, "a name above 100 bytes");
    cordon_status st = check_pieces(name, err);
    if (st) return st;
    str_next(&rest, '/', &kind);
    if (str_eq(kind, STR("rules"))) {
        p.kind = PART_RULE;
        p.file = rest;
        if (!str_ends(rest, STR(".yml")) && !str_ends(rest, STR(".yaml")))
            return bad_name(err, name, "a rule file ends in .yml or .yaml");
    } else {
        bool is_list = str_eq(kind, STR("lists"));
        if (!is_list && !str_eq(kind, STR("labels")))
            return bad_name(err, name, "parts lie in lists/, labels/ or rules/");
        bool is_whole = str_next(&rest, '/', &p.source) && str_next(&rest, '/', &p.edition) &&
                        rest.len && str_index(rest, '/') == rest.len;
        p.file = rest;
        p.kind = !is_list ? PART_LABELS : str_eq(rest, STR(PART_WHY)) ? PART_REASON : PART_LIST;
        if (!is_whole || !is_edition(p.edition) || (p.kind == PART_LIST && !str_eq(p.file, STR(PART_RAW))))
            return bad_name(err, name, is_list ? "lists/SOURCE/DATE/raw.zst is expected"
                                               : "labels/SOURCE/DATE/FILE is expected");
    }
    *ret = p;
    return CORDON_OK;
}

/* --- reading -------------------------------------------------------------------------------------- */

/* "part: NAME SIZE SHA256" */
static cordon_status read_part(struct lines *l, const struct head *h, struct head_part *ret)
{
    struct part_path path;
    str v, size = STR_EMPTY;
    cordon_status st = lines_value(l, "part", &v);
    if (st) return st;
    str_next(&v, ' ', &ret->name);
    if (!str_next(&v, ' ', &size) || !lines_is_number(size, BUNDLE_FILE_MAX, &ret->size) || !lines_is_sha(v))
        return lines_wrong(l, "'part: NAME SIZE SHA256' is expected");
    ret->sha = v;
    st = head_part_path(ret->name, &path, l->err);
    if (st && l->err) l->err->line = l->line;
    if (st) return st;
    int order = h->part_count ? str_cmp(h->part[h->part_count - 1].name, ret->name) : -1;
    if (order == 0) return lines_wrong(l, "one part twice");
    return order < 0 ? CORDON_OK : lines_wrong(l, "parts are not in the order of their names");
}

cordon_status share_head_read(str text, struct arena *a, struct head *ret, struct cordon_error *err)
{
    struct lines l;
    struct lines_stamp stamp;
    if (text.len > HEAD_TEXT_MAX)
        return error_set(err, CORDON_LIMIT, "a head above %d KiB", HEAD_TEXT_MAX >> 10);
    lines_init(&l, text, err);
    cordon_status st = lines_stamp_read(&l, title, "serial", &stamp);
    if (st) return st;
    struct head h = { .origin = stamp.origin, .serial = stamp.number, .issued_s = stamp.issued_s,
                      .expires_s = stamp.expires_s, .prev = stamp.prev };
    size_t room = str_count(l.rest, '\n');
    if (room > BUNDLE_PARTS_MAX)
        return error_set(err, CORDON_LIMIT, "more than %d parts", BUNDLE_PARTS_MAX);
    h.part = arena_calloc(a, room ? room : 1, sizeof *h.part);
    if (!h.part) return error_nomem(err);
    while (!lines_is_end(&l)) {
        st = read_part(&l, &h, &h.part[h.part_count < room ? h.part_count : 0]);
        if (st) return st;
        h.part_count++;
    }
    if (h.part_count == 0) return lines_wrong(&l, "a bundle without parts");
    *ret = h;
    return CORDON_OK;
}

str head_origin(str text)
{
    return lines_origin(text, title);
}

void share_head_write(const struct head *h, struct buf *out)
{
    const struct lines_stamp stamp = { h->origin, h->serial, h->issued_s, h->expires_s, h->prev };
    lines_stamp_write(&stamp, title, "serial", out);
    for (size_t i = 0; i < h->part_count; i++)
        buf_printf(out, "part: %.*s %llu %.*s\n", STR_ARG(h->part[i].name),
                   (unsigned long long)h->part[i].size, STR_ARG(h->part[i].sha));
}
