/* Names as twenty cultures build them, and as their bearers write them to a company. */
#include "train/person.h"

#include "base/num.h"

static struct name_text text_of(const struct train_name *n)
{
    return (struct name_text){ n->latin, n->native, n->plain, n->zone };
}

static str glue(struct arena *a, str x, const char *between, str y)
{
    if (!x.len) return y;
    if (!y.len) return x;
    return arena_printf(a, "%.*s%s%.*s", STR_ARG(x), between, STR_ARG(y));
}

/* Two parts as one; `between` in Latin letters, nothing or a blank in the zone with it. */
static struct name_text join(struct arena *a, struct name_text x, const char *between, struct name_text y)
{
    const char *zone = *between ? "<" : "";
    const char *native = *between == ' ' ? " " : "";
    return (struct name_text){
        glue(a, x.latin, between, y.latin),
        x.native.len && y.native.len ? glue(a, x.native, native, y.native) : STR_EMPTY,
        glue(a, x.plain, between, y.plain),
        glue(a, x.zone, zone, y.zone),
    };
}

static struct name_text pick(struct prng *p, enum train_names_id part)
{
    return text_of(world_name(p, part));
}

static str lower_az(struct arena *a, str s)
{
    char *out = arena_alloc(a, s.len + 1);
    size_t n = 0;
    if (!out) return STR_EMPTY;
    for (size_t i = 0; i < s.len; i++)
        if (byte_is_alpha(s.data[i])) out[n++] = byte_lower(s.data[i]);
    return str_of(out, n);
}

static str first_word(str s)
{
    return str_sub(s, 0, str_index(s, ' '));
}

/* A call name if the table has one, else the first word of the given name. */
static str call_of(struct prng *p, const struct train_name *n)
{
    return n->nick.count ? world_pick(p, n->nick) : first_word(n->latin);
}

/* --- parts by gender ------------------------------------------------------------------------------ */

static str swap_tail(struct arena *a, str s, size_t cut, const char *tail)
{
    return arena_printf(a, "%.*s%s", (int)(s.len - cut), s.data, tail);
}

static bool is_adjective(str s)
{
    return str_ends(s, STR("ski")) || str_ends(s, STR("cki"));
}

static struct name_text polish_woman(struct arena *a, struct name_text n)
{
    if (!is_adjective(n.plain)) return n;
    return (struct name_text){ swap_tail(a, n.latin, 1, "a"), n.native, swap_tail(a, n.plain, 1, "a"),
                               swap_tail(a, n.zone, 1, "A") };
}

static struct name_text ukrainian_woman(struct arena *a, struct name_text n)
{
    if (str_ends(n.plain, STR("skyi")))
        return (struct name_text){ swap_tail(a, n.latin, 2, "a"), swap_tail(a, n.native, 4, "а"),
                                   swap_tail(a, n.plain, 2, "a"), swap_tail(a, n.zone, 2, "A") };
    if (str_ends(n.plain, STR("ov")) || str_ends(n.plain, STR("ev")))
        return (struct name_text){ swap_tail(a, n.latin, 0, "a"), swap_tail(a, n.native, 0, "а"),
                                   swap_tail(a, n.plain, 0, "a"), swap_tail(a, n.zone, 0, "A") };
    return n;
}

/* The father's name as a patronymic, in Cyrillic only: Latin papers do not carry it. */
static str patronymic(struct arena *a, const struct train_name *father, uint8_t sex)
{
    str n = father->native;
    if (str_ends(n, STR("о"))) return swap_tail(a, n, 2, sex ? "івна" : "ович");
    if (str_ends(n, STR("й"))) return sex ? swap_tail(a, n, 2, "ївна") : swap_tail(a, n, 0, "ович");
    return swap_tail(a, n, 0, sex ? "івна" : "ович");
}

/* --- cultures -------------------------------------------------------------------------------------- */

struct making {
    struct prng        *p;
    struct arena       *a;
    uint8_t             country, sex;
    struct person_name *n;
};

/* Given and family from two lists; the call name from the first. */
static void two_parts(struct making *m, enum train_names_id male, enum train_names_id female,
                      enum train_names_id family)
{
    const struct train_name *given = world_name(m->p, m->sex ? female : male);
    m->n->given = text_of(given);
    m->n->call = call_of(m->p, given);
    m->n->family = pick(m->p, family);
}

/* Surnames beyond the list, put together as the culture's rarer ones are: fewer namesakes. */
static void rare_family(struct making *m, enum train_names_id stem, enum train_names_id tail)
{
    if (!prng_chance(m->p, 450)) return;
    struct name_text first = pick(m->p, stem);
    m->n->family = join(m->a, first, "", pick(m->p, tail));
}

static void second_given(struct making *m, enum train_names_id male, enum train_names_id female,
                         uint32_t per_mille)
{
    if (!prng_chance(m->p, per_mille)) return;
    struct name_text more = pick(m->p, m->sex ? female : male);
    if (!str_eq(more.latin, m->n->given.latin)) m->n->given = join(m->a, m->n->given, " ", more);
}

static void english(struct making *m)
{
    two_parts(m, NAMES_ENGLISH_MALE, NAMES_ENGLISH_FEMALE, NAMES_ENGLISH_SURNAME);
    rare_family(m, NAMES_ENGLISH_STEM, NAMES_ENGLISH_TAIL);
    second_given(m, NAMES_ENGLISH_MALE, NAMES_ENGLISH_FEMALE, 700);
    if (m->sex && prng_chance(m->p, 30))
        m->n->family = join(m->a, m->n->family, "-", pick(m->p, NAMES_ENGLISH_SURNAME));
}

static void german(struct making *m)
{
    two_parts(m, NAMES_GERMAN_MALE, NAMES_GERMAN_FEMALE, NAMES_GERMAN_SURNAME);
    rare_family(m, NAMES_GERMAN_STEM, NAMES_GERMAN_TAIL);
    second_given(m, NAMES_GERMAN_MALE, NAMES_GERMAN_FEMALE, 300);
    if (m->sex && prng_chance(m->p, 50))
        m->n->family = join(m->a, m->n->family, "-", pick(m->p, NAMES_GERMAN_SURNAME));
}

static void french(struct making *m)
{
    two_parts(m, NAMES_FRENCH_MALE, NAMES_FRENCH_FEMALE, NAMES_FRENCH_SURNAME);
    rare_family(m, NAMES_FRENCH_STEM, NAMES_FRENCH_TAIL);
    second_given(m, NAMES_FRENCH_MALE, NAMES_FRENCH_FEMALE, 600);
}

static void polish(struct making *m)
{
    two_parts(m, NAMES_POLISH_MALE, NAMES_POLISH_FEMALE, NAMES_POLISH_SURNAME);
    rare_family(m, NAMES_POLISH_STEM, NAMES_POLISH_TAIL);
    second_given(m, NAMES_POLISH_MALE, NAMES_POLISH_FEMALE, 450);
    if (m->sex) m->n->family = polish_woman(m->a, m->n->family);
    if (m->sex && prng_chance(m->p, 40))
        m->n->family = join(m->a, m->n->family, "-",
                            polish_woman(m->a, pick(m->p, NAMES_POLISH_SURNAME)));
}

static void ukrainian(struct making *m)
{
    two_parts(m, NAMES_UKRAINIAN_MALE, NAMES_UKRAINIAN_FEMALE, NAMES_UKRAINIAN_SURNAME);
    rare_family(m, NAMES_UKRAINIAN_STEM, NAMES_UKRAINIAN_TAIL);
    if (m->sex) m->n->family = ukrainian_woman(m->a, m->n->family);
    str father = patronymic(m->a, world_name(m->p, NAMES_UKRAINIAN_FATHER), m->sex);
    m->n->native = arena_printf(m->a, "%.*s %.*s %.*s", STR_ARG(m->n->family.native),
                                STR_ARG(m->n->given.native), STR_ARG(father));
}

/* Two surnames; in daily use the first (Spanish) or the last (Portuguese). */
static void hispanic(struct making *m)
{
    two_parts(m, NAMES_HISPANIC_MALE, NAMES_HISPANIC_FEMALE, NAMES_HISPANIC_SURNAME);
    str daily = m->n->family.latin;
    m->n->mail_last = m->n->family.plain;
    m->n->family = join(m->a, m->n->family, " ", pick(m->p, NAMES_HISPANIC_SURNAME));
    str given = prng_chance(m->p, 500) ? first_word(m->n->given.latin) : m->n->given.latin;
    m->n->written = glue(m->a, given, " ", prng_chance(m->p, 550) ? daily : m->n->family.latin);
}

static struct name_text particle(struct making *m, struct name_text n)
{
    static const struct name_text words[] = {
        { STR_INIT("da"), STR_INIT(""), STR_INIT("da"), STR_INIT("DA") },
        { STR_INIT("dos"), STR_INIT(""), STR_INIT("dos"), STR_INIT("DOS") },
        { STR_INIT("de"), STR_INIT(""), STR_INIT("de"), STR_INIT("DE") },
    };
    return prng_chance(m->p, 250) ? join(m->a, words[prng_below(m->p, 3)], " ", n) : n;
}

static void portuguese(struct making *m)
{
    two_parts(m, NAMES_PORTUGUESE_MALE, NAMES_PORTUGUESE_FEMALE, NAMES_PORTUGUESE_SURNAME);
    struct name_text last = particle(m, pick(m->p, NAMES_PORTUGUESE_SURNAME));
    m->n->mail_last = last.plain;
    m->n->family = join(m->a, particle(m, m->n->family), " ", last);
    if (prng_chance(m->p, 600)) m->n->written = glue(m->a, m->n->given.latin, " ", last.latin);
}

static void turkish(struct making *m)
{
    two_parts(m, NAMES_TURKISH_MALE, NAMES_TURKISH_FEMALE, NAMES_TURKISH_SURNAME);
    rare_family(m, NAMES_TURKISH_STEM, NAMES_TURKISH_TAIL);
    second_given(m, NAMES_TURKISH_MALE, NAMES_TURKISH_FEMALE, 200);
}

/* Own, father's, grandfather's name, then a family name; daily two of them. */
static void arabic(struct making *m)
{
    two_parts(m, NAMES_ARABIC_MALE, NAMES_ARABIC_FEMALE, NAMES_ARABIC_SURNAME);
    struct name_text own = m->n->given, father = pick(m->p, NAMES_ARABIC_MALE);
    m->n->given = join(m->a, own, " ", father);
    if (m->country == COUNTRY_EG || m->country == COUNTRY_JO)
        m->n->given = join(m->a, m->n->given, " ", pick(m->p, NAMES_ARABIC_MALE));
    m->n->native = glue(m->a, m->n->given.native, " ", m->n->family.native);
    m->n->mail_last = m->n->family.plain;
    m->n->written = glue(m->a, own.latin, " ",
                         prng_chance(m->p, 250) ? father.latin : m->n->family.latin);
}

static void hebrew(struct making *m)
{
    two_parts(m, NAMES_HEBREW_MALE, NAMES_HEBREW_FEMALE, NAMES_HEBREW_SURNAME);
}

/* Given and surname; in the south the father's name or an initial in its place; some have one name. */
static void indian(struct making *m)
{
    two_parts(m, NAMES_INDIAN_MALE, NAMES_INDIAN_FEMALE, NAMES_INDIAN_SURNAME);
    uint32_t r = prng_below(m->p, 1000);
    if (r < 220) {
        m->n->family = pick(m->p, NAMES_INDIAN_MALE); /* the father's */
        str initial = str_sub(m->n->family.plain, 0, 1);
        if (prng_chance(m->p, 400))
            m->n->written = prng_chance(m->p, 500)
                                ? arena_printf(m->a, "%.*s %.*s", STR_ARG(m->n->given.latin), STR_ARG(initial))
                                : arena_printf(m->a, "%.*s. %.*s", STR_ARG(initial),
                                               STR_ARG(m->n->given.latin));
    } else if (r < 255) {
        m->n->family = (struct name_text){ 0 };
    } else if (r < 400) {
        m->n->given = join(m->a, m->n->given, " ", pick(m->p, NAMES_INDIAN_MALE));
    }
}

/* No family name in the European sense: the last part serves as one. */
static void urdu_bengali(struct making *m)
{
    static const struct name_text md = { STR_INIT("Md."), STR_INIT("মোঃ"), STR_INIT("Md"), STR_INIT("MD") };
    static const struct name_text muhammad = { STR_INIT("Muhammad"), STR_INIT("محمد"), STR_INIT("Muhammad"),
                                               STR_INIT("MUHAMMAD") };
    bool is_pk = m->country != COUNTRY_BD;
    if (is_pk)
        two_parts(m, NAMES_URDU_MALE, NAMES_URDU_FEMALE, NAMES_URDU_SURNAME);
    else
        two_parts(m, NAMES_BENGALI_MALE, NAMES_BENGALI_FEMALE, NAMES_BENGALI_SURNAME);
    struct name_text own = m->n->given;
    if (!m->sex && prng_chance(m->p, is_pk ? 400 : 450))
        m->n->given = join(m->a, is_pk ? muhammad : md, " ", own);
    m->n->native = glue(m->a, m->n->given.native, " ", m->n->family.native);
    if (prng_chance(m->p, 500)) m->n->written = glue(m->a, own.latin, " ", m->n->family.latin);
    m->n->mail_first = own.plain;
}

static void filipino(struct making *m)
{
    two_parts(m, NAMES_FILIPINO_MALE, NAMES_FILIPINO_FEMALE, NAMES_FILIPINO_SURNAME);
    struct name_text mother = pick(m->p, NAMES_FILIPINO_SURNAME);
    str daily = m->n->given.latin;
    if (prng_chance(m->p, 350))
        m->n->written = arena_printf(m->a, "%.*s %.*s. %.*s", STR_ARG(daily),
                                     STR_ARG(str_sub(mother.plain, 0, 1)), STR_ARG(m->n->family.latin));
    else
        m->n->written = glue(m->a, daily, " ", m->n->family.latin);
    m->n->given = join(m->a, m->n->given, " ", mother);
}

static void indonesian(struct making *m)
{
    two_parts(m, NAMES_INDONESIAN_MALE, NAMES_INDONESIAN_FEMALE, NAMES_INDONESIAN_SURNAME);
    if (prng_chance(m->p, 110)) m->n->family = (struct name_text){ 0 };
    if (prng_chance(m->p, 350))
        m->n->given = join(m->a, m->n->given, " ",
                           pick(m->p, m->sex ? NAMES_INDONESIAN_FEMALE : NAMES_INDONESIAN_MALE));
}

static void vietnamese(struct making *m)
{
    two_parts(m, NAMES_VIETNAMESE_MALE, NAMES_VIETNAMESE_FEMALE, NAMES_VIETNAMESE_SURNAME);
    str given = m->n->given.latin;
    m->n->mail_first = m->n->given.plain;
    m->n->given = join(m->a, pick(m->p, m->sex ? NAMES_VIETNAMESE_MIDDLE_F : NAMES_VIETNAMESE_MIDDLE_M), " ",
                       m->n->given);
    m->n->is_family_first = true;
    if (prng_chance(m->p, 450)) m->n->written = glue(m->a, given, " ", m->n->family.latin);
    m->n->native = STR_EMPTY;
}

/* Two syllables, written together, with a hyphen or apart, as its bearer is used to. */
static void korean(struct making *m)
{
    static const char *const ways[] = { "-", "", " " };
    enum train_names_id part = m->sex ? NAMES_KOREAN_FEMALE : NAMES_KOREAN_MALE;
    const char *way = ways[prng_below(m->p, 3)];
    m->n->family = pick(m->p, NAMES_KOREAN_SURNAME);
    const struct train_name *first = world_name(m->p, part);
    m->n->given = text_of(first);
    if (!prng_chance(m->p, 40)) {
        const struct train_name *second = world_name(m->p, part);
        while (second == first) second = world_name(m->p, part);
        str low = arena_printf(m->a, "%c%.*s", byte_lower(second->latin.data[0]),
                               STR_ARG(str_from(second->latin, 1)));
        struct name_text tail = text_of(second);
        if (*way != ' ') tail.latin = tail.plain = low;
        struct name_text whole = join(m->a, m->n->given, way, tail);
        whole.native = glue(m->a, first->native, "", second->native);
        if (*way == '-') whole.zone = glue(m->a, first->zone, "", second->zone);
        m->n->given = whole;
    }
    m->n->is_family_first = true;
    m->n->native = glue(m->a, m->n->family.native, "", m->n->given.native);
    m->n->call = prng_chance(m->p, 250) ? world_word(m->p, WORDS_ENGLISH_CALL) : m->n->given.latin;
}

static void japanese(struct making *m)
{
    two_parts(m, NAMES_JAPANESE_MALE, NAMES_JAPANESE_FEMALE, NAMES_JAPANESE_SURNAME);
    rare_family(m, NAMES_JAPANESE_STEM, NAMES_JAPANESE_TAIL);
    m->n->native = glue(m->a, m->n->family.native, " ", m->n->given.native);
    if (!prng_chance(m->p, 150)) /* few write their long vowels */
        m->n->written = glue(m->a, m->n->given.plain, " ", m->n->family.plain);
    m->n->call = m->n->family.plain;
}

static void chinese(struct making *m)
{
    enum train_names_id family = NAMES_CHINESE_SURNAME, given = m->sex ? NAMES_CHINESE_FEMALE : NAMES_CHINESE_MALE;
    const char *between = "";
    bool is_hk = m->country == COUNTRY_HK || m->country == COUNTRY_SG;
    if (is_hk) family = NAMES_CHINESE_SURNAME_HK, given = NAMES_CHINESE_GIVEN_HK, between = " ";
    if (m->country == COUNTRY_TW) family = NAMES_CHINESE_SURNAME_TW, given = NAMES_CHINESE_GIVEN_TW, between = "-";
    m->n->family = pick(m->p, family);
    m->n->given = pick(m->p, given);
    if (!prng_chance(m->p, is_hk ? 20 : 180)) {
        struct name_text tail = pick(m->p, given);
        if (!is_hk) { /* Xiaoming, Chia-wei */
            tail.latin = tail.plain = arena_printf(m->a, "%c%.*s", byte_lower(tail.plain.data[0]),
                                                   STR_ARG(str_from(tail.plain, 1)));
        }
        m->n->given = join(m->a, m->n->given, between, tail);
        m->n->given.native = STR_EMPTY;
    }
    m->n->is_family_first = true;
    m->n->call = m->n->given.latin;
    if (prng_chance(m->p, is_hk ? 750 : 250)) {
        m->n->call = world_word(m->p, WORDS_ENGLISH_CALL);
        if (is_hk && prng_chance(m->p, 500)) /* Kelvin Chan, and Chan Ka Ming on paper */
            m->n->written = glue(m->a, m->n->call, " ", m->n->family.latin);
    }
}

static void nigerian(struct making *m)
{
    two_parts(m, NAMES_NIGERIAN_MALE, NAMES_NIGERIAN_FEMALE, NAMES_NIGERIAN_SURNAME);
    rare_family(m, NAMES_NIGERIAN_STEM, NAMES_NIGERIAN_TAIL);
    str first = m->n->given.latin;
    second_given(m, NAMES_NIGERIAN_MALE, NAMES_NIGERIAN_FEMALE, 600);
    if (prng_chance(m->p, 600)) m->n->written = glue(m->a, first, " ", m->n->family.latin);
}

static void kenyan(struct making *m)
{
    two_parts(m, NAMES_KENYAN_MALE, NAMES_KENYAN_FEMALE, NAMES_KENYAN_SURNAME);
    str first = m->n->given.latin;
    struct name_text middle = pick(m->p, m->sex ? NAMES_KENYAN_MIDDLE_F : NAMES_KENYAN_MIDDLE_M);
    m->n->given = join(m->a, m->n->given, " ", middle);
    uint32_t r = prng_below(m->p, 10); /* any two of the three in daily use */
    if (r < 4) m->n->written = glue(m->a, first, " ", m->n->family.latin);
    if (r >= 4 && r < 7) m->n->written = glue(m->a, first, " ", middle.latin);
}

typedef void culture_fn(struct making *m);
static culture_fn *const makers[CULTURE_COUNT] = {
    [CULTURE_ENGLISH] = english,       [CULTURE_GERMAN] = german,
    [CULTURE_FRENCH] = french,         [CULTURE_POLISH] = polish,
    [CULTURE_UKRAINIAN] = ukrainian,   [CULTURE_HISPANIC] = hispanic,
    [CULTURE_PORTUGUESE] = portuguese, [CULTURE_TURKISH] = turkish,
    [CULTURE_ARABIC] = arabic,         [CULTURE_HEBREW] = hebrew,
    [CULTURE_INDIAN] = indian,         [CULTURE_URDU_BENGALI] = urdu_bengali,
    [CULTURE_FILIPINO] = filipino,     [CULTURE_INDONESIAN] = indonesian,
    [CULTURE_VIETNAMESE] = vietnamese, [CULTURE_KOREAN] = korean,
    [CULTURE_JAPANESE] = japanese,     [CULTURE_CHINESE] = chinese,
    [CULTURE_NIGERIAN] = nigerian,     [CULTURE_KENYAN] = kenyan,
};

str name_western(const struct person_name *n, struct arena *a)
{
    return glue(a, n->given.latin, " ", n->family.latin);
}

void name_make(struct prng *p, uint8_t culture, uint8_t country, uint8_t sex, struct arena *a,
               struct person_name *ret)
{
    struct making m = { p, a, country, sex, ret };
    *ret = (struct person_name){ 0 };
    makers[culture](&m);
    if (!ret->native.len && ret->given.native.len)
        ret->native = glue(a, ret->given.native, " ", ret->family.native);
    if (!ret->call.len) ret->call = first_word(ret->given.latin);
    if (!ret->written.len) {
        /* the family first where that is the custom at home, except most who write to companies abroad */
        bool is_home_order = ret->is_family_first && prng_chance(p, 400);
        str given = ret->given.latin;
        if (!ret->is_family_first && prng_chance(p, 700)) given = first_word(given);
        if (!ret->is_family_first && prng_chance(p, 130)) given = first_word(ret->call);
        ret->written = is_home_order ? glue(a, ret->family.latin, " ", given)
                                     : glue(a, given, " ", ret->family.latin);
    }
    str first = ret->mail_first.len ? ret->mail_first : first_word(ret->given.plain);
    if (ret->is_family_first && culture != CULTURE_VIETNAMESE) first = ret->given.plain;
    ret->mail_first = lower_az(a, first);
    ret->mail_last = lower_az(a, ret->mail_last.len ? ret->mail_last : ret->family.plain);
}

/* Every part once more, as the table spells it otherwise. */
static const struct train_name *listed(str latin)
{
    for (unsigned i = 0; i < NAMES_COUNT; i++)
        for (size_t k = 0; k < train_names[i].count; k++)
            if (str_eq(train_names[i].item[k].latin, latin)) return &train_names[i].item[k];
    return NULL;
}

str name_other_writing(struct prng *p, const struct person_name *n, struct arena *a)
{
    struct buf out = BUF_INIT(512);
    bool has_changed = false;
    str  rest = n->written, word;
    while (str_next(&rest, ' ', &word)) {
        const struct train_name *t = listed(word);
        if (out.len) buf_add_byte(&out, ' ');
        if (t && t->spelling.count && prng_chance(p, 700)) {
            buf_add(&out, world_pick(p, t->spelling));
            has_changed = true;
        } else {
            buf_add(&out, t ? t->plain : word);
            if (t && !str_eq(t->plain, word)) has_changed = true;
        }
    }
    str text = out.failed ? n->written : arena_str(a, buf_str(&out));
    buf_release(&out);
    if (!has_changed && n->call.len)
        text = glue(a, n->call, " ", n->family.latin.len ? n->family.latin : n->given.latin);
    return text;
}

str name_slip(struct prng *p, str text, struct arena *a)
{
    size_t at = 0;
    str    out = arena_str(a, text);
    if (text.len < 4 || out.len != text.len) return text;
    char *s = arena_alloc(a, text.len + 1);
    if (!s) return text;
    for (int tries = 0; tries < 20; tries++) {
        at = 1 + prng_below(p, (uint32_t)text.len - 2);
        if (byte_is_lower(text.data[at]) && byte_is_lower(text.data[at + 1]) &&
            text.data[at] != text.data[at + 1])
            break;
        at = 0;
    }
    if (!at) return text;
    memcpy(s, text.data, text.len);
    if (prng_chance(p, 500)) { /* two letters exchanged */
        char c = s[at];
        s[at] = s[at + 1];
        s[at + 1] = c;
        return str_of(s, text.len);
    }
    memmove(s + at, s + at + 1, text.len - at - 1); /* one left out */
    return str_of(s, text.len - 1);
}
