/* Interviews: what reviewers noted and scored, added up over all calls. */
#include "evidence/own.h"

static void words(struct evidence_run *run, enum record_field f, const char *word, enum feature feature)
{
    struct tally found = { 0 };
    for (struct origin at = { 0, NULL }; evidence_next(run, f, &at);)
        tally_add(&found, evidence_word_is(at.value->text, word), at);
    tally_give(run, feature, &found, false);
}

/* The longest wait above small talk of the same call: distance and lines slow both. */
static void delays(struct evidence_run *run)
{
    int64_t most = 0, easy, talk;
    struct origins o = { .count = 0 };
    struct item at = { .items = 0 };
    while (item_next(run, GROUP_INT, &at)) {
        if (!item_count(&at, FIELD_INT_DELAY_SECONDS, &easy) ||
            !item_count(&at, FIELD_INT_SMALL_TALK_SECONDS, &talk))
            continue;
        int64_t excess = easy > talk ? easy - talk : 0;
        if (o.count && excess <= most) continue;
        most = excess;
        o.count = 0;
        origins_add(&o, item_origin(&at, item_value(&at, FIELD_INT_DELAY_SECONDS)));
        origins_add(&o, item_origin(&at, item_value(&at, FIELD_INT_SMALL_TALK_SECONDS)));
    }
    if (o.count) feature_give(run, FEATURE_INT_DELAY_EXCESS, most, &o);
}

/* Percent over all calls, from `least` questions on. */
static void shares(struct evidence_run *run, enum record_field asked_f, enum record_field right_f,
                   int64_t least, enum feature feature)
{
    enum { QUESTIONS_MAX = 10000 };
    int64_t asked = 0, right = 0, n, part;
    struct origins o = { .count = 0 };
    struct item at = { .items = 0 };
    while (item_next(run, GROUP_INT, &at)) {
        if (!item_count(&at, asked_f, &n) || !item_count(&at, right_f, &part) || part > n ||
            n > QUESTIONS_MAX)
            continue;
        asked += n;
        right += part;
        origins_add(&o, item_origin(&at, item_value(&at, right_f)));
    }
    if (asked >= least) feature_give(run, feature, right * 100 / asked, &o);
}

void feature_interview(struct evidence_run *run)
{
    struct item any = { .items = 0 };
    if (!item_next(run, GROUP_INT, &any)) return;
    words(run, FIELD_INT_CAMERA, "refused", FEATURE_INT_CAMERA_REFUSED);
    words(run, FIELD_INT_CAMERA, "died", FEATURE_INT_CAMERA_DIED);
    words(run, FIELD_INT_PERSON, "other", FEATURE_INT_OTHER_PERSON);
    delays(run);
    shares(run, FIELD_INT_HISTORY_ASKED, FIELD_INT_HISTORY_RIGHT, 5, FEATURE_INT_HISTORY_SHARE);
    shares(run, FIELD_INT_PLACE_ASKED, FIELD_INT_PLACE_RIGHT, 5, FEATURE_INT_PLACE_SHARE);
    shares(run, FIELD_INT_PLANTED_ASKED, FIELD_INT_PLANTED_AGREED, 2, FEATURE_INT_PLANTED_SHARE);
}
