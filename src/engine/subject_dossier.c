/*
 * What a dossier says beside the record's own fields: names and numbers of the subject on papers, in
 * profiles and calls, and the other parties that it names.
 *
 *   values put off -> of the subject -> names of others: the subject's own? -> numbers of others
 */
#include "engine/reading.h"

#include "evidence/evidence.h"

enum {
    LATER_MAX = 1 << 16,
    ALIKE_MAX = 64, /* names of others compared with the subject's; later ones are other parties */
};

void reading_put_off(struct reading *r, const struct record_value *v)
{
    if (r->later_count == LATER_MAX) {
        r->out->cut_at = LATER_MAX;
        return;
    }
    if (r->later_count == r->later_room) {
        size_t room = r->later_room ? r->later_room * 2 : 32;
        struct later *grown = arena_alloc(r->arena, room * sizeof *grown);
        if (!grown) return; /* the arena tells */
        if (r->later_count) memcpy(grown, r->later, r->later_count * sizeof *grown);
        r->later = grown;
        r->later_room = room;
    }
    r->later[r->later_count++] = (struct later){ r->record, v, r->record_at };
}

static enum screen_form form_of(const struct record_value *v)
{
    return (enum screen_form)screen_table[v->field].form;
}

static enum party_role role_of(const struct record_value *v)
{
    return (enum party_role)screen_table[v->field].role;
}

/* Several words, or signs that need no blank between (kana, Han, hangul: three bytes from U+3000 on):
 * "Ann Example", not "annx7" or "Sébastien". */
static bool is_full_name(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] == ' ' || (unsigned char)text.data[i] >= 0xE3) return true;
    return false;
}

/* --- the subject ---------------------------------------------------------------------------------- */

static cordon_status read_paper(struct reading *r, const struct record_value *v, enum screen_form form)
{
    struct paper paper;
    bool is_read = form == FORM_MRZ ? paper_from_zone(v->text, r->arena, &paper)
                                    : paper_from_barcode(v->text, r->arena, &paper);
    if (!is_read) return r->arena->failed ? error_nomem(r->err) : CORDON_OK;
    if (form == FORM_MRZ) reading_paper_number(r, v, &paper);
    return paper.name.len ? reading_name(r, v, paper.name, r->out->kind) : CORDON_OK;
}

static cordon_status read_own(struct reading *r, const struct record_value *v)
{
    enum screen_form form = form_of(v);
    switch ((int)form) {
    case FORM_MRZ:
    case FORM_BARCODE: return read_paper(r, v, form);
    case FORM_NICK: return is_full_name(v->text) ? reading_value(r, v, FORM_NAME) : CORDON_OK;
    default: return reading_value(r, v, form);
    }
}

/* --- other parties -------------------------------------------------------------------------------- */

/* People are paid, sign and get parcels under their own name as a rule. */
static bool is_often_self(enum party_role role)
{
    return role == PARTY_PAYEE || role == PARTY_SIGNER || role == PARTY_RECIPIENT ||
           role == PARTY_RETURNER;
}

static bool is_own_name(const struct subject *s, str name)
{
    for (size_t i = 0; i < s->name_count; i++)
        if (reading_same_words(s->names[i].text, name)) return true;
    return false;
}

/* Is it a writing of one of the subject's names? */
static cordon_status is_alike(struct reading *r, str name, bool *ret)
{
    const struct subject *s = r->out;
    *ret = false;
    for (size_t i = 0; !*ret && i < s->name_count && r->alike_count < ALIKE_MAX; i++) {
        struct name_pair pair;
        r->alike_count++;
        cordon_status st = name_compare(r->names, s->names[i].text, name, s->kind, &pair, r->err);
        if (st == CORDON_NOMEM) return st;
        *ret = !st && pair.name_bp >= r->same_bp;
    }
    return CORDON_OK;
}

/* The number of a party that is called so; SUBJECT_OTHERS_MAX + 1 when there is none. */
static uint32_t find_party(const struct subject *s, str name, enum party_role role)
{
    if (name.len && is_own_name(s, name)) return 0;
    for (uint32_t i = 0; i < s->other_count; i++)
        if (str_eq_nocase(s->others[i].name, name) && (name.len || s->others[i].role == role))
            return i + 1;
    return SUBJECT_OTHERS_MAX + 1;
}

/* A new party; *ret is 0 when there is no room, which is told. */
static void new_party(struct reading *r, str name, enum party_role role, enum name_kind kind,
                      uint32_t *ret)
{
    struct subject *s = r->out;
    *ret = 0;
    if (!reading_grow(r, &s->others, s->other_count, &r->other_room, sizeof *s->others)) return;
    s->others[s->other_count++] = (struct subject_other){ role, kind, name };
    *ret = (uint32_t)s->other_count;
}

static cordon_status read_other_name(struct reading *r, const struct record_value *v,
                                     enum name_kind kind)
{
    bool is_self = false;
    enum party_role role = role_of(v);
    cordon_status st = CORDON_OK;
    if (find_party(r->out, v->text, role) <= SUBJECT_OTHERS_MAX) return CORDON_OK;
    if (is_often_self(role)) st = is_alike(r, v->text, &is_self);
    if (st) return st;
    if (is_self) return reading_name(r, v, v->text, r->out->kind);
    new_party(r, v->text, role, kind, &r->party);
    if (r->party) st = reading_name(r, v, v->text, kind);
    r->party = 0;
    return st;
}

/* The party named in the same item, whose number a value is. An account without a holder is the
 * subject's; other numbers without a name are of somebody in that role. */
static uint32_t party_beside(struct reading *r, const struct record_value *v)
{
    enum party_role role = role_of(v);
    uint32_t party;
    for (size_t i = 0; i < r->record->value_count; i++) {
        const struct record_value *w = &r->record->values[i];
        bool is_name = form_of(w) == FORM_NAME || form_of(w) == FORM_ORG;
        if (!is_name || role_of(w) != role || w->item != v->item ||
            record_field_info(w->field)->is_many ||
            record_field_info(w->field)->group != record_field_info(v->field)->group)
            continue;
        party = find_party(r->out, w->text, role);
        if (party <= SUBJECT_OTHERS_MAX) return party;
    }
    if (role == PARTY_PAYEE) return 0;
    party = find_party(r->out, STR_EMPTY, role);
    if (party > SUBJECT_OTHERS_MAX) new_party(r, STR_EMPTY, role, NAME_ANY, &party);
    return party;
}

/* An account, a wallet, or words. */
static bool is_words(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (byte_is_digit(text.data[i])) return false;
    return is_full_name(text);
}

static cordon_status read_names(struct reading *r, const struct record_value *v)
{
    switch ((int)form_of(v)) {
    case FORM_NAME: return read_other_name(r, v, NAME_ANY);
    case FORM_ORG: return read_other_name(r, v, NAME_ORGANIZATION);
    case FORM_PARTY: return is_words(v->text) ? read_other_name(r, v, NAME_ANY) : CORDON_OK;
    default: return CORDON_OK;
    }
}

static cordon_status read_numbers(struct reading *r, const struct record_value *v)
{
    enum screen_form form = form_of(v);
    if (form == FORM_NAME || form == FORM_ORG || (form == FORM_PARTY && is_words(v->text)))
        return CORDON_OK;
    r->party = party_beside(r, v);
    cordon_status st = reading_value(r, v, form == FORM_PARTY ? FORM_ACCOUNT : form);
    r->party = 0;
    return st;
}

/* --- all ------------------------------------------------------------------------------------------- */

static cordon_status read_later(struct reading *r, bool is_own,
                                cordon_status (*read)(struct reading *, const struct record_value *))
{
    for (size_t i = 0; i < r->later_count; i++) {
        const struct later *l = &r->later[i];
        if ((role_of(l->value) == PARTY_SELF) != is_own) continue;
        r->record = l->record;
        r->record_at = l->at;
        cordon_status st = read(r, l->value);
        if (st) return st;
    }
    return CORDON_OK;
}

cordon_status reading_dossier(struct reading *r)
{
    cordon_status st = CORDON_OK;
    if (r->later_count) st = read_later(r, true, read_own);
    if (!st && r->later_count) st = read_later(r, false, read_names);
    if (!st && r->later_count) st = read_later(r, false, read_numbers);
    if (st) return st;
    return r->arena->failed ? error_nomem(r->err) : CORDON_OK;
}
