/*
 * OFAC's SDN_ADVANCED.XML: the only format with other scripts and ties between parties.
 *
 * Workload: 126 MB, 19,000 parties. Read twice: what parties refer to (ofac_refs.c), then the
 * parties, one small tree at a time.
 *
 *     DistinctParty@FixedRef                      the entry
 *         Profile@ID @PartySubTypeID              its kind
 *             Identity > Alias > DocumentedName   names
 *             Feature > FeatureVersion            everything else, typed by the FeatureType's name
 *     + papers by Identity, measures and ties by Profile
 *
 * Features and papers go through the label table of the other OFAC formats, so the same entry
 * gives the same entity from every format.
 *
 * Source: docs/sources.md#ofac-advanced
 */
#include "list/ofac.h"
#include "list/ofac_refs.h"
#include "list/split.h"
#include "list/xml.h"

#include "base/num.h"

struct advanced {
    const struct list_file *file;
    struct entity_build    *b;
    struct list_report     *report;
    struct cordon_error    *err;
    struct ofac_refs        refs;
    struct arena            scratch; /* of one party */
    struct sha              sha;     /* over the party's source rows */
    str                     source;
    str                     entry;
    size_t                  other_list; /* parties that are not on the SDN list */
    bool                    is_person;
};

/* --- small pieces --------------------------------------------------------------------------- */

static struct entity_src at_line(uint32_t line)
{
    return (struct entity_src){ .file = 0, .line = line };
}

static void put(struct advanced *a, enum ftm_prop prop, str value, str lang, uint32_t line)
{
    entity_add_subject(a->b, prop, split_squeeze(value, &a->scratch), lang, at_line(line));
}

static str join(struct advanced *a, str left, const char *between, str right)
{
    if (left.len == 0) return right;
    if (right.len == 0) return left;
    return arena_concat(&a->scratch, (const str[]){ left, str_c(between), right }, 3);
}

static bool is_true(const struct xml_node *n, const char *attr)
{
    return str_eq(xml_attr(n, attr), STR("true")) || str_eq(xml_attr(n, attr), STR("1"));
}

/* Through the label table; what it does not know stays as a note. */
static void put_labelled(struct advanced *a, str label, str value, str country, str issued,
                         str expires, uint32_t line)
{
    value = split_squeeze(value, &a->scratch);
    if (value.len == 0) return;
    a->report->pieces++;
    if (ofac_add_labelled(a->b, a->report, a->file->name, a->entry, label, value, country, issued,
                          expires, at_line(line)))
        return;
    a->report->untyped_pieces++;
    put(a, FTM_PROP_NOTES, join(a, join(a, label, " ", value), ", ", country), STR_EMPTY, line);
}

/* --- names ---------------------------------------------------------------------------------- */

/* ISO 639 code of a script that is one language's own; "" for the others. */
static str script_language(str script)
{
    static const struct { const char *script; str lang; } rows[] = {
        { "Hangul", STR_INIT("kor") },   { "Korean", STR_INIT("kor") },
        { "Chinese", STR_INIT("zho") },  { "Han", STR_INIT("zho") },
        { "Japanese", STR_INIT("jpn") }, { "Katakana", STR_INIT("jpn") },
        { "Hiragana", STR_INIT("jpn") }, { "Hebrew", STR_INIT("heb") },
        { "Greek", STR_INIT("ell") },    { "Armenian", STR_INIT("hye") },
        { "Georgian", STR_INIT("kat") }, { "Thai", STR_INIT("tha") },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_starts_nocase(script, str_c(rows[i].script))) return rows[i].lang;
    return STR_EMPTY;
}

static enum ftm_prop alias_prop(const struct xml_node *n, str type, bool is_main)
{
    if (is_main) return FTM_PROP_NAME;
    if (is_true(n, "LowQuality")) return FTM_PROP_WEAK_ALIAS;
    return str_eq_nocase(type, STR("F.K.A.")) ? FTM_PROP_PREVIOUS_NAME : FTM_PROP_ALIAS;
}

static void count_alias(struct list_report *r, enum ftm_prop prop, bool has_name)
{
    if (!has_name)
        r->empty_aliases++;
    else if (prop == FTM_PROP_WEAK_ALIAS)
        r->weak_aliases++;
    else if (prop != FTM_PROP_NAME)
        r->aliases++;
}

/* One alias in all its scripts. The main name is the primary alias of the primary identity; its
 * writings in other scripts are aliases. */
static cordon_status read_alias(struct advanced *a, const struct xml_node *n,
                                const struct xml_node *identity)
{
    const struct ref_value *type;
    const struct xml_node *groups = xml_child(identity, "NamePartGroups");
    bool is_main = is_true(n, "Primary") && is_true(identity, "Primary");
    bool has_name = false;
    cordon_status st = ofac_refs_value(&a->refs, REF_ALIAS_TYPE, n, "AliasTypeID", &type, a->err);
    if (st) return st;
    enum ftm_prop prop = alias_prop(n, type ? type->text : STR_EMPTY, is_main);
    for (const struct xml_node *d = n->child; d; d = d->next) {
        str whole, last, first, script;
        if (!xml_is(d, "DocumentedName")) continue;
        st = ofac_refs_name(&a->refs, d, groups, &a->scratch, &whole, &last, &first, &script,
                            a->err);
        if (st) return st;
        bool is_plain = script.len == 0;
        has_name = has_name || whole.len > 0;
        put(a, is_main && !is_plain ? FTM_PROP_ALIAS : prop, whole, script_language(script),
            d->line);
        if (is_main && is_plain && a->is_person && last.len) {
            put(a, FTM_PROP_LAST_NAME, last, STR_EMPTY, d->line);
            put(a, FTM_PROP_FIRST_NAME, first, STR_EMPTY, d->line);
        }
    }
    count_alias(a->report, prop, has_name);
    return CORDON_OK;
}

/* --- papers --------------------------------------------------------------------------------- */

static void read_papers(struct advanced *a, const struct xml_node *identity)
{
    uint64_t id;
    size_t count = 0;
    const struct ref_paper *p = ofac_refs_id(identity, "ID", &id)
                                    ? ofac_refs_find(&a->refs.papers, id, &count)
                                    : NULL;
    for (size_t i = 0; i < count; i++) {
        str country = p[i].country.len ? p[i].country : p[i].authority;
        sha_add(&a->sha, p[i].bytes);
        put_labelled(a, p[i].type, p[i].number, country, p[i].issued, p[i].expires,
                     p[i].key.line);
        if (str_eq_nocase(p[i].validity, STR("Fraudulent")))
            put(a, FTM_PROP_NOTES,
                join(a, join(a, p[i].type, " ", p[i].number), " ", STR("is fraudulent")),
                STR_EMPTY, p[i].key.line);
    }
}

static cordon_status read_identity(struct advanced *a, const struct xml_node *n)
{
    for (const struct xml_node *c = n->child; c; c = c->next) {
        cordon_status st = xml_is(c, "Alias") ? read_alias(a, c, n) : CORDON_OK;
        if (st) return st;
    }
    read_papers(a, n);
    return CORDON_OK;
}

/* --- features ------------------------------------------------------------------------------- */

/* FeatureTypes that the label table knows by another name. */
static str label_of(str feature)
{
    static const struct { const char *feature; str label; } rows[] = {
        { "Birthdate", STR_INIT("DOB") },
        { "Date of Birth", STR_INIT("DOB") },
        { "Place of Birth", STR_INIT("POB") },
        { "Nationality Country", STR_INIT("nationality") },
        { "Nationality", STR_INIT("nationality") },
        { "Citizenship Country", STR_INIT("citizen") },
        { "Citizenship", STR_INIT("citizen") },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq_nocase(feature, str_c(rows[i].feature))) return rows[i].label;
    return feature;
}

static cordon_status place_of(struct advanced *a, const struct xml_node *n,
                              const struct ref_place **ret)
{
    uint64_t id;
    size_t count;
    *ret = ofac_refs_id(n, "LocationID", &id) ? ofac_refs_find(&a->refs.places, id, &count) : NULL;
    if (*ret) return CORDON_OK;
    str text = xml_attr(n, "LocationID");
    error_at(a->err, CORDON_SYNTAX, a->file->name, n->line, 0,
             "LocationID '%.*s' is no location of the file",
             (int)(text.len > 32 ? 32 : text.len), text.len ? text.data : "");
    return CORDON_SYNTAX;
}

static void put_address(struct advanced *a, const struct ref_place *p, uint32_t line)
{
    if (p->full.len == 0) return;
    a->report->addresses++;
    put(a, FTM_PROP_ADDRESS, p->full, STR_EMPTY, line);
    put(a, FTM_PROP_COUNTRY, p->country, STR_EMPTY, line);
    if (p->country_name.len && p->country.len == 0)
        list_warn(a->report, a->file->name, line, a->entry,
                  "country '%.*s' of an address is not known", STR_ARG(p->country_name));
}

/* "318,000" is 318000. */
static void put_tonnage(struct advanced *a, enum ftm_prop prop, str value, uint32_t line)
{
    str part, all = STR_EMPTY;
    while (str_next(&value, ',', &part)) all = join(a, all, "", part);
    put(a, prop, all, STR_EMPTY, line);
}

static void put_titles(struct advanced *a, str titles, uint32_t line)
{
    while (titles.len) {
        size_t end = str_find(titles, STR("; "), 0);
        if (end == SIZE_MAX) end = titles.len;
        put(a, a->is_person ? FTM_PROP_POSITION : FTM_PROP_NOTES, str_sub(titles, 0, end),
            STR_EMPTY, line);
        titles = str_from(titles, end + 2);
    }
}

/* A wallet's label and address are one piece to the table; every other value goes by itself. */
static void put_feature(struct advanced *a, str feature, str value, uint32_t line)
{
    if (str_eq_nocase(feature, STR("Title")))
        put_titles(a, value, line);
    else if (str_eq_nocase(feature, STR("Vessel Tonnage")))
        put_tonnage(a, FTM_PROP_TONNAGE, value, line);
    else if (str_eq_nocase(feature, STR("Vessel Gross Registered Tonnage")))
        put_tonnage(a, FTM_PROP_GROSS_REGISTERED_TONNAGE, value, line);
    else
        put_labelled(a, label_of(feature), value, STR_EMPTY, STR_EMPTY, STR_EMPTY, line);
}

/* Is the feature about a country alone, so that a location stands for its country? */
static bool is_country_feature(str feature)
{
    str label = label_of(feature);
    return str_eq(label, STR("nationality")) || str_eq(label, STR("citizen")) ||
           str_find(feature, STR("Flag"), 0) != SIZE_MAX ||
           str_find(feature, STR("Nationality"), 0) != SIZE_MAX ||
           str_find(feature, STR("Country"), 0) != SIZE_MAX;
}

static cordon_status read_location(struct advanced *a, str feature, const struct xml_node *n)
{
    const struct ref_place *p = NULL;
    cordon_status st = place_of(a, n, &p);
    if (st || !p) return st;
    sha_add(&a->sha, p->bytes);
    if (str_eq_nocase(feature, STR("Location")))
        put_address(a, p, n->line);
    else
        put_feature(a, feature, is_country_feature(feature) ? p->country_name : p->full, n->line);
    return CORDON_OK;
}

static cordon_status read_detail(struct advanced *a, str feature, const struct xml_node *n)
{
    const struct ref_value *coded;
    cordon_status st =
        ofac_refs_value(&a->refs, REF_DETAIL_REFERENCE, n, "DetailReferenceID", &coded, a->err);
    if (!st) put_feature(a, feature, n->text.len || !coded ? n->text : coded->text, n->line);
    return st;
}

static cordon_status read_version(struct advanced *a, str feature, const struct xml_node *n)
{
    cordon_status st = CORDON_OK;
    for (const struct xml_node *c = n->child; c && !st; c = c->next) {
        if (xml_is(c, "VersionDetail"))
            st = read_detail(a, feature, c);
        else if (xml_is(c, "VersionLocation"))
            st = read_location(a, feature, c);
        else if (xml_is(c, "DatePeriod"))
            put_feature(a, feature, ofac_refs_period(c, &a->scratch), c->line);
        else if (xml_is(c, "Comment") && c->text.len)
            put(a, FTM_PROP_NOTES, join(a, feature, ": ", c->text), STR_EMPTY, c->line);
    }
    return st;
}

static cordon_status read_feature(struct advanced *a, const struct xml_node *n)
{
    const struct ref_value *type;
    cordon_status st = ofac_refs_value(&a->refs, REF_FEATURE_TYPE, n, "FeatureTypeID", &type, a->err);
    if (st) return st;
    if (!type)
        return error_at(a->err, CORDON_SYNTAX, a->file->name, n->line, 0,
                        "a feature without FeatureTypeID");
    for (const struct xml_node *v = n->child; v && !st; v = v->next)
        if (xml_is(v, "FeatureVersion")) st = read_version(a, type->text, v);
    return st;
}

/* --- measures and ties ---------------------------------------------------------------------- */

struct measures_seen {
    bool is_dprk, is_sdn, is_other, has_any;
};

static void note_programs(struct measures_seen *seen, str tags)
{
    str tag;
    while (ofac_program_next(&tags, &tag)) {
        seen->is_dprk = seen->is_dprk || ofac_program_is_dprk(tag);
        seen->is_other = seen->is_other || ofac_program_is_non_sdn(tag);
    }
}

/* One Sanction child a programme, with the day and the legal basis of its entry. */
static void put_measure(struct advanced *a, const struct ref_measure *m)
{
    struct entity_src src = at_line(m->key.line);
    str tags = m->programs, tag;
    while (ofac_program_next(&tags, &tag)) {
        ofac_add_programs(a->b, tag, src);
        entity_add(a->b, FTM_PROP_LISTING_DATE, m->listed, STR_EMPTY, src);
        entity_add(a->b, FTM_PROP_REASON, m->reasons, STR_EMPTY, src);
    }
}

static void read_measures(struct advanced *a, uint64_t profile, struct measures_seen *seen)
{
    size_t count;
    const struct ref_measure *m = ofac_refs_find(&a->refs.measures, profile, &count);
    for (size_t i = 0; i < count; i++) {
        bool is_sdn = str_starts_nocase(m[i].list, STR("SDN"));
        sha_add(&a->sha, m[i].bytes);
        put_measure(a, &m[i]);
        note_programs(seen, m[i].programs);
        seen->has_any = true;
        seen->is_sdn = seen->is_sdn || is_sdn;
        if (m[i].list.len && !is_sdn) seen->is_other = true;
    }
}

/* Ties stand on both sides. "Owned or Controlled By" does not say which of the two, so the tie is
 * an UnknownLink with OFAC's words, not an Ownership. */
static void read_ties(struct advanced *a, uint64_t profile)
{
    size_t count, n;
    const struct ref_tie *t = ofac_refs_find(&a->refs.ties, profile, &count);
    for (size_t i = 0; i < count; i++) {
        struct entity_src src = at_line(t[i].key.line);
        const struct ref_party *other = ofac_refs_find(&a->refs.parties, t[i].other, &n);
        str role = t[i].is_reverse ? join(a, STR("reverse of"), ": ", t[i].type) : t[i].type;
        sha_add(&a->sha, t[i].bytes);
        entity_child(a->b, FTM_SCHEMA_UNKNOWN_LINK, src);
        entity_add(a->b, FTM_PROP_ROLE, role, STR_EMPTY, src);
        entity_add(a->b, FTM_PROP_DESCRIPTION, t[i].comment, STR_EMPTY, src);
        if (t[i].is_former) entity_add(a->b, FTM_PROP_STATUS, STR("former"), STR_EMPTY, src);
        if (!other) {
            list_warn(a->report, a->file->name, t[i].key.line, a->entry,
                      "a tie to profile %llu, which is not in the file",
                      (unsigned long long)t[i].other);
            continue;
        }
        entity_add(a->b, FTM_PROP_NAMES_MENTIONED, other->name, STR_EMPTY, src);
        entity_add(a->b, FTM_PROP_OBJECT, join(a, a->source, "-", other->entry), STR_EMPTY, src);
    }
}

/* --- parties -------------------------------------------------------------------------------- */

static cordon_status schema_of(struct advanced *a, const struct xml_node *profile,
                               enum ftm_schema *ret)
{
    const struct ref_value *sub = NULL;
    cordon_status st =
        ofac_refs_value(&a->refs, REF_PARTY_SUB_TYPE, profile, "PartySubTypeID", &sub, a->err);
    if (st) return st;
    const struct ref_value *type =
        sub ? ofac_refs_row(&a->refs, REF_PARTY_TYPE, sub->party_type) : NULL;
    str name = sub ? sub->text : STR_EMPTY, group = type ? type->text : STR_EMPTY;
    *ret = str_eq_nocase(name, STR("Vessel"))        ? FTM_SCHEMA_VESSEL
           : str_eq_nocase(name, STR("Aircraft"))    ? FTM_SCHEMA_AIRPLANE
           : str_eq_nocase(group, STR("Individual")) ? FTM_SCHEMA_PERSON
           : str_eq_nocase(group, STR("Entity"))     ? FTM_SCHEMA_ORGANIZATION
                                                     : FTM_SCHEMA_LEGAL_ENTITY;
    if (*ret == FTM_SCHEMA_LEGAL_ENTITY)
        list_strange_type(a->report, a->file->name, profile->line, a->entry, name.len ? name : group);
    return CORDON_OK;
}

static void count_entry(struct list_report *r, enum ftm_schema schema)
{
    r->entries++;
    r->persons += schema == FTM_SCHEMA_PERSON;
    r->organizations += schema == FTM_SCHEMA_ORGANIZATION;
    r->vessels += schema == FTM_SCHEMA_VESSEL;
    r->aircraft += schema == FTM_SCHEMA_AIRPLANE;
    r->others += schema == FTM_SCHEMA_LEGAL_ENTITY;
}

static cordon_status read_profile(struct advanced *a, const struct xml_node *n,
                                  struct measures_seen *seen)
{
    cordon_status st = CORDON_OK;
    uint64_t id;
    if (!ofac_refs_id(n, "ID", &id))
        return error_at(a->err, CORDON_SYNTAX, a->file->name, n->line, 0, "a Profile without ID");
    read_measures(a, id, seen);
    for (const struct xml_node *c = n->child; c && !st; c = c->next)
        if (xml_is(c, "Identity")) st = read_identity(a, c);
    for (const struct xml_node *c = n->child; c && !st; c = c->next)
        if (xml_is(c, "Feature")) st = read_feature(a, c);
    for (const struct xml_node *c = n->child; c && !st; c = c->next)
        if (xml_is(c, "Comment")) put(a, FTM_PROP_NOTES, c->text, STR_EMPTY, c->line);
    if (!st) read_ties(a, id);
    return st;
}

static cordon_status begin_party(struct advanced *a, const struct xml_node *n,
                                 const struct xml_node *profile)
{
    enum ftm_schema schema;
    uint64_t number;
    a->entry = xml_attr(n, "FixedRef");
    if (!num_parse_u64(a->entry, UINT32_MAX, &number) || !profile)
        return error_at(a->err, CORDON_SYNTAX, a->file->name, n->line, 0, "a DistinctParty without %s",
                        profile ? "a FixedRef that is a number" : "a Profile");
    cordon_status st = schema_of(a, profile, &schema);
    if (st) return st;
    a->is_person = schema == FTM_SCHEMA_PERSON;
    count_entry(a->report, schema);
    entity_begin(a->b, schema, join(a, a->source, "-", a->entry), a->entry, at_line(n->line));
    put(a, FTM_PROP_TOPICS, STR("sanction"), STR_EMPTY, n->line);
    sha_init(&a->sha);
    sha_add(&a->sha, n->bytes);
    return CORDON_OK;
}

static void end_party(struct advanced *a, const struct xml_node *n,
                      const struct measures_seen *seen, uint32_t wallets)
{
    uint8_t digest[SHA_LEN];
    sha_end(&a->sha, digest);
    entity_row_hash(a->b, digest);
    a->report->dprk_entries += seen->is_dprk;
    a->other_list += seen->is_other && !seen->is_sdn;
    if (a->report->wallet_mentions > wallets) a->report->wallet_entries++;
    if (!seen->has_any)
        list_warn(a->report, a->file->name, n->line, a->entry,
                  "the party stands under no measure of the file");
}

static cordon_status read_party(struct advanced *a, const struct xml_node *n)
{
    struct measures_seen seen = { .has_any = false };
    uint32_t wallets = a->report->wallet_mentions;
    cordon_status st = begin_party(a, n, xml_child(n, "Profile"));
    for (const struct xml_node *c = n->child; c && !st; c = c->next) {
        if (xml_is(c, "Profile")) st = read_profile(a, c, &seen);
        if (xml_is(c, "Comment")) put(a, FTM_PROP_NOTES, c->text, STR_EMPTY, c->line);
    }
    if (st) return st;
    end_party(a, n, &seen, wallets);
    if (a->scratch.failed || a->report->arena->failed) return error_nomem(a->err);
    return entity_build_status(a->b, a->err);
}

/* --- the file ------------------------------------------------------------------------------- */

static cordon_status take(void *ctx, size_t path, const struct xml_node *n,
                          struct cordon_error *err)
{
    struct advanced *a = ctx;
    (void)path; /* parties alone are handed out */
    (void)err;
    arena_reset(&a->scratch);
    return read_party(a, n);
}

static const struct xml_path paths[] = {
    { XML_RECORD, { "Sanctions", "DistinctParties", "DistinctParty" } },
    { XML_SKIP, { "Sanctions", "*" } }, /* the first reading's */
};

static bool recognise(const struct list_file *file)
{
    return xml_begins(file, "Sanctions");
}

static cordon_status check_whole(struct advanced *a)
{
    struct list_report *r = a->report;
    if (r->entries == 0)
        return error_at(a->err, CORDON_REFUSED, a->file->name, 0, 0, "the list holds no entry");
    if (a->refs.issued.len == 0)
        list_warn(r, a->file->name, 0, STR_EMPTY,
                  "DateOfIssue is missing or no date: the edition's age is not known");
    if (r->arena->failed) return error_nomem(a->err);
    return ofac_check_list(a->source, a->file->name, a->other_list, r->entries, a->err);
}

static cordon_status read_advanced(str source, const struct list_file *files, size_t count,
                                   struct entity_build *b, struct list_report *report,
                                   struct cordon_error *err)
{
    static const struct xml_plan plan = { .title = "OFAC's SDN_ADVANCED.XML",
                                          .paths = paths,
                                          .count = COUNT_OF(paths),
                                          .take = take };
    if (count != 1)
        return error_set(err, CORDON_ARGUMENT, "SDN_ADVANCED.XML is one file; %zu were given", count);
    struct advanced a = { .file = files, .b = b, .report = report, .err = err, .source = source };
    arena_init(&a.scratch, 4u * XML_RECORD_MAX);
    cordon_status st = ofac_refs_read(&a.refs, files, report, err);
    if (!st) report->edition = arena_str(report->arena, a.refs.issued);
    if (!st) st = xml_read_in(files, &plan, &a, NULL, &a.refs.parties_at, err);
    if (!st) st = check_whole(&a);
    if (!st) list_judge(report);
    if (st) error_in_file(err, files->name);
    ofac_refs_release(&a.refs);
    arena_release(&a.scratch);
    return st;
}

const struct list_format list_ofac_advanced = { "ofac_advanced", recognise, read_advanced };
