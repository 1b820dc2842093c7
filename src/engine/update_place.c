/* Where a source's file is to be had: the catalogue, a mirror, a folder, addresses of one's own. */
#include "engine/update.h"

#include "base/num.h"

static const str endings[] = { STR_INIT("xml"), STR_INIT("csv"), STR_INIT("xlsx"), STR_INIT("json"),
                               STR_INIT("yaml"), STR_INIT("txt") };

static str ending_of(str name)
{
    size_t dot = name.len;
    while (dot > 0 && name.data[dot - 1] != '.') dot--;
    str end = str_from(name, dot);
    for (size_t i = 0; dot > 1 && i < COUNT_OF(endings); i++)
        if (str_eq_nocase(end, endings[i])) return endings[i];
    return STR_EMPTY;
}

static str last_part(str url)
{
    url = str_sub(url, 0, str_index(url, '?'));
    size_t at = url.len;
    while (at > 0 && url.data[at - 1] != '/') at--;
    return str_from(url, at);
}

/* "eu_xml" is written as xml; "ofac_advanced" is XML too. */
static str ending_of_format(str formats)
{
    str first = str_sub(formats, 0, str_index(formats, ','));
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (str_ends(first, endings[i])) return endings[i];
    return STR("xml");
}

str update_file_name(const struct list_source *source, str url, struct arena *a)
{
    str name = last_part(url);
    if (ending_of(name).len && str_index(name, '{') == name.len && str_index(name, '%') == name.len)
        return arena_str(a, name);
    return arena_printf(a, "%.*s.%.*s", STR_ARG(source->id), STR_ARG(ending_of_format(source->formats)));
}

/* <base>/<source>/<file name>; a page that names the file lies there under its own name. */
static cordon_status on_mirror(const char *base, const struct list_source *source, struct arena *a,
                               struct update_place *ret, struct cordon_error *err)
{
    str host, url, b = str_c(base);
    while (str_ends(b, STR("/"))) b.len--;
    cordon_status st = os_url_join(STR_EMPTY, b, a, &url, &host, err);
    if (st == CORDON_ARGUMENT || (!st && !str_starts_nocase(b, STR("http"))))
        return error_set(err, CORDON_ARGUMENT, "a mirror is given as https://host/folder");
    if (st) return st;
    bool is_page = update_link_is_dated(ret->link);
    str name = is_page ? last_part(ret->url) : ret->name;
    ret->url = arena_printf(a, "%.*s/%.*s/%.*s", STR_ARG(b), STR_ARG(source->id), STR_ARG(name));
    ret->hosts = host;
    ret->allow_http = str_starts_nocase(b, STR("http:"));
    ret->is_official = false;
    if (!is_page) ret->link = STR_EMPTY;
    return a->failed ? error_nomem(err) : CORDON_OK;
}

/* A row of the caller's own: id, url, link, hosts, cap_mib. */
static cordon_status read_row(str line, uint64_t number, struct arena *a, struct update_place *ret,
                              struct cordon_error *err)
{
    str cell[5] = { STR_EMPTY };
    uint64_t mib = 0;
    for (size_t i = 0; i < COUNT_OF(cell) && str_next(&line, '\t', &cell[i]); i++)
        cell[i] = str_trim(cell[i]);
    if (cell[4].len && (!num_parse_u64(cell[4], 1 << 20, &mib) || mib == 0))
        return error_set(err, CORDON_ARGUMENT, "line %llu of the addresses: '%.*s' is no number of MiB",
                         (unsigned long long)number, STR_ARG(cell[4]));
    *ret = (struct update_place){ .url = cell[1], .link = cell[2], .hosts = cell[3],
                                  .cap = mib ? mib << 20 : ret->cap,
                                  .allow_http = str_starts_nocase(cell[1], STR("http:")) };
    if (!ret->hosts.len && ret->url.len) {
        str whole;
        return os_url_join(STR_EMPTY, ret->url, a, &whole, &ret->hosts, err);
    }
    return CORDON_OK;
}

static cordon_status own_address(str addresses, str id, struct arena *a, struct update_place *ret,
                                 struct cordon_error *err)
{
    uint64_t number = 0;
    for (str line; str_next(&addresses, '\n', &line);) {
        number++;
        if (str_starts(line, STR("#"))) continue;
        if (str_eq(str_trim(str_sub(line, 0, str_index(line, '\t'))), id))
            return read_row(line, number, a, ret, err);
    }
    return CORDON_OK;
}

cordon_status update_place_find(const struct cordon_update *args, const struct list_source *source,
                                str addresses, struct arena *a, struct update_place *ret,
                                struct cordon_error *err)
{
    *ret = (struct update_place){ .url = source->url, .link = source->link, .hosts = source->hosts,
                                  .cap = (uint64_t)source->cap_mib << 20, .is_official = true };
    cordon_status st = own_address(addresses, source->id, a, ret, err);
    ret->name = update_file_name(source, ret->url, a);
    if (!st && args->from) {
        ret->folder = arena_printf(a, "%s/%.*s", args->from, STR_ARG(source->id)).data;
        ret->is_official = false;
    } else if (!st && args->mirror) {
        st = on_mirror(args->mirror, source, a, ret, err);
    } else if (!st && !ret->url.len) {
        st = error_set(err, CORDON_ARGUMENT, "'%.*s' has no address; import its files by hand",
                       STR_ARG(source->id));
    }
    return !st && a->failed ? error_nomem(err) : st;
}
