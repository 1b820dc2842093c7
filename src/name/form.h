/* A name as the models read it: words with weights, and which of them count. Private to name/. */
#ifndef NAME_FORM_H
#define NAME_FORM_H

#include "base/arena.h"
#include "name/name.h"
#include "name/nickname.h"
#include "name/sound.h"
#include "name/vocabulary.h"
#include "text/text.h"

/** How a name is read: which words carry it and what they weigh. */
enum reading {
    READ_PERSON = 0, /* titles dropped, no legal forms, initials written together set apart */
    READ_WORD,       /* organisations and vessels: legal forms set apart, no titles */
    READ_ANY,        /* kind not said: titles dropped, legal forms set apart */
    READINGS,
};

enum { WORDS_MAX = TEXT_TOKENS_MAX };

enum word_kind {
    WORD_PLAIN = 0,
    WORD_NUMBER,  /* digits only: a hard word, another number is another vessel */
    WORD_INITIAL, /* one letter of an alphabet */
    WORD_LIGHT,   /* a particle */
    WORD_SIGN,    /* a whole name without letter or digit, folded */
    WORD_PATRONYM, /* a father's name of eastern Europe, or a surname that looks like one */
    WORD_KINDS,
};

struct word {
    str            text; /* plain form */
    str            raw;  /* as written */
    str            letters_meant; /* what models read: raw, or the plain form where letters or digits in it stand
                                     for others */
    uint32_t       hash; /* of text */
    uint16_t       letters; /* code points of text */
    enum word_kind kind;
    bool           has_digit;
    bool           is_known; /* a name that people have, by the table */
    bool           is_firms; /* read as a word of a firm's name, perhaps besides: concept and roman are set */
    uint32_t       roman;   /* roman.h; 0 in words of an index until a search needs it */
    uint16_t       concept; /* of firms' names, vocabulary.h; 0 when read as a person's only */
    uint8_t        class;   /* enum word_class of the concept */
    uint16_t       weight[READINGS]; /* hundredths of a bit, never 0 */
    bool           is_heard;
    uint8_t        sounds;           /* of plain words and particles, by form_hear */
    struct sound   sound[SOUNDS_MAX];
    uint16_t       nick[NICK_GROUPS_MAX]; /* groups of nickname.h, 0 behind the last */
};

/** In a script that leaves out vowels? */
static inline bool word_is_unvowelled(const struct word *w)
{
    return w->sounds && w->sound[0].class != SOUND_SPOKEN;
}

enum word_role {
    ROLE_WORD = 0,
    ROLE_TITLE,
    ROLE_LEGAL,
    ROLE_HOST, /* a legal form is written together with it, as in Han */
};

/** The words that count in one reading, in written order. */
struct form {
    uint8_t  at[WORDS_MAX]; /* indexes into read_name.word */
    uint8_t  count;
    uint16_t legal; /* the set of legal forms put aside, 0 = none */
};

struct read_name {
    struct word *word;  /* one a token; behind them initials and what is left of hosts */
    uint8_t     *role;  /* enum word_role of each token's word */
    uint8_t     *parts; /* of a token without blanks: its first word, 0 = it is one */
    uint8_t     *part_count;
    uint8_t     *left;  /* of a host: the word that is left when the legal form is put aside */
    uint8_t     *compound;  /* of a token that is words written together: the first of them */
    uint8_t     *compounds; /* how many they are, 0 = it is one word */
    uint8_t     *meant; /* of a token like "k1m": the word it stands for in a person's name, 0 = it is none */
    uint8_t     *initials; /* of a token like "J.R.": its first letter as a word, 0 = it is none */
    size_t       count; /* tokens */
    struct form  form[READINGS];
    enum text_script script; /* of its first letters */
    bool         is_garbled; /* a word of it has letters of several alphabets that no one alphabet fits */
    str          text;  /* the name as given: the words' raw point into it */
};

/** Sets of readings. */
enum {
    FOR_ALL_READINGS = (1 << READINGS) - 1,
    FOR_LETTERS = 1 << (READINGS + 1), /* beside a reading: words as they are written, without what is known of names */
    FOR_PAIR = 1 << (READINGS + 2), /* beside a reading: spoken words are not heard yet, form_hear_pair hears what must be */
    FOR_VESSELS = 1 << READINGS, /* beside a reading: what stands before ships' names is no part of them */
};
unsigned form_readings(enum name_kind kind);

/**
 * Read a name; everything but `text` lives in the arena.
 *
 * A name without letter or digit becomes one word, its folded text, of kind WORD_SIGN. Titles and
 * legal forms are put aside only while other words remain.
 *
 * @param readings  bit set: the forms and weights to fill; the others mean nothing
 * @return CORDON_OK
 *         CORDON_ARGUMENT  empty or blank
 *         CORDON_SYNTAX, CORDON_LIMIT, CORDON_NOMEM  as text_tokens
 */
cordon_status form_read(str text, unsigned readings, struct arena *arena, struct read_name *ret_name,
                        struct cordon_error *err);

/** Fill kind, hash, letters and the weights for these readings of a word whose text is set; only
 *  WORD_SIGN must be set before. All of it follows from the text alone. @return is it a title? */
bool form_weigh(struct word *w, unsigned readings);
/** Fill the sounds and nicknames of a weighed word. */
void form_hear(struct word *w);
/** Fill the sounds of those words of two names, read for FOR_PAIR, that may be alike by them. */
void form_hear_pair(struct read_name *a, struct read_name *b, enum reading r);

/**
 * What a word weighs in name_bp. In firms' names a word's class counts, so that Trading and Bank say
 * next to nothing; elsewhere, and for info_cb, only how rare it is.
 */
uint16_t form_name_weight(enum reading r, uint8_t class, uint16_t cb);

/**
 * What a word is worth in info_cb. A father's name is one of some hundred given names, however it is spelled, and
 * no table has all their spellings: it weighs a lot where two differ, and says less where they agree.
 */
static inline uint16_t form_worth(uint8_t kind, uint16_t cb)
{
    enum { FATHER_MOST_CB = 650 }; /* of Russian men one in 90 has such a name: from Aleksandrovich, one in 8, to the rare ones (ours) */
    return kind == WORD_PATRONYM && cb > FATHER_MOST_CB ? FATHER_MOST_CB : cb;
}

/** Its kind in a reading: in firms' names a number may be written in letters. */
static inline uint8_t form_kind(enum reading r, uint8_t kind, uint8_t class)
{
    return r == READ_WORD && class == CLASS_NUMBER ? WORD_NUMBER : kind;
}

/** The reading for a kind said by the user or the list. */
enum reading form_reading(enum name_kind kind);

#endif
