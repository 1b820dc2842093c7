/*
 * Canaries: which names of a list are tried, and in which other writings.
 *
 * Workload: a list has up to 200,000 names; 25 of each script are drawn. Each name gets a number from
 * its own bytes and the seed, and the smallest are kept: no order of files or entries matters.
 */
#include "engine/validate.h"

#include "base/num.h"
#include "text/text.h"

enum { LETTERS_LEAST = 5, NAME_LEAST = 4, DRAWN_NAME_MAX = 120 };

str validate_script_name(enum text_script s)
{
    static const str names[SCRIPTS] = {
        [SCRIPT_LATIN] = STR_INIT("latin"),   [SCRIPT_CYRILLIC] = STR_INIT("cyrillic"),
        [SCRIPT_GREEK] = STR_INIT("greek"),   [SCRIPT_HANGUL] = STR_INIT("hangul"),
        [SCRIPT_HAN] = STR_INIT("han"),       [SCRIPT_KANA] = STR_INIT("kana"),
        [SCRIPT_ARABIC] = STR_INIT("arabic"), [SCRIPT_HEBREW] = STR_INIT("hebrew"),
        [SCRIPT_OTHER] = STR_INIT("other"),
    };
    return s < SCRIPTS ? names[s] : STR_EMPTY;
}

/* --- drawing --------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t x)
{
    x ^= x >> 30;
    x *= 0xBF58476D1CE4E5B9u;
    x ^= x >> 27;
    x *= 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

/* Keep the canary when it is among the smallest so far; one of a party is enough. */
static void keep(struct canary *items, size_t *count, size_t cap, const struct canary *c)
{
    size_t at = 0;
    for (size_t i = 0; i < *count; i++) {
        if (items[i].row != c->row) continue;
        if (items[i].order <= c->order) return;
        memmove(&items[i], &items[i + 1], (--*count - i) * sizeof *items);
        break;
    }
    while (at < *count && items[at].order < c->order) at++;
    if (at == cap) return;
    if (*count == cap) --*count;
    memmove(&items[at + 1], &items[at], (*count - at) * sizeof *items);
    items[at] = *c;
    ++*count;
}

/* The script of all its words; SCRIPT_NONE for a name in several, or one that says too little alone. */
static enum text_script script_of(str name, struct arena *a)
{
    struct text_token token[TEXT_TOKENS_MAX];
    enum text_script script = SCRIPT_NONE;
    size_t count, letters = 0;
    if (name.len > DRAWN_NAME_MAX || text_tokens(name, a, token, &count, NULL)) return SCRIPT_NONE;
    for (size_t i = 0; i < count; i++) {
        if (token[i].script == SCRIPT_NONE) continue;
        if (script != SCRIPT_NONE && token[i].script != script) return SCRIPT_NONE;
        script = token[i].script;
        letters += token[i].plain.len;
    }
    return letters < NAME_LEAST ? SCRIPT_NONE : script;
}

static bool is_name(enum ftm_prop p)
{
    return p == FTM_PROP_NAME || p == FTM_PROP_ALIAS;
}

static void offer_name(struct canaries *c, const struct entity *e, str name, uint64_t seed, struct arena *scratch)
{
    arena_reset(scratch);
    struct canary one = { .order = mix(str_hash(name) ^ mix(seed ^ str_hash(e->id))), .row = e->row, .name = name,
                          .script = script_of(name, scratch),
                          .is_dprk = (e->flags & ENTITY_DPRK) != 0 };
    if (one.script != SCRIPT_NONE) keep(c->item[one.script], &c->count[one.script], c->cap, &one);
}

static void offer_wallets(struct canaries *c, const struct set_source *src, uint64_t seed,
                          const struct cordon_policy *policy)
{
    struct keys_hit k;
    for (uint32_t at = 0; keys_at(&src->wallets, at, &k); at++) {
        struct entity_statement st;
        struct wallet_label label;
        if (!entity_statement_get(&src->entities, k.statement, &st)) continue;
        struct canary one = { .order = mix(str_hash(st.value) ^ mix(seed)), .row = k.row, .name = st.value };
        if (c->wallets == c->cap && c->wallet[c->cap - 1].order <= one.order) continue;
        if (wallet_label_read(src, k.row, &label) && !wallet_label_counts(policy, &label)) continue;
        keep(c->wallet, &c->wallets, c->cap, &one);
    }
}

static bool make_room(struct canaries *c, size_t cap, struct arena *a)
{
    *c = (struct canaries){ .cap = cap };
    for (size_t s = 0; s < SCRIPTS; s++) c->item[s] = arena_calloc(a, cap + 1, sizeof *c->item[s]);
    c->wallet = arena_calloc(a, cap + 1, sizeof *c->wallet);
    return !a->failed;
}

cordon_status validate_draw(const struct set_source *src, const struct cordon_policy *policy, uint64_t seed,
                            size_t cap, struct arena *a, struct canaries *ret, struct cordon_error *err)
{
    struct arena scratch;
    if (!make_room(ret, cap, a)) return error_nomem(err);
    arena_init(&scratch, 1 << 20);
    bool has_names = name_index_count(&src->names) > 0; /* labels are nobody's names */
    for (uint32_t row = 0; has_names && row < src->entities.count; row++) {
        struct entity e;
        struct entity_statement st;
        if (!entity_get(&src->entities, row, &e) || e.subject != row) continue;
        if (ftm_schema_kind(e.schema) == KIND_OTHER) continue;
        for (uint32_t i = 0; i < e.statement_count; i++)
            if (entity_statement_get(&src->entities, e.first_statement + i, &st) && is_name(st.prop))
                offer_name(ret, &e, st.value, seed, &scratch);
    }
    offer_wallets(ret, src, seed, policy);
    bool has_failed = scratch.failed;
    arena_release(&scratch);
    return has_failed ? error_nomem(err) : CORDON_OK;
}

/* --- other writings ---------------------------------------------------------------------------------- */

/* Spelled by the rules of another language than English, where a letter stands for another sound: Viktorovitj,
 * Dzjandar, Valerij. Not ours to spell. */
static bool is_foreign_spelling(str name)
{
    for (size_t i = 1; i < name.len; i++) {
        char before = byte_lower(name.data[i - 1]);
        bool is_last = i + 1 == name.len || !byte_is_alpha(name.data[i + 1]);
        if (byte_lower(name.data[i]) != 'j') continue;
        if (before == 't' || before == 'z' || before == 's' || (before == 'i' && is_last)) return true;
    }
    return false;
}

/* Latin letters as Russian writes their sounds, the longest first; ours. */
static str in_cyrillic(str name, struct arena *a)
{
    static const struct { const char *latin, *cyrillic; } rows[] = {
        { "shch", "щ" }, { "eikh", "ейх" }, { "kh", "х" }, { "zh", "ж" }, { "ch", "ч" }, { "sh", "ш" }, { "ts", "ц" },
        { "tz", "ц" },   { "ph", "ф" },  { "gh", "г" },  { "ee", "и" },  { "oo", "у" },  { "ou", "у" },  { "ya", "я" },
        { "yu", "ю" },   { "yo", "ё" },  { "ay", "ай" }, { "ey", "ей" }, { "oy", "ой" }, { "uy", "уй" },
        { "a", "а" },  { "b", "б" },  { "c", "к" },  { "d", "д" },  { "e", "е" },
        { "f", "ф" },    { "g", "г" },  { "h", "х" },  { "i", "и" },  { "j", "дж" }, { "k", "к" },  { "l", "л" },
        { "m", "м" },    { "n", "н" },  { "o", "о" },  { "p", "п" },  { "q", "к" },  { "r", "р" },  { "s", "с" },
        { "t", "т" },    { "u", "у" },  { "v", "в" },  { "w", "в" },  { "x", "кс" }, { "y", "ы" },  { "z", "з" },
    };
    if (is_foreign_spelling(name)) return STR_EMPTY;
    struct buf out = BUF_INIT(4096);
    for (size_t at = 0; at < name.len;) {
        size_t k = 0;
        while (k < COUNT_OF(rows) && !(str_from(name, at).len >= strlen(rows[k].latin) &&
                                       str_eq_nocase(str_sub(name, at, at + strlen(rows[k].latin)), str_c(rows[k].latin))))
            k++;
        if (k < COUNT_OF(rows)) {
            buf_add(&out, str_c(rows[k].cyrillic));
            at += strlen(rows[k].latin);
        } else if ((unsigned char)name.data[at] >= 0x80) {
            buf_release(&out); /* letters with marks: not ours to spell */
            return STR_EMPTY;
        } else {
            buf_add_byte(&out, name.data[at++]);
        }
    }
    str text = out.failed ? STR_EMPTY : arena_str(a, buf_str(&out));
    buf_release(&out);
    return text;
}

/* Cyrillic letters as they are written in English papers; ours. */
static str from_cyrillic(str name, struct arena *a)
{
    static const char *const latin[32] = { "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p",
                                           "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu",
                                           "ya" };
    struct buf out = BUF_INIT(4096);
    for (size_t at = 0; at < name.len; at++) {
        unsigned char c = (unsigned char)name.data[at];
        unsigned letter = 0;
        if (c < 0x80) {
            buf_add_byte(&out, name.data[at]);
            continue;
        }
        if (at + 1 < name.len) letter = (c & 0x1Fu) << 6 | ((unsigned char)name.data[at + 1] & 0x3Fu);
        bool is_yo = letter == 0x401 || letter == 0x451, is_capital = letter < 0x430;
        if ((letter < 0x410 || letter > 0x44F) && !is_yo) {
            buf_release(&out); /* letters of other languages: not ours to spell */
            return STR_EMPTY;
        }
        size_t first = out.len;
        buf_add(&out, str_c(is_yo ? "e" : latin[(letter - 0x410) % 32]));
        if (is_capital && out.len > first) out.data[first] = (char)(out.data[first] - 32); /* the only sign of a word's begin in СтанкаГомель */
        at++;
    }
    str text = out.failed ? STR_EMPTY : arena_str(a, buf_str(&out));
    buf_release(&out);
    return text;
}

/* Hangul syllable by syllable in the South's romanisation of 2000, letters not assimilated, with blanks between. */
static str from_hangul(str name, struct arena *a)
{
    static const char *const first[19] = { "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj",
                                           "ch", "k", "t", "p", "h" };
    static const char *const middle[21] = { "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo",
                                            "u", "wo", "we", "wi", "yu", "eu", "ui", "i" };
    static const char *const last[28] = { "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m",
                                          "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t" };
    str text = STR_EMPTY;
    for (size_t at = 0; at + 2 < name.len; at += 3) {
        const unsigned char *p = (const unsigned char *)name.data + at;
        unsigned c = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        if (p[0] < 0xE0 || c < 0xAC00 || c > 0xD7A3) return STR_EMPTY;
        c -= 0xAC00;
        text = arena_printf(a, "%.*s%s%s%s%s", (int)text.len, text.data ? text.data : "", at == 3 || !at ? " " : "",
                            first[c / 588], middle[c / 28 % 21], last[c % 28]);
    }
    return str_trim(text);
}

/* A name of another script in Latin letters, where there is one usual way to write it. Firms' words are translated,
 * not spelled, but where the letters are those of their registers. */
static str in_latin(const struct canary *c, enum name_kind party, struct arena *a)
{
    enum { FAMILY_AND_GIVEN = 12, SURELY_A_NAME = 9 }; /* bytes: four syllables, three */
    size_t most = party == NAME_PERSON ? FAMILY_AND_GIVEN : party == NAME_ANY ? SURELY_A_NAME : 0;
    if (c->script == SCRIPT_CYRILLIC) return from_cyrillic(c->name, a);
    if (c->script == SCRIPT_HANGUL) return c->name.len <= most ? from_hangul(c->name, a) : STR_EMPTY;
    return c->script == SCRIPT_OTHER && party != NAME_ORGANIZATION ? name_in_latin(c->name, a) : STR_EMPTY;
}

static str in_capitals(str name, struct arena *a)
{
    char *p = arena_alloc(a, name.len + 1);
    bool has_small = false;
    for (size_t i = 0; p && i < name.len; i++) {
        bool is_small = name.data[i] >= 'a' && name.data[i] <= 'z';
        has_small |= is_small;
        p[i] = is_small ? (char)(name.data[i] - 32) : name.data[i];
    }
    return p && has_small ? str_of(p, name.len) : STR_EMPTY;
}

/* "RI, Jun Il" as "Jun Il RI"; "Jun Il Ri" as "Ri, Jun Il". */
static str turned_round(str name, struct arena *a)
{
    size_t comma = str_index(name, ',');
    if (comma < name.len) {
        str rest = str_trim(str_from(name, comma + 1));
        if (!rest.len || str_index(rest, ',') < rest.len) return STR_EMPTY;
        return arena_printf(a, "%.*s %.*s", STR_ARG(rest), (int)comma, name.data);
    }
    size_t blank = name.len;
    while (blank > 0 && name.data[blank - 1] != ' ') blank--;
    if (!blank) return STR_EMPTY;
    return arena_printf(a, "%.*s, %.*s", STR_ARG(str_from(name, blank)), (int)blank - 1, name.data);
}

/* The longest word of small and capital letters loses its middle one. */
static str with_slip(str name, struct arena *a)
{
    size_t best = 0, from = 0;
    for (size_t i = 0; i < name.len;) {
        size_t end = i;
        while (end < name.len && byte_is_alpha(name.data[end])) end++;
        bool is_whole = (end == name.len || (unsigned char)name.data[end] < 0x80) &&
                        (i == 0 || (unsigned char)name.data[i - 1] < 0x80);
        if (is_whole && end - i > best) {
            best = end - i;
            from = i;
        }
        i = end + 1;
    }
    if (best < LETTERS_LEAST) return STR_EMPTY;
    size_t cut = from + best / 2;
    return arena_printf(a, "%.*s%.*s", (int)cut, name.data, STR_ARG(str_from(name, cut + 1)));
}

str validate_write(enum cordon_canary kind, const struct canary *c, enum name_kind party,
                   struct arena *a)
{
    bool is_latin = c->script == SCRIPT_LATIN;
    switch (kind) {
    case CORDON_CANARY_LISTED: return c->name;
    case CORDON_CANARY_LATIN: return in_latin(c, party, a);
    case CORDON_CANARY_HANGUL: return is_latin && party == NAME_PERSON && c->is_dprk ? name_in_hangul(c->name, a) : STR_EMPTY;
    case CORDON_CANARY_CYRILLIC: return is_latin && party == NAME_PERSON ? in_cyrillic(c->name, a) : STR_EMPTY;
    case CORDON_CANARY_CAPITALS: return is_latin ? in_capitals(c->name, a) : STR_EMPTY;
    case CORDON_CANARY_SWAPPED: return is_latin && party == NAME_PERSON ? turned_round(c->name, a) : STR_EMPTY;
    case CORDON_CANARY_SLIP: return is_latin ? with_slip(c->name, a) : STR_EMPTY;
    case CORDON_CANARY_WALLET:
    case CORDON_CANARY_KINDS: break;
    }
    return STR_EMPTY;
}
