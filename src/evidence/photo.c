/* Pictures of the person: what provenance marks, vendors and reviewers found. */
#include "evidence/own.h"

static void findings(struct evidence_run *run, enum record_field f, enum feature feature)
{
    struct tally found = { 0 };
    for (struct origin at = { 0, NULL }; evidence_next(run, f, &at);)
        tally_add(&found, !evidence_word_is(at.value->text, "none|no|false|0|not found|camera"), at);
    tally_give(run, feature, &found, false);
}

void feature_photo(struct evidence_run *run)
{
    findings(run, FIELD_PHOTO_GENERATOR, FEATURE_PHOTO_GENERATED);
    findings(run, FIELD_PHOTO_EDITED, FEATURE_PHOTO_EDITED);
}
