/* Devices: programs, switches and cameras by their signatures, whose accounts and clock they show. */
#include "evidence/likeness.h"
#include "evidence/own.h"

#include "base/num.h"
#include "evidence/labels.h"
#include "evidence/where.h"

/* --- names found, each once --------------------------------------------------------------------------- */

enum { NAMES_MAX = 32 };

struct named {
    str            name[NAMES_MAX];
    struct origins first, asked; /* where each was found first; what was looked at */
    size_t         count;
};

static void name_add(struct named *n, str name, struct origin at)
{
    origins_add(&n->asked, at);
    if (name.len == 0 || n->count == NAMES_MAX) return;
    for (size_t i = 0; i < n->count; i++)
        if (str_eq(n->name[i], name)) return;
    n->name[n->count++] = name;
    origins_add(&n->first, at);
}

static void names_give(struct evidence_run *run, enum feature f, const struct named *n)
{
    if (n->count == NAMES_MAX) run->out->is_cut = true;
    for (size_t i = 0; i < n->count; i++) feature_add(run, f, 0, n->name[i], &n->first.at[i], 1);
}

typedef str label_fn(str text);

static str remote_program(str text) { return label_program(LABEL_REMOTE_TOOL, text); }
static str remote_domain(str text) { return label_domain(LABEL_REMOTE_DOMAIN, text); }
static str camera_program(str text) { return label_program(LABEL_VIRTUAL_CAMERA, text); }
static str vpn_program(str text)
{
    str found = label_program(LABEL_VPN_CLIENT, text);
    return found.len ? found : label_program(LABEL_VPN_SERVICE, text);
}
static str otp_domain(str text) { return label_domain(LABEL_OTP_RELAY, text); }

static void look(const struct evidence_run *run, enum record_field f, label_fn *label, struct named *n)
{
    for (struct origin at = { 0, NULL }; evidence_next(run, f, &at);) {
        str text = at.value->text;
        name_add(n, label(text), at);
        for (size_t from = 0, i = 0; i <= text.len; i++) { /* a whole inventory in one cell */
            bool is_end = i == text.len || text.data[i] == ';' || text.data[i] == '|' || text.data[i] == ',' ||
                          text.data[i] == '\n';
            if (!is_end) continue;
            if (i > from && i - from < text.len) name_add(n, label(str_trim(str_sub(text, from, i))), at);
            from = i + 1;
        }
    }
}

static void programs(struct evidence_run *run)
{
    struct named remote = { .count = 0 }, vpn = { .count = 0 }, camera = { .count = 0 };
    look(run, FIELD_DEV_PROCESS, remote_program, &remote);
    look(run, FIELD_DEV_EXTENSION, remote_program, &remote);
    look(run, FIELD_DEV_DNS, remote_domain, &remote);
    if (remote.asked.count)
        feature_give(run, FEATURE_DEV_REMOTE_TOOLS, (int64_t)remote.count,
                     remote.count ? &remote.first : &remote.asked);
    names_give(run, FEATURE_DEV_REMOTE_TOOL, &remote);
    look(run, FIELD_DEV_PROCESS, vpn_program, &vpn);
    look(run, FIELD_DEV_EXTENSION, vpn_program, &vpn);
    names_give(run, FEATURE_DEV_VPN_CLIENT, &vpn);
    look(run, FIELD_DEV_PROCESS, camera_program, &camera);
    look(run, FIELD_DEV_CAMERA, camera_program, &camera);
    names_give(run, FEATURE_DEV_VIRTUAL_CAMERA, &camera);
}

/* --- signatures --------------------------------------------------------------------------------------- */

static bool is_hex(str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = byte_lower(s.data[i]);
        if (!byte_is_digit(c) && (c < 'a' || c > 'f')) return false;
    }
    return s.len == 4;
}

/* "1a86:e329" or "USB\VID_1A86&PID_E329\..." as "1a86:e329". */
static bool usb_ids(str text, char ret[10])
{
    for (size_t i = 0; i + 9 <= text.len; i++) {
        str vendor = str_sub(text, i, i + 4), product = str_sub(text, i + 5, i + 9);
        if (str_starts_nocase(str_from(text, i), STR("VID_")) && i + 17 <= text.len) {
            vendor = str_sub(text, i + 4, i + 8);
            product = str_sub(text, i + 13, i + 17);
            if (!str_starts_nocase(str_from(text, i + 9), STR("PID_"))) continue;
        } else if (text.data[i + 4] != ':' || (i && byte_is_alnum(text.data[i - 1])) ||
                   (i + 9 < text.len && byte_is_alnum(text.data[i + 9]))) {
            continue;
        }
        if (!is_hex(vendor) || !is_hex(product)) continue;
        memcpy(ret, vendor.data, 4);
        ret[4] = ':';
        memcpy(ret + 5, product.data, 4);
        ret[9] = '\0';
        return true;
    }
    return false;
}

static str usb_serial(str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        while (at < text.len && byte_is_alnum(text.data[at])) at++;
        str found = label_word(LABEL_KVM_SERIAL, str_sub(text, from, at));
        if (found.len) return found;
        at++;
    }
    return STR_EMPTY;
}

static str kvm_of_usb(str text)
{
    char ids[10];
    str found = usb_ids(text, ids) ? label_word(LABEL_KVM_USB, str_c(ids)) : STR_EMPTY;
    if (found.len == 0) found = label_kvm(text, false);
    return found.len ? found : usb_serial(text);
}

static void switches(struct evidence_run *run)
{
    struct tally kvm = { 0 };
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_DEV_USB, &at);)
        tally_add(&kvm, kvm_of_usb(at.value->text).len > 0, at);
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_DEV_EDID, &at);)
        tally_add(&kvm, label_kvm(at.value->text, true).len > 0, at);
    tally_give(run, FEATURE_DEV_IP_KVM, &kvm, true);
}

static bool names_jiggler(str text)
{
    static const char word[] = "jiggler";
    for (size_t i = 0; i + 7 <= text.len; i++)
        if (str_eq_nocase(str_sub(text, i, i + 7), str_c(word))) return true;
    return false;
}

static void jigglers(struct evidence_run *run)
{
    struct tally found = { 0 };
    bool given;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_DEV_JIGGLER, &at);)
        if (evidence_flag(at.value->text, &given)) tally_add(&found, given, at);
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_DEV_PROCESS, &at);)
        tally_add(&found, label_program(LABEL_JIGGLER, at.value->text).len > 0, at);
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_DEV_USB, &at);)
        tally_add(&found, names_jiggler(at.value->text), at);
    tally_give(run, FEATURE_DEV_JIGGLER, &found, true);
}

static void relays(struct evidence_run *run)
{
    struct tally found = { 0 };
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_DEV_DNS, &at);)
        tally_add(&found, otp_domain(at.value->text).len > 0, at);
    tally_give(run, FEATURE_DEV_OTP_RELAY, &found, true);
}

/* --- accounts ----------------------------------------------------------------------------------------- */

static bool is_known_mark(const struct evidence_run *run, str account)
{
    static const enum record_field fields[] = { FIELD_EMAIL, FIELD_ACCOUNT, FIELD_RES_EMAIL,
                                                FIELD_CODE_EMAIL, FIELD_CODE_HANDLE, FIELD_INT_ACCOUNT,
                                                FIELD_PORT_EMAIL };
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, fields[i], &at);)
            if (same_marks(at.value->text, account)) return true;
    return false;
}

/* "jane.q.doe84@x" as "jane q doe"; false unless two words of it may be a person's. */
static bool name_in(const struct evidence_run *run, str account, char ret[64], str *ret_name)
{
    str local = str_sub(account, 0, str_index(account, '@'));
    size_t len = 0, words = 0;
    if (local.len >= 60) return false;
    for (size_t at = 0; at < local.len;) {
        size_t from = at;
        while (at < local.len && byte_is_alpha(local.data[at])) at++;
        str word = str_sub(local, from, at);
        bool is_everyday = label_word(LABEL_MAIL_TRADE, word).len || label_word(LABEL_MAIL_WORD, word).len;
        if (is_everyday && !is_own_word(run, word)) return false;
        if (word.len) {
            if (len) ret[len++] = ' ';
            memcpy(ret + len, word.data, word.len);
            len += word.len;
            words += word.len >= 3;
        }
        at += at == from || at < local.len;
    }
    *ret_name = str_of(ret, len);
    return words >= 2;
}

/* A name in an account that is nobody's the person goes by. On their own computer a family's accounts
 * are nothing. */
static void accounts(struct evidence_run *run)
{
    struct tally other = { 0 };
    struct origins seen = { .count = 0 };
    for (struct origin at = { 0, NULL }, own; evidence_next(run, FIELD_DEV_ACCOUNT, &at);) {
        char text[64];
        str name;
        if (evidence_word_is(evidence_text_beside(run, &at, FIELD_DEV_OWNER), "own")) continue;
        if (!origins_add_new(run, &seen, at)) continue;
        bool is_other = false;
        if (!is_known_mark(run, at.value->text) && name_in(run, at.value->text, text, &name)) {
            int32_t bp = own_likeness(run, name, &own);
            is_other = bp >= 0 && bp < OTHER_NAME_BP;
        }
        tally_add(&other, is_other, at);
    }
    tally_give(run, FEATURE_DEV_OTHER_ACCOUNT, &other, false);
}

/* --- the network around it ------------------------------------------------------------------------------ */

/* Companies number their computers: a prefix, a sign, then a serial with three digits at least. Names
 * that systems give by themselves, phones and printers are none. */
static bool is_asset_name(str name)
{
    static const char *const common[] = { "desktop-", "laptop-", "win-", "iphone", "ipad", "android",
                                          "galaxy",   "macbook", "imac", "epson", "brother", "canon",
                                          "hp",       "chromecast", "roku", "xbox", "amazon-", "esp" };
    size_t sign = 0, digits = 0;
    for (size_t i = 0; i < COUNT_OF(common); i++)
        if (str_starts_nocase(name, str_c(common[i]))) return false;
    while (sign < name.len && byte_is_alpha(name.data[sign])) sign++;
    if (sign < 2 || sign == name.len || (name.data[sign] != '-' && name.data[sign] != '_')) return false;
    for (size_t i = sign; i < name.len; i++) digits += byte_is_digit(name.data[i]);
    return digits >= 3;
}

static void neighbours(struct evidence_run *run)
{
    struct named other = { .count = 0 };
    struct origins seen = { .count = 0 };
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_DEV_LAN, &at);) {
        if (!origins_add_new(run, &seen, at)) continue;
        bool is_own = !is_asset_name(at.value->text);
        for (struct origin own = { 0, NULL }; !is_own && evidence_next(run, FIELD_DEV_NAME, &own);)
            is_own = same_marks(own.value->text, at.value->text);
        name_add(&other, is_own ? STR_EMPTY : at.value->text, at);
    }
    if (other.asked.count)
        feature_give(run, FEATURE_DEV_SHARED_LAN, (int64_t)other.count,
                     other.count ? &other.first : &other.asked);
}

static void clocks(struct evidence_run *run)
{
    struct zones claimed;
    struct origins o = { .count = 0 };
    int64_t most = -1;
    zones_claimed(run, &claimed);
    if (claimed.count == 0) return;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_DEV_ZONE, &at);) {
        struct zone z;
        struct moment m;
        if (zone_is_utc(at.value->text) || !zone_find(at.value->text, &z)) continue;
        int64_t when = evidence_time(run, &at, FIELD_DEV_SEEN_AT, &m) ? m.s : run->dossier->now_s;
        int64_t apart = zones_apart(&claimed, zone_offset(z, when), when);
        if (apart <= most) continue;
        most = apart;
        o = (struct origins){ .at = { at, claimed.origin[0] }, .count = 2 };
    }
    if (most >= 0) feature_give(run, FEATURE_DEV_ZONE_DIFFERS_MINUTES, most, &o);
}

static void countries(struct evidence_run *run)
{
    struct claims claims;
    struct tally other = { 0 };
    evidence_claims(run, &claims);
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_DEV_COUNTRY, &at);) {
        bool known, is_other = is_unclaimed(&claims, at.value->text, &known);
        if (known) tally_add(&other, is_other, at);
    }
    tally_give(run, FEATURE_DEV_COUNTRY_DIFFERS, &other, true);
}

void feature_device(struct evidence_run *run)
{
    struct item any = { .items = 0 };
    if (!item_next(run, GROUP_DEV, &any)) return;
    programs(run);
    switches(run);
    jigglers(run);
    relays(run);
    accounts(run);
    neighbours(run);
    clocks(run);
    countries(run);
}
