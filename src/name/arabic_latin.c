/* Which Latin words look romanised from Arabic. */
#include "name/arabic_latin.h"

#include "name/arabic_looks.h"

/* ours: of words that are, seven in eight reach it; of other names one in eight */
enum { LETTERS = 27, LOOKS_LEAST = -10, SURE_LEAST = 40, NOT_AT_ALL = -10000, SHORTEST = 3 };

static int looks(str plain)
{
    int sum = 0;
    unsigned first = 0, second = plain.len ? (unsigned char)plain.data[0] - 'a' + 1u : 0;
    if (plain.len < SHORTEST || second == 0 || second >= LETTERS) return NOT_AT_ALL;
    for (size_t i = 1; i <= plain.len; i++) {
        unsigned third = i < plain.len ? (unsigned char)plain.data[i] - 'a' + 1u : 0;
        if (third >= LETTERS || (i < plain.len && !third)) return NOT_AT_ALL;
        sum += look_weight[(first * LETTERS + second) * LETTERS + third];
        first = second;
        second = third;
    }
    return sum;
}

bool arabic_looks(str plain)
{
    return looks(plain) >= LOOKS_LEAST;
}

bool arabic_looks_surely(str plain)
{
    return looks(plain) >= SURE_LEAST;
}
