/* Reading a record into the form the detectors use. */
#include "engine/subject.h"

#include "base/country.h"
#include "base/num.h"
#include "text/text.h"

struct reading {
    const struct record *record;
    struct arena        *arena;
    struct name_scratch *names;
    struct subject      *out;
    struct cordon_error *err;
    int32_t              today; /* days since 1970 */
};

enum { AGE_MAX_DAYS = 125 * 366, PIECES_MAX = 16, NUMBER_PIECE_MIN = 5 };

/* Room for one more, or note that the record was cut. */
static bool room(struct subject *s, size_t count)
{
    if (count < SUBJECT_VALUES_MAX) return true;
    s->cut_at = SUBJECT_VALUES_MAX;
    return false;
}

/* A value that cannot be compared is told: silence about it would read as "it fits". */
static void doubt(struct subject *s, const struct record_value *v)
{
    if (s->doubt_count < SUBJECT_DOUBTS_MAX) s->doubts[s->doubt_count] = v;
    s->doubt_count++;
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

static cordon_status add_one_name(struct reading *r, const struct record_value *v)
{
    struct subject *s = r->out;
    if (!room(s, s->name_count)) return CORDON_OK;
    struct subject_name *n = &s->names[s->name_count];
    n->text = v->text;
    cordon_status st = name_query_parse(r->names, v->text, s->kind, &n->query, r->err);
    if (st == CORDON_ARGUMENT) { /* no letter, no digit: nothing that could match */
        s->has_blank_name = true;
        doubt(s, v);
        return CORDON_OK;
    }
    if (st) return st;
    s->name_count++;
    if (name_query_has_words(n->query)) {
        s->has_words = true;
    } else {
        s->has_blank_name = true;
        doubt(s, v);
    }
    return CORDON_OK;
}

/* The pieces of a value that people write several into, cut at any of `signs`. */
static size_t pieces_of(struct subject *s, str text, const char *signs, str ret[PIECES_MAX])
{
    size_t count = 0, from = 0;
    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && (text.data[i] == '\0' || !strchr(signs, text.data[i]))) continue;
        str piece = str_trim(str_sub(text, from, i));
        from = i + 1;
        if (!piece.len) continue;
        if (count == PIECES_MAX)
            s->cut_at = PIECES_MAX;
        else
            ret[count++] = piece;
    }
    return count;
}

/* The whole value is a name; the names inside "One / Two (Three)" are looked for as well. */
static cordon_status add_name(struct reading *r, const struct record_value *v)
{
    str piece[NAME_PIECES_MAX];
    cordon_status st = add_one_name(r, v);
    size_t count = st ? 0 : name_pieces(v->text, r->out->kind, r->arena, piece);
    for (size_t i = 0; !st && i < count; i++) {
        struct record_value part = *v;
        part.text = piece[i];
        st = add_one_name(r, &part);
    }
    return st;
}

static void add_birth(const struct reading *r, const struct record_value *v)
{
    struct subject *s = r->out;
    if (!room(s, s->birth_count)) return;
    struct subject_date *d = &s->births[s->birth_count++];
    *d = (struct subject_date){ .text = v->text, .proof = v->proof };
    /* a day nobody can have been born on must not stand for a proved one; a check says so */
    d->is_readable = date_read(v->text, &d->date) && d->date.first <= r->today &&
                     d->date.last >= r->today - AGE_MAX_DAYS;
}

static void add_country(struct subject *s, const struct record_value *v)
{
    if (!room(s, s->country_count)) return;
    str code = country_code(v->text);
    if (code.len == 0) doubt(s, v);
    s->countries[s->country_count++] =
        (struct subject_country){ .text = v->text, .code = code, .proof = v->proof };
}

static void add_text(struct subject_text *list, size_t *count, struct subject *s,
                     const struct record_value *v)
{
    if (room(s, *count)) list[(*count)++] = (struct subject_text){ v->text, v->proof };
}

static bool is_address(str text)
{
    struct addr a;
    return addr_looks_like(text) && addr_read(text, &a) != ADDR_MALFORMED;
}

/* The text in plain signs, for what is pasted with marks that no screen shows. */
static str plain_signs(struct reading *r, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.data[i] < 0x80) continue;
        str plain = text_plain(text, r->arena);
        return plain.len ? plain : text;
    }
    return text;
}

/* --- numbers ------------------------------------------------------------------------------------ */

static enum canon_kind kind_of_field(enum record_field f)
{
    switch ((int)f) {
    case FIELD_PASSPORT: return CANON_PASSPORT;
    case FIELD_NATIONAL_ID: return CANON_NATIONAL_ID;
    case FIELD_TAX_ID: return CANON_TAX;
    case FIELD_REGISTRATION_NUMBER: return CANON_REGISTRATION;
    case FIELD_ID_NUMBER: return CANON_ANY;
    case FIELD_IMO: return CANON_IMO;
    case FIELD_MMSI: return CANON_MMSI;
    case FIELD_CALL_SIGN: return CANON_CALL_SIGN;
    case FIELD_SWIFT_BIC: return CANON_SWIFT;
    case FIELD_LEI: return CANON_LEI;
    case FIELD_IBAN:
    case FIELD_BANK_ACCOUNT: return CANON_ACCOUNT;
    case FIELD_EMAIL: return CANON_EMAIL;
    case FIELD_PHONE: return CANON_PHONE;
    default: return CANON_NONE;
    }
}

static void tell_fault(struct subject *s, enum record_field f, str text, enum fault fault)
{
    if (s->fault_count < SUBJECT_FAULTS_MAX)
        s->faults[s->fault_count] = (struct subject_fault){ f, text, fault };
    s->fault_count++;
}

static void put_number(struct subject *s, const struct record_value *v, str text,
                       const struct canon *c, bool is_faulty)
{
    if (!c->key_count || !room(s, s->number_count)) return;
    s->numbers[s->number_count++] = (struct subject_number){
        .text = text, .canon = *c, .country = country_code(v->country), .proof = v->proof,
        .is_faulty = is_faulty,
    };
}

/* What separates several numbers in one value: a phone number has brackets of its own. */
static const char *signs_between(enum canon_kind kind)
{
    if (kind == CANON_EMAIL) return ";,|()<>\" \t\n";
    return kind == CANON_PHONE ? ";,|/\n" : ";,|()\n";
}

/* Can the piece be a number at all? In "1084010 (Egypt)" one is, the other says where from. */
static bool is_number_piece(enum canon_kind kind, str piece)
{
    bool has_digit = false;
    for (size_t i = 0; i < piece.len; i++) has_digit = has_digit || byte_is_digit(piece.data[i]);
    if (kind == CANON_EMAIL) return str_index(piece, '@') < piece.len;
    return piece.len >= NUMBER_PIECE_MIN && (has_digit || kind == CANON_SWIFT);
}

/* The pieces of a value; *ret_fault is what is wrong with the value, all pieces considered: one
 * sound piece is what the field asks for, and faulty ones beside it are told by themselves. */
static void add_number_pieces(struct reading *r, const struct record_value *v, enum canon_kind kind,
                              enum fault *ret_fault)
{
    str piece[PIECES_MAX];
    enum fault fault[PIECES_MAX] = { FAULT_NONE };
    struct canon c;
    str text = plain_signs(r, v->text);
    size_t count = pieces_of(r->out, text, signs_between(kind), piece), sound = 0;
    for (size_t i = 0; count > 1 && i < count; i++) {
        if (!is_number_piece(kind, piece[i])) continue;
        canon_read(kind, piece[i], r->arena, &c);
        fault[i] = fault_of(v->field, piece[i], &c);
        sound += c.key_count && fault[i] == FAULT_NONE;
        put_number(r->out, v, piece[i], &c, fault[i] != FAULT_NONE);
    }
    if (!sound) return;
    for (size_t i = 0; i < count; i++) {
        bool is_swift_word = kind == CANON_SWIFT; /* a bank's name beside its code */
        if (!is_number_piece(kind, piece[i]) || fault[i] == FAULT_NONE || is_swift_word) continue;
        tell_fault(r->out, v->field, piece[i], fault[i]);
    }
    *ret_fault = FAULT_NONE;
    r->out->sound_count++;
}

static cordon_status add_wallet(struct reading *r, const struct record_value *v);

/* The whole value is a number; so may be the pieces of "1084010 (Egypt)" and "A1; B2". An account
 * that is written like a wallet address is one. */
static cordon_status add_number(struct reading *r, const struct record_value *v,
                                enum canon_kind kind)
{
    struct subject *s = r->out;
    struct canon whole;
    canon_read(kind, v->text, r->arena, &whole);
    enum fault fault = fault_of(v->field, v->text, &whole);
    size_t at = s->number_count;
    put_number(s, v, v->text, &whole, fault != FAULT_NONE);
    bool is_sound = whole.key_count && fault == FAULT_NONE;
    if (is_sound) s->sound_count++;
    add_number_pieces(r, v, kind, &fault);
    if (fault != FAULT_NONE)
        tell_fault(s, v->field, v->text, fault);
    else if (!whole.key_count && at == s->number_count && !s->cut_at)
        doubt(s, v); /* "-": nothing that a number could be made of */
    if (r->arena->failed) return error_nomem(r->err);
    return kind == CANON_ACCOUNT && is_address(v->text) ? add_wallet(r, v) : CORDON_OK;
}

/* --- wallets ------------------------------------------------------------------------------------ */

/* One address; the same account again is not another. */
static bool put_wallet(struct reading *r, str text, const struct addr *a, bool is_found)
{
    char room_for_key[ADDR_KEY_TEXT_MAX];
    struct subject *s = r->out;
    str key = addr_key_text(a, room_for_key);
    for (size_t i = 0; i < s->wallet_count; i++) {
        struct subject_wallet *w = &s->wallets[i];
        bool is_same = str_eq(w->key, key) && (key.len || str_eq(w->text, text));
        if (!is_same || w->addr.verdict != a->verdict) continue;
        w->is_found = w->is_found && is_found;
        return false;
    }
    if (is_found && s->wallet_count == SUBJECT_VALUES_MAX) s->is_found_cut = true;
    if (is_found ? s->is_found_cut : !room(s, s->wallet_count)) return false;
    s->wallets[s->wallet_count++] = (struct subject_wallet){
        .text = text, .addr = *a, .key = arena_str(r->arena, key), .is_found = is_found
    };
    return true;
}

enum { WALLET_PIECE_MIN = 14, CODE_MIN = 20, FOUND_MIN = 25 };

/* A long word with digits in it, in a field for wallets, is meant as one. */
static bool is_code(str text)
{
    bool has_digit = false;
    for (size_t i = 0; i < text.len; i++) has_digit = has_digit || byte_is_digit(text.data[i]);
    return has_digit && text.len >= CODE_MIN;
}

/* What a run of text came to: told as malformed when neither it nor a part of it is an address. */
struct run {
    str         text;
    struct addr addr;
    bool        is_open; /* not read so far, and meant as an address */
    bool        is_link; /* so that no part of it can stand for the whole */
};

static void close_run(struct reading *r, struct run *run, size_t *count)
{
    if (!run->is_open) return;
    put_wallet(r, run->text, &run->addr, false);
    run->is_open = false;
    (*count)++;
}

/* All addresses of a text that is not simply one. @return how many there are, malformed ones
 * included */
static size_t add_wallet_pieces(struct reading *r, str text)
{
    struct addr_pieces cut;
    struct addr_piece piece;
    struct run run = { .is_open = false };
    size_t count = 0;
    addr_pieces_begin(&cut, text, WALLET_PIECE_MIN);
    while (addr_pieces_next(&cut, &piece)) {
        struct addr a;
        bool is_good = addr_read(piece.text, &a) != ADDR_MALFORMED || a.key_len;
        if (piece.is_run) close_run(r, &run, &count);
        if (is_good) {
            put_wallet(r, piece.text, &a, false);
            count++;
            run.is_open = run.is_open && run.is_link && !piece.is_run;
        } else if (piece.is_run) {
            bool is_meant = piece.is_meant || addr_looks_like(piece.text) || is_code(piece.text);
            run = (struct run){ piece.text, a, is_meant, piece.is_meant };
        } else if (piece.is_meant) {
            put_wallet(r, piece.text, &a, false);
            count++;
        }
    }
    close_run(r, &run, &count);
    return count;
}

static cordon_status add_wallet(struct reading *r, const struct record_value *v)
{
    struct addr whole;
    str text = plain_signs(r, v->text);
    bool is_one = addr_read(text, &whole) != ADDR_MALFORMED || whole.key_len;
    if (is_one) put_wallet(r, v->text, &whole, false);
    size_t count = add_wallet_pieces(r, text);
    if (!is_one && !count) put_wallet(r, v->text, &whole, false);
    r->out->sound_count++;
    return r->arena->failed ? error_nomem(r->err) : CORDON_OK;
}

/* --- what stands where nobody looks for it ------------------------------------------------------- */

static void tell_found(struct subject *s, const struct record_value *v, str text)
{
    if (s->found_count < SUBJECT_FOUND_MAX)
        s->found[s->found_count] = (struct subject_found){ v, text };
    s->found_count++;
}

/* A checksum proves an address; an EVM one is unmistakable without. */
static bool is_proved(str text, struct addr *ret)
{
    enum addr_verdict v = addr_read(text, ret);
    bool is_hex = str_starts_nocase(ret->text, STR("0x"));
    return v == ADDR_VALID || (ret->key_len && ret->family == ADDR_EVM && is_hex);
}

static void find_wallets(struct reading *r, const struct record_value *v, str text)
{
    struct addr_pieces cut;
    struct addr_piece piece;
    addr_pieces_begin(&cut, text, FOUND_MIN);
    while (addr_pieces_next(&cut, &piece)) {
        struct addr a;
        if (is_proved(piece.text, &a) && put_wallet(r, piece.text, &a, true))
            tell_found(r->out, v, piece.text);
    }
}

enum { EMAIL_LEAST = 6, ACCOUNT_LEN_MOST = 320 }; /* the longest e-mail address there can be */

static void find_number(struct reading *r, const struct record_value *v, str text,
                        enum canon_kind kind, enum record_field as)
{
    struct canon c;
    if (text.len > ACCOUNT_LEN_MOST) return;
    canon_read(kind, text, r->arena, &c);
    bool is_one = c.key_count && (as == FIELD_IBAN ? fault_is_iban(canon_text(&c))
                                                   : fault_of(as, text, &c) == FAULT_NONE);
    if (!is_one) return;
    if (r->out->number_count == SUBJECT_VALUES_MAX)
        r->out->is_found_cut = true;
    else
        put_number(r->out, v, text, &c, false);
    tell_found(r->out, v, text);
}

static void find_emails(struct reading *r, const struct record_value *v, str text)
{
    struct addr_pieces cut;
    struct addr_piece piece;
    addr_pieces_begin(&cut, text, EMAIL_LEAST);
    while (addr_pieces_next(&cut, &piece))
        if (piece.is_run && str_index(piece.text, '@') < piece.text.len)
            find_number(r, v, piece.text, CANON_EMAIL, FIELD_EMAIL);
}

/* A field that nobody reads, or reads for something else, may hold an account all the same. */
static cordon_status find_accounts(struct reading *r, const struct record_value *v)
{
    bool is_unread = v->field == FIELD_NONE || v->field == FIELD_ACCOUNT;
    bool has_room = v->text.len >= FOUND_MIN || is_unread;
    str text = has_room ? plain_signs(r, v->text) : STR_EMPTY;
    if (text.len >= FOUND_MIN) find_wallets(r, v, text);
    if (is_unread && str_index(text, '@') < text.len) find_emails(r, v, text);
    if (is_unread) find_number(r, v, text, CANON_ACCOUNT, FIELD_IBAN);
    return r->arena->failed ? error_nomem(r->err) : CORDON_OK;
}

/* --- the rest ----------------------------------------------------------------------------------- */

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
    doubt(s, v);
}

static cordon_status add_value(struct reading *r, const struct record_value *v)
{
    struct subject *s = r->out;
    enum canon_kind kind = kind_of_field(v->field);
    cordon_status st = CORDON_OK;
    if (v->field == FIELD_WALLET) return add_wallet(r, v);
    if (kind != CANON_NONE) st = add_number(r, v, kind);
    if (st) return st;
    switch ((int)v->field) {
    case FIELD_NAME:
    case FIELD_ALIAS: st = add_name(r, v); break;
    case FIELD_ACCOUNT: st = is_address(v->text) ? add_wallet(r, v) : CORDON_OK; break;
    case FIELD_BIRTH_DATE: add_birth(r, v); break;
    case FIELD_NATIONALITY:
    case FIELD_CITIZENSHIP:
    case FIELD_COUNTRY: add_country(s, v); break;
    case FIELD_BIRTH_PLACE: add_text(s->places, &s->place_count, s, v); break;
    case FIELD_ADDRESS: add_text(s->addresses, &s->address_count, s, v); break;
    case FIELD_SEX: set_sex(s, v); break;
    default: break;
    }
    return st ? st : find_accounts(r, v);
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
        cordon_status st = find_accounts(r, &record->unread_values[i]);
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
                           struct arena *arena, struct name_scratch *names,
                           struct subject *ret_subject, struct cordon_error *err)
{
    struct reading reading = { .arena = arena, .names = names, .out = ret_subject, .err = err,
                               .today = (int32_t)(as_of_s / 86400) };
    struct subject *s = ret_subject;
    struct seen seen;
    s->id = records[0]->id;
    s->kind = kind_of(records, count);
    s->name_count = s->birth_count = s->country_count = s->number_count = s->wallet_count = 0;
    s->place_count = s->address_count = s->doubt_count = 0;
    s->fault_count = s->found_count = s->sound_count = 0;
    s->sex = 0;
    s->sex_proof = PROOF_SELF;
    s->has_blank_name = s->has_words = false;
    s->is_found_cut = false;
    s->cut_at = 0;
    if (count > 1 && !seen_init(&seen, records, count, arena)) return error_nomem(err);
    for (size_t i = 0; i < count; i++) {
        reading.record = records[i];
        s->is_found_cut = s->is_found_cut || records[i]->is_unread_cut;
        cordon_status st = read_one(&reading, count > 1 ? &seen : NULL);
        if (st) return st;
    }
    return CORDON_OK;
}
