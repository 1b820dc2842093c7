/* What every reader does with an entry. */
#include "list/entry.h"

#include "list/ofac.h"
#include "list/paper.h"
#include "list/split.h"

#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>

struct entry entry_writer(str source, str file, struct entity_build *b, struct list_report *report,
                          struct arena *scratch)
{
    return (struct entry){ .b = b, .report = report, .scratch = scratch, .source = source,
                           .file = file };
}

cordon_status entry_begin(struct entry *e, enum ftm_schema schema, str number, str row,
                          struct entity_src src, struct cordon_error *err)
{
    number = str_trim(number);
    if (number.len == 0)
        return error_at(err, CORDON_SYNTAX, e->file, src.line, 0, "an entry has no number");
    if (number.len > ENTRY_NUMBER_MAX)
        return error_at(err, CORDON_SYNTAX, e->file, src.line, 0,
                        "an entry's number is longer than %d bytes", ENTRY_NUMBER_MAX);
    arena_reset(e->scratch);
    e->number = number;
    e->is_dprk = e->has_name = false;
    str id = entry_join(e, (const str[]){ e->source, number }, 2, "-");
    entity_begin(e->b, schema, id, number, src);
    if (row.len) entry_hash(e, &row, 1);
    return CORDON_OK;
}

void entry_hash(struct entry *e, const str *pieces, size_t count)
{
    struct sha s;
    uint8_t digest[SHA_LEN];
    sha_init(&s);
    for (size_t i = 0; i < count; i++) sha_add(&s, pieces[i]);
    sha_end(&s, digest);
    entity_row_hash(e->b, digest);
}

static void count(struct list_report *r, enum ftm_schema schema)
{
    r->entries++;
    switch (ftm_schema_kind(schema)) {
    case KIND_PERSON: r->persons++; break;
    case KIND_ORGANIZATION: r->organizations++; break;
    case KIND_VESSEL: r->vessels++; break;
    case KIND_AIRCRAFT: r->aircraft++; break;
    case KIND_OTHER:
    case KIND_UNKNOWN: r->others++; break;
    }
}

cordon_status entry_end(struct entry *e, struct cordon_error *err)
{
    count(e->report, entity_subject_schema(e->b));
    if (!e->has_name) e->nameless++;
    if (e->is_dprk) {
        entity_mark_dprk(e->b);
        e->report->dprk_entries++;
    }
    if (e->scratch->failed || e->report->arena->failed) return error_nomem(err);
    return entity_build_status(e->b, err);
}

cordon_status entry_edition(struct entry *e, const char *what, str text, struct entity_src src,
                            struct cordon_error *err)
{
    struct buf out = BUF_INIT(64);
    struct list_report *r = e->report;
    if (list_date(text, &out) && out.len == 10)
        r->edition = arena_str(r->arena, buf_str(&out));
    else
        list_warn(r, e->file, src.line, STR_EMPTY,
                  "%s is missing or no date: the edition's age is not known", what);
    bool has_failed = out.failed || r->arena->failed;
    buf_release(&out);
    return has_failed ? error_nomem(err) : CORDON_OK;
}

cordon_status entry_finish(struct entry *e, struct cordon_error *err)
{
    uint32_t all = e->report->entries;
    if (all == 0)
        return error_at(err, CORDON_REFUSED, e->file, 0, 0, "the list holds no entry");
    if ((uint64_t)e->nameless * 10 > all)
        return error_at(err, CORDON_REFUSED, e->file, 0, 0,
                        "%u of %u entries have no name: the list is laid out in another way",
                        e->nameless, all);
    list_judge(e->report);
    return e->report->arena->failed ? error_nomem(err) : CORDON_OK;
}

/* --- values --------------------------------------------------------------------------------- */

str entry_tidy(struct entry *e, str s)
{
    return split_squeeze(s, e->scratch);
}

void entry_put(struct entry *e, enum ftm_prop prop, str value, struct entity_src src)
{
    entry_put_lang(e, prop, value, STR_EMPTY, src);
}

/* A tidy value. */
static void put_tidy(struct entry *e, enum ftm_prop prop, str value, str lang, struct entity_src src)
{
    if (prop == FTM_PROP_NAME && value.len) e->has_name = true;
    entity_add_subject(e->b, prop, value, lang, src);
}

void entry_put_lang(struct entry *e, enum ftm_prop prop, str value, str lang,
                    struct entity_src src)
{
    put_tidy(e, prop, entry_tidy(e, value), lang, src);
}

void entry_child_put(struct entry *e, enum ftm_prop prop, str value, struct entity_src src)
{
    entity_add(e->b, prop, entry_tidy(e, value), STR_EMPTY, src);
}

void entry_note(struct entry *e, const char *what, str text, struct entity_src src)
{
    text = entry_tidy(e, text);
    if (text.len == 0) return;
    entry_put(e, FTM_PROP_NOTES, entry_join(e, (const str[]){ str_c(what), text }, 2, ": "), src);
}

void entry_warn(struct entry *e, struct entity_src src, const char *fmt, ...)
{
    char text[512];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    list_warn(e->report, e->file, src.line, e->number, "%s", text);
}

void entry_text(struct entry *e, str text, struct entity_src src)
{
    char code[SWIFT_CODE_ROOM];
    entry_put(e, FTM_PROP_NOTES, text, src);
    if (entity_subject_schema(e->b) == FTM_SCHEMA_PERSON) return;
    for (size_t at = 0; swift_find(text, &at, code);) entry_put(e, FTM_PROP_SWIFT_BIC, str_c(code), src);
}

void entry_strange_type(struct entry *e, str type, struct entity_src src)
{
    entry_note(e, "type", type, src);
    list_strange_type(e->report, e->file, src.line, e->number, type);
}

void entry_stranger(struct entry *e, uint32_t line, str name)
{
    list_stranger(e->report, e->file, line, e->number, "field", name);
}

size_t entry_names_lang(struct entry *e, str field, enum ftm_prop first, enum ftm_prop rest,
                        str lang, struct entity_src src)
{
    str names[SPLIT_NAMES_MAX];
    size_t n = split_names(field, e->scratch, names);
    for (size_t i = 0; i < n; i++) put_tidy(e, i ? rest : first, names[i], lang, src);
    if (n > 1) entry_put_lang(e, rest, field, lang, src);
    return n;
}

size_t entry_names(struct entry *e, str field, enum ftm_prop first, enum ftm_prop rest,
                   struct entity_src src)
{
    return entry_names_lang(e, field, first, rest, STR_EMPTY, src);
}

str entry_join(struct entry *e, const str *parts, size_t count, const char *between)
{
    str tidy[ENTRY_JOIN_MAX], sep = str_c(between);
    size_t n = 0, total = 0;
    if (count > ENTRY_JOIN_MAX) {
        e->scratch->failed = true; /* our own mistake; never half a value */
        return STR_EMPTY;
    }
    for (size_t i = 0; i < count; i++) {
        str s = entry_tidy(e, parts[i]);
        if (s.len == 0) continue;
        tidy[n++] = s;
        total += s.len + sep.len;
    }
    if (n < 2) return n ? tidy[0] : STR_EMPTY;
    char *p = arena_alloc(e->scratch, total), *to = p;
    if (!p) return STR_EMPTY;
    for (size_t i = 0; i < n; i++) {
        if (i) {
            memcpy(to, sep.data, sep.len);
            to += sep.len;
        }
        memcpy(to, tidy[i].data, tidy[i].len);
        to += tidy[i].len;
    }
    return str_of(p, (size_t)(to - p));
}

/* "na" is no answer, and not Namibia. */
static bool is_no_answer(str s)
{
    static const char *const words[] = { "na", "n/a", "n.a.", "-", "none", "unknown" };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq_nocase(s, str_c(words[i]))) return true;
    return false;
}

void entry_country(struct entry *e, enum ftm_prop prop, const char *what, str name,
                   struct entity_src src)
{
    name = entry_tidy(e, name);
    if (name.len == 0) return;
    str code = is_no_answer(name) ? STR_EMPTY : list_country(name);
    if (code.len) {
        list_count_value(e->report, prop, false);
        entry_put(e, prop, code, src);
        return;
    }
    entry_note(e, what, name, src);
    size_t bracket = str_index(name, '('); /* "Mali (previous)" */
    code = bracket < name.len ? list_country(str_trim(str_sub(name, 0, bracket))) : STR_EMPTY;
    list_count_value(e->report, prop, code.len == 0);
    if (code.len) {
        entry_put(e, prop, code, src);
        return;
    }
    entry_warn(e, src, "%s '%.*s' is not a known country", what, 
               (int)str_sub(name, 0, 80).len, name.data);
}

void entry_gender(struct entry *e, str text, struct entity_src src)
{
    text = entry_tidy(e, text);
    if (str_eq_nocase(text, STR("male")) || str_eq_nocase(text, STR("M")))
        entry_put(e, FTM_PROP_GENDER, STR("male"), src);
    else if (str_eq_nocase(text, STR("female")) || str_eq_nocase(text, STR("F")))
        entry_put(e, FTM_PROP_GENDER, STR("female"), src);
    else
        entry_note(e, "gender", text, src);
}

void entry_date(struct entry *e, enum ftm_prop prop, const char *what, str text,
                struct entity_src src)
{
    struct buf out = BUF_INIT(64);
    text = entry_tidy(e, text);
    bool is_date = text.len && list_date(text, &out);
    str date = is_date ? arena_str(e->scratch, buf_str(&out)) : STR_EMPTY;
    bool is_future = is_date && prop == FTM_PROP_BIRTH_DATE && list_is_future(e->report, date);
    if (out.failed) e->scratch->failed = true;
    buf_release(&out);
    if (text.len == 0) return;
    list_count_value(e->report, prop, !is_date || is_future);
    if (is_date && !is_future) {
        entry_put(e, prop, date, src);
        return;
    }
    entry_note(e, what, text, src);
    entry_warn(e, src, "%s '%.*s' %s; kept as a note", what, (int)str_sub(text, 0, 80).len,
               text.data, is_future ? "lies after the edition" : "is no date");
}

/* --- children ------------------------------------------------------------------------------- */

void entry_child_date(struct entry *e, enum ftm_prop prop, str text, struct entity_src src)
{
    struct buf out = BUF_INIT(64);
    text = entry_tidy(e, text);
    if (text.len && list_date(text, &out))
        entry_child_put(e, prop, buf_str(&out), src);
    else
        entry_child_put(e, FTM_PROP_SUMMARY, text, src);
    if (out.failed) e->scratch->failed = true;
    buf_release(&out);
}

void entry_sanction(struct entry *e, str authority, str program, bool is_dprk, str listed_on,
                    struct entity_src src)
{
    entity_child(e->b, FTM_SCHEMA_SANCTION, src);
    entry_child_put(e, FTM_PROP_AUTHORITY, authority, src);
    entry_child_put(e, FTM_PROP_PROGRAM, program, src);
    entry_child_date(e, FTM_PROP_LISTING_DATE, listed_on, src);
    e->is_dprk = e->is_dprk || is_dprk;
}

void entry_document(struct entry *e, bool is_passport, str number, str type, str country,
                    struct entity_src src)
{
    country = entry_tidy(e, country);
    str code = is_no_answer(country) ? STR_EMPTY : list_country(country);
    entity_child(e->b, is_passport ? FTM_SCHEMA_PASSPORT : FTM_SCHEMA_IDENTIFICATION, src);
    entry_child_put(e, FTM_PROP_NUMBER, number, src);
    if (is_passport) entry_child_put(e, FTM_PROP_PASSPORT_NUMBER, number, src);
    entry_child_put(e, FTM_PROP_TYPE, type, src);
    entry_child_put(e, FTM_PROP_COUNTRY, code, src);
    if (code.len == 0) entry_child_put(e, FTM_PROP_DESCRIPTION, country, src);
    entry_put(e, is_passport ? FTM_PROP_PASSPORT_NUMBER : FTM_PROP_ID_NUMBER, number, src);
}

void entry_link(struct entry *e, const char *role, str name, str object, struct entity_src src)
{
    name = entry_tidy(e, name);
    if (name.len == 0 && object.len == 0) return;
    entity_child(e->b, FTM_SCHEMA_UNKNOWN_LINK, src);
    entry_child_put(e, FTM_PROP_ROLE, str_c(role), src);
    entry_child_put(e, FTM_PROP_NAMES_MENTIONED, name, src);
    entry_child_put(e, FTM_PROP_OBJECT, object, src);
}

void entry_imo(struct entry *e, str text, struct entity_src src)
{
    str s = entry_tidy(e, text);
    if (s.len == 0) return;
    if (str_starts_nocase(s, STR("imo"))) s = str_trim(str_from(s, 3));
    size_t digits = 0;
    while (digits < s.len && byte_is_digit(s.data[digits])) digits++;
    if (digits == 7 && digits == s.len) {
        entry_put(e, FTM_PROP_IMO_NUMBER, s, src);
        return;
    }
    entry_note(e, "IMO number", text, src);
    entry_warn(e, src, "'%.*s' is no IMO number; kept as a note", (int)str_sub(s, 0, 80).len,
               s.data);
}

/* --- numbers made of names ------------------------------------------------------------------ */

str entry_name_key(str name, size_t cap, struct arena *arena)
{
    char *p = arena_alloc(arena, name.len + 1);
    size_t n = 0;
    bool gap = false;
    if (!p) return STR_EMPTY;
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.data[i];
        if (c == '\'' || c == '.') continue; /* "Ch'un", "S.A." */
        if (str_starts(str_from(name, i), STR("’")) || str_starts(str_from(name, i), STR("‘"))) {
            i += 2;
            continue;
        }
        if (c < 0x80 && !byte_is_alnum((char)c)) {
            gap = n > 0;
            continue;
        }
        if (gap) p[n++] = '_';
        gap = false;
        p[n++] = byte_upper((char)c);
    }
    if (n > cap) {
        n = cap;
        while (n && ((unsigned char)p[n] & 0xC0) == 0x80) n--;
    }
    return str_of(p, n);
}
