/* Addresses, phones, mailboxes, accounts, firms: forms of the tables filled with chance. */
#include "train/person.h"

#include "base/num.h"

/* '#' a digit, '%' 2-9, '@' a capital letter, '!' a digit or one of the letters of German papers, everything else as it stands. */
str mask_fill(struct prng *p, str mask, struct arena *a)
{
    char *out = arena_alloc(a, mask.len + 1);
    if (!out) return STR_EMPTY;
    for (size_t i = 0; i < mask.len; i++) {
        char c = mask.data[i];
        if (c == '#') c = (char)('0' + prng_below(p, 10));
        if (c == '%') c = (char)('2' + prng_below(p, 8));
        if (c == '@') c = (char)('A' + prng_below(p, 26));
        if (c == '!') c = "0123456789CFGHJKLMNPRTVWXYZ"[prng_below(p, 27)];
        out[i] = c;
    }
    return str_of(out, mask.len);
}

/* Check digits of an IBAN (ISO 13616): 98 less the remainder by 97 of the rest with country and 00. */
static void iban_check(char *iban, size_t len)
{
    uint32_t rest = 0;
    iban[2] = iban[3] = '0';
    for (size_t i = 0; i < len; i++) {
        char c = iban[(i + 4) % len];
        uint32_t v = byte_is_digit(c) ? (uint32_t)(c - '0') : (uint32_t)(c - 'A' + 10);
        rest = (v > 9 ? rest * 100 + v : rest * 10 + v) % 97;
    }
    rest = 98 - rest;
    iban[2] = (char)('0' + rest / 10);
    iban[3] = (char)('0' + rest % 10);
}

str account_make(struct prng *p, uint8_t country, struct arena *a)
{
    str form = train_countries[country].account;
    bool is_iban = str_starts(form, STR("IBAN "));
    if (is_iban) form = str_from(form, 5);
    str filled = mask_fill(p, form, a);
    if (!is_iban || !filled.len) return filled;
    char *text = arena_alloc(a, filled.len);
    if (!text) return STR_EMPTY;
    memcpy(text, filled.data, filled.len);
    iban_check(text, filled.len);
    return str_of(text, filled.len);
}

str phone_make(struct prng *p, uint8_t country, struct arena *a)
{
    const struct train_country *c = &train_countries[country];
    str national = mask_fill(p, world_pick(p, c->phone), a);
    return arena_printf(a, "+%.*s%.*s", STR_ARG(c->dial), STR_ARG(national));
}

/* An account of the Ethereum kind, in small letters: no check digits. */
str wallet_make(struct prng *p, struct arena *a)
{
    uint64_t one = prng_next(p), two = prng_next(p), three = prng_next(p);
    return arena_printf(a, "0x%016llx%016llx%08x", (unsigned long long)one, (unsigned long long)two,
                        (unsigned)three);
}

/* Parts of an address form. */
static void address_part(struct prng *p, struct buf *out, char part, const struct train_country *c,
                         const struct train_city *city, struct arena *a)
{
    uint32_t flat;
    switch (part) {
    case 'n':
        buf_add_u64(out, 1 + prng_below(p, c->dial.data[0] == '1' ? 9800 : 360));
        break;
    case 's':
        buf_add(out, world_pick(p, c->street));
        break;
    case 'u':
        if (prng_chance(p, 450)) return;
        flat = 1 + prng_below(p, 90);
        if (c->dial.data[0] == '1')
            buf_printf(out, " Apt %u%c", flat, 'A' + (char)prng_below(p, 6));
        else if (str_starts(c->address, STR("{u}")))
            buf_printf(out, "Flat %u, ", flat);
        else
            buf_printf(out, "/%u", flat);
        break;
    case 'c':
        buf_add(out, city->name);
        break;
    case 'r':
        buf_add(out, city->region);
        break;
    case 'z':
        buf_add(out, mask_fill(p, c->zip, a));
        break;
    default:
        break;
    }
}

str address_make(struct prng *p, uint8_t country, uint16_t city, struct arena *a)
{
    const struct train_country *c = &train_countries[country];
    struct buf out = BUF_INIT(512);
    for (size_t i = 0; i < c->address.len; i++) {
        if (c->address.data[i] == '{' && i + 2 < c->address.len) {
            address_part(p, &out, c->address.data[i + 1], c, &train_cities[city], a);
            i += 2;
        } else {
            buf_add_byte(&out, c->address.data[i]);
        }
    }
    str text = out.failed ? STR_EMPTY : arena_str(a, buf_str(&out));
    if (out.failed) a->failed = true;
    buf_release(&out);
    return text;
}

void home_make(struct prng *p, uint8_t country, uint16_t city, struct arena *a, struct home *ret)
{
    *ret = (struct home){ .country = country, .city = city };
    ret->address = address_make(p, country, city, a);
    ret->ip = net_pick(p, NET_HOME, country, &ret->net);
}

/* --- mailboxes ---------------------------------------------------------------------------------- */

static str provider(struct prng *p, uint8_t country)
{
    const struct train_country *c = &train_countries[country];
    uint32_t want = prng_below(p, 100);
    for (size_t i = 0; i + 1 < c->mail.count; i++) {
        if (want < c->mail_weight[i]) return c->mail.item[i];
        want -= c->mail_weight[i];
    }
    return c->mail.item[c->mail.count - 1];
}

/*
 * The local part. Gmail gives out no mailbox with "_", so every address there has one and can be
 * nobody's; elsewhere "_" joins too, where such a mailbox could exist (docs/train.md).
 */
str mail_make(struct prng *p, const struct person_name *n, uint8_t country, int year, bool has_trade_word,
              struct arena *a)
{
    static const char *const trade[] = { "dev", "code", "tech", "web", "soft", "star", "work", "pro" };
    str first = n->mail_first.len ? n->mail_first : STR("me"), last = n->mail_last, local;
    str domain = provider(p, country);
    if (prng_chance(p, 80)) /* a domain of one's own */
        domain = arena_printf(a, "%.*s%u.example", STR_ARG(last.len ? last : first), prng_below(p, 10000));
    if (!last.len) last = first;
    switch (prng_below(p, 6)) {
    case 0:
    case 1:
        local = arena_printf(a, "%.*s_%.*s", STR_ARG(first), STR_ARG(last));
        break;
    case 2:
        local = arena_printf(a, "%c_%.*s", first.data[0], STR_ARG(last));
        break;
    case 3:
        local = arena_printf(a, "%.*s_%.*s", STR_ARG(last), STR_ARG(first));
        break;
    case 4:
        local = arena_printf(a, "%.*s_%c", STR_ARG(first), last.data[0]);
        break;
    default:
        local = arena_printf(a, "%.*s_%.*s", STR_ARG(first), STR_ARG(last));
        break;
    }
    if (has_trade_word) {
        str part = prng_chance(p, 500) ? first : last;
        const char *word = trade[prng_below(p, COUNT_OF(trade))];
        uint32_t month = 1 + prng_below(p, 12), day = 1 + prng_below(p, 28);
        return arena_printf(a, "%.*s_%s%02u%02u@%.*s", STR_ARG(part), word, month, day, STR_ARG(domain));
    }
    /* Two people never have one mailbox: what is not told apart by a number has a word or letter more. */
    str letter = arena_printf(a, "%c", 'a' + (char)prng_below(p, 26));
    if (prng_chance(p, 800)) letter = arena_printf(a, "%.*s%c", STR_ARG(letter), 'a' + (char)prng_below(p, 26));
    uint32_t number = prng_below(p, 9000);
    str word = world_word(p, WORDS_MAILWORD);
    if (prng_chance(p, 300)) word = str_sub(n->mail_first, 0, 3);
    switch (prng_below(p, 10)) {
    case 0:
    case 1:
        return arena_printf(a, "%.*s_%.*s%02d@%.*s", STR_ARG(letter), STR_ARG(local), year % 100, STR_ARG(domain));
    case 2:
        return arena_printf(a, "%.*s_%.*s%d@%.*s", STR_ARG(local), STR_ARG(letter), year, STR_ARG(domain));
    case 3:
    case 4:
        return arena_printf(a, "%.*s_%.*s%u@%.*s", STR_ARG(local), STR_ARG(letter), 1 + number % 99, STR_ARG(domain));
    case 5: /* a lucky number, a house number: four digits that are no year */
        return arena_printf(a, "%.*s%04u@%.*s", STR_ARG(local), 1000 + number, STR_ARG(domain));
    default:
        if (prng_chance(p, 350))
            return arena_printf(a, "%.*s_%.*s_%.*s@%.*s", STR_ARG(local), STR_ARG(word), STR_ARG(letter),
                                STR_ARG(domain));
        return arena_printf(a, "%.*s_%.*s_%.*s@%.*s", STR_ARG(word), STR_ARG(local), STR_ARG(letter),
                            STR_ARG(domain));
    }
}

/* --- firms, texts ------------------------------------------------------------------------------- */

str firm_make(struct prng *p, uint8_t country, struct arena *a, str *ret_domain)
{
    str one = world_word(p, WORDS_FIRST), two = world_word(p, WORDS_SECOND), three = world_word(p, WORDS_THIRD);
    str legal = world_pick(p, train_countries[country].legal);
    char c1 = byte_lower(one.data[0]), c2 = byte_lower(two.data[0]), c3 = byte_lower(three.data[0]);
    *ret_domain = arena_printf(a, "%c%.*s%c%.*s-%c%.*s.example", c1, STR_ARG(str_from(one, 1)), c2,
                               STR_ARG(str_from(two, 1)), c3, STR_ARG(str_from(three, 1)));
    if (prng_chance(p, 400) && legal.len)
        return arena_printf(a, "%.*s %.*s %.*s %.*s", STR_ARG(one), STR_ARG(two), STR_ARG(three), STR_ARG(legal));
    return arena_printf(a, "%.*s %.*s %.*s", STR_ARG(one), STR_ARG(two), STR_ARG(three));
}

/* {n} a number, {d} a small one, {c} the city, {k} a skill, {v} a verb, {o} an object, {p} a product. */
str text_fill(struct prng *p, str form, const struct person *who, struct arena *a)
{
    struct buf out = BUF_INIT(4096);
    for (size_t i = 0; i < form.len; i++) {
        if (form.data[i] != '{' || i + 2 >= form.len) {
            buf_add_byte(&out, form.data[i]);
            continue;
        }
        str verb;
        switch (form.data[i + 1]) {
        case 'n':
            buf_add_u64(&out, 11 + prng_below(p, 85));
            break;
        case 'd':
            buf_add_u64(&out, 2 + prng_below(p, 9));
            break;
        case 'c':
            buf_add(&out, train_cities[who->home.city].plain);
            break;
        case 'k':
            buf_add(&out, world_word(p, WORDS_SKILL));
            break;
        case 'v':
            verb = world_word(p, WORDS_VERB);
            buf_printf(&out, "%c%.*s", byte_lower(verb.data[0]), STR_ARG(str_from(verb, 1)));
            break;
        case 'o':
            buf_add(&out, world_word(p, WORDS_OBJECT));
            break;
        default:
            buf_add(&out, world_word(p, WORDS_SOLD));
            break;
        }
        i += 2;
    }
    str text = out.failed ? STR_EMPTY : arena_str(a, buf_str(&out));
    if (out.failed) a->failed = true;
    buf_release(&out);
    return text;
}

/* --- networks ------------------------------------------------------------------------------------ */

/* An address inside a block: any of an access provider's, one of few of a VPN's exits. */
static uint32_t address_in(struct prng *p, size_t net)
{
    const struct train_net *n = &train_nets[net];
    uint32_t room = n->bits >= 32 ? 1 : 1u << (32 - n->bits);
    bool is_exit = n->kind == NET_VPN || n->kind == NET_ASTRILL || n->kind == NET_EXIT || n->kind == NET_DPRK;
    if (is_exit) room = num_min_u32(room, 24);
    if (room > 2) return n->base + 1 + prng_below(p, room - 2);
    return n->base + prng_below(p, room);
}

uint32_t net_pick(struct prng *p, enum train_net_kind kind, uint8_t country, uint16_t *ret_net)
{
    size_t from, count = world_nets(kind, country, &from);
    if (!count) /* of any country: the first block of the kind and all behind it */
        for (uint8_t c = 0; c < COUNTRY_COUNT; c++) {
            size_t at, n = world_nets(kind, c, &at);
            if (!n) continue;
            if (!count) from = at;
            count = at + n - from;
        }
    *ret_net = (uint16_t)(from + prng_below(p, (uint32_t)count));
    return address_in(p, *ret_net);
}
