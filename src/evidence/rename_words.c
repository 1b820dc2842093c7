/* Words of a dossier's names: what they are to one another, and others that are the same to one another. */
#include "evidence/rename.h"

#include "base/num.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "evidence/same_table.h"

size_t rename_culture_count(void)
{
    return COUNT_OF(same_cultures);
}

const struct same_culture *rename_culture_at(size_t i)
{
    return &same_cultures[i];
}

const struct same_word *rename_pool_word(size_t culture, size_t i)
{
    return &same_words[same_cultures[culture].first + i];
}

size_t rename_nation_count(void)
{
    return COUNT_OF(same_nations);
}

const struct same_nation *rename_nation_at(size_t i)
{
    return &same_nations[i];
}

/* --- scripts ------------------------------------------------------------------------------------ */

enum rename_script rename_script_of(int32_t cp)
{
    static const struct { int32_t from, to; enum rename_script script; } rows[] = { /* src: unicode-blocks */
        { 0x41, 0x24F, RS_LATIN },         { 0x370, 0x3FF, RS_GREEK },       { 0x400, 0x52F, RS_CYRILLIC },
        { 0x531, 0x58F, RS_ARMENIAN },     { 0x591, 0x5F4, RS_HEBREW },      { 0x600, 0x6FF, RS_ARABIC },
        { 0x750, 0x77F, RS_ARABIC },       { 0x900, 0x97F, RS_DEVANAGARI },  { 0x980, 0x9FF, RS_BENGALI },
        { 0xB80, 0xBFF, RS_TAMIL },        { 0xE00, 0xE7F, RS_THAI },        { 0x1000, 0x109F, RS_MYANMAR },
        { 0x10A0, 0x10FF, RS_GEORGIAN },   { 0x1200, 0x137F, RS_ETHIOPIC },  { 0x1780, 0x17FF, RS_KHMER },
        { 0x1E00, 0x1EFF, RS_LATIN },      { 0x1F00, 0x1FFF, RS_GREEK },     { 0x3400, 0x4DBF, RS_HAN },
        { 0x4E00, 0x9FFF, RS_HAN },        { 0xAC00, 0xD7A3, RS_HANGUL },    { 0xF900, 0xFAFF, RS_HAN },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (cp >= rows[i].from && cp <= rows[i].to) return rows[i].script;
    return RS_OTHER;
}

static bool is_syllabic(enum rename_script s)
{
    return s == RS_HAN || s == RS_HANGUL;
}

static size_t count_letters(str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) n += ((uint8_t)s.data[i] & 0xC0) != 0x80;
    return n;
}

/* --- noting ------------------------------------------------------------------------------------- */

static size_t find_plain(const struct rename_words *w, str plain)
{
    for (size_t i = 0; i < w->count; i++)
        if (str_eq(plain_str(&w->item[i].plain), plain)) return i;
    return RENAME_WORDS_MAX;
}

size_t rename_word_find(const struct rename_words *w, str raw, struct arena *arena)
{
    struct plain p;
    return plain_of(raw, arena, &p) ? find_plain(w, plain_str(&p)) : RENAME_WORDS_MAX;
}

static bool is_ascii(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((uint8_t)s.data[i] & 0x80) return false;
    return true;
}

static struct rename_word *note(struct rename_words *w, str raw, struct arena *arena)
{
    struct plain p;
    int32_t cp = 0;
    if (!plain_of(raw, arena, &p)) return NULL;
    str plain = plain_str(&p);
    size_t letters = count_letters(plain), at = find_plain(w, plain);
    if (utf8proc_iterate((const uint8_t *)plain.data, (utf8proc_ssize_t)plain.len, &cp) <= 0) return NULL;
    enum rename_script script = rename_script_of(cp);
    if (letters < 2 && script == RS_LATIN) return NULL;
    if (at == RENAME_WORDS_MAX && w->count == RENAME_WORDS_MAX) {
        w->is_cut = true;
        return NULL;
    }
    if (at == RENAME_WORDS_MAX) {
        at = w->count++;
        w->item[at] = (struct rename_word){ .plain = p, .script = (uint8_t)script, .letters = (uint8_t)letters };
        if (script != RS_LATIN) {
            bool is_other = w->native != RS_NONE && w->native != script;
            w->native = is_other ? RS_OTHER : script;
        }
    }
    if (!is_ascii(raw) && script == RS_LATIN) w->item[at].raw = raw;
    return &w->item[at];
}

bool rename_word_add(struct rename_words *w, str raw, bool is_family, bool is_lone, bool is_own,
                     struct arena *arena)
{
    struct rename_word *x = note(w, raw, arena);
    if (!x) return false;
    if (name_is_particle(plain_str(&x->plain))) x->rel = WORD_KEPT;
    x->is_family |= is_family;
    x->is_lone |= is_lone;
    x->is_own |= is_own;
    return true;
}

void rename_word_keep(struct rename_words *w, str raw, struct arena *arena)
{
    size_t before = w->count;
    struct rename_word *x = note(w, raw, arena);
    if (x && w->count > before) x->rel = WORD_KEPT;
}

/* --- relations ---------------------------------------------------------------------------------- */

static int by_length(const void *a, const void *b)
{
    const struct rename_word *x = a, *y = b;
    if (x->plain.len != y->plain.len) return x->plain.len < y->plain.len ? -1 : 1;
    return str_cmp(plain_str(&x->plain), plain_str(&y->plain));
}

static bool are_neighbours(const struct rename_words *w, size_t a, size_t b)
{
    return w->next[a][b / 8] >> (b % 8) & 1;
}

/* A word made of two or three shorter ones that stand side by side somewhere. */
static bool is_joined(const struct rename_words *w, size_t self, str rest, struct rename_word *x)
{
    if (rest.len == 0) return x->parts > 1;
    if (x->parts == COUNT_OF(x->of)) return false;
    for (size_t i = 0; i < self; i++) {
        str part = plain_str(&w->item[i].plain);
        if (!str_starts(rest, part) || (x->parts && !are_neighbours(w, x->of[x->parts - 1], i))) continue;
        x->of[x->parts++] = (uint16_t)i;
        if (is_joined(w, self, str_from(rest, part.len), x)) return true;
        x->parts--;
    }
    return false;
}

/* A spelling of two shorter ones written together: Minsu of Min and Soo. */
static bool is_joined_spelled(const struct rename_words *w, size_t self, str own, struct rename_word *x)
{
    char whole[2 * PLAIN_MAX];
    for (size_t i = 0; i < self; i++) {
        str a = plain_str(&w->item[i].plain);
        if (a.data[0] != own.data[0] || a.len + 2 > own.len + 3) continue;
        for (size_t k = 0; k < self; k++) {
            str b = plain_str(&w->item[k].plain);
            size_t len = a.len + b.len;
            if (!are_neighbours(w, i, k) || len + 3 < own.len || len > own.len + 3) continue;
            memcpy(whole, a.data, a.len);
            memcpy(whole + a.len, b.data, b.len);
            if (!words_spelled(str_of(whole, len), own)) continue;
            x->of[0] = (uint16_t)i;
            x->of[1] = (uint16_t)k;
            x->parts = 2;
            x->slips = 1;
            return true;
        }
    }
    return false;
}

/* Where the two part, and how. */
static void find_edit(str from, str to, struct rename_word *x)
{
    size_t at = 0, shorter = from.len < to.len ? from.len : to.len;
    while (at < shorter && from.data[at] == to.data[at]) at++;
    x->edit_at = (uint8_t)at;
    x->edit = to.len > from.len ? EDIT_INSERT : to.len < from.len ? EDIT_DELETE : EDIT_REPLACE;
    if (x->edit == EDIT_REPLACE && at + 1 < shorter && from.data[at] == to.data[at + 1] &&
        from.data[at + 1] == to.data[at])
        x->edit = EDIT_SWAP;
}

/* A slip or a spelling of one of the first `count` words. */
static bool is_near_base(struct rename_words *w, size_t self, size_t count)
{
    struct rename_word *x = &w->item[self];
    str own = plain_str(&x->plain);
    for (size_t i = 0; i < count; i++) {
        struct rename_word *y = &w->item[i];
        str other = plain_str(&y->plain);
        if (i == self || y->rel != WORD_OWN || y->script != x->script) continue;
        bool is_slip = words_slip(other, own);
        if (words_spelled(other, own)) {
            x->rel = WORD_SPELLED;
            x->slips = is_slip ? 1 : 2;
            y->needs_consonants = true;
        } else if (is_slip) {
            x->rel = WORD_SLIP;
            find_edit(other, own, x);
            y->needs_letters = true;
        } else {
            continue;
        }
        x->of[0] = (uint16_t)i;
        return true;
    }
    return false;
}

static void relate(struct rename_words *w, size_t self)
{
    struct rename_word *x = &w->item[self];
    str own = plain_str(&x->plain);
    if (x->rel == WORD_KEPT) return;
    if (is_joined(w, self, own, x)) {
        x->rel = WORD_JOINED;
        return;
    }
    for (size_t i = 0; i < w->count && x->in_zone; i++) {
        struct rename_word *y = &w->item[i];
        char zone[PLAIN_MAX + 1];
        if (i == self || !y->raw.len || (i > self && y->rel != WORD_OWN)) continue;
        memcpy(zone, own.data, own.len);
        zone[own.len] = '\0';
        for (char *p = zone; *p; p++) *p = byte_upper(*p);
        if (y->rel != WORD_OWN || !mrz_word_fits(zone, y->raw, false)) continue;
        x->rel = WORD_ALIAS;
        x->of[0] = (uint16_t)i;
        return;
    }
    if (is_near_base(w, self, self)) return;
    if (x->script == RS_LATIN && is_joined_spelled(w, self, own, x)) {
        x->rel = WORD_JOINED;
        w->item[x->of[0]].needs_consonants = w->item[x->of[1]].needs_consonants = true;
    }
}

void rename_words_sort(struct rename_words *w)
{
    if (w->count) qsort(w->item, w->count, sizeof *w->item, by_length);
}

void rename_words_relate(struct rename_words *w)
{
    for (size_t i = 0; i < w->count; i++) relate(w, i);
    for (size_t i = 0; i < w->count; i++) { /* a tag's word that is nearly a name is one after all */
        struct rename_word *x = &w->item[i];
        if (x->rel == WORD_KEPT && !name_is_particle(plain_str(&x->plain))) is_near_base(w, i, w->count);
    }
}

/* --- others in their place ------------------------------------------------------------------------ */

struct choice {
    struct rename_words *w;
    const struct rename_word *for_word;
    bool used[RENAME_POOL];
    unsigned turn;
};

/* Nothing that stays may be near what comes: the two would be taken for one name, or for a slip. */
static bool meets_kept(const struct rename_words *w, str plain)
{
    for (size_t i = 0; i < w->count; i++) {
        const struct rename_word *k = &w->item[i];
        if (k->rel != WORD_KEPT || k->script != RS_LATIN) continue;
        str other = plain_str(&k->plain);
        if (str_eq(other, plain) || words_slip(other, plain) || words_spelled(other, plain)) return true;
    }
    return false;
}

/* A word of another culture must be nobody here already. */
static bool meets_given(const struct rename_words *w, str plain)
{
    for (size_t i = 0; i < w->count; i++) {
        str other = str_of(w->item[i].target, w->item[i].target_len);
        if (w->item[i].rel != WORD_OWN || w->item[i].is_native || !other.len) continue;
        if (str_eq(other, plain) || words_slip(other, plain) || words_spelled(other, plain)) return true;
    }
    return false;
}

/* An initial must stay that of its own word alone. */
static bool meets_initial(const struct rename_words *w, const struct rename_word *x, str plain)
{
    for (size_t i = 0; i < w->count; i++) {
        const struct rename_word *h = &w->item[i];
        if (h != x && h->target_len && (h->has_initial || x->has_initial) && h->target[0] == plain.data[0] &&
            h->plain.text[0] != x->plain.text[0])
            return true;
    }
    return false;
}

/* May it stand for the word? Two letters stand for two; what has spellings needs consonants and few
 * letters, what has slips more than two. */
static bool is_fit(const struct rename_word *x, const struct same_word *s)
{
    char consonants[32];
    if (x->letters >= 3 && s->plain.len < 3) return false;
    if (x->needs_letters && s->plain.len < 4) return false;
    if (!x->needs_consonants) return true;
    return s->plain.len >= 3 && s->plain.len <= 6 && word_skeleton(s->plain, consonants) >= 2;
}

static void take(struct rename_word *x, const struct same_word *s, bool native)
{
    str text = native ? s->native : s->plain;
    x->is_native = native;
    x->marked = native ? STR_EMPTY : s->latin;
    x->target_len = (uint8_t)(text.len < RENAME_WORD_MAX ? text.len : RENAME_WORD_MAX);
    memcpy(x->target, text.data, x->target_len);
}

/* The unused word of the culture that is nearest in length. @return its place; RENAME_POOL: none */
static size_t best_of(const struct choice *c, const struct same_culture *s, bool is_family, bool is_foreign)
{
    size_t from = is_family ? s->given : 0, to = is_family ? (size_t)s->given + s->family : s->given;
    size_t best = RENAME_POOL, best_apart = SIZE_MAX;
    for (size_t i = from; i < to && i < RENAME_POOL; i++) {
        const struct same_word *word = &same_words[s->first + i];
        size_t n = word->plain.len, want = c->for_word->letters;
        size_t apart = n < want ? want - n : n - want;
        if (c->turn && i % 2 == c->turn % 2u) continue; /* another half of the names */
        if ((!is_foreign && c->used[i]) || apart >= best_apart || !is_fit(c->for_word, word)) continue;
        if (meets_initial(c->w, c->for_word, word->plain)) continue;
        if (meets_kept(c->w, word->plain) || (is_foreign && meets_given(c->w, word->plain))) continue;
        best = i;
        best_apart = apart;
    }
    return best;
}

static bool assign_latin(struct choice *c, size_t self, size_t culture, bool own_script)
{
    struct rename_word *x = &c->w->item[self];
    c->for_word = x;
    for (size_t k = 0; k < COUNT_OF(same_cultures); k++) {
        const struct same_culture *s = &same_cultures[(culture + k) % COUNT_OF(same_cultures)];
        if (own_script && s->script != same_cultures[culture].script) continue;
        size_t at = best_of(c, s, x->is_family, k > 0);
        if (at == RENAME_POOL) at = best_of(c, s, !x->is_family, k > 0);
        if (at == RENAME_POOL) continue;
        if (k == 0) c->used[at] = true;
        const struct same_word *found = &same_words[s->first + at];
        take(x, found, false);
        x->own_len = (uint8_t)(own_script ? found->native.len : 0);
        if (own_script) memcpy(x->own, found->native.data, found->native.len);
        return true;
    }
    return false;
}

/* The culture whose own script stands for this word's: the target's where it has one and the dossier
 * has no second other script, else any with the same script. */
static const struct same_culture *native_culture(const struct rename_words *w, const struct rename_word *x,
                                                 size_t culture)
{
    const struct same_culture *s = &same_cultures[culture];
    if (w->native != RS_OTHER && s->script != RS_NONE) return s;
    for (size_t k = 0; k < COUNT_OF(same_cultures); k++) {
        s = &same_cultures[(culture + k) % COUNT_OF(same_cultures)];
        if (s->script == x->script) return s;
    }
    return NULL;
}

/* Words of a script are dealt in turn, from another place for each culture. */
static bool assign_native(struct rename_words *w, size_t self, size_t culture, size_t nth)
{
    struct rename_word *x = &w->item[self];
    const struct same_culture *s = native_culture(w, x, culture);
    if (!s || nth >= s->given || nth >= s->family) return false;
    size_t turn = (culture + nth) % s->given;
    const struct same_word *given = &same_words[s->first + turn];
    const struct same_word *family = &same_words[s->first + s->given + (culture + nth) % s->family];
    take(x, x->is_family ? family : given, true);
    bool is_whole = x->is_lone && x->letters > 1 && is_syllabic(x->script) && is_syllabic(s->script);
    if (!is_whole || family->native.len + given->native.len > RENAME_WORD_MAX) return true;
    take(x, family, true);
    memcpy(x->target + x->target_len, given->native.data, given->native.len);
    x->target_len = (uint8_t)(x->target_len + given->native.len);
    return true;
}

static void keep(struct rename_word *x)
{
    x->is_native = x->script != RS_LATIN;
    x->marked = STR_EMPTY;
    x->target_len = (uint8_t)x->plain.len;
    memcpy(x->target, x->plain.text, x->plain.len);
}

/* --- words derived from others ---------------------------------------------------------------------- */

static bool put_in(struct rename_word *x, size_t at, char c)
{
    if (x->target_len >= RENAME_WORD_MAX || at > x->target_len) return false;
    memmove(x->target + at + 1, x->target + at, x->target_len - at);
    x->target[at] = c;
    x->target_len++;
    return true;
}

/* The last sign of an own script once more; of one whose signs are syllables the word stays as it is.
 * @return the new length */
static size_t slip_native(char text[RENAME_WORD_MAX], size_t len)
{
    int32_t cp = 0;
    size_t last = len;
    while (last && ((uint8_t)text[--last] & 0xC0) == 0x80) {}
    size_t n = len - last;
    utf8proc_iterate((const uint8_t *)text + last, (utf8proc_ssize_t)n, &cp);
    if (len == 0 || is_syllabic(rename_script_of(cp)) || len + n > RENAME_WORD_MAX) return len;
    memcpy(text + len, text + last, n);
    return len + n;
}

/* One slip like the one found, at its place or behind. False when there is none there: it must be no
 * other spelling of the word. */
static bool try_slip(const struct rename_words *w, struct rename_word *x, const struct rename_word *base,
                     size_t at, char with)
{
    size_t len = base->target_len;
    memcpy(x->target, base->target, len);
    x->target_len = (uint8_t)len;
    switch ((enum word_edit)x->edit) {
    case EDIT_INSERT: put_in(x, at, with); break;
    case EDIT_DELETE:
        memmove(x->target + at, x->target + at + 1, len - at - 1);
        x->target_len--;
        break;
    case EDIT_SWAP:
        if (at + 1 < len) {
            x->target[at] = base->target[at + 1];
            x->target[at + 1] = base->target[at];
        }
        break;
    case EDIT_REPLACE: x->target[at] = with; break;
    }
    str was = str_of(base->target, len), now = str_of(x->target, x->target_len);
    if (str_eq(was, now) || !words_slip(was, now) || words_spelled(was, now)) return false;
    for (size_t i = 0; i < w->count; i++) {
        const struct rename_word *other = &w->item[i];
        str text = str_of(other->target, other->target_len);
        if (other->rel != WORD_OWN || other == base || other->is_native) continue;
        if (str_eq(text, now) || words_slip(text, now) || words_spelled(text, now)) return false;
    }
    return true;
}

static void slip(const struct rename_words *w, struct rename_word *x, const struct rename_word *base)
{
    size_t len = base->target_len, at = x->edit_at;
    x->own_len = (uint8_t)slip_native(x->own, x->own_len);
    if (base->is_native) x->target_len = (uint8_t)slip_native(x->target, x->target_len);
    if (base->is_native || len < 2) return;
    for (const char *with = "mptlvk"; *with; with++)
        for (size_t i = 0; i < len; i++)
            if (try_slip(w, x, base, (at + i) % len, *with)) return;
    x->edit = EDIT_REPLACE; /* two letters exchanged are one sound: another letter is none */
    for (const char *with = "mptlvk"; *with; with++)
        if (try_slip(w, x, base, at < len ? at : len - 1, *with)) return;
}

/* Other letters for the same sound: a vowel or two more. */
static void spell(struct rename_word *x, const struct rename_word *base)
{
    if (base->is_native) return;
    for (uint8_t n = 0; n < x->slips; n++) {
        size_t at = 1;
        while (at < x->target_len && !strchr("aeiou", x->target[at])) at++;
        if (at < x->target_len && n == 0) put_in(x, at, x->target[at]);
        else put_in(x, x->target_len, 'h');
    }
}

static void derive(struct rename_words *w, struct rename_word *x)
{
    const struct rename_word *base = &w->item[x->of[0]];
    x->target_len = x->own_len = 0;
    x->marked = STR_EMPTY;
    x->is_native = base->is_native;
    for (size_t i = 0; i < (x->rel == WORD_JOINED ? x->parts : 1u); i++) {
        const struct rename_word *part = &w->item[x->of[i]];
        if (x->target_len + part->target_len > RENAME_WORD_MAX) break;
        memcpy(x->target + x->target_len, part->target, part->target_len);
        x->target_len = (uint8_t)(x->target_len + part->target_len);
        if (x->own_len + part->own_len > RENAME_WORD_MAX) continue;
        memcpy(x->own + x->own_len, part->own, part->own_len);
        x->own_len = (uint8_t)(x->own_len + part->own_len);
    }
    if (x->rel == WORD_SLIP) slip(w, x, base);
    if (x->slips) spell(x, base);
    if (x->rel == WORD_ALIAS) x->marked = base->marked;
}

static void assign(struct choice *c, size_t self, size_t culture, bool own_script, size_t *nth)
{
    struct rename_word *x = &c->w->item[self];
    if (x->rel == WORD_KEPT) {
        keep(x);
    } else if (x->rel == WORD_OWN) {
        bool is_done = x->script == RS_LATIN ? assign_latin(c, self, culture, own_script)
                                             : assign_native(c->w, self, culture, (*nth)++);
        if (!is_done) keep(x);
    }
}

static bool is_choosy(const struct rename_word *x)
{
    return x->needs_consonants || x->needs_letters || x->has_initial;
}

void rename_words_assign(struct rename_words *w, size_t culture, bool own_script, unsigned turn)
{
    struct choice c = { .w = w, .turn = turn };
    size_t nth = turn;
    for (size_t i = 0; i < w->count; i++) w->item[i].target_len = w->item[i].own_len = 0;
    /* those that need certain words choose first */
    for (size_t i = 0; i < w->count; i++)
        if (w->item[i].rel == WORD_KEPT) keep(&w->item[i]);
    for (size_t i = 0; i < w->count; i++)
        if (is_choosy(&w->item[i])) assign(&c, i, culture, own_script, &nth);
    for (size_t i = 0; i < w->count; i++)
        if (!is_choosy(&w->item[i])) assign(&c, i, culture, own_script, &nth);
    for (size_t i = 0; i < w->count; i++)
        if (w->item[i].rel > WORD_KEPT) derive(w, &w->item[i]);
}
