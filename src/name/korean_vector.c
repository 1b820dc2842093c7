/* What a written syllable stands for: a few syllables of hangul, each more or less likely (tools/gen_korean.py). */
#include "name/korean.h"

#include "name/korean_table.h"

_Static_assert((int)KO_KEYS_MAX <= (int)HYPOTHESIS_KEYS_MAX, "a reading with more keys than are kept would be missed");
_Static_assert(KO_APOSTROPHE == 27, "as tools/gen_korean.py has it");

static uint16_t southern(uint16_t atom)
{
    size_t low = 0, high = COUNT_OF(ko_dueum_north);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ko_dueum_north[mid] < atom) low = mid + 1;
        else high = mid;
    }
    return low < COUNT_OF(ko_dueum_north) && ko_dueum_north[low] == atom ? ko_dueum_south[low] : atom;
}

/* Into its own entries, by atom; all of them make keys. */
static void put(struct ko_vector *v, uint16_t atom, uint16_t amp, uint8_t post)
{
    size_t at = 0;
    while (at < v->count && v->own[at].atom < atom) at++;
    if (at < v->count && v->own[at].atom == atom) {
        if (amp > (v->own[at].amp & (KO_KEY - 1))) v->own[at].amp = amp | KO_KEY;
        return;
    }
    if (v->count == KO_OWN) return;
    for (size_t i = v->count++; i > at; i--) v->own[i] = v->own[i - 1];
    v->own[at] = (struct ko_entry){ atom, amp | KO_KEY, post };
}

/* The North keeps its r and n at the front of a word, the South drops them. */
static void of_hangul(uint16_t atom, unsigned place, struct ko_vector *ret)
{
    uint16_t south = southern(atom);
    if (place < 2) {
        put(ret, south, 4095, 255);
    } else {
        put(ret, atom, south == atom ? 4095 : 3900, 255);
        if (south != atom) put(ret, south, 1240, 64);
    }
}

static int hanja_row(uint16_t c)
{
    size_t low = 0, high = COUNT_OF(ko_hanja_char);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ko_hanja_char[mid] < c) low = mid + 1;
        else high = mid;
    }
    return low < COUNT_OF(ko_hanja_char) && ko_hanja_char[low] == c ? (int)low : -1;
}

bool ko_is_hanja(uint16_t c)
{
    return hanja_row(c) >= 0;
}

uint32_t ko_hanja_syllable(uint16_t c)
{
    enum { FIRST_SYLLABLE = 0xAC00, NO_READING = 0xFFFF };
    int row = hanja_row(c);
    uint16_t reading = row < 0 ? NO_READING : ko_hanja_reading[3 * row];
    return reading == NO_READING ? 0 : FIRST_SYLLABLE + (uint32_t)reading;
}

bool ko_is_said(uint32_t syllable)
{
    uint32_t at = syllable - 0xAC00;
    return at / 32 < COUNT_OF(ko_said) && ko_said[at / 32] >> at % 32 & 1;
}

static void of_hanja(uint16_t c, unsigned place, struct ko_vector *ret)
{
    static const uint16_t amps[][3] = { { 4095, 0, 0 }, { 3600, 1950, 0 }, { 3400, 1800, 1400 } };
    int row = hanja_row(c);
    size_t count = 0;
    if (row < 0) return;
    const uint16_t *reading = &ko_hanja_reading[3 * row];
    if (place == 0 && ko_hanja_surname[row] != 0xFFFF) {
        put(ret, southern(ko_hanja_surname[row]), 4095, 255);
        return;
    }
    while (count < 3 && reading[count] != 0xFFFF) count++;
    for (size_t i = 0; i < count; i++)
        put(ret, place < 2 ? southern(reading[i]) : reading[i], amps[count - 1][i], i ? 60 : 200);
    if (place == 2 && count && southern(reading[0]) != reading[0]) put(ret, southern(reading[0]), 1240, 64);
}

/* Bits of a mask below one of its bits: the place of the vector behind the row's first. */
static unsigned bits_below(unsigned mask, unsigned bit)
{
    static const uint8_t ones[64] = { 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 1, 2, 2, 3, 2, 3, 3, 4, 2, 3, 3, 4, 3, 4, 4, 5,
                                      1, 2, 2, 3, 2, 3, 3, 4, 2, 3, 3, 4, 3, 4, 4, 5, 2, 3, 3, 4, 3, 4, 4, 5, 3, 4, 4, 5, 4, 5, 5, 6 };
    unsigned below = mask & ((1u << bit) - 1);
    return ones[below & 63u] + ones[below >> 6 & 63u];
}

bool ko_has_vector(uint16_t row, enum ko_system system, unsigned place)
{
    return ko_row_mask[row] >> (place * 4 + (unsigned)system) & 1;
}

int ko_cost(uint16_t row, enum ko_system system, unsigned place)
{
    unsigned bit = place * 4 + (unsigned)system, mask = ko_row_mask[row];
    if (!(mask >> bit & 1)) return -1;
    return 10 * ko_cell_cost[ko_row_first[row] + bits_below(mask, bit)];
}

static void of_row(uint16_t row, enum ko_system system, unsigned place, struct ko_vector *ret)
{
    unsigned bit = place * 4 + (unsigned)system, mask = ko_row_mask[row];
    if (!(mask >> bit & 1)) return;
    uint16_t vector = ko_cell[ko_row_first[row] + bits_below(mask, bit)];
    ret->item = &ko_entry[ko_vector_start[vector]];
    ret->count = (size_t)(ko_vector_start[vector + 1] - ko_vector_start[vector]);
}

void ko_vector_of(const struct hypothesis *h, unsigned at, struct ko_vector *ret)
{
    unsigned place = at < 2 ? at : 2;
    ret->item = ret->own;
    ret->count = 0;
    if (h->unit[at] == NO_UNIT) return;
    if (h->system == KO_HANGUL) of_hangul(h->unit[at], place, ret);
    else if (h->system == KO_HANJA) of_hanja(h->unit[at], place, ret);
    else of_row(h->unit[at], (enum ko_system)h->system, place, ret);
}

bool ko_is_rare(uint16_t row)
{
    return ko_row_rare[row];
}

uint16_t ko_row_prior(uint16_t row)
{
    uint16_t least = KO_PRIOR_UNKNOWN;
    for (unsigned system = KO_FREE; system <= KO_NORTH; system++)
        for (unsigned place = 1; place <= 2; place++) {
            struct ko_vector v = { .count = 0 };
            of_row(row, (enum ko_system)system, place, &v);
            for (size_t i = 0; i < v.count; i++)
                if ((v.item[i].amp & KO_KEY) && ko_prior(place, v.item[i].atom) < least) least = ko_prior(place, v.item[i].atom);
        }
    return least;
}

uint16_t ko_initial(const struct ko_letters *w)
{
    static const uint8_t first[] = { 3, 11, 20, 16, 19 }; /* of ch kh th ph sh */
    if (w->alphabet == ALPHABET_CYRILLIC && w->count == 1 && w->code[0] <= 32)
        return (uint16_t)(KO_INITIAL_CYRILLIC + w->code[0] - 1);
    if (w->alphabet != ALPHABET_LATIN) return 0;
    if (w->count == 1 && w->code[0] <= 26) return (uint16_t)(KO_INITIAL_LATIN + w->code[0] - 1);
    if (w->count != 2 || w->code[1] != 8) return 0;
    for (uint16_t i = 0; i < COUNT_OF(first); i++)
        if (first[i] == w->code[0]) return (uint16_t)(KO_INITIAL_LATIN + 26 + i);
    return 0;
}

bool ko_is_initial(const struct hypothesis *h, unsigned at)
{
    return h->system < KO_HANGUL && h->unit[at] != NO_UNIT && h->unit[at] >= KO_INITIAL_LATIN;
}

bool ko_is_row(uint16_t row)
{
    return row < KO_ROWS;
}

bool ko_is_atom(uint16_t atom)
{
    return atom < KO_ATOMS;
}

uint16_t ko_two_syllables(uint16_t a, uint16_t b)
{
    for (uint16_t i = 0; i < KO_ATOMS - KO_ATOM_TWO; i++)
        if (ko_two[2 * i] == a && ko_two[2 * i + 1] == b) return (uint16_t)(KO_ATOM_TWO + i);
    return NO_UNIT;
}

size_t ko_syllables(uint16_t atom, uint16_t ret[2])
{
    ret[0] = atom;
    if (atom < KO_ATOM_TWO) return 1;
    ret[0] = ko_two[2 * (atom - KO_ATOM_TWO)];
    ret[1] = ko_two[2 * (atom - KO_ATOM_TWO) + 1];
    return 2;
}

uint16_t ko_prior(unsigned place, uint16_t atom)
{
    return place == 0 ? ko_prior_surname[atom] : place == 1 ? ko_prior_given1[atom] : ko_prior_given2[atom];
}

bool ko_prior_is_known(uint16_t cb)
{
    return cb < KO_PRIOR_RARE;
}

/* --- syllables written as they are spoken together ------------------------------------------------- */

enum bound_end { END_NONE = 0, END_NG, END_M, END_N, END_L };
enum bound_start { START_NONE = 0, START_N, START_M, START_L };
enum alt_kind { TO_K = 0, TO_P, TO_T, TO_N, TO_R, TO_N_START, SAME };

/* What two sounds that meet may have been before they met. */
static const struct {
    uint8_t end, start, end_to, start_to;
} bounds[] = {
    { END_NG, START_N, TO_K, TO_R }, { END_NG, START_N, TO_K, SAME }, { END_NG, START_N, SAME, TO_R },
    { END_NG, START_M, TO_K, SAME }, { END_M, START_N, TO_P, TO_R },  { END_M, START_N, TO_P, SAME },
    { END_M, START_N, SAME, TO_R },  { END_M, START_M, TO_P, SAME },  { END_N, START_N, TO_K, TO_R },
    { END_N, START_N, TO_K, SAME },  { END_N, START_N, TO_T, SAME },  { END_N, START_N, SAME, TO_R },
    { END_N, START_M, TO_K, SAME },  { END_N, START_M, TO_T, SAME },  { END_L, START_L, TO_N, TO_R },
    { END_L, START_L, SAME, TO_R },  { END_L, START_L, SAME, TO_N_START },
};

static uint16_t alt_of(uint16_t row, uint8_t kind)
{
    size_t low = 0, high = KO_ALTS;
    if (kind == SAME) return row;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ko_alt_row[mid] < row || (ko_alt_row[mid] == row && ko_alt_kind[mid] < kind)) low = mid + 1;
        else high = mid;
    }
    return low < KO_ALTS && ko_alt_row[low] == row && ko_alt_kind[low] == kind ? ko_alt_to[low] : 0;
}

size_t ko_unbind(const uint16_t given[2], uint16_t ret[KO_BOUND_WAYS][2])
{
    unsigned end = ko_row_edge[given[0]] & 7u, start = ko_row_edge[given[1]] >> 3;
    size_t count = 0;
    if (!end || !start) return 0;
    for (size_t i = 0; i < COUNT_OF(bounds) && count < KO_BOUND_WAYS; i++) {
        if (bounds[i].end != end || bounds[i].start != start) continue;
        uint16_t a = alt_of(given[0], bounds[i].end_to), b = alt_of(given[1], bounds[i].start_to);
        if (!a || !b) continue;
        ret[count][0] = a;
        ret[count++][1] = b;
    }
    return count;
}
