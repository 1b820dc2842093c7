/* Texts of reasons: the message tables, and filling in their placeholders. */
#include "say/say.h"

#include "base/num.h"
#include "say/korean.h"
#include "say/say_tables.h"

static const str lang_codes[SAY_LANG_COUNT] = { STR_INIT("en"), STR_INIT("ko"), STR_INIT("ja"),
                                                STR_INIT("id") };

bool say_lang_find(str code, enum say_lang *ret_lang)
{
    size_t end = 0;
    while (end < code.len && byte_is_alpha(code.data[end])) end++;
    bool is_cut = end == code.len || code.data[end] == '-' || code.data[end] == '_' ||
                  code.data[end] == '.';
    *ret_lang = SAY_LANG_EN;
    for (unsigned i = 0; is_cut && i < SAY_LANG_COUNT; i++)
        if (str_eq_nocase(str_sub(code, 0, end), lang_codes[i])) {
            *ret_lang = (enum say_lang)i;
            return true;
        }
    return false;
}

str say_id_name(enum say_id id)
{
    return say_decl_of(id)->name;
}

str say_strength(enum say_id id)
{
    return say_decl_of(id)->strength;
}

bool say_has(enum say_id id, enum say_part part)
{
    return (unsigned)part < SAY_PART_COUNT && say_decl_of(id)->message[part] != SAY_NO_MESSAGE;
}

str say_message(enum say_lang lang, str key)
{
    size_t low = 0, high = say_message_count;
    if ((unsigned)lang >= SAY_LANG_COUNT) lang = SAY_LANG_EN;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = str_cmp(say_messages[mid].key, key);
        if (c == 0) return say_messages[mid].text[lang];
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return STR_EMPTY;
}

const struct say_param *say_param_find(const struct say_param *params, size_t count, str name,
                                       enum say_type type)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(params[i].name, name)) return params[i].type == type ? &params[i] : NULL;
    return NULL;
}

/* --- values --------------------------------------------------------------------------------- */

/* Bytes of a value, each control character (C0, DEL, C1) as a blank. */
static void add_clean(str text, struct buf *out)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool is_c1 = c == 0xC2 && i + 1 < text.len && (unsigned char)text.data[i + 1] < 0xA0;
        buf_add_byte(out, c < 0x20 || c == 0x7F || is_c1 ? ' ' : (char)c);
        if (is_c1) i++;
    }
}

static str decimal_sign(enum say_lang lang)
{
    return lang == SAY_LANG_ID ? STR(",") : STR(".");
}

/* number / 10^exponent, all digits of the fraction. */
static void add_decimal(enum say_lang lang, int64_t number, unsigned exponent, struct buf *out)
{
    uint64_t whole = number < 0 ? 0 - (uint64_t)number : (uint64_t)number, unit = 1;
    for (unsigned i = 0; i < exponent && i < 18; i++) unit *= 10;
    if (number < 0) buf_add_byte(out, '-');
    buf_add_u64(out, whole / unit);
    if (unit == 1) return;
    buf_add(out, decimal_sign(lang));
    for (uint64_t rest = whole % unit; unit > 1; rest %= unit) {
        unit /= 10;
        buf_add_byte(out, (char)('0' + rest / unit));
    }
}

/* Basis points as per cent without idle zeros: 8750 is 87.5%. */
static void add_percent(enum say_lang lang, int64_t bp, struct buf *out)
{
    unsigned places = bp % 100 == 0 ? 0 : bp % 10 == 0 ? 1 : 2;
    add_decimal(lang, places == 0 ? bp / 100 : places == 1 ? bp / 10 : bp, places, out);
    buf_add_byte(out, '%');
}

static cordon_status add_filled(enum say_lang lang, str text, const struct say_param *params,
                                size_t count, const struct say_decl *decl, struct buf *out);

static void add_date(enum say_lang lang, str date, struct buf *out)
{
    if (str_starts(date, STR("~"))) { /* at most once more down: the rest has no '~' in front */
        str rest = date;
        while (str_starts(rest, STR("~"))) rest = str_from(rest, 1);
        struct say_param exact = say_date(STR("date"), rest);
        (void)add_filled(lang, say_message(lang, STR("value.circa")), &exact, 1, NULL, out);
        return;
    }
    size_t slash = str_index(date, '/');
    if (slash == date.len) {
        add_clean(date, out);
        return;
    }
    struct say_param ends[] = { say_string(STR("from"), str_sub(date, 0, slash)),
                                say_string(STR("to"), str_from(date, slash + 1)) };
    (void)add_filled(lang, say_message(lang, STR("value.range")), ends, 2, NULL, out);
}

static cordon_status add_word(enum say_lang lang, str key, struct buf *out)
{
    str word = say_message(lang, key);
    if (word.len == 0) {
        add_clean(key, out);
        return CORDON_ARGUMENT;
    }
    buf_add(out, word);
    return CORDON_OK;
}

static cordon_status add_value(enum say_lang lang, const struct say_param *p, struct buf *out)
{
    switch (p->type) {
    case SAY_STRING:
    case SAY_PATH:
        add_clean(p->text, out);
        break;
    case SAY_INTEGER:
        buf_add_i64(out, p->number);
        break;
    case SAY_DATE:
        add_date(lang, p->text, out);
        break;
    case SAY_BP:
        add_percent(lang, p->number, out);
        break;
    case SAY_MONEY:
        add_decimal(lang, p->number, p->exponent, out);
        buf_add_byte(out, ' ');
        add_clean(p->text, out);
        break;
    case SAY_ENTITY:
        add_clean(p->text.len ? p->text : p->id, out);
        break;
    case SAY_WORD:
        return add_word(lang, p->text, out);
    }
    return CORDON_OK;
}

/* --- placeholders --------------------------------------------------------------------------- */

/* The parameter a placeholder names; with a declaration, also of the declared type. */
static const struct say_param *param_of(str name, const struct say_param *params, size_t count,
                                        const struct say_decl *decl)
{
    for (size_t i = 0; decl && i < decl->param_count; i++)
        if (str_eq(decl->param[i].name, name))
            return say_param_find(params, count, name, decl->param[i].type);
    for (size_t i = 0; i < count; i++)
        if (str_eq(params[i].name, name)) return &params[i];
    return NULL;
}

/* One placeholder, without its braces; `start` is where this text began in out. */
static cordon_status add_placeholder(enum say_lang lang, str inside, const struct say_param *params,
                                     size_t count, const struct say_decl *decl, size_t start,
                                     struct buf *out)
{
    size_t bar = str_index(inside, '|'), colon = str_index(inside, ':');
    str name = str_sub(inside, 0, bar < colon ? bar : colon);
    const struct say_param *p = param_of(name, params, count, decl);
    if (!p) {
        buf_add_byte(out, '{');
        buf_add(out, name);
        buf_add_byte(out, '}');
        return CORDON_ARGUMENT;
    }
    if (bar < inside.len) {
        str words = str_from(inside, bar + 1);
        size_t cut = str_index(words, '|');
        buf_add(out, p->number == 1 ? str_sub(words, 0, cut) : str_from(words, cut + 1));
        return CORDON_OK;
    }
    if (colon < inside.len) {
        korean_add_particle(str_from(buf_str(out), start), str_from(inside, colon + 1), out);
        return CORDON_OK;
    }
    return add_value(lang, p, out);
}

static cordon_status add_filled(enum say_lang lang, str text, const struct say_param *params,
                                size_t count, const struct say_decl *decl, struct buf *out)
{
    cordon_status st = CORDON_OK;
    size_t start = out->len;
    while (text.len) {
        size_t open = str_index(text, '{');
        buf_add(out, str_sub(text, 0, open));
        if (open == text.len) break;
        text = str_from(text, open + 1);
        size_t close = str_index(text, '}');
        cordon_status here = add_placeholder(lang, str_sub(text, 0, close), params, count, decl,
                                             start, out);
        if (here) st = here;
        text = str_from(text, close + 1);
    }
    return out->failed ? buf_status(out) : st;
}

cordon_status say_part_text(enum say_lang lang, enum say_id id, enum say_part part,
                            const struct say_param *params, size_t count, struct buf *out)
{
    const struct say_decl *decl = say_decl_of(id);
    if (!say_has(id, part)) return CORDON_ARGUMENT;
    if ((unsigned)lang >= SAY_LANG_COUNT) lang = SAY_LANG_EN;
    return add_filled(lang, say_messages[decl->message[part]].text[lang], params, count, decl, out);
}

cordon_status say_text(enum say_lang lang, enum say_id id, const struct say_param *params,
                       size_t count, struct buf *out)
{
    return say_part_text(lang, id, SAY_TEXT, params, count, out);
}

cordon_status say_fill(enum say_lang lang, str text, const struct say_param *params, size_t count,
                       struct buf *out)
{
    if ((unsigned)lang >= SAY_LANG_COUNT) lang = SAY_LANG_EN;
    return add_filled(lang, text, params, count, NULL, out);
}
