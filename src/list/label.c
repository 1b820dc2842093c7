/* Labels of wallets: words to topics, one entry a label. */
#include "list/label.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdio.h>

struct label_topic {
    str              topic;
    enum label_class klass;
    str              words;
};

#include "list/label_topic_table.h"

enum {
    SCRATCH_MAX = 1 << 20,
    NUMBERS_MAX = 1 << 30,
    NUMBER_KEPT = 100,
    ADDRESS_LEAST = 20, /* signs; the shortest of the chains known have 25. ours */
    UNLIKE_LEAST = 2,   /* one alone may be an account with a name ("binancecold3"). ours */
};

enum label_class list_label_class(str topic)
{
    for (size_t i = 0; i < COUNT_OF(label_topics); i++)
        if (str_eq(label_topics[i].topic, topic)) return label_topics[i].klass;
    return str_eq(topic, STR("label")) ? LABEL_OTHER : LABEL_NONE;
}

/* --- words to a topic ------------------------------------------------------------------------- */

static const struct label_topic *topic_of_word(str word)
{
    for (size_t i = 0; i < COUNT_OF(label_topics); i++) {
        str rest = label_topics[i].words, one;
        while (str_next(&rest, '|', &one))
            if (str_eq_nocase(one, word)) return &label_topics[i];
    }
    return NULL;
}

static const struct label_topic *graver(const struct label_topic *a, const struct label_topic *b)
{
    if (!a || !b) return a ? a : b;
    return b->klass > a->klass ? b : a;
}

/* Words of a text, parted by what is no letter or digit; "Fake_Phishing1772" has fake and phishing. */
static const struct label_topic *topic_of_text(str text)
{
    const struct label_topic *best = NULL;
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && byte_is_alnum(text.data[end])) end++;
        size_t last = end;
        while (last > at && byte_is_digit(text.data[last - 1])) last--;
        if (last > at) best = graver(best, topic_of_word(str_sub(text, at, last)));
        at = end + 1;
    }
    return best;
}

/* A service's own name may hold any word, so the text is asked only where no category is known. */
static str topic_of(const struct label *in)
{
    const struct label_topic *best = NULL;
    if (in->topic.len) return in->topic;
    for (size_t i = 0; i < in->words; i++) best = graver(best, topic_of_word(in->word[i]));
    if (!best) best = topic_of_text(in->name);
    return best ? best->topic : STR("label");
}

void label_add_word(struct label_list *l, struct label *in, str word)
{
    word = str_trim(word);
    if (!word.len) return;
    if (in->words < LABEL_WORDS_MAX)
        in->word[in->words++] = word;
    else
        list_warn(l->e.report, l->e.file, in->src.line, in->address,
                  "more than %d categories; '%.*s' is passed over", LABEL_WORDS_MAX,
                  (int)(word.len > 60 ? 60 : word.len), word.data);
}

/* --- addresses in lost letters ------------------------------------------------------------------ */

static bool is_of(str s, const char *letters)
{
    str set = str_c(letters);
    for (size_t i = 0; i < s.len; i++)
        if (str_index(set, s.data[i]) == set.len) return false;
    return s.len > 0;
}

/* Small letters are right in bech32: "bc1...", letters, a 1, and 32 signs; "q..." of cashaddr. */
static bool is_bech32(str s)
{
    static const char signs[] = "023456789acdefghjklmnpqrstuvwxyz";
    size_t one = s.len;
    while (one > 0 && s.data[one - 1] != '1') one--;
    if (one > 2 && is_of(str_sub(s, 0, one - 1), "abcdefghijklmnopqrstuvwxyz") &&
        is_of(str_from(s, one), signs) && s.len - one >= 38)
        return true;
    return s.len == 42 && (s.data[0] == 'q' || s.data[0] == 'p') && is_of(s, signs);
}

/* Filecoin's base32 is in small letters too: f1 to f4, then a-z and 2-7. */
static bool is_filecoin(str s)
{
    return s.len > 2 && s.data[0] == 'f' && s.data[1] >= '1' && s.data[1] <= '4' &&
           is_of(str_from(s, 2), "abcdefghijklmnopqrstuvwxyz234567");
}

/* Base58 of 25 signs and more has capitals but once in thousands of millions. Its checksum would tell
 * most; the accounts of Solana have none. */
static bool is_case_lost(str s)
{
    enum { LEAST = 25 };
    return s.len >= LEAST && is_of(s, "0123456789abcdefghijklmnopqrstuvwxyz") &&
           !is_of(s, "0123456789abcdef") && !str_starts(s, STR("0x")) && !is_bech32(s) &&
           !is_filecoin(s);
}

/* --- numbers ------------------------------------------------------------------------------------ */

static struct label_number *find(const struct label_list *l, str number)
{
    size_t at = str_hash(number) & (l->room - 1);
    while (l->slot[at].labels && !str_eq(l->slot[at].number, number)) at = (at + 1) & (l->room - 1);
    return &l->slot[at];
}

static bool grow(struct label_list *l)
{
    struct label_list wide = *l;
    if (l->count * 2 < l->room) return true;
    wide.room = l->room ? l->room * 2 : 1024;
    wide.slot = mem_calloc(wide.room, sizeof *wide.slot);
    if (!wide.slot) return false;
    for (size_t i = 0; i < l->room; i++)
        if (l->slot[i].labels) *find(&wide, l->slot[i].number) = l->slot[i];
    mem_free(l->slot);
    *l = wide;
    return true;
}

/* Hex is one account in any letter case. A number has at most ENTRY_NUMBER_MAX bytes: of a longer one
 * the end is its hash. */
static str plain_number(struct label_list *l, str address)
{
    bool is_hex = str_starts(address, STR("0x")) || str_starts(address, STR("0X"));
    char *p = arena_alloc(&l->numbers, l->prefix.len + address.len + 2);
    size_t n = 0;
    if (!p) return STR_EMPTY;
    for (size_t i = 0; i < l->prefix.len; i++) p[n++] = l->prefix.data[i];
    if (n) p[n++] = ':';
    for (size_t i = 0; i < address.len; i++)
        p[n++] = is_hex ? byte_lower(address.data[i]) : address.data[i];
    if (n <= NUMBER_KEPT) return str_of(p, n);
    uint8_t digest[SHA_LEN];
    char hex[SHA_HEX_LEN + 1];
    sha_of(str_of(p, n), digest);
    sha_hex(digest, hex);
    return arena_printf(&l->numbers, "%.*s~%.16s", NUMBER_KEPT, p, hex);
}

static str number_of(struct label_list *l, str address)
{
    str number = plain_number(l, address);
    if (l->numbers.failed || !grow(l)) return STR_EMPTY;
    struct label_number *s = find(l, number);
    if (!s->labels) l->count++;
    s->number = number;
    if (++s->labels == 1) return number;
    return arena_printf(&l->numbers, "%.*s/%u", STR_ARG(number), s->labels);
}

/* --- what is an address ------------------------------------------------------------------------- */

bool label_looks_like_address(str s)
{
    bool has_digit = false;
    if (s.len < ADDRESS_LEAST || s.len > LABEL_ADDRESS_MAX) return false;
    for (size_t i = 0; i < s.len; i++) {
        has_digit = has_digit || byte_is_digit(s.data[i]);
        if (!byte_is_alnum(s.data[i]) && s.data[i] != ':') return false;
    }
    return has_digit;
}

static void watch_address(struct label_list *l, const struct label *in, str address)
{
    l->labels++;
    if (label_looks_like_address(address) || l->unlike++) return;
    l->unlike_line = in->src.line;
    snprintf(l->unlike_text, sizeof l->unlike_text, "%.*s", STR_ARG(str_sub(address, 0, 60)));
}

static cordon_status check_addresses(const struct label_list *l, const struct list_file *file,
                                     struct cordon_error *err)
{
    if (l->unlike < UNLIKE_LEAST || (uint64_t)l->unlike * 2 <= l->labels) return CORDON_OK;
    return error_at(err, CORDON_SYNTAX, file->name, l->unlike_line, 0,
                    "'%s' is no wallet address, nor are most others (%u of %u); have the columns "
                    "moved?", l->unlike_text, l->unlike, l->labels);
}

/* --- the entry ---------------------------------------------------------------------------------- */

/* The address alone: people write remarks behind it. */
static str address_of(const struct label *in, str *ret_rest)
{
    str s = str_trim(in->address);
    size_t end = 0;
    while (end < s.len && (unsigned char)s.data[end] > ' ' && s.data[end] != 0x7f) end++;
    *ret_rest = str_trim(str_from(s, end));
    return str_sub(s, 0, end);
}

static cordon_status check_address(const struct label_list *l, const struct label *in, str a,
                                   struct cordon_error *err)
{
    if (a.len > 0 && a.len <= LABEL_ADDRESS_MAX) return CORDON_OK;
    return error_at(err, CORDON_SYNTAX, l->e.file, in->src.line, 0,
                    a.len == 0 ? "a label without an address"
                               : "'%.*s' is no wallet address: one word of at most %d bytes",
                    (int)(a.len > 60 ? 60 : a.len), a.data ? a.data : "", LABEL_ADDRESS_MAX);
}

static void put_address(struct label_list *l, const struct label *in, str address)
{
    l->e.report->wallet_mentions++;
    if (is_case_lost(address)) {
        entry_warn(&l->e, in->src, "the letter case of address '%.*s' is lost: kept as a note, and "
                   "compared with nothing", STR_ARG(address));
        entry_note(&l->e, "address without its letter case", address, in->src);
        return;
    }
    entry_put(&l->e, FTM_PROP_PUBLIC_KEY, address, in->src);
    l->e.report->wallets++;
    l->e.report->wallet_entries++;
}

static void put_date(struct label_list *l, const struct label *in)
{
    struct buf day = BUF_INIT(64);
    str text = in->date;
    if (text.len > 10 && (text.data[10] == ' ' || text.data[10] == 'T')) text = str_sub(text, 0, 10);
    if (text.len && list_date(text, &day))
        entry_child_put(&l->e, FTM_PROP_LISTING_DATE, buf_str(&day), in->src);
    else if (text.len)
        entry_warn(&l->e, in->src, "'%.*s' is no date", (int)(text.len > 60 ? 60 : text.len), text.data);
    if (day.failed) l->e.scratch->failed = true;
    buf_release(&day);
}

static void put_risk(struct label_list *l, const struct label *in)
{
    entity_child(l->e.b, FTM_SCHEMA_RISK, in->src);
    entry_child_put(&l->e, FTM_PROP_STATUS, in->status, in->src);
    entry_child_put(&l->e, FTM_PROP_AUTHORITY, in->authority, in->src);
    entry_child_put(&l->e, FTM_PROP_DESCRIPTION, in->confidence, in->src);
    entry_child_put(&l->e, FTM_PROP_SOURCE_URL, in->url, in->src);
    entry_child_put(&l->e, FTM_PROP_PROGRAM, in->program, in->src);
    for (size_t i = 0; i < in->words; i++)
        entry_child_put(&l->e, FTM_PROP_REASON, in->word[i], in->src);
    put_date(l, in);
}

cordon_status label_put(struct label_list *l, const struct label *in, struct cordon_error *err)
{
    str rest, address = address_of(in, &rest);
    cordon_status st = check_address(l, in, address, err);
    if (st) return st;
    watch_address(l, in, address);
    str number = number_of(l, address);
    if (!number.len) return error_nomem(err);
    st = entry_begin(&l->e, FTM_SCHEMA_CRYPTO_WALLET, number, in->row, in->src, err);
    if (st) return st;
    str topic = topic_of(in);
    put_address(l, in, address);
    if (rest.len) {
        entry_warn(&l->e, in->src, "text behind the address is kept as a note");
        entry_note(&l->e, "behind the address", rest, in->src);
    }
    entry_put(&l->e, FTM_PROP_NAME, in->name, in->src);
    entry_put(&l->e, FTM_PROP_TOPICS, topic, in->src);
    entry_put(&l->e, FTM_PROP_CURRENCY_SYMBOL, in->currency, in->src);
    if (in->note.len) entry_put(&l->e, FTM_PROP_NOTES, in->note, in->src);
    put_risk(l, in);
    l->e.is_dprk = list_label_class(topic) == LABEL_DPRK;
    return entry_end(&l->e, err);
}

/* --- the edition --------------------------------------------------------------------------------- */

static void list_init(struct label_list *l, str source, struct entity_build *b,
                      struct list_report *report)
{
    *l = (struct label_list){ .prefix = STR_EMPTY };
    arena_init(&l->scratch, SCRATCH_MAX);
    arena_init(&l->numbers, NUMBERS_MAX);
    l->e = entry_writer(source, STR_EMPTY, b, report, &l->scratch);
    report->is_label = true;
}

static void list_release(struct label_list *l)
{
    arena_release(&l->scratch);
    arena_release(&l->numbers);
    mem_free(l->slot);
    l->slot = NULL;
}

static cordon_status read_file(struct label_list *l, const struct list_file *file, uint8_t number,
                               label_file_fn *read, struct cordon_error *err)
{
    l->e.file = file->name;
    l->labels = l->unlike = 0;
    cordon_status st = list_check_text(file, err);
    if (!st) st = read(l, file, number, err);
    if (!st) st = check_addresses(l, file, err);
    if (st && st != CORDON_NOMEM && err) error_in_file(err, file->name);
    return st;
}

cordon_status label_edition_read(str source, const struct list_file *files, size_t count,
                                 struct entity_build *b, struct list_report *report,
                                 label_file_fn *read, const char *nothing, struct cordon_error *err)
{
    struct label_list l;
    cordon_status st = CORDON_OK;
    list_init(&l, source, b, report);
    for (size_t i = 0; !st && i < count; i++) st = read_file(&l, &files[i], (uint8_t)i, read, err);
    if (!st && report->entries == 0)
        st = error_at(err, CORDON_REFUSED, files[0].name, 0, 0, "%s", nothing);
    if (!st && report->arena->failed) st = error_nomem(err);
    list_release(&l);
    return st;
}
