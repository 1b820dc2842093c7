/*
 * What a column's name says.
 *
 * A name is looked for whole; then without its number ("Reference 2 Name"); then without words that
 * only say whose it is ("Candidate Email"). The last words alone are a hint and no proof: a
 * "Recruiter Email" ends like an "Email". Some 1,600 names, asked for some hundred columns: a walk
 * through a sorted table is fast enough.
 */
#include "map/names.h"

#include "base/num.h"

enum { FOLD_MAX = 160, NAME_WORDS_MAX = 24, EXACT = 95, NUMBERED = 92, PART = 90, TAIL = 50 };

struct folded {
    char     text[FOLD_MAX];
    size_t   len;
    str      word[NAME_WORDS_MAX];
    size_t   words;
};

/* --- folding ---------------------------------------------------------------------------------- */

static int class_of(char c)
{
    if ((unsigned char)c >= 0x80) return 3;
    if (byte_is_alpha(c)) return 1;
    return byte_is_digit(c) ? 2 : 0;
}

/** The text without what stands in brackets: "Start Date (DD/MM/YYYY)". */
static bool in_brackets(char c, int *depth)
{
    if (c == '(' || c == '[') ++*depth;
    bool is_in = *depth > 0;
    if ((c == ')' || c == ']') && *depth) --*depth;
    return is_in;
}

/** Must agree with fold() in tools/gen_columns.py. with_camel also cuts "firstName". */
static void fold(str s, bool with_camel, struct folded *f)
{
    int last = 0, depth = 0;
    bool is_blank = true;
    f->len = 0;
    f->words = 0;
    for (size_t i = 0; i < s.len && f->len + 2 < FOLD_MAX; i++) {
        char c = s.data[i];
        int now = class_of(c);
        if (in_brackets(c, &depth)) now = 0;
        bool is_hump = with_camel && byte_is_upper(c) && i && byte_is_lower(s.data[i - 1]);
        if (now == 0) {
            is_blank = true;
            continue;
        }
        bool is_joined = now == 3 && last == 3;
        bool is_cut = is_blank || now != last || is_hump;
        if (f->len && is_cut && !is_joined) f->text[f->len++] = ' ';
        f->text[f->len++] = byte_lower(c);
        last = now;
        is_blank = false;
    }
    str rest = str_of(f->text, f->len), word;
    while (f->len && f->words < NAME_WORDS_MAX && str_next(&rest, ' ', &word)) f->word[f->words++] = word;
}

static str text_of(const struct folded *f)
{
    return str_of(f->text, f->len);
}

/** The same without word `drop`. */
static void without(const struct folded *f, size_t drop, struct folded *ret)
{
    ret->len = 0;
    ret->words = 0;
    for (size_t i = 0; i < f->words; i++) {
        if (i == drop) continue;
        if (ret->len) ret->text[ret->len++] = ' ';
        memcpy(ret->text + ret->len, f->word[i].data, f->word[i].len);
        ret->word[ret->words++] = str_of(ret->text + ret->len, f->word[i].len);
        ret->len += f->word[i].len;
    }
}

/* --- the table -------------------------------------------------------------------------------- */

/** First row of this name, or name_row_count. */
static size_t first_row(str name)
{
    size_t low = 0, high = name_row_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (str_cmp(name_rows[mid].name, name) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool is_mark(const struct name_row *r)
{
    return str_eq(r->field, STR("+")) || str_eq(r->field, STR("!"));
}

/** The row for this kind of record; one of that kind alone goes before one of all kinds. */
static const struct name_row *lookup(str name, enum record_kind kind)
{
    const struct name_row *general = NULL, *other = NULL;
    for (size_t i = first_row(name); i < name_row_count && str_eq(name_rows[i].name, name); i++) {
        const struct name_row *r = &name_rows[i];
        if (is_mark(r)) continue;
        if (r->kinds == 0)
            general = general ? general : r;
        else if (kind && (r->kinds >> kind & 1))
            return r;
        else
            other = other ? other : r;
    }
    if (general) return general;
    return kind == RECORD_KIND_NONE ? other : NULL;
}

static const struct name_row *mark_of(str name, const char *mark)
{
    for (size_t i = first_row(name); i < name_row_count && str_eq(name_rows[i].name, name); i++)
        if (str_eq(name_rows[i].field, str_c(mark))) return &name_rows[i];
    return NULL;
}

/** A mark at the front of a word without blanks: 지원자이메일. */
static size_t front_mark(str word, const char *mark)
{
    size_t best = 0;
    if (word.len == 0 || (unsigned char)word.data[0] < 0x80) return 0;
    for (size_t i = 0; i < name_row_count; i++)
        if (str_eq(name_rows[i].field, str_c(mark)) && name_rows[i].name.len > best &&
            str_starts(word, name_rows[i].name))
            best = name_rows[i].name.len;
    return best;
}

/* --- finding ---------------------------------------------------------------------------------- */

static bool take(struct name_guess *g, str name, enum record_kind kind, enum name_how how,
                 uint8_t percent)
{
    const struct name_row *r = lookup(name, kind);
    if (!r) return false;
    g->how = how;
    g->field = r->field;
    g->key = r->key;
    g->word = r->name;
    g->lang = r->lang;
    g->percent = percent;
    return true;
}

/** Names that fields.tsv knows: its own paths, aliases, FollowTheMoney properties. */
static bool take_field(struct name_guess *g, str column)
{
    enum record_field f = record_field_find(column);
    if (f == FIELD_NONE) return false;
    g->how = NAME_HOW_EXACT;
    size_t dot = str_index(column, '.');
    bool is_numbered = dot < column.len && dot && byte_is_digit(column.data[dot - 1]);
    g->field = is_numbered ? column : record_field_info(f)->path;
    g->key = STR_EMPTY;
    g->word = record_field_info(f)->path;
    g->lang = "en";
    g->percent = EXACT;
    return true;
}

static bool is_number(str word)
{
    return (word.len == 1 || word.len == 2) && byte_is_digit(word.data[0]) &&
           byte_is_digit(word.data[word.len - 1]);
}

/** Take the number out: "reference 2 name". */
static bool take_number(struct folded *f, struct name_guess *g)
{
    struct folded rest;
    for (size_t i = 0; i < f->words; i++) {
        uint64_t n = 0;
        if (!is_number(f->word[i]) || !num_parse_u64(f->word[i], 99, &n) || n == 0) continue;
        without(f, i, &rest);
        if (rest.words == 0) return false;
        g->number = (unsigned)n;
        fold(text_of(&rest), false, f);
        return true;
    }
    return false;
}

static bool is_about_other(const struct folded *f)
{
    for (size_t i = 0; i < f->words; i++)
        if (mark_of(f->word[i], "!") || front_mark(f->word[i], "!")) return true;
    return false;
}

/** の and 의 behind a word that was dropped. */
static str without_particle(str s)
{
    if (str_starts(s, STR("の"))) return str_from(s, STR("の").len);
    if (str_starts(s, STR("의"))) return str_from(s, STR("의").len);
    return s;
}

/** Drop words that say whose it is, one by one. */
static bool drop_owners(struct folded *f)
{
    struct folded rest;
    for (size_t i = 0; i < f->words; i++) {
        if (f->words > 1 && mark_of(f->word[i], "+")) {
            without(f, i, &rest);
            fold(text_of(&rest), false, f);
            return true;
        }
        size_t front = front_mark(f->word[i], "+");
        if (front == 0 || front == f->word[i].len) continue;
        str tail = without_particle(str_from(f->word[i], front));
        if (tail.len == 0) continue;
        char text[FOLD_MAX];
        size_t len = 0;
        for (size_t k = 0; k < f->words; k++) {
            str w = k == i ? tail : f->word[k];
            if (len) text[len++] = ' ';
            memcpy(text + len, w.data, w.len);
            len += w.len;
        }
        fold(str_of(text, len), false, f);
        return true;
    }
    return false;
}

static bool take_tail(const struct folded *f, enum record_kind kind, uint8_t percent,
                      struct name_guess *g)
{
    for (size_t i = 1; i < f->words; i++) {
        size_t at = (size_t)(f->word[i].data - f->text);
        if (take(g, str_from(text_of(f), at), kind, NAME_HOW_TAIL, percent)) return true;
    }
    return false;
}

/** "emails value" -> "emails" */
static bool drop_value(struct folded *f)
{
    struct folded rest;
    if (f->words < 2) return false;
    str last = f->word[f->words - 1];
    if (!str_eq(last, STR("value")) && !str_eq(last, STR("values"))) return false;
    without(f, f->words - 1, &rest);
    fold(text_of(&rest), false, f);
    return true;
}

static bool find_folded(struct folded *f, enum record_kind kind, bool is_path, struct name_guess *g)
{
    if (f->len == 0) return false;
    if (take(g, text_of(f), kind, NAME_HOW_EXACT, EXACT)) return true;
    if (take_number(f, g) && take(g, text_of(f), kind, NAME_HOW_EXACT, NUMBERED)) return true;
    if (is_about_other(f)) {
        g->how = NAME_HOW_OTHER;
        return true;
    }
    struct folded whole = *f;
    fold(text_of(f), false, &whole); /* words of its own */
    while (drop_owners(f))
        if (take(g, text_of(f), kind, NAME_HOW_PART, PART)) return true;
    if (is_path && drop_value(f)) { /* "emails.value": the list's own name says what it is */
        if (take(g, text_of(f), kind, NAME_HOW_PART, PART)) return true;
        return take_tail(f, kind, TAIL, g);
    }
    return take_tail(&whole, kind, TAIL, g);
}

void names_find(str column, enum record_kind kind, bool is_path, struct name_guess *ret)
{
    struct folded f;
    struct name_guess plain = { .how = NAME_HOW_NONE }, camel = { .how = NAME_HOW_NONE };
    fold(column, false, &f);
    find_folded(&f, kind, is_path, &plain);
    if (plain.how != NAME_HOW_EXACT) {
        fold(column, true, &f);
        find_folded(&f, kind, is_path, &camel);
    }
    *ret = camel.percent > plain.percent || plain.how == NAME_HOW_NONE ? camel : plain;
    struct name_guess own = { .how = NAME_HOW_NONE };
    if (ret->how != NAME_HOW_EXACT && take_field(&own, column)) *ret = own;
}

bool names_is_known(str text)
{
    struct name_guess g;
    names_find(text, RECORD_KIND_NONE, false, &g);
    return g.how == NAME_HOW_EXACT || g.how == NAME_HOW_PART;
}

/* --- kinds ------------------------------------------------------------------------------------ */

static void vote(const struct name_row *r, unsigned votes[RECORD_KIND_COUNT])
{
    unsigned count = 0;
    for (unsigned k = 1; k < RECORD_KIND_COUNT; k++) count += r->kinds >> k & 1;
    for (unsigned k = 1; count && k < RECORD_KIND_COUNT; k++)
        if (r->kinds >> k & 1) votes[k] += count == 1 ? 3 : 1;
}

void names_vote(str column, unsigned votes[RECORD_KIND_COUNT])
{
    struct folded f;
    fold(column, true, &f);
    for (size_t i = first_row(text_of(&f)); i < name_row_count && str_eq(name_rows[i].name, text_of(&f));
         i++)
        vote(&name_rows[i], votes);
    for (size_t i = 0; f.words > 1 && i < f.words; i++) {
        const struct name_row *r = mark_of(f.word[i], "+");
        if (r) vote(r, votes);
    }
}

/* --- order of dates --------------------------------------------------------------------------- */

enum when_order names_date_order(str column)
{
    char text[FOLD_MAX];
    size_t len = 0;
    for (size_t i = 0; i < column.len && len < FOLD_MAX; i++)
        if (byte_is_alpha(column.data[i])) text[len++] = byte_lower(column.data[i]);
    str s = str_of(text, len);
    if (str_find(s, STR("ddmmyy"), 0) != SIZE_MAX) return WHEN_DMY;
    if (str_find(s, STR("mmddyy"), 0) != SIZE_MAX) return WHEN_MDY;
    if (str_find(s, STR("yyyymmdd"), 0) != SIZE_MAX) return WHEN_YMD;
    return WHEN_OPEN;
}
