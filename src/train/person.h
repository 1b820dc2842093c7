/* A made-up person, and what the topics of the generator know of one. */
#ifndef TRAIN_PERSON_H
#define TRAIN_PERSON_H

#include "base/arena.h"
#include "base/json.h"
#include "train/world.h"

/* The day the population lives on, and the seconds of it: 2026-10-01. Ours: behind the last
   report that data/train draws on. */
enum { TODAY = 20727, DAY_S = 86400 };

/* Streams of chance; numbers are part of the output: append only. */
enum topic {
    TOPIC_PLAN = 1, TOPIC_SHUFFLE, TOPIC_ORDER, TOPIC_ORG, TOPIC_PAIR, TOPIC_GROUP, TOPIC_OPERATOR,
    TOPIC_WHO, TOPIC_FATE, TOPIC_CONTACT, TOPIC_CAREER, TOPIC_NET, TOPIC_PAPERS, TOPIC_MONEY, TOPIC_DEVICE,
    TOPIC_TALK, TOPIC_WORK, TOPIC_MARKET, TOPIC_VENDOR, TOPIC_RESUME, TOPIC_EMPLOYER, TOPIC_MASTER,
};

/* --- the plan ---------------------------------------------------------------------------------- */

/** Disguised people who belong together: ids first .. first + size - 1 of the plan's list. */
struct train_group {
    uint32_t first;
    uint16_t size;
    uint8_t  label;
    uint8_t  level;   /* 0 careless, 1 ordinary, 2 careful */
    uint8_t  culture; /* of most of a farm's identities: they must fit the country it stands in */
};

/** One of them, for finding: sorted by id. */
struct train_member {
    uint32_t id, group, member;
};

struct train_plan {
    uint64_t seed;
    uint32_t people, vendors;
    uint32_t disguised; /* of the people */
    uint32_t fronts;    /* of the vendors */
    struct train_group  *groups; /* owned; of people, then of vendors */
    size_t               group_count;
    uint32_t            *ids;     /* owned: group by group */
    struct train_member *members; /* owned: disguised + fronts of them */
};

cordon_status plan_make(const struct cordon_train_options *o, struct train_plan *ret_plan,
                        struct cordon_error *err);
void plan_release(struct train_plan *plan); /* the empty state is fine */
/** The group of a person (0 .. people - 1) or vendor (people .. people + vendors - 1), and its place
 *  in it; NULL: honest. */
const struct train_group *plan_group(const struct train_plan *plan, uint32_t id, uint32_t *ret_member);
/** Id of the n-th member of a group. */
uint32_t plan_member(const struct train_plan *plan, const struct train_group *group, uint32_t n);
/** Id of the person or vendor at a place of the output: the order says nothing. */
uint32_t plan_id_at(const struct train_plan *plan, uint32_t place);
/** "made-0000042": everything made up says so. */
str plan_subject(const struct train_plan *plan, uint32_t id, struct arena *a);

/* --- companies whose data it is ------------------------------------------------------------------ */

enum data_profile { DATA_ATS = 0, DATA_ONBOARD, DATA_IAM, DATA_MDM, DATA_MARKET, DATA_PROFILES };

/* What a company's data holds; drawn for each company, whoever its people are. */
enum has {
    HAS_IP = 0, HAS_BROWSER_ZONE, HAS_RESUME, HAS_JOBS, HAS_EDU, HAS_BIRTH, HAS_ADDRESS, HAS_RATE, HAS_ENRICH,
    HAS_CODE, HAS_PORTFOLIO, HAS_PHOTO, HAS_TALKS, HAS_TALK_SHEET, HAS_REFEREES, HAS_REFEREE_NET, HAS_FORM,
    HAS_RESUME_FILE, HAS_NAME_PARTS, HAS_NATIVE, HAS_CHECKS, HAS_TEST, HAS_ZONE, HAS_SOURCE,
    HAS_DOC, HAS_MRZ, HAS_DOC_IMAGE, HAS_DOC_FILE, HAS_IDV, HAS_RECHECK, HAS_PAY, HAS_PAY_CHECK, HAS_TAX,
    HAS_SHIP, HAS_BUREAU,
    HAS_GEO, HAS_POINT, HAS_NET_TAG, HAS_ASN, HAS_SECONDS, HAS_SESSION_DEVICE, HAS_SESSION_ZONE, HAS_RESOLVER,
    HAS_RTT, HAS_WORK_TIMES, HAS_WORK_STATS,
    HAS_PROCESS, HAS_USB, HAS_EDID, HAS_LAN, HAS_DNS, HAS_DEV_PLACE, HAS_DEV_HABIT, HAS_LEDGER, HAS_WALLET,
    HAS_COUNT,
};

struct org {
    uint32_t          number;
    enum data_profile profile;
    uint64_t          has; /* 1u << enum has */
    uint8_t           country;
    uint16_t          city;
    str               name, domain;
    uint32_t          office_ip, vpn_ip;
    bool              forces_vpn;    /* staff come in through the company's own VPN */
    bool              approves_tool; /* remote help by IT is on every laptop */
    bool              pays_crypto;
};

enum { ORG_PEOPLE = 100 }; /* people a company, about */
void org_make(const struct train_plan *plan, uint32_t number, struct arena *a, struct org *ret);
static inline bool org_has(const struct org *o, enum has h)
{
    return o->has >> h & 1;
}

/* --- a person --------------------------------------------------------------------------------------- */

struct name_text {
    str latin, native, plain, zone;
};

struct person_name {
    struct name_text given, family; /* as on the passport; family may be empty */
    struct name_text former;        /* family name before marriage, else empty */
    str  written;      /* as the person writes it to a company */
    str  native;       /* in the own script, or "" */
    str  call;         /* what colleagues say */
    str  mail_first, mail_last; /* small letters a-z */
    bool is_family_first;
};

struct home {
    uint8_t  country;
    uint16_t city;
    str      address;
    uint32_t ip;      /* of the line there */
    uint16_t net;     /* its network */
};

enum { JOBS_MOST = 6 };

struct job {
    str     employer, domain, title, place;
    int32_t start, end; /* days; end 0: goes on */
    bool    is_remote;
};

struct person {
    const struct train_plan  *plan;
    const struct train_group *group; /* NULL: honest */
    struct arena *arena;
    uint32_t id, member, group_number;
    str      subject;
    struct org org;
    enum train_label label;
    uint8_t  level;
    uint64_t accidents, accidents_shown;
    uint64_t traits[2], traits_shown[2];
    /* who */
    uint8_t  culture, sex; /* sex: 0 m, 1 f */
    uint8_t  origin;       /* country of the passport */
    struct home home;      /* where they say they live */
    struct person_name name;
    int32_t  birth;        /* day */
    int32_t  pair;         /* number of the household, or -1 */
    uint8_t  pair_side;
    bool     is_worker;
    int32_t  applied, started; /* days; started 0: never */
    int64_t  applied_s;
    uint32_t applied_ip; /* once it is found */
    str      email, phone;
    /* career */
    struct job job[JOBS_MOST]; /* the latest first */
    size_t   jobs;
    unsigned experience; /* years */
    int32_t  degree;     /* day */
    str      role;
    /* the hands behind a disguised person: where the work is really done */
    uint16_t real_city;
    uint8_t  real_zone;
    const struct cell *cell; /* what the group shares; NULL: honest */
};

/* What a group shares, the same for each member that asks. */
enum { CELL_EXITS = 6, CELL_ACCOUNTS = 3 };
struct cell {
    uint64_t     traits[2];   /* those drawn for the group */
    struct home  host;        /* the facilitator's home */
    str          host_name;
    unsigned     homes;       /* one, or a few */
    uint32_t     operators;
    uint64_t     operator_key; /* of this member's operator: device, texts, contacts */
    uint32_t     operator_number;
    uint16_t     real_city;
    uint32_t     exit[CELL_EXITS]; /* addresses, in the order they are used */
    uint16_t     exit_net[CELL_EXITS];
    str          account[CELL_ACCOUNTS], account_name[CELL_ACCOUNTS], wallet;
    uint8_t      account_country[CELL_ACCOUNTS];
    str          referee_name, referee_mail, referee_phone;
    str          phone, mail;
    str          device, layout, document_template, photo, portfolio, author;
};

void person_make(const struct train_plan *plan, uint32_t id, struct arena *a, struct person *ret);
void cell_make(const struct person *p, struct arena *a, struct cell *ret);

/** Did it happen? Ask where it would show: what is asked and true is told in the truth file. */
bool met(struct person *p, enum train_accident_id acc);
bool planted(struct person *p, enum train_trait_id t);
/** The same without showing. */
bool has_met(const struct person *p, enum train_accident_id acc);
bool is_planted(const struct person *p, enum train_trait_id t);
void fate_draw(struct person *p);
/** Words of the fate for a file: what showed, and what did not. */

static inline void stream(const struct person *p, enum topic topic, struct prng *ret)
{
    prng_init(ret, p->plan->seed, topic, p->id);
}

/* --- topics -------------------------------------------------------------------------------------------- */

void name_make(struct prng *p, uint8_t culture, uint8_t country, uint8_t sex, struct arena *a,
               struct person_name *ret);
/** The name once more as another of its writings: a call name, another romanisation, marks lost. */
str  name_other_writing(struct prng *p, const struct person_name *n, struct arena *a);
/** One slip of the fingers. */
str  name_slip(struct prng *p, str text, struct arena *a);
/** Given and family in the order of a form that asks for both. */
str  name_western(const struct person_name *n, struct arena *a);

void home_make(struct prng *p, uint8_t country, uint16_t city, struct arena *a, struct home *ret);
str  address_make(struct prng *p, uint8_t country, uint16_t city, struct arena *a);
str  phone_make(struct prng *p, uint8_t country, struct arena *a);
str  mail_make(struct prng *p, const struct person_name *n, uint8_t country, int year, bool has_trade_word,
               struct arena *a);
str  mask_fill(struct prng *p, str mask, struct arena *a);
str  account_make(struct prng *p, uint8_t country, struct arena *a);
str  wallet_make(struct prng *p, struct arena *a);
str  firm_make(struct prng *p, uint8_t country, struct arena *a, str *ret_domain);
str  text_fill(struct prng *p, str form, const struct person *who, struct arena *a);

/** An address of a kind in a country; of another country where the kind has none there. */
uint32_t net_pick(struct prng *p, enum train_net_kind kind, uint8_t country, uint16_t *ret_net);
str  ip_text(uint32_t ip, struct arena *a);

/** Minutes east of Greenwich at a time. */
int  zone_minutes(uint8_t zone, int64_t utc_s);
/** The time at which a clock in the zone shows this day and second. */
int64_t zone_utc(uint8_t zone, int32_t day, int32_t second);
/** Some second of some day from .. to. */
int64_t instant(struct prng *p, int32_t from, int32_t to);
str  when_text(int64_t utc_s, int minutes, struct arena *a);
str  when_utc(int64_t utc_s, struct arena *a);
str  day_text(int32_t day, struct arena *a);
str  hash_make(uint64_t key, struct arena *a); /* 16 digits */

void career_make(struct person *p);
str  resume_text(struct person *p);

/** The two lines of a passport's machine-readable zone (ICAO 9303-4), a line break between. */
str  mrz_make(const struct name_text *family, const struct name_text *given, str issuer3, str nationality3,
              str number, int32_t birth, uint8_t sex, int32_t expiry, struct arena *a);

/** A number of the state's register with its check digit; "" where the form is not known or no company
 *  may keep it (Korea, Japan, India). */
str national_make(struct prng *p, uint8_t country, int32_t birth, uint8_t sex, struct arena *a);

/* --- writing ---------------------------------------------------------------------------------------------- */

struct out {
    struct buf        *lines;
    struct json_writer w;
    unsigned           records; /* of this subject */
};

void out_record(struct out *o, const struct person *p, const char *kind);
void out_end(struct out *o);
void out_str(struct out *o, const char *key, str value); /* nothing when empty */
void out_int(struct out *o, const char *key, int64_t value);
void out_flag(struct out *o, const char *key, bool value);
void out_object(struct out *o, const char *key); /* key NULL: in a list */
void out_object_end(struct out *o);
void out_list(struct out *o, const char *key);
void out_list_end(struct out *o);
void out_item(struct out *o, str value);
void out_words(struct out *o, const char *key, const str *items, size_t count);

void write_application(struct person *p, struct out *o);
void write_talks(struct person *p, struct out *o);
void write_onboarding(struct person *p, struct out *o);
void write_sessions(struct person *p, struct out *o);
void write_device(struct person *p, struct out *o);
void write_work(struct person *p, struct out *o);
void write_ledger(struct person *p, struct out *o);
void write_market(struct person *p, struct out *o);
/** A firm that offers the work of its people, honest or a front. */
void write_vendor(const struct train_plan *plan, uint32_t id, struct arena *a, struct out *o,
                  struct person *ret);

#endif
