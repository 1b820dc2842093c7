/*
 * The UK Sanctions List of the FCDO as XML.
 *
 *     Designations
 *         DateGenerated                                   02/09/2026
 *         Designation                                     6,349 in 2026-08
 *             UniqueID, Names/Name, NonLatinNames/NonLatinName, RegimeName, Addresses/Address,
 *             IndividualDetails/Individual, EntityDetails/Entity, ShipDetails/Ship ...
 *
 * Repeated values stand in an element of their own plural. What they mean is in list/uk.h.
 *
 * Source: docs/sources.md#uk-fcdo
 */
#include "list/known.h"
#include "list/uk.h"

#include "base/num.h"

struct uk {
    const struct list_file *file;
    struct list_report     *report;
    struct entry            e;
    struct arena            scratch; /* of one entry */
    struct known            known;
    const struct xml_node  *first_name; /* that stands as the name: none is primary; or NULL */
    bool                    has_date;
};

static struct entity_src at(const struct xml_node *n)
{
    return (struct entity_src){ .file = 0, .line = n->line };
}

/* --- plain values --------------------------------------------------------------------------- */

static const struct {
    str           element;
    enum uk_field field;
} fields[] = {
    { STR_INIT("Title"), UK_TITLE },
    { STR_INIT("DOB"), UK_BIRTH_DATE },
    { STR_INIT("Nationality"), UK_NATIONALITY },
    { STR_INIT("Position"), UK_POSITION },
    { STR_INIT("Gender"), UK_GENDER },
    { STR_INIT("PhoneNumber"), UK_PHONE },
    { STR_INIT("EmailAddress"), UK_EMAIL },
    { STR_INIT("Website"), UK_WEBSITE },
    { STR_INIT("TypeOfEntity"), UK_ENTITY_TYPE },
    { STR_INIT("Subsidiary"), UK_SUBSIDIARY },
    { STR_INIT("ParentCompany"), UK_PARENT },
    { STR_INIT("BusinessRegistrationNumber"), UK_REGISTRATION },
    { STR_INIT("IMONumber"), UK_IMO },
    { STR_INIT("CurrentOwnerOperator"), UK_OWNER },
    { STR_INIT("PreviousOwnerOperator"), UK_PAST_OWNER },
    { STR_INIT("CurrentBelievedFlagOfShip"), UK_FLAG },
    { STR_INIT("PreviousFlag"), UK_PAST_FLAG },
    { STR_INIT("TypeOfShip"), UK_SHIP_TYPE },
    { STR_INIT("TonnageOfShip"), UK_TONNAGE },
    { STR_INIT("LengthOfShip"), UK_LENGTH },
    { STR_INIT("YearBuilt"), UK_YEAR_BUILT },
    { STR_INIT("HullIdentificationNumber"), UK_HULL },
    { STR_INIT("OtherInformation"), UK_OTHER_INFORMATION },
};

static enum uk_field field_of(const struct xml_node *n)
{
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (str_eq(n->name, fields[i].element)) return fields[i].field;
    return UK_NONE;
}

/* --- groups --------------------------------------------------------------------------------- */

static str whole_name(struct uk *uk, const struct xml_node *n)
{
    static const char *const names[] = { "Name1", "Name2", "Name3", "Name4", "Name5", "Name6" };
    str parts[UK_NAME_PARTS];
    for (size_t i = 0; i < UK_NAME_PARTS; i++) parts[i] = xml_text(n, names[i]);
    return uk_whole_name(&uk->e, parts);
}

/* Where the list calls no name primary, the first stands as the name. */
static const struct xml_node *name_without_primary(struct uk *uk, const struct xml_node *entry)
{
    const struct xml_node *names = xml_child(entry, "Names"), *first = NULL;
    for (const struct xml_node *n = names ? names->child : NULL; n; n = n->next) {
        if (whole_name(uk, n).len == 0) continue;
        if (str_eq_nocase(xml_text(n, "NameType"), STR("Primary Name"))) return NULL;
        if (!first) first = n;
    }
    return first;
}

static void read_name(struct uk *uk, const struct xml_node *n)
{
    bool has_name = uk->e.has_name;
    str type = n == uk->first_name ? STR("Primary Name") : xml_text(n, "NameType");
    uk_name(&uk->e, whole_name(uk, n), type, xml_text(n, "AliasStrength"), &has_name, at(n));
}

static void read_address(struct uk *uk, const struct xml_node *n)
{
    static const char *const names[] = { "AddressLine1", "AddressLine2", "AddressLine3",
                                         "AddressLine4", "AddressLine5", "AddressLine6" };
    str lines[UK_ADDRESS_LINES];
    for (size_t i = 0; i < UK_ADDRESS_LINES; i++) lines[i] = xml_text(n, names[i]);
    uk_address(&uk->e, lines, xml_text(n, "AddressPostalCode"), xml_text(n, "AddressCountry"),
               at(n));
}

/* Elements whose parts belong together. */
static void read_group(struct uk *uk, const struct xml_node *n)
{
    if (xml_is(n, "Name"))
        read_name(uk, n);
    else if (xml_is(n, "NonLatinName"))
        uk_non_latin(&uk->e, xml_text(n, "NameNonLatinScript"),
                     xml_text(n, "NonLatinScriptLanguage"), at(n));
    else if (xml_is(n, "Address"))
        read_address(uk, n);
    else if (xml_is(n, "Location"))
        uk_birth_place(&uk->e, xml_text(n, "TownOfBirth"), xml_text(n, "CountryOfBirth"), at(n));
    else if (xml_is(n, "Passport"))
        uk_document(&uk->e, true, xml_text(n, "PassportNumber"),
                    xml_text(n, "PassportAdditionalInformation"), at(n));
    else if (xml_is(n, "NationalIdentifier"))
        uk_document(&uk->e, false, xml_text(n, "NationalIdentifierNumber"),
                    xml_text(n, "NationalIdentifierAdditionalInformation"), at(n));
}

/* Elements that only hold others. */
static bool is_holder(const struct xml_node *n)
{
    static const str names[] = {
        STR_INIT("Names"), STR_INIT("NonLatinNames"), STR_INIT("Titles"), STR_INIT("Addresses"),
        STR_INIT("PhoneNumbers"), STR_INIT("EmailAddresses"), STR_INIT("Websites"),
        STR_INIT("IndividualDetails"), STR_INIT("Individual"), STR_INIT("EntityDetails"),
        STR_INIT("Entity"), STR_INIT("ShipDetails"), STR_INIT("Ship"), STR_INIT("DOBs"),
        STR_INIT("Nationalities"), STR_INIT("Genders"), STR_INIT("Positions"),
        STR_INIT("BirthDetails"), STR_INIT("PassportDetails"),
        STR_INIT("NationalIdentifierDetails"), STR_INIT("TypeOfEntities"),
        STR_INIT("Subsidiaries"), STR_INIT("ParentCompanies"),
        STR_INIT("BusinessRegistrationNumbers"), STR_INIT("IMONumbers"),
        STR_INIT("CurrentOwnerOperators"), STR_INIT("PreviousOwnerOperators"),
        STR_INIT("CurrentBelievedFlagOfShips"), STR_INIT("PreviousFlags"),
        STR_INIT("TypeOfShipDetails"), STR_INIT("TonnageOfShipDetails"),
        STR_INIT("LengthOfShipDetails"), STR_INIT("YearsBuilt"),
        STR_INIT("HullIdentificationNumbers"),
    };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq(n->name, names[i])) return true;
    return false;
}

static void read_field(struct uk *uk, const struct xml_node *n)
{
    enum uk_field field = field_of(n);
    if (field)
        uk_put(&uk->e, field, n->text, at(n));
    else
        read_group(uk, n);
}

/* The children of an element and of what only holds others, in order. XML_DEPTH_MAX bounds it. */
static void read_fields(struct uk *uk, const struct xml_node *n)
{
    for (const struct xml_node *c = n->child; c; c = c->next) {
        if (is_holder(c))
            read_fields(uk, c);
        else
            read_field(uk, c);
    }
}

/* --- designations --------------------------------------------------------------------------- */

static void put_listing(struct uk *uk, const struct xml_node *n)
{
    struct uk_listing l = {
        .unique_id = xml_text(n, "UniqueID"),
        .group_id = xml_text(n, "OFSIGroupID"),
        .un_ref = xml_text(n, "UNReferenceNumber"),
        .regime = xml_text(n, "RegimeName"),
        .source = xml_text(n, "DesignationSource"),
        .imposed = xml_text(n, "SanctionsImposed"),
        .designated = xml_text(n, "DateDesignated"),
        .updated = xml_text(n, "LastUpdated"),
        .reasons = xml_text(n, "UKStatementofReasons"),
    };
    uk_sanction(&uk->e, &l, at(n));
}

static cordon_status read_designation(struct uk *uk, const struct xml_node *n,
                                      struct cordon_error *err)
{
    static const char *const needed[] = { "UniqueID", "Names", "RegimeName",
                                          "IndividualEntityShip" };
    for (size_t i = 0; i < COUNT_OF(needed); i++)
        if (!xml_child(n, needed[i]))
            return error_at(err, CORDON_SYNTAX, uk->file->name, n->line, 0,
                            "a <Designation> without <%s>: not the layout we know", needed[i]);
    str kind = xml_text(n, "IndividualEntityShip");
    enum ftm_schema schema = uk_schema(kind);
    cordon_status st = entry_begin(&uk->e, schema ? schema : FTM_SCHEMA_LEGAL_ENTITY,
                                   xml_text(n, "UniqueID"), n->bytes, at(n), err);
    if (st) return st;
    known_check(&uk->known, &uk->e, n);
    if (!schema) entry_strange_type(&uk->e, kind, at(n));
    put_listing(uk, n);
    uk->first_name = name_without_primary(uk, n);
    if (uk->first_name)
        entry_warn(&uk->e, at(uk->first_name), "no name is primary; the first stands as the name");
    read_fields(uk, n);
    if (!uk->e.has_name) entry_warn(&uk->e, at(n), "the entry has no name");
    return entry_end(&uk->e, err);
}

/* --- what we know of the format --------------------------------------------------------------- */

/* Details are read wherever they stand, so what stands in what is not looked at. src: uk-fcdo */
static const struct known_row format[] = {
    { "*",
      "LastUpdated DateDesignated UniqueID OFSIGroupID UNReferenceNumber RegimeName "
      "IndividualEntityShip DesignationSource SanctionsImposed UKStatementofReasons Names "
      "NonLatinNames Titles Addresses PhoneNumbers EmailAddresses Websites IndividualDetails "
      "Individual EntityDetails Entity ShipDetails Ship DOBs Nationalities Genders Positions "
      "BirthDetails PassportDetails NationalIdentifierDetails TypeOfEntities Subsidiaries "
      "ParentCompanies BusinessRegistrationNumbers IMONumbers CurrentOwnerOperators "
      "PreviousOwnerOperators CurrentBelievedFlagOfShips PreviousFlags TypeOfShipDetails "
      "TonnageOfShipDetails LengthOfShipDetails YearsBuilt HullIdentificationNumbers Name "
      "NonLatinName Address Location Passport NationalIdentifier Name1 Name2 Name3 Name4 "
      "Name5 Name6 NameType AliasStrength NameNonLatinScript NonLatinScriptType "
      "NonLatinScriptLanguage AddressLine1 AddressLine2 AddressLine3 AddressLine4 "
      "AddressLine5 AddressLine6 AddressPostalCode AddressCountry TownOfBirth CountryOfBirth "
      "PassportNumber PassportAdditionalInformation NationalIdentifierNumber "
      "NationalIdentifierAdditionalInformation Title DOB Nationality Position Gender "
      "PhoneNumber EmailAddress Website TypeOfEntity Subsidiary ParentCompany "
      "BusinessRegistrationNumber IMONumber CurrentOwnerOperator PreviousOwnerOperator "
      "CurrentBelievedFlagOfShip PreviousFlag TypeOfShip TonnageOfShip LengthOfShip YearBuilt "
      "HullIdentificationNumber OtherInformation" },
    { NULL, NULL },
};

/* --- the file ------------------------------------------------------------------------------- */

enum { PATH_ROOT, PATH_DATE, PATH_DESIGNATION };

static const struct xml_path paths[] = {
    [PATH_ROOT] = { XML_OPEN, { "Designations" } },
    [PATH_DATE] = { XML_RECORD, { "Designations", "DateGenerated" } },
    [PATH_DESIGNATION] = { XML_RECORD, { "Designations", "Designation" } },
};

static cordon_status take(void *ctx, size_t path, const struct xml_node *n,
                          struct cordon_error *err)
{
    struct uk *uk = ctx;
    if (path == PATH_DESIGNATION) return read_designation(uk, n, err);
    str date = path == PATH_DATE ? n->text : xml_attr(n, "DateGenerated");
    if (path == PATH_ROOT && date.len == 0) return CORDON_OK;
    uk->has_date = true;
    return entry_edition(&uk->e, "DateGenerated", date, at(n), err);
}

static bool recognise(const struct list_file *file)
{
    return xml_begins(file, "Designations");
}

static cordon_status read_uk(str source, const struct list_file *files, size_t count,
                             struct entity_build *b, struct list_report *report,
                             struct cordon_error *err)
{
    static const char *const drop[] = { "SanctionsImposedIndicators", NULL }; /* the same again */
    static const struct xml_plan plan = { .title = "the UK Sanctions List",
                                          .paths = paths,
                                          .count = COUNT_OF(paths),
                                          .drop = drop,
                                          .take = take };
    if (count != 1)
        return error_set(err, CORDON_ARGUMENT, "the UK list is one file; %zu were given", count);
    struct uk uk = { .file = files, .report = report };
    arena_init(&uk.scratch, 4u * XML_RECORD_MAX);
    known_init(&uk.known, format);
    uk.e = entry_writer(source, files->name, b, report, &uk.scratch);
    cordon_status st = xml_read(files, &plan, &uk, report, err);
    if (!st) st = entry_finish(&uk.e, err);
    if (!st && !uk.has_date)
        st = entry_edition(&uk.e, "DateGenerated", STR_EMPTY, (struct entity_src){ 0, 0 }, err);
    if (st) error_in_file(err, files->name);
    arena_release(&uk.scratch);
    return st;
}

const struct list_format list_uk_xml = { "uk_xml", recognise, read_uk };
