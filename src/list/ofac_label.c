/*
 * What OFAC's labels mean: the table's lookup, and adding a value as its label says.
 *
 * Workload: 57,000 pieces an edition, nearly all with a label; a letter has at most 30 labels, so
 * the longest that fits is found by trying them in order.
 */
#include "list/ofac_label.h"

#include "base/num.h"

enum { NUMBER_MAX = 128 }; /* ours: the longest seen has 64 bytes */

/* --- lookup --------------------------------------------------------------------------------- */

/* Does a label of this length end at a word's end? "Permit" is not in "Permitted". */
static bool ends_word(str text, size_t len)
{
    return len == text.len || !byte_is_alnum(text.data[len]) || !byte_is_alnum(text.data[len - 1]);
}

/* What stands between a label and its value: "No.", "Number", "#", colon, dash. */
static str skip_to_value(str s)
{
    static const str words[] = {
        STR_INIT("No."), STR_INIT("Numbers"), STR_INIT("Number"), STR_INIT("number"), STR_INIT("No"),
    };
    s = str_trim(s);
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!str_starts(s, words[i]) || !ends_word(s, words[i].len)) continue;
        s = str_from(s, words[i].len);
        break;
    }
    for (;;) {
        s = str_trim(s);
        bool is_mark = s.len && (s.data[0] == ':' || s.data[0] == ',' || s.data[0] == '#');
        bool is_dash = s.len && s.data[0] == '-' && (s.len == 1 || s.data[1] == ' ');
        if (!is_mark && !is_dash) return s;
        s = str_from(s, 1);
    }
}

static const struct ofac_label *find(str text)
{
    char c = text.len ? byte_lower(text.data[0]) : '\0';
    if (!byte_is_lower(c)) return NULL;
    size_t letter = (size_t)(c - 'a');
    char second = text.len > 1 ? byte_lower(text.data[1]) : '\0'; /* labels have two bytes or more */
    for (size_t i = ofac_labels_from[letter]; i < ofac_labels_from[letter + 1]; i++) {
        const struct ofac_label *l = &ofac_labels[i];
        if (byte_lower(l->label.data[1]) != second) continue;
        if (str_starts_nocase(text, l->label) && ends_word(text, l->label.len)) return l;
    }
    return NULL;
}

const struct ofac_label *ofac_label_match(str text, str *ret_value)
{
    const struct ofac_label *l = find(text);
    if (l) *ret_value = skip_to_value(str_from(text, l->label.len));
    return l;
}

/* --- values --------------------------------------------------------------------------------- */

/* Cut "(inner)" off the end. */
static bool cut_brackets(str *s, str *ret_inner)
{
    size_t depth = 0;
    if (!str_ends(*s, STR(")"))) return false;
    for (size_t i = s->len; i > 0; i--) {
        if (s->data[i - 1] == ')') depth++;
        if (s->data[i - 1] == '(') depth--;
        if (depth) continue;
        *ret_inner = str_trim(str_sub(*s, i, s->len - 1));
        *s = str_trim(str_sub(*s, 0, i - 1));
        return true;
    }
    return false;
}

/* Cut " issued ..." or " expires ..." off the end. */
static str cut_tail(str *s, str mark)
{
    size_t at = str_starts(*s, str_from(mark, 1)) ? 0 : str_find(*s, mark, 0);
    if (at == SIZE_MAX) return STR_EMPTY;
    str tail = str_trim(str_from(*s, at + mark.len - (at == 0)));
    *s = str_trim(str_sub(*s, 0, at));
    return tail;
}

struct ofac_value ofac_value_split(str text)
{
    struct ofac_value v = { .number = str_trim(text) };
    v.expires = cut_tail(&v.number, STR(" expires "));
    v.issued = cut_tail(&v.number, STR(" issued "));
    if (cut_brackets(&v.number, &v.country)) cut_brackets(&v.number, &v.rest);
    if (v.number.len && v.number.data[v.number.len - 1] == ',') v.number.len--;
    return v;
}

/* Note memory trouble that no status carries. */
static void note_out_of_memory(struct ofac_at *at)
{
    at->r->arena->failed = true;
}

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (byte_is_digit(s.data[i])) return true;
    return false;
}

static void add(struct ofac_at *at, enum ftm_prop prop, str value)
{
    entity_add(at->b, prop, value, STR_EMPTY, at->src);
}

static void add_subject(struct ofac_at *at, enum ftm_prop prop, str value)
{
    entity_add_subject(at->b, prop, value, STR_EMPTY, at->src);
}

static bool subject_is(const struct ofac_at *at, enum ftm_schema schema)
{
    return ftm_schema_is(entity_subject_schema(at->b), schema);
}

/* May the subject have the label's property? An organisation with a trait of companies (a bank
 * code, traded shares) is a company from then on. */
static bool fits(struct ofac_at *at, const struct ofac_label *l)
{
    if (l->schema == FTM_SCHEMA_NONE || subject_is(at, l->schema)) return true;
    if (l->schema != FTM_SCHEMA_COMPANY) return false;
    if (entity_subject_schema(at->b) != FTM_SCHEMA_ORGANIZATION) return false;
    entity_set_schema(at->b, FTM_SCHEMA_COMPANY);
    return true;
}

/* OFAC's date into the scratch buffer; the empty string when it is none. */
static str date_of(struct ofac_at *at, str text)
{
    buf_reset(&at->scratch);
    if (!ofac_date(text, &at->scratch)) return STR_EMPTY;
    if (at->scratch.failed) note_out_of_memory(at);
    return buf_str(&at->scratch);
}

/* --- adding --------------------------------------------------------------------------------- */

static bool keep_note(struct ofac_at *at, str piece)
{
    add_subject(at, FTM_PROP_NOTES, piece);
    return true;
}

/* The property a document number goes to: the label's own, or the nearest the party has. */
static enum ftm_prop document_prop(struct ofac_at *at, const struct ofac_label *l)
{
    if (l->prop == FTM_PROP_NONE || fits(at, l)) return l->prop;
    if (subject_is(at, FTM_SCHEMA_LEGAL_ENTITY)) return FTM_PROP_ID_NUMBER;
    return subject_is(at, FTM_SCHEMA_VEHICLE) ? FTM_PROP_REGISTRATION_NUMBER : FTM_PROP_NONE;
}

static void add_document_date(struct ofac_at *at, enum ftm_prop prop, str text)
{
    str date = date_of(at, text);
    if (date.len)
        add(at, prop, date);
    else
        add(at, FTM_PROP_DESCRIPTION, text); /* "issued in Sarajevo" */
}

static void add_document_child(struct ofac_at *at, const struct ofac_label *l,
                               const struct ofac_value *v)
{
    str code = list_country(v->country);
    entity_child(at->b, l->how == OFAC_PASSPORT ? FTM_SCHEMA_PASSPORT : FTM_SCHEMA_IDENTIFICATION,
                 at->src);
    add(at, FTM_PROP_TYPE, l->type);
    add(at, FTM_PROP_NUMBER, v->number);
    if (code.len)
        add(at, FTM_PROP_COUNTRY, code);
    else
        add(at, FTM_PROP_AUTHORITY, v->country);
    add(at, FTM_PROP_AUTHORITY, v->rest);
    add_document_date(at, FTM_PROP_START_DATE, v->issued);
    add_document_date(at, FTM_PROP_END_DATE, v->expires);
}

static bool add_document(struct ofac_at *at, const struct ofac_label *l,
                         const struct ofac_value *v)
{
    if (!has_digit(v->number) || v->number.len > NUMBER_MAX) return false;
    enum ftm_prop prop = document_prop(at, l);
    if (prop != FTM_PROP_NONE) add_subject(at, prop, v->number);
    if (subject_is(at, FTM_SCHEMA_LEGAL_ENTITY))
        add_document_child(at, l, v);
    else if (prop == FTM_PROP_NONE)
        return false;
    return true;
}

static bool all_digits(str s)
{
    uint64_t number;
    return num_parse_u64(s, UINT64_MAX, &number);
}

/* "IMO 7406784" is the number of a ship, or of a company that owns some. */
static bool add_imo(struct ofac_at *at, const struct ofac_label *l, const struct ofac_value *v)
{
    bool can = subject_is(at, FTM_SCHEMA_VESSEL) || subject_is(at, FTM_SCHEMA_ORGANIZATION);
    bool says_imo = str_starts_nocase(v->number, STR("IMO"));
    str digits = str_trim(says_imo ? str_from(v->number, 3) : v->number);
    if (str_eq(l->type, STR("IMO"))) {
        if (digits.len == 0) digits = v->country; /* "(5777731)" reads as brackets */
        says_imo = true;
    }
    if (!can || !says_imo || digits.len != 7 || !all_digits(digits)) return add_document(at, l, v);
    add_subject(at, FTM_PROP_IMO_NUMBER, digits);
    return true;
}

/* "XBT 12QtD5..." */
static bool add_wallet(struct ofac_at *at, const struct ofac_value *v)
{
    at->r->wallet_mentions++;
    size_t blank = str_index(v->number, ' ');
    str tag = str_sub(v->number, 0, blank), key = str_trim(str_from(v->number, blank));
    if (tag.len == 0 || key.len == 0 || key.len > NUMBER_MAX || str_index(key, ' ') < key.len) {
        list_warn(at->r, at->file, at->src.line, at->entry, "a wallet without a plain address");
        return false;
    }
    entity_child(at->b, FTM_SCHEMA_CRYPTO_WALLET, at->src);
    add(at, FTM_PROP_PUBLIC_KEY, key);
    add(at, FTM_PROP_CURRENCY, tag);
    at->r->wallets++;
    return true;
}

static bool add_alias(struct ofac_at *at, const struct ofac_label *l, const struct ofac_value *v)
{
    str name = v->number;
    if (name.len && name.data[0] == '\'') {
        if (name.len < 2 || name.data[name.len - 1] != '\'') return false; /* never closed */
        name = str_trim(str_sub(name, 1, name.len - 1));
    }
    if (name.len == 0) return false;
    at->r->weak_aliases++;
    add_subject(at, l->prop, name);
    return true;
}

/* A birth in time to come is none. */
static bool is_unborn(struct ofac_at *at, str piece, str date)
{
    bool is_future = list_is_future(at->r, date);
    list_count_value(at->r, FTM_PROP_BIRTH_DATE, is_future);
    if (is_future)
        list_warn(at->r, at->file, at->src.line, at->entry,
                  "date of birth '%.*s' lies after the edition; kept as a note", (int)str_sub(piece, 0, 80).len,
                  piece.data);
    return is_future;
}

static bool add_date(struct ofac_at *at, const struct ofac_label *l, str piece, str text)
{
    str date = date_of(at, text);
    if (date.len == 0) return false;
    if (!fits(at, l)) return keep_note(at, piece);
    if (l->prop == FTM_PROP_BIRTH_DATE && is_unborn(at, piece, date)) return keep_note(at, piece);
    add_subject(at, l->prop, date);
    return true;
}

static bool add_country(struct ofac_at *at, const struct ofac_label *l, str piece, str text)
{
    str code = list_country(text);
    if (text.len == 0) return false;
    if (code.len == 0) return keep_note(at, piece); /* "nationality Stateless" */
    add_subject(at, fits(at, l) ? l->prop : FTM_PROP_COUNTRY, code);
    return true;
}

/* "Culiacan, Sinaloa, Mexico": the longest end of the text that is a country. */
static bool add_place(struct ofac_at *at, const struct ofac_label *l, str piece, str text)
{
    if (text.len == 0) return false;
    if (!fits(at, l)) return keep_note(at, piece);
    add_subject(at, l->prop, text);
    for (str rest = text, skip; rest.len; str_next(&rest, ',', &skip)) {
        str code = list_country(str_trim(rest));
        if (code.len) {
            add_subject(at, FTM_PROP_BIRTH_COUNTRY, code);
            break;
        }
        if (!rest.data) break;
    }
    return true;
}

static bool add_gender(struct ofac_at *at, const struct ofac_label *l, str piece, str text)
{
    bool is_male = str_eq_nocase(text, STR("male")), is_female = str_eq_nocase(text, STR("female"));
    if (!is_male && !is_female) return false;
    if (!fits(at, l)) return keep_note(at, piece);
    add_subject(at, l->prop, is_male ? STR("male") : STR("female"));
    return true;
}

/* Text of a property; phone, mail and web values must look like one. */
static bool add_text(struct ofac_at *at, const struct ofac_label *l, str piece, str text)
{
    bool has_blank = str_index(text, ' ') < text.len;
    if (text.len == 0) return false;
    if (l->how == OFAC_PHONE && !has_digit(text)) return false;
    if (l->how == OFAC_EMAIL && (has_blank || str_index(text, '@') == text.len)) return false;
    if (l->how == OFAC_URL && (has_blank || str_index(text, '.') == text.len)) return false;
    if (l->prop == FTM_PROP_NONE || !fits(at, l)) return keep_note(at, piece);
    add_subject(at, l->prop, text);
    return true;
}

/* The label is the party's name, so the piece as it stands is the value; what is no seat behind it
 * makes it something else ("HAMAS official"). */
static bool add_affiliation(struct ofac_at *at, const struct ofac_label *l, str piece)
{
    str rest = str_from(piece, l->label.len);
    if (rest.len && !str_starts(rest, STR(" - "))) return false;
    if (!fits(at, l)) return keep_note(at, piece);
    add_subject(at, l->prop, piece);
    return true;
}

static void begin_sanction(struct ofac_at *at)
{
    entity_child(at->b, FTM_SCHEMA_SANCTION, at->src);
    add(at, FTM_PROP_AUTHORITY, STR(OFAC_AUTHORITY));
    add(at, FTM_PROP_COUNTRY, STR("us"));
}

static bool add_sanction(struct ofac_at *at, str piece)
{
    begin_sanction(at);
    add(at, FTM_PROP_PROVISIONS, piece);
    return true;
}

/* "(EO 14024 Directive 2): 24 Feb 2022" */
static bool add_sanction_date(struct ofac_at *at, const struct ofac_label *l, str piece, str text)
{
    if (text.len && text.data[0] == '(') text = str_from(text, str_index(text, ')') + 1);
    str date = date_of(at, skip_to_value(text));
    if (date.len == 0) return false;
    begin_sanction(at);
    add(at, l->prop, date);
    add(at, FTM_PROP_PROVISIONS, piece);
    return true;
}

static bool add_link(struct ofac_at *at, const struct ofac_label *l, str name)
{
    bool is_known = false;
    if (name.len == 0) return false;
    buf_reset(&at->scratch);
    if (at->hints && at->hints->find)
        is_known = at->hints->find(at->hints->names, name, &at->scratch);
    if (at->scratch.failed) note_out_of_memory(at);
    entity_child(at->b, FTM_SCHEMA_UNKNOWN_LINK, at->src);
    add(at, FTM_PROP_ROLE, l->type);
    add(at, FTM_PROP_NAMES_MENTIONED, name);
    if (is_known) add(at, FTM_PROP_OBJECT, buf_str(&at->scratch));
    return true;
}

bool ofac_label_add(struct ofac_at *at, const struct ofac_label *l, str piece,
                    const struct ofac_value *v)
{
    switch (l->how) {
    case OFAC_DOCUMENT:
    case OFAC_PASSPORT: return add_document(at, l, v);
    case OFAC_WALLET: return add_wallet(at, v);
    case OFAC_IMO: return add_imo(at, l, v);
    case OFAC_ALIAS: return add_alias(at, l, v);
    case OFAC_TEXT:
    case OFAC_EMAIL:
    case OFAC_URL:
    case OFAC_PHONE: return add_text(at, l, piece, v->number);
    case OFAC_DATE: return add_date(at, l, piece, v->number);
    case OFAC_COUNTRY: return add_country(at, l, piece, v->number);
    case OFAC_PLACE: return add_place(at, l, piece, v->number);
    case OFAC_GENDER: return add_gender(at, l, piece, v->number);
    case OFAC_AFFILIATION: return add_affiliation(at, l, piece);
    case OFAC_SANCTION: return add_sanction(at, piece);
    case OFAC_SANCTION_DATE: return add_sanction_date(at, l, piece, v->number);
    case OFAC_LINK: return add_link(at, l, v->number);
    case OFAC_NOTE: return keep_note(at, piece);
    }
    return false;
}

/* Must the label be the table's to its end, or is the rest of it part of the value ("Digital
 * Currency Address - XBT", "Listing Date (CMIC)")? */
static bool may_go_on(enum ofac_how how)
{
    return how == OFAC_WALLET || how == OFAC_SANCTION || how == OFAC_SANCTION_DATE ||
           how == OFAC_NOTE;
}

bool ofac_add_labelled(struct entity_build *b, struct list_report *r, str file, str entry,
                       str label, str number, str country, str issued, str expires,
                       struct entity_src src)
{
    struct ofac_at at = { .b = b, .r = r, .file = file, .entry = entry, .src = src,
                          .scratch = BUF_INIT(4096) };
    struct buf whole = BUF_INIT(ENTITY_VALUE_MAX);
    struct ofac_value v = { .number = number, .country = country, .issued = issued,
                            .expires = expires };
    str value;
    bool done = false;

    buf_add(&whole, label);
    buf_add_byte(&whole, ' ');
    buf_add(&whole, number);
    if (whole.failed) {
        /* too long to be any value: not known; out of memory: said aloud */
        if (!whole.over) note_out_of_memory(&at);
        goto done;
    }
    const struct ofac_label *l = ofac_label_match(buf_str(&whole), &value);
    if (!l) goto done;
    if (may_go_on(l->how) || l->label.len > label.len)
        v.number = value; /* "Passport", "Booklet A5250088" is a passport booklet */
    else if (skip_to_value(str_from(label, l->label.len)).len)
        goto done; /* "Passport Holder" is no passport */
    done = ofac_label_add(&at, l, buf_str(&whole), &v);
done:
    buf_release(&whole);
    buf_release(&at.scratch);
    return done;
}
