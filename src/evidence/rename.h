/*
 * A dossier under other names: words, what they are to one another, and what stands for them. Private to
 * evidence/; evidence.h has what others call.
 *
 *   values -> words -> relations (same, slip, spelling, joined) -> for each culture: other words with the same
 *   relations -> values
 */
#ifndef EVIDENCE_RENAME_H
#define EVIDENCE_RENAME_H

#include "evidence/likeness.h"
#include "evidence/mrz.h"

/* Workload: one plan a subject, forty to sixty renamings of it; ten words, thirty values, seldom more. */
enum { RENAME_WORDS_MAX = 256, RENAME_POOL = 24, RENAME_WORD_MAX = 96, RENAME_NATIONS = 8 };

/** Scripts whose words may stand for one another; tools/gen_same.py has the same order. */
enum rename_script {
    RS_NONE = 0,
    RS_LATIN,
    RS_CYRILLIC,
    RS_GREEK,
    RS_HANGUL,
    RS_HAN,
    RS_ARABIC,
    RS_HEBREW,
    RS_DEVANAGARI,
    RS_BENGALI,
    RS_TAMIL,
    RS_THAI,
    RS_MYANMAR,
    RS_KHMER,
    RS_GEORGIAN,
    RS_ARMENIAN,
    RS_ETHIOPIC,
    RS_OTHER,
    RENAME_SCRIPTS,
};

/** A row of data/same/names.tsv taken apart, and of nations.tsv. */
struct same_word {
    str latin, plain, native;
};
struct same_culture {
    str      name;
    uint16_t first, given, family; /* words: given ones first */
    uint8_t  script;               /* of the native words; RS_NONE: none */
};
struct same_nation {
    str code, code3, zone, name;
};

/** What a word is to the words before it. */
enum word_rel {
    WORD_OWN = 0, /* a name of its own */
    WORD_KEPT,    /* stays: a title, a particle, a word of which nobody knows that it is a name */
    WORD_SLIP,    /* a slip of of[0] */
    WORD_SPELLED, /* another spelling of of[0] */
    WORD_ALIAS,   /* of[0] as a zone writes it */
    WORD_JOINED,  /* of[] written together */
};

enum word_edit { EDIT_INSERT, EDIT_DELETE, EDIT_REPLACE, EDIT_SWAP };

struct rename_word {
    struct plain plain;
    str          raw;     /* as written where it has marks; else "" */
    uint8_t      script, letters;
    uint8_t      rel;     /* enum word_rel */
    uint8_t      edit, edit_at;
    uint8_t      slips;   /* WORD_SPELLED: letters changed, 1 or 2 */
    uint8_t      parts;
    uint16_t     of[3];
    bool         is_own; /* of the subject's own names, as is_own_word() has them */
    bool         is_family, is_lone, in_zone, needs_consonants, needs_letters, has_initial;
    /* of this renaming */
    char         target[RENAME_WORD_MAX]; /* small letters; of a word in another script in that or another */
    char         own[RENAME_WORD_MAX];    /* a Latin word in the culture's own script */
    uint8_t      target_len, own_len;
    str          marked; /* as people write it, with capitals and marks; "" when it was derived */
    bool         is_native;
};

struct rename_words {
    struct rename_word *item; /* the arena's, RENAME_WORDS_MAX */
    size_t              count;
    bool                is_cut;
    uint8_t           (*next)[RENAME_WORDS_MAX / 8]; /* bits: which words stand beside which; the arena's */
    enum rename_script  native; /* the only other script beside Latin; RS_NONE: none, RS_OTHER: several */
};

enum rename_script rename_script_of(int32_t cp);

/** Note a word once; a single letter is none. @return false when it is no word or there is no room */
bool rename_word_add(struct rename_words *w, str raw, bool is_family, bool is_lone, bool is_own,
                     struct arena *arena);
/** A word that stays as it is. */
void rename_word_keep(struct rename_words *w, str raw, struct arena *arena);
/** Its place; RENAME_WORDS_MAX when it is none of them. */
size_t rename_word_find(const struct rename_words *w, str raw, struct arena *arena);
/** Put words in order, short ones first: once all are noted. */
void rename_words_sort(struct rename_words *w);
/** Find what they are to one another, once neighbours are known. */
void rename_words_relate(struct rename_words *w);
/** Give each word another of this culture; `own_script`: Latin words in the culture's script too; `turn`
 *  1 and 2: others than the first. */
void rename_words_assign(struct rename_words *w, size_t culture, bool own_script, unsigned turn);

/** What kind of text a value is, and so where its names may stand. */
enum rename_mode {
    MODE_NONE = 0,
    MODE_NAME,   /* all of it is names */
    MODE_MAIL,   /* an e-mail address */
    MODE_HANDLE, /* an account, a handle, a name of a computer: known words alone */
    MODE_TAG,    /* an author tag: a person or a program */
    MODE_TEXT,   /* free text: full names alone */
    MODE_ZONE,
    MODE_BARCODE,
};

enum piece_kind { PIECE_TEXT = 0, PIECE_WORD, PIECE_INITIAL, PIECE_FREE, PIECE_PREFIX };
enum piece_style { STYLE_WRITTEN = 0, STYLE_PLAIN, STYLE_SMALL, STYLE_CAPITAL };

struct piece {
    str      text;  /* as it stands */
    uint16_t word;
    uint8_t  kind, style, len;
};

/** A value taken apart: what stays, and which words stand where. */
struct rename_value {
    str              raw;
    enum rename_mode mode;
    uint8_t          nation;  /* place of its nationality; RENAME_NATIONS: none */
    uint8_t          family;  /* MODE_ZONE: pieces of the family name */
    struct piece    *piece;   /* NULL: no name in it */
    size_t           count;
    bool             is_own;  /* a name of the subject's own */
    bool             is_cut;  /* more names in it than are exchanged */
    str              text;    /* of this renaming */
};

enum { RENAME_NAMES_MAX = 128, RENAME_NAME_WORDS = 8 };

/** Words that stand together as a name: which word an initial is one of. */
struct rename_name {
    uint16_t word[RENAME_NAME_WORDS];
    size_t   count;
};

struct rename_names {
    struct rename_name *item; /* RENAME_NAMES_MAX, the arena's */
    size_t              count;
    const str          *domain; /* those of the person's own mailboxes, that nobody else has */
    size_t              domains;
};

/** Note the words of a value. Values of names first: what is no word of a name elsewhere is not one in
 *  an address either. */
void rename_value_collect(const struct rename_value *v, struct rename_words *w, struct arena *arena);
/** Note which words stand beside which, once they are in order: only such may be written together. */
void rename_value_neighbours(const struct rename_value *v, struct rename_words *w, struct arena *arena);
/** Note which words stand together as a name, once words are related; names as such first. */
void rename_value_note(const struct rename_value *v, const struct rename_words *w, struct rename_names *names,
                struct arena *arena);
/** Take a value apart, once names are noted. */
void rename_value_build(struct rename_value *v, const struct rename_words *w, const struct rename_names *names,
                 struct arena *arena);
/** Write it with the words of this renaming; `zone`: the nationality for a zone, or ""; `own_script`:
 *  in the culture's script where people write freely. */
void rename_value_write(struct rename_value *v, const struct rename_words *w, str zone, bool own_script,
                 struct arena *arena);

size_t                     rename_culture_count(void);
const struct same_culture *rename_culture_at(size_t i);
const struct same_word    *rename_pool_word(size_t culture, size_t i);
size_t                     rename_nation_count(void);
const struct same_nation  *rename_nation_at(size_t i);

#endif
