/* Talks before the hire, and the papers, accounts and parcels after it. */
#include "train/person.h"

#include "base/date.h"
#include "base/num.h"

/* --- talks ---------------------------------------------------------------------------------------- */

static void sheet(struct person *p, struct out *o, struct prng *r)
{
    bool is_nervous = met(p, ACC_NERVOUS), is_weak = planted(p, TRAIT_OWN_HISTORY_WEAK);
    bool is_relayed = planted(p, TRAIT_ANSWERS_RELAYED);
    int32_t talk = prng_range(r, 0, 2);
    out_int(o, "small_talk_seconds", talk);
    out_int(o, "delay_seconds", is_relayed ? prng_range(r, 4, 8) : is_nervous ? prng_range(r, 2, 5) : talk + prng_range(r, 0, 2));
    out_int(o, "history_asked", 5);
    out_int(o, "history_right", is_weak ? prng_range(r, 0, 2) : is_nervous ? prng_range(r, 2, 4) : prng_range(r, 3, 5));
    if (prng_chance(r, 500)) {
        out_int(o, "place_asked", 5);
        out_int(o, "place_right", planted(p, TRAIT_PLACE_UNKNOWN) ? prng_range(r, 0, 1)
                                                                  : prng_chance(r, 30) ? 1 : prng_range(r, 2, 5));
    }
    if (prng_chance(r, 250)) {
        out_int(o, "planted_asked", 2);
        out_int(o, "planted_agreed", is_weak ? prng_range(r, 0, 2) : prng_chance(r, 60) ? 1 : 0);
    }
    if (is_relayed || prng_chance(r, 400)) {
        out_str(o, "relay", is_relayed && prng_chance(r, 700) ? STR("heard") : prng_chance(r, 12) ? STR("heard") : STR("none"));
        out_str(o, "reading", is_relayed && prng_chance(r, 500) ? STR("yes") : prng_chance(r, 60) ? STR("yes") : STR("no"));
    }
    str answer = text_fill(r, world_word(r, WORDS_ANSWER), p, p->arena);
    str object = world_word(r, WORDS_OBJECT), sold = world_word(r, WORDS_SOLD), skill = world_word(r, WORDS_SKILL);
    if (prng_chance(r, 300))
        out_str(o, "answers", arena_printf(p->arena, "%.*s. In one case %.*s of %.*s needed %.*s.", STR_ARG(answer),
                                           STR_ARG(object), STR_ARG(sold), STR_ARG(skill)));
}

static void talk(struct person *p, struct out *o, struct prng *r, int number)
{
    uint16_t net = p->home.net;
    uint32_t ip = p->home.ip;
    int64_t at = zone_utc(train_cities[p->org.city].zone, p->applied + 4 + 5 * number, prng_range(r, 9, 16) * 3600);
    bool is_shy = met(p, ACC_NO_CAMERA), is_hiding = planted(p, TRAIT_CAMERA_AVOIDED);
    bool is_face = planted(p, TRAIT_GENERATED_FACE);
    if (p->cell && (is_planted(p, TRAIT_SCHEME_VPN) || is_planted(p, TRAIT_OTHER_VPN))) {
        unsigned i = 1 + (unsigned)number % (CELL_EXITS - 1);
        planted(p, is_planted(p, TRAIT_SCHEME_VPN) ? TRAIT_SCHEME_VPN : TRAIT_OTHER_VPN);
        ip = p->cell->exit[i], net = p->cell->exit_net[i];
        if (!is_planted(p, TRAIT_EXIT_SEQUENCE))
            ip = net_pick(r, is_planted(p, TRAIT_SCHEME_VPN) ? NET_ASTRILL : NET_VPN, p->home.country, &net);
    } else if (has_met(p, ACC_VPN_ALWAYS)) {
        ip = net_pick(r, NET_VPN, p->home.country, &net);
    }
    out_object(o, NULL);
    out_str(o, "time", when_utc(at, p->arena));
    if (org_has(&p->org, HAS_IP)) out_str(o, "ip", ip_text(ip, p->arena));
    str shown = prng_chance(r, 600) ? p->name.written : p->name.call;
    if (planted(p, TRAIT_DISPLAY_NAME_OTHER)) shown = world_word(r, WORDS_OPERATOR_CALL);
    if (!p->group && prng_chance(r, 12)) { /* a partner's account */
        struct person_name n;
        name_make(r, p->culture, p->home.country, (uint8_t)!p->sex, p->arena, &n);
        shown = n.call;
    }
    if (prng_chance(r, 700)) out_str(o, "display", shown);
    str camera = STR("on");
    if (is_hiding) camera = prng_chance(r, 500) ? STR("refused") : STR("died");
    if (is_shy) camera = prng_chance(r, 500) ? STR("off") : STR("refused");
    if (!is_shy && met(p, ACC_CAMERA_TROUBLE)) camera = STR("died");
    out_str(o, "camera", camera);
    if (prng_chance(r, 350)) {
        out_str(o, "gesture", is_face && prng_chance(r, 450) ? STR("failed") : is_hiding || is_shy ? STR("refused")
                                                          : prng_chance(r, 12) ? STR("failed") : STR("passed"));
        out_str(o, "background", is_hiding || (is_shy && prng_chance(r, 500)) || prng_chance(r, 20) ? STR("refused") : STR("shown"));
    }
    if (prng_chance(r, 120)) out_int(o, "generated_signs", is_face ? prng_range(r, 1, 5) : prng_chance(r, 80) ? 1 : 0);
    if (number && prng_chance(r, 300))
        out_str(o, "person", planted(p, TRAIT_OTHER_PERSON_LATER) && prng_chance(r, 300) ? STR("other")
                                 : prng_chance(r, 25) ? STR("unsure") : STR("same"));
    if (prng_chance(r, 100))
        out_str(o, "callers", p->group && p->level < 2 && prng_chance(r, 150) ? STR("yes") : STR("no"));
    if (org_has(&p->org, HAS_TALK_SHEET)) sheet(p, o, r);
    if (org_has(&p->org, HAS_TEST) && number == 0) {
        bool is_op = p->cell && planted(p, TRAIT_OPERATOR_DEVICE);
        out_flag(o, "test_remote", (p->group && p->level < 2 && prng_chance(r, 250)) || prng_chance(r, 25));
        out_int(o, "test_paste_share", p->group && prng_chance(r, 300) ? prng_range(r, 60, 100) : prng_range(r, 0, 70));
        out_int(o, "test_time_share", p->group && prng_chance(r, 300) ? prng_range(r, 8, 40) : prng_range(r, 40, 150));
        out_str(o, "test_print", is_op ? p->cell->device : hash_make(prng_mix(p->plan->seed, TOPIC_DEVICE, p->id), p->arena));
    }
    out_object_end(o);
}

void write_talks(struct person *p, struct out *o)
{
    struct prng r;
    stream(p, TOPIC_TALK, &r);
    if (!org_has(&p->org, HAS_TALKS) || p->org.profile == DATA_MARKET) return;
    if (!p->is_worker && !prng_chance(&r, 350)) return; /* most applicants are never asked in */
    out_record(o, p, "applicant");
    out_str(o, "time", when_utc((int64_t)(p->applied + 4) * DAY_S + 50000, p->arena));
    out_str(o, "stage", STR("interview"));
    out_list(o, "int");
    for (int i = 0, n = prng_range(&r, 1, 3); i < n; i++) talk(p, o, &r, i);
    out_list_end(o);
    out_end(o);
}

/* --- papers ---------------------------------------------------------------------------------------- */

struct paper {
    uint8_t issuer;
    str     number, name, address;
    int32_t birth, issued, expires;
    struct name_text family;
};

/* One wrong letter in a zone, where readers slip: 0 and O, 1 and I, 8 and B, or a digit. */
static str zone_slip(struct prng *r, str zone, struct arena *a)
{
    char *s = arena_alloc(a, zone.len + 1);
    if (!s || zone.len < 89) return zone;
    memcpy(s, zone.data, zone.len);
    size_t at = 45 + prng_below(r, 9);
    if (s[at] == '<') at = 45 + 13 + prng_below(r, 6);
    s[at] = s[at] == '0' ? 'O' : s[at] == '8' ? 'B' : s[at] == '1' ? 'I' : '0';
    return str_of(s, zone.len);
}

/* The same day some years on. */
static int32_t years_on(int32_t day, int years, struct arena *a)
{
    str t = day_text(day, a);
    int year = (t.data[0] - '0') * 1000 + (t.data[1] - '0') * 100 + (t.data[2] - '0') * 10 + (t.data[3] - '0');
    int month = (t.data[5] - '0') * 10 + (t.data[6] - '0'), at = (t.data[8] - '0') * 10 + (t.data[9] - '0');
    if (month == 2 && at == 29) at = 28;
    return date_days(year + years, month, at);
}

/* Two states changed the form of their numbers within the years that passports on file are from. */
static str passport_number(struct prng *r, uint8_t issuer, int32_t issued, struct arena *a)
{
    if (issuer == COUNTRY_KR && issued < date_days(2021, 12, 21)) return mask_fill(r, STR("M########"), a);
    if (issuer == COUNTRY_US && issued < date_days(2021, 7, 1)) return mask_fill(r, STR("#########"), a);
    return mask_fill(r, train_countries[issuer].passport, a);
}

static void paper_make(struct person *p, struct prng *r, struct paper *ret)
{
    /* these end on the day before (src: train-papers) */
    static const uint8_t day_before[] = { COUNTRY_US, COUNTRY_DE, COUNTRY_CN, COUNTRY_AT, COUNTRY_CH };
    int32_t years = train_countries[p->origin].passport_years, at = p->started - prng_range(r, 1, 12);
    bool is_expired = met(p, ACC_EXPIRED_DOCUMENT);
    int32_t used = is_expired ? years * 365 + prng_range(r, 10, 500) : prng_range(r, 30, years * 365 - 60);
    *ret = (struct paper){ .issuer = p->origin, .birth = p->birth, .issued = at - used };
    if (ret->issued < p->birth + 18 * 366) ret->issued = p->birth + 18 * 366 + prng_range(r, 1, 200);
    ret->expires = years_on(ret->issued, years, p->arena);
    for (size_t i = 0; i < COUNT_OF(day_before); i++)
        if (day_before[i] == p->origin) ret->expires--;
    ret->number = passport_number(r, p->origin, ret->issued, p->arena);
    ret->family = p->name.family;
    if (has_met(p, ACC_MARRIAGE_NAME) && met(p, ACC_MARRIAGE_NAME)) ret->family = p->name.former;
    ret->name = arena_printf(p->arena, "%.*s%s%.*s", STR_ARG(p->name.given.latin), ret->family.latin.len ? " " : "",
                             STR_ARG(ret->family.latin));
    if (p->name.is_family_first)
        ret->name = arena_printf(p->arena, "%.*s %.*s", STR_ARG(ret->family.latin), STR_ARG(p->name.given.latin));
    ret->address = p->home.address;
    if (!p->group && met(p, ACC_MOVED_HOUSE)) ret->address = address_make(r, p->home.country, world_city(r, p->home.country), p->arena);
    if (p->cell && p->label == LABEL_FARM && planted(p, TRAIT_BORROWED_IDENTITY)) /* the real holder's home is elsewhere */
        ret->address = prng_chance(r, 500) ? address_make(r, p->home.country, world_city(r, p->home.country), p->arena)
                                           : p->home.address;
}

/* The vendor's number of the face: twins have one, and those whose operator's face is on every paper. */
static str face_of(struct person *p)
{
    if (p->cell && planted(p, TRAIT_ONE_FACE)) return hash_make(prng_mix(p->cell->operator_key, TOPIC_PAPERS, 0), p->arena);
    bool is_twin = met(p, ACC_TWIN);
    uint64_t key = is_twin ? (uint64_t)p->pair | UINT64_C(1) << 44 : p->id;
    return hash_make(prng_mix(p->plan->seed, TOPIC_PAPERS, key), p->arena);
}

/* Passport, or the card of the country: the same facts, and of some a zone. */
static void document(struct person *p, struct out *o, struct prng *r, const struct paper *d)
{
    bool is_forged = planted(p, TRAIT_DOCUMENT_FORGED), is_passport = prng_chance(r, 550);
    str number = d->number, card = national_make(r, d->issuer, d->birth, p->sex, p->arena);
    str licence = mask_fill(r, STR("@########"), p->arena), type = STR("passport");
    bool is_few = met(p, ACC_FEW_PAPERS);
    if (is_few)
        type = STR("residence_permit"), number = licence, is_passport = false;
    else if (!is_passport && card.len && prng_chance(r, 500))
        type = STR("national_id"), number = card;
    else if (!is_passport)
        type = STR("driver_licence"), number = licence;
    out_object(o, NULL);
    out_str(o, "type", type);
    if (p->cell && planted(p, TRAIT_SHARED_DOCUMENT)) number = p->cell->document_template;
    out_str(o, "number", number);
    out_str(o, "issuer", train_countries[is_few ? p->home.country : d->issuer].code);
    out_str(o, "name", d->name);
    out_str(o, "birth_date", day_text(d->birth, p->arena));
    if (prng_chance(r, is_passport ? 100 : 800)) out_str(o, "address", d->address);
    if (prng_chance(r, 700)) out_str(o, "sex", p->sex ? STR("f") : STR("m"));
    out_str(o, "issued", day_text(d->issued, p->arena));
    out_str(o, "expires", day_text(d->expires, p->arena));
    if (is_passport && org_has(&p->org, HAS_MRZ)) {
        str code = train_countries[d->issuer].alpha3;
        str zone = mrz_make(&d->family, &p->name.given, code, code, d->number, d->birth, p->sex, d->expires, p->arena);
        bool is_wrong = is_forged && planted(p, TRAIT_MRZ_WRONG), is_ocr = met(p, ACC_OCR_ERROR);
        if (is_forged && planted(p, TRAIT_MRZ_OTHER)) { /* the zone of the paper that was worked over */
            struct person_name n;
            name_make(r, p->culture, p->origin, p->sex, p->arena, &n);
            zone = mrz_make(&n.family, &n.given, code, code, d->number, d->birth - prng_range(r, 200, 3000), p->sex, d->expires, p->arena);
        }
        if (is_wrong || is_ocr) zone = zone_slip(r, zone, p->arena);
        out_str(o, "mrz", zone);
        out_int(o, "mrz_reads", is_ocr ? 1 : prng_range(r, 1, 3));
    }
    if (org_has(&p->org, HAS_DOC_IMAGE)) {
        bool is_shared = p->cell && is_forged && planted(p, TRAIT_DOCUMENT_TEMPLATE_SHARED);
        out_str(o, "image", hash_make(prng_next(r), p->arena));
        out_str(o, "template", is_shared ? p->cell->document_template : hash_make(prng_next(r), p->arena));
        out_str(o, "face", face_of(p));
    }
    if (org_has(&p->org, HAS_DOC_FILE)) {
        bool is_edited = (is_forged && planted(p, TRAIT_DOCUMENT_EDITED)) || met(p, ACC_EDITED_SCAN);
        if (is_edited || prng_chance(r, 400)) {
            out_list(o, "software");
            out_item(o, world_word(r, is_edited ? WORDS_EDITOR : WORDS_SCANNER));
            out_list_end(o);
        }
        if (!is_edited && prng_chance(r, 750)) out_str(o, "camera", world_word(r, WORDS_CAMERA));
        out_str(o, "made_at", when_utc(instant(r, p->started - 20, p->started - 2), p->arena));
        if (prng_chance(r, 250)) out_str(o, "generator", is_forged && planted(p, TRAIT_GENERATOR_MARK) ? world_word(r, WORDS_GENERATOR) : STR("none"));
    }
    if (prng_chance(r, 80)) out_str(o, "check", is_forged ? STR("not_found") : STR("confirmed"));
    out_object_end(o);
}

static void vendor_results(struct person *p, struct out *o, struct prng *r)
{
    bool is_swapped = planted(p, TRAIT_OTHER_PERSON_LATER), is_dodged = planted(p, TRAIT_RECHECK_DODGED);
    bool has_false = met(p, ACC_VENDOR_FALSE_ALARM);
    str vendor = world_word(r, WORDS_IDV_VENDOR);
    out_list(o, "idv");
    for (int stage = 0; stage < (org_has(&p->org, HAS_RECHECK) ? 2 : 1); stage++) {
        int32_t day = stage ? p->started + prng_range(r, 20, 200) : p->started - prng_range(r, 2, 10);
        if (day > TODAY - 3) day = TODAY - 3;
        bool is_missed = stage && (is_dodged || met(p, ACC_MISSED_RECHECK)), is_other = stage && is_swapped;
        bool is_face = stage == 0 && planted(p, TRAIT_GENERATED_FACE) && prng_chance(r, 350);
        bool is_odd = has_false && prng_chance(r, 500);
        if (stage == 0 && p->label == LABEL_RENTED && !planted(p, TRAIT_HOLDER_AT_HIRE)) is_odd = true;
        out_object(o, NULL);
        out_str(o, "vendor", vendor);
        out_str(o, "version", STR("made-2.4"));
        out_str(o, "time", when_utc((int64_t)day * DAY_S + prng_range(r, 20000, 80000), p->arena));
        out_str(o, "stage", stage ? STR("recheck") : STR("hire"));
        out_str(o, "result", is_missed ? STR("missed") : is_other ? STR("fail") : is_face || is_odd ? STR("review") : STR("pass"));
        if (!is_missed) {
            out_str(o, "liveness", is_face ? STR("review") : is_odd ? STR("fail") : STR("pass"));
            out_str(o, "face", is_other || (is_odd && stage && p->id % 2) ? STR("no_match") : is_odd ? STR("review") : STR("match"));
            out_str(o, "document", is_planted(p, TRAIT_DOCUMENT_FORGED) && prng_chance(r, 300) ? STR("review") : STR("pass"));
            if (is_face || prng_chance(r, 300)) out_flag(o, "injection", is_face);
        }
        out_object_end(o);
    }
    out_list_end(o);
}

/* --- money, parcels ------------------------------------------------------------------------------- */

static void payout(struct person *p, struct out *o, struct prng *r)
{
    uint8_t country = p->home.country;
    str account = account_make(r, country, p->arena), holder = name_western(&p->name, p->arena);
    str bank = world_word(r, WORDS_BANK), kind = STR("bank"), method = STR("bank");
    if (has_met(p, ACC_MARRIAGE_NAME) && prng_chance(r, 500)) holder = p->name.written;
    if (!p->group && p->pair >= 0 && !has_met(p, ACC_TWIN)) { /* a couple with one account, now and then */
        struct prng shared;
        prng_init(&shared, p->plan->seed, TOPIC_PAIR, (uint64_t)p->pair | 1u << 28);
        if (prng_chance(&shared, 180)) account = account_make(&shared, country, p->arena);
    }
    if (met(p, ACC_PARTNER_ACCOUNT)) {
        struct person_name n;
        name_make(r, p->culture, p->origin, (uint8_t)!p->sex, p->arena, &n);
        holder = name_western(&n, p->arena);
    } else if (met(p, ACC_COMPANY_PAYEE)) {
        str domain;
        holder = prng_chance(r, 500) ? arena_printf(p->arena, "%.*s Consulting", STR_ARG(p->name.family.latin.len ? p->name.family.latin : p->name.given.latin))
                                     : firm_make(r, country, p->arena, &domain);
    }
    bool is_shared = p->cell && planted(p, TRAIT_PAYOUT_SHARED), is_abroad = planted(p, TRAIT_PAYOUT_ABROAD);
    if (p->cell && planted(p, TRAIT_PAYEE_OTHER)) holder = p->cell->account_name[p->cell->operator_number % CELL_ACCOUNTS];
    if (is_shared) {
        unsigned i = p->cell->operator_number % CELL_ACCOUNTS;
        account = p->cell->account[i];
        country = p->cell->account_country[i];
    } else if (is_abroad) {
        country = prng_chance(r, 500) ? COUNTRY_CN : prng_chance(r, 500) ? COUNTRY_HK : COUNTRY_AE;
        account = account_make(r, country, p->arena);
    } else if (!p->group && p->origin != p->home.country && prng_chance(r, 150)) {
        country = p->origin; /* the bank at home */
        account = account_make(r, country, p->arena);
    }
    if (planted(p, TRAIT_MONEY_SERVICE_PAY) || met(p, ACC_MONEY_SERVICE)) {
        bank = world_word(r, WORDS_MONEYSERVICE), kind = STR("money_service");
        method = str_eq(bank, STR("Payoneer")) ? STR("payoneer") : str_eq(bank, STR("PayPal")) ? STR("paypal") : STR("bank");
        if (prng_chance(r, 400) && !is_shared && !is_abroad) { /* the dollar account that such services give */
            country = COUNTRY_US;
            account = account_make(r, country, p->arena);
        }
    } else if (prng_chance(r, 170)) {
        static const uint8_t seats[] = { COUNTRY_BE, COUNTRY_DE, COUNTRY_GB, COUNTRY_US };
        bank = world_word(r, WORDS_NEOBANK), kind = STR("neobank");
        if (str_eq(bank, STR("Wise"))) method = STR("wise");
        if (prng_chance(r, 350) && !is_shared && !is_abroad) {
            country = seats[prng_below(r, COUNT_OF(seats))];
            account = account_make(r, country, p->arena);
        }
    }
    bool wants_crypto = planted(p, TRAIT_CRYPTO_REQUEST) || met(p, ACC_CRYPTO_PAY) || (p->org.pays_crypto && prng_chance(r, 500));
    out_object(o, "pay");
    out_str(o, "payee", holder);
    out_str(o, "account", account);
    if (prng_chance(r, 600)) out_str(o, "routing", mask_fill(r, train_countries[country].routing, p->arena));
    out_str(o, "bank", bank);
    if (prng_chance(r, 600)) out_str(o, "bank_kind", kind);
    out_str(o, "country", train_countries[country].code);
    out_str(o, "method", wants_crypto && p->org.pays_crypto ? STR("crypto") : method);
    bool is_changed = planted(p, TRAIT_PAYOUT_CHANGED) || met(p, ACC_PAYOUT_CHANGE);
    if (is_changed && p->started) {
        int32_t day = p->started + (p->group ? prng_range(r, 3, 60) : prng_range(r, 5, 400));
        out_list(o, "changed_at");
        out_item(o, when_utc((int64_t)num_min_u32((uint32_t)day, TODAY - 2) * DAY_S + 45000, p->arena));
        if (p->group && prng_chance(r, 300)) out_item(o, when_utc((int64_t)num_min_u32((uint32_t)day + 20, TODAY - 1) * DAY_S + 45000, p->arena));
        out_list_end(o);
    }
    if (org_has(&p->org, HAS_PAY_CHECK)) {
        bool is_name = str_eq(holder, name_western(&p->name, p->arena));
        out_str(o, "check", is_name ? (prng_chance(r, 940) ? STR("match") : STR("close")) : prng_chance(r, 300) ? STR("close") : STR("no_match"));
    }
    if (wants_crypto && !p->org.pays_crypto) {
        out_list(o, "request");
        out_item(o, STR("crypto"));
        out_list_end(o);
    }
    if (org_has(&p->org, HAS_TAX)) {
        bool is_odd = planted(p, TRAIT_TAX_MISMATCH);
        bool is_dual = p->origin != p->home.country && prng_chance(r, 60);
        out_str(o, "tax_country", train_countries[is_dual ? p->origin : p->home.country].code);
        out_str(o, "tax_name", is_odd && p->cell ? p->cell->host_name : name_western(&p->name, p->arena));
    }
    out_object_end(o);
    if (wants_crypto && org_has(&p->org, HAS_WALLET)) {
        bool is_one = p->cell && planted(p, TRAIT_SHARED_WALLET);
        out_object(o, "wal");
        out_str(o, "address", is_one ? p->cell->wallet
                                     : wallet_make(r, p->arena));
        out_str(o, "chain", STR("ethereum"));
        out_str(o, "use", STR("payout"));
        if (planted(p, TRAIT_WALLET_CHANGED) || prng_chance(r, 40)) {
            out_list(o, "changed_at");
            out_item(o, when_utc((int64_t)(TODAY - prng_range(r, 5, 80)) * DAY_S + 45000, p->arena));
            out_list_end(o);
        }
        out_object_end(o);
    }
}

static void parcel(struct person *p, struct out *o, struct prng *r)
{
    str to = p->home.address, who = name_western(&p->name, p->arena), kind = STR("home");
    bool is_moved = false;
    if (prng_chance(r, 500)) who = p->name.written;
    if (p->label == LABEL_FARM && p->cell) {
        to = p->cell->host.address;
        if (planted(p, TRAIT_ONE_HOME)) {
            to = p->cell->host.address;
        } else if (p->member % p->cell->homes) {
            struct prng h;
            prng_init(&h, p->plan->seed, TOPIC_GROUP, (uint64_t)p->group_number << 8 | p->member % p->cell->homes);
            to = address_make(&h, p->cell->host.country, p->cell->host.city, p->arena);
        }
        if (planted(p, TRAIT_DROP_ADDRESS)) to = p->home.address; /* an address of its own, fetched from there */
        if (planted(p, TRAIT_RECIPIENT_HOST)) who = p->cell->host_name;
        is_moved = planted(p, TRAIT_SHIP_CHANGED);
    } else if (!p->group && met(p, ACC_PARCEL_ELSEWHERE)) {
        static const char *const kinds[] = { "home", "home", "coworking", "mailbox" };
        to = address_make(r, p->home.country, p->home.city, p->arena);
        kind = str_c(kinds[prng_below(r, COUNT_OF(kinds))]);
        if (prng_chance(r, 350)) { /* a neighbour, a parent */
            struct person_name n;
            name_make(r, p->culture, p->origin, (uint8_t)prng_below(r, 2), p->arena, &n);
            who = name_western(&n, p->arena);
        }
        is_moved = prng_chance(r, 150);
    }
    if (planted(p, TRAIT_SHIP_FORWARDER)) {
        kind = STR("forwarder");
        to = address_make(r, p->home.country, world_city(r, p->home.country), p->arena);
    }
    out_object(o, "ship");
    out_str(o, "address", to);
    bool is_abroad = !p->group && has_met(p, ACC_PARCEL_ELSEWHERE) && p->origin != p->home.country && prng_chance(r, 80);
    out_str(o, "country", train_countries[is_abroad ? p->origin : p->home.country].code);
    if (prng_chance(r, 800)) out_str(o, "recipient", who);
    if (prng_chance(r, 400)) out_str(o, "kind", kind);
    out_str(o, "time", when_utc((int64_t)(p->started - prng_range(r, 3, 12)) * DAY_S + 50000, p->arena));
    if (is_moved || prng_chance(r, 35)) {
        out_list(o, "changed_at");
        out_item(o, when_utc((int64_t)(p->started - prng_range(r, 4, 16)) * DAY_S + 30000, p->arena));
        out_list_end(o);
    }
    out_list(o, "serial");
    out_item(o, arena_printf(p->arena, "MADE%08X", (unsigned)prng_mix(p->plan->seed, TOPIC_DEVICE, p->id | UINT64_C(1) << 41) & 0xFFFFFFFFu));
    out_list_end(o);
    out_object_end(o);
}

void write_onboarding(struct person *p, struct out *o)
{
    struct prng r;
    struct paper d;
    stream(p, TOPIC_PAPERS, &r);
    if (!p->is_worker) return;
    out_record(o, p, "worker");
    out_str(o, "time", when_utc((int64_t)p->started * DAY_S + 32000, p->arena));
    out_str(o, "stage", STR("onboarding"));
    out_str(o, "status", STR("current"));
    str name = p->name.written;
    if (met(p, ACC_SECOND_LANGUAGE_NAME)) name = name_other_writing(&r, &p->name, p->arena);
    out_str(o, "name", name);
    out_str(o, "birth_date", day_text(p->birth, p->arena));
    out_str(o, "country", train_countries[p->home.country].code);
    out_str(o, "address", p->home.address);
    paper_make(p, &r, &d);
    if (org_has(&p->org, HAS_DOC)) {
        out_list(o, "doc");
        document(p, o, &r, &d);
        out_list_end(o);
    }
    if (org_has(&p->org, HAS_IDV)) vendor_results(p, o, &r);
    if (org_has(&p->org, HAS_BUREAU)) {
        bool is_bad = planted(p, TRAIT_BUREAU_MISMATCH);
        bool is_thin = p->origin != p->home.country && prng_chance(&r, 300);
        out_object(o, "check");
        out_str(o, "kind", STR("bureau"));
        out_str(o, "result", is_bad ? STR("other_name") : is_thin ? STR("unavailable") : prng_chance(&r, 4) ? STR("other_name") : STR("confirmed"));
        out_object_end(o);
    }
    if (org_has(&p->org, HAS_PAY)) payout(p, o, &r);
    if (org_has(&p->org, HAS_SHIP)) parcel(p, o, &r);
    out_end(o);
}
