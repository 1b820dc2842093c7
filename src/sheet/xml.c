/* XML parts of a workbook as a stream, over expat. */
#include "sheet/parts.h"

#include "base/mem.h"

#include <expat.h>

static str local_name(const char *name)
{
    str s = str_c(name);
    size_t colon = str_index(s, ':');
    return colon < s.len ? str_from(s, colon + 1) : s;
}

str sheet_part_attr(const char **attrs, const char *name)
{
    for (size_t i = 0; attrs[i]; i += 2)
        if (str_eq(local_name(attrs[i]), str_c(name))) return str_c(attrs[i + 1]);
    return STR_EMPTY;
}

void sheet_part_stop(struct sheet_part *x, cordon_status st)
{
    if (!x->status) x->status = st;
    XML_StopParser(x->expat, XML_FALSE);
}

static void on_start(void *ctx, const char *name, const char **attrs)
{
    struct sheet_part *x = ctx;
    if (x->status) return;
    if (++x->depth > SHEET_DEPTH_MAX) {
        sheet_part_stop(x, error_set(x->err, CORDON_LIMIT, "%s: more than %d elements inside each other",
                                   x->title, SHEET_DEPTH_MAX));
        return;
    }
    x->start(x->ctx, local_name(name), attrs);
}

static void on_end(void *ctx, const char *name)
{
    struct sheet_part *x = ctx;
    if (x->status) return;
    x->depth--;
    x->end(x->ctx, local_name(name));
}

static void on_text(void *ctx, const char *text, int len)
{
    struct sheet_part *x = ctx;
    if (x->status || !x->wants_text || len < 0) return;
    buf_add_bytes(&x->text, text, (size_t)len);
    if (!x->text.failed) return;
    sheet_part_stop(x, x->text.over ? error_set(x->err, CORDON_LIMIT, "%s: a text is longer than %d bytes",
                                              x->title, SHEET_TEXT_MAX)
                                  : error_nomem(x->err));
}

static void on_doctype(void *ctx, const char *name, const char *sysid, const char *pubid, int subset)
{
    struct sheet_part *x = ctx;
    (void)name;
    (void)sysid;
    (void)pubid;
    (void)subset;
    sheet_part_stop(x, error_set(x->err, CORDON_SYNTAX,
                               "%s: declares a DOCTYPE, which no workbook does; it is refused",
                               x->title));
}

cordon_status sheet_part_begin(struct sheet_part *x, struct cordon_error *err)
{
    static const XML_Memory_Handling_Suite door = { mem_alloc, mem_realloc, mem_free };
    x->err = err;
    x->status = CORDON_OK;
    x->fed = 0;
    x->depth = 0;
    x->wants_text = false;
    buf_init(&x->text, SHEET_TEXT_MAX);
    x->expat = XML_ParserCreate_MM(NULL, &door, NULL);
    if (!x->expat) return error_nomem(err);
    XML_SetUserData(x->expat, x);
    XML_SetElementHandler(x->expat, on_start, on_end);
    XML_SetCharacterDataHandler(x->expat, on_text);
    XML_SetStartDoctypeDeclHandler(x->expat, on_doctype);
    return CORDON_OK;
}

static cordon_status fail_expat(struct sheet_part *x)
{
    enum XML_Error code = XML_GetErrorCode(x->expat);
    if (code == XML_ERROR_NO_MEMORY) return error_nomem(x->err);
    return error_set(x->err, CORDON_SYNTAX, "%s: not well-formed XML in line %llu: %s", x->title,
                     (unsigned long long)XML_GetCurrentLineNumber(x->expat), XML_ErrorString(code));
}

cordon_status sheet_part_feed(struct sheet_part *x, str bytes, bool is_last)
{
    enum XML_Status ok = XML_Parse(x->expat, bytes.len ? bytes.data : "", (int)bytes.len, is_last);
    if (x->status) return x->status;
    if (ok != XML_STATUS_OK) return fail_expat(x);
    x->fed += bytes.len;
    XML_Index at = XML_GetCurrentByteIndex(x->expat);
    if (!is_last && at >= 0 && x->fed - (size_t)at > SHEET_TOKEN_MAX)
        return error_set(x->err, CORDON_LIMIT, "%s: one tag is longer than %d bytes", x->title,
                         SHEET_TOKEN_MAX);
    return CORDON_OK;
}

void sheet_part_end(struct sheet_part *x)
{
    if (x->expat) XML_ParserFree(x->expat);
    x->expat = NULL;
    buf_release(&x->text);
}
