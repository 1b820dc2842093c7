/* What is told of a name and a listed one: how they read, which words differ, which letters pass for others. */
#include "engine/reasons.h"

#include "base/num.h"

static bool is_odd(enum name_part_how how)
{
    return how == PART_TYPO || how == PART_FORM || how == PART_JOINED || how == PART_SOUND || how == PART_NICKNAME ||
           how == PART_TRANSLATED || how == PART_ACRONYM;
}

static str odd_parts(const struct name_teller *t, const struct name_pair *pair)
{
    struct buf *b = t->scratch;
    buf_reset(b);
    for (size_t i = 0; i < pair->part_count; i++) {
        const struct name_part *p = &pair->parts[i];
        if (!is_odd(p->how)) continue;
        if (b->len) buf_add(b, STR(", "));
        buf_add(b, p->a);
        if (p->a.len && p->b.len) buf_add(b, STR(" / "));
        buf_add(b, p->b);
    }
    if (b->failed && !b->over) t->arena->failed = true;
    return arena_str(t->arena, buf_str(b));
}

enum { PARTS_TOLD = 6 }; /* of one name; the decision's own reasons must find room behind them */

void name_reasons_parts(struct reason_list *l, const struct name_told *n, const struct name_pair *pair)
{
    size_t told = 0;
    for (size_t i = 0; i < pair->part_count && told < PARTS_TOLD; i++) {
        const struct name_part *p = &pair->parts[i];
        bool is_initial = p->how == PART_INITIAL, is_missing = p->how == PART_MISSING;
        bool is_nickname = p->how == PART_NICKNAME;
        if (is_nickname || p->how == PART_SOUND) {
            struct say_reason *h = reason_add(l, is_nickname ? SAY_NAME_NICKNAME : SAY_NAME_SOUND);
            reason_put(h, say_string(STR("part_given"), p->a));
            reason_put(h, say_string(STR("part_listed"), p->b));
            told++;
        }
        if (p->how == PART_DIFFERENT) {
            struct say_reason *d = reason_add(l, SAY_NAME_DIFFERENT_PART);
            reason_put(d, say_string(STR("part_given"), p->a));
            reason_put(d, say_string(STR("part_listed"), p->b));
            told++;
        }
        if (!is_initial && !is_missing) continue;
        told++;
        struct say_reason *r = reason_add(l, is_initial ? SAY_NAME_INITIAL : SAY_NAME_MISSING_PART);
        reason_put(r, say_string(STR("given"), n->given));
        reason_put(r, say_string(STR("listed"), n->listed));
        reason_put(r, say_string(STR("part"), is_initial && p->b.len > p->a.len ? p->b
                                       : p->a.len                        ? p->a
                                                                         : p->b));
    }
}

static str system_word(const struct name_teller *t, const char *system)
{
    return arena_printf(t->arena, "system.%s", system);
}

/* "이·준·일": what the parts of one side read as. */
static str whole_reading(const struct name_teller *t, const struct name_pair *pair, size_t side)
{
    struct buf *b = t->scratch;
    buf_reset(b);
    for (size_t i = 0; i < pair->part_count; i++) {
        str reading = pair->parts[i].reading[side];
        if (!reading.len) continue;
        if (b->len) buf_add(b, STR("·"));
        buf_add(b, reading);
    }
    if (b->failed && !b->over) t->arena->failed = true;
    return arena_str(t->arena, buf_str(b));
}

/* "Ri 이, Chun 준, il 일": part by part what the given name reads as; the reading where it is written so. */
static str read_parts(const struct name_teller *t, const struct name_pair *pair, str reading)
{
    struct buf *b = t->scratch;
    buf_reset(b);
    for (size_t i = 0; i < pair->part_count; i++) {
        const struct name_part *p = &pair->parts[i];
        if (!p->reading[0].len || !p->a.len || str_eq(p->a, p->reading[0])) continue;
        if (b->len) buf_add(b, STR(", "));
        buf_add(b, p->a);
        buf_add(b, STR(" "));
        buf_add(b, p->reading[0]);
    }
    if (b->failed && !b->over) t->arena->failed = true;
    return b->len ? arena_str(t->arena, buf_str(b)) : reading;
}

/* @return false when no model read the two */
static bool read_reason(const struct name_teller *t, struct reason_list *l, const struct name_told *n,
                        const struct name_pair *pair)
{
    const struct name_part *p = NULL;
    if (pair->name_bp < NAME_INDEX_FLOOR_BP) return false; /* found by its words, as a ship's name is */
    for (size_t i = 0; i < pair->part_count && !p; i++)
        if (pair->parts[i].system[0] && pair->parts[i].system[1]) p = &pair->parts[i];
    if (!p) return false;
    str reading = whole_reading(t, pair, 0);
    struct say_reason *r = reason_add(l, SAY_NAME_READ);
    reason_put(r, say_string(STR("given"), n->given));
    reason_put(r, say_string(STR("listed"), n->listed));
    reason_put(r, say_bp(STR("score"), n->bp));
    reason_put(r, say_string(STR("reading"), reading));
    reason_put(r, say_string(STR("parts"), read_parts(t, pair, reading)));
    reason_put(r, say_word(STR("system"), system_word(t, p->system[0])));
    reason_put(r, say_string(STR("reading_listed"), whole_reading(t, pair, 1)));
    reason_put(r, say_word(STR("system_listed"), system_word(t, p->system[1])));
    return true;
}

void name_reasons_close(const struct name_teller *t, struct reason_list *l, const struct name_told *n,
                        const struct name_pair *pair)
{
    size_t before = l->count;
    bool is_read = pair && read_reason(t, l, n, pair);
    if (pair) name_reasons_parts(l, n, pair);
    if (is_read) return;
    str parts = pair ? odd_parts(t, pair) : STR_EMPTY;
    if (!parts.len && l->count > before) return; /* what is missing or short says it all */
    struct say_reason *r = reason_add(l, SAY_NAME_CLOSE);
    reason_put(r, say_string(STR("given"), n->given));
    reason_put(r, say_string(STR("listed"), n->listed));
    reason_put(r, say_bp(STR("score"), n->bp));
    reason_put(r, say_string(STR("parts"), parts.len ? parts : n->listed));
}

void name_reasons_latin(struct reason_list *l, const struct name_told *n)
{
    for (size_t i = 0; i < n->value.len; i++)
        if (byte_is_alpha(n->value.data[i])) return;
    for (size_t i = 0; i < n->given.len; i++)
        if ((unsigned char)n->given.data[i] >= 0x80) return;
    if (!n->value.len || !n->given.len || str_find(n->value, n->given, 0) != SIZE_MAX) return;
    struct say_reason *r = reason_add(l, SAY_NAME_IN_LATIN);
    reason_put(r, say_string(STR("given"), n->value));
    reason_put(r, say_string(STR("read"), n->given));
}

enum { ODDITIES_TOLD = 2 };

static str sign_shown(const struct name_teller *t, str name, const struct text_oddity *odd)
{
    size_t from = 0, to;
    if (odd->kind == TEXT_ODD_HIDDEN) return arena_printf(t->arena, "U+%04X", (unsigned)odd->cp);
    for (uint32_t place = 1; place < odd->at; place++)
        do from++;
        while (from < name.len && ((unsigned char)name.data[from] & 0xC0) == 0x80);
    to = from + 1;
    while (to < name.len && ((unsigned char)name.data[to] & 0xC0) == 0x80) to++;
    if (odd->kind == TEXT_ODD_DIGIT) return str_sub(name, from, to);
    return arena_printf(t->arena, "%.*s (U+%04X)", (int)(to - from), name.data + from, (unsigned)odd->cp);
}

void name_reasons_odd(const struct name_teller *t, struct reason_list *l, str given, enum name_kind kind)
{
    static const enum say_id ids[] = {
        [TEXT_ODD_LOOKALIKE] = SAY_NAME_LOOKALIKE, [TEXT_ODD_MIXED] = SAY_NAME_MIXED_ALPHABETS,
        [TEXT_ODD_DRAWN] = SAY_NAME_DRAWN_LETTERS, [TEXT_ODD_HIDDEN] = SAY_NAME_HIDDEN_MARKS,
        [TEXT_ODD_DIGIT] = SAY_NAME_DIGITS,
    };
    struct text_oddity odd[TEXT_ODDITIES_MAX];
    size_t count = text_oddities(given, kind == NAME_PERSON || kind == NAME_ANY, t->arena, odd);
    for (size_t i = 0; i < count && i < ODDITIES_TOLD; i++) {
        struct say_reason *r = reason_add(l, ids[odd[i].kind]);
        reason_put(r, say_string(STR("given"), given));
        reason_put(r, say_string(STR("part"), odd[i].word));
        reason_put(r, say_integer(STR("at"), odd[i].at));
        reason_put(r, say_string(STR("sign"), sign_shown(t, given, &odd[i])));
        if (odd[i].kind != TEXT_ODD_MIXED && odd[i].kind != TEXT_ODD_HIDDEN)
            reason_put(r, say_string(STR("read"), odd[i].read_as));
    }
}
