/* The nearest known word to an unknown one. */
#include "cli/nearest.h"

/* One slip in three letters still reads as the same word; more than three slips never does.
   ours: keeps "sceern" -> "screen" and "--jsno" -> "--json", drops "wallet" -> "list". */
static unsigned reach(str word)
{
    size_t slips = 1 + word.len / 3;
    return slips > 3 ? 3 : (unsigned)slips;
}

void nearest_init(struct nearest *n, str word)
{
    *n = (struct nearest){ .word = word, .distance = reach(word) + 1 };
}

void nearest_offer(struct nearest *n, str known)
{
    unsigned d = str_distance(n->word, known, reach(n->word));
    if (n->word.len >= 2 && d > 1 && str_starts_nocase(known, n->word)) d = 1; /* cut short */
    if (str_eq_nocase(n->word, known)) d = 0;
    if (d < n->distance) {
        n->distance = d;
        n->best = known;
    }
}
