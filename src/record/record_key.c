/*
 * Names of fields.
 *
 * Some 400 names (paths, aliases, FtM properties) for 40 fields; a record asks for a dozen, nearly
 * always known ones. So: one hash table, made at build time, of names folded to small letters
 * without separators, which makes "Birth Date", "birth_date" and "birthDate" one.
 *
 * A misspelt field must not be dropped in silence: a name within two edits of a known one is an
 * error. Short names are near too many words ("job" and "dob", "photo" and "phone"): four and five
 * letters allow one edit, three none; words that are still too near stand in the table's last row.
 * Ours: of some 450 usual column names and FollowTheMoney properties none is refused.
 */
#include "record/record_key.h"

struct folded {
    char     text[RECORD_NAME_MAX];
    size_t   len;  /* 0 when empty or too long */
    uint16_t item; /* of the group, from 0: doc_2.number is 1 */
};

/** "doc.number", "Doc_2.number": the group and where its field begins. */
static enum record_group split_group(str name, uint16_t *ret_item, size_t *ret_rest)
{
    size_t dot = str_index(name, '.'), end = dot, number = 0;
    if (dot >= name.len) return GROUP_NONE;
    while (end && byte_is_digit(name.data[end - 1])) end--;
    for (size_t i = end; i < dot && number < RECORD_ITEMS_MAX; i++)
        number = number * 10 + (size_t)(name.data[i] - '0');
    if (end < dot && end && (name.data[end - 1] == '_' || name.data[end - 1] == ' ')) end--;
    enum record_group g = record_group_find(str_sub(name, 0, end));
    if (number > RECORD_ITEMS_MAX) return GROUP_NONE;
    *ret_item = (uint16_t)(number ? number - 1 : 0);
    *ret_rest = dot + 1;
    return g;
}

/* Must agree with tools/gen_fields.py, like hash_of. A dot behind a group's name stays: doc.number
 * is a document's, doc_number an older word for id_number. */
static struct folded fold(str name)
{
    struct folded f;
    size_t rest = 0;
    f.len = 0;
    f.item = 0;
    enum record_group g = split_group(name, &f.item, &rest);
    if (g) {
        memcpy(f.text, record_groups[g].data, record_groups[g].len);
        f.len = record_groups[g].len;
        f.text[f.len++] = '.';
    }
    for (size_t i = g ? rest : 0; i < name.len; i++) {
        char c = name.data[i];
        if (c == '_' || c == ' ' || c == '-' || c == '.') continue;
        if (f.len == RECORD_NAME_MAX) {
            f.len = 0;
            return f;
        }
        f.text[f.len++] = byte_lower(c);
    }
    return f;
}

static uint32_t hash_of(str s)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < s.len; i++) h = (h ^ (unsigned char)s.data[i]) * 16777619u;
    return h ^ h >> 15;
}

static const struct record_name *lookup(str folded)
{
    for (uint32_t at = hash_of(folded) & record_slot_mask; record_slots[at];
         at = (at + 1) & record_slot_mask) {
        const struct record_name *n = &record_names[record_slots[at] - 1];
        if (str_eq(n->folded, folded)) return n;
    }
    return NULL;
}

enum record_group record_group_find(str name)
{
    for (unsigned g = 1; g < GROUP_COUNT; g++)
        if (str_eq_nocase(record_groups[g], name)) return (enum record_group)g;
    return GROUP_NONE;
}

str record_group_name(enum record_group g)
{
    return (unsigned)g < GROUP_COUNT ? record_groups[g] : STR_EMPTY;
}

static bool has_dot(str folded)
{
    return str_index(folded, '.') < folded.len;
}

/** name_2 and alias3 are name and alias. */
static str without_digits(str s)
{
    while (s.len > 1 && byte_is_digit(s.data[s.len - 1])) s.len--;
    return s;
}

static const struct record_name *lookup_numbered(str folded)
{
    const struct record_name *n = lookup(folded);
    if (n) return n;
    str bare = without_digits(folded);
    n = bare.len < folded.len ? lookup(bare) : NULL;
    return n && record_fields[n->field].is_many ? n : NULL;
}

static bool is_ascii(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] >= 0x80) return false;
    return true;
}

static const struct record_name *nearest(str folded)
{
    const struct record_name *best = NULL;
    unsigned best_edits = 3; /* none yet */
    if (!is_ascii(folded)) return NULL;
    for (size_t i = 0; i < record_name_count; i++) {
        const struct record_name *n = &record_names[i];
        size_t shorter = n->folded.len < folded.len ? n->folded.len : folded.len;
        unsigned allowed = shorter <= 3 ? 0 : shorter <= 5 ? 1 : 2;
        if (n->field == FIELD_NONE || allowed == 0 || !is_ascii(n->folded)) continue;
        if (has_dot(n->folded) != has_dot(folded)) continue;
        /* other names of a dossier's fields are everyday words: too many are near them */
        if (!has_dot(folded) && record_fields[n->field].group != GROUP_NONE) continue;
        bool is_path = str_eq(n->spelled, record_fields[n->field].path); /* wins a tie */
        if (allowed >= best_edits) allowed = is_path ? best_edits : best_edits - 1;
        unsigned edits = str_distance(n->folded, folded, allowed);
        if (edits > allowed) continue;
        best = n;
        best_edits = edits;
    }
    return best;
}

static struct record_key unread(void)
{
    return (struct record_key){ .proof = PROOF_UNSAID };
}

static struct record_key known(enum record_key_part part, const struct record_name *n)
{
    if (n->field == FIELD_NONE) return unread();
    return (struct record_key){ .part = part, .field = n->field, .proof = PROOF_UNSAID };
}

static struct record_key near_or_unread(str folded)
{
    const struct record_name *n = nearest(without_digits(folded));
    struct record_key k = unread();
    if (!n) return k;
    k.part = KEY_MISSPELT;
    k.near = n->spelled;
    return k;
}

/** birth_date.proof, passport.country, passport_issuing_country */
static struct record_key find_companion(str folded)
{
    static const struct { str suffix; enum record_key_part part; } rows[] = {
        { STR_INIT("proof"), KEY_PROOF },
        { STR_INIT("issuingcountry"), KEY_COUNTRY },
        { STR_INIT("country"), KEY_COUNTRY },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (folded.len == rows[i].suffix.len || !str_ends(folded, rows[i].suffix)) continue;
        str owner = str_sub(folded, 0, folded.len - rows[i].suffix.len);
        if (str_ends(owner, STR("."))) owner.len--; /* email.proof, where email is a group too */
        const struct record_name *n = lookup_numbered(owner);
        if (!n) return near_or_unread(owner);
        bool has_country = record_fields[n->field].type == FIELD_TYPE_IDENTIFIER;
        if (rows[i].part == KEY_COUNTRY && !has_country) return unread();
        return known(rows[i].part, n);
    }
    return unread();
}

static struct record_key find_plain(str name)
{
    struct folded f = fold(str_trim(name));
    str folded = str_of(f.text, f.len);
    if (f.len == 0) return unread();
    const struct record_name *n = lookup_numbered(folded);
    struct record_key k = n ? known(KEY_VALUE, n) : find_companion(folded);
    if (k.part == KEY_UNREAD && !n) k = near_or_unread(folded);
    k.item = f.item;
    return k;
}

struct record_key record_key_find(str name)
{
    size_t colon = str_index(name, ':');
    if (colon == name.len) return find_plain(name);
    struct record_key k = find_plain(str_sub(name, 0, colon));
    if (k.part == KEY_VALUE && !record_proof_find(str_trim(str_from(name, colon + 1)), &k.proof))
        k.part = KEY_BAD_PROOF;
    return k;
}

cordon_status record_key_refuse(const struct record_key *k, str name, struct cordon_error *err)
{
    if (k->part == KEY_BAD_PROOF)
        return error_set(err, CORDON_SYNTAX,
                         "unknown proof in '%.*s'; use self, document or verified", STR_ARG(name));
    return error_set(err, CORDON_SYNTAX, "unknown field '%.*s'; did you mean '%.*s'?",
                     STR_ARG(name), STR_ARG(k->near));
}

cordon_status record_key_twice(enum record_field f, str a, str b, struct cordon_error *err)
{
    str path = record_fields[f].path;
    if (str_eq(a, b))
        return error_set(err, CORDON_SYNTAX, "field '%.*s' takes one value", STR_ARG(path));
    return error_set(err, CORDON_SYNTAX,
                     "'%.*s' and '%.*s' both mean field '%.*s', which takes one value; rename or "
                     "leave out one of them",
                     STR_ARG(a), STR_ARG(b), STR_ARG(path));
}

const struct record_field_info *record_field_info(enum record_field f)
{
    return &record_fields[f];
}

enum record_field record_field_find(str name)
{
    struct record_key k = record_key_find(name);
    return k.part == KEY_VALUE ? k.field : FIELD_NONE;
}
