/* What single values look like: shapes that are hard to have by accident, with their checksums. */
#include "map/values.h"

#include "addr/addr.h"
#include "base/country.h"
#include "base/num.h"

/* --- contacts --------------------------------------------------------------------------------- */

static bool is_name_byte(char c)
{
    return byte_is_alnum(c) || (unsigned char)c >= 0x80 || c == '-';
}

/** a.b.tld */
static bool is_domain(str s)
{
    size_t label = 0, dots = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] == '.') {
            if (label == 0) return false;
            label = 0;
            dots++;
        } else if (is_name_byte(s.data[i])) {
            label++;
        } else {
            return false;
        }
    }
    return dots && label >= 2 && !byte_is_digit(s.data[s.len - 1]);
}

static bool is_email(str s)
{
    size_t at = str_index(s, '@');
    if (at == 0 || at >= s.len || at > 64) return false;
    for (size_t i = 0; i < at; i++)
        if ((unsigned char)s.data[i] <= ' ' || strchr("()<>,;:\\\"[]", s.data[i])) return false;
    return is_domain(str_from(s, at + 1));
}

static bool is_phone(str s)
{
    size_t digits = 0, others = 0;
    bool has_plus = s.data[0] == '+';
    for (size_t i = has_plus ? 1 : 0; i < s.len; i++) {
        if (byte_is_digit(s.data[i]))
            digits++;
        else if (strchr(" -.()/", s.data[i]))
            others++;
        else
            return false;
    }
    struct when w;
    if (!has_plus && when_read(s, WHEN_OPEN, &w)) return false;
    return digits >= 8 && digits <= 15 &&
           (has_plus || (others && others <= 6) || (s.data[0] == '0' && digits >= 9));
}

/* --- network ---------------------------------------------------------------------------------- */

static bool is_ipv4(str s)
{
    str rest = s, part;
    size_t parts = 0;
    while (str_next(&rest, '.', &part)) {
        uint64_t n;
        if (++parts > 4 || part.len > 3 || !num_parse_u64(part, 255, &n)) return false;
    }
    return parts == 4;
}

static bool is_ipv6(str s)
{
    size_t colons = 0, run = 0;
    bool is_short = false;
    if (s.len < 2 || s.len > 45) return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = byte_lower(s.data[i]);
        if (c == ':') {
            if (run == 0 && i && s.data[i - 1] == ':') {
                if (is_short) return false;
                is_short = true;
            }
            colons++;
            run = 0;
        } else if (byte_is_digit(c) || (c >= 'a' && c <= 'f')) {
            if (++run > 4) return false;
        } else if (c == '.') { /* ::ffff:192.0.2.1 */
            size_t from = i;
            while (from && s.data[from - 1] != ':') from--;
            return colons >= 2 && is_ipv4(str_from(s, from));
        } else if (c == '%') {
            break; /* a scope */
        } else {
            return false;
        }
    }
    return colons == 7 ? true : colons >= 2 && colons < 7 && is_short;
}

static bool is_ip(str s)
{
    return is_ipv4(s) || is_ipv6(s);
}

static str without_scheme(str s)
{
    if (str_starts_nocase(s, STR("https://"))) s = str_from(s, 8);
    if (str_starts_nocase(s, STR("http://"))) s = str_from(s, 7);
    if (str_starts_nocase(s, STR("www."))) s = str_from(s, 4);
    return s;
}

static bool is_url(str s)
{
    str rest = without_scheme(s);
    bool has_scheme = rest.len < s.len;
    size_t end = 0;
    while (end < rest.len && rest.data[end] != '/' && rest.data[end] != '?' && rest.data[end] != ':')
        end++;
    if (str_index(s, ' ') < s.len || str_index(s, '@') < s.len) return false;
    return (has_scheme || end < rest.len) && is_domain(str_sub(rest, 0, end));
}

static bool is_profile(str s, str host)
{
    str rest = without_scheme(s);
    size_t slash = str_index(rest, '/');
    return slash + 1 < rest.len && str_ends(str_sub(rest, 0, slash), host);
}

/* --- numbers ---------------------------------------------------------------------------------- */

static bool is_hex(str s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = byte_lower(s.data[i]);
        if (!byte_is_digit(c) && !(c >= 'a' && c <= 'f')) return false;
        digits += byte_is_digit(c);
    }
    return digits > 0;
}

static bool is_hash(str s)
{
    return (s.len == 16 || s.len == 32 || s.len == 40 || s.len == 64) && is_hex(s);
}

static bool is_uuid(str s)
{
    if (s.len != 36) return false;
    for (size_t i = 0; i < 36; i++) {
        bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_dash ? s.data[i] != '-' : !is_hex(str_sub(s, i, i + 1)) && !byte_is_alpha(s.data[i]))
            return false;
    }
    return true;
}

/** src: iso-13616. The first four letters go behind, A is 10, and the whole is 1 modulo 97. */
static bool is_iban(str s)
{
    char text[40];
    size_t len = 0;
    unsigned rest = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] == ' ') continue;
        if (!byte_is_alnum(s.data[i]) || len == sizeof text) return false;
        text[len++] = byte_upper(s.data[i]);
    }
    if (len < 15 || len > 34 || !byte_is_alpha(text[0]) || !byte_is_alpha(text[1]) ||
        !byte_is_digit(text[2]) || !byte_is_digit(text[3]))
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = text[(i + 4) % len];
        unsigned n = byte_is_digit(c) ? (unsigned)(c - '0') : (unsigned)(c - 'A') + 10;
        rest = (rest * (n > 9 ? 100 : 10) + n) % 97;
    }
    return rest == 1;
}

static bool is_number(str s, bool *ret_money)
{
    size_t digits = 0, marks = 0, signs = 0;
    bool has_sign = false;
    static const char *const currencies[] = { "$", "€", "£", "¥", "₩", "￦", "円", "원", "Rp" };
    for (size_t i = 0; i < COUNT_OF(currencies); i++) {
        str sign = str_c(currencies[i]);
        if (str_starts(s, sign)) {
            s = str_trim(str_from(s, sign.len));
            has_sign = true;
        }
        if (str_ends(s, sign)) {
            s = str_trim(str_sub(s, 0, s.len - sign.len));
            has_sign = true;
        }
    }
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (byte_is_digit(c))
            digits++;
        else if (c == ',' || c == '.' || c == '\'')
            marks++;
        else if ((c == '-' || c == '+') && i == 0)
            signs++;
        else if (c != '%' || i + 1 != s.len)
            return false;
    }
    *ret_money = digits && (has_sign || marks);
    return digits && digits <= 18 && marks <= 6;
}

static bool is_currency(str s)
{
    static const char codes[] =
        " USD EUR GBP JPY KRW IDR CNY RUB INR SGD HKD AUD CAD CHF NZD THB VND PHP MYR TWD AED SAR BRL "
        "MXN ARS CLP COP PEN ZAR NGN KES EGP TRY PLN CZK HUF RON BGN SEK NOK DKK ISK UAH GEL KZT UZS "
        "ILS PKR BDT LKR NPR MMK KHR LAK MNT USDT USDC BTC ETH ";
    char word[8];
    if (s.len < 3 || s.len > 4) return false;
    size_t len = 0;
    word[len++] = ' ';
    for (size_t i = 0; i < s.len; i++) {
        if (!byte_is_upper(s.data[i])) return false;
        word[len++] = s.data[i];
    }
    word[len++] = ' ';
    return str_find(str_c(codes), str_of(word, len), 0) != SIZE_MAX;
}

static bool is_flag(str s)
{
    static const char *const words[] = { "true", "false", "yes", "no", "y", "n", "예", "아니오", "아니요",
                                         "はい", "いいえ", "ya", "tidak", "o", "x", "有", "無" };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq_nocase(s, str_c(words[i]))) return true;
    return false;
}

/** Lines of 44, 36 or 30 letters with '<' among them. */
static bool is_mrz(str s)
{
    size_t letters = 0, fillers = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (c == '<')
            fillers++;
        else if (byte_is_upper(c) || byte_is_digit(c))
            letters++;
        else if (!byte_is_blank(c))
            return false;
    }
    size_t all = letters + fillers;
    return fillers >= 4 && (all == 88 || all == 72 || all == 90);
}

static bool is_zone(str s)
{
    struct zone z;
    size_t slash = str_index(s, '/');
    if (when_zone_find(s, &z)) return true;
    if (slash == 0 || slash + 1 >= s.len || s.len > 40) return false;
    static const char *const areas[] = { "Africa", "America", "Antarctica", "Asia", "Atlantic",
                                         "Australia", "Europe", "Indian", "Pacific", "Etc" };
    for (size_t i = 0; i < COUNT_OF(areas); i++)
        if (str_eq(str_sub(s, 0, slash), str_c(areas[i]))) return true;
    return false;
}

/* --- together --------------------------------------------------------------------------------- */

static bool has_letter(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (byte_is_alpha(s.data[i]) || (unsigned char)s.data[i] >= 0x80) return true;
    return false;
}

static uint32_t looks_of(str s)
{
    struct addr a;
    uint32_t looks = 0;
    bool is_money = false;
    if (s.len > 300) return 1u << LOOK_TEXT;
#define LOOKS(look, test) do { if (test) looks |= 1u << (look); } while (0)
    LOOKS(LOOK_EMAIL, is_email(s));
    LOOKS(LOOK_PHONE, is_phone(s));
    LOOKS(LOOK_IP, is_ip(s));
    LOOKS(LOOK_URL, is_url(s));
    LOOKS(LOOK_GITHUB, is_profile(s, STR("github.com")));
    LOOKS(LOOK_LINKEDIN, is_profile(s, STR("linkedin.com")));
    LOOKS(LOOK_IBAN, is_iban(s));
    LOOKS(LOOK_HASH, is_hash(s));
    LOOKS(LOOK_MRZ, is_mrz(s));
    LOOKS(LOOK_CURRENCY, is_currency(s));
    LOOKS(LOOK_FLAG, is_flag(s));
    LOOKS(LOOK_ZONE, is_zone(s));
    LOOKS(LOOK_UUID, is_uuid(s));
    LOOKS(LOOK_COUNTRY, has_letter(s) && s.len <= 64 && country_code(s).len);
    LOOKS(LOOK_NUMBER, is_number(s, &is_money));
    LOOKS(LOOK_MONEY, is_money);
    LOOKS(LOOK_TEXT, has_letter(s));
    LOOKS(LOOK_WALLET, addr_looks_like(s) && addr_read(s, &a) != ADDR_MALFORMED && !is_hash(s));
#undef LOOKS
    return looks;
}

static void look_at_date(str s, struct value_sums *sums)
{
    struct when w;
    if (!when_read(s, WHEN_OPEN, &w)) return;
    sums->look[LOOK_DATE]++;
    if (w.has_clock) {
        sums->look[LOOK_TIME]++;
        if (w.has_zone)
            sums->zoned++;
        else
            sums->zoneless++;
    }
    if (w.is_open) {
        if (!sums->open++) sums->open_example = s;
    } else if (w.proof) {
        if (!sums->order[w.proof]++ && w.proof != WHEN_YMD) sums->order_example = s;
    }
}

/** "a@x.org; b@y.org": one sort, several times. */
static uint32_t list_looks(str s, char sep)
{
    uint32_t all = (1u << LOOK_EMAIL) | 1u << LOOK_PHONE | 1u << LOOK_IP | 1u << LOOK_WALLET |
                   1u << LOOK_URL;
    str rest = s, piece;
    size_t pieces = 0;
    while (all && str_next(&rest, sep, &piece)) {
        piece = str_trim(piece);
        if (piece.len == 0) continue;
        all &= looks_of(piece);
        pieces++;
    }
    return pieces > 1 ? all : 0;
}

void values_look(str s, struct value_sums *sums)
{
    static const char seps[] = ";,|\n ";
    s = str_trim(s);
    if (s.len == 0) return;
    sums->count++;
    uint32_t looks = looks_of(s), single = looks & ((1u << LOOK_EMAIL) | 1u << LOOK_IP |
                                                    1u << LOOK_WALLET | 1u << LOOK_PHONE);
    for (size_t i = 0; !single && s.len < 2000 && seps[i]; i++) {
        uint32_t more = str_index(s, seps[i]) < s.len ? list_looks(s, seps[i]) : 0;
        if (!more) continue;
        looks = more;
        sums->lists++;
        sums->list_sep = seps[i];
        break;
    }
    for (unsigned i = 0; i < LOOK_COUNT; i++) sums->look[i] += looks >> i & 1;
    look_at_date(s, sums);
}

const char *look_name(enum value_look look)
{
    static const char *const names[LOOK_COUNT] = {
        [LOOK_EMAIL] = "e-mail addresses", [LOOK_PHONE] = "phone numbers",
        [LOOK_IP] = "IP addresses", [LOOK_DATE] = "dates", [LOOK_TIME] = "times",
        [LOOK_URL] = "web addresses", [LOOK_GITHUB] = "GitHub profiles",
        [LOOK_LINKEDIN] = "LinkedIn profiles", [LOOK_WALLET] = "wallet addresses",
        [LOOK_IBAN] = "IBANs", [LOOK_HASH] = "hashes", [LOOK_MRZ] = "machine-readable zones",
        [LOOK_COUNTRY] = "countries", [LOOK_CURRENCY] = "currencies", [LOOK_NUMBER] = "numbers",
        [LOOK_MONEY] = "sums of money", [LOOK_FLAG] = "yes or no", [LOOK_ZONE] = "time zones",
        [LOOK_UUID] = "identifiers", [LOOK_TEXT] = "text",
    };
    return (unsigned)look < LOOK_COUNT ? names[look] : "values";
}

enum value_look look_of_type(enum record_type type)
{
    switch (type) {
    case FIELD_TYPE_EMAIL: return LOOK_EMAIL;
    case FIELD_TYPE_PHONE: return LOOK_PHONE;
    case FIELD_TYPE_IP: return LOOK_IP;
    case FIELD_TYPE_DATE:
    case FIELD_TYPE_TIME: return LOOK_DATE;
    case FIELD_TYPE_URL: return LOOK_URL;
    case FIELD_TYPE_WALLET: return LOOK_WALLET;
    case FIELD_TYPE_COUNTRY: return LOOK_COUNTRY;
    case FIELD_TYPE_CURRENCY: return LOOK_CURRENCY;
    case FIELD_TYPE_NUMBER:
    case FIELD_TYPE_MONEY: return LOOK_NUMBER;
    case FIELD_TYPE_FLAG: return LOOK_FLAG;
    case FIELD_TYPE_ZONE: return LOOK_ZONE;
    case FIELD_TYPE_WORD:
    case FIELD_TYPE_KIND:
    case FIELD_TYPE_SCHEMA:
    case FIELD_TYPE_PROOF:
    case FIELD_TYPE_NAME:
    case FIELD_TYPE_NAME_PART:
    case FIELD_TYPE_ADDRESS:
    case FIELD_TYPE_GENDER:
    case FIELD_TYPE_IDENTIFIER:
    case FIELD_TYPE_TEXT:
    case FIELD_TYPE_HASH:
    case FIELD_TYPE_OTHER: break;
    }
    return LOOK_COUNT;
}
