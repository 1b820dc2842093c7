/*
 * Japanese names in kanji: cut by a dictionary of surnames or at a blank, each half read by the dictionary and by its
 * characters, the likeliest pairs of readings kept beside the characters themselves, their forms folded.
 */
#include "name/japanese.h"

#include "base/num.h"
#include "name/japanese_kanji_table.h"

enum {
    LETTERS_MOST = 8, SURNAME_LETTERS = 4, GIVEN_LETTERS = 4,
    WAYS = 16,             /* to read a part */
    READ_BY_LETTERS_CB = 300, /* a name of the dictionary read otherwise: one in eight of given names is (measured) */
    SURNAME_BY_LETTERS_CB = 430,
    ODD_READING_CB = 200,  /* one that no name of the tables has (measured) */
    GIVEN_KNOWN_CB = 1250, /* of 17,000 given names about (ours) */
    GIVEN_NEW_CB = 1650,   /* one that the dictionary lacks */
    GIVEN_LETTER_CB = 500, /* each letter beyond two */
    SURNAME_NEW_CB = 1900,
    SURNAME_LAST_CB = 870,
    KANJI_CHARACTERS_MOST = 2,
    CUT_LEAST_CB = 600, /* a cut that much less likely than the best is none */
};

struct way {
    struct morae morae; /* folded */
    int32_t      cost_cb;
};

struct ways {
    struct way item[WAYS];
    size_t     count;
};

static void add_way(struct ways *w, const struct morae *m, int32_t cost_cb)
{
    size_t at = w->count;
    for (size_t i = 0; i < w->count; i++)
        if (w->item[i].morae.is_long == m->is_long && str_eq(ja_codes(&w->item[i].morae), ja_codes(m))) {
            if (w->item[i].cost_cb <= cost_cb) return;
            memmove(&w->item[i], &w->item[i + 1], (--w->count - i) * sizeof *w->item);
            at = w->count;
            break;
        }
    while (at && w->item[at - 1].cost_cb > cost_cb) at--;
    if (at >= WAYS) return;
    if (w->count < WAYS) w->count++;
    memmove(&w->item[at + 1], &w->item[at], (w->count - 1 - at) * sizeof *w->item);
    w->item[at].morae = *m;
    w->item[at].cost_cb = cost_cb;
}

struct letters {
    uint16_t letter[LETTERS_MOST]; /* folded */
    bool     has_gap[LETTERS_MOST + 1]; /* in front of it */
    size_t   count;
};

static bool is_kana(uint16_t c)
{
    return c >= 0x3041 && c <= 0x30FC;
}

static bool is_han(uint16_t c)
{
    return c >= 0x3400 && c < 0xA000;
}

static size_t put_utf8(uint16_t c, char *ret)
{
    ret[0] = (char)(0xE0 | c >> 12);
    ret[1] = (char)(0x80 | (c >> 6 & 0x3F));
    ret[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

static str text_of(const uint16_t *letter, size_t count, char *ret)
{
    for (size_t i = 0; i < count; i++) put_utf8(letter[i], ret + 3 * i);
    return str_of(ret, 3 * count);
}

static uint16_t folded(uint32_t c)
{
    size_t low = 0, high = COUNT_OF(ja_variant);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ja_variant[mid] < c) low = mid + 1;
        else high = mid;
    }
    if (low < COUNT_OF(ja_variant) && ja_variant[low] == c) return ja_variant_form[low];
    return c <= 0xFFFF ? (uint16_t)c : 0;
}

static int character(uint16_t c)
{
    size_t low = 0, high = JA_CHARS;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ja_char[mid] < c) low = mid + 1;
        else high = mid;
    }
    return low < JA_CHARS && ja_char[low] == c ? (int)low : -1;
}

/* Before folding: what all readings of the letters so far make. */
static bool extend(const struct ways *from, uint16_t c, bool is_surname, struct ways *to)
{
    char text[3];
    struct morae kana;
    int row = character(c);
    to->count = 0;
    if (is_kana(c) && !kana_morae(text_of(&c, 1, text), &kana)) return false;
    for (size_t w = 0; w < from->count; w++) {
        struct morae m = from->item[w].morae;
        if (is_kana(c)) {
            if (m.count + kana.count > MORAE_USED) continue;
            memcpy(m.code + m.count, kana.code, kana.count);
            m.count = (uint8_t)(m.count + kana.count);
            add_way(to, &m, from->item[w].cost_cb);
            continue;
        }
        if (row < 0) return false;
        size_t list = (size_t)row * 2 + is_surname;
        for (size_t p = ja_char_from[list]; p < ja_char_from[list + 1]; p++) {
            struct morae longer = m;
            for (size_t k = 0; k < 4 && ja_part_code[4 * p + k] && longer.count < MORAE_USED; k++)
                longer.code[longer.count++] = ja_part_code[4 * p + k];
            add_way(to, &longer, from->item[w].cost_cb + ja_part_cb[p]);
        }
    }
    return to->count > 0;
}

static bool is_read_so(const struct morae *m, bool is_surname)
{
    return is_surname ? ja_knows_surname(m) : ja_knows_given(m);
}

static void read_by_letters(const uint16_t *letter, size_t count, bool is_surname, int32_t cost_cb, size_t most, struct ways *ret)
{
    struct ways now = { .count = 1, .item = { { .cost_cb = cost_cb } } }, next;
    for (size_t i = 0; i < count; i++) {
        uint16_t c = letter[i] == 0x3005 && i ? letter[i - 1] : letter[i]; /* 々 */
        if (!extend(&now, c, is_surname, &next)) return;
        now = next;
    }
    for (size_t i = 0; i < now.count; i++) {
        morae_fold(&now.item[i].morae);
        if (now.item[i].morae.count > most) continue;
        add_way(ret, &now.item[i].morae, now.item[i].cost_cb + (is_read_so(&now.item[i].morae, is_surname) ? 0 : ODD_READING_CB));
    }
}

static bool all_kana(const uint16_t *letter, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!is_kana(letter[i])) return false;
    return true;
}

static bool read_kana_part(const uint16_t *letter, size_t count, struct morae *ret)
{
    char text[3 * LETTERS_MOST];
    if (!all_kana(letter, count) || !kana_morae(text_of(letter, count, text), ret)) return false;
    morae_fold(ret);
    return ret->count <= GIVEN_MORAE;
}

static uint32_t find(const struct table *t, const uint16_t *letter, size_t count)
{
    char text[3 * LETTERS_MOST];
    return table_find(t, text_of(letter, count, text));
}

static void read_given(const uint16_t *letter, size_t count, struct ways *ret)
{
    struct morae m;
    uint32_t g = find(&ja_given, letter, count);
    ret->count = 0;
    if (read_kana_part(letter, count, &m)) {
        add_way(ret, &m, 0);
        return;
    }
    for (uint32_t i = g == TABLE_NONE ? 0 : ja_given_from[g]; g != TABLE_NONE && i < ja_given_from[g + 1]; i++) {
        ja_given_reading_of(ja_given_reading[i], &m);
        morae_fold(&m);
        add_way(ret, &m, ja_given_share[i]);
    }
    read_by_letters(letter, count, false, g == TABLE_NONE ? 0 : READ_BY_LETTERS_CB, GIVEN_MORAE, ret);
}

struct surname_way {
    uint16_t unit;
    int32_t  cost_cb;
};

static size_t read_surname(const uint16_t *letter, size_t count, uint32_t number, struct surname_way ret[WAYS])
{
    struct ways ways = { .count = 0 };
    size_t ways_known = 0;
    for (uint32_t i = number == TABLE_NONE ? 0 : ja_surname_from[number]; number != TABLE_NONE && i < ja_surname_from[number + 1] && ways_known < WAYS / 2; i++)
        ret[ways_known++] = (struct surname_way){ ja_surname_exact[i], ja_surname_share[i] };
    size_t total = ways_known;
    read_by_letters(letter, count, true, number == TABLE_NONE ? 0 : SURNAME_BY_LETTERS_CB, SURNAME_MORAE, &ways);
    for (size_t i = 0; i < ways.count && total < WAYS; i++) {
        bool is_sure;
        uint16_t unit = ja_surname_number(&ways.item[i].morae, true, &is_sure);
        bool is_new = true;
        for (size_t k = 0; k < ways_known; k++) is_new = is_new && ret[k].unit != unit;
        if (is_new) ret[total++] = (struct surname_way){ unit, ways.item[i].cost_cb };
    }
    return total;
}

struct cut {
    const uint16_t *surname, *given;
    size_t          surname_count, given_count;
    uint32_t        number; /* of the surname, or TABLE_NONE */
    int32_t         cost_cb;
};

static void add_readings(struct reading_of *r, const struct cut *c, int32_t least_cb)
{
    struct ways given;
    struct surname_way surname[WAYS];
    size_t count = read_surname(c->surname, c->surname_count, c->number, surname);
    bool is_kana_given = all_kana(c->given, c->given_count);
    read_given(c->given, c->given_count, &given);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < given.count; k++) {
            int32_t best = given.item[0].cost_cb + surname[0].cost_cb;
            int32_t cost = c->cost_cb - least_cb + surname[i].cost_cb + given.item[k].cost_cb - best;
            struct hypothesis h = { .system = is_kana_given ? JA_KANA : JA_READING, .is_whole = !(surname[i].unit & NAME_UNKNOWN) };
            if (cost > 1500) continue;
            h.unit[0] = surname[i].unit;
            ja_set_given(&h, &given.item[k].morae);
            h.prior_cb = (int16_t)-cost;
            ja_keep(r, &h);
        }
}

static void add_characters(struct reading_of *r, const struct cut *c, int32_t least_cb)
{
    char text[3 * LETTERS_MOST];
    struct hypothesis h = { .system = JA_KANJI, .given = 3, .is_whole = c->number != TABLE_NONE, .prior_cb = (int16_t)(least_cb - c->cost_cb) };
    h.unit[0] = c->number != TABLE_NONE ? (uint16_t)c->number : ja_unknown(text_of(c->surname, c->surname_count, text));
    for (size_t i = 0; i < 3; i++) h.unit[1 + i] = i < c->given_count ? c->given[i] : 0;
    if (c->given_count > 3) h.unit[3] = ja_unknown(text_of(c->given + 2, c->given_count - 2, text));
    h.extra = find(&ja_given, c->given, c->given_count) != TABLE_NONE;
    ja_keep(r, &h);
}

static bool is_repeat_or_han(uint16_t c)
{
    return is_han(c) || c == 0x3005 || c == 0x3006;
}

/* Letters of which the tables know no surname: told by their number, or by a blank or a change of script. */
static bool may_be_new(const struct letters *l, size_t at, bool is_known_given)
{
    bool is_told = l->has_gap[at] || is_kana(l->letter[at]) != is_kana(l->letter[at - 1]);
    if (is_known_given) return at > 1 || is_told; /* (ours) */
    return at == 2 && (l->count == 4 || l->has_gap[at]);
}

/* One way to cut the letters; @return is it one? */
static bool cut_at(const struct letters *l, size_t at, bool is_last, struct cut *ret)
{
    *ret = is_last ? (struct cut){ l->letter + at, l->letter, l->count - at, at, 0, 0 }
                   : (struct cut){ l->letter, l->letter + at, at, l->count - at, 0, 0 };
    bool is_kana_given = all_kana(ret->given, ret->given_count), is_kana_surname = all_kana(ret->surname, ret->surname_count);
    if (is_kana_given && is_kana_surname) return false;
    if ((!is_kana_surname && ret->surname_count > SURNAME_LETTERS) || (!is_kana_given && ret->given_count > GIVEN_LETTERS)) return false;
    ret->number = find(&ja_surname, ret->surname, ret->surname_count);
    bool is_known = is_kana_given || find(&ja_given, ret->given, ret->given_count) != TABLE_NONE;
    if (ret->number == TABLE_NONE && (is_last || !may_be_new(l, at, is_known))) return false;
    ret->cost_cb = ret->number == TABLE_NONE ? SURNAME_NEW_CB + (ret->surname_count == 2 ? 0 : GIVEN_LETTER_CB) : ja_surname_cb[ret->number];
    if (is_last) ret->cost_cb += SURNAME_LAST_CB;
    ret->cost_cb += is_known ? GIVEN_KNOWN_CB : GIVEN_NEW_CB + (ret->given_count > 2 ? (int32_t)(ret->given_count - 2) * GIVEN_LETTER_CB : 0);
    return true;
}

static bool load_letters(const struct read_name *n, struct letters *l)
{
    const char *end = NULL;
    for (size_t i = 0; i < n->count; i++) {
        const struct word *w = &n->word[i];
        if (n->role[i] == ROLE_TITLE) continue;
        if (end && end != w->raw.data && l->count < LETTERS_MOST) l->has_gap[l->count] = true;
        end = w->raw.data + w->raw.len;
        for (str text = w->text; text.len;) {
            uint8_t c = (uint8_t)text.data[0];
            size_t len = c < 0xF0 ? 3 : 4;
            if (c < 0xE0 || text.len < len || l->count == LETTERS_MOST) return false;
            uint32_t code = c & (0xFFu >> (len + 1));
            for (size_t k = 1; k < len; k++) code = code << 6 | ((uint8_t)text.data[k] & 0x3Fu);
            uint16_t letter = folded(code);
            if (!is_kana(letter) && !is_repeat_or_han(letter)) return false;
            l->letter[l->count++] = letter;
            text = str_from(text, len);
        }
    }
    return l->count >= 2;
}

void ja_read_kanji(struct reading_of *r, const struct read_name *n)
{
    struct letters l = { .count = 0 };
    struct cut cut[2 * LETTERS_MOST];
    size_t cuts = 0, best = 0;
    bool has_gap = false;
    if (!load_letters(n, &l)) return;
    for (size_t at = 1; at < l.count; at++) has_gap = has_gap || l.has_gap[at];
    for (size_t at = 1; at < l.count; at++) {
        if (has_gap && !l.has_gap[at]) continue;
        cuts += cut_at(&l, at, false, &cut[cuts]);
        if (has_gap) cuts += cut_at(&l, at, true, &cut[cuts]);
    }
    if (!cuts) return;
    for (size_t i = 1; i < cuts; i++)
        if (cut[i].cost_cb < cut[best].cost_cb) best = i;
    int32_t least = cut[best].cost_cb;
    size_t characters = 0;
    for (size_t i = 0; i < cuts; i++) /* the likeliest is never left out */
        if (i == best || (cut[i].cost_cb <= least + CUT_LEAST_CB && characters + 1 < KANJI_CHARACTERS_MOST)) {
            add_characters(r, &cut[i], least);
            characters++;
        }
    struct reading_of rest = { .ret = r->ret + r->count, .most = r->most - r->count };
    for (size_t i = 0; i < cuts; i++)
        if (cut[i].cost_cb <= least + CUT_LEAST_CB) add_readings(&rest, &cut[i], least);
    r->count += rest.count;
}

bool ja_has_han(const struct read_name *n)
{
    for (size_t i = 0; i < n->count; i++) {
        str t = n->word[i].text;
        if (t.len >= 3 && (uint8_t)t.data[0] >= 0xE3 && is_repeat_or_han((uint16_t)(((uint8_t)t.data[0] & 0xF) << 12 | ((uint8_t)t.data[1] & 0x3F) << 6 | ((uint8_t)t.data[2] & 0x3F))))
            return true;
    }
    return false;
}

bool ja_is_surname(uint16_t number)
{
    return number < JA_SURNAMES;
}

int32_t ja_surname_rarity(uint16_t number)
{
    return ja_surname_cb[number];
}

size_t ja_spell_characters(const struct hypothesis *h, char *ret, size_t cap)
{
    size_t len = 0;
    str surname = h->unit[0] & NAME_UNKNOWN ? STR("") : table_key(&ja_surname, h->unit[0]);
    if (surname.len + 3 + 9 > cap) return 0;
    memcpy(ret, surname.data, surname.len);
    len = surname.len;
    if (len) len += put_utf8(0x30FB, ret + len);
    for (size_t i = 1; i < HYPOTHESIS_UNITS; i++)
        if (h->unit[i] && !(i == 3 && !is_kana(h->unit[i]) && !is_repeat_or_han(h->unit[i]))) len += put_utf8(h->unit[i], ret + len);
    return len;
}
