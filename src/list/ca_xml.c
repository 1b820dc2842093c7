/*
 * Canada's consolidated autonomous sanctions list (SEMA and JVCFOA), XML.
 *
 *     data-set
 *         record      4,759 in 2025-05
 *             Country, LastName + GivenName or EntityOrShip, TitleOrShip, ShipIMONumber, Aliases,
 *             DateOfBirthOrShipBuildDate, Schedule, Item, DateOfListing
 *
 * Country, Schedule and Item name a record, but items are numbered anew when one before them goes:
 * as entry numbers they would make one removal look like a hundred changes. The entry number is the
 * country and a hash over what stays with the party: country, name, IMO number, day of listing.
 * The three stand in the child Sanction as the record's id.
 *
 * Source: docs/sources.md#ca-sema
 */
#include "list/known.h"
#include "list/ofac.h"
#include "list/split.h"

#include "base/hash.h"
#include "base/seen.h"
#include "base/num.h"

enum {
    SLUG_MAX = 20,   /* letters of the country in an entry number */
    DIGEST_LEN = 6,  /* bytes of the hash in an entry number; a pair of 100,000 is equal with
                        1 in 50,000, and told by its schedule then. ours */
    PIECE_LEAST = 5, /* bytes of a part between commas or slashes that stands for itself. ours */
};

struct ca {
    const struct list_file *file;
    struct list_report     *report;
    struct entry            e;
    struct arena            scratch; /* of one entry */
    struct arena            keep;    /* of one record: what its number is made from */
    struct known            known;
    struct seen             numbers, keys;
    struct buf              latest; /* listing: the file has no date of its own */
};

struct record {
    str country, english; /* "Russia / Russie", "Russia" */
    str last, given, firm, title, imo, aliases, born, schedule, item, listed;
    str number;
    uint64_t key, number_hash; /* of what may not stand twice; of the number */
};

static struct entity_src at(const struct xml_node *n)
{
    return (struct entity_src){ .file = 0, .line = n->line };
}

/* --- numbers -------------------------------------------------------------------------------- */

/* Small ASCII letters and digits, everything between them as one '-'. */
static str slug(struct ca *ca, str s, size_t most)
{
    char *p = arena_alloc(&ca->keep, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; p && i < s.len && n < most; i++) {
        if (byte_is_alnum(s.data[i]))
            p[n++] = byte_lower(s.data[i]);
        else if (n && p[n - 1] != '-')
            p[n++] = '-';
    }
    while (n && p[n - 1] == '-') n--;
    return p ? str_of(p, n) : STR_EMPTY;
}

/* The same party gives the same text whatever its blanks and the case of its ASCII letters: one line a
 * field. */
static str lowered(struct ca *ca, const str *parts, size_t count)
{
    size_t total = 0, n = 0;
    for (size_t i = 0; i < count; i++) total += parts[i].len + 1;
    char *p = arena_alloc(&ca->keep, total);
    for (size_t i = 0; p && i < count; i++) {
        for (size_t k = 0; k < parts[i].len; k++) p[n++] = byte_lower(parts[i].data[k]);
        p[n++] = '\n';
    }
    return p ? str_of(p, n) : STR_EMPTY;
}

static str number_of(struct ca *ca, const struct record *r)
{
    char hex[2 * DIGEST_LEN + 1];
    uint8_t digest[SHA_LEN];
    str parts[] = { r->english, r->last, r->given, r->firm, r->imo, r->listed };
    sha_of(lowered(ca, parts, COUNT_OF(parts)), digest);
    for (size_t i = 0; i < DIGEST_LEN; i++) {
        hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    str country = slug(ca, r->english, SLUG_MAX);
    return arena_concat(&ca->keep, (const str[]){ country, STR("-"), str_of(hex, 2 * DIGEST_LEN) }, 3);
}

/* --- aliases -------------------------------------------------------------------------------- */

static bool is_legal_form(str s)
{
    static const char *const forms[] = { "ltd", "ltd.", "llc", "inc", "inc.", "jsc", "ojsc", "pjsc",
                                         "cjsc", "corp", "corp.", "co.", "limited", "gmbh", "plc",
                                         "s.a.", "fze", "company", "branch", "ooo", "oao", "zao", "pao" };
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (str_eq_nocase(s, str_c(forms[i]))) return true;
    return false;
}

/* "Belarusian", "Russian" before a colon, perhaps with a no-break blank between. */
static str label_language(str s)
{
    s = str_trim(s);
    if (str_ends(s, STR("\xC2\xA0"))) s = str_sub(s, 0, s.len - 2);
    return str_eq_nocase(s, STR("Belarussian")) ? STR("bel") : list_language(s);
}

static void put_alias(struct ca *ca, str s, str lang, const struct xml_node *n)
{
    s = entry_tidy(&ca->e, s);
    while (str_starts(s, STR("\xC2\xA0"))) s = str_trim(str_from(s, 2));
    while (str_ends(s, STR(",")) || str_ends(s, STR(";")) || str_ends(s, STR("/")))
        s = str_trim(str_sub(s, 0, s.len - 1));
    if (s.len == 0) return;
    ca->report->aliases++;
    entry_names_lang(&ca->e, s, FTM_PROP_ALIAS, FTM_PROP_ALIAS, lang, at(n));
}

/* "KGB", "OMON" */
static bool is_acronym(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_upper(s.data[i])) return false;
    return s.len >= 3;
}

/* A name of its own? "Ltd" and initials are none. */
static bool stands_alone(str part)
{
    part = str_trim(part);
    return (part.len >= PIECE_LEAST || is_acronym(part)) && !is_legal_form(part);
}

/* A piece between semicolons: whole, and where commas or slashes part several names each of them.
 * A comma may belong to one name ("Sharif University, Department of Engineering"), so its parts
 * weigh less; those of a slash are two writings. */
static void put_piece(struct ca *ca, str piece, str lang, const struct xml_node *n)
{
    size_t from = 0, depth = 0;
    bool has_cut = false;
    put_alias(ca, piece, lang, n);
    for (size_t i = 0; i <= piece.len; i++) {
        char c = i < piece.len ? piece.data[i] : ',';
        if (c == '(') depth++;
        if (c == ')' && depth) depth--;
        if ((c != ',' && c != '/') || depth) continue;
        str part = str_trim(str_sub(piece, from, i));
        bool is_last = i == piece.len;
        if (is_last && !has_cut) break;
        if (!stands_alone(part) || (!is_last && !stands_alone(str_from(piece, i + 1)))) continue;
        has_cut = true;
        from = i + 1;
        if (c == '/')
            ca->report->aliases++;
        else
            ca->report->weak_aliases++;
        entry_put_lang(&ca->e, c == '/' ? FTM_PROP_ALIAS : FTM_PROP_WEAK_ALIAS, part, lang, at(n));
    }
}

/* Cut before each label: "A B, Belarusian: C D, Russian: E F". */
static void put_labelled(struct ca *ca, str piece, const struct xml_node *n)
{
    str lang = STR_EMPTY;
    size_t from = 0;
    for (size_t i = 0; i < piece.len; i++) {
        if (piece.data[i] != ':') continue;
        size_t start = i;
        while (start > from && piece.data[start - 1] != ',' && piece.data[start - 1] != '(' &&
               piece.data[start - 1] != ';')
            start--;
        str next = label_language(str_sub(piece, start, i));
        if (next.len == 0) continue;
        put_piece(ca, str_sub(piece, from, start > from ? start - 1 : start), lang, n);
        lang = next;
        from = i + 1;
    }
    put_piece(ca, str_from(piece, from), lang, n);
}

static void read_aliases(struct ca *ca, const struct xml_node *n)
{
    str rest = entry_tidy(&ca->e, n->text), piece;
    while (str_next(&rest, ';', &piece))
        if (str_trim(piece).len) put_labelled(ca, str_trim(piece), n);
}

/* --- records -------------------------------------------------------------------------------- */

/* The English half of "Russia / Russie". */
static str english(str s)
{
    size_t at_slash = str_find(s, STR(" / "), 0);
    return at_slash == SIZE_MAX ? s : str_trim(str_sub(s, 0, at_slash));
}

static struct record record_of(struct ca *ca, const struct xml_node *n)
{
    struct arena *a = &ca->keep;
    struct record r = {
        .country = split_squeeze(xml_text(n, "Country"), a),
        .last = split_squeeze(xml_text(n, "LastName"), a),
        .given = split_squeeze(xml_text(n, "GivenName"), a),
        .firm = split_squeeze(xml_text(n, "EntityOrShip"), a),
        .title = split_squeeze(xml_text(n, "TitleOrShip"), a),
        .imo = split_squeeze(xml_text(n, "ShipIMONumber"), a),
        .born = split_squeeze(xml_text(n, "DateOfBirthOrShipBuildDate"), a),
        .schedule = split_squeeze(xml_text(n, "Schedule"), a),
        .item = split_squeeze(xml_text(n, "Item"), a),
        .listed = split_squeeze(xml_text(n, "DateOfListing"), a),
    };
    r.english = english(r.country);
    r.key = seen_expect(&ca->keys, arena_concat(a, (const str[]){ r.country, STR("\n"), r.schedule, STR("\n"),
                                                                r.item }, 5));
    r.number = number_of(ca, &r);
    r.number_hash = seen_expect(&ca->numbers, r.number);
    return r;
}

static void read_dates(struct ca *ca, const struct record *r, bool is_ship,
                       const struct xml_node *n)
{
    enum ftm_prop prop = is_ship ? FTM_PROP_BUILD_DATE : FTM_PROP_BIRTH_DATE;
    const char *what = is_ship ? "build date" : "date of birth";
    str rest = r->born;
    for (;;) { /* "1972-08-10 or 1972-08-11" */
        size_t cut = 0;
        while (cut < rest.len && (rest.data[cut] != ' ' || !str_starts_nocase(str_from(rest, cut), STR(" or "))))
            cut++;
        entry_date(&ca->e, prop, what, str_sub(rest, 0, cut), at(n));
        if (cut >= rest.len) return;
        rest = str_from(rest, cut + 4);
    }
}

static void put_sanction(struct ca *ca, const struct record *r, const struct xml_node *n)
{
    str id[] = { r->english, r->schedule, r->item };
    bool is_dprk = str_eq(list_country(r->english), STR("kp"));
    entry_sanction(&ca->e, STR("Canada, Global Affairs"), r->english, is_dprk, r->listed, at(n));
    entry_child_put(&ca->e, FTM_PROP_RECORD_ID, entry_join(&ca->e, id, COUNT_OF(id), " / "), at(n));
    entry_put(&ca->e, FTM_PROP_TOPICS, STR("sanction"), at(n));
}

static void put_name(struct ca *ca, const struct record *r, const struct xml_node *n)
{
    str parts[] = { r->given, r->last };
    size_t slash = str_index(r->firm, '/');
    if (r->firm.len == 0) {
        entry_names(&ca->e, entry_join(&ca->e, parts, 2, " "), FTM_PROP_NAME, FTM_PROP_ALIAS,
                    at(n));
        return;
    }
    bool is_two = slash < r->firm.len && stands_alone(str_sub(r->firm, 0, slash)) &&
                  stands_alone(str_from(r->firm, slash + 1)); /* English/French */
    entry_names(&ca->e, is_two ? str_sub(r->firm, 0, slash) : r->firm, FTM_PROP_NAME,
                FTM_PROP_ALIAS, at(n));
    if (is_two) {
        entry_put(&ca->e, FTM_PROP_ALIAS, str_from(r->firm, slash + 1), at(n));
        entry_put(&ca->e, FTM_PROP_ALIAS, r->firm, at(n));
    }
}

static cordon_status check_key(struct ca *ca, const struct record *r, const struct xml_node *n,
                               struct cordon_error *err)
{
    bool was = false;
    if (ca->keep.failed) return error_nomem(err);
    if (r->country.len == 0 || r->item.len == 0)
        return error_at(err, CORDON_SYNTAX, ca->file->name, n->line, 0,
                        "a <record> without <%s>: not the layout we know",
                        r->country.len ? "Item" : "Country");
    if (!seen_add_hash(&ca->keys, r->key, &was)) return error_nomem(err);
    if (!was) return CORDON_OK;
    return error_at(err, CORDON_SYNTAX, ca->file->name, n->line, 0,
                    "country '%.*s', schedule '%.*s', item '%.*s' stands twice",
                    (int)str_sub(r->english, 0, 60).len, r->english.data,
                    (int)str_sub(r->schedule, 0, 40).len, r->schedule.data,
                    (int)str_sub(r->item, 0, 20).len, r->item.data);
}

static cordon_status begin(struct ca *ca, const struct record *r, enum ftm_schema schema,
                           const struct xml_node *n, struct cordon_error *err)
{
    bool was = false;
    str number = r->number;
    if (!seen_add_hash(&ca->numbers, r->number_hash, &was)) return error_nomem(err);
    if (was) { /* two of one name, listed on one day */
        str tail = slug(ca, arena_concat(&ca->keep, (const str[]){ r->schedule, STR(" "), r->item }, 3), 40);
        number = arena_concat(&ca->keep, (const str[]){ number, STR("-"), tail }, 3);
    }
    if (ca->keep.failed) return error_nomem(err);
    return entry_begin(&ca->e, schema, number, n->bytes, at(n), err);
}

static cordon_status read_record(struct ca *ca, const struct xml_node *n, struct cordon_error *err)
{
    arena_reset(&ca->keep);
    struct record r = record_of(ca, n);
    bool is_ship = r.firm.len && (r.imo.len || r.title.len);
    enum ftm_schema schema = is_ship       ? FTM_SCHEMA_VESSEL
                             : r.firm.len  ? FTM_SCHEMA_ORGANIZATION
                             : r.last.len || r.given.len ? FTM_SCHEMA_PERSON
                                                         : FTM_SCHEMA_LEGAL_ENTITY;
    cordon_status st = check_key(ca, &r, n, err);
    if (!st) st = begin(ca, &r, schema, n, err);
    if (st) return st;
    put_name(ca, &r, n);
    put_sanction(ca, &r, n);
    entry_put(&ca->e, is_ship ? FTM_PROP_TYPE : FTM_PROP_TITLE, r.title, at(n));
    entry_imo(&ca->e, r.imo, at(n));
    read_dates(ca, &r, is_ship, n);
    const struct xml_node *aliases = xml_child(n, "Aliases");
    if (aliases) read_aliases(ca, aliases);
    known_check(&ca->known, &ca->e, n);
    if (!ca->e.has_name) entry_warn(&ca->e, at(n), "the entry has no name");
    if (str_cmp(r.listed, buf_str(&ca->latest)) > 0 && r.listed.len == 10) {
        buf_reset(&ca->latest);
        buf_add(&ca->latest, r.listed);
    }
    return entry_end(&ca->e, err);
}

/* --- the file ------------------------------------------------------------------------------- */

/* src: ca-sema */
static const struct known_row format[] = {
    { "record", "Country LastName GivenName EntityOrShip TitleOrShip ShipIMONumber Aliases "
                "DateOfBirthOrShipBuildDate Schedule Item DateOfListing" },
    { NULL, NULL },
};

static const struct xml_path paths[] = { { XML_RECORD, { "data-set", "record" } } };

static cordon_status take(void *ctx, size_t path, const struct xml_node *n,
                          struct cordon_error *err)
{
    (void)path;
    return read_record(ctx, n, err);
}

static bool recognise(const struct list_file *file)
{
    return xml_begins(file, "data-set");
}

static cordon_status read_ca(str source, const struct list_file *files, size_t count,
                             struct entity_build *b, struct list_report *report,
                             struct cordon_error *err)
{
    static const struct xml_plan plan = { .title = "Canada's list",
                                          .paths = paths,
                                          .count = COUNT_OF(paths),
                                          .take = take };
    if (count != 1)
        return error_set(err, CORDON_ARGUMENT, "Canada's list is one file; %zu were given", count);
    struct ca ca = { .file = files, .report = report };
    arena_init(&ca.scratch, 4u * XML_RECORD_MAX);
    arena_init(&ca.keep, 4u * XML_RECORD_MAX);
    buf_init(&ca.latest, 64);
    known_init(&ca.known, format);
    ca.e = entry_writer(source, files->name, b, report, &ca.scratch);
    cordon_status st = xml_read(files, &plan, &ca, report, err);
    if (!st && ca.latest.failed) st = error_nomem(err);
    if (!st) st = entry_finish(&ca.e, err);
    if (!st) /* no younger than its latest listing; a newer date is the fetcher's to say */
        st = entry_edition(&ca.e, "the latest DateOfListing", buf_str(&ca.latest),
                           (struct entity_src){ 0, 0 }, err);
    if (st) error_in_file(err, files->name);
    seen_release(&ca.numbers);
    seen_release(&ca.keys);
    buf_release(&ca.latest);
    arena_release(&ca.scratch);
    arena_release(&ca.keep);
    return st;
}

const struct list_format list_ca_xml = { "ca_xml", recognise, read_ca };
