/*
 * Names as the models of cultures read them: a surname and given names in the space of that culture's
 * own syllables or readings, whatever the script. Private to name/.
 *
 * A model knows only its own hypotheses; two names are compared within one model. What stands
 * behind every name, the comparison of words, is no model (generic.h).
 */
#ifndef NAME_MODEL_H
#define NAME_MODEL_H

#include "name/form.h"
#include "name/score.h"

enum { HYPOTHESES_MAX = 12, HYPOTHESIS_UNITS = 4, HYPOTHESIS_KEYS_MAX = 192 };
#define NO_UNIT UINT16_MAX

/** Eight ways of writing a model; a hypothesis tells its model by its system. */
enum { SYSTEMS_OF_A_MODEL = 8 };
enum model_id { MODEL_KOREAN = 0, MODEL_CHINESE, MODEL_JAPANESE, MODELS };

/** One way to read a name. 12 bytes: an index keeps it as it is. */
struct hypothesis {
    uint8_t  system;       /* model x SYSTEMS_OF_A_MODEL + how the name is written */
    uint8_t  given : 2;    /* units behind the surname */
    uint8_t  is_whole : 1; /* nothing was dropped, nothing is missing */
    uint8_t  dropped : 2;  /* words that are no part of it */
    uint8_t  is_far : 1;   /* written as strangers to the culture write it, such as a reading of the
                              characters in another language */
    uint8_t  extra : 2;    /* the model's own */
    int16_t  prior_cb;     /* 0 or less: hundredths of a bit */
    uint16_t unit[HYPOTHESIS_UNITS]; /* the model's atoms: surname (NO_UNIT: missing), then given names */
};

struct name_model {
    const char *id; /* "korean": in answers, part of the contract */
    /** Readings of a name, likeliest first. @return how many; 0 when it reads as none */
    size_t (*read)(const struct read_name *n, struct hypothesis ret[HYPOTHESES_MAX]);
    /** Keys of a reading: two readings that `pair` finds alike share one. @return how many */
    size_t (*keys)(const struct hypothesis *h, uint64_t ret[HYPOTHESIS_KEYS_MAX]);
    /** May these bytes be a reading? Those of a damaged part may point outside the tables. */
    bool (*is_good)(const struct hypothesis *h);
    /** Is it a name that people of the culture have, and no accident of letters? */
    bool (*is_known)(const struct hypothesis *h);
    /** Is it spelled so that it is hardly another people's? Of two such names the other models say nothing. May be NULL. */
    bool (*is_own)(const struct hypothesis *h);
    /** Is it spelled in Latin letters that another culture may read as a name of its own, as rare as it tells? May be NULL. */
    bool (*is_spelled)(const struct hypothesis *h);
    /** Can two readings be one name? Symmetric. info_cb is what the parts in common are worth. */
    struct score (*pair)(const struct hypothesis *a, const struct hypothesis *b);
    /** How it is written: "hangul", "north" ...; a message system.* of that name stands in every language. */
    const char *(*system_name)(const struct hypothesis *h);
    /** The reading in the culture's own letters, "이·준·일", into at most `cap` bytes. @return bytes written */
    size_t (*spell)(const struct hypothesis *h, char *ret, size_t cap);

    /* Place by place (0 surname, then given names); all three or none: then a name is told as a whole. */
    /** The same of one place; 0 bytes when it has no letters of its own, such as an initial. */
    size_t (*spell_part)(const struct hypothesis *h, unsigned at, char *ret, size_t cap);
    /** How well one place of two readings agrees; symmetric. */
    struct score (*pair_part)(const struct hypothesis *a, const struct hypothesis *b, unsigned at);
    /** What is written in each place of a reading of this name; "" where a place is missing. */
    void (*text_of)(const struct read_name *n, const struct hypothesis *h, str ret[HYPOTHESIS_UNITS]);
};

extern const struct name_model korean_model;
extern const struct name_model chinese_model;
extern const struct name_model japanese_model;

/** Are two Han letters forms of one: traditional, simplified, Japanese? Names written with others are other people's. */
bool chinese_same_character(uint16_t a, uint16_t b);

static inline enum model_id model_of(const struct hypothesis *h)
{
    return (enum model_id)(h->system / SYSTEMS_OF_A_MODEL);
}

#endif
