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
#include "owner/read_bods.h"

#include "base/country.h"
#include "base/date.h"
#include "base/mem.h"

enum { BODS_LINES_MAX = 1 << 22 };

#define NO_NUMBER UINT32_MAX

/* An id of a statement about a relationship. */
struct said {
    uint64_t hash;        /* of its text */
    bool     is_said;     /* not only mentioned */
    bool     is_replaced; /* 0.2, 0.3: another one names it */
};

/* What the statements of 0.4 about one relationship come to; they are numbers of `ids`, or NO_NUMBER. */
struct record {
    uint32_t holds;            /* whose interests hold */
    uint32_t closed_by;
    int32_t  told_on, said_on; /* the latest day of one with interests, and of any; or OWNER_NO_DAY */
    int32_t  end;              /* of a closed one, or OWNER_NO_DAY */
};

/* Where a holding comes from. */
struct origin {
    uint32_t statement; /* of `ids` */
    uint32_t record;    /* of `records`, or NO_NUMBER */
};

struct bods {
    struct owner_book   *book;
    struct bods_in       in;
    str                  text;       /* of the statement */
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
    struct cordon_error *err;
};

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
        b->record[*ret] = (struct record){ NO_NUMBER, NO_NUMBER, OWNER_NO_DAY, OWNER_NO_DAY, OWNER_NO_DAY };
    return CORDON_OK;
}

/* 0.2 and 0.3: relationships that hold no more, as this one replaces them. */
static cordon_status forget_replaced(struct bods *b)
{
    uint32_t old;
    for (const struct told *t = b->in.s.told; t; t = t->next) {
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
    struct statement *s = &b->in.s;
    str id = str_trim(s->statement).len ? s->statement : arena_printf(&b->in.arena, "statement %u", b->in.number);
    cordon_status st = number_of(b, id, &b->from.statement);
    if (st) return st;
    struct said *said = &b->said[b->from.statement];
    uint64_t hash = str_hash(b->text);
    if (said->is_said && said->hash != hash)
        owner_note_add(b->book, b->in.number, "two statements with one id '%.*s': both count", STR_ARG(id));
    *ret_is_new = !said->is_said;
    said->is_said = true;
    said->hash = hash;
    return CORDON_OK;
}

static int32_t day_of(struct bods *b, str text)
{
    int32_t day;
    if (owner_day_read(str_sub(text, 0, 10), false, &day)) return day;
    owner_note_add(b->book, b->in.number, "the statement's date '%.*s' is none: taken as not told", STR_ARG(text));
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
    const struct statement *s = &b->in.s;
    int32_t day = day_of(b, s->date);
    if ((s->interest_count || !is_closing(s)) && is_latest(day, &r->told_on)) r->holds = b->from.statement;
    if (!is_latest(day, &r->said_on)) return;
    r->closed_by = is_closing(s) ? b->from.statement : NO_NUMBER;
    r->end = day != OWNER_NO_DAY ? day : day_of(b, s->published);
}

/* What a statement about a relationship does to those before and behind it. */
static cordon_status remember(struct bods *b)
{
    bool is_new;
    cordon_status st = forget_replaced(b);
    if (!st) st = remember_statement(b, &is_new);
    b->from.record = NO_NUMBER;
    if (!st && b->in.s.is_record) st = record_of(b, b->in.s.id, &b->from.record);
    if (!st && b->in.s.is_record && is_new) update_record(b, &b->record[b->from.record]);
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
    if (r->closed_by == NO_NUMBER) return;
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
        const struct record *r = o.record == NO_NUMBER ? NULL : &b->record[o.record];
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
    if (!range_of(in, e)) return bods_bad(&b->in, "no share from 0 to 100 %", in->exact.len ? in->exact : in->min);
    if (!owner_day_read(str_sub(in->from, 0, 10), false, &e->from)) return bods_bad(&b->in, "startDate", in->from);
    if (!owner_day_read(str_sub(in->to, 0, 10), true, &e->to)) return bods_bad(&b->in, "endDate", in->to);
    e->kind = kind_of(in->type);
    /* an indirect holding is the sum of a chain whose links are told too, or are not known: a link */
    if (in->is_indirect && e->kind == OWNER_SHARE) e->kind = b->in.s.is_component ? OWNER_SHARE : OWNER_LINK;
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
    owner_note_add(b->book, b->in.number, "'%.*s' is no %s", STR_ARG(t->text),
                   is_bad_date ? "date of birth" : "country");
    return CORDON_OK;
}

/* All that is said of a party. What has its identifier, or was replaced by this statement, is the same party. */
static cordon_status tell(struct bods *b, uint32_t party)
{
    bool is_news;
    for (const struct told *t = b->in.s.told; t; t = t->next) {
        cordon_status st = t->what < OWNER_FACT_COUNT
                               ? tell_fact(b, party, t)
                               : owner_party_also(b->book, party, t->text, &is_news, b->err);
        if (st) return st;
        if (t->what == TOLD_ID && is_news)
            owner_note_add(b->book, b->in.number, "'%.*s' is one party with another that has the identifier '%.*s'",
                           STR_ARG(b->in.s.id), STR_ARG(t->text));
    }
    return CORDON_OK;
}

static cordon_status add_interests(struct bods *b, struct owner_edge *e)
{
    const struct statement *s = &b->in.s;
    const struct interest none = { .is_indirect = false };
    if (s->interest_count > INTERESTS_MAX)
        return error_set(b->err, CORDON_LIMIT, "statement %u: more than %d interests", b->in.number, INTERESTS_MAX);
    if (s->interest_count == 0) return add_interest(b, &none, e); /* that there is one is all it says */
    for (size_t i = 0; i < s->interest_count; i++) {
        cordon_status st = add_interest(b, &s->interest[i], e);
        if (st) return st;
    }
    return CORDON_OK;
}

/* "no person", "not told" */
static void note_nobody(struct bods *b, const char *what, str other, const struct ref *who)
{
    str why = who->reason.len ? who->reason : who->description.len ? who->description : STR("no reason is told");
    owner_note_add(b->book, b->in.number, "nobody is named as %s '%.*s' (%.*s)", what, STR_ARG(other), STR_ARG(why));
}

static cordon_status add_relationship(struct bods *b)
{
    struct statement *s = &b->in.s;
    struct owner_edge e = { .line = b->in.number, .file = (uint8_t)(b->book->file_count - 1) };
    cordon_status st = remember(b);
    if (st || (is_closing(s) && !s->interest_count)) return st;
    if (!s->subject.id.len) {
        if (!s->subject.reason.len) return bods_bad(&b->in, "a relationship without a subject", s->id);
        note_nobody(b, "owned by", s->owner.id, &s->subject);
        return CORDON_OK;
    }
    st = party_of(b, s->subject.id, &e.owned);
    if (st) return st;
    if (!s->owner.id.len) {
        note_nobody(b, "owner of", s->subject.id, &s->owner);
        return CORDON_OK;
    }
    st = party_of(b, s->owner.id, &e.owner);
    if (st) return st;
    e.source = arena_str(&b->book->arena, s->id);
    if (b->book->arena.failed) return error_nomem(b->err);
    return add_interests(b, &e);
}

static cordon_status add_statement(struct bods *b)
{
    struct statement *s = &b->in.s;
    bool is_person = str_starts(s->kind, STR("person"));
    if (!str_trim(s->id).len) return bods_bad(&b->in, "a statement without an id", s->kind);
    if (str_starts(s->kind, STR("ownershipOrControl")) || str_eq(s->kind, STR("relationship")))
        return add_relationship(b);
    if (!is_person && !str_starts(s->kind, STR("entity")))
        return bods_bad(&b->in, "neither an entity, a person nor a relationship", s->kind);
    uint32_t party;
    cordon_status st = party_of(b, s->id, &party);
    if (st) return st;
    b->book->party[party].is_person |= is_person;
    return tell(b, party);
}

static cordon_status read_statement(struct bods *b)
{
    cordon_status st = bods_statement_read(&b->in, b->text);
    if (!st) st = add_statement(b);
    arena_reset(&b->in.arena);
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
            if (rest.data[0] != ',') return bods_bad(&b->in, "a comma is expected behind it", STR_EMPTY);
            rest = str_trim(str_from(rest, 1));
        }
        is_first = false;
        if (b->in.number == BODS_LINES_MAX)
            return error_set(b->err, CORDON_LIMIT, "more than %d statements", BODS_LINES_MAX);
        size_t end = statement_end(rest);
        b->text = str_sub(rest, 0, end);
        cordon_status st = read_statement(b);
        if (st) return st;
        rest = str_trim(str_from(rest, end));
    }
    if (is_list && (!is_closed || rest.len))
        return error_set(b->err, CORDON_SYNTAX, is_closed ? "text behind the array" : "the array is cut short");
    return b->in.number ? CORDON_OK : error_set(b->err, CORDON_SYNTAX, "no statement");
}

cordon_status owner_read_bods(struct owner_book *book, str bytes, struct cordon_error *err)
{
    struct bods *b = mem_calloc(1, sizeof *b);
    if (!b) return error_nomem(err);
    b->book = book;
    b->err = b->in.err = err;
    b->first_edge = book->edge_count;
    arena_init(&b->in.arena, 8 << 20);
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
    arena_release(&b->in.arena);
    mem_free(b);
    return st;
}
