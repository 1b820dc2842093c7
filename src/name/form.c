/* Reading a name: tokens to words that count. */
#include "name/form.h"

#include "base/num.h"
#include "name/acronym.h"
#include "name/alike.h"
#include "name/compound.h"
#include "name/freq.h"
#include "name/glued.h"
#include "name/orgform.h"
#include "name/particle.h"
#include "name/patronymic.h"
#include "name/roman.h"

/* ours: a number tells vessels of one name apart, an initial is one letter of some twenty */
enum {
    NUMBER_CB = 900,
    INITIAL_CB = 200,
    SIGN_CB = 500,
    PATRONYM_LEAST_CB = 1000,
};

enum { INITIALS_MAX = 4 }; /* written together; more letters with dots are an abbreviation */

enum reading form_reading(enum name_kind kind)
{
    switch (kind) {
    case NAME_PERSON: return READ_PERSON;
    case NAME_ORGANIZATION:
    case NAME_OBJECT: return READ_WORD;
    case NAME_ANY: break;
    }
    return READ_ANY;
}

unsigned form_readings(enum name_kind kind)
{
    if (kind == NAME_ANY) return FOR_ALL_READINGS;
    return 1u << form_reading(kind) | (kind == NAME_OBJECT ? (unsigned)FOR_VESSELS : 0);
}

static void weigh_evenly(struct word *w, uint16_t cb)
{
    for (int r = 0; r < READINGS; r++) w->weight[r] = cb;
}

/* ours: chosen on names that lists give to one firm, bench/bench_quality.c */
uint16_t form_name_weight(enum reading r, uint8_t class, uint16_t cb)
{
    static const uint16_t most[WORD_CLASSES] = {
        [CLASS_NONE] = UINT16_MAX, [CLASS_STOP] = 20, [CLASS_FORM] = 60, [CLASS_GENERIC] = 160,
        [CLASS_LIGHT] = 350, [CLASS_CORE] = 700, [CLASS_NUMBER] = NUMBER_CB,
    };
    if (r != READ_WORD) return cb;
    if (class == CLASS_NUMBER) return NUMBER_CB;
    return class < WORD_CLASSES && most[class] < cb ? most[class] : cb;
}

static void weigh_by_tables(struct word *w, unsigned readings)
{
    char latin[TEXT_LATIN_MAX];
    bool is_any = readings & 1u << READ_ANY;
    bool needs_person = is_any || readings & 1u << READ_PERSON;
    uint16_t known = freq_person_cb(w->text);
    uint16_t word = is_any || readings & 1u << READ_WORD ? freq_word_cb(w->text) : 0;
    if (!known && needs_person && w->letters < w->text.len) {
        size_t len = text_latin(w->text, latin, sizeof latin, false); /* the tables hold few scripts */
        known = len ? freq_person_cb(str_of(latin, len)) : 0;
    }
    uint16_t person = needs_person ? known : 0;
    w->is_known = known && known < FREQ_PERSON_UNSEEN_CB;
    w->weight[READ_PERSON] = person ? person : FREQ_PERSON_UNSEEN_CB;
    w->weight[READ_WORD] = word ? word : FREQ_WORD_UNSEEN_CB;
    if (person && word)
        w->weight[READ_ANY] = person < word ? person : word;
    else
        w->weight[READ_ANY] = person ? person : word ? word : FREQ_WORD_UNSEEN_CB;
}

static void weigh_glue(struct word *w)
{
    uint16_t cb = compound_glue_cb(w->text);
    if (!cb) return;
    w->weight[READ_PERSON] = (uint16_t)num_min_u32(w->weight[READ_PERSON], cb);
    w->weight[READ_ANY] = (uint16_t)num_min_u32(w->weight[READ_ANY], cb);
}

bool form_weigh(struct word *w, unsigned readings)
{
    size_t digits = 0, letters = word_letters(w->text);
    enum name_particle particle = PARTICLE_NONE;
    for (size_t i = 0; i < w->text.len; i++) digits += byte_is_digit(w->text.data[i]);
    w->hash = (uint32_t)str_hash(w->text);
    w->letters = (uint16_t)letters;
    w->has_digit = digits > 0;
    w->is_known = false;
    bool is_firms = w->kind != WORD_SIGN && readings & (1u << READ_WORD | 1u << READ_ANY);
    w->is_firms = is_firms;
    w->roman = is_firms ? roman_code(w->text) : 0;
    w->concept = is_firms ? vocabulary_concept(w->text) : 0;
    w->class = (uint8_t)vocabulary_class(w->concept);
    if (w->kind != WORD_SIGN && digits < w->text.len) particle = name_particle_class(w->text);
    if (w->kind == WORD_SIGN) {
        weigh_evenly(w, SIGN_CB);
    } else if (digits == w->text.len) {
        w->kind = WORD_NUMBER;
        weigh_evenly(w, NUMBER_CB);
    } else if (letters == 1 && w->text.len <= 2) { /* the alphabets lie below U+0800 */
        w->kind = WORD_INITIAL;
        weigh_evenly(w, INITIAL_CB);
    } else if (particle == PARTICLE_LIGHT) {
        w->kind = WORD_LIGHT;
        weigh_evenly(w, PARTICLE_LIGHT_CB);
    } else if (particle == PARTICLE_FIRST_HALF) {
        w->kind = WORD_PLAIN;
        weigh_evenly(w, PARTICLE_LIGHT_CB);
    } else {
        w->kind = patronymic_is(w->text) ? WORD_PATRONYM : WORD_PLAIN;
        weigh_by_tables(w, readings);
        weigh_glue(w);
        /* however common, another father's name is another person */
        if (w->kind == WORD_PATRONYM && w->weight[READ_PERSON] < PATRONYM_LEAST_CB) w->weight[READ_PERSON] = PATRONYM_LEAST_CB;
    }
    return particle == PARTICLE_TITLE;
}

static bool can_sound(const struct word *w)
{
    return (w->kind == WORD_PLAIN || w->kind == WORD_PATRONYM || w->kind == WORD_LIGHT) && !w->has_digit;
}

static void hear_sounds(struct word *w)
{
    if (w->is_heard) return;
    w->is_heard = true;
    w->sounds = can_sound(w) ? (uint8_t)sounds_of(w->text, sound_script(w->text), w->sound) : 0;
}

/* All but the sounds of spoken words, which a pair may not need. */
static void hear(struct word *w, unsigned readings)
{
    enum text_script script = sound_script(w->text);
    const uint16_t *groups = can_sound(w) ? nickname_groups_of(w->text) : NULL;
    w->is_heard = false;
    w->sounds = 0;
    memset(w->nick, 0, sizeof w->nick);
    if (groups) memcpy(w->nick, groups, sizeof w->nick);
    if (!(readings & FOR_PAIR) || script == SCRIPT_ARABIC || script == SCRIPT_HEBREW) hear_sounds(w);
}

void form_hear(struct word *w)
{
    hear(w, 0);
}

static bool has_unvowelled(const struct read_name *n, const struct form *f)
{
    for (size_t i = 0; i < f->count; i++)
        if (word_is_unvowelled(&n->word[f->at[i]])) return true;
    return false;
}

void form_hear_pair(struct read_name *a, struct read_name *b, enum reading r)
{
    const struct form *fa = &a->form[r], *fb = &b->form[r];
    bool needs_all = has_unvowelled(a, fa) || has_unvowelled(b, fb); /* neighbours too may sound like a word of the other */
    uint8_t steady[WORDS_MAX];
    for (size_t k = 0; k < fb->count; k++) steady[k] = sound_steady(b->word[fb->at[k]].text);
    for (size_t i = 0; i < fa->count; i++) {
        struct word *w = &a->word[fa->at[i]];
        uint8_t own = sound_steady(w->text);
        for (size_t k = 0; k < fb->count; k++) {
            struct word *v = &b->word[fb->at[k]];
            bool may_sound = !(own && steady[k]) || own == steady[k];
            if (!needs_all && (!may_sound || str_eq(w->text, v->text))) continue;
            hear_sounds(w);
            hear_sounds(v);
        }
    }
}

/* --- titles and legal forms ----------------------------------------------------------------- */

/* What is left of a token when the legal form written together with it is put aside. */
static void split_host(struct read_name *n, const struct orgform *f, unsigned readings,
                       size_t *words)
{
    struct word *host = &n->word[f->first];
    str left = f->from ? str_sub(host->text, 0, f->from) : str_from(host->text, f->to);
    if (*words > UINT8_MAX) return;
    n->role[f->first] = ROLE_HOST;
    n->left[f->first] = (uint8_t)*words;
    n->word[*words] = (struct word){ .text = left, .raw = host->raw };
    form_weigh(&n->word[*words], readings);
    hear(&n->word[(*words)++], readings);
}

/* "J.R." of a person is two initials; "S.A." of a firm stays one word. */
static bool is_initials(const struct text_token *t)
{
    if (!(t->flags & TOKEN_DOTTED) || t->plain.len != t->fold.len) return false;
    size_t letters = word_letters(t->plain);
    return letters >= 2 && letters <= INITIALS_MAX;
}

static void split_initials(struct read_name *n, size_t i, unsigned readings, size_t *words)
{
    str text = n->word[i].text, raw = n->word[i].raw;
    n->initials[i] = (uint8_t)*words;
    for (size_t at = 0, len; at < text.len; at += len) {
        struct word *w = &n->word[(*words)++];
        len = letter_len(text, at);
        w->text = str_sub(text, at, at + len);
        if (!str_next(&raw, '.', &w->raw)) w->raw = n->word[i].raw;
        form_weigh(w, readings);
    }
}

/* Words written together, each as much of the token as is its own where that can be told. */
static size_t find_compounds(const struct text_token *token, size_t tokens, str (*ret)[COMPOUND_PARTS_MAX],
                             uint8_t *counts)
{
    size_t words = 0;
    for (size_t i = 0; i < tokens; i++) {
        counts[i] = (uint8_t)compound_split(token[i].plain, ret[i]);
        words += counts[i];
    }
    return words;
}

static str raw_part(const struct word *w, str part)
{
    uintptr_t at = (uintptr_t)part.data - (uintptr_t)w->text.data; /* wraps for a word of its own */
    bool is_inside = at <= w->text.len && part.len <= w->text.len - at;
    bool is_letter_by_letter = w->raw.len == w->text.len && w->letters == w->text.len;
    return is_inside && is_letter_by_letter ? str_sub(w->raw, at, at + part.len) : w->raw;
}

static void split_compound(struct read_name *n, size_t i, const str *part, unsigned readings, size_t *words)
{
    n->compound[i] = (uint8_t)*words;
    for (size_t k = 0; k < n->compounds[i]; k++) {
        struct word *w = &n->word[(*words)++];
        *w = (struct word){ .text = part[k], 
                            .raw = raw_part(&n->word[i], part[k]) };
        w->letters_meant = w->raw;
        form_weigh(w, readings);
        hear(w, readings);
    }
}

/* "k1m" of a person is kim; of a firm it stays as it is. */
static void mend_digits(struct read_name *n, size_t i, const struct text_token *t, struct arena *arena, unsigned readings,
                        size_t *words)
{
    if (!n->word[i].has_digit || n->word[i].kind != WORD_PLAIN || *words >= UINT8_MAX - TEXT_TOKENS_MAX) return;
    str meant = text_letters_for_digits(t->plain, t->script, arena);
    if (!meant.len) return;
    n->word[i].letters_meant = meant;
    n->meant[i] = (uint8_t)*words;
    n->word[*words] = (struct word){ .text = meant, .raw = t->raw, .letters_meant = meant };
    form_weigh(&n->word[*words], readings);
    hear(&n->word[(*words)++], readings);
}

/* Class ids as a set: the same for any order, and a form written twice is one. */
struct class_set {
    uint32_t hash[WORDS_MAX];
    size_t   count;
};

static void set_add(struct class_set *set, str class_id)
{
    uint32_t hash = (uint32_t)str_hash(class_id);
    for (size_t i = 0; i < set->count; i++)
        if (set->hash[i] == hash) return;
    set->hash[set->count++] = hash;
}

static uint16_t set_number(const struct class_set *set)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < set->count; i++) sum += set->hash[i];
    uint16_t number = (uint16_t)(sum ^ sum >> 16);
    return set->count && number == 0 ? 1 : number;
}

/* "Limted", "Cmopany" of a name: a long word of a legal form, when it is none that firms or vocabularies have. */
static str legal_meant(const struct word *w)
{
    bool is_unknown = w->kind == WORD_PLAIN && !w->has_digit && !w->concept && w->weight[READ_WORD] == FREQ_WORD_UNSEEN_CB;
    if (!is_unknown || w->letters < w->text.len || w->letters <= FORM_WORD_LETTERS_MIN) return w->text;
    for (size_t i = 0; i < orgform_word_count(); i++) {
        enum name_part_how how;
        struct word meant = { .text = orgform_word(i), .letters = (uint16_t)orgform_word_letters(i), .kind = WORD_PLAIN };
        if (meant.letters + 1 < w->letters || meant.letters > w->letters + 1u) continue;
        if (word_written(w, &meant, &how)) return meant.text;
    }
    return w->text;
}

static uint16_t find_legal(struct read_name *n, unsigned readings, size_t *words)
{
    struct orgform found[WORDS_MAX];
    struct class_set set = { .count = 0 };
    str plain[WORDS_MAX];
    for (size_t i = 0; i < n->count; i++) plain[i] = legal_meant(&n->word[i]);
    size_t forms = orgform_find(plain, n->count, found);
    for (size_t i = 0; i < forms; i++) {
        const struct orgform *f = &found[i];
        bool is_whole = f->from == 0 && f->to == plain[f->first].len;
        set_add(&set, f->class_id);
        if (f->count == 1 && !is_whole)
            split_host(n, f, readings, words);
        else
            memset(n->role + f->first, ROLE_LEGAL, f->count);
    }
    return set_number(&set);
}

static bool is_behind_bracket(const struct read_name *n, const struct text_token *t)
{
    uintptr_t at = (uintptr_t)t->raw.data - (uintptr_t)n->text.data; /* wraps for what is not of the text */
    str before = str_of(n->text.data, at <= n->text.len ? at : 0);
    return (t->flags & TOKEN_BRACKET) && (str_ends(before, STR("(")) || str_ends(before, STR("（")));
}

/* "Iran Communications Industries (ICI)": what only repeats the name's first letters is no word of it. Beside a name in
 * another script they are those of its Latin writing. */
static void put_initials_aside(struct read_name *n, const struct text_token *token)
{
    enum { INITIALS_LEAST = 3 };
    str before[WORDS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < n->count; i++) {
        bool is_short = n->role[i] == ROLE_WORD && (token[i].flags & TOKEN_ALL_CAPS) && !n->word[i].concept;
        bool is_beside = is_short && count && token[i].script != token[0].script && n->word[i].letters >= INITIALS_LEAST;
        if (is_short && count && is_behind_bracket(n, &token[i]) &&
            (is_beside || acronym_spells(n->word[i].text, before, count)))
            n->role[i] = ROLE_LEGAL;
        else if (!(token[i].flags & TOKEN_BRACKET) && n->word[i].class != CLASS_STOP)
            before[count++] = n->word[i].text;
    }
}

/* "MV", "M/T", "S.S." before a ship's name: how many tokens it takes. */
static size_t ship_prefix(const struct read_name *n)
{
    static const str prefixes[] = {
        STR_INIT("mv"), STR_INIT("mt"), STR_INIT("ms"), STR_INIT("ss"), STR_INIT("fv"), STR_INIT("rv"), STR_INIT("st"),
        STR_INIT("mts"), STR_INIT("msv"), STR_INIT("mtss"),
    };
    char text[8];
    size_t len = 0;
    for (size_t i = 0; i + 1 < n->count && i < 2; i++) {
        str word = n->word[i].text;
        if (word.len > sizeof text - len || (i && (word.len > 1 || len > 1))) return 0;
        memcpy(text + len, word.data, word.len);
        len += word.len;
        for (size_t k = 0; k < COUNT_OF(prefixes); k++)
            if (str_eq(str_of(text, len), prefixes[k])) return i + 1;
    }
    return 0;
}

/* The writing that a part of a token has, when it can be told. */
static str raw_of_part(const struct word *whole, str part)
{
    size_t at = (size_t)(part.data - whole->text.data);
    if (str_starts(whole->raw, whole->text)) return str_sub(whole->raw, at, at + part.len);
    if (!str_ends(whole->raw, whole->text)) return whole->raw;
    at += whole->raw.len - whole->text.len; /* a legal form stood in front */
    return str_sub(whole->raw, at, at + part.len);
}

/* Read a firm's name that is written without blanks as words. */
static void split_glued(struct read_name *n, size_t i, enum text_script script, unsigned readings, size_t *words)
{
    const struct word *whole = &n->word[n->role[i] == ROLE_HOST ? n->left[i] : i];
    str part[GLUED_PARTS_MAX];
    size_t count = glued_split(whole->text, script, part);
    if (!count || *words + count > UINT8_MAX) return;
    n->parts[i] = (uint8_t)*words;
    n->part_count[i] = (uint8_t)count;
    for (size_t k = 0; k < count; k++) {
        struct word *w = &n->word[(*words)++];
        *w = (struct word){ .text = part[k], .raw = raw_of_part(whole, part[k]) };
        form_weigh(w, readings);
        form_hear(w);
    }
}

static void add_words(struct form *f, size_t first, size_t count)
{
    for (size_t k = 0; k < count; k++) f->at[f->count++] = (uint8_t)(first + k);
}

/* Is there room for so many words in place of token `i`, and for all tokens behind it? Where there is none it stays whole:
 * of a name nothing is cut off. */
static bool has_room(const struct read_name *n, size_t i, const struct form *f, size_t count)
{
    return f->count + count + (n->count - i - 1) <= WORDS_MAX;
}

/* "Qari Hizbullah" is not the same text as Hizballah: beside a lone name its title is a form of it, as firms have them. */
static uint16_t lone_title(const struct read_name *n)
{
    size_t others = 0;
    uint32_t sum = 0;
    for (size_t i = 0; i < n->count; i++) {
        others += n->role[i] != ROLE_TITLE;
        sum += n->role[i] == ROLE_TITLE ? n->word[i].hash : 0;
    }
    uint16_t number = (uint16_t)(sum ^ sum >> 16);
    return others == 1 && n->count > 1 ? (uint16_t)(number | 1) : 0;
}

/* The words of one reading; all of them when putting some aside would leave nothing. */
static void fill_form(const struct read_name *n, enum reading r, uint16_t legal, struct form *f)
{
    bool drops_titles = r != READ_WORD, drops_legal = r != READ_PERSON;
    f->count = 0;
    f->legal = drops_legal ? legal : 0;
    if (r == READ_PERSON) f->legal = lone_title(n);
    for (size_t i = 0; i < n->count; i++) {
        if (n->role[i] == ROLE_TITLE && drops_titles) continue;
        if (n->role[i] == ROLE_LEGAL && drops_legal) continue;
        bool is_split = n->role[i] == ROLE_HOST && drops_legal;
        size_t letters = n->initials[i] && drops_titles ? word_letters(n->word[i].text) : 0;
        size_t compounds = !letters && drops_titles ? n->compounds[i] : 0;
        size_t parts = !letters && !compounds && r == READ_WORD && n->parts[i] ? n->part_count[i] : 0;
        size_t first = letters ? n->initials[i] : compounds ? n->compound[i] : n->parts[i];
        size_t count = letters + compounds + parts; /* two of them are 0 */
        if (count && has_room(n, i, f, count))
            add_words(f, first, count);
        else
            f->at[f->count++] = is_split ? n->left[i] : n->meant[i] && r == READ_PERSON ? n->meant[i] : (uint8_t)i;
    }
    if (f->count) return;
    f->legal = 0;
    for (size_t i = 0; i < n->count; i++) f->at[f->count++] = (uint8_t)i;
}

/* Letters of a script written without blanks that stand before the title at a word's end; 0 when none does. */
static size_t before_title(const struct text_token *t)
{
    enum { TITLE_LETTERS_MAX = 5, WHOLE_NAME = 3 }; /* ours: 김정은씨, 王毅先生; not the given names 하님, 美殿 */
    size_t at[TITLE_LETTERS_MAX + 1] = { 0 }, letters = word_letters(t->plain), before = t->plain.len;
    if (t->script != SCRIPT_HANGUL && t->script != SCRIPT_HAN) return 0;
    for (size_t k = 1; k <= TITLE_LETTERS_MAX && k < letters; k++) {
        do before--; while (before && (t->plain.data[before] & 0xC0) == 0x80);
        at[k] = before;
    }
    for (size_t k = TITLE_LETTERS_MAX; k > 0; k--) { /* 국무위원장 before 위원장 */
        size_t least = t->script == SCRIPT_HAN && k > 1 ? WHOLE_NAME - 1 : WHOLE_NAME;
        if (at[k] && letters - k >= least && name_particle_class(str_from(t->plain, at[k])) == PARTICLE_TITLE) return at[k];
    }
    return 0;
}

/* 김정은위원장, 習近平先生: a title written together with the name is a word of its own. */
static size_t part_titles(struct text_token *token, size_t count)
{
    for (size_t i = 0; i < count && count < TEXT_TOKENS_MAX; i++) {
        size_t cut = before_title(&token[i]);
        if (!cut) continue;
        struct text_token *name = &token[i], *title = &token[i + 1];
        bool is_as_written = str_eq(name->raw, name->plain), is_as_folded = str_eq(name->fold, name->plain);
        memmove(title + 1, title, (count - i - 1) * sizeof *title);
        *title = *name;
        title->plain = str_from(name->plain, cut);
        name->plain = str_sub(name->plain, 0, cut);
        if (is_as_folded) title->fold = title->plain, name->fold = name->plain;
        if (is_as_written) title->raw = str_from(name->raw, cut), name->raw = str_sub(name->raw, 0, cut);
        count++;
        i++;
    }
    return count;
}

static cordon_status read_sign(struct arena *arena, struct read_name *n,
                               struct cordon_error *err)
{
    str fold = text_fold(n->text, arena);
    if (arena->failed) return error_nomem(err);
    if (fold.len == 0) return error_set(err, CORDON_ARGUMENT, "name is blank");
    n->count = 1;
    n->word[0] = (struct word){ .text = fold, .raw = n->text, .kind = WORD_SIGN };
    form_weigh(&n->word[0], FOR_ALL_READINGS);
    return CORDON_OK;
}

cordon_status form_read(str text, unsigned readings, struct arena *arena,
                        struct read_name *ret_name, struct cordon_error *err)
{
    enum { BYTES_OF_A_WORD = 8 }; /* arrays of read_name beside `word` */
    struct text_token token[TEXT_TOKENS_MAX];
    str part[TEXT_TOKENS_MAX][COMPOUND_PARTS_MAX];
    uint8_t count[TEXT_TOKENS_MAX] = { 0 };
    struct read_name n = { .text = text };
    size_t tokens, words, dotted = 0;
    uint16_t legal = 0;
    cordon_status st = text_tokens(text, arena, token, &n.count, err);
    if (st) return st;
    bool by_letters = readings & FOR_LETTERS;
    if ((readings & 1u << READ_PERSON) && !by_letters) n.count = part_titles(token, n.count);
    tokens = words = n.count;
    for (size_t i = 0; i < n.count; i++) dotted += is_initials(&token[i]);
    size_t compounds = by_letters ? 0 : find_compounds(token, n.count, part, count);
    size_t slots = n.count ? n.count * 2 + dotted * INITIALS_MAX + compounds : 1;
    for (size_t i = 0; i < n.count; i++)
        if (token[i].script >= SCRIPT_HANGUL && token[i].script <= SCRIPT_KANA) slots += GLUED_PARTS_MAX;
    n.word = arena_calloc(arena, slots, sizeof *n.word);
    uint8_t *bytes = arena_calloc(arena, BYTES_OF_A_WORD * slots, 1);
    if (!n.word || !bytes) return error_nomem(err);
    uint8_t **part_of[BYTES_OF_A_WORD] = { &n.role, &n.left, &n.initials, &n.compound, &n.compounds, &n.meant, &n.parts,
                                           &n.part_count };
    for (size_t i = 0; i < BYTES_OF_A_WORD; i++) *part_of[i] = bytes + i * slots;
    for (size_t i = 0; i < n.count; i++) {
        bool is_undone = token[i].flags & (TOKEN_LOOKALIKE | TOKEN_DRAWN);
        n.is_garbled |= (token[i].flags & TOKEN_MIXED_SCRIPT) && !is_undone;
        n.word[i] = (struct word){ .text = token[i].plain, .raw = token[i].raw,
                                   .letters_meant = is_undone ? token[i].plain : token[i].raw };
        if (form_weigh(&n.word[i], readings)) n.role[i] = ROLE_TITLE;
        hear(&n.word[i], readings);
        if ((readings & 1u << READ_PERSON) && !by_letters) mend_digits(&n, i, &token[i], arena, readings, &words);
        if (is_initials(&token[i]) && words + INITIALS_MAX <= UINT8_MAX)
            split_initials(&n, i, readings, &words);
        if (!count[i] || n.role[i] == ROLE_TITLE || words + count[i] > UINT8_MAX) continue;
        n.compounds[i] = count[i];
        split_compound(&n, i, part[i], readings, &words);
    }
    if (n.count == 0) {
        st = read_sign(arena, &n, err);
        if (st) return st;
    } else if ((readings & ~(unsigned)FOR_PAIR) != 1u << READ_PERSON) { /* persons have no legal forms */
        legal = find_legal(&n, readings, &words);
        put_initials_aside(&n, token);
        if (readings & FOR_VESSELS) memset(n.role, ROLE_LEGAL, ship_prefix(&n));
        for (size_t i = 0; i < tokens; i++)
            if (n.role[i] == ROLE_WORD || n.role[i] == ROLE_HOST) split_glued(&n, i, token[i].script, readings, &words);
    }
    for (int r = 0; r < READINGS; r++)
        if (readings & 1u << r) fill_form(&n, (enum reading)r, legal, &n.form[r]);
    for (size_t i = 0; i < tokens && n.script == SCRIPT_NONE; i++) n.script = token[i].script;
    *ret_name = n;
    return CORDON_OK;
}
