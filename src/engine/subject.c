/* Reading a record into the form the detectors use. */
#include "engine/reading.h"

#include "base/country.h"
#include "base/num.h"
#include "evidence/evidence.h"

bool reading_room(struct subject *s, size_t count)
{
    if (count < SUBJECT_VALUES_MAX) return true;
    s->cut_at = SUBJECT_VALUES_MAX;
    return false;
}

void reading_doubt(struct subject *s, const struct record_value *v)
{
    if (s->doubt_count < SUBJECT_DOUBTS_MAX) s->doubts[s->doubt_count] = v;
    s->doubt_count++;
}

bool reading_grow(struct reading *r, void *list, size_t count, size_t *room, size_t size)
{
    void *old, *grown;
    if (count < *room) return true;
    if (count == SUBJECT_OTHERS_MAX) {
        r->out->cut_at = SUBJECT_OTHERS_MAX;
        return false;
    }
    *room = count ? count * 2 : 8;
    grown = arena_alloc(r->arena, *room * size);
    if (!grown) return false;
    memcpy(&old, list, sizeof old);
    if (count) memcpy(grown, old, count * size);
    memcpy(list, &grown, sizeof grown);
    return true;
}

static enum name_kind kind_of_party(enum record_party p)
{
    switch (p) {
    case RECORD_PARTY_PERSON: return NAME_PERSON;
    case RECORD_PARTY_ORGANIZATION: return NAME_ORGANIZATION;
    case RECORD_PARTY_VESSEL:
    case RECORD_PARTY_AIRCRAFT: return NAME_OBJECT;
    case RECORD_PARTY_WALLET:
    case RECORD_PARTY_UNKNOWN: return NAME_ANY;
    }
    return NAME_ANY;
}

/* --- names -------------------------------------------------------------------------------------- */

enum { NAME_WORDS_MAX = 16 };

static size_t words_of(str text, str ret[NAME_WORDS_MAX])
{
    size_t count = 0, from = 0;
    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && !strchr(" ,\t", text.data[i])) continue;
        if (i > from && count == NAME_WORDS_MAX) return count + 1;
        if (i > from) ret[count++] = str_sub(text, from, i);
        from = i + 1;
    }
    return count;
}

bool reading_same_words(str a, str b)
{
    str x[NAME_WORDS_MAX], y[NAME_WORDS_MAX];
    size_t count = words_of(a, x);
    bool used[NAME_WORDS_MAX] = { false };
    if (count > NAME_WORDS_MAX || words_of(b, y) != count) return str_eq(a, b);
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < count && (used[k] || !str_eq_nocase(x[i], y[k]))) k++;
        if (k == count) return false;
        used[k] = true;
    }
    return true;
}

/* What a dossier repeats is one name: passport, resume and payee in other order and case. */
static bool is_known_name(const struct reading *r, const struct record_value *v, str text)
{
    const struct subject *s = r->out;
    for (size_t i = 0; r->party == 0 && is_grouped(v) && i < s->name_count; i++)
        if (reading_same_words(s->names[i].text, text)) return true;
    return false;
}

/* No letter or no digit: nothing that could match. Of the subject itself no such name is passed
 * over. */
static void blank_name(struct reading *r, const struct record_value *v)
{
    if (!is_grouped(v)) r->out->has_blank_name = true;
    reading_doubt(r->out, v);
}

static cordon_status add_one_name(struct reading *r, const struct record_value *v, str text,
                                  enum name_kind kind, bool is_rendered)
{
    struct subject *s = r->out;
    struct subject_name n = { .text = text, .value = v, .party = r->party };
    if (is_known_name(r, v, text)) return CORDON_OK;
    bool has_room = r->party ? reading_grow(r, &s->other_names, s->other_name_count,
                                            &r->other_name_room, sizeof n)
                             : reading_room(s, s->name_count);
    if (!has_room) return r->arena->failed ? error_nomem(r->err) : CORDON_OK;
    cordon_status st = (is_rendered ? name_query_parse_rendered : name_query_parse)(r->names, text, kind, &n.query, r->err);
    if (st == CORDON_ARGUMENT) {
        blank_name(r, v);
        return CORDON_OK;
    }
    if (st) return st;
    if (r->party)
        s->other_names[s->other_name_count++] = n;
    else
        s->names[s->name_count++] = n;
    if (!name_query_has_words(n.query))
        blank_name(r, v);
    else if (r->party == 0)
        s->has_words = true;
    if (r->party == 0) s->has_enough = s->has_enough || name_query_is_enough(n.query);
    return CORDON_OK;
}

cordon_status reading_name(struct reading *r, const struct record_value *v, str text,
                           enum name_kind kind)
{
    str piece[NAME_PIECES_MAX];
    unsigned rendered = 0;
    cordon_status st = add_one_name(r, v, text, kind, false);
    bool is_cut = false;
    size_t count = st ? 0 : name_pieces(text, kind, r->arena, piece, &rendered, &is_cut);
    if (is_cut) r->out->cut_at = NAME_PIECES_MAX;
    for (size_t i = 0; !st && i < count; i++) st = add_one_name(r, v, piece[i], kind, rendered >> i & 1);
    return st;
}

/* --- one value ---------------------------------------------------------------------------------- */

static void add_birth(const struct reading *r, const struct record_value *v)
{
    struct subject *s = r->out;
    if (!reading_room(s, s->birth_count)) return;
    struct subject_date *d = &s->births[s->birth_count++];
    *d = (struct subject_date){ .text = v->text, .proof = reading_proof(v) };
    /* a day nobody can have been born on must not stand for a proved one; a check says so */
    d->is_readable = date_read(v->text, &d->date) && d->date.first <= r->today &&
                     d->date.last >= r->today - SUBJECT_AGE_MAX_DAYS;
}

static void add_country(struct subject *s, const struct record_value *v)
{
    if (!reading_room(s, s->country_count)) return;
    str code = country_code(v->text);
    if (code.len == 0) reading_doubt(s, v);
    s->countries[s->country_count++] =
        (struct subject_country){ .text = v->text, .code = code, .proof = v->proof };
}

static void add_text(struct subject_text *list, size_t *count, struct subject *s,
                     const struct record_value *v)
{
    if (reading_room(s, *count)) list[(*count)++] = (struct subject_text){ v->text, reading_proof(v) };
}

static void set_sex(struct subject *s, const struct record_value *v)
{
    static const struct { str word; char sex; } words[] = {
        { STR_INIT("male"), 'm' },   { STR_INIT("m"), 'm' },
        { STR_INIT("man"), 'm' },    { STR_INIT("female"), 'f' },
        { STR_INIT("f"), 'f' },      { STR_INIT("woman"), 'f' },
        { STR_INIT("남"), 'm' },     { STR_INIT("여"), 'f' },
        { STR_INIT("男"), 'm' },     { STR_INIT("女"), 'f' },
        { STR_INIT("laki-laki"), 'm' }, { STR_INIT("perempuan"), 'f' },
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq_nocase(words[i].word, v->text)) {
            s->sex = words[i].sex;
            s->sex_proof = v->proof;
            return;
        }
    reading_doubt(s, v);
}

cordon_status reading_value(struct reading *r, const struct record_value *v, enum screen_form form)
{
    struct subject *s = r->out;
    if (reading_is_number(form)) return reading_number(r, v, form);
    switch ((int)form) {
    case FORM_NAME: return reading_name(r, v, v->text, s->kind);
    case FORM_WALLET: return reading_wallet(r, v);
    case FORM_HANDLE: return reading_is_address(v->text) ? reading_wallet(r, v) : CORDON_OK;
    case FORM_BIRTH_DATE: add_birth(r, v); break;
    case FORM_COUNTRY: add_country(s, v); break;
    case FORM_BIRTH_PLACE: add_text(s->places, &s->place_count, s, v); break;
    case FORM_ADDRESS: add_text(s->addresses, &s->address_count, s, v); break;
    case FORM_SEX: set_sex(s, v); break;
    default: break;
    }
    return CORDON_OK;
}

/* Is the field read for accounts? */
static bool is_for_accounts(const struct record_value *v, enum screen_form form)
{
    bool is_account = form == FORM_ACCOUNT || form == FORM_PARTY;
    return form == FORM_WALLET || (is_account && is_grouped(v));
}

/* What no list is asked about, rules read: a number, time or address that is none is as good as absent,
 * and whoever wrote it has to know. */
static bool is_what_it_says(const struct record_value *v)
{
    struct moment moment;
    int64_t number;
    bool flag;
    switch (record_field_info(v->field)->type) {
    case FIELD_TYPE_TIME: return moment_read(v->text, &moment);
    case FIELD_TYPE_IP: return evidence_is_ip(v->text);
    case FIELD_TYPE_NUMBER: return evidence_number(v->text, &number);
    case FIELD_TYPE_FLAG: return evidence_flag(v->text, &flag);
    default: return true;
    }
}

static cordon_status add_value(struct reading *r, const struct record_value *v)
{
    const struct screen_row *row = &screen_table[v->field];
    enum screen_form form = (enum screen_form)row->form;
    cordon_status st = CORDON_OK;
    if (form != FORM_NONE && is_grouped(v))
        reading_put_off(r, v);
    else if (form != FORM_NONE)
        st = reading_value(r, v, form);
    else if (!is_what_it_says(v))
        reading_doubt(r->out, v);
    return st || is_for_accounts(v, form) ? st : reading_accounts(r, v);
}

/* --- several records -------------------------------------------------------------------------------- */

enum { SEEN_LEAST = 64 };

/* Values that were read already, by what they say; open addressing. */
struct seen {
    const struct record_value **slot;
    size_t                      mask, count;
};

static uint64_t value_hash(const struct record_value *v)
{
    uint64_t parts[3] = { str_hash(v->text), str_hash(v->country), (uint64_t)v->field };
    return str_hash((str){ (const char *)parts, sizeof parts });
}

static bool is_same_value(const struct record_value *a, const struct record_value *b)
{
    return a->field == b->field && a->proof == b->proof && str_eq(a->text, b->text) &&
           str_eq(a->country, b->country);
}

static bool seen_init(struct seen *seen, const struct record *const *records, size_t count,
                      struct arena *arena)
{
    size_t values = 0, slots = SEEN_LEAST;
    for (size_t i = 0; i < count; i++) values += records[i]->value_count;
    while (slots < values * 2) slots *= 2;
    *seen = (struct seen){ .slot = arena_alloc(arena, slots * sizeof *seen->slot), .mask = slots - 1 };
    if (seen->slot) memset(seen->slot, 0, slots * sizeof *seen->slot);
    return seen->slot != NULL;
}

/* Note a value. @return was it noted before? */
static bool seen_before(struct seen *seen, const struct record_value *v)
{
    size_t at = value_hash(v) & seen->mask;
    for (; seen->slot[at]; at = (at + 1) & seen->mask)
        if (is_same_value(seen->slot[at], v)) return true;
    seen->slot[at] = v;
    return false;
}

static cordon_status read_one(struct reading *r, struct seen *seen)
{
    const struct record *record = r->record;
    for (size_t i = 0; i < record->value_count; i++) {
        if (seen && seen_before(seen, &record->values[i])) continue;
        cordon_status st = add_value(r, &record->values[i]);
        if (st) return st;
    }
    for (size_t i = 0; i < record->unread_value_count; i++) {
        cordon_status st = reading_accounts(r, &record->unread_values[i]);
        if (st) return st;
    }
    return CORDON_OK;
}

/* The party that the records say; people's and firms' records together say none. */
static enum name_kind kind_of(const struct record *const *records, size_t count)
{
    enum name_kind kind = NAME_ANY;
    for (size_t i = 0; i < count; i++) {
        enum name_kind k = kind_of_party(records[i]->party);
        if (k == NAME_ANY) continue;
        if (kind != NAME_ANY && kind != k) return NAME_ANY;
        kind = k;
    }
    return kind;
}

cordon_status subject_read(const struct record *const *records, size_t count, int64_t as_of_s,
                           uint16_t same_bp, struct arena *arena, struct name_scratch *names,
                           struct subject *ret_subject, struct cordon_error *err)
{
    struct reading reading = { .arena = arena, .names = names, .out = ret_subject, .err = err,
                               .today = (int32_t)(as_of_s / 86400), .same_bp = same_bp };
    struct subject *s = ret_subject;
    struct seen seen;
    s->id = records[0]->id;
    s->kind = kind_of(records, count);
    s->name_count = s->birth_count = s->country_count = s->number_count = s->wallet_count = 0;
    s->place_count = s->address_count = s->doubt_count = 0;
    s->fault_count = s->found_count = s->sound_count = 0;
    s->others = NULL;
    s->other_names = NULL;
    s->other_numbers = NULL;
    s->other_count = s->other_name_count = s->other_number_count = 0;
    s->sex = 0;
    s->sex_proof = PROOF_SELF;
    s->has_blank_name = s->has_words = s->has_enough = false;
    s->is_found_cut = false;
    s->cut_at = 0;
    if (count > 1 && !seen_init(&seen, records, count, arena)) return error_nomem(err);
    for (size_t i = 0; i < count; i++) {
        reading.record = records[i];
        reading.record_at = (uint32_t)i;
        s->is_found_cut = s->is_found_cut || records[i]->is_unread_cut;
        cordon_status st = read_one(&reading, count > 1 ? &seen : NULL);
        if (st) return st;
    }
    return reading_dossier(&reading);
}
