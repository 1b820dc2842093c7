/* Conduct at work against the team and against the interview. */
#include "evidence/own.h"

/* The greatest amount by which one number of an item lies below another. */
static void gap(struct evidence_run *run, enum record_field high_f, enum record_field low_f,
                enum feature feature)
{
    int64_t most = 0, high, low;
    struct origins o = { .count = 0 };
    struct item at = { .items = 0 };
    while (item_next(run, GROUP_WORK, &at)) {
        if (!item_count(&at, high_f, &high) || !item_count(&at, low_f, &low) || high > 100 || low > 100)
            continue;
        int64_t fall = high > low ? high - low : 0;
        if (o.count && fall <= most) continue;
        most = fall;
        o.count = 0;
        origins_add(&o, item_origin(&at, item_value(&at, high_f)));
        origins_add(&o, item_origin(&at, item_value(&at, low_f)));
    }
    if (o.count) feature_give(run, feature, most, &o);
}

void feature_work(struct evidence_run *run)
{
    gap(run, FIELD_WORK_TEAM_CAMERA_SHARE, FIELD_WORK_CAMERA_SHARE, FEATURE_WORK_TEAM_GAP);
    gap(run, FIELD_WORK_INTERVIEW_RANK, FIELD_WORK_OUTPUT_RANK, FEATURE_WORK_RANK_FALL);
}
