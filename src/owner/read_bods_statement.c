/*
 * One BODS statement, read as its keys come, whatever their order and version. What is of another kind than the
 * standard has is refused: skipped, it would hide an owner. src: bods (docs/sources.md)
 */
#include "owner/read_bods.h"

enum { LEI_LEN = 20 };

cordon_status bods_bad(const struct bods_in *b, const char *what, str value)
{
    return error_at(b->err, CORDON_SYNTAX, STR_EMPTY, 0, 0, "statement %u: %s: '%.*s'", b->number, what,
                    STR_ARG(value));
}

/* A value of another kind than the standard has: what stands in it is not to be lost. Nothing is read behind it. */
static void refuse(struct bods_in *b, str key)
{
    if (!b->st) b->st = bods_bad(b, "another kind of value than the standard has", key);
}

static str text_of(struct bods_in *b, enum json_kind k)
{
    if (k == JSON_STRING || k == JSON_NUMBER) return arena_str(&b->arena, b->r.text);
    if (k == JSON_OBJECT || k == JSON_ARRAY) (void)json_skip(&b->r, k);
    return STR_EMPTY;
}

/* The next key of an object and the begin of its value; false at the object's end. */
static bool next_key(struct bods_in *b, str *ret_key, enum json_kind *ret_value)
{
    if (b->st || json_next(&b->r) != JSON_KEY) return false;
    *ret_key = arena_str(&b->arena, b->r.text);
    *ret_value = json_next(&b->r);
    return true;
}

/* Is the value of this key an array to be read? null is none. */
static bool is_array(struct bods_in *b, enum json_kind k, str key)
{
    if (k != JSON_ARRAY && k != JSON_NULL && k != JSON_ERROR) refuse(b, key);
    return k == JSON_ARRAY;
}

/* The next element of the array that is this key's; false at the array's end. */
static bool next_item(struct bods_in *b, enum json_kind want, str key)
{
    if (b->st) return false;
    enum json_kind k = json_next(&b->r);
    if (k != want && k != JSON_ARRAY_END && k != JSON_ERROR) refuse(b, key);
    return k == want;
}

/* {"exact":25} or {"minimum":25,"maximum":50,"exclusiveMinimum":true}; 0.4 has numbers in the exclusive ones */
static void read_share(struct bods_in *b, struct interest *in)
{
    str key;
    enum json_kind k;
    while (next_key(b, &key, &k)) {
        bool is_number = k == JSON_NUMBER;
        if (str_eq(key, STR("exact"))) in->exact = text_of(b, k);
        else if (str_eq(key, STR("minimum"))) in->min = text_of(b, k);
        else if (str_eq(key, STR("maximum"))) in->max = text_of(b, k);
        else if (str_eq(key, STR("exclusiveMinimum"))) {
            in->min_is_out = is_number || k == JSON_TRUE;
            if (is_number) in->min = text_of(b, k);
        } else if (str_eq(key, STR("exclusiveMaximum"))) {
            in->max_is_out = is_number || k == JSON_TRUE;
            if (is_number) in->max = text_of(b, k);
        } else
            (void)text_of(b, k);
    }
}

static void read_interest(struct bods_in *b, struct interest *in)
{
    str key;
    enum json_kind k;
    *in = (struct interest){ .is_indirect = false };
    while (next_key(b, &key, &k)) {
        if (str_eq(key, STR("share"))) {
            if (k == JSON_OBJECT) read_share(b, in);
            else if (k != JSON_NULL) refuse(b, key);
        } else if (str_eq(key, STR("type"))) in->type = text_of(b, k);
        else if (str_eq(key, STR("startDate"))) in->from = text_of(b, k);
        else if (str_eq(key, STR("endDate"))) in->to = text_of(b, k);
        else if (str_eq(key, STR("directOrIndirect")) || str_eq(key, STR("interestLevel")))
            in->is_indirect = str_eq(text_of(b, k), STR("indirect"));
        else
            (void)text_of(b, k);
    }
}

static void read_interests(struct bods_in *b, enum json_kind k, str key)
{
    struct interest over;
    if (!is_array(b, k, key)) return;
    while (next_item(b, JSON_OBJECT, key)) {
        bool has_room = b->s.interest_count < INTERESTS_MAX;
        read_interest(b, has_room ? &b->s.interest[b->s.interest_count] : &over);
        b->s.interest_count++;
    }
}

/* A party: "id", or {"describedByEntityStatement":"id"}. 0.4 has {"reason","description"} for one that is not
 * named, 0.2 and 0.3 the same within {"unspecified":{}}. */
static void read_ref(struct bods_in *b, enum json_kind k, str of, struct ref *ret)
{
    str key;
    if (k == JSON_STRING || k == JSON_NUMBER) ret->id = text_of(b, k);
    else if (k != JSON_OBJECT && k != JSON_NULL) refuse(b, of);
    if (k != JSON_OBJECT) return;
    while (next_key(b, &key, &k)) {
        if (str_starts(key, STR("describedBy"))) ret->id = text_of(b, k);
        else if (str_eq(key, STR("reason"))) ret->reason = text_of(b, k);
        else if (str_eq(key, STR("description"))) ret->description = text_of(b, k);
        else if (str_eq(key, STR("unspecified")) && k == JSON_OBJECT) read_ref(b, k, key, ret);
        else
            (void)text_of(b, k);
    }
}

static void keep(struct bods_in *b, int what, str text)
{
    struct told *t = text.len ? arena_alloc(&b->arena, sizeof *t) : NULL;
    if (!t) return;
    *t = (struct told){ NULL, what, text };
    *b->s.told_end = t;
    b->s.told_end = &t->next;
}

/* "Anton Pavlovich Muster" of its parts. */
static str joined(struct bods_in *b, const str part[3])
{
    str all = STR_EMPTY;
    for (size_t i = 0; i < 3; i++) {
        const str pieces[] = { all, all.len && part[i].len ? STR(" ") : STR_EMPTY, part[i] };
        all = arena_concat(&b->arena, pieces, 3);
    }
    return all;
}

/* [{"fullName"}], or by parts where there is none */
static void read_names(struct bods_in *b, enum json_kind k, str of)
{
    str key;
    if (!is_array(b, k, of)) return;
    while (next_item(b, JSON_OBJECT, of)) {
        str full = STR_EMPTY, part[3] = { STR_EMPTY, STR_EMPTY, STR_EMPTY };
        while (next_key(b, &key, &k)) {
            if (str_eq(key, STR("fullName"))) full = text_of(b, k);
            else if (str_eq(key, STR("givenName"))) part[0] = text_of(b, k);
            else if (str_eq(key, STR("patronymicName"))) part[1] = text_of(b, k);
            else if (str_eq(key, STR("familyName"))) part[2] = text_of(b, k);
            else
                (void)text_of(b, k);
        }
        keep(b, OWNER_NAME, str_trim(full).len ? full : joined(b, part));
    }
}

static void read_other_names(struct bods_in *b, enum json_kind k, str of)
{
    if (!is_array(b, k, of)) return;
    while (next_item(b, JSON_STRING, of)) keep(b, OWNER_NAME, text_of(b, JSON_STRING));
}

/* {"code":"UA","name":"Ukraine"}; of a part of a country, "US-DE", the country */
static void read_country(struct bods_in *b)
{
    str key, code = STR_EMPTY, name = STR_EMPTY;
    enum json_kind k;
    while (next_key(b, &key, &k)) {
        if (str_eq(key, STR("code"))) code = text_of(b, k);
        else if (str_eq(key, STR("name"))) name = text_of(b, k);
        else
            (void)text_of(b, k);
    }
    keep(b, OWNER_COUNTRY, code.len ? str_sub(code, 0, str_index(code, '-')) : name);
}

static void read_nationalities(struct bods_in *b, enum json_kind k, str of)
{
    if (!is_array(b, k, of)) return;
    while (next_item(b, JSON_OBJECT, of)) read_country(b);
}

/* Where an entity is registered. */
static void read_jurisdiction(struct bods_in *b, enum json_kind k, str of)
{
    if (k == JSON_OBJECT) read_country(b);
    else if (k != JSON_NULL) refuse(b, of);
}

/* 0.2 and 0.3 name the statements that hold no more. */
static void read_replaced(struct bods_in *b, enum json_kind k, str of)
{
    if (!is_array(b, k, of)) return;
    while (next_item(b, JSON_STRING, of)) keep(b, TOLD_REPLACED, text_of(b, JSON_STRING));
}

/* Is it a number of somebody, and not what stands where there is none: "N/A", "unknown", "0000"? */
static bool is_number_of_one(str id)
{
    static const char *const none[] = { "n/a", "na", "none", "null", "nil", "unknown", "not known", "not available" };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (str_eq_nocase(id, str_c(none[i]))) return false;
    for (size_t i = 1; i < id.len; i++)
        if (id.data[i] != id.data[0]) return true;
    return false;
}

/* "GB-COH-01234567", as org-id.guide writes it; a LEI stands alone, as GLEIF's files have it */
static void keep_id(struct bods_in *b, str scheme, str id)
{
    const str pieces[] = { scheme, STR("-"), id };
    if (scheme.len == 0 || !is_number_of_one(id)) return;
    bool is_lei = str_eq_nocase(scheme, STR("XI-LEI")) && id.len == LEI_LEN;
    keep(b, TOLD_ID, is_lei ? id : arena_concat(&b->arena, pieces, 3));
}

/* [{"scheme":"GB-COH","schemeName":"Companies House","id":"01234567"}] */
static void read_identifiers(struct bods_in *b, enum json_kind k, str of)
{
    str key;
    if (!is_array(b, k, of)) return;
    while (next_item(b, JSON_OBJECT, of)) {
        str scheme = STR_EMPTY, name = STR_EMPTY, id = STR_EMPTY;
        while (next_key(b, &key, &k)) {
            if (str_eq(key, STR("scheme"))) scheme = str_trim(text_of(b, k));
            else if (str_eq(key, STR("schemeName"))) name = str_trim(text_of(b, k));
            else if (str_eq(key, STR("id"))) id = str_trim(text_of(b, k));
            else
                (void)text_of(b, k);
        }
        keep_id(b, scheme.len ? scheme : name, id); /* a name such as "company number" may be of many schemes */
    }
}

static void read_publication(struct bods_in *b)
{
    str key;
    enum json_kind k;
    while (next_key(b, &key, &k)) {
        if (str_eq(key, STR("publicationDate"))) b->s.published = text_of(b, k);
        else
            (void)text_of(b, k);
    }
}

/* The keys of a statement, and of its recordDetails. */
static void read_keys(struct bods_in *b, bool is_details)
{
    struct statement *s = &b->s;
    str key, old_id = STR_EMPTY;
    enum json_kind k;
    while (next_key(b, &key, &k)) {
        if (str_eq(key, STR("recordDetails")) && !is_details) {
            if (k == JSON_OBJECT) read_keys(b, true);
            else if (k != JSON_NULL) refuse(b, key);
        } else if (str_eq(key, STR("statementId"))) s->statement = text_of(b, k);
        else if (str_eq(key, STR("statementID"))) old_id = s->statement = text_of(b, k);
        else if (str_eq(key, STR("recordId"))) s->id = text_of(b, k);
        else if (str_eq(key, STR("statementDate"))) s->date = text_of(b, k);
        else if (str_eq(key, STR("publicationDetails")) && k == JSON_OBJECT) read_publication(b);
        else if (str_eq(key, STR("statementType")) || str_eq(key, STR("recordType"))) s->kind = text_of(b, k);
        else if (str_eq(key, STR("recordStatus"))) s->status = text_of(b, k);
        else if (str_eq(key, STR("isComponent"))) s->is_component = k == JSON_TRUE;
        else if (str_eq(key, STR("name"))) keep(b, OWNER_NAME, text_of(b, k));
        else if (str_eq(key, STR("names"))) read_names(b, k, key);
        else if (str_eq(key, STR("alternateNames"))) read_other_names(b, k, key);
        else if (str_eq(key, STR("nationalities"))) read_nationalities(b, k, key);
        else if (str_eq(key, STR("jurisdiction")) || str_eq(key, STR("incorporatedInJurisdiction")))
            read_jurisdiction(b, k, key);
        else if (str_eq(key, STR("birthDate"))) keep(b, OWNER_BIRTH_DATE, text_of(b, k));
        else if (str_eq(key, STR("identifiers"))) read_identifiers(b, k, key);
        else if (str_eq(key, STR("subject"))) read_ref(b, k, key, &s->subject);
        else if (str_eq(key, STR("interestedParty"))) read_ref(b, k, key, &s->owner);
        else if (str_eq(key, STR("interests"))) read_interests(b, k, key);
        else if (str_eq(key, STR("replacesStatements"))) read_replaced(b, k, key);
        else
            (void)text_of(b, k);
    }
    if (is_details) return;
    s->is_record = s->id.len > 0;
    if (!s->is_record) s->id = old_id;
}

cordon_status bods_statement_read(struct bods_in *b, str text)
{
    b->number++;
    b->s = (struct statement){ .told_end = &b->s.told };
    json_init(&b->r, text, &b->arena, b->err);
    enum json_kind k = json_next(&b->r);
    if (k == JSON_ERROR) return json_status(&b->r);
    if (k != JSON_OBJECT) return bods_bad(b, "no object", str_sub(text, 0, 40));
    read_keys(b, false);
    if (b->st) return b->st;
    k = json_next(&b->r);
    if (json_status(&b->r)) return json_status(&b->r);
    if (k != JSON_END) return bods_bad(b, "text behind its end", b->s.id);
    return b->arena.failed ? error_nomem(b->err) : CORDON_OK;
}
