/* Records as identities and shared values. */
#include "engine/tie.h"

#include "base/date.h"
#include "base/mem.h"
#include "engine/placeholder.h"
#include "engine/tie_inside.h"
#include "text/text.h"

#include <stdlib.h>

enum {
    ORIGIN_VALUE_BITS = 12, /* RECORD_VALUES_MAX fits */
    SUBJECT_ARENA_MAX = 64 << 20,
    ACCOUNT_LEAST = 8,      /* signs of an account number that is one of a kind without its bank (ours) */
    ACCOUNT_ALONE = 11,     /* signs of one that is one of a kind whatever its bank (ours) */
    NUMBER_LEAST = 5,       /* of a document's number (ours) */
    STANDS_PERCENT = 40,    /* of its sessions that a device has where it stands (ours) */
    OTHER_NAME_BP = 500,    /* names less alike are two people's; the threshold of the rules for payees (ours) */
};

/* --- origins ------------------------------------------------------------------------------------- */

static uint64_t origin_of(const struct tying *t, const struct origin *o)
{
    const struct record *r = t->dossier.records[o->record];
    uint64_t value = o->value ? (uint64_t)(o->value - r->values) + 1 : 0;
    return (uint64_t)(t->first + o->record) << ORIGIN_VALUE_BITS | value;
}

uint32_t ties_place(uint64_t origin)
{
    return (uint32_t)(origin >> ORIGIN_VALUE_BITS);
}

const struct record *ties_row(const struct ties *t, uint64_t origin, const struct record_value **ret_value)
{
    const struct record *r = t->pool->order[ties_place(origin)];
    uint64_t value = origin & ((1u << ORIGIN_VALUE_BITS) - 1);
    *ret_value = value && value <= r->value_count ? &r->values[value - 1] : NULL;
    return r;
}

/* --- canonical values ---------------------------------------------------------------------------- */

/* Letters and digits of ASCII in capitals; what else there is as it stands. */
static str bare(struct tying *t, str text)
{
    str plain = text_number(text, &t->arena);
    char *out = arena_alloc(&t->arena, plain.len + 1);
    size_t len = 0;
    for (size_t i = 0; out && i < plain.len; i++) {
        unsigned char c = (unsigned char)plain.data[i];
        if (byte_is_alnum((char)c) || c >= 0x80) out[len++] = byte_upper((char)c);
    }
    return out ? str_of(out, len) : STR_EMPTY;
}

static int by_text(const void *a, const void *b)
{
    const struct text_token *x = a, *y = b;
    return str_cmp(x->plain, y->plain);
}

/* Words of a name in one order: "Mustermann, Erika" is "Erika Mustermann". */
static str normal_name(struct tying *t, str name)
{
    struct text_token token[TEXT_TOKENS_MAX];
    struct cordon_error err = ERROR_INIT;
    size_t count = 0;
    if (text_tokens(name, &t->arena, token, &count, &err) != CORDON_OK || !count) return STR_EMPTY;
    qsort(token, count, sizeof *token, by_text);
    buf_reset(&t->text);
    for (size_t i = 0; i < count; i++) {
        if (i) buf_add_byte(&t->text, ' ');
        buf_add(&t->text, token[i].plain);
    }
    return arena_str(&t->arena, buf_str(&t->text));
}

static str prefixed(struct tying *t, str before, str text)
{
    return text.len ? pool_glue(&t->arena, before, ':', text) : STR_EMPTY; /* whole, however long */
}

/* Country of a document or number as its code, else as written. */
static str country_of(str written)
{
    str code = country_code(written);
    return code.len ? code : written;
}

/* --- adding -------------------------------------------------------------------------------------- */

static void put(struct tying *t, enum link_kind kind, str value, const struct origin *at, int64_t time_s,
                enum link_weight weight, uint16_t bits)
{
    if (t->status || !value.len) return;
    const struct link_attribute a = { .identity = t->number, .kind = kind, .value = value,
                                      .time_s = time_s, .weight = weight, .bits = bits,
                                      .origin = origin_of(t, at) };
    t->status = link_add(t->link, &a, t->err);
    bool is_long = value.len > (link_is_text(kind) ? (size_t)LINK_TEXT_MAX : (size_t)LINK_VALUE_MAX);
    if (t->status == CORDON_SYNTAX) { /* a picture's hash that is none links nobody */
        t->status = CORDON_OK;
    } else if (t->status == CORDON_LIMIT && is_long) { /* what cannot be compared is told of its subject */
        t->about->is_cut = true;
        t->status = CORDON_OK;
    } else if (!t->status) {
        t->about->values++;
        t->about->kinds |= 1u << kind;
    }
}

/* Was it added already? Of texts it matters how often they stand there. */
static bool is_seen(struct tying *t, enum link_kind kind, str value, enum link_weight weight)
{
    struct tie_seen *s = &t->seen[(str_hash(value) + (uint64_t)kind) % TIE_SEEN];
    const struct tie_seen now = { value, t->number + 1, kind, (uint8_t)weight };
    if (link_is_text(kind)) return false;
    if (s->subject == now.subject && s->kind == kind && s->weight == now.weight && str_eq(s->value, value)) return true;
    *s = now;
    return false;
}

static void put_plain(struct tying *t, enum link_kind kind, str value, const struct origin *at)
{
    if (is_seen(t, kind, value, LINK_PLAIN)) return;
    put(t, kind, value, at, LINK_NO_TIME, LINK_PLAIN, 0);
}

/* --- each field's own ---------------------------------------------------------------------------- */

static str beside(struct tying *t, const struct origin *at, enum record_field f)
{
    return evidence_text_beside(&t->run, at, f);
}

static void tie_phone(struct tying *t, const struct origin *at)
{
    str country = beside(t, at, FIELD_PHONE_COUNTRY);
    if (!country.len) country = record_text(t->dossier.records[at->record], FIELD_COUNTRY);
    put_plain(t, LINK_PHONE, link_phone_key(at->value->text, country_code(country), &t->arena), at);
}

static void tie_email(struct tying *t, const struct origin *at)
{
    put_plain(t, LINK_EMAIL, link_email_key(at->value->text, &t->arena), at);
}

static void tie_device(struct tying *t, const struct origin *at)
{
    str key = bare(t, at->value->text);
    if (key.len >= NUMBER_LEAST) put_plain(t, LINK_DEVICE, key, at);
}

static void tie_print(struct tying *t, const struct origin *at)
{
    int64_t bits = 0;
    str text = beside(t, at, FIELD_DEV_PRINT_BITS);
    if (!text.len || !evidence_number(text, &bits) || bits < 0 || bits > UINT16_MAX) return;
    put(t, LINK_PRINT, at->value->text, at, LINK_NO_TIME, LINK_PLAIN, (uint16_t)bits);
}

/* A forwarder's or hotel's address is everybody's. */
static void tie_ship(struct tying *t, const struct origin *at)
{
    bool is_public = evidence_word_is(beside(t, at, FIELD_SHIP_KIND),
                                      "forwarder|hotel|mailbox|coworking|self_storage") ||
                     name_is_role(beside(t, at, FIELD_SHIP_RECIPIENT), &t->arena); /* a firm's own front desk */
    put(t, LINK_SHIP, link_address_key(at->value->text, &t->arena), at, LINK_NO_TIME,
        is_public ? LINK_SHARED : LINK_PLAIN, 0);
}

static void tie_home(struct tying *t, const struct origin *at)
{
    put_plain(t, LINK_HOME, link_address_key(at->value->text, &t->arena), at);
}

static void tie_account(struct tying *t, const struct origin *at)
{
    struct addr a;
    str key = bare(t, at->value->text);
    bool is_wallet = addr_looks_like(at->value->text) && addr_read(at->value->text, &a) != ADDR_MALFORMED;
    if (is_wallet) return; /* tie_wallet's */
    str bank = bare(t, beside(t, at, FIELD_PAY_ROUTING));
    if (key.len < ACCOUNT_LEAST && (!bank.len || !key.len)) return;
    /* one short number at two banks is two accounts; a long one stands by itself, with its bank or not */
    put_plain(t, LINK_ACCOUNT, bank.len && key.len < ACCOUNT_ALONE ? prefixed(t, bank, key) : key, at);
}

static void tie_wallet(struct tying *t, const struct origin *at)
{
    char room[ADDR_KEY_TEXT_MAX];
    struct addr a;
    if (addr_read(at->value->text, &a) == ADDR_MALFORMED && !a.key_len) return;
    put_plain(t, LINK_WALLET, addr_key_text(&a, room), at);
}

/* An account may be a wallet. */
static void tie_money(struct tying *t, const struct origin *at)
{
    tie_account(t, at);
    if (addr_looks_like(at->value->text)) tie_wallet(t, at);
}

static void tie_document(struct tying *t, const struct origin *at)
{
    str number = bare(t, at->value->text);
    str issuer = at->value->field == FIELD_DOC_NUMBER ? beside(t, at, FIELD_DOC_ISSUER) : at->value->country;
    if (number.len >= NUMBER_LEAST)
        put_plain(t, LINK_DOCUMENT, prefixed(t, country_of(issuer), number), at);
}

static void tie_hash(struct tying *t, const struct origin *at, enum link_kind kind)
{
    put_plain(t, kind, at->value->text, at);
}

static void tie_file(struct tying *t, const struct origin *at)
{
    put_plain(t, LINK_FILE, prefixed(t, record_field_info(at->value->field)->path, at->value->text), at);
}

static void tie_template(struct tying *t, const struct origin *at) { tie_hash(t, at, LINK_TEMPLATE); }
static void tie_signature(struct tying *t, const struct origin *at) { tie_hash(t, at, LINK_SIGNATURE); }
static void tie_photo(struct tying *t, const struct origin *at) { tie_hash(t, at, LINK_PHOTO); }
static void tie_face(struct tying *t, const struct origin *at) { tie_hash(t, at, LINK_FACE); }
static void tie_test(struct tying *t, const struct origin *at) { tie_hash(t, at, LINK_TEST); }
static void tie_resume(struct tying *t, const struct origin *at) { tie_hash(t, at, LINK_RESUME); }
static void tie_bid(struct tying *t, const struct origin *at) { tie_hash(t, at, LINK_BID); }
static void tie_answers(struct tying *t, const struct origin *at) { tie_hash(t, at, LINK_ANSWERS); }

static void tie_referee(struct tying *t, const struct origin *at)
{
    str key = at->value->field == FIELD_REF_PHONE ? link_phone_key(at->value->text, STR_EMPTY, &t->arena)
                                                  : link_email_key(at->value->text, &t->arena);
    put_plain(t, LINK_REFEREE, key, at);
}

/* A page on a host of many people's pages is told apart by its path. */
static void tie_site(struct tying *t, const struct origin *at)
{
    str url = at->value->text;
    size_t scheme = str_find(url, STR("://"), 0);
    if (scheme != SIZE_MAX) url = str_from(url, scheme + 3);
    if (str_starts_nocase(url, STR("www."))) url = str_from(url, 4);
    while (url.len && url.data[url.len - 1] == '/') url.len--;
    put_plain(t, LINK_PORTFOLIO, bare(t, url), at);
}

static void tie_site_mark(struct tying *t, const struct origin *at)
{
    put_plain(t, LINK_PORTFOLIO, prefixed(t, record_field_info(at->value->field)->path, at->value->text), at);
}

static void tie_handle(struct tying *t, const struct origin *at)
{
    str host = beside(t, at, FIELD_CODE_HOST);
    if (host.len) put_plain(t, LINK_HANDLE, prefixed(t, bare(t, host), bare(t, at->value->text)), at);
}

static void tie_layout(struct tying *t, const struct origin *at) { tie_hash(t, at, LINK_LAYOUT); }

/* Is this a name of the party's own, in some writing? */
static bool is_own_name(struct tying *t, str name)
{
    static const enum record_field own[] = { FIELD_NAME, FIELD_ALIAS, FIELD_DOC_NAME };
    for (size_t i = 0; i < COUNT_OF(own); i++)
        for (struct origin at = { 0, NULL }; evidence_next(&t->run, own[i], &at);) {
            struct cordon_error err = ERROR_INIT;
            struct name_pair pair;
            name_query_reset(t->run.names);
            if (name_compare_words(t->run.names, at.value->text, name, NAME_PERSON, &pair, &err) != CORDON_OK ||
                pair.name_bp >= OTHER_NAME_BP)
                return true;
        }
    return false;
}

/* Whose account it is, and who takes the parcels, when it is somebody else: the helper behind several.
 * A firm's name is many people's, and a single word is no one's. */
static void tie_other_name(struct tying *t, const struct origin *at)
{
    str key = normal_name(t, at->value->text);
    if (str_index(key, ' ') == key.len || name_is_role(at->value->text, &t->arena) || is_own_name(t, at->value->text)) return;
    put_plain(t, LINK_OTHER_NAME, key, at);
}

static const struct {
    enum record_field field;
    void (*tie)(struct tying *t, const struct origin *at);
} fields[] = {
    { FIELD_PHONE, tie_phone },           { FIELD_RES_PHONE, tie_phone },
    { FIELD_EMAIL, tie_email },           { FIELD_RES_EMAIL, tie_email },
    { FIELD_PORT_EMAIL, tie_email },      { FIELD_DEV_SERIAL, tie_device },
    { FIELD_NET_DEVICE, tie_device },     { FIELD_DEV_PRINT, tie_print },
    { FIELD_SHIP_ADDRESS, tie_ship },     { FIELD_ADDRESS, tie_home },
    { FIELD_DOC_ADDRESS, tie_home },      { FIELD_PAY_ACCOUNT, tie_money },
    { FIELD_BANK_ACCOUNT, tie_money },    { FIELD_IBAN, tie_account },
    { FIELD_WALLET, tie_wallet },         { FIELD_WAL_ADDRESS, tie_wallet },
    { FIELD_DOC_NUMBER, tie_document },   { FIELD_PASSPORT, tie_document },
    { FIELD_NATIONAL_ID, tie_document },  { FIELD_DOC_PDF_ID, tie_file },
    { FIELD_RES_HASH, tie_file },         { FIELD_DOC_TEMPLATE, tie_template },
    { FIELD_DOC_SIGNATURE, tie_signature }, { FIELD_PHOTO_HASH, tie_photo },
    { FIELD_CODE_PHOTO, tie_photo },      { FIELD_PHOTO_FACE, tie_face },
    { FIELD_DOC_FACE, tie_face },         { FIELD_RES_TEXT, tie_resume },
    { FIELD_DEAL_TEXT, tie_bid },         { FIELD_INT_ANSWERS, tie_answers },
    { FIELD_REF_EMAIL, tie_referee },     { FIELD_REF_PHONE, tie_referee },
    { FIELD_PORT_URL, tie_site },         { FIELD_PORT_HASH, tie_site_mark },
    { FIELD_PORT_ANALYTICS, tie_site_mark }, { FIELD_CODE_HANDLE, tie_handle },
    { FIELD_INT_TEST_PRINT, tie_test },   { FIELD_PAY_PAYEE, tie_other_name },
    { FIELD_PAY_TAX_NAME, tie_other_name }, { FIELD_SHIP_RECIPIENT, tie_other_name },
    { FIELD_SHIP_RETURNED_BY, tie_other_name }, { FIELD_RES_TEMPLATE, tie_layout },
};

/* --- sessions ------------------------------------------------------------------------------------ */

/* A session's address and who had it. */
struct seen_from {
    uint64_t hash;
    uint32_t subject;
};

static int by_address(const void *a, const void *b)
{
    const struct seen_from *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return (x->subject > y->subject) - (x->subject < y->subject);
}

static int by_hash(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* The addresses of more subjects than an egress may have: the gateway of a firm, an exit of a VPN. They
 * do not say where a laptop stands, tagged or not. */
static cordon_status find_gateways(struct tying *t, const struct pool *pool, uint32_t most, uint64_t **ret)
{
    struct seen_from *seen = NULL;
    size_t count = 0, kept = 0;
    for (int pass = 0; pass < 2; pass++) {
        count = 0;
        for (size_t i = 0; i < pool->count; i++)
            for (const struct record_value *v = NULL; (v = record_next(pool->record[i], FIELD_NET_IP, v)); count++)
                if (seen) seen[count] = (struct seen_from){ str_hash(v->text), pool->subject_of[i] };
        if (pass) break;
        seen = mem_alloc((count + 1) * sizeof *seen);
        if (!seen) return error_nomem(t->err);
    }
    if (count) qsort(seen, count, sizeof *seen, by_address);
    uint64_t *list = mem_alloc((count / (most + 1) + 1) * sizeof *list);
    for (size_t i = 0, j; list && i < count; i = j) {
        size_t subjects = 1;
        for (j = i + 1; j < count && seen[j].hash == seen[i].hash; j++)
            subjects += seen[j].subject != seen[j - 1].subject;
        if (subjects > most) list[kept++] = seen[i].hash;
    }
    mem_free(seen);
    if (!list) return error_nomem(t->err);
    t->gateway = *ret = list;
    t->gateways = kept;
    return CORDON_OK;
}

static bool is_gateway(const struct tying *t, str ip)
{
    uint64_t hash = str_hash(ip);
    return t->gateways && bsearch(&hash, t->gateway, t->gateways, sizeof hash, by_hash);
}

/* Of the sessions on issued devices, and while working, those that tell where: by no
 * anonymizer and no gateway. */
struct managed {
    str   *ip; /* sorted */
    size_t count;
};

static int by_ip(const void *a, const void *b)
{
    return str_cmp(*(const str *)a, *(const str *)b);
}

static void find_managed(struct tying *t, const struct session_address *s, size_t count, struct managed *ret)
{
    *ret = (struct managed){ arena_alloc(&t->arena, (count + 1) * sizeof *ret->ip), 0 };
    for (size_t i = 0; ret->ip && i < count; i++)
        if (s[i].is_managed && !s[i].is_anonymous && !is_gateway(t, s[i].ip)) ret->ip[ret->count++] = s[i].ip;
    if (ret->count) qsort(ret->ip, ret->count, sizeof *ret->ip, by_ip);
}

/* Place of the first that is not below an address, or that is above it. */
static size_t place_of(const struct managed *m, str ip, bool is_above)
{
    size_t low = 0, high = m->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = str_cmp(m->ip[mid], ip);
        if (c < 0 || (is_above && !c)) low = mid + 1;
        else high = mid;
    }
    return low;
}

/* A laptop that stands in somebody's home is always there; people come to an office now and then, and
 * work from home as well. */
static bool is_where_it_stands(const struct managed *m, str ip)
{
    size_t here = place_of(m, ip, true) - place_of(m, ip, false);
    return here && here * 100 >= m->count * STANDS_PERCENT;
}

static void tie_sessions(struct tying *t)
{
    size_t count;
    struct managed managed;
    const struct session_address *s = evidence_addresses(&t->run, &count);
    find_managed(t, s, count, &managed);
    for (size_t i = 0; i < count; i++) {
        enum link_kind kind = s[i].is_anonymous ? LINK_EXITS : s[i].is_managed ? LINK_EGRESS : LINK_IP;
        int64_t time_s = s[i].time_s == INT64_MIN ? LINK_NO_TIME : s[i].time_s;
        if (kind == LINK_EGRESS && !is_gateway(t, s[i].ip) && !is_where_it_stands(&managed, s[i].ip)) continue;
        put(t, kind, s[i].ip, &s[i].at, time_s, s[i].is_shared ? LINK_SHARED : LINK_PLAIN, 0);
    }
}

/* --- who they are -------------------------------------------------------------------------------- */

static void add_text(struct tying *t, str *list, size_t *count, str text)
{
    if (!text.len) return;
    for (size_t i = 0; i < *count; i++)
        if (str_eq(list[i], text)) return;
    if (*count == LINK_KEYS_MAX || text.len > LINK_VALUE_MAX) {
        t->about->is_cut = true; /* who they are is not wholly known: told of the subject */
        return;
    }
    list[(*count)++] = text;
}

static void gather(struct tying *t, enum record_field f, str *list, size_t *count,
                   str (*canon)(struct tying *, const struct origin *))
{
    for (struct origin at = { 0, NULL }; evidence_next(&t->run, f, &at);)
        add_text(t, list, count, canon(t, &at));
}

static str canon_name(struct tying *t, const struct origin *at)
{
    bool is_name = tie_is_name(t->dossier.records[at->record], at->value->text);
    return is_name ? normal_name(t, at->value->text) : STR_EMPTY;
}

static str canon_birth(struct tying *t, const struct origin *at)
{
    struct date d;
    char text[16];
    if (!date_read(at->value->text, &d) || d.first != d.last) return STR_EMPTY;
    date_text(d.first, text);
    return arena_str(&t->arena, str_c(text));
}

static str canon_document(struct tying *t, const struct origin *at)
{
    str issuer = at->value->field == FIELD_DOC_NUMBER ? beside(t, at, FIELD_DOC_ISSUER) : at->value->country;
    str number = bare(t, at->value->text);
    bool is_number = number.len >= NUMBER_LEAST && !is_placeholder(at->value->text);
    return is_number ? prefixed(t, country_of(issuer), number) : STR_EMPTY;
}

static str canon_place(struct tying *t, const struct origin *at)
{
    return text_fold(at->value->text, &t->arena);
}

/* "Remote" is no office. */
static str canon_office(struct tying *t, const struct origin *at)
{
    bool is_none = evidence_word_is(at->value->text, "remote|home|home office|wfh|virtual|anywhere|field|재택|원격|在宅|リモート|"
                                                     "jarak jauh|rumah");
    return is_none ? STR_EMPTY : canon_place(t, at);
}

/* A household lives in one place: those who say they are of one and give two homes are of two. */
static str canon_household(struct tying *t, const struct origin *at)
{
    struct origin lives = { 0, NULL };
    str house = canon_place(t, at);
    if (!house.len || !evidence_next(&t->run, FIELD_ADDRESS, &lives)) return house;
    return pool_glue(&t->arena, house, '|', link_address_key(lives.value->text, &t->arena));
}

static void add_identity(struct tying *t)
{
    str name[LINK_KEYS_MAX], birth[LINK_KEYS_MAX], document[LINK_KEYS_MAX], home[LINK_KEYS_MAX], office[LINK_KEYS_MAX];
    size_t names = 0, births = 0, documents = 0, homes = 0, offices = 0;
    gather(t, FIELD_NAME, name, &names, canon_name);
    gather(t, FIELD_ALIAS, name, &names, canon_name);
    gather(t, FIELD_DOC_NAME, name, &names, canon_name);
    gather(t, FIELD_BIRTH_DATE, birth, &births, canon_birth);
    gather(t, FIELD_DOC_BIRTH_DATE, birth, &births, canon_birth);
    gather(t, FIELD_DOC_NUMBER, document, &documents, canon_document);
    gather(t, FIELD_PASSPORT, document, &documents, canon_document);
    gather(t, FIELD_NATIONAL_ID, document, &documents, canon_document);
    gather(t, FIELD_HOUSEHOLD, home, &homes, canon_household);
    gather(t, FIELD_OFFICE, office, &offices, canon_office);
    const struct link_identity who = { .number = t->number, .name = name, .names = names,
                                       .birth = birth, .births = births,
                                       .document = document, .documents = documents,
                                       .household = homes ? home[0] : STR_EMPTY,
                                       .office = offices ? office[0] : STR_EMPTY };
    if (!t->status) t->status = link_add_identity(t->link, &who, t->err);
}

static void tie_subject(struct tying *t, struct ties *ties, uint32_t number)
{
    const struct pool *pool = ties->pool;
    const struct pool_subject *s = &pool->subject[number];
    arena_reset(&t->arena);
    t->number = number;
    t->about = &ties->about[number];
    t->first = s->first;
    t->dossier = (struct dossier){ .subject = s->id, .records = &pool->order[s->first],
                                   .count = s->count < POOL_SUBJECT_RECORDS_MAX ? s->count
                                                                                : POOL_SUBJECT_RECORDS_MAX };
    t->run.dossier = &t->dossier;
    t->scratch.count = 0;
    add_identity(t);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        for (struct origin at = { 0, NULL }; !t->status && evidence_next(&t->run, fields[i].field, &at);)
            if (!is_placeholder(at.value->text)) fields[i].tie(t, &at);
    tie_sessions(t);
    if (!t->arena.failed || t->status) return;
    if (t->arena.over) t->about->is_cut = true; /* its own trouble, not the run's */
    else t->status = error_nomem(t->err);
}

/* --- names that are one after all ---------------------------------------------------------------- */

struct same_names {
    const struct tie_about *about;
    struct name_scratch    *names;
    uint16_t                same_bp;
};

static bool same_name(void *ctx, uint32_t a, uint32_t b)
{
    struct same_names *s = ctx;
    const struct tie_about *x = &s->about[a], *y = &s->about[b];
    for (size_t i = 0; i < x->names; i++)
        for (size_t k = 0; k < y->names; k++) {
            struct cordon_error err = ERROR_INIT;
            struct name_pair pair;
            name_query_reset(s->names);
            if (name_compare_words(s->names, x->name[i], y->name[k], NAME_PERSON, &pair, &err) == CORDON_OK &&
                pair.name_bp >= s->same_bp)
                return true;
        }
    return false;
}

/* --- together ------------------------------------------------------------------------------------ */

static cordon_status tie_all(struct ties *ties, const struct evidence_data *data, struct tying *t,
                             struct cordon_error *err)
{
    const struct pool *pool = ties->pool;
    struct link_settings set;
    link_settings_default(&set);
    set.same_name = same_name;
    set.same_name_ctx = ties->same;
    cordon_status st = ties_look(ties, err);
    ties->same->about = ties->about;
    if (!st) st = link_new(&set, &ties->link, err);
    if (st) return st;
    t->link = ties->link;
    t->err = err;
    t->run = (struct evidence_run){ .data = data, .names = ties->same->names, .arena = &t->arena,
                                    .out = &t->scratch, .same_name_bp = ties->same->same_bp };
    uint64_t *gateways = NULL;
    st = find_gateways(t, pool, set.hub[LINK_EGRESS], &gateways);
    if (st) return st;
    for (uint32_t i = 0; !t->status && i < pool->subjects; i++) tie_subject(t, ties, i);
    mem_free(gateways);
    return t->status ? t->status : link_run(ties->link, err);
}

cordon_status ties_make(const struct pool *pool, const struct evidence_data *data,
                        const struct cordon_policy *policy, struct ties *ret_ties,
                        struct cordon_error *err)
{
    struct tying *t = mem_calloc(1, sizeof *t);
    cordon_status st = CORDON_NOMEM;
    *ret_ties = (struct ties){ .pool = pool, .policy = policy };
    arena_init(&ret_ties->arena, POOL_BYTES_MAX);
    ret_ties->same = mem_calloc(1, sizeof *ret_ties->same);
    if (ret_ties->same)
        *ret_ties->same = (struct same_names){ NULL, name_scratch_new(), (uint16_t)policy->same_bp };
    if (!t || !ret_ties->same || !ret_ties->same->names) {
        error_nomem(err);
    } else {
        arena_init(&t->arena, SUBJECT_ARENA_MAX);
        buf_init(&t->text, 1 << 16);
        st = tie_all(ret_ties, data, t, err);
        if (!st) st = ties_index_names(ret_ties, err);
        arena_release(&t->arena);
        buf_release(&t->text);
    }
    mem_free(t);
    if (st) ties_release(ret_ties);
    return st;
}

void ties_release(struct ties *t)
{
    link_free(t->link);
    if (t->same) name_scratch_free(t->same->names);
    mem_free(t->same);
    mem_free(t->known);
    mem_free(t->about);
    mem_free(t->employer);
    arena_release(&t->arena);
    *t = (struct ties){ .pool = NULL };
}
