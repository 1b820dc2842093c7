/* The issued device, conduct at work, and what a bank's or platform's ledger shows of the pay. */
#include "train/person.h"

#include "base/num.h"

/* --- the device ------------------------------------------------------------------------------------- */

static void programs(struct person *p, struct out *o, struct prng *r)
{
    str seen[24];
    size_t count = 0;
    for (unsigned i = 0, n = 5 + prng_below(r, 7); i < n; i++) {
        str app = world_word(r, WORDS_NORMALAPP);
        bool is_twice = false;
        for (size_t k = 0; k < count; k++) is_twice |= str_eq(seen[k], app);
        if (!is_twice) seen[count++] = app;
    }
    if (p->org.approves_tool) seen[count++] = STR("TeamViewer");
    bool is_remote = planted(p, TRAIT_REMOTE_TOOL);
    if (is_remote || met(p, ACC_FAMILY_REMOTE_TOOL)) {
        str tool = world_word(r, WORDS_REMOTETOOL);
        if (!p->org.approves_tool || !str_eq(tool, STR("TeamViewer"))) seen[count++] = tool;
        if (is_remote && planted(p, TRAIT_SECOND_REMOTE_TOOL) && !str_eq(tool, STR("RustDesk"))) seen[count++] = STR("RustDesk");
    }
    if (planted(p, TRAIT_VPN_ON_ISSUED))
        seen[count++] = is_planted(p, TRAIT_SCHEME_VPN) && prng_chance(r, 700) ? STR("Astrill VPN") : world_word(r, WORDS_VPNCLIENT);
    else if (!p->group && (has_met(p, ACC_VPN_HABIT) || has_met(p, ACC_VPN_ALWAYS)) && prng_chance(r, 300)) {
        met(p, has_met(p, ACC_VPN_ALWAYS) ? ACC_VPN_ALWAYS : ACC_VPN_HABIT);
        seen[count++] = world_word(r, WORDS_VPNCLIENT);
    }
    if (met(p, ACC_VIRTUAL_CAMERA) || (planted(p, TRAIT_GENERATED_FACE) && prng_chance(r, 300))) seen[count++] = STR("OBS Studio");
    out_words(o, "process", seen, count);
}

static void plugs(struct person *p, struct out *o, struct prng *r)
{
    str usb[6], screen[2];
    size_t n = 0, m = 0;
    bool is_kvm = p->label == LABEL_FARM && planted(p, TRAIT_IP_KVM), is_lab = met(p, ACC_HOME_LAB);
    for (unsigned i = 0, k = 1 + prng_below(r, 3); i < k; i++) {
        str plug = world_word(r, WORDS_USB);
        bool is_twice = false;
        for (size_t j = 0; j < n; j++) is_twice |= str_eq(usb[j], plug);
        if (!is_twice) usb[n++] = plug;
    }
    bool is_hidden = is_kvm && planted(p, TRAIT_KVM_DISGUISED);
    if (is_kvm || is_lab) usb[n++] = world_word(r, is_hidden ? WORDS_KVMHIDDEN : WORDS_KVM);
    if (org_has(&p->org, HAS_USB)) out_words(o, "usb", usb, n);
    if (!org_has(&p->org, HAS_EDID)) return;
    if (is_kvm && !is_hidden && prng_chance(r, 600))
        screen[m++] = world_word(r, WORDS_EDIDKVM);
    else
        screen[m++] = world_word(r, WORDS_EDID);
    out_words(o, "edid", screen, m);
}

static void neighbours(struct person *p, struct out *o, struct prng *r)
{
    str names[8];
    size_t n = 0;
    if (p->label == LABEL_FARM && planted(p, TRAIT_HOSTS_ON_LAN)) {
        for (unsigned i = 0, k = 2 + prng_below(r, 5); i < k; i++) {
            struct prng org;
            prng_init(&org, p->plan->seed, TOPIC_ORG, UINT64_C(1) << 44 | (uint64_t)p->group_number << 8 | i);
            names[n++] = mask_fill(&org, STR("@@@-LT-#####"), p->arena);
        }
    } else if (prng_chance(r, 350)) {
        names[n++] = mask_fill(r, STR("LIVINGROOM-TV-##"), p->arena);
        if (prng_chance(r, 250)) names[n++] = mask_fill(r, STR("@@@-LT-#####"), p->arena); /* the partner's */
    }
    out_words(o, "lan", names, n);
}

void write_device(struct person *p, struct out *o)
{
    struct prng r;
    if (!p->is_worker || p->org.profile != DATA_MDM) return;
    stream(p, TOPIC_DEVICE, &r);
    uint8_t zone = train_cities[p->home.city].zone;
    if (p->label == LABEL_FARM && p->cell) zone = train_cities[p->cell->host.city].zone;
    if (met(p, ACC_CLOCK_UNSET)) zone = train_cities[p->org.city].zone;
    out_record(o, p, "device");
    out_str(o, "time", when_utc((int64_t)(TODAY - 3) * DAY_S + prng_range(&r, 0, 80000), p->arena));
    out_object(o, "dev");
    out_str(o, "serial", arena_printf(p->arena, "MADE%08X", (unsigned)prng_mix(p->plan->seed, TOPIC_DEVICE, p->id | UINT64_C(1) << 41) & 0xFFFFFFFFu));
    out_str(o, "owner", STR("issued"));
    out_str(o, "name", arena_printf(p->arena, "%c%c%c-LT-%05u", byte_upper(p->org.domain.data[0]), byte_upper(p->org.domain.data[1]),
                                    byte_upper(p->org.domain.data[2]), p->id % 100000));
    out_str(o, "model", world_word(&r, WORDS_MODEL));
    out_str(o, "enrolled_at", when_utc((int64_t)p->started * DAY_S + 33000, p->arena));
    out_str(o, "zone", train_zones[zone].name);
    if (org_has(&p->org, HAS_PROCESS)) programs(p, o, &r);
    plugs(p, o, &r);
    if (org_has(&p->org, HAS_LAN)) neighbours(p, o, &r);
    if (prng_chance(&r, 450)) {
        out_list(o, "account");
        out_item(o, arena_printf(p->arena, "%.*s.%.*s@%.*s", STR_ARG(p->name.mail_first), STR_ARG(p->name.mail_last), STR_ARG(p->org.domain)));
        if (p->cell && planted(p, TRAIT_OTHER_ACCOUNT_ON_DEVICE))
            out_item(o, p->cell->mail);
        else if (prng_chance(&r, 300))
            out_item(o, p->email);
        out_list_end(o);
    }
    if (org_has(&p->org, HAS_DNS) && prng_chance(&r, 400)) {
        out_list(o, "dns");
        out_item(o, STR("update.example"));
        if (is_planted(p, TRAIT_REMOTE_TOOL) && prng_chance(&r, 500)) out_item(o, STR("relay.anydesk.com"));
        if (p->group && p->level < 2 && prng_chance(&r, 120)) out_item(o, STR("2fa.cn"));
        out_list_end(o);
    }
    if (org_has(&p->org, HAS_DEV_PLACE))
        out_str(o, "country", train_countries[planted(p, TRAIT_LAPTOP_SENT_ON) ? train_cities[p->real_city].country : p->home.country].code);
    if (org_has(&p->org, HAS_DEV_HABIT)) {
        bool is_mover = planted(p, TRAIT_MOUSE_MOVER) || met(p, ACC_MOUSE_MOVER);
        if (prng_chance(&r, 450)) out_flag(o, "jiggler", is_mover);
        if (prng_chance(&r, 500)) out_flag(o, "is_remote", is_planted(p, TRAIT_REMOTE_TOOL) ? prng_chance(&r, 800) : prng_chance(&r, 15));
        out_int(o, "always_on_days", planted(p, TRAIT_ALWAYS_ON) ? prng_range(&r, 8, 28) : prng_chance(&r, 60) ? prng_range(&r, 3, 25) : prng_range(&r, 0, 2));
        out_int(o, "lid_closed_share", planted(p, TRAIT_LID_CLOSED) ? prng_range(&r, 80, 100) : prng_chance(&r, 120) ? prng_range(&r, 60, 100) : prng_range(&r, 0, 30));
    }
    out_object_end(o);
    out_end(o);
}

/* --- conduct ------------------------------------------------------------------------------------------ */

/* Times of commits and messages: the working day of a clock, some of them in another. */
static void acts(struct person *p, struct out *o, struct prng *r)
{
    uint8_t zone = train_cities[p->home.city].zone;
    bool is_shifted = p->group && planted(p, TRAIT_OPERATOR_HOURS);
    int32_t start = met(p, ACC_NIGHT_WORK) ? 16 : 9;
    uint32_t share = is_shifted ? (uint32_t)prng_range(r, 450, 1000) : 0;
    out_record(o, p, "worker");
    out_str(o, "time", when_utc((int64_t)(TODAY - 2) * DAY_S, p->arena));
    out_str(o, "stage", STR("working"));
    out_object(o, "work");
    out_str(o, "kind", prng_chance(r, 700) ? STR("commit") : STR("message"));
    out_list(o, "time");
    for (int32_t day = TODAY - 33; day < TODAY - 2; day++) {
        if ((day + 3) % 7 >= 5 && !prng_chance(r, 80)) continue;
        if (day < p->started || prng_chance(r, 120)) continue;
        for (int i = 0, n = prng_range(r, 2, 6); i < n; i++) {
            uint8_t clock = prng_chance(r, share) ? p->real_zone : zone;
            int32_t second = start * 3600 + prng_range(r, -1800, 9 * 3600); /* all day, with an evening now and then */
            if (prng_chance(r, 60)) second += prng_range(r, 0, 4 * 3600);
            out_item(o, when_utc(zone_utc(clock, day, second), p->arena));
        }
    }
    out_list_end(o);
    out_object_end(o);
    out_end(o);
}

static void conduct(struct person *p, struct out *o, struct prng *r)
{
    bool is_hidden = planted(p, TRAIT_MEETINGS_AVOIDED), is_quiet = met(p, ACC_NO_MEETINGS);
    bool is_fallen = planted(p, TRAIT_RANK_FALLS), is_slow = met(p, ACC_WEAK_START), is_wide = planted(p, TRAIT_WIDE_ACCESS);
    out_record(o, p, "worker");
    out_str(o, "time", when_utc((int64_t)(TODAY - 1) * DAY_S, p->arena));
    out_str(o, "stage", STR("working"));
    out_object(o, "work");
    out_int(o, "meetings_share", is_hidden || is_quiet ? prng_range(r, 10, 50) : prng_range(r, 60, 100));
    out_int(o, "camera_share", is_hidden || is_quiet || has_met(p, ACC_NO_CAMERA) ? prng_range(r, 0, 15) : prng_range(r, 25, 100));
    out_int(o, "team_camera_share", prng_range(r, 40, 95));
    out_int(o, "missed_calls", is_hidden ? prng_range(r, 2, 6) : prng_range(r, 0, 2));
    out_int(o, "reply_minutes", is_hidden ? prng_range(r, 60, 400) : prng_range(r, 5, 150));
    if (prng_chance(r, 500)) out_int(o, "live_refused", is_hidden ? prng_range(r, 2, 5) : prng_chance(r, 60) ? prng_range(r, 1, 3) : 0);
    out_int(o, "hours_week", prng_range(r, 30, is_planted(p, TRAIT_ALWAYS_ON) ? 115 : 62));
    if (prng_chance(r, 600)) {
        out_int(o, "interview_rank", is_fallen || is_slow ? prng_range(r, 70, 99) : prng_range(r, 20, 98));
        out_int(o, "output_rank", is_fallen || is_slow ? prng_range(r, 1, 20) : prng_range(r, 15, 98));
    }
    out_int(o, "clones_percentile", is_wide ? prng_range(r, 96, 100) : prng_range(r, 1, 99));
    out_int(o, "scope_percentile", is_wide ? prng_range(r, 95, 100) : prng_range(r, 1, 99));
    out_int(o, "access_requests", is_wide ? prng_range(r, 1, 5) : prng_chance(r, 120) ? prng_range(r, 1, 3) : 0);
    bool is_many = planted(p, TRAIT_SEVERAL_EMPLOYERS) || met(p, ACC_TWO_EMPLOYERS);
    if (prng_chance(r, 250)) out_int(o, "employers", is_many ? (p->group ? prng_range(r, 2, 5) : 2) : 1);
    if (planted(p, TRAIT_NAME_CONFUSION) || prng_chance(r, 150)) {
        out_list(o, "name");
        out_item(o, p->name.call);
        if (is_planted(p, TRAIT_NAME_CONFUSION)) out_item(o, world_word(r, WORDS_OPERATOR_CALL));
        out_list_end(o);
    }
    if (planted(p, TRAIT_SILENT_EXIT)) {
        out_list(o, "incident");
        out_item(o, STR("silent_exit"));
        out_list_end(o);
    } else if (prng_chance(r, 25)) { /* people also just stop coming, or forget to send a laptop back */
        static const char *const kinds[] = { "silent_exit", "equipment_kept", "code_outside" };
        out_list(o, "incident");
        out_item(o, str_c(kinds[prng_below(r, COUNT_OF(kinds))]));
        out_list_end(o);
    }
    out_object_end(o);
    out_end(o);
}

void write_work(struct person *p, struct out *o)
{
    struct prng r;
    if (!p->is_worker || p->org.profile < DATA_IAM || p->org.profile == DATA_MARKET) return;
    stream(p, TOPIC_WORK, &r);
    if (org_has(&p->org, HAS_WORK_TIMES)) acts(p, o, &r);
    if (org_has(&p->org, HAS_WORK_STATS)) conduct(p, o, &r);
}

/* --- the ledger ---------------------------------------------------------------------------------------- */

static void flow(struct person *p, struct out *o, int32_t day, const char *direction, uint32_t amount, str party, const char *kind, str employer)
{
    out_record(o, p, "transfer");
    out_str(o, "time", when_utc((int64_t)day * DAY_S + 36000, p->arena));
    out_object(o, "flow");
    out_str(o, "time", when_utc((int64_t)day * DAY_S + 36000, p->arena));
    out_str(o, "direction", str_c(direction));
    out_int(o, "amount", amount);
    out_str(o, "currency", STR("USD"));
    out_str(o, "party", party);
    out_str(o, "kind", str_c(kind));
    out_str(o, "employer", employer);
    out_object_end(o);
    out_end(o);
}

/* Four cycles of pay and what became of them. */
void write_ledger(struct person *p, struct out *o)
{
    struct prng r;
    if (!org_has(&p->org, HAS_LEDGER) || !(p->is_worker || p->org.profile == DATA_MARKET)) return;
    stream(p, TOPIC_MONEY, &r);
    uint32_t pay = (uint32_t)train_countries[p->home.country].rate * (uint32_t)prng_range(&r, 60, 170);
    bool is_emptied = planted(p, TRAIT_FAST_EMPTIED) || met(p, ACC_FAST_SPENDER);
    bool is_coins = planted(p, TRAIT_TO_EXCHANGE) || met(p, ACC_CRYPTO_SAVER);
    bool is_shared = planted(p, TRAIT_FORWARD_SHARE), is_order = met(p, ACC_STANDING_ORDER);
    uint32_t share = is_shared ? (prng_chance(&r, 500) ? 65 : 80) : 20 + prng_below(&r, 30); /* src: train-traits */
    str landlord = p->cell && is_shared ? hash_make(prng_mix(p->cell->operator_key, TOPIC_MONEY, 0), p->arena) : hash_make(prng_next(&r), p->arena);
    str bourse = world_word(&r, WORDS_EXCHANGE);
    for (int i = 0; i < 4; i++) {
        int32_t day = TODAY - 120 + i * 30 + prng_range(&r, -2, 2);
        uint32_t got = pay * (uint32_t)prng_range(&r, 94, 106) / 100;
        flow(p, o, day, "in", got, hash_make(prng_mix(p->plan->seed, TOPIC_ORG, p->org.number), p->arena), "wage", p->org.name);
        if (is_shared || is_order) flow(p, o, day + prng_range(&r, 0, 2), "out", got * share / 100, landlord, "transfer", STR_EMPTY);
        uint32_t left = is_shared || is_order ? got - got * share / 100 : got;
        if (is_coins)
            flow(p, o, day + 1, "out", left * (uint32_t)prng_range(&r, 82, 97) / 100, bourse, "exchange", STR_EMPTY);
        if (is_coins) continue;
        for (int k = 0; k < (is_emptied ? 1 : 2); k++) {
            int32_t  later = is_emptied ? prng_range(&r, 0, 1) : prng_range(&r, 3 + 12 * k, 13 + 12 * k);
            uint32_t part = left * (uint32_t)(is_emptied ? prng_range(&r, 92, 99) : prng_range(&r, 8, 35)) / 100;
            str party = hash_make(is_emptied ? prng_mix(p->id, TOPIC_MONEY, 1) : prng_next(&r), p->arena);
            flow(p, o, day + later, "out", part, party, k ? "card" : "transfer", STR_EMPTY);
        }
    }
}
