/*
 * Written names to tokens: Unicode folding, scripts, breaks. ASCII takes a fast path; everything
 * else goes through utf8proc.
 */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "base/arena.h"
#include "base/error.h"

enum text_script {
    SCRIPT_NONE = 0, /* no letters: digits, signs */
    SCRIPT_LATIN,
    SCRIPT_CYRILLIC,
    SCRIPT_GREEK,
    SCRIPT_HANGUL,
    SCRIPT_HAN,
    SCRIPT_KANA, /* hiragana and katakana */
    SCRIPT_ARABIC,
    SCRIPT_HEBREW,
    SCRIPT_OTHER,
    SCRIPTS,
};

enum {
    TOKEN_ALL_CAPS = 1u << 0,
    TOKEN_NUMBER = 1u << 1,       /* digits only, after folding */
    TOKEN_HYPHEN_BEFORE = 1u << 2, /* joined to the token before by a hyphen */
    TOKEN_COMMA_BEFORE = 1u << 3,
    TOKEN_SOFT_BREAK = 1u << 4,   /* a small letter followed by a capital inside: JiEun */
    TOKEN_MIXED_SCRIPT = 1u << 5, /* letters of more than one script: Кim */
    TOKEN_HIDDEN = 1u << 6,       /* zero-width or direction marks were taken out */
    TOKEN_ASPIRATE = 1u << 7,     /* an apostrophe after ch, k, t, p: Ch'o */
    TOKEN_APOSTROPHE = 1u << 8,   /* any other apostrophe inside */
    TOKEN_DOTTED = 1u << 9,       /* written with dots: J. or S.A. */
    TOKEN_BRACKET = 1u << 10,     /* stood in brackets or quotation marks */
    TOKEN_LOOKALIKE = 1u << 11,   /* letters were taken for those of another alphabet that they look like */
    TOKEN_DRAWN = 1u << 12,       /* Latin letters drawn otherwise: wide, mathematical, small capitals */
};

struct text_token {
    str              raw;   /* as written, a view into the input */
    str              fold;  /* NFKC, case folded, marks kept */
    str              plain; /* the same without marks; Latin letters brought to a-z where one
                               stands for it: ø o, ł l, ß ss, æ ae, đ d, ı i */
    enum text_script script;
    uint32_t         flags;
};

/* Caps (docs/limits.md). */
enum { TEXT_NAME_MAX = 1024, TEXT_TOKENS_MAX = 64 };

/**
 * Cut a name into tokens.
 *
 * Blanks, punctuation and hyphens separate; apostrophes inside a word and dots between single
 * letters do not: "O'Brien" is one token `obrien`; "S.A." one token `sa`, dotted; "J. R." two, and
 * so is "St.Petersburg". Zero-width and direction marks vanish, and leave TOKEN_HIDDEN. Han, kana
 * and hangul runs are tokens of their own, cut at a change of script; a middle dot in kana
 * separates. Digits of any script become 0-9. In a word of two alphabets (TOKEN_MIXED_SCRIPT) whose letters
 * can all be read as one of them, because the others look like its own, plain form and script are that one's
 * (TOKEN_LOOKALIKE): a Cyrillic K before "im", a Latin a among Cyrillic letters. A word in one alphabet stays as
 * it is.
 *
 * @param in         UTF-8, at most TEXT_NAME_MAX bytes
 * @param ret_tokens TEXT_TOKENS_MAX slots
 * @param ret_count  tokens written; 0 when the text holds no letter and no digit
 * @return CORDON_OK
 *         CORDON_SYNTAX  not UTF-8; err->column is the first bad byte
 *         CORDON_LIMIT   longer than TEXT_NAME_MAX or more tokens than TEXT_TOKENS_MAX
 *         CORDON_NOMEM
 *
 * Owner:  raw points into `in`, the rest into the arena
 * Cost:   one pass; ASCII names allocate one block of the arena
 */
cordon_status text_tokens(str in, struct arena *arena, struct text_token *ret_tokens,
                          size_t *ret_count, struct cordon_error *err);

/** What of a name is not as its writer's keyboard would have made it. */
enum text_odd {
    TEXT_ODD_LOOKALIKE, /* a letter of another alphabet, read as what it looks like */
    TEXT_ODD_MIXED,     /* letters of several alphabets in one word, which no one alphabet fits */
    TEXT_ODD_DRAWN,     /* a Latin letter drawn otherwise: wide, mathematical, a small capital */
    TEXT_ODD_HIDDEN,    /* a mark that no screen shows, in a script that needs none */
    TEXT_ODD_DIGIT,     /* a digit in place of a letter, in a person's name: k1m */
};

struct text_oddity {
    enum text_odd kind;
    str           word;    /* as written, a view into the name */
    str           read_as; /* its plain form; the arena's */
    int32_t       cp;      /* the first odd sign */
    uint32_t      at;      /* its place in the name: 1 is the first code point */
};

enum { TEXT_ODDITIES_MAX = 4 };

/**
 * What is odd about the letters of a name, word by word: for people, beside what was found. It says nothing
 * about who wrote it; keyboards for two alphabets, and copying, leave such things.
 *
 * Marks without width are letters' company in the Arabic script, in Hebrew and in those of India and its
 * neighbours, and are not reported there.
 *
 * @param is_person  digits inside words are looked at too; firms and vessels have them by right
 * @param ret        TEXT_ODDITIES_MAX slots
 * @return how many; 0 too when the name cannot be cut into tokens
 */
size_t text_oddities(str name, bool is_person, struct arena *arena, struct text_oddity *ret);

enum { TEXT_LATIN_MAX = 128 };
/**
 * A word in Latin letters as its people's passports and newspapers have it, without marks: scripts of India, Sri Lanka,
 * Thailand, Laos, Cambodia, Burma, Ethiopia, the Maldives, Java, Bali and Sunda; Mongolian, Cherokee, Tifinagh, N'Ko.
 *
 * @param plain  of a token
 * @param ret    TEXT_LATIN_MAX bytes; what is longer is cut
 * @param is_apart  Burmese syllables with blanks between, as names are written in Latin letters there; in their own
 *               script they have none
 * @return bytes written; 0 when a letter of the word is of another script
 * Source: docs/sources.md#letters
 */
size_t text_latin(str plain, char *ret, size_t cap, bool is_apart);

/** A word all of letters that cannot be told from Latin ones, none of them Latin, as those Latin ones; empty when it
 *  is none. Read so beside what it says ("РОН" can be Cyrillic Ron) only where the name around it is Latin. */
str text_latin_look(str word, struct arena *arena);

/** Letters for the digits that stand in their place: "k1m" is kim, "j0ng" jong; "0", "3", "4" and "6" in Cyrillic
 *  words too. @param plain  of a token. @return the arena's; empty when it is no such word, as "92", "kim92",
 *  "2nd", or out of memory */
str text_letters_for_digits(str plain, enum text_script script, struct arena *arena);

/** Are words of this script written without blanks: Han, kana, hangul? */
bool text_script_is_run(enum text_script s);

/** NFKC, case folded, blanks merged and trimmed: two writings with the same value are the same
 *  text. Arena's. @return the empty string on failure (arena->failed) or when `in` is not UTF-8 */
str text_fold(str in, struct arena *arena);

/**
 * Bring a number, an address or a code to plain signs, letter case kept: compatibility forms (wide
 * letters) folded, digits of any script made 0-9, marks without width or direction left out, dashes
 * made '-' and other separators blanks.
 *
 * @return the arena's; empty when nothing is left, on failure (arena->failed) and when `in` is not
 *         UTF-8
 */
str text_plain(str in, struct arena *arena);
/** The same for a key that is compared byte by byte: also case folded, and letters of another
 *  alphabet that look Latin made Latin. */
str text_number(str in, struct arena *arena);

#endif
