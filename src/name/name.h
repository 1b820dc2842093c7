/*
 * Names: can two writings be one name, and which listed names are close to a given one.
 *
 *   text -> tokens -> hypotheses of culture models -> keys -> candidates -> name_bp, info_cb
 *
 * name_bp (0..10000) says whether two writings can be one name; it knows no rarity. info_cb says
 * how much the agreement is worth: hundredths of a bit of evidence for "same party" against "two
 * people who happen to share it", from frequency tables shipped with Cordon, never from the list.
 */
#ifndef NAME_NAME_H
#define NAME_NAME_H

#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"
#include "part/part.h"
#include "text/text.h"

enum name_kind {
    NAME_ANY = 0, /* not said */
    NAME_PERSON,
    NAME_ORGANIZATION,
    NAME_OBJECT, /* vessel, aircraft */
};

/** Flags of an indexed name; they travel to the hit. */
enum {
    NAME_WEAK = 1u << 0,     /* the list calls the alias weak or low quality */
    NAME_FORMER = 1u << 1,   /* f.k.a. */
    NAME_PRIMARY = 1u << 2,  /* the entry's own name, not an alias */
};

/** Scores below this are never looked for by the index; name_search falls back to comparing every
 *  name when asked for less. */
#define NAME_INDEX_FLOOR_BP 6500

/* --- building an index ---------------------------------------------------------------------- */

struct name_build;

struct name_build *name_build_new(void); /* NULL when out of memory */
void name_build_free(struct name_build *b);
/**
 * Add one name.
 *
 * @param row        what it names; any number the caller wants back
 * @param statement  where it stands; any number the caller wants back
 * A name without a letter or digit is kept and matched as folded text alone; a blank one is left
 * out. One longer than TEXT_NAME_MAX or not UTF-8 fails the build (CORDON_LIMIT, CORDON_SYNTAX).
 */
bool name_build_add(struct name_build *b, uint32_t row, uint32_t statement, str name,
                    enum name_kind kind, uint32_t flags);
/** Write the index as sections of a part (tags "nam.*"): the same names give the same bytes. */
cordon_status name_build_write(struct name_build *b, struct part_writer *w,
                               struct cordon_error *err);

/* --- several names in one value --------------------------------------------------------------- */

enum { NAME_PIECES_MAX = 16 };

/**
 * Names that stand inside a written value, to be looked for beside the value as a whole: on both
 * sides of `/ ; |` and of "aka", in and out of brackets, of each script ("Kim 김"), before the
 * second comma, without e-mail addresses; "VV Putin" also as "V V Putin", "X Limied" as
 * "X limited".
 *
 * @param text  as form fields hold it; what is longer than TEXT_NAME_MAX has no pieces
 * @param ret   NAME_PIECES_MAX slots: texts of `text` or of the arena, none equal to `text`
 * @param ret_rendered  a bit for each that is words of another script in Latin letters: ask for it with
 *                      name_query_parse_rendered
 * @param ret_is_cut  there were more than NAME_PIECES_MAX: some name in the value is not looked for
 * @return how many; a value that is one plain name has none
 *
 * Cost: one pass over the bytes for a plain ASCII name
 */
size_t name_pieces(str text, enum name_kind kind, struct arena *arena, str *ret, unsigned *ret_rendered,
                   bool *ret_is_cut);
/** The same as it is written: no name of a script that can be read in Latin letters once more in those. For a person's
 *  own papers, where people of such scripts would be compared more often than others. */
size_t name_pieces_written(str text, enum name_kind kind, struct arena *arena, str *ret, bool *ret_is_cut);

/** The words of a name whose script text_latin reads, in Latin letters, Burmese syllables apart; the arena's. Empty when
 *  it has none, or one that is not read. */
str name_in_latin(str text, struct arena *arena);
/** A person's name in Latin letters as the Korean model reads it, in hangul without blanks; the arena's. Empty when it does
 *  not read as a surname and a given name of two syllables; many Chinese names do too: for names known to be Korean. */
str name_in_hangul(str text, struct arena *arena);

/* --- searching ------------------------------------------------------------------------------ */

/** An index in a part; read-only, shared by threads. The fields are private. */
struct name_index {
    struct part_view section[16];
    uint32_t         names;
    uint32_t         tokens;
    unsigned         width;
};

cordon_status name_index_open(const struct part *p, struct name_index *ret_index,
                              struct cordon_error *err);
uint32_t name_index_count(const struct name_index *x);
/** Of the way names are indexed and read; an index of another version is made anew. */
uint32_t name_index_version(void);
/** How many of its names begin in this script. */
uint32_t name_index_in_script(const struct name_index *x, enum text_script script);
/** Bytes of all its sections. */
size_t name_index_bytes(const struct name_index *x);

/** One thread's scratch memory; allocates nothing once warm. */
struct name_scratch;
struct name_scratch *name_scratch_new(void);
void name_scratch_free(struct name_scratch *s);
/**
 * Bound the work of all searches between two name_query_reset; 0, as it is at first, bounds nothing.
 *
 * Units: about a posting read or a fortieth of a pair of words, 1 to 4 ns; the same search takes the same
 *        work on every machine
 */
void name_work_limit(struct name_scratch *s, uint64_t most);

/** The work of all searches since then. */
uint64_t name_work_done(const struct name_scratch *s);

/** A name read once, to be searched in many indexes. */
struct name_query;

/**
 * Read a name.
 *
 * @param ret_query  owned by the scratch, valid until its next name_query_reset
 * @return CORDON_OK
 *         CORDON_ARGUMENT  nothing to compare: empty or blank
 *         CORDON_SYNTAX    not UTF-8
 *         CORDON_LIMIT     too long, or too many tokens
 *         CORDON_NOMEM
 */
cordon_status name_query_parse(struct name_scratch *s, str name, enum name_kind kind,
                               const struct name_query **ret_query, struct cordon_error *err);
/** The same for a name that was brought into Latin letters here: what it meets is never the same text, and scores no more than
 *  name_compare says. */
cordon_status name_query_parse_rendered(struct name_scratch *s, str name, enum name_kind kind,
                                        const struct name_query **ret_query, struct cordon_error *err);
/** info_cb of the name compared with itself, hundredths of a bit: no other name is worth more to it. */
int32_t name_query_info(const struct name_query *q);
/** Has it a letter or a digit? If not, it is compared as folded text alone, and "no hit" says next
 *  to nothing about who it is. */
bool name_query_has_words(const struct name_query *q);
/**
 * Is there enough of it that "no hit" means something? Not of a person's lone initials, letter, number or family name
 * that many share: no list names a party by that, so nothing could be found. A single name that few have is a
 * whole name, as many people in Indonesia have one.
 */
bool name_query_is_enough(const struct name_query *q);
/** The script of its first letters; SCRIPT_NONE when it has none. */
enum text_script name_query_script(const struct name_query *q);
/** Does a model know it for a person's name of its culture, and compare it with names in any script? A firm's or
 *  a foreign name in hangul, kana or Han letters may have a reading and was not compared all the same. Where the kind is
 *  not said, a Korean name whose words were heard as a firm's, too, was compared as both. */
bool name_query_is_read(const struct name_query *q);
/** Has a word of it letters of several alphabets that no one alphabet fits? What such a word stands for is anybody's
 *  guess: finding nothing says nothing. */
bool name_query_is_garbled(const struct name_query *q);
/** Has each word of it a sound, so that it is compared with names of every script whose letters are sounds (all but
 *  Han, kana and hangul)? Of a firm's name in those the words that the vocabulary knows are translated, the others heard. What no reader knows has none: Tibetan, Cherokee in an unknown spelling ... */
bool name_query_is_heard(const struct name_query *q);
/** Forget all queries of this scratch, and the work done for them: once a record. */
void name_query_reset(struct name_scratch *s);

struct name_hit {
    uint32_t row;       /* as given to name_build_add */
    uint32_t statement; /* as given to name_build_add */
    uint32_t flags;     /* NAME_WEAK ... */
    uint16_t name_bp;
    bool     is_exact;  /* equal normal forms (name_bp is 10000) */
    int32_t  info_cb;   /* hundredths of a bit */
};

/**
 * All names of the index with name_bp >= min_bp: one hit a (row), its best name, and before it one
 * more when a weak alias of the row fits better than that; ties between a row's names go to the
 * primary name, then the earlier one. Best first: info_cb + name_bp order is
 * the caller's business; here by name_bp falling, then row rising.
 *
 * Persons and organisations share names by accident: across these kinds only names with name_bp
 * >= 9500 are reported, each side read as its own kind. Organisations and objects are compared freely, and NAME_ANY with all.
 *
 * @param ret_hits  the scratch's array, valid until its next search; written on CORDON_LIMIT too
 * @return CORDON_OK (the index was compared with wholly)
 *         CORDON_LIMIT (the bound of name_work_limit was reached: the hits are those found until then)
 *         CORDON_NOMEM
 */
cordon_status name_search(struct name_scratch *s, const struct name_index *x,
                          const struct name_query *q, uint16_t min_bp,
                          const struct name_hit **ret_hits, size_t *ret_count,
                          struct cordon_error *err);

/** Number of the tables and the code that decide which names are alike: an index of another is made anew. */
uint32_t name_tables_version(void);
/** Number of these and of all else that name_compare rests on: what another compared is compared again. */
uint32_t name_compare_version(void);

/* --- sieving many names for a few ------------------------------------------------------------ */

/** Takes the words that traces speak of; `hash` is what stands for it in them. */
typedef void name_word_fn(void *ctx, str text, bool is_sign, uint32_t hash);

/**
 * Write what of a name decides whether a search can find anything: its words with the sets of them that
 * suffice to reach the minimum, and the keys that it is asked for by as a whole. Kept for each of very many
 * names, it tells without reading the name again which of them a few new listed names may be near to.
 *
 * @param min_bp  of the searches to come; at least NAME_INDEX_FLOOR_BP, or every sieve lets it through
 * @param word    told each word, once or more
 * @param out     the trace is added; it knows its own length
 * @return false when out of memory
 */
bool name_trace(const struct name_query *q, uint16_t min_bp, name_word_fn *word, void *ctx, struct buf *out);

/** What the names of one index are found by. */
struct name_sieve;
/** @param x  borrowed; an index of some thousand names
 *  @param min_bp  of the searches to come, as of the traces */
struct name_sieve *name_sieve_new(const struct name_index *x, uint16_t min_bp); /* NULL when out of memory */
void name_sieve_free(struct name_sieve *v);
/** Is some name of the index found by this word, or the like? Then which of them, and where, is added to `out`: a mark. Read
 *  only: by many threads, each with its scratch. @return false when out of memory (out->failed, too) */
bool name_sieve_asks(const struct name_sieve *v, struct name_scratch *s, str text, bool is_sign, struct buf *out);
/** Such words were found: traces that have them may pass. By one thread, for all marks at the front of bytes that name_sieve_asks
 *  wrote. @return false when out of memory */
bool name_sieve_mark(struct name_sieve *v, str marks);
/**
 * May a search for this name find something? True for every name that name_search finds anything for in the
 * index, once all words that name_sieve_asks says yes to are marked; true also for bytes that are no trace.
 *
 * @param trace  at its front one trace; *ret_rest is what stands behind it
 *
 * Cost: some nanoseconds a word and key
 */
bool name_sieve_passes(const struct name_sieve *v, str trace, str *ret_rest);

/* --- comparing two names -------------------------------------------------------------------- */

enum name_part_how {
    PART_MISSING = 0, /* only one side has it */
    PART_SAME,
    PART_TYPO,     /* one or two letters differ */
    PART_INITIAL,  /* an initial of it */
    PART_JOINED,   /* written together on one side: Jong Un, Jongun */
    PART_DIFFERENT, /* both sides have something else here */
    PART_FORM,     /* legal form of a company */
    PART_SOUND,    /* written otherwise, or in another script, and sounds alike */
    PART_NICKNAME, /* names that one person may go by: Aleksandr and Sasha */
    PART_TRANSLATED, /* another word for it, in this language or another: Trading, 무역 */
    PART_ACRONYM,  /* the initials of all words of the other */
    PART_READ,     /* read by a culture's model: name_part.reading; a surname or given name, or the whole names */
};

struct name_part {
    str                a, b;   /* as written; "" where missing */
    enum name_part_how how;
    uint16_t           same_bp;   /* how alike, 0..10000 */
    uint16_t           weight_cb; /* what it is worth, hundredths of a bit */
    str                reading[2]; /* where a model decided: of a and of b, such as "준"; the scratch's */
    const char        *system[2];  /* where a model decided: how each was read: "north", "hangul" ...; else NULL */
    str                meaning;    /* of PART_TRANSLATED: what both mean, in English; "" for one word heard in two scripts */
    str                language;   /* and of which language, ISO 639-1: that of a, or of b where a is English */
};

struct name_pair {
    uint16_t          name_bp;
    int32_t           info_cb;
    bool              is_exact;
    const char       *model; /* id of the model that decided: "generic", "korean" */
    struct name_part *parts; /* in the order of a, then what only b has; the scratch's */
    size_t            part_count;
};

/** Compare two names, part by part; symmetric in name_bp and info_cb. Statuses as
 *  name_query_parse. The result lives until the scratch's next name_query_reset. */
cordon_status name_compare(struct name_scratch *s, str a, str b, enum name_kind kind,
                           struct name_pair *ret_pair, struct cordon_error *err);
/** The same by the letters of words alone, whatever the culture: for a person's own papers, where a model that reads one
 *  culture's names better would weigh its people otherwise than others. */
cordon_status name_compare_words(struct name_scratch *s, str a, str b, enum name_kind kind,
                                 struct name_pair *ret_pair, struct cordon_error *err);

/** Does it read as a firm's: with a legal form (GmbH, Co., Ltd, 주식회사), or ending in a word of firms'
 *  names (Media, Studio)? */
bool name_is_firm(str name, struct arena *arena);
/** Is it a place or task at a firm (Front Desk, Mailroom, IT Dept) or a firm: nobody's name? */
bool name_is_role(str name, struct arena *arena);
/** Is a folded word without marks a title or a particle ("dr", "de", "al"), which sets no names apart? */
bool name_is_particle(str plain);

/** The word for a way of agreeing: "same", "typo", "initial" ... */
const char *name_part_how_name(enum name_part_how how);

#endif
