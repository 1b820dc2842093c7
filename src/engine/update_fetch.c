/* Getting the files of one source, from wherever its place is. */
#include "engine/update.h"

#include "base/num.h"

#include <stdlib.h>

static void on_progress(void *ctx, uint64_t done, uint64_t total)
{
    struct update_job *job = ctx;
    job->bytes = done;
    job->total = total;
}

bool update_is_redated(const struct update_job *job)
{
    return job->given.len && !str_eq(job->given, job->in_use);
}

/* Is what is asked for what is in use, and known by these marks? A note about another address or
 * another edition says nothing. */
static bool is_known(const struct update_job *job, str shown)
{
    return job->args->mode != CORDON_UPDATE_TEST && job->in_use_raw.len &&
           str_eq(job->note.raw, job->in_use_raw) && str_eq(job->note.url, shown) && !update_is_redated(job);
}

/* Fetch `url` as `name` in the job's folder. `shown` is the address without its key. */
static cordon_status get(struct update_job *job, str url, str shown, str name, uint64_t cap, bool is_file,
                         const char **ret_path, struct cordon_error *err)
{
    const struct cordon_update *args = job->args;
    const char *path = arena_printf(&job->arena, "%s/%.*s", job->fresh, STR_ARG(name)).data;
    bool is_asked = is_file && is_known(job, shown);
    struct os_fetch f = {
        .url = url, .hosts = job->place.hosts, .allow_http = job->place.allow_http,
        .any_port = !job->place.is_official, .path = path,
        .cap = cap,
        .etag = is_asked ? job->note.etag : STR_EMPTY,
        .last_modified = is_asked ? job->note.last_modified : STR_EMPTY,
        .is_secret = job->key.len > 0, .proxy = args->proxy, .ca_file = args->ca_file,
        .tries = args->tries, .stall_s = args->stall_s, .timeout_s = args->timeout_s,
        .progress = on_progress, .ctx = job, .stop = job->stop,
    };
    if (job->arena.failed) return error_nomem(err);
    *ret_path = path;
    return os_fetch(&f, &job->arena, &job->got, err);
}

/* XML and a workbook say themselves whether they are whole. A CSV that came without a length may
 * have ended anywhere. */
static cordon_status check_framing(const struct update_job *job, struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    if (job->got.is_framed) return CORDON_OK;
    cordon_status st = os_file_map(job->files[0], &f, err);
    str text = str_trim(f.bytes);
    bool is_whole = str_starts(text, STR("<")) || str_starts(text, STR("\xEF\xBB\xBF<")) ||
                    str_starts(text, STR("PK\x03\x04"));
    os_file_unmap(&f);
    if (st || is_whole) return st;
    return error_set(err, CORDON_IO, "the server did not say where the file ends, so it may be cut off");
}

static cordon_status get_file(struct update_job *job, str url, str shown, str name,
                              struct cordon_error *err)
{
    job->address = shown;
    cordon_status st = get(job, url, shown, name, job->place.cap, true, &job->files[0], err);
    if (st) return st;
    job->is_same = job->got.is_same;
    if (job->is_same) return CORDON_OK;
    job->file_count = 1;
    return check_framing(job, err);
}

/* A page, or an API's first answer, as text; os_file_unmap it. */
static cordon_status get_page(struct update_job *job, str url, str shown, struct os_file *ret,
                              struct cordon_error *err)
{
    const char *path;
    job->address = shown;
    cordon_status st = get(job, url, shown, STR("page"), UPDATE_PAGE_MAX, false, &path, err);
    if (!st) st = os_file_read(path, ret, err);
    if (!st) st = os_file_remove(path, err);
    return st;
}

static cordon_status by_page(struct update_job *job, str url, struct cordon_error *err)
{
    struct os_file page = OS_FILE_INIT;
    char date[16];
    str href = STR_EMPTY, whole = STR_EMPTY;
    cordon_status st = get_page(job, url, job->place.url, &page, err);
    if (!st)
        st = update_link_newest(job->place.link, page.bytes, &job->arena, &href, date, err);
    os_file_unmap(&page);
    if (!st) st = os_url_join(url, href, &job->arena, &whole, NULL, err);
    if (st) return st;
    job->edition = arena_str(&job->arena, str_c(date));
    return get_file(job, whole, whole, update_file_name(job->source, whole, &job->arena), err);
}

static cordon_status by_step(struct update_job *job, str url, struct cordon_error *err)
{
    struct os_file answer = OS_FILE_INIT;
    str shown = STR_EMPTY;
    cordon_status st = get_page(job, url, job->place.url, &answer, err);
    if (!st) st = update_link_step(job->place.link, answer.bytes, &job->arena, &shown, err);
    os_file_unmap(&answer);
    if (st) return st;
    str next = update_fill(shown, STR("{key}"), job->key, &job->arena);
    return get_file(job, next, shown, update_file_name(job->source, shown, &job->arena), err);
}

static cordon_status over_the_net(struct update_job *job, struct cordon_error *err)
{
    const struct update_place *p = &job->place;
    bool has_key = str_find(p->url, STR("{key}"), 0) != SIZE_MAX ||
                   str_find(p->link, STR("{key}"), 0) != SIZE_MAX;
    if (has_key && !job->key.len)
        return error_set(err, CORDON_NOTFOUND, "this authority gives each user a key; get one and give it "
                         "with --key %.*s=FILE", STR_ARG(job->source->id));
    str url = update_fill(p->url, STR("{key}"), job->key, &job->arena);
    cordon_status st = os_folder_remove_tree(job->fresh, err);
    if (!st) st = os_folder_make(job->fresh, err);
    if (st) return st;
    if (update_link_is_dated(p->link)) return by_page(job, url, err);
    if (str_starts(p->link, STR("<"))) return by_step(job, url, err);
    if (p->link.len)
        return error_set(err, CORDON_ARGUMENT, "the link '%.*s' has no form that is known",
                         STR_ARG(p->link));
    return get_file(job, url, p->url, p->name, err);
}

/* --- a folder ---------------------------------------------------------------------------------- */

struct look {
    struct update_job *job;
    bool               is_dated; /* only files of dated names; the newest */
    char               newest[16];
    size_t             seen;
};

/* All files that lie there are the edition, or of dated ones the newest. */
static bool look_at(void *ctx, const char *name, bool is_folder)
{
    struct look *l = ctx;
    struct update_job *job = l->job;
    char date[16];
    bool is_dated = l->is_dated;
    if (is_folder || name[0] == '.') return true;
    if (is_dated && (!update_link_fits(job->place.link, str_c(name), date) ||
                     strcmp(date, l->newest) <= 0))
        return true;
    if (is_dated) memcpy(l->newest, date, sizeof date);
    size_t at = is_dated ? 0 : l->seen;
    l->seen = at + 1;
    if (at < LIST_FILES_MAX)
        job->files[at] = arena_printf(&job->arena, "%s/%s", job->place.folder, name).data;
    return true;
}

static cordon_status from_folder(struct update_job *job, struct cordon_error *err)
{
    struct look l = { .job = job, .is_dated = update_link_is_dated(job->place.link) };
    const char *named = arena_printf(&job->arena, "%s/%.*s", job->place.folder,
                                     STR_ARG(job->place.name)).data;
    cordon_status st = CORDON_OK;
    job->address = str_c(job->place.folder);
    if (os_file_exists(named)) {
        job->files[0] = named;
        l.seen = 1;
    } else {
        st = os_folder_list(job->place.folder, look_at, &l, err);
        if (!st && l.is_dated && l.seen == 0) {
            l.is_dated = false; /* another of the source's formats, or a name of somebody's own */
            st = os_folder_list(job->place.folder, look_at, &l, err);
        }
    }
    if (st) return st;
    if (job->arena.failed) return error_nomem(err);
    if (l.seen == 0) return error_set(err, CORDON_NOTFOUND, "%s holds no file of this list", job->place.folder);
    if (l.seen > LIST_FILES_MAX)
        return error_set(err, CORDON_LIMIT, "%s holds more than %d files", job->place.folder, LIST_FILES_MAX);
    job->file_count = l.seen;
    job->edition = arena_str(&job->arena, str_c(l.newest));
    for (size_t i = 0; i < job->file_count; i++) {
        job->got.bytes += os_file_size(job->files[i]);
        if (os_file_size(job->files[i]) > job->place.cap)
            return error_set(err, CORDON_LIMIT, "larger than %llu MiB; that is no edition of this list",
                             (unsigned long long)(job->place.cap >> 20));
    }
    return CORDON_OK;
}

cordon_status update_fetch(struct update_job *job, struct cordon_error *err)
{
    return job->place.folder ? from_folder(job, err) : over_the_net(job, err);
}
