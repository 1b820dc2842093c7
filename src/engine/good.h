/*
 * The known-good list: what people decided about a subject and a listed party, or a subject and a
 * rule. Private to engine/.
 *
 *   good.jsonl -> lines, each sealed to the one before -> entries, by subject and target
 *   record -> mark (keyed hash of what was compared) ─┐
 *   list row, rule text -> hash ──────────────────────┴─► applies, or is open again and why
 *
 * Workload: up to some ten thousand entries, looked up once for each hit and flag; most subjects
 * have none. Entries stand in the order of the file; `order` is sorted by the hash of subject and
 * target.
 */
#ifndef ENGINE_GOOD_H
#define ENGINE_GOOD_H

#include <cordon/good.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/hash.h"

struct subject;
struct flag;
struct rules;
struct dossier;
struct json_writer;

/* Caps (docs/limits.md). */
enum {
    GOOD_FILE_MAX = 64 << 20,
    GOOD_ENTRIES_MAX = 1 << 17,
    GOOD_LINE_MAX = 16 << 10,
    GOOD_SUBJECT_MAX = 1024,
    GOOD_TARGET_MAX = 512,
    GOOD_REASON_MAX = 500,
    GOOD_AUTHOR_MAX = 200,
    GOOD_DAYS_MAX = 3653, /* ten years; a policy allows less */
};

enum { GOOD_KEY_LEN = 32 };

struct good_key {
    uint8_t byte[GOOD_KEY_LEN];
};

struct good_place {
    uint64_t hash;
    uint32_t entry;
};

struct cordon_good {
    struct arena              arena;
    struct good_key           key;
    bool                      has_key;
    struct cordon_good_entry *entry;
    size_t                    count, room;
    struct good_place        *order;
    char                      seal[SHA_HEX_LEN + 1]; /* of the last line: names the list's state */
    uint64_t                  lines;
    int64_t                   newest_s; /* time of the last line */
};

/* --- the file (good_file.c) ---------------------------------------------------------------------- */

/** HMAC-SHA-256 as hex. */
void good_hash(const struct good_key *key, str text, char ret_hex[SHA_HEX_LEN + 1]);
/** Add the seal and the line feed to a line that ends without its closing brace. */
void good_seal(const struct good_key *key, const char before[SHA_HEX_LEN + 1], struct buf *line,
               size_t from, char ret_seal[SHA_HEX_LEN + 1]);
/** The seal before the first line. */
extern const char good_seal_first[SHA_HEX_LEN + 1];
/**
 * Read the lines of a list; `good` has its key and is empty otherwise.
 *
 * @param file  for messages
 * @return CORDON_OK, CORDON_CORRUPT, CORDON_REFUSED, CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status good_read(struct cordon_good *good, str text, str file, struct cordon_error *err);
/** Write the line of an entry, or of its end, without the closing brace. */
void good_write_entry(const struct cordon_good_entry *e, struct buf *out);
void good_write_end(uint32_t id, str reason, str author, int64_t at_s, struct buf *out);
/** Is this text of 1..max bytes, UTF-8, on one line? */
bool good_is_line(str s, size_t max);
/** Why, and who: what every decision of a person is kept with. @return CORDON_OK, CORDON_ARGUMENT */
cordon_status good_check_words(str reason, str author, struct cordon_error *err);

/* --- applying it (good_apply.c) --------------------------------------------------------------------- */

/** Why a decision does not hold. */
enum {
    GOOD_RECORD_CHANGED = 1u << 0, /* another value of the fields it was decided on */
    GOOD_LIST_CHANGED = 1u << 1,   /* the entry's rows, or the rule's text */
    GOOD_EXPIRED = 1u << 2,
    GOOD_NOT_YET = 1u << 3,  /* made after the time asked about */
    GOOD_PROTECTED = 1u << 4, /* a number or a wallet is in it: that is never hidden */
    GOOD_NO_MARK = 1u << 5,  /* more values than can be fixed, or none */
};

/** What the list says of one hit or flag. */
struct good_state {
    const struct cordon_good_entry *entry; /* NULL: nothing */
    bool                            is_suppressed;
    unsigned                        why; /* open again, unless suppressed; 0 without entry */
};

/** Who is looked at. */
struct good_view {
    const struct cordon_good *good; /* NULL: no list */
    str     subject;
    int64_t as_of_s;
    int32_t days_max; /* the policy's longest life of an entry */
};

/** What stands against a decision at this moment. */
struct good_facts {
    bool is_rule, is_protected;
    str  target, mark, listed; /* mark "": none could be made */
};

struct good_state good_ask(const struct good_view *v, const struct good_facts *now);

/** Keyed hash of all that a record's comparison with the lists rests on; "" when there is no key, or
 *  a cap kept values from being read. The arena's. */
str good_subject_mark(const struct cordon_good *good, const struct subject *s, struct arena *arena);
/** A count that only others can know, such as how many share an account: when it changes, the decision
 *  was about something else. */
struct good_count {
    str     name;
    int64_t number;
};

/** The same of the rows that a flag rests on, and of what others have in common with them; "" when it
 *  rests on no row, or on more than are kept. The arena's. */
str good_flag_mark(const struct cordon_good *good, const struct flag *f, const struct dossier *d,
                   const struct good_count *shared, size_t shared_count, struct arena *arena);
/** Is this a rule whose hits no decision may hide: it reads listed wallets or published indicators? */
bool good_is_protected_rule(const struct rules *r, uint32_t rule);

/** Write "suppressed" or "reopened", when there is something to say, into the open object.
 *  @param verdict  what it would be without, or "" */
void good_write(struct json_writer *w, const struct good_state *g, str verdict);

#endif
