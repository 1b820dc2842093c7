/* Bar codes of North American licences (AAMVA card design standard). Private to evidence/. */
#ifndef EVIDENCE_BARCODE_H
#define EVIDENCE_BARCODE_H

#include "evidence/mrz.h"

struct barcode {
    str             number; /* of the text */
    bool            has_birth;
    struct mrz_date birth;
    struct mrz      name; /* its words alone */
};

/**
 * Read number, name and birth date of a licence's bar code.
 *
 * Elements are three letters and a value, one a line: DAQ number, DCS or DAB family name, DAC or DCT
 * given names, DAA whole name, DAD middle name, DBB birth date (month first in the United States,
 * year first in Canada; a date with two readings is left out), DDE and DDF: T for a name that was cut.
 *
 * @return false when it is no such bar code
 *
 * Source: docs/sources.md#aamva
 */
bool barcode_read(str text, struct barcode *ret);

#endif
