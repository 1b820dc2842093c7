/* Putting one record together, the same for all forms. */
#include "record/record_build.h"

#include "base/mem.h"
#include "base/num.h"

/* --- reader --------------------------------------------------------------------------------- */

struct record_reader *record_reader_new(void)
{
    return mem_calloc(1, sizeof(struct record_reader));
}

void record_reader_free(struct record_reader *rr)
{
    mem_free(rr);
}

struct record_key record_reader_key(struct record_reader *rr, str name)
{
    if (name.len == 0 || name.len > RECORD_NAME_MAX) return record_key_find(name);
    size_t at = str_hash(name) % MEMO_SLOTS;
    if (rr->memo[at].len == name.len && memcmp(rr->memo[at].name, name.data, name.len) == 0)
        return rr->memo[at].key;
    struct record_key k = record_key_find(name);
    if (k.part == KEY_NO_MEMORY) return k;
    memcpy(rr->memo[at].name, name.data, name.len);
    rr->memo[at].len = name.len;
    rr->memo[at].key = k;
    return k;
}

/* --- words ---------------------------------------------------------------------------------- */

static const str kind_names[RECORD_KIND_COUNT] = {
    [RECORD_KIND_NONE] = STR_INIT(""),
    [RECORD_KIND_APPLICANT] = STR_INIT("applicant"),
    [RECORD_KIND_WORKER] = STR_INIT("worker"),
    [RECORD_KIND_VENDOR] = STR_INIT("vendor"),
    [RECORD_KIND_PAYEE] = STR_INIT("payee"),
    [RECORD_KIND_PAYMENT] = STR_INIT("payment"),
    [RECORD_KIND_ACCOUNT] = STR_INIT("account"),
    [RECORD_KIND_WALLET] = STR_INIT("wallet"),
    [RECORD_KIND_LOGIN] = STR_INIT("login"),
    [RECORD_KIND_DEVICE] = STR_INIT("device"),
    [RECORD_KIND_BID] = STR_INIT("bid"),
    [RECORD_KIND_CONTRACT] = STR_INIT("contract"),
    [RECORD_KIND_MESSAGE] = STR_INIT("message"),
    [RECORD_KIND_TRANSFER] = STR_INIT("transfer"),
};

static const str proof_names[] = {
    [PROOF_SELF] = STR_INIT("self"),
    [PROOF_DOCUMENT] = STR_INIT("document"),
    [PROOF_VERIFIED] = STR_INIT("verified"),
};

static const struct { str word; enum record_party party; } party_words[] = {
    { STR_INIT("person"), RECORD_PARTY_PERSON },
    { STR_INIT("individual"), RECORD_PARTY_PERSON },
    { STR_INIT("natural person"), RECORD_PARTY_PERSON },
    { STR_INIT("organization"), RECORD_PARTY_ORGANIZATION },
    { STR_INIT("organisation"), RECORD_PARTY_ORGANIZATION },
    { STR_INIT("company"), RECORD_PARTY_ORGANIZATION },
    { STR_INIT("business"), RECORD_PARTY_ORGANIZATION },
    { STR_INIT("entity"), RECORD_PARTY_ORGANIZATION },
    { STR_INIT("firm"), RECORD_PARTY_ORGANIZATION },
    { STR_INIT("corporation"), RECORD_PARTY_ORGANIZATION },
    { STR_INIT("public body"), RECORD_PARTY_ORGANIZATION },
    { STR_INIT("vessel"), RECORD_PARTY_VESSEL },
    { STR_INIT("ship"), RECORD_PARTY_VESSEL },
    { STR_INIT("aircraft"), RECORD_PARTY_AIRCRAFT },
    { STR_INIT("airplane"), RECORD_PARTY_AIRCRAFT },
    { STR_INIT("wallet"), RECORD_PARTY_WALLET },
    { STR_INIT("crypto wallet"), RECORD_PARTY_WALLET },
};

str record_kind_name(enum record_kind k)
{
    return (unsigned)k < RECORD_KIND_COUNT ? kind_names[k] : STR_EMPTY;
}

str record_proof_name(enum record_proof p)
{
    return (unsigned)p < COUNT_OF(proof_names) ? proof_names[p] : STR_EMPTY;
}

bool record_proof_find(str name, enum record_proof *ret_proof)
{
    for (size_t i = 0; i < COUNT_OF(proof_names); i++) {
        if (!str_eq_nocase(name, proof_names[i])) continue;
        *ret_proof = (enum record_proof)i;
        return true;
    }
    return false;
}

/* The same letters, whatever stands between them: "CryptoWallet", "crypto_wallet". */
static bool is_word(str given, str word)
{
    size_t k = 0;
    for (size_t i = 0; i < given.len; i++) {
        if (strchr(" _-.", given.data[i]) && given.data[i]) continue;
        while (k < word.len && word.data[k] == ' ') k++;
        if (k == word.len || byte_lower(given.data[i]) != word.data[k++]) return false;
    }
    return k == word.len;
}

/* Number 1 of the staff is not number 1 of the applicants. */
static str sort_of(str given)
{
    static const struct { const char *name, *sort; } rows[] = {
        { "employee id", "employee" },   { "employee no", "employee" },  { "worker id", "employee" },
        { "applicant id", "candidate" }, { "vendor id", "contractor" },  { "vendor no", "contractor" },
        { "supplier no", "contractor" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (is_word(given, str_c(rows[i].name))) return str_c(rows[i].sort);
    return STR_EMPTY;
}

static enum record_party party_of(str schema)
{
    for (size_t i = 0; i < COUNT_OF(party_words); i++)
        if (is_word(schema, party_words[i].word)) return party_words[i].party;
    return RECORD_PARTY_UNKNOWN;
}

str record_party_word(size_t index)
{
    return index < COUNT_OF(party_words) ? party_words[index].word : STR_EMPTY;
}

static cordon_status set_kind(struct record *r, str word, struct cordon_error *err)
{
    for (unsigned k = 1; k < RECORD_KIND_COUNT; k++) {
        if (!str_eq_nocase(word, kind_names[k])) continue;
        r->kind = (enum record_kind)k;
        return CORDON_OK;
    }
    for (unsigned k = 1; k < RECORD_KIND_COUNT; k++)
        if (str_distance(word, kind_names[k], 2) <= 2)
            return error_set(err, CORDON_SYNTAX, "unknown kind '%.*s'; did you mean '%.*s'?",
                             STR_ARG(word), STR_ARG(kind_names[k]));
    return error_set(err, CORDON_SYNTAX,
                     "unknown kind '%.*s'; use applicant, worker, vendor, payee, payment, "
                     "account, wallet, login, device, bid, contract, message or transfer",
                     STR_ARG(word));
}

static cordon_status parse_proof(str word, enum record_proof *ret, struct cordon_error *err)
{
    if (record_proof_find(word, ret)) return CORDON_OK;
    return error_set(err, CORDON_SYNTAX, "unknown proof '%.*s'; use self, document or verified",
                     STR_ARG(word));
}

/* --- values --------------------------------------------------------------------------------- */

void build_begin(struct record_build *b, struct record *record, struct arena *arena, uint64_t line)
{
    memset(record, 0, sizeof *record);
    record->line = line;
    memset(b, 0, sizeof *b);
    b->record = record;
    b->arena = arena;
    for (size_t i = 0; i < FIELD_COUNT; i++) b->field_proof[i] = PROOF_UNSAID;
}

/** Make room for one more in a list of values. */
static cordon_status grow(struct arena *arena, struct record_value **list, size_t count,
                          size_t *room, struct cordon_error *err)
{
    if (count < *room) return CORDON_OK;
    size_t want = *room ? *room * 2 : 16;
    struct record_value *values = arena_alloc(arena, want * sizeof *values);
    if (!values) return error_nomem(err);
    if (count) memcpy(values, *list, count * sizeof *values);
    *list = values;
    *room = want;
    return CORDON_OK;
}

static cordon_status append(struct record_build *b, struct record_value v, struct cordon_error *err)
{
    if (b->record->value_count == RECORD_VALUES_MAX)
        return error_set(err, CORDON_LIMIT, "record has more than %d values", RECORD_VALUES_MAX);
    struct record *r = b->record;
    cordon_status st = grow(b->arena, &r->values, r->value_count, &b->room, err);
    if (!st) r->values[r->value_count++] = v;
    return st;
}

/** The fields that describe the record itself are not among its values. */
static bool set_own(struct record_build *b, enum record_field f, str text, cordon_status *ret_st,
                    struct cordon_error *err)
{
    struct record *r = b->record;
    *ret_st = CORDON_OK;
    if (f == FIELD_ID)
        r->id = text;
    else if (f == FIELD_SUBJECT)
        r->subject = text;
    else if (f == FIELD_KIND)
        *ret_st = set_kind(r, text, err);
    else if (f == FIELD_PROOF)
        *ret_st = parse_proof(text, &b->proof, err);
    else if (f == FIELD_SCHEMA) {
        r->schema = text;
        r->party = party_of(text);
    } else
        return false;
    return true;
}

cordon_status build_add(struct record_build *b, struct record_value v, struct cordon_error *err)
{
    const struct record_field_info *info = &record_fields[v.field];
    cordon_status st;
    v.text = str_trim(v.text);
    v.country = str_trim(v.country);
    if (v.text.len == 0) return CORDON_OK;
    if (v.text.len > RECORD_VALUE_MAX || v.country.len > RECORD_VALUE_MAX)
        return error_set(err, CORDON_LIMIT, "value of field '%.*s' is longer than %d bytes",
                         STR_ARG(v.key), RECORD_VALUE_MAX);
    if (!info->is_many && b->given[v.field].len && b->given_item[v.field] >= v.item + 1u)
        return record_key_twice(v.field, b->given[v.field], v.key, err);
    b->given[v.field] = v.key;
    b->given_item[v.field] = (uint16_t)(v.item + 1u);
    if (v.field == FIELD_SUBJECT) b->record->sort = sort_of(v.key);
    if (set_own(b, v.field, v.text, &st, err)) return st;
    return append(b, v, err);
}

cordon_status build_proof(struct record_build *b, enum record_field f, str word,
                          struct cordon_error *err)
{
    word = str_trim(word);
    return word.len ? parse_proof(word, &b->field_proof[f], err) : CORDON_OK;
}

void build_country(struct record_build *b, enum record_field f, str country)
{
    b->field_country[f] = str_trim(country);
}

void build_unread(struct record_build *b, str name, str near)
{
    struct record *r = b->record;
    if (r->unread_count < RECORD_UNREAD_MAX)
        r->unread[r->unread_count] = (struct record_unread){ name, near };
    r->unread_count++;
}

enum { ADDRESS_LEAST = 25, IBAN_LEAST = 15 }; /* letters and digits of the shortest */

/** Two letters and two digits, and enough behind them: blanks may stand between. */
static bool may_be_iban(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] == ' ') continue;
        bool fits = count < 2   ? byte_is_alpha(s.data[i])
                    : count < 4 ? byte_is_digit(s.data[i])
                                : byte_is_alnum(s.data[i]);
        if (!fits) return false;
        count++;
    }
    return count >= IBAN_LEAST;
}

/** Wide letters and marks that nobody sees count like letters: what they hide is found by those
 *  who read the value. Digits alone are no account that could be told from a number. */
static bool may_name_account(str s)
{
    size_t run = 0, letters = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        bool is_letter = byte_is_alpha(c) || (unsigned char)c >= 0x80;
        if (c == '@') return true;
        run = is_letter || byte_is_digit(c) ? run + 1 : 0;
        letters = run ? letters + is_letter : 0;
        if (run >= ADDRESS_LEAST && letters) return true;
    }
    return may_be_iban(s);
}

cordon_status build_unread_value(struct record_build *b, struct record_value v,
                                 struct cordon_error *err)
{
    struct record *r = b->record;
    v.text = str_trim(v.text);
    if (!may_name_account(v.text)) return CORDON_OK;
    r->is_unread_cut = r->unread_value_count == RECORD_UNREAD_VALUES_MAX;
    if (r->is_unread_cut) return CORDON_OK;
    v.field = FIELD_NONE;
    v.proof = PROOF_SELF;
    cordon_status st = grow(b->arena, &r->unread_values, r->unread_value_count, &b->unread_room,
                            err);
    if (!st) r->unread_values[r->unread_value_count++] = v;
    return st;
}

/* --- names ---------------------------------------------------------------------------------- */

/** Value number `nth` of a field; its last one when it has fewer; NULL when it has none. */
static const struct record_value *nth_value(const struct record *r, enum record_field f, size_t nth)
{
    const struct record_value *found = NULL, *v = NULL;
    for (size_t i = 0; (v = record_next(r, f, v)) && i <= nth; i++) found = v;
    return found;
}

static size_t count_of(const struct record *r, enum record_field f)
{
    size_t count = 0;
    for (const struct record_value *v = NULL; (v = record_next(r, f, v));) count++;
    return count;
}

static str join(struct arena *a, str left, str right, char between)
{
    char sep[2] = { between, '\0' };
    if (left.len == 0) return right;
    char *p = arena_alloc(a, left.len + right.len + 1);
    if (!p) return STR_EMPTY;
    memcpy(p, left.data, left.len);
    p[left.len] = sep[0];
    memcpy(p + left.len + 1, right.data, right.len);
    return str_of(p, left.len + right.len + 1);
}

/** The nth whole name: first, middle, last; as well proved as its least proved part. */
static cordon_status join_name(struct record_build *b, size_t nth, struct cordon_error *err)
{
    static const enum record_field parts[] = { FIELD_FIRST_NAME, FIELD_MIDDLE_NAME,
                                               FIELD_LAST_NAME };
    struct record_value name = { .field = FIELD_NAME, .proof = PROOF_VERIFIED, .is_joined = true };
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        const struct record_value *v = nth_value(b->record, parts[i], nth);
        if (!v) continue;
        name.text = join(b->arena, name.text, v->text, ' ');
        name.key = join(b->arena, name.key, v->key, '+');
        if (!name.text.len || !name.key.len) return error_nomem(err);
        if (v->proof < name.proof) name.proof = v->proof;
        if (!name.column) name.column = v->column;
        name.is_property = v->is_property;
    }
    if (name.text.len > RECORD_VALUE_MAX)
        return error_set(err, CORDON_LIMIT, "name is longer than %d bytes", RECORD_VALUE_MAX);
    return append(b, name, err);
}

static cordon_status join_names(struct record_build *b, struct cordon_error *err)
{
    size_t first = count_of(b->record, FIELD_FIRST_NAME);
    size_t last = count_of(b->record, FIELD_LAST_NAME);
    size_t count = first > last ? first : last;
    /* beside a whole name the parts may be another party's, a firm's contact person: two parts make
     * one more name; a single part says nothing the whole name does not */
    bool has_name = record_next(b->record, FIELD_NAME, NULL) != NULL;
    if (has_name && (!first || !last)) return CORDON_OK;
    for (size_t i = 0; i < count; i++) {
        cordon_status st = join_name(b, i, err);
        if (st) return st;
    }
    return CORDON_OK;
}

cordon_status build_end(struct record_build *b, struct cordon_error *err)
{
    for (size_t i = 0; i < b->record->value_count; i++) {
        struct record_value *v = &b->record->values[i];
        if (v->proof == PROOF_UNSAID) v->proof = b->field_proof[v->field];
        if (v->proof == PROOF_UNSAID) v->proof = b->proof;
        if (v->country.len == 0) v->country = b->field_country[v->field];
    }
    return join_names(b, err);
}

/* --- asking --------------------------------------------------------------------------------- */

const struct record_value *record_next(const struct record *r, enum record_field f,
                                       const struct record_value *after)
{
    size_t i = after ? (size_t)(after - r->values) + 1 : 0;
    for (; i < r->value_count; i++)
        if (r->values[i].field == f) return &r->values[i];
    return NULL;
}

const struct record_value *record_in_item(const struct record *r, enum record_field f,
                                          uint16_t item)
{
    for (const struct record_value *v = NULL; (v = record_next(r, f, v));)
        if (v->item == item) return v;
    return NULL;
}

size_t record_items(const struct record *r, enum record_group g)
{
    size_t items = 0;
    for (size_t i = 0; i < r->value_count; i++) {
        const struct record_value *v = &r->values[i];
        if (record_fields[v->field].group == g && v->item + 1u > items) items = v->item + 1u;
    }
    return items;
}

str record_text(const struct record *r, enum record_field f)
{
    const struct record_value *v = record_next(r, f, NULL);
    return v ? v->text : STR_EMPTY;
}

void record_path(const struct record_value *v, struct buf *out)
{
    if (v->is_property) buf_add(out, STR("properties."));
    if (v->is_grouped)
        buf_printf(out, "%.*s[%u].", STR_ARG(record_group_name(record_fields[v->field].group)),
                   (unsigned)v->item);
    buf_add(out, v->key);
    if (v->is_listed) buf_printf(out, "[%u]", (unsigned)v->index);
}
