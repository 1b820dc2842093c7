/* Honorifics and particles in personal names. Private to name/. Table: data/titles.tsv. */
#ifndef NAME_PARTICLE_H
#define NAME_PARTICLE_H

#include "base/str.h"

enum name_particle {
    PARTICLE_NONE = 0, /* a word of the name */
    PARTICLE_TITLE,    /* mr, dr, haji, general, jr: carries nothing */
    PARTICLE_LIGHT,    /* de, von, al, bin: carries little, worth PARTICLE_LIGHT_CB */
    PARTICLE_FIRST_HALF, /* abd: a word that never stands alone; what stands behind it says nearly all of both */
};

/* ours: half of all people whose culture uses a particle may as well have it or not. */
enum { PARTICLE_LIGHT_CB = 100 };

/**
 * What kind of word a token of a personal name is.
 *
 * @param plain  folded without marks, as text_token.plain
 * Source: docs/sources.md#titles
 */
enum name_particle name_particle_class(str plain);

/** The Arabic article in any of its spellings: al, el, ur, ash, ال. What it sounds like depends on what follows. */
bool name_is_article(str plain);

#endif
