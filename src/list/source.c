/* The catalogue of sources, data/sources.tsv, and which reader fits a file. */
#include "list/list.h"

#include "list/source_table.h"

enum { SOURCES = sizeof source_rows / sizeof *source_rows };

static const struct list_format *const formats[] = {
    &list_ofac_csv,
    &list_ofac_xml,
    &list_ofac_advanced,
    &list_un_xml,
    &list_uk_ofsi_csv,
    &list_uk_csv,
    &list_ftm_json,
    &list_own_csv,
    &list_eu_xml,
    &list_uk_xml,
    &list_ch_xml,
    &list_ca_xml,
    &list_kr_xml,
    &list_label_csv,
    &list_label_json,
    &list_tagpack_yaml,
    &list_jp_csv,
    &list_jp_xlsx,
    &list_au_csv,
    &list_au_xlsx,
    &list_id_csv,
    &list_id_xlsx,
    &list_eu_csv,
    &list_us_csl_csv,
};

const struct list_source *list_source_find(str id)
{
    for (size_t i = 0; i < SOURCES; i++)
        if (str_eq(source_rows[i].id, id)) return &source_rows[i];
    return NULL;
}

size_t list_source_count(void)
{
    return SOURCES;
}

const struct list_source *list_source_at(size_t index)
{
    return index < SOURCES ? &source_rows[index] : NULL;
}

static const struct list_format *format_find(str id)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (str_eq(str_c(formats[i]->id), id)) return formats[i];
    return NULL;
}

/* One file of a set is enough: sdn_comments.csv alone looks like nothing in particular. */
static bool recognises_one(const struct list_format *f, const struct list_file *files,
                           size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (f->recognise(&files[i])) return true;
    return false;
}

const struct list_format *list_format_for(const struct list_source *source,
                                          const struct list_file *files, size_t count)
{
    str rest = source->formats, id;
    while (str_next(&rest, ',', &id)) {
        const struct list_format *f = format_find(id);
        if (f && recognises_one(f, files, count)) return f;
    }
    return NULL;
}

/* "xml", "json" or "csv", by the first byte that is no blank. */
static str writing_of(str text)
{
    if (str_starts(text, STR("\xEF\xBB\xBF"))) text = str_from(text, 3);
    text = str_trim(text);
    if (str_starts(text, STR("<"))) return STR("xml");
    return str_starts(text, STR("{")) || str_starts(text, STR("[")) ? STR("json") : STR("csv");
}

const struct list_format *list_format_like(const struct list_source *source,
                                           const struct list_file *files, size_t count)
{
    str rest = source->formats, id;
    str writing = count ? writing_of(files[0].bytes) : STR_EMPTY;
    bool is_only = str_index(rest, ',') == rest.len;
    while (str_next(&rest, ',', &id))
        if (is_only || str_ends(id, writing)) return format_find(id);
    return NULL;
}
