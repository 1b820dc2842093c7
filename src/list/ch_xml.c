/*
 * Switzerland's sanctions list, SECO's XML.
 *
 *     swiss-sanctions-list@date@list-type
 *         sanctions-program       program-key@lang, program-name@lang, sanctions-set@ssid@lang
 *         place@ssid              location, area, country@iso-code
 *         target@ssid             sanctions-set-id*, individual | entity | object
 *             identity@main       name, day-month-year, nationality, address@place-id, ...
 *             modification*       listed, amended, de-listed; within, the target as it was
 *
 * De-listed targets stay in the file for good and are no entries: the modification of the latest
 * date decides. Where places stand in the file is nobody's promise: when one follows a target, the
 * file is read for them first.
 *
 * Source: docs/sources.md#ch-seco
 */
#include "list/ch_names.h"
#include "list/ch_refs.h"
#include "list/known.h"
#include "list/ofac.h"

#include "base/num.h"

#include <stdio.h>

struct ch {
    const struct list_file *file;
    struct list_report     *report;
    struct entry            e;
    struct arena            scratch; /* of one entry */
    struct known            known;
    struct ch_refs          refs;
    bool                    has_refs; /* they were read before */
    uint32_t                delisted;
    struct sha              sha; /* over the entry's source bytes */
    bool                    told_number; /* that the DPRK's set is known by its number alone */
};

static struct entity_src at(const struct xml_node *n)
{
    return (struct entity_src){ .file = 0, .line = n->line };
}

/* --- modifications -------------------------------------------------------------------------- */

static str date_of(const struct xml_node *m)
{
    static const char *const names[] = { "effective-date", "enactment-date", "publication-date" };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        str date = str_trim(xml_attr(m, names[i]));
        if (date.len) return date;
    }
    return STR_EMPTY;
}

/* The latest change; the file writes them from the latest on, so of equal dates the first. NULL
 * when there is none. */
static const struct xml_node *latest(const struct xml_node *target)
{
    const struct xml_node *best = NULL;
    for (const struct xml_node *m = target->child; m; m = m->next)
        if (xml_is(m, "modification") && (!best || str_cmp(date_of(m), date_of(best)) > 0)) best = m;
    return best;
}

static bool is_delisted(const struct xml_node *target)
{
    const struct xml_node *m = latest(target);
    return m && str_eq(xml_attr(m, "modification-type"), STR("de-listed"));
}

/* The latest day on which it was listed: it may have been off the list before. */
static str listed_on(const struct xml_node *target)
{
    str day = STR_EMPTY;
    for (const struct xml_node *m = target->child; m; m = m->next)
        if (xml_is(m, "modification") &&
            str_eq(xml_attr(m, "modification-type"), STR("listed")) &&
            str_cmp(date_of(m), day) > 0)
            day = date_of(m);
    return day;
}

/* --- places --------------------------------------------------------------------------------- */

struct where {
    str text, country;
};

/* A place by its id, and what the element says beside it. */
static struct where where_is(struct ch *ch, const struct xml_node *n)
{
    str id = xml_attr(n, "place-id");
    const struct ch_place *place = ch_refs_find_place(&ch->refs, id);
    const struct xml_node *country = xml_child(n, "country");
    str box = xml_text(n, "p-o-box");
    if (box.len) box = arena_concat(&ch->scratch, (const str[]){ STR("P.O. Box "), box }, 2);
    str parts[] = { xml_text(n, "c-o"), xml_text(n, "address-details"), box,
                    xml_text(n, "zip-code"), xml_text(n, "location"), xml_text(n, "area"),
                    place ? place->text : STR_EMPTY, country ? country->text : STR_EMPTY };
    if (id.len && !place)
        entry_warn(&ch->e, at(n), "place %.*s is not in the file",
                   (int)str_sub(id, 0, 40).len, id.data);
    if (place) sha_add(&ch->sha, place->bytes);
    struct where w = { .text = entry_join(&ch->e, parts, COUNT_OF(parts), ", ") };
    w.country = xml_attr(country, "iso-code");
    if (w.country.len == 0) w.country = country ? country->text : STR_EMPTY;
    if (w.country.len == 0 && place) w.country = place->country;
    return w;
}

static void read_address(struct ch *ch, const struct xml_node *n)
{
    struct where w = where_is(ch, n);
    if (w.text.len) ch->report->addresses++;
    entry_put(&ch->e, FTM_PROP_ADDRESS, w.text, at(n));
    entry_country(&ch->e, FTM_PROP_COUNTRY, "country", w.country, at(n));
    entry_note(&ch->e, "address", xml_text(n, "remarks"), at(n));
}

static void read_birth_place(struct ch *ch, const struct xml_node *n)
{
    struct where w = where_is(ch, n);
    entry_put(&ch->e, FTM_PROP_BIRTH_PLACE, w.text, at(n));
    entry_country(&ch->e, FTM_PROP_BIRTH_COUNTRY, "country of birth", w.country, at(n));
}

static void read_nationality(struct ch *ch, const struct xml_node *n)
{
    const struct xml_node *country = xml_child(n, "country");
    str code = xml_attr(country, "iso-code");
    entry_country(&ch->e, FTM_PROP_NATIONALITY, "nationality",
                  code.len ? code : country ? country->text : n->text, at(n));
}

/* --- dates ---------------------------------------------------------------------------------- */

/* What a day is of: a birth, a founding or a launch. */
static enum ftm_prop day_prop(const struct ch *ch)
{
    switch (ftm_schema_kind(entity_subject_schema(ch->e.b))) {
    case KIND_PERSON: return FTM_PROP_BIRTH_DATE;
    case KIND_ORGANIZATION: return FTM_PROP_INCORPORATION_DATE;
    case KIND_VESSEL:
    case KIND_AIRCRAFT: return FTM_PROP_BUILD_DATE;
    case KIND_OTHER:
    case KIND_UNKNOWN: break;
    }
    return FTM_PROP_BIRTH_DATE;
}

static str two(struct ch *ch, str s)
{
    return s.len == 1 ? arena_printf(&ch->scratch, "0%.*s", STR_ARG(s)) : s;
}

/* "1950-01-02", "1950-01", "1950" or, for a span of years, "1950 to 1952". */
static str day_text(struct ch *ch, const struct xml_node *n)
{
    str year = xml_attr(n, "year"), from = xml_attr(n, "from-year"), to = xml_attr(n, "to-year");
    str month = two(ch, xml_attr(n, "month")), day = two(ch, xml_attr(n, "day"));
    if (year.len == 0 && from.len && to.len && !str_eq(from, to))
        return entry_join(&ch->e, (const str[]){ from, to }, 2, " to ");
    if (year.len == 0) return from.len ? from : to;
    if (month.len == 0) return year;
    return entry_join(&ch->e, (const str[]){ year, month, day }, 3, "-");
}

static void read_day(struct ch *ch, const struct xml_node *n)
{
    str calendar = xml_attr(n, "calendar"), text = day_text(ch, n);
    if (calendar.len && !str_eq_nocase(calendar, STR("Gregorian"))) {
        entry_note(&ch->e, "date in another calendar",
                   entry_join(&ch->e, (const str[]){ text, calendar }, 2, ", "), at(n));
        entry_warn(&ch->e, at(n), "a date in the %.*s calendar is kept as a note",
                   (int)str_sub(calendar, 0, 40).len, calendar.data);
        return;
    }
    bool is_low = str_eq(xml_attr(n, "quality"), STR("low"));
    if (text.len && is_low) text = arena_printf(&ch->scratch, "circa %.*s", STR_ARG(text));
    if (text.len)
        entry_date(&ch->e, day_prop(ch), "date", text, at(n));
    else
        entry_warn(&ch->e, at(n), "a day-month-year without a year passed over");
}

/* --- names ---------------------------------------------------------------------------------- */

static bool is_primary(const struct xml_node *name)
{
    return str_eq(xml_attr(name, "name-type"), STR("primary-name"));
}

/* The name of the entry: the first primary one of the main identity, else the first primary one,
 * else the first. */
static const struct xml_node *main_name(const struct xml_node *party)
{
    const struct xml_node *primary = NULL, *any = NULL;
    for (const struct xml_node *i = party->child; i; i = i->next) {
        bool is_main = str_eq(xml_attr(i, "main"), STR("true"));
        if (!xml_is(i, "identity")) continue;
        for (const struct xml_node *n = i->child; n; n = n->next) {
            if (!xml_is(n, "name") || !ch_names_has_any(n)) continue;
            if (is_primary(n) && is_main) return n;
            if (is_primary(n) && !primary) primary = n;
            if (!any) any = n;
        }
    }
    return primary ? primary : any;
}

static enum ftm_prop name_prop(struct ch *ch, const struct xml_node *n)
{
    str type = xml_attr(n, "name-type"), quality = xml_attr(n, "quality");
    if (str_eq(quality, STR("low"))) return FTM_PROP_WEAK_ALIAS;
    if (quality.len && !str_eq(quality, STR("good")))
        entry_warn(&ch->e, at(n), "name quality '%.*s' is not known; taken as good",
                   (int)str_sub(quality, 0, 40).len, quality.data);
    if (str_eq(type, STR("formerly-known-as"))) return FTM_PROP_PREVIOUS_NAME;
    if (!str_eq(type, STR("primary-name")) && !str_eq(type, STR("alias")))
        entry_warn(&ch->e, at(n), "name type '%.*s' is not known; taken as an alias",
                   (int)str_sub(type, 0, 40).len, type.data);
    return FTM_PROP_ALIAS;
}

static void read_name(struct ch *ch, const struct xml_node *n, const struct xml_node *main)
{
    enum ftm_prop prop = name_prop(ch, n);
    size_t made = ch_names_put(&ch->e, n, n == main ? FTM_PROP_NAME : prop, prop);
    if (made == 0) {
        ch->report->empty_aliases++;
        return;
    }
    uint32_t aliases = (uint32_t)(n == main ? made - 1 : made);
    if (prop == FTM_PROP_WEAK_ALIAS)
        ch->report->weak_aliases += aliases;
    else
        ch->report->aliases += aliases;
}

/* --- identities ----------------------------------------------------------------------------- */

static void read_document(struct ch *ch, const struct xml_node *n)
{
    str type = xml_attr(n, "document-type");
    const struct xml_node *issuer = xml_child(n, "issuer");
    str country = xml_attr(issuer, "code");
    bool is_passport = str_ends(type, STR("passport"));
    if (country.len == 0) country = issuer ? issuer->text : STR_EMPTY;
    entry_document(&ch->e, is_passport, xml_text(n, "number"), type, country, at(n));
    entry_child_date(&ch->e, FTM_PROP_START_DATE, xml_text(n, "date-of-issue"), at(n));
    entry_child_date(&ch->e, FTM_PROP_END_DATE, xml_text(n, "expiry-date"), at(n));
    entry_child_put(&ch->e, FTM_PROP_DESCRIPTION, xml_text(n, "remark"), at(n));
}

static void read_identity(struct ch *ch, const struct xml_node *n, const struct xml_node *main)
{
    for (const struct xml_node *c = n->child; c; c = c->next) {
        if (xml_is(c, "name"))
            read_name(ch, c, main);
        else if (xml_is(c, "day-month-year"))
            read_day(ch, c);
        else if (xml_is(c, "place-of-birth"))
            read_birth_place(ch, c);
        else if (xml_is(c, "nationality"))
            read_nationality(ch, c);
        else if (xml_is(c, "address"))
            read_address(ch, c);
        else if (xml_is(c, "identification-document"))
            read_document(ch, c);
    }
}

/* "IMO number: 1234567" in running text, of a ship: of a firm it may be its ships'. */
static void read_imo(struct ch *ch, str text, struct entity_src src)
{
    size_t from = str_find(text, STR("IMO"), 0), i;
    if (from == SIZE_MAX) return;
    for (i = from; i < text.len && !byte_is_digit(text.data[i]); i++)
        if (i - from > 20) return;
    size_t end = i;
    while (end < text.len && byte_is_digit(text.data[end])) end++;
    if (end - i == 7) entry_imo(&ch->e, str_sub(text, i, end), src);
}

static void read_relation(struct ch *ch, const struct xml_node *n)
{
    char role[64];
    str type = xml_attr(n, "relation-type"), id = xml_attr(n, "target-id");
    snprintf(role, sizeof role, "%.*s", (int)str_sub(type, 0, sizeof role - 1).len, type.data);
    str object = id.len ? arena_printf(&ch->scratch, "%.*s-%.*s", (int)ch->e.source.len,
                                       ch->e.source.data, (int)id.len, id.data)
                        : STR_EMPTY;
    entry_link(&ch->e, role, xml_text(n, "remark"), object, at(n));
}

static void read_party(struct ch *ch, const struct xml_node *party, const struct xml_node *main)
{
    bool is_vessel = entity_subject_schema(ch->e.b) == FTM_SCHEMA_VESSEL;
    entry_gender(&ch->e, xml_attr(party, "sex"), at(party));
    for (const struct xml_node *c = party->child; c; c = c->next) {
        if (xml_is(c, "identity"))
            read_identity(ch, c, main);
        else if (xml_is(c, "relation"))
            read_relation(ch, c);
        else if (xml_is(c, "other-information") || xml_is(c, "generic-attribute")) {
            entry_text(&ch->e, c->text, at(c));
            if (is_vessel) read_imo(ch, c->text, at(c));
        }
    }
}

/* --- targets -------------------------------------------------------------------------------- */

/* The element that says who it is, and as what. NULL when none is there. */
static const struct xml_node *party_of(const struct xml_node *target, enum ftm_schema *ret_schema)
{
    for (const struct xml_node *c = target->child; c; c = c->next) {
        str type = xml_attr(c, "object-type");
        bool is_object = xml_is(c, "object");
        *ret_schema = xml_is(c, "individual") ? FTM_SCHEMA_PERSON
                      : xml_is(c, "entity")   ? FTM_SCHEMA_ORGANIZATION
                      : is_object && str_eq_nocase(type, STR("vessel"))   ? FTM_SCHEMA_VESSEL
                      : is_object && str_eq_nocase(type, STR("aircraft")) ? FTM_SCHEMA_AIRPLANE
                      : is_object                                         ? FTM_SCHEMA_ASSET
                                                                          : FTM_SCHEMA_NONE;
        if (*ret_schema) return c;
    }
    return NULL;
}

/* The set of 2026-03 with the UN's annex of DPRK parties. Known by its programme's name; the
 * number stands in for it where a file names no programme. */
static bool is_dprk_set(struct ch *ch, str ssid, const struct ch_set *set, struct entity_src src)
{
    if (set || !str_eq(ssid, STR("3978"))) return set && set->is_dprk;
    if (!ch->told_number)
        entry_warn(&ch->e, src, "sanctions set 3978 has no programme; taken for the DPRK's by its "
                                "number");
    ch->told_number = true;
    return true;
}

static void put_sanction(struct ch *ch, const struct xml_node *target, str ssid, str reason)
{
    const struct ch_set *set = ch_refs_set(&ch->refs, str_trim(ssid));
    const struct xml_node *last = latest(target);
    struct entry *e = &ch->e;
    bool is_dprk = is_dprk_set(ch, str_trim(ssid), set, at(target));
    if (!set && !is_dprk)
        entry_warn(e, at(target), "sanctions set %.*s has no programme in the file",
                   (int)str_sub(ssid, 0, 40).len, ssid.data);
    entry_sanction(e, STR("Switzerland, SECO"),
                   !set ? STR_EMPTY : set->program.len ? set->program : set->key, is_dprk,
                   listed_on(target), at(target));
    entry_child_put(e, FTM_PROP_PROGRAM_ID, ssid, at(target));
    entry_child_put(e, FTM_PROP_PROVISIONS, set ? set->title : STR_EMPTY, at(target));
    entry_child_put(e, FTM_PROP_RECORD_ID, xml_attr(target, "ssid"), at(target));
    entry_child_put(e, FTM_PROP_UNSC_ID, xml_text(target, "foreign-identifier"), at(target));
    entry_child_put(e, FTM_PROP_REASON, reason, at(target));
    if (last) entry_child_date(e, FTM_PROP_MODIFIED_AT, date_of(last), at(last));
}

static str reasons_of(struct ch *ch, const struct xml_node *party)
{
    str all = STR_EMPTY;
    for (const struct xml_node *c = party->child; c; c = c->next)
        if (xml_is(c, "justification"))
            all = entry_join(&ch->e, (const str[]){ all, c->text }, 2, " ");
    return all;
}

static void put_sanctions(struct ch *ch, const struct xml_node *n, const struct xml_node *party)
{
    str reason = reasons_of(ch, party);
    bool has_set = false;
    for (const struct xml_node *c = n->child; c; c = c->next) {
        if (xml_is(c, "sanctions-set-id")) {
            put_sanction(ch, n, c->text, reason);
            has_set = true;
        }
    }
    if (has_set) return;
    put_sanction(ch, n, xml_attr(n, "sanctions-set-id"), reason); /* as the list once had it */
}

static cordon_status read_target(struct ch *ch, const struct xml_node *n, struct cordon_error *err)
{
    uint8_t digest[SHA_LEN];
    enum ftm_schema schema;
    const struct xml_node *party = party_of(n, &schema);
    if (is_delisted(n)) {
        ch->delisted++;
        return CORDON_OK;
    }
    if (!party)
        return error_at(err, CORDON_SYNTAX, ch->file->name, n->line, 0,
                        "a <target> is neither individual, entity nor object: not the layout we "
                        "know");
    cordon_status st = entry_begin(&ch->e, schema, xml_attr(n, "ssid"), STR_EMPTY, at(n), err);
    if (st) return st;
    known_check(&ch->known, &ch->e, n);
    sha_init(&ch->sha);
    sha_add(&ch->sha, n->bytes);
    if (schema == FTM_SCHEMA_ASSET) entry_strange_type(&ch->e, xml_attr(party, "object-type"), at(party));
    const struct xml_node *main = main_name(party);
    put_sanctions(ch, n, party);
    read_party(ch, party, main);
    entry_put(&ch->e, FTM_PROP_TOPICS, STR("sanction"), at(n));
    if (!main) entry_warn(&ch->e, at(n), "the entry has no name");
    sha_end(&ch->sha, digest);
    entity_row_hash(ch->e.b, digest);
    return entry_end(&ch->e, err);
}

/* --- what we know of the format --------------------------------------------------------------- */

#define PARTY "identity relation justification other-information generic-attribute"
#define PLACE "c-o address-details p-o-box zip-code location area country "

/* No attributes: of them nothing but an example is public. src: ch-seco */
static const struct known_row format[] = {
    { "target", "sanctions-set-id foreign-identifier individual entity object modification" },
    { "individual", PARTY }, { "entity", PARTY }, { "object", PARTY },
    { "identity", "name day-month-year place-of-birth nationality address identification-document" },
    { "name", "name-part" },
    { "name-part", "value spelling-variant" },
    { "nationality", "country" },
    { "place-of-birth", PLACE "remarks" },
    { "address", PLACE "remarks" },
    { "identification-document", "number issuer date-of-issue expiry-date remark" },
    { "relation", "remark" },
    { NULL, NULL },
};

/* --- the file ------------------------------------------------------------------------------- */

enum { PATH_ROOT, PATH_PROGRAM, PATH_PLACE, PATH_TARGET, PATHS };

static const struct xml_path paths[PATHS] = {
    [PATH_ROOT] = { XML_OPEN, { "swiss-sanctions-list" } },
    [PATH_PROGRAM] = { XML_RECORD, { "swiss-sanctions-list", "sanctions-program" } },
    [PATH_PLACE] = { XML_RECORD, { "swiss-sanctions-list", "place" } },
    [PATH_TARGET] = { XML_RECORD, { "swiss-sanctions-list", "target" } },
};

static const struct xml_path refs_paths[PATHS] = {
    [PATH_ROOT] = { XML_OPEN, { "swiss-sanctions-list" } },
    [PATH_PROGRAM] = { XML_RECORD, { "swiss-sanctions-list", "sanctions-program" } },
    [PATH_PLACE] = { XML_RECORD, { "swiss-sanctions-list", "place" } },
    [PATH_TARGET] = { XML_SKIP, { "swiss-sanctions-list", "target" } },
};

static cordon_status read_root(struct ch *ch, const struct xml_node *n, struct cordon_error *err)
{
    str type = xml_attr(n, "list-type");
    if (type.len && !str_eq(type, STR("whole-list")))
        list_doubt(ch->report, "its list-type is '%.*s', not 'whole-list'",
                   (int)str_sub(type, 0, 40).len, type.data);
    return entry_edition(&ch->e, "date", xml_attr(n, "date"), at(n), err);
}

static cordon_status take(void *ctx, size_t path, const struct xml_node *n,
                          struct cordon_error *err)
{
    struct ch *ch = ctx;
    switch (path) {
    case PATH_ROOT: return read_root(ch, n, err);
    case PATH_PROGRAM: return ch->has_refs ? CORDON_OK : ch_refs_program(&ch->refs, n, err);
    case PATH_PLACE: return ch->has_refs ? CORDON_OK : ch_refs_place(&ch->refs, n, err);
    default: return read_target(ch, n, err);
    }
}

static cordon_status take_refs(void *ctx, size_t path, const struct xml_node *n,
                               struct cordon_error *err)
{
    return path == PATH_ROOT ? CORDON_OK : take(ctx, path, n, err);
}

/* Does a place or a programme follow the first target? A target's own change log may hold such an
 * element too; then the file is read twice for nothing. */
static bool refs_come_late(str bytes)
{
    size_t first = str_find(bytes, STR("<target"), 0);
    if (str_starts(bytes, STR("\xFF\xFE")) || str_starts(bytes, STR("\xFE\xFF"))) return true;
    if (first == SIZE_MAX) return false;
    return str_find(bytes, STR("<place "), first) != SIZE_MAX ||
           str_find(bytes, STR("<sanctions-program"), first) != SIZE_MAX;
}

/* What a modification keeps: the target as it was before or after. */
static const char *const drop[] = { "added", "removed", NULL };

static cordon_status read_both(struct ch *ch, struct cordon_error *err)
{
    static const struct xml_plan refs = { .title = "Switzerland's list", .paths = refs_paths,
                                          .count = PATHS, .take = take_refs };
    static const struct xml_plan plan = { .title = "Switzerland's list", .paths = paths,
                                          .count = PATHS, .take = take, .drop = drop };
    if (refs_come_late(ch->file->bytes)) {
        cordon_status st = xml_read(ch->file, &refs, ch, NULL, err);
        if (st) return st;
        ch->has_refs = true;
    }
    return xml_read(ch->file, &plan, ch, ch->report, err);
}

static bool recognise(const struct list_file *file)
{
    return xml_begins(file, "swiss-sanctions-list");
}

static cordon_status read_ch(str source, const struct list_file *files, size_t count,
                             struct entity_build *b, struct list_report *report,
                             struct cordon_error *err)
{
    if (count != 1)
        return error_set(err, CORDON_ARGUMENT, "Switzerland's list is one file; %zu were given",
                         count);
    struct ch ch = { .file = files, .report = report };
    arena_init(&ch.scratch, 4u * XML_RECORD_MAX);
    known_init(&ch.known, format);
    ch_refs_init(&ch.refs);
    ch.e = entry_writer(source, files->name, b, report, &ch.scratch);
    cordon_status st = read_both(&ch, err);
    if (!st) st = entry_finish(&ch.e, err);
    if (!st && ch.delisted)
        list_warn(report, files->name, 0, STR_EMPTY,
                  "%u de-listed targets stand in the file and are no entries", ch.delisted);
    if (st) error_in_file(err, files->name);
    ch_refs_release(&ch.refs);
    arena_release(&ch.scratch);
    return st;
}

const struct list_format list_ch_xml = { "ch_xml", recognise, read_ch };
