/*
 * List readers: official files in, entities out.
 *
 * A reader streams through its files, writes into an entity_build, and reports what it counted and
 * what it could not place. It refuses a file it cannot read to the end: nothing is half imported.
 */
#ifndef LIST_LIST_H
#define LIST_LIST_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "entity/entity.h"

enum { LIST_FILES_MAX = 256, /* of one edition: what a statement's file number can say */
       LIST_WARNINGS_MAX = 1000, LIST_DOUBTS_MAX = 8,
       LIST_STRANGERS_MAX = 64, /* names; more are a doubt by themselves */
       LIST_STRANGE_TYPES_MIN = 20, /* fewer are new words; as many, in a tenth of the entries, another column's */
       LIST_ODD_VALUES_MIN = 20 }; /* fewer are slips; as many, and half of all there are, another column's */

/** One file handed to an import, mapped. */
struct list_file {
    str name;  /* as the user named it, for messages */
    str bytes; /* content */
};

/** What a reader saw. Counts are of this edition. */
struct list_report {
    struct arena *arena; /* takes strings and warnings */
    str      edition;    /* the file's own date as YYYY-MM-DD, or "" when it carries none */
    str      told_edition; /* what the caller knows it to be of; asked where the file says none */
    str      today;      /* YYYY-MM-DD by the caller's clock, or "" */
    uint32_t entries;    /* persons + organizations + vessels + aircraft + others */
    uint32_t persons, organizations, vessels, aircraft, others;
    uint32_t aliases;       /* strong aliases of the list (OFAC: rows of alt.csv) */
    uint32_t weak_aliases;
    uint32_t empty_aliases; /* alias elements without a name */
    uint32_t addresses;
    uint32_t wallets;       /* wallet addresses stored (valid or unchecked) */
    uint32_t wallet_mentions; /* wallet pieces seen, cut or malformed ones included */
    uint32_t wallet_entries;  /* entries with at least one wallet mention */
    uint32_t dprk_entries;
    uint32_t pieces;         /* pieces of free text looked at (OFAC remarks) */
    uint32_t untyped_pieces; /* of them kept verbatim as notes */
    uint32_t warning_count;  /* may exceed what is kept */
    struct list_warning {
        str      file;
        uint64_t line;
        str      entry; /* the list's number, or "" */
        str      text;
    } *warnings; /* the first LIST_WARNINGS_MAX, in order */
    uint32_t warning_kept;
    str      doubts[LIST_DOUBTS_MAX]; /* why the edition may not be the whole one */
    uint32_t doubt_count;
    struct list_stranger {
        str      name;
        str      file; /* and line: where it was met first */
        uint64_t line;
        uint32_t entries; /* that hold it, or how often it stands outside of entries */
        uint32_t last;    /* entry that it was met in last, counted from 1 */
    } *strangers; /* what the reader does not know, in order; LIST_STRANGERS_MAX */
    uint32_t stranger_count; /* may exceed what is kept */
    uint32_t strange_types;  /* entries of a type that is not known */
    struct {
        uint32_t all, odd;
    } values[FTM_PROP_COUNT]; /* dates and countries that the list gives; of them, those that are none */
    bool     is_label; /* names are what somebody calls a service: nobody is screened by them */
    uint8_t  lacks[FTM_PROP_COUNT]; /* 1: this edition does not carry the property, which others of
                                       its list do; a difference does not compare it */
};

void list_report_init(struct list_report *r, struct arena *arena);
/** Note something odd that does not stop the import. */
void list_warn(struct list_report *r, str file, uint64_t line, str entry, const char *fmt, ...)
    CORDON_PRINTF(5, 6);

/** Does a date, as list_date writes it, begin after the edition's day or, where nobody says what the
 *  edition is of, after today? False where that is not known either. */
bool list_is_future(const struct list_report *r, str date);

/** Note that the edition may not be what was published: it is then taken only when somebody says
 *  why it is right. Lower case, no full stop. */
void list_doubt(struct list_report *r, const char *fmt, ...) CORDON_PRINTF(2, 3);

/** Note something in the file that the reader does not know: told as a warning, counted once an
 *  entry. `what` is "element" or "field"; `entry` is empty outside of entries. */
void list_stranger(struct list_report *r, str file, uint64_t line, str entry, const char *what,
                   str name);
/** Note an entry whose type (person, firm, ship ...) is none that the reader knows: told as a warning
 *  and counted, the entry is kept as a LegalEntity. */
void list_strange_type(struct list_report *r, str file, uint64_t line, str entry, str type);

/** Count a date or country of the list; `is_odd`: it is none, which the caller tells. */
void list_count_value(struct list_report *r, enum ftm_prop prop, bool is_odd);

/** Once an edition, at its end: strangers that stand in one in ten of the entries, or LIST_STRANGERS_MAX
 *  names of them, LIST_STRANGE_TYPES_MIN strange types that are one in ten, and LIST_ODD_VALUES_MIN dates
 *  or countries of one property that are none, and half of them, are a doubt: what the reader knew may have
 *  fallen away, or stand elsewhere. The tenth and the half are ours. */
void list_judge(struct list_report *r);

/** Note that the files given do not carry a property (a CSV set without its aliases file), so that
 *  its absence is no removal. */
void list_lacks(struct list_report *r, enum ftm_prop prop);

/** One format that Cordon reads. */
struct list_format {
    const char *id; /* "ofac_csv", "ofac_xml", "ofac_advanced", "un_xml", "ftm_json", "own_csv" */

    /* Does this file's beginning look like this format? Looks at the content, not the name. */
    bool (*recognise)(const struct list_file *file);

    /* Read all files into b. `source` is the catalogue id ("us_ofac_sdn"), the prefix of entity
     * ids: "us_ofac_sdn-27307". On failure err names file, line and cause and b is abandoned.
     * CORDON_SYNTAX: not the format, or cut off; CORDON_REFUSED: another list's entries, fewer
     * than the file promises, or none;
     * CORDON_LIMIT; CORDON_NOMEM. */
    cordon_status (*read)(str source, const struct list_file *files, size_t count,
                          struct entity_build *b, struct list_report *report,
                          struct cordon_error *err);
};

extern const struct list_format list_ofac_csv;
extern const struct list_format list_ofac_xml;
extern const struct list_format list_ofac_advanced;
extern const struct list_format list_un_xml;
extern const struct list_format list_eu_csv;
extern const struct list_format list_uk_csv;
extern const struct list_format list_uk_ofsi_csv;
extern const struct list_format list_us_csl_csv;
extern const struct list_format list_eu_xml;
extern const struct list_format list_uk_xml;
extern const struct list_format list_ch_xml;
extern const struct list_format list_ca_xml;
extern const struct list_format list_ftm_json;
extern const struct list_format list_own_csv;
extern const struct list_format list_kr_xml;
extern const struct list_format list_label_csv;
extern const struct list_format list_label_json;
extern const struct list_format list_tagpack_yaml;

/** What a label of a wallet says, by weight (data/label_topics.tsv). */
enum label_class {
    LABEL_NONE = 0, /* no label's topic */
    LABEL_OTHER,    /* nothing that is known here */
    LABEL_SERVICE,  /* a known service: a crowd pays from it */
    LABEL_RETURNED, /* stolen, and given back */
    LABEL_RISK,     /* mixers, markets, blocked by an issuer */
    LABEL_CRIME,
    LABEL_DPRK,
};
/** The class of a topic as an entity carries it; LABEL_NONE when it is no label's. */
enum label_class list_label_class(str topic);
extern const struct list_format list_id_csv;
extern const struct list_format list_id_xlsx;
extern const struct list_format list_au_csv;
extern const struct list_format list_au_xlsx;
extern const struct list_format list_jp_csv;
extern const struct list_format list_jp_xlsx;

/** A row of the catalogue of sources (data/sources.tsv). */
struct list_source {
    str      id;        /* "us_ofac_sdn" */
    str      authority; /* "US Treasury, OFAC" */
    str      title;
    str      formats;   /* ids of its formats, comma separated */
    str      tier;      /* "designated", "named", "label" */
    uint32_t fresh_days; /* older editions make the check stale; 0 = no limit */
    str      licence;    /* under which its data may be used, in a few words */
    str      rhythm;     /* how often the authority publishes, in a few words */
    str      country;    /* ISO code of the authority, or "un", "" */
    str      canaries;   /* entry numbers that every true edition has, comma separated */
    bool     has_dprk;  /* every true edition names the DPRK's, its canaries among them */
    uint32_t shrink_least; /* losing fewer entries, names, addresses or wallets is no doubt */
    str      url;        /* where the authority publishes it, or "" (a file to be had by hand) */
    str      link;       /* the file is not at url itself: how to find it there, or "" */
    str      hosts;      /* hosts that may answer, url's own included, comma separated */
    uint32_t cap_mib;    /* a larger file is not taken */
    str      proven;     /* day on which a self test on a connected machine last passed; "": never */
};

/** The source with this id.
 *  @return NULL when the source is not in the catalogue */
const struct list_source *list_source_find(str id);
size_t list_source_count(void);
/** Sources in the order of the catalogue; NULL past the end. */
const struct list_source *list_source_at(size_t index);

/** The first of the source's own formats that recognises one of the files, or NULL. */
const struct list_format *list_format_for(const struct list_source *source,
                                          const struct list_file *files, size_t count);
/** When none recognises them: the source's format that is written like the first file (XML, JSON,
 *  CSV), whose reader knows best what is wrong with it; NULL when there is none. */
const struct list_format *list_format_like(const struct list_source *source,
                                           const struct list_file *files, size_t count);

/* --- deltas (ftm_delta.c) --------------------------------------------------------------------- */

/** What a delta did. */
struct list_join {
    uint32_t added, changed, deleted;
};

/** Do the lines of this file say what changed ("op", "entity") instead of what is? */
bool list_ftm_is_delta(const struct list_file *file);

/**
 * The edition that a delta makes of the one before: a whole list again, one entity a line.
 *
 * @param base   the whole file of the edition that the delta is made on
 * @param out    takes the new whole file; its cap is the edition's
 * @param ret    written only on CORDON_OK
 * @return CORDON_OK
 *         CORDON_SYNTAX   a line of the delta is no change, or one entity stands in it twice
 *         CORDON_REFUSED  it changes or deletes what the base has not, or adds what it has: its base is
 *                         another edition
 *         CORDON_CORRUPT  the base cannot be read
 *         CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status list_ftm_join(str base, const struct list_file *delta, struct buf *out,
                            struct list_join *ret, struct cordon_error *err);

#endif
