/*
 * The EU's consolidated financial sanctions list, FSF XML 1.1.
 *
 *     export@generationDate
 *         sanctionEntity@euReferenceNumber @unitedNationId ...     5,724 in 2026-05
 *             remark*, regulation@programme, subjectType, nameAlias+,
 *             citizenship*, birthdate*, address*, identification*
 *
 * All values are attributes, an empty one says nothing; "00" is the country nobody knows.
 *
 * Source: docs/sources.md#eu-fsf
 */
#include "list/eu.h"
#include "list/known.h"
#include "list/ofac.h"
#include "list/split.h"

#include "base/num.h"

struct eu {
    struct list_report *report;
    struct entry        e;
    const struct known *known; /* NULL: a table's rows, whose columns were checked */
};

static struct entity_src at(const struct xml_node *n)
{
    return (struct entity_src){ .file = 0, .line = n->line };
}

static bool is_true(str s)
{
    return str_eq(s, STR("true")) || str_eq(s, STR("1"));
}

static bool is_false(str s)
{
    return str_eq(s, STR("false")) || str_eq(s, STR("0"));
}

/* --- remarks -------------------------------------------------------------------------------- */

static void read_additional(struct eu *eu, const struct xml_node *n)
{
    str pair[] = { xml_attr(n, "key"), xml_attr(n, "value") };
    entry_note(&eu->e, "additional information", entry_join(&eu->e, pair, 2, ": "), at(n));
}

/* What any element may hold beside its own: remarks are notes, `what` says of what. */
static void read_remarks(struct eu *eu, const char *what, const struct xml_node *n)
{
    for (const struct xml_node *c = n->child; c; c = c->next) {
        if (xml_is(c, "remark"))
            entry_note(&eu->e, what, c->text, at(c));
        else if (xml_is(c, "additionalInformation"))
            read_additional(eu, c);
    }
}

/* --- countries ------------------------------------------------------------------------------ */

/* Nobody knows it, in either column: CSV 1.0 has one for code and name. */
static bool is_nowhere(str country)
{
    return str_eq(country, STR("00")) || str_eq(country, STR("UNKNOWN"));
}

/* The country as text, for places: its name, else its code. */
static str country_text(const struct xml_node *n)
{
    str name = xml_attr(n, "countryDescription"), code = xml_attr(n, "countryIso2Code");
    if (name.len && !is_nowhere(name)) return name;
    return is_nowhere(code) ? STR_EMPTY : code;
}

static str country_code_of(const struct xml_node *n)
{
    str code = xml_attr(n, "countryIso2Code");
    code = is_nowhere(code) ? STR_EMPTY : list_country(code);
    return code.len ? code : list_country(country_text(n));
}

static void put_country(struct eu *eu, enum ftm_prop prop, const char *what,
                        const struct xml_node *n)
{
    str code = country_code_of(n);
    entry_country(&eu->e, prop, what, code.len ? code : country_text(n), at(n));
}

/* --- names ---------------------------------------------------------------------------------- */

/* Names may be given whole alone, or in parts alone. */
static str whole_name(struct eu *eu, const struct xml_node *n)
{
    str whole = entry_tidy(&eu->e, xml_attr(n, "wholeName"));
    str parts[] = { xml_attr(n, "firstName"), xml_attr(n, "middleName"), xml_attr(n, "lastName") };
    return whole.len ? whole : entry_join(&eu->e, parts, COUNT_OF(parts), " ");
}

static bool is_weak(const struct xml_node *n)
{
    return is_false(xml_attr(n, "strong"));
}

/* The alias that stands as the name: the first strong one in Latin letters, else the first strong
 * one, else the first. The first of all may be in any writing. */
static const struct xml_node *main_name(struct eu *eu, const struct xml_node *entity)
{
    const struct xml_node *strong = NULL, *any = NULL;
    for (const struct xml_node *n = entity->child; n; n = n->next) {
        if (!xml_is(n, "nameAlias")) continue;
        str name = whole_name(eu, n);
        if (name.len == 0) continue;
        if (!any) any = n;
        if (is_weak(n)) continue;
        if (!strong) strong = n;
        if (split_is_latin(name)) return n;
    }
    return strong ? strong : any;
}

static void read_name_details(struct eu *eu, const struct xml_node *n, bool is_person)
{
    str gender = xml_attr(n, "gender"), function = xml_attr(n, "function");
    if (!str_eq(gender, STR("?"))) entry_gender(&eu->e, gender, at(n));
    entry_put(&eu->e, is_person ? FTM_PROP_TITLE : FTM_PROP_LEGAL_FORM, xml_attr(n, "title"), at(n));
    if (is_person)
        entry_put(&eu->e, FTM_PROP_POSITION, function, at(n));
    else
        entry_note(&eu->e, "function", function, at(n));
    read_remarks(eu, "name", n);
}

static void read_name(struct eu *eu, const struct xml_node *n, const struct xml_node *main,
                      bool is_person)
{
    str name = whole_name(eu, n), strong = xml_attr(n, "strong");
    str lang = xml_attr(n, "nameLanguage"), code = list_language(lang);
    enum ftm_prop rest = is_weak(n) ? FTM_PROP_WEAK_ALIAS : FTM_PROP_ALIAS;
    if (strong.len && !is_true(strong) && !is_false(strong))
        entry_warn(&eu->e, at(n), "strong='%.*s' is neither true nor false; taken as true",
                   (int)str_sub(strong, 0, 40).len, strong.data);
    if (lang.len && code.len == 0)
        entry_warn(&eu->e, at(n), "language '%.*s' is not known", (int)str_sub(lang, 0, 40).len,
                   lang.data);
    read_name_details(eu, n, is_person);
    if (name.len == 0) {
        eu->report->empty_aliases++;
        return;
    }
    if (n == main) {
        entry_names_lang(&eu->e, name, FTM_PROP_NAME, FTM_PROP_ALIAS, code, at(n));
        return;
    }
    if (rest == FTM_PROP_WEAK_ALIAS)
        eu->report->weak_aliases++;
    else
        eu->report->aliases++;
    entry_names_lang(&eu->e, name, rest, rest, code, at(n));
}

/* --- births and places ---------------------------------------------------------------------- */

/* The date as list_date reads it; "" when none is said. */
static str birth_date(struct eu *eu, const struct xml_node *n)
{
    str day = xml_attr(n, "birthdate"), year = xml_attr(n, "year");
    str month = xml_attr(n, "monthOfYear");
    str from = xml_attr(n, "yearRangeFrom"), to = xml_attr(n, "yearRangeTo");
    bool is_circa = is_true(xml_attr(n, "circa"));
    str text = day;
    if (text.len == 0 && year.len && month.len)
        text = arena_printf(eu->e.scratch, "%.*s-%s%.*s", STR_ARG(year), month.len == 1 ? "0" : "",
                            STR_ARG(month));
    if (text.len == 0) text = year;
    if (text.len == 0 && from.len && to.len && !str_eq(from, to))
        text = arena_printf(eu->e.scratch, "%.*s to %.*s", STR_ARG(from), STR_ARG(to));
    if (text.len == 0) text = from.len ? from : to;
    if (text.len == 0 || !is_circa) return text;
    return arena_printf(eu->e.scratch, "circa %.*s", STR_ARG(text));
}

/* A date of another calendar is no date of ours. Where the file gives the day in ours too, which
 * shows in its other year, that one is taken. */
static void read_foreign_date(struct eu *eu, const struct xml_node *n, str calendar)
{
    str day = xml_attr(n, "birthdate"), year = xml_attr(n, "year");
    str parts[] = { year, xml_attr(n, "monthOfYear"), xml_attr(n, "dayOfMonth") };
    str text = entry_join(&eu->e, parts, COUNT_OF(parts), "-");
    bool is_ours = day.len && year.len && !str_starts(day, year);
    entry_note(&eu->e, "date of birth in another calendar",
               arena_printf(eu->e.scratch, "%.*s (%.*s)", STR_ARG(text.len ? text : day),
                            STR_ARG(calendar)), at(n));
    entry_warn(&eu->e, at(n), "a date of birth in the %.*s calendar is kept as a note",
               (int)str_sub(calendar, 0, 40).len, calendar.data);
    if (is_ours) entry_date(&eu->e, FTM_PROP_BIRTH_DATE, "date of birth", day, at(n));
}

static str place_of(struct eu *eu, const struct xml_node *n)
{
    str box = xml_attr(n, "poBox");
    if (box.len) box = arena_concat(eu->e.scratch, (const str[]){ STR("P.O. Box "), box }, 2);
    str parts[] = { xml_attr(n, "street"), box, xml_attr(n, "zipCode"), xml_attr(n, "city"),
                    xml_attr(n, "place"), xml_attr(n, "region"), country_text(n) };
    return entry_join(&eu->e, parts, COUNT_OF(parts), ", ");
}

static void read_birth(struct eu *eu, const struct xml_node *n)
{
    str calendar = xml_attr(n, "calendarType");
    if (calendar.len == 0 || str_eq(calendar, STR("GREGORIAN")))
        entry_date(&eu->e, FTM_PROP_BIRTH_DATE, "date of birth", birth_date(eu, n), at(n));
    else
        read_foreign_date(eu, n, calendar);
    entry_put(&eu->e, FTM_PROP_BIRTH_PLACE, place_of(eu, n), at(n));
    put_country(eu, FTM_PROP_BIRTH_COUNTRY, "country of birth", n);
    read_remarks(eu, "date of birth", n);
}

static void read_citizenship(struct eu *eu, const struct xml_node *n)
{
    put_country(eu, FTM_PROP_CITIZENSHIP, "citizenship", n);
    entry_note(&eu->e, "citizenship, region", xml_attr(n, "region"), at(n));
    read_remarks(eu, "citizenship", n);
}

static bool says(str key, const char *const *words)
{
    for (; *words; words++)
        for (size_t i = 0; i < key.len; i++)
            if (str_starts_nocase(str_from(key, i), str_c(*words))) return true;
    return false;
}

static void read_contact(struct eu *eu, const struct xml_node *n)
{
    str key = xml_attr(n, "key"), value = xml_attr(n, "value");
    if (says(key, (const char *const[]){ "mail", NULL }))
        entry_put(&eu->e, FTM_PROP_EMAIL, value, at(n));
    else if (says(key, (const char *const[]){ "phone", "mobile", "tel", NULL }))
        entry_put(&eu->e, FTM_PROP_PHONE, value, at(n));
    else if (says(key, (const char *const[]){ "web", "url", "site", NULL }))
        entry_put(&eu->e, FTM_PROP_WEBSITE, value, at(n));
    else
        entry_note(&eu->e, "contact", entry_join(&eu->e, (const str[]){ key, value }, 2, ": "),
                   at(n));
}

static void read_address(struct eu *eu, const struct xml_node *n)
{
    str full = place_of(eu, n);
    if (full.len) eu->report->addresses++;
    entry_put(&eu->e, FTM_PROP_ADDRESS, full, at(n));
    put_country(eu, FTM_PROP_COUNTRY, "country", n);
    for (const struct xml_node *c = n->child; c; c = c->next)
        if (xml_is(c, "contactInfo")) read_contact(eu, c);
    read_remarks(eu, "address", n);
}

/* --- identification ------------------------------------------------------------------------- */

static const struct {
    const char   *code;
    enum ftm_prop prop; /* of the subject; the child holds the number in any case */
} numbers[] = {
    { "passport", FTM_PROP_PASSPORT_NUMBER },
    { "diplpass", FTM_PROP_PASSPORT_NUMBER },
    { "id", FTM_PROP_ID_NUMBER },
    { "regnumber", FTM_PROP_REGISTRATION_NUMBER },
    { "tradelic", FTM_PROP_LICENSE_NUMBER },
    { "fiscalcode", FTM_PROP_TAX_NUMBER },
    { "taxid", FTM_PROP_TAX_NUMBER },
    { "euvat", FTM_PROP_VAT_CODE },
    { "ssn", FTM_PROP_SOCIAL_SECURITY_NUMBER },
    { "unssn", FTM_PROP_SOCIAL_SECURITY_NUMBER },
    { "swiftbic", FTM_PROP_SWIFT_BIC },
    { "other", FTM_PROP_ID_NUMBER },
    { "birthcert", FTM_PROP_ID_NUMBER },
    { "drivinglicence", FTM_PROP_ID_NUMBER },
    { "electionid", FTM_PROP_ID_NUMBER },
    { "nationcert", FTM_PROP_ID_NUMBER },
    { "residentperm", FTM_PROP_ID_NUMBER },
    { "travelcardid", FTM_PROP_ID_NUMBER },
    { "travelid", FTM_PROP_ID_NUMBER },
};

/* FTM_PROP_NONE for a code nobody told us of. */
static enum ftm_prop number_prop(str code)
{
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        if (str_eq_nocase(code, str_c(numbers[i].code))) return numbers[i].prop;
    return FTM_PROP_NONE;
}

/* What is said against a document or about it, for its summary. */
static str standing_of(struct eu *eu, const struct xml_node *n)
{
    static const struct { const char *attr; str words; } rows[] = {
        { "diplomatic", STR_INIT("diplomatic") },
        { "knownExpired", STR_INIT("known to have expired") },
        { "knownFalse", STR_INIT("known to be false") },
        { "reportedLost", STR_INIT("reported lost") },
        { "revokedByIssuer", STR_INIT("revoked by the issuer") },
    };
    str parts[COUNT_OF(rows)];
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        parts[i] = is_true(xml_attr(n, rows[i].attr)) ? rows[i].words : STR_EMPTY;
    return entry_join(&eu->e, parts, COUNT_OF(parts), ", ");
}

static void put_document(struct eu *eu, const struct xml_node *n, str code, str number,
                         enum ftm_prop prop)
{
    str type = xml_attr(n, "identificationTypeDescription"), latin = xml_attr(n, "latinNumber");
    struct entry *e = &eu->e;
    bool is_passport = prop == FTM_PROP_PASSPORT_NUMBER;
    entity_child(e->b, is_passport ? FTM_SCHEMA_PASSPORT : FTM_SCHEMA_IDENTIFICATION, at(n));
    entry_child_put(e, FTM_PROP_NUMBER, number, at(n));
    entry_child_put(e, FTM_PROP_NUMBER, latin, at(n));
    if (is_passport) entry_child_put(e, FTM_PROP_PASSPORT_NUMBER, number, at(n));
    entry_child_put(e, FTM_PROP_TYPE, type.len ? type : code, at(n));
    entry_child_put(e, FTM_PROP_COUNTRY, country_code_of(n), at(n));
    entry_child_put(e, FTM_PROP_AUTHORITY, xml_attr(n, "issuedBy"), at(n));
    entry_child_date(e, FTM_PROP_START_DATE, xml_attr(n, "issueDate"), at(n));
    entry_child_date(e, FTM_PROP_START_DATE, xml_attr(n, "validFrom"), at(n));
    entry_child_date(e, FTM_PROP_END_DATE, xml_attr(n, "validTo"), at(n));
    entry_child_put(e, FTM_PROP_DESCRIPTION, xml_attr(n, "nameOnDocument"), at(n));
    entry_child_put(e, FTM_PROP_SUMMARY, standing_of(eu, n), at(n));
    entry_put(e, prop, number, at(n));
    entry_put(e, prop, latin, at(n));
}

static void read_identification(struct eu *eu, const struct xml_node *n)
{
    str code = xml_attr(n, "identificationTypeCode");
    str number = entry_tidy(&eu->e, xml_attr(n, "number")), latin = xml_attr(n, "latinNumber");
    enum ftm_prop prop = number_prop(code);
    read_remarks(eu, "identification", n);
    if (number.len == 0) number = latin;
    if (str_eq_nocase(code, STR("imo"))) {
        entry_imo(&eu->e, number, at(n));
        return;
    }
    if (prop == FTM_PROP_NONE) {
        entry_warn(&eu->e, at(n), "identification '%.*s' is not known; taken as another number",
                   (int)str_sub(code, 0, 40).len, code.data);
        prop = FTM_PROP_ID_NUMBER;
    }
    if (number.len) put_document(eu, n, code, number, prop);
}

/* --- entries -------------------------------------------------------------------------------- */

/* Does the IMO number belong to a ship, and to no company? Both stand here as enterprises with an
 * imo identification: the 17 of 2026-05 are all companies. src: check-digits */
static bool is_ship_number(str s)
{
    static const unsigned ship[] = { 7, 6, 5, 4, 3, 2 }, company[] = { 8, 6, 4, 2, 9, 7 };
    unsigned as_ship = 0, as_company = 0;
    s = str_trim(s);
    if (str_starts_nocase(s, STR("imo"))) s = str_trim(str_from(s, 3));
    if (s.len != 7) return false;
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_digit(s.data[i])) return false;
    for (size_t i = 0; i < 6; i++) {
        as_ship += ship[i] * (unsigned)(s.data[i] - '0');
        as_company += company[i] * (unsigned)(s.data[i] - '0');
    }
    unsigned check = (unsigned)(s.data[6] - '0');
    return as_ship % 10 == check && (11 - as_company % 11) % 11 % 10 != check;
}

static bool has_ship_number(const struct xml_node *entity)
{
    for (const struct xml_node *n = entity->child; n; n = n->next)
        if (xml_is(n, "identification") &&
            str_eq_nocase(xml_attr(n, "identificationTypeCode"), STR("imo")) &&
            is_ship_number(xml_attr(n, "number")))
            return true;
    return false;
}

static str code_of(const struct xml_node *entity)
{
    const struct xml_node *type = xml_child(entity, "subjectType");
    str code = xml_attr(type, "code");
    return code.len ? code : xml_attr(type, "classificationCode");
}

/* FTM_SCHEMA_LEGAL_ENTITY when neither code says what it is. */
static enum ftm_schema schema_of(const struct xml_node *entity)
{
    const struct xml_node *type = xml_child(entity, "subjectType");
    str code = xml_attr(type, "code"), letter = xml_attr(type, "classificationCode");
    bool is_person = str_eq_nocase(code, STR("person")) || str_eq_nocase(code, STR("P"));
    bool is_firm = str_eq_nocase(code, STR("enterprise")) || str_eq_nocase(code, STR("E"));
    if (is_person || (!is_firm && str_eq(letter, STR("P")))) return FTM_SCHEMA_PERSON;
    if (!is_firm && !str_eq(letter, STR("E"))) return FTM_SCHEMA_LEGAL_ENTITY;
    return has_ship_number(entity) ? FTM_SCHEMA_VESSEL : FTM_SCHEMA_ORGANIZATION;
}

static void read_regulation(struct eu *eu, const struct xml_node *n, const struct xml_node *entity)
{
    struct entry *e = &eu->e;
    str program = entry_tidy(e, xml_attr(n, "programme")), un_ref = xml_attr(entity, "unitedNationId");
    entry_sanction(e, STR("European Union"), program, str_eq_nocase(program, STR("PRK")),
                   xml_attr(entity, "designationDate"), at(n));
    entry_child_put(e, FTM_PROP_RECORD_ID, xml_attr(entity, "logicalId"), at(entity));
    entry_child_put(e, FTM_PROP_UNSC_ID, un_ref, at(entity));
    entry_child_put(e, FTM_PROP_REASON, xml_attr(entity, "designationDetails"), at(entity));
    entry_child_date(e, FTM_PROP_END_DATE, xml_attr(entity, "delistingDate"), at(entity));
    entry_child_put(e, FTM_PROP_PROVISIONS, xml_attr(n, "numberTitle"), at(n));
    entry_child_date(e, FTM_PROP_START_DATE, xml_attr(n, "entryIntoForceDate"), at(n));
    entry_child_put(e, FTM_PROP_SOURCE_URL, xml_text(n, "publicationUrl"), at(n));
    read_remarks(eu, "regulation", n);
}

static void read_field(struct eu *eu, const struct xml_node *n, const struct xml_node *entity,
                       const struct xml_node *main, bool is_person)
{
    if (xml_is(n, "nameAlias"))
        read_name(eu, n, main, is_person);
    else if (xml_is(n, "birthdate"))
        read_birth(eu, n);
    else if (xml_is(n, "citizenship"))
        read_citizenship(eu, n);
    else if (xml_is(n, "address"))
        read_address(eu, n);
    else if (xml_is(n, "identification"))
        read_identification(eu, n);
    else if (xml_is(n, "regulation"))
        read_regulation(eu, n, entity);
    else if (xml_is(n, "remark"))
        entry_text(&eu->e, n->text, at(n));
    else if (xml_is(n, "additionalInformation"))
        read_additional(eu, n);
}

static cordon_status begin_entity(struct eu *eu, const struct xml_node *n, enum ftm_schema schema,
                                  struct cordon_error *err)
{
    static const char *const needed[] = { "regulation", "subjectType", "nameAlias" };
    str number = str_trim(xml_attr(n, "euReferenceNumber"));
    bool has_none = number.len == 0;
    for (size_t i = 0; i < COUNT_OF(needed); i++)
        if (!xml_child(n, needed[i]))
            return error_at(err, CORDON_SYNTAX, eu->e.file, n->line, 0,
                            "a <sanctionEntity> without <%s>: not the layout of version 1.1",
                            needed[i]);
    if (has_none) number = str_trim(xml_attr(n, "logicalId"));
    if (number.len == 0)
        return error_at(err, CORDON_SYNTAX, eu->e.file, n->line, 0,
                        "a <sanctionEntity> has neither euReferenceNumber nor logicalId");
    cordon_status st = entry_begin(&eu->e, schema, number, n->bytes, at(n), err);
    if (!st && has_none)
        entry_warn(&eu->e, at(n), "no euReferenceNumber; logicalId stands for it");
    return st;
}

static cordon_status read_entity(struct eu *eu, const struct xml_node *n, struct cordon_error *err)
{
    enum ftm_schema schema = schema_of(n);
    cordon_status st = begin_entity(eu, n, schema, err);
    if (st) return st;
    if (eu->known) known_check(eu->known, &eu->e, n);
    if (schema == FTM_SCHEMA_LEGAL_ENTITY) entry_strange_type(&eu->e, code_of(n), at(n));
    const struct xml_node *main = main_name(eu, n);
    for (const struct xml_node *c = n->child; c; c = c->next)
        read_field(eu, c, n, main, schema == FTM_SCHEMA_PERSON);
    entry_put(&eu->e, FTM_PROP_TOPICS, STR("sanction"), at(n));
    if (!main) entry_warn(&eu->e, at(n), "the entry has no name");
    return entry_end(&eu->e, err);
}

cordon_status eu_entity_read(struct entry *e, const struct xml_node *n, struct cordon_error *err)
{
    struct eu eu = { .report = e->report, .e = *e };
    cordon_status st = read_entity(&eu, n, err);
    *e = eu.e;
    return st;
}

/* --- what we know of the format --------------------------------------------------------------- */

#define OPERABLE "remark additionalInformation @logicalId "
#define SANCTIONABLE OPERABLE "regulationSummary @regulationLanguage "
#define COUNTRY "@countryIso2Code @countryDescription "

/* src: eu-fsf */
static const struct known_row format[] = {
    { "sanctionEntity", OPERABLE "regulation subjectType nameAlias citizenship birthdate address "
                        "identification @delistingDate @designationDate @designationDetails "
                        "@unitedNationId @euReferenceNumber" },
    { "regulation", OPERABLE "publicationUrl corrigendum @regulationType @organisationType "
                    "@publicationDate @entryIntoForceDate @numberTitle @programme" },
    { "subjectType", "@code @classificationCode" },
    { "nameAlias", SANCTIONABLE "@firstName @middleName @lastName @wholeName @function @gender "
                   "@title @nameLanguage @strong" },
    { "citizenship", SANCTIONABLE COUNTRY "@acquisitionDate @disenfranchisementDate @region" },
    { "birthdate", SANCTIONABLE COUNTRY "@circa @calendarType @city @zipCode @birthdate "
                   "@dayOfMonth @monthOfYear @year @yearRangeFrom @yearRangeTo @region @place" },
    { "address", SANCTIONABLE COUNTRY "contactInfo @city @street @poBox @zipCode @region @place "
                 "@asAtListingTime" },
    { "identification", SANCTIONABLE COUNTRY "@identificationTypeCode "
                        "@identificationTypeDescription @diplomatic @knownExpired @knownFalse "
                        "@reportedLost @revokedByIssuer @issueDate @issuedBy @latinNumber "
                        "@nameOnDocument @number @validFrom @validTo @region" },
    { "additionalInformation", "@key @value" },
    { "contactInfo", "@key @value" },
    { NULL, NULL },
};

/* --- the file ------------------------------------------------------------------------------- */

enum { PATH_ROOT, PATH_ENTITY };

static const struct xml_path paths[] = {
    [PATH_ROOT] = { XML_OPEN, { "export" } },
    [PATH_ENTITY] = { XML_RECORD, { "export", "sanctionEntity" } },
};

static cordon_status take(void *ctx, size_t path, const struct xml_node *n,
                          struct cordon_error *err)
{
    struct eu *eu = ctx;
    if (path == PATH_ENTITY) return read_entity(eu, n, err);
    return entry_edition(&eu->e, "generationDate", xml_attr(n, "generationDate"), at(n), err);
}

static bool recognise(const struct list_file *file)
{
    return xml_begins(file, "export");
}

static cordon_status read_eu(str source, const struct list_file *files, size_t count,
                             struct entity_build *b, struct list_report *report,
                             struct cordon_error *err)
{
    /* where each detail was published: the regulation of the entity says it */
    static const char *const drop[] = { "regulationSummary", NULL };
    static const struct xml_plan plan = { .title = "the EU's list (XML 1.1)",
                                          .paths = paths,
                                          .count = COUNT_OF(paths),
                                          .drop = drop,
                                          .take = take };
    if (count != 1)
        return error_set(err, CORDON_ARGUMENT, "the EU's list is one file; %zu were given", count);
    struct known known;
    known_init(&known, format);
    struct eu eu = { .report = report, .known = &known };
    struct arena scratch;
    arena_init(&scratch, 4u * XML_RECORD_MAX);
    eu.e = entry_writer(source, files->name, b, report, &scratch);
    cordon_status st = xml_read(files, &plan, &eu, report, err);
    if (!st) st = entry_finish(&eu.e, err);
    if (!st && (report->persons == 0 || report->persons == report->entries))
        list_doubt(report, "it holds %u persons in %u entries", report->persons, report->entries);
    if (st) error_in_file(err, files->name);
    arena_release(&scratch);
    return st;
}

const struct list_format list_eu_xml = { "eu_xml", recognise, read_eu };
