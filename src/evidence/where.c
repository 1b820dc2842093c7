/* Places, clocks and distances out of committed tables. */
#include "evidence/where.h"

#include "base/country.h"
#include "base/num.h"
#include "base/table.h"

#include <utf8proc.h>

struct place {
    int32_t lat, lon;
    int16_t rule;
    str     country;
};
#include "evidence/where_table.h"

/* --- clocks ------------------------------------------------------------------------------------- */

bool zone_is_utc(str text)
{
    struct zone z;
    if (evidence_word_is(text, "UTC|GMT|Z|Zulu|UCT|Universal|Greenwich|Etc/UTC|Etc/GMT|Etc/UCT|Etc/Zulu|"
                               "Etc/Universal|Etc/Greenwich|GMT0|Etc/GMT0|Etc/GMT+0|Etc/GMT-0"))
        return true;
    return zone_find(text, &z) && z.rule < 0 && z.fixed_min == 0;
}

static void zones_add(struct zones *z, struct zone one, struct origin at)
{
    for (size_t i = 0; i < z->count; i++)
        if (z->zone[i].rule == one.rule && z->zone[i].fixed_min == one.fixed_min) return;
    if (z->count == ZONES_MAX) return;
    z->zone[z->count] = one;
    z->origin[z->count++] = at;
}

static void add_country(struct zones *z, str code, struct origin at)
{
    uint32_t row = table_find(&place_countries, code);
    if (row == TABLE_NONE) return;
    for (size_t i = 0; i < place_count[row]; i++)
        zones_add(z, (struct zone){ place_rows[place_first[row] + i].rule, 0 }, at);
}

void zones_of_country(str country_code, struct zones *ret)
{
    ret->count = 0;
    add_country(ret, country_code, (struct origin){ 0, NULL });
}

/* --- names of places ---------------------------------------------------------------------------- */

enum { PLACE_TEXT = 96 };

/* Letters and digits only, case folded, without marks; tools/gen_labels.py does the same. */
static size_t place_key(str s, char key[PLACE_TEXT])
{
    size_t len = 0;
    if (s.len > PLACE_TEXT / 3) return 0;
    for (size_t at = 0; at < s.len;) {
        utf8proc_int32_t c, parts[32];
        int boundary = 0;
        utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)s.data + at,
                                                 (utf8proc_ssize_t)(s.len - at), &c);
        if (used <= 0) return 0;
        at += (size_t)used;
        utf8proc_ssize_t n = utf8proc_decompose_char(
            c, parts, 32, UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &boundary);
        for (utf8proc_ssize_t i = 0; i < n && i < 32; i++) {
            utf8proc_category_t is = utf8proc_category(parts[i]);
            bool counts = (is >= UTF8PROC_CATEGORY_LU && is <= UTF8PROC_CATEGORY_LO &&
                           is != UTF8PROC_CATEGORY_LM) ||
                          (is >= UTF8PROC_CATEGORY_ND && is <= UTF8PROC_CATEGORY_NO);
            if (!counts) continue;
            if (len > PLACE_TEXT - 12) return 0;
            len += (size_t)utf8proc_encode_char(parts[i], (utf8proc_uint8_t *)key + len);
        }
    }
    return len;
}

static const struct place *find_place(str city, str country)
{
    char key[PLACE_TEXT];
    size_t len = place_key(city, key);
    if (!len) return NULL;
    size_t all = len;
    if (country.len && country.len < 8) {
        key[all++] = ',';
        memcpy(key + all, country.data, country.len);
        all += country.len;
    }
    uint32_t row = table_find(&place_names, str_of(key, all));
    return row == TABLE_NONE ? NULL : &place_rows[place_of_name[row]];
}

/* "Berlin, Germany" or "Austin, TX, USA": the front part in the country of the last. */
static const struct place *find_written(str city, str country)
{
    size_t comma = str_index(city, ',');
    const struct place *p = find_place(str_trim(str_sub(city, 0, comma)), country);
    if (p || country.len || comma == city.len) return p;
    size_t last = comma;
    for (size_t i = comma; i < city.len; i++)
        if (city.data[i] == ',') last = i;
    str code = country_code(str_trim(str_from(city, last + 1)));
    return code.len ? find_place(str_trim(str_sub(city, 0, comma)), code) : NULL;
}

bool point_of_city(str city, str country, struct point *ret)
{
    const struct place *p = find_written(city, country);
    if (!p) return false;
    *ret = (struct point){ p->lat, p->lon };
    return true;
}

str place_country(str text)
{
    size_t last = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] == ',') last = i + 1;
    str code = country_code(str_trim(str_from(text, last)));
    if (code.len) return code;
    const struct place *p = find_place(str_trim(str_sub(text, 0, str_index(text, ','))), STR_EMPTY);
    return p ? p->country : STR_EMPTY;
}

/* --- what is claimed ---------------------------------------------------------------------------- */

/* The claimed cities: each value of `city` in the country of its own record, else of any claim. */
static const struct place *next_city(const struct evidence_run *run, const struct claims *claims,
                                     struct origin *at)
{
    while (evidence_next(run, FIELD_CITY, at)) {
        str own = country_code(record_text(run->dossier->records[at->record], FIELD_COUNTRY));
        const struct place *p = find_written(at->value->text, own);
        for (size_t i = 0; i < claims->count && !p; i++)
            p = find_written(at->value->text, claims->country[i]);
        if (p) return p;
    }
    return NULL;
}

void points_claimed(const struct evidence_run *run, struct points *ret)
{
    struct claims claims;
    struct origin at = { 0, NULL };
    const struct place *p;
    ret->count = 0;
    evidence_claims(run, &claims);
    while ((p = next_city(run, &claims, &at)) && ret->count < POINTS_MAX) {
        ret->point[ret->count] = (struct point){ p->lat, p->lon };
        ret->origin[ret->count++] = at;
    }
}

void zones_claimed(const struct evidence_run *run, struct zones *ret)
{
    struct claims claims;
    struct zone z;
    const struct place *p;
    ret->count = 0;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_APP_ZONE, &at);)
        if (zone_find(at.value->text, &z)) zones_add(ret, z, at);
    if (ret->count) return;
    evidence_claims(run, &claims);
    for (struct origin at = { 0, NULL }; (p = next_city(run, &claims, &at));)
        zones_add(ret, (struct zone){ p->rule, 0 }, at);
    /* a city stands for its own country; a second country claimed adds its clocks */
    for (size_t i = 0; i < claims.count; i++) {
        bool has_city = false;
        for (struct origin at = { 0, NULL }; (p = next_city(run, &claims, &at)) && !has_city;)
            has_city = str_eq(p->country, claims.country[i]);
        if (!has_city) add_country(ret, claims.country[i], claims.origin[i]);
    }
}

int zones_apart(const struct zones *z, int offset_min, int64_t at_s)
{
    int least = 720;
    for (size_t i = 0; i < z->count; i++) {
        int d = zone_apart(zone_offset(z->zone[i], at_s), offset_min);
        if (d < least) least = d;
    }
    return least;
}

/* --- distance ----------------------------------------------------------------------------------- */

/* sin of 0..90 degrees, times 2^30. */
static const int32_t sines[92] = {
    0, 18739379, 37473049, 56195305, 74900443, 93582766, 112236583, 130856211,
    149435979, 167970228, 186453311, 204879599, 223243478, 241539355, 259761657, 277904834,
    295963357, 313931728, 331804471, 349576144, 367241333, 384794656, 402230767, 419544355,
    436730145, 453782903, 470697435, 487468587, 504091252, 520560366, 536870912, 553017922,
    568996477, 584801711, 600428808, 615873009, 631129609, 646193961, 661061475, 675727625,
    690187940, 704438018, 718473518, 732290163, 745883746, 759250125, 772385229, 785285058,
    797945680, 810363241, 822533958, 834454122, 846120104, 857528349, 868675383, 879557810,
    890172315, 900515665, 910584710, 920376381, 929887697, 939115760, 948057759, 956710970,
    965072759, 973140576, 980911966, 988384560, 995556083, 1002424350, 1008987269, 1015242840,
    1021189159, 1026824413, 1032146887, 1037154959, 1041847103, 1046221891, 1050277989, 1054014162,
    1057429273, 1060522280, 1063292242, 1065738315, 1067859754, 1069655912, 1071126243, 1072270298,
    1073087729, 1073578288, 1073741824, 1073741824,
};

/* sin of hundredths of a degree 0..9000, times 2^30: between degrees a straight line, off by less
 * than 4 parts in 100,000. */
static int64_t sine(uint32_t cdeg)
{
    uint32_t d = cdeg / 100, part = cdeg % 100;
    return sines[d] + ((int64_t)sines[d + 1] - sines[d]) * part / 100;
}

static uint64_t root(uint64_t n)
{
    uint64_t r = 0, bit = UINT64_C(1) << 62;
    while (bit > n) bit >>= 2;
    for (; bit; bit >>= 2) {
        if (n >= r + bit) {
            n -= r + bit;
            r = (r >> 1) + bit;
        } else {
            r >>= 1;
        }
    }
    return r;
}

/* Half a difference of 0..36000 hundredths of a degree to a sine, whatever the quarter. */
static int64_t half_sine(uint32_t cdeg)
{
    uint32_t half = cdeg / 2; /* 0..18000 */
    int64_t low = sine(half > 9000 ? 18000 - half : half);
    if (cdeg % 2 == 0) return low;
    uint32_t next = half + 1;
    return (low + sine(next > 9000 ? 18000 - next : next)) / 2;
}

static uint32_t apart(int32_t a, int32_t b)
{
    return (uint32_t)(a > b ? a - b : b - a);
}

uint32_t point_km(struct point a, struct point b)
{
    uint32_t dlon = apart(a.lon, b.lon) % 36000;
    int64_t s1 = half_sine(apart(a.lat, b.lat)), s2 = half_sine(dlon);
    uint32_t la = apart(a.lat, 0), lb = apart(b.lat, 0);
    int64_t ca = sine(9000 - (la > 9000 ? 9000 : la)), cb = sine(9000 - (lb > 9000 ? 9000 : lb));
    /* haversine, times 2^60: sin^2 + cos cos sin^2, every factor below 2^30 */
    uint64_t h = (uint64_t)(s1 * s1) + (uint64_t)(((ca * cb) >> 30) * ((s2 * s2) >> 30));
    uint64_t want = root(h > UINT64_C(1) << 60 ? UINT64_C(1) << 60 : h); /* sin of half the arc */
    uint32_t low = 0, high = 9000 * 64; /* half the arc in 1/64 of a hundredth of a degree */
    while (low < high) {
        uint32_t mid = (low + high + 1) / 2, c = mid / 64;
        int64_t at = sine(c) + (sine(c + 1 > 9000 ? 9000 : c + 1) - sine(c)) * (mid % 64) / 64;
        if ((uint64_t)at <= want) low = mid;
        else high = mid - 1;
    }
    /* 2 x low/6400 degrees of a circle of 40,030 km (mean radius 6,371 km) */
    return (uint32_t)(((uint64_t)low * 2 * 40030 + 6400 * 180) / (6400 * 360));
}

static bool read_degrees(str s, int32_t max, int32_t *ret)
{
    s = str_trim(s);
    bool is_negative = s.len && s.data[0] == '-';
    if (is_negative || (s.len && s.data[0] == '+')) s = str_from(s, 1);
    size_t at = 0, digits = 0;
    int32_t n = 0;
    for (; at < s.len && byte_is_digit(s.data[at]) && digits < 4; at++, digits++)
        n = n * 10 + (s.data[at] - '0');
    if (!digits) return false;
    n *= 100;
    if (at < s.len && s.data[at] == '.') {
        int32_t worth = 10;
        for (at++; at < s.len && byte_is_digit(s.data[at]); at++, worth /= 10)
            n += worth * (s.data[at] - '0');
    }
    if (at != s.len || n > max) return false;
    *ret = is_negative ? -n : n;
    return true;
}

bool point_read(str lat, str lon, struct point *ret)
{
    return read_degrees(lat, 9000, &ret->lat) && read_degrees(lon, 18000, &ret->lon);
}
