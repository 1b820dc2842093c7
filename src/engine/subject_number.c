/* Numbers and wallets of a record, in the fields for them and where nobody looks. */
#include "engine/reading.h"

#include "base/country.h"
#include "base/num.h"
#include "evidence/evidence.h"
#include "text/text.h"

enum { PIECES_MAX = 16, NUMBER_PIECE_MIN = 5 };

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

bool reading_is_address(str text)
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

/* What a form of number is, and the field whose rules its values follow. */
struct number_form {
    enum canon_kind   kind;
    enum record_field as;
};

static struct number_form form_of(enum screen_form form)
{
    static const struct number_form forms[] = {
        [FORM_PASSPORT] = { CANON_PASSPORT, FIELD_PASSPORT },
        [FORM_NATIONAL_ID] = { CANON_NATIONAL_ID, FIELD_NATIONAL_ID },
        [FORM_TAX] = { CANON_TAX, FIELD_TAX_ID },
        [FORM_REGISTRATION] = { CANON_REGISTRATION, FIELD_REGISTRATION_NUMBER },
        [FORM_NUMBER] = { CANON_ANY, FIELD_ID_NUMBER },
        [FORM_IMO] = { CANON_IMO, FIELD_IMO },
        [FORM_MMSI] = { CANON_MMSI, FIELD_MMSI },
        [FORM_CALL_SIGN] = { CANON_CALL_SIGN, FIELD_CALL_SIGN },
        [FORM_SWIFT] = { CANON_SWIFT, FIELD_SWIFT_BIC },
        [FORM_LEI] = { CANON_LEI, FIELD_LEI },
        [FORM_IBAN] = { CANON_ACCOUNT, FIELD_IBAN },
        [FORM_ACCOUNT] = { CANON_ACCOUNT, FIELD_BANK_ACCOUNT },
        [FORM_EMAIL] = { CANON_EMAIL, FIELD_EMAIL },
        [FORM_PHONE] = { CANON_PHONE, FIELD_PHONE },
    };
    return (size_t)form < COUNT_OF(forms) ? forms[form] : (struct number_form){ CANON_NONE, FIELD_NONE };
}

/* What the number of a document is; none of a bill or a degree, whose numbers name no person. */
static struct number_form form_of_document(const struct reading *r, const struct record_value *v)
{
    const struct record_value *type = record_in_item(r->record, FIELD_DOC_TYPE, v->item);
    if (!type) return form_of(FORM_NUMBER);
    if (evidence_word_is(type->text, "passport")) return form_of(FORM_PASSPORT);
    if (evidence_word_is(type->text, "national_id")) return form_of(FORM_NATIONAL_ID);
    bool is_paper = evidence_word_is(type->text, "bank_statement|utility_bill|degree|certificate|contract");
    return form_of(is_paper ? FORM_NONE : FORM_NUMBER);
}

bool reading_is_number(enum screen_form form)
{
    return form == FORM_DOCUMENT || form_of(form).kind != CANON_NONE;
}

enum record_proof reading_proof(const struct record_value *v)
{
    bool is_seen = record_field_info(v->field)->group == GROUP_DOC && v->proof == PROOF_SELF;
    return is_seen ? PROOF_DOCUMENT : v->proof;
}

/* The country beside a number, or that of the document it stands on. */
static str country_of(const struct reading *r, const struct record_value *v)
{
    const struct record_value *issuer = NULL;
    if (!v->country.len && record_field_info(v->field)->group == GROUP_DOC)
        issuer = record_in_item(r->record, FIELD_DOC_ISSUER, v->item);
    return country_code(issuer ? issuer->text : v->country);
}

static void tell_fault(struct subject *s, enum record_field f, str text, enum fault fault)
{
    if (s->fault_count < SUBJECT_FAULTS_MAX)
        s->faults[s->fault_count] = (struct subject_fault){ f, text, fault };
    s->fault_count++;
}

/* Was this number of this party read before? */
static bool has_number(const struct subject_number *list, size_t count, const struct subject_number *n)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].party == n->party && list[i].canon.kind == n->canon.kind &&
            str_eq(list[i].canon.key[0], n->canon.key[0]) && str_eq(list[i].country, n->country))
            return true;
    return false;
}

static void put(struct reading *r, const struct subject_number *n)
{
    struct subject *s = r->out;
    bool is_own = n->party == 0;
    if (!n->canon.key_count) return;
    if (is_grouped(n->value) &&
        has_number(is_own ? s->numbers : s->other_numbers,
                   is_own ? s->number_count : s->other_number_count, n))
        return;
    if (is_own) {
        if (reading_room(s, s->number_count)) s->numbers[s->number_count++] = *n;
    } else if (reading_grow(r, &s->other_numbers, s->other_number_count, &r->other_number_room,
                            sizeof *n)) {
        s->other_numbers[s->other_number_count++] = *n;
    }
}

static void put_number(struct reading *r, const struct record_value *v, str text,
                       const struct canon *c, bool is_faulty)
{
    put(r, &(struct subject_number){ .text = text, .canon = *c, .country = country_of(r, v),
                                     .proof = reading_proof(v), .is_faulty = is_faulty,
                                     .value = v, .party = r->party });
}

void reading_paper_number(struct reading *r, const struct record_value *v, const struct paper *paper)
{
    struct subject_number n = { .text = paper->number, .country = paper->issuer,
                                .proof = reading_proof(v), .value = v, .party = r->party };
    if (!paper->number.len) return;
    canon_read(paper->is_passport ? CANON_PASSPORT : CANON_ANY, paper->number, r->arena, &n.canon);
    put(r, &n);
}

/* In a group an address without '@' is a handle, and a code that no bank has a routing number. */
static bool is_compared(const struct record_value *v, enum canon_kind kind, enum fault fault)
{
    bool is_loose = kind == CANON_EMAIL || kind == CANON_SWIFT || kind == CANON_PHONE;
    return fault == FAULT_NONE || !is_grouped(v) || !is_loose;
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
static void add_number_pieces(struct reading *r, const struct record_value *v, struct number_form form,
                              enum fault *ret_fault)
{
    str piece[PIECES_MAX];
    enum fault fault[PIECES_MAX] = { FAULT_NONE };
    struct canon c;
    str text = plain_signs(r, v->text);
    size_t count = pieces_of(r->out, text, signs_between(form.kind), piece), sound = 0;
    for (size_t i = 0; count > 1 && i < count; i++) {
        if (!is_number_piece(form.kind, piece[i])) continue;
        canon_read(form.kind, piece[i], r->arena, &c);
        fault[i] = fault_of(form.as, piece[i], &c);
        sound += c.key_count && fault[i] == FAULT_NONE;
        if (is_compared(v, form.kind, fault[i])) put_number(r, v, piece[i], &c, fault[i] != FAULT_NONE);
    }
    if (!sound) return;
    for (size_t i = 0; !is_grouped(v) && i < count; i++) {
        bool is_swift_word = form.kind == CANON_SWIFT; /* a bank's name beside its code */
        if (!is_number_piece(form.kind, piece[i]) || fault[i] == FAULT_NONE || is_swift_word) continue;
        tell_fault(r->out, v->field, piece[i], fault[i]);
    }
    *ret_fault = FAULT_NONE;
    r->out->sound_count += r->party == 0;
}

/* The whole value is a number; so may be the pieces of "1084010 (Egypt)" and "A1; B2". An account
 * that is written like a wallet address is one. */
cordon_status reading_number(struct reading *r, const struct record_value *v, enum screen_form as)
{
    struct subject *s = r->out;
    struct canon whole;
    struct number_form form = as == FORM_DOCUMENT ? form_of_document(r, v) : form_of(as);
    if (form.kind == CANON_NONE) return CORDON_OK;
    canon_read(form.kind, v->text, r->arena, &whole);
    enum fault fault = fault_of(form.as, v->text, &whole);
    size_t at = s->number_count;
    if (is_compared(v, form.kind, fault)) put_number(r, v, v->text, &whole, fault != FAULT_NONE);
    bool is_sound = whole.key_count && fault == FAULT_NONE;
    s->sound_count += is_sound && r->party == 0;
    add_number_pieces(r, v, form, &fault);
    if (fault == FAULT_ROUNDED || (fault != FAULT_NONE && !is_grouped(v)))
        tell_fault(s, is_grouped(v) ? form.as : v->field, v->text, fault);
    else if (!whole.key_count && at == s->number_count && !s->cut_at && !is_grouped(v))
        reading_doubt(s, v); /* "-": nothing that a number could be made of */
    if (r->arena->failed) return error_nomem(r->err);
    return form.kind == CANON_ACCOUNT && reading_is_address(v->text) ? reading_wallet(r, v) : CORDON_OK;
}

/* --- wallets ------------------------------------------------------------------------------------ */

/* One address; the same account again is not another. */
static bool put_wallet(struct reading *r, const struct record_value *v, str text,
                       const struct addr *a, bool is_found)
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
    if (is_found ? s->is_found_cut : !reading_room(s, s->wallet_count)) return false;
    s->wallets[s->wallet_count++] = (struct subject_wallet){
        .text = text, .addr = *a, .key = arena_str(r->arena, key), .is_found = is_found,
        .value = v, .record = r->record_at, .party = r->party,
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

static void close_run(struct reading *r, const struct record_value *v, struct run *run,
                      size_t *count)
{
    if (!run->is_open) return;
    put_wallet(r, v, run->text, &run->addr, false);
    run->is_open = false;
    (*count)++;
}

/* All addresses of a text that is not simply one. @return how many there are, malformed ones
 * included */
static size_t add_wallet_pieces(struct reading *r, const struct record_value *v, str text)
{
    struct addr_pieces cut;
    struct addr_piece piece;
    struct run run = { .is_open = false };
    size_t count = 0;
    addr_pieces_begin(&cut, text, WALLET_PIECE_MIN);
    while (addr_pieces_next(&cut, &piece)) {
        struct addr a;
        bool is_good = addr_read(piece.text, &a) != ADDR_MALFORMED || a.key_len;
        if (piece.is_run) close_run(r, v, &run, &count);
        if (is_good) {
            put_wallet(r, v, piece.text, &a, false);
            count++;
            run.is_open = run.is_open && run.is_link && !piece.is_run;
        } else if (piece.is_run) {
            bool is_meant = piece.is_meant || addr_looks_like(piece.text) || is_code(piece.text);
            run = (struct run){ piece.text, a, is_meant, piece.is_meant };
        } else if (piece.is_meant) {
            put_wallet(r, v, piece.text, &a, false);
            count++;
        }
    }
    close_run(r, v, &run, &count);
    return count;
}

cordon_status reading_wallet(struct reading *r, const struct record_value *v)
{
    struct addr whole;
    str text = plain_signs(r, v->text);
    bool is_one = addr_read(text, &whole) != ADDR_MALFORMED || whole.key_len;
    if (is_one) put_wallet(r, v, v->text, &whole, false);
    size_t count = add_wallet_pieces(r, v, text);
    if (!is_one && !count) put_wallet(r, v, v->text, &whole, false);
    r->out->sound_count += r->party == 0;
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
        if (is_proved(piece.text, &a) && put_wallet(r, v, piece.text, &a, true))
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
        put_number(r, v, text, &c, false);
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

cordon_status reading_accounts(struct reading *r, const struct record_value *v)
{
    bool is_unread = v->field == FIELD_NONE || v->field == FIELD_ACCOUNT;
    bool has_room = v->text.len >= FOUND_MIN || is_unread;
    str text = has_room ? plain_signs(r, v->text) : STR_EMPTY;
    if (text.len >= FOUND_MIN) find_wallets(r, v, text);
    if (is_unread && str_index(text, '@') < text.len) find_emails(r, v, text);
    if (is_unread) find_number(r, v, text, CANON_ACCOUNT, FIELD_IBAN);
    return r->arena->failed ? error_nomem(r->err) : CORDON_OK;
}
