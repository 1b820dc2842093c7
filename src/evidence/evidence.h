/*
 * Evidence: what can be computed from what is known of one person or firm.
 *
 *   records of one subject (a dossier) -> feature functions, one file a group -> features -> rules
 *
 * data/features.tsv names every feature with type, unit, meaning, what it costs to change, and when
 * it is absent. A feature that cannot be computed is absent, never zero: rules can see that. Each
 * carries the values it rests on, so that an answer can name file, line and field.
 *
 * No feature reads nationality, sex, the language or script of a name or text, or where a name comes
 * from; names are compared with the same person's own other papers only.
 */
#ifndef EVIDENCE_FEATURE_H
#define EVIDENCE_FEATURE_H

#include "evidence/feature_table.h" /* generated from data/features.tsv */
#include "name/name.h"
#include "record/record.h"

/* --- the registry ----------------------------------------------------------------------------- */

enum feature_type { FEATURE_FLAG = 0, FEATURE_INTEGER, FEATURE_WORD };

struct feature_info {
    str               name;    /* "net.travel" */
    str               unit;    /* "" when it has none */
    str               meaning; /* one sentence */
    str               absent;  /* when there is none */
    enum feature_type type;
    uint8_t           cost;    /* of changing it: text 0, mailbox 1, exit address 2, payout account 5,
                                  resident accomplice 50 */
    bool              is_legal; /* a legal fact: only rules of that class may read it */
};

extern const struct feature_info feature_table[FEATURE_COUNT];
/** The feature of this name; FEATURE_COUNT when there is none. */
enum feature feature_find(str name);

/* --- a subject -------------------------------------------------------------------------------- */

/** All that is known about one subject. Borrowed; the records' text lives as long as it. */
struct dossier {
    str                          subject; /* "" when the record says none */
    const struct record *const  *records; /* in time order where they say a time, else as read */
    size_t                       count;
    int64_t                      now_s;   /* the time that ages are counted to */
};

/** A value and the record it stands in. */
struct origin {
    uint32_t                   record; /* place in dossier.records */
    const struct record_value *value;  /* NULL: the record as a whole */
};

/* --- features --------------------------------------------------------------------------------- */

struct feature_item {
    enum feature         feature;
    int64_t              number; /* flag: 0 or 1 */
    str                  text;   /* FEATURE_WORD */
    const struct origin *origin; /* what it rests on, the arena's */
    size_t               origins;
    uint8_t              by;     /* the feature file it comes from; of evidence.c */
};

enum {
    FEATURE_ITEMS_MAX = 512,
    FEATURE_ORIGINS_MAX = 32,
    FEATURE_BY_OTHERS = 255, /* not computed here: given */
};

/** Features of one dossier; of a word there may be several items, of others one. */
struct feature_set {
    struct feature_item item[FEATURE_ITEMS_MAX];
    size_t              count;
    bool                is_cut; /* more than FEATURE_ITEMS_MAX: the answer is limited */
};

/** The first item of a feature; NULL when absent. */
const struct feature_item *feature_get(const struct feature_set *s, enum feature f);

/* --- papers ------------------------------------------------------------------------------------- */

/** Who holds a document, by what a machine reads on it. */
struct paper {
    str  name;   /* "FAMILY, GIVEN"; "" when it has none */
    str  number; /* "" when it has none, or was read wrong */
    str  issuer; /* country code, or "" */
    bool is_passport;
};
/** Read a machine-readable zone. Texts are the arena's. @return false when it is none */
bool paper_from_zone(str text, struct arena *arena, struct paper *ret);
/** Read the bar code of a licence. @return false when it is none */
bool paper_from_barcode(str text, struct arena *arena, struct paper *ret);

/* --- computing -------------------------------------------------------------------------------- */

struct evidence_data; /* label data, read-only, shared by threads */
struct evidence_memo; /* memo.h */

/** Where label data comes from, besides what is built in. All may be NULL, 0 or "". */
struct evidence_sources {
    const char *const *folders; /* their *.csv files: kind,cidr,date,source (docs/evidence.md) */
    size_t             folder_count;
    const char        *country_db; /* MaxMind DB files of your own choice: countries, perhaps cities */
    const char        *asn_db;     /* networks */
    str                server_place; /* where net.rtt_ms was measured: "Frankfurt, Germany" */
};

enum {
    LABEL_FILE_MAX = 256 << 20,  /* bytes of one label file */
    LABEL_ROWS_MAX = 4000000, /* rows of all label files */
};

/**
 * Open the label data.
 *
 * @param sources  NULL: what is built in alone; only read during the call
 * @return CORDON_OK
 *         CORDON_NOTFOUND     a folder or file that was named is not there
 *         CORDON_SYNTAX       a row that cannot be read; err has file and line
 *         CORDON_ARGUMENT     server_place is no place that is known
 *         CORDON_UNSUPPORTED  a MaxMind DB, and Cordon was built without libmaxminddb
 *         CORDON_LIMIT, CORDON_IO, CORDON_NOMEM
 *
 * Owner:   the caller; evidence_data_free
 * Cost:    the networks are put in order: about a millisecond for what is built in
 * Threads: any number may read it
 */
cordon_status evidence_data_open(const struct evidence_sources *sources,
                                 struct evidence_data **ret_data, struct cordon_error *err);
void evidence_data_free(struct evidence_data *d); /* NULL is fine */

/** One thread's work on one dossier. */
struct evidence_run {
    const struct dossier       *dossier;
    const struct evidence_data *data; /* never NULL; a list in it may be empty */
    struct name_scratch        *names;
    struct arena               *arena; /* of this dossier */
    struct feature_set         *out;
    uint16_t                    same_name_bp; /* names this alike are one name: the policy's */
    uint16_t                    possible_name_bp; /* names less alike are two: the policy's; 0: as
                                                     same_name_bp */
    struct evidence_memo *memo; /* evidence_compute's: what was looked at already; NULL: nothing */
    const struct feature_set *before; /* features of the same dossier under other names: only the files that
                                         read names are asked again; NULL: all are asked */
    uint8_t         by;      /* evidence_compute's: the file asked */
};

/**
 * All features of a dossier, link.* and those of wal.* that lists tell left to the engine, which
 * knows the others and the lists.
 *
 * @return CORDON_OK, CORDON_NOMEM; out->is_cut when there were too many
 */
cordon_status evidence_compute(struct evidence_run *run, struct cordon_error *err);

/** Add a feature with what it rests on (at most FEATURE_ORIGINS_MAX are kept). */
void feature_add(struct evidence_run *run, enum feature f, int64_t number, str text,
                 const struct origin *origins, size_t count);

/* --- for links ---------------------------------------------------------------------------------- */

/** Where a session came from, as links compare it. */
struct session_address {
    struct origin at;
    str           ip;     /* as written */
    int64_t       time_s; /* INT64_MIN when not known */
    bool          is_anonymous; /* VPN, hosting, proxy, Tor */
    bool          is_shared;    /* a carrier's, satellite or office network */
    bool          is_managed;   /* on an issued device, or while working; or a log-in of staff, where devices
                                      are not named or not known */
};

/**
 * The public addresses that the dossier's sessions came from, without those of referees.
 *
 * @return the arena's; *ret_count 0 also on failure (run->arena->failed)
 */
const struct session_address *evidence_addresses(struct evidence_run *run, size_t *ret_count);
/* --- the same dossier under other names ---------------------------------------------------------- */

/** A dossier whose names and nationality can be exchanged for others, again and again. */
struct rename;

enum { RENAME_NONE = UINT16_MAX };

/** Under whose names. */
struct rename_as {
    uint16_t culture;    /* 0 .. rename_cultures() - 1; RENAME_NONE: names stay */
    uint16_t nation;     /* 0 .. rename_nations() - 1; RENAME_NONE: nationalities stay */
    bool     own_script; /* Latin names in the culture's own script, where people write them freely */
    uint8_t  turn;       /* 0; 1 and 2: other names of the same culture */
};

size_t rename_cultures(void);
str    rename_culture(size_t i);     /* "korean" */
size_t rename_nations(void);
str    rename_nation(size_t i);      /* "kr" */

/**
 * Find the names of a dossier and what they are to one another.
 *
 * Read are all fields of names, machine-readable zones and bar codes of licences, local parts of e-mail
 * addresses (and domains of one's own), accounts and handles, author tags, names of computers, and full
 * names inside free text. Words that are the same stay the same, a slip stays a slip, a spelling a
 * spelling, an initial an initial; words written together are so again; what is unrelated stays
 * unrelated. Order, case, signs and digits are kept. Titles and particles stay, as do words of which
 * nobody can tell that they are names. Nationality, citizenship and the country of a birth place are
 * exchanged; who issued a document is not: numbers, terms and check digits follow from that.
 *
 * @param d      borrowed; its records as long as the plan is used
 * @param arena  takes the plan
 * @return CORDON_OK, CORDON_NOMEM
 */
cordon_status rename_plan(const struct dossier *d, struct arena *arena, struct rename **ret,
                          struct cordon_error *err);
bool rename_has_names(const struct rename *r);
bool rename_has_nations(const struct rename *r);
/** Are Latin names to be written in the culture's script? Once for each script; not when some are in another already, nor with
 *  particles; in syllables and signs for words not when one is a slip of another. */
bool rename_takes_script(const struct rename *r, size_t culture);
/** More names than are told apart: the rest stays as it is. */
bool rename_is_cut(const struct rename *r);

/**
 * The dossier under other names.
 *
 * @param texts  takes the new values
 * @param ret    its records are the plan's: valid until the next renaming
 * @return CORDON_OK, CORDON_NOMEM
 *
 * Cost: about a microsecond a value that holds a name
 */
cordon_status rename_dossier(struct rename *r, const struct rename_as *as, struct arena *texts,
                             struct dossier *ret, struct cordon_error *err);

/** Is the field one that is rewritten? */
bool rename_touches(enum record_field f);
/** Features that cannot be asked again under other names: whether published lists name a mailbox or
 *  handle is a fact about that very mailbox. */
bool rename_is_fixed(enum feature f);
/** Features that compare a name with one that Latin letters alone can write: they are not asked under
 *  names in another script. */
bool rename_is_latin(enum feature f);

/* --- for feature files ------------------------------------------------------------------------ */

/** Has any record a value of this field, of this group? True when nobody has looked yet. */
bool evidence_has(const struct evidence_run *run, enum record_field f);
bool evidence_has_group(const struct evidence_run *run, enum record_group g);
/** The next value of a field over all records behind *at, which starts as { 0, NULL }. */
bool evidence_next(const struct evidence_run *run, enum record_field f, struct origin *at);
/** The first value of another field in the same record and the same item of its group. */
bool evidence_beside(const struct evidence_run *run, const struct origin *at, enum record_field f,
                     struct origin *ret);
/** Its text, or "". */
str evidence_text_beside(const struct evidence_run *run, const struct origin *at,
                         enum record_field f);

/** A point in time as a value gives it. */
struct moment {
    int64_t s;         /* seconds since 1970 UTC; of a day: its first, in UTC */
    bool    has_clock; /* a time of day was given */
    bool    has_zone;  /* with its zone: without, only the day is known, give or take one */
    int32_t zone_min;  /* the zone as written, minutes east of Greenwich */
};
/** "2026-08-01", "2026-08-01T09:30:00Z", "2026-08-01 09:30+09:00", seconds or milliseconds since
 *  1970 as digits. Day-month order is never guessed: "01/02/2026" is unreadable, "31/12/2025" and
 *  "12/31/2025" are not. */
bool moment_read(str text, struct moment *ret);
/** The time of an item: its group's own time field, else the record's. */
bool evidence_time(const struct evidence_run *run, const struct origin *at, enum record_field own,
                   struct moment *ret);
/** A whole number out of a value, rounded toward zero; false when it is none. */
bool evidence_number(str text, int64_t *ret);
/** Is it an IP address, or a range of them with its length? */
bool evidence_is_ip(str text);
bool evidence_flag(str text, bool *ret); /* true, false, yes, no, 1, 0 */
/** Is this word one of `words`, separated by '|', without regard to case? */
bool evidence_word_is(str text, const char *words);

/** The countries a person claims to be in: country, app.work_country; codes, borrowed. Read once. */
enum { CLAIMS_MAX = 8 };
struct claims {
    str           country[CLAIMS_MAX];
    struct origin origin[CLAIMS_MAX];
    size_t        count;
};
void evidence_claims(const struct evidence_run *run, struct claims *ret);
/** Is a country, in any writing, among them? *ret_known: both could be read. */
bool claims_have(const struct claims *c, str country, bool *ret_known);

/** Feature functions, one a file; order does not matter. */
typedef void feature_fn(struct evidence_run *run);
feature_fn feature_names, feature_birth, feature_career, feature_email, feature_contact, feature_phone,
    feature_referee, feature_net, feature_activity, feature_document, feature_device, feature_shipping,
    feature_payment, feature_flow, feature_code, feature_photo, feature_interview, feature_idv,
    feature_work, feature_message, feature_market, feature_company, feature_place,
    feature_findings;

#endif
