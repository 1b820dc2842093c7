/*
 * name.*: the party's own sources against each other, by the matcher.
 *
 * Only names that can be compared are: both in one script. A part that one side leaves out, an
 * initial, another order and another spelling of one sound are no differences; what kind of name it
 * is plays no part. A name that changed with marriage does differ here: rules ask before they weigh.
 */
#include "evidence/contacts.h"
#include "evidence/evidence.h"
#include "evidence/labels.h"
#include "evidence/likeness.h"

#include "base/num.h"

enum { NAMES_MAX = 64 };

struct side {
    str              text;
    struct origin    at;
    enum text_script script;
};

struct names {
    struct side side[NAMES_MAX];
    size_t      count;
};

/* --- gathering ---------------------------------------------------------------------------------- */

static enum text_script script_of(struct evidence_run *run, str name)
{
    const struct name_query *q;
    bool has_letter = false;
    for (size_t i = 0; i < name.len && !(name.data[i] & '\x80'); i++)
        has_letter |= byte_is_alpha(name.data[i]);
    if (has_letter) return SCRIPT_LATIN; /* the first letter decides, as in name_query_script */
    cordon_status st = name_query_parse(run->names, name, NAME_PERSON, &q, NULL);
    if (st == CORDON_NOMEM) run->arena->failed = true; /* no answer is not "no name" */
    if (st) return SCRIPT_NONE;
    return name_query_script(q);
}

static void add_name(struct evidence_run *run, struct names *n, str text, struct origin at)
{
    for (size_t i = 0; i < n->count; i++)
        if (str_eq(n->side[i].text, text)) return;
    if (n->count == NAMES_MAX || text.len > TEXT_NAME_MAX) {
        run->out->is_cut = true;
        return;
    }
    n->side[n->count++] = (struct side){ text, at, script_of(run, text) };
}

/* A value and the names that stand inside it: "김민수 (Kim Minsu)" is also each of the two. */
static void add_value(struct evidence_run *run, struct names *n, struct origin at)
{
    str pieces[NAME_PIECES_MAX];
    bool is_cut = false;
    size_t count = name_pieces_written(at.value->text, NAME_PERSON, run->arena, pieces, &is_cut);
    run->out->is_cut |= is_cut;
    add_name(run, n, at.value->text, at);
    for (size_t i = 0; i < count; i++) add_name(run, n, pieces[i], at);
}

static void add_field(struct evidence_run *run, struct names *n, enum record_field f)
{
    for (struct origin at = { 0, NULL }; evidence_next(run, f, &at);) add_value(run, n, at);
}

/* --- likeness ----------------------------------------------------------------------------------- */

/* How alike two names of one script are; false when they cannot be compared. */
static bool likeness(struct evidence_run *run, const struct side *a, const struct side *b,
                     uint16_t *ret_bp)
{
    struct name_pair pair;
    if (a->script == SCRIPT_NONE || a->script != b->script) return false;
    if (str_eq_nocase(a->text, b->text)) {
        *ret_bp = 10000;
        return true;
    }
    cordon_status st = name_compare_words(run->names, a->text, b->text, NAME_PERSON, &pair, NULL);
    if (st == CORDON_NOMEM) run->arena->failed = true;
    if (st) return false;
    *ret_bp = pair_likeness(run, &pair);
    return true;
}

/* The best any of `stated` does for one value; false when none can be compared with it. */
static bool best_of(struct evidence_run *run, const struct names *stated, const struct names *value,
                    uint16_t *ret_bp, struct origin *ret_at)
{
    bool found = false;
    uint16_t bp;
    for (size_t i = 0; i < stated->count; i++)
        for (size_t k = 0; k < value->count; k++)
            if (likeness(run, &stated->side[i], &value->side[k], &bp) && (!found || bp > *ret_bp)) {
                found = true;
                *ret_bp = bp;
                *ret_at = stated->side[i].at;
            }
    return found;
}

/* The least (or greatest) likeness of a field's values to the names stated. */
static void compare_fields(struct evidence_run *run, enum feature f, const struct names *stated,
                           const enum record_field *fields, size_t count, bool want_greatest)
{
    bool found = false, has_any = false;
    uint16_t bp = 0, kept = 0;
    struct origin other, origins[2];
    for (size_t i = 0; i < count; i++) has_any |= evidence_has(run, fields[i]);
    if (!has_any) return;
    struct names value;
    for (size_t i = 0; i < count; i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, fields[i], &at);) {
            value.count = 0;
            if (at.value->field == FIELD_SHIP_RECIPIENT && name_is_role(at.value->text, run->arena)) continue;
            add_value(run, &value, at);
            if (!best_of(run, stated, &value, &bp, &other)) continue;
            if (found && (want_greatest ? bp <= kept : bp >= kept)) continue;
            found = true;
            kept = bp;
            origins[0] = at;
            origins[1] = other;
        }
    if (found) feature_add(run, f, kept, STR_EMPTY, origins, 2);
}

/* --- the name inside an address ----------------------------------------------------------------- */

enum { MAIL_WORDS = 4 };

/* Letters of the local part between its separators, digits at the ends taken off; 0 when it is not
 * clearly made of words of a name. */
static size_t mail_words(const struct evidence_run *run, str local, str word[MAIL_WORDS])
{
    size_t count = 0, whole = 0;
    size_t plus = str_index(local, '+');
    local = str_sub(local, 0, plus);
    while (local.len) {
        size_t end = 0;
        while (end < local.len && local.data[end] != '.' && local.data[end] != '_' && local.data[end] != '-')
            end++;
        str w = str_sub(local, 0, end);
        local = str_from(local, end < local.len ? end + 1 : end);
        while (w.len && byte_is_digit(w.data[w.len - 1])) w.len--;
        while (w.len && byte_is_digit(w.data[0])) w = str_from(w, 1);
        if (w.len == 0) continue;
        for (size_t i = 0; i < w.len; i++)
            if (!byte_is_alpha(w.data[i])) return 0;
        if (count == MAIL_WORDS) return 0;
        bool is_everyday = label_word(LABEL_MAIL_TRADE, w).len || label_word(LABEL_MAIL_WORD, w).len;
        if (is_everyday && !is_own_word(run, w)) return 0;
        whole += w.len >= 2;
        word[count++] = w;
    }
    return whole >= 2 ? count : 0;
}

/* Is the local part two or more parts of this name written together, in any order? */
static bool is_joined_name(str local, str name)
{
    str part[8], rest = name, p;
    size_t count = 0;
    while (local.len && byte_is_digit(local.data[local.len - 1])) local.len--;
    while (count < COUNT_OF(part) && str_next(&rest, ' ', &p))
        if (p.len >= 2) part[count++] = p;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            if (i != k && local.len == part[i].len + part[k].len &&
                str_eq_nocase(str_sub(local, 0, part[i].len), part[i]) &&
                str_eq_nocase(str_from(local, part[i].len), part[k]))
                return true;
    return false;
}

static bool joined_name(const struct names *stated, str local, struct origin *ret)
{
    for (size_t i = 0; i < stated->count; i++)
        if (is_joined_name(local, stated->side[i].text)) {
            *ret = stated->side[i].at;
            return true;
        }
    return false;
}

static bool mail_name(struct evidence_run *run, const struct names *stated, struct origin at,
                      uint16_t *ret_bp, struct origin *ret_at)
{
    struct email m;
    str word[MAIL_WORDS];
    struct names value = { .count = 1 };
    if (!email_read(at.value->text, &m)) return false;
    if (joined_name(stated, m.local, ret_at)) {
        *ret_bp = 10000;
        return true;
    }
    size_t count = mail_words(run, m.local, word), len = 0;
    if (!count) return false;
    char *text = arena_alloc(run->arena, m.local.len + 1);
    if (!text) return false;
    for (size_t i = 0; i < count; i++) {
        if (i) text[len++] = ' ';
        memcpy(text + len, word[i].data, word[i].len);
        len += word[i].len;
    }
    value.side[0] = (struct side){ str_of(text, len), at, SCRIPT_LATIN };
    return best_of(run, stated, &value, ret_bp, ret_at);
}

static void compare_mail(struct evidence_run *run, const struct names *stated)
{
    bool found = false;
    uint16_t bp = 0, kept = 0;
    struct origin other, origins[2];
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_EMAIL, &at);) {
        const struct record *r = run->dossier->records[at.record];
        if (r->party == RECORD_PARTY_ORGANIZATION) continue; /* its mailbox is a clerk's */
        if (!mail_name(run, stated, at, &bp, &other) || (found && bp >= kept)) continue;
        found = true;
        kept = bp;
        origins[0] = at;
        origins[1] = other;
    }
    if (found) feature_add(run, FEATURE_NAME_EMAIL_BP, kept, STR_EMPTY, origins, 2);
}

/* --- how many names ----------------------------------------------------------------------------- */

/* Names given in the dossier's records that are not alike; each script counts for itself, since one
 * name may be written in two. */
static void count_variants(struct evidence_run *run)
{
    size_t values = 0, per_script[SCRIPTS] = { 0 }, most = 0;
    uint16_t floor = run->possible_name_bp ? run->possible_name_bp : run->same_name_bp;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_NAME, &at);) values++;
    if (values < 2) return;
    struct names given = { .count = 0 }, kept = { .count = 0 };
    struct origin origins[NAMES_MAX];
    add_field(run, &given, FIELD_NAME);
    for (size_t i = 0; i < given.count; i++) {
        bool is_known = given.side[i].script == SCRIPT_NONE;
        uint16_t bp;
        for (size_t k = 0; k < kept.count && !is_known; k++)
            is_known = likeness(run, &given.side[i], &kept.side[k], &bp) && bp >= floor;
        if (is_known) continue;
        origins[kept.count] = given.side[i].at;
        kept.side[kept.count++] = given.side[i];
        size_t n = ++per_script[given.side[i].script];
        if (n > most) most = n;
    }
    if (most) feature_add(run, FEATURE_NAME_VARIANTS, (int64_t)most, STR_EMPTY, origins, kept.count);
}

/* --- all of them -------------------------------------------------------------------------------- */

void feature_names(struct evidence_run *run)
{
    static const struct {
        enum feature      feature;
        enum record_field field[3];
        size_t            count;
        bool              greatest;
    } rows[] = {
        { FEATURE_NAME_PROFILE_BP, { FIELD_CODE_NAME, FIELD_RES_NAME, FIELD_PORT_NAME }, 3, false },
        { FEATURE_NAME_EMAIL_PROFILE_BP, { FIELD_EMAIL_PROFILE_NAME }, 1, false },
        { FEATURE_NAME_DISPLAY_BP, { FIELD_INT_DISPLAY }, 1, false },
        { FEATURE_NAME_RECIPIENT_BP, { FIELD_SHIP_RECIPIENT }, 1, false },
        { FEATURE_NAME_RETURN_BP, { FIELD_SHIP_RETURNED_BY }, 1, false },
        { FEATURE_NAME_TAX_BP, { FIELD_PAY_TAX_NAME }, 1, false },
        { FEATURE_NAME_WORK_BP, { FIELD_WORK_NAME }, 1, false },
        { FEATURE_NAME_AUTHOR_BP, { FIELD_CODE_AUTHOR }, 1, true },
        { FEATURE_NAME_PHOTO_BP, { FIELD_PHOTO_OTHER_NAME }, 1, false },
    };
    static const enum record_field doc[] = { FIELD_DOC_NAME }, payee[] = { FIELD_PAY_PAYEE };
    bool has_own = evidence_has(run, FIELD_NAME) || evidence_has(run, FIELD_ALIAS);
    if (!has_own && !evidence_has(run, FIELD_DOC_NAME)) return;
    struct names stated = { .count = 0 };
    add_field(run, &stated, FIELD_NAME);
    add_field(run, &stated, FIELD_ALIAS);
    if (stated.count) compare_fields(run, FEATURE_NAME_DOC_BP, &stated, doc, 1, false);
    if (stated.count) compare_mail(run, &stated);
    for (size_t i = 0; i < COUNT_OF(rows) && stated.count; i++)
        compare_fields(run, rows[i].feature, &stated, rows[i].field, rows[i].count, rows[i].greatest);
    count_variants(run);
    if (!evidence_has(run, FIELD_PAY_PAYEE)) return;
    add_field(run, &stated, FIELD_DOC_NAME); /* a payee may be named as the document has it */
    if (stated.count) compare_fields(run, FEATURE_NAME_PAYEE_BP, &stated, payee, 1, false);
}
