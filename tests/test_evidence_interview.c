/* evidence/interview, photo, work, market: counts and shares; too few questions say nothing. */
#include "tests/evidence_help.h"

static void adds_up(void **state)
{
    static const struct help_case rows[] = {
        { "refused twice", "{\"int\":[{\"camera\":\"refused\"},{\"camera\":\"on\"},{\"camera\":\"refused\"}]}", FEATURE_INT_CAMERA_REFUSED, 2 },
        { "on", "{\"int\":{\"camera\":\"on\"}}", FEATURE_INT_CAMERA_REFUSED, 0 },
        { "not noted", "{\"int\":{\"display\":\"Anna\"}}", FEATURE_INT_CAMERA_REFUSED, HELP_ABSENT },
        { "died", "{\"int\":{\"camera\":\"died\"}}", FEATURE_INT_CAMERA_DIED, 1 },
        { "another person", "{\"int\":[{\"person\":\"same\"},{\"person\":\"other\"},{\"person\":\"unsure\"}]}", FEATURE_INT_OTHER_PERSON, 1 },
        { "not reviewed", "{\"int\":{\"camera\":\"on\"}}", FEATURE_INT_OTHER_PERSON, HELP_ABSENT },
        { "waits", "{\"int\":[{\"delay_seconds\":5,\"small_talk_seconds\":1},{\"delay_seconds\":2,"
      "\"small_talk_seconds\":1}]}", FEATURE_INT_DELAY_EXCESS, 4 },
        { "a slow line", "{\"int\":{\"delay_seconds\":4,\"small_talk_seconds\":4}}", FEATURE_INT_DELAY_EXCESS, 0 },
        { "one of the two measured", "{\"int\":{\"delay_seconds\":4}}", FEATURE_INT_DELAY_EXCESS, HELP_ABSENT },
        { "own history over two calls", "{\"int\":[{\"history_asked\":3,\"history_right\":1},{\"history_asked\":2,"
      "\"history_right\":0}]}", FEATURE_INT_HISTORY_SHARE, 20 },
        { "three questions are too few", "{\"int\":{\"history_asked\":3,\"history_right\":0}}", FEATURE_INT_HISTORY_SHARE, HELP_ABSENT },
        { "more right than asked is a slip of the pen", "{\"int\":{\"history_asked\":5,\"history_right\":6}}", FEATURE_INT_HISTORY_SHARE, HELP_ABSENT },
        { "place", "{\"int\":{\"place_asked\":5,\"place_right\":5}}", FEATURE_INT_PLACE_SHARE, 100 },
        { "planted", "{\"int\":{\"planted_asked\":2,\"planted_agreed\":2}}", FEATURE_INT_PLANTED_SHARE, 100 },
        { "generated", "{\"photo\":[{\"generator\":\"StyleGAN\"},{\"generator\":\"none\"}]}", FEATURE_PHOTO_GENERATED, 1 },
        { "looked for", "{\"photo\":{\"generator\":\"none\"}}", FEATURE_PHOTO_GENERATED, 0 },
        { "no finding", "{\"photo\":{\"hash\":\"00\"}}", FEATURE_PHOTO_GENERATED, HELP_ABSENT },
        { "swapped", "{\"photo\":{\"edited\":\"swapped\"}}", FEATURE_PHOTO_EDITED, 1 },
        { "camera below the team", "{\"work\":{\"camera_share\":10,\"team_camera_share\":85}}", FEATURE_WORK_TEAM_GAP, 75 },
        { "above", "{\"work\":{\"camera_share\":90,\"team_camera_share\":85}}", FEATURE_WORK_TEAM_GAP, 0 },
        { "team not given", "{\"work\":{\"camera_share\":10}}", FEATURE_WORK_TEAM_GAP, HELP_ABSENT },
        { "fall", "{\"work\":{\"interview_rank\":95,\"output_rank\":5}}", FEATURE_WORK_RANK_FALL, 90 },
        { "bids", "{\"deal\":{\"bids\":200,\"wins\":3}}", FEATURE_DEAL_WIN_BP, 150 },
        { "over two periods", "{\"deal\":{\"bids\":30,\"wins\":3}}\n{\"deal\":{\"bids\":30,\"wins\":0}}", FEATURE_DEAL_WIN_BP, 500 },
        { "few bids", "{\"deal\":{\"bids\":49,\"wins\":0}}", FEATURE_DEAL_WIN_BP, HELP_ABSENT },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(adds_up) };
    return HELP_GROUP(tests);
}
