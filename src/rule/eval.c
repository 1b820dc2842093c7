/*
 * Asking a set about an event.
 *
 *   begin: chains of values by slot
 *   look:  every value once through the index: questions marked, rules woken
 *   ask:   the woken rules, each question at most once
 *
 * Truth has three values; a question that could not be answered makes undecided whatever hangs on
 * it, and nothing else.
 */
#include "rule/inside.h"

#include "base/mem.h"

#include <stdlib.h>

enum {
    SOURCES_KEPT = 64,         /* log sources whose rules are remembered */
    SOURCE_WAYS = 4,           /* of them, those where one source may stand */
    EVENT_TEXT_MAX = 64 << 20, /* bytes of all values of one event */
    GENERATIONS = (1 << 29) - 1,
};
enum { MARKED = 1, ASKED_SHIFT = 1, GENERATION_SHIFT = 3 };

/* The rules that one log source asks. */
struct source_rules {
    struct rule_source source;
    bool is_known;
    bool has_keywords;
    uint64_t *rules;  /* set.words */
    uint64_t *always; /* of them, those that nothing wakes */
    uint64_t *slots;  /* what they read */
};

struct rule_scratch {
    const struct rule_set *set;
    struct regex_scratch *regex;
    const struct rule_event *event;
    uint32_t generation;
    uint32_t *state;     /* per question: generation, truth, MARKED */
    uint32_t *slot_seen; /* per slot: generation it has values in */
    uint32_t *slot_first;
    uint64_t *woken; /* set.words */
    struct source_rules sources[SOURCES_KEPT];
    uint64_t *bits; /* of sources */
    uint32_t next_way;
    /* per value of the event */
    uint32_t *next;    /* in its slot */
    uint32_t *fold_at; /* its folded text in `folded` */
    uint32_t *fold_len;
    uint32_t *fold_seen;  /* generation it was folded in */
    uint32_t *match_seen; /* stamp of the hit it was noted for */
    uint32_t stamp;
    size_t values; /* room */
    char *folded;
    size_t fold_used, fold_room;
    struct rule_match match[RULE_MATCHES_MAX];
};

/* --- life --------------------------------------------------------------------------------- */

struct rule_scratch *rule_scratch_new(const struct rule_set *set)
{
    struct rule_scratch *s = mem_calloc(1, sizeof *s);
    size_t slot_words = ((size_t)set->slots + 63) / 64, each = set->words * 2 + slot_words;
    if (!s) return NULL;
    s->set = set;
    s->regex = regex_scratch_new();
    s->state = mem_calloc((size_t)set->preds + 1, sizeof *s->state);
    s->slot_seen = mem_calloc((size_t)set->slots + 1, sizeof *s->slot_seen);
    s->slot_first = mem_calloc((size_t)set->slots + 1, sizeof *s->slot_first);
    s->woken = mem_calloc(set->words + 1, sizeof *s->woken);
    s->bits = mem_calloc(each * SOURCES_KEPT + 1, sizeof *s->bits);
    if (!s->regex || !s->state || !s->slot_seen || !s->slot_first || !s->woken || !s->bits) {
        rule_scratch_free(s);
        return NULL;
    }
    for (size_t i = 0; i < SOURCES_KEPT; i++) {
        s->sources[i].rules = s->bits + i * each;
        s->sources[i].always = s->sources[i].rules + set->words;
        s->sources[i].slots = s->sources[i].always + set->words;
    }
    return s;
}

void rule_scratch_free(struct rule_scratch *s)
{
    if (!s) return;
    regex_scratch_free(s->regex);
    mem_free(s->state);
    mem_free(s->slot_seen);
    mem_free(s->slot_first);
    mem_free(s->woken);
    mem_free(s->bits);
    mem_free(s->next);
    mem_free(s->fold_at);
    mem_free(s->fold_len);
    mem_free(s->fold_seen);
    mem_free(s->match_seen);
    mem_free(s->folded);
    mem_free(s);
}

static bool more(uint32_t **list, size_t old, size_t room)
{
    uint32_t *p = mem_realloc(*list, room * sizeof *p);
    if (!p) return false;
    memset(p + old, 0, (room - old) * sizeof *p);
    *list = p;
    return true;
}

static bool room_for_values(struct rule_scratch *s, size_t count)
{
    size_t room = s->values ? s->values : 64;
    if (count <= s->values) return true;
    while (room < count) room *= 2;
    if (!more(&s->next, s->values, room) || !more(&s->fold_at, s->values, room) ||
        !more(&s->fold_len, s->values, room) || !more(&s->fold_seen, s->values, room) ||
        !more(&s->match_seen, s->values, room))
        return false;
    s->values = room;
    return true;
}

static bool room_for_text(struct rule_scratch *s, size_t len)
{
    if (len <= s->fold_room) return true;
    size_t room = s->fold_room ? s->fold_room : 4096;
    while (room < len) room *= 2;
    mem_free(s->folded); /* nothing of the last event is needed */
    s->fold_room = 0;
    s->folded = mem_alloc(room);
    if (s->folded) s->fold_room = room;
    return s->folded != NULL;
}

/* --- the event in hand -------------------------------------------------------------------- */

static void next_generation(struct rule_scratch *s)
{
    if (++s->generation < GENERATIONS) return;
    memset(s->state, 0, s->set->preds * sizeof *s->state);
    memset(s->slot_seen, 0, s->set->slots * sizeof *s->slot_seen);
    memset(s->fold_seen, 0, s->values * sizeof *s->fold_seen);
    s->generation = 1;
}

cordon_status eval_begin(struct rule_scratch *s, const struct rule_event *e,
                         struct cordon_error *err)
{
    size_t text = 0;
    if (e->count > RULE_VALUES_MAX)
        return error_set(err, CORDON_LIMIT, "an event has more than %d values",
                         RULE_VALUES_MAX);
    for (size_t i = 0; i < e->count; i++) {
        if (e->value[i].text.len > RULE_VALUE_TEXT_MAX)
            return error_set(err, CORDON_LIMIT, "a value is longer than %d bytes",
                             RULE_VALUE_TEXT_MAX);
        text += fold_room(e->value[i].text.len + VALUE_TEXT_ROOM);
    }
    if (text > (size_t)EVENT_TEXT_MAX * 2)
        return error_set(err, CORDON_LIMIT, "an event is longer than %d MiB",
                         EVENT_TEXT_MAX >> 20);
    if (!room_for_values(s, e->count) || !room_for_text(s, text)) return error_nomem(err);
    next_generation(s);
    s->event = e;
    s->fold_used = 0;
    for (size_t i = e->count; i-- > 0;) {
        uint32_t slot = e->value[i].slot;
        if (slot >= s->set->slots) continue;
        s->next[i] = s->slot_seen[slot] == s->generation ? s->slot_first[slot] : RULE_NONE;
        s->slot_seen[slot] = s->generation;
        s->slot_first[slot] = (uint32_t)i;
    }
    return CORDON_OK;
}

uint32_t eval_first(const struct rule_scratch *s, uint32_t slot)
{
    return s->slot_seen[slot] == s->generation ? s->slot_first[slot] : RULE_NONE;
}

uint32_t eval_next(const struct rule_scratch *s, uint32_t value)
{
    return s->next[value];
}

const struct rule_event *eval_event(const struct rule_scratch *s)
{
    return s->event;
}

const struct rule_set *eval_set(const struct rule_scratch *s)
{
    return s->set;
}

str eval_folded(struct rule_scratch *s, uint32_t value)
{
    if (s->fold_seen[value] != s->generation) {
        char room[VALUE_TEXT_ROOM];
        str text = value_text(&s->event->value[value], room);
        s->fold_seen[value] = s->generation;
        s->fold_at[value] = (uint32_t)s->fold_used;
        s->fold_len[value] = (uint32_t)fold_text(text, s->folded + s->fold_used);
        s->fold_used += s->fold_len[value];
    }
    return str_of(s->folded + s->fold_at[value], s->fold_len[value]);
}

/* --- questions ---------------------------------------------------------------------------- */

static bool text_is(enum pred_kind kind, str text, str wanted)
{
    switch (kind) {
    case PRED_EQUAL:
        return str_eq(text, wanted);
    case PRED_PREFIX:
        return str_starts(text, wanted);
    case PRED_SUFFIX:
        return str_ends(text, wanted);
    case PRED_CONTAINS:
        return str_find(text, wanted, 0) != SIZE_MAX;
    case PRED_GLOB:
    case PRED_TEXT:
    case PRED_NULL:
    case PRED_EXISTS:
    case PRED_REGEX:
    case PRED_CIDR:
    case PRED_COMPARE:
    case PRED_FIELD:
        break;
    }
    return false;
}

static bool is_field(struct rule_scratch *s, const struct pred *p, uint32_t value)
{
    char room[VALUE_TEXT_ROOM], other_room[VALUE_TEXT_ROOM];
    for (uint32_t o = eval_first(s, p->other); o != RULE_NONE; o = eval_next(s, o)) {
        if (s->event->value[o].type == RULE_NULL) continue;
        bool is = p->is_cased
                      ? text_is(p->field_kind, value_text(&s->event->value[value], room),
                                value_text(&s->event->value[o], other_room))
                      : text_is(p->field_kind, eval_folded(s, value), eval_folded(s, o));
        if (is) return true;
    }
    return false;
}

static bool is_compared(const struct pred *p, const struct rule_value *v)
{
    wide n;
    int64_t part;
    if (p->part == PART_NONE)
        return value_number(v, &n) && compare_is(p->compare, n, p->number);
    return value_part(v, p->part, &part) && compare_is(p->compare, part * WIDE_ONE, p->number);
}

static bool is_in_net(const struct pred *p, const struct rule_value *v)
{
    uint8_t addr[16];
    return address_read(v->text, addr) && cidr_has(&p->net, addr);
}

enum rule_truth eval_value(struct rule_scratch *s, const struct pred *p, uint32_t value)
{
    const struct rule_value *v = &s->event->value[value];
    char room[VALUE_TEXT_ROOM];
    bool is = false;
    if (p->kind == PRED_EXISTS) return RULE_YES;
    if (v->type == RULE_NULL) return p->kind == PRED_NULL ? RULE_YES : RULE_NO;
    switch (p->kind) {
    case PRED_EQUAL:
    case PRED_PREFIX:
    case PRED_SUFFIX:
    case PRED_CONTAINS:
        is = text_is(p->kind, p->is_cased ? value_text(v, room) : eval_folded(s, value),
                     p->literal);
        break;
    case PRED_GLOB:
        is = pattern_matches(&p->glob,
                             p->is_cased ? value_text(v, room) : eval_folded(s, value));
        break;
    case PRED_TEXT:
        is = true;
        break;
    case PRED_NULL:
    case PRED_EXISTS:
        break;
    case PRED_REGEX:
        switch (regex_search(s->set->regex[p->other], s->regex, value_text(v, room))) {
        case REGEX_RAN_AWAY:
            return RULE_UNDECIDED;
        case REGEX_NO:
            return RULE_NO;
        case REGEX_YES:
            return RULE_YES;
        }
        break;
    case PRED_CIDR:
        is = is_in_net(p, v);
        break;
    case PRED_COMPARE:
        is = is_compared(p, v);
        break;
    case PRED_FIELD:
        is = is_field(s, p, value);
        break;
    }
    return is ? RULE_YES : RULE_NO;
}

/* Over the values of a slot: yes if one is, else undecided if one is. */
static enum rule_truth ask(struct rule_scratch *s, const struct pred *p)
{
    enum rule_truth best = RULE_NO;
    if (p->slot == RULE_NONE) {
        for (uint32_t i = 0; i < s->event->count && best != RULE_YES; i++) {
            enum rule_truth t = eval_value(s, p, i);
            if (t != RULE_NO) best = t;
        }
        return best;
    }
    uint32_t v = eval_first(s, p->slot);
    if (v == RULE_NONE) return p->kind == PRED_NULL ? RULE_YES : RULE_NO;
    for (; v != RULE_NONE; v = s->next[v]) {
        enum rule_truth t = eval_value(s, p, v);
        if (t == RULE_YES) return t;
        if (t == RULE_UNDECIDED) best = t;
    }
    return best;
}

static enum rule_truth ask_pred(struct rule_scratch *s, uint32_t pred)
{
    const struct pred *p = &s->set->pred[pred];
    uint32_t state = s->state[pred];
    bool is_now = state >> GENERATION_SHIFT == s->generation;
    if (!is_now) state = s->generation << GENERATION_SHIFT;
    if (p->path == PATH_DECIDED) return state & MARKED ? RULE_YES : RULE_NO;
    if (p->path == PATH_ANNOUNCED && !(state & MARKED)) return RULE_NO;
    uint32_t asked = state >> ASKED_SHIFT & 3; /* 0 not yet, else 1 + truth */
    if (!asked) {
        asked = 1 + (uint32_t)ask(s, p);
        s->state[pred] = state | asked << ASKED_SHIFT;
    }
    return (enum rule_truth)(asked - 1);
}

/* --- looking ------------------------------------------------------------------------------ */

static void mark(struct rule_scratch *s, uint32_t pred)
{
    const struct rule_set *set = s->set;
    uint32_t now = s->generation << GENERATION_SHIFT | MARKED;
    if (s->state[pred] == now) return;
    s->state[pred] = now;
    for (uint32_t i = set->wakes_first[pred]; i < set->wakes_first[pred + 1]; i++) {
        uint32_t rule = set->wakes[i];
        s->woken[rule / 64] |= (uint64_t)1 << rule % 64;
    }
}

static void look_equal(struct rule_scratch *s, uint32_t slot, str folded)
{
    const struct rule_set *set = s->set;
    uint64_t hash = str_hash(folded) ^ (slot + 1) * 0x9E3779B97F4A7C15u;
    size_t mask = ((size_t)1 << set->equal_bits) - 1, at = (size_t)hash & mask;
    while (set->equal[at].pred != RULE_NONE && set->equal[at].hash != hash)
        at = (at + 1) & mask;
    for (uint32_t p = set->equal[at].pred; p != RULE_NONE; p = set->equal_next[p])
        if (set->pred[p].slot == slot && str_eq(set->pred[p].needed, folded)) mark(s, p);
}

/* Does the text that a question needs stand where its gram was seen, and in the place it must? */
static bool stands(const struct pred *p, str text, size_t at, uint32_t offset)
{
    if (offset > at) return false;
    size_t from = at - offset;
    if (text.len - from < p->needed.len) return false;
    if (p->kind == PRED_PREFIX && from != 0) return false;
    if (p->kind == PRED_SUFFIX && from + p->needed.len != text.len) return false;
    return memcmp(text.data + from, p->needed.data, p->needed.len) == 0;
}

static void look_gram(struct rule_scratch *s, const struct gram_index *g, str text, size_t at,
                      uint32_t gram)
{
    size_t mask = ((size_t)1 << g->table_bits) - 1;
    size_t i = gram * 0x9E3779B1u >> (32 - g->table_bits);
    while (g->table[i].count && g->table[i].gram != gram) i = (i + 1) & mask;
    const struct gram_entry *e = g->entry + g->table[i].first, *end = e + g->table[i].count;
    uint32_t now = s->generation << GENERATION_SHIFT | MARKED;
    for (; e < end; e++)
        if (s->state[e->pred] != now && stands(&s->set->pred[e->pred], text, at, e->offset))
            mark(s, e->pred);
}

static void look_grams(struct rule_scratch *s, const struct gram_index *g, str text)
{
    unsigned shift = 32 - g->bloom_bits;
    for (size_t i = 0; i + 4 <= text.len; i++) {
        uint32_t gram;
        memcpy(&gram, text.data + i, sizeof gram);
        uint32_t bit = gram * 0x9E3779B1u >> shift;
        if (g->bloom[bit / 64] >> bit % 64 & 1) look_gram(s, g, text, i, gram);
    }
}

static bool has_bit(const uint64_t *bits, uint32_t i)
{
    return bits[i / 64] >> i % 64 & 1;
}

static void look_value(struct rule_scratch *s, const struct source_rules *src, uint32_t value)
{
    const struct rule_set *set = s->set;
    uint32_t slot = s->event->value[value].slot;
    bool is_null = s->event->value[value].type == RULE_NULL;
    if (src->has_keywords && set->gram[set->slots].entries && !is_null)
        look_grams(s, &set->gram[set->slots], eval_folded(s, value));
    if (slot >= set->slots || !has_bit(src->slots, slot)) return;
    if (set->slot_has_wakes[slot])
        for (size_t w = 0; w < set->words; w++)
            s->woken[w] |= set->slot_wakes[slot * set->words + w];
    if (is_null) return;
    if (set->slot_equal[slot]) look_equal(s, slot, eval_folded(s, value));
    if (set->gram[slot].entries) look_grams(s, &set->gram[slot], eval_folded(s, value));
}

/* --- log sources -------------------------------------------------------------------------- */

static void find_rules(const struct rule_set *set, struct source_rules *src)
{
    memset(src->rules, 0, set->words * sizeof *src->rules);
    memset(src->slots, 0, ((size_t)set->slots + 63) / 64 * sizeof *src->slots);
    src->has_keywords = false;
    for (uint32_t r = 0; r < set->rules; r++) {
        const struct rule *rule = &set->rule[r];
        const uint32_t is[] = { src->source.category, src->source.product,
                                src->source.service };
        bool fits = rule->tree != NULL;
        for (size_t i = 0; i < 3; i++) fits &= !rule->source[i] || rule->source[i] == is[i];
        if (!fits) continue;
        src->rules[r / 64] |= (uint64_t)1 << r % 64;
        src->has_keywords |= has_bit(set->keyword, r);
        for (size_t k = 0; k < rule->info.slots; k++)
            src->slots[rule->info.slot[k] / 64] |= (uint64_t)1 << rule->info.slot[k] % 64;
    }
    for (size_t w = 0; w < set->words; w++) src->always[w] = src->rules[w] & set->always[w];
    src->is_known = true;
}

static struct source_rules *rules_of(struct rule_scratch *s, struct rule_source source)
{
    uint32_t hash = source.category * 31 + source.product * 7919 + source.service * 104729;
    struct source_rules *way = &s->sources[hash % (SOURCES_KEPT / SOURCE_WAYS) * SOURCE_WAYS];
    for (size_t i = 0; i < SOURCE_WAYS; i++)
        if (way[i].is_known && memcmp(&way[i].source, &source, sizeof source) == 0)
            return &way[i];
    way += s->next_way++ % SOURCE_WAYS;
    way->source = source;
    find_rules(s->set, way);
    return way;
}

/* --- rules -------------------------------------------------------------------------------- */

static enum rule_truth run(struct rule_scratch *s, uint32_t at)
{
    const struct step *step = &s->set->step[at];
    enum rule_truth t, all = RULE_YES, any = RULE_NO;
    switch (step->op) {
    case EXPR_LEAF:
        return ask_pred(s, step->first);
    case EXPR_NOT:
        t = run(s, step->first);
        return t == RULE_YES ? RULE_NO : t == RULE_NO ? RULE_YES : RULE_UNDECIDED;
    case EXPR_AND:
        for (uint32_t i = 0; i < step->count; i++) {
            t = run(s, step->first + i);
            if (t == RULE_NO) return RULE_NO;
            if (t == RULE_UNDECIDED) all = t;
        }
        return all;
    case EXPR_OR:
        for (uint32_t i = 0; i < step->count; i++) {
            t = run(s, step->first + i);
            if (t == RULE_YES) return RULE_YES;
            if (t == RULE_UNDECIDED) any = t;
        }
        return any;
    }
    return RULE_UNDECIDED;
}

/* Values that make a rule true, kept ascending; each once. */
static void note_value(struct rule_scratch *s, struct rule_hit *hit, uint32_t value)
{
    if (s->match_seen[value] == s->stamp) return;
    s->match_seen[value] = s->stamp;
    if (hit->matches == RULE_MATCHES_MAX) {
        hit->is_cut = true;
        return;
    }
    uint32_t slot = s->event->value[value].slot;
    size_t i = hit->matches++;
    for (; i > 0 && s->match[i - 1].value > value; i--) s->match[i] = s->match[i - 1];
    s->match[i] = (struct rule_match){ slot < s->set->slots ? slot : RULE_NONE, value };
}

static void note_pred(struct rule_scratch *s, const struct pred *p, struct rule_hit *hit)
{
    if (p->slot == RULE_NONE) {
        for (uint32_t i = 0; i < s->event->count; i++)
            if (eval_value(s, p, i) == RULE_YES) note_value(s, hit, i);
        return;
    }
    for (uint32_t v = eval_first(s, p->slot); v != RULE_NONE; v = s->next[v])
        if (eval_value(s, p, v) == RULE_YES) note_value(s, hit, v);
}

/* What is denied is true for want of values: it names none. */
static void note_step(struct rule_scratch *s, uint32_t at, struct rule_hit *hit)
{
    const struct step *step = &s->set->step[at];
    if (step->op == EXPR_NOT || run(s, at) != RULE_YES) return;
    if (step->op == EXPR_LEAF) {
        note_pred(s, &s->set->pred[step->first], hit);
        return;
    }
    for (uint32_t i = 0; i < step->count; i++) note_step(s, step->first + i, hit);
}

static void next_stamp(struct rule_scratch *s)
{
    if (++s->stamp != 0) return;
    memset(s->match_seen, 0, s->values * sizeof *s->match_seen);
    s->stamp = 1;
}

static void ask_rule(struct rule_scratch *s, uint32_t rule, rule_hit_fn *fn, void *ctx)
{
    enum rule_truth t = run(s, s->set->rule[rule].code);
    struct rule_hit hit = {
        .rule = rule, .truth = t, .match = s->match, .time_s = s->event->time_s
    };
    if (t == RULE_NO) return;
    if (t == RULE_UNDECIDED) {
        hit.why = STR("a regular expression ran away");
    } else {
        next_stamp(s);
        note_step(s, s->set->rule[rule].code, &hit);
    }
    fn(ctx, &hit);
}

cordon_status eval_all(struct rule_scratch *s, const struct rule_event *e, rule_hit_fn *fn,
                       void *ctx, bool with_parts, struct cordon_error *err)
{
    const struct rule_set *set = s->set;
    cordon_status st = eval_begin(s, e, err);
    if (st) return st;
    const struct source_rules *src = rules_of(s, e->source);
    memcpy(s->woken, src->always, set->words * sizeof *s->woken);
    for (uint32_t i = 0; i < e->count; i++) look_value(s, src, i);
    for (size_t w = 0; w < set->words; w++) {
        uint64_t bits = s->woken[w] & src->rules[w];
        for (; bits; bits &= bits - 1) {
            uint32_t rule = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(bits);
            if (with_parts || !set->rule[rule].info.is_part) ask_rule(s, rule, fn, ctx);
        }
    }
    return CORDON_OK;
}

cordon_status rule_eval(struct rule_scratch *scratch, const struct rule_event *event,
                        rule_hit_fn *fn, void *ctx, struct cordon_error *err)
{
    return eval_all(scratch, event, fn, ctx, false, err);
}
