/* The kinds of values that link: names, features, families, and the shipped settings. */
#include "link/graph.h"

#include "base/num.h"

/* A number on papers and a face are one person's: however many give them, that is a link. Comparing
 * so many with each other ends here. (ours) */
enum { NO_CROWD = 2000 };

static const struct kind {
    str               name;
    enum link_feature feature;
    enum link_family  family;
    uint32_t          strong;  /* joins alone while at most so many parties hold it */
    uint32_t          hub;
    uint8_t           percent;
    bool              is_office; /* an office shares these innocently */
} kinds[LINK_KINDS] = {
    /* Strong and hub: src: link-thresholds. A phone or mailbox is strong between a few only: a
     * recruiter gives his to every candidate. Laptop farms of court papers stood up to ninety computers
     * behind one address, of many employers: in the data of one firm more than thirty at one egress or
     * delivery address are its own gateway, office or warehouse (ours). */
    [LINK_PHONE] = { STR_INIT("phone"), LINK_F_PHONE, FAMILY_PHONE, 4, 50, 100, true },
    [LINK_EMAIL] = { STR_INIT("email"), LINK_F_EMAIL, FAMILY_EMAIL, 4, 50, 100, true },
    [LINK_DEVICE] = { STR_INIT("device"), LINK_F_DEVICE, FAMILY_DEVICE, 50, 50, 100, true },
    [LINK_PRINT] = { STR_INIT("fingerprint"), LINK_F_DEVICE, FAMILY_DEVICE, 50, 50, 100, true },
    [LINK_IP] = { STR_INIT("ip"), LINK_F_IP, FAMILY_PLACE, 0, 50, 50, true },
    [LINK_EGRESS] = { STR_INIT("egress"), LINK_F_EGRESS, FAMILY_PLACE, 30, 30, 100, true },
    [LINK_EXITS] = { STR_INIT("exit_sequence"), LINK_F_EXITS, FAMILY_PLACE, 20, 50, 100, true },
    [LINK_SHIP] = { STR_INIT("ship_address"), LINK_F_ADDRESS, FAMILY_PLACE, 30, 30, 100, true },
    [LINK_HOME] = { STR_INIT("home_address"), LINK_F_ADDRESS, FAMILY_PLACE, 0, 50, 50, true },
    [LINK_ACCOUNT] = { STR_INIT("payout_account"), LINK_F_ACCOUNT, FAMILY_MONEY, 50, 50, 100, false },
    [LINK_WALLET] = { STR_INIT("wallet"), LINK_F_WALLET, FAMILY_MONEY, 50, 50, 100, false },
    [LINK_DOCUMENT] = { STR_INIT("document"), LINK_F_DOCUMENT, FAMILY_PAPER, NO_CROWD, NO_CROWD, 100, false },
    [LINK_FILE] = { STR_INIT("file_ancestry"), LINK_F_DOCUMENT, FAMILY_PAPER, 20, 50, 100, true },
    [LINK_TEMPLATE] = { STR_INIT("template"), LINK_F_DOCUMENT, FAMILY_PAPER, 20, 50, 100, true },
    [LINK_SIGNATURE] = { STR_INIT("signature"), LINK_F_DOCUMENT, FAMILY_PAPER, 50, 50, 100, false },
    [LINK_PHOTO] = { STR_INIT("photo"), LINK_F_PHOTO, FAMILY_PICTURE, 4, 8, 100, false },
    [LINK_FACE] = { STR_INIT("face"), LINK_F_PHOTO, FAMILY_PICTURE, NO_CROWD, NO_CROWD, 100, false },
    [LINK_RESUME] = { STR_INIT("resume"), LINK_F_RESUME, FAMILY_TEXT, 50, 50, 100, false },
    [LINK_BID] = { STR_INIT("bid_text"), LINK_F_SAME_TEXT, FAMILY_TEXT, 0, 50, 50, true },
    [LINK_ANSWERS] = { STR_INIT("answers"), LINK_F_TEST, FAMILY_TEXT, 0, 50, 50, true },
    [LINK_REFEREE] = { STR_INIT("referee"), LINK_F_REFEREE, FAMILY_REFEREE, 0, 50, 75, true },
    [LINK_PORTFOLIO] = { STR_INIT("portfolio"), LINK_F_PORTFOLIO, FAMILY_WEB, 0, 8, 75, true },
    [LINK_HANDLE] = { STR_INIT("handle"), LINK_F_PORTFOLIO, FAMILY_WEB, 4, 50, 100, false },
    [LINK_TEST] = { STR_INIT("test_device"), LINK_F_TEST, FAMILY_DEVICE, 0, 50, 75, true },
    /* Two may have a helper of one name; one who stands behind nine is a payroll service or a front desk. A
     * layout that more have is one that everybody downloads. (ours) */
    [LINK_OTHER_NAME] = { STR_INIT("other_name"), LINK_F_NAME, FAMILY_NAME, 0, 8, 75, true },
    [LINK_LAYOUT] = { STR_INIT("layout"), LINK_F_LAYOUT, FAMILY_TEXT, 0, 8, 75, true },
};

str link_kind_name(enum link_kind kind)
{
    return kind < LINK_KINDS ? kinds[kind].name : STR_EMPTY;
}

enum link_feature link_feature_of(enum link_kind kind)
{
    return kinds[kind].feature;
}

enum link_family link_family_of(enum link_kind kind)
{
    return kinds[kind].family;
}

bool link_is_office_kind(enum link_kind kind)
{
    return kinds[kind].is_office;
}

bool link_is_text(enum link_kind kind)
{
    return kind == LINK_RESUME || kind == LINK_BID || kind == LINK_ANSWERS;
}

str link_feature_name(enum link_feature f)
{
    static const str names[LINK_FEATURES] = {
        [LINK_F_PHONE] = STR_INIT("link.phone"),         [LINK_F_EMAIL] = STR_INIT("link.email"),
        [LINK_F_DEVICE] = STR_INIT("link.device"),       [LINK_F_IP] = STR_INIT("link.ip"),
        [LINK_F_EGRESS] = STR_INIT("link.egress"),       [LINK_F_EXITS] = STR_INIT("link.exits"),
        [LINK_F_ADDRESS] = STR_INIT("link.address"),     [LINK_F_ACCOUNT] = STR_INIT("link.account"),
        [LINK_F_WALLET] = STR_INIT("link.wallet"),       [LINK_F_DOCUMENT] = STR_INIT("link.document"),
        [LINK_F_PHOTO] = STR_INIT("link.photo"),         [LINK_F_RESUME] = STR_INIT("link.resume"),
        [LINK_F_SAME_TEXT] = STR_INIT("deal.same_text"), [LINK_F_REFEREE] = STR_INIT("link.referee"),
        [LINK_F_PORTFOLIO] = STR_INIT("link.portfolio"), [LINK_F_TEST] = STR_INIT("link.test"),
        [LINK_F_NAME] = STR_INIT("link.name"),           [LINK_F_LAYOUT] = STR_INIT("link.layout"),
    };
    return f < LINK_FEATURES ? names[f] : STR_EMPTY;
}

str link_state_name(enum link_state state)
{
    switch (state) {
    case LINK_UNSET: return STR("unset");
    case LINK_LINKS: return STR("links");
    case LINK_HOUSEHOLD: return STR("household");
    case LINK_OFFICE: return STR("office");
    case LINK_CROWD: return STR("crowd");
    case LINK_DECLARED: return STR("declared");
    }
    return STR_EMPTY;
}

str link_cap_name(enum link_cap cap)
{
    switch (cap) {
    case LINK_CAP_IDENTITY: return STR("attributes_of_one_identity");
    case LINK_CAP_PAIRS: return STR("pairs_of_weak_kinds");
    case LINK_CAP_TEXTS: return STR("texts_of_one_cluster");
    case LINK_CAP_PHOTOS: return STR("photos_compared");
    case LINK_CAPS: break;
    }
    return STR_EMPTY;
}

void link_settings_default(struct link_settings *ret)
{
    *ret = (struct link_settings){
        .population = 10000, /* ours: two of a batch of 20 who share an account are 12 bits, not 3 */
        .edge_min_cb = 500,  /* ours: a value that more than one in 32 hold joins nobody */
        .pair_min_cb = 1000,
        .group_min_cb = 500, /* ours: one strong value of two hundred parties is a group; rules ask for more */
        .weak_degree = 10,   /* ours: bounds the pairs of a weak value to 45 */
        .office_min = 3,
        .office_percent = 50,
        .ip_long_s = 24 * 3600, .ip_long_parties = 3, /* src: link-thresholds */
        .ip_short_s = 30 * 60,  .ip_short_parties = 2,
        .exits_s = 14 * 24 * 3600,
        .egress_days = 3,
        .print_bits = 30,
        .photo_bits = 6,
        .near_permille = 800,
        .part_permille = 500, /* ours: half of the text is another's; of 15,000 resumes of one trade with shared
                                 phrases and layouts the two most alike had 300 */
        .near_shingles = 20, /* ours: two dozen words; below, stock sentences are the whole text */
        .bids_min = 3,
    };
    for (int k = 0; k < LINK_KINDS; k++) {
        ret->hub[k] = kinds[k].hub;
        ret->strong[k] = kinds[k].strong;
        ret->percent[k] = kinds[k].percent;
    }
}
