/*
 * OFAC's SDN.XML, and the consolidated (non-SDN) list in the same schema.
 *
 *     sdnList
 *         publshInformation { Publish_Date, Record_Count }     (so spelt)
 *         sdnEntry { uid, names, sdnType, remarks, programList, idList, akaList, addressList, ... }
 *
 * Weak aliases, documents and wallets are elements here; remarks hold little. The file is read
 * twice, first for the names that "Linked To: X" may mean.
 *
 * Source: docs/sources.md#ofac-xml
 */
#include "list/ofac.h"
#include "list/ofac_names.h"
#include "list/split.h"
#include "list/xml.h"

#include "base/num.h"

struct ofac {
    const struct list_file *file;
    struct entity_build    *b;
    struct list_report     *report;
    struct arena            scratch; /* of one entry */
    struct arena            keep;    /* names of all entries */
    struct ofac_names       names;
    str                     source;
    str                     entry;    /* number of the entry being read */
    size_t                  non_sdn;  /* entries under a programme of the other lists */
    uint64_t                promised; /* Record_Count */
    bool                    has_promise;
};

/* --- small pieces --------------------------------------------------------------------------- */

static struct entity_src at(const struct xml_node *n)
{
    return (struct entity_src){ .file = 0, .line = n->line };
}

static str tidy(struct ofac *o, str s)
{
    return split_squeeze(s, &o->scratch);
}

static void put(struct ofac *o, enum ftm_prop prop, str value, const struct xml_node *n)
{
    entity_add_subject(o->b, prop, tidy(o, value), STR_EMPTY, at(n));
}

/* Texts of children joined by ", ". */
static str join(struct ofac *o, const struct xml_node *n, const char *const *names)
{
    str all = STR_EMPTY;
    for (; *names; names++) {
        str s = tidy(o, xml_text(n, *names));
        if (s.len == 0) continue;
        all = all.len ? arena_printf(&o->scratch, "%.*s, %.*s", (int)all.len, all.data,
                                     (int)s.len, s.data)
                      : s;
    }
    return all;
}

/* "LAST, First Middle", as in the list's other formats. */
static str whole_name(struct ofac *o, const struct xml_node *n)
{
    return join(o, n, (const char *const[]){ "lastName", "firstName", NULL });
}

/* Through the label table; what it does not know stays as a note. */
static void put_labelled(struct ofac *o, str label, str value, str country, str issued,
                         str expires, const struct xml_node *n)
{
    value = tidy(o, value);
    if (value.len == 0) return;
    o->report->pieces++;
    if (ofac_add_labelled(o->b, o->report, o->file->name, o->entry, label, value, country, issued,
                          expires, at(n)))
        return;
    o->report->untyped_pieces++;
    put(o, FTM_PROP_NOTES,
        arena_printf(&o->scratch, "%.*s %.*s%s%.*s", (int)label.len, label.data, (int)value.len,
                     value.data, country.len ? ", " : "", (int)country.len,
                     country.len ? country.data : ""),
        n);
}

static void put_detail(struct ofac *o, const char *label, str value, const struct xml_node *n)
{
    put_labelled(o, str_c(label), value, STR_EMPTY, STR_EMPTY, STR_EMPTY, n);
}

/* --- lists inside an entry ------------------------------------------------------------------ */

static void read_alias(struct ofac *o, const struct xml_node *n)
{
    str name = whole_name(o, n), type = xml_text(n, "type"), category = xml_text(n, "category");
    bool is_weak = str_eq_nocase(category, STR("weak"));
    bool is_former = str_eq_nocase(type, STR("f.k.a."));
    bool is_known = is_former || str_eq_nocase(type, STR("a.k.a.")) ||
                    str_eq_nocase(type, STR("n.k.a.")) || str_eq_nocase(type, STR("d.b.a."));
    if (name.len == 0) {
        o->report->empty_aliases++;
        return;
    }
    if (!is_known || (!is_weak && !str_eq_nocase(category, STR("strong"))))
        list_warn(o->report, o->file->name, n->line, o->entry,
                  "alias type '%.*s', category '%.*s' is not known; taken as a strong alias",
                  STR_ARG(type), STR_ARG(category));
    if (is_weak)
        o->report->weak_aliases++;
    else
        o->report->aliases++;
    put(o, is_weak ? FTM_PROP_WEAK_ALIAS : is_former ? FTM_PROP_PREVIOUS_NAME : FTM_PROP_ALIAS,
        name, n);
}

static void read_address(struct ofac *o, const struct xml_node *n)
{
    str full = join(o, n, (const char *const[]){ "address1", "address2", "address3", "city",
                                                 "stateOrProvince", "postalCode", "country",
                                                 NULL });
    str country = xml_text(n, "country"), code = list_country(country);
    if (full.len == 0) return;
    o->report->addresses++;
    put(o, FTM_PROP_ADDRESS, full, n);
    put(o, FTM_PROP_COUNTRY, code, n);
    if (country.len && code.len == 0)
        list_warn(o->report, o->file->name, n->line, o->entry,
                  "country '%.*s' of an address is not known", STR_ARG(country));
}

static void read_id(struct ofac *o, const struct xml_node *n)
{
    put_labelled(o, xml_text(n, "idType"), xml_text(n, "idNumber"), xml_text(n, "idCountry"),
                 xml_text(n, "issueDate"), xml_text(n, "expirationDate"), n);
}

/* "circa-1956" is written so here alone. */
static void read_birth_date(struct ofac *o, const struct xml_node *n)
{
    str text = tidy(o, xml_text(n, "dateOfBirth"));
    if (str_starts_nocase(text, STR("circa-")))
        text = arena_printf(&o->scratch, "circa %.*s", STR_ARG(str_from(text, 6)));
    put_detail(o, "DOB", text, n);
}

/* "318,000" is 318000. */
static void put_tonnage(struct ofac *o, enum ftm_prop prop, const struct xml_node *vessel,
                        const char *name)
{
    str value = xml_text(vessel, name), part, all = STR_EMPTY;
    while (str_next(&value, ',', &part))
        all = arena_printf(&o->scratch, "%.*s%.*s", STR_ARG(all), STR_ARG(part));
    put(o, prop, all, vessel);
}

static void read_vessel(struct ofac *o, const struct xml_node *n)
{
    static const struct { const char *name, *label; } parts[] = {
        { "callSign", "Vessel Call Sign" },
        { "vesselType", "Vessel Type" },
        { "vesselFlag", "Vessel Flag" },
        { "vesselOwner", "Vessel Owner" },
    };
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        put_detail(o, parts[i].label, xml_text(n, parts[i].name), n);
    put_tonnage(o, FTM_PROP_TONNAGE, n, "tonnage");
    put_tonnage(o, FTM_PROP_GROSS_REGISTERED_TONNAGE, n, "grossRegisteredTonnage");
}

static void read_item(struct ofac *o, const struct xml_node *n)
{
    if (xml_is(n, "aka"))
        read_alias(o, n);
    else if (xml_is(n, "address"))
        read_address(o, n);
    else if (xml_is(n, "id"))
        read_id(o, n);
    else if (xml_is(n, "nationality"))
        put_detail(o, "nationality", xml_text(n, "country"), n);
    else if (xml_is(n, "citizenship"))
        put_detail(o, "citizen", xml_text(n, "country"), n);
    else if (xml_is(n, "dateOfBirthItem"))
        read_birth_date(o, n);
    else if (xml_is(n, "placeOfBirthItem"))
        put_detail(o, "POB", xml_text(n, "placeOfBirth"), n);
    else
        list_stranger(o->report, o->file->name, n->line, o->entry, "element", n->name);
}

/* --- entries -------------------------------------------------------------------------------- */

static enum ftm_schema count_schema(struct ofac *o, str type, const struct xml_node *n)
{
    struct list_report *r = o->report;
    r->entries++;
    if (str_eq_nocase(type, STR("Individual"))) {
        r->persons++;
        return FTM_SCHEMA_PERSON;
    }
    if (str_eq_nocase(type, STR("Entity"))) {
        r->organizations++;
        return FTM_SCHEMA_ORGANIZATION;
    }
    if (str_eq_nocase(type, STR("Vessel"))) {
        r->vessels++;
        return FTM_SCHEMA_VESSEL;
    }
    if (str_eq_nocase(type, STR("Aircraft"))) {
        r->aircraft++;
        return FTM_SCHEMA_AIRPLANE;
    }
    r->others++;
    list_strange_type(r, o->file->name, n->line, o->entry, type);
    return FTM_SCHEMA_LEGAL_ENTITY;
}

static void read_programs(struct ofac *o, const struct xml_node *n)
{
    bool is_dprk = false, is_non_sdn = false;
    const struct xml_node *list = xml_child(n, "programList");
    for (const struct xml_node *p = list ? list->child : NULL; p; p = p->next) {
        ofac_add_programs(o->b, p->text, at(p));
        is_dprk = is_dprk || ofac_program_is_dprk(p->text);
        is_non_sdn = is_non_sdn || ofac_program_is_non_sdn(p->text);
    }
    o->report->dprk_entries += is_dprk;
    o->non_sdn += is_non_sdn;
}

static void read_titles(struct ofac *o, const struct xml_node *n, bool is_person)
{
    str titles = xml_text(n, "title");
    while (titles.len) {
        size_t end = str_find(titles, STR("; "), 0);
        if (end == SIZE_MAX) end = titles.len;
        put(o, is_person ? FTM_PROP_POSITION : FTM_PROP_NOTES, str_sub(titles, 0, end), n);
        titles = str_from(titles, end + 2);
    }
}

/* Elements whose children are items, and those that are read by name. */
static void read_lists(struct ofac *o, const struct xml_node *n)
{
    static const char *const lists[] = {
        "idList", "akaList", "addressList", "nationalityList", "citizenshipList",
        "dateOfBirthList", "placeOfBirthList",
    };
    static const char *const others[] = { "uid",   "firstName",   "lastName",   "title",
                                          "sdnType", "programList", "vesselInfo", "remarks" };
    for (const struct xml_node *c = n->child; c; c = c->next) {
        bool is_list = false, is_other = false;
        for (size_t i = 0; i < COUNT_OF(lists); i++) is_list = is_list || xml_is(c, lists[i]);
        for (size_t i = 0; i < COUNT_OF(others); i++) is_other = is_other || xml_is(c, others[i]);
        for (const struct xml_node *i = is_list ? c->child : NULL; i; i = i->next)
            read_item(o, i);
        if (!is_list && !is_other)
            list_stranger(o->report, o->file->name, c->line, o->entry, "field", c->name);
    }
}

static void read_remarks(struct ofac *o, const struct xml_node *n)
{
    const struct xml_node *r = xml_child(n, "remarks");
    struct ofac_hints hints = { .title = xml_text(n, "title"), .find = ofac_names_find,
                                .names = &o->names };
    if (r)
        ofac_remarks_with(o->b, o->report, o->file->name, o->entry, r->text, false, at(r),
                          &hints);
}

static cordon_status read_entry(struct ofac *o, const struct xml_node *n,
                                struct cordon_error *err)
{
    uint8_t digest[SHA_LEN];
    str name = whole_name(o, n);
    uint32_t wallets = o->report->wallet_mentions;
    o->entry = xml_text(n, "uid");
    enum ftm_schema schema = count_schema(o, xml_text(n, "sdnType"), n);
    bool is_person = schema == FTM_SCHEMA_PERSON;

    entity_begin(o->b, schema,
                 arena_printf(&o->scratch, "%.*s-%.*s", STR_ARG(o->source), STR_ARG(o->entry)),
                 o->entry, at(n));
    sha_of(n->bytes, digest);
    entity_row_hash(o->b, digest);
    put(o, FTM_PROP_NAME, name, n);
    if (is_person) {
        put(o, FTM_PROP_LAST_NAME, xml_text(n, "lastName"), n);
        put(o, FTM_PROP_FIRST_NAME, xml_text(n, "firstName"), n);
    }
    put(o, FTM_PROP_TOPICS, STR("sanction"), n);
    read_titles(o, n, is_person);
    if (xml_child(n, "vesselInfo")) read_vessel(o, xml_child(n, "vesselInfo"));
    read_programs(o, n);
    read_lists(o, n);
    read_remarks(o, n);
    if (o->report->wallet_mentions > wallets) o->report->wallet_entries++;
    if (o->scratch.failed || o->report->arena->failed) return error_nomem(err);
    return entity_build_status(o->b, err);
}

/* --- the file ------------------------------------------------------------------------------- */

enum { PATH_INFO, PATH_ENTRY };

static const struct xml_path paths[] = {
    [PATH_INFO] = { XML_RECORD, { "sdnList", "publshInformation" } },
    [PATH_ENTRY] = { XML_RECORD, { "sdnList", "sdnEntry" } },
};

/* First reading: names and numbers. */
static cordon_status take_name(void *ctx, size_t path, const struct xml_node *n,
                               struct cordon_error *err)
{
    struct ofac *o = ctx;
    if (path != PATH_ENTRY) return CORDON_OK;
    arena_reset(&o->scratch);
    str name = arena_str(&o->keep, whole_name(o, n));
    if (o->keep.failed || o->scratch.failed) return error_nomem(err);
    uint64_t number;
    if (name.len == 0 || !num_parse_u64(xml_text(n, "uid"), UINT32_MAX, &number))
        return error_at(err, CORDON_SYNTAX, o->file->name, n->line, 0, "an entry without %s",
                        name.len ? "a uid that is a number" : "a name");
    return ofac_names_add(&o->names, name, (uint32_t)number) ? CORDON_OK : error_nomem(err);
}

/* "03/28/2025" */
static cordon_status read_info(struct ofac *o, const struct xml_node *n, struct cordon_error *err)
{
    str day = xml_text(n, "Publish_Date"), count = xml_text(n, "Record_Count");
    uint64_t month, date, year;
    bool is_day = day.len == 10 && day.data[2] == '/' && day.data[5] == '/' &&
                  num_parse_u64(str_sub(day, 0, 2), 12, &month) &&
                  num_parse_u64(str_sub(day, 3, 5), 31, &date) &&
                  num_parse_u64(str_sub(day, 6, 10), 9999, &year);
    if (is_day)
        o->report->edition =
            arena_printf(o->report->arena, "%04u-%02u-%02u", (unsigned)year, (unsigned)month,
                         (unsigned)date);
    else
        list_warn(o->report, o->file->name, n->line, STR_EMPTY,
                  "Publish_Date '%.*s' is no date: the edition's age is not known", STR_ARG(day));
    o->has_promise = num_parse_u64(count, UINT32_MAX, &o->promised);
    if (!o->has_promise)
        list_warn(o->report, o->file->name, n->line, STR_EMPTY,
                  "Record_Count '%.*s' is no number: nothing to check the entries against",
                  STR_ARG(count));
    return o->report->arena->failed ? error_nomem(err) : CORDON_OK;
}

/* Second reading: everything. */
static cordon_status take(void *ctx, size_t path, const struct xml_node *n,
                          struct cordon_error *err)
{
    struct ofac *o = ctx;
    arena_reset(&o->scratch);
    return path == PATH_INFO ? read_info(o, n, err) : read_entry(o, n, err);
}

static cordon_status check_whole(const struct ofac *o, struct cordon_error *err)
{
    uint32_t held = o->report->entries;
    if (o->has_promise && o->promised != held)
        return error_at(err, CORDON_REFUSED, o->file->name, 0, 0,
                        "Record_Count says %llu entries, the file holds %u: it was cut down",
                        (unsigned long long)o->promised, held);
    if (held == 0)
        return error_at(err, CORDON_REFUSED, o->file->name, 0, 0, "the list holds no entry");
    return ofac_check_list(o->source, o->file->name, o->non_sdn, held, err);
}

static bool recognise(const struct list_file *file)
{
    return xml_begins(file, "sdnList");
}

static cordon_status read_ofac(str source, const struct list_file *files, size_t count,
                               struct entity_build *b, struct list_report *report,
                               struct cordon_error *err)
{
    static const char title[] = "OFAC's SDN.XML";
    static const struct xml_plan first = { .title = title, .paths = paths,
                                           .count = COUNT_OF(paths), .take = take_name };
    static const struct xml_plan second = { .title = title, .paths = paths,
                                            .count = COUNT_OF(paths), .take = take };
    if (count != 1)
        return error_set(err, CORDON_ARGUMENT, "SDN.XML is one file; %zu were given", count);
    struct ofac o = { .file = files, .b = b, .report = report, .source = source,
                      .names = { .source = source } };
    arena_init(&o.scratch, 4u * XML_RECORD_MAX);
    arena_init(&o.keep, (size_t)1 << 30);
    cordon_status st = xml_read(files, &first, &o, NULL, err);
    if (!st) st = xml_read(files, &second, &o, report, err);
    if (!st) st = check_whole(&o, err);
    if (!st) list_judge(report);
    if (!st && report->arena->failed) st = error_nomem(err);
    if (st) error_in_file(err, files->name);
    ofac_names_release(&o.names);
    arena_release(&o.scratch);
    arena_release(&o.keep);
    return st;
}

const struct list_format list_ofac_xml = { "ofac_xml", recognise, read_ofac };
