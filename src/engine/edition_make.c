/* One edition, from files to raw edition and parts, all in memory. */
#include "engine/import_inside.h"

#include "base/date.h"
#include "base/mem.h"

enum { DAY_S = 86400 };

void edition_in_init(struct edition_in *in, const char *data_dir)
{
    *in = (struct edition_in){ .data_dir = data_dir };
    arena_init(&in->arena, IMPORT_ARENA_MAX);
    list_report_init(&in->report, &in->arena);
    in->files = arena_calloc(&in->arena, LIST_FILES_MAX, sizeof *in->files);
    for (size_t i = 0; i < ROLE_COUNT; i++) buf_init(&in->parts[i], (size_t)4 << 30);
    buf_init(&in->packed, (size_t)2 << 30);
    buf_init(&in->joined, (size_t)2 << 30);
}

void edition_in_release(struct edition_in *in)
{
    for (size_t i = 0; i < ROLE_COUNT; i++) buf_release(&in->parts[i]);
    buf_release(&in->packed);
    buf_release(&in->joined);
    arena_release(&in->arena);
}

/* --- reading -------------------------------------------------------------------------------- */

/* No format of the source recognises the files. What is wrong with a file of the right sort its
 * reader says best, with the line; b is abandoned either way. */
static cordon_status refuse_format(const struct list_source *source, const struct list_file *files,
                                   size_t count, struct entity_build *b, struct list_report *report,
                                   struct cordon_error *err)
{
    const struct list_format *like = NULL;
    bool is_empty = str_trim(files[0].bytes).len == 0;
    if (!is_empty) like = list_format_like(source, files, count);
    cordon_status st = CORDON_OK;
    if (like) st = like->read(source->id, files, count, b, report, err);
    if (!st)
        st = error_set(err, CORDON_SYNTAX, "%s; source '%.*s' takes %.*s",
                       is_empty ? "the file is empty" : "the file is in none of the formats of its source",
                       STR_ARG(source->id), STR_ARG(source->formats));
    error_in_file(err, files[0].name);
    return st;
}

cordon_status edition_read(const struct list_source *source, const struct list_file *files,
                           size_t count, struct entity_build *b, struct list_report *report,
                           struct cordon_error *err)
{
    const struct list_format *format = list_format_for(source, files, count);
    if (!format) return refuse_format(source, files, count, b, report, err);
    cordon_status st = format->read(source->id, files, count, b, report, err);
    if (!st) st = entity_build_status(b, err);
    if (st && err && !err->file[0]) error_in_file(err, files[0].name);
    return st;
}

/* The name is kept in JSON and is part of the edition's hash. */
cordon_status edition_take_file(const char *path, struct os_file *ret_given,
                                struct list_file *ret_file, struct cordon_error *err)
{
    str name = import_base_name(path);
    if (!str_is_utf8(name, NULL))
        return error_set(err, CORDON_ARGUMENT, "a file's name is not UTF-8; rename it");
    cordon_status st = os_file_read(path, ret_given, err);
    if (!st) *ret_file = (struct list_file){ name, ret_given->bytes };
    return st;
}

/* --- parts ------------------------------------------------------------------------------------ */

/* What linking compares is read by a second thread while the first makes the name index. */
struct fact_reading {
    struct edition_in  *in;
    struct os_thread    thread;
    cordon_status       st;
    struct cordon_error err;
};

static void *facts_main(void *ctx)
{
    struct fact_reading *f = ctx;
    struct part p;
    struct entity_set entities;
    f->st = part_open(buf_str(&f->in->parts[ROLE_ENTITIES]), &p, &f->err);
    if (!f->st) f->st = entity_set_open(&p, &entities, &f->err);
    if (!f->st) f->st = party_facts_make(&entities, f->in->source->id, &f->in->parts[ROLE_FACTS], &f->err);
    return NULL;
}

static cordon_status make_parts(struct edition_in *in, struct entity_build *b, struct cordon_error *err)
{
    struct fact_reading f = { .in = in, .err = { .status = CORDON_OK } };
    cordon_status st = set_entities_make(b, &in->parts[ROLE_ENTITIES], err);
    if (st) return st;
    if (!in->is_dry && os_thread_start(&f.thread, facts_main, &f, NULL)) facts_main(&f); /* no thread: in turn */
    st = set_lookups_make(in->files, in->file_count, &in->report, in->parts, &in->about.counts, err);
    os_thread_join(&f.thread);
    if (!st && f.st) {
        st = f.st;
        if (err) *err = f.err;
    }
    return st;
}

static cordon_status name_files(struct edition_in *in, struct cordon_error *err)
{
    in->about.files = arena_calloc(&in->arena, in->file_count, sizeof *in->about.files);
    if (!in->about.files) return error_nomem(err);
    in->about.file_count = in->file_count;
    for (size_t i = 0; i < in->file_count; i++) in->about.files[i] = in->files[i].name;
    return CORDON_OK;
}

static void name_parts(struct edition_in *in)
{
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        uint8_t digest[SHA_LEN];
        sha_of(buf_str(&in->parts[i]), digest);
        sha_hex(digest, in->about.part_hex[i]);
        part_table_hex(buf_str(&in->parts[i]), in->about.table_hex[i]);
    }
}

static void say_date(struct edition_in *in, str edition)
{
    bool is_own = import_is_date(in->report.edition), is_known = edition.len || is_own;
    in->about.edition = edition.len ? edition : is_own ? in->report.edition : in->fallback;
    if (!is_known) in->about.dated = in->fallback.len ? STR("server") : STR_EMPTY;
    if (!in->about.edition.len) in->about.edition = STR("unknown");
}

static void say_lacks(struct edition_in *in)
{
    struct buf b = BUF_INIT(1 << 16);
    for (int p = 0; p < FTM_PROP_COUNT; p++) {
        if (!in->report.lacks[p]) continue;
        if (b.len) buf_add_byte(&b, ',');
        buf_add(&b, ftm_prop_name((enum ftm_prop)p));
    }
    if (b.failed) in->arena.failed = true;
    in->about.lacks = arena_str(&in->arena, buf_str(&b));
    buf_release(&b);
}

/* What a reader may hold the dates of its list against. */
static void tell_days(struct edition_in *in, str edition)
{
    char today[16];
    in->report.told_edition = edition.len ? edition : in->fallback;
    if (in->now_s <= 0) return;
    date_text((int32_t)(in->now_s / DAY_S), today);
    in->report.today = arena_str(&in->arena, str_c(today));
}

cordon_status edition_make(struct edition_in *in, str edition, struct cordon_error *err)
{
    struct entity_build *b = entity_build_new();
    tell_days(in, edition);
    cordon_status st = b ? edition_read(in->source, in->files, in->file_count, b, &in->report, err)
                         : error_nomem(err);
    if (!st) {
        set_counts_from(&in->report, &in->about.counts);
        st = make_parts(in, b, err);
    }
    entity_build_free(b);
    if (st) return st;
    in->about.counts.warnings = in->report.warning_count;
    in->about.source = in->source->id;
    say_date(in, edition);
    say_lacks(in);
    edition_raw_hash(in->files, in->file_count, in->about.raw_hex);
    st = name_files(in, err);
    if (st) return st;
    name_parts(in);
    return in->arena.failed ? error_nomem(err) : CORDON_OK;
}

/* The raw files are compressed by a second thread while the first reads them. */
struct packing {
    struct edition_in  *in;
    struct os_thread    thread;
    cordon_status       st;
    struct cordon_error err;
};

static void *pack_main(void *ctx)
{
    struct packing *p = ctx;
    p->st = edition_pack(p->in->files, p->in->file_count, &p->in->packed, &p->err);
    return NULL;
}

cordon_status edition_make_and_pack(struct edition_in *in, str edition, struct cordon_error *err)
{
    struct packing p = { .in = in, .err = { .status = CORDON_OK } };
    if (in->is_dry) return edition_make(in, edition, err);
    if (os_thread_start(&p.thread, pack_main, &p, NULL)) pack_main(&p); /* no thread: in turn */
    cordon_status st = edition_make(in, edition, err);
    os_thread_join(&p.thread);
    if (!st && p.st) {
        st = p.st;
        if (err) *err = p.err;
    }
    return st;
}
