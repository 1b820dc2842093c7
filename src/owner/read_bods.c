/*
 * Statements of the Beneficial Ownership Data Standard, versions 0.2 to 0.4: an array, or one a line.
 *
 *   0.4       {"recordType":"relationship","recordId","recordStatus","recordDetails":{"subject",
 *             "interestedParty","interests":[{"type","share":{...},"startDate","endDate"}]}}
 *   0.2, 0.3  {"statementType":"ownershipOrControlStatement","statementID","subject":{...},
 *             "interestedParty":{...},"interests":[...],"replacesStatements":[...]}
 *
 * A statement is read into one flat struct as its keys come, whatever their order, and becomes parties and
 * holdings. Which statements were replaced, and when a relationship was closed, is known at the end only: the
 * holdings of the file are gone through again then. src: bods (docs/sources.md)
 */
#include "owner/read.h"

#include "base/country.h"
#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"

enum { INTERESTS_MAX = 32, BODS_LINES_MAX = 1 << 22 };

/* What is told of a party, as it came. */
struct told {
    struct told *next;
    int          what; /* enum owner_fact, or one of these */
    str          text;
};
enum { TOLD_ID = OWNER_FACT_COUNT, /* an identifier of a register */
       TOLD_REPLACED };            /* id of a statement that this one replaces */

struct interest {
    str  type, from, to, exact, min, max;
    bool min_is_out, max_is_out; /* exclusive */
    bool is_indirect;
};

/* Who is meant; or why nobody is named. */
struct ref {
    str id, reason, description;
};

struct statement {
    str             id;        /* of the record; 0.2 and 0.3: of the statement */
    str             statement; /* id of the statement */
    str             kind;      /* entity, person, relationship */
    str             status;    /* of the record: new, updated, closed */
    str             date, published;
    struct told    *told, **told_end;
    struct ref      subject, owner;
    bool            is_component;
    bool            is_record; /* 0.4: later statements about it replace this one */
    struct interest interest[INTERESTS_MAX];
    size_t          interest_count;
};

enum { NOBODY = UINT32_MAX };

/* An id of a statement about a relationship. */
struct said {
    uint64_t hash;        /* of its text */
    bool     is_said;     /* not only mentioned */
    bool     is_replaced; /* 0.2, 0.3: another one names it */
};

/* What the statements of 0.4 about one relationship come to; they are numbers of `ids`, or NOBODY. */
struct record {
    uint32_t holds;            /* whose interests hold */
    uint32_t closed_by;
    int32_t  told_on, said_on; /* the latest day of one with interests, and of any; or OWNER_NO_DAY */
    int32_t  end;              /* of a closed one, or OWNER_NO_DAY */
};

/* Where a holding comes from. */
struct origin {
    uint32_t statement; /* of `ids` */
    uint32_t record;    /* of `records`, or NOBODY */
};

struct bods {
    struct owner_book   *book;
    struct json_reader   r;
    struct arena         arena; /* of one statement's texts */
    uint32_t             number; /* of the statement, from 1 */
    struct statement     s;
    str                  text;   /* of the statement */
    uint32_t             first_edge; /* of this file */
    struct origin       *origin;     /* of each of its holdings */
    uint32_t             origin_room;
    struct owner_book    ids;        /* of statements about relationships */
    struct said         *said;       /* of ids */
    uint32_t             said_room;
    struct owner_book    records;    /* ids of relationships */
    struct record       *record;     /* of records */
    uint32_t             record_room;
    struct origin        from;       /* of the statement's holdings */
    cordon_status        st; /* why no more of the statement is read */
    struct cordon_error *err;
};

/* --- the parts of a statement ------------------------------------------------------------------------------ */

static cordon_status bad(struct bods *b, const char *what, str value)
{
    return error_at(b->err, CORDON_SYNTAX, STR_EMPTY, 0, 0, "statement %u: %s: '%.*s'", b->number, what,
                    STR_ARG(value));
}

/* A value of another kind than the standard has: what stands in it is not to be lost. Nothing is read behind it. */
static void refuse(struct bods *b, str key)
{
    if (!b->st) b->st = bad(b, "another kind of value than the standard has", key);
}

static str text_of(struct bods *b, enum json_kind k)
{
    if (k == JSON_STRING || k == JSON_NUMBER) return arena_str(&b->arena, b->r.text);
    if (k == JSON_OBJECT || k == JSON_ARRAY) (void)json_skip(&b->r, k);
    return STR_EMPTY;
}

/* The next key of an object and the begin of its value; false at the object's end. */
static bool next_key(struct bods *b, str *ret_key, enum json_kind *ret_value)
{
    if (b->st || json_next(&b->r) != JSON_KEY) return false;
    *ret_key = arena_str(&b->arena, b->r.text);
    *ret_value = json_next(&b->r);
    return true;
}

/* Is the value of this key an array to be read? null is none. */
static bool is_array(struct bods *b, enum json_kind k, str key)
{
    if (k != JSON_ARRAY && k != JSON_NULL && k != JSON_ERROR) refuse(b, key);
    return k == JSON_ARRAY;
}

/* The next element of the array that is this key's; false at the array's end. */
static bool next_item(struct bods *b, enum json_kind want, str key)
{
    if (b->st) return false;
    enum json_kind k = json_next(&b->r);
    if (k != want && k != JSON_ARRAY_END && k != JSON_ERROR) refuse(b, key);
    return k == want;
}

/* {"exact":25} or {"minimum":25,"maximum":50,"exclusiveMinimum":true}; 0.4 has numbers in the exclusive ones */
static void read_share(struct bods *b, struct interest *in)
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

static void read_interest(struct bods *b, struct interest *in)
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

static void read_interests(struct bods *b, enum json_kind k, str key)
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
static void read_ref(struct bods *b, enum json_kind k, str of, struct ref *ret)
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

static void keep(struct bods *b, int what, str text)
{
    struct told *t = text.len ? arena_alloc(&b->arena, sizeof *t) : NULL;
    if (!t) return;
    *t = (struct told){ NULL, what, text };
    *b->s.told_end = t;
    b->s.told_end = &t->next;
}

/* "Anton Pavlovich Muster" of its parts. */
static str joined(struct bods *b, const str part[3])
{
    str all = STR_EMPTY;
    for (size_t i = 0; i < 3; i++) {
        const str pieces[] = { all, all.len && part[i].len ? STR(" ") : STR_EMPTY, part[i] };
        all = arena_concat(&b->arena, pieces, 3);
    }
    return all;
}

/* [{"fullName"}], or by parts where there is none */
static void read_names(struct bods *b, enum json_kind k, str of)
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

static void read_other_names(struct bods *b, enum json_kind k, str of)
{
    if (!is_array(b, k, of)) return;
    while (next_item(b, JSON_STRING, of)) keep(b, OWNER_NAME, text_of(b, JSON_STRING));
}

/* {"code":"UA","name":"Ukraine"}; of a part of a country, "US-DE", the country */
static void read_country(struct bods *b)
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

static void read_nationalities(struct bods *b, enum json_kind k, str of)
{
    if (!is_array(b, k, of)) return;
    while (next_item(b, JSON_OBJECT, of)) read_country(b);
}

/* Where an entity is registered. */
static void read_jurisdiction(struct bods *b, enum json_kind k, str of)
{
    if (k == JSON_OBJECT) read_country(b);
    else if (k != JSON_NULL) refuse(b, of);
}

/* 0.2 and 0.3 name the statements that hold no more. */
static void read_replaced(struct bods *b, enum json_kind k, str of)
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
static void keep_id(struct bods *b, str scheme, str id)
{
    const str pieces[] = { scheme, STR("-"), id };
    if (scheme.len == 0 || !is_number_of_one(id)) return;
    keep(b, TOLD_ID, str_eq_nocase(scheme, STR("XI-LEI")) ? id : arena_concat(&b->arena, pieces, 3));
}

/* [{"scheme":"GB-COH","schemeName":"Companies House","id":"01234567"}] */
static void read_identifiers(struct bods *b, enum json_kind k, str of)
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

static void read_publication(struct bods *b)
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
static void read_keys(struct bods *b, bool is_details)
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

/* --- which statements hold -------------------------------------------------------------------------------- */

/* Room for one more item behind the `index` that there are. */
static bool grow(void **items, uint32_t index, uint32_t *room, size_t size)
{
    if (index < *room) return true;
    uint32_t want = *room ? *room * 2 : 1024;
    void *p = mem_realloc(*items, want * size);
    if (!p) return false;
    *items = p;
    *room = want;
    return true;
}

/* Number of a statement by its id. */
static cordon_status number_of(struct bods *b, str id, uint32_t *ret)
{
    uint32_t before = b->ids.party_count;
    *ret = owner_party_add(&b->ids, id, b->err);
    if (*ret == UINT32_MAX) return b->err ? b->err->status : CORDON_SYNTAX;
    void *items = b->said;
    bool has_room = grow(&items, *ret, &b->said_room, sizeof *b->said);
    b->said = items;
    if (!has_room) return error_nomem(b->err);
    if (*ret == before) b->said[*ret] = (struct said){ 0 };
    return CORDON_OK;
}

static cordon_status record_of(struct bods *b, str id, uint32_t *ret)
{
    uint32_t before = b->records.party_count;
    *ret = owner_party_add(&b->records, id, b->err);
    if (*ret == UINT32_MAX) return b->err ? b->err->status : CORDON_SYNTAX;
    void *items = b->record;
    bool has_room = grow(&items, *ret, &b->record_room, sizeof *b->record);
    b->record = items;
    if (!has_room) return error_nomem(b->err);
    if (*ret == before)
        b->record[*ret] = (struct record){ NOBODY, NOBODY, OWNER_NO_DAY, OWNER_NO_DAY, OWNER_NO_DAY };
    return CORDON_OK;
}

/* 0.2 and 0.3: relationships that hold no more, as this one replaces them. */
static cordon_status forget_replaced(struct bods *b)
{
    uint32_t old;
    for (const struct told *t = b->s.told; t; t = t->next) {
        if (t->what != TOLD_REPLACED || !str_trim(t->text).len) continue;
        cordon_status st = number_of(b, t->text, &old);
        if (st) return st;
        b->said[old].is_replaced = true;
    }
    return CORDON_OK;
}

/* @param ret_is_new  no statement with its id was there before */
static cordon_status remember_statement(struct bods *b, bool *ret_is_new)
{
    struct statement *s = &b->s;
    str id = str_trim(s->statement).len ? s->statement : arena_printf(&b->arena, "statement %u", b->number);
    cordon_status st = number_of(b, id, &b->from.statement);
    if (st) return st;
    struct said *said = &b->said[b->from.statement];
    uint64_t hash = str_hash(b->text);
    if (said->is_said && said->hash != hash)
        owner_note_add(b->book, b->number, "two statements with one id '%.*s': both count", STR_ARG(id));
    *ret_is_new = !said->is_said;
    said->is_said = true;
    said->hash = hash;
    return CORDON_OK;
}

static int32_t day_of(struct bods *b, str text)
{
    int32_t day;
    if (owner_day_read(str_sub(text, 0, 10), false, &day)) return day;
    owner_note_add(b->book, b->number, "the statement's date '%.*s' is none: taken as not told", STR_ARG(text));
    return OWNER_NO_DAY;
}

/* Is it the latest so far? One without a day comes where it stands in the file. */
static bool is_latest(int32_t day, int32_t *latest)
{
    if (day != OWNER_NO_DAY && day < *latest) return false;
    if (day != OWNER_NO_DAY) *latest = day;
    return true;
}

static bool is_closing(const struct statement *s)
{
    return str_eq(s->status, STR("closed"));
}

/* Of statements about one record the one of the latest day holds, of one day the last. One that closes it and
 * tells no interests ends those that were told. */
static void update_record(struct bods *b, struct record *r)
{
    const struct statement *s = &b->s;
    int32_t day = day_of(b, s->date);
    if ((s->interest_count || !is_closing(s)) && is_latest(day, &r->told_on)) r->holds = b->from.statement;
    if (!is_latest(day, &r->said_on)) return;
    r->closed_by = is_closing(s) ? b->from.statement : NOBODY;
    r->end = day != OWNER_NO_DAY ? day : day_of(b, s->published);
}

/* What a statement about a relationship does to those before and behind it. */
static cordon_status remember(struct bods *b)
{
    bool is_new;
    cordon_status st = forget_replaced(b);
    if (!st) st = remember_statement(b, &is_new);
    b->from.record = NOBODY;
    if (!st && b->s.is_record) st = record_of(b, b->s.id, &b->from.record);
    if (!st && b->s.is_record && is_new) update_record(b, &b->record[b->from.record]);
    return st;
}

/* Take a holding out of every day. */
static void drop(struct owner_edge *e)
{
    e->from = OWNER_NO_DAY;
    e->to = OWNER_NO_DAY + 1;
}

/* A closed relationship held until the day that its interests tell, or else that of the closing statement. */
static void end_closed(const struct record *r, uint32_t statement, struct owner_edge *e)
{
    bool is_told = e->to != OWNER_NO_DAY;
    if (r->closed_by == NOBODY) return;
    if (r->end == OWNER_NO_DAY) {
        if (!is_told) drop(e);
    } else if (!is_told || (statement != r->closed_by && e->to > r->end))
        e->to = r->end;
}

/* All is read: what was replaced holds no more, what was closed has its end. */
static void end_holdings(struct bods *b)
{
    for (uint32_t i = b->first_edge; i < b->book->edge_count; i++) {
        struct owner_edge *e = &b->book->edge[i];
        struct origin o = b->origin[i - b->first_edge];
        const struct record *r = o.record == NOBODY ? NULL : &b->record[o.record];
        if (r) end_closed(r, o.statement, e);
        if (b->said[o.statement].is_replaced || (r && r->holds != o.statement)) drop(e);
    }
}

/* --- edges ------------------------------------------------------------------------------------------------- */

/* The codelist interestType. src: bods (docs/sources.md) */
static uint8_t kind_of(str type)
{
    static const struct { const char *word; uint8_t kind; } words[] = {
        { "shareholding", OWNER_SHARE }, { "votingRights", OWNER_VOTE }, { "voting-rights", OWNER_VOTE },
        { "appointmentOfBoard", OWNER_CONTROL }, { "appointment-of-board", OWNER_CONTROL },
        { "otherInfluenceOrControl", OWNER_CONTROL }, { "influence-or-control", OWNER_CONTROL },
        { "controlViaCompanyRulesOrArticles", OWNER_CONTROL }, { "controlByLegalFramework", OWNER_CONTROL },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(type, str_c(words[i].word))) return words[i].kind;
    return OWNER_LINK;
}

static bool range_of(const struct interest *in, struct owner_edge *e)
{
    struct owner_edge low = { 0 }, high = { 0 };
    if (in->exact.len) return owner_share_read(in->exact, e);
    if (!owner_share_read(in->min, &low) || !owner_share_read(in->max, &high)) return false;
    e->is_unknown = low.is_unknown && high.is_unknown;
    e->min_bp = low.min_bp;
    e->max_bp = high.is_unknown ? OWNER_WHOLE_BP : high.max_bp;
    if (in->min_is_out && !low.is_unknown && e->min_bp < OWNER_WHOLE_BP && low.min_bp == low.max_bp) e->min_bp++;
    if (in->max_is_out && !high.is_unknown && e->max_bp > 0 && high.min_bp == high.max_bp) e->max_bp--;
    return e->min_bp <= e->max_bp;
}

static cordon_status add_edge(struct bods *b, const struct owner_edge *e)
{
    uint32_t i = b->book->edge_count - b->first_edge;
    void *items = b->origin;
    bool has_room = grow(&items, i, &b->origin_room, sizeof *b->origin);
    b->origin = items;
    if (!has_room) return error_nomem(b->err);
    b->origin[i] = b->from;
    return owner_edge_add(b->book, e, b->err);
}

static cordon_status add_interest(struct bods *b, const struct interest *in, struct owner_edge *e)
{
    if (!range_of(in, e)) return bad(b, "no share from 0 to 100 %", in->exact.len ? in->exact : in->min);
    if (!owner_day_read(str_sub(in->from, 0, 10), false, &e->from)) return bad(b, "startDate", in->from);
    if (!owner_day_read(str_sub(in->to, 0, 10), true, &e->to)) return bad(b, "endDate", in->to);
    e->kind = kind_of(in->type);
    /* an indirect holding is the sum of a chain whose links are told too, or are not known: a link */
    if (in->is_indirect && e->kind == OWNER_SHARE) e->kind = b->s.is_component ? OWNER_SHARE : OWNER_LINK;
    return add_edge(b, e);
}

/* The party with this id, which is no name. */
static cordon_status party_of(struct bods *b, str id, uint32_t *ret)
{
    *ret = owner_party_add(b->book, id, b->err);
    if (*ret == UINT32_MAX) return b->err ? b->err->status : CORDON_SYNTAX;
    b->book->party[*ret].is_id = true;
    return CORDON_OK;
}

/* A fact; a date or country that cannot be read is noted and says nothing. */
static cordon_status tell_fact(struct bods *b, uint32_t party, const struct told *t)
{
    struct date d;
    bool is_bad_date = t->what == OWNER_BIRTH_DATE && !date_read(t->text, &d);
    bool is_bad_country = t->what == OWNER_COUNTRY && !country_code(t->text).len;
    if (!is_bad_date && !is_bad_country)
        return owner_party_tell(b->book, party, (enum owner_fact)t->what, t->text, b->err);
    owner_note_add(b->book, b->number, "'%.*s' is no %s", STR_ARG(t->text), is_bad_date ? "date of birth" : "country");
    return CORDON_OK;
}

/* All that is said of a party. What has its identifier, or was replaced by this statement, is the same party. */
static cordon_status tell(struct bods *b, uint32_t party)
{
    bool is_news;
    for (const struct told *t = b->s.told; t; t = t->next) {
        cordon_status st = t->what < OWNER_FACT_COUNT
                               ? tell_fact(b, party, t)
                               : owner_party_also(b->book, party, t->text, &is_news, b->err);
        if (st) return st;
        if (t->what == TOLD_ID && is_news)
            owner_note_add(b->book, b->number, "'%.*s' is one party with another that has the identifier '%.*s'",
                           STR_ARG(b->s.id), STR_ARG(t->text));
    }
    return CORDON_OK;
}

static void note_nobody(struct bods *b)
{
    const struct ref *who = &b->s.owner;
    str why = who->reason.len ? who->reason : who->description.len ? who->description : STR("no reason is told");
    owner_note_add(b->book, b->number, "nobody is named as owner of '%.*s' (%.*s)", STR_ARG(b->s.subject.id),
                   STR_ARG(why));
}

static cordon_status add_relationship(struct bods *b)
{
    struct statement *s = &b->s;
    struct owner_edge e = { .line = b->number, .file = (uint8_t)(b->book->file_count - 1) };
    cordon_status st = remember(b);
    if (st || (is_closing(s) && !s->interest_count)) return st;
    if (!s->subject.id.len) return bad(b, "a relationship without a subject", s->id);
    st = party_of(b, s->subject.id, &e.owned);
    if (st) return st;
    if (!s->owner.id.len) { /* "no person", "not told" */
        note_nobody(b);
        return CORDON_OK;
    }
    st = party_of(b, s->owner.id, &e.owner);
    if (st) return st;
    e.source = arena_str(&b->book->arena, s->id);
    if (b->book->arena.failed) return error_nomem(b->err);
    if (s->interest_count > INTERESTS_MAX)
        return error_set(b->err, CORDON_LIMIT, "statement %u: more than %d interests", b->number, INTERESTS_MAX);
    if (s->interest_count == 0) { /* that there is one is all it says */
        struct interest none = { .is_indirect = false };
        return add_interest(b, &none, &e);
    }
    for (size_t i = 0; i < s->interest_count; i++) {
        st = add_interest(b, &s->interest[i], &e);
        if (st) return st;
    }
    return CORDON_OK;
}

static cordon_status add_statement(struct bods *b)
{
    struct statement *s = &b->s;
    bool is_person = str_starts(s->kind, STR("person"));
    if (!str_trim(s->id).len) return bad(b, "a statement without an id", s->kind);
    if (str_starts(s->kind, STR("ownershipOrControl")) || str_eq(s->kind, STR("relationship")))
        return add_relationship(b);
    if (!is_person && !str_starts(s->kind, STR("entity")))
        return bad(b, "neither an entity, a person nor a relationship", s->kind);
    uint32_t party;
    cordon_status st = party_of(b, s->id, &party);
    if (st) return st;
    b->book->party[party].is_person |= is_person;
    return tell(b, party);
}

static cordon_status read_statement(struct bods *b)
{
    b->number++;
    b->s = (struct statement){ .told_end = &b->s.told };
    read_keys(b, false);
    if (b->st) return b->st;
    enum json_kind k = json_next(&b->r);
    if (json_status(&b->r)) return json_status(&b->r);
    if (k != JSON_END) return bad(b, "text behind its end", b->s.id);
    if (b->arena.failed) return error_nomem(b->err);
    cordon_status st = add_statement(b);
    arena_reset(&b->arena);
    return st;
}

/* An array is cut into its statements first, so that no cap on one JSON text limits a register. */
static size_t statement_end(str s)
{
    size_t depth = 0;
    bool is_string = false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (is_string) {
            if (c == '\\') i++;
            else if (c == '"') is_string = false;
        } else if (c == '"') is_string = true;
        else if (c == '{' || c == '[') depth++;
        else if ((c == '}' || c == ']') && (depth == 0 || --depth == 0)) return i + 1;
    }
    return s.len;
}

static cordon_status read_all(struct bods *b, str rest)
{
    bool is_list = rest.data[0] == '[', is_closed = false, is_first = true;
    if (is_list) rest = str_trim(str_from(rest, 1));
    while (rest.len) {
        if (is_list && rest.data[0] == ']') {
            is_closed = true;
            rest = str_trim(str_from(rest, 1));
            break;
        }
        if (is_list && !is_first) {
            if (rest.data[0] != ',') return bad(b, "a comma is expected behind it", STR_EMPTY);
            rest = str_trim(str_from(rest, 1));
        }
        is_first = false;
        if (b->number == BODS_LINES_MAX) return error_set(b->err, CORDON_LIMIT, "more than %d statements", BODS_LINES_MAX);
        size_t end = statement_end(rest);
        b->text = str_sub(rest, 0, end);
        json_init(&b->r, b->text, &b->arena, b->err);
        enum json_kind k = json_next(&b->r);
        if (k == JSON_ERROR) return json_status(&b->r);
        if (k != JSON_OBJECT) return bad(b, "an object is expected behind it", STR_EMPTY);
        cordon_status st = read_statement(b);
        if (st) return st;
        rest = str_trim(str_from(rest, end));
    }
    if (is_list && (!is_closed || rest.len))
        return error_set(b->err, CORDON_SYNTAX, is_closed ? "text behind the array" : "the array is cut short");
    return b->number ? CORDON_OK : error_set(b->err, CORDON_SYNTAX, "no statement");
}

cordon_status owner_read_bods(struct owner_book *book, str bytes, struct cordon_error *err)
{
    struct bods *b = mem_calloc(1, sizeof *b);
    if (!b) return error_nomem(err);
    b->book = book;
    b->err = err;
    b->first_edge = book->edge_count;
    arena_init(&b->arena, 8 << 20);
    owner_book_init(&b->ids, (size_t)1 << 30);
    owner_book_init(&b->records, (size_t)1 << 30);
    cordon_status st = read_all(b, bytes);
    if (!st) end_holdings(b);
    if (!st) st = owner_book_settle(book, err);
    owner_book_release(&b->ids);
    owner_book_release(&b->records);
    mem_free(b->said);
    mem_free(b->record);
    mem_free(b->origin);
    arena_release(&b->arena);
    mem_free(b);
    return st;
}
