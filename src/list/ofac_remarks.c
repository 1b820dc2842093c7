/*
 * The grammar of OFAC remarks: "piece; piece; piece." with a label in front of nearly every piece.
 *
 *   DOB 01 Aug 1979; alt. Passport A755350 (Saudi Arabia) expires 05 Apr 2009; Linked To: X.
 *   `-' `---------'  `---'`------' `------------------------------------------' `-------' |
 *   label  value     prefix label    number, country, dates                      label  closing dot
 *
 * Workload: 56,500 pieces an edition (2023-12-28), 99.9 % with a known label or position.
 */
#include "list/ofac_label.h"

#include "base/num.h"

enum {
    POSITION_MAX = 240,  /* bytes; ours: the longest title of 2023 has 231 */
    POSITION_WORDS = 10, /* a word of office stands among the first; ours */
};

/* --- cutting -------------------------------------------------------------------------------- */

static str strip_alt(str piece)
{
    static const str words[] = {
        STR_INIT("alt. "), STR_INIT("alternate "), STR_INIT("alternative "),
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_starts_nocase(piece, words[i])) return str_trim(str_from(piece, words[i].len));
    return piece;
}

/* "(Linked To: X)" as SDN.XML writes it. */
static str strip_brackets(str s)
{
    if (s.len < 2 || s.data[0] != '(' || s.data[s.len - 1] != ')') return s;
    size_t close = str_index(s, ')');
    return close == s.len - 1 ? str_trim(str_sub(s, 1, s.len - 1)) : s;
}

static const struct ofac_label *label_of(str piece, str *ret_value)
{
    return ofac_label_match(strip_brackets(strip_alt(str_trim(piece))), ret_value);
}

/* Where the piece that begins at `from` may end: at "; ", or at a ';' with a label right behind,
 * as OFAC mistypes it. */
static size_t piece_end(str text, size_t from)
{
    str value;
    for (size_t i = from; i < text.len; i++) {
        if (text.data[i] != ';') continue;
        if (i + 1 == text.len || byte_is_blank(text.data[i + 1])) return i;
        if (ofac_label_match(str_from(text, i + 1), &value)) return i;
    }
    return text.len;
}

/* Has the piece an open quote of an alias or an open bracket? */
static bool is_open(str piece)
{
    size_t depth = 0;
    bool has_quote = false;
    str value;
    for (size_t i = 0; i < piece.len; i++) {
        if (piece.data[i] == '(') depth++;
        if (piece.data[i] == ')' && depth) depth--;
        if (piece.data[i] == '\'') has_quote = true;
    }
    const struct ofac_label *l = has_quote ? label_of(piece, &value) : NULL;
    if (l && l->how == OFAC_ALIAS)
        return value.len && value.data[0] == '\'' && (value.len == 1 || !str_ends(value, STR("'")));
    return depth > 0;
}

/* Does `piece` close what was open before it? A piece with a label of its own does not. */
static bool closes(str piece)
{
    str value;
    if (label_of(piece, &value)) return false;
    return str_ends(str_trim(piece), STR("'")) || str_index(piece, ')') < piece.len;
}

/* Cut the next piece off; "; " inside quotes or brackets belongs to the piece when the very next
 * one closes them. */
static bool next_piece(str *rest, str *ret_piece)
{
    if (rest->len == 0) return false;
    size_t end = piece_end(*rest, 0);
    if (end < rest->len && is_open(str_trim(str_sub(*rest, 0, end)))) {
        size_t more = piece_end(*rest, end + 1);
        if (closes(str_sub(*rest, end + 1, more))) end = more;
    }
    *ret_piece = str_trim(str_sub(*rest, 0, end));
    *rest = str_from(*rest, end + 1);
    return true;
}

/* --- kinds of pieces without a label -------------------------------------------------------- */

/* The title's own pieces: "Minister of X; Member of Y". */
static bool is_in_title(str title, str piece)
{
    str one;
    if (piece.len && piece.data[piece.len - 1] == '.') piece.len--;
    while (title.len) {
        size_t end = piece_end(title, 0);
        one = str_trim(str_sub(title, 0, end));
        title = str_from(title, end + 1);
        if (one.len && one.data[one.len - 1] == '.') one.len--;
        if (piece.len && str_eq(one, piece)) return true;
    }
    return false;
}

/* A mail or web address that stands alone, or with "(website)" behind it. */
static bool add_bare_contact(struct ofac_at *at, str piece)
{
    bool is_entity = ftm_schema_is(entity_subject_schema(at->b), FTM_SCHEMA_LEGAL_ENTITY);
    size_t blank = str_index(piece, ' ');
    str word = str_sub(piece, 0, blank), rest = str_trim(str_from(piece, blank));
    bool is_web = str_starts_nocase(word, STR("www.")) || str_starts_nocase(word, STR("http://")) ||
                  str_starts_nocase(word, STR("https://"));
    bool is_mail = str_index(word, '@') > 0 && str_index(word, '@') + 1 < word.len &&
                   str_index(word, '.') < word.len;
    if (str_ends(rest, STR("."))) rest.len--;
    if (rest.len && !str_eq(rest, STR("(website)")) && !str_eq(rest, STR("(email)"))) return false;
    if (!is_entity || (!is_web && !is_mail)) return false;
    entity_add_subject(at->b, is_web ? FTM_PROP_WEBSITE : FTM_PROP_EMAIL, word, STR_EMPTY, at->src);
    return true;
}

static bool is_role(str word)
{
    size_t low = 0, high = ofac_roles_count;
    char lower[24];
    if (word.len == 0 || word.len > sizeof lower) return false;
    for (size_t i = 0; i < word.len; i++) lower[i] = byte_lower(word.data[i]);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = str_cmp(ofac_roles[mid], str_of(lower, word.len));
        if (c == 0) return true;
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

/* The word without the marks around it: "(Chief," is "Chief". */
static str bare_word(str w)
{
    while (w.len && !byte_is_alnum(w.data[0])) w = str_from(w, 1);
    while (w.len && !byte_is_alnum(w.data[w.len - 1])) w.len--;
    return w;
}

/* "Ex-President" is an office too. */
static bool holds_role(str word)
{
    str rest = word, part;
    if (is_role(word)) return true;
    while (str_next(&rest, '-', &part))
        if (is_role(part)) return true;
    return false;
}

/* Does the word make the piece a sentence about the party instead of an office? */
static bool is_verb(str word)
{
    static const str verbs[] = {
        STR_INIT("is"), STR_INIT("are"), STR_INIT("was"), STR_INIT("were"), STR_INIT("has"), STR_INIT("currently"),
    };
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (str_eq_nocase(word, verbs[i])) return true;
    return false;
}

static bool is_position(struct ofac_at *at, str piece)
{
    bool found = false;
    str rest = piece, word;
    if (!ftm_schema_is(entity_subject_schema(at->b), FTM_SCHEMA_PERSON)) return false;
    if (piece.len > POSITION_MAX) return false;
    for (size_t i = 0; str_next(&rest, ' ', &word); i++) {
        word = bare_word(word);
        if (is_verb(word)) return false;
        if (i < POSITION_WORDS && holds_role(word)) found = true;
    }
    return found;
}

/* --- one piece ------------------------------------------------------------------------------ */

static bool add_labelled(struct ofac_at *at, str piece)
{
    str value;
    const struct ofac_label *l = ofac_label_match(piece, &value);
    if (!l) return false;
    bool is_document = l->how == OFAC_DOCUMENT || l->how == OFAC_PASSPORT || l->how == OFAC_IMO;
    struct ofac_value v = is_document ? ofac_value_split(value) : (struct ofac_value){ .number = value };
    return ofac_label_add(at, l, piece, &v);
}

static void add_untyped(struct ofac_at *at, str piece)
{
    at->r->untyped_pieces++;
    entity_add_subject(at->b, FTM_PROP_NOTES, piece, STR_EMPTY, at->src);
}

static void add_piece(struct ofac_at *at, str whole)
{
    str piece = strip_brackets(strip_alt(whole));
    at->r->pieces++;
    if (at->hints && at->hints->title.len && is_in_title(at->hints->title, whole)) return;
    if (add_labelled(at, piece)) return;
    if (add_bare_contact(at, piece)) return;
    if (is_position(at, piece)) {
        entity_add_subject(at->b, FTM_PROP_POSITION, piece, STR_EMPTY, at->src);
        return;
    }
    add_untyped(at, whole);
}

/* The last piece of remarks that end in the middle: nobody knows its end, so it stays text. */
static void add_cut(struct ofac_at *at, str whole)
{
    str value;
    const struct ofac_label *l = label_of(whole, &value);
    at->r->pieces++;
    if (l && l->how == OFAC_WALLET) {
        at->r->wallet_mentions++;
        list_warn(at->r, at->file, at->src.line, at->entry,
                  "the remarks end inside a wallet address; kept as text, not as a wallet");
    } else {
        list_warn(at->r, at->file, at->src.line, at->entry,
                  "the remarks end inside a piece; kept as text");
    }
    add_untyped(at, whole);
}

/* Where the text at `place` stands; `at` says so from now on. */
static void stand_at(struct ofac_at *at, size_t place)
{
    const struct ofac_hints *h = at->hints;
    for (size_t i = 0; h && i < h->seam_count && h->seams[i].at <= place; i++) {
        at->file = h->seams[i].file;
        at->src = h->seams[i].src;
    }
}

void ofac_remarks_with(struct entity_build *b, struct list_report *r, str file, str entry,
                       str remarks, bool is_cut, struct entity_src src,
                       const struct ofac_hints *hints)
{
    struct ofac_at at = { .b = b, .r = r, .file = file, .entry = entry, .src = src, .hints = hints,
                          .scratch = BUF_INIT(4096) };
    str rest = str_trim(remarks), piece;
    if (!is_cut && str_ends(rest, STR("."))) rest.len--;
    if (is_cut && str_ends(rest, STR(";"))) { /* the last piece is whole, the next is lost */
        list_warn(r, file, src.line, entry, "the remarks end between two pieces; the rest is missing");
        is_cut = false;
    }
    while (next_piece(&rest, &piece)) {
        if (piece.len == 0) continue;
        stand_at(&at, (size_t)(piece.data - remarks.data));
        if (is_cut && rest.len == 0)
            add_cut(&at, piece);
        else
            add_piece(&at, piece);
    }
    buf_release(&at.scratch);
}
