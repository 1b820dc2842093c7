/* What the UK Sanctions List means, whichever file it comes in. */
#include "list/uk.h"

#include "list/ofac.h"
#include "list/paper.h"
#include "list/points.h"

#include "base/buf.h"

/* --- what an entry is ----------------------------------------------------------------------- */

enum ftm_schema uk_schema(str kind)
{
    kind = str_trim(kind);
    if (str_eq_nocase(kind, STR("Individual"))) return FTM_SCHEMA_PERSON;
    if (str_eq_nocase(kind, STR("Entity"))) return FTM_SCHEMA_ORGANIZATION;
    if (str_eq_nocase(kind, STR("Ship"))) return FTM_SCHEMA_VESSEL;
    return FTM_SCHEMA_NONE;
}

bool uk_is_dprk(str unique_id, str regime)
{
    return str_starts_nocase(str_trim(unique_id), STR("DPR")) ||
           str_find(regime, STR("Democratic People's Republic of Korea"), 0) != SIZE_MAX ||
           str_find(regime, STR("Democratic People\xE2\x80\x99s Republic of Korea"), 0) != SIZE_MAX;
}

/* --- names ---------------------------------------------------------------------------------- */

str uk_whole_name(struct entry *e, const str *parts)
{
    return entry_join(e, parts, UK_NAME_PARTS, " ");
}

/* "Good quality a.k.a", "Low quality a.k.a" */
static bool is_weak(struct entry *e, str strength, struct entity_src src)
{
    strength = str_trim(strength);
    if (str_starts_nocase(strength, STR("Low"))) return true;
    if (strength.len && !str_starts_nocase(strength, STR("Good")))
        entry_warn(e, src, "alias strength '%.*s' is not known; taken as a strong alias",
                   (int)str_sub(strength, 0, 80).len, strength.data);
    return false;
}

void uk_name(struct entry *e, str whole, str type, str strength, bool *has_name,
             struct entity_src src)
{
    static const str known[] = { STR_INIT("Primary Name"), STR_INIT("Primary Name Variation"),
                                 STR_INIT("Alias"), STR_INIT("") };
    enum ftm_prop prop = is_weak(e, strength, src) ? FTM_PROP_WEAK_ALIAS : FTM_PROP_ALIAS;
    size_t kind = 0;
    type = entry_tidy(e, type);
    if (str_trim(whole).len == 0) {
        e->report->empty_aliases++;
        return;
    }
    while (kind < COUNT_OF(known) && !str_eq_nocase(type, known[kind])) kind++;
    if (kind == COUNT_OF(known))
        entry_warn(e, src, "name type '%.*s' is not known; taken as an alias",
                   (int)str_sub(type, 0, 80).len, type.data);
    if (kind == 0 && !*has_name) {
        *has_name = true;
        entry_names(e, whole, FTM_PROP_NAME, FTM_PROP_ALIAS, src);
        return;
    }
    if (prop == FTM_PROP_WEAK_ALIAS)
        e->report->weak_aliases++;
    else
        e->report->aliases++;
    entry_names(e, whole, prop, prop, src);
}

void uk_non_latin(struct entry *e, str name, str language, struct entity_src src)
{
    if (str_trim(name).len == 0) return;
    e->report->aliases++;
    entry_names_lang(e, name, FTM_PROP_ALIAS, FTM_PROP_ALIAS, list_language(language), src);
}

/* --- values --------------------------------------------------------------------------------- */

/* "7,078" and "7078.0" are 7078; what is no number is a note. */
static void put_tonnage(struct entry *e, str text, struct entity_src src)
{
    char digits[16];
    size_t n = 0, i = 0;
    text = entry_tidy(e, text);
    for (; i < text.len && n < sizeof digits; i++) {
        if (byte_is_digit(text.data[i])) digits[n++] = text.data[i];
        else if (text.data[i] != ',') break;
    }
    str rest = str_trim(str_from(text, i));
    if (n && (rest.len == 0 || str_eq_nocase(rest, STR("tons")) ||
              str_eq_nocase(rest, STR("tonnes"))))
        entry_put(e, FTM_PROP_TONNAGE, str_of(digits, n), src);
    else
        entry_note(e, "tonnage", text, src);
}

/* "OGRN: 1247700291200": the number is looked for without its label, the field kept as it is. */
static void put_registration(struct entry *e, str text, struct entity_src src)
{
    text = entry_tidy(e, text);
    size_t colon = str_index(text, ':');
    str label = str_trim(str_sub(text, 0, colon)), number = str_trim(str_from(text, colon + 1));
    bool is_one = colon < text.len && number.len && str_index(number, ' ') == number.len &&
                  str_index(number, ':') == number.len;
    entity_child(e->b, FTM_SCHEMA_IDENTIFICATION, src);
    entry_child_put(e, FTM_PROP_NUMBER, is_one ? number : text, src);
    entry_child_put(e, FTM_PROP_TYPE, is_one ? label : STR("business registration number"), src);
    entry_put(e, FTM_PROP_REGISTRATION_NUMBER, is_one ? number : text, src);
}

void uk_put(struct entry *e, enum uk_field field, str text, struct entity_src src)
{
    if (str_trim(text).len == 0) return;
    switch (field) {
    case UK_NONE: break;
    case UK_TITLE: entry_put(e, FTM_PROP_TITLE, text, src); break;
    case UK_BIRTH_DATE: entry_date(e, FTM_PROP_BIRTH_DATE, "date of birth", text, src); break;
    case UK_NATIONALITY: entry_country(e, FTM_PROP_NATIONALITY, "nationality", text, src); break;
    case UK_POSITION: entry_put(e, FTM_PROP_POSITION, text, src); break;
    case UK_GENDER: entry_gender(e, text, src); break;
    case UK_PHONE: entry_put(e, FTM_PROP_PHONE, text, src); break;
    case UK_EMAIL: entry_put(e, FTM_PROP_EMAIL, text, src); break;
    case UK_WEBSITE: entry_put(e, FTM_PROP_WEBSITE, text, src); break;
    case UK_ENTITY_TYPE: entry_put(e, FTM_PROP_LEGAL_FORM, text, src); break;
    case UK_SUBSIDIARY: entry_link(e, "Subsidiary", text, STR_EMPTY, src); break;
    case UK_PARENT: entry_link(e, "Parent company", text, STR_EMPTY, src); break;
    case UK_REGISTRATION: put_registration(e, text, src); break;
    case UK_IMO: entry_imo(e, text, src); break;
    case UK_OWNER: entry_link(e, "Owner or operator", text, STR_EMPTY, src); break;
    case UK_PAST_OWNER: entry_link(e, "Former owner or operator", text, STR_EMPTY, src); break;
    case UK_FLAG: entry_country(e, FTM_PROP_FLAG, "flag", text, src); break;
    case UK_PAST_FLAG: entry_country(e, FTM_PROP_PAST_FLAGS, "former flag", text, src); break;
    case UK_SHIP_TYPE: entry_put(e, FTM_PROP_TYPE, text, src); break;
    case UK_TONNAGE: put_tonnage(e, text, src); break;
    case UK_LENGTH: entry_note(e, "length", text, src); break;
    case UK_YEAR_BUILT: entry_date(e, FTM_PROP_BUILD_DATE, "year built", text, src); break;
    case UK_HULL: entry_put(e, FTM_PROP_REGISTRATION_NUMBER, text, src); break;
    case UK_OTHER_INFORMATION: entry_text(e, text, src); break;
    }
}

void uk_address(struct entry *e, const str *lines, str postal_code, str country,
                struct entity_src src)
{
    str parts[UK_ADDRESS_LINES + 2];
    for (size_t i = 0; i < UK_ADDRESS_LINES; i++) parts[i] = lines[i];
    parts[UK_ADDRESS_LINES] = postal_code;
    parts[UK_ADDRESS_LINES + 1] = country;
    str full = entry_join(e, parts, COUNT_OF(parts), ", ");
    if (full.len == 0) return;
    e->report->addresses++;
    entry_put(e, FTM_PROP_ADDRESS, full, src);
    entry_country(e, FTM_PROP_COUNTRY, "country", country, src);
}

void uk_birth_place(struct entry *e, str town, str country, struct entity_src src)
{
    entry_put(e, FTM_PROP_BIRTH_PLACE, entry_join(e, (const str[]){ town, country }, 2, ", "), src);
    entry_country(e, FTM_PROP_BIRTH_COUNTRY, "country of birth", country, src);
}

static void put_paper(struct entry *e, bool is_passport, const struct paper_found *f, str about,
                      struct entity_src src)
{
    str said = about.len > 3 ? list_country(about) : STR_EMPTY;
    entry_document(e, is_passport, f->number, STR_EMPTY, f->country.len ? f->country : said, src);
    entry_child_put(e, FTM_PROP_DESCRIPTION, about, src);
    if (!str_eq(f->about, f->number)) entry_child_put(e, FTM_PROP_SUMMARY, f->about, src);
}

/* One word with a digit: a number whatever it looks like. */
static bool is_bare_number(str s)
{
    bool has_digit = false;
    for (size_t i = 0; i < s.len; i++) {
        if (byte_is_blank(s.data[i]) || strchr(",;()", s.data[i])) return false;
        has_digit = has_digit || byte_is_digit(s.data[i]);
    }
    return has_digit;
}

/* The numbers of one value. */
static void put_papers(struct entry *e, bool is_passport, str value, str about, struct entity_src src)
{
    struct paper_text papers = paper_text_of(value, is_passport ? PAPER_PASSPORT : PAPER_IDENTITY);
    struct paper_found f;
    size_t count = 0, digits = 0;
    for (size_t i = 0; i < value.len; i++) digits += byte_is_digit(value.data[i]);
    while (!is_bare_number(value) && paper_next(&papers, &f)) {
        put_paper(e, f.kind == PAPER_PASSPORT, &f, about, src);
        count++;
    }
    if (count) return;
    if (digits) {
        f = (struct paper_found){ .number = value, .about = value };
        put_paper(e, is_passport, &f, about, src);
        return;
    }
    entry_note(e, is_passport ? "passport" : "national identifier", value, src);
    entry_note(e, is_passport ? "passport" : "national identifier", about, src);
    entry_warn(e, src, "'%.*s' holds no number of a paper; kept as a note", STR_ARG(value));
}

/* What the details call a paper and the numbers do not hold. */
static void put_told_papers(struct entry *e, str about, str numbers, struct entity_src src)
{
    struct paper_text papers = paper_text_of(about, PAPER_UNTOLD);
    struct paper_found f;
    while (paper_next(&papers, &f))
        if (str_find(numbers, f.number, 0) == SIZE_MAX)
            put_paper(e, f.kind == PAPER_PASSPORT, &f, about, src);
}

/* What the details say of a number: the value with its mark, or all where nothing is marked. */
static str about_point(const struct point *point, const struct point *about, size_t count, str all)
{
    for (size_t i = 0; i < count && point->first; i++)
        if (about[i].first <= point->first && point->first <= about[i].last) return about[i].text;
    return all;
}

void uk_document(struct entry *e, bool is_passport, str number, str about,
                 struct entity_src src)
{
    struct point point[POINTS_MAX], detail[POINTS_MAX];
    size_t count = points_read(number, point), details = points_read(about, detail);
    about = str_trim(about);
    if (count == 0) entry_note(e, is_passport ? "passport" : "national identifier", about, src);
    for (size_t i = 0; i < count; i++)
        put_papers(e, is_passport, point[i].text, about_point(&point[i], detail, details, about), src);
    put_told_papers(e, about, number, src);
}

/* --- the listing ---------------------------------------------------------------------------- */

static bool is_none(str s)
{
    return str_eq_nocase(s, STR("N/A")) || str_eq_nocase(s, STR("NA")) ||
           str_eq_nocase(s, STR("None"));
}

void uk_sanction(struct entry *e, const struct uk_listing *l, struct entity_src src)
{
    str rest = l->imposed, one, un_ref = entry_tidy(e, l->un_ref);
    str id = str_trim(l->unique_id);
    entry_sanction(e, STR("United Kingdom, FCDO"), l->regime, uk_is_dprk(id, l->regime),
                   l->designated, src);
    size_t letters = 0;
    while (letters < id.len && byte_is_alpha(id.data[letters])) letters++;
    entry_child_put(e, FTM_PROP_PROGRAM_ID, str_sub(id, 0, letters), src);
    entry_child_put(e, FTM_PROP_RECORD_ID, id, src);
    entry_child_put(e, FTM_PROP_AUTHORITY_ID, l->group_id, src);
    if (!is_none(un_ref)) entry_child_put(e, FTM_PROP_UNSC_ID, un_ref, src);
    while (str_next(&rest, '|', &one)) entry_child_put(e, FTM_PROP_PROVISIONS, one, src);
    if (str_trim(l->source).len)
        entry_child_put(e, FTM_PROP_DESCRIPTION,
                        entry_join(e, (const str[]){ STR("designated by"), l->source }, 2, ": "), src);
    entry_child_date(e, FTM_PROP_MODIFIED_AT, l->updated, src);
    entry_child_put(e, FTM_PROP_REASON, l->reasons, src);
    entry_put(e, FTM_PROP_TOPICS, STR("sanction"), src);
}
