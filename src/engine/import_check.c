/* An import's arguments and its edition checked, and what is told of it. */
#include "engine/import_inside.h"

#include "base/date.h"

/* --- what was asked ------------------------------------------------------------------------------- */

bool import_is_date(str s)
{
    struct date d;
    return s.len == 10 && date_read(s, &d) && d.precision == DATE_DAY && s.data[4] == '-';
}

bool import_is_reason(str s)
{
    return str_is_line(s, ACCEPT_MAX);
}

cordon_status import_check_args(const struct cordon_import *args, const struct list_source **ret,
                                struct cordon_error *err)
{
    *ret = list_source_find(args->source);
    if (!*ret)
        return error_set(err, CORDON_ARGUMENT, "unknown source '%.*s'; 'cordon lists sources' "
                         "names them", STR_ARG(args->source));
    size_t file_count = args->file_count + args->held_count + (args->packed.len != 0);
    if (file_count == 0 || file_count > LIST_FILES_MAX)
        return error_set(err, CORDON_ARGUMENT, "1 to %d files make an edition", LIST_FILES_MAX);
    if (args->edition.len && !import_is_date(args->edition))
        return error_set(err, CORDON_ARGUMENT, "'%.*s' is no date; write YYYY-MM-DD",
                         STR_ARG(args->edition));
    if (args->accept.data && !import_is_reason(args->accept))
        return error_set(err, CORDON_ARGUMENT, "a reason is one line of text, at most %d bytes",
                         ACCEPT_MAX);
    if (args->keep == 1)
        return error_set(err, CORDON_ARGUMENT, "at least 2 editions are kept: the one in use, and one "
                         "to go back to");
    return CORDON_OK;
}

/* --- the edition beside what is in use ----------------------------------------------------------- */

cordon_status import_judge(struct edition_in *in, str accept, int64_t now_s, const struct in_use *now,
                           struct cordon_error *err)
{
    const struct set_edition *old = in_use_of(now, in->about.source);
    struct part p;
    struct entity_set entities;
    cordon_status st = part_open(buf_str(&in->parts[ROLE_ENTITIES]), &p, err);
    if (!st) st = entity_set_open(&p, &entities, err);
    if (!st)
        st = edition_judge(&in->about, old, in->source, &entities, &in->report, accept,
                           now_s, &in->arena, err);
    return st;
}

/* --- what is told ----------------------------------------------------------------------------------- */

str import_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return str_c(slash ? slash + 1 : path);
}

void import_name_as_given(const struct cordon_import *args, struct cordon_error *err)
{
    for (size_t i = 0; err && i < args->file_count; i++) {
        if (!str_eq(str_c(err->file), import_base_name(args->files[i]))) continue;
        err->file[0] = '\0';
        error_in_file(err, str_c(args->files[i]));
        return;
    }
}

static void tell_warnings(const struct edition_in *in, const struct cordon_import *args)
{
    for (uint32_t i = 0; args->warn && i < in->report.warning_kept; i++) {
        const struct list_warning *w = &in->report.warnings[i];
        args->warn(args->warn_ctx, w->file, w->line, w->entry, w->text);
    }
}

static void tell_undated(const struct edition_in *in, const struct cordon_import *args)
{
    static const char text[] = "the files say no date, so nobody can tell how old this edition is, and it counts as "
                               "stale; say the day with --edition";
    bool is_undated = in->source->fresh_days && str_eq(in->about.edition, STR("unknown"));
    if (is_undated && args->warn) args->warn(args->warn_ctx, STR_EMPTY, 0, STR_EMPTY, str_c(text));
}

/* A doubtful edition that was taken all the same says so. */
static void tell_accepted(const struct edition_in *in, const struct cordon_import *args)
{
    struct buf b = BUF_INIT(1 << 17);
    if (!in->about.doubts.len || !args->warn) return;
    buf_printf(&b, "taken although doubtful, as '%.*s': %.*s", STR_ARG(in->about.accepted),
               STR_ARG(in->about.doubts));
    args->warn(args->warn_ctx, STR_EMPTY, 0, STR_EMPTY, buf_str(&b));
    buf_release(&b);
}

void import_tell(const struct edition_in *in, const struct cordon_import *args)
{
    tell_undated(in, args);
    tell_accepted(in, args);
    tell_warnings(in, args);
}
