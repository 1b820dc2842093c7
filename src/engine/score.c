/* Evidence to probability, in integers. */
#include "engine/score.h"

#include "base/num.h"

#include "engine/score_table.h"

/* Millionths of 1 / (1 + 2^(-x / 100)) for x = 0, 25, 50 ... 1600 hundredths of a bit. */
static const uint32_t curve[] = {
    500000, 543214, 585786, 627115, 666667, 704003, 738796, 770831,
    800000, 826293, 849779, 870587, 888889, 904886, 918790, 930817,
    941176, 950068, 957676, 964169, 969697, 974395, 978381, 981758,
    984615, 987031, 989072, 990795, 992248, 993473, 994506, 995376,
    996109, 996726, 997245, 997683, 998051, 998360, 998621, 998840,
    999024, 999179, 999310, 999420, 999512, 999590, 999655, 999710,
    999756, 999795, 999827, 999855, 999878, 999897, 999914, 999927,
    999939, 999949, 999957, 999964, 999969, 999974, 999978, 999982,
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
    enum { CORNERS = COUNT_OF(name_worth) };
    if (info_cb <= name_worth[0].info_cb) return name_worth[0].worth_cb;
    for (size_t i = 1; i < CORNERS; i++) {
        int32_t x = name_worth[i - 1].info_cb, y = name_worth[i - 1].worth_cb;
        int32_t wide = name_worth[i].info_cb - x, high = name_worth[i].worth_cb - y;
        if (info_cb <= x + wide) return y + (info_cb - x) * high / wide;
    }
    return name_worth[CORNERS - 1].worth_cb;
}
