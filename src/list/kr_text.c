/* One entry of a Korean notice, taken apart. */
#include "list/kr_text.h"

#include "list/ofac.h"
#include "list/ofac_label.h"
#include "list/paper.h"

#include "base/num.h"

/* --- letters -------------------------------------------------------------------------------- */

/* Bytes of the hangul syllable or letter at s, 0 when it is another character. */
static size_t hangul_at(str s)
{
    if (s.len < 3) return 0;
    unsigned a = (unsigned char)s.data[0], b = (unsigned char)s.data[1], c = (unsigned char)s.data[2];
    unsigned cp = (a & 0x0F) << 12 | (b & 0x3F) << 6 | (c & 0x3F);
    if ((a & 0xF0) != 0xE0 || (b & 0xC0) != 0x80 || (c & 0xC0) != 0x80) return 0;
    return (cp >= 0xAC00 && cp <= 0xD7A3) || (cp >= 0x3131 && cp <= 0x318E) ? 3 : 0;
}

static bool has_hangul(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (hangul_at(str_from(s, i))) return true;
    return false;
}

/* Hangul and nothing else but blanks, dots and digits between. */
static bool is_hangul(str s)
{
    bool any = false;
    for (size_t i = 0; i < s.len;) {
        size_t n = hangul_at(str_from(s, i));
        if (!n && s.data[i] != ' ' && s.data[i] != '.' && !byte_is_digit(s.data[i])) return false;
        any = any || n;
        i += n ? n : 1;
    }
    return any;
}

static size_t syllables(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) count += hangul_at(str_from(s, i)) > 0;
    return count;
}

/* Words that end an office's or a firm's name and no person's. Hangul: bank, company, trade,
 * bureau, institute, committee, university, academy, research, centre, factory, group, ministry,
 * department, shipping, corporation, prosecutors' office. */
static bool is_office(str s)
{
    static const char *const endings[] = {
        "은행", "회사", "무역", "총국", "지도국", "위원회", "대학", "학원", "연구소", "센터",
        "공장", "그룹", "과학원", "해운", "기업소", "공사", "검찰소", "창작사", "공업부", "선전부",
    };
    if (syllables(s) < 4) return false;
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (str_ends(s, str_c(endings[i]))) return true;
    return false;
}

/* Blanks, commas and colons at the ends go, and quotes around the whole. A closing dot is part of
 * "LTD." and an apostrophe of "Pyo'ng-so'". */
static str strip_marks(str s)
{
    static const struct { const char *open, *close; } quotes[] = {
        { "\"", "\"" }, { "'", "'" }, { "“", "”" }, { "‘", "’" }, { ",", "" }, { ".", "" },
        { ":", "" },    { "", "," },  { "", ":" },  { "\"", "" }, { "", "\"" }, { "“", "" }, { "", "”" },
    };
    for (size_t i = 0; i < COUNT_OF(quotes); i++) {
        str open = str_c(quotes[i].open), close = str_c(quotes[i].close);
        s = str_trim(s);
        if (s.len <= open.len + close.len || !str_starts(s, open) || !str_ends(s, close)) continue;
        s = str_sub(s, open.len, s.len - close.len);
        i = SIZE_MAX; /* from the first again */
    }
    return str_trim(s);
}

/* --- lines ---------------------------------------------------------------------------------- */

/* The text as one line. A word that was broken at its hyphen is whole again. */
static str unwrap(str text, struct arena *a)
{
    char *p = arena_alloc(a, text.len + 1);
    size_t n = 0;
    if (!p) return STR_EMPTY;
    for (size_t i = 0; i < text.len; i++) {
        if (!byte_is_blank(text.data[i])) {
            p[n++] = text.data[i];
            continue;
        }
        bool is_break = false;
        for (; i < text.len && byte_is_blank(text.data[i]); i++)
            is_break = is_break || text.data[i] == '\n';
        bool is_hyphen = is_break && n && p[n - 1] == '-' && i < text.len &&
                         byte_is_lower(text.data[i]);
        if (n && i < text.len && !is_hyphen) p[n++] = ' ';
        i--;
    }
    return str_of(p, n);
}

/* --- adding --------------------------------------------------------------------------------- */

struct kr_reader {
    struct kr_text *t;
    struct arena   *arena;
    struct buf      remarks;
    bool            is_person, is_vessel, is_aircraft, is_entity;
    bool            is_family; /* "HONG, Jinhua" and nothing that says what it is */
};

static bool is_same_name(const struct kr_text *t, str name)
{
    if (str_eq_nocase(t->name, name)) return true;
    for (size_t i = 0; i < t->alias_count; i++)
        if (str_eq_nocase(t->alias[i].text, name)) return true;
    return false;
}

static void add_remark(struct kr_reader *r, str piece)
{
    piece = str_trim(piece);
    if (piece.len == 0) return;
    if (r->remarks.len) buf_add(&r->remarks, STR("; "));
    buf_add(&r->remarks, piece);
}

static void overflow(struct kr_reader *r, str text)
{
    r->t->is_over = true;
    add_remark(r, text);
}

static void add_alias(struct kr_reader *r, str text, enum kr_alias kind)
{
    text = strip_marks(text);
    if (text.len == 0 || is_same_name(r->t, text)) return;
    if (r->t->alias_count == KR_NAMES_MAX) {
        overflow(r, text);
        return;
    }
    r->t->alias[r->t->alias_count].text = text;
    r->t->alias[r->t->alias_count++].kind = kind;
}

static void add_link(struct kr_reader *r, str name)
{
    name = strip_marks(name);
    if (name.len == 0) return;
    if (r->t->link_count == KR_LINKS_MAX)
        overflow(r, name);
    else
        r->t->link[r->t->link_count++] = name;
}

/* A name in hangul: another writing of the party's own, or the office a person belongs to. */
static void add_hangul(struct kr_reader *r, str text)
{
    text = strip_marks(text);
    bool is_party = r->is_person || r->is_family || (r->t->is_name_hangul && syllables(r->t->name) < 5);
    if (is_party && is_office(text))
        add_link(r, text);
    else
        add_alias(r, text, KR_HANGUL);
}

/* A name of two scripts, "Kang Sun Nam 강순남": each its own. */
static str split_scripts(str s, str *ret_hangul)
{
    size_t from = 0;
    *ret_hangul = STR_EMPTY;
    while (from < s.len && !hangul_at(str_from(s, from))) from++;
    if (from == s.len || from == 0) return s;
    *ret_hangul = str_trim(str_from(s, from));
    if (!is_hangul(*ret_hangul)) {
        *ret_hangul = STR_EMPTY;
        return s;
    }
    return strip_marks(str_sub(s, 0, from));
}

static void add_written(struct kr_reader *r, str text, enum kr_alias kind)
{
    str hangul, latin = split_scripts(strip_marks(text), &hangul);
    if (is_hangul(latin))
        add_hangul(r, latin);
    else
        add_alias(r, latin, kind);
    if (hangul.len) add_hangul(r, hangul);
}

/* --- brackets ------------------------------------------------------------------------------- */

/* Behind the bracket that closes the one at `from`. When none does: the next ';' or '[', or the end. */
static size_t close_of(str s, size_t from)
{
    size_t depth = 0, end = s.len;
    for (size_t i = from; i < s.len; i++) {
        if (s.data[i] == '(') depth++;
        if (s.data[i] == ')' && --depth == 0) return i + 1;
        if ((s.data[i] == ';' || s.data[i] == '[') && end == s.len) end = i;
    }
    return end;
}

/* "a.k.a. X": what kind of name follows, and the rest; false when no such word begins it. */
static bool take_alias_word(str *piece, enum kr_alias *ret)
{
    static const struct { const char *word; enum kr_alias kind; } words[] = {
        { "a.k.a.", KR_AKA },  { "a.k.a", KR_AKA },   { "aka", KR_AKA },    { "별칭", KR_AKA },
        { "f.k.a.", KR_FORMER }, { "f.k.a", KR_FORMER }, { "n.k.a.", KR_AKA },
    };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        str w = str_c(words[i].word);
        if (!str_starts_nocase(*piece, w)) continue;
        str rest = str_from(*piece, w.len);
        if (rest.len && (byte_is_alnum(rest.data[0]) || rest.data[0] == '.')) continue;
        *piece = strip_marks(rest).len ? str_trim(rest) : STR_EMPTY;
        *ret = words[i].kind;
        return true;
    }
    return false;
}

/* "CHOLSON LLC (Cyrillic: OOO ...)": the name, and its other writing behind the colon. */
static void add_alias_piece(struct kr_reader *r, str piece, enum kr_alias kind)
{
    size_t open = str_index(piece, '(');
    str name = str_trim(str_sub(piece, 0, open)), inside = str_from(piece, open + 1);
    size_t colon = str_index(inside, ':');
    bool is_quoted = str_starts(piece, STR("\"")) || str_starts(piece, STR("“"));
    if (is_quoted && kind == KR_AKA && !has_hangul(piece)) kind = KR_WEAK;
    if (open == piece.len || name.len == 0) {
        add_written(r, piece, kind);
        return;
    }
    if (inside.len && str_ends(inside, STR(")"))) inside.len--;
    if (colon < inside.len || is_hangul(inside)) {
        add_written(r, name, kind);
        add_written(r, colon < inside.len ? str_from(inside, colon + 1) : inside, kind);
        return;
    }
    add_written(r, piece, kind);
}

/* "a.k.a. X; a.k.a. Y". Returns false when the bracket holds no names. */
static bool read_alias_group(struct kr_reader *r, str group)
{
    enum kr_alias kind = KR_AKA;
    str rest = str_trim(group), piece, look = rest;
    if (!take_alias_word(&look, &kind)) return false;
    while (str_next(&rest, ';', &piece)) {
        piece = str_trim(piece);
        take_alias_word(&piece, &kind);
        if (piece.len) add_alias_piece(r, piece, kind);
    }
    return true;
}

static bool read_type_group(struct kr_reader *r, str g)
{
    bool is_person = str_eq_nocase(g, STR("individual")) || str_eq(g, STR("개인"));
    bool is_vessel = str_eq_nocase(g, STR("vessel")) || str_eq(g, STR("선박"));
    bool is_entity = str_eq_nocase(g, STR("entity")) || str_eq(g, STR("단체"));
    bool is_aircraft = str_eq_nocase(g, STR("aircraft"));
    r->is_person = r->is_person || is_person;
    r->is_vessel = r->is_vessel || is_vessel;
    r->is_entity = r->is_entity || is_entity;
    r->is_aircraft = r->is_aircraft || is_aircraft;
    return is_person || is_vessel || is_entity || is_aircraft;
}

static bool read_link_group(struct kr_reader *r, str g)
{
    static const str words[] = { STR_INIT("linked to"), STR_INIT("link to") };
    str piece;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!str_starts_nocase(g, words[i])) continue;
        str rest = str_from(g, words[i].len);
        while (str_next(&rest, ';', &piece)) {
            piece = strip_marks(piece);
            if (str_starts_nocase(piece, STR("linked to"))) piece = str_from(piece, 9);
            add_link(r, piece);
        }
        return true;
    }
    return false;
}

/* One bracket. @param is_head  it stands right behind the name
 * @return false when it belongs to the text around it */
static bool read_group(struct kr_reader *r, str g, bool is_head)
{
    g = str_trim(g);
    if (read_type_group(r, g) || read_alias_group(r, g) || read_link_group(r, g)) return true;
    if (is_hangul(strip_marks(g))) {
        add_hangul(r, g);
        return true;
    }
    if (!is_head || g.len > 40 || str_index(g, ';') < g.len) return false;
    add_written(r, g, KR_AKA); /* "(KOMID)" */
    return true;
}

/* "[DPRK2]": capitals, digits, dots and dashes. */
static bool read_tag(struct kr_reader *r, str tag)
{
    if (tag.len < 2 || tag.len > 40 || !byte_is_upper(tag.data[0])) return false;
    for (size_t i = 0; i < tag.len; i++)
        if (!byte_is_upper(tag.data[i]) && !byte_is_digit(tag.data[i]) && tag.data[i] != '-' &&
            tag.data[i] != '.')
            return false;
    if (r->t->tag_count == KR_TAGS_MAX)
        overflow(r, tag);
    else
        r->t->tag[r->t->tag_count++] = tag;
    return true;
}

/* --- pieces --------------------------------------------------------------------------------- */

/* Words that end a name though nothing parts them from it. */
static size_t label_at(str s)
{
    static const char *const words[] = {
        "DOB",     "POB",        "alt. DOB",  "alt. POB", "nationality", "citizen",
        "Gender",  "Passport",   "link to",   "Linked To", "IMO",        "Vessel",
        "Identification Number", "Registration Number", "National ID",
        "Tax ID",  "SWIFT/BIC",  "Website",   "Email",    "Secondary sanctions", "Additional Sanctions",
        "생년월일", "국적",      "여권",
    };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        str w = str_c(words[i]);
        bool is_whole = str_starts(s, w) && (s.len == w.len || !byte_is_alnum(s.data[w.len]));
        if (is_whole) return w.len;
    }
    return 0;
}

/* Is the piece labelled, and so no address? */
static bool is_labelled(str piece)
{
    str value;
    return label_at(piece) || ofac_label_match(piece, &value);
}

static bool take_label(str *piece, const char *label)
{
    if (str_starts_nocase(*piece, STR("alt. "))) {
        str rest = str_from(*piece, 5);
        if (!take_label(&rest, label)) return false;
        *piece = rest;
        return true;
    }
    str w = str_c(label);
    if (!str_starts_nocase(*piece, w) || (piece->len > w.len && byte_is_alnum(piece->data[w.len])))
        return false;
    *piece = strip_marks(str_from(*piece, w.len));
    return true;
}

/* Glued labels make pieces of their own: "DOB Jan 3, 1956 POB Pyongyang". */
static size_t piece_end(str s)
{
    for (size_t i = 0; i < s.len; i++) {
        while (i < s.len && s.data[i] == '(') i = close_of(s, i);
        if (i == s.len) break;
        if (s.data[i] == ';') return i;
        bool is_word = i && s.data[i - 1] == ' ';
        if (is_word && (str_starts(str_from(s, i), STR("DOB ")) ||
                        str_starts(str_from(s, i), STR("POB ")))) {
            bool is_alt = i >= 5 && str_eq(str_sub(s, i - 5, i), STR("alt. "));
            if (!is_alt && i > 0) return i;
        }
    }
    return s.len;
}

static void read_piece(struct kr_reader *r, str piece, bool *in_head)
{
    str rest = piece;
    piece = str_trim(piece);
    while (str_starts(piece, STR(",")) || str_starts(piece, STR(".")))
        piece = str_trim(str_from(piece, 1));
    if (piece.len == 0) return;
    rest = piece;
    if (take_label(&rest, "DOB") || take_label(&rest, "생년월일") || take_label(&rest, "POB") ||
        take_label(&rest, "Gender"))
        r->is_person = true;
    rest = piece;
    if (r->t->birth.len == 0 && (take_label(&rest, "DOB") || take_label(&rest, "생년월일")))
        r->t->birth = rest;
    if (str_starts(piece, STR("Vessel "))) r->is_vessel = true;
    rest = piece;
    enum kr_alias kind = KR_AKA;
    if (take_alias_word(&rest, &kind)) { /* "NAME; a.k.a. X; a.k.a. Y" */
        add_alias_piece(r, rest, kind);
        return;
    }
    if (take_label(&rest, "link to") || take_label(&rest, "linked to")) {
        add_link(r, rest);
    } else if (*in_head && !is_labelled(piece)) {
        if (r->t->place_count == KR_PLACES_MAX)
            overflow(r, piece);
        else
            r->t->place[r->t->place_count++] = piece;
        return;
    } else {
        add_remark(r, piece);
    }
    *in_head = false;
}

/* --- the name ------------------------------------------------------------------------------- */

/* Is what follows a comma the end of a firm's name: "Co., Ltd"? */
static bool is_firm_end(str s)
{
    static const char *const words[] = { "LTD", "INC", "LLC", "L.L.C", "CO", "CORP", "S.A", "PTE",
                                         "LIMITED", "GMBH", "PLC", "JSC", "OOO", "SARL", "B.V", "CC",
                                         "SDN", "BHD", "AG", "SA", "PTY", "PVT" };
    s = str_trim(s);
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        str w = str_c(words[i]);
        if (str_starts_nocase(s, w) && (s.len == w.len || !byte_is_alnum(s.data[w.len]))) return true;
    }
    return false;
}

/* A family name: one word or two, no digit. "HONG" of "HONG, Jinhua". */
static bool is_family_name(str s)
{
    if (s.len == 0 || s.len > 40 || str_count(s, ' ') > 2) return false;
    for (size_t i = 0; i < s.len; i++)
        if (byte_is_digit(s.data[i])) return false;
    return true;
}

/* "HONG, Jinhua": a family name of one word, and forenames; no country, no firm's end. */
static bool is_family_first(str head)
{
    size_t comma = str_index(head, ',');
    str family = str_trim(str_sub(head, 0, comma)), rest = strip_marks(str_from(head, comma + 1));
    return comma < head.len && str_index(rest, ',') == rest.len && is_family_name(family) &&
           str_count(family, ' ') == 0 && is_family_name(rest) && !is_firm_end(rest) &&
           (rest.len <= 3 || list_country(rest).len == 0); /* "Il" is no Israel */
}

/* "PROPAGANDA AND AGITATION DEPARTMENT" behind the comma of an office's name; no address ends so. */
static bool is_office_part(str s)
{
    static const char *const words[] = { " department", " bureau", " committee", " division" };
    s = str_trim(str_sub(s, 0, str_index(s, ',')));
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        str w = str_c(words[i]);
        if (s.len > w.len && str_eq_nocase(str_from(s, s.len - w.len), w)) return true;
    }
    return false;
}

/* Where the name ends in front of an address: behind the forenames of a person, at the first comma
 * that is not a firm's. */
static size_t name_end(str head, bool is_person)
{
    size_t comma = str_index(head, ',');
    while (!is_person && comma < head.len &&
           (is_firm_end(str_from(head, comma + 1)) || is_office_part(str_from(head, comma + 1))))
        comma += 1 + str_index(str_from(head, comma + 1), ',');
    if (!is_person || comma == head.len || !is_family_name(str_sub(head, 0, comma)))
        return comma;
    return comma + 1 + str_index(str_from(head, comma + 1), ',');
}

/* "(S)" of "WEE TIONG (S) PTE LTD": a word of the name, as the firm's end stands behind it. Else 0. */
static size_t behind_inner_bracket(str s, size_t open)
{
    enum { INNER_MAX = 24 };
    enum kr_alias kind;
    size_t end = close_of(s, open);
    str inside = str_trim(str_sub(s, open + 1, end - 1));
    bool is_word = open > 0 && end < s.len && s.data[end - 1] == ')' && s.data[end] == ' ' && inside.len &&
                   inside.len <= INNER_MAX && !has_hangul(inside) && !take_alias_word(&inside, &kind);
    return is_word && is_firm_end(str_from(s, end)) ? end : 0;
}

/* The head ends at a bracket that is no word of the name, a semicolon, a tag or a word that only begins a
 * piece. */
static size_t head_end(str s)
{
    for (size_t i = 0; i < s.len; i++) {
        size_t behind = s.data[i] == '(' ? behind_inner_bracket(s, i) : 0;
        if (behind) i = behind;
        if (strchr("(;[", s.data[i])) return i;
        bool is_word = i && (s.data[i - 1] == ' ' || s.data[i - 1] == ',');
        if (is_word && label_at(str_from(s, i))) return i;
    }
    return s.len;
}

/* --- whole ---------------------------------------------------------------------------------- */

/* What follows the head: brackets read, the rest as pieces. */
static void read_rest(struct kr_reader *r, str s)
{
    struct buf plain = BUF_INIT(1u << 20);
    bool is_head = true, in_head = true;
    for (size_t i = 0; i < s.len;) {
        size_t end = s.data[i] == '(' ? close_of(s, i)
                     : s.data[i] == '[' ? i + str_index(str_from(s, i), ']') + 1 : i;
        if (end > s.len) end = s.len;
        size_t shut = end > i + 1 && strchr(")]", s.data[end - 1]) ? end - 1 : end;
        bool is_read = end > i && (s.data[i] == '(' ? read_group(r, str_sub(s, i + 1, shut), is_head)
                                                    : read_tag(r, str_sub(s, i + 1, shut)));
        if (end == i) end = i + 1;
        if (!is_read) buf_add(&plain, str_sub(s, i, end));
        if (!is_read && s.data[i] != ' ') is_head = false;
        i = end;
    }
    str text = buf_str(&plain);
    while (text.len) {
        size_t end = piece_end(text);
        read_piece(r, arena_str(r->arena, str_sub(text, 0, end)), &in_head);
        if (end < text.len && text.data[end] == ';') end++;
        text = str_from(text, end);
        in_head = in_head && text.len;
    }
    if (plain.failed) r->arena->failed = true;
    buf_release(&plain);
}

static enum ftm_schema schema_of(const struct kr_reader *r)
{
    if (r->is_person) return FTM_SCHEMA_PERSON;
    if (r->is_aircraft) return FTM_SCHEMA_AIRPLANE;
    if (r->is_vessel) return FTM_SCHEMA_VESSEL;
    bool has_hangul_name = false; /* a person's: two to four syllables */
    for (size_t i = 0; i < r->t->alias_count; i++) {
        str a = r->t->alias[i].text;
        has_hangul_name = has_hangul_name || (is_hangul(a) && syllables(a) >= 2 && syllables(a) <= 4 &&
                                              !is_office(a));
    }
    if (r->is_family && !r->is_entity)
        return has_hangul_name ? FTM_SCHEMA_PERSON : FTM_SCHEMA_LEGAL_ENTITY;
    bool is_short = is_hangul(r->t->name) && syllables(r->t->name) <= 4 && !is_office(r->t->name);
    return is_short && !r->is_entity ? FTM_SCHEMA_LEGAL_ENTITY : FTM_SCHEMA_ORGANIZATION;
}

/* Does anything in the text say that it is a person's? The name is cut by it. */
static bool says_person(str s)
{
    static const char *const words[] = { "(individual)", "(개인)", "DOB ", "POB ", "Gender " };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_find(s, str_c(words[i]), 0) != SIZE_MAX) return true;
    return false;
}

bool kr_text_read(str text, struct arena *arena, struct kr_text *ret)
{
    struct kr_reader r = { .t = ret, .arena = arena };
    *ret = (struct kr_text){ .name = STR_EMPTY };
    str s = unwrap(text, arena), hangul;
    if (str_ends(s, STR("."))) s.len--;
    r.is_person = says_person(s);
    size_t end = head_end(s);
    str head = str_sub(s, 0, end);
    r.is_family = !r.is_person && is_family_first(head);
    size_t cut = name_end(head, r.is_person || r.is_family);
    ret->name = split_scripts(strip_marks(str_sub(head, 0, cut)), &hangul);
    if (ret->name.len == 0) return false;
    buf_init(&r.remarks, ENTITY_VALUE_MAX);
    ret->is_name_hangul = is_hangul(ret->name);
    if (hangul.len) add_hangul(&r, hangul);
    read_rest(&r, str_from(s, cut));
    ret->un_number = un_number_find(s, NULL);
    ret->schema = schema_of(&r);
    ret->remarks = arena_str(arena, buf_str(&r.remarks));
    if (r.remarks.failed) arena->failed = true;
    buf_release(&r.remarks);
    return true;
}
