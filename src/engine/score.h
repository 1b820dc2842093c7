/* Evidence to probability. */
#ifndef ENGINE_SCORE_H
#define ENGINE_SCORE_H

#include <stdint.h>

/** Probability, 1..9999 basis points, that goes with log odds in hundredths of a bit. Never falls
 *  where the evidence rises. */
uint16_t score_bp_of(int32_t evidence_cb);

/**
 * What a name's evidence (name.h, info_cb) is worth once calibrated, hundredths of a bit: log2 of how much
 * oftener a listed person's own name looks so than another's, when it is close enough to be listed at all.
 * Never falls where info_cb rises.
 *
 * Source: docs/sources.md#name-worth
 */
int32_t score_name_cb(int32_t info_cb);

#endif
