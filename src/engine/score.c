/* Evidence to probability, in integers. */
#include "engine/score.h"

/* Millionths of 1 / (1 + 2^(-x / 200)) for x = 0, 25, 50 ... 3200 hundredths of a bit. The 200 in
 * place of 100 halves the slope: the parts of a name and the fields of a record are not as
 * independent as their sum pretends (ours; calibrated with the name models). */
static const uint32_t curve[] = {
    500000, 521647, 543214, 564619, 585786, 606642, 627115, 647143,
    666667, 685635, 704003, 721734, 738796, 755167, 770831, 785776,
    800000, 813504, 826293, 838380, 849779, 860507, 870587, 880039,
    888889, 897162, 904886, 912086, 918790, 925024, 930817, 936192,
    941176, 945794, 950068, 954022, 957676, 961052, 964169, 967045,
    969697, 972142, 974395, 976470, 978381, 980139, 981758, 983246,
    984615, 985874, 987031, 988095, 989072, 989970, 990795, 991552,
    992248, 992887, 993473, 994012, 994506, 994960, 995376, 995758,
    996109, 996431, 996726, 996997, 997245, 997474, 997683, 997875,
    998051, 998212, 998360, 998496, 998621, 998735, 998840, 998936,
    999024, 999105, 999179, 999248, 999310, 999367, 999420, 999468,
    999512, 999552, 999590, 999624, 999655, 999683, 999710, 999734,
    999756, 999776, 999795, 999812, 999827, 999842, 999855, 999867,
    999878, 999888, 999897, 999906, 999914, 999921, 999927, 999933,
    999939, 999944, 999949, 999953, 999957, 999960, 999964, 999967,
    999969, 999972, 999974, 999976, 999978, 999980, 999982, 999983,
    999985,
};

enum { STEP = 25, LAST = (int)(sizeof curve / sizeof *curve) - 1 };

uint16_t score_bp_of(int32_t evidence_cb)
{
    int32_t x = evidence_cb;
    if (x < -STEP * LAST) x = -STEP * LAST;
    if (x > STEP * LAST) x = STEP * LAST;
    if (x < 0) x = -x;
    int32_t i = x / STEP;
    uint32_t p = curve[i];
    if (i < LAST) p += (curve[i + 1] - curve[i]) * (uint32_t)(x % STEP) / STEP;
    if (evidence_cb < 0) p = 1000000 - p;
    uint32_t bp = (p + 50) / 100;
    return (uint16_t)(bp < 1 ? 1 : bp > 9999 ? 9999 : bp);
}

int32_t score_name_cb(int32_t info_cb)
{
    return info_cb;
}
