/*
 * Ownership as a table.
 *
 *   one's own  owner,owned,percent (or min,max)[,kind,from,to,source,joint,owner_name,owned_name,
 *              owner_birth_date,owner_country]
 *   GLEIF      relationship records ("Level 2"): Relationship.StartNode.NodeID is consolidated by, or a
 *              branch or fund of, Relationship.EndNode.NodeID
 *
 * GLEIF's records say who consolidates whom in the books, which is control by the accounting standard; the
 * share is told seldom. src: gleif-rr (docs/sources.md)
 */
#include "owner/read.h"

#include "base/country.h"
#include "base/date.h"
#include "base/mem.h"

enum column { C_OWNER, C_OWNED, C_PERCENT, C_MIN, C_MAX, C_KIND, C_FROM, C_TO, C_SOURCE, C_JOINT,
              C_OWNER_NAME, C_OWNED_NAME, C_OWNER_BIRTH, C_OWNER_COUNTRY, C_COUNT };
static const char *const own_names[C_COUNT] = {
    "owner", "owned", "percent", "min", "max", "kind", "from", "to", "source", "joint", "owner_name",
    "owned_name", "owner_birth_date", "owner_country",
};

/* The golden copy has five periods and as many quantifiers as some record needs. */
enum { GLEIF_OF_A_KIND = 5 };
enum gleif { G_CHILD, G_PARENT, G_TYPE, G_STATUS, G_REGISTRATION, G_START,
             G_END = G_START + GLEIF_OF_A_KIND, G_PERIOD = G_END + GLEIF_OF_A_KIND,
             G_AMOUNT = G_PERIOD + GLEIF_OF_A_KIND, G_UNITS = G_AMOUNT + GLEIF_OF_A_KIND,
             G_COUNT = G_UNITS + GLEIF_OF_A_KIND };
#define GLEIF_EACH(before, after) before "1." after, before "2." after, before "3." after, before "4." after, \
                                  before "5." after
static const char *const gleif_names[G_COUNT] = {
    "Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID", "Relationship.RelationshipType",
    "Relationship.RelationshipStatus", "Registration.RegistrationStatus",
    GLEIF_EACH("Relationship.Period.", "startDate"), GLEIF_EACH("Relationship.Period.", "endDate"),
    GLEIF_EACH("Relationship.Period.", "periodType"), GLEIF_EACH("Relationship.Quantifiers.", "QuantifierAmount"),
    GLEIF_EACH("Relationship.Quantifiers.", "QuantifierUnits"),
};

enum { COLUMNS_MAX = 32, JOINT_LABELS_MAX = 256 };

struct table {
    struct owner_book   *book;
    struct csv_reader   *csv;
    int                  at[COLUMNS_MAX]; /* column number, -1: not there */
    size_t               width;           /* columns of the header */
    bool                 is_gleif;
    str                  joint[JOINT_LABELS_MAX];
    uint32_t             joint_count;
    uint32_t             joint_base; /* numbers of the files before: one label in two files is two */
    struct cordon_error *err;
};

static str cell(const struct table *t, int column)
{
    int i = t->at[column];
    return i >= 0 && (size_t)i < t->csv->count ? str_trim(t->csv->cell[i]) : STR_EMPTY;
}

static cordon_status wrong(const struct table *t, const char *what, str value)
{
    return error_at(t->err, CORDON_SYNTAX, STR_EMPTY, t->csv->line, 0, "%s: '%.*s'", what, STR_ARG(value));
}

static cordon_status in_line(const struct table *t, cordon_status st)
{
    if (st && t->err && !t->err->line) t->err->line = t->csv->line;
    return st;
}

/* --- the header ------------------------------------------------------------------------------------------ */

static cordon_status find_columns(struct table *t, const char *const *names, size_t count, bool is_strict)
{
    for (size_t i = 0; i < COLUMNS_MAX; i++) t->at[i] = -1;
    for (size_t c = 0; c < t->csv->count; c++) {
        str name = str_trim(t->csv->cell[c]);
        size_t i = 0;
        while (i < count && !str_eq_nocase(name, str_c(names[i]))) i++;
        if (i == count && is_strict && name.len)
            return wrong(t, "a column that is not known; docs/own.md names those there are", name);
        if (i == count) continue;
        if (t->at[i] >= 0) return wrong(t, "a column twice", name);
        t->at[i] = (int)c;
    }
    return CORDON_OK;
}

static cordon_status read_header(struct table *t)
{
    cordon_status st = find_columns(t, gleif_names, G_COUNT, false);
    if (st) return st;
    t->is_gleif = t->at[G_CHILD] >= 0;
    if (t->is_gleif) {
        if (t->at[G_PARENT] < 0 || t->at[G_TYPE] < 0 || t->at[G_STATUS] < 0)
            return wrong(t, "a column of GLEIF's is missing, one of", STR("Relationship.EndNode.NodeID, "
                         "Relationship.RelationshipType, Relationship.RelationshipStatus"));
        return CORDON_OK;
    }
    st = find_columns(t, own_names, C_COUNT, true);
    if (st) return st;
    if (t->at[C_OWNER] < 0 || t->at[C_OWNED] < 0)
        return wrong(t, "the columns owner and owned are needed; the first row is", str_trim(t->csv->raw));
    bool has_range = t->at[C_MIN] >= 0 || t->at[C_MAX] >= 0;
    if (has_range && t->at[C_PERCENT] >= 0)
        return wrong(t, "either percent, or min and max", STR("percent"));
    return CORDON_OK;
}

/* --- rows -------------------------------------------------------------------------------------------------- */

static bool read_kind(str s, uint8_t *ret)
{
    static const struct { const char *word; uint8_t kind; } words[] = {
        { "", OWNER_SHARE }, { "share", OWNER_SHARE }, { "shares", OWNER_SHARE }, { "vote", OWNER_VOTE },
        { "votes", OWNER_VOTE }, { "control", OWNER_CONTROL }, { "link", OWNER_LINK },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(s, str_c(words[i].word))) {
            *ret = words[i].kind;
            return true;
        }
    return false;
}

static bool read_range(const struct table *t, struct owner_edge *e)
{
    struct owner_edge low = { 0 }, high = { 0 };
    if (t->at[C_MIN] < 0 && t->at[C_MAX] < 0) return owner_share_read(cell(t, C_PERCENT), e);
    if (!owner_share_read(cell(t, C_MIN), &low) || !owner_share_read(cell(t, C_MAX), &high)) return false;
    e->is_unknown = low.is_unknown && high.is_unknown;
    e->min_bp = low.is_unknown ? 0 : low.min_bp;
    e->max_bp = high.is_unknown ? OWNER_WHOLE_BP : high.max_bp;
    return e->min_bp <= e->max_bp;
}

/* Owners with one label in `joint` act together; the label holds in this file. */
static cordon_status read_joint(struct table *t, str label, uint32_t *ret)
{
    *ret = 0;
    if (!label.len) return CORDON_OK;
    for (uint32_t i = 0; i < t->joint_count; i++)
        if (str_eq(t->joint[i], label)) {
            *ret = t->joint_base + i + 1;
            return CORDON_OK;
        }
    if (t->joint_count == JOINT_LABELS_MAX)
        return error_set(t->err, CORDON_LIMIT, "more than %d labels in 'joint'", JOINT_LABELS_MAX);
    t->joint[t->joint_count++] = arena_str(&t->book->arena, label);
    *ret = t->book->joint_count = t->joint_base + t->joint_count;
    return t->book->arena.failed ? error_nomem(t->err) : CORDON_OK;
}

static cordon_status add_parties(struct table *t, str owner, str owned, struct owner_edge *e)
{
    e->owner = owner_party_add(t->book, owner, t->err);
    if (e->owner != UINT32_MAX) e->owned = owner_party_add(t->book, owned, t->err);
    if (e->owner == UINT32_MAX || e->owned == UINT32_MAX) return t->err ? t->err->status : CORDON_SYNTAX;
    return CORDON_OK;
}

static cordon_status tell_parties(struct table *t, const struct owner_edge *e)
{
    struct date d;
    str born = cell(t, C_OWNER_BIRTH), country = cell(t, C_OWNER_COUNTRY);
    if (born.len && !date_read(born, &d)) return wrong(t, "owner_birth_date: no date; write 1984-03-12", born);
    if (country.len && !country_code(country).len)
        return wrong(t, "owner_country: no country; write its name or a code such as KR", country);
    cordon_status st = owner_party_tell(t->book, e->owner, OWNER_NAME, cell(t, C_OWNER_NAME), t->err);
    if (!st) st = owner_party_tell(t->book, e->owner, OWNER_BIRTH_DATE, born, t->err);
    if (!st) st = owner_party_tell(t->book, e->owner, OWNER_COUNTRY, country, t->err);
    if (!st) st = owner_party_tell(t->book, e->owned, OWNER_NAME, cell(t, C_OWNED_NAME), t->err);
    return st;
}

static cordon_status read_own(struct table *t)
{
    struct owner_edge e = { .line = (uint32_t)t->csv->line, .file = (uint8_t)(t->book->file_count - 1) };
    if (!read_kind(cell(t, C_KIND), &e.kind))
        return wrong(t, "kind is share, vote, control or link", cell(t, C_KIND));
    if (!read_range(t, &e)) return wrong(t, "no share from 0 to 100 %", cell(t, t->at[C_MIN] < 0 ? C_PERCENT : C_MIN));
    if (!owner_day_read(cell(t, C_FROM), false, &e.from)) return wrong(t, "from: no date", cell(t, C_FROM));
    if (!owner_day_read(cell(t, C_TO), true, &e.to)) return wrong(t, "to: no date", cell(t, C_TO));
    if (e.from != OWNER_NO_DAY && e.to != OWNER_NO_DAY && e.to < e.from)
        return wrong(t, "it ends before it begins", cell(t, C_TO));
    e.source = arena_str(&t->book->arena, cell(t, C_SOURCE));
    cordon_status st = add_parties(t, cell(t, C_OWNER), cell(t, C_OWNED), &e);
    if (!st) st = read_joint(t, cell(t, C_JOINT), &e.joint);
    if (!st) st = tell_parties(t, &e);
    if (!st && t->book->arena.failed) st = error_nomem(t->err);
    return st ? st : owner_edge_add(t->book, &e, t->err);
}

/* --- GLEIF ------------------------------------------------------------------------------------------------- */

static bool is_lei(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_alnum(s.data[i])) return false;
    return s.len == 20;
}

/* RELATIONSHIP_PERIOD says since when it holds; the accounting and filing periods say something else. */
static bool gleif_dates(const struct table *t, struct owner_edge *e)
{
    e->from = e->to = OWNER_NO_DAY;
    for (int i = 0; i < GLEIF_OF_A_KIND; i++)
        if (str_eq(cell(t, G_PERIOD + i), STR("RELATIONSHIP_PERIOD")))
            return owner_day_read(str_sub(cell(t, G_START + i), 0, 10), false, &e->from) &&
                   owner_day_read(str_sub(cell(t, G_END + i), 0, 10), true, &e->to);
    return true;
}

/* What a relationship of the register is to the tests. */
static bool gleif_kind(str type, struct owner_edge *e)
{
    e->is_unknown = true;
    e->max_bp = OWNER_WHOLE_BP;
    if (str_eq(type, STR("IS_DIRECTLY_CONSOLIDATED_BY")) || str_eq(type, STR("IS_ULTIMATELY_CONSOLIDATED_BY"))) {
        e->kind = OWNER_CONTROL;
    } else if (str_eq(type, STR("IS_INTERNATIONAL_BRANCH_OF"))) { /* the same legal person */
        e->kind = OWNER_SHARE;
        e->min_bp = OWNER_WHOLE_BP;
        e->is_unknown = false;
    } else {
        e->kind = OWNER_LINK;
        return str_eq(type, STR("IS_FUND-MANAGED_BY")) || str_eq(type, STR("IS_SUBFUND_OF")) ||
               str_eq(type, STR("IS_FEEDER_TO"));
    }
    return true;
}

/* Is the record one that counts? LAPSED only says that nobody has confirmed it of late. */
static bool is_in_force(const struct table *t)
{
    str registration = cell(t, G_REGISTRATION);
    return str_eq(cell(t, G_STATUS), STR("ACTIVE")) && !str_eq(registration, STR("ANNULLED")) &&
           !str_eq(registration, STR("DUPLICATE"));
}

/* The share that the record tells, of whichever quantifier is a percentage. */
static str gleif_share(const struct table *t)
{
    for (int i = 0; i < GLEIF_OF_A_KIND; i++)
        if (str_eq(cell(t, G_UNITS + i), STR("PERCENTAGE")) && cell(t, G_AMOUNT + i).len) return cell(t, G_AMOUNT + i);
    return STR_EMPTY;
}

/* Who consolidates holds a share too. A direct one is told seldom. That of an ultimate parent is the product of
 * a chain, and what the laws count of a chain is no product but at least as much: ">=" it. */
static cordon_status add_share(struct table *t, bool is_ultimate, struct owner_edge *e)
{
    str share = gleif_share(t);
    bool is_read = owner_share_read(share, e);
    e->kind = OWNER_SHARE;
    if (!is_read) {
        owner_note_add(t->book, e->line, "share '%.*s' is none: taken as not told", STR_ARG(share));
        (void)owner_share_read(STR_EMPTY, e);
    }
    if (is_ultimate && e->is_unknown) return CORDON_OK;
    if (is_ultimate) e->max_bp = OWNER_WHOLE_BP;
    return owner_edge_add(t->book, e, t->err);
}

static cordon_status read_gleif(struct table *t)
{
    struct owner_edge e = { .line = (uint32_t)t->csv->line, .file = (uint8_t)(t->book->file_count - 1) };
    str child = cell(t, G_CHILD), parent = cell(t, G_PARENT), type = cell(t, G_TYPE), status = cell(t, G_STATUS);
    if (!is_lei(child) || !is_lei(parent)) return wrong(t, "no LEI", is_lei(child) ? parent : child);
    if (!str_eq(status, STR("ACTIVE")) && !str_eq(status, STR("INACTIVE")) && !str_eq(status, STR("NULL")))
        return wrong(t, "a status that is not known", status);
    if (!is_in_force(t)) return CORDON_OK;
    if (!gleif_kind(type, &e))
        owner_note_add(t->book, e.line, "relationship '%.*s' is not known: kept as a link", STR_ARG(type));
    if (!gleif_dates(t, &e)) return wrong(t, "a date of the relationship that is none", type);
    e.source = arena_str(&t->book->arena, type);
    cordon_status st = add_parties(t, parent, child, &e);
    if (!st) t->book->party[e.owner].is_id = t->book->party[e.owned].is_id = true;
    if (!st) st = owner_edge_add(t->book, &e, t->err);
    if (st || e.kind != OWNER_CONTROL) return st;
    return add_share(t, str_eq(type, STR("IS_ULTIMATELY_CONSOLIDATED_BY")), &e);
}

/* `A,B,49,999`: a comma that is not in quotes parts a share or a name, and the rest would be lost. */
static cordon_status check_width(const struct table *t)
{
    for (size_t i = t->width; i < t->csv->count; i++)
        if (str_trim(t->csv->cell[i]).len)
            return wrong(t, "a cell beyond the last column; a comma inside a cell needs quotes", t->csv->cell[i]);
    return CORDON_OK;
}

static cordon_status read_row(struct table *t)
{
    cordon_status st = check_width(t);
    if (!st) st = t->is_gleif ? read_gleif(t) : read_own(t);
    return in_line(t, st);
}

static cordon_status read_rows(struct table *t)
{
    bool is_row = false;
    uint32_t rows = 0;
    struct arena scratch;
    arena_init(&scratch, 1 << 20);
    cordon_status st = CORDON_OK;
    t->csv->arena = &scratch;
    while (!(st = csv_next(t->csv, &is_row, t->err)) && is_row) {
        st = read_row(t);
        if (st) break;
        arena_reset(&scratch);
        rows++;
    }
    arena_release(&scratch);
    if (!st && rows == 0) st = error_set(t->err, CORDON_SYNTAX, "a header and no row");
    return st;
}

cordon_status owner_read_csv(struct owner_book *b, str bytes, struct cordon_error *err)
{
    struct table t = { .book = b, .err = err };
    bool is_row = false;
    char sep;
    t.csv = mem_alloc(sizeof *t.csv);
    if (!t.csv) return error_nomem(err);
    (void)csv_guess_sep(bytes, &sep);
    csv_init(t.csv, bytes, sep, 1, &b->arena);
    t.joint_base = b->joint_count;
    cordon_status st = csv_next(t.csv, &is_row, err);
    t.width = t.csv->count;
    if (!st) st = read_header(&t);
    if (!st) st = read_rows(&t);
    mem_free(t.csv);
    return st;
}
