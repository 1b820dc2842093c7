/*
 * Which words of the index are alike to the query's.
 */
#include "name/search.h"

#include "base/num.h"
#include "name/han_sound.h"
#include "name/key.h"
#include "name/patronymic.h"
#include "name/roman.h"

/* --- which words of the index are alike ----------------------------------------------------- */

static bool add_reach(struct search *c, uint32_t *first, struct reach r)
{
    struct reach *new_reach = list_add(&c->s->reach, sizeof r);
    if (!new_reach) {
        c->no_memory = true;
        return false;
    }
    r.next = *first;
    *new_reach = r;
    *first = (uint32_t)(c->s->reach.count - 1);
    return true;
}

static struct word_mark *open_mark(struct search *c, uint32_t number)
{
    struct word_mark *mark = &c->s->word_mark[number];
    if (mark->epoch != c->s->epoch)
        *mark = (struct word_mark){ .epoch = c->s->epoch, .first = NO_REACH };
    return mark;
}

/* The way from one place of the query to a word by letters or sound, NULL when none is known. */
static struct reach *find_reach(struct search *c, const struct word_mark *mark, uint8_t at)
{
    struct reach *chain = c->s->reach.items;
    for (uint32_t i = mark->first; i != NO_REACH; i = chain[i].next)
        if (chain[i].at == at && chain[i].len == 1 && chain[i].how != PART_TRANSLATED && chain[i].how != PART_ACRONYM)
            return &chain[i];
    return NULL;
}

/* Letters have their say first, as in word_alike. @return false when out of memory */
static bool spell_at(struct search *c, struct word_mark *mark, const struct word *w, uint8_t at)
{
    struct reach r = { .at = at, .len = 1, .hash = w->hash };
    r.like_bp = word_spelled(c->word[at], w, &r.how);
    if (!r.like_bp) return true;
    struct reach *known = find_reach(c, mark, at);
    if (!known) return add_reach(c, &mark->first, r);
    if (r.like_bp >= known->like_bp) {
        known->like_bp = r.like_bp;
        known->how = r.how;
    }
    return true;
}

/* Compare a word of the index with all words of the query by letters and what they mean, once a search. */
static void spell_word(struct search *c, struct word_mark *mark, const struct word *w)
{
    c->s->work += (c->side.count + c->joins) * EDGE_COST;
    for (uint8_t i = 0; i < c->side.count; i++) {
        if (!spell_at(c, mark, w, i)) return;
        if (c->q->kind == NAME_PERSON) continue; /* persons' names are not translated */
        struct reach r = { .at = i, .len = 1, .hash = w->hash };
        r.like_bp = word_means(c->word[i], w);
        r.how = PART_TRANSLATED;
        if (r.like_bp && !add_reach(c, &mark->first, r)) return;
    }
    for (size_t i = 0; i < c->joins; i++) {
        const struct query_join *j = &c->join[i];
        struct reach r = { .at = j->at, .len = j->len, .like_bp = JOIN_BP, .how = PART_JOINED,
                           .hash = w->hash };
        const struct word *first = c->word[j->at];
        bool may_sound_so = word_is_unvowelled(w) != word_is_unvowelled(first);
        bool may_be_korean = first->is_firms && ((first->text.data[0] ^ w->text.data[0]) & 0x80);
        if (j->bytes != w->text.len && !may_sound_so && !may_be_korean) continue;
        if (!words_are_joined(c->word + j->at, j->len, w)) continue;
        if (!add_reach(c, &mark->first, r)) return;
    }
    if (c->q->kind == NAME_PERSON) return;
    struct reach whole = { .at = 0, .len = c->side.count, .how = PART_ACRONYM, .hash = w->hash };
    whole.like_bp = acronym_fits(&c->acronyms, w);
    if (whole.like_bp) add_reach(c, &mark->first, whole);
}

/* What its new ways cost: chain items from `from` on. */
static void note_reached(struct search *c, uint32_t number, bool is_first, size_t from)
{
    const struct reach *chain = c->s->reach.items;
    uint32_t cost = index_posting_bytes(c->x, number);
    index_fetch_postings(c->x, number);
    for (size_t at = from; at < c->s->reach.count; at++)
        for (unsigned i = 0; i < chain[at].len; i++) c->cost[chain[at].at + i] += cost;
    if (!is_first || c->s->reach.count == from) return;
    struct reached *r = list_add(&c->s->reached, sizeof *r);
    if (r)
        *r = (struct reached){ number, cost };
    else
        c->no_memory = true;
}

/* Is a word of the index of a script without vowels? */
bool search_lacks_vowels(const struct search *c, uint32_t number)
{
    const uint8_t *row = part_record(c->x->section[SEC_WORD], number, WORD_ROW);
    return row && (row[15] & WORD_IS_UNVOWELLED);
}

void search_spell(struct search *c, uint32_t number)
{
    struct word w;
    if (number >= c->x->tokens) return;
    struct word_mark *mark = open_mark(c, number);
    if (mark->is_spelled) return;
    mark->is_spelled = true;
    if (!index_word_read(c->x, number, c->q->kind != NAME_PERSON, &w)) return;
    if (c->joins && search_lacks_vowels(c, number) != c->is_unvowelled) form_hear(&w); /* it may be joined words of a script with vowels */
    if (c->has_roman) w.roman = roman_code(w.text);
    bool is_first = mark->first == NO_REACH;
    size_t from = c->s->reach.count;
    spell_word(c, mark, &w);
    note_reached(c, number, is_first, from);
}

/* A word is heard as one of the query: a better way from this place than is known so far? */
static void note_heard(struct search *c, uint32_t number, struct reach r)
{
    struct word_mark *mark = open_mark(c, number);
    struct reach *known = find_reach(c, mark, r.at);
    if (known) {
        if (r.like_bp > known->like_bp) {
            known->like_bp = r.like_bp;
            known->how = r.how;
        }
        return;
    }
    bool is_first = mark->first == NO_REACH; /* the same word is known by its letters */
    size_t from = c->s->reach.count;
    if (add_reach(c, &mark->first, r)) note_reached(c, number, is_first, from);
}

/* A key of skeletons or nicknames led from this place of the query to a word. */
static void note_sound(struct search *c, uint32_t number, uint8_t at)
{
    struct word w;
    if (number >= c->x->tokens) return;
    struct word_mark *mark = open_mark(c, number);
    uint32_t place = at < 32 ? (uint32_t)1 << at : 0;
    if (mark->heard & place) return;
    mark->heard |= place;
    if (!index_word_read(c->x, number, false, &w)) return;
    struct reach r = { .at = at, .len = 1 };
    form_hear(&w);
    c->s->work += EDGE_COST;
    r.like_bp = word_heard(c->word[at], &w, 0, &r.how);
    if (r.like_bp) note_heard(c, number, r);
}

/* Stored sounds compared lately with one of the query: several keys lead to one, and words share a sound. */
enum { RECENT = 64, ECHO_COST = 8 /* of comparing a sound, in postings (measured) */ };
struct recent {
    uint64_t sound[RECENT];
    uint32_t how[RECENT]; /* script and place of the sound in its word */
    uint16_t bp[RECENT];
};

static uint16_t echo_alike(const struct heard *h, bool is_first, enum text_script script, uint64_t packed,
                           uint32_t word, struct recent *seen)
{
    uint32_t how = word & ~(uint32_t)ECHO_WORD;
    bool is_one_script = (word >> ECHO_SCRIPT_SHIFT & ECHO_SCRIPT_MASK) == script;
    unsigned firsts = is_first + (word >> ECHO_IS_FIRST_SHIFT);
    if (is_one_script && !firsts) return 0; /* as sounds_in_words has it, before anything is looked at */
    size_t slot = (size_t)(packed * 0x9E3779B97F4A7C15u >> 58) % RECENT;
    if (seen->sound[slot] == packed && seen->how[slot] == how) return seen->bp[slot];
    struct sound s = sound_unpack(packed);
    uint16_t bp = sounds_in_words(h, &s, is_one_script, firsts);
    seen->sound[slot] = packed;
    seen->how[slot] = how;
    seen->bp[slot] = bp;
    return bp;
}

/* A particle is no word of the name, however it sounds. */
static bool is_of_kind(const struct search *c, uint32_t number, const struct word *w)
{
    const uint8_t *row = part_record(c->x->section[SEC_WORD], number, WORD_ROW);
    return row && (row[14] == WORD_LIGHT) == (w->kind == WORD_LIGHT);
}

/* Son and daughter of one father. */
static bool is_other_child(const struct search *c, uint32_t number, const struct word *w)
{
    struct stored_word stored;
    if (w->kind != WORD_PATRONYM) return false;
    const uint8_t *row = part_record(c->x->section[SEC_WORD], number, WORD_ROW);
    if (!row || row[14] != WORD_PATRONYM || !index_word(c->x, number, &stored)) return false;
    return patronymics_of_two_sexes(w->text, stored.text);
}

static void ask_echo(struct search *c, uint64_t key, const struct heard *h, bool is_first, struct reach r,
                     struct recent *seen)
{
    enum text_script script = sound_script(c->word[r.at]->text);
    uint32_t row, to;
    index_echoes(c->x, key_mix(key), &row, &to);
    c->s->work += to > row ? (to - row) * ECHO_COST : 0;
    for (; row < to; row++) {
        const uint8_t *p = part_record(c->x->section[SEC_ECHO], row, ECHO_ROW);
        if (!p) return;
        uint32_t word = num_get_u32(p + 8), number = word & ECHO_WORD;
        r.like_bp = echo_alike(h, is_first, script, num_get_u64(p), word, seen);
        if (!r.like_bp || number >= c->x->tokens || !is_of_kind(c, number, c->word[r.at])) continue;
        if (!is_other_child(c, number, c->word[r.at])) note_heard(c, number, r);
    }
}

/* Stored sounds under the keys of a sound: what a row holds is all that is compared. */
static void ask_echoes(struct search *c, uint8_t at)
{
    uint64_t key[SOUND_KEYS_MAX];
    const struct word *w = c->word[at];
    for (size_t i = 0; i < w->sounds; i++) {
        struct recent seen = { .sound = { 0 } };
        struct heard heard;
        size_t n = sound_keys(&w->sound[i], key);
        if (n) sound_hear(&w->sound[i], &heard);
        for (size_t k = 0; k < n; k++) index_fetch_echoes(c->x, key_mix(key[k]));
        for (size_t k = 0; k < n; k++)
            ask_echo(c, key[k], &heard, i == 0, (struct reach){ .at = at, .len = 1, .how = PART_SOUND }, &seen);
    }
}

static inline void fetch_word(const struct search *c, uint32_t number)
{
    index_fetch_word(c->x, number);
    __builtin_prefetch(&c->s->word_mark[number]);
}

static void note_name(struct search *c, uint32_t name, uint8_t at)
{
    if (name >= c->x->names) return;
    struct joined *j = list_add(&c->s->joined, sizeof *j);
    if (!j) {
        c->no_memory = true;
        return;
    }
    *j = (struct joined){ name, at };
    c->cost[at]++;
}

static void note(struct search *c, uint32_t val, uint8_t at, bool by_sound)
{
    if (val & VAL_IS_NAME) note_name(c, val & ~VAL_IS_NAME, at);
    else if (by_sound) note_sound(c, val, at);
    else search_spell(c, val);
}

/* What a bucket leads to lies apart in memory: a few at a time are fetched, then looked at. */
static void ask(struct search *c, uint64_t key, uint8_t at, bool by_sound)
{
    enum { AT_ONCE = 8 };
    uint32_t found[AT_ONCE];
    uint64_t mixed = key_mix(key);
    uint16_t tag = index_tag_of(mixed);
    uint32_t i, to;
    size_t count = 0;
    index_bucket(c->x, mixed, &i, &to);
    c->s->work += to > i ? to - i : 0;
    const uint8_t *tags = c->x->section[SEC_TAG].data; /* as many as values */
    for (; i < to; i++) {
        if (num_get_u16(tags + 2 * (size_t)i) != tag) continue;
        uint32_t val = index_val(c->x, i);
        if (val < c->x->tokens) fetch_word(c, val);
        found[count++] = val;
        if (count < AT_ONCE) continue;
        for (size_t k = 0; k < count; k++) note(c, found[k], at, by_sound);
        count = 0;
    }
    for (size_t k = 0; k < count; k++) note(c, found[k], at, by_sound);
}

/* Buckets lie apart in memory: all are fetched, then looked at. */
static void ask_each(struct search *c, const uint64_t *key, size_t count, uint8_t at, bool by_sound)
{
    for (size_t i = 0; i < count; i++) index_fetch(c->x, key_mix(key[i]));
    for (size_t i = 0; i < count; i++) index_fetch_bucket(c->x, key_mix(key[i]));
    for (size_t i = 0; i < count; i++) ask(c, key[i], at, by_sound);
}

/* Neighbours of the query in a script without vowels as one spoken word, and a spoken word of the query as
 * neighbours in such a script. */
static void ask_joined_sounds(struct search *c, uint8_t at)
{
    enum { LETTERS_LEAST = 6 }; /* of two words */
    const struct word *w = c->word[at];
    uint64_t key[SOUND_KEYS_MAX];
    struct sound joined, plain[2];
    if (!word_is_unvowelled(w) && w->kind == WORD_PLAIN && w->letters >= LETTERS_LEAST) {
        for (size_t i = 0; i < w->sounds; i++) {
            size_t ways = sound_plainly(&w->sound[i], plain);
            for (size_t k = 0; k < ways; k++) {
                size_t n = key_join_heard(&plain[k], key);
                ask_each(c, key, n, at, false);
            }
        }
    }
    for (size_t i = 0; i < c->joins; i++) {
        if (c->join[i].at != at || !word_is_unvowelled(w) || !words_sound_joined(c->word + at, c->join[i].len, &joined)) continue;
        size_t n = arabic_keys(&joined, key);
        for (size_t m = 0; m < n; m++) ask(c, key_make(KEY_MODEL_GENERIC, KEY_SPOKEN_SKELETON, key[m]), at, false);
    }
}

static void ask_join(struct search *c, str joined, uint8_t at)
{
    uint32_t code = c->word[at]->is_firms ? roman_code(joined) : 0;
    ask(c, key_of_word(joined), at, false);
    if (code) ask(c, key_of_roman(code), at, false);
}

/* Words alike to this one, whatever its neighbours. */
static void ask_alike(struct search *c, uint8_t at)
{
    const struct word *w = c->word[at];
    uint64_t key[KEYS_WORD_MAX], heard[KEYS_HEARD_MAX];
    size_t n = key_word_forms(w, key);
    ask_each(c, key, n, at, false);
    ask_echoes(c, at);
    n = key_word_heard(w, index_head(c->x, HEAD_LETTERED) ? KEYS_TO_ASK : KEYS_TO_ASK_SPOKEN, heard);
    ask_each(c, heard, n, at, true);
    if (w->letters > 1 && w->kind != WORD_NUMBER && w->kind != WORD_SIGN)
        ask(c, key_of_word(str_sub(w->text, 0, letter_len(w->text, 0))), at, false);
}

/* Of persons' names; a word that stands for others, or for itself alone, has no list. */
static bool near_may_be_kept(const struct word *w)
{
    return (w->kind == WORD_PLAIN || w->kind == WORD_PATRONYM || w->kind == WORD_LIGHT) && !w->has_digit;
}

/* The same as it was found when the index was built. @return false when this word was not asked for then */
static bool recall_near(struct search *c, uint8_t at)
{
    const struct word *w = c->word[at];
    uint32_t number, from, to;
    size_t width = c->x->width + 2u;
    static const enum name_part_how part_of_near[1 << (16 - NEAR_HOW_SHIFT)] = {
        [NEAR_SAME] = PART_SAME, [NEAR_TYPO] = PART_TYPO, [NEAR_INITIAL] = PART_INITIAL,
        [NEAR_SOUND] = PART_SOUND, [NEAR_NICKNAME] = PART_NICKNAME,
    };
    bool is_read_as_there = c->q->kind == NAME_PERSON || (w->letters == w->text.len && w->class != CLASS_NUMBER);
    if (!is_read_as_there || !near_may_be_kept(w)) return false;
    if (!index_find_word(c->x, w->text, &number) || !index_near(c->x, number, &from, &to)) return false;
    c->s->work += to > from ? (to - from) * NEAR_COST : 0;
    const uint8_t *p = c->x->section[SEC_NEAR].data + from * width;
    for (uint32_t i = from; i < to; i++) {
        uint32_t near = index_number(p + (i - from) * width, c->x->width);
        if (near < c->x->tokens) fetch_word(c, near);
    }
    for (; from < to; from++, p += width) {
        uint32_t near = index_number(p, c->x->width);
        unsigned how = num_get_u16(p + c->x->width);
        if (near >= c->x->tokens) continue;
        struct reach r = { .at = at, .len = 1, .like_bp = (uint16_t)(10000 - (how & NEAR_LESS_MASK)) };
        r.how = part_of_near[how >> NEAR_HOW_SHIFT];
        if (r.how != PART_MISSING) note_heard(c, near, r);
    }
    return true;
}

/* A word that stands twice: what was found for the first is alike to the second. @return false when it stands once */
static bool ask_again(struct search *c, uint8_t at)
{
    uint8_t before = 0;
    while (before < at && !str_eq(c->word[before]->text, c->word[at]->text)) before++;
    if (before == at) return false;
    size_t count = c->s->reached.count;
    for (size_t i = 0; i < count && !must_stop(c); i++) {
        uint32_t number = ((const struct reached *)c->s->reached.items)[i].word;
        const struct reach *known = find_reach(c, &c->s->word_mark[number], before);
        if (known) note_heard(c, number, (struct reach){ .at = at, .len = 1, .like_bp = known->like_bp, .how = known->how });
        c->s->work += NEAR_COST;
    }
    return true;
}

static void ask_word(struct search *c, uint8_t at)
{
    const struct word *w = c->word[at];
    char text[JOIN_LETTERS_MAX * 4];
    if (!ask_again(c, at) && !recall_near(c, at)) ask_alike(c, at);
    if (w->letters <= JOIN_LETTERS_MAX) ask(c, key_of_join(w->text), at, false);
    size_t pinyin = w->is_firms ? han_pinyin(w->text, text) : 0; /* neighbours that spell it */
    if (pinyin) ask(c, key_of_join(str_of(text, pinyin)), at, false);
    if (w->concept) ask(c, key_of_concept(w->concept), at, false);
    if (w->roman) ask(c, key_of_roman(w->roman), at, false);
    if (w->roman) ask(c, key_of_roman_join(w->roman), at, false);
    for (size_t i = 0; i < c->joins; i++)
        if (c->join[i].at == at) ask_join(c, key_join_text(c->word + at, c->join[i].len, text), at);
    if (c->hears_joins) ask_joined_sounds(c, at);
}

/* Names whose initials are a word of the query, and words that are the query's initials. */
static void ask_acronyms(struct search *c)
{
    char room[ACRONYM_ASKED_MAX][ACRONYM_TEXT_MAX];
    str text[ACRONYM_ASKED_MAX];
    size_t count = acronym_words(&c->acronyms, room, text);
    for (size_t k = 0; k < count; k++) ask(c, key_of_word(text[k]), 0, false);
    for (uint8_t i = 0; i < c->side.count && !must_stop(c); i++) {
        count = acronym_stems(c->word[i], text);
        for (size_t k = 0; k < count; k++) ask(c, key_of_acronym(text[k]), i, false);
    }
}

static void ask_all(struct search *c)
{
    for (uint8_t i = 0; i < c->side.count; i++) {
        index_fetch(c->x, key_mix(key_of_word(c->word[i]->text)));
        index_fetch(c->x, key_mix(key_of_join(c->word[i]->text)));
    }
    for (uint8_t i = 0; i < c->side.count && !must_stop(c); i++) ask_word(c, i);
    ask_acronyms(c);
}
/* --- the query's words ---------------------------------------------------------------------- */

static void load_joins(struct search *c)
{
    c->joins = 0;
    for (uint8_t i = 0; i + 1 < c->side.count; i++)
        for (uint8_t len = 2; len <= JOIN_WORDS_MAX && i + len <= c->side.count; len++) {
            struct query_join j = { .at = i, .len = len };
            if (!words_can_join(c->word + i, len)) continue;
            for (uint8_t k = 0; k < len; k++) j.bytes += c->word[i + k]->text.len;
            c->join[c->joins++] = j;
        }
}

static void load_side(struct search *c, enum reading r)
{
    const struct read_name *n = &c->q->name;
    const struct form *f = &n->form[r];
    c->has_initial = c->has_roman = false;
    c->is_unvowelled = false;
    for (uint8_t i = 0; i < f->count; i++) {
        const struct word *w = &n->word[f->at[i]];
        c->word[i] = w;
        c->worth[i] = form_worth((uint8_t)w->kind, w->weight[c->worth_reading]);
        c->kind[i] = form_kind(r, (uint8_t)w->kind, w->class);
        c->class[i] = w->class;
        c->hash[i] = w->hash;
        c->cost[i] = w->kind == WORD_INITIAL ? INITIAL_COST : 0;
        c->has_roman |= w->roman != 0;
        c->has_initial |= w->kind == WORD_INITIAL;
        c->is_unvowelled |= word_is_unvowelled(w);
    }
    c->hears_joins = c->is_unvowelled || index_head(c->x, HEAD_LETTERED) > 0;
    c->side = (struct side){ .count = f->count, .legal = f->legal, .weight = c->weight,
                             .worth = c->worth, .kind = c->kind, .hash = c->hash, .class = c->class };
    load_joins(c);
    c->acronyms = (struct acronyms){ .len = { 0, 0 } };
    if (f->count >= ACRONYM_LETTERS_MIN && f->count <= ACRONYM_LETTERS_MAX + 4) acronyms_of(c->word, f->count, f->legal, &c->acronyms);
}

/* Read the query's words in one way and find what is alike to them. */
void search_open(struct search *c, enum reading r)
{
    struct name_scratch *s = c->s;
    s->epoch++;
    s->reach.count = s->reached.count = s->joined.count = 0;
    load_side(c, r);
    ask_all(c);
}


/* --- for an index that is being built -------------------------------------------------------- */

bool search_near(struct name_scratch *s, const struct name_index *x, const struct word *w, struct list_of *ret)
{
    static const struct name_query person = { .kind = NAME_PERSON };
    struct search c = { .s = s, .x = x, .q = &person, .word = { w }, .side = { .count = 1 } };
    ret->count = 0;
    if (!near_may_be_kept(w)) return true;
    if (!search_grow(s, x)) return false;
    s->epoch++;
    s->reach.count = s->reached.count = s->joined.count = 0;
    ask_alike(&c, 0);
    for (size_t i = 0; i < s->reached.count && !c.no_memory; i++) {
        uint32_t word = ((const struct reached *)s->reached.items)[i].word;
        const struct reach *r = (const struct reach *)s->reach.items + s->word_mark[word].first;
        struct near_word *near = list_add(ret, sizeof *near);
        if (!near) return false;
        *near = (struct near_word){ word, r->like_bp, r->how };
    }
    return !c.no_memory;
}

/* Where in a name a word of the index stands. */
static uint64_t places_in(const struct search *c, uint32_t name, uint32_t word)
{
    struct stored_name n;
    uint64_t places = 0;
    const uint8_t *list = index_name(c->x, name, &n) ? index_words_of(c->x, &n) : NULL;
    for (uint8_t j = 0; list && j < n.count && j < 64; j++)
        if (index_listed(c->x, list, j) == word) places |= (uint64_t)1 << j;
    return places ? places : UINT64_MAX;
}

static bool tell_places(const struct search *c, search_place_fn *fn, void *ctx)
{
    const struct reached *r = c->s->reached.items;
    const struct joined *j = c->s->joined.items;
    uint32_t name;
    for (size_t i = 0; i < c->s->reached.count; i++) {
        struct postings p;
        index_postings(c->x, r[i].word, &p);
        while (postings_next(&p, &name))
            if (!fn(ctx, name, places_in(c, name, r[i].word))) return false;
    }
    for (size_t i = 0; i < c->s->joined.count; i++)
        if (!fn(ctx, j[i].name, UINT64_MAX)) return false;
    return true;
}

bool search_word_alone(struct name_scratch *s, const struct name_index *x, const struct word *w, search_place_fn *fn, void *ctx)
{
    static const struct name_query any = { .kind = NAME_ANY };
    struct search c = { .s = s, .x = x, .q = &any, .word = { w }, .side = { .count = 1 } };
    c.has_roman = w->roman != 0;
    c.is_unvowelled = word_is_unvowelled(w);
    c.hears_joins = c.is_unvowelled || index_head(x, HEAD_LETTERED) > 0;
    if (!search_grow(s, x)) return false;
    s->epoch++;
    s->reach.count = s->reached.count = s->joined.count = 0;
    ask_word(&c, 0);
    ask_acronyms(&c);
    return !c.no_memory && tell_places(&c, fn, ctx);
}
