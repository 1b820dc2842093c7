/* A dossier under other names and nationalities. */
#include "evidence/rename.h"

#include "base/country.h"
#include "base/num.h"
#include "evidence/contacts.h"
#include "evidence/labels.h"

enum { DOMAINS_MAX = 8 };

/** A value of a record, and where its text is written. */
struct place {
    str     *text;
    uint32_t value; /* in rename.value */
};

/** A value that says a nationality, or whose last piece is a country. */
struct citizen {
    str    *text;
    str     raw, front; /* what stands before the country */
    uint8_t nation, form;
};

enum { FORM_CODE = 0, FORM_CODE_CAPITAL, FORM_CODE3, FORM_NAME };

struct rename {
    const struct dossier *from;
    const struct record **records; /* copies of those with something to exchange */
    struct rename_words   words;
    struct rename_names   names;
    struct rename_value  *value;    /* different texts */
    size_t                values;
    struct place         *place;
    size_t                places;
    struct citizen       *citizen;
    size_t                citizens;
    str                   nation[RENAME_NATIONS]; /* different ones, as codes */
    size_t                nations;
    str                   domain[DOMAINS_MAX];
    bool                  has_names, has_kept, has_slip;
};

/* --- which fields ------------------------------------------------------------------------------- */

static enum rename_mode mode_of(enum record_field f)
{
    switch ((int)f) {
    case FIELD_DOC_MRZ: return MODE_ZONE;
    case FIELD_DOC_BARCODE: return MODE_BARCODE;
    case FIELD_RES_AUTHOR:
    case FIELD_DOC_AUTHOR: return MODE_TAG;
    case FIELD_ACCOUNT:
    case FIELD_DEV_ACCOUNT:
    case FIELD_MSG_FROM:
    case FIELD_MSG_TO:
    case FIELD_CODE_HANDLE:
    case FIELD_FLOW_PARTY:
    case FIELD_INT_ACCOUNT: return MODE_MAIL;
    case FIELD_DEV_NAME:
    case FIELD_DEV_LAN: return MODE_HANDLE;
    case FIELD_NOTE:
    case FIELD_RES_TEXT:
    case FIELD_PORT_TEXT:
    case FIELD_MSG_TEXT:
    case FIELD_DEAL_TEXT:
    case FIELD_INT_ANSWERS: return MODE_TEXT;
    default: break;
    }
    switch (record_field_info(f)->type) {
    case FIELD_TYPE_NAME:
    case FIELD_TYPE_NAME_PART: return MODE_NAME;
    case FIELD_TYPE_EMAIL: return MODE_MAIL;
    case FIELD_TYPE_URL: return MODE_HANDLE;
    default: return MODE_NONE;
    }
}

static bool says_nation(enum record_field f)
{
    return f == FIELD_NATIONALITY || f == FIELD_CITIZENSHIP || f == FIELD_DOC_NATIONALITY || f == FIELD_BIRTH_PLACE;
}

bool rename_touches(enum record_field f)
{
    return mode_of(f) != MODE_NONE || says_nation(f);
}

bool rename_is_fixed(enum feature f)
{
    return f == FEATURE_PUBLISHED_CONTACT;
}

bool rename_is_latin(enum feature f)
{
    return f == FEATURE_NAME_EMAIL_BP || f == FEATURE_DOC_MRZ_CONFLICT || f == FEATURE_DOC_BARCODE_CONFLICT ||
           f == FEATURE_DOC_MRZ_FIELDS || f == FEATURE_DEV_OTHER_ACCOUNT || f == FEATURE_NAME_PAYEE_BP;
}

/* --- nationalities ------------------------------------------------------------------------------ */

static uint8_t nation_of(struct rename *r, str country)
{
    str code = country_code(country);
    if (code.len == 0) return RENAME_NATIONS;
    for (size_t i = 0; i < r->nations; i++)
        if (str_eq(r->nation[i], code)) return (uint8_t)i;
    if (r->nations == RENAME_NATIONS) return RENAME_NATIONS;
    r->nation[r->nations] = code;
    return (uint8_t)r->nations++;
}

/* "Jakarta, Indonesia": the last piece is the country. */
static bool read_citizen(struct rename *r, str text, struct citizen *c)
{
    size_t cut = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] == ',') cut = i + 1;
    while (cut < text.len && text.data[cut] == ' ') cut++;
    str country = str_from(text, cut);
    *c = (struct citizen){ .raw = text, .front = str_sub(text, 0, cut), .nation = nation_of(r, country) };
    if (country.len == 2) c->form = byte_is_upper(country.data[0]) ? FORM_CODE_CAPITAL : FORM_CODE;
    else c->form = country.len == 3 ? FORM_CODE3 : FORM_NAME;
    return c->nation < RENAME_NATIONS;
}

/* Different nationalities stay different. */
static const struct same_nation *nation_at(size_t turn, uint8_t nation)
{
    return rename_nation_at((turn + 7u * nation) % rename_nation_count());
}

static void write_citizen(const struct citizen *c, const struct same_nation *n, struct arena *a)
{
    char capital[2];
    str country = n->name;
    switch (c->form) {
    case FORM_CODE: country = n->code; break;
    case FORM_CODE3: country = n->code3; break;
    case FORM_CODE_CAPITAL:
        capital[0] = byte_upper(n->code.data[0]);
        capital[1] = byte_upper(n->code.data[1]);
        country = str_of(capital, 2);
        break;
    default: break;
    }
    *c->text = arena_printf(a, "%.*s%.*s", STR_ARG(c->front), STR_ARG(country));
}

/* --- values ------------------------------------------------------------------------------------- */

/* Places of values by their text: a year of log lines says one address many times. */
struct seen {
    uint32_t *slot; /* place + 1 */
    size_t    mask;
};

static void note_value(struct rename *r, struct seen *seen, enum rename_mode mode, str text, uint32_t *ret)
{
    size_t at = (str_hash(text) + mode) & seen->mask;
    for (; seen->slot[at]; at = (at + 1) & seen->mask) {
        const struct rename_value *v = &r->value[seen->slot[at] - 1];
        if (v->mode != mode || !str_eq(v->raw, text)) continue;
        *ret = seen->slot[at] - 1;
        return;
    }
    *ret = (uint32_t)r->values;
    r->value[r->values++] = (struct rename_value){ .raw = text, .mode = mode, .nation = RENAME_NATIONS };
    seen->slot[at] = (uint32_t)r->values;
}

/* Nationalities of zones count among the others. */
static void find_zone_nations(struct rename *r)
{
    struct mrz m;
    for (size_t i = 0; i < r->values; i++) {
        struct rename_value *v = &r->value[i];
        if (v->mode != MODE_ZONE || !mrz_read(v->raw, &m)) continue;
        str code = mrz_nationality(&m);
        v->nation = nation_of(r, str_eq(code, STR("D")) ? STR("DEU") : code);
    }
}

static bool is_firms(const struct dossier *d, str domain)
{
    for (size_t i = 0; i < d->count; i++)
        for (size_t k = 0; k < d->records[i]->value_count; k++) {
            const struct record_value *v = &d->records[i]->values[k];
            bool is_domain = v->field == FIELD_JOB_DOMAIN || v->field == FIELD_CO_DOMAIN;
            if (is_domain && str_find(v->text, domain, 0) != SIZE_MAX) return true;
        }
    return false;
}

/* Domains that may be named for the person: of its own addresses, open to nobody else, no firm's. */
static void find_domains(struct rename *r)
{
    const struct dossier *d = r->from;
    r->names.domain = r->domain;
    for (size_t i = 0; i < d->count; i++)
        for (const struct record_value *v = NULL; (v = record_next(d->records[i], FIELD_EMAIL, v));) {
            struct email m;
            bool known = !email_read(v->text, &m) || r->names.domains == DOMAINS_MAX ||
                         label_domain(LABEL_FREE_MAIL, m.domain).len || label_is_disposable(m.domain);
            for (size_t k = 0; k < r->names.domains && !known; k++)
                known = str_eq_nocase(r->domain[k], m.domain);
            if (!known && !is_firms(d, m.domain)) r->domain[r->names.domains++] = m.domain;
        }
}

static bool is_first(enum rename_mode m)
{
    return m == MODE_NAME || m == MODE_ZONE || m == MODE_BARCODE;
}

/* Words: of names first, then those that addresses add, then what must stay. */
static void find_words(struct rename *r, struct arena *a)
{
    for (size_t i = 0; i < r->values; i++)
        if (r->value[i].mode == MODE_NAME) rename_value_collect(&r->value[i], &r->words, a);
    for (size_t i = 0; i < r->values; i++)
        if (is_first(r->value[i].mode) && r->value[i].mode != MODE_NAME)
            rename_value_collect(&r->value[i], &r->words, a);
    for (size_t i = 0; i < r->values; i++)
        if (!is_first(r->value[i].mode)) rename_value_collect(&r->value[i], &r->words, a);
    rename_words_sort(&r->words);
    for (size_t i = 0; i < r->values; i++) rename_value_neighbours(&r->value[i], &r->words, a);
    rename_words_relate(&r->words);
    for (size_t i = 0; i < r->words.count; i++) {
        r->has_kept |= r->words.item[i].rel == WORD_KEPT;
        r->has_slip |= r->words.item[i].rel == WORD_SLIP;
    }
    for (size_t i = 0; i < r->values; i++)
        if (r->value[i].mode == MODE_NAME) rename_value_note(&r->value[i], &r->words, &r->names, a);
    for (size_t i = 0; i < r->values; i++)
        if (r->value[i].mode != MODE_NAME) rename_value_note(&r->value[i], &r->words, &r->names, a);
    for (size_t i = 0; i < r->values; i++) {
        rename_value_build(&r->value[i], &r->words, &r->names, a);
        r->has_names |= r->value[i].count > 0;
        r->words.is_cut |= r->value[i].is_cut;
        for (size_t k = 0; k < r->value[i].count; k++)
            if (r->value[i].piece[k].kind == PIECE_INITIAL)
                r->words.item[r->value[i].piece[k].word].has_initial = true;
    }
}

/* --- the plan ----------------------------------------------------------------------------------- */

/* What a record may hold of names and nationalities. */
static size_t count_values(const struct dossier *d)
{
    size_t count = 0;
    for (size_t i = 0; i < d->count; i++)
        for (size_t k = 0; k < d->records[i]->value_count; k++) {
            enum record_field f = d->records[i]->values[k].field;
            count += mode_of(f) != MODE_NONE || says_nation(f);
        }
    return count;
}

/* The record's own copy, made once. */
static struct record_value *own_values(struct rename *r, size_t record, struct arena *a)
{
    const struct record *from = r->from->records[record];
    if (r->records[record] != from) return r->records[record]->values;
    struct record *copy = arena_alloc(a, sizeof *copy);
    struct record_value *values = arena_alloc(a, from->value_count * sizeof *values);
    if (!copy || !values) return NULL;
    *copy = *from;
    copy->values = values;
    memcpy(copy->values, from->values, from->value_count * sizeof *copy->values);
    r->records[record] = copy;
    return copy->values;
}

static void note_record(struct rename *r, size_t record, struct seen *seen, struct arena *a)
{
    const struct record *from = r->from->records[record];
    for (size_t k = 0; k < from->value_count; k++) {
        const struct record_value *v = &from->values[k];
        enum rename_mode mode = mode_of(v->field);
        bool is_nation = says_nation(v->field);
        if (mode == MODE_NONE && !is_nation) continue;
        /* a firm keeps its words, but for those of people who are named elsewhere */
        if (mode == MODE_NAME && name_is_firm(v->text, a)) mode = MODE_HANDLE;
        struct record_value *own = own_values(r, record, a);
        if (!own) return;
        if (is_nation && read_citizen(r, v->text, &r->citizen[r->citizens]))
            r->citizen[r->citizens++].text = &own[k].text;
        if (is_nation) continue;
        struct place *p = &r->place[r->places++];
        p->text = &own[k].text;
        note_value(r, seen, mode, v->text, &p->value);
        r->value[p->value].is_own |= v->field == FIELD_NAME || v->field == FIELD_ALIAS || v->field == FIELD_DOC_NAME;
    }
}

cordon_status rename_plan(const struct dossier *d, struct arena *a, struct rename **ret, struct cordon_error *err)
{
    struct rename *r = arena_calloc(a, 1, sizeof *r);
    size_t count = count_values(d), slots = 8;
    if (!r) return error_nomem(err);
    while (slots < 2 * count) slots *= 2;
    r->from = d;
    r->records = arena_alloc(a, d->count * sizeof *r->records);
    r->words.item = arena_alloc(a, RENAME_WORDS_MAX * sizeof *r->words.item);
    r->words.next = arena_calloc(a, RENAME_WORDS_MAX, sizeof *r->words.next);
    r->names.item = arena_alloc(a, RENAME_NAMES_MAX * sizeof *r->names.item);
    r->value = arena_alloc(a, count * sizeof *r->value);
    r->place = arena_alloc(a, count * sizeof *r->place);
    r->citizen = arena_alloc(a, (count + 1) * sizeof *r->citizen);
    struct seen seen = { .slot = arena_calloc(a, slots, sizeof *seen.slot), .mask = slots - 1 };
    if (a->failed) return error_nomem(err);
    memcpy(r->records, d->records, d->count * sizeof *r->records);
    for (size_t i = 0; i < d->count; i++) note_record(r, i, &seen, a);
    if (a->failed) return error_nomem(err);
    find_zone_nations(r);
    find_domains(r);
    find_words(r, a);
    if (a->failed) return error_nomem(err);
    *ret = r;
    return CORDON_OK;
}

bool rename_has_names(const struct rename *r)
{
    return r->has_names;
}

bool rename_has_nations(const struct rename *r)
{
    return r->nations > 0;
}

bool rename_takes_script(const struct rename *r, size_t culture)
{
    uint8_t script = culture < rename_culture_count() ? rename_culture_at(culture)->script : RS_NONE;
    bool is_syllabic = script == RS_HAN || script == RS_HANGUL;
    for (size_t i = 0; i < culture; i++)
        if (rename_culture_at(i)->script == script) return false; /* once is enough */
    return script != RS_NONE && r->has_names && r->words.native == RS_NONE && !r->has_kept &&
           !(is_syllabic && r->has_slip);
}

bool rename_is_cut(const struct rename *r)
{
    return r->words.is_cut;
}

/* --- renaming ----------------------------------------------------------------------------------- */

static void write_value(struct rename *r, struct rename_value *v, const struct rename_as *as, struct arena *a)
{
    bool has_zone = v->nation < RENAME_NATIONS && as->nation != RENAME_NONE;
    str zone = has_zone ? nation_at(as->nation, v->nation)->zone : STR_EMPTY;
    struct rename_value bare = *v;
    if (as->culture == RENAME_NONE) bare.count = 0;
    rename_value_write(&bare, &r->words, zone, as->own_script, a);
    v->text = bare.text;
}

cordon_status rename_dossier(struct rename *r, const struct rename_as *as, struct arena *texts,
                             struct dossier *ret, struct cordon_error *err)
{
    if (as->culture != RENAME_NONE) rename_words_assign(&r->words, as->culture, as->own_script, as->turn);
    for (size_t i = 0; i < r->values; i++) write_value(r, &r->value[i], as, texts);
    for (size_t i = 0; i < r->places; i++) *r->place[i].text = r->value[r->place[i].value].text;
    for (size_t i = 0; i < r->citizens; i++) {
        const struct citizen *c = &r->citizen[i];
        *c->text = c->raw;
        if (as->nation != RENAME_NONE) write_citizen(c, nation_at(as->nation, c->nation), texts);
    }
    *ret = *r->from;
    ret->records = r->records;
    return texts->failed ? error_nomem(err) : CORDON_OK;
}

size_t rename_cultures(void)
{
    return rename_culture_count();
}

str rename_culture(size_t i)
{
    return i < rename_culture_count() ? rename_culture_at(i)->name : STR_EMPTY;
}

size_t rename_nations(void)
{
    return rename_nation_count();
}

str rename_nation(size_t i)
{
    return i < rename_nation_count() ? rename_nation_at(i)->code : STR_EMPTY;
}
