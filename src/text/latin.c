/*
 * Words of scripts that write syllables, in Latin letters.
 *
 * For names: what newspapers and passports of the country would write, without marks. Vowels that a script leaves
 * out are put where its readers hear them, as far as rules go: Hindi drops the a that it does not write at the end
 * of a word and between others, Thai has an o between two bare consonants and an a behind one of three. What
 * compares the result takes vowels lightly, so a wrong guess costs little. Table: data/scripts/letters.tsv.
 */
#include "text/text.h"

#include "base/num.h"
#include "text/disguise.h"

enum way { WAY_NORTH, WAY_SOUTH, WAY_THAI, WAY_LAO, WAY_KHMER, WAY_BURMESE, WAY_ETHIOPIC, WAY_LETTERS };

enum kind {
    KIND_CONS, KIND_VOWEL, KIND_SIGN, KIND_BEFORE, KIND_CARRIER, KIND_KILL, KIND_JOIN, KIND_MEDIAL, KIND_CODA,
    KIND_NASAL, KIND_SILENT, KIND_NUKTA, KIND_MUTE, KIND_SYLLABLE,
};

struct letter {
    int32_t cp;
    uint8_t way, kind;
    char    latin[4], last[4];
};

#include "text/letter_table.h" /* letters[], by code point */

enum { FIRST_BYTE = 0xDE /* of Thaana in UTF-8: Latin, Greek, Cyrillic, Arabic come before */ };
enum { LETTERS_MAX = 48, PHONES_MAX = 2 * LETTERS_MAX };

struct word {
    const struct letter *at[LETTERS_MAX + 3]; /* a few more, which end it */
    size_t               count;
};

struct out {
    char  *text;
    size_t len, cap;
};

static void put(struct out *o, const char *s)
{
    for (; *s && o->len < o->cap; s++) o->text[o->len++] = *s;
}

static const struct letter *letter_of(int32_t cp)
{
    size_t lo = 0, hi = COUNT_OF(letters);
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (letters[mid].cp < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < COUNT_OF(letters) && letters[lo].cp == cp ? &letters[lo] : NULL;
}

static const struct letter end_of_word = { .kind = KIND_MUTE };

static bool read_word(str plain, struct word *w)
{
    w->count = 0;
    for (size_t at = 0; at < plain.len;) {
        const struct letter *l = letter_of(text_next(plain, &at));
        if (!l || w->count == LETTERS_MAX) return false;
        w->at[w->count++] = l;
    }
    for (size_t i = 0; i < 3; i++) w->at[w->count + i] = &end_of_word;
    return w->count > 0;
}

static bool is(const struct word *w, size_t i, enum kind k)
{
    return i < w->count && w->at[i]->kind == k;
}

static bool says(const struct word *w, size_t i, const char *latin)
{
    return i < w->count && strcmp(w->at[i]->latin, latin) == 0;
}

/* Drop letters i..i+n-1. */
static void drop(struct word *w, size_t i, size_t n)
{
    memmove(&w->at[i], &w->at[i + n], (w->count + 3 - i - n) * sizeof w->at[0]);
    w->count -= n;
}

/* --- India and Sri Lanka -------------------------------------------------------------------------- */

struct phone {
    const char *text;
    bool        is_vowel, is_inherent, is_nasal;
};

struct phones {
    struct phone at[PHONES_MAX];
    size_t       count;
};

static void say(struct phones *p, const char *text, bool is_vowel, bool is_inherent)
{
    if (p->count < PHONES_MAX) p->at[p->count++] = (struct phone){ text, is_vowel, is_inherent, false };
}

/* A dot under or beside a consonant makes another one of it. */
static const char *dotted(const char *latin)
{
    static const char *const pairs[][2] = { { "j", "z" }, { "ph", "f" }, { "d", "r" }, { "dh", "rh" }, { "y", "y" } };
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        if (!strcmp(pairs[i][0], latin)) return pairs[i][1];
    return latin;
}

enum { BENGALI_YA = 0x09AF };

static void indic_phones(const struct word *w, struct phones *p)
{
    for (size_t i = 0; i < w->count; i++) {
        const struct letter *l = w->at[i];
        const char *next = w->at[i + 1]->latin;
        bool has_inherent = p->count && p->at[p->count - 1].is_inherent;
        switch ((enum kind)l->kind) {
        case KIND_CONS:
            say(p, l->latin, false, false);
            say(p, "a", true, true);
            break;
        case KIND_SIGN:
            if (has_inherent) p->count--;
            say(p, l->latin, true, false);
            break;
        case KIND_KILL:
            if (has_inherent) p->count--;
            break;
        case KIND_NUKTA:
            if (!has_inherent || p->count < 2) break;
            p->at[p->count - 2].text = i && w->at[i - 1]->cp == BENGALI_YA ? "y" : dotted(p->at[p->count - 2].text);
            break;
        case KIND_VOWEL: say(p, l->latin, true, false); break;
        case KIND_NASAL:
            say(p, *next && strchr("pbm", *next) ? "m" : l->latin, false, false);
            p->at[p->count - 1].is_nasal = true;
            break;
        case KIND_CODA: say(p, l->latin, false, false); break;
        default: break;
        }
    }
}

/* Two consonants before the last a, both spoken: Narendra, but not Bhatt. */
static bool is_borne(const struct phones *p)
{
    size_t n = p->count;
    if (n < 4 || p->at[n - 3].is_vowel || p->at[n - 3].is_nasal) return false;
    return !p->at[n - 2].is_vowel && p->at[n - 3].text[0] != p->at[n - 2].text[0];
}

/* An a that nobody wrote is not spoken at the end, nor between two consonants that have vowels on their outer sides. */
static void drop_unspoken(struct phones *p)
{
    size_t n = p->count;
    if (n > 2 && p->at[n - 1].is_inherent && !is_borne(p)) p->at[n - 1].text = "";
    for (size_t i = n; i-- > 2;) {
        if (!p->at[i].is_inherent || i + 2 >= n || !*p->at[i].text) continue;
        bool before = !p->at[i - 1].is_vowel && p->at[i - 2].is_vowel && *p->at[i - 2].text;
        bool after = !p->at[i + 1].is_vowel && p->at[i + 2].is_vowel && *p->at[i + 2].text;
        if (before && after) p->at[i].text = "";
    }
}

static void read_indic(const struct word *w, struct out *o)
{
    struct phones p = { .count = 0 };
    indic_phones(w, &p);
    if (w->at[0]->way == WAY_NORTH) drop_unspoken(&p);
    for (size_t i = 0; i < p.count; i++) put(o, p.at[i].text);
}

/* --- Thai, Lao, Khmer ----------------------------------------------------------------------------- */

/* Tones, and letters under the sign that silences them; that sign stays, as the end of a syllable. */
static void drop_silent(struct word *w)
{
    for (size_t i = 0; i < w->count;) {
        size_t from = i;
        if (is(w, i, KIND_SILENT)) {
            while (from && is(w, from - 1, KIND_SIGN)) from--;
            bool is_r = from && says(w, from - 1, "r");
            if (from) from--;
            if (is_r && from > 1 && w->at[from - 1]->last[0] == 't' && is(w, from - 1, KIND_CONS)) from--;
            drop(w, from, i - from);
            i = from + 1;
        } else if (is(w, i, KIND_MUTE)) {
            drop(w, i, 1);
        } else {
            i++;
        }
    }
}

/* Khmer: of a stack inside a word the first letter closes the syllable before, unless a liquid follows. */
static void split_stacks(struct word *w)
{
    for (size_t i = 2; i < w->count; i++) {
        bool is_liquid = says(w, i + 1, "r") || says(w, i + 1, "l");
        if (!is(w, i, KIND_JOIN) || *w->at[i]->latin || !is(w, i - 1, KIND_CONS) || is_liquid) continue;
        drop(w, i, i + 2 == w->count ? 2 : 1); /* one under the last letter is not spoken */
    }
}

/* A consonant with no vowel written to it. */
static bool is_bare(const struct word *w, size_t i)
{
    return is(w, i, KIND_CONS) && !is(w, i + 1, KIND_SIGN) && !is(w, i + 1, KIND_CARRIER) && !is(w, i + 1, KIND_JOIN);
}

static size_t bare_run(const struct word *w, size_t i)
{
    size_t n = 0;
    while (is_bare(w, i + n)) n++;
    return n;
}

static bool is_sonorant(const struct word *w, size_t i)
{
    return is(w, i, KIND_CONS) && (says(w, i, "ng") || strchr("ynmrlwv", w->at[i]->latin[0])) && w->at[i]->latin[0];
}

/* The consonants a syllable begins with. */
static void eat_onset(const struct word *w, size_t *i, const char *before, struct out *o)
{
    bool has_before = *before, is_e = !strcmp(before, "e");
    bool is_voiced_next = has_before || is(w, *i + 2, KIND_SIGN);
    bool is_thai = w->at[*i]->way != WAY_KHMER;
    if (is_thai && says(w, *i, "h") && is_sonorant(w, *i + 1) && is_voiced_next) (*i)++; /* only tells the tone */
    const char *first = w->at[*i]->latin;
    if (is(w, *i, KIND_CONS)) put(o, first);
    (*i)++;
    bool may_join = *first && strchr("kpts", *first) && strcmp(first, "th");
    bool is_liquid = is(w, *i, KIND_CONS) && w->at[*i]->latin[0] && strchr("rlw", w->at[*i]->latin[0]);
    bool has_vowel = is(w, *i + 1, KIND_SIGN) || is(w, *i + 1, KIND_CARRIER);
    bool takes_two = is(w, *i, KIND_CONS) && is(w, *i + 1, KIND_SIGN) && is_e && strchr("iu", w->at[*i + 1]->latin[0]); /* its vowel stands around both */
    if (is_thai && ((may_join && is_liquid && has_vowel) || takes_two)) {
        if (!(may_join && is_liquid)) put(o, "a");
        put(o, w->at[*i]->latin);
        (*i)++;
    }
    while (is(w, *i, KIND_JOIN)) {
        bool is_whole = *w->at[*i]->latin; /* a sign of its own, as in Lao */
        put(o, w->at[is_whole ? *i : *i + 1]->latin);
        *i += is_whole ? 1 : 2;
    }
    if (*i > w->count) *i = w->count;
}

/* The vowel as written around and behind the consonants; "" when none is. */
static const char *eat_vowel(const struct word *w, size_t *i, const char *before)
{
    const char *sign = "";
    if (is(w, *i, KIND_SIGN)) {
        sign = w->at[*i]->latin;
        (*i)++;
        bool is_am = (!strcmp(sign, "am") || w->at[*i - 1]->cp == 0x0ECD) && is(w, *i, KIND_SIGN);
        if (is_am) sign = "am";
        while (is(w, *i, KIND_SIGN)) (*i)++;
    }
    if (*before == 'e' && !before[1]) {
        bool is_carrier = is(w, *i, KIND_CARRIER);
        if (sign[0] == 'i' && says(w, *i, "y")) return (*i)++, "ia";
        if (sign[0] == 'u' && is_carrier) return (*i)++, "uea";
        if (sign[0] == 'a' && w->at[*i - 1]->cp != 0x0E30 && w->at[*i - 1]->cp != 0x0EB0) return "ao";
        if (sign[0] == 'i') return "oe";
        if (is_carrier) return (*i)++, "oe";
    }
    if (*before) return before;
    if (*sign) return sign;
    if (is(w, *i, KIND_CARRIER)) return (*i)++, "o";
    if (says(w, *i, "r") && says(w, *i + 1, "r")) { /* two r are an a, and an n where nothing else closes */
        *i += 2;
        return is_bare(w, *i) ? "a" : "an";
    }
    if (says(w, *i, "w") && bare_run(w, *i) > 1) return (*i)++, "ua";
    return "";
}

/* One syllable from *i on. */
static void eat_syllable(const struct word *w, size_t *i, struct out *o)
{
    const char *before = "";
    if (is(w, *i, KIND_BEFORE)) before = w->at[(*i)++]->latin;
    bool is_onset = is(w, *i, KIND_CONS) || is(w, *i, KIND_CARRIER);
    if (!is_onset) {
        put(o, *before ? before : w->at[*i]->latin);
        (*i)++;
        return;
    }
    eat_onset(w, i, before, o);
    const char *vowel = eat_vowel(w, i, before);
    if (!strcmp(before, "ai") && is_bare(w, *i) && says(w, *i, "y")) (*i)++; /* written, not spoken */
    size_t bare = bare_run(w, *i);
    bool ends = *i + bare >= w->count || is(w, *i + bare, KIND_SILENT), is_open = !*vowel;
    if (is_open) vowel = bare == 0 || bare == 2 ? "a" : "o";
    put(o, vowel);
    if (bare == 0 || (is_open && bare == 2)) return;
    bool is_stop = w->at[*i]->last[0] && strchr("ktp", w->at[*i]->last[0]) && w->at[*i]->way == WAY_THAI;
    bool drops_last = !is_open && bare == 2 && ends && is_stop && (says(w, *i + 1, "r") || says(w, *i + 1, "l"));
    if (!is_open && bare == 2 && ends && !drops_last) return;
    put(o, w->at[*i]->last);
    *i += drops_last ? 2 : 1;
}

static void read_thai(struct word *w, struct out *o)
{
    drop_silent(w);
    if (w->count && w->at[0]->way == WAY_KHMER) split_stacks(w);
    for (size_t i = 0; i < w->count;) eat_syllable(w, &i, o);
}

/* --- Burmese -------------------------------------------------------------------------------------- */

struct rhyme {
    const char *vowel, *coda, *latin;
};

/* As names are spelled in English there. Vowels: E is ai as in "ne", N the dot that is an n. */
static const struct rhyme rhymes[] = {
    { "", "k", "et" },    { "", "ng", "in" },   { "", "s", "it" },    { "", "ny", "i" },   { "", "t", "at" },
    { "", "n", "an" },    { "", "p", "at" },    { "", "m", "an" },    { "", "y", "e" },    { "w", "t", "ut" },
    { "w", "n", "un" },   { "w", "p", "ut" },   { "w", "m", "un" },   { "iu", "k", "aik" }, { "iu", "ng", "aing" },
    { "iu", "y", "o" },   { "iu", "", "o" },    { "ea", "k", "auk" }, { "ea", "ng", "aung" }, { "ea", "", "aw" },
    { "i", "t", "eik" },  { "i", "p", "eik" },  { "i", "n", "ein" },  { "i", "m", "ein" }, { "u", "t", "ok" },
    { "u", "p", "ok" },   { "u", "n", "on" },   { "u", "m", "on" },   { "N", "", "an" },   { "iN", "", "ein" },
    { "uN", "", "on" },   { "E", "", "e" },     { "", "", "a" },      { "wN", "", "un" },
};

static void put_rhyme(struct out *o, const char *vowel, const char *coda, bool has_w)
{
    char key[8];
    size_t len = 0;
    if (has_w && (!*vowel || *vowel == 'N') && (*coda || *vowel)) key[len++] = 'w';
    for (; *vowel && len + 1 < sizeof key; vowel++) key[len++] = *vowel;
    key[len] = 0;
    bool is_w = key[0] == 'w';
    for (size_t i = 0; i < COUNT_OF(rhymes); i++)
        if (!strcmp(rhymes[i].vowel, key) && !strcmp(rhymes[i].coda, coda)) {
            if (has_w && !is_w) put(o, "w");
            put(o, rhymes[i].latin);
            return;
        }
    if (has_w) put(o, "w");
    put(o, key + is_w);
    if (!key[is_w]) put(o, "a");
    put(o, coda);
}

static void eat_burmese(const struct word *w, size_t *i, struct out *o)
{
    char vowel[8];
    size_t len = 0;
    bool has_y = false, has_w = false, has_h = false;
    if (is(w, *i, KIND_VOWEL) || !(is(w, *i, KIND_CONS) || is(w, *i, KIND_CARRIER))) {
        put(o, w->at[*i]->kind == KIND_VOWEL ? w->at[*i]->latin : "");
        (*i)++;
        return;
    }
    const char *onset = is(w, *i, KIND_CARRIER) ? "" : w->at[*i]->latin;
    for ((*i)++; is(w, *i, KIND_MEDIAL); (*i)++) {
        has_y |= says(w, *i, "y");
        has_w |= says(w, *i, "w");
        has_h |= says(w, *i, "h");
    }
    bool is_sh = has_h && *onset == 'y';
    if (is_sh) onset = "s";
    if (has_h && !is_sh) put(o, "h");
    put(o, onset);
    put(o, is_sh ? "h" : has_y ? "y" : "");
    for (; is(w, *i, KIND_SIGN); (*i)++)
        if (len + 1 < sizeof vowel) vowel[len++] = w->at[*i]->latin[0];
    vowel[len] = 0;
    if (is(w, *i, KIND_KILL)) (*i)++; /* ends "aw" */
    bool is_closed = is(w, *i, KIND_CONS) && (is(w, *i + 1, KIND_KILL) || is(w, *i + 1, KIND_JOIN));
    put_rhyme(o, vowel, is_closed ? w->at[*i]->latin : "", has_w);
    if (is_closed) *i += 2;
    if (is(w, *i, KIND_JOIN)) (*i)++; /* of a killed letter under which another stands */
}

static void read_burmese(struct word *w, bool is_apart, struct out *o)
{
    drop_silent(w);
    for (size_t i = 0; i < w->count;) {
        if (i && is_apart) put(o, " ");
        eat_burmese(w, &i, o);
    }
}

/* --- Ethiopic ------------------------------------------------------------------------------------- */

static void read_ethiopic(const struct word *w, struct out *o)
{
    bool is_closed = true; /* after a consonant alone, a second one wants a vowel between */
    for (size_t i = 0; i < w->count; i++) {
        const struct letter *l = w->at[i];
        bool is_alone = !*l->last, is_last = i + 1 == w->count;
        put(o, l->latin);
        put(o, is_alone && is_closed && !is_last ? "i" : l->last);
        is_closed = is_alone && !is_closed;
    }
}

size_t text_latin(str plain, char *ret, size_t cap, bool is_apart)
{
    struct word w;
    struct out o = { .text = ret, .cap = cap };
    if (plain.len < 2 || (unsigned char)plain.data[0] < FIRST_BYTE || !read_word(plain, &w)) return 0;
    switch ((enum way)w.at[0]->way) {
    case WAY_NORTH:
    case WAY_SOUTH: read_indic(&w, &o); break;
    case WAY_THAI:
    case WAY_LAO:
    case WAY_KHMER: read_thai(&w, &o); break;
    case WAY_BURMESE: read_burmese(&w, is_apart, &o); break;
    case WAY_ETHIOPIC: read_ethiopic(&w, &o); break;
    case WAY_LETTERS:
        for (size_t i = 0; i < w.count; i++) put(&o, w.at[i]->latin);
        break;
    }
    return o.len;
}
