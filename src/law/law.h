/*
 * Law cards: what the law of the places that a case touches says beside a hit, and by when.
 *
 * Information, not legal advice. A card that rests on general knowledge, in whole or in part, says
 * what is to be checked before it is used. All tables are data/law/ (docs/law.md), fixed at build
 * time: nothing here allocates, and any number of threads may call it.
 *
 *   risk       a red flag: *_general and fair_* cards only; no duty, penalty or deadline, ever
 *   fact       a stated legal fact: these, and what says its rule and its exceptions
 *   listed     a party on a list      } these, and the other cards of every jurisdiction
 *   confirmed  established by people  } that touches the case
 */
#ifndef LAW_LAW_H
#define LAW_LAW_H

#include "base/json.h"
#include "law/law_table.h" /* generated from data/law */
#include "say/say.h"

/* --- cards -------------------------------------------------------------------------------------- */

enum law_due_kind {
    LAW_DUE_NONE = 0,
    LAW_DUE_BUSINESS, /* days that are no weekend and no public holiday */
    LAW_DUE_CALENDAR, /* calendar days */
    LAW_DUE_YEARLY,   /* a day of the year */
    LAW_DUE_AT_ONCE,
    LAW_DUE_OPEN,     /* runs without a day: its words say until when */
};

/** How a deadline is counted. */
struct law_rule {
    enum law_due_kind kind;
    uint16_t          first;    /* days; yearly: month * 100 + day it is due */
    uint16_t          second;   /* days when no suspect is known, or 0; yearly: the day that what is
                                   reported was held on */
    str               calendar; /* whose holidays: "us" */
};

struct law_card {
    str                   id; /* "us_block_report" */
    str                   class_id; /* general duty penalty deadline fair context contact */
    str                   instrument, source;
    str                   as_of;  /* month of the state of knowledge, "2026-11" */
    struct law_rule       due;
    enum law_jurisdiction jurisdiction;
    uint32_t              checks; /* parts to be checked before use, as bits; 0: none */
    uint8_t               links;  /* enum law_link, as bits */
    uint8_t               stages; /* as bits */
    bool                  is_risk, is_fact, is_general, is_fair, is_always;
    str                   title[SAY_LANG_COUNT], text[SAY_LANG_COUNT];
    str                   due_text[SAY_LANG_COUNT]; /* "" without a deadline */
};

/** How long a regime wants records kept. */
struct law_record {
    str                   id; /* "rec_us_ofac" */
    str                   instrument, source;
    enum law_jurisdiction jurisdiction;
    uint32_t              checks;
    uint16_t              years; /* 0: no fixed time */
    str                   title[SAY_LANG_COUNT], text[SAY_LANG_COUNT];
};

extern const struct law_card   law_card_table[LAW_CARD_COUNT];     /* in the order they are shown */
extern const struct law_record law_record_table[LAW_RECORD_COUNT];

/** The card with this id, or NULL. */
const struct law_card *law_card_find(str id);

/* --- which cards a case gets --------------------------------------------------------------------- */

enum law_hit {
    LAW_HIT_NONE = 0, /* nothing to show cards for */
    LAW_HIT_RISK,
    LAW_HIT_FACT, /* a stated legal fact that a person looks at; no finding, and no duty by itself */
    LAW_HIT_LISTED,
    LAW_HIT_CONFIRMED,
};

/** What ties a case to a jurisdiction. */
enum law_link {
    LAW_PAYER = 0, /* where who pays or employs is */
    LAW_BANK,      /* where a bank or payment firm in the chain is */
    LAW_PLATFORM,  /* where the platform or staffing firm is */
    LAW_PAYEE,     /* where the payee's account is */
    LAW_CURRENCY,  /* a currency that is paid in */
    LAW_STAFF,     /* nationality of the user's own staff who handle the case, as the user states it
                      about itself; NEVER anything about the subject */
    LAW_LINK_COUNT,
};

struct law_touch {
    enum law_link link;
    str           code; /* a country in any writing; LAW_CURRENCY: its code, "USD", any case */
};

/** What law needs to know of a case. Text is borrowed. */
struct law_case {
    enum law_hit            hit;
    const struct law_touch *touches;
    size_t                  touch_count;
    str                     stage;   /* the field stage; "" or a word it does not have: any */
    bool                    has_day;
    int32_t                 day;     /* of the event that deadlines run from: blocking, detection;
                                        days since 1970-01-01 */
};

/**
 * The cards for a case, in the order of the table: by jurisdiction, fair treatment last.
 *
 * Fair-treatment cards come with every hit, of every jurisdiction. The others come with the
 * jurisdictions that touch the case; the United Nations and the FATF touch every case. When no
 * touch says where, or one of them cannot be understood, the general cards of all jurisdictions
 * are shown.
 *
 * @param ret  `cap` slots; LAW_CARD_COUNT always suffice; may be NULL with cap 0
 * @return how many cards there are; the first `cap` of them were written
 *
 * Cost:    touches × places + cards; no allocation
 * Source:  docs/sources.md#law-cards
 */
size_t law_cards(const struct law_case *c, const struct law_card **ret, size_t cap);

/** Record-keeping rows for a case: none at risk, else those of the jurisdictions that touch it. */
size_t law_records(const struct law_case *c, const struct law_record **ret, size_t cap);

/**
 * The countries that somebody is bound by, "us,kr" or by their names: one LAW_PAYER touch each.
 *
 * @param ret  `cap` slots; their codes are static
 * @return CORDON_OK, CORDON_ARGUMENT (no country), CORDON_LIMIT (more than cap)
 */
cordon_status law_places_read(str countries, struct law_touch *ret, size_t cap, size_t *ret_count, struct cordon_error *err);

/** Touches that cannot be understood: no known country, no ticker. An answer has to say so: cards may
 *  be missing. */
size_t law_unread(const struct law_case *c);

/** The links that tie a case to a jurisdiction, as bits 1 << enum law_link. */
unsigned law_links(const struct law_case *c, enum law_jurisdiction j);

/* --- deadlines ----------------------------------------------------------------------------------- */

/* Days that deadlines are counted for: 1900-01-01 to 2199-12-31. */
enum { LAW_FIRST_DAY = -25567, LAW_LAST_DAY = 84005 };

struct law_due {
    enum law_due_kind kind;
    bool              has_day;   /* not for LAW_DUE_OPEN */
    int32_t           day;       /* the last day; the shorter time where there are two */
    bool              has_later;
    int32_t           later;     /* the last day when no suspect is known */
    bool              is_exact;  /* false: holidays are not known for that time, only weekends were
                                    left out, so the day may be too early and never too late */
};

/**
 * By when a card's duty is to be done, counted from an event.
 *
 * The day of the event itself does not count: ten business days from a Friday end on the second
 * Friday after it. A calendar period may end on a weekend or holiday; it is not extended. A yearly
 * report is due in the year whose day of holding is the event's day or the next one after it.
 *
 * @param event_day  LAW_FIRST_DAY..LAW_LAST_DAY
 * @return false when the card has no deadline or the day is out of range; *ret is then untouched
 *
 * Source:  docs/sources.md#law-cards, #holidays-us, #holidays-kr, #holidays-jp, #holidays-gb
 */
bool law_deadline(const struct law_card *card, int32_t event_day, struct law_due *ret);

/** Is this a day on which business is done: no weekend, no public holiday of the calendar?
 *  @param calendar   "us", "kr", "jp", "gb" (England); others, "eu" too, have weekends only
 *  @param ret_known  may be NULL; false when holidays are not known for that day's year */
bool law_is_workday(str calendar, int32_t day, bool *ret_known);

/** The `count`-th business day after `day`. *ret_known as above, for all days passed.
 *  @return false when a day is out of range */
bool law_add_workdays(str calendar, int32_t day, unsigned count, int32_t *ret_day, bool *ret_known);

/* --- showing ------------------------------------------------------------------------------------- */

/** A word around cards: "notice", "check", "check.amount", "class.duty", "jurisdiction.us",
 *  "inexact"; "" when there is none. Static. */
str law_word(enum say_lang lang, str key);
/** "us" */
str law_jurisdiction_name(enum law_jurisdiction j);

/**
 * Write a card as one object: "id", "jurisdiction", "jurisdiction_name", "class", "class_name",
 * "instrument", "title", "text", "check_before_use", where true "check" (ids) and "check_text" (the
 * same in words), "because" (the links that tie the case to it), where it has one "deadline"
 * {"rule", "text", "calendar", "from", "day", "later", "exact", "note"}, "source", "as_of".
 *
 * @param c  the case; NULL: no "because", no days
 * @return CORDON_OK, CORDON_LIMIT, CORDON_NOMEM (from w->out)
 */
cordon_status law_write_card(struct json_writer *w, enum say_lang lang, const struct law_card *card,
                             const struct law_case *c);

/**
 * The same in few words, for lists of cards: "id", "jurisdiction", "class", "title", "check_before_use"
 * only where true, and where it has a deadline "deadline" {"rule", "day", "later", "exact"}.
 */
cordon_status law_write_title(struct json_writer *w, enum say_lang lang, const struct law_card *card,
                              const struct law_case *c);

/** The same for a record-keeping row: "id", "jurisdiction", "jurisdiction_name", "years" (where it is
 *  fixed), "instrument", "title", "text", "check_before_use", "check", "check_text", "source". */
cordon_status law_write_record(struct json_writer *w, enum say_lang lang,
                               const struct law_record *record);

#endif
