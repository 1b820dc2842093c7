/*
 * Searching a name index.
 *
 * Workload: two to five words against 10^4..10^6 names; the usual answer is "nothing", so the
 * work goes into not looking. All keys of the query's words are asked for once; that tells which
 * words of the index are alike, and how many names have them. Then the fewest and rarest words are
 * chosen such that a name sharing none of them cannot reach the minimum (score_bound). Their names
 * are gathered with a bit for each place of the query that has a partner; postings of the other
 * words add their bits. Only names whose bits may reach the minimum are compared, by numbers,
 * without touching their text.
 */
#include "base/mem.h"
#include "base/num.h"
#include "name/acronym.h"
#include "name/index.h"
#include "name/han_sound.h"
#include "name/key.h"
#include "name/patronymic.h"
#include "name/readings.h"
#include "name/roman.h"
#include "name/scratch.h"

/** A person's name against a firm's, or the reverse, must be all but the same. */
enum { OTHER_KIND_MIN_BP = 9500 };

/** An initial stands for every word beginning with it, and no key leads to all of them. It is chosen
 *  last, which is never: once all full words are chosen the bound is below the floor; and when there
 *  is none, only the same name is above it, which the initial's own key finds. */
enum { INITIAL_COST = 1 << 30 };

/** Comparing a name costs about as much as reading so many postings (measured). */
enum { COMPARE_COST = 8 };

/** And an edge between two words, from finding it to sorting it, so many (measured). */
enum { EDGE_COST = 40 };

/** Marks start over before their numbers run out; one search takes fewer than ten. */
#define NUMBERS_END (UINT32_MAX - 10)

struct query_join {
    uint8_t at, len;
    size_t  bytes;
};

/* The words of the name that is compared: kept here, since clearing them for each name would cost
   as much as comparing. */
struct name_words {
    uint32_t word[WORDS_MAX], hash[WORDS_MAX];
    uint16_t weight[WORDS_MAX], worth[WORDS_MAX];
    uint8_t  kind[WORDS_MAX], class[WORDS_MAX];
};

struct search {
    struct name_scratch     *s;
    const struct name_index *x;
    const struct name_query *q;
    enum reading             reading;       /* of the names looked at */
    enum reading             score_reading; /* the sterner of it and the query's */
    enum reading             worth_reading; /* of the query's kind: for info_cb */
    uint32_t                 from, to;      /* stored names of the reading */
    uint16_t                 min_bp;
    bool                     is_other;      /* of another kind than the query: a person's name against a firm's */
    bool                     skips_any;     /* names without kind are looked at in another reading */
    bool                     no_memory;
    int32_t                  most_info; /* of the query with itself: another kind's reading may
                                           count words that its own puts aside */
    /* the query's words in this reading */
    const struct word       *word[WORDS_MAX];
    struct side              side;
    uint16_t                 weight[WORDS_MAX], worth[WORDS_MAX];
    uint32_t                 total; /* of weight */
    uint8_t                  kind[WORDS_MAX], class[WORDS_MAX];
    uint32_t                 hash[WORDS_MAX];
    bool                     has_initial;
    bool                     has_roman; /* some word of the query may be Korean */
    bool                     hears_joins; /* neighbours of one script may be one word of another */
    bool                     is_unvowelled; /* some word of the query is of a script without vowels */
    struct name_words        now;
    struct query_join        join[2 * WORDS_MAX]; /* neighbours that may be written together */
    size_t                   joins;
    struct acronyms          acronyms; /* of all its words; none in a person's name */
    uint64_t                 cost[WORDS_MAX]; /* of looking at all names that share it */
};

/* Out of memory, or out of work: what is not looked at now is told by the status. */
static bool must_stop(const struct search *c)
{
    return c->no_memory || c->s->work > c->s->work_max;
}

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
        bool may_sound_so = word_is_unvowelled(w) != word_is_unvowelled(c->word[j->at]);
        if (j->bytes != w->text.len && !may_sound_so && !c->word[j->at]->is_firms) continue;
        if (!words_are_joined(c->word + j->at, j->len, w)) continue;
        if (!add_reach(c, &mark->first, r)) return;
    }
    if (c->q->kind == NAME_PERSON) return;
    struct reach whole = { .at = 0, .len = c->side.count, .how = PART_ACRONYM, .hash = w->hash };
    whole.like_bp = acronym_fits(&c->acronyms, w);
    if (whole.like_bp) add_reach(c, &mark->first, whole);
}

/* What its new ways cost: chain items from `from` on. */
static void note_reached(struct search *c, uint32_t number, const struct stored_word *w, bool is_first, size_t from)
{
    const struct reach *chain = c->s->reach.items;
    uint32_t cost = w->post_to > w->post_from ? w->post_to - w->post_from : 0;
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
static bool lacks_vowels(const struct search *c, uint32_t number)
{
    const uint8_t *row = part_record(c->x->section[SEC_WORD], number, WORD_ROW);
    return row && (row[15] & WORD_IS_UNVOWELLED);
}

static void note_word(struct search *c, uint32_t number)
{
    struct stored_word stored;
    struct word w;
    if (number >= c->x->tokens) return;
    struct word_mark *mark = open_mark(c, number);
    if (mark->is_spelled) return;
    mark->is_spelled = true;
    if (!index_word(c->x, number, &stored)) return;
    if (!index_word_read(c->x, number, c->q->kind != NAME_PERSON, &w)) return;
    if (c->joins && lacks_vowels(c, number) != c->is_unvowelled) form_hear(&w); /* it may be joined words of a script with vowels */
    if (c->has_roman) w.roman = roman_code(w.text);
    bool is_first = mark->first == NO_REACH;
    size_t from = c->s->reach.count;
    spell_word(c, mark, &w);
    note_reached(c, number, &stored, is_first, from);
}

/* A word is heard as one of the query: a better way from this place than is known so far? */
static void note_heard(struct search *c, uint32_t number, struct reach r)
{
    struct stored_word stored;
    struct word_mark *mark = open_mark(c, number);
    struct reach *known = find_reach(c, mark, r.at);
    if (known) {
        if (r.like_bp > known->like_bp) {
            known->like_bp = r.like_bp;
            known->how = r.how;
        }
        return;
    }
    if (!index_word(c->x, number, &stored) || str_eq(stored.text, c->word[r.at]->text)) return;
    bool is_patronym = c->word[r.at]->kind == WORD_PATRONYM && patronymic_is(stored.text);
    if (is_patronym && patronymics_of_two_sexes(c->word[r.at]->text, stored.text)) return;
    bool is_first = mark->first == NO_REACH;
    size_t from = c->s->reach.count;
    r.hash = (uint32_t)str_hash(stored.text);
    if (add_reach(c, &mark->first, r)) note_reached(c, number, &stored, is_first, from);
}

/* A key of skeletons or nicknames led from this place of the query to a word. */
static void note_sound(struct search *c, uint32_t number, uint8_t at)
{
    struct word w;
    if (number >= c->x->tokens) return;
    struct word_mark *mark = open_mark(c, number);
    if (mark->heard >> at & 1) return;
    mark->heard |= (uint64_t)1 << at;
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
        if (r.like_bp && number < c->x->tokens && is_of_kind(c, number, c->word[r.at])) note_heard(c, number, r);
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
        for (size_t k = 0; k < n; k++)
            ask_echo(c, key[k], &heard, i == 0, (struct reach){ .at = at, .len = 1, .how = PART_SOUND }, &seen);
    }
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
    c->s->name_mark[name].joined = c->s->epoch;
    c->cost[at]++;
}

static void note(struct search *c, uint32_t val, uint8_t at, bool by_sound)
{
    if (val & VAL_IS_NAME) note_name(c, val & ~VAL_IS_NAME, at);
    else if (by_sound) note_sound(c, val, at);
    else note_word(c, val);
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
        uint32_t val = part_u32(c->x->section[SEC_VAL], i);
        if (val < c->x->tokens) {
            index_fetch_word(c->x, val);
            __builtin_prefetch(&c->s->word_mark[val]);
        }
        found[count++] = val;
        if (count < AT_ONCE) continue;
        for (size_t k = 0; k < count; k++) note(c, found[k], at, by_sound);
        count = 0;
    }
    for (size_t k = 0; k < count; k++) note(c, found[k], at, by_sound);
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
                for (size_t m = 0; m < n; m++) ask(c, key[m], at, false);
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

static void ask_word(struct search *c, uint8_t at)
{
    const struct word *w = c->word[at];
    uint64_t key[KEYS_WORD_MAX], heard[KEYS_HEARD_MAX];
    char text[JOIN_LETTERS_MAX * 4];
    size_t n = key_word_forms(w, key);
    for (size_t i = 0; i < n; i++) index_fetch(c->x, key_mix(key[i]));
    for (size_t i = 0; i < n; i++) ask(c, key[i], at, false);
    ask_echoes(c, at);
    n = key_word_heard(w, index_head(c->x, HEAD_LETTERED) ? KEYS_TO_ASK : KEYS_TO_ASK_SPOKEN, heard);
    for (size_t i = 0; i < n; i++) ask(c, heard[i], at, true);
    if (w->letters <= JOIN_LETTERS_MAX) ask(c, key_of_join(w->text), at, false);
    size_t pinyin = w->is_firms ? han_pinyin(w->text, text) : 0; /* neighbours that spell it */
    if (pinyin) ask(c, key_of_join(str_of(text, pinyin)), at, false);
    if (w->concept) ask(c, key_of_concept(w->concept), at, false);
    if (w->roman) ask(c, key_of_roman(w->roman), at, false);
    if (w->roman) ask(c, key_of_roman_join(w->roman), at, false);
    if (w->letters > 1 && w->kind != WORD_NUMBER && w->kind != WORD_SIGN)
        ask(c, key_of_word(str_sub(w->text, 0, letter_len(w->text, 0))), at, false);
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
    for (uint8_t i = 0; i < c->side.count && !must_stop(c); i++) ask_word(c, i);
    ask_acronyms(c);
}

/* --- one name ------------------------------------------------------------------------------- */

static void add_edge(struct edge *edge, size_t *count, struct edge e)
{
    if (*count < EDGES_MAX) edge[(*count)++] = e;
}

/* A word of the query that is the initials of the whole name. */
static void add_acronym_edges(struct search *c, const struct word *const *word, uint8_t words, bool has_legal,
                              size_t *count)
{
    struct acronyms long_name;
    if (words < ACRONYM_LETTERS_MIN || words > ACRONYM_LETTERS_MAX + 4) return;
    acronyms_of(word, words, has_legal, &long_name);
    for (uint8_t i = 0; i < c->side.count; i++) {
        uint16_t bp = acronym_fits(&long_name, c->word[i]);
        if (bp)
            add_edge(c->s->edge, count,
                     (struct edge){ .a = i, .a_len = 1, .b_len = words, .like_bp = bp, .how = PART_ACRONYM });
    }
}

/* Neighbours of the name that make one word of the query. */
static void add_join_edges(struct search *c, const struct stored_name *n, const uint32_t *number,
                           uint32_t *hash, size_t *count)
{
    struct word word[WORDS_MAX];
    const struct word *at[WORDS_MAX];
    c->s->work += (uint64_t)n->count * c->side.count * JOIN_WORDS_MAX * COMPARE_COST;
    for (uint8_t j = 0; j < n->count; j++) {
        at[j] = &word[j];
        if (!index_word_read(c->x, number[j], c->score_reading != READ_PERSON, &word[j])) return;
        if (c->hears_joins && (c->is_unvowelled || lacks_vowels(c, number[j]))) form_hear(&word[j]);
        hash[j] = word[j].hash;
    }
    if (c->score_reading != READ_PERSON) add_acronym_edges(c, at, n->count, n->legal, count);
    for (uint8_t j = 0; j + 1 < n->count; j++)
        for (uint8_t len = 2; len <= JOIN_WORDS_MAX && j + len <= n->count; len++)
            for (uint8_t i = 0; i < c->side.count; i++)
                if (words_are_joined(at + j, len, c->word[i]))
                    add_edge(c->s->edge, count,
                             (struct edge){ .a = i, .a_len = 1, .b = j, .b_len = len,
                                            .like_bp = JOIN_BP, .how = PART_JOINED });
}

/* What a stored name is worth to itself. */
static int32_t stored_self_info(const struct search *c, uint32_t number, const struct stored_name *n)
{
    uint16_t worth[WORDS_MAX];
    struct hypothesis room[READINGS_ROOM];
    struct readings stored = readings_stored(c->x, number, room);
    const uint8_t *list = index_words_of(c->x, n);
    if (!list) return 0;
    for (size_t j = 0; j < n->count; j++) {
        const uint8_t *row = part_record(c->x->section[SEC_WORD], num_get_u32(list + 4 * j), WORD_ROW);
        if (!row) return 0;
        worth[j] = form_worth(row[14], num_get_u16(row + 8 + 2 * c->worth_reading));
    }
    int32_t by_words = score_self_info(&(struct side){ .count = n->count, .worth = worth });
    int32_t by_models = readings_self_info(&stored);
    return by_models < by_words ? by_models : by_words;
}

static bool keep(struct search *c, uint32_t number, const struct stored_name *n,
                 const struct score *score)
{
    struct found *f = list_add(&c->s->found, sizeof *f);
    if (!f) {
        c->no_memory = true;
        return false;
    }
    struct score capped = *score;
    bool is_rendered = c->q->is_rendered; /* it cannot be the same text */
    readings_cap(&capped, c->most_info, query_has_readings(c->s, c->q) ? stored_self_info(c, number, n) : INT32_MAX);
    if (is_rendered) capped.name_bp = (uint16_t)num_min_u32(capped.name_bp, SCORE_NEAR_MAX_BP);
    *f = (struct found){ .name = number,
                         .hit = { .row = n->row, .statement = n->statement, .flags = n->flags,
                                  .name_bp = capped.name_bp, .is_exact = score->is_exact && !is_rendered,
                                  .info_cb = capped.info_cb } };
    return true;
}

/* Edges to one word of a name; the places of the query they cover. */
static uint64_t add_word_edges(struct search *c, uint32_t word, uint8_t at, uint32_t *hash,
                               size_t *count)
{
    const struct word_mark *mark = &c->s->word_mark[word];
    uint64_t covered = 0;
    uint32_t next = NO_REACH;
    if (c->has_initial) note_word(c, word); /* noted for the next visit too */
    if (mark->epoch == c->s->epoch) next = mark->first;
    const struct reach *chain = c->s->reach.items;
    while (next != NO_REACH) {
        const struct reach *r = &chain[next];
        next = r->next;
        if (!alike_counts(c->score_reading, r->how)) continue;
        add_edge(c->s->edge, count, (struct edge){ .a = r->at, .a_len = r->len, .b = at,
                                                   .b_len = 1, .like_bp = r->like_bp,
                                                   .how = r->how });
        covered |= (((uint64_t)1 << r->len) - 1) << r->at;
        *hash = r->hash;
    }
    return covered;
}

/* Can a name that covers only these places of the query still reach the minimum? */
static bool may_reach(const struct search *c, uint64_t covered)
{
    uint32_t left = 0;
    size_t others = 0;
    for (size_t i = 0; i < c->side.count; i++) {
        if (covered >> i & 1)
            others += word_is_full(c->kind[i]);
        else
            left += score_bound_weight(c->kind[i], c->weight[i]);
    }
    return score_bound(c->score_reading, score_share(left, c->total), others) >= c->min_bp;
}

static void join_readings(const struct search *c, uint32_t number, struct score *score)
{
    struct hypothesis room[READINGS_ROOM];
    struct readings stored = readings_stored(c->x, number, room);
    readings_join(c->q->readings, &stored, score);
}

static void compare_words(struct search *c, uint32_t number, const struct stored_name *n,
                          size_t edges)
{
    struct name_words *now = &c->now;
    bool is_unvowelled[WORDS_MAX];
    for (uint8_t j = 0; j < n->count; j++) {
        const uint8_t *row = part_record(c->x->section[SEC_WORD], now->word[j], WORD_ROW);
        if (!row) return;
        uint8_t class = now->class[j] = index_word_class(row);
        now->weight[j] = form_name_weight(c->is_other ? READ_PERSON : c->reading, class, num_get_u16(row + 8 + 2 * c->reading));
        now->worth[j] = form_worth(row[14], num_get_u16(row + 8 + 2 * c->worth_reading));
        now->kind[j] = form_kind(c->reading, row[14], class);
        is_unvowelled[j] = row[15] & WORD_IS_UNVOWELLED;
    }
    struct side b = { .count = n->count, .legal = n->legal, .weight = now->weight,
                      .worth = now->worth, .kind = now->kind, .hash = now->hash, .class = now->class };
    if (c->reading != READ_WORD) b.own = score_own_name(now->kind, now->weight, is_unvowelled, n->count);
    struct score score = score_pair(c->score_reading, &c->side, &b, c->s->edge, edges);
    if (score.name_bp >= c->min_bp && c->reading != READ_WORD && c->q->readings->count)
        join_readings(c, number, &score);
    if (score.name_bp >= c->min_bp) keep(c, number, n, &score);
}

static void compare(struct search *c, uint32_t number)
{
    struct name_words *now = &c->now;
    struct stored_name n;
    uint64_t covered = 0;
    size_t edges = 0;
    if (!index_name(c->x, number, &n) || (c->skips_any && n.kind == NAME_ANY)) return;
    const uint8_t *list = index_words_of(c->x, &n);
    if (!list) return;
    for (uint8_t j = 0; j < n.count; j++) {
        now->word[j] = num_get_u32(list + 4 * (size_t)j);
        now->hash[j] = 0; /* asked for only where an edge ends */
        if (now->word[j] >= c->x->tokens) return;
        covered |= add_word_edges(c, now->word[j], j, &now->hash[j], &edges);
    }
    c->s->work += COMPARE_COST + n.count + edges * EDGE_COST;
    if (c->s->name_mark[number].joined == c->s->epoch)
        add_join_edges(c, &n, now->word, now->hash, &edges);
    else if (!may_reach(c, covered))
        return;
    if (!c->no_memory) compare_words(c, number, &n, edges);
}

/* --- which names ---------------------------------------------------------------------------- */

/* The words whose names are looked at: a bit set over places in the query's form. */
static uint64_t choose_words(const struct search *c)
{
    uint8_t order[WORDS_MAX];
    uint32_t chosen = 0;
    size_t others = 0, taken = 0, count = c->side.count;
    uint64_t set = 0;
    for (uint8_t i = 0; i < count; i++) {
        uint8_t k = i;
        for (; k && c->cost[order[k - 1]] > c->cost[i]; k--) order[k] = order[k - 1];
        order[k] = i;
        others += word_is_full(c->kind[i]);
    }
    while (taken < count && score_bound(c->score_reading, score_share(chosen, c->total), others) >= c->min_bp) {
        uint8_t i = order[taken++];
        set |= (uint64_t)1 << i;
        chosen += score_bound_weight(c->kind[i], c->weight[i]);
        others -= word_is_full(c->kind[i]);
    }
    while (taken) { /* a dear word may have made a light one needless */
        uint8_t i = order[--taken];
        uint32_t less = chosen - score_bound_weight(c->kind[i], c->weight[i]);
        size_t more = others + word_is_full(c->kind[i]);
        if (score_bound(c->score_reading, score_share(less, c->total), more) >= c->min_bp) continue;
        set &= ~((uint64_t)1 << i);
        chosen = less;
        others = more;
    }
    return set;
}

/* Places of the query that a word of the index is alike to. */
static uint64_t places_of(const struct search *c, uint32_t word)
{
    const struct reach *chain = c->s->reach.items;
    uint64_t places = 0;
    for (uint32_t at = c->s->word_mark[word].first; at != NO_REACH; at = chain[at].next)
        places |= (((uint64_t)1 << chain[at].len) - 1) << chain[at].at;
    return places;
}

/* A name gets a partner for these places. Only chosen words bring names in. */
static void touch(struct search *c, uint32_t name, uint64_t places, bool is_chosen)
{
    struct name_mark *mark = &c->s->name_mark[name];
    if (mark->seen == c->s->visit) {
        mark->covered |= places;
        return;
    }
    if (!is_chosen) return;
    uint32_t *t = list_add(&c->s->touched, sizeof *t);
    if (!t) {
        c->no_memory = true;
        return;
    }
    *t = name;
    mark->seen = c->s->visit;
    mark->covered = places;
}

static void touch_names_of(struct search *c, uint32_t word, uint64_t places, bool is_chosen)
{
    struct stored_word w;
    struct postings p;
    uint32_t name;
    if (!index_word(c->x, word, &w)) return;
    index_postings(c->x, &w, &p);
    c->s->work += (uint64_t)(p.end - p.p);
    while (postings_next(&p, &name) && name < c->to)
        if (name >= c->from) touch(c, name, places, is_chosen);
}

static void touch_joined(struct search *c, uint64_t set, bool wants_chosen)
{
    for (size_t i = 0; i < c->s->joined.count && !c->no_memory; i++) {
        const struct joined *j = (const struct joined *)c->s->joined.items + i;
        uint64_t place = (uint64_t)1 << j->at;
        bool is_chosen = place & set;
        if (j->name >= c->from && j->name < c->to && is_chosen == wants_chosen)
            touch(c, j->name, place, is_chosen);
    }
}

/* Names of the chosen words; @return places whose partners are not all known. */
static uint64_t touch_all(struct search *c, uint64_t set)
{
    const struct reached *r = c->s->reached.items;
    size_t count = c->s->reached.count;
    uint64_t unknown = 0;
    for (size_t i = 0; i < count && !must_stop(c); i++) {
        uint64_t places = places_of(c, r[i].word);
        if (places & set) touch_names_of(c, r[i].word, places, true);
    }
    touch_joined(c, set, true);
    size_t worth = c->s->touched.count * COMPARE_COST;
    for (size_t i = 0; i < count && !must_stop(c); i++) {
        uint64_t places = places_of(c, r[i].word);
        if (places & set) continue;
        if (r[i].cost > worth)
            unknown |= places;
        else
            touch_names_of(c, r[i].word, places, false);
    }
    touch_joined(c, set, false);
    for (size_t i = 0; i < c->side.count; i++)
        if (c->kind[i] == WORD_INITIAL) unknown |= (uint64_t)1 << i;
    return unknown;
}

static void compare_all(struct search *c)
{
    for (uint32_t n = c->from; n < c->to && !must_stop(c); n++) compare(c, n);
}

static void compare_some(struct search *c)
{
    uint64_t set = choose_words(c), last = 0;
    bool is_good = false, is_first = true;
    c->s->touched.count = 0;
    uint64_t unknown = touch_all(c, set);
    for (size_t i = 0; i < c->s->touched.count && !must_stop(c); i++) {
        uint32_t name = ((const uint32_t *)c->s->touched.items)[i];
        uint64_t covered = c->s->name_mark[name].covered | unknown;
        if (is_first || covered != last) is_good = may_reach(c, covered);
        last = covered;
        is_first = false;
        if (is_good) compare(c, name);
    }
}

/* --- readings ------------------------------------------------------------------------------- */

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

static bool has_other_kind(enum name_kind kind, enum reading r)
{
    return (kind == NAME_PERSON && r == READ_WORD) ||
           ((kind == NAME_ORGANIZATION || kind == NAME_OBJECT) && r == READ_PERSON);
}

static void forget_marks(struct name_scratch *s)
{
    memset(s->word_mark, 0, s->word_marks * sizeof *s->word_mark);
    memset(s->name_mark, 0, s->name_marks * sizeof *s->name_mark);
    s->epoch = s->visit = 0;
}

/* Read the query's words in one way and find what is alike to them. */
static void open_form(struct search *c, enum reading r)
{
    struct name_scratch *s = c->s;
    s->epoch++;
    s->reach.count = s->reached.count = s->joined.count = 0;
    load_side(c, r);
    ask_all(c);
}

/* Names that share no word with the query, and are it all the same. */
static void compare_readings(struct search *c)
{
    const struct read_hit *hit;
    size_t count;
    if (!readings_search(c->s, c->x, c->q->readings, c->min_bp, &hit, &count)) {
        c->no_memory = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct stored_name n;
        if (hit[i].name < c->from || hit[i].name >= c->to) continue;
        if (!index_name(c->x, hit[i].name, &n) || (c->skips_any && n.kind == NAME_ANY)) continue;
        if (!keep(c, hit[i].name, &n, &hit[i].score)) return;
    }
}

/* Against names of another kind no word is worth little. */
static void weigh_side(struct search *c, enum reading r)
{
    enum reading own = c->q->kind == NAME_ANY ? r : c->worth_reading;
    bool is_unvowelled[WORDS_MAX];
    c->total = 0;
    for (uint8_t i = 0; i < c->side.count; i++) {
        c->weight[i] = form_name_weight(c->is_other ? READ_PERSON : own, c->word[i]->class, c->word[i]->weight[own]);
        c->total += c->weight[i];
        is_unvowelled[i] = word_is_unvowelled(c->word[i]);
    }
    c->side.own = r == READ_WORD ? 0 : score_own_name(c->kind, c->weight, is_unvowelled, c->side.count);
}

static void search_reading(struct search *c, enum reading r, uint16_t min_bp)
{
    bool is_other = c->is_other = has_other_kind(c->q->kind, r);
    c->reading = r;
    c->score_reading = is_other ? READ_PERSON : r;
    c->from = index_head(c->x, HEAD_READING + r);
    c->to = num_min_u32(index_head(c->x, HEAD_READING + r + 1), c->x->names);
    c->min_bp = is_other && min_bp < OTHER_KIND_MIN_BP ? OTHER_KIND_MIN_BP : min_bp;
    c->skips_any = form_reading(c->q->kind) != r;
    if (c->from >= c->to) return;
    if (c->q->kind == NAME_ANY) open_form(c, r);
    weigh_side(c, r);
    c->s->visit++;
    if (c->min_bp >= NAME_INDEX_FLOOR_BP)
        compare_some(c);
    else
        compare_all(c);
    if (r != READ_WORD && c->q->readings->count && !must_stop(c)) compare_readings(c);
}

/* --- the answer ----------------------------------------------------------------------------- */

static bool is_better_of_row(const struct found *x, const struct found *y)
{
    bool px = x->hit.flags & NAME_PRIMARY, py = y->hit.flags & NAME_PRIMARY;
    bool wx = x->hit.flags & NAME_WEAK, wy = y->hit.flags & NAME_WEAK;
    if (x->hit.row != y->hit.row) return x->hit.row < y->hit.row;
    if (wx != wy) return wy;
    if (x->hit.name_bp != y->hit.name_bp) return x->hit.name_bp > y->hit.name_bp;
    if (px != py) return px;
    return x->name < y->name;
}

static bool is_better(const struct found *x, const struct found *y)
{
    if (x->hit.name_bp != y->hit.name_bp) return x->hit.name_bp > y->hit.name_bp;
    return x->hit.row < y->hit.row;
}

static void sort_found(struct found *f, size_t count,
                       bool (*before)(const struct found *, const struct found *))
{
    for (size_t gap = count / 2; gap; gap = gap == 2 ? 1 : gap * 5 / 11)
        for (size_t i = gap; i < count; i++) {
            struct found x = f[i];
            size_t j = i;
            for (; j >= gap && before(&x, &f[j - gap]); j -= gap) f[j] = f[j - gap];
            f[j] = x;
        }
}

/* Behind the last one kept, in the order of is_better_of_row: is this one to be kept too? A weak
 * alias is, when it fits better than the row's best other name. */
static bool is_kept(const struct found *last, const struct found *x)
{
    if (!last || last->hit.row != x->hit.row) return true;
    bool is_first_weak = (x->hit.flags & NAME_WEAK) && !(last->hit.flags & NAME_WEAK);
    return is_first_weak && x->hit.name_bp > last->hit.name_bp;
}

static bool collect_hits(struct name_scratch *s)
{
    struct found *f = s->found.items;
    size_t rows = 0;
    sort_found(f, s->found.count, is_better_of_row);
    for (size_t i = 0; i < s->found.count; i++)
        if (is_kept(rows ? &f[rows - 1] : NULL, &f[i])) f[rows++] = f[i];
    sort_found(f, rows, is_better);
    s->hits.count = 0;
    for (size_t i = 0; i < rows; i++) {
        struct name_hit *h = list_add(&s->hits, sizeof *h);
        if (!h) return false;
        *h = f[i].hit;
    }
    return true;
}

static bool grow_marks(struct name_scratch *s, const struct name_index *x)
{
    if (s->word_marks < x->tokens) {
        struct word_mark *p = mem_calloc(x->tokens, sizeof *p);
        if (!p) return false;
        mem_free(s->word_mark);
        s->word_mark = p;
        s->word_marks = x->tokens;
    }
    if (s->name_marks < x->names) {
        struct name_mark *p = mem_calloc(x->names, sizeof *p);
        if (!p) return false;
        mem_free(s->name_mark);
        s->name_mark = p;
        s->name_marks = x->names;
    }
    return true;
}

cordon_status name_search(struct name_scratch *s, const struct name_index *x,
                          const struct name_query *q, uint16_t min_bp,
                          const struct name_hit **ret_hits, size_t *ret_count,
                          struct cordon_error *err)
{
    struct search c = { .s = s, .x = x, .q = q, .worth_reading = form_reading(q->kind) };
    if (!grow_marks(s, x)) return error_nomem(err);
    if (s->epoch > NUMBERS_END || s->visit > NUMBERS_END) forget_marks(s);
    s->found.count = 0;
    open_form(&c, c.worth_reading); /* a query of known kind is read once, in its own way */
    c.most_info = name_query_info(q);
    for (int r = 0; r < READINGS; r++) {
        if (r == READ_ANY && q->kind != NAME_ANY) continue;
        search_reading(&c, (enum reading)r, min_bp);
        if (c.no_memory) return error_nomem(err);
    }
    if (!collect_hits(s)) return error_nomem(err);
    *ret_hits = s->hits.items;
    *ret_count = s->hits.count;
    if (s->work > s->work_max)
        return error_set(err, CORDON_LIMIT, "comparing the names takes more work than a record may");
    return CORDON_OK;
}
