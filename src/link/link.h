/*
 * Links: who shares what with whom.
 *
 *   identities + attributes -> shared values -> rarity -> groups ("operators"), each with its path
 *
 * An identity is one account, application or employee file. Two identities are *distinct* when
 * their names differ and their birth dates or documents do too, and they are no declared household;
 * identities that are not distinct count as one *party*, however many files they fill.
 *
 * A value that several parties hold links them, weighed by its rarity: log2(population / parties
 * that hold it), in hundredths of a bit (cb). Kept apart and listed as such, never dropped: values
 * of one household, of a whole office, of a crowd (a hub), and those the caller declared shared. Two
 * parties, and no third, who give one home address as theirs are a household for what people of one
 * home share (phone, network, deliveries, account), and not for devices, papers, faces and texts.
 *
 * Two parties are joined by one *strong* kind, or by two kinds of different families whose rarity
 * together is enough. One weak kind, however many of its values, joins nobody: flatmates share an
 * address and its network, which is one root cause, and candidates of one recruiter his phone.
 * Joined parties are one group; values of a kind count for its rarity only where they join parties
 * that the kind had not joined already, so a million values of one kind between two parties count
 * once. Groups below a rarity are not reported.
 *
 * Everything is exact, in integers, and does not depend on the order of adding.
 */
#ifndef LINK_LINK_H
#define LINK_LINK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/json.h"

/* --- kinds ------------------------------------------------------------------------------------ */

/* Canonical bytes are the caller's, except where the kind says so. */
enum link_kind {
    LINK_PHONE = 0, /* link_phone_key */
    LINK_EMAIL,     /* link_email_key */
    LINK_DEVICE,    /* serial number, hardware key */
    LINK_PRINT,     /* fingerprint of a device or browser; `bits` of entropy */
    LINK_IP,        /* a session's address with its time: linked when close in time */
    LINK_EGRESS,    /* address of a session on an *issued* device, with its time */
    LINK_EXITS,     /* exit of an anonymizer, one a session, with its time: linked by sequence */
    LINK_SHIP,      /* where equipment went: link_address_key */
    LINK_HOME,      /* home or document address: link_address_key */
    LINK_ACCOUNT,   /* payout account, or its hash */
    LINK_WALLET,    /* key of addr/ */
    LINK_DOCUMENT,  /* document number with issuer */
    LINK_FILE,      /* ancestry: first /ID or OriginalDocumentID */
    LINK_TEMPLATE,  /* masked image of a document */
    LINK_SIGNATURE, /* crop of a signature */
    LINK_PHOTO,     /* perceptual hash, 16 hexadecimal digits: linked when few bits differ */
    LINK_FACE,      /* a vendor's id of one face */
    LINK_RESUME,    /* text: linked when nearly the same */
    LINK_BID,       /* text of a bid or review: likewise, on several bids */
    LINK_ANSWERS,   /* text of answers in a test: likewise */
    LINK_REFEREE,   /* phone or e-mail key of a referee */
    LINK_PORTFOLIO, /* domain, analytics id */
    LINK_HANDLE,    /* handle on a code host or network, with the host */
    LINK_TEST,      /* fingerprint of the device that took a test */
    LINK_OTHER_NAME, /* another person's name that it gives: holder of its account, recipient of its parcels */
    LINK_LAYOUT,    /* layout of a resume */
    LINK_KINDS,
};

/** "phone", "payout_account" ...; static. */
str link_kind_name(enum link_kind kind);

/* What is counted for one identity: the link.* features and deal.same_text of data/features.tsv. */
enum link_feature {
    LINK_F_PHONE = 0, LINK_F_EMAIL, LINK_F_DEVICE, LINK_F_IP, LINK_F_EGRESS, LINK_F_EXITS,
    LINK_F_ADDRESS, LINK_F_ACCOUNT, LINK_F_WALLET, LINK_F_DOCUMENT, LINK_F_PHOTO, LINK_F_RESUME,
    LINK_F_SAME_TEXT, LINK_F_REFEREE, LINK_F_PORTFOLIO, LINK_F_TEST, LINK_F_NAME, LINK_F_LAYOUT,
    LINK_FEATURES,
};

/** "link.phone", "deal.same_text" ...; static. */
str               link_feature_name(enum link_feature f);
enum link_feature link_feature_of(enum link_kind kind);
/** Is it a text, linked when nearly the same? */
bool              link_is_text(enum link_kind kind);

/* --- input ------------------------------------------------------------------------------------ */

/* Caps (docs/limits.md). */
enum {
    LINK_IDENTITIES_MAX = 1 << 24,
    LINK_ATTRIBUTES_MAX = 1 << 26,
    LINK_TEXTS_MAX = 1 << 20,        /* resumes, bids, answers */
    LINK_PER_IDENTITY_MAX = 100000,  /* attributes of one identity that are compared */
    LINK_KEYS_MAX = 255,             /* names, birth dates and documents of one identity */
    LINK_HOUSEHOLD_MAX = 8,          /* parties of a declared household; more is no household */
    LINK_VALUE_MAX = 1024,           /* bytes of one value */
    LINK_TEXT_MAX = 1 << 16,         /* bytes of one text */
    LINK_PAIRS_MAX = 1 << 24,        /* pairs of parties that share a weak value */
    LINK_FILES_MAX = 8, /* files of one party behind a value of more than 256 that are looked at */
};
#define LINK_COMPARES_MAX (UINT64_C(1) << 32) /* comparisons of pictures */

#define LINK_NO_TIME INT64_MIN
#define LINK_NONE    UINT32_MAX

/** Who an identity is, to tell whether two are distinct. All borrowed for the call. */
struct link_identity {
    uint32_t   number;   /* the caller's; any, once each */
    const str *name;     /* normal forms, parts separated by one blank */
    size_t     names;
    const str *birth;    /* canonical dates */
    size_t     births;
    const str *document; /* canonical numbers with type and issuer */
    size_t     documents;
    str        household; /* declared; "" is none */
    str        office;    /* declared office, agency or employer; "" is none */
};

enum link_weight {
    LINK_PLAIN = 0,
    LINK_WEAK,   /* poorly proved: half the rarity while fewer than two parties hold it plainly */
    LINK_SHARED, /* known to be shared: anonymizer, carrier address, public device, stock photo */
};

struct link_attribute {
    uint32_t         identity; /* its number; added before or after */
    enum link_kind   kind;
    str              value;    /* canonical, borrowed for the call */
    int64_t          time_s;   /* LINK_NO_TIME when not known */
    enum link_weight weight;
    uint16_t         bits;     /* LINK_PRINT: entropy */
    uint64_t         origin;   /* the caller's row, given back */
};

/** What is strong, rare and many: the caller fills it from the policy. */
struct link_settings {
    uint32_t population;  /* rarity counts against at least so many parties: a small batch is a
                             sample of a large world */
    uint32_t hub[LINK_KINDS];    /* held by more parties than this, a value is a crowd's */
    uint32_t strong[LINK_KINDS]; /* joins parties alone while at most so many hold it; 0 never */
    uint8_t  percent[LINK_KINDS]; /* of its rarity that a kind is worth */
    uint32_t edge_min_cb;  /* rarity that a strong value needs to join */
    uint32_t pair_min_cb;  /* rarity of two kinds of different families that join a pair */
    uint32_t group_min_cb; /* rarity of a whole group, to be reported */
    uint32_t weak_degree;  /* a weak value of more parties than this is no half of a pair */
    uint32_t office_min;   /* identities of one office behind a value ... */
    uint32_t office_percent; /* ... that are this share of the office: the office's own value */
    uint32_t ip_long_s, ip_long_parties;   /* so many parties on one address in this time ... */
    uint32_t ip_short_s, ip_short_parties; /* ... or so many in this one */
    uint32_t exits_s;      /* the same four exits in the same order within this time */
    uint32_t egress_days;  /* days on which each was seen behind the address */
    uint32_t print_bits;   /* a fingerprint with less entropy says nothing */
    uint32_t photo_bits;   /* most bits that differ between pictures that are one, 0..6 */
    uint32_t near_permille; /* least Jaccard of 5-word shingles of texts that are one, 500..1000 */
    uint32_t part_permille; /* the same of resumes that are one in part: weak; 500..near_permille */
    uint32_t near_shingles; /* a text with fewer is too short to say anything */
    uint32_t bids_min;     /* bids that must be nearly the same */
    /** Are two identities' names one name after all ("Jon", "Jonathan")? Asked only of identities
     *  that share a value; NULL: equal normal forms only. Must not depend on order. */
    bool (*same_name)(void *ctx, uint32_t a, uint32_t b);
    void *same_name_ctx;
};

/** The shipped values. Source: docs/sources.md#link-thresholds */
void link_settings_default(struct link_settings *ret);

struct link;

/** @return CORDON_OK, CORDON_ARGUMENT (photo_bits, near_permille or weak_degree, 0..64, out of
 *  range), CORDON_NOMEM */
cordon_status link_new(const struct link_settings *settings, struct link **ret_link,
                       struct cordon_error *err);
void link_free(struct link *l); /* NULL is fine */

/** @return CORDON_OK, CORDON_ARGUMENT (after link_run), CORDON_LIMIT, CORDON_NOMEM */
cordon_status link_add_identity(struct link *l, const struct link_identity *identity,
                                struct cordon_error *err);

/**
 * Add one attribute; an empty value and a text too short are passed over. Blank photos (nearly all
 * bits equal) too.
 *
 * @return CORDON_OK
 *         CORDON_SYNTAX   a photo that is not 16 hexadecimal digits: nothing was added
 *         CORDON_LIMIT    value too long, or no room for more: not added; the caller says so
 *         CORDON_ARGUMENT after link_run
 *         CORDON_NOMEM
 */
cordon_status link_add(struct link *l, const struct link_attribute *attribute,
                       struct cordon_error *err);

/**
 * Find all links. Once; afterwards the link is read-only and may be shared by threads.
 *
 * @return CORDON_OK        also when a cap was reached on the way: see link_caps()
 *         CORDON_ARGUMENT  a number was added twice, or an attribute names none that was added
 *         CORDON_NOMEM
 *
 * Cost: about n log n in attributes; texts and photos by their near neighbours
 */
cordon_status link_run(struct link *l, struct cordon_error *err);

/* --- result ----------------------------------------------------------------------------------- */

enum link_state {
    LINK_UNSET = 0,
    LINK_LINKS,     /* distinct parties share it */
    LINK_HOUSEHOLD, /* only members of one household do: declared, or two who give one home */
    LINK_OFFICE,    /* a whole office does */
    LINK_CROWD,     /* more parties than a link means anything for */
    LINK_DECLARED,  /* the caller said that it is shared */
};

/** "links", "household" ...; static. */
str link_state_name(enum link_state state);

struct link_holder {
    uint32_t identity; /* its number */
    uint32_t place;    /* its place among all, by number */
    uint32_t seen;     /* how often it was added with this value */
    uint32_t plain;    /* of these with LINK_PLAIN */
    int64_t  first_s;  /* earliest time, or LINK_NO_TIME */
    uint64_t origin;   /* row of that */
};

/** A value that at least two identities hold. */
struct link_value {
    enum link_kind     kind;
    enum link_state    state;
    str                text;      /* canonical bytes; "" of a near-duplicate text; exits "a > b > c > d" */
    uint32_t           parties;
    uint32_t           rarity_cb; /* after weights; 0 unless it links */
    uint32_t           permille;  /* likeness of the least alike pair: texts; photos: 1000 - 1000 × bits / 64 */
    bool               is_strong; /* joined its holders alone */
    const struct link_holder *holder; /* by number */
    uint32_t           holders;
    const struct link_holder *some; /* the same without those of a party beyond LINK_FILES_MAX, when
                                       there are more than 256: somebody may fill a hundred thousand files */
    uint32_t           somes;
};

struct link_group {
    const uint32_t *member;  /* places; identities that hold one of its values, by number */
    uint32_t        members;
    uint32_t        parties;
    const uint32_t *value;   /* indexes of link_value(), rarest first */
    uint32_t        values;
    uint32_t        rarity_cb;
    uint32_t        kinds;   /* bit 1 << kind of the values */
};

enum link_cap {
    LINK_CAP_IDENTITY = 0, /* attributes of an identity beyond LINK_PER_IDENTITY_MAX */
    LINK_CAP_PAIRS,        /* pairs held by two weak kinds, beyond LINK_PAIRS_MAX */
    LINK_CAP_TEXTS,        /* texts in a cluster too large to compare each with each */
    LINK_CAP_PHOTOS,       /* photos not compared: more than LINK_COMPARES_MAX comparisons */
    LINK_CAPS,
};

/** A cap that was reached: the answer is limited, and what is missing is counted here. */
struct link_told {
    uint64_t count;    /* of what was left out */
    uint32_t identity; /* LINK_CAP_IDENTITY: the lowest number it happened to */
};

str link_cap_name(enum link_cap cap);
const struct link_told *link_caps(const struct link *l); /* LINK_CAPS of them */
bool                    link_is_limited(const struct link *l);

uint32_t link_identities(const struct link *l);
uint32_t link_parties(const struct link *l); /* people among them, as far as is known */
uint32_t link_number(const struct link *l, uint32_t place);
/** Place of an identity's number, or LINK_NONE. */
uint32_t link_place(const struct link *l, uint32_t number);
/** A number that two identities have in common when they count as one party. */
uint32_t link_party(const struct link *l, uint32_t place);

/** All shared values: by kind, then text, then first holder. */
uint32_t                 link_values(const struct link *l);
const struct link_value *link_value(const struct link *l, uint32_t index);

/** All groups: rarest first. */
uint32_t                 link_groups(const struct link *l);
const struct link_group *link_group(const struct link *l, uint32_t index);
/** Group of an identity, or LINK_NONE. */
uint32_t link_group_of(const struct link *l, uint32_t place);
/** The shared values that an identity holds, ascending; NULL when there is none. */
const uint32_t *link_values_of(const struct link *l, uint32_t place, uint32_t *ret_count);

/** The other parties that share values of one feature with an identity. */
struct link_count {
    uint32_t        parties;  /* the feature's value; 0: none */
    const uint32_t *other;    /* places of their identities, ascending, as link_value.some has them; the arena's */
    uint32_t        others;
    const uint32_t *value;    /* indexes of the values; the arena's */
    uint32_t        values;
    uint32_t        apart;    /* most parties behind one of its values of this feature that is kept
                                 apart as a crowd's or as declared shared */
};

/**
 * Counts of one identity, a feature each.
 *
 * @param ret  LINK_FEATURES slots
 * @return CORDON_OK, CORDON_ARGUMENT (no such place), CORDON_NOMEM
 */
cordon_status link_counts(const struct link *l, uint32_t place, struct arena *arena,
                          struct link_count *ret, struct cordon_error *err);

/** One step: `from` and `to` both hold `value`. A step's `from` may be another file of the same
 *  party or household as the last step's `to`. */
struct link_step {
    uint32_t from, to; /* places */
    uint32_t value;    /* index */
};

/**
 * The strongest path of evidence between two members of a group: of all paths the one whose
 * least rare value is rarest, of these the shortest, of these the first by values and numbers.
 *
 * @param ret_steps  the arena's; *ret_count is 0 when both are one party
 * @return CORDON_OK, CORDON_NOTFOUND (not in one group), CORDON_NOMEM
 * Cost:   the group's values
 */
cordon_status link_path(const struct link *l, uint32_t place_a, uint32_t place_b,
                        struct arena *arena, const struct link_step **ret_steps, size_t *ret_count,
                        struct cordon_error *err);

/** Is the result in order? On false *ret_why says what is wrong. For tests. */
bool link_validate(const struct link *l, const char **ret_why);

/* --- output ----------------------------------------------------------------------------------- */

enum {
    LINK_SHOWN_MAX = 1000,  /* members or values of one group in JSON and DOT; totals stand beside */
    LINK_DRAWN_MAX = 60,    /* people, and values, in a drawing; it says how many more there are */
};

/** How people, values and rows are shown; each may be NULL. */
struct link_show {
    void *ctx;
    str (*label)(void *ctx, uint32_t number);  /* default "#number" */
    str (*value)(void *ctx, const struct link_value *v); /* default its text */
    str (*kind)(void *ctx, enum link_kind kind);         /* default link_kind_name() with blanks */
    void (*origin)(void *ctx, uint64_t origin, struct json_writer *w); /* writes one value */
    str title, more; /* of a drawing: default "Shared values" and "more" */
};

/** One object: groups, households, offices, crowds, declared, caps. Failure sticks in the buf. */
void link_json(const struct link *l, const struct link_show *show, struct json_writer *w);
/** One group, as in it. */
void link_json_group(const struct link *l, uint32_t group, const struct link_show *show,
                     struct json_writer *w);
/** All groups as one Graphviz graph. */
void link_dot(const struct link *l, const struct link_show *show, struct buf *out);
/**
 * A drawing of one group: people left and right, shared values between them, rarer ones with
 * thicker lines, those that joined nobody alone dashed. One self-contained SVG element,
 * XML-escaped, light and dark by the reader's setting, the same bytes each time. It is 560 pixels
 * wide at least: on a phone let what stands around it scroll.
 *
 * @return CORDON_OK, CORDON_ARGUMENT (no such group), CORDON_LIMIT or CORDON_NOMEM (the buf)
 */
cordon_status link_svg(const struct link *l, uint32_t group, const struct link_show *show,
                       struct buf *out, struct cordon_error *err);

/* --- canonical values ------------------------------------------------------------------------- */

/**
 * One key for all writings of a postal address, down to building and unit.
 *
 * Folded; words for street, unit and number brought to one form (English, German, French, Spanish,
 * Indonesian; Korean 동/호, Japanese 丁目/番地/号); place by postal code, or without one by its
 * words. An address without a building number gives "": a town links nobody. It is no geocoder: an
 * address with and one without its postal code have two keys.
 *
 * @return the arena's; "" also when not UTF-8, too long, or on failure (arena->failed)
 */
str link_address_key(str address, struct arena *arena);

/**
 * "+" and country code and number; without a known country the digits alone. An extension stays:
 * "x12". "" for fewer than 7 digits or a made-up row of digits.
 *
 * @param country  two-letter code, any case, "" when not known
 */
str link_phone_key(str phone, str country, struct arena *arena);

/** Lower case; dots and +tags dropped for providers that ignore them; "" when it is no address. */
str link_email_key(str email, struct arena *arena);

/* --- likeness of two texts, for showing ------------------------------------------------------- */

/**
 * Jaccard of the 5-word shingles of two texts in thousandths, headings left out; 0 when one is
 * too short.
 *
 * @return CORDON_OK, CORDON_LIMIT (longer than LINK_TEXT_MAX), CORDON_SYNTAX (not UTF-8), CORDON_NOMEM
 */
cordon_status link_text_likeness(str a, str b, struct arena *arena, uint32_t *ret_permille,
                                 struct cordon_error *err);

#endif
