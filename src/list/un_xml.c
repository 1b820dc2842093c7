/*
 * The UN Security Council's consolidated list.
 *
 *     CONSOLIDATED_LIST@dateGenerated
 *         INDIVIDUALS / INDIVIDUAL    730 in 2026-02
 *         ENTITIES / ENTITY           273
 *
 * Source: docs/sources.md#un-sc-xml
 */
#include "list/known.h"
#include "list/ofac.h"
#include "list/paper.h"

#include "base/country.h"
#include "base/num.h"

enum { JOIN_MAX = 8 }; /* fields of one place or date */

struct un {
    const struct list_file *file;
    struct list_report     *report;
    struct entry            e;
    struct arena            scratch; /* of one entry */
    struct known            known;
    struct buf              date;
};

/* --- small pieces --------------------------------------------------------------------------- */

static struct entity_src at(const struct xml_node *n)
{
    return (struct entity_src){ .file = 0, .line = n->line };
}

/* Text of the first of the element's children that has any, from a list ended by NULL. */
static str join(struct un *u, const struct xml_node *n, const char *const *names)
{
    str parts[JOIN_MAX];
    size_t count = 0;
    for (; *names && count < JOIN_MAX; names++) parts[count++] = xml_text(n, *names);
    return entry_join(&u->e, parts, count, ", ");
}

static const char *const address_parts[] = { "STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE",
                                             "COUNTRY", NULL };

/* --- dates ---------------------------------------------------------------------------------- */

static bool is_year(str s)
{
    uint64_t y;
    return s.len == 4 && num_parse_u64(s, 9999, &y) && y >= 1000;
}

/* "1971-02-03", perhaps with a time or zone behind it, as the day; "" when it is none. */
static str day_of(str s)
{
    uint64_t m, d;
    s = str_sub(str_trim(s), 0, 10);
    bool is_day = s.len == 10 && is_year(str_sub(s, 0, 4)) && s.data[4] == '-' &&
                  s.data[7] == '-' && num_parse_u64(str_sub(s, 5, 7), 12, &m) && m > 0 &&
                  num_parse_u64(str_sub(s, 8, 10), 31, &d) && d > 0;
    return is_day ? s : STR_EMPTY;
}

/* 1..12 for "Sep.", "August"; 0 for anything else. */
static unsigned month_of(str s)
{
    static const char *const names[] = { "january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december" };
    if (str_ends(s, STR("."))) s = str_sub(s, 0, s.len - 1);
    for (unsigned i = 0; s.len >= 3 && i < COUNT_OF(names); i++)
        if (str_starts_nocase(str_c(names[i]), s)) return i + 1;
    return 0;
}

/* A date kept in a note: "Nov. 1973". */
static bool month_and_year(str s, struct buf *out)
{
    size_t gap = str_index(s, ' ');
    unsigned month = month_of(str_sub(s, 0, gap));
    str year = str_trim(str_from(s, gap));
    if (!month || !is_year(year)) return false;
    buf_printf(out, "%.4s-%02u", year.data, month);
    return true;
}

/* The date of an element in the form of ofac_date(); false when it holds none. `is_all` says
 * whether its NOTE went into it. */
static bool read_date(const struct xml_node *n, struct buf *out, bool *is_all)
{
    str day = day_of(xml_text(n, "DATE")), year = xml_text(n, "YEAR");
    str from = xml_text(n, "FROM_YEAR"), to = xml_text(n, "TO_YEAR");
    str remark = xml_text(n, "NOTE");
    bool says_about = str_eq_nocase(remark, STR("approximately"));
    unsigned month = month_of(remark);

    buf_reset(out);
    *is_all = says_about || remark.len == 0;
    if (says_about || str_eq(xml_text(n, "TYPE_OF_DATE"), STR("APPROXIMATELY")))
        buf_add_byte(out, '~');
    if (day.len) {
        buf_add(out, day);
    } else if (is_year(year)) {
        buf_add(out, year);
        if (month) buf_printf(out, "-%02u", month);
        *is_all = *is_all || month;
    } else if (is_year(from) && is_year(to)) {
        buf_add(out, from);
        if (!str_eq(from, to)) buf_printf(out, "/%.4s", to.data);
    } else {
        *is_all = month_and_year(remark, out);
        return *is_all;
    }
    return true;
}

static void read_birth_date(struct un *u, const struct xml_node *n)
{
    bool is_all;
    bool is_date = read_date(n, &u->date, &is_all);
    bool is_future = is_date && list_is_future(u->report, buf_str(&u->date));
    if (is_date) list_count_value(u->report, FTM_PROP_BIRTH_DATE, is_future);
    if (is_date && !is_future) {
        entry_put(&u->e, FTM_PROP_BIRTH_DATE, buf_str(&u->date), at(n));
    } else {
        str text = join(u, n,
                        (const char *const[]){ "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", NULL });
        entry_note(&u->e, "date of birth", text, at(n));
        if (text.len && !is_date) list_count_value(u->report, FTM_PROP_BIRTH_DATE, true);
        if (text.len)
            list_warn(u->report, u->file->name, n->line, u->e.number,
                      "date of birth '%.*s' %s; kept as a note", STR_ARG(text),
                      is_future ? "lies after the edition" : "is no date");
    }
    if (!is_all) entry_note(&u->e, "date of birth", xml_text(n, "NOTE"), at(n));
}

/* --- names ---------------------------------------------------------------------------------- */

/* The parts in the list's order: it is free, and for DPRK people FIRST_NAME is the family name. */
static str whole_name(struct un *u, const struct xml_node *n)
{
    str parts[] = { xml_text(n, "FIRST_NAME"),  xml_text(n, "SECOND_NAME"),
                    xml_text(n, "THIRD_NAME"),  xml_text(n, "FOURTH_NAME"),
                    xml_text(n, "FIFTH_NAME"),  xml_text(n, "SIXTH_NAME") };
    return entry_join(&u->e, parts, COUNT_OF(parts), " ");
}

static enum ftm_prop alias_prop(struct un *u, str quality, const struct xml_node *n)
{
    if (str_eq_nocase(quality, STR("Low"))) return FTM_PROP_WEAK_ALIAS;
    if (str_eq_nocase(quality, STR("f.k.a."))) return FTM_PROP_PREVIOUS_NAME;
    if (!str_eq_nocase(quality, STR("Good")) && !str_eq_nocase(quality, STR("a.k.a.")))
        list_warn(u->report, u->file->name, n->line, u->e.number,
                  "alias quality '%.*s' is not known; taken as a strong alias",
                  STR_ARG(quality));
    return FTM_PROP_ALIAS;
}

/* What an alias says beside the name: a birth date of a false identity, the name's own script. */
static void read_alias_details(struct un *u, const struct xml_node *n, enum ftm_prop prop)
{
    str remark = entry_tidy(&u->e, xml_text(n, "NOTE")), born = xml_text(n, "DATE_OF_BIRTH");
    str place = join(u, n, (const char *const[]){ "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", NULL });
    str day = day_of(born);
    if (str_starts_nocase(remark, STR("original script:")))
        entry_put(&u->e, prop, str_from(remark, 16), at(n));
    else
        entry_note(&u->e, "alias", remark, at(n));
    if (day.len || is_year(born))
        entry_put(&u->e, FTM_PROP_BIRTH_DATE, day.len ? day : born, at(n));
    else
        entry_note(&u->e, "date of birth under an alias", born, at(n));
    entry_put(&u->e, FTM_PROP_BIRTH_PLACE, place, at(n));
}

static void read_alias(struct un *u, const struct xml_node *n)
{
    const struct xml_node *name = xml_child(n, "ALIAS_NAME");
    str text = name ? entry_tidy(&u->e, name->text) : STR_EMPTY;
    if (text.len == 0) {
        u->report->empty_aliases++;
        return;
    }
    enum ftm_prop prop = alias_prop(u, xml_text(n, "QUALITY"), n);
    if (prop == FTM_PROP_WEAK_ALIAS)
        u->report->weak_aliases++;
    else
        u->report->aliases++;
    entry_names(&u->e, text, prop, prop, at(name));
    read_alias_details(u, n, prop);
}

/* --- places --------------------------------------------------------------------------------- */

static void read_address(struct un *u, const struct xml_node *n)
{
    str full = join(u, n, address_parts), remark = entry_tidy(&u->e, xml_text(n, "NOTE"));
    if (full.len == 0 && remark.len == 0) return;
    u->report->addresses++;
    entry_put(&u->e, FTM_PROP_ADDRESS, full.len ? full : remark, at(n));
    entry_country(&u->e, FTM_PROP_COUNTRY, "country", xml_text(n, "COUNTRY"), at(n));
    if (full.len && remark.len)
        entry_note(&u->e, "address",
             arena_printf(&u->scratch, "%.*s (%.*s)", (int)full.len, full.data, (int)remark.len,
                          remark.data), at(n));
}

static void read_birth_place(struct un *u, const struct xml_node *n)
{
    str full = join(u, n, address_parts), remark = xml_text(n, "NOTE");
    entry_put(&u->e, FTM_PROP_BIRTH_PLACE, full.len ? full : remark, at(n));
    entry_country(&u->e, FTM_PROP_BIRTH_COUNTRY, "country of birth", xml_text(n, "COUNTRY"), at(n));
    if (full.len) entry_note(&u->e, "place of birth", remark, at(n));
}

/* --- documents ------------------------------------------------------------------------------ */

static bool has_word(str s, const char *word)
{
    for (size_t i = 0; i < s.len; i++)
        if (str_starts_nocase(str_from(s, i), str_c(word))) return true;
    return false;
}

static bool is_passport(str kind)
{
    return has_word(kind, "passport") || has_word(kind, "passeport") ||
           has_word(kind, "pasaporte");
}

/* The UN writes countries in full; "na" is no answer, and not Namibia. */
static str country_of(str name)
{
    return name.len > 3 ? list_country(name) : STR_EMPTY;
}

struct un_paper {
    bool is_passport;
    str  type, country, field, remark;
};

static void put_paper(struct un *u, const struct xml_node *n, const struct un_paper *p, str number)
{
    entity_child(u->e.b, p->is_passport ? FTM_SCHEMA_PASSPORT : FTM_SCHEMA_IDENTIFICATION, at(n));
    entry_child_put(&u->e, FTM_PROP_NUMBER, number, at(n));
    if (p->is_passport) entry_child_put(&u->e, FTM_PROP_PASSPORT_NUMBER, number, at(n));
    entry_child_put(&u->e, FTM_PROP_TYPE, p->type, at(n));
    entry_child_put(&u->e, FTM_PROP_COUNTRY, country_of(p->country), at(n));
    entry_child_put(&u->e, FTM_PROP_START_DATE, day_of(xml_text(n, "DATE_OF_ISSUE")), at(n));
    entry_child_put(&u->e, FTM_PROP_AUTHORITY, xml_text(n, "CITY_OF_ISSUE"), at(n));
    entry_child_put(&u->e, FTM_PROP_DESCRIPTION, p->remark, at(n));
    if (!str_eq(number, p->field)) entry_child_put(&u->e, FTM_PROP_SUMMARY, p->field, at(n));
    entry_put(&u->e, p->is_passport ? FTM_PROP_PASSPORT_NUMBER : FTM_PROP_ID_NUMBER, number, at(n));
    if (country_of(p->country).len == 0)
        entry_child_put(&u->e, FTM_PROP_DESCRIPTION, p->country, at(n));
}

/* Each number of a text as a paper. `is_named`: only what the text calls one. @return how many */
static size_t put_numbers(struct un *u, const struct xml_node *n, const struct un_paper *p, str text,
                          bool is_named)
{
    struct paper_text papers = paper_text_of(text, is_named ? PAPER_UNTOLD : PAPER_PASSPORT);
    struct paper_found f;
    size_t count = 0;
    for (; paper_next(&papers, &f); count++) {
        struct un_paper one = *p;
        if (one.country.len == 0) one.country = country_name(f.country);
        put_paper(u, n, &one, f.number);
    }
    return count;
}

static void read_document(struct un *u, const struct xml_node *n)
{
    str kind = entry_tidy(&u->e, xml_text(n, "TYPE_OF_DOCUMENT"));
    str detail = entry_tidy(&u->e, xml_text(n, "TYPE_OF_DOCUMENT2"));
    struct un_paper p = { .is_passport = is_passport(kind) || is_passport(detail),
                          .type = detail.len > 8 ? detail : kind,
                          .country = entry_tidy(&u->e, xml_text(n, "ISSUING_COUNTRY")),
                          .field = entry_tidy(&u->e, xml_text(n, "NUMBER")),
                          .remark = entry_tidy(&u->e, xml_text(n, "NOTE")) };
    if (kind.len + detail.len + p.field.len + p.remark.len == 0) return; /* an empty element */
    if (p.country.len == 0) p.country = entry_tidy(&u->e, xml_text(n, "COUNTRY_OF_ISSUE"));
    size_t count = put_numbers(u, n, &p, p.field.len ? p.field : detail, false);
    if (count == 0 && p.field.len) {
        put_paper(u, n, &p, p.field);
        count = 1;
    }
    count += put_numbers(u, n, &p, p.remark, count > 0);
    if (count == 0) {
        put_paper(u, n, &p, STR_EMPTY);
        list_warn(u->report, u->file->name, n->line, u->e.number, "a paper without a number: '%.*s'",
                  STR_ARG(p.remark.len ? p.remark : kind));
    }
    if (p.country.len && country_of(p.country).len == 0)
        list_warn(u->report, u->file->name, n->line, u->e.number,
                  "issuing country '%.*s' is not known", STR_ARG(p.country));
}

/* --- what we know of the format --------------------------------------------------------------- */

/* src: un-sc-xml; with what 2026 does not hold and editions before or the schema do */
static const struct known_row format[] = {
    { "INDIVIDUAL", "DATAID VERSIONNUM FIRST_NAME SECOND_NAME THIRD_NAME FOURTH_NAME FIFTH_NAME "
                    "SIXTH_NAME UN_LIST_TYPE REFERENCE_NUMBER LISTED_ON GENDER COMMENTS1 "
                    "NATIONALITY NATIONALITY2 LIST_TYPE LAST_DAY_UPDATED INDIVIDUAL_ALIAS "
                    "INDIVIDUAL_ADDRESS INDIVIDUAL_DATE_OF_BIRTH INDIVIDUAL_PLACE_OF_BIRTH "
                    "INDIVIDUAL_DOCUMENT SORT_KEY SORT_KEY_LAST_MOD DESIGNATION TITLE "
                    "NAME_ORIGINAL_SCRIPT SUBMITTED_BY SUBMITTED_ON" },
    { "ENTITY", "DATAID VERSIONNUM FIRST_NAME SECOND_NAME THIRD_NAME FOURTH_NAME FIFTH_NAME "
                "SIXTH_NAME UN_LIST_TYPE REFERENCE_NUMBER LISTED_ON COMMENTS1 LIST_TYPE "
                "LAST_DAY_UPDATED ENTITY_ALIAS ENTITY_ADDRESS SORT_KEY SORT_KEY_LAST_MOD "
                "NAME_ORIGINAL_SCRIPT SUBMITTED_BY SUBMITTED_ON" },
    { "INDIVIDUAL_ALIAS", "QUALITY ALIAS_NAME NOTE CITY_OF_BIRTH COUNTRY_OF_BIRTH DATE_OF_BIRTH" },
    { "ENTITY_ALIAS", "QUALITY ALIAS_NAME NOTE" },
    { "INDIVIDUAL_ADDRESS", "STREET CITY STATE_PROVINCE ZIP_CODE COUNTRY NOTE" },
    { "ENTITY_ADDRESS", "STREET CITY STATE_PROVINCE ZIP_CODE COUNTRY NOTE" },
    { "INDIVIDUAL_DATE_OF_BIRTH", "TYPE_OF_DATE DATE YEAR FROM_YEAR TO_YEAR NOTE" },
    { "INDIVIDUAL_PLACE_OF_BIRTH", "STREET CITY STATE_PROVINCE ZIP_CODE COUNTRY NOTE" },
    { "INDIVIDUAL_DOCUMENT", "TYPE_OF_DOCUMENT TYPE_OF_DOCUMENT2 NUMBER ISSUING_COUNTRY NOTE "
                             "DATE_OF_ISSUE CITY_OF_ISSUE COUNTRY_OF_ISSUE" },
    { "NATIONALITY", "VALUE" }, { "NATIONALITY2", "VALUE" }, { "LIST_TYPE", "VALUE" },
    { "LAST_DAY_UPDATED", "VALUE" }, { "DESIGNATION", "VALUE" }, { "TITLE", "VALUE" },
    { NULL, NULL },
};

/* --- entries -------------------------------------------------------------------------------- */

static void read_values(struct un *u, enum ftm_prop prop, const struct xml_node *n)
{
    for (const struct xml_node *v = n->child; v; v = v->next)
        if (xml_is(v, "VALUE")) entry_put(&u->e, prop, v->text, at(v));
}

static void read_field(struct un *u, const struct xml_node *n)
{
    if (xml_is(n, "INDIVIDUAL_ALIAS") || xml_is(n, "ENTITY_ALIAS"))
        read_alias(u, n);
    else if (xml_is(n, "INDIVIDUAL_ADDRESS") || xml_is(n, "ENTITY_ADDRESS"))
        read_address(u, n);
    else if (xml_is(n, "INDIVIDUAL_DATE_OF_BIRTH"))
        read_birth_date(u, n);
    else if (xml_is(n, "INDIVIDUAL_PLACE_OF_BIRTH"))
        read_birth_place(u, n);
    else if (xml_is(n, "INDIVIDUAL_DOCUMENT"))
        read_document(u, n);
    else if (xml_is(n, "NAME_ORIGINAL_SCRIPT"))
        entry_names(&u->e, n->text, FTM_PROP_ALIAS, FTM_PROP_ALIAS, at(n));
    else if (xml_is(n, "GENDER"))
        entry_gender(&u->e, n->text, at(n));
    else if (xml_is(n, "TITLE"))
        read_values(u, FTM_PROP_TITLE, n);
    else if (xml_is(n, "DESIGNATION"))
        read_values(u, FTM_PROP_POSITION, n);
    else if (xml_is(n, "COMMENTS1"))
        entry_text(&u->e, n->text, at(n));
    else if (xml_is(n, "NATIONALITY") || xml_is(n, "NATIONALITY2"))
        for (const struct xml_node *v = n->child; v; v = v->next)
            entry_country(&u->e, FTM_PROP_NATIONALITY, "nationality", v->text, at(v));
}

static void put_sanction(struct un *u, const struct xml_node *n)
{
    str program = xml_text(n, "UN_LIST_TYPE");
    entity_child(u->e.b, FTM_SCHEMA_SANCTION, at(n));
    entry_child_put(&u->e, FTM_PROP_AUTHORITY, STR("United Nations Security Council"), at(n));
    entry_child_put(&u->e, FTM_PROP_PROGRAM, program, at(n));
    entry_child_put(&u->e, FTM_PROP_LISTING_DATE, day_of(xml_text(n, "LISTED_ON")), at(n));
    entry_child_put(&u->e, FTM_PROP_UNSC_ID, xml_text(n, "REFERENCE_NUMBER"), at(n));
    entry_child_put(&u->e, FTM_PROP_RECORD_ID, xml_text(n, "DATAID"), at(n));
    for (const struct xml_node *v = xml_child(n, "LAST_DAY_UPDATED") ?
             xml_child(n, "LAST_DAY_UPDATED")->child : NULL; v; v = v->next)
        entry_child_put(&u->e, FTM_PROP_MODIFIED_AT, day_of(v->text), at(v));
    u->e.is_dprk = str_eq(program, STR("DPRK"));
}

static cordon_status begin_entry(struct un *u, bool is_person, const struct xml_node *n,
                                 struct cordon_error *err)
{
    str number = xml_text(n, "REFERENCE_NUMBER");
    if (number.len == 0) {
        number = xml_text(n, "DATAID");
        if (number.len == 0)
            return error_at(err, CORDON_SYNTAX, u->file->name, n->line, 0,
                            "an entry has neither REFERENCE_NUMBER nor DATAID");
        list_warn(u->report, u->file->name, n->line, number,
                  "no REFERENCE_NUMBER; DATAID stands for it");
    }
    return entry_begin(&u->e, is_person ? FTM_SCHEMA_PERSON : FTM_SCHEMA_ORGANIZATION, number,
                       n->bytes, at(n), err);
}

static cordon_status read_entry(struct un *u, bool is_person, const struct xml_node *n,
                                struct cordon_error *err)
{
    cordon_status st = begin_entry(u, is_person, n, err);
    if (st) return st;
    known_check(&u->known, &u->e, n);
    str name = whole_name(u, n);
    const struct xml_node *first = xml_child(n, "FIRST_NAME");
    if (name.len)
        entry_names(&u->e, name, FTM_PROP_NAME, FTM_PROP_ALIAS, at(first ? first : n));
    else
        list_warn(u->report, u->file->name, n->line, u->e.number, "the entry has no name");
    put_sanction(u, n);
    entry_put(&u->e, FTM_PROP_TOPICS, STR("sanction"), at(n));
    for (const struct xml_node *c = n->child; c; c = c->next) read_field(u, c);
    return entry_end(&u->e, err);
}

/* --- the file ------------------------------------------------------------------------------- */

enum { PATH_ROOT, PATH_INDIVIDUAL, PATH_ENTITY };

static const struct xml_path paths[] = {
    [PATH_ROOT] = { XML_OPEN, { "CONSOLIDATED_LIST" } },
    [PATH_INDIVIDUAL] = { XML_RECORD, { "CONSOLIDATED_LIST", "INDIVIDUALS", "INDIVIDUAL" } },
    [PATH_ENTITY] = { XML_RECORD, { "CONSOLIDATED_LIST", "ENTITIES", "ENTITY" } },
};

static cordon_status take(void *ctx, size_t path, const struct xml_node *n,
                          struct cordon_error *err)
{
    struct un *u = ctx;
    arena_reset(&u->scratch);
    if (path != PATH_ROOT) return read_entry(u, path == PATH_INDIVIDUAL, n, err);
    str day = day_of(xml_attr(n, "dateGenerated"));
    if (day.len == 0)
        list_warn(u->report, u->file->name, n->line, STR_EMPTY,
                  "dateGenerated is missing or no date: the edition's age is not known");
    u->report->edition = arena_str(u->report->arena, day);
    return u->report->arena->failed ? error_nomem(err) : CORDON_OK;
}

static bool recognise(const struct list_file *file)
{
    return xml_begins(file, "CONSOLIDATED_LIST");
}

static cordon_status read_un(str source, const struct list_file *files, size_t count,
                             struct entity_build *b, struct list_report *report,
                             struct cordon_error *err)
{
    static const struct xml_plan plan = { .title = "the UN consolidated list",
                                          .paths = paths,
                                          .count = COUNT_OF(paths),
                                          .take = take };
    if (count != 1)
        return error_set(err, CORDON_ARGUMENT, "the UN list is one file; %zu were given", count);
    struct un u = { .file = files, .report = report };
    arena_init(&u.scratch, 4u * XML_RECORD_MAX);
    u.e = entry_writer(source, files->name, b, report, &u.scratch);
    known_init(&u.known, format);
    buf_init(&u.date, 64);
    cordon_status st = xml_read(files, &plan, &u, report, err);
    if (!st && u.date.failed) st = error_nomem(err);
    if (!st) st = entry_finish(&u.e, err);
    if (!st && (report->persons == 0 || report->organizations == 0))
        list_doubt(report, "it holds %u persons and %u entities", report->persons,
                   report->organizations);
    if (st) error_in_file(err, files->name);
    buf_release(&u.date);
    arena_release(&u.scratch);
    return st;
}

const struct list_format list_un_xml = { "un_xml", recognise, read_un };
