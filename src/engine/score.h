/* Evidence to probability. */
#ifndef ENGINE_SCORE_H
#define ENGINE_SCORE_H

#include <stdint.h>

/** Probability, 1..9999 basis points, that goes with log odds in hundredths of a bit. Never falls
 *  where the evidence rises. */
uint16_t score_bp_of(int32_t evidence_cb);

#endif
