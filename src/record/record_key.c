/*
 * Names of fields.
 *
 * Some 400 names (paths, aliases, FtM properties) for 40 fields; a record asks for a dozen, nearly
 * always known ones. So: one hash table, made at build time, of names folded to small letters
 * without separators, which makes "Birth Date", "birth_date", "birthDate" and "Birth date:" one.
 *
 * A misspelt field must not be dropped in silence: a name within two edits of a known one is an
 * error. Short names are near too many words ("job" and "dob", "photo" and "phone"): four and five
 * letters allow one edit, three none; words that are still too near stand in the table's last row.
 * Ours: of some 450 usual column names and FollowTheMoney properties none is refused. In scripts whose
 * words have two to four letters, near means little: such names are read as unknown, and told
 * together with what they are near.
 */
#include "record/record_key.h"

#include "base/num.h"
#include "text/text.h"

enum { KEY_ARENA_MAX = 1 << 20 }; /* a name that needs more is no field's */

struct folded {
    char     text[RECORD_NAME_MAX];
    size_t   len;     /* 0 when empty or too long */
    uint16_t item;    /* of the group, from 0: doc_2.number is 1 */
    bool     is_lost; /* no memory */
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

static bool is_ascii(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] >= 0x80) return false;
    return true;
}

static bool add_folded(struct folded *f, str s)
{
    if (s.len > RECORD_NAME_MAX - f->len) return false;
    for (size_t i = 0; i < s.len; i++) f->text[f->len++] = byte_lower(s.data[i]);
    return true;
}

/** Blanks and signs go; "#" is "no" as in "Passport #", unless a digit follows as in "Alias #2". A
 *  dot behind a group's name stays: doc.number is a document's, doc_number an older word for
 *  id_number. Must agree with tools/gen_fields.py for names without "#", like hash_of. */
static struct folded fold(str name)
{
    struct folded f;
    size_t rest = 0;
    f.len = 0;
    f.item = 0;
    f.is_lost = false;
    enum record_group g = split_group(str_trim(name), &f.item, &rest);
    if (g) {
        name = str_from(str_trim(name), rest);
        add_folded(&f, record_groups[g]);
        add_folded(&f, STR("."));
    }
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        bool is_numbering = i + 1 < name.len && byte_is_digit(name.data[i + 1]);
        if (c && strchr(" \t\r\n_-.*?!'\"`/\\,;:()[]", c)) continue;
        if (c == '#' && is_numbering) continue;
        if (add_folded(&f, c == '#' ? STR("no") : str_of(&c, 1))) continue;
        f.len = 0;
        break;
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

/** "taxidno" and "passportnumber" where the table has the first part only. */
static const struct record_name *lookup_number_of(str folded)
{
    static const str words[] = { STR_INIT("number"), STR_INIT("num"), STR_INIT("no"), STR_INIT("nr") };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!str_ends(folded, words[i])) continue;
        const struct record_name *n = lookup(str_sub(folded, 0, folded.len - words[i].len));
        enum record_type type = n ? record_fields[n->field].type : FIELD_TYPE_OTHER;
        if (n && n->field != FIELD_NONE && (type == FIELD_TYPE_IDENTIFIER || type == FIELD_TYPE_PHONE))
            return n;
    }
    return NULL;
}

static size_t count_letters(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) count += ((unsigned char)s.data[i] & 0xC0) != 0x80;
    return count;
}

/** Do two names of letters of several bytes differ by one letter at most, put in, left out or
 *  another? Else more than `cap`. */
static unsigned letter_distance(str a, str b, unsigned cap)
{
    size_t front = 0, back = 0;
    size_t most = a.len < b.len ? a.len : b.len;
    while (front < most && a.data[front] == b.data[front]) front++;
    while (front && front < a.len && ((unsigned char)a.data[front] & 0xC0) == 0x80) front--;
    while (back < most - front && a.data[a.len - 1 - back] == b.data[b.len - 1 - back]) back++;
    str left = str_sub(a, front, a.len - back), right = str_sub(b, front, b.len - back);
    size_t x = count_letters(left), y = count_letters(right), edits = x > y ? x : y;
    return edits <= cap ? (unsigned)edits : cap + 1;
}

/** May names with so many letters in the shorter one differ by this many edits? */
static unsigned edits_allowed(size_t letters, bool is_latin)
{
    if (is_latin) return letters <= 3 ? 0 : letters <= 5 ? 1 : 2;
    return letters <= 2 ? 0 : 1;
}

static const struct record_name *nearest(str folded)
{
    const struct record_name *best = NULL;
    unsigned best_edits = 3; /* none yet */
    size_t letters = count_letters(folded);
    bool is_latin = is_ascii(folded);
    for (size_t i = 0; i < record_name_count; i++) {
        const struct record_name *n = &record_names[i];
        size_t theirs = count_letters(n->folded);
        unsigned allowed = edits_allowed(theirs < letters ? theirs : letters, is_latin);
        if (n->field == FIELD_NONE || allowed == 0 || is_latin != is_ascii(n->folded)) continue;
        if (has_dot(n->folded) != has_dot(folded)) continue;
        /* other names of a dossier's fields are everyday words: too many are near them */
        if (!has_dot(folded) && record_fields[n->field].group != GROUP_NONE) continue;
        bool is_path = str_eq(n->spelled, record_fields[n->field].path); /* wins a tie */
        if (allowed >= best_edits) allowed = is_path ? best_edits : best_edits - 1;
        unsigned edits = is_latin ? str_distance(n->folded, folded, allowed)
                                  : letter_distance(n->folded, folded, allowed);
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
    if (is_ascii(folded)) k.part = KEY_MISSPELT;
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

/** The words of a name without accents, "brïth_date" as "brithdate"; empty when it has no words. */
static str without_accents(str name, struct arena *arena)
{
    struct text_token token[TEXT_TOKENS_MAX];
    size_t count = 0;
    if (name.len > RECORD_NAME_MAX * 4 || text_tokens(name, arena, token, &count, NULL))
        return STR_EMPTY;
    str out = STR_EMPTY;
    for (size_t i = 0; i < count; i++)
        out = arena_printf(arena, "%.*s%.*s", STR_ARG(out), STR_ARG(token[i].plain));
    return out;
}

/** Small letters without signs; of wide letters, of those with accents, and of those of another
 *  alphabet that only look Latin, the Latin ones. */
static struct folded fold_any(str name)
{
    struct folded f;
    struct arena arena;
    if (is_ascii(name)) return fold(name);
    arena_init(&arena, KEY_ARENA_MAX);
    str latin = text_number(name, &arena);
    if (!latin.len || !is_ascii(latin)) latin = without_accents(name, &arena);
    if (!latin.len || !is_ascii(latin)) latin = text_fold(text_plain(name, &arena), &arena);
    f = fold(latin.len ? latin : name);
    f.is_lost = arena.failed && !arena.over;
    arena_release(&arena);
    return f;
}

static const struct record_name *lookup_all(str folded)
{
    const struct record_name *n = lookup_numbered(folded);
    return n ? n : lookup_number_of(folded);
}

/** What stands before a note in brackets: "Date of birth (YYYY-MM-DD)"; empty when there is none. */
static str before_note(str name)
{
    char last = name.len ? name.data[name.len - 1] : ' ';
    if (last != ')' && last != ']') return STR_EMPTY;
    return str_trim(str_sub(name, 0, str_index(name, last == ')' ? '(' : '[')));
}

static struct record_key find_plain(str name)
{
    struct folded f = fold_any(name), front = fold_any(before_note(name));
    str folded = str_of(f.text, f.len);
    if (f.is_lost || front.is_lost)
        return (struct record_key){ .part = KEY_NO_MEMORY, .proof = PROOF_UNSAID };
    const struct record_name *n = f.len ? lookup_all(folded) : NULL;
    if (!n && front.len) n = lookup_all(str_of(front.text, front.len));
    if (!n && f.len == 0) return unread();
    struct record_key k = n ? known(KEY_VALUE, n) : find_companion(folded);
    if (!n && k.part == KEY_UNREAD && !k.near.len) k = near_or_unread(folded);
    k.item = f.item;
    return k;
}

/** "Name:" and "Birth date :" */
static str without_colons(str name)
{
    name = str_trim(name);
    while (name.len && name.data[name.len - 1] == ':') name = str_trim(str_sub(name, 0, name.len - 1));
    return name;
}

struct record_key record_key_find(str name)
{
    name = without_colons(name);
    size_t colon = str_index(name, ':');
    if (colon == name.len) return find_plain(name);
    struct record_key k = find_plain(str_sub(name, 0, colon));
    if (k.part != KEY_VALUE || record_proof_find(str_trim(str_from(name, colon + 1)), &k.proof))
        return k;
    struct record_key whole = find_plain(name); /* "Customer: name" */
    if (whole.part == KEY_VALUE || whole.part == KEY_NO_MEMORY) return whole;
    k.part = KEY_BAD_PROOF;
    return k;
}

cordon_status record_key_refuse(const struct record_key *k, str name, struct cordon_error *err)
{
    if (k->part == KEY_NO_MEMORY) return error_nomem(err);
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
