/* Words that are made of words. */
#include "name/compound.h"

#include "name/arabic_latin.h"

/* --- Latin and Cyrillic ------------------------------------------------------------------------- */

enum { LETTERS_MAX = 24 };

/* A word letter by letter, Cyrillic ones as the Latin ones they stand for here. */
struct letters {
    char    at[LETTERS_MAX + 1];
    uint8_t from[LETTERS_MAX + 1]; /* place in the word */
    size_t  count;
};

static char latin_of(unsigned cyrillic)
{
    static const char table[] = "abvgdejziiklmnoprstufhcsss.i.eua"; /* U+0430.. */
    return cyrillic >= 0x430 && cyrillic < 0x450 ? table[cyrillic - 0x430] : '.';
}

static bool spell(str word, struct letters *ret)
{
    ret->count = 0;
    for (size_t at = 0; at < word.len; ret->count++) {
        unsigned char c = (unsigned char)word.data[at];
        if (ret->count == LETTERS_MAX) return false;
        ret->from[ret->count] = (uint8_t)at;
        if (c >= 'a' && c <= 'z') {
            ret->at[ret->count] = (char)c;
            at++;
        } else if ((c == 0xD0 || c == 0xD1) && at + 1 < word.len) {
            ret->at[ret->count] = latin_of((c & 0x1Fu) << 6 | ((unsigned char)word.data[at + 1] & 0x3Fu));
            at += 2;
        } else {
            return false;
        }
    }
    ret->at[ret->count] = 0;
    ret->from[ret->count] = (uint8_t)word.len;
    return true;
}

static bool is_vowel(char c)
{
    return c && strchr("aeiou", c);
}

static bool ends(const struct letters *w, size_t to, const char *suffix)
{
    size_t len = strlen(suffix);
    return to >= len && memcmp(w->at + to - len, suffix, len) == 0;
}

/* Where "-ullah" begins in the first `to` letters; `to` when it does not end so. */
static size_t god_begins(const struct letters *w, size_t to)
{
    size_t end = to, at;
    if (end && w->at[end - 1] == 'h') end--;
    bool has_h = end < to;
    bool is_servants = memcmp(w->at, "abd", 3) == 0;
    bool is_short = has_h && (ends(w, end, "ola") || ends(w, end, "ula")); /* Fazlolah */
    if (is_servants && end == 6 && has_h && w->at[4] == 'l' && w->at[5] == 'a' && is_vowel(w->at[3])) return 3;
    if (is_short && (end > 6 || is_servants)) return end - 3;
    if (!ends(w, end, "lla")) return to;
    at = end - 3;
    if (at && w->at[at - 1] == 'u') {
        at--;
        if (at && w->at[at - 1] == 'o') at--;
        return at;
    }
    if (at && has_h && !is_vowel(w->at[at - 1])) return at; /* a vowel lost: Saifllah */
    /* without its h, "-alla" and "-ella" end other names too */
    bool is_abd = at >= 4 && at - 1 == 3 && memcmp(w->at, "abd", 3) == 0;
    return at && (has_h || is_abd) && is_vowel(w->at[at - 1]) ? at - 1 : to;
}

enum { STEM_LEAST = 3, REST_LEAST = 4, LONE_D_STEM_LEAST = 4 };

/* "Light of the faith" is so common that one d, with or without an l, is enough: Nureldine, Nouredin, Nourredine. */
static bool is_light_of(const struct letters *w, size_t to)
{
    size_t at = 1, vowels;
    if (to < 4 || w->at[0] != 'n') return false;
    while (at < to && is_vowel(w->at[at])) at++;
    vowels = at - 1;
    if (vowels < 1 || vowels > 2 || w->at[at - 1] == 'a' || w->at[at] != 'r') return false;
    at += w->at[at + 1] == 'r' ? 2 : 1;
    if (at >= to || !is_vowel(w->at[at])) return false;
    return at + 1 == to || (at + 2 == to && w->at[at + 1] == 'l');
}

/* Where "-uddin" begins. One d alone ends other names too, Geraldine and Claudin among them. */
static size_t faith_begins(const struct letters *w, size_t to)
{
    if (ends(w, to, "oudine") && to > 6) return to - 6;
    bool is_french = ends(w, to, "dine");
    if (!is_french && !ends(w, to, "din") && !ends(w, to, "deen")) return to;
    size_t at = to - (ends(w, to, "din") ? 3 : 4);
    if (!at) return to;
    char article = w->at[at - 1];
    if (article == 'd' || (!is_french && (article == 'l' || article == 't'))) {
        bool is_ou = at >= 3 && w->at[at - 2] == 'u' && w->at[at - 3] == 'o';
        if (at >= 2 && article == 'd' && !is_vowel(w->at[at - 2])) return at - 1; /* a vowel lost: Najmddin */
        return at >= 2 && is_vowel(w->at[at - 2]) ? at - 2 - is_ou : to;
    }
    if (is_light_of(w, at)) return at - (article == 'l' && at > 3) - 1;
    return !is_french && article == 'u' && at - 1 >= LONE_D_STEM_LEAST ? at - 1 : to;
}

/* "abd" and an article alone: abdul, abdel, abdur. */
static bool is_servant(const struct letters *w, size_t to)
{
    if (to < 5 || to > 7 || memcmp(w->at, "abd", 3) != 0) return false;
    size_t at = 3;
    while (at < to && is_vowel(w->at[at])) at++;
    if (at == 3 || at > 5 || w->at[3] == 'i') return false;
    if (at + 1 == to) return strchr("lrszdtn", w->at[at]);
    return at + 2 == to && w->at[at] == 's' && w->at[at + 1] == 'h';
}

/* Where the name begins behind "abdul-", "abdur-", "abdel-", "abdi-"; 0 when there is none. */
static size_t behind_servant(const struct letters *w, size_t to)
{
    size_t at = 3, vowels;
    if (to < 7 || memcmp(w->at, "abd", 3) != 0) return 0;
    while (at < to && is_vowel(w->at[at])) at++;
    vowels = at - 3;
    if (vowels < 1 || vowels > 2) return 0;
    if (ends(w, to, "ev") || ends(w, to, "eva") || ends(w, to, "ov") || ends(w, to, "ova")) return 0; /* a surname */
    if (ends(w, to, "laye")) return 0; /* Abdoulaye has grown together */
    if (w->at[at] == 'l' || w->at[at] == w->at[at + 1]) return to - at - 1 >= STEM_LEAST ? at + 1 : 0;
    return to - at >= REST_LEAST ? at : 0;
}

/* Where the name begins behind "abul-", "aboul-", "abolqasim", "abubakr". */
static size_t behind_father(const struct letters *w, size_t to)
{
    size_t at = 2;
    if (memcmp(w->at, "ab", 2) != 0 || (w->at[2] != 'u' && w->at[2] != 'o')) return 0;
    while (at < to && (w->at[at] == 'u' || w->at[at] == 'o')) at++;
    if (at > 4) return 0;
    if (w->at[at] == 'l' && to - at - 1 >= REST_LEAST) return at + 1;
    bool is_bakr = w->at[at] == 'b' && (w->at[at + 1] == 'k' || (w->at[at + 1] == 'a' && w->at[at + 2] == 'k'));
    return to - at >= REST_LEAST && is_bakr ? at : 0;
}

static str between(str word, const struct letters *w, size_t from, size_t to)
{
    return str_sub(word, w->from[from], w->from[to]);
}

/* What is left in front of "-ullah" and "-uddin": one or two words. */
static size_t split_front(str word, const struct letters *w, size_t to, str ret[COMPOUND_PARTS_MAX])
{
    size_t servant = behind_servant(w, to), father = servant ? 0 : behind_father(w, to);
    if (servant) {
        ret[0] = STR("abd");
        ret[1] = between(word, w, servant, to);
        return 2;
    }
    if (father) {
        ret[0] = STR("abu");
        ret[1] = between(word, w, father, to);
        return 2;
    }
    ret[0] = between(word, w, 0, to);
    return 1;
}

static bool is_one_of(str word, const str *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(word, list[i])) return true;
    return false;
}

/* Spellings of one word that stand alone. */
static const str gods[] = { STR_INIT("ullah"), STR_INIT("ollah"), STR_INIT("oullah") };
static const str faiths[] = { STR_INIT("uddin"),  STR_INIT("eddin"),  STR_INIT("eddine"), STR_INIT("aldin"),
                              STR_INIT("eldin"),  STR_INIT("addin"),  STR_INIT("uldin"),  STR_INIT("udin"),
                              STR_INIT("oddin"),  STR_INIT("iddin"),  STR_INIT("aldeen"), STR_INIT("eldeen"),
                              STR_INIT("uddeen"), STR_INIT("aldine"), STR_INIT("eldine") };

static size_t alone(str word, str *ret)
{
    if (is_one_of(word, gods, sizeof gods / sizeof *gods)) *ret = STR("allah");
    else if (is_one_of(word, faiths, sizeof faiths / sizeof *faiths)) *ret = STR("din");
    else return 0;
    return 1;
}

/* "Almusleh", "Elshafee": the article written together with a name that looks like one; Alberto and Elvira do not. */
static size_t split_article(str word, str ret[COMPOUND_PARTS_MAX])
{
    enum { ARTICLE = 2, NAME_LEAST = 5 };
    bool is_article = str_starts(word, STR("al")) || str_starts(word, STR("el"));
    if (!is_article || word.len < ARTICLE + NAME_LEAST || is_vowel(word.data[ARTICLE])) return 0;
    str name = str_from(word, ARTICLE);
    if (name.data[0] == 'l' || !arabic_looks_surely(name) || !arabic_looks_surely(word)) return 0;
    ret[0] = str_sub(word, 0, ARTICLE);
    ret[1] = name;
    return 2;
}

static size_t split_letters(str word, str ret[COMPOUND_PARTS_MAX])
{
    struct letters w;
    if (!spell(word, &w) || w.count < 4) return 0;
    if (alone(word, ret)) return 1;
    if (is_servant(&w, w.count)) {
        ret[0] = STR("abd");
        return 1;
    }
    size_t god = god_begins(&w, w.count), faith = god == w.count ? faith_begins(&w, w.count) : w.count;
    size_t to = god < w.count ? god : faith;
    if (to < STEM_LEAST) return 0;
    size_t count = split_front(word, &w, to, ret);
    if (to < w.count) ret[count++] = god < w.count ? STR("allah") : STR("din");
    return count > 1 ? count : 0;
}

/* --- Arabic ------------------------------------------------------------------------------------- */

static size_t split_arabic(str word, str ret[COMPOUND_PARTS_MAX])
{
    static const str servant = STR_INIT("عبد"), father = STR_INIT("ابو"), article = STR_INIT("ال");
    static const str tails[] = { STR_INIT("الله"), STR_INIT("الدين"), STR_INIT("الدین") };
    enum { LETTER = 2, TAIL_STEM_LEAST = 2 * LETTER };
    size_t count = 0;
    if (str_eq(word, STR("عبدال"))) {
        ret[0] = servant;
        return 1;
    }
    if (str_eq(word, STR("لله"))) {
        ret[0] = STR("الله");
        return 1;
    }
    bool is_servant = str_starts(word, servant), is_father = !is_servant && str_starts(word, father);
    if (is_servant || is_father) {
        str rest = str_from(word, servant.len);
        bool has_article = str_starts(rest, article) && rest.len >= article.len + 2 * LETTER;
        if (has_article || (is_father && rest.len >= 3 * LETTER)) {
            ret[count++] = is_servant ? servant : father;
            word = rest;
        }
    }
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        if (word.len < tails[i].len + TAIL_STEM_LEAST || !str_ends(word, tails[i])) continue;
        ret[count++] = str_sub(word, 0, word.len - tails[i].len);
        ret[count++] = tails[i];
        return count;
    }
    if (count) ret[count++] = word;
    return count;
}

/* --- two given names as one --------------------------------------------------------------------- */

/* Persian and South Asian Muslim names: Alireza, Mohammadreza, Gholamhossein. Either half is a name alone. */
static const str pair_first[] = {
    STR_INIT("ali"),   STR_INIT("mohammad"), STR_INIT("mohamad"), STR_INIT("muhammad"), STR_INIT("gholam"), STR_INIT("ghulam"),
    STR_INIT("hamid"), STR_INIT("amir"),     STR_INIT("ahmad"),   STR_INIT("علی"),      STR_INIT("علي"),    STR_INIT("محمد"),
    STR_INIT("غلام"),  STR_INIT("حمید"),     STR_INIT("حميد"),    STR_INIT("امیر"),     STR_INIT("امير"),   STR_INIT("احمد"),
};
static const str pair_last[] = {
    STR_INIT("reza"),   STR_INIT("rida"),   STR_INIT("hossein"), STR_INIT("hosein"), STR_INIT("hussain"), STR_INIT("hussein"),
    STR_INIT("husain"), STR_INIT("hasan"),  STR_INIT("hassan"),  STR_INIT("ali"),    STR_INIT("mehdi"),   STR_INIT("mahdi"),
    STR_INIT("kazem"),  STR_INIT("javad"),  STR_INIT("sadegh"),  STR_INIT("bagher"), STR_INIT("taghi"),   STR_INIT("nabi"),
    STR_INIT("abbas"),  STR_INIT("akbar"),  STR_INIT("asghar"),  STR_INIT("رضا"),    STR_INIT("حسین"),    STR_INIT("حسين"),
    STR_INIT("حسن"),    STR_INIT("علی"),    STR_INIT("علي"),     STR_INIT("مهدی"),   STR_INIT("مهدي"),    STR_INIT("کاظم"),
    STR_INIT("كاظم"),   STR_INIT("جواد"),   STR_INIT("صادق"),    STR_INIT("باقر"),   STR_INIT("تقی"),     STR_INIT("تقي"),
    STR_INIT("نبی"),    STR_INIT("نبي"),    STR_INIT("عباس"),    STR_INIT("اکبر"),   STR_INIT("اكبر"),    STR_INIT("اصغر"),
};

/* Is it the word with a letter lost: Gholareza? */
static bool has_lost_letter(str word, str whole)
{
    enum { LETTERS_LEAST = 6 }; /* ours: shorter ones come too near to others */
    size_t front = 0, back = 0;
    if ((unsigned char)whole.data[0] >= 0x80 || whole.len < LETTERS_LEAST || word.len + 1 != whole.len) return false;
    while (front < word.len && word.data[front] == whole.data[front]) front++;
    while (back < word.len && word.data[word.len - 1 - back] == whole.data[whole.len - 1 - back]) back++;
    return front > 0 && front + back >= word.len;
}

/* Of a pair whose second half is whole. */
static size_t split_worn_pair(str word, str ret[COMPOUND_PARTS_MAX])
{
    for (size_t k = 0; k < sizeof pair_last / sizeof *pair_last; k++) {
        if (pair_last[k].len < 4 || !str_ends(word, pair_last[k])) continue;
        ret[0] = str_sub(word, 0, word.len - pair_last[k].len);
        ret[1] = str_from(word, ret[0].len);
        for (size_t i = 0; i < sizeof pair_first / sizeof *pair_first; i++)
            if (has_lost_letter(ret[0], pair_first[i])) return 2;
    }
    return 0;
}

static size_t split_pair(str word, str ret[COMPOUND_PARTS_MAX])
{
    for (size_t i = 0; i < sizeof pair_first / sizeof *pair_first; i++) {
        if (!str_starts(word, pair_first[i]) || word.len == pair_first[i].len) continue;
        ret[0] = pair_first[i];
        ret[1] = str_from(word, pair_first[i].len);
        if (is_one_of(ret[1], pair_last, sizeof pair_last / sizeof *pair_last)) return 2;
    }
    return split_worn_pair(word, ret);
}

/* --- all ---------------------------------------------------------------------------------------- */

/* Only words that begin like "ab" or end like "-llah" or "-din" are looked at. */
static bool may_be_compound(str word)
{
    const unsigned char *p = (const unsigned char *)word.data, last = p[word.len - 1];
    if (p[0] < 0x80) {
        if (p[0] == 'a' && p[1] == 'b') return true;
        return last == 'h' || last == 'a' || last == 'n' || last == 'e' || (last == 'i' && p[0] == 'u');
    }
    if (p[0] == 0xD0 || p[0] == 0xD1) return word.len >= 8;
    return p[0] >= 0xD8 && p[0] <= 0xDB;
}

static bool may_be_pair(str word)
{
    enum { SHORTEST = 6 };
    return word.len >= SHORTEST && (strchr("amgh", word.data[0]) || (unsigned char)word.data[0] >= 0xD8);
}

size_t compound_split(str plain, str ret[COMPOUND_PARTS_MAX])
{
    size_t count = 0;
    if (plain.len >= 4 && may_be_compound(plain))
        count = (unsigned char)plain.data[0] >= 0xD8 ? split_arabic(plain, ret) : split_letters(plain, ret);
    if (!count && may_be_pair(plain)) count = split_pair(plain, ret);
    return count ? count : split_article(plain, ret);
}

uint16_t compound_glue_cb(str word)
{
    static const struct {
        str      word;
        uint16_t cb;
    } glue[] = {
        { STR_INIT("abu"), 300 },   { STR_INIT("ابو"), 300 },    { STR_INIT("allah"), 335 },   { STR_INIT("الله"), 335 },
        { STR_INIT("din"), 300 },   { STR_INIT("الدين"), 300 }, { STR_INIT("الدین"), 300 },
    };
    for (size_t i = 0; i < sizeof glue / sizeof *glue; i++)
        if (str_eq(word, glue[i].word)) return glue[i].cb;
    return 0;
}
